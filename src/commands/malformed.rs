//! Values that cannot be read: what a command that met them ends with.

use crate::error::{CommandError, ErrorKind};
use crate::model::json::Malformed;
use crate::model::key::Key;
use crate::session::ui::Ui;

/// The error with which a read ends that met values it could not read.
pub(super) fn unreadable(found: &[(Key, Malformed)]) -> Result<(), CommandError> {
    let Some((key, malformed)) = found.first() else { return Ok(()) };
    let more = if found.len() > 1 { format!(" (and {} more)", found.len() - 1) } else { String::new() };
    Err(CommandError::new(ErrorKind::BadData, format!("malformed value at {}: {malformed}{more}", key.path()))
        .key(key.path())
        .hint(format!("`calicross key get {}` shows it", key.path())))
}

/// Ends a read that met values it could not read, and has shown the rest: each is named, the first by the error.
pub(super) fn finish(ui: &Ui, found: &[(Key, Malformed)]) -> Result<(), CommandError> {
    for (key, why) in found.iter().skip(1) {
        ui.warn(&format!("malformed value at {}: {why}", key.path()));
    }
    unreadable(found)
}
