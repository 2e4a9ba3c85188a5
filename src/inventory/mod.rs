//! What a snapshot holds, object by object, and which of them a word means.
//!
//! [`crate::model`] reads one key; this module puts the keys of a [`Snapshot`] together: endpoints with where they lie, profiles out of
//! their three keys, security groups, tiers with their policies, and the names that were imported. Nothing is cached: each
//! function reads what the snapshot has and nothing else, so a command pays for the scopes that it asked for.

pub mod addresses;
pub mod blocks;
pub mod endpoints;
pub mod grouping;
pub mod groups;
pub mod host_endpoints;
pub mod members;
pub mod nodes;
pub mod parties;
pub mod policies;
pub mod pools;
pub mod profiles;
mod resolve;
pub mod subnets;
pub mod tags;
pub mod tiers;

use std::fmt;

use crate::model::json::Malformed;
use crate::model::openstack::Names;
use crate::store::{Scope, Snapshot};

pub use resolve::{find_endpoints, find_endpoints_among, find_group, is_pattern, may_be_imported, scopes_of_endpoints};

/// What holds the imported names.
pub fn scope_of_names() -> Scope {
    Scope::under(Names::DIRECTORY)
}

/// The imported names, and the keys of those that cannot be read.
pub fn names(snapshot: &Snapshot) -> (Names, Vec<(String, Malformed)>) {
    let (mut names, mut malformed) = (Names::default(), Vec::new());
    for entry in snapshot.under(&format!("{}/", Names::DIRECTORY)) {
        if let Err(why) = names.take(&entry.path, &entry.value) {
            malformed.push((entry.path.clone(), why));
        }
    }
    (names, malformed)
}

/// A word that means no object, or more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// What it should have been the name of, such as `security group`.
    pub what: &'static str,
    /// The word.
    pub word: String,
    /// What it may mean, in words; none where it means nothing.
    pub candidates: Vec<String>,
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        let Self { what, word, candidates } = self;
        if candidates.is_empty() {
            return write!(f, "{what} {word} does not exist");
        }
        let shown: Vec<&str> = candidates.iter().take(SHOWN).map(String::as_str).collect();
        write!(f, "{what} {word} is ambiguous: {}", shown.join(", "))?;
        match candidates.len() - shown.len() {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl std::error::Error for Unresolved {}
