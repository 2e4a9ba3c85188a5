//! A journal entry of a plan that needs several writes: begun before the first of them, ended after the last.

use super::super::Change;
use super::journal::{self, Record, State, Trace};
use crate::model::key::prune_below;
use crate::store::{Batch, Scope, Store, StoreError, Version, Want};

/// Where the traces of an entry go.
pub(super) enum Layout<'a> {
    /// The header carries them.
    InHeader,
    /// Parts carry them.
    InParts(Vec<journal::Share<'a>>),
}

impl<'a> Layout<'a> {
    /// Decides where traces go: into the header where they fit, beside what it says already.
    pub(super) fn of(changes: &'a [&'a Change], record: &Record, limit: usize) -> Self {
        // What a header has and a part has not: `"record":`, and the longest state.
        const REST: usize = 64;
        let header = journal::header(record, State::Pending, Vec::new()).len() + REST;
        let mut left = limit.checked_sub(header);
        for change in changes {
            left = left.and_then(|left| left.checked_sub(journal::trace_len(change) + 1));
            if left.is_none() {
                return Self::InParts(journal::deal(changes, limit).collect());
            }
        }
        Self::InHeader
    }
}

/// Traces that the header carries.
pub(super) fn carried(changes: &[&Change]) -> Vec<Trace> {
    changes.iter().map(|change| Trace::of(change)).collect()
}

/// An entry that was begun and has to be ended.
pub(super) struct Begun<'a> {
    record: &'a Record,
    /// What the header itself carries.
    carried: Vec<Trace>,
    header: (String, Version),
    /// Parts that are not written together with the keys that they are about.
    parts: Vec<(String, Version)>,
}

impl<'a> Begun<'a> {
    /// Writes the header of an entry.
    pub(super) fn begin(store: &mut dyn Store, record: &'a Record, carried: Vec<Trace>) -> Result<Self, StoreError> {
        let path = journal::part_path(record.id, 0);
        let version = create(store, &path, &journal::header(record, State::Pending, carried.clone()))?;
        Ok(Self { record, carried, header: (path, version), parts: Vec::new() })
    }

    /// Writes a part by itself.
    pub(super) fn write_part(&mut self, store: &mut dyn Store, number: usize, value: &[u8]) -> Result<(), StoreError> {
        let path = journal::part_path(self.record.id, number);
        let version = create(store, &path, value)?;
        self.parts.push((path, version));
        Ok(())
    }

    /// Writes how the entry ended.
    pub(super) fn end(self, store: &mut dyn Store, state: State) -> Result<(), StoreError> {
        let (path, version) = self.header;
        let header = journal::header(self.record, state, self.carried);
        let mut batch = Batch::default();
        batch.replace(path.clone(), version, header.clone());
        write(store, &batch, &path, &header).map(drop)
    }

    /// Removes the entry of something that never happened.
    pub(super) fn forget(self, store: &mut dyn Store) -> Result<(), StoreError> {
        // The header goes last: parts without it could not be told from damage.
        for (path, version) in self.parts.into_iter().rev().chain([self.header]) {
            let mut batch = Batch::default();
            let prune_below = prune_below(&path);
            batch.delete(path, version, prune_below);
            store.commit(&batch)?;
        }
        Ok(())
    }
}

/// Creates a journal key. Returns its version.
fn create(store: &mut dyn Store, path: &str, value: &[u8]) -> Result<Version, StoreError> {
    let mut batch = Batch::default();
    batch.create(path, value.to_vec());
    write(store, &batch, path, value)
}

/// Writes a journal key, and finds out what became of it where the answer was lost: nobody else writes that value. It is
/// sent again where it has not landed; its guard lets only one of the two land.
fn write(store: &mut dyn Store, batch: &Batch, path: &str, value: &[u8]) -> Result<Version, StoreError> {
    let cause = match store.commit(batch) {
        Ok(committed) => return Ok(Version(committed.revision)),
        Err(cause @ StoreError::Unknown { .. }) => cause,
        Err(err) => return Err(err),
    };
    let landed = |store: &mut dyn Store| {
        let now = store.read(&[Scope::key(path)], Want::Values).ok()?;
        Some(now.get(path).filter(|entry| entry.value == value).map(|entry| entry.version))
    };
    match landed(store) {
        Some(Some(version)) => return Ok(version),
        Some(None) => {}
        None => return Err(cause),
    }
    match store.commit(batch) {
        Ok(committed) => Ok(Version(committed.revision)),
        Err(err @ StoreError::Conflict { .. }) => landed(store).ok_or(cause)?.ok_or(err),
        Err(_) => Err(cause),
    }
}
