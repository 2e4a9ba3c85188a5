use super::*;

fn status(keys: &[(&str, &str)]) -> Status {
    Status::of(&Snapshot::literal(keys), "2017-03-14T09:27:53Z".parse().unwrap())
}

#[test]
fn an_empty_datastore_has_nothing_and_says_so() {
    let status = status(&[]);
    assert_eq!(status.counts, Counts::default());
    assert_eq!((status.ready, status.neutron.master, status.export.v4), (None, None, None));
    let prefix = &status.settings[0];
    assert_eq!((prefix.name, prefix.value.as_deref(), prefix.set), ("InterfacePrefix", Some("cali"), false));
    assert!(status.malformed.is_empty());
}

#[test]
fn what_is_there_is_counted_by_workload() {
    let status = status(&[
        ("/calico/v1/Ready", "true"),
        ("/calico/v1/config/InterfacePrefix", "cali,tap"),
        ("/calico/v1/host/a/config/InterfacePrefix", "tap"),
        ("/calico/v1/host/a/bird_ip", "10.0.0.1"),
        ("/calico/v1/host/a/workload/k8s/shop.web-1/endpoint/eth0", r#"{"profile_ids": []}"#),
        ("/calico/v1/host/a/workload/openstack/vm/endpoint/p1", r#"{"profile_ids": []}"#),
        ("/calico/v1/host/a/workload/openstack/vm/endpoint/p2", r#"{"profile_ids": []}"#),
        ("/calico/v1/host/a/workload/docker/c/endpoint/e", r#"{"profile_ids": []}"#),
        ("/calico/v1/host/a/endpoint/eth0", r#"{"name": "eth0"}"#),
        ("/calico/bgp/v1/host/a/ip_addr_v4", "10.0.0.1"),
        ("/calico/felix/v1/host/a/last_reported_status", r#"{"time": "2017-03-14T09:26:53Z"}"#),
        ("/calico/felix/v1/host/b/status", r#"{"time": "soon"}"#),
        ("/calico/felix/v1/host/b/last_reported_status", r#"{"time": "soon"}"#),
        ("/calico/openstack/v1/neutron_election", "server-1"),
        ("/calico/dhcp/v1/subnet/s", r#"{"cidr": "10.65.0.0/24", "gateway_ip": "10.65.0.1"}"#),
        ("/calico/v1/ipam/v4/pool/10.65.0.0-16", r#"{"cidr": "10.65.0.0/16", "ipam": false, "disabled": true}"#),
        ("/calico/bgp/v1/global/custom_filters/v4/tap_iface", filter::STATEMENTS),
    ]);
    assert_eq!(status.counts, Counts { pods: 1, vms: 1, others: 1, host_endpoints: 1, ..Counts::default() });
    let hosts: Vec<_> = status.hosts.iter().map(|host| (&*host.name, host.felix, host.age_seconds)).collect();
    assert_eq!(hosts, [("a", "silent", Some(60)), ("b", "alive", None)]);
    assert!(status.hosts[0].stops_confd);
    assert_eq!(status.neutron.master.as_deref(), Some("server-1"));
    assert_eq!(status.neutron.subnets[0].pool.as_deref(), Some("10.65.0.0/16"));
    assert_eq!(status.pools[0].options, ["no-ipam", "disabled"]);
    assert_eq!((status.export.v4.as_deref(), status.export.v6), (Some("tap_iface"), None));
    assert_eq!(status.settings[0].hosts[0].value, "tap");
    assert_eq!(status.malformed, []);
}

#[test]
fn what_cannot_be_read_is_told_and_stops_nothing() {
    let status = status(&[
        ("/calico/v1/config/InterfacePrefix", "cali, tap"),
        ("/calico/v1/host/a/workload/k8s/a.b/endpoint/eth0", "["),
        ("/calico/v1/ipam/v4/pool/junk", "{"),
        ("/calico/dhcp/v1/subnet/s", "{}"),
        ("/calico/felix/v1/host/a/last_reported_status", "x"),
        ("/calico/bgp/v1/host/a/ip_addr_v4", "here"),
        ("/calico/v1/nonsense", "x"),
    ]);
    let keys: Vec<&str> = status.malformed.iter().map(|malformed| malformed.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "/calico/bgp/v1/host/a/ip_addr_v4",
            "/calico/dhcp/v1/subnet/s",
            "/calico/felix/v1/host/a/last_reported_status",
            "/calico/v1/config/InterfacePrefix",
            "/calico/v1/host/a/workload/k8s/a.b/endpoint/eth0",
            "/calico/v1/ipam/v4/pool/junk",
        ]
    );
    assert!(status.settings[0].malformed.is_some());
    assert_eq!(status.counts.pods, 1);
}
