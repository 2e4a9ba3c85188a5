//! Sets: which objects files of a name have made, and what they said, so that what the files no longer hold can go, and what somebody has
//! changed since is seen.
//!
//! Each object of a set has a key of its own, `/calicross/v1/sets/<set>/<kind>:<name>`, outside of /calico, where no component of Calico
//! sees it:
//!
//! ```json
//! {"schema": "calicross/set-member/1", "made": true, "was": null, "document": {"apiVersion": "v1", "kind": "policy", ...}}
//! ```
//!
//! It is written before the object is, so that what an interrupted apply has made is known to be the set's. That an object is not yet as is
//! remembered of it is then nobody's change by hand: a mark, `/calicross/v1/sets/<set>/applied`, is the last key of each apply, so what is
//! newer than the mark is of one that did not get to its end, and the object is still what it `was` then.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::check;
use super::id::{Id, Kind};
use crate::model::json::{self as values, Malformed, Style, same_meaning};
use crate::model::key::{escape, unescape};
use crate::plan::journal::digest;
use crate::store::{Scope, Snapshot};

/// Where the sets lie.
pub const DIRECTORY: &str = "/calicross/v1/sets";

/// The `schema` of a member.
pub const SCHEMA: &str = "calicross/set-member/1";

/// The `schema` of the mark.
pub const MARK_SCHEMA: &str = "calicross/set/1";

/// An object of a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Whether files of the set have made it: what was there before is not theirs to take away.
    pub made: bool,
    /// What was there after files were applied last.
    pub document: Value,
    /// The [`fingerprint`] of what was there before; `None` where nothing was.
    pub was: Option<String>,
}

/// Checks the name of a set.
///
/// # Errors
/// What is wrong with it, as a fragment.
pub fn check_name(set: &str) -> Result<(), String> {
    check::name(check::Name::Plain, set)?;
    if set.starts_with(['_', '.']) {
        return Err(format!("'{set}' begins with '_' or '.'"));
    }
    Ok(())
}

/// What holds every set.
pub fn scope_of_all() -> Scope {
    Scope::under(DIRECTORY)
}

/// What holds a set.
pub fn scope(set: &str) -> Scope {
    Scope::under(format!("{DIRECTORY}/{set}"))
}

/// The key of an object of a set.
pub fn path(set: &str, id: &Id) -> String {
    format!("{DIRECTORY}/{set}/{}:{}", id.kind(), escape(&id.name()))
}

/// The key that is written last where files are applied as a set.
pub fn mark_path(set: &str) -> String {
    format!("{DIRECTORY}/{set}/applied")
}

/// The next value of the mark: another one than it has, and for the same documents the same, should their apply be interrupted and begun
/// again.
pub fn next_mark<'d>(snapshot: &Snapshot, set: &str, documents: impl Iterator<Item = &'d Value>) -> Vec<u8> {
    let mut text = snapshot.get(&mark_path(set)).map(|entry| entry.value.clone()).unwrap_or_default();
    documents.for_each(|document| text.extend(values::to_bytes(document, Style::default())));
    let value = json!({"schema": MARK_SCHEMA, "applied": digest(&text)});
    values::to_bytes(&value, Style::default())
}

/// Whether an apply was interrupted after it had written what is remembered of an object, and before it wrote the object: that is `now` as it
/// was then, and the mark is older.
pub fn is_begun(snapshot: &Snapshot, set: &str, id: &Id, member: &Member, now: Option<&Value>) -> bool {
    let version = |path: &str| snapshot.get(path).map(|entry| entry.version);
    version(&path(set, id)) > version(&mark_path(set)) && member.was == now.map(fingerprint)
}

/// What tells a document from others.
pub fn fingerprint(document: &Value) -> String {
    digest(&values::to_bytes(document, Style::default()))
}

/// The objects of a set, each with what is known of it. Keys that are no object's are left out.
pub fn members(snapshot: &Snapshot, set: &str) -> BTreeMap<Id, Result<Member, Malformed>> {
    let directory = format!("{DIRECTORY}/{set}/");
    let member = |(path, value): (&str, &[u8])| {
        let (kind, name) = path.strip_prefix(&directory)?.split_once(':')?;
        let id = Id::parse(Kind::of_file(kind)?, &unescape(name)?).ok()?;
        Some((id, Member::parse(value)))
    };
    let entries = snapshot.under(&directory).iter().map(|entry| (entry.path.as_str(), entry.value.as_slice()));
    entries.filter_map(member).collect()
}

/// The sets of a snapshot, by name.
pub fn names(snapshot: &Snapshot) -> Vec<String> {
    let directory = format!("{DIRECTORY}/");
    let entries = snapshot.under(&directory).iter();
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.path.strip_prefix(&directory)?.split_once('/')?.0.to_owned())).collect();
    names.dedup();
    names
}

impl Member {
    /// Reads what a key holds.
    ///
    /// # Errors
    /// What is none, or of a schema that is not known.
    pub fn parse(value: &[u8]) -> Result<Self, Malformed> {
        let value = values::parse(value)?;
        if value.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
            return Err(Malformed::shape(format!("there is no schema {SCHEMA}")));
        }
        let document = value.get("document").filter(|document| document.is_object()).cloned();
        let document = document.ok_or_else(|| Malformed::shape("member 'document' is not an object"))?;
        let was = value.get("was").and_then(Value::as_str).map(str::to_owned);
        Ok(Self { made: value.get("made").and_then(Value::as_bool).unwrap_or(false), document, was })
    }

    /// It without some settings of its spec; `None` where nothing of the spec is left.
    #[must_use]
    pub fn without<'n>(mut self, settings: impl IntoIterator<Item = &'n str>) -> Option<Self> {
        let spec = self.document.get_mut("spec").and_then(Value::as_object_mut)?;
        for name in settings {
            spec.shift_remove(name);
        }
        (!spec.is_empty()).then_some(self)
    }

    /// The value to write.
    pub fn to_bytes(&self) -> Vec<u8> {
        let value = json!({"schema": SCHEMA, "made": self.made, "was": self.was, "document": self.document});
        values::to_bytes(&value, Style::default())
    }
}

/// Which fields of an object somebody has changed since files were applied: those that are no longer as they were.
pub fn changed(last: &Value, now: &Value) -> Vec<String> {
    // What files tell as another kind now, as a link that has more than one, has other fields altogether.
    if last.get("kind") != now.get("kind") {
        return vec!["kind".to_owned()];
    }
    let (last, now) = (leaves(last), leaves(now));
    let paths = last.keys().chain(now.keys());
    let differs = |path: &&&String| !same(last.get(**path), now.get(**path));
    let mut changed: Vec<String> =
        paths.collect::<std::collections::BTreeSet<_>>().iter().filter(differs).map(|path| (*path).clone()).collect();
    changed.dedup();
    changed
}

/// Which of the fields that somebody has changed would be overwritten: those that are to become something else again.
pub fn drifted(last: &Value, now: &Value, wanted: &Value) -> Vec<String> {
    let (now_leaves, wanted) = (leaves(now), leaves(wanted));
    let mut drifted = changed(last, now);
    drifted.retain(|path| !same(now_leaves.get(path), wanted.get(path)));
    drifted
}

fn same(a: Option<&&Value>, b: Option<&&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same_meaning(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// The fields of a document by their paths. A list is one field: what of it belongs to whom nobody can tell.
fn leaves(document: &Value) -> BTreeMap<String, &Value> {
    fn walk<'v>(object: &'v Map<String, Value>, at: &str, out: &mut BTreeMap<String, &'v Value>) {
        for (name, value) in object {
            let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
            match value {
                Value::Object(inner) => walk(inner, &at, out),
                Value::Array(items) if items.is_empty() => {}
                value => drop(out.insert(at, value)),
            }
        }
    }
    let mut out = BTreeMap::new();
    if let Value::Object(object) = document {
        walk(object, "", &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_that_somebody_has_changed() {
        let last = json!({"spec": {"order": 1, "selector": "a", "ingress": [{"action": "allow"}]}});
        let now = json!({"spec": {"order": 1.0, "selector": "b", "egress": [], "types": ["ingress"]}});
        assert_eq!(changed(&last, &now), ["spec.ingress", "spec.selector", "spec.types"]);
        assert_eq!(drifted(&last, &now, &last), ["spec.ingress", "spec.selector", "spec.types"]);
        let adopted =
            json!({"spec": {"order": 2, "selector": "b", "types": ["ingress"], "ingress": [{"action": "deny"}]}});
        assert_eq!(drifted(&last, &now, &adopted), ["spec.ingress"]);
        assert!(changed(&last, &last).is_empty());
        let (link, profile) = (json!({"kind": "link", "a": 1}), json!({"kind": "profile", "a": 2}));
        assert_eq!(drifted(&link, &profile, &link), ["kind"]);
        assert!(drifted(&link, &profile, &profile).is_empty());
    }

    #[test]
    fn members_by_their_keys() {
        let policy = Id::parse(Kind::Policy, "t/a%2fb").unwrap();
        let pool = Id::parse(Kind::IpPool, "10.0.0.0/16").unwrap();
        let member = Member { made: true, document: json!({"kind": "x"}), was: None };
        let text = String::from_utf8(member.to_bytes()).unwrap();
        let keys =
            [(path("web", &policy), text.as_str()), (path("web", &pool), "{"), (path("db", &pool), text.as_str())];
        let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), *value)).collect();
        let snapshot = Snapshot::literal(&keys);
        let found = members(&snapshot, "web");
        assert_eq!(found.get(&policy), Some(&Ok(member)));
        assert!(found.get(&pool).is_some_and(Result::is_err) && found.len() == 2);
        assert_eq!(names(&snapshot), ["db", "web"]);
        assert!(check_name("web").is_ok() && check_name("_x").is_err() && check_name("a/b").is_err());
    }

    #[test]
    fn an_apply_that_was_interrupted_before_an_object() {
        let policy = Id::parse(Kind::Policy, "t/a").unwrap();
        let (old, new) = (json!({"spec": 1}), json!({"spec": 2}));
        let member = Member { made: true, document: new.clone(), was: Some(fingerprint(&old)) };
        let text = String::from_utf8(member.to_bytes()).unwrap();
        let (key, mark) = (path("web", &policy), mark_path("web"));
        // The mark is older, newer, or not there: versions go by the order.
        let begun = |keys: &[(&str, &str)], now| is_begun(&Snapshot::literal(keys), "web", &policy, &member, now);
        for older in [&[(mark.as_str(), "m"), (key.as_str(), text.as_str())][..], &[(&key, &text)]] {
            assert!(begun(older, Some(&old)));
            assert!(!begun(older, Some(&new)) && !begun(older, None));
        }
        assert!(!begun(&[(&key, &text), (&mark, "m")], Some(&old)));
        let mark =
            |documents: &[&Value]| next_mark(&Snapshot::literal(&[(&mark, "m")]), "web", documents.iter().copied());
        assert_eq!(mark(&[&old, &new]), mark(&[&old, &new]));
        assert_ne!(mark(&[&old, &new]), mark(&[&old]));
        assert_ne!(mark(&[&old]), next_mark(&Snapshot::literal(&[]), "web", [&old].into_iter()));
    }

    proptest! {
        #[test]
        fn what_is_not_changed_is_no_drift(a in "[a-c]", b in "[a-c]", c in "[a-c]") {
            let document = |text: &str| json!({"metadata": {"name": "x"}, "spec": {"f": text}});
            let drift = drifted(&document(&a), &document(&b), &document(&c));
            prop_assert_eq!(!drift.is_empty(), a != b && b != c);
        }
    }
}
