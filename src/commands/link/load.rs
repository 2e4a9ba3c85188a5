//! What the verbs of `link` read.

use crate::inventory::scope_of_names;
use crate::link::find;
use crate::store::Scope;

/// What has to be read to find links and to call groups by name.
pub(super) fn scopes() -> Vec<Scope> {
    let mut scopes = find::scopes();
    scopes.push(scope_of_names());
    scopes
}
