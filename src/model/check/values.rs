//! Which check a value gets, and the two encodings: raw text and JSON.

use serde_json::{Map, Value};

use super::{Findings, bgp, config, endpoint, ipam, policy};
use crate::model::json;
use crate::model::key::{Key, ProfilePart};

pub(super) const POOL_IGNORED: &str = "Felix ignores the pool: its traffic is not masqueraded as it should be";
const STATUS: &str = "networking-calico cannot tell whether the agent or the port is alive";

pub(super) fn check(key: &Key, value: &[u8], found: &mut Findings) {
    match key {
        Key::Ready => config::ready(value, found),
        Key::GlobalConfig { name } => config::global(name, value, found),
        Key::HostConfig { name, .. } => config::host(name, value, found),
        Key::HostIp { .. } => config::host_ip(value, found),
        Key::HostMetadata { .. } => drop(object(value, "libcalico-go cannot read the node", found)),
        Key::OrchestratorRefs { .. } => drop(list(value, "libcalico-go cannot read the node", found)),
        Key::WorkloadEndpoint(_) => endpoint::workload(value, found),
        Key::HostEndpoint { .. } => endpoint::host(value, found),
        Key::Pool { family, cidr } => ipam::pool(*family, cidr, value, found),
        Key::Profile { name, part: ProfilePart::Rules } => policy::profile_rules(name, value, found),
        Key::Profile { part: ProfilePart::Tags, .. } => policy::tags(value, found),
        Key::Profile { part: ProfilePart::Labels, .. } => policy::labels(value, found),
        Key::TierMetadata { .. } => policy::tier(value, found),
        Key::Policy { .. } => policy::policy(value, found),
        Key::LastStatus { .. } | Key::Status { .. } | Key::WorkloadStatus(_) | Key::HostEndpointStatus { .. } => {
            drop(object(value, STATUS, found));
        }
        Key::BgpGlobal(setting) => bgp::global(*setting, value, found),
        Key::BgpHost { setting, .. } => bgp::host(*setting, value, found),
        Key::BgpGlobalPeer { ip, .. } | Key::BgpHostPeer { ip, .. } => bgp::peer(ip, value, found),
        Key::BgpFilter { .. } => bgp::filter(value, found),
        Key::IpamConfig => ipam::config(value, found),
        Key::IpamAffinity { .. } => {}
        Key::IpamBlock { cidr, .. } => ipam::block(cidr, value, found),
        Key::IpamHandle { id } => ipam::handle(id, value, found),
        Key::DhcpSubnet { .. } => ipam::subnet(value, found),
        Key::NeutronElection => found.warn(
            "the election key of networking-calico",
            "whoever it names runs the resync, until the key expires a minute later",
        ),
        Key::LibnetworkNetwork { .. } => drop(object(value, "the libnetwork plugin cannot read the network", found)),
        Key::Unknown(_) => {}
    }
}

/// Parses JSON.
pub(super) fn parsed(value: &[u8], consequence: &str, found: &mut Findings) -> Option<Value> {
    json::parse(value).map_err(|malformed| found.refuse(format!("malformed JSON: {malformed}"), consequence)).ok()
}

/// Parses a JSON object.
pub(super) fn object(value: &[u8], consequence: &str, found: &mut Findings) -> Option<Map<String, Value>> {
    match parsed(value, consequence, found)? {
        Value::Object(object) => Some(object),
        other => {
            found.refuse(format!("the value is {}, not an object", json::kind(&other)), consequence);
            None
        }
    }
}

/// Parses a JSON list.
pub(super) fn list(value: &[u8], consequence: &str, found: &mut Findings) -> Option<Vec<Value>> {
    match parsed(value, consequence, found)? {
        Value::Array(items) => Some(items),
        other => {
            found.refuse(format!("the value is {}, not a list", json::kind(&other)), consequence);
            None
        }
    }
}

/// Reads a raw value: UTF-8 without blanks or line ends around it, which no reader strips.
pub(super) fn raw<'a>(value: &'a [u8], consequence: &str, found: &mut Findings) -> Option<&'a str> {
    let Ok(text) = std::str::from_utf8(value) else {
        found.refuse("the value is not UTF-8", consequence);
        return None;
    };
    if text.trim() != text {
        found.refuse("the value begins or ends with a blank or a line end", consequence);
        return None;
    }
    Some(text)
}

/// A member that must be a boolean if it is there.
pub(super) fn boolean(object: &Map<String, Value>, member: &str, consequence: &str, found: &mut Findings) {
    if let Some(value) = object.get(member)
        && !value.is_boolean()
    {
        found.refuse(format!("member '{member}' is {}, not true or false", json::kind(value)), consequence);
    }
}
