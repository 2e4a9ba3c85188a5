use super::*;
use crate::store::{Entry, Version};

fn snapshot(entries: &[(&str, &[u8])]) -> Snapshot {
    let entry = |(path, value): &(&str, &[u8])| Entry {
        path: (*path).to_owned(),
        value: value.to_vec(),
        version: Version(3),
        expires: false,
    };
    Snapshot::new(3, vec![Scope::under(HOSTS)], entries.iter().map(entry).collect())
}

#[test]
fn users_are_endpoints_that_name_the_profile_or_may() {
    let workload = |name: &str| format!("/calico/v1/host/h/workload/k8s/{name}/endpoint/eth0");
    let table: [(&str, &[u8], bool); 15] = [
        ("alone", br#"{"profile_ids": ["web"]}"#, true),
        ("among-others", br#"{"profile_ids": ["a", "web", "b"]}"#, true),
        ("escaped", br#"{"profile_ids": ["w\u0065b"]}"#, true),
        ("old", br#"{"profile_id": "web"}"#, true),
        ("old-and-new", br#"{"profile_id": "web", "profile_ids": ["a"]}"#, false),
        ("longer-name", br#"{"profile_ids": ["web-2"]}"#, false),
        ("elsewhere", br#"{"profile_ids": ["a"], "labels": {"app": "web"}}"#, false),
        ("none", br#"{"profile_ids": []}"#, false),
        ("bare", b"{}", false),
        ("cut-off", br#"{"profile_ids": ["web"#, true),
        ("cut-off-other", br#"{"profile_ids": ["db"#, false),
        ("cut-off-escaped", br#"{"profile_ids": ["w\u0065b"#, true),
        ("not-utf8", b"\xff web", true),
        ("not-utf8-other", b"\xff db", false),
        ("odd-list", br#"{"profile_ids": [1, "web"]}"#, true),
    ];
    for (name, value, expected) in table {
        let path = workload(name);
        let users = profile_users(&snapshot(&[(&path, value)]), "web");
        assert_eq!(!users.is_empty(), expected, "{name}");
        assert!(users.iter().all(|user| *user == path));
    }
}

#[test]
fn hosts_endpoints_count_and_other_keys_do_not() {
    let value: &[u8] = br#"{"profile_ids": ["web"]}"#;
    let now = snapshot(&[
        ("/calico/v1/host/h/config/Odd", value),
        ("/calico/v1/host/h/endpoint/eth0", value),
        ("/calico/v1/host/h/metadata", value),
        ("/calico/v1/host/h/workload/openstack/vm/endpoint/port", value),
    ]);
    let users = ["/calico/v1/host/h/endpoint/eth0", "/calico/v1/host/h/workload/openstack/vm/endpoint/port"];
    assert_eq!(profile_users(&now, "web"), users);
    let expectation = Expectation::ProfileUnused { profile: "web".into() };
    assert_eq!(expectation.broken_by(&now), users);
    assert_eq!(expectation.scope(), Scope::under("/calico/v1/host"));
    assert!(Expectation::ProfileUnused { profile: "db".into() }.broken_by(&now).is_empty());
}

fn of(keys: &[&str]) -> Snapshot {
    snapshot(&keys.iter().map(|path| (*path, b"".as_slice())).collect::<Vec<_>>())
}

#[test]
fn a_new_pool_shares_no_address_with_another_one() {
    let alone = Expectation::PoolAlone { cidr: "10.0.0.0/16".into() };
    let pool = |cidr: &str| format!("/calico/v1/ipam/v4/pool/{cidr}");
    for (cidr, broken) in
        [("10.0.0.0-16", false), ("10.1.0.0-16", false), ("junk", false), ("10.0.9.0-24", true), ("10.0.0.0-8", true)]
    {
        let found = alone.broken_by(&of(&[&pool("10.0.0.0-16"), &pool(cidr)]));
        assert_eq!(found, if broken { vec![pool(cidr)] } else { Vec::new() });
    }
    assert_eq!(alone.scope(), Scope::under("/calico/v1/ipam"));
}

#[test]
fn a_block_that_comes_to_a_pool_that_goes_is_seen() {
    let block = |cidr: &str| format!("/calico/ipam/v2/assignment/ipv4/block/{cidr}");
    let known = BTreeSet::from([block("10.0.0.0-26")]);
    let none = Expectation::NoNewBlocks { cidr: "10.0.0.0/16".into(), known };
    let now = of(&[&block("10.0.0.0-26"), &block("10.1.0.0-26"), &block("junk")]);
    assert_eq!(none.broken_by(&now), Vec::<String>::new());
    assert_eq!(none.broken_by(&of(&[&block("10.0.0.64-26")])), [block("10.0.0.64-26")]);
    assert!(none.scope().covers(&block("10.0.0.64-26")));
}

#[test]
fn an_endpoint_that_comes_to_a_host_that_goes_is_seen() {
    let unused = Expectation::NodeUnused { host: "n1".into() };
    let pod = "/calico/v1/host/n1/workload/k8s/d.p/endpoint/eth0";
    let now = of(&[pod, "/calico/v1/host/n1/bird_ip", "/calico/v1/host/n11/workload/k8s/d.p/endpoint/eth0"]);
    assert_eq!(unused.broken_by(&now), [pod]);
    assert!(unused.scope().covers(pod));
}

#[test]
fn a_tier_is_gone_when_nothing_is_in_it() {
    let expectation = Expectation::TierGone { tier: "t".to_owned() };
    let left = "/calico/v1/policy/tier/t/policy/late";
    let now = Snapshot::literal(&[("/calico/v1/policy/tier/t2/metadata", "{}"), (left, "{}")]);
    assert!(expectation.scope().covers(left));
    assert_eq!(expectation.broken_by(&now), [left]);
    assert!(expectation.broken_by(&Snapshot::literal(&[("/calico/v1/policy/tier/t2/metadata", "{}")])).is_empty());
}
