//! Somebody else writes the same keys meanwhile.

use super::client::Flying;
use super::*;

/// Lets somebody else write a key right before a commit, counted from 0.
fn meddle(store: &Strict, before: usize, path: String, value: &'static str) {
    let mut turn = 0;
    store.before_commit(move |other| {
        if turn == before {
            other.set(&path, value);
        }
        turn += 1;
    });
}

#[test]
fn one_transaction_conflicts_as_a_whole() {
    let store = Strict::with(&[(&*key(0), "[]")]);
    let plan = plan(&store, &creates(5, "x"));
    meddle(&store, 0, key(3), "theirs");
    let Err(CommitError::Conflict { paths }) = land(&store, &plan, Some(&record())) else { panic!() };
    assert_eq!(paths, [key(3)]);
    assert_eq!(store.commits(), []);
    assert_eq!(entries(&store), []);
}

#[test]
fn a_conflict_at_any_key_puts_the_others_back() {
    for at in 0..6 {
        let store = Strict::like_v2();
        (0..2).for_each(|at| store.set(&key(at), "[]"));
        (4..6).for_each(|at| store.set(&key(at), "[]"));
        let wanted: Vec<(String, Option<&str>)> = (0..6).map(|at| (key(at), (at < 4).then_some("[\"x\"]"))).collect();
        let plan = plan(&store, &wanted);
        let mut expected = contents(&store);
        expected.insert(key(at), b"theirs".to_vec());
        // After the header.
        meddle(&store, 1, key(at), "theirs");
        let Err(CommitError::Conflict { paths }) = land(&store, &plan, Some(&record())) else { panic!() };
        assert_eq!(paths, [key(at)]);
        assert_eq!(contents(&store), expected);
        assert_eq!(read_all(&store).under(journal::PREFIX), []);
    }
}

#[test]
fn what_somebody_wrote_over_ours_stays_theirs() {
    let store = Strict::like_v2();
    store.set(&key(0), "[]");
    store.set(&key(1), "[]");
    let plan = plan(&store, &[(key(0), Some("[1]")), (key(1), Some("[1]")), (key(2), Some("[1]"))]);
    let mut turn = 0;
    store.before_commit(move |other| {
        // Header, first and second key are written; the third will conflict.
        if turn == 3 {
            other.set(&key(0), "theirs");
            other.set(&key(2), "theirs");
        }
        turn += 1;
    });
    let err = land(&store, &plan, Some(&record())).unwrap_err();
    assert!(err.is_conflict());
    let CommitError::Partial { written: 1, total: 3, .. } = err else { panic!("{err}") };
    assert_eq!(store.text(&key(0)).as_deref(), Some("theirs"));
    assert_eq!(store.text(&key(1)).as_deref(), Some("[]"));
    let [entry] = &entries(&store)[..] else { panic!("one entry") };
    assert_eq!(entry.state, State::Partial);
    let undo = super::super::super::undo::undo(&entry.changes, &read_all(&store));
    assert_eq!((undo.changed, undo.plan.is_empty()), (vec![key(0), key(2)], true));
}

#[test]
fn a_guard_that_breaks_while_keys_are_written_puts_them_back() {
    let store = Strict::like_v2();
    let mut plan = plan(&store, &creates(3, "x"));
    plan.relied_on(&read_all(&store), "/calico/v1/config/c");
    meddle(&store, 3, "/calico/v1/config/c".to_owned(), "theirs");
    let Err(CommitError::Conflict { paths }) = land(&store, &plan, Some(&record())) else { panic!() };
    assert_eq!(paths, ["/calico/v1/config/c"]);
    assert_eq!(store.paths(), ["/calico/v1/config/c"]);
}

#[test]
fn a_conflict_between_batches_leaves_a_partial_entry_and_planning_again_finishes() {
    let store = small();
    let wanted = creates(10, "x");
    let first = plan(&store, &wanted);
    // Header, then the first batch of three.
    meddle(&store, 2, key(4), "theirs");
    let err = land(&store, &first, Some(&record())).unwrap_err();
    assert!(err.is_conflict());
    let CommitError::Partial { written: 3, total: 10, .. } = err else { panic!("{err}") };
    assert_eq!(entries(&store)[0].state, State::Partial);
    assert_eq!(entries(&store)[0].changes.len(), 3);
    let again = plan(&store, &wanted);
    assert_eq!(again.changes().len(), 7);
    land(&store, &again, Some(&record())).unwrap();
    assert_eq!(contents(&store), planned(&Contents::new(), &first));
}

#[test]
fn a_conflict_in_the_first_batch_forgets_the_entry() {
    for wanted in [creates(10, "x"), vec![(key(0), Some("x".repeat(1200)))]] {
        let store = small();
        store.set(&key(0), "\"".repeat(1100));
        let plan = plan(&store, &wanted);
        assert!(!is_atomic(&plan, &store, Some(&record())));
        let mut turn = 0;
        store.before_commit(move |other| {
            turn += 1;
            if turn == 2 {
                other.set(&key(0), "theirs");
            }
        });
        let Err(CommitError::Conflict { paths }) = land(&store, &plan, Some(&record())) else { panic!() };
        assert_eq!(paths, [key(0)]);
        assert_eq!(store.paths(), [key(0)]);
    }
}

#[test]
fn an_entry_that_somebody_ended_is_planned_again() {
    for store in [small(), Strict::like_v2()] {
        let plan = plan(&store, &creates(10, "x"));
        let record = record();
        let header = journal::part_path(record.id, 0);
        let mut turn = 0;
        store.before_commit(move |other| {
            turn += 1;
            if turn == 4 {
                let undone = journal::with_state(&other.value(&header).unwrap(), State::Undone).unwrap();
                other.set(&header, undone);
            }
        });
        let err = land(&store, &plan, Some(&record)).unwrap_err();
        assert!(err.is_conflict(), "{err}");
    }
}

#[test]
fn a_lost_answer_counts_more_than_a_conflict_before_it() {
    let store = small();
    let wanted = creates(6, "x");
    let plan = plan(&store, &wanted);
    let mut turn = 0;
    store.before_commit(move |other| {
        turn += 1;
        match turn {
            2 => other.set(&key(0), "theirs"),
            3 => other.lose_answer_after(0, unknown()),
            _ => {}
        }
    });
    let err = land_on(&mut Flying(store.clone()), &plan, Some(&record())).unwrap_err();
    // It has landed, although the first batch has not: the entry has to stay.
    assert_eq!(store.value(&key(3)), plan.change(&key(3)).unwrap().after);
    assert!(matches!(err, CommitError::Partial { cause: StoreError::Unknown { .. }, .. }), "{err}");
    let [entry] = &entries(&store)[..] else { panic!("one entry") };
    assert_eq!((entry.state, entry.changes.len()), (State::Pending, 3));
}

#[test]
fn what_lands_after_a_failure_counts() {
    let store = small();
    let plan = plan(&store, &creates(9, "x"));
    meddle(&store, 1, key(0), "theirs");
    let err = land_on(&mut Flying(store.clone()), &plan, Some(&record())).unwrap_err();
    let CommitError::Partial { written: 6, total: 9, .. } = err else { panic!("{err}") };
    let [entry] = &entries(&store)[..] else { panic!("one entry") };
    assert_eq!((entry.state, entry.changes.len()), (State::Partial, 6));
}

#[test]
fn a_rollback_that_fails_leaves_the_entry_pending_and_is_no_conflict() {
    let store = Strict::like_v2();
    let plan = plan(&store, &creates(4, "x"));
    let before = contents(&store);
    let mut turn = 0;
    store.before_commit(move |other| {
        turn += 1;
        match turn {
            // Header and three keys are written.
            5 => other.set(&key(3), "theirs"),
            // One key is put back.
            7 => other.fail_after(0, unreachable()),
            _ => {}
        }
    });
    let err = land(&store, &plan, Some(&record())).unwrap_err();
    assert!(!err.is_conflict(), "{err}");
    let CommitError::Partial { written: 2, total: 4, .. } = err else { panic!("{err}") };
    store.before_commit(|_| {});
    store.heal();
    let [entry] = &entries(&store)[..] else { panic!("one entry") };
    assert_eq!(entry.state, State::Pending);
    let undo = super::super::super::undo::undo(&entry.changes, &read_all(&store));
    assert_eq!(undo.changed, [key(3)]);
    land(&store, &undo.plan, None).unwrap();
    store.unset(&key(3));
    assert_eq!(contents(&store), before);
}

#[test]
fn a_part_that_may_still_arrive_keeps_its_header() {
    let can = Capabilities { max_value_bytes: 1200, ..Strict::like_v2().capabilities() };
    let store = Strict::limited(Kind::Etcdv2, can);
    (0..3).for_each(|at| store.set(&key(at), "x".repeat(900)));
    let wanted: Vec<(String, Option<&str>)> = (0..3).map(|at| (key(at), Some("[]"))).collect();
    let plan = plan(&store, &wanted);
    let before = contents(&store);
    let mut turn = 0;
    store.before_commit(move |other| {
        turn += 1;
        match turn {
            2 => other.fail_after(0, unknown()),
            // Sent twice.
            4 => other.heal(),
            _ => {}
        }
    });
    let err = land(&store, &plan, Some(&record())).unwrap_err();
    let CommitError::Partial { written: 0, total: 3, cause: StoreError::Unknown { .. } } = err else { panic!("{err}") };
    assert_eq!(contents(&store), before);
    let [entry] = &entries(&store)[..] else { panic!("one entry") };
    assert_eq!((entry.state, entry.changes.len()), (State::Pending, 0));
}
