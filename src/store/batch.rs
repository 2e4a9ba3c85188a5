//! What is written together, under which preconditions, and what may be written at all.

use serde::{Deserialize, Serialize};

use super::{Capabilities, Kind, Revision, StoreError, Version};

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
