use proptest::prelude::*;

use super::*;

#[test]
fn as_numbers() {
    for (text, number) in [
        ("0", 0),
        ("64512", 64512),
        ("007", 7),
        ("1.10", 65546),
        ("0.5", 5),
        ("65535.65535", u32::MAX),
        ("4294967295", u32::MAX),
    ] {
        assert_eq!(AsNumber::parse(text), Some(AsNumber(number)), "{text}");
    }
    for bad in ["", "abc", "1.2.3", "4294967296", "65536.0", "-1", "+1", " 7", "1.", ".1", "0x1"] {
        assert_eq!(AsNumber::parse(bad), None, "{bad}");
    }
    assert_eq!(AsNumber::typed(" 7"), Ok(AsNumber(7)));
    assert!(AsNumber::typed("0.0").unwrap_err().contains("reserved"));
    assert_eq!(AsNumber::typed("abc").unwrap_err(), "'abc' is not an AS number such as 64512 or 1.10");
}

#[test]
fn the_mesh() {
    assert_eq!(mesh(br#"{"enabled": true}"#), Ok(true));
    assert_eq!(mesh(br#"{"enabled":false,"x":1}"#), Ok(false));
    for bad in ["true", "junk", "{}", r#"{"enabled": "true"}"#, ""] {
        assert!(mesh(bad.as_bytes()).is_err(), "{bad}");
    }
    let text = |former: Option<&str>| String::from_utf8(mesh_value(false, former.map(str::as_bytes))).unwrap();
    assert_eq!(text(None), r#"{"enabled": false}"#);
    assert_eq!(text(Some(r#"{"x":1,"enabled":true}"#)), r#"{"x":1,"enabled":false}"#);
    assert_eq!(text(Some("true")), r#"{"enabled": false}"#);
}

#[test]
fn peers() {
    let parse = |text: &str| Peer::parse(text.as_bytes()).map(|peer| (peer.ip.to_string(), peer.as_number.0));
    assert_eq!(parse(r#"{"ip": "10.0.0.1", "as_num": "64512"}"#), Ok(("10.0.0.1".into(), 64512)));
    assert_eq!(parse(r#"{"ip":"FD00:0::1","as_num":" 007"}"#), Ok(("fd00::1".into(), 7)));
    assert_eq!(parse(r#"{"ip":"10.0.0.1","as_num":64512}"#), Ok(("10.0.0.1".into(), 64512)));
    for bad in ["", "[]", r#"{"ip": "x", "as_num": "1"}"#, r#"{"ip": "10.0.0.1"}"#, r#"{"as_num": "1"}"#] {
        assert!(parse(bad).is_err(), "{bad}");
    }
    let ip = "fd00::1".parse().unwrap();
    assert_eq!(Peer::value(ip, "5", None), br#"{"ip": "fd00::1", "as_num": "5"}"#);
    assert_eq!(
        Peer::value(ip, "5", Some(br#"{"as_num":"4","ip":"FD00::1","x":1}"#)),
        br#"{"as_num":"5","ip":"fd00::1","x":1}"#
    );
    assert_eq!(peers_of(None, Family::V4), "/calico/bgp/v1/global/peer_v4/");
    assert_eq!(peers_of(Some("h"), Family::V6), "/calico/bgp/v1/host/h/peer_v6/");
}

#[test]
fn filters_that_are_none() {
    for (text, why) in [
        ("if ( ifname ~ \"tap*\" ) then { accept;", "the braces do not match"),
        ("accept; }", "the braces do not match"),
        ("accept", "the last statement has no ';'"),
        ("if x then { accept }", "a statement before a '}' has no ';'"),
        ("if x ~ \"tap* then accept;", "a string has no end"),
        ("if x ~ \"tap*\n\" then accept;", "a string has no end"),
        ("/* x", "a comment has no end"),
        ("# accept;\n}", "the braces do not match"),
    ] {
        assert_eq!(check_filter(text).unwrap_err().to_string(), why, "{text}");
    }
}

#[test]
fn verdicts_without_a_condition() {
    for (text, lines) in [
        ("if ( ifname ~ \"tap*\" ) then {\n  accept;\n}\n", &[][..]),
        ("if x then accept; else reject;", &[]),
        ("case x { 1: accept; else: reject; }", &[]),
        ("# reject;\n/* accept; */", &[]),
        ("if ifname ~ \"reject;\" then { { accept; } }", &[]),
        ("", &[]),
        ("reject;", &[1]),
        ("if x then { accept; }\n\nreject;", &[3]),
        ("{ accept; }", &[1]),
        ("if x then accept;\naccept;\nreject;", &[2, 3]),
        ("bgp_path.prepend(1); print \"}\"; reject;", &[1]),
    ] {
        let found: Vec<usize> = check_filter(text).unwrap().iter().map(|stray| stray.line).collect();
        assert_eq!(found, lines, "{text}");
    }
}

proptest! {
    #[test]
    fn as_numbers_round_trip(number in any::<u32>()) {
        prop_assert_eq!(AsNumber::parse(&AsNumber(number).to_string()), Some(AsNumber(number)));
        let dotted = format!("{}.{}", number >> 16, number & 0xffff);
        prop_assert_eq!(AsNumber::parse(&dotted), Some(AsNumber(number)));
    }

    #[test]
    fn peers_round_trip(ip in any::<std::net::IpAddr>(), number in any::<u32>()) {
        let peer = Peer { ip, as_number: AsNumber(number) };
        prop_assert_eq!(Peer::parse(&Peer::value(ip, &peer.as_number.to_string(), None)), Ok(peer));
    }

    #[test]
    fn any_text_is_a_filter_or_not(text in "[a-z;{}\"#/* \n]{0,30}|\\PC{0,10}") {
        if let Ok(strays) = check_filter(&text) {
            prop_assert!(strays.iter().all(|stray| stray.line <= text.lines().count()));
            // What is a filter stays one below a condition, and then decides about nothing by itself.
            prop_assert_eq!(check_filter(&format!("if x then {{\n{text}\n}}")), Ok(Vec::new()));
        }
    }
}
