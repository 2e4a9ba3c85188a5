//! From one end to the other: which rules a packet goes through on its way.

use std::net::IpAddr;

use super::answer::{Caveat, Reason, Verdict};
use super::atoms::Atom;
use super::classes::{Kind, Party};
use super::packet::{TCP, UDP};
use super::pool::{Object, ObjectId};
use super::program::SidePart;
use super::set::PacketSet;
use super::settings::HostAction;
use super::space::{NONE, Passing, Query, Space, constant};
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::net::PortRange;
use crate::model::profile::Direction;

/// Where the two ends are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Near {
    /// On one host.
    SameHost,
    /// On two.
    OtherHost,
}

/// Which sides' outcomes make the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) outbound: u32,
    pub(super) inbound: u32,
    /// The inbound one for packets that carry the mark of the outbound one's chain.
    pub(super) marked: u32,
}

/// The sides of an end: whose outbound rules its packets go through, and whose inbound ones what is sent to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct BothSides {
    pub(super) outbound: u32,
    pub(super) inbound: u32,
}

impl Space {
    /// The sides of an end in both directions; [`NONE`] where nobody's rules are gone through.
    pub(super) fn both_sides(&mut self, party: &Party) -> BothSides {
        if party.subject == NONE {
            return BothSides { outbound: NONE, inbound: NONE };
        }
        let mut of = |direction| self.side(party.subject, direction, party.family, party.set);
        BothSides { outbound: of(Direction::Outbound), inbound: of(Direction::Inbound) }
    }

    /// What becomes of packets from one end to the other.
    pub(super) fn sides(&mut self, from: &Party, to: &Party, near: Near) -> Option<Sides> {
        let (from_sides, to_sides) = (self.both_sides(from), self.both_sides(to));
        self.sides_of((from, from_sides.outbound), (to, to_sides.inbound), near)
    }

    /// The same, where the sides are known already.
    pub(super) fn sides_of(
        &mut self,
        (from, outbound): (&Party, u32),
        (to, inbound): (&Party, u32),
        near: Near,
    ) -> Option<Sides> {
        use Kind::{Host, Outside, Workload};
        if from.family != to.family {
            return None;
        }
        let family = from.family;
        let local = near == Near::SameHost;
        let first = match (from.kind, to.kind) {
            (Workload, Host) if local => return Some(self.onto_host(from, to)),
            (Host, Host) if local => self.open(family, Direction::Outbound, Reason::SameEndpoint),
            (Host, Workload) if local => self.open(family, Direction::Outbound, Reason::HostToWorkload),
            (Workload | Host, _) if from.subject != NONE => self.outcome(outbound, to.set, false),
            _ => self.open(family, Direction::Outbound, Reason::NotPoliced),
        };
        let (second, marked) = match (from.kind, to.kind) {
            (Host, Host) if local => (self.open(family, Direction::Inbound, Reason::SameEndpoint), NONE),
            (Host, Workload) if local => (self.own_workload(to), NONE),
            (_, Workload | Host) if to.subject != NONE => {
                let seen = if !local && from.masqueraded != NONE && !to.pooled { from.masqueraded } else { from.set };
                let plain = self.outcome(inbound, seen, false);
                let marked = if local { self.outcome(inbound, seen, true) } else { plain };
                (plain, marked)
            }
            (_, Workload | Host | Outside) => (self.open(family, Direction::Inbound, Reason::NotPoliced), NONE),
        };
        Some(Sides { outbound: first, inbound: second, marked: if marked == NONE { second } else { marked } })
    }

    /// The number of the packets that pass from one end to the other; `None` where they are of two IP versions.
    pub(super) fn passes_between(
        &mut self,
        (from, outbound): (&Party, u32),
        (to, inbound): (&Party, u32),
        near: Near,
    ) -> Option<u32> {
        if from.family != to.family {
            return None;
        }
        if from.kind == Kind::Host || to.kind == Kind::Host {
            let sides = self.sides_of((from, outbound), (to, inbound), near)?;
            let (first, second) = (self.passing(sides.outbound), self.passing(sides.inbound));
            let marked = self.passing(sides.marked);
            return Some(self.passes(first, second, marked));
        }
        let local = near == Near::SameHost;
        let out = self.outbound_passing((from, outbound), to.set);
        let seen = if !local && from.masqueraded != NONE && !to.pooled { from.masqueraded } else { from.set };
        let inn = self.inbound_passing(seen, (to, inbound), false);
        let marked = if local { self.inbound_passing(seen, (to, inbound), true) } else { inn };
        Some(self.passes(out, inn, marked))
    }

    /// What the source's side lets pass to addresses of which a set is so.
    pub(super) fn outbound_passing(&mut self, (from, side): (&Party, u32), set: u32) -> Passing {
        match side {
            NONE => {
                let open = self.open(from.family, Direction::Outbound, Reason::NotPoliced);
                self.passing(open)
            }
            side => self.side_passing(side, set, false),
        }
    }

    /// What the destination's side lets pass from addresses of which a set is so.
    pub(super) fn inbound_passing(&mut self, set: u32, (to, side): (&Party, u32), marked: bool) -> Passing {
        match side {
            NONE => {
                let open = self.open(to.family, Direction::Inbound, Reason::NotPoliced);
                self.passing(open)
            }
            side => self.side_passing(side, set, marked),
        }
    }

    /// Whether it could matter that both ends are on one host: who is masqueraded, what hosts do with their own, and the mark that one
    /// chain leaves for the next.
    pub(super) fn nearness_may_matter(&self, from: &Party, (to, inbound): (&Party, u32)) -> bool {
        match (from.kind, to.kind) {
            (Kind::Outside, _) | (_, Kind::Outside) => false,
            (Kind::Host, _) | (_, Kind::Host) => true,
            _ => from.masqueraded != NONE && !to.pooled || self.heeds_mark(inbound),
        }
    }

    /// An outcome that lets everything through, for a reason.
    pub(super) fn open(&mut self, family: Family, direction: Direction, reason: Reason) -> u32 {
        let key = (family == Family::V4, direction == Direction::Outbound, reason);
        if let Some(known) = self.open.get(&key) {
            return *known;
        }
        let found = self.fixed(vec![constant(PacketSet::family(family), Verdict::Allow, reason, direction, None)]);
        self.open.insert(key, found);
        found
    }

    /// From a host to a workload of its own: not policed, but without a route where Felix does not program the endpoint.
    fn own_workload(&mut self, to: &Party) -> u32 {
        match self.subject(to.subject).and_then(|subject| subject.status.reason()) {
            None => self.open(to.family, Direction::Inbound, Reason::HostToWorkload),
            Some(reason) => {
                let packets = PacketSet::family(to.family);
                self.fixed(vec![constant(packets, Verdict::Deny, reason, Direction::Inbound, None)])
            }
        }
    }

    /// Whether an address of which a set is so is the address of a metadata service.
    fn is_at(&self, set: u32, address: IpAddr) -> bool {
        let atom = self.pool.borrow().atoms.find(&Atom::Net(address.into()));
        atom.is_some_and(|atom| self.sets.get(set).binary_search(&atom).is_ok())
    }

    fn parameter(&self, name: &str) -> ObjectId {
        self.pool.borrow_mut().object(Object::Parameter { name: name.to_owned() })
    }

    /// From a workload to the host that it runs on.
    fn onto_host(&mut self, from: &Party, to: &Party) -> Sides {
        let family = from.family;
        let all = PacketSet::family(family);
        let action = self.parameter("DefaultEndpointToHostAction");
        let accepted =
            vec![constant(all.clone(), Verdict::Allow, Reason::EndpointToHostAction, Direction::Inbound, Some(action))];
        let inbound = self.fixed(accepted);
        let subject = self.subject(from.subject);
        let rules = subject.as_ref().and_then(|subject| self.rules(subject));
        let (Some(subject), Some(rules)) = (subject, rules) else {
            let outbound = self.open(family, Direction::Outbound, Reason::NotPoliced);
            return Sides { outbound, inbound, marked: inbound };
        };
        let mut parts: Vec<SidePart> = Vec::new();
        let mut rest = all;
        if subject.status.reason().is_none() {
            let metadata = rules.metadata.filter(|(address, _)| self.is_at(to.set, *address)).map(|(_, port)| port);
            let always = always(family, rules.generation, rules.openstack, metadata);
            rest = rest.difference(&always);
            if !always.is_empty() {
                parts.push(constant(always, Verdict::Allow, Reason::AlwaysToHost, Direction::Outbound, None));
            }
        }
        let dropped = |packets: PacketSet| {
            let mut part =
                constant(packets, Verdict::Deny, Reason::EndpointToHostAction, Direction::Outbound, Some(action));
            if rules.accepts_drops {
                part.decision.verdict = Verdict::Allow;
                part.decision.overridden = true;
            }
            part
        };
        if rules.to_host == HostAction::Drop
            && rules.generation == Generation::Felix14
            && subject.status.reason().is_none()
        {
            parts.push(dropped(rest));
        } else {
            let query = Query {
                direction: Direction::Outbound,
                family,
                own: from.set,
                peer: to.set,
                packets: rest,
                marked: false,
            };
            let ran = self.evaluate(&subject, query, &mut |_| ());
            for part in ran {
                let passes = part.decision.verdict == Verdict::Allow;
                if passes && rules.to_host == HostAction::Drop {
                    parts.push(dropped(part.packets));
                } else {
                    parts.push(part);
                }
            }
        }
        let outbound = self.fixed(parts);
        Sides { outbound, inbound, marked: inbound }
    }

    /// What the datastore does not tell about packets from one end to the other.
    pub(super) fn caveats(&self, from: &Party, to: &Party, near: Near) -> Vec<Caveat> {
        let mut caveats = Vec::new();
        let local = near == Near::SameHost;
        if from.kind == Kind::Workload && to.kind == Kind::Host && local {
            let rules = self.subject(from.subject).and_then(|subject| self.rules(&subject));
            if rules.is_some_and(|rules| rules.to_host == HostAction::Return) {
                caveats.push(Caveat::HostsOwnRules);
            }
        }
        if !local && from.masqueraded != NONE && !to.pooled {
            caveats.push(Caveat::SourceMasqueraded);
        }
        if to.kind == Kind::Host && to.subject == NONE && !(local && from.kind == Kind::Workload) {
            caveats.push(Caveat::HostsOwnRules);
        }
        if from.kind == Kind::Outside && to.kind == Kind::Outside {
            caveats.push(Caveat::NoEndpoint);
        }
        for (party, direction) in [(from, Direction::Outbound), (to, Direction::Inbound)] {
            let Some(subject) = self.subject(party.subject) else { continue };
            let (program, rules) = (self.program(&subject), self.rules(&subject));
            if party.family == Family::V6 && rules.is_some_and(|rules| !rules.ipv6) {
                caveats.push(Caveat::Ipv6Unsupported);
            }
            if program.is_some_and(|program| program.has_refused(direction, party.family)) {
                caveats.push(Caveat::RefusedByIptables);
            }
        }
        caveats.sort_unstable();
        caveats.dedup();
        caveats
    }
}

/// What workloads may send to their host in any case; `metadata` is the port of the metadata service, where they send to its address.
fn always(family: Family, generation: Generation, openstack: bool, metadata: Option<u16>) -> PacketSet {
    let mut open = PacketSet::empty();
    let port = PortRange::one;
    if family == Family::V6 {
        // Listeners of multicast, who asks for a router, and neighbours.
        for kind in [130, 131, 132, 133, 135, 136] {
            open = open.union(&PacketSet::icmp(family, kind, None));
        }
    }
    if openstack {
        let (from, to) = if family == Family::V4 { (68, 67) } else { (546, 547) };
        open = open.union(&PacketSet::ports(family, UDP, &[port(from)], &[port(to)]));
        open = open.union(&PacketSet::ports(family, UDP, &[], &[port(53)]));
    }
    if let Some(to) = metadata.filter(|_| openstack || generation == Generation::Felix14) {
        open = open.union(&PacketSet::ports(family, TCP, &[], &[port(to)]));
    }
    open
}
