//! Sets of packets as people speak of them: services.

use std::fmt;

use serde::Serialize;

use super::plane::{Band, Plane, Span};
use super::{EVERY, EVERY_TYPE, PORTS, PacketSet, Protocols, TYPES};
use crate::model::key::Family;
use crate::reach::packet::{ICMP, ICMPV6, TCP, UDP, icmp_of};

/// A part of a set of packets that has a name: `tcp/80`, `icmp 8`. What is absent is not looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Service {
    /// 4 or 6; absent where it is the same in both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_version: Option<u8>,
    /// The protocols' numbers, from first to last; absent for every protocol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<(u8, u8)>,
    /// The destination ports, from first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<(u16, u16)>,
    /// The source ports, from first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source_ports: Vec<(u16, u16)>,
    /// The ICMP types, from first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub icmp_types: Vec<(u16, u16)>,
    /// The ICMP codes, from first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub icmp_codes: Vec<(u16, u16)>,
}

impl Service {
    fn every() -> Self {
        Self {
            ip_version: None,
            protocol: None,
            ports: Vec::new(),
            source_ports: Vec::new(),
            icmp_types: Vec::new(),
            icmp_codes: Vec::new(),
        }
    }

    fn of(protocol: (u8, u8)) -> Self {
        Self { protocol: Some(protocol), ..Self::every() }
    }
}

/// The names of protocols in services; others go by number.
fn protocol_name(protocol: u8) -> String {
    match protocol {
        TCP => "tcp".into(),
        UDP => "udp".into(),
        ICMP => "icmp".into(),
        ICMPV6 => "icmpv6".into(),
        132 => "sctp".into(),
        136 => "udplite".into(),
        4 => "ipip".into(),
        other => format!("protocol {other}"),
    }
}

fn spans(list: &[Span]) -> String {
    let one = |(first, last): &Span| if first == last { first.to_string() } else { format!("{first}-{last}") };
    list.iter().map(one).collect::<Vec<_>>().join(",")
}

impl fmt::Display for Service {
    /// `tcp/80,443`, `udp/53 from 1024-65535`, `icmp 8`, `protocols 60-255`, `all`; with `ipv6 ` in front where it is of one IP version
    /// only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(version) = self.ip_version {
            write!(f, "ipv{version} ")?;
        }
        match self.protocol {
            None => f.write_str("all")?,
            Some((first, last)) if first == last => f.write_str(&protocol_name(first))?,
            Some((first, last)) => write!(f, "protocols {first}-{last}")?,
        }
        if !self.ports.is_empty() {
            write!(f, "/{}", spans(&self.ports))?;
        }
        if !self.source_ports.is_empty() {
            write!(f, " from {}", spans(&self.source_ports))?;
        }
        if !self.icmp_types.is_empty() {
            write!(f, " {}", spans(&self.icmp_types))?;
        }
        if !self.icmp_codes.is_empty() {
            write!(f, " code {}", spans(&self.icmp_codes))?;
        }
        Ok(())
    }
}

/// Bands of a plane, those with the same second numbers together.
fn grouped(plane: &Plane, max: u16) -> Vec<(Vec<Span>, Vec<Span>)> {
    let mut groups: Vec<(Vec<Span>, Vec<Span>)> = Vec::new();
    for Band { first, last, spans } in plane.bands(max) {
        match groups.iter_mut().find(|(_, seconds)| *seconds == spans) {
            Some((firsts, _)) => firsts.push((first, last)),
            None => groups.push((vec![(first, last)], spans)),
        }
    }
    groups
}

fn unless_every(spans: Vec<Span>, every: Span) -> Vec<Span> {
    if spans == [every] { Vec::new() } else { spans }
}

impl Protocols {
    fn services(&self, family: Family) -> Vec<Service> {
        if *self == Self::all(family) {
            return vec![Service::every()];
        }
        let icmp = icmp_of(family);
        let mut services = Vec::new();
        for (protocol, plane) in [(TCP, &self.tcp), (UDP, &self.udp)] {
            for (ports, source_ports) in grouped(plane, PORTS) {
                services.push(Service {
                    ports: unless_every(ports, EVERY),
                    source_ports: unless_every(source_ports, EVERY),
                    ..Service::of((protocol, protocol))
                });
            }
        }
        for (types, codes) in grouped(&self.icmp, TYPES) {
            services.push(Service {
                icmp_types: unless_every(types, EVERY_TYPE),
                icmp_codes: unless_every(codes, EVERY_TYPE),
                ..Service::of((icmp, icmp))
            });
        }
        let mut runs: Vec<(u8, u8)> = Vec::new();
        for protocol in (0..=u8::MAX).filter(|protocol| self.has(*protocol)) {
            match runs.last_mut() {
                Some(run) if run.1.checked_add(1) == Some(protocol) => run.1 = protocol,
                _ => runs.push((protocol, protocol)),
            }
        }
        services.extend(runs.into_iter().map(Service::of));
        services
    }
}

impl PacketSet {
    /// The set as services, exactly: their union is the set, and no two have a packet in common. The same for both IP versions where
    /// both have the same; none for the empty set.
    pub fn services(&self) -> Vec<Service> {
        let of = |family: Family| self.side(family).services(family);
        let (v4, v6) = (of(Family::V4), of(Family::V6));
        let versioned = |services: Vec<Service>, family: Family| {
            services.into_iter().map(move |service| Service { ip_version: Some(family.number()), ..service })
        };
        let own_icmp = |service: &Service| matches!(service.protocol, Some((ICMP | ICMPV6, _)));
        let (mut both, mut only_v4) = (Vec::new(), Vec::new());
        let mut only_v6 = v6;
        for service in v4 {
            match only_v6.iter().position(|other| *other == service && !own_icmp(other)) {
                Some(at) => both.push(only_v6.remove(at)),
                None => only_v4.push(service),
            }
        }
        both.extend(versioned(only_v4, Family::V4));
        both.extend(versioned(only_v6, Family::V6));
        both
    }

    /// The set in words, where it lies within another one that is understood: what two addresses of one IP version can send one another.
    /// `all` where it is all of that, `none` where it is empty, `tcp/80, icmp 8`; `all but tcp/25` where that is shorter.
    pub fn words(&self, within: &Self) -> String {
        let set = self.intersection(within);
        if set.is_empty() {
            return "none".into();
        }
        if set == *within {
            return "all".into();
        }
        let one_family = [Family::V4, Family::V6].into_iter().find(|family| *within == within.only(*family));
        let list = |set: &Self| {
            let mut services = set.services();
            if one_family.is_some() {
                services.iter_mut().for_each(|service| service.ip_version = None);
            }
            // ICMP tells its IP version by itself.
            for service in &mut services {
                if matches!(
                    (service.ip_version, service.protocol),
                    (Some(4), Some((ICMP, _))) | (Some(6), Some((ICMPV6, _)))
                ) {
                    service.ip_version = None;
                }
            }
            let words: Vec<String> = services.iter().map(Service::to_string).collect();
            (words.len(), words.join(", "))
        };
        let (count, is) = list(&set);
        let (not_count, is_not) = list(&within.difference(&set));
        if not_count < count { format!("all but {is_not}") } else { is }
    }
}

impl fmt::Display for PacketSet {
    /// [`PacketSet::words`] among all packets, or those of the one IP version that it has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let only = |family: &Family| !self.is_empty() && *self == self.only(*family);
        match [Family::V4, Family::V6].iter().find(|family| only(family)) {
            Some(family) => write!(f, "ipv{} {}", family.number(), self.words(&Self::family(*family))),
            None => f.write_str(&self.words(&Self::all())),
        }
    }
}
