use crate::commands::testing::{changes, plan};
use crate::error::{CommandError, ErrorKind};
use crate::plan::{Force, Plan};
use crate::store::Guard;

const SG: (&str, &str) = (
    "/calico/v1/policy/profile/openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a/tags",
    r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#,
);
const TAGS: (&str, &str) = ("/calico/v1/policy/profile/l/tags", r#"["l", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
const RULES: (&str, &str) = (
    "/calico/v1/policy/profile/l/rules",
    r#"{"inbound_rules": [{"src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{}]}"#,
);
const OPEN: (&str, &str) =
    ("/calico/v1/policy/profile/open/rules", r#"{"inbound_rules": [{}], "outbound_rules": [{}]}"#);
const OWN: (&str, &str) =
    ("/calico/v1/policy/profile/own/rules", r#"{"inbound_rules": [{"src_tag": "own"}], "outbound_rules": [{}]}"#);
const DB: &str = "/calico/v1/host/n/workload/k8s/shop.db-0/endpoint/eth0";
const WEB: &str = "/calico/v1/host/n/workload/k8s/shop.web-1/endpoint/eth0";
const VM: &str = "/calico/v1/host/n/workload/openstack/vm1/endpoint/port1";
const INTENT: &str = "/calicross/v1/links/l";

fn attach(words: &[&str], keys: &[(&str, &str)]) -> Result<Plan, CommandError> {
    plan(&[&["link", "attach", "l"], words].concat(), &[&[SG, TAGS, RULES, OPEN, OWN], keys].concat())
}

fn kind(words: &[&str], keys: &[(&str, &str)]) -> ErrorKind {
    attach(words, keys).unwrap_err().kind()
}

#[test]
fn a_link_goes_to_the_end_and_all_else_stays() {
    let found = attach(
        &["shop/db-0"],
        &[(DB, r#"{"state":"active","profile_ids":["own"],"x":1.0}"#), (WEB, r#"{"profile_ids":["own"]}"#)],
    )
    .unwrap();
    let after = r#"{"state":"active","profile_ids":["own","l"],"x":1.0}"#;
    assert_eq!(changes(&found), [(DB, Some(after.to_owned()))]);
    assert_eq!(found.summary, ["link l attached to endpoint n/k8s/shop.db-0/eth0"]);
    assert!(found.warnings.is_empty() && found.questions.is_empty(), "{found:?}");
    // A link that goes meanwhile would cut the endpoint off.
    let relied: Vec<&str> = found.guards().map(Guard::path).collect();
    assert_eq!(relied, [RULES.0, TAGS.0]);
}

#[test]
fn a_link_takes_the_place_of_what_it_replaces() {
    let keys = [(DB, r#"{"profile_ids": ["open", "own"]}"#), (WEB, r#"{"profile_ids": ["own"]}"#)];
    let found = attach(&["--namespace", "shop", "--replace", "open"], &keys).unwrap();
    assert_eq!(
        changes(&found),
        [
            (DB, Some(r#"{"profile_ids": ["l", "own"]}"#.to_owned())),
            (WEB, Some(r#"{"profile_ids": ["own", "l"]}"#.to_owned())),
        ]
    );
    assert_eq!(
        found.summary,
        [
            "link l attached to endpoint n/k8s/shop.web-1/eth0",
            "link l attached in place of profile open to endpoint n/k8s/shop.db-0/eth0",
        ]
    );
    assert_eq!(
        found.warnings,
        ["endpoint n/k8s/shop.web-1/eth0 does not have profile open, so that the link goes to the end"]
    );
    assert_eq!(kind(&["shop/db-0", "--replace", "l"], &keys), ErrorKind::Usage);
}

#[test]
fn what_is_attached_stays_as_it_is() {
    let keys = [(DB, r#"{"profile_ids": ["own", "l"]}"#)];
    let found = attach(&["shop/db-0", "--replace", "open"], &keys).unwrap();
    assert!(found.is_empty() && found.guards().len() == 0);
    assert_eq!(found.summary, ["link l is already on endpoint n/k8s/shop.db-0/eth0"]);
}

#[test]
fn taking_something_from_many_is_asked_about() {
    let pods: Vec<(String, &str)> = (0..6)
        .map(|at| {
            (format!("/calico/v1/host/n/workload/k8s/shop.web-{at}/endpoint/eth0"), r#"{"profile_ids": ["open"]}"#)
        })
        .collect();
    let keys: Vec<(&str, &str)> = pods.iter().map(|(path, value)| (path.as_str(), *value)).collect();
    let found = attach(&["shop/*", "--replace", "open"], &keys).unwrap();
    assert_eq!(found.questions.len(), 1);
    assert!(found.questions[0].text.starts_with("takes profile open from 6 endpoints"), "{found:?}");
    assert_eq!(found.summary, ["link l attached in place of profile open to 6 endpoints"]);
    assert!(attach(&["shop/*", "--replace", "open"], &keys[..5]).unwrap().questions.is_empty());
    assert!(attach(&["shop/*"], &keys).unwrap().questions.is_empty());
}

#[test]
fn a_profile_before_it_that_leaves_nothing_is_told() {
    let keys = [(DB, r#"{"profile_ids": ["open"]}"#), (WEB, r#"{"profile_ids": ["own", "open"]}"#)];
    assert_eq!(
        attach(&["shop/*"], &keys).unwrap().warnings,
        ["2 endpoints: profile open stands before it and lets everything in, so that the link isolates nothing; \
          --replace open puts the link in its place"]
    );
    assert!(attach(&["shop/db-0", "--replace", "open"], &keys).unwrap().warnings.is_empty());
    assert_eq!(
        attach(&["shop/db-0"], &[(DB, r#"{"profile_ids": ["ghost", "l"]}"#)]).unwrap().warnings,
        [
            "endpoint n/k8s/shop.db-0/eth0: profile ghost stands before it and has no rules and so drops everything, so that \
          the link opens nothing; --replace ghost puts the link in its place"
        ]
    );
    let shut = ("/calico/v1/policy/profile/shut/rules", r#"{"outbound_rules": [{"action": "deny"}]}"#);
    let told = attach(&["shop/db-0"], &[(DB, r#"{"profile_ids": ["shut"]}"#), shut]).unwrap().warnings;
    assert!(told[0].contains("lets nothing else out, so that the link lets nothing out"), "{told:?}");
}

#[test]
fn a_vms_profiles_are_neutrons() {
    let keys = [(DB, r#"{"profile_ids": ["own"]}"#), (VM, r#"{"profile_ids": ["own"]}"#)];
    let found = attach(&["vm1"], &keys).unwrap();
    let [obstacle] = found.obstacles.as_slice() else { panic!("{found:?}") };
    assert_eq!((obstacle.force, obstacle.key.as_str()), (Force::Owner, VM));
    assert_eq!(obstacle.object, "endpoint n/openstack/vm1/port1");
    // What matches it by chance leaves it out.
    for words in [["n/*/*/*"].as_slice(), &["--selector", "! has(x)"]] {
        let found = attach(words, &keys).unwrap();
        assert!(found.obstacles.is_empty());
        assert_eq!(changes(&found).len(), 1);
        assert!(found.warnings[0].starts_with("an endpoint of OpenStack is left out"), "{found:?}");
    }
    let error = attach(&["n/openstack/*/*"], &keys).unwrap_err();
    assert_eq!(
        error.message(),
        "endpoint n/openstack/*/* matches OpenStack's endpoints alone, whose profiles are Neutron's"
    );
}

#[test]
fn what_matches_nothing_is_an_error_unless_allowed() {
    let keys = [(DB, r#"{"profile_ids": ["own"], "labels": {"role": "db"}}"#)];
    for words in [
        ["shop/web-*"].as_slice(),
        &["--namespace", "test"],
        &["--selector", "role == 'web'"],
        &["--pod", "shop/web-1"],
        &["--namespace", "shop", "--namespace", "test"],
        &["--namespace", "shop", "--selector", "role == 'web'"],
    ] {
        assert_eq!(kind(words, &keys), ErrorKind::NotFound, "{words:?}");
        assert!(attach(&[words, &["--allow-none"]].concat(), &keys).is_ok(), "{words:?}");
    }
    // A name is a name.
    assert_eq!(kind(&["shop/web-1", "--allow-none"], &keys), ErrorKind::NotFound);
    assert_eq!(kind(&["--allow-none"], &keys), ErrorKind::Usage);
    let both = attach(&["--namespace", "shop", "--selector", "role == 'db'"], &keys).unwrap();
    assert_eq!(changes(&both).len(), 1);
}

#[test]
fn what_cannot_be_read_is_not_written() {
    let keys = [(DB, r#"{"profile_ids": "own"}"#), (WEB, r#"{"profile_ids": ["own"]}"#)];
    let error = attach(&["shop/db-0"], &keys).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadData);
    let found = attach(&["--namespace", "shop"], &keys).unwrap();
    assert_eq!(changes(&found).len(), 1);
    assert_eq!(
        found.warnings,
        [
            "endpoint n/k8s/shop.db-0/eth0 is left out, as it cannot be read: member 'profile_ids' is a string, not a list"
        ]
    );
}

#[test]
fn only_links_by_tag_are_attached() {
    let pod = (DB, r#"{"profile_ids": ["own"]}"#);
    let policy = (
        "/calico/v1/policy/tier/k8s-openstack/policy/ns",
        r#"{"inbound_rules":[{"src_selector":"calico/k8s_ns == 'shop'","dst_tag":"4fe422ed-4730-4af4-b835-38d09235bd4a"}]}"#,
    );
    let bad = ("/calico/v1/policy/profile/bad/tags", "[");
    let ruleless = ("/calico/v1/policy/profile/ruleless/tags", r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
    for (link, kind, why) in [
        ("none", ErrorKind::NotFound, "link none does not exist"),
        ("own", ErrorKind::Refused, "profile own is no link: it joins no security group"),
        ("ns", ErrorKind::Refused, "link k8s-openstack/ns works by namespace"),
        ("bad", ErrorKind::BadData, "the profile of link bad cannot be read"),
        ("ruleless", ErrorKind::Refused, "link ruleless has no rules"),
    ] {
        let keys = [SG, OWN, policy, bad, ruleless, pod];
        let error = plan(&["link", "attach", link, "shop/db-0"], &keys).unwrap_err();
        assert!(error.kind() == kind && error.message().starts_with(why), "{link}: {error:?}");
    }
}

#[test]
fn intents_are_kept_in_the_same_plan() {
    let keys = [(DB, r#"{"profile_ids": ["open"]}"#), (WEB, r#"{"profile_ids": ["open"]}"#)];
    let words = ["--namespace", "shop", "--pod", "shop/db-0", "--replace", "open", "--keep"];
    let found = attach(&words, &keys).unwrap();
    let intent = r#"{"schema": "calicross/link-intent/1", "selections": [{"namespace": "shop", "replace": "open"}, {"pod": "shop/db-0", "replace": "open"}]}"#;
    assert_eq!(changes(&found).len(), 3);
    assert_eq!(found.change(INTENT).and_then(|change| change.after.as_deref()), Some(intent.as_bytes()));
    assert!(found.summary.contains(&"link l kept for namespace shop".to_owned()), "{found:?}");
    // Again: nothing to do, whatever else is in it.
    let linked = [(DB, r#"{"profile_ids": ["l"]}"#), (WEB, r#"{"profile_ids": ["l"]}"#), (INTENT, intent)];
    assert!(attach(&words, &linked).unwrap().is_empty());
    let selector = attach(&["--selector", "has(x)", "--allow-none", "--keep"], &linked).unwrap();
    assert_eq!(changes(&selector).len(), 1);
    // The link must be there for what is kept.
    assert_eq!(selector.guards().len(), 2);
    assert_eq!(kind(&["n/k8s/shop.db-0/eth0", "--keep"], &keys), ErrorKind::Usage);
    assert_eq!(changes(&attach(&["shop/db-0", "--keep"], &keys).unwrap()).len(), 2);
    let broken = [(DB, r#"{"profile_ids": ["l"]}"#), (INTENT, "{")];
    assert_eq!(kind(&["shop/db-0", "--keep"], &broken), ErrorKind::BadData);
    // What is not kept does not look at it.
    assert!(attach(&["shop/db-0"], &broken).is_ok());
}
