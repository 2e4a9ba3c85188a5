use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::store::Scope;

const TAGS: [&str; 5] = [
    "/calico/v1/policy/profile/a/tags",
    "/calico/v1/policy/profile/b/tags",
    "/calico/v1/policy/profile/c/tags",
    "/calico/v1/policy/profile/d/tags",
    "/elsewhere",
];

fn snapshot(entries: &[(&str, &str)]) -> Snapshot {
    let entry = |(at, (path, value)): (usize, &(&str, &str))| Entry {
        path: (*path).to_owned(),
        value: value.as_bytes().to_vec(),
        version: Version(at as u64 + 1),
        expires: false,
    };
    Snapshot::new(50, vec![Scope::under("/")], entries.iter().enumerate().map(entry).collect())
}

fn values(snapshot: &Snapshot) -> BTreeMap<String, Vec<u8>> {
    snapshot.entries().iter().map(|entry| (entry.path.clone(), entry.value.clone())).collect()
}

#[test]
fn equal_in_meaning_is_no_change_but_is_relied_on() {
    let now = snapshot(&[(TAGS[0], r#"["a", "b"]"#)]);
    let mut plan = Plan::new();
    plan.put(&now, TAGS[0], br#"["b","a"]"#.to_vec());
    plan.delete(&now, TAGS[1]);
    assert!(plan.is_empty());
    let guards: Vec<&Guard> = plan.guards().collect();
    let unchanged = Guard::Unchanged { path: TAGS[0].into(), version: Version(1) };
    assert_eq!(guards, [&unchanged, &Guard::Absent { path: TAGS[1].into() }]);
}

#[test]
fn the_last_word_on_a_key_counts() {
    let now = snapshot(&[(TAGS[0], "[]")]);
    let mut plan = Plan::new();
    plan.put(&now, TAGS[0], br#"["x"]"#.to_vec());
    plan.put(&now, TAGS[0], b"[ ]".to_vec());
    plan.put(&now, TAGS[1], b"[]".to_vec());
    plan.delete(&now, TAGS[1]);
    assert!(plan.is_empty());
    assert_eq!(plan.guards().len(), 2);
    plan.delete(&now, TAGS[0]);
    plan.relied_on(&now, TAGS[0]);
    assert_eq!((plan.changes().len(), plan.guards().len()), (1, 1));
    assert_eq!(plan.change(TAGS[0]).map(Change::action), Some(Action::Delete));
}

#[test]
fn a_key_that_ends_as_it_began_is_no_change() {
    let now = snapshot(&[(TAGS[0], r#"["a"]"#)]);
    let mut plan = Plan::new();
    plan.put(&now, TAGS[0], b"[]".to_vec());
    plan.put(&now, TAGS[1], b"[]".to_vec());
    let middle = plan.applied_to(&now, now.scopes());
    let mut next = Plan::new();
    next.put(&middle, TAGS[0], br#"["a","a"]"#.to_vec());
    next.delete(&middle, TAGS[1]);
    next.relied_on(&middle, TAGS[2]);
    next.ask("q");
    next.say("s");
    next.warn("w");
    next.needs(Force::InUse, "profile a", TAGS[0], "is in use");
    next.expectations.push(Expectation::ProfileUnused { profile: "a".into() });
    let expected = next.clone();
    plan.then(next);
    assert!(plan.is_empty());
    let guards: Vec<Guard> = plan.guards().cloned().collect();
    let unchanged = Guard::Unchanged { path: TAGS[0].into(), version: Version(1) };
    let absent = |path: &str| Guard::Absent { path: path.into() };
    assert_eq!(guards, [unchanged, absent(TAGS[1]), absent(TAGS[2])]);
    assert_eq!(
        (plan.questions, plan.summary, plan.warnings),
        (expected.questions, expected.summary, expected.warnings)
    );
    assert_eq!((plan.obstacles, plan.expectations), (expected.obstacles, expected.expectations));
}

#[test]
fn directories_that_get_a_key_are_not_empty_any_more() {
    let dirs = |names: &[&str]| names.iter().map(|name| format!("/calico/v1/policy/profile{name}")).collect::<Vec<_>>();
    let now = snapshot(&[]).with_empty_dirs(dirs(&["/a", "/ab", "/b"]));
    let mut plan = Plan::new();
    plan.put(&now, TAGS[0], b"[]".to_vec());
    assert_eq!(plan.applied_to(&now, now.scopes()).empty_dirs(), dirs(&["/ab", "/b"]));
}

#[test]
fn directories_are_made_where_they_are_real_and_no_key_comes_there() {
    let dir = |name: &str| format!("/calico/v1/policy/profile/{name}");
    let mut plan = Plan::new();
    plan.directory(&snapshot(&[]), dir("a"));
    assert!(plan.is_empty());
    let real = snapshot(&[(TAGS[1], "[]")]).with_empty_dirs(vec![dir("c/d")]);
    ["a", "b", "c", "e"].iter().for_each(|name| plan.directory(&real, dir(name)));
    assert_eq!(plan.directories().collect::<Vec<_>>(), [dir("a"), dir("e")]);
    assert!(!plan.is_empty() && plan.changes().len() == 0);
    let mut next = Plan::new();
    next.put(&real, TAGS[0], b"[]".to_vec());
    plan.then(next);
    assert_eq!(plan.directories().collect::<Vec<_>>(), [dir("e")]);
    assert_eq!(plan.applied_to(&real, real.scopes()).empty_dirs(), [dir("c/d"), dir("e")]);
}

#[test]
fn phases_are_as_the_trap_demands() {
    use phase::Phase::{Abandon, Arm, Configure, Define, Disarm, Drain, Ground, Refer, Release, Select, Withdraw};
    let table = [
        ("/calico/v1/policy/tier/t/metadata", Arm, Disarm),
        ("/calico/v1/policy/tier/t/policy/p", Select, Withdraw),
        ("/calico/v1/policy/profile/p/rules", Define, Withdraw),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-8", Define, Drain),
        ("/calico/v1/host/h/endpoint/e", Refer, Refer),
        ("/calico/v1/host/h/workload/k8s/w/endpoint/e", Refer, Refer),
        ("/calico/v1/host/h/metadata", Define, Withdraw),
        ("/calico/v1/host/h/config/X", Configure, Configure),
        ("/calico/v1/config/X", Configure, Configure),
        ("/calico/v1/Ready", Configure, Configure),
        ("/calicross/v1/links/l", Define, Define),
        ("/elsewhere", Define, Withdraw),
    ];
    for (path, write, delete) in table {
        let before = Some(Seen { version: Version(1), value: b"a".to_vec() });
        let change = |before: &Option<Seen>, after: Option<&[u8]>| Change {
            path: path.into(),
            before: before.clone(),
            via: None,
            after: after.map(<[u8]>::to_vec),
        };
        assert_eq!(phase::Phase::of(&change(&None, Some(b"b"))), write, "{path}");
        assert_eq!(phase::Phase::of(&change(&before, Some(b"b"))), write, "{path}");
        assert_eq!(phase::Phase::of(&change(&before, None)), delete, "{path}");
    }
    assert!(
        Disarm < Define
            && Define < Select
            && Select < Arm
            && Arm < Refer
            && Refer < Withdraw
            && Withdraw < Configure
            && Ground < Define
            && Refer < Release
            && Release < Withdraw
            && Withdraw < Drain
            && Drain < Abandon
            && Abandon < Configure
    );
}

fn edits() -> impl Strategy<Value = Vec<(usize, Option<&'static str>)>> {
    let value = prop::sample::select(&["[]", "[ ]", r#"["a"]"#, r#"["b", "a"]"#, r#"["a","b"]"#, "x"][..]);
    prop::collection::vec((0..TAGS.len(), prop::option::of(value)), 0..6)
}

fn plan(now: &Snapshot, edits: &[(usize, Option<&str>)]) -> Plan {
    let mut plan = Plan::new();
    for (at, value) in edits {
        match value {
            Some(value) => plan.put(now, TAGS[*at], value.as_bytes().to_vec()),
            None => plan.delete(now, TAGS[*at]),
        }
    }
    plan
}

/// What holds for every plan, whatever it was made of.
fn check(plan: &Plan, now: &Snapshot) -> Result<(), TestCaseError> {
    for change in plan.changes() {
        prop_assert_eq!(change.before.clone(), now.get(&change.path).map(Seen::from));
        prop_assert!(change.before.is_some() || change.after.is_some());
        if let (Some(seen), Some(after)) = (&change.before, &change.after) {
            prop_assert!(!same_value(&Key::parse(&change.path), &seen.value, after));
        }
        prop_assert!(plan.guards().all(|guard| guard.path() != change.path));
    }
    for guard in plan.guards() {
        match (guard, now.get(guard.path())) {
            (Guard::Absent { .. }, None) => {}
            (Guard::Unchanged { version, .. }, Some(entry)) => prop_assert_eq!(*version, entry.version),
            other => prop_assert!(false, "{:?}", other),
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn plans_together_are_one_after_the_other(
        found in edits(), steps in prop::collection::vec(edits(), 1..4),
    ) {
        let found: BTreeMap<&str, &str> =
            found.iter().filter_map(|(at, value)| Some((TAGS[*at], (*value)?))).collect();
        let now = snapshot(&found.into_iter().collect::<Vec<_>>());
        let mut together = Plan::new();
        let mut after = now.clone();
        for edits in &steps {
            let step = plan(&together.applied_to(&now, now.scopes()), edits);
            after = step.applied_to(&after, after.scopes());
            together.then(step);
            check(&together, &now)?;
        }
        let touched: std::collections::BTreeSet<&str> = steps.iter().flatten().map(|(at, _)| TAGS[*at]).collect();
        let keys = together.keys();
        prop_assert!(touched.iter().all(|path| keys.iter().any(|key| key == path)));
        let (one, other) = (values(&together.applied_to(&now, now.scopes())), values(&after));
        prop_assert!(one.keys().eq(other.keys()));
        for (path, value) in &one {
            prop_assert!(same_value(&Key::parse(path), value, &other[path]));
        }
    }
}

#[test]
fn a_directory_is_cleared_where_something_is_in_it_that_stays() {
    let dir = |name: &str| format!("/calico/v1/policy/profile/{name}");
    let mut real = snapshot(&[(TAGS[1], "[]")]).with_empty_dirs(vec![dir("c/d"), dir("e"), dir("ef")]);
    let clears = |real: &Snapshot, name: &str| {
        let mut plan = Plan::new();
        plan.clears(real, &format!("{}/", dir(name)));
        !plan.is_empty()
    };
    let holder = TAGS[1].split('/').nth(5).unwrap();
    assert_eq!([holder, "c", "e", "x", "f"].map(|name| clears(&real, name)), [true, true, true, false, false]);
    let mut entries = real.clone().into_entries();
    entries.iter_mut().for_each(|entry| entry.expires = true);
    real = Snapshot::new(1, real.scopes().to_vec(), entries);
    assert!(!clears(&real, holder));
}
