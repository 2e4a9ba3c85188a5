//! What is written first when a plan does not fit one transaction.
//!
//! Between the batches of a large plan, Felix acts on what is already there. So what a reference
//! needs comes before the reference (an endpoint with a profile that has no rules is cut off), what closes
//! traffic before what opens it, deletes after what referred to them, and Felix' configuration last and
//! together, since each change of it restarts Felix.

use crate::model::key::{BgpHost, Key};

use super::change::{Action, Change};

/// The step of a plan that a change belongs to, in the order of writing. Batches of one phase may be written
/// side by side; between phases all of the earlier one has landed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// What is remembered of a set of files comes before the objects: those that an interrupted plan has made are then known for the set's.
    Remember,
    /// A tier stops counting before its policies go: without its metadata Felix 1.4 ignores it whole, where
    /// half of its policies would drop everything they no longer allow.
    Disarm,
    /// The two addresses of a host's BIRD: with the mesh on, a host that has any other of BIRD's keys and lacks them stops
    /// confd on all hosts.
    Ground,
    /// What others refer to: profiles, pools, nodes; and all that no other phase names.
    Define,
    /// Policies: they select endpoints by labels, and their rules name what `Define` brought.
    Select,
    /// A tier starts to count only when all of its policies are there.
    Arm,
    /// Endpoints, which refer to profiles.
    Refer,
    /// Addresses are given back once no endpoint has them, and before the handles that count them: whoever meets a block
    /// and a handle that differ can tell from the block what is right.
    Release,
    /// What is no longer referred to goes.
    Withdraw,
    /// Pools go when nothing is left in them.
    Drain,
    /// The two addresses of a host's BIRD go after all else of it.
    Abandon,
    /// Felix' configuration, and whether it is to begin at all.
    Configure,
    /// What is remembered of a set of files goes after the objects, and that all of it is applied comes after them.
    Mark,
}

impl Phase {
    /// Returns the phase of a change.
    pub fn of(change: &Change) -> Self {
        let deletes = change.action() == Action::Delete;
        let creates = change.action() == Action::Create;
        match Key::parse(&change.path) {
            Key::TierMetadata { .. } if deletes => Self::Disarm,
            Key::TierMetadata { .. } => Self::Arm,
            Key::WorkloadEndpoint(_) | Key::HostEndpoint { .. } => Self::Refer,
            Key::IpamBlock { .. } if !creates => Self::Release,
            Key::IpamHandle { .. } if !creates => Self::Withdraw,
            Key::Pool { .. } if deletes => Self::Drain,
            Key::GlobalConfig { .. } | Key::HostConfig { .. } | Key::Ready => Self::Configure,
            Key::Unknown(path) if path.starts_with("/calicross/v1/sets/") => {
                if deletes || path.ends_with("/applied") {
                    Self::Mark
                } else {
                    Self::Remember
                }
            }
            // What calicross itself goes by, such as the intent of a link: where a change of it is interrupted, nothing may
            // bring back what the rest of the change was to take away.
            Key::Unknown(path) if path.starts_with("/calicross/") => Self::Define,
            Key::BgpHost { setting: BgpHost::IpAddrV4 | BgpHost::IpAddrV6, .. } if deletes => Self::Abandon,
            Key::BgpHost { setting: BgpHost::IpAddrV4 | BgpHost::IpAddrV6, .. } => Self::Ground,
            _ if deletes => Self::Withdraw,
            Key::Policy { .. } => Self::Select,
            _ => Self::Define,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Seen;
    use crate::store::Version;

    #[test]
    fn what_is_known_of_a_set_comes_before_its_objects_and_the_mark_after_them() {
        let phase_of = |path: &str, deletes: bool| {
            let seen = Seen { version: Version(1), value: Vec::new() };
            let (before, after) = (deletes.then_some(seen), (!deletes).then(Vec::new));
            Phase::of(&Change { path: path.to_owned(), before, via: None, after })
        };
        let phase = |path: &str| phase_of(path, false);
        for object in ["policy/profile/p/tags", "policy/tier/t/policy/p", "host/h/endpoint/e", "config/LogFilePath"] {
            let object = format!("/calico/v1/{object}");
            assert!(phase("/calicross/v1/sets/s/profile:applied") < phase(&object), "{object}");
            assert!(phase("/calicross/v1/sets/s/applied") > phase(&object), "{object}");
            assert!(phase_of("/calicross/v1/sets/s/profile:p", true) > phase_of(&object, true), "{object}");
        }
    }

    #[test]
    fn the_addresses_of_a_host_come_first_and_go_last() {
        let phase = |name: &str, deletes: bool| {
            let seen = Seen { version: Version(1), value: Vec::new() };
            let path = format!("/calico/bgp/v1/host/h/{name}");
            Phase::of(&Change { path, before: deletes.then_some(seen), via: None, after: (!deletes).then(Vec::new) })
        };
        for other in ["as_num", "peer_v4/10.0.0.1", "loglevel"] {
            for address in ["ip_addr_v4", "ip_addr_v6"] {
                assert!(phase(address, false) < phase(other, false));
                assert!(phase(address, true) > phase(other, true));
            }
        }
    }
}
