//! What each host's Felix is, and how it is set.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::model::felix::{Generation, boolean};
use crate::model::net::PortRange;
use crate::reach::packet::{TCP, UDP};

/// Which generation of Felix runs where: what the datastore does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The generation of every host that has none of its own.
    pub generation: Generation,
    /// The hosts that run another one.
    pub hosts: BTreeMap<String, Generation>,
}

impl Default for Settings {
    /// Felix 1.4 everywhere.
    fn default() -> Self {
        Self::all(Generation::Felix14)
    }
}

impl Settings {
    /// One generation everywhere.
    pub fn all(generation: Generation) -> Self {
        Self { generation, hosts: BTreeMap::new() }
    }

    /// The generation of a host.
    pub fn of(&self, host: &str) -> Generation {
        self.hosts.get(host).copied().unwrap_or(self.generation)
    }
}

/// What becomes of a packet that a workload sends to its own host, once the workload's outbound rules allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostAction {
    /// It is dropped. Felix 1.4 does not even look at the workload's rules.
    Drop,
    /// The host's own iptables rules decide.
    Return,
    /// It is accepted.
    Accept,
}

/// What of a host's configuration decides about traffic.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostRules {
    /// Its Felix.
    pub generation: Generation,
    /// What the names of workloads' interfaces begin with.
    pub prefixes: Vec<String>,
    /// `DefaultEndpointToHostAction`.
    pub to_host: HostAction,
    /// Whether `DropActionOverride` makes Felix 1.4 accept what it should drop.
    pub accepts_drops: bool,
    /// What host endpoints always let in: protocol and port.
    pub failsafe_in: Vec<(u8, u16)>,
    /// What host endpoints always let out.
    pub failsafe_out: Vec<(u8, u16)>,
    /// Where workloads may always reach the metadata service on their host.
    pub metadata: Option<(IpAddr, u16)>,
    /// Whether workloads may always reach DHCP and DNS on their host, and the metadata service.
    pub openstack: bool,
    /// Whether Felix looks after IPv6.
    pub ipv6: bool,
}

/// The parameters that decide about traffic.
const DECIDING: [&str; 10] = [
    "InterfacePrefix",
    "DefaultEndpointToHostAction",
    "DropActionOverride",
    "FailsafeInboundHostPorts",
    "FailsafeOutboundHostPorts",
    "MetadataAddr",
    "MetadataPort",
    "ClusterType",
    "Ipv6Support",
    "IpInIpEnabled",
];

/// Whether a parameter decides about traffic.
pub fn decides(parameter: &str) -> bool {
    DECIDING.iter().any(|known| known.eq_ignore_ascii_case(parameter))
}

/// Values of parameters as keys have them, a host's own before those of all.
#[derive(Clone, Copy)]
pub(super) struct Configuration<'c> {
    pub(super) host: Option<&'c BTreeMap<String, String>>,
    pub(super) global: &'c BTreeMap<String, String>,
}

impl<'c> Configuration<'c> {
    /// The value that a generation takes. Felix 1.4 looks for the exact name, Felix 2 for the name in any case, and takes an empty
    /// value for none.
    fn get(&self, generation: Generation, parameter: &str) -> Option<&'c str> {
        let is_it = |name: &str, value: &str| match generation {
            Generation::Felix14 => name == parameter,
            Generation::Felix2 => name.eq_ignore_ascii_case(parameter) && !value.is_empty(),
        };
        let both = [self.host, Some(self.global)].into_iter().flatten();
        both.flatten().find(|(name, value)| is_it(name, value)).map(|(_, value)| value.as_str())
    }

    /// What a host's Felix makes of it. A value that it cannot read is the default: Felix 2 takes that, and where it does not start
    /// at all, what it did before stays.
    pub(super) fn rules(&self, generation: Generation) -> HostRules {
        let get = |parameter: &str| self.get(generation, parameter);
        let old = generation == Generation::Felix14;
        let prefixes: Vec<String> = get("InterfacePrefix")
            .map(|list| list.split(',').map(|prefix| prefix.trim().to_owned()).collect())
            .unwrap_or_else(|| vec!["cali".to_owned()]);
        let action = get("DefaultEndpointToHostAction").unwrap_or_default();
        let same = |known: &str| if old { action == known } else { action.eq_ignore_ascii_case(known) };
        let to_host = match () {
            () if same("RETURN") => HostAction::Return,
            () if same("ACCEPT") => HostAction::Accept,
            () => HostAction::Drop,
        };
        let port = get("MetadataPort").and_then(|port| port.parse().ok()).unwrap_or(8775);
        let metadata = match get("MetadataAddr") {
            None => Some("127.0.0.1"),
            Some(none) if none.eq_ignore_ascii_case("none") => None,
            Some(address) => Some(address),
        };
        let metadata = metadata.and_then(|address| address.parse().ok()).map(|address: IpAddr| (address, port));
        let other_address = get("MetadataAddr").is_some_and(|address| address != "127.0.0.1") && metadata.is_some();
        let openstack = old
            || prefixes.iter().any(|prefix| prefix == "tap")
            || get("ClusterType").is_some_and(|kind| kind.to_lowercase().contains("openstack"))
            || other_address
            || port != 8775;
        let ports = |parameter, default| failsafe(get(parameter).unwrap_or(default), old);
        HostRules {
            generation,
            to_host,
            accepts_drops: old && get("DropActionOverride").is_some_and(|action| action.ends_with("ACCEPT")),
            failsafe_in: ports("FailsafeInboundHostPorts", if old { "22" } else { "tcp:22,udp:68" }),
            failsafe_out: ports(
                "FailsafeOutboundHostPorts",
                if old { "2379,2380,4001,7001" } else { "tcp:2379,tcp:2380,tcp:4001,tcp:7001,udp:53,udp:67" },
            ),
            metadata,
            openstack,
            ipv6: get("Ipv6Support").is_none_or(|value| boolean(value) != Some(false)),
            prefixes,
        }
    }
}

/// Protocols and ports of a list; Felix 1.4 knows TCP only.
fn failsafe(list: &str, old: bool) -> Vec<(u8, u16)> {
    if list.eq_ignore_ascii_case("none") {
        return Vec::new();
    }
    let one = |word: &str| {
        let (protocol, port) = match word.trim().split_once(':') {
            Some((protocol, port)) if !old && protocol.eq_ignore_ascii_case("udp") => (UDP, port),
            Some((protocol, port)) if !old && protocol.eq_ignore_ascii_case("tcp") => (TCP, port),
            Some(_) => return None,
            None => (TCP, word.trim()),
        };
        Some((protocol, PortRange::parse(port).ok()?.first()))
    };
    list.split(',').filter_map(one).collect()
}
