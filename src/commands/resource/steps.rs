//! From the resources of files to a plan, object by object: what `create`, `replace`, `apply` and `diff` have in common. They differ in
//! what they ask of what is there.

use std::collections::{BTreeMap, BTreeSet};

use super::links::{self, Links, Written};
use super::put;
use super::work::{Objects, Work};
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
pub enum Mode {
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
    let mut work = Work::new(mode, show);
    let is_link = |given: &Given| matches!(given.resource, Resource::Link(_));
    for one in given.iter().filter(|given| !is_link(given)) {
        let found = Resource::find(snapshot, &one.resource.id());
        work.take(&mut all, &one.resource, found, &Objects(snapshot))?;
    }
    let written = if given.iter().any(is_link) {
        let base = links::after(&all.plan, snapshot);
        let groups = links::groups(&base);
        let links = Links::of(&base, &groups);
        let mut written = Vec::new();
        for one in given {
            let Resource::Link(link) = &one.resource else { continue };
            let link = links.resolved(link, one)?;
            let resource = Resource::Link(link.clone());
            let act = work.take(&mut all, &resource, links.find(&link.name), &links)?;
            if act != Act::Keep {
                let before = all.steps.last().and_then(|step| step.before.clone());
                let before =
                    before.and_then(|before| if let Resource::Link(link) = before { Some(link) } else { None });
                written.push(Written { link, before });
            }
        }
        all.sort_as(given);
        written
    } else {
        Vec::new()
    };
    check_asked(snapshot, &work.exist, &work.missing)?;
    all.tiers(snapshot);
    all.check(snapshot);
    all.check_profiles(snapshot, given);
    links::tell(&mut all.plan, snapshot, &written);
    match all.changed().filter(|step| matches!(step.id.kind(), Kind::Policy | Kind::Tier)).count() {
        0 => {}
        1..=MOST_LOOKED_AT => effect::tell(&mut all.plan, snapshot),
        count => all.plan.warn(format!(
            "{count} policies change, too many to look what each does to the rest of its tier; `calicross tier list` tells afterwards"
        )),
    }
    Ok(all)
}

/// Refuses what is there and should not be, and what is not there and should.
fn check_asked(
    snapshot: &Snapshot,
    exist: &[(Id, Option<Resource>, Resource)],
    missing: &[Id],
) -> Result<(), CommandError> {
    let and_more = |count: usize| if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
    if let Some((id, before, wanted)) = exist.first() {
        let text = |resource: &Resource| render::yaml_text(&resource.document());
        // As it would be written, so that only what differs shows; a link is written as it is told.
        let after = match wanted {
            Resource::Link(_) => None,
            _ => {
                let plan = put::put(wanted, before.as_ref(), snapshot)?;
                Resource::find(&plan.applied_to(snapshot, &stored::scopes_of(id)), id).ok().flatten()
            }
        };
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
    /// Puts the steps in the order of the files.
    fn sort_as(&mut self, given: &[Given]) {
        let place: BTreeMap<Id, usize> =
            given.iter().enumerate().map(|(at, given)| (given.resource.id(), at)).collect();
        self.steps.sort_by_key(|step| place.get(&step.id).copied());
    }

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

    /// Refuses profiles that an endpoint is to have and that are not there: Felix drops what reaches them. What it had before is nobody's
    /// doing now.
    fn check_profiles(&mut self, snapshot: &Snapshot, given: &[Given]) {
        let profiles = |resource: &Resource| match resource {
            Resource::HostEndpoint(endpoint) => endpoint.profiles.clone(),
            Resource::WorkloadEndpoint(endpoint) => endpoint.profiles.clone(),
            _ => Vec::new(),
        };
        let changed: BTreeMap<&Id, &Step> = self.changed().map(|step| (&step.id, step)).collect();
        let mut missing: BTreeMap<String, Vec<Id>> = BTreeMap::new();
        for one in given {
            let id = one.resource.id();
            let Some(step) = changed.get(&id) else { continue };
            let had = step.before.as_ref().map(profiles).unwrap_or_default();
            for profile in profiles(&one.resource) {
                let there = !snapshot.under(&format!("{}/", Key::profile_directory(&profile))).is_empty();
                let comes = [Id::Profile(profile.clone()), Id::Link(profile.clone())];
                if !there && !had.contains(&profile) && !comes.iter().any(|id| changed.contains_key(id)) {
                    missing.entry(profile).or_default().push(id.clone());
                }
            }
        }
        for (profile, ids) in missing {
            let who = match ids.as_slice() {
                [] => continue,
                [one] => one.to_string(),
                [first, ..] => format!("{} endpoints, first {first},", ids.len()),
            };
            let why = format!("does not exist: {who} would be cut off");
            self.plan.needs(Force::InUse, format!("profile {profile}"), Key::profile_directory(&profile), why);
        }
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
