use super::*;

const PASS: &str = r#"{"selector": "", "order": 2000, "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#;
const WEB: &str =
    r#"{"selector": "role == 'web'", "order": 1000, "inbound_rules": [{"action": "allow", "protocol": "tcp"}]}"#;

fn path(tier: &str, policy: &str) -> String {
    Key::Policy { tier: tier.to_owned(), name: policy.to_owned() }.path()
}

fn snapshot(metadata: &[(&str, &str)], policies: &[(&str, &str, &str)]) -> Snapshot {
    let metadata = metadata.iter().map(|(tier, value)| (metadata_path(tier), *value));
    let policies = policies.iter().map(|(tier, name, value)| (path(tier, name), *value));
    let mut keys: Vec<(String, &str)> = metadata.chain(policies).collect();
    keys.sort();
    Snapshot::literal(&keys.iter().map(|(path, value)| (path.as_str(), *value)).collect::<Vec<_>>())
}

fn ids(snapshot: &Snapshot) -> Vec<(&'static str, Option<String>)> {
    let faults = all(snapshot).into_iter().flat_map(|tier| faults(&tier));
    faults.map(|fault| (fault.kind.word(), fault.policy)).collect()
}

#[test]
fn tiers_and_policies_come_as_felix_goes_through_them() {
    let order = |order: &str| format!(r#"{{"selector": "", "order": {order}}}"#);
    let (ten, two, bad) = (order("10"), order("2"), order("\"1\""));
    let found = snapshot(
        &[
            ("b", "{}"),
            ("a", r#"{"order": 900}"#),
            ("z", r#"{"order": 2}"#),
            ("c", "[]"),
            ("aa", r#"{"order": "default"}"#),
        ],
        &[
            ("a", "x", &ten),
            ("a", "y", &two),
            ("a", "b", &ten),
            ("a", "last", r#"{"selector": ""}"#),
            ("a", "0", &bad),
            ("d", "p", "{}"),
        ],
    );
    let tiers = all(&found);
    assert_eq!(tiers.iter().map(|tier| tier.name.as_str()).collect::<Vec<_>>(), ["z", "a", "aa", "b", "c", "d"]);
    let policies: Vec<&str> = tiers[1].policies.iter().map(|policy| policy.name.as_str()).collect();
    assert_eq!(policies, ["y", "b", "x", "last", "0"]);
    assert_eq!(tiers.iter().map(Tier::state).collect::<Vec<_>>(), ["ok", "ok", "ok", "ok", "malformed", "missing"]);
    assert!(tiers[5].ignored().unwrap().starts_with("/calico/v1/policy/tier/d/metadata is missing: Felix 1.4"));
}

#[test]
fn what_nothing_passes_on_is_dropped() {
    let metadata = [("t", r#"{"order": 900}"#)];
    assert_eq!(ids(&snapshot(&metadata, &[("t", "web", WEB), ("t", "zz", PASS)])), []);
    let alone = snapshot(&metadata, &[("t", "web", WEB)]);
    assert_eq!(
        faults(&all(&alone)[0]).into_iter().map(|fault| fault.text).collect::<Vec<_>>(),
        [
            "policy t/web does not decide all inbound traffic, and nothing in tier t passes on the rest: Felix drops it",
            "policy t/web has no outbound rules, and nothing in tier t passes on what it selects: Felix drops all outbound traffic \
             of those endpoints that no other policy of the tier allows",
        ]
    );
    // One that passes on is of no use in another tier, where it selects others, does it under a condition, cannot be read or acts
    // before tracking.
    let others = PASS.replace("\"\"", "\"has(calico/k8s_ns)\"");
    let conditional = PASS.replace("\"next-tier\"", "\"next-tier\", \"protocol\": \"tcp\"");
    let broken = PASS.replace("2000", "\"2000\"");
    let untracked = PASS.replace("2000", "2000, \"untracked\": true");
    for pass in [("u", PASS), ("t", others.as_str()), ("t", &conditional), ("t", &broken), ("t", &untracked)] {
        let found = ids(&snapshot(&metadata, &[("t", "web", WEB), (pass.0, "zz", pass.1)]));
        assert!(found.contains(&("shuts-outbound", Some("t/web".to_owned()))), "{pass:?}: {found:?}");
    }
    // The one that the policy controller writes covers pods.
    let pods = WEB.replace("role == 'web'", "calico/k8s_ns == 'shop' && role == 'web'");
    assert_eq!(ids(&snapshot(&metadata, &[("t", "shop.web", &pods), ("t", "zz", &others)])), []);
}

#[test]
fn what_stands_behind_one_that_decides_is_never_reached() {
    let metadata = [("t", r#"{"order": 900}"#)];
    let early = PASS.replace("2000", "1");
    let unreached = [("unreached", Some("t/web".to_owned()))];
    assert_eq!(ids(&snapshot(&metadata, &[("t", "web", WEB), ("t", "zz", &early)])), unreached);
    // Equal orders go by name.
    let tied = PASS.replace("2000", "1000");
    assert_eq!(ids(&snapshot(&metadata, &[("t", "web", WEB), ("t", "no-match", &tied)])), unreached);
    assert_eq!(ids(&snapshot(&metadata, &[("t", "web", WEB), ("t", "zz", &tied)])), []);
    // Two that only pass on do no harm.
    assert_eq!(ids(&snapshot(&metadata, &[("t", "a", PASS), ("t", "b", PASS)])), []);
    // Half of it is still reached.
    let inbound = r#"{"selector": "", "order": 1, "inbound_rules": [{"action": "allow"}], "outbound_rules": []}"#;
    let both = WEB.replace('}', "").replace(']', "}], \"outbound_rules\": [{}]}");
    assert!(
        !ids(&snapshot(&metadata, &[("t", "web", &both), ("t", "in", inbound), ("t", "zz", PASS)]))
            .contains(&unreached[0])
    );
    assert!(
        ids(&snapshot(&metadata, &[("t", "web", WEB), ("t", "in", inbound), ("t", "zz", PASS)]))
            .contains(&unreached[0])
    );
}

#[test]
fn what_only_some_felix_reads() {
    let metadata = [("t", r#"{"order": 900}"#)];
    let kinds = |policy: &str| ids(&snapshot(&metadata, &[("t", "p", policy), ("t", "zz", PASS)]));
    let of = |word| [(word, Some("t/p".to_owned()))];
    assert_eq!(kinds(r#"{"order": null, "selector": "a == 'b'"}"#)[..1], of("felix-1.4-rejects"));
    let nets = r#"{"order": 1, "selector": "a == 'b'", "inbound_rules": [{"src_nets": ["10.0.0.0/8"]}]}"#;
    assert_eq!(kinds(nets), of("felix-1.4-rejects"));
    let unknown = r#"{"order": 1, "selector": "a == 'b'", "inbound_rules": [{"note": "x"}]}"#;
    assert_eq!(kinds(unknown), of("felix-1.4-rejects"));
    let default = r#"{"order": "default", "selector": "a == 'b'"}"#;
    assert!(kinds(default).contains(&of("felix-2-rejects")[0]));
}

#[test]
fn a_policy_is_found_by_its_name() {
    let found = snapshot(&[], &[("a", "web", WEB), ("b", "web", WEB), ("a", "db", WEB), ("b", "ns.x/y", WEB)]);
    let name = |word: &str| find_policy(word, &found).map(|policy| policy.full_name());
    assert_eq!(name("db").unwrap(), "a/db");
    assert_eq!(name("b/web").unwrap(), "b/web");
    assert_eq!(name("ns.x/y").unwrap(), "b/ns.x%2fy");
    assert_eq!(name("b/ns.x%2fy").unwrap(), "b/ns.x%2fy");
    assert_eq!(name("ns.x%2fy").unwrap(), "b/ns.x%2fy");
    assert_eq!(name("web").unwrap_err().candidates, ["a/web", "b/web"]);
    assert!(name("a/nope").unwrap_err().candidates.is_empty());
}
