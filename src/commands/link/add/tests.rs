use crate::commands::testing::{changes, plan};
use crate::error::ErrorKind;
use crate::plan::Plan;

const SG: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const TAGS: &str = "/calico/v1/policy/profile/l/tags";
const LABELS: &str = "/calico/v1/policy/profile/l/labels";
const RULES: &str = "/calico/v1/policy/profile/l/rules";
const MEMBERS: &str = "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/labels";
const CLOUD: [(&str, &str); 6] = [
    (
        "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags",
        r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#,
    ),
    (
        "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/rules",
        r#"{"inbound_rules": [{"ip_version": 4, "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"ip_version": 4, "dst_net": "0.0.0.0/0"}]}"#,
    ),
    (
        "/calico/v1/policy/profile/openstack-sg-b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2/tags",
        r#"["b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2"]"#,
    ),
    (
        "/calico/v1/policy/profile/openstack-sg-b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2/rules",
        r#"{"inbound_rules": [{"ip_version": 4, "protocol": "tcp", "dst_ports": [3306], "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": []}"#,
    ),
    ("/calicross/v1/names/groups/4f", r#"{"4fe422ed-4730-4af4-b835-38d09235bd4a": "web"}"#),
    ("/calicross/v1/names/groups/b8", r#"{"b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2": "db"}"#),
];

/// Plans words, split at blanks, on the cloud and some more keys.
fn add(words: &str, more: &[(&str, &str)]) -> Result<Plan, crate::error::CommandError> {
    let words: Vec<&str> = words.split(' ').collect();
    plan(&[&["link", "add"], words.as_slice()].concat(), &[&CLOUD, more].concat())
}

/// The keys that a plan leaves behind, on top of those that were there.
fn carried_out(plan: &Plan, more: &[(&'static str, String)]) -> Vec<(String, String)> {
    let mut keys: Vec<(String, String)> = more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    for (path, value) in changes(plan) {
        keys.retain(|(key, _)| key != path);
        keys.extend(value.map(|value| (path.to_owned(), value)));
    }
    keys
}

#[test]
fn the_same_keys_as_the_three_commands() {
    let plan = add("l --sg web", &[]).unwrap();
    let expected = [
        (LABELS, "{}"),
        (
            RULES,
            r#"{"id": "l", "inbound_rules": [{"action": "allow", "src_tag": "l"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}"#,
        ),
        (TAGS, r#"["l", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#),
    ];
    assert_eq!(changes(&plan), expected.map(|(key, value)| (key, Some(value.to_owned()))));
    assert!(plan.questions.is_empty());
    insta::assert_snapshot!([plan.summary.join("\n"), plan.warnings.join("\n")].join("\n--\n"), @"
    link l added
    pods of link l may open to the VMs of web (4fe422ed-4730-4af4-b835-38d09235bd4a): all (IPv4)
    VMs of web (4fe422ed-4730-4af4-b835-38d09235bd4a) may open to pods of link l: all
    --
    pods of link l may open to the VMs of db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) as well, which lets web (4fe422ed-4730-4af4-b835-38d09235bd4a) in: tcp/3306 (IPv4)
    pods of link l reach each other: its profile lets in its own tag
    ");
}

#[test]
fn once_more_changes_nothing() {
    let first = carried_out(&add("l --sg web", &[]).unwrap(), &[]);
    let keys: Vec<(&str, &str)> = first.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let again = add("l --sg 4fe4", &keys).unwrap();
    assert!(again.is_empty());
    assert_eq!(again.summary, ["link l is there already"]);
    let differs = add("l --sg web --direction to-sg", &keys).unwrap_err();
    assert_eq!(differs.kind(), ErrorKind::Exists);
    insta::assert_snapshot!(differs.message(), @"link l is there, and joins group 4fe422ed-4730-4af4-b835-38d09235bd4a otherwise: pods to the group by its tag; the group to the pods: all, not pods to the group by its tag");
    let update = add("l --sg web --direction to-sg --update", &keys).unwrap();
    assert_eq!(changes(&update).len(), 1);
    assert!(!changes(&update)[0].1.as_ref().unwrap().contains(SG));
    // Another group is no difference: the link is extended.
    let extended = add("l --sg db", &keys).unwrap();
    assert_eq!(changes(&extended).len(), 2);
    assert!(extended.summary[0].contains("updated"), "{:?}", extended.summary);
}

#[test]
fn each_half_alone_says_that_it_opens_one_way() {
    let to = add("l --sg web --direction to-sg", &[]).unwrap();
    assert!(!changes(&to)[1].1.as_ref().unwrap().contains(SG));
    assert!(to.summary.iter().any(|line| line.starts_with("one way only: VMs of web")), "{:?}", to.summary);
    let from = plan(
        &[
            "link",
            "add",
            "l",
            "--sg",
            "web",
            "--direction",
            "from-sg",
            "--allow",
            "tcp to ports 80,443",
            "--allow",
            "icmp",
        ],
        &CLOUD,
    )
    .unwrap();
    let written = changes(&from);
    assert_eq!(written[2], (TAGS, Some(r#"["l"]"#.to_owned())));
    assert!(
        written[1].1.as_ref().unwrap().contains(
            r#"{"action": "allow", "protocol": "tcp", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a", "dst_ports": [80, 443]}, {"action": "allow", "ip_version": 4, "protocol": "icmp", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}"#
        ),
        "{written:?}"
    );
    assert!(from.summary.iter().any(|line| line.starts_with("one way only: pods of link l")), "{:?}", from.summary);
}

#[test]
fn without_peers_only_the_group_s_own_members_come_in() {
    let plan = add("l --sg web --no-peers", &[]).unwrap();
    let expected = [
        (LABELS, "{}"),
        (
            RULES,
            r#"{"id": "l", "inbound_rules": [{"action": "allow", "src_selector": "has(calicross.sg/4fe422ed-4730-4af4-b835-38d09235bd4a)"}], "outbound_rules": [{"action": "allow"}]}"#,
        ),
        (TAGS, r#"["l", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#),
        (MEMBERS, r#"{"calicross.sg/4fe422ed-4730-4af4-b835-38d09235bd4a": "member"}"#),
    ];
    assert_eq!(changes(&plan), expected.map(|(key, value)| (key, Some(value.to_owned()))));
    assert!(plan.warnings.iter().all(|line| !line.contains("reach each other")), "{:?}", plan.warnings);
    let with = carried_out(&add("l --sg web", &[]).unwrap(), &[]);
    let keys: Vec<(&str, &str)> = with.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(
        add("l --sg web --no-peers", &keys).unwrap_err().message(),
        "link l is there, and lets its pods reach each other"
    );
    let other = add("m --sg web", &keys).unwrap();
    assert!(
        other.warnings.iter().any(|line| line.starts_with("pods of link m and of link l reach each other")),
        "{:?}",
        other.warnings
    );
}

#[test]
fn a_namespace_is_joined_as_the_second_demo_did() {
    let pod = (
        "/calico/v1/host/node1/workload/k8s/ns1.web-1/endpoint/eth0",
        r#"{"labels": {"calico/k8s_ns": "ns1"}, "profile_ids": ["k8s_ns.ns1"]}"#,
    );
    let plan = add("sg1_ns1 --sg web --namespace ns1 --by-namespace", &[pod]).unwrap();
    let tier = "/calico/v1/policy/tier/k8s-openstack";
    let expected = [
        (format!("{tier}/metadata"), r#"{"order": 900}"#),
        (
            format!("{tier}/policy/no-match"),
            r#"{"order": 2000, "selector": "", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#,
        ),
        (
            format!("{tier}/policy/sg1_ns1"),
            r#"{"order": 1000, "selector": "", "inbound_rules": [{"action": "allow", "src_selector": "calico/k8s_ns == 'ns1'", "dst_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a", "dst_selector": "calico/k8s_ns == 'ns1'"}], "outbound_rules": []}"#,
        ),
    ];
    let written = changes(&plan);
    assert_eq!(written, expected.each_ref().map(|(key, value)| (key.as_str(), Some((*value).to_owned()))));
    insta::assert_snapshot!([plan.summary.join("\n"), plan.warnings.join("\n")].join("\n--\n"), @"
    link sg1_ns1 added
    pods of namespace ns1 may open to the VMs of web (4fe422ed-4730-4af4-b835-38d09235bd4a): all
    VMs of web (4fe422ed-4730-4af4-b835-38d09235bd4a) may open to pods of namespace ns1: all
    new pods of namespace ns1 are in it from the start; nothing is attached
    --
    an allow in tier k8s-openstack is final: for pods of namespace ns1 it goes before NetworkPolicy and DefaultDeny
    Felix 2 knows no tiers: there this policy stands among all others by its own order, and what it does not allow is left to the profiles
    ");
    // Another namespace in the same policy, and a tier that would drop everything.
    let first: Vec<(String, String)> = carried_out(&plan, &[]);
    let keys: Vec<(&str, &str)> = first.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let second = add("sg1_ns1 --sg web --namespace ns2 --by-namespace", &keys).unwrap();
    assert_eq!(changes(&second).len(), 1);
    assert!(add("sg1_ns1 --sg web --namespace ns1 --by-namespace", &keys).unwrap().is_empty());
    let bad = [(
        "/calico/v1/policy/tier/k8s-openstack/policy/no-match",
        r#"{"order": 500, "selector": "", "inbound_rules": [{"action": "next-tier"}]}"#,
    )];
    assert_eq!(add("x --sg web --namespace ns1 --by-namespace", &bad).unwrap_err().kind(), ErrorKind::Refused);
}

#[test]
fn bad_input_is_told() {
    let kind = |words: &str, more: &[(&str, &str)]| add(words, more).unwrap_err().kind();
    assert_eq!(kind("l --sg nobody", &[]), ErrorKind::NotFound);
    let twin = ("/calico/v1/policy/profile/openstack-sg-4fe00000-0000-4000-8000-000000000000/tags", "[]");
    assert_eq!(kind("l --sg 4fe", &[twin]), ErrorKind::Ambiguous);
    assert_eq!(kind("l/m --sg web", &[]), ErrorKind::Refused);
    assert_eq!(kind("l --sg web --namespace a'b --by-namespace", &[]), ErrorKind::Refused);
    assert_eq!(kind("l --sg web --allow foo", &[]), ErrorKind::Usage);
    assert_eq!(kind("l --sg web --allow tcp --direction to-sg", &[]), ErrorKind::Usage);
    assert_eq!(kind("l --sg web", &[(TAGS, "{}")]), ErrorKind::BadData);
    let malformed = ("/calico/v1/policy/profile/openstack-sg-00000000-0000-4000-8000-000000000000/rules", "x");
    assert_eq!(kind("l --sg 0000", &[malformed]), ErrorKind::BadData);
}

#[test]
fn a_group_that_does_not_let_its_members_in_is_told() {
    let plan = add("l --sg db", &[]).unwrap();
    insta::assert_snapshot!(plan.warnings.join("\n"), @"
    no rule of security group db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) lets its own members in: its tag opens nothing there
    no rule of security group db (b8a6c2de-0d9f-4f07-9b2c-4f8cf7b1a3d2) lets anything out: its VMs open nothing
    pods of link l reach each other: its profile lets in its own tag
    ");
}
