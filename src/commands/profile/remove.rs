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
        scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        plan(snapshot, &self.names.iter().collect(), self.if_exists)
    }
}

/// What has to be read to remove profiles: who uses them, and whose rules refer to their tags.
pub(crate) fn scopes() -> Vec<Scope> {
    vec![load::scope_of_all(), Scope::under(HOSTS), Scope::under(TIERS)]
}

/// Plans to remove profiles.
///
/// # Errors
/// Where one is not there, unless that is fine.
pub(crate) fn plan(snapshot: &Snapshot, names: &BTreeSet<&String>, if_exists: bool) -> Result<Plan, CommandError> {
    let mut plan = Plan::new();
    for name in names {
        remove(&mut plan, snapshot, name, if_exists)?;
    }
    warn_of_orphaned_tags(names, snapshot, &mut plan);
    Ok(plan)
}

fn remove(plan: &mut Plan, snapshot: &Snapshot, name: &str, if_exists: bool) -> Result<(), CommandError> {
    // All below the directory goes, keys that nobody knows included: the journal has them.
    let directory = format!("{}/", Key::profile_directory(name));
    // On etcd v2 an empty directory is a profile to calicoctl.
    plan.clears(snapshot, &directory);
    let keys = snapshot.under(&directory);
    if keys.is_empty() {
        if if_exists {
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

/// Tells of tags that nobody carries any more while rules still refer to them: such rules match nothing.
pub(in crate::commands) fn warn_of_orphaned_tags(removed: &BTreeSet<&String>, snapshot: &Snapshot, plan: &mut Plan) {
    let (gone, kept): (Vec<_>, Vec<_>) =
        load::all(snapshot).into_values().partition(|profile| removed.contains(&profile.name));
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

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;
    use crate::plan::{Expectation, Force};

    const TAGS: (&str, &str) = ("/calico/v1/policy/profile/web/tags", r#"["web", "t"]"#);
    const ODD: (&str, &str) = ("/calico/v1/policy/profile/web/else", "x");
    const POD: &str = "/calico/v1/host/node1/workload/k8s/default.web-1/endpoint/eth0";

    #[test]
    fn all_its_keys_go_and_that_nobody_uses_it_is_looked_at_again() {
        let plan = plan(&["profile", "remove", "web"], &[ODD, TAGS, (POD, r#"{"profile_ids": ["db"]}"#)]).unwrap();
        assert_eq!(changes(&plan), [(ODD.0, None), (TAGS.0, None)]);
        assert_eq!(plan.expectations, [Expectation::ProfileUnused { profile: "web".to_owned() }]);
        assert_eq!(plan.questions.len(), 1);
        assert!(plan.obstacles.is_empty());
    }

    #[test]
    fn one_in_use_needs_its_word() {
        let plan = plan(&["profile", "remove", "web"], &[(POD, r#"{"profile_ids": ["db", "web"]}"#), TAGS]).unwrap();
        let [obstacle] = plan.obstacles.as_slice() else { panic!("{:?}", plan.obstacles) };
        assert_eq!((obstacle.force, obstacle.key.as_str()), (Force::InUse, POD));
        assert!(plan.expectations.is_empty());
    }

    #[test]
    fn tags_that_nobody_carries_then_are_told_where_rules_name_them() {
        let rules =
            ("/calico/v1/policy/profile/db/rules", r#"{"inbound_rules": [{"src_tag": "t"}, {"src_tag": "other"}]}"#);
        let policy =
            ("/calico/v1/policy/tier/default/policy/p", r#"{"selector": "", "outbound_rules": [{"!dst_tag": "web"}]}"#);
        let warned = plan(&["profile", "remove", "web"], &[TAGS, rules, policy]).unwrap().warnings;
        assert_eq!(warned.len(), 2, "{warned:?}");
        let still = ("/calico/v1/policy/profile/b/tags", r#"["t", "web"]"#);
        assert!(plan(&["profile", "remove", "web"], &[TAGS, rules, policy, still]).unwrap().warnings.is_empty());
    }

    #[test]
    fn one_that_is_not_there_is_an_error_unless_told() {
        assert_eq!(plan(&["profile", "remove", "web"], &[]).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(plan(&["profile", "remove", "web", "--if-exists"], &[]).unwrap().is_empty());
    }
}
