//! A hybrid datastore made fit on real etcds, and mirrors between two of them.

use crate::harness::Operator;
use crate::server::Etcd;
use crate::witness::{v2, v3};

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const SUBNET: (&str, &str) = ("/calico/dhcp/v1/subnet/s", r#"{"cidr": "10.65.0.0/24", "gateway_ip": "10.65.0.1"}"#);
const HOST: (&str, &str) = ("/calico/bgp/v1/host/node1/ip_addr_v4", "10.10.0.11");
const INIT: &str =
    "hybrid init --k8s-pool 10.233.64.0/18 --nat-outgoing --ipip --from-neutron --service-cidr 10.233.0.0/18";

/// Directories are real in etcd v2, and confd needs some of them empty.
#[test]
fn init_makes_the_directories_that_confd_needs() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv2");
    v2::put(&etcd.endpoint(), "/calico/v1/Ready", "false");
    for (path, value) in [SUBNET, HOST] {
        v2::put(&etcd.endpoint(), path, value);
    }
    let before = v2::dump(&etcd.endpoint(), "/");
    let told = operator.ok(&format!("{INIT} --dry-run"));
    assert!(told.contains("+ /calico/v1/ipam/v6/pool/\n"), "{told}");
    assert_eq!(v2::dump(&etcd.endpoint(), "/"), before, "a dry run wrote");
    operator.ok(&format!("{INIT} --yes"));
    let keys = v2::dump(&etcd.endpoint(), "/calico");
    let empty: Vec<&str> = keys.keys().map(String::as_str).filter(|path| path.ends_with('/')).collect();
    assert_eq!(
        empty,
        [
            "/calico/bgp/v1/global/custom_filters/v6/",
            "/calico/ipam/v2/host/node1/ipv4/block/",
            "/calico/ipam/v2/host/node1/ipv6/block/",
            "/calico/v1/ipam/v6/pool/",
        ]
    );
    assert_eq!(keys["/calico/v1/Ready"], "true");
    assert_eq!(keys["/calico/v1/config/InterfacePrefix"], "cali,tap");
    assert_eq!(keys["/calico/v1/config/IpInIpEnabled"], "true");
    assert_eq!(keys["/calico/bgp/v1/host/node1/ip_addr_v6"], "");
    // Once more: nothing, not even an entry of the journal.
    let all = v2::dump(&etcd.endpoint(), "/");
    operator.ok(INIT);
    assert_eq!(v2::dump(&etcd.endpoint(), "/"), all);
    assert_eq!(operator.history().len(), 1);
}

/// Where only directories are missing, they are made, and there is nothing to take back.
#[test]
fn directories_alone_are_made_without_a_journal() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv2");
    operator.ok("hybrid init --yes");
    v2::put(&etcd.endpoint(), HOST.0, HOST.1);
    v2::put(&etcd.endpoint(), "/calico/bgp/v1/host/node1/ip_addr_v6", "");
    operator.fails(1, "hybrid init --dry-run --exit-code");
    let result = operator.json("hybrid init");
    assert_eq!((&result["changed"], &result["journal_id"]), (&true.into(), &serde_json::Value::Null), "{result}");
    let made = ["/calico/ipam/v2/host/node1/ipv4/block", "/calico/ipam/v2/host/node1/ipv6/block"];
    assert_eq!(result["directories"], serde_json::json!(made));
    assert!(made.iter().all(|directory| v2::has(&etcd.endpoint(), directory)));
    assert_eq!(operator.history().len(), 1);
    assert_eq!(operator.json("hybrid init")["changed"], false);
}

/// etcd v3 knows no directories; all else is the same.
#[test]
fn init_on_etcd_v3_is_one_transaction_and_idempotent() {
    let etcd = Etcd::start();
    let operator = Operator::of_etcd(&etcd.endpoint(), "etcdv3");
    for (path, value) in [SUBNET, HOST] {
        v3::put(&etcd.endpoint(), path, value.as_bytes());
    }
    operator.ok(&format!("{INIT} --yes"));
    let keys = v3::dump(&etcd.endpoint(), "/calico");
    assert_eq!(
        keys["/calico/v1/ipam/v4/pool/10.65.0.0-24"],
        r#"{"cidr": "10.65.0.0/24", "ipam": false, "disabled": true}"#
    );
    let all = v3::dump(&etcd.endpoint(), "/");
    operator.ok(INIT);
    assert_eq!(v3::dump(&etcd.endpoint(), "/"), all);
    operator.ok("undo --last --yes --force=in-use");
    let left: Vec<String> = v3::dump(&etcd.endpoint(), "/calico").into_keys().collect();
    assert_eq!(left, [HOST.0, SUBNET.0]);
}

/// The pods' datastore and the VMs', each in an etcd of its own, and an operator who knows both as contexts.
fn two() -> (Etcd, Etcd, Operator) {
    let (pods, vms) = (Etcd::start(), Etcd::start());
    let operator = Operator::new();
    std::fs::create_dir_all(operator.path(".config/calicross")).expect("a folder");
    let context = |name: &str, etcd: &Etcd, api: &str| {
        format!("  {name}: {{datastore: {api}, endpoints: \"{}\"}}\n", etcd.endpoint())
    };
    let contexts = [context("pods", &pods, "etcdv2"), context("vms", &vms, "etcdv2")].concat();
    operator.file(".config/calicross/config.yaml", format!("contexts:\n{contexts}"));
    v2::put(&pods.endpoint(), "/calico/v1/Ready", "true");
    fill(&vms);
    (pods, vms, operator)
}

fn fill(vms: &Etcd) {
    v2::put(&vms.endpoint(), "/calico/v1/Ready", "true");
    v2::put(&vms.endpoint(), &format!("/calico/v1/policy/profile/openstack-sg-{WEB}/tags"), &format!("[\"{WEB}\"]"));
    v2::put(&vms.endpoint(), &format!("/calico/v1/policy/profile/openstack-sg-{WEB}/rules"), "{}");
    vm(vms, 3);
}

fn vm(vms: &Etcd, at: u8) {
    let path = format!("/calico/v1/host/node1/workload/openstack/vm-{at}/endpoint/p");
    let value = format!(
        r#"{{"state": "active", "name": "tap{at}", "profile_ids": ["openstack-sg-{WEB}"], "ipv4_nets": ["10.65.0.{at}/32"]}}"#
    );
    v2::put(&vms.endpoint(), &path, &value);
}

const RULES: &str = "/calico/v1/policy/profile/web-vms/rules";

/// The addresses that the mirror lets in.
fn let_in(pods: &Etcd) -> Vec<String> {
    let keys = v2::dump(&pods.endpoint(), "/calico");
    let rules: serde_json::Value = serde_json::from_str(&keys[RULES]).expect("JSON");
    let rules = rules["inbound_rules"].as_array().expect("a list");
    rules.iter().filter_map(|rule| rule["src_net"].as_str().map(str::to_owned)).collect()
}

/// Once a run, idempotent, following what comes and goes; and a peer that lost its state takes nothing away.
#[test]
fn a_mirror_follows_the_other_etcd() {
    let (pods, mut vms, operator) = two();
    let mirror = format!("--context pods link mirror web-vms --peer vms --sg {WEB} --yes");
    operator.ok(&mirror);
    assert_eq!(let_in(&pods), ["10.65.0.3/32"]);
    let (all, others) = (v2::dump(&pods.endpoint(), "/"), v2::dump(&vms.endpoint(), "/"));
    operator.ok(&mirror);
    assert_eq!(v2::dump(&pods.endpoint(), "/"), all);
    assert_eq!(v2::dump(&vms.endpoint(), "/"), others, "the peer is only read");
    vm(&vms, 9);
    operator.ok(&mirror);
    assert_eq!(let_in(&pods), ["10.65.0.3/32", "10.65.0.9/32"]);
    operator.ok("--context pods hybrid status --peer vms");

    // The same cluster on an empty disk, as etcd in a pod without a volume comes back: its id is the same.
    vms.signal("KILL");
    std::fs::remove_dir_all(vms.dir().join("data")).expect("its data");
    vms.restart();
    operator.fails(3, &mirror).says("has lost its state");
    fill(&vms);
    operator.fails(3, &mirror).says("its revision went back");
    assert_eq!(let_in(&pods), ["10.65.0.3/32", "10.65.0.9/32"]);
    let status = operator.fails(1, "--context pods hybrid status --peer vms -o json");
    assert!(status.stdout.contains("peer-lost-state"), "{}", status.stdout);
    operator.fails(1, "--context pods hybrid status --peer vms --accept-peer");
    operator.ok(&mirror);
    assert_eq!(let_in(&pods), ["10.65.0.3/32"]);

    // One that cannot be reached takes nothing away either.
    vms.signal("KILL");
    operator.fails(6, &format!("{mirror} --timeout 1s"));
    assert_eq!(let_in(&pods), ["10.65.0.3/32"]);
}

/// Crons of two hosts at once leave what one would.
#[test]
fn mirrors_at_once_get_on() {
    let (pods, vms, operator) = two();
    for at in 10..16 {
        vm(&vms, at);
    }
    let words = ["--context", "pods", "link", "mirror", "web-vms", "--peer", "vms", "--sg", WEB, "--yes", "-q"];
    let started: Vec<_> = (0..4).map(|_| operator.start(&words)).collect();
    for running in started {
        running.end().expect(0);
    }
    // Exactly these, in as few networks as can be.
    assert_eq!(let_in(&pods), ["10.65.0.3/32", "10.65.0.10/31", "10.65.0.12/30"]);
}
