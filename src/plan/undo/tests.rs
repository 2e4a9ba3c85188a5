use super::*;
use crate::store::{Entry, Guard, Scope, Version};

fn snapshot(entries: &[(&str, &str)]) -> Snapshot {
    let entry = |(path, value): &(&str, &str)| Entry {
        path: (*path).to_owned(),
        value: value.as_bytes().to_vec(),
        version: Version(8),
        expires: false,
    };
    Snapshot::new(9, vec![Scope::under("/")], entries.iter().map(entry).collect())
}

/// Created /a, updated /b, removed /c.
fn traces() -> Vec<Trace> {
    let now = snapshot(&[("/b", "b"), ("/c", "c")]);
    let mut plan = Plan::new();
    plan.put(&now, "/a", b"A".to_vec());
    plan.put(&now, "/b", b"B".to_vec());
    plan.delete(&now, "/c");
    plan.changes().map(Trace::of).collect()
}

fn values(plan: &Plan, now: &Snapshot) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8(value.to_vec()).unwrap();
    plan.applied_to(now).entries().iter().map(|entry| (entry.path.clone(), text(&entry.value))).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn everything_goes_back_and_forth() {
    let now = snapshot(&[("/a", "A"), ("/b", "B")]);
    let back = undo(&traces(), &now);
    assert_eq!(back.changed, Vec::<String>::new());
    assert_eq!(values(&back.plan, &now), pairs(&[("/b", "b"), ("/c", "c")]));
    assert!(back.plan.changes().all(|change| change.before.as_ref().is_none_or(|seen| seen.version == Version(8))));
    // The undo of the undo.
    let traces: Vec<Trace> = back.plan.changes().map(Trace::of).collect();
    let undone = snapshot(&[("/b", "b"), ("/c", "c")]);
    let forth = undo(&traces, &undone);
    assert_eq!(values(&forth.plan, &undone), pairs(&[("/a", "A"), ("/b", "B")]));
    assert_eq!(forth.changed, Vec::<String>::new());
}

#[test]
fn what_was_never_written_has_to_stay_so() {
    // Begun and broken off after /b.
    let now = snapshot(&[("/b", "B"), ("/c", "c")]);
    let Undo { plan, changed } = undo(&traces(), &now);
    assert_eq!(changed, Vec::<String>::new());
    assert_eq!(values(&plan, &now), pairs(&[("/b", "b"), ("/c", "c")]));
    let guards: Vec<Guard> = plan.guards().cloned().collect();
    let unchanged = Guard::Unchanged { path: "/c".into(), version: Version(8) };
    assert_eq!(guards, [Guard::Absent { path: "/a".into() }, unchanged]);
}

#[test]
fn what_was_changed_since_is_left_and_named() {
    let now = snapshot(&[("/a", "theirs"), ("/b", "B"), ("/c", "theirs")]);
    let Undo { plan, changed } = undo(&traces(), &now);
    assert_eq!(changed, ["/a", "/c"]);
    assert_eq!(values(&plan, &now), pairs(&[("/a", "theirs"), ("/b", "b"), ("/c", "theirs")]));
    // Removed where it was updated.
    assert_eq!(undo(&traces(), &snapshot(&[("/a", "A")])).changed, ["/b"]);
}

#[test]
fn an_entry_without_keys_undoes_nothing() {
    let Undo { plan, changed } = undo(&[], &snapshot(&[("/a", "A")]));
    assert_eq!((plan, changed), (Plan::new(), Vec::new()));
}
