//! Who does what, when and why; and the journal that is kept on this host.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use rustix::process::getuid;
use rustix::system::uname;
use uuid::Uuid;

use super::Extra;
use crate::plan::journal::{self, Entry, Record, State, Trace, Unreadable};
use crate::plan::{Force, Plan};
use crate::session::options::WriteArgs;
use crate::session::{env, state};
use crate::store::{Entry as StoreEntry, StoreError, Version};

/// The present time in RFC 3339, whole seconds.
pub(super) fn now() -> String {
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
    }
}

fn local_path(id: Uuid) -> Option<PathBuf> {
    Some(state::journal_dir()?.join(format!("{id}.json")))
}

/// Writes an entry of the local journal.
pub(super) fn write_local(record: &Record, entry_state: State, plan: &Plan) -> io::Result<()> {
    let path = local_path(record.id)
        .ok_or_else(|| io::Error::other("there is no home directory, and CALICROSS_STATE_DIR is not set"))?;
    state::write_private(&path, &journal::header(record, entry_state, plan.changes().map(Trace::of).collect()))
}

/// Removes an entry of the local journal of something that never happened.
pub(super) fn forget_local(id: Uuid) {
    if let Some(path) = local_path(id) {
        let _ = std::fs::remove_file(path);
    }
}

pub(super) fn local_error(source: io::Error) -> StoreError {
    let path = state::journal_dir().map(|dir| dir.display().to_string()).unwrap_or_else(|| "local journal".to_owned());
    StoreError::Io { path, source: Arc::new(source) }
}

/// Reads the local journal; entries come with the file's name for a key.
pub fn local_entries() -> (Vec<Entry>, Vec<Unreadable>) {
    let Some(Ok(files)) = state::journal_dir().map(std::fs::read_dir) else { return (Vec::new(), Vec::new()) };
    let mut found = Vec::new();
    for file in files.flatten() {
        let name = file.file_name();
        let Some(id) = name.to_str().and_then(|name| name.strip_suffix(".json")).and_then(|id| id.parse().ok()) else {
            continue;
        };
        if let Ok(value) = std::fs::read(file.path()) {
            found.push(StoreEntry { path: journal::part_path(id, 0), value, version: Version(0), expires: false });
        }
    }
    journal::read(&found)
}

/// Notes in the local journal how an entry that was left pending has ended; nothing where it is not there.
pub fn mark_local(id: Uuid, entry_state: State) -> io::Result<()> {
    let Some(path) = local_path(id).filter(|path| path.exists()) else { return Ok(()) };
    match journal::with_state(&std::fs::read(&path)?, entry_state) {
        Some(header) => state::write_private(&path, &header),
        None => Ok(()),
    }
}

/// Removes an entry of the local journal.
pub fn remove_local(id: Uuid) -> io::Result<()> {
    local_path(id).map_or(Ok(()), std::fs::remove_file)
}
