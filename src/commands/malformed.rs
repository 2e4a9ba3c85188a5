//! Values that cannot be read: what a command that met them ends with.

use std::fmt::Display;

use crate::error::{CommandError, ErrorKind};
use crate::model::json::Malformed;
use crate::session::ui::Ui;

/// The error with which a read ends that met values it could not read, each with its key.
pub(super) fn unreadable<K: Display>(found: &[(K, Malformed)]) -> Result<(), CommandError> {
    let Some((key, malformed)) = found.first() else { return Ok(()) };
    let more = if found.len() > 1 { format!(" (and {} more)", found.len() - 1) } else { String::new() };
    let key = key.to_string();
    let error = CommandError::new(ErrorKind::BadData, format!("malformed value at {key}: {malformed}{more}"));
    // What lies elsewhere is our own, and not for `key`.
    let hint = key.starts_with("/calico/").then(|| format!("`calicross key get {key}` shows it"));
    let error = error.key(key);
    Err(match hint {
        Some(hint) => error.hint(hint),
        None => error,
    })
}

/// Ends a read that met values it could not read, and has shown the rest: the error names the first, warnings the others.
pub(super) fn finish<K: Display>(ui: &Ui, found: &[(K, Malformed)]) -> Result<(), CommandError> {
    for (key, why) in found.iter().skip(1) {
        ui.warn(&format!("malformed value at {key}: {why}"));
    }
    unreadable(found)
}
