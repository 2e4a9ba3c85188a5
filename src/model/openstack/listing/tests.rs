use proptest::prelude::*;
use serde_json::json;

use super::*;

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const DB: &str = "0325ec18-425f-4226-903b-ec830e3e7894";

fn listed(value: &Value) -> Result<Listed, BadListing> {
    read(value.to_string().as_bytes(), None)
}

fn error(text: &str, kind: Option<Kind>) -> String {
    read(text.as_bytes(), kind).unwrap_err().to_string()
}

/// One item of each listing, as clients of both ages print it.
fn items() -> Vec<(Kind, Value)> {
    let (id, name) = (WEB, "web");
    vec![
        (Kind::Group, json!({"Project": "2c1e", "ID": id, "Name": name, "Description": ""})),
        (
            Kind::Group,
            json!({"ID": id, "Name": name, "Description": "", "Project": "2c1e", "Tags": [], "Shared": false}),
        ),
        (Kind::Group, json!({"id": id, "name": name, "security_group_rules": "egress, IPv4\negress, IPv6"})),
        (
            Kind::Server,
            json!({"Status": "ACTIVE", "Networks": "net1=10.65.0.3", "ID": id, "Image Name": "", "Name": name}),
        ),
        (
            Kind::Server,
            json!({"ID": id, "Name": name, "Status": "ACTIVE", "Networks": {"net1": ["10.65.0.3"]}, "Image": "cirros", "Flavor": "m1.tiny"}),
        ),
        (
            Kind::Port,
            json!({"Fixed IP Addresses": "ip_address='10.65.0.3', subnet_id='29a0297e'", "ID": id, "MAC Address": "fa:16:3e:5e:ac:40", "Name": name}),
        ),
        (
            Kind::Port,
            json!({"ID": id, "Name": name, "MAC Address": "fa:16:3e:5e:ac:40", "Fixed IP Addresses": [{"subnet_id": "29a0297e", "ip_address": "10.65.0.3"}], "Status": "ACTIVE"}),
        ),
        (Kind::Port, json!({"id": id, "name": name, "mac_address": "fa:16:3e:5e:ac:40", "fixed_ips": "{}"})),
    ]
}

#[test]
fn each_age_of_each_listing_is_known_by_its_columns() {
    for (kind, item) in items() {
        let found = listed(&json!([item])).unwrap();
        assert_eq!(found.names, [(kind, [(WEB.to_owned(), "web".to_owned())].into())].into(), "{item}");
        for other in Kind::ALL.into_iter().filter(|other| *other != kind) {
            let refused = read(json!([item]).to_string().as_bytes(), Some(other)).unwrap_err().to_string();
            assert_eq!(
                refused,
                format!("item 1: its columns are those of {}, not of {}", kind.plural(), other.plural())
            );
        }
    }
}

#[test]
fn listings_of_other_things_are_not_taken() {
    for other in [
        json!({"ID": WEB, "Name": "net1", "Subnets": ["29a0"]}),
        json!({"ID": WEB, "Name": "net1", "Subnets": "29a0", "Project": "2c1e", "Status": "ACTIVE", "Description": ""}),
        json!({"ID": WEB, "Name": "s", "Network": "5a87", "Subnet": "10.65.0.0/24"}),
        json!({"ID": WEB, "Name": "demo"}),
        json!({"ID": WEB, "Name": "demo", "Domain ID": "default", "Description": "", "Enabled": true}),
        json!({"ID": WEB, "Name": "addresses", "Description": "", "Project": "2c1e", "Addresses": []}),
        json!({"ID": WEB, "Name": "both", "Networks": "", "MAC Address": ""}),
    ] {
        assert!(matches!(listed(&json!([other])), Err(BadListing::Unclear { .. })), "{other}");
    }
    let bare = format!(r#"[{{"ID": "{WEB}", "Name": "web"}}]"#);
    assert_eq!(
        error(&bare, None),
        "cannot tell by the columns (ID, Name) whether security groups, servers or ports are listed"
    );
    let found = read(bare.as_bytes(), Some(Kind::Server)).unwrap();
    assert_eq!(found.names[&Kind::Server][WEB], "web");
    let net = format!(r#"[{{"ID": "{WEB}", "Name": "web", "Subnets": ""}}]"#);
    assert_eq!(error(&net, Some(Kind::Group)), "item 1: security groups have no column \"subnets\"");
}

#[test]
fn several_listings_in_one_text() {
    let group = json!([{"ID": WEB, "Name": "web", "Description": "", "Project": ""}]);
    let port = json!([{"ID": DB, "Name": "", "MAC Address": ""}]);
    let found = read(format!("{group}\n{port}[] {group}").as_bytes(), None).unwrap();
    assert_eq!(found.names[&Kind::Group][WEB], "web");
    assert_eq!(found.names[&Kind::Port][DB], "");
    assert_eq!(found.unknown, 1);
    let bad = format!("{group}\n[{{\"ID\": 1}}]");
    assert_eq!(
        error(&bad, None),
        "list 2: cannot tell by the columns (ID) whether security groups, servers or ports are listed"
    );
    assert_eq!(error(&bad, Some(Kind::Group)), "list 2, item 1: its ID is not a string");
    // An empty list is of the kind that was said.
    assert_eq!(read(b"[]", Some(Kind::Port)).unwrap().names, [(Kind::Port, BTreeMap::new())].into());
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let group = Some(Kind::Group);
    assert_eq!(error("", None), "there is no list in it");
    assert_eq!(error(r#"{"ID": 1}"#, None), "unexpected '{', expected a list at line 1 column 1");
    assert_eq!(error("[{]", None), "unexpected ']', expected a member's name at line 1 column 3");
    assert_eq!(error("[1]", None), "item 1: is a number, not an object from column to value");
    assert_eq!(error(r#"[{"Name": "a"}]"#, group), "item 1: has no column ID");
    assert_eq!(error(r#"[{"ID": "7", "Name": "a"}]"#, group), "item 1: its ID \"7\" is not a uuid");
    assert_eq!(error(&format!(r#"[{{"ID": "{WEB}"}}]"#), group), "item 1: has no column Name");
    assert_eq!(
        error(&format!(r#"[{{"ID": "{WEB}", "Name": []}}]"#), group),
        "item 1: its Name is a list, not a string"
    );
    let twice = format!(r#"[{{"ID": "{WEB}", "Name": "a"}}, {{"ID": "{WEB}", "Name": "b"}}]"#);
    assert_eq!(error(&twice, group), format!("item 2: group {WEB} is called \"b\", before it was \"a\""));
}

#[test]
fn names_that_are_not_kept_leave_none() {
    let item = |name: &str| json!([{"ID": WEB.to_uppercase(), "Name": name}]).to_string();
    let read = |name: &str| read(item(name).as_bytes(), Some(Kind::Group)).unwrap();
    for (name, why) in [("a\nb", "has control characters"), (&"é".repeat(256), "is longer than 255 characters")] {
        let found = read(name);
        assert_eq!(found.names[&Kind::Group][WEB], "");
        assert_eq!(found.unkept, [Unkept { kind: Kind::Group, uuid: WEB.to_owned(), why }]);
    }
    let long = "é".repeat(255);
    assert_eq!(read(&long).names[&Kind::Group][WEB], long);
    let null = format!(r#"[{{"ID": "{WEB}", "Name": null}}]"#);
    assert_eq!(super::read(null.as_bytes(), Some(Kind::Port)).unwrap().names[&Kind::Port][WEB], "");
}

proptest! {
    #[test]
    fn what_was_listed_is_read(
        which in 0usize..8,
        entries in prop::collection::btree_map("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "\\PC{0,12}", 1..8),
        cut in 0usize..8,
    ) {
        let (kind, item) = items().swap_remove(which);
        let lists: Vec<Value> = entries.iter().map(|(uuid, name)| {
            let mut item = item.clone();
            let members = item.as_object_mut().unwrap();
            let lower = members.contains_key("id");
            members.insert(if lower { "id" } else { "ID" }.into(), json!(uuid));
            members.insert(if lower { "name" } else { "Name" }.into(), json!(name));
            item
        }).collect();
        let (first, second) = lists.split_at(cut.min(lists.len()));
        let text = format!("{}{:#}", Value::from(first), Value::from(second));
        let found = read(text.as_bytes(), None).unwrap();
        prop_assert_eq!(&found.names[&kind], &entries);
        prop_assert!(found.unkept.is_empty());
    }

    #[test]
    fn anything_at_all_is_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..64),
        json in r#"[\[\]{}",:a-zID1 ]{0,40}"#,
    ) {
        for text in [bytes.as_slice(), json.as_bytes()] {
            let _ = read(text, Some(Kind::Group)).map_err(|err| err.to_string());
        }
    }
}
