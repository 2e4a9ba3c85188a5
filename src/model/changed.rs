//! What became of a key, in words: which object it is of, and what is different in it.

mod object;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::endpoint::Endpoint;
use super::ipam::Block;
use super::json::{self, Style};
use super::key::{Key, ProfilePart};
use super::policy::Policy;
use super::profile::{Direction, Labels, Rules, Tags};
use super::same::{is_json, same_value};

pub use object::object;

/// Longest value that is told whole, in characters.
const LONGEST: usize = 60;

/// Tells what became of a key: a line for each thing, such as `tag db added`; none where both values mean the same.
///
/// Values that cannot be read are told as such. A value's length is bounded.
pub fn words(key: &Key, before: Option<&[u8]>, after: Option<&[u8]>) -> Vec<String> {
    match (before, after) {
        (None, None) => Vec::new(),
        (None, Some(after)) => made(key, after),
        (Some(_), None) => vec![match key {
            Key::Profile { part, .. } => format!("{} removed", part.segment()),
            _ => "removed".to_owned(),
        }],
        (Some(before), Some(after)) if same_value(key, before, after) => Vec::new(),
        (Some(before), Some(after)) => {
            let lines = differing(key, before, after).unwrap_or_default();
            if lines.is_empty() { vec![replaced(key, before, after)] } else { lines }
        }
    }
}

/// What is told of a key that came to be.
fn made(key: &Key, after: &[u8]) -> Vec<String> {
    let with = |what: &str, lines: Vec<String>| [vec![what.to_owned()], lines].concat();
    match key {
        Key::Profile { part, .. } => {
            let empty: &[u8] = match part {
                ProfilePart::Tags => b"[]",
                ProfilePart::Rules | ProfilePart::Labels => b"{}",
            };
            with(&format!("{} made", part.segment()), differing(key, empty, after).unwrap_or_default())
        }
        Key::Policy { .. } => with("added", differing(key, b"{}", after).unwrap_or_default()),
        _ if is_json(key) => vec!["added".to_owned()],
        Key::Unknown(_) => vec!["added".to_owned()],
        _ => vec![format!("set to {}", shown(after))],
    }
}

/// What is told of a value whose members say nothing.
fn replaced(key: &Key, before: &[u8], after: &[u8]) -> String {
    let readable = |value: &[u8]| json::parse(value).is_ok();
    match key {
        Key::Unknown(_) => format!("changed ({} bytes)", after.len()),
        _ if !is_json(key) => format!("changed from {} to {}", shown(before), shown(after)),
        _ if !readable(after) => "changed, and cannot be read any more".to_owned(),
        _ if !readable(before) => "changed, and can be read again".to_owned(),
        _ => "changed".to_owned(),
    }
}

/// What differs between two values of a key; `None` where one of them cannot be read.
fn differing(key: &Key, before: &[u8], after: &[u8]) -> Option<Vec<String>> {
    Some(match key {
        Key::Profile { part: ProfilePart::Tags, .. } => {
            let [before, after] = [before, after].map(|value| Tags::parse(value).ok());
            let (before, after) = (before?, after?);
            named("tag", before.iter(), after.iter())
        }
        Key::Profile { part: ProfilePart::Labels, .. } => {
            let [before, after] = [before, after].map(|value| Labels::parse(value).ok());
            labels(&before?, &after?)
        }
        Key::Profile { part: ProfilePart::Rules, .. } => {
            let [before, after] = [before, after].map(|value| Rules::parse(value).ok());
            let (before, after) = (before?, after?);
            let mut lines = rules(&before, &after);
            lines.extend(members(before.object(), after.object(), &["inbound_rules", "outbound_rules", "id"]));
            lines
        }
        Key::Policy { .. } => {
            let [before, after] = [before, after].map(|value| Policy::parse(value).ok());
            let (before, after) = (before?, after?);
            let mut lines = members(before.object(), after.object(), &["inbound_rules", "outbound_rules"]);
            lines.extend(rules(before.rules(), after.rules()));
            lines
        }
        Key::WorkloadEndpoint(_) | Key::HostEndpoint { .. } => {
            let [before, after] = [before, after].map(|value| Endpoint::parse(value).ok());
            let (before, after) = (before?, after?);
            let mut lines = match (before.profile_ids(), after.profile_ids()) {
                (Ok(before), Ok(after)) => named("profile", before.iter().copied(), after.iter().copied()),
                _ => Vec::new(),
            };
            if let (Ok(before), Ok(after)) = (before.labels(), after.labels()) {
                lines.extend(labels(&before, &after));
            }
            lines.extend(members(before.object(), after.object(), &["profile_ids", "profile_id", "labels"]));
            lines
        }
        Key::IpamBlock { .. } => {
            let [before, after] = [before, after].map(|value| Block::parse(value).ok());
            let (before, after) = (before?, after?);
            let of = |block: &Block| -> BTreeSet<String> {
                let holder = |address: &dyn std::fmt::Display, handle: Option<&str>| match handle {
                    Some(handle) => format!("{address} ({handle})"),
                    None => address.to_string(),
                };
                block.held().map(|(address, held)| holder(&address, held.handle)).collect()
            };
            let (held, holds) = (of(&before), of(&after));
            let mut lines: Vec<String> = holds.difference(&held).map(|address| format!("{address} taken")).collect();
            lines.extend(held.difference(&holds).map(|address| format!("{address} given back")));
            if before.host() != after.host() {
                let host = |block: &Block| block.host().unwrap_or("nobody").to_owned();
                lines.push(format!("host changed from {} to {}", host(&before), host(&after)));
            }
            lines
        }
        _ if is_json(key) => {
            let [before, after] = [before, after].map(|value| json::parse(value).ok());
            match (before?, after?) {
                (Value::Object(before), Value::Object(after)) => members(&before, &after, &[]),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    })
}

/// Which names of a list came and went, or that only their order did.
fn named<'n>(what: &str, before: impl Iterator<Item = &'n str>, after: impl Iterator<Item = &'n str>) -> Vec<String> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.collect(), after.collect());
    let came = after.iter().filter(|name| !before.contains(name)).map(|name| format!("{what} {name} added"));
    let went = before.iter().filter(|name| !after.contains(name)).map(|name| format!("{what} {name} removed"));
    let mut lines: Vec<String> = came.chain(went).collect();
    if lines.is_empty() && before != after {
        lines.push(format!("{what}s reordered"));
    }
    lines
}

fn labels(before: &Labels, after: &Labels) -> Vec<String> {
    let came = after.iter().filter(|(key, value)| before.get(key) != Some(value));
    let went = before.iter().filter(|(key, _)| after.get(key).is_none());
    let came = came.map(|(key, value)| match before.get(key) {
        None => format!("label {key}={value} added"),
        Some(old) => format!("label {key} changed from {old} to {value}"),
    });
    came.chain(went.map(|(key, _)| format!("label {key} removed"))).collect()
}

/// Which rules came and went, or that only their order did.
fn rules(before: &Rules, after: &Rules) -> Vec<String> {
    let mut lines = Vec::new();
    for direction in Direction::BOTH {
        let texts = |rules: &Rules| -> Vec<String> {
            let each = rules.list(direction).zip(rules.values(direction));
            each.map(|(rule, value)| rule.map_or_else(|_| compact(value), |rule| rule.spec().to_string())).collect()
        };
        let (before, after) = (texts(before), texts(after));
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        after.iter().for_each(|rule| *counts.entry(rule).or_default() += 1);
        before.iter().for_each(|rule| *counts.entry(rule).or_default() -= 1);
        let begun = lines.len();
        for (of, sign, what) in [(&after, 1, "added"), (&before, -1, "removed")] {
            // In the order of the list, each as often as it came or went.
            for rule in of {
                if let Some(left) = counts.get_mut(rule.as_str()).filter(|left| **left * sign > 0) {
                    *left -= sign;
                    lines.push(format!("{direction} rule {what}: {}", short(rule)));
                }
            }
        }
        if lines.len() == begun && before != after {
            lines.push(format!("{direction} rules reordered"));
        }
    }
    lines
}

/// Which members of an object came, went and changed, but for some.
fn members(before: &Map<String, Value>, after: &Map<String, Value>, but_for: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    for (member, value) in after.iter().filter(|(member, _)| !but_for.contains(&member.as_str())) {
        match before.get(member) {
            None => lines.push(format!("{member} set to {}", short(&plain(value)))),
            Some(old) if !json::same_meaning(old, value) => {
                lines.push(format!("{member} changed from {} to {}", short(&plain(old)), short(&plain(value))));
            }
            Some(_) => {}
        }
    }
    let went = before.keys().filter(|member| !after.contains_key(*member) && !but_for.contains(&member.as_str()));
    lines.extend(went.map(|member| format!("{member} removed")));
    lines
}

fn compact(value: &Value) -> String {
    json::to_text(value, Style::Compact)
}

/// A value as people say it: a string without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| compact(value), str::to_owned)
}

fn shown(value: &[u8]) -> String {
    match std::str::from_utf8(value) {
        Ok("") => "nothing".to_owned(),
        Ok(text) => short(text),
        Err(_) => format!("{} bytes that are not text", value.len()),
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}
