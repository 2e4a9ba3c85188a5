use super::*;
use crate::model::key::WorkloadId;

const POD: &str = "/calico/v1/host/a/workload/k8s/shop.front/endpoint/eth0";
const VM: &str = "/calico/v1/host/b/workload/openstack/vm/endpoint/port";
const FILTER: &str = "/calico/bgp/v1/global/custom_filters/v4/tap_iface";

/// A pod and a VM on two hosts where everything is as it should be.
const GOOD: &[(&str, &str)] = &[
    ("/calico/v1/Ready", "true"),
    ("/calico/v1/config/InterfacePrefix", "cali,tap"),
    (POD, r#"{"state":"active","name":"cali1","ipv4_nets":["10.0.0.1/32"]}"#),
    (VM, r#"{"state":"active","name":"tap1","ipv4_nets":["10.65.0.1/32"]}"#),
    ("/calico/v1/ipam/v4/pool/10.0.0.0-24", r#"{"cidr":"10.0.0.0/24"}"#),
    ("/calico/v1/ipam/v4/pool/10.65.0.0-16", r#"{"cidr":"10.65.0.0/16"}"#),
    ("/calico/bgp/v1/host/a/ip_addr_v4", "192.0.2.1"),
    ("/calico/bgp/v1/host/b/ip_addr_v4", "192.0.2.2"),
    ("/calico/felix/v1/host/a/status", "{}"),
    ("/calico/felix/v1/host/b/status", "{}"),
];

/// The codes of what is found from the pod to the VM, with some keys changed or gone.
fn codes(changes: &[(&str, Option<&str>)]) -> Vec<(&'static str, Effect)> {
    let mut keys: std::collections::BTreeMap<&str, &str> = GOOD.iter().copied().collect();
    for (key, value) in changes {
        match value {
            Some(value) => drop(keys.insert(*key, *value)),
            None => drop(keys.remove(key)),
        }
    }
    let keys: Vec<(&str, &str)> = keys.into_iter().collect();
    let snapshot = Snapshot::literal(&keys);
    let id = |path: &str| match Key::parse(path) {
        Key::WorkloadEndpoint(id) => Party::Workload(id),
        _ => Party::Workload(WorkloadId {
            host: String::new(),
            orchestrator: String::new(),
            workload: String::new(),
            endpoint: String::new(),
        }),
    };
    let (pod, vm) = (id(POD), id(VM));
    let from = End { party: &pod, address: "10.0.0.1".parse().ok() };
    let to = End { party: &vm, address: "10.65.0.1".parse().ok() };
    let hosts = hosts(&snapshot);
    let found = findings(&from, &to, &snapshot, &hosts);
    // Whatever is looked at is read: nothing lies outside of the scopes.
    let scopes = scopes([&pod, &vm], &hosts);
    let scoped: Vec<_> =
        keys.iter().filter(|(path, _)| scopes.iter().any(|scope| scope.covers(path))).copied().collect();
    assert_eq!(findings(&from, &to, &Snapshot::literal(&scoped), &hosts), found);
    found.into_iter().map(|finding| (finding.code, finding.effect)).collect()
}

#[test]
fn nothing_is_found_where_all_is_well() {
    assert_eq!(codes(&[]), []);
    let reported = [
        ("/calico/v1/config/EndpointReportingEnabled", Some("true")),
        ("/calico/felix/v1/host/a/workload/k8s/shop.front/endpoint/eth0", Some(r#"{"status":"up"}"#)),
        ("/calico/felix/v1/host/b/workload/openstack/vm/endpoint/port", Some(r#"{"status":"up"}"#)),
    ];
    assert_eq!(codes(&reported), []);
}

#[test]
fn each_thing_that_stops_traffic() {
    use Effect::{Blocks, MayBlock, Note};
    let is = |changes: &[(&str, Option<&str>)], expected: &[(&str, Effect)]| {
        assert_eq!(codes(changes), expected, "{changes:?}");
    };
    is(&[("/calico/v1/Ready", None)], &[("not-ready", MayBlock)]);
    is(&[("/calico/felix/v1/host/b/status", None)], &[("felix-silent", MayBlock)]);
    is(
        &[("/calico/felix/v1/host/b/status", None), ("/calico/v1/config/ReportingIntervalSecs", Some("0"))],
        &[("felix-reporting-off", Note)],
    );
    is(
        &[
            ("/calico/felix/v1/host/b/status", None),
            ("/calico/v1/host/b.example/metadata", Some("{}")),
            ("/calico/felix/v1/host/b.example/status", Some("{}")),
        ],
        &[("host-name-mismatch", MayBlock)],
    );
    is(
        &[(VM, Some(r#"{"state":"inactive","name":"tap1","ipv4_nets":["10.65.0.1/32"]}"#))],
        &[("endpoint-inactive", Blocks)],
    );
    is(&[(VM, Some(r#"{"state":"active","name":"tap1"}"#))], &[("no-address", Blocks)]);
    is(&[(VM, Some("{"))], &[("endpoint-unreadable", Blocks)]);
    is(&[("/calico/v1/host/b/config/InterfacePrefix", Some("cali"))], &[("foreign-interface", Blocks)]);
    let status = "/calico/felix/v1/host/b/workload/openstack/vm/endpoint/port";
    is(&[(status, Some(r#"{"status":"down"}"#))], &[("endpoint-down", Blocks)]);
    is(&[(status, Some(r#"{"status":"error"}"#))], &[("endpoint-error", Blocks)]);
    is(&[(status, Some("{}"))], &[("endpoint-not-reported", MayBlock)]);
    let pool = "/calico/v1/ipam/v4/pool/10.65.0.0-16";
    is(&[(pool, None)], &[("route-not-exported", Blocks)]);
    is(&[(pool, None), (FILTER, Some("if ( ifname ~ \"tap*\" ) then {\n  accept;\n}"))], &[]);
    is(&[(pool, None), (FILTER, Some("if ( ifname ~ \"eth*\" ) then { accept; }"))], &[("route-unknown", MayBlock)]);
    is(&[("/calico/bgp/v1/host/b/ip_addr_v4", None)], &[("route-unknown", MayBlock)]);
    is(&[("/calico/bgp/v1/host/a/ip_addr_v4", Some(""))], &[("return-route-unknown", MayBlock)]);
    let masquerading = ("/calico/v1/ipam/v4/pool/10.0.0.0-24", Some(r#"{"cidr":"10.0.0.0/24","masquerade":true}"#));
    is(&[masquerading], &[]);
    is(&[masquerading, (pool, None)], &[("route-not-exported", Blocks), ("source-masqueraded", Note)]);
    let tunnelled = (pool, Some(r#"{"cidr":"10.65.0.0/16","ipip":"tunl0"}"#));
    is(&[tunnelled], &[("ipip-disabled", MayBlock), ("ipip-host-unknown", MayBlock)]);
    is(
        &[
            tunnelled,
            ("/calico/v1/config/IpInIpEnabled", Some("true")),
            ("/calico/v1/host/a/bird_ip", Some("192.0.2.1")),
        ],
        &[],
    );
}
