//! `config set --canary` on real datastores, beside something that plays a Felix.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::harness::Operator;
use crate::server::Etcd;
use crate::witness::v2;

const OF_ALL: &str = "/calico/v1/config/LogSeverityScreen";
const OF_HOST: &str = "/calico/v1/host/node1/config/LogSeverityScreen";
const STATUS: &str = "/calico/felix/v1/host/node1/status";

/// A Felix of node1 as an operator sees it: it reports, restarts when its configuration changes, and does not come back with
/// a value that it cannot read.
struct Felix<'a> {
    get: &'a (dyn Fn(&str) -> Option<String> + Sync),
    put: &'a (dyn Fn(&str, &str) + Sync),
}

impl Felix<'_> {
    fn run(&self, over: &AtomicBool) {
        let configuration = || (self.get)(OF_HOST).or_else(|| (self.get)(OF_ALL));
        let (mut loaded, mut started, mut first) = (configuration(), Instant::now(), true);
        while !over.load(Ordering::Relaxed) {
            let present = configuration();
            if present != loaded {
                // A real one takes two seconds to end.
                std::thread::sleep(Duration::from_secs(1));
                (loaded, started, first) = (present, Instant::now(), true);
            }
            if loaded.as_deref() != Some("none") {
                let uptime = started.elapsed().as_secs_f64();
                let report = format!(r#"{{"time":"2016-10-03T10:03:20Z","uptime":{uptime},"first_update":{first}}}"#);
                (self.put)(STATUS, &report);
                first = false;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Ends the Felix beside a test, also one that fails.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs something beside a Felix.
fn beside<T>(felix: &Felix<'_>, run: impl FnOnce() -> T) -> T {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let _ends = Ends(&over);
        scope.spawn(|| felix.run(&over));
        while (felix.get)(STATUS).is_none() {
            std::thread::sleep(Duration::from_millis(20));
        }
        run()
    })
}

/// The whole of it: a value that Felix lives with reaches all hosts, one that ends it none.
fn lives_and_dies(operator: &Operator, felix: &Felix<'_>) {
    let canary = "config set --canary node1 LogSeverityScreen";
    beside(felix, || {
        operator.ok(&format!("{canary} debug --yes"));
        assert_eq!(((felix.get)(OF_ALL).as_deref(), (felix.get)(OF_HOST)), (Some("debug"), None));
        let run = operator.fails(1, &format!("{canary} none --yes --canary-timeout 3s"));
        assert!(run.stderr.contains("has not restarted and reported within 3 s"), "{}", run.stderr);
        assert_eq!(((felix.get)(OF_ALL).as_deref(), (felix.get)(OF_HOST)), (Some("debug"), None));
    });
    let states: Vec<String> = operator.history().into_iter().map(|(state, _)| state).collect();
    assert_eq!(states, ["done", "done", "done", "done"]);
}

#[test]
fn on_etcd_v2() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    let get = |path: &str| v2::dump(&endpoint, "/calico").get(path).cloned();
    let put = |path: &str, value: &str| v2::put(&endpoint, path, value);
    lives_and_dies(&Operator::of_etcd(&endpoint, "etcdv2"), &Felix { get: &get, put: &put });
}

#[test]
fn on_etcd_v3() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv3");
    let beside = Operator::of_etcd(&etcd.endpoint(), "etcdv3");
    let get = |path: &str| {
        let run = beside.run(&["key", "get", path]);
        (run.code == Some(0)).then(|| run.stdout.trim_end().to_owned())
    };
    // Behind the program's back but for the words: what calicross refuses to write for others is forced, and not journalled.
    let put = |path: &str, value: &str| {
        drop(beside.run(&["key", "put", path, value, "--force=owner", "--journal", "off", "--yes"]).expect(0));
    };
    put("/calico/v1/Ready", "true");
    lives_and_dies(&operator, &Felix { get: &get, put: &put });
}

#[test]
fn a_run_that_is_killed_leaves_what_undo_takes_back() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    v2::put(&endpoint, STATUS, r#"{"time":"2016-10-03T10:03:20Z","uptime":12345.5,"first_update":false}"#);
    let get = |path: &str| v2::dump(&endpoint, "/calico").get(path).cloned();
    let operator = Operator::of_etcd(&endpoint, "etcdv2");
    let run = operator.start(&["config", "set", "--canary", "node1", "LogSeverityScreen", "debug", "--yes"]);
    while get(OF_HOST).is_none() {
        std::thread::sleep(Duration::from_millis(20));
    }
    // The entry of the first step is done by the time the second could begin.
    while operator.history().iter().all(|(state, _)| state != "done") {
        std::thread::sleep(Duration::from_millis(20));
    }
    run.signal("KILL");
    drop(run.end());
    assert_eq!((get(OF_ALL), get(OF_HOST).as_deref()), (None, Some("debug")));
    operator.ok("undo --last --yes");
    assert_eq!((get(OF_ALL), get(OF_HOST)), (None, None));
}
