//! Who does what, when and why; and the journal that is kept on this host.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::process::getuid;
use rustix::system::uname;
use uuid::Uuid;

use super::Extra;
use crate::plan::journal::{self, Entry, Record, State, Trace, Unreadable};
use crate::plan::{Force, Plan};
use crate::session::options::WriteArgs;
use crate::session::{env, state};
use crate::store::{Entry as StoreEntry, Kind, Store, StoreError, Version};

/// Returns the present time in RFC 3339, whole seconds.
pub fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// Returns who acts: `CALICROSS_ACTOR`, or the user that ran the command, before sudo where that can be told.
pub fn actor() -> String {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let user = || variable("SUDO_USER").or_else(|| variable("USER")).or_else(|| variable("LOGNAME"));
    env::ACTOR.get().or_else(user).unwrap_or_else(|| format!("uid {}", getuid().as_raw()))
}

/// Returns this host's name.
pub fn hostname() -> String {
    uname().nodename().to_string_lossy().into_owned()
}

pub(super) fn make(command: &[String], args: &WriteArgs, extra: &Extra, forced: Vec<Force>) -> Record {
    Record {
        id: Uuid::now_v7(),
        time: now(),
        actor: actor(),
        host: hostname(),
        pid: std::process::id(),
        command: command.to_vec(),
        reason: args.reason.clone(),
        forced,
        undoes: extra.undoes,
        resumes: extra.resumes,
    }
}

/// Returns the folder of the entries that are kept on this host of one datastore: an entry of the lab must not be taken back
/// in production, whose keys may well look alike. `None` where there is no home.
///
/// # Errors
/// Where the datastore cannot say which one it is.
pub fn local_dir(store: &mut dyn Store) -> Result<Option<PathBuf>, StoreError> {
    let Some(dir) = state::journal_dir() else { return Ok(None) };
    let kind = store.kind();
    let name = match kind {
        // A file that does not exist yet has no id of its own.
        Kind::File => journal::digest(store.address().as_bytes()),
        Kind::Etcdv2 | Kind::Etcdv3 => store.identity()?.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_"),
    };
    Ok(Some(dir.join(format!("{kind}-{name}"))))
}

fn local_path(dir: &Path, id: Uuid) -> PathBuf {
    dir.join(format!("{id}.json"))
}

/// Where entries of one datastore are kept on this host.
pub(super) struct Local {
    dir: PathBuf,
}

impl Local {
    /// Finds the place of entries of a datastore.
    pub(super) fn of(store: &mut dyn Store) -> Result<Self, StoreError> {
        let nowhere = || {
            let why = "there is no home directory, and CALICROSS_STATE_DIR is not set";
            local_error("local journal".as_ref(), io::Error::other(why))
        };
        Ok(Self { dir: local_dir(store)?.ok_or_else(nowhere)? })
    }

    /// Writes an entry.
    pub(super) fn write(&self, record: &Record, entry_state: State, plan: &Plan) -> Result<(), StoreError> {
        let header = journal::header(record, entry_state, plan.changes().map(Trace::of).collect());
        state::write_private(&local_path(&self.dir, record.id), &header).map_err(|err| local_error(&self.dir, err))
    }

    /// Removes an entry of something that never happened.
    pub(super) fn forget(&self, id: Uuid) {
        let _ = std::fs::remove_file(local_path(&self.dir, id));
    }
}

fn local_error(path: &Path, source: io::Error) -> StoreError {
    StoreError::Io { path: path.display().to_string(), source: Arc::new(source) }
}

/// The entries of the local journal of one datastore, by name.
///
/// # Errors
/// Where the folder cannot be read; one that is not there has none.
pub fn local_ids(dir: &Path) -> io::Result<BTreeSet<Uuid>> {
    let files = match std::fs::read_dir(dir) {
        Ok(files) => files,
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(err) => return Err(err),
    };
    let id = |file: std::fs::DirEntry| file.file_name().to_str()?.strip_suffix(".json")?.parse().ok();
    Ok(files.flatten().filter_map(id).collect())
}

/// Reads entries of the local journal of one datastore; they come with keys as they would have in the datastore, at version 0.
pub fn local_entries(dir: &Path, ids: &BTreeSet<Uuid>) -> (Vec<Entry>, Vec<Unreadable>) {
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for id in ids {
        match local_entry(dir, *id) {
            Ok(entry) => found.push(entry),
            Err(err) => refused.push(unreadable(&local_path(dir, *id), &err)),
        }
    }
    let (entries, malformed) = journal::read(&found);
    refused.extend(malformed);
    (entries, refused)
}

/// Reads the file of an entry of the local journal, as the key that it would be in the datastore, at version 0.
pub fn local_entry(dir: &Path, id: Uuid) -> io::Result<StoreEntry> {
    let value = std::fs::read(local_path(dir, id))?;
    Ok(StoreEntry { path: journal::part_path(id, 0), value, version: Version(0), expires: false })
}

/// What cannot be read of the local journal.
pub fn unreadable(path: &Path, err: &io::Error) -> Unreadable {
    Unreadable { path: path.display().to_string(), why: err.to_string() }
}

/// Notes in the local journal how an entry that was left pending has ended; nothing where it is not there.
///
/// # Errors
/// Where its file cannot be read or written.
pub fn mark_local(dir: &Path, id: Uuid, entry_state: State) -> io::Result<()> {
    let path = local_path(dir, id);
    if !path.exists() {
        return Ok(());
    }
    match journal::with_state(&std::fs::read(&path)?, entry_state) {
        Some(header) => state::write_private(&path, &header),
        None => Ok(()),
    }
}

/// Removes an entry of the local journal.
///
/// # Errors
/// Where its file cannot be removed.
pub fn remove_local(dir: &Path, id: Uuid) -> io::Result<()> {
    std::fs::remove_file(local_path(dir, id))
}
