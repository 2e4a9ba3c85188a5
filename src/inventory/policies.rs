//! Tiers and their policies.

use crate::model::json::Malformed;
use crate::model::key::{Key, TIERS};
use crate::model::policy::Policy;
use crate::store::{Scope, Snapshot};

/// What holds every tier with its policies.
pub fn scope_of_all() -> Scope {
    Scope::under(TIERS)
}

/// A policy as a snapshot holds it.
#[derive(Clone, Debug)]
pub struct FoundPolicy {
    /// The tier that it is in.
    pub tier: String,
    /// Its name.
    pub name: String,
    /// Its key.
    pub path: String,
    /// What it says, or why it cannot be read: Felix then goes on as if it were not there.
    pub policy: Result<Policy, Malformed>,
}

/// Every policy of a snapshot, by path.
pub fn all(snapshot: &Snapshot) -> impl Iterator<Item = FoundPolicy> + '_ {
    snapshot.under(&format!("{TIERS}/")).iter().filter_map(|entry| match Key::parse(&entry.path) {
        Key::Policy { tier, name } => {
            Some(FoundPolicy { tier, name, path: entry.path.clone(), policy: Policy::parse(&entry.value) })
        }
        _ => None,
    })
}
