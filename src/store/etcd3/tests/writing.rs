use std::time::Instant;

use super::*;
use crate::store::Guard;

#[test]
fn a_conflict_names_exactly_the_guards_that_failed() {
    let etcd = shared();
    let mut store = open(&etcd);
    fill(&mut store, "/conflict/", 127, 10);
    let read = store.read(&[Scope::under("/conflict/")], Want::Keys).unwrap();
    let (moved, gone) = ("/conflict/000003", "/conflict/000100");
    let mut other = Batch::default();
    other.replace(moved, read.get(moved).unwrap().version, b"new".to_vec());
    other.delete(gone, read.get(gone).unwrap().version, None);
    store.commit(&other).unwrap();

    // As many guards as etcd takes.
    let mut batch = Batch::default();
    for entry in read.entries() {
        batch.replace(&entry.path, entry.version, b"mine".to_vec());
    }
    batch.guards.push(Guard::NoneNewer { prefix: "/conflict/".to_owned(), revision: read.revision() });
    match store.commit(&batch).unwrap_err() {
        StoreError::Conflict { paths } => assert_eq!(paths, [moved, gone, "/conflict/"]),
        other => panic!("{other:?}"),
    }
    let after = store.read(&[Scope::under("/conflict/")], Want::Values).unwrap();
    assert!(after.entries().iter().all(|entry| entry.value != b"mine"));
}

#[test]
fn a_full_datastore_says_so() {
    let etcd = Etcd::start_with(&["--quota-backend-bytes=4194304"]);
    let mut store = open(&etcd);
    // A slow disk may make a write time out before the space is used up.
    let deadline = Instant::now() + Duration::from_secs(60);
    let (mut error, mut round) = (None, 0);
    while error.is_none() && Instant::now() < deadline {
        round += 1;
        let mut batches = (0..40).map(|at| put(&format!("/full/{round}-{at}"), &vec![b'x'; 600 << 10]));
        store.commit_all(&mut batches, &mut |_, result| {
            if let Err(StoreError::ReadOnly { detail, .. }) = &result {
                error.get_or_insert(detail.clone());
            }
        });
    }
    assert!(error.unwrap().contains("space exceeded"));
    // A write that was on its way already may be refused before the alarm is raised.
    let mut health = store.health().unwrap();
    while health.alarms.is_empty() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
        health = store.health().unwrap();
    }
    assert_eq!(health.quota_bytes, Some(4 << 20));
    assert!(health.alarms.first().is_some_and(|alarm| alarm.starts_with("NOSPACE on ")), "{:?}", health.alarms);
    assert!(health.members[0].size_bytes.is_some_and(|bytes| bytes > 1 << 20));
    // It can still be read.
    assert!(!store.read(&[Scope::under("/full/")], Want::Keys).unwrap().entries().is_empty());
}

#[test]
fn a_server_with_smaller_limits_refuses_whole_batches() {
    let etcd = Etcd::start_with(&["--max-txn-ops=16", "--max-request-bytes=65536"]);
    let mut store = open(&etcd);
    let mut many = Batch::default();
    (0..17).for_each(|at| many.create(format!("/limit/{at}"), Vec::new()));
    let error = store.commit(&many).unwrap_err();
    assert!(matches!(&error, StoreError::Invalid { why } if why.contains("too many operations")), "{error:?}");
    let error = store.commit(&put("/limit/large", &vec![b'x'; 100 << 10])).unwrap_err();
    assert!(matches!(&error, StoreError::Invalid { why } if why.contains("too large")), "{error:?}");
    assert!(store.read(&[Scope::under("/limit")], Want::Keys).unwrap().entries().is_empty());
}

#[test]
fn the_cluster_is_told_by_its_id() {
    let etcd = Etcd::start();
    let mut store = open(&etcd);
    let identity = store.identity().unwrap();
    let answered = client(&etcd, |mut client| async move { client.member_list().await });
    assert_eq!(identity, format!("{:x}", answered.header().unwrap().cluster_id()));
    // No further request is needed.
    drop(etcd);
    assert_eq!(store.identity().unwrap(), identity);
}

#[test]
fn health_tells_what_can_be_told() {
    let etcd = shared();
    let health = open(&etcd).health().unwrap();
    let [member] = health.members.as_slice() else { panic!("{:?}", health.members) };
    assert_eq!(member.name, "test");
    assert_eq!(member.endpoints, [etcd.endpoint()]);
    assert_eq!(member.leader, Some(true));
    assert!(member.version.as_ref().is_some_and(|version| version.starts_with("3.")));
    assert!(member.latency.is_some() && member.error.is_none());
    assert_eq!(health.auth_enabled, Some(false));
    assert_eq!(health.quota_bytes, Some(2 << 30));
}

#[test]
fn a_watch_tells_when_it_missed_something() {
    let etcd = Etcd::start();
    let mut store = open(&etcd);
    let first = store.commit(&put("/watch/1", b"1")).unwrap().revision;
    store.commit(&put("/watch/2", b"1")).unwrap();
    let last = store.commit(&put("/watch/3", b"1")).unwrap().revision;
    client(&etcd, |mut client| async move { client.compact(i64::try_from(last).unwrap(), None).await });
    let missed = store.watch("/watch/", first).unwrap().next(Duration::from_secs(5));
    assert!(matches!(missed, Err(StoreError::Compacted { revision }) if revision == first), "{missed:?}");
    assert!(store.watch("/watch/", last).unwrap().next(Duration::from_millis(50)).unwrap().is_none());
}
