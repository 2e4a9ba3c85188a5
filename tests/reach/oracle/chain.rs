//! The chains of an endpoint, rule by rule, with the marks that a packet carries.

use serde_json::Value;

use super::rule::{Outcome, is_refused, matches};
use super::values::member;
use super::world::{Policy, Rules, World};
use super::{Decision, Direction, Endpoint, Generation, Packet, host_of_key, selector};

/// One direction of a workload.
pub(super) fn workload(world: &World, key: &str, direction: Direction, packet: &Packet, passed: &mut bool) -> Decision {
    match world.served(key) {
        Some(endpoint) => normal(world, endpoint, direction, packet, passed),
        // No such interface, or shut.
        None => Decision::unreachable(key),
    }
}

/// One direction of a host endpoint: into the host, or out of it.
pub(super) fn host_endpoint(
    world: &World,
    key: &str,
    direction: Direction,
    packet: &Packet,
    passed: &mut bool,
) -> Decision {
    // A host endpoint that Felix refuses is none: the host's own rules decide.
    let Some(endpoint) = world.endpoint(key) else { return Decision::free() };
    if is_failsafe(world, &host_of_key(key), direction, packet) {
        return Decision::free();
    }
    let untracked = |policy: &Policy| policy.untracked;
    if let Some(decision) = policies(world, endpoint, direction, packet, passed, &untracked, false) {
        return decision;
    }
    if direction == Direction::Inbound {
        let before_dnat = |policy: &Policy| policy.pre_dnat && !policy.untracked;
        if let Some(decision) = policies(world, endpoint, direction, packet, passed, &before_dnat, false) {
            return decision;
        }
    }
    // It is the same packet in the table of the rest, and nothing has taken the mark off it but a tier that begins.
    normal(world, endpoint, direction, packet, passed)
}

fn normal(world: &World, endpoint: &Endpoint, direction: Direction, packet: &Packet, passed: &mut bool) -> Decision {
    let tracked = |policy: &Policy| !policy.untracked && !policy.pre_dnat;
    if let Some(decision) = policies(world, endpoint, direction, packet, passed, &tracked, true) {
        return decision;
    }
    let host = host_of_key(&endpoint.key);
    for name in &endpoint.profiles {
        let segment = match world.generation {
            Generation::One => name.clone(),
            Generation::Two => name.replace('%', "%25").replace('/', "%2f"),
        };
        let key = format!("/calico/v1/policy/profile/{segment}/rules");
        let Some(rules) = world.profiles.get(name).and_then(|profile| profile.rules.as_ref()) else {
            return Decision::deny(world, &host, Some(key), None);
        };
        if let Some(decision) = run(world, &host, &key, rules, direction, packet, passed) {
            return decision;
        }
    }
    Decision::deny(world, &host, Some(endpoint.key.clone()), None)
}

/// The policies of a kind that select the endpoint, tier by tier.
fn policies(
    world: &World,
    endpoint: &Endpoint,
    direction: Direction,
    packet: &Packet,
    passed: &mut bool,
    kind: &dyn Fn(&Policy) -> bool,
    drops_at_end: bool,
) -> Option<Decision> {
    let (labels, host) = (world.labels(endpoint), host_of_key(&endpoint.key));
    let wanted = match direction {
        Direction::Inbound => "ingress",
        Direction::Outbound => "egress",
    };
    for tier in &world.tiers {
        let applies = |policy: &&Policy| {
            kind(policy)
                && policy.types.contains(wanted)
                && selector::fits(&policy.selector, world.generation, &labels) == Some(true)
        };
        let applied: Vec<&Policy> = tier.policies.iter().filter(applies).collect();
        if applied.is_empty() {
            continue;
        }
        *passed = false;
        for policy in applied {
            if *passed {
                break;
            }
            if let Some(decision) = run(world, &host, &policy.key, &policy.rules, direction, packet, passed) {
                return Some(decision);
            }
        }
        if drops_at_end && !*passed {
            return Some(Decision::deny(world, &host, Some(tier.key.clone()), None));
        }
    }
    None
}

/// One list of rules; nothing where it decides nothing.
fn run(
    world: &World,
    host: &str,
    key: &str,
    rules: &Rules,
    direction: Direction,
    packet: &Packet,
    passed: &mut bool,
) -> Option<Decision> {
    // Both directions are written in one go: what iptables refuses in one is in neither.
    if rules.inbound.iter().chain(&rules.outbound).any(|rule| is_refused(rule, world, packet)) {
        return Some(Decision::deny(world, host, Some(key.to_owned()), None));
    }
    let list = match direction {
        Direction::Inbound => &rules.inbound,
        Direction::Outbound => &rules.outbound,
    };
    for (place, rule) in list.iter().enumerate() {
        let matched = match matches(rule, world, packet) {
            Outcome::Absent => continue,
            Outcome::Trap => return Some(Decision::deny(world, host, Some(key.to_owned()), Some(place))),
            Outcome::Yes => true,
            Outcome::No => false,
        };
        match member(rule, "action").and_then(Value::as_str).unwrap_or_default() {
            "log" => {}
            "deny" if matched => return Some(Decision::deny(world, host, Some(key.to_owned()), Some(place))),
            "deny" => {}
            "next-tier" => {
                // Two rules of iptables: a match sets the mark, and who has the mark leaves, whoever set it.
                *passed |= matched;
                if *passed {
                    return None;
                }
            }
            _ if matched => return Some(Decision::allow(key, Some(place))),
            _ => {}
        }
    }
    None
}

/// Ports of a host that no policy closes.
fn is_failsafe(world: &World, host: &str, direction: Direction, packet: &Packet) -> bool {
    let (name, one, two) = match direction {
        Direction::Inbound => ("FailsafeInboundHostPorts", "22", "tcp:22,udp:68"),
        Direction::Outbound => {
            ("FailsafeOutboundHostPorts", "2379,2380,4001,7001", "tcp:2379,tcp:2380,tcp:4001,tcp:7001,udp:53,udp:67")
        }
    };
    let default = if world.generation == Generation::One { one } else { two };
    let list = world.setting(host, name).filter(|list| !list.is_empty()).unwrap_or(default);
    list.split(',').map(str::trim).any(|port| {
        let (protocol, port) = port.split_once(':').unwrap_or(("tcp", port));
        let number = if protocol.eq_ignore_ascii_case("udp") { 17 } else { 6 };
        packet.protocol == number && port.parse() == Ok(packet.ports.1)
    })
}
