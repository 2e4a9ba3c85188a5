//! A packet evaluator by brute force: one packet, one answer, straight from the keys.
//!
//! It is what the engine is held against, so it shares no code with it and none with the model: JSON values, loops and ifs. It is
//! slow on purpose. What it does is what Felix and the kernel do with a packet, chain by chain and mark by mark.

mod chain;
mod endpoint;
mod input;
mod rule;
mod selector;
mod values;
mod world;

use std::collections::BTreeMap;
use std::net::IpAddr;

use endpoint::Endpoint;
use world::World;
pub(crate) use world::rejected;

/// The keys of a datastore.
pub(crate) type Keys = BTreeMap<String, String>;

/// Which Felix a host runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Generation {
    /// Python Felix, 1.4.
    One,
    /// Go Felix, 2.6.
    Two,
}

/// Where a packet comes from or goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    /// A workload, by the path of its key.
    Workload(String),
    /// The interface of a host that a host endpoint describes, by the path of its key.
    HostEndpoint(String),
    /// A host, through an interface without a host endpoint.
    Host(String),
    /// Anything that Calico knows nothing of.
    Outside,
}

/// The first packet of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packet {
    /// `None` where the address is that of a host, and the datastore does not say which.
    pub(crate) source: Option<IpAddr>,
    pub(crate) destination: IpAddr,
    pub(crate) protocol: u8,
    /// Source and destination; of TCP, UDP and the like.
    pub(crate) ports: (u16, u16),
    /// Type and code; of ICMP and ICMPv6.
    pub(crate) icmp: (u8, u8),
}

impl Packet {
    pub(crate) fn version(&self) -> i64 {
        if self.destination.is_ipv4() { 4 } else { 6 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Direction {
    Inbound,
    Outbound,
}

/// What decided on one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) allowed: bool,
    /// The key that decided: of a policy, of a profile's rules (there or not), of a tier (its end), of an endpoint (nothing allowed it, or
    /// it is no endpoint), of a setting; none where nothing polices.
    pub(crate) key: Option<String>,
    /// The rule's place in its list, from 0.
    pub(crate) rule: Option<usize>,
    /// Whether the kernel looks at no further chain of the host.
    ends: bool,
}

impl Decision {
    fn allow(key: impl Into<String>, rule: Option<usize>) -> Self {
        Self { allowed: true, key: Some(key.into()), rule, ends: false }
    }

    fn free() -> Self {
        Self { allowed: true, key: None, rule: None, ends: false }
    }

    /// Felix' way to drop, which `DropActionOverride` turns into its contrary.
    fn deny(world: &World, host: &str, key: Option<String>, rule: Option<usize>) -> Self {
        let accepts = world.accepts_drops(host);
        Self { allowed: accepts, key, rule, ends: accepts }
    }

    /// Without a route there is no way, whatever the chains say.
    fn unreachable(key: impl Into<String>) -> Self {
        Self { allowed: false, key: Some(key.into()), rule: None, ends: true }
    }
}

/// The answer for one packet: allowed where every side that polices it allows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) outbound: Decision,
    /// None where the packet never gets there.
    pub(crate) inbound: Option<Decision>,
}

impl Answer {
    pub(crate) fn allowed(&self) -> bool {
        self.outbound.allowed && self.inbound.as_ref().is_some_and(|decision| decision.allowed)
    }
}

/// The datastore as each generation sees it, and which generation each host runs.
pub(crate) struct Worlds {
    one: World,
    two: World,
    default: Generation,
    hosts: BTreeMap<String, Generation>,
}

impl Worlds {
    pub(crate) fn new(keys: &Keys, default: Generation, hosts: BTreeMap<String, Generation>) -> Self {
        Self { one: World::new(keys, Generation::One), two: World::new(keys, Generation::Two), default, hosts }
    }

    fn of(&self, host: &str) -> &World {
        match self.hosts.get(host).copied().unwrap_or(self.default) {
            Generation::One => &self.one,
            Generation::Two => &self.two,
        }
    }

    /// What becomes of a packet.
    pub(crate) fn answer(&self, from: &Party, to: &Party, packet: Packet) -> Answer {
        // Linux keeps a packet's marks as long as it is on one host.
        let mut passed = false;
        let (here, there) = (host_of(from), host_of(to));
        // A floating address is translated as soon as the packet is on the destination's host.
        let arriving = Packet { destination: self.behind(to, packet.destination), ..packet };
        let leaving = if here.is_some() && here == there { arriving } else { packet };
        let outbound = self.outbound(from, to, &leaving, &mut passed);
        if !outbound.allowed {
            return Answer { outbound, inbound: None };
        }
        if outbound.ends && here == there {
            return Answer { outbound, inbound: Some(self.without_chains(to)) };
        }
        let mut seen = arriving;
        if here.is_none() || here != there {
            passed = false;
            if let (Party::Workload(_), Some(host)) = (from, &here) {
                let world = self.of(host);
                if world.masquerades(&packet) {
                    seen.source = world.address_of_host(host, packet.version());
                }
            }
        }
        let inbound = self.inbound(from, to, &seen, &mut passed);
        Answer { outbound, inbound: Some(inbound) }
    }

    /// The address behind a floating one.
    fn behind(&self, to: &Party, destination: IpAddr) -> IpAddr {
        let Party::Workload(key) = to else { return destination };
        let endpoint = self.of(&host_of_key(key)).endpoint(key);
        let mut floating = endpoint.into_iter().flat_map(|endpoint| &endpoint.floating);
        floating.find(|(external, _)| *external == destination).map_or(destination, |(_, internal)| *internal)
    }

    /// Where no chain is asked any more, a route still has to be there.
    fn without_chains(&self, to: &Party) -> Decision {
        match to {
            Party::Workload(key) if self.of(&host_of_key(key)).served(key).is_none() => Decision::unreachable(key),
            _ => Decision::free(),
        }
    }

    fn outbound(&self, from: &Party, to: &Party, packet: &Packet, passed: &mut bool) -> Decision {
        match from {
            Party::Workload(key) => {
                let host = host_of_key(key);
                let world = self.of(&host);
                if host_of(to).is_some_and(|there| there == host) && !matches!(to, Party::Workload(_)) {
                    return input::to_own_host(world, key, packet, passed);
                }
                chain::workload(world, key, Direction::Outbound, packet, passed)
            }
            // Between a host and its own workloads no host endpoint stands, and none within the host.
            Party::HostEndpoint(key) if host_of(to).is_some_and(|there| there == host_of_key(key)) => Decision::free(),
            Party::HostEndpoint(key) => {
                chain::host_endpoint(self.of(&host_of_key(key)), key, Direction::Outbound, packet, passed)
            }
            Party::Host(_) | Party::Outside => Decision::free(),
        }
    }

    fn inbound(&self, from: &Party, to: &Party, packet: &Packet, passed: &mut bool) -> Decision {
        let local = host_of(from).is_some() && host_of(from) == host_of(to);
        match to {
            Party::Workload(_) if local && !matches!(from, Party::Workload(_)) => {
                // The host reaches its own workloads unpoliced, where there is a route to them.
                self.without_chains(to)
            }
            Party::Workload(key) => {
                chain::workload(self.of(&host_of_key(key)), key, Direction::Inbound, packet, passed)
            }
            Party::HostEndpoint(_) | Party::Host(_) if local => Decision::free(),
            Party::HostEndpoint(key) => {
                chain::host_endpoint(self.of(&host_of_key(key)), key, Direction::Inbound, packet, passed)
            }
            Party::Host(_) | Party::Outside => Decision::free(),
        }
    }
}

/// The host in the path of an endpoint's key.
fn host_of_key(key: &str) -> String {
    key.split('/').nth(4).unwrap_or_default().to_owned()
}

fn host_of(party: &Party) -> Option<String> {
    match party {
        Party::Workload(key) | Party::HostEndpoint(key) => Some(host_of_key(key)),
        Party::Host(host) => Some(host.clone()),
        Party::Outside => None,
    }
}
