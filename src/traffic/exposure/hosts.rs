//! Hosts that are no endpoints themselves: what they send to workloads and get from them.
//!
//! Where nobody polices a host, to a workload elsewhere it is like any address of its network. With its own workloads it is another matter.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;

use super::shares::Shares;
use crate::model::key::Family;
use crate::reach::{ClassId, End, EndpointId, HostRules, Kind, Near, PacketSet, Reach};

/// Hosts by the networks that their addresses are in; those without an address in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Machines {
    places: BTreeMap<Option<ClassId>, BTreeSet<String>>,
}

impl Machines {
    /// The hosts of a view, save those whose address is an endpoint's of their own.
    pub(super) fn of(reach: &Reach<'_, '_>) -> Self {
        let mut ranges: Vec<(IpAddr, IpAddr, ClassId)> = Vec::new();
        for (class, id) in reach.outside().iter().zip(reach.outside_ids()) {
            ranges.extend(class.ranges().iter().map(|(first, last)| (*first, *last, id)));
        }
        ranges.sort_unstable();
        let endpoints: BTreeSet<IpAddr> = reach
            .view()
            .endpoints()
            .filter(|endpoint| endpoint.is_host_endpoint())
            .flat_map(|endpoint| endpoint.addresses().iter().copied())
            .collect();
        let place = |address: &IpAddr| {
            let behind = ranges.partition_point(|(first, ..)| first <= address);
            let (_, last, id) = ranges.get(behind.checked_sub(1)?)?;
            (address <= last && !endpoints.contains(address)).then_some(*id)
        };
        let mut places: BTreeMap<Option<ClassId>, BTreeSet<String>> = BTreeMap::new();
        for host in reach.view().hosts() {
            let addresses = reach.view().addresses_of_host(host);
            // Of each IP version, the first address counts.
            let first = |family| addresses.iter().find(|address| Family::of(address) == family);
            for family in [Family::V4, Family::V6] {
                if let Some(place) = first(family).and_then(place) {
                    places.entry(Some(place)).or_default().insert(host.to_owned());
                }
            }
            if addresses.is_empty() {
                places.entry(None).or_default().insert(host.to_owned());
            }
        }
        Self { places }
    }

    /// One of them.
    pub(super) fn only(&self, host: &str) -> Self {
        let is_in = |hosts: &BTreeSet<String>| hosts.contains(host);
        let places = self.places.iter().filter(|(_, hosts)| is_in(hosts));
        Self { places: places.map(|(place, _)| (*place, [host.to_owned()].into())).collect() }
    }

    /// Those of each network for themselves.
    pub(super) fn apart(&self) -> Vec<(Option<ClassId>, Self)> {
        let one = |(place, hosts): (&Option<ClassId>, &BTreeSet<String>)| {
            (*place, Self { places: [(*place, hosts.clone())].into() })
        };
        self.places.iter().map(one).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.places.values().flatten().collect::<BTreeSet<_>>().len()
    }

    fn place(&self, host: &str, family: Family, reach: &Reach<'_, '_>) -> Option<Option<ClassId>> {
        let of_family = |class: &Option<ClassId>| match class {
            Some(class) => reach.class(*class).is_some_and(|class| class.family() == family),
            None => true,
        };
        self.places.iter().find(|(class, hosts)| of_family(class) && hosts.contains(host)).map(|(class, _)| *class)
    }
}

/// Some that behave alike on one host: how many, and one of them.
struct Here {
    count: u64,
    example: (EndpointId, IpAddr),
}

/// Endpoints, by class and host.
pub(super) struct Tally {
    classes: BTreeMap<ClassId, BTreeMap<String, Here>>,
}

impl Tally {
    pub(super) fn of(endpoints: &[EndpointId], reach: &Reach<'_, '_>) -> Self {
        let mut classes: BTreeMap<ClassId, BTreeMap<String, Here>> = BTreeMap::new();
        for id in endpoints {
            let Some(endpoint) = reach.view().endpoint(*id) else { continue };
            for (class, address) in reach.classes_of(*id).into_iter().zip(endpoint.addresses()) {
                let hosts = classes.entry(class).or_default();
                match hosts.get_mut(endpoint.host()) {
                    Some(here) => here.count += 1,
                    None => {
                        hosts.insert(endpoint.host().to_owned(), Here { count: 1, example: (*id, *address) });
                    }
                }
            }
        }
        Self { classes }
    }

    /// On how many hosts they are.
    pub(super) fn hosts(&self) -> usize {
        self.classes.values().flat_map(BTreeMap::keys).collect::<BTreeSet<_>>().len()
    }

    /// With hosts that they are not on. `to_hosts`: what they send, not what they get.
    pub(super) fn far(&self, machines: &Machines, reach: &Reach<'_, '_>, to_hosts: bool, shares: &mut Shares) {
        for (class, here) in &self.classes {
            let Some(family) = reach.class(*class).map(|class| class.family()) else { continue };
            let all: u64 = here.values().map(|here| here.count).sum();
            for (place, hosts) in &machines.places {
                let near: u64 = hosts.iter().filter_map(|host| here.get(host)).map(|here| here.count).sum();
                let pairs = (all * hosts.len() as u64).saturating_sub(near);
                if pairs == 0 {
                    continue;
                }
                let allowed = match place {
                    Some(place) if reach.class(*place).is_some_and(|class| class.family() == family) => {
                        let (from, to) = if to_hosts { (*class, *place) } else { (*place, *class) };
                        Some(reach.between(from, to, Near::OtherHost).allowed.clone())
                    }
                    Some(_) => None,
                    None => {
                        // Any of them that is on another host than one of us.
                        let mut two = hosts.iter().filter_map(|host| {
                            let (_, here) = here.iter().find(|(other, _)| *other != host)?;
                            Some((host, here.example))
                        });
                        two.next().map(|(host, example)| traced(reach, host, example, to_hosts))
                    }
                };
                if let Some(allowed) = allowed {
                    shares.add(&allowed, family, pairs);
                }
            }
        }
    }

    /// With the hosts that they are on, as far as those are among `machines`; what is of the host itself is left out.
    pub(super) fn near(&self, machines: &Machines, reach: &Reach<'_, '_>, to_hosts: bool, shares: &mut Shares) {
        let mut rules: Vec<Option<HostRules>> = Vec::new();
        let mut of_host: HashMap<String, (usize, bool)> = HashMap::new();
        let mut known: HashMap<(ClassId, usize, bool, Option<ClassId>), PacketSet> = HashMap::new();
        for (class, here) in &self.classes {
            let workload = reach.class(*class).filter(|class| class.kind() == Kind::Workload);
            let Some(family) = workload.map(|class| class.family()) else { continue };
            for (host, here) in here {
                let Some(place) = machines.place(host, family, reach) else { continue };
                let (set, metadata) = *of_host.entry(host.clone()).or_insert_with(|| {
                    let found = reach.view().host_rules(host);
                    let metadata = found.as_ref().and_then(|rules| rules.metadata).map(|(address, _)| address);
                    let addresses = reach.view().addresses_of_host(host);
                    let is_own = metadata.is_some_and(|address| addresses.contains(&address));
                    let at = rules.iter().position(|known| *known == found).unwrap_or_else(|| {
                        rules.push(found);
                        rules.len() - 1
                    });
                    (at, is_own)
                });
                let allowed = known
                    .entry((*class, set, metadata, place))
                    .or_insert_with(|| traced(reach, host, here.example, to_hosts));
                shares.add(allowed, family, here.count);
            }
        }
    }
}

/// What passes between a host and an endpoint.
fn traced(reach: &Reach<'_, '_>, host: &str, (id, address): (EndpointId, IpAddr), to_host: bool) -> PacketSet {
    let (host, endpoint) = (End::Host(host.to_owned(), None), End::Endpoint(id, address));
    let trace = if to_host { reach.trace(&endpoint, &host) } else { reach.trace(&host, &endpoint) };
    trace.allowed()
}
