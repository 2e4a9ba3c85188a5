//! The engine, held against the oracle on random datastores and against what was measured.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use calicross::model::felix::Generation as Felix;
use calicross::model::key::Family;
use calicross::reach::{End, Kind, Near, Object, Packet as Seen, Reach, Settings, Trace, Verdict, View};
use calicross::store::{Entry, Scope, Snapshot, Version};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::Config;

use crate::oracle::{Answer, Decision, Generation, Keys, Packet, Party, rejected};
use crate::random::{self, Scene};
use crate::truth;

fn felix(generation: Generation) -> Felix {
    match generation {
        Generation::One => Felix::Felix14,
        Generation::Two => Felix::Felix2,
    }
}

fn settings(scene: &Scene) -> Settings {
    let hosts = scene.hosts.iter().map(|(host, generation)| (host.clone(), felix(*generation))).collect();
    Settings { generation: felix(scene.default), hosts }
}

fn snapshot(keys: &Keys) -> Snapshot {
    let entry = |(key, value): (&String, &String)| Entry {
        path: key.clone(),
        value: value.clone().into_bytes(),
        version: Version(1),
        expires: false,
    };
    Snapshot::new(1, vec![Scope::under("/calico")], keys.iter().map(entry).collect())
}

fn end(view: &View<'_>, party: &Party, address: IpAddr) -> End {
    match party {
        Party::Workload(key) | Party::HostEndpoint(key) => {
            let endpoint = view.find(key).unwrap_or_else(|| panic!("{key} is in the view"));
            End::Endpoint(endpoint.id(), address)
        }
        Party::Host(host) => End::Host(host.clone(), Some(address)),
        Party::Outside => End::Address(address),
    }
}

fn seen(packet: &Packet) -> Seen {
    let family = if packet.destination.is_ipv4() { Family::V4 } else { Family::V6 };
    Seen {
        family,
        protocol: packet.protocol,
        src_port: packet.ports.0,
        dst_port: packet.ports.1,
        icmp_type: packet.icmp.0,
        icmp_code: packet.icmp.1,
    }
}

/// What decided on a side, in words that both have.
fn decided_by_engine(reach: &Reach<'_, '_>, decision: &calicross::reach::Decision) -> String {
    let rule = decision.position.map(|position| format!(" rule {position}")).unwrap_or_default();
    match decision.object.and_then(|object| reach.object(object)) {
        Some(Object::Profile { key, .. } | Object::Policy { key, .. }) => format!("{key}{rule}"),
        Some(Object::Tier { .. }) => "end of a tier".to_owned(),
        // Endpoints of a class are many.
        Some(Object::Endpoint { .. } | Object::Parameter { .. }) | None => "no rules".to_owned(),
    }
}

fn decided_by_oracle(decision: &Decision) -> String {
    let rule = decision.rule.map(|place| format!(" rule {}", place + 1)).unwrap_or_default();
    match decision.key.as_deref() {
        None => "no rules".to_owned(),
        Some(key) if key.starts_with("/calico/v1/host/") => "no rules".to_owned(),
        Some(key) if key.is_empty() || key.ends_with("/metadata") => "end of a tier".to_owned(),
        Some(key) => format!("{key}{rule}"),
    }
}

/// Holds the engine's answer for one packet against the oracle's.
fn compare(reach: &Reach<'_, '_>, trace: &Trace, packet: &Packet, answer: &Answer) -> Result<(), String> {
    let seen = seen(packet);
    let mut parts = trace.parts.iter().filter(|part| part.packets.contains(&seen));
    let Some(part) = parts.next() else { return Err("no part has the packet".to_owned()) };
    if parts.next().is_some() {
        return Err("two parts have the packet".to_owned());
    }
    let allowed = part.verdict == Verdict::Allow;
    if allowed != answer.allowed() {
        let reason = |decision: &calicross::reach::Decision| decision.reason.code();
        let inbound = part.inbound.as_ref().map_or("", reason);
        return Err(format!("{:?} for {} {inbound}", part.verdict, reason(&part.outbound)));
    }
    // Once a drop is made an ACCEPT, no more is asked on the host.
    if part.outbound.overridden {
        return Ok(());
    }
    let sides = [(Some(part.outbound), Some(&answer.outbound)), (part.inbound, answer.inbound.as_ref())];
    for (engine, oracle) in sides {
        let engine = engine.map(|decision| decided_by_engine(reach, &decision));
        let oracle = oracle.map(decided_by_oracle);
        if engine != oracle {
            let sort = |by: Option<String>| {
                by.map(|by| {
                    by.split('/').skip(4).take(1).chain(by.split(" rule ").nth(1)).collect::<Vec<_>>().join(" ")
                })
            };
            return Err(format!("decided by {:?}, not by {:?}", sort(engine), sort(oracle)));
        }
    }
    Ok(())
}

/// Every difference of a scene: of which kind, and in full.
fn differences(scene: &Scene) -> Vec<(String, String)> {
    let (worlds, snapshot, settings) = (scene.worlds(), snapshot(&scene.keys), settings(scene));
    let view = View::read(&snapshot, &settings);
    let reach = Reach::of(&view);
    let mut differences = Vec::new();
    let mut traced: Option<(Party, Party, IpAddr, IpAddr, Trace)> = None;
    for (from, to, packet) in random::packets(scene) {
        let Some(source) = packet.source else { continue };
        let same = |known: &(Party, Party, IpAddr, IpAddr, Trace)| {
            (&known.0, &known.1, known.2, known.3) == (&from, &to, source, packet.destination)
        };
        if !traced.as_ref().is_some_and(same) {
            let trace = reach.trace(&end(&view, &from, source), &end(&view, &to, packet.destination));
            traced = Some((from.clone(), to.clone(), source, packet.destination, trace));
        }
        let Some((.., trace)) = &traced else { continue };
        if let Some(why) = class_differs(&reach, &view, trace) {
            differences.push((format!("{} -> {}: {why}", kind(&from), kind(&to)), format!("{from:?} -> {to:?}")));
        }
        let answer = worlds.answer(&from, &to, packet);
        if let Err(why) = compare(&reach, trace, &packet, &answer) {
            let family = if packet.destination.is_ipv4() { "IPv4" } else { "IPv6" };
            let kind = format!(
                "{} -> {}, {:?}, {family}: {why}; oracle {}",
                kind(&from),
                kind(&to),
                trace.near,
                if answer.allowed() { "allows" } else { "denies" }
            );
            differences.push((
                kind,
                format!(
                    "{from:?} -> {to:?} {packet:?}\n  oracle: {answer:?}\n  engine: {:?}",
                    trace.part(&seen(&packet))
                ),
            ));
        }
    }
    differences
}

/// How what is said of the classes of two endpoints differs from what is said of the endpoints.
fn class_differs(reach: &Reach<'_, '_>, view: &View<'_>, trace: &Trace) -> Option<String> {
    let class = |resolved: &calicross::reach::Resolved| {
        let id = resolved.endpoint?;
        let at = view.endpoint(id)?.addresses().iter().position(|own| Some(*own) == resolved.address)?;
        reach.classes_of(id).get(at).copied()
    };
    // A floating address is not the class's, and an endpoint does not send to itself. Which address of its own host a workload sends to
    // matters to the metadata service alone, which the classes leave out.
    let own_host = trace.near == Near::SameHost && trace.to.kind() == Kind::Host;
    if trace.to.floating.is_some() || trace.from.endpoint == trace.to.endpoint || own_host {
        return None;
    }
    let (from, to) = class(&trace.from).zip(class(&trace.to))?;
    let flow = reach.between(from, to, trace.near);
    (flow.allowed != trace.allowed()).then(|| "the classes differ from the endpoints".to_owned())
}

fn kind(party: &Party) -> &'static str {
    match party {
        Party::Workload(_) => "workload",
        Party::HostEndpoint(_) => "host endpoint",
        Party::Host(_) => "host",
        Party::Outside => "outside",
    }
}

proptest! {
    #![proptest_config(Config { cases: 48, max_shrink_iters: 4000, failure_persistence: None, ..Config::default() })]
    #[test]
    fn engine_is_the_oracle_on_random_datastores(scene in random::scene()) {
        let differences = differences(&scene);
        let first = differences.first().map(|(kind, text)| format!("{kind}\n{text}"));
        prop_assert!(first.is_none(), "{} differences, the first: {}", differences.len(), first.unwrap_or_default());
    }
}

/// The rules of a workload on its host see the floating address that was asked for.
#[test]
fn what_is_rejected_translates_no_address() {
    let endpoint = |name: &str, address: &str, profile: &str, more: &str| {
        format!(
            r#"{{"state": "active", "name": "{name}", "ipv4_nets": ["{address}/32"], "ipv6_nets": [], "profile_ids": ["{profile}"]{more}}}"#
        )
    };
    let floating = r#", "ipv4_nat": [{"int_ip": "10.1.0.2", "ext_ip": "172.18.0.2"}], "mac": "nonsense""#;
    let keys = [
        ("host/a/bird_ip", "192.0.2.1".to_owned()),
        ("host/a/workload/k8s/n.one/endpoint/eth0", endpoint("cali0", "10.0.0.1", "p", "")),
        ("host/a/workload/openstack/two/endpoint/port2", endpoint("cali1", "10.1.0.2", "r", floating)),
        ("policy/profile/p/rules", r#"{"outbound_rules": [{"dst_net": "10.1.0.2/31"}]}"#.to_owned()),
        ("policy/profile/p/tags", "[]".to_owned()),
    ];
    let keys = keys.map(|(path, value)| (format!("/calico/v1/{path}"), value)).into_iter().collect();
    let scene = random::Scene { keys, default: Generation::One, hosts: BTreeMap::new() };
    let differences = differences(&scene);
    assert!(differences.is_empty(), "{differences:?}");
}

/// What the engine says otherwise than was measured.
pub(crate) fn measured_otherwise(case: &truth::Case) -> Vec<String> {
    let snapshot = snapshot(&case.keys);
    let settings = Settings::all(Felix::Felix14);
    let view = View::read(&snapshot, &settings);
    let reach = Reach::of(&view);
    let mut differences = Vec::new();
    for ((from, to), packet, measured) in case.tried() {
        let [source, destination] = [from, to].map(|name| match case.party(name) {
            Party::Workload(key) if view.find(&key).is_none() => End::Address(truth::address(name)),
            party => end(&view, &party, truth::address(name)),
        });
        let trace = reach.trace(&source, &destination);
        if trace.allowed().contains(&seen(&packet)) != measured {
            let part = trace.part(&seen(&packet));
            differences.push(format!("{}: {from} -> {to} {packet:?}: {measured} was measured; {part:?}", case.name));
        }
    }
    differences
}

#[test]
fn engine_says_what_was_measured() {
    let differences: Vec<String> = truth::cases_of_policy().iter().flat_map(measured_otherwise).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The keys that the engine and the oracle do not reject alike, with the engine's reasons.
fn rejected_otherwise(keys: &Keys, generation: Generation) -> Vec<String> {
    let (snapshot, settings) = (snapshot(keys), Settings::all(felix(generation)));
    let by_engine: BTreeMap<String, String> =
        View::read(&snapshot, &settings).rejections().into_iter().map(|found| (found.key, found.why)).collect();
    let by_oracle = rejected(keys, generation);
    let both: BTreeSet<&String> = by_engine.keys().chain(&by_oracle).collect();
    // What Felix 1.4 makes of the tags and labels of a profile that no endpoint of its can have, nobody sees.
    let is_seen = |key: &str| generation == Generation::Two || !key.contains('%') || key.ends_with("/rules");
    let differs = |key: &&&String| is_seen(key) && by_engine.contains_key(**key) != by_oracle.contains(**key);
    let tell = |key: &String| {
        let why = by_engine.get(key).map_or("taken by the engine", String::as_str);
        format!("{generation:?} {key}: {why}: {}", keys[key])
    };
    both.iter().filter(differs).map(|key| tell(key)).collect()
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]
    #[test]
    fn engine_rejects_what_the_oracle_rejects(scene in random::scene()) {
        for generation in [Generation::One, Generation::Two] {
            let differences = rejected_otherwise(&scene.keys, generation);
            prop_assert!(differences.is_empty(), "{}", differences.join("\n"));
        }
    }
}

/// Every kind of difference in many random datastores, with how often it comes and the smallest datastore that shows it.
#[test]
#[ignore = "a survey, for who looks for what differs: SCENES=<number>"]
fn survey() {
    let count = std::env::var("SCENES").ok().and_then(|count| count.parse().ok()).unwrap_or(300);
    let mut runner = proptest::test_runner::TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let mut kinds: BTreeMap<String, (usize, usize, String)> = BTreeMap::new();
    for _ in 0..count {
        let scene = random::scene().new_tree(&mut runner).expect("a scene").current();
        let otherwise = |generation| !rejected_otherwise(&scene.keys, generation).is_empty();
        if [Generation::One, Generation::Two].into_iter().any(otherwise) {
            continue;
        }
        for (kind, text) in differences(&scene) {
            let size = scene.keys.values().map(String::len).sum();
            let entry = kinds.entry(kind).or_insert((0, usize::MAX, String::new()));
            entry.0 += 1;
            if size < entry.1 {
                let (snapshot, settings) = (snapshot(&scene.keys), settings(&scene));
                let rejections = View::read(&snapshot, &settings).rejections();
                (entry.1, entry.2) = (size, format!("{text}\n{scene:#?}\n{rejections:#?}"));
            }
        }
    }
    for _ in 0..count {
        let scene = random::scene().new_tree(&mut runner).expect("a scene").current();
        for generation in [Generation::One, Generation::Two] {
            for text in rejected_otherwise(&scene.keys, generation) {
                println!("rejected otherwise: {text}");
            }
        }
    }
    for (kind, (count, _, example)) in &kinds {
        println!("== {count} times: {kind}\n{example}\n");
    }
    assert!(kinds.is_empty(), "{} kinds of difference", kinds.len());
}

/// `next-tier` of the raw table marks the packet, and a profile with a `next-tier` of its own lets everything leave that is marked.
#[test]
fn the_mark_of_an_untracked_policy_stays_on_the_packet() {
    let keys = [
        ("host/a/bird_ip", "192.0.2.1"),
        (
            "host/a/workload/k8s/n.one/endpoint/eth0",
            r#"{"state":"active","name":"cali0","ipv4_nets":["10.0.0.1/32"],"ipv6_nets":[],"profile_ids":["r"]}"#,
        ),
        ("host/b/bird_ip", "192.0.2.2"),
        ("host/b/endpoint/eth", r#"{"expected_ipv4_addrs":["192.0.2.2"],"profile_ids":["r"]}"#),
        ("policy/profile/r/rules", r#"{"outbound_rules":[{"action":"next-tier","protocol":"icmp","icmp_type":0},{}]}"#),
        ("policy/profile/r/tags", "[]"),
        ("policy/tier/T/metadata", "{}"),
        ("policy/tier/T/policy/a", r#"{"outbound_rules":[{"action":"next-tier"}],"selector":"","untracked":true}"#),
    ];
    let keys = keys.map(|(path, value)| (format!("/calico/v1/{path}"), value.to_owned())).into_iter().collect();
    let scene = random::Scene { keys, default: Generation::One, hosts: BTreeMap::new() };
    let differences = differences(&scene);
    assert!(differences.is_empty(), "{differences:?}");
}

/// Raw comes before mangle, in whatever order the policies are.
#[test]
fn an_untracked_policy_comes_before_one_before_dnat() {
    let keys = [
        ("host/a/bird_ip", "192.0.2.1"),
        ("host/a/endpoint/eth", r#"{"expected_ipv4_addrs":["192.0.2.1"],"profile_ids":["r"]}"#),
        ("host/b/bird_ip", "192.0.2.2"),
        ("policy/tier/default/policy/a", r#"{"inbound_rules":[{"action":"deny"}],"selector":"","untracked":true}"#),
        ("policy/tier/default/policy/b", r#"{"inbound_rules":[{}],"order":1,"selector":"","pre_dnat":true}"#),
    ];
    let keys = keys.map(|(path, value)| (format!("/calico/v1/{path}"), value.to_owned())).into_iter().collect();
    let scene = random::Scene { keys, default: Generation::Two, hosts: BTreeMap::new() };
    let differences = differences(&scene);
    assert!(differences.is_empty(), "{differences:?}");
}
