//! Fills a store with a hybrid cloud of any size: the material of benchmarks, and of trying things out.
//!
//! ```text
//! cargo run --release --example generate -- --pods 90000 --vms 10000 --hosts 1000 --datastore etcdv3
//! ```
//!
//! The same `--seed` and sizes give the same keys. It writes into stores that hold none of them, and stops at the
//! first batch that meets one.

mod cloud;
mod fill;

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use calicross::store::connection::Connection;
use calicross::store::etcd2::Etcd2;
use calicross::store::etcd3::Etcd3;
use calicross::store::file::FileStore;
use clap::{Parser, ValueEnum};

use cloud::{Cloud, Pair, Size};
use fill::fill;

/// Fill a store with a hybrid cloud of any size
#[derive(Parser)]
struct Args {
    #[command(flatten)]
    size: Size,
    /// What the cloud is drawn from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where it goes; `batch` prints lines for `calicross batch`
    #[arg(long)]
    datastore: Target,
    /// The embedded store
    #[arg(long, value_name = "FILE", required_if_eq("datastore", "file"))]
    path: Option<PathBuf>,
    /// Addresses of an etcd
    #[arg(long, value_name = "URL", value_delimiter = ',', default_value = "http://127.0.0.1:2379")]
    endpoints: Vec<String>,
    /// Only the keys below this directory
    #[arg(long, value_name = "PATH", default_value = "/calico")]
    under: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum Target {
    Etcdv2,
    Etcdv3,
    File,
    Batch,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(report) => {
            let _ = writeln!(std::io::stderr(), "{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "generate: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<String, Box<dyn std::error::Error>> {
    let cloud = Cloud::new(args.size, args.seed)?;
    let directory = format!("{}/", args.under.trim_end_matches('/'));
    let mut made = Made::default();
    let start = Instant::now();
    let mut keys = cloud.keys().filter(|(path, _)| path.starts_with(&directory)).inspect(|pair| made.count(pair));
    let connection = || Connection {
        endpoints: args.endpoints.clone(),
        timeout: Duration::from_secs(30),
        // Nobody watches a store that is being filled.
        rate: 0,
        ..Connection::default()
    };
    match args.datastore {
        Target::Batch => print(&mut keys)?,
        Target::Etcdv2 => fill(&mut Etcd2::open(connection())?, &mut keys)?,
        Target::Etcdv3 => fill(&mut Etcd3::open(connection())?, &mut keys)?,
        Target::File => {
            let path = args.path.clone().unwrap_or_default();
            fill(&mut FileStore::open(path, Duration::from_secs(30), "generate".to_owned())?, &mut keys)?;
        }
    }
    drop(keys);
    let took = start.elapsed().as_secs_f64();
    let Made { keys, endpoints, bytes } = made;
    Ok(format!("{keys} keys, {endpoints} of them endpoints, {bytes} bytes of values, in {took:.2} s"))
}

/// What was made.
#[derive(Default)]
struct Made {
    keys: u64,
    endpoints: u64,
    bytes: u64,
}

impl Made {
    fn count(&mut self, (path, value): &Pair) {
        self.keys += 1;
        self.endpoints += u64::from(path.starts_with("/calico/v1/host/") && path.contains("/workload/"));
        self.bytes += value.len() as u64;
    }
}

/// Prints the keys as commands, quoted as in a shell.
fn print(keys: &mut dyn Iterator<Item = Pair>) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (path, value) in keys {
        writeln!(out, "key put {path} '{}'", value.replace('\'', r"'\''"))?;
    }
    out.flush()
}
