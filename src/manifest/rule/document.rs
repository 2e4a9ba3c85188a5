//! A rule as a document.

use serde_json::{Map, Value};

use crate::model::rule::{Action, Criteria, End, Protocol, Spec};

/// A rule as calicoctl 1.x's files have it; what is not asked for is left out.
pub fn document(spec: &Spec) -> Value {
    let mut rule = Map::new();
    let action = if spec.action == Action::NextTier { "pass" } else { spec.action.as_str() };
    rule.insert("action".into(), action.into());
    if let Some(family) = spec.ip_version {
        rule.insert("ipVersion".into(), family.number().into());
    }
    for (name, protocol) in [("protocol", spec.is.protocol), ("notProtocol", spec.not.protocol)] {
        if let Some(protocol) = protocol {
            rule.insert(name.into(), self::protocol(protocol));
        }
    }
    for (name, criteria) in [("icmp", &spec.is), ("notICMP", &spec.not)] {
        let icmp = icmp(criteria);
        if !icmp.is_empty() {
            rule.insert(name.into(), Value::Object(icmp));
        }
    }
    for (name, is, not) in [("source", &spec.is.src, &spec.not.src), ("destination", &spec.is.dst, &spec.not.dst)] {
        let mut end = Map::new();
        members(&mut end, is, ["tag", "nets", "selector", "ports"]);
        members(&mut end, not, ["notTag", "notNets", "notSelector", "notPorts"]);
        if !end.is_empty() {
            rule.insert(name.into(), Value::Object(end));
        }
    }
    Value::Object(rule)
}

fn protocol(protocol: Protocol) -> Value {
    protocol.name().map_or_else(|| protocol.number().into(), Value::from)
}

fn icmp(criteria: &Criteria) -> Map<String, Value> {
    let both = [("type", criteria.icmp_type), ("code", criteria.icmp_code)];
    both.into_iter().filter_map(|(name, number)| Some((name.to_owned(), number?.into()))).collect()
}

fn members(out: &mut Map<String, Value>, end: &End, [tag, nets, selector, ports]: [&str; 4]) {
    if let Some(text) = &end.tag {
        out.insert(tag.into(), text.as_str().into());
    }
    if !end.nets.is_empty() {
        out.insert(nets.into(), end.nets.iter().map(|net| Value::from(net.trunc().to_string())).collect());
    }
    if let Some(text) = &end.selector {
        out.insert(selector.into(), text.as_str().into());
    }
    if !end.ports.is_empty() {
        out.insert(ports.into(), end.ports.iter().map(|port| port.to_json()).collect());
    }
}
