use super::*;

#[test]
fn the_table_is_sorted_and_its_defaults_pass() {
    assert!(PARAMETERS.windows(2).all(|pair| pair[0].name < pair[1].name));
    for known in PARAMETERS {
        assert!(known.felix14.is_some() || known.felix2.is_some(), "{}", known.name);
        for default in [known.felix14, known.felix2].into_iter().flatten() {
            // The ports that Felix 2 has by default are spelled in a way that Felix 1.4 dies of.
            if !default.is_empty() && known.kind != Kind::Ports {
                let known_to = Generation::ALL.into_iter().find(|one| known.default_of(*one) == Some(default));
                assert_eq!(known.check(default, known_to), Ok(()), "{}", known.name);
            }
        }
    }
}

#[test]
fn names_are_exact() {
    assert!(parameter("InterfacePrefix").is_some());
    assert!(parameter("interfaceprefix").is_none());
    assert_eq!(right_case("interfaceprefix"), Some("InterfacePrefix"));
    assert_eq!(right_case("InterfacePrefix"), None);
    assert_eq!(right_case("felixhostname"), Some("FelixHostname"));
    assert_eq!(right_case("marker"), None);
}

#[test]
fn values_that_both_generations_start_with() {
    for (name, good, bad) in [
        (
            "InterfacePrefix",
            &["cali", "cali,tap", "a-b_1"][..],
            &["", "cali,", "cali, tap", ",tap", "a.b", "abcdefghijklmnop"][..],
        ),
        ("DefaultEndpointToHostAction", &["DROP", "RETURN"], &["drop", "REJECT", ""]),
        ("IpInIpEnabled", &["true", "False", "1", "N", "yes"], &["", "on", "2", "true\n"]),
        ("Ipv6Support", &["false", "true"], &["auto", "Auto", "maybe"]),
        ("ReportingIntervalSecs", &["0", "30"], &["30.5", "-1", "+1", "thirty", ""]),
        ("FailsafeInboundHostPorts", &["22", "22,80"], &["tcp:22", "22,", "22, 80", "65536"]),
        ("IptablesMarkMask", &["0xff000000", "4278190080", "0x7"], &["0x3", "0x100000000", "ff", "0x+f", "-1"]),
        ("IpInIpTunnelAddr", &["none", "10.0.0.1"], &["", "fd00::1", "10.0.0.1/32"]),
        ("MetadataAddr", &["None", "127.0.0.1", "metadata.local"], &["", "a b"]),
        ("LogSeverityScreen", &["info", "ERROR", "none"], &["", "verbose", "critical", "fatal"]),
        ("MetadataPort", &["8775"], &["65536", "x"]),
        ("IpsetsRefreshInterval", &["10", "0.5"], &["", "x", "-1", "inf"]),
        ("LogPrefix", &["", "a b"], &["a\nb"]),
    ] {
        let known = parameter(name).unwrap();
        for value in good {
            assert_eq!(known.check(value, None), Ok(()), "{name}={value}");
        }
        for value in bad {
            assert!(known.check(value, None).is_err(), "{name}={value}");
        }
    }
    assert_eq!(
        parameter("MetadataPort").unwrap().check("x", None).unwrap_err().why,
        "is not a whole number from 0 to 65535"
    );
    assert_eq!(boolean("Y"), Some(true));
    assert_eq!(boolean("F"), Some(false));
}

#[test]
fn each_generation_has_its_own_values() {
    use Generation::{Felix2, Felix14};
    for (name, value, old, new) in [
        ("FailsafeInboundHostPorts", "tcp:22,udp:68", false, true),
        ("FailsafeInboundHostPorts", "none", false, true),
        ("FailsafeInboundHostPorts", "sctp:22", false, false),
        ("FailsafeInboundHostPorts", "22", true, true),
        ("InterfacePrefix", "cali, tap", true, false),
        ("InterfacePrefix", "cali,,tap", false, false),
        ("DefaultEndpointToHostAction", "drop", false, true),
        ("LogSeverityScreen", "critical", true, false),
        ("LogSeverityScreen", "FATAL", false, true),
        ("Ipv6Support", "auto", true, false),
        // The other generation's alone: checked by that one.
        ("DropActionOverride", "NEVER", false, false),
        ("ChainInsertMode", "append", true, true),
    ] {
        let known = parameter(name).unwrap();
        assert_eq!(known.check(value, Some(Felix14)).is_ok(), old, "{name}={value}");
        assert_eq!(known.check(value, Some(Felix2)).is_ok(), new, "{name}={value}");
        assert_eq!(known.check(value, None).is_ok(), old && new, "{name}={value}");
    }
}

#[test]
fn it_is_told_who_does_what() {
    for (name, value, consequence) in [
        ("ReportingIntervalSecs", "x", "Felix 1.4 does not start with it; Felix 2 uses its default, 30"),
        ("DefaultEndpointToHostAction", "x", "Felix 1.4 does not start with it; Felix 2 does not start with it"),
        ("InterfacePrefix", "cali, tap", "Felix 2 does not start with it"),
        (
            "InterfacePrefix",
            "cali,",
            "Felix 1.4 takes every interface of a host for a workload's; Felix 2 does not start with it",
        ),
        ("IpInIpTunnelAddr", "x", "Felix 1.4 does not start with it; Felix 2 leaves it unset"),
        ("HealthPort", "x", "Felix 2 uses its default, 9099"),
    ] {
        assert_eq!(parameter(name).unwrap().check(value, None).unwrap_err().consequence, consequence);
    }
}

#[test]
fn one_spelling_for_all() {
    for (name, typed, canonical) in [
        ("InterfacePrefix", " cali, tap ,cali", "cali,tap"),
        ("InterfacePrefix", "cali,,tap", "cali,,tap"),
        ("FailsafeInboundHostPorts", "tcp:22, UDP:68,22", "22,udp:68"),
        ("DefaultEndpointToHostAction", "return", "RETURN"),
        ("IpInIpEnabled", "Yes", "true"),
        ("Ipv6Support", "AUTO", "auto"),
        ("LogSeverityScreen", "DEBUG", "debug"),
        ("MetadataAddr", "None", "none"),
        ("IpInIpEnabled", "maybe", "maybe"),
    ] {
        assert_eq!(parameter(name).unwrap().canonical(typed), canonical);
    }
    let same = |name: &str, a, b| parameter(name).unwrap().same(a, b);
    assert!(same("InterfacePrefix", "cali,tap", "tap, cali"));
    assert!(!same("InterfacePrefix", "cali,tap", "cali"));
    assert!(same("IpInIpEnabled", "1", "true"));
    assert!(same("IptablesMarkMask", "0xff000000", "4278190080"));
    assert!(same("ReportingIntervalSecs", "030", "30"));
    assert!(same("IpsetsRefreshInterval", "1.0", "1"));
    assert!(!same("ReportingIntervalSecs", "x", "y"));
    assert!(!same("LogPrefix", "a", "A"));
}

#[test]
fn notes_are_of_parameters() {
    for (name, note) in NOTES {
        assert_eq!(parameter(name).unwrap().note(), *note);
    }
}

fn any_parameter() -> impl proptest::strategy::Strategy<Value = Parameter> {
    proptest::sample::select(PARAMETERS)
}

proptest::proptest! {
    #[test]
    fn the_one_spelling_is_its_own_and_means_the_same(
        known in any_parameter(),
        typed in "[a-zA-Z0-9.,: _-]{0,12}|true|NO|none|tcp:22, 80|0xff|drop|\\PC{0,6}",
    ) {
        let canonical = known.canonical(&typed);
        proptest::prop_assert_eq!(&known.canonical(&canonical), &canonical);
        proptest::prop_assert!(known.same(&typed, &canonical));
        // What a Felix takes as it is typed, it takes in the one spelling too.
        for generation in Generation::ALL {
            if known.check(&typed, Some(generation)).is_ok() {
                proptest::prop_assert!(known.check(&canonical, Some(generation)).is_ok(), "{} {canonical:?}", known.name);
            }
        }
        proptest::prop_assert_eq!(
            known.check(&typed, None).is_ok(),
            known.generations().all(|generation| known.check(&typed, Some(generation)).is_ok())
        );
    }

    #[test]
    fn lists_keep_their_members_and_their_order(members in proptest::collection::vec("[a-z]{1,4}", 1..6)) {
        let known = parameter("InterfacePrefix").unwrap();
        let listed = known.members(&members.join(" , "));
        let mut first_ones: Vec<String> = Vec::new();
        members.iter().for_each(|member| if !first_ones.contains(member) { first_ones.push(member.clone()) });
        proptest::prop_assert_eq!(listed, first_ones);
    }
}
