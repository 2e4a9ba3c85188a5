//! Profiles out of a snapshot, and what is wrong with them.

use crate::error::{CommandError, ErrorKind};
use crate::model::json::Malformed;
use crate::model::key::{Key, ProfilePart};
use crate::model::profile::{Part, Profile, Rules};
use crate::plan::{Force, Plan};
use crate::store::Snapshot;

pub(super) use crate::inventory::profiles::{all, named, path, readable, scope, scope_of_all};

/// One profile that has to be there.
pub(super) fn required(snapshot: &Snapshot, name: &str) -> Result<Profile, CommandError> {
    named(snapshot, name).ok_or_else(|| not_found(name))
}

pub(super) fn not_found(name: &str) -> CommandError {
    CommandError::new(ErrorKind::NotFound, format!("profile {name} does not exist"))
        .object(format!("profile {name}"))
        .key(Key::profile_directory(name))
        .hint("`calicross profile list` shows those that do")
}

/// The readable value of a key that is about to be changed. One that cannot be read stands in the way until it is
/// forced, and is then taken for `otherwise`; so is one that is not there.
pub(super) fn editable<T>(plan: &mut Plan, name: &str, part: ProfilePart, value: Part<T>, otherwise: T) -> T {
    match value {
        Some(Ok(value)) => value,
        None => otherwise,
        Some(Err(malformed)) => {
            let why = format!("has {} that cannot be read: {malformed}", part.segment());
            plan.needs(Force::Malformed, format!("profile {name}"), path(name, part), why);
            otherwise
        }
    }
}

/// What of a profile cannot be read, by key: whole values, and rules that no reader takes (Felix then drops all that
/// reaches the profile).
pub(super) fn malformed(profile: &Profile) -> Vec<(Key, Malformed)> {
    let mut found: Vec<_> = profile.malformed().into_iter().map(|(key, why)| (key, why.clone())).collect();
    if let Some((direction, at, why)) = readable(&profile.rules).and_then(Rules::first_bad) {
        let why = format!("{direction} rule {at}: {why}");
        found.push((Key::profile(&profile.name, ProfilePart::Rules), Malformed { why, place: None }));
    }
    found
}

/// The error with which a read ends that met values it could not read.
pub(in crate::commands) fn unreadable(found: &[(Key, Malformed)]) -> Result<(), CommandError> {
    let Some((key, malformed)) = found.first() else { return Ok(()) };
    let more = if found.len() > 1 { format!(" (and {} more)", found.len() - 1) } else { String::new() };
    Err(CommandError::new(ErrorKind::BadData, format!("malformed value at {}: {malformed}{more}", key.path()))
        .key(key.path())
        .hint(format!("`calicross key get {}` shows it", key.path())))
}
