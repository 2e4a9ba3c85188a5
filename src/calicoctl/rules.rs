//! Rules as calicoctl 0.2x reads, compares, prints and writes them.

use serde_json::{Map, Value};

use super::netaddr::{icmp, is_name, network};
use super::python::{json_indented, order_of_members, set_of_texts};
use crate::model::json::Malformed;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::Rule;

/// The members that a rule may have; with any other one, calicoctl takes the whole profile for one that is not there.
const MEMBERS: [&str; 12] = [
    "action",
    "protocol",
    "src_tag",
    "src_net",
    "src_ports",
    "dst_tag",
    "dst_net",
    "dst_ports",
    "icmp_type",
    "icmp_code",
    "src_selector",
    "dst_selector",
];

/// Why calicoctl cannot read rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It says that there is no such profile: a member that it does not know, or a list that is missing.
    Unknown(String),
    /// It crashes.
    Malformed(String),
}

/// Reads the rules of a profile, spelled as calicoctl writes them back. What it crashes at and others can read is taken as they
/// read it: port ranges, `log`.
///
/// # Errors
/// Where calicoctl takes the profile for one that is not there, and where nobody can read the rules.
pub(super) fn read(value: &[u8]) -> Result<Rules, Unreadable> {
    let malformed = |why: Malformed| Unreadable::Malformed(why.to_string());
    let mut rules = Rules::parse(value).map_err(malformed)?;
    if let Some(missing) = Direction::BOTH.iter().find(|direction| !rules.object().contains_key(direction.member())) {
        return Err(Unreadable::Unknown(format!("its rules have no '{}'", missing.member())));
    }
    for direction in Direction::BOTH {
        let spelled: Result<Vec<Value>, Unreadable> = rules.values(direction).iter().map(spell).collect();
        rules.replace(direction, spelled?);
    }
    Ok(rules)
}

/// Spells a rule as calicoctl does: ports as numbers, networks as netaddr prints them, members in its order.
fn spell(rule: &Value) -> Result<Value, Unreadable> {
    let Value::Object(members) = rule else {
        return Err(Unreadable::Malformed(format!("a rule is {rule}, not an object")));
    };
    if let Some(unknown) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
        return Err(Unreadable::Unknown(format!(
            "its rules have a member '{unknown}', which calicoctl 0.2x cannot read"
        )));
    }
    let mut spelled = Map::new();
    for name in order_of_members(members.keys().map(String::as_str)) {
        let Some(value) = members.get(name) else { continue };
        let value = match (name, value) {
            ("src_net" | "dst_net", Value::String(text)) => {
                let net = network(text).ok_or_else(|| Unreadable::Malformed(format!("'{text}' is not a CIDR")))?;
                Value::from(net.to_string())
            }
            ("src_ports" | "dst_ports", Value::Array(ports)) => Value::Array(ports.iter().map(port).collect()),
            _ => value.clone(),
        };
        spelled.insert(name.to_owned(), value);
    }
    Ok(Value::Object(spelled))
}

/// A port as a number where it is one.
fn port(value: &Value) -> Value {
    match value {
        Value::String(text) => text.parse::<u16>().map_or_else(|_| value.clone(), Value::from),
        other => other.clone(),
    }
}

/// Reads the rules that somebody gives as JSON, as strictly as calicoctl: its two lists, and nothing else of it.
///
/// # Errors
/// A line that says what is wrong.
pub(super) fn given(text: &[u8]) -> Result<Vec<u8>, String> {
    let stated = Rules::parse(text).map_err(|why| why.to_string())?;
    if let Some(other) =
        Direction::BOTH.iter().find(|list| stated.object().get(list.member()).is_some_and(Value::is_null))
    {
        return Err(format!("'{}' is not a list", other.member()));
    }
    let rules = read(text).map_err(|why| match why {
        Unreadable::Unknown(why) | Unreadable::Malformed(why) => why,
    })?;
    let mut lists = Map::new();
    for direction in Direction::BOTH {
        for (at, rule) in rules.values(direction).iter().enumerate() {
            check(rule).map_err(|why| format!("{direction} rule {}: {why}", at + 1))?;
        }
        lists.insert(direction.member().to_owned(), Value::Array(rules.values(direction).to_vec()));
    }
    Ok(Value::Object(lists).to_string().into_bytes())
}

/// Refuses what calicoctl does not take in a rule, beside what no Felix takes.
fn check(rule: &Value) -> Result<(), String> {
    let member = |name: &str| rule.get(name).filter(|value| !value.is_null());
    let bad = |name: &str, value: &Value| format!("{value} is not allowed for '{name}'");
    let one_of = |name: &str, words: &[&str]| match member(name) {
        Some(value) if !value.as_str().is_some_and(|word| words.contains(&word)) => Err(bad(name, value)),
        _ => Ok(()),
    };
    one_of("action", &["allow", "deny", "next-tier"])?;
    one_of("protocol", &["tcp", "udp", "icmp", "icmpv6"])?;
    for name in ["src_tag", "dst_tag"] {
        if let Some(value) = rule.get(name).filter(|value| !value.as_str().is_some_and(is_name)) {
            return Err(bad(name, value));
        }
    }
    for name in ["icmp_type", "icmp_code"] {
        if let Some(value) = rule.get(name).filter(|value| icmp(&value.to_string()).is_none()) {
            return Err(bad(name, value));
        }
    }
    Ok(())
}

/// The position, from 1, of the first rule that is the same to calicoctl: networks by what they hold, all else member by
/// member, ports in their order.
pub(super) fn position(rules: &Rules, direction: Direction, rule: &Value) -> Option<usize> {
    rules.values(direction).iter().position(|found| same(found, rule)).map(|at| at + 1)
}

fn same(a: &Value, b: &Value) -> bool {
    let (Value::Object(a), Value::Object(b)) = (a, b) else { return false };
    let net = |value: &Value| Some(network(value.as_str()?)?.trunc());
    let alike = |name: &str, a: &Value, b: &Value| match name {
        "src_net" | "dst_net" => net(a).is_some() && net(a) == net(b),
        _ => a == b,
    };
    a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| alike(name, a, b)))
}

/// The local variables of the function with which calicoctl makes a rule, in the order in which Python collects them: what a
/// new rule's members are taken from.
const LOCALS: [&str; 14] = [
    "dst_ports",
    "dst_tag",
    "dst_net",
    "src_ports",
    "src_tag",
    "src_net",
    "icmp_code",
    "icmp_type",
    "protocol",
    "direction",
    "action",
    "position",
    "name",
    "operation",
];

/// A rule that was typed, as calicoctl has it.
pub(super) fn typed(rule: &Rule) -> Value {
    let members = set_of_texts(LOCALS).into_iter().filter(|name| rule.object().contains_key(*name));
    let member = |name: &str| Some((name.to_owned(), rule.object().get(name)?.clone()));
    Value::Object(order_of_members(members).into_iter().filter_map(member).collect())
}

/// What `rule show` prints.
pub(super) fn shown(rules: &Rules) -> String {
    let mut out = String::new();
    for (direction, heading) in Direction::BOTH.into_iter().zip(["Inbound rules:\n", "Outbound rules:\n"]) {
        out.push_str(heading);
        for (at, rule) in rules.values(direction).iter().enumerate() {
            out.push_str(&format!(" {:3} {}\n", at + 1, in_words(rule)));
        }
    }
    out
}

/// A rule in calicoctl's words. It has none for selectors.
fn in_words(rule: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let member = |name: &str| rule.get(name).filter(|value| !value.is_null());
    // Felix lets in what a rule without an action matches.
    let mut words = vec![member("action").map_or_else(|| "allow".to_owned(), text)];
    words.extend(member("protocol").map(text));
    for (word, name) in [("type", "icmp_type"), ("code", "icmp_code")] {
        words.extend(member(name).map(|value| format!("{word} {}", text(value))));
    }
    for (word, end) in [("from", "src"), ("to", "dst")] {
        let [ports, tag, net] = ["ports", "tag", "net"].map(|what| member(&format!("{end}_{what}")));
        if ports.is_some() || tag.is_some() || net.is_some() {
            words.push(word.to_owned());
        }
        if let Some(Value::Array(ports)) = ports {
            words.push(format!("ports {}", ports.iter().map(text).collect::<Vec<_>>().join(",")));
        }
        words.extend(tag.map(|tag| format!("tag {}", text(tag))));
        words.extend(net.map(|net| format!("cidr {}", text(net))));
    }
    words.join(" ")
}

/// What `rule json` prints: the two lists.
pub(super) fn json(rules: &Rules) -> String {
    let lists = Direction::BOTH
        .map(|direction| (direction.member().to_owned(), Value::Array(rules.values(direction).to_vec())));
    format!("{}\n\n", json_indented(&Value::Object(lists.into_iter().collect())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(inbound: &str) -> Rules {
        read(format!(r#"{{"inbound_rules": [{inbound}], "outbound_rules": []}}"#).as_bytes()).unwrap()
    }

    #[test]
    fn what_calicoctl_does_not_know_makes_a_profile_that_is_not_there() {
        for unknown in ["ip_version", "!src_tag", "log_prefix", "src_nets"] {
            let value = format!(r#"{{"inbound_rules": [{{"{unknown}": 4}}], "outbound_rules": []}}"#);
            assert!(matches!(read(value.as_bytes()), Err(Unreadable::Unknown(_))), "{unknown}");
        }
        assert!(matches!(read(b"{\"inbound_rules\": []}"), Err(Unreadable::Unknown(_))));
        for malformed in ["", "[]", r#"{"inbound_rules": {}, "outbound_rules": []}"#] {
            assert!(matches!(read(malformed.as_bytes()), Err(Unreadable::Malformed(_))), "{malformed}");
        }
    }

    #[test]
    fn rules_are_spelled_shown_and_compared_as_calicoctl_does() {
        let found = rules(
            r#"{"action": "allow", "protocol": "tcp", "dst_ports": ["80", 443, "1:9"], "src_net": "10/8", "src_selector": "a"},
               {"src_tag": "t"}, {"action": "deny", "protocol": "icmp", "icmp_type": 8, "icmp_code": 0}"#,
        );
        assert_eq!(
            shown(&found),
            "Inbound rules:\n   1 allow tcp from cidr 10.0.0.0/8 to ports 80,443,1:9\n   2 allow from tag t\n   \
             3 deny icmp type 8 code 0\nOutbound rules:\n"
        );
        let at = |rule: &str| position(&found, Direction::Inbound, &serde_json::from_str(rule).unwrap());
        let first = r#"{"protocol": "tcp", "action": "allow", "src_selector": "a", "dst_ports": [80, 443, "1:9"], "src_net": "10.9.9.9/8"}"#;
        assert_eq!(at(first), Some(1));
        assert_eq!(at(&first.replace("80, 443", "443, 80")), None);
        assert_eq!(at(r#"{"action": "allow", "src_tag": "t"}"#), None);
    }

    #[test]
    fn json_has_pythons_form() {
        assert_eq!(
            json(&rules(r#"{"src_tag": "t", "action": "allow"}"#)),
            "{\n  \"inbound_rules\": [\n    {\n      \"action\": \"allow\", \n      \"src_tag\": \"t\"\n    }\n  ], \n  \
             \"outbound_rules\": []\n}\n\n"
        );
    }

    #[test]
    fn what_is_given_is_checked() {
        let one = |rule: &str| {
            given(format!(r#"{{"id": 1, "x": 2, "inbound_rules": [{rule}], "outbound_rules": []}}"#).as_bytes())
        };
        assert_eq!(
            String::from_utf8(one(r#"{"action": "deny", "dst_ports": ["80"], "protocol": "tcp"}"#).unwrap()).unwrap(),
            r#"{"inbound_rules":[{"action":"deny","protocol":"tcp","dst_ports":[80]}],"outbound_rules":[]}"#
        );
        assert!(one(r#"{"protocol": null}"#).is_ok());
        for bad in [
            r#"{"action": "accept"}"#,
            r#"{"action": "log"}"#,
            r#"{"protocol": "sctp"}"#,
            r#"{"protocol": 6}"#,
            r#"{"src_tag": "a b"}"#,
            r#"{"icmp_type": 300}"#,
            r#"{"src_net": "10.0.0.0/99"}"#,
            r#"{"ip_version": 4}"#,
            "[]",
        ] {
            assert!(one(bad).is_err(), "{bad}");
        }
        for bad in ["null", "\"a\"", "[]", r#"{"inbound_rules": null, "outbound_rules": []}"#, "{"] {
            assert!(given(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
