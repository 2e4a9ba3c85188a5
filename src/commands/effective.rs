//! What Felix makes of what is shown: who is a member, and which rules never decide anything.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::error::{CommandError, ErrorKind};
use crate::model::felix::Generation;
use crate::reach::{EndpointId, Object, Reach, Settings, View};
use crate::render::printable;
use crate::session::Session;
use crate::store::Snapshot;
use crate::traffic::Felixes;
use crate::traffic::unused::{self, Unused};

/// Which Felix runs where. It only colours what is shown: where it cannot be read, by itself or for want of the right to, 1.4 is taken.
///
/// # Errors
/// Where the datastore cannot be read.
pub(super) fn settings(session: &mut Session) -> Result<Settings, CommandError> {
    let snapshot = match session.read(&[super::hybrid::facts::scope()]) {
        Err(err) if err.kind() == ErrorKind::Denied => return Ok(Settings::default()),
        other => other?,
    };
    match Felixes::of(&snapshot, None) {
        Ok(felixes) => Ok(felixes.settings),
        Err(why) => {
            session.ui.warn(&format!("shown as Felix 1.4 sees it: the settings of the cluster cannot be read: {why}"));
            Ok(Settings::default())
        }
    }
}

/// Endpoints that some generation of Felix that runs somewhere takes for members, by path.
pub(super) fn members(settings: &Settings, of: &dyn Fn(Generation) -> Vec<EndpointId>) -> Vec<EndpointId> {
    let generations: BTreeSet<Generation> =
        settings.hosts.values().copied().chain([settings.generation]).collect();
    let found: BTreeSet<EndpointId> = generations.into_iter().flat_map(of).collect();
    found.into_iter().collect()
}

/// The rules of some objects that never decide anything.
pub(super) fn unused(view: &View<'_>, snapshot: &Snapshot, wanted: &dyn Fn(&Object) -> bool) -> Vec<Unused> {
    unused::of(&Reach::of(view), snapshot, wanted)
}

/// Whether an object is a profile or a policy with a key of rules among some.
pub(super) fn has_key(object: &Object, keys: &BTreeSet<String>) -> bool {
    matches!(object, Object::Profile { key, .. } | Object::Policy { key, .. } if keys.contains(key))
}

/// Writes the rules that never decide anything, those of one object by their place alone.
pub(super) fn write_unused(out: &mut dyn Write, unused: &[Unused], of_one: bool) -> io::Result<()> {
    if unused.is_empty() {
        return Ok(());
    }
    writeln!(out, "Never decide anything: {}", unused.len())?;
    for Unused { place, why, .. } in unused {
        let whose = if of_one { String::new() } else { format!("{} ", place.key) };
        let line = format!("{whose}{} {}: {}: {why}", place.direction, place.position, place.rule);
        writeln!(out, "  {}", printable(&line))?;
    }
    Ok(())
}
