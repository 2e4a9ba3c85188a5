use proptest::prelude::*;

use super::*;

fn told(path: &str, before: Option<&str>, after: Option<&str>) -> Vec<String> {
    words(&Key::parse(path), before.map(str::as_bytes), after.map(str::as_bytes))
}

const WEB: &str = "/calico/v1/policy/profile/web";

#[test]
fn profiles() {
    let tags = format!("{WEB}/tags");
    assert_eq!(told(&tags, Some(r#"["web"]"#), Some(r#"["web", "db"]"#)), ["tag db added"]);
    assert_eq!(told(&tags, Some(r#"["a", "b"]"#), Some(r#"["c"]"#)), ["tag c added", "tag a removed", "tag b removed"]);
    assert_eq!(told(&tags, Some(r#"["a"]"#), Some(r#"[ "a" ]"#)), Vec::<String>::new());
    assert_eq!(told(&tags, None, Some(r#"["a"]"#)), ["tags made", "tag a added"]);
    assert_eq!(told(&tags, Some("[]"), None), ["tags removed"]);
    assert_eq!(told(&tags, Some("[]"), Some("{")), ["changed, and cannot be read any more"]);
    let labels = format!("{WEB}/labels");
    assert_eq!(
        told(&labels, Some(r#"{"a":"1","b":"2"}"#), Some(r#"{"a":"3","c":"4"}"#)),
        ["label a changed from 1 to 3", "label c=4 added", "label b removed"]
    );
    let rules = |inbound: &str| format!(r#"{{"inbound_rules":[{inbound}],"outbound_rules":[]}}"#);
    let (allow, deny) = (r#"{"action":"allow","protocol":"tcp","dst_ports":[80]}"#, r#"{"action":"deny"}"#);
    let of = |before: &str, after: &str| told(&format!("{WEB}/rules"), Some(&rules(before)), Some(&rules(after)));
    assert_eq!(of("", allow), ["inbound rule added: allow tcp to ports 80"]);
    assert_eq!(of(&format!("{allow},{deny}"), deny), ["inbound rule removed: allow tcp to ports 80"]);
    assert_eq!(of(&format!("{allow},{deny}"), &format!("{deny},{allow}")), ["inbound rules reordered"]);
    assert_eq!(of(&format!("{deny},{deny}"), deny), ["inbound rule removed: deny"]);
}

#[test]
fn endpoints_and_policies() {
    let path = "/calico/v1/host/n/workload/k8s/shop.front/endpoint/eth0";
    assert_eq!(object(&Key::parse(path)), "endpoint shop/front");
    let of = |before: &str, after: &str| told(path, Some(before), Some(after));
    assert_eq!(
        of(r#"{"state":"active","profile_ids":["a"]}"#, r#"{"state":"inactive","profile_ids":["a","b"],"x":{"y":1}}"#),
        ["profile b added", "state changed from active to inactive", r#"x set to {"y":1}"#]
    );
    assert_eq!(of(r#"{"profile_ids":["a","b"]}"#, r#"{"profile_ids":["b","a"]}"#), ["profiles reordered"]);
    let policy = "/calico/v1/policy/tier/t/policy/p";
    assert_eq!(
        told(policy, Some(r#"{"order":1,"selector":"all()"}"#), Some(r#"{"order":2,"selector":"all()"}"#)),
        ["order changed from 1 to 2"]
    );
}

#[test]
fn settings_and_what_nobody_knows() {
    assert_eq!(told("/calico/v1/Ready", Some("true"), Some("false")), ["changed from true to false"]);
    assert_eq!(told("/calico/v1/config/X", None, Some("")), ["set to nothing"]);
    assert_eq!(
        told("/calico/v1/config/X", Some("a"), Some(&"b".repeat(99))),
        [format!("changed from a to {}…", "b".repeat(59))]
    );
    assert_eq!(told("/calico/v9/x", Some("a"), Some("bc")), ["changed (2 bytes)"]);
    assert_eq!(object(&Key::parse("/calico/v9/x")), "/calico/v9/x");
    assert_eq!(object(&Key::parse("/calicross/v1/links/shop")), "link shop");
}

proptest! {
    #[test]
    fn something_is_told_exactly_where_the_meaning_differs(
        at in 0usize..8,
        before in "(\\[\"[ab]\"(, \"[bc]\")?\\]|\\{(\"[ab]\":\"[xy]\")?\\}|[ab]|)",
        after in "(\\[\"[ab]\"(, \"[bc]\")?\\]|\\{(\"[ab]\":\"[xy]\")?\\}|[ab]|)",
    ) {
        let paths = [
            "/calico/v1/policy/profile/web/tags",
            "/calico/v1/policy/profile/web/labels",
            "/calico/v1/policy/profile/web/rules",
            "/calico/v1/policy/tier/t/policy/p",
            "/calico/v1/host/n/workload/k8s/a.b/endpoint/e",
            "/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26",
            "/calico/v1/config/X",
            "/calico/v1/other",
        ];
        let key = Key::parse(paths[at]);
        let lines = words(&key, Some(before.as_bytes()), Some(after.as_bytes()));
        prop_assert_eq!(lines.is_empty(), same_value(&key, before.as_bytes(), after.as_bytes()), "{:?}", lines);
        prop_assert!(lines.iter().all(|line| !line.is_empty()));
        prop_assert!(!words(&key, None, Some(after.as_bytes())).is_empty());
    }
}
