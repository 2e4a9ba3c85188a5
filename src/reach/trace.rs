//! From one end to another: the question that people ask.

use std::net::IpAddr;

use super::answer::{Caveat, Part, Reason, Verdict};
use super::classes::{Kind, Party};
use super::flow::Near;
use super::packet::Packet;
use super::reach::Reach;
use super::set::PacketSet;
use super::space::{NONE, constant};
use super::view::{EndpointId, Flags};
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::profile::Direction;

/// An end of traffic that somebody asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// An endpoint with one of its addresses.
    Endpoint(EndpointId, IpAddr),
    /// An address, whoever has it: an endpoint's own, a floating one, a host's, or one outside.
    Address(IpAddr),
    /// A host, with one of its addresses; without one, the first that the datastore knows of the other end's IP version.
    Host(String, Option<IpAddr>),
}

/// What is known of an end that somebody asks about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub(super) party: Party,
    /// The address; `None` where a host's is not known.
    pub address: Option<IpAddr>,
    /// The endpoint, if there is one.
    pub endpoint: Option<EndpointId>,
    /// The host, if it is known.
    pub host: Option<String>,
    /// The floating address that was asked for, if it was one.
    pub floating: Option<IpAddr>,
    /// Whether the source address is none that the endpoint may send from.
    spoofed: bool,
    caveats: Vec<Caveat>,
}

impl Resolved {
    /// What it is.
    pub fn kind(&self) -> Kind {
        self.party.kind
    }

    /// Its IP version.
    pub fn family(&self) -> Family {
        self.party.family
    }
}

/// What becomes of packets from one end to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Every packet of the two ends' IP version is in one part; none where they are of two.
    pub parts: Vec<Part>,
    /// What could change the answer.
    pub caveats: Vec<Caveat>,
    /// The source.
    pub from: Resolved,
    /// The destination.
    pub to: Resolved,
    /// Whether both are on one host.
    pub near: Near,
}

impl Trace {
    /// The packets that pass.
    pub fn allowed(&self) -> PacketSet {
        let allowed = self.parts.iter().filter(|part| part.verdict == Verdict::Allow);
        allowed.fold(PacketSet::empty(), |all, part| all.union(&part.packets))
    }

    /// The part that a packet is in.
    pub fn part(&self, packet: &Packet) -> Option<&Part> {
        self.parts.iter().find(|part| part.packets.contains(packet))
    }
}

impl Reach<'_, '_> {
    /// Finds what an end is. `family` is the IP version in which a host without an address is asked about.
    pub fn resolve(&self, end: &End, family: Family) -> Resolved {
        match end {
            End::Endpoint(id, address) => self.endpoint(*id, *address),
            End::Address(address) => self.address(*address),
            End::Host(name, address) => self.host(name, *address, family),
        }
    }

    /// What is so of an address, whoever has it.
    fn set_of(&self, address: IpAddr) -> u32 {
        let mut pool = self.view.pool.borrow_mut();
        self.ends.borrow_mut().set_of(address, &mut pool, &mut self.space.borrow_mut())
    }

    /// Whether an address lies in a pool, where that matters.
    fn pooled(&self, address: IpAddr) -> bool {
        self.ends.borrow().pooled(address).0
    }

    /// An endpoint with one of its addresses.
    fn party(&self, id: EndpointId, address: IpAddr) -> Option<Party> {
        let record = self.view.records.get(id.index())?;
        let mut pool = self.view.pool.borrow_mut();
        let (mut ends, mut space) = (self.ends.borrow_mut(), self.space.borrow_mut());
        let set = ends.set_of(address, &mut pool, &mut space);
        let subject = ends.nature(record, &mut pool, &mut space).subject;
        Some(ends.party(record, subject, address, set, &mut pool, &mut space))
    }

    fn endpoint(&self, id: EndpointId, address: IpAddr) -> Resolved {
        let Some(endpoint) = self.view.endpoint(id) else { return self.elsewhere(address) };
        let own = endpoint.addresses().iter().position(|own| *own == address);
        let of_floating = || endpoint.floating().find(|(external, _)| *external == address);
        let (place, floating) = match own {
            Some(at) => (Some(at), None),
            None => match of_floating() {
                Some((external, internal)) => {
                    (endpoint.addresses().iter().position(|own| *own == internal), Some(external))
                }
                // Of a wrong address only the IP version counts: nothing passes.
                None => (endpoint.addresses().iter().position(|own| Family::of(own) == Family::of(&address)), None),
            },
        };
        // An interface of a host may have addresses that it does not list, and what is rejected has none that counts.
        let listed = place.filter(|_| own.is_some() || !endpoint.is_host_endpoint());
        let actual = listed.and_then(|at| endpoint.addresses().get(at).copied()).unwrap_or(address);
        let Some(mut party) = self.party(id, actual) else { return self.elsewhere(address) };
        // A floating address is translated on its own host: where traffic leaves another one, it is the destination still.
        if let Some(external) = floating {
            party.pooled = self.pooled(external);
        }
        let mut caveats = Vec::new();
        if self.ends.borrow().owners(actual).len() > 1 {
            caveats.push(Caveat::SharedAddress);
        }
        Resolved {
            party,
            address: Some(actual),
            endpoint: Some(id),
            host: Some(endpoint.host().to_owned()),
            floating,
            spoofed: own.is_none() && floating.is_none() && !endpoint.is_host_endpoint(),
            caveats,
        }
    }

    fn address(&self, address: IpAddr) -> Resolved {
        // Where several have it, one that works is meant.
        let owners = self.ends.borrow().owners(address);
        let works = |id: &u32| {
            let endpoint = self.view.endpoint(EndpointId(*id));
            endpoint.is_some_and(|found| found.is_active() && found.rejected(found.generation()).is_none())
        };
        let owner = owners.iter().map(|(id, _)| *id).find(works).or(owners.first().map(|(id, _)| *id));
        if let Some(id) = owner {
            return self.endpoint(EndpointId(id), address);
        }
        let mut floating: Vec<u32> = Vec::new();
        for (id, pairs) in &self.view.floating {
            if pairs.iter().any(|(_, external)| *external == address) {
                floating.push(*id);
            }
        }
        floating.sort_unstable();
        if let Some(id) = floating.iter().copied().find(works).or(floating.first().copied()) {
            let mut found = self.endpoint(EndpointId(id), address);
            if floating.len() > 1 {
                found.caveats.push(Caveat::SharedAddress);
            }
            return found;
        }
        match self.view.hosts.iter().find(|host| host.addresses.contains(&address)) {
            Some(host) => self.host(&host.name, Some(address), Family::of(&address)),
            None => self.elsewhere(address),
        }
    }

    fn host(&self, name: &str, address: Option<IpAddr>, family: Family) -> Resolved {
        let number = self.view.host_numbers.get(name).copied();
        let address = address.or_else(|| self.view.host_address(number?, family));
        let family = address.map_or(family, |address| Family::of(&address));
        let owners = address.map(|address| self.ends.borrow().owners(address)).unwrap_or_default();
        let own = owners
            .iter()
            .map(|(id, _)| EndpointId(*id))
            .find(|id| self.view.endpoint(*id).is_some_and(|found| found.is_host_endpoint() && found.host() == name));
        if let (Some(id), Some(address)) = (own, address) {
            return self.endpoint(id, address);
        }
        let mut caveats = Vec::new();
        if address.is_none() {
            caveats.push(Caveat::HostAddressUnknown);
        }
        let by_interface = self.view.endpoints().any(|endpoint| {
            endpoint.is_host_endpoint()
                && endpoint.host() == name
                && endpoint.addresses().is_empty()
                && endpoint.rejected(endpoint.generation()).is_none()
        });
        if by_interface {
            caveats.push(Caveat::HostEndpointByInterface);
        }
        let set = address.map_or(0, |address| self.set_of(address));
        Resolved {
            party: Party {
                kind: Kind::Host,
                family,
                subject: NONE,
                set,
                masqueraded: NONE,
                pooled: address.is_some_and(|address| self.pooled(address)),
            },
            address,
            endpoint: None,
            host: Some(name.to_owned()),
            floating: None,
            spoofed: false,
            caveats,
        }
    }

    fn elsewhere(&self, address: IpAddr) -> Resolved {
        Resolved {
            party: Party {
                kind: Kind::Outside,
                family: Family::of(&address),
                subject: NONE,
                set: self.set_of(address),
                masqueraded: NONE,
                pooled: self.pooled(address),
            },
            address: Some(address),
            endpoint: None,
            host: None,
            floating: None,
            spoofed: false,
            caveats: Vec::new(),
        }
    }

    /// What becomes of packets from one end to another, each with what decided on both sides. A host without an address is asked about in the
    /// IP version of the other end, IPv4 where that does not tell.
    pub fn trace(&self, from: &End, to: &End) -> Trace {
        let version = |end: &End| match end {
            End::Endpoint(_, address) | End::Address(address) | End::Host(_, Some(address)) => {
                Some(Family::of(address))
            }
            End::Host(_, None) => None,
        };
        let family = version(from).or_else(|| version(to)).unwrap_or(Family::V4);
        let (from, to) = (self.resolve(from, family), self.resolve(to, family));
        let near = match (&from.host, &to.host) {
            (Some(from), Some(to)) if from == to => Near::SameHost,
            _ => Near::OtherHost,
        };
        let mut caveats: Vec<Caveat> = from.caveats.iter().chain(&to.caveats).copied().collect();
        caveats.extend(self.space.borrow().caveats(&from.party, &to.party, near));
        if to.floating.is_some() {
            caveats.push(Caveat::FloatingDestination);
        }
        self.masqueraded(&from, &to, near, &mut caveats);
        self.of_hosts(&from, &to, near, &mut caveats);
        caveats.sort_unstable();
        caveats.dedup();
        let parts = self.parts(&from, &to, near);
        Trace { parts, caveats, from, to, near }
    }

    /// Tells apart whether the address that the destination sees is known.
    fn masqueraded(&self, from: &Resolved, to: &Resolved, near: Near, caveats: &mut Vec<Caveat>) {
        let masqueraded = near == Near::OtherHost && from.party.masqueraded != NONE && !to.party.pooled;
        let known = from
            .host
            .as_ref()
            .and_then(|host| self.view.host_address(*self.view.host_numbers.get(host)?, from.party.family));
        if masqueraded && known.is_none() {
            caveats.retain(|caveat| *caveat != Caveat::SourceMasqueraded);
            caveats.push(Caveat::SourceMasqueradedUnknown);
        }
    }

    /// What the hosts of both ends have that is not looked at here, or that Felix 2 does not tell apart.
    fn of_hosts(&self, from: &Resolved, to: &Resolved, near: Near, caveats: &mut Vec<Caveat>) {
        let hosts = [&from.host, &to.host].into_iter().flatten();
        // What stays on one host does not pass the interfaces that have endpoints.
        if near == Near::OtherHost && hosts.clone().any(|host| self.has_early_policies(host)) {
            caveats.push(Caveat::EarlyPolicies);
        }
        let settings = self.view.settings();
        if self.view.has_policy_twice() && hosts.clone().any(|host| settings.of(host) == Generation::Felix2) {
            caveats.push(Caveat::PolicyNameTwice);
        }
    }

    /// Whether a host has an endpoint of its own that policies select which act on all that comes in, also what is forwarded.
    fn has_early_policies(&self, host: &str) -> bool {
        let view = self.view;
        if !view.policies.values().any(|policy| policy.is_early(view.settings().of(host))) {
            return false;
        }
        let number = view.host_numbers.get(host).copied();
        let mut own = view.records.iter().filter(|record| record.flags.has(Flags::HOST) && Some(record.host) == number);
        own.any(|record| {
            let mut pool = view.pool.borrow_mut();
            let mut space = self.space.borrow_mut();
            let subject = self.ends.borrow_mut().nature(record, &mut pool, &mut space).subject;
            let program = space.subject(subject).and_then(|subject| space.program(&subject));
            program.is_some_and(|program| !program.early.is_empty())
        })
    }

    fn parts(&self, from: &Resolved, to: &Resolved, near: Near) -> Vec<Part> {
        let family = from.party.family;
        if family != to.party.family {
            return Vec::new();
        }
        let fixed = |verdict: Verdict, reason: Reason, both: bool| {
            let of = |direction| constant(PacketSet::family(family), verdict, reason, direction, None).decision;
            let inbound = both.then(|| of(Direction::Inbound));
            vec![Part { packets: PacketSet::family(family), verdict, outbound: of(Direction::Outbound), inbound }]
        };
        if from.spoofed {
            return fixed(Verdict::Deny, Reason::SpoofedSource, false);
        }
        let same = from.endpoint.is_some() && from.endpoint == to.endpoint
            || from.address.is_some() && from.address == to.address;
        if same && to.floating.is_none() {
            return fixed(Verdict::Allow, Reason::SameEndpoint, true);
        }
        let (sender, receiver) = (self.as_seen(from, to, near, true), self.as_seen(from, to, near, false));
        let mut space = self.space.borrow_mut();
        // The source's side may see another destination than the destination's side does.
        let first = space.sides(&sender.0, &sender.1, near);
        let second = space.sides(&receiver.0, &receiver.1, near);
        let (Some(first), Some(second)) = (first, second) else { return Vec::new() };
        let pair = space.pair(first.outbound, second.inbound, second.marked);
        space.pair_of(pair).map(|flow| flow.parts.clone()).unwrap_or_default()
    }

    /// Both ends as the rules of one side see them: a floating address is translated on the destination's host, unless Felix has rejected
    /// the endpoint with all that it says.
    pub(super) fn as_seen(&self, from: &Resolved, to: &Resolved, near: Near, by_source: bool) -> (Party, Party) {
        let mut seen = (from.party, to.party);
        let rejected = || {
            let endpoint = to.endpoint.and_then(|id| self.view.endpoint(id));
            endpoint.is_some_and(|found| found.rejected(found.generation()).is_some())
        };
        if let Some(external) = to.floating.filter(|_| by_source && (near == Near::OtherHost || rejected())) {
            seen.1.set = self.set_of(external);
            seen.1.pooled = self.pooled(external);
        }
        if let Some(external) = from.floating {
            seen.0.set = self.set_of(external);
        }
        seen
    }
}
