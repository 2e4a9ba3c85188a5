//! Killed for real while it writes: before or after, or recoverable and said to be so.

use std::time::{Duration, Instant};

use crate::harness::{Operator, Run, Running};
use crate::server::Etcd;
use crate::valve::Valve;
use crate::witness::{Keys, file_dump, v2, v3};

const GONE: &str = "/calico/v1/host/gone/bird_ip";

/// An etcd behind a valve, and somebody who works on it through that.
struct Scene {
    etcd: Etcd,
    valve: Valve,
    operator: Operator,
    api: &'static str,
    before: Keys,
    after: Keys,
}

impl Scene {
    /// Makes a datastore, and a batch that changes half of so many keys in it, creates the others, and removes one.
    fn new(api: &'static str, keys: usize) -> Self {
        let etcd = Etcd::start();
        let valve = Valve::before(etcd.client_port());
        let operator = Operator::of_etcd(&valve.endpoint(), api).set("CALICROSS_RATE", "0");
        prepare(&operator, keys);
        let mut scene = Self { etcd, valve, operator, api, before: Keys::new(), after: Keys::new() };
        scene.before = scene.dump("/calico");
        scene.after = changed(&scene.before, keys);
        scene
    }

    fn dump(&self, directory: &str) -> Keys {
        let mut keys = match self.api {
            "etcdv2" => v2::dump(&self.etcd.endpoint(), directory),
            _ => v3::dump(&self.etcd.endpoint(), directory.trim_end_matches('/')),
        };
        // v2 keeps the directories of hosts, empty or not.
        keys.retain(|path, _| !path.ends_with('/'));
        keys
    }

    /// Starts the change.
    fn start(&self, more: &[&str]) -> Running {
        self.operator.start(&[&["batch", "-f", "change", "--yes", "-q"], more].concat())
    }

    /// Finds out how many bytes of requests looking takes, and looking and writing together.
    fn measure(&self, words: &[&str]) -> (usize, usize) {
        self.valve.close_after(usize::MAX);
        self.operator.run(&[words, &["--dry-run"]].concat()).expect(0);
        let look = self.valve.open();
        self.valve.close_after(usize::MAX);
        self.operator.run(words).expect(0);
        (look, self.valve.open())
    }

    /// Waits until the valve has closed; false where the program ended first.
    fn wait_closed(&self, running: &mut Running) -> bool {
        let start = Instant::now();
        while !self.valve.is_closed() {
            if running.has_ended() {
                return false;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "nothing happens");
            std::thread::sleep(Duration::from_millis(1));
        }
        true
    }

    /// Ends a program by a signal after so many bytes of its requests. Those that it has sent by then still arrive.
    fn end_after(&self, bytes: usize, running: impl FnOnce() -> Running, signal: &str) -> Run {
        self.valve.close_after(bytes);
        let mut running = running();
        if self.wait_closed(&mut running) {
            running.signal(signal);
        }
        let run = running.end();
        self.valve.open();
        self.wait_quiet();
        run
    }

    /// Waits until nothing changes any more.
    fn wait_quiet(&self) {
        let mut last = self.dump("/");
        let start = Instant::now();
        loop {
            std::thread::sleep(Duration::from_millis(50));
            let now = self.dump("/");
            if now == last && !self.valve.is_in_use() {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "it does not come to rest");
            last = now;
        }
    }

    /// Holds what is there against what the journal tells, and returns the entry that is pending.
    fn pending(&self) -> Option<String> {
        let now = self.dump("/calico");
        let mut history = self.operator.history();
        assert!(history.len() <= 1, "{history:?}");
        let Some((state, id)) = history.pop() else {
            assert_eq!(now, self.before, "there is a change that no journal tells of");
            return None;
        };
        if state == "done" {
            assert_eq!(now, self.after);
            return None;
        }
        assert_eq!(state, "pending");
        for (path, value) in &now {
            let known = [&self.before, &self.after].iter().any(|keys| keys.get(path) == Some(value));
            assert!(known, "{path} is neither as before nor as after");
        }
        let told = self.operator.json(&format!("history show {id}"));
        let landed = told["changes"].as_array().unwrap().iter().filter(|change| change["now"] == "after").count();
        let new = now.iter().filter(|(path, value)| self.before.get(*path) != Some(*value)).count();
        let gone = self.before.keys().filter(|path| !now.contains_key(*path)).count();
        assert_eq!(landed, new + gone, "the journal does not tell of all that was written");
        Some(id)
    }

    /// Everything is done or taken back, and nothing is left on this host.
    fn expect_settled(&self, expected: &Keys) {
        assert_eq!(&self.dump("/calico"), expected);
        let history = self.operator.history();
        assert!(history.iter().all(|(state, _)| state != "pending"), "{history:?}");
        let left: Vec<_> = self.operator.files().into_iter().filter(|path| path.extension().is_some()).collect();
        assert!(left.is_empty(), "{left:?}");
        self.operator.fails(3, "plan resume --yes").says("no change is pending");
    }

    fn undo(&self, id: &str) {
        self.operator.ok(&format!("undo {id} --yes -q"));
        self.expect_settled(&self.before);
    }

    fn resume(&self) {
        self.operator.ok("plan resume --yes -q");
        self.expect_settled(&self.after);
        // Each of the two runs can be taken back.
        for (_, id) in self.operator.history() {
            self.operator.ok(&format!("undo {id} --yes -q"));
        }
        self.expect_settled(&self.before);
    }
}

/// Fills a store with what the batch is to change, and writes the batch.
fn prepare(operator: &Operator, keys: usize) {
    let put =
        |at: usize, net: &str| format!("key put /calico/v1/host/h{at:05}/bird_ip {net}.{}.{}\n", at / 250, at % 250);
    let seed: String = (0..keys / 2).map(|at| put(at, "10.1")).collect();
    operator.file("seed", format!("{seed}key put {GONE} 10.9.9.9\n"));
    operator.ok("batch -f seed --journal off -q");
    let change: String = (0..keys).map(|at| put(at, "10.2")).collect();
    operator.file("change", format!("{change}key rm {GONE}\n"));
}

/// What the batch makes of what was there.
fn changed(before: &Keys, keys: usize) -> Keys {
    let mut after = before.clone();
    after.remove(GONE);
    let put = |at: usize| (format!("/calico/v1/host/h{at:05}/bird_ip"), format!("10.2.{}.{}", at / 250, at % 250));
    after.extend((0..keys).map(put));
    after
}

/// Kills the change at points all along its writing; `finish` then settles what is pending.
fn kill_along(api: &'static str, keys: usize, points: usize, signal: &str, finish: fn(&Scene, &str)) {
    let mut caught = 0;
    let measured = Scene::new(api, keys);
    let (look, all) = measured.measure(&["batch", "-f", "change", "--yes", "-q"]);
    assert_eq!(measured.dump("/calico"), measured.after);
    for point in 1..=points {
        let scene = Scene::new(api, keys);
        let bytes = look + (all - look) * point / (points + 1);
        let run = scene.end_after(bytes, || scene.start(&[]), signal);
        assert!(matches!(run.code, None | Some(0)), "{run:?}");
        if let Some(id) = scene.pending() {
            caught += 1;
            finish(&scene, &id);
        }
    }
    assert!(caught * 2 > points, "only {caught} of {points} were caught half-way");
}

/// Several transactions on etcd v3.
const V3_KEYS: usize = 600;
/// Enough on etcd v2, where each key is a step.
const V2_KEYS: usize = 40;

#[test]
fn killed_on_v3_and_undone() {
    kill_along("etcdv3", V3_KEYS, 4, "KILL", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v3_and_resumed() {
    kill_along("etcdv3", V3_KEYS, 3, "KILL", |scene, _| scene.resume());
}

#[test]
fn interrupted_on_v3_and_undone() {
    kill_along("etcdv3", V3_KEYS, 1, "INT", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v2_and_undone() {
    kill_along("etcdv2", V2_KEYS, 8, "KILL", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v2_and_resumed() {
    kill_along("etcdv2", V2_KEYS, 5, "KILL", |scene, _| scene.resume());
}

#[test]
fn interrupted_on_v2_and_undone() {
    kill_along("etcdv2", V2_KEYS, 2, "INT", |scene, id| scene.undo(id));
}
