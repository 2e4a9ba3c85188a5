//! Each step of a commit fails in each way, and what is left can be put right.

use proptest::prelude::*;

use super::client::Late;
use super::*;
use crate::plan::undo::{Undo, undo};

/// How a step fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// This write and all after it do not arrive: the process is killed, or the datastore is gone.
    Gone,
    /// The same, and what became of the write is not known.
    GoneUnknown,
    /// This write lands, its answer is lost; those after it go well.
    AnswerLost,
    /// This write lands, and then the datastore is gone.
    AnswerLostAndGone,
    /// Only this write fails.
    Once,
    /// Only this write fails, and what became of it is not known.
    OnceUnknown,
    /// The same, and it lands later, right before the next one or after all.
    Late,
}

const FAULTS: [Fault; 7] = [
    Fault::Gone,
    Fault::GoneUnknown,
    Fault::AnswerLost,
    Fault::AnswerLostAndGone,
    Fault::Once,
    Fault::OnceUnknown,
    Fault::Late,
];

fn inject(store: &Strict, fault: Fault, step: usize) {
    match fault {
        Fault::Gone => store.fail_after(step, unreachable()),
        Fault::GoneUnknown => store.fail_after(step, unknown()),
        Fault::AnswerLost => store.lose_answer_after(step, unknown()),
        Fault::AnswerLostAndGone => {
            store.lose_answer_after(step, unknown());
            let mut turn = 0;
            store.before_commit(move |other| {
                if turn == step + 1 {
                    other.fail_after(0, unreachable());
                }
                turn += 1;
            });
        }
        Fault::Late => {}
        Fault::Once | Fault::OnceUnknown => {
            let error = if fault == Fault::Once { unreachable() } else { unknown() };
            let mut turn = 0;
            store.before_commit(move |other| {
                if turn == step {
                    other.fail_after(0, error.clone());
                } else if turn == step + 1 {
                    other.heal();
                }
                turn += 1;
            });
        }
    }
}

fn heal(store: &Strict) {
    store.before_commit(|_| {});
    store.heal();
}

/// What one run of a plan under a fault is made of.
#[derive(Clone, Debug)]
struct Case {
    store: fn() -> Strict,
    found: Vec<(String, Vec<u8>)>,
    wanted: Vec<(String, Option<Vec<u8>>)>,
}

impl Case {
    /// A fresh store with what is found there.
    fn open(&self) -> Strict {
        let store = (self.store)();
        self.found.iter().for_each(|(path, value)| store.set(path, value));
        store
    }

    /// How many commits the plan takes.
    fn steps(&self) -> usize {
        let store = self.open();
        let plan = plan(&store, &self.wanted);
        let before = contents(&store);
        land(&store, &plan, Some(&record())).unwrap();
        assert_eq!(contents(&store), planned(&before, &plan));
        if !plan.is_empty() {
            assert_eq!(entries(&store)[0].state, State::Done);
        }
        store.commits().len()
    }

    /// Lets a step fail, and puts right what is left: by undoing or by finishing.
    fn check(&self, fault: Fault, (step, steps): (usize, usize), finish: bool) {
        let store = self.open();
        let plan = plan(&store, &self.wanted);
        if plan.is_empty() {
            return;
        }
        let (before, record) = (contents(&store), record());
        let atomic = is_atomic(&plan, &store, Some(&record));
        let target = Target { kind: Kind::Etcdv3, identity: "1".into(), address: "memory".into(), cluster_guid: None };
        let saved = SavedPlan::new(&plan, target, Vec::new(), String::new(), Some(record.id)).to_bytes();
        let after = planned(&before, &plan);
        inject(&store, fault, step);
        let result = if fault == Fault::Late {
            let mut client = Late::new(&store, step);
            let result = land_on(&mut client, &plan, Some(&record));
            client.arrive();
            result
        } else {
            land(&store, &plan, Some(&record))
        };
        heal(&store);
        let left = entries(&store);
        let at = format!("{fault:?} at {step}: {result:?}");
        // What can be learnt by looking is no failure.
        let settled = atomic || step == 0 || step + 1 == steps;
        if settled && matches!(fault, Fault::AnswerLost | Fault::OnceUnknown | Fault::Late) {
            assert!(result.is_ok(), "{at}");
        }
        if atomic {
            assert!(contents(&store) == before || contents(&store) == after, "{at}");
            assert_eq!(left.is_empty(), contents(&store) == before, "{at}");
        }
        match result {
            Ok(_) => {
                assert_eq!(contents(&store), after, "{at}");
                assert!(matches!(&left[..], [entry] if entry.state == State::Done), "{at}");
                return;
            }
            Err(CommitError::Conflict { .. }) => panic!("nobody else wrote: {at}"),
            Err(CommitError::Store(_)) => assert_eq!(contents(&store), before, "{at}"),
            Err(CommitError::Partial { written, total, .. }) => assert!(written <= total, "{at}"),
        }
        // An entry is there, or nothing has happened.
        match &left[..] {
            [] => assert_eq!(contents(&store), before, "{at}"),
            [entry] if atomic => assert_eq!(entry.state, State::Done, "{at}"),
            [entry] => assert_eq!(entry.state, State::Pending, "{at}"),
            more => panic!("{} entries", more.len()),
        }
        if finish {
            let saved = SavedPlan::parse(&saved).unwrap().into_plan();
            let rest = saved.remainder(&read_all(&store)).unwrap();
            land(&store, &rest, Some(&super::record())).unwrap();
            assert_eq!(contents(&store), after, "{at}");
        } else if let [entry] = &left[..] {
            let Undo { plan, changed } = undo(&entry.changes, &read_all(&store));
            assert_eq!(changed, Vec::<String>::new(), "{at}");
            land(&store, &plan, Some(&super::record())).unwrap();
            assert_eq!(contents(&store), before, "{at}");
        }
    }

    fn check_every_step(&self) {
        // One more: a fault that comes too late is none.
        let steps = self.steps();
        for step in 0..=steps {
            for fault in FAULTS {
                self.check(fault, (step, steps), false);
                self.check(fault, (step, steps), true);
            }
        }
    }
}

const STORES: [fn() -> Strict; 4] = [Strict::new, Strict::like_v2, small, roomy];

#[test]
fn every_step_of_a_typical_plan() {
    let endpoint = "/calico/v1/host/h/workload/k8s/w/endpoint/e".to_owned();
    let found = vec![
        (key(0), b"[]".to_vec()),
        (key(1), b"[\"old\"]".to_vec()),
        (endpoint.clone(), b"{\"profile_ids\": []}".to_vec()),
        ("/calico/v1/policy/tier/t/metadata".to_owned(), b"{\"order\": 1}".to_vec()),
        (key(7), vec![b'"'; 1100]),
    ];
    let wanted = vec![
        (key(0), Some(b"[\"new\"]".to_vec())),
        (key(1), None),
        (key(2), Some(b"[\"c\"]".to_vec())),
        (key(3), Some(b"[\"d\"]".to_vec())),
        (endpoint, Some(b"{\"profile_ids\": [\"p0002\"]}".to_vec())),
        ("/calico/v1/policy/tier/t/metadata".to_owned(), None),
        ("/calico/v1/config/IpInIpEnabled".to_owned(), Some(b"true".to_vec())),
        (key(7), Some(vec![b'\\'; 1150])),
    ];
    for store in STORES {
        Case { store, found: found.clone(), wanted: wanted.clone() }.check_every_step();
    }
}

#[test]
fn every_step_of_an_entry_in_parts() {
    // Too much for one header, so that parts come before the keys.
    let found: Vec<_> = (0..4).map(|at| (key(at), vec![b'a' + at as u8; 700])).collect();
    let wanted: Vec<_> = (0..5).map(|at| (key(at), (at != 2).then(|| vec![b'z'; 600]))).collect();
    let like_v2: fn() -> Strict = || {
        let can = Capabilities { max_value_bytes: 1200, ..Strict::like_v2().capabilities() };
        Strict::limited(Kind::Etcdv2, can)
    };
    for store in [like_v2, small] {
        Case { store, found: found.clone(), wanted: wanted.clone() }.check_every_step();
    }
}

fn paths() -> impl Strategy<Value = String> {
    let number = 0..6usize;
    prop_oneof![
        4 => number.clone().prop_map(key),
        2 => number.clone().prop_map(|at| format!("/calico/v1/policy/profile/p{at}/rules")),
        1 => number.clone().prop_map(|at| format!("/calico/v1/policy/tier/t{at}/metadata")),
        2 => number.clone().prop_map(|at| format!("/calico/v1/policy/tier/t{at}/policy/p")),
        2 => number.clone().prop_map(|at| format!("/calico/v1/host/h/workload/k8s/w{at}/endpoint/e")),
        1 => number.prop_map(|at| format!("/calico/v1/config/c{at}")),
    ]
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ -~é\\n]{0,40}",
        1 => "[\"\\\\a]{900,1200}".prop_filter("too large", |text| text.len() <= 1200),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_step_of_any_plan(
        at in 0usize..4,
        found in prop::collection::btree_map(paths(), value(), 0..10),
        wanted in prop::collection::btree_map(paths(), prop::option::of(value()), 1..16),
        fault in prop::sample::select(&FAULTS[..]),
        step in 0usize..24,
        finish: bool,
    ) {
        let found = found.into_iter().map(|(path, value)| (path, value.into_bytes())).collect();
        let wanted = wanted.into_iter().map(|(path, value)| (path, value.map(String::into_bytes))).collect();
        let case = Case { store: STORES[at], found, wanted };
        let steps = case.steps();
        case.check(fault, (step % (steps + 1), steps), finish);
    }
}
