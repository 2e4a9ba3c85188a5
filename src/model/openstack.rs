//! OpenStack's objects as networking-calico leaves them in the datastore, and the names that people give them.
//!
//! A Neutron security group is the profile `openstack-sg-<uuid>`; its members carry the tag `<uuid>`, without the prefix. A
//! VM's port is a workload endpoint of the orchestrator `openstack` whose workload is the VM's uuid and whose endpoint id is
//! the port's. No name of Nova or Neutron is in the datastore: [`Names`] keeps those that were imported.

pub mod listing;
mod names;

pub use names::{Kind, Names, directory};

use super::key::WorkloadId;

/// How the profile of every security group begins.
const GROUP_PREFIX: &str = "openstack-sg-";

/// The orchestrator of Neutron's ports.
pub const ORCHESTRATOR: &str = "openstack";

/// Whether an endpoint is a port of Neutron's.
pub fn is_port(id: &WorkloadId) -> bool {
    id.orchestrator == ORCHESTRATOR
}

/// Whether networking-calico takes an endpoint for a port that Neutron does not know, and deletes it, each minute.
pub fn is_taken_for_port(id: &WorkloadId) -> bool {
    id.looks_like_openstack() && !is_port(id)
}

/// The name of a security group's profile.
pub fn group_profile(group: &str) -> String {
    format!("{GROUP_PREFIX}{group}")
}

/// The security group whose profile this is: its uuid. `None` for any other profile.
pub fn group_of(profile: &str) -> Option<&str> {
    profile.strip_prefix(GROUP_PREFIX).filter(|group| !group.is_empty())
}

/// Whether a text is a uuid as OpenStack prints it: `4fe422ed-4730-4af4-b835-38d09235bd4a`.
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36 && is_uuid_prefix(text)
}

/// Whether a text may be the beginning of a uuid, in lower case as OpenStack prints it; a whole one is a beginning too.
pub fn is_uuid_prefix(text: &str) -> bool {
    const DASHES: [usize; 4] = [8, 13, 18, 23];
    let fits = |(at, byte): (usize, u8)| match byte {
        b'-' => DASHES.contains(&at),
        _ => !DASHES.contains(&at) && matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
    };
    (1..=36).contains(&text.len()) && text.bytes().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_their_profiles() {
        assert_eq!(group_profile("4fe422ed"), "openstack-sg-4fe422ed");
        assert_eq!(group_of("openstack-sg-4fe422ed"), Some("4fe422ed"));
        assert_eq!(group_of("openstack-sg-"), None);
        assert_eq!(group_of("k8s-to-sg1"), None);
    }

    #[test]
    fn uuids_and_their_beginnings() {
        let uuid = "4fe422ed-4730-4af4-b835-38d09235bd4a";
        assert!(is_uuid(uuid));
        assert!((1..=36).all(|length| is_uuid_prefix(&uuid[..length])));
        for bad in ["", "4FE", "g", "4fe4-", "4fe422ed4", "4fe422ed-4730-4af4-b835-38d09235bd4a0"] {
            assert!(!is_uuid_prefix(bad), "{bad}");
        }
        assert!(!is_uuid(&uuid[..35]));
    }
}
