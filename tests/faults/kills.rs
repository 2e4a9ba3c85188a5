//! Killed for real while it writes: before or after, or recoverable and said to be so.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::harness::{Operator, Run, Running};
use crate::server::Etcd;
use crate::valve::Valve;
use crate::witness::{Keys, file_dump, v2, v3};

/// The change that is interrupted.
const CHANGE: &[&str] = &["batch", "-f", "change", "--yes", "-q"];

const GONE: &str = "/calico/v1/host/gone/bird_ip";

/// What becomes of the requests that a killed program has sent, and that have not arrived.
#[derive(Clone, Copy)]
enum Rest {
    Arrives,
    IsLost,
}

/// An etcd behind a valve, and somebody who works on it through that.
struct Scene {
    etcd: Etcd,
    valve: Valve,
    operator: Operator,
    api: &'static str,
    keys: usize,
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
        let mut scene = Self { etcd, valve, operator, api, keys, before: Keys::new(), after: Keys::new() };
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
        self.operator.start(&[CHANGE, more].concat())
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

    /// Takes back what is there to be taken back, and forgets it.
    fn reset(&self) {
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
    fn kill_halfway(&self, more: &[&str]) -> String {
        let (look, all) = Self::new(self.api, self.keys).measure(&[CHANGE, more].concat());
        let run = self.end_after(halfway(self.api, look, all), Rest::IsLost, || self.start(more), "KILL");
        assert_eq!(run.code, None, "{run:?}");
        self.pending().expect("it is pending")
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

    /// Ends a program by a signal after so many bytes of its requests. What it has sent beyond that still arrives, or is lost as
    /// where its whole host goes down.
    fn end_after(&self, bytes: usize, rest: Rest, running: impl FnOnce() -> Running, signal: &str) -> Run {
        self.valve.close_after(bytes);
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
    fn wait_still(&self) {
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
    fn wait_quiet(&self) {
        let start = Instant::now();
        while self.valve.is_in_use() {
            assert!(start.elapsed() < Duration::from_secs(60), "somebody stays connected");
            std::thread::sleep(Duration::from_millis(1));
        }
        self.wait_still();
    }

    /// Holds what is there against what the journal tells, and returns the entry that is pending.
    fn pending(&self) -> Option<String> {
        let now = self.dump("/calico");
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
        assert_same(&self.dump("/calico"), expected);
        let history = self.operator.history();
        assert!(history.iter().all(|(state, _)| state != "pending"), "{history:?}");
        // Of a change that was killed before its first word to etcd, the plan may lie here: no entry knows it.
        let of_an_entry =
            |path: &PathBuf| history.iter().any(|(_, id)| path.file_stem().is_some_and(|stem| stem == id.as_str()));
        let left: Vec<_> = self.operator.files().into_iter().filter(of_an_entry).collect();
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
    }
}

/// Compares two states, and shows the keys in which they differ.
#[track_caller]
fn assert_same(now: &Keys, expected: &Keys) {
    let keys = now.keys().chain(expected.keys()).filter(|path| now.get(*path) != expected.get(*path));
    let differing: Vec<_> = keys.take(10).map(|path| (path, now.get(path), expected.get(path))).collect();
    assert!(differing.is_empty(), "{differing:?}");
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

/// Returns after how many bytes of requests some keys are written and others are not.
fn halfway(api: &str, look: usize, all: usize) -> usize {
    look + (all - look) * if api == "etcdv3" { 80 } else { 50 } / 100
}

/// Kills the change when such percentages of its writing have gone through; `finish` then settles what is pending.
fn kill_along(api: &'static str, keys: usize, percentages: &[usize], signal: &str, finish: fn(&Scene, &str)) {
    let scene = Scene::new(api, keys);
    let (look, all) = scene.measure(CHANGE);
    assert_same(&scene.dump("/calico"), &scene.after);
    let mut half = 0;
    for (at, percentage) in percentages.iter().enumerate() {
        scene.reset();
        let rest = if at % 2 == 0 { Rest::IsLost } else { Rest::Arrives };
        let run = scene.end_after(look + (all - look) * percentage / 100, rest, || scene.start(&[]), signal);
        assert!(matches!(run.code, None | Some(0)), "{run:?}");
        let now = scene.dump("/calico");
        half += usize::from(now != scene.before && now != scene.after);
        if let Some(id) = scene.pending() {
            finish(&scene, &id);
        }
    }
    assert!(half > 0, "it was never caught half-way");
}

/// Several transactions on etcd v3. They are sent side by side: with half of the bytes, none may be complete.
const V3_KEYS: usize = 600;
/// Enough on etcd v2, where each key is a step.
const V2_KEYS: usize = 20;

#[test]
fn killed_on_v3_and_undone() {
    kill_along("etcdv3", V3_KEYS, &[10, 50, 80, 90], "KILL", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v3_and_resumed() {
    kill_along("etcdv3", V3_KEYS, &[80, 50, 90], "KILL", |scene, _| scene.resume());
}

#[test]
fn interrupted_on_v3_and_undone() {
    kill_along("etcdv3", V3_KEYS, &[80], "INT", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v2_and_undone() {
    kill_along("etcdv2", V2_KEYS, &[5, 20, 40, 60, 80, 97], "KILL", |scene, id| scene.undo(id));
}

#[test]
fn killed_on_v2_and_resumed() {
    kill_along("etcdv2", V2_KEYS, &[15, 45, 70, 90], "KILL", |scene, _| scene.resume());
}

#[test]
fn interrupted_on_v2_and_undone() {
    kill_along("etcdv2", V2_KEYS, &[40, 60], "INT", |scene, id| scene.undo(id));
}

/// Undo is a change like any other: killed, it is pending itself, and done once more it gets to the end.
fn kill_the_undo(api: &'static str, keys: usize) {
    let scene = Scene::new(api, keys);
    scene.start(&[]).end().expect(0);
    let (_, id) = scene.operator.history().remove(0);
    let words = ["undo", &id, "--yes", "-q"];
    // Another one finds out where half of it is.
    let other = Scene::new(api, keys);
    other.start(&[]).end().expect(0);
    let (_, same) = other.operator.history().remove(0);
    let (look, all) = other.measure(&["undo", &same, "--yes", "-q"]);
    let run = scene.end_after(halfway(api, look, all), Rest::IsLost, || scene.operator.start(&words), "KILL");
    assert_eq!(run.code, None, "{run:?}");
    let now = scene.dump("/calico");
    assert!(now != scene.after && now != scene.before, "it was not caught half-way");
    let history = scene.operator.history();
    assert_eq!(history.iter().map(|(state, _)| state.as_str()).collect::<Vec<_>>(), ["done", "pending"]);
    scene.operator.ok("plan resume --yes -q");
    scene.expect_settled(&scene.before);
}

#[test]
fn an_undo_killed_on_v3() {
    kill_the_undo("etcdv3", V3_KEYS);
}

#[test]
fn an_undo_killed_on_v2() {
    kill_the_undo("etcdv2", V2_KEYS);
}

/// With the journal kept on this host, a killed change is pending there, and can be taken back from there.
#[test]
fn killed_with_a_local_journal() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS)] {
        let scene = Scene::new(api, keys);
        let id = scene.kill_halfway(&["--journal", "local"]);
        assert!(scene.dump("/calicross").is_empty());
        scene.operator.ok(&format!("undo {id} --yes -q --journal off"));
        assert_same(&scene.dump("/calico"), &scene.before);
        let states: Vec<_> = scene.operator.history().into_iter().map(|(state, _)| state).collect();
        assert_eq!(states, ["undone"]);
    }
}

/// Somebody else's change after the kill is theirs: it is neither overwritten nor taken back.
#[test]
fn what_others_change_after_a_kill_stays() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS)] {
        let scene = Scene::new(api, keys);
        let id = scene.kill_halfway(&[]);
        let now = scene.dump("/calico");
        let written = scene
            .after
            .iter()
            .find(|(path, value)| now.get(*path) == Some(*value) && scene.before.get(*path) != Some(*value));
        let (path, _) = written.expect("a key that was written");
        scene.operator.ok(&format!("key put {path} 10.3.3.3 --journal off"));
        for words in ["plan resume --yes".to_owned(), format!("undo {id} --yes")] {
            let refused = scene.operator.fails(4, &words);
            assert!(refused.one_error().contains(path.as_str()), "{}", refused.stderr);
        }
        assert!(scene.operator.history().contains(&("pending".to_owned(), id.clone())));
        scene.operator.ok(&format!("undo {id} --yes --skip-changed -q"));
        let mut expected = scene.before.clone();
        expected.insert(path.clone(), "10.3.3.3".to_owned());
        scene.expect_settled(&expected);
    }
}

/// etcd stops in the middle of a commit. What the exit code says of the datastore is so: 6 nothing is written, 7 the
/// journal tells what.
#[test]
fn etcd_stops_in_the_middle() {
    for (api, keys) in [("etcdv3", V3_KEYS), ("etcdv2", V2_KEYS), ("etcdv3", 3), ("etcdv2", 3)] {
        let scene = Scene::new(api, keys);
        let (look, all) = scene.measure(CHANGE);
        for step in [1, 4, 7] {
            scene.reset();
            scene.valve.close_after(look + (all - look) * step / 8);
            let mut running = scene.start(&["--timeout", "500ms", "--commit-timeout", "1s"]);
            let closed = scene.wait_closed(&mut running);
            assert!(closed, "{api}, {keys} keys: it was too fast for {step}");
            scene.etcd.signal("STOP");
            scene.valve.open();
            let run = running.end();
            scene.etcd.signal("CONT");
            scene.wait_quiet();
            let line = run.one_error();
            match run.code {
                Some(6) => assert_same(&scene.dump("/calico"), &scene.before),
                Some(7) => {
                    assert!(run.stderr.contains("hint: "), "{line}");
                    if let Some(id) = scene.pending() {
                        scene.undo(&id);
                    }
                }
                code => panic!("{api}, {keys} keys, step {step}: {code:?} {line}"),
            }
        }
    }
}

/// The embedded store: one transaction, whatever its size, and no lock that outlives its holder.
#[test]
fn killed_on_a_file() {
    let operator = Operator::of_file();
    prepare(&operator, 200);
    let path = operator.path("calico.redb");
    let dump = || file_dump(&path, "/calico");
    let start = Instant::now();
    operator.ok("batch -f change --dry-run -q");
    let usual = start.elapsed();
    let (mut unchanged, before) = (0, dump());
    let after = changed(&before, 200);
    for at in 0..16 {
        let running = operator.start(CHANGE);
        // From well before the write begins to after its end.
        std::thread::sleep(usual / 2 + usual * at / 12);
        running.signal("KILL");
        let run = running.end();
        let (now, history) = (dump(), operator.history());
        match history.as_slice() {
            [] => {
                assert_same(&now, &before);
                assert_ne!(run.code, Some(0));
                unchanged += 1;
            }
            [(state, id)] => {
                assert_eq!(state, "done");
                assert_same(&now, &after);
                operator.ok(&format!("undo {id} --yes -q --journal off"));
                operator.ok("history prune --older-than 1ms");
                assert_same(&dump(), &before);
            }
            more => panic!("{more:?}"),
        }
    }
    assert!(unchanged > 0);
}
