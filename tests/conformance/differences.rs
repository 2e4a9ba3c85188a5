//! What is otherwise on purpose, read from `differences.toml`.

use std::collections::{BTreeMap, BTreeSet};

/// Why something may be otherwise.
const CLASSES: [&str; 8] = [
    "crash",
    "data lost",
    "written half",
    "failure hidden behind exit 0",
    "other component's keys destroyed",
    "unsafe input accepted",
    "handed on",
    "as 0.23",
];

/// The cases that a section lists, each with a reason of every kind that it needs.
pub(crate) fn listed(section: &str) -> BTreeSet<String> {
    let mut listed = BTreeSet::new();
    for entry in entries().into_iter().filter(|(name, _)| name == section).map(|(_, entry)| entry) {
        let text = |name: &str| entry.get(name).unwrap_or_else(|| panic!("{entry:?} lacks {name}"));
        for name in ["original", "ours"] {
            assert!(text(name).len() > 5, "{entry:?}");
        }
        assert!(CLASSES.contains(&text("class").as_str()), "{entry:?}");
        assert!(listed.insert(text("case").clone()), "{} is listed twice", text("case"));
    }
    listed
}

/// The tables of the file with their names: `[[name]]`, and lines of `key = "text"`.
fn entries() -> Vec<(String, BTreeMap<String, String>)> {
    let mut entries: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    for line in include_str!("differences.toml").lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
            entries.push((name.to_owned(), BTreeMap::new()));
            continue;
        }
        let (key, value) = line.split_once(" = ").unwrap_or_else(|| panic!("no line of TOML: {line}"));
        // What is quoted so is JSON as well.
        let value: String = serde_json::from_str(value).unwrap_or_else(|err| panic!("{line}: {err}"));
        let (_, entry) = entries.last_mut().expect("a table before its lines");
        assert!(entry.insert(key.to_owned(), value).is_none(), "{line} twice");
    }
    entries
}
