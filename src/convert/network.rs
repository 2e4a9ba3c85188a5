//! Hosts, pools and BGP.

use serde_json::json;

use super::document::{Document, Kind};
use super::report::{Class, Notes};
use super::{name, valid};
use crate::inventory::pools::{self, overlap};
use crate::manifest::bgp_config::BgpConfig;
use crate::manifest::bgp_peer::BgpPeer;
use crate::manifest::ip_pool::IpPool;
use crate::manifest::node::Node;
use crate::model::json as values;
use crate::model::key::{BgpHost, Family, Key};
use crate::model::pool::{Pool, Switch, longest_prefix};
use crate::store::Snapshot;

/// The members of a pool that are converted.
const OF_POOL: [&str; 6] = ["cidr", "ipip", "ipip_mode", "masquerade", "ipam", "disabled"];

/// A bare text, where there is one.
fn text(snapshot: &Snapshot, key: &Key) -> Option<String> {
    let entry = snapshot.get(&key.path())?;
    Some(String::from_utf8_lossy(&entry.value).trim().to_owned()).filter(|text| !text.is_empty())
}

/// Converts a host.
pub(super) fn node(node: &Node, snapshot: &Snapshot, notes: &mut Notes) -> Document {
    let host = || node.name.clone();
    let tunnel = text(snapshot, &Key::HostConfig { host: host(), name: "IpInIpTunnelAddr".into() });
    let tunnel = tunnel.filter(|address| !address.eq_ignore_ascii_case("none"));
    let mut document = Document::new(Kind::Node, name::of_node(&node.name));
    if let Some(bgp) = &node.bgp {
        let mut spec = serde_json::Map::new();
        if let Some(number) = bgp.as_number {
            spec.insert("asNumber".into(), number.into());
        }
        for (member, net) in [("ipv4Address", bgp.v4), ("ipv6Address", bgp.v6)] {
            if let Some(net) = net {
                spec.insert(member.into(), net.to_string().into());
            }
        }
        match tunnel.as_ref().map(|text| (text, text.parse::<std::net::Ipv4Addr>())) {
            Some((_, Ok(address))) => drop(spec.insert("ipv4IPIPTunnelAddr".into(), address.to_string().into())),
            Some((text, Err(_))) => {
                let why = format!("IpInIpTunnelAddr is '{}', not an IPv4 address", text.escape_debug());
                notes.add(Class::Error, "tunnel", true, why);
            }
            None => {}
        }
        document.set("bgp", spec);
    } else {
        if let Some(tunnel) = tunnel {
            let why = format!(
                "IpInIpTunnelAddr is {}, and a host without an address for BGP has none in Calico v3",
                tunnel.escape_debug()
            );
            notes.add(Class::Lost, "tunnel", true, why);
        }
        let number = text(snapshot, &Key::BgpHost { host: host(), setting: BgpHost::AsNum });
        if let Some(number) = number {
            let why = format!("its AS number {} is not converted: it has no address for BGP", number.escape_debug());
            notes.add(Class::Lost, "as-number", true, why);
        }
    }
    if !node.refs.is_empty() {
        let one = |one: &crate::manifest::node::OrchRef| match &one.node_name {
            Some(name) => json!({ "nodeName": name, "orchestrator": one.orchestrator }),
            None => json!({ "orchestrator": one.orchestrator }),
        };
        document.set_list("orchRefs", node.refs.iter().map(one));
    }
    let address = node.bgp.and_then(|bgp| bgp.v4).map(|net| net.addr().to_string());
    if let Some(felix) = text(snapshot, &Key::HostIp { host: host() }).filter(|felix| Some(felix) != address.as_ref()) {
        let found = address.unwrap_or_else(|| "none".into());
        let why = format!(
            "bird_ip, from which others take IPIP packets, is {}: Calico v3 goes by its address for BGP, {found}",
            felix.escape_debug()
        );
        notes.add(Class::Lost, "bird-ip", true, why);
    }
    if let Some(level) = text(snapshot, &Key::BgpHost { host: host(), setting: BgpHost::LogLevel }) {
        let why = format!("BIRD's own log level, {}, is not converted", level.escape_debug());
        notes.add(Class::Lost, "bgp-log-level", false, why);
    }
    document
}

/// Converts a pool.
pub(super) fn pool(pool: &IpPool, snapshot: &Snapshot, notes: &mut Notes) -> Document {
    let stored = snapshot.get(&pools::path(pool.cidr));
    let value = stored.and_then(|entry| values::parse(&entry.value).ok());
    notes.members(value.as_ref().and_then(|value| value.as_object()).into_iter().flatten(), &OF_POOL);
    let stored = stored.and_then(|entry| Pool::parse(&entry.value).ok());
    if !pool.disabled && stored.as_ref().is_some_and(|stored| !stored.is(Switch::Ipam)) {
        let why =
            "ipam is false, which pycalico goes by: Calico v3 gives out its addresses; `disabled: true` stops that";
        notes.add(Class::Changed, "pool-ipam", true, why);
    }
    if let Some(cidr) = stored.map(|stored| stored.cidr()).filter(|cidr| cidr.trunc() != pool.cidr) {
        notes.add(Class::Changed, "pool-cidr", true, format!("its value says {cidr}, its key {}", pool.cidr));
    }
    let mut document = Document::new(Kind::IpPool, name::of_pool(&pool.cidr));
    document.set("cidr", pool.cidr.to_string());
    let mode = match pool.mode.as_deref() {
        _ if !pool.ipip => "Never",
        Some("cross-subnet") => "CrossSubnet",
        _ => "Always",
    };
    document.set("ipipMode", mode);
    if let Some(odd) = pool.mode.as_deref().filter(|mode| pool.ipip && !["always", "cross-subnet"].contains(mode)) {
        notes.add(Class::Changed, "ipip-mode", true, format!("its IPIP mode '{}' becomes Always", odd.escape_debug()));
    }
    for (member, on) in [("natOutgoing", pool.nat_outgoing), ("disabled", pool.disabled)] {
        if on {
            document.set(member, true);
        }
    }
    let (cidr, family) = (pool.cidr, Family::of(&pool.cidr.addr()));
    if cidr != cidr.trunc() {
        notes.refuse(format!("{cidr} has bits set beyond its prefix"));
    }
    if cidr.prefix_len() > longest_prefix(family) && !pool.disabled {
        notes.refuse(format!(
            "{cidr} is smaller than a block of addresses (/{}), and not disabled",
            longest_prefix(family)
        ));
    }
    if pool.ipip && family == Family::V6 {
        notes.refuse("has IPIP, which IPv6 has not");
    }
    let link_local = ["169.254.0.0/16", "fe80::/10"].into_iter().filter_map(|text| text.parse().ok());
    if link_local.into_iter().any(|local| overlap(local, cidr)) {
        notes.refuse(format!("{cidr} overlaps link-local addresses"));
    }
    document
}

/// Converts a BGP peer.
pub(super) fn peer(peer: &BgpPeer, snapshot: &Snapshot, notes: &mut Notes) -> Document {
    let path = super::key_of(&peer.id());
    let value = snapshot.get(&path).and_then(|entry| values::parse(&entry.value).ok());
    notes.members(value.as_ref().and_then(|value| value.as_object()).into_iter().flatten(), &["ip", "as_num"]);
    let mut document = Document::new(Kind::BgpPeer, name::of_peer(peer.node.as_deref(), &peer.ip));
    if let Some(node) = &peer.node {
        let to = name::of_node(node);
        if !valid::is_name(&to) {
            notes.refuse(format!("'{to}' cannot be its node"));
        }
        document.set("node", to);
    }
    document.set("peerIP", peer.ip.to_string());
    document.set("asNumber", peer.as_number);
    document
}

/// Converts BIRD's settings of all hosts.
pub(super) fn bgp_config(config: &BgpConfig, notes: &mut Notes) -> Document {
    let mut document = Document::new(Kind::BgpConfiguration, "default");
    document.set_some("asNumber", config.as_number);
    document.set_some("nodeToNodeMeshEnabled", config.mesh);
    if let Some(level) = &config.log_level {
        let (to, same) = super::felix::level(level);
        document.set("logSeverityScreen", to);
        if !same {
            let why = format!("BIRD's log level '{}' becomes {to}", level.escape_debug());
            notes.add(Class::Changed, "log-level", false, why);
        }
    }
    document
}
