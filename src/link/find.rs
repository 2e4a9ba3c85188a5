//! Links, found by their structure.

use std::collections::{BTreeMap, BTreeSet};

use super::{Joined, Link, MEMBER_LABEL, Mechanism, NAMESPACE_LABEL, ToGroup};
use crate::inventory::groups::{self, Group};
use crate::inventory::policies::FoundPolicy;
use crate::inventory::profiles::readable;
use crate::inventory::{policies, profiles};
use crate::model::openstack::{self, is_uuid};
use crate::model::policy::Policy;
use crate::model::profile::{Direction, Profile, Rules};
use crate::model::rule::{Action, End, Rule};
use crate::model::selector::Selector;
use crate::store::{Scope, Snapshot};

/// What has to be read to find all links.
pub fn scopes() -> Vec<Scope> {
    vec![profiles::scope_of_all(), policies::scope_of_all()]
}

/// Every link of a snapshot: those by tag first, each kind by name.
pub fn all(snapshot: &Snapshot) -> Vec<Link> {
    let profiles = profiles::all(snapshot);
    let groups = groups::among(&profiles);
    let tags = GroupTags::of(&groups);
    let by_tag = profiles.values().filter_map(|profile| tagged(profile, &tags));
    let by_namespace = policies::all(snapshot).filter_map(|policy| by_namespace(&policy, &tags));
    by_tag.chain(by_namespace).collect()
}

/// The link that a profile is, if it is one.
pub fn of_profile(profile: &Profile, groups: &BTreeMap<String, Group>) -> Option<Link> {
    tagged(profile, &GroupTags::of(groups))
}

/// [`of_profile`], for many profiles.
pub fn of_profile_by(profile: &Profile, tags: &GroupTags<'_>) -> Option<Link> {
    tagged(profile, tags)
}

/// Which group a tag stands for.
#[derive(Debug)]
pub struct GroupTags<'g>(BTreeMap<&'g str, &'g str>);

impl<'g> GroupTags<'g> {
    /// The tags of some groups.
    pub fn of(groups: &'g BTreeMap<String, Group>) -> Self {
        Self(groups.values().map(|group| (group.tag(), group.id.as_str())).collect())
    }

    /// The group of a tag. A uuid that no profile belongs to is taken for a group that is gone.
    fn group(&self, tag: &str) -> Option<String> {
        self.0.get(tag).map(|group| (*group).to_owned()).or_else(|| is_uuid(tag).then(|| tag.to_owned()))
    }

    /// The group at an end of a rule, with its tag: named by the tag, or by the label of the group's members.
    fn group_at(&self, end: &End) -> Option<(String, String)> {
        if let Some(tag) = &end.tag {
            return Some((self.group(tag)?, tag.clone()));
        }
        let group = group_of_members(end.selector.as_deref()?)?;
        let tag = self.0.iter().find(|(_, id)| **id == group).map_or(group.as_str(), |(tag, _)| tag).to_owned();
        Some((group, tag))
    }
}

/// The groups of one link while it is put together.
#[derive(Default)]
struct Parts(BTreeMap<String, Joined>);

impl Parts {
    fn of(&mut self, group: String, tag: &str) -> &mut Joined {
        self.0.entry(group.clone()).or_insert_with(|| Joined {
            group,
            tag: tag.to_owned(),
            to_group: ToGroup::Closed,
            from_group: Vec::new(),
        })
    }

    fn link(self, name: &str, mechanism: Mechanism) -> Option<Link> {
        let groups: Vec<Joined> = self.0.into_values().collect();
        (!groups.is_empty()).then(|| Link { name: name.to_owned(), mechanism, groups })
    }
}

fn tagged(profile: &Profile, tags: &GroupTags<'_>) -> Option<Link> {
    if openstack::group_of(&profile.name).is_some() {
        return None;
    }
    let mut parts = Parts::default();
    for tag in readable(&profile.tags).into_iter().flat_map(|found| found.iter()) {
        if let Some(group) = tags.group(tag) {
            parts.of(group, tag).to_group = ToGroup::Tag;
        }
    }
    for rule in readable(&profile.rules).into_iter().flat_map(allowed) {
        if let Some((group, tag)) = tags.group_at(&rule.spec().is.src) {
            parts.of(group, &tag).from_group.push(rule);
        }
    }
    parts.link(&profile.name, Mechanism::Tag)
}

fn by_namespace(found: &FoundPolicy, tags: &GroupTags<'_>) -> Option<Link> {
    let rules = found.policy.as_ref().ok().map(Policy::rules)?;
    let (mut parts, mut namespaces) = (Parts::default(), BTreeSet::new());
    for rule in allowed(rules) {
        let (src, dst) = (&rule.spec().is.src, &rule.spec().is.dst);
        let (from_pods, to_pods) = (namespaces_of(src.selector.as_deref()), namespaces_of(dst.selector.as_deref()));
        if let (Some((group, tag)), Some(chosen)) = (tags.group_at(dst), from_pods) {
            namespaces.extend(chosen);
            match &mut parts.of(group, &tag).to_group {
                ToGroup::Rules(rules) => rules.push(rule),
                other => *other = ToGroup::Rules(vec![rule]),
            }
        } else if let (Some((group, tag)), Some(chosen)) = (tags.group_at(src), to_pods) {
            namespaces.extend(chosen);
            parts.of(group, &tag).from_group.push(rule);
        }
    }
    parts.link(&found.name, Mechanism::Namespace { tier: found.tier.clone(), namespaces })
}

/// The inbound rules that allow something.
fn allowed(rules: &Rules) -> impl Iterator<Item = Rule> + '_ {
    rules.list(Direction::Inbound).filter_map(Result::ok).filter(|rule| rule.spec().action == Action::Allow)
}

/// The group whose members a selector chooses by their label.
fn group_of_members(selector: &str) -> Option<String> {
    match Selector::parse(selector).ok()? {
        Selector::Has(label) => label.strip_prefix(MEMBER_LABEL).map(str::to_owned),
        _ => None,
    }
}

/// The namespaces whose pods a selector chooses, where it does so by the namespace's label, alone or among other conditions.
fn namespaces_of(selector: Option<&str>) -> Option<BTreeSet<String>> {
    fn of(selector: &Selector) -> Option<BTreeSet<String>> {
        match selector {
            Selector::Is(label, namespace) if label == NAMESPACE_LABEL => Some([namespace.clone()].into()),
            Selector::In(label, namespaces) if label == NAMESPACE_LABEL => Some(namespaces.clone()),
            Selector::And(parts) => parts.iter().find_map(of),
            Selector::Or(parts) => parts.iter().map(of).try_fold(BTreeSet::new(), |mut all, part| {
                all.extend(part?);
                Some(all)
            }),
            _ => None,
        }
    }
    of(&Selector::parse(selector?).ok()?)
}

#[cfg(test)]
mod tests;
