//! What append, set and remove have in common: from the profiles that each endpoint has to a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::target::Target;
use super::two_step::is_reorder;
use crate::commands::endpoint::list::doomed;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::profiles::{self, Fault};
use crate::model::key::ProfilePart;
use crate::model::name::{self, Kind};
use crate::plan::{Force, Plan};
use crate::store::Snapshot;

/// Taking a profile from more endpoints than this is asked about.
const MOST_UNASKED: usize = 5;

/// What becomes of the profiles of one endpoint.
pub(super) struct Wanted {
    /// The new list; the one that is there where nothing changes.
    pub(super) profiles: Vec<String>,
    /// What is then said.
    pub(super) said: String,
}

/// What a change does to many endpoints, on its way to a plan.
#[derive(Default)]
pub(super) struct Edit {
    pub(super) plan: Plan,
    /// Profiles that take a place which they had not, and so must work.
    placed: BTreeSet<String>,
    /// Of each profile that goes, from how many endpoints.
    taken: BTreeMap<String, usize>,
    /// Endpoints that are left without any.
    emptied: Vec<String>,
    /// Endpoints whose profiles are the same in another order.
    reordered: Vec<String>,
    /// Endpoints that networking-calico deletes.
    doomed: Vec<String>,
}

impl Edit {
    /// Gives each endpoint the profiles that `wanted` makes of those it has.
    ///
    /// # Errors
    /// Where an endpoint cannot be found or read.
    pub(super) fn of(
        target: &Target,
        snapshot: &Snapshot,
        wanted: &mut dyn FnMut(&WorkloadEndpoint<'_>, &[&str]) -> Wanted,
    ) -> Result<Self, CommandError> {
        let mut edit = Self::default();
        let found = target.find(snapshot)?;
        if found.is_empty() {
            edit.plan.say("no endpoint is meant");
        }
        for endpoint in found {
            edit.one(snapshot, &endpoint, wanted)?;
        }
        Ok(edit)
    }

    /// Gives one endpoint the profiles that `wanted` makes of those it has.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn one(
        &mut self,
        snapshot: &Snapshot,
        found: &WorkloadEndpoint<'_>,
        wanted: &mut dyn FnMut(&WorkloadEndpoint<'_>, &[&str]) -> Wanted,
    ) -> Result<(), CommandError> {
        let (name, path) = (found.name(), &found.entry.path);
        let mut value = found.read().map_err(|why| {
            CommandError::new(ErrorKind::BadData, format!("endpoint {name} cannot be read: {why}"))
                .object(format!("endpoint {name}"))
                .key(path)
                .hint(format!("`calicross key get {path}` shows it; whoever made the workload must write it anew"))
        })?;
        let current: Vec<String> = match value.profile_ids() {
            Ok(ids) => ids.into_iter().map(str::to_owned).collect(),
            Err(why) => {
                let why = format!("has profiles that cannot be read: {why}");
                self.plan.needs(Force::Malformed, format!("endpoint {name}"), path, why);
                Vec::new()
            }
        };
        let current: Vec<&str> = current.iter().map(String::as_str).collect();
        let Wanted { profiles, said } = wanted(found, &current);
        self.plan.say(said);
        if !value.set_profile_ids(&profiles) {
            self.plan.relied_on(snapshot, path);
            return Ok(());
        }
        self.plan.put(snapshot, path.as_str(), value.to_bytes());
        let (old, new): (BTreeSet<&str>, BTreeSet<&str>) =
            (current.iter().copied().collect(), profiles.iter().map(String::as_str).collect());
        for gone in old.difference(&new) {
            *self.taken.entry((*gone).to_owned()).or_default() += 1;
        }
        let places = profiles.iter().enumerate();
        let moved = places.filter(|(at, profile)| current.get(*at) != Some(&profile.as_str()));
        self.placed.extend(moved.map(|(_, profile)| profile.clone()));
        if profiles.is_empty() {
            self.emptied.push(name.clone());
        }
        if is_reorder(&current, &profiles) {
            self.reordered.push(name.clone());
        }
        if found.is_deleted_by_openstack() {
            self.doomed.push(name);
        }
        Ok(())
    }

    /// Refuses profiles that would cut the endpoints off: those that do not exist, and those whose names no Felix takes. `except`
    /// is one that is meant to be none.
    ///
    /// # Errors
    /// The first of them.
    pub(super) fn check_placed(&mut self, snapshot: &Snapshot, except: Option<&str>) -> Result<(), CommandError> {
        for profile in self.placed.iter().filter(|profile| Some(profile.as_str()) != except) {
            name::check(Kind::Profile, profile)?;
            let found = profiles::named(snapshot, profile);
            if found.is_none() {
                return Err(missing(profile));
            }
            if let Some(fault) = Fault::of(found.as_ref()) {
                let what = match &fault {
                    Fault::Missing => "has no rules".to_owned(),
                    Fault::Malformed(why) => format!("has rules that cannot be read ({why})"),
                };
                self.plan.warn(format!("profile {profile} {what}: Felix drops all that reaches it"));
            }
            // Whoever removes it meanwhile has not seen that it is about to be used.
            let parts = ProfilePart::ALL.into_iter().map(|part| profiles::path(profile, part));
            for path in parts.filter(|path| snapshot.get(path).is_some()) {
                self.plan.relied_on(snapshot, &path);
            }
        }
        Ok(())
    }

    /// Makes the plan, with its question and warnings.
    pub(super) fn into_plan(self) -> Plan {
        let mut plan = self.plan;
        for (profile, count) in self.taken.into_iter().filter(|(_, count)| *count > MOST_UNASKED) {
            plan.ask(format!("removes profile {profile} from {count} endpoints"));
        }
        if let Some(which) = several(&self.emptied) {
            let verb = if self.emptied.len() == 1 { "has" } else { "have" };
            plan.warn(format!(
                "{which} {verb} no profile left: all traffic is dropped, both ways, but what a tier's policy allows"
            ));
        }
        if let Some(which) = several(&self.reordered) {
            plan.warn(format!(
                "{which} had the same profiles in another order: a running Felix 1.4 compares them without their order, and \
                 goes on with the old one until a profile comes or goes, or it restarts; --two-step makes it see the new one"
            ));
        }
        if let Some(first) = self.doomed.first() {
            plan.warn(doomed(self.doomed.len(), first));
        }
        plan
    }
}

/// One endpoint, or how many and the first of them.
pub(super) fn several(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [name] => Some(format!("endpoint {name}")),
        [first, ..] => Some(format!("{} endpoints, first {first},", names.len())),
    }
}

fn missing(profile: &str) -> CommandError {
    let why = format!("profile {profile} does not exist: it would cut the endpoint off");
    CommandError::new(ErrorKind::NotFound, why)
        .object(format!("profile {profile}"))
        .key(crate::model::key::Key::profile_directory(profile))
        .hint(format!(
            "`calicross profile add {profile}` makes it, `calicross profile list` shows those that are there"
        ))
}

/// Refuses a profile that is named twice: in a list each has one place.
///
/// # Errors
/// Exit code 2.
pub(super) fn check_once(profiles: &[String]) -> Result<(), CommandError> {
    let mut seen = BTreeSet::new();
    match profiles.iter().find(|profile| !seen.insert(*profile)) {
        None => Ok(()),
        Some(twice) => Err(CommandError::new(ErrorKind::Usage, format!("profile {twice} is named twice"))),
    }
}

/// `profile a`, or `profiles a, b`.
pub(super) fn profiles_named<S: AsRef<str>>(profiles: &[S]) -> String {
    let names: Vec<&str> = profiles.iter().map(AsRef::as_ref).collect();
    format!("{} {}", if names.len() == 1 { "profile" } else { "profiles" }, names.join(", "))
}
