//! Reads of several top directories at one moment.

use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

#[test]
fn scopes_of_several_directories_come_together() {
    let server = Etcd::start();
    let mut store = open(&server);
    for path in ["/a/x/1", "/a/y/2", "/b/x/3", "/b/y/4", "/c/5"] {
        land(&mut store, &create(path, path));
    }
    let scopes =
        [Scope::under("/b/y"), Scope::under("/a/x"), Scope::key("/c/5"), Scope::key("/a/y/2"), Scope::key("/d")];
    let snapshot = store.read(&scopes, Want::Values).unwrap();
    let paths: Vec<&str> = snapshot.entries().iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["/a/x/1", "/a/y/2", "/b/y/4", "/c/5"]);
    assert_eq!(snapshot.scopes(), scopes);
    assert!(snapshot.revision() >= snapshot.entries().iter().map(|entry| entry.version.0).max().unwrap());
    // A directory that is asked for as a whole beside several scopes of another one.
    let scopes = [Scope::under("/b/y"), Scope::under("/b/x"), Scope::under("/a"), Scope::key("/b/z")];
    let snapshot = store.read(&scopes, Want::Values).unwrap();
    let paths: Vec<&str> = snapshot.entries().iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["/a/x/1", "/a/y/2", "/b/x/3", "/b/y/4"]);
}

/// One writer counts in two directories, always in the first one first: at no moment is the second one ahead.
#[test]
fn they_come_from_one_moment() {
    let server = Etcd::start();
    let (one, two) = ("/a/n", "/b/n");
    let mut writer = open(&server);
    let [mut first, mut second] = [one, two].map(|path| land(&mut writer, &create(path, "0")));
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for count in 1_u32.. {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                first = land(&mut writer, &replace(one, first, &count.to_string()));
                second = land(&mut writer, &replace(two, second, &count.to_string()));
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let mut reader = open(&server);
        let (mut whole, mut newest) = (0, 0);
        while whole < 50 {
            let scopes = [Scope::key(one), Scope::under("/b")];
            let snapshot = match reader.read(&scopes, Want::Values) {
                Ok(snapshot) => snapshot,
                // It says so where there is no such moment.
                Err(StoreError::Conflict { .. }) => continue,
                Err(error) => panic!("{error}"),
            };
            let count = |path| String::from_utf8_lossy(&snapshot.get(path).unwrap().value).parse::<u32>().unwrap();
            assert!(count(two) <= count(one) && count(one) <= count(two) + 1, "{snapshot:?}");
            assert!(count(two) >= newest);
            (whole, newest) = (whole + 1, count(two));
        }
        over.store(true, Ordering::SeqCst);
    });
}
