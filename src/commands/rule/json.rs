//! `calicross profile rule json`, `calicross policy rule json`

use clap::Args;
use serde_json::{Map, Value};

use super::{Held, Holder, RuleHolder};
use crate::error::{CommandError, ErrorKind};
use crate::model::profile::{Direction, Rules};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `rule json`.
#[derive(Args, Debug)]
pub struct RuleJsonArgs<H: RuleHolder> {
    #[command(flatten)]
    holder: H,
}

impl<H: RuleHolder> ReadCommand for RuleJsonArgs<H> {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&self.holder.scopes())?;
        let Held { holder, rules } = self.holder.find(&snapshot)?;
        let rules = match rules {
            Some(Ok(rules)) => rules,
            Some(Err(why)) => return Err(holder.bad_data(&why.to_string())),
            None => {
                return Err(CommandError::new(ErrorKind::NotFound, format!("{} has no rules", holder.object()))
                    .object(holder.object())
                    .key(holder.path()));
            }
        };
        let document = document(&holder, &rules);
        session.ui.object(H::JSON_SCHEMA, &document, &mut |out| {
            writeln!(out, "{}", serde_json::to_string_pretty(&document).unwrap_or_default())
        })?;
        Ok(Outcome::Yes)
    }
}

/// The rules as `update` takes them.
pub(super) fn document(holder: &Holder, rules: &Rules) -> Value {
    match holder {
        // Only calicoctl 0.20 looks at the id, and `update` sets it.
        Holder::Profile(_) => {
            let mut members = rules.object().clone();
            members.shift_remove("id");
            Value::Object(members)
        }
        Holder::Policy { .. } => {
            let list = |direction: Direction| Value::Array(rules.values(direction).to_vec());
            let members = Direction::BOTH.map(|direction| (direction.member().to_owned(), list(direction)));
            Value::Object(Map::from_iter(members))
        }
    }
}
