//! Many keys on etcd v2, which remembers 1,000 events for those who watch.

use std::time::Duration;

use crate::harness::Operator;
use crate::server::Etcd;
use crate::witness::{v2, v3};

/// Keys of the batch.
const KEYS: usize = 300;

/// Follows `/calico` as Calico's components do, a request for each event, until the last key is written; returns the keys it
/// saw change.
fn follow(endpoint: &str, from: u64, last: &str) -> Vec<String> {
    let (mut index, mut seen) = (from, Vec::new());
    loop {
        let event = v2::wait(endpoint, "/calico", index);
        assert!(event["errorCode"].is_null(), "after {} events: {event}", seen.len());
        index = event["node"]["modifiedIndex"].as_u64().unwrap() + 1;
        let path = event["node"]["key"].as_str().unwrap().to_owned();
        let ended = path == last;
        seen.push(path);
        if ended {
            return seen;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_batch_at_the_default_rate_and_a_plain_watcher() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    v2::put(&endpoint, "/calico/v1/Ready", "true");
    let from = v2::index(&endpoint) + 1;
    let operator = Operator::new().set("CALICROSS_ENDPOINTS", &endpoint);
    let put = |at: usize| format!("key put /calico/v1/host/h{at:03}/bird_ip 10.0.0.1\n");
    let lines: String = (0..KEYS).map(put).collect();
    operator.file("commands", lines);
    // Each watcher is told of everything by the time its own last key comes.
    let last = "/calico/v1/Last";
    let watcher = std::thread::spawn({
        let endpoint = endpoint.clone();
        move || follow(&endpoint, from, last)
    });
    let run = operator.run(&["batch", "-f", "commands", "--reason", "new hosts", "-o", "json"]).expect(0);
    let result: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((result["changed"].as_bool(), result["changes"].as_array().map(Vec::len)), (Some(true), Some(KEYS)));
    v2::put(&endpoint, last, "x");
    let mut seen = watcher.join().unwrap();
    assert_eq!(seen.pop().as_deref(), Some(last));
    seen.sort();
    let expected: Vec<String> = (0..KEYS).map(|at| format!("/calico/v1/host/h{at:03}/bird_ip")).collect();
    assert_eq!(seen, expected);

    let journal = v2::dump(&endpoint, "/calicross");
    assert!(journal.keys().all(|path| !path.ends_with('/')), "empty directories: {:?}", journal.keys());
    let id = result["journal_id"].as_str().unwrap();
    let entry = operator.json(&format!("history show {id}"));
    assert_eq!((&entry["state"], &entry["record"]["reason"]), (&"done".into(), &"new hosts".into()));
    assert_eq!(entry["changes"].as_array().map(Vec::len), Some(KEYS));

    operator.ok("undo --last --yes -q --rate 0");
    let left = v2::dump(&endpoint, "/calico");
    assert!(left.keys().all(|path| !path.ends_with("bird_ip")), "{left:?}");
    // A host's directory is left behind, as the original components leave it.
    assert!(v2::has(&endpoint, "/calico/v1/host/h000"));
    assert!(v3::dump(&endpoint, "").is_empty());
    operator.ok("history prune --older-than 1ms");
    assert_eq!(v2::dump(&endpoint, "/calicross/v1/journal").keys().collect::<Vec<_>>(), ["/calicross/v1/journal/"]);
}
