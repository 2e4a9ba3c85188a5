use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn collect(json: &str, scopes: &[Scope], want: Want) -> Result<(Vec<Entry>, Vec<String>), serde_json::Error> {
    let mut collector = Collector::new(scopes, want);
    let mut reader = serde_json::Deserializer::from_reader(json.as_bytes());
    Tree(&mut collector).deserialize(&mut reader).and_then(|()| reader.end())?;
    Ok((collector.entries, collector.empty_dirs))
}

fn entry(path: &str, value: &str, version: u64) -> Entry {
    Entry { path: path.to_owned(), value: value.into(), version: Version(version), expires: false }
}

#[test]
fn a_tree_gives_what_the_scopes_cover() {
    let answer = json!({"action": "get", "node": {"key": "/c", "dir": true, "modifiedIndex": 3, "nodes": [
        {"key": "/c/Ready", "value": "true", "modifiedIndex": 4, "createdIndex": 4},
        {"key": "/c/p", "dir": true, "modifiedIndex": 5, "nodes": [
            {"key": "/c/p/a", "value": "", "modifiedIndex": 6},
            {"key": "/c/p/none", "dir": true, "modifiedIndex": 7},
            {"key": "/c/p/b", "value": "beat", "expiration": "2016-12-04T12:01:21Z", "ttl": 5, "modifiedIndex": 8},
        ]},
        {"key": "/c/q", "dir": true, "modifiedIndex": 9, "nodes": []},
        {"key": "/c/other", "value": "x", "modifiedIndex": 10},
    ]}})
    .to_string();
    let scopes = [Scope::key("/c/Ready"), Scope::under("/c/p"), Scope::under("/c/q")];
    let (entries, dirs) = collect(&answer, &scopes, Want::Values).unwrap();
    let beat = Entry { expires: true, ..entry("/c/p/b", "beat", 8) };
    assert_eq!(entries, [entry("/c/Ready", "true", 4), entry("/c/p/a", "", 6), beat]);
    assert_eq!(dirs, ["/c/p/none", "/c/q"]);
    let (entries, _) = collect(&answer, &scopes, Want::Keys).unwrap();
    assert!(entries.len() == 3 && entries.iter().all(|entry| entry.value.is_empty()));
}

#[test]
fn members_may_come_in_any_order() {
    let answer = r#"{"node": {"modifiedIndex": 7, "value": "v", "key": "/c/a", "later": {"x": [1]}}, "action": "get"}"#;
    let (entries, _) = collect(answer, &[Scope::key("/c/a")], Want::Values).unwrap();
    assert_eq!(entries, [entry("/c/a", "v", 7)]);
    assert!(collect(answer, &[Scope::key("/c/b")], Want::Values).unwrap().0.is_empty());
}

#[test]
fn what_is_no_answer_is_refused() {
    for text in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"node": null}"#,
        r#"{"node": {"key": "/a", "value": "x"}}"#,
        r#"{"node": {"key": "/a", "value": 1, "modifiedIndex": 1}}"#,
        r#"{"node": {"key": "/a", "value": "x", "modifiedIndex": -1}}"#,
        r#"{"node": {"key": "/a", "value": "x", "modifiedIndex": 1}} x"#,
        r#"{"node": {"key": "/a", "dir": true, "nodes": {}}}"#,
    ] {
        assert!(collect(text, &[Scope::under("/")], Want::Values).is_err(), "{text}");
    }
}

/// Node, and what has to be found in it, for a directory at a path.
fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        (any::<String>(), any::<u64>()).prop_map(|(value, index)| json!({"value": value, "modifiedIndex": index})),
        Just(json!({"dir": true, "modifiedIndex": 1})),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop::collection::btree_map("[a-z%+ é]{1,4}", inner, 1..6).prop_map(|nodes| {
            let nodes: Vec<_> = nodes
                .into_iter()
                .map(|(name, mut node)| {
                    node["name"] = Value::from(name);
                    node
                })
                .collect();
            json!({"dir": true, "modifiedIndex": 1, "nodes": nodes})
        })
    })
}

fn name(node: &mut Value, path: &str, entries: &mut Vec<Entry>, dirs: &mut Vec<String>) {
    node["key"] = Value::from(path);
    if node.get("dir").is_none() {
        let version = node["modifiedIndex"].as_u64().unwrap();
        return entries.push(entry(path, node["value"].as_str().unwrap(), version));
    }
    let Some(nodes) = node.get_mut("nodes").and_then(Value::as_array_mut) else {
        return dirs.push(path.to_owned());
    };
    for child in nodes {
        let below = format!("{path}/{}", child["name"].as_str().unwrap());
        name(child, &below, entries, dirs);
    }
}

proptest! {
    #[test]
    fn every_tree_comes_whole(mut root in tree()) {
        let (mut entries, mut dirs) = (Vec::new(), Vec::new());
        name(&mut root, "/c", &mut entries, &mut dirs);
        let answer = json!({"action": "get", "node": root}).to_string();
        let (found, empty) = collect(&answer, &[Scope::under("/c"), Scope::key("/c")], Want::Values).unwrap();
        prop_assert_eq!(found, entries);
        prop_assert_eq!(empty, dirs);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}|[{}\\[\\]\",:a-z0-9]{0,60}", cut in 0..100usize) {
        let _ = collect(&text, &[Scope::under("/")], Want::Values);
        let whole = r#"{"action":"get","node":{"key":"/c","dir":true,"nodes":[{"key":"/c/a","value":"\u00e9"}]}}"#;
        prop_assert!(collect(&whole[..cut.min(whole.len() - 1)], &[], Want::Values).is_err());
        let _ = serde_json::from_str::<ApiError>(&text);
        let _ = serde_json::from_str::<Change>(&text);
    }
}
