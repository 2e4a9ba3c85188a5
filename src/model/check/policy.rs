//! Profiles, tiers and policies.

use serde_json::{Map, Value};

use super::values::{boolean, list, object};
use super::{Findings, endpoint};
use crate::model::json::kind;
use crate::model::name::{self, Kind};
use crate::model::profile::Direction;
use crate::model::rule::{Rule, RuleError};
use crate::model::selector::Selector;

type Object = Map<String, Value>;

const CLOSES: &str = "Felix drops everything that reaches the profile";
const OPENS: &str = "Felix ignores the policy, and traffic goes on to whatever follows";
const UNTAGGED: &str = "Felix ignores all tags of the profile";
const UNLABELLED: &str = "Felix ignores all labels of the profile";
const RESTARTS: &str = "Felix 1.4 stops with an error on every host, again and again";

pub(super) fn tags(value: &[u8], found: &mut Findings) {
    for item in list(value, UNTAGGED, found).unwrap_or_default() {
        match item.as_str().map(|tag| name::check(Kind::Tag, tag)) {
            Some(Ok(())) => {}
            Some(Err(bad)) => found.refuse(bad.to_string(), UNTAGGED),
            None => found.refuse(format!("tag {item} is not a string"), UNTAGGED),
        }
    }
}

pub(super) fn labels(value: &[u8], found: &mut Findings) {
    for (key, value) in object(value, UNLABELLED, found).unwrap_or_default() {
        match value {
            Value::String(value) => endpoint::label(&key, &value, false, UNLABELLED, found),
            other => {
                let (key, kind) = (key.escape_debug(), kind(&other));
                found.refuse(format!("label '{key}' is {kind}, not a string"), UNLABELLED);
            }
        }
    }
}

pub(super) fn profile_rules(profile: &str, value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, CLOSES, found) else { return };
    rules(&object, CLOSES, found);
    let missing: Vec<_> =
        Direction::BOTH.into_iter().map(Direction::member).filter(|m| !object.contains_key(*m)).collect();
    if !missing.is_empty() {
        found.warn(format!("there is no {}", missing.join(", no ")), "calicoctl 0.2x cannot read the profile");
    }
    match object.get("id") {
        Some(Value::String(id)) if id == profile => {}
        Some(other) => {
            found.warn(format!("id is {other}, not the name of the profile"), "calicoctl 0.20 cannot read the profile");
        }
        // Only calicoctl 0.2x itself writes one: its absence is the rule.
        None => {}
    }
}

fn rules(object: &Object, consequence: &str, found: &mut Findings) {
    for direction in Direction::BOTH {
        let items = match object.get(direction.member()) {
            None => continue,
            Some(Value::Array(items)) => items,
            Some(other) => {
                found.refuse(format!("{} is {}, not a list", direction.member(), kind(other)), consequence);
                continue;
            }
        };
        for (i, item) in items.iter().enumerate() {
            let place = |why: &dyn std::fmt::Display| format!("{direction} rule {}: {why}", i + 1);
            match Rule::from_json(item).and_then(|rule| rule.check().map(|()| rule)) {
                Ok(rule) => {
                    for trap in rule.spec().traps() {
                        found.warn(place(&trap.why), trap.then);
                    }
                }
                Err(RuleError::Refused { why, then }) => found.refuse(place(&why), then),
                Err(unread) => found.refuse(place(&unread), consequence),
            }
        }
    }
}

pub(super) fn tier(value: &[u8], found: &mut Findings) {
    const IGNORED: &str = "Felix 1.4 ignores every policy of the tier";
    let Some(object) = object(value, IGNORED, found) else { return };
    match object.get("order") {
        None => {}
        Some(Value::Number(number)) => finite(number, IGNORED, found),
        Some(Value::String(text)) if text == "default" => {}
        Some(other) => found.refuse(format!("order is {other}, not a number"), IGNORED),
    }
}

pub(super) fn policy(value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, OPENS, found) else { return };
    match object.get("selector") {
        Some(Value::String(text)) => {
            if let Err(bad) = Selector::parse(text) {
                found.refuse(format!("selector: {bad}"), OPENS);
            }
        }
        Some(Value::Null) => found.refuse("selector is null", RESTARTS),
        Some(other) => found.refuse(format!("selector is {}, not a string", kind(other)), OPENS),
        None => found.refuse("there is no selector", "Felix 1.4 ignores the policy, Felix 2 applies it to everything"),
    }
    match object.get("order") {
        None => {}
        Some(Value::Number(number)) => finite(number, OPENS, found),
        Some(Value::String(text)) if text == "default" => {
            found.refuse("order is \"default\"", "Felix 2 cannot read the policy and ignores it; leave the member out");
        }
        Some(other) => found.refuse(format!("order is {other}, not a number"), OPENS),
    }
    rules(&object, OPENS, found);
    for member in ["untracked", "pre_dnat"] {
        boolean(&object, member, OPENS, found);
    }
    let set = |member: &str| object.get(member) == Some(&Value::Bool(true));
    if set("pre_dnat") {
        if set("untracked") {
            found.refuse("untracked and pre_dnat together", OPENS);
        }
        found.warn("pre_dnat is Felix 2's", "Felix 1.4 takes the policy for a normal one, after NAT");
    }
    types(&object, found);
}

fn types(object: &Object, found: &mut Findings) {
    match object.get("types") {
        None => {}
        Some(Value::Array(items)) => {
            let known = |item: &Value| {
                item.as_str().is_some_and(|text| ["ingress", "egress"].iter().any(|t| t.eq_ignore_ascii_case(text)))
            };
            match items.iter().find(|item| !known(item)) {
                Some(bad) => found.refuse(format!("types has {bad}, not ingress or egress"), OPENS),
                None if items.len() == 1 => found.warn(
                    "types is Felix 2's",
                    "Felix 1.4 applies the policy to both directions, and drops what the other one does not allow",
                ),
                None => {}
            }
        }
        Some(other) => found.refuse(format!("types is {}, not a list", kind(other)), OPENS),
    }
}

fn finite(number: &serde_json::Number, consequence: &str, found: &mut Findings) {
    if !number.as_str().parse::<f64>().is_ok_and(f64::is_finite) {
        found.refuse(format!("order {number} is too large"), consequence);
    }
}
