use super::*;
use crate::commands::testing::changes;

const TAGS: (&str, &str) = ("/calico/v1/policy/profile/l/tags", r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
const RULES: (&str, &str) = ("/calico/v1/policy/profile/l/rules", r#"{"outbound_rules": [{}]}"#);
const DB: &str = "/calico/v1/host/n/workload/k8s/shop.db-0/endpoint/eth0";
const VM: &str = "/calico/v1/host/n/workload/openstack/vm1/endpoint/port1";
const SHOP: &str = r#"{"schema": "calicross/link-intent/1", "selections": [{"namespace": "shop", "replace": "open"}]}"#;
const EVERYBODY: &str = r#"{"schema": "calicross/link-intent/1", "selections": [{"selector": "all()"}]}"#;

fn reconciled(name: Option<&str>, keys: &[(&str, &str)]) -> Reconciled {
    plan(name, &Snapshot::literal(keys)).unwrap()
}

#[test]
fn pods_are_brought_to_their_links() {
    let keys = [(DB, r#"{"profile_ids": ["open"]}"#), TAGS, RULES, ("/calicross/v1/links/l", SHOP)];
    let Reconciled { plan, left_out } = reconciled(None, &keys);
    assert!(left_out.is_empty());
    assert_eq!(changes(&plan), [(DB, Some(r#"{"profile_ids": ["l"]}"#.to_owned()))]);
    assert_eq!(plan.summary, ["link l brought to endpoint n/k8s/shop.db-0/eth0"]);
    // What says so, and what it would be cut off without, must not change meanwhile.
    let relied: Vec<&str> = plan.guards().map(crate::store::Guard::path).collect();
    assert_eq!(relied, [RULES.0, TAGS.0, "/calicross/v1/links/l"]);
    assert!(plan.questions.is_empty());

    let linked = [(DB, r#"{"profile_ids": ["l"]}"#), TAGS, RULES, ("/calicross/v1/links/l", SHOP)];
    let Reconciled { plan, .. } = reconciled(Some("l"), &linked);
    assert!(plan.is_empty() && plan.summary.is_empty() && plan.guards().len() == 0);
}

#[test]
fn vms_are_never_touched() {
    let keys = [(VM, r#"{"profile_ids": []}"#), TAGS, RULES, ("/calicross/v1/links/l", EVERYBODY)];
    assert!(reconciled(None, &keys).plan.is_empty());
}

#[test]
fn what_would_cut_pods_off_is_left_out_and_the_rest_is_not() {
    let keys = [
        (DB, r#"{"profile_ids": ["open"]}"#),
        TAGS,
        RULES,
        ("/calico/v1/policy/profile/bad/rules", "["),
        ("/calicross/v1/links/bad", SHOP),
        ("/calicross/v1/links/damaged", "{"),
        ("/calicross/v1/links/gone", SHOP),
        ("/calicross/v1/links/l", SHOP),
    ];
    let Reconciled { plan, left_out } = reconciled(None, &keys);
    assert_eq!(changes(&plan), [(DB, Some(r#"{"profile_ids": ["l"]}"#.to_owned()))]);
    let told: Vec<_> = left_out.iter().map(|error| (error.kind().exit_code(), error.message())).collect();
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [5, 5, 3], "{told:?}");
    assert_eq!(told[2].1, "kept, but left out: link gone does not exist");
    assert_eq!(plan.warnings, [told[1].1, told[2].1]);
    // Of one link alone the others are not told.
    assert!(reconciled(Some("l"), &keys).left_out.is_empty());
}

#[test]
fn a_link_without_intent_is_an_error() {
    let Err(error) = plan(Some("l"), &Snapshot::literal(&[TAGS, RULES])) else { panic!("there is none") };
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(reconciled(None, &[TAGS, RULES]).plan.is_empty());
}
