//! Groups of ends against groups of ends: all of it at once.

mod tables;

use std::collections::HashMap;

use super::atoms::{Atom, AtomId};
use super::classes::{ClassId, Party};
use super::flow::BothSides;
use super::hash::Quick;
use super::reach::{Reach, SetId};
use super::space::{NONE, Space};
use super::view::EndpointId;
use crate::model::profile::Direction;
use tables::Tables;

/// Some ends that a matrix takes together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Endpoints, with all their addresses.
    pub endpoints: Vec<EndpointId>,
    /// Addresses outside, by class ([`Reach::outside_ids`]).
    pub outside: Vec<ClassId>,
}

/// Which packets pass between groups of ends.
#[derive(Clone, Debug)]
pub struct Matrix {
    count: usize,
    cells: Vec<Vec<SetId>>,
}

impl Matrix {
    /// The different sets of packets that pass from some end of one group to some end of another, in no order: none where there are no two
    /// ends of one IP version, or no two at all; one where every end of the one does the same towards every end of the other. Groups
    /// have the numbers of their places. An endpoint and itself are no pair.
    pub fn cell(&self, from: usize, to: usize) -> &[SetId] {
        let at = from.checked_mul(self.count).and_then(|row| row.checked_add(to)).filter(|_| to < self.count);
        at.and_then(|at| self.cells.get(at)).map_or(&[], Vec::as_slice)
    }
}

/// A set of small numbers.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    /// Adds a number; false where it is there already.
    fn insert(&mut self, number: usize) -> bool {
        let at = number / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        let Some(word) = self.0.get_mut(at) else { return false };
        let before = *word;
        *word |= 1 << (number % 64);
        *word != before
    }

    fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// The numbers, sorted.
    fn numbers(&self) -> Vec<u32> {
        let all = 0..u32::try_from(self.0.len() * 64).unwrap_or(NONE);
        all.filter(|number| self.contains(*number as usize)).collect()
    }
}

/// Ends of a group that are alike as senders, or as receivers.
struct Alike {
    group: u32,
    /// One of them; what is so of the others' addresses differs only where nobody asks.
    example: Party,
    side: u32,
    /// What is so of their addresses and asked about, and the number of that set among those of all senders.
    asked: u32,
    set: u32,
    endpoints: Vec<EndpointId>,
    /// How many of them each host has, by host.
    hosts: Vec<(u32, u64)>,
}

impl Reach<'_, '_> {
    /// Every group against every group, itself included. Ends are first brought down to those that anybody can tell apart, as senders and as
    /// receivers by themselves.
    pub fn matrix(&self, groups: &[Members]) -> Matrix {
        let ends: Vec<Vec<(ClassId, EndpointId)>> = groups
            .iter()
            .map(|group| {
                let of =
                    |id: &EndpointId| self.classes_of(*id).into_iter().map(|class| (class, *id)).collect::<Vec<_>>();
                group.endpoints.iter().flat_map(of).collect()
            })
            .collect();
        let mut space = self.space.borrow_mut();
        let mut maker = Maker { reach: self, space: &mut space, sides: Quick::default() };
        let mut destinations = maker.asked_of_destinations(&ends, groups);
        destinations.extend(maker.metadata());
        destinations.sort_unstable();
        destinations.dedup();
        let receivers = maker.alike(&ends, groups, Direction::Inbound, &destinations);
        let mut cells: Vec<Vec<SetId>> = vec![Vec::new(); groups.len() * groups.len()];
        // Most receivers ask nothing about networks; to them senders differ much less.
        let nets = maker.nets();
        let (asking, others): (Vec<_>, Vec<_>) = receivers.into_iter().partition(|receiver| {
            receiver.side != NONE && maker.space.asked(receiver.side).iter().any(|atom| nets.contains(*atom as usize))
        });
        for receivers in [asking, others].iter().filter(|receivers| !receivers.is_empty()) {
            let sources = maker.asked(receivers.iter().map(|receiver| receiver.side));
            let senders = maker.alike(&ends, groups, Direction::Outbound, &sources);
            Tables::new(maker.space, &senders).fill(&senders, receivers, groups.len(), &mut cells);
        }
        Matrix { count: groups.len(), cells }
    }
}

impl Alike {
    /// Sorts the endpoints, and counts them by host.
    fn settle(&mut self, reach: &Reach<'_, '_>) {
        self.endpoints.sort_unstable();
        self.endpoints.dedup();
        let host = |id: &EndpointId| reach.view().records.get(id.index()).map_or(NONE, |record| record.host);
        let mut hosts: Vec<u32> = self.endpoints.iter().map(host).collect();
        hosts.sort_unstable();
        self.hosts =
            hosts.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len() as u64))).collect();
    }

    /// How many pairs there are on one host, and on two; an endpoint and itself are none.
    fn pairs(&self, to: &Self) -> (u64, u64) {
        let on =
            |host: u32| to.hosts.binary_search_by_key(&host, |(host, _)| *host).ok().and_then(|at| to.hosts.get(at));
        let near: u64 = self.hosts.iter().filter_map(|(host, count)| Some(count * on(*host)?.1)).sum();
        let itself = self.endpoints.iter().filter(|id| to.endpoints.binary_search(id).is_ok()).count() as u64;
        let all = self.endpoints.len() as u64 * to.endpoints.len() as u64;
        (near.saturating_sub(itself), all.saturating_sub(near))
    }
}

struct Maker<'m, 'r, 'v, 's> {
    reach: &'r Reach<'v, 's>,
    space: &'m mut Space,
    sides: Quick<u32, BothSides>,
}

impl Maker<'_, '_, '_, '_> {
    fn sides(&mut self, class: ClassId, party: &Party) -> BothSides {
        let space = &mut self.space;
        *self.sides.entry(class.0).or_insert_with(|| space.both_sides(party))
    }

    /// Which questions are about networks, by number.
    fn nets(&self) -> Bits {
        let pool = self.space.pool.borrow();
        let mut bits = Bits::default();
        for (number, atom) in pool.atoms.each() {
            if matches!(atom, Atom::Net(_)) {
                bits.insert(number as usize);
            }
        }
        bits
    }

    /// Whether an address is that of a metadata service, as hosts ask of packets of their own workloads.
    fn metadata(&self) -> Vec<AtomId> {
        let pool = self.space.pool.borrow();
        let addresses = pool.host_rules.values().iter().filter_map(|rules| rules.metadata);
        addresses.filter_map(|(address, _)| pool.atoms.find(&Atom::Net(address.into()))).collect()
    }

    /// What some sides ask about the other end, sorted.
    fn asked(&self, sides: impl Iterator<Item = u32>) -> Vec<AtomId> {
        let mut seen = Bits::default();
        let mut asked = Bits::default();
        for side in sides.filter(|side| *side != NONE) {
            if seen.insert(side as usize) {
                self.space.asked(side).iter().for_each(|atom| {
                    asked.insert(*atom as usize);
                });
            }
        }
        asked.numbers()
    }

    /// What the outbound rules of any of the ends ask about destinations.
    fn asked_of_destinations(&mut self, ends: &[Vec<(ClassId, EndpointId)>], groups: &[Members]) -> Vec<AtomId> {
        let outside = groups.iter().flat_map(|group| &group.outside);
        let mut seen = Bits::default();
        let mut sides = Vec::new();
        for class in ends.iter().flatten().map(|(class, _)| class).chain(outside) {
            if seen.insert(class.index())
                && let Some(party) = self.reach.class(*class).map(|class| class.party)
            {
                sides.push(self.sides(*class, &party).outbound);
            }
        }
        self.asked(sides.into_iter())
    }

    /// The ends of each group that differ as senders (or as receivers) by more than nobody asks about.
    fn alike(
        &mut self,
        ends: &[Vec<(ClassId, EndpointId)>],
        groups: &[Members],
        direction: Direction,
        asked: &[AtomId],
    ) -> Vec<Alike> {
        let mut list: Vec<Alike> = Vec::new();
        let mut sets: Quick<u32, u32> = Quick::default();
        let mut numbers: Quick<u32, u32> = Quick::default();
        for (group, (ends, members)) in (0u32..).zip(ends.iter().zip(groups)) {
            let begin = list.len();
            let mut known: HashMap<(Party, u32), usize> = HashMap::new();
            let mut by_class: Quick<u32, usize> = Quick::default();
            let outside = members.outside.iter().map(|class| (*class, None));
            for (class, endpoint) in ends.iter().map(|(class, id)| (*class, Some(*id))).chain(outside) {
                let at = match by_class.get(&class.0) {
                    Some(at) => *at,
                    None => {
                        let Some(example) = self.reach.class(class).map(|class| class.party) else { continue };
                        let both = self.sides(class, &example);
                        let side = if direction == Direction::Outbound { both.outbound } else { both.inbound };
                        let space = &mut self.space;
                        let about = *sets.entry(example.set).or_insert_with(|| space.common(example.set, asked));
                        let mut party = Party { set: about, ..example };
                        match direction {
                            Direction::Outbound => party.pooled = false,
                            Direction::Inbound => party.masqueraded = NONE,
                        }
                        let at = *known.entry((party, side)).or_insert_with(|| {
                            let next = u32::try_from(numbers.len()).unwrap_or(NONE);
                            let set = *numbers.entry(about).or_insert(next);
                            let (endpoints, hosts) = (Vec::new(), Vec::new());
                            list.push(Alike { group, example, side, asked: about, set, endpoints, hosts });
                            list.len() - 1
                        });
                        by_class.insert(class.0, at);
                        at
                    }
                };
                if let (Some(alike), Some(endpoint)) = (list.get_mut(at), endpoint) {
                    alike.endpoints.push(endpoint);
                }
            }
            list.iter_mut().skip(begin).for_each(|alike| alike.settle(self.reach));
        }
        list
    }
}
