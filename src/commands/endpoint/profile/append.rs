//! `calicross endpoint profile append`

use clap::Args;

use super::edit::{Edit, Wanted, check_once, profiles_named};
use super::target::Target;
use crate::error::CommandError;
use crate::inventory::profiles;
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `endpoint profile append`.
#[derive(Args, Debug)]
pub struct EndpointProfileAppendArgs {
    #[command(flatten)]
    target: Target,

    /// The profiles, which must exist; they go behind those that are there
    #[arg(required = true, value_name = "PROFILE")]
    profiles: Vec<String>,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for EndpointProfileAppendArgs {
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
        let profiles = profiles::scopes(self.profiles.iter().map(String::as_str));
        self.target.scopes().into_iter().chain(profiles).collect()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_once(&self.profiles)?;
        let mut edit = Edit::of(&self.target, snapshot, &mut |endpoint, current| {
            let (there, new): (Vec<&str>, Vec<&str>) =
                self.profiles.iter().map(String::as_str).partition(|profile| current.contains(profile));
            let mut said = match new.is_empty() {
                true => format!("unchanged: {} has {}", endpoint.name(), profiles_named(&there)),
                false => format!("{} appended to {}", profiles_named(&new), endpoint.name()),
            };
            if !new.is_empty() && !there.is_empty() {
                said = format!("{said}, which has {}", profiles_named(&there));
            }
            Wanted { profiles: current.iter().chain(&new).map(|&profile| profile.to_owned()).collect(), said }
        })?;
        edit.check_placed(snapshot, None)?;
        Ok(edit.into_plan())
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;
    use crate::plan::Force;
    use crate::store::Guard;

    const POD: &str = "/calico/v1/host/node1/workload/k8s/shop.front-1/endpoint/eth0";
    const WEB: (&str, &str) = ("/calico/v1/policy/profile/web/rules", "{}");
    const TAGS: (&str, &str) = ("/calico/v1/policy/profile/web/tags", "[]");

    #[test]
    fn new_ones_go_behind_and_nothing_else_changes() {
        let value = r#"{"zone":1.0,"profile_ids":["a"],"name":"cali1","x":{"y":[]}}"#;
        let plan = plan(&["endpoint", "profile", "append", "shop/front-1", "a", "web"], &[(POD, value), WEB]).unwrap();
        assert_eq!(changes(&plan), [(POD, Some(value.replace(r#"["a"]"#, r#"["a","web"]"#)))]);
        assert_eq!(plan.summary, ["profile web appended to node1/k8s/shop.front-1/eth0, which has profile a"]);
        assert!(plan.questions.is_empty() && plan.warnings.is_empty());
    }

    #[test]
    fn what_is_there_stays_as_it_is_even_where_the_profile_is_gone() {
        let keys = [(POD, r#"{"profile_ids": ["gone", "web"]}"#)];
        let plan = plan(&["endpoint", "profile", "append", "shop/front-1", "web", "gone"], &keys).unwrap();
        assert!(plan.is_empty());
        assert_eq!(plan.summary, ["unchanged: node1/k8s/shop.front-1/eth0 has profiles web, gone"]);
    }

    #[test]
    fn a_profile_that_would_cut_the_endpoint_off_is_refused_or_told() {
        let append = |profile, keys: &[(&str, &str)]| {
            let keys: Vec<_> = keys.iter().copied().chain([(POD, r#"{"profile_ids": []}"#)]).collect();
            plan(&["endpoint", "profile", "append", "shop/front-1", profile], &keys)
        };
        let error = append("web", &[]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert_eq!(error.message(), "profile web does not exist: it would cut the endpoint off");
        assert_eq!(append("a b", &[]).unwrap_err().kind(), ErrorKind::Refused);
        assert_eq!(
            append("web", &[TAGS]).unwrap().warnings,
            ["profile web has no rules: Felix drops all that reaches it"]
        );
        let bad = append("web", &[("/calico/v1/policy/profile/web/rules", "[]")]).unwrap().warnings;
        assert_eq!(bad.len(), 1, "{bad:?}");
    }

    #[test]
    fn who_removes_the_profile_meanwhile_is_noticed() {
        let keys = [(POD, r#"{"profile_ids": []}"#), WEB, TAGS];
        let plan = plan(&["endpoint", "profile", "append", "shop/front-1", "web"], &keys).unwrap();
        let guarded: Vec<_> = plan.guards().map(Guard::path).collect();
        assert_eq!(guarded, [WEB.0, TAGS.0]);
    }

    #[test]
    fn values_that_cannot_be_read() {
        let append = |value| plan(&["endpoint", "profile", "append", "shop/front-1", "web"], &[(POD, value), WEB]);
        let error = append("{").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadData);
        assert!(error.report().contains(POD), "{}", error.report());
        let plan = append(r#"{"profile_ids": "web", "x": 1}"#).unwrap();
        assert_eq!(plan.obstacles.first().map(|obstacle| obstacle.force), Some(Force::Malformed));
        assert_eq!(changes(&plan), [(POD, Some(r#"{"profile_ids": ["web"], "x": 1}"#.to_owned()))]);
    }

    #[test]
    fn a_profile_twice_is_a_slip() {
        let error = plan(&["endpoint", "profile", "append", "shop/front-1", "web", "web"], &[]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Usage);
    }
}
