use proptest::prelude::*;

use super::*;
use crate::model::rule::Dialect;
use crate::model::shell::split_words;

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn rule(line: &str) -> crate::model::rule::Rule {
    crate::model::rule::Rule::from_words(&split_words(line).unwrap(), Dialect::Felix).unwrap()
}

#[test]
fn a_new_profile_and_the_example_on_it() {
    let [tags, labels, rules] = new_profile("k8s-to-sg1");
    assert_eq!(tags.0.path(), "/calico/v1/policy/profile/k8s-to-sg1/tags");
    assert_eq!(text(tags.1.clone()), r#"["k8s-to-sg1"]"#);
    assert_eq!(labels.0.path(), "/calico/v1/policy/profile/k8s-to-sg1/labels");
    assert_eq!(text(labels.1), "{}");
    assert_eq!(rules.0.path(), "/calico/v1/policy/profile/k8s-to-sg1/rules");
    let group = "4fe422ed-4730-4af4-b835-38d09235bd4a";
    let mut tags = Tags::parse(&tags.1).unwrap();
    assert!(tags.add(group));
    assert!(!tags.add(group));
    assert_eq!(text(tags.to_bytes()), r#"["k8s-to-sg1", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#);
    let mut rules = Rules::parse(&rules.1).unwrap();
    rules.insert(Direction::Inbound, None, &rule(&format!("allow from tag {group}"))).unwrap();
    assert_eq!(
        text(rules.to_bytes("k8s-to-sg1")),
        r#"{"id": "k8s-to-sg1", "inbound_rules": [{"action": "allow", "src_tag": "k8s-to-sg1"}, {"action": "allow", "src_tag": "4fe422ed-4730-4af4-b835-38d09235bd4a"}], "outbound_rules": [{"action": "allow"}]}"#
    );
}

#[test]
fn what_networking_calico_wrote_survives() {
    let found = r#"{"outbound_rules":[{"ip_version":4,"dst_net":"0.0.0.0/0"}],"x":1E5,"inbound_rules":[{"ip_version":4,"protocol":"tcp","src_net":"0.0.0.0/0","dst_ports":["1:65535"]},{"!src_tag":"a","foo":1.0}]}"#;
    let mut rules = Rules::parse(found.as_bytes()).unwrap();
    assert_eq!(text(rules.to_bytes("p")), found.replacen('{', r#"{"id":"p","#, 1));
    rules.insert(Direction::Inbound, Some(1), &rule("deny")).unwrap();
    rules.remove(Direction::Outbound, 1).unwrap();
    assert_eq!(
        text(rules.to_bytes("p")),
        r#"{"id":"p","outbound_rules":[],"x":1E5,"inbound_rules":[{"action":"deny"},{"ip_version":4,"protocol":"tcp","src_net":"0.0.0.0/0","dst_ports":["1:65535"]},{"!src_tag":"a","foo":1.0}]}"#
    );
    assert_eq!(rules.position_where(Direction::Inbound, |rule| !rule.unknown().is_empty()), Some(3));
}

#[test]
fn missing_members_are_added_on_a_rewrite() {
    let rules = Rules::parse(br#"{"outbound_rules": null}"#).unwrap();
    assert_eq!(text(rules.to_bytes("p")), r#"{"id": "p", "outbound_rules": [], "inbound_rules": []}"#);
    assert_eq!(rules.values(Direction::Inbound).len(), 0);
    let mut copy = Rules::of_new_profile("a");
    copy.set_id("b");
    assert_eq!(copy.id(), Some("b"));
}

#[test]
fn positions_count_from_one_and_out_of_range_changes_nothing() {
    let mut rules = Rules::of_new_profile("p");
    let before = rules.clone();
    let error = rules.insert(Direction::Inbound, Some(3), &rule("deny")).unwrap_err();
    assert_eq!(error.to_string(), "position 3 is out of range: it must be from 1 to 2");
    assert!(rules.insert(Direction::Inbound, Some(0), &rule("deny")).is_err());
    assert!(rules.remove(Direction::Outbound, 0).is_err());
    assert!(rules.remove(Direction::Outbound, 2).is_err());
    assert_eq!(rules, before);
    rules.remove(Direction::Outbound, 1).unwrap();
    let error = rules.remove(Direction::Outbound, 1).unwrap_err();
    assert_eq!(error.to_string(), "position 1 is out of range: there are no rules");
    assert_eq!(rules.position_of(Direction::Inbound, &rule("allow from tag p")), Some(1));
    assert_eq!(rules.position_of(Direction::Inbound, &rule("allow from tag q")), None);
}

#[test]
fn what_cannot_be_read_says_why() {
    for (bytes, why) in [
        (&b"{}"[..], "not a list of tags"),
        (b"[\"a\", 1]", "tag 2 is a number, not a string"),
        (b"[\"a\"", "the value ends early, expected ',' or ']' at line 1 column 5"),
    ] {
        assert_eq!(Tags::parse(bytes).unwrap_err().to_string(), why);
    }
    for (bytes, why) in [
        (&b"[]"[..], "rules are a list, not an object"),
        (br#"{"inbound_rules": {}}"#, "member 'inbound_rules' is an object, not a list"),
    ] {
        assert_eq!(Rules::parse(bytes).unwrap_err().to_string(), why);
    }
    assert_eq!(Labels::parse(b"null").unwrap_err().to_string(), "labels are null, not an object");
    assert_eq!(Labels::parse(b"{\"a\": 1}").unwrap_err().to_string(), "label 'a' is a number, not a string");
    let rules = Rules::parse(br#"{"inbound_rules": [{}, {"action": "accept"}]}"#).unwrap();
    let (direction, position, error) = rules.first_bad().unwrap();
    assert_eq!((direction, position), (Direction::Inbound, 2));
    assert!(error.to_string().contains("'accept'"));
}

#[test]
fn a_profile_is_read_key_by_key() {
    let mut profile = Profile::named("p");
    assert!(!profile.exists());
    profile.take(ProfilePart::Rules, b"{");
    profile.take(ProfilePart::Tags, b"[\"a\"]");
    assert!(profile.exists());
    assert!(profile.tags.as_ref().unwrap().as_ref().unwrap().contains("a"));
    let malformed = profile.malformed();
    assert_eq!(malformed.len(), 1);
    assert_eq!(malformed[0].0.path(), "/calico/v1/policy/profile/p/rules");
}

#[test]
fn documents_are_the_same_by_meaning() {
    let rules = |text: &str| Rules::parse(text.as_bytes()).unwrap();
    assert!(rules(r#"{"inbound_rules": [{"src_net": "10.1.1.1/8"}], "x": 1}"#).same(&rules(
        r#"{"x": 1.0, "outbound_rules": [], "inbound_rules": [{"action": "allow", "src_net": "10.0.0.0/8"}]}"#
    )));
    assert!(
        !rules(r#"{"inbound_rules": [{}, {"action": "deny"}]}"#)
            .same(&rules(r#"{"inbound_rules": [{"action": "deny"}, {}]}"#))
    );
    assert!(!rules(r#"{"id": "a"}"#).same(&rules("{}")));
    assert!(Tags::of(["a", "b", "a"]).same(&Tags::of(["b", "a"])));
    assert!(!Tags::of(["a"]).same(&Tags::of(["a", "b"])));
}

#[test]
fn labels_are_edited_in_place() {
    let mut labels = Labels::parse(br#"{"b":"1","a":"2"}"#).unwrap();
    assert!(!labels.set("a", "2"));
    assert!(labels.set("b", "3"));
    assert!(labels.set("c", ""));
    assert!(labels.remove("a"));
    assert!(!labels.remove("a"));
    assert_eq!(text(labels.to_bytes()), r#"{"b":"3","c":""}"#);
    assert!(labels.iter().eq([("b", "3"), ("c", "")]));
    assert!(!labels.is_empty());
}

proptest! {
    #[test]
    fn tags_are_a_set_in_the_order_found(list in prop::collection::vec("[a-d]|\\PC{1,3}", 0..8), tag in "[a-f]") {
        let tags = Tags::of(list.clone());
        let mut edited = Tags::parse(&tags.to_bytes()).unwrap();
        prop_assert_eq!(&edited, &tags);
        prop_assert_eq!(edited.add(&tag), !tags.contains(&tag));
        prop_assert!(edited.contains(&tag));
        prop_assert!(edited.iter().zip(&list).all(|(a, b)| a == b));
        prop_assert!(edited.remove(&tag));
        prop_assert!(!edited.contains(&tag) && !edited.remove(&tag));
        let rest: Vec<_> = list.iter().filter(|found| **found != tag).map(String::as_str).collect();
        prop_assert_eq!(edited.iter().collect::<Vec<_>>(), rest);
    }

    #[test]
    fn what_is_inserted_is_removed_again(
        count in 0usize..5, at in 1usize..7, extra in "[a-z]{1,5}", compact in any::<bool>(),
    ) {
        let style = if compact { crate::model::json::Style::Compact } else { crate::model::json::Style::Spaced };
        let items: Vec<_> = (0..count).map(|i| serde_json::json!({"src_tag": format!("t{i}"), (extra.as_str()): 1})).collect();
        let found = serde_json::json!({"id": "p", "inbound_rules": items, (format!("x{extra}")): {"a": [1, 2]}, "outbound_rules": []});
        let bytes = crate::model::json::to_bytes(&found, style);
        let mut rules = Rules::parse(&bytes).unwrap();
        match rules.insert(Direction::Inbound, Some(at), &rule("deny")) {
            Ok(()) => {
                prop_assert!(at <= count + 1);
                prop_assert!(!rules.same(&Rules::parse(&bytes).unwrap()));
                prop_assert_eq!(rules.remove(Direction::Inbound, at).unwrap(), rule("deny").to_json());
            }
            Err(_) => prop_assert!(at > count + 1),
        }
        prop_assert_eq!(rules.to_bytes("p"), bytes);
    }
}
