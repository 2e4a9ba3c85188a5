//! The redb database inside the file store: its tables, how it is made, opened and changed.

use std::fs::{File, OpenOptions};
use std::ops::Bound;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use redb::{
    Builder, Database, Durability, ReadOnlyDatabase, ReadOnlyTable, ReadableDatabase, ReadableTable, TableDefinition,
};
use uuid::Uuid;

use super::{failure, io_error};
use crate::store::{Batch, Entry, Guard, Op, Revision, StoreError, Version, Want};

/// The layout of the tables below. A file with a higher number is left alone.
const FORMAT: u128 = 1;

/// Path to version and bytes.
const KEYS: TableDefinition<'static, &str, (u64, &[u8])> = TableDefinition::new("keys");

/// The table of keys, read in either kind of transaction.
trait Keys: ReadableTable<&'static str, (u64, &'static [u8])> {}
impl<T: ReadableTable<&'static str, (u64, &'static [u8])>> Keys for T {}

/// What there is once: [`FORMAT_ROW`], [`UUID_ROW`], [`REVISION_ROW`].
const META: TableDefinition<'static, &str, u128> = TableDefinition::new("meta");
const FORMAT_ROW: &str = "format";
const UUID_ROW: &str = "uuid";
const REVISION_ROW: &str = "revision";

/// Bytes of pages that are kept in memory at most. A command reads each page of values once; what is read again and again
/// are the inner nodes of the tree, some MiB for a million keys.
const CACHE_BYTES: usize = 64 << 20;

/// The database, open for reading or for writing too.
///
/// Opening it for writing marks the file and syncs it, and closing it syncs again; a command that
/// only reads does neither.
pub(super) enum Handle {
    Read(ReadOnlyDatabase),
    Write(Database),
}

impl Handle {
    /// Opens an existing file for reading; one that was not closed well is repaired, and open for writing then.
    pub(super) fn open_read(path: &Path) -> Result<Self, StoreError> {
        let handle = match builder().open_read_only(path) {
            Ok(database) => Self::Read(database),
            Err(redb::DatabaseError::RepairAborted) => return Self::open_write(path),
            Err(error) => return Err(failure(path, error)),
        };
        handle.view(path)?;
        Ok(handle)
    }

    /// Opens an existing file for writing.
    pub(super) fn open_write(path: &Path) -> Result<Self, StoreError> {
        let handle = Self::Write(builder().open(path).map_err(|error| failure(path, error))?);
        handle.view(path)?;
        Ok(handle)
    }

    /// Makes an empty store, whole before it has its name: who is killed meanwhile leaves none, or an empty one.
    pub(super) fn create(path: &Path) -> Result<Self, StoreError> {
        let mut name = path.as_os_str().to_owned();
        name.push(".new");
        let new = PathBuf::from(name);
        let failed = |error| io_error(&new, error);
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new).map_err(failed)?;
        let database = builder().create(&new).map_err(|error| failure(&new, error))?;
        initialize(&database).map_err(|error| failure(&new, error))?;
        std::fs::rename(&new, path).map_err(|error| io_error(path, error))?;
        if let Some(parent) = path.parent() {
            File::open(parent).and_then(|folder| folder.sync_all()).map_err(|error| io_error(parent, error))?;
        }
        Ok(Self::Write(database))
    }

    /// Begins to read at the newest moment.
    pub(super) fn view(&self, path: &Path) -> Result<View, StoreError> {
        match self {
            Self::Read(database) => View::open(database, path),
            Self::Write(database) => View::open(database, path),
        }
    }
}

fn builder() -> Builder {
    let mut builder = Database::builder();
    builder.set_cache_size(CACHE_BYTES);
    builder
}

/// Writes what a new store has.
pub(super) fn initialize(database: &Database) -> Result<(), redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    transaction.set_quick_repair(true);
    {
        let mut meta = transaction.open_table(META)?;
        meta.insert(FORMAT_ROW, FORMAT)?;
        meta.insert(UUID_ROW, Uuid::new_v4().as_u128())?;
        meta.insert(REVISION_ROW, 0)?;
        transaction.open_table(KEYS)?;
    }
    Ok(transaction.commit()?)
}

/// One moment of the store.
pub(super) struct View {
    keys: ReadOnlyTable<&'static str, (u64, &'static [u8])>,
    pub(super) format: u128,
    pub(super) uuid: Uuid,
    pub(super) revision: Revision,
}

impl View {
    /// Begins to read, where the tables are those of this format.
    pub(super) fn open(database: &impl ReadableDatabase, path: &Path) -> Result<Self, StoreError> {
        let transaction = database.begin_read().map_err(|error| failure(path, error))?;
        let malformed = |why: String| StoreError::Malformed { at: path.display().to_string(), why };
        let row = |name: &str| -> Result<Option<u128>, redb::Error> {
            Ok(transaction.open_table(META)?.get(name)?.map(|row| row.value()))
        };
        let number = |name: &str| {
            let found = row(name).map_err(|error| failure(path, error))?;
            found.ok_or_else(|| malformed(format!("it has no {name}")))
        };
        let format = number(FORMAT_ROW)?;
        if format > FORMAT {
            return Err(malformed(format!("its format is {format}, of a newer calicross; this one knows {FORMAT}")));
        }
        let uuid = Uuid::from_u128(number(UUID_ROW)?);
        let revision =
            Revision::try_from(number(REVISION_ROW)?).map_err(|_| malformed("its revision is no number".to_owned()))?;
        let keys = transaction.open_table(KEYS).map_err(|error| failure(path, error))?;
        Ok(Self { keys, format, uuid, revision })
    }

    /// Reads one key.
    pub(super) fn get(&self, path: &str, want: Want) -> Result<Option<Entry>, redb::Error> {
        Ok(self.keys.get(path)?.map(|row| entry(path, row.value(), want)))
    }

    /// Reads keys below a prefix, in order, after a key where one is named, until they are as large as a page; tells whether
    /// those are all.
    pub(super) fn page(
        &self,
        prefix: &str,
        after: Option<&str>,
        page_bytes: usize,
        want: Want,
    ) -> Result<(Vec<Entry>, bool), redb::Error> {
        let start = after.map_or(Bound::Included(prefix), Bound::Excluded);
        let mut entries = Vec::new();
        let mut bytes = 0;
        for row in self.keys.range::<&str>((start, Bound::Unbounded))? {
            let (path, value) = row?;
            if !path.value().starts_with(prefix) {
                break;
            }
            if bytes >= page_bytes {
                return Ok((entries, false));
            }
            let entry = entry(path.value(), value.value(), want);
            bytes += size_of::<Entry>() + entry.path.len() + entry.value.len();
            entries.push(entry);
        }
        Ok((entries, true))
    }

    /// Returns the guards that do not hold, by key or prefix; without a view, in a store that does not exist yet.
    pub(super) fn failed(view: Option<&Self>, guards: &[Guard]) -> Result<Vec<String>, redb::Error> {
        if let Some(view) = view {
            return failed(&view.keys, guards);
        }
        let fails = |guard: &&Guard| matches!(guard, Guard::Unchanged { .. });
        Ok(guards.iter().filter(fails).map(|guard| guard.path().to_owned()).collect())
    }
}

fn entry(path: &str, (version, value): (u64, &[u8]), want: Want) -> Entry {
    let value = if want == Want::Values { value.to_vec() } else { Vec::new() };
    Entry { path: path.to_owned(), value, version: Version(version), expires: false }
}

fn failed(keys: &impl Keys, guards: &[Guard]) -> Result<Vec<String>, redb::Error> {
    let mut failed = Vec::new();
    for guard in guards {
        let holds = match guard {
            Guard::Absent { path } => keys.get(path.as_str())?.is_none(),
            Guard::Unchanged { path, version } => {
                keys.get(path.as_str())?.is_some_and(|row| row.value().0 == version.0)
            }
            Guard::NoneNewer { prefix, revision } => !any_newer(keys, prefix, *revision)?,
        };
        if !holds {
            failed.push(guard.path().to_owned());
        }
    }
    Ok(failed)
}

fn any_newer(keys: &impl Keys, prefix: &str, revision: Revision) -> Result<bool, redb::Error> {
    for row in keys.range::<&str>(prefix..)? {
        let (path, value) = row?;
        if !path.value().starts_with(prefix) {
            break;
        }
        if value.value().0 > revision {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How a batch ended.
pub(super) enum Written {
    /// It is on the disk.
    Landed(Revision),
    /// These guards failed, and nothing was written.
    Conflict(Vec<String>),
}

/// Writes a batch in one transaction. An error leaves open whether it landed.
pub(super) fn write(database: &Database, batch: &Batch) -> Result<Written, redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_durability(Durability::Immediate)?;
    // Without it the next open after a kill walks the whole file.
    transaction.set_quick_repair(true);
    let revision = {
        let mut keys = transaction.open_table(KEYS)?;
        let failed = failed(&keys, &batch.guards)?;
        if !failed.is_empty() {
            return Ok(Written::Conflict(failed));
        }
        let mut meta = transaction.open_table(META)?;
        let revision = meta.get(REVISION_ROW)?.map_or(0, |row| row.value()) as Revision + 1;
        meta.insert(REVISION_ROW, u128::from(revision))?;
        for op in &batch.ops {
            match op {
                Op::Put { path, value } => drop(keys.insert(path.as_str(), (revision, value.as_slice()))?),
                Op::Delete { path, .. } => drop(keys.remove(path.as_str())?),
            }
        }
        revision
    };
    transaction.commit()?;
    Ok(Written::Landed(revision))
}
