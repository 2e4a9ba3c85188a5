//! Who owns which member of which key, for which operation.
//!
//! A shared datastore has several writers, and most of what calicross can reach belongs to one of them. Writing what
//! another component owns is refused until `--force=owner` is given: at best it is overwritten at that
//! component's next resync, at worst it breaks what the component relies on.
//!
//! Ownership goes by member and operation, not by key alone: the `profile_ids` of a pod's endpoint may be set (that is
//! what joins a pod to a security group) while its other members are the CNI plugin's.

use crate::model::json;
use crate::model::key::{Key, ProfilePart, WorkloadId};
use crate::plan::{Action, Change, Force, Obstacle, Plan};

/// A component that owns keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// networking-calico: Neutron's driver, its DHCP agent's data and its election.
    NetworkingCalico,
    /// The Kubernetes policy controller.
    PolicyController,
    /// The CNI plugin.
    Cni,
    /// Docker's libnetwork plugin.
    Libnetwork,
    /// Felix.
    Felix,
}

impl Owner {
    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NetworkingCalico => "networking-calico",
            Self::PolicyController => "the Kubernetes policy controller",
            Self::Cni => "the CNI plugin",
            Self::Libnetwork => "the libnetwork plugin",
            Self::Felix => "Felix",
        }
    }

    /// Returns what becomes of a foreign write.
    pub fn consequence(self) -> &'static str {
        match self {
            Self::NetworkingCalico => "its resync overwrites a foreign change within 60 s",
            Self::PolicyController => {
                "it overwrites a foreign change when the namespace or policy changes, and at its restart"
            }
            Self::Cni => "it wrote it for a pod that is running, and does not write it again",
            Self::Libnetwork => "it wrote it for containers that are running, and does not write it again",
            Self::Felix => "it writes it anew at its next report",
        }
    }
}

/// Returns who owns what a change touches; `None` where calicross may.
pub fn owner(change: &Change) -> Option<Owner> {
    match Key::parse(&change.path) {
        Key::Profile { name, part } => profile_owner(&name, part),
        Key::WorkloadEndpoint(id) => endpoint_owner(&id, change),
        // Only Kubernetes' own names of policies begin so.
        Key::Policy { name, .. } => name.starts_with("knp.").then_some(Owner::PolicyController),
        Key::DhcpSubnet { .. } | Key::NeutronElection => Some(Owner::NetworkingCalico),
        Key::LibnetworkNetwork { .. } => Some(Owner::Libnetwork),
        Key::LastStatus { .. } | Key::Status { .. } | Key::WorkloadStatus(_) | Key::HostEndpointStatus { .. } => {
            Some(Owner::Felix)
        }
        _ => None,
    }
}

fn profile_owner(name: &str, part: ProfilePart) -> Option<Owner> {
    // The resync compares and deletes tags and rules of these profiles; labels it never looks at, which makes them
    // the one durable way to put a label on VMs.
    if name.starts_with("openstack-sg-") {
        return (part != ProfilePart::Labels).then_some(Owner::NetworkingCalico);
    }
    (name.starts_with("k8s_ns.") || name.starts_with("knp.")).then_some(Owner::PolicyController)
}

fn endpoint_owner(id: &WorkloadId, change: &Change) -> Option<Owner> {
    let owner = match id.orchestrator.as_str() {
        // Its resync compares the whole value.
        "openstack" => return Some(Owner::NetworkingCalico),
        // What calicoctl made by itself, for containers and for namespaces of processes.
        "docker" | "namespace" => return None,
        "libnetwork" => Owner::Libnetwork,
        _ => Owner::Cni,
    };
    let only_profiles = change.action() == Action::Update && only_profile_ids_differ(change);
    (!only_profiles).then_some(owner)
}

/// Tells whether an update leaves every member but `profile_ids` as it was.
fn only_profile_ids_differ(change: &Change) -> bool {
    let parse = |bytes: Option<&[u8]>| {
        let mut value = json::parse(bytes?).ok()?;
        let members = value.as_object_mut()?;
        // The singular one is what the oldest writers used for the same thing.
        members.shift_remove("profile_ids");
        members.shift_remove("profile_id");
        Some(value)
    };
    let before = parse(change.before.as_ref().map(|seen| seen.value.as_slice()));
    let after = parse(change.after.as_deref());
    matches!((before, after), (Some(before), Some(after)) if json::same_meaning(&before, &after))
}

/// Returns the prefixes of `InterfacePrefix` that a change drops; none where it is another key's.
///
/// The list is shared: each orchestrator adds its own prefix to it. Where the key is absent, Felix knows `cali` alone; for
/// a host's own list that is taken as well, since the change does not show the list of all hosts.
fn dropped_prefixes(change: &Change) -> Vec<String> {
    match Key::parse(&change.path) {
        Key::GlobalConfig { name } | Key::HostConfig { name, .. } if name == "InterfacePrefix" => {}
        _ => return Vec::new(),
    }
    let prefixes = |value: Option<&[u8]>| -> Vec<String> {
        let text = value.map_or("cali".into(), String::from_utf8_lossy);
        // Felix 1.4 takes blanks off. An empty prefix is a slip of the hand, and no orchestrator's.
        text.split(',').map(str::trim).filter(|prefix| !prefix.is_empty()).map(str::to_owned).collect()
    };
    let after = prefixes(change.after.as_deref());
    let mut dropped = prefixes(change.before.as_ref().map(|seen| seen.value.as_slice()));
    dropped.retain(|prefix| !after.iter().any(|kept| prefix.starts_with(kept.as_str())));
    dropped
}

/// Returns what stands in the way of a plan because another component owns it, or shares it.
pub fn obstacles(plan: &Plan) -> Vec<Obstacle> {
    let obstacle =
        |change: &Change, force, why| Obstacle { force, object: change.path.clone(), key: change.path.clone(), why };
    let mut obstacles = Vec::new();
    for change in plan.changes() {
        if let Some(owner) = owner(change).filter(|_| !plan.is_orphaned(&change.path)) {
            let why = format!("belongs to {}: {}", owner.name(), owner.consequence());
            obstacles.push(obstacle(change, Force::Owner, why));
        }
        let dropped = dropped_prefixes(change);
        if !dropped.is_empty() {
            let why = format!(
                "would drop {}: workloads whose interfaces begin so lose their policy and their routes",
                dropped.join(", ")
            );
            obstacles.push(obstacle(change, Force::InUse, why));
        }
    }
    obstacles
}

#[cfg(test)]
mod tests;
