//! Plans around what one transaction holds.

use super::*;

fn batches_of(count: usize, record: Option<&Record>) -> Vec<usize> {
    let store = Strict::new();
    let plan = plan(&store, &creates(count, "x"));
    assert_eq!(is_atomic(&plan, &store, record), store_is_atomic(count, record));
    land(&store, &plan, record).unwrap();
    assert_eq!(contents(&store), planned(&Contents::new(), &plan));
    store.commits().iter().map(|batch| batch.ops.len()).collect()
}

fn store_is_atomic(count: usize, record: Option<&Record>) -> bool {
    count + usize::from(record.is_some()) <= 128
}

#[test]
fn as_many_changes_as_fit_go_together() {
    let record = record();
    assert_eq!(batches_of(126, Some(&record)), [127]);
    assert_eq!(batches_of(127, Some(&record)), [128]);
    assert_eq!(batches_of(128, Some(&record)), [1, 128, 2, 1]);
    assert_eq!(batches_of(129, Some(&record)), [1, 128, 3, 1]);
    assert_eq!(batches_of(128, None), [128]);
    assert_eq!(batches_of(129, None), [128, 1]);
    let thousand = batches_of(1000, Some(&record));
    assert_eq!(thousand, [1, 128, 128, 128, 128, 128, 128, 128, 112, 1]);
}

#[test]
fn guards_that_one_transaction_cannot_hold_are_looked_at_before_and_after() {
    let store = Strict::new();
    let now = read_all(&store);
    let mut plan = plan(&store, &creates(2, "x"));
    (0..126).for_each(|at| plan.relied_on(&now, &format!("/calico/v1/config/c{at}")));
    assert!(is_atomic(&plan, &store, None));
    assert!(!is_atomic(&plan, &store, Some(&record())));
    plan.relied_on(&now, "/calico/v1/config/c126");
    assert!(!is_atomic(&plan, &store, None));
    store.set("/calico/v1/config/c77", "x");
    let Err(CommitError::Conflict { paths }) = land(&store, &plan, Some(&record())) else { panic!() };
    assert_eq!(paths, ["/calico/v1/config/c77"]);
    assert_eq!(store.commits(), []);
    store.unset("/calico/v1/config/c77");
    land(&store, &plan, Some(&record())).unwrap();
    assert_eq!(contents(&store).len(), 2);
}

#[test]
fn a_guard_that_breaks_meanwhile_is_seen_at_the_end() {
    let store = Strict::new();
    let now = read_all(&store);
    let mut plan = plan(&store, &creates(130, "x"));
    plan.relied_on(&now, "/calico/v1/config/c");
    let mut turn = 0;
    store.before_commit(move |other| {
        turn += 1;
        if turn == 3 {
            other.set("/calico/v1/config/c", "x");
        }
    });
    let err = land(&store, &plan, Some(&record())).unwrap_err();
    assert!(err.is_conflict(), "{err}");
    let CommitError::Partial { written: 130, total: 130, .. } = err else { panic!("{err}") };
    assert_eq!(entries(&store)[0].state, State::Partial);
}

/// A value of `bytes` bytes that JSON spells with twice as many.
fn quotes(bytes: usize) -> Vec<u8> {
    vec![b'"'; bytes]
}

#[test]
fn values_as_large_as_can_be_are_replaced_and_removed_and_restored() {
    for store in [Strict::new(), Strict::like_v2()] {
        let most = store.capabilities().max_value_bytes;
        let (huge, large) = (quotes(most), quotes(most / 2));
        store.set(&key(0), &huge);
        store.set(&key(1), &huge);
        store.set(&key(2), &large);
        let before = contents(&store);
        let mut other = huge.clone();
        other[0] = b'x';
        let change =
            plan(&store, &[(key(0), Some(&other)), (key(1), None), (key(2), Some(&huge)), (key(3), Some(&huge))]);
        let first = record();
        assert!(!is_atomic(&change, &store, Some(&first)));
        land(&store, &change, Some(&first)).unwrap();
        assert_eq!(contents(&store), planned(&before, &change));
        let [entry] = &entries(&store)[..] else { panic!("one entry") };
        assert_eq!((entry.state, entry.changes.len()), (State::Done, 4));
        for part in read_all(&store).under(journal::PREFIX) {
            assert!(part.value.len() <= 256 << 10, "{} bytes", part.value.len());
        }
        let undo = super::super::super::undo::undo(&entry.changes, &read_all(&store));
        assert_eq!(undo.changed, Vec::<String>::new());
        land(&store, &undo.plan, Some(&record())).unwrap();
        assert_eq!(contents(&store), before);
    }
}

#[test]
fn many_former_values_go_with_one_transaction_where_it_has_room() {
    let store = Strict::new();
    (0..10).for_each(|at| store.set(&key(at), vec![b'x'; 80 << 10]));
    let wanted: Vec<(String, Option<&str>)> = (0..10).map(|at| (key(at), None)).collect();
    let plan = plan(&store, &wanted);
    let record = record();
    assert!(is_atomic(&plan, &store, Some(&record)));
    land(&store, &plan, Some(&record)).unwrap();
    assert_eq!(store.commits().len(), 1);
    let [entry] = &entries(&store)[..] else { panic!("one entry") };
    assert_eq!(entry.changes, plan.changes().map(Trace::of).collect::<Vec<_>>());
    assert!(entry.keys.len() > 3);
    assert!(entry.keys[0].0.ends_with("/000000"));
}

#[test]
fn a_plan_of_any_size_is_one_transaction_where_the_store_can() {
    let store = roomy();
    (0..500).for_each(|at| store.set(&key(at), format!("{at}").repeat(100)));
    let before = contents(&store);
    let wanted: Vec<(String, Option<String>)> = (0..1000).map(|at| (key(at), Some(format!("[\"{at}\"]")))).collect();
    let plan = plan(&store, &wanted);
    let record = record();
    assert!(is_atomic(&plan, &store, Some(&record)));
    land(&store, &plan, Some(&record)).unwrap();
    assert_eq!(store.commits().len(), 1);
    assert_eq!(contents(&store), planned(&before, &plan));
    assert_eq!(entries(&store)[0].changes, plan.changes().map(Trace::of).collect::<Vec<_>>());
}

#[test]
fn what_no_store_holds_is_refused_before_anything_is_written() {
    for store in [Strict::new(), Strict::like_v2(), small()] {
        let most = store.capabilities().max_value_bytes;
        let plan = plan(&store, &[(key(0), Some(vec![b'x'; 3])), (key(1), Some(vec![b'x'; most + 1]))]);
        let Err(CommitError::Store(StoreError::Value { path, .. })) = land(&store, &plan, Some(&record())) else {
            panic!()
        };
        assert_eq!((path, store.commits()), (key(1), vec![]));
    }
    let store = Strict::like_v2();
    let plan = plan(&store, &[(key(0), Some(b"\xff"))]);
    assert!(matches!(land(&store, &plan, Some(&record())), Err(CommitError::Store(StoreError::Value { .. }))));
    assert_eq!(store.commits(), []);
}
