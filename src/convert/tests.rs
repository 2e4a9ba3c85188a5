//! Whole conversions: what each kind becomes, what is told of, and what holds of whatever a datastore may hold.

mod kinds;

use std::collections::{BTreeMap, BTreeSet};

use insta::assert_snapshot;
use proptest::prelude::*;

use super::report::Class;
use super::*;
use crate::manifest::tests::{found, upstream};

fn of(keys: &[(&str, &str)]) -> Conversion {
    convert(&Snapshot::literal(keys))
}

/// Findings, a line each: class, code, `!` where traffic changes, object and message.
fn told(conversion: &Conversion) -> String {
    let line = |finding: &Finding| {
        let traffic = if finding.traffic { "!" } else { "" };
        format!("{:?} {}{traffic} {}: {}\n", finding.class, finding.code, finding.object, finding.message)
    };
    conversion.findings.iter().map(line).collect()
}

#[test]
fn what_has_no_place_is_told() {
    let conversion = of(&[
        ("/calico/bgp/v1/global/custom_filters/v4/tap", "accept;"),
        ("/calico/bgp/v1/global/loglevel", "none"),
        ("/calico/bgp/v1/host/n1/as_num", "64513"),
        ("/calico/bgp/v1/host/n1/loglevel", "debug"),
        ("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26", "{}"),
        ("/calico/ipam/v2/config", r#"{"strict_affinity": true}"#),
        ("/calico/ipam/v2/handle/h", "{}"),
        ("/calico/libnetwork/v1/x", "{}"),
        ("/calico/v1/config/CalicoVersion", "v2.6.5"),
        ("/calico/v1/config/ClusterGUID", "00"),
        ("/calico/v1/config/DropActionOverride", "ACCEPT"),
        ("/calico/v1/config/IpInIpMtu", "many"),
        ("/calico/v1/config/Ipv6Support", "auto"),
        ("/calico/v1/config/LogSeverityFile", "none"),
        ("/calico/v1/config/TyphaAddr", "1.2.3.4"),
        ("/calico/v1/host/n1/bird_ip", "10.0.0.1"),
        (
            "/calico/v1/host/n1/workload/docker/c/endpoint/e",
            r#"{"name": "cali0", "state": "inactive", "labels": {"t": "own"}, "profile_ids": ["p", "openstack-sg-1"], "x": 1}"#,
        ),
        ("/calico/v1/host/n1/workload/k8s/nopod/endpoint/e", r#"{"name": "cali1"}"#),
        ("/calico/v1/host/n1/workload/k8s/shop.-x/endpoint/e", r#"{"name": "cali1"}"#),
        ("/calico/v1/host/n1/workload/k8s/shop.Bad/endpoint/e", r#"{"name": "cali.1", "labels": {"a/b/c": "x"}}"#),
        ("/calico/v1/host/n1/workload/openstack/vm/endpoint/port", r#"{"name": "tap0"}"#),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16", "ipam": false}"#),
        ("/calico/v1/ipam/v4/pool/10.0.1.0-24", r#"{"cidr": "10.0.1.0/24"}"#),
        ("/calico/v1/ipam/v4/pool/nonsense", "{}"),
        ("/calico/v1/policy/profile/clash/labels", r#"{"a": "b"}"#),
        ("/calico/v1/policy/profile/clash/tags", r#"["a"]"#),
        (
            "/calico/v1/policy/profile/k8s_ns.shop/rules",
            r#"{"inbound_rules": [{"action": "deny"}], "outbound_rules": []}"#,
        ),
        ("/calico/v1/policy/profile/k8s_ns.shop/tags", r#"["k8s_ns.shop", "more"]"#),
        ("/calico/v1/policy/profile/openstack-sg-1/rules", r#"{"inbound_rules": [], "outbound_rules": []}"#),
        ("/calico/v1/policy/profile/openstack-sg-1/tags", r#"["1"]"#),
        (
            "/calico/v1/policy/profile/p/rules",
            r#"{"inbound_rules": [{"action": "log", "log_prefix": "x", "odd": 1}, {"src_tag": "k8s_ns.shop"}, {"src_selector": ""}], "outbound_rules": []}"#,
        ),
        ("/calico/v1/policy/profile/p/tags", r#"["t"]"#),
        (
            "/calico/v1/policy/profile/ping/rules",
            r#"{"inbound_rules": [{"protocol": "udp", "icmp_type": 8}], "outbound_rules": []}"#,
        ),
        ("/calico/v1/policy/profile/unreadable/tags", "{"),
        ("/calico/v1/policy/tier/default/policy/knp.default.x", r#"{"selector": "all()"}"#),
        ("/calico/v1/policy/tier/default/policy/q", r#"{"selector": "has(calico/k8s_ns) || has(t)", "later": true}"#),
        ("/calico/v1/policy/tier/default/policy/r", r#"{"inbound_rules": []}"#),
        ("/calico/v1/policy/tier/infra/metadata", r#"{"order": 1}"#),
        ("/calico/v1/policy/tier/infra/policy/x", r#"{"selector": "all()"}"#),
        ("/calico/v1/something/else", "1"),
    ]);
    assert_snapshot!(told(&conversion), @"
    Error conversion! profile clash: tag 'a' and label 'a=b' would be one label: the label wants another key first
    Error conversion! workloadEndpoint n1/k8s/nopod/e: malformed k8s workload ID 'nopod': workload was not added through the Calico CNI plugin and cannot be converted
    Error conversion! workloadEndpoint n1/k8s/shop.-x/e: '-x' of its name must not begin with a '-'
    Error felix-value! felixConfig global: IpInIpMtu 'many' is no whole number
    Error malformed! profile unreadable: the value ends early, expected a member's name at line 1 column 2
    Error odd-key! /calico/v1/ipam/v4/pool/nonsense: is no network as a pool's key has it
    Invalid refused! ipPool 10.0.1.0/24: overlaps the pool 10.0.0.0/16
    Invalid refused! profile ping: ingress rule 1: has an ICMP type, which goes with protocol ICMP or ICMPv6
    Invalid refused! workloadEndpoint n1/k8s/shop.Bad/e: 'Bad' cannot be its pod
    Invalid refused! workloadEndpoint n1/k8s/shop.Bad/e: 'n1-k8s-Bad-e' cannot be a name: it wants lower-case letters, digits, '-' and '.'
    Invalid refused! workloadEndpoint n1/k8s/shop.Bad/e: label 'a/b/c' has more than one '/'
    Lost addresses! blocks and handles of addresses (2): are no resources of calicoctl's: unless they are copied, as calico-upgrade does, Calico v3 gives out addresses that are in use
    Lost as-number! node n1: its AS number 64513 is not converted: it has no address for BGP
    Lost bgp-filter! IPv4 filter tap: BIRD's filters have no place in Calico v3: routes that it lets out are no longer exported
    Lost bgp-log-level node n1: BIRD's own log level, debug, is not converted
    Lost bird-ip! node n1: bird_ip, from which others take IPIP packets, is 10.0.0.1: Calico v3 goes by its address for BGP, none
    Lost cluster-information felixConfig global: ClusterInformation is nothing that calicoctl of Calico v3 makes, and calico/node makes another: clusterGUID 00, calicoVersion v2.6.5
    Lost felix-setting! felixConfig global: Calico v3 has no setting DropActionOverride, which is 'ACCEPT'
    Lost felix-setting felixConfig global: Calico v3 has no setting TyphaAddr, which is '1.2.3.4'
    Lost ipam-config address management: strict affinity of blocks is not converted: `calicoctl ipam configure --strictaffinity=true` sets it
    Lost libnetwork networks of Docker (1): have no place in Calico v3: Docker's own store has them
    Lost log-prefix profile p: ingress rule 1: its prefix of log lines has no place in Calico v3
    Lost member policy default/q: member 'later' has no place in Calico v3
    Lost member workloadEndpoint n1/docker/c/e: member 'x' has no place in Calico v3
    Lost namespace-rules! profile k8s_ns.shop: does not allow everything, as the profile does that Calico v3 makes for the namespace: what it denies is allowed
    Lost no-such-kind tier infra: Calico v3 has no such object as a tier
    Lost profile! workloadEndpoint n1/docker/c/e: has profile openstack-sg-1, and Calico v3 has none for security groups
    Lost rule-member! profile p: ingress rule 1: member 'odd' has no place in Calico v3
    Lost tag! profile k8s_ns.shop: its tags more are not made anew with it
    Lost tag! profile p: names the tag k8s_ns.shop, which profile k8s_ns.shop gives and Calico v3 does not
    Lost tier! policy infra/x: tier infra is not in Calico v3, which has the tier default alone
    Lost unknown-key /calico/v1/something/else: is no key that Calico's components of v1 are known to read
    Changed empty-selector! profile p: ingress rule 3 has an empty selector, which Felix 1.4 takes for every endpoint and Calico v3 does not look at
    Changed felix-1.4! tier default: /calico/v1/policy/tier/default/metadata is missing: Felix 1.4 ignores the policies of the tier; Calico v3 goes by them
    Changed felix-value felixConfig global: Ipv6Support 'auto' becomes true: Felix 1.4 looks whether the host has IPv6
    Changed felix-value felixConfig global: LogSeverityFile 'none' becomes Info, for want of such a level
    Changed hidden-label! workloadEndpoint n1/docker/c/e: has the label t=own, which hides the tag t of its profile p: in Calico v3 a tag is a label, and the first of several counts
    Changed log-level bgpConfig global: BIRD's log level 'none' becomes Info
    Changed namespace-label! policy default/q: selector 'has(calico/k8s_ns) || has(t)' looks for the namespace, with which Calico v3 labels workloads that are no pods (default), VMs (openstack), pods that lack its label (shop), too
    Changed no-selector! policy default/r: has no selector: Felix 1.4 ignores it, Calico v3 applies it to every endpoint
    Changed pool-ipam! ipPool 10.0.0.0/16: ipam is false, which pycalico goes by: Calico v3 gives out its addresses; `disabled: true` stops that
    Changed state! workloadEndpoint n1/docker/c/e: its state is inactive, and Calico v3 has no state: it gets its traffic back
    Changed state! workloadEndpoint n1/k8s/nopod/e: its state is none, and Calico v3 has no state: it gets its traffic back
    Changed state! workloadEndpoint n1/k8s/shop.-x/e: its state is none, and Calico v3 has no state: it gets its traffic back
    Changed state! workloadEndpoint n1/k8s/shop.Bad/e: its state is none, and Calico v3 has no state: it gets its traffic back
    Changed tag-as-label! policy default/q: its selector looks for the label t, which in Calico v3 is a tag, too
    LeftOut made-anew profile k8s_ns.shop: Kubernetes' policy controller makes it anew from its namespace
    LeftOut made-anew profile openstack-sg-1: networking-calico makes a policy of its security group instead
    LeftOut made-anew policy default/knp.default.x: Kubernetes' policy controller makes it anew from its network policy
    LeftOut made-anew workloadEndpoint n1/openstack/vm/port: networking-calico makes it anew from Neutron's port
    ");
    let names: Vec<String> = conversion.documents.iter().map(|one| one.document.full_name()).collect();
    assert_snapshot!(names.join("\n"), @"
    Node n1
    IPPool 10-0-0-0-16
    FelixConfiguration default
    BGPConfiguration default
    Profile p
    GlobalNetworkPolicy q
    GlobalNetworkPolicy r
    WorkloadEndpoint default/n1-docker-c-e
    ");
}

#[test]
fn names_that_clash_have_no_document() {
    let conversion = of(&[
        ("/calico/v1/host/N1/config/LogFilePath", "/a"),
        ("/calico/v1/host/N1/endpoint/e", r#"{"name": "eth0"}"#),
        ("/calico/v1/host/N1/endpoint/own", r#"{"name": "eth1"}"#),
        ("/calico/v1/host/n1/config/LogFilePath", "/b"),
        ("/calico/v1/host/n1/endpoint/e", r#"{"name": "eth0"}"#),
        ("/calico/v1/host/n2/endpoint/e", r#"{"name": "eth0"}"#),
    ]);
    assert_snapshot!(told(&conversion), @"
    Clash name! node N1: would be Node n1, which node n1 would be, too
    Clash name! node n1: would be Node n1, which node N1 would be, too
    Clash name! felixConfig node/N1: would be FelixConfiguration node.n1, which felixConfig node/n1 would be, too
    Clash name! felixConfig node/n1: would be FelixConfiguration node.n1, which felixConfig node/N1 would be, too
    Clash name! hostEndpoint N1/e: would be HostEndpoint n1.e, which hostEndpoint n1/e would be, too
    Clash name! hostEndpoint n1/e: would be HostEndpoint n1.e, which hostEndpoint N1/e would be, too
    Lost node! hostEndpoint N1/own: is of the host n1, which is not converted
    ");
    let names: Vec<String> = conversion.documents.iter().map(|one| one.document.full_name()).collect();
    assert_eq!(names, ["Node n2", "HostEndpoint n1.own", "HostEndpoint n2.e"]);
    assert!(report::lines(&conversion.findings).iter().all(|(warns, _)| *warns));
}

#[test]
fn what_is_alike_is_one_line_and_what_is_much_is_cut() {
    let keys: Vec<(String, String)> = (0..30)
        .flat_map(|at| {
            let port = format!("/calico/v1/host/n/workload/openstack/vm{at:02}/endpoint/p");
            let policy = format!("/calico/v1/policy/tier/t{at:02}/policy/p");
            [(port, r#"{"name": "tap0"}"#.to_owned()), (policy, r#"{"selector": "all()"}"#.to_owned())]
        })
        .collect();
    let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
    let lines = report::lines(&of(&keys).findings);
    let text: Vec<String> = lines.iter().map(|(warns, line)| format!("{warns} {line}")).collect();
    assert_snapshot!(text.join("\n"), @"
    true lost, and changes traffic: policy t00/p: tier t00 is not in Calico v3, which has the tier default alone
    true lost, and changes traffic: policy t01/p: tier t01 is not in Calico v3, which has the tier default alone
    true lost, and changes traffic: policy t02/p: tier t02 is not in Calico v3, which has the tier default alone
    true lost, and changes traffic: policy t03/p: tier t03 is not in Calico v3, which has the tier default alone
    true lost, and changes traffic: policy t04/p: tier t04 is not in Calico v3, which has the tier default alone
    true lost, and changes traffic: policy t05/p: tier t05 is not in Calico v3, which has the tier default alone
    true lost, and changes traffic: policy t06/p: tier t06 is not in Calico v3, which has the tier default alone
    true lost, and changes traffic: policy t07/p: tier t07 is not in Calico v3, which has the tier default alone
    true ... and 22 more like this: --report FILE has all of them
    false left out: workloadEndpoint n/openstack/vm00/p and 29 more: networking-calico makes it anew from Neutron's port
    ");
}

#[test]
fn some_objects_alone() {
    let mut conversion = of(&[
        ("/calico/v1/Ready", "true"),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16", "ipam": false}"#),
        ("/calico/v1/ipam/v4/pool/10.1.0.0-16", r#"{"cidr": "10.1.0.0/16", "ipam": false}"#),
    ]);
    conversion.only(&[Id::IpPool("10.1.0.0/16".parse().unwrap())].into());
    assert_eq!(conversion.documents.len(), 1);
    assert_eq!(conversion.findings.len(), 1);
}

#[test]
fn calicoctls_own_files_get_the_names_that_upstream_gives_them() {
    let Some(folder) = upstream() else { return };
    let expected = std::fs::read_to_string(folder.join("expected-v3-names.tsv")).unwrap();
    let mut files: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in expected.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        files.entry(fields[0]).or_default().push((fields[1], fields[2]));
    }
    let mut seen = 0;
    for (file, wanted) in files {
        let stem = file.trim_end_matches(".yaml").replace('/', "__");
        let Ok(text) = std::fs::read_to_string(folder.join(format!("expected-etcd/{stem}.tsv"))) else { continue };
        let mut keys: BTreeMap<&str, &str> = BTreeMap::new();
        keys.extend(text.lines().filter_map(|line| line.split_once('\t')));
        let conversion = of(&keys.into_iter().collect::<Vec<_>>());
        let refused = conversion.findings.iter().filter(|finding| finding.class == Class::Invalid);
        let refused = refused.filter_map(|finding| finding.name.clone());
        let names: BTreeSet<String> =
            conversion.documents.iter().map(|one| one.document.full_name()).chain(refused).collect();
        for (kind, name) in wanted {
            let told = || told(&conversion);
            match name.strip_prefix("ERROR ") {
                None => {
                    assert!(names.contains(&format!("{kind} {name}")), "{file}: {kind} {name}: {names:?}\n{}", told());
                }
                Some(why) => {
                    let why = why.rsplit(' ').next().unwrap();
                    let errors = conversion.findings.iter().filter(|finding| finding.class == Class::Error);
                    assert!(
                        errors.map(|error| &error.message).any(|text| text.contains(why)),
                        "{file}: {why}\n{}",
                        told()
                    );
                }
            }
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

proptest! {
    #[test]
    fn every_object_is_a_document_or_told_of(parts in prop::collection::vec(found(), 1..6), tier in any::<bool>()) {
        let mut keys: BTreeMap<String, String> = parts.into_iter().flatten().collect();
        if tier {
            keys.insert("/calico/v1/policy/tier/default/metadata".to_owned(), "{}".to_owned());
        }
        let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        let snapshot = Snapshot::literal(&keys);
        let conversion = convert(&snapshot);
        let documents: BTreeSet<&Id> = conversion.documents.iter().map(|one| &one.id).collect();
        let told: BTreeSet<&Id> = conversion.findings.iter().filter_map(|finding| finding.id.as_ref()).collect();
        for (id, _) in stored::all(&snapshot, &kinds()) {
            let nothing_to_tell = id == Id::Tier(DEFAULT_TIER.to_owned());
            prop_assert!(documents.contains(&id) || told.contains(&id) || nothing_to_tell, "{}", id);
        }
        let names: BTreeSet<String> = conversion.documents.iter().map(|one| one.document.full_name()).collect();
        prop_assert_eq!(names.len(), conversion.documents.len());
        for finding in conversion.findings.iter().filter(|finding| matches!(finding.class, Class::Clash | Class::Invalid)) {
            prop_assert!(!documents.contains(finding.id.as_ref().unwrap()), "{:?}", finding);
        }
        // The same datastore always gives the same.
        let again = convert(&snapshot);
        prop_assert_eq!(conversion.documents.iter().map(|one| one.document.value()).collect::<Vec<_>>(), again.documents.iter().map(|one| one.document.value()).collect::<Vec<_>>());
        prop_assert_eq!(report::lines(&conversion.findings), report::lines(&again.findings));
    }
}
