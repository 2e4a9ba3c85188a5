//! Writes whose answer is lost: found out about where that can be, and said where not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::peer::{Fate, before};
use super::*;
use crate::store::StoreError;

const KEY: &str = "/calico/v1/key";

/// A store behind a peer that gives the first write this fate, after `meddle`; all other requests come through.
/// Also returns how many writes were seen.
fn astray(server: &Etcd, fate: Fate, meddle: impl Fn() + Send + 'static) -> (Etcd2, Arc<AtomicUsize>) {
    let writes = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&writes);
    let port = before(server.client_port(), move |line| {
        if line.starts_with("GET") || seen.fetch_add(1, Ordering::SeqCst) > 0 {
            return Fate::Whole;
        }
        meddle();
        fate
    });
    let mut store = Etcd2::open(connection([format!("http://127.0.0.1:{port}")])).unwrap();
    // As every command does, read first.
    read(&mut store, Scope::under("/calico"));
    (store, writes)
}

#[test]
fn a_lost_answer_is_found_again() {
    let server = Etcd::start();
    let mut other = open(&server);
    let mut last = Version(0);
    for fate in [Fate::AnswerLost, Fate::Garbled] {
        let (mut store, writes) = astray(&server, fate, || {});
        let created = land(&mut store, &create(KEY, "1"));
        assert_eq!(get(&mut other, KEY).unwrap().version, created);
        assert!(created > last && writes.load(Ordering::SeqCst) == 1);

        let (mut store, writes) = astray(&server, fate, || {});
        let replaced = land(&mut store, &replace(KEY, created, "2"));
        assert_eq!(get(&mut other, KEY).unwrap().version, replaced);
        assert_eq!(writes.load(Ordering::SeqCst), 1);

        let (mut store, writes) = astray(&server, fate, || {});
        last = land(&mut store, &delete(KEY, replaced, None));
        assert_eq!(get(&mut other, KEY), None);
        assert_eq!((last.0, writes.load(Ordering::SeqCst)), (replaced.0 + 1, 1));
    }
}

#[test]
fn a_lost_request_is_sent_again() {
    let server = Etcd::start();
    let mut other = open(&server);
    let (mut store, writes) = astray(&server, Fate::RequestLost, || {});
    let created = land(&mut store, &create(KEY, "1"));
    assert_eq!(get(&mut other, KEY).unwrap().version, created);
    assert_eq!(writes.load(Ordering::SeqCst), 2);

    let (mut store, _) = astray(&server, Fate::RequestLost, || {});
    let replaced = land(&mut store, &replace(KEY, created, "2"));
    assert_eq!(get(&mut other, KEY).unwrap().version, replaced);

    let (mut store, _) = astray(&server, Fate::RequestLost, || {});
    let deleted = land(&mut store, &delete(KEY, replaced, None));
    assert_eq!((get(&mut other, KEY), deleted.0), (None, replaced.0 + 1));
}

#[test]
fn what_another_wrote_first_is_a_conflict() {
    let server = Etcd::start();
    let mut other = open(&server);
    for value in [Some("ours"), None] {
        let at = match get(&mut other, KEY) {
            Some(entry) => entry.version,
            None => land(&mut other, &create(KEY, "theirs")),
        };
        let meddler = std::sync::Mutex::new(open(&server));
        let (mut store, _) = astray(&server, Fate::RequestLost, move || {
            let store = &mut *meddler.lock().unwrap();
            land(store, &replace(KEY, at, "other"));
        });
        let batch = value.map_or_else(|| delete(KEY, at, None), |value| replace(KEY, at, value));
        match store.commit(&batch) {
            Err(StoreError::Conflict { paths }) => assert_eq!(paths, [KEY]),
            other => panic!("{other:?}"),
        }
        assert_eq!(get(&mut other, KEY).unwrap().value, b"other");
    }
}

/// Ours landed, and another wrote over it before we could look: the history tells.
#[test]
fn what_was_overwritten_at_once_has_landed() {
    let server = Etcd::start();
    let mut other = open(&server);
    let version = land(&mut other, &create("/calico/v1/first", "x"));
    for (path, at) in [(KEY, None), ("/calico/v1/first", Some(version))] {
        let port = server.client_port();
        let (mut writes, mut looks) = (0, 0);
        let target = format!("/v2/keys{path}");
        let meddling = before(port, move |line| {
            if !line.starts_with("GET") {
                writes += 1;
                return if writes == 1 { Fate::AnswerLost } else { Fate::Whole };
            }
            if writes == 1 {
                looks += 1;
                if looks == 1 {
                    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
                    assert_eq!(raw(port, "PUT", &target, form, "value=over").0, 200);
                }
            }
            Fate::Whole
        });
        let mut store = Etcd2::open(connection([format!("http://127.0.0.1:{meddling}")])).unwrap();
        let before = read(&mut store, Scope::under("/calico")).revision();
        let batch = at.map_or_else(|| create(path, "ours"), |at| replace(path, at, "ours"));
        assert_eq!(land(&mut store, &batch).0, before + 1);
        assert_eq!(get(&mut other, path).unwrap().value, b"over");
    }
}

#[test]
fn what_cannot_be_found_out_is_said() {
    let server = Etcd::start();
    let port = before(server.client_port(), |line| match line.split(' ').collect::<Vec<_>>()[..2] {
        ["PUT", _] => Fate::AnswerLost,
        ["GET", "/v2/members"] => Fate::Whole,
        _ => Fate::RequestLost,
    });
    let connection =
        Connection { timeout: Duration::from_millis(500), ..connection([format!("http://127.0.0.1:{port}")]) };
    let mut store = Etcd2::open(connection).unwrap();
    let error = store.commit(&create(KEY, "x")).unwrap_err();
    assert!(matches!(error, StoreError::Unknown { .. }), "{error}");
    assert!(error.to_string().ends_with("it may or may not have landed: the server hung up"), "{error}");
    assert!(get(&mut open(&server), KEY).is_some());
}

#[test]
fn a_stopped_server_leaves_a_write_unknown() {
    let server = Etcd::start();
    let connection = Connection { timeout: Duration::from_secs(3), ..connection([server.endpoint()]) };
    let mut store = Etcd2::open(connection).unwrap();
    read(&mut store, Scope::under("/calico"));
    server.signal("STOP");
    let error = store.commit(&create(KEY, "x")).unwrap_err();
    server.signal("CONT");
    assert!(matches!(error, StoreError::Unknown { .. }), "{error}");
}
