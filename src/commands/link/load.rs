//! What the verbs of `link` read, and how links are told of.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub(super) use crate::commands::malformed::unreadable;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::groups::{self, Group};
use crate::inventory::{endpoints, find_group, names, profiles, scope_of_names};
use crate::link::health::{self, Problem, View};
use crate::link::intent::{self, Intent};
use crate::link::members::Members;
use crate::link::siblings::{self, Sibling};
use crate::link::{Link, Mechanism, ToGroup, find, opens, reconcile, service};
use crate::model::json::Malformed;
use crate::model::openstack::{self, Kind, Names};
use crate::model::profile::Profile;
use crate::model::rule::Rule;
use crate::store::{Scope, Snapshot};

/// What has to be read to find links and to call groups by name.
pub(super) fn scopes() -> Vec<Scope> {
    let mut scopes = find::scopes();
    scopes.push(scope_of_names());
    scopes
}

/// What has to be read to know who is in links.
pub(super) fn scopes_with_members() -> Vec<Scope> {
    let mut scopes = scopes();
    scopes.extend([endpoints::scope_of_all(), intent::scope_of_all()]);
    scopes
}

/// The security groups that words mean, each once.
///
/// # Errors
/// A word that means none, or several; a group whose profile cannot be read.
pub(crate) fn joinable<'g>(
    words: &[String],
    groups: &'g BTreeMap<String, Group>,
    names: &Names,
) -> Result<Vec<&'g Group>, CommandError> {
    let mut joined: Vec<&Group> = Vec::new();
    for word in words {
        let group = find_group(word, groups, names)?;
        if joined.iter().all(|found| found.id != group.id) {
            joined.push(group);
        }
    }
    for group in &joined {
        if let Some((key, why)) = group.profile.malformed().first() {
            let label = groups::label(&group.id, names);
            return Err(CommandError::new(
                ErrorKind::BadData,
                format!("the profile of security group {label} cannot be read: {why}"),
            )
            .object(format!("security group {label}"))
            .key(key.path())
            .hint(format!("`calicross key get {}` shows the value", key.path())));
        }
    }
    Ok(joined)
}

/// Links with their endpoints, their groups' names and what is wrong with them.
pub(super) struct Loaded<'s> {
    pub(super) links: Vec<Link>,
    pub(super) names: Names,
    pub(super) malformed_names: Vec<(String, Malformed)>,
    pub(super) profiles: BTreeMap<String, Profile>,
    snapshot: &'s Snapshot,
}

impl<'s> Loaded<'s> {
    pub(super) fn of(snapshot: &'s Snapshot) -> Self {
        let (names, malformed_names) = names(snapshot);
        Self { links: find::all(snapshot), names, malformed_names, profiles: profiles::all(snapshot), snapshot }
    }

    /// The endpoints of both sides of links.
    pub(super) fn members(&self, links: &[&Link]) -> Members<'s> {
        Members::of(links, self.snapshot)
    }

    /// The endpoints that lack a link.
    pub(super) fn siblings(&self, link: &Link, members: &Members<'_>) -> Vec<Sibling<'s>> {
        match link.mechanism {
            Mechanism::Tag => siblings::lacking(link, &members.pods(link), self.snapshot, &self.profiles),
            Mechanism::Namespace { .. } => Vec::new(),
        }
    }

    /// The links that some endpoints lack for which they are kept.
    pub(super) fn lacking(&self) -> BTreeSet<String> {
        let kept = intent::all(self.snapshot);
        let intents: Vec<(&str, &Intent)> =
            kept.iter().filter_map(|(link, intent)| Some((link.as_str(), intent.as_ref().ok()?))).collect();
        if intents.is_empty() {
            return BTreeSet::new();
        }
        let differences = reconcile::differences(&intents, self.snapshot, &self.profiles);
        differences.lacking.into_iter().flat_map(|lacking| lacking.links).collect()
    }

    pub(super) fn problems(&self, link: &Link, members: &Members<'_>) -> Vec<Problem> {
        let view = View { snapshot: self.snapshot, profiles: &self.profiles, members, names: &self.names };
        health::problems(link, &view)
    }

    /// The groups of a link, as documents.
    pub(super) fn groups(&self, link: &Link) -> Vec<GroupDoc> {
        let doc = |joined: &crate::link::Joined| {
            let own = self.profiles.get(&openstack::group_profile(&joined.group));
            let to_group = match &joined.to_group {
                ToGroup::Closed => Vec::new(),
                ToGroup::Tag => own.map(|own| opens::admitted(own, &joined.tag)).unwrap_or_default(),
                ToGroup::Rules(rules) => rules.clone(),
            };
            let services = |rules: &[Rule]| rules.iter().map(service::of).collect();
            GroupDoc {
                id: joined.group.clone(),
                name: self.names.name(Kind::Group, &joined.group).map(str::to_owned),
                direction: joined.direction(),
                to_group: services(&to_group),
                from_group: services(&joined.from_group),
            }
        };
        link.groups.iter().map(doc).collect()
    }
}

/// A group as a link joins it: what pods may open to its VMs, and its VMs to the pods.
#[derive(Clone, Serialize)]
pub(super) struct GroupDoc {
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) direction: &'static str,
    pub(super) to_group: Vec<String>,
    pub(super) from_group: Vec<String>,
}

impl GroupDoc {
    /// Its name where it is known, else its uuid.
    pub(super) fn called(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// The word for a mechanism.
pub(super) fn mechanism(link: &Link) -> &'static str {
    match link.mechanism {
        Mechanism::Tag => "tag",
        Mechanism::Namespace { .. } => "namespace",
    }
}

/// The namespaces of a link by namespace.
pub(super) fn namespaces(link: &Link) -> Vec<String> {
    match &link.mechanism {
        Mechanism::Tag => Vec::new(),
        Mechanism::Namespace { namespaces, .. } => namespaces.iter().cloned().collect(),
    }
}
