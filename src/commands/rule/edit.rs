//! `calicross profile rule edit`, `calicross policy rule edit`

use clap::Args;

use super::json::document;
use super::{Held, Holder, RuleHolder, update};
use crate::error::{CommandError, ErrorKind};
use crate::model::json;
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand, editor};
use crate::store::{Scope, Snapshot};

/// Arguments of `rule edit`.
#[derive(Args, Debug)]
pub struct RuleEditArgs<H: RuleHolder> {
    #[command(flatten)]
    holder: H,

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

impl<H: RuleHolder> WriteCommand for RuleEditArgs<H> {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        let snapshot = session.read(&self.scopes())?;
        let Held { holder, rules } = self.holder.find(&snapshot)?;
        let original = snapshot.get(&holder.path()).map(|entry| entry.value.clone());
        let pretty = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap_or_default();
        let shown = match (&holder, rules, original.as_deref().map(json::parse)) {
            // A policy is more than its rules.
            (Holder::Policy { .. }, Some(Ok(rules)), _) => pretty(&document(&holder, &rules)),
            (Holder::Policy { .. }, Some(Err(why)), _) => return Err(holder.bad_data(&why.to_string())),
            (_, _, Some(Ok(value))) => pretty(&value),
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
        self.holder.scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let Some(Edited { original, document }) = &self.edited else { return Ok(Plan::new()) };
        let held = self.holder.find(snapshot)?;
        let (object, path) = (held.holder.object(), held.holder.path());
        if snapshot.get(&path).map(|entry| &entry.value) != original.as_ref() {
            return Err(CommandError::new(
                ErrorKind::Conflict,
                format!("rules of {object} were changed during the edit"),
            )
            .object(object)
            .key(path)
            .hint("nothing is written; edit again"));
        }
        update::replace(snapshot, held, document)
    }
}
