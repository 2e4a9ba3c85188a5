//! One key before and after.

use crate::store::{Entry, Guard, Version};

/// A value as it was read, with what a guard on it has to name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The version it had.
    pub version: Version,
    /// The bytes.
    pub value: Vec<u8>,
}

impl From<&Entry> for Seen {
    fn from(entry: &Entry) -> Self {
        Self { version: entry.version, value: entry.value.clone() }
    }
}

/// One key before and after; never twice the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The key.
    pub path: String,
    /// What was read; `None` where the key did not exist.
    pub before: Option<Seen>,
    /// What it holds on the way: where keys are written one by one, this is written before anything else of the plan
    /// ([`super::Plan::first`]). Only a key that exists has it.
    pub via: Option<Vec<u8>>,
    /// What it becomes; `None` where it goes.
    pub after: Option<Vec<u8>>,
}

/// What a change does to its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The key did not exist.
    Create,
    /// The value is replaced.
    Update,
    /// The key goes.
    Delete,
}

impl Action {
    /// Returns the word that JSON output uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    /// Returns the sign that begins a line of a dry run.
    pub fn sign(self) -> char {
        match self {
            Self::Create => '+',
            Self::Update => '~',
            Self::Delete => '-',
        }
    }
}

impl Change {
    /// Returns what is done to the key.
    pub fn action(&self) -> Action {
        match (&self.before, &self.after) {
            (None, _) => Action::Create,
            (Some(_), Some(_)) => Action::Update,
            (Some(_), None) => Action::Delete,
        }
    }

    /// Returns the precondition under which the change may be written.
    pub fn guard(&self) -> Guard {
        match &self.before {
            None => Guard::Absent { path: self.path.clone() },
            Some(seen) => Guard::Unchanged { path: self.path.clone(), version: seen.version },
        }
    }

    /// Returns the bytes of key and new value, as a batch counts them.
    pub fn written_bytes(&self) -> usize {
        2 * self.path.len() + self.after.as_ref().map_or(0, Vec::len)
    }
}
