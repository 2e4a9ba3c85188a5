use proptest::prelude::*;

use super::*;

/// The pods' datastore: one host, a pool, a pod.
const PODS: [(&str, &str); 7] = [
    ("/calico/v1/host/node1/bird_ip", "10.10.0.11"),
    ("/calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0", r#"{"ipv4_nets": ["10.233.64.2/32"]}"#),
    ("/calico/bgp/v1/host/node1/ip_addr_v4", "10.10.0.11"),
    ("/calico/bgp/v1/host/node1/ip_addr_v6", ""),
    ("/calico/bgp/v1/global/custom_filters/v4/vms", r#"if ( ifname ~ "tap*" ) then { accept; }"#),
    ("/calico/v1/ipam/v4/pool/10.233.64.0-18", r#"{"cidr": "10.233.64.0/18", "masquerade": true}"#),
    ("/calico/v1/ipam/v4/pool/10.65.0.0-24", r#"{"cidr": "10.65.0.0/24", "ipam": false, "disabled": true}"#),
];

/// The VMs' datastore: the same host, a subnet, a VM.
const VMS: [(&str, &str); 2] = [
    ("/calico/v1/host/node1/workload/openstack/vm/endpoint/port", r#"{"ipv4_nets": ["10.65.0.3/32"]}"#),
    ("/calico/dhcp/v1/subnet/s", r#"{"cidr": "10.65.0.0/24", "gateway_ip": "10.65.0.1"}"#),
];

fn with<'k>(keys: &[(&'k str, &'k str)], more: &[(&'k str, &'k str)]) -> Snapshot {
    let mut all: Vec<(&str, &str)> =
        keys.iter().copied().filter(|(path, _)| more.iter().all(|(other, _)| other != path)).collect();
    all.extend(more.iter().copied().filter(|(_, value)| *value != "-"));
    Snapshot::literal(&all)
}

#[track_caller]
fn expect(ours: &[(&str, &str)], theirs: &[(&str, &str)], expected: &[(&str, &str)]) {
    let found = compare(&with(&PODS, ours), &with(&VMS, theirs));
    let ids: Vec<(&str, &str)> = found.iter().map(|finding| (finding.id, finding.object.as_str())).collect();
    assert_eq!(ids, expected, "{found:#?}");
}

#[test]
fn two_that_fit() {
    expect(&[], &[], &[]);
    // And the other way round: no BIRD goes by the VMs' datastore.
    assert_eq!(compare(&with(&VMS, &[]), &with(&PODS, &[])), []);
}

#[test]
fn addresses_are_given_out_once() {
    let pool = ("/calico/v1/ipam/v4/pool/10.233.0.0-16", r#"{"cidr": "10.233.0.0/16"}"#);
    expect(&[], &[pool], &[("pool-overlap", "10.233.64.0/18")]);
    // One that nobody takes addresses of says only that they are somebody's.
    let idle =
        ("/calico/v1/ipam/v4/pool/10.233.0.0-16", r#"{"cidr": "10.233.0.0/16", "ipam": false, "disabled": true}"#);
    expect(&[], &[idle], &[]);
    let half = ("/calico/v1/ipam/v4/pool/10.233.0.0-16", r#"{"cidr": "10.233.0.0/16", "ipam": false}"#);
    expect(&[], &[half], &[("pool-overlap", "10.233.64.0/18")]);
    let taken = ("/calico/v1/ipam/v4/pool/10.65.0.0-24", r#"{"cidr": "10.65.0.0/24"}"#);
    expect(&[taken], &[], &[("pool-over-subnet", "10.65.0.0/24")]);
    let subnet = ("/calico/dhcp/v1/subnet/t", r#"{"cidr": "10.66.0.0/24"}"#);
    let theirs = ("/calico/v1/ipam/v4/pool/10.66.0.0-16", r#"{"cidr": "10.66.0.0/16"}"#);
    expect(&[subnet], &[theirs], &[("pool-over-subnet", "10.66.0.0/16")]);
    expect(
        &[("/calico/dhcp/v1/subnet/t", r#"{"cidr": "10.65.0.128/25"}"#)],
        &[],
        &[("subnet-overlap", "10.65.0.128/25")],
    );
    let twin = ("/calico/v1/host/node1/workload/openstack/vm2/endpoint/p", r#"{"ipv4_nets": ["10.233.64.2/32"]}"#);
    expect(&[], &[twin], &[("address-twice", "10.233.64.2")]);
}

#[test]
fn a_tunnel_of_one_host_is_one() {
    let tunnel = ("/calico/v1/host/node1/config/IpInIpTunnelAddr", "10.233.64.1");
    expect(&[tunnel], &[tunnel], &[]);
    let other = ("/calico/v1/host/node2/config/IpInIpTunnelAddr", "10.233.64.1");
    expect(&[tunnel], &[other], &[("address-twice", "10.233.64.1")]);
}

#[test]
fn an_empty_peer_is_no_peer() {
    let found = compare(&with(&PODS, &[]), &Snapshot::literal(&[]));
    assert_eq!((found.len(), found[0].id), (1, "peer-empty"));
    assert_eq!(compare(&Snapshot::literal(&[]), &Snapshot::literal(&[])), []);
}

#[test]
fn hosts_are_called_the_same() {
    let moved = |host: &'static str| {
        [
            ("/calico/v1/host/node1/workload/openstack/vm/endpoint/port", "-"),
            (host, r#"{"ipv4_nets": ["10.65.0.3/32"]}"#),
        ]
    };
    let alike = moved("/calico/v1/host/Node1.example.org/workload/openstack/vm/endpoint/port");
    expect(&[], &alike, &[("host-name", "Node1.example.org")]);
    let other = moved("/calico/v1/host/compute/workload/openstack/vm/endpoint/port");
    expect(&[], &other, &[("host-unknown", "compute")]);
    let known = [other[0], other[1], ("/calico/v1/host/compute/bird_ip", "10.10.0.11")];
    expect(&[], &known, &[("host-name", "compute")]);
    expect(&[], &[("/calico/v1/host/node1/bird_ip", "10.10.0.12")], &[("host-address", "node1")]);
    // One address of each family does not tell.
    expect(&[], &[("/calico/bgp/v1/host/node1/ip_addr_v6", "fd00::1")], &[]);
    // A host with no VM on it is nobody's loss.
    expect(&[], &[("/calico/v1/host/controller/bird_ip", "10.10.0.99")], &[]);
}

#[test]
fn both_know_of_a_tunnel() {
    let pool = ("/calico/v1/ipam/v4/pool/10.233.64.0-18", r#"{"cidr": "10.233.64.0/18", "ipip": "tunl0"}"#);
    let on = ("/calico/v1/config/IpInIpEnabled", "true");
    expect(&[pool, on], &[], &[("ipip-switch", "10.233.64.0/18")]);
    expect(&[pool, on], &[on], &[("ipip-hosts", "node1")]);
    expect(&[pool, on], &[on, ("/calico/v1/host/node1/bird_ip", "10.10.0.11")], &[]);
    // As well where the pool is the peer's.
    let found = compare(&with(&VMS, &[]), &with(&PODS, &[pool, on]));
    assert_eq!((found.len(), found[0].id, found[0].there.as_deref()), (1, "ipip-switch", Some(pool.0)), "{found:#?}");
}

#[test]
fn vms_of_the_peer_are_reached_as_what_they_are() {
    let without = ("/calico/v1/ipam/v4/pool/10.65.0.0-24", "-");
    expect(&[without], &[], &[("subnet-outside", "10.65.0.0/24")]);
    // Without nat-outgoing and with the filter it does no harm.
    let plain = ("/calico/v1/ipam/v4/pool/10.233.64.0-18", r#"{"cidr": "10.233.64.0/18"}"#);
    expect(&[without, plain], &[], &[]);
    let no_filter = ("/calico/bgp/v1/global/custom_filters/v4/vms", "-");
    expect(&[without, plain, no_filter], &[], &[("subnet-outside", "10.65.0.0/24")]);
    // A pool over the subnet lets its routes out as well.
    expect(&[no_filter], &[], &[]);
}

#[test]
fn what_cannot_be_read_counts_as_absent() {
    let bad = [
        ("/calico/v1/ipam/v4/pool/junk", "{"),
        ("/calico/dhcp/v1/subnet/bad", "{}"),
        ("/calico/v1/host/node1/workload/k8s/a.b/endpoint/eth0", "["),
        ("/calico/v1/config/IpInIpEnabled", "perhaps"),
        ("/calico/v1/host//bird_ip", "x"),
    ];
    expect(&bad, &bad, &[]);
}

proptest! {
    /// Whoever looks, and whatever is in the keys, nothing falls over and overlaps are seen from both sides.
    #[test]
    fn both_sides_see_the_same_overlaps(
        ours in prop::collection::btree_map(0u8..4, (8u8..=32, any::<bool>(), any::<bool>()), 0..4),
        theirs in prop::collection::btree_map(0u8..4, (8u8..=32, any::<bool>(), any::<bool>()), 0..4),
        junk in ".{0,12}",
    ) {
        let keys = |pools: &BTreeMap<u8, (u8, bool, bool)>| -> Vec<(String, String)> {
            let pool = |(net, (length, ipam, disabled)): (&u8, &(u8, bool, bool))| {
                let value = format!(r#"{{"cidr": "10.{net}.0.0/{length}", "ipam": {ipam}, "disabled": {disabled}}}"#);
                (format!("/calico/v1/ipam/v4/pool/10.{net}.0.0-{length}"), value)
            };
            let bad = ["/calico/v1/host/h/bird_ip", "/calico/dhcp/v1/subnet/s", "/calico/v1/host/h/workload/k8s/a.b/endpoint/e"];
            pools.iter().map(pool).chain(bad.map(|path| (path.to_owned(), junk.clone()))).collect()
        };
        let (ours, theirs) = (keys(&ours), keys(&theirs));
        let literal = |keys: &[(String, String)]| {
            Snapshot::literal(&keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect::<Vec<_>>())
        };
        let (here, there) = (literal(&ours), literal(&theirs));
        let pairs = |found: Vec<Finding>, turned: bool| -> BTreeSet<(Option<String>, Option<String>)> {
            let overlaps = found.into_iter().filter(|finding| finding.id == "pool-overlap");
            overlaps.map(|one| if turned { (one.there, one.here) } else { (one.here, one.there) }).collect()
        };
        prop_assert_eq!(pairs(compare(&here, &there), false), pairs(compare(&there, &here), true));
    }
}
