//! Between groups of ends: what all pairs of two groups can do, counted exactly.

mod count;
mod kin;
#[cfg(test)]
mod tests;
mod units;

use std::collections::HashMap;

use super::answer::{Part, Verdict};
use super::classes::ClassId;
use super::reach::{Reach, SetId};
use super::set::PacketSet;
use super::view::EndpointId;
use crate::model::key::Family;

pub use count::Pairs;

/// Some ends that are taken together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Endpoints, with all their addresses.
    pub endpoints: Vec<EndpointId>,
    /// Addresses outside, by class ([`Reach::outside_ids`]).
    pub outside: Vec<ClassId>,
}

/// How much passes between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// There is no pair: the same single endpoint, or no address of one IP version.
    NoPair,
    /// Nothing, between any two.
    None,
    /// Not the same between every two.
    Mixed,
    /// The same services between every two.
    Some,
    /// Everything but some services, between every two.
    Most,
    /// Everything, between every two.
    All,
}

impl Extent {
    /// The word for it, as JSON has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoPair => "no-pair",
            Self::None => "none",
            Self::Mixed => "mixed",
            Self::Some => "some",
            Self::Most => "most",
            Self::All => "all",
        }
    }
}

/// From one group to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The sets of packets that pass between their ends, each with the number of pairs of addresses between which it does. A pair is from an
    /// address of one end to one of another, of one IP version; an end and itself are none. Addresses outside that rules do not tell apart
    /// are one.
    sets: Vec<(SetId, Family, u64)>,
}

/// A part of the traffic between two groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which packets, and what decides about them.
    pub part: Part,
    /// Between how many pairs of addresses.
    pub pairs: u64,
}

impl Share {
    /// What passes before what does not, the most pairs first.
    fn sorted(found: HashMap<Part, u64>) -> Vec<Self> {
        let mut shares: Vec<Self> = found.into_iter().map(|(part, pairs)| Self { part, pairs }).collect();
        let first = |share: &Self| (share.part.verdict != Verdict::Allow, std::cmp::Reverse(share.pairs));
        shares.sort_by(|a, b| first(a).cmp(&first(b)).then_with(|| a.part.cmp(&b.part)));
        shares
    }
}

impl Cell {
    /// The sets of packets that pass, each with its IP version and the number of pairs of addresses.
    pub fn sets(&self) -> &[(SetId, Family, u64)] {
        &self.sets
    }

    /// How many pairs of addresses there are.
    pub fn pairs(&self) -> u64 {
        self.sets.iter().map(|(_, _, pairs)| pairs).sum()
    }

    /// Between how many of them something passes.
    pub fn open_pairs(&self, reach: &Reach<'_, '_>) -> u64 {
        let open = self.sets.iter().filter(|(set, _, _)| !reach.packets(*set).is_empty());
        open.map(|(_, _, pairs)| pairs).sum()
    }

    /// Whether between all pairs of one IP version between which something passes it is the same.
    pub fn is_alike(&self, reach: &Reach<'_, '_>) -> bool {
        let count = |wanted: Family| {
            let open = self.sets.iter().filter(|(set, family, _)| *family == wanted && !reach.packets(*set).is_empty());
            open.count()
        };
        count(Family::V4) <= 1 && count(Family::V6) <= 1
    }

    /// The packets that pass between at least two ends.
    pub fn allowed(&self, reach: &Reach<'_, '_>) -> PacketSet {
        self.sets.iter().fold(PacketSet::empty(), |all, (set, _, _)| all.union(&reach.packets(*set)))
    }

    /// All packets of the IP versions that its pairs have.
    pub fn whole(&self) -> PacketSet {
        let has = |wanted| self.sets.iter().any(|(_, family, _)| *family == wanted);
        let of = |family| if has(family) { PacketSet::family(family) } else { PacketSet::empty() };
        of(Family::V4).union(&of(Family::V6))
    }

    /// How much passes.
    pub fn extent(&self, reach: &Reach<'_, '_>) -> Extent {
        let count = |wanted: Family| self.sets.iter().filter(|(_, family, _)| *family == wanted).count();
        if self.sets.is_empty() {
            return Extent::NoPair;
        }
        if count(Family::V4) > 1 || count(Family::V6) > 1 {
            return Extent::Mixed;
        }
        let (allowed, whole) = (self.allowed(reach), self.whole());
        if allowed.is_empty() {
            Extent::None
        } else if allowed == whole {
            Extent::All
        } else if whole.difference(&allowed).services().len() < allowed.services().len() {
            Extent::Most
        } else {
            Extent::Some
        }
    }
}
