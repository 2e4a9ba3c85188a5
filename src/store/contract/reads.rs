//! Clauses about what is read.

use super::super::{Entry, Scope, StoreError, Want};
use super::{Open, create, delete, land, read_key, read_under, replace, root, seed, texts, version};

/// A read answers keys and prefixes at one revision, sorted, each with its version.
pub fn reads_keys_and_prefixes_at_once(open: Open) {
    let (root, mut store) = (root("reads"), open());
    let [ready, b, a, other] = ["Ready", "dir/b", "dir/a/deep", "else/x"].map(|name| format!("{root}/{name}"));
    let written = [&ready, &b, &a, &other].map(|path| land(&mut *store, &create(path, path)));
    let scopes = [Scope::key(&ready), Scope::under(format!("{root}/dir"))];
    let snapshot = store.read(&scopes, Want::Values).expect("a read");
    assert_eq!(texts(&snapshot), [(&*ready, &*ready), (&*a, &*a), (&*b, &*b)]);
    let versions: Vec<_> = snapshot.entries().iter().map(|entry| entry.version).collect();
    assert_eq!(versions, [written[0], written[2], written[1]]);
    assert!(snapshot.entries().iter().all(|entry| !entry.expires));
    assert!(snapshot.revision() >= written[3].0, "the moment of a read is not before what had landed");
    assert_eq!(snapshot.scopes(), scopes);
}

/// What is not there is no error, and a snapshot tells "absent" from "not asked".
pub fn reads_absence(open: Open) {
    let (root, mut store) = (root("absence"), open());
    let [key, sibling] = ["key", "sibling"].map(|name| format!("{root}/{name}"));
    let scopes = [Scope::key(&key), Scope::under(format!("{root}/nothing"))];
    for _ in 0..2 {
        let snapshot = store.read(&scopes, Want::Values).expect("a read");
        assert!(snapshot.entries().is_empty());
        assert!(snapshot.covers(&key) && snapshot.covers(&format!("{root}/nothing/x")));
        assert!(!snapshot.covers(&sibling) && snapshot.get(&sibling).is_none());
        // The second time round, what was not asked for is there.
        if read_key(&mut *store, &sibling).is_none() {
            land(&mut *store, &create(&sibling, "here"));
        }
    }
    assert!(store.read(&[], Want::Values).expect("a read of nothing").entries().is_empty());
}

/// A key that several scopes hold comes once.
pub fn reads_overlapping_scopes_once(open: Open) {
    let (root, mut store) = (root("overlap"), open());
    let [a, b, c] = ["a", "dir/b", "dir/in/c"].map(|name| format!("{root}/{name}"));
    seed(&mut *store, [&a, &b, &c].map(|path| (path.clone(), "x".to_owned())));
    let dir = format!("{root}/dir");
    let scopes =
        [Scope::key(&c), Scope::under(format!("{dir}/in")), Scope::under(&dir), Scope::key(&b), Scope::key(&a)];
    let snapshot = store.read(&scopes, Want::Values).expect("a read");
    assert_eq!(texts(&snapshot), [(&*a, "x"), (&*b, "x"), (&*c, "x")]);
}

/// `/a/b/` is what lies below `/a/b`: not `/a/b` itself, nor `/a/bc`, `/a/b-c` or `/a/b0`.
pub fn keeps_siblings_of_a_prefix_apart(open: Open) {
    let (root, mut store) = (root("siblings"), open());
    // In byte order `-` and `.` come before `/`, and `0` right after it.
    let names = ["b-c", "b.c", "b/", "b0", "bc", "b c"];
    let paths: Vec<_> =
        names.iter().map(|name| format!("{root}/{name}{}", if *name == "b/" { "x" } else { "" })).collect();
    for path in &paths {
        land(&mut *store, &create(path, "x"));
    }
    let inside = format!("{root}/b/x");
    assert_eq!(texts(&read_under(&mut *store, &format!("{root}/b"))), [(&*inside, "x")]);
    let mut expected = paths;
    expected.sort();
    let read: Vec<_> = read_under(&mut *store, &root).into_entries().into_iter().map(|entry| entry.path).collect();
    assert_eq!(read, expected);
    let mut scanned = Vec::new();
    let visit = &mut |entry: Entry| {
        scanned.push(entry.path);
        true
    };
    store.scan(&format!("{root}/b/"), Want::Values, visit).expect("a scan");
    assert_eq!(scanned, [inside]);
    if !store.capabilities().directories {
        let key = format!("{root}/b");
        land(&mut *store, &create(&key, "key"));
        assert!(read_under(&mut *store, &key).get(&key).is_none());
        assert_eq!(texts(&store.read(&[Scope::key(&key)], Want::Values).expect("a read")), [(&*key, "key")]);
    }
}

/// Where only names are wanted, versions come with them and values do not.
pub fn reads_names_without_values(open: Open) {
    let (root, mut store) = (root("names"), open());
    seed(&mut *store, ["a", "b/c"].map(|name| (format!("{root}/{name}"), format!("value of {name}"))));
    let full = read_under(&mut *store, &root);
    let scopes = [Scope::under(&root)];
    let mut expected = full.entries().to_vec();
    expected.iter_mut().for_each(|entry| entry.value.clear());
    assert_eq!(store.read(&scopes, Want::Keys).expect("a read").entries(), expected);
    let mut scanned = Vec::new();
    let visit = &mut |entry| {
        scanned.push(entry);
        true
    };
    store.scan(&format!("{root}/"), Want::Keys, visit).expect("a scan");
    assert_eq!(scanned, expected);
}

/// A scan visits what a read returns, in the same order.
pub fn scans_in_order(open: Open) {
    let (root, mut store) = (root("scan"), open());
    seed(&mut *store, (0..60).rev().map(|at| (format!("{root}/{}/{at}", at % 7), format!("{at}"))));
    let expected = read_under(&mut *store, &root);
    assert_eq!(expected.entries().len(), 60);
    let mut scanned = Vec::new();
    let visit = &mut |entry| {
        scanned.push(entry);
        true
    };
    let revision = store.scan(&format!("{root}/"), Want::Values, visit).expect("a scan");
    assert_eq!(scanned, expected.entries());
    assert!(revision >= expected.revision());
    let nothing = store.scan(&format!("{root}/nothing/"), Want::Values, &mut |entry| panic!("{entry:?}"));
    assert!(nothing.is_ok());
}

/// A directory holds keys where any lies below it, at whatever depth, and not where only a neighbour's name begins alike; its names are
/// those directly below.
pub fn knows_what_holds_keys(open: Open) {
    let (root, mut store) = (root("holds"), open());
    assert!(!store.holds(&format!("{root}/")).expect("an answer"));
    seed(&mut *store, [(format!("{root}/ab/c/d"), "x".to_owned())]);
    assert!(store.holds(&format!("{root}/")).expect("an answer"));
    assert!(store.holds(&format!("{root}/ab/")).expect("an answer"));
    assert!(!store.holds(&format!("{root}/a/")).expect("an answer"));
    assert!(!store.holds(&format!("{root}/ab/c/d/")).expect("an answer"));
    let mut names = |below: &str| -> Vec<String> {
        store.names(&format!("{root}{below}/")).expect("an answer").into_iter().collect()
    };
    assert_eq!(names(""), ["ab"]);
    assert_eq!(names("/ab"), ["c"]);
    assert!(names("/a").is_empty() && names("/ab/c/d").is_empty());
}

/// A scan ends where it is told to, without error.
pub fn stops_a_scan_early(open: Open) {
    let (root, mut store) = (root("stop"), open());
    seed(&mut *store, (0..9).map(|at| (format!("{root}/{at}"), "x".to_owned())));
    let mut scanned = Vec::new();
    let visit = &mut |entry: Entry| {
        scanned.push(entry.path);
        scanned.len() < 3
    };
    store.scan(&format!("{root}/"), Want::Values, visit).expect("a scan");
    assert_eq!(scanned, [0, 1, 2].map(|at| format!("{root}/{at}")));
    assert_eq!(read_under(&mut *store, &root).entries().len(), 9);
}

/// A scan of many pages is of one moment, though another writes meanwhile (where it can).
pub fn scans_one_moment(open: Open) {
    let (root, mut store, mut other) = (root("moment"), open(), open());
    // More than a page of any backend; fewer where each takes a commit of its own.
    let count = if store.capabilities().max_ops > 1 { 12_000 } else { 40 };
    seed(&mut *store, (0..count).map(|at| (format!("{root}/{at:05}"), format!("{at}"))));
    let expected = read_under(&mut *store, &root);
    let last = expected.entries().last().expect("an entry").clone();
    assert_eq!(expected.entries().len(), count);
    let mut scanned = Vec::new();
    let mut meddled = false;
    let visit = &mut |entry| {
        if !meddled {
            meddled = true;
            match other.commit(&replace(&last.path, last.version, "changed")) {
                Ok(_) | Err(StoreError::Busy { .. }) => {}
                Err(error) => panic!("{error}"),
            }
            other.release();
        }
        scanned.push(entry);
        true
    };
    store.scan(&format!("{root}/"), Want::Values, visit).expect("a scan");
    assert!(scanned == expected.entries(), "{} of {count} entries, or other ones", scanned.len());
}

/// A read of several megabytes comes whole.
pub fn reads_much(open: Open) {
    let (root, mut store) = (root("much"), open());
    for at in 0..60 {
        land(&mut *store, &create(format!("{root}/{at}"), format!("{at:50000}").repeat(2)));
    }
    let snapshot = read_under(&mut *store, &root);
    assert_eq!(snapshot.entries().len(), 60);
    for entry in snapshot.entries() {
        let at = entry.path.rsplit('/').next().expect("a name");
        assert!(entry.value == format!("{at:>50000}").repeat(2).into_bytes(), "{}", entry.path);
    }
}

/// An empty value is a value, not an absence.
pub fn holds_empty_values(open: Open) {
    let (root, mut store) = (root("empty"), open());
    let path = format!("{root}/empty");
    let first = land(&mut *store, &create(&path, ""));
    assert_eq!(read_key(&mut *store, &path), Some((Vec::new(), first)));
    let second = land(&mut *store, &replace(&path, first, "full"));
    let third = land(&mut *store, &replace(&path, second, ""));
    assert_eq!(read_key(&mut *store, &path), Some((Vec::new(), third)));
    let error = store.commit(&create(&path, "x"));
    assert!(matches!(error, Err(StoreError::Conflict { .. })), "{error:?}");
    land(&mut *store, &delete(&path, third));
    assert_eq!(read_key(&mut *store, &path), None);
}

/// Text comes back byte for byte.
pub fn holds_any_text(open: Open) {
    let (root, mut store) = (root("text"), open());
    let values = [
        "{\"a\": \"\\u0000\"}",
        "a&b=c+d %41;é?#",
        " \t lines\r\nand more\n\n",
        "\0\u{1}\u{7f}\u{fffd}\u{feff}",
        "日本語 🦀 e\u{301}",
        "\u{2028}</script>\\",
    ];
    for (at, value) in values.iter().enumerate() {
        let path = format!("{root}/{at}");
        land(&mut *store, &create(&path, value));
        assert_eq!(read_key(&mut *store, &path).expect("a value").0, value.as_bytes());
    }
}

/// Bytes that are not UTF-8 come back as they are; or they are refused by name, and nothing is written.
pub fn holds_bytes_that_are_not_utf8_or_refuses_them(open: Open) {
    let (root, mut store) = (root("bytes"), open());
    let every: Vec<u8> = (0..=255).collect();
    for (at, value) in [&b"\xff\x00\xfe"[..], b"half a letter \xc3", b"\xed\xa0\x80", &every].into_iter().enumerate() {
        let path = format!("{root}/{at}");
        let result = store.commit(&create(&path, value));
        if store.capabilities().binary_values {
            assert!(result.is_ok(), "{result:?}");
            assert_eq!(read_key(&mut *store, &path).expect("a value").0, value);
        } else {
            assert!(matches!(&result, Err(StoreError::Value { path: named, .. }) if *named == path), "{result:?}");
            assert_eq!(read_key(&mut *store, &path), None);
        }
    }
}

/// Names hold what other components write, and what no listing shows is still read by its name.
pub fn holds_unusual_names(open: Open) {
    let (root, mut store) = (root("unusual"), open());
    let names = [
        "a b",
        "a%2Fb",
        "a%b",
        "a+b",
        "a&b=c",
        "a?b",
        "a#b",
        "a;b:c,d",
        "a\\b",
        "\"a\"",
        "a@b!*'()",
        "[::1]",
        "{a}|^`~",
        "é",
        "e\u{301}",
        "日本 語",
        "🦀",
        "a..b",
        "...",
        "10.0.0.0-24",
        "-",
        "A",
        "a",
    ];
    let mut expected = Vec::new();
    for name in names {
        let path = format!("{root}/{name}/in {name}");
        land(&mut *store, &create(&path, name));
        assert_eq!(read_key(&mut *store, &path).unwrap_or_else(|| panic!("no {path}")).0, name.as_bytes());
        assert_eq!(texts(&read_under(&mut *store, &format!("{root}/{name}"))), [(&*path, name)]);
        expected.push((path, name));
    }
    expected.sort();
    let expected: Vec<_> = expected.iter().map(|(path, name)| (path.as_str(), *name)).collect();
    assert_eq!(texts(&read_under(&mut *store, &root)), expected);
    for (path, name) in expected {
        let at = version(&mut *store, path);
        let at = land(&mut *store, &replace(path, at, format!("{name}!")));
        land(&mut *store, &delete(path, at));
        assert_eq!(read_key(&mut *store, path), None);
    }
    let hidden = format!("{root}/_hidden");
    let at = land(&mut *store, &create(&hidden, "seen"));
    assert_eq!(read_key(&mut *store, &hidden), Some((b"seen".to_vec(), at)));
}

/// What one client wrote, another reads, and the moment of its read is not before the write.
pub fn reads_what_another_client_wrote(open: Open) {
    let (root, mut one, mut two) = (root("other"), open(), open());
    let path = format!("{root}/key");
    assert_eq!(read_key(&mut *two, &path), None);
    two.release();
    let mut at = land(&mut *one, &create(&path, "0"));
    for turn in 1..6 {
        one.release();
        let snapshot = read_under(&mut *two, &root);
        two.release();
        assert_eq!(texts(&snapshot), [(&*path, &*format!("{}", turn - 1))]);
        assert!(snapshot.revision() >= at.0);
        at = land(&mut *one, &replace(&path, at, format!("{turn}")));
    }
}

/// A walk through several directories visits what a read of them returns, in path order, and knows the empty ones.
pub fn walks_through_directories(open: Open) {
    let (root, mut store) = (root("walk"), open());
    seed(&mut *store, ["a/1", "a/2", "b/1", "c/1"].map(|name| (format!("{root}/{name}"), name.to_owned())));
    let [a, c] = ["a", "c"].map(|name| format!("{root}/{name}/"));
    let real = store.capabilities().directories;
    let empty = format!("{root}/c/empty");
    for _ in 0..2 {
        let made = store.make_directory(&empty);
        assert!(made.is_ok() == real, "{made:?}");
    }
    let expected = store.read(&[Scope::under(&*a), Scope::under(&*c)], Want::Values).expect("a read");
    let mut visited = Vec::new();
    let visit = &mut |entry| {
        visited.push(entry);
        true
    };
    let walked = store.walk(&[&a, &c], Want::Values, visit).expect("a walk");
    assert_eq!(visited, expected.entries());
    assert_eq!(visited.len(), 3);
    assert_eq!(walked.empty_dirs, if real { vec![empty] } else { Vec::new() });
    assert!(walked.revision >= expected.revision());
    let key = format!("{root}/a/1");
    assert!(store.make_directory(&format!("{key}/below")).is_err(), "a key is no directory");
}
