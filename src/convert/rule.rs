//! Rules.

use serde_json::{Map, Value};

use super::report::{Class, Notes};
use super::selector;
use crate::manifest::rule::fold;
use crate::model::key::Family;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::{Action, Criteria, End, Protocol, Spec};

/// What lists of rules are called, in the order in which a profile has them.
pub(super) const LISTS: [&str; 2] = ["ingress", "egress"];

/// Converts a list of rules, neighbours that differ in their networks alone as one.
///
/// # Errors
/// What cannot be said in v3.
pub(super) fn list(rules: &[Spec], name: &str, notes: &mut Notes) -> Result<Vec<Value>, String> {
    for (at, spec) in rules.iter().enumerate() {
        for why in problems(spec) {
            notes.refuse(format!("{name} rule {}: {why}", at + 1));
        }
        let blank = |end: &End| end.selector.as_deref().is_some_and(|text| text.trim().is_empty());
        if spec.ends().any(blank) {
            let why = "has an empty selector, which Felix 1.4 takes for every endpoint and Calico v3 does not look at";
            notes.add(Class::Changed, "empty-selector", true, format!("{name} rule {} {why}", at + 1));
        }
    }
    let one = |(at, spec): (usize, &Spec)| convert(spec).map_err(|why| format!("{name} rule {}: {why}", at + 1));
    fold(rules).iter().enumerate().map(one).collect()
}

/// Tells what of stored rules is in no document.
pub(super) fn unsaid(rules: &Rules, notes: &mut Notes) {
    for (direction, name) in Direction::BOTH.into_iter().zip(LISTS) {
        for (at, rule) in rules.list(direction).enumerate() {
            let Ok(rule) = rule else { continue };
            for member in rule.unknown() {
                let member = member.escape_debug();
                let why = format!("{name} rule {}: member '{member}' has no place in Calico v3", at + 1);
                notes.add(Class::Lost, "rule-member", true, why);
            }
            if rule.spec().log_prefix.is_some() {
                let why = format!("{name} rule {}: its prefix of log lines has no place in Calico v3", at + 1);
                notes.add(Class::Lost, "log-prefix", false, why);
            }
        }
    }
}

fn convert(spec: &Spec) -> Result<Value, String> {
    let mut rule = Map::new();
    let action = match spec.action {
        Action::Allow => "Allow",
        Action::Deny => "Deny",
        Action::Log => "Log",
        Action::NextTier => "Pass",
    };
    rule.insert("action".into(), action.into());
    if let Some(family) = spec.ip_version {
        rule.insert("ipVersion".into(), family.number().into());
    }
    let sides = [("protocol", "icmp", &spec.is), ("notProtocol", "notICMP", &spec.not)];
    for (protocol, icmp, criteria) in sides {
        if let Some(found) = criteria.protocol {
            rule.insert(protocol.into(), self::protocol(found));
        }
        let numbers = [("type", criteria.icmp_type), ("code", criteria.icmp_code)];
        let numbers: Map<String, Value> =
            numbers.into_iter().filter_map(|(name, number)| Some((name.to_owned(), number?.into()))).collect();
        if !numbers.is_empty() {
            rule.insert(icmp.into(), Value::Object(numbers));
        }
    }
    for (name, is, not) in [("source", &spec.is.src, &spec.not.src), ("destination", &spec.is.dst, &spec.not.dst)] {
        let mut end = Map::new();
        members(&mut end, is, false, ["nets", "selector", "ports"])?;
        members(&mut end, not, true, ["notNets", "notSelector", "notPorts"])?;
        if !end.is_empty() {
            rule.insert(name.into(), Value::Object(end));
        }
    }
    Ok(Value::Object(rule))
}

/// A protocol as v3 spells it; a number stays one.
pub(super) fn protocol(protocol: Protocol) -> Value {
    match protocol {
        Protocol::Tcp => "TCP".into(),
        Protocol::Udp => "UDP".into(),
        Protocol::Icmp => "ICMP".into(),
        Protocol::Icmpv6 => "ICMPv6".into(),
        Protocol::Sctp => "SCTP".into(),
        Protocol::Udplite => "UDPLite".into(),
        Protocol::Number(number) => number.get().into(),
    }
}

fn members(
    out: &mut Map<String, Value>,
    end: &End,
    negated: bool,
    [nets, selector, ports]: [&str; 3],
) -> Result<(), String> {
    if !end.nets.is_empty() {
        out.insert(nets.into(), end.nets.iter().map(|net| Value::from(net.trunc().to_string())).collect());
    }
    if let Some(text) = selector::of_end(end.selector.as_deref(), end.tag.as_deref(), negated)? {
        out.insert(selector.into(), text.into());
    }
    if !end.ports.is_empty() {
        out.insert(ports.into(), end.ports.iter().map(|port| port.to_json()).collect());
    }
    Ok(())
}

/// Why Calico v3 refuses a rule that the v1 datastore may hold.
fn problems(spec: &Spec) -> Vec<String> {
    let mut found = Vec::new();
    let ports = || spec.ends().flat_map(|end| &end.ports);
    let has_ports = matches!(spec.is.protocol.map(Protocol::number), Some(6 | 17 | 132));
    if ports().next().is_some() && !has_ports {
        found.push("has ports, which go with protocol TCP, UDP or SCTP".to_owned());
    }
    if ports().any(|port| port.first() == 0) {
        found.push("has port 0: ports are 1 to 65535".to_owned());
    }
    let asks = |criteria: &Criteria| criteria.icmp_type.is_some() || criteria.icmp_code.is_some();
    // By its name: the number of ICMP is not taken for it.
    if asks(&spec.is) && !matches!(spec.is.protocol, Some(Protocol::Icmp | Protocol::Icmpv6)) {
        found.push("has an ICMP type, which goes with protocol ICMP or ICMPv6".to_owned());
    }
    for criteria in [&spec.is, &spec.not] {
        if criteria.icmp_code.is_some() && criteria.icmp_type.is_none() {
            found.push("has an ICMP code and no type".to_owned());
        }
        if criteria.icmp_type == Some(255) {
            found.push("has ICMP type 255: types are 0 to 254".to_owned());
        }
        let family = match criteria.protocol {
            Some(Protocol::Icmp) => Some(Family::V4),
            Some(Protocol::Icmpv6) => Some(Family::V6),
            _ => None,
        };
        if let (Some(wanted), Some(told)) = (family, spec.ip_version)
            && wanted != told
        {
            found.push(format!("is for {told} and has the ICMP of {wanted}"));
        }
    }
    let families = || spec.ends().flat_map(|end| &end.nets).map(|net| Family::of(&net.addr()));
    if let Some(first) = spec.ip_version.or_else(|| families().next())
        && let Some(other) = families().find(|family| *family != first)
    {
        found.push(format!("is for {first} and has a network of {other}"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::id::Id;
    use crate::model::rule::parse_words;

    fn converted(words: &str) -> String {
        let words: Vec<&str> = words.split(' ').collect();
        convert(&parse_words(&words).unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_rule_with_everything() {
        assert_eq!(converted("allow"), r#"{"action":"Allow"}"#);
        assert_eq!(converted("next-tier not udplite"), r#"{"action":"Pass","notProtocol":"UDPLite"}"#);
        assert_eq!(
            converted(
                "deny tcp from ports 80,8000:8100 tag web cidr 10.1.2.3/8 to not ports 22 not tag db ip-version 4"
            ),
            r#"{"action":"Deny","ipVersion":4,"protocol":"TCP","source":{"nets":["10.0.0.0/8"],"selector":"web == ''","ports":[80,"8000:8100"]},"destination":{"notSelector":"db == ''","notPorts":[22]}}"#
        );
        assert_eq!(
            converted("log icmp type 8 code 0 not type 3"),
            r#"{"action":"Log","protocol":"ICMP","icmp":{"type":8,"code":0},"notICMP":{"type":3}}"#
        );
        assert_eq!(
            converted("allow 47 from not cidr fd00::/8"),
            r#"{"action":"Allow","protocol":47,"source":{"notNets":["fd00::/8"]}}"#
        );
    }

    #[test]
    fn networks_of_neighbours_are_together() {
        let rules: Vec<Spec> = ["allow from cidr 10.0.0.0/8", "allow from cidr 11.0.0.0/8", "deny"]
            .iter()
            .map(|words| parse_words(&words.split(' ').collect::<Vec<_>>()).unwrap())
            .collect();
        let mut notes = Notes::of(&Id::Profile("web".into()));
        let list = list(&rules, "ingress", &mut notes).unwrap();
        assert_eq!(
            Value::from(list).to_string(),
            r#"[{"action":"Allow","source":{"nets":["10.0.0.0/8","11.0.0.0/8"]}},{"action":"Deny"}]"#
        );
        assert!(notes.found.is_empty());
    }

    #[test]
    fn what_v3_refuses() {
        let why = |words: &str| problems(&parse_words(&words.split(' ').collect::<Vec<_>>()).unwrap()).join("; ");
        assert_eq!(why("allow tcp to ports 80"), "");
        assert_eq!(why("allow icmp type 8 ip-version 4"), "");
        assert_eq!(why("allow to ports 80"), "has ports, which go with protocol TCP, UDP or SCTP");
        assert_eq!(why("allow 1 type 8"), "has an ICMP type, which goes with protocol ICMP or ICMPv6");
        assert_eq!(why("allow icmpv6 ip-version 4"), "is for IPv4 and has the ICMP of IPv6");
        assert_eq!(why("allow from cidr fd00::/8 ip-version 4"), "is for IPv4 and has a network of IPv6");
        assert_eq!(why("allow from cidr fd00::/8 to cidr 10.0.0.0/8"), "is for IPv6 and has a network of IPv4");
    }
}
