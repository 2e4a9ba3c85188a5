//! One rule: whether a generation takes it, and whether a packet matches it.

use std::net::IpAddr;

use serde_json::Value;

use super::values::{Net, is_name, is_short_name, member, protocol_number};
use super::world::World;
use super::{Generation, Packet, selector};

/// The members that Felix 1.4 knows; it refuses any other.
const KNOWN: [&str; 23] = [
    "action",
    "ip_version",
    "log_prefix",
    "protocol",
    "src_tag",
    "dst_tag",
    "src_selector",
    "dst_selector",
    "src_net",
    "dst_net",
    "src_ports",
    "dst_ports",
    "icmp_type",
    "icmp_code",
    "!protocol",
    "!src_tag",
    "!dst_tag",
    "!src_selector",
    "!dst_selector",
    "!src_net",
    "!dst_net",
    "!src_ports",
    "!dst_ports",
];

pub(super) fn is_valid(rule: &Value, generation: Generation) -> bool {
    let Some(members) = rule.as_object() else { return false };
    match generation {
        Generation::One => {
            members
                .iter()
                .filter(|(_, value)| !value.is_null())
                .all(|(name, _)| KNOWN.contains(&name.as_str()) || name == "!icmp_type" || name == "!icmp_code")
                && is_valid_one(rule)
        }
        Generation::Two => is_valid_two(rule),
    }
}

/// Where a member is there and not null, `check` must hold.
fn check(rule: &Value, name: &str, check: impl FnOnce(&Value) -> bool) -> bool {
    member(rule, name).is_none_or(check)
}

fn is_action(value: &Value) -> bool {
    value.as_str().is_some_and(|action| ["allow", "deny", "next-tier", "log"].contains(&action))
}

fn is_within(value: &Value, least: i64, most: i64) -> bool {
    value.as_i64().is_some_and(|number| (least..=most).contains(&number))
}

fn is_valid_one(rule: &Value) -> bool {
    let version = member(rule, "ip_version");
    if !check(rule, "action", is_action)
        || !version.is_none_or(|version| is_within(version, 4, 4) || is_within(version, 6, 6))
        || !check(rule, "log_prefix", Value::is_string)
    {
        return false;
    }
    let version = version.and_then(Value::as_i64);
    let protocol = member(rule, "protocol");
    let name = protocol.and_then(Value::as_str);
    if version == Some(4) && name == Some("icmpv6") || version == Some(6) && name == Some("icmp") {
        return false;
    }
    for not in ["", "!"] {
        let is_tag = |value: &Value| value.as_str().is_some_and(is_name);
        let is_selector = |value: &Value| value.as_str().is_some_and(|text| selector::is_valid(text, Generation::One));
        let is_net = |value: &Value| {
            value
                .as_str()
                .and_then(|text| Net::parse(text, Generation::One))
                .is_some_and(|net| version.is_none_or(|version| version == net.version()))
        };
        let may_have_ports = protocol
            .and_then(|value| protocol_number(value, Generation::One))
            .is_some_and(|number| [6, 17, 33, 132, 136].contains(&number));
        let are_ports =
            |value: &Value| may_have_ports && value.as_array().is_some_and(|ports| ports.iter().all(is_port_one));
        let valid = check(rule, &format!("{not}protocol"), |value| protocol_number(value, Generation::One).is_some())
            && check(rule, &format!("{not}icmp_type"), |value| is_within(value, 0, 255))
            && check(rule, &format!("{not}icmp_code"), |value| {
                is_within(value, 0, 255) && member(rule, &format!("{not}icmp_type")).is_some()
            })
            && ["src", "dst"].iter().all(|end| {
                check(rule, &format!("{not}{end}_tag"), is_tag)
                    && check(rule, &format!("{not}{end}_selector"), is_selector)
                    && check(rule, &format!("{not}{end}_net"), is_net)
                    && check(rule, &format!("{not}{end}_ports"), are_ports)
            });
        if !valid {
            return false;
        }
    }
    true
}

fn is_port_one(port: &Value) -> bool {
    match port {
        Value::String(range) => match range.split_once(':') {
            Some((low, high)) => {
                matches!((low.parse::<u16>(), high.parse::<u16>()), (Ok(low), Ok(high)) if low < high)
            }
            None => false,
        },
        other => is_within(other, 0, 65535),
    }
}

fn is_valid_two(rule: &Value) -> bool {
    let action = |value: &Value| is_action(value) || value.as_str() == Some("");
    if !check(rule, "action", action)
        || !check(rule, "ip_version", |value| is_within(value, 4, 4) || is_within(value, 6, 6))
        || !check(rule, "log_prefix", Value::is_string)
    {
        return false;
    }
    let may_have_ports = member(rule, "protocol")
        .and_then(|value| protocol_number(value, Generation::Two))
        .is_some_and(|number| [6, 17].contains(&number));
    let is_net = |value: &Value| value.as_str().and_then(|text| Net::parse(text, Generation::Two)).is_some();
    for not in ["", "!"] {
        let are_ports = |value: &Value| {
            value.as_array().is_some_and(|ports| {
                (ports.is_empty() || may_have_ports) && ports.iter().all(|port| port_range(port).is_some())
            })
        };
        let is_selector = |value: &Value| value.as_str().is_some_and(|text| selector::is_valid(text, Generation::Two));
        let is_tag = |value: &Value| value.as_str().is_some_and(|tag| tag.is_empty() || is_short_name(tag));
        let valid = check(rule, &format!("{not}protocol"), |value| protocol_number(value, Generation::Two).is_some())
            && check(rule, &format!("{not}icmp_type"), |value| is_within(value, 0, 254))
            && check(rule, &format!("{not}icmp_code"), |value| is_within(value, 0, 255))
            && ["src", "dst"].iter().all(|end| {
                check(rule, &format!("{not}{end}_tag"), is_tag)
                    && check(rule, &format!("{not}{end}_selector"), is_selector)
                    && check(rule, &format!("{not}{end}_net"), is_net)
                    && check(rule, &format!("{not}{end}_nets"), |value| {
                        value.as_array().is_some_and(|nets| nets.iter().all(is_net))
                    })
                    && check(rule, &format!("{not}{end}_ports"), are_ports)
            });
        if !valid {
            return false;
        }
    }
    true
}

/// The ports that an element of a list means; the wider spelling, of Go.
fn port_range(port: &Value) -> Option<(u16, u16)> {
    match port {
        Value::String(text) => {
            let (low, high) = text.split_once(':').unwrap_or((text, text));
            let (low, high) = (low.parse().ok()?, high.parse().ok()?);
            (low <= high).then_some((low, high))
        }
        other => {
            let port = u16::try_from(other.as_i64()?).ok()?;
            Some((port, port))
        }
    }
}

/// What a rule does with a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is not in the table of this IP version at all.
    Absent,
    No,
    Yes,
    /// Felix could not render it, and drops everything in its place.
    Trap,
}

pub(super) fn matches(rule: &Value, world: &World, packet: &Packet) -> Outcome {
    match world.generation {
        Generation::One => matches_one(rule, world, packet),
        Generation::Two => matches_two(rule, world, packet),
    }
}

fn matches_one(rule: &Value, world: &World, packet: &Packet) -> Outcome {
    let version = packet.version();
    if member(rule, "ip_version").is_some_and(|wanted| wanted.as_i64() != Some(version)) {
        return Outcome::Absent;
    }
    let name = member(rule, "protocol").and_then(Value::as_str).unwrap_or_default();
    for not in ["", "!"] {
        for end in ["src", "dst"] {
            let ports = member(rule, &format!("{not}{end}_ports")).and_then(Value::as_array);
            if ports.is_some_and(|ports| !ports.is_empty()) && name != "tcp" && name != "udp" {
                return Outcome::Trap;
            }
        }
        if let Some(kind) = member(rule, &format!("{not}icmp_type"))
            && (kind.as_i64() == Some(255) || version == 6 && name != "icmpv6")
        {
            return Outcome::Trap;
        }
    }
    for (not, wanted) in [("", true), ("!", false)] {
        if !fits_protocol(rule, not, wanted, packet, world.generation) || !fits_ports(rule, not, wanted, packet) {
            return Outcome::No;
        }
        for (end, address) in [("src", packet.source), ("dst", Some(packet.destination))] {
            // A network of the other family is left out, and the rule stays.
            let net = member(rule, &format!("{not}{end}_net"))
                .and_then(Value::as_str)
                .and_then(|text| Net::parse(text, Generation::One));
            if let Some(net) = net
                && net.version() == version
                && address.is_some_and(|address| net.contains(address)) != wanted
            {
                return Outcome::No;
            }
            if !fits_members(rule, not, wanted, end, address, world) {
                return Outcome::No;
            }
        }
        // The type counts with the protocol's name only.
        if (version == 4 && name == "icmp" || version == 6) && !fits_icmp(rule, not, wanted, packet) {
            return Outcome::No;
        }
    }
    Outcome::Yes
}

/// Whether iptables refuses what Felix 1.4 renders: a match that may be there once only, and is there with and without `!`.
pub(super) fn is_refused(rule: &Value, world: &World, packet: &Packet) -> bool {
    if world.generation != Generation::One
        || matches!(matches_one(rule, world, packet), Outcome::Absent | Outcome::Trap)
    {
        return false;
    }
    let is_there = |name: &str| match member(rule, name) {
        Some(Value::String(net)) if name.ends_with("_net") => net.contains(':') == (packet.version() == 6),
        Some(_) => true,
        None => false,
    };
    ["protocol", "src_net", "dst_net"].iter().any(|name| is_there(name) && is_there(&format!("!{name}")))
}

fn matches_two(rule: &Value, world: &World, packet: &Packet) -> Outcome {
    let version = packet.version();
    let inferred = match member(rule, "protocol").and_then(Value::as_str) {
        Some("icmp") => Some(4),
        Some("icmpv6") => Some(6),
        _ => None,
    };
    let wanted = member(rule, "ip_version").and_then(Value::as_i64).or(inferred);
    if wanted.is_some_and(|wanted| wanted != version) {
        return Outcome::Absent;
    }
    let nets = |not: &str, end: &str| -> Vec<Net> {
        let one = member(rule, &format!("{not}{end}_net")).into_iter();
        let many = member(rule, &format!("{not}{end}_nets")).and_then(Value::as_array).into_iter().flatten();
        one.chain(many).filter_map(Value::as_str).filter_map(|text| Net::parse(text, Generation::Two)).collect()
    };
    // A rule whose networks are all of the other family is left out.
    for not in ["", "!"] {
        for end in ["src", "dst"] {
            let nets = nets(not, end);
            if !nets.is_empty() && nets.iter().all(|net| net.version() != version) {
                return Outcome::Absent;
            }
        }
    }
    for (not, wanted) in [("", true), ("!", false)] {
        if !fits_protocol(rule, not, wanted, packet, world.generation) || !fits_ports(rule, not, wanted, packet) {
            return Outcome::No;
        }
        for (end, address) in [("src", packet.source), ("dst", Some(packet.destination))] {
            let nets = nets(not, end);
            let inside = nets.iter().any(|net| address.is_some_and(|address| net.contains(address)));
            if !nets.is_empty() && inside != wanted {
                return Outcome::No;
            }
            if !fits_members(rule, not, wanted, end, address, world) {
                return Outcome::No;
            }
        }
        if !fits_icmp(rule, not, wanted, packet) {
            return Outcome::No;
        }
    }
    Outcome::Yes
}

fn fits_protocol(rule: &Value, not: &str, wanted: bool, packet: &Packet, generation: Generation) -> bool {
    member(rule, &format!("{not}protocol"))
        .is_none_or(|protocol| (protocol_number(protocol, generation) == Some(packet.protocol)) == wanted)
}

fn fits_ports(rule: &Value, not: &str, wanted: bool, packet: &Packet) -> bool {
    [("src", packet.ports.0), ("dst", packet.ports.1)].iter().all(|(end, port)| {
        let Some(ports) = member(rule, &format!("{not}{end}_ports")).and_then(Value::as_array) else { return true };
        let listed = ports.iter().filter_map(port_range).any(|(low, high)| (low..=high).contains(port));
        ports.is_empty() || listed == wanted
    })
}

fn fits_icmp(rule: &Value, not: &str, wanted: bool, packet: &Packet) -> bool {
    let Some(kind) = member(rule, &format!("{not}icmp_type")).and_then(Value::as_i64) else { return true };
    let code = member(rule, &format!("{not}icmp_code")).and_then(Value::as_i64);
    let is_icmp = packet.protocol == if packet.version() == 4 { 1 } else { 58 };
    let same = i64::from(packet.icmp.0) == kind && code.is_none_or(|code| i64::from(packet.icmp.1) == code);
    is_icmp && same == wanted
}

/// Tags and selectors: sets of addresses.
fn fits_members(rule: &Value, not: &str, wanted: bool, end: &str, address: Option<IpAddr>, world: &World) -> bool {
    let in_set = |addresses: Vec<IpAddr>| address.is_some_and(|address| addresses.contains(&address));
    let text = |name: &str| {
        let text = member(rule, &format!("{not}{end}_{name}")).and_then(Value::as_str);
        // Go takes the empty text as absent.
        text.filter(|text| !(text.is_empty() && world.generation == Generation::Two))
    };
    text("tag").is_none_or(|tag| in_set(world.addresses_with_tag(tag)) == wanted)
        && text("selector").is_none_or(|selector| in_set(world.addresses_selected(selector)) == wanted)
}
