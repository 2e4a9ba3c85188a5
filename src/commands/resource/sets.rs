//! `apply --set`: what the files of a set no longer hold goes, what somebody has changed since stands in the way.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::remove::{self, Replacements};
use super::steps::{Act, Step, Steps};
use crate::error::{CommandError, ErrorKind};
use crate::manifest::document::Given;
use crate::manifest::id::Id;
use crate::manifest::object::Resource;
use crate::manifest::set::{self, Member};
use crate::manifest::stored;
use crate::plan::{Force, Plan};
use crate::session::Session;
use crate::store::{Scope, Snapshot};

/// A set that files are applied as.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// Its name.
    pub(super) name: String,
    /// Whether what the files no longer hold is to go.
    pub(super) prune: bool,
    /// How many objects may go at most.
    pub(super) max_deletes: usize,
    /// The objects that it has so far.
    known: BTreeSet<Id>,
    /// What the journal knows of the links among those that go.
    replaced: Replacements,
}

impl Wanted {
    /// Looks which objects a set has, so that what they need can be read; `given` is what files hold.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn read(
        session: &mut Session,
        name: &str,
        prune: bool,
        max_deletes: usize,
        given: &[Given],
    ) -> Result<Self, CommandError> {
        let snapshot = session.read(&[set::scope(name)])?;
        let known: BTreeSet<Id> = set::members(&snapshot, name).into_keys().collect();
        let held = held(given);
        let gone: Vec<&Id> = known.iter().filter(|id| prune && !is_held(id, &held)).collect();
        let replaced = remove::replacements(session, gone)?;
        Ok(Self { name: name.to_owned(), prune, max_deletes, known, replaced })
    }

    /// What has to be read beside the objects of the files.
    pub(super) fn scopes(&self, given: &[Given]) -> Vec<Scope> {
        let mut scopes = vec![set::scope(&self.name)];
        let held = held(given);
        if self.prune {
            scopes.extend(remove::scopes(self.known.difference(&held)));
        }
        // What was told as a profile and is told as a link now, or the other way round, is looked at as what it was.
        let twins: Vec<Id> = held.iter().filter_map(Id::twin).filter(|twin| self.known.contains(twin)).collect();
        scopes.extend(stored::scopes_of_some(&twins));
        scopes
    }

    /// Adds what the set asks for to what the files do.
    ///
    /// # Errors
    /// Where too much would go, or the set is not as it was.
    pub(super) fn plan(&self, steps: &mut Steps, snapshot: &Snapshot, given: &[Given]) -> Result<(), CommandError> {
        let members = set::members(snapshot, &self.name);
        let twin = |id: &Id| {
            let twin = id.twin()?;
            Some((members.get(&twin)?.as_ref().ok()?, twin))
        };
        for step in &steps.steps {
            let Some(Ok(member)) = members.get(&step.id) else {
                if let Some((member, twin)) = twin(&step.id).filter(|_| step.act == Act::Change) {
                    let now = Resource::find_at(snapshot, &twin).ok().flatten();
                    let changed = document(&now).map(|now| set::changed(&member.document, &now)).unwrap_or_default();
                    if !changed.is_empty() {
                        let why = format!(
                            "was applied as {twin} with set {}, and changed since: {}",
                            self.name,
                            changed.join(", ")
                        );
                        steps.plan.needs(Force::Drift, step.id.to_string(), set::path(&self.name, &twin), why);
                    }
                }
                continue;
            };
            let (now, wanted) = (document(&step.before), document(&step.after));
            if set::is_begun(snapshot, &self.name, &step.id, member, now.as_ref()) {
                continue;
            }
            match (now, wanted) {
                (None, Some(_)) if step.act == Act::Create => steps.plan.needs(
                    Force::Drift,
                    step.id.to_string(),
                    set::path(&self.name, &step.id),
                    format!("was deleted since set {} was applied", self.name),
                ),
                (Some(now), Some(wanted)) => {
                    let drifted = set::drifted(&member.document, &now, &wanted);
                    if !drifted.is_empty() {
                        let why = format!("was changed since set {} was applied: {}", self.name, drifted.join(", "));
                        steps.plan.needs(Force::Drift, step.id.to_string(), set::path(&self.name, &step.id), why);
                    }
                }
                _ => {}
            }
        }
        let mut new = 0;
        for step in &steps.steps {
            if let Some(document) = document(&step.after) {
                let known = members.get(&step.id).and_then(|member| member.as_ref().ok());
                let twin = twin(&step.id);
                if let Some((_, twin)) = &twin {
                    steps.plan.delete(snapshot, &set::path(&self.name, twin));
                }
                let known = known.or_else(|| twin.map(|(member, _)| member));
                let made = step.act == Act::Create || known.is_some_and(|member| member.made);
                // What is so already was made so by the apply that is remembered.
                let was = match known {
                    Some(known) if step.act == Act::Keep => known.was.clone(),
                    _ => step.before.as_ref().map(|before| set::fingerprint(&before.document())),
                };
                let member = Member { made, document, was };
                new += usize::from(known.is_none());
                steps.plan.put(snapshot, set::path(&self.name, &step.id), member.to_bytes());
            }
        }
        if new > 0 {
            let resources = if new == 1 { "resource" } else { "resources" };
            steps.plan.say(format!("set {} has {new} new {resources}", self.name));
        }
        if self.prune {
            self.prune(steps, snapshot, given, &members)?;
        }
        self.mark(steps, snapshot);
        Ok(())
    }

    /// Marks the end, where anything changes of what is remembered; where nothing is left of it, the mark goes too.
    fn mark(&self, steps: &mut Steps, snapshot: &Snapshot) {
        let scope = set::scope(&self.name);
        if !steps.plan.changes().any(|change| scope.covers(&change.path)) {
            return;
        }
        let after = steps.plan.applied_to(snapshot, &[scope]);
        if set::members(&after, &self.name).is_empty() {
            steps.plan.delete(snapshot, &set::mark_path(&self.name));
        } else {
            let documents: Vec<Value> = steps.steps.iter().filter_map(|step| document(&step.after)).collect();
            let mark = set::next_mark(snapshot, &self.name, documents.iter());
            steps.plan.put(snapshot, set::mark_path(&self.name), mark);
        }
    }

    /// Takes away what the files no longer hold.
    fn prune(
        &self,
        steps: &mut Steps,
        snapshot: &Snapshot,
        given: &[Given],
        members: &BTreeMap<Id, Result<Member, crate::model::json::Malformed>>,
    ) -> Result<(), CommandError> {
        let held = held(given);
        let mut gone = Vec::new();
        for (id, member) in members.iter().filter(|(id, _)| !is_held(id, &held)) {
            if !self.known.contains(id) {
                return Err(CommandError::new(
                    ErrorKind::Conflict,
                    format!("set {} was changed meanwhile: {id} is new in it", self.name),
                )
                .hint("nothing was written; run the command again"));
            }
            let path = set::path(&self.name, id);
            let before = Resource::find_at(snapshot, id).ok().flatten();
            steps.plan.delete(snapshot, &path);
            let member = match member {
                Ok(member) => member,
                Err(why) => {
                    steps.plan.warn(format!("{id} is left: what set {} knows of it cannot be read: {why}", self.name));
                    continue;
                }
            };
            let Some(now) = before else { continue };
            if !member.made {
                steps.plan.warn(format!("{id} is left: it was there before set {} had it", self.name));
                continue;
            }
            let there = now.document();
            let mut changed = set::changed(&member.document, &there);
            // On its way out a pool is disabled: an apply that was interrupted then has not changed by hand what it was to delete.
            changed.retain(|field| !(matches!(id, Id::IpPool(_)) && field == "spec.disabled"));
            if !changed.is_empty() && !set::is_begun(snapshot, &self.name, id, member, Some(&there)) {
                let why = format!("was changed since set {} was applied: {}", self.name, changed.join(", "));
                steps.plan.needs(Force::Drift, id.to_string(), &path, why);
            }
            gone.push((id.clone(), now));
        }
        if gone.len() > self.max_deletes {
            let names: Vec<String> = gone.iter().take(5).map(|(id, _)| id.to_string()).collect();
            let message = format!(
                "set {} would lose {} of its resources, such as {}: more than --max-deletes {}",
                self.name,
                gone.len(),
                names.join(", "),
                self.max_deletes
            );
            return Err(CommandError::new(ErrorKind::Refused, message)
                .hint("`diff --set NAME --prune` shows all of them; --max-deletes allows as many"));
        }
        let objects: Vec<_> = gone.iter().map(|(id, now)| (id, Some(now))).collect();
        let plan = remove::remove_all(&steps.plan, snapshot, &objects, &self.replaced)?;
        let own: Vec<Scope> = gone.iter().flat_map(|(id, _)| stored::own_scopes(id)).collect();
        let foreign = plan.changes().map(|change| &change.path);
        steps.also.extend(foreign.filter(|path| !own.iter().any(|scope| scope.covers(path))).cloned());
        steps.plan.then(plan);
        for (id, now) in gone {
            steps.steps.push(Step { id, act: Act::Delete, before: Some(now), after: None });
        }
        Ok(())
    }
}

/// What is deleted by name or by files is meant to be gone: it leaves the sets that it is in, so that it is no drift of theirs. Of settings
/// of which some stay, those that go leave.
pub(super) fn leave(plan: &mut Plan, snapshot: &Snapshot, deleted: &[(Id, Option<&Resource>)]) {
    for set in set::names(snapshot) {
        let mut left = Vec::new();
        // A link is in a set as a profile where that was what a file said of it, and the other way about.
        let told =
            deleted.iter().flat_map(|(id, named)| [Some(id.clone()), id.twin()].map(|id| id.map(|id| (id, named))));
        for (id, named) in told.flatten() {
            let path = set::path(&set, &id);
            let Some(entry) = snapshot.get(&path) else { continue };
            let rest = match named {
                Some(Resource::FelixConfig(named)) => {
                    let settings = named.settings.keys().map(String::as_str);
                    Member::parse(&entry.value).ok().and_then(|member| member.without(settings))
                }
                _ => None,
            };
            match rest {
                Some(rest) => plan.put(snapshot, path, rest.to_bytes()),
                None => {
                    plan.delete(snapshot, &path);
                    left.push(id);
                }
            }
        }
        if left.len() == set::members(snapshot, &set).len() {
            plan.delete(snapshot, &set::mark_path(&set));
        }
        match left.as_slice() {
            [] => {}
            [one] => plan.say(format!("set {set} no longer has {one}")),
            many => plan.say(format!("set {set} has {} resources fewer", many.len())),
        }
    }
}

/// The objects that files hold.
fn held(given: &[Given]) -> BTreeSet<Id> {
    given.iter().map(|given| given.resource.id()).collect()
}

/// Whether files hold an object, as what it is or as the other kind that its keys can be told as.
fn is_held(id: &Id, held: &BTreeSet<Id>) -> bool {
    held.contains(id) || id.twin().is_some_and(|twin| held.contains(&twin))
}

fn document(resource: &Option<Resource>) -> Option<Value> {
    resource.as_ref().map(Resource::document)
}
