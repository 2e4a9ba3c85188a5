//! Files applied, and taken back, while the leader of a cluster dies or stands still: what the exit code says of the datastore is so, and what
//! is half done can be brought to its end by the two members that are left.

use std::collections::BTreeMap;

use crate::applies::{APPLY, prepare};
use crate::harness::{Operator, Run};
use crate::scene::{assert_same, put_back, wait_closed};
use crate::server::Etcd;
use crate::valve::Valve;
use crate::watches::leader;
use crate::witness::{Keys, v2, v3};

/// Three members, and what an apply makes of what is there.
struct Cluster {
    members: Vec<Etcd>,
    api: &'static str,
    operator: Operator,
    before: Keys,
    after: Keys,
}

/// What the members are asked through: the leader, behind a valve, first.
struct Led {
    at: usize,
    valve: Valve,
    endpoints: String,
}

impl Cluster {
    fn new(api: &'static str, objects: usize) -> Self {
        let members = Etcd::start_cluster(3);
        let all: Vec<String> = members.iter().map(Etcd::endpoint).collect();
        let operator = Operator::of_etcd(&all.join(","), api).set("CALICROSS_RATE", "0");
        prepare(&operator, objects);
        let mut cluster = Self { members, api, operator, before: Keys::new(), after: Keys::new() };
        cluster.before = cluster.dump(0);
        cluster.operator.run(APPLY).expect(0);
        cluster.after = cluster.dump(0);
        cluster
    }

    fn led(&self) -> Led {
        let at = leader(&self.members, &self.operator);
        let valve = Valve::before(self.members[at].client_port());
        let others = [1, 2].map(|more| self.members[(at + more) % 3].endpoint());
        let endpoints = format!("{},{}", valve.endpoint(), others.join(","));
        Led { at, valve, endpoints }
    }

    /// What a member has, the others asked as well.
    fn dump(&self, at: usize) -> Keys {
        let endpoint = self.members[at].endpoint();
        let mut keys = match self.api {
            "etcdv3" => v3::dump(&endpoint, "/calico"),
            _ => v2::dump(&endpoint, "/calico"),
        };
        keys.retain(|path, _| !path.ends_with('/'));
        keys
    }

    /// Puts back what was there, journal included; of an undo, with the apply done that it takes back. Returns the words and what there is
    /// before and after them.
    fn set_up(&self, undo: bool) -> (Vec<String>, &Keys, &Keys) {
        put_back(self.api, &self.members[0].endpoint(), &self.before);
        let apply = || APPLY.iter().map(|word| (*word).to_owned()).collect();
        if !undo {
            return (apply(), &self.before, &self.after);
        }
        self.operator.run(APPLY).expect(0);
        let (_, id) = self.operator.history().remove(0);
        (["undo", &id, "--yes", "-q"].map(str::to_owned).to_vec(), &self.after, &self.before)
    }

    /// How many requests looking takes, and looking and writing together.
    fn count(&self, undo: bool) -> (usize, usize) {
        let led = self.led();
        let (words, ..) = self.set_up(undo);
        let run = |more: &str| {
            led.valve.close_after_requests(usize::MAX);
            let options = ["--endpoints", &led.endpoints, more].map(str::to_owned);
            let options = options.into_iter().filter(|option| !option.is_empty());
            self.operator.run(&words.iter().cloned().chain(options).collect::<Vec<_>>()).expect(0);
            led.valve.requests()
        };
        (run("--dry-run"), run(""))
    }

    /// Takes the leader away after so many requests, and puts right what comes of it while it is away.
    fn lose_the_leader(&mut self, undo: bool, requests: usize, signal: &str) {
        let led = self.led();
        let (words, before, after) = self.set_up(undo);
        let (before, after) = (before.clone(), after.clone());
        let entries = self.operator.history().len();
        let since = if self.api == "etcdv2" { v2::index(&self.members[0].endpoint()) } else { 0 };
        let counts = self.writes();
        led.valve.close_after_requests(requests);
        let options = ["--endpoints", &led.endpoints, "--timeout", "1s", "--commit-timeout", "5s"].map(str::to_owned);
        let mut running = self.operator.start(&words.iter().cloned().chain(options).collect::<Vec<_>>());
        assert!(wait_closed(&led.valve, &mut running), "{}: it was too fast for {requests}", self.api);
        self.members[led.at].signal(signal);
        led.valve.open();
        let run = running.end();
        let left = (led.at + 1) % 3;
        self.members[left].wait_well();
        self.expect_told(&run, left, entries, &before, &after);
        let history = self.operator.history();
        let begun = history.len() > entries;
        if history.iter().any(|(state, _)| state == "pending") {
            self.operator.ok("plan resume --yes -q");
        }
        let expected = if begun { &after } else { &before };
        assert_same(&self.dump(left), expected);
        match signal {
            "STOP" => self.members[led.at].signal("CONT"),
            _ => self.members[led.at].restart(),
        }
        self.members[led.at].wait_well();
        // Nothing of what the leader may still have had in its buffers lands on top of it.
        assert_same(&self.dump(led.at), expected);
        if self.operator.history().iter().any(|(state, _)| state == "pending") {
            // But for the first word of what was given up, and then it was said that this may come.
            assert!(!begun && run.code == Some(7), "{run:?}");
            self.operator.ok("plan resume --yes -q");
            assert_same(&self.dump(led.at), &after);
        } else if begun {
            self.expect_written_once(&counts, since, &before, &after);
        }
    }

    /// Holds what there is, and what the journal tells, against the exit code.
    fn expect_told(&self, run: &Run, at: usize, entries: usize, before: &Keys, after: &Keys) {
        let (now, history) = (self.dump(at), self.operator.history());
        match run.code {
            Some(0) => {
                assert_same(&now, after);
                assert_eq!((history.len(), history[entries].0.as_str()), (entries + 1, "done"));
            }
            Some(6) => {
                assert_same(&now, before);
                assert_eq!(history.len(), entries, "{history:?}");
                run.one_error();
            }
            Some(7) => {
                let line = run.one_error();
                assert!(run.stderr.contains("hint: "), "{line}");
                match history.get(entries).map(|(state, _)| state.as_str()) {
                    Some("pending") => {}
                    // It is not known whether the first word of it arrived: it has not.
                    None => assert_same(&now, before),
                    // The same of the last one; or nobody could look any more what others did meanwhile.
                    Some("done") => assert_same(&now, after),
                    other => panic!("{other:?}: {line}"),
                }
                for (path, value) in &now {
                    assert!([before, after].iter().any(|keys| keys.get(path) == Some(value)), "{path}: {line}");
                }
            }
            _ => panic!("{run:?}"),
        }
    }

    /// How often each key was written since it was made, where that is counted.
    fn writes(&self) -> BTreeMap<String, u64> {
        match self.api {
            "etcdv3" => v3::writes(&self.members[0].endpoint(), "/calico"),
            _ => BTreeMap::new(),
        }
    }

    /// However often a write was sent: each key was written once, and with what it was to have.
    fn expect_written_once(&self, counts: &BTreeMap<String, u64>, since: u64, before: &Keys, after: &Keys) {
        if self.api == "etcdv3" {
            for (path, count) in self.writes() {
                let changed = u64::from(before.get(&path) != after.get(&path));
                let known = counts.get(&path).copied().unwrap_or_default();
                assert_eq!(count, known + changed, "writes of {path}");
            }
            return;
        }
        let mut written: BTreeMap<String, u64> = BTreeMap::new();
        for (path, value) in v2::events(&self.members[0].endpoint(), "/calico", since) {
            // Directories that a key leaves empty go, too.
            if before.contains_key(&path) || after.contains_key(&path) {
                assert_eq!(value.as_ref(), after.get(&path), "{path}");
                *written.entry(path).or_default() += 1;
            }
        }
        let paths = before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path));
        let expected: BTreeMap<String, u64> = paths.map(|path| (path.clone(), 1)).collect();
        assert_eq!(written, expected);
    }
}

/// On v3 several transactions; on v2, where each key is a step, fewer keys do.
fn lose_the_leader(api: &'static str, signal: &str) {
    let mut cluster = Cluster::new(api, if api == "etcdv3" { 400 } else { 40 });
    for undo in [false, true] {
        let (look, all) = cluster.count(undo);
        let steps = if undo { vec![(look + all) / 2] } else { vec![look + 1, (look + all) / 2, all - 1] };
        steps.into_iter().for_each(|step| cluster.lose_the_leader(undo, step, signal));
    }
}

#[test]
fn the_leader_is_killed_on_v3() {
    lose_the_leader("etcdv3", "KILL");
}

#[test]
fn the_leader_is_killed_on_v2() {
    lose_the_leader("etcdv2", "KILL");
}

#[test]
fn the_leader_stands_still_on_v3() {
    lose_the_leader("etcdv3", "STOP");
}

#[test]
fn the_leader_stands_still_on_v2() {
    lose_the_leader("etcdv2", "STOP");
}
