//! `calicross doctor`

use insta::assert_snapshot;

use crate::harness::Env;

const PREFIX: &str = "/calico/v1/config/InterfacePrefix";
const POOL: &str = "/calico/v1/ipam/v4/pool/10.65.0.0-24";
const VM: &str = "/calico/v1/host/n1/workload/openstack/vm/endpoint/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4";

/// What a container node that is older than the OpenStack beside it leaves, an operator's pool that gives out Neutron's addresses, and
/// a VM that calicoctl 0.20 has touched.
fn cloud() -> Env {
    let env = Env::new();
    env.put_all(&[
        ("/calico/v1/Ready", "true"),
        (PREFIX, "cali"),
        ("/calico/v1/config/EndpointReportingEnabled", "true"),
        (POOL, r#"{"cidr": "10.65.0.0/24"}"#),
        ("/calico/dhcp/v1/subnet/s", r#"{"cidr": "10.65.0.0/24", "gateway_ip": "10.65.0.1"}"#),
        ("/calico/v1/policy/profile/open/tags", "[]"),
        ("/calico/v1/policy/profile/open/rules", r#"{"inbound_rules": [{}], "outbound_rules": [{}]}"#),
        (
            VM,
            r#"{"state": "active", "name": "cali7d2f7a0a-a3", "profile_ids": ["open"], "ipv4_nets": ["10.65.0.3/32"]}"#,
        ),
        (
            "/calico/v1/host/n1/workload/k8s/openstack.web-1/endpoint/eth0",
            r#"{"state": "active", "name": "cali0123456789a", "profile_ids": ["none"], "ipv4_nets": ["10.0.0.2/32"]}"#,
        ),
    ]);
    env
}

#[test]
fn what_is_found_and_what_may_be_done() {
    assert_snapshot!(cloud().run(&["doctor", "--felix", "1.4", "--skip", "outside-pools"]), @"
    exit 1
    stdout| SEVERITY  CHECK              FIX              OBJECT                                                         WHAT
    stdout| error     interface-prefix   restarts-felix   InterfacePrefix                                                misses tap, with which the interface of an endpoint begins
    stdout| error     interface-name     changes-traffic  endpoint n1/openstack/vm/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4  names interface cali7d2f7a0a-a3, as calicoctl 0.20 writes it, not tap7d2f7a0a-a3
    stdout| error     neutron-pool       safe             pool 10.65.0.0/24                                              holds Neutron's subnet 10.65.0.0/24 and gives out addresses: a pod may get one that a VM has
    stdout| error     endpoint-profile   manual           profile none                                                   does not exist, and n1/k8s/openstack.web-1/eth0 has it: what comes to its place in the list is dropped, in both directions
    stdout| error     openstack-in-name  manual           namespace openstack                                            has openstack in its name, and a pod: networking-calico takes each for a port that Neutron does not know, and deletes its endpoint each minute
    stdout| error     felix-silent       manual           host n1                                                        Felix has never reported there; its 2 endpoints get no change
    stderr| not applicable: dns-servers, two-felixes, v2-data, v2-history, open-datastore, peer
    stderr| 6 errors
    stderr| `calicross doctor --fix` does 1 safe fix
    stderr| by hand, endpoint-profile: it is made, with rules that fit, or the endpoints get another one: `calicross profile add none`
    stderr| by hand, felix-silent: look at Felix there, its log and its way to the datastore: nothing that changes reaches that host
    stderr| `calicross doctor --fix=interface-name --force=owner` does 1 fix (changes-traffic)
    stderr| `calicross doctor --fix=interface-prefix` does 1 fix (restarts-felix)
    stderr| by hand, openstack-in-name: its pods move to a namespace without the word openstack in its name
    ");
    assert_snapshot!(cloud().run(&["doctor", "neutron-pool", "interface-name", "-o", "wide", "--felix", "1.4"]), @"
    exit 1
    stdout| SEVERITY  CHECK           FIX              OBJECT                                                         KEY                                                                                     WHAT
    stdout| error     interface-name  changes-traffic  endpoint n1/openstack/vm/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4  /calico/v1/host/n1/workload/openstack/vm/endpoint/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4  names interface cali7d2f7a0a-a3, as calicoctl 0.20 writes it, not tap7d2f7a0a-a3
    stdout| error     neutron-pool    safe             pool 10.65.0.0/24                                              /calico/v1/ipam/v4/pool/10.65.0.0-24                                                    holds Neutron's subnet 10.65.0.0/24 and gives out addresses: a pod may get one that a VM has
    stderr| 2 errors
    stderr| `calicross doctor --fix` does 1 safe fix
    stderr| `calicross doctor --fix=interface-name --force=owner` does 1 fix (changes-traffic)
    ");
    assert_snapshot!(cloud().run(&["doctor", "neutron-pool", "openstack-in-name", "-o", "json", "--felix", "1.4"]), @r#"
    exit 1
    stdout| {
    stdout|   "schema": "calicross/doctor/1",
    stdout|   "items": [
    stdout|     {
    stdout|       "id": "neutron-pool",
    stdout|       "severity": "error",
    stdout|       "object": "pool 10.65.0.0/24",
    stdout|       "keys": [
    stdout|         "/calico/v1/ipam/v4/pool/10.65.0.0-24",
    stdout|         "/calico/dhcp/v1/subnet/s"
    stdout|       ],
    stdout|       "text": "holds Neutron's subnet 10.65.0.0/24 and gives out addresses: a pod may get one that a VM has",
    stdout|       "why": "Neutron and Calico keep separate books, so that a pod gets the address of a VM as soon as its turn comes. Older address management leaves a pool alone that has ipam: false, newer one that is disabled.",
    stdout|       "fix": {
    stdout|         "class": "safe",
    stdout|         "text": "no address is given out of it any more",
    stdout|         "command": "calicross doctor --fix=neutron-pool"
    stdout|       }
    stdout|     },
    stdout|     {
    stdout|       "id": "openstack-in-name",
    stdout|       "severity": "error",
    stdout|       "object": "namespace openstack",
    stdout|       "keys": [
    stdout|         "/calico/v1/host/n1/workload/k8s/openstack.web-1/endpoint/eth0"
    stdout|       ],
    stdout|       "text": "has openstack in its name, and a pod: networking-calico takes each for a port that Neutron does not know, and deletes its endpoint each minute",
    stdout|       "why": "networking-calico takes every endpoint with that word in its path for one of its own, and deletes those that Neutron does not know, each minute. Felix then removes the pod's route and policy, and nobody writes them again.",
    stdout|       "fix": {
    stdout|         "class": "manual",
    stdout|         "text": "its pods move to a namespace without the word openstack in its name",
    stdout|         "command": null
    stdout|       }
    stdout|     }
    stdout|   ]
    stdout| }
    stderr| 2 errors
    stderr| `calicross doctor --fix` does 1 safe fix
    stderr| by hand, openstack-in-name: its pods move to a namespace without the word openstack in its name
    "#);
}

#[test]
fn the_exit_code_goes_by_the_worst() {
    let env = cloud();
    let code = |words: &[&str]| env.run(&[&["doctor"], words].concat()).code();
    assert_eq!(code(&["ready"]), 0);
    assert_eq!(code(&["neutron-pool"]), 1);
    assert_eq!(code(&["--only", "neutron-pool,ready", "--skip", "neutron-pool"]), 0);
    env.put("/calico/v1/ipam/v4/pool/10.65.0.0-25", br#"{"cidr": "10.65.0.0/25", "ipam": false, "disabled": true}"#);
    assert_eq!(code(&["pool-overlap"]), 1);
    assert_eq!(code(&["pool-overlap", "--fail-on", "error"]), 0);
    assert_eq!(code(&["pool-overlap", "--fail-on", "notice"]), 1);
    assert_eq!(code(&["nonsense"]), 2);
    assert_eq!(code(&["--fail-on", "bad"]), 2);
    assert_eq!(code(&["--dry-run"]), 2);
}

#[test]
fn a_bare_fix_does_what_is_safe() {
    let env = cloud();
    assert_snapshot!(env.run(&["doctor", "--fix", "--dry-run", "--only", "neutron-pool,interface-prefix"]), @r#"
    exit 0
    stdout| ~ /calico/v1/ipam/v4/pool/10.65.0.0-24  {"cidr": "10.65.0.0/24", "ipam": false, "disabled": true}
    stdout| dry run: neutron-pool: pool 10.65.0.0/24: no address is given out of it any more
    stdout| no traffic opens or closes
    stderr| 1 finding has no fix here: `calicross doctor` shows what may be done
    "#);
    assert_snapshot!(env.run(&["doctor", "--fix", "--only", "neutron-pool,interface-prefix"]), @"
    exit 1
    stdout| neutron-pool: pool 10.65.0.0/24: no address is given out of it any more
    stderr| datastore: file at DIR/store.redb
    stderr| 1 finding has no fix here: `calicross doctor` shows what may be done
    ");
    assert_snapshot!(env.value(POOL).unwrap(), @r#"{"cidr": "10.65.0.0/24", "ipam": false, "disabled": true}"#);
    assert_eq!(env.value(PREFIX).unwrap(), "cali");
    assert_snapshot!(env.run(&["doctor", "--fix", "--only", "neutron-pool"]), @"
    exit 0
    stdout| nothing to fix
    ");
}

#[test]
fn what_is_named_is_done_and_taken_back() {
    let env = cloud();
    assert_snapshot!(env.run(&["doctor", "--fix=interface-prefix"]), @"
    exit 3
    stderr| error: not confirmed: InterfacePrefix: sets it to cali,tap, which restarts Felix
    stderr| hint: --yes answers it; --dry-run shows what it would do
    ");
    assert_snapshot!(env.run(&["doctor", "--fix=interface-prefix", "--yes", "--diff"]), @"
    exit 0
    stdout| --- /calico/v1/config/InterfacePrefix
    stdout| +++ /calico/v1/config/InterfacePrefix
    stdout| @@ -1 +1 @@
    stdout| -cali
    stdout| +cali,tap
    stdout| interface-prefix: InterfacePrefix: sets it to cali,tap
    stderr| datastore: file at DIR/store.redb
    ");
    assert_eq!(env.value(PREFIX).unwrap(), "cali,tap");
    assert_snapshot!(env.run(&["doctor", "--fix=interface-name", "--yes"]), @"
    exit 3
    stderr| error: /calico/v1/host/n1/workload/openstack/vm/endpoint/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4 belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| hint: --force=owner does it all the same
    ");
    assert_snapshot!(env.run(&["doctor", "--fix=interface-name", "--yes", "--force=owner", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/result/1",
    stdout|   "changed": true,
    stdout|   "dry_run": false,
    stdout|   "changes": [
    stdout|     {
    stdout|       "path": "/calico/v1/host/n1/workload/openstack/vm/endpoint/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4",
    stdout|       "action": "update",
    stdout|       "before": "{\"state\": \"active\", \"name\": \"cali7d2f7a0a-a3\", \"profile_ids\": [\"open\"], \"ipv4_nets\": [\"10.65.0.3/32\"]}",
    stdout|       "after": "{\"state\": \"active\", \"name\": \"tap7d2f7a0a-a3\", \"profile_ids\": [\"open\"], \"ipv4_nets\": [\"10.65.0.3/32\"]}"
    stdout|     }
    stdout|   ],
    stdout|   "impact": null,
    stdout|   "journal_id": "JOURNAL-ENTRY-ID-0000-0000-000000000",
    stdout|   "warnings": [
    stdout|     "forced: /calico/v1/host/n1/workload/openstack/vm/endpoint/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4 belongs to networking-calico: its resync overwrites a foreign change within 60 s"
    stdout|   ]
    stdout| }
    stderr| warning: forced: /calico/v1/host/n1/workload/openstack/vm/endpoint/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4 belongs to networking-calico: its resync overwrites a foreign change within 60 s
    stderr| datastore: file at DIR/store.redb
    "#);
    assert_snapshot!(env.value(VM).unwrap(), @r#"{"state": "active", "name": "tap7d2f7a0a-a3", "profile_ids": ["open"], "ipv4_nets": ["10.65.0.3/32"]}"#);
    env.run(&["doctor", "interface-name", "interface-prefix"]).ok();
    let id = env.run(&["history", "list", "-o", "json", "--jq", ".items[-1].id"]).stdout();
    env.run(&["undo", id.trim().trim_matches('"'), "--yes", "--force=owner"]).ok();
    assert_eq!(env.run(&["doctor", "interface-name"]).code(), 1);
}

#[test]
fn the_checks() {
    assert_snapshot!(Env::new().run(&["doctor", "--list", "interface-prefix", "neutron-pool", "endpoint-profile"]), @"
    exit 0
    stdout| ID                SEVERITY  FIX             WHAT IT FINDS
    stdout| interface-prefix  error     restarts-felix  InterfacePrefix misses a prefix that endpoints use, or has blanks or empty members
    stdout| neutron-pool      error     safe            a pool gives out addresses that Neutron gives to VMs
    stdout| endpoint-profile  error     manual          an endpoint names a profile that is not there, or has none
    ");
    assert_snapshot!(Env::new().run(&["doctor", "--list", "ready", "-o", "json"]), @r#"
    exit 0
    stdout| {
    stdout|   "schema": "calicross/doctor-checks/1",
    stdout|   "items": [
    stdout|     {
    stdout|       "id": "ready",
    stdout|       "severity": "error",
    stdout|       "fix": "changes-traffic",
    stdout|       "title": "Ready is not exactly true",
    stdout|       "why": "A Felix that starts loads nothing before it is, and one that runs applies no change. What it had programmed stays in the kernel, so that the fault shows with the next pod or VM only."
    stdout|     }
    stdout|   ]
    stdout| }
    "#);
}

#[test]
fn the_example_is_sound() {
    let env = Env::new();
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cross-workload/keys.batch");
    env.run(&["batch", "-f", seed, "--force=owner", "--yes", "--no-impact"]).ok();
    // The reports of its Felixes are of 2017: what goes by the time is another test's.
    let checks = "interface-prefix,interface-name,outside-pools,export-filter,pool-overlap,neutron-pool,ipip,reporting,ready,group-gone,group-tag,link-members,link-siblings,group-profile-on-pod,endpoint-profile,openstack-in-name,rejected-value";
    assert_snapshot!(env.run(&["doctor", "--only", checks, "--fail-on", "notice", "--felix", "1.4"]), @"
    exit 0
    stderr| nothing found
    ");
}
