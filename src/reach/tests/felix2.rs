use super::*;

const NEW: Generation = Generation::Felix2;

fn inbound(rules: &str) -> String {
    two(NEW).profile("p", rules, ALLOW).words("10.0.0.1", "10.0.0.2")
}

#[test]
fn rules_that_only_felix_2_reads() {
    assert_eq!(inbound(r#"{"src_nets": ["10.0.0.0/24", "10.1.0.0/16"]}"#), "all");
    assert_eq!(inbound(r#"{"src_nets": ["10.2.0.0/24", "10.1.0.0/16"]}"#), "none");
    assert_eq!(inbound(r#"{"src_net": "10.0.0.0/8", "!src_net": "10.0.0.1/32"}"#), "none");
    assert_eq!(inbound(r#"{"unknown": 1}"#), "all");
    assert_eq!(inbound(r#"{"protocol": "tcp", "dst_ports": ["80", "443:443"]}"#), "tcp/80,443");
    assert_eq!(inbound(r#"{"protocol": 6, "dst_ports": [80]}"#), "tcp/80");
    assert_eq!(inbound(r#"{"src_selector": ""}"#), "all");
    // A rule that loses its networks is left out, as one of the other IP version.
    assert_eq!(inbound(r#"{"src_net": "fd00::/8"}"#), "none");
    assert_eq!(inbound(r#"{"protocol": "icmpv6"}, {"protocol": "icmp", "icmp_type": 8}"#), "icmp 8");
    assert_eq!(inbound(r#"{"protocol": "icmp", "icmp_code": 3}"#), "icmp");
    for bad in [
        r#"{"protocol": "sctp", "dst_ports": [80]}"#,
        r#"{"protocol": "icmp", "icmp_type": 255}"#,
        r#"{"src_net": "10.0.0.1"}"#,
        r#"{"src_selector": "in-cluster == 'x'"}"#,
    ] {
        let lab = two(NEW).profile("p", &format!("{bad}, {{}}"), ALLOW);
        assert_eq!(lab.why("10.0.0.1", "10.0.0.2"), "deny: profile-rejected p inbound", "{bad}");
    }
}

#[test]
fn one_list_of_policies_with_types() {
    let lab = |policies: &[(&str, &str, &str)]| {
        let mut lab = two(NEW).profile("p", r#"{"protocol": "udp"}"#, r#"{"protocol": "udp"}"#);
        for (tier, name, members) in policies {
            lab = lab.policy(tier, name, members);
        }
        lab
    };
    let b = r#""selector": "all()""#;
    // Without metadata, sorted by their own order; next-tier skips what follows, and goes on with the profiles.
    let web = format!(
        r#"{b}, "order": 10, "types": ["ingress"], "inbound_rules": [{{"protocol": "tcp", "dst_ports": [80]}}]"#
    );
    let pass = format!(r#"{b}, "order": 20, "types": ["ingress"], "inbound_rules": [{{"action": "next-tier"}}]"#);
    let late = format!(r#"{b}, "order": 30, "inbound_rules": [{{}}]"#);
    assert_eq!(lab(&[("z", "web", &web)]).words("10.0.0.1", "10.0.0.2"), "tcp/80");
    assert_eq!(lab(&[("z", "web", &web), ("a", "pass", &pass)]).words("10.0.0.1", "10.0.0.2"), "tcp/80, udp");
    // The last one has both types, and with them an end of the list that drops what goes out.
    let three = lab(&[("z", "web", &web), ("a", "pass", &pass), ("b", "late", &late)]);
    assert_eq!(three.why("10.0.0.1", "10.0.0.2"), "deny: end-of-tier  outbound");
    // Of two policies of one name the last one read counts.
    let twice = lab(&[("a", "web", &web), ("b", "web", &pass)]);
    assert_eq!(twice.words("10.0.0.1", "10.0.0.2"), "udp");
    let caveats = twice.trace(&at("10.0.0.1"), &at("10.0.0.2"), |_, trace| trace.caveats.clone());
    assert_eq!(caveats, [Caveat::PolicyNameTwice]);
    assert_eq!(lab(&[("a", "x", r#""order": "1", "inbound_rules": []"#)]).words("10.0.0.1", "10.0.0.2"), "udp");
    // No selector selects everything.
    let none = lab(&[("a", "x", r#""types": ["ingress"]"#)]);
    assert_eq!(none.why("10.0.0.1", "10.0.0.2"), "deny: end-of-tier  inbound");
}

#[test]
fn tags_are_labels() {
    let lab = |members: &str, rules: &str| {
        Lab::new(NEW)
            .pod("h1", "a", "10.0.0.1", members)
            .pod("h2", "b", "10.0.0.2", r#""profile_ids": ["p"]"#)
            .profile("x", "", ALLOW)
            .tags("x", r#"["T"]"#)
            .key("policy/profile/x/labels", r#"{"env": "x"}"#)
            .profile("y", "", ALLOW)
            .key("policy/profile/y/labels", r#"{"env": "y", "T": "label"}"#)
            .profile("p", rules, "")
            .words("10.0.0.1", "10.0.0.2")
    };
    assert_eq!(lab(r#""profile_ids": ["x"]"#, r#"{"src_selector": "T == ''"}"#), "all");
    assert_eq!(lab(r#""profile_ids": ["y"]"#, r#"{"src_tag": "T"}"#), "all");
    assert_eq!(lab(r#""profile_ids": ["y"], "labels": {}"#, r#"{"src_tag": "U"}"#), "none");
    // Of two profiles the first one wins.
    assert_eq!(lab(r#""profile_ids": ["x", "y"]"#, r#"{"src_selector": "env == 'x' && T == ''"}"#), "all");
    assert_eq!(lab(r#""profile_ids": ["y", "x"]"#, r#"{"src_selector": "env == 'y' && T == 'label'"}"#), "all");
    // The old member is not read.
    assert_eq!(lab(r#""profile_id": "x""#, r#"{"src_tag": "T"}"#), "none");
}

#[test]
fn each_host_has_its_own_generation() {
    let mut lab = two(Generation::Felix14).profile("p", r#"{"src_nets": ["10.0.0.0/24"]}"#, ALLOW).pod(
        "h1",
        "c",
        "10.0.0.3",
        r#""profile_ids": ["p"]"#,
    );
    lab.settings.hosts.insert("h2".to_owned(), NEW);
    assert_eq!(lab.words("10.0.0.1", "10.0.0.2"), "all");
    assert_eq!(lab.why("10.0.0.1", "10.0.0.3"), "deny: profile-rejected p inbound");
    let snapshot = lab.snapshot();
    let view = View::read(&snapshot, &lab.settings);
    let rejected = view.rejections();
    assert_eq!(rejected.len(), 1);
    assert_eq!(rejected[0].generation, Generation::Felix14);
}
