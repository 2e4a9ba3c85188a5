use serde_json::json;

use super::*;
use crate::model::json as text_json;
use crate::model::shell::split_words;

fn words(line: &str) -> Vec<String> {
    split_words(line).unwrap()
}

fn rule(json: &str) -> Rule {
    Rule::from_json(&text_json::parse(json.as_bytes()).unwrap()).unwrap()
}

fn written(line: &str, dialect: Dialect) -> String {
    let rule = Rule::from_words(&words(line), dialect).unwrap();
    text_json::to_text(&rule.to_json(), text_json::Style::Spaced)
}

#[test]
fn the_rules_of_the_example() {
    assert_eq!(
        written("allow from tag 4fe422ed-4730-4af4-b835-38d09235bd4a", Dialect::Felix),
        r#"{"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}"#
    );
    assert_eq!(written("allow", Dialect::Felix), r#"{"action": "allow"}"#);
}

#[test]
fn an_end_with_nothing_behind_it_is_calicoctls_alone() {
    assert_eq!(written("allow from to", Dialect::Calicoctl02x), r#"{"action": "allow"}"#);
    for line in ["allow from", "allow tcp to", "allow from tag a to", "allow from ip-version 4"] {
        let error = Rule::from_words(&words(line), Dialect::Felix).unwrap_err();
        assert!(error.to_string().contains("expected ports, tag, cidr or selector"), "{line}: {error}");
    }
}

#[test]
fn ip_version_goes_with_a_cidr_and_icmp_but_not_for_calicoctl() {
    for (line, felix, calicoctl) in [
        (
            "allow tcp from ports 80,443 tag web to cidr 10.1.2.3/8",
            r#"{"action": "allow", "ip_version": 4, "protocol": "tcp", "src_tag": "web", "src_ports": [80, 443], "dst_net": "10.0.0.0/8"}"#,
            r#"{"action": "allow", "protocol": "tcp", "src_tag": "web", "src_ports": [80, 443], "dst_net": "10.1.2.3/8"}"#,
        ),
        (
            "deny icmpv6 type 135 code 0",
            r#"{"action": "deny", "ip_version": 6, "protocol": "icmpv6", "icmp_type": 135, "icmp_code": 0}"#,
            r#"{"action": "deny", "protocol": "icmpv6", "icmp_type": 135, "icmp_code": 0}"#,
        ),
    ] {
        assert_eq!(written(line, Dialect::Felix), felix);
        assert_eq!(written(line, Dialect::Calicoctl02x), calicoctl);
    }
    for line in [
        "log",
        "allow tcp to ports 80:90",
        "allow from not tag a",
        "allow sctp",
        "allow not tcp",
        "allow from cidr 10.0.0.0/8 ip-version 4",
    ] {
        assert!(Rule::from_words(&words(line), Dialect::Felix).is_ok(), "{line}");
        let error = Rule::from_words(&words(line), Dialect::Calicoctl02x).unwrap_err();
        assert!(error.to_string().starts_with("the dialect calicoctl-0.2x has no "), "{error}");
    }
}

#[test]
fn text_as_calicoctl_prints_it_and_beyond() {
    for (json, text) in [
        ("{}", "allow"),
        (r#"{"action": null}"#, "allow"),
        (
            r#"{"action": "allow", "protocol": "tcp", "src_ports": [80, 443], "src_tag": "web", "dst_net": "10.0.0.0/8"}"#,
            "allow tcp from ports 80,443 tag web to cidr 10.0.0.0/8",
        ),
        (
            r#"{"action": "allow", "protocol": "icmp", "icmp_type": 8, "icmp_code": 0, "src_tag": "t"}"#,
            "allow icmp type 8 code 0 from tag t",
        ),
        // As networking-calico writes rules.
        (
            r#"{"ip_version":4,"protocol":"tcp","src_net":"0.0.0.0/0","dst_ports":["1:65535"]}"#,
            "allow tcp from cidr 0.0.0.0/0 to ports 1:65535 ip-version 4",
        ),
        (
            r#"{"action": "allow", "src_selector": "calico/k8s_ns == 'ns1'", "dst_tag": "0b1c5a3e"}"#,
            "allow from selector \"calico/k8s_ns == 'ns1'\" to tag 0b1c5a3e",
        ),
        (r#"{"action": "next-tier", "!src_tag": "a", "src_tag": "b"}"#, "next-tier from tag b not tag a"),
        (
            r#"{"action": "deny", "!protocol": 6, "!src_net": "fd00::/8", "src_nets": ["10.0.0.0/8", "11.0.0.0/8"]}"#,
            "deny not 6 from cidr 10.0.0.0/8,11.0.0.0/8 not cidr fd00::/8",
        ),
        (r#"{"action": "log", "log_prefix": "in"}"#, "log log-prefix in"),
        (
            r#"{"protocol": "icmp", "!icmp_type": 8, "!icmp_code": 0, "foo": 1}"#,
            "allow icmp not type 8 code 0 [unknown members: foo]",
        ),
    ] {
        assert_eq!(rule(json).to_string(), text);
    }
}

#[test]
fn every_spelling_that_some_reader_takes() {
    let read = rule(
        r#"{"protocol": "17", "src_ports": ["80", 81, "90:91", "5:5"], "src_net": "10.1.2.3", "src_nets": ["11.0.0.0/8"],
           "icmp_type": 255, "!dst_selector": "", "action": "", "dst_tag": null}"#,
    );
    assert_eq!(read.spec().is.protocol.map(Protocol::number), Some(17));
    assert_eq!(read.spec().is.src.ports.len(), 4);
    assert_eq!(read.spec().is.src.nets.len(), 2);
    assert_eq!(read.spec().not.dst.selector.as_deref(), Some(""));
    assert_eq!(read.spec().is.dst.tag, None);
    for (json, why) in [
        (r#"[]"#, "is a list, not an object"),
        (
            r#"{"action": "pass"}"#,
            "member 'action' is pass, which Felix rejects in the datastore: next-tier is its name there",
        ),
        (r#"{"action": "accept"}"#, "member 'action' is 'accept', not allow, deny, log or next-tier"),
        (r#"{"ip_version": "4"}"#, "member 'ip_version' is \"4\", not the number 4 or 6"),
        (
            r#"{"protocol": "TCP"}"#,
            "member 'protocol' is \"TCP\", not tcp, udp, icmp, icmpv6, sctp, udplite or a number from 1 to 255",
        ),
        (
            r#"{"protocol": 0}"#,
            "member 'protocol' is 0, not tcp, udp, icmp, icmpv6, sctp, udplite or a number from 1 to 255",
        ),
        (r#"{"icmp_type": "8"}"#, "member 'icmp_type' is \"8\", not a number from 0 to 255"),
        (
            r#"{"dst_ports": ["135:None"]}"#,
            "member 'dst_ports' '135:None' is not a port from 0 to 65535 or a range such as 1000:2000",
        ),
        (r#"{"dst_ports": 80}"#, "member 'dst_ports' is a number, not a list"),
        (r#"{"!src_net": 1}"#, "member '!src_net' 1 is not a CIDR"),
    ] {
        let value = text_json::parse(json.as_bytes()).unwrap();
        assert_eq!(Rule::from_json(&value).unwrap_err().to_string(), why);
    }
    for unknown in ["!action", "!ip_version", "!log_prefix", "src_", "ports", "types"] {
        let value = json!({ unknown: 1 });
        assert_eq!(Rule::from_json(&value).unwrap().unknown(), [unknown]);
    }
}

#[test]
fn errors_name_the_word_and_what_was_expected() {
    for (line, why) in [
        ("", "the rule ends early: expected allow, deny, log or next-tier"),
        ("accept", "word 1 'accept': expected allow, deny, log or next-tier"),
        ("pass", "word 1 'pass': next-tier is its name in this datastore"),
        ("allow from tag", "the rule ends early: expected a tag"),
        ("allow from tag a tag b", "word 6 'b': tag is given twice"),
        ("allow from tag a from tag b", "word 5 'from': from is given twice"),
        ("allow tag a", "word 2 'tag': tag goes after from or to"),
        ("allow from tcp", "word 3 'tcp': the protocol goes before from and to"),
        ("allow 256", "word 2 '256': expected tcp, udp, icmp, icmpv6, sctp, udplite or a number from 1 to 255"),
        ("allow tcp udp", "word 3 'udp': the protocol is given twice"),
        ("allow tcp from ports 80,x", "word 5 '80,x': 'x' is not a port from 0 to 65535 or a range such as 1000:2000"),
        ("allow tcp from ports 90:80", "word 5 '90:80': port range '90:80' runs backwards"),
        ("allow from cidr 10.1", "word 4 '10.1': '10.1' is not a CIDR such as 10.0.0.0/8 or fd00::/8"),
        ("allow icmp type x", "word 4 'x': expected an ICMP type from 0 to 254"),
        ("allow from not", "the rule ends early: expected what must not match"),
        ("allow not x", "word 3 'x': expected a protocol, type or code after not"),
        ("allow ip-version 5", "word 3 '5': expected 4 or 6"),
        (
            "allow from web",
            "word 3 'web': expected ports, tag, cidr, selector, not, from, to, ip-version or log-prefix",
        ),
        ("allow all", "word 2 'all': expected a protocol, type, code, not, from, to, ip-version or log-prefix"),
    ] {
        assert_eq!(parse_words(&words(line)).unwrap_err().to_string(), why, "{line}");
    }
}

#[test]
fn what_felix_would_turn_into_something_else_is_refused() {
    for (line, why) in [
        ("allow to ports 80", "ports without a protocol"),
        ("allow not tcp to ports 80", "ports with a negated protocol"),
        ("allow sctp to ports 80", "ports with protocol sctp: Felix 1.4 makes of it a rule that drops everything"),
        ("allow udplite from not ports 80", "ports with protocol udplite"),
        ("allow 6 to ports 80", "ports with protocol 6"),
        ("allow tcp not udp", "protocol tcp and not udp in one rule"),
        ("allow icmp type 255", "ICMP type 255"),
        ("allow icmp not type 255", "ICMP type 255"),
        ("allow type 8", "ICMP type without protocol icmp or icmpv6"),
        ("allow 1 type 8", "ICMP type without protocol icmp or icmpv6"),
        ("allow icmp code 0", "ICMP code without a type"),
        ("allow icmp type 8 not code 0", "ICMP code without a type"),
        ("allow icmp type 8 not type 9", "ICMP type and not type"),
        ("allow from cidr 10.0.0.0/8 not cidr 10.1.0.0/16", "from cidr and from not cidr in one rule"),
        ("allow from cidr 10.0.0.0/8,11.0.0.0/8", "from has 2 CIDRs"),
        (
            "allow from cidr 10.0.0.0/8 to cidr fd00::/8",
            "10.0.0.0/8 and fd00::/8 in one rule: one is IPv4, the other IPv6",
        ),
        ("allow from cidr 10.0.0.0/8 ip-version 6", "ip-version 6 and 10.0.0.0/8"),
        ("allow icmpv6 to cidr 10.0.0.0/8", "icmpv6 and 10.0.0.0/8"),
        ("allow icmp ip-version 6", "ip-version 6 and icmp"),
        ("allow from tag 'a b'", "tag 'a b' contains a blank"),
        ("allow to not tag ''", "tag '' is empty"),
        ("allow from selector ''", "from has an empty selector"),
        ("allow to selector 'a in {}'", "to selector: a set that ends without a string"),
        ("log log-prefix 'x y'", "log-prefix 'x y'"),
        ("log log-prefix aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Felix 1.4 keeps 1 to 27"),
    ] {
        let error = Rule::from_words(&words(line), Dialect::Felix).unwrap_err().to_string();
        assert!(error.contains(why), "{line}: {error}");
    }
    for line in [
        "allow tcp from not ports 80 tag a not tag b cidr 10.0.0.0/8 to not cidr 10.1.0.0/16",
        "allow udp to ports 0,1:2",
        "log icmp not type 8 code 255",
        "deny 132",
        "next-tier to selector \"a == 'b'\" from selector 'has(x)'",
        "allow not icmp",
    ] {
        assert!(Rule::from_words(&words(line), Dialect::Felix).is_ok(), "{line}");
    }
}

#[test]
fn readers_that_go_blind() {
    let blinded = |json: &str, reader| {
        let all = rule(json).blinded();
        all.into_iter().filter(|b| b.reader == reader).map(|b| b.because).collect::<Vec<_>>()
    };
    assert_eq!(blinded(r#"{"ip_version": 4}"#, Reader::Calicoctl02x), ["'ip_version'"]);
    assert_eq!(
        rule(r#"{"ip_version": 4}"#).blinded()[0].to_string(),
        "calicoctl 0.2x cannot read the rule: 'ip_version'"
    );
    assert!(Dialect::ALL.into_iter().all(|dialect| Dialect::parse(dialect.as_str()) == Some(dialect)));
    assert_eq!(blinded(r#"{"!src_tag": "a"}"#, Reader::Calicoctl02x), ["negation ('!src_tag')"]);
    assert_eq!(blinded(r#"{"protocol": "tcp", "dst_ports": ["1:2"]}"#, Reader::Calicoctl02x), ["port range"]);
    assert_eq!(blinded(r#"{"action": "log"}"#, Reader::Calicoctl02x), ["action log"]);
    assert_eq!(blinded(r#"{"src_nets": []}"#, Reader::Felix14), ["list of CIDRs ('src_nets')"]);
    assert_eq!(blinded(r#"{"x": 1}"#, Reader::Felix14), ["unknown member 'x'"]);
    assert_eq!(blinded(r#"{"protocol": "tcp", "dst_ports": ["80"]}"#, Reader::Felix14), ["port \"80\" as text"]);
    assert_eq!(blinded(r#"{"protocol": "tcp", "dst_ports": ["80:80"]}"#, Reader::Felix14), ["port \"80:80\" as text"]);
    assert!(
        blinded(
            r#"{"action": "allow", "protocol": "tcp", "dst_ports": [80], "src_selector": "a == 'b'"}"#,
            Reader::Calicoctl02x
        )
        .is_empty()
    );
    assert!(blinded(r#"{"ip_version": 4, "protocol": "tcp", "!dst_ports": ["1:2"]}"#, Reader::Felix14).is_empty());
    assert_eq!(blinded(r#"{"!dst_net": "10.0.0.1"}"#, Reader::Felix2), ["address without a length ('!dst_net')"]);
    let of_list = blinded(r#"{"src_nets": ["10.0.0.0/8", "10.0.0.1"]}"#, Reader::Felix2);
    assert_eq!(of_list, ["address without a length ('src_nets')"]);
    let refused = |json: &str| rule(json).check().unwrap_err().to_string();
    assert_eq!(refused(r#"{"x": 1}"#), "unknown member 'x': Felix 1.4 rejects it, and all rules beside it");
    assert!(refused(r#"{"src_net": "10.0.0.1", "ip_version": 4}"#).contains("Felix 2 rejects it"));
}

#[test]
fn traps_are_told() {
    let traps = |json: &str| rule(json).spec().traps();
    assert!(traps(r#"{"src_net": "10.0.0.0/8"}"#)[0].then.contains("leaves the CIDR out for IPv6"));
    assert!(traps(r#"{"src_net": "fd00::/8"}"#)[0].then.contains("leaves the CIDR out for IPv4"));
    assert!(traps(r#"{"protocol": "icmp", "icmp_type": 8}"#)[0].then.contains("drops everything"));
    assert!(traps(r#"{"action": "deny", "log_prefix": "x"}"#)[0].why.contains("log_prefix"));
    assert!(traps(r#"{"src_net": "10.0.0.0/8", "ip_version": 4}"#).is_empty());
    assert!(traps(r#"{"action": "log", "log_prefix": "x"}"#).is_empty());
}

#[test]
fn rules_are_the_same_by_meaning() {
    for (a, b) in [
        ("{}", r#"{"action": "allow"}"#),
        (r#"{"src_net": "10.9.9.9/8"}"#, r#"{"src_net": "10.0.0.0/8", "dst_tag": null}"#),
        (r#"{"protocol": 6, "src_tag": "a"}"#, r#"{"src_tag": "a", "protocol": "6"}"#),
        (r#"{"protocol": "tcp", "dst_ports": [80, "81:82"]}"#, r#"{"protocol": "tcp", "dst_ports": ["81", 82, 80]}"#),
        (r#"{"src_ports": []}"#, "{}"),
        (r#"{"src_selector": "a=='b'"}"#, r#"{"src_selector": "a == \"b\""}"#),
        (r#"{"x": {"a": 1.0, "b": 2}}"#, r#"{"x": {"b": 2, "a": 1}}"#),
    ] {
        assert!(rule(a).same(&rule(b)), "{a} {b}");
    }
    for (a, b) in [
        (r#"{"src_tag": "a"}"#, r#"{"dst_tag": "a"}"#),
        (r#"{"src_tag": "a"}"#, r#"{"!src_tag": "a"}"#),
        (r#"{"src_net": "10.0.0.0/8"}"#, r#"{"src_net": "10.0.0.0/8", "ip_version": 4}"#),
        ("{}", r#"{"x": 1}"#),
        (r#"{"protocol": "tcp"}"#, r#"{"protocol": 6}"#),
        (r#"{"src_selector": ""}"#, r#"{"src_selector": "all()"}"#),
    ] {
        assert!(!rule(a).same(&rule(b)), "{a} {b}");
    }
    let typed = parse_words(&words("allow from cidr 10.0.0.0/8")).unwrap();
    assert!(rule(r#"{"src_net": "10.0.0.0/8"}"#).is_typed(&typed));
    assert!(rule(r#"{"src_net": "10.0.0.0/8", "ip_version": 4}"#).is_typed(&typed));
    assert!(!rule(r#"{"src_net": "10.0.0.0/8", "x": 1}"#).is_typed(&typed));
    let typed = parse_words(&words("allow from cidr 10.0.0.0/8 ip-version 4")).unwrap();
    assert!(!rule(r#"{"src_net": "10.0.0.0/8"}"#).is_typed(&typed));
}
