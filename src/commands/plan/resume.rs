//! `calicross plan resume`

use clap::Args;

use super::file;
use crate::error::{CommandError, ErrorKind};
use crate::plan::journal::{Entry, State};
use crate::session::options::WriteArgs;
use crate::session::settle::Extra;
use crate::session::{Outcome, ReadCommand, Session, state};
use crate::store::Scope;

/// Arguments of `plan resume`.
#[derive(Args, Debug)]
pub struct PlanResumeArgs {
    /// The journal entry, or the beginning of its id; without it, the one that is pending
    id: Option<String>,

    #[command(flatten)]
    write: WriteArgs,
}

impl ReadCommand for PlanResumeArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let entry = match &self.id {
            Some(id) => session.journal_entry(id)?,
            None => pending(session)?,
        };
        let id = entry.record.id;
        if entry.state != State::Pending {
            let message = format!("journal entry {id} is {}, not pending", entry.state.word());
            return Err(CommandError::new(ErrorKind::Refused, message).object(format!("journal entry {id}")));
        }
        let question = session.check_abandoned(&entry)?;
        let path = state::plan_path(id).filter(|path| path.exists()).ok_or_else(|| not_here(&entry))?;
        let saved = file::read(&path)?;
        file::check_target(session, &saved.target)?;
        session.command = saved.command.clone();
        let plan = saved.into_plan();
        let scopes: Vec<Scope> = plan.keys().into_iter().map(Scope::key).collect();
        let extra = Extra { resumes: Some(id), ..Extra::default() };
        let outcome = session.settle(&scopes, &self.write, &extra, &|snapshot| {
            let mut rest = plan.clone().remainder(snapshot).map_err(|changed| {
                let first = changed.first().cloned().unwrap_or_default();
                CommandError::new(
                    ErrorKind::Conflict,
                    format!("changed since by somebody else: {}", changed.join(", ")),
                )
                .object(format!("journal entry {id}"))
                .key(first)
                .hint(format!("`calicross undo {id} --skip-changed` takes back what was written"))
            })?;
            if let Some(question) = question.as_ref().filter(|_| !rest.is_empty()) {
                rest.ask(question);
            }
            Ok(rest)
        })?;
        if !self.write.dry_run {
            session.mark_entry(id, State::Done)?;
            let _ = std::fs::remove_file(path);
        }
        Ok(outcome)
    }
}

fn not_here(entry: &Entry) -> CommandError {
    let record = &entry.record;
    let id = record.id;
    CommandError::new(ErrorKind::NotFound, format!("the plan of journal entry {id} is not on this host"))
        .object(format!("journal entry {id}"))
        .hint(format!("it was begun on {} by {}", record.host, record.actor))
        .hint(format!("`calicross undo {id}` takes back what was written"))
}

/// The one entry that is pending.
fn pending(session: &mut Session) -> Result<Entry, CommandError> {
    let (entries, _) = session.journal()?;
    let mut pending = entries.into_iter().filter(|entry| entry.state == State::Pending);
    match (pending.next(), pending.next()) {
        (Some(entry), None) => Ok(entry),
        (None, _) => Err(CommandError::new(ErrorKind::NotFound, "no change is pending")),
        (Some(first), Some(second)) => {
            let (first, second) = (first.record.id, second.record.id);
            let message = format!("more than one change is pending, such as {first} and {second}");
            Err(CommandError::new(ErrorKind::Refused, message)
                .hint("`calicross history list --filter STATE=pending` shows them"))
        }
    }
}
