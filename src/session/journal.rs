//! The journal as commands see it: that of the datastore and that of this host together.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::settle::{hostname, local_dir, local_entries, local_entry, local_ids, mark_local, remove_local, unreadable};
use super::{Session, state};
use crate::error::{CommandError, ErrorKind};
use crate::model::key::prune_below;
use crate::plan::journal::{self, Entry, Outlines, PREFIX, State, Unreadable, part_path};
use crate::store::{Batch, Scope, StoreError, Version, Want};

/// Days that an entry is kept unless told otherwise.
pub const KEEP_DAYS: u32 = 30;
/// Bytes that the journal may take unless told otherwise.
pub const KEEP_BYTES: usize = 32 << 20;

impl Session {
    /// Returns every entry of the journal, oldest first, and what of it could not be read.
    ///
    /// # Errors
    /// Where the datastore cannot be read.
    pub fn journal(&mut self) -> Result<(Vec<Entry>, Vec<Unreadable>), CommandError> {
        let snapshot = self.read(&[Scope::under(PREFIX)])?;
        let (mut entries, mut unreadable) = journal::read(snapshot.entries());
        if let Some(dir) = self.local_journal()? {
            match local_ids(&dir) {
                Ok(ids) => {
                    let (local, unreadable_local) = local_entries(&dir, &ids);
                    entries.extend(local);
                    unreadable.extend(unreadable_local);
                }
                Err(err) => unreadable.push(self::unreadable(&dir, &err)),
            }
        }
        entries.sort_by_key(|entry| entry.record.id);
        Ok((entries, unreadable))
    }

    /// Returns the folder of this datastore's entries on this host; `None` where there are none of any.
    ///
    /// # Errors
    /// Where the datastore cannot say which one it is.
    pub fn local_journal(&mut self) -> Result<Option<PathBuf>, CommandError> {
        // To ask the datastore for its name costs a request.
        match state::journal_dir().filter(|dir| dir.exists()) {
            Some(_) => Ok(local_dir(self.store()?)?),
            None => Ok(None),
        }
    }

    /// Returns the one entry whose name begins so.
    ///
    /// # Errors
    /// Where there is none, or more than one.
    pub fn journal_entry(&mut self, id: &str) -> Result<Entry, CommandError> {
        let (entries, _) = self.journal()?;
        let wanted = id.to_ascii_lowercase();
        let mut found =
            entries.into_iter().filter(|entry| !wanted.is_empty() && entry.record.id.to_string().starts_with(&wanted));
        let hint = "`calicross history list` shows the entries";
        match (found.next(), found.next()) {
            (Some(entry), None) => Ok(entry),
            (None, _) => Err(CommandError::new(ErrorKind::NotFound, format!("no journal entry {id}"))
                .object(format!("journal entry {id}"))
                .hint(hint)),
            (Some(first), Some(second)) => Err(CommandError::new(
                ErrorKind::Refused,
                format!(
                    "{id} begins more than one journal entry, such as {} and {}",
                    first.record.id, second.record.id
                ),
            )
            .hint(hint)),
        }
    }

    /// Refuses to take up a pending entry while the command that began it still runs, where that can be told: on its own host.
    /// Elsewhere it returns what a person should agree to.
    ///
    /// # Errors
    /// Exit code 3 where the process still runs.
    pub fn check_abandoned(&self, entry: &Entry) -> Result<Option<String>, CommandError> {
        let (record, id) = (&entry.record, entry.record.id);
        if entry.state != State::Pending {
            return Ok(None);
        }
        if record.host != hostname() {
            return Ok(Some(format!("takes up entry {id}, which a process on {} may still be writing", record.host)));
        }
        let name = std::fs::read_to_string(format!("/proc/{}/comm", record.pid)).unwrap_or_default();
        if name.trim() != "calicross" || record.pid == std::process::id() {
            return Ok(None);
        }
        Err(CommandError::new(
            ErrorKind::Refused,
            format!("entry {id} is still being written by process {}", record.pid),
        )
        .object(format!("journal entry {id}"))
        .hint("wait for it, or end it"))
    }

    /// Notes how an entry that was left pending has ended.
    ///
    /// # Errors
    /// Where the datastore, or this host's disk, does not take it.
    pub fn mark_entry(&mut self, id: Uuid, ended: State) -> Result<(), CommandError> {
        let path = part_path(id, 0);
        let snapshot = self.read(&[Scope::key(&path)])?;
        let Some(entry) = snapshot.get(&path) else {
            let Some(dir) = self.local_journal()? else { return Ok(()) };
            return mark_local(&dir, id, ended)
                .map_err(|err| CommandError::new(ErrorKind::Partial, format!("local journal: {err}")));
        };
        let Some(header) = journal::with_state(&entry.value, ended) else { return Ok(()) };
        let mut batch = Batch::default();
        batch.replace(path, entry.version, header);
        let unmarked = |err: StoreError| {
            let message = format!("the keys are as wanted, but journal entry {id} stays pending: {err}");
            CommandError::new(ErrorKind::Partial, message).object(format!("journal entry {id}"))
        };
        self.store()?.commit(&batch).map(drop).map_err(unmarked)
    }

    /// Returns what [`Session::prune_journal`] would remove, without what it changed.
    ///
    /// # Errors
    /// Where the datastore cannot be read.
    pub fn outlived(&mut self, age: SignedDuration, bytes: usize) -> Result<Vec<Entry>, CommandError> {
        let mut outlines = Outlines::default();
        self.store()?.walk(&[PREFIX], Want::Values, &mut |entry| {
            outlines.take(entry);
            true
        })?;
        if let Some(dir) = self.local_journal()? {
            for id in local_ids(&dir).unwrap_or_default() {
                if let Ok(entry) = local_entry(&dir, id) {
                    outlines.take(entry);
                }
            }
        }
        let mut entries = outlines.into_entries();
        let outlived: BTreeSet<Uuid> = journal::outlived(&entries, Timestamp::now(), age, bytes)
            .into_iter()
            .map(|entry| entry.record.id)
            .collect();
        entries.retain(|entry| outlived.contains(&entry.record.id));
        Ok(entries)
    }

    /// Removes entries that are older than `age`, and the oldest ones over `bytes`; never pending ones. Returns how many.
    ///
    /// # Errors
    /// Where the datastore cannot be read or written.
    pub fn prune_journal(&mut self, age: SignedDuration, bytes: usize) -> Result<usize, CommandError> {
        state::forget_old_plans(age);
        let outlived = self.outlived(age, bytes)?;
        self.remove_entries(&outlived)
    }

    /// Removes entries; returns how many.
    fn remove_entries(&mut self, entries: &[Entry]) -> Result<usize, CommandError> {
        let mut removed = 0;
        for entry in entries {
            if self.remove_entry(entry)? {
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Removes an entry; false where somebody else has just done so.
    fn remove_entry(&mut self, entry: &Entry) -> Result<bool, CommandError> {
        if entry.keys.iter().all(|(_, version)| *version == Version(0)) {
            let dir = self.local_journal()?;
            return Ok(dir.is_some_and(|dir| remove_local(&dir, entry.record.id).is_ok()));
        }
        let store = self.store()?;
        let can = store.capabilities();
        // The header is the first of the keys and goes last: parts without it could not be told from damage.
        let mut keys = entry.keys.clone();
        keys.reverse();
        for some in keys.chunks(can.max_ops.min(can.max_guards).min(100)) {
            let mut batch = Batch::default();
            for (path, version) in some {
                batch.delete(path, *version, prune_below(path));
            }
            match store.commit(&batch) {
                Ok(_) => {}
                Err(StoreError::Conflict { .. }) => return Ok(false),
                Err(err) => return Err(err.into()),
            }
        }
        Ok(true)
    }

    /// Prunes the journal once in a while, as a part of writing: a look at all of it after every change would make each
    /// change cost as much as the journal is long. Of many, the rest is left to the next time: nobody waits for it.
    pub(super) fn prune_journal_sometimes(&mut self) {
        const ONE_IN: u32 = 64;
        const MOST: usize = 4 * ONE_IN as usize;
        if fastrand::u32(..ONE_IN) != 0 {
            return;
        }
        let age = SignedDuration::from_hours(24 * i64::from(KEEP_DAYS));
        let pruned = self.outlived(age, KEEP_BYTES).and_then(|mut outlived| {
            outlived.truncate(MOST);
            self.remove_entries(&outlived)
        });
        if let Err(err) = pruned {
            self.ui.detail(&format!("the journal was not pruned: {}", err.message()));
        }
    }
}
