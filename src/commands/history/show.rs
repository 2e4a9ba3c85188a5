//! `calicross history show`

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use crate::error::CommandError;
use crate::model::shell::command_line;
use crate::plan::journal::{Entry, Record, State, Trace};
use crate::render::{diff, printable};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::{Scope, Snapshot};

/// Arguments of `history show`.
#[derive(Args, Debug)]
pub struct HistoryShowArgs {
    /// The entry, or the beginning of its id; without it, all are listed
    pub(super) id: Option<String>,

    /// Show each key's former and present value as a diff
    #[arg(long)]
    diff: bool,
}

/// An entry of the journal; `now` of a change says whether its key is as the entry left it (`after`), as it was before
/// (`before`), or has been changed since (`changed`).
#[derive(Serialize)]
struct HistoryDoc<'a> {
    state: State,
    record: &'a Record,
    changes: Vec<TraceDoc<'a>>,
}

#[derive(Serialize)]
struct TraceDoc<'a> {
    change: &'a Trace,
    now: &'static str,
}

impl ReadCommand for HistoryShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let entry = session.journal_entry(self.id.as_deref().unwrap_or_default())?;
        let scopes: Vec<Scope> = entry.changes.iter().map(|trace| Scope::key(&trace.path)).collect();
        let snapshot = session.read(&scopes)?;
        let changes =
            entry.changes.iter().map(|trace| TraceDoc { change: trace, now: now(trace, &snapshot) }).collect();
        let doc = HistoryDoc { state: entry.state, record: &entry.record, changes };
        let color = session.ui.color();
        session.ui.object("calicross/history-entry/1", &doc, &mut |out| {
            write_entry(out, &entry, &doc)?;
            if self.diff {
                for trace in &entry.changes {
                    let before = trace.before.as_ref().map(|bytes| bytes.as_slice());
                    let present = snapshot.get(&trace.path).map(|entry| entry.value.as_slice());
                    out.write_all(diff(&trace.path, before, present, color).as_bytes())?;
                }
            }
            Ok(())
        })?;
        Ok(Outcome::Yes)
    }
}

fn now(trace: &Trace, snapshot: &Snapshot) -> &'static str {
    let present = snapshot.get(&trace.path).map(|entry| entry.value.as_slice());
    if trace.is_after(present) {
        "after"
    } else if trace.is_before(present) {
        "before"
    } else {
        "changed"
    }
}

fn write_entry(out: &mut dyn Write, entry: &Entry, doc: &HistoryDoc<'_>) -> io::Result<()> {
    let record = &entry.record;
    writeln!(out, "Entry:   {}", record.id)?;
    writeln!(out, "State:   {}", entry.state.word())?;
    writeln!(out, "Time:    {}", printable(&record.time))?;
    writeln!(out, "Actor:   {} on {} (pid {})", printable(&record.actor), printable(&record.host), record.pid)?;
    writeln!(out, "Command: {}", printable(&command_line(&record.command)))?;
    if let Some(reason) = &record.reason {
        writeln!(out, "Reason:  {}", printable(reason))?;
    }
    if !record.forced.is_empty() {
        let forced: Vec<&str> = record.forced.iter().map(|force| force.word()).collect();
        writeln!(out, "Forced:  {}", forced.join(", "))?;
    }
    if let Some(id) = &record.resumes {
        writeln!(out, "Resumes: {id}")?;
    }
    if let Some(id) = &record.undoes {
        writeln!(out, "Undoes:  {id}")?;
    }
    writeln!(out, "Keys:    {}", entry.changes.len())?;
    for TraceDoc { change, now } in &doc.changes {
        let sign = match (&change.before, &change.after) {
            (None, _) => '+',
            (Some(_), Some(_)) => '~',
            (Some(_), None) => '-',
        };
        let since = match *now {
            "after" => "",
            "before" => "  (is as it was before)",
            _ => "  (changed since)",
        };
        writeln!(out, "  {sign} {}{since}", printable(&change.path))?;
    }
    Ok(())
}
