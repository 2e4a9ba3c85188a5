//! Profiles out of a snapshot, and what is wrong with them.

use crate::error::{CommandError, ErrorKind};
use crate::model::json::Malformed;
use crate::model::key::{Key, PROFILES, ProfilePart};
use crate::model::profile::{Part, Profile, Rules, Tags};
use crate::plan::{Force, Plan};
use crate::session::Session;
use crate::session::pick::Choice;
use crate::store::{Scope, Snapshot};

/// What holds one profile.
pub(super) fn scope(name: &str) -> Scope {
    Scope::under(Key::profile_directory(name))
}

/// What holds all profiles.
pub(super) fn scope_of_all() -> Scope {
    Scope::under(PROFILES)
}

/// Every profile of a snapshot, by name.
pub(super) fn all(snapshot: &Snapshot) -> Vec<Profile> {
    let mut profiles: Vec<Profile> = Vec::new();
    for entry in snapshot.under(&format!("{PROFILES}/")) {
        let Key::Profile { name, part } = Key::parse(&entry.path) else { continue };
        if profiles.last().is_none_or(|profile| profile.name != name) {
            profiles.push(Profile::named(name));
        }
        if let Some(profile) = profiles.last_mut() {
            profile.take(part, &entry.value);
        }
    }
    profiles
}

/// Every profile of the datastore, to choose from.
pub(in crate::commands) fn choices(session: &mut Session) -> Result<Vec<Choice>, CommandError> {
    let tags = |profile: &Profile| {
        let tags: Vec<&str> = readable(&profile.tags).into_iter().flat_map(Tags::iter).collect();
        if tags.is_empty() { String::new() } else { format!("tags {}", tags.join(", ")) }
    };
    let choice = |profile: Profile| Choice { about: tags(&profile), name: profile.name };
    Ok(all(&session.read(&[scope_of_all()])?).into_iter().map(choice).collect())
}

/// One profile of a snapshot.
pub(super) fn named(snapshot: &Snapshot, name: &str) -> Option<Profile> {
    let mut profile = Profile::named(name);
    for part in ProfilePart::ALL {
        if let Some(entry) = snapshot.get(&path(name, part)) {
            profile.take(part, &entry.value);
        }
    }
    profile.exists().then_some(profile)
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

/// The path of one of a profile's keys.
pub(super) fn path(name: &str, part: ProfilePart) -> String {
    Key::profile(name, part).path()
}

/// The value of a key, where it is there and can be read.
pub(super) fn readable<T>(part: &Part<T>) -> Option<&T> {
    part.as_ref().and_then(|value| value.as_ref().ok())
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
pub(super) fn unreadable(found: &[(Key, Malformed)]) -> Result<(), CommandError> {
    let Some((key, malformed)) = found.first() else { return Ok(()) };
    let more = if found.len() > 1 { format!(" (and {} more)", found.len() - 1) } else { String::new() };
    Err(CommandError::new(ErrorKind::BadData, format!("malformed value at {}: {malformed}{more}", key.path()))
        .key(key.path())
        .hint(format!("`calicross key get {}` shows it", key.path())))
}

/// The error with which a read ends that met a rule which is none.
pub(super) fn bad_rule(name: &str, rules: &Part<Rules>) -> Result<(), CommandError> {
    let Some((direction, at, why)) = readable(rules).and_then(Rules::first_bad) else { return Ok(()) };
    let message = format!("{direction} rule {at} of profile {name} is malformed: {why}");
    Err(CommandError::new(ErrorKind::BadData, message).key(path(name, ProfilePart::Rules)))
}
