//! Plans as files: `--out`, `plan apply`, and what `plan resume` goes by.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use super::change::{Change, Seen};
use super::{Expectation, Obstacle, Plan, Question};
use crate::store::{Guard, Kind, Snapshot, Version, check_path};

/// The `schema` of a saved plan.
pub const SCHEMA: &str = "calicross/plan/1";

/// Bytes as JSON: `{"text": "..."}` where they are UTF-8 that JSON spells briefly, else `{"base64": "..."}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "BytesDoc")]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// Wraps bytes.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }

    /// Gives the bytes away.
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Spelled::of(&self.0).serialize(serializer)
    }
}

/// Bytes on their way into JSON, which [`Bytes`] reads.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Spelled<'a> {
    Text(&'a str),
    Base64(String),
}

impl<'a> Spelled<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        text(bytes).map_or_else(|| Self::Base64(STANDARD.encode(bytes)), Self::Text)
    }

    /// Returns how long the JSON of bytes is, without making it.
    pub(super) fn len(bytes: &[u8]) -> usize {
        text(bytes).map_or_else(
            || r#"{"base64":""}"#.len() + bytes.len().div_ceil(3) * 4,
            |text| r#"{"text":}"#.len() + string_len(text),
        )
    }
}

/// Control characters take six bytes each in JSON; base64 never takes more than four for three.
fn text(bytes: &[u8]) -> Option<&str> {
    let brief = bytes.iter().filter(|byte| byte.is_ascii_control()).count() * 4 <= bytes.len();
    std::str::from_utf8(bytes).ok().filter(|_| brief)
}

/// Returns how long the JSON of a string is, without making it.
pub(super) fn string_len(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 2,
        byte if byte < b' ' => 6,
        _ => 1,
    };
    2 + text.bytes().map(escaped).sum::<usize>()
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum BytesDoc {
    Text(String),
    Base64(String),
}

impl TryFrom<BytesDoc> for Bytes {
    type Error = base64::DecodeError;

    fn try_from(doc: BytesDoc) -> Result<Self, Self::Error> {
        match doc {
            BytesDoc::Text(text) => Ok(Self(text.into_bytes())),
            BytesDoc::Base64(text) => STANDARD.decode(text).map(Self),
        }
    }
}

/// Which datastore a plan was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Which API or file.
    pub kind: Kind,
    /// What tells it from every other: etcd's cluster id, the file's own id.
    pub identity: String,
    /// Its address when the plan was made, for people.
    pub address: String,
    /// Calico's `ClusterGUID`, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster_guid: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct SeenDoc {
    version: Version,
    value: Bytes,
}

#[derive(Serialize, Deserialize)]
struct ChangeDoc {
    path: String,
    before: Option<SeenDoc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    via: Option<Bytes>,
    after: Option<Bytes>,
}

/// A plan on disk.
#[derive(Serialize, Deserialize)]
pub struct SavedPlan {
    schema: String,
    /// The datastore it was made for.
    pub target: Target,
    /// When it was made, in RFC 3339.
    pub time: String,
    /// The words it was made from, without connection options or secrets.
    pub command: Vec<String>,
    /// The journal entry that carrying it out has begun; only where it was interrupted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Uuid>,
    changes: Vec<ChangeDoc>,
    guards: Vec<Guard>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    orphaned: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    emptied: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    directories: BTreeSet<String>,
    expectations: Vec<Expectation>,
    obstacles: Vec<Obstacle>,
    questions: Vec<Question>,
    warnings: Vec<String>,
    summary: Vec<String>,
}

#[derive(Deserialize)]
struct SchemaDoc {
    schema: String,
}

/// Why a file is no plan.
#[derive(Debug, Error)]
pub enum SavedPlanError {
    /// It does not parse.
    #[error("not a saved plan: {0}")]
    Json(#[from] serde_json::Error),
    /// It was written by a version that this one does not know.
    #[error("schema {0} is not {SCHEMA}")]
    Schema(String),
    /// A change or guard in it makes no sense.
    #[error("not a saved plan: {path} {why}")]
    Content {
        /// The key.
        path: String,
        /// What is wrong, reading on after the key.
        why: &'static str,
    },
}

impl SavedPlan {
    /// Makes the file's content.
    pub fn new(plan: &Plan, target: Target, command: Vec<String>, time: String, entry: Option<Uuid>) -> Self {
        let changes = plan
            .changes()
            .map(|change| ChangeDoc {
                path: change.path.clone(),
                before: change
                    .before
                    .as_ref()
                    .map(|seen| SeenDoc { version: seen.version, value: Bytes::new(seen.value.clone()) }),
                via: change.via.clone().map(Bytes::new),
                after: change.after.clone().map(Bytes::new),
            })
            .collect();
        Self {
            schema: SCHEMA.to_owned(),
            target,
            time,
            command,
            entry,
            changes,
            guards: plan.guards().cloned().collect(),
            orphaned: plan.orphaned.clone(),
            emptied: plan.emptied.clone(),
            directories: plan.directories.clone(),
            expectations: plan.expectations.clone(),
            obstacles: plan.obstacles.clone(),
            questions: plan.questions.clone(),
            warnings: plan.warnings.clone(),
            summary: plan.summary.clone(),
        }
    }

    /// Reads a file's content.
    ///
    /// # Errors
    /// [`SavedPlanError`] where it is no plan of a known schema, or one that nobody could carry out.
    pub fn parse(bytes: &[u8]) -> Result<Self, SavedPlanError> {
        let SchemaDoc { schema } = serde_json::from_slice(bytes)?;
        if schema != SCHEMA {
            return Err(SavedPlanError::Schema(schema));
        }
        let plan: Self = serde_json::from_slice(bytes)?;
        plan.check()?;
        Ok(plan)
    }

    /// Refuses what no plan of ours holds: the file may have been edited.
    fn check(&self) -> Result<(), SavedPlanError> {
        let refuse = |path: &str, why| Err(SavedPlanError::Content { path: path.to_owned(), why });
        let mut seen = BTreeSet::new();
        let written =
            self.changes.iter().map(|change| (&*change.path, change.before.as_ref().map(|seen| seen.version)));
        let relied = self.guards.iter().map(|guard| match guard {
            Guard::Unchanged { path, version } => (&**path, Some(*version)),
            guard => (guard.path(), None),
        });
        for (path, version) in written.chain(relied) {
            if let Err(why) = check_path(path) {
                return refuse(path, why);
            }
            if version == Some(Version(0)) {
                return refuse(path, "has version 0, which no key has");
            }
            if !seen.insert(path) {
                return refuse(path, "is there twice");
            }
        }
        for directory in self.emptied.iter().chain(&self.directories) {
            if let Err(why) = check_path(directory.trim_end_matches('/')) {
                return refuse(directory, why);
            }
        }
        for ChangeDoc { path, before, via, after } in &self.changes {
            if via.is_some() && before.is_none() {
                return refuse(path, "has a value on the way and none before");
            }
            if before.as_ref().map(|seen| &seen.value) == after.as_ref() {
                return refuse(path, "is the same before and after");
            }
        }
        Ok(())
    }

    /// Writes the file's content.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// Returns the keys that the plan writes.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.changes.iter().map(|change| change.path.as_str())
    }

    /// Gives the plan back as it was made.
    pub fn into_plan(self) -> Plan {
        let mut plan = Plan::new();
        for ChangeDoc { path, before, via, after } in self.changes {
            let before = before.map(|seen| Seen { version: seen.version, value: seen.value.into_vec() });
            plan.insert(Change { path, before, via: via.map(Bytes::into_vec), after: after.map(Bytes::into_vec) });
        }
        for guard in self.guards {
            plan.guards.insert(guard.path().to_owned(), guard);
        }
        plan.orphaned = self.orphaned;
        plan.emptied = self.emptied;
        plan.directories = self.directories;
        plan.expectations = self.expectations;
        plan.obstacles = self.obstacles;
        plan.questions = self.questions;
        plan.warnings = self.warnings;
        plan.summary = self.summary;
        plan
    }
}

impl Plan {
    /// Returns every key that the plan was made from: written or relied on.
    pub fn keys(&self) -> Vec<String> {
        let guards = self.guards().map(|guard| guard.path().to_owned());
        self.changes().map(|change| change.path.clone()).chain(guards).collect()
    }

    /// Carries a plan over to what the datastore holds now.
    ///
    /// # Errors
    /// The keys that are not as they were when the plan was made: it is stale.
    pub fn rebased(mut self, now: &Snapshot) -> Result<Self, Vec<String>> {
        let mut stale = Vec::new();
        for change in self.changes.values_mut() {
            match (&mut change.before, now.get(&change.path)) {
                (None, None) => {}
                // The same value again under a newer version is what the plan was made from.
                (Some(seen), Some(entry)) if seen.value == entry.value => seen.version = entry.version,
                _ => stale.push(change.path.clone()),
            }
        }
        for guard in self.guards.values() {
            let holds = match (guard, now.get(guard.path())) {
                (Guard::Absent { .. }, entry) => entry.is_none(),
                (Guard::Unchanged { version, .. }, Some(entry)) => *version == entry.version,
                _ => false,
            };
            if !holds {
                stale.push(guard.path().to_owned());
            }
        }
        if stale.is_empty() { Ok(self) } else { Err(stale) }
    }

    /// Takes out what an interrupted run has already written, so that the rest can be carried out.
    ///
    /// # Errors
    /// The keys that are neither as they were before nor as the plan leaves them.
    pub fn remainder(mut self, now: &Snapshot) -> Result<Self, Vec<String>> {
        self.changes.retain(|path, change| now.get(path).map(|entry| &entry.value) != change.after.as_ref());
        // It got as far as the value on the way: that is what the rest begins with.
        for change in self.changes.values_mut() {
            if let (Some(via), Some(seen)) = (&change.via, &mut change.before)
                && now.get(&change.path).is_some_and(|entry| entry.value == *via)
            {
                seen.value.clone_from(via);
                change.via = None;
            }
        }
        self.guards.clear();
        // They are made before the first key.
        self.directories.clear();
        self.rebased(now)
    }
}

#[cfg(test)]
mod tests;
