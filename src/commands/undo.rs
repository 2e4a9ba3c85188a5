//! `calicross undo`

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::model::shell::command_line;
use crate::plan::journal::{Entry, State, undone, whole};
use crate::plan::undo::{Undo, undo};
use crate::session::options::WriteArgs;
use crate::session::settle::{Extra, actor};
use crate::session::{Outcome, ReadCommand, Session, state};
use crate::store::Scope;

/// Arguments of `undo`.
#[derive(Args, Debug)]
#[command(override_usage = "calicross undo [OPTIONS] <ID>\n       calicross undo [OPTIONS] --last")]
pub struct UndoArgs {
    /// The journal entry to take back, or the beginning of its id
    #[arg(required_unless_present = "last", conflicts_with = "last")]
    id: Option<String>,

    /// Take back my latest change that is not taken back yet
    #[arg(long)]
    last: bool,

    /// Leave keys that were changed since, and take back the rest
    #[arg(long)]
    skip_changed: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl ReadCommand for UndoArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let entry = match &self.id {
            Some(id) => session.journal_entry(id)?,
            None => latest(session)?,
        };
        // A change that was interrupted and resumed is several entries, and taken back whole.
        let (entries, _) = session.journal()?;
        let entry = whole(entries, entry.record.id).unwrap_or(entry);
        let id = entry.record.id;
        if self.last {
            // The journal should tell which one that was.
            session.command = vec!["undo".to_owned(), id.to_string()];
        }
        let question = session.check_abandoned(&entry)?;
        let scopes: Vec<Scope> = entry.changes.iter().map(|trace| Scope::key(&trace.path)).collect();
        let extra = Extra { undoes: Some(id), ..Extra::default() };
        let outcome = session.settle(&scopes, &self.write, &extra, &|snapshot| {
            let Undo { mut plan, changed } = undo(&entry.changes, snapshot);
            if let Some(first) = changed.first().filter(|_| !self.skip_changed) {
                let more = if changed.len() > 1 { format!(" (and {} more)", changed.len() - 1) } else { String::new() };
                return Err(CommandError::new(ErrorKind::Conflict, format!("{first} was changed since{more}"))
                    .object(format!("journal entry {id}"))
                    .key(first)
                    .hint("--skip-changed takes back the rest; `calicross history show ID --diff` shows each key"));
            }
            if !plan.is_empty() {
                plan.ask(format!("takes back: {}", command_line(&entry.record.command)));
                question.iter().for_each(|question| plan.ask(question));
            }
            for path in &changed {
                plan.warn(format!("left as it is, since it was changed: {path}"));
            }
            let command = command_line(&entry.record.command);
            plan.say(if plan.is_empty() {
                format!("nothing to take back: {command}")
            } else {
                format!("taken back: {command}")
            });
            Ok(plan)
        })?;
        if entry.state == State::Pending && !self.write.dry_run {
            session.mark_entry(id, State::Undone)?;
            if let Some(path) = state::plan_path(id) {
                let _ = std::fs::remove_file(path);
            }
        }
        Ok(outcome)
    }
}

/// The actor's latest entry that is neither taken back nor takes another back.
fn latest(session: &mut Session) -> Result<Entry, CommandError> {
    let actor = actor();
    let (entries, _) = session.journal()?;
    let undone = undone(&entries);
    let mine = |entry: &Entry| {
        let record = &entry.record;
        record.actor == actor && record.undoes.is_none() && !undone.contains(&record.id) && entry.state != State::Undone
    };
    entries.into_iter().rev().find(mine).ok_or_else(|| {
        CommandError::new(ErrorKind::NotFound, format!("{actor} has no change to take back"))
            .hint("`calicross history list` shows everybody's; `calicross undo ID` takes one of them back")
    })
}
