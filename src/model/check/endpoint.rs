//! Workload and host endpoints.

use std::net::IpAddr;

use serde_json::{Map, Value};

use super::Findings;
use super::values::object;
use crate::model::endpoint::is_mac;
use crate::model::felix::is_interface_name;
use crate::model::json::kind;
use crate::model::key::Family;
use crate::model::name::{self, Kind};
use crate::model::net;

type Object = Map<String, Value>;

const DROPPED: &str = "Felix treats the endpoint as deleted: all its traffic is dropped";
const UNPROTECTED: &str = "Felix treats it as deleted: only the host's own iptables rules decide";
const RESTARTS: &str = "Felix 1.4 stops with an error on every host, again and again";

pub(super) fn workload(value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, DROPPED, found) else { return };
    match object.get("state") {
        Some(Value::String(state)) if state == "active" || state == "inactive" => {}
        Some(other) => found.refuse(format!("state is {other}, not \"active\" or \"inactive\""), DROPPED),
        None => found.refuse("there is no state", DROPPED),
    }
    match object.get("name") {
        None => found.refuse("there is no name of the interface", DROPPED),
        Some(name) => interface(name, DROPPED, found),
    }
    match object.get("mac") {
        None => {}
        Some(Value::String(mac)) if is_mac(mac) => {}
        Some(other) => found.refuse(format!("mac is {other}, not a MAC address"), DROPPED),
    }
    for member in ["expected_ipv4_addrs", "expected_ipv6_addrs"] {
        if object.contains_key(member) {
            found.refuse(format!("member '{member}' belongs to host endpoints"), DROPPED);
        }
    }
    profiles(&object, DROPPED, found);
    labels(&object, false, DROPPED, found);
    for (family, prefix) in [(Family::V4, "ipv4"), (Family::V6, "ipv6")] {
        addresses(&object, family, prefix, found);
    }
    let missing: Vec<_> =
        ["mac", "ipv4_nets", "ipv6_nets"].into_iter().filter(|member| !object.contains_key(*member)).collect();
    if !missing.is_empty() {
        found.warn(format!("there is no {}", missing.join(", no ")), "calicoctl 0.2x can list no endpoint at all");
    }
}

/// `*_nets`, `*_gateway` and `*_nat` of one family.
fn addresses(object: &Object, family: Family, prefix: &str, found: &mut Findings) {
    let mut nets = Vec::new();
    match object.get(&format!("{prefix}_nets")) {
        None => {}
        Some(Value::Array(items)) => {
            for item in items {
                match net::cidr_from_json(item) {
                    Ok(net) if Family::of(&net.addr()) == family => nets.extend(item.as_str()),
                    Ok(net) => found.refuse(format!("{prefix}_nets has {net}, which is no {family}"), DROPPED),
                    Err(why) => found.refuse(format!("{prefix}_nets: {why}"), DROPPED),
                }
            }
        }
        Some(other) => found.refuse(format!("{prefix}_nets is {}, not a list", kind(other)), DROPPED),
    }
    if let Some(gateway) = object.get(&format!("{prefix}_gateway")).filter(|gateway| !gateway.is_null())
        && !is_address(gateway, family)
    {
        found.refuse(format!("{prefix}_gateway is {gateway}, not an {family} address"), DROPPED);
    }
    match object.get(&format!("{prefix}_nat")) {
        None | Some(Value::Null) => {}
        Some(Value::Array(items)) => {
            for item in items {
                let (int, ext) = (item.get("int_ip"), item.get("ext_ip"));
                if ![int, ext].iter().all(|ip| ip.is_some_and(|ip| is_address(ip, family))) {
                    found.refuse(format!("{prefix}_nat has {item}, not int_ip and ext_ip of {family}"), DROPPED);
                    continue;
                }
                let length = if family == Family::V4 { 32 } else { 128 };
                let wanted = format!("{}/{length}", int.and_then(Value::as_str).unwrap_or(""));
                if !nets.contains(&wanted.as_str()) {
                    found.refuse(format!("{prefix}_nat: {wanted} is not among {prefix}_nets, spelled so"), DROPPED);
                }
            }
        }
        Some(other) => found.refuse(format!("{prefix}_nat is {}, not a list", kind(other)), DROPPED),
    }
}

pub(super) fn host(value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, UNPROTECTED, found) else { return };
    if let Some(name) = object.get("name") {
        interface(name, UNPROTECTED, found);
    }
    let mut expected = 0;
    for (family, member) in [(Family::V4, "expected_ipv4_addrs"), (Family::V6, "expected_ipv6_addrs")] {
        match object.get(member) {
            None => {}
            Some(Value::Array(items)) => {
                expected += items.len();
                for item in items.iter().filter(|item| !is_address(item, family)) {
                    found.refuse(format!("{member} has {item}, not an {family} address"), UNPROTECTED);
                }
            }
            Some(other) => found.refuse(format!("{member} is {}, not a list", kind(other)), UNPROTECTED),
        }
    }
    if !object.contains_key("name") && expected == 0 {
        found.refuse("there is neither a name nor an expected address", UNPROTECTED);
    }
    for member in ["state", "mac", "ipv4_nets", "ipv6_nets", "ipv4_gateway", "ipv6_gateway", "ipv4_nat", "ipv6_nat"] {
        if object.contains_key(member) {
            found.refuse(format!("member '{member}' belongs to workload endpoints"), UNPROTECTED);
        }
    }
    profiles(&object, UNPROTECTED, found);
    labels(&object, true, UNPROTECTED, found);
}

fn interface(name: &Value, consequence: &str, found: &mut Findings) {
    if !name.as_str().is_some_and(is_interface_name) {
        let why = format!("name is {name}, not an interface of 1 to 15 letters, digits, '_' and '-'");
        found.refuse(why, consequence);
    }
}

fn profiles(object: &Object, consequence: &str, found: &mut Findings) {
    match object.get("profile_ids") {
        None => {}
        Some(Value::Null) => found.refuse("profile_ids is null", RESTARTS),
        Some(Value::Array(items)) => {
            for item in items {
                match item.as_str().map(|id| name::check(Kind::Profile, id)) {
                    Some(Ok(())) => {}
                    Some(Err(bad)) => found.refuse(bad.to_string(), consequence),
                    None => found.refuse(format!("profile_ids has {item}, not a string"), consequence),
                }
            }
        }
        Some(other) => found.refuse(format!("profile_ids is {}, not a list", kind(other)), consequence),
    }
    if object.contains_key("profile_id") {
        found.warn("profile_id is the old form of profile_ids", "Felix 2 ignores it");
    }
}

/// Felix 1.4 takes any value of a label; Felix 2 validates host endpoints' only.
fn labels(object: &Object, validated: bool, consequence: &str, found: &mut Findings) {
    let Some(labels) = object.get("labels") else { return };
    let Value::Object(labels) = labels else {
        return found.refuse(format!("labels is {}, not an object", kind(labels)), consequence);
    };
    for (key, value) in labels {
        let Value::String(value) = value else {
            let (key, kind) = (key.escape_debug(), kind(value));
            found.refuse(format!("label '{key}' is {kind}, not a string"), consequence);
            continue;
        };
        label(key, value, validated, consequence, found);
    }
}

/// One label, of an endpoint or a profile.
pub(super) fn label(key: &str, value: &str, validated: bool, consequence: &str, found: &mut Findings) {
    if let Err(bad) = name::check(Kind::LabelKey, key) {
        let charset = key.chars().all(|c| c.is_ascii_alphanumeric() || "_./-".contains(c)) && !key.is_empty();
        if charset && !validated {
            found.warn(bad.to_string(), "policies cannot select by it");
        } else {
            found.refuse(bad.to_string(), consequence);
        }
    }
    if let Err(bad) = name::check(Kind::LabelValue, value) {
        if validated {
            found.refuse(bad.to_string(), consequence);
        } else {
            found.warn(bad.to_string(), "calicoctl 1.x cannot write the object back");
        }
    }
}

fn is_address(value: &Value, family: Family) -> bool {
    value.as_str().and_then(|text| text.parse::<IpAddr>().ok()).is_some_and(|address| Family::of(&address) == family)
}
