//! `calicross link`: add, list, show, remove

use insta::assert_snapshot;

use crate::harness::Env;

pub(crate) const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

/// Two security groups with a VM each, three pods of a namespace with the CNI network's profile, and one of another.
pub(crate) const CLOUD: [(&str, &str); 15] = [
    ("/calico/v1/policy/profile/calico-k8s-network/tags", r#"["calico-k8s-network"]"#),
    (
        "/calico/v1/policy/profile/calico-k8s-network/rules",
        r#"{"inbound_rules": [{"action": "allow"}], "outbound_rules": [{"action": "allow"}]}"#,
    ),
    ("/calico/v1/policy/profile/calico-k8s-network/labels", "{}"),
    (
        "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags",
        r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#,
    ),
    (
        "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules",
        r#"{"inbound_rules": [{"ip_version": 4, "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}, {"ip_version": 4, "src_net": "10.80.1.11/32"}], "outbound_rules": [{"ip_version": 4, "dst_net": "0.0.0.0/0"}, {"ip_version": 6, "dst_net": "::/0"}]}"#,
    ),
    (
        "/calico/v1/policy/profile/openstack-sg-b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2/tags",
        r#"["b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2"]"#,
    ),
    (
        "/calico/v1/policy/profile/openstack-sg-b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2/rules",
        r#"{"inbound_rules": [{"ip_version": 4, "protocol": "tcp", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a", "dst_ports": [3306]}], "outbound_rules": [{"ip_version": 4, "dst_net": "0.0.0.0/0"}]}"#,
    ),
    (
        "/calico/v1/host/node1/workload/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/endpoint/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d",
        r#"{"state": "active", "name": "tap0ab1c2d3-4e", "mac": "fa:16:3e:11:22:33", "profile_ids": ["openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a"], "ipv4_nets": ["10.65.0.3/32"], "ipv6_nets": [], "ipv4_gateway": "10.65.0.1", "ipv4_subnet_ids": ["6f1a8c0e-55e1-4a4e-8ef1-2f5c2b7f9d10"], "ipv6_subnet_ids": [], "fqdn": "host-10-65-0-3.openstacklocal."}"#,
    ),
    (
        "/calico/v1/host/node1/workload/openstack/e2c1f4f6-7b39-45a2-b6d5-8f2f9b2b2f02/endpoint/1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e",
        r#"{"state": "active", "name": "tap1bc2d3e4-5f", "mac": "fa:16:3e:11:22:33", "profile_ids": ["openstack-sg-b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2"], "ipv4_nets": ["10.65.0.4/32"], "ipv6_nets": [], "ipv4_gateway": "10.65.0.1", "ipv4_subnet_ids": ["6f1a8c0e-55e1-4a4e-8ef1-2f5c2b7f9d10"], "ipv6_subnet_ids": [], "fqdn": "host-10-65-0-4.openstacklocal."}"#,
    ),
    (
        "/calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0",
        r#"{"state":"active","name":"calia1b2c3d4e5f","active_instance_id":"1e3f","mac":"8e:5c:2c:3b:1a:01","profile_ids":["calico-k8s-network"],"ipv4_nets":["192.168.69.2/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"shop","run":"front"}}"#,
    ),
    (
        "/calico/v1/host/node2/workload/k8s/shop.front-2/endpoint/eth0",
        r#"{"state":"active","name":"calib1b2c3d4e5f","active_instance_id":"2e3f","mac":"8e:5c:2c:3b:1a:02","profile_ids":["calico-k8s-network"],"ipv4_nets":["192.168.70.3/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"shop","run":"front"}}"#,
    ),
    (
        "/calico/v1/host/node2/workload/k8s/cart.db-1/endpoint/eth0",
        r#"{"state":"active","name":"calic1b2c3d4e5f","active_instance_id":"3e3f","mac":"8e:5c:2c:3b:1a:03","profile_ids":["calico-k8s-network"],"ipv4_nets":["192.168.70.4/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"cart","run":"db"}}"#,
    ),
    ("/calicross/v1/names/groups/4f", r#"{"4fe422ed-4730-4af4-b835-38d09235bd4a": "web"}"#),
    ("/calicross/v1/names/groups/b8", r#"{"b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2": "db"}"#),
    ("/calicross/v1/names/servers/f3", r#"{"f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01": "web1"}"#),
];

/// A datastore with that cloud in it.
pub(crate) fn cloud() -> Env {
    let env = Env::new();
    env.put_all(&CLOUD);
    env
}

#[test]
fn add_says_what_opens_and_what_opens_beside() {
    let env = cloud();
    assert_snapshot!(env.run(&["link", "add", "front", "--sg", "web", "--dry-run"]), @r#"
    exit 0
    stdout| + /calico/v1/policy/profile/front/labels  {}
    stdout| + /calico/v1/policy/profile/front/rules  {"id": "front", "inbound_rules": [{"action": "allow", "src_tag": "front"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}
    stdout| + /calico/v1/policy/profile/front/tags  ["front", "4fe422ed-4730-4af4-b835-38d09235bd4a"]
    stdout| dry run: link front added
    stdout| dry run: pods of link front may open to the VMs of web (4fe422ed-4730-4af4-b835-38d09235bd4a): all (IPv4)
    stdout| dry run: VMs of web (4fe422ed-4730-4af4-b835-38d09235bd4a) may open to pods of link front: all
    stdout| no traffic opens or closes
    stderr| warning: pods of link front may open to the VMs of db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) as well, which lets web (4fe422ed-4730-4af4-b835-38d09235bd4a) in: tcp/3306 (IPv4)
    stderr| warning: pods of link front reach each other: its profile lets in its own tag
    "#);
    assert_snapshot!(env.run(&["link", "add", "front", "--sg", "web"]), @"
    exit 0
    stdout| link front added
    stdout| pods of link front may open to the VMs of web (4fe422ed-4730-4af4-b835-38d09235bd4a): all (IPv4)
    stdout| VMs of web (4fe422ed-4730-4af4-b835-38d09235bd4a) may open to pods of link front: all
    stderr| warning: pods of link front may open to the VMs of db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) as well, which lets web (4fe422ed-4730-4af4-b835-38d09235bd4a) in: tcp/3306 (IPv4)
    stderr| warning: pods of link front reach each other: its profile lets in its own tag
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["link", "add", "front", "--sg", "web"]), @"
    exit 0
    stdout| link front is there already
    ");
    let error =
        env.run(&["link", "add", "front", "--sg", "web", "--direction", "from-sg", "--allow", "tcp to ports 80"]);
    assert_snapshot!(error, @"
    exit 3
    stderr| error: link front is there, and joins group 4fe422ed-4730-4af4-b835-38d09235bd4a otherwise: pods to the group by its tag; the group to the pods: all, not the group to the pods: tcp/80 (/calico/v1/policy/profile/front/rules)
    stderr| hint: `calicross link show front` shows it; --update makes it what is asked for
    ");
}

#[test]
fn the_three_commands_leave_the_same_keys() {
    let (by_hand, by_link) = (cloud(), cloud());
    by_hand.run(&["profile", "add", "k8s-to-sg1"]).ok();
    by_hand.run(&["profile", "k8s-to-sg1", "tag", "add", WEB]).ok();
    by_hand.run(&["profile", "k8s-to-sg1", "rule", "add", "inbound", "allow", "from", "tag", WEB]).ok();
    by_link.run(&["link", "add", "k8s-to-sg1", "--sg", "web"]).ok();
    assert_eq!(by_hand.dump(), by_link.dump());
}

#[test]
fn links_of_both_mechanisms_are_listed_and_shown_whoever_made_them() {
    let env = cloud();
    env.run(&["profile", "add", "front"]).ok();
    env.run(&["profile", "tag", "add", "front", WEB]).ok();
    env.run(&["link", "add", "shop_web", "--sg", "web", "--sg", "db", "--namespace", "shop", "--by-namespace"]).ok();
    assert_snapshot!(env.run(&["link", "list"]), @"
    exit 0
    stdout| NAME                    MECHANISM  DIRECTION  ENDPOINTS  HEALTH        GROUPS
    stdout| front                   tag        to-sg              0  no-endpoints  web
    stdout| k8s-openstack/shop_web  namespace  both               2  ok            web,db
    ");
    assert_snapshot!(env.run(&["link", "list", "-o", "wide"]), @"
    exit 0
    stdout| NAME                    MECHANISM  NAMESPACES  DIRECTION  ENDPOINTS  FROM-SG  HEALTH        GROUPS
    stdout| front                   tag        -           to-sg              0  -        no-endpoints  web
    stdout| k8s-openstack/shop_web  namespace  shop        both               2  all      ok            web,db
    ");
    assert_snapshot!(env.run(&["link", "show", "shop_web"]), @r#"
    exit 0
    stdout| Link:       k8s-openstack/shop_web
    stdout| Mechanism:  by namespace: a policy, for all pods of shop
    stdout| Key:        /calico/v1/policy/tier/k8s-openstack/policy/shop_web
    stdout| Group:      4fe422ed-4730-4af4-b835-38d09235bd4a (web)
    stdout|   pods to VMs  all
    stdout|   VMs to pods  all
    stdout|   Members: 1
    stdout|     node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d  10.65.0.3  web1
    stdout| Group:      b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2 (db)
    stdout|   pods to VMs  all
    stdout|   VMs to pods  all
    stdout|   Members: 1
    stdout|     node1/openstack/e2c1f4f6-7b39-45a2-b6d5-8f2f9b2b2f02/1bc2d3e4-5f60-4b7c-9d8e-0f1a2b3c4d5e  10.65.0.4
    stdout| Endpoints: 2
    stdout|   node1/k8s/shop.front-1/eth0  192.168.69.2  shop/front-1
    stdout|   node2/k8s/shop.front-2/eth0  192.168.70.3  shop/front-2
    stdout| Never decide anything: 2
    stdout|   inbound 1: allow from selector "calico/k8s_ns == 'shop'" to tag 4fe422ed-4730-4af4-b835-38d09235bd4a: no address is what it wants
    stdout|   inbound 3: allow from selector "calico/k8s_ns == 'shop'" to tag b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2: no address is what it wants
    stdout| Health:     ok
    "#);
    assert_snapshot!(env.run(&["link", "show", "front"]), @"
    exit 0
    stdout| Link:       front
    stdout| Mechanism:  by tag: a profile, for the endpoints that have it
    stdout| Key:        /calico/v1/policy/profile/front/rules
    stdout| Group:      4fe422ed-4730-4af4-b835-38d09235bd4a (web)
    stdout|   pods to VMs  all (IPv4)
    stdout|   VMs to pods  closed
    stdout|   Members: 1
    stdout|     node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d  10.65.0.3  web1
    stdout| Endpoints: 0
    stdout| Never decide anything: 2
    stdout|   inbound 1: allow from tag front: no endpoint that Felix programs has the profile
    stdout|   outbound 1: allow: no endpoint that Felix programs has the profile
    stdout| Health:
    stdout|   no-endpoints: no endpoint has profile front
    ");
    assert_snapshot!(env.run(&["link", "show", "nope"]), @"
    exit 3
    stderr| error: link nope does not exist
    stderr| hint: `calicross link list` shows those that do
    ");
}

#[test]
fn what_is_wrong_with_a_link_is_told() {
    let env = cloud();
    env.put("/calico/v1/policy/profile/old/tags", br#"["old", "00000000-0000-4000-8000-000000000000"]"#);
    env.put(
        "/calico/v1/policy/tier/s/policy/p",
        br#"{"selector": "", "inbound_rules": [{"src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a", "dst_selector": "calico/k8s_ns == 'gone'"}]}"#,
    );
    assert_snapshot!(env.run(&["link", "list"]), @"
    exit 0
    stdout| NAME  MECHANISM  DIRECTION  ENDPOINTS  HEALTH                            GROUPS
    stdout| old   tag        to-sg              0  group-gone,no-endpoints,no-rules  00000000-0000-4000-8000-000000000000
    stdout| s/p   namespace  from-sg            0  no-endpoints,tier-ignored         web
    ");
    assert_snapshot!(env.run(&["link", "show", "old"]), @"
    exit 0
    stdout| Link:       old
    stdout| Mechanism:  by tag: a profile, for the endpoints that have it
    stdout| Key:        /calico/v1/policy/profile/old/rules
    stdout| Group:      00000000-0000-4000-8000-000000000000
    stdout|   pods to VMs  nothing: no rule of the group lets its own members in
    stdout|   VMs to pods  closed
    stdout|   Members: 0
    stdout| Endpoints: 0
    stdout| Health:
    stdout|   group-gone: security group 00000000-0000-4000-8000-000000000000 has no profile: it is gone, or never was
    stdout|   no-endpoints: no endpoint has profile old
    stdout|   no-rules: profile old has no rules: what reaches it is dropped
    ");
    assert_snapshot!(env.run(&["link", "show", "p"]), @r#"
    exit 0
    stdout| Link:       s/p
    stdout| Mechanism:  by namespace: a policy, for all pods of gone
    stdout| Key:        /calico/v1/policy/tier/s/policy/p
    stdout| Group:      4fe422ed-4730-4af4-b835-38d09235bd4a (web)
    stdout|   pods to VMs  closed
    stdout|   VMs to pods  all
    stdout|   Members: 1
    stdout|     node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d  10.65.0.3  web1
    stdout| Endpoints: 0
    stdout| Never decide anything: 1
    stdout|   inbound 1: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a to selector "calico/k8s_ns == 'gone'": its tier has no order that can be read: Felix 1.4 ignores the policy
    stdout| Health:
    stdout|   no-endpoints: no endpoint has the label of namespace gone
    stdout|   tier-ignored: /calico/v1/policy/tier/s/metadata is missing: Felix 1.4 ignores the policies of the tier
    "#);
}

#[test]
fn a_link_that_wears_off_is_seen_and_mended() {
    let env = cloud();
    env.run(&["link", "add", "front", "--sg", "web"]).ok();
    env.run(&["link", "attach", "front", "--pod", "shop/front-1"]).ok();
    assert_snapshot!(env.run(&["link", "show", "front"]), @"
    exit 0
    stdout| Link:       front
    stdout| Mechanism:  by tag: a profile, for the endpoints that have it
    stdout| Key:        /calico/v1/policy/profile/front/rules
    stdout| Group:      4fe422ed-4730-4af4-b835-38d09235bd4a (web)
    stdout|   pods to VMs  all (IPv4)
    stdout|   VMs to pods  all
    stdout|   Members: 1
    stdout|     node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d  10.65.0.3  web1
    stdout| Endpoints: 1
    stdout|   node1/k8s/shop.front-1/eth0  192.168.69.2  shop/front-1
    stdout| Lacking it: 1
    stdout|   node2/k8s/shop.front-2/eth0  (has the labels of one that has it)
    stdout| Never decide anything: 3
    stdout|   inbound 1: allow from tag front: what it matches does not get to it, because of inbound rule 1 of profile calico-k8s-network
    stdout|   inbound 2: allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a: what it matches does not get to it, because of inbound rule 1 of profile calico-k8s-network
    stdout|   outbound 1: allow: what it matches does not get to it, because of outbound rule 1 of profile calico-k8s-network
    stdout| Health:
    stdout|   shadowed: 1 endpoint: profile calico-k8s-network stands before it and lets everything in
    ");
    env.run(&["link", "attach", "front", "--namespace", "shop", "--replace", "calico-k8s-network", "--keep"]).ok();
    let fresh = r#"{"state":"active","name":"calid1b2c3d4e5f","profile_ids":["calico-k8s-network"],"ipv4_nets":["192.168.70.9/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"shop","run":"front"}}"#;
    env.put("/calico/v1/host/node2/workload/k8s/shop.front-9/endpoint/eth0", fresh.as_bytes());
    assert_snapshot!(env.run(&["link", "list"]), @"
    exit 0
    stdout| NAME   MECHANISM  DIRECTION  ENDPOINTS  HEALTH          GROUPS
    stdout| front  tag        both               2  not-reconciled  web
    ");
    assert_snapshot!(env.run(&["link", "show", "front"]), @"
    exit 0
    stdout| Link:       front
    stdout| Mechanism:  by tag: a profile, for the endpoints that have it
    stdout| Key:        /calico/v1/policy/profile/front/rules
    stdout| Group:      4fe422ed-4730-4af4-b835-38d09235bd4a (web)
    stdout|   pods to VMs  all (IPv4)
    stdout|   VMs to pods  all
    stdout|   Members: 1
    stdout|     node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/0ab1c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d  10.65.0.3  web1
    stdout| Endpoints: 2
    stdout|   node1/k8s/shop.front-1/eth0  192.168.69.2  shop/front-1
    stdout|   node2/k8s/shop.front-2/eth0  192.168.70.3  shop/front-2
    stdout| Lacking it: 1
    stdout|   node2/k8s/shop.front-9/eth0  (the link is kept for it: link reconcile)
    stdout| Health:     ok
    ");
    env.run(&["link", "reconcile"]).ok();
    assert_snapshot!(env.run(&["link", "list"]), @"
    exit 0
    stdout| NAME   MECHANISM  DIRECTION  ENDPOINTS  HEALTH  GROUPS
    stdout| front  tag        both               3  ok      web
    ");
}

#[test]
fn remove_puts_back_what_the_journal_knows() {
    let env = cloud();
    let before = env.dump();
    env.run(&["link", "add", "front", "--sg", "web"]).ok();
    env.run(&["link", "attach", "front", "--namespace", "shop", "--replace", "calico-k8s-network"]).ok();
    assert_snapshot!(env.run(&["link", "remove", "front", "--dry-run"]), @r#"
    exit 0
    stdout| ~ /calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0  {"state":"active","name":"calia1b2c3d4e5f","active_instance_id":"1e3f","mac":"8e:5c:2c:3b:1a:01","profile_ids":["calico-k8s-network"],"ipv4_nets":["192.168.69.2/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"shop","run":"front"}}
    stdout| ~ /calico/v1/host/node2/workload/k8s/shop.front-2/endpoint/eth0  {"state":"active","name":"calib1b2c3d4e5f","active_instance_id":"2e3f","mac":"8e:5c:2c:3b:1a:02","profile_ids":["calico-k8s-network"],"ipv4_nets":["192.168.70.3/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"shop","run":"front"}}
    stdout| - /calico/v1/policy/profile/front/labels
    stdout| - /calico/v1/policy/profile/front/rules
    stdout| - /calico/v1/policy/profile/front/tags
    stdout| dry run: link front removed
    stdout| dry run: 2 endpoints back to profile calico-k8s-network
    stdout| opens: 2 pods of ns shop <- any address, ns cart (1 pod): all
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 192.168.69.2; conntrack -D -d 192.168.69.2
    stderr| warning: established connections live on; on host node2 this ends them: conntrack -D -s 192.168.70.3; conntrack -D -d 192.168.70.3
    stderr| would ask: removes link front; 2 endpoints back to profile calico-k8s-network
    "#);
    assert_snapshot!(env.run(&["link", "remove", "front"]), @"
    exit 3
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 192.168.69.2; conntrack -D -d 192.168.69.2
    stderr| warning: established connections live on; on host node2 this ends them: conntrack -D -s 192.168.70.3; conntrack -D -d 192.168.70.3
    stderr| error: not confirmed: removes link front; 2 endpoints back to profile calico-k8s-network
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["link", "remove", "front", "--yes"]), @"
    exit 0
    stdout| link front removed
    stdout| 2 endpoints back to profile calico-k8s-network
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 192.168.69.2; conntrack -D -d 192.168.69.2
    stderr| warning: established connections live on; on host node2 this ends them: conntrack -D -s 192.168.70.3; conntrack -D -d 192.168.70.3
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.dump(), before);
    // What was attached without a journal is not known.
    env.run(&["link", "add", "front", "--sg", "web"]).ok();
    let unknown =
        ["link", "attach", "front", "--pod", "shop/front-1", "--replace", "calico-k8s-network", "--journal", "off"];
    env.run(&unknown).ok();
    assert_snapshot!(env.run(&["link", "remove", "front", "--yes"]), @"
    exit 3
    stderr| error: link front is not removed: an endpoint has no other profile, and what the link has replaced there is not known, first /calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0
    stderr| hint: --restore PROFILE puts one in its place; --leave-closed leaves them with a profile that lets nobody in
    ");
    env.run(&["link", "remove", "front", "--yes", "--restore", "calico-k8s-network"]).ok();
    assert_eq!(env.dump(), before);
}
