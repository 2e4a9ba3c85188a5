//! Profiles.

use std::collections::BTreeMap;

use serde_json::json;

use super::document::{Document, Kind};
use super::report::{Class, Notes};
use super::{name, rule, selector, valid};
use crate::inventory::profiles::{self, readable};
use crate::manifest::profile::Profile;
use crate::store::Snapshot;

/// The members of its rules that are converted; the id is its name again.
const KNOWN: [&str; 3] = ["id", "inbound_rules", "outbound_rules"];

/// Converts a profile.
///
/// # Errors
/// What cannot be said in v3: a tag with the name of a label, for one.
pub(super) fn convert(profile: &Profile, snapshot: &Snapshot, notes: &mut Notes) -> Result<Document, String> {
    let stored = profiles::named(snapshot, &profile.name);
    if let Some(rules) = stored.as_ref().and_then(|stored| readable(&stored.rules)) {
        notes.members(rules.object(), &KNOWN);
        rule::unsaid(rules, notes);
    }
    let mut document = Document::new(Kind::Profile, name::of_profile(&profile.name));
    let mut applied: BTreeMap<String, String> = BTreeMap::new();
    for (key, value) in &profile.labels {
        applied.insert(selector::label(key).into_owned(), value.clone());
    }
    for tag in &profile.tags {
        if let Some(value) = applied.get(tag) {
            return Err(format!(
                "tag '{tag}' and label '{tag}={value}' would be one label: the label wants another key first"
            ));
        }
        applied.insert(tag.clone(), String::new());
    }
    valid::labels(&applied, "label or tag", notes);
    for (list, rules) in rule::LISTS.into_iter().zip(profile.rules.iter().flatten()) {
        document.set_list(list, rule::list(rules, list, notes)?);
    }
    if profile.rules.is_none() {
        let why = "has no rules: what comes to it is dropped, as before";
        notes.add(Class::Changed, "no-rules", false, why);
    }
    if !applied.is_empty() {
        document.set("labelsToApply", json!(applied));
    }
    Ok(document)
}
