use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::manifest::source::Source;
use crate::manifest::tree;
use crate::model::rule::{Rule, parse_words};

fn from_file(text: &str) -> Result<Spec, Vec<String>> {
    let source = Source { name: "f".into(), text: text.into() };
    let nodes = tree::parse(&source.text, 1).unwrap();
    let mut reader = Reader::new(&source);
    let spec = read(&mut reader, &nodes[0], &At::Root);
    if reader.faults.is_empty() { Ok(spec) } else { Err(reader.faults.iter().map(|fault| fault.line()).collect()) }
}

fn words(text: &str) -> Spec {
    parse_words(&text.split_whitespace().collect::<Vec<_>>()).unwrap()
}

#[test]
fn every_field() {
    let spec = from_file(
        "action: pass\nipVersion: 4\nprotocol: 6\nnotProtocol: udplite\nicmp: {type: 8, code: 0}\nnotICMP: {type: 13}\n\
         source: {tag: web, nets: [10.0.0.0/8], ports: [80, '8000:8100', 9:10], notTag: x, notSelector: has(q), notPorts: [22]}\n\
         destination: {selector: role == 'fe', notNets: [10.1.0.0/16]}\n",
    )
    .unwrap();
    assert_eq!(
        spec.to_string(),
        "next-tier tcp not udplite type 8 code 0 not type 13 from ports 80,8000:8100,9:10 tag web cidr 10.0.0.0/8 not ports 22 \
         not tag x not selector 'has(q)' to selector 'role == '\\''fe'\\''' not cidr 10.1.0.0/16 ip-version 4"
            .replace("'\\''", "\"")
            .replace("'role == \"fe\"'", "\"role == 'fe'\"")
    );
    // The case of names does not count, and null is nothing.
    assert_eq!(from_file("ACTION: deny\nsource:\ndestination: ~\nprotocol: null").unwrap(), words("deny"));
}

#[test]
fn everything_wrong_is_told_at_once() {
    let faults = from_file(
        "action: jump\nprotocol: 256\nipVersion: '4'\nicmp: {type: 255}\nnotICMP: {code: 1}\nsource: {ports: [0], net: 10.0.0.0/33, protocol: tcp}\n\
         destination: {nets: [fd00::/8, 10.0.0.0/8], net: 10.0.0.0/8, ports: 80}\nthing: 1",
    )
    .unwrap_err();
    let told = faults.join("\n");
    for part in [
        "f:1:9: action: 'jump' is none of allow, deny, log, pass",
        "f:2:11: protocol: '256'",
        "f:3:12: ipVersion: '4' is not the number",
        "icmp.type: '255' is not a number from 0 to 254",
        "notICMP: has a code and no type",
        "source.ports[0]: '0' is not a port",
        "source.net: '10.0.0.0/33'",
        "source.protocol: is not recognized here; what is: tag, net, nets, selector, ports, notTag",
        "destination.ports: is a number, not a list",
        "has net or notNet beside nets",
        "is for IPv4 and has a network of IPv6",
        "f:8:1: thing: is not recognized here",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert!(from_file("protocol: tcp").unwrap_err()[0].contains("there is no action"));
    assert!(from_file("[]").unwrap_err()[0].contains("is a list, not an object"));
    assert!(from_file("action: allow\nsource: {ports: [1]}").unwrap_err()[0].contains("go with protocol tcp or udp"));
}

#[test]
fn how_rules_are_grouped_and_spelled_makes_no_difference() {
    let there = |values: serde_json::Value| -> Vec<Spec> {
        values.as_array().unwrap().iter().map(|value| Rule::from_json(value).unwrap().spec().clone()).collect()
    };
    let file = vec![from_file("action: allow\nprotocol: tcp\nsource: {nets: [10.0.0.0/8, 11.1.2.3/8]}").unwrap()];
    for same_as in [
        json!([{"action": "allow", "protocol": "tcp", "src_nets": ["11.0.0.0/8", "10.0.0.0/8"]}]),
        json!([{"action": "allow", "protocol": 6, "src_net": "11.0.0.0/8", "ip_version": 4},
               {"protocol": "tcp", "src_net": "10.0.0.0/8", "other": 1}]),
        json!([{"protocol": "tcp", "src_net": "10.0.0.0/8"}, {"protocol": "tcp", "src_net": "11.0.0.0/8"},
               {"protocol": "tcp", "src_net": "10.0.0.0/8"}]),
    ] {
        assert!(same(&file, &there(same_as.clone())), "{same_as}");
    }
    for other in [
        json!([{"protocol": "tcp", "src_net": "10.0.0.0/8"}]),
        json!([{"protocol": "tcp", "src_net": "10.0.0.0/8"}, {"protocol": "udp"}, {"protocol": "tcp", "src_net": "11.0.0.0/8"}]),
        json!([]),
    ] {
        assert!(!same(&file, &there(other.clone())), "{other}");
    }
    // An IP version that the file tells must be there.
    let told = vec![from_file("action: allow\nipVersion: 4\nsource: {net: 10.0.0.0/8}").unwrap()];
    assert!(!same(&told, &there(json!([{"src_net": "10.0.0.0/8"}]))));
    assert!(same(&told, &there(json!([{"src_net": "10.0.0.0/8", "ip_version": 4}]))));
}

#[test]
fn what_is_there_and_says_the_same_stays_as_it_is() {
    let there = json!([
        {"action": "log", "log_prefix": "x", "note": 1.50},
        {"src_nets": ["10.0.0.0/8"]},
        {"dst_tag": "a"},
        {"dst_tag": "a", "n": 2},
    ]);
    let file = [words("log"), words("allow from cidr 10.0.0.0/8"), words("allow to tag a"), words("deny")];
    let rules = replaced(&file, there.as_array().unwrap()).unwrap();
    assert_eq!(
        serde_json::Value::Array(rules),
        json!([
            {"action": "log", "log_prefix": "x", "note": 1.50},
            {"action": "allow", "ip_version": 4, "src_net": "10.0.0.0/8"},
            {"dst_tag": "a"},
            {"action": "deny"},
        ])
    );
    assert!(replaced(&file, &[json!({"action": "pass"})]).is_err());
}

#[test]
fn what_was_written_apart_is_shown_together() {
    let folded = |lines: &[&str]| {
        fold(&lines.iter().map(|line| words(line)).collect::<Vec<_>>())
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        folded(&[
            "allow from cidr 1.0.0.0/8 to cidr 3.0.0.0/8",
            "allow from cidr 2.0.0.0/8 to cidr 3.0.0.0/8",
            "allow from cidr 1.0.0.0/8 to cidr 4.0.0.0/8",
            "allow from cidr 2.0.0.0/8 to cidr 4.0.0.0/8"
        ]),
        ["allow from cidr 1.0.0.0/8,2.0.0.0/8 to cidr 3.0.0.0/8,4.0.0.0/8"]
    );
    // Without networks, and of another family, it is another rule.
    assert_eq!(folded(&["allow", "allow", "allow from cidr 1.0.0.0/8", "allow from cidr fd00::/8"]).len(), 4);
    assert_eq!(folded(&["allow from cidr 1.0.0.0/8", "deny", "allow from cidr 2.0.0.0/8"]).len(), 3);
}

fn any_rule() -> impl Strategy<Value = Spec> {
    let net = || prop::sample::select(vec!["10.0.0.0/8", "10.1.0.0/16", "192.168.0.0/16", "10.1.2.3/32"]);
    let nets = || prop::collection::vec(net(), 0..3);
    (
        prop::sample::select(vec![Action::Allow, Action::Deny, Action::Log, Action::NextTier]),
        prop::option::of(prop::sample::select(vec!["tcp", "udp", "icmp", "132", "6", "99"])),
        (nets(), nets(), nets(), prop::bool::ANY),
        prop::option::of("[a-z]{1,3}"),
        prop::collection::vec((1u16..9, 0u16..3), 0..3),
    )
        .prop_map(|(action, protocol, (src, dst, not, versioned), tag, ports)| {
            let mut spec = Spec { action, ..Spec::default() };
            spec.is.protocol = protocol.and_then(Protocol::parse).map(named);
            let parsed = |texts: Vec<&str>| texts.into_iter().map(|text| text.parse().unwrap()).collect::<Vec<_>>();
            (spec.is.src.nets, spec.is.dst.nets, spec.not.src.nets) = (parsed(src), parsed(dst), parsed(not));
            spec.is.src.tag = tag;
            if matches!(spec.is.protocol, Some(Protocol::Tcp | Protocol::Udp)) {
                spec.is.dst.ports =
                    ports.into_iter().filter_map(|(first, more)| PortRange::new(first, first + more)).collect();
            }
            if versioned {
                spec.ip_version = Some(Family::V4);
            }
            spec
        })
}

proptest! {
    #[test]
    fn a_document_is_read_back(spec in any_rule()) {
        let text = serde_json::to_string(&document(&spec)).unwrap();
        prop_assert_eq!(from_file(&text).map_err(TestCaseError::fail_all)?, spec);
    }

    #[test]
    fn what_is_written_says_what_the_file_does(file in prop::collection::vec(any_rule(), 0..4)) {
        let values = replaced(&file, &[]).unwrap();
        let there: Vec<Spec> = values.iter().map(|value| Rule::from_json(value).unwrap().spec().clone()).collect();
        prop_assert!(same(&file, &there));
        // It is shown so that it is read as the same again, and nothing new is written over it.
        prop_assert!(same(&fold(&there), &there));
        prop_assert_eq!(replaced(&fold(&there), &values).unwrap(), values);
    }

    #[test]
    fn what_is_there_is_shown_as_what_it_is(there in prop::collection::vec(any_rule(), 0..6)) {
        prop_assert!(same(&fold(&there), &there));
    }
}

/// A failure with all that was told.
trait FailAll {
    fn fail_all(told: Vec<String>) -> Self;
}

impl FailAll for TestCaseError {
    fn fail_all(told: Vec<String>) -> Self {
        Self::fail(told.join("\n"))
    }
}
