use super::*;
use crate::plan::Seen;
use crate::store::Version;

const POD: &str = "/calico/v1/host/node1/workload/k8s/default.web-1/endpoint/eth0";
const VM: &str = "/calico/v1/host/node1/workload/openstack/0d5f/endpoint/4f1f";

fn change(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
    let before = before.map(|value| Seen { version: Version(7), value: value.into() });
    Change { path: path.to_owned(), before, via: None, after: after.map(Into::into) }
}

fn owner(change: &Change) -> Option<Owner> {
    claim(change).filter(|claim| claim.foreign == Foreign::Refused).map(|claim| claim.owner)
}

#[test]
fn each_family_has_its_owner() {
    use Owner::{Cni, Felix, Libnetwork, NetworkingCalico, PolicyController};
    let table = [
        ("/calico/v1/Ready", None),
        ("/calico/v1/config/LogSeverityScreen", None),
        ("/calico/v1/host/node1/config/LogSeverityScreen", None),
        ("/calico/v1/host/node1/bird_ip", None),
        ("/calico/v1/host/node1/endpoint/eth0", None),
        (POD, Some(Cni)),
        ("/calico/v1/host/node1/workload/cni/1b2c/endpoint/3d4e", Some(Cni)),
        ("/calico/v1/host/node1/workload/k8s/openstack.keystone-0/endpoint/eth0", Some(Cni)),
        ("/calico/v1/host/node1/workload/libnetwork/libnetwork/endpoint/5f6a", Some(Libnetwork)),
        ("/calico/v1/host/node1/workload/docker/7b8c/endpoint/9d0e", None),
        ("/calico/v1/host/node1/workload/namespace/run-x/endpoint/9d0e", None),
        (VM, Some(NetworkingCalico)),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-8", None),
        ("/calico/v1/policy/profile/web/tags", None),
        ("/calico/v1/policy/profile/openstack-sg/tags", None),
        ("/calico/v1/policy/profile/openstack-sg-0b1c/tags", Some(NetworkingCalico)),
        ("/calico/v1/policy/profile/openstack-sg-0b1c/rules", Some(NetworkingCalico)),
        ("/calico/v1/policy/profile/openstack-sg-0b1c/labels", None),
        ("/calico/v1/policy/profile/k8s_ns.default/tags", Some(PolicyController)),
        ("/calico/v1/policy/profile/k8s_ns.default/labels", Some(PolicyController)),
        ("/calico/v1/policy/profile/knp.default.web/rules", Some(PolicyController)),
        ("/calico/v1/policy/tier/default/metadata", None),
        ("/calico/v1/policy/tier/default/policy/web", None),
        ("/calico/v1/policy/tier/default/policy/shop.front", None),
        ("/calico/v1/policy/tier/default/policy/knp.default.web", Some(PolicyController)),
        ("/calico/v1/policy/tier/default/policy/ns.projectcalico.org%2fshop", Some(PolicyController)),
        ("/calico/v1/policy/tier/default/policy/k8s-policy-no-match", Some(PolicyController)),
        ("/calico/v1/policy/tier/infra/policy/k8s-policy-no-match", None),
        ("/calico/felix/v1/host/node1/status", Some(Felix)),
        ("/calico/felix/v1/host/node1/last_reported_status", Some(Felix)),
        ("/calico/felix/v1/host/node1/workload/k8s/default.web-1/endpoint/eth0", Some(Felix)),
        ("/calico/felix/v1/host/node1/endpoint/eth0", Some(Felix)),
        ("/calico/bgp/v1/global/as_num", None),
        ("/calico/bgp/v1/host/node1/peer_v4/10.0.0.1", None),
        ("/calico/dhcp/v1/subnet/b8f0", Some(NetworkingCalico)),
        ("/calico/openstack/v1/neutron_election", Some(NetworkingCalico)),
        ("/calico/libnetwork/v1/1a2b", Some(Libnetwork)),
        ("/calico/v1/elsewhere", None),
        ("/elsewhere", None),
    ];
    for (path, expected) in table {
        for (before, after) in [(None, Some("{}")), (Some("{}"), Some(r#"{"x": 1}"#)), (Some("{}"), None)] {
            assert_eq!(owner(&change(path, before, after)), expected, "{path} {before:?} {after:?}");
        }
    }
}

#[test]
fn a_pod_s_profiles_may_be_set_and_nothing_else_of_it() {
    let found = r#"{"state": "active", "mac": "ee:ee:ee:ee:ee:ee", "profile_ids": ["k8s_ns.a"], "x": 1.0}"#;
    let joined = found.replace(r#"["k8s_ns.a"]"#, r#"["k8s_ns.a", "web"]"#);
    let allowed = [
        (found, joined.as_str()),
        (found, r#"{"x":1,"state":"active","profile_ids":[],"mac":"ee:ee:ee:ee:ee:ee"}"#),
        (r#"{"profile_id": "a"}"#, r#"{"profile_ids": ["a", "b"]}"#),
        ("{}", r#"{"profile_ids": ["a"]}"#),
        // As calicoctl writes an endpoint back.
        (
            r#"{"ipv4_nets": ["10.0.0.9/32", "10.0.0.10"]}"#,
            r#"{"profile_ids": ["a"], "labels": {}, "ipv4_nets": ["10.0.0.10/32", "10.0.0.9/32"]}"#,
        ),
    ];
    let refused = [
        (found.to_owned(), joined.replace("active", "inactive")),
        (found.to_owned(), joined.replace(r#""x": 1.0"#, r#""x": 1.5"#)),
        (found.to_owned(), joined.replace(r#", "x": 1.0"#, "")),
        (found.to_owned(), joined.replace("{", r#"{"labels": {"a": "b"}, "#)),
        (r#"{"ipv4_nets": ["10.0.0.1"]}"#.to_owned(), r#"{"ipv4_nets": ["10.0.0.2/32"]}"#.to_owned()),
        (found.to_owned(), "[]".to_owned()),
        ("not JSON".to_owned(), found.to_owned()),
        (found.to_owned(), "not JSON".to_owned()),
    ];
    for (before, after) in allowed {
        assert_eq!(owner(&change(POD, Some(before), Some(after))), None, "{after}");
        assert_eq!(owner(&change(VM, Some(before), Some(after))), Some(Owner::NetworkingCalico), "{after}");
    }
    for (before, after) in refused {
        assert_eq!(owner(&change(POD, Some(&before), Some(&after))), Some(Owner::Cni), "{after}");
    }
}

#[test]
fn a_prefix_is_added_and_never_dropped_unasked() {
    let (all, host) = ("/calico/v1/config/InterfacePrefix", "/calico/v1/host/node1/config/InterfacePrefix");
    let table: [(Option<&str>, Option<&str>, &[&str]); 14] = [
        (None, Some("cali"), &[]),
        (None, Some("cali,tap"), &[]),
        (None, Some("tap"), &["cali"]),
        (Some("cali"), Some("cali,tap"), &[]),
        (Some("tap"), Some("cali,tap"), &[]),
        (Some("cali, tap"), Some("tap,cali"), &[]),
        (Some("cali,tap,tap"), Some("cali,tap"), &[]),
        (Some("cali,"), Some("cali"), &[]),
        (Some("cali,tap"), Some("ta,cali"), &[]),
        (Some("cali,tap"), Some("cali"), &["tap"]),
        (Some("cali,tap"), Some(""), &["cali", "tap"]),
        (Some("cali"), Some("calico"), &["cali"]),
        (Some("cali,tap"), None, &["tap"]),
        (Some("cali"), None, &[]),
    ];
    for path in [all, host] {
        for (before, after, expected) in &table {
            let change = change(path, *before, *after);
            assert_eq!(dropped_prefixes(&change), *expected, "{path} {before:?} {after:?}");
        }
    }
    assert!(claim(&change(all, Some("cali,tap"), Some("cali"))).is_some());
    assert!(claim(&change(all, Some("cali"), Some("cali,tap"))).is_none());
    assert!(claim(&change("/calico/v1/config/Other", Some("cali,tap"), Some("cali"))).is_none());
}

#[test]
fn what_stands_in_the_way_says_why() {
    let mut plan = Plan::new();
    plan.insert(change("/calico/v1/policy/profile/web/tags", None, Some("[]")));
    assert_eq!(obstacles(&plan), []);
    plan.insert(change("/calico/v1/config/InterfacePrefix", Some("cali,tap"), Some("cali")));
    plan.insert(change(VM, Some("{}"), None));
    let found = obstacles(&plan);
    let words: Vec<_> = found.iter().map(|obstacle| (obstacle.force, obstacle.key.as_str())).collect();
    assert_eq!(words, [(Force::InUse, "/calico/v1/config/InterfacePrefix"), (Force::Owner, VM)]);
    assert!(found[0].why.starts_with("would drop tap: "));
    assert_eq!(found[1].why, "belongs to networking-calico: its resync overwrites a foreign change within 60 s");
}

#[test]
fn what_is_written_and_does_not_last_is_told() {
    let (ready, reporting, guid) =
        ("/calico/v1/Ready", "/calico/v1/config/EndpointReportingEnabled", "/calico/v1/config/ClusterGUID");
    let (tunnel, address, tier) = (
        "/calico/v1/host/node1/config/IpInIpTunnelAddr",
        "/calico/bgp/v1/host/node1/ip_addr_v4",
        "/calico/v1/policy/tier/default/metadata",
    );
    let table = [
        (ready, None, Some("true"), false),
        (ready, Some("true"), Some("false"), true),
        (ready, Some("true"), None, true),
        (reporting, Some("false"), Some("true"), false),
        (reporting, Some("true"), Some("True"), true),
        (guid, None, Some("a"), false),
        (tunnel, Some("10.0.0.1"), Some("10.0.0.2"), true),
        (tunnel, Some("10.0.0.1"), None, true),
        (address, None, Some(""), false),
        (address, None, Some("10.9.0.1"), true),
        (address, Some("10.9.0.1"), Some(""), true),
        (address, Some("10.9.0.1"), None, true),
        (tier, None, Some(r#"{"order":1000}"#), false),
        (tier, None, Some(r#"{"order": 1000.0}"#), false),
        (tier, Some(r#"{"order": 1000}"#), Some(r#"{"order": 10}"#), true),
        (tier, Some(r#"{"order": 1000}"#), None, true),
    ];
    for (path, before, after, expected) in table {
        let mut plan = Plan::new();
        plan.insert(change(path, before, after));
        assert_eq!(warnings(&plan).len(), usize::from(expected), "{path} {before:?} {after:?}");
        assert_eq!(obstacles(&plan), []);
    }
}

#[test]
fn a_network_policy_is_known_by_its_name_and_selector() {
    let own = r#"{"order": 1000, "selector": "calico/k8s_ns == 'shop' && role == 'front'", "inbound_rules": []}"#;
    let other = r#"{"order": 1000, "selector": "role == 'calico/k8s_ns'", "inbound_rules": []}"#;
    let broken = r#"{"selector": "calico/k8s_ns == 'shop"}"#;
    let table = [
        ("default/policy/shop.front", None, Some(own), true),
        ("default/policy/shop.front", Some(own), None, true),
        ("default/policy/shop.front", Some(own), Some(other), true),
        ("default/policy/shop.front", Some(other), Some(own), false),
        ("default/policy/shop.front", None, Some(other), false),
        ("default/policy/shop.front", Some(broken), None, true),
        ("default/policy/shop.front.v2", Some(own), None, true),
        ("default/policy/front", Some(own), None, false),
        ("default/policy/.front", Some(own), None, false),
        ("default/policy/shop.", Some(own), None, false),
        ("infra/policy/shop.front", Some(own), None, false),
    ];
    for (path, before, after, expected) in table {
        let found = owner(&change(&format!("/calico/v1/policy/tier/{path}"), before, after));
        assert_eq!(found == Some(Owner::PolicyController), expected, "{path} {before:?} {after:?}");
    }
}

#[test]
fn what_goes_with_its_owner_is_nothing_to_speak_of() {
    let tunnel = "/calico/v1/host/node1/config/IpInIpTunnelAddr";
    let mut plan = Plan::new();
    plan.insert(change(POD, Some("{}"), None));
    plan.insert(change(tunnel, Some("10.0.0.1"), None));
    assert_eq!((obstacles(&plan).len(), warnings(&plan).len()), (1, 1));
    plan.orphaned(POD);
    plan.orphaned(tunnel);
    assert_eq!((obstacles(&plan).len(), warnings(&plan).len()), (0, 0));
}

#[test]
fn patterns_are_read_segment_by_segment() {
    let table = [
        ("/a/*/c", "/a/b/c", true),
        ("/a/*/c", "/a/b/x/c", false),
        ("/a/b*", "/a/bc", true),
        ("/a/b*", "/a/b", true),
        ("/a/b*", "/a/cb", false),
        ("/a/{b,c*}/d", "/a/cd/d", true),
        ("/a/{b,c*}/d", "/a/bd/d", false),
        ("/a", "/a/b", false),
        ("/a/b", "/a", false),
    ];
    for (keys, path, expected) in table {
        assert_eq!(matches(keys, path), expected, "{keys} {path}");
    }
}

/// A key for each pattern, made by filling it in.
fn examples(keys: &str) -> Vec<String> {
    let mut paths = vec![String::new()];
    for segment in keys.split('/').skip(1) {
        let several = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(segment);
        let filled: Vec<String> = several.split(',').map(|one| one.replace('*', "x.1")).collect();
        paths = paths.iter().flat_map(|path| filled.iter().map(move |one| format!("{path}/{one}"))).collect();
    }
    paths
}

#[test]
fn each_claim_is_of_keys_that_there_are_and_decides_something() {
    let policy = r#"{"selector": "has(calico/k8s_ns)"}"#;
    let values = [None, Some("{}"), Some(r#"{"profile_ids": ["a"]}"#), Some(policy), Some("cali,tap"), Some("tap")];
    for claim_here in &CLAIMS {
        let mut decides = false;
        for path in examples(claim_here.keys) {
            assert!(!matches!(crate::model::key::Key::parse(&path), crate::model::key::Key::Unknown(_)), "{path}");
            for (before, after) in values.iter().flat_map(|before| values.iter().map(move |after| (before, after))) {
                if before.is_some() || after.is_some() {
                    decides |=
                        claim(&change(&path, *before, *after)).is_some_and(|found| std::ptr::eq(found, claim_here));
                }
            }
        }
        assert!(decides, "{} {}", claim_here.keys, claim_here.member);
    }
}
