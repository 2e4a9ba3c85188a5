//! Changes followed while members die, stop and forget: no end state is missed.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{Operator, Run};
use crate::server::Etcd;
use crate::witness::{v2, v3};

const SETTING: &str = "/calico/v1/config/";

/// The rows of a watch that has ended.
fn rows(run: &Run) -> Vec<Value> {
    run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// What the settings come to, by what was told of each.
fn end_states(rows: &[Value]) -> BTreeMap<String, String> {
    let mut states = BTreeMap::new();
    for row in rows {
        let (key, what) = (row["key"].as_str().expect("a key"), row["changes"][0].as_str().expect("words"));
        let Some(name) = key.strip_prefix(SETTING) else { continue };
        let value = what.strip_prefix("set to ").or_else(|| Some(what.split_once(" to ")?.1));
        match value {
            Some(value) => drop(states.insert(name.to_owned(), value.to_owned())),
            None => assert!(states.remove(name).is_some() && what == "removed", "{row}"),
        }
    }
    states
}

/// Writes a key, whatever becomes of a member; true where it is known to have landed.
fn put(operator: &Operator, name: &str, value: &str) -> bool {
    let args =
        ["key", "put", &format!("{SETTING}{name}"), value, "--yes", "--journal", "off", "-q", "--force=malformed"];
    operator.run(&args).code == Some(0)
}

/// Waits until a watch has said something on stderr.
fn wait_for(running: &crate::harness::Running, words: &str) {
    let start = Instant::now();
    while !running.stderr_so_far().contains(words) {
        assert!(start.elapsed() < Duration::from_secs(60), "no {words:?} in {}", running.stderr_so_far());
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Which of them leads.
pub(crate) fn leader(cluster: &[Etcd], operator: &Operator) -> usize {
    let told = operator.json("ping");
    let members = told["members"].as_array().expect("members");
    let leader = members.iter().find(|member| member["leader"] == true).expect("a leader");
    let address = leader["endpoints"][0].as_str().expect("an address");
    cluster.iter().position(|member| member.endpoint() == address).expect("a member of ours")
}

/// Follows a cluster while its leader is taken away and comes back; returns what was told and what there is.
fn lose_the_leader(api: &str, signal: &str) {
    let mut cluster = Etcd::start_cluster(3);
    let endpoints: Vec<String> = cluster.iter().map(Etcd::endpoint).collect();
    let writer = Operator::of_etcd(&endpoints.join(","), api).set("CALICROSS_RATE", "0").set("CALICROSS_TIMEOUT", "2s");
    assert!(put(&writer, "Last", "0"));
    let at = leader(&cluster, &writer);
    // The leader first: it is the one that is watched.
    let mut order = endpoints.clone();
    order.swap(0, at);
    let watcher = Operator::of_etcd(&order.join(","), api).set("CALICROSS_TIMEOUT", "2s");
    let running = watcher.start(&[
        "watch",
        "-o",
        "jsonl",
        "--filter",
        "OBJECT!=setting End",
        "--for",
        "120s",
        "--limit",
        "100000",
    ]);
    wait_for(&running, "watching");
    let mut sent = 0;
    let mut write = |count: usize| {
        for _ in 0..count {
            sent += 1;
            put(&writer, &format!("S{}", sent % 7), &sent.to_string());
        }
    };
    write(10);
    cluster[at].signal(signal);
    write(15);
    match signal {
        "STOP" => cluster[at].signal("CONT"),
        _ => cluster[at].restart(),
    }
    write(10);
    // The last word can be had only when the cluster is well again.
    let start = Instant::now();
    while !put(&writer, "Last", "1") {
        assert!(start.elapsed() < Duration::from_secs(60), "nothing can be written any more");
    }
    let expected: BTreeMap<String, String> = match api {
        "etcdv3" => v3::dump(&endpoints[(at + 1) % 3], "/calico"),
        _ => v2::dump(&endpoints[(at + 1) % 3], "/calico"),
    }
    .into_iter()
    .filter_map(|(path, value)| Some((path.strip_prefix(SETTING)?.to_owned(), value)))
    .collect();
    // It ends by itself once it has told everything, or is ended where it never does.
    let start = Instant::now();
    loop {
        let told: Vec<Value> =
            running.stdout_so_far().lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        if end_states(&told) == expected {
            break;
        }
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{api}, {signal}: told {:?}, there is {expected:?}; {}",
            end_states(&told),
            running.stderr_so_far()
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    running.signal("KILL");
    let run = running.end();
    let rows = rows(&run);
    // What was told follows on what was told before: no state is told twice, none is made up.
    for pair in rows.windows(2) {
        assert!(pair[0]["resync"] == true || pair[0]["revision"].as_u64() <= pair[1]["revision"].as_u64(), "{pair:?}");
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

/// A watcher that was away for longer than etcd remembers tells the net of what it has missed, and says that it does.
fn miss_some(api: &str) {
    let mut etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let operator = Operator::of_etcd(&endpoint, api).set("CALICROSS_RATE", "0");
    let write = |name: &str, value: &str| match api {
        "etcdv3" => v3::put(&endpoint, &format!("{SETTING}{name}"), value.as_bytes()),
        _ => v2::put(&endpoint, &format!("{SETTING}{name}"), value),
    };
    write("Kept", "1");
    write("Changed", "1");
    write("Gone", "1");
    let running = operator.start(&["watch", "-o", "jsonl", "--limit", "4", "--for", "100s"]);
    wait_for(&running, "watching");
    write("Changed", "2");
    let start = Instant::now();
    while !running.stdout_so_far().contains("from 1 to 2") {
        assert!(start.elapsed() < Duration::from_secs(60), "nothing is told");
        std::thread::sleep(Duration::from_millis(10));
    }
    running.signal("STOP");
    // Its connection does not outlive the server; the data does.
    etcd.restart();
    for at in 0..1100 {
        write("Changed", &format!("1{at}"));
    }
    write("New", "1");
    match api {
        "etcdv3" => {
            v3::delete(&endpoint, &format!("{SETTING}Gone"));
            v3::compact(&endpoint);
        }
        _ => v2::delete(&endpoint, &format!("{SETTING}Gone")),
    }
    running.signal("CONT");
    let run = running.end().expect(0).says("resync at revision");
    let rows = rows(&run);
    let told: BTreeMap<&str, &str> =
        rows[1..].iter().map(|row| (row["object"].as_str().unwrap(), row["changes"][0].as_str().unwrap())).collect();
    let expected =
        [("setting Changed", "changed from 2 to 11099"), ("setting Gone", "removed"), ("setting New", "set to 1")];
    assert_eq!(told, BTreeMap::from(expected), "{api}");
    assert!(rows[1..].iter().all(|row| row["resync"] == true) && rows[0]["resync"] == false, "{rows:?}");
}

#[test]
fn compacted_away_on_v3() {
    miss_some("etcdv3");
}

#[test]
fn out_of_the_window_on_v2() {
    miss_some("etcdv2");
}

/// Who made a change and why is told where our journal knows, on every API; of large plans and of single keys.
#[test]
fn who_and_why() {
    let etcd = Etcd::start();
    for api in ["etcdv3", "etcdv2"] {
        let operator = Operator::of_etcd(&etcd.endpoint(), api).set("CALICROSS_RATE", "0");
        let keys = if api == "etcdv3" { 300 } else { 20 };
        let running =
            operator.start(&["watch", "-o", "jsonl", "--limit", &(3 + 1 + keys + 1).to_string(), "--for", "100s"]);
        wait_for(&running, "watching");
        operator.run(&["profile", "add", "web", "--reason", "CHG-1"]).expect(0);
        operator.run(&["profile", "tag", "add", "web", "db", "--reason", "CHG-2"]).expect(0);
        let lines: String = (0..keys).map(|at| format!("key put /calico/v1/host/h{at}/bird_ip 10.0.0.1\n")).collect();
        operator.file("many", lines);
        operator.ok("batch -f many --yes -q");
        // The same again, by somebody else.
        match api {
            "etcdv3" => v3::put(&etcd.endpoint(), "/calico/v1/host/h0/bird_ip", b"10.0.0.2"),
            _ => v2::put(&etcd.endpoint(), "/calico/v1/host/h0/bird_ip", "10.0.0.2"),
        }
        let run = running.end().expect(0);
        let rows = rows(&run);
        let of =
            |row: &Value| (row["by"].as_str().unwrap().to_owned(), row["author"]["reason"].as_str().map(str::to_owned));
        for row in &rows[..3] {
            assert_eq!(of(row), ("calicross".to_owned(), Some("CHG-1".to_owned())), "{api}: {row}");
        }
        assert_eq!(rows[3]["changes"][0], "tag db added");
        assert_eq!(of(&rows[3]), ("calicross".to_owned(), Some("CHG-2".to_owned())), "{api}");
        for row in &rows[4..4 + keys] {
            assert_eq!(row["author"]["command"][0], "batch", "{api}: {row}");
        }
        assert_eq!(of(&rows[4 + keys]), ("outside".to_owned(), None), "{api}");
        operator.ok("history prune --max-size 0");
    }
}
