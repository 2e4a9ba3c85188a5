//! Small datastores of every kind, and what must hold in all of them.

use std::collections::BTreeMap;
use std::net::IpAddr;

use fastrand::Rng;
use proptest::prelude::*;

use super::*;

const TAGS: [&str; 3] = ["ta", "tb", "tc"];
const NETS: [&str; 5] = ["10.0.0.0/30", "10.0.0.2/31", "10.0.0.1/32", "0.0.0.0/0", "fd00::/126"];
const SELECTORS: [&str; 5] = ["role == 'web'", "role != 'web'", "has(env)", "all()", "env in {'x', 'y'} || !has(role)"];

pub(super) fn any<T: Copy>(random: &mut Rng, of: &[T]) -> T {
    of[random.usize(..of.len())]
}

fn rule(random: &mut Rng, passes: bool) -> String {
    let mut members = vec![format!(
        "\"action\": \"{}\"",
        if passes {
            any(random, &["allow", "deny", "next-tier", "log"])
        } else {
            any(random, &["allow", "allow", "deny", "log"])
        }
    )];
    match random.u8(..6) {
        0 => members.push(r#""protocol": "tcp", "dst_ports": [80, "400:500"]"#.into()),
        1 => members.push(r#""protocol": "udp", "!src_ports": [53]"#.into()),
        2 => members.push(r#""protocol": "icmp", "icmp_type": 8"#.into()),
        3 => members.push(r#""!protocol": "tcp""#.into()),
        _ => {}
    }
    for end in ["src", "dst"] {
        let not = any(random, &["", "", "!"]);
        match random.u8(..8) {
            0 => members.push(format!("\"{not}{end}_tag\": \"{}\"", any(random, &TAGS))),
            1 => members.push(format!("\"{not}{end}_net\": \"{}\"", any(random, &NETS))),
            2 => members.push(format!("\"{not}{end}_selector\": \"{}\"", any(random, &SELECTORS))),
            _ => {}
        }
    }
    if random.u8(..40) == 0 {
        members.push("\"odd\": 1".into());
    }
    format!("{{{}}}", members.join(", "))
}

fn rules(random: &mut Rng, passes: bool) -> String {
    let count = random.usize(..4);
    (0..count).map(|_| rule(random, passes)).collect::<Vec<_>>().join(", ")
}

fn lists(random: &mut Rng, passes: bool) -> String {
    format!("\"inbound_rules\": [{}], \"outbound_rules\": [{}]", rules(random, passes), rules(random, passes))
}

fn labels(random: &mut Rng) -> String {
    let mut labels = Vec::new();
    if random.bool() {
        labels.push(format!("\"role\": \"{}\"", any(random, &["web", "db"])));
    }
    if random.bool() {
        labels.push(format!("\"env\": \"{}\"", any(random, &["x", "y", "z"])));
    }
    format!("{{{}}}", labels.join(", "))
}

/// A key of a small datastore: the same place has another value for every draw.
pub(super) fn key(random: &mut Rng) -> (String, String) {
    let number = random.u8(..4);
    match random.u8(..12) {
        0..=3 => {
            let profiles: Vec<String> = (0..random.u8(..3)).map(|_| format!("\"p{}\"", random.u8(..4))).collect();
            let state = if random.u8(..8) == 0 { "inactive" } else { "active" };
            let name = if random.u8(..10) == 0 { "eth" } else { "cali" };
            let address = if random.u8(..6) == 0 { random.u8(..4) } else { number };
            let v6 = if random.u8(..3) == 0 { format!("\"fd00::{number}/128\"") } else { String::new() };
            let value = format!(
                r#"{{"state": "{state}", "name": "{name}{number}", "profile_ids": [{}], "ipv4_nets": ["10.0.0.{address}/32"], "ipv6_nets": [{v6}], "labels": {}}}"#,
                profiles.join(", "),
                labels(random)
            );
            (format!("host/h{}/workload/k8s/n.w{number}/endpoint/eth0", random.u8(..2)), value)
        }
        4 => (
            format!("host/h{}/endpoint/e{number}", random.u8(..2)),
            format!(
                r#"{{"expected_ipv4_addrs": ["172.16.0.{}"], "profile_ids": ["p{}"], "labels": {}}}"#,
                random.u8(..2),
                random.u8(..4),
                labels(random)
            ),
        ),
        5 | 6 => (format!("policy/profile/p{number}/rules"), format!("{{{}}}", lists(random, true))),
        7 => (
            format!("policy/profile/p{number}/tags"),
            format!("[\"{}\", \"{}\"]", any(random, &TAGS), any(random, &TAGS)),
        ),
        8 => (format!("policy/profile/p{number}/labels"), labels(random)),
        9 => (format!("policy/tier/t{}/metadata", number % 2), format!("{{\"order\": {}}}", random.u8(..3))),
        10 => (
            format!("policy/tier/t{}/policy/x{number}", random.u8(..2)),
            format!(
                "\"selector\": \"{}\", \"order\": {}, {}",
                any(random, &SELECTORS),
                random.u8(..3),
                lists(random, true)
            ),
        ),
        _ => match random.u8(..5) {
            4 => ("config/MetadataAddr".into(), format!("172.16.0.{}", random.u8(..2))),
            0 => (format!("host/h{}/bird_ip", number % 2), format!("172.16.0.{}", number % 2)),
            1 => (
                "ipam/v4/pool/10.0.0.0-31".into(),
                format!("{{\"cidr\": \"10.0.0.0/31\", \"masquerade\": {}}}", random.bool()),
            ),
            2 => ("config/DefaultEndpointToHostAction".into(), any(random, &["DROP", "RETURN", "ACCEPT"]).into()),
            _ => (format!("host/h{}/config/InterfacePrefix", number % 2), any(random, &["cali", "cali,eth"]).into()),
        },
    }
}

/// A small datastore.
pub(super) fn lab(seed: u64) -> Lab {
    let mut random = Rng::with_seed(seed);
    let mut lab = Lab::new(any(&mut random, &Generation::ALL));
    if random.u8(..3) == 0 {
        lab.settings.hosts.insert("h1".to_owned(), any(&mut random, &Generation::ALL));
    }
    for _ in 0..random.u8(4..40) {
        let (path, value) = key(&mut random);
        let value = if path.contains("/policy/x") { format!("{{{value}}}") } else { value };
        let path = format!("/calico/v1/{path}");
        lab.keys.retain(|(known, _)| *known != path);
        lab.keys.push((path, value));
    }
    lab
}

/// Every end that a small datastore may have: its endpoints' addresses, hosts, and some outside.
pub(super) fn ends(view: &View<'_>) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    for endpoint in view.endpoints() {
        ends.extend(endpoint.addresses().iter().map(|address| End::Endpoint(endpoint.id(), *address)));
    }
    let outside = ["10.0.0.3", "10.0.0.9", "192.0.2.1", "fd00::1", "fd00::99", "172.16.0.0", "172.16.0.1"];
    ends.extend(outside.into_iter().map(at));
    ends
}

fn family_of(address: IpAddr) -> Family {
    Family::of(&address)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn parts_are_all_packets_once(seed: u64) {
        let lab = lab(seed);
        let snapshot = lab.snapshot();
        let view = View::read(&snapshot, &lab.settings);
        let reach = Reach::of(&view);
        let ends = ends(&view);
        for from in &ends {
            for to in &ends {
                let trace = reach.trace(from, to);
                if trace.from.family() != trace.to.family() {
                    prop_assert!(trace.parts.is_empty());
                    continue;
                }
                let mut seen = PacketSet::empty();
                for part in &trace.parts {
                    prop_assert!(!part.packets.is_empty() && part.packets.is_disjoint(&seen));
                    seen = seen.union(&part.packets);
                }
                prop_assert_eq!(seen, PacketSet::family(trace.from.family()));
            }
        }
    }

    #[test]
    fn a_class_behaves_as_each_of_its_endpoints(seed: u64) {
        let lab = lab(seed);
        let snapshot = lab.snapshot();
        let view = View::read(&snapshot, &lab.settings);
        let reach = Reach::of(&view);
        for from in view.endpoints() {
            for to in view.endpoints().filter(|to| to.id() != from.id()) {
                let near = if from.host() == to.host() { Near::SameHost } else { Near::OtherHost };
                for (source, from_class) in from.addresses().iter().zip(reach.classes_of(from.id())) {
                    for (destination, to_class) in to.addresses().iter().zip(reach.classes_of(to.id())) {
                        if source == destination {
                            continue;
                        }
                        let trace = reach.trace(&End::Endpoint(from.id(), *source), &End::Endpoint(to.id(), *destination));
                        let flow = reach.between(from_class, to_class, near);
                        prop_assert_eq!(trace.allowed(), flow.allowed.clone());
                        let passing = reach.passes(from_class, to_class, near).map(|id| reach.packets(id)).unwrap_or_default();
                        prop_assert_eq!(&flow.allowed, &*passing);
                        prop_assert_eq!(&trace.parts, &flow.parts);
                    }
                }
            }
        }
        for class in reach.outside_ids() {
            for (first, last) in reach.class(class).unwrap().ranges() {
                for to in view.endpoints() {
                    for (destination, to_class) in to.addresses().iter().zip(reach.classes_of(to.id())) {
                        let flow = reach.between(class, to_class, Near::OtherHost);
                        for source in [first, last] {
                            let trace = reach.trace(&End::Address(*source), &End::Endpoint(to.id(), *destination));
                            if trace.from.kind() == Kind::Outside && family_of(*source) == family_of(*destination) {
                                prop_assert_eq!(&trace.parts, &flow.parts);
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_cell_counts_what_passes_between_two(seed: u64) {
        let lab = lab(seed);
        let snapshot = lab.snapshot();
        let view = View::read(&snapshot, &lab.settings);
        let reach = Reach::of(&view);
        // By host, by kind, all, and what is outside.
        let of = |is: &dyn Fn(&Endpoint<'_, '_>) -> bool| Members {
            endpoints: view.endpoints().filter(|endpoint| is(endpoint)).map(|endpoint| endpoint.id()).collect(),
            outside: Vec::new(),
        };
        let outside = Members { endpoints: Vec::new(), outside: reach.outside_ids().collect() };
        let groups = [
            of(&|endpoint| endpoint.host() == "h0"),
            of(&|endpoint| endpoint.is_host_endpoint()),
            of(&|endpoint| endpoint.path().contains("w1")),
            of(&|_| true),
            outside,
        ];
        let matrix = Pairs::new(&reach, &groups, &groups);
        for (from, senders) in groups.iter().enumerate() {
            for (to, receivers) in groups.iter().enumerate() {
                let mut wanted: BTreeMap<(PacketSet, Family), u64> = BTreeMap::new();
                let mut decided: BTreeMap<Part, u64> = BTreeMap::new();
                let ends = |members: &Members| -> Vec<(Option<EndpointId>, ClassId)> {
                    let endpoints = members.endpoints.iter().flat_map(|id| reach.classes_of(*id).into_iter().map(|class| (Some(*id), class)));
                    endpoints.chain(members.outside.iter().map(|class| (None, *class))).collect()
                };
                for (source, a) in ends(senders) {
                    for (destination, b) in ends(receivers) {
                        if source.is_some() && source == destination {
                            continue;
                        }
                        let host = |id: Option<EndpointId>| id.and_then(|id| view.endpoint(id)).map(|found| found.host().to_owned());
                        let near = if source.is_some() && host(source) == host(destination) { Near::SameHost } else { Near::OtherHost };
                        let (Some(set), Some(flow)) = (reach.passes(a, b, near), reach.flow_id(a, b, near)) else { continue };
                        let family = reach.class(a).unwrap().family();
                        *wanted.entry(((*reach.packets(set)).clone(), family)).or_default() += 1;
                        for part in &reach.flow(flow).parts {
                            *decided.entry(part.clone()).or_default() += 1;
                        }
                    }
                }
                let cell = matrix.cell(from, to);
                let found: BTreeMap<(PacketSet, Family), u64> =
                    cell.sets().iter().map(|(set, family, pairs)| (((*reach.packets(*set)).clone(), *family), *pairs)).collect();
                prop_assert_eq!(found, wanted, "{} to {}", from, to);
                let shares: BTreeMap<Part, u64> =
                    matrix.shares(from, to).into_iter().map(|share| (share.part, share.pairs)).collect();
                prop_assert_eq!(shares, decided, "{} to {}", from, to);
            }
        }
    }

    #[test]
    fn a_walk_ends_where_the_trace_says(seed: u64, port in prop::sample::select(vec![22u16, 80, 450])) {
        let lab = lab(seed);
        let snapshot = lab.snapshot();
        let view = View::read(&snapshot, &lab.settings);
        let reach = Reach::of(&view);
        let ends = ends(&view);
        for from in &ends {
            for to in &ends {
                let family = reach.trace(from, to).from.family();
                let Some(walk) = reach.walk(from, to, &Packet::tcp(family, port)) else { continue };
                for side in &walk.sides {
                    let Some(position) = side.decision.position else { continue };
                    let last = side.steps.iter().rev().find_map(|step| match step {
                        Step::Rule { object, position, matching: Matching::Yes, .. } => Some((*object, *position)),
                        _ => None,
                    });
                    prop_assert_eq!(last, Some((side.decision.object.unwrap(), position)));
                }
            }
        }
    }

    #[test]
    fn what_is_unused_can_go(seed: u64) {
        let lab = lab(seed);
        let snapshot = lab.snapshot();
        let view = View::read(&snapshot, &lab.settings);
        let reach = Reach::of(&view);
        let unused = reach.unused_rules();
        let used: std::collections::BTreeSet<_> = {
            let ends = ends(&view);
            let mut used = std::collections::BTreeSet::new();
            for (from, to) in ends.iter().flat_map(|from| ends.iter().map(move |to| (from, to))) {
                for part in reach.trace(from, to).parts {
                    for decision in [Some(part.outbound), part.inbound].into_iter().flatten() {
                        if let (Some(object), Some(position)) = (decision.object, decision.position) {
                            used.insert(RuleAt { object, direction: decision.direction, position });
                        }
                    }
                }
            }
            used
        };
        for rule in &unused {
            prop_assert!(!used.contains(rule), "{rule:?} of {:?} decides", reach.object(rule.object));
        }
    }
}
