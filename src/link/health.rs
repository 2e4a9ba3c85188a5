//! Why a link does not do what it is there for.

use std::collections::BTreeMap;

use super::members::{Member, Members};
use super::shadow::{self, Shadow};
use super::{Link, Mechanism, ToGroup, opens, tiered};
use crate::inventory::{groups, tiers};
use crate::model::openstack::{self, Names};
use crate::model::profile::{Direction, Profile};
use crate::store::Snapshot;

/// Something that is wrong with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// A stable word for scripts.
    pub id: &'static str,
    /// What is wrong, as a line.
    pub text: String,
}

/// What is looked at.
pub struct View<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// Its profiles.
    pub profiles: &'a BTreeMap<String, Profile>,
    /// The endpoints of both sides.
    pub members: &'a Members<'a>,
    /// Imported names.
    pub names: &'a Names,
}

/// The profiles that stand before a link and leave nothing to it, with how many endpoints each does so on. That one lets everything
/// out is no harm: it is the way out that the link needs.
fn shadows(link: &Link, pods: &[&Member<'_>], profiles: &BTreeMap<String, Profile>) -> BTreeMap<Shadow, usize> {
    let mut found = BTreeMap::new();
    for pod in pods {
        let ids = pod.endpoint.profile_ids().unwrap_or_default();
        let Some(place) = ids.iter().position(|id| *id == link.name) else { continue };
        let inbound = shadow::before(&ids, place, Direction::Inbound, profiles);
        let outbound =
            shadow::before(&ids, place, Direction::Outbound, profiles).filter(|shadow| shadow.fate.is_shut());
        // A profile without rules is told of once.
        let outbound = outbound.filter(|out| inbound.as_ref().is_none_or(|into| into.to_string() != out.to_string()));
        for shadow in inbound.into_iter().chain(outbound) {
            *found.entry(shadow).or_default() += 1;
        }
    }
    found
}

/// Looks at a link.
pub fn problems(link: &Link, view: &View<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut add = |id, text: String| problems.push(Problem { id, text });
    for joined in &link.groups {
        let label = groups::label(&joined.group, view.names);
        let Some(profile) = view.profiles.get(&openstack::group_profile(&joined.group)) else {
            add("group-gone", format!("security group {label} has no profile: it is gone, or never was"));
            continue;
        };
        if let Some((key, why)) = profile.malformed().first() {
            add("group-malformed", format!("security group {label} has {} that cannot be read: {why}", key.path()));
        } else if joined.to_group == ToGroup::Tag && opens::admitted(profile, &joined.tag).is_empty() {
            add("tag-opens-nothing", format!("no rule of security group {label} lets its own members in"));
        }
        if view.members.of_group(&joined.group).is_empty() {
            add("no-members", format!("security group {label} has no members"));
        }
    }
    match &link.mechanism {
        Mechanism::Tag => {
            let pods = view.members.pods(link);
            if pods.is_empty() {
                add("no-endpoints", format!("no endpoint has profile {}", link.name));
            }
            for (shadow, count) in shadows(link, &pods, view.profiles) {
                let (endpoints, profile) = (if count == 1 { "endpoint" } else { "endpoints" }, &shadow.profile);
                add("shadowed", format!("{count} {endpoints}: profile {profile} stands before it and {shadow}"));
            }
            let profile = view.profiles.get(&link.name);
            if let Some((key, why)) = profile.and_then(|profile| profile.malformed().first().cloned()) {
                add("malformed", format!("{} cannot be read: {why}", key.path()));
            } else if profile.is_some_and(|profile| profile.rules.is_none()) {
                add("no-rules", format!("profile {} has no rules: what reaches it is dropped", link.name));
            }
        }
        Mechanism::Namespace { tier, namespaces } => {
            if view.members.pods(link).is_empty() {
                let namespaces: Vec<&str> = namespaces.iter().map(String::as_str).collect();
                let namespaces = namespaces.join(", ");
                add("no-endpoints", format!("no endpoint has the label of namespace {namespaces}"));
            }
            if let Some(text) = tiers::ignored(view.snapshot, tier) {
                add("tier-ignored", text);
            }
            if tier == tiered::TIER && tiered::passes(view.snapshot) != Some(true) {
                add("tier-drops", format!("tier {tier} passes nothing on: what its links do not allow is dropped"));
            }
        }
    }
    problems
}
