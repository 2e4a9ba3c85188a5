//! Between groups of ends: what all pairs of two groups can do, counted exactly.

use std::collections::{BTreeMap, HashMap};

use super::answer::{Part, Verdict};
use super::classes::ClassId;
use super::flow::Near;
use super::matrix::Members;
use super::reach::{FlowId, Reach};
use super::set::PacketSet;
use super::view::EndpointId;
use crate::model::key::Family;

#[cfg(test)]
mod tests;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The flows between their ends, each with the number of pairs of addresses that have it. A pair is from an address of one end to one of
    /// another, of one IP version; an end and itself are none.
    flows: Vec<(FlowId, Family, u64)>,
}

/// A part of the traffic between two groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which packets, and what decides about them.
    pub part: Part,
    /// Between how many pairs of addresses.
    pub pairs: u64,
}

impl Cell {
    /// The flows, each with its IP version and the number of pairs of addresses that have it.
    pub fn flows(&self) -> &[(FlowId, Family, u64)] {
        &self.flows
    }

    /// How many pairs of addresses there are.
    pub fn pairs(&self) -> u64 {
        self.flows.iter().map(|(_, _, pairs)| pairs).sum()
    }

    /// Between how many of them something passes.
    pub fn open_pairs(&self, reach: &Reach<'_, '_>) -> u64 {
        let open = self.flows.iter().filter(|(flow, _, _)| !reach.flow(*flow).allowed.is_empty());
        open.map(|(_, _, pairs)| pairs).sum()
    }

    /// Whether between all pairs of one IP version between which something passes it is the same.
    pub fn is_alike(&self, reach: &Reach<'_, '_>) -> bool {
        let mut known: HashMap<Family, PacketSet> = HashMap::new();
        let mut open = self.flows.iter().map(|(flow, family, _)| (*family, reach.flow(*flow)));
        open.all(|(family, flow)| {
            flow.allowed.is_empty() || *known.entry(family).or_insert_with(|| flow.allowed.clone()) == flow.allowed
        })
    }

    /// The packets that pass between at least two ends.
    pub fn allowed(&self, reach: &Reach<'_, '_>) -> PacketSet {
        self.flows.iter().fold(PacketSet::empty(), |all, (flow, _, _)| all.union(&reach.flow(*flow).allowed))
    }

    /// All packets of the IP versions that its pairs have.
    pub fn whole(&self) -> PacketSet {
        let has = |wanted| self.flows.iter().any(|(_, family, _)| *family == wanted);
        let of = |family| if has(family) { PacketSet::family(family) } else { PacketSet::empty() };
        of(Family::V4).union(&of(Family::V6))
    }

    /// How much passes.
    pub fn extent(&self, reach: &Reach<'_, '_>) -> Extent {
        let mut of_family: [Option<PacketSet>; 2] = [None, None];
        for (flow, family, _) in &self.flows {
            let allowed = reach.flow(*flow).allowed.clone();
            let [v4, v6] = &mut of_family;
            let known = if *family == Family::V4 { v4 } else { v6 };
            match known {
                Some(known) if *known != allowed => return Extent::Mixed,
                Some(_) => {}
                None => *known = Some(allowed),
            }
        }
        if self.flows.is_empty() {
            return Extent::NoPair;
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

    /// What decides, and between how many pairs: what passes before what does not, the most pairs first.
    pub fn shares(&self, reach: &Reach<'_, '_>) -> Vec<Share> {
        let mut found: HashMap<Part, u64> = HashMap::new();
        for (flow, _, pairs) in &self.flows {
            for part in &reach.flow(*flow).parts {
                *found.entry(part.clone()).or_default() += pairs;
            }
        }
        let mut shares: Vec<Share> = found.into_iter().map(|(part, pairs)| Share { part, pairs }).collect();
        let first = |share: &Share| (share.part.verdict != Verdict::Allow, std::cmp::Reverse(share.pairs));
        shares.sort_by(|a, b| first(a).cmp(&first(b)).then_with(|| a.part.cmp(&b.part)));
        shares
    }
}

/// The ends of a group, by class: how many addresses, and on which hosts.
struct Tally {
    classes: BTreeMap<ClassId, ByHost>,
    /// The endpoints, sorted, to leave out pairs of one and the same.
    members: Vec<EndpointId>,
}

#[derive(Default)]
struct ByHost {
    all: u64,
    hosts: HashMap<u32, u64>,
}

impl Tally {
    fn of(ends: &Members, reach: &Reach<'_, '_>) -> Self {
        let mut classes: BTreeMap<ClassId, ByHost> = BTreeMap::new();
        for endpoint in &ends.endpoints {
            let Some(host) = reach.view().host_number(*endpoint) else { continue };
            for class in reach.classes_of(*endpoint) {
                let tally = classes.entry(class).or_default();
                tally.all += 1;
                *tally.hosts.entry(host).or_default() += 1;
            }
        }
        for class in &ends.outside {
            classes.entry(*class).or_default().all += 1;
        }
        let mut members = ends.endpoints.clone();
        members.sort_unstable();
        Self { classes, members }
    }
}

impl ByHost {
    /// Pairs whose ends are on one host.
    fn together(&self, other: &Self) -> u64 {
        let (few, many) = if self.hosts.len() <= other.hosts.len() { (self, other) } else { (other, self) };
        few.hosts.iter().map(|(host, count)| count * many.hosts.get(host).copied().unwrap_or_default()).sum()
    }
}

/// The traffic from each of some groups to each of others.
pub struct Pairs<'r, 'v, 's> {
    reach: &'r Reach<'v, 's>,
    from: Vec<Tally>,
    to: Vec<Tally>,
}

impl<'r, 'v, 's> Pairs<'r, 'v, 's> {
    /// Between groups. What a cell holds is worked out when it is asked for.
    pub fn new(reach: &'r Reach<'v, 's>, from: &[Members], to: &[Members]) -> Self {
        let tallies = |all: &[Members]| all.iter().map(|ends| Tally::of(ends, reach)).collect();
        Self { reach, from: tallies(from), to: tallies(to) }
    }

    /// From one of the groups to another, by their places.
    pub fn cell(&self, from: usize, to: usize) -> Cell {
        let mut flows: HashMap<(FlowId, Family), u64> = HashMap::new();
        if let (Some(a), Some(b)) = (self.from.get(from), self.to.get(to)) {
            let itself = self.itself(a, b);
            for (from, ends) in &a.classes {
                for (to, others) in &b.classes {
                    let itself = itself.get(&(*from, *to)).copied().unwrap_or_default();
                    self.add(&mut flows, (*from, ends), (*to, others), itself);
                }
            }
        }
        let mut flows: Vec<_> = flows.into_iter().map(|((flow, family), pairs)| (flow, family, pairs)).collect();
        flows.sort_unstable();
        Cell { flows }
    }

    /// How many pairs of two classes are of one endpoint and itself.
    fn itself(&self, a: &Tally, b: &Tally) -> HashMap<(ClassId, ClassId), u64> {
        let mut found: HashMap<(ClassId, ClassId), u64> = HashMap::new();
        let (few, many) =
            if a.members.len() <= b.members.len() { (&a.members, &b.members) } else { (&b.members, &a.members) };
        for endpoint in few.iter().filter(|endpoint| many.binary_search(endpoint).is_ok()) {
            let classes = self.reach.classes_of(*endpoint);
            for from in &classes {
                for to in &classes {
                    *found.entry((*from, *to)).or_default() += 1;
                }
            }
        }
        found
    }

    fn add(
        &self,
        flows: &mut HashMap<(FlowId, Family), u64>,
        (from, ends): (ClassId, &ByHost),
        (to, others): (ClassId, &ByHost),
        itself: u64,
    ) {
        let Some(family) = self.reach.class(from).map(super::Class::family) else { return };
        let mut count = |near, pairs: u64| {
            if pairs > 0
                && let Some(flow) = self.reach.flow_id(from, to, near)
            {
                *flows.entry((flow, family)).or_default() += pairs;
            }
        };
        let all = (ends.all * others.all).saturating_sub(itself);
        if self.reach.nearness_matters(from, to) {
            // An endpoint is on the same host as itself.
            let together = ends.together(others).saturating_sub(itself);
            count(Near::SameHost, together);
            count(Near::OtherHost, all.saturating_sub(together));
        } else {
            count(Near::OtherHost, all);
        }
    }
}
