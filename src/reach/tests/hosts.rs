use super::*;

const OLD: Generation = Generation::Felix14;

/// A pod on a host whose address is known.
fn one(generation: Generation, outbound: &str) -> Lab {
    Lab::new(generation)
        .pod("h1", "a", "10.0.0.1", r#""profile_ids": ["p"]"#)
        .profile("p", "", outbound)
        .key("host/h1/bird_ip", "172.16.0.1")
        .key("host/h2/bird_ip", "172.16.0.2")
}

#[test]
fn from_a_workload_to_its_own_host() {
    let web = r#"{"protocol": "tcp", "dst_ports": [80]}"#;
    let words = |lab: &Lab| lab.words("10.0.0.1", "172.16.0.1");
    // DHCP and DNS in any case.
    assert_eq!(words(&one(OLD, web)), "udp/53, udp/67 from 68");
    assert_eq!(
        one(OLD, web).why("10.0.0.1", "172.16.0.1"),
        "deny: endpoint-to-host-action DefaultEndpointToHostAction outbound"
    );
    let set = |action: &str| one(OLD, web).key("config/DefaultEndpointToHostAction", action);
    assert_eq!(words(&set("ACCEPT")), "tcp/80, udp/53, udp/67 from 68");
    assert_eq!(words(&set("RETURN")), "tcp/80, udp/53, udp/67 from 68");
    // Felix 1.4 compares the value as it is, and has the host's own before that of all.
    assert_eq!(
        words(&set("ACCEPT").key("host/h1/config/DefaultEndpointToHostAction", "DROP")),
        "udp/53, udp/67 from 68"
    );
    let caveats = |lab: &Lab| lab.trace(&at("10.0.0.1"), &at("172.16.0.1"), |_, trace| trace.caveats.clone());
    assert_eq!(caveats(&set("RETURN")), [Caveat::HostsOwnRules]);
    assert_eq!(caveats(&set("ACCEPT")), []);
    let metadata = set("DROP").key("config/MetadataAddr", "172.16.0.1");
    assert_eq!(words(&metadata), "tcp/8775, udp/53, udp/67 from 68");
    // Felix 2 has the exceptions where there is OpenStack only, and runs the rules before it drops.
    let new = one(Generation::Felix2, web);
    assert_eq!(words(&new), "none");
    assert_eq!(words(&new.clone().key("config/InterfacePrefix", "cali,tap")), "udp/53, udp/67 from 68");
    assert_eq!(words(&new.key("config/defaultendpointtohostaction", "accept")), "tcp/80");
    // Of another host nothing but the workload's own rules is asked.
    assert_eq!(one(OLD, web).words("10.0.0.1", "172.16.0.2"), "tcp/80");
    // Without an address the host can be named.
    let named = End::Host("h1".to_owned(), None);
    let lab = Lab::new(OLD)
        .pod("h1", "a", "10.0.0.1", "\"profile_ids\": []")
        .key("config/DefaultEndpointToHostAction", "ACCEPT");
    assert_eq!(lab.why_end(&at("10.0.0.1"), &named), "deny: no-profiles - outbound");
    assert_eq!(lab.trace(&at("10.0.0.1"), &named, |_, trace| trace.caveats.clone()), [Caveat::HostAddressUnknown]);
}

#[test]
fn from_a_host_to_workloads() {
    let lab = one(OLD, "");
    assert_eq!(lab.why("172.16.0.1", "10.0.0.1"), "allow: host-to-workload - inbound");
    assert_eq!(lab.why("172.16.0.2", "10.0.0.1"), "deny: end-of-profiles - inbound");
    let inactive = r#"{"state": "inactive", "name": "cali9", "ipv4_nets": ["10.0.0.9/32"]}"#;
    let lab = lab.key("host/h1/workload/k8s/n.z/endpoint/eth0", inactive);
    assert_eq!(lab.why("172.16.0.1", "10.0.0.9"), "deny: inactive - inbound");
}

#[test]
fn host_endpoints() {
    let hep = r#"{"expected_ipv4_addrs": ["172.16.0.1"], "profile_ids": ["hp"], "labels": {"host": "yes"}}"#;
    let lab = one(OLD, ALLOW).key("host/h1/endpoint/eth0", hep).profile(
        "hp",
        r#"{"protocol": "udp"}"#,
        r#"{"protocol": "udp"}"#,
    );
    // The failsafe ports stay open.
    assert_eq!(lab.words("192.0.2.1", "172.16.0.1"), "tcp/22, udp");
    assert_eq!(lab.words("172.16.0.1", "192.0.2.1"), "tcp/2379-2380,4001,7001, udp");
    assert_eq!(lab.words("172.16.0.1", "10.0.0.1"), "all");
    let changed = lab.clone().key("config/FailsafeInboundHostPorts", "2022");
    assert_eq!(changed.words("192.0.2.1", "172.16.0.1"), "tcp/2022, udp");
    // To its own host the host's endpoint has nothing to say.
    assert_eq!(lab.words("10.0.0.1", "172.16.0.1"), "udp/53, udp/67 from 68");
    // One that cannot be read is none.
    let bad =
        one(OLD, ALLOW).key("host/h1/endpoint/eth0", r#"{"state": "active", "expected_ipv4_addrs": ["172.16.0.1"]}"#);
    assert_eq!(bad.why("192.0.2.1", "172.16.0.1"), "allow: not-policed - inbound");
    // Policies that act early have no end, and workloads know nothing of them.
    let early =
        r#""selector": "has(host)", "untracked": true, "inbound_rules": [{"protocol": "tcp", "dst_ports": [80]}]"#;
    let early = lab.tier("t", "{}").policy("t", "x", early);
    assert_eq!(early.words("192.0.2.1", "172.16.0.1"), "tcp/22,80, udp");
    let caveats = |from: &str, to: &str| early.trace(&at(from), &at(to), |_, trace| trace.caveats.clone());
    assert_eq!(caveats("192.0.2.1", "10.0.0.1"), [Caveat::EarlyPolicies]);
    assert_eq!(caveats("172.16.0.1", "10.0.0.1"), []);
    // Its addresses have its labels.
    let source = one(OLD, ALLOW)
        .key(
            "host/h1/endpoint/eth0",
            r#"{"expected_ipv4_addrs": ["172.16.0.1"], "profile_ids": ["hp"], "labels": {"host": "yes"}}"#,
        )
        .profile("hp", "", ALLOW)
        .pod("h2", "b", "10.0.0.2", r#""profile_ids": ["q"]"#)
        .profile("q", r#"{"src_selector": "host == 'yes'"}"#, "");
    assert_eq!(source.words("172.16.0.1", "10.0.0.2"), "all");
    assert_eq!(source.words("172.16.0.9", "10.0.0.2"), "none");
    let by_name = one(OLD, ALLOW).key("host/h1/endpoint/eth0", r#"{"name": "eth0"}"#);
    let caveats = by_name.trace(&at("192.0.2.1"), &at("172.16.0.1"), |_, trace| trace.caveats.clone());
    assert!(caveats.contains(&Caveat::HostEndpointByInterface), "{caveats:?}");
}

#[test]
fn pools_that_masquerade() {
    let lab = |inbound: &str| {
        Lab::new(OLD)
            .pod("h1", "a", "10.0.0.1", r#""profile_ids": ["open"]"#)
            .pod("h1", "b", "10.9.0.2", r#""profile_ids": ["q"]"#)
            .pod("h2", "c", "10.9.0.3", r#""profile_ids": ["q"]"#)
            .profile("open", ALLOW, ALLOW)
            .tags("open", r#"["T"]"#)
            .profile("q", inbound, "")
            .key("host/h1/bird_ip", "172.16.0.1")
            .key("ipam/v4/pool/10.0.0.0-24", r#"{"cidr": "10.0.0.0/24", "masquerade": true}"#)
    };
    let tag = lab(r#"{"src_tag": "T"}"#);
    // On the same host the rules come before the translation.
    assert_eq!(tag.words("10.0.0.1", "10.9.0.2"), "all");
    assert_eq!(tag.words("10.0.0.1", "10.9.0.3"), "none");
    let caveats = |lab: &Lab| lab.trace(&at("10.0.0.1"), &at("10.9.0.3"), |_, trace| trace.caveats.clone());
    assert_eq!(caveats(&tag), [Caveat::SourceMasqueraded]);
    assert_eq!(lab(r#"{"src_net": "172.16.0.0/16"}"#).words("10.0.0.1", "10.9.0.3"), "all");
    // A pool for the others, also a disabled one, keeps addresses as they are.
    let both = tag.clone().key("ipam/v4/pool/10.9.0.0-24", r#"{"cidr": "10.9.0.0/24", "disabled": true}"#);
    assert_eq!(both.words("10.0.0.1", "10.9.0.3"), "all");
    assert_eq!(caveats(&both), []);
    let mut unknown = tag;
    unknown.keys.retain(|(path, _)| !path.ends_with("bird_ip"));
    assert_eq!(caveats(&unknown), [Caveat::SourceMasqueradedUnknown]);
    assert_eq!(unknown.words("10.0.0.1", "10.9.0.3"), "none");
}

#[test]
fn addresses_of_all_sorts() {
    let lab = two(OLD).profile("p", r#"{"src_net": "10.0.0.1/32"}, {"dst_net": "203.0.113.0/24"}"#, ALLOW).key(
        "host/h2/workload/openstack/vm/endpoint/port",
        r#"{"state": "active", "name": "cali5", "ipv4_nets": ["10.0.0.5/32"], "ipv4_nat": [{"int_ip": "10.0.0.5", "ext_ip": "203.0.113.5"}], "profile_ids": ["p"]}"#,
    );
    // The destination's rules see its own address, those of a source on another host the floating one.
    assert_eq!(lab.words("10.0.0.1", "203.0.113.5"), "all");
    assert_eq!(lab.words("192.0.2.1", "203.0.113.5"), "none");
    let caveats = lab.trace(&at("10.0.0.1"), &at("203.0.113.5"), |_, trace| trace.caveats.clone());
    assert_eq!(caveats, [Caveat::FloatingDestination]);
    assert_eq!(lab.why("10.0.0.1", "10.0.0.1"), "allow: same-endpoint - inbound");
    assert_eq!(lab.why("192.0.2.1", "192.0.2.2"), "allow: not-policed - inbound");
    let snapshot = lab.snapshot();
    let view = View::read(&snapshot, &lab.settings);
    let reach = Reach::of(&view);
    let id = view.find("/calico/v1/host/h1/workload/k8s/n.a/endpoint/eth0").unwrap().id();
    let spoofed = reach.trace(&End::Endpoint(id, "10.7.7.7".parse().unwrap()), &at("10.0.0.2"));
    assert_eq!(spoofed.parts.len(), 1);
    assert_eq!(spoofed.parts[0].outbound.reason, Reason::SpoofedSource);
    // Two IP versions have nothing to say to one another.
    assert!(reach.trace(&at("10.0.0.1"), &at("fd00::1")).parts.is_empty());
    // An address of two endpoints has what either has.
    let shared = two(OLD)
        .profile("p", r#"{"src_tag": "T"}"#, ALLOW)
        .pod("h3", "c", "10.0.0.1", r#""profile_ids": ["t"]"#)
        .tags("t", r#"["T"]"#);
    assert_eq!(shared.words("10.0.0.1", "10.0.0.2"), "all");
    let caveats = shared.trace(&at("10.0.0.1"), &at("10.0.0.2"), |_, trace| trace.caveats.clone());
    assert_eq!(caveats, [Caveat::SharedAddress]);
}

#[test]
fn what_should_be_dropped_and_is_not() {
    let lab = two(OLD).profile("p", "", "").key("config/DropActionOverride", "LOG-and-ACCEPT");
    let decided = lab.trace(&at("10.0.0.1"), &at("10.0.0.2"), |_, trace| trace.parts[0].inbound.unwrap());
    assert!(decided.overridden);
    assert_eq!((decided.verdict, decided.reason), (Verdict::Allow, Reason::EndOfProfiles));
}
