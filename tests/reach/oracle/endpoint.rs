//! Endpoints as each generation takes them.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::Value;

use super::Generation;
use super::values::{
    Net, is_interface, is_label_name, is_label_value, is_mac, is_name, is_short_name, member, strings,
};

/// An endpoint that a generation takes.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub(super) key: String,
    pub(super) active: bool,
    /// The interface on the host.
    pub(super) interface: String,
    /// Floating addresses, each with the address behind it.
    pub(super) floating: Vec<(IpAddr, IpAddr)>,
    pub(super) profiles: Vec<String>,
    pub(super) addresses: Vec<IpAddr>,
    pub(super) labels: BTreeMap<String, String>,
}

/// Reads the value at a key of an endpoint; nothing where the generation refuses it.
pub(super) fn read(key: &str, value: &str, generation: Generation) -> Option<Endpoint> {
    let parts: Vec<&str> = key.split('/').collect();
    // /calico/v1/host/<host>/workload/<orchestrator>/<workload>/endpoint/<endpoint>, /calico/v1/host/<host>/endpoint/<endpoint>
    let (is_workload, id) = match parts.as_slice() {
        ["", "calico", "v1", "host", _, "workload", _, _, "endpoint", id] => (true, id),
        ["", "calico", "v1", "host", _, "endpoint", id] => (false, id),
        _ => return None,
    };
    let value: Value = serde_json::from_str(value).ok()?;
    value.as_object()?;
    match generation {
        Generation::One => {
            if !is_name(id) {
                return None;
            }
            one(&value, is_workload)?;
        }
        Generation::Two => two(&value, is_workload)?,
    }
    let mut profiles = member(&value, "profile_ids").and_then(strings).unwrap_or_default();
    if generation == Generation::One
        && value.get("profile_ids").is_none()
        && let Some(profile) = value.get("profile_id").and_then(Value::as_str)
    {
        profiles = vec![profile.to_owned()];
    }
    let lists = if is_workload { ["ipv4_nets", "ipv6_nets"] } else { ["expected_ipv4_addrs", "expected_ipv6_addrs"] };
    let addresses = lists
        .iter()
        .filter_map(|list| member(&value, list))
        .filter_map(strings)
        .flatten()
        .filter_map(|text| Net::parse(&text, Generation::One).map(|net| net.address))
        .collect();
    let labels = member(&value, "labels").and_then(string_map).unwrap_or_default();
    let interface = value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let nats = ["ipv4_nat", "ipv6_nat"].iter().filter_map(|list| member(&value, list)?.as_array()).flatten();
    let floating = nats
        .filter_map(|nat| {
            let of = |name: &str| nat.get(name)?.as_str()?.parse().ok();
            Some((of("ext_ip")?, of("int_ip")?))
        })
        .collect();
    let active = !is_workload || value.get("state").and_then(Value::as_str) == Some("active");
    Some(Endpoint { key: key.to_owned(), active, interface, floating, profiles, addresses, labels })
}

pub(super) fn string_map(value: &Value) -> Option<BTreeMap<String, String>> {
    value.as_object()?.iter().map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

/// Where the member is there, `check` must hold, of null as well.
fn there(value: &Value, name: &str, check: impl FnOnce(&Value) -> bool) -> Option<()> {
    value.get(name).is_none_or(check).then_some(())
}

fn not_null(value: &Value, name: &str, check: impl FnOnce(&Value) -> bool) -> Option<()> {
    member(value, name).is_none_or(check).then_some(())
}

fn absent(value: &Value, names: &[&str]) -> Option<()> {
    names.iter().all(|name| value.get(name).is_none()).then_some(())
}

fn is_address(value: &Value, version: i64) -> bool {
    value
        .as_str()
        .and_then(|text| text.parse::<IpAddr>().ok())
        .is_some_and(|address| if version == 4 { address.is_ipv4() } else { address.is_ipv6() })
}

fn all_of(value: &Value, check: impl Fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(check))
}

fn one(value: &Value, is_workload: bool) -> Option<()> {
    there(value, "name", |name| name.as_str().is_some_and(is_interface))?;
    there(value, "mac", |mac| mac.as_str().is_some_and(is_mac))?;
    there(value, "profile_ids", |ids| all_of(ids, |id| id.as_str().is_some_and(is_name)))?;
    if value.get("profile_ids").is_none() {
        there(value, "profile_id", |id| id.as_str().is_some_and(is_name))?;
    }
    there(value, "labels", |labels| {
        string_map(labels).is_some_and(|labels| labels.keys().all(|name| is_label_name(name)))
    })?;
    for version in [4, 6] {
        let nets = format!("ipv{version}_nets");
        let is_net = |net: &Value| {
            net.as_str().and_then(|text| Net::parse(text, Generation::One)).is_some_and(|net| net.version() == version)
        };
        there(value, &nets, |list| all_of(list, is_net))?;
        not_null(value, &format!("ipv{version}_gateway"), |address| is_address(address, version))?;
        not_null(value, &format!("ipv{version}_nat"), |list| {
            all_of(list, |nat| {
                let of = |name: &str| nat.get(name).filter(|address| is_address(address, version));
                let length = if version == 4 { 32 } else { 128 };
                let Some(inner) = of("int_ip").and_then(Value::as_str) else { return false };
                let listed = |net: &Value| {
                    let net = net.as_str().and_then(|text| Net::parse(text, Generation::One));
                    net.is_some_and(|net| net.length == length && inner.parse() == Ok(net.address))
                };
                of("ext_ip").is_some() && value[nets.as_str()].as_array().is_some_and(|nets| nets.iter().any(listed))
            })
        })?;
    }
    if is_workload {
        value.get("name")?;
        let state = value.get("state")?.as_str()?;
        (state == "active" || state == "inactive").then_some(())?;
        absent(value, &["expected_ipv4_addrs", "expected_ipv6_addrs"])
    } else {
        absent(
            value,
            &["state", "mac", "ipv4_nets", "ipv6_nets", "ipv4_gateway", "ipv6_gateway", "ipv4_nat", "ipv6_nat"],
        )?;
        let mut some = value.get("name").is_some();
        for version in [4, 6] {
            let list = format!("expected_ipv{version}_addrs");
            there(value, &list, |list| all_of(list, |address| is_address(address, version)))?;
            some |= value.get(&list).and_then(Value::as_array).is_some_and(|list| !list.is_empty());
        }
        some.then_some(())
    }
}

fn two(value: &Value, is_workload: bool) -> Option<()> {
    not_null(value, "name", Value::is_string)?;
    not_null(value, "profile_ids", |ids| all_of(ids, Value::is_string))?;
    not_null(value, "labels", |labels| string_map(labels).is_some())?;
    let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
    if is_workload {
        if name.is_empty() {
            return None;
        }
        not_null(value, "state", Value::is_string)?;
        not_null(value, "mac", |mac| mac.as_str().is_some_and(is_mac))?;
        for version in [4, 6] {
            let is_net = |net: &Value| net.as_str().and_then(|text| Net::parse(text, Generation::Two)).is_some();
            not_null(value, &format!("ipv{version}_nets"), |list| all_of(list, is_net))?;
            not_null(value, &format!("ipv{version}_gateway"), |ip| is_address(ip, 4) || is_address(ip, 6))?;
            not_null(value, &format!("ipv{version}_nat"), |list| {
                all_of(list, |nat| {
                    nat.is_object()
                        && ["int_ip", "ext_ip"]
                            .iter()
                            .all(|name| member(nat, name).is_none_or(|ip| is_address(ip, 4) || is_address(ip, 6)))
                })
            })?;
        }
        Some(())
    } else {
        (name.is_empty() || is_interface(name)).then_some(())?;
        not_null(value, "profile_ids", |ids| all_of(ids, |id| id.as_str().is_some_and(is_short_name)))?;
        not_null(value, "labels", |labels| {
            string_map(labels)
                .is_some_and(|labels| labels.iter().all(|(name, value)| is_label_name(name) && is_label_value(value)))
        })?;
        for version in [4, 6] {
            not_null(value, &format!("expected_ipv{version}_addrs"), |list| {
                all_of(list, |address| is_address(address, version))
            })?;
        }
        Some(())
    }
}
