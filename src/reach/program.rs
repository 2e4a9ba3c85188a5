//! What Felix makes of an endpoint: the policies that select it, tier by tier, then its profiles.

mod run;

use std::rc::Rc;

use super::atoms::AtomId;
use super::objects::{PolicyEntry, ProfileEntry};
use super::pool::ObjectId;
use super::rules::{Compiled, Match};
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::profile::Direction;
use crate::model::rule::Action;

pub(super) use run::{Event, Journey, Peers, SidePart, run};

/// A policy that selects an endpoint.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    pub(super) object: ObjectId,
    pub(super) entry: Rc<PolicyEntry>,
}

/// The policies of a tier that select an endpoint, in their order.
#[derive(Clone, Debug)]
pub(super) struct Tier {
    pub(super) object: ObjectId,
    pub(super) policies: Vec<Policy>,
}

/// A profile of an endpoint; `None` where none of its keys exists.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) object: ObjectId,
    pub(super) entry: Option<Rc<ProfileEntry>>,
}

/// Everything that an endpoint's packets go through, in both directions.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) generation: Generation,
    /// Of a host's endpoint: policies that act early, and failsafe ports, count.
    pub(super) is_host: bool,
    /// The policies that act before all others, if any, at whose end nothing is dropped.
    pub(super) early: Vec<Tier>,
    pub(super) tiers: Vec<Tier>,
    pub(super) profiles: Vec<Profile>,
}

/// The questions that a program asks in one direction and IP version.
#[derive(Clone, Debug, Default)]
pub(super) struct Questions {
    /// About its own endpoint's address, sorted.
    pub(super) own: Vec<AtomId>,
    /// About the other end's, sorted.
    pub(super) peer: Vec<AtomId>,
    /// Whether the mark that an earlier chain left on the packet is looked at: a `next-tier` in a profile, and no tier before it.
    pub(super) heeds_mark: bool,
}

impl Program {
    /// The policies and profiles that packets go through.
    pub(super) fn objects(&self) -> impl Iterator<Item = ObjectId> {
        let policies = self.early.iter().chain(&self.tiers).flat_map(|tier| &tier.policies);
        policies.map(|policy| policy.object).chain(self.profiles.iter().map(|profile| profile.object))
    }

    /// Every rule that is gone through, in order, with its place, behind the number of its tier or profile.
    pub(super) fn rules(&self, direction: Direction) -> impl Iterator<Item = (usize, ObjectId, u32, &Compiled)> {
        let tiers = self.early.iter().chain(&self.tiers).enumerate();
        let policies = tiers.flat_map(|(stage, tier)| tier.policies.iter().map(move |policy| (stage, policy)));
        let policies = policies.filter_map(move |(stage, policy)| {
            let reading = policy.entry.readings.of(self.generation).as_ref()?;
            reading.acts(direction).then(|| (stage, policy.object, reading.lists.of(direction)))
        });
        let first = self.early.len() + self.tiers.len();
        let profiles = self.profiles.iter().zip(first..).filter_map(move |(profile, stage)| {
            let reading = profile.entry.as_ref()?.readings.of(self.generation).as_ref()?;
            Some((stage, profile.object, reading.lists.as_ref().ok()?.of(direction)))
        });
        policies
            .chain(profiles)
            .flat_map(|(stage, object, list)| (1..).zip(list).map(move |(at, rule)| (stage, object, at, rule)))
    }

    /// What tells it from other programs: the versions of all that is in it, and the names of profiles that are missing.
    pub(super) fn content(&self, names: &[u32]) -> Vec<u32> {
        let mut content = vec![u32::from(self.generation == Generation::Felix2), u32::from(self.is_host)];
        for (tiers, mark) in [(&self.early, u32::MAX), (&self.tiers, u32::MAX - 1)] {
            for tier in tiers {
                content.extend([mark, tier.object.0]);
                content.extend(tier.policies.iter().map(|policy| policy.entry.version));
            }
        }
        for (profile, name) in self.profiles.iter().zip(names) {
            content.extend([u32::MAX - 2, *name, profile.entry.as_ref().map_or(0, |entry| entry.version)]);
        }
        content
    }

    /// Every list of rules, of policies and profiles, that is gone through.
    fn lists(&self, direction: Direction) -> impl Iterator<Item = (&[Compiled], bool)> {
        let tiers = self.early.iter().chain(&self.tiers).flat_map(|tier| &tier.policies);
        let policies = tiers.filter_map(move |policy| {
            let reading = policy.entry.readings.of(self.generation).as_ref()?;
            reading.acts(direction).then(|| (reading.lists.of(direction), false))
        });
        let profiles = self.profiles.iter().filter_map(move |profile| {
            let reading = profile.entry.as_ref()?.readings.of(self.generation).as_ref()?;
            Some((reading.lists.as_ref().ok()?.of(direction), true))
        });
        policies.chain(profiles)
    }

    /// Which of its rules hold for two ends, as far as that tells what passes: of neighbours in a list that do the same with the same
    /// packets it does not matter which one does it, and a rule that only logs does nothing. The numbers of those that hold, in order.
    pub(super) fn holding(&self, direction: Direction, family: Family, peers: Peers<'_>) -> Vec<u32> {
        let mut holding: Vec<u32> = Vec::new();
        let mut number = 0;
        for (list, _) in self.lists(direction) {
            let mut before: Option<(Action, &Match)> = None;
            for rule in list.iter().filter(|rule| rule.action != Action::Log || rule.is_unrenderable(family)) {
                let Some(matched) = rule.of(family) else { continue };
                let same = before.is_some_and(|(action, other)| {
                    action == rule.action
                        && other.packets == matched.packets
                        && other.unrenderable == matched.unrenderable
                });
                number += u32::from(!same);
                before = Some((rule.action, matched));
                if holding.last() != Some(&number) && peers.hold_all(matched) {
                    holding.push(number);
                }
            }
            number += 1;
        }
        holding
    }

    /// What it asks.
    pub(super) fn questions(&self, direction: Direction, family: Family) -> Questions {
        let mut questions = Questions::default();
        let own_is_source = direction == Direction::Outbound;
        let mut passes = false;
        for (list, of_profile) in self.lists(direction) {
            for rule in list {
                let Some(matched) = rule.of(family) else { continue };
                passes |= of_profile && rule.action == Action::NextTier;
                for condition in &matched.conditions {
                    let list = if condition.source == own_is_source { &mut questions.own } else { &mut questions.peer };
                    list.extend(&condition.atoms);
                }
            }
        }
        for list in [&mut questions.own, &mut questions.peer] {
            list.sort_unstable();
            list.dedup();
        }
        questions.heeds_mark = passes && !self.tiers.iter().any(|tier| self.applies(tier, direction));
        questions
    }

    /// Whether iptables refuses some of its rules, so that what a running Felix has in its tables cannot be told.
    pub(super) fn has_refused(&self, direction: Direction, family: Family) -> bool {
        let policies = self.early.iter().chain(&self.tiers).flat_map(|tier| &tier.policies);
        let mut readings = policies.filter_map(|policy| policy.entry.readings.of(self.generation).as_ref());
        let mut profiles = self
            .profiles
            .iter()
            .filter_map(|profile| profile.entry.as_ref()?.readings.of(self.generation).as_ref()?.lists.as_ref().ok());
        readings.any(|reading| reading.acts(direction) && reading.lists.refused(family))
            || profiles.any(|lists| lists.refused(family))
    }

    /// Whether a tier counts in a direction: one of its policies acts there.
    fn applies(&self, tier: &Tier, direction: Direction) -> bool {
        let acts = |policy: &Policy| {
            policy.entry.readings.of(self.generation).as_ref().is_some_and(|reading| reading.acts(direction))
        };
        tier.policies.iter().any(acts)
    }
}
