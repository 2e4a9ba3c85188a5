//! `calicross pool`

use insta::assert_snapshot;

use crate::harness::Env;
use crate::ipam::block;

const A: &str = "/calico/v1/ipam/v4/pool/10.0.0.0-16";

#[test]
fn add_splits_the_families_and_lists_them() {
    let env = Env::new();
    assert_snapshot!(env.run(&["pool", "list"]), @"
    exit 0
    stderr| no pools
    ");
    assert_snapshot!(env.run(&["pool", "add", "10.0.0.0/16", "fd00::/64", "--nat-outgoing"]), @"
    exit 0
    stdout| pool 10.0.0.0/16 added
    stdout| pool fd00::/64 added
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(A).unwrap(), @r#"{"cidr": "10.0.0.0/16", "masquerade": true}"#);
    assert_snapshot!(env.value("/calico/v1/ipam/v6/pool/fd00::-64").unwrap(), @r#"{"cidr": "fd00::/64", "masquerade": true}"#);
    assert_snapshot!(env.run(&["pool", "add", "10.0.0.0/16", "--nat-outgoing"]), @"
    exit 0
    stdout| pool 10.0.0.0/16 is there already
    ");
    assert_snapshot!(env.run(&["pool", "show"]), @"
    exit 0
    stdout| CIDR         OPTIONS       STATE
    stdout| 10.0.0.0/16  nat-outgoing  ok
    stdout| fd00::/64    nat-outgoing  ok
    ");
    assert_snapshot!(env.run(&["pool", "list", "--ipv6", "-o", "name"]), @"
    exit 0
    stdout| fd00::/64
    ");
}

#[test]
fn ipip_turns_the_cluster_switch_on_and_asks() {
    let env = Env::new();
    assert_snapshot!(env.run(&["pool", "add", "10.0.0.0/16", "--ipip"]), @"
    exit 3
    stderr| warning: IpInIpEnabled becomes true: every Felix without a setting of its own restarts
    stderr| error: not confirmed: restarts Felix on every host, for IpInIpEnabled
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run(&["pool", "add", "10.0.0.0/16", "--ipip", "--yes"]), @"
    exit 0
    stdout| pool 10.0.0.0/16 added
    stdout| IpInIpEnabled set to true
    stderr| warning: IpInIpEnabled becomes true: every Felix without a setting of its own restarts
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value("/calico/v1/config/IpInIpEnabled").unwrap(), @"true");
}

#[test]
fn one_that_differs_is_refused_with_the_difference() {
    let env = Env::new();
    env.put(A, br#"{"cidr": "10.0.0.0/16", "masquerade": true, "x": 1.0}"#);
    assert_snapshot!(env.run(&["pool", "add", "10.0.0.0/16", "--disabled"]), @r#"
    exit 3
    stderr| error: pool 10.0.0.0/16 exists and differs: nat-outgoing is on, disabled is off (/calico/v1/ipam/v4/pool/10.0.0.0-16)
    stderr| --- /calico/v1/ipam/v4/pool/10.0.0.0-16
    stderr| +++ /calico/v1/ipam/v4/pool/10.0.0.0-16
    stderr| @@ -1,5 +1,5 @@
    stderr|  {
    stderr|    "cidr": "10.0.0.0/16",
    stderr| -  "masquerade": true,
    stderr| -  "x": 1.0
    stderr| +  "x": 1.0,
    stderr| +  "disabled": true
    stderr|  }
    stderr| hint: --update, or `calicross pool update`, turns the switches that are named
    "#);
    assert_snapshot!(env.run(&["pool", "add", "10.0.0.0/16", "--disabled", "--update"]), @"
    exit 0
    stdout| pool 10.0.0.0/16 updated
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(A).unwrap(), @r#"{"cidr": "10.0.0.0/16", "masquerade": true, "x": 1.0, "disabled": true}"#);
    assert_snapshot!(env.run(&["pool", "update", "10.0.0.0/16", "--no-nat-outgoing", "--enabled"]), @"
    exit 0
    stdout| pool 10.0.0.0/16 updated
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(A).unwrap(), @r#"{"cidr": "10.0.0.0/16", "x": 1.0}"#);
    assert_snapshot!(env.run(&["pool", "update", "10.0.0.0/16"]), @"
    exit 2
    stderr| error: the following required arguments were not provided: <--ipip|--no-ipip|--nat-outgoing|--no-nat-outgoing|--ipam|--no-ipam|--disabled|--enabled>
    stderr| hint: usage: calicross pool update [OPTIONS] <--ipip|--no-ipip|--nat-outgoing|--no-nat-outgoing|--ipam|--no-ipam|--disabled|--enabled> <CIDRS>...
    ");
}

#[test]
fn what_no_reader_should_get_is_one_line() {
    let env = Env::new();
    env.run(&["pool", "add", "10.0.0.0/8"]).ok();
    let before = env.dump();
    let mut told = String::new();
    for words in [
        &["add", "10.1.0.0/16"][..],
        &["add", "11.0.0.1/16"],
        &["add", "11.0.0.0/27"],
        &["add", "fd00::/64", "--ipip"],
        &["add", "junk"],
        &["range", "add", "11.0.0.1", "11.0.0.255"],
        &["range", "add", "11.0.0.0", "fd00::"],
        &["range", "add", "11.0.0.0", "junk"],
        &["remove", "172.16.0.0/12"],
    ] {
        let words: Vec<&str> = std::iter::once("pool").chain(words.iter().copied()).collect();
        told.push_str(&format!("$ {}\n{}", words.join(" "), env.run(&words)));
    }
    assert_snapshot!(told, @"
    $ pool add 10.1.0.0/16
    exit 3
    stderr| error: pool 10.1.0.0/16 overlaps pool 10.0.0.0/8 (/calico/v1/ipam/v4/pool/10.0.0.0-8)
    stderr| hint: `calicross pool show 10.0.0.0/8` shows it
    $ pool add 11.0.0.1/16
    exit 3
    stderr| error: 11.0.0.1/16 has bits set beyond its prefix; the network is 11.0.0.0/16
    stderr| hint: if the whole network is meant, say 11.0.0.0/16
    $ pool add 11.0.0.0/27
    exit 3
    stderr| error: pool 11.0.0.0/27 is smaller than a block of addresses: an IPv4 pool that IPAM uses has a prefix of at most /26
    stderr| hint: --no-ipam --disabled makes a pool that no addresses are given out of
    $ pool add fd00::/64 --ipip
    exit 3
    stderr| error: pool fd00::/64 cannot have IPIP: there is no such tunnel for IPv6
    $ pool add junk
    exit 2
    stderr| error: 'junk' is not a CIDR such as 10.0.0.0/8 or fd00::/8
    $ pool range add 11.0.0.1 11.0.0.255
    exit 3
    stderr| error: the range 11.0.0.1 - 11.0.0.255 would need the pool 11.0.0.1/32, smaller than a block of addresses (/26)
    stderr| hint: --no-ipam --disabled makes a pool that no addresses are given out of
    $ pool range add 11.0.0.0 fd00::
    exit 2
    stderr| error: 11.0.0.0 and fd00:: are not of one family
    $ pool range add 11.0.0.0 junk
    exit 2
    stderr| error: invalid value 'junk' for '<LAST>': invalid IP address syntax
    stderr| hint: usage: calicross pool range add [OPTIONS] <FIRST> <LAST>
    $ pool remove 172.16.0.0/12
    exit 3
    stderr| error: pool 172.16.0.0/12 does not exist
    stderr| hint: `calicross pool list` shows those that do
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn remove_lets_blocks_go_and_refuses_what_is_in_use() {
    let env = Env::new();
    env.run(&["pool", "add", "10.0.0.0/16"]).ok();
    env.put_all(&[
        ("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26", &block("10.0.0.0/26", "n1", &["h1"])),
        ("/calico/ipam/v2/assignment/ipv4/block/10.0.0.64-26", &block("10.0.0.64/26", "n2", &[])),
        ("/calico/ipam/v2/host/n1/ipv4/block/10.0.0.0-26", ""),
        ("/calico/ipam/v2/host/n2/ipv4/block/10.0.0.64-26", ""),
    ]);
    assert_snapshot!(env.run(&["pool", "show", "10.0.0.0/16"]), @"
    exit 0
    stdout| Pool:      10.0.0.0/16
    stdout| Options:   -
    stdout| Key:       /calico/v1/ipam/v4/pool/10.0.0.0-16
    stdout| Addresses: 1 held in blocks, 0 of endpoints and tunnels
    stdout| Blocks:    2
    stdout|   10.0.0.0/26  n1  1 held
    stdout|   10.0.0.64/26  n2  0 held
    ");
    let before = env.dump();
    assert_snapshot!(env.run(&["pool", "remove", "10.0.0.0/16", "--yes"]), @"
    exit 3
    stderr| error: pool 10.0.0.0/16 is in use: 1 address of it is held (/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26)
    stderr| hint: --force=in-use does it all the same
    ");
    assert_eq!(env.dump(), before);
    assert_snapshot!(env.run(&["pool", "remove", "10.0.0.0/16", "--force=in-use"]), @"
    exit 3
    stderr| warning: forced: pool 10.0.0.0/16 is in use: 1 address of it is held
    stderr| error: not confirmed: removes pool 10.0.0.0/16
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["pool", "remove", "10.0.0.0/16", "--force=in-use", "--yes"]), @"
    exit 0
    stdout| block 10.0.0.0/26 stays without a host, 1 address in it held
    stdout| pool 10.0.0.0/16 removed
    stderr| warning: forced: pool 10.0.0.0/16 is in use: 1 address of it is held
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.dump().keys().collect::<Vec<_>>(), ["/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26"]);
    env.run(&["undo", "--last", "--yes"]).ok();
    assert_eq!(env.dump(), before);
}

#[test]
fn junk_is_named_and_does_not_stop_a_list() {
    let env = Env::new();
    env.put_all(&[(A, r#"{"cidr": "10.0.0.0/16"}"#), ("/calico/v1/ipam/v4/pool/junk", "{}")]);
    assert_snapshot!(env.run(&["pool", "list"]), @"
    exit 5
    stdout| CIDR         OPTIONS  STATE
    stdout| 10.0.0.0/16  -        ok
    stdout| junk         -        malformed
    stderr| error: malformed pool at /calico/v1/ipam/v4/pool/junk: 'junk' in the path is not a CIDR: Felix 2 stops with a panic, on every host
    stderr| hint: `calicross key get /calico/v1/ipam/v4/pool/junk` shows it
    ");
}
