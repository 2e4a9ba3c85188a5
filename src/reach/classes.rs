//! Classes: ends of traffic that behave alike, towards everybody.

use std::collections::HashMap;
use std::net::IpAddr;

use super::ends::{Ends, Nature};
use super::hash::Quick;
use super::pool::Pool;
use super::space::{NONE, Space};
use super::view::{EndpointId, View};
use crate::model::key::Family;

/// The number of a class among [`super::Reach::classes`], and behind those among [`super::Reach::outside`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub(super) u32);

impl ClassId {
    /// Its place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is at an end of traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A workload's endpoint.
    Workload,
    /// A host, with or without a host endpoint.
    Host,
    /// An address that no endpoint and no host has.
    Outside,
}

/// One end of traffic, as far as anything looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Party {
    pub(super) kind: Kind,
    pub(super) family: Family,
    /// Whose rules its packets go through; [`NONE`] where nobody's.
    pub(super) subject: u32,
    /// The set of what is so of its address.
    pub(super) set: u32,
    /// The set of what is so of the address that others see once its own was masqueraded; [`NONE`] where no pool masquerades it.
    pub(super) masqueraded: u32,
    /// Whether it lies in a pool; false where that does not matter.
    pub(super) pooled: bool,
}

/// Ends of one IP version that behave alike towards everybody: endpoints with an address of theirs, or addresses outside. An endpoint of
/// several addresses may be in several classes.
#[derive(Clone, Debug)]
pub struct Class {
    pub(super) party: Party,
    endpoints: Vec<EndpointId>,
    ranges: Vec<(IpAddr, IpAddr)>,
}

impl Class {
    /// What it is made of.
    pub fn kind(&self) -> Kind {
        self.party.kind
    }

    /// The IP version of its addresses.
    pub fn family(&self) -> Family {
        self.party.family
    }

    /// Its endpoints, in the order of their paths, each once; none for addresses outside.
    pub fn endpoints(&self) -> &[EndpointId] {
        &self.endpoints
    }

    /// Of addresses outside, the first and the last of each range, in order. Addresses of endpoints that lie between belong to their
    /// own classes.
    pub fn ranges(&self) -> &[(IpAddr, IpAddr)] {
        &self.ranges
    }
}

/// The classes of a view.
pub(super) struct Classes {
    /// Those of endpoints, then those of addresses outside.
    pub(super) list: Vec<Class>,
    /// How many are of endpoints.
    pub(super) of_endpoints: usize,
    /// The class of each address of the view's endpoints, in the order of the view's addresses.
    pub(super) of_address: Vec<u32>,
}

/// Sorts the endpoints of a view, and all other addresses, into classes.
pub(super) fn classify(view: &View<'_>, ends: &mut Ends<'_, '_>, pool: &mut Pool, space: &mut Space) -> Classes {
    let mut list: Vec<Class> = Vec::new();
    let natures: Vec<Nature> = view.records.iter().map(|record| ends.nature(record, pool, space)).collect();
    let sets = sets(view, ends, &natures, space);
    let mut numbers: Quick<Party, u32> = Quick::default();
    let mut of_address = vec![NONE; view.addresses.len()];
    let mut recent: Option<(Party, u32)> = None;
    for (at, (record, nature)) in (0u32..).zip(view.records.iter().zip(&natures)) {
        let subject = nature.subject;
        for place in record.places() {
            let Some(address) = view.addresses.get(place as usize) else { continue };
            let set = sets.get(place as usize).copied().unwrap_or(0);
            let party = ends.party(record, subject, *address, set, pool, space);
            let number = match recent {
                Some((known, number)) if known == party => number,
                _ => *numbers.entry(party).or_insert_with(|| {
                    list.push(Class { party, endpoints: Vec::new(), ranges: Vec::new() });
                    u32::try_from(list.len() - 1).unwrap_or(NONE)
                }),
            };
            recent = Some((party, number));
            if let Some(slot) = of_address.get_mut(place as usize) {
                *slot = number;
            }
            if let Some(class) = list.get_mut(number as usize)
                && class.endpoints.last() != Some(&EndpointId(at))
            {
                class.endpoints.push(EndpointId(at));
            }
        }
    }
    let of_endpoints = list.len();
    let mut numbers: HashMap<(Family, u32), usize> = HashMap::new();
    for family in [Family::V4, Family::V6] {
        for (first, last, set) in ends.nets.each(family) {
            // An address that is an endpoint's is not outside.
            if first == last && !ends.owners(first).is_empty() {
                continue;
            }
            let at = *numbers.entry((family, set)).or_insert_with(|| {
                let party = Party { kind: Kind::Outside, family, subject: NONE, set, masqueraded: NONE, pooled: false };
                list.push(Class { party, endpoints: Vec::new(), ranges: Vec::new() });
                list.len() - 1
            });
            if let Some(class) = list.get_mut(at) {
                class.ranges.push((first, last));
            }
        }
    }
    Classes { list, of_endpoints, of_address }
}

/// What is so of each of the view's addresses.
fn sets(view: &View<'_>, ends: &mut Ends<'_, '_>, natures: &[Nature], space: &mut Space) -> Vec<u32> {
    let mut sets = vec![0; view.addresses.len()];
    let sorted = ends.sort();
    for same in sorted.chunk_by(|a, b| a.0 == b.0) {
        let Some((address, _, _)) = same.first() else { continue };
        let mut set = ends.nets.of(*address);
        for (_, owner, _) in same {
            // An address belongs to what any of its endpoints belongs to.
            let given = natures.get(*owner as usize).map_or(0, |nature| nature.given);
            set = ends.union(given, set, space);
        }
        for (_, _, place) in same {
            if let Some(slot) = sets.get_mut(*place as usize) {
                *slot = set;
            }
        }
    }
    sets
}
