//! `calicross profile rule edit`

use clap::Args;

use super::update;
use crate::commands::profile::load;
use crate::error::{CommandError, ErrorKind};
use crate::model::json;
use crate::model::key::ProfilePart;
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand, editor};
use crate::store::{Scope, Snapshot};

/// Arguments of `profile rule edit`.
#[derive(Args, Debug)]
pub struct RuleEditArgs {
    /// Name of the profile
    profile: String,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    edited: Option<Edited>,
}

/// What was edited, and what became of it.
#[derive(Debug)]
struct Edited {
    original: Option<Vec<u8>>,
    document: Vec<u8>,
}

impl WriteCommand for RuleEditArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        let snapshot = session.read(&self.scopes())?;
        load::required(&snapshot, &self.profile)?;
        let original = snapshot.get(&load::path(&self.profile, ProfilePart::Rules)).map(|entry| entry.value.clone());
        let shown = match original.as_deref().map(json::parse) {
            Some(Ok(value)) => serde_json::to_string_pretty(&value).unwrap_or_default(),
            // What does not parse is edited as it is.
            _ => String::from_utf8_lossy(original.as_deref().unwrap_or_default()).into_owned(),
        };
        // Nobody else should wait for an editor.
        session.store()?.release();
        let document = editor::edit(&shown, ".json")?;
        self.edited = Some(Edited { original, document: document.into_bytes() });
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.profile)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let name = &self.profile;
        let Some(Edited { original, document }) = &self.edited else { return Ok(Plan::new()) };
        let profile = load::required(snapshot, name)?;
        let path = load::path(name, ProfilePart::Rules);
        if snapshot.get(&path).map(|entry| &entry.value) != original.as_ref() {
            return Err(CommandError::new(
                ErrorKind::Conflict,
                format!("rules of profile {name} were changed during the edit"),
            )
            .object(format!("profile {name}"))
            .key(path)
            .hint("nothing is written; edit again"));
        }
        update::replace(snapshot, name, profile.rules, document)
    }
}
