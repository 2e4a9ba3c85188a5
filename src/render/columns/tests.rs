//! Columns of one's own.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn columns(text: &str) -> Result<Columns, String> {
    text.parse::<Columns>().map_err(|err| err.to_string())
}

fn shown(path: &str) -> String {
    let value = json!({
        "metadata": {"name": "web", "tags": ["a", "b"], "labels": {"app.kubernetes.io/name": "shop", "x": "1"}, "none": null},
        "spec": {"nat-outgoing": true, "order": 1.50, "empty": [],
                 "ingress": [{"action": "allow", "ports": [80]}, {"action": "deny"}, {"tag": "t"}]},
    });
    cell(&value, &path_of(path).unwrap())
}

#[test]
fn paths_lead_to_values() {
    for (path, expected) in [
        (".metadata.name", "web"),
        ("metadata.name", "web"),
        ("{.metadata.name}", "web"),
        ("$.metadata.name", "web"),
        (".metadata.tags", "a,b"),
        (".metadata.tags[0]", "a"),
        (".metadata.tags[-1]", "b"),
        (".metadata.tags[-3]", "<none>"),
        (".metadata.tags[7]", "<none>"),
        (".metadata['name']", "web"),
        (".metadata.labels.app\\.kubernetes\\.io/name", "shop"),
        (".metadata.labels['app.kubernetes.io/name']", "shop"),
        (".metadata.labels.*", "shop,1"),
        (".metadata.labels.x", "1"),
        (".metadata.none", "<none>"),
        (".metadata.nothing.at.all", "<none>"),
        (".spec.nat-outgoing", "true"),
        (".spec.empty", "<none>"),
        (".spec.empty[*].x", "<none>"),
        (".spec.ingress[*].action", "allow,deny"),
        (".spec.ingress[0]", "{\"action\":\"allow\",\"ports\":[80]}"),
        (".spec.ingress.[1].action", "deny"),
    ] {
        assert_eq!(shown(path), expected, "{path}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_column() {
    for (text, expected) in [
        ("", "custom-columns wants at least one column: custom-columns=NAME:.metadata.name,..."),
        ("A:.a,", "custom-columns, column 2 (``): it is empty"),
        (
            ".metadata.name",
            "custom-columns, column 1 (`.metadata.name`): there is no header: HEADER:PATH is wanted, such as NAME:.metadata.name",
        ),
        (":.a", "custom-columns, column 1 (`:.a`): nothing stands before the `:`, where a header should"),
        ("A:", "custom-columns, column 1 (`A:`): there is no path after the `:`"),
        ("A:.a,B:.a[", "custom-columns, column 2 (`B:.a[`): nothing closes the `[`"),
        ("A:.a[x]", "custom-columns, column 1 (`A:.a[x]`): `x` in brackets is no number, no `*`, and has no quotes"),
        ("A:.a[0:2]", "custom-columns, column 1 (`A:.a[0:2]`): `[0:2]` is not one item; [0], [-1] and [*] are taken"),
        (
            "A:.a[?(@.b)]",
            "custom-columns, column 1 (`A:.a[?(@.b)]`): conditions (`[?`) are not taken here; --jq takes them",
        ),
        ("A:..a", "custom-columns, column 1 (`A:..a`): `..` is not taken here; --jq takes it"),
        ("A:.a.", "custom-columns, column 1 (`A:.a.`): nothing stands after its last `.`"),
        ("A:.a['b", "custom-columns, column 1 (`A:.a['b`): nothing closes the '"),
        ("A:{.a", "custom-columns, column 1 (`A:{.a`): nothing closes the `{`"),
        ("A:.a[0]b", "custom-columns, column 1 (`A:.a[0]b`): there is no `.` before `b`"),
    ] {
        assert_eq!(columns(text).unwrap_err(), expected, "{text}");
    }
}

#[test]
fn commas_in_brackets_part_nothing() {
    assert_eq!(parted("A:.a['b,c'],B:.d"), ["A:.a['b,c']", "B:.d"]);
    let own = columns("NAME,TAGS:.metadata.tags").unwrap();
    assert_eq!(own.0[0], Chosen { title: "NAME".to_owned(), path: None });
    assert_eq!(own.0[1].path, Some(vec![Step::Member("metadata".to_owned()), Step::Member("tags".to_owned())]));
}

#[test]
fn a_file_has_headers_and_paths() {
    let dir = tempfile::tempdir().unwrap();
    let file = |text: &str| {
        let path = dir.path().join("columns");
        std::fs::write(&path, text).unwrap();
        let path = path.display().to_string();
        Columns::read(&path).map_err(|err| err.to_string().replace(&path, "FILE"))
    };
    assert_eq!(file("NAME  TAGS\n.metadata.name metadata.tags\n"), columns("NAME:.metadata.name,TAGS:metadata.tags"));
    assert_eq!(file("A\n.a .b\n").unwrap_err(), "custom-columns-file FILE: has 1 headers and 2 paths");
    assert_eq!(file("A\n").unwrap_err(), "custom-columns-file FILE: has 1 lines, not one of headers and one of paths");
    assert_eq!(file("A\n.a[\n").unwrap_err(), "custom-columns, column 1 (`.a[`): nothing closes the `[`");
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in "([A-Z]:)?(\\.|\\[|\\]|'|\"|\\*|\\\\|,|-1|[a-b]|\\PC){0,8}") {
        if let Ok(columns) = text.parse::<Columns>() {
            for chosen in columns.0.iter() {
                let _ = cell(&json!({"a": [{"b": 1}, []]}), chosen.path.as_deref().unwrap_or_default());
            }
        }
    }

    #[test]
    fn names_are_found_however_they_are_spelled(name in "\\PC{1,6}") {
        let value = json!({"m": {name.clone(): "x"}});
        let escaped: String = name.chars().flat_map(|c| ['\\', c]).collect();
        prop_assert_eq!(cell(&value, &path_of(&format!("m.{escaped}")).unwrap()), "x");
        if !name.contains('\'') {
            prop_assert_eq!(cell(&value, &path_of(&format!("m['{name}']")).unwrap()), "x");
        }
    }
}
