//! A datastore made fit for pods and VMs, looked at, compared with another one, and mirrored into it

use insta::assert_snapshot;

use crate::harness::{Env, Run};

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

/// The datastore of the cross-workload example.
fn seed() -> Env {
    let env = Env::new();
    let keys = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cross-workload/keys.batch");
    env.run(&["batch", "-f", keys, "--force=owner", "--yes", "-q", "--journal", "off"]).ok();
    env
}

/// A store of pods, and beside it one of VMs that the context `vms` names.
fn two() -> Env {
    let env = Env::new();
    std::fs::create_dir_all(env.dir().join(".config/calicross")).unwrap();
    env.file(".config/calicross/config.yaml", "contexts: {vms: {path: vms.redb}, pods: {path: store.redb}}");
    env.put_all(&[
        ("/calico/v1/Ready", "true"),
        ("/calico/v1/config/InterfacePrefix", "cali"),
        ("/calico/v1/host/node1/bird_ip", "10.10.0.11"),
        ("/calico/bgp/v1/host/node1/ip_addr_v4", "10.10.0.11"),
        ("/calico/bgp/v1/host/node1/ip_addr_v6", ""),
        ("/calico/v1/ipam/v4/pool/10.233.64.0-18", r#"{"cidr": "10.233.64.0/18", "masquerade": true}"#),
        ("/calico/v1/policy/profile/k8s_ns.shop/tags", r#"["k8s_ns.shop"]"#),
        (
            "/calico/v1/policy/profile/k8s_ns.shop/rules",
            r#"{"inbound_rules": [{"action": "deny"}], "outbound_rules": [{"action": "allow"}]}"#,
        ),
        (
            "/calico/v1/host/node1/workload/k8s/shop.web-1/endpoint/eth0",
            r#"{"state":"active","name":"cali1","profile_ids":["k8s_ns.shop"],"ipv4_nets":["10.233.64.2/32"]}"#,
        ),
    ]);
    for line in [
        "key put /calico/v1/Ready true".to_owned(),
        "key put /calico/v1/config/InterfacePrefix cali,tap --yes".to_owned(),
        format!(r#"key put /calico/v1/policy/profile/openstack-sg-{WEB}/tags ["{WEB}"] --force=owner"#),
        format!(
            r#"key put /calico/v1/policy/profile/openstack-sg-{WEB}/rules {{"inbound_rules":[],"outbound_rules":[{{"ip_version":4}}]}} --force=owner"#
        ),
        r#"key put /calico/dhcp/v1/subnet/s {"cidr":"10.65.0.0/24","gateway_ip":"10.65.0.1"} --force=owner"#.to_owned(),
        vm(1, 3),
        vm(2, 4),
    ] {
        vms(&env, &line).ok();
    }
    env
}

/// The line that makes a VM of the group, with its address.
fn vm(at: u8, address: u8) -> String {
    format!(
        r#"key put /calico/v1/host/node1/workload/openstack/vm-{at}/endpoint/port-{at} {{"state":"active","name":"tap{at}","profile_ids":["openstack-sg-{WEB}"],"ipv4_nets":["10.65.0.{address}/32"]}} --force=owner --yes"#
    )
}

/// Runs a line in the VMs' store.
fn vms(env: &Env, line: &str) -> Run {
    let words: Vec<&str> = ["--path", "vms.redb"].into_iter().chain(line.split(' ')).collect();
    env.run(&words)
}

/// The run as a text in which ages, which grow each day, are left out.
fn ageless(run: &Run) -> String {
    let shown = run.to_string();
    let cut = |line: &str| match line.split_once("SS:SSZ  ").or_else(|| line.split_once("MM:SSZ  ")) {
        Some((before, after)) => {
            let (_, rest) = after.split_once(' ').unwrap_or((after, ""));
            format!("{before}MM:SSZ  AGE {rest}")
        }
        None => line.to_owned(),
    };
    shown.lines().map(cut).collect::<Vec<_>>().join("\n")
}

const INIT: &[&str] = &[
    "hybrid",
    "init",
    "--k8s-pool",
    "10.233.64.0/18",
    "--from-neutron",
    "--service-cidr",
    "10.233.0.0/18",
    "--nova-metadata",
    "10.10.0.11:8775",
];

#[test]
fn init_on_a_cloud_that_runs_changes_no_traffic_and_then_nothing() {
    let env = seed();
    let matrix = |env: &Env| env.run(&["matrix", "-o", "json"]).ok().json();
    let before = matrix(&env);
    assert_snapshot!(env.run(&[INIT, &["--dry-run"]].concat()), @r#"
    exit 0
    stdout| + /calico/bgp/v1/global/custom_filters/v6/tap_iface  if ( ifname ~ "tap*" ) then { accept; }\n
    stdout| ~ /calico/v1/config/MetadataAddr  10.10.0.11
    stdout| + /calico/v1/config/MetadataPort  8775
    stdout| + /calico/v1/ipam/v6/pool/fd5f:5d21:845:1c2e::-64  {"cidr": "fd5f:5d21:845:1c2e::/64", "ipam": false, "disabled": true}
    stdout| + /calicross/v1/settings  {"service-cidr": ["10.233.0.0/18"]}
    stdout| dry run: service-cidr set to 10.233.0.0/18
    stdout| dry run: pool 10.233.64.0/18 is there already
    stdout| dry run: pool 10.65.0.0/24 is there already
    stdout| dry run: pool fd5f:5d21:845:1c2e::/64 added
    stdout| dry run: filter tap_iface (IPv4) lets the routes of VMs out already
    stdout| dry run: filter tap_iface (IPv6) added
    stdout| dry run: cali is in InterfacePrefix already
    stdout| dry run: tap is in InterfacePrefix already
    stdout| dry run: ReportingIntervalSecs is 60 already on every host
    stdout| dry run: ReportingTTLSecs is 150 already on every host
    stdout| dry run: EndpointReportingEnabled is true already on every host
    stdout| dry run: MetadataAddr set to 10.10.0.11 on every host
    stdout| dry run: MetadataPort set to 8775 on every host
    stdout| dry run: Ready is true already
    stdout| no traffic opens or closes
    stderr| warning: Felix restarts on every host
    stderr| warning: calico/node's own file sets MetadataAddr to none, which comes before the datastore's: there, FELIX_METADATAADDR and FELIX_METADATAPORT in its environment say it
    stderr| would ask: adds filter tap_iface (IPv6): it decides which routes every host tells its peers
    stderr| would ask: changes MetadataAddr, MetadataPort: Felix restarts, once, on every host that they are for
    "#);
    let refused = env.run(INIT);
    assert_eq!(refused.code(), 3, "{refused}");
    env.run(&[INIT, &["--yes"]].concat()).ok();
    assert_eq!(matrix(&env), before);
    let dump = env.dump();
    assert_snapshot!(env.run(INIT), @"
    exit 0
    stdout| service-cidr is 10.233.0.0/18 already
    stdout| pool 10.233.64.0/18 is there already
    stdout| pool 10.65.0.0/24 is there already
    stdout| pool fd5f:5d21:845:1c2e::/64 is there already
    stdout| filter tap_iface (IPv4) lets the routes of VMs out already
    stdout| filter tap_iface (IPv6) lets the routes of VMs out already
    stdout| cali is in InterfacePrefix already
    stdout| tap is in InterfacePrefix already
    stdout| ReportingIntervalSecs is 60 already on every host
    stdout| ReportingTTLSecs is 150 already on every host
    stdout| EndpointReportingEnabled is true already on every host
    stdout| MetadataAddr is 10.10.0.11 already on every host
    stdout| MetadataPort is 8775 already on every host
    stdout| Ready is true already
    ");
    assert_eq!(env.dump(), dump);
    let result = env.run(&[INIT, &["-o", "json"]].concat()).ok().json();
    assert_eq!((&result["changed"], &result["journal_id"]), (&false.into(), &serde_json::Value::Null));
    env.run(&["undo", "--last", "--yes", "-q"]).ok();
    assert_eq!(env.value("/calico/v1/config/MetadataAddr").as_deref(), Some("10.233.74.67"));
}

#[test]
fn init_on_an_empty_datastore() {
    let env = Env::new();
    assert_snapshot!(env.run(&["hybrid", "init", "--openstack-pool", "10.65.0.0/16", "--yes"]), @"
    exit 0
    stdout| pool 10.65.0.0/16 added
    stdout| filter tap_iface (IPv4) added
    stdout| cali is in InterfacePrefix already
    stdout| tap added to InterfacePrefix on every host
    stdout| ReportingIntervalSecs set to 30 on every host
    stdout| ReportingTTLSecs set to 90 on every host
    stdout| EndpointReportingEnabled set to true on every host
    stdout| Ready set to true
    stderr| warning: Felix restarts on every host
    stderr| datastore: file at DIR/store.redb
    ");
    assert_snapshot!(env.run(&["hybrid", "init", "--openstack-pool", "10.65.0.0/16"]), @"
    exit 0
    stdout| pool 10.65.0.0/16 is there already
    stdout| filter tap_iface (IPv4) lets the routes of VMs out already
    stdout| cali is in InterfacePrefix already
    stdout| tap is in InterfacePrefix already
    stdout| ReportingIntervalSecs is 30 already on every host
    stdout| ReportingTTLSecs is 90 already on every host
    stdout| EndpointReportingEnabled is true already on every host
    stdout| Ready is true already
    ");
}

#[test]
fn init_refuses_what_would_not_work() {
    let env = seed();
    let before = env.dump();
    assert_snapshot!(env.run(&["hybrid", "init", "--service-cidr", "10.233.0.0/18", "--nova-metadata", "10.233.0.9:8775"]), @"
    exit 3
    stderr| error: metadata address 10.233.0.9 is a service address (10.233.0.0/18): a packet is translated once, by Felix from 169.254.169.254 to it, and then by kube-proxy never
    stderr| hint: name the address of a host or pod that Nova's metadata server listens on
    ");
    assert_snapshot!(env.run(&["hybrid", "init", "--service-cidr", "10.233.0.0/16"]), @"
    exit 3
    stderr| error: pool 10.233.64.0/18 shares addresses with the services' 10.233.0.0/16 (/calico/v1/ipam/v4/pool/10.233.64.0-18)
    stderr| hint: kube-proxy translates service addresses before Felix sees them: they are in no pool and no subnet
    ");
    assert_snapshot!(env.run(&["hybrid", "init", "--k8s-pool", "10.65.0.0/16"]), @"
    exit 3
    stderr| error: pool 10.65.0.0/16 overlaps pool 10.65.0.0/24 (/calico/v1/ipam/v4/pool/10.65.0.0-24)
    stderr| hint: `calicross pool show 10.65.0.0/24` shows it
    ");
    assert_eq!(env.dump(), before);
}

#[test]
fn status_of_a_cloud_that_runs() {
    let env = seed();
    env.run(&["hybrid", "set", "service-cidr=10.233.0.0/18", "felix=1.4", "-q"]).ok();
    assert_snapshot!(ageless(&env.run(&["hybrid", "status"])), @"
    exit 0
    stdout| Datastore:   file at DIR/store.redb
    stdout| ClusterGUID: 4b565f53a6d8d395e073616f5ab41e36
    stdout| Ready:       yes
    stdout| Prefixes:    cali,tap
    stdout| Reports:     every 60 s, each lives 150 s; of endpoints too
    stdout| Metadata:    10.233.74.67, port 8775 (default)
    stdout| IPIP:        false
    stdout| To hosts:    DROP (default)
    stdout| VM routes:   IPv4 filter tap_iface, IPv6 none
    stdout| Services:    10.233.0.0/18
    stdout| Felix:       1.4
    stdout| Neutron:     neutron-server-1205476309-7jqzk holds the election, by a key that does not expire
    stdout| Workloads:   9 pods, 3 VMs, 1 host endpoint
    stdout| Security:    9 profiles, 2 of them security groups; 0 links
    stdout| Pools:       10.65.0.0/24 (no-ipam, disabled), 10.233.64.0/18 (nat-outgoing)
    stdout| Subnets:     10.65.0.0/24 (a pool), fd5f:5d21:845:1c2e::/64 (in no pool)
    stdout| 
    stdout| HOST   FELIX  REPORTED              AGE    BIRD-IPV4   BIRD-IPV6  ADDRESS     PODS  VMS
    stdout| node1  alive  YYYY-MM-DDTHH:MM:SSZ  AGE  10.10.0.11  -          10.10.0.11  4     1
    stdout| node2  alive  YYYY-MM-DDTHH:MM:SSZ  AGE  10.10.0.12  -          10.10.0.12  5     2
    stdout| 
    stdout| Hosts with settings of their own:
    stdout|   DefaultEndpointToHostAction of node1: RETURN
    stdout|   DefaultEndpointToHostAction of node2: RETURN
    ");
    let doc = env.run(&["hybrid", "status", "-o", "json"]).ok().json();
    assert_eq!(
        (&doc["counts"]["pods"], &doc["counts"]["vms"], &doc["peer"]),
        (&9.into(), &3.into(), &serde_json::Value::Null)
    );
}

#[test]
fn status_shows_what_is_missing_and_what_cannot_be_read() {
    let env = Env::new();
    env.put_all(&[
        ("/calico/v1/config/InterfacePrefix", "cali, tap"),
        ("/calico/v1/config/ReportingIntervalSecs", "0"),
        ("/calico/v1/host/a/config/MetadataAddr", "none"),
        ("/calico/v1/host/a/workload/k8s/d.p/endpoint/eth0", "["),
        ("/calico/v1/ipam/v4/pool/junk", "{"),
        ("/calico/bgp/v1/host/A.example.org/ip_addr_v4", "10.0.0.1"),
        ("/calico/felix/v1/host/a/last_reported_status", r#"{"time": "soon"}"#),
        ("/calicross/v1/settings", "[]"),
    ]);
    assert_snapshot!(ageless(&env.run(&["hybrid", "status"])), @"
    exit 0
    stdout| Datastore:   file at DIR/store.redb
    stdout| ClusterGUID: none
    stdout| Ready:       no (not set): Felix loads nothing
    stdout| Prefixes:    cali, tap
    stdout| Reports:     off: Neutron takes every host for dead; not of endpoints
    stdout| Metadata:    127.0.0.1 (default), port 8775 (default)
    stdout| IPIP:        false (default)
    stdout| To hosts:    DROP (default)
    stdout| VM routes:   IPv4 none, IPv6 none
    stdout| Services:    none
    stdout| Felix:       version not said; 1.4 is taken
    stdout| Neutron:     nobody holds the election
    stdout| Workloads:   1 pod, 0 VMs, 0 host endpoints
    stdout| Security:    0 profiles, 0 of them security groups; 0 links
    stdout| Pools:       junk (malformed)
    stdout| Subnets:     none
    stdout| 
    stdout| HOST           FELIX   REPORTED  AGE  BIRD-IPV4  BIRD-IPV6  ADDRESS  PODS  VMS
    stdout| A.example.org  none    -         -    10.0.0.1   -          -        0     0    no address for BIRD: confd stops, perhaps a
    stdout| a              silent  soon      -    -          -          -        1     0    perhaps A.example.org
    stdout| 
    stdout| Hosts with settings of their own:
    stdout|   MetadataAddr of a: none
    stdout| 
    stdout| Not readable:
    stdout|   /calico/v1/config/InterfacePrefix: InterfacePrefix 'cali, tap' is not a list of interface prefixes such as cali,tap: 1 to 15 letters, digits, '_' and '-' each, no blanks: Felix 2 does not start with it
    stdout|   /calico/v1/host/a/workload/k8s/d.p/endpoint/eth0: the value ends early, expected a value at line 1 column 2
    stdout|   /calico/v1/ipam/v4/pool/junk: 'junk' in the path is not a CIDR: Felix 2 stops with a panic, on every host
    stdout|   /calicross/v1/settings: settings are not an object
    ");
}

#[test]
fn status_compares_two_datastores() {
    let env = two();
    let compared = env.run(&["hybrid", "status", "--peer", "vms", "--jq", ".peer.findings[] | .id + \" \" + .object"]);
    assert_snapshot!(compared, @"
    exit 1
    stdout| subnet-outside 10.65.0.0/24
    ");
    assert_snapshot!(ageless(&env.run(&["hybrid", "status", "--peer", "vms"])), @r"
    exit 1
    stdout| Datastore:   file at DIR/store.redb
    stdout| ClusterGUID: none
    stdout| Ready:       yes
    stdout| Prefixes:    cali
    stdout| Reports:     every 30 s (default), each lives 90 s (default); not of endpoints
    stdout| Metadata:    127.0.0.1 (default), port 8775 (default)
    stdout| IPIP:        false (default)
    stdout| To hosts:    DROP (default)
    stdout| VM routes:   IPv4 none, IPv6 none
    stdout| Services:    none
    stdout| Felix:       version not said; 1.4 is taken
    stdout| Neutron:     nobody holds the election
    stdout| Workloads:   1 pod, 0 VMs, 0 host endpoints
    stdout| Security:    1 profile, 0 of them security groups; 0 links
    stdout| Pools:       10.233.64.0/18 (nat-outgoing)
    stdout| Subnets:     none
    stdout| 
    stdout| HOST   FELIX  REPORTED  AGE  BIRD-IPV4   BIRD-IPV6  ADDRESS     PODS  VMS
    stdout| node1  none   -         -    10.10.0.11  -          10.10.0.11  1     0
    stdout| 
    stdout| Peer vms: file at DIR/vms.redb, last seen YYYY-MM-DDTHH:MM:SSZ
    stdout|   subnet-outside: Neutron's subnet 10.65.0.0/24 there lies in no pool here: no filter lets their routes out, so that BIRD tells nobody of its VMs; pods of pools with nat-outgoing reach them masqueraded, so that groups there see the host
    stdout| Not in any datastore; on a host this shows it:
    stdout|   which Felixes run on a host, and the prefix of their chains in iptables: Felix 1.4 calls them felix-, Felix 2 cali-, and two of one prefix on a host take away each other's rules
    stdout|     ps -eo pid,args | grep '[c]alico-felix'; iptables-save | grep -oE '^:(felix|cali)-' | sort | uniq -c
    stdout|   which datastore each Felix reads, and the settings of its environment and file, which come before every datastore's
    stdout|     grep -v '^#' /etc/calico/felix.cfg; tr '\0' '\n' </proc/PID/environ | grep -E '^(FELIX|ETCD)_'
    ");
    // What is lacking here is what `init` writes.
    env.run(&["hybrid", "init", "--openstack-pool", "10.65.0.0/24", "--yes", "-q"]).ok();
    env.run(&["hybrid", "status", "--peer", "vms", "-q"]).ok();
    // The other way round there is nothing to route.
    assert_eq!(vms(&env, "hybrid status --peer pods -q").code(), 0);
    for (words, code) in
        [("hybrid status --peer pods", 2), ("hybrid status --peer nope", 3), ("hybrid status --accept-peer", 2)]
    {
        let run = env.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code(), code, "{run}");
    }
}

#[test]
fn a_peer_that_has_lost_its_state_is_told_of_until_somebody_accepts_it() {
    let env = two();
    env.run(&["hybrid", "init", "--openstack-pool", "10.65.0.0/24", "--yes", "-q"]).ok();
    env.run(&["hybrid", "status", "--peer", "vms", "-q"]).ok();
    std::fs::remove_file(env.dir().join("vms.redb")).unwrap();
    vms(&env, "key put /calico/v1/Ready true").ok();
    let status = |more: &[&str]| {
        let jq = ["--jq", ".peer.findings[].id"];
        env.run(&[&["hybrid", "status", "--peer", "vms"][..], &jq, more].concat())
    };
    for _ in 0..2 {
        let run = status(&[]);
        assert_eq!((run.code(), run.stdout().trim()), (1, "peer-lost-state\npeer-empty"), "{run}");
    }
    assert_eq!(env.run(&["link", "mirror", "m", "--peer", "vms", "--sg", WEB]).code(), 3);
    assert_eq!(status(&["--accept-peer"]).code(), 1);
    assert_eq!(status(&[]).stdout().trim(), "peer-empty");
}

#[test]
fn vms_are_mirrored_into_the_pods_datastore() {
    let env = two();
    let mirror: &[&str] = &["link", "mirror", "web-vms", "--peer", "vms", "--sg", "4fe4", "--allow", "tcp to ports 80"];
    assert_snapshot!(env.run(&[mirror, &["--dry-run"]].concat()), @r#"
    exit 0
    stdout| + /calico/v1/policy/profile/web-vms/labels  {}
    stdout| + /calico/v1/policy/profile/web-vms/rules  {"id": "web-vms", "inbound_rules": [{"action": "allow", "src_tag": "web-vms"}, {"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "10.65.0.3/32", "dst_ports": [80]}, {"action": "allow", "ip_version": 4, "protocol": "tcp", "src_net": "10.65.0.4/32", "dst_ports": [80]}], "outbound_rules": [{"action": "allow"}], "calicross_mirror": {"peer": "vms", "profiles": ["openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a"], "services": ["tcp to ports 80"], "nets": ["10.65.0.3/32", "10.65.0.4/32"]}}
    stdout| + /calico/v1/policy/profile/web-vms/tags  ["web-vms"]
    stdout| dry run: profile web-vms mirrors 2 endpoints of security group 4fe422ed-4730-4af4-b835-38d09235bd4a of peer vms
    stdout| dry run: `calicross link attach web-vms ...` puts it on pods
    stdout| no traffic opens or closes
    stderr| warning: pods with profile web-vms reach each other: it lets in its own tag
    "#);
    env.run(&[mirror, &["--yes", "-q"]].concat()).ok();
    assert_snapshot!(env.run(mirror), @"
    exit 0
    stdout| profile web-vms mirrors 2 endpoints of security group 4fe422ed-4730-4af4-b835-38d09235bd4a of peer vms already
    ");
    env.run(&["link", "attach", "web-vms", "shop/web-1", "--replace", "k8s_ns.shop", "--yes", "-q"]).ok();
    let reaches = |from: &str, port: &str| {
        env.run(&["trace", "--from", from, "--to", "shop/web-1", "--proto", "tcp", "--port", port, "-q"]).code()
    };
    assert_eq!([reaches("10.65.0.3", "80"), reaches("10.65.0.3", "81"), reaches("10.65.0.9", "80")], [0, 1, 1]);
    // A VM goes and another one comes.
    vms(&env, "key rm /calico/v1/host/node1/workload/openstack/vm-1/endpoint/port-1 --force=owner --yes").ok();
    vms(&env, &vm(3, 9)).ok();
    assert_snapshot!(env.run(&[mirror, &["--yes"]].concat()), @"
    exit 0
    stdout| profile web-vms mirrors 2 endpoints of security group 4fe422ed-4730-4af4-b835-38d09235bd4a of peer vms
    stderr| warning: established connections from 10.65.0.3/32 live on; on the hosts of pods with profile web-vms, `conntrack -D -s ADDRESS` ends them
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!([reaches("10.65.0.3", "80"), reaches("10.65.0.9", "80")], [1, 0]);
    // What is there and something else is not written over.
    for (words, code) in [
        ("link mirror k8s_ns.shop --peer vms --sg 4fe4", 3),
        ("link mirror web-vms --peer vms --sg 4fe4", 3),
        ("link mirror m --peer vms --sg 0000", 3),
        ("link mirror m --peer pods --sg 4fe4", 2),
        ("link mirror m --sg 4fe4", 2),
        ("link mirror m --peer vms", 2),
        ("link mirror m --peer vms --profile p", 2),
    ] {
        let run = env.run(&words.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code(), code, "{run}");
    }
    assert_snapshot!(env.run(&["link", "list"]), @"
    exit 0
    stderr| no links
    stderr| profile web-vms is a mirror: openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a of peer vms: tcp to ports 80
    ");
    // Nothing of the other datastore has changed, and no batch reads it.
    assert_eq!(vms(&env, "key ls /calico/v1/policy/profile -o name").stdout().lines().count(), 2);
    let batch = env.run_with_stdin(&["batch", "-f", "-"], b"link mirror m --peer vms --sg 4fe4\n");
    assert_eq!(batch.code(), 2, "{batch}");
}

#[test]
fn pods_are_mirrored_into_the_vms_datastore() {
    let env = two();
    let mirror = "link mirror shop-pods --peer pods --profile k8s_ns.shop --to-sg 4fe4 --yes";
    assert_snapshot!(vms(&env, mirror), @"
    exit 0
    stdout| policy k8s-openstack/shop-pods mirrors 1 endpoint of profile k8s_ns.shop of peer pods
    stderr| datastore: file at DIR/vms.redb
    ");
    assert_snapshot!(vms(&env, mirror), @"
    exit 0
    stdout| policy k8s-openstack/shop-pods mirrors 1 endpoint of profile k8s_ns.shop of peer pods already
    ");
    let trace = |from: &str| {
        let line = format!("trace --from {from} --to vm-1 --proto tcp --port 22 -q");
        vms(&env, &line).code()
    };
    assert_eq!([trace("10.233.64.2"), trace("10.233.64.3")], [0, 1]);
    // What VMs send is decided as before.
    assert_eq!(vms(&env, "trace --from vm-1 --to 8.8.8.8 --proto tcp --port 22 -q").code(), 0);
}
