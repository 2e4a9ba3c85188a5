//! `calicross link attach`, `detach` and `reconcile`

use insta::assert_snapshot;

use crate::harness::Env;

const SG: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const DB: &str = "/calico/v1/host/node1/workload/k8s/shop.db-0/endpoint/eth0";
const WEB: &str = "/calico/v1/host/node2/workload/k8s/shop.web-1/endpoint/eth0";
const VM: &str = "/calico/v1/host/node1/workload/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/endpoint/1bc2d3e4";
const INTENT: &str = "/calicross/v1/links/k8s-to-sg1";

/// A pod as Kubernetes' CNI plugin writes it.
fn pod(address: &str, profiles: &str) -> String {
    format!(
        r#"{{"state":"active","name":"calic64cc0ab123","active_instance_id":"1e3f","mac":"ee:ee:ee:ee:ee:ee","profile_ids":[{profiles}],"ipv4_nets":["{address}/32"],"ipv6_nets":[],"labels":{{"calico/k8s_ns":"shop"}}}}"#
    )
}

/// A security group with a VM, the link by hand of the proof of concept, and two pods with the default profile.
fn cloud() -> Env {
    let env = Env::new();
    let group = format!("/calico/v1/policy/profile/openstack-sg-{SG}");
    env.put(&format!("{group}/tags"), format!(r#"["{SG}"]"#).as_bytes());
    env.put(
        &format!("{group}/rules"),
        format!(r#"{{"inbound_rules": [{{"ip_version": 4, "src_tag": "{SG}"}}], "outbound_rules": [{{}}]}}"#)
            .as_bytes(),
    );
    env.put(VM, format!(r#"{{"state":"active","name":"tap1bc2d3e4","profile_ids":["openstack-sg-{SG}"],"ipv4_nets":["10.65.0.3/32"]}}"#).as_bytes());
    env.put(
        "/calico/v1/policy/profile/calico-k8s-network/rules",
        br#"{"id": "calico-k8s-network", "inbound_rules": [{"action": "allow"}], "outbound_rules": [{"action": "allow"}]}"#,
    );
    for words in [
        "profile add k8s-to-sg1".to_owned(),
        format!("profile tag add k8s-to-sg1 {SG}"),
        format!("profile rule add k8s-to-sg1 inbound allow from tag {SG}"),
    ] {
        env.run(&words.split(' ').collect::<Vec<_>>()).ok();
    }
    env.put(DB, pod("10.233.64.2", r#""calico-k8s-network""#).as_bytes());
    env.put(WEB, pod("10.233.65.3", r#""calico-k8s-network""#).as_bytes());
    env
}

#[test]
fn a_link_is_attached_and_taken_off_again() {
    let env = cloud();
    assert_snapshot!(env.run(&["link", "attach", "k8s-to-sg1", "shop/db-0"]), @"
    exit 0
    stdout| link k8s-to-sg1 attached to endpoint node1/k8s/shop.db-0/eth0
    stderr| warning: endpoint node1/k8s/shop.db-0/eth0: profile calico-k8s-network stands before it and lets everything in, so that the link isolates nothing; --replace calico-k8s-network puts the link in its place
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["link", "k8s-to-sg1", "attach", "shop/db-0", "--replace", "calico-k8s-network"]), @"
    exit 0
    stdout| link k8s-to-sg1 attached in place of profile calico-k8s-network to endpoint node1/k8s/shop.db-0/eth0
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value(DB).unwrap(), pod("10.233.64.2", r#""k8s-to-sg1""#));
    assert_snapshot!(env.run(&["link", "attach", "k8s-to-sg1", "10.233.64.2", "--replace", "calico-k8s-network"]), @"
    exit 0
    stdout| link k8s-to-sg1 is already on endpoint node1/k8s/shop.db-0/eth0
    ");
    assert_snapshot!(env.run(&["link", "detach", "k8s-to-sg1", "shop/db-0"]), @"
    exit 3
    stderr| error: endpoint node1/k8s/shop.db-0/eth0 would be left without a profile, cut off from everything (/calico/v1/host/node1/workload/k8s/shop.db-0/endpoint/eth0)
    stderr| hint: --restore PROFILE puts one in the link's place; --leave-closed leaves it cut off
    ");
    assert_snapshot!(env.run(&["link", "detach", "k8s-to-sg1", "shop/db-0", "--restore", "calico-k8s-network"]), @"
    exit 0
    stdout| link k8s-to-sg1 taken off endpoint node1/k8s/shop.db-0/eth0, profile calico-k8s-network in its place
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 10.233.64.2; conntrack -D -d 10.233.64.2
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value(DB).unwrap(), pod("10.233.64.2", r#""calico-k8s-network""#));
}

#[test]
fn names_come_from_stdin() {
    let env = cloud();
    let names = b"# pods\nnode1/k8s/shop.db-0/eth0\n\nnode2/k8s/shop.web-1/eth0\n";
    let run = env.run_with_stdin(&["link", "attach", "k8s-to-sg1", "-", "--replace", "calico-k8s-network"], names);
    assert_snapshot!(run, @"
    exit 0
    stdout| link k8s-to-sg1 attached in place of profile calico-k8s-network to endpoint node1/k8s/shop.db-0/eth0
    stdout| link k8s-to-sg1 attached in place of profile calico-k8s-network to endpoint node2/k8s/shop.web-1/eth0
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run_with_stdin(&["link", "attach", "k8s-to-sg1", "-"], b"\n"), @"
    exit 3
    stderr| error: there is no endpoint's name on stdin
    stderr| hint: --allow-none takes that for done
    ");
    assert_snapshot!(env.run_with_stdin(&["link", "attach", "k8s-to-sg1", "-", "--allow-none"], b""), @"
    exit 0
    stdout| unchanged
    ");
    assert_snapshot!(env.run_with_stdin(&["link", "attach", "k8s-to-sg1", "-"], b"node9/k8s/x.y/eth0\n"), @"
    exit 3
    stderr| error: endpoint node9/k8s/x.y/eth0 does not exist
    stderr| hint: `calicross endpoint list` shows those that do
    ");
}

#[test]
fn what_is_wrong_is_named() {
    let env = cloud();
    env.put(
        "/calico/v1/policy/tier/k8s-openstack/policy/shop",
        format!(r#"{{"inbound_rules":[{{"src_selector":"calico/k8s_ns == 'shop'","dst_tag":"{SG}"}}]}}"#).as_bytes(),
    );
    let before = env.dump();
    assert_snapshot!(env.run(&["link", "attach", "k8s-to-sg1", "1bc2d3e4"]), @"
    exit 3
    stderr| error: endpoint node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/1bc2d3e4 is a VM's: its profiles are its security groups in Neutron, and networking-calico's resync puts them back within 60 s (/calico/v1/host/node1/workload/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/endpoint/1bc2d3e4)
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(env.run(&["link", "attach", "k8s-to-sg1", "--selector", "role == 'web'"]), @"
    exit 3
    stderr| error: selector role == 'web' matches nothing
    stderr| hint: --allow-none takes that for done
    ");
    assert_snapshot!(env.run(&["link", "attach", "k8s-to-sg1", "--selector", "role = 'web'"]), @"
    exit 2
    stderr| error: invalid value 'role = 'web'' for '--selector <SELECTOR>': unexpected '=', expected ==, !=, in or not in at character 6
    stderr| hint: usage: calicross link attach [OPTIONS] <NAME> [ENDPOINT]...
    ");
    assert_snapshot!(env.run(&["link", "attach", "k8s-to-sg1"]), @"
    exit 2
    stderr| error: no endpoints are given
    stderr| hint: name them, or choose them with --namespace, --selector or --pod; - reads names from stdin
    ");
    assert_snapshot!(env.run(&["link", "attach", "calico-k8s-network", "shop/db-0"]), @"
    exit 3
    stderr| error: profile calico-k8s-network is no link: it joins no security group
    stderr| hint: `calicross link add calico-k8s-network --sg GROUP` makes it one
    ");
    assert_snapshot!(env.run(&["link", "attach", "shop", "shop/db-0"]), @"
    exit 3
    stderr| error: link k8s-openstack/shop works by namespace: its pods are in it by their label, and none is attached
    ");
    assert_snapshot!(env.run(&["link", "attach", "k8s-to-sg1", "shop/db-0", "node1/k8s/shop.db-0/eth0", "--keep"]), @"
    exit 2
    stderr| error: --keep does not go with endpoint node1/k8s/shop.db-0/eth0: a pod that is made anew has another id
    stderr| hint: keep namespaces, selectors and pods by namespace/name: --namespace, --selector, --pod
    ");
    assert_eq!(env.dump(), before);
    // Told so, it is done; Neutron's resync takes it back.
    assert_snapshot!(env.run(&["link", "attach", "k8s-to-sg1", "1bc2d3e4", "--force=owner"]), @"
    exit 0
    stdout| link k8s-to-sg1 attached to endpoint node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/1bc2d3e4
    stderr| warning: forced: endpoint node1/openstack/f3a7cb4f-2a42-4c5b-a8ed-3a1a6b1a1f01/1bc2d3e4 is a VM's: its profiles are its security groups in Neutron, and networking-calico's resync puts them back within 60 s
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn a_pod_that_is_made_anew_is_brought_back_to_its_link() {
    let env = cloud();
    assert_snapshot!(env.run(&["link", "reconcile"]), @"
    exit 0
    stdout| unchanged
    ");
    let keep = ["link", "attach", "k8s-to-sg1", "--namespace", "shop", "--replace", "calico-k8s-network", "--keep"];
    assert_snapshot!(env.run(&keep), @"
    exit 0
    stdout| link k8s-to-sg1 attached in place of profile calico-k8s-network to endpoint node1/k8s/shop.db-0/eth0
    stdout| link k8s-to-sg1 attached in place of profile calico-k8s-network to endpoint node2/k8s/shop.web-1/eth0
    stdout| link k8s-to-sg1 kept for namespace shop
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(String::from_utf8(env.intents()[INTENT].clone()).unwrap(), @r#"{"schema": "calicross/link-intent/1", "selections": [{"namespace": "shop", "replace": "calico-k8s-network"}]}"#);
    assert_snapshot!(env.run(&keep), @"
    exit 0
    stdout| link k8s-to-sg1 is already on endpoint node1/k8s/shop.db-0/eth0
    stdout| link k8s-to-sg1 is already on endpoint node2/k8s/shop.web-1/eth0
    stdout| link k8s-to-sg1 is kept already for namespace shop
    ");
    let journal = env.journal();
    assert_snapshot!(env.run(&["link", "reconcile", "-q"]), @"exit 0");
    assert_eq!(env.journal(), journal);
    env.put(DB, pod("10.233.64.9", r#""calico-k8s-network""#).as_bytes());
    assert_snapshot!(env.run(&["link", "reconcile", "--dry-run", "--exit-code"]), @r#"
    exit 1
    stdout| ~ /calico/v1/host/node1/workload/k8s/shop.db-0/endpoint/eth0  {"state":"active","name":"calic64cc0ab123","active_instance_id":"1e3f","mac":"ee:ee:ee:ee:ee:ee","profile_ids":["k8s-to-sg1"],"ipv4_nets":["10.233.64.9/32"],"ipv6_nets":[],"labels":{"calico/k8s_ns":"shop"}}
    stdout| dry run: link k8s-to-sg1 brought to endpoint node1/k8s/shop.db-0/eth0
    stdout| opens: 1 pod of ns shop <- ns shop (1 pod): all
    stdout| closes: 1 pod of ns shop <- any address: all
    stdout| as Felix 1.4 has it, which is assumed: `calicross hybrid set felix=…` says which one runs
    "#);
    assert_snapshot!(env.run(&["link", "reconcile", "k8s-to-sg1"]), @"
    exit 0
    stdout| link k8s-to-sg1 brought to endpoint node1/k8s/shop.db-0/eth0
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value(DB).unwrap(), pod("10.233.64.9", r#""k8s-to-sg1""#));
    // Taking it off one of them does not last, and says so.
    assert_snapshot!(env.run(&["link", "detach", "k8s-to-sg1", "shop/db-0"]), @"
    exit 0
    stdout| link k8s-to-sg1 taken off endpoint node1/k8s/shop.db-0/eth0, profile calico-k8s-network in its place
    stderr| warning: endpoint node1/k8s/shop.db-0/eth0: the link is kept for --namespace shop, so that `link reconcile` brings it back; `calicross link detach k8s-to-sg1 --namespace shop` ends that
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 10.233.64.9; conntrack -D -d 10.233.64.9
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["link", "detach", "k8s-to-sg1", "--namespace", "shop"]), @"
    exit 0
    stdout| link k8s-to-sg1 kept no longer for namespace shop
    stdout| link k8s-to-sg1 is not on endpoint node1/k8s/shop.db-0/eth0
    stdout| link k8s-to-sg1 taken off endpoint node2/k8s/shop.web-1/eth0, profile calico-k8s-network in its place
    stderr| warning: established connections live on; on host node2 this ends them: conntrack -D -s 10.233.65.3; conntrack -D -d 10.233.65.3
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(!env.intents().contains_key(INTENT));
    assert_snapshot!(env.run(&["link", "reconcile", "k8s-to-sg1"]), @"
    exit 3
    stderr| error: link k8s-to-sg1 is not kept for anything (/calicross/v1/links/k8s-to-sg1)
    stderr| hint: `calicross link attach k8s-to-sg1 --namespace NAMESPACE --keep` keeps it
    ");
}

#[test]
fn a_kept_link_that_is_gone_cuts_nobody_off() {
    let env = cloud();
    env.run(&["link", "attach", "k8s-to-sg1", "shop/db-0", "--keep"]).ok();
    env.run(&["profile", "clone", "k8s-to-sg1", "second"]).ok();
    env.run(&["link", "attach", "second", "--pod", "shop/web-*", "--keep"]).ok();
    env.run(&["profile", "remove", "k8s-to-sg1", "--force=in-use", "--yes"]).ok();
    env.put(DB, pod("10.233.64.2", r#""calico-k8s-network""#).as_bytes());
    env.put(WEB, pod("10.233.65.3", r#""calico-k8s-network""#).as_bytes());
    assert_snapshot!(env.run(&["link", "reconcile"]), @"
    exit 3
    stdout| link second brought to endpoint node2/k8s/shop.web-1/eth0
    stderr| datastore: file at DIR/store.redb
    stderr| error: kept, but left out: link k8s-to-sg1 does not exist
    stderr| hint: `calicross link list` shows those that do
    stderr| hint: `calicross link detach k8s-to-sg1 --all` keeps it no longer
    ");
    assert_eq!(env.value(DB).unwrap(), pod("10.233.64.2", r#""calico-k8s-network""#));
    env.put(INTENT, b"{");
    assert_snapshot!(env.run(&["link", "reconcile"]), @"
    exit 5
    stdout| unchanged
    stderr| error: the kept intent of link k8s-to-sg1 cannot be read: the value ends early, expected a member's name at line 1 column 2 (/calicross/v1/links/k8s-to-sg1)
    stderr| hint: `calicross link detach k8s-to-sg1 --all --force=malformed` forgets it and takes the link off everything
    ");
    assert_snapshot!(env.run(&["link", "detach", "k8s-to-sg1", "--all", "--force=malformed"]), @"
    exit 0
    stdout| link k8s-to-sg1 kept no longer for anything
    stdout| link k8s-to-sg1 is on no endpoint
    stderr| warning: forced: link k8s-to-sg1 has a kept intent that cannot be read: the value ends early, expected a member's name at line 1 column 2
    stderr| datastore: file at DIR/store.redb
    ");
    env.run(&["link", "reconcile"]).ok();
}

#[test]
fn attach_stands_in_a_batch() {
    let env = cloud();
    let lines = b"link attach k8s-to-sg1 shop/db-0 --replace calico-k8s-network\nlink attach k8s-to-sg1 --namespace shop --keep\n";
    assert_snapshot!(env.run_with_stdin(&["batch", "-f", "-"], lines), @"
    exit 0
    stdout| link k8s-to-sg1 attached in place of profile calico-k8s-network to endpoint node1/k8s/shop.db-0/eth0
    stdout| link k8s-to-sg1 is already on endpoint node1/k8s/shop.db-0/eth0
    stdout| link k8s-to-sg1 attached to endpoint node2/k8s/shop.web-1/eth0
    stdout| link k8s-to-sg1 kept for namespace shop
    stderr| warning: endpoint node2/k8s/shop.web-1/eth0: profile calico-k8s-network stands before it and lets everything in, so that the link isolates nothing; --replace calico-k8s-network puts the link in its place
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["undo", "--last", "--yes"]), @"
    exit 0
    stdout| taken back: batch -f -
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value(DB).unwrap(), pod("10.233.64.2", r#""calico-k8s-network""#));
    assert!(!env.intents().contains_key(INTENT));
}
