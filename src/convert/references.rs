//! What objects mean to each other: profiles that endpoints have, tags that rules name, labels that selectors look at, links.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Kind;
use super::report::{Class, Finding, Notes};
use super::{Conversion, Converted, endpoint, left_out_profile, selector};
use crate::inventory::profiles::readable;
use crate::inventory::{endpoints, profiles, tags, tiers};
use crate::link::{self, Mechanism, NAMESPACE_LABEL};
use crate::manifest::id::{DEFAULT_TIER, Id};
use crate::manifest::object::Resource;
use crate::model::felix::Generation;
use crate::model::openstack;
use crate::model::profile::{Direction, Labels, Profile, Tags};
use crate::model::rule::{Action, Spec};
use crate::model::selector::Selector;
use crate::store::Snapshot;

/// The namespace that networking-calico of v3 puts VMs into.
const OF_VMS: &str = "openstack";

/// What the profiles of a datastore give, and which of them are converted.
struct Profiles {
    all: BTreeMap<String, Profile>,
    converted: BTreeSet<String>,
}

/// Finds what is told of objects by others.
pub(super) fn find(snapshot: &Snapshot, objects: &[Resource], conversion: &mut Conversion) {
    let names = conversion.documents.iter().filter(|one| one.document.kind == Kind::Profile);
    let converted = names.filter_map(|one| match &one.id {
        Id::Profile(name) => Some(name.clone()),
        _ => None,
    });
    let profiles = Profiles { converted: converted.collect(), all: profiles::all(snapshot) };
    let documents: BTreeSet<&Id> = conversion.documents.iter().map(|one| &one.id).collect();
    let links = link::find::all(snapshot);
    let of_links: BTreeSet<(Id, String)> = links.iter().flat_map(tags_of).collect();
    let spaces = namespaces(snapshot);
    let given: BTreeSet<&str> =
        profiles.all.values().filter(|one| profiles.converted.contains(&one.name)).flat_map(tags_given).collect();
    let carriers = tags::carriers(&profiles.all);
    let mut findings = Vec::new();
    without_node(conversion, &mut findings);
    for resource in objects {
        let id = resource.id();
        let mut notes = Notes::of(&id);
        left_out_with_more(resource, &profiles, &mut notes);
        if documents.contains(&id) {
            match resource {
                Resource::WorkloadEndpoint(one) => profiles.of_endpoint(&one.profiles, &one.labels, &mut notes),
                Resource::HostEndpoint(one) => profiles.of_endpoint(&one.profiles, &one.labels, &mut notes),
                _ => {}
            }
            for tag in tags_named(resource).filter(|tag| !of_links.contains(&(id.clone(), (*tag).to_owned()))) {
                let lost = carriers.get(tag).into_iter().flatten().filter(|name| !profiles.converted.contains(**name));
                let lost: Vec<&str> = lost.copied().collect();
                if let Some(first) = lost.first() {
                    let others = if lost.len() > 1 { format!(" and {} more", lost.len() - 1) } else { String::new() };
                    let why =
                        format!("names the tag {tag}, which profile {first}{others} gives and Calico v3 does not");
                    notes.add(Class::Lost, "tag", true, why);
                }
            }
            labels_of(resource, &given, &spaces, &mut notes);
        }
        findings.append(&mut notes.found);
    }
    findings.extend(links.iter().flat_map(of_link));
    default_tier(snapshot, &mut findings);
    conversion.findings.append(&mut findings);
}

/// Tells of documents whose host has none: two hosts would have its name, or it cannot be read.
fn without_node(conversion: &Conversion, findings: &mut Vec<Finding>) {
    let nodes = conversion.documents.iter().filter(|one| one.document.kind == Kind::Node);
    let nodes: BTreeSet<&str> = nodes.map(|one| one.document.name.as_str()).collect();
    for Converted { id, document } in &conversion.documents {
        let node = document.spec.get("node").and_then(serde_json::Value::as_str);
        if let Some(node) = node.filter(|node| !nodes.contains(node)) {
            let mut notes = Notes::of(id);
            notes.add(Class::Lost, "node", true, format!("is of the host {node}, which is not converted"));
            findings.append(&mut notes.found);
        }
    }
}

impl Profiles {
    /// Tells what of an endpoint's profiles is missing, and where its labels stand in the way of their tags.
    fn of_endpoint(&self, names: &[String], own: &BTreeMap<String, String>, notes: &mut Notes) {
        let mut seen: BTreeMap<&str, &str> = own.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        for name in names {
            let Some(profile) = self.all.get(name) else { continue };
            if !self.converted.contains(name) {
                match left_out_profile(name) {
                    // That of a namespace is there again under its new name.
                    Some(_) if name.starts_with(super::name::NAMESPACE_PROFILE) => {}
                    Some(_) => {
                        let why = format!("has profile {name}, and Calico v3 has none for security groups");
                        notes.add(Class::Lost, "profile", true, why);
                    }
                    None => {
                        let why = format!("has profile {name}, which is not converted");
                        notes.add(Class::Lost, "profile", true, why);
                    }
                }
                continue;
            }
            let labels = readable(&profile.labels).into_iter().flat_map(Labels::iter);
            let given = labels.chain(tags_given(profile).map(|tag| (tag, "")));
            for (key, value) in given {
                match seen.get(key) {
                    None => drop(seen.insert(key, value)),
                    Some(found) if *found == value => {}
                    Some(found) => {
                        let found = found.escape_debug();
                        let what = if value.is_empty() { "tag" } else { "label" };
                        let why = format!(
                            "has the label {key}={found}, which hides the {what} {key} of its profile {name}: in Calico v3 a tag is a label, and the first of several counts"
                        );
                        notes.add(Class::Changed, "hidden-label", true, why);
                    }
                }
            }
        }
    }
}

fn tags_given(profile: &Profile) -> impl Iterator<Item = &str> {
    readable(&profile.tags).into_iter().flat_map(Tags::iter)
}

/// The rules of an object, of both directions.
fn rules(resource: &Resource) -> impl Iterator<Item = &Spec> {
    let lists: [&[Spec]; 2] = match resource {
        Resource::Policy(policy) => [&policy.ingress, &policy.egress],
        Resource::Profile(profile) => match &profile.rules {
            Some([ingress, egress]) => [ingress, egress],
            None => [&[], &[]],
        },
        _ => [&[], &[]],
    };
    lists.into_iter().flatten()
}

/// The tags that an object's rules name, each once.
fn tags_named(resource: &Resource) -> impl Iterator<Item = &str> {
    let named: BTreeSet<&str> = rules(resource).flat_map(tags::named).map(|(tag, _)| tag).collect();
    named.into_iter()
}

/// The namespaces that Calico v3 labels workloads with which are not labelled so now, and who is in them.
fn namespaces(snapshot: &Snapshot) -> BTreeSet<(String, &'static str)> {
    let mut found = BTreeSet::new();
    for one in endpoints::all(snapshot) {
        let labelled = || {
            let labels = one.read().and_then(|endpoint| endpoint.labels());
            labels.is_ok_and(|labels| labels.get(NAMESPACE_LABEL).is_some())
        };
        match (one.id.orchestrator.as_str(), one.id.pod()) {
            _ if labelled() => continue,
            (openstack::ORCHESTRATOR, _) => found.insert((OF_VMS.to_owned(), "VMs")),
            (_, Some((namespace, _))) => found.insert((namespace.to_owned(), "pods that lack its label")),
            _ => found.insert((endpoint::NO_NAMESPACE.to_owned(), "workloads that are no pods")),
        };
    }
    found
}

/// Tells of selectors to which labels make a difference that endpoints get in v3: the namespace, and tags.
fn labels_of(
    resource: &Resource,
    given: &BTreeSet<&str>,
    spaces: &BTreeSet<(String, &'static str)>,
    notes: &mut Notes,
) {
    let own = match resource {
        Resource::Policy(policy) => policy.selector.as_deref(),
        _ => None,
    };
    let ends = rules(resource).flat_map(Spec::ends).filter_map(|end| end.selector.as_deref());
    let texts: BTreeSet<&str> = own.into_iter().chain(ends).collect();
    let mut told = BTreeSet::new();
    for text in texts {
        let Ok(parsed) = Selector::parse_as(text, Generation::Felix2) else { continue };
        let heeds = |(space, _): &&(String, &str)| selector::heeds(&parsed, NAMESPACE_LABEL, space);
        let told_of: Vec<String> = spaces.iter().filter(heeds).map(|(space, who)| format!("{who} ({space})")).collect();
        if !told_of.is_empty() {
            let why = format!(
                "selector '{}' looks for the namespace, with which Calico v3 labels {}, too",
                text.escape_debug(),
                told_of.join(", ")
            );
            notes.add(Class::Changed, "namespace-label", true, why);
        }
        for tag in parsed.labels().into_iter().filter(|label| given.contains(label)) {
            if selector::heeds(&parsed, tag, "") && told.insert(tag.to_owned()) {
                let why = format!("its selector looks for the label {tag}, which in Calico v3 is a tag, too");
                notes.add(Class::Changed, "tag-as-label", true, why);
            }
        }
    }
}

/// Tells what a profile that is left out has beside what its owner makes anew.
fn left_out_with_more(resource: &Resource, profiles: &Profiles, notes: &mut Notes) {
    let Resource::Profile(profile) = resource else { return };
    if left_out_profile(&profile.name).is_none() {
        return;
    }
    let group = openstack::group_of(&profile.name);
    let own = group.unwrap_or(&profile.name);
    let tags: Vec<&str> = profile.tags.iter().map(String::as_str).filter(|tag| *tag != own).collect();
    if !tags.is_empty() {
        let why = format!("its tags {} are not made anew with it", tags.join(", "));
        notes.add(Class::Lost, "tag", true, why);
    }
    let of_namespace = |key: &&String| group.is_none() && selector::label(key) != key.as_str();
    let labels: Vec<&str> = profile.labels.keys().filter(|key| !of_namespace(key)).map(String::as_str).collect();
    if !labels.is_empty() {
        let why = format!("its labels {} are not made anew with it", labels.join(", "));
        notes.add(Class::Lost, "label", true, why);
    }
    let allows = |direction| {
        let rules = profiles.all.get(&profile.name).and_then(|stored| readable(&stored.rules));
        rules
            .and_then(|rules| rules.list(direction).next()?.ok())
            .is_some_and(|rule| rule.matches_all() && rule.spec().action == Action::Allow)
    };
    if group.is_none() && !Direction::BOTH.into_iter().all(allows) {
        let why = "does not allow everything, as the profile does that Calico v3 makes for the namespace: what it denies is allowed";
        notes.add(Class::Lost, "namespace-rules", true, why);
    }
}

/// The object of a link, and its groups' tags.
fn tags_of(link: &link::Link) -> impl Iterator<Item = (Id, String)> + '_ {
    link.groups.iter().map(|joined| (id_of(link), joined.tag.clone()))
}

fn id_of(link: &link::Link) -> Id {
    match &link.mechanism {
        Mechanism::Tag => Id::Profile(link.name.clone()),
        Mechanism::Namespace { tier, .. } => Id::Policy { tier: tier.clone(), name: link.name.clone() },
    }
}

/// Tells of a link: its groups' VMs have no such tag in v3.
fn of_link(link: &link::Link) -> Vec<Finding> {
    let mut notes = Notes::of(&id_of(link));
    for joined in &link.groups {
        let group = &joined.group;
        let why = format!(
            "joins pods to security group {group} ({}): VMs have no tag of it in Calico v3, so the link ends; a GlobalNetworkPolicy with has(sg.projectcalico.org/openstack-{group}) takes its place",
            joined.direction()
        );
        notes.add(Class::Lost, "link", true, why);
    }
    notes.found
}

/// Tells of policies that Felix 1.4 ignores for want of their tier's metadata.
fn default_tier(snapshot: &Snapshot, findings: &mut Vec<Finding>) {
    let ignored =
        tiers::named(snapshot, DEFAULT_TIER).filter(|tier| !tier.policies.is_empty()).and_then(|tier| tier.ignored());
    if let Some(why) = ignored {
        let mut notes = Notes::of(&Id::Tier(DEFAULT_TIER.to_owned()));
        notes.add(Class::Changed, "felix-1.4", true, format!("{why}; Calico v3 goes by them"));
        findings.append(&mut notes.found);
    }
}
