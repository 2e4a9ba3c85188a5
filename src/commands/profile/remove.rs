//! `calicross profile remove`

use std::collections::BTreeSet;

use clap::Args;

use super::load;
use crate::error::CommandError;
use crate::model::key::{Key, ProfilePart, TIERS};
use crate::model::policy::{self, Policy};
use crate::model::profile::Profile;
use crate::plan::expectation::{HOSTS, profile_users};
use crate::plan::{Expectation, Force, Plan};
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `profile remove`.
#[derive(Args, Debug)]
pub struct ProfileRemoveArgs {
    /// Names of the profiles
    #[arg(required = true)]
    names: Vec<String>,

    /// Do nothing where there is none
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for ProfileRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope_of_all(), Scope::under(HOSTS), Scope::under(TIERS)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut plan = Plan::new();
        let names: BTreeSet<&String> = self.names.iter().collect();
        for name in &names {
            self.remove(name, snapshot, &mut plan)?;
        }
        warn_of_orphaned_tags(&names, snapshot, &mut plan);
        Ok(plan)
    }
}

impl ProfileRemoveArgs {
    fn remove(&self, name: &str, snapshot: &Snapshot, plan: &mut Plan) -> Result<(), CommandError> {
        // All below the directory goes, keys that nobody knows included: the journal has them.
        let keys = snapshot.under(&format!("{}/", Key::profile_directory(name)));
        if keys.is_empty() {
            if self.if_exists {
                plan.say(format!("profile {name} is not there"));
                return Ok(());
            }
            return Err(load::not_found(name));
        }
        for entry in keys {
            plan.delete(snapshot, &entry.path);
        }
        let users = profile_users(snapshot, name);
        if let Some(first) = users.first() {
            let count = users.len();
            let endpoints = if count == 1 { "endpoint uses" } else { "endpoints use" };
            plan.needs(
                Force::InUse,
                format!("profile {name}"),
                first,
                format!("is in use: {count} {endpoints} it and would be cut off, first {first}"),
            );
        } else {
            plan.expectations.push(Expectation::ProfileUnused { profile: name.to_owned() });
        }
        plan.ask(format!("removes profile {name}"));
        plan.say(format!("profile {name} removed"));
        Ok(())
    }
}

/// Tells of tags that nobody carries any more while rules still refer to them: such rules match nothing.
fn warn_of_orphaned_tags(removed: &BTreeSet<&String>, snapshot: &Snapshot, plan: &mut Plan) {
    let (gone, kept): (Vec<_>, Vec<_>) =
        load::all(snapshot).into_iter().partition(|profile| removed.contains(&profile.name));
    let tags = |profiles: &[Profile]| -> BTreeSet<String> {
        let tags = profiles.iter().filter_map(|profile| load::readable(&profile.tags));
        tags.flat_map(|tags| tags.iter().map(str::to_owned)).collect()
    };
    let (lost, still) = (tags(&gone), tags(&kept));
    let mut referrers: Vec<(String, String)> = Vec::new();
    for profile in &kept {
        let tags = load::readable(&profile.rules).into_iter().flat_map(policy::tags_of);
        referrers.extend(tags.map(|tag| (tag, load::path(&profile.name, ProfilePart::Rules))));
    }
    for entry in snapshot.under(&format!("{TIERS}/")) {
        if matches!(Key::parse(&entry.path), Key::Policy { .. }) {
            let policy = Policy::parse(&entry.value).ok();
            let tags = policy.iter().flat_map(|policy| policy::tags_of(policy.rules()));
            referrers.extend(tags.map(|tag| (tag, entry.path.clone())));
        }
    }
    for (tag, path) in referrers.iter().collect::<BTreeSet<_>>() {
        if lost.contains(tag) && !still.contains(tag) {
            plan.warn(format!("tag {tag} is then carried by no profile, but {path} refers to it"));
        }
    }
}
