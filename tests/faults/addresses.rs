//! Pools, addresses and hosts on real datastores: what is written in which order, what is left, and many hands on one block.

use std::collections::BTreeSet;

use crate::harness::{Operator, Running};
use crate::server::Etcd;
use crate::witness::{Keys, v2, v3};

const POOL: &str = "/calico/v1/ipam/v4/pool/10.0.0.0-16";
const BLOCK: &str = "/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26";
const CLAIM: &str = "/calico/ipam/v2/host/node1/ipv4/block/10.0.0.0-26";
const POD: &str = "/calico/v1/host/node1/workload/k8s/shop.h0/endpoint/eth0";
/// How many addresses are held, each by a handle of its own.
const HELD: usize = 24;

/// A block with so many addresses that are held, the first ones: as pycalico writes it, or as libcalico-go does.
fn block(go: bool, held: usize) -> String {
    let list = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(if go { "," } else { ", " });
    let allocations = list(&mut (0..64).map(|at| if at < held { at.to_string() } else { "null".to_owned() }));
    let free = list(&mut (held..64).map(|at| at.to_string()));
    if go {
        let attributes = list(&mut (0..held).map(|at| format!(r#"{{"handle_id":"h{at}","secondary":{{}}}}"#)));
        return format!(
            r#"{{"cidr":"10.0.0.0/26","affinity":"host:node1","strictAffinity":false,"allocations":[{allocations}],"unallocated":[{free}],"attributes":[{attributes}]}}"#
        );
    }
    let attributes = list(&mut (0..held).map(|at| format!(r#"{{"handle_id": "h{at}", "secondary": {{}}}}"#)));
    format!(
        r#"{{"cidr": "10.0.0.0/26", "affinity": "host:node1", "strict_affinity": false, "allocations": [{allocations}], "attributes": [{attributes}], "unallocated": [{free}]}}"#
    )
}

/// Where a cloud lies: how keys are put there and shown.
struct Place {
    etcd: Etcd,
    api: &'static str,
}

impl Place {
    fn both() -> [Self; 2] {
        ["etcdv2", "etcdv3"].map(|api| Self { etcd: Etcd::start(), api })
    }

    fn operator(&self) -> Operator {
        Operator::of_etcd(&self.etcd.endpoint(), self.api)
    }

    fn put(&self, path: &str, value: &str) {
        match self.api {
            "etcdv2" => v2::put(&self.etcd.endpoint(), path, value),
            _ => v3::put(&self.etcd.endpoint(), path, value.as_bytes()),
        }
    }

    /// All of Calico's keys, and of etcd v2 the empty directories.
    fn dump(&self) -> Keys {
        match self.api {
            "etcdv2" => v2::dump(&self.etcd.endpoint(), "/calico"),
            _ => v3::dump(&self.etcd.endpoint(), "/calico"),
        }
    }

    /// A pool, a block of it that node1 claims, a handle for each of its addresses, and a pod with the first.
    fn fill(&self, go: bool) {
        self.put(POOL, r#"{"cidr": "10.0.0.0/16"}"#);
        self.put(BLOCK, &block(go, HELD));
        self.put(CLAIM, if go { "{}" } else { "" });
        for at in 0..HELD {
            let id = if go { String::new() } else { format!(r#""id": "h{at}", "#) };
            self.put(&format!("/calico/ipam/v2/handle/h{at}"), &format!(r#"{{{id}"block": {{"10.0.0.0/26": 1}}}}"#));
        }
        self.put(POD, r#"{"ipv4_nets": ["10.0.0.0/32"], "profile_ids": []}"#);
        self.put("/calico/v1/host/node1/bird_ip", "10.80.1.11");
        self.put("/calico/bgp/v1/host/node1/ip_addr_v4", "10.80.1.11");
        self.put("/calico/bgp/v1/host/node1/ip_addr_v6", "");
        self.put("/calico/felix/v1/host/node1/last_reported_status", r#"{"time": "2017-06-01T03:00:00Z"}"#);
    }
}

#[test]
fn many_give_back_addresses_of_one_block() {
    for (place, go) in Place::both().into_iter().zip([true, false]) {
        place.fill(go);
        let operator = place.operator();
        let line = |at: usize| format!("ipam release 10.0.0.{at} --yes --timeout 60s --commit-timeout 5m");
        let start = |at| operator.start(&line(at).split(' ').collect::<Vec<_>>());
        let started: Vec<Running> = (1..HELD).map(start).collect();
        for run in started.into_iter().map(Running::end).collect::<Vec<_>>() {
            run.expect(0);
        }
        let left = place.dump();
        let handles: Vec<&str> = left.keys().filter_map(|path| path.strip_prefix("/calico/ipam/v2/handle/")).collect();
        assert_eq!(handles, ["h0"], "{}", place.api);
        let block: serde_json::Value = serde_json::from_str(&left[BLOCK]).unwrap();
        assert_eq!(block["allocations"].as_array().unwrap().iter().filter(|entry| !entry.is_null()).count(), 1);
        assert_eq!(block["attributes"].as_array().unwrap().len(), 1);
        let free: BTreeSet<u64> =
            block["unallocated"].as_array().unwrap().iter().filter_map(|at| at.as_u64()).collect();
        assert_eq!(free, (1..64).collect(), "{}", place.api);
        // Each writer's own form.
        assert_eq!(left[BLOCK].contains(r#""strictAffinity":false,"#), go, "{}", left[BLOCK]);
        operator.ok("ipam check");
    }
}

#[test]
fn a_pool_goes_when_nothing_of_it_is_used_and_comes_back() {
    for place in Place::both() {
        place.fill(false);
        let operator = place.operator();
        let before = place.dump();
        operator.fails(3, "pool remove 10.0.0.0/16 --yes").says("in use");
        assert_eq!(place.dump(), before);
        operator.ok("ipam release --block 10.0.0.0/26 --force=in-use --yes");
        operator.ok("node remove node1 --remove-endpoints --yes");
        operator.ok("pool remove 10.0.0.0/16 --yes");
        let left: Vec<String> = place.dump().into_keys().filter(|path| !path.ends_with('/')).collect();
        assert_eq!(left, Vec::<String>::new(), "{}", place.api);
        for _ in 0..3 {
            operator.ok("undo --last --yes --force=owner");
        }
        let mut back = place.dump();
        back.retain(|path, _| !path.ends_with('/'));
        assert_eq!(back, before, "{}", place.api);
        let states: BTreeSet<String> = operator.history().into_iter().map(|(state, _)| state).collect();
        assert_eq!(states.into_iter().collect::<Vec<_>>(), ["done", "undone"], "{}", place.api);
    }
}

/// To libcalico-go every directory of hosts is a host, even an empty one.
#[test]
fn nothing_is_left_of_a_host_that_was_removed() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let place = Place { etcd, api: "etcdv2" };
    place.fill(false);
    // What calico/node makes: directories that confd reads.
    place.put("/calico/ipam/v2/host/node1/ipv6/block/x", "");
    place.put("/calico/v1/host/node2/bird_ip", "10.80.1.12");
    let operator = place.operator();
    operator.ok("key rm /calico/ipam/v2/host/node1/ipv6/block/x --yes");
    assert!(v2::has(&endpoint, "/calico/ipam/v2/host/node1/ipv6/block"));
    operator.ok("node remove node1 --remove-endpoints --yes");
    for directory in ["v1/host", "bgp/v1/host", "ipam/v2/host", "felix/v1/host"] {
        assert!(!v2::has(&endpoint, &format!("/calico/{directory}/node1")), "{directory}");
        assert!(v2::has(&endpoint, &format!("/calico/{directory}")), "{directory}");
    }
    assert!(v2::has(&endpoint, "/calico/v1/host/node2/bird_ip"));
}

#[test]
fn ipip_is_turned_on_for_the_cluster_and_overlaps_are_refused() {
    for place in Place::both() {
        place.put("/calico/v1/Ready", "true");
        let operator = place.operator();
        operator.ok("pool add 10.0.0.0/16 --ipip --nat-outgoing --yes");
        operator.ok("pool add fd00::/64 10.2.0.0/16 --disabled");
        operator.ok("pool range add 10.4.0.0 10.5.255.255 --no-ipam");
        let before = place.dump();
        for refused in ["pool add 10.0.1.0/24", "pool add fd00::/48", "pool add fd01::/64 --ipip --yes"] {
            operator.fails(3, refused).one_error();
        }
        assert_eq!(place.dump(), before);
        let expected = [
            ("/calico/v1/Ready", "true"),
            ("/calico/v1/config/IpInIpEnabled", "true"),
            (POOL, r#"{"cidr": "10.0.0.0/16", "ipip": "tunl0", "masquerade": true}"#),
            ("/calico/v1/ipam/v4/pool/10.2.0.0-16", r#"{"cidr": "10.2.0.0/16", "disabled": true}"#),
            ("/calico/v1/ipam/v4/pool/10.4.0.0-15", r#"{"cidr": "10.4.0.0/15", "ipam": false}"#),
            ("/calico/v1/ipam/v6/pool/fd00::-64", r#"{"cidr": "fd00::/64", "disabled": true}"#),
        ];
        let expected: Keys = expected.iter().map(|(path, value)| (path.to_string(), value.to_string())).collect();
        assert_eq!(before, expected, "{}", place.api);
        operator.ok("pool update 10.0.0.0/16 --no-ipip --yes");
        assert_eq!(place.dump()[POOL], r#"{"cidr": "10.0.0.0/16", "masquerade": true}"#);
    }
}

/// What calicoctl waited three seconds for: no host takes a new block from a pool while its blocks are let go.
#[test]
fn a_pool_is_disabled_first_and_goes_last() {
    let etcd = Etcd::start();
    let endpoint = etcd.endpoint();
    let place = Place { etcd, api: "etcdv2" };
    place.put(POOL, r#"{"cidr": "10.0.0.0/16"}"#);
    place.put(BLOCK, &block(true, 0));
    place.put(CLAIM, "{}");
    let mut index = v2::index(&endpoint) + 1;
    place.operator().ok("pool remove 10.0.0.0/16 --yes");
    let mut seen: Vec<(String, String)> = Vec::new();
    while seen.last().is_none_or(|(action, path)| !(action == "compareAndDelete" && path == POOL)) {
        let event = v2::wait(&endpoint, "/calico", index);
        index = event["node"]["modifiedIndex"].as_u64().unwrap() + 1;
        seen.push((event["action"].as_str().unwrap().to_owned(), event["node"]["key"].as_str().unwrap().to_owned()));
    }
    let expected = [
        ("compareAndSwap", POOL),
        ("compareAndDelete", BLOCK),
        ("compareAndDelete", CLAIM),
        ("compareAndDelete", POOL),
    ];
    assert_eq!(seen, expected.map(|(action, path)| (action.to_owned(), path.to_owned())));
}
