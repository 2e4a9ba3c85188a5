//! Profiles, put together from their keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::model::json::Malformed;
use crate::model::key::{Key, PROFILES, ProfilePart};
use crate::model::profile::{Part, Profile, Rules};
use crate::store::{Scope, Snapshot, check_path};

/// What holds all profiles.
pub fn scope_of_all() -> Scope {
    Scope::under(PROFILES)
}

/// What holds one profile.
pub fn scope(name: &str) -> Scope {
    Scope::under(Key::profile_directory(name))
}

/// What holds the profiles of some names; a name that no key can hold has none.
pub fn scopes<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<Scope> {
    let holdable = names.into_iter().filter(|name| check_path(&Key::profile_directory(name)).is_ok());
    holdable.collect::<BTreeSet<_>>().into_iter().map(scope).collect()
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

/// Why Felix drops all that reaches a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not exist, or has no rules.
    Missing,
    /// Its rules, or one of them, cannot be read.
    Malformed(String),
}

impl Fault {
    /// The fault of a profile that endpoints name; `None` where it works. Both generations of Felix shut the endpoint at such a
    /// profile's place, in both directions: those before it still let in and out what they allow.
    pub fn of(profile: Option<&Profile>) -> Option<Self> {
        match profile.and_then(|profile| profile.rules.as_ref()) {
            None => Some(Self::Missing),
            Some(Err(malformed)) => Some(Self::Malformed(malformed.to_string())),
            Some(Ok(rules)) => {
                rules.first_bad().map(|(direction, at, why)| Self::Malformed(format!("{direction} rule {at}: {why}")))
            }
        }
    }

    /// `missing` or `malformed`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Malformed(_) => "malformed",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("missing"),
            Self::Malformed(why) => write!(f, "malformed: {why}"),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shuts_an_endpoint() {
        let fault = |keys: &[(&str, &str)]| {
            let snapshot = Snapshot::literal(keys);
            Fault::of(named(&snapshot, "web").as_ref()).map(|fault| fault.to_string())
        };
        let (tags, rules) = ("/calico/v1/policy/profile/web/tags", "/calico/v1/policy/profile/web/rules");
        assert_eq!(fault(&[]).unwrap(), "missing");
        assert_eq!(fault(&[(tags, "[]")]).unwrap(), "missing");
        assert_eq!(fault(&[(rules, "{}"), (tags, "no JSON")]), None);
        assert_eq!(fault(&[(rules, "[]")]).unwrap(), "malformed: rules are a list, not an object");
        let bad = fault(&[(rules, r#"{"outbound_rules": [{}, {"protocol": 300}]}"#)]).unwrap();
        assert!(bad.starts_with("malformed: outbound rule 2: "), "{bad}");
    }
}
