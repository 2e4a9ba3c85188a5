use super::*;
use crate::model::ipam::testing::{Form, go, python};

const BLOCK: &str = "/calico/ipam/v2/assignment/ipv4/block/192.168.1.0-26";
const CLAIM: &str = "/calico/ipam/v2/host/node1/ipv4/block/192.168.1.0-26";
const HANDLE: &str = "/calico/ipam/v2/handle/h1";
const H1: &str = r#"{"id": "h1", "block": {"192.168.1.0/26": 2}}"#;

fn block(form: Form) -> String {
    form("192.168.1.0/26", "node1", &[(0, 0), (1, 0), (2, 1)], &[Some("h1"), None])
}

fn planned(keys: &[(&str, &str)], what: &[What]) -> Result<Plan, IpamError> {
    release(&Snapshot::literal(keys), what, Absent::Refuse)
}

fn addresses(texts: &[&str]) -> Vec<What> {
    texts.iter().map(|text| What::Address(text.parse().unwrap())).collect()
}

fn value(plan: &Plan, path: &str) -> Option<String> {
    plan.change(path)?.after.clone().map(|value| String::from_utf8(value).unwrap())
}

fn gone(plan: &Plan, path: &str) -> bool {
    plan.change(path).is_some_and(|change| change.after.is_none())
}

/// Recorded of calicoctl 0.23: both addresses of a handle.
#[test]
fn the_last_address_takes_its_handle_along() {
    let keys = [(BLOCK, &*block(python)), (CLAIM, ""), (HANDLE, H1)];
    let plan = planned(&keys, &addresses(&["192.168.1.0", "192.168.1.1"])).unwrap();
    let after = value(&plan, BLOCK).unwrap();
    assert!(after.contains(r#""allocations": [null, null, 0, null"#), "{after}");
    assert!(after.contains(r#""attributes": [{"handle_id": null, "secondary": {}}]"#) && after.contains("63, 0, 1]"));
    assert!(gone(&plan, HANDLE));
    assert_eq!(plan.changes().len(), 2, "the host keeps its claim");
    assert!(plan.obstacles.is_empty());
}

#[test]
fn an_address_without_a_handle_touches_the_block_alone() {
    let keys = [(BLOCK, &*block(python)), (CLAIM, ""), (HANDLE, H1)];
    let plan = planned(&keys, &addresses(&["192.168.1.2"])).unwrap();
    let after = value(&plan, BLOCK).unwrap();
    assert!(after.contains(r#""allocations": [0, 0, null"#) && after.contains("63, 2]"), "{after}");
    assert_eq!(plan.changes().len(), 1);
}

#[test]
fn both_dialects_stay_what_they_are() {
    let keys = [(BLOCK, &*block(go)), (HANDLE, r#"{"block":{"192.168.1.0/26":2}}"#)];
    let plan = planned(&keys, &addresses(&["192.168.1.0"])).unwrap();
    let after = value(&plan, BLOCK).unwrap();
    assert!(after.contains(r#""strictAffinity":false"#) && after.contains(r#""affinity":"host:node1""#), "{after}");
    assert_eq!(value(&plan, HANDLE).unwrap(), r#"{"block":{"192.168.1.0/26":1}}"#);
    assert!(plan.obstacles.is_empty());
}

/// calicoctl 0.23 had written the block when it met these, and stopped with a traceback.
#[test]
fn a_missing_or_broken_handle_is_told_before_anything_is_written() {
    for handle in [
        None,
        Some("{"),
        Some(r#"{"handle_id": "h1", "block": {"192.168.1.0/26": 2}}"#),
        Some(r#"{"id": "other", "block": {}}"#),
        Some(r#"{"id": "h1", "block": {}}"#),
    ] {
        let text = block(python);
        let mut keys = vec![(BLOCK, &*text), (CLAIM, "")];
        keys.extend(handle.map(|handle| (HANDLE, handle)));
        let plan = planned(&keys, &addresses(&["192.168.1.0"])).unwrap();
        let [obstacle] = plan.obstacles.as_slice() else { panic!("{handle:?}: {:?}", plan.obstacles) };
        assert_eq!((obstacle.force, obstacle.key.as_str()), (Force::Malformed, HANDLE));
    }
}

#[test]
fn what_is_not_held_is_told() {
    let text = block(python);
    let keys = [(BLOCK, &*text), (HANDLE, H1)];
    for address in ["192.168.1.3", "10.9.9.9"] {
        let what = addresses(&[address]);
        assert!(matches!(planned(&keys, &what), Err(IpamError::NotHeld { .. })), "{address}");
        let plan = release(&Snapshot::literal(&keys), &what, Absent::Accept).unwrap();
        assert!(plan.is_empty());
        assert_eq!(plan.summary, [format!("address {address} is not held")]);
    }
    assert!(matches!(planned(&keys, &[What::Handle("h2".into())]), Err(IpamError::NoHandle { .. })));
    assert!(matches!(planned(&keys, &[What::Block("10.0.0.0/26".parse().unwrap())]), Err(IpamError::NoBlock { .. })));
    assert!(matches!(planned(&[(BLOCK, "{")], &addresses(&["192.168.1.0"])), Err(IpamError::BadBlock { .. })));
}

#[test]
fn an_address_that_an_endpoint_has_stands_in_the_way() {
    let pod = "/calico/v1/host/node1/workload/k8s/d.p/endpoint/eth0";
    let text = block(python);
    for value in [r#"{"ipv4_nets": ["192.168.1.0/32"]}"#, r#"{"ipv4_nets": ["192.168.1.0/32"], "#] {
        let plan = planned(&[(BLOCK, &*text), (HANDLE, H1), (pod, value)], &addresses(&["192.168.1.0"])).unwrap();
        let [obstacle] = plan.obstacles.as_slice() else { panic!("{:?}", plan.obstacles) };
        assert_eq!((obstacle.force, obstacle.key.as_str()), (Force::InUse, pod));
    }
}

#[test]
fn a_block_goes_with_all_that_is_in_it_and_its_claims() {
    let other = "/calico/ipam/v2/host/node2/ipv4/block/192.168.1.0-26";
    let keys = [(BLOCK, &*block(python)), (CLAIM, ""), (other, ""), (HANDLE, H1)];
    let plan = planned(&keys, &[What::Block("192.168.1.0/26".parse().unwrap())]).unwrap();
    assert!([BLOCK, CLAIM, other, HANDLE].iter().all(|path| gone(&plan, path)));
}

#[test]
fn a_handle_gives_back_what_the_blocks_say() {
    let second = "/calico/ipam/v2/assignment/ipv4/block/192.168.2.0-26";
    let more = python("192.168.2.0/26", "", &[(5, 0)], &[Some("h1")]);
    let counts = r#"{"id": "h1", "block": {"192.168.1.0/26": 2, "192.168.2.0/26": 1}}"#;
    let keys = [(BLOCK, &*block(python)), (second, &*more), (HANDLE, counts)];
    let plan = planned(&keys, &[What::Handle("h1".into())]).unwrap();
    assert!(gone(&plan, HANDLE) && gone(&plan, second), "an empty block that no host has goes");
    assert!(value(&plan, BLOCK).is_some());
    assert!(plan.obstacles.is_empty());
    let empty = planned(&[(HANDLE, r#"{"id": "h1", "block": {}}"#)], &[What::Handle("h1".into())]).unwrap();
    assert!(gone(&empty, HANDLE));
}

#[test]
fn a_workload_that_is_gone_is_found_by_what_it_said() {
    let said =
        block(python).replacen(r#""secondary": {}"#, r#""secondary": {"pod": "default.nginx01", "node": "node1"}"#, 1);
    let keys = [(BLOCK, &*said), (HANDLE, H1)];
    for called in ["default/nginx01", "default.nginx01"] {
        let plan = planned(&keys, &[What::Workload { called: called.into(), paths: Vec::new() }]).unwrap();
        assert!(gone(&plan, HANDLE));
        assert_eq!(plan.summary, [format!("2 addresses of {called} released")]);
    }
    let of = |called: &str| planned(&keys, &[What::Workload { called: called.into(), paths: Vec::new() }]);
    assert!(matches!(of("node1"), Err(IpamError::NoWorkload { .. })));
}

#[test]
fn a_handle_with_addresses_in_a_block_that_cannot_be_read_is_kept() {
    let keys = [(BLOCK, "{"), (HANDLE, H1)];
    let error = planned(&keys, &[What::Handle("h1".into())]).unwrap_err();
    assert!(matches!(error, IpamError::BadBlock { key, .. } if key == BLOCK));
}
