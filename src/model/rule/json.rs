//! From a rule's JSON object to what it says, and back.

use serde_json::{Map, Number, Value};

use super::{Action, Criteria, End, Protocol, RuleError, Spec};
use crate::model::json::kind;
use crate::model::key::Family;
use crate::model::net::{self, PortRange, plain_integer};

/// Reads every member; the names of those that nobody knows come back beside.
pub(super) fn decode(object: &Map<String, Value>) -> Result<(Spec, Vec<String>), RuleError> {
    let mut spec = Spec::default();
    let mut unknown = Vec::new();
    for (name, value) in object {
        // Felix 1.4 deletes members that are null before it looks; for Go they are absent.
        let known = if value.is_null() { is_member(name) } else { member(&mut spec, name, value)? };
        if !known {
            unknown.push(name.clone());
        }
    }
    Ok((spec, unknown))
}

fn is_member(name: &str) -> bool {
    const POSITIVE_ONLY: [&str; 3] = ["action", "ip_version", "log_prefix"];
    const ENDS: [&str; 5] = ["net", "nets", "tag", "selector", "ports"];
    let base = name.strip_prefix('!').unwrap_or(name);
    let end = base.strip_prefix("src_").or_else(|| base.strip_prefix("dst_"));
    POSITIVE_ONLY.contains(&name)
        || matches!(base, "protocol" | "icmp_type" | "icmp_code")
        || end.is_some_and(|end| ENDS.contains(&end))
}

/// Reads one member into the spec; false where nobody knows it.
fn member(spec: &mut Spec, name: &str, value: &Value) -> Result<bool, RuleError> {
    let bad = |why: String| RuleError::Json { member: Some(name.to_owned()), why };
    match name {
        "action" => spec.action = action(value).map_err(bad)?,
        "ip_version" => {
            spec.ip_version = Some(match plain_integer(value) {
                Some(4) => Family::V4,
                Some(6) => Family::V6,
                _ => return Err(bad(format!("is {value}, not the number 4 or 6"))),
            });
        }
        "log_prefix" => spec.log_prefix = Some(string(value).map_err(bad)?),
        _ => {
            let (criteria, base) = match name.strip_prefix('!') {
                Some(base) => (&mut spec.not, base),
                None => (&mut spec.is, name),
            };
            return criterion(criteria, base, value).map_err(bad);
        }
    }
    Ok(true)
}

fn criterion(criteria: &mut Criteria, base: &str, value: &Value) -> Result<bool, String> {
    match base {
        "protocol" => criteria.protocol = Some(protocol(value)?),
        "icmp_type" => criteria.icmp_type = Some(byte(value)?),
        "icmp_code" => criteria.icmp_code = Some(byte(value)?),
        _ => {
            let (end, base) = if let Some(base) = base.strip_prefix("src_") {
                (&mut criteria.src, base)
            } else if let Some(base) = base.strip_prefix("dst_") {
                (&mut criteria.dst, base)
            } else {
                return Ok(false);
            };
            match base {
                "tag" => end.tag = Some(string(value)?),
                "selector" => end.selector = Some(string(value)?),
                // Felix 2 takes both spellings together for one list.
                "net" => end.nets.push(net::cidr_from_json(value)?),
                "nets" => end.nets.extend(net::cidrs_from_json(value)?),
                "ports" => {
                    let Value::Array(items) = value else { return Err(format!("is {}, not a list", kind(value))) };
                    end.ports = items.iter().map(PortRange::from_json).collect::<Result<_, _>>()?;
                }
                _ => return Ok(false),
            }
        }
    }
    Ok(true)
}

fn action(value: &Value) -> Result<Action, String> {
    match value {
        Value::String(text) if text.is_empty() => Ok(Action::Allow),
        Value::String(text) if text == "pass" => {
            Err("is pass, which Felix rejects in the datastore: next-tier is its name there".into())
        }
        Value::String(text) => Action::ALL
            .into_iter()
            .find(|action| action.as_str() == text)
            .ok_or_else(|| format!("is '{}', not allow, deny, log or next-tier", text.escape_debug())),
        other => Err(format!("is {}, not a string", kind(other))),
    }
}

fn protocol(value: &Value) -> Result<Protocol, String> {
    let found = match value {
        Value::String(text) => Protocol::parse(text),
        other => plain_integer(other).and_then(|number| Protocol::parse(&number.to_string())),
    };
    found.ok_or_else(|| format!("is {value}, not tcp, udp, icmp, icmpv6, sctp, udplite or a number from 1 to 255"))
}

fn byte(value: &Value) -> Result<u8, String> {
    plain_integer(value)
        .and_then(|number| u8::try_from(number).ok())
        .ok_or_else(|| format!("is {value}, not a number from 0 to 255"))
}

fn string(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        other => Err(format!("is {}, not a string", kind(other))),
    }
}

/// Spells a rule in the one way that all readers take, action first.
pub(super) fn encode(spec: &Spec) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("action".into(), spec.action.as_str().into());
    if let Some(family) = spec.ip_version {
        object.insert("ip_version".into(), Value::Number(Number::from(family.number())));
    }
    encode_criteria(&spec.is, "", &mut object);
    encode_criteria(&spec.not, "!", &mut object);
    if let Some(prefix) = &spec.log_prefix {
        object.insert("log_prefix".into(), prefix.clone().into());
    }
    object
}

fn encode_criteria(criteria: &Criteria, not: &str, object: &mut Map<String, Value>) {
    if let Some(protocol) = criteria.protocol {
        let value = match protocol.name() {
            Some(name) => name.into(),
            None => Value::Number(Number::from(protocol.number())),
        };
        object.insert(format!("{not}protocol"), value);
    }
    for (name, byte) in [("icmp_type", criteria.icmp_type), ("icmp_code", criteria.icmp_code)] {
        if let Some(byte) = byte {
            object.insert(format!("{not}{name}"), Value::Number(Number::from(byte)));
        }
    }
    encode_end(&criteria.src, &format!("{not}src_"), object);
    encode_end(&criteria.dst, &format!("{not}dst_"), object);
}

fn encode_end(end: &End, prefix: &str, object: &mut Map<String, Value>) {
    if let Some(tag) = &end.tag {
        object.insert(format!("{prefix}tag"), tag.clone().into());
    }
    match end.nets.as_slice() {
        [] => {}
        [net] => {
            object.insert(format!("{prefix}net"), net.to_string().into());
        }
        nets => {
            let nets = nets.iter().map(|net| Value::from(net.to_string())).collect();
            object.insert(format!("{prefix}nets"), Value::Array(nets));
        }
    }
    if let Some(selector) = &end.selector {
        object.insert(format!("{prefix}selector"), selector.clone().into());
    }
    if !end.ports.is_empty() {
        let ports = end.ports.iter().map(|port| port.to_json()).collect();
        object.insert(format!("{prefix}ports"), Value::Array(ports));
    }
}
