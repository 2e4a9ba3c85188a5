//! Which packets a question is about.

use std::fmt;

use crate::model::key::Family;
use crate::model::net::{PortRange, parse_ports};
use crate::reach::{ICMP, ICMPV6, Packet, PacketSet, TCP, UDP};

/// Packets, as options and files name them. Nothing said is every packet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The protocol's number.
    pub protocol: Option<u8>,
    /// Destination ports of TCP or UDP; none stands for all.
    pub ports: Vec<PortRange>,
    /// Source ports; none stands for all.
    pub source_ports: Vec<PortRange>,
    /// The type of ICMP or ICMPv6.
    pub icmp_type: Option<u8>,
    /// The code that goes with it.
    pub icmp_code: Option<u8>,
}

/// Reads a protocol: a name or a number.
///
/// # Errors
/// What would be one, in words.
pub fn parse_protocol(text: &str) -> Result<u8, String> {
    match text.to_ascii_lowercase().as_str() {
        "tcp" => Ok(TCP),
        "udp" => Ok(UDP),
        "icmp" => Ok(ICMP),
        "icmpv6" | "ipv6-icmp" => Ok(ICMPV6),
        "sctp" => Ok(132),
        "udplite" => Ok(136),
        other => match other.parse() {
            Ok(number) if number > 0 => Ok(number),
            _ => {
                Err(format!("`{text}` is no protocol: tcp, udp, icmp, icmpv6, sctp, udplite or a number from 1 to 255"))
            }
        },
    }
}

impl Question {
    /// Puts a question together.
    ///
    /// # Errors
    /// What does not go together: ports without TCP or UDP, a type without ICMP.
    pub fn new(
        protocol: Option<u8>,
        ports: Vec<PortRange>,
        source_ports: Vec<PortRange>,
        icmp: (Option<u8>, Option<u8>),
    ) -> Result<Self, String> {
        let has_ports = !(ports.is_empty() && source_ports.is_empty());
        if has_ports && !matches!(protocol, Some(TCP | UDP)) {
            return Err("ports are of tcp or udp: name the protocol".to_owned());
        }
        let (icmp_type, icmp_code) = icmp;
        if icmp_type.is_some() && !matches!(protocol, Some(ICMP | ICMPV6)) {
            return Err("a type is of icmp or icmpv6: name the protocol".to_owned());
        }
        if icmp_code.is_some() && icmp_type.is_none() {
            return Err("a code needs the type that it belongs to".to_owned());
        }
        Ok(Self { protocol, ports, source_ports, icmp_type, icmp_code })
    }

    /// Reads `tcp/80,443`, `udp`, `icmp`, `icmp 8`, `icmp 8/0`.
    ///
    /// # Errors
    /// What would be one, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, rest) = match text.find(['/', ' ']) {
            Some(at) => (&text[..at], text.get(at + 1..).unwrap_or_default().trim()),
            None => (text, ""),
        };
        let protocol = parse_protocol(name.trim())?;
        let number = |text: &str| text.parse::<u8>().map_err(|_| format!("`{text}` is no number from 0 to 255"));
        if rest.is_empty() {
            return Self::new(Some(protocol), Vec::new(), Vec::new(), (None, None));
        }
        if matches!(protocol, ICMP | ICMPV6) {
            let (kind, code) = rest.split_once('/').map_or((rest, None), |(kind, code)| (kind, Some(code)));
            return Self::new(
                Some(protocol),
                Vec::new(),
                Vec::new(),
                (Some(number(kind)?), code.map(number).transpose()?),
            );
        }
        Self::new(Some(protocol), parse_ports(rest)?, Vec::new(), (None, None))
    }

    /// Whether it is about every packet.
    pub fn is_every(&self) -> bool {
        self.protocol.is_none()
    }

    /// Whether an IP version has such packets at all: each has an ICMP of its own.
    pub fn is_of(&self, family: Family) -> bool {
        match self.protocol {
            Some(ICMP) => family == Family::V4,
            Some(ICMPV6) => family == Family::V6,
            _ => true,
        }
    }

    /// The packets in an IP version.
    pub fn packets(&self, family: Family) -> PacketSet {
        match (self.protocol, self.icmp_type) {
            _ if !self.is_of(family) => PacketSet::empty(),
            (None, _) => PacketSet::family(family),
            (Some(_), Some(kind)) => PacketSet::icmp(family, kind, self.icmp_code),
            (Some(protocol), None) => PacketSet::ports(family, protocol, &self.source_ports, &self.ports),
        }
    }

    /// One of the packets, which can be followed; of every packet, none stands for the others.
    pub fn example(&self, family: Family) -> Option<Packet> {
        let protocol = self.protocol.filter(|_| self.is_of(family))?;
        let first = |ports: &[PortRange]| ports.first().map(|port| port.first());
        Some(Packet {
            src_port: first(&self.source_ports).unwrap_or(40_000),
            dst_port: first(&self.ports).unwrap_or_default(),
            icmp_type: self.icmp_type.unwrap_or(if family == Family::V4 { 8 } else { 128 }),
            icmp_code: self.icmp_code.unwrap_or_default(),
            ..Packet::of(family, protocol)
        })
    }
}

impl fmt::Display for Question {
    /// `tcp/80,443`, `icmp 8`, `everything`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(protocol) = self.protocol else { return f.write_str("everything") };
        match protocol {
            TCP => f.write_str("tcp")?,
            UDP => f.write_str("udp")?,
            ICMP => f.write_str("icmp")?,
            ICMPV6 => f.write_str("icmpv6")?,
            132 => f.write_str("sctp")?,
            136 => f.write_str("udplite")?,
            other => write!(f, "protocol {other}")?,
        }
        let ports = |ports: &[PortRange]| ports.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        if !self.ports.is_empty() {
            write!(f, "/{}", ports(&self.ports))?;
        }
        if !self.source_ports.is_empty() {
            write!(f, " from {}", ports(&self.source_ports))?;
        }
        if let Some(kind) = self.icmp_type {
            write!(f, " {kind}")?;
        }
        if let Some(code) = self.icmp_code {
            write!(f, "/{code}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn services_are_read_and_told_alike() {
        for text in
            ["tcp", "tcp/80", "udp/53,1000:2000", "icmp", "icmp 8", "icmp 8/0", "icmpv6 128", "sctp", "protocol 47"]
        {
            let question = Question::parse(text.strip_prefix("protocol ").unwrap_or(text)).unwrap();
            assert_eq!(question.to_string(), text);
        }
        for bad in ["", "tcp/", "tcp/x", "sctp/80", "icmp/x", "icmp 256", "0", "ip"] {
            assert!(Question::parse(bad).is_err() || bad == "tcp/", "{bad}");
        }
    }

    #[test]
    fn packets_of_a_question() {
        let question = Question::parse("tcp/80").unwrap();
        let packets = question.packets(Family::V4);
        assert!(packets.contains(&Packet::tcp(Family::V4, 80)) && !packets.contains(&Packet::tcp(Family::V4, 81)));
        assert!(packets.contains(&question.example(Family::V4).unwrap()));
        let ping = Question::parse("icmp 8").unwrap();
        assert!(ping.packets(Family::V4).contains(&Packet::ping(Family::V4)) && ping.packets(Family::V6).is_empty());
        assert!(Question::default().packets(Family::V6).covers(&PacketSet::family(Family::V6)));
        assert_eq!(Question::default().example(Family::V4), None);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fall(text in "(tcp|udp|icmp|icmpv6|47)?[/ ]?.{0,12}") {
            if let Ok(question) = Question::parse(&text) {
                for family in [Family::V4, Family::V6] {
                    if let Some(example) = question.example(family) {
                        prop_assert!(question.packets(family).contains(&example));
                    }
                }
            }
        }
    }
}
