//! OpenStack's security groups, as networking-calico leaves them.

use std::collections::{BTreeMap, BTreeSet};

use super::profiles::{malformed, readable};
use crate::model::openstack::{self, Kind, Names};
use crate::model::profile::Profile;

/// A security group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its uuid.
    pub id: String,
    /// Its profile, `openstack-sg-<uuid>`. None of its keys exists where something names the group and it is gone
    /// ([`with_missing`]).
    pub profile: Profile,
}

/// What is wrong with the profile of a security group, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing.
    Ok,
    /// It has tags and no rules, so that its members are shut off, or rules and no tags, so that no rule for the group matches
    /// them. networking-calico writes one after the other, and both again at its resync.
    Incomplete,
    /// It has neither.
    Missing,
    /// One of its keys cannot be read.
    Malformed,
}

impl State {
    /// `ok`, `incomplete`, `missing` or `malformed`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Incomplete => "incomplete",
            Self::Missing => "missing",
            Self::Malformed => "malformed",
        }
    }
}

impl Group {
    /// The tag that its members carry, and that rules name: the uuid. Where the profile carries other tags only (a driver
    /// of another age), the first of them; where its tags cannot be read nobody carries one, and the uuid is what will be.
    pub fn tag(&self) -> &str {
        let first = readable(&self.profile.tags).filter(|tags| !tags.contains(&self.id));
        first.and_then(|tags| tags.iter().next()).unwrap_or(&self.id)
    }

    /// What is wrong with its profile. The labels that it may have are not networking-calico's: alone they are no group.
    pub fn state(&self) -> State {
        if !malformed(&self.profile).is_empty() {
            return State::Malformed;
        }
        match (&self.profile.tags, &self.profile.rules) {
            (Some(_), Some(_)) => State::Ok,
            (None, None) => State::Missing,
            _ => State::Incomplete,
        }
    }
}

/// The security groups among some profiles, by uuid.
pub fn among(profiles: &BTreeMap<String, Profile>) -> BTreeMap<String, Group> {
    let group = |profile: &Profile| {
        let id = openstack::group_of(&profile.name)?.to_owned();
        Some((id.clone(), Group { id, profile: profile.clone() }))
    };
    profiles.values().filter_map(group).collect()
}

/// The security groups among some profiles, and those that are gone and still named: by an endpoint that has their profile, or
/// as a tag that some profile carries or some rule names. A tag that is a uuid, and no group's, is taken for a group's
/// that is gone.
pub fn with_missing<'t, 'e>(
    profiles: &BTreeMap<String, Profile>,
    tags: impl IntoIterator<Item = &'t str>,
    of_endpoints: impl IntoIterator<Item = &'e str>,
) -> BTreeMap<String, Group> {
    let mut groups = among(profiles);
    let known: BTreeSet<String> = groups.values().map(|group| group.tag().to_owned()).collect();
    let mut add = |id: &str| {
        if !groups.contains_key(id) {
            let profile = Profile::named(openstack::group_profile(id));
            groups.insert(id.to_owned(), Group { id: id.to_owned(), profile });
        }
    };
    tags.into_iter().filter(|tag| openstack::is_uuid(tag) && !known.contains(*tag)).for_each(&mut add);
    of_endpoints.into_iter().filter_map(openstack::group_of).for_each(add);
    groups
}

/// A security group in words: its name and uuid where the name is known, else its uuid.
pub fn label(id: &str, names: &Names) -> String {
    names.name(Kind::Group, id).map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::profiles;
    use crate::store::Snapshot;

    const WEB: &str = "4fe422ed-4730-4af4-b835-38d09235bd4a";
    const DB: &str = "0325ec18-425f-4226-903b-ec830e3e7894";

    #[test]
    fn groups_that_are_gone_are_known_by_who_names_them() {
        let tags = format!("/calico/v1/policy/profile/openstack-sg-{WEB}/tags");
        let snapshot = Snapshot::literal(&[(tags.as_str(), r#"["00000000-0000-4000-8000-000000000001"]"#)]);
        let profiles = profiles::all(&snapshot);
        // The tag of a group that is there is not another one's.
        let named = ["web", WEB, "00000000-0000-4000-8000-000000000001", DB];
        let of_endpoints = ["openstack-sg-00000000-0000-4000-8000-000000000002", "openstack-sg-", "web"];
        let groups = with_missing(&profiles, named, of_endpoints);
        assert!(groups.keys().eq(["00000000-0000-4000-8000-000000000002", DB, WEB]));
        let states: Vec<&str> = groups.values().map(|group| group.state().word()).collect();
        assert_eq!(states, ["missing", "missing", "incomplete"]);
    }

    #[test]
    fn states_of_a_groups_profile() {
        let state = |parts: &[(&str, &str)]| {
            let path = |part: &str| format!("/calico/v1/policy/profile/openstack-sg-{WEB}/{part}");
            let keys: Vec<(String, &str)> = parts.iter().map(|(part, value)| (path(part), *value)).collect();
            let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), *value)).collect();
            among(&profiles::all(&Snapshot::literal(&keys)))[WEB].state()
        };
        assert_eq!(state(&[("rules", "{}"), ("tags", "[]")]), State::Ok);
        assert_eq!(state(&[("rules", "{}")]), State::Incomplete);
        assert_eq!(state(&[("labels", "{}")]), State::Missing);
        assert_eq!(state(&[("rules", "{}"), ("tags", "{}")]), State::Malformed);
        assert_eq!(state(&[("rules", r#"{"inbound_rules": [1]}"#), ("tags", "[]")]), State::Malformed);
    }
}
