//! Datastores: bytes at paths, read at one moment and written under preconditions.
//!
//! Three backends stand behind [`Store`]: etcd's v3 API ([`etcd3`]), etcd's v2 API
//! ([`etcd2`]) and a file of our own ([`mod@file`]); a [`mod@backup`] of any of them is read like one. None of them knows what the bytes
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

pub mod auth;
pub mod backup;
mod batch;
pub mod connection;
#[cfg(test)]
pub mod contract;
mod error;
pub mod etcd2;
pub mod etcd3;
pub mod file;
pub mod open;
#[cfg(test)]
pub mod server;
mod snapshot;
mod status;
#[cfg(test)]
pub mod strict;
pub mod tls;

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use auth::{Auth, AuthChange, Keys, Verdict};
pub use batch::{Batch, Committed, Guard, Op, check_batch, check_path};
pub use error::StoreError;
pub use snapshot::{Entry, Revision, Scope, Snapshot, Version, Walked, Want};
pub use status::{Health, Member};

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

    /// Hands every entry below some prefixes (each ends with `/`, none lies in another, sorted) to `visit`, in path order and
    /// all from one moment, without holding them all at once where the backend can page. Stops early, without
    /// error, when `visit` answers `false`.
    ///
    /// # Errors
    /// [`StoreError`]; entries visited before it are then of no moment that can be named.
    fn walk(
        &mut self,
        prefixes: &[&str],
        want: Want,
        visit: &mut dyn FnMut(Entry) -> bool,
    ) -> Result<Walked, StoreError> {
        let scopes: Vec<Scope> = prefixes.iter().map(|prefix| Scope::under(*prefix)).collect();
        let snapshot = self.read(&scopes, want)?;
        let walked = Walked { revision: snapshot.revision(), empty_dirs: snapshot.empty_dirs().to_vec() };
        for entry in snapshot.into_entries() {
            if !visit(entry) {
                break;
            }
        }
        Ok(walked)
    }

    /// Does the same for one prefix, and returns the moment.
    ///
    /// # Errors
    /// As [`Store::walk`].
    fn scan(&mut self, prefix: &str, want: Want, visit: &mut dyn FnMut(Entry) -> bool) -> Result<Revision, StoreError> {
        Ok(self.walk(&[prefix], want, visit)?.revision)
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

    /// Returns the names of what lies directly below a prefix (ending with `/`), keys and directories, as cheaply as the backend can:
    /// where directories are real, nothing deeper is read.
    ///
    /// # Errors
    /// [`StoreError`].
    fn names(&mut self, prefix: &str) -> Result<BTreeSet<String>, StoreError> {
        let mut names = BTreeSet::new();
        self.scan(prefix, Want::Keys, &mut |entry| {
            let name = entry.path.strip_prefix(prefix).and_then(|rest| rest.split('/').next());
            names.extend(name.map(str::to_owned));
            true
        })?;
        Ok(names)
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

    /// Removes a directory in which no key is left, with the empty directories in it, where directories are real (v2); elsewhere
    /// there is nothing to do. One that holds a key stays, and so does one that could not be removed: empty, it is in nobody's
    /// way.
    fn drop_empty(&mut self, directory: &str) {
        let _ = directory;
    }

    /// Makes a directory, with those above it, where directories are real (v2); one that is there already stays as it is.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Unsupported`] where there are no directories apart from keys.
    fn make_directory(&mut self, directory: &str) -> Result<(), StoreError> {
        Err(StoreError::Unsupported { what: format!("an empty directory, {directory}"), kind: self.kind() })
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

    /// Tells whether users must say who they are; anybody may ask.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] where [`Capabilities::auth`] is false.
    fn auth_enabled(&mut self) -> Result<bool, StoreError> {
        Err(without_users(self.kind()))
    }

    /// Reads the users and roles; where they are asked for, only root may.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] where [`Capabilities::auth`] is false.
    fn auth(&mut self) -> Result<Auth, StoreError> {
        Err(without_users(self.kind()))
    }

    /// Makes one change of users or roles; where they are asked for, only root may.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] where [`Capabilities::auth`] is false; [`StoreError::Users`] where it cannot be made as things stand.
    fn change_auth(&mut self, change: &AuthChange) -> Result<(), StoreError> {
        let _ = change;
        Err(without_users(self.kind()))
    }

    /// Tries whether we may read or, with `write`, write keys, and changes nothing: what is read is thrown away, and what is
    /// written stands under a condition that cannot hold, which etcd looks at only after it has decided that we may. `scratch` is the
    /// end of a key that nobody has, for a write below a prefix.
    ///
    /// # Errors
    /// [`StoreError::Unsupported`] where [`Capabilities::auth`] is false; that we may not is no error.
    fn try_access(&mut self, keys: &Keys, write: bool, scratch: &str) -> Result<Verdict, StoreError> {
        let _ = (keys, write, scratch);
        Err(without_users(self.kind()))
    }

    /// Lets go of what keeps others out (the file store's lock) before something that takes a
    /// person's time: a question, an editor. The next call takes it again.
    fn release(&mut self) {}
}

fn without_users(kind: Kind) -> StoreError {
    StoreError::Unsupported { what: "it has no users and roles".to_owned(), kind }
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
