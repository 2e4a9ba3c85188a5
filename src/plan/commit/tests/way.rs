//! A value on the way: what a key holds before the rest of its plan is written, where keys are written one by one.

use super::*;
use crate::plan::undo::undo;

const POOL: &str = "/calico/v1/ipam/v4/pool/10.0.0.0-16";
const ON: &str = r#"{"cidr": "10.0.0.0/16"}"#;
const OFF: &str = r#"{"cidr": "10.0.0.0/16", "disabled": true}"#;
const BLOCK: &str = "/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26";

fn cloud(store: Strict) -> (Strict, Plan) {
    store.set(POOL, ON);
    store.set(BLOCK, "{}");
    let now = read_all(&store);
    let mut plan = Plan::new();
    plan.delete(&now, POOL);
    plan.delete(&now, BLOCK);
    plan.first(POOL, OFF.into());
    // Neither of these is a change of the plan.
    plan.first(BLOCK, b"{}".to_vec());
    plan.first("/calico/v1/ipam/v4/pool/10.1.0.0-16", OFF.into());
    (store, plan)
}

#[test]
fn it_is_written_first_and_taken_away_last() {
    let (store, plan) = cloud(Strict::like_v2());
    land(&store, &plan, Some(&record())).unwrap();
    let written: Vec<(String, bool)> = store
        .commits()
        .iter()
        .flat_map(|batch| &batch.ops)
        .filter(|op| !op.path().starts_with(journal::PREFIX))
        .map(|op| (op.path().to_owned(), matches!(op, Op::Delete { .. })))
        .collect();
    assert_eq!(written, [(POOL.to_owned(), false), (BLOCK.to_owned(), true), (POOL.to_owned(), true)]);
    assert_eq!(contents(&store), Contents::new());
}

#[test]
fn one_transaction_does_without() {
    let (store, plan) = cloud(roomy());
    land(&store, &plan, Some(&record())).unwrap();
    assert_eq!(store.commits().len(), 1);
    assert_eq!(contents(&store), Contents::new());
}

#[test]
fn a_conflict_puts_the_former_value_back() {
    let (store, plan) = cloud(Strict::like_v2());
    let mut turn = 0;
    store.before_commit(move |other| {
        if turn == 2 {
            other.set(BLOCK, "theirs");
        }
        turn += 1;
    });
    let Err(CommitError::Conflict { paths }) = land(&store, &plan, Some(&record())) else { panic!() };
    assert_eq!(paths, [BLOCK]);
    assert_eq!(store.text(POOL).as_deref(), Some(ON));
    assert_eq!(store.text(BLOCK).as_deref(), Some("theirs"));
}

#[test]
fn wherever_it_stops_it_can_be_taken_back_and_finished() {
    let mut seen_on_the_way = false;
    for stop in 1.. {
        let (store, plan) = cloud(Strict::like_v2());
        let before = contents(&store);
        store.fail_after(stop, unknown());
        let landed = land(&store, &plan, Some(&record()));
        store.heal();
        if landed.is_ok() {
            break;
        }
        seen_on_the_way |= store.text(POOL).as_deref() == Some(OFF);
        let now = read_all(&store);
        let traces: Vec<Trace> = entries(&store).into_iter().flat_map(|entry| entry.changes).collect();
        let back = undo(&traces, &now);
        assert_eq!(back.changed, Vec::<String>::new(), "after {stop}");
        assert_eq!(planned(&contents(&store), &back.plan), before, "after {stop}");
        let rest = plan.remainder(&now).unwrap();
        land(&store, &rest, None).unwrap();
        assert_eq!(contents(&store), Contents::new(), "after {stop}");
    }
    assert!(seen_on_the_way);
}

#[test]
fn the_file_of_a_plan_keeps_it() {
    let (_, mut plan) = cloud(Strict::like_v2());
    plan.orphaned(BLOCK);
    plan.empties("/calico/v1/host/node1/");
    let target = Target { kind: Kind::Etcdv2, identity: "i".into(), address: "a".into(), cluster_guid: None };
    let saved = SavedPlan::new(&plan, target, Vec::new(), String::new(), None);
    assert_eq!(SavedPlan::parse(&saved.to_bytes()).unwrap().into_plan(), plan);
    plan.empties("/calico/v1/host/../");
    let target = Target { kind: Kind::Etcdv2, identity: "i".into(), address: "a".into(), cluster_guid: None };
    let saved = SavedPlan::new(&plan, target, Vec::new(), String::new(), None);
    assert!(SavedPlan::parse(&saved.to_bytes()).is_err());
}

#[test]
fn directories_go_with_the_last_key_and_stay_where_it_stays() {
    let (node, other) = ("/calico/v1/host/node1/bird_ip", "/calico/v1/host/node1/config/marker");
    for (both, left) in [(true, false), (false, true)] {
        let mut store = Strict::like_v2();
        store.set(node, "10.0.0.1");
        store.set(other, "created");
        let now = read_all(&store);
        let mut plan = Plan::new();
        plan.delete(&now, node);
        if both {
            plan.delete(&now, other);
        }
        plan.empties("/calico/v1/host/node1/");
        land(&store, &plan, Some(&record())).unwrap();
        let mut key = Batch::default();
        key.create("/calico/v1/host/node1", b"a key where the directory was".to_vec());
        assert_eq!(store.commit(&key).is_err(), left);
    }
}
