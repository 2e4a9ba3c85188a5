use super::*;
use crate::commands::testing::{changes, plan};

const TIER: (&str, &str) = ("/calico/v1/policy/tier/t/metadata", r#"{"order": 900}"#);
const DEFAULT: &str = "/calico/v1/policy/tier/default/metadata";
const PASS: (&str, &str) = (
    "/calico/v1/policy/tier/t/policy/zz",
    r#"{"selector": "all()", "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#,
);
const WEB: &str = "/calico/v1/policy/tier/t/policy/web";
const DEAD: (&str, &str) = (
    "/calico/v1/policy/tier/default/policy/old",
    r#"{"selector":"a == 'b'","order":5,"inbound_rules":[{"action":"allow"}],"outbound_rules":[{"action":"allow"}]}"#,
);

fn words<'a>(name: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["policy", "add", name, "--selector", "role == 'web'"], more].concat()
}

#[test]
fn a_policy_of_a_tier_that_passes_on_needs_no_question() {
    let added = plan(
        &words("t/web", &["--inbound", "allow tcp from selector 'a == \"b\"' to ports 80", "--order", "10"]),
        &[TIER, PASS],
    )
    .unwrap();
    let expected = r#"{"order": 10, "selector": "role == 'web'", "inbound_rules": [{"action": "allow", "protocol": "tcp", "src_selector": "a == \"b\"", "dst_ports": [80]}], "outbound_rules": []}"#;
    assert_eq!(changes(&added), [(WEB, Some(expected.to_owned()))]);
    assert!(added.questions.is_empty() && added.warnings.is_empty(), "{added:?}");
    assert_eq!(added.guards().len(), 1, "that the tier counts decided");
    let by_option = plan(&words("web", &["--tier", "t", "--order", "default"]), &[TIER, PASS]).unwrap();
    assert!(!by_option.change(WEB).unwrap().after.as_ref().unwrap().windows(7).any(|part| part == b"\"order\""));
}

#[test]
fn what_it_would_cut_off_is_asked_about() {
    let added = plan(&words("t/web", &["--inbound", "allow tcp"]), &[TIER]).unwrap();
    let asked: Vec<&str> = added.questions.iter().map(|question| question.text.as_str()).collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(asked[1].starts_with("policy t/web has no outbound rules"), "{asked:?}");
    assert!(asked[0].starts_with("policy t/web does not decide all inbound traffic"), "{asked:?}");
    let both = ["--inbound", "allow", "--outbound", "allow"];
    assert!(plan(&words("t/web", &both), &[TIER]).unwrap().questions.is_empty());
    // It comes behind one that decides everything.
    let late = plan(&words("t/web", &["--inbound", "allow", "--order", "default"]), &[TIER, (PASS.0, PASS.1)]).unwrap();
    assert!(late.questions.is_empty(), "{:?}", late.questions);
    let later = plan(
        &["policy", "add", "t/zzz", "--selector", "all()", "--inbound", "deny", "--order", "default"],
        &[TIER, PASS],
    )
    .unwrap();
    assert!(later.questions.iter().any(|question| question.text.contains("never reached")), "{later:?}");
}

#[test]
fn the_default_tier_is_made_to_count() {
    let both = ["--inbound", "allow", "--outbound", "allow"];
    let added = plan(&words("web", &both), &[]).unwrap();
    assert_eq!(changes(&added)[0], (DEFAULT, Some(r#"{"order": 1000}"#.to_owned())));
    assert!(added.questions.is_empty());
    let waking = plan(&words("web", &both), &[DEAD]).unwrap();
    assert!(waking.questions[0].text.contains("default/old which Felix 1.4 ignores so far"), "{:?}", waking.questions);
    let there = plan(&words("web", &both), &[DEAD, (DEFAULT, "{}")]).unwrap();
    assert_eq!(there.changes().len(), 1);
}

#[test]
fn other_tiers_are_not_made_up() {
    assert_eq!(plan(&words("u/web", &[]), &[TIER]).unwrap_err().kind(), ErrorKind::NotFound);
    let building = plan(&words("t/web", &["--inbound", "allow"]), &[PASS]).unwrap();
    assert_eq!(building.changes().len(), 1);
    assert!(building.warnings[0].ends_with("`calicross tier add t` makes them count"), "{:?}", building.warnings);
}

#[test]
fn what_is_there_stays_unless_told() {
    let there = (WEB, r#"{"selector":"role == 'web'","order":1000,"x":1.50,"outbound_rules":[{"action":"deny"}]}"#);
    assert!(plan(&words("t/web", &[]), &[TIER, PASS, there]).unwrap().is_empty());
    let other = ["policy", "add", "t/web", "--selector", "all()"];
    assert_eq!(plan(&other, &[TIER, PASS, there]).unwrap_err().kind(), ErrorKind::Exists);
    let updated = plan(&["policy", "add", "t/web", "--outbound", "allow", "--update"], &[TIER, PASS, there]).unwrap();
    let expected = r#"{"selector":"role == 'web'","order":1000,"x":1.50,"outbound_rules":[{"action":"allow"}],"inbound_rules":[]}"#;
    assert_eq!(changes(&updated), [(WEB, Some(expected.to_owned()))]);
    assert_eq!(updated.questions[0].text, "removes 1 rule of policy t/web");
    let broken = (WEB, "{");
    assert_eq!(plan(&words("t/web", &[]), &[TIER, PASS, broken]).unwrap_err().kind(), ErrorKind::Exists);
    let forced = plan(&words("t/web", &["--update"]), &[TIER, PASS, broken]).unwrap();
    assert_eq!(forced.obstacles[0].force, Force::Malformed);
}

#[test]
fn a_namesake_and_a_tie_are_told() {
    let keys =
        [TIER, PASS, (WEB, r#"{"selector": "a == 'b'", "order": 1000}"#), ("/calico/v1/policy/tier/u/policy/db", "{}")];
    let warned = plan(&["policy", "add", "t/db", "--selector", "c == 'd'"], &keys).unwrap().warnings;
    assert!(warned.iter().any(|line| line.starts_with("policy u/db has the same name")), "{warned:?}");
    assert!(
        warned.iter().any(|line| line.starts_with("policy t/web of tier t has the same order, 1000")),
        "{warned:?}"
    );
}

#[test]
fn words_that_will_not_do() {
    let kind = |words: &[&str]| plan(words, &[TIER, PASS]).unwrap_err().kind();
    assert_eq!(kind(&["policy", "add", "t/web"]), ErrorKind::Usage);
    assert_eq!(kind(&["policy", "add", "t/web", "--selector", "role = 'x'"]), ErrorKind::Usage);
    assert_eq!(kind(&["policy", "add", "t/web", "--tier", "u", "--selector", "all()"]), ErrorKind::Usage);
    assert_eq!(kind(&["policy", "add", "t/a/b", "--selector", "all()"]), ErrorKind::Refused);
    assert_eq!(kind(&["policy", "add", "t/_a", "--selector", "all()"]), ErrorKind::Refused);
    assert_eq!(kind(&words("t/web", &["--inbound", "allow tcp from"])), ErrorKind::Usage);
    assert_eq!(kind(&words("t/web", &["--inbound", "allow to ports 80"])), ErrorKind::Refused);
    assert_eq!(kind(&words("t/web", &["--inbound", "allow from selector 'x"])), ErrorKind::Usage);
}
