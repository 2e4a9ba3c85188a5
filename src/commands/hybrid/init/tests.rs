use crate::commands::testing::{changes, plan};
use crate::error::ErrorKind;
use crate::plan::Plan;
use crate::store::Snapshot;

const PREFIX: &str = "/calico/v1/config/InterfacePrefix";
const INTERVAL: &str = "/calico/v1/config/ReportingIntervalSecs";
const TTL: &str = "/calico/v1/config/ReportingTTLSecs";
const TAP: &str = "/calico/bgp/v1/global/custom_filters/v4/tap_iface";
const SETTINGS: &str = "/calicross/v1/settings";

/// What a first run without options leaves.
const FIT: [(&str, &str); 6] = [
    (TAP, "if ( ifname ~ \"tap*\" ) then { accept; }\n"),
    ("/calico/v1/Ready", "true"),
    ("/calico/v1/config/EndpointReportingEnabled", "true"),
    (PREFIX, "cali,tap"),
    (INTERVAL, "30"),
    (TTL, "90"),
];

fn init(more: &[&str], keys: &[(&str, &str)]) -> Plan {
    plan(&[&["hybrid", "init"], more].concat(), keys).unwrap()
}

fn refused(more: &[&str], keys: &[(&str, &str)]) -> (ErrorKind, String) {
    let err = plan(&[&["hybrid", "init"], more].concat(), keys).unwrap_err();
    (err.kind(), err.message().to_owned())
}

fn with<'k>(more: &[(&'k str, &'k str)]) -> Vec<(&'k str, &'k str)> {
    let mut keys: Vec<(&str, &str)> =
        FIT.into_iter().filter(|(path, _)| more.iter().all(|(other, _)| other != path)).collect();
    keys.extend(more);
    keys
}

/// The keys that change beyond what a first run leaves anyway.
fn beyond(plan: &Plan) -> Vec<(&str, String)> {
    changes(plan).into_iter().map(|(path, value)| (path, value.unwrap_or_else(|| "-".to_owned()))).collect()
}

#[test]
fn an_empty_datastore_is_made_fit_and_stays_so() {
    let first = init(&[], &[]);
    let expected: Vec<(&str, Option<String>)> =
        FIT.iter().map(|(path, value)| (*path, Some((*value).to_owned()))).collect();
    assert_eq!(changes(&first), expected);
    let questions: Vec<&str> = first.questions.iter().map(|question| question.text.as_str()).collect();
    assert_eq!(
        questions,
        [
            "adds filter tap_iface (IPv4): it decides which routes every host tells its peers",
            "sets Ready to true: every Felix loads its policy, and applies what has changed since",
            "changes EndpointReportingEnabled, InterfacePrefix, ReportingIntervalSecs, ReportingTTLSecs: Felix restarts, once, on every \
             host that they are for",
        ]
    );
    assert_eq!(first.warnings.iter().filter(|warning| warning.contains("restarts")).count(), 1, "{:?}", first.warnings);
    let again = init(&[], &FIT);
    assert!(again.is_empty(), "{:?}", changes(&again));
    assert!(again.questions.is_empty() && again.warnings.is_empty(), "{again:?}");
}

#[test]
fn prefixes_are_merged_and_those_of_hosts_as_well() {
    assert_eq!(beyond(&init(&[], &with(&[(PREFIX, "tap")]))), [(PREFIX, "tap,cali".to_owned())]);
    assert_eq!(beyond(&init(&[], &with(&[(PREFIX, "eth,cali, tap,tap")]))), [(PREFIX, "eth,cali,tap".to_owned())]);
    let own = "/calico/v1/host/a/config/InterfacePrefix";
    assert_eq!(beyond(&init(&[], &with(&[(own, "tap")]))), [(own, "tap,cali".to_owned())]);
    assert!(init(&[], &with(&[(PREFIX, "tap,x,cali")])).is_empty());
}

#[test]
fn reports_stay_as_they_are_where_neutron_gets_them() {
    let run = |interval, ttl| {
        let changed = init(&[], &with(&[(INTERVAL, interval), (TTL, ttl)]));
        let after = |path| changed.change(path).map(|change| String::from_utf8(change.after.clone().unwrap()).unwrap());
        (after(INTERVAL), after(TTL))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(run("60", "150"), (None, None));
    assert_eq!(run("10", "12"), (None, None));
    // calico/node's.
    assert_eq!(run("0", "90"), (some("30"), None));
    // Too short for the jitter of Felix 1.4.
    assert_eq!(run("60", "66"), (None, some("150")));
    assert_eq!(run("60", "90"), (None, None));
    assert_eq!(run("101", "101"), (None, some("253")));
    assert_eq!(run("often", "-1"), (some("30"), some("90")));
}

#[test]
fn pools_of_pods_and_of_vms() {
    let subnets = [
        ("/calico/dhcp/v1/subnet/a", r#"{"cidr": "10.65.0.0/24"}"#),
        ("/calico/dhcp/v1/subnet/b", r#"{"cidr": "fd00:65::/64"}"#),
        ("/calico/dhcp/v1/subnet/c", r#"{"cidr": "10.66.7.0/24"}"#),
    ];
    let words = [
        "--k8s-pool",
        "10.233.64.0/18",
        "--k8s-pool",
        "fd00:233::/64",
        "--ipip",
        "--nat-outgoing",
        "--openstack-pool",
        "10.66.0.0/16",
        "--from-neutron",
        "--service-cidr",
        "10.233.0.0/18",
    ];
    let planned = init(&words, &with(&subnets));
    let idle = |cidr: &str| format!(r#"{{"cidr": "{cidr}", "ipam": false, "disabled": true}}"#);
    let expected = [
        ("/calico/bgp/v1/global/custom_filters/v6/tap_iface", FIT[0].1.to_owned()),
        ("/calico/v1/config/IpInIpEnabled", "true".to_owned()),
        (
            "/calico/v1/ipam/v4/pool/10.233.64.0-18",
            r#"{"cidr": "10.233.64.0/18", "ipip": "tunl0", "masquerade": true}"#.to_owned(),
        ),
        ("/calico/v1/ipam/v4/pool/10.65.0.0-24", idle("10.65.0.0/24")),
        ("/calico/v1/ipam/v4/pool/10.66.0.0-16", idle("10.66.0.0/16")),
        ("/calico/v1/ipam/v6/pool/fd00:233::-64", r#"{"cidr": "fd00:233::/64", "masquerade": true}"#.to_owned()),
        ("/calico/v1/ipam/v6/pool/fd00:65::-64", idle("fd00:65::/64")),
        (SETTINGS, r#"{"service-cidr": ["10.233.0.0/18"]}"#.to_owned()),
    ];
    assert_eq!(beyond(&planned), expected);
    let mut keys = with(&subnets);
    keys.extend(expected.iter().map(|(path, value)| (*path, value.as_str())));
    let again = init(&words, &keys);
    assert!(again.is_empty(), "{:?}", changes(&again));
    assert!(again.questions.is_empty(), "{:?}", again.questions);
}

#[test]
fn what_a_pool_has_beside_is_its_owners_and_what_differs_is_refused() {
    let pool = "/calico/v1/ipam/v4/pool/10.233.64.0-18";
    let found = r#"{"cidr":"10.233.64.0/18","ipip":"tunl0","ipip_mode":"cross-subnet","masquerade":true,"ipam":true,"disabled":false}"#;
    let on = ("/calico/v1/config/IpInIpEnabled", "true");
    assert!(init(&["--k8s-pool", "10.233.64.0/18"], &with(&[(pool, found), on])).is_empty());
    // The switch of a tunnel that is there is on, too.
    assert_eq!(beyond(&init(&["--k8s-pool", "10.233.64.0/18"], &with(&[(pool, found)]))), [(on.0, on.1.to_owned())]);
    let plain = r#"{"cidr": "10.233.64.0/18"}"#;
    let words = ["--k8s-pool", "10.233.64.0/18", "--nat-outgoing"];
    assert_eq!(refused(&words, &with(&[(pool, plain)])).0, ErrorKind::Exists);
    let updated = init(&[&words[..], &["--update"]].concat(), &with(&[(pool, plain)]));
    assert_eq!(beyond(&updated), [(pool, r#"{"cidr": "10.233.64.0/18", "masquerade": true}"#.to_owned())]);
    assert_eq!(refused(&["--openstack-pool", "10.233.64.0/18"], &with(&[(pool, plain)])).0, ErrorKind::Exists);
}

#[test]
fn no_range_shares_addresses_with_another() {
    let subnet = ("/calico/dhcp/v1/subnet/a", r#"{"cidr": "10.65.0.0/24"}"#);
    let pool = ("/calico/v1/ipam/v4/pool/10.65.0.0-16", r#"{"cidr": "10.65.0.0/16"}"#);
    let services = (SETTINGS, r#"{"service-cidr": ["10.233.0.0/18"]}"#);
    for (words, keys, kind, told) in [
        (&["--k8s-pool", "10.233.0.0/16"][..], &[services][..], ErrorKind::Refused, "the services' 10.233.0.0/18"),
        (&["--openstack-pool", "10.233.1.0/24"], &[services], ErrorKind::Refused, "the services' 10.233.0.0/18"),
        (&["--service-cidr", "10.65.0.0/18"], &[pool], ErrorKind::Refused, "pool 10.65.0.0/16 shares"),
        (&["--service-cidr", "10.65.0.0/18"], &[subnet], ErrorKind::Refused, "Neutron's subnet 10.65.0.0/24 shares"),
        (&["--service-cidr", "10.234.0.0/18"], &[services], ErrorKind::Exists, "service-cidr is 10.233.0.0/18"),
        (
            &["--k8s-pool", "10.1.0.0/16", "--openstack-pool", "10.1.1.0/24"],
            &[],
            ErrorKind::Refused,
            "overlaps 10.1.1.0/24",
        ),
        (&["--k8s-pool", "10.65.128.0/18"], &[pool], ErrorKind::Refused, "overlaps pool 10.65.0.0/16"),
        (&["--from-neutron"], &[subnet, pool], ErrorKind::InUse, "gives out its addresses"),
        (&["--k8s-pool", "10.1.0.1/16"], &[], ErrorKind::Refused, "bits set beyond its prefix"),
        (&["--k8s-pool", "x"], &[], ErrorKind::Usage, "--k8s-pool: 'x' is not a CIDR"),
        (&["--k8s-pool", "fd00::/64", "--ipip"], &[], ErrorKind::Refused, "cannot have IPIP"),
    ] {
        let (found, message) = refused(words, &with(keys));
        assert!(found == kind && message.contains(told), "{words:?}: {found:?} {message}");
    }
    // Pods would get addresses of VMs: forced at most.
    let planned = init(&["--k8s-pool", "10.65.0.0/16"], &with(&[subnet]));
    assert_eq!(planned.obstacles.len(), 1);
    // What nobody takes addresses of may hold them.
    let idle = (pool.0, r#"{"cidr": "10.65.0.0/16", "ipam": false, "disabled": true}"#);
    assert!(init(&["--from-neutron"], &with(&[subnet, idle])).is_empty());
    let updated = init(&["--service-cidr", "10.234.0.0/18", "--update"], &with(&[services]));
    assert_eq!(beyond(&updated), [(SETTINGS, r#"{"service-cidr": ["10.234.0.0/18"]}"#.to_owned())]);
}

#[test]
fn metadata_is_served_by_a_host_or_a_pod() {
    let keys =
        with(&[(SETTINGS, r#"{"service-cidr": ["10.233.0.0/18"]}"#), ("/calico/v1/host/a/bird_ip", "10.10.0.11")]);
    let planned = init(&["--nova-metadata", "10.10.0.11:8775"], &keys);
    assert_eq!(
        beyond(&planned),
        [
            ("/calico/v1/config/MetadataAddr", "10.10.0.11".to_owned()),
            ("/calico/v1/config/MetadataPort", "8775".to_owned())
        ]
    );
    assert!(planned.warnings.iter().any(|warning| warning.contains("FELIX_METADATAADDR")), "{:?}", planned.warnings);
    assert!(planned.warnings.iter().all(|warning| !warning.contains("no host, workload or pool")));
    let (kind, message) = refused(&["--nova-metadata", "10.233.0.5:8775"], &keys);
    assert!(kind == ErrorKind::Refused && message.contains("translated once"), "{message}");
    let unknown = init(&["--nova-metadata", "10.99.0.1:8775"], &with(&[]));
    assert!(unknown.warnings.iter().any(|warning| warning.contains("cannot be told")), "{:?}", unknown.warnings);
    assert!(unknown.warnings.iter().any(|warning| warning.contains("no host, workload or pool")));
    for (address, kind) in [
        ("10.10.0.11", ErrorKind::Usage),
        ("nova-api:8775", ErrorKind::Usage),
        ("[fd00::1]:8775", ErrorKind::Refused),
        ("0.0.0.0:8775", ErrorKind::Refused),
        ("10.10.0.11:0", ErrorKind::Refused),
        ("169.254.169.254:80", ErrorKind::Refused),
    ] {
        assert_eq!(refused(&["--nova-metadata", address], &[]).0, kind, "{address}");
    }
    let own = ("/calico/v1/host/a/config/MetadataAddr", "none");
    let planned = init(&["--nova-metadata", "10.10.0.11:8775"], &with(&[own]));
    assert!(
        planned.warnings.iter().any(|warning| warning.contains("host a has a value of its own")),
        "{:?}",
        planned.warnings
    );
}

#[test]
fn a_filter_of_another_name_is_no_reason_for_a_second_one() {
    let other = "/calico/bgp/v1/global/custom_filters/v4/vms";
    let keys: Vec<(&str, &str)> =
        FIT.into_iter().skip(1).chain([(other, "if ( ifname ~ \"tap*\" ) then accept;")]).collect();
    assert!(init(&[], &keys).is_empty());
    let wrong = with(&[(TAP, "if ( ifname ~ \"veth*\" ) then accept;")]);
    assert_eq!(refused(&[], &wrong).0, ErrorKind::Exists);
    assert_eq!(beyond(&init(&["--update"], &wrong)), [(TAP, FIT[0].1.to_owned())]);
}

#[test]
fn confd_finds_what_it_looks_for() {
    let host = [("/calico/bgp/v1/host/a/ip_addr_v4", "10.10.0.11")];
    assert_eq!(beyond(&init(&[], &with(&host))), [("/calico/bgp/v1/host/a/ip_addr_v6", String::new())]);
    // Directories are made where there are any.
    let keys = with(&host);
    let real = Snapshot::literal(&keys).with_empty_dirs(vec!["/calico/v1/ipam/v4/pool".to_owned()]);
    let mut work = super::Work { snapshot: &real, plan: Plan::new() };
    super::directories(&mut work);
    let made: Vec<&str> = work.plan.directories().collect();
    assert_eq!(
        made,
        [
            "/calico/bgp/v1/global/custom_filters/v6",
            "/calico/ipam/v2/host/a/ipv4/block",
            "/calico/ipam/v2/host/a/ipv6/block",
            "/calico/v1/ipam/v6/pool",
        ]
    );
    let after = work.plan.applied_to(&real, real.scopes());
    let mut again = super::Work { snapshot: &after, plan: Plan::new() };
    super::directories(&mut again);
    assert!(again.plan.is_empty());
}
