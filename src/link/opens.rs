//! What a link opens beside what it is for, in words.

use std::collections::BTreeMap;

use super::{Link, Mechanism, ToGroup, service, tiered};
use crate::inventory::groups::{self, Group};
use crate::inventory::profiles::{self, readable};
use crate::model::openstack::{self, Names};
use crate::model::profile::{Direction, Profile};
use crate::model::rule::{Action, Rule};
use crate::store::Snapshot;

/// What is to be told of a link: what it does, and what should be known before.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What it opens, a line each.
    pub does: Vec<String>,
    /// What opens beside, or does not work, a line each.
    pub beware: Vec<String>,
}

/// Tells what a link opens. `links` are all links of the snapshot.
pub fn told(link: &Link, links: &[Link], snapshot: &Snapshot, names: &Names) -> Told {
    let profiles = profiles::all(snapshot);
    let groups = groups::among(&profiles);
    let mut told = Told::default();
    let pods = pods(link);
    for joined in &link.groups {
        let label = groups::label(&joined.group, names);
        let services = |rules: &[Rule]| rules.iter().map(service::of).collect::<Vec<_>>().join(", ");
        match &joined.to_group {
            ToGroup::Closed => {}
            ToGroup::Rules(rules) => {
                told.does.push(format!("{pods} may open to the VMs of {label}: {}", services(rules)));
            }
            ToGroup::Tag => {
                let own = profiles.get(&openstack::group_profile(&joined.group)).map(|own| admitted(own, &joined.tag));
                match own.filter(|own| !own.is_empty()) {
                    Some(own) => told.does.push(format!("{pods} may open to the VMs of {label}: {}", services(&own))),
                    None => told.beware.push(format!(
                        "no rule of security group {label} lets its own members in: its tag opens nothing there"
                    )),
                }
                told.beware.extend(elsewhere(&pods, &joined.group, &joined.tag, &groups, names));
            }
        }
        if !joined.from_group.is_empty() {
            told.does.push(format!("VMs of {label} may open to {pods}: {}", services(&joined.from_group)));
            if groups.get(&joined.group).is_some_and(|group| lets_nothing_out(&group.profile)) {
                told.beware.push(format!("no rule of security group {label} lets anything out: its VMs open nothing"));
            }
        }
        match (joined.opens_to_group(), joined.from_group.is_empty()) {
            (true, true) => told.does.push(format!("one way only: VMs of {label} may not open to {pods}")),
            (false, _) => told.does.push(format!("one way only: {pods} may not open to the VMs of {label}")),
            (true, false) => {}
        }
    }
    match &link.mechanism {
        Mechanism::Tag => peers(link, links, &profiles, names, &mut told),
        Mechanism::Namespace { .. } => by_namespace(link, snapshot, &mut told),
    }
    told
}

/// The pods of a link, in words.
fn pods(link: &Link) -> String {
    match &link.mechanism {
        Mechanism::Tag => format!("pods of link {}", link.name),
        Mechanism::Namespace { namespaces, .. } => {
            let names: Vec<&str> = namespaces.iter().map(String::as_str).collect();
            format!("pods of namespace {}", names.join(", "))
        }
    }
}

/// The inbound rules of a profile that let a tag in.
pub fn admitted(profile: &Profile, tag: &str) -> Vec<Rule> {
    let rules = readable(&profile.rules).into_iter().flat_map(|rules| rules.list(Direction::Inbound));
    let lets_in = |rule: &Rule| rule.spec().action == Action::Allow && rule.spec().is.src.tag.as_deref() == Some(tag);
    rules.filter_map(Result::ok).filter(lets_in).collect()
}

fn lets_nothing_out(profile: &Profile) -> bool {
    let mut rules = readable(&profile.rules).into_iter().flat_map(|rules| rules.list(Direction::Outbound));
    !rules.any(|rule| rule.is_ok_and(|rule| rule.spec().action == Action::Allow))
}

/// The other security groups that let the members of a group in.
fn elsewhere(pods: &str, own: &str, tag: &str, groups: &BTreeMap<String, Group>, names: &Names) -> Vec<String> {
    let others = groups.values().filter(|group| group.id != own);
    let line = |group: &Group| {
        let rules = admitted(&group.profile, tag);
        let services: Vec<String> = rules.iter().map(service::of).collect();
        (!rules.is_empty()).then(|| {
            let (other, own) = (groups::label(&group.id, names), groups::label(own, names));
            format!("{pods} may open to the VMs of {other} as well, which lets {own} in: {}", services.join(", "))
        })
    };
    others.filter_map(line).collect()
}

/// Which pods reach each other for carrying the same tags.
fn peers(link: &Link, links: &[Link], profiles: &BTreeMap<String, Profile>, names: &Names, told: &mut Told) {
    let Some(profile) = profiles.get(&link.name) else { return };
    let carries_own = readable(&profile.tags).is_some_and(|tags| tags.contains(&link.name));
    if carries_own && !admitted(profile, &link.name).is_empty() {
        told.beware.push(format!("{} reach each other: its profile lets in its own tag", pods(link)));
    }
    for joined in &link.groups {
        let by_tag = |rules: &[Rule]| rules.iter().any(|rule| rule.spec().is.src.tag.is_some());
        let (mut mutual, mut lets_us_in, mut we_let_in) = (Vec::new(), Vec::new(), Vec::new());
        for other in links.iter().filter(|other| other.mechanism == Mechanism::Tag && other.name != link.name) {
            let Some(theirs) = other.groups.iter().find(|theirs| theirs.group == joined.group) else { continue };
            let in_theirs = joined.opens_to_group() && by_tag(&theirs.from_group);
            let in_ours = theirs.opens_to_group() && by_tag(&joined.from_group);
            match (in_theirs, in_ours) {
                (true, true) => mutual.push(other.name.as_str()),
                (true, false) => lets_us_in.push(other.name.as_str()),
                (false, true) => we_let_in.push(other.name.as_str()),
                (false, false) => {}
            }
        }
        let (own, label) = (&link.name, groups::label(&joined.group, names));
        let links = |names: &[&str]| format!("link{} {}", if names.len() == 1 { "" } else { "s" }, names.join(", "));
        if !mutual.is_empty() {
            let others = links(&mutual);
            told.beware.push(format!(
                "pods of link {own} and of {others} reach each other: they carry the tag of {label} and let it in"
            ));
        }
        if !lets_us_in.is_empty() {
            let others = links(&lets_us_in);
            told.beware.push(format!("pods of link {own} reach those of {others}, which let in the tag of {label}"));
        }
        if !we_let_in.is_empty() {
            let others = links(&we_let_in);
            told.beware.push(format!("pods of {others}, which carry the tag of {label}, reach those of link {own}"));
        }
    }
}

fn by_namespace(link: &Link, snapshot: &Snapshot, told: &mut Told) {
    let pods = pods(link);
    told.does.push(format!("new {pods} are in it from the start; nothing is attached"));
    told.beware.push(format!(
        "an allow in tier {} is final: for {pods} it goes before NetworkPolicy and DefaultDeny",
        tiered::TIER
    ));
    told.beware.push(
        "Felix 2 knows no tiers: there this policy stands among all others by its own order, and what it does not allow is \
         left to the profiles"
            .to_owned(),
    );
    for path in tiered::namesakes(snapshot, &link.name) {
        told.beware.push(format!("{path} has the name of a policy of this tier: Felix 2 takes one of the two only"));
    }
}
