//! Rules: lists of networks, ports as texts, `pass`, networks without their IP version.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value};

use super::{BOTH, Fault, Found, Harm, NEW, OLD};
use crate::model::felix::Generation;
use crate::model::key::{Family, Key, ProfilePart};
use crate::model::net::PortRange;
use crate::model::policy::Policy;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::{Protocol, Rule};
use crate::reach::rule_fault;

type Object = Map<String, Value>;

/// Most rules that one becomes.
const MOST: usize = 256;

/// What becomes of the rules of a profile or a policy.
pub(super) struct Respelled {
    pub(super) found: Found,
    /// The rules as they should be.
    pub(super) rules: Rules,
}

/// Puts every rule right.
pub(super) fn respelled(rules: &Rules) -> Respelled {
    let (mut found, mut right) = (Found::default(), rules.clone());
    for direction in Direction::BOTH {
        let mut changed = false;
        let mut list = Vec::new();
        for (at, value) in rules.values(direction).iter().enumerate() {
            let place = |fault: Fault| Fault { what: format!("{direction} rule {}: {}", at + 1, fault.what), ..fault };
            let of = rule(value);
            changed |= !of.faults.is_empty();
            found.faults.extend(of.faults.into_iter().map(place));
            found.left.extend(of.left.into_iter().map(place));
            list.extend(of.becomes);
        }
        if changed {
            right.replace(direction, list);
        }
    }
    Respelled { found, rules: right }
}

/// The lists that calicoctl 0.2x misses in a profile.
pub(super) fn missing_lists(rules: &Rules) -> Vec<Fault> {
    let missing = |direction: &Direction| rules.object().get(direction.member()).is_none_or(Value::is_null);
    let lists = Direction::BOTH.into_iter().filter(missing);
    lists.map(|direction| Fault::of_calicoctl(format!("there is no list {}", direction.member()))).collect()
}

/// The value of a profile's or a policy's rules with every rule put right, and both lists in it.
pub(super) fn rewritten(path: &str, value: &[u8]) -> Option<Vec<u8>> {
    match Key::parse(path) {
        Key::Profile { name, part: ProfilePart::Rules } => {
            Some(respelled(&Rules::parse(value).ok()?).rules.to_bytes(&name))
        }
        Key::Policy { .. } => {
            let mut policy = Policy::parse(value).ok()?;
            *policy.rules_mut() = respelled(policy.rules()).rules;
            Some(policy.to_bytes())
        }
        _ => None,
    }
}

/// What becomes of one rule.
struct OneRule {
    becomes: Vec<Value>,
    faults: Vec<Fault>,
    left: Vec<Fault>,
}

fn rule(value: &Value) -> OneRule {
    let kept = |left: Vec<Fault>| OneRule { becomes: vec![value.clone()], faults: Vec::new(), left };
    let Value::Object(object) = value else {
        return kept(vec![Fault::new(Harm::Reject, BOTH, "it is no object")]);
    };
    let (mut object, mut faults) = (object.clone(), Vec::new());
    members(&mut object, &mut faults);
    let parts = match networks(&mut object, &mut faults) {
        Some(parts) => parts,
        None => {
            let left = Fault::new(Harm::Reject, OLD, "it has a list of networks that no single rules say");
            return kept(vec![left]);
        }
    };
    let mut becomes = Vec::new();
    let mut left = Vec::new();
    for mut part in parts {
        versions(&mut part, &mut faults);
        let part = Value::Object(part);
        left.extend(rejected(&part));
        becomes.push(part);
    }
    faults.dedup();
    left.dedup();
    OneRule { becomes, faults, left }
}

/// Why Felix does not take a rule as it reads, once it is spelled as well as can be.
fn rejected(part: &Value) -> Vec<Fault> {
    let rule = match Rule::from_json(part) {
        Ok(rule) => rule,
        Err(why) => return vec![Fault::new(Harm::Reject, BOTH, why.to_string())],
    };
    let faults = Fault::of_each(Generation::ALL.map(|generation| rule_fault(&rule, generation)));
    if !faults.is_empty() {
        return faults;
    }
    rule.spec().check().err().map(|why| Fault::new(Harm::Misread, BOTH, why.to_string())).into_iter().collect()
}

/// What is put right in its own place.
fn members(object: &mut Object, faults: &mut Vec<Fault>) {
    match object.get("action").and_then(Value::as_str) {
        Some("pass") => {
            object.insert("action".to_owned(), "next-tier".into());
            faults.push(Fault::new(Harm::Reject, BOTH, "action is pass, which is next-tier here"));
        }
        Some("") => {
            object.insert("action".to_owned(), "allow".into());
            faults.push(Fault::new(Harm::Reject, OLD, "action is empty"));
        }
        _ => {}
    }
    for member in ["src_ports", "dst_ports", "!src_ports", "!dst_ports"] {
        for port in object.get_mut(member).and_then(Value::as_array_mut).into_iter().flatten() {
            let one = port
                .as_str()
                .and_then(|text| PortRange::parse(text).ok())
                .filter(|range| range.first() == range.last());
            if let Some(one) = one {
                faults.push(Fault::new(Harm::Reject, OLD, format!("port {port} is a text")));
                *port = one.to_json();
            }
        }
    }
    protocol_by_name(object, faults);
}

/// Felix 1.4 knows ports and ICMP types only with a protocol that is named.
fn protocol_by_name(object: &mut Object, faults: &mut Vec<Fault>) {
    let has = |members: &[&str]| members.iter().any(|member| object.get(*member).is_some_and(|value| !value.is_null()));
    let named: &[Protocol] = if has(&["src_ports", "dst_ports", "!src_ports", "!dst_ports"]) {
        &[Protocol::Tcp, Protocol::Udp]
    } else if has(&["icmp_type", "!icmp_type"]) {
        &[Protocol::Icmp, Protocol::Icmpv6]
    } else {
        return;
    };
    let Some(found) = object.get("protocol") else { return };
    let text = found.as_str().map_or_else(|| found.to_string(), str::to_owned);
    let Some(Protocol::Number(number)) = Protocol::parse(&text) else { return };
    let same = named.iter().find(|known| known.number() == number.get());
    if let Some(name) = same.and_then(|known| known.name()) {
        let what = format!("protocol is {found}, with which ports drop everything and ICMP types do not count");
        faults.push(Fault::new(Harm::Misread, OLD, what));
        object.insert("protocol".to_owned(), name.into());
    }
}

/// The networks of one end: those that a packet's address must be in one of, and what takes their place.
struct Networks {
    member: String,
    nets: Vec<Value>,
    place: usize,
}

/// Makes single rules of a rule with lists of networks; `None` where none say the same.
fn networks(object: &mut Object, faults: &mut Vec<Fault>) -> Option<Vec<Object>> {
    let mut ends = Vec::new();
    for end in ["src", "dst"] {
        for member in [format!("{end}_net"), format!("!{end}_net")] {
            with_length(object, &member, faults);
        }
        excluded(object, end, faults)?;
        ends.extend(listed(object, end, faults)?);
    }
    let mut parts = vec![object.clone()];
    for Networks { member, nets, place } in ends {
        let mut next = Vec::new();
        for part in &parts {
            for net in &nets {
                let mut part = part.clone();
                part.shift_insert(place.min(part.len()), member.clone(), net.clone());
                // No packet is of both IP versions.
                if is_of_one_version(&part) {
                    next.push(part);
                }
            }
        }
        if next.is_empty() || next.len() > MOST {
            return None;
        }
        parts = next;
    }
    Some(parts)
}

fn is_of_one_version(part: &Object) -> bool {
    let family = |value: &Value| Some(Family::of(&value.as_str()?.parse::<IpNet>().ok()?.addr()));
    let nets = ["src_net", "dst_net"].iter().filter_map(|member| family(part.get(*member)?));
    let wanted = part.get("ip_version").and_then(Value::as_i64).and_then(|version| match version {
        4 => Some(Family::V4),
        6 => Some(Family::V6),
        _ => None,
    });
    let mut all = nets.chain(wanted);
    let first = all.next();
    all.all(|family| Some(family) == first)
}

/// Gives an address the length that Go wants.
fn with_length(object: &mut Object, member: &str, faults: &mut Vec<Fault>) {
    let Some(value) = object.get_mut(member) else { return };
    if let Some(net) = bare(value) {
        faults.push(Fault::new(Harm::Reject, NEW, format!("{member} is {value}, without a length")));
        *value = net;
    }
}

/// The network of an address without a length.
fn bare(value: &Value) -> Option<Value> {
    let address = value.as_str()?.parse::<IpAddr>().ok()?;
    Some(IpNet::from(address).to_string().into())
}

/// Takes the list of one end out of a rule, with the single network beside it: an address is in one of them. Nothing where there is no
/// list; `None` where it is none.
fn listed(object: &mut Object, end: &str, faults: &mut Vec<Fault>) -> Option<Option<Networks>> {
    let (one, list) = (format!("{end}_net"), format!("{end}_nets"));
    let Some(place) = object.keys().position(|key| *key == list) else { return Some(None) };
    let nets = match object.get(&list) {
        Some(Value::Array(nets)) => nets.clone(),
        Some(Value::Null) => Vec::new(),
        _ => return None,
    };
    faults.push(Fault::new(Harm::Reject, OLD, format!("{list} is a list of networks")));
    object.shift_remove(&list);
    if nets.is_empty() {
        return Some(None);
    }
    let mut nets: Vec<Value> = nets.iter().map(|net| bare(net).unwrap_or_else(|| net.clone())).collect();
    if let Some(single) = object.shift_remove(&one).filter(|single| !single.is_null()) {
        nets.insert(0, single);
    }
    Some(Some(Networks { member: one, nets, place }))
}

/// Makes a single network of a list of those that an address must not be in; `None` where there are several: one rule can name
/// one only.
fn excluded(object: &mut Object, end: &str, faults: &mut Vec<Fault>) -> Option<()> {
    let (one, list) = (format!("!{end}_net"), format!("!{end}_nets"));
    let Some(place) = object.keys().position(|key| *key == list) else { return Some(()) };
    let nets = match object.get(&list) {
        Some(Value::Array(nets)) => nets.clone(),
        Some(Value::Null) => Vec::new(),
        _ => return None,
    };
    let has_one = object.get(&one).is_some_and(|single| !single.is_null());
    match nets.as_slice() {
        [] => drop(object.shift_remove(&list)),
        [net] if !has_one => {
            let net = bare(net).unwrap_or_else(|| net.clone());
            object.shift_remove(&list);
            object.shift_remove(&one);
            object.shift_insert(place.min(object.len()), one, net);
        }
        _ => return None,
    }
    faults.push(Fault::new(Harm::Reject, OLD, format!("{list} is a list of networks")));
    Some(())
}

/// Adds the IP version that a network or an ICMP type is of: without it, Felix 1.4 takes the rule for one of the other version, too.
fn versions(part: &mut Object, faults: &mut Vec<Fault>) {
    let Ok(rule) = Rule::from_json(&Value::Object(part.clone())) else { return };
    let spec = rule.spec();
    let narrows = spec.ends().any(|end| !end.nets.is_empty())
        || [&spec.is, &spec.not].iter().any(|criteria| criteria.icmp_type.is_some());
    let Some(version) = spec.implied_version().filter(|_| narrows && spec.ip_version.is_none()) else { return };
    let what = format!("there is no ip_version, so that it holds for more than {version}");
    faults.push(Fault::new(Harm::Misread, OLD, what));
    part.shift_remove("ip_version");
    let place = usize::from(part.contains_key("action")).min(part.len());
    part.shift_insert(place, "ip_version".to_owned(), version.number().into());
}
