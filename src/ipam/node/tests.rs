use super::*;
use crate::model::ipam::testing::python;
use crate::ownership;
use crate::plan::Force;
use crate::store::{Entry, Version};

const POD: &str = "/calico/v1/host/node1/workload/k8s/default.nginx01/endpoint/a1";
const BLOCK: &str = "/calico/ipam/v2/assignment/ipv4/block/192.168.1.0-26";
const CLAIM: &str = "/calico/ipam/v2/host/node1/ipv4/block/192.168.1.0-26";
const HANDLE: &str = "/calico/ipam/v2/handle/h1";
const REST: [(&str, &str); 8] = [
    ("/calico/bgp/v1/host/node1/as_num", "64512"),
    ("/calico/bgp/v1/host/node1/ip_addr_v4", "10.80.1.11"),
    ("/calico/bgp/v1/host/node1/ip_addr_v6", ""),
    ("/calico/bgp/v1/host/node1/peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "64512"}"#),
    ("/calico/felix/v1/host/node1/last_reported_status", "{}"),
    ("/calico/felix/v1/host/node1/workload/k8s/default.nginx01/endpoint/a1", r#"{"status": "up"}"#),
    ("/calico/v1/host/node1/bird_ip", "10.80.1.11"),
    ("/calico/v1/host/node1/config/marker", "created"),
];

fn gone(plan: &Plan, path: &str) -> bool {
    plan.change(path).is_some_and(|change| change.after.is_none())
}

fn text(plan: &Plan, path: &str) -> String {
    String::from_utf8(plan.change(path).unwrap().after.clone().unwrap()).unwrap()
}

#[test]
fn a_host_without_endpoints_goes_from_everywhere() {
    let mut keys = REST.to_vec();
    keys.push(("/calico/v1/host/node2/bird_ip", "10.80.1.12"));
    let plan = remove(&Snapshot::literal(&keys), "node1", Endpoints::Refuse).unwrap();
    assert_eq!(plan.changes().len(), REST.len());
    assert!(REST.iter().all(|(path, _)| gone(&plan, path)));
    assert!(ownership::obstacles(&plan).is_empty(), "what Felix reported goes with its host");
    assert_eq!(plan.expectations, [Expectation::NodeUnused { host: "node1".into() }]);
}

#[test]
fn confd_never_meets_a_host_without_its_addresses() {
    use crate::plan::phase::Phase;
    let plan = remove(&Snapshot::literal(&REST), "node1", Endpoints::Refuse).unwrap();
    let phase = |path: &str| Phase::of(plan.change(path).unwrap());
    let addresses = ["/calico/bgp/v1/host/node1/ip_addr_v4", "/calico/bgp/v1/host/node1/ip_addr_v6"];
    let others = ["/calico/bgp/v1/host/node1/as_num", "/calico/bgp/v1/host/node1/peer_v4/10.0.0.1"];
    assert!(others.iter().all(|other| addresses.iter().all(|address| phase(other) < phase(address))));
}

#[test]
fn endpoints_keep_a_host_until_they_are_to_go_as_well() {
    let block = python("192.168.1.0/26", "node1", &[(0, 0), (1, 0), (2, 1)], &[Some("h1"), None]);
    let h1 = r#"{"id": "h1", "block": {"192.168.1.0/26": 2}}"#;
    let keys = [
        (POD, r#"{"ipv4_nets": ["192.168.1.0/32"], "profile_ids": []}"#),
        (BLOCK, &*block),
        (CLAIM, ""),
        (HANDLE, h1),
        ("/calico/v1/host/node1/config/IpInIpTunnelAddr", "192.168.1.2"),
    ];
    let snapshot = Snapshot::literal(&keys);
    let error = remove(&snapshot, "node1", Endpoints::Refuse).unwrap_err();
    assert_eq!(error, IpamError::Endpoints { host: "node1".into(), count: 1, first: POD.into() });
    let plan = remove(&snapshot, "node1", Endpoints::Remove).unwrap();
    assert!(gone(&plan, POD) && gone(&plan, CLAIM));
    let block = text(&plan, BLOCK);
    assert!(block.contains(r#""allocations": [null, 0, null"#) && block.contains(r#""affinity": "","#), "{block}");
    assert_eq!(text(&plan, HANDLE), r#"{"id": "h1", "block": {"192.168.1.0/26": 1}}"#);
    assert!(plan.summary.contains(&"block 192.168.1.0/26 stays without a host, 1 address in it held".to_owned()));
    assert!(ownership::obstacles(&plan).is_empty(), "pods go with their host");
}

#[test]
fn what_expires_is_left_to() {
    let entry =
        |path: &str, expires| Entry { path: path.to_owned(), value: b"{}".to_vec(), version: Version(1), expires };
    let status = entry("/calico/felix/v1/host/node1/status", true);
    let last = entry("/calico/felix/v1/host/node1/last_reported_status", false);
    let snapshot = |entries: &[&Entry]| Snapshot::new(1, scopes(), entries.iter().copied().cloned().collect());
    let plan = remove(&snapshot(&[&last, &status]), "node1", Endpoints::Refuse).unwrap();
    assert_eq!(plan.changes().map(|change| &change.path).collect::<Vec<_>>(), [&last.path]);
    assert_eq!(plan.summary, ["node node1 removed"]);
    let again = remove(&snapshot(&[&status]), "node1", Endpoints::Refuse).unwrap();
    assert!(again.is_empty() && again.questions.is_empty());
    assert_eq!(again.summary, ["of node node1 only reports are left, which expire by themselves"]);
}

#[test]
fn ports_stay_neutrons() {
    let port = "/calico/v1/host/node1/workload/openstack/vm/endpoint/port";
    let plan = remove(&Snapshot::literal(&[(port, r#"{"ipv4_nets": []}"#)]), "node1", Endpoints::Remove).unwrap();
    let obstacles = ownership::obstacles(&plan);
    let [obstacle] = obstacles.as_slice() else { panic!("{obstacles:?}") };
    assert_eq!((obstacle.force, obstacle.key.as_str()), (Force::Owner, port));
}

/// Recorded of calicoctl 0.23: the address of a tunnel in another host's block.
#[test]
fn the_tunnels_address_is_given_back() {
    let block = python("192.168.1.0/26", "node1", &[(0, 0), (1, 0), (2, 1)], &[Some("h1"), None]);
    let keys = [(BLOCK, &*block), (CLAIM, ""), ("/calico/v1/host/node3/config/IpInIpTunnelAddr", "192.168.1.2")];
    let plan = remove(&Snapshot::literal(&keys), "node3", Endpoints::Refuse).unwrap();
    let block = text(&plan, BLOCK);
    assert!(
        block.contains(r#""allocations": [0, 0, null"#) && block.contains(r#""affinity": "host:node1""#),
        "{block}"
    );
    assert!(block.contains("63, 2]"));
    assert_eq!(plan.changes().len(), 2);
}

#[test]
fn what_is_shared_or_unknown_is_told() {
    let nets = r#"{"ipv4_nets": ["192.168.1.0/32"]}"#;
    let block = python("192.168.1.0/26", "node1", &[(0, 0)], &[None]);
    let other = "/calico/v1/host/node1.example.org/workload/k8s/default.nginx01/endpoint/a1";
    let status = "/calico/felix/v1/host/node1/status";
    let keys = [(POD, nets), (other, nets), (BLOCK, &*block), (status, "{}")];
    let plan = remove(&Snapshot::literal(&keys), "node1", Endpoints::Remove).unwrap();
    assert!(text(&plan, BLOCK).contains(r#""allocations": [0, null"#));
    assert_eq!(plan.warnings.len(), 3, "{:?}", plan.warnings);
    let unknown = remove(&Snapshot::literal(&keys), "nope", Endpoints::Remove).unwrap_err();
    assert_eq!(unknown, IpamError::NoNode { host: "nope".into() });
}
