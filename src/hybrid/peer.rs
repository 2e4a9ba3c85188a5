//! Two datastores of one cloud, compared.
//!
//! Each orchestrator has a datastore here, and a Felix on every host, and they share hosts, addresses and the one BIRD that
//! calico/node brings. Nothing keeps the two in step: what one does not know of the other is found by looking at both.

mod findings;
mod seen;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnet::IpNet;
use serde::Serialize;

use crate::inventory::addresses::Users;
use crate::inventory::nodes::{self, Node};
use crate::inventory::pools::{self, FoundPool};
use crate::inventory::subnets;
use crate::model::felix;
use crate::model::key::{BGP, BgpHost, Key};
use crate::model::pool::Switch;
use crate::store::{Scope, Snapshot};

pub use seen::{Seen, lost};

/// Something on which two datastores do not agree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// A stable word: `pool-overlap`, `pool-over-subnet`, `subnet-overlap`, `address-twice`, `host-name`, `host-unknown`,
    /// `host-address`, `ipip-switch`, `ipip-hosts`, `subnet-outside`, `peer-empty`, `peer-lost-state`.
    pub id: &'static str,
    /// What it is about: a CIDR, an address, a host.
    pub object: String,
    /// The key of our datastore where it is seen.
    pub here: Option<String>,
    /// The key of the peer's.
    pub there: Option<String>,
    /// In words, as seen from our datastore.
    pub text: String,
}

/// Something that no datastore shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Invisible {
    /// What, and why it matters.
    pub what: &'static str,
    /// What shows it, on a host.
    pub command: &'static str,
}

/// What should be known of two datastores and cannot be told from their keys.
pub const INVISIBLE: [Invisible; 2] = [
    Invisible {
        what: "which Felixes run on a host, and the prefix of their chains in iptables: Felix 1.4 calls them felix-, Felix 2 cali-, \
               and two of one prefix on a host take away each other's rules",
        command: "ps -eo pid,args | grep '[c]alico-felix'; iptables-save | grep -oE '^:(felix|cali)-' | sort | uniq -c",
    },
    Invisible {
        what: "which datastore each Felix reads, and the settings of its environment and file, which come before every datastore's",
        command: "grep -v '^#' /etc/calico/felix.cfg; tr '\\0' '\\n' </proc/PID/environ | grep -E '^(FELIX|ETCD)_'",
    },
];

/// What has to be read of each of the two.
pub fn scopes() -> Vec<Scope> {
    let mut scopes = nodes::scopes_of_all();
    scopes.extend([pools::scope_of_all(), subnets::scope_of_all(), Scope::under(BGP), Scope::key(switch_path())]);
    scopes.sort();
    scopes.dedup();
    scopes
}

fn switch_path() -> String {
    Key::GlobalConfig { name: "IpInIpEnabled".to_owned() }.path()
}

/// Compares two datastores: ours and its peer's. What is found comes in the order of pools, subnets, addresses, hosts, tunnels,
/// routes. Values that cannot be read count as absent.
pub fn compare(ours: &Snapshot, theirs: &Snapshot) -> Vec<Finding> {
    findings::of(&Side::of(ours), &Side::of(theirs))
}

/// One of the two.
struct Side<'s> {
    snapshot: &'s Snapshot,
    pools: Vec<FoundPool<'s>>,
    subnets: Vec<(IpNet, &'s str)>,
    nodes: BTreeMap<String, Node<'s>>,
    users: Users<'s>,
    /// Whether IpInIpEnabled is on.
    tunnels: bool,
}

impl<'s> Side<'s> {
    fn of(snapshot: &'s Snapshot) -> Self {
        let switch = snapshot.get(&switch_path());
        let switch = switch.and_then(|entry| felix::boolean(std::str::from_utf8(&entry.value).ok()?));
        Self {
            snapshot,
            pools: pools::all(snapshot),
            subnets: subnets::networks(snapshot).collect(),
            nodes: nodes::all(snapshot),
            users: Users::of(snapshot),
            tunnels: switch.unwrap_or(false),
        }
    }

    /// The pools that some address management takes addresses of. pycalico's looks at `ipam` alone, libcalico-go's at
    /// `disabled` alone: only where both say so does nobody.
    fn giving(&self) -> impl Iterator<Item = (IpNet, &str)> {
        let gives = |pool: &&FoundPool<'_>| pool.is(Switch::Ipam) || !pool.is(Switch::Disabled);
        self.pools.iter().filter(gives).filter_map(|pool| Some((pool.cidr()?, pool.entry.path.as_str())))
    }

    /// Whether any BIRD goes by this datastore, as far as it tells.
    fn routes(&self) -> bool {
        self.nodes.values().any(|node| !node.bgp.is_empty())
    }
}

/// The addresses of a host, as Felix and BIRD know them.
fn addresses(node: &Node<'_>) -> BTreeSet<IpAddr> {
    let of_bird = [BgpHost::IpAddrV4, BgpHost::IpAddrV6].into_iter().filter_map(|setting| node.bgp.get(&setting));
    of_bird.chain(&node.bird_ip).filter_map(|text| text.trim().parse().ok()).collect()
}
