//! Several endpoints, some of them dead.

use std::net::TcpListener;

use super::*;
use crate::store::StoreError;

const KEY: &str = "/calico/v1/key";

/// An address at which connections are refused.
fn refusing() -> String {
    let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr()).unwrap().port();
    format!("http://127.0.0.1:{port}")
}

/// A listener whose queue takes connections that no one answers.
fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, format!("http://127.0.0.1:{port}"))
}

#[test]
fn a_dead_first_endpoint_does_not_stop_reads_or_writes() {
    let server = Etcd::start();
    let (_listener, silent) = silent();
    for dead in [refusing(), silent] {
        let endpoints = [dead, refusing(), server.endpoint()];
        let connection = Connection { timeout: Duration::from_secs(3), ..connection(endpoints) };
        let mut store = Etcd2::open(connection.clone()).unwrap();
        assert_eq!(get(&mut store, KEY), None);
        let at = land(&mut store, &create(KEY, "x"));
        // A write as the very first request finds its way too.
        let mut store = Etcd2::open(connection).unwrap();
        land(&mut store, &delete(KEY, at, None));
    }
}

#[test]
fn every_endpoint_says_why() {
    let (_listener, silent) = silent();
    let dead = refusing();
    let endpoints = [dead.clone(), silent.clone(), "http://no-such-host.invalid:2379".to_owned()];
    let connection = Connection { timeout: Duration::from_secs(1), ..connection(endpoints) };
    let mut store = Etcd2::open(connection.clone()).unwrap();
    for error in [
        store.read(&[Scope::key(KEY)], Want::Values).unwrap_err(),
        store.commit(&create(KEY, "x")).unwrap_err(),
        store.health().unwrap_err(),
        store.identity().unwrap_err(),
    ] {
        let StoreError::Unreachable { address, detail } = &error else {
            panic!("{error:?}");
        };
        assert_eq!(*address, connection.address());
        assert!(detail.contains(&format!("{dead}: connection refused; ")), "{detail}");
        assert!(detail.contains(&format!("{silent}: no answer within ")), "{detail}");
        assert!(detail.contains("http://no-such-host.invalid:2379: "), "{detail}");
        assert!(!error.to_string().contains('\n'));
    }
}

#[test]
fn one_endpoint_is_named_once() {
    let dead = refusing();
    let mut store = Etcd2::open(connection([dead.clone()])).unwrap();
    let error = store.read(&[Scope::key(KEY)], Want::Values).unwrap_err();
    assert_eq!(error.to_string(), format!("cannot reach the datastore at {dead}: connection refused"));
}

#[test]
fn no_endpoint_is_an_error() {
    assert!(matches!(Etcd2::open(connection::<String>([])), Err(StoreError::Unreachable { .. })));
}

#[test]
fn a_cluster_goes_on_without_one_member() {
    let mut cluster = Etcd::start_cluster(3);
    let endpoints: Vec<_> = cluster.iter().map(Etcd::endpoint).collect();
    let mut store = Etcd2::open(connection(endpoints.clone())).unwrap();
    let mut at = land(&mut store, &create(KEY, "0"));
    let health = store.health().unwrap();
    assert_eq!(health.members.iter().filter(|member| member.leader == Some(true)).count(), 1, "{health:?}");
    assert_eq!(health.members.iter().filter(|member| member.error.is_none()).count(), 3, "{health:?}");

    // The endpoint in use stops in the middle of it all, with a request of ours in its socket.
    cluster[0].signal("STOP");
    at = land(&mut store, &replace(KEY, at, "1"));
    assert_eq!(get(&mut store, KEY).unwrap().version, at);
    cluster[0].signal("CONT");
    at = land(&mut store, &replace(KEY, at, "2"));
    let mut first = Etcd2::open(connection([endpoints[0].clone()])).unwrap();
    assert_eq!(get(&mut first, KEY).map(|entry| (entry.value, entry.version)), Some((b"2".to_vec(), at)));

    // Now one goes for good, whoever leads.
    drop(cluster.remove(0));
    at = land(&mut store, &replace(KEY, at, "3"));
    let mut store = Etcd2::open(connection(endpoints)).unwrap();
    assert_eq!(get(&mut store, KEY).unwrap().version, at);
    let health = store.health().unwrap();
    let failed: Vec<_> = health.members.iter().filter(|member| member.error.is_some()).collect();
    assert!(matches!(failed[..], [member] if member.name == "m0" && member.leader.is_none()), "{health:?}");
}

#[test]
fn without_a_majority_there_is_an_error_in_time() {
    let mut cluster = Etcd::start_cluster(3);
    let last = cluster.pop().unwrap();
    drop(cluster);
    let connection = Connection { timeout: Duration::from_secs(1), ..connection([last.endpoint()]) };
    let mut store = Etcd2::open(connection).unwrap();
    let error = store.read(&[Scope::key(KEY)], Want::Values).unwrap_err();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    let error = store.commit(&create(KEY, "x")).unwrap_err();
    assert!(matches!(error, StoreError::Unknown { .. } | StoreError::Unreachable { .. }), "{error}");
}

#[test]
fn endpoints_of_two_clusters_are_not_mixed() {
    let (mut one, other) = (Etcd::start(), Etcd::start_with(&["--initial-cluster-token=other"]));
    let connection = Connection { timeout: Duration::from_secs(2), ..connection([one.endpoint(), other.endpoint()]) };
    let mut store = Etcd2::open(connection).unwrap();
    let identity = store.identity().unwrap();
    one.signal("STOP");
    let error = store.commit(&create(KEY, "x")).unwrap_err();
    assert!(error.to_string().contains("another cluster") || matches!(error, StoreError::Unknown { .. }), "{error}");
    let error = store.read(&[Scope::key(KEY)], Want::Values).unwrap_err();
    assert!(error.to_string().contains(&format!("than what answered before ({identity})")), "{error}");
    assert_eq!(get(&mut open(&other), KEY), None);
    one.signal("CONT");
    one.restart();
    get(&mut store, KEY);
}
