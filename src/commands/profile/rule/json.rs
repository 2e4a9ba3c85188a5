//! `calicross profile rule json`

use clap::Args;
use serde_json::Value;

use crate::commands::profile::load;
use crate::error::{CommandError, ErrorKind};
use crate::model::key::ProfilePart;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `profile rule json`.
#[derive(Args, Debug)]
pub struct RuleJsonArgs {
    /// Name of the profile
    profile: String,
}

impl ReadCommand for RuleJsonArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let path = load::path(&self.profile, ProfilePart::Rules);
        let snapshot = session.read(&[load::scope(&self.profile)])?;
        let profile = load::required(&snapshot, &self.profile)?;
        let rules = match profile.rules {
            Some(Ok(rules)) => rules,
            Some(Err(why)) => {
                return Err(CommandError::new(ErrorKind::BadData, format!("malformed value at {path}: {why}"))
                    .key(&path)
                    .hint(format!("`calicross key get {path}` shows it")));
            }
            None => {
                return Err(CommandError::new(ErrorKind::NotFound, format!("profile {} has no rules", self.profile))
                    .object(format!("profile {}", self.profile))
                    .key(path));
            }
        };
        // Only calicoctl 0.20 looks at the id, and `update` sets it.
        let mut members = rules.object().clone();
        members.shift_remove("id");
        let document = Value::Object(members);
        session.ui.object("calicross/profile-rules/1", &document, &mut |out| {
            writeln!(out, "{}", serde_json::to_string_pretty(&document).unwrap_or_default())
        })?;
        Ok(Outcome::Yes)
    }
}
