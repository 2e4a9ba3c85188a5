//! One packet, as far as rules look at it.

use serde::Serialize;

use crate::model::key::Family;

/// TCP's number.
pub const TCP: u8 = 6;
/// UDP's number.
pub const UDP: u8 = 17;
/// ICMP's number, IPv4's.
pub const ICMP: u8 = 1;
/// ICMPv6's number.
pub const ICMPV6: u8 = 58;

/// The first packet of a connection, without its addresses. What a protocol does not have is not looked at: a TCP packet's
/// ICMP type, an ICMP packet's ports, everything but the protocol of all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Packet {
    /// The IP version.
    #[serde(serialize_with = "number")]
    pub family: Family,
    /// The protocol's number.
    pub protocol: u8,
    /// The source port of TCP and UDP.
    pub src_port: u16,
    /// The destination port of TCP and UDP.
    pub dst_port: u16,
    /// The type of ICMP in IPv4, of ICMPv6 in IPv6.
    pub icmp_type: u8,
    /// The code that goes with the type.
    pub icmp_code: u8,
}

fn number<S: serde::Serializer>(family: &Family, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u8(family.number())
}

impl Packet {
    /// A packet of a protocol; ports, type and code are 0.
    pub fn of(family: Family, protocol: u8) -> Self {
        Self { family, protocol, src_port: 0, dst_port: 0, icmp_type: 0, icmp_code: 0 }
    }

    /// A TCP packet to a port, from an ephemeral one.
    pub fn tcp(family: Family, dst_port: u16) -> Self {
        Self { dst_port, src_port: 40000, ..Self::of(family, TCP) }
    }

    /// A UDP packet to a port, from an ephemeral one.
    pub fn udp(family: Family, dst_port: u16) -> Self {
        Self { dst_port, src_port: 40000, ..Self::of(family, UDP) }
    }

    /// An echo request: type 8 of ICMP, type 128 of ICMPv6.
    pub fn ping(family: Family) -> Self {
        let icmp_type = if family == Family::V4 { 8 } else { 128 };
        Self { icmp_type, ..Self::of(family, icmp_of(family)) }
    }
}

/// The protocol whose types rules can name in an IP version.
pub(super) fn icmp_of(family: Family) -> u8 {
    match family {
        Family::V4 => ICMP,
        Family::V6 => ICMPV6,
    }
}
