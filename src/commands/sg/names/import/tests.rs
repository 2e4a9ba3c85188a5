use super::*;
use crate::commands::testing::changes;

const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
const DB: &str = "4f25ec18-425f-4226-903b-ec830e3e7894";
const GROUPS: &str = "/calicross/v1/names/groups/4f";

fn plan(listing: &str, replace: bool, kind: Option<Kind>, keys: &[(&str, &str)]) -> Result<Plan, CommandError> {
    let mut args =
        NamesImportArgs { file: "-".into(), kind, replace, write: WriteArgs::default(), listed: Listed::default() };
    args.listed = args.listed_in(listing.as_bytes())?;
    args.plan(&Snapshot::literal(keys))
}

fn groups(names: &[(&str, &str)]) -> String {
    let item =
        |(id, name): &(&str, &str)| serde_json::json!({"ID": id, "Name": name, "Description": "", "Project": "2c1e"});
    serde_json::Value::from(names.iter().map(item).collect::<Vec<_>>()).to_string()
}

#[test]
fn names_are_merged_key_by_key() {
    let stored = format!(r#"{{"{DB}":"db"}}"#);
    let other = r#"{"00000000-0000-4000-8000-000000000001":"other"}"#;
    let keys = [(GROUPS, stored.as_str()), ("/calicross/v1/names/groups/00", other)];
    let found = plan(&groups(&[(WEB, "web")]), false, None, &keys).unwrap();
    let both = format!(r#"{{"{DB}": "db", "{WEB}": "web"}}"#);
    assert_eq!(changes(&found), [(GROUPS, Some(both))]);
    assert_eq!(found.summary, ["names of security groups: 1 new, 3 in all"]);
    // Only what differs is guarded: there may be hundreds of keys.
    assert_eq!(found.guards().len(), 0);
    // What is stored already is not written, however it is spelled.
    let found = plan(&groups(&[(DB, "db")]), false, None, &keys).unwrap();
    assert!(found.is_empty());
    assert_eq!(found.summary, ["names of security groups: unchanged, 2 in all"]);
}

#[test]
fn an_empty_name_takes_the_stored_one_away_and_the_last_one_its_key() {
    let stored = format!(r#"{{"{WEB}": "web"}}"#);
    let found = plan(&groups(&[(WEB, "")]), false, None, &[(GROUPS, &stored)]).unwrap();
    assert_eq!(changes(&found), [(GROUPS, None)]);
    assert_eq!(found.summary, ["names of security groups: 1 dropped, 0 in all"]);
}

#[test]
fn replace_drops_what_is_not_listed_of_that_kind_alone() {
    let (stored, servers) = (format!(r#"{{"{DB}": "db", "{WEB}": "old"}}"#), format!(r#"{{"{WEB}": "vm"}}"#));
    let keys = [(GROUPS, stored.as_str()), ("/calicross/v1/names/servers/4f", servers.as_str())];
    let found = plan(&groups(&[(WEB, "web")]), true, None, &keys).unwrap();
    assert_eq!(changes(&found), [(GROUPS, Some(format!(r#"{{"{WEB}": "web"}}"#)))]);
    assert_eq!(found.summary, ["names of security groups: 1 changed, 1 dropped, 1 in all"]);
    let found = plan("[]", true, Some(Kind::Server), &keys).unwrap();
    assert_eq!(changes(&found), [("/calicross/v1/names/servers/4f", None)]);
    let refused = plan("[]", true, None, &keys).unwrap_err();
    assert_eq!(
        (refused.kind(), refused.message()),
        (ErrorKind::BadData, "an empty list does not tell whose names to drop",)
    );
    assert!(plan("[]", false, None, &keys).unwrap().is_empty());
}

#[test]
fn a_key_that_cannot_be_read_is_in_the_way_only_where_it_is_written() {
    let keys = [(GROUPS, "no JSON"), ("/calicross/v1/names/groups/00", "[]")];
    let found = plan(&groups(&[(WEB, "web")]), false, None, &keys).unwrap();
    assert_eq!(found.obstacles.iter().map(|found| found.key.as_str()).collect::<Vec<_>>(), [GROUPS]);
    assert_eq!(found.changes().len(), 1);
    let found = plan(&groups(&[(WEB, "web")]), true, None, &keys).unwrap();
    assert_eq!(found.obstacles.len(), 2);
    assert_eq!(changes(&found).len(), 2);
}

#[test]
fn names_that_are_not_kept_are_told_of_once_a_kind() {
    let found = plan(&groups(&[(WEB, "a\tb"), (DB, "a\nb")]), false, None, &[]).unwrap();
    assert!(found.is_empty());
    assert_eq!(found.warnings, [format!("group {WEB}: its name has control characters and is not kept (and 1 more)")]);
}
