//! `calicross doctor` where it looks at more than keys

use insta::assert_snapshot;

use crate::harness::Env;

const SUBNET: &str = "/calico/dhcp/v1/subnet/29a0297e-2e4d-4650-bb54-b581945d5f21";

fn cloud() -> Env {
    let env = Env::new();
    env.put_all(&[
        ("/calico/v1/Ready", "true"),
        ("/calico/v1/ipam/v4/pool/10.65.0.0-24", r#"{"cidr": "10.65.0.0/24", "ipam": false, "disabled": true}"#),
        (SUBNET, r#"{"cidr": "10.65.0.0/24", "gateway_ip": "10.65.0.1", "dns_servers": ["8.8.8.8"]}"#),
    ]);
    env
}

#[test]
fn a_file_has_nobody_to_ask() {
    let env = cloud();
    let asked = ["two-felixes", "v2-data", "v2-history", "open-datastore", "dns-servers", "peer"];
    assert_snapshot!(env.run(&[&["doctor"], asked.as_slice(), &["--watch", "1h"]].concat()), @"");
    assert_snapshot!(env.run(&["doctor", "--skip", "dns-servers"]), @"");
}

#[test]
fn the_clusters_dns() {
    let env = cloud();
    assert_snapshot!(env.run(&["doctor", "dns-servers", "--cluster-dns", "10.233.0.3"]), @"");
    assert_eq!(env.run(&["doctor", "dns-servers", "--cluster-dns", "8.8.8.8"]).code(), 0);
    assert_snapshot!(env.run(&["doctor", "--cluster-dns", "dns.example.org"]), @"");
}

#[test]
fn another_datastore_beside_this_one() {
    let env = cloud();
    let peer = cloud();
    peer.put("/calico/v1/ipam/v4/pool/10.0.0.0-8", br#"{"cidr": "10.0.0.0/8"}"#);
    let config = format!(
        "contexts:\n  pods: {{datastore: file, path: {}}}\n  vms: {{datastore: file, path: {}}}\n",
        env.store().display(),
        peer.store().display()
    );
    let path = env.file("config.yaml", &config);
    let env = env.set("CALICROSS_CONFIG", &path);
    assert_snapshot!(env.run_unsettled(&["doctor", "peer", "--peer", "vms", "--context", "pods"]), @"");
    assert_snapshot!(env.run_unsettled(&["doctor", "peer", "--peer", "pods", "--context", "pods"]), @"");
    // One that is another one than it was has lost its state.
    std::fs::remove_file(peer.store()).unwrap();
    peer.put("/calico/v1/Ready", b"true");
    let run = env.run_unsettled(&["doctor", "peer", "--peer", "vms", "--context", "pods", "-o", "name"]);
    assert_eq!(run.code(), 1);
    let told = env.run_unsettled(&["doctor", "peer", "--peer", "vms", "--context", "pods"]).stdout();
    assert!(told.contains("peer-lost-state"), "{told}");
    assert!(run.stderr().contains("--accept-peer"), "{}", run.stderr());
}
