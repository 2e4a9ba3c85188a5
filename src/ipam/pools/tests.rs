use proptest::prelude::*;

use super::*;

const A: &str = "/calico/v1/ipam/v4/pool/10.0.0.0-16";
const SWITCH: &str = "/calico/v1/config/IpInIpEnabled";

fn nets(texts: &[&str]) -> Vec<IpNet> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn planned(keys: &[(&str, &str)], texts: &[&str], switches: Switches, existing: Existing) -> Result<Plan, IpamError> {
    add(&Snapshot::literal(keys), &nets(texts), switches, existing, None)
}

fn written(plan: &Plan) -> Vec<(String, String)> {
    let text = |value: &Option<Vec<u8>>| String::from_utf8(value.clone().unwrap()).unwrap();
    plan.changes().map(|change| (change.path.clone(), text(&change.after))).collect()
}

fn pair(path: &str, value: &str) -> (String, String) {
    (path.to_owned(), value.to_owned())
}

const NONE: Switches = Switches { ipip: None, nat_outgoing: None, ipam: None, disabled: None };
const IPIP: Switches = Switches { ipip: Some(true), ..NONE };
const NAT: Switches = Switches { nat_outgoing: Some(true), ..NONE };

/// What calicoctl 0.23 wrote for the same words.
#[test]
fn new_pools_are_what_calicoctl_makes() {
    let both = Switches { nat_outgoing: Some(true), ..IPIP };
    type Case<'a> = (&'a [&'a str], Switches, &'a [(&'a str, &'a str)]);
    let table: [Case<'_>; 8] = [
        (
            &["192.168.0.0/16"],
            NAT,
            &[("/calico/v1/ipam/v4/pool/192.168.0.0-16", r#"{"cidr": "192.168.0.0/16", "masquerade": true}"#)],
        ),
        (
            &["192.168.0.0/16"],
            both,
            &[
                (SWITCH, "true"),
                (
                    "/calico/v1/ipam/v4/pool/192.168.0.0-16",
                    r#"{"cidr": "192.168.0.0/16", "ipip": "tunl0", "masquerade": true}"#,
                ),
            ],
        ),
        (
            &["fd80:24e2:f998:72d6::/64"],
            NAT,
            &[(
                "/calico/v1/ipam/v6/pool/fd80:24e2:f998:72d6::-64",
                r#"{"cidr": "fd80:24e2:f998:72d6::/64", "masquerade": true}"#,
            )],
        ),
        // It put both into the directory of the first one's family.
        (
            &["10.0.0.0/16", "fd00::/64"],
            NONE,
            &[(A, r#"{"cidr": "10.0.0.0/16"}"#), ("/calico/v1/ipam/v6/pool/fd00::-64", r#"{"cidr": "fd00::/64"}"#)],
        ),
        (&["fd00::1/64"], NONE, &[("/calico/v1/ipam/v6/pool/fd00::-64", r#"{"cidr": "fd00::/64"}"#)]),
        (&["10.0.0.0/16", "10.0.0.0/16"], NONE, &[(A, r#"{"cidr": "10.0.0.0/16"}"#)]),
        (&["10.0.0.0/8"], NONE, &[("/calico/v1/ipam/v4/pool/10.0.0.0-8", r#"{"cidr": "10.0.0.0/8"}"#)]),
        (
            &["10.65.0.0/28"],
            Switches { ipam: Some(false), disabled: Some(true), ..NONE },
            &[("/calico/v1/ipam/v4/pool/10.65.0.0-28", r#"{"cidr": "10.65.0.0/28", "ipam": false, "disabled": true}"#)],
        ),
    ];
    for (texts, switches, expected) in table {
        let plan = planned(&[], texts, switches, Existing::Refuse).unwrap();
        let expected: Vec<_> = expected.iter().map(|(path, value)| pair(path, value)).collect();
        assert_eq!(written(&plan), expected);
        for (path, value) in &expected {
            assert_eq!(crate::model::check::check(path, value.as_bytes()), Ok(()), "{path}");
        }
    }
}

#[test]
fn tunnels_end_with_the_last_pool_that_has_them() {
    const B: &str = "/calico/v1/ipam/v4/pool/10.1.0.0-16";
    let keys = [(A, r#"{"cidr": "10.0.0.0/16", "ipip": "tunl0"}"#), (B, r#"{"cidr": "10.1.0.0/16", "ipip": "tunl0"}"#)];
    let off = Switches { ipip: Some(false), ..NONE };
    let warnings = |texts: &[&str]| update(&Snapshot::literal(&keys), &nets(texts), off).unwrap().warnings;
    assert_eq!(warnings(&["10.0.0.0/16"]), Vec::<String>::new());
    assert_eq!(warnings(&["10.0.0.0/16", "10.1.0.0/16"]), [NO_TUNNEL_LEFT]);
    let none = [(A, r#"{"cidr": "10.0.0.0/16"}"#)];
    assert!(update(&Snapshot::literal(&none), &nets(&["10.0.0.0/16"]), off).unwrap().warnings.is_empty());
}

#[test]
fn what_calicoctl_refused_is_refused() {
    let there = [
        ("/calico/v1/ipam/v4/pool/10.0.0.0-8", r#"{"cidr": "10.0.0.0/8"}"#),
        ("/calico/v1/ipam/v6/pool/fd00::-48", r#"{"cidr": "fd00::/48"}"#),
    ];
    let refused = |keys: &[(&str, &str)], texts: &[&str], switches| {
        planned(keys, texts, switches, Existing::Refuse).unwrap_err().to_string()
    };
    assert!(refused(&[], &["fd80::/64"], IPIP).contains("no such tunnel"));
    assert!(refused(&[], &["10.0.0.0/27"], NONE).contains("at most /26"));
    assert!(refused(&[], &["10.0.0.0/16", "10.1.0.0/27"], NONE).contains("at most /26"));
    assert!(refused(&[], &["fd00::/123"], NONE).contains("at most /122"));
    assert_eq!(
        refused(&[], &["10.0.0.0/8", "10.1.0.0/16"], NONE),
        "pool 10.1.0.0/16 overlaps 10.0.0.0/8, which is new, too"
    );
    assert_eq!(refused(&there, &["10.1.0.0/16"], NONE), "pool 10.1.0.0/16 overlaps pool 10.0.0.0/8");
    assert_eq!(refused(&there, &["11.0.0.0/16", "10.1.0.0/16"], NONE), "pool 10.1.0.0/16 overlaps pool 10.0.0.0/8");
    assert_eq!(refused(&there, &["fd00:0:0:1::/64"], NONE), "pool fd00:0:0:1::/64 overlaps pool fd00::/48");
    // Beyond calicoctl 0.2x: what libcalico-go refuses to write back.
    assert!(refused(&[], &["169.254.1.0/24"], NONE).contains("link-local"));
    assert_eq!(
        strict("10.0.0.1/16".parse().unwrap()).unwrap_err().to_string(),
        "10.0.0.1/16 has bits set beyond its prefix; the network is 10.0.0.0/16"
    );
}

#[test]
fn one_that_is_there_is_unchanged_refused_or_updated() {
    let found = r#"{"cidr": "10.0.0.0/16", "ipam": false, "disabled": true, "ipip": "tunl0", "ipip_mode": "cross-subnet", "x": 1.0}"#;
    let keys = [(A, found), (SWITCH, "true")];
    let same = Switches { ipam: Some(false), disabled: Some(true), ..IPIP };
    let plan = planned(&keys, &["10.0.0.0/16"], same, Existing::Refuse).unwrap();
    assert!(plan.is_empty());
    assert_eq!(plan.summary, ["pool 10.0.0.0/16 is there already"]);
    let error = planned(&keys, &["10.0.0.0/16"], NAT, Existing::Refuse).unwrap_err();
    let how = "pool 10.0.0.0/16 exists and differs: ipip is on, nat-outgoing is off, ipam is off, disabled is on";
    assert_eq!(error.to_string(), how);
    // calicoctl replaced the whole value here, and lost the rest.
    let plan = planned(&keys, &["10.0.0.0/16"], NAT, Existing::Update).unwrap();
    assert_eq!(written(&plan), [pair(A, &found.replace(r#", "x": 1.0"#, r#", "x": 1.0, "masquerade": true"#))]);
    assert!(matches!(planned(&keys, &["10.0.0.0/16"], same, Existing::Overlap), Err(IpamError::Overlap { .. })));
}

#[test]
fn what_cannot_be_read_needs_its_word_and_what_is_misplaced_is_named() {
    let plan = planned(&[(A, "{")], &["10.0.0.0/16"], NONE, Existing::Refuse).unwrap();
    assert_eq!(plan.obstacles.first().map(|obstacle| obstacle.force), Some(Force::Malformed));
    let misplaced = ("/calico/v1/ipam/v4/pool/fd00::-64", r#"{"cidr": "fd00::/64"}"#);
    let error = planned(&[misplaced], &["fd00::/64"], NONE, Existing::Refuse).unwrap_err();
    assert_eq!(error, IpamError::Misplaced { net: "fd00::/64".parse().unwrap(), key: misplaced.0.to_owned() });
    let junk = planned(&[("/calico/v1/ipam/v4/pool/junk", "{")], &["10.0.0.0/16"], NONE, Existing::Refuse).unwrap();
    assert!(junk.warnings[0].contains("Felix 2 stops with a panic"), "{:?}", junk.warnings);
}

#[test]
fn the_cluster_switch_is_turned_on_once_and_asked_about() {
    for (value, written) in
        [(None, true), (Some("false"), true), (Some("true"), false), (Some("Yes"), false), (Some("1"), false)]
    {
        let keys: Vec<(&str, &str)> = value.map(|value| (SWITCH, value)).into_iter().collect();
        let plan = planned(&keys, &["10.0.0.0/16"], IPIP, Existing::Refuse).unwrap();
        assert_eq!(plan.change(SWITCH).is_some(), written, "{value:?}");
        assert_eq!((plan.questions.len(), plan.warnings.len()), (usize::from(written), usize::from(written)));
    }
    // Where the pool is there already, what it needs may not be.
    let there = [(A, r#"{"cidr": "10.0.0.0/16", "ipip": "tunl0"}"#)];
    let plan = planned(&there, &["10.0.0.0/16"], IPIP, Existing::Refuse).unwrap();
    assert_eq!(written(&plan), [pair(SWITCH, "true")]);
}

#[test]
fn addresses_of_vms_are_not_given_to_containers() {
    let subnet = ("/calico/dhcp/v1/subnet/s", r#"{"cidr": "10.0.8.0/24", "gateway_ip": "10.0.8.1"}"#);
    let plan = planned(&[subnet], &["10.0.0.0/16"], NONE, Existing::Refuse).unwrap();
    assert_eq!(plan.obstacles.first().map(|obstacle| obstacle.force), Some(Force::InUse));
    let python_only =
        planned(&[subnet], &["10.0.0.0/16"], Switches { ipam: Some(false), ..NONE }, Existing::Refuse).unwrap();
    assert_eq!((python_only.obstacles.len(), python_only.warnings.len()), (1, 1));
    let safe = Switches { ipam: Some(false), disabled: Some(true), ..NONE };
    let plan = planned(&[subnet], &["10.0.0.0/16"], safe, Existing::Refuse).unwrap();
    assert!(plan.obstacles.is_empty() && plan.warnings.is_empty());
}

#[test]
fn ranges_split_as_calicoctl_splits_them() {
    let split = |first: &str, last: &str| {
        let nets = split(first.parse().unwrap(), last.parse().unwrap()).unwrap();
        nets.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(split("10.0.0.0", "10.0.0.255"), "10.0.0.0/24");
    assert_eq!(split("10.0.0.0", "10.0.2.255"), "10.0.0.0/23 10.0.2.0/24");
    assert_eq!(split("10.0.0.64", "10.0.0.191"), "10.0.0.64/26 10.0.0.128/26");
    assert_eq!(
        split("10.0.0.0", "10.0.0.62"),
        "10.0.0.0/27 10.0.0.32/28 10.0.0.48/29 10.0.0.56/30 10.0.0.60/31 10.0.0.62/32"
    );
    assert_eq!(split("fd00::", "fd00::ff"), "fd00::/120");
    assert_eq!(split("0.0.0.0", "255.255.255.255"), "0.0.0.0/0");
}

proptest! {
    #[test]
    fn a_range_is_split_without_gap_or_overlap(a in any::<u32>(), length in 1u32..5000) {
        let (first, last) = (a.min(u32::MAX - length), a.min(u32::MAX - length) + length);
        let ip = |bits: u32| IpAddr::from(std::net::Ipv4Addr::from(bits));
        let nets = split(ip(first), ip(last)).unwrap();
        prop_assert_eq!(nets.first().unwrap().network(), ip(first));
        prop_assert_eq!(nets.last().unwrap().broadcast(), ip(last));
        for pair in nets.windows(2) {
            let (IpAddr::V4(end), IpAddr::V4(next)) = (pair[0].broadcast(), pair[1].network()) else { panic!() };
            prop_assert_eq!(u32::from(end) + 1, u32::from(next));
        }
    }

    #[test]
    fn what_add_makes_every_reader_accepts(
        address in any::<u32>(), length in 8u8..=26, ipip in any::<bool>(), nat in any::<bool>(), ipam in any::<bool>(), disabled in any::<bool>(),
    ) {
        let net = IpNet::new(std::net::Ipv4Addr::from(address).into(), length).unwrap();
        let switches = Switches { ipip: Some(ipip), nat_outgoing: Some(nat), ipam: Some(ipam), disabled: Some(disabled) };
        if let Ok(plan) = add(&Snapshot::literal(&[]), &[net], switches, Existing::Refuse, None) {
            for (path, value) in written(&plan) {
                prop_assert_eq!(crate::model::check::check(&path, value.as_bytes()), Ok(()));
            }
            let path = pools::path(net);
            let value = written(&plan).into_iter().find(|(found, _)| *found == path).unwrap().1;
            let again = add(&Snapshot::literal(&[(&path, &value), (SWITCH, "true")]), &[net], switches, Existing::Refuse, None).unwrap();
            prop_assert!(again.is_empty());
        }
    }
}
