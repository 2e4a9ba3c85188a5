//! Endpoints of workloads and of hosts.

use std::collections::BTreeMap;

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::document::{Document, Kind};
use super::report::{Class, Notes};
use super::{name, rule, selector, valid};
use crate::inventory::host_endpoints;
use crate::manifest::host_endpoint::HostEndpoint;
use crate::manifest::workload_endpoint::WorkloadEndpoint;
use crate::model::endpoint::{Endpoint, is_mac};
use crate::model::key::{Family, Key, WorkloadId};
use crate::model::rule::Protocol;
use crate::store::Snapshot;

/// The members of a workload endpoint that are converted, and its state, which is looked at by itself.
const OF_WORKLOAD: [&str; 14] = [
    "state",
    "name",
    "active_instance_id",
    "mac",
    "profile_id",
    "profile_ids",
    "ipv4_nets",
    "ipv6_nets",
    "ipv4_nat",
    "ipv6_nat",
    "labels",
    "ipv4_gateway",
    "ipv6_gateway",
    "ports",
];

/// Those of a host endpoint.
const OF_HOST: [&str; 7] =
    ["name", "expected_ipv4_addrs", "expected_ipv6_addrs", "labels", "profile_id", "profile_ids", "ports"];

/// The namespace of workloads that no orchestrator gives one.
pub(super) const NO_NAMESPACE: &str = "default";

/// Converts a host endpoint.
///
/// # Errors
/// What cannot be said in v3.
pub(super) fn host(endpoint: &HostEndpoint, snapshot: &Snapshot, notes: &mut Notes) -> Result<Document, String> {
    let path = host_endpoints::path(&endpoint.node, &endpoint.name);
    let stored = snapshot.get(&path).and_then(|entry| Endpoint::parse(&entry.value).ok());
    let object = stored.as_ref().map(Endpoint::object);
    notes.members(object.into_iter().flatten(), &OF_HOST);
    let to = name::of_host_endpoint(&endpoint.node, &endpoint.name);
    let mut document = Document::new(Kind::HostEndpoint, to);
    document.labels = labels(&endpoint.labels);
    document.set("node", name::of_node(&endpoint.node));
    document.set_some("interfaceName", endpoint.interface.as_deref());
    document.set_list("expectedIPs", endpoint.ips.iter().map(ToString::to_string));
    document.set_list("profiles", endpoint.profiles.iter().map(|profile| name::of_profile(profile)));
    document.set_list("ports", ports(object)?);
    if endpoint.interface.is_none() && endpoint.ips.is_empty() {
        notes.refuse("has neither an interface nor expected addresses");
    }
    interface(endpoint.interface.as_deref(), notes);
    names(&document, &endpoint.profiles, notes);
    Ok(document)
}

/// Converts a workload endpoint.
///
/// # Errors
/// What cannot be said in v3: an endpoint whose name could not be taken apart again, for one.
pub(super) fn workload(
    endpoint: &WorkloadEndpoint,
    snapshot: &Snapshot,
    notes: &mut Notes,
) -> Result<Document, String> {
    let path = Key::WorkloadEndpoint(endpoint.id.clone()).path();
    let stored = snapshot.get(&path).and_then(|entry| Endpoint::parse(&entry.value).ok());
    let object = stored.as_ref().map(Endpoint::object);
    notes.members(object.into_iter().flatten(), &OF_WORKLOAD);
    if let Some(stored) = stored.as_ref().filter(|stored| !stored.is_active()) {
        let state = stored.state().unwrap_or("none").escape_debug().to_string();
        let why = format!("its state is {state}, and Calico v3 has no state: it gets its traffic back");
        notes.add(Class::Changed, "state", true, why);
    }
    let WorkloadId { host, orchestrator, workload, endpoint: port } = &endpoint.id;
    let node = name::of_node(host);
    let mut document = Document::new(Kind::WorkloadEndpoint, "");
    document.set("orchestrator", orchestrator.as_str());
    document.set("node", node.as_str());
    let mut container = endpoint.instance.clone();
    let mut namespace = NO_NAMESPACE;
    let part = match orchestrator.as_str() {
        "k8s" => {
            let pod = endpoint.id.pod().filter(|(namespace, pod)| !namespace.is_empty() && !pod.is_empty());
            let Some((of, pod)) = pod else {
                let workload = workload.escape_debug();
                return Err(format!(
                    "malformed k8s workload ID '{workload}': workload was not added through the Calico CNI plugin and cannot be converted"
                ));
            };
            namespace = of;
            document.set("pod", pod);
            pod.to_owned()
        }
        "cni" => {
            container = Some(workload.clone());
            workload.clone()
        }
        "libnetwork" => {
            document.set("workload", "libnetwork");
            "libnetwork".to_owned()
        }
        _ => {
            let workload = name::with_dots(workload);
            document.set("workload", workload.as_str());
            workload
        }
    };
    document.name = name::of_workload(&[&node, orchestrator, &part, port])?;
    document.namespace = Some(namespace.to_owned());
    document.labels = labels(&endpoint.labels);
    document.set("endpoint", port.as_str());
    document.set_some("containerID", container.as_deref());
    document.set_list("ipNetworks", endpoint.nets.iter().map(ToString::to_string));
    let nat = |(internal, external): &(std::net::IpAddr, std::net::IpAddr)| json!({ "internalIP": internal.to_string(), "externalIP": external.to_string() });
    document.set_list("ipNATs", endpoint.nats.iter().map(nat));
    document.set_some("ipv4Gateway", endpoint.gateway_v4.map(|ip| ip.to_string()));
    document.set_some("ipv6Gateway", endpoint.gateway_v6.map(|ip| ip.to_string()));
    document.set_list("profiles", endpoint.profiles.iter().map(|profile| name::of_profile(profile)));
    document.set("interfaceName", endpoint.interface.as_str());
    document.set_some("mac", endpoint.mac.as_deref());
    document.set_list("ports", ports(object)?);
    if let Some(told) = document.labels.get(selector::NAMESPACE_LABEL_V3).filter(|told| *told != namespace) {
        let label = crate::link::NAMESPACE_LABEL;
        let why = format!("its label {label} is {told}: Calico v3 sets it to its namespace, {namespace}");
        notes.add(Class::Changed, "namespace-label", true, why);
    }
    check(endpoint, container.as_deref(), notes);
    names(&document, &endpoint.profiles, notes);
    Ok(document)
}

/// The name that a workload endpoint would have if its parts were taken as they are.
pub(super) fn plain_name(id: &WorkloadId) -> String {
    let part = match id.pod() {
        Some((_, pod)) => pod,
        None if id.orchestrator == "libnetwork" => "libnetwork",
        None => &id.workload,
    };
    [&id.host, &id.orchestrator, part, &id.endpoint].map(|part| part.replace('-', "--")).join("-")
}

/// Labels as v3 calls them.
fn labels(labels: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    labels.iter().map(|(key, value)| (selector::label(key).into_owned(), value.clone())).collect()
}

/// The named ports of an endpoint, which Felix 2.6 knows.
fn ports(object: Option<&Map<String, Value>>) -> Result<Vec<Value>, String> {
    let items = match object.and_then(|object| object.get("ports")) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        Some(_) => return Err("member 'ports' is not a list".into()),
    };
    let port = |item: &Value| {
        let protocol = item.get("protocol").and_then(|protocol| match protocol {
            Value::String(text) => Protocol::parse(&text.to_lowercase()),
            other => Protocol::parse(&other.to_string()),
        });
        let port = item.get("port").and_then(Value::as_u64).filter(|port| (1..=65535).contains(port));
        let name = item.get("name").and_then(Value::as_str);
        Some(json!({ "name": name?, "protocol": rule::protocol(protocol?), "port": port? }))
    };
    items.iter().map(|item| port(item).ok_or_else(|| format!("member 'ports' has {item}, which is none"))).collect()
}

fn interface(interface: Option<&str>, notes: &mut Notes) {
    let Some(interface) = interface else { return };
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if interface != "*" && !((1..=15).contains(&interface.len()) && interface.chars().all(valid)) {
        notes.refuse(format!("'{}' cannot be an interface", interface.escape_debug()));
    }
}

/// Why Calico v3 refuses a workload endpoint.
fn check(endpoint: &WorkloadEndpoint, container: Option<&str>, notes: &mut Notes) {
    for net in endpoint.nets.iter().filter(|net| net.prefix_len() != net.max_prefix_len()) {
        notes.refuse(format!("its network {net} is more than one address"));
    }
    for (internal, external) in &endpoint.nats {
        if Family::of(internal) != Family::of(external) {
            notes.refuse(format!("its floating address {external} is of another IP version than {internal}"));
        } else if !endpoint.nets.contains(&IpNet::from(*internal)) {
            notes.refuse(format!("its floating address {external} is for {internal}, which is none of its addresses"));
        }
    }
    for (gateway, family) in [(endpoint.gateway_v4, Family::V4), (endpoint.gateway_v6, Family::V6)] {
        if let Some(gateway) = gateway.filter(|gateway| Family::of(gateway) != family) {
            notes.refuse(format!("its {family} gateway is {gateway}"));
        }
    }
    if let Some(mac) = endpoint.mac.as_deref().filter(|mac| !is_mac(mac)) {
        notes.refuse(format!("'{}' cannot be a MAC address", mac.escape_debug()));
    }
    if let Some(container) = container.filter(|container| !valid::is_container(container)) {
        notes.refuse(format!("'{}' cannot be a container's id", container.escape_debug()));
    }
    interface(Some(&endpoint.interface), notes);
}

/// Why Calico v3 refuses names that an endpoint refers to.
fn names(document: &Document, profiles: &[String], notes: &mut Notes) {
    for member in ["node", "orchestrator", "pod", "workload", "endpoint"] {
        if let Some(text) = document.spec.get(member).and_then(Value::as_str).filter(|text| !valid::is_name(text)) {
            notes.refuse(format!("'{}' cannot be its {member}", text.escape_debug()));
        }
    }
    for profile in profiles.iter().filter(|profile| !valid::is_name(&name::of_profile(profile))) {
        notes.refuse(format!("profile '{}' has no name that Calico v3 takes", profile.escape_debug()));
    }
}
