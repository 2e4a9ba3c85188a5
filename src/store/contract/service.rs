//! Clauses about the store itself.

use std::time::Duration;

use super::super::auth::{AuthChange, Keys};
use super::super::{Event, StoreError, Version};
use super::{Open, create, delete, land, read_key, replace, root};

/// All clients see one identity, and writing does not change it.
pub fn keeps_its_identity(open: Open) {
    let (root, mut one, mut two) = (root("identity"), open(), open());
    assert_eq!(one.kind(), two.kind());
    assert_eq!(one.address(), two.address());
    let at = land(&mut *one, &create(format!("{root}/key"), "x"));
    let identity = one.identity().expect("an identity");
    assert!(!identity.is_empty());
    land(&mut *one, &delete(format!("{root}/key"), at));
    one.release();
    assert_eq!(two.identity().expect("an identity"), identity);
    two.release();
    assert_eq!(one.identity().expect("an identity"), identity);
}

/// The store says how it is, with its identity.
pub fn answers_health(open: Open) {
    let (root, mut store) = (root("health"), open());
    land(&mut *store, &create(format!("{root}/key"), "x"));
    let health = store.health().expect("health");
    assert_eq!(health.identity, store.identity().expect("an identity"));
    assert!(!health.members.is_empty());
    for member in &health.members {
        assert!(!member.name.is_empty());
        assert_eq!(member.error, None);
    }
    assert!(health.alarms.is_empty(), "{:?}", health.alarms);
}

/// A client that let go works on, and what it knew before still holds.
pub fn works_after_release(open: Open) {
    let (root, mut store) = (root("release"), open());
    let path = format!("{root}/key");
    store.release();
    let at = land(&mut *store, &create(&path, "x"));
    store.release();
    store.release();
    let at = land(&mut *store, &replace(&path, at, "y"));
    store.release();
    assert_eq!(read_key(&mut *store, &path), Some((b"y".to_vec(), at)));
}

/// A watch tells every change below its prefix after a revision, in order; or it is refused.
pub fn watches_or_refuses(open: Open) {
    let (root, mut store, mut other) = (root("watch"), open(), open());
    let [dir, key, sibling] = ["dir/", "dir/deep/key", "dirt"].map(|name| format!("{root}/{name}"));
    let before = land(&mut *store, &create(&key, "1"));
    let changed = land(&mut *store, &replace(&key, before, "2"));
    land(&mut *store, &create(&sibling, "x"));
    let deleted = land(&mut *store, &delete(&key, changed));
    let watches = store.capabilities().watch;
    match store.watch(&dir, before.0) {
        Err(StoreError::Unsupported { .. }) => assert!(!watches, "it said that it can watch"),
        Err(error) => panic!("{error}"),
        Ok(mut watch) => {
            assert!(watches, "it said that it cannot watch");
            let patience = Duration::from_secs(10);
            let mut next = || watch.next(patience).expect("an event").expect("an event in time");
            let event = |at: Version, value: Option<&str>| Event {
                revision: at.0,
                path: key.clone(),
                value: value.map(|text| text.as_bytes().to_vec()),
            };
            assert_eq!(next(), event(changed, Some("2")));
            assert_eq!(next(), event(deleted, None));
            let again = land(&mut *other, &create(&key, ""));
            assert_eq!(next(), event(again, Some("")));
            assert!(watch.next(Duration::from_millis(50)).expect("silence").is_none());
        }
    }
}

/// A store without users and roles says so of everything about them; one that has them tells anybody whether they are asked for.
pub fn has_users_or_refuses(open: Open<'_>) {
    let mut store = open();
    if store.capabilities().auth {
        assert!(!store.auth_enabled().unwrap());
        return;
    }
    let keys = Keys::parse("/calico*");
    for refused in [
        store.auth_enabled().map(drop),
        store.auth().map(drop),
        store.change_auth(&AuthChange::Enable),
        store.try_access(&keys, false, "scratch").map(drop),
    ] {
        let error = refused.unwrap_err();
        assert!(matches!(error, StoreError::Unsupported { .. }), "{error:?}");
        assert!(error.to_string().ends_with("it has no users and roles"), "{error}");
    }
}
