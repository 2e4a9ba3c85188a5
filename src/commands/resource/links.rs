//! Links of files: what they are planned against, what is written, what is told of them.
//!
//! A link is made of what other files may make in the same run, the profiles of its groups, so that links are planned after all else.

use std::collections::BTreeMap;

use crate::commands::link::joinable;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::groups::{self, Group};
use crate::inventory::{names, profiles, scope_of_names};
use crate::link::find::{self, GroupTags};
use crate::link::intent::{self, Kept};
use crate::link::selection::Selection;
use crate::link::{mirror, opens};
use crate::manifest::document::Given;
use crate::manifest::id::Id;
use crate::manifest::link::Link;
use crate::manifest::object::{Found, Resource};
use crate::manifest::stored;
use crate::model::openstack::{self, Names};
use crate::plan::Plan;
use crate::store::{Scope, Snapshot};

/// Most changed links that are told of, each by itself.
const MOST_TOLD: usize = 16;

/// What has to be read beside links themselves, to write them.
pub(super) fn scopes() -> Vec<Scope> {
    find::scopes().into_iter().chain([scope_of_names()]).collect()
}

/// What a plan leaves of what links are planned against.
pub(super) fn after(plan: &Plan, snapshot: &Snapshot) -> Snapshot {
    plan.applied_to(snapshot, &scopes().into_iter().chain([intent::scope_of_all()]).collect::<Vec<_>>())
}

/// What links are planned against.
pub(super) struct Links<'g> {
    snapshot: &'g Snapshot,
    groups: &'g BTreeMap<String, Group>,
    tags: GroupTags<'g>,
    names: Names,
}

/// The security groups of a snapshot.
pub(super) fn groups(snapshot: &Snapshot) -> BTreeMap<String, Group> {
    groups::among(&profiles::all(snapshot))
}

impl<'g> Links<'g> {
    /// Links of a snapshot and its groups.
    pub(super) fn of(snapshot: &'g Snapshot, groups: &'g BTreeMap<String, Group>) -> Self {
        Self { snapshot, groups, tags: GroupTags::of(groups), names: names(snapshot).0 }
    }

    /// A link of a file with its groups by uuid.
    ///
    /// # Errors
    /// A word that means no group, or several.
    pub(super) fn resolved(&self, link: &Link, given: &Given) -> Result<Link, CommandError> {
        link.resolved(self.groups, &self.names).map_err(|unresolved| {
            let place = format!("{}:{}: link {}", given.file, given.place.line, link.name);
            CommandError::from(unresolved).within(&place)
        })
    }

    /// What is there of a link, or the profile that is no link as files say it.
    ///
    /// # Errors
    /// What cannot be read.
    pub(super) fn find(&self, name: &str) -> Found<Resource> {
        self.find_in(self.snapshot, name)
    }

    fn find_in(&self, snapshot: &Snapshot, name: &str) -> Found<Resource> {
        match Link::find_among(snapshot, name, &self.tags)? {
            Some(link) => Ok(Some(Resource::Link(link))),
            None => Resource::find(snapshot, &Id::Profile(name.to_owned())),
        }
    }

    /// What a plan makes of a link.
    pub(super) fn find_after(&self, plan: &Plan, link: &Link) -> Option<Resource> {
        let mut scopes = stored::own_scopes(&link.id());
        scopes.extend(link.groups.iter().map(|group| profiles::scope(&openstack::group_profile(group))));
        self.find_in(&plan.applied_to(self.snapshot, &scopes), &link.name).ok().flatten()
    }

    /// Plans to write a link, resolved, over what is there.
    ///
    /// # Errors
    /// Where a group is not there or cannot be read; where what is there mirrors another datastore; where no reader should get it.
    pub(super) fn put(&self, link: &Link, there: Option<&Resource>) -> Result<Plan, CommandError> {
        let mut plan = Plan::new();
        let groups = joinable(&link.groups, self.groups, &self.names)
            .map_err(|err| err.within(&format!("link {} cannot be written", link.name)))?;
        if let Some(profile) = profiles::named(self.snapshot, &link.name) {
            if mirror::is_mirror(&profile) {
                let message = format!("profile {} mirrors another datastore, and does not become a link", link.name);
                return Err(CommandError::new(ErrorKind::Refused, message)
                    .object(link.id().to_string())
                    .hint("a link of another name goes beside it"));
            }
            if matches!(there, Some(Resource::Profile(_))) {
                plan.warn(format!(
                    "profile {} is there and is no link as the file says it: it becomes that link for every endpoint that has it, and what \
                     else it has of rules, tags and labels goes",
                    link.name
                ));
            }
        }
        link.put(groups, self.snapshot, &mut plan)?;
        Ok(plan)
    }
}

/// A link that a plan writes, and what was there.
pub(super) struct Written {
    /// The link, resolved.
    pub(super) link: Link,
    /// The link that was there.
    pub(super) before: Option<Link>,
}

impl Written {
    /// Whether something is in what it is kept for that was not.
    fn keeps_more(&self) -> bool {
        let there = self.before.as_ref().map_or(&[][..], |before| &before.keep);
        let known = |kept: &Kept| {
            there.iter().any(|there| there.selection == kept.selection && there.replaced == kept.replaced)
        };
        !self.link.keep.iter().all(known)
    }

    /// The selections that it is kept for no longer.
    fn gone(&self) -> impl Iterator<Item = &Selection> {
        let there = self.before.iter().flat_map(|before| &before.keep).map(|kept| &kept.selection);
        there.filter(|selection| self.link.keep.iter().all(|kept| kept.selection != **selection))
    }
}

/// Tells what the links that change open beside what they are for, and what is left to do.
pub(super) fn tell(plan: &mut Plan, snapshot: &Snapshot, written: &[Written]) {
    if written.is_empty() {
        return;
    }
    let after = after(plan, snapshot);
    let (links, names) = (find::all(&after), names(&after).0);
    for Written { link, .. } in written.iter().take(MOST_TOLD) {
        if let Some(link) = links.iter().find(|found| found.full_name() == link.name) {
            opens::told(link, &links, &after, &names).beware.into_iter().for_each(|line| plan.warn(line));
        }
    }
    let to_bring: Vec<&Written> = written.iter().filter(|written| written.keeps_more()).collect();
    match to_bring.as_slice() {
        [] => {}
        [Written { link: Link { name, .. }, .. }] => {
            plan.say(format!("`calicross link reconcile {name}` brings link {name} to what it is kept for"));
        }
        _ => plan.say("`calicross link reconcile` brings the links to what they are kept for"),
    }
    for written in written.iter().take(MOST_TOLD) {
        for selection in written.gone() {
            let (name, options) = (&written.link.name, selection.options());
            plan.say(format!(
                "`calicross link detach {name} {options}` takes link {name} off what it is kept for no longer"
            ));
        }
    }
}
