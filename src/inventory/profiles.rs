//! Profiles, put together from their keys.

use std::collections::BTreeMap;

use crate::model::json::Malformed;
use crate::model::key::{Key, PROFILES, ProfilePart};
use crate::model::profile::{Part, Profile, Rules};
use crate::store::{Scope, Snapshot};

/// What holds all profiles.
pub fn scope_of_all() -> Scope {
    Scope::under(PROFILES)
}

/// What holds one profile.
pub fn scope(name: &str) -> Scope {
    Scope::under(Key::profile_directory(name))
}

/// The path of one of a profile's keys.
pub fn path(name: &str, part: ProfilePart) -> String {
    Key::profile(name, part).path()
}

/// Every profile of a snapshot, by name.
pub fn all(snapshot: &Snapshot) -> BTreeMap<String, Profile> {
    let mut profiles: BTreeMap<String, Profile> = BTreeMap::new();
    for entry in snapshot.under(&format!("{PROFILES}/")) {
        if let Key::Profile { name, part } = Key::parse(&entry.path) {
            profiles.entry(name).or_insert_with_key(|name| Profile::named(name)).take(part, &entry.value);
        }
    }
    profiles
}

/// One profile of a snapshot.
pub fn named(snapshot: &Snapshot, name: &str) -> Option<Profile> {
    let mut profile = Profile::named(name);
    for part in ProfilePart::ALL {
        if let Some(entry) = snapshot.get(&path(name, part)) {
            profile.take(part, &entry.value);
        }
    }
    profile.exists().then_some(profile)
}

/// The value of a key, where it is there and can be read.
pub fn readable<T>(part: &Part<T>) -> Option<&T> {
    part.as_ref().and_then(|value| value.as_ref().ok())
}

/// What of a profile cannot be read, by key: whole values, and rules that no reader takes (Felix then drops all that
/// reaches the profile).
pub fn malformed(profile: &Profile) -> Vec<(Key, Malformed)> {
    let mut found: Vec<_> = profile.malformed().into_iter().map(|(key, why)| (key, why.clone())).collect();
    if let Some((direction, at, why)) = readable(&profile.rules).and_then(Rules::first_bad) {
        let why = format!("{direction} rule {at}: {why}");
        found.push((Key::profile(&profile.name, ProfilePart::Rules), Malformed { why, place: None }));
    }
    found
}
