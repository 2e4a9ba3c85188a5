//! `calicross rehearse`

use insta::assert_snapshot;

use crate::harness::Env;
use crate::sg::named_cloud;

#[test]
fn the_example_is_ready() {
    let env = named_cloud();
    env.run(&["hybrid", "set", "felix=1.4", "-q"]).ok();
    assert_snapshot!(env.run(&["rehearse", "--to", "2.6"]), @"
    exit 0
    stdout| Felix 2.6 on every host (2)
    stdout| 
    stdout| No traffic opens or closes.
    ");
    assert_snapshot!(env.run(&["rehearse", "--to", "1.4"]), @"
    exit 0
    stdout| Felix 1.4 runs there already: nothing changes
    ");
    assert_snapshot!(env.run(&["rehearse", "--to", "2.6", "--host", "node9"]), @"
    exit 3
    stderr| error: host node9 does not exist: no key of the datastore is of it
    stderr| hint: `calicross node list` shows those that do
    ");
    assert_snapshot!(env.run(&["rehearse", "--to", "3"]), @"
    exit 2
    stderr| error: invalid value '3' for '--to <VERSION>': `3` is no version of Felix such as 1.4 or 2.6
    stderr| hint: usage: calicross rehearse [OPTIONS] --to <VERSION>
    ");
}

/// What the two generations do not treat alike: tiers, types, a label that two profiles give, a name that one does not take, a pool that is none.
fn divided() -> Env {
    let env = Env::new();
    let pod = |address: &str, more: &str| {
        format!(
            r#"{{"state":"active","name":"cali1","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["one","two"],"ipv4_nets":["{address}/32"],"ipv6_nets":[]{more}}}"#
        )
    };
    let keys = [
        ("/calico/v1/host/a/workload/k8s/web.1/endpoint/eth0", pod("10.0.0.1", "")),
        ("/calico/v1/host/b/workload/k8s/web.2/endpoint/eth0", pod("10.0.0.2", "")),
        ("/calico/v1/host/b/workload/k8s/db.3/endpoint/eth0", pod("10.0.0.3", r#","ipv4_gateway":null,"labels":{"role":"db"}"#)),
        ("/calico/v1/host/b/workload/k8s/db.4/endpoint/eth0", pod("10.0.0.4", r#","labels":null"#)),
        ("/calico/v1/ipam/v4/pool/junk", "{}".to_owned()),
        ("/calico/v1/config/FailsafeInboundHostPorts", "tcp:22".to_owned()),
        ("/calico/v1/policy/profile/one/tags", "[]".to_owned()),
        ("/calico/v1/policy/profile/one/labels", r#"{"zone": "inner"}"#.to_owned()),
        ("/calico/v1/policy/profile/one/rules", r#"{"inbound_rules":[{"action":"allow"}],"outbound_rules":[{"action":"allow"}]}"#.to_owned()),
        ("/calico/v1/policy/profile/two/tags", "[]".to_owned()),
        ("/calico/v1/policy/profile/two/labels", r#"{"zone": "outer"}"#.to_owned()),
        ("/calico/v1/policy/profile/two/rules", r#"{"inbound_rules":[],"outbound_rules":[]}"#.to_owned()),
        ("/calico/v1/policy/tier/first/metadata", r#"{"order": 1}"#.to_owned()),
        (
            "/calico/v1/policy/tier/first/policy/db",
            r#"{"selector":"role == 'db'","order":1,"types":["ingress"],"inbound_rules":[{"action":"allow","protocol":"tcp","dst_ports":[5432]}],"outbound_rules":[]}"#
                .to_owned(),
        ),
        ("/calico/v1/policy/tier/second/metadata", r#"{"order": 2}"#.to_owned()),
        (
            "/calico/v1/policy/tier/second/policy/outer",
            r#"{"selector":"zone == 'outer'","order":1,"inbound_rules":[{"action":"deny","protocol":"udp"},{"action":"next-tier"}],"outbound_rules":[{"action":"next-tier"}]}"#
                .to_owned(),
        ),
    ];
    env.fill(keys.map(|(path, value)| (path.to_owned(), value.into_bytes())));
    env
}

#[test]
fn what_an_upgrade_opens_closes_and_breaks() {
    let env = divided();
    assert_snapshot!(env.run(&["rehearse", "--felix", "1.4", "--to", "2.6"]), @"
    exit 1
    stdout| Felix 2.6 on every host (2)
    stdout| 
    stdout| It dies of:
    stdout|   /calico/v1/ipam/v4/pool/junk: 'junk' in the path is no IPv4 network
    stdout|     Felix 2 stops with a panic, on every host that runs it, again and again
    stdout| 
    stdout| It takes what was rejected, so that this ends:
    stdout|   /calico/v1/host/b/workload/k8s/db.4/endpoint/eth0: labels is null
    stdout|     all traffic of the endpoint is dropped, and no rule takes its addresses for a member's
    stdout| 
    stdout| If it lived:
    stdout| opens:  2 pods of ns db -> any address: all
    stdout|           before: tier first selects the endpoint and ends without a decision
    stdout|           after:  outbound rule 1 of profile one: allow
    stdout| opens:  2 pods of ns web <- any address: udp
    stdout|           before: inbound rule 1 of policy second/outer: deny udp
    stdout|           after:  inbound rule 1 of profile one: allow
    stdout| opens:  1 pod of ns db <- any address: all
    stdout|           before: Felix does not take the endpoint: it is as if it were deleted
    stdout|           after:  inbound rule 1 of profile one: allow
    stdout| opens:  2 pods of ns web <- ns db (2 pods): all
    stdout|           before: tier first selects the endpoint and ends without a decision
    stdout|           after:  outbound rule 1 of profile one: allow
    stdout| opens:  1 pod of ns db <- ns web (2 pods): all
    stdout|           before: Felix does not take the endpoint: it is as if it were deleted
    stdout|           after:  inbound rule 1 of profile one: allow
    stdout| opens:  2 pods of ns web <- ns web (2 pods): udp
    stdout|           before: inbound rule 1 of policy second/outer: deny udp
    stdout|           after:  inbound rule 1 of profile one: allow
    stdout| opens:  1 pod of ns db <- ns db (1 pod): all
    stdout|           before: tier first selects the endpoint and ends without a decision
    stdout|           after:  outbound rule 1 of profile one: allow
    stdout| opens:  1 pod of ns db <- ns db (1 pod): tcp/5432
    stdout|           before: Felix does not take the endpoint: it is as if it were deleted
    stdout|           after:  outbound rule 1 of profile one: allow
    stdout| closes: 2 pods of ns web -> their own hosts: udp/53, udp/67 from 68
    stdout| closes: 1 pod of ns db -> their own hosts: udp/53, udp/67 from 68
    ");
    assert_snapshot!(env.run(&["rehearse", "--felix", "2.6", "--to", "1.4"]), @"
    exit 1
    stdout| Felix 1.4 on every host (2)
    stdout| 
    stdout| It dies of:
    stdout|   /calico/v1/config/FailsafeInboundHostPorts: FailsafeInboundHostPorts is 'tcp:22'
    stdout|     Felix 1.4 does not start
    stdout| 
    stdout| It rejects:
    stdout|   /calico/v1/host/b/workload/k8s/db.4/endpoint/eth0: labels is null
    stdout|     all traffic of the endpoint is dropped, and no rule takes its addresses for a member's
    stdout| 
    stdout| If it lived:
    stdout| opens:  2 pods of ns web -> their own hosts: udp/53, udp/67 from 68
    stdout| opens:  1 pod of ns db -> their own hosts: udp/53, udp/67 from 68
    stdout| closes: 2 pods of ns db -> any address: all
    stdout|           before: outbound rule 1 of profile one: allow
    stdout|           after:  tier first selects the endpoint and ends without a decision
    stdout| closes: 2 pods of ns web <- any address: udp
    stdout|           before: inbound rule 1 of profile one: allow
    stdout|           after:  inbound rule 1 of policy second/outer: deny udp
    stdout| closes: 1 pod of ns db <- any address: all
    stdout|           before: inbound rule 1 of profile one: allow
    stdout|           after:  Felix does not take the endpoint: it is as if it were deleted
    stdout| closes: 2 pods of ns web <- ns db (2 pods): all
    stdout|           before: outbound rule 1 of profile one: allow
    stdout|           after:  tier first selects the endpoint and ends without a decision
    stdout| closes: 1 pod of ns db <- ns web (2 pods): all
    stdout|           before: inbound rule 1 of profile one: allow
    stdout|           after:  Felix does not take the endpoint: it is as if it were deleted
    stdout| closes: 2 pods of ns web <- ns web (2 pods): udp
    stdout|           before: inbound rule 1 of profile one: allow
    stdout|           after:  inbound rule 1 of policy second/outer: deny udp
    stdout| closes: 1 pod of ns db <- ns db (1 pod): all
    stdout|           before: outbound rule 1 of profile one: allow
    stdout|           after:  tier first selects the endpoint and ends without a decision
    stdout| closes: 1 pod of ns db <- ns db (1 pod): tcp/5432
    stdout|           before: outbound rule 1 of profile one: allow
    stdout|           after:  Felix does not take the endpoint: it is as if it were deleted
    ");
}

#[test]
fn host_by_host() {
    let env = divided();
    assert_snapshot!(env.run(&["rehearse", "--to", "2.6", "--host", "a"]), @"
    exit 1
    stdout| Felix 2.6 on a; the others stay as they are
    stdout| 
    stdout| It dies of:
    stdout|   /calico/v1/ipam/v4/pool/junk: 'junk' in the path is no IPv4 network
    stdout|     Felix 2 stops with a panic, on every host that runs it, again and again
    stdout| 
    stdout| It takes what was rejected, so that this ends:
    stdout|   /calico/v1/host/b/workload/k8s/db.4/endpoint/eth0: labels is null
    stdout|     all traffic of the endpoint is dropped, and no rule takes its addresses for a member's
    stdout| 
    stdout| If it lived:
    stdout| opens:  1 pod of ns web <- any address: udp
    stdout|           before: inbound rule 1 of policy second/outer: deny udp
    stdout|           after:  inbound rule 1 of profile one: allow
    stdout| opens:  1 pod of ns web <- ns web (1 pod): udp
    stdout|           before: inbound rule 1 of policy second/outer: deny udp
    stdout|           after:  inbound rule 1 of profile one: allow
    stdout| closes: 1 pod of ns web -> their own hosts: udp/53, udp/67 from 68
    stderr| which Felix runs is not known, 1.4 is taken; --felix says it, or `calicross hybrid set felix=1.4`
    ");
    env.run(&["hybrid", "set", "felix=1.4", "-q"]).ok();
    env.run(&["hybrid", "set", "felix=2.6", "--host", "a", "-q"]).ok();
    assert_snapshot!(env.run(&["rehearse", "--to", "2.6", "--jq", "[.changes[].text]"]), @r#"
    exit 1
    stdout| ["2 pods of ns db -> any address: all","1 pod of ns db <- any address: all","1 pod of ns web <- any address: udp","2 pods of ns web <- ns db (2 pods): all","1 pod of ns db <- ns web (2 pods): all","1 pod of ns db <- ns db (1 pod): all","1 pod of ns db <- ns db (1 pod): tcp/5432","1 pod of ns web <- ns web (1 pod): udp","1 pod of ns db -> their own hosts: udp/53, udp/67 from 68","1 pod of ns web -> their own hosts: udp/53, udp/67 from 68"]
    "#);
}
