//! The way of one packet, rule by rule.

use super::answer::{Decision, Reason};
use super::classes::Kind;
use super::flow::Near;
use super::packet::Packet;
use super::pool::ObjectId;
use super::program::Event;
use super::reach::Reach;
use super::set::PacketSet;
use super::space::{NONE, Query};
use super::trace::{End, Trace};
use crate::model::felix::Generation;
use crate::model::profile::Direction;
use crate::model::rule::Action;

/// What a packet meets on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A policy or a profile.
    Enter {
        /// Which one.
        object: ObjectId,
    },
    /// A rule.
    Rule {
        /// Whose.
        object: ObjectId,
        /// Its place in the list, from 1.
        position: u32,
        /// What it does with what it matches.
        action: Action,
        /// Why it does not match, or that it does.
        matching: Matching,
    },
    /// The end of a tier: what nobody decided is dropped.
    EndOfTier {
        /// Which one.
        object: ObjectId,
    },
}

/// Whether a rule matches a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// It does.
    Yes,
    /// The source or the destination is not what it wants.
    Addresses,
    /// The packet is not: its protocol, ports, type.
    Packet,
    /// It is not there for the packet's IP version.
    IpVersion,
}

/// One side's part of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The source's outbound rules, or the destination's inbound ones.
    pub direction: Direction,
    /// What the packet meets, in order; nothing where no rules are looked at.
    pub steps: Vec<Step>,
    /// What is decided.
    pub decision: Decision,
}

/// The way of one packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The sides, the source's first; the destination's only where the packet gets there.
    pub sides: Vec<Side>,
    /// The answer as a whole.
    pub trace: Trace,
}

impl Reach<'_, '_> {
    /// Follows one packet; `None` where the two ends are not both of its IP version.
    pub fn walk(&self, from: &End, to: &End, packet: &Packet) -> Option<Walk> {
        let trace = self.trace(from, to);
        let part = trace.part(packet)?.clone();
        let local = trace.near == Near::SameHost;
        let outbound = self.follow(&trace, packet, Direction::Outbound, false);
        let mut sides = vec![Side { direction: Direction::Outbound, steps: outbound.0, decision: part.outbound }];
        if let Some(decision) = part.inbound {
            let inbound = self.follow(&trace, packet, Direction::Inbound, local && outbound.1);
            sides.push(Side { direction: Direction::Inbound, steps: inbound.0, decision });
        }
        Some(Walk { sides, trace })
    }

    /// What one side makes of a packet, and whether the packet leaves it with a mark.
    fn follow(&self, trace: &Trace, packet: &Packet, direction: Direction, marked: bool) -> (Vec<Step>, bool) {
        let outbound = direction == Direction::Outbound;
        let local = trace.near == Near::SameHost;
        let same = trace.parts.iter().any(|part| part.outbound.reason == Reason::SameEndpoint);
        let unpoliced = local && trace.from.kind() == Kind::Host || same;
        let (from, to) = self.as_seen(&trace.from, &trace.to, trace.near, outbound);
        let (own, peer) = if outbound { (from, to) } else { (to, from) };
        let to_host = !outbound && local && trace.to.kind() == Kind::Host;
        if own.subject == NONE || own.kind == Kind::Outside || unpoliced || to_host {
            return (Vec::new(), false);
        }
        let mut peer_set = peer.set;
        if !outbound && !local && from.masqueraded != NONE && !to.pooled {
            peer_set = from.masqueraded;
        }
        let space = self.space.borrow();
        let Some(subject) = space.subject(own.subject) else { return (Vec::new(), false) };
        // What never gets to the rules does not walk through them.
        let fate = trace.part(packet).map(|part| if outbound { Some(part.outbound) } else { part.inbound });
        let old = space.rules(&subject).is_some_and(|rules| rules.generation == Generation::Felix14);
        let unread = |reason| match reason {
            Reason::AlwaysToHost | Reason::SpoofedSource => true,
            Reason::EndpointToHostAction => old,
            _ => false,
        };
        if fate.flatten().is_some_and(|fate| unread(fate.reason)) {
            return (Vec::new(), false);
        }
        let mut steps = Vec::new();
        let mut left = false;
        let packets = PacketSet::of_packet(packet);
        let query = Query { direction, family: packet.family, own: own.set, peer: peer_set, packets, marked };
        let parts = space.evaluate(&subject, query, &mut |event| steps.push(step(event)));
        for part in &parts {
            left |= part.marked;
        }
        (steps, left)
    }
}

fn step(event: Event) -> Step {
    match event {
        Event::Enter(object) => Step::Enter { object },
        Event::EndOfTier(object) => Step::EndOfTier { object },
        Event::Skipped { object, position, action } => {
            Step::Rule { object, position, action, matching: Matching::IpVersion }
        }
        Event::Rule { object, position, action, addresses, packets } => {
            let matching = match (addresses, packets) {
                (true, true) => Matching::Yes,
                (true, false) => Matching::Packet,
                (false, _) => Matching::Addresses,
            };
            Step::Rule { object, position, action, matching }
        }
    }
}
