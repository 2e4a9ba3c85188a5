use super::*;
use crate::model::ipam::testing::python;

fn ids(keys: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    check(&Snapshot::literal(keys)).into_iter().map(|finding| (finding.id, finding.object)).collect()
}

const POOL: (&str, &str) = ("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16"}"#);
const BLOCK: &str = "/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26";
const CLAIM: (&str, &str) = ("/calico/ipam/v2/host/n/ipv4/block/10.0.0.0-26", "");
const HANDLE: (&str, &str) = ("/calico/ipam/v2/handle/h", r#"{"id": "h", "block": {"10.0.0.0/26": 1}}"#);
const POD: (&str, &str) = ("/calico/v1/host/n/workload/k8s/d.p/endpoint/eth0", r#"{"ipv4_nets": ["10.0.0.0/32"]}"#);

fn block() -> String {
    python("10.0.0.0/26", "n", &[(0, 0)], &[Some("h")])
}

#[test]
fn a_cluster_in_order_has_no_finding() {
    assert_eq!(ids(&[POOL, (BLOCK, &block()), CLAIM, HANDLE, POD]), []);
    let tunnel = ("/calico/v1/host/n/config/IpInIpTunnelAddr", "10.0.0.0");
    assert_eq!(ids(&[POOL, (BLOCK, &block()), CLAIM, HANDLE, tunnel]), []);
    assert_eq!(ids(&[]), []);
}

#[test]
fn each_thing_that_does_not_fit_is_found() {
    let block = block();
    let twin = ("/calico/v1/host/n/workload/k8s/d.q/endpoint/eth0", POD.1);
    let stray = ("/calico/v1/host/n/workload/k8s/d.q/endpoint/eth0", r#"{"ipv4_nets": ["10.0.0.1/32"]}"#);
    let outside = ("/calico/v1/host/n/workload/k8s/d.q/endpoint/eth0", r#"{"ipv4_nets": ["10.9.0.1/32"]}"#);
    let broken = ("/calico/v1/host/n/workload/k8s/d.q/endpoint/eth0", "{");
    let vm = ("/calico/v1/host/n/workload/openstack/vm/endpoint/p", r#"{"ipv4_nets": ["10.0.0.9/32"]}"#);
    let all = |more: (&'static str, &str)| ids(&[POOL, (BLOCK, &block), CLAIM, HANDLE, POD, (more.0, more.1)]);
    let without = |path: &str| {
        let keys = [POOL, (BLOCK, &*block), CLAIM, HANDLE, POD];
        ids(&keys.into_iter().filter(|(key, _)| *key != path).collect::<Vec<_>>())
    };
    let one = |id: &'static str, object: &str| vec![(id, object.to_owned())];
    assert_eq!(without(POD.0), one("leak", "10.0.0.0"));
    assert_eq!(without(HANDLE.0), one("handle-missing", "h"));
    assert_eq!(without(CLAIM.0), one("block-unclaimed", "10.0.0.0/26"));
    assert_eq!(
        without(POOL.0),
        [("block-outside", "10.0.0.0/26".to_owned()), ("outside-pools", "10.0.0.0".to_owned())]
    );
    assert_eq!(
        without(BLOCK),
        [
            ("claim-without-block", "10.0.0.0/26".to_owned()),
            ("handle-differs", "h".to_owned()),
            ("not-held", "10.0.0.0".to_owned())
        ]
    );
    assert_eq!(all(twin), one("double-use", "10.0.0.0"));
    assert_eq!(all(stray), one("not-held", "10.0.0.1"));
    assert_eq!(all(outside), one("outside-pools", "10.9.0.1"));
    assert_eq!(all(broken), one("endpoint-malformed", "n/k8s/d.q/eth0"));
    assert_eq!(all(vm), one("vm-in-pool", "10.0.0.9"));
    assert_eq!(all(("/calico/v1/ipam/v4/pool/junk", "{}")), one("pool-malformed", "junk"));
    assert_eq!(
        all(("/calico/v1/ipam/v4/pool/10.0.0.0-24", r#"{"cidr": "10.0.0.0/24"}"#)),
        one("pool-overlap", "10.0.0.0/24")
    );
    assert_eq!(all(("/calico/ipam/v2/host/m/ipv4/block/10.0.0.0-26", "")), one("claim-differs", "10.0.0.0/26"));
    assert_eq!(all(("/calico/ipam/v2/host/m/ipv4/block/junk", "")), one("claim-malformed", "junk"));
    assert_eq!(all(("/calico/ipam/v2/handle/g", r#"{"id": "g", "block": {}}"#)), one("handle-empty", "g"));
    assert_eq!(all(("/calico/ipam/v2/handle/g", "{")), one("handle-malformed", "g"));
    assert_eq!(
        all(("/calico/ipam/v2/assignment/ipv4/block/10.0.0.64-26", "{")),
        one("block-malformed", "10.0.0.64/26")
    );
    // What it holds, and who counts on that, nobody can say.
    assert_eq!(ids(&[POOL, (BLOCK, "{"), CLAIM, HANDLE, POD]), one("block-malformed", "10.0.0.0/26"));
    assert_eq!(all(("/calico/ipam/v2/assignment/ipv4/block/10.0.0.64-26", &block)), one("block-twice", "10.0.0.0/26"));
}

#[test]
fn the_vms_of_a_subnet_outside_every_pool_are_one_finding() {
    let subnet = ("/calico/dhcp/v1/subnet/s", r#"{"cidr": "10.65.0.0/24"}"#);
    let vm = |at: usize| {
        (
            format!("/calico/v1/host/n/workload/openstack/vm{at}/endpoint/p"),
            format!(r#"{{"ipv4_nets": ["10.65.0.{at}/32"]}}"#),
        )
    };
    let vms: Vec<(String, String)> = (2..5).map(vm).collect();
    let mut keys = vec![subnet];
    keys.extend(vms.iter().map(|(path, value)| (path.as_str(), value.as_str())));
    let found = check(&Snapshot::literal(&keys));
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (finding.id, finding.object.as_str(), finding.key.as_str()),
        ("outside-pools", "10.65.0.0/24", subnet.0)
    );
    assert!(finding.text.contains("VMs have 3 addresses"), "{}", finding.text);
    let cure = ("/calico/v1/ipam/v4/pool/10.65.0.0-24", r#"{"cidr": "10.65.0.0/24", "ipam": false, "disabled": true}"#);
    keys.push(cure);
    assert_eq!(ids(&keys), []);
}
