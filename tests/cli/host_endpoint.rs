//! `calicross host-endpoint`

use insta::assert_snapshot;

use crate::harness::Env;

const ETH0: &str = "/calico/v1/host/node1/endpoint/eth0";

#[test]
fn a_host_endpoint_from_its_beginning_to_its_end() {
    let env = Env::with_web();
    let words = ["host-endpoint", "add", "node1", "eth0", "--interface", "eth0"];
    assert_snapshot!(env.run(&words), @"
    exit 3
    stderr| warning: host endpoint node1/eth0 has no addresses: rules that name its tags, or a selector that selects it, do not match its traffic
    stderr| error: not confirmed: host endpoint node1/eth0 has no profile, and no policy selects it: Felix drops all traffic of the interface but the failsafe ports (by default 22 in; 2379, 2380, 4001 and 7001 out)
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    let full = [&words[..], &["--expected-ip", "10.0.0.11", "--profile", "web", "--label", "role=host"]].concat();
    assert_snapshot!(env.run(&full), @"
    exit 0
    stdout| host endpoint node1/eth0 added
    stderr| warning: host endpoint node1/eth0: what its policies and profiles do not allow is dropped from now on, but the failsafe ports (by default 22 in; 2379, 2380, 4001 and 7001 out)
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(ETH0).unwrap(), @r#"{"name": "eth0", "expected_ipv4_addrs": ["10.0.0.11"], "profile_ids": ["web"], "labels": {"role": "host"}}"#);
    assert_snapshot!(env.run(&words), @"
    exit 0
    stdout| host endpoint node1/eth0 is there already
    ");
    assert_snapshot!(env.run(&["host-endpoint", "add", "node1", "eth0", "--label", "role=router"]), @r#"
    exit 3
    stderr| error: host endpoint node1/eth0 exists and is not what is asked for (/calico/v1/host/node1/endpoint/eth0)
    stderr| --- /calico/v1/host/node1/endpoint/eth0
    stderr| +++ /calico/v1/host/node1/endpoint/eth0
    stderr| @@ -7,6 +7,6 @@
    stderr|      "web"
    stderr|    ],
    stderr|    "labels": {
    stderr| -    "role": "host"
    stderr| +    "role": "router"
    stderr|    }
    stderr|  }
    stderr| hint: `calicross host-endpoint show node1/eth0` shows it; --update makes it what is asked for
    "#);
    assert_snapshot!(env.run(&["host-endpoint", "list", "-o", "wide"]), @"
    exit 0
    stdout| HOST   ID    INTERFACE  EXPECTED-IPS  STATE  PROFILES  LABELS
    stdout| node1  eth0  eth0       10.0.0.11     ok     web       role=host
    ");
    assert_snapshot!(env.run(&["host-endpoint", "show", "eth0"]), @"
    exit 0
    stdout| Host:      node1
    stdout| Id:        eth0
    stdout| Interface: eth0
    stdout| Addresses: 10.0.0.11
    stdout| Labels:    role=host
    stdout| Policies:  -
    stdout| Profiles:  web
    ");
    assert_snapshot!(env.run(&["host-endpoint", "remove", "node1/eth0"]), @"
    exit 3
    stderr| error: not confirmed: removes host endpoint node1/eth0: only the host's own rules then decide about the interface
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["host-endpoint", "remove", "node1/eth0", "--yes"]), @"
    exit 0
    stdout| host endpoint node1/eth0 removed
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["host-endpoint", "list"]), @"
    exit 0
    stderr| no host endpoints
    ");
}

#[test]
fn its_profiles_in_both_orders_of_words() {
    let env = Env::with_web();
    env.run(&["profile", "add", "db"]).ok();
    env.put(ETH0, br#"{"expected_ipv4_addrs":["10.0.0.11"],"x":1.50,"profile_ids":["gone"]}"#);
    assert_snapshot!(env.run(&["host-endpoint", "profile", "append", "node1/eth0", "web", "db"]), @"
    exit 0
    stdout| profiles web, db appended to host endpoint node1/eth0
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["host-endpoint", "node1/eth0", "profile", "show"]), @"
    exit 0
    stdout| PROFILE  STATE
    stdout| gone     missing
    stdout| web      ok
    stdout| db       ok
    ");
    assert_snapshot!(env.run(&["host-endpoint", "eth0", "profile", "remove", "gone"]), @"
    exit 0
    stdout| profile gone removed from host endpoint node1/eth0
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["host-endpoint", "profile", "set", "eth0", "db", "web"]), @"
    exit 0
    stdout| host endpoint node1/eth0 set to profiles db, web
    stderr| warning: host endpoint node1/eth0 had the same profiles in another order: a running Felix 1.4 compares them without their order, and goes on with the old one until a profile comes or goes, or it restarts
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value(ETH0).unwrap(), @r#"{"expected_ipv4_addrs":["10.0.0.11"],"x":1.50,"profile_ids":["db","web"]}"#);
    assert_snapshot!(env.run(&["host-endpoint", "profile", "set", "eth0"]), @"
    exit 3
    stderr| error: not confirmed: host endpoint node1/eth0 has no profile, and no policy selects it: Felix drops all traffic of the interface but the failsafe ports (by default 22 in; 2379, 2380, 4001 and 7001 out)
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["host-endpoint", "profile", "append", "eth0", "nope"]), @"
    exit 3
    stderr| error: profile nope does not exist: it would cut the host endpoint off (/calico/v1/policy/profile/nope)
    stderr| hint: `calicross profile add nope` makes it, `calicross profile list` shows those there are
    ");
}

#[test]
fn what_felix_does_not_take_is_told() {
    let env = Env::new();
    env.put_all(&[
        ("/calico/v1/host/a/endpoint/eth0", r#"{"name": "eth0.100", "state": "active"}"#),
        ("/calico/v1/host/b/endpoint/eth0", "{"),
    ]);
    assert_snapshot!(env.run(&["host-endpoint", "list"]), @r#"
    exit 5
    stdout| HOST  ID    INTERFACE  EXPECTED-IPS  STATE      PROFILES
    stdout| a     eth0  eth0.100   -             malformed  -
    stdout| b     eth0  -          -             malformed  -
    stderr| warning: malformed value at /calico/v1/host/b/endpoint/eth0: the value ends early, expected a member's name at line 1 column 2
    stderr| error: malformed value at /calico/v1/host/a/endpoint/eth0: name is "eth0.100", not an interface of 1 to 15 letters, digits, '_' and '-': Felix treats it as deleted: only the host's own iptables rules decide (and 1 more)
    stderr| hint: `calicross key get /calico/v1/host/a/endpoint/eth0` shows it
    "#);
    assert_snapshot!(env.run(&["host-endpoint", "show", "eth0"]), @"
    exit 3
    stderr| error: host endpoint eth0 is ambiguous: a/eth0, b/eth0
    stderr| hint: HOST/ID says which
    ");
    assert_snapshot!(env.run(&["host-endpoint", "show", "a/eth0"]), @r#"
    exit 5
    stdout| Host:      a
    stdout| Id:        eth0
    stdout| Interface: eth0.100
    stdout| Addresses: -
    stdout| Labels:    -
    stdout| Policies:  -
    stdout| Profiles:  -
    stdout| state: "active"
    stderr| error: malformed value at /calico/v1/host/a/endpoint/eth0: name is "eth0.100", not an interface of 1 to 15 letters, digits, '_' and '-': Felix treats it as deleted: only the host's own iptables rules decide
    stderr| hint: `calicross key get /calico/v1/host/a/endpoint/eth0` shows it
    "#);
    assert_snapshot!(env.run(&["host-endpoint", "show", "c/eth0"]), @"
    exit 3
    stderr| error: host endpoint c/eth0 does not exist
    stderr| hint: `calicross host-endpoint list` shows those that do
    ");
    assert_snapshot!(env.run(&["host-endpoint", "add", "c", "eth0", "--interface", "eth0.100"]), @"
    exit 3
    stderr| error: --interface 'eth0.100' is none that Felix takes
    stderr| hint: 1 to 15 letters, digits, `_` and `-`; an interface such as eth0.100 is found by --expected-ip alone
    ");
}
