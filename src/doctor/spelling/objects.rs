//! Members of objects: endpoints, policies, tiers, pools.

use std::net::IpAddr;

use serde_json::{Map, Value};

use super::{BOTH, Fault, Harm, NEW, OLD};
use crate::model::felix::{Generation, boolean};
use crate::model::json;

type Object = Map<String, Value>;

/// Takes a member away that is null.
fn drop_null(object: &mut Object, member: &str, who: &'static [Generation], faults: &mut Vec<Fault>) {
    if object.get(member) == Some(&Value::Null) {
        object.shift_remove(member);
        faults.push(Fault::new(Harm::Reject, who, format!("{member} is null")));
    }
}

/// Makes a list of a member that is null.
fn list_for_null(object: &mut Object, member: &str, faults: &mut Vec<Fault>) {
    if let Some(value) = object.get_mut(member).filter(|value| value.is_null()) {
        *value = Value::Array(Vec::new());
        faults.push(Fault::new(Harm::Reject, OLD, format!("{member} is null")));
    }
}

/// The profiles, which a null keeps Felix 1.4 from surviving, and whose old form Felix 2 does not read.
fn profiles(object: &mut Object, faults: &mut Vec<Fault>) {
    let is_null = object.get("profile_ids") == Some(&Value::Null);
    if is_null {
        faults.push(Fault::new(Harm::Die, OLD, "profile_ids is null"));
    } else if object.contains_key("profile_ids") {
        return;
    }
    let old = match object.get("profile_id") {
        Some(Value::String(profile)) => Some(vec![Value::from(profile.as_str())]),
        _ => None,
    };
    if old.is_some() {
        faults.push(Fault::new(Harm::Misread, NEW, "profile_id is there in the place of profile_ids"));
    } else if !is_null {
        return;
    }
    let place = object.keys().position(|key| key == "profile_ids" || key == "profile_id");
    let had_old = old.is_some();
    object.shift_remove("profile_ids");
    if had_old {
        object.shift_remove("profile_id");
    }
    let place = place.unwrap_or(object.len()).min(object.len());
    object.shift_insert(place, "profile_ids".to_owned(), Value::Array(old.unwrap_or_default()));
}

/// A workload's endpoint.
pub(super) fn workload(object: &mut Object) -> Vec<Fault> {
    let mut faults = Vec::new();
    drop_null(object, "mac", OLD, &mut faults);
    drop_null(object, "labels", OLD, &mut faults);
    profiles(object, &mut faults);
    for (member, length) in [("ipv4_nets", 32), ("ipv6_nets", 128)] {
        list_for_null(object, member, &mut faults);
        bare_addresses(object, member, length, &mut faults);
    }
    faults
}

/// Addresses without a length, which Go does not take for networks.
fn bare_addresses(object: &mut Object, member: &str, length: u8, faults: &mut Vec<Fault>) {
    for item in object.get_mut(member).and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(address) = item.as_str().filter(|text| text.parse::<IpAddr>().is_ok()) {
            faults.push(Fault::new(Harm::Reject, NEW, format!("{member} has {address}, an address without a length")));
            *item = format!("{address}/{length}").into();
        }
    }
}

/// A host's endpoint.
pub(super) fn host(object: &mut Object) -> Vec<Fault> {
    let mut faults = Vec::new();
    drop_null(object, "name", OLD, &mut faults);
    drop_null(object, "labels", OLD, &mut faults);
    profiles(object, &mut faults);
    for member in ["expected_ipv4_addrs", "expected_ipv6_addrs"] {
        drop_null(object, member, OLD, &mut faults);
    }
    faults
}

/// What a policy has beside its rules.
pub(super) fn policy(object: &mut Object) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(selector) = object.get_mut("selector").filter(|selector| selector.is_null()) {
        *selector = "".into();
        faults.push(Fault::new(Harm::Die, OLD, "selector is null, which Felix 2 takes for all"));
    }
    order(object, BOTH, &mut faults);
    if object.get("order").and_then(Value::as_str) == Some("default") {
        object.shift_remove("order");
        faults.push(Fault::new(Harm::Reject, NEW, "order is \"default\""));
    }
    faults
}

/// A tier's metadata, which Felix 1.4 alone reads.
pub(super) fn tier(object: &mut Object) -> Vec<Fault> {
    let mut faults = Vec::new();
    order(object, OLD, &mut faults);
    faults
}

/// An order that is null, or a number in a text.
fn order(object: &mut Object, readers: &'static [Generation], faults: &mut Vec<Fault>) {
    drop_null(object, "order", OLD, faults);
    let Some(text) = object.get("order").and_then(Value::as_str) else { return };
    let number = json::parse(text.trim().as_bytes()).ok().filter(Value::is_number);
    if let Some(number) = number {
        faults.push(Fault::new(Harm::Reject, readers, format!("order is the text \"{}\"", text.escape_debug())));
        object.insert("order".to_owned(), number);
    }
}

/// A pool.
pub(super) fn pool(object: &mut Object) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (member, who) in [("masquerade", BOTH), ("ipam", NEW), ("disabled", NEW)] {
        // Go takes null for absent.
        drop_null(object, member, OLD, &mut faults);
        let told = match object.get(member) {
            Some(Value::String(text)) => boolean(text),
            Some(Value::Number(number)) => boolean(number.as_str()),
            _ => None,
        };
        if let Some(on) = told {
            let found = object.insert(member.to_owned(), on.into()).unwrap_or_default();
            faults.push(Fault::new(Harm::Reject, who, format!("{member} is {found}, not {on}")));
        }
    }
    if let Some(Value::Bool(on)) = object.get("ipip") {
        let on = *on;
        faults.push(Fault::new(Harm::Reject, NEW, format!("ipip is {on}, not a device")));
        object.insert("ipip".to_owned(), if on { "tunl0" } else { "" }.into());
    }
    faults
}
