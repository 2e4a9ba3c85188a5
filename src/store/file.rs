//! The file store: a datastore in one file, for work without an etcd (labs, exercises, tests).
//!
//! It keeps the contract with etcd v3's semantics: one revision for the whole store, one more with
//! every batch, and each key bears the revision that wrote it. Every batch is one transaction of an
//! embedded database (redb), synced before it is answered, so that a process which dies at any moment
//! leaves the store as it was before the batch or after it; the next open repairs what needs it.
//!
//! One process at a time is inside. The first use takes a lock beside the file, which is held until
//! [`Store::release`] or the end, so that what one command reads, plans and commits meets no other
//! writer; the others wait. A file that does not exist reads as an empty store, and no read makes it;
//! the first write does, with access for its owner only (0600), as for the lock file beside it.

mod contain;
mod database;
mod lock;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::contain::contain;
use self::database::{Handle, View, Written};
use self::lock::Lock;
use super::{
    Batch, Capabilities, Committed, Entry, Health, Kind, Member, Revision, Scope, Snapshot, Store, StoreError, Walked,
    Want, check_batch,
};

/// Bytes of entries that a scan holds at once, and one more: a part of the journal is as large as a thousand other keys.
const PAGE_BYTES: usize = 1 << 20;

/// What the file store can do.
///
/// A value may be as large as on etcd and no larger, so that what lies in a file can always be carried to
/// an etcd.
const CAPABILITIES: Capabilities = Capabilities {
    max_ops: 1_000_000,
    max_guards: 1_000_000,
    max_batch_bytes: 1 << 30,
    max_value_bytes: 700 << 10,
    foreign_guards: true,
    prefix_guard: true,
    binary_values: true,
    directories: false,
    watch_window: None,
    watch: false,
    auth: false,
};

/// A store in a file.
pub struct FileStore {
    path: PathBuf,
    timeout: Duration,
    command: String,
    held: Option<Held>,
}

/// What keeps others out. The database is closed before the lock goes.
struct Held {
    /// `None` while the file does not exist.
    handle: Option<Handle>,
    _lock: Lock,
}

/// What a caller is about to do with the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Read,
    Write,
}

impl FileStore {
    /// Names the file, without opening it yet. `timeout` is how long to wait for another process that
    /// holds it; `command` is what processes that wait for this one are told (no secrets in it).
    ///
    /// # Errors
    /// [`StoreError::Io`] where the folder does not exist or the path is not one of a file.
    pub fn open(path: impl AsRef<Path>, timeout: Duration, command: String) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let path = resolve(path).map_err(|error| io_error(path, error))?;
        Ok(Self { path, timeout, command, held: None })
    }

    /// Takes the lock and opens the file as far as `purpose` needs it; `None` where there is no file to read.
    fn handle(&mut self, purpose: Use) -> Result<Option<&Handle>, StoreError> {
        if self.held.is_none() {
            if purpose == Use::Read && !exists(&self.path)? {
                return Ok(None);
            }
            let lock = Lock::take(&self.path, self.timeout, &self.command)?;
            self.held = Some(Held { handle: None, _lock: lock });
        }
        let Some(held) = &mut self.held else { return Ok(None) };
        let path = &self.path;
        held.handle = match (held.handle.take(), purpose) {
            (Some(handle @ Handle::Write(_)), _) => Some(handle),
            (Some(handle), Use::Read) => Some(handle),
            (None, Use::Read) if !exists(path)? => None,
            (None, Use::Read) => Some(contain(path, || Handle::open_read(path))?),
            // The reader has to go first, or redb would find the file in use.
            (reader, Use::Write) => {
                drop(reader);
                let create = !exists(path)?;
                Some(contain(path, || if create { Handle::create(path) } else { Handle::open_write(path) })?)
            }
        };
        Ok(held.handle.as_ref())
    }

    /// Begins to read at the newest moment; `None` where there is no file.
    fn view(&mut self) -> Result<Option<View>, StoreError> {
        let path = self.path.clone();
        let view = self.handle(Use::Read)?.map(|handle| contain(&path, || handle.view(&path)));
        view.transpose().inspect_err(|_| self.close())
    }

    /// Calls the database for something to read. After an error it refuses everything, so it is closed then;
    /// the next call opens it again.
    fn attempt<T>(&mut self, call: impl FnOnce() -> Result<T, redb::Error>) -> Result<T, StoreError> {
        let path = self.path.clone();
        contain(&path, || call().map_err(|error| failure(&path, error))).inspect_err(|_| self.close())
    }

    /// Closes the database and keeps the lock.
    fn close(&mut self) {
        if let Some(held) = &mut self.held {
            let handle = held.handle.take();
            // Every batch is on the disk already; what closing could not write, the next open repairs.
            let _ = contain(&self.path, || {
                drop(handle);
                Ok(())
            });
        }
    }

    /// Finds out what became of a batch that failed when the store was at revision `before`.
    fn outcome(&mut self, before: Revision, error: StoreError) -> StoreError {
        self.close();
        match self.view() {
            Ok(view) if view.as_ref().map_or(0, |view| view.revision) == before => error,
            _ => StoreError::Unknown { address: self.address(), detail: error.to_string() },
        }
    }
}

impl Drop for FileStore {
    fn drop(&mut self) {
        self.release();
    }
}

impl Store for FileStore {
    fn kind(&self) -> Kind {
        Kind::File
    }

    fn address(&self) -> String {
        self.path.display().to_string()
    }

    /// Returns the id that the file got when it was made, or, for a file that does not exist yet, `new:` and its
    /// path: a plan that was saved for it fits no file that another made there meanwhile.
    fn identity(&mut self) -> Result<String, StoreError> {
        Ok(self.view()?.map_or_else(|| format!("new:{}", self.path.display()), |view| view.uuid.to_string()))
    }

    fn capabilities(&self) -> Capabilities {
        CAPABILITIES
    }

    fn read(&mut self, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
        let Some(view) = self.view()? else {
            return Ok(Snapshot::new(0, scopes.to_vec(), Vec::new()));
        };
        let read = || -> Result<_, redb::Error> {
            let mut entries = Vec::new();
            for scope in scopes {
                match scope {
                    Scope::Key(path) => entries.extend(view.get(path, want)?),
                    Scope::Under(prefix) => entries.extend(view.page(prefix, None, usize::MAX, want)?.0),
                }
            }
            Ok(entries)
        };
        let entries = self.attempt(read)?;
        Ok(Snapshot::new(view.revision, scopes.to_vec(), entries))
    }

    fn walk(
        &mut self,
        prefixes: &[&str],
        want: Want,
        visit: &mut dyn FnMut(Entry) -> bool,
    ) -> Result<Walked, StoreError> {
        let Some(view) = self.view()? else { return Ok(Walked::default()) };
        let walked = Walked { revision: view.revision, empty_dirs: Vec::new() };
        for prefix in prefixes {
            let mut last: Option<String> = None;
            loop {
                let (page, is_last) = self.attempt(|| view.page(prefix, last.as_deref(), PAGE_BYTES, want))?;
                let end = page.last().map(|entry| entry.path.clone());
                for entry in page {
                    if !visit(entry) {
                        return Ok(walked);
                    }
                }
                if is_last {
                    break;
                }
                last = end;
            }
        }
        Ok(walked)
    }

    fn commit(&mut self, batch: &Batch) -> Result<Committed, StoreError> {
        check_batch(batch, self.kind(), &CAPABILITIES)?;
        if batch.ops.is_empty() || !exists(&self.path)? {
            // A batch that cannot land in an empty store does not make one.
            let view = self.view()?;
            let failed = self.attempt(|| View::failed(view.as_ref(), &batch.guards))?;
            if !failed.is_empty() {
                return Err(StoreError::Conflict { paths: failed });
            }
            if batch.ops.is_empty() {
                return Ok(Committed { revision: view.map_or(0, |view| view.revision) });
            }
        }
        let path = self.path.clone();
        let Some(Handle::Write(database)) = self.handle(Use::Write)? else {
            return Err(StoreError::Invalid { why: format!("{} is not open for writing", path.display()) });
        };
        let mut before = 0;
        let written = contain(&path, || {
            before = View::open(database, &path)?.revision;
            database::write(database, batch).map_err(|error| failure(&path, error))
        });
        match written {
            Ok(Written::Landed(revision)) => Ok(Committed { revision }),
            Ok(Written::Conflict(paths)) => Err(StoreError::Conflict { paths }),
            Err(error) => Err(self.outcome(before, error)),
        }
    }

    fn health(&mut self) -> Result<Health, StoreError> {
        let started = Instant::now();
        let view = self.view()?;
        let size = std::fs::metadata(&self.path).ok().map(|found| found.len());
        let member = Member {
            name: self.address(),
            endpoints: Vec::new(),
            leader: None,
            version: view.as_ref().map(|view| format!("redb format {}", view.format)),
            size_bytes: size,
            latency: Some(started.elapsed()),
            error: view.is_none().then(|| "the file does not exist yet; the first write makes it".to_owned()),
        };
        let identity = self.identity()?;
        Ok(Health { identity, members: vec![member], quota_bytes: None, alarms: Vec::new(), auth_enabled: None })
    }

    fn release(&mut self) {
        self.close();
        self.held = None;
    }
}

/// Returns the one path that every process locks for this file, links in it followed.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let error = |kind, why: String| Err(io::Error::new(kind, why));
    match std::fs::canonicalize(path) {
        Ok(found) if found.is_dir() => return error(io::ErrorKind::IsADirectory, "is a folder, not a file".to_owned()),
        Ok(found) => return Ok(found),
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => return Err(reason),
        Err(_) => {}
    }
    if std::fs::symlink_metadata(path).is_ok() {
        return error(io::ErrorKind::NotFound, "is a link to a file that does not exist".to_owned());
    }
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return error(io::ErrorKind::InvalidInput, "is not the name of a file".to_owned());
    };
    let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
    match std::fs::canonicalize(parent) {
        Ok(parent) if parent.is_dir() => Ok(parent.join(name)),
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(reason),
        _ => error(io::ErrorKind::NotFound, format!("there is no folder {}", parent.display())),
    }
}

fn exists(path: &Path) -> Result<bool, StoreError> {
    path.try_exists().map_err(|error| io_error(path, error))
}

fn io_error(path: &Path, error: io::Error) -> StoreError {
    StoreError::Io { path: path.display().to_string(), source: Arc::new(error) }
}

fn one_line(error: &impl ToString) -> String {
    error.to_string().replace(['\n', '\r'], " ")
}

/// Says what an error of the database means for the store at `path`.
fn failure(path: &Path, error: impl Into<redb::Error>) -> StoreError {
    use redb::Error;
    let at = path.display().to_string();
    match error.into() {
        Error::Io(error) => match error.kind() {
            io::ErrorKind::InvalidData => StoreError::Malformed { at, why: format!("not a calicross store: {error}") },
            io::ErrorKind::UnexpectedEof => StoreError::Malformed { at, why: "the file is cut off".to_owned() },
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge
            | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly { address: at, detail: error.to_string() },
            _ => io_error(path, error),
        },
        Error::DatabaseAlreadyOpen | Error::LockProtocolMismatch => {
            StoreError::Busy { path: at, holder: "a program other than calicross".to_owned() }
        }
        Error::TableDoesNotExist(_) | Error::TableTypeMismatch { .. } | Error::TableIsMultimap(_) => {
            StoreError::Malformed { at, why: "a redb database, but not a calicross store".to_owned() }
        }
        error => StoreError::Malformed { at, why: one_line(&error) },
    }
}

#[cfg(test)]
mod tests;
