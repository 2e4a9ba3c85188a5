//! A real etcd for tests: Debian's `etcd`, on loopback ports of its own, its data in a temporary
//! folder, ended by its own pid. Integration tests include this file too.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// One running member. It is killed when dropped.
pub struct Etcd {
    child: Child,
    client_port: u16,
    args: Vec<String>,
    dir: TempDir,
}

impl Etcd {
    /// Starts a single member that serves both APIs, without TLS.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts a single member with more arguments, such as `--max-txn-ops=16`; an argument
    /// given here wins over the one set here.
    pub fn start_with(extra: &[&str]) -> Self {
        Self::start_as("http", extra)
    }

    /// Starts a single member whose clients need TLS; the arguments name its `--cert-file` and `--key-file`.
    pub fn start_tls(extra: &[&str]) -> Self {
        Self::start_as("https", extra)
    }

    fn start_as(scheme: &str, extra: &[&str]) -> Self {
        // A port that was free a moment ago may be taken by another test's server: try again.
        for _ in 0..5 {
            let (client_port, peer_port) = (free_port(), free_port());
            let dir = TempDir::new().expect("a temporary folder");
            let (client, peer) =
                (format!("{scheme}://127.0.0.1:{client_port}"), format!("http://127.0.0.1:{peer_port}"));
            let data = dir.path().join("data");
            let mut args = vec![
                "--name=test".to_owned(),
                format!("--data-dir={}", data.display()),
                "--enable-v2=true".to_owned(),
                format!("--listen-client-urls={client}"),
                format!("--advertise-client-urls={client}"),
                format!("--listen-peer-urls={peer}"),
                format!("--initial-advertise-peer-urls={peer}"),
                format!("--initial-cluster=test={peer}"),
                "--logger=zap".to_owned(),
                "--log-outputs=/dev/null".to_owned(),
            ];
            args.extend(extra.iter().map(|arg| (*arg).to_owned()));
            let mut etcd = Self { child: spawn(&args), client_port, args, dir };
            if etcd.wait_ready() {
                return etcd;
            }
        }
        panic!("etcd did not start; it comes with `apt-get install etcd-server etcd-client`");
    }

    /// Starts a cluster that serves both APIs, without TLS.
    pub fn start_cluster(members: usize) -> Vec<Self> {
        for _ in 0..5 {
            let ports: Vec<_> = (0..members).map(|at| (at, free_port(), free_port())).collect();
            let peers = ports.iter().map(|(at, _, peer)| format!("m{at}=http://127.0.0.1:{peer}"));
            let peers = peers.collect::<Vec<_>>().join(",");
            let start = |&(at, client_port, peer_port): &(usize, u16, u16)| {
                let dir = TempDir::new().expect("a temporary folder");
                let (client, peer) =
                    (format!("http://127.0.0.1:{client_port}"), format!("http://127.0.0.1:{peer_port}"));
                let args = vec![
                    format!("--name=m{at}"),
                    format!("--data-dir={}", dir.path().join("data").display()),
                    "--enable-v2=true".to_owned(),
                    format!("--listen-client-urls={client}"),
                    format!("--advertise-client-urls={client}"),
                    format!("--listen-peer-urls={peer}"),
                    format!("--initial-advertise-peer-urls={peer}"),
                    format!("--initial-cluster={peers}"),
                    "--logger=zap".to_owned(),
                    "--log-outputs=/dev/null".to_owned(),
                ];
                Self { child: spawn(&args), client_port, args, dir }
            };
            let mut cluster: Vec<_> = ports.iter().map(start).collect();
            if cluster.iter_mut().all(Self::wait_ready) {
                return cluster;
            }
        }
        panic!("a cluster of etcd did not start");
    }

    /// The address that clients use.
    pub fn endpoint(&self) -> String {
        let scheme =
            if self.args.iter().any(|arg| arg.starts_with("--listen-client-urls=https")) { "https" } else { "http" };
        format!("{scheme}://127.0.0.1:{}", self.client_port)
    }

    /// The port that clients use.
    pub fn client_port(&self) -> u16 {
        self.client_port
    }

    /// The folder that holds its data.
    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// Sends it a signal by name, such as `STOP`, `CONT` or `KILL`; after `STOP`, it stands still.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status();
        assert!(status.is_ok_and(|status| status.success()), "kill -{name}");
        // The signal is only sent by then: a thread that runs may still answer.
        let deadline = Instant::now() + Duration::from_secs(20);
        while name == "STOP" && !self.stands_still() {
            assert!(Instant::now() < deadline, "etcd does not stop");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Whether all of its threads are stopped.
    fn stands_still(&self) -> bool {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.child.id())).into_iter().flatten().flatten();
        let is_stopped = |stat: &str| stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with('T'));
        // A thread that has ended meanwhile does nothing either.
        let mut stats = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("stat")).ok());
        stats.all(|stat| is_stopped(&stat))
    }

    /// Waits until its cluster has a leader, and it knows what the cluster has agreed on.
    pub fn wait_well(&mut self) {
        assert!(self.wait_ready(), "etcd does not get well");
    }

    /// Kills it and starts it again on the same data and ports.
    pub fn restart(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.child = spawn(&self.args);
        assert!(self.wait_ready(), "etcd did not come back");
    }

    fn wait_ready(&mut self) -> bool {
        let deadline = Instant::now() + Duration::from_secs(20);
        while Instant::now() < deadline {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return false;
            }
            if self.answers() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    fn answers(&self) -> bool {
        use std::io::{Read, Write};
        let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", self.client_port)) else {
            return false;
        };
        if self.endpoint().starts_with("https") {
            return true;
        }
        let _ = stream.set_read_timeout(Some(Duration::from_secs(1)));
        let mut answer = String::new();
        let _ = stream.write_all(b"GET /health HTTP/1.0\r\n\r\n");
        let _ = stream.read_to_string(&mut answer);
        answer.contains("\"true\"")
    }
}

impl Drop for Etcd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(args: &[String]) -> Child {
    Command::new("etcd")
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("etcd is not here; `apt-get install etcd-server etcd-client` installs it")
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).expect("a free port").port()
}
