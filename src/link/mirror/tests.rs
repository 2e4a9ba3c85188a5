use proptest::prelude::*;

use super::*;
use crate::inventory::groups;

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const RULES: &str = "/calico/v1/policy/profile/m/rules";

fn mirror(nets: &[&str], services: &[&str]) -> Mirror {
    Mirror {
        peer: "os".to_owned(),
        profiles: [format!("openstack-sg-{WEB}")].into(),
        services: services.iter().map(|text| (*text).to_owned()).collect(),
        nets: nets.iter().map(|net| net.parse().unwrap()).collect(),
    }
}

fn put(keys: &[(&str, &str)], mirror: &Mirror, update: bool) -> Result<(Plan, Brought), LinkError> {
    let mut plan = Plan::new();
    let brought = put_profile(&mut plan, &Snapshot::literal(keys), "m", mirror, update)?;
    Ok((plan, brought))
}

fn value(plan: &Plan, path: &str) -> Option<String> {
    plan.change(path).map(|change| String::from_utf8(change.after.clone().unwrap()).unwrap())
}

/// The inbound rules of the profile in words.
fn words(rules: &str) -> Vec<String> {
    let rules = Rules::parse(rules.as_bytes()).unwrap();
    rules
        .list(Direction::Inbound)
        .map(|rule| rule.map_or_else(|bad| bad.to_string(), |rule| rule.to_string()))
        .collect()
}

#[test]
fn a_profile_is_made_and_then_follows() {
    let (plan, brought) =
        put(&[], &mirror(&["10.65.0.3/32", "fd00::3/128"], &["tcp to ports 80", "icmp"]), false).unwrap();
    assert_eq!((brought.is_new, brought.gone.len(), plan.changes().len()), (true, 0, 3));
    let first = value(&plan, RULES).unwrap();
    assert_eq!(
        words(&first),
        [
            "allow from tag m",
            "allow tcp from cidr 10.65.0.3/32 to ports 80 ip-version 4",
            "allow icmp from cidr 10.65.0.3/32 ip-version 4",
            "allow tcp from cidr fd00::3/128 to ports 80 ip-version 6",
        ]
    );
    let tags = ("/calico/v1/policy/profile/m/tags", r#"["m"]"#);
    let same = mirror(&["10.65.0.3/32", "fd00::3/128"], &["tcp to ports 80", "icmp"]);
    // Somebody is making it at this moment: what lacks is made.
    assert_eq!(put(&[tags], &same, false).unwrap().0.changes().len(), 2);
    assert!(put(&[tags, (RULES, &first)], &same, false).unwrap().0.is_empty());
    // Another VM, and one that has gone.
    let next = mirror(&["10.65.0.4/32"], &["tcp to ports 80", "icmp"]);
    let (plan, brought) = put(&[tags, (RULES, &first)], &next, false).unwrap();
    assert_eq!(brought.gone.len(), 2);
    assert_eq!(plan.changes().len(), 1);
    assert_eq!(
        words(&value(&plan, RULES).unwrap()),
        [
            "allow from tag m",
            "allow tcp from cidr 10.65.0.4/32 to ports 80 ip-version 4",
            "allow icmp from cidr 10.65.0.4/32 ip-version 4",
        ]
    );
}

#[test]
fn what_others_have_put_there_stays_in_its_place() {
    let (plan, _) = put(&[], &mirror(&["10.65.0.3/32"], &[]), false).unwrap();
    let mut rules = Rules::parse(value(&plan, RULES).unwrap().as_bytes()).unwrap();
    let deny = Rule::from_words(&["deny", "udp"], Dialect::Felix).unwrap();
    rules.insert(Direction::Inbound, Some(1), &deny).unwrap();
    rules.insert(Direction::Inbound, None, &deny).unwrap();
    rules.set_member("note", &Value::from(1));
    let edited = String::from_utf8(rules.to_bytes("m")).unwrap();
    let (plan, _) = put(&[(RULES, &edited)], &mirror(&["10.65.0.4/31"], &[]), false).unwrap();
    let after = value(&plan, RULES).unwrap();
    assert_eq!(
        words(&after),
        ["deny udp", "allow from tag m", "allow from cidr 10.65.0.4/31 ip-version 4", "deny udp"]
    );
    assert!(after.contains(r#""note": 1"#), "{after}");
}

#[test]
fn what_is_no_mirror_or_one_of_something_else_gives_way_to_update_only() {
    let plain = r#"{"inbound_rules": [{"action": "deny"}], "outbound_rules": []}"#;
    let wanted = mirror(&["10.65.0.3/32"], &[]);
    assert!(matches!(put(&[(RULES, plain)], &wanted, false), Err(LinkError::MirrorDiffers { .. })));
    let (plan, brought) = put(&[(RULES, plain)], &wanted, true).unwrap();
    let made = value(&plan, RULES).unwrap();
    assert_eq!((brought.is_new, words(&made).len()), (false, 2));
    for other in [
        Mirror { peer: "x".to_owned(), ..wanted.clone() },
        Mirror { profiles: ["p".to_owned()].into(), ..wanted.clone() },
        mirror(&["10.65.0.3/32"], &["tcp"]),
    ] {
        assert!(matches!(put(&[(RULES, &made)], &other, false), Err(LinkError::MirrorDiffers { .. })));
        let (plan, _) = put(&[(RULES, &made)], &other, true).unwrap();
        assert_eq!(words(&value(&plan, RULES).unwrap()).len(), 2);
    }
    for bad in [
        "[",
        r#"{"calicross_mirror": []}"#,
        r#"{"calicross_mirror": {"peer": "os", "profiles": [1], "services": [], "nets": []}}"#,
    ] {
        assert!(matches!(put(&[(RULES, bad)], &wanted, true), Err(LinkError::Malformed { .. })), "{bad}");
    }
}

#[test]
fn a_policy_finds_the_members_by_their_label_and_shuts_nobody_else() {
    let profile = |part: &str| format!("/calico/v1/policy/profile/openstack-sg-{WEB}/{part}");
    let (tags, rules) = (profile("tags"), profile("rules"));
    let own_tags = format!("[\"{WEB}\"]");
    let keys = [(tags.as_str(), own_tags.as_str()), (rules.as_str(), "{}")];
    let snapshot = Snapshot::literal(&keys);
    let known = groups::among(&profiles::all(&snapshot));
    let pods =
        Mirror { profiles: ["web-vms".to_owned()].into(), ..mirror(&["10.233.64.2/32"], &["tcp to ports 5432"]) };
    let mut plan = Plan::new();
    let brought = put_policy(&mut plan, &snapshot, "pods", &[&known[WEB]], &pods, false).unwrap();
    assert!(brought.is_new);
    let paths: Vec<&str> = plan.changes().map(|change| change.path.as_str()).collect();
    let labels = profile("labels");
    assert_eq!(
        paths,
        [
            labels.as_str(),
            "/calico/v1/policy/tier/k8s-openstack/metadata",
            "/calico/v1/policy/tier/k8s-openstack/policy/no-match",
            "/calico/v1/policy/tier/k8s-openstack/policy/pods",
        ]
    );
    let policy = value(&plan, paths[3]).unwrap();
    assert!(policy.contains(&format!(r#""selector": "has(calicross.sg/{WEB})""#)), "{policy}");
    assert_eq!(words(&policy), ["allow tcp from cidr 10.233.64.2/32 to ports 5432 ip-version 4"]);
    assert_eq!(tiered::passes(&plan.applied_to(&snapshot, snapshot.scopes())), Some(true));
    // The same again changes nothing.
    let after = plan.applied_to(&snapshot, snapshot.scopes());
    let mut again = Plan::new();
    let known = groups::among(&profiles::all(&after));
    put_policy(&mut again, &after, "pods", &[&known[WEB]], &pods, false).unwrap();
    assert!(again.is_empty(), "{again:?}");
}

#[test]
fn addresses_are_those_of_members_and_no_others() {
    let vm = |at: &str, profiles: &str| {
        let path = format!("/calico/v1/host/h/workload/openstack/vm{at}/endpoint/p");
        (
            path,
            format!(
                r#"{{"profile_ids": [{profiles}], "ipv4_nets": ["10.65.0.{at}/32"], "ipv6_nets": ["fd00::{at}/128"]}}"#
            ),
        )
    };
    let mut keys = vec![vm("4", r#""a""#), vm("5", r#""b", "a""#), vm("6", r#""b""#), vm("9", r#""aa""#)];
    keys.push((
        "/calico/v1/host/h/workload/openstack/bad/endpoint/p".to_owned(),
        r#"{"profile_ids": ["a"], "ipv4_nets": ["x"]}"#.to_owned(),
    ));
    let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
    let snapshot = Snapshot::literal(&keys);
    let (nets, count, unreadable) = networks(&snapshot, &["a".to_owned()].into());
    let nets: Vec<String> = nets.iter().map(ToString::to_string).collect();
    assert_eq!(nets, ["10.65.0.4/31", "fd00::4/127"]);
    assert_eq!((count, unreadable.len()), (2, 1));
}

proptest! {
    #[test]
    fn a_mirror_reads_what_it_writes_and_follows_any_change(
        before in prop::collection::btree_set(any::<u8>(), 0..6),
        after in prop::collection::btree_set(any::<u8>(), 0..6),
        services in prop::sample::subsequence(vec!["tcp", "udp to ports 53", "icmp"], 0..3),
    ) {
        let of = |set: &BTreeSet<u8>| {
            let nets: Vec<String> = set.iter().map(|at| format!("10.0.0.{at}/32")).collect();
            mirror(&nets.iter().map(String::as_str).collect::<Vec<_>>(), &services)
        };
        let (before, after) = (of(&before), of(&after));
        prop_assert_eq!(Mirror::parse(&before.to_json()), Ok(before.clone()));
        let (plan, _) = put(&[], &before, false).unwrap();
        let first = value(&plan, RULES).unwrap();
        let (plan, _) = put(&[(RULES, &first)], &after, false).unwrap();
        let second = value(&plan, RULES).unwrap_or_else(|| first.clone());
        let (plan, _) = put(&[], &after, false).unwrap();
        // However it came there, it is what a new one is.
        prop_assert_eq!(second, value(&plan, RULES).unwrap());
    }
}
