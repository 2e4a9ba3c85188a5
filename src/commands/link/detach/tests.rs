use crate::commands::testing::{changes, plan};
use crate::error::{CommandError, ErrorKind};
use crate::plan::{Force, Plan};

const TAGS: (&str, &str) = ("/calico/v1/policy/profile/l/tags", r#"["4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
const RULES: (&str, &str) = ("/calico/v1/policy/profile/l/rules", r#"{"inbound_rules": [], "outbound_rules": [{}]}"#);
const OPEN: (&str, &str) = ("/calico/v1/policy/profile/open/rules", r#"{"inbound_rules": [{}]}"#);
const DB: &str = "/calico/v1/host/n/workload/k8s/shop.db-0/endpoint/eth0";
const WEB: &str = "/calico/v1/host/m/workload/k8s/shop.web-1/endpoint/eth0";
const VM: &str = "/calico/v1/host/n/workload/openstack/vm1/endpoint/port1";
const INTENT: &str = "/calicross/v1/links/l";

fn detach(words: &[&str], keys: &[(&str, &str)]) -> Result<Plan, CommandError> {
    plan(&[&["link", "detach", "l"], words].concat(), &[&[TAGS, RULES, OPEN], keys].concat())
}

fn intent(selections: &str) -> String {
    format!(r#"{{"schema": "calicross/link-intent/1", "selections": [{selections}]}}"#)
}

#[test]
fn a_link_goes_and_its_connections_are_told() {
    let keys = [
        (DB, r#"{"profile_ids":["open","l"],"ipv4_nets":["10.0.0.1/32"],"ipv6_nets":["fd00::1/128"]}"#),
        (WEB, r#"{"profile_ids":["open"]}"#),
    ];
    let found = detach(&["shop/db-0", "shop/web-1"], &keys).unwrap();
    let after = r#"{"profile_ids":["open"],"ipv4_nets":["10.0.0.1/32"],"ipv6_nets":["fd00::1/128"]}"#;
    assert_eq!(changes(&found), [(DB, Some(after.to_owned()))]);
    assert_eq!(
        found.summary,
        ["link l is not on endpoint m/k8s/shop.web-1/eth0", "link l taken off endpoint n/k8s/shop.db-0/eth0"]
    );
    assert_eq!(
        found.warnings,
        [
            "established connections live on; on host n this ends them: conntrack -D -s 10.0.0.1; conntrack -D -d 10.0.0.1; \
          conntrack -D -f ipv6 -s fd00::1; conntrack -D -f ipv6 -d fd00::1"
        ]
    );
    assert!(found.questions.is_empty());
    assert!(detach(&["shop/web-1"], &keys).unwrap().is_empty());
}

#[test]
fn nothing_is_cut_off_unless_told() {
    let keys = [(DB, r#"{"profile_ids": ["l"]}"#), (WEB, r#"{"profile_ids": ["l"]}"#)];
    let error = detach(&["--namespace", "shop"], &keys).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert_eq!(
        error.message(),
        "endpoint m/k8s/shop.web-1/eth0 would be left without a profile, cut off from everything (and 1 more)"
    );
    let closed = detach(&["shop/db-0", "--leave-closed"], &keys).unwrap();
    assert_eq!(changes(&closed), [(DB, Some(r#"{"profile_ids": []}"#.to_owned()))]);
    let restored = detach(&["shop/db-0", "--restore", "open"], &keys).unwrap();
    assert_eq!(changes(&restored), [(DB, Some(r#"{"profile_ids": ["open"]}"#.to_owned()))]);
    assert_eq!(restored.summary, ["link l taken off endpoint n/k8s/shop.db-0/eth0, profile open in its place"]);
    assert!(restored.guards().any(|guard| guard.path() == OPEN.0));
    assert_eq!(detach(&["shop/db-0", "--restore", "ghost"], &keys).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(detach(&["shop/db-0", "--restore", "l"], &keys).unwrap_err().kind(), ErrorKind::Usage);
    // A pod without profiles is closed already.
    assert!(detach(&["shop/db-0"], &[(DB, r#"{"profile_ids": []}"#)]).unwrap().is_empty());
}

#[test]
fn what_the_intent_says_comes_back_and_the_intent_goes() {
    let kept = intent(r#"{"namespace": "shop", "replace": "open"}, {"pod": "shop/db-0", "replace": "ghost"}"#);
    let keys = [(DB, r#"{"profile_ids": ["l"]}"#), (INTENT, kept.as_str())];
    let found = detach(&["--namespace", "shop"], &keys).unwrap();
    let rest = intent(r#"{"pod": "shop/db-0", "replace": "ghost"}"#);
    assert_eq!(changes(&found), [(DB, Some(r#"{"profile_ids": ["open"]}"#.to_owned())), (INTENT, Some(rest))]);
    assert!(found.summary.contains(&"link l kept no longer for namespace shop".to_owned()));
    assert_eq!(
        found.warnings,
        [
            "endpoint n/k8s/shop.db-0/eth0: the link is kept for --pod shop/db-0, so that `link reconcile` brings it back; \
          `calicross link detach l --pod shop/db-0` ends that"
        ]
    );
    let all = detach(&["--all"], &keys).unwrap();
    assert_eq!(changes(&all), [(DB, Some(r#"{"profile_ids": ["open"]}"#.to_owned())), (INTENT, None)]);
    assert!(all.warnings.is_empty());
    // What it has replaced must still be there, or it would be cut off as well.
    let gone = intent(r#"{"namespace": "shop", "replace": "ghost"}"#);
    let keys = [(DB, r#"{"profile_ids": ["l"]}"#), (INTENT, gone.as_str())];
    assert_eq!(detach(&["--all"], &keys).unwrap_err().kind(), ErrorKind::Refused);
    // Nothing is there any more to take it off.
    assert_eq!(changes(&detach(&["--namespace", "shop"], &keys[1..]).unwrap()), [(INTENT, None)]);
}

#[test]
fn an_intent_that_cannot_be_read_is_in_the_way() {
    let keys = [(DB, r#"{"profile_ids": ["l", "open"]}"#), (INTENT, "{")];
    assert_eq!(detach(&["shop/db-0"], &keys).unwrap_err().kind(), ErrorKind::BadData);
    let all = detach(&["--all"], &keys).unwrap();
    assert_eq!(all.obstacles.first().map(|obstacle| obstacle.force), Some(Force::Malformed));
    assert_eq!(all.change(INTENT).map(|change| change.after.is_none()), Some(true));
}

#[test]
fn a_link_that_is_gone_can_still_be_taken_off() {
    let pod = [(DB, r#"{"profile_ids": ["l", "open"]}"#)];
    assert_eq!(changes(&plan(&["link", "detach", "l", "shop/db-0"], &pod).unwrap()).len(), 1);
    assert_eq!(plan(&["link", "detach", "x", "shop/db-0"], &pod).unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(plan(&["link", "detach", "x", "--all"], &pod).unwrap_err().kind(), ErrorKind::NotFound);
    let other = plan(&["link", "detach", "open", "shop/db-0"], &[pod[0], OPEN]).unwrap_err();
    assert_eq!(other.message(), "profile open is no link: it joins no security group");
    // Nobody has it: that is what was asked for.
    assert!(detach(&["--all"], &[]).unwrap().is_empty());
}

#[test]
fn many_are_asked_about_and_vms_are_neutrons() {
    let pods: Vec<String> =
        (0..6).map(|at| format!("/calico/v1/host/n/workload/k8s/shop.web-{at}/endpoint/eth0")).collect();
    let mut keys: Vec<(&str, &str)> = pods.iter().map(|path| (path.as_str(), r#"{"profile_ids": ["l"]}"#)).collect();
    keys.push((VM, r#"{"profile_ids": ["l", "open"]}"#));
    let found = detach(&["--all", "--leave-closed"], &keys).unwrap();
    assert_eq!(found.questions.len(), 1);
    assert_eq!(found.questions[0].text, "takes link l off 6 endpoints; 6 of them are then cut off from everything");
    assert_eq!(found.summary, ["link l taken off 6 endpoints"]);
    assert!(found.warnings[0].starts_with("an endpoint of OpenStack is left out"), "{found:?}");
    let vm = detach(&["vm1"], &keys).unwrap();
    assert_eq!(vm.obstacles.first().map(|obstacle| obstacle.force), Some(Force::Owner));
}
