//! `calicross bgp`: show, peer, node-mesh, default-node-as, filter

use insta::assert_snapshot;

use crate::harness::Env;

/// BIRD's configuration of a cluster with one host.
const CLUSTER: [(&str, &str); 8] = [
    ("/calico/bgp/v1/global/as_num", "64511"),
    ("/calico/bgp/v1/global/node_mesh", r#"{"enabled": true}"#),
    ("/calico/bgp/v1/global/peer_v4/10.0.0.1", r#"{"ip": "10.0.0.1", "as_num": "64512"}"#),
    ("/calico/bgp/v1/global/custom_filters/v4/tap_iface", "if ( ifname ~ \"tap*\" ) then {\n  accept;\n}\n"),
    ("/calico/bgp/v1/host/node1/ip_addr_v4", "10.0.0.5"),
    ("/calico/bgp/v1/host/node1/ip_addr_v6", ""),
    ("/calico/bgp/v1/host/node1/peer_v6/fd00::1", r#"{"ip":"fd00::1","as_num":"65546"}"#),
    ("/calico/bgp/v1/rr_v4/10.0.0.9", r#"{"ip": "10.0.0.9", "cluster_id": "1.0.0.1"}"#),
];

fn cluster() -> Env {
    let env = Env::new();
    env.put_all(&CLUSTER);
    env
}

#[test]
fn one_screen_of_all() {
    assert_snapshot!(cluster().run(&["bgp", "show"]), @r#"
    exit 0
    stdout| Node mesh:  on
    stdout| Default AS: 64511
    stdout| Log level:  not set
    stdout| Hosts: 1
    stdout|   node1  10.0.0.5  -
    stdout| Peers: 2
    stdout|   10.0.0.1  AS 64512  global
    stdout|   fd00::1  AS 65546  host node1
    stdout| Filters: 1
    stdout|   tap_iface  IPv4  if ( ifname ~ "tap*" ) then { accept; }
    stdout| Other keys, such as those of route reflectors: 1
    stdout|   /calico/bgp/v1/rr_v4/10.0.0.9
    "#);
    assert_snapshot!(Env::with_web().run(&["bgp", "show"]), @"
    exit 0
    stdout| Node mesh:  on (not set)
    stdout| Default AS: not set; calico/node sets 64511 at its start
    stdout| Log level:  not set
    stdout| Hosts: 0
    stdout| Peers: 0
    stdout| Filters: 0
    ");
}

#[test]
fn what_is_wrong_with_it() {
    let env = cluster();
    env.put("/calico/bgp/v1/global/node_mesh", b"true");
    env.put("/calico/bgp/v1/global/peer_v4/10.0.0.2", br#"{"ip": "10.0.0.2", "as_num": 64513}"#);
    env.put("/calico/bgp/v1/global/custom_filters/v6/half", b"if x then {");
    env.put("/calico/bgp/v1/host/node2/as_num", b"64513");
    assert_snapshot!(env.run(&["bgp", "show"]), @r#"
    exit 5
    stdout| Node mesh:  malformed
    stdout| Default AS: 64511
    stdout| Log level:  not set
    stdout| Hosts: 2
    stdout|   node1  10.0.0.5  -
    stdout|   node2  missing  missing  AS 64513
    stdout| Peers: 3
    stdout|   10.0.0.1  AS 64512  global
    stdout|   10.0.0.2  malformed: AS 64513  global
    stdout|   fd00::1  AS 65546  host node1
    stdout| Filters: 2
    stdout|   tap_iface  IPv4  if ( ifname ~ "tap*" ) then { accept; }
    stdout|   half  IPv6  malformed: if x then {
    stdout| Other keys, such as those of route reflectors: 1
    stdout|   /calico/bgp/v1/rr_v4/10.0.0.9
    stderr| warning: host node2 lacks ip_addr_v4 and ip_addr_v6: with the node mesh on, no host's BIRD gets a new configuration
    stderr| warning: malformed value at /calico/bgp/v1/global/node_mesh: the value is a boolean, not an object: confd cannot render BIRD's configuration, on any host: BIRD keeps the old one
    stderr| warning: malformed value at /calico/bgp/v1/global/peer_v4/10.0.0.2: as_num is the number 64513, not a string: libcalico-go cannot read the peer, and confd writes large numbers in floating point
    stderr| error: malformed value at /calico/bgp/v1/global/custom_filters/v6/half: the braces do not match: it is pasted into the export filter of every host: an error there stops all routes (and 2 more)
    stderr| hint: `calicross key get /calico/bgp/v1/global/custom_filters/v6/half` shows it
    "#);
    assert_snapshot!(env.run(&["bgp", "peer", "list"]), @"
    exit 5
    stdout| PEER         AS  STATE      WHERE
    stdout| 10.0.0.1  64512  ok         global
    stdout| 10.0.0.2  64513  malformed  global
    stdout| fd00::1   65546  ok         node1
    stderr| error: malformed value at /calico/bgp/v1/global/peer_v4/10.0.0.2: as_num is the number 64513, not a string: libcalico-go cannot read the peer, and confd writes large numbers in floating point
    stderr| hint: `calicross key get /calico/bgp/v1/global/peer_v4/10.0.0.2` shows it
    ");
    assert_snapshot!(env.run(&["bgp", "filter", "list"]), @r#"
    exit 5
    stdout| NAME       FAMILY  STATE      STATEMENTS
    stdout| tap_iface  IPv4    ok         if ( ifname ~ "tap*" ) then { accept; }
    stdout| half       IPv6    malformed  if x then {
    stderr| error: malformed value at /calico/bgp/v1/global/custom_filters/v6/half: the braces do not match: it is pasted into the export filter of every host: an error there stops all routes
    stderr| hint: `calicross key get /calico/bgp/v1/global/custom_filters/v6/half` shows it
    "#);
    assert_snapshot!(env.run(&["bgp", "node-mesh"]), @"
    exit 5
    stderr| error: malformed value at /calico/bgp/v1/global/node_mesh: there is no member 'enabled' that is true or false: confd cannot render BIRD's configuration, on any host
    stderr| hint: `calicross bgp node-mesh on --force=malformed` puts it right
    ");
    assert_snapshot!(env.run(&["bgp", "node-mesh", "on", "--yes"]), @"
    exit 5
    stderr| error: the node mesh has a value that cannot be read: there is no member 'enabled' that is true or false (/calico/bgp/v1/global/node_mesh)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["bgp", "node-mesh", "on", "--yes", "--force=malformed"]), @"
    exit 0
    stdout| node mesh turned on
    stderr| warning: forced: the node mesh has a value that cannot be read: there is no member 'enabled' that is true or false
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn peers_of_all_hosts_and_of_one() {
    let env = cluster();
    assert_snapshot!(env.run(&["bgp", "peer", "list"]), @"
    exit 0
    stdout| PEER         AS  STATE  WHERE
    stdout| 10.0.0.1  64512  ok     global
    stdout| fd00::1   65546  ok     node1
    ");
    assert_snapshot!(env.run(&["bgp", "peer", "show", "--ipv6"]), @"
    exit 0
    stdout| PEER        AS  STATE  WHERE
    stdout| fd00::1  65546  ok     node1
    ");
    assert_snapshot!(env.run(&["bgp", "peer", "add", "10.0.0.1", "as", "64512"]), @"
    exit 0
    stdout| BGP peer 10.0.0.1 is there already
    ");
    assert_snapshot!(env.run(&["bgp", "peer", "add", "10.0.0.1", "as", "65000"]), @r#"
    exit 3
    stderr| error: BGP peer 10.0.0.1 is there with AS 64512, not 65000 (/calico/bgp/v1/global/peer_v4/10.0.0.1)
    stderr| --- /calico/bgp/v1/global/peer_v4/10.0.0.1
    stderr| +++ /calico/bgp/v1/global/peer_v4/10.0.0.1
    stderr| @@ -1,4 +1,4 @@
    stderr|  {
    stderr|    "ip": "10.0.0.1",
    stderr| -  "as_num": "64512"
    stderr| +  "as_num": "65000"
    stderr|  }
    stderr| hint: --update makes it what is asked for
    "#);
    assert_snapshot!(env.run(&["bgp", "peer", "add", "10.0.0.1", "as", "65000", "--update"]), @"
    exit 3
    stderr| error: not confirmed: BGP peer 10.0.0.1 changes from AS 64512 to AS 65000: its session ends
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["bgp", "peer", "add", "10.0.0.1", "as", "65000", "--update", "--yes"]), @"
    exit 0
    stdout| BGP peer 10.0.0.1 updated, AS 65000
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["bgp", "peer", "add", "10.0.0.3", "as", "1.10", "--node", "node3"]), @"
    exit 0
    stdout| BGP peer 10.0.0.3 of host node3 added, AS 65546
    stdout| /calico/bgp/v1/host/node3/ip_addr_v4 made, empty: without it no host's BIRD would get a new configuration
    stdout| /calico/bgp/v1/host/node3/ip_addr_v6 made, empty: without it no host's BIRD would get a new configuration
    stderr| warning: host node3 has no key of BIRD's yet: its BIRD peers with nobody before calico/node has given it an address
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["bgp", "peer", "remove", "10.0.0.3", "--node", "node3", "--yes"]), @"
    exit 0
    stdout| BGP peer 10.0.0.3 of host node3 removed
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["bgp", "peer", "remove", "10.0.0.3", "--node", "node3", "--yes"]), @"
    exit 3
    stderr| error: BGP peer 10.0.0.3 of host node3 does not exist (/calico/bgp/v1/host/node3/peer_v4/10.0.0.3)
    stderr| hint: `calicross bgp peer list` shows those that do
    ");
    // The addresses of the host stay, and so do the keys of the route reflector.
    assert_eq!(env.value("/calico/bgp/v1/host/node3/ip_addr_v4").as_deref(), Some(""));
    assert_eq!(env.value(CLUSTER[7].0).as_deref(), Some(CLUSTER[7].1));
    assert_snapshot!(env.run(&["bgp", "peer", "add", "10.0.0.300", "as", "1"]), @"
    exit 3
    stderr| error: '10.0.0.300' is not an address such as 10.0.0.1 or fd00::1
    ");
}

#[test]
fn the_mesh_and_the_default_as() {
    let env = Env::with_web();
    assert_snapshot!(env.run(&["bgp", "node-mesh"]), @"
    exit 0
    stdout| on
    stderr| the node mesh is not set, which is on
    ");
    assert_snapshot!(env.run(&["bgp", "node-mesh", "off"]), @"
    exit 3
    stderr| error: not confirmed: turns the node mesh off, and there is no global BGP peer: hosts exchange no routes but by peers of their own
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["bgp", "node-mesh", "off", "--yes"]), @"
    exit 0
    stdout| node mesh turned off
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["bgp", "node-mesh"]), @"
    exit 0
    stdout| off
    ");
    assert_snapshot!(env.run(&["bgp", "default-node-as"]), @"
    exit 0
    stdout| 64511
    stderr| no AS number is set: calico/node sets this one at its start
    ");
    assert_snapshot!(env.run(&["bgp", "default-node-as", "1.10", "--yes"]), @"
    exit 0
    stdout| the default AS number set to 65546
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["bgp", "default-node-as", "65546"]), @"
    exit 0
    stdout| the default AS number is 65546 already
    ");
    assert_snapshot!(env.run(&["bgp", "default-node-as", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/bgp-default-node-as/1",
    stdout|   "as_number": 65546,
    stdout|   "set": true
    stdout| }
    "#);
    assert_snapshot!(env.run(&["bgp", "default-node-as", "1.2.3"]), @"
    exit 3
    stderr| error: '1.2.3' is not an AS number such as 64512 or 1.10
    ");
}

#[test]
fn filters() {
    let env = cluster();
    assert_snapshot!(env.run(&["bgp", "filter", "show", "tap_iface"]), @r#"
    exit 0
    stdout| if ( ifname ~ "tap*" ) then {
    stdout|   accept;
    stdout| }
    "#);
    assert_snapshot!(env.run_with_stdin(&["bgp", "filter", "add", "all", "-f", "-"], b"# all of it\naccept;"), @"
    exit 3
    stderr| error: not confirmed: `accept;` in line 2 of filter all (IPv4) stands before no condition: it decides about every route that comes to it (and 1 more)
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run_with_stdin(&["bgp", "filter", "add", "all", "-f", "-", "--yes"], b"# all of it\naccept;"), @"
    exit 0
    stdout| filter all (IPv4) added
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["bgp", "filter", "add", "all", "if x then {", "--update", "--yes"]), @"
    exit 5
    stderr| error: filter all (IPv4) is refused: the braces do not match: with it, BIRD of every host rejects its configuration (/calico/bgp/v1/global/custom_filters/v4/all)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["bgp", "filter", "list"]), @r#"
    exit 0
    stdout| NAME       FAMILY  STATE  STATEMENTS
    stdout| all        IPv4    ok     # all of it\naccept;
    stdout| tap_iface  IPv4    ok     if ( ifname ~ "tap*" ) then { accept; }
    "#);
    assert_snapshot!(env.run(&["bgp", "filter", "remove", "all"]), @"
    exit 3
    stderr| error: not confirmed: removes filter all (IPv4): routes that it alone lets out are no longer told to peers
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["bgp", "filter", "remove", "all", "--yes"]), @"
    exit 0
    stdout| filter all (IPv4) removed
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["bgp", "filter", "show", "all"]), @"
    exit 3
    stderr| error: filter all does not exist
    stderr| hint: `calicross bgp filter list` shows those that do
    ");
}
