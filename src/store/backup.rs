//! Backups: all that a datastore holds, as a file of lines; and such a file read as a datastore.
//!
//! A backup is text, one JSON document a line: a [`Header`] that says what it is, the keys in path order with their bytes
//! exactly (`text`, or `base64` where they are not UTF-8), the directories that were empty, and a [`Trailer`] with the numbers
//! of both and the SHA-256 of every byte before it. So it is written and read as a stream, survives every tool for text
//! (and compresses well with any), and one that was cut short or altered is told from a whole one.

mod format;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

pub use format::{Header, Item, LONGEST_LINE, Reader, SCHEMA, Trailer, Writer, parse_key};

use super::{
    Batch, Capabilities, Committed, Entry, Health, Kind, Member, Scope, Snapshot, Store, StoreError, Walked, Want,
};

/// Bytes of the file that are read at once.
const CHUNK: usize = 1 << 20;

/// A backup takes no writes. What its values may be is what any store may hold.
const CAPABILITIES: Capabilities = Capabilities {
    max_ops: 1_000_000,
    max_guards: 1_000_000,
    max_batch_bytes: 1 << 30,
    max_value_bytes: 700 << 10,
    foreign_guards: true,
    prefix_guard: true,
    binary_values: true,
    directories: true,
    watch_window: None,
    watch: false,
    auth: false,
};

/// Tells whether a file is a backup, whole or not, by how it begins.
pub fn is_backup(path: &Path) -> bool {
    let begin = format!("{{\"schema\":\"{}", SCHEMA.trim_end_matches(|letter: char| letter.is_ascii_digit()));
    let mut bytes = vec![0; begin.len()];
    // Only a file can be read twice.
    let mut read = || {
        if !std::fs::metadata(path)?.is_file() {
            return Ok(());
        }
        File::open(path)?.read_exact(&mut bytes)
    };
    let read: std::io::Result<()> = read();
    read.is_ok() && bytes == begin.as_bytes()
}

/// Begins to read a backup.
///
/// # Errors
/// [`StoreError::Io`] where the file cannot be read, [`StoreError::Malformed`] where it is no backup.
pub fn read(path: &Path) -> Result<Reader<BufReader<File>>, StoreError> {
    let name = path.display().to_string();
    let io = |source: std::io::Error| StoreError::Io { path: name.clone(), source: Arc::new(source) };
    let file = File::open(path).map_err(io)?;
    Reader::new(BufReader::with_capacity(CHUNK, file), name)
}

/// A backup, read like a datastore. It takes no writes.
///
/// Every read goes through the file, so that it takes no memory but for what is asked for; the first one goes to its
/// end, and fails where the backup is not whole.
pub struct BackupStore {
    path: PathBuf,
    header: Header,
    whole: Option<Trailer>,
}

impl BackupStore {
    /// Opens a backup.
    ///
    /// # Errors
    /// As [`read`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let header = read(path)?.header().clone();
        Ok(Self { path: path.to_owned(), header, whole: None })
    }

    /// Returns what was backed up.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Goes through the file; while it is not known to be whole, to its end. What `visit` was handed is worth something only then:
    /// whoever acts on it at once goes through the whole file first.
    fn pass(&mut self, visit: &mut dyn FnMut(Item) -> bool) -> Result<Trailer, StoreError> {
        let mut reader = read(&self.path)?;
        let mut wanted = true;
        while let Some(item) = reader.next_item()? {
            wanted = wanted && visit(item);
            if let Some(trailer) = self.whole.as_ref().filter(|_| !wanted) {
                return Ok(trailer.clone());
            }
        }
        let trailer = reader.into_trailer()?;
        self.whole = Some(trailer.clone());
        Ok(trailer)
    }
}

impl Store for BackupStore {
    fn kind(&self) -> Kind {
        Kind::File
    }

    fn address(&self) -> String {
        self.path.display().to_string()
    }

    fn identity(&mut self) -> Result<String, StoreError> {
        Ok(format!("backup of {} at {}", self.header.identity, self.header.time))
    }

    fn capabilities(&self) -> Capabilities {
        CAPABILITIES
    }

    fn read(&mut self, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
        let (mut entries, mut empty_dirs) = (Vec::new(), Vec::new());
        let trailer = self.pass(&mut |item| {
            match item {
                Item::Key(mut entry) => {
                    if scopes.iter().any(|scope| scope.covers(&entry.path)) {
                        if want == Want::Keys {
                            entry.value = Vec::new();
                        }
                        entries.push(entry);
                    }
                }
                Item::Directory(path) => {
                    let below = format!("{path}/");
                    let within = |scope: &Scope| matches!(scope, Scope::Under(prefix) if below.starts_with(prefix));
                    if scopes.iter().any(within) {
                        empty_dirs.push(path);
                    }
                }
            }
            true
        })?;
        Ok(Snapshot::new(trailer.revision, scopes.to_vec(), entries).with_empty_dirs(empty_dirs))
    }

    fn walk(
        &mut self,
        prefixes: &[&str],
        want: Want,
        visit: &mut dyn FnMut(Entry) -> bool,
    ) -> Result<Walked, StoreError> {
        if self.whole.is_none() {
            self.pass(&mut |_| true)?;
        }
        let mut empty_dirs = Vec::new();
        let below = |path: &str| prefixes.iter().any(|prefix| path.starts_with(prefix));
        let trailer = self.pass(&mut |item| match item {
            Item::Key(mut entry) if below(&entry.path) => {
                if want == Want::Keys {
                    entry.value = Vec::new();
                }
                visit(entry)
            }
            Item::Key(_) => true,
            Item::Directory(path) => {
                if below(&format!("{path}/")) {
                    empty_dirs.push(path);
                }
                true
            }
        })?;
        Ok(Walked { revision: trailer.revision, empty_dirs })
    }

    fn commit(&mut self, _: &Batch) -> Result<Committed, StoreError> {
        Err(StoreError::ReadOnly { address: self.address(), detail: "it is a backup".to_owned() })
    }

    fn health(&mut self) -> Result<Health, StoreError> {
        let started = Instant::now();
        let trailer = self.pass(&mut |_| true);
        let Header { kind, address, time, .. } = &self.header;
        let member = Member {
            name: self.address(),
            endpoints: Vec::new(),
            leader: None,
            version: Some(format!("backup of {kind} at {address}, {time}")),
            size_bytes: std::fs::metadata(&self.path).ok().map(|found| found.len()),
            latency: Some(started.elapsed()),
            error: trailer.err().map(|error| error.to_string()),
        };
        let identity = self.identity()?;
        Ok(Health { identity, members: vec![member], quota_bytes: None, alarms: Vec::new(), auth_enabled: None })
    }
}
