//! Change plans: what a command means to do, before anything is done.
//!
//! A [`Plan`] is a list of key changes, the facts that must still hold when they are
//! written, and the words that tell a person about them. It is built from one
//! [`Snapshot`] and is plain data, so the same plan can be shown, saved, compared and
//! committed, and all of these agree.
//!
//! # Invariants
//!
//! - A path appears at most once: etcd refuses to write a key twice in one transaction.
//! - A decision that depended on reading a key carries that key's version as a guard, even
//!   if the plan leaves the key alone ([`Plan::relied_on`]). A decision that depended on a whole
//!   listing ("nobody uses this profile") is an [`Expectation`], looked at again right after
//!   the write and put back when it turns out broken: no guard of etcd sees an arrival in
//!   100,000 keys cheaply.
//! - Equal in meaning is no change: a value that only differs in blanks or in the order of
//!   its members is not written.
//! - It reads by path and is written by phase ([`phase`]).
//!
//! # What a plan does not promise
//!
//! Whether it lands whole depends on the store, see [`commit`]. Whether the resulting policy is
//! wise is not asked here.

pub mod change;
pub mod commit;
pub mod expectation;
pub mod journal;
pub mod past;
pub mod phase;
pub mod saved;
pub mod undo;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use change::{Action, Change, Seen};
pub use expectation::Expectation;
use serde::{Deserialize, Serialize};

use crate::model::key::Key;
use crate::model::same::same_value;
use crate::store::{Entry, Guard, Scope, Snapshot, Version};

/// What exactly `--force` may override.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    /// Removing what something still refers to, or referring to what is not there.
    InUse,
    /// Writing what another component owns.
    Owner,
    /// Overwriting a value that cannot be read.
    Malformed,
    /// Overwriting what somebody has changed by hand since files were applied.
    Drift,
}

impl Force {
    /// Returns the word after `--force=`.
    pub fn word(self) -> &'static str {
        match self {
            Self::InUse => "in-use",
            Self::Owner => "owner",
            Self::Malformed => "malformed",
            Self::Drift => "drift",
        }
    }
}

/// Something in the way of a plan that a word of `--force` overrides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// The word that overrides it.
    pub force: Force,
    /// The object, such as `profile web`.
    pub object: String,
    /// The key concerned.
    pub key: String,
    /// What stands in the way, as a line that reads on after the object.
    pub why: String,
}

/// Something that a person should agree to first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What happens, as a line: `removes tag web from profile web`.
    pub text: String,
}

/// What a command means to do. See the module's documentation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    changes: BTreeMap<String, Change>,
    guards: BTreeMap<String, Guard>,
    /// What keys held that were changed and changed back ([`Plan::then`]): plans made later know only the latter.
    changed_back: BTreeMap<String, Seen>,
    /// Keys whose owner goes with them.
    orphaned: BTreeSet<String>,
    /// Directories that go once no key is in them.
    emptied: BTreeSet<String>,
    /// Directories that are there afterwards even with nothing in them.
    directories: BTreeSet<String>,
    /// Whether the datastore as a whole goes back to what it was.
    restores: bool,
    /// What is looked at again after the write.
    pub expectations: Vec<Expectation>,
    /// What stands in the way until it is forced.
    pub obstacles: Vec<Obstacle>,
    /// What a person should agree to first.
    pub questions: Vec<Question>,
    /// What should be known, on stderr and in the result's `warnings`.
    pub warnings: Vec<String>,
    /// What was done, a line each, once it is done: `profile web added`.
    pub summary: Vec<String>,
}

impl Plan {
    /// Makes a plan that changes nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a key a value: creates it, replaces it, or does nothing where it has one that means the same. What the plan
    /// meant to do to the key before is forgotten.
    pub fn put(&mut self, snapshot: &Snapshot, path: impl Into<String>, value: Vec<u8>) {
        let path = path.into();
        match snapshot.get(&path) {
            Some(entry) if same_value(&Key::parse(&path), &entry.value, &value) => self.leave(snapshot, &path),
            entry => self.insert(Change { before: entry.map(Seen::from), via: None, after: Some(value), path }),
        }
    }

    /// Removes a key; nothing happens where it is not there. What the plan meant to do to the key before is forgotten.
    pub fn delete(&mut self, snapshot: &Snapshot, path: &str) {
        match snapshot.get(path) {
            None => self.leave(snapshot, path),
            Some(entry) => {
                self.insert(Change { path: path.to_owned(), before: Some(entry.into()), via: None, after: None });
            }
        }
    }

    /// Gives a key that the plan changes or removes another value on the way, before anything else is written: a pool is
    /// disabled before what lies in it is let go. In one transaction nobody would see it, so it is written only where keys
    /// are written one by one. Nothing happens to a key that is not there, or that the plan leaves alone.
    pub fn first(&mut self, path: &str, value: Vec<u8>) {
        if let Some(change) = self.changes.get_mut(path)
            && let Some(seen) = &change.before
            && seen.value != value
            && change.after.as_ref() != Some(&value)
        {
            change.via = Some(value);
        }
    }

    /// Notes that a key's owner goes with it, as a pod's endpoint does when its whole node is removed: that it is another
    /// component's is then nothing that stands in the way.
    pub fn orphaned(&mut self, path: impl Into<String>) {
        self.orphaned.insert(path.into());
    }

    /// Notes that a directory goes with all that is in it: where directories are real (etcd v2), it is removed once no key is left
    /// in it.
    pub fn empties(&mut self, directory: impl Into<String>) {
        self.emptied.insert(directory.into());
    }

    /// Notes that a directory goes, as [`Plan::empties`], where the snapshot shows something of it that does not expire by itself: keys, or
    /// directories that are empty. The snapshot's scopes have to hold it.
    pub fn clears(&mut self, snapshot: &Snapshot, directory: &str) {
        let is_within = |empty: &String| format!("{empty}/").starts_with(directory);
        if snapshot.under(directory).iter().any(|entry| !entry.expires) || snapshot.empty_dirs().iter().any(is_within) {
            self.empties(directory);
        }
    }

    /// Notes that a directory, without trailing `/`, is there afterwards, with or without a key in it: only where directories are
    /// real (etcd v2), and where it is not there.
    pub fn makes_directory(&mut self, directory: impl Into<String>) {
        self.directories.insert(directory.into());
    }

    /// Notes that a directory has to be there, as [`Plan::makes_directory`], where the snapshot shows that it is not: some readers stop at
    /// one that is missing. The snapshot's scopes have to hold it.
    pub fn directory(&mut self, snapshot: &Snapshot, directory: impl Into<String>) {
        let directory = directory.into();
        if snapshot.lacks_directory(&directory) {
            self.makes_directory(directory);
        }
    }

    /// Returns the directories that are made, by path: those that get a key come with it.
    pub fn directories(&self) -> impl Iterator<Item = &str> {
        let fills = |directory: &&String| self.fills(directory);
        self.directories.iter().filter(move |directory| !fills(directory)).map(String::as_str)
    }

    /// Tells whether a change puts a key into a directory.
    fn fills(&self, directory: &str) -> bool {
        let below = format!("{directory}/");
        let mut within = self.changes.range(below.clone()..).take_while(|(path, _)| path.starts_with(&below));
        within.any(|(_, change)| change.after.is_some())
    }

    /// Notes that the datastore as a whole goes back to what it was at an earlier moment, everybody's keys alike: whose they are
    /// is then nothing that stands in the way.
    pub fn restores(&mut self) {
        self.restores = true;
    }

    /// Tells whether the datastore as a whole goes back to what it was.
    pub fn is_restore(&self) -> bool {
        self.restores
    }

    /// Tells whether a key's owner goes with it.
    pub fn is_orphaned(&self, path: &str) -> bool {
        self.orphaned.contains(path)
    }

    /// Leaves a key as it is, because it is as wanted.
    fn leave(&mut self, snapshot: &Snapshot, path: &str) {
        self.changes.remove(path);
        self.relied_on(snapshot, path);
    }

    /// Adds a change as it is.
    pub fn insert(&mut self, change: Change) {
        self.guards.remove(&change.path);
        self.changes.insert(change.path.clone(), change);
    }

    /// Notes that the plan depends on what was read at a key that it does not write.
    pub fn relied_on(&mut self, snapshot: &Snapshot, path: &str) {
        if self.changes.contains_key(path) {
            return;
        }
        let guard = match snapshot.get(path) {
            None => Guard::Absent { path: path.to_owned() },
            Some(entry) => Guard::Unchanged { path: path.to_owned(), version: entry.version },
        };
        self.guards.insert(path.to_owned(), guard);
    }

    /// Says that something stands in the way.
    pub fn needs(&mut self, force: Force, object: impl Into<String>, key: impl Into<String>, why: impl Into<String>) {
        self.obstacles.push(Obstacle { force, object: object.into(), key: key.into(), why: why.into() });
    }

    /// Says that a person should agree to something first.
    pub fn ask(&mut self, text: impl Into<String>) {
        self.questions.push(Question { text: text.into() });
    }

    /// Adds a line to say once it is done.
    pub fn say(&mut self, text: impl Into<String>) {
        self.summary.push(text.into());
    }

    /// Adds a line that should be known.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }

    /// Tells whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.directories.is_empty() && self.emptied.is_empty()
    }

    /// Returns the changes, by path.
    pub fn changes(&self) -> impl ExactSizeIterator<Item = &Change> + Clone {
        self.changes.values()
    }

    /// Tells whether another plan reads the same values and writes the same ones.
    pub fn does_the_same(&self, other: &Self) -> bool {
        let same = |(a, b): (&Change, &Change)| {
            let (was, is) = (a.before.as_ref(), b.before.as_ref());
            a.path == b.path && was.map(|seen| &seen.value) == is.map(|seen| &seen.value) && a.after == b.after
        };
        self.changes.len() == other.changes.len()
            && self.directories == other.directories
            && self.changes().zip(other.changes()).all(same)
    }

    /// Returns the change of a path.
    pub fn change(&self, path: &str) -> Option<&Change> {
        self.changes.get(path)
    }

    /// Returns the guards on keys that are not written.
    pub fn guards(&self) -> impl ExactSizeIterator<Item = &Guard> + Clone {
        self.guards.values()
    }

    /// Returns some scopes of a snapshot as they would be with this plan carried out: what the next command of a batch
    /// plans against. It costs what the scopes hold, not what the snapshot does. Changed keys have no version that a store
    /// ever gave; [`Plan::then`] puts the right one back.
    pub fn applied_to(&self, snapshot: &Snapshot, scopes: &[Scope]) -> Snapshot {
        let mut entries: Vec<Entry> = Vec::new();
        for scope in scopes {
            let (Scope::Key(start) | Scope::Under(start)) = scope;
            let kept = match scope {
                Scope::Key(path) => snapshot.get(path).map(std::slice::from_ref).unwrap_or_default(),
                Scope::Under(prefix) => snapshot.under(prefix),
            };
            entries.extend(kept.iter().filter(|entry| !self.changes.contains_key(&entry.path)).cloned());
            let changed = self.changes.range(start.clone()..).take_while(|(path, _)| scope.covers(path));
            entries.extend(changed.filter_map(|(path, change)| {
                let value = change.after.clone()?;
                Some(Entry { path: path.clone(), value, version: Version(u64::MAX), expires: false })
            }));
        }
        let applied = Snapshot::new(snapshot.revision(), scopes.to_vec(), entries);
        if !snapshot.has_directories() {
            return applied;
        }
        let empty_dirs = snapshot.empty_dirs().iter().filter(|dir| !self.fills(dir)).cloned();
        applied.with_empty_dirs(empty_dirs.chain(self.directories().map(str::to_owned)).collect())
    }

    /// Appends a plan that was made on top of this one ([`Plan::applied_to`]): each key keeps its first
    /// *before* and gets the last *after*; a key that ends as it began is no change.
    pub fn then(&mut self, next: Self) {
        for (path, mut change) in next.changes {
            if let Some(first) = self.changes.remove(&path) {
                change.before = first.before;
            } else if let Some(first) = self.changed_back.remove(&path) {
                change.before = Some(first);
            }
            match (&change.before, &change.after) {
                (None, None) => drop(self.guards.insert(path, change.guard())),
                (Some(seen), Some(after)) if same_value(&Key::parse(&path), &seen.value, after) => {
                    self.guards.insert(path.clone(), change.guard());
                    self.changed_back.insert(path, seen.clone());
                }
                _ => self.insert(change),
            }
        }
        for (path, first) in next.changed_back {
            if !self.changes.contains_key(&path) {
                self.changed_back.entry(path).or_insert(first);
            }
        }
        for (path, guard) in next.guards {
            if !self.changes.contains_key(&path) {
                self.guards.entry(path).or_insert(guard);
            }
        }
        self.orphaned.extend(next.orphaned);
        self.emptied.extend(next.emptied);
        self.directories.extend(next.directories);
        self.restores |= next.restores;
        self.expectations.extend(next.expectations);
        self.obstacles.extend(next.obstacles);
        self.questions.extend(next.questions);
        self.warnings.extend(next.warnings);
        self.summary.extend(next.summary);
    }
}
