use proptest::prelude::*;

use super::*;

fn any_key() -> impl Strategy<Value = Key> {
    let plain = || "[a-zA-Z0-9_.:-]{1,12}";
    let odd = || "[a-z%/25f. ]{1,10}";
    let family = || prop_oneof![Just(Family::V4), Just(Family::V6)];
    let cidr = || prop_oneof!["[0-9.]{1,9}/[0-9]{1,2}", "[0-9a-f:]{1,12}/[0-9]{1,3}", "[a-z0-9.:]{1,9}"];
    let workload = || {
        (plain(), odd(), odd(), odd()).prop_map(|(host, orchestrator, workload, endpoint)| WorkloadId {
            host,
            orchestrator,
            workload,
            endpoint,
        })
    };
    let part = prop_oneof![Just(ProfilePart::Tags), Just(ProfilePart::Rules), Just(ProfilePart::Labels)];
    prop_oneof![
        Just(Key::Ready),
        Just(Key::IpamConfig),
        Just(Key::NeutronElection),
        plain().prop_map(|name| Key::GlobalConfig { name }),
        (plain(), plain()).prop_map(|(host, name)| Key::HostConfig { host, name }),
        plain().prop_map(|host| Key::HostIp { host }),
        plain().prop_map(|host| Key::HostMetadata { host }),
        plain().prop_map(|host| Key::OrchestratorRefs { host }),
        workload().prop_map(Key::WorkloadEndpoint),
        (plain(), odd()).prop_map(|(host, id)| Key::HostEndpoint { host, id }),
        (family(), cidr()).prop_map(|(family, cidr)| Key::Pool { family, cidr }),
        (odd(), part).prop_map(|(name, part)| Key::Profile { name, part }),
        odd().prop_map(|tier| Key::TierMetadata { tier }),
        (odd(), odd()).prop_map(|(tier, name)| Key::Policy { tier, name }),
        plain().prop_map(|host| Key::LastStatus { host }),
        plain().prop_map(|host| Key::Status { host }),
        workload().prop_map(Key::WorkloadStatus),
        (plain(), odd()).prop_map(|(host, id)| Key::HostEndpointStatus { host, id }),
        prop::sample::select(&BgpGlobal::ALL[..]).prop_map(Key::BgpGlobal),
        (family(), plain()).prop_map(|(family, ip)| Key::BgpGlobalPeer { family, ip }),
        (family(), plain()).prop_map(|(family, name)| Key::BgpFilter { family, name }),
        (plain(), prop::sample::select(&BgpHost::ALL[..])).prop_map(|(host, setting)| Key::BgpHost { host, setting }),
        (plain(), family(), plain()).prop_map(|(host, family, ip)| Key::BgpHostPeer { host, family, ip }),
        (plain(), family(), cidr()).prop_map(|(host, family, cidr)| Key::IpamAffinity { host, family, cidr }),
        (family(), cidr()).prop_map(|(family, cidr)| Key::IpamBlock { family, cidr }),
        plain().prop_map(|id| Key::IpamHandle { id }),
        plain().prop_map(|id| Key::DhcpSubnet { id }),
        plain().prop_map(|id| Key::LibnetworkNetwork { id }),
    ]
}

proptest! {
    #[test]
    fn a_key_comes_back_from_its_path(key in any_key()) {
        prop_assert_eq!(Key::parse(&key.path()), key);
    }

    #[test]
    fn a_path_comes_back_from_its_key(
        path in prop_oneof![
            "/calico/(v1|felix/v1|bgp/v1|ipam/v2)/(host|policy|global|ipam)(/[a-z0-9%.-]{0,6}){0,6}",
            "/calico/v1/policy/profile/[a-z%25fF-]{0,8}/(tags|rules|labels|x)",
            "/calico/v1/ipam/v[46]/pool/[0-9.:-]{0,8}",
            "/[a-z/%_.-]{0,30}",
        ]
    ) {
        prop_assert_eq!(Key::parse(&path).path(), path);
    }

    #[test]
    fn pruning_stays_above_the_key(key in any_key()) {
        let path = key.path();
        if let Some(floor) = prune_below(&path) {
            prop_assert!(path.starts_with(&floor) && floor.ends_with('/'));
        }
    }
}

#[test]
fn paths_as_the_components_write_them() {
    let workload = WorkloadId {
        host: "node1".into(),
        orchestrator: "k8s".into(),
        workload: "default.nginx-2371676037-x1vbj".into(),
        endpoint: "eth0".into(),
    };
    for (path, key) in [
        ("/calico/v1/config/InterfacePrefix", Key::GlobalConfig { name: "InterfacePrefix".into() }),
        (
            "/calico/v1/host/node1/workload/k8s/default.nginx-2371676037-x1vbj/endpoint/eth0",
            Key::WorkloadEndpoint(workload.clone()),
        ),
        (
            "/calico/felix/v1/host/node1/workload/k8s/default.nginx-2371676037-x1vbj/endpoint/eth0",
            Key::WorkloadStatus(workload),
        ),
        (
            "/calico/v1/ipam/v6/pool/fd80:24e2:f998:72d6::-64",
            Key::Pool { family: Family::V6, cidr: "fd80:24e2:f998:72d6::/64".into() },
        ),
        (
            "/calico/v1/policy/tier/default/policy/ns.projectcalico.org%2fdefault",
            Key::Policy { tier: "default".into(), name: "ns.projectcalico.org/default".into() },
        ),
        ("/calico/v1/policy/profile/a%25b/tags", Key::Profile { name: "a%b".into(), part: ProfilePart::Tags }),
        (
            "/calico/bgp/v1/host/node1/peer_v6/fd00::1",
            Key::BgpHostPeer { host: "node1".into(), family: Family::V6, ip: "fd00::1".into() },
        ),
        (
            "/calico/ipam/v2/assignment/ipv4/block/192.168.104.0-26",
            Key::IpamBlock { family: Family::V4, cidr: "192.168.104.0/26".into() },
        ),
    ] {
        assert_eq!(Key::parse(path), key);
        assert_eq!(key.path(), path);
    }
}

#[test]
fn what_no_writer_produces_is_unknown() {
    for path in [
        "/calico/v1/policy/profile/a%2Fb/tags",
        "/calico/v1/policy/profile/a%b/tags",
        "/calico/v1/policy/profile/p/tags/",
        "/calico/v1/policy/profile//tags",
        "/calico/v1/policy/profile/p",
        "/calico/v1/host/h/bird6_ip",
        "/calico/ipam/v1/x",
        "/calicox/v1/Ready",
        "/calico",
        "",
    ] {
        assert_eq!(Key::parse(path), Key::Unknown(path.into()));
    }
}

#[test]
fn parents_go_only_where_the_originals_remove_them() {
    let below = |path: &str| prune_below(path).unwrap_or_default();
    assert_eq!(below("/calico/v1/policy/profile/p/tags"), "/calico/v1/policy/profile/");
    assert_eq!(below("/calico/v1/policy/tier/t/metadata"), "/calico/v1/policy/tier/");
    assert_eq!(below("/calico/v1/policy/tier/t/policy/p"), "/calico/v1/policy/tier/");
    assert_eq!(below("/calico/v1/host/h/workload/openstack/i/endpoint/p"), "/calico/v1/host/h/workload/openstack/");
    assert_eq!(below("/calico/felix/v1/host/h/workload/k8s/w/endpoint/e"), "/calico/felix/v1/host/h/workload/k8s/");
    assert_eq!(below("/calicross/v1/journal/0190/0"), "/calicross/v1/journal/");
    for path in [
        "/calico/v1/ipam/v4/pool/10.0.0.0-8",
        "/calico/bgp/v1/global/custom_filters/v4/tap",
        "/calico/bgp/v1/global/peer_v4/10.0.0.1",
        "/calico/bgp/v1/host/h/ip_addr_v4",
        "/calico/ipam/v2/host/h/ipv4/block/10.0.0.0-26",
        "/calico/v1/host/h/endpoint/eth0",
        "/calico/v1/host/h/config/LogSeverityScreen",
        "/calicross/v1/settings",
        "/calicross/v1/journal/x",
        "/elsewhere/a/b",
    ] {
        assert_eq!(prune_below(path), None, "{path}");
    }
    for kept in kept_directories(&["h"]) {
        assert_eq!(prune_below(&format!("{}/10.0.0.0-26", kept.path)), None, "{}", kept.path);
    }
}

#[test]
fn networking_calico_takes_the_word_openstack_for_its_own() {
    let id = |orchestrator: &str, workload: &str| WorkloadId {
        host: "openstack-1".into(),
        orchestrator: orchestrator.into(),
        workload: workload.into(),
        endpoint: "eth0".into(),
    };
    assert!(id("openstack", "u").looks_like_openstack());
    assert!(id("k8s", "openstack.keystone-123").looks_like_openstack());
    assert!(!id("k8s", "default.nginx").looks_like_openstack());
}
