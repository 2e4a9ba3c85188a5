//! Exact sets of packets: IP version, protocol, ports, ICMP type and code.

mod plane;
mod services;
#[cfg(test)]
mod tests;

use serde::{Serialize, Serializer};

use super::packet::{Packet, TCP, UDP, icmp_of};
use crate::model::key::Family;
use crate::model::net::PortRange;
use plane::{Operation, Plane, Span, and, but_not, or};

pub use services::Service;

const PORTS: u16 = u16::MAX;
const TYPES: u16 = u8::MAX as u16;
const EVERY: Span = (0, PORTS);
const EVERY_TYPE: Span = (0, TYPES);

/// A set of packets. There is one form for each set, so that equal sets are equal values, whatever they were made of.
///
/// Rules can tell apart: IP versions, protocols, the ports of TCP and UDP, the types and codes of ICMP in IPv4 and of ICMPv6 in IPv6.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PacketSet {
    v4: Protocols,
    v6: Protocols,
}

/// The packets of one IP version.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Protocols {
    /// The protocols of which every packet is in or out; never TCP, UDP, nor the version's ICMP.
    plain: [u64; 4],
    /// By destination port, then source port.
    tcp: Plane,
    udp: Plane,
    /// By type, then code.
    icmp: Plane,
}

impl Protocols {
    fn all(family: Family) -> Self {
        let mut plain = [u64::MAX; 4];
        for protocol in [TCP, UDP, icmp_of(family)] {
            if let Some(word) = plain.get_mut(usize::from(protocol / 64)) {
                *word &= !(1 << (protocol % 64));
            }
        }
        Self { plain, tcp: Plane::Full, udp: Plane::Full, icmp: Plane::Full }
    }

    fn of_protocol(family: Family, protocol: u8) -> Self {
        let mut one = Self::default();
        match one.plane_mut(family, protocol) {
            Some(plane) => *plane = Plane::Full,
            None => one.set(protocol),
        }
        one
    }

    fn set(&mut self, protocol: u8) {
        if let Some(word) = self.plain.get_mut(usize::from(protocol / 64)) {
            *word |= 1 << (protocol % 64);
        }
    }

    fn has(&self, protocol: u8) -> bool {
        self.plain.get(usize::from(protocol / 64)).is_some_and(|word| word & (1 << (protocol % 64)) != 0)
    }

    fn plane_mut(&mut self, family: Family, protocol: u8) -> Option<&mut Plane> {
        match protocol {
            TCP => Some(&mut self.tcp),
            UDP => Some(&mut self.udp),
            _ if protocol == icmp_of(family) => Some(&mut self.icmp),
            _ => None,
        }
    }

    fn contains(&self, packet: &Packet) -> bool {
        match packet.protocol {
            TCP => self.tcp.contains(packet.dst_port, packet.src_port),
            UDP => self.udp.contains(packet.dst_port, packet.src_port),
            icmp if icmp == icmp_of(packet.family) => {
                self.icmp.contains(packet.icmp_type.into(), packet.icmp_code.into())
            }
            other => self.has(other),
        }
    }

    /// Whether there is nothing in it.
    fn is_empty(&self) -> bool {
        self.plain == [0; 4] && self.tcp == Plane::Empty && self.udp == Plane::Empty && self.icmp == Plane::Empty
    }

    fn combine(&self, other: &Self, operation: Operation) -> Self {
        if self.is_empty() && other.is_empty() {
            return Self::default();
        }
        let mut plain = [0; 4];
        for (word, (a, b)) in plain.iter_mut().zip(self.plain.iter().zip(&other.plain)) {
            // Where both are false the operation is, too.
            *word = if operation(true, true) { a & b } else { 0 }
                | if operation(true, false) { a & !b } else { 0 }
                | if operation(false, true) { b & !a } else { 0 };
        }
        Self {
            plain,
            tcp: self.tcp.combine(&other.tcp, operation, PORTS),
            udp: self.udp.combine(&other.udp, operation, PORTS),
            icmp: self.icmp.combine(&other.icmp, operation, TYPES),
        }
    }
}

impl PacketSet {
    /// No packet.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Every packet.
    pub fn all() -> Self {
        Self { v4: Protocols::all(Family::V4), v6: Protocols::all(Family::V6) }
    }

    /// Every packet of an IP version.
    pub fn family(family: Family) -> Self {
        Self::of(family, Protocols::all(family))
    }

    /// Every packet of a protocol, by its number.
    pub fn protocol(family: Family, protocol: u8) -> Self {
        Self::of(family, Protocols::of_protocol(family, protocol))
    }

    /// TCP or UDP packets from some ports to some ports; an empty list stands for every port. Of a protocol that has no ports in
    /// rules, every packet.
    pub fn ports(family: Family, protocol: u8, from: &[PortRange], to: &[PortRange]) -> Self {
        if !matches!(protocol, TCP | UDP) {
            return Self::protocol(family, protocol);
        }
        let spans = |ports: &[PortRange]| {
            if ports.is_empty() { vec![EVERY] } else { ports.iter().map(|port| (port.first(), port.last())).collect() }
        };
        let plane = Plane::product(&spans(to), &spans(from), PORTS);
        let mut packets = Protocols::default();
        if let Some(place) = packets.plane_mut(family, protocol) {
            *place = plane;
        }
        Self::of(family, packets)
    }

    /// Packets of an IP version's own ICMP of a type, of one code or of all.
    pub fn icmp(family: Family, icmp_type: u8, code: Option<u8>) -> Self {
        let one = |number: u8| (u16::from(number), u16::from(number));
        let codes = code.map_or(EVERY_TYPE, one);
        let icmp = Plane::product(&[one(icmp_type)], &[codes], TYPES);
        Self::of(family, Protocols { icmp, ..Protocols::default() })
    }

    /// One packet.
    pub fn of_packet(packet: &Packet) -> Self {
        let port = PortRange::one;
        match packet.protocol {
            TCP | UDP => {
                Self::ports(packet.family, packet.protocol, &[port(packet.src_port)], &[port(packet.dst_port)])
            }
            icmp if icmp == icmp_of(packet.family) => {
                Self::icmp(packet.family, packet.icmp_type, Some(packet.icmp_code))
            }
            other => Self::protocol(packet.family, other),
        }
    }

    fn of(family: Family, packets: Protocols) -> Self {
        match family {
            Family::V4 => Self { v4: packets, v6: Protocols::default() },
            Family::V6 => Self { v4: Protocols::default(), v6: packets },
        }
    }

    fn side(&self, family: Family) -> &Protocols {
        match family {
            Family::V4 => &self.v4,
            Family::V6 => &self.v6,
        }
    }

    fn combine(&self, other: &Self, operation: Operation) -> Self {
        Self { v4: self.v4.combine(&other.v4, operation), v6: self.v6.combine(&other.v6, operation) }
    }

    /// What is in either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.combine(other, or)
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.combine(other, and)
    }

    /// What is in this one and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.combine(other, but_not)
    }

    /// What is not in it.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self::all().difference(self)
    }

    /// What of it is of an IP version.
    #[must_use]
    pub fn only(&self, family: Family) -> Self {
        Self::of(family, self.side(family).clone())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.v4.is_empty() && self.v6.is_empty()
    }

    /// Whether every packet is in it.
    pub fn is_all(&self) -> bool {
        *self == Self::all()
    }

    /// Whether a packet is in it.
    pub fn contains(&self, packet: &Packet) -> bool {
        self.side(packet.family).contains(packet)
    }

    /// Whether all of the other is in it.
    pub fn covers(&self, other: &Self) -> bool {
        other.difference(self).is_empty()
    }

    /// Whether they have nothing in common.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.intersection(other).is_empty()
    }
}

impl Serialize for PacketSet {
    /// As the list of its [`Service`]s, which is exact.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.services())
    }
}
