//! `calicross endpoint profile`

use insta::assert_snapshot;

use crate::endpoint::{FRONT, cloud, names, run};

#[test]
fn profiles_are_shown_in_the_order_in_which_they_decide() {
    let env = cloud();
    assert_snapshot!(run(&env, "endpoint openstack/agent-1 profile show"), @"
    exit 0
    stdout| ENDPOINT                          AT  PROFILE      STATE
    stdout| node1/k8s/openstack.agent-1/eth0   1  gone         missing
    stdout| node1/k8s/openstack.agent-1/eth0   2  k8s_ns.shop  ok
    ");
    assert_snapshot!(run(&env, "endpoint profile show web1 -o name"), @"
    exit 0
    stdout| openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    ");
    assert_snapshot!(run(&env, "endpoint profile show nobody"), @"
    exit 3
    stderr| error: endpoint nobody does not exist
    stderr| hint: `calicross endpoint list` shows those that do
    ");
    assert_snapshot!(run(&env, "endpoint profile show shop/back-1"), @"
    exit 5
    stderr| error: malformed value at /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0: unexpected 'n', expected a member's name at line 1 column 2
    stderr| hint: `calicross key get /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0` shows it
    ");
}

#[test]
fn append_set_and_remove() {
    let env = cloud();
    let before = env.value(FRONT).unwrap();
    assert_snapshot!(run(&env, "endpoint shop/front-1 profile append web"), @"
    exit 0
    stdout| profile web appended to node1/k8s/shop.front-1/eth0
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value(FRONT).unwrap(), before.replace(r#"["k8s_ns.shop"]"#, r#"["k8s_ns.shop","web"]"#));
    assert_snapshot!(run(&env, "endpoint profile append shop/front-1 web"), @"
    exit 0
    stdout| unchanged: node1/k8s/shop.front-1/eth0 has profile web
    ");
    assert_snapshot!(run(&env, "endpoint profile append shop/front-1 ghost"), @"
    exit 3
    stderr| error: profile ghost does not exist: it would cut the endpoint off (/calico/v1/policy/profile/ghost)
    stderr| hint: `calicross profile add ghost` makes it, `calicross profile list` shows those that are there
    ");
    assert_snapshot!(run(&env, "endpoint profile set shop/front-1 web k8s_ns.shop"), @"
    exit 0
    stdout| node1/k8s/shop.front-1/eth0 set to profiles web, k8s_ns.shop
    stderr| warning: endpoint node1/k8s/shop.front-1/eth0 had the same profiles in another order: a running Felix 1.4 compares them without their order, and goes on with the old one until a profile comes or goes, or it restarts; --two-step makes it see the new one
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(run(&env, "endpoint shop/front-1 profile remove web k8s_ns.shop"), @"
    exit 0
    stdout| profiles k8s_ns.shop, web removed from node1/k8s/shop.front-1/eth0
    stderr| warning: endpoint node1/k8s/shop.front-1/eth0 has no profile left: all traffic is dropped, both ways, but what a tier's policy allows
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(run(&env, "endpoint profile remove shop/front-1 web"), @"
    exit 3
    stderr| error: profile web is not on endpoint node1/k8s/shop.front-1/eth0
    stderr| hint: --if-exists takes that for done; `calicross endpoint profile show` shows those that are
    ");
    assert_snapshot!(run(&env, "endpoint profile append shop/back-1 web"), @"
    exit 5
    stderr| error: endpoint node1/k8s/shop.back-1/eth0 cannot be read: unexpected 'n', expected a member's name at line 1 column 2 (/calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0)
    stderr| hint: `calicross key get /calico/v1/host/node1/workload/k8s/shop.back-1/endpoint/eth0` shows it; whoever made the workload must write it anew
    ");
    assert_snapshot!(run(&env, "endpoint profile append web1 web"), @"
    exit 3
    stderr| error: /calico/v1/host/compute1/workload/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/endpoint/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(run(&env, "endpoint profile append openstack/agent-1 web --dry-run"), @r#"
    exit 0
    stdout| ~ /calico/v1/host/node1/workload/k8s/openstack.agent-1/endpoint/eth0  {"state":"active","name":"caliagent","active_instance_id":"1e3f","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["gone","k8s_ns.shop","web"],"ipv4_nets":["10.1.0.5/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"shop","run":"agent"}}
    stdout| dry run: profile web appended to node1/k8s/openstack.agent-1/eth0
    stdout| no traffic opens or closes
    stderr| warning: node1/k8s/openstack.agent-1/eth0 has 'openstack' before /endpoint/: networking-calico takes the endpoint for one of its own and deletes it at each resync, once a minute
    "#);
    assert_snapshot!(run(&env, "endpoint profile append shop/front-1 web web"), @"
    exit 2
    stderr| error: profile web is named twice
    ");
}

#[test]
fn names_come_from_stdin() {
    let env = cloud();
    let piped = |input: &str, words: &str| env.run_with_stdin(&words.split(' ').collect::<Vec<_>>(), input.as_bytes());
    let listed = run(&env, "endpoint list shop/front-* -o name").stdout();
    assert_snapshot!(piped(&format!("# pods\n\n{listed}"), "endpoint profile append - web"), @"
    exit 0
    stdout| profile web appended to node1/k8s/shop.front-1/eth0
    stdout| unchanged: node2/k8s/shop.front-2/eth0 has profile web
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(piped("\n# none\n", "endpoint profile remove - web"), @"
    exit 3
    stderr| error: stdin names no endpoint
    stderr| hint: --allow-none takes that for nothing to do
    ");
    assert_snapshot!(piped("", "endpoint profile remove - web --allow-none"), @"
    exit 0
    stdout| no endpoint is meant
    ");
    assert_snapshot!(piped("shop/front-1\nnobody\nnode1/k8s/x/y\n", "endpoint profile remove - web"), @"
    exit 3
    stderr| error: endpoint nobody does not exist (and 1 more)
    stderr| hint: `calicross endpoint list` shows those that do
    ");
    assert_snapshot!(piped("endpoint profile append - web\n", "batch -f -"), @"
    exit 2
    stderr| error: stdin:1: a command that reads stdin or a file, or starts an editor, cannot stand in a batch
    ");
}

#[test]
fn one_plan_for_all_that_a_pattern_means() {
    let env = cloud();
    assert_snapshot!(run(&env, "endpoint profile remove shop/front-* k8s_ns.shop --diff"), @r#"
    exit 0
    stdout| --- /calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0
    stdout| +++ /calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0
    stdout| @@ -3,9 +3,7 @@
    stdout|    "name": "califront",
    stdout|    "active_instance_id": "1e3f",
    stdout|    "mac": "ee:ee:ee:ee:ee:ee",
    stdout| -  "profile_ids": [
    stdout| -    "k8s_ns.shop"
    stdout| -  ],
    stdout| +  "profile_ids": [],
    stdout|    "ipv4_nets": [
    stdout|      "10.1.0.1/32"
    stdout|    ],
    stdout| --- /calico/v1/host/node2/workload/k8s/shop.front-2/endpoint/eth0
    stdout| +++ /calico/v1/host/node2/workload/k8s/shop.front-2/endpoint/eth0
    stdout| @@ -4,7 +4,6 @@
    stdout|    "active_instance_id": "1e3f",
    stdout|    "mac": "ee:ee:ee:ee:ee:ee",
    stdout|    "profile_ids": [
    stdout| -    "k8s_ns.shop",
    stdout|      "web"
    stdout|    ],
    stdout|    "ipv4_nets": [
    stdout| profile k8s_ns.shop removed from node1/k8s/shop.front-1/eth0
    stdout| profile k8s_ns.shop removed from node2/k8s/shop.front-2/eth0
    stderr| warning: endpoint node1/k8s/shop.front-1/eth0 has no profile left: all traffic is dropped, both ways, but what a tier's policy allows
    stderr| datastore: file at DIR/store.redb
    "#);
    assert_eq!(names(&run(&env, "history list -o name")).len(), 1);
    run(&env, "undo --last --yes").ok();
    assert_eq!(names(&run(&env, "endpoint list --profile k8s_ns.shop -o name")).len(), 3);
}

#[test]
fn a_profile_that_the_same_batch_makes_may_be_used() {
    let env = cloud();
    let lines = b"profile add new\nendpoint shop/front-1 profile append new\nendpoint profile remove shop/front-1 k8s_ns.shop\n";
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-"], lines), @"
    exit 0
    stdout| profile new added
    stdout| profile new appended to node1/k8s/shop.front-1/eth0
    stdout| profile k8s_ns.shop removed from node1/k8s/shop.front-1/eth0
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.value(FRONT).unwrap().contains(r#""profile_ids":["new"]"#));
}

#[test]
fn two_steps_make_a_new_order_seen() {
    let env = cloud();
    run(&env, "endpoint profile append shop/front-1 web").ok();
    let before = env.value(FRONT).unwrap();
    assert_snapshot!(run(&env, "endpoint profile set shop/front-1 web k8s_ns.shop --two-step --dry-run"), @r#"
    exit 0
    stdout| ~ /calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0  {"state":"active","name":"califront","active_instance_id":"1e3f","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["web","k8s_ns.shop","calicross-two-step"],"ipv4_nets":["10.1.0.1/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"shop","run":"front"}}
    stdout| dry run: node1/k8s/shop.front-1/eth0 set to profiles web, k8s_ns.shop
    stdout| no traffic opens or closes
    stderr| a second step then takes calicross-two-step out again
    "#);
    assert_snapshot!(run(&env, "endpoint profile set shop/front-1 web k8s_ns.shop --two-step=1ms"), @"
    exit 0
    stdout| node1/k8s/shop.front-1/eth0 set to profiles web, k8s_ns.shop
    stdout| calicross-two-step taken out of node1/k8s/shop.front-1/eth0
    stderr| datastore: file at DIR/store.redb
    stderr| datastore: file at DIR/store.redb
    ");
    let after = env.value(FRONT).unwrap();
    assert_eq!(after, before.replace(r#"["k8s_ns.shop","web"]"#, r#"["web","k8s_ns.shop"]"#));
    assert_snapshot!(run(&env, "endpoint profile set shop/front-1 web k8s_ns.shop --two-step=1ms"), @"
    exit 0
    stdout| unchanged: node1/k8s/shop.front-1/eth0 has profiles web, k8s_ns.shop
    ");
    // Taken back, there is what stood between the steps, and then what stood before them.
    run(&env, "undo --last --yes").ok();
    assert!(env.value(FRONT).unwrap().contains(r#"["web","k8s_ns.shop","calicross-two-step"]"#));
    assert_snapshot!(run(&env, "endpoint profile show shop/front-1"), @"
    exit 0
    stdout| ENDPOINT                     AT  PROFILE             STATE
    stdout| node1/k8s/shop.front-1/eth0   1  web                 ok
    stdout| node1/k8s/shop.front-1/eth0   2  k8s_ns.shop         ok
    stdout| node1/k8s/shop.front-1/eth0   3  calicross-two-step  missing
    ");
    run(&env, "undo --last --yes").ok();
    assert_eq!(env.value(FRONT).unwrap(), before);
    // Where more changes than the order, one step is enough.
    assert_snapshot!(run(&env, "endpoint profile set shop/front-1 web --two-step=1ms"), @"
    exit 0
    stdout| node1/k8s/shop.front-1/eth0 set to profile web
    stderr| datastore: file at DIR/store.redb
    ");
    run(&env, "profile add calicross-two-step").ok();
    assert_snapshot!(run(&env, "endpoint profile set shop/front-2 web k8s_ns.shop --two-step=1ms"), @"
    exit 3
    stderr| error: profile calicross-two-step exists: --two-step needs a name that none has
    ");
}

#[test]
fn taking_a_profile_from_many_is_asked_about() {
    let env = cloud();
    for pod in 3..7 {
        env.put(&FRONT.replace("front-1", &format!("front-{pod}")), br#"{"profile_ids": ["k8s_ns.shop"]}"#);
    }
    assert_snapshot!(run(&env, "endpoint profile set shop/front-* web"), @"
    exit 3
    stderr| error: not confirmed: removes profile k8s_ns.shop from 6 endpoints
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
}
