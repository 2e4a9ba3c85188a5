//! What was read: keys with their values and versions, as they stood at one moment.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

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

    /// Returns those of some scopes that lie in no other one of them, sorted, each once.
    pub fn outermost<'s>(scopes: impl IntoIterator<Item = &'s Self>) -> Vec<Self> {
        let scopes: BTreeSet<&Self> = scopes.into_iter().collect();
        let inside = |scope: &Self| {
            let (Self::Key(path) | Self::Under(path)) = scope;
            let above = path.trim_end_matches('/').match_indices('/').filter_map(|(at, _)| path.get(..=at));
            above.into_iter().any(|directory| scopes.contains(&Self::Under(directory.to_owned())))
        };
        scopes.iter().filter(|scope| !inside(scope)).map(|scope| (*scope).clone()).collect()
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

/// What is known at the end of a walk over all keys of some prefixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The moment that the keys belong to.
    pub revision: Revision,
    /// The directories without anything in them, as [`Snapshot::empty_dirs`] has them.
    pub empty_dirs: Vec<String>,
}

/// The keys of some scopes as they stood at one moment, sorted by path, each once.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    revision: Revision,
    scopes: Vec<Scope>,
    entries: Vec<Entry>,
    empty_dirs: Vec<String>,
    real_dirs: bool,
}

impl Snapshot {
    /// Makes a snapshot from entries in any order; of entries with one path the first stays.
    pub fn new(revision: Revision, scopes: Vec<Scope>, mut entries: Vec<Entry>) -> Self {
        if !entries.is_sorted_by(|a, b| a.path < b.path) {
            entries.sort_by(|a, b| a.path.cmp(&b.path));
            entries.dedup_by(|a, b| a.path == b.path);
        }
        Self { revision, scopes, entries, empty_dirs: Vec::new(), real_dirs: false }
    }

    /// Adds the directories that were found empty, in any order, where directories are real.
    #[must_use]
    pub fn with_empty_dirs(mut self, mut dirs: Vec<String>) -> Self {
        dirs.sort_unstable();
        dirs.dedup();
        self.empty_dirs = dirs;
        self.real_dirs = true;
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
    /// ([`super::Capabilities::directories`]).
    pub fn empty_dirs(&self) -> &[String] {
        &self.empty_dirs
    }

    /// Tells whether directories are real where the snapshot comes from ([`super::Capabilities::directories`]).
    pub fn has_directories(&self) -> bool {
        self.real_dirs
    }

    /// Tells whether a directory, without trailing `/`, is known not to be there. The snapshot's scopes have to hold it; never
    /// where directories are not real.
    pub fn lacks_directory(&self, directory: &str) -> bool {
        let below = format!("{directory}/");
        let is_empty = |dir: &String| dir == directory || dir.starts_with(&below);
        self.real_dirs && self.under(&below).is_empty() && !self.empty_dirs.iter().any(is_empty)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_scopes_the_outermost_are_left() {
        let scopes = ["/a/b/", "/a/bc", "/a/b/c", "/a/b/c/", "/a/b/", "/x", "/x/", "/a/b"].map(|path| match path {
            path if path.ends_with('/') => Scope::under(path),
            path => Scope::key(path),
        });
        let expected =
            [Scope::key("/a/b"), Scope::key("/a/bc"), Scope::key("/x"), Scope::under("/a/b"), Scope::under("/x")];
        assert_eq!(Scope::outermost(&scopes), expected);
        assert!(Scope::outermost(&[]).is_empty());
    }
}
