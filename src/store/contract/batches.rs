//! Clauses about how batches land.

use super::super::{Batch, Guard, Op, Store, StoreError, Version};
use super::{
    Open, create, delete, expect_conflict, expect_unsupported, land, read_key, read_under, replace, root, seed, texts,
    version,
};

/// Puts, replacements and deletes of one batch are there together, at one revision; or the batch is refused.
pub fn lands_whole(open: Open) {
    let (root, mut store) = (root("whole"), open());
    let [new, old, gone, kept] = ["new", "old", "gone", "kept"].map(|name| format!("{root}/{name}"));
    seed(&mut *store, [&old, &gone, &kept].map(|path| (path.clone(), "x".to_owned())));
    let before = read_under(&mut *store, &root);
    let mut batch = create(&new, "y");
    batch.replace(&old, version(&mut *store, &old), b"y".to_vec());
    batch.delete(&gone, version(&mut *store, &gone), None);
    if store.capabilities().max_ops < 3 {
        expect_unsupported(&mut *store, &batch);
        assert_eq!(read_under(&mut *store, &root).entries(), before.entries());
        return;
    }
    let at = land(&mut *store, &batch);
    assert!(at.0 > before.revision());
    let after = read_under(&mut *store, &root);
    assert_eq!(texts(&after), [(&*kept, "x"), (&*new, "y"), (&*old, "y")]);
    assert_eq!([&new, &old].map(|path| after.get(path).expect("an entry").version), [at, at]);
    assert_eq!(after.get(&kept), before.get(&kept));
    // The same batch again: every guard of it fails now.
    expect_conflict(&mut *store, &batch, vec![&new, &old, &gone]);
}

/// The revision of a commit is the version of what it put, and the next read is not before it.
pub fn tells_the_version_of_what_it_wrote(open: Open) {
    let (root, mut store) = (root("revision"), open());
    let path = format!("{root}/key");
    let first = land(&mut *store, &create(&path, "1"));
    assert_eq!(version(&mut *store, &path), first);
    let second = land(&mut *store, &replace(&path, first, "2"));
    assert_eq!(version(&mut *store, &path), second);
    let third = land(&mut *store, &delete(&path, second));
    assert!(first < second && second < third, "{first:?} {second:?} {third:?}");
    assert!(read_under(&mut *store, &root).revision() >= third.0);
}

/// Versions grow, and a key that is made again gets a new one.
pub fn never_reuses_a_version(open: Open) {
    let (root, mut store) = (root("versions"), open());
    let path = format!("{root}/key");
    let mut seen = vec![Version(0)];
    for _ in 0..4 {
        let at = land(&mut *store, &create(&path, "x"));
        let deleted = land(&mut *store, &delete(&path, at));
        seen.extend([at, deleted]);
        store.release();
    }
    assert!(seen.is_sorted_by(|a, b| a < b), "{seen:?}");
    let at = land(&mut *store, &create(&path, "x"));
    for old in &seen[1..] {
        expect_conflict(&mut *store, &delete(&path, *old), vec![&path]);
    }
    assert_eq!(read_key(&mut *store, &path), Some((b"x".to_vec(), at)));
}

/// A batch that breaks the contract is a fault of the program, and nothing of it is written.
pub fn refuses_faulty_batches(open: Open) {
    let (root, mut store) = (root("faulty"), open());
    let path = format!("{root}/key");
    let put = |path: &str| Op::Put { path: path.to_owned(), value: b"x".to_vec() };
    let mut faulty = vec![
        ("no guard", Batch { guards: Vec::new(), ops: vec![put(&path)] }),
        ("delete without a guard", {
            Batch { guards: Vec::new(), ops: vec![Op::Delete { path: path.clone(), prune_below: None }] }
        }),
    ];
    let relative = path.trim_start_matches('/').to_owned();
    let bad = [relative, format!("{path}/"), format!("{path}//x"), format!("{path}/./x"), format!("{path}/../x")];
    for path in bad.iter().map(String::as_str).chain(["", "/", "/calico/v1/contract/faulty/line\nfeed"]) {
        faulty.push(("a bad path", create(path, "x")));
    }
    let mut twice = create(&path, "x");
    twice.guards.push(Guard::Absent { path: path.clone() });
    faulty.push(("guarded twice", twice));
    let mut twice = create(&path, "x");
    twice.ops.push(put(&path));
    faulty.push(("written twice", twice));
    let can = store.capabilities();
    for (fault, batch) in faulty {
        let result = store.commit(&batch);
        match result {
            Err(StoreError::Invalid { .. }) => {}
            Err(StoreError::Unsupported { .. })
                if batch.ops.len() > can.max_ops || batch.guards.len() > can.max_guards => {}
            _ => panic!("{fault}: {result:?}"),
        }
    }
    assert!(read_under(&mut *store, &root).entries().is_empty());
}

/// Where directories are real, a delete removes those that it empties, below the one it is told and
/// no others. Elsewhere a key may be made in their place all the same.
pub fn prunes_directories_as_told(open: Open) {
    let (root, mut store) = (root("prune"), open());
    let leave_no_key_at = |store: &mut dyn Store, path: &str, prune_below: Option<&str>| {
        let mut batch = Batch::default();
        batch.delete(path, version(store, path), prune_below.map(str::to_owned));
        land(store, &batch);
    };
    let real = store.capabilities().directories;
    let expect_key_at = |store: &mut dyn Store, path: &str, free: bool| match store.commit(&create(path, "x")) {
        Ok(_) => assert!(free, "{path} should have been kept as a directory"),
        Err(error) => assert!(!free, "{path}: {error}"),
    };

    let (kept, deep) = (format!("{root}/kept"), format!("{root}/kept/a/b/key"));
    land(&mut *store, &create(&deep, "x"));
    leave_no_key_at(&mut *store, &deep, None);
    expect_key_at(&mut *store, &format!("{kept}/a/b"), !real);

    let (top, deep) = (format!("{root}/pruned"), format!("{root}/pruned/a/b/key"));
    land(&mut *store, &create(&deep, "x"));
    leave_no_key_at(&mut *store, &deep, Some(&top));
    expect_key_at(&mut *store, &top, !real);
    expect_key_at(&mut *store, &format!("{top}/a"), true);

    let (dir, sibling) = (format!("{root}/used/a"), format!("{root}/used/a/sibling"));
    let deep = format!("{dir}/b/key");
    seed(&mut *store, [&deep, &sibling].map(|path| (path.clone(), "x".to_owned())));
    leave_no_key_at(&mut *store, &deep, Some(&root));
    assert_eq!(texts(&read_under(&mut *store, &dir)), [(&*sibling, "x")]);
    expect_key_at(&mut *store, &format!("{dir}/b"), true);
}

/// Where directories are real, one in which no key is left goes with the empty ones in it; one that holds a key stays.
pub fn drops_directories_that_hold_no_key(open: Open) {
    let (root, mut store) = (root("drop"), open());
    let real = store.capabilities().directories;
    let (gone, used) = (format!("{root}/gone"), format!("{root}/used"));
    let keys = [format!("{gone}/a/key"), format!("{gone}/b/c/key"), format!("{used}/a/key"), format!("{used}/b/key")];
    seed(&mut *store, keys.clone().map(|path| (path, "x".to_owned())));
    for path in keys.iter().take(3) {
        let mut batch = Batch::default();
        batch.delete(path, version(&mut *store, path), None);
        land(&mut *store, &batch);
    }
    assert_eq!(store.commit(&create(&gone, "x")).is_err(), real, "directories are there before");
    for directory in [&gone, &used, &format!("{root}/none")] {
        store.drop_empty(directory);
    }
    if real {
        land(&mut *store, &create(&gone, "x"));
        land(&mut *store, &create(format!("{used}/a"), "x"));
    }
    assert_eq!(read_under(&mut *store, &used).get(&keys[3]).map(|entry| entry.value.as_slice()), Some(b"x".as_slice()));
}

/// Where directories are real, one is made once, with those above it, and shows as empty; elsewhere that is said to be impossible.
pub fn makes_directories(open: Open) {
    let (root, mut store) = (root("make"), open());
    let real = store.capabilities().directories;
    let made = format!("{root}/a/b");
    let looks = |store: &mut dyn Store| {
        let snapshot = read_under(store, &root);
        assert!(snapshot.entries().is_empty());
        assert_eq!(snapshot.has_directories(), real);
        snapshot.lacks_directory(&made)
    };
    assert_eq!(looks(&mut *store), real);
    for _ in 0..2 {
        let done = store.make_directory(&made);
        assert_eq!(done.is_ok(), real, "{done:?}");
        assert!(!looks(&mut *store));
    }
    let snapshot = read_under(&mut *store, &root);
    assert_eq!(snapshot.empty_dirs(), if real { vec![made.clone()] } else { Vec::new() });
    // A key in it takes its place in the listing, and is no obstacle to making it.
    land(&mut *store, &create(format!("{made}/key"), "x"));
    assert_eq!(store.make_directory(&made).is_ok(), real);
    assert_eq!(texts(&read_under(&mut *store, &root)), [(&*format!("{made}/key"), "x")]);
}

/// Batches that do not depend on one another all land, and each is heard of once.
pub fn lands_all(open: Open) {
    let (root, mut store) = (root("all"), open());
    let each = store.capabilities().max_ops.min(3);
    let mut batches = (0..40).map(|at| {
        let mut batch = Batch::default();
        for part in 0..each {
            batch.create(format!("{root}/{at:02}/{part}"), format!("{at}").into_bytes());
        }
        batch
    });
    let mut revisions = vec![None; 40];
    store.commit_all(&mut batches, &mut |at, result| {
        let committed = result.unwrap_or_else(|error| panic!("batch {at}: {error}"));
        assert_eq!(revisions[at].replace(committed.revision), None, "batch {at} was heard of twice");
    });
    let snapshot = read_under(&mut *store, &root);
    assert_eq!(snapshot.entries().len(), 40 * each);
    for (at, revision) in revisions.into_iter().enumerate() {
        let versions: Vec<_> =
            snapshot.under(&format!("{root}/{at:02}/")).iter().map(|entry| Some(entry.version.0)).collect();
        assert_eq!(versions, vec![revision; each], "batch {at}");
    }
    store.commit_all(&mut std::iter::empty(), &mut |at, _| panic!("batch {at} of none"));
}

/// After a failure no further batch is started; what was started is heard of, and only that has landed.
pub fn stops_after_a_failure(open: Open) {
    let (root, mut store) = (root("failure"), open());
    let path = |at: usize| format!("{root}/{at:04}");
    land(&mut *store, &create(path(3), "in the way"));
    let mut taken = 0;
    let mut heard = std::collections::BTreeMap::new();
    let mut batches = (0..5000).inspect(|_| taken += 1).map(|at| create(path(at), "x"));
    store.commit_all(&mut batches, &mut |at, result| {
        assert!(heard.insert(at, result).is_none(), "batch {at} was heard of twice");
    });
    drop(batches);
    assert!(taken < 5000, "all were started");
    assert!(heard.len() <= taken && heard.keys().copied().eq(0..heard.len()), "{:?} of {taken}", heard.keys());
    match heard.remove(&3) {
        Some(Err(StoreError::Conflict { paths })) => assert_eq!(paths, [path(3)]),
        other => panic!("expected a conflict, not {other:?}"),
    }
    let mut expected: Vec<_> = heard
        .iter()
        .map(|(at, result)| {
            assert!(result.is_ok(), "batch {at}: {result:?}");
            path(*at)
        })
        .collect();
    expected.push(path(3));
    expected.sort();
    let found: Vec<_> = read_under(&mut *store, &root).into_entries().into_iter().map(|entry| entry.path).collect();
    assert_eq!(found, expected);
}

/// A batch that is refused before anything is sent stops the others too.
pub fn starts_nothing_after_a_refusal(open: Open) {
    let (root, mut store) = (root("refusal"), open());
    let mut faulty = create(format!("{root}/faulty"), "x");
    faulty.guards.clear();
    let mut batches = std::iter::once(faulty).chain((0..5000).map(|at| create(format!("{root}/{at}"), "x")));
    let mut heard = Vec::new();
    store.commit_all(&mut batches, &mut |at, result| heard.push((at, result)));
    assert!(matches!(heard[..], [(0, Err(StoreError::Invalid { .. }))]), "{heard:?}");
    assert!(read_under(&mut *store, &root).entries().is_empty());
    let path = format!("{root}/after");
    let at = land(&mut *store, &create(&path, "x"));
    land(&mut *store, &replace(&path, at, "y"));
    let at = version(&mut *store, &path);
    land(&mut *store, &delete(&path, at));
}
