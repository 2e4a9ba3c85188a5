use super::*;
use crate::plan::Seen;
use crate::store::Version;

const POD: &str = "/calico/v1/host/node1/workload/k8s/default.web-1/endpoint/eth0";
const VM: &str = "/calico/v1/host/node1/workload/openstack/0d5f/endpoint/4f1f";

fn change(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
    let before = before.map(|value| Seen { version: Version(7), value: value.into() });
    Change { path: path.to_owned(), before, via: None, after: after.map(Into::into) }
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
        ("/calico/v1/policy/tier/default/policy/knp.default.web", Some(PolicyController)),
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
    ];
    let refused = [
        (found.to_owned(), joined.replace("active", "inactive")),
        (found.to_owned(), joined.replace(r#""x": 1.0"#, r#""x": 1.5"#)),
        (found.to_owned(), joined.replace(r#", "x": 1.0"#, "")),
        (found.to_owned(), joined.replace("{", r#"{"labels": {}, "#)),
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
    assert!(dropped_prefixes(&change("/calico/v1/config/Other", Some("cali,tap"), Some("cali"))).is_empty());
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
