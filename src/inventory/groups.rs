//! OpenStack's security groups, as networking-calico leaves them.

use std::collections::BTreeMap;

use super::profiles::readable;
use crate::model::openstack::{self, Kind, Names};
use crate::model::profile::Profile;

/// A security group that has a profile.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its uuid.
    pub id: String,
    /// Its profile, `openstack-sg-<uuid>`.
    pub profile: Profile,
}

impl Group {
    /// The tag that its members carry, and that rules name: the uuid. Where the profile carries other tags only (a driver
    /// of another age), the first of them; where its tags cannot be read nobody carries one, and the uuid is what will be.
    pub fn tag(&self) -> &str {
        let first = readable(&self.profile.tags).filter(|tags| !tags.contains(&self.id));
        first.and_then(|tags| tags.iter().next()).unwrap_or(&self.id)
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

/// A security group in words: its name and uuid where the name is known, else its uuid.
pub fn label(id: &str, names: &Names) -> String {
    names.name(Kind::Group, id).map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}
