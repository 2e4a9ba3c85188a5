use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const POD: &str = "/calico/v1/host/node1/workload/k8s/default.nginx/endpoint/eth0";
const HOST_ENDPOINT: &str = "/calico/v1/host/node1/endpoint/eth0";
const RULES: &str = "/calico/v1/policy/profile/p/rules";
const TAGS: &str = "/calico/v1/policy/profile/p/tags";
const POLICY: &str = "/calico/v1/policy/tier/t/policy/p";
const TIER: &str = "/calico/v1/policy/tier/t/metadata";
const POOL: &str = "/calico/v1/ipam/v4/pool/192.168.0.0-16";

/// Nothing to say about the value.
fn fine(path: &str, value: &str) {
    assert_eq!(problems(path, value.as_bytes()), [], "{path} {value}");
}

/// The value may be written, and this is said about it.
fn warned(path: &str, value: &str, why: &str) {
    let found = problems(path, value.as_bytes());
    assert!(found.iter().all(|problem| problem.severity == Severity::Warning), "{path} {value} {found:?}");
    assert!(found.iter().any(|problem| problem.to_string().contains(why)), "{path} {value} {found:?}");
}

/// The value may not be written, for this reason first.
fn refused(path: &str, value: &str, why: &str) {
    match check(path, value.as_bytes()) {
        Err(problem) => {
            assert_eq!(problem.severity, Severity::Refused, "{path} {value} {problem}");
            assert!(problem.to_string().contains(why), "{path} {value} {problem}");
        }
        Ok(()) => panic!("{path} {value} is not refused"),
    }
}

/// A valid endpoint with members replaced or added.
fn pod(changes: &Value) -> String {
    let mut pod = json!({
        "state": "active", "name": "cali0", "mac": "ee:ee:ee:ee:ee:ee", "profile_ids": ["p"],
        "ipv4_nets": ["10.0.0.1/32"], "ipv6_nets": [], "labels": {"calico/k8s_ns": "default"},
    });
    for (name, value) in changes.as_object().unwrap() {
        pod[name] = value.clone();
    }
    pod.to_string()
}

fn without(member: &str) -> String {
    let mut pod: Value = serde_json::from_str(&pod(&json!({}))).unwrap();
    pod.as_object_mut().unwrap().shift_remove(member);
    pod.to_string()
}

fn inbound(rule: &str) -> String {
    format!(r#"{{"id": "p", "inbound_rules": [{rule}], "outbound_rules": []}}"#)
}

#[test]
fn workload_endpoints() {
    fine(POD, &pod(&json!({})));
    for (changes, why) in [
        (json!({"mac": null}), "mac is null"),
        (json!({"ipv4_nets": null}), "ipv4_nets is null"),
        (json!({"labels": null}), "labels is null"),
        (json!({"name": null}), "name is null"),
        (json!({"name": "eth0.100"}), "name is \"eth0.100\""),
        (json!({"state": "up"}), "state is \"up\""),
        (json!({"profile_ids": null}), "profile_ids is null: Felix 1.4 stops"),
        (json!({"profile_ids": ["a:b"]}), "profile name 'a:b'"),
        (json!({"labels": {"a": 1}}), "label 'a' is a number"),
        (json!({"labels": {"a b": "1"}}), "label key 'a b'"),
        (json!({"ipv4_nat": [{"int_ip": "10.9.9.9", "ext_ip": "172.16.0.1"}]}), "10.9.9.9/32 is not among ipv4_nets"),
        (json!({"ipv4_nat": [{"int_ip": "10.0.0.1"}]}), "not int_ip and ext_ip"),
        (json!({"ipv4_nets": ["fd00::1/128"]}), "which is no IPv4"),
        (json!({"ipv4_gateway": "x"}), "ipv4_gateway"),
        (json!({"expected_ipv4_addrs": []}), "belongs to host endpoints"),
    ] {
        refused(POD, &pod(&changes), why);
    }
    refused(POD, &without("state"), "there is no state");
    refused(POD, &without("name"), "there is no name");
    refused(POD, "[]", "the value is a list, not an object: Felix treats the endpoint as deleted");
    refused(POD, r#"{"state": "active", "state": "active"}"#, "malformed JSON: member \"state\" twice");
    for changes in [
        json!({"ipv4_gateway": null, "ipv6_gateway": "fd00::1"}),
        json!({"ipv4_nat": null}),
        json!({"anything": {"else": 1}}),
        json!({"ipv4_nat": [{"int_ip": "10.0.0.1", "ext_ip": "172.16.0.1"}]}),
        json!({"state": "inactive"}),
    ] {
        fine(POD, &pod(&changes));
    }
    warned(POD, &without("mac"), "there is no mac: calicoctl 0.2x can list no endpoint");
    warned(POD, &pod(&json!({"labels": {"in-cluster": "x"}})), "policies cannot select by it");
    warned(POD, &pod(&json!({"labels": {"a": "b c"}})), "calicoctl 1.x cannot write the object back");
    warned(POD, &pod(&json!({"profile_id": "p"})), "Felix 2 ignores it");
    let path = "/calico/v1/host/node1/workload/k8s/openstack.keystone-0/endpoint/eth0";
    warned(path, &pod(&json!({})), "networking-calico takes the endpoint for one of its own");
    refused("/calico/v1/host/node1/workload/k8s/a.b/endpoint/a%25b", &pod(&json!({})), "endpoint id 'a%b'");
}

#[test]
fn host_endpoints() {
    fine(
        HOST_ENDPOINT,
        r#"{"name": "eth0", "expected_ipv4_addrs": ["10.0.0.11"], "profile_ids": ["p"], "labels": {"role": "web"}}"#,
    );
    fine(HOST_ENDPOINT, r#"{"expected_ipv4_addrs": ["10.0.0.11"]}"#);
    for (value, why) in [
        ("{}", "there is neither a name nor an expected address"),
        (r#"{"name": "eth0.100"}"#, "name is \"eth0.100\""),
        (r#"{"name": ""}"#, "name is \"\""),
        (r#"{"name": "eth0", "state": "active"}"#, "member 'state' belongs to workload endpoints"),
        (r#"{"name": "eth0", "mac": "ee:ee:ee:ee:ee:ee"}"#, "member 'mac' belongs to workload endpoints"),
        (r#"{"name": "eth0", "expected_ipv4_addrs": ["10.0.0.0/8"]}"#, "not an IPv4 address"),
        (r#"{"name": "eth0", "labels": {"a": "b c"}}"#, "label value 'b c'"),
    ] {
        refused(HOST_ENDPOINT, value, why);
    }
}

#[test]
fn rules_as_real_felix_took_them() {
    for rule in [
        "{}",
        r#"{"action": "next-tier"}"#,
        r#"{"action": "log"}"#,
        r#"{"protocol": "tcp", "dst_ports": ["1:65535"]}"#,
        r#"{"protocol": "tcp", "dst_ports": [0]}"#,
        r#"{"protocol": "tcp", "dst_ports": []}"#,
        r#"{"protocol": "tcp", "!dst_ports": [22]}"#,
        r#"{"src_net": "10.1.2.3/8", "ip_version": 4}"#,
        r#"{"src_selector": null}"#,
        r#"{"ip_version": 4, "protocol": "icmp", "icmp_type": 8}"#,
    ] {
        fine(RULES, &inbound(rule));
    }
    for (rule, why) in [
        (r#"{"action": "pass"}"#, "inbound rule 1: member 'action' is pass"),
        (r#"{"!action": "allow"}"#, "unknown member '!action'"),
        (r#"{"src_nets": ["10.0.0.0/8"]}"#, "list of CIDRs ('src_nets')"),
        (r#"{"protocol": "tcp", "dst_ports": ["80"]}"#, "port \"80\" as text"),
        (r#"{"protocol": "tcp", "dst_ports": ["80:80"]}"#, "port \"80:80\" as text"),
        (r#"{"protocol": "tcp", "dst_ports": ["135:None"]}"#, "member 'dst_ports' '135:None'"),
        (r#"{"dst_ports": [80]}"#, "ports without a protocol"),
        (r#"{"!protocol": "tcp", "dst_ports": [80]}"#, "ports with a negated protocol"),
        (r#"{"protocol": "6", "dst_ports": [80]}"#, "ports with protocol 6"),
        (r#"{"protocol": 6, "dst_ports": [80]}"#, "ports with protocol 6"),
        (r#"{"protocol": "sctp", "dst_ports": [80]}"#, "ports with protocol sctp"),
        (r#"{"protocol": "ipv6-icmp"}"#, "member 'protocol'"),
        (r#"{"protocol": "TCP"}"#, "member 'protocol'"),
        (r#"{"protocol": "0"}"#, "member 'protocol'"),
        (r#"{"ip_version": "4"}"#, "member 'ip_version'"),
        (r#"{"protocol": "icmp", "icmp_type": "8"}"#, "member 'icmp_type'"),
        (r#"{"protocol": "icmp", "icmp_code": 0}"#, "ICMP code without a type"),
        (r#"{"src_tag": "a b"}"#, "tag 'a b' contains a blank"),
        (r#"{"protocol": "1", "icmp_type": 8}"#, "ICMP type without protocol icmp"),
        (r#"{"protocol": "icmp", "icmp_type": 255}"#, "ICMP type 255"),
        (r#"{"src_net": "10.0.0.0/8", "!src_net": "10.1.0.0/16"}"#, "from cidr and from not cidr"),
        (r#"{"src_net": "10.0.0.0/8", "ip_version": 6}"#, "ip-version 6 and 10.0.0.0/8"),
        (r#"{"src_selector": ""}"#, "from has an empty selector"),
        (r#"{"log_prefix": "x y!"}"#, "log-prefix 'x y!'"),
        ("1", "inbound rule 1: is a number, not an object"),
    ] {
        refused(RULES, &inbound(rule), why);
    }
    warned(RULES, &inbound(r#"{"src_net": "10.0.0.0/8"}"#), "Felix 1.4 leaves the CIDR out for IPv6");
    warned(
        RULES,
        &inbound(r#"{"protocol": "icmp", "icmp_type": 8}"#),
        "Felix 1.4 drops everything of the other IP version",
    );
    warned(RULES, r#"{"id": "p", "inbound_rules": []}"#, "there is no outbound_rules");
    warned(RULES, r#"{"id": "q", "inbound_rules": [], "outbound_rules": []}"#, "id is \"q\"");
    refused(RULES, r#"{"inbound_rules": null}"#, "inbound_rules is null, not a list: Felix drops everything");
    refused(RULES, "[]", "Felix drops everything that reaches the profile");
}

#[test]
fn tags_labels_and_names() {
    fine(TAGS, r#"["p", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
    refused(TAGS, r#"["a b"]"#, "tag 'a b' contains a blank, which Felix rejects: Felix ignores all tags");
    refused(TAGS, "[1]", "tag 1 is not a string");
    refused(TAGS, "{}", "not a list");
    let labels = "/calico/v1/policy/profile/p/labels";
    fine(labels, r#"{"k8s_ns/label/team": "blue"}"#);
    refused(labels, r#"{"a": null}"#, "label 'a' is null, not a string");
    refused(labels, "null", "the value is null");
    refused("/calico/v1/policy/profile/a%25b/tags", "[]", "profile name 'a%b'");
    refused("/calico/v1/policy/tier/t/policy/ns.projectcalico.org%2fdefault", r#"{"selector": ""}"#, "policy name");
    refused("/calico/v1/policy/profile/_a/tags", "[]", "hides");
    refused(&format!("/calico/v1/policy/profile/{}/tags", "a".repeat(300)), "[]", "300 characters");
}

#[test]
fn tiers_and_policies() {
    for value in ["{}", r#"{"order": 900}"#, r#"{"order": "default"}"#] {
        fine(TIER, value);
    }
    for value in [r#"{"order": "900"}"#, r#"{"order": null}"#, r#""x""#] {
        refused(TIER, value, "Felix 1.4 ignores every policy of the tier");
    }
    fine(
        POLICY,
        r#"{"order": -1.5, "selector": "has(a)", "inbound_rules": [{"action": "next-tier"}], "annotations": {}}"#,
    );
    fine(POLICY, r#"{"selector": "", "untracked": true, "types": ["ingress", "egress"]}"#);
    for (value, why) in [
        ("{}", "there is no selector"),
        (r#"{"selector": null}"#, "selector is null: Felix 1.4 stops"),
        (r#"{"selector": "", "order": null}"#, "order is null"),
        (r#"{"selector": "", "order": "10"}"#, "order is \"10\""),
        (r#"{"selector": "", "order": "default"}"#, "Felix 2 cannot read the policy"),
        (r#"{"selector": "a in {}"}"#, "selector: a set that ends without a string"),
        (r#"{"selector": "", "outbound_rules": [{"action": "x"}]}"#, "outbound rule 1: member 'action' is 'x'"),
        (r#"{"selector": "", "untracked": 1}"#, "member 'untracked'"),
        (r#"{"selector": "", "types": ["both"]}"#, "types has \"both\""),
        (r#"{"selector": "", "untracked": true, "pre_dnat": true}"#, "untracked and pre_dnat"),
    ] {
        refused(POLICY, value, why);
    }
    warned(POLICY, r#"{"selector": "", "types": ["ingress"]}"#, "Felix 1.4 applies the policy to both directions");
    warned(POLICY, r#"{"selector": "", "pre_dnat": true}"#, "pre_dnat is Felix 2's");
}

#[test]
fn pools() {
    fine(POOL, r#"{"cidr": "192.168.0.0/16"}"#);
    fine(
        POOL,
        r#"{"cidr":"192.168.0.0/16","ipip":"tunl0","ipip_mode":"cross-subnet","masquerade":true,"ipam":true,"disabled":false}"#,
    );
    fine("/calico/v1/ipam/v4/pool/10.0.0.0-28", r#"{"cidr": "10.0.0.0/28", "ipam": false}"#);
    fine("/calico/v1/ipam/v6/pool/fd80:24e2:f998:72d6::-64", r#"{"cidr": "fd80:24e2:f998:72d6::/64"}"#);
    for (path, value, why) in [
        (POOL, "{}", "there is no member 'cidr'"),
        (POOL, r#"{"cidr": "192.168.0.0/17"}"#, "not the path's 192.168.0.0/16"),
        (POOL, r#"{"cidr": "192.168.0.0/16", "masquerade": "true"}"#, "member 'masquerade' is a string"),
        (POOL, r#"{"cidr": "192.168.0.0/16", "ipip": "gre0"}"#, "ipip is \"gre0\""),
        ("/calico/v1/ipam/v4/pool/junk!", r#"{"cidr": "junk!"}"#, "Felix 2 stops with a panic"),
        ("/calico/v1/ipam/v4/pool/10.1.0.0-8", r#"{"cidr": "10.1.0.0/8"}"#, "is not spelled 10.0.0.0/8"),
        ("/calico/v1/ipam/v4/pool/fd00::-64", r#"{"cidr": "fd00::/64"}"#, "fd00::/64 below the IPv4 directory"),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-28", r#"{"cidr": "10.0.0.0/28"}"#, "smaller than a block (/26)"),
        ("/calico/v1/ipam/v4/pool/169.254.0.0-24", r#"{"cidr": "169.254.0.0/24"}"#, "link-local"),
        ("/calico/v1/ipam/v6/pool/fd00::-64", r#"{"cidr": "fd00::/64", "ipip": "tunl0"}"#, "ipip in an IPv6 pool"),
    ] {
        refused(path, value, why);
    }
}

#[test]
fn raw_values() {
    fine("/calico/v1/Ready", "true");
    warned("/calico/v1/Ready", "true\n", "the value is not exactly true");
    fine("/calico/v1/config/InterfacePrefix", "cali,tap");
    fine("/calico/v1/host/h/config/marker", "created");
    refused("/calico/v1/config/InterfacePrefix", "cali, tap", "is not a list of interface prefixes");
    refused("/calico/v1/config/IpInIpEnabled", "true\n", "begins or ends with a blank or a line end");
    refused("/calico/v1/config/ipinipenabled", "true", "'ipinipenabled' is not spelled IpInIpEnabled");
    refused("/calico/v1/config/FelixHostname", "x", "environment or file only");
    refused("/calico/v1/host/h/config/FailsafeInboundHostPorts", "tcp:22", "Felix 1.4 does not start with it");
    warned("/calico/v1/config/Nonsense", "x", "no Felix looks at it");
    warned("/calico/v1/config/ChainInsertMode", "append", "Felix 1.4 does not know it");
    warned("/calico/v1/config/DropActionOverride", "ACCEPT", "Felix 2 does not know it");
    warned("/calico/v1/config/Ipv6Support", "auto", "takes it for true");
    warned("/calico/v1/config/LogPrefix", "", "Felix 2 takes it for unset");
    fine("/calico/v1/host/h/bird_ip", "10.0.0.1");
    refused("/calico/v1/host/h/bird_ip", "fd00::1", "is not an IPv4 address");
    fine("/calico/bgp/v1/global/as_num", "64511");
    fine("/calico/bgp/v1/host/h/as_num", "1.10");
    refused("/calico/bgp/v1/global/as_num", "4294967296", "is not an AS number");
    fine("/calico/bgp/v1/host/h/ip_addr_v4", "");
    refused("/calico/bgp/v1/host/h/ip_addr_v4", "x", "is not an IPv4 address, or empty");
    fine("/calico/bgp/v1/host/h/network_v6", "fd00::/64");
    refused("/calico/bgp/v1/host/h/network_v4", "10.0.0.1", "is not an IPv4 CIDR");
    refused("/calico/bgp/v1/global/loglevel", "warn", "is not none, debug or info");
    warned("/calico/openstack/v1/neutron_election", "host1", "runs the resync");
    assert!(check("/calico/v1/config/LogPrefix", b"\xff").is_err());
}

#[test]
fn bird() {
    fine("/calico/bgp/v1/global/node_mesh", r#"{"enabled": true}"#);
    refused("/calico/bgp/v1/global/node_mesh", "true", "confd cannot render");
    fine("/calico/bgp/v1/global/peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "64512"}"#);
    fine("/calico/bgp/v1/host/h/peer_v6/fd00::1", r#"{"ip": "fd00::1", "as_num": "1.1"}"#);
    for (path, value, why) in [
        ("/calico/bgp/v1/global/peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": 64512}"#, "not a string"),
        ("/calico/bgp/v1/global/peer_v4/10.0.0.1", r#"{"ip": "10.0.0.2", "as_num": "1"}"#, "not the path's"),
        ("/calico/bgp/v1/global/peer_v4/10.0.0.1", "{}", "there is no member 'ip'"),
        ("/calico/bgp/v1/global/peer_v4/fd00::1", r#"{"ip": "fd00::1", "as_num": "1"}"#, "is not an IPv4 address"),
        ("/calico/bgp/v1/global/peer_v6/FD00::1", r#"{"ip": "FD00::1", "as_num": "1"}"#, "is not spelled fd00::1"),
    ] {
        refused(path, value, why);
    }
    let filter = "/calico/bgp/v1/global/custom_filters/v4/tap";
    warned(filter, "if ( ifname ~ \"tap*\" ) then {\n  accept;\n}\n", "every host");
    refused(filter, "if ( ifname ~ \"tap*\" ) then {\n  accept;\n", "the braces do not match");
    refused(filter, "} {", "the braces do not match");
    refused(filter, "accept", "has no ';'");
    refused(filter, "if ifname ~ \"tap then accept;", "a string has no end");
}

#[test]
fn addresses() {
    fine("/calico/ipam/v2/config", r#"{"auto_allocate_blocks": true, "strict_affinity": false}"#);
    refused("/calico/ipam/v2/config", r#"{"auto_allocate_blocks": true}"#, "there is no strict_affinity");
    refused("/calico/ipam/v2/config", r#"{"auto_allocate_blocks": false, "strict_affinity": false}"#, "neither");
    let path = "/calico/ipam/v2/assignment/ipv4/block/192.168.104.0-26";
    let mut block = json!({
        "cidr": "192.168.104.0/26", "affinity": "host:node1", "strict_affinity": false,
        "allocations": vec![Value::Null; 64], "unallocated": (1..64).collect::<Vec<_>>(),
        "attributes": [{"handle_id": "h", "secondary": null}],
    });
    block["allocations"][0] = json!(0);
    fine(path, &block.to_string());
    for (member, value, why) in [
        ("cidr", json!("192.168.0.0/26"), "cidr is not 192.168.104.0/26"),
        ("affinity", json!("node1"), "affinity is \"node1\""),
        ("strictAffinity", json!("x"), "member 'strictAffinity'"),
        ("allocations", json!([]), "allocations has 0 entries"),
        ("unallocated", json!([1, 1]), "exactly the free addresses"),
        ("attributes", json!([]), "allocation 0 is 0, which is no attribute"),
        ("attributes", json!(null), "there is no list 'attributes'"),
        ("attributes", json!([1]), "attributes has a number"),
    ] {
        let mut bad = block.clone();
        bad[member] = value;
        refused(path, &bad.to_string(), why);
    }
    refused("/calico/ipam/v2/assignment/ipv4/block/192.168.0.0-24", "{}", "is no /26");
    fine("/calico/ipam/v2/host/h/ipv4/block/192.168.104.0-26", "");
    fine("/calico/ipam/v2/handle/h1", r#"{"id": "h1", "block": {"192.168.104.0/26": 1}}"#);
    refused("/calico/ipam/v2/handle/h1", r#"{"id": "h2", "block": {"192.168.104.0/26": 1}}"#, "id is not the handle");
    warned("/calico/ipam/v2/handle/h1", r#"{"block": {"192.168.104.0/26": 1}}"#, "there is no id");
    refused("/calico/ipam/v2/handle/h1", r#"{"id": "h1", "block": {"x": 1}}"#, "block has 'x'");
    fine("/calico/dhcp/v1/subnet/u", r#"{"network_id": "n", "cidr": "10.65.0.0/24", "gateway_ip": "10.65.0.1"}"#);
    refused("/calico/dhcp/v1/subnet/u", r#"{"cidr": "10.65.0.0/24"}"#, "there is no gateway_ip");
}

#[test]
fn other_keys() {
    fine("/calico/v1/elsewhere", "anything \u{0}");
    fine("/elsewhere", "");
    fine(
        "/calico/felix/v1/host/h/status",
        r#"{"time": "2016-10-03T10:03:20Z", "uptime": 1234.5, "first_update": false}"#,
    );
    refused("/calico/felix/v1/host/h/status", "up", "malformed JSON");
    fine("/calico/v1/host/h/metadata", "{}");
    fine("/calico/v1/host/h/orchestrator_refs", r#"[{"orchestrator": "k8s", "nodeName": "node1"}]"#);
    refused("/calico/v1/host/h/orchestrator_refs", "{}", "not a list");
    fine("/calico/libnetwork/v1/n", "{}");
}

#[test]
fn what_calicross_writes_itself_passes() {
    for (key, value) in crate::model::profile::new_profile("k8s-to-sg1") {
        assert_eq!(problems(&key.path(), &value), []);
    }
}

proptest! {
    #[test]
    fn any_value_anywhere_gets_one_line_each(
        path in prop::sample::select(vec![POD, HOST_ENDPOINT, RULES, TAGS, POLICY, TIER, POOL]),
        value in crate::model::json::tests::any_value(),
        member in prop::sample::select(vec![
            "state", "name", "mac", "profile_ids", "labels", "ipv4_nets", "ipv4_nat", "selector", "order", "types",
            "inbound_rules", "cidr", "ipip", "expected_ipv4_addrs",
        ]),
    ) {
        for value in [json!({ member: value }), json!({ member: [value] }), value] {
            for problem in problems(path, value.to_string().as_bytes()) {
                prop_assert!(!problem.to_string().contains('\n'), "{}", problem);
            }
        }
    }
}
