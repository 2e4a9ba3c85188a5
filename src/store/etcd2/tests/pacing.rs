//! Bulk writes and a watcher that is not ours.

use super::*;

/// What each event costs the watcher besides its request: the way to a server that is not on its machine (a
/// round trip for the connection, one for the request, a millisecond or two each), and some work of its own.
const DELAY: Duration = Duration::from_millis(5);

/// Follows `/calico` as Calico's own components do, with a connection for each event, until it has seen an event of the
/// last key; returns how many events it saw, or the error that it got.
fn follow(server: &Etcd, from: u64, last: &str) -> Result<u64, String> {
    let mut index = from;
    let mut count = 0;
    loop {
        let target = format!("/v2/keys/calico?wait=true&recursive=true&waitIndex={index}");
        let (status, body) = raw(server.client_port(), "GET", &target, "", "");
        if status != 200 {
            return Err(body);
        }
        let change: crate::store::etcd2::answer::Change = serde_json::from_str(&body).unwrap();
        index = change.node.modified + 1;
        count += 1;
        if change.node.key == last {
            return Ok(count);
        }
        std::thread::sleep(DELAY);
    }
}

/// Writes as a plan of many changes does, its journal outside `/calico` among them.
fn write(store: &mut Etcd2, keys: u64) {
    for at in 0..keys {
        land(store, &create(&format!("/calico/v1/policy/profile/p{at:05}/tags"), "[\"a\"]"));
        if at % 10 == 0 {
            land(store, &create(&format!("/calicross/v1/journal/{at:05}"), &"x".repeat(500)));
        }
    }
    land(store, &create("/calico/v1/last", "x"));
}

fn watched(rate: u32, keys: u64) -> Result<u64, String> {
    let server = Etcd::start();
    let connection = Connection { rate, ..connection([server.endpoint()]) };
    let mut store = Etcd2::open(connection).unwrap();
    let from = land(&mut store, &create("/calico/v1/Ready", "true")).0 + 1;
    std::thread::scope(|scope| {
        let watcher = scope.spawn(|| follow(&server, from, "/calico/v1/last"));
        write(&mut store, keys);
        watcher.join().unwrap()
    })
}

/// More writes than etcd remembers events, at the rate that is the default: nothing is missed.
#[test]
fn a_plain_watcher_misses_nothing_at_the_default_rate() {
    assert_eq!(watched(Connection::DEFAULT_RATE, 2000), Ok(2001));
}

/// The same watcher falls out of the window where nothing holds the writes back.
#[test]
fn without_a_pace_it_would() {
    let error = watched(0, 3000).unwrap_err();
    assert!(error.contains("\"errorCode\":401"), "{error}");
}
