//! Who with whom: the pairs of two groups, sorted into those that behave alike.
//!
//! Endpoints of one class behave alike towards everybody, so what a thousand pods may send to a thousand VMs is asked once for each two
//! classes, on one host and on two, and counted.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use crate::inventory::parties::{Chosen, Parties, Party};
use crate::model::key::Family;
use crate::reach::{ClassId, End, Reach, Trace};

/// One end of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub party: Party,
    /// With which address; a host need have none.
    pub address: Option<IpAddr>,
    /// The same for the engine.
    pub end: End,
    /// Of addresses that nobody has, those that it stands for: the first and the last.
    pub range: Option<(IpAddr, IpAddr)>,
}

impl fmt::Display for Seat {
    /// As commands take it; of addresses that nobody has, from the first to the last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.range {
            Some((first, last)) if first != last => write!(f, "{first}-{last}"),
            _ => write!(f, "{}", self.party),
        }
    }
}

impl Seat {
    fn host(&self) -> Option<&str> {
        self.party.host()
    }

    /// Its IP version; a host without an address has that of the other end.
    fn family(&self) -> Option<Family> {
        self.address.as_ref().map(Family::of)
    }
}

/// Pairs that behave alike.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// The source of one of them.
    pub from: Seat,
    /// The destination of the same.
    pub to: Seat,
    /// How many there are: an endpoint with two addresses is in two.
    pub count: usize,
    /// What becomes of their packets.
    pub trace: Trace,
}

/// The pairs of two groups.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    /// Sorted.
    pub bundles: Vec<Bundle>,
    /// Endpoints that are in no pair, because they have no address.
    pub addressless: Vec<Party>,
}

impl Pairs {
    /// How many there are in all.
    pub fn count(&self) -> usize {
        self.bundles.iter().map(|bundle| bundle.count).sum()
    }

    /// The pairs of those that two words mean. Nobody is paired with itself. `family` keeps those of one IP version.
    pub fn of(reach: &Reach<'_, '_>, from: &Parties, to: &Parties, family: Option<Family>) -> Self {
        let mut addressless = Vec::new();
        let from = groups(reach, from, family, &mut addressless);
        let to = groups(reach, to, family, &mut addressless);
        addressless.sort();
        addressless.dedup();
        let mut bundles = Vec::new();
        for sources in from.values() {
            for destinations in to.values() {
                let (Some(first), Some(second)) = (sources.first(), destinations.first()) else { continue };
                if first.family().zip(second.family()).is_none_or(|(a, b)| a == b) {
                    bundle(reach, sources, destinations, &mut bundles);
                }
            }
        }
        Self { bundles, addressless }
    }
}

/// What puts ends together: their class, or for want of one their place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Class(ClassId),
    Alone(usize),
}

fn groups(
    reach: &Reach<'_, '_>,
    parties: &Parties,
    family: Option<Family>,
    addressless: &mut Vec<Party>,
) -> BTreeMap<Group, Vec<Seat>> {
    let mut groups: BTreeMap<Group, Vec<Seat>> = BTreeMap::new();
    let is_wanted = |address: &IpAddr| family.is_none_or(|family| Family::of(address) == family);
    let mut alone = 0;
    let mut add = |groups: &mut BTreeMap<Group, Vec<Seat>>, class: Option<ClassId>, seat: Seat| {
        alone += 1;
        groups.entry(class.map_or(Group::Alone(alone), Group::Class)).or_default().push(seat);
    };
    if parties.by == Chosen::Any {
        for (class, id) in reach.outside().iter().zip(reach.outside_ids()) {
            let Some(range) = class.ranges().first().filter(|(first, _)| is_wanted(first)) else { continue };
            let first = range.0;
            let (party, end) = (Party::Address(first), End::Address(first));
            let seat = Seat { party, address: Some(first), end, range: Some(*range) };
            add(&mut groups, Some(id), seat);
        }
        return groups;
    }
    for party in &parties.parties {
        let endpoint = party.path().and_then(|path| reach.view().find(&path));
        let (Some(endpoint), Party::Workload(_) | Party::HostEndpoint { .. }) = (endpoint, party) else {
            let (address, end) = match party {
                Party::Host(host) => (parties.address, End::Host(host.clone(), parties.address)),
                Party::Address(address) => (Some(*address), End::Address(*address)),
                // A key that is no endpoint's to the engine has none.
                Party::Workload(_) | Party::HostEndpoint { .. } => {
                    addressless.push(party.clone());
                    continue;
                }
            };
            if address.as_ref().is_none_or(is_wanted) {
                add(&mut groups, None, Seat { party: party.clone(), address, end, range: None });
            }
            continue;
        };
        let classes = reach.classes_of(endpoint.id());
        let own: Vec<(IpAddr, Option<ClassId>)> = match parties.address {
            // A floating address is none of its own.
            Some(address) => vec![(address, None)],
            None => endpoint.addresses().iter().zip(classes).map(|(address, class)| (*address, Some(class))).collect(),
        };
        // An interface that is known by its name has the addresses of its host.
        let of_host =
            || reach.view().addresses_of_host(endpoint.host()).iter().map(|address| (*address, None)).collect();
        let own = if own.is_empty() && endpoint.is_host_endpoint() { of_host() } else { own };
        if own.is_empty() {
            addressless.push(party.clone());
        }
        for (address, class) in own.into_iter().filter(|(address, _)| is_wanted(address)) {
            let end = End::Endpoint(endpoint.id(), address);
            add(&mut groups, class, Seat { party: party.clone(), address: Some(address), end, range: None });
        }
    }
    groups
}

/// The pairs of two groups whose members behave alike: those on one host, and those on two.
fn bundle(reach: &Reach<'_, '_>, sources: &[Seat], destinations: &[Seat], bundles: &mut Vec<Bundle>) {
    let by_host = |seats: &[Seat]| {
        let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, seat) in seats.iter().enumerate() {
            if let Some(host) = seat.host() {
                hosts.entry(host.to_owned()).or_default().push(at);
            }
        }
        hosts
    };
    let (from_hosts, to_hosts) = (by_host(sources), by_host(destinations));
    let same_party =
        |(a, b): &(usize, usize)| sources.get(*a).zip(destinations.get(*b)).is_some_and(|(a, b)| a.party == b.party);
    let mut places: BTreeMap<&Party, (usize, usize)> = BTreeMap::new();
    for seat in sources {
        places.entry(&seat.party).or_default().0 += 1;
    }
    for seat in destinations {
        places.entry(&seat.party).or_default().1 += 1;
    }
    let with_itself: usize = places.values().map(|(a, b)| a * b).sum();
    let (mut near, mut near_example) = (0, None);
    for (host, here) in &from_hosts {
        let Some(there) = to_hosts.get(host) else { continue };
        near += here.len() * there.len();
        if near_example.is_none() {
            let mut pairs = here.iter().flat_map(|a| there.iter().map(move |b| (*a, *b)));
            near_example = pairs.find(|pair| !same_party(pair));
        }
    }
    let far = sources.len() * destinations.len() - near;
    // Addresses of nobody have no host: the same one twice is a pair with itself as well.
    let (near_itself, far_itself) = if from_hosts.is_empty() { (0, with_itself) } else { (with_itself, 0) };
    let mut add = |count: usize, pair: Option<(usize, usize)>| {
        let pair = pair.and_then(|(a, b)| sources.get(a).zip(destinations.get(b)));
        if let Some((from, to)) = pair.filter(|_| count > 0) {
            let trace = reach.trace(&from.end, &to.end);
            if !trace.parts.is_empty() {
                bundles.push(Bundle { from: from.clone(), to: to.clone(), count, trace });
            }
        }
    };
    add(near.saturating_sub(near_itself), near_example);
    let far_example = || {
        let first = sources.iter().position(|source| {
            destinations.iter().any(|other| other.host().is_none() || source.host() != other.host())
        })?;
        let source = sources.get(first)?;
        let is_far =
            |other: &Seat| (source.host().is_none() || source.host() != other.host()) && source.party != other.party;
        Some((first, destinations.iter().position(is_far)?))
    };
    add(far.saturating_sub(far_itself), far_example());
}
