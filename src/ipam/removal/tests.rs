use super::*;
use crate::model::ipam::testing::{Form, go, python};

const POOL: &str = "/calico/v1/ipam/v4/pool/192.168.0.0-16";
const BLOCK: &str = "/calico/ipam/v2/assignment/ipv4/block/192.168.1.0-26";
const CLAIM: &str = "/calico/ipam/v2/host/node1/ipv4/block/192.168.1.0-26";
const PLAIN: &str = r#"{"cidr": "192.168.0.0/16"}"#;

fn planned(keys: &[(&str, &str)], words: &[&str]) -> Plan {
    let snapshot = Snapshot::literal(keys);
    let pools = pools::all(&snapshot);
    let found: Vec<&FoundPool<'_>> = words.iter().map(|word| pools::find(&pools, word).unwrap()).collect();
    remove(&snapshot, &found).unwrap()
}

fn after(plan: &Plan, path: &str) -> Option<String> {
    plan.change(path)
        .map(|change| change.after.clone().map_or("gone".into(), |value| String::from_utf8(value).unwrap()))
}

#[test]
fn it_is_disabled_emptied_and_only_then_gone() {
    let empty = python("192.168.1.0/26", "node1", &[], &[]);
    let outside = ("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26", python("10.0.0.0/26", "node1", &[], &[]));
    let orphan = "/calico/ipam/v2/host/node2/ipv4/block/192.168.9.0-26";
    let plan = planned(
        &[(POOL, PLAIN), (BLOCK, &empty), (CLAIM, ""), (orphan, ""), (outside.0, &outside.1)],
        &["192.168.0.0/16"],
    );
    for path in [POOL, BLOCK, CLAIM, orphan] {
        assert_eq!(after(&plan, path).as_deref(), Some("gone"), "{path}");
    }
    assert_eq!(plan.changes().len(), 4);
    assert_eq!(
        plan.change(POOL).unwrap().via.as_deref(),
        Some(br#"{"cidr": "192.168.0.0/16", "disabled": true}"#.as_slice())
    );
    assert_eq!(plan.expectations, [Expectation::NoNewBlocks { cidr: "192.168.0.0/16".into(), known: BTreeSet::new() }]);
    assert!(plan.obstacles.is_empty());
    assert_eq!(plan.questions.len(), 1);
}

#[test]
fn addresses_in_use_stand_in_the_way_and_their_block_stays_when_forced() {
    for (form, none) in [(python as Form, r#""affinity": "","#), (go, r#""affinity":null,"#)] {
        let used = form("192.168.1.0/26", "node1", &[(0, 0)], &[Some("h1")]);
        let plan = planned(&[(POOL, PLAIN), (BLOCK, &used), (CLAIM, "")], &["192.168.0.0/16"]);
        assert_eq!(plan.obstacles.first().map(|obstacle| obstacle.force), Some(Force::InUse));
        assert!(after(&plan, BLOCK).unwrap().contains(none));
        assert_eq!(after(&plan, CLAIM).as_deref(), Some("gone"));
        let known = BTreeSet::from([BLOCK.to_owned()]);
        assert_eq!(plan.expectations, [Expectation::NoNewBlocks { cidr: "192.168.0.0/16".into(), known }]);
    }
    // Neutron's are in no block.
    let vm = ("/calico/v1/host/node1/workload/openstack/vm/endpoint/port", r#"{"ipv4_nets": ["192.168.7.7/32"]}"#);
    let plan = planned(&[(POOL, PLAIN), vm], &["192.168.0.0/16"]);
    assert_eq!(plan.obstacles.first().map(|obstacle| obstacle.key.as_str()), Some(vm.0));
}

#[test]
fn tunnels_are_the_nodes_own_business_and_told() {
    let ipip = r#"{"cidr": "192.168.0.0/16", "ipip": "tunl0"}"#;
    let used = python("192.168.1.0/26", "node1", &[(0, 0)], &[None]);
    let tunnel = ("/calico/v1/host/node1/config/IpInIpTunnelAddr", "192.168.1.0");
    let plan = planned(&[(POOL, ipip), (BLOCK, &used), tunnel], &["192.168.0.0/16"]);
    assert!(plan.obstacles.is_empty(), "{:?}", plan.obstacles);
    assert!(plan.warnings[0].starts_with("no pool with IPIP is left"), "{:?}", plan.warnings);
    let other = ("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16", "ipip": "tunl0"}"#);
    let plan = planned(&[(POOL, ipip), (BLOCK, &used), tunnel, other], &["192.168.0.0/16"]);
    assert!(plan.warnings[0].ends_with("node1"), "{:?}", plan.warnings);
}

#[test]
fn a_misplaced_twin_goes_alone() {
    let wrong = ("/calico/v1/ipam/v4/pool/fd00::-64", r#"{"cidr": "fd00::/64"}"#);
    let right = ("/calico/v1/ipam/v6/pool/fd00::-64", r#"{"cidr": "fd00::/64"}"#);
    let block = ("/calico/ipam/v2/assignment/ipv6/block/fd00::-122", python("fd00::/122", "node1", &[], &[]));
    let snapshot = Snapshot::literal(&[wrong, right, (block.0, &block.1)]);
    let pools = pools::all(&snapshot);
    let misplaced = pools.iter().find(|pool| pool.entry.path == wrong.0).unwrap();
    let plan = remove(&snapshot, &[misplaced]).unwrap();
    assert_eq!(plan.changes().map(|change| change.path.as_str()).collect::<Vec<_>>(), [wrong.0]);
}
