//! `calicross tier reorder`

use clap::Args;

use super::add::{put_order, tell_of_ties};
use crate::commands::policy::effect;
use crate::commands::policy::list::no_tier;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{policies, tiers};
use crate::model::policy::NewOrder;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `tier reorder`.
///
/// Lower orders come first; among equal ones, names decide. Felix 2 does not look at it.
#[derive(Args, Debug)]
pub struct TierReorderArgs {
    /// Name of the tier
    name: String,

    /// Its order; default for the last place
    #[arg(long, value_name = "NUMBER", value_parser = NewOrder::parse, allow_hyphen_values = true, required = true)]
    order: NewOrder,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for TierReorderArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![policies::scope_of_all()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let (name, order) = (&self.name, &self.order);
        let tier = tiers::named(snapshot, name).ok_or_else(|| no_tier(name))?;
        let mut plan = Plan::new();
        if tier.metadata.is_none() {
            return Err(CommandError::new(
                ErrorKind::NotFound,
                format!("tier {name} has no metadata, and so no place"),
            )
            .object(format!("tier {name}"))
            .key(tier.path())
            .hint(format!("`calicross tier add {name} --order {order}` gives it both")));
        }
        put_order(&mut plan, snapshot, name, order);
        if plan.is_empty() {
            plan.say(format!("tier {name} has the order {order} already"));
            return Ok(plan);
        }
        plan.say(format!("tier {name} has the order {order}"));
        if tier.ignored().is_some() {
            effect::ask_to_arm(&mut plan, &tier);
        }
        tell_of_ties(&mut plan, snapshot, name);
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const METADATA: &str = "/calico/v1/policy/tier/t/metadata";
    const WEB: (&str, &str) = ("/calico/v1/policy/tier/t/policy/web", r#"{"order": 1000, "selector": "a == 'b'"}"#);

    fn reordered(order: &str, metadata: &str) -> crate::plan::Plan {
        plan(&["tier", "reorder", "t", "--order", order], &[(METADATA, metadata), WEB]).unwrap()
    }

    #[test]
    fn other_members_stay() {
        let plan = reordered("0.50", r#"{"note":"x","order":900}"#);
        assert_eq!(changes(&plan), [(METADATA, Some(r#"{"note":"x","order":0.50}"#.to_owned()))]);
        assert!(plan.questions.is_empty());
        assert!(reordered("9e2", r#"{"order": 900}"#).is_empty());
    }

    #[test]
    fn a_tier_that_begins_to_count_is_asked_about() {
        let plan = reordered("5", r#"{"order": "900"}"#);
        assert_eq!(changes(&plan), [(METADATA, Some(r#"{"order": 5}"#.to_owned()))]);
        assert_eq!(plan.questions.len(), 1);
        assert!(plan.obstacles.is_empty());
        assert_eq!(reordered("5", "{").obstacles.len(), 1);
    }

    #[test]
    fn there_must_be_something_to_reorder() {
        let kind = |keys: &[(&str, &str)]| plan(&["tier", "reorder", "t", "--order", "1"], keys).unwrap_err().kind();
        assert_eq!(kind(&[]), ErrorKind::NotFound);
        assert_eq!(kind(&[WEB]), ErrorKind::NotFound);
    }
}
