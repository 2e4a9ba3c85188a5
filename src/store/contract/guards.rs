//! Clauses about preconditions.

use super::super::{Batch, Guard, Scope, Store, StoreError, Version, Want};
use super::{
    Open, create, delete, expect_conflict, expect_unsupported, land, read_key, read_under, replace, root, seed, texts,
    version,
};

/// A create needs that the key is not there.
pub fn creates_only_what_is_absent(open: Open) {
    let (root, mut store) = (root("create"), open());
    let path = format!("{root}/key");
    let first = land(&mut *store, &create(&path, "first"));
    expect_conflict(&mut *store, &create(&path, "second"), vec![&path]);
    assert_eq!(read_key(&mut *store, &path), Some((b"first".to_vec(), first)));
    land(&mut *store, &delete(&path, first));
    land(&mut *store, &create(&path, "second"));
}

/// A replacement needs that the key still has the version that was read.
pub fn replaces_only_what_was_read(open: Open) {
    let (root, mut store) = (root("replace"), open());
    let path = format!("{root}/key");
    let first = land(&mut *store, &create(&path, "first"));
    let second = land(&mut *store, &replace(&path, first, "second"));
    assert!(second > first);
    for stale in [first, Version(second.0 + 1), Version(u64::MAX >> 1)] {
        expect_conflict(&mut *store, &replace(&path, stale, "third"), vec![&path]);
    }
    assert_eq!(read_key(&mut *store, &path), Some((b"second".to_vec(), second)));
    let absent = format!("{root}/absent");
    expect_conflict(&mut *store, &replace(&absent, second, "x"), vec![&absent]);
    land(&mut *store, &delete(&path, second));
    expect_conflict(&mut *store, &replace(&path, second, "third"), vec![&path]);
    assert!(read_under(&mut *store, &root).entries().is_empty());
}

/// So does a delete.
pub fn deletes_only_what_was_read(open: Open) {
    let (root, mut store) = (root("delete"), open());
    let path = format!("{root}/key");
    let first = land(&mut *store, &create(&path, "first"));
    let second = land(&mut *store, &replace(&path, first, "second"));
    expect_conflict(&mut *store, &delete(&path, first), vec![&path]);
    assert_eq!(read_key(&mut *store, &path), Some((b"second".to_vec(), second)));
    land(&mut *store, &delete(&path, second));
    expect_conflict(&mut *store, &delete(&path, second), vec![&path]);
    assert_eq!(read_key(&mut *store, &path), None);
}

/// No key ever has version 0. A backend that sent it on would mean "absent" (v3) or "whatever it is" (v2) by it.
pub fn never_takes_version_zero(open: Open) {
    let (root, mut store) = (root("zero"), open());
    let [here, absent] = ["here", "absent"].map(|name| format!("{root}/{name}"));
    land(&mut *store, &create(&here, "x"));
    let zero = Version(0);
    for batch in [replace(&here, zero, "y"), delete(&here, zero), replace(&absent, zero, "y"), delete(&absent, zero)] {
        let result = store.commit(&batch);
        assert!(matches!(result, Err(StoreError::Conflict { .. } | StoreError::Invalid { .. })), "{result:?}");
    }
    assert_eq!(texts(&read_under(&mut *store, &root)), [(&*here, "x")]);
}

/// One failed guard keeps the whole batch out, and every failed one is named.
pub fn names_every_conflict_and_writes_nothing(open: Open) {
    let (root, mut store) = (root("conflicts"), open());
    let [kept, exists, changed, gone, new] =
        ["kept", "exists", "changed", "gone", "new"].map(|name| format!("{root}/{name}"));
    seed(&mut *store, [&kept, &exists, &changed, &gone].map(|path| (path.clone(), "x".to_owned())));
    let [kept_at, changed_at, gone_at] = [&kept, &changed, &gone].map(|path| version(&mut *store, path));
    land(&mut *store, &replace(&changed, changed_at, "y"));
    land(&mut *store, &delete(&gone, gone_at));
    let before = read_under(&mut *store, &root).into_entries();

    let mut batch = create(&new, "z");
    batch.replace(&kept, kept_at, b"z".to_vec());
    batch.create(&exists, b"z".to_vec());
    batch.delete(&changed, changed_at, None);
    batch.replace(&gone, gone_at, b"z".to_vec());
    if store.capabilities().max_ops < batch.ops.len() {
        expect_unsupported(&mut *store, &batch);
    } else {
        expect_conflict(&mut *store, &batch, vec![&exists, &changed, &gone]);
    }
    assert_eq!(read_under(&mut *store, &root).into_entries(), before);
}

/// Of two clients that planned on the same version, one wins; the other is told, and may plan again.
pub fn lets_one_of_two_writers_win(open: Open) {
    let (root, mut one, mut two) = (root("race"), open(), open());
    let path = format!("{root}/counter");
    let read = |store: &mut dyn Store| {
        let found = read_key(store, &path);
        store.release();
        found
    };
    assert_eq!((read(&mut *one), read(&mut *two)), (None, None));
    let at = land(&mut *two, &create(&path, "two"));
    two.release();
    expect_conflict(&mut *one, &create(&path, "one"), vec![&path]);
    one.release();
    assert_eq!((read(&mut *one), read(&mut *two)), (Some((b"two".to_vec(), at)), Some((b"two".to_vec(), at))));
    let won = land(&mut *one, &replace(&path, at, "one"));
    one.release();
    expect_conflict(&mut *two, &delete(&path, at), vec![&path]);
    two.release();
    assert_eq!(read(&mut *two), Some((b"one".to_vec(), won)));
    land(&mut *two, &delete(&path, won));
}

/// A batch may guard keys that it does not write; or it is refused.
pub fn guards_other_keys_or_refuses(open: Open) {
    let (root, mut store) = (root("foreign"), open());
    let [written, here, absent] = ["written", "here", "absent"].map(|name| format!("{root}/{name}"));
    let at = land(&mut *store, &create(&here, "x"));
    let guarded = |guards: &[Guard]| {
        let mut batch = create(&written, "x");
        batch.guards.extend_from_slice(guards);
        batch
    };
    let unchanged = Guard::Unchanged { path: here.clone(), version: at };
    let free = Guard::Absent { path: absent.clone() };
    if !store.capabilities().foreign_guards {
        for guard in [unchanged, free] {
            expect_unsupported(&mut *store, &guarded(&[guard]));
        }
        assert_eq!(read_key(&mut *store, &written), None);
        return;
    }
    let taken = Guard::Absent { path: here.clone() };
    let lost = Guard::Unchanged { path: absent.clone(), version: at };
    expect_conflict(&mut *store, &guarded(&[taken, lost]), vec![&here, &absent]);
    assert_eq!(read_key(&mut *store, &written), None);
    let now = land(&mut *store, &replace(&here, at, "y"));
    expect_conflict(&mut *store, &guarded(&[unchanged, free.clone()]), vec![&here]);
    land(&mut *store, &guarded(&[Guard::Unchanged { path: here.clone(), version: now }, free]));
    assert_eq!(version(&mut *store, &here), now, "a guard does not touch its key");
}

/// A batch may need that nothing new came below a prefix, the deleted apart; or it is refused.
pub fn guards_prefixes_or_refuses(open: Open) {
    let (root, mut store) = (root("prefix"), open());
    let prefix = format!("{root}/dir/");
    let inside = format!("{prefix}deep/key");
    let first = land(&mut *store, &create(&inside, "x"));
    let guarded = |name: &str, revision| {
        let mut batch: Batch = create(format!("{root}/{name}"), "x");
        batch.guards.push(Guard::NoneNewer { prefix: prefix.clone(), revision });
        batch
    };
    let seen = store.read(&[Scope::under(&prefix)], Want::Keys).expect("a read").revision();
    if !store.capabilities().prefix_guard {
        expect_unsupported(&mut *store, &guarded("one", seen));
        assert_eq!(read_key(&mut *store, &format!("{root}/one")), None);
        return;
    }
    expect_conflict(&mut *store, &guarded("one", first.0 - 1), vec![&prefix]);
    land(&mut *store, &guarded("one", first.0));
    for sibling in ["dir", "dir-", "dir0"] {
        land(&mut *store, &create(format!("{root}/{sibling}"), "x"));
    }
    land(&mut *store, &guarded("two", first.0));
    let second = land(&mut *store, &replace(&inside, first, "y"));
    let mut both = guarded("three", seen);
    both.create(&inside, b"z".to_vec());
    expect_conflict(&mut *store, &both, vec![&prefix, &inside]);
    land(&mut *store, &delete(&inside, second));
    land(&mut *store, &guarded("three", seen));
    land(&mut *store, &create(&inside, "z"));
    expect_conflict(&mut *store, &guarded("four", seen), vec![&prefix]);
    assert_eq!(read_key(&mut *store, &format!("{root}/four")), None);
}
