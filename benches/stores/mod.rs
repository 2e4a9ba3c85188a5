//! What is measured on: the three datastores, filled by the generator, and the programs that ask them.
//!
//! The data of every etcd lies in the temporary folder (`TMPDIR`, else `/tmp`), and so does the embedded store: on
//! whatever disk that is, both sides of a pair are on the same.

pub(crate) mod bare;

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use calicross::store::Store;
use calicross::store::connection::Connection;
use calicross::store::etcd2::Etcd2;
use calicross::store::etcd3::Etcd3;
use calicross::store::file::FileStore;
use tempfile::TempDir;

use crate::cloud::{Cloud, Pair, Size};
use crate::fill::fill;
use crate::server::Etcd;

/// Time for one request to a store that is being filled.
const PATIENCE: Duration = Duration::from_secs(60);

/// A hybrid cloud with so many pods and VMs, and the rest in realistic proportion.
pub(crate) fn cloud(pods: u32, vms: u32) -> Cloud {
    let endpoints = pods + vms;
    let size = Size {
        hosts: (endpoints / 100).max(1),
        pods,
        vms,
        groups: (endpoints / 50).max(1),
        links: (endpoints / 333).max(1),
        policies: endpoints / 50,
        namespaces: 0,
        nets: 0,
    };
    Cloud::new(size, 1).expect("a cloud of this size")
}

/// A datastore that holds a cloud.
pub(crate) enum Filled {
    Etcd2(Etcd),
    Etcd3(Etcd),
    File(TempDir),
}

impl Filled {
    pub(crate) fn etcd2(keys: &mut dyn Iterator<Item = Pair>) -> Self {
        let etcd = Etcd::start();
        fill(&mut etcd2(&etcd), keys).expect("a filled store");
        Self::Etcd2(etcd)
    }

    pub(crate) fn etcd3(keys: &mut dyn Iterator<Item = Pair>) -> Self {
        let etcd = Etcd::start();
        fill(&mut etcd3(&etcd), keys).expect("a filled store");
        Self::Etcd3(etcd)
    }

    pub(crate) fn file(keys: &mut dyn Iterator<Item = Pair>) -> Self {
        let dir = TempDir::new().expect("a temporary folder");
        fill(&mut file(&dir), keys).expect("a filled store");
        Self::File(dir)
    }

    /// Returns what people call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Etcd2(_) => "etcd v2",
            Self::Etcd3(_) => "etcd v3",
            Self::File(_) => "file",
        }
    }

    /// Returns where an etcd listens.
    pub(crate) fn endpoint(&self) -> String {
        let (Self::Etcd2(etcd) | Self::Etcd3(etcd)) = self else { panic!("a file is no etcd") };
        etcd.endpoint()
    }

    /// Runs calicross on it.
    pub(crate) fn calicross(&self, words: &[&str]) -> Command {
        let mut command = calicross(&[]);
        match self {
            Self::Etcd2(etcd) => command.args(["--datastore", "etcdv2", "--endpoints", &etcd.endpoint()]),
            Self::Etcd3(etcd) => command.args(["--datastore", "etcdv3", "--endpoints", &etcd.endpoint()]),
            Self::File(dir) => command.arg("--path").arg(path(dir)),
        };
        command.args(words);
        command
    }

    /// Runs calicross on it without telling which of etcd's APIs it is.
    pub(crate) fn calicross_auto(&self, words: &[&str]) -> Command {
        let (Self::Etcd2(etcd) | Self::Etcd3(etcd)) = self else { panic!("a file is no etcd") };
        let mut command = calicross(&["--datastore", "auto", "--endpoints", &etcd.endpoint()]);
        command.args(words);
        command
    }

    /// Runs etcdctl on it, with the v3 API.
    pub(crate) fn etcdctl(&self, words: &[&str]) -> Command {
        let (Self::Etcd2(etcd) | Self::Etcd3(etcd)) = self else { panic!("a file is no etcd") };
        let mut command = bare("etcdctl");
        command.env("ETCDCTL_API", "3").args(["--endpoints", &etcd.endpoint()]).args(words);
        command
    }
}

/// Opens etcd's v2 API, without the pace that watchers need: there are none.
pub(crate) fn etcd2(etcd: &Etcd) -> impl Store {
    Etcd2::open(connection(etcd)).expect("a store")
}

pub(crate) fn etcd3(etcd: &Etcd) -> impl Store {
    Etcd3::open(connection(etcd)).expect("a store")
}

pub(crate) fn file(dir: &TempDir) -> impl Store {
    FileStore::open(path(dir), PATIENCE, "bench".to_owned()).expect("a store")
}

fn connection(etcd: &Etcd) -> Connection {
    Connection { endpoints: vec![etcd.endpoint()], timeout: PATIENCE, rate: 0, ..Connection::default() }
}

fn path(dir: &TempDir) -> PathBuf {
    dir.path().join("bench.redb")
}

/// Runs calicross, as it was built for this bench.
pub(crate) fn calicross(words: &[&str]) -> Command {
    let mut command = bare(env!("CARGO_BIN_EXE_calicross"));
    command.args(words);
    command
}

/// A program that no variable of this shell reaches, and whose output goes nowhere.
fn bare(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs a program to its end and returns how long it took.
pub(crate) fn time(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.status().expect("a program that starts");
    let took = start.elapsed();
    assert!(status.success(), "{command:?}: {status}");
    took
}

/// Runs a program to its end and returns the most memory that was resident, in bytes. Linux counts that itself
/// (`VmHWM`), but tells only while the program lives: what it takes in its last millisecond is not seen.
pub(crate) fn peak_memory(command: &mut Command) -> u64 {
    let mut child = command.spawn().expect("a program that starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or_default() * 1024);
        if let Some(status) = child.try_wait().expect("a child that can be waited for") {
            assert!(status.success(), "{command:?}: {status}");
            return peak;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
