//! From the resources of files to a plan, object by object: what `create`, `replace`, `apply` and `diff` have in common. They differ in
//! what they ask of what is there.

use std::collections::{BTreeMap, BTreeSet};

use super::put;
use crate::commands::policy::add::DEFAULT_TIER_ORDER;
use crate::commands::policy::effect;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{profiles, tiers};
use crate::manifest::document::Given;
use crate::manifest::id::{DEFAULT_TIER, Id, Kind};
use crate::manifest::object::Resource;
use crate::manifest::stored;
use crate::model::check::{Severity, problems};
use crate::model::key::Key;
use crate::model::policy::new_tier;
use crate::plan::{Force, Plan};
use crate::render;
use crate::store::{Scope, Snapshot};

/// Most changed objects that are told of, each by itself.
const MOST_TOLD: usize = 16;

/// Most policies of which it is looked what each does to its tier: that takes a look at every pair of policies there.
const MOST_LOOKED_AT: usize = 500;

/// Most profiles that are read one by one.
const MOST_SINGLE: usize = 32;

/// What is asked of what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Nothing may be there that differs; with `skip`, what is there stays.
    Create {
        /// Whether what is there and differs is left as it is.
        skip: bool,
    },
    /// Everything must be there.
    Replace,
    /// Nothing is asked.
    Apply,
}

/// What becomes of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    /// It is made.
    Create,
    /// It becomes what the file says.
    Change,
    /// It goes.
    Delete,
    /// It is so already.
    Keep,
}

impl Act {
    /// The word for it, as documents have it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Keep => "unchanged",
        }
    }

    /// The word for it once it is done.
    fn done(self) -> &'static str {
        match self {
            Self::Create => "created",
            Self::Change => "changed",
            Self::Delete => "deleted",
            Self::Keep => "unchanged",
        }
    }
}

/// An object of the files.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Which one.
    pub(super) id: Id,
    /// What becomes of it.
    pub(super) act: Act,
    /// What is there, where it can be read.
    pub(super) before: Option<Resource>,
    /// What will be there, where that was asked for.
    pub(super) after: Option<Resource>,
}

/// What the files mean to do.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    /// All of it.
    pub(super) plan: Plan,
    /// Object by object, in the order of the files.
    pub(super) steps: Vec<Step>,
    /// The keys that change and are no object's.
    pub(super) also: BTreeSet<String>,
}

/// What has to be read for some resources.
pub(super) fn scopes(given: &[Given]) -> Vec<Scope> {
    let ids: Vec<Id> = given.iter().map(|given| given.resource.id()).collect();
    let mut scopes: BTreeSet<Scope> = stored::scopes_of_some(&ids).into_iter().collect();
    scopes.extend(given.iter().flat_map(|given| put::scopes(&given.resource)));
    // A listing costs less than many keys asked for one by one.
    let profiles = profiles::scope_of_all();
    if let Scope::Under(directory) = &profiles
        && scopes.iter().filter(|scope| matches!(scope, Scope::Under(path) if path.starts_with(directory))).count()
            > MOST_SINGLE
    {
        scopes.insert(profiles);
    }
    scopes.into_iter().collect()
}

/// Plans to make what is there what the files say. `show` is whether what will be there is wanted, object by object.
///
/// # Errors
/// Where what is there is not as asked; where something cannot be written.
pub(super) fn steps(snapshot: &Snapshot, given: &[Given], mode: Mode, show: bool) -> Result<Steps, CommandError> {
    let mut all = Steps::default();
    let (mut exist, mut missing) = (Vec::new(), Vec::new());
    for one in given {
        let id = one.resource.id();
        let (before, bad) = match Resource::find(snapshot, &id) {
            Ok(found) => (found, None),
            Err(bad) => (None, Some(bad)),
        };
        let act = match (&before, &bad) {
            (None, None) => Act::Create,
            (Some(there), _) if one.resource.same(there) => Act::Keep,
            _ => Act::Change,
        };
        let kept = match (mode, act) {
            (_, Act::Keep) | (Mode::Create { skip: true }, Act::Change) => true,
            (Mode::Create { skip: false }, Act::Change) => {
                exist.push((id.clone(), before.clone(), &one.resource));
                true
            }
            (Mode::Replace, Act::Create) => {
                missing.push(id.clone());
                true
            }
            _ => false,
        };
        if kept {
            all.steps.push(Step { id, act: Act::Keep, after: before.clone(), before });
            continue;
        }
        let present = around(&all.plan, snapshot, &id);
        let mut plan = put::put(&one.resource, before.as_ref(), present.as_ref().unwrap_or(snapshot))?;
        if let Some(bad) = bad {
            plan.needs(
                Force::Malformed,
                id.to_string(),
                bad.key,
                format!("has a value that cannot be read: {}", bad.why),
            );
        }
        let own = stored::scopes_of(&id);
        let after = if show { Resource::find(&plan.applied_to(snapshot, &own), &id).ok().flatten() } else { None };
        let foreign =
            plan.changes().map(|change| &change.path).filter(|path| !own.iter().any(|scope| scope.covers(path)));
        all.also.extend(foreign.cloned());
        all.plan.then(plan);
        all.steps.push(Step { id, act, before, after });
    }
    check_asked(snapshot, &exist, &missing)?;
    all.tiers(snapshot);
    all.check(snapshot);
    all.warn_of_missing_profiles(snapshot, given);
    match all.changed().filter(|step| matches!(step.id.kind(), Kind::Policy | Kind::Tier)).count() {
        0 => {}
        1..=MOST_LOOKED_AT => effect::tell(&mut all.plan, snapshot),
        count => all.plan.warn(format!(
            "{count} policies change, too many to look what each does to the rest of its tier; `calicross tier list` tells afterwards"
        )),
    }
    Ok(all)
}

/// What an object that shares something with others is planned against: what the plan so far leaves. `None` where it shares nothing.
fn around(plan: &Plan, snapshot: &Snapshot, id: &Id) -> Option<Snapshot> {
    let scopes = match id {
        // Two new pools must not overlap.
        Id::IpPool(_) => crate::ipam::pools::scopes(),
        _ => return None,
    };
    Some(plan.applied_to(snapshot, &scopes))
}

/// Refuses what is there and should not be, and what is not there and should.
fn check_asked(
    snapshot: &Snapshot,
    exist: &[(Id, Option<Resource>, &Resource)],
    missing: &[Id],
) -> Result<(), CommandError> {
    let and_more = |count: usize| if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
    if let Some((id, before, wanted)) = exist.first() {
        let text = |resource: &Resource| render::yaml_text(&resource.document());
        // As it would be written, so that only what differs shows.
        let plan = put::put(wanted, before.as_ref(), snapshot)?;
        let after = Resource::find(&plan.applied_to(snapshot, &stored::scopes_of(id)), id).ok().flatten();
        let before = before.as_ref().map(text).transpose()?;
        let after = text(after.as_ref().unwrap_or(wanted))?;
        let difference =
            render::diff(&id.to_string(), before.as_deref().map(str::as_bytes), Some(after.as_bytes()), false);
        let message = format!("{id} exists and is not what the file says{}", and_more(exist.len()));
        return Err(CommandError::new(ErrorKind::Exists, message)
            .object(id.to_string())
            .difference(&difference)
            .hint("`replace` and `apply` make it what the file says; --skip-exists leaves it"));
    }
    if let Some(id) = missing.first() {
        let message = format!("{id} does not exist{}", and_more(missing.len()));
        return Err(CommandError::new(ErrorKind::NotFound, message)
            .object(id.to_string())
            .hint("`create` and `apply` make it"));
    }
    Ok(())
}

impl Steps {
    /// The objects that do not stay as they are.
    pub(super) fn changed(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.act != Act::Keep)
    }

    /// Whether everything stays as it is, but for what is remembered of it.
    pub(super) fn is_none(&self) -> bool {
        self.changed().next().is_none() && self.also.is_empty()
    }

    /// How many objects something becomes of.
    pub(super) fn count(&self, act: Act) -> usize {
        self.steps.iter().filter(|step| step.act == act).count()
    }

    /// Sees to it that Felix 1.4 does not ignore the tiers of policies that change.
    fn tiers(&mut self, snapshot: &Snapshot) {
        let tiers = self.changed().filter(|step| step.act != Act::Delete).filter_map(|step| match &step.id {
            Id::Policy { tier, .. } => Some(tier.clone()),
            _ => None,
        });
        for tier in tiers.collect::<BTreeSet<String>>() {
            let path = tiers::metadata_path(&tier);
            if snapshot.get(&path).is_some() || self.plan.change(&path).is_some() {
                continue;
            }
            if tier == DEFAULT_TIER {
                // Nobody but the policy controller writes it: policies that calicoctl 1.x made are dead without.
                self.plan.put(snapshot, &path, new_tier(&DEFAULT_TIER_ORDER.into()));
                self.plan.say(format!("tier {tier} added, with the order {DEFAULT_TIER_ORDER}"));
                if let Some(tier) = tiers::named(snapshot, &tier) {
                    effect::ask_to_arm(&mut self.plan, &tier);
                }
                self.also.insert(path);
            } else {
                self.plan.warn(format!("{path} is missing: Felix 1.4 ignores the policies of tier {tier}; a tier {tier} in the files, or `calicross tier add {tier}`, makes them count"));
            }
        }
    }

    /// Tells of values that some reader rejects, or takes otherwise than one would think. What was so before is told by nobody.
    fn check(&mut self, snapshot: &Snapshot) {
        let mut warned: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut refused = Vec::new();
        for change in self.plan.changes() {
            let Some(after) = change.after.as_deref() else { continue };
            // Settings are told of where they are set.
            if matches!(Key::parse(&change.path), Key::GlobalConfig { .. } | Key::HostConfig { .. }) {
                continue;
            }
            let before = snapshot.get(&change.path).map(|entry| problems(&change.path, &entry.value));
            let known = |why: &str| before.iter().flatten().any(|problem| problem.why == why);
            for problem in problems(&change.path, after).into_iter().filter(|problem| !known(&problem.why)) {
                match problem.severity {
                    Severity::Refused => refused.push((change.path.clone(), format!("is refused: {problem}"))),
                    Severity::Warning => warned.entry(problem.to_string()).or_default().push(change.path.clone()),
                }
            }
        }
        for (path, why) in refused {
            self.plan.needs(Force::Malformed, format!("value for {path}"), path, why);
        }
        for (problem, paths) in warned {
            let Some(first) = paths.first() else { continue };
            self.plan.warn(match paths.len() {
                1 => format!("{first}: {problem}"),
                count => format!("{count} keys, such as {first}: {problem}"),
            });
        }
    }

    /// Tells of endpoints that are cut off because a profile of theirs is not there.
    fn warn_of_missing_profiles(&mut self, snapshot: &Snapshot, given: &[Given]) {
        let changed: BTreeSet<&Id> = self.changed().map(|step| &step.id).collect();
        let mut missing: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
        for one in given {
            let id = one.resource.id();
            let profiles = match &one.resource {
                Resource::HostEndpoint(endpoint) => &endpoint.profiles,
                Resource::WorkloadEndpoint(endpoint) => &endpoint.profiles,
                _ => continue,
            };
            if !changed.contains(&id) {
                continue;
            }
            for profile in profiles {
                let there = !snapshot.under(&format!("{}/", Key::profile_directory(profile))).is_empty();
                if !there && !changed.contains(&Id::Profile(profile.clone())) {
                    missing.entry(profile).or_default().push(id.clone());
                }
            }
        }
        let told: Vec<String> = missing
            .iter()
            .filter_map(|(profile, ids)| {
                let who = match ids.as_slice() {
                    [] => return None,
                    [one] => one.to_string(),
                    [first, ..] => format!("{} endpoints, first {first},", ids.len()),
                };
                Some(format!("profile {profile} does not exist: {who} would be cut off"))
            })
            .collect();
        told.into_iter().for_each(|line| self.plan.warn(line));
    }

    /// Adds what is told once it is done.
    pub(super) fn say(&mut self) {
        let mut lines = Vec::new();
        let changed = self.changed().count();
        if changed <= MOST_TOLD {
            lines.extend(self.changed().map(|step| format!("{} {}", step.id, step.act.done())));
        } else {
            for act in [Act::Create, Act::Change, Act::Delete] {
                for kind in Kind::ALL {
                    let count = self.changed().filter(|step| step.act == act && step.id.kind() == kind).count();
                    if count > 0 {
                        lines.push(format!("{count} {kind} {}", act.done()));
                    }
                }
            }
        }
        match (self.count(Act::Keep), changed) {
            (0, _) => {}
            (1, 0) => lines.push("unchanged".to_owned()),
            (count, 0) => lines.push(format!("{count} resources unchanged")),
            (count, _) => lines.push(format!("{count} unchanged")),
        }
        let also = std::mem::replace(&mut self.plan.summary, lines);
        self.plan.summary.extend(also);
    }
}
