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
    assert_snapshot!(cloud().run(&["doctor", "--felix", "1.4", "--skip", "outside-pools"]), @"");
    assert_snapshot!(cloud().run(&["doctor", "neutron-pool", "interface-name", "-o", "wide", "--felix", "1.4"]), @"");
    assert_snapshot!(cloud().run(&["doctor", "neutron-pool", "openstack-in-name", "-o", "json", "--felix", "1.4"]), @"");
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
    assert_snapshot!(env.run(&["doctor", "--fix", "--dry-run", "--only", "neutron-pool,interface-prefix"]), @"");
    assert_snapshot!(env.run(&["doctor", "--fix", "--only", "neutron-pool,interface-prefix"]), @"");
    assert_snapshot!(env.value(POOL).unwrap(), @"");
    assert_eq!(env.value(PREFIX).unwrap(), "cali");
    assert_snapshot!(env.run(&["doctor", "--fix", "--only", "neutron-pool"]), @"");
}

#[test]
fn what_is_named_is_done_and_taken_back() {
    let env = cloud();
    assert_snapshot!(env.run(&["doctor", "--fix=interface-prefix"]), @"");
    assert_snapshot!(env.run(&["doctor", "--fix=interface-prefix", "--yes", "--diff"]), @"");
    assert_eq!(env.value(PREFIX).unwrap(), "cali,tap");
    assert_snapshot!(env.run(&["doctor", "--fix=interface-name", "--yes"]), @"");
    assert_snapshot!(env.run(&["doctor", "--fix=interface-name", "--yes", "--force=owner", "-o", "json"]), @"");
    assert_snapshot!(env.value(VM).unwrap(), @"");
    env.run(&["doctor", "interface-name", "interface-prefix"]).ok();
    let id = env.run(&["history", "list", "-o", "json", "--jq", ".items[-1].id"]).stdout();
    env.run(&["undo", id.trim().trim_matches('"'), "--yes", "--force=owner"]).ok();
    assert_eq!(env.run(&["doctor", "interface-name"]).code(), 1);
}

#[test]
fn the_checks() {
    assert_snapshot!(Env::new().run(&["doctor", "--list", "interface-prefix", "neutron-pool", "endpoint-profile"]), @"");
    assert_snapshot!(Env::new().run(&["doctor", "--list", "ready", "-o", "json"]), @"");
}

#[test]
fn the_example_is_sound() {
    let env = Env::new();
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cross-workload/keys.batch");
    env.run(&["batch", "-f", seed, "--force=owner", "--yes", "--no-impact"]).ok();
    // The reports of its Felixes are of 2017: what goes by the time is another test's.
    let checks = "interface-prefix,interface-name,outside-pools,export-filter,pool-overlap,neutron-pool,ipip,reporting,ready,group-gone,group-tag,link-members,link-siblings,group-profile-on-pod,endpoint-profile,openstack-in-name,rejected-value";
    assert_snapshot!(env.run(&["doctor", "--only", checks, "--fail-on", "notice", "--felix", "1.4"]), @"");
}
