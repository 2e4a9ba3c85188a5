//! `calicross get`, `create`, `replace`, `apply`, `delete`, `validate`, `diff`, `export`

use insta::assert_snapshot;

use crate::harness::Env;

const MANIFESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/manifests");

const WEB: &str = "\
apiVersion: v1
kind: profile
metadata:
  name: web
  tags: [web]
spec:
  ingress:
  - action: allow
    protocol: tcp
    source:
      nets: [10.0.0.0/8, 11.0.0.0/8]
    destination:
      ports: [80]
  egress:
  - action: allow
";

fn with_examples() -> Env {
    let env = Env::new();
    env.run(&["apply", "-f", MANIFESTS, "--yes", "--no-impact"]).ok();
    env
}

#[test]
fn the_examples_apply_and_change_nothing_the_second_time() {
    let env = Env::new();
    assert_snapshot!(env.run(&["validate", "-f", MANIFESTS]), @"
    exit 0
    stdout| 11 resources in 3 files are valid
    ");
    assert_snapshot!(env.run(&["apply", "-f", MANIFESTS, "--yes", "--no-impact"]), @"
    exit 0
    stdout| node node1 created
    stdout| hostEndpoint node1/eth0 created
    stdout| profile shop created
    stdout| policy default/database created
    stdout| ipPool 10.65.0.0/24 created
    stdout| ipPool 10.233.64.0/18 created
    stdout| bgpPeer global/10.10.0.1 created
    stdout| tier infra created
    stdout| policy infra/infra-no-match created
    stdout| felixConfig global created
    stdout| bgpConfig global created
    stdout| tier default added, with the order 1000
    stderr| warning: Felix restarts on every host
    stderr| warning: /calico/bgp/v1/global/custom_filters/v4/tap_iface: a custom filter: it is pasted into the export filter of every host: an error there stops all routes
    stderr| warning: /calico/bgp/v1/host/node1/ip_addr_v4: calico/node writes the host's own again when it starts
    stderr| warning: /calico/bgp/v1/host/node1/network_v4: calico/node writes the host's own again when it starts
    stderr| datastore: file at DIR/store.redb
    ");
    let (before, journal) = (env.dump(), env.journal());
    assert_snapshot!(env.run(&["apply", "-f", MANIFESTS, "--yes"]), @"
    exit 0
    stdout| 11 resources unchanged
    ");
    assert_snapshot!(env.run(&["diff", "-f", MANIFESTS]), @"
    exit 0
    stdout| 11 unchanged
    ");
    assert_eq!((env.dump(), env.journal()), (before, journal));
    assert_snapshot!(env.value("/calico/v1/policy/profile/shop/rules").unwrap(), @r#"{"id": "shop", "inbound_rules": [{"action": "allow", "src_tag": "shop"}, {"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "10.65.0.0/24", "dst_ports": [80, "8000:8080"]}, {"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "10.66.0.0/24", "dst_ports": [80, "8000:8080"]}], "outbound_rules": [{"action": "allow"}]}"#);
    assert_snapshot!(env.value("/calico/v1/policy/tier/default/policy/database").unwrap(), @r#"{"order": 100, "selector": "role == 'database'", "inbound_rules": [{"action": "allow", "protocol": "tcp", "src_tag": "shop", "dst_ports": [5432]}, {"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}], "annotations": {"owner": "team-a"}, "types": ["ingress", "egress"]}"#);
    assert_snapshot!(env.value("/calico/bgp/v1/global/peer_v4/10.10.0.1").unwrap(), @r#"{"ip": "10.10.0.1", "as_num": "65546"}"#);
    assert_snapshot!(env.value("/calico/bgp/v1/host/node1/network_v4").unwrap(), @"10.10.0.0/24");
}

#[test]
fn what_is_exported_changes_nothing_and_makes_the_same_elsewhere() {
    let env = with_examples();
    let exported = env.run(&["export"]).ok().stdout();
    assert_snapshot!(exported, @r#"
    ---
    apiVersion: v1
    kind: node
    metadata:
      name: node1
    spec:
      bgp:
        asNumber: 64513
        ipv4Address: 10.10.0.11/24
      orchRefs:
      - orchestrator: k8s
        nodeName: node1.example.org
    ---
    apiVersion: v1
    kind: ipPool
    metadata:
      cidr: 10.65.0.0/24
    spec:
      disabled: true
    ---
    apiVersion: v1
    kind: ipPool
    metadata:
      cidr: 10.233.64.0/18
    spec:
      nat-outgoing: true
    ---
    apiVersion: v1
    kind: bgpPeer
    metadata:
      scope: global
      peerIP: "10.10.0.1"
    spec:
      asNumber: 65546
    ---
    apiVersion: calicross/v1
    kind: felixConfig
    metadata: {}
    spec:
      InterfacePrefix: cali,tap
      LogSeverityScreen: info
    ---
    apiVersion: calicross/v1
    kind: bgpConfig
    metadata: {}
    spec:
      asNumber: 64512
      nodeToNodeMesh: true
      filters:
        v4:
          tap_iface: |
            if ( ifname ~ "tap*" ) then {
              accept;
            }
    ---
    apiVersion: v1
    kind: profile
    metadata:
      name: shop
      tags:
      - shop
      labels:
        tier: front
    spec:
      ingress:
      - action: allow
        source:
          tag: shop
      - action: allow
        ipVersion: 4
        protocol: tcp
        source:
          nets:
          - 10.65.0.0/24
          - 10.66.0.0/24
        destination:
          ports:
          - 80
          - 8000:8080
      egress:
      - action: allow
    ---
    apiVersion: calicross/v1
    kind: tier
    metadata:
      name: default
    spec:
      order: 1000
    ---
    apiVersion: calicross/v1
    kind: tier
    metadata:
      name: infra
    spec:
      order: 900
    ---
    apiVersion: v1
    kind: policy
    metadata:
      name: database
      annotations:
        owner: team-a
    spec:
      order: 100
      selector: role == 'database'
      types:
      - ingress
      - egress
      ingress:
      - action: allow
        protocol: tcp
        source:
          tag: shop
        destination:
          ports:
          - 5432
      - action: pass
      egress:
      - action: pass
    ---
    apiVersion: calicross/v1
    kind: policy
    metadata:
      name: infra-no-match
      tier: infra
    spec:
      selector: all()
      types:
      - ingress
      - egress
      ingress:
      - action: pass
      egress:
      - action: pass
    ---
    apiVersion: v1
    kind: hostEndpoint
    metadata:
      name: eth0
      node: node1
      labels:
        role: host
    spec:
      interfaceName: eth0
      expectedIPs:
      - "10.10.0.11"
      profiles:
      - shop
    "#);
    let file = env.file("all.yaml", &exported);
    env.run(&["diff", "-f", &file]).ok();
    let elsewhere = Env::new();
    let file = elsewhere.file("all.yaml", &exported);
    elsewhere.run(&["apply", "-f", &file, "--yes", "--no-impact"]).ok();
    assert_eq!(elsewhere.dump(), env.dump());
    // A file an object, and the form that `get` prints.
    let folder = env.dir().join("out").display().to_string();
    env.run(&["export", "--to-dir", &folder]).ok();
    env.run(&["diff", "-R", "-f", &folder]).ok();
    for format in ["json", "yaml"] {
        let got = env.run(&["get", "policy,profile,hep", "-o", format]).ok().stdout();
        let run = env.run_with_stdin(&["diff", "-f", "-"], got.as_bytes());
        assert_eq!(run.code(), 0, "{run}");
    }
}

#[test]
fn everything_wrong_in_all_files_is_told_before_anything_is_written() {
    let env = Env::new();
    let good = env.file("good.yaml", WEB);
    let bad = env.file(
        "bad.yaml",
        &WEB.replace("action: allow\n    protocol", "action: alow\n    protocol")
            .replace("ports: [80]", "ports: [80, 0]")
            .replace("tags: [web]", "tag: web"),
    );
    let broken = env.file("broken.yaml", "kind: [\n");
    assert_snapshot!(env.run(&["apply", "-f", &good, "-f", &bad, "-f", &broken]), @"
    exit 5
    stderr| DIR/bad.yaml:1:1: profile web is in DIR/good.yaml:1 already
    stderr|   1 | apiVersion: v1
    stderr|     | ^
    stderr| DIR/bad.yaml:5:3: metadata.tag: is not recognized here; what is: name, tags, labels
    stderr|   5 |   tag: web
    stderr|     |   ^
    stderr| DIR/bad.yaml:8:13: spec.ingress[0].action: 'alow' is none of allow, deny, log, pass
    stderr|   8 |   - action: alow
    stderr|     |             ^
    stderr| DIR/bad.yaml:13:19: spec.ingress[0].destination.ports[1]: '0' is not a port from 1 to 65535, or a range such as 1000:2000 that runs upwards
    stderr|   13 |       ports: [80, 0]
    stderr|      |                   ^
    stderr| DIR/broken.yaml:1:7: unclosed bracket '['
    stderr|   1 | kind: [
    stderr|     |       ^
    stderr| error: the files are not valid: 5 errors, first DIR/bad.yaml:1:1: profile web is in DIR/good.yaml:1 already
    stderr| hint: nothing is written
    ");
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run(&["validate", "-f", &bad, "-o", "json"]), @r#"
    exit 5
    stdout| {
    stdout|   "schema": "calicross/validate/1",
    stdout|   "valid": false,
    stdout|   "resources": 1,
    stdout|   "errors": [
    stdout|     {
    stdout|       "file": "DIR/bad.yaml",
    stdout|       "line": 5,
    stdout|       "column": 3,
    stdout|       "member": "metadata.tag",
    stdout|       "why": "is not recognized here; what is: name, tags, labels"
    stdout|     },
    stdout|     {
    stdout|       "file": "DIR/bad.yaml",
    stdout|       "line": 8,
    stdout|       "column": 13,
    stdout|       "member": "spec.ingress[0].action",
    stdout|       "why": "'alow' is none of allow, deny, log, pass"
    stdout|     },
    stdout|     {
    stdout|       "file": "DIR/bad.yaml",
    stdout|       "line": 13,
    stdout|       "column": 19,
    stdout|       "member": "spec.ingress[0].destination.ports[1]",
    stdout|       "why": "'0' is not a port from 1 to 65535, or a range such as 1000:2000 that runs upwards"
    stdout|     }
    stdout|   ],
    stdout|   "notes": []
    stdout| }
    stderr| {"schema":"calicross/error/1","kind":"bad-data","code":5,"message":"the files are not valid: 3 errors, first DIR/bad.yaml:5:3: metadata.tag: is not recognized here; what is: name, tags, labels","object":null,"key":null,"hint":"nothing is written"}
    "#);
    assert_snapshot!(env.run(&["apply", "-f", &good, "-f", &good]), @"
    exit 5
    stderr| DIR/good.yaml:1:1: profile web is in DIR/good.yaml:1 already
    stderr|   1 | apiVersion: v1
    stderr|     | ^
    stderr| error: the files are not valid: DIR/good.yaml:1:1: profile web is in DIR/good.yaml:1 already
    stderr| hint: nothing is written
    ");
    assert_snapshot!(env.run(&["apply"]), @"
    exit 2
    stderr| error: nothing says which files
    stderr| hint: -f FILE does; -f DIR takes all files of a directory, -f - what comes on stdin
    ");
    assert_snapshot!(env.run(&["apply", "-f", "nowhere.yaml"]), @"
    exit 3
    stderr| error: cannot read nowhere.yaml: No such file or directory (os error 2)
    ");
    assert_snapshot!(env.run_with_stdin(&["apply", "-f", "-"], b"# nothing\n"), @"
    exit 5
    stderr| error: there are no resources in the files
    ");
    assert_snapshot!(env.run(&["validate", "-f", env.dir().join("state").to_str().unwrap()]), @"
    exit 3
    stderr| error: cannot read DIR/state: No such file or directory (os error 2)
    ");
}

#[test]
fn a_difference_is_shown_object_by_object() {
    let env = Env::new();
    let web = env.file("web.yaml", WEB);
    assert_snapshot!(env.run(&["diff", "-f", &web]), @"
    exit 1
    stdout| create profile web
    stdout| --- /dev/null
    stdout| +++ profile web
    stdout| @@ -0,0 +1,20 @@
    stdout| +apiVersion: v1
    stdout| +kind: profile
    stdout| +metadata:
    stdout| +  name: web
    stdout| +  tags:
    stdout| +  - web
    stdout| +spec:
    stdout| +  ingress:
    stdout| +  - action: allow
    stdout| +    ipVersion: 4
    stdout| +    protocol: tcp
    stdout| +    source:
    stdout| +      nets:
    stdout| +      - 10.0.0.0/8
    stdout| +      - 11.0.0.0/8
    stdout| +    destination:
    stdout| +      ports:
    stdout| +      - 80
    stdout| +  egress:
    stdout| +  - action: allow
    stdout| 1 to create
    ");
    env.run(&["apply", "-f", &web]).ok();
    let other = env.file(
        "other.yaml",
        &format!(
            "{}---\n{}",
            WEB.replace("11.0.0.0/8", "12.0.0.0/8").replace("name: web", "name: web\n  labels: {a: b}"),
            WEB.replace("web", "db")
        ),
    );
    assert_snapshot!(env.run(&["diff", "-f", &other]), @"
    exit 1
    stdout| change profile web
    stdout| --- profile web
    stdout| +++ profile web
    stdout| @@ -4,6 +4,8 @@
    stdout|    name: web
    stdout|    tags:
    stdout|    - web
    stdout| +  labels:
    stdout| +    a: b
    stdout|  spec:
    stdout|    ingress:
    stdout|    - action: allow
    stdout| @@ -12,7 +14,7 @@
    stdout|      source:
    stdout|        nets:
    stdout|        - 10.0.0.0/8
    stdout| -      - 11.0.0.0/8
    stdout| +      - 12.0.0.0/8
    stdout|      destination:
    stdout|        ports:
    stdout|        - 80
    stdout| create profile db
    stdout| --- /dev/null
    stdout| +++ profile db
    stdout| @@ -0,0 +1,20 @@
    stdout| +apiVersion: v1
    stdout| +kind: profile
    stdout| +metadata:
    stdout| +  name: db
    stdout| +  tags:
    stdout| +  - db
    stdout| +spec:
    stdout| +  ingress:
    stdout| +  - action: allow
    stdout| +    ipVersion: 4
    stdout| +    protocol: tcp
    stdout| +    source:
    stdout| +      nets:
    stdout| +      - 10.0.0.0/8
    stdout| +      - 11.0.0.0/8
    stdout| +    destination:
    stdout| +      ports:
    stdout| +      - 80
    stdout| +  egress:
    stdout| +  - action: allow
    stdout| 1 to create, 1 to change
    ");
    assert_snapshot!(env.run(&["diff", "-f", &other, "--summary"]), @"
    exit 1
    stdout| change profile web
    stdout| create profile db
    stdout| 1 to create, 1 to change
    ");
    assert_snapshot!(env.run(&["diff", "-f", &other, "-o", "json", "--jq", ".objects[0].after.metadata, .create, .change"]), @r#"
    exit 1
    stdout| {"name":"web","tags":["web"],"labels":{"a":"b"}}
    stdout| 1
    stdout| 1
    "#);
    let env = env.set("CALICROSS_EXTERNAL_DIFF", "diff -r -N -q");
    let run = env.run(&["diff", "-f", &other]);
    assert_eq!(run.code(), 1, "{run}");
    assert!(run.stdout().contains("WANTED/profile.db.yaml differ"), "{run}");
    assert_eq!(env.run(&["diff", "-f", &web]).code(), 0);
}

#[test]
fn create_replace_and_apply_ask_other_things_of_what_is_there() {
    let env = Env::new();
    let web = env.file("web.yaml", WEB);
    let other = env.file("other.yaml", &WEB.replace("[80]", "[81]"));
    assert_snapshot!(env.run(&["replace", "-f", &web]), @"
    exit 3
    stderr| error: profile web does not exist
    stderr| hint: `create` and `apply` make it
    ");
    env.run(&["create", "-f", &web]).ok();
    assert_snapshot!(env.run(&["create", "-f", &web]), @"
    exit 0
    stdout| unchanged
    ");
    assert_snapshot!(env.run(&["create", "-f", &other]), @"
    exit 3
    stderr| error: profile web exists and is not what the file says
    stderr| --- profile web
    stderr| +++ profile web
    stderr| @@ -15,6 +15,6 @@
    stderr|        - 11.0.0.0/8
    stderr|      destination:
    stderr|        ports:
    stderr| -      - 80
    stderr| +      - 81
    stderr|    egress:
    stderr|    - action: allow
    stderr| hint: `replace` and `apply` make it what the file says; --skip-exists leaves it
    ");
    assert_snapshot!(env.run(&["create", "-f", &other, "--skip-exists"]), @"
    exit 0
    stdout| unchanged
    ");
    assert_snapshot!(env.run(&["replace", "-f", &other, "--yes"]), @"
    exit 0
    stdout| profile web changed
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["apply", "-f", &web, "--dry-run", "--no-impact"]), @r#"
    exit 0
    stdout| ~ /calico/v1/policy/profile/web/rules  {"id": "web", "inbound_rules": [{"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "10.0.0.0/8", "dst_ports": [80]}, {"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "11.0.0.0/8", "dst_ports": [80]}], "outbound_rules": [{"action": "allow"}]}
    stdout| dry run: profile web changed
    "#);
    assert_snapshot!(env.run(&["delete", "-f", &web, "--yes"]), @"
    exit 0
    stdout| profile web deleted
    stderr| datastore: file at DIR/store.redb
    ");
    assert!(env.dump().is_empty());
    assert_snapshot!(env.run(&["delete", "-f", &web]), @"
    exit 3
    stderr| error: profile web does not exist
    stderr| hint: --skip-not-exists leaves out what is not there
    ");
    assert_snapshot!(env.run(&["delete", "-f", &web, "--skip-not-exists"]), @"
    exit 0
    stdout| profile web is not there
    ");
}

#[test]
fn what_files_cannot_say_stays() {
    let env = Env::new();
    let rules = "/calico/v1/policy/profile/web/rules";
    env.put_all(&[
        ("/calico/v1/policy/profile/web/tags", r#"["web"]"#),
        (rules, r#"{"note":1.50,"outbound_rules":[{"action":"allow"}],"inbound_rules":[{"src_nets":["10.0.0.0/8","11.0.0.0/8"],"protocol":"tcp","dst_ports":["80"]},{"action":"log","log_prefix":"x"}]}"#),
    ]);
    let web = env.file("web.yaml", &WEB.replace("  egress:\n", "  - action: log\n  egress:\n"));
    // It is said otherwise, and says the same.
    env.run(&["diff", "-f", &web]).ok();
    let more = env.file(
        "more.yaml",
        &WEB.replace("  egress:\n", "  - action: log\n  - action: deny\n    protocol: udp\n  egress:\n"),
    );
    env.run(&["apply", "-f", &more, "--yes"]).ok();
    assert_snapshot!(env.value(rules).unwrap(), @r#"{"id":"web","note":1.50,"outbound_rules":[{"action":"allow"}],"inbound_rules":[{"action":"allow","ip_version":4,"protocol":"tcp","src_net":"10.0.0.0/8","dst_ports":[80]},{"action":"allow","ip_version":4,"protocol":"tcp","src_net":"11.0.0.0/8","dst_ports":[80]},{"action":"log","log_prefix":"x"},{"action":"deny","protocol":"udp"}]}"#);
    assert_eq!(env.value("/calico/v1/policy/profile/web/labels"), None);
}

#[test]
fn tables_of_each_kind() {
    let env = with_examples();
    env.put("/calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0", br#"{"state": "active", "name": "cali1", "profile_ids": ["shop"], "ipv4_nets": ["10.233.64.2/32"], "ipv4_nat": [{"int_ip": "10.233.64.2", "ext_ip": "1.2.3.4"}]}"#);
    let mut tables = String::new();
    for kind in ["policy", "pro", "ipPools", "bgppeer", "hep", "wep", "nodes", "tier", "felixconfig", "bgpconfig"] {
        tables.push_str(&env.run(&["get", kind, "-o", "wide"]).ok().stdout());
        tables.push('\n');
    }
    assert_snapshot!(tables, @"
    TIER     NAME              ORDER  SELECTOR
    default  database            100  role == 'database'
    infra    infra-no-match  default  all()

    NAME  TAGS  LABELS
    shop  shop  tier=front

    CIDR            NAT    IPIP   DISABLED
    10.65.0.0/24    false  false  true
    10.233.64.0/18  true   false  false

    SCOPE   PEERIP     NODE    ASN
    global  10.10.0.1  -     65546

    NODE   NAME  INTERFACE  IPS         PROFILES
    node1  eth0  eth0       10.10.0.11  shop

    NODE   ORCHESTRATOR  WORKLOAD    NAME  NETWORKS        NATS                  INTERFACE  PROFILES
    node1  k8s           shop.web-1  eth0  10.233.64.2/32  10.233.64.2<>1.2.3.4  cali1      shop

    NAME   ASN    IPV4           IPV6
    node1  64513  10.10.0.11/24  -

    NAME     ORDER
    default   1000
    infra      900

    SCOPE   NODE  SETTINGS
    global  -            2

      ASN  MESH  LOGLEVEL  FILTERS
    64512  true  -         tap_iface
    ");
    assert_snapshot!(env.run(&["get"]), @"
    exit 0
    stdout| KIND              NAME
    stdout| node              node1
    stdout| ipPool            10.65.0.0/24
    stdout| ipPool            10.233.64.0/18
    stdout| bgpPeer           global/10.10.0.1
    stdout| felixConfig       global
    stdout| bgpConfig         global
    stdout| profile           shop
    stdout| tier              default
    stdout| tier              infra
    stdout| policy            default/database
    stdout| policy            infra/infra-no-match
    stdout| hostEndpoint      node1/eth0
    stdout| workloadEndpoint  node1/k8s/shop.web-1/eth0
    ");
    assert_snapshot!(env.run(&["get", "wep", "--node", "node2"]), @"
    exit 0
    stderr| no resources
    ");
    assert_snapshot!(env.run(&["get", "policy/database", "hep/node1/eth0", "-o", "name"]), @"
    exit 0
    stdout| policy/default/database
    stdout| hostEndpoint/node1/eth0
    ");
    assert_snapshot!(env.run(&["get", "hep", "-l", "role == 'host'", "-o", "name"]), @"
    exit 0
    stdout| hostEndpoint/node1/eth0
    ");
    assert_snapshot!(env.run(&["get", "policy", "gone"]), @"
    exit 3
    stderr| error: policy default/gone does not exist
    stderr| hint: `calicross get policy` lists those that do
    ");
    assert_snapshot!(env.run(&["get", "polcy"]), @"
    exit 2
    stderr| error: 'polcy' is no kind of resource
    stderr| hint: kinds are node, ipPool, bgpPeer, felixConfig, bgpConfig, profile, link, tier, policy, hostEndpoint, workloadEndpoint
    ");
    assert_snapshot!(env.run(&["get", "policy", "database", "-o", "yaml"]), @"
    exit 0
    stdout| schema: calicross/resource-list/1
    stdout| items:
    stdout| - apiVersion: v1
    stdout|   kind: policy
    stdout|   metadata:
    stdout|     name: database
    stdout|     annotations:
    stdout|       owner: team-a
    stdout|   spec:
    stdout|     order: 100
    stdout|     selector: role == 'database'
    stdout|     types:
    stdout|     - ingress
    stdout|     - egress
    stdout|     ingress:
    stdout|     - action: allow
    stdout|       protocol: tcp
    stdout|       source:
    stdout|         tag: shop
    stdout|       destination:
    stdout|         ports:
    stdout|         - 5432
    stdout|     - action: pass
    stdout|     egress:
    stdout|     - action: pass
    ");
}

#[test]
fn what_cannot_be_read_stops_nobody_and_is_not_overwritten() {
    let env = Env::with_web();
    env.put("/calico/v1/policy/profile/db/rules", br#"{"inbound_rules": [{"action": "pass"}]}"#);
    assert_snapshot!(env.run(&["get", "profile", "-o", "wide"]), @"
    exit 5
    stdout| NAME  TAGS       LABELS
    stdout| db    malformed  malformed
    stdout| web   web        -
    stderr| error: malformed value at /calico/v1/policy/profile/db/rules: inbound rule 1: member 'action' is pass, which Felix rejects in the datastore: next-tier is its name there
    stderr| hint: `calicross key get /calico/v1/policy/profile/db/rules` shows it
    ");
    assert_snapshot!(env.run(&["export", "profile"]), @"
    exit 5
    stdout| ---
    stdout| apiVersion: v1
    stdout| kind: profile
    stdout| metadata:
    stdout|   name: web
    stdout|   tags:
    stdout|   - web
    stdout| spec:
    stdout|   ingress:
    stdout|   - action: allow
    stdout|     source:
    stdout|       tag: web
    stdout|   egress:
    stdout|   - action: allow
    stderr| error: malformed value at /calico/v1/policy/profile/db/rules: inbound rule 1: member 'action' is pass, which Felix rejects in the datastore: next-tier is its name there
    stderr| hint: `calicross key get /calico/v1/policy/profile/db/rules` shows it
    ");
    let db = env.file("db.yaml", &WEB.replace("web", "db"));
    assert_snapshot!(env.run(&["apply", "-f", &db]), @"
    exit 5
    stderr| error: profile db has a value that cannot be read: inbound rule 1: member 'action' is pass, which Felix rejects in the datastore: next-tier is its name there (/calico/v1/policy/profile/db/rules)
    stderr| hint: --force=malformed does it all the same
    ");
    assert_snapshot!(env.run(&["apply", "-f", &db, "--force=malformed", "--yes"]), @"
    exit 0
    stdout| profile db changed
    stderr| warning: forced: profile db has a value that cannot be read: inbound rule 1: member 'action' is pass, which Felix rejects in the datastore: next-tier is its name there
    stderr| datastore: file at DIR/store.redb
    ");
}

#[test]
fn what_was_found_and_no_reader_should_get_is_exported_so() {
    let env = Env::new();
    env.put("/calico/v1/policy/profile/web/labels", br#"{"a": "b/c"}"#);
    let exported = env.run(&["export"]).ok().stdout();
    assert_snapshot!(exported, @"
    ---
    apiVersion: calicross/v1
    kind: profile
    metadata:
      name: web
      labels:
        a: b/c
      asFound: true
    ");
    let file = env.file("all.yaml", &exported);
    env.run(&["diff", "-f", &file]).ok();
}

#[test]
fn what_others_own_is_not_written_without_being_told_to() {
    let env = Env::new();
    let text = "apiVersion: v1\nkind: policy\nmetadata: {name: knp.default.x}\nspec: {selector: all()}\n";
    let file = env.file("knp.yaml", text);
    assert_snapshot!(env.run(&["apply", "-f", &file]), @"
    exit 3
    stderr| error: /calico/v1/policy/tier/default/policy/knp.default.x belongs to the Kubernetes policy controller: it overwrites a foreign change when the namespace or policy changes, and at its restart
    stderr| hint: --force=owner does it all the same
    ");
    assert!(env.dump().is_empty());
}

#[test]
fn objects_are_deleted_by_name() {
    let env = with_examples();
    assert_snapshot!(env.run(&["delete", "policy", "database", "--yes", "--no-impact"]), @"
    exit 0
    stdout| policy default/database deleted
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["delete", "pools", "10.65.0.0/24", "10.233.64.0/18", "--yes"]), @"
    exit 0
    stdout| ipPool 10.65.0.0/24 deleted
    stdout| ipPool 10.233.64.0/18 deleted
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["delete", "profile", "shop", "--yes"]), @"
    exit 3
    stderr| error: profile shop is in use: 1 endpoint uses it and would be cut off, first /calico/v1/host/node1/endpoint/eth0
    stderr| hint: --force=in-use does it all the same
    ");
    assert_snapshot!(env.run(&["delete", "hep", "--node", "node1", "eth0", "--yes"]), @"
    exit 0
    stdout| hostEndpoint node1/eth0 deleted
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["delete", "bgppeer", "10.10.0.1", "--scope", "global", "--yes"]), @"
    exit 0
    stdout| bgpPeer global/10.10.0.1 deleted
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["delete", "node", "node1", "--yes"]), @"
    exit 0
    stdout| node node1 deleted
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["delete", "felixconfig", "global", "--yes", "--force=in-use"]), @"
    exit 0
    stdout| felixConfig global deleted
    stderr| warning: Felix restarts on every host
    stderr| warning: forced: /calico/v1/config/InterfacePrefix would drop tap: workloads whose interfaces begin so lose their policy and their routes
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["delete", "policy"]), @"
    exit 2
    stderr| error: which policy? names come behind the kind
    ");
    assert_snapshot!(env.run(&["delete"]), @"
    exit 2
    stderr| error: nothing says what to delete
    stderr| hint: a kind and names do, as in: delete policy web; or -f FILE
    ");
}

#[test]
fn endpoints_do_not_get_profiles_that_are_not_there() {
    let env = Env::new();
    let endpoint = "apiVersion: v1\nkind: hostEndpoint\nmetadata: {node: n1, name: eth0}\nspec: {interfaceName: eth0, profiles: [infra]}\n";
    let file = env.file("endpoint.yaml", endpoint);
    assert_snapshot!(env.run(&["diff", "-f", &file, "--summary"]), @"
    exit 1
    stdout| create hostEndpoint n1/eth0
    stdout| 1 to create
    stderr| warning: profile infra does not exist: hostEndpoint n1/eth0 would be cut off (--force=in-use)
    ");
    assert_snapshot!(env.run(&["create", "-f", &file, "--yes"]), @"
    exit 3
    stderr| error: profile infra does not exist: hostEndpoint n1/eth0 would be cut off (/calico/v1/policy/profile/infra)
    stderr| hint: --force=in-use does it all the same
    ");
    assert_snapshot!(env.run(&["create", "-f", &file, "--yes", "--force=in-use", "--no-impact"]), @"
    exit 0
    stdout| hostEndpoint n1/eth0 created
    stderr| warning: forced: profile infra does not exist: hostEndpoint n1/eth0 would be cut off
    stderr| datastore: file at DIR/store.redb
    ");
    // It has it already.
    let labelled = env.file("labelled.yaml", &endpoint.replace("eth0}", "eth0, labels: {a: b}}"));
    assert_snapshot!(env.run(&["apply", "-f", &labelled, "--yes"]), @"
    exit 0
    stdout| hostEndpoint n1/eth0 changed
    stderr| datastore: file at DIR/store.redb
    ");
    // In the same files it is there.
    let other =
        format!("{}---\napiVersion: v1\nkind: profile\nmetadata: {{name: new}}\n", endpoint.replace("infra", "new"));
    let both = env.file("both.yaml", &other);
    env.run(&["apply", "-f", &both, "--yes"]).ok();
}
