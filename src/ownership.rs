//! Who owns which member of which key, for which operation.
//!
//! A shared datastore has several writers, and most of what calicross can reach belongs to one of them. Writing what
//! another component owns is refused until `--force=owner` is given: at best it is overwritten at that
//! component's next resync, at worst it breaks what the component relies on.
//!
//! Ownership goes by member and operation, not by key alone: the `profile_ids` of a pod's endpoint may be set (that is
//! what joins a pod to a security group) while its other members are the CNI plugin's. All of it is one table, [`CLAIMS`].

mod table;
#[cfg(test)]
mod tests;

use crate::model::endpoint::Endpoint;
use crate::model::json;
use crate::model::key::Key;
use crate::model::policy::Policy;
use crate::plan::{Action, Change, Force, Obstacle, Plan};

pub use table::CLAIMS;

/// The label of pods that names their namespace.
const NAMESPACE_LABEL: &str = "calico/k8s_ns";

/// Whose something is.
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
    /// calico/node, which runs Felix and BIRD on a host.
    CalicoNode,
    /// Every orchestrator: each has a part in it.
    Orchestrators,
    /// Whoever runs calicross.
    Operator,
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
            Self::CalicoNode => "calico/node",
            Self::Orchestrators => "every orchestrator",
            Self::Operator => "the operator",
        }
    }
}

/// What calicross does about a foreign write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// It is refused until `--force=owner`.
    Refused,
    /// What others have put there is kept; to drop it is refused until `--force=in-use`.
    Merged,
    /// It is written, with a warning of what becomes of it.
    Told,
    /// It is written: free on purpose.
    Free,
}

impl Foreign {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Merged => "merged",
            Self::Told => "warned",
            Self::Free => "free",
        }
    }
}

/// One row of the table: whose a part of some keys is, and what becomes of a foreign write.
#[derive(Debug)]
pub struct Claim {
    /// Whose it is.
    pub owner: Owner,
    /// The keys: `*` stands for any text at the end of a segment, `{a,b}` for one of several segments.
    pub keys: &'static str,
    /// Which part of the value, in words.
    pub member: &'static str,
    /// What is done to the key.
    pub operations: &'static [Action],
    /// What calicross does about a foreign write.
    pub foreign: Foreign,
    /// What it is to its owner.
    pub why: &'static str,
    /// What becomes of a foreign write.
    pub becomes: &'static str,
    /// Whether a change of one of the keys touches the part that is meant.
    covers: fn(&Change) -> bool,
}

impl Claim {
    /// Tells whether a change falls under it.
    fn is_of(&self, change: &Change) -> bool {
        matches(self.keys, &change.path) && self.operations.contains(&change.action()) && (self.covers)(change)
    }
}

/// Tells whether a path is one of a claim's keys.
fn matches(keys: &str, path: &str) -> bool {
    let (mut keys, mut path) = (keys.split('/'), path.split('/'));
    loop {
        match (keys.next(), path.next()) {
            (None, None) => return true,
            (Some(key), Some(segment)) if segment_matches(key, segment) => {}
            _ => return false,
        }
    }
}

fn segment_matches(key: &str, segment: &str) -> bool {
    let one = |key: &str| key.strip_suffix('*').map_or(key == segment, |start| segment.starts_with(start));
    match key.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(several) => several.split(',').any(one),
        None => one(key),
    }
}

/// Returns the claim that decides about a change: the first one that covers it; `None` where nobody makes one.
pub fn claim(change: &Change) -> Option<&'static Claim> {
    CLAIMS.iter().find(|claim| claim.is_of(change))
}

/// Tells whether an update leaves every member but `profile_ids` as it was.
fn only_profile_ids_differ(change: &Change) -> bool {
    let parse = |bytes: Option<&[u8]>| Some(Endpoint::parse(bytes?).ok()?.but_for_profiles());
    let before = parse(change.before.as_ref().map(|seen| seen.value.as_slice()));
    let after = parse(change.after.as_deref());
    matches!((before, after), (Some(before), Some(after)) if json::same_meaning(&before, &after))
}

/// Tells whether a value becomes something else than exactly `true`: networking-calico puts any other spelling right, too.
fn is_not_true(change: &Change) -> bool {
    change.after.as_deref() != Some(b"true")
}

/// Tells whether a value is given or taken away: an empty one only keeps a host's place.
fn is_not_empty(change: &Change) -> bool {
    let before = change.before.as_ref().map(|seen| seen.value.as_slice());
    [before, change.after.as_deref()].into_iter().flatten().any(|value| !value.is_empty())
}

/// Tells whether a tier becomes something else than the policy controller makes of it.
fn is_not_order_1000(change: &Change) -> bool {
    let wanted = serde_json::json!({ "order": 1000 });
    let after = change.after.as_deref().and_then(|after| json::parse(after).ok());
    !after.is_some_and(|after| json::same_meaning(&after, &wanted))
}

/// Tells whether a policy is one that the policy controller makes of a NetworkPolicy: called after namespace and name, and
/// selecting pods by their namespace. What cannot be read counts where the label's name is in its text.
fn is_of_a_network_policy(change: &Change) -> bool {
    let Key::Policy { name, .. } = Key::parse(&change.path) else { return false };
    let called = name.split_once('.').is_some_and(|(namespace, name)| !namespace.is_empty() && !name.is_empty());
    let value = change.before.as_ref().map(|seen| seen.value.as_slice()).or(change.after.as_deref());
    let Some(value) = value.filter(|_| called) else { return false };
    match Policy::parse(value).and_then(|policy| policy.selector()) {
        Ok(selector) => selector.labels().contains(NAMESPACE_LABEL),
        Err(_) => String::from_utf8_lossy(value).contains(NAMESPACE_LABEL),
    }
}

/// Returns the prefixes of an `InterfacePrefix` that a change drops.
///
/// The list is shared: each orchestrator adds its own prefix to it. Where the key is absent, Felix knows `cali` alone; for
/// a host's own list that is taken as well, since the change does not show the list of all hosts.
fn dropped_prefixes(change: &Change) -> Vec<String> {
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
///
/// Where the datastore as a whole goes back to what it was, nothing does: the command that does so tells of it and asks.
pub fn obstacles(plan: &Plan) -> Vec<Obstacle> {
    if plan.is_restore() {
        return Vec::new();
    }
    let obstacle = |change: &Change| {
        let claim = claim(change)?;
        let (force, why) = match claim.foreign {
            Foreign::Refused => (Force::Owner, format!("belongs to {}: {}", claim.owner.name(), claim.becomes)),
            Foreign::Merged => {
                (Force::InUse, format!("would drop {}: {}", dropped_prefixes(change).join(", "), claim.becomes))
            }
            Foreign::Told | Foreign::Free => return None,
        };
        Some(Obstacle { force, object: change.path.clone(), key: change.path.clone(), why })
    };
    let kept = plan.changes().filter(|change| !plan.is_orphaned(&change.path));
    kept.filter_map(obstacle).collect()
}

/// Returns what should be known of a plan's changes that may be made and do not last, a line each.
pub fn warnings(plan: &Plan) -> Vec<String> {
    if plan.is_restore() {
        return Vec::new();
    }
    let warning = |change: &Change| {
        let claim = claim(change).filter(|claim| claim.foreign == Foreign::Told)?;
        Some(format!("{}: {} {}", change.path, claim.owner.name(), claim.becomes))
    };
    let kept = plan.changes().filter(|change| !plan.is_orphaned(&change.path));
    kept.filter_map(warning).collect()
}
