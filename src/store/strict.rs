//! A store for tests, in memory, that forgives less than any backend.
//!
//! What a plan does by an accident of one backend, it shall not get past this one: limits are the
//! smallest of all, and what merely wastes a request elsewhere is an error here. On top of the contract
//! ([`crate::store`]) it refuses, as [`StoreError::Invalid`]:
//!
//! - reading everything (`/`), and scopes whose paths are not well formed;
//! - an empty batch;
//! - a put of the bytes that are there already;
//! - a delete that names as `prune_below` a directory which its key does not lie in.
//!
//! [`Strict`] is a handle: clones of it are clients of the same data.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{
    Batch, Capabilities, Committed, Entry, Guard, Health, Kind, Member, Op, Revision, Scope, Snapshot, Store,
    StoreError, Version, Want, check_batch, check_path,
};

/// One client of an in-memory store; its clones are other clients.
#[derive(Clone)]
pub struct Strict {
    kind: Kind,
    can: Capabilities,
    data: Rc<RefCell<Data>>,
}

#[derive(Default)]
struct Data {
    revision: Revision,
    keys: BTreeMap<String, (Version, Vec<u8>)>,
    /// Directories as v2 has them; stays empty elsewhere.
    directories: BTreeSet<String>,
    commits: Vec<Batch>,
    fault: Option<Fault>,
    hook: Option<Hook>,
}

type Hook = Box<dyn FnMut(&mut Strict)>;

/// What goes wrong, and how many commits still go well.
struct Fault {
    after: usize,
    error: StoreError,
    lands: bool,
}

impl Default for Strict {
    fn default() -> Self {
        Self::new()
    }
}

impl Strict {
    /// Makes an empty store with the limits of etcd's v3 API.
    pub fn new() -> Self {
        let can = Capabilities {
            max_ops: 128,
            max_guards: 128,
            max_batch_bytes: 1 << 20,
            max_value_bytes: 700 << 10,
            foreign_guards: true,
            prefix_guard: true,
            binary_values: true,
            directories: false,
            watch_window: None,
            watch: false,
            auth: false,
        };
        Self::limited(Kind::Etcdv3, can)
    }

    /// Makes an empty store that can do no more than etcd's v2 API: one key at a time, guarded by
    /// itself, UTF-8 only, with directories that stay when their last key goes.
    pub fn like_v2() -> Self {
        let can = Capabilities {
            max_ops: 1,
            max_guards: 1,
            foreign_guards: false,
            prefix_guard: false,
            binary_values: false,
            directories: true,
            watch_window: Some(1000),
            ..Self::new().can
        };
        Self::limited(Kind::Etcdv2, can)
    }

    /// Makes an empty store with chosen limits.
    pub fn limited(kind: Kind, can: Capabilities) -> Self {
        Self { kind, can, data: Rc::default() }
    }

    /// Makes a store with the limits of v3 that holds some keys already, each made by a commit of its own.
    pub fn with<V: AsRef<[u8]>>(entries: &[(&str, V)]) -> Self {
        let store = Self::new();
        for (path, value) in entries {
            store.set(path, value);
        }
        store
    }

    /// Writes a key as somebody would who asks nobody: no guard, no record, no fault, no hook.
    pub fn set(&self, path: &str, value: impl AsRef<[u8]>) {
        check_path(path).unwrap_or_else(|why| panic!("{path} {why}"));
        let mut data = self.data.borrow_mut();
        data.revision += 1;
        data.put(path, value.as_ref(), self.can.directories);
    }

    /// Removes a key in the same manner.
    pub fn unset(&self, path: &str) {
        let mut data = self.data.borrow_mut();
        data.revision += 1;
        assert!(data.keys.remove(path).is_some(), "{path} is not there");
    }

    /// Returns the bytes at a path.
    pub fn value(&self, path: &str) -> Option<Vec<u8>> {
        self.data.borrow().keys.get(path).map(|(_, value)| value.clone())
    }

    /// Returns the bytes at a path as text.
    pub fn text(&self, path: &str) -> Option<String> {
        self.value(path).map(|value| String::from_utf8(value).expect("UTF-8"))
    }

    /// Returns every path, sorted.
    pub fn paths(&self) -> Vec<String> {
        self.data.borrow().keys.keys().cloned().collect()
    }

    /// Returns the batches that landed, oldest first, whichever client committed them.
    pub fn commits(&self) -> Vec<Batch> {
        self.data.borrow().commits.clone()
    }

    /// Lets `commits` more batches land; every one after them fails and writes nothing, until [`Strict::heal`].
    pub fn fail_after(&self, commits: usize, error: StoreError) {
        self.data.borrow_mut().fault = Some(Fault { after: commits, error, lands: false });
    }

    /// Lets `commits` more batches land and be answered; the next one lands too, but `error` is
    /// the answer. The ones after it go well.
    pub fn lose_answer_after(&self, commits: usize, error: StoreError) {
        self.data.borrow_mut().fault = Some(Fault { after: commits, error, lands: true });
    }

    /// Ends what [`Strict::fail_after`] began.
    pub fn heal(&self) {
        self.data.borrow_mut().fault = None;
    }

    /// Calls `hook` before every commit from now on, with another client: between a plan's read and
    /// its commit. What the hook itself commits does not call it again.
    pub fn before_commit(&self, hook: impl FnMut(&mut Strict) + 'static) {
        self.data.borrow_mut().hook = Some(Box::new(hook));
    }

    fn call_hook(&self) {
        let hook = self.data.borrow_mut().hook.take();
        if let Some(mut hook) = hook {
            hook(&mut self.clone());
            // A hook may have put another in its place.
            self.data.borrow_mut().hook.get_or_insert(hook);
        }
    }
}

impl Data {
    fn check_strictly(&self, batch: &Batch) -> Result<(), StoreError> {
        if batch.ops.is_empty() {
            return invalid("nothing to write");
        }
        for op in &batch.ops {
            match op {
                Op::Put { path, value } => {
                    if self.keys.get(path).is_some_and(|(_, old)| old == value) {
                        return invalid(format!("{path} is written as it is"));
                    }
                }
                Op::Delete { path, prune_below: Some(top) } => {
                    if !path.strip_prefix(top.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/')) {
                        return invalid(format!("{path} does not lie below {top}"));
                    }
                }
                Op::Delete { prune_below: None, .. } => {}
            }
        }
        Ok(())
    }

    fn put(&mut self, path: &str, value: &[u8], directories: bool) {
        if directories {
            self.directories.extend(parents(path).map(str::to_owned));
        }
        self.keys.insert(path.to_owned(), (Version(self.revision), value.to_vec()));
    }

    fn delete(&mut self, path: &str, prune_below: Option<&str>) {
        self.keys.remove(path);
        let Some(top) = prune_below else { return };
        for parent in parents(path) {
            let below = format!("{parent}/");
            let empty = !self.keys.keys().chain(&self.directories).any(|path| path.starts_with(&below));
            let prunable = parent.strip_prefix(top.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'));
            if !(empty && prunable && self.directories.remove(parent)) {
                return;
            }
        }
    }

    fn holds(&self, guard: &Guard) -> bool {
        match guard {
            // A directory of that name is in the way of a key as well.
            Guard::Absent { path } => !self.keys.contains_key(path) && !self.directories.contains(path),
            Guard::Unchanged { path, version } => self.keys.get(path).is_some_and(|(now, _)| now == version),
            Guard::NoneNewer { prefix, revision } => !self
                .keys
                .range(prefix.clone()..)
                .take_while(|(path, _)| path.starts_with(prefix.as_str()))
                .any(|(_, (version, _))| version.0 > *revision),
        }
    }
}

/// Returns the directories above a path, innermost first, without the root.
fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at]).filter(|parent| !parent.is_empty())
}

fn invalid<T>(why: impl Into<String>) -> Result<T, StoreError> {
    Err(StoreError::Invalid { why: why.into() })
}

impl Store for Strict {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn address(&self) -> String {
        "memory".to_owned()
    }

    fn identity(&mut self) -> Result<String, StoreError> {
        Ok("strict".to_owned())
    }

    fn capabilities(&self) -> Capabilities {
        self.can
    }

    fn read(&mut self, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
        for scope in scopes {
            let path = match scope {
                Scope::Key(path) => path.as_str(),
                Scope::Under(prefix) => prefix.strip_suffix('/').unwrap_or("without a trailing slash"),
            };
            if let Err(why) = check_path(path) {
                return invalid(format!("scope {scope:?}: {why}"));
            }
        }
        let data = self.data.borrow();
        let entry = |(path, (version, value)): (&String, &(Version, Vec<u8>))| Entry {
            path: path.clone(),
            value: if want == Want::Values { value.clone() } else { Vec::new() },
            version: *version,
            expires: false,
        };
        let covered = |path: &str| scopes.iter().any(|scope| scope.covers(path));
        let entries = data.keys.iter().filter(|(path, _)| covered(path)).map(entry).collect();
        let snapshot = Snapshot::new(data.revision, scopes.to_vec(), entries);
        if !self.can.directories {
            return Ok(snapshot);
        }
        let holds_none = |dir: &&String| {
            let below = format!("{dir}/");
            !data.keys.keys().chain(&data.directories).any(|path| path.starts_with(&below))
        };
        let listed = |dir: &&String| {
            let within = format!("{dir}/");
            scopes.iter().any(|scope| matches!(scope, Scope::Under(prefix) if within.starts_with(prefix.as_str())))
        };
        let empty = data.directories.iter().filter(holds_none).filter(listed).cloned().collect();
        Ok(snapshot.with_empty_dirs(empty))
    }

    fn commit(&mut self, batch: &Batch) -> Result<Committed, StoreError> {
        check_batch(batch, self.kind, &self.can)?;
        self.call_hook();
        let data = &mut *self.data.borrow_mut();
        if let Some(Fault { after: 0, error, lands: false }) = &data.fault {
            return Err(error.clone());
        }
        let failed: Vec<_> =
            batch.guards.iter().filter(|guard| !data.holds(guard)).map(|guard| guard.path().to_owned()).collect();
        if !failed.is_empty() {
            return Err(StoreError::Conflict { paths: failed });
        }
        data.check_strictly(batch)?;
        if self.can.directories {
            for op in &batch.ops {
                if let Some(key) = parents(op.path()).find(|parent| data.keys.contains_key(*parent)) {
                    let what = format!("{}: {key} is a key, not a directory", op.path());
                    return Err(StoreError::Unsupported { what, kind: self.kind });
                }
            }
        }
        data.revision += 1;
        for op in &batch.ops {
            match op {
                Op::Put { path, value } => data.put(path, value, self.can.directories),
                Op::Delete { path, prune_below } => data.delete(path, prune_below.as_deref()),
            }
        }
        data.commits.push(batch.clone());
        match data.fault.take() {
            Some(Fault { after: 0, error, .. }) => return Err(error),
            Some(fault) => data.fault = Some(Fault { after: fault.after - 1, ..fault }),
            None => {}
        }
        Ok(Committed { revision: data.revision })
    }

    fn drop_empty(&mut self, directory: &str) {
        let data = &mut *self.data.borrow_mut();
        let within = format!("{}/", directory.trim_end_matches('/'));
        let keys = &data.keys;
        let holds = |dir: &str| keys.keys().any(|path| path.starts_with(&format!("{dir}/")));
        data.directories.retain(|dir| !format!("{dir}/").starts_with(&within) || holds(dir));
    }

    fn make_directory(&mut self, directory: &str) -> Result<(), StoreError> {
        if !self.can.directories {
            return Err(StoreError::Unsupported { what: format!("an empty directory, {directory}"), kind: self.kind });
        }
        let data = &mut *self.data.borrow_mut();
        if let Some(key) = parents(directory).chain([directory]).find(|path| data.keys.contains_key(*path)) {
            return Err(StoreError::Value { path: directory.to_owned(), why: format!("{key} is a key") });
        }
        data.directories.extend(parents(directory).map(str::to_owned).chain([directory.to_owned()]));
        Ok(())
    }

    fn health(&mut self) -> Result<Health, StoreError> {
        let member = Member {
            name: self.address(),
            endpoints: Vec::new(),
            leader: None,
            version: None,
            size_bytes: None,
            latency: None,
            error: None,
        };
        let identity = self.identity()?;
        Ok(Health { identity, members: vec![member], quota_bytes: None, alarms: Vec::new(), auth_enabled: None })
    }
}

#[cfg(test)]
mod tests;
