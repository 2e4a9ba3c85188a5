//! IP pools: where they lie, and which of them hold an address.

use ipnet::IpNet;

use crate::model::check::{self, Severity};
use crate::model::json::Malformed;
use crate::model::key::{Family, Key, POOLS};
use crate::model::net::parse_typed_cidr;
use crate::model::pool::{Pool, Switch};
use crate::store::{Entry, Scope, Snapshot};

/// What holds the pools of both families.
pub fn scope_of_all() -> Scope {
    Scope::under(POOLS)
}

/// The path of a pool.
pub fn path(cidr: IpNet) -> String {
    Key::Pool { family: Family::of(&cidr.addr()), cidr: cidr.trunc().to_string() }.path()
}

/// A pool as a snapshot holds it.
#[derive(Clone, Debug)]
pub struct FoundPool<'s> {
    /// The CIDR as the path has it, which may be none.
    pub text: String,
    /// The key and its value.
    pub entry: &'s Entry,
    /// What it says, or why it cannot be read.
    pub pool: Result<Pool, Malformed>,
}

impl FoundPool<'_> {
    /// The network, from the value or, where that cannot be read, from the path; `None` where neither tells.
    pub fn cidr(&self) -> Option<IpNet> {
        let told = self.pool.as_ref().map(Pool::cidr).ok();
        told.or_else(|| self.text.parse().ok()).map(|cidr| cidr.trunc())
    }

    /// What people call it: its network, else what the path has.
    pub fn name(&self) -> String {
        self.cidr().map_or_else(|| self.text.clone(), |cidr| cidr.to_string())
    }

    /// Whether a switch is on; as it is by default in a pool that cannot be read.
    pub fn is(&self, switch: Switch) -> bool {
        self.pool.as_ref().map_or(switch.default(), |pool| pool.is(switch))
    }

    /// What some reader rejects, and what it does then: a path that is no CIDR ends Felix 2.
    pub fn fault(&self) -> Option<String> {
        let problems = check::problems(&self.entry.path, &self.entry.value).into_iter();
        problems.filter(|problem| problem.severity == Severity::Refused).map(|problem| problem.to_string()).next()
    }
}

/// Every pool of a snapshot, IPv4 before IPv6, by address; those that tell none at the end.
pub fn all(snapshot: &Snapshot) -> Vec<FoundPool<'_>> {
    let entries = snapshot.under(&format!("{POOLS}/")).iter();
    let mut pools: Vec<FoundPool<'_>> = entries
        .filter_map(|entry| match Key::parse(&entry.path) {
            Key::Pool { cidr, .. } => Some(FoundPool { text: cidr, entry, pool: Pool::parse(&entry.value) }),
            _ => None,
        })
        .collect();
    let order = |pool: &FoundPool<'_>| {
        let cidr = pool.cidr();
        (cidr.is_none(), cidr.map(|cidr| (cidr.addr(), cidr.prefix_len())))
    };
    pools.sort_by_cached_key(order);
    pools
}

/// The pool that a word means: a CIDR in any spelling, or what the path of one that is misnamed has.
pub fn find<'p, 's>(pools: &'p [FoundPool<'s>], word: &str) -> Option<&'p FoundPool<'s>> {
    let net = parse_typed_cidr(word).ok().map(|net| net.trunc());
    let of_net = |pool: &&FoundPool<'_>| net.is_some() && pool.cidr() == net;
    let own = net.map(path);
    // One at the path where it belongs comes before one that lies below the other family.
    let placed = pools.iter().find(|pool| own.as_ref() == Some(&pool.entry.path));
    placed.or_else(|| pools.iter().find(of_net)).or_else(|| pools.iter().find(|pool| pool.text == word))
}

/// Whether two networks share an address.
pub fn overlap(a: IpNet, b: IpNet) -> bool {
    a.contains(&b) || b.contains(&a)
}

/// The networks of pools, for looking up many addresses: a walk of at most 129 steps each, however many pools there are.
#[derive(Clone, Debug, Default)]
pub struct Networks {
    sorted: Vec<IpNet>,
}

impl Networks {
    /// Takes networks in any order.
    pub fn of(networks: impl IntoIterator<Item = IpNet>) -> Self {
        let mut sorted: Vec<IpNet> = networks.into_iter().map(|net| net.trunc()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self { sorted }
    }

    /// The longest network that holds another one, or is it.
    pub fn holding(&self, net: IpNet) -> Option<IpNet> {
        (0..=net.prefix_len()).rev().find_map(|length| {
            let wider = IpNet::new(net.addr(), length).ok()?.trunc();
            self.sorted.binary_search(&wider).ok().map(|_| wider)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pools_by_address_and_by_any_word() {
        let keys = [
            ("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16"}"#),
            ("/calico/v1/ipam/v4/pool/9.0.0.0-16", r#"{"cidr": "9.0.0.0/16", "masquerade": true}"#),
            ("/calico/v1/ipam/v4/pool/fd00::-64", r#"{"cidr": "fd00::/64"}"#),
            ("/calico/v1/ipam/v4/pool/junk", "{"),
            ("/calico/v1/ipam/v6/pool/fd80::-64", "["),
        ];
        let snapshot = Snapshot::literal(&keys);
        let pools = all(&snapshot);
        let names: Vec<String> = pools.iter().map(FoundPool::name).collect();
        assert_eq!(names, ["9.0.0.0/16", "10.0.0.0/16", "fd00::/64", "fd80::/64", "junk"]);
        let faults: Vec<bool> = pools.iter().map(|pool| pool.fault().is_some()).collect();
        assert_eq!(faults, [false, false, true, true, true]);
        assert!(pools[4].fault().unwrap().contains("Felix 2 stops with a panic"));
        assert!(pools[0].is(Switch::NatOutgoing) && pools[4].is(Switch::Ipam));
        for (word, name) in [("10/16", "10.0.0.0/16"), ("FD00::1/64", "fd00::/64"), ("junk", "junk")] {
            assert_eq!(find(&pools, word).unwrap().name(), name);
        }
        assert!(find(&pools, "10.0.0.0/17").is_none());
    }

    proptest! {
        #[test]
        fn the_longest_network_is_found(
            nets in prop::collection::vec((any::<u32>(), 0u8..=32), 0..20),
            address in any::<u32>(),
        ) {
            // Addresses that differ little, so that some hold others.
            let net = |(address, length): &(u32, u8)| IpNet::new(std::net::Ipv4Addr::from(address & 0xff00_00ff).into(), *length).unwrap();
            let nets: Vec<IpNet> = nets.iter().map(net).collect();
            let wanted = net(&(address, 32));
            let slow = nets.iter().filter(|net| net.contains(&wanted)).map(|net| net.trunc()).max_by_key(|net| net.prefix_len());
            prop_assert_eq!(Networks::of(nets).holding(wanted), slow);
        }
    }
}
