//! `calicross endpoint profile remove`

use std::collections::BTreeSet;

use clap::Args;

use super::edit::{Edit, Wanted, check_once, profiles_named};
use super::target::Target;
use crate::error::{CommandError, ErrorKind};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `endpoint profile remove`.
#[derive(Args, Debug)]
pub struct EndpointProfileRemoveArgs {
    #[command(flatten)]
    target: Target,

    /// The profiles, whether or not they exist
    #[arg(required = true, value_name = "PROFILE")]
    profiles: Vec<String>,

    /// Do nothing where none of the endpoints has one of them
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for EndpointProfileRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        self.target.prepare(session)
    }

    fn needs_input(&self) -> bool {
        self.target.is_piped()
    }

    fn scopes(&self) -> Vec<Scope> {
        self.target.scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_once(&self.profiles)?;
        let (mut removed, mut looked_at) = (BTreeSet::new(), Vec::new());
        let edit = Edit::of(&self.target, snapshot, &mut |endpoint, current| {
            let named = |profile: &&str| self.profiles.iter().any(|wanted| wanted == profile);
            // One that is listed twice goes twice: it would still count.
            let (gone, left): (Vec<&str>, Vec<&str>) = current.iter().copied().partition(named);
            let gone: BTreeSet<&str> = gone.into_iter().collect();
            looked_at.push(endpoint.name());
            removed.extend(gone.iter().map(|&profile| profile.to_owned()));
            let said = match gone.is_empty() {
                true => format!("unchanged: {} has no {}", endpoint.name(), profiles_named(&self.profiles)),
                false => {
                    let gone: Vec<&str> = gone.into_iter().collect();
                    format!("{} removed from {}", profiles_named(&gone), endpoint.name())
                }
            };
            Wanted { profiles: left.into_iter().map(str::to_owned).collect(), said }
        })?;
        let absent = self.profiles.iter().find(|profile| !removed.contains(*profile));
        // Whether one with an obstacle has it cannot be told; the obstacle says why.
        if let (Some(profile), Some(first), false) = (absent, looked_at.first(), self.if_exists)
            && edit.plan.obstacles.is_empty()
        {
            let where_ = match looked_at.len() {
                1 => format!("endpoint {first}"),
                count => format!("any of {count} endpoints"),
            };
            return Err(CommandError::new(ErrorKind::NotFound, format!("profile {profile} is not on {where_}"))
                .object(format!("profile {profile}"))
                .hint("--if-exists takes that for done; `calicross endpoint profile show` shows those that are"));
        }
        Ok(edit.into_plan())
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    fn pods(count: usize, value: &str) -> Vec<(String, String)> {
        let path = |at| format!("/calico/v1/host/node1/workload/k8s/shop.front-{at}/endpoint/eth0");
        (0..count).map(|at| (path(at), value.to_owned())).collect()
    }

    fn remove(words: &[&str], keys: &[(String, String)]) -> Result<crate::plan::Plan, crate::error::CommandError> {
        let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        plan(&[&["endpoint", "profile", "remove"], words].concat(), &keys)
    }

    #[test]
    fn every_place_of_a_profile_that_need_not_exist_goes() {
        let plan = remove(&["shop/front-0", "gone"], &pods(1, r#"{"profile_ids": ["gone", "web", "gone"]}"#)).unwrap();
        assert_eq!(changes(&plan)[0].1.as_deref(), Some(r#"{"profile_ids": ["web"]}"#));
        assert!(plan.warnings.is_empty(), "{:?}", plan.warnings);
    }

    #[test]
    fn the_last_one_leaves_it_shut() {
        let plan = remove(&["shop/front-0", "web"], &pods(1, r#"{"profile_id": "web"}"#)).unwrap();
        assert_eq!(changes(&plan)[0].1.as_deref(), Some(r#"{"profile_ids": []}"#));
        assert_eq!(
            plan.warnings,
            [
                "endpoint node1/k8s/shop.front-0/eth0 has no profile left: all traffic is dropped, both ways, but what a tier's policy allows"
            ]
        );
    }

    #[test]
    fn what_is_not_there_is_an_error_unless_told() {
        let keys = pods(2, r#"{"profile_ids": ["web"]}"#);
        assert_eq!(remove(&["shop/front-0", "db"], &keys).unwrap_err().kind(), ErrorKind::NotFound);
        let error = remove(&["shop/*", "db"], &keys).unwrap_err();
        assert_eq!(error.message(), "profile db is not on any of 2 endpoints");
        assert!(remove(&["shop/*", "db", "--if-exists"], &keys).unwrap().is_empty());
    }

    #[test]
    fn of_several_endpoints_one_that_has_it_is_enough() {
        let mut keys = pods(2, r#"{"profile_ids": ["web"]}"#);
        keys[0].1 = r#"{"profile_ids": ["web", "db"]}"#.to_owned();
        let plan = remove(&["shop/*", "db"], &keys).unwrap();
        assert_eq!(changes(&plan).len(), 1);
        assert_eq!(plan.guards().len(), 1);
        assert_eq!(plan.summary.len(), 2);
    }

    #[test]
    fn many_are_asked_about() {
        for (count, asked) in [(5, 0), (6, 1)] {
            let plan = remove(&["node1/k8s/*/*", "web"], &pods(count, r#"{"profile_ids": ["web", "db"]}"#)).unwrap();
            assert_eq!(plan.questions.len(), asked, "{count}");
        }
        let plan = remove(&["shop/*", "web"], &pods(6, r#"{"profile_ids": ["web"]}"#)).unwrap();
        assert_eq!(plan.questions[0].text, "removes profile web from 6 endpoints");
        assert!(plan.warnings[0].starts_with("6 endpoints, first node1/k8s/shop.front-0/eth0, have no profile left"));
    }

    #[test]
    fn none_is_fine_where_told() {
        let kind = |words: &[&str]| remove(words, &[]).map(|plan| plan.is_empty()).map_err(|error| error.kind());
        assert_eq!(kind(&["shop/*", "web"]), Err(ErrorKind::NotFound));
        assert_eq!(kind(&["shop/*", "web", "--allow-none"]), Ok(true));
    }
}
