//! Pairs of ends, counted by what passes between them.
//!
//! What becomes of a packet is what the sender's rules make of the receiver's address and what the receiver's rules make of the
//! sender's. So of two units, receivers are counted by the one and senders by the other, and the pairs are their products: the work grows
//! with the ends, not with the pairs. Only where it matters that both are on one host are these looked at by twos.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::units::{Alike, Half, Unit, halves};
use super::{Cell, Members, Share};
use crate::model::key::Family;
use crate::model::profile::Direction;
use crate::reach::answer::{Part, Reason};
use crate::reach::classes::{ClassId, Kind};
use crate::reach::flow::Near;
use crate::reach::hash::Quick;
use crate::reach::reach::{FlowId, Reach, SetId};
use crate::reach::space::{NONE, Space};
use crate::reach::view::EndpointId;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    /// Which packets pass.
    Sets,
    /// What decides about each packet.
    Flows,
}

impl By {
    /// What a side makes of packets to or from addresses of which a set is so.
    fn side(self, space: &mut Space, (side, direction, family): (u32, Direction, Family), set: u32) -> u32 {
        match (self, side) {
            (Self::Flows, NONE) => space.open(family, direction, Reason::NotPoliced),
            (Self::Flows, side) => space.outcome(side, set, false),
            (Self::Sets, NONE) => {
                let open = space.open(family, direction, Reason::NotPoliced);
                let passing = space.passing(open);
                space.either(passing.plain, passing.marked)
            }
            (Self::Sets, side) => {
                let passing = space.side_passing(side, set, false);
                space.either(passing.plain, passing.marked)
            }
        }
    }

    /// What both sides make of packets from one host to another.
    fn far(self, space: &mut Space, outbound: u32, inbound: u32) -> u32 {
        match self {
            Self::Sets => space.both(outbound, inbound),
            Self::Flows => space.pair(outbound, inbound, inbound),
        }
    }

    /// What becomes of packets on one host.
    fn near(self, space: &mut Space, (from, outbound): (&Alike, u32), (to, inbound): (&Alike, u32)) -> Option<u32> {
        let (from, to) = ((&from.example, outbound), (&to.example, inbound));
        match self {
            Self::Sets => space.passes_between(from, to, Near::SameHost),
            Self::Flows => {
                let sides = space.sides_of(from, to, Near::SameHost)?;
                Some(space.pair(sides.outbound, sides.inbound, sides.marked))
            }
        }
    }

    /// What becomes of packets between two addresses of one endpoint.
    fn itself(self, reach: &Reach<'_, '_>, from: ClassId, to: ClassId) -> Option<u32> {
        match self {
            Self::Sets => reach.passes(from, to, Near::SameHost).map(|SetId(number)| number),
            Self::Flows => reach.flow_id(from, to, Near::SameHost).map(|FlowId(number)| number),
        }
    }
}

/// Numbers, each with how many addresses it is of.
type Tally = Rc<Vec<(u32, u64)>>;

/// Which side of which unit: of which half, the group and the place in it, and the rules that were gone through.
type TallyOf = (usize, (usize, usize), u32, bool);

/// The traffic from each of some groups to each of others.
pub struct Pairs<'r, 'v, 's> {
    reach: &'r Reach<'v, 's>,
    halves: Vec<Half>,
    /// The endpoints that are in two groups, by these.
    shared: HashMap<(usize, usize), Vec<EndpointId>>,
    kept: RefCell<Kept>,
}

/// Tallies that were made.
#[derive(Default)]
struct Kept {
    /// The receivers of a unit by what a side of senders makes of them, and the other way about.
    outbound: HashMap<TallyOf, Tally>,
    inbound: HashMap<TallyOf, Tally>,
}

/// Numbers of what passes, by IP version, each with its pairs. While it is counted, a number may be below zero.
type Counts = Quick<(u32, bool), i64>;

impl<'r, 'v, 's> Pairs<'r, 'v, 's> {
    /// Between groups; an endpoint is in one once. What a cell holds is worked out when it is asked for.
    pub fn new(reach: &'r Reach<'v, 's>, from: &[Members], to: &[Members]) -> Self {
        let mut in_groups: HashMap<EndpointId, Vec<usize>> = HashMap::new();
        for (group, members) in to.iter().enumerate() {
            members.endpoints.iter().for_each(|id| in_groups.entry(*id).or_default().push(group));
        }
        let mut shared: HashMap<(usize, usize), Vec<EndpointId>> = HashMap::new();
        for (group, members) in from.iter().enumerate() {
            for id in &members.endpoints {
                for other in in_groups.get(id).into_iter().flatten() {
                    shared.entry((group, *other)).or_default().push(*id);
                }
            }
        }
        let halves = halves(reach, from, to);
        Self { reach, halves, shared, kept: RefCell::default() }
    }

    /// How many pairs of which packets there are from one of the groups to another, by their places.
    pub fn cell(&self, from: usize, to: usize) -> Cell {
        let counts = self.count(from, to, By::Sets);
        Cell { sets: counts.into_iter().map(|(number, family, pairs)| (SetId(number), family, pairs)).collect() }
    }

    /// What decides, and between how many pairs: what passes before what does not, the most pairs first.
    pub fn shares(&self, from: usize, to: usize) -> Vec<Share> {
        let mut found: HashMap<Part, u64> = HashMap::new();
        for (number, _, pairs) in self.count(from, to, By::Flows) {
            for part in &self.reach.flow(FlowId(number)).parts {
                *found.entry(part.clone()).or_default() += pairs;
            }
        }
        Share::sorted(found)
    }

    fn count(&self, from: usize, to: usize, by: By) -> Vec<(u32, Family, u64)> {
        let mut counts = Counts::default();
        for half in 0..self.halves.len() {
            self.count_half(half, (from, to), by, &mut counts);
        }
        for endpoint in self.shared.get(&(from, to)).into_iter().flatten() {
            let classes = self.reach.classes_of(*endpoint);
            for (a, b) in classes.iter().flat_map(|a| classes.iter().map(move |b| (*a, *b))) {
                let family = self.reach.class(a).map(super::super::Class::family);
                if let (Some(family), Some(number)) = (family, by.itself(self.reach, a, b)) {
                    *counts.entry((number, family == Family::V4)).or_default() -= 1;
                }
            }
        }
        let family = |is_v4| if is_v4 { Family::V4 } else { Family::V6 };
        let counted = counts.into_iter().filter_map(|((number, is_v4), pairs)| {
            let pairs = u64::try_from(pairs).ok().filter(|pairs| *pairs > 0)?;
            Some((number, family(is_v4), pairs))
        });
        let mut counted: Vec<_> = counted.collect();
        counted.sort_unstable();
        counted
    }

    fn count_half(&self, at: usize, (from, to): (usize, usize), by: By, counts: &mut Counts) {
        let Kept { outbound, inbound } = &mut *self.kept.borrow_mut();
        let Some(Half { senders, receivers }) = self.halves.get(at) else { return };
        let (Some(senders), Some(receivers)) = (senders.get(from), receivers.get(to)) else { return };
        let mut space = self.reach.space.borrow_mut();
        for (sender_at, sender) in senders.iter().enumerate() {
            for (receiver_at, receiver) in receivers.iter().enumerate().filter(|(_, of)| of.family == sender.family) {
                let is_v4 = sender.family == Family::V4;
                let hides = sender.apart && !receiver.apart;
                // What decides is of so many kinds that it is not kept.
                let keep = by == By::Sets;
                let outs = tally(keep, outbound, (at, (to, receiver_at), sender.side, false), || {
                    of_receivers(by, &mut space, sender, receiver)
                });
                let inns = tally(keep, inbound, (at, (from, sender_at), receiver.side, hides), || {
                    of_senders(by, &mut space, sender, receiver)
                });
                for (out, receivers) in outs.iter() {
                    for (inn, senders) in inns.iter() {
                        let number = by.far(&mut space, *out, *inn);
                        *counts.entry((number, is_v4)).or_default() += product(*senders, *receivers);
                    }
                }
                if nearness_may_matter(&space, sender, receiver) {
                    count_near(by, &mut space, (sender, receiver), counts);
                }
            }
        }
    }
}

/// A tally, from those that are kept if it is there.
fn tally(keep: bool, kept: &mut HashMap<TallyOf, Tally>, of: TallyOf, make: impl FnOnce() -> Tally) -> Tally {
    match keep {
        true => Rc::clone(kept.entry(of).or_insert_with(make)),
        false => make(),
    }
}

fn product(a: u64, b: u64) -> i64 {
    i64::try_from(a.saturating_mul(b)).unwrap_or(i64::MAX)
}

/// The receivers of a unit, by what the senders' rules make of their addresses.
fn of_receivers(by: By, space: &mut Space, sender: &Unit, receiver: &Unit) -> Tally {
    let rules = (sender.side, Direction::Outbound, sender.family);
    counted(receiver.ends.iter().map(|alike| (by.side(space, rules, alike.set), alike.count)))
}

/// The senders of a unit, by what the receivers' rules make of the addresses that are seen of them elsewhere.
fn of_senders(by: By, space: &mut Space, sender: &Unit, receiver: &Unit) -> Tally {
    let rules = (receiver.side, Direction::Inbound, receiver.family);
    counted(sender.ends.iter().map(|alike| (by.side(space, rules, seen(alike, receiver)), alike.count)))
}

/// The set of what is so of the address that a receiver on another host sees.
fn seen(sender: &Alike, receiver: &Unit) -> u32 {
    match sender.example.masqueraded {
        masqueraded if masqueraded != NONE && !receiver.apart => masqueraded,
        _ => sender.set,
    }
}

fn counted(numbers: impl Iterator<Item = (u32, u64)>) -> Tally {
    let mut found: Quick<u32, u64> = Quick::default();
    numbers.for_each(|(number, count)| *found.entry(number).or_default() += count);
    Rc::new(found.into_iter().collect())
}

/// As [`Space::nearness_may_matter`], of all the ends of two units.
fn nearness_may_matter(space: &Space, sender: &Unit, receiver: &Unit) -> bool {
    match (sender.kind, receiver.kind) {
        (Kind::Outside, _) | (_, Kind::Outside) => false,
        (Kind::Host, _) | (_, Kind::Host) => true,
        _ => sender.apart && !receiver.apart || space.heeds_mark(receiver.side),
    }
}

/// Counts the pairs on one host as what they are, instead of as what they would be on two.
fn count_near(by: By, space: &mut Space, (sender, receiver): (&Unit, &Unit), counts: &mut Counts) {
    let is_v4 = sender.family == Family::V4;
    let (outbound, inbound) =
        ((sender.side, Direction::Outbound, sender.family), (receiver.side, Direction::Inbound, receiver.family));
    for (host, senders) in sender.by_host() {
        for (to_at, to_count) in receiver.by_host().get(host).into_iter().flatten() {
            for (from_at, from_count) in senders {
                let (Some(from), Some(to)) = (sender.ends.get(*from_at), receiver.ends.get(*to_at)) else { continue };
                let out = by.side(space, outbound, to.set);
                let inn = by.side(space, inbound, seen(from, receiver));
                let far = by.far(space, out, inn);
                let Some(near) = by.near(space, (from, sender.side), (to, receiver.side)) else { continue };
                if near != far {
                    let pairs = product(*from_count, *to_count);
                    *counts.entry((far, is_v4)).or_default() -= pairs;
                    *counts.entry((near, is_v4)).or_default() += pairs;
                }
            }
        }
    }
}
