//! Rules that never decide anything.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::nature::{policy_object, profile_object};
use super::pool::{Object, ObjectId};
use super::reach::Reach;
use super::rules::{Compiled, Condition};
use super::set::PacketSet;
use super::space::{NONE, Query, Space};
use crate::model::felix::Generation;
use crate::model::profile::Direction;
use crate::model::rule::Action;

/// A rule where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleAt {
    /// The policy or profile.
    pub object: ObjectId,
    /// In which list.
    pub direction: Direction,
    /// Its place in the list, from 1.
    pub position: u32,
}

/// Why a rule decides nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Idle {
    /// No endpoint that Felix programs has the profile, or the policy selects none of those.
    Nobody,
    /// The tier has no metadata that can be read: Felix 1.4 goes on as if the policy were not there.
    NoTier,
    /// The policy does not act in the direction.
    OtherDirection,
    /// Felix leaves the rule out of the tables of every IP version that its endpoints have.
    LeftOut,
    /// No address that could be at an end of its traffic is what it wants.
    NoAddress,
    /// What it would match does not get to it: these rules before it decide that, or pass it on.
    Before(Vec<RuleAt>),
    /// What it would match is dropped before: at the end of a tier, or by what Felix has in place of a profile or policy that it does not take.
    Dropped,
}

impl Idle {
    /// The word for it. Stable.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::NoTier => "no-tier",
            Self::OtherDirection => "other-direction",
            Self::LeftOut => "left-out",
            Self::NoAddress => "no-address",
            Self::Before(_) => "decided-before",
            Self::Dropped => "dropped-before",
        }
    }
}

/// What was found out about a rule.
#[derive(Default)]
struct Clue {
    rendered: bool,
    addresses: bool,
    deciders: BTreeSet<RuleAt>,
}

impl Reach<'_, '_> {
    /// The rules that decide nothing: no packet between any endpoint and any other address, endpoint's or outside, comes to them and matches,
    /// whatever the rules of the other end say. Those before them decide already, nobody has the profile, the policy selects nobody, or
    /// no address is what they want. Rules of what Felix does not take are not among them ([`super::View::rejections`]).
    pub fn unused_rules(&self) -> Vec<RuleAt> {
        self.idle_rules(&|_| true).into_iter().map(|(rule, _)| rule).collect()
    }

    /// The same of some objects only, each with the reason.
    pub fn idle_rules(&self, wanted: &dyn Fn(&Object) -> bool) -> Vec<(RuleAt, Idle)> {
        let mut all = self.rules();
        {
            let pool = self.view.pool.borrow();
            all.retain(|rule| pool.objects.get(rule.object.0).is_some_and(|object| wanted(object)));
        }
        let objects: HashSet<ObjectId> = all.iter().map(|rule| rule.object).collect();
        let sides = self.meet(&objects);
        let space = self.space.borrow_mut();
        all.retain(|rule| !space.met.contains(rule));
        let mut clues: BTreeMap<RuleAt, Clue> = BTreeMap::new();
        let idle: HashSet<RuleAt> = all.iter().copied().collect();
        if !idle.is_empty() {
            for side in sides {
                space.clues(side, &idle, &mut clues);
            }
        }
        drop(space);
        all.into_iter().map(|rule| (rule, self.reason(rule, clues.remove(&rule)))).collect()
    }

    /// Runs all traffic of the endpoints that go through some objects, and tells their sides.
    fn meet(&self, objects: &HashSet<ObjectId>) -> BTreeSet<u32> {
        let classes = self.all_classes();
        let mut space = self.space.borrow_mut();
        let mut found = BTreeSet::new();
        for class in &classes.list {
            let subject = space.subject(class.party.subject);
            let program = subject.and_then(|subject| space.program(&subject));
            if !program.is_some_and(|program| program.objects().any(|object| objects.contains(&object))) {
                continue;
            }
            let sides = space.both_sides(&class.party);
            for side in [sides.outbound, sides.inbound].into_iter().filter(|side| *side != NONE) {
                found.insert(side);
                for other in classes.list.iter().filter(|other| other.party.family == class.party.family) {
                    space.outcome(side, other.party.set, false);
                    if space.heeds_mark(side) {
                        space.outcome(side, other.party.set, true);
                    }
                    if other.party.masqueraded != NONE {
                        space.outcome(side, other.party.masqueraded, false);
                    }
                }
            }
        }
        found
    }

    fn reason(&self, rule: RuleAt, clue: Option<Clue>) -> Idle {
        match clue {
            Some(clue) if !clue.rendered => Idle::LeftOut,
            Some(clue) if !clue.addresses => Idle::NoAddress,
            Some(clue) if clue.deciders.is_empty() => Idle::Dropped,
            Some(clue) => Idle::Before(clue.deciders.into_iter().collect()),
            None => self.absence(rule),
        }
    }

    /// Why no endpoint's packets come to a policy or profile in a direction.
    fn absence(&self, rule: RuleAt) -> Idle {
        let object = self.view.pool.borrow().objects.get(rule.object.0).map(|object| (**object).clone());
        let Some(Object::Policy { tier, key, .. }) = object else { return Idle::Nobody };
        let old = self.view.generations == [Generation::Felix14];
        if old && !self.view.tier_orders.get(&tier).is_some_and(Result::is_ok) {
            return Idle::NoTier;
        }
        let entry = self.view.policies.get(&key);
        let readings = self.view.generations.iter().filter_map(|generation| entry?.readings.of(*generation).as_ref());
        let mut acts = readings.map(|reading| reading.acts(rule.direction)).peekable();
        if acts.peek().is_some() && !acts.any(|acts| acts) { Idle::OtherDirection } else { Idle::Nobody }
    }

    /// Every rule of what some generation takes.
    fn rules(&self) -> Vec<RuleAt> {
        let view = self.view;
        let mut pool = view.pool.borrow_mut();
        let mut found = Vec::new();
        let mut add = |object, direction, count: usize| {
            let places = 1..=u32::try_from(count).unwrap_or(u32::MAX);
            found.extend(places.map(|position| RuleAt { object, direction, position }));
        };
        for profile in view.profiles.values() {
            let object = profile_object(&profile.name, &mut pool);
            let readings = view.generations.iter().filter_map(|generation| profile.readings.of(*generation).as_ref());
            if let Some(lists) = readings.filter_map(|reading| reading.lists.as_ref().ok()).next() {
                for direction in Direction::BOTH {
                    add(object, direction, lists.of(direction).len());
                }
            }
        }
        for policy in view.policies.values() {
            let object = policy_object(policy, &mut pool);
            let mut readings =
                view.generations.iter().filter_map(|generation| policy.readings.of(*generation).as_ref());
            if let Some(reading) = readings.next() {
                for direction in Direction::BOTH {
                    add(object, direction, reading.lists.of(direction).len());
                }
            }
        }
        found.sort_unstable();
        found
    }
}

impl Space {
    /// Looks at each way that packets took through a side for what became of the packets of some rules.
    fn clues(&self, side: u32, idle: &HashSet<RuleAt>, clues: &mut BTreeMap<RuleAt, Clue>) {
        let Some((subject, direction, family, own)) = self.of_side(side) else { return };
        let Some(program) = self.program(&subject) else { return };
        let rules: Vec<Listed<'_>> = program
            .rules(direction)
            .map(|(stage, object, position, rule)| Listed { stage, at: RuleAt { object, direction, position }, rule })
            .collect();
        if !rules.iter().any(|rule| idle.contains(&rule.at)) {
            return;
        }
        for (answers, marked) in self.answers_seen(side) {
            let query = Query { direction, family, own, peer: answers, packets: PacketSet::family(family), marked };
            let parts = self.evaluate(&subject, query, &mut |_| ());
            let (own, peer) = (self.sets.get(own), self.sets.get(answers));
            let out = direction == Direction::Outbound;
            let (source, destination) = if out { (own, peer) } else { (peer, own) };
            let holds = |condition: &Condition| {
                let end = if condition.source { source } else { destination };
                condition.atoms.iter().any(|atom| end.binary_search(atom).is_ok()) != condition.negated
            };
            for (place, listed) in rules.iter().enumerate().filter(|(_, rule)| idle.contains(&rule.at)) {
                let clue = clues.entry(listed.at).or_default();
                let Some(matched) = listed.rule.of(family) else { continue };
                clue.rendered = true;
                if !matched.conditions.iter().all(holds) {
                    continue;
                }
                clue.addresses = true;
                let decides = |rule: &RuleAt| {
                    parts.iter().any(|part| {
                        part.decision.object == Some(rule.object)
                            && part.decision.position == Some(rule.position)
                            && !part.packets.is_disjoint(&matched.packets)
                    })
                };
                for before in rules.iter().take(place) {
                    // What is passed on does not come to the rest of a tier, or of a profile.
                    let passes = || {
                        before.rule.action == Action::NextTier
                            && before.stage == listed.stage
                            && before.rule.of(family).is_some_and(|other| {
                                other.conditions.iter().all(holds) && !other.packets.is_disjoint(&matched.packets)
                            })
                    };
                    if decides(&before.at) || passes() {
                        clue.deciders.insert(before.at);
                    }
                }
            }
        }
    }
}

/// A rule among all that packets go through.
struct Listed<'p> {
    /// Which tier or profile it is of.
    stage: usize,
    at: RuleAt,
    rule: &'p Compiled,
}
