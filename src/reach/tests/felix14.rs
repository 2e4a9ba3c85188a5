use super::*;

const OLD: Generation = Generation::Felix14;

fn inbound(rules: &str) -> String {
    two(OLD).profile("p", rules, ALLOW).words("10.0.0.1", "10.0.0.2")
}

#[test]
fn rules_of_a_profile_in_their_order() {
    assert_eq!(inbound(""), "none");
    assert_eq!(inbound("{}"), "all");
    assert_eq!(inbound(r#"{"protocol": "tcp", "dst_ports": [80, "1000:2000"]}"#), "tcp/80,1000-2000");
    assert_eq!(inbound(r#"{"action": "deny", "protocol": "tcp", "dst_ports": [22]}, {}"#), "all but tcp/22");
    assert_eq!(inbound(r#"{"protocol": "tcp", "dst_ports": ["20:30"], "!dst_ports": [22]}"#), "tcp/20-21,23-30");
    assert_eq!(inbound(r#"{"action": "log"}, {"protocol": "icmp", "icmp_type": 8, "icmp_code": 0}"#), "icmp 8 code 0");
    assert_eq!(inbound(r#"{"protocol": "icmp", "!icmp_type": 8}"#), "icmp 0-7,9-255");
    assert_eq!(inbound(r#"{"!protocol": "tcp"}"#), "all but tcp");
    assert_eq!(inbound(r#"{"protocol": "17", "ip_version": 4}"#), "udp");
    assert_eq!(inbound(r#"{"ip_version": 6}"#), "none");
    assert_eq!(inbound(r#"{"action": null, "protocol": null}"#), "all");
    assert_eq!(inbound(r#"{"protocol": "udp", "src_ports": [53]}"#), "udp from 53");
}

#[test]
fn networks_and_what_is_left_of_a_rule_without_them() {
    assert_eq!(inbound(r#"{"src_net": "10.0.0.0/24"}"#), "all");
    assert_eq!(inbound(r#"{"src_net": "10.0.0.99/24"}"#), "all");
    assert_eq!(inbound(r#"{"src_net": "10.0.0.1"}"#), "all");
    assert_eq!(inbound(r#"{"src_net": "10.0.1.0/24"}"#), "none");
    assert_eq!(inbound(r#"{"!src_net": "10.0.1.0/24"}"#), "all");
    assert_eq!(inbound(r#"{"dst_net": "10.0.0.2/32"}"#), "all");
    // A network of the other IP version is left out, not the rule.
    assert_eq!(inbound(r#"{"src_net": "fd00::/8"}"#), "all");
    let v6 = |rules: &str| {
        Lab::new(OLD)
            .pod("h1", "a", "fd00::1", r#""profile_ids": ["open"]"#)
            .pod("h2", "b", "fd00::2", r#""profile_ids": ["p"]"#)
            .profile("open", ALLOW, ALLOW)
            .profile("p", rules, ALLOW)
            .words("fd00::1", "fd00::2")
    };
    assert_eq!(v6(r#"{"src_net": "10.0.0.0/8"}"#), "all");
    assert_eq!(v6(r#"{"src_net": "10.0.0.0/8", "ip_version": 4}"#), "none");
    assert_eq!(v6(r#"{"protocol": "icmpv6", "icmp_type": 128}"#), "icmpv6 128");
    // Without its own ICMP a type drops everything at its place.
    assert_eq!(v6(r#"{"protocol": "tcp"}, {"protocol": "icmp", "icmp_type": 8}, {}"#), "tcp");
}

#[test]
fn what_one_bad_rule_does() {
    for bad in [
        r#"{"src_nets": ["10.0.0.0/8"]}"#,
        r#"{"unknown": 1}"#,
        r#"{"protocol": "tcp", "dst_ports": ["80"]}"#,
        r#"{"dst_ports": [80]}"#,
        r#"{"dst_ports": []}"#,
        r#"{"protocol": "icmp", "dst_ports": [80]}"#,
        r#"{"icmp_code": 0}"#,
        r#"{"action": "pass"}"#,
        r#"{"action": ""}"#,
        r#"{"src_tag": "a b"}"#,
        r#"{"src_selector": "a in {}"}"#,
        r#"{"protocol": "icmpv6", "ip_version": 4}"#,
        r#"{"src_net": "10.0.0.0/8", "ip_version": 6}"#,
        "1",
    ] {
        let lab = two(OLD).profile("p", &format!("{{}}, {bad}"), ALLOW);
        assert_eq!(lab.why("10.0.0.1", "10.0.0.2"), "deny: profile-rejected p inbound", "{bad}");
        assert_eq!(lab.why("10.0.0.2", "10.0.0.1"), "deny: profile-rejected p outbound", "{bad}");
        // As a policy it is not there at all.
        let members = format!(r#""selector": "all()", "inbound_rules": [{{"action": "deny"}}, {bad}]"#);
        let lab = two(OLD).profile("p", ALLOW, ALLOW).tier("t", "{}").policy("t", "x", &members);
        assert_eq!(lab.words("10.0.0.1", "10.0.0.2"), "all", "{bad}");
        let snapshot = lab.snapshot();
        let rejected = View::read(&snapshot, &lab.settings).rejections();
        assert_eq!(rejected.len(), 1, "{rejected:?}");
        assert_eq!(rejected[0].key, "/calico/v1/policy/tier/t/policy/x");
    }
    // What is valid and cannot be rendered drops everything at its place.
    for trap in [
        r#"{"protocol": "6", "dst_ports": [80]}"#,
        r#"{"protocol": "sctp", "dst_ports": [80]}"#,
        r#"{"protocol": "icmp", "icmp_type": 255}"#,
    ] {
        assert_eq!(inbound(&format!(r#"{{"protocol": "tcp"}}, {trap}, {{}}"#)), "tcp", "{trap}");
    }
    // A type without its protocol's name is not looked at.
    assert_eq!(inbound(r#"{"protocol": "1", "icmp_type": 8}"#), "icmp");
    assert_eq!(inbound(r#"{"icmp_type": 8}"#), "all");
    // What iptables does not take leaves a stub, in both directions.
    let lab = two(OLD).profile("p", r#"{"src_net": "10.0.0.0/8", "!src_net": "10.0.0.1/32"}"#, ALLOW);
    assert_eq!(lab.why("10.0.0.2", "10.0.0.1"), "deny: refused-by-iptables p outbound");
    let caveats = lab.trace(&at("10.0.0.1"), &at("10.0.0.2"), |_, trace| trace.caveats.clone());
    assert_eq!(caveats, [Caveat::RefusedByIptables]);
}

#[test]
fn profiles_one_after_the_other() {
    let lab = |profiles: &str| {
        Lab::new(OLD)
            .pod("h1", "a", "10.0.0.1", r#""profile_ids": ["open"]"#)
            .pod("h2", "b", "10.0.0.2", &format!(r#""profile_ids": [{profiles}]"#))
            .profile("open", ALLOW, ALLOW)
            .profile("deny", r#"{"action": "deny"}"#, "")
            .profile("none", "", "")
            .key("policy/profile/tagged/tags", "[]")
    };
    let why = |profiles: &str| lab(profiles).why("10.0.0.1", "10.0.0.2");
    assert_eq!(why(r#""none", "open""#), "allow: rule open inbound 1");
    assert_eq!(why(r#""deny", "open""#), "deny: rule deny inbound 1");
    assert_eq!(why(r#""open", "ghost""#), "allow: rule open inbound 1");
    assert_eq!(why(r#""ghost", "open""#), "deny: profile-missing ghost inbound");
    assert_eq!(why(r#""tagged", "open""#), "deny: profile-missing tagged inbound");
    assert_eq!(why(r#""none""#), "deny: end-of-profiles - inbound");
    assert_eq!(why(""), "deny: no-profiles - inbound");
    assert_eq!(lab(r#""deny""#).why("10.0.0.2", "10.0.0.1"), "deny: end-of-profiles - outbound");
}

#[test]
fn endpoints_that_are_not_programmed() {
    let lab =
        |members: &str| two(OLD).key("host/h2/workload/k8s/n.c/endpoint/eth0", members).why("10.0.0.1", "10.0.0.3");
    let nets = r#""ipv4_nets": ["10.0.0.3/32"], "profile_ids": ["open"]"#;
    assert_eq!(lab(&format!(r#"{{"state": "active", "name": "cali3", {nets}}}"#)), "allow: rule open inbound 1");
    assert_eq!(lab(&format!(r#"{{"state": "inactive", "name": "cali3", {nets}}}"#)), "deny: inactive - inbound");
    assert_eq!(lab(&format!(r#"{{"state": "active", "name": "tap3", {nets}}}"#)), "deny: foreign-interface - inbound");
    assert_eq!(
        lab(&format!(r#"{{"state": "active", "name": "cali3", "mac": null, {nets}}}"#)),
        "deny: endpoint-rejected - inbound"
    );
    assert_eq!(lab(&format!(r#"{{"name": "cali3", {nets}}}"#)), "deny: endpoint-rejected - inbound");
    assert_eq!(
        lab(&format!(r#"{{"state": "active", "name": "cali3", "labels": {{"a": 1}}, {nets}}}"#)),
        "deny: endpoint-rejected - inbound"
    );
    // An inactive endpoint still carries its tags; a rejected one does not.
    let tagged = |state: &str| {
        two(OLD)
            .key(
                "host/h3/workload/k8s/n.c/endpoint/eth0",
                &format!(
                    r#"{{"state": "{state}", "name": "cali3", "ipv4_nets": ["10.0.0.1/32"], "profile_ids": ["t"]}}"#
                ),
            )
            .tags("t", r#"["T"]"#)
            .profile("p", r#"{"src_tag": "T"}"#, ALLOW)
            .words("10.0.0.1", "10.0.0.2")
    };
    assert_eq!(tagged("inactive"), "all");
    assert_eq!(tagged("odd"), "none");
}

#[test]
fn tags_and_labels() {
    let lab = |members: &str, rules: &str| {
        Lab::new(OLD)
            .pod("h1", "a", "10.0.0.1", members)
            .pod("h2", "b", "10.0.0.2", r#""profile_ids": ["p"]"#)
            .profile("x", "", ALLOW)
            .tags("x", r#"["T"]"#)
            .key("policy/profile/x/labels", r#"{"role": "web", "env": "x"}"#)
            .profile("y", "", ALLOW)
            .tags("y", r#"["good", "a b"]"#)
            .key("policy/profile/y/labels", r#"{"env": "y"}"#)
            .profile("p", rules, "")
            .words("10.0.0.1", "10.0.0.2")
    };
    let x = r#""profile_ids": ["x"]"#;
    let xy = r#""profile_ids": ["x", "y"], "labels": {"role": "db"}"#;
    assert_eq!(lab(x, r#"{"src_tag": "T"}"#), "all");
    assert_eq!(lab(x, r#"{"src_tag": "t"}"#), "none");
    assert_eq!(lab(x, r#"{"!src_tag": "T"}"#), "none");
    assert_eq!(lab(x, r#"{"src_tag": "x"}"#), "none");
    assert_eq!(lab(xy, r#"{"src_tag": "good"}"#), "none");
    assert_eq!(lab(x, r#"{"src_selector": "role == 'web'"}"#), "all");
    // Its own label wins, and of two profiles the later one's.
    assert_eq!(lab(xy, r#"{"src_selector": "role == 'db' && env == 'y'"}"#), "all");
    assert_eq!(lab(x, r#"{"src_selector": "has(T)"}"#), "none");
    assert_eq!(lab(x, r#"{"src_selector": ""}"#), "all");
    // All endpoints are not all addresses.
    let outside = two(OLD).profile("p", r#"{"src_selector": ""}"#, ALLOW);
    assert_eq!(outside.words("192.0.2.1", "10.0.0.2"), "none");
}

#[test]
fn tiers_and_their_ends() {
    let lab = |metadata: Option<&str>, policies: &[(&str, &str)]| {
        let mut lab = two(OLD).profile("p", r#"{"protocol": "udp"}"#, ALLOW);
        if let Some(metadata) = metadata {
            lab = lab.tier("t", metadata);
        }
        for (name, members) in policies {
            lab = lab.policy("t", name, members);
        }
        lab
    };
    let b = r#""selector": "has(b)""#;
    let all = r#""selector": "all()", "order": 1, "inbound_rules": [{"protocol": "tcp", "dst_ports": [80]}], "outbound_rules": [{}]"#;
    let pass = r#""selector": "all()", "order": 2, "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]"#;
    let words = |metadata, policies: &[(&str, &str)]| lab(metadata, policies).words("10.0.0.1", "10.0.0.2");
    assert_eq!(words(None, &[("x", all)]), "udp");
    assert_eq!(words(Some(r#"{"order": null}"#), &[("x", all)]), "udp");
    assert_eq!(words(Some("{}"), &[("x", all)]), "tcp/80");
    assert_eq!(words(Some("{}"), &[("x", all), ("y", pass)]), "tcp/80, udp");
    assert_eq!(words(Some("{}"), &[("x", b)]), "udp");
    let earlier = pass.replace("\"order\": 2", "\"order\": 0.5");
    assert_eq!(words(Some("{}"), &[("x", all), ("y", &earlier)]), "udp");
    assert_eq!(words(Some("{}"), &[("x", r#""selector": "all()", "untracked": true"#)]), "udp");
    let shut = lab(Some("{}"), &[("x", r#""selector": "all()""#)]);
    assert_eq!(shut.why("10.0.0.1", "10.0.0.2"), "deny: end-of-tier t outbound");
}

#[test]
fn the_mark_of_next_tier_stays_on_the_packet() {
    // The rule of the profile is for UDP; but what has passed the tier carries the mark already, and leaves with it.
    let pass = r#""selector": "all()", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{}]"#;
    let rules = r#"{"action": "next-tier", "protocol": "udp"}, {}"#;
    assert_eq!(inbound(rules), "all but udp");
    let lab = two(OLD).profile("p", rules, ALLOW).tier("t", "{}").policy("t", "x", pass);
    assert_eq!(lab.words("10.0.0.1", "10.0.0.2"), "none");
    // On the same host the outbound chain leaves it for the inbound one.
    let near = |host: &str| {
        Lab::new(OLD)
            .pod("h1", "a", "10.0.0.1", r#""profile_ids": ["open"], "labels": {"a": "b"}"#)
            .pod(host, "b", "10.0.0.2", r#""profile_ids": ["p"]"#)
            .profile("open", ALLOW, ALLOW)
            .profile("p", rules, ALLOW)
            .tier("t", "{}")
            .policy("t", "x", r#""selector": "has(a)", "outbound_rules": [{"action": "next-tier"}]"#)
            .words("10.0.0.1", "10.0.0.2")
    };
    assert_eq!(near("h2"), "all but udp");
    assert_eq!(near("h1"), "none");
}

#[test]
fn a_walk_tells_every_rule() {
    let lab = two(OLD)
        .profile("p", r#"{"protocol": "udp"}, {"src_net": "10.9.0.0/16"}, {"ip_version": 6}, {}"#, ALLOW)
        .tier("t", "{}")
        .policy("t", "x", r#""selector": "all()", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{}]"#);
    let snapshot = lab.snapshot();
    let view = View::read(&snapshot, &lab.settings);
    let reach = Reach::of(&view);
    let walk = reach.walk(&at("10.0.0.1"), &at("10.0.0.2"), &Packet::tcp(Family::V4, 80)).unwrap();
    let steps = |side: &Side| {
        let matching = side.steps.iter().filter_map(|step| match step {
            Step::Rule { position, matching, .. } => Some((*position, *matching)),
            _ => None,
        });
        matching.collect::<Vec<_>>()
    };
    assert_eq!(steps(&walk.sides[0]), [(1, Matching::Yes)]);
    assert_eq!(
        steps(&walk.sides[1]),
        [
            (1, Matching::Yes),
            (1, Matching::Packet),
            (2, Matching::Addresses),
            (3, Matching::IpVersion),
            (4, Matching::Yes)
        ]
    );
    assert_eq!(walk.sides[1].decision.position, Some(4));
}
