use proptest::prelude::*;

use super::super::change::Seen;
use super::*;

fn id(at: u8) -> Uuid {
    Uuid::from_bytes([1, 94, at, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, at])
}

fn record(at: u8) -> Record {
    Record {
        id: id(at),
        time: format!("2017-06-{:02}T03:00:00Z", at + 1),
        actor: "ann".into(),
        host: "control1".into(),
        pid: 4711,
        command: vec!["profile".into(), "remove".into(), "w\u{e9}b \"x\"".into()],
        reason: Some("CHG-1".into()),
        forced: vec![Force::InUse, Force::Owner],
        undoes: Some(id(9)),
        resumes: None,
    }
}

fn change(path: &str, before: Option<&[u8]>, after: Option<&[u8]>) -> Change {
    let before = before.map(|value| Seen { version: Version(7), value: value.to_vec() });
    Change { path: path.to_owned(), before, via: None, after: after.map(<[u8]>::to_vec) }
}

fn stored(id: Uuid, part: usize, value: Vec<u8>) -> StoreEntry {
    StoreEntry { path: part_path(id, part), value, version: Version(part as u64 + 40), expires: false }
}

#[test]
fn digests_are_the_first_half_of_sha_256() {
    assert_eq!(digest(b""), "e3b0c44298fc1c149afbf4c8996fb924");
    assert_eq!(digest(b"abc"), "ba7816bf8f01cfea414140de5dae2223");
}

#[test]
fn a_trace_knows_before_and_after() {
    let update = Trace::of(&change("/a", Some(b"old"), Some(b"new")));
    assert!(update.is_before(Some(b"old")) && !update.is_before(None) && !update.is_before(Some(b"new")));
    assert!(update.is_after(Some(b"new")) && !update.is_after(None) && !update.is_after(Some(b"old")));
    let create = Trace::of(&change("/a", None, Some(b"")));
    assert!(create.is_before(None) && create.is_after(Some(b"")) && !create.is_after(None));
    let delete = Trace::of(&change("/a", Some(b""), None));
    assert!(delete.is_before(Some(b"")) && delete.is_after(None) && !delete.is_before(None));
}

#[test]
fn a_header_tells_all_and_changes_its_state_alone() {
    let traces = vec![Trace::of(&change("/a", Some(b"1"), None)), Trace::of(&change("/b", None, Some(b"2")))];
    for state in [State::Pending, State::Done, State::Partial, State::Undone] {
        let value = with_state(&header(&record(1), State::Pending, traces.clone()), state).unwrap();
        assert_eq!(value, header(&record(1), state, traces.clone()));
        let (entries, unreadable) = read(&[stored(id(1), 0, value.clone())]);
        let bytes = value.len() + part_path(id(1), 0).len();
        let keys = vec![(part_path(id(1), 0), Version(40))];
        assert_eq!(entries, [Entry { record: record(1), state, changes: traces.clone(), keys, bytes }]);
        assert_eq!(unreadable, []);
    }
    assert_eq!(with_state(b"{}", State::Done), None);
    let other = String::from_utf8(header(&record(1), State::Done, Vec::new())).unwrap();
    assert_eq!(with_state(other.replace("journal/1", "journal/2").as_bytes(), State::Done), None);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_read() {
    let good = header(&record(1), State::Done, Vec::new());
    let text = String::from_utf8(good.clone()).unwrap();
    let mut part = Part::new();
    part.push(&change("/a", None, Some(b"1")));
    let part = part.finish();
    let odd = |path: &str| StoreEntry { path: format!("{PREFIX}{path}"), ..stored(id(1), 0, good.clone()) };
    let bad = [
        odd("notes"),
        odd("not-a-uuid/000000"),
        odd(&format!("{}/0", id(1))),
        odd(&format!("{}/+00000", id(1))),
        odd(&format!("{}/000000/x", id(1))),
        odd(&format!("{}/000000", id(1).simple())),
        stored(id(2), 0, good.clone()),
        stored(id(3), 0, text.replace("journal/1", "journal/2").into_bytes()),
        stored(id(4), 0, b"{".to_vec()),
        stored(id(5), 0, text.replace("done", "finished").into_bytes()),
        stored(id(1), 2, b"\xff".to_vec()),
        stored(id(1), 3, String::from_utf8(part.clone()).unwrap().replace("journal/1", "journal/2").into_bytes()),
        stored(id(6), 1, part.clone()),
    ];
    let mut all = bad.to_vec();
    all.extend([stored(id(1), 0, good), stored(id(1), 1, part)]);
    let (entries, unreadable) = read(&all);
    assert_eq!(entries.len(), 1);
    assert_eq!((entries[0].changes.len(), entries[0].keys.len()), (1, 2));
    let mut told: Vec<_> = unreadable.iter().map(|bad| bad.path.clone()).collect();
    let mut expected: Vec<_> = bad.iter().map(|bad| bad.path.clone()).collect();
    told.sort();
    expected.sort();
    assert_eq!(told, expected);
    assert!(unreadable.iter().all(|bad| !bad.why.is_empty()));
}

#[test]
fn entries_come_oldest_first_and_parts_by_number() {
    let part = |path: &str| {
        let mut part = Part::new();
        part.push(&change(path, None, Some(b"1")));
        part.finish()
    };
    let all = [
        stored(id(2), 0, header(&record(2), State::Done, Vec::new())),
        stored(id(1), 1_000_000, part("/c")),
        stored(id(1), 2, part("/b")),
        stored(id(1), 1, part("/a")),
        stored(id(1), 0, header(&record(1), State::Pending, Vec::new())),
    ];
    let (entries, unreadable) = read(&all);
    assert_eq!(unreadable, []);
    assert_eq!(entries.iter().map(|entry| entry.record.id).collect::<Vec<_>>(), [id(1), id(2)]);
    assert_eq!(entries[0].changes.iter().map(|trace| trace.path.as_str()).collect::<Vec<_>>(), ["/a", "/b", "/c"]);
    assert!(entries[0].keys[0].0.ends_with("/000000"));
    assert_eq!(entries[0].bytes, all[1..].iter().map(|part| part.path.len() + part.value.len()).sum::<usize>());
}

#[test]
fn a_value_in_pieces_is_whole_or_not_there() {
    let large: Vec<u8> = (0..5000u32).map(|at| at as u8).collect();
    let changes = [change("/a", Some(&large), None), change("/b", Some(b"x"), Some(b"y"))];
    let changes: Vec<&Change> = changes.iter().collect();
    let values: Vec<Vec<u8>> = deal(&changes, 1000).flat_map(|share| share.values(1000)).collect();
    assert!(values.len() > 5);
    for missing in 0..values.len() {
        let mut all = vec![stored(id(1), 0, header(&record(1), State::Pending, Vec::new()))];
        all.extend(values.iter().enumerate().map(|(at, value)| stored(id(1), at + 1, value.clone())));
        assert_eq!(read(&all).0[0].changes, changes.iter().map(|change| Trace::of(change)).collect::<Vec<_>>());
        all.remove(missing + 1);
        let kept = usize::from(missing + 1 == values.len());
        assert_eq!(read(&all).0[0].changes, [Trace::of(changes[1 - kept])], "without part {missing}");
    }
}

#[test]
fn outlines_are_entries_without_their_changes() {
    let traces = vec![Trace::of(&change("/a", Some(b"1"), None))];
    let part = |value: &str| value.replace("SCHEMA", SCHEMA).into_bytes();
    let all = [
        stored(id(1), 0, header(&record(1), State::Done, traces.clone())),
        stored(id(2), 0, header(&record(2), State::Pending, Vec::new())),
        stored(id(2), 1, part(r#"{"schema": "SCHEMA", "changes": []}"#)),
        stored(id(2), 2, part(r#"{"schema": "newer", "changes": []}"#)),
        stored(id(3), 0, header(&record(4), State::Done, traces)),
        stored(id(5), 0, b"no header".to_vec()),
        stored(id(5), 1, part(r#"{"schema": "SCHEMA", "changes": []}"#)),
        StoreEntry { path: format!("{PREFIX}x"), value: Vec::new(), version: Version(1), expires: false },
    ];
    let mut outlines = Outlines::default();
    all.iter().for_each(|entry| outlines.take(entry.clone()));
    let mut expected = read(&all).0;
    expected.iter_mut().for_each(|entry| entry.changes.clear());
    assert_eq!(expected.iter().map(|entry| entry.keys.len()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(outlines.into_entries(), expected);
}

#[test]
fn what_has_outlived_its_keep() {
    let entry = |at: u8, state: State, bytes: usize| Entry {
        record: record(at),
        state,
        changes: Vec::new(),
        keys: Vec::new(),
        bytes,
    };
    let entries = [
        entry(0, State::Pending, 500),
        entry(1, State::Done, 10),
        entry(2, State::Partial, 20),
        entry(3, State::Undone, 30),
        entry(4, State::Done, 40),
    ];
    let now: jiff::Timestamp = "2017-06-05T03:00:00Z".parse().unwrap();
    let outlived = |days: i64, bytes: usize| -> Vec<usize> {
        let found = outlived(&entries, now, jiff::SignedDuration::from_hours(24 * days), bytes);
        found.into_iter().map(|entry| entry.bytes).collect()
    };
    assert!(outlived(30, 600).is_empty());
    assert!(outlived(3, 600).is_empty());
    assert_eq!(outlived(2, 600), [10]);
    assert_eq!(outlived(0, 600), [10, 20, 30]);
    assert_eq!(outlived(30, 599), [10]);
    assert_eq!(outlived(30, 580), [10, 20]);
    assert_eq!(outlived(30, 0), [10, 20, 30, 40]);
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..300),
        "[ -~\\x00-\\x1f\\x7fé\u{10fff}\"\\\\]{0,200}".prop_map(String::into_bytes),
        "[a-z1-9.eE{}:,\"]{0,400}".prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn any_traces_survive_parts_of_any_size(
        found in prop::collection::btree_map(
            "/[a-z\"\\\\é]{1,12}", (prop::option::of(bytes()), prop::option::of(bytes())), 1..12,
        ),
        limit in 500usize..3000,
    ) {
        let changes: Vec<Change> = found
            .iter()
            .map(|(path, (before, after))| change(path, before.as_deref(), after.as_deref()))
            .collect();
        let changes: Vec<&Change> = changes.iter().collect();
        let mut all = vec![stored(id(1), 0, header(&record(1), State::Pending, Vec::new()))];
        for share in deal(&changes, limit) {
            let values = share.values(limit);
            let (count, size) = share.size(limit);
            let bytes: usize = values.iter().map(Vec::len).sum();
            prop_assert_eq!(count, values.len());
            prop_assert!(bytes <= size && size <= bytes + 1);
            for value in values {
                prop_assert!(value.len() <= limit, "{} of {limit} bytes", value.len());
                all.push(stored(id(1), all.len(), value));
            }
        }
        let (entries, unreadable) = read(&all);
        prop_assert_eq!(unreadable, vec![]);
        let traces: Vec<Trace> = changes.iter().map(|change| Trace::of(change)).collect();
        prop_assert_eq!(&entries[0].changes, &traces);
        // The same in a header.
        let (entries, _) = read(&[stored(id(1), 0, header(&record(1), State::Done, traces.clone()))]);
        prop_assert_eq!(&entries[0].changes, &traces);
    }

    #[test]
    fn the_length_of_a_trace_is_known_before(
        path in "/[ -~\\x00-\\x1fé]{0,20}", before in prop::option::of(bytes()), after in prop::option::of(bytes()),
    ) {
        let change = change(&path, before.as_deref(), after.as_deref());
        prop_assert_eq!(trace_len(&change), serde_json::to_string(&Trace::of(&change)).unwrap().len());
        let mut part = Part::new();
        let empty = part.len();
        part.push(&change);
        prop_assert_eq!(part.len(), empty + trace_len(&change));
        prop_assert_eq!(part.len(), part.finish().len());
    }

    #[test]
    fn bytes_survive_json(bytes in bytes()) {
        let value = Bytes::new(bytes);
        let text = serde_json::to_string(&value).unwrap();
        prop_assert!(text.len() <= 3 * value.as_slice().len() + 20);
        prop_assert_eq!(serde_json::from_str::<Bytes>(&text).unwrap(), value);
    }

    #[test]
    fn nothing_in_the_journal_makes_it_fall(path in "(/calicross/v1/journal/)?[0-9a-f/-]{0,50}", value in bytes()) {
        let entry = StoreEntry { path, value, version: Version(1), expires: false };
        let (entries, unreadable) = read(&[entry]);
        prop_assert_eq!(entries.len() + unreadable.len(), 1);
    }
}

#[test]
fn an_interrupted_change_and_its_rest_are_taken_back_as_one() {
    let entry = |at: u8, resumes: Option<u8>, undoes: Option<u8>, paths: &[&str]| Entry {
        record: Record { resumes: resumes.map(id), undoes: undoes.map(id), ..record(at) },
        state: State::Done,
        changes: paths.iter().map(|path| Trace::of(&change(path, None, Some(path.as_bytes())))).collect(),
        keys: Vec::new(),
        bytes: 0,
    };
    let entries =
        vec![entry(1, None, None, &["/a"]), entry(2, None, None, &["/x"]), entry(3, Some(1), None, &["/a", "/b"])];
    for asked in [1, 3] {
        let whole = whole(entries.clone(), id(asked)).unwrap();
        assert_eq!(whole.record.id, id(1));
        assert_eq!(whole.changes.iter().map(|trace| trace.path.as_str()).collect::<Vec<_>>(), ["/a", "/b"]);
    }
    assert!(whole(entries.clone(), id(4)).is_none());
    let taken_back = [entries, vec![entry(5, None, Some(1), &["/a", "/b"])]].concat();
    assert_eq!(undone(&taken_back), BTreeSet::from([id(1), id(3)]));
}
