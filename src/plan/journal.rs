//! The journal: who changed what, and what it was before.
//!
//! An entry lies at `/calicross/v1/journal/<UUIDv7>/`, outside of /calico, where no component of
//! Calico sees it. Part `000000` is the header: who, where, when, why, with which words, and how far it
//! got. A change that lands in one transaction carries its keys in the header, in that transaction.
//! A larger one writes the header first (`pending`), then parts with the keys' former values, and
//! the header again (`done`) at the end: whatever happens between leaves an entry that `history` shows as
//! pending and that `undo` and `plan resume` can finish.
//!
//! A key's part holds the value *before* and a digest of the value *after*: enough to restore, and to tell
//! whether somebody has changed the key since. A value that is too large for one part goes in pieces, the last of
//! which is written before the key is. No part holds connection options or credentials.

mod pack;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Force;
use super::change::Change;
use super::saved::Bytes;
use crate::store::{Entry as StoreEntry, Version};
pub(super) use pack::{Part, Share, deal, trace_len, value_limit};
use pack::{PartDoc, join};

/// Where the journal lies in the datastore.
pub const PREFIX: &str = "/calicross/v1/journal/";

/// The `schema` of headers and parts.
pub const SCHEMA: &str = "calicross/journal/1";

/// What is told of a command: who, when, why, with which words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The entry's name; its first bits are the time.
    pub id: Uuid,
    /// When, in RFC 3339.
    pub time: String,
    /// Who: `CALICROSS_ACTOR`, or the user that ran it.
    pub actor: String,
    /// The host it ran on.
    pub host: String,
    /// The process there.
    pub pid: u32,
    /// The command's words without connection options or secrets.
    pub command: Vec<String>,
    /// `--reason`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was forced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forced: Vec<Force>,
    /// The entry that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<Uuid>,
    /// The interrupted entry whose rest this one has written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumes: Option<Uuid>,
}

/// How far an entry got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Begun, and not known to be finished.
    Pending,
    /// All of it is written.
    Done,
    /// A part of it is written and the rest was given up, because somebody else changed the keys.
    Partial,
    /// It was taken back before it was finished.
    Undone,
}

impl State {
    /// Returns the word that people and JSON see.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Partial => "partial",
            Self::Undone => "undone",
        }
    }
}

/// One key of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// The key.
    pub path: String,
    /// Its former value; `None` where it did not exist.
    pub before: Option<Bytes>,
    /// The digest of a value that it was given on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// The digest of the value it was given ([`digest`]); `None` where it was removed.
    pub after: Option<String>,
}

impl Trace {
    /// Makes the trace of a change.
    pub fn of(change: &Change) -> Self {
        Self {
            path: change.path.clone(),
            before: change.before.as_ref().map(|seen| Bytes::new(seen.value.clone())),
            via: change.via.as_deref().map(digest),
            after: change.after.as_deref().map(digest),
        }
    }

    /// Tells whether a key's present value is the one that the entry wrote, if only on the way.
    pub fn is_after(&self, present: Option<&[u8]>) -> bool {
        let present = present.map(digest);
        self.after == present || (self.via.is_some() && self.via == present)
    }

    /// Tells whether a key's present value is the former one.
    pub fn is_before(&self, present: Option<&[u8]>) -> bool {
        self.before.as_ref().map(Bytes::as_slice) == present
    }
}

/// Returns the digest by which an entry recognises a value: the first 128 bits of its SHA-256, in hex.
pub fn digest(value: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(value).iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[derive(Serialize, Deserialize)]
struct HeaderDoc {
    schema: String,
    state: State,
    record: Record,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Trace>,
}

/// Returns the key of an entry's part; part 0 is the header.
pub fn part_path(id: Uuid, part: usize) -> String {
    format!("{PREFIX}{id}/{part:06}")
}

/// Writes a header, with the changes that it carries itself.
pub fn header(record: &Record, state: State, changes: Vec<Trace>) -> Vec<u8> {
    let doc = HeaderDoc { schema: SCHEMA.to_owned(), record: record.clone(), state, changes };
    serde_json::to_vec(&doc).unwrap_or_default()
}

/// Writes a header anew with another state; `None` where the bytes are no header of this schema.
pub fn with_state(header: &[u8], state: State) -> Option<Vec<u8>> {
    let doc: HeaderDoc = serde_json::from_slice(header).ok().filter(|doc: &HeaderDoc| doc.schema == SCHEMA)?;
    serde_json::to_vec(&HeaderDoc { state, ..doc }).ok()
}

/// An entry, put together from its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who, when, why, how.
    pub record: Record,
    /// How far it got.
    pub state: State,
    /// Every key it touched, or meant to.
    pub changes: Vec<Trace>,
    /// The journal's own keys of this entry, with versions: what pruning removes.
    pub keys: Vec<(String, Version)>,
    /// Bytes that it takes in the journal.
    pub bytes: usize,
}

/// A journal key that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The key.
    pub path: String,
    /// What is wrong with it.
    pub why: String,
}

/// Puts entries together, oldest first, from all that lies in the journal. What cannot be read is told beside.
pub fn read(entries: &[StoreEntry]) -> (Vec<Entry>, Vec<Unreadable>) {
    let mut found: BTreeMap<Uuid, Entry> = BTreeMap::new();
    let mut parts: Vec<(Uuid, usize, PartDoc, &StoreEntry)> = Vec::new();
    let mut unreadable = Vec::new();
    for entry in entries {
        let mut refuse = |why: String| unreadable.push(Unreadable { path: entry.path.clone(), why });
        let Some((id, number)) = parse_path(&entry.path) else {
            refuse("not a journal key".to_owned());
            continue;
        };
        if number > 0 {
            match serde_json::from_slice::<PartDoc>(&entry.value) {
                Ok(doc) if doc.schema == SCHEMA => parts.push((id, number, doc, entry)),
                Ok(doc) => refuse(format!("schema {} is not {SCHEMA}", doc.schema)),
                Err(err) => refuse(err.to_string()),
            }
            continue;
        }
        match serde_json::from_slice::<HeaderDoc>(&entry.value) {
            Ok(doc) if doc.schema != SCHEMA => refuse(format!("schema {} is not {SCHEMA}", doc.schema)),
            Ok(doc) if doc.record.id != id => refuse(format!("it is the header of entry {}", doc.record.id)),
            Ok(HeaderDoc { record, state, changes, .. }) => {
                let (keys, bytes) = (vec![(entry.path.clone(), entry.version)], entry.path.len() + entry.value.len());
                found.insert(id, Entry { record, state, changes, keys, bytes });
            }
            Err(err) => refuse(err.to_string()),
        }
    }
    // By number: past a million parts, paths sort otherwise.
    parts.sort_by_key(|(id, number, ..)| (*id, *number));
    for parts in parts.chunk_by_mut(|a, b| a.0 == b.0) {
        let id = parts.first().map(|(id, ..)| *id);
        let Some(entry) = id.and_then(|id| found.get_mut(&id)) else {
            let why = || "a part without its header".to_owned();
            unreadable.extend(parts.iter().map(|(.., part)| Unreadable { path: part.path.clone(), why: why() }));
            continue;
        };
        for (.., part) in &*parts {
            entry.keys.push((part.path.clone(), part.version));
            entry.bytes += part.path.len() + part.value.len();
        }
        entry.changes.extend(join(parts.iter_mut().flat_map(|(_, _, doc, _)| doc.changes.drain(..))));
    }
    (found.into_values().collect(), unreadable)
}

/// Entries without what they changed: all that pruning asks. A journal may be larger than what should be held of it.
#[derive(Debug, Default)]
pub struct Outlines(BTreeMap<Uuid, Entry>);

impl Outlines {
    /// Takes a key of the journal; keys come in path order, so that a header comes before its parts. What cannot be read is left alone.
    pub fn take(&mut self, entry: StoreEntry) {
        #[derive(Deserialize)]
        struct AnyPart {
            schema: String,
        }
        let Some((id, number)) = parse_path(&entry.path) else { return };
        let bytes = entry.path.len() + entry.value.len();
        if number > 0 {
            let known = serde_json::from_slice::<AnyPart>(&entry.value).is_ok_and(|part| part.schema == SCHEMA);
            if let Some(whole) = self.0.get_mut(&id).filter(|_| known) {
                whole.keys.push((entry.path, entry.version));
                whole.bytes += bytes;
            }
            return;
        }
        let header = serde_json::from_slice::<HeaderDoc>(&entry.value).ok();
        if let Some(HeaderDoc { record, state, .. }) = header.filter(|doc| doc.schema == SCHEMA && doc.record.id == id)
        {
            let keys = vec![(entry.path, entry.version)];
            self.0.insert(id, Entry { record, state, changes: Vec::new(), keys, bytes });
        }
    }

    /// Returns the entries, oldest first.
    pub fn into_entries(self) -> Vec<Entry> {
        self.0.into_values().collect()
    }
}

/// Returns the entries that are taken back by another one which is done, and not taken back itself.
pub fn undone(entries: &[Entry]) -> BTreeSet<Uuid> {
    let mut undone = BTreeSet::new();
    // An entry that takes another back is younger: from the youngest on, each is decided before it is asked about.
    for entry in entries.iter().rev() {
        let stands = entry.state == State::Done && !undone.contains(&entry.record.id);
        if let Some(id) = entry.record.undoes.filter(|_| stands) {
            undone.insert(id);
        }
    }
    // The parts of one change go together.
    let rest = |entry: &&Entry| entry.record.resumes.is_some_and(|id| undone.contains(&id));
    let rests: Vec<Uuid> = entries.iter().filter(rest).map(|entry| entry.record.id).collect();
    undone.extend(rests);
    undone
}

/// Takes the entries of one change for one: an interrupted entry and what has written its rest. `None` where there is no such entry.
pub fn whole(entries: Vec<Entry>, id: Uuid) -> Option<Entry> {
    let first = entries.iter().find(|entry| entry.record.id == id)?.record.resumes.unwrap_or(id);
    let (mut found, rests): (Vec<Entry>, Vec<Entry>) = entries
        .into_iter()
        .filter(|entry| entry.record.id == first || entry.record.resumes == Some(first))
        .partition(|entry| entry.record.id == first);
    let mut whole = found.pop()?;
    // What the first part has traced already (all of it, on a store without transactions) is in it with its first value.
    let known: BTreeSet<String> = whole.changes.iter().map(|trace| trace.path.clone()).collect();
    let more = rests.into_iter().flat_map(|rest| rest.changes).filter(|trace| !known.contains(&trace.path));
    whole.changes.extend(more);
    Some(whole)
}

/// Reads the path of a part, exactly as [`part_path`] writes it.
fn parse_path(path: &str) -> Option<(Uuid, usize)> {
    let (id, part) = path.strip_prefix(PREFIX)?.split_once('/')?;
    let (id, part) = (id.parse().ok()?, part.parse().ok()?);
    (part_path(id, part) == path).then_some((id, part))
}

/// Returns the entries that have outlived their keep, oldest first: older than `max_age`, and the oldest of what
/// is more than `max_bytes` in all; never a pending one.
pub fn outlived(
    entries: &[Entry],
    now: jiff::Timestamp,
    max_age: jiff::SignedDuration,
    max_bytes: usize,
) -> Vec<&Entry> {
    let mut total: usize = entries.iter().map(|entry| entry.bytes).sum();
    let mut outlived = Vec::new();
    for entry in entries {
        let age = entry.record.time.parse::<jiff::Timestamp>().map(|time| now.duration_since(time)).unwrap_or_default();
        if entry.state != State::Pending && (age > max_age || total > max_bytes) {
            total = total.saturating_sub(entry.bytes);
            outlived.push(entry);
        }
    }
    outlived
}
