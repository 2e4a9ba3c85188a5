//! Policies of the tier `default`.

use serde_json::{Map, Value};

use super::document::{Document, Kind};
use super::report::{Class, Notes};
use super::{name, rule, selector};
use crate::manifest::policy::Policy;
use crate::model::facts::{self, Facts};
use crate::model::felix::Generation;
use crate::model::json;
use crate::model::key::Key;
use crate::model::policy::{NewOrder, Policy as Stored};
use crate::store::Snapshot;

/// The members of a value that are converted.
const KNOWN: [&str; 9] = [
    "order",
    "inbound_rules",
    "outbound_rules",
    "selector",
    "untracked",
    "annotations",
    "pre_dnat",
    "types",
    "apply_on_forward",
];

/// Converts a policy.
///
/// # Errors
/// What cannot be said in v3.
pub(super) fn convert(policy: &Policy, snapshot: &Snapshot, notes: &mut Notes) -> Result<Document, String> {
    let path = Key::Policy { tier: policy.tier.clone(), name: policy.name.clone() }.path();
    let stored = snapshot.get(&path).and_then(|entry| Stored::parse(&entry.value).ok());
    let nothing = Map::new();
    let object = stored.as_ref().map_or(&nothing, Stored::object);
    notes.members(object, &KNOWN);
    if let Some(stored) = &stored {
        rule::unsaid(stored.rules(), notes);
    }
    let mut document = Document::new(Kind::GlobalNetworkPolicy, name::of_policy(&policy.name));
    document.annotations = policy.annotations.clone();
    if policy.order != NewOrder::LAST {
        // A number in its own spelling.
        document.set("order", json::parse(policy.order.to_string().as_bytes()).unwrap_or(Value::Null));
    }
    match &policy.selector {
        Some(text) => document.set("selector", selector::convert(text)?),
        None => {
            let why = "has no selector: Felix 1.4 ignores it, Calico v3 applies it to every endpoint";
            notes.add(Class::Changed, "no-selector", true, why);
        }
    }
    let told = object.get("types").and_then(Value::as_array).is_some_and(|types| !types.is_empty());
    let egress = policy.types.egress && (told || !policy.pre_dnat);
    let types = [(policy.types.ingress, "Ingress"), (egress, "Egress")];
    document.set_list("types", types.into_iter().filter(|(on, _)| *on).map(|(_, word)| word));
    let forward = object.get("apply_on_forward") == Some(&Value::Bool(true));
    let switches = [
        ("doNotTrack", policy.untracked),
        ("preDNAT", policy.pre_dnat),
        ("applyOnForward", policy.untracked || policy.pre_dnat || forward),
    ];
    for (member, _) in switches.into_iter().filter(|(_, on)| *on) {
        document.set(member, true);
    }
    for (list, rules) in rule::LISTS.into_iter().zip([&policy.ingress, &policy.egress]) {
        document.set_list(list, rule::list(rules, list, notes)?);
    }
    if policy.untracked && policy.pre_dnat {
        notes.refuse("has doNotTrack and preDNAT: one excludes the other");
    }
    if policy.pre_dnat && (egress || !policy.egress.is_empty()) {
        notes.refuse("has preDNAT, which is about received traffic, and rules or types of egress");
    }
    unread(policy, egress, snapshot, notes);
    Ok(document)
}

/// Tells what Felix 1.4 does not read and Calico v3 does, where it may run.
fn unread(policy: &Policy, egress: bool, snapshot: &Snapshot, notes: &mut Notes) {
    let facts = snapshot.get(facts::PATH).and_then(|entry| Facts::parse(&entry.value).ok()).unwrap_or_default();
    let is_new = |felix: &Generation| *felix == Generation::Felix2;
    if facts.felix().as_ref().is_some_and(is_new) && facts.hosts().values().all(is_new) {
        return;
    }
    let one_way = match (policy.types.ingress, egress) {
        (true, false) => Some("received"),
        (false, true) => Some("sent"),
        _ => None,
    };
    let members = [("types", one_way.is_some()), ("untracked", policy.untracked), ("pre_dnat", policy.pre_dnat)];
    let named: Vec<&str> = members.into_iter().filter(|(_, on)| *on).map(|(name, _)| name).collect();
    if !named.is_empty() {
        let what = match one_way {
            Some(way) if named == ["types"] => format!("it decides about what is {way} alone"),
            _ => "it goes by them".to_owned(),
        };
        let why = format!(
            "{}: Felix 1.4 does not read what Calico v3 does: {what}; `calicross hybrid set felix=2.6` says that none runs",
            named.join(", ")
        );
        notes.add(Class::Changed, "felix-1.4", true, why);
    }
}
