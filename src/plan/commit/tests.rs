use std::collections::BTreeMap;

use uuid::Uuid;

use super::super::journal::{Entry, State, Trace, Unreadable};
use super::super::saved::{SavedPlan, Target};
use super::*;
use crate::store::strict::Strict;
use crate::store::{Capabilities, Kind, Op, Version};

mod client;
mod faults;
mod limits;
mod races;
mod way;

/// Every key but the journal's.
type Contents = BTreeMap<String, Vec<u8>>;

fn record() -> Record {
    Record {
        id: Uuid::now_v7(),
        time: "2017-06-01T03:00:00Z".into(),
        actor: "ann".into(),
        host: "control1".into(),
        pid: 4711,
        command: vec!["profile".into(), "add".into(), "web".into()],
        reason: None,
        forced: Vec::new(),
        undoes: None,
        resumes: None,
    }
}

fn unknown() -> StoreError {
    StoreError::Unknown { address: "memory".into(), detail: "gone".into() }
}

fn unreachable() -> StoreError {
    StoreError::Unreachable { address: "memory".into(), detail: "gone".into() }
}

/// A store on which nearly every plan takes several transactions.
fn small() -> Strict {
    let can = Capabilities {
        max_ops: 4,
        max_guards: 4,
        max_batch_bytes: 4000,
        max_value_bytes: 1200,
        ..Strict::new().capabilities()
    };
    Strict::limited(Kind::Etcdv3, can)
}

/// A store on which every plan is one transaction, and no value can be large.
fn roomy() -> Strict {
    let can = Capabilities {
        max_ops: 10_000,
        max_guards: 10_000,
        max_batch_bytes: 1 << 30,
        max_value_bytes: 1200,
        ..Strict::new().capabilities()
    };
    Strict::limited(Kind::File, can)
}

fn read_all(store: &Strict) -> Snapshot {
    store.clone().read(&[Scope::under("/calico"), Scope::under("/calicross")], Want::Values).unwrap()
}

fn contents(store: &Strict) -> Contents {
    let all = read_all(store).into_entries().into_iter();
    all.filter(|entry| !entry.path.starts_with(journal::PREFIX)).map(|entry| (entry.path, entry.value)).collect()
}

fn entries(store: &Strict) -> Vec<Entry> {
    let (entries, unreadable) = journal::read(read_all(store).under(journal::PREFIX));
    assert_eq!(unreadable, Vec::<Unreadable>::new());
    entries
}

/// Plans values (or removals) of keys.
fn plan<V: AsRef<[u8]>>(store: &Strict, wanted: &[(String, Option<V>)]) -> Plan {
    let now = read_all(store);
    let mut plan = Plan::new();
    for (path, value) in wanted {
        match value {
            Some(value) => plan.put(&now, path.as_str(), value.as_ref().to_vec()),
            None => plan.delete(&now, path),
        }
    }
    plan
}

fn planned(before: &Contents, plan: &Plan) -> Contents {
    let mut after = before.clone();
    for change in plan.changes() {
        match &change.after {
            Some(value) => after.insert(change.path.clone(), value.clone()),
            None => after.remove(&change.path),
        };
    }
    after
}

fn land(store: &Strict, plan: &Plan, record: Option<&Record>) -> Result<Option<Revision>, CommitError> {
    land_on(&mut store.clone(), plan, record)
}

fn land_on(store: &mut dyn Store, plan: &Plan, record: Option<&Record>) -> Result<Option<Revision>, CommitError> {
    let mut last = 0;
    let total = plan.changes().len();
    let mut progress = |done, of| {
        assert!(last <= done && done <= of && of == total, "{done} of {of} after {last}");
        last = done;
    };
    commit(store, plan, Order { record, progress: &mut progress })
}

fn key(at: usize) -> String {
    format!("/calico/v1/policy/profile/p{at:04}/tags")
}

fn creates(count: usize, value: &str) -> Vec<(String, Option<String>)> {
    (0..count).map(|at| (key(at), Some(format!("[\"{value}{at}\"]")))).collect()
}

#[test]
fn what_is_not_written_leaves_no_trace() {
    for store in [Strict::new(), Strict::like_v2(), small()] {
        store.set(&key(0), "[]");
        let mut plan = plan(&store, &[(key(0), Some("[ ]"))]);
        plan.relied_on(&read_all(&store), &key(1));
        assert!(plan.is_empty());
        assert_eq!(land(&store, &plan, Some(&record())).unwrap(), None);
        assert_eq!(store.commits(), []);
    }
}

#[test]
fn one_transaction_carries_plan_and_entry() {
    let store = Strict::with(&[(&*key(0), r#"["a"]"#), (&*key(1), "[]")]);
    let before = contents(&store);
    let mut plan = plan(&store, &[(key(0), Some("[\"b\"]")), (key(1), None), (key(2), Some("[\"c\"]"))]);
    plan.relied_on(&read_all(&store), &key(3));
    let record = record();
    assert!(is_atomic(&plan, &store, Some(&record)));
    let revision = land(&store, &plan, Some(&record)).unwrap();
    assert_eq!(contents(&store), planned(&before, &plan));
    let [batch] = &store.commits()[..] else { panic!("one batch") };
    assert_eq!((batch.ops.len(), batch.guards.len()), (4, 5));
    assert!(batch.guards.contains(&Guard::Absent { path: key(3) }));
    let [entry] = &entries(&store)[..] else { panic!("one entry") };
    assert_eq!((&entry.record, entry.state), (&record, State::Done));
    assert_eq!(entry.changes, plan.changes().map(Trace::of).collect::<Vec<_>>());
    assert_eq!(entry.keys, [(journal::part_path(record.id, 0), Version(revision.unwrap()))]);
}

#[test]
fn without_a_record_there_is_no_entry() {
    for store in [Strict::new(), Strict::like_v2(), small()] {
        let plan = plan(&store, &creates(20, "x"));
        land(&store, &plan, None).unwrap();
        assert_eq!(contents(&store), planned(&Contents::new(), &plan));
        assert_eq!(read_all(&store).under(journal::PREFIX), []);
    }
}

#[test]
fn keys_go_one_by_one_between_header_and_end() {
    let store = Strict::like_v2();
    let plan = plan(&store, &creates(3, "x"));
    let record = record();
    assert!(!is_atomic(&plan, &store, Some(&record)));
    land(&store, &plan, Some(&record)).unwrap();
    let written: Vec<String> = store.commits().iter().map(|batch| batch.ops[0].path().to_owned()).collect();
    let header = journal::part_path(record.id, 0);
    assert_eq!(written, [header.clone(), key(0), key(1), key(2), header]);
    let states: Vec<State> = store.commits().iter().filter_map(state_in).collect();
    assert_eq!(states, [State::Pending, State::Done]);
    assert_eq!(entries(&store)[0].changes, plan.changes().map(Trace::of).collect::<Vec<_>>());
}

/// The state in the header that a batch writes.
fn state_in(batch: &Batch) -> Option<State> {
    batch.ops.iter().find_map(|op| match op {
        Op::Put { path, value } if path.starts_with(journal::PREFIX) && path.ends_with("/000000") => {
            let header: serde_json::Value = serde_json::from_slice(value).unwrap();
            Some(serde_json::from_value(header["state"].clone()).unwrap())
        }
        _ => None,
    })
}

#[test]
fn phases_do_not_mix_and_each_key_s_former_value_goes_with_it_or_before() {
    for store in [Strict::like_v2(), small()] {
        let endpoint = |at| format!("/calico/v1/host/h/workload/k8s/w{at}/endpoint/e");
        let policy = |at| format!("/calico/v1/policy/tier/t/policy/p{at}");
        let wanted: Vec<(String, Option<&str>)> = (0..5)
            .flat_map(|at| [(endpoint(at), Some("{}")), (policy(at), Some("{\"order\": 1}")), (key(at), Some("[]"))])
            .chain([
                ("/calico/v1/config/ChainInsertMode".to_owned(), Some("append")),
                ("/calico/v1/policy/tier/old/metadata".to_owned(), None),
                ("/calico/v1/policy/tier/old/policy/x".to_owned(), None),
                ("/calico/v1/policy/tier/t/metadata".to_owned(), Some("{\"order\": 5}")),
            ])
            .collect();
        store.set("/calico/v1/policy/tier/old/metadata", "{\"order\": 9}");
        store.set("/calico/v1/policy/tier/old/policy/x", "{}");
        let plan = plan(&store, &wanted);
        let record = record();
        land(&store, &plan, Some(&record)).unwrap();
        let mut last = Phase::Disarm;
        let mut journalled: Vec<StoredPart> = Vec::new();
        for batch in store.commits() {
            journalled.extend(batch.ops.iter().filter_map(stored_part));
            let written: Vec<&Op> = batch.ops.iter().filter(|op| !op.path().starts_with(journal::PREFIX)).collect();
            let phases: Vec<Phase> = written.iter().map(|op| Phase::of(plan.change(op.path()).unwrap())).collect();
            assert!(phases.iter().all(|phase| *phase == phases[0]), "{phases:?}");
            assert!(phases.first().is_none_or(|phase| *phase >= last), "{phases:?} after {last:?}");
            last = phases.first().copied().unwrap_or(last);
            for op in written {
                let trace = Trace::of(plan.change(op.path()).unwrap());
                assert!(journalled.iter().any(|part| part.0.contains(&trace.path)), "{}", op.path());
            }
        }
        assert_eq!(last, Phase::Configure);
        let states: Vec<State> = store.commits().iter().filter_map(state_in).collect();
        assert_eq!(states, [State::Pending, State::Done]);
        let mut traces = entries(&store)[0].changes.clone();
        traces.sort_by(|a, b| a.path.cmp(&b.path));
        assert_eq!(traces, plan.changes().map(Trace::of).collect::<Vec<_>>());
    }
}

/// What a write puts into the journal.
struct StoredPart(String);

fn stored_part(op: &Op) -> Option<StoredPart> {
    match op {
        Op::Put { path, value } if path.starts_with(journal::PREFIX) => {
            Some(StoredPart(String::from_utf8(value.clone()).unwrap()))
        }
        _ => None,
    }
}
