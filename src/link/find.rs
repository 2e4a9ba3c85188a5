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
use crate::model::rule::{Action, Rule};
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

/// Which group a tag stands for.
struct GroupTags<'g>(BTreeMap<&'g str, &'g str>);

impl<'g> GroupTags<'g> {
    fn of(groups: &'g BTreeMap<String, Group>) -> Self {
        Self(groups.values().map(|group| (group.tag(), group.id.as_str())).collect())
    }

    /// The group of a tag. A uuid that no profile belongs to is taken for a group that is gone.
    fn group(&self, tag: &str) -> Option<String> {
        self.0.get(tag).map(|group| (*group).to_owned()).or_else(|| is_uuid(tag).then(|| tag.to_owned()))
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
        if let Some((group, tag)) = source_group(&rule, tags) {
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
        if let (Some(tag), Some(chosen)) = (&dst.tag, namespaces_of(src.selector.as_deref())) {
            let Some(group) = tags.group(tag) else { continue };
            namespaces.extend(chosen);
            let joined = parts.of(group, tag);
            match &mut joined.to_group {
                ToGroup::Rules(rules) => rules.push(rule),
                other => *other = ToGroup::Rules(vec![rule]),
            }
        } else if let (Some((group, tag)), Some(chosen)) =
            (source_group(&rule, tags), namespaces_of(dst.selector.as_deref()))
        {
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

/// The group that a rule lets in, with its tag: by the tag, or by the label of the group's members.
fn source_group(rule: &Rule, tags: &GroupTags<'_>) -> Option<(String, String)> {
    let src = &rule.spec().is.src;
    if let Some(tag) = &src.tag {
        return Some((tags.group(tag)?, tag.clone()));
    }
    let group = group_of_members(src.selector.as_deref()?)?;
    let tag = tags.0.iter().find(|(_, id)| **id == group).map_or(group.as_str(), |(tag, _)| tag);
    Some((group.clone(), tag.to_owned()))
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
