//! An etcd, and a change to it that can be ended at any point of its way.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::harness::{Operator, Run, Running};
use crate::server::Etcd;
use crate::valve::Valve;
use crate::witness::{Keys, v2, v3};

/// The change that is interrupted.
pub(crate) const CHANGE: &[&str] = &["batch", "-f", "change", "--yes", "-q"];

const GONE: &str = "/calico/v1/host/gone/bird_ip";

/// What becomes of the requests that a killed program has sent, and that have not arrived.
#[derive(Clone, Copy)]
pub(crate) enum Rest {
    Arrives,
    IsLost,
}

/// An etcd behind a valve, and somebody who works on it through that.
pub(crate) struct Scene {
    pub(crate) etcd: Etcd,
    pub(crate) valve: Valve,
    pub(crate) operator: Operator,
    pub(crate) api: &'static str,
    words: &'static [&'static str],
    keys: usize,
    pub(crate) before: Keys,
    pub(crate) after: Keys,
}

impl Scene {
    /// Makes a datastore, and a batch that changes half of so many keys in it, creates the others, and removes one.
    pub(crate) fn new(api: &'static str, keys: usize) -> Self {
        let mut scene = Self::of(api, CHANGE, |operator| prepare(operator, keys));
        scene.keys = keys;
        scene.after = changed(&scene.before, keys);
        scene
    }

    /// Makes a datastore as somebody prepares it, for the change that some words make.
    pub(crate) fn of(api: &'static str, words: &'static [&'static str], prepare: impl FnOnce(&Operator)) -> Self {
        let etcd = Etcd::start();
        let valve = Valve::before(etcd.client_port());
        let operator = Operator::of_etcd(&valve.endpoint(), api).set("CALICROSS_RATE", "0");
        prepare(&operator);
        let mut scene = Self { etcd, valve, operator, api, words, keys: 0, before: Keys::new(), after: Keys::new() };
        scene.before = scene.state();
        scene
    }

    /// What the change is about: all that is Calico's, and the sets that files were applied as.
    pub(crate) fn state(&self) -> Keys {
        let mut keys = self.dump("/calico");
        keys.extend(self.dump("/calicross/v1/sets"));
        // Each apply of a set chooses a word of its own.
        keys.iter_mut().filter(|(path, _)| path.ends_with("/applied")).for_each(|(_, value)| value.clear());
        keys
    }

    pub(crate) fn dump(&self, directory: &str) -> Keys {
        let mut keys = match self.api {
            "etcdv2" => v2::dump(&self.etcd.endpoint(), directory),
            _ => v3::dump(&self.etcd.endpoint(), directory.trim_end_matches('/')),
        };
        // v2 keeps the directories of hosts, empty or not.
        keys.retain(|path, _| !path.ends_with('/'));
        keys
    }

    /// Starts the change.
    pub(crate) fn start(&self, more: &[&str]) -> Running {
        self.operator.start(&[self.words, more].concat())
    }

    /// Carries the change out, keeps what it comes to, and takes it away again without the program. Returns how many requests
    /// looking takes, and looking and writing together.
    pub(crate) fn rehearse(&mut self) -> (usize, usize) {
        self.valve.close_after_requests(usize::MAX);
        self.start(&["--dry-run"]).end().expect(0);
        let look = self.valve.requests();
        self.valve.close_after_requests(usize::MAX);
        self.start(&[]).end().expect(0);
        let all = self.valve.requests();
        self.after = self.state();
        self.rewind();
        (look, all)
    }

    /// Puts the datastore back to what it was, journal included, without the program.
    pub(crate) fn rewind(&self) {
        let endpoint = self.etcd.endpoint();
        put_back(self.api, &endpoint, &self.before);
        assert_same(&self.state(), &self.before);
    }

    /// Finds out how many bytes of requests looking takes, and looking and writing together.
    pub(crate) fn measure(&self, words: &[&str]) -> (usize, usize) {
        self.valve.close_after(usize::MAX);
        self.operator.run(&[words, &["--dry-run"]].concat()).expect(0);
        let look = self.valve.open();
        self.valve.close_after(usize::MAX);
        self.operator.run(words).expect(0);
        (look, self.valve.open())
    }

    /// Takes back what is there to be taken back, and forgets it.
    pub(crate) fn reset(&self) {
        for (state, id) in self.operator.history() {
            if state == "pending" || state == "done" && self.dump("/calico") != self.before {
                self.operator.ok(&format!("undo {id} --yes -q --journal off"));
            }
        }
        self.operator.ok("history prune --older-than 1ms");
        assert_eq!(self.operator.history(), []);
        assert_same(&self.dump("/calico"), &self.before);
    }

    /// Starts the change and kills it when a part of it has landed.
    pub(crate) fn kill_halfway(&self, more: &[&str]) -> String {
        let (look, all) = Self::new(self.api, self.keys).measure(&[CHANGE, more].concat());
        let run = self.end_after(halfway(self.api, look, all), Rest::IsLost, || self.start(more), "KILL");
        assert_eq!(run.code, None, "{run:?}");
        self.pending().expect("it is pending")
    }

    /// Waits until the valve has closed; false where the program ended first.
    pub(crate) fn wait_closed(&self, running: &mut Running) -> bool {
        wait_closed(&self.valve, running)
    }

    /// Ends a program by a signal after so many bytes of its requests. What it has sent beyond that still arrives, or is lost as
    /// where its whole host goes down.
    pub(crate) fn end_after(&self, bytes: usize, rest: Rest, running: impl FnOnce() -> Running, signal: &str) -> Run {
        self.valve.close_after(bytes);
        self.end_when_closed(rest, running, signal)
    }

    /// Ends a program by a signal once the valve has closed.
    pub(crate) fn end_when_closed(&self, rest: Rest, running: impl FnOnce() -> Running, signal: &str) -> Run {
        let mut running = running();
        if self.wait_closed(&mut running) {
            // What has arrived is carried out: a request whose connection breaks at once may be dropped.
            self.wait_still();
            running.signal(signal);
        }
        let run = running.end();
        match rest {
            Rest::Arrives => drop(self.valve.open()),
            Rest::IsLost => self.valve.cut(),
        }
        self.wait_quiet();
        run
    }

    /// Waits until nothing changes any more.
    pub(crate) fn wait_still(&self) {
        let (mut last, start) = (self.dump("/"), Instant::now());
        loop {
            std::thread::sleep(Duration::from_millis(50));
            let now = self.dump("/");
            if now == last {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "it does not come to rest");
            last = now;
        }
    }

    /// Waits until nobody is connected and nothing changes any more.
    pub(crate) fn wait_quiet(&self) {
        let start = Instant::now();
        while self.valve.is_in_use() {
            assert!(start.elapsed() < Duration::from_secs(60), "somebody stays connected");
            std::thread::sleep(Duration::from_millis(1));
        }
        self.wait_still();
    }

    /// Holds what is there against what the journal tells, and returns the entry that is pending.
    pub(crate) fn pending(&self) -> Option<String> {
        let now = self.state();
        let mut history = self.operator.history();
        assert!(history.len() <= 1, "{history:?}");
        let Some((state, id)) = history.pop() else {
            // A change that no journal tells of would show here.
            assert_same(&now, &self.before);
            return None;
        };
        if state == "done" {
            assert_same(&now, &self.after);
            return None;
        }
        assert_eq!(state, "pending");
        let told = self.operator.json(&format!("history show {id}"));
        let mut traced = told["changes"].as_array().unwrap().clone();
        traced.retain(|change| !change["change"]["path"].as_str().is_some_and(|path| path.ends_with("/applied")));
        for (path, value) in &now {
            // Where keys are written one by one, a pool is disabled on its way out, and the journal knows.
            let on_the_way = || {
                traced.iter().any(|trace| {
                    trace["change"]["path"] == path.as_str()
                        && trace["change"]["via"].is_string()
                        && trace["now"] == "after"
                })
            };
            let known = [&self.before, &self.after].iter().any(|keys| keys.get(path) == Some(value)) || on_the_way();
            assert!(known, "{path} is neither as before nor as after");
        }
        let landed = traced.iter().filter(|change| change["now"] == "after").count();
        // A transaction is there with its part of the journal, or neither is; a journal on this host tells of all from the beginning.
        let together = self.api == "etcdv3" && !self.dump("/calicross/v1/journal").is_empty();
        assert!(!together || landed == traced.len(), "{landed} of {} keys: {told}", traced.len());
        let new = now.iter().filter(|(path, value)| self.before.get(*path) != Some(*value)).count();
        let gone = self.before.keys().filter(|path| !now.contains_key(*path)).count();
        assert_eq!(landed, new + gone, "the journal does not tell of all that was written");
        Some(id)
    }

    /// Everything is done or taken back, and nothing is left on this host.
    pub(crate) fn expect_settled(&self, expected: &Keys) {
        assert_same(&self.state(), expected);
        let history = self.operator.history();
        assert!(history.iter().all(|(state, _)| state != "pending"), "{history:?}");
        // Of a change that was killed before its first word to etcd, the plan may lie here: no entry knows it.
        let of_an_entry =
            |path: &PathBuf| history.iter().any(|(_, id)| path.file_stem().is_some_and(|stem| stem == id.as_str()));
        let left: Vec<_> = self.operator.files().into_iter().filter(of_an_entry).collect();
        assert!(left.is_empty(), "{left:?}");
        self.operator.fails(3, "plan resume --yes").says("no change is pending");
    }

    pub(crate) fn undo(&self, id: &str) {
        self.operator.ok(&format!("undo {id} --yes -q"));
        self.expect_settled(&self.before);
    }

    pub(crate) fn resume(&self) {
        self.operator.ok("plan resume --yes -q");
        self.expect_settled(&self.after);
    }
}

/// Compares two states, and shows the keys in which they differ.
#[track_caller]
pub(crate) fn assert_same(now: &Keys, expected: &Keys) {
    let keys = now.keys().chain(expected.keys()).filter(|path| now.get(*path) != expected.get(*path));
    let differing: Vec<_> = keys.take(10).map(|path| (path, now.get(path), expected.get(path))).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

/// Waits until a valve has closed; false where the program ended first.
pub(crate) fn wait_closed(valve: &Valve, running: &mut Running) -> bool {
    let start = Instant::now();
    while !valve.is_closed() {
        if running.has_ended() {
            return false;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "nothing happens");
        std::thread::sleep(Duration::from_millis(1));
    }
    true
}

/// Makes an etcd hold these keys, and nothing else of Calico's or ours, without the program.
pub(crate) fn put_back(api: &str, endpoint: &str, keys: &Keys) {
    for directory in ["/calico", "/calicross"] {
        match api {
            "etcdv3" => v3::delete_all(endpoint, directory),
            _ => v2::delete_all(endpoint, directory),
        }
    }
    match api {
        "etcdv3" => v3::put_all(endpoint, keys.iter().map(|(path, value)| (path.as_str(), value.as_str()))),
        _ => keys.iter().for_each(|(path, value)| v2::put(endpoint, path, value)),
    }
}

/// Fills a store with what the batch is to change, and writes the batch.
pub(crate) fn prepare(operator: &Operator, keys: usize) {
    let put =
        |at: usize, net: &str| format!("key put /calico/v1/host/h{at:05}/bird_ip {net}.{}.{}\n", at / 250, at % 250);
    let seed: String = (0..keys / 2).map(|at| put(at, "10.1")).collect();
    operator.file("seed", format!("{seed}key put {GONE} 10.9.9.9\n"));
    operator.ok("batch -f seed --journal off -q");
    let change: String = (0..keys).map(|at| put(at, "10.2")).collect();
    operator.file("change", format!("{change}key rm {GONE}\n"));
}

/// What the batch makes of what was there.
pub(crate) fn changed(before: &Keys, keys: usize) -> Keys {
    let mut after = before.clone();
    after.remove(GONE);
    let put = |at: usize| (format!("/calico/v1/host/h{at:05}/bird_ip"), format!("10.2.{}.{}", at / 250, at % 250));
    after.extend((0..keys).map(put));
    after
}

/// Returns after how many bytes of requests some keys are written and others are not.
pub(crate) fn halfway(api: &str, look: usize, all: usize) -> usize {
    look + (all - look) * if api == "etcdv3" { 80 } else { 50 } / 100
}
