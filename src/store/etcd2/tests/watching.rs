//! Watches, and the window of events that they are served from.

use super::*;
use crate::store::{Event, StoreError};

const SHORT: Duration = Duration::from_millis(50);

fn event(revision: Version, path: &str, value: Option<&str>) -> Option<Event> {
    Some(Event { revision: revision.0, path: path.to_owned(), value: value.map(Into::into) })
}

#[test]
fn directories_are_told_of_when_they_go() {
    let server = Etcd::start();
    let (mut store, mut other) = (open(&server), open(&server));
    let at = land(&mut other, &create("/calico/v1/dir/key", "x"));
    let mut watch = store.watch("/calico/v1/", 1).unwrap();
    let patience = Duration::from_secs(10);
    assert_eq!(watch.next(patience).unwrap(), event(at, "/calico/v1/dir/key", Some("x")));
    put(&server, "/calico/v1/empty", "dir=true");
    let (status, _) = raw(server.client_port(), "DELETE", "/v2/keys/calico/v1/dir?recursive=true", "", "");
    assert_eq!(status, 200);
    assert_eq!(watch.next(patience).unwrap(), event(Version(at.0 + 2), "/calico/v1/dir", None));
    assert_eq!(watch.next(SHORT).unwrap(), None);
}

/// A watch over silent keys is not lost, however much is written elsewhere.
#[test]
fn silence_moves_on_with_the_store() {
    let server = Etcd::start();
    let (mut store, mut other) = (open(&server), open(&server));
    let mut foreign = land(&mut other, &create("/registry/key", "x"));
    let mut watch = store.watch("/calico/", foreign.0).unwrap();
    for _ in 0..4 {
        for _ in 0..600 {
            foreign = land(&mut other, &replace("/registry/key", foreign, "x"));
        }
        assert_eq!(watch.next(SHORT).unwrap(), None);
    }
    let at = land(&mut other, &create("/calico/key", "seen"));
    assert_eq!(watch.next(Duration::from_secs(10)).unwrap(), event(at, "/calico/key", Some("seen")));
}

#[test]
fn a_lost_window_is_said() {
    let server = Etcd::start();
    let (mut store, mut other) = (open(&server), open(&server));
    let first = land(&mut other, &create("/calico/key", "x"));
    let mut at = first;
    for _ in 0..1001 {
        at = land(&mut other, &replace("/calico/key", at, "x"));
    }
    let error = store.watch("/calico/", first.0).unwrap().next(SHORT).unwrap_err();
    assert!(matches!(error, StoreError::Compacted { revision } if revision == first.0 + 1), "{error}");
    let mut watch = store.watch("/calico/", at.0 - 1).unwrap();
    assert_eq!(watch.next(Duration::from_secs(10)).unwrap(), event(at, "/calico/key", Some("x")));
}

#[test]
fn a_stopped_server_is_not_taken_for_silence() {
    let server = Etcd::start();
    let connection = Connection { timeout: Duration::from_millis(500), ..connection([server.endpoint()]) };
    let mut store = Etcd2::open(connection).unwrap();
    let mut watch = store.watch("/calico/", 1).unwrap();
    assert_eq!(watch.next(SHORT).unwrap(), None);
    server.signal("STOP");
    let error = watch.next(SHORT);
    server.signal("CONT");
    assert!(matches!(error, Err(StoreError::Unreachable { .. })), "{error:?}");
}
