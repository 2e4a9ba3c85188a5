//! Ends of groups, brought down to those that anybody can tell apart: as senders and as receivers by themselves.

use std::cell::OnceCell;

use super::Members;
use crate::model::key::Family;
use crate::model::profile::Direction;
use crate::reach::atoms::{Atom, AtomId};
use crate::reach::classes::{ClassId, Kind, Party};
use crate::reach::flow::BothSides;
use crate::reach::hash::Quick;
use crate::reach::reach::Reach;
use crate::reach::space::{NONE, Space};

/// Ends of a group that go through the same rules in one direction.
pub(super) struct Unit {
    pub(super) kind: Kind,
    pub(super) family: Family,
    /// The rules that they go through; [`NONE`] where nobody's.
    pub(super) side: u32,
    /// Of senders, whether others may see an address that is not theirs; of receivers, whether they lie in a pool.
    pub(super) apart: bool,
    pub(super) ends: Vec<Alike>,
    by_host: OnceCell<Quick<u32, Vec<(usize, u64)>>>,
}

/// Ends of a unit of whose addresses the same is so, as far as anybody asks.
pub(super) struct Alike {
    /// One of them.
    pub(super) example: Party,
    /// What is so of its address, as far as that is asked.
    pub(super) set: u32,
    /// How many addresses they have, and how many of these on each host; those outside are on none.
    pub(super) count: u64,
    hosts: Vec<(u32, u64)>,
}

impl Alike {
    /// What is so of the address that a receiver on another host sees, which may be pooled.
    pub(super) fn seen(&self, pooled: bool) -> u32 {
        match self.example.masqueraded {
            masqueraded if masqueraded != NONE && !pooled => masqueraded,
            _ => self.set,
        }
    }
}

impl Unit {
    /// Which of the ends, by their places, a host has, and how many addresses of each.
    pub(super) fn by_host(&self) -> &Quick<u32, Vec<(usize, u64)>> {
        self.by_host.get_or_init(|| {
            let mut found: Quick<u32, Vec<(usize, u64)>> = Quick::default();
            for (at, alike) in self.ends.iter().enumerate() {
                for (host, count) in &alike.hosts {
                    found.entry(*host).or_default().push((at, *count));
                }
            }
            found
        })
    }
}

/// Some senders and some receivers.
pub(super) struct Half {
    /// By group.
    pub(super) senders: Vec<Vec<Unit>>,
    pub(super) receivers: Vec<Vec<Unit>>,
}

/// Brings groups down. Most receivers ask nothing about networks, and to them senders differ much less: they are a half of their own.
pub(super) fn halves(reach: &Reach<'_, '_>, from: &[Members], to: &[Members]) -> Vec<Half> {
    let (from, to) = (classes(reach, from), classes(reach, to));
    let mut space = reach.space.borrow_mut();
    let mut maker = Maker { reach, space: &mut space, sides: Quick::default() };
    let mut destinations = maker.asked_of_destinations(&from);
    destinations.extend(maker.metadata());
    destinations.sort_unstable();
    destinations.dedup();
    let receivers = maker.units(&to, Direction::Inbound, &destinations);
    let nets = maker.nets();
    let mut halves: [Vec<Vec<Unit>>; 2] = [Vec::new(), Vec::new()];
    for units in receivers {
        let asks = |unit: &Unit| maker.space.asked(unit.side).iter().any(|atom| nets.contains(*atom as usize));
        let (asking, others) = units.into_iter().partition(|unit: &Unit| unit.side != NONE && asks(unit));
        let [first, second] = &mut halves;
        first.push(asking);
        second.push(others);
    }
    let mut made = Vec::new();
    for receivers in halves.into_iter().filter(|receivers| receivers.iter().any(|units| !units.is_empty())) {
        let sources = maker.asked(receivers.iter().flatten().map(|receiver| receiver.side));
        made.push(Half { senders: maker.units(&from, Direction::Outbound, &sources), receivers });
    }
    made
}

/// The class of each address of each group, and its host.
fn classes(reach: &Reach<'_, '_>, groups: &[Members]) -> Vec<Vec<(ClassId, u32)>> {
    let of_group = |group: &Members| {
        let of = |id: &_| {
            let host = reach.view().host_number(*id).unwrap_or(NONE);
            reach.classes_of(*id).into_iter().map(move |class| (class, host))
        };
        let outside = group.outside.iter().map(|class| (*class, NONE));
        group.endpoints.iter().flat_map(of).chain(outside).collect()
    };
    groups.iter().map(of_group).collect()
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
    fn asked_of_destinations(&mut self, groups: &[Vec<(ClassId, u32)>]) -> Vec<AtomId> {
        let mut seen = Bits::default();
        let mut sides = Vec::new();
        for (class, _) in groups.iter().flatten() {
            if seen.insert(class.index())
                && let Some(party) = self.reach.class(*class).map(|class| class.party)
            {
                sides.push(self.sides(*class, &party).outbound);
            }
        }
        self.asked(sides.into_iter())
    }

    /// The ends of each group that differ as senders (or as receivers) by more than nobody asks about.
    fn units(&mut self, groups: &[Vec<(ClassId, u32)>], direction: Direction, asked: &[AtomId]) -> Vec<Vec<Unit>> {
        let mut sets: Quick<u32, u32> = Quick::default();
        groups.iter().map(|ends| self.units_of(ends, direction, asked, &mut sets)).collect()
    }

    fn units_of(
        &mut self,
        ends: &[(ClassId, u32)],
        direction: Direction,
        asked: &[AtomId],
        sets: &mut Quick<u32, u32>,
    ) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        let mut unit_numbers: Quick<(Kind, Family, u32, bool), usize> = Quick::default();
        let mut known: Quick<(Party, u32), (usize, usize)> = Quick::default();
        let mut by_class: Quick<u32, (usize, usize)> = Quick::default();
        let mut hosts: Vec<((usize, usize), u32)> = Vec::with_capacity(ends.len());
        for (class, host) in ends {
            let at = match by_class.get(&class.0) {
                Some(at) => *at,
                None => {
                    let Some(example) = self.reach.class(*class).map(|class| class.party) else { continue };
                    let both = self.sides(*class, &example);
                    let side = if direction == Direction::Outbound { both.outbound } else { both.inbound };
                    let space = &mut self.space;
                    let set = *sets.entry(example.set).or_insert_with(|| space.common(example.set, asked));
                    let mut party = Party { set, ..example };
                    let apart = match direction {
                        Direction::Outbound => {
                            party.pooled = false;
                            party.masqueraded != NONE
                        }
                        Direction::Inbound => {
                            party.masqueraded = NONE;
                            party.pooled
                        }
                    };
                    let at = *known.entry((party, side)).or_insert_with(|| {
                        let (kind, family) = (party.kind, party.family);
                        let unit = *unit_numbers.entry((kind, family, side, apart)).or_insert_with(|| {
                            let (ends, by_host) = (Vec::new(), OnceCell::new());
                            units.push(Unit { kind, family, side, apart, ends, by_host });
                            units.len() - 1
                        });
                        let ends = units.get_mut(unit).map(|unit| &mut unit.ends);
                        let place = ends.map_or(0, |ends| {
                            ends.push(Alike { example, set, count: 0, hosts: Vec::new() });
                            ends.len() - 1
                        });
                        (unit, place)
                    });
                    by_class.insert(class.0, at);
                    at
                }
            };
            hosts.push((at, *host));
        }
        hosts.sort_unstable();
        for same in hosts.chunk_by(|a, b| a == b) {
            let Some(((unit, place), host)) = same.first() else { continue };
            let alike = units.get_mut(*unit).and_then(|unit| unit.ends.get_mut(*place));
            if let Some(alike) = alike {
                let count = same.len() as u64;
                alike.count += count;
                if *host != NONE {
                    alike.hosts.push((*host, count));
                }
            }
        }
        units
    }
}
