//! What a change does to traffic: which packets pass between whom that did not before, and the other way round.

mod groups;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::classes::{Kind, Party};
use super::flow::{BothSides, Near};
use super::pool::Sequences;
use super::reach::Reach;
use super::set::PacketSet;
use super::space::{NONE, Space};
use super::view::View;
use crate::model::key::Family;

pub use groups::{Both, Group, GroupId};

/// The other end of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Other ends.
    Groups(Vec<GroupId>),
    /// The host on which each of them is, at an address that is no host endpoint's and that no rule names.
    OwnHost,
}

/// Packets that pass from any of some ends to any of some others, and did not before, or did and do not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The sources.
    pub from: Vec<GroupId>,
    /// The destinations.
    pub to: Target,
    /// Where it depends on that: whether both are on one host.
    pub near: Option<Near>,
    /// What passes now.
    pub opens: Rc<PacketSet>,
    /// What does not pass any more.
    pub closes: Rc<PacketSet>,
    /// From how many ends to how many others, pair by pair, an endpoint and itself left out; nothing where addresses outside are
    /// one of the ends: of those there is no number.
    pub pairs: Option<u64>,
}

/// What a change does to traffic.
pub struct Difference<'v, 'b, 'a> {
    /// Answers about the view before.
    pub before: Reach<'v, 'b>,
    /// Answers about the view after.
    pub after: Reach<'v, 'a>,
    groups: Vec<Group>,
    touched: Vec<bool>,
    changes: Vec<Change>,
}

/// What opens and what closes, where.
type Effect = (Option<Near>, Rc<PacketSet>, Rc<PacketSet>);

impl<'v, 'b, 'a> Difference<'v, 'b, 'a> {
    /// Compares two views, the second made of the first by [`View::with`] or [`View::under`]. Only what the change touches is worked
    /// out.
    pub fn between(before: &'v View<'b>, after: &'v View<'a>) -> Self {
        let before = Reach::of(before);
        let after = Reach::within(after, Rc::clone(&before.space));
        let groups = groups::join(&before, &after);
        let (touched, changes) = {
            let mut space = before.space.borrow_mut();
            Comparison::new(&groups, &before, &after, &mut space).run()
        };
        Self { before, after, groups, touched, changes }
    }

    /// Whether the ends of a group are others than before: other rules are gone through there, or other things are so of their addresses.
    /// Where something opens or closes, that is so of one side at least.
    pub fn is_touched(&self, id: GroupId) -> bool {
        self.touched.get(id.index()).copied().unwrap_or(false)
    }

    /// A group of ends that are alike, before and after.
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(id.index())
    }

    /// Every group, also of ends to which nothing happens.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The numbers of [`Difference::groups`].
    pub fn group_ids(&self) -> impl Iterator<Item = GroupId> + use<> {
        (0..u32::try_from(self.groups.len()).unwrap_or(NONE)).map(GroupId)
    }

    /// What opens and closes: none where no traffic changes. No two are about the same ends and the same packets.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}

/// An end before or after.
#[derive(Clone, Copy)]
struct Seen {
    party: Party,
    sides: BothSides,
}

struct Comparison<'c, 'v, 'b, 'a> {
    groups: &'c [Group],
    reaches: (&'c Reach<'v, 'b>, &'c Reach<'v, 'a>),
    seen: Vec<(Option<Seen>, Option<Seen>)>,
    space: &'c mut Space,
    effects: Vec<Effect>,
    effect_numbers: HashMap<Effect, u32>,
    of_sets: HashMap<(u32, u32), Rc<(PacketSet, PacketSet)>>,
}

impl<'c, 'v, 'b, 'a> Comparison<'c, 'v, 'b, 'a> {
    fn new(groups: &'c [Group], before: &'c Reach<'v, 'b>, after: &'c Reach<'v, 'a>, space: &'c mut Space) -> Self {
        let mut see = |party: Option<Party>| party.map(|party| Seen { party, sides: space.both_sides(&party) });
        let old = |group: &Group| group.before.and_then(|class| before.class(class)).map(|class| class.party);
        let new = |group: &Group| group.after.and_then(|class| after.class(class)).map(|class| class.party);
        let open = |group: &Group| {
            let of = |set| Party { set, ..host(group.family) };
            group.unpoliced.map(of)
        };
        let seen = groups
            .iter()
            .map(|group| (see(old(group).or_else(|| open(group))), see(new(group).or_else(|| open(group)))))
            .collect();
        Self {
            groups,
            reaches: (before, after),
            seen,
            space,
            effects: Vec::new(),
            effect_numbers: HashMap::new(),
            of_sets: HashMap::new(),
        }
    }

    fn run(mut self) -> (Vec<bool>, Vec<Change>) {
        let count = u32::try_from(self.groups.len()).unwrap_or(NONE);
        let seen = std::mem::take(&mut self.seen);
        let touched: Vec<bool> = seen.iter().map(|(before, after)| !self.is_alike(*before, *after)).collect();
        let all: Vec<u32> = (0..count).collect();
        let is_touched = |at: u32| touched.get(at as usize).copied().unwrap_or(false);
        let some: Vec<u32> = all.iter().copied().filter(|at| is_touched(*at)).collect();
        // What a host does with packets of its own workloads is the host's setting, of which others hear nothing.
        let is_host = |at: u32| self.groups.get(at as usize).is_some_and(|group| group.kind == Kind::Host);
        let some_and_hosts: Vec<u32> = all.iter().copied().filter(|at| is_touched(*at) || is_host(*at)).collect();
        let is_reset = seen.iter().any(|(a, b)| a.map(|seen| seen.party) != b.map(|seen| seen.party));
        let mut lists = Sequences::default();
        // Sources by what happens to them, and towards whom: those for which both are the same are one change.
        let mut rectangles: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        let mut row: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        if is_reset {
            for from in all.iter().copied() {
                let Some(from_seen) = seen.get(from as usize) else { continue };
                let reset = from_seen.0.map(|seen| seen.party) != from_seen.1.map(|seen| seen.party);
                for to in if is_touched(from) {
                    &all
                } else if reset {
                    &some_and_hosts
                } else {
                    &some
                } {
                    let Some(to_seen) = seen.get(*to as usize) else { continue };
                    self.compare(from_seen, to_seen, &mut |effect| row.entry(effect).or_default().push(*to));
                }
                for (effect, to) in std::mem::take(&mut row) {
                    rectangles.entry((effect, lists.number(&to))).or_default().push(from);
                }
            }
        }
        let mut changes: Vec<Change> = Vec::new();
        for ((effect, to), from) in rectangles {
            let Some((near, opens, closes)) = self.effects.get(effect as usize).cloned() else { continue };
            let pairs = groups::pairs(self.groups, self.reaches, &from, lists.get(to), near);
            if pairs == Some(0) {
                continue;
            }
            let ids = |list: &[u32]| list.iter().copied().map(GroupId).collect::<Vec<_>>();
            changes.push(Change {
                from: ids(&from),
                to: Target::Groups(ids(lists.get(to))),
                near,
                opens,
                closes,
                pairs,
            });
        }
        changes.extend(self.own_hosts(&seen));
        let is_other = |(before, after): &(Option<Seen>, Option<Seen>)| {
            before.map(|seen| seen.party) != after.map(|seen| seen.party)
        };
        (seen.iter().map(is_other).collect(), changes)
    }

    /// Whether an end sends and receives as before, as far as its own side has to say; what it does with its host is another matter.
    fn is_alike(&self, before: Option<Seen>, after: Option<Seen>) -> bool {
        let (Some(Seen { party: before, .. }), Some(Seen { party: after, .. })) = (before, after) else {
            return before.is_none() && after.is_none();
        };
        let plain = |party: &Party| Party { subject: NONE, ..*party };
        if plain(&before) != plain(&after) {
            return false;
        }
        if before.subject == after.subject {
            return true;
        }
        let rules = |party: &Party| {
            let subject = self.space.subject(party.subject)?;
            Some((subject, self.space.rules(&subject)?))
        };
        match (rules(&before), rules(&after)) {
            (Some((before, before_rules)), Some((after, after_rules))) => {
                before.program == after.program
                    && before.status == after.status
                    && before_rules.accepts_drops == after_rules.accepts_drops
                    && before_rules.failsafe_in == after_rules.failsafe_in
                    && before_rules.failsafe_out == after_rules.failsafe_out
            }
            _ => false,
        }
    }

    /// Tells the numbers of what happens between two ends.
    fn compare(
        &mut self,
        from: &(Option<Seen>, Option<Seen>),
        to: &(Option<Seen>, Option<Seen>),
        tell: &mut dyn FnMut(u32),
    ) {
        if self.is_same(from, to) {
            return;
        }
        let nears = [(from.0, to.0), (from.1, to.1)].iter().any(|pair| match pair {
            (Some(from), Some(to)) => self.space.nearness_may_matter(&from.party, (&to.party, to.sides.inbound)),
            _ => false,
        });
        let other = self.flows(from, to, Near::OtherHost);
        let same = if nears { self.flows(from, to, Near::SameHost) } else { other };
        if other.0 == other.1 && same.0 == same.1 {
            return;
        }
        let (other, same) = (self.difference(other), self.difference(same));
        if other == same {
            return self.tell(None, &other, tell);
        }
        self.tell(Some(Near::OtherHost), &other, tell);
        self.tell(Some(Near::SameHost), &same, tell);
    }

    /// Whether both sides do the same before and after, told without asking what that is: neither side's rules have changed, and they
    /// ask nothing of what has. Of two ends of which it matters whether they are on one host that is not told.
    fn is_same(&self, from: &(Option<Seen>, Option<Seen>), to: &(Option<Seen>, Option<Seen>)) -> bool {
        let ((Some(from), Some(from_after)), (Some(to), Some(to_after))) = (from, to) else { return false };
        if from.party.family != to.party.family {
            return true;
        }
        let plain = |party: &Party| party.kind != Kind::Host && party.masqueraded == NONE;
        let is_plain = plain(&from.party) && plain(&from_after.party) && to.party.kind != Kind::Host;
        is_plain
            && from.sides.outbound == from_after.sides.outbound
            && to.sides.inbound == to_after.sides.inbound
            && self.space.asks_the_same(from.sides.outbound, to.party.set, to_after.party.set)
            && self.space.asks_the_same(to.sides.inbound, from.party.set, from_after.party.set)
    }

    fn tell(&mut self, near: Option<Near>, difference: &(PacketSet, PacketSet), tell: &mut dyn FnMut(u32)) {
        if difference.0.is_empty() && difference.1.is_empty() {
            return;
        }
        let effect = (near, Rc::new(difference.0.clone()), Rc::new(difference.1.clone()));
        let next = u32::try_from(self.effects.len()).unwrap_or(NONE);
        let number = *self.effect_numbers.entry(effect.clone()).or_insert(next);
        if number == next {
            self.effects.push(effect);
        }
        tell(number);
    }

    /// The packets that pass between two ends before and after; [`NONE`] where one of them is not there, or they are of two IP versions.
    fn flows(
        &mut self,
        from: &(Option<Seen>, Option<Seen>),
        to: &(Option<Seen>, Option<Seen>),
        near: Near,
    ) -> (u32, u32) {
        let mut passes = |from: Option<Seen>, to: Option<Seen>| {
            let (from, to) = (from?, to?);
            self.space.passes_between((&from.party, from.sides.outbound), (&to.party, to.sides.inbound), near)
        };
        (passes(from.0, to.0).unwrap_or(NONE), passes(from.1, to.1).unwrap_or(NONE))
    }

    /// What opens and what closes where other packets pass.
    fn difference(&mut self, (before, after): (u32, u32)) -> Rc<(PacketSet, PacketSet)> {
        if let Some(known) = self.of_sets.get(&(before, after)) {
            return Rc::clone(known);
        }
        let packets = |set: u32| if set == NONE { Rc::default() } else { self.space.packet_set(set) };
        let (old, new) = (packets(before), packets(after));
        let found = Rc::new((new.difference(&old), old.difference(&new)));
        self.of_sets.insert((before, after), Rc::clone(&found));
        found
    }

    /// What happens between workloads and the hosts that they are on.
    fn own_hosts(&mut self, seen: &[(Option<Seen>, Option<Seen>)]) -> Vec<Change> {
        let mut found: BTreeMap<(PacketSet, PacketSet), Vec<u32>> = BTreeMap::new();
        for (at, (before, after)) in (0u32..).zip(seen) {
            let is_workload = |seen: &Option<Seen>| seen.as_ref().is_none_or(|seen| seen.party.kind == Kind::Workload);
            let same = before.map(|seen| seen.party) == after.map(|seen| seen.party);
            if same || !is_workload(before) || !is_workload(after) {
                continue;
            }
            let mut to_host = |seen: &Option<Seen>| {
                let Some(Seen { party, .. }) = seen else { return NONE };
                let outbound = self.space.both_sides(party).outbound;
                let passes = self.space.passes_between((party, outbound), (&host(party.family), NONE), Near::SameHost);
                passes.unwrap_or(NONE)
            };
            let flows = (to_host(before), to_host(after));
            let difference = self.difference(flows);
            if !(difference.0.is_empty() && difference.1.is_empty()) {
                found.entry((difference.0.clone(), difference.1.clone())).or_default().push(at);
            }
        }
        let change = |((opens, closes), from): ((PacketSet, PacketSet), Vec<u32>)| {
            let ends = from.iter().filter_map(|at| self.groups.get(*at as usize)).map(|group| group.endpoints.len());
            Change {
                pairs: u64::try_from(ends.sum::<usize>()).ok(),
                from: from.into_iter().map(GroupId).collect(),
                to: Target::OwnHost,
                near: Some(Near::SameHost),
                opens: Rc::new(opens),
                closes: Rc::new(closes),
            }
        };
        found.into_iter().map(change).collect()
    }
}

/// A host of which nothing is known.
fn host(family: Family) -> Party {
    Party { kind: Kind::Host, family, subject: NONE, set: 0, masqueraded: NONE, pooled: false }
}
