//! `calicross ipam`

use insta::assert_snapshot;

use crate::harness::Env;

/// A block as pycalico writes it, whose first addresses these handles hold.
pub(crate) fn block(cidr: &str, host: &str, handles: &[&str]) -> String {
    let list = |items: Vec<String>| items.join(", ");
    let held = handles.len();
    let allocations = (0..64).map(|at| if at < held { at.to_string() } else { "null".to_owned() }).collect();
    let free = (held..64).map(|at| at.to_string()).collect();
    let attribute = |handle: &&str| format!(r#"{{"handle_id": "{handle}", "secondary": {{"pod": "shop.{handle}"}}}}"#);
    format!(
        r#"{{"cidr": "{cidr}", "affinity": "host:{host}", "strict_affinity": false, "allocations": [{}], "attributes": [{}], "unallocated": [{}]}}"#,
        list(allocations),
        list(handles.iter().map(attribute).collect()),
        list(free),
    )
}

/// A pool with a block in it, a pod that has the first address, and a leaked second one.
fn cloud() -> Env {
    let env = Env::new();
    env.put_all(&[
        ("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16"}"#),
        ("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26", &block("10.0.0.0/26", "n1", &["h1", "h2"])),
        ("/calico/ipam/v2/handle/h1", r#"{"id": "h1", "block": {"10.0.0.0/26": 1}}"#),
        ("/calico/ipam/v2/handle/h2", r#"{"id": "h2", "block": {"10.0.0.0/26": 1}}"#),
        ("/calico/ipam/v2/host/n1/ipv4/block/10.0.0.0-26", ""),
        ("/calico/v1/host/n1/workload/k8s/shop.h1/endpoint/eth0", r#"{"ipv4_nets": ["10.0.0.0/32"]}"#),
        ("/calico/v1/host/n1/workload/openstack/vm/endpoint/port", r#"{"ipv4_nets": ["10.65.0.3/32"]}"#),
        ("/calico/dhcp/v1/subnet/s", r#"{"cidr": "10.65.0.0/24"}"#),
    ]);
    env
}

#[test]
fn show_tells_whose_an_address_is() {
    let env = cloud();
    let mut told = String::new();
    for what in ["10.0.0.0", "10.65.0.3", "10.0.0.0/26", "10.0.0.0/8", "h2", "10.9.9.9", "10.8.0.0/16", "none"] {
        told.push_str(&format!("$ {what}\n{}", env.run(&["ipam", "show", what])));
    }
    assert_snapshot!(told, @"
    $ 10.0.0.0
    exit 0
    stdout| Address:   10.0.0.0
    stdout| Pool:      10.0.0.0/16
    stdout| Block:     10.0.0.0/26
    stdout| Host:      n1
    stdout| Held:      yes
    stdout| Handle:    h1
    stdout| Says:      pod=shop.h1
    stdout| Used by:   pod n1/k8s/shop.h1/eth0
    $ 10.65.0.3
    exit 0
    stdout| Address:   10.65.0.3
    stdout| Pool:      none
    stdout| Block:     -
    stdout| Host:      -
    stdout| Held:      no
    stdout| Neutron:   subnet 10.65.0.0/24: Neutron gives its addresses out, not IPAM
    stdout| Used by:   vm n1/openstack/vm/port
    $ 10.0.0.0/26
    exit 0
    stdout| 10.0.0.0  held by h1  pod n1/k8s/shop.h1/eth0
    stdout| 10.0.0.1  held by h2  -
    $ 10.0.0.0/8
    exit 0
    stdout| 10.0.0.0  held by h1  pod n1/k8s/shop.h1/eth0
    stdout| 10.0.0.1  held by h2  -
    stdout| 10.65.0.3  not held  vm n1/openstack/vm/port
    $ h2
    exit 0
    stdout| Address:   10.0.0.1
    stdout| Pool:      10.0.0.0/16
    stdout| Block:     10.0.0.0/26
    stdout| Host:      n1
    stdout| Held:      yes
    stdout| Handle:    h2
    stdout| Says:      pod=shop.h2
    stdout| Used by:   -
    $ 10.9.9.9
    exit 0
    stdout| Address:   10.9.9.9
    stdout| Pool:      none
    stdout| Block:     -
    stdout| Host:      -
    stdout| Held:      no
    stdout| Used by:   -
    $ 10.8.0.0/16
    exit 0
    stdout| 10.8.0.0/16: no address is held, and nobody has one
    $ none
    exit 3
    stderr| error: handle none does not exist (/calico/ipam/v2/handle/none)
    ");
    assert_snapshot!(env.run(&["ipam", "show", "10.0.0.0", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/ipam/1",
    stdout|   "what": "10.0.0.0",
    stdout|   "addresses": [
    stdout|     {
    stdout|       "address": "10.0.0.0",
    stdout|       "pool": "10.0.0.0/16",
    stdout|       "block": "10.0.0.0/26",
    stdout|       "host": "n1",
    stdout|       "neutron_subnet": null,
    stdout|       "held": true,
    stdout|       "handle": "h1",
    stdout|       "attributes": {
    stdout|         "pod": "shop.h1"
    stdout|       },
    stdout|       "used_by": [
    stdout|         {
    stdout|           "kind": "pod",
    stdout|           "name": "n1/k8s/shop.h1/eth0",
    stdout|           "key": "/calico/v1/host/n1/workload/k8s/shop.h1/endpoint/eth0"
    stdout|         }
    stdout|       ]
    stdout|     }
    stdout|   ],
    stdout|   "malformed": []
    stdout| }
    "#);
    assert_snapshot!(env.run(&["ipam", "show"]), @"
    exit 0
    stdout| BLOCK        USED  FREE  POOL         HOST
    stdout| 10.0.0.0/26     2    62  10.0.0.0/16  n1
    ");
}

#[test]
fn check_finds_what_leaked() {
    let env = cloud();
    assert_snapshot!(env.run(&["ipam", "check"]), @"
    exit 1
    stdout| FINDING        OBJECT        WHAT
    stdout| leak           10.0.0.1      address 10.0.0.1 is held by handle h2, and no endpoint has it
    stdout| outside-pools  10.65.0.0/24  Neutron's subnet 10.65.0.0/24, of which VMs have 1 address, lies in no pool: BIRD announces its route only through a filter of its own, and pods of pools with nat-outgoing reach it masqueraded; a pool with --no-ipam --disabled cures it
    ");
    env.run(&["ipam", "release", "--workload", "shop/h2", "--yes"]).ok();
    env.run(&["pool", "add", "10.65.0.0/24", "--no-ipam", "--disabled"]).ok();
    assert_snapshot!(env.run(&["ipam", "check"]), @"
    exit 0
    stderr| nothing found
    ");
}

#[test]
fn release_writes_block_and_handle_and_can_be_undone() {
    let env = cloud();
    let before = env.dump();
    assert_snapshot!(env.run(&["ipam", "release", "10.0.0.1"]), @"
    exit 3
    stderr| error: not confirmed: gives addresses back: whoever uses one without an endpoint may meet another workload with it
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["ipam", "release", "10.0.0.1", "--yes"]), @"
    exit 0
    stdout| address 10.0.0.1 released
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value("/calico/ipam/v2/handle/h2"), None);
    assert_snapshot!(env.run(&["ipam", "release", "10.0.0.1", "--yes"]), @"
    exit 3
    stderr| error: address 10.0.0.1 is not held (/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26)
    ");
    assert_snapshot!(env.run(&["ipam", "release", "10.0.0.1", "--if-exists"]), @"
    exit 0
    stdout| address 10.0.0.1 is not held
    ");
    env.run(&["undo", "--last", "--yes"]).ok();
    assert_eq!(env.dump(), before);
}

#[test]
fn what_is_used_or_cannot_be_accounted_for_is_refused_before_anything_is_written() {
    let env = cloud();
    env.run(&["key", "rm", "/calico/ipam/v2/handle/h2", "--yes"]).ok();
    let before = env.dump();
    assert_snapshot!(env.run(&["ipam", "release", "10.0.0.0", "--yes"]), @"
    exit 3
    stderr| error: address 10.0.0.0 is in use by n1/k8s/shop.h1/eth0 (/calico/v1/host/n1/workload/k8s/shop.h1/endpoint/eth0)
    stderr| hint: --force=in-use does it all the same
    ");
    assert_snapshot!(env.run(&["ipam", "release", "10.0.0.1", "--yes"]), @"
    exit 5
    stderr| error: handle h2 does not exist, and block 10.0.0.0/26 names it (/calico/ipam/v2/handle/h2)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["ipam", "release", "junk"]), @"
    exit 2
    stderr| error: invalid value 'junk' for '[ADDRESSES]...': invalid IP address syntax
    stderr| hint: usage: calicross ipam release [OPTIONS] [ADDRESSES]...
    ");
    assert_snapshot!(env.run(&["ipam", "release"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: <ADDRESSES>...
    stderr| hint: usage: calicross ipam release [OPTIONS] [ADDRESSES]...
    ");
    assert_eq!(env.dump(), before);
    assert_snapshot!(env.run(&["ipam", "release", "--block", "10.0.0.0/26", "--force=in-use,malformed", "--yes"]), @"
    exit 0
    stdout| block 10.0.0.0/26 released, with 2 addresses
    stderr| warning: forced: address 10.0.0.0 is in use by n1/k8s/shop.h1/eth0
    stderr| warning: forced: handle h2 does not exist, and block 10.0.0.0/26 names it
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.dump().keys().all(|path| !path.starts_with("/calico/ipam/v2/")), "{:?}", env.dump().keys());
}
