//! The objects of files, gone through one by one: what is found, what is asked of it, what is planned.

use super::links::Links;
use super::put;
use super::steps::{Act, Mode, Step, Steps};
use crate::error::CommandError;
use crate::manifest::id::Id;
use crate::manifest::object::{Found, Resource};
use crate::manifest::stored;
use crate::plan::{Force, Plan};
use crate::store::Snapshot;

/// How objects of some kinds are written.
pub(super) trait Writes {
    /// Plans to write a resource over what is there, after what is planned so far.
    ///
    /// # Errors
    /// Where no reader should get it.
    fn put(&self, so_far: &Plan, resource: &Resource, before: Option<&Resource>) -> Result<Plan, CommandError>;

    /// What a plan makes of a resource.
    fn after(&self, plan: &Plan, resource: &Resource) -> Option<Resource>;
}

/// Objects that are planned one by one.
pub(super) struct Objects<'s>(pub(super) &'s Snapshot);

impl Writes for Objects<'_> {
    fn put(&self, so_far: &Plan, resource: &Resource, before: Option<&Resource>) -> Result<Plan, CommandError> {
        let present = around(so_far, self.0, &resource.id());
        put::put(resource, before, present.as_ref().unwrap_or(self.0))
    }

    fn after(&self, plan: &Plan, resource: &Resource) -> Option<Resource> {
        let id = resource.id();
        Resource::find(&plan.applied_to(self.0, &stored::scopes_of(&id)), &id).ok().flatten()
    }
}

impl Writes for Links<'_> {
    fn put(&self, _: &Plan, resource: &Resource, before: Option<&Resource>) -> Result<Plan, CommandError> {
        match resource {
            Resource::Link(link) => self.put(link, before),
            _ => Ok(Plan::new()),
        }
    }

    fn after(&self, plan: &Plan, resource: &Resource) -> Option<Resource> {
        if let Resource::Link(link) = resource { self.find_after(plan, link) } else { None }
    }
}

/// The objects of files while they are gone through.
pub(super) struct Work {
    mode: Mode,
    /// Whether what will be there is wanted.
    show: bool,
    /// What is there and should not be.
    pub(super) exist: Vec<(Id, Option<Resource>, Resource)>,
    /// What is not there and should.
    pub(super) missing: Vec<Id>,
}

impl Work {
    /// Begins with nothing.
    pub(super) fn new(mode: Mode, show: bool) -> Self {
        Self { mode, show, exist: Vec::new(), missing: Vec::new() }
    }

    /// Takes in an object of the files, with what was found of it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn take(
        &mut self,
        all: &mut Steps,
        resource: &Resource,
        found: Found<Resource>,
        writes: &dyn Writes,
    ) -> Result<Act, CommandError> {
        let id = resource.id();
        let (before, bad) = match found {
            Ok(found) => (found, None),
            Err(bad) => (None, Some(bad)),
        };
        let act = match (&before, &bad) {
            (None, None) => Act::Create,
            (Some(there), _) if resource.same(there) => Act::Keep,
            _ => Act::Change,
        };
        let kept = match (self.mode, act) {
            (_, Act::Keep) | (Mode::Create { skip: true }, Act::Change) => true,
            (Mode::Create { skip: false }, Act::Change) => {
                self.exist.push((id.clone(), before.clone(), resource.clone()));
                true
            }
            (Mode::Replace, Act::Create) => {
                self.missing.push(id.clone());
                true
            }
            _ => false,
        };
        if kept {
            all.steps.push(Step { id, act: Act::Keep, after: before.clone(), before });
            return Ok(Act::Keep);
        }
        let mut plan = writes.put(&all.plan, resource, before.as_ref())?;
        if let Some(bad) = bad {
            plan.needs(
                Force::Malformed,
                id.to_string(),
                bad.key,
                format!("has a value that cannot be read: {}", bad.why),
            );
        }
        let own = stored::own_scopes(&id);
        let after = if self.show { writes.after(&plan, resource) } else { None };
        let foreign =
            plan.changes().map(|change| &change.path).filter(|path| !own.iter().any(|scope| scope.covers(path)));
        all.also.extend(foreign.cloned());
        all.plan.then(plan);
        all.steps.push(Step { id, act, before, after });
        Ok(act)
    }
}

/// What an object that shares something with others is planned against: what the plan so far leaves. `None` where it shares nothing.
fn around(plan: &Plan, snapshot: &Snapshot, id: &Id) -> Option<Snapshot> {
    let scopes = match id {
        // Two new pools must not overlap.
        Id::IpPool(_) => crate::ipam::pools::scopes(),
        // A peer's host gets the addresses that it must have, empty where it has none: those of a node of the same files are some.
        Id::BgpPeer { node: Some(node), .. } => crate::commands::bgp::plans::scopes(Some(node)),
        _ => return None,
    };
    Some(plan.applied_to(snapshot, &scopes))
}
