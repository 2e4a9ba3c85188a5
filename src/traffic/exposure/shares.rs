//! What passes between some pairs, counted packet by packet.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Peer;
use crate::model::key::Family;
use crate::reach::{Cell, PacketSet, Reach, Service};
use crate::traffic::who::Who;

/// Packets that pass between the same number of pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShareDoc {
    /// The packets, in words.
    pub packets: String,
    /// The packets, exactly.
    pub services: Vec<Service>,
    /// Between how many pairs of addresses they pass.
    pub pairs: u64,
    /// Of how many: those of the packets' IP version.
    pub of: u64,
    #[serde(skip)]
    pub(super) set: PacketSet,
}

/// What passes between pairs of addresses, by IP version.
#[derive(Default)]
pub(super) struct Shares {
    found: BTreeMap<Family, Vec<(PacketSet, u64)>>,
}

impl Shares {
    /// Adds pairs between which some packets pass.
    pub(super) fn add(&mut self, allowed: &PacketSet, family: Family, pairs: u64) {
        if pairs > 0 {
            let known = self.found.entry(family).or_default();
            match known.iter_mut().find(|(other, _)| other == allowed) {
                Some((_, sum)) => *sum += pairs,
                None => known.push((allowed.clone(), pairs)),
            }
        }
    }

    /// Adds the pairs of a cell.
    pub(super) fn take(&mut self, cell: &Cell, reach: &Reach<'_, '_>) {
        for (set, family, pairs) in cell.sets() {
            self.add(&reach.packets(*set), *family, *pairs);
        }
    }

    /// What is told of it; nothing where there is no pair.
    pub(super) fn peer(self, who: Who, count: u64) -> Option<Peer> {
        let total = |flows: &[(PacketSet, u64)]| flows.iter().map(|(_, pairs)| *pairs).sum::<u64>();
        let pairs = self.found.values().map(|flows| total(flows)).sum();
        if pairs == 0 {
            return None;
        }
        let whole = self.found.keys().fold(PacketSet::empty(), |all, family| all.union(&PacketSet::family(*family)));
        // By how many pairs of how many: what passes between all of each IP version goes together.
        let mut found: BTreeMap<(u64, u64), PacketSet> = BTreeMap::new();
        let (mut every, mut every_pairs) = (PacketSet::empty(), 0);
        for flows in self.found.values() {
            let of = total(flows);
            for (packets, between) in regions(flows) {
                if between == of {
                    every = every.union(&packets);
                } else {
                    let known = found.entry((between, of)).or_default();
                    *known = known.union(&packets);
                }
            }
            every_pairs += of;
        }
        // Where nothing passes between all pairs of one IP version, only the other one's count.
        let of_every = |family: &Family| !every.only(*family).is_empty();
        if !self.found.keys().all(of_every) {
            let counted = self.found.iter().filter(|(family, _)| of_every(family));
            every_pairs = counted.map(|(_, flows)| total(flows)).sum();
        }
        let is_all = every == whole;
        let doc = |packets: &PacketSet, pairs: u64, of: u64| ShareDoc {
            packets: packets.words(&whole),
            services: packets.services(),
            pairs,
            of,
            set: packets.clone(),
        };
        let mut allowed = Vec::new();
        if !every.is_empty() {
            allowed.push(doc(&every, every_pairs, every_pairs));
        }
        allowed.extend(found.iter().rev().map(|((between, of), packets)| doc(packets, *between, *of)));
        let extent = match (is_all, allowed.is_empty(), found.is_empty()) {
            (true, ..) => "all",
            (_, true, _) => "none",
            (_, _, true) => "some",
            _ => "mixed",
        };
        let everything = found.values().fold(every, |all, packets| all.union(packets)) == whole;
        Some(Peer { who: (who, count), extent, pairs, allowed, everything })
    }
}

/// Packets that pass between the same number of pairs: every packet that passes somewhere is in one of them.
fn regions(flows: &[(PacketSet, u64)]) -> Vec<(PacketSet, u64)> {
    let mut regions: Vec<(PacketSet, u64)> = Vec::new();
    for (allowed, pairs) in flows {
        let mut rest = allowed.clone();
        let mut next = Vec::with_capacity(regions.len() + 1);
        for (packets, sum) in regions {
            let both = packets.intersection(&rest);
            if both.is_empty() {
                next.push((packets, sum));
                continue;
            }
            rest = rest.difference(&both);
            let others = packets.difference(&both);
            if !others.is_empty() {
                next.push((others, sum));
            }
            next.push((both, sum + pairs));
        }
        if !rest.is_empty() {
            next.push((rest, *pairs));
        }
        regions = next;
    }
    // What passes between the same number of pairs is told of together.
    let mut by_pairs: BTreeMap<u64, PacketSet> = BTreeMap::new();
    for (packets, pairs) in regions {
        let known = by_pairs.entry(pairs).or_default();
        *known = known.union(&packets);
    }
    by_pairs.into_iter().map(|(pairs, packets)| (packets, pairs)).collect()
}
