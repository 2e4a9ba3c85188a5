//! Hosts: what each component knows by that name.
//!
//! Every component chooses a host's name for itself, and compares it byte for byte. A host that calls itself `node1` here and
//! `node1.example.org` there is two hosts, and its endpoints lie where no Felix looks: so a node is whatever name any of the
//! four directories of hosts has.

use std::collections::BTreeMap;

use super::blocks;
use super::endpoints::WorkloadEndpoint;
use crate::model::key::{BGP, BgpHost, HOSTS, IPAM, Key, STATUS};
use crate::store::{Entry, Scope, Snapshot};

/// A directory of hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `/calico/v1/host`: endpoints, and settings of one Felix.
    Host,
    /// `/calico/bgp/v1/host`: BIRD's addresses and peers.
    Bgp,
    /// `/calico/ipam/v2/host`: the blocks that belong to the host.
    Ipam,
    /// `/calico/felix/v1/host`: what its Felix reports.
    Felix,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Host, Self::Bgp, Self::Ipam, Self::Felix];

    /// The directory, with a trailing `/`.
    pub fn directory(self) -> String {
        match self {
            Self::Host => format!("{HOSTS}/"),
            Self::Bgp => format!("{BGP}/host/"),
            Self::Ipam => format!("{IPAM}/host/"),
            Self::Felix => format!("{STATUS}/"),
        }
    }

    /// The directory of a host, with a trailing `/`.
    pub fn of(self, host: &str) -> String {
        format!("{}{host}/", self.directory())
    }

    /// The word for it in lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Bgp => "bgp",
            Self::Ipam => "ipam",
            Self::Felix => "felix",
        }
    }
}

/// What holds every host.
pub fn scopes_of_all() -> Vec<Scope> {
    Place::ALL.iter().map(|place| Scope::under(place.directory())).collect()
}

/// A host.
#[derive(Clone, Debug, Default)]
pub struct Node<'s> {
    /// Where it is known.
    pub places: Vec<Place>,
    /// Its workload endpoints, by path.
    pub endpoints: Vec<WorkloadEndpoint<'s>>,
    /// Its host endpoints: their ids.
    pub host_endpoints: Vec<String>,
    /// Its address in the mesh, for Felix' list of hosts.
    pub bird_ip: Option<String>,
    /// The address of its IPIP tunnel.
    pub tunnel: Option<String>,
    /// What BIRD is set to there.
    pub bgp: BTreeMap<BgpHost, String>,
    /// BIRD's own peers there: the keys.
    pub peers: Vec<&'s Entry>,
    /// The CIDRs of the blocks that it claims.
    pub blocks: Vec<String>,
    /// Whether Felix has reported within its time, as far as keys tell: they go by themselves when it does not.
    pub alive: bool,
    /// When Felix reported last, in its own words.
    pub reported: Option<String>,
}

impl Node<'_> {
    /// Whether confd fails on every host because of it: a host in BIRD's directory without both addresses, which may be empty.
    pub fn stops_confd(&self) -> bool {
        self.places.contains(&Place::Bgp)
            && [BgpHost::IpAddrV4, BgpHost::IpAddrV6].iter().any(|setting| !self.bgp.contains_key(setting))
    }
}

/// Every host of a snapshot, by name.
pub fn all(snapshot: &Snapshot) -> BTreeMap<String, Node<'_>> {
    let mut nodes: BTreeMap<String, Node<'_>> = BTreeMap::new();
    for place in Place::ALL {
        let directory = place.directory();
        let host_of = |entry: &'_ Entry| {
            entry.path.get(directory.len()..).and_then(|rest| rest.split('/').next()).map(str::to_owned)
        };
        for same in snapshot.under(&directory).chunk_by(|a, b| host_of(a) == host_of(b)) {
            let Some(host) = same.first().and_then(host_of).filter(|host| !host.is_empty()) else { continue };
            let node = nodes.entry(host).or_default();
            node.places.push(place);
            same.iter().for_each(|entry| take(node, entry));
        }
    }
    for claim in blocks::claims(snapshot) {
        if let Some(node) = nodes.get_mut(&claim.host) {
            node.blocks.push(claim.text);
        }
    }
    nodes
}

fn take<'s>(node: &mut Node<'s>, entry: &'s Entry) {
    let text = || String::from_utf8_lossy(&entry.value).into_owned();
    match Key::parse(&entry.path) {
        Key::WorkloadEndpoint(id) => node.endpoints.push(WorkloadEndpoint { id, entry }),
        Key::HostEndpoint { id, .. } => node.host_endpoints.push(id),
        Key::HostIp { .. } => node.bird_ip = Some(text()),
        Key::HostConfig { name, .. } if name == "IpInIpTunnelAddr" => node.tunnel = Some(text()),
        Key::BgpHost { setting, .. } => drop(node.bgp.insert(setting, text())),
        Key::BgpHostPeer { .. } => node.peers.push(entry),
        Key::Status { .. } => node.alive = true,
        Key::LastStatus { .. } => {
            let value = crate::model::json::parse(&entry.value).ok();
            node.reported = value.and_then(|value| Some(value.get("time")?.as_str()?.to_owned()));
        }
        _ => {}
    }
}

/// What of a host's name counts for [`alike`]: of an address, all of it.
pub fn short(name: &str) -> String {
    if name.parse::<std::net::IpAddr>().is_ok() {
        return name.to_owned();
    }
    name.split('.').next().unwrap_or_default().to_ascii_lowercase()
}

/// The names that may be the same host as another one: alike up to the first dot, whatever the case of their letters.
pub fn alike<'n>(name: &'n str, nodes: &'n BTreeMap<String, Node<'_>>) -> impl Iterator<Item = &'n str> {
    nodes.keys().map(String::as_str).filter(move |other| *other != name && short(other) == short(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_whatever_any_component_calls_so() {
        let keys = [
            ("/calico/v1/host/node1/bird_ip", "10.0.0.1"),
            ("/calico/v1/host/node1/workload/k8s/d.p/endpoint/eth0", "{}"),
            ("/calico/v1/host/node1/endpoint/eth1", "{}"),
            ("/calico/v1/host/node1/config/IpInIpTunnelAddr", "10.1.0.1"),
            ("/calico/bgp/v1/host/Node1.example.org/ip_addr_v4", "10.0.0.1"),
            ("/calico/bgp/v1/host/node2/ip_addr_v4", ""),
            ("/calico/bgp/v1/host/node2/ip_addr_v6", ""),
            ("/calico/ipam/v2/host/node2/ipv4/block/10.1.0.0-26", ""),
            ("/calico/felix/v1/host/node2/status", "{}"),
            ("/calico/felix/v1/host/node2/last_reported_status", r#"{"time": "2016-10-03T10:03:20Z"}"#),
        ];
        let snapshot = Snapshot::literal(&keys);
        let nodes = all(&snapshot);
        assert_eq!(nodes.keys().collect::<Vec<_>>(), ["Node1.example.org", "node1", "node2"]);
        assert_eq!(alike("node1", &nodes).collect::<Vec<_>>(), ["Node1.example.org"]);
        assert_eq!((short("Node1.example.org").as_str(), short("10.0.0.1").as_str()), ("node1", "10.0.0.1"));
        assert!(nodes["Node1.example.org"].stops_confd());
        assert!(!nodes["node1"].stops_confd() && !nodes["node2"].stops_confd());
        assert_eq!((nodes["node1"].endpoints.len(), nodes["node1"].host_endpoints.len()), (1, 1));
        assert_eq!(nodes["node1"].tunnel.as_deref(), Some("10.1.0.1"));
        assert_eq!(nodes["node2"].blocks, ["10.1.0.0/26"]);
        assert!(nodes["node2"].alive && !nodes["node1"].alive);
        assert_eq!(nodes["node2"].reported.as_deref(), Some("2016-10-03T10:03:20Z"));
        assert_eq!(nodes["node2"].places, [Place::Bgp, Place::Ipam, Place::Felix]);
    }
}
