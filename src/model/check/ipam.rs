//! Pools, blocks and handles of addresses, and Neutron's subnets.

use ipnet::IpNet;
use serde_json::{Map, Value};

use super::Findings;
use super::values::{POOL_IGNORED, boolean, object};
use crate::model::json::kind;
use crate::model::key::Family;
use crate::model::net::plain_integer;

/// How many addresses a block has.
const BLOCK_SIZE: usize = 64;

const UNREADABLE: &str = "address management stops with an error";

pub(super) fn pool(family: Family, cidr: &str, value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, POOL_IGNORED, found) else { return };
    match object.get("cidr").and_then(Value::as_str) {
        None => found.refuse("there is no member 'cidr' that is a string", POOL_IGNORED),
        Some(text) if text == cidr => {}
        Some(text) => {
            let text = text.escape_debug();
            found.refuse(format!("cidr is '{text}', not the path's {cidr}"), "readers take either, and do not agree");
        }
    }
    match object.get("ipip") {
        None => {}
        Some(Value::String(text)) if text.is_empty() => {}
        Some(Value::String(text)) if text == "tunl0" && family == Family::V4 => {}
        Some(Value::String(text)) if text == "tunl0" => {
            found.refuse("ipip in an IPv6 pool", "there is no such tunnel: BIRD's routes lead nowhere");
        }
        Some(other) => found.refuse(format!("ipip is {other}, not \"tunl0\""), "BIRD's routes lead nowhere"),
    }
    match object.get("ipip_mode") {
        None => {}
        Some(Value::String(text)) if ["", "always", "cross-subnet"].contains(&text.as_str()) => {}
        Some(other) => found.refuse(format!("ipip_mode is {other}, not always or cross-subnet"), POOL_IGNORED),
    }
    for member in ["masquerade", "ipam", "disabled"] {
        boolean(&object, member, POOL_IGNORED, found);
    }
    let set = |member: &str, default: bool| object.get(member).and_then(Value::as_bool).unwrap_or(default);
    let limit = if family == Family::V4 { 26 } else { 122 };
    if let Ok(net) = cidr.parse::<IpNet>()
        && net.prefix_len() > limit
        && set("ipam", true)
    {
        found.refuse(
            format!("{net} is smaller than a block (/{limit}) and ipam is not false"),
            "calicoctl 0.2x can use no pool of the family",
        );
    }
    let link_local = ["169.254.0.0/16", "fe80::/10"];
    if let Ok(net) = cidr.parse::<IpNet>()
        && link_local
            .iter()
            .filter_map(|text| text.parse::<IpNet>().ok())
            .any(|local| local.contains(&net) || net.contains(&local))
    {
        found.refuse(format!("{net} overlaps link-local addresses"), "calicoctl 1.x refuses to write the pool back");
    }
}

pub(super) fn config(value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, UNREADABLE, found) else { return };
    let mut both = [true; 2];
    for (member, value) in ["auto_allocate_blocks", "strict_affinity"].into_iter().zip(&mut both) {
        match object.get(member) {
            Some(Value::Bool(found)) => *value = *found,
            Some(other) => found.refuse(format!("{member} is {}, not true or false", kind(other)), UNREADABLE),
            None => found.refuse(format!("there is no {member}"), "the Python readers stop with an error"),
        }
    }
    if both == [false; 2] {
        found.refuse("neither auto_allocate_blocks nor strict_affinity", "no host could ever get an address");
    }
}

pub(super) fn block(cidr: &str, value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, UNREADABLE, found) else { return };
    match object.get("cidr").and_then(Value::as_str) {
        Some(text) if text == cidr => {}
        _ => found.refuse(format!("cidr is not {cidr}, the path's"), UNREADABLE),
    }
    match object.get("affinity") {
        None | Some(Value::Null) => {}
        Some(Value::String(text)) if text.is_empty() || text.starts_with("host:") => {}
        Some(other) => found.refuse(format!("affinity is {other}, not \"host:\" and a name"), UNREADABLE),
    }
    for member in ["strict_affinity", "strictAffinity"] {
        boolean(&object, member, UNREADABLE, found);
    }
    allocations(&object, found);
}

/// Every address is free and in the queue, or belongs to one of the attributes.
fn allocations(object: &Map<String, Value>, found: &mut Findings) {
    let list = |member: &str, found: &mut Findings| match object.get(member) {
        Some(Value::Array(items)) => Some(items.clone()),
        _ => {
            found.refuse(format!("there is no list '{member}'"), UNREADABLE);
            None
        }
    };
    let (Some(allocations), Some(unallocated), Some(attributes)) =
        (list("allocations", found), list("unallocated", found), list("attributes", found))
    else {
        return;
    };
    if allocations.len() != BLOCK_SIZE {
        return found.refuse(format!("allocations has {} entries, not {BLOCK_SIZE}", allocations.len()), UNREADABLE);
    }
    let index = |value: &Value| plain_integer(value).and_then(|index| usize::try_from(index).ok());
    for (ordinal, entry) in allocations.iter().enumerate().filter(|(_, entry)| !entry.is_null()) {
        if index(entry).is_none_or(|index| index >= attributes.len()) {
            found.refuse(format!("allocation {ordinal} is {entry}, which is no attribute"), UNREADABLE);
        }
    }
    let mut queued: Vec<_> = unallocated.iter().map(index).collect();
    queued.sort_unstable();
    let free = allocations.iter().enumerate().filter(|(_, entry)| entry.is_null()).map(|(ordinal, _)| Some(ordinal));
    if !queued.into_iter().eq(free) {
        found.refuse("unallocated does not hold exactly the free addresses", UNREADABLE);
    }
    if let Some(bad) = attributes.iter().find(|attribute| !attribute.is_object()) {
        found.refuse(format!("attributes has {}, not an object", kind(bad)), UNREADABLE);
    }
}

pub(super) fn handle(id: &str, value: &[u8], found: &mut Findings) {
    let Some(object) = object(value, UNREADABLE, found) else { return };
    match object.get("id") {
        Some(Value::String(text)) if text == id => {}
        // libcalico-go writes handles so: what it wrote must be possible to put back.
        None => {
            found.warn("there is no id", "calicoctl 0.2x and the Python CNI plugin stop with an error at this handle");
        }
        _ => found.refuse("id is not the handle of the path", "the Python readers stop with an error"),
    }
    match object.get("block") {
        Some(Value::Object(blocks)) => {
            for (cidr, count) in blocks {
                if cidr.parse::<IpNet>().is_err() || plain_integer(count).is_none_or(|count| count < 1) {
                    let cidr = cidr.escape_debug();
                    found.refuse(format!("block has '{cidr}': {count}, not a CIDR and how many addresses"), UNREADABLE);
                }
            }
        }
        _ => found.refuse("there is no object 'block'", UNREADABLE),
    }
}

pub(super) fn subnet(value: &[u8], found: &mut Findings) {
    const NO_LEASE: &str = "the DHCP agent serves none of the subnet's ports";
    let Some(object) = object(value, NO_LEASE, found) else { return };
    let text = |member: &str| object.get(member).and_then(Value::as_str);
    if text("cidr").is_none_or(|cidr| cidr.parse::<IpNet>().is_err()) {
        found.refuse("there is no cidr", NO_LEASE);
    }
    if text("gateway_ip").is_none_or(|ip| ip.parse::<std::net::IpAddr>().is_err()) {
        found.refuse("there is no gateway_ip", NO_LEASE);
    }
    for member in ["host_routes", "dns_servers"] {
        if object.get(member).is_some_and(|value| !value.is_array()) {
            found.refuse(format!("{member} is not a list"), NO_LEASE);
        }
    }
}
