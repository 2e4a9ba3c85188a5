use proptest::prelude::*;

use super::*;

/// Packets around every number that the sets below use.
fn any_packet() -> impl Strategy<Value = Packet> {
    let family = prop_oneof![Just(Family::V4), Just(Family::V6)];
    let protocol = prop::sample::select(vec![0u8, 1, 4, 6, 17, 58, 132, 255]);
    let port = || prop_oneof![0u16..12, Just(PORTS), Just(PORTS - 1)];
    let byte = || prop_oneof![0u8..6, Just(255)];
    (family, protocol, port(), port(), byte(), byte()).prop_map(
        |(family, protocol, src_port, dst_port, icmp_type, icmp_code)| Packet {
            family,
            protocol,
            src_port,
            dst_port,
            icmp_type,
            icmp_code,
        },
    )
}

/// A set by how it is made, and whether a packet should be in it.
#[derive(Clone, Debug)]
enum Made {
    Empty,
    All,
    Family(Family),
    Protocol(Family, u8),
    Ports(Family, u8, Vec<PortRange>, Vec<PortRange>),
    Icmp(Family, u8, Option<u8>),
    Or(Box<Made>, Box<Made>),
    And(Box<Made>, Box<Made>),
    ButNot(Box<Made>, Box<Made>),
    Not(Box<Made>),
}

impl Made {
    fn set(&self) -> PacketSet {
        match self {
            Self::Empty => PacketSet::empty(),
            Self::All => PacketSet::all(),
            Self::Family(family) => PacketSet::family(*family),
            Self::Protocol(family, protocol) => PacketSet::protocol(*family, *protocol),
            Self::Ports(family, protocol, from, to) => PacketSet::ports(*family, *protocol, from, to),
            Self::Icmp(family, kind, code) => PacketSet::icmp(*family, *kind, *code),
            Self::Or(a, b) => a.set().union(&b.set()),
            Self::And(a, b) => a.set().intersection(&b.set()),
            Self::ButNot(a, b) => a.set().difference(&b.set()),
            Self::Not(a) => a.set().complement(),
        }
    }

    fn has(&self, packet: &Packet) -> bool {
        let in_ports = |ports: &[PortRange], port: u16| {
            ports.is_empty() || ports.iter().any(|range| (range.first()..=range.last()).contains(&port))
        };
        match self {
            Self::Empty => false,
            Self::All => true,
            Self::Family(family) => packet.family == *family,
            Self::Protocol(family, protocol) => packet.family == *family && packet.protocol == *protocol,
            Self::Ports(family, protocol, from, to) => {
                let ported = matches!(*protocol, TCP | UDP);
                packet.family == *family
                    && packet.protocol == *protocol
                    && (!ported || in_ports(from, packet.src_port) && in_ports(to, packet.dst_port))
            }
            Self::Icmp(family, kind, code) => {
                packet.family == *family
                    && packet.protocol == icmp_of(*family)
                    && packet.icmp_type == *kind
                    && code.is_none_or(|code| packet.icmp_code == code)
            }
            Self::Or(a, b) => a.has(packet) || b.has(packet),
            Self::And(a, b) => a.has(packet) && b.has(packet),
            Self::ButNot(a, b) => a.has(packet) && !b.has(packet),
            Self::Not(a) => !a.has(packet),
        }
    }
}

fn any_ports() -> impl Strategy<Value = Vec<PortRange>> {
    let port = || prop_oneof![0u16..12, Just(PORTS)];
    let range = (port(), port()).prop_map(|(a, b)| PortRange::new(a.min(b), a.max(b)).unwrap());
    prop::collection::vec(range, 0..3)
}

fn any_made() -> impl Strategy<Value = Made> {
    let family = || prop_oneof![Just(Family::V4), Just(Family::V6)];
    let protocol = prop::sample::select(vec![0u8, 1, 4, 6, 17, 58, 132, 255]);
    let leaf = prop_oneof![
        Just(Made::Empty),
        Just(Made::All),
        family().prop_map(Made::Family),
        (family(), protocol).prop_map(|(family, protocol)| Made::Protocol(family, protocol)),
        (family(), prop::sample::select(vec![TCP, UDP, 132]), any_ports(), any_ports())
            .prop_map(|(family, protocol, from, to)| Made::Ports(family, protocol, from, to)),
        (family(), prop_oneof![0u8..6, Just(255)], prop::option::of(0u8..3))
            .prop_map(|(family, kind, code)| Made::Icmp(family, kind, code)),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        let pair = || (inner.clone(), inner.clone()).prop_map(|(a, b)| (Box::new(a), Box::new(b)));
        prop_oneof![
            pair().prop_map(|(a, b)| Made::Or(a, b)),
            pair().prop_map(|(a, b)| Made::And(a, b)),
            pair().prop_map(|(a, b)| Made::ButNot(a, b)),
            inner.clone().prop_map(|a| Made::Not(Box::new(a))),
        ]
    })
}

proptest! {
    #[test]
    fn a_set_has_the_packets_that_it_should(made in any_made(), packets in prop::collection::vec(any_packet(), 40)) {
        let set = made.set();
        for packet in packets {
            prop_assert_eq!(set.contains(&packet), made.has(&packet), "{:?} in {}", packet, set);
        }
    }

    #[test]
    fn equal_sets_are_equal_values(a in any_made(), b in any_made()) {
        let (a, b) = (a.set(), b.set());
        prop_assert_eq!(a.union(&b), b.union(&a));
        prop_assert_eq!(a.intersection(&b), a.difference(&a.difference(&b)));
        prop_assert_eq!(a.union(&b).complement(), a.complement().intersection(&b.complement()));
        prop_assert_eq!(&a.complement().complement(), &a);
        prop_assert_eq!(&a.difference(&b).union(&a.intersection(&b)), &a);
        prop_assert_eq!(&a.only(Family::V4).union(&a.only(Family::V6)), &a);
        prop_assert_eq!(a.covers(&b), a.union(&b) == a);
        prop_assert_eq!(a.is_disjoint(&b), a.intersection(&b).is_empty());
        prop_assert_eq!(a.is_all(), a.complement().is_empty());
    }

    #[test]
    fn services_are_the_set(made in any_made(), packets in prop::collection::vec(any_packet(), 20)) {
        let set = made.set();
        let services = set.services();
        let span = |spans: &[(u16, u16)], number: u16| {
            spans.is_empty() || spans.iter().any(|(first, last)| (*first..=*last).contains(&number))
        };
        let has = |service: &Service, packet: &Packet| {
            service.ip_version.is_none_or(|version| version == packet.family.number())
                && service.protocol.is_none_or(|(first, last)| (first..=last).contains(&packet.protocol))
                && span(&service.ports, packet.dst_port)
                && span(&service.source_ports, packet.src_port)
                && span(&service.icmp_types, packet.icmp_type.into())
                && span(&service.icmp_codes, packet.icmp_code.into())
        };
        for packet in packets {
            let found = services.iter().filter(|service| has(service, &packet)).count();
            prop_assert_eq!(found, usize::from(set.contains(&packet)), "{:?} in {:?}", packet, services);
        }
    }

    #[test]
    fn one_packet_is_a_set(packet in any_packet(), other in any_packet()) {
        let set = PacketSet::of_packet(&packet);
        prop_assert!(set.contains(&packet));
        // What a protocol does not have is not looked at.
        prop_assert_eq!(set.contains(&other), PacketSet::of_packet(&other) == set);
    }
}

#[test]
fn sets_in_words() {
    let v4 = PacketSet::family(Family::V4);
    let port = PortRange::one;
    let web = PacketSet::ports(Family::V4, TCP, &[], &[port(80), port(443)]);
    let ping = PacketSet::icmp(Family::V4, 8, None);
    let words = |set: &PacketSet| set.words(&v4);
    assert_eq!(words(&v4), "all");
    assert_eq!(words(&PacketSet::empty()), "none");
    assert_eq!(words(&web.union(&ping)), "tcp/80,443, icmp 8");
    assert_eq!(words(&v4.difference(&web)), "all but tcp/80,443");
    assert_eq!(
        words(&PacketSet::ports(Family::V4, UDP, &[PortRange::new(1024, PORTS).unwrap()], &[port(53)])),
        "udp/53 from 1024-65535"
    );
    assert_eq!(words(&PacketSet::protocol(Family::V4, 50)), "protocol 50");
    assert_eq!(words(&PacketSet::icmp(Family::V4, 3, Some(4))), "icmp 3 code 4");
    let both = web.union(&PacketSet::ports(Family::V6, TCP, &[], &[port(80), port(443)]));
    assert_eq!(both.to_string(), "tcp/80,443");
    assert_eq!(web.to_string(), "ipv4 tcp/80,443");
    assert_eq!(ping.union(&PacketSet::icmp(Family::V6, 128, None)).to_string(), "icmp 8, icmpv6 128");
    assert_eq!(PacketSet::all().to_string(), "all");
    assert_eq!(v4.to_string(), "ipv4 all");
    assert_eq!(
        serde_json::to_string(&web).unwrap(),
        r#"[{"ip_version":4,"protocol":[6,6],"ports":[[80,80],[443,443]]}]"#
    );
}
