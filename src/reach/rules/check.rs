//! Which rules a generation of Felix rejects, and with them the profile or policy that has them.

use serde_json::Value;

use crate::model::endpoint::is_id;
use crate::model::felix::Generation;
use crate::model::key::Family;
use crate::model::name::MAX_NAME;
use crate::model::rule::{Protocol, Reader, Rule};
use crate::model::selector::Selector;

/// Whether a generation takes a text for a tag. To Go, an empty one is none.
fn tag_is_fine(tag: &str, generation: Generation) -> bool {
    match generation {
        Generation::Felix14 => is_id(tag),
        Generation::Felix2 => tag.is_empty() || is_id(tag) && tag.len() <= MAX_NAME,
    }
}

/// Whether a generation finds the object of a name, as the path has it: Felix 1.4 does not know escapes.
pub(in crate::reach) fn id_is_fine(segment: &str, generation: Generation) -> bool {
    generation == Generation::Felix2 || is_id(segment)
}

/// Whether a generation takes a rule.
pub(super) fn check(rule: &Rule, generation: Generation) -> Result<(), String> {
    let reader = match generation {
        Generation::Felix14 => Reader::Felix14,
        Generation::Felix2 => Reader::Felix2,
    };
    if let Some(blinded) = rule.blinded().into_iter().find(|blinded| blinded.reader == reader) {
        return Err(blinded.because);
    }
    let spec = rule.spec();
    for end in spec.ends() {
        if let Some(tag) = end.tag.as_deref().filter(|tag| !tag_is_fine(tag, generation)) {
            return Err(format!("'{}' is no tag", tag.escape_debug()));
        }
        if let Some(selector) = &end.selector {
            Selector::parse_as(selector, generation).map_err(|why| format!("selector: {why}"))?;
        }
    }
    let ports = spec.ends().any(|end| !end.ports.is_empty());
    match generation {
        Generation::Felix14 => {
            // An empty list of ports needs a protocol, too.
            let named = ["src_ports", "dst_ports", "!src_ports", "!dst_ports"]
                .iter()
                .any(|member| rule.object().get(*member).is_some_and(|list| !list.is_null()));
            check_old(rule, named)
        }
        Generation::Felix2 if ports && !matches!(spec.is.protocol.map(Protocol::number), Some(6 | 17)) => {
            Err("ports without protocol tcp or udp".into())
        }
        Generation::Felix2 => {
            let types = [&spec.is, &spec.not].map(|criteria| criteria.icmp_type);
            if types.contains(&Some(255)) { Err("ICMP type 255".into()) } else { Ok(()) }
        }
    }
}

/// Why a generation of Felix takes a rule for none, and with it all rules beside it; `None` where it does not.
pub fn rule_fault(rule: &Rule, generation: Generation) -> Option<String> {
    check(rule, generation).err()
}

fn check_old(rule: &Rule, ports: bool) -> Result<(), String> {
    /// TCP, UDP, DCCP, SCTP, UDP-Lite.
    const WITH_PORTS: [u8; 5] = [6, 17, 33, 132, 136];
    let spec = rule.spec();
    if rule.object().get("action").is_some_and(|action| action.as_str() == Some("")) {
        return Err("action is empty".into());
    }
    let protocol = spec.is.protocol;
    if ports && !protocol.is_some_and(|protocol| WITH_PORTS.contains(&protocol.number())) {
        return Err("ports without a protocol that has ports".into());
    }
    for criteria in [&spec.is, &spec.not] {
        if criteria.icmp_code.is_some() && criteria.icmp_type.is_none() {
            return Err("ICMP code without a type".into());
        }
    }
    // A number in quotes is looked up among those that it knows, as a text.
    for member in ["protocol", "!protocol"] {
        let text = rule.object().get(member).and_then(Value::as_str).unwrap_or_default();
        if text.starts_with('0') {
            return Err(format!("member '{member}' is '{}', a number with a 0 in front", text.escape_debug()));
        }
    }
    // It looks at the protocol that is wanted, never at the one that is not.
    let version = match protocol {
        Some(Protocol::Icmp) => Some(Family::V4),
        Some(Protocol::Icmpv6) => Some(Family::V6),
        _ => None,
    };
    if let (Some(version), Some(wanted)) = (version, spec.ip_version)
        && wanted != version
    {
        return Err(format!("an ICMP that is not {wanted}'s"));
    }
    let wrong = spec
        .ends()
        .flat_map(|end| &end.nets)
        .find(|net| spec.ip_version.is_some_and(|version| version != Family::of(&net.addr())));
    match wrong {
        Some(net) => Err(format!("{net} is of the other IP version")),
        None => Ok(()),
    }
}
