//! `calicross policy remove`

use std::collections::BTreeSet;

use clap::Args;

use super::effect;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{policies, tiers};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `policy remove`.
#[derive(Args, Debug)]
pub struct PolicyRemoveArgs {
    /// The policies: TIER/NAME, or the name where one tier has it
    #[arg(required = true)]
    names: Vec<String>,

    /// Do nothing where there is none
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for PolicyRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![policies::scope_of_all()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut plan = Plan::new();
        let mut removed = BTreeSet::new();
        for word in &self.names {
            let found = match tiers::find_policy(word, snapshot).map_err(CommandError::from) {
                Err(err) if self.if_exists && err.kind() == ErrorKind::NotFound => {
                    plan.say(format!("policy {word} is not there"));
                    continue;
                }
                found => found?,
            };
            if !removed.insert(found.full_name()) {
                continue;
            }
            plan.delete(snapshot, &found.path);
            plan.ask(format!("removes policy {}", found.full_name()));
            plan.say(format!("policy {} removed", found.full_name()));
            effect::tell_of_namesakes(&mut plan, snapshot, &found.tier, &found.name);
        }
        effect::tell(&mut plan, snapshot);
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const WEB: (&str, &str) = ("/calico/v1/policy/tier/t/policy/web", r#"{"selector": "a == 'b'", "order": 1}"#);
    const OTHER: (&str, &str) = ("/calico/v1/policy/tier/u/policy/web", "{");

    #[test]
    fn it_is_asked_about_and_its_namesake_told() {
        let removed = plan(&["policy", "remove", "t/web"], &[WEB, OTHER]).unwrap();
        assert_eq!(changes(&removed), [(WEB.0, None)]);
        assert_eq!(removed.questions.len(), 1);
        assert!(removed.warnings[0].starts_with("policy u/web has the same name"), "{:?}", removed.warnings);
        let broken = plan(&["policy", "remove", "u/web", "u/web"], &[OTHER]).unwrap();
        assert_eq!(changes(&broken), [(OTHER.0, None)]);
    }

    #[test]
    fn a_name_must_mean_one() {
        assert_eq!(plan(&["policy", "remove", "web"], &[WEB, OTHER]).unwrap_err().kind(), ErrorKind::Ambiguous);
        assert_eq!(plan(&["policy", "remove", "db"], &[WEB]).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(plan(&["policy", "remove", "db", "--if-exists"], &[WEB]).unwrap().is_empty());
        let error = plan(&["policy", "remove", "web", "--if-exists"], &[WEB, OTHER]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Ambiguous);
    }
}
