//! What files change, and that they change it once.

use proptest::prelude::*;
use serde_json::json;

use super::remove::{Replacements, remove_all};
use super::steps::{Act, Mode, scopes, steps};
use crate::manifest::document::{self, Given, read};
use crate::manifest::id::{Id, Kind};
use crate::manifest::source::Source;
use crate::manifest::stored;
use crate::model::check::{Severity, problems};
use crate::plan::{Force, Plan};
use crate::store::{Scope, Snapshot};

fn given(text: &str) -> Vec<Given> {
    let contents = read(&[Source { name: "f".into(), text: text.into() }]);
    assert!(contents.faults.is_empty(), "{:?}", contents.faults);
    contents.given
}

fn applied(text: &str, snapshot: &Snapshot) -> (Plan, Snapshot) {
    let steps = steps(snapshot, &given(text), Mode::Apply, true).unwrap();
    let after = steps.plan.applied_to(snapshot, &[Scope::under("/calico"), Scope::under("/calicross")]);
    (steps.plan, after)
}

fn net() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["10.0.0.0/8", "10.1.2.3/16", "192.168.0.0/16", "172.16.0.1"])
}

fn rule() -> impl Strategy<Value = serde_json::Value> {
    let nets = || prop::collection::vec(net(), 0..3);
    let end = |tag: Option<String>, nets: Vec<&str>, not: Vec<&str>, ports: Vec<u16>| {
        let mut end = serde_json::Map::new();
        if let Some(tag) = tag {
            end.insert("tag".into(), tag.into());
        }
        for (name, nets) in [("nets", nets), ("notNets", not)] {
            if !nets.is_empty() {
                end.insert(name.into(), json!(nets));
            }
        }
        if !ports.is_empty() {
            end.insert("ports".into(), json!(ports));
        }
        json!(end)
    };
    (
        prop::sample::select(vec!["allow", "deny", "log", "pass"]),
        prop::option::of("[a-z]{1,3}"),
        nets(),
        nets(),
        nets(),
        prop::collection::vec(1u16..99, 0..3),
    )
        .prop_map(move |(action, tag, src, not, dst, ports)| {
            let mut rule = json!({"action": action, "source": end(tag, src, not, Vec::new())});
            let object = rule.as_object_mut().unwrap();
            if !ports.is_empty() {
                object.insert("protocol".into(), "tcp".into());
            }
            object.insert("destination".into(), end(None, dst, Vec::new(), ports));
            rule
        })
}

fn resource() -> impl Strategy<Value = serde_json::Value> {
    let rules = || prop::collection::vec(rule(), 0..3);
    let name = || prop::sample::select(vec!["a", "b"]);
    let labels = || prop::collection::btree_map("[a-z]{1,2}", "[a-z]{0,2}", 0..3);
    prop_oneof![
        (name(), prop::collection::vec("[a-z]{1,2}", 0..3), labels(), rules(), rules()).prop_map(|(name, tags, labels, ingress, egress)| {
            json!({"apiVersion": "v1", "kind": "profile", "metadata": {"name": name, "tags": tags, "labels": labels}, "spec": {"ingress": ingress, "egress": egress}})
        }),
        (name(), prop::option::of(0.5f64..9.0), prop::sample::select(vec!["", "all()", "a == 'b'"]), rules(), rules(), any::<bool>()).prop_map(|(name, order, selector, ingress, egress, untracked)| {
            json!({"apiVersion": "v1", "kind": "policy", "metadata": {"name": name}, "spec": {"order": order, "selector": selector, "ingress": ingress, "egress": egress, "doNotTrack": untracked}})
        }),
        (name(), labels(), prop::collection::vec(name(), 0..2), any::<bool>()).prop_map(|(name, labels, profiles, ips)| {
            json!({"apiVersion": "v1", "kind": "hostEndpoint", "metadata": {"name": name, "node": "n", "labels": labels},
                   "spec": {"interfaceName": "eth0", "expectedIPs": if ips { json!(["10.0.0.2", "fd00::1"]) } else { json!(null) }, "profiles": profiles}})
        }),
        (prop::option::of(1u32..9), any::<bool>(), any::<bool>()).prop_map(|(number, v4, refs)| {
            json!({"apiVersion": "v1", "kind": "node", "metadata": {"name": "n"},
                   "spec": {"bgp": if v4 { json!({"asNumber": number, "ipv4Address": "10.0.0.9/24"}) } else { json!(null) },
                            "orchRefs": if refs { json!([{"orchestrator": "k8s", "nodeName": "m"}]) } else { json!([]) }}})
        }),
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(ipip, mode, nat, disabled)| {
            json!({"apiVersion": "v1", "kind": "ipPool", "metadata": {"cidr": "10.64.0.0/16"},
                   "spec": {"ipip": {"enabled": ipip, "mode": if mode { "cross-subnet" } else { "" }}, "nat-outgoing": nat, "disabled": disabled}})
        }),
        (1u32..9, any::<bool>()).prop_map(|(number, node)| {
            let meta = if node { json!({"scope": "node", "node": "n", "peerIP": "10.0.0.1"}) } else { json!({"scope": "global", "peerIP": "fd00::1"}) };
            json!({"apiVersion": "v1", "kind": "bgpPeer", "metadata": meta, "spec": {"asNumber": number}})
        }),
        (-9i32..9).prop_map(|order| json!({"apiVersion": "calicross/v1", "kind": "tier", "metadata": {"name": "t"}, "spec": {"order": order}})),
        prop::sample::select(vec!["info", "none", "debug"]).prop_map(|level| json!({"apiVersion": "calicross/v1", "kind": "felixConfig", "metadata": {"node": "n"}, "spec": {"LogSeverityScreen": level}})),
        (any::<bool>(), prop::option::of(prop::sample::select(vec!["accept;", "if x then {\n  reject;\n}\n"]))).prop_map(|(mesh, statements)| {
            json!({"apiVersion": "calicross/v1", "kind": "bgpConfig", "spec": {"nodeToNodeMesh": mesh, "logLevel": "debug", "filters": {"v6": {"a": statements}}}})
        }),
        link(),
        link(),
        (any::<bool>(), any::<bool>()).prop_map(|(label, rule)| {
            // What Neutron wrote, in a file that knows nothing of links.
            let labels = if label { json!({"env": "x"}) } else { json!({}) };
            let ingress = if rule { json!([{"action": "allow", "source": {"tag": WEB}}]) } else { json!([]) };
            json!({"apiVersion": "v1", "kind": "profile", "metadata": {"name": format!("openstack-sg-{WEB}"), "tags": [WEB], "labels": labels}, "spec": {"ingress": ingress}})
        }),
    ]
}

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const DB: &str = "b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2";

fn link() -> impl Strategy<Value = serde_json::Value> {
    let groups = prop::sample::select(vec![json!([WEB]), json!([DB]), json!([WEB, "b8"])]);
    let way = prop::sample::select(vec!["both", "to-sg", "from-sg"]);
    let services = prop::sample::select(vec![
        json!([]),
        json!(["tcp to ports 80"]),
        json!(["icmp type 8", "udp to cidr 10.0.0.0/8"]),
    ]);
    let keep = prop::sample::select(vec![
        json!([]),
        json!([{"namespace": "shop"}]),
        json!([{"pod": "a/b", "replace": "x"}, {"namespace": "shop", "selector": "has(x)", "replace": "y"}]),
        json!([{"pod": "a/b"}]),
    ]);
    let name = prop::sample::select(vec!["a", "b"]);
    (name, groups, way, services, any::<bool>(), keep).prop_map(|(name, groups, way, services, peers, keep)| {
        let services = if way == "to-sg" { json!([]) } else { services };
        json!({"apiVersion": "calicross/v1", "kind": "link", "metadata": {"name": name},
               "spec": {"securityGroups": groups, "direction": way, "allow": services, "peers": peers, "keep": keep}})
    })
}

/// A datastore with two security groups.
fn cloud() -> Snapshot {
    let mut keys: Vec<(String, String)> = Vec::new();
    for group in [WEB, DB] {
        let path = |part: &str| format!("/calico/v1/policy/profile/openstack-sg-{group}/{part}");
        keys.push((path("tags"), json!([group]).to_string()));
        keys.push((path("rules"), json!({"inbound_rules": [{"src_tag": group}], "outbound_rules": []}).to_string()));
    }
    let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
    Snapshot::literal(&keys)
}

proptest! {
    /// Whatever came before, what files say is so after one `apply`, the second one changes nothing, and no reader is harmed.
    #[test]
    fn a_second_apply_changes_nothing(documents in prop::collection::vec(resource(), 1..5)) {
        let mut snapshot = cloud();
        for document in documents {
            let text = document.to_string();
            let (plan, after) = applied(&text, &snapshot);
            for change in plan.changes() {
                let value = change.after.as_deref().unwrap_or_default();
                let refused = problems(&change.path, value).into_iter().any(|problem| problem.severity == Severity::Refused);
                let told = plan.obstacles.iter().any(|obstacle| obstacle.force == Force::Malformed);
                prop_assert!(change.after.is_none() || !refused || told, "{} {}", change.path, String::from_utf8_lossy(value));
                if change.path.contains("/policy/") {
                    prop_assert!(!String::from_utf8_lossy(value).contains("_nets"));
                }
            }
            let again = steps(&after, &given(&text), Mode::Apply, false).unwrap();
            prop_assert!(again.plan.is_empty(), "{}\n{:?}", text, again.plan.changes().collect::<Vec<_>>());
            prop_assert_eq!(again.count(Act::Keep), 1);
            snapshot = after;
        }
        // What is exported is applied with no difference, and makes the same elsewhere.
        let exported: Vec<serde_json::Value> = stored::all(&snapshot, &Kind::ALL)
            .map(|(id, found)| document::of_stored(&found.unwrap_or_else(|bad| panic!("{id}: {}", bad.why))).unwrap())
            .collect();
        let text = serde_json::Value::Array(exported).to_string();
        let again = steps(&snapshot, &given(&text), Mode::Apply, false).unwrap();
        prop_assert!(again.plan.is_empty(), "{}\n{:?}", text, again.plan.changes().collect::<Vec<_>>());
        let (_, elsewhere) = applied(&text, &Snapshot::literal(&[]));
        let there: Vec<String> = stored::all(&elsewhere, &Kind::ALL).map(|(_, found)| found.unwrap().document().to_string()).collect();
        let here: Vec<String> = stored::all(&snapshot, &Kind::ALL).map(|(_, found)| found.unwrap().document().to_string()).collect();
        prop_assert_eq!(there, here);
    }

    /// Files of groups and of links to them, in any order and in one run, do not take each other's keys away.
    #[test]
    fn links_and_their_groups_in_one_run(link in link(), also in link(), last in any::<bool>()) {
        let groups = [WEB, DB].map(|group| {
            json!({"apiVersion": "v1", "kind": "profile", "metadata": {"name": format!("openstack-sg-{group}"), "tags": [group]}, "spec": {}})
        });
        let mut all = groups.to_vec();
        all.insert(if last { all.len() } else { 0 }, link.clone());
        if also["metadata"] != link["metadata"] {
            all.push(also);
        }
        let text = json!(all).to_string();
        let (plan, after) = applied(&text, &Snapshot::literal(&[]));
        prop_assert!(!plan.is_empty());
        let again = steps(&after, &given(&text), Mode::Apply, true).unwrap();
        prop_assert!(again.plan.is_empty(), "{}\n{:?}", text, again.plan.changes().collect::<Vec<_>>());
        prop_assert_eq!(again.count(Act::Keep), all.len());
        prop_assert!(again.steps.iter().map(|step| &step.id).eq(given(&text).iter().map(|given| given.resource.id()).collect::<Vec<_>>().iter()));
    }
}

#[test]
fn few_objects_are_read_by_themselves_and_many_with_all_of_their_kind() {
    let profiles = |count: usize| {
        let one = |at: usize| json!({"apiVersion": "v1", "kind": "profile", "metadata": {"name": format!("p{at}")}});
        given(&serde_json::Value::Array((0..count).map(one).collect()).to_string())
    };
    assert_eq!(
        scopes(&profiles(2)),
        [Scope::under("/calico/v1/policy/profile/p0"), Scope::under("/calico/v1/policy/profile/p1")]
    );
    assert_eq!(scopes(&profiles(100)), [Scope::under("/calico/v1/policy/profile")]);
}

#[test]
fn a_pool_that_overlaps_another_of_the_same_files_is_refused() {
    let pool = |cidr: &str| json!({"apiVersion": "v1", "kind": "ipPool", "metadata": {"cidr": cidr}});
    let both = given(&json!([pool("10.0.0.0/16"), pool("10.0.64.0/18")]).to_string());
    let err = steps(&Snapshot::literal(&[]), &both, Mode::Apply, false).unwrap_err();
    assert!(err.message().contains("overlaps"), "{}", err.message());
}

#[test]
fn a_vm_that_is_shut_off_stays_so_and_keeps_what_neutron_wrote() {
    let path = "/calico/v1/host/h/workload/openstack/vm/endpoint/port";
    let found = r#"{"state":"inactive","name":"tap1","mac":"fa:16:3e:00:00:01","profile_ids":["a"],"ipv4_nets":["10.65.0.3/32"],"ipv6_nets":[],"ipv4_subnet_ids":["x"],"fqdn":"vm."}"#;
    let text = r#"{"apiVersion": "v1", "kind": "workloadEndpoint", "metadata": {"node": "h", "orchestrator": "openstack", "workload": "vm", "name": "port"},
        "spec": {"interfaceName": "tap1", "mac": "FA:16:3E:00:00:01", "ipNetworks": ["10.65.0.3"], "profiles": ["b"]}}"#;
    let (plan, _) = applied(text, &Snapshot::literal(&[(path, found)]));
    let after = plan.change(path).and_then(|change| change.after.clone()).unwrap();
    assert_eq!(String::from_utf8(after).unwrap(), found.replace(r#"["a"]"#, r#"["b"]"#));
    let told: Vec<&str> = plan.obstacles.iter().map(|obstacle| obstacle.object.as_str()).collect();
    assert_eq!(told, ["profile b"]);
    // What it had before stands in nobody's way.
    let with_both = text.replace(r#"["b"]"#, r#"["a", "b"]"#).replace("10.65.0.3", "10.65.0.4");
    let before = found.replace(r#"["a"]"#, r#"["a","b"]"#);
    assert!(applied(&with_both, &Snapshot::literal(&[(path, &before)])).0.obstacles.is_empty());
}

#[test]
fn a_node_keeps_its_addresses_beside_a_peer_of_the_same_files() {
    let node = json!({"apiVersion": "v1", "kind": "node", "metadata": {"name": "n"}, "spec": {"bgp": {"ipv4Address": "10.0.0.9/24"}}});
    let peer = json!({"apiVersion": "v1", "kind": "bgpPeer", "metadata": {"scope": "node", "node": "n", "peerIP": "10.0.0.1"}, "spec": {"asNumber": 1}});
    for files in [[&node, &peer], [&peer, &node]] {
        let (_, after) = applied(&json!(files).to_string(), &Snapshot::literal(&[]));
        let address = after.get("/calico/bgp/v1/host/n/ip_addr_v4").map(|entry| entry.value.clone());
        assert_eq!(address, Some(b"10.0.0.9".to_vec()));
    }
}

#[test]
fn what_goes_too_or_changes_does_not_use_what_goes() {
    let endpoint = "/calico/v1/host/n/endpoint/eth0";
    let snapshot = Snapshot::literal(&[
        (endpoint, r#"{"name": "eth0", "profile_ids": ["a"]}"#),
        ("/calico/v1/policy/profile/a/tags", r#"["a"]"#),
        ("/calico/v1/policy/tier/t/metadata", r#"{"order": 1}"#),
        ("/calico/v1/policy/tier/t/policy/p", r#"{"order": 1, "selector": "all()"}"#),
    ]);
    let ids = [(Kind::Profile, "a"), (Kind::HostEndpoint, "n/eth0"), (Kind::Tier, "t"), (Kind::Policy, "t/p")];
    let ids = ids.map(|(kind, name)| Id::parse(kind, name).unwrap());
    let objects: Vec<_> = ids.iter().map(|id| (id, None)).collect();
    let plan = remove_all(&Plan::new(), &snapshot, &objects, &Replacements::new()).unwrap();
    assert!(plan.obstacles.is_empty() && plan.changes().len() == 4, "{plan:?}");
    assert!(plan.changes().all(|change| change.before.is_some() && change.after.is_none()));
    assert!(plan.questions.iter().any(|question| question.text == "removes tier t"), "{:?}", plan.questions);

    let alone = remove_all(&Plan::new(), &snapshot, &objects[..1], &Replacements::new()).unwrap();
    assert_eq!(alone.obstacles[0].force, Force::InUse);
    let mut moved = Plan::new();
    moved.put(&snapshot, endpoint, br#"{"name": "eth0", "profile_ids": ["b"]}"#.to_vec());
    assert!(remove_all(&moved, &snapshot, &objects[..1], &Replacements::new()).unwrap().obstacles.is_empty());
}
