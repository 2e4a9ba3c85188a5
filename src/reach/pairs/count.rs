//! Pairs of ends, counted by what passes between them.
//!
//! What becomes of a packet is what the sender's rules make of the receiver's address and what the receiver's rules make of the
//! sender's. So of two units, receivers are counted by the one and senders by the other, and the pairs are their products: the work grows
//! with the ends, not with the pairs. Only where it matters that both are on one host are these looked at by twos.

use std::collections::HashMap;

use super::kin::{Kindred, summed};
use super::units::{Alike, Half, Unit, halves};
use super::{Cell, Members, Share};
use crate::model::key::Family;
use crate::model::profile::Direction;
use crate::reach::answer::{Part, Reason};
use crate::reach::classes::{ClassId, Kind, Party};
use crate::reach::flow::Near;
use crate::reach::hash::Quick;
use crate::reach::reach::{Reach, SetId};
use crate::reach::space::{NONE, Space};
use crate::reach::view::EndpointId;

/// What one side makes of packets, by number, and of how many addresses of the other side.
type Tallied = [(u32, u64)];

fn product(a: u64, b: u64) -> i64 {
    i64::try_from(a.saturating_mul(b)).unwrap_or(i64::MAX)
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum By {
    /// Which packets pass.
    Sets,
    /// What decides about each packet.
    Flows,
}

impl By {
    /// What a side makes of packets to or from addresses of which a set is so.
    pub(super) fn side(self, space: &mut Space, (side, direction, family): (u32, Direction, Family), set: u32) -> u32 {
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
    fn far(self, space: &mut Space, outbound: u32, inbound: u32) -> Found {
        match self {
            Self::Sets => [space.both(outbound, inbound), NONE, NONE],
            Self::Flows => [outbound, inbound, inbound],
        }
    }

    /// What becomes of packets on one host.
    fn near(self, space: &mut Space, (from, outbound): (&Alike, u32), (to, inbound): (&Alike, u32)) -> Option<Found> {
        self.on_host(space, (&from.example, outbound), (&to.example, inbound))
    }

    fn on_host(self, space: &mut Space, from: (&Party, u32), to: (&Party, u32)) -> Option<Found> {
        match self {
            Self::Sets => Some([space.passes_between(from, to, Near::SameHost)?, NONE, NONE]),
            Self::Flows => {
                let sides = space.sides_of(from, to, Near::SameHost)?;
                Some([sides.outbound, sides.inbound, sides.marked])
            }
        }
    }

    /// Counts pairs on two hosts, of receivers by what the senders' rules make of them, and senders by what the receivers' do.
    fn multiply(self, space: &mut Space, family: Family, (outs, inns): (&Tallied, &Tallied), counts: &mut Counts) {
        for (out, receivers) in outs {
            for (inn, senders) in inns {
                counts.push((self.far(space, *out, *inn), family, product(*senders, *receivers)));
            }
        }
    }

    /// Counts the pairs on one host as what they are, instead of as what they would be on two.
    fn count_near(self, space: &mut Space, (sender, receiver): (&Unit, &Unit), counts: &mut Counts) {
        let family = sender.family;
        let outbound = (sender.side, Direction::Outbound, family);
        let inbound = (receiver.side, Direction::Inbound, family);
        for (host, senders) in sender.by_host() {
            for (to_at, to_count) in receiver.by_host().get(host).into_iter().flatten() {
                for (from_at, from_count) in senders {
                    let (Some(from), Some(to)) = (sender.ends.get(*from_at), receiver.ends.get(*to_at)) else {
                        continue;
                    };
                    let out = self.side(space, outbound, to.set);
                    let inn = self.side(space, inbound, from.seen(receiver.apart));
                    let far = self.far(space, out, inn);
                    let Some(near) = self.near(space, (from, sender.side), (to, receiver.side)) else { continue };
                    if near != far {
                        let pairs = product(*from_count, *to_count);
                        counts.extend([(far, family, -pairs), (near, family, pairs)]);
                    }
                }
            }
        }
    }

    /// What becomes of packets between two addresses of one endpoint.
    fn itself(self, reach: &Reach<'_, '_>, from: ClassId, to: ClassId) -> Option<Found> {
        let ((from, outbound), (to, inbound)) = (reach.sided(from)?, reach.sided(to)?);
        self.on_host(&mut reach.space.borrow_mut(), (from, outbound.outbound), (to, inbound.inbound))
    }
}

/// The traffic from each of some groups to each of others.
pub struct Pairs<'r, 'v, 's> {
    reach: &'r Reach<'v, 's>,
    halves: Vec<(Half, Kindred)>,
    /// The endpoints that are in two groups, by these.
    shared: Quick<(usize, usize), Vec<EndpointId>>,
}

/// What was found of a pair: the number of the set of packets that pass; or those of what the senders' side makes of them, of what the
/// receivers' does, and of what that does with packets that bear a mark.
type Found = [u32; 3];

/// What was found, by IP version, each with pairs that are added to it or taken from it.
type Counts = Vec<(Found, Family, i64)>;

impl<'r, 'v, 's> Pairs<'r, 'v, 's> {
    /// Between groups; an endpoint is in one once. What a cell holds is worked out when it is asked for.
    pub fn new(reach: &'r Reach<'v, 's>, from: &[Members], to: &[Members]) -> Self {
        let in_group = |(group, members): (usize, &'_ Members)| {
            members.endpoints.iter().map(move |id| (*id, group)).collect::<Vec<_>>()
        };
        let mut in_groups: Vec<(EndpointId, usize)> = to.iter().enumerate().flat_map(in_group).collect();
        in_groups.sort_unstable();
        let mut shared: Quick<(usize, usize), Vec<EndpointId>> = Quick::default();
        for (id, group) in from.iter().enumerate().flat_map(in_group) {
            let first = in_groups.partition_point(|(other, _)| *other < id);
            for (_, other) in in_groups.iter().skip(first).take_while(|(other, _)| *other == id) {
                shared.entry((group, *other)).or_default().push(id);
            }
        }
        let halves = halves(reach, from, to);
        let mut space = reach.space.borrow_mut();
        let with_kin = |half| {
            let kindred = Kindred::of(&half, &mut space);
            (half, kindred)
        };
        Self { reach, halves: halves.into_iter().map(with_kin).collect(), shared }
    }

    /// How many pairs of which packets there are from one of the groups to another, by their places.
    pub fn cell(&self, from: usize, to: usize) -> Cell {
        let counts = self.count(from, to, By::Sets);
        Cell { sets: counts.into_iter().map(|([number, ..], family, pairs)| (SetId(number), family, pairs)).collect() }
    }

    /// What decides, and between how many pairs: what passes before what does not, the most pairs first.
    pub fn shares(&self, from: usize, to: usize) -> Vec<Share> {
        let mut found: HashMap<Part, u64> = HashMap::new();
        let counts = self.count(from, to, By::Flows);
        let space = self.reach.space.borrow();
        for ([outbound, inbound, marked], _, pairs) in counts {
            // Of all cells there are millions: nothing of them is kept.
            for part in space.joined(outbound, inbound, marked).parts {
                *found.entry(part).or_default() += pairs;
            }
        }
        Share::sorted(found)
    }

    fn count(&self, from: usize, to: usize, by: By) -> Vec<(Found, Family, u64)> {
        let mut counts = Counts::new();
        for (half, kindred) in &self.halves {
            match by {
                By::Sets => self.count_sets(half, kindred, (from, to), &mut counts),
                By::Flows => self.count_flows(half, (from, to), &mut counts),
            }
        }
        for endpoint in self.shared.get(&(from, to)).into_iter().flatten() {
            let classes = self.reach.classes_of(*endpoint);
            for (a, b) in classes.iter().flat_map(|a| classes.iter().map(move |b| (*a, *b))) {
                let family = self.reach.class(a).map(super::super::Class::family);
                if let (Some(family), Some(number)) = (family, by.itself(self.reach, a, b)) {
                    counts.push((number, family, -1));
                }
            }
        }
        counts.sort_unstable();
        let same = |a: &(Found, Family, i64), b: &(Found, Family, i64)| (a.0, a.1) == (b.0, b.1);
        let sum = |same: &[(Found, Family, i64)]| {
            let pairs = same.iter().map(|(_, _, pairs)| pairs).sum::<i64>();
            let (number, family, _) = *same.first()?;
            Some((number, family, u64::try_from(pairs).ok().filter(|pairs| *pairs > 0)?))
        };
        counts.chunk_by(same).filter_map(sum).collect()
    }

    /// Counts by what passes.
    fn count_sets(&self, half: &Half, kindred: &Kindred, (from, to): (usize, usize), counts: &mut Counts) {
        let (Some(senders), Some(receivers)) = (kindred.senders.get(from), kindred.receivers.get(to)) else { return };
        let (Some(sending), Some(receiving)) = (half.senders.get(from), half.receivers.get(to)) else { return };
        let mut space = self.reach.space.borrow_mut();
        let (mut outs, mut inns) = (Vec::new(), Vec::new());
        for sender in senders {
            for receiver in receivers.iter().filter(|receiver| receiver.family == sender.family) {
                kindred.receivers_by(sender, receiver, &mut outs);
                kindred.senders_by(sender, receiver, &mut inns);
                By::Sets.multiply(&mut space, sender.family, (&outs, &inns), counts);
                let apart = sender.apart && !receiver.apart;
                if !nearness_may_matter(sender.kind, receiver.kind, apart || receiver.heeds_mark) {
                    continue;
                }
                for (a, b) in sender.units.iter().flat_map(|a| receiver.units.iter().map(move |b| (*a, *b))) {
                    if let (Some(sender), Some(receiver)) = (sending.get(a), receiving.get(b)) {
                        By::Sets.count_near(&mut space, (sender, receiver), counts);
                    }
                }
            }
        }
    }

    /// Counts by what decides.
    fn count_flows(&self, half: &Half, (from, to): (usize, usize), counts: &mut Counts) {
        let (Some(senders), Some(receivers)) = (half.senders.get(from), half.receivers.get(to)) else { return };
        let mut space = self.reach.space.borrow_mut();
        let (mut outs, mut inns) = (Vec::new(), Vec::new());
        for sender in senders {
            for receiver in receivers.iter().filter(|receiver| receiver.family == sender.family) {
                let rules = (sender.side, Direction::Outbound, sender.family);
                outs.clear();
                outs.extend(
                    receiver.ends.iter().map(|alike| (By::Flows.side(&mut space, rules, alike.set), alike.count)),
                );
                summed(&mut outs);
                let rules = (receiver.side, Direction::Inbound, receiver.family);
                let seen = |alike: &Alike| alike.seen(receiver.apart);
                inns.clear();
                inns.extend(
                    sender.ends.iter().map(|alike| (By::Flows.side(&mut space, rules, seen(alike)), alike.count)),
                );
                summed(&mut inns);
                By::Flows.multiply(&mut space, sender.family, (&outs, &inns), counts);
                let apart = sender.apart && !receiver.apart;
                if nearness_may_matter(sender.kind, receiver.kind, apart || space.heeds_mark(receiver.side)) {
                    By::Flows.count_near(&mut space, (sender, receiver), counts);
                }
            }
        }
    }
}

/// As [`Space::nearness_may_matter`]; `between_workloads` is whether it may between two workloads.
fn nearness_may_matter(sender: Kind, receiver: Kind, between_workloads: bool) -> bool {
    match (sender, receiver) {
        (Kind::Outside, _) | (_, Kind::Outside) => false,
        (Kind::Host, _) | (_, Kind::Host) => true,
        _ => between_workloads,
    }
}
