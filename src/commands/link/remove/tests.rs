use crate::commands::testing::{changes, plan};
use crate::error::{CommandError, ErrorKind};
use crate::plan::{Expectation, Plan};

const POD: &str = "/calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0";
const KEPT: &str = "/calicross/v1/links/l";
const GROUP_LABELS: &str = "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/labels";
const TAGS: (&str, &str) = ("/calico/v1/policy/profile/l/tags", r#"["l", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
const RULES: (&str, &str) = (
    "/calico/v1/policy/profile/l/rules",
    r#"{"id": "l", "inbound_rules": [{"action": "allow", "src_tag": "l"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}"#,
);
const BASE: [(&str, &str); 5] = [
    TAGS,
    ("/calico/v1/policy/profile/l/labels", "{}"),
    RULES,
    (
        "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags",
        r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#,
    ),
    (
        "/calico/v1/policy/profile/calico-k8s-network/rules",
        r#"{"inbound_rules": [{"action": "allow"}], "outbound_rules": [{"action": "allow"}]}"#,
    ),
];

fn removed(words: &str, more: &[(&str, &str)]) -> Result<Plan, CommandError> {
    let words: Vec<&str> = words.split(' ').collect();
    plan(&[&["link", "remove"], words.as_slice()].concat(), &[&BASE, more].concat())
}

#[test]
fn a_link_that_nobody_uses_goes_whole() {
    let plan = removed("l", &[(KEPT, r#"{"schema": "calicross/link-intent/1", "selections": []}"#)]).unwrap();
    let gone: Vec<&str> = changes(&plan).into_iter().map(|(path, _)| path).collect();
    assert_eq!(gone, [BASE[1].0, RULES.0, TAGS.0, KEPT]);
    assert_eq!(plan.expectations, [Expectation::ProfileUnused { profile: "l".to_owned() }]);
    assert_eq!(plan.questions.len(), 1);
}

#[test]
fn what_else_is_in_its_profile_stays() {
    let tags = (TAGS.0, r#"["l", "x", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
    let plan = plan(&["link", "remove", "l"], &[tags, BASE[1], RULES, BASE[3]]).unwrap();
    let expected = [
        (RULES.0, Some(r#"{"id": "l", "inbound_rules": [{"action": "allow", "src_tag": "l"}], "outbound_rules": [{"action": "allow"}]}"#.to_owned())),
        (TAGS.0, Some(r#"["l", "x"]"#.to_owned())),
    ];
    assert_eq!(changes(&plan), expected);
    assert!(
        plan.summary.iter().any(|line| line == "profile l stays: it has other rules, tags or labels"),
        "{:?}",
        plan.summary
    );
}

#[test]
fn endpoints_get_back_what_is_known_and_are_never_cut_off_by_chance() {
    let alone = (POD, r#"{"name": "cali1", "profile_ids": ["l"], "ipv4_nets": ["10.1.0.1/32"], "x": 1.0}"#);
    let error = removed("l", &[alone]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    insta::assert_snapshot!(error.message(), @"link l is not removed: an endpoint has no other profile, and what the link has replaced there is not known, first /calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0");
    let restored = removed("l --restore calico-k8s-network", &[alone]).unwrap();
    let back = r#"{"name": "cali1", "profile_ids": ["calico-k8s-network"], "ipv4_nets": ["10.1.0.1/32"], "x": 1.0}"#;
    assert!(changes(&restored).contains(&(POD, Some(back.to_owned()))), "{restored:?}");
    assert!(changes(&restored).contains(&(TAGS.0, None)));
    assert_eq!(restored.questions[0].text, "removes link l; 1 endpoint back to profile calico-k8s-network");
    assert!(restored.warnings.iter().any(|line| line.contains("conntrack -D -s 10.1.0.1")), "{:?}", restored.warnings);
    let kept = (
        KEPT,
        r#"{"schema": "calicross/link-intent/1", "selections": [{"namespace": "shop", "replace": "calico-k8s-network"}]}"#,
    );
    let known = removed("l", &[alone, kept]).unwrap();
    assert!(changes(&known).contains(&(POD, Some(back.to_owned()))), "{known:?}");
    let closed = removed("l --leave-closed", &[alone]).unwrap();
    assert_eq!(changes(&closed).iter().map(|(path, _)| *path).collect::<Vec<_>>(), [RULES.0, TAGS.0]);
    assert!(closed.expectations.is_empty());
    for gone in ["l --restore gone", "l --restore l"] {
        assert!(removed(gone, &[alone]).is_err(), "{gone}");
    }
}

#[test]
fn an_endpoint_that_has_others_only_loses_the_link() {
    let pod = (POD, r#"{"profile_ids": ["k8s_ns.shop", "l"]}"#);
    let plan = removed("l", &[pod]).unwrap();
    assert!(changes(&plan).contains(&(POD, Some(r#"{"profile_ids": ["k8s_ns.shop"]}"#.to_owned()))), "{plan:?}");
    assert!(changes(&plan).contains(&(RULES.0, None)));
}

#[test]
fn labels_of_members_go_with_the_last_link_that_looks_at_them() {
    let rules = r#"{"id": "l", "inbound_rules": [{"action": "allow", "src_selector": "has(calicross.sg/4fe422ed-4730-4af4-b835-38d09235bd4a)"}], "outbound_rules": [{"action": "allow"}]}"#;
    let labels = (GROUP_LABELS, r#"{"calicross.sg/4fe422ed-4730-4af4-b835-38d09235bd4a": "member"}"#);
    let keys = [TAGS, BASE[1], (RULES.0, rules), BASE[3], labels];
    let last = plan(&["link", "remove", "l"], &keys).unwrap();
    assert!(changes(&last).contains(&(GROUP_LABELS, None)), "{last:?}");
    let other = ("/calico/v1/policy/profile/m/rules", rules);
    let not_last = plan(&["link", "remove", "l"], &[keys.as_slice(), &[other]].concat()).unwrap();
    assert!(changes(&not_last).iter().all(|(path, _)| *path != GROUP_LABELS), "{not_last:?}");
}

#[test]
fn the_last_link_by_namespace_takes_the_tier_with_it() {
    const TIER: &str = "/calico/v1/policy/tier/k8s-openstack";
    let link = r#"{"order": 1000, "selector": "", "inbound_rules": [{"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a", "dst_selector": "calico/k8s_ns == 'a'"}], "outbound_rules": []}"#;
    let pass = r#"{"order": 2000, "selector": "", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#;
    let (a, b) = (format!("{TIER}/policy/a"), format!("{TIER}/policy/b"));
    let (pass_path, metadata) = (format!("{TIER}/policy/no-match"), format!("{TIER}/metadata"));
    let both = [
        BASE[3],
        (a.as_str(), link),
        (b.as_str(), link),
        (pass_path.as_str(), pass),
        (metadata.as_str(), r#"{"order": 900}"#),
    ];
    let first = plan(&["link", "remove", "a"], &both).unwrap();
    assert_eq!(changes(&first), [(a.as_str(), None)]);
    let one = [BASE[3], both[1], both[3], both[4]];
    let last = plan(&["link", "remove", "k8s-openstack/a"], &one).unwrap();
    assert_eq!(changes(&last), [(metadata.as_str(), None), (a.as_str(), None), (pass_path.as_str(), None)]);
    let mixed = link.replace(
        "[{\"action\": \"allow\", \"src_tag\"",
        "[{\"action\": \"deny\", \"src_tag\": \"x\"}, {\"action\": \"allow\", \"src_tag\"",
    );
    let rest = plan(&["link", "remove", "a"], &[BASE[3], (a.as_str(), &mixed), both[3], both[4]]).unwrap();
    assert!(
        changes(&rest)[0].1.as_ref().unwrap().contains(r#""inbound_rules": [{"action": "deny", "src_tag": "x"}]"#),
        "{rest:?}"
    );
}

#[test]
fn one_that_is_not_there_is_an_error_unless_told() {
    assert_eq!(plan(&["link", "remove", "x"], &[]).unwrap_err().kind(), ErrorKind::NotFound);
    assert!(plan(&["link", "remove", "x", "--if-exists"], &[]).unwrap().is_empty());
}
