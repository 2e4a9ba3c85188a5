//! What etcd v2 alone has: directories, times to live, names in no listing.

use super::*;
use crate::store::StoreError;

#[test]
fn empty_directories_are_told() {
    let server = Etcd::start();
    let mut store = open(&server);
    for dir in ["pool", "policy/none", "other"] {
        put(&server, &format!("/calico/v1/{dir}"), "dir=true");
    }
    land(&mut store, &create("/calico/v1/policy/some/key", "x"));
    let dirs = |store: &mut Etcd2, scopes: &[Scope]| store.read(scopes, Want::Values).unwrap().empty_dirs().to_vec();
    let all = ["/calico/v1/other", "/calico/v1/policy/none", "/calico/v1/pool"];
    assert_eq!(dirs(&mut store, &[Scope::under("/calico")]), all);
    assert_eq!(dirs(&mut store, &[Scope::under("/calico/v1/pool")]), ["/calico/v1/pool"]);
    let some = [Scope::under("/calico/v1/policy"), Scope::key("/calico/v1/other")];
    assert_eq!(dirs(&mut store, &some), ["/calico/v1/policy/none"]);
    assert_eq!(dirs(&mut store, &[Scope::key("/calico/v1/pool")]), Vec::<String>::new());
    assert_eq!(dirs(&mut store, &[Scope::under("/nothing")]), Vec::<String>::new());
}

#[test]
fn directories_are_no_keys_and_keys_no_directories() {
    let server = Etcd::start();
    let mut store = open(&server);
    land(&mut store, &create("/calico/dir/key", "x"));
    assert_eq!(get(&mut store, "/calico/dir"), None);
    assert_eq!(read(&mut store, Scope::under("/calico/dir/key")).entries(), []);
    assert_eq!(get(&mut store, "/calico/dir/key/below"), None);
    assert_eq!(read(&mut store, Scope::under("/calico/dir/key/below")).entries(), []);
}

#[test]
fn what_stands_in_the_way_is_named() {
    let server = Etcd::start();
    let mut store = open(&server);
    let at = land(&mut store, &create("/calico/dir/key", "x"));
    let error = store.commit(&create("/calico/dir", "x")).unwrap_err();
    assert_eq!(error.to_string(), "/calico/dir: a directory stands there");
    let error = store.commit(&create("/calico/dir/key/below/it", "x")).unwrap_err();
    assert_eq!(error.to_string(), "/calico/dir/key/below/it: /calico/dir/key is a key, so nothing can lie below it");
    // What was read as a key and is a directory now has changed.
    for batch in [replace("/calico/dir", at, "y"), delete("/calico/dir", at, None)] {
        match store.commit(&batch) {
            Err(StoreError::Conflict { paths }) => assert_eq!(paths, ["/calico/dir"]),
            other => panic!("{other:?}"),
        }
    }
    let below = "/calico/dir/key/below";
    for batch in [replace(below, at, "y"), delete(below, at, None)] {
        assert!(matches!(store.commit(&batch), Err(StoreError::Conflict { paths }) if paths == [below]));
    }
}

#[test]
fn deleting_what_must_be_absent_makes_sure_of_it() {
    let server = Etcd::start();
    let mut store = open(&server);
    let batch = |path: &str| {
        let mut batch = create(path, "");
        batch.ops = vec![crate::store::Op::Delete { path: path.to_owned(), prune_below: None }];
        batch
    };
    let at = land(&mut store, &create("/calico/key", "x"));
    assert_eq!(land(&mut store, &batch("/calico/absent")), at);
    assert!(matches!(store.commit(&batch("/calico/key")), Err(StoreError::Conflict { .. })));
    assert!(matches!(store.commit(&Batch::default()), Err(StoreError::Invalid { .. })));
}

#[test]
fn times_to_live_are_told_and_end_with_a_write() {
    let server = Etcd::start();
    let mut store = open(&server);
    put(&server, "/calico/felix/status", "value=up&ttl=600");
    land(&mut store, &create("/calico/felix/other", "x"));
    let expiring = |store: &mut Etcd2| {
        let snapshot = read(store, Scope::under("/calico/felix"));
        snapshot.entries().iter().map(|entry| entry.expires).collect::<Vec<_>>()
    };
    assert_eq!(expiring(&mut store), [false, true]);
    let entry = get(&mut store, "/calico/felix/status").unwrap();
    assert!(entry.expires);
    land(&mut store, &replace("/calico/felix/status", entry.version, "up"));
    assert_eq!(expiring(&mut store), [false, false]);
}

#[test]
fn names_in_no_listing_are_read_alone_or_refused() {
    let server = Etcd::start();
    let mut store = open(&server);
    land(&mut store, &create("/calico/_hidden/key", "x"));
    assert_eq!(get(&mut store, "/calico/_hidden/key").unwrap().value, b"x");
    assert_eq!(read(&mut store, Scope::under("/calico/_hidden")).entries().len(), 1);
    assert_eq!(read(&mut store, Scope::under("/calico")).entries().len(), 0);
    let error = store.read(&[Scope::key("/calico/_hidden/key"), Scope::key("/calico/x")], Want::Values).unwrap_err();
    assert!(matches!(error, StoreError::Unsupported { .. }), "{error}");
    assert!(error.to_string().contains("/calico/_hidden/key"), "{error}");
}

#[test]
fn scopes_that_are_no_paths_are_refused() {
    // Nothing listens there: they are refused before anything is sent.
    let mut store = Etcd2::open(connection(["http://127.0.0.1:1"])).unwrap();
    for scope in [Scope::key("calico"), Scope::key("/calico/"), Scope::under("/a//b"), Scope::under("/a/../b")] {
        let error = store.read(std::slice::from_ref(&scope), Want::Values).unwrap_err();
        assert!(matches!(error, StoreError::Invalid { .. }), "{scope:?}: {error}");
    }
    assert!(matches!(store.watch("/calico", 1), Err(StoreError::Invalid { .. })));
}

#[test]
fn pruning_stops_at_what_is_in_use_and_below_what_it_is_told() {
    let server = Etcd::start();
    let mut store = open(&server);
    let top = "/calico/v1/host/h/workload";
    let deep = format!("{top}/openstack/i-1/endpoint/ep");
    let at = land(&mut store, &create(&deep, "x"));
    put(&server, &format!("{top}/openstack/i-2"), "dir=true");
    let landed = land(&mut store, &delete(&deep, at, Some(top)));
    assert!(landed > at);
    assert_eq!(read(&mut store, Scope::under(top)).empty_dirs(), [format!("{top}/openstack/i-2")]);

    // A prefix that is not a parent by name prunes nothing.
    let at = land(&mut store, &create(&deep, "x"));
    land(&mut store, &delete(&deep, at, Some("/calico/v1/host/h/work")));
    assert_eq!(read(&mut store, Scope::under(&deep[..deep.len() - 3])).empty_dirs(), [&deep[..deep.len() - 3]]);
}

#[test]
fn several_scopes_are_of_one_moment() {
    let server = Etcd::start();
    let (mut store, mut other) = (open(&server), open(&server));
    let [a, b] = ["/calico/v1/a/key", "/calico/v1/b/key"];
    let mut at = [a, b].map(|path| land(&mut store, &create(path, "0")));
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // `a` is always written before `b`: no moment has a newer number in `b`.
            for turn in 1.. {
                if stop.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
                for (path, at) in [a, b].into_iter().zip(&mut at) {
                    *at = land(&mut other, &replace(path, *at, &turn.to_string()));
                }
            }
        });
        let mut seen = 0;
        for _ in 0..200 {
            let snapshot =
                store.read(&[Scope::under("/calico/v1/b"), Scope::under("/calico/v1/a")], Want::Values).unwrap();
            let [a, b] = [a, b].map(|path| {
                let entry = snapshot.get(path).unwrap();
                assert!(entry.version.0 <= snapshot.revision());
                String::from_utf8(entry.value.clone()).unwrap().parse::<u64>().unwrap()
            });
            assert!(a == b || a == b + 1, "{a} and {b}");
            seen = seen.max(b);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(seen > 0, "nothing was written meanwhile");
    });
}

#[test]
fn twenty_thousand_keys_come_whole() {
    let server = Etcd::start();
    std::thread::scope(|scope| {
        for part in 0..4 {
            let mut store = open(&server);
            scope.spawn(move || {
                for at in 0..5000 {
                    let name = part * 5000 + at;
                    land(&mut store, &create(&format!("/calico/v1/host/h{}/{name:05}", name % 97), &name.to_string()));
                }
            });
        }
    });
    let mut store = open(&server);
    let snapshot = read(&mut store, Scope::under("/calico/v1"));
    assert_eq!(snapshot.entries().len(), 20_000);
    assert!(snapshot.entries().is_sorted_by(|a, b| a.path < b.path));
    for entry in snapshot.entries() {
        let name: usize = entry.path.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(entry.value, name.to_string().as_bytes());
        assert_eq!(entry.path, format!("/calico/v1/host/h{}/{name:05}", name % 97));
    }
    assert_eq!(read(&mut store, Scope::under("/calico/v1/host/h5")).entries().len(), 20_000 / 97 + 1);
}
