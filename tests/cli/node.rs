//! `calicross node`

use insta::assert_snapshot;

use crate::harness::Env;
use crate::ipam::block;

fn cloud() -> Env {
    let env = Env::new();
    env.put_all(&[
        ("/calico/bgp/v1/host/n1/ip_addr_v4", "10.80.1.11"),
        ("/calico/bgp/v1/host/n1/ip_addr_v6", ""),
        ("/calico/bgp/v1/host/n1/peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "64512"}"#),
        ("/calico/bgp/v1/host/n2.example.org/ip_addr_v4", "10.80.1.12"),
        ("/calico/felix/v1/host/n1/last_reported_status", r#"{"time": "2017-06-01T03:00:00Z"}"#),
        ("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26", &block("10.0.0.0/26", "n1", &["h1", "h2"])),
        ("/calico/ipam/v2/handle/h1", r#"{"id": "h1", "block": {"10.0.0.0/26": 1}}"#),
        ("/calico/ipam/v2/handle/h2", r#"{"id": "h2", "block": {"10.0.0.0/26": 1}}"#),
        ("/calico/ipam/v2/host/n1/ipv4/block/10.0.0.0-26", ""),
        ("/calico/v1/host/n1/bird_ip", "10.80.1.11"),
        ("/calico/v1/host/n1/workload/k8s/shop.h1/endpoint/eth0", r#"{"ipv4_nets": ["10.0.0.0/32"]}"#),
        ("/calico/v1/host/n2/bird_ip", "10.80.1.12"),
        ("/calico/v1/host/n2/workload/openstack/vm/endpoint/port", r#"{"ipv4_nets": ["10.65.0.3/32"]}"#),
    ]);
    env
}

#[test]
fn every_name_of_a_host_is_seen() {
    let env = cloud();
    assert_snapshot!(env.run(&["node", "list"]), @"
    exit 0
    stdout| NAME            ENDPOINTS  FELIX   BGP-IPV4    AS  BLOCKS  KNOWN-TO             PERHAPS-ALSO
    stdout| n1                      1  silent  10.80.1.11  -        1  host,bgp,ipam,felix  -
    stdout| n2                      1  none    -           -        0  host                 n2.example.org
    stdout| n2.example.org          0  none    10.80.1.12  -        0  bgp                  n2
    stderr| warning: n2.example.org has not both of ip_addr_v4 and ip_addr_v6 for BIRD: confd renders no configuration, on any host
    ");
    assert_snapshot!(env.run(&["node", "show", "n1"]), @"
    exit 0
    stdout| Node:           n1
    stdout| Known to:       host, bgp, ipam, felix
    stdout| Felix:          silent, reported last at YYYY-MM-DDTHH:MM:SSZ
    stdout| Address:        10.80.1.11
    stdout| Tunnel:         -
    stdout| BGP:            IPv4 10.80.1.11, IPv6 -, AS -
    stdout| BGP peers:      10.0.0.1
    stdout| Blocks:         10.0.0.0/26
    stdout| Host endpoints: -
    stdout| Endpoints:      1, 0 of them OpenStack's
    stdout|   n1/k8s/shop.h1/eth0
    ");
    assert_snapshot!(env.run(&["node", "show", "n9"]), @"
    exit 3
    stderr| error: node n9 does not exist
    stderr| hint: `calicross node list` shows those that do
    ");
}

#[test]
fn a_node_goes_with_its_endpoints_only_when_told() {
    let env = cloud();
    let before = env.dump();
    assert_snapshot!(env.run(&["node", "remove", "n1", "--yes"]), @"
    exit 3
    stderr| error: node n1 has 1 endpoint, first /calico/v1/host/n1/workload/k8s/shop.h1/endpoint/eth0
    stderr| hint: --remove-endpoints removes them as well; the workloads lose their network
    ");
    assert_snapshot!(env.run(&["node", "remove", "n1", "--remove-endpoints"]), @"
    exit 3
    stderr| error: not confirmed: removes node n1 with 1 endpoint, 1 BGP peer
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_eq!(env.dump(), before);
    assert_snapshot!(env.run(&["node", "remove", "n1", "--remove-endpoints", "--yes"]), @"
    exit 0
    stdout| 1 address of n1 released
    stdout| block 10.0.0.0/26 stays without a host, 1 address in it held
    stdout| node n1 removed with 1 endpoint, 1 BGP peer
    stderr| datastore: file at DIR/store.redb
    ");
    let left = env.dump();
    assert_eq!(
        left.keys().collect::<Vec<_>>(),
        [
            "/calico/bgp/v1/host/n2.example.org/ip_addr_v4",
            "/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26",
            "/calico/ipam/v2/handle/h2",
            "/calico/v1/host/n2/bird_ip",
            "/calico/v1/host/n2/workload/openstack/vm/endpoint/port",
        ]
    );
    // What goes with its host is another component's again when it is to come back.
    env.run(&["undo", "--last", "--yes", "--force=owner"]).ok();
    assert_eq!(env.dump(), before);
}

#[test]
fn ports_stay_neutrons_whatever_becomes_of_the_host() {
    let env = cloud();
    assert_snapshot!(env.run(&["node", "remove", "n2", "--remove-endpoints", "--yes"]), @"
    exit 3
    stderr| error: /calico/v1/host/n2/workload/openstack/vm/endpoint/port belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(env.run(&["node", "remove", "n2", "--remove-endpoints", "--yes", "--force=owner"]), @"
    exit 0
    stdout| node n2 removed with 1 endpoint
    stderr| warning: n2.example.org may be another name of the same host, and stays
    stderr| warning: forced: /calico/v1/host/n2/workload/openstack/vm/endpoint/port belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["node", "remove", "n2", "--if-exists"]), @"
    exit 0
    stdout| node n2 is not there
    ");
}

#[test]
fn a_saved_removal_is_carried_out_as_it_was_shown() {
    let env = cloud();
    env.run(&["node", "remove", "n1", "--remove-endpoints", "--dry-run", "--out", "n1.plan"]).ok();
    env.run(&["plan", "apply", "n1.plan", "--yes"]).ok();
    assert_eq!(env.value("/calico/v1/host/n1/bird_ip"), None);
}

#[test]
fn calicoctls_word_for_the_host_is_understood() {
    let env = cloud();
    env.run(&["node", "remove", "--hostname=n2.example.org", "--yes"]).ok();
    assert_eq!(env.value("/calico/bgp/v1/host/n2.example.org/ip_addr_v4"), None);
    assert_snapshot!(env.run(&["node", "remove", "n1", "--hostname", "n1"]), @"
    exit 2
    stderr| error: the argument '[HOST]' cannot be used with '--hostname <HOST>'
    stderr| hint: usage: calicross node remove [OPTIONS] [HOST]
    ");
    assert_snapshot!(env.run(&["node", "remove"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: <HOST>
    stderr| hint: usage: calicross node remove [OPTIONS] [HOST]
    ");
}
