//! From a rule to the tables of one IP version.

use super::{Condition, Match};
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::rule::{Criteria, End, Protocol, Spec};
use crate::model::selector::Selector;
use crate::reach::atoms::{Atom, Atoms};
use crate::reach::packet::icmp_of;
use crate::reach::set::PacketSet;

/// A rule in the tables.
pub(super) struct Rendered {
    /// `None` where it is left out.
    pub(super) rule: Option<Match>,
    /// Whether iptables does not take it.
    pub(super) refused: bool,
}

impl Rendered {
    const SKIPPED: Self = Self { rule: None, refused: false };
}

/// Renders a rule that the generation takes.
pub(super) fn render(spec: &Spec, generation: Generation, family: Family, atoms: &mut Atoms) -> Rendered {
    match generation {
        Generation::Felix14 => old(spec, family, atoms),
        Generation::Felix2 => new(spec, family, atoms),
    }
}

fn old(spec: &Spec, family: Family, atoms: &mut Atoms) -> Rendered {
    if spec.ip_version.is_some_and(|version| version != family) {
        return Rendered::SKIPPED;
    }
    let protocol = spec.is.protocol;
    let types = [&spec.is, &spec.not].map(|criteria| criteria.icmp_type);
    let ports = spec.ends().any(|end| !end.ports.is_empty());
    // What the generator of iptables' rules stumbles over becomes a rule that drops everything: ports of what is not tcp or udp
    // by name, a type that the kernel does not know, types in IPv6 without icmpv6.
    let unrenderable = ports && !matches!(protocol, Some(Protocol::Tcp | Protocol::Udp))
        || types.contains(&Some(255))
        || family == Family::V6 && types != [None, None] && protocol != Some(Protocol::Icmpv6);
    if unrenderable {
        let packets = PacketSet::family(family);
        return Rendered { rule: Some(Match { packets, conditions: Vec::new(), unrenderable }), refused: false };
    }
    // Without the protocol's name a type is not rendered at all.
    let with_types = match family {
        Family::V4 => protocol == Some(Protocol::Icmp),
        Family::V6 => true,
    };
    let packets = packets(spec, family, with_types);
    let mut conditions = Vec::new();
    for (criteria, negated) in [(&spec.is, false), (&spec.not, true)] {
        for (end, source) in [(&criteria.src, true), (&criteria.dst, false)] {
            // A network of the other IP version is left out, and the rest of the rule stays.
            let nets = end.nets.iter().filter(|net| Family::of(&net.addr()) == family);
            let mut add = |atom: Atom| conditions.push(Condition { source, negated, atoms: vec![atoms.number(atom)] });
            nets.for_each(|net| add(Atom::Net(net.trunc())));
            members(end, Generation::Felix14, &mut add);
        }
    }
    // iptables takes one protocol, one source and one destination.
    let twice = |is: &End, not: &End| {
        let has = |end: &End| end.nets.iter().any(|net| Family::of(&net.addr()) == family);
        has(is) && has(not)
    };
    let refused = protocol.is_some() && spec.not.protocol.is_some()
        || twice(&spec.is.src, &spec.not.src)
        || twice(&spec.is.dst, &spec.not.dst);
    Rendered { rule: Some(Match { packets, conditions, unrenderable: false }), refused }
}

fn new(spec: &Spec, family: Family, atoms: &mut Atoms) -> Rendered {
    let version = spec.ip_version.or(match spec.is.protocol {
        Some(Protocol::Icmp) => Some(Family::V4),
        Some(Protocol::Icmpv6) => Some(Family::V6),
        _ => None,
    });
    if version.is_some_and(|version| version != family) {
        return Rendered::SKIPPED;
    }
    let mut conditions = Vec::new();
    for (criteria, negated) in [(&spec.is, false), (&spec.not, true)] {
        for (end, source) in [(&criteria.src, true), (&criteria.dst, false)] {
            if !end.nets.is_empty() {
                let nets: Vec<_> = end
                    .nets
                    .iter()
                    .filter(|net| Family::of(&net.addr()) == family)
                    .map(|net| atoms.number(Atom::Net(net.trunc())))
                    .collect();
                // A rule that loses all networks of a list is left out of the tables of this IP version.
                if nets.is_empty() {
                    return Rendered::SKIPPED;
                }
                conditions.push(Condition { source, negated, atoms: nets });
            }
            let mut add = |atom: Atom| conditions.push(Condition { source, negated, atoms: vec![atoms.number(atom)] });
            members(end, Generation::Felix2, &mut add);
        }
    }
    let types = [&spec.is, &spec.not].map(|criteria| criteria.icmp_type);
    let own_icmp = spec.is.protocol.is_some_and(|protocol| protocol.number() == icmp_of(family));
    let refused = spec.is.protocol.is_some() && spec.not.protocol.is_some() || types != [None, None] && !own_icmp;
    Rendered { rule: Some(Match { packets: packets(spec, family, true), conditions, unrenderable: false }), refused }
}

/// The tag and the selector of an end.
fn members(end: &End, generation: Generation, add: &mut dyn FnMut(Atom)) {
    match &end.tag {
        None => {}
        // To Go an empty one is none.
        Some(tag) if tag.is_empty() && generation == Generation::Felix2 => {}
        Some(tag) => add(Atom::Tag(generation, tag.clone())),
    }
    match end.selector.as_deref() {
        None => {}
        // Felix 2 does not look at an empty one; to Felix 1.4 it stands for the addresses of every endpoint.
        Some("") if generation == Generation::Felix2 => {}
        Some(text) => {
            if let Ok(selector) = Selector::parse_as(text, generation) {
                add(Atom::Selector(generation, selector));
            }
        }
    }
}

/// The packets of a rule, whatever their addresses.
fn packets(spec: &Spec, family: Family, with_types: bool) -> PacketSet {
    let of = |criteria: &Criteria, protocol: Option<Protocol>| {
        let mut sets = Vec::new();
        if let Some(protocol) = criteria.protocol {
            sets.push(PacketSet::protocol(family, protocol.number()));
        }
        if let Some(protocol) = protocol {
            for (from, to) in [(&criteria.src.ports, &Vec::new()), (&Vec::new(), &criteria.dst.ports)] {
                if !(from.is_empty() && to.is_empty()) {
                    sets.push(PacketSet::ports(family, protocol.number(), from, to));
                }
            }
        }
        if let Some(icmp_type) = criteria.icmp_type.filter(|_| with_types) {
            sets.push(PacketSet::icmp(family, icmp_type, criteria.icmp_code));
        }
        sets
    };
    let mut packets = PacketSet::family(family);
    for set in of(&spec.is, spec.is.protocol) {
        packets = packets.intersection(&set);
    }
    for set in of(&spec.not, spec.is.protocol) {
        packets = packets.difference(&set);
    }
    packets
}
