use super::*;

#[test]
fn the_table_is_sorted_and_its_defaults_pass() {
    assert!(PARAMETERS.windows(2).all(|pair| pair[0].name < pair[1].name));
    for known in PARAMETERS {
        assert!(known.felix14.is_some() || known.felix2.is_some(), "{}", known.name);
        for default in [known.felix14, known.felix2].into_iter().flatten() {
            // The ports that Felix 2 has by default are spelled in a way that Felix 1.4 dies of.
            if !default.is_empty() && known.kind != Kind::Ports {
                assert_eq!(known.check(default), Ok(()), "{}", known.name);
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
        ("Ipv6Support", &["auto", "true"], &["Auto", "maybe"]),
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
            assert_eq!(known.check(value), Ok(()), "{name}={value}");
        }
        for value in bad {
            assert!(known.check(value).is_err(), "{name}={value}");
        }
    }
    assert_eq!(parameter("MetadataPort").unwrap().check("x").unwrap_err(), "is not a whole number from 0 to 65535");
    assert_eq!(boolean("Y"), Some(true));
    assert_eq!(boolean("F"), Some(false));
}
