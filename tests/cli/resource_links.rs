//! Links as files: `kind: link`

use insta::assert_snapshot;

use crate::harness::Env;
use crate::link::{CLOUD, WEB, cloud};

const FRONT: &str = "\
apiVersion: calicross/v1
kind: link
metadata:
  name: front
spec:
  securityGroups: [web]
  direction: both
  allow:
  - tcp to ports 80,443
  keep:
  - namespace: shop
    selector: run == 'front'
    replace: calico-k8s-network
  - pod: cart/db-1
";

const POD: &str = "/calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0";

#[test]
fn a_file_makes_what_the_words_make_and_changes_nothing_the_second_time() {
    let env = cloud();
    let file = env.file("front.yaml", FRONT);
    assert_snapshot!(env.run(&["diff", "-f", &file]), @"
    exit 1
    stdout| create link front
    stdout| --- /dev/null
    stdout| +++ link front
    stdout| @@ -0,0 +1,15 @@
    stdout| +apiVersion: calicross/v1
    stdout| +kind: link
    stdout| +metadata:
    stdout| +  name: front
    stdout| +spec:
    stdout| +  securityGroups:
    stdout| +  - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| +  direction: both
    stdout| +  allow:
    stdout| +  - tcp to ports 80,443
    stdout| +  keep:
    stdout| +  - namespace: shop
    stdout| +    selector: run == 'front'
    stdout| +    replace: calico-k8s-network
    stdout| +  - pod: cart/db-1
    stdout| 1 to create
    stderr| warning: pods of link front may open to the VMs of db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) as well, which lets web (4fe422ed-4730-4af4-b835-38d09235bd4a) in: tcp/3306 (IPv4)
    stderr| warning: pods of link front reach each other: its profile lets in its own tag
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"
    exit 0
    stdout| link front created
    stdout| `calicross link reconcile front` brings link front to what it is kept for
    stderr| warning: pods of link front may open to the VMs of db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) as well, which lets web (4fe422ed-4730-4af4-b835-38d09235bd4a) in: tcp/3306 (IPv4)
    stderr| warning: pods of link front reach each other: its profile lets in its own tag
    stderr| datastore: file at DIR/store.redb
    ");
    let by_words = cloud();
    by_words.run(&["link", "add", "front", "--sg", "web", "--allow", "tcp to ports 80,443"]).ok();
    let keep = ["link", "attach", "front", "--keep", "--yes", "--no-impact"];
    let chosen = ["--namespace", "shop", "--selector", "run == 'front'", "--replace", "calico-k8s-network"];
    by_words.run(&[keep.as_slice(), &chosen].concat()).ok();
    by_words.run(&[keep.as_slice(), &["--pod", "cart/db-1"]].concat()).ok();
    assert_eq!(env.intents(), by_words.intents());
    // Endpoints are brought there by `link reconcile`; until then it is drift.
    let (before, journal) = (env.dump(), env.journal());
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"
    exit 0
    stdout| unchanged
    ");
    assert_snapshot!(env.run(&["drift"]), @"
    exit 1
    stdout| SET  KIND  NAME   STATE    FIELDS
    stdout| -    link  front  lacking  node1/k8s/shop.front-1/eth0,node2/k8s/cart.db-1/eth0,node2/k8s/shop.front-2/eth0
    ");
    assert_eq!((env.dump(), env.journal()), (before, journal));
    env.run(&["link", "reconcile", "front", "--yes", "--no-impact"]).ok();
    env.run(&["drift"]).ok();
    assert_eq!(env.dump(), by_words.dump());
    assert_snapshot!(env.run(&["get", "links"]), @"
    exit 0
    stdout| NAME   GROUPS                                DIRECTION
    stdout| front  4fe422ed-4730-4af4-b835-38d09235bd4a  both
    ");
    assert_snapshot!(env.run(&["get", "LINK", "front", "-o", "wide"]), @"
    exit 0
    stdout| NAME   GROUPS                                DIRECTION  ALLOW                PEERS  KEPT
    stdout| front  4fe422ed-4730-4af4-b835-38d09235bd4a  both       tcp to ports 80,443  true   namespace shop and selector run == 'front',pod cart/db-1
    ");
    assert_snapshot!(env.run(&["get", "link/front", "-o", "yaml"]), @"
    exit 0
    stdout| schema: calicross/resource-list/1
    stdout| items:
    stdout| - apiVersion: calicross/v1
    stdout|   kind: link
    stdout|   metadata:
    stdout|     name: front
    stdout|   spec:
    stdout|     securityGroups:
    stdout|     - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout|     direction: both
    stdout|     allow:
    stdout|     - tcp to ports 80,443
    stdout|     keep:
    stdout|     - namespace: shop
    stdout|       selector: run == 'front'
    stdout|       replace: calico-k8s-network
    stdout|     - pod: cart/db-1
    ");
    let got = env.run(&["get", "link", "-o", "json"]).ok().stdout();
    assert_eq!(env.run_with_stdin(&["diff", "-f", "-"], got.as_bytes()).code(), 0);
}

#[test]
fn mistakes_are_told_with_their_places() {
    let env = cloud();
    let wrong = FRONT
        .replace("both", "out")
        .replace("80,443", "http")
        .replace("cart/db-1", "db-1")
        .replace("  direction", "  sg: x\n  direction");
    let file = env.file("wrong.yaml", &wrong);
    assert_snapshot!(env.run(&["validate", "-f", &file]), @"
    exit 5
    stderr| DIR/wrong.yaml:7:3: spec.sg: is not recognized here; what is: securityGroups, direction, allow, peers, keep
    stderr|   7 |   sg: x
    stderr|     |   ^
    stderr| DIR/wrong.yaml:8:14: spec.direction: 'out' is none of both, to-sg, from-sg
    stderr|   8 |   direction: out
    stderr|     |              ^
    stderr| DIR/wrong.yaml:10:5: spec.allow[0]: 'tcp to ports http': word 4 'http': 'http' is not a port from 0 to 65535 or a range such as 1000:2000
    stderr|   10 |   - tcp to ports http
    stderr|      |     ^
    stderr| DIR/wrong.yaml:15:5: spec.keep[1]: db-1 is not namespace/name
    stderr|   15 |   - pod: db-1
    stderr|      |     ^
    stderr| error: the files are not valid: 4 errors, first DIR/wrong.yaml:7:3: spec.sg: is not recognized here; what is: securityGroups, direction, allow, peers, keep
    stderr| hint: nothing is written
    ");
    let profile = "apiVersion: v1\nkind: profile\nmetadata:\n  name: front\n";
    let (link, profile) = (env.file("link.yaml", FRONT), env.file("profile.yaml", &format!("# one more\n{profile}")));
    assert_snapshot!(env.run(&["apply", "-f", &link, "-f", &profile]), @"
    exit 5
    stderr| DIR/profile.yaml:2:1: profile front is the same object as link front, which is in DIR/link.yaml:1 already
    stderr|   2 | apiVersion: v1
    stderr|     | ^
    stderr| error: the files are not valid: DIR/profile.yaml:2:1: profile front is the same object as link front, which is in DIR/link.yaml:1 already
    stderr| hint: nothing is written
    ");
    let unknown = env.file("unknown.yaml", &FRONT.replace("[web]", "[web, shop]"));
    assert_snapshot!(env.run(&["apply", "-f", &unknown]), @"
    exit 3
    stderr| error: DIR/unknown.yaml:1: link front: security group shop does not exist
    stderr| hint: `calicross sg list` shows those that do
    ");
    let gone = env.file("gone.yaml", &FRONT.replace("[web]", "[00000000-0000-4000-8000-000000000000]"));
    assert_snapshot!(env.run(&["diff", "-f", &gone]), @"
    exit 3
    stderr| error: link front cannot be written: security group 00000000-0000-4000-8000-000000000000 does not exist
    stderr| hint: `calicross sg list` shows those that do
    ");
    let to_sg = env.file("to-sg.yaml", &FRONT.replace("both", "to-sg"));
    assert_snapshot!(env.run(&["create", "-f", &to_sg]), @"
    exit 5
    stderr| DIR/to-sg.yaml:9:5: spec.allow: restricts what VMs may open to pods, which direction to-sg leaves closed
    stderr|   9 |   - tcp to ports 80,443
    stderr|     |     ^
    stderr| error: the files are not valid: DIR/to-sg.yaml:9:5: spec.allow: restricts what VMs may open to pods, which direction to-sg leaves closed
    stderr| hint: nothing is written
    ");
    assert!(env.intents().is_empty());
}

#[test]
fn what_is_exported_makes_the_same_elsewhere_and_each_profile_is_there_once() {
    let env = cloud();
    env.run(&["apply", "-f", &env.file("front.yaml", FRONT)]).ok();
    env.run(&["link", "add", "quiet", "--sg", "web", "--sg", "db", "--no-peers", "--direction", "from-sg"]).ok();
    env.run(&["link", "add", "more", "--sg", "db"]).ok();
    env.run(&["profile", "tag", "add", "more", "x", "--yes"]).ok();
    env.run(&["link", "attach", "more", "--namespace", "cart", "--keep", "--yes", "--no-impact"]).ok();
    assert_snapshot!(env.run(&["get", "profiles,links"]), @"
    exit 0
    stdout| KIND     NAME
    stdout| profile  calico-k8s-network
    stdout| profile  more
    stdout| profile  openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| profile  openstack-sg-b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2
    stdout| link     front
    stdout| link     quiet
    ");
    assert_snapshot!(env.run(&["export", "link"]), @"
    exit 0
    stdout| ---
    stdout| apiVersion: calicross/v1
    stdout| kind: link
    stdout| metadata:
    stdout|   name: front
    stdout| spec:
    stdout|   securityGroups:
    stdout|   - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout|   direction: both
    stdout|   allow:
    stdout|   - tcp to ports 80,443
    stdout|   keep:
    stdout|   - namespace: shop
    stdout|     selector: run == 'front'
    stdout|     replace: calico-k8s-network
    stdout|   - pod: cart/db-1
    stdout| ---
    stdout| apiVersion: calicross/v1
    stdout| kind: link
    stdout| metadata:
    stdout|   name: quiet
    stdout| spec:
    stdout|   securityGroups:
    stdout|   - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout|   - b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2
    stdout|   direction: from-sg
    stdout|   peers: false
    ");
    let exported = env.run(&["export"]).ok().stdout();
    let file = env.file("all.yaml", &exported);
    env.run(&["diff", "-f", &file]).ok();
    let elsewhere = Env::new();
    let names: Vec<_> = CLOUD.into_iter().filter(|(path, _)| path.starts_with("/calicross/")).collect();
    elsewhere.put_all(&names);
    elsewhere
        .run(&["apply", "-f", &elsewhere.file("all.yaml", &exported), "--yes", "--force=owner", "--no-impact"])
        .ok();
    let again = elsewhere.run(&["export"]).ok().stdout();
    assert_eq!(again, exported);
    elsewhere.run(&["diff", "-f", &elsewhere.file("again.yaml", &again)]).ok();
    // What the file of a profile cannot say stays behind: what the other one is kept for.
    let kept: Vec<_> = env.intents().into_iter().filter(|(path, _)| path.ends_with("/front")).collect();
    assert_eq!(elsewhere.intents().into_iter().collect::<Vec<_>>(), kept);
    let folder = env.dir().join("out").display().to_string();
    env.run(&["export", "--to-dir", &folder]).ok();
    env.run(&["diff", "-R", "-f", &folder]).ok();
    assert!(env.dir().join("out/link/quiet.yaml").is_file() && env.dir().join("out/profile/more.yaml").is_file());
    // By name, a profile is what it is asked for as.
    env.run(&["get", "profile", "front"]).ok();
    assert_snapshot!(env.run(&["get", "link", "more"]), @"
    exit 3
    stderr| error: link more has more than the file of a link can say: to files it is a profile
    stderr| hint: `calicross get profile more` shows it
    ");
    assert_snapshot!(env.run(&["edit", "link", "nope"]), @"
    exit 3
    stderr| error: link nope does not exist
    stderr| hint: `calicross get link` lists those that do
    ");
}

#[test]
fn a_link_becomes_what_its_file_says() {
    let env = cloud();
    env.run(&["apply", "-f", &env.file("front.yaml", FRONT)]).ok();
    let other = FRONT
        .replace("[web]", "[db]")
        .replace("both", "from-sg")
        .replace("  keep", "  peers: false\n  keep")
        .replace("  - pod: cart/db-1\n", "  - pod: cart/db-2\n")
        .replace("    replace: calico-k8s-network\n", "");
    let file = env.file("other.yaml", &other);
    assert_snapshot!(env.run(&["diff", "-f", &file]), @r#"
    exit 1
    stdout| change link front
    stdout| --- link front
    stdout| +++ link front
    stdout| @@ -4,12 +4,12 @@
    stdout|    name: front
    stdout|  spec:
    stdout|    securityGroups:
    stdout| -  - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| -  direction: both
    stdout| +  - b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2
    stdout| +  direction: from-sg
    stdout|    allow:
    stdout|    - tcp to ports 80,443
    stdout| +  peers: false
    stdout|    keep:
    stdout|    - namespace: shop
    stdout|      selector: run == 'front'
    stdout| -    replace: calico-k8s-network
    stdout| -  - pod: cart/db-1
    stdout| +  - pod: cart/db-2
    stdout| also create /calico/v1/policy/profile/openstack-sg-b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2/labels
    stdout| --- /dev/null
    stdout| +++ /calico/v1/policy/profile/openstack-sg-b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2/labels
    stdout| @@ -0,0 +1,3 @@
    stdout| +{
    stdout| +  "calicross.sg/b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2": "member"
    stdout| +}
    stdout| 1 to change
    "#);
    assert_snapshot!(env.run(&["create", "-f", &file]), @"
    exit 3
    stderr| error: link front exists and is not what the file says
    stderr| --- link front
    stderr| +++ link front
    stderr| @@ -4,12 +4,12 @@
    stderr|    name: front
    stderr|  spec:
    stderr|    securityGroups:
    stderr| -  - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| -  direction: both
    stderr| +  - b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2
    stderr| +  direction: from-sg
    stderr|    allow:
    stderr|    - tcp to ports 80,443
    stderr| +  peers: false
    stderr|    keep:
    stderr|    - namespace: shop
    stderr|      selector: run == 'front'
    stderr| -    replace: calico-k8s-network
    stderr| -  - pod: cart/db-1
    stderr| +  - pod: cart/db-2
    stderr| hint: `replace` and `apply` make it what the file says; --skip-exists leaves it
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--yes"]), @"
    exit 0
    stdout| link front changed
    stdout| `calicross link reconcile front` brings link front to what it is kept for
    stdout| `calicross link detach front --pod cart/db-1` takes link front off what it is kept for no longer
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.value("/calico/v1/policy/profile/front/rules").unwrap(), @r#"{"id": "front", "inbound_rules": [{"action": "allow", "protocol": "tcp", "src_selector": "has(calicross.sg/b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2)", "dst_ports": [80, 443]}], "outbound_rules": [{"action": "allow"}]}"#);
    assert_snapshot!(String::from_utf8(env.intents().remove("/calicross/v1/links/front").unwrap()).unwrap(), @r#"{"schema": "calicross/link-intent/1", "selections": [{"namespace": "shop", "selector": "run == 'front'"}, {"pod": "cart/db-2"}]}"#);
    env.run(&["diff", "-f", &file]).ok();
    assert_snapshot!(env.run(&["patch", "link", "front", "-p", "{spec: {direction: both, keep: null}}", "--yes"]), @r#"
    exit 0
    stdout| link front changed
    stdout| `calicross link detach front --namespace shop --selector "run == 'front'"` takes link front off what it is kept for no longer
    stdout| `calicross link detach front --pod cart/db-2` takes link front off what it is kept for no longer
    stderr| warning: no rule of security group db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) lets its own members in: its tag opens nothing there
    stderr| datastore: file at DIR/store.redb
    "#);
    assert!(env.intents().is_empty());
    let to_sg = env.set("EDITOR", "sed -i '/tcp to/d;/allow/d;s/both/to-sg/'");
    assert_snapshot!(to_sg.run(&["edit", "link", "front", "--yes"]), @r#"
    exit 0
    stdout| --- /calico/v1/policy/profile/front/rules
    stdout| +++ /calico/v1/policy/profile/front/rules
    stdout| @@ -1,16 +1,6 @@
    stdout|  {
    stdout|    "id": "front",
    stdout| -  "inbound_rules": [
    stdout| -    {
    stdout| -      "action": "allow",
    stdout| -      "protocol": "tcp",
    stdout| -      "src_selector": "has(calicross.sg/b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2)",
    stdout| -      "dst_ports": [
    stdout| -        80,
    stdout| -        443
    stdout| -      ]
    stdout| -    }
    stdout| -  ],
    stdout| +  "inbound_rules": [],
    stdout|    "outbound_rules": [
    stdout|      {
    stdout|        "action": "allow"
    stdout| link front changed
    stderr| warning: no rule of security group db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) lets its own members in: its tag opens nothing there
    stderr| datastore: file at DIR/store.redb
    "#);
    to_sg.run(&["undo", "--last", "--yes"]).ok();
}

#[test]
fn a_profile_that_has_more_than_a_link_is_seen_and_brought_back() {
    let env = cloud();
    let file = env.file("front.yaml", FRONT);
    env.run(&["apply", "-f", &file, "--set", "shop"]).ok();
    env.run(&["drift", "--set", "shop"]).ok();
    let before = env.dump();
    env.run(&["profile", "rule", "add", "front", "inbound", "allow", "udp"]).ok();
    assert_snapshot!(env.run(&["drift", "--set", "shop"]), @"
    exit 1
    stdout| SET   KIND  NAME   STATE    FIELDS
    stdout| shop  link  front  changed  kind
    ");
    assert_snapshot!(env.run(&["diff", "-f", &file]), @"
    exit 1
    stdout| change link front
    stdout| --- link front
    stdout| +++ link front
    stdout| @@ -1,24 +1,15 @@
    stdout| -apiVersion: v1
    stdout| -kind: profile
    stdout| +apiVersion: calicross/v1
    stdout| +kind: link
    stdout|  metadata:
    stdout|    name: front
    stdout| -  tags:
    stdout| -  - front
    stdout| -  - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout|  spec:
    stdout| -  ingress:
    stdout| -  - action: allow
    stdout| -    source:
    stdout| -      tag: front
    stdout| -  - action: allow
    stdout| -    protocol: tcp
    stdout| -    source:
    stdout| -      tag: 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| -    destination:
    stdout| -      ports:
    stdout| -      - 80
    stdout| -      - 443
    stdout| -  - action: allow
    stdout| -    protocol: udp
    stdout| -  egress:
    stdout| -  - action: allow
    stdout| +  securityGroups:
    stdout| +  - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stdout| +  direction: both
    stdout| +  allow:
    stdout| +  - tcp to ports 80,443
    stdout| +  keep:
    stdout| +  - namespace: shop
    stdout| +    selector: run == 'front'
    stdout| +    replace: calico-k8s-network
    stdout| +  - pod: cart/db-1
    stdout| 1 to change
    stderr| warning: profile front is there and is no link as the file says it: it becomes that link for every endpoint that has it, and what else it has of rules, tags and labels goes
    stderr| warning: pods of link front may open to the VMs of db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) as well, which lets web (4fe422ed-4730-4af4-b835-38d09235bd4a) in: tcp/3306 (IPv4)
    stderr| warning: pods of link front reach each other: its profile lets in its own tag
    ");
    assert_snapshot!(env.run(&["create", "-f", &file]), @"
    exit 3
    stderr| error: link front exists and is not what the file says
    stderr| --- link front
    stderr| +++ link front
    stderr| @@ -1,24 +1,15 @@
    stderr| -apiVersion: v1
    stderr| -kind: profile
    stderr| +apiVersion: calicross/v1
    stderr| +kind: link
    stderr|  metadata:
    stderr|    name: front
    stderr| -  tags:
    stderr| -  - front
    stderr| -  - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr|  spec:
    stderr| -  ingress:
    stderr| -  - action: allow
    stderr| -    source:
    stderr| -      tag: front
    stderr| -  - action: allow
    stderr| -    protocol: tcp
    stderr| -    source:
    stderr| -      tag: 4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| -    destination:
    stderr| -      ports:
    stderr| -      - 80
    stderr| -      - 443
    stderr| -  - action: allow
    stderr| -    protocol: udp
    stderr| -  egress:
    stderr| -  - action: allow
    stderr| +  securityGroups:
    stderr| +  - 4fe422ed-4730-4af4-b835-38d09235bd4a
    stderr| +  direction: both
    stderr| +  allow:
    stderr| +  - tcp to ports 80,443
    stderr| +  keep:
    stderr| +  - namespace: shop
    stderr| +    selector: run == 'front'
    stderr| +    replace: calico-k8s-network
    stderr| +  - pod: cart/db-1
    stderr| hint: `replace` and `apply` make it what the file says; --skip-exists leaves it
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "shop", "--yes"]), @"
    exit 3
    stderr| error: link front was changed since set shop was applied: kind (/calicross/v1/sets/shop/link:front)
    stderr| hint: --force=drift does it all the same
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "shop", "--yes", "--force=drift"]), @"
    exit 0
    stdout| link front changed
    stdout| `calicross link reconcile front` brings link front to what it is kept for
    stderr| warning: profile front is there and is no link as the file says it: it becomes that link for every endpoint that has it, and what else it has of rules, tags and labels goes
    stderr| warning: pods of link front may open to the VMs of db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) as well, which lets web (4fe422ed-4730-4af4-b835-38d09235bd4a) in: tcp/3306 (IPv4)
    stderr| warning: pods of link front reach each other: its profile lets in its own tag
    stderr| warning: forced: link front was changed since set shop was applied: kind
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.dump(), before);
    env.run(&["drift", "--set", "shop"]).ok();
    env.run(&["link", "remove", "front", "--yes"]).ok();
    assert_snapshot!(env.run(&["apply", "-f", &file, "--set", "shop"]), @"
    exit 3
    stderr| error: link front was deleted since set shop was applied (/calicross/v1/sets/shop/link:front)
    stderr| hint: --force=drift does it all the same
    ");
    assert_snapshot!(env.run(&["replace", "-f", &file]), @"
    exit 3
    stderr| error: link front does not exist
    stderr| hint: `create` and `apply` make it
    ");
}

#[test]
fn a_link_goes_as_by_link_remove() {
    let env = cloud();
    let file = env.file("front.yaml", &FRONT.replace("    replace: calico-k8s-network\n", ""));
    env.run(&["apply", "-f", &file]).ok();
    env.put(
        "/calico/v1/host/node2/workload/k8s/cart.db-1/endpoint/eth0",
        br#"{"state":"active","name":"calic1b2c3d4e5f","mac":"8e:5c:2c:3b:1a:03","profile_ids":["front"],"ipv4_nets":["192.168.70.4/32"]}"#,
    );
    assert_snapshot!(env.run(&["delete", "link", "front", "--yes"]), @"
    exit 3
    stderr| error: link front is not removed: an endpoint has no other profile, and what the link has replaced there is not known, first /calico/v1/host/node2/workload/k8s/cart.db-1/endpoint/eth0
    stderr| hint: --restore PROFILE puts one in its place; --leave-closed leaves them with a profile that lets nobody in
    stderr| hint: these are options of `calicross link remove front`
    ");
    env.run(&["endpoint", "profile", "set", "cart/db-1", "calico-k8s-network", "front", "--yes", "--no-impact"]).ok();
    env.run(&["link", "attach", "front", "shop/front-1", "--replace", "calico-k8s-network", "--no-impact"]).ok();
    assert_snapshot!(env.run(&["delete", "-f", &file, "--no-impact"]), @"
    exit 3
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 192.168.69.2; conntrack -D -d 192.168.69.2
    stderr| warning: established connections live on; on host node2 this ends them: conntrack -D -s 192.168.70.4; conntrack -D -d 192.168.70.4
    stderr| error: not confirmed: removes link front; 1 endpoint back to profile calico-k8s-network; taken off 1 endpoint
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["delete", "-f", &file, "--yes", "--no-impact"]), @"
    exit 0
    stdout| link front deleted
    stdout| 1 endpoint back to profile calico-k8s-network
    stdout| taken off 1 endpoint
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 192.168.69.2; conntrack -D -d 192.168.69.2
    stderr| warning: established connections live on; on host node2 this ends them: conntrack -D -s 192.168.70.4; conntrack -D -d 192.168.70.4
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.value("/calico/v1/policy/profile/front/rules").is_none() && env.intents().is_empty());
    // What it had replaced is back, as the journal knows.
    assert!(env.value(POD).unwrap().contains(r#""profile_ids":["calico-k8s-network"]"#));
    assert_snapshot!(env.run(&["delete", "link", "front"]), @"
    exit 3
    stderr| error: link front does not exist
    stderr| hint: --skip-not-exists leaves out what is not there
    ");
    assert_snapshot!(env.run(&["delete", "link", "calico-k8s-network", "--if-exists"]), @"
    exit 0
    stdout| link calico-k8s-network is not there
    ");
}

#[test]
fn a_set_prunes_links_and_knows_them_as_profiles() {
    let env = cloud();
    let (front, back) = (FRONT.to_owned(), FRONT.replace("front\n", "back\n"));
    let both = env.file("both.yaml", &format!("{front}---\n{back}"));
    env.run(&["apply", "-f", &both, "--set", "shop"]).ok();
    let one = env.file("one.yaml", &front);
    env.run(&["link", "attach", "back", "shop/front-1", "--replace", "calico-k8s-network", "--no-impact"]).ok();
    assert_snapshot!(env.run(&["diff", "-f", &one, "--set", "shop", "--prune", "--summary"]), @"
    exit 1
    stdout| delete link back
    stdout| also update /calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0
    stdout| 1 to delete, 1 unchanged
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 192.168.69.2; conntrack -D -d 192.168.69.2
    ");
    assert_snapshot!(env.run(&["apply", "-f", &one, "--set", "shop", "--prune", "--yes", "--no-impact"]), @"
    exit 0
    stdout| link back deleted
    stdout| 1 unchanged
    stdout| 1 endpoint back to profile calico-k8s-network
    stderr| warning: established connections live on; on host node1 this ends them: conntrack -D -s 192.168.69.2; conntrack -D -d 192.168.69.2
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.value(POD).unwrap().contains(r#""profile_ids":["calico-k8s-network"]"#));
    // The file tells it as a profile from now on: the same keys, which nobody deletes.
    let told = env.run(&["get", "profile", "front", "-o", "yaml"]).ok().stdout();
    let told = env.file("told.yaml", &told);
    let before = env.dump();
    assert_snapshot!(env.run(&["apply", "-f", &told, "--set", "shop", "--prune", "--yes"]), @"
    exit 0
    stdout| unchanged
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.dump(), before);
    let members = ["/calicross/v1/sets/shop/applied", "/calicross/v1/sets/shop/profile:front"];
    assert_eq!(env.sets().into_keys().collect::<Vec<_>>(), members);
    // And as a link again; what was changed by hand in between is in the way.
    env.run(&["profile", "tag", "add", "front", "x", "--yes"]).ok();
    assert_snapshot!(env.run(&["apply", "-f", &one, "--set", "shop", "--prune", "--yes"]), @"
    exit 3
    stderr| error: link front was applied as profile front with set shop, and changed since: metadata.tags (/calicross/v1/sets/shop/profile:front)
    stderr| hint: --force=drift does it all the same
    ");
    env.run(&["profile", "tag", "remove", "front", "x", "--yes"]).ok();
    env.run(&["apply", "-f", &one, "--set", "shop", "--prune", "--yes"]).ok();
    let members = ["/calicross/v1/sets/shop/applied", "/calicross/v1/sets/shop/link:front"];
    assert_eq!(env.sets().into_keys().collect::<Vec<_>>(), members);
    let none = env.file("none.yaml", "apiVersion: v1\nkind: profile\nmetadata:\n  name: other\n");
    env.run(&["apply", "-f", &none, "--set", "shop", "--prune", "--yes"]).ok();
    assert!(env.value("/calico/v1/policy/profile/front/rules").is_none());
}

#[test]
fn the_example_goes_with_its_cloud() {
    const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cross-workload");
    let env = Env::new();
    env.run(&["batch", "-f", &format!("{FOLDER}/keys.batch"), "--force=owner", "--yes", "--no-impact"]).ok();
    env.run(&["sg", "names", "import", &format!("{FOLDER}/security-groups.json")]).ok();
    let file = format!("{FOLDER}/link.yaml");
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"
    exit 0
    stdout| link k8s-to-web created
    stdout| `calicross link reconcile k8s-to-web` brings link k8s-to-web to what it is kept for
    stderr| warning: pods of link k8s-to-web may open to the VMs of default (0325ec18-425f-4226-903b-ec830e3e7894) as well, which lets web (4fe422ed-4730-4af4-b835-38d09235bd4a) in: tcp/3306:3307 (IPv4)
    stderr| warning: pods of link k8s-to-web reach each other: its profile lets in its own tag
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36
    ");
    env.run(&["diff", "-f", &file]).ok();
    assert_snapshot!(env.run(&["link", "reconcile", "--yes", "--no-impact"]), @"
    exit 0
    stdout| link k8s-to-web brought to endpoint node1/k8s/shop.frontend-2611209331-q9z8y/eth0
    stdout| link k8s-to-web brought to endpoint node2/k8s/shop.frontend-2611209331-mk3d1/eth0
    stderr| datastore: file at DIR/store.redb, ClusterGUID 4b565f53a6d8d395e073616f5ab41e36
    ");
}

#[test]
fn groups_of_the_same_files_are_there_for_their_links() {
    let env = Env::new();
    let group = format!(
        "apiVersion: v1\nkind: profile\nmetadata: {{name: openstack-sg-{WEB}, tags: [{WEB}]}}\nspec: {{ingress: [{{action: allow}}]}}\n"
    );
    let file = env.file(
        "all.yaml",
        &format!("{}---\n{group}", FRONT.replace("[web]", "[4fe4]").replace("  keep", "  peers: false\n  keep")),
    );
    assert_snapshot!(env.run(&["apply", "-f", &file, "--yes", "--force=owner", "--no-impact"]), @"
    exit 0
    stdout| link front created
    stdout| profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a created
    stdout| `calicross link reconcile front` brings link front to what it is kept for
    stderr| warning: no rule of security group 4fe422ed-4730-4af4-b835-38d09235bd4a lets its own members in: its tag opens nothing there
    stderr| warning: no rule of security group 4fe422ed-4730-4af4-b835-38d09235bd4a lets anything out: its VMs open nothing
    stderr| warning: forced: /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| warning: forced: /calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"
    exit 0
    stdout| 2 resources unchanged
    ");
    // What somebody else makes of the name in between is not overwritten without being seen.
    env.put("/calicross/v1/links/front", b"{}");
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"
    exit 5
    stderr| error: link front has a value that cannot be read: there is no schema calicross/link-intent/1 (/calicross/v1/links/front)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["export", "link"]), @"
    exit 5
    stderr| error: malformed value at /calicross/v1/links/front: there is no schema calicross/link-intent/1
    ");
    env.run(&["apply", "-f", &file, "--force=malformed"]).ok();
    env.run(&["diff", "-f", &file]).ok();
}
