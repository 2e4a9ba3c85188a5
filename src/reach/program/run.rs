//! Running packets through a program.

use super::{Policy, Profile, Program, Tier};
use crate::model::key::Family;
use crate::model::profile::Direction;
use crate::model::rule::Action;
use crate::reach::answer::{Decision, Reason, Verdict};
use crate::reach::atoms::AtomId;
use crate::reach::objects::ProfileFault;
use crate::reach::pool::ObjectId;
use crate::reach::rules::{Compiled, Condition, Lists, Match};
use crate::reach::set::PacketSet;

/// What is so of both ends of a packet's way: the numbers of the questions that are answered with yes, sorted.
#[derive(Clone, Copy, Debug)]
pub(in crate::reach) struct Peers<'a> {
    pub(in crate::reach) source: &'a [AtomId],
    pub(in crate::reach) destination: &'a [AtomId],
}

impl Peers<'_> {
    /// Whether all conditions of a rule hold.
    pub(in crate::reach) fn hold_all(&self, matched: &Match) -> bool {
        matched.conditions.iter().all(|condition| self.hold(condition))
    }

    fn hold(&self, condition: &Condition) -> bool {
        let end = if condition.source { self.source } else { self.destination };
        condition.atoms.iter().any(|atom| end.binary_search(atom).is_ok()) != condition.negated
    }
}

/// Packets that a program decides about alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::reach) struct SidePart {
    pub(in crate::reach) packets: PacketSet,
    pub(in crate::reach) decision: Decision,
    /// Whether they carry the mark of a `next-tier` when they leave the chain: on the same host, the next chain finds it.
    pub(in crate::reach) marked: bool,
}

/// What happens on the way, for whoever wants to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reach) enum Event {
    /// A policy or profile is entered.
    Enter(ObjectId),
    /// A rule is looked at.
    Rule {
        object: ObjectId,
        position: u32,
        action: Action,
        /// Whether the addresses are what the rule wants.
        addresses: bool,
        /// Whether some of the packets are, too.
        packets: bool,
    },
    /// A rule is not there for the IP version.
    Skipped { object: ObjectId, position: u32, action: Action },
    /// The end of a tier that applies.
    EndOfTier(ObjectId),
}

/// Packets on their way through a program.
pub(in crate::reach) struct Journey<'a> {
    pub(in crate::reach) direction: Direction,
    pub(in crate::reach) family: Family,
    pub(in crate::reach) peers: Peers<'a>,
    pub(in crate::reach) packets: PacketSet,
    /// Whether an earlier chain left its mark on them.
    pub(in crate::reach) marked: bool,
    /// Protocols and ports that are let through before anything is asked.
    pub(in crate::reach) failsafe: &'a [(u8, u16)],
}

/// Runs packets through a program.
pub(in crate::reach) fn run(program: &Program, journey: Journey<'_>, follow: &mut dyn FnMut(Event)) -> Vec<SidePart> {
    let Journey { direction, family, peers, packets, marked, failsafe } = journey;
    let (plain, marked) = if marked { (PacketSet::empty(), packets) } else { (packets, PacketSet::empty()) };
    let mut run = Run { program, direction, family, peers, plain, marked, parts: Vec::new(), follow };
    run.failsafe(failsafe);
    for tier in program.early.iter().filter(|tier| program.applies(tier, direction)) {
        run.tier(tier, false);
    }
    for tier in program.tiers.iter().filter(|tier| program.applies(tier, direction)) {
        run.tier(tier, true);
    }
    for profile in &program.profiles {
        run.profile(profile);
    }
    let reason = if program.profiles.is_empty() { Reason::NoProfiles } else { Reason::EndOfProfiles };
    run.drop_rest(reason, None, None);
    run.parts
}

/// What a rule matches of the packets that are undecided.
struct Hit {
    plain: PacketSet,
    marked: PacketSet,
}

impl Hit {
    fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.marked.is_empty()
    }
}

struct Run<'r> {
    program: &'r Program,
    direction: Direction,
    family: Family,
    peers: Peers<'r>,
    /// What is undecided and carries no mark, and what is undecided and does.
    plain: PacketSet,
    marked: PacketSet,
    parts: Vec<SidePart>,
    follow: &'r mut dyn FnMut(Event),
}

impl<'r> Run<'r> {
    fn decide(
        &mut self,
        packets: PacketSet,
        marked: bool,
        (verdict, reason): (Verdict, Reason),
        object: Option<ObjectId>,
        position: Option<u32>,
    ) {
        if packets.is_empty() {
            return;
        }
        let decision = Decision { verdict, reason, object, direction: self.direction, position, overridden: false };
        // Dropped packets carry no mark anywhere.
        let marked = marked && verdict == Verdict::Allow;
        match self.parts.iter_mut().find(|part| part.decision == decision && part.marked == marked) {
            Some(part) => part.packets = part.packets.union(&packets),
            None => self.parts.push(SidePart { packets, decision, marked }),
        }
    }

    fn drop_rest(&mut self, reason: Reason, object: Option<ObjectId>, position: Option<u32>) {
        for packets in [std::mem::take(&mut self.plain), std::mem::take(&mut self.marked)] {
            self.decide(packets, false, (Verdict::Deny, reason), object, position);
        }
    }

    fn failsafe(&mut self, ports: &[(u8, u16)]) {
        use crate::model::net::PortRange;
        for (protocol, port) in ports {
            let open = PacketSet::ports(self.family, *protocol, &[], &[PortRange::one(*port)]);
            for (marked, rest) in [(false, &mut self.plain), (true, &mut self.marked)] {
                let packets = rest.intersection(&open);
                if packets.is_empty() {
                    continue;
                }
                *rest = rest.difference(&open);
                let decision = Decision {
                    verdict: Verdict::Allow,
                    reason: Reason::FailsafePort,
                    object: None,
                    direction: self.direction,
                    position: None,
                    overridden: false,
                };
                self.parts.push(SidePart { packets, decision, marked });
            }
        }
    }

    /// What of the undecided packets a rule matches, without the mark and with it; `None` where it is not there for the IP version.
    fn matched(&mut self, rule: &'r Compiled, object: ObjectId, position: u32) -> Option<(Hit, &'r Match)> {
        let action = rule.action;
        let Some(matched) = rule.of(self.family) else {
            (self.follow)(Event::Skipped { object, position, action });
            return None;
        };
        let addresses = self.peers.hold_all(matched);
        let of = |rest: &PacketSet| match addresses && !rest.is_empty() {
            true => rest.intersection(&matched.packets),
            false => PacketSet::empty(),
        };
        let hit = Hit { plain: of(&self.plain), marked: of(&self.marked) };
        let packets = !hit.is_empty();
        (self.follow)(Event::Rule { object, position, action, addresses, packets });
        Some((hit, matched))
    }

    /// The policies of a tier. Those that act early have no end.
    fn tier(&mut self, tier: &'r Tier, ends: bool) {
        // Each tier begins by clearing the mark.
        self.plain = self.plain.union(&std::mem::take(&mut self.marked));
        let mut passed = PacketSet::empty();
        for policy in &tier.policies {
            if self.plain.is_empty() {
                break;
            }
            self.policy(policy, &mut passed);
        }
        if ends {
            if !self.plain.is_empty() {
                (self.follow)(Event::EndOfTier(tier.object));
            }
            let rest = std::mem::take(&mut self.plain);
            self.decide(rest, false, (Verdict::Deny, Reason::EndOfTier), Some(tier.object), None);
        }
        self.marked = passed;
    }

    fn policy(&mut self, policy: &'r Policy, passed: &mut PacketSet) {
        let Some(reading) = policy.entry.readings.of(self.program.generation) else { return };
        if !reading.acts(self.direction) {
            return;
        }
        (self.follow)(Event::Enter(policy.object));
        if self.refused(&reading.lists, policy.object) {
            return;
        }
        for (at, rule) in reading.lists.of(self.direction).iter().enumerate() {
            let position = place(at);
            let Some((hit, matched)) = self.matched(rule, policy.object, position) else { continue };
            if hit.is_empty() || rule.action == Action::Log && !matched.unrenderable {
                continue;
            }
            self.plain = self.plain.difference(&matched.packets);
            match outcome(rule.action, matched.unrenderable) {
                Some(decided) => self.decide(hit.plain, false, decided, Some(policy.object), Some(position)),
                None => *passed = passed.union(&hit.plain),
            }
            if self.plain.is_empty() {
                return;
            }
        }
    }

    /// A chain that iptables refuses is a stub.
    fn refused(&mut self, lists: &Lists, object: ObjectId) -> bool {
        let refused = lists.refused(self.family) && self.program.generation == crate::model::felix::Generation::Felix14;
        if refused {
            self.drop_rest(Reason::RefusedByIptables, Some(object), None);
        }
        refused
    }

    fn profile(&mut self, profile: &'r Profile) {
        if self.plain.is_empty() && self.marked.is_empty() {
            return;
        }
        let object = profile.object;
        (self.follow)(Event::Enter(object));
        let reading = profile.entry.as_ref().and_then(|entry| entry.readings.of(self.program.generation).as_ref());
        let lists = match reading.map(|reading| &reading.lists) {
            Some(Ok(lists)) => lists,
            None | Some(Err(ProfileFault::Missing)) => {
                return self.drop_rest(Reason::ProfileMissing, Some(object), None);
            }
            Some(Err(ProfileFault::Rejected(_))) => {
                return self.drop_rest(Reason::ProfileRejected, Some(object), None);
            }
        };
        if self.refused(lists, object) {
            return;
        }
        // What leaves the profile by `next-tier`; it carries the mark from then on.
        let mut passed = PacketSet::empty();
        for (at, rule) in lists.of(self.direction).iter().enumerate() {
            if self.plain.is_empty() && self.marked.is_empty() {
                break;
            }
            let position = place(at);
            let Some((hit, matched)) = self.matched(rule, object, position) else { continue };
            if rule.action == Action::NextTier && !matched.unrenderable {
                // The rule sets a mark on what it matches, and a second rule lets everything leave that has the mark: also what
                // brought it along, from a tier that passed it on or from a profile before.
                passed = passed.union(&std::mem::take(&mut self.marked));
                if !hit.plain.is_empty() {
                    self.plain = self.plain.difference(&matched.packets);
                    passed = passed.union(&hit.plain);
                }
                continue;
            }
            if hit.is_empty() {
                continue;
            }
            let Some(decided) = outcome(rule.action, matched.unrenderable) else { continue };
            self.plain = self.plain.difference(&matched.packets);
            self.marked = self.marked.difference(&matched.packets);
            self.decide(hit.plain, false, decided, Some(object), Some(position));
            self.decide(hit.marked, true, decided, Some(object), Some(position));
        }
        self.marked = self.marked.union(&passed);
    }
}

/// The place of a rule, from 1.
fn place(at: usize) -> u32 {
    u32::try_from(at).map_or(u32::MAX, |at| at.saturating_add(1))
}

/// What a rule decides; `None` for one that passes on.
fn outcome(action: Action, unrenderable: bool) -> Option<(Verdict, Reason)> {
    match action {
        _ if unrenderable => Some((Verdict::Deny, Reason::UnrenderableRule)),
        Action::Allow => Some((Verdict::Allow, Reason::Rule)),
        Action::Deny => Some((Verdict::Deny, Reason::Rule)),
        Action::NextTier | Action::Log => None,
    }
}
