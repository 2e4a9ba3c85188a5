//! Datastores: bytes at paths, read at one moment and written under preconditions.
//!
//! Three backends stand behind [`Store`]: etcd's v3 API ([`etcd3`]), etcd's v2 API
//! ([`etcd2`]) and a file of our own ([`mod@file`]). None of them knows what the bytes
//! mean, so that what does not parse can be read, shown and repaired like anything
//! else. One body of tests (`contract`) holds all of them, and a test double
//! (`strict`) that forgives less than any of them.
//!
//! # The contract
//!
//! - A path is absolute, `/`-separated UTF-8, without empty, `.` or `..` segments and
//!   without a trailing `/`. [`check_path`] says what is wrong with one.
//! - [`Store::read`] answers from **one moment**: every entry of the [`Snapshot`] was
//!   there at the snapshot's revision. A scope with nothing in it is not an error.
//! - Each write names the [`Version`] it was planned against. A batch whose guards do
//!   not all hold writes nothing at all and reports every key that failed
//!   ([`StoreError::Conflict`]).
//! - A batch lands whole or not at all. A backend that cannot do that for many keys
//!   (etcd v2) says so in its [`Capabilities`] and refuses the batch
//!   ([`StoreError::Unsupported`]); it never writes a part of one.
//! - A batch that lands with nothing to lose track of: versions grow, and a key that was
//!   deleted and made again never gets an old version back.
//! - Empty values are values. What a backend cannot hold (v2: bytes that are not UTF-8;
//!   everyone: values over [`Capabilities::max_value_bytes`]) is refused before anything is sent.
//! - After an error whose outcome is unknown (the connection broke while a write was
//!   under way) the store says [`StoreError::Unknown`], never success and never "nothing
//!   was written".

pub mod connection;
#[cfg(test)]
pub mod contract;
pub mod etcd2;
pub mod etcd3;
pub mod file;
pub mod open;
#[cfg(test)]
pub mod server;
#[cfg(test)]
pub mod strict;
pub mod tls;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The version of a value: etcd's `mod_revision` (v3), `modifiedIndex` (v2), the file
/// store's own revision. Only equality and order within one store mean anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub u64);

/// A moment of the whole store: etcd's revision (v3), `X-Etcd-Index` (v2), the file store's
/// last commit.
pub type Revision = u64;

/// One key as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The whole path, such as `/calico/v1/Ready`.
    pub path: String,
    /// The bytes, as stored; empty where only keys were asked for.
    pub value: Vec<u8>,
    /// What a guard on this key has to name.
    pub version: Version,
    /// Whether the key expires by itself (v2: a time to live; v3: a lease). Such keys are
    /// another component's heartbeat and are not restored.
    pub expires: bool,
}

/// What to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One key.
    Key(String),
    /// Every key below a directory; the path ends with `/`.
    Under(String),
}

impl Scope {
    /// Makes the scope of one key.
    pub fn key(path: impl Into<String>) -> Self {
        Self::Key(path.into())
    }

    /// Makes the scope of everything below a directory, with or without its trailing `/`.
    pub fn under(path: impl Into<String>) -> Self {
        let mut path = path.into();
        if !path.ends_with('/') {
            path.push('/');
        }
        Self::Under(path)
    }

    /// Tells whether the scope holds a path.
    pub fn covers(&self, path: &str) -> bool {
        match self {
            Self::Key(key) => key == path,
            Self::Under(prefix) => path.starts_with(prefix.as_str()),
        }
    }
}

/// Whether values are wanted, or only names and versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Keys, versions and values.
    Values,
    /// Keys and versions; values come back empty. Cheaper where the backend can leave them out.
    Keys,
}

/// The keys of some scopes as they stood at one moment, sorted by path, each once.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    revision: Revision,
    scopes: Vec<Scope>,
    entries: Vec<Entry>,
    empty_dirs: Vec<String>,
}

impl Snapshot {
    /// Makes a snapshot from entries in any order; of entries with one path the first stays.
    pub fn new(revision: Revision, scopes: Vec<Scope>, mut entries: Vec<Entry>) -> Self {
        if !entries.is_sorted_by(|a, b| a.path < b.path) {
            entries.sort_by(|a, b| a.path.cmp(&b.path));
            entries.dedup_by(|a, b| a.path == b.path);
        }
        Self { revision, scopes, entries, empty_dirs: Vec::new() }
    }

    /// Adds the directories that were found empty, in any order.
    #[must_use]
    pub fn with_empty_dirs(mut self, mut dirs: Vec<String>) -> Self {
        dirs.sort_unstable();
        dirs.dedup();
        self.empty_dirs = dirs;
        self
    }

    /// Returns the moment the entries belong to.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Returns what was asked for.
    pub fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// Tells whether the snapshot can answer for a path: absent and "never asked" are
    /// different answers.
    pub fn covers(&self, path: &str) -> bool {
        self.scopes.iter().any(|scope| scope.covers(path))
    }

    /// Returns every entry, sorted by path.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the entry at a path.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()?;
        self.entries.get(at)
    }

    /// Returns the entries below a prefix, sorted by path.
    pub fn under(&self, prefix: &str) -> &[Entry] {
        let start = self.entries.partition_point(|entry| entry.path.as_str() < prefix);
        let rest = self.entries.get(start..).unwrap_or_default();
        let end = rest.partition_point(|entry| entry.path.starts_with(prefix));
        rest.get(..end).unwrap_or_default()
    }

    /// Returns the directories without anything in them, sorted, without trailing `/`: those below the
    /// [`Scope::Under`] scopes, and those scopes' own. Always none where directories are not real
    /// ([`Capabilities::directories`]).
    pub fn empty_dirs(&self) -> &[String] {
        &self.empty_dirs
    }

    /// Gives the entries away.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}

#[cfg(test)]
impl Snapshot {
    /// Makes a snapshot of all of /calico from keys and values; versions are 1, 2, 3 ...
    pub fn literal(keys: &[(&str, &str)]) -> Self {
        let entry = |(at, (path, value)): (usize, &(&str, &str))| Entry {
            path: (*path).to_owned(),
            value: value.as_bytes().to_vec(),
            version: Version(at as u64 + 1),
            expires: false,
        };
        Self::new(keys.len() as u64, vec![Scope::under("/calico")], keys.iter().enumerate().map(entry).collect())
    }
}

/// A fact that must hold when a batch is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
    /// The key does not exist.
    Absent {
        /// The key.
        path: String,
    },
    /// The key still has the version that was read.
    Unchanged {
        /// The key.
        path: String,
        /// The version it had.
        version: Version,
    },
    /// No key below the prefix (ending with `/`) was made or changed after a revision. It does not
    /// see deletions, costs etcd a scan of the prefix, and does not exist on v2
    /// ([`Capabilities::prefix_guard`]): for small prefixes only.
    NoneNewer {
        /// The prefix.
        prefix: String,
        /// The newest revision that may be found there.
        revision: Revision,
    },
}

impl Guard {
    /// Returns the key or prefix that the guard looks at.
    pub fn path(&self) -> &str {
        match self {
            Self::Absent { path } | Self::Unchanged { path, .. } => path,
            Self::NoneNewer { prefix, .. } => prefix,
        }
    }
}

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Creates or replaces a value. A time to live that the key had is gone afterwards.
    Put {
        /// The key.
        path: String,
        /// Its new bytes.
        value: Vec<u8>,
    },
    /// Removes a key.
    Delete {
        /// The key.
        path: String,
        /// Where directories are real (v2): parents that this delete leaves empty are removed too,
        /// as long as they lie *below* this directory. `None` keeps them all. Other backends
        /// have no directories and ignore it.
        prune_below: Option<String>,
    },
}

impl Op {
    /// Returns the key that is written.
    pub fn path(&self) -> &str {
        match self {
            Self::Put { path, .. } | Self::Delete { path, .. } => path,
        }
    }
}

/// Writes that land together, under preconditions.
///
/// Every op's path must have a guard of its own ([`Guard::Absent`] or [`Guard::Unchanged`]), and
/// a path occurs at most once among the ops: etcd refuses to write a key twice in one
/// transaction. A batch that breaks this is a fault of the program
/// ([`StoreError::Invalid`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// What must hold.
    pub guards: Vec<Guard>,
    /// What is written.
    pub ops: Vec<Op>,
}

impl Batch {
    /// Adds a put of a key that must not exist.
    pub fn create(&mut self, path: impl Into<String>, value: Vec<u8>) {
        let path = path.into();
        self.guards.push(Guard::Absent { path: path.clone() });
        self.ops.push(Op::Put { path, value });
    }

    /// Adds a put over a version that was read.
    pub fn replace(&mut self, path: impl Into<String>, version: Version, value: Vec<u8>) {
        let path = path.into();
        self.guards.push(Guard::Unchanged { path: path.clone(), version });
        self.ops.push(Op::Put { path, value });
    }

    /// Adds a delete of a version that was read; see [`Op::Delete`] for `prune_below`.
    pub fn delete(&mut self, path: impl Into<String>, version: Version, prune_below: Option<String>) {
        let path = path.into();
        self.guards.push(Guard::Unchanged { path: path.clone(), version });
        self.ops.push(Op::Delete { path, prune_below });
    }
}

/// What a landed batch tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The moment of the batch: the version that each put key has now.
    pub revision: Revision,
}

/// What a backend can do. Callers plan by it; nothing is faked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Most writes in one batch. 1 means that there are no transactions at all (v2).
    pub max_ops: usize,
    /// Most guards in one batch.
    pub max_guards: usize,
    /// Most bytes of keys and values in one batch, guards included.
    pub max_batch_bytes: usize,
    /// Most bytes in one value.
    pub max_value_bytes: usize,
    /// Whether a batch may guard keys that it does not write.
    pub foreign_guards: bool,
    /// Whether [`Guard::NoneNewer`] exists.
    pub prefix_guard: bool,
    /// Whether values may hold bytes that are not UTF-8.
    pub binary_values: bool,
    /// Whether directories exist apart from the keys in them (and can be empty).
    pub directories: bool,
    /// Events that a watcher may lag behind before it misses some; writes in bulk are paced
    /// by it. `None`: no such limit (v3 compacts by age, not by count).
    pub watch_window: Option<usize>,
    /// Whether [`Store::watch`] exists here.
    pub watch: bool,
    /// Whether users and roles exist here.
    pub auth: bool,
}

/// Which API or file a store speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// etcd's v2 API (`/v2/keys`), the only one that Calico's v1 components read.
    Etcdv2,
    /// etcd's v3 API (gRPC).
    Etcdv3,
    /// The embedded store, one file.
    File,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Etcdv2 => "etcdv2",
            Self::Etcdv3 => "etcdv3",
            Self::File => "file",
        })
    }
}

/// A datastore, opened. See the module's documentation for the contract.
pub trait Store {
    /// Returns which API or file this is.
    fn kind(&self) -> Kind;

    /// Returns what people should see as its address: endpoints or a file name, without
    /// credentials.
    fn address(&self) -> String;

    /// Returns what tells this store from every other, however it is reached: etcd's cluster id,
    /// the file's own id. Saved plans are bound to it.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be reached.
    fn identity(&mut self) -> Result<String, StoreError>;

    /// Returns what the backend can do.
    fn capabilities(&self) -> Capabilities;

    /// Reads scopes at one moment.
    ///
    /// # Errors
    /// [`StoreError`]; nothing partial is ever returned.
    fn read(&mut self, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError>;

    /// Hands every entry below a prefix (ending with `/`) to `visit`, in path order and all from one
    /// moment, without holding them all at once where the backend can page. Returns the
    /// moment. Stops early, without error, when `visit` answers `false`.
    ///
    /// # Errors
    /// [`StoreError`]; entries visited before it are then of no moment that can be named.
    fn scan(&mut self, prefix: &str, want: Want, visit: &mut dyn FnMut(Entry) -> bool) -> Result<Revision, StoreError> {
        let snapshot = self.read(&[Scope::under(prefix)], want)?;
        let revision = snapshot.revision();
        for entry in snapshot.into_entries() {
            if !visit(entry) {
                break;
            }
        }
        Ok(revision)
    }

    /// Tells whether any key lies below a prefix (ending with `/`), as cheaply as the backend can.
    ///
    /// # Errors
    /// [`StoreError`].
    fn holds(&mut self, prefix: &str) -> Result<bool, StoreError> {
        let mut found = false;
        self.scan(prefix, Want::Keys, &mut |_| {
            found = true;
            false
        })?;
        Ok(found)
    }

    /// Writes a batch whole, or not at all.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] names every key whose guard failed; nothing was written.
    fn commit(&mut self, batch: &Batch) -> Result<Committed, StoreError>;

    /// Writes batches that do not depend on one another, several at a time where the backend
    /// can (v3), each whole or not at all; `done` hears of each, by its place in the order,
    /// as it ends. After the first failure no further batch is started.
    fn commit_all(
        &mut self,
        batches: &mut dyn Iterator<Item = Batch>,
        done: &mut dyn FnMut(usize, Result<Committed, StoreError>),
    ) {
        for (at, batch) in batches.enumerate() {
            let result = self.commit(&batch);
            let failed = result.is_err();
            done(at, result);
            if failed {
                return;
            }
        }
    }

    /// Follows changes below a prefix from just after a revision.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] where [`Capabilities::watch`] is false.
    fn watch(&mut self, prefix: &str, after: Revision) -> Result<Box<dyn Watch + '_>, StoreError> {
        let _ = (prefix, after);
        Err(StoreError::Unsupported { what: "watching".to_owned(), kind: self.kind() })
    }

    /// Asks how the store is doing.
    ///
    /// # Errors
    /// [`StoreError`] where not even that can be answered.
    fn health(&mut self) -> Result<Health, StoreError>;

    /// Lets go of what keeps others out (the file store's lock) before something that takes a
    /// person's time: a question, an editor. The next call takes it again.
    fn release(&mut self) {}
}

/// A stream of changes.
pub trait Watch {
    /// Waits for the next change, or `None` when `timeout` has passed without one.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Compacted`] where changes were missed and a fresh read is due.
    fn next(&mut self, timeout: Duration) -> Result<Option<Event>, StoreError>;
}

/// One change of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The moment of the change.
    pub revision: Revision,
    /// The key.
    pub path: String,
    /// The new value; `None` when the key went.
    pub value: Option<Vec<u8>>,
}

/// How a store is doing, as `ping` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Health {
    /// etcd's cluster id in hex, or the file's id.
    pub identity: String,
    /// The members as this cluster lists them; one for a file.
    pub members: Vec<Member>,
    /// Quota of the backend in bytes, where it is known.
    pub quota_bytes: Option<u64>,
    /// Alarms, such as `NOSPACE on 8e9e05c52164694d`.
    pub alarms: Vec<String>,
    /// Whether users must authenticate for this API; `None` where that cannot be learnt.
    pub auth_enabled: Option<bool>,
}

/// One member of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The member's name, or its id where it has none.
    pub name: String,
    /// Where clients reach it.
    pub endpoints: Vec<String>,
    /// Whether it leads; `None` where it did not say.
    pub leader: Option<bool>,
    /// The server's version.
    pub version: Option<String>,
    /// Size of its database in bytes.
    pub size_bytes: Option<u64>,
    /// How long it took to answer.
    pub latency: Option<Duration>,
    /// Why it did not answer.
    pub error: Option<String>,
}

/// What can go wrong with a store. Messages are one line and hold no credentials.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// No endpoint answered in time, or at all. `detail` says for each endpoint why.
    #[error("cannot reach the datastore at {address}: {detail}")]
    Unreachable {
        /// Where it was looked for.
        address: String,
        /// Why, in one line.
        detail: String,
    },
    /// The secure connection could not be made: certificate unknown, wrong name, plain text
    /// where TLS was expected or the other way round.
    #[error("no secure connection to {address}: {detail}")]
    Tls {
        /// Where.
        address: String,
        /// Why, in one line.
        detail: String,
    },
    /// The store answered that we may not.
    #[error("the datastore at {address} refused us: {detail}")]
    Denied {
        /// Where.
        address: String,
        /// What it said, in one line.
        detail: String,
    },
    /// What answers there is not this API.
    #[error("{address} does not speak {kind}: {detail}")]
    WrongApi {
        /// Where.
        address: String,
        /// What was expected.
        kind: Kind,
        /// What came instead, in one line.
        detail: String,
    },
    /// Guards that did not hold. Nothing was written.
    #[error("changed since it was read: {}", .paths.join(", "))]
    Conflict {
        /// Every key (or prefix) whose guard failed.
        paths: Vec<String>,
    },
    /// A write was sent, and whether it landed is not known.
    #[error("the connection to {address} broke during a write; it may or may not have landed: {detail}")]
    Unknown {
        /// Where.
        address: String,
        /// Why, in one line.
        detail: String,
    },
    /// A value that this backend cannot hold.
    #[error("{path}: {why}")]
    Value {
        /// The key.
        path: String,
        /// What is wrong with the value.
        why: String,
    },
    /// The store holds something under a name or of a form that cannot be handled: a key that is not
    /// UTF-8, an answer that does not parse.
    #[error("unreadable datastore content at {at}: {why}")]
    Malformed {
        /// The key, or the place in the answer.
        at: String,
        /// What is wrong.
        why: String,
    },
    /// The store is full, or holds off writes for another reason of its own.
    #[error("the datastore at {address} takes no writes: {detail}")]
    ReadOnly {
        /// Where.
        address: String,
        /// Why.
        detail: String,
    },
    /// The revision that was asked for is gone.
    #[error("revision {revision} is compacted")]
    Compacted {
        /// The revision.
        revision: Revision,
    },
    /// Another process holds the file and did not let go in time.
    #[error("{path} is in use by {holder}")]
    Busy {
        /// The file.
        path: String,
        /// Who holds it, as far as is known.
        holder: String,
    },
    /// What this backend cannot do at all.
    #[error("{kind} cannot do this: {what}")]
    Unsupported {
        /// What was asked.
        what: String,
        /// Of whom.
        kind: Kind,
    },
    /// A batch that breaks the contract: a fault of the program, not of its user.
    #[error("invalid batch: {why}")]
    Invalid {
        /// What is wrong with it.
        why: String,
    },
    /// A file could not be read, written or made.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: Arc<std::io::Error>,
    },
}

/// Says what is wrong with a path, if anything.
///
/// Segments that begin with `_` are stored by etcd v2 but hidden in its listings, which is how data
/// gets lost: names with them are refused by the model; a store still reads them.
pub fn check_path(path: &str) -> Result<(), &'static str> {
    let Some(rest) = path.strip_prefix('/') else {
        return Err("does not begin with /");
    };
    if rest.is_empty() {
        return Err("is the root");
    }
    for segment in rest.split('/') {
        match segment {
            "" => return Err("has an empty segment"),
            "." | ".." => return Err("has a segment . or .., which etcd v2 resolves"),
            _ => {}
        }
    }
    if path.chars().any(char::is_control) {
        return Err("has a control character");
    }
    Ok(())
}

/// Checks a batch against the contract and a backend's limits, before anything is sent.
///
/// # Errors
/// [`StoreError::Invalid`] for a fault of the program, [`StoreError::Unsupported`] for what the
/// backend cannot do, [`StoreError::Value`] for a value it cannot hold.
pub fn check_batch(batch: &Batch, kind: Kind, can: &Capabilities) -> Result<(), StoreError> {
    let invalid = |why: String| Err(StoreError::Invalid { why });
    let unsupported = |what: String| Err(StoreError::Unsupported { what, kind });
    if batch.ops.len() > can.max_ops {
        return unsupported(format!("{} writes at once (at most {})", batch.ops.len(), can.max_ops));
    }
    if batch.guards.len() > can.max_guards {
        return unsupported(format!("{} guards at once (at most {})", batch.guards.len(), can.max_guards));
    }
    let mut written = std::collections::HashSet::new();
    let mut bytes = 0;
    for op in &batch.ops {
        if let Err(why) = check_path(op.path()) {
            return invalid(format!("{} {why}", op.path()));
        }
        if !written.insert(op.path()) {
            return invalid(format!("{} is written twice", op.path()));
        }
        bytes += op.path().len();
        if let Op::Put { path, value } = op {
            bytes += value.len();
            if value.len() > can.max_value_bytes {
                let why = format!("a value of {} bytes is too large (at most {})", value.len(), can.max_value_bytes);
                return Err(StoreError::Value { path: path.clone(), why });
            }
            if !can.binary_values && std::str::from_utf8(value).is_err() {
                let why = format!("{kind} cannot hold bytes that are not UTF-8");
                return Err(StoreError::Value { path: path.clone(), why });
            }
        }
    }
    let mut guarded = std::collections::HashSet::new();
    for guard in &batch.guards {
        bytes += guard.path().len();
        match guard {
            Guard::NoneNewer { prefix, .. } => {
                if let Err(why) = prefix.strip_suffix('/').ok_or("does not end with /").and_then(check_path) {
                    return invalid(format!("prefix {prefix} {why}"));
                }
                if !can.prefix_guard {
                    return unsupported(format!("a guard on all of {prefix}"));
                }
            }
            Guard::Absent { path } | Guard::Unchanged { path, .. } => {
                if let Err(why) = check_path(path) {
                    return invalid(format!("guard on {path} {why}"));
                }
                // No key has it; etcd would understand "absent" (v3) or "any version" (v2) by it.
                if matches!(guard, Guard::Unchanged { version: Version(0), .. }) {
                    return invalid(format!("{path} is guarded by version 0"));
                }
                if !guarded.insert(path.as_str()) {
                    return invalid(format!("{path} is guarded twice"));
                }
                if !can.foreign_guards && !written.contains(path.as_str()) {
                    return unsupported(format!("a guard on {path}, which is not written"));
                }
            }
        }
    }
    if let Some(path) = written.iter().find(|path| !guarded.contains(**path)) {
        return invalid(format!("{path} is written without a guard"));
    }
    if bytes > can.max_batch_bytes {
        return unsupported(format!("{bytes} bytes at once (at most {})", can.max_batch_bytes));
    }
    Ok(())
}
