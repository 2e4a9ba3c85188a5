//! The facts of a cluster as commands read them.

use crate::error::{CommandError, ErrorKind};
use crate::model::facts::{self, Facts};
use crate::model::json::Malformed;
use crate::store::{Scope, Snapshot};

/// What holds them.
pub fn scope() -> Scope {
    Scope::key(facts::PATH)
}

/// The facts of a snapshot; none where nothing was said.
///
/// # Errors
/// Where they cannot be read: what Felix does with traffic depends on them.
pub fn of(snapshot: &Snapshot) -> Result<Facts, CommandError> {
    let Some(entry) = snapshot.get(facts::PATH) else { return Ok(Facts::default()) };
    Facts::parse(&entry.value).map_err(|why| unreadable(&why))
}

/// The error of facts that cannot be read.
pub fn unreadable(why: &Malformed) -> CommandError {
    CommandError::new(ErrorKind::BadData, format!("the settings of the cluster cannot be read: {why}"))
        .object("settings")
        .key(facts::PATH)
        .hint("`calicross hybrid set` with --force=malformed begins anew")
}
