use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::reach::{End, Reach};

const HOST: &str = "/calico/v1/host";
const PROFILE: &str = "/calico/v1/policy/profile";
const SG: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";

fn traffic(keys: &[(String, String)], settings: Settings) -> Traffic {
    let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
    Traffic { snapshot: Snapshot::literal(&keys), settings, assumed: false, names: Names::default() }
}

/// A plan that gives keys values, or removes those that get none.
fn plan(traffic: &Traffic, changes: &[(String, Option<String>)]) -> Plan {
    let mut plan = Plan::new();
    for (path, value) in changes {
        match value {
            Some(value) => plan.put(&traffic.snapshot, path, value.clone().into_bytes()),
            None => plan.delete(&traffic.snapshot, path),
        }
    }
    plan
}

fn pod(host: &str, name: &str, profiles: &str, addresses: &str) -> (String, String) {
    let interface = name.replace('.', "");
    let value = format!(r#"{{"state":"active","name":"cali{interface}","profile_ids":[{profiles}],{addresses}}}"#);
    (format!("{HOST}/{host}/workload/k8s/{name}/endpoint/eth0"), value)
}

fn port(host: &str, vm: &str, port: &str, address: &str) -> (String, String) {
    let profile = format!(r#""openstack-sg-{SG}""#);
    let value =
        format!(r#"{{"state":"active","name":"cali{port}","profile_ids":[{profile}],"ipv4_nets":["{address}/32"]}}"#);
    (format!("{HOST}/{host}/workload/openstack/{vm}/endpoint/{port}"), value)
}

fn rules(profile: &str, inbound: &str, outbound: &str) -> (String, String) {
    let value = format!(r#"{{"inbound_rules":[{inbound}],"outbound_rules":[{outbound}]}}"#);
    (format!("{PROFILE}/{profile}/rules"), value)
}

fn lines(impact: &Impact) -> String {
    impact.lines(true).join("\n")
}

#[test]
fn a_vm_of_several_ports_is_one_and_both_ip_versions_are_one_flow() {
    let sg = format!("openstack-sg-{SG}");
    let keys = [
        pod("a", "web.1", r#""p""#, r#""ipv4_nets":["10.0.0.1/32"],"ipv6_nets":["fd00::1/128"]"#),
        pod("b", "web.2", r#""p""#, r#""ipv4_nets":["10.0.0.2/32"],"ipv6_nets":["fd00::2/128"]"#),
        port("a", "vm", "one", "10.65.0.1"),
        port("a", "vm", "two", "10.65.0.2"),
        port("b", "other", "three", "10.65.0.3"),
        rules("p", "", "{}"),
        rules(&sg, "", "{}"),
        (format!("{PROFILE}/{sg}/tags"), format!(r#"["{SG}"]"#)),
    ];
    let traffic = traffic(&keys, Settings::default());
    let (path, value) = rules("p", r#"{"protocol":"tcp","dst_ports":[80]}"#, "{}");
    let impact = traffic.impact(&plan(&traffic, &[(path, Some(value))]));
    assert_eq!(lines(&impact), "opens: 2 pods of ns web <- any address, sg 4fe422ed (2 VMs), ns web (2 pods): tcp/80");
    let pairs: Vec<Option<u64>> = impact.opens.iter().map(|flow| flow.pairs).collect();
    assert_eq!(pairs, [None, Some(6), Some(2)]);
    assert_eq!(impact.opens[1].from.endpoints, Some(3));
    assert!(impact.closes.is_empty());
}

#[test]
fn what_a_masqueraded_source_reaches_depends_on_where_it_is() {
    let keys = [
        pod("a", "web.1", r#""p""#, r#""ipv4_nets":["10.0.0.1/32"]"#),
        pod("a", "web.2", r#""p""#, r#""ipv4_nets":["10.0.0.2/32"]"#),
        port("a", "vm", "one", "10.65.0.1"),
        port("b", "other", "two", "10.65.0.2"),
        rules("p", "", "{}"),
        (format!("{PROFILE}/p/tags"), r#"["p"]"#.to_owned()),
        rules(&format!("openstack-sg-{SG}"), "", "{}"),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-24".to_owned(), r#"{"cidr":"10.0.0.0/24","masquerade":true}"#.to_owned()),
    ];
    let traffic = traffic(&keys, Settings::default());
    let (path, value) = rules(&format!("openstack-sg-{SG}"), r#"{"src_tag":"p"}"#, "{}");
    let impact = traffic.impact(&plan(&traffic, &[(path, Some(value))]));
    assert_eq!(lines(&impact), "opens: 1 VM of sg 4fe422ed <- ns web (2 pods): all, on one host");
    assert_eq!(impact.opens[0].pairs, Some(2));
    assert_eq!(impact.caveats, ["source-masqueraded"]);
}

#[test]
fn networks_are_named_and_everybody_is_told_apart() {
    let keys = [pod("a", "web.1", r#""p""#, r#""ipv4_nets":["10.0.0.1/32"]"#), rules("p", "", "{}")];
    let traffic = traffic(&keys, Settings::default());
    let told = |inbound: &str| {
        let (path, value) = rules("p", inbound, "{}");
        let impact = traffic.impact(&plan(&traffic, &[(path, Some(value))]));
        (lines(&impact), impact.questions)
    };
    let (line, questions) = told(r#"{"src_net":"192.168.0.0/16"},{"src_net":"172.16.0.0/12"}"#);
    assert_eq!(line, "opens: 1 pod of ns web <- 172.16.0.0/12, 192.168.0.0/16: all");
    assert!(questions.is_empty());
    let (line, questions) = told(r#"{"action":"deny","src_net":"192.168.0.0/16"},{}"#);
    assert_eq!(line, "opens: 1 pod of ns web <- any address but 192.168.0.0/16: all");
    assert_eq!(questions, ["opens 1 pod of ns web to any address but 192.168.0.0/16: all"]);
    let (_, questions) = told(r#"{"src_net":"0.0.0.0/1","protocol":"tcp"},{"src_net":"128.0.0.0/1","protocol":"tcp"}"#);
    assert_eq!(questions, ["opens 1 pod of ns web to any address: tcp"]);
}

#[test]
fn what_the_plan_has_read_counts_and_not_what_was_read_before() {
    let keys = [
        pod("a", "web.1", r#""p""#, r#""ipv4_nets":["10.0.0.1/32"]"#),
        pod("a", "web.2", r#""p""#, r#""ipv4_nets":["10.0.0.2/32"]"#),
        rules("p", "", "{}"),
    ];
    let traffic = traffic(&keys, Settings::default());
    // Meanwhile somebody else has let tcp in; the plan lets udp in as well.
    let mut now = keys.to_vec();
    now[2] = rules("p", r#"{"protocol":"tcp"}"#, "{}");
    let later = super::tests::traffic(&now, Settings::default());
    let (path, value) = rules("p", r#"{"protocol":"tcp"},{"protocol":"udp"}"#, "{}");
    let impact = traffic.impact(&plan(&later, &[(path, Some(value))]));
    assert_eq!(lines(&impact), "opens: 2 pods of ns web <- any address, ns web (2 pods): udp");
}

#[test]
fn many_groups_and_lines_are_cut() {
    let mut keys = vec![rules("p", "", "{}")];
    for at in 0..40 {
        let addresses = format!(r#""ipv4_nets":["10.0.{at}.1/32"]"#);
        keys.push(pod("a", &format!("ns{at:02}.1"), r#""p""#, &addresses));
    }
    let traffic = traffic(&keys, Settings::default());
    let (path, value) = rules("p", r#"{"protocol":"udp"}"#, "{}");
    let impact = traffic.impact(&plan(&traffic, &[(path, Some(value))]));
    assert_eq!(impact.opens.len(), 40 + 40 * 39);
    let cut = impact.lines(false);
    assert_eq!(cut.len(), 11, "{cut:?}");
    assert!(cut.iter().all(|line| line.len() < 200), "{cut:?}");
    assert!(cut[10].starts_with("opens: and "), "{cut:?}");
}

/// Packets of IPv4 alone do not say so.
fn packets_in_words(set: &reach::PacketSet) -> String {
    let v4 = reach::PacketSet::family(crate::model::key::Family::V4);
    if v4.covers(set) { set.words(&v4) } else { set.words(&reach::PacketSet::all()) }
}

/// What passes between two endpoints, by every pair of their addresses.
fn allowed(reach: &Reach<'_, '_>, from: &str, to: &str) -> BTreeMap<(String, String), reach::PacketSet> {
    let (Some(from), Some(to)) = (reach.view().find(from), reach.view().find(to)) else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for source in from.addresses() {
        for target in to.addresses() {
            let trace = reach.trace(&End::Endpoint(from.id(), *source), &End::Endpoint(to.id(), *target));
            found.insert((source.to_string(), target.to_string()), trace.allowed());
        }
    }
    found
}

/// How many pairs of endpoints something opens between, and closes, by groups and packets: one pair after the other.
fn by_hand(traffic: &Traffic, plan: &Plan) -> [BTreeMap<(String, String, String), u64>; 2] {
    traffic.around(plan, |before, after| {
        assert_eq!(after.rejections(), [], "who is rejected has no traffic to lose");
        let (old, new) = (Reach::of(before), Reach::of(after));
        let mut paths: Vec<String> =
            before.endpoints().chain(after.endpoints()).map(|endpoint| endpoint.path().to_owned()).collect();
        paths.sort();
        paths.dedup();
        let namespace = |path: &str| match Key::parse(path) {
            Key::WorkloadEndpoint(id) => format!("ns {}", id.pod().unwrap().0),
            _ => unreachable!(),
        };
        let mut found: [BTreeMap<(String, String, String), u64>; 2] = Default::default();
        for from in &paths {
            for to in paths.iter().filter(|to| *to != from) {
                let (was, is) = (allowed(&old, from, to), allowed(&new, from, to));
                let lost = |from: &BTreeMap<(String, String), reach::PacketSet>, to: &BTreeMap<_, reach::PacketSet>| {
                    from.iter().fold(reach::PacketSet::empty(), |all, (ends, packets)| {
                        all.union(&packets.difference(to.get(ends).unwrap_or(&reach::PacketSet::empty())))
                    })
                };
                for (at, packets) in [lost(&is, &was), lost(&was, &is)].into_iter().enumerate() {
                    if !packets.is_empty() {
                        let key = (namespace(from), namespace(to), packets_in_words(&packets));
                        *found[at].entry(key).or_default() += 1;
                    }
                }
            }
        }
        found
    })
}

fn told(flows: &[Flow]) -> BTreeMap<(String, String, String), u64> {
    let mut found = BTreeMap::new();
    for flow in flows {
        if let (Some(pairs), Some(_)) = (flow.pairs, flow.to.endpoints) {
            *found.entry((flow.from.group.clone(), flow.to.group.clone(), flow.words.clone())).or_default() += pairs;
        }
    }
    found
}

fn some_rules() -> impl Strategy<Value = String> {
    let rule = prop::sample::select(vec![
        "{}",
        r#"{"action":"deny","protocol":"udp"}"#,
        r#"{"src_tag":"p0"}"#,
        r#"{"dst_tag":"p1"}"#,
        r#"{"protocol":"tcp","dst_ports":[80,443],"src_tag":"p1"}"#,
        r#"{"src_net":"10.0.0.0/30","ip_version":4}"#,
        r#"{"protocol":"icmp","icmp_type":8,"ip_version":4}"#,
        r#"{"action":"deny","src_tag":"p2"}"#,
    ]);
    prop::collection::vec(rule, 0..3).prop_map(|rules| rules.join(","))
}

prop_compose! {
    fn some_pod(at: usize)(
        host in 0..2, namespace in 0..2, profiles in prop::sample::subsequence(vec![r#""p0""#, r#""p1""#, r#""p2""#], 0..3),
        dual in any::<bool>(), there in prop::bool::weighted(0.9),
    ) -> Option<(String, String)> {
        let v6 = if dual { format!(r#","ipv6_nets":["fd00::{at}/128"]"#) } else { String::new() };
        let addresses = format!(r#""ipv4_nets":["10.0.0.{at}/32"]{v6}"#);
        there.then(|| pod(&format!("h{host}"), &format!("n{namespace}.{at}"), &profiles.join(","), &addresses))
    }
}

prop_compose! {
    fn some_store()(
        pods in (some_pod(1), some_pod(2), some_pod(3), some_pod(4), some_pod(5)),
        rules_of in prop::collection::vec((some_rules(), some_rules(), any::<bool>()), 3),
        masquerade in any::<bool>(), policy in any::<Option<bool>>(),
    ) -> Vec<(String, String)> {
        let mut keys: Vec<(String, String)> = [pods.0, pods.1, pods.2, pods.3, pods.4].into_iter().flatten().collect();
        for (at, (inbound, outbound, tagged)) in rules_of.into_iter().enumerate() {
            keys.push(rules(&format!("p{at}"), &inbound, &outbound));
            if tagged {
                keys.push((format!("{PROFILE}/p{at}/tags"), format!(r#"["p{at}"]"#)));
            }
        }
        let pool = format!(r#"{{"cidr":"10.0.0.0/30","masquerade":{masquerade}}}"#);
        keys.push(("/calico/v1/ipam/v4/pool/10.0.0.0-30".to_owned(), pool));
        if let Some(open) = policy {
            let action = if open { "allow" } else { "deny" };
            keys.push(("/calico/v1/policy/tier/t/metadata".to_owned(), r#"{"order":1}"#.to_owned()));
            keys.push(("/calico/v1/policy/tier/t/policy/p".to_owned(), format!(
                r#"{{"order":1,"selector":"has(p0)","inbound_rules":[{{"action":"{action}","protocol":"tcp"}},{{"action":"next-tier"}}],"outbound_rules":[{{"action":"next-tier"}}]}}"#
            )));
        }
        keys
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_told_is_what_each_pair_of_endpoints_gains_and_loses(
        before in some_store(), after in some_store(), old in any::<bool>(), mixed in any::<bool>(),
    ) {
        let (one, other) = match old {
            true => (Generation::Felix14, Generation::Felix2),
            false => (Generation::Felix2, Generation::Felix14),
        };
        let hosts = if mixed { [("h1".to_owned(), other)].into() } else { BTreeMap::new() };
        let traffic = traffic(&before, Settings { generation: one, hosts });
        let mut changes: BTreeMap<String, Option<String>> = before.iter().map(|(path, _)| (path.clone(), None)).collect();
        changes.extend(after.into_iter().map(|(path, value)| (path, Some(value))));
        let plan = plan(&traffic, &changes.into_iter().collect::<Vec<_>>());
        let impact = traffic.impact(&plan);
        let [opens, closes] = by_hand(&traffic, &plan);
        prop_assert_eq!(told(&impact.opens), opens);
        prop_assert_eq!(told(&impact.closes), closes);
        for flow in impact.opens.iter().chain(&impact.closes) {
            let ends = [flow.from.endpoints, flow.to.endpoints];
            if let (Some(pairs), [Some(from), Some(to)]) = (flow.pairs, ends) {
                prop_assert!(pairs >= from.max(to) && pairs <= from * to, "{:?}", flow);
            }
        }
    }
}
