use proptest::prelude::*;

use super::super::{Force, Plan};
use super::*;
use crate::store::{Entry, Scope};

fn target() -> Target {
    Target {
        kind: Kind::Etcdv2,
        identity: "7e27652122e8b2ae".into(),
        address: "http://10.0.0.1:2379".into(),
        cluster_guid: Some("5b1a".into()),
    }
}

fn snapshot(entries: &[(&str, u64, &str)]) -> Snapshot {
    let entry = |(path, version, value): &(&str, u64, &str)| Entry {
        path: (*path).to_owned(),
        value: value.as_bytes().to_vec(),
        version: Version(*version),
        expires: false,
    };
    Snapshot::new(9, vec![Scope::under("/")], entries.iter().map(entry).collect())
}

fn saved(plan: &Plan) -> Vec<u8> {
    SavedPlan::new(plan, target(), vec!["key".into(), "put".into()], "2017-06-01T03:00:00Z".into(), None).to_bytes()
}

/// Creates /a, updates /b, removes /c, relies on /d and on the absence of /e.
fn plan() -> Plan {
    let now = snapshot(&[("/b", 2, "b"), ("/c", 3, "c"), ("/d", 4, "d")]);
    let mut plan = Plan::new();
    plan.put(&now, "/a", b"A".to_vec());
    plan.put(&now, "/b", b"B".to_vec());
    plan.delete(&now, "/c");
    plan.relied_on(&now, "/d");
    plan.relied_on(&now, "/e");
    plan
}

#[test]
fn the_file_has_this_shape() {
    let text = String::from_utf8(saved(&plan())).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["schema"], "calicross/plan/1");
    let change =
        serde_json::json!({"path": "/b", "before": {"version": 2, "value": {"text": "b"}}, "after": {"text": "B"}});
    assert_eq!(value["changes"][1], change);
    assert_eq!(value["guards"][0], serde_json::json!({"unchanged": {"path": "/d", "version": 4}}));
}

#[test]
fn directories_are_kept_and_only_those_that_can_be() {
    let now = snapshot(&[]).with_empty_dirs(Vec::new());
    let mut made = plan();
    made.directory(&now, "/x/y");
    let bytes = saved(&made);
    let read = SavedPlan::parse(&bytes).unwrap().into_plan();
    assert_eq!(read, made);
    assert_eq!(read.directories().collect::<Vec<_>>(), ["/x/y"]);
    let bad = String::from_utf8(bytes).unwrap().replace("/x/y", "/x/../y");
    assert!(SavedPlan::parse(bad.as_bytes()).is_err());
}

#[test]
fn what_is_no_plan_is_refused() {
    let text = String::from_utf8(saved(&plan())).unwrap();
    let refused = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} in {text}");
        SavedPlan::parse(text.replacen(from, to, 1).as_bytes()).err().map(|err| err.to_string()).unwrap_or_default()
    };
    assert_eq!(refused("plan/1", "plan/2"), "schema calicross/plan/2 is not calicross/plan/1");
    assert!(refused("{", "[").starts_with("not a saved plan: "));
    assert_eq!(refused(r#""/a""#, r#""/a/""#), "not a saved plan: /a/ has an empty segment");
    assert_eq!(refused(r#""/a""#, r#""/b""#), "not a saved plan: /b is there twice");
    assert_eq!(refused(r#""/d""#, r#""/b""#), "not a saved plan: /b is there twice");
    assert_eq!(refused(r#""version": 2"#, r#""version": 0"#), "not a saved plan: /b has version 0, which no key has");
    assert_eq!(refused(r#""B""#, r#""b""#), "not a saved plan: /b is the same before and after");
    assert!(
        SavedPlan::parse(br#"{"schema": "calicross/plan/2"}"#).is_err_and(|err| err.to_string().contains("plan/2"))
    );
}

#[test]
fn the_same_values_under_newer_versions_are_what_it_was_made_from() {
    let now = snapshot(&[("/b", 12, "b"), ("/c", 13, "c"), ("/d", 4, "d")]);
    let rebased = plan().rebased(&now).unwrap();
    let versions: Vec<_> = rebased.changes().map(|change| change.before.as_ref().map(|seen| seen.version)).collect();
    assert_eq!(versions, [None, Some(Version(12)), Some(Version(13))]);
    assert_eq!(rebased.guards().count(), 2);
}

#[test]
fn what_has_changed_makes_it_stale() {
    let stale = |entries: &[(&str, u64, &str)]| plan().rebased(&snapshot(entries)).err().unwrap_or_default();
    assert_eq!(stale(&[("/b", 2, "b"), ("/c", 3, "c"), ("/d", 4, "d")]), Vec::<String>::new());
    assert_eq!(stale(&[("/a", 9, "A"), ("/b", 2, "b"), ("/c", 3, "c"), ("/d", 4, "d")]), ["/a"]);
    assert_eq!(stale(&[("/b", 9, "x"), ("/c", 9, "x"), ("/d", 4, "d")]), ["/b", "/c"]);
    assert_eq!(stale(&[("/d", 4, "d")]), ["/b", "/c"]);
    assert_eq!(stale(&[("/b", 2, "b"), ("/c", 3, "c"), ("/d", 9, "d"), ("/e", 9, "")]), ["/d", "/e"]);
    assert_eq!(stale(&[("/b", 2, "b"), ("/c", 3, "c")]), ["/d"]);
}

#[test]
fn the_remainder_is_what_was_not_written() {
    let rest = |entries: &[(&str, u64, &str)]| plan().remainder(&snapshot(entries)).map(|plan| plan.keys());
    assert_eq!(rest(&[("/a", 9, "A"), ("/b", 2, "b"), ("/c", 3, "c")]).unwrap(), ["/b", "/c"]);
    assert_eq!(rest(&[("/a", 9, "A"), ("/b", 10, "B")]).unwrap(), Vec::<String>::new());
    assert_eq!(rest(&[("/b", 2, "b")]).unwrap(), ["/a", "/b"]);
    assert_eq!(rest(&[("/a", 9, "x"), ("/b", 2, "b")]).unwrap_err(), ["/a"]);
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        "[ -~\\x00-\\x1fé]{0,60}".prop_map(String::into_bytes),
        "-?[1-9][0-9]{0,30}(\\.[0-9]{1,3})?([eE][0-9]{1,2})?".prop_map(String::into_bytes),
    ]
}

proptest! {
    #[test]
    fn a_plan_survives_the_file(
        changes in prop::collection::btree_map(
            "/[a-m]{1,4}", (prop::option::of((1u64.., bytes())), prop::option::of(bytes())), 0..8,
        ),
        guards in prop::collection::btree_map("/[n-z]{1,4}", prop::option::of(1u64..), 0..4),
        text in "[ -~é]{0,20}",
    ) {
        let mut plan = Plan::new();
        for (path, (before, after)) in changes {
            let before = before.map(|(version, value)| Seen { version: Version(version), value });
            if before.as_ref().map(|seen| &seen.value) != after.as_ref() {
                plan.insert(Change { path, before, via: None, after });
            }
        }
        for (path, version) in guards {
            let guard = match version {
                Some(version) => Guard::Unchanged { path: path.clone(), version: Version(version) },
                None => Guard::Absent { path: path.clone() },
            };
            plan.guards.insert(path, guard);
        }
        plan.needs(Force::Malformed, text.as_str(), "/k", "cannot be read");
        plan.ask(text.as_str());
        plan.say(text.as_str());
        plan.warn(text.as_str());
        plan.expectations.push(Expectation::ProfileUnused { profile: text });
        let parsed = SavedPlan::parse(&saved(&plan)).unwrap();
        prop_assert_eq!(&parsed.target, &target());
        prop_assert_eq!(parsed.into_plan(), plan);
    }
}
