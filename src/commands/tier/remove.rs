//! `calicross tier remove`

use std::collections::BTreeSet;

use clap::Args;

use crate::commands::policy::add::DEFAULT_TIER;
use crate::commands::policy::effect;
use crate::commands::policy::list::no_tier;
use crate::error::CommandError;
use crate::inventory::{policies, tiers};
use crate::model::key::{TIERS, escape};
use crate::plan::{Expectation, Force, Plan};
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `tier remove`.
///
/// The metadata goes first, which takes the whole tier out of Felix 1.4 at once, then the policies.
#[derive(Args, Debug)]
pub struct TierRemoveArgs {
    /// Names of the tiers
    #[arg(required = true)]
    names: Vec<String>,

    /// Do nothing where there is none
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for TierRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![policies::scope_of_all()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut plan = Plan::new();
        for name in self.names.iter().collect::<BTreeSet<_>>() {
            self.remove(name, snapshot, &mut plan)?;
        }
        effect::tell(&mut plan, snapshot);
        Ok(plan)
    }
}

impl TierRemoveArgs {
    fn remove(&self, name: &str, snapshot: &Snapshot, plan: &mut Plan) -> Result<(), CommandError> {
        // All below the directory goes, keys that nobody knows included: the journal has them.
        let keys = snapshot.under(&format!("{TIERS}/{}/", escape(name)));
        if keys.is_empty() {
            if self.if_exists {
                plan.say(format!("tier {name} is not there"));
                return Ok(());
            }
            return Err(no_tier(name));
        }
        for entry in keys {
            plan.delete(snapshot, &entry.path);
        }
        let policies = tiers::named(snapshot, name).map(|tier| tier.policies).unwrap_or_default();
        let deciding: Vec<_> = policies.iter().filter(|policy| !policy.is_pass_through()).collect();
        if let Some(first) = deciding.first() {
            let count = match deciding.len() {
                1 => "a policy".to_owned(),
                count => format!("{count} policies"),
            };
            let why = format!("has {count} which would go with it, first {}", first.full_name());
            plan.needs(Force::InUse, format!("tier {name}"), &first.path, why);
        }
        for policy in &policies {
            effect::tell_of_namesakes(plan, snapshot, name, &policy.name);
        }
        if name == DEFAULT_TIER {
            plan.warn("the Kubernetes policy controller, where it runs, writes tier default anew when it starts");
        }
        plan.expectations.push(Expectation::TierGone { tier: name.to_owned() });
        plan.ask(format!("removes tier {name}"));
        plan.say(format!("tier {name} removed"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;
    use crate::plan::{Expectation, Force};

    const METADATA: (&str, &str) = ("/calico/v1/policy/tier/t/metadata", r#"{"order": 900}"#);
    const ODD: (&str, &str) = ("/calico/v1/policy/tier/t/else", "x");
    const PASS: (&str, &str) = (
        "/calico/v1/policy/tier/t/policy/no-match",
        r#"{"selector": "", "order": 2000, "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#,
    );
    const WEB: (&str, &str) = ("/calico/v1/policy/tier/t/policy/web", "{");

    #[test]
    fn all_of_it_goes_and_that_nothing_came_is_looked_at_again() {
        let removed = plan(&["tier", "remove", "t", "t"], &[METADATA, ODD, PASS]).unwrap();
        assert_eq!(changes(&removed), [(ODD.0, None), (METADATA.0, None), (PASS.0, None)]);
        assert!(removed.obstacles.is_empty());
        assert_eq!(removed.expectations, [Expectation::TierGone { tier: "t".to_owned() }]);
        assert_eq!(removed.questions[0].text, "removes tier t");
        let phase = |path: &str| crate::plan::phase::Phase::of(removed.change(path).unwrap());
        assert!(phase(METADATA.0) < phase(PASS.0));
    }

    #[test]
    fn policies_that_decide_need_the_word() {
        let removed = plan(&["tier", "remove", "t"], &[METADATA, PASS, WEB]).unwrap();
        let [obstacle] = removed.obstacles.as_slice() else { panic!("{:?}", removed.obstacles) };
        assert_eq!((obstacle.force, obstacle.key.as_str()), (Force::InUse, WEB.0));
    }

    #[test]
    fn one_that_is_not_there_is_an_error_unless_told() {
        assert_eq!(plan(&["tier", "remove", "t"], &[]).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(plan(&["tier", "remove", "t", "--if-exists"], &[]).unwrap().is_empty());
    }
}
