//! Keys that are no object's, and objects at keys where nobody looks for them: what becomes of each.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnet::IpNet;

use super::report::{Class, Finding, Notes};
use crate::inventory::pools;
use crate::model::key::Key;
use crate::store::{Entry, Snapshot};

/// A family of keys that is told of in one line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Addresses,
    Status,
    Neutron,
    Libnetwork,
}

impl Family {
    /// What became of it, a stable word for it, whether it changes traffic, what it is, and what happens.
    fn told(self) -> (Class, &'static str, bool, &'static str, &'static str) {
        match self {
            Self::Addresses => (
                Class::Lost,
                "addresses",
                true,
                "blocks and handles of addresses",
                "are no resources of calicoctl's: unless they are copied, as calico-upgrade does, Calico v3 gives out addresses that are in use",
            ),
            Self::Status => {
                (Class::LeftOut, "status", false, "keys of what Felix reports", "Felix of Calico v3 reports by itself")
            }
            Self::Neutron => (
                Class::LeftOut,
                "neutron",
                false,
                "keys of Neutron's subnets and its election",
                "networking-calico makes them anew",
            ),
            Self::Libnetwork => (
                Class::Lost,
                "libnetwork",
                false,
                "networks of Docker",
                "have no place in Calico v3: Docker's own store has them",
            ),
        }
    }
}

/// Tells of every key that no object is made of.
pub(super) fn find(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    let mut families: BTreeMap<Family, (usize, String)> = BTreeMap::new();
    let mut peers: BTreeSet<(Option<String>, IpAddr)> = BTreeSet::new();
    for entry in snapshot.entries().iter().filter(|entry| entry.path.starts_with("/calico/")) {
        let path = &entry.path;
        let mut family = |family| families.entry(family).or_insert_with(|| (0, path.clone())).0 += 1;
        let mut tell = |class, code, object: &str, traffic, why: String| {
            let mut notes = Notes::of_key(object, path.clone());
            notes.add(class, code, traffic, why);
            findings.append(&mut notes.found);
        };
        match Key::parse(path) {
            // What objects are made of, and Felix' settings, each of which is told of by itself.
            Key::GlobalConfig { .. }
            | Key::HostConfig { .. }
            | Key::HostIp { .. }
            | Key::HostMetadata { .. }
            | Key::OrchestratorRefs { .. }
            | Key::WorkloadEndpoint(_)
            | Key::HostEndpoint { .. }
            | Key::Profile { .. }
            | Key::TierMetadata { .. }
            | Key::Policy { .. }
            | Key::BgpGlobal(_)
            | Key::BgpHost { .. } => {}
            Key::Pool { cidr, .. } => {
                let is_read = |cidr: IpNet| pools::path(cidr) == *path;
                if !cidr.parse::<IpNet>().is_ok_and(is_read) {
                    tell(Class::Error, "odd-key", path, true, "is no network as a pool's key has it".into());
                }
            }
            Key::BgpGlobalPeer { ip, .. } => peer(&mut peers, None, &ip, path, &mut tell),
            Key::BgpHostPeer { host, ip, .. } => peer(&mut peers, Some(host), &ip, path, &mut tell),
            Key::BgpFilter { family, name } => {
                let why = "BIRD's filters have no place in Calico v3: routes that it lets out are no longer exported";
                let name = format!("{family} filter {}", name.escape_debug());
                tell(Class::Lost, "bgp-filter", &name, true, why.into());
            }
            Key::IpamConfig if strict(entry) => {
                let why = "strict affinity of blocks is not converted: `calicoctl ipam configure --strictaffinity=true` sets it";
                tell(Class::Lost, "ipam-config", "address management", false, why.into());
            }
            Key::IpamConfig => {}
            Key::IpamAffinity { .. } | Key::IpamBlock { .. } | Key::IpamHandle { .. } => family(Family::Addresses),
            Key::LastStatus { .. } | Key::Status { .. } | Key::WorkloadStatus(_) | Key::HostEndpointStatus { .. } => {
                family(Family::Status);
            }
            Key::DhcpSubnet { .. } | Key::NeutronElection => family(Family::Neutron),
            Key::LibnetworkNetwork { .. } => family(Family::Libnetwork),
            Key::Ready => {
                let why = "Ready has no document: ClusterInformation says so in Calico v3, and calico/node sets it";
                tell(Class::LeftOut, "ready", "datastore", false, why.into());
            }
            Key::Unknown(_) => {
                let why = "is no key that Calico's components of v1 are known to read".into();
                tell(Class::Lost, "unknown-key", path, false, why);
            }
        }
    }
    for (family, (count, first)) in families {
        let (class, code, traffic, what, why) = family.told();
        let mut notes = Notes::of_key(format!("{what} ({count})"), first);
        notes.add(class, code, traffic, why);
        findings.append(&mut notes.found);
    }
}

/// Looks whether a key is the one by which a peer is found.
fn peer(
    seen: &mut BTreeSet<(Option<String>, IpAddr)>,
    host: Option<String>,
    ip: &str,
    path: &str,
    tell: &mut impl FnMut(Class, &'static str, &str, bool, String),
) {
    match ip.parse() {
        Err(_) => tell(Class::Error, "odd-key", path, true, "has no address of a peer".into()),
        Ok(ip) if !seen.insert((host, ip)) => {
            tell(Class::Error, "odd-key", path, true, format!("is {ip} again, in another spelling"));
        }
        Ok(_) => {}
    }
}

/// Whether hosts may take addresses from their own blocks alone.
fn strict(entry: &Entry) -> bool {
    let config = crate::model::json::parse(&entry.value);
    config.is_ok_and(|config| config.get("strict_affinity").and_then(serde_json::Value::as_bool) == Some(true))
}
