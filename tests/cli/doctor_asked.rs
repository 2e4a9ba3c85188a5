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
    assert_snapshot!(env.run(&[&["doctor"], asked.as_slice(), &["--watch", "1h"]].concat()), @"
    exit 0
    stderr| not applicable: dns-servers: --cluster-dns names the cluster's DNS servers
    stderr| not applicable: two-felixes: a file has no Felix that reports
    stderr| not applicable: v2-data: only a server can be asked
    stderr| not applicable: v2-history: only a server can be asked
    stderr| not applicable: open-datastore: only a server can be asked
    stderr| not applicable: peer: --peer names the other datastore
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    stderr| nothing found
    ");
    assert_snapshot!(env.run(&["doctor", "--skip", "dns-servers"]), @"
    exit 1
    stdout| SEVERITY  CHECK      FIX             OBJECT                    WHAT
    stdout| error     reporting  restarts-felix  EndpointReportingEnabled  is not set: Neutron never hears that a port is up, and Nova waits for it
    stderr| not applicable: two-felixes, v2-data, v2-history, open-datastore, peer
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    stderr| 1 error
    stderr| `calicross doctor --fix=reporting` does 1 fix (restarts-felix)
    ");
}

#[test]
fn the_clusters_dns() {
    let env = cloud();
    assert_snapshot!(env.run(&["doctor", "dns-servers", "--cluster-dns", "10.233.0.3"]), @"
    exit 1
    stdout| SEVERITY  CHECK        FIX     OBJECT                                                      WHAT
    stdout| warning   dns-servers  manual  subnet 29a0297e-2e4d-4650-bb54-b581945d5f21 (10.65.0.0/24)  names 8.8.8.8, and not the cluster's DNS, 10.233.0.3
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    stderr| 1 warning
    stderr| by hand, dns-servers: tell Neutron of it; VMs hear of it when they renew their lease of 10.65.0.0/24: `neutron subnet-update 29a0297e-2e4d-4650-bb54-b581945d5f21 --dns-nameserver 10.233.0.3 --dns-nameserver 8.8.8.8`
    ");
    assert_eq!(env.run(&["doctor", "dns-servers", "--cluster-dns", "8.8.8.8"]).code(), 0);
    assert_snapshot!(env.run(&["doctor", "--cluster-dns", "dns.example.org"]), @"
    exit 2
    stderr| error: invalid value 'dns.example.org' for '--cluster-dns <IP,...>': expected an IP address such as 10.233.0.3
    stderr| hint: usage: calicross doctor [OPTIONS] [ID]...
    ");
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
    assert_snapshot!(env.run_unsettled(&["doctor", "peer", "--peer", "vms", "--context", "pods"]), @r"
    exit 1
    stdout| SEVERITY  CHECK  FIX     OBJECT                       WHAT
    stdout| error     peer   -       pool-over-subnet 10.0.0.0/8  pool 10.0.0.0/8 there gives out addresses of Neutron's subnet 10.65.0.0/24 here
    stdout| warning   peer   -       subnet-overlap 10.65.0.0/24  Neutron's subnets 10.65.0.0/24 here and 10.65.0.0/24 there share addresses
    stdout| notice    peer   manual  hosts                        no datastore shows which Felixes run on a host, and the prefix of their chains in iptables: Felix 1.4 calls them felix-, Felix 2 cali-, and two of one prefix on a host take away each other's rules
    stdout| notice    peer   manual  hosts                        no datastore shows which datastore each Felix reads, and the settings of its environment and file, which come before every datastore's
    stderr| which Felix runs is not known, 1.4 is taken; `calicross hybrid set felix=1.4` or felix=2.6 says it
    stderr| 1 error, 1 warning, 2 notices
    stderr| by hand, peer: look on each host: `grep -v '^#' /etc/calico/felix.cfg; tr '\0' '\n' </proc/PID/environ | grep -E '^(FELIX|ETCD)_'`
    stderr| by hand, peer: look on each host: `ps -eo pid,args | grep '[c]alico-felix'; iptables-save | grep -oE '^:(felix|cali)-' | sort | uniq -c`
    ");
    assert_snapshot!(env.run_unsettled(&["doctor", "peer", "--peer", "pods", "--context", "pods"]), @"
    exit 2
    stderr| error: peer pods is this very datastore
    stderr| hint: --peer names the other one of the two; --context the one that is worked on
    ");
    // One that is another one than it was has lost its state.
    std::fs::remove_file(peer.store()).unwrap();
    peer.put("/calico/v1/Ready", b"true");
    let run = env.run_unsettled(&["doctor", "peer", "--peer", "vms", "--context", "pods", "-o", "name"]);
    assert_eq!(run.code(), 1);
    let told = env.run_unsettled(&["doctor", "peer", "--peer", "vms", "--context", "pods"]).stdout();
    assert!(told.contains("peer-lost-state"), "{told}");
    assert!(run.stderr().contains("--accept-peer"), "{}", run.stderr());
}
