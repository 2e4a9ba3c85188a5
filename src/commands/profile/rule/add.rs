//! `calicross profile rule add`

use clap::Args;

use super::{DialectWord, DirectionWord, out_of_range, warn_of_rule};
use crate::commands::profile::load;
use crate::error::CommandError;
use crate::model::key::ProfilePart;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::Rule;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::{WriteArgs, parse_number};
use crate::store::{Scope, Snapshot};

/// Arguments of `profile rule add`.
#[derive(Args, Debug)]
#[command(after_help = crate::commands::RULE_LANGUAGE)]
pub struct RuleAddArgs {
    /// Name of the profile
    profile: String,

    /// Which rules
    direction: DirectionWord,

    /// The rule, such as: allow tcp from tag web to ports 80,443
    #[arg(required = true, value_name = "RULE")]
    rule: Vec<String>,

    /// Place in the list, counted from 1; the end where absent
    #[arg(long, value_name = "POSITION", value_parser = parse_number::<usize>)]
    at: Option<usize>,

    /// Whose readers the rule is written for
    #[arg(long, value_enum, default_value_t)]
    dialect: DialectWord,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for RuleAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.profile)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let rule = Rule::from_words(&self.rule, self.dialect.into())?;
        let (name, direction) = (&self.profile, Direction::from(self.direction));
        let profile = load::required(snapshot, name)?;
        let mut plan = Plan::new();
        let mut rules = load::editable(&mut plan, name, ProfilePart::Rules, profile.rules, Rules::empty());
        if let Some(at) = rules.position_of(direction, &rule) {
            plan.relied_on(snapshot, &load::path(name, ProfilePart::Rules));
            plan.say(format!("profile {name} has the {direction} rule already, as number {at}: {rule}"));
            return Ok(plan);
        }
        rules.insert(direction, self.at, &rule).map_err(|err| out_of_range(name, direction, err))?;
        warn_of_rule(&mut plan, name, &rule);
        plan.say(format!("{direction} rule added to profile {name}: {rule}"));
        plan.put(snapshot, load::path(name, ProfilePart::Rules), rules.to_bytes(name));
        Ok(plan)
    }
}
