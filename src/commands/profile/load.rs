//! Profiles out of a snapshot, and what is wrong with them.

use crate::error::{CommandError, ErrorKind};
use crate::model::key::{Key, ProfilePart};
use crate::model::profile::{Part, Profile, Tags};
use crate::plan::{Force, Plan};
use crate::session::Session;
use crate::session::pick::Choice;
use crate::store::Snapshot;

pub(super) use crate::commands::malformed::unreadable;
pub(super) use crate::inventory::profiles::{all, malformed, named, path, readable, scope, scope_of_all};

/// Every profile of the datastore, to choose from.
pub(in crate::commands) fn choices(session: &mut Session) -> Result<Vec<Choice>, CommandError> {
    let tags = |profile: &Profile| {
        let tags: Vec<&str> = readable(&profile.tags).into_iter().flat_map(Tags::iter).collect();
        if tags.is_empty() { String::new() } else { format!("tags {}", tags.join(", ")) }
    };
    let choice = |profile: Profile| Choice { about: tags(&profile), name: profile.name };
    Ok(all(&session.read(&[scope_of_all()])?).into_values().map(choice).collect())
}

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
