use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::testing::{GROUP, POD, Store, VM};
use super::rules::{respelled, rewritten};
use crate::model::felix::Generation;
use crate::model::json::{Style, to_bytes};
use crate::model::profile::Rules;

const CONFIG: &str = "/calico/v1/config";
const RULES: &str = "/calico/v1/policy/profile/k8s_ns.shop/rules";
const POLICY: &str = "/calico/v1/policy/tier/default/policy/cart.db-from-shop";
const POOL: &str = "/calico/v1/ipam/v4/pool/10.65.0.0-24";
const HOST: &str = "/calico/v1/host/node1/endpoint/eth0";

fn told(store: &Store) -> String {
    store.explained("rejected-value").join("\n")
}

/// The value of a key after the fix, and that nothing is left; with Felix 2, which takes most of it as it was meant, that no traffic
/// changes.
fn repaired(path: &str, value: &str) -> String {
    let store = Store::sound().put(path, value);
    let repaired = store.repaired("rejected-value");
    repaired.value(path).to_owned()
}

fn same_for_felix_2(path: &str, value: &str) {
    let repaired = Store::sound().put(path, value).felix(Generation::Felix2).repaired("rejected-value");
    assert!(!repaired.opens() && !repaired.closes(), "{value}");
}

#[test]
fn the_example_is_spelled_right() {
    Store::sound().has_not("rejected-value");
    Store::sound().felix(Generation::Felix2).has_not("rejected-value");
}

#[test]
fn rules() {
    for (found, wanted) in [
        (
            r#"{"src_nets": ["10.0.0.0/8", "fd00::/8", "11.0.0.0/8"], "dst_net": "12.0.0.0/8", "action": "deny"}"#,
            r#"{"src_net": "10.0.0.0/8", "ip_version": 4, "dst_net": "12.0.0.0/8", "action": "deny"}, "#,
        ),
        (r#"{"action": "pass"}"#, r#"{"action": "next-tier"}"#),
        (r#"{"action": "", "src_tag": "t"}"#, r#"{"action": "allow", "src_tag": "t"}"#),
        (
            r#"{"protocol": "tcp", "dst_ports": ["80", 443, "22:22", "1:5"]}"#,
            r#"{"protocol": "tcp", "dst_ports": [80, 443, 22, "1:5"]}"#,
        ),
        (r#"{"protocol": 6, "dst_ports": [80]}"#, r#"{"protocol": "tcp", "dst_ports": [80]}"#),
        (r#"{"protocol": "1", "icmp_type": 8}"#, r#"{"ip_version": 4, "protocol": "icmp", "icmp_type": 8}"#),
        (
            r#"{"action": "allow", "src_net": "10.0.0.0/8"}"#,
            r#"{"action": "allow", "ip_version": 4, "src_net": "10.0.0.0/8"}"#,
        ),
        (r#"{"!src_nets": ["10.0.0.0/8"]}"#, r#"{"ip_version": 4, "!src_net": "10.0.0.0/8"}"#),
        (r#"{"dst_nets": [], "src_tag": "t"}"#, r#"{"src_tag": "t"}"#),
        (r#"{"ip_version": 4, "dst_net": "10.0.0.1"}"#, r#"{"ip_version": 4, "dst_net": "10.0.0.1/32"}"#),
    ] {
        let value = |rules: &str| {
            format!(r#"{{"id": "k8s_ns.shop", "inbound_rules": [{rules}], "outbound_rules": [{{"action": "allow"}}]}}"#)
        };
        let now = repaired(RULES, &value(found));
        assert!(now.contains(wanted), "{found} became {now}");
        // Felix 2 rejects these as well.
        if !found.contains("pass") && !found.contains("10.0.0.1\"") {
            same_for_felix_2(RULES, &value(found));
        }
    }
    insta::assert_snapshot!(repaired(RULES, r#"{"inbound_rules": [{"src_nets": ["10.0.0.0/8", "fd00::/8", "11.0.0.1"], "dst_net": "12.0.0.0/8", "action": "deny"}], "outbound_rules": []}"#), @r#"{"id": "k8s_ns.shop", "inbound_rules": [{"src_net": "10.0.0.0/8", "ip_version": 4, "dst_net": "12.0.0.0/8", "action": "deny"}, {"src_net": "11.0.0.1/32", "ip_version": 4, "dst_net": "12.0.0.0/8", "action": "deny"}], "outbound_rules": []}"#);
}

#[test]
fn what_is_told_of_rules() {
    let rules = r#"{"inbound_rules": [{"src_nets": ["10.0.0.0/8"], "protocol": "tcp", "dst_ports": ["80"]}, {"foo": 1}, {"!src_nets": ["10.0.0.0/8", "11.0.0.0/8"]}, {"protocol": "sctp", "dst_ports": [1]}]}"#;
    insta::assert_snapshot!(told(&Store::sound().put(RULES, rules)), @r#"error profile k8s_ns.shop: inbound rule 1: port "80" is a text (Felix 1.4 rejects it); inbound rule 1: src_nets is a list of networks (Felix 1.4 rejects it); inbound rule 1: there is no ip_version, so that it holds for more than IPv4 (Felix 1.4 takes it otherwise); there is no list outbound_rules (calicoctl 0.2x cannot read it); and 3 more [changes-traffic: rewrites it with the same meaning]"#);
    insta::assert_snapshot!(told(&Store::sound().put(RULES, rules).felix(Generation::Felix2)), @r#"error profile k8s_ns.shop: inbound rule 1: port "80" is a text (Felix 1.4 rejects it); inbound rule 1: src_nets is a list of networks (Felix 1.4 rejects it); inbound rule 1: there is no ip_version, so that it holds for more than IPv4 (Felix 1.4 takes it otherwise); there is no list outbound_rules (calicoctl 0.2x cannot read it); and 3 more [safe: rewrites it with the same meaning]"#);
    // What only calicoctl 0.2x misses changes nothing else.
    let store = Store::sound().put("/calico/v1/policy/profile/mine/rules", r#"{"outbound_rules": []}"#);
    insta::assert_snapshot!(told(&store), @"notice profile mine: there is no list inbound_rules (calicoctl 0.2x cannot read it) [safe: rewrites it with the same meaning]");
    assert!(!store.repaired("rejected-value").opens());
    // networking-calico writes what it thinks right again.
    let sg = format!("/calico/v1/policy/profile/openstack-sg-{GROUP}/rules");
    let store = Store::sound().put(&sg, r#"{"inbound_rules": [{"ip_version": 6, "protocol": "icmpv6", "dst_ports": ["135:None"]}], "outbound_rules": [{"ip_version": 4, "protocol": "6", "dst_ports": [80]}]}"#);
    insta::assert_snapshot!(told(&store), @r#"error profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: outbound rule 1: protocol is "6", with which ports drop everything and ICMP types do not count (Felix 1.4 takes it otherwise); inbound rule 1: member 'dst_ports' '135:None' is not a port from 0 to 65535 or a range such as 1000:2000 (Felix rejects it) [owner-reverts: rewrites it with the same meaning]"#);
}

#[test]
fn policies_and_tiers() {
    let of = |members: &str| {
        format!(r#"{{{members}, "inbound_rules": [{{"action": "pass"}}], "outbound_rules": [{{"action": "pass"}}]}}"#)
    };
    insta::assert_snapshot!(repaired(POLICY, &of(r#""order": null, "selector": null"#)), @r#"{"selector": "", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#);
    insta::assert_snapshot!(repaired(POLICY, &of(r#""order": "default", "selector": "has(run)""#)), @r#"{"selector": "has(run)", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#);
    insta::assert_snapshot!(repaired(POLICY, &of(r#""order": "10", "selector": "has(run)""#)), @r#"{"order": 10, "selector": "has(run)", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#);
    insta::assert_snapshot!(told(&Store::sound().put(POLICY, r#"{"selector": null}"#)), @"error policy default/cart.db-from-shop: selector is null, which Felix 2 takes for all (Felix 1.4 dies of it) [changes-traffic: rewrites it with the same meaning]");
    let tier = "/calico/v1/policy/tier/default/metadata";
    assert_eq!(repaired(tier, r#"{"order": "1000"}"#), r#"{"order": 1000}"#);
    assert_eq!(repaired(tier, r#"{"order":null}"#), "{}");
}

#[test]
fn endpoints() {
    // What libcalico-go writes of an endpoint without a MAC address.
    let pod = |from: &str, to: &str| Store::sound().edit(POD, from, to);
    let mac = r#""mac":"32:46:3b:85:fc:a7""#;
    let store = pod(mac, r#""mac":null,"labels2":null"#);
    insta::assert_snapshot!(told(&store), @"error endpoint node1/k8s/shop.frontend-2611209331-q9z8y/eth0: mac is null (Felix 1.4 rejects it) [changes-traffic: rewrites it with the same meaning]");
    let repaired = store.repaired("rejected-value");
    assert!(!repaired.value(POD).contains(r#""mac""#) && repaired.opens());
    for (from, to, wanted) in [
        (r#""ipv6_nets":[]"#, r#""ipv6_nets":null"#, r#""ipv6_nets":[]"#),
        (
            r#""profile_ids":["k8s_ns.shop"]"#,
            r#""profile_ids":null,"profile_id":"k8s_ns.shop""#,
            r#""profile_ids":["k8s_ns.shop"]"#,
        ),
        (r#""profile_ids":["k8s_ns.shop"]"#, r#""profile_id":"k8s_ns.shop""#, r#""profile_ids":["k8s_ns.shop"]"#),
        ("10.233.71.5/32", "10.233.71.5", r#""ipv4_nets":["10.233.71.5/32"]"#),
    ] {
        let repaired = pod(from, to).repaired("rejected-value");
        assert!(repaired.value(POD).contains(wanted), "{}", repaired.value(POD));
        assert!(!repaired.value(POD).contains("profile_id\""));
    }
    insta::assert_snapshot!(told(&pod(r#""state":"active""#, r#""state":"up""#)), @"error endpoint node1/k8s/shop.frontend-2611209331-q9z8y/eth0: state is 'up', not active or inactive (Felix 1.4 rejects it)");
    let vm = Store::sound().edit(VM, r#""ipv6_nets": []"#, r#""ipv6_nets": null"#);
    assert!(told(&vm).contains("[owner-reverts: "), "{}", told(&vm));
    let host = Store::sound().edit(HOST, r#""name": "eth0""#, r#""name": null, "expected_ipv6_addrs": null"#);
    assert!(!host.repaired("rejected-value").value(HOST).contains("null"));
}

#[test]
fn pools() {
    for (found, wanted) in [
        (r#""masquerade": "true""#, r#""masquerade": true"#),
        (r#""masquerade": 1, "disabled": true, "ipam": false"#, r#""masquerade": true"#),
        (r#""ipip": true"#, r#""ipip": "tunl0""#),
        (r#""ipip": false"#, r#""ipip": """#),
    ] {
        let value = |members: &str| format!(r#"{{"cidr": "10.65.0.0/24", {members}}}"#);
        assert!(repaired(POOL, &value(found)).contains(wanted), "{found}");
    }
}

#[test]
fn settings() {
    let setting = |name: &str, value: &str| Store::sound().put(&format!("{CONFIG}/{name}"), value);
    for (name, value, wanted) in [
        ("DefaultEndpointToHostAction", "return", "RETURN"),
        ("IpInIpEnabled", "off", "false"),
        ("LogSeverityScreen", " INFO", "info"),
    ] {
        let path = format!("{CONFIG}/{name}");
        assert_eq!(setting(name, value).repaired("rejected-value").value(&path), wanted);
    }
    insta::assert_snapshot!(told(&setting("DefaultEndpointToHostAction", "return")), @"error DefaultEndpointToHostAction: is 'return', which is not DROP, or RETURN, or ACCEPT (Felix 1.4 dies of it) [restarts-felix: rewrites it with the same meaning]");
    insta::assert_snapshot!(told(&setting("ReportingTTLSecs", "soon")), @"error ReportingTTLSecs: is 'soon', which is not a whole number of seconds (Felix 1.4 dies of it)");
    insta::assert_snapshot!(told(&setting("EtcdAddr", "127.0.0.1:4001")), @"warning EtcdAddr: is read from Felix' environment or file only: here it is ignored, or keeps Felix from starting [manual: it goes: calicross key rm /calico/v1/config/EtcdAddr]");
    insta::assert_snapshot!(told(&setting("ipinipmtu", "1400")), @"warning ipinipmtu: is not spelled IpInIpMtu: Felix 1.4 does not look at it, and Felix 2 does [restarts-felix: gives IpInIpMtu its value]");
    assert_eq!(setting("ipinipmtu", "1400").repaired("rejected-value").value(&format!("{CONFIG}/IpInIpMtu")), "1400");
    insta::assert_snapshot!(told(&setting("ipinipmtu", "1400").put(&format!("{CONFIG}/IpInIpMtu"), "1400")), @"warning ipinipmtu: is not spelled IpInIpMtu: Felix 1.4 does not look at it, and Felix 2 does [manual: IpInIpMtu is there as well: this one goes: calicross key rm /calico/v1/config/ipinipmtu]");
    // Of Felix 1.4 alone.
    setting("Ipv6Support", "auto").has_not("rejected-value");
    insta::assert_snapshot!(told(&setting("Ipv6Support", "auto").felix(Generation::Felix2)), @"warning Ipv6Support: is 'auto', which is not true or false (Felix 2 takes it otherwise)");
}

fn member() -> impl Strategy<Value = (String, Value)> {
    let nets = ["10.0.0.0/8", "11.0.0.1", "fd00::/8", "x"];
    let net = prop::sample::select(nets.to_vec()).prop_map(Value::from);
    let list = prop::collection::vec(prop::sample::select(nets.to_vec()), 0..3).prop_map(Value::from);
    let ports =
        prop::sample::select(vec![json!(["80"]), json!([80, "1:5"]), json!(["7:7"]), json!(["a"]), json!(null)]);
    let others = prop::sample::select(vec![
        ("action", json!("pass")),
        ("action", json!("")),
        ("action", json!("deny")),
        ("protocol", json!("tcp")),
        ("protocol", json!(6)),
        ("protocol", json!("1")),
        ("icmp_type", json!(8)),
        ("ip_version", json!(4)),
        ("ip_version", json!(6)),
        ("src_tag", json!("t")),
        ("foo", json!(1)),
    ]);
    let of = |names: &'static [&'static str]| prop::sample::select(names.to_vec());
    prop_oneof![
        (of(&["src_net", "dst_net", "!src_net"]), net),
        (of(&["src_nets", "dst_nets", "!dst_nets", "!src_nets"]), list),
        (of(&["src_ports", "!dst_ports"]), ports),
        others,
    ]
    .prop_map(|(name, value)| (name.to_owned(), value))
}

proptest! {
    #[test]
    fn what_is_put_right_stays_right(rules in prop::collection::vec(prop::collection::vec(member(), 0..5), 0..4)) {
        let rules: Vec<Value> =
            rules.into_iter().map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())).collect();
        let value = to_bytes(&json!({ "inbound_rules": rules, "outbound_rules": [] }), Style::Spaced);
        let once = rewritten(RULES, &value).unwrap();
        let again = respelled(&Rules::parse(&once).unwrap());
        prop_assert_eq!(&again.found.faults, &Vec::new());
        prop_assert_eq!(rewritten(RULES, &once).unwrap(), once);
    }
}
