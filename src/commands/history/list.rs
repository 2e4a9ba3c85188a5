//! `calicross history list`

use std::borrow::Cow;
use std::collections::BTreeSet;

use clap::Args;
use serde::Serialize;
use uuid::Uuid;

use crate::error::{CommandError, ErrorKind};
use crate::model::shell::command_line;
use crate::plan::Force;
use crate::plan::journal::{Entry, State, undone};
use crate::render::{Column, Row};
use crate::session::options::parse_number;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `history list`.
#[derive(Args, Debug, Default)]
pub struct HistoryListArgs {
    /// The latest entries only
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_number::<usize>)]
    limit: Option<usize>,
}

/// An entry of the journal. `state` is `done`, `pending` (begun and not finished), `partial` (a part was written and the
/// rest given up) or `undone` (taken back, and that not taken back in turn).
#[derive(Serialize)]
struct HistoryRow {
    id: String,
    time: String,
    actor: String,
    host: String,
    state: &'static str,
    keys: usize,
    command: Vec<String>,
    reason: Option<String>,
    forced: Vec<Force>,
    undoes: Option<String>,
}

impl HistoryRow {
    fn new(entry: &Entry, undone: &BTreeSet<Uuid>) -> Self {
        let record = &entry.record;
        let state = if undone.contains(&record.id) { State::Undone } else { entry.state };
        Self {
            id: record.id.to_string(),
            time: record.time.clone(),
            actor: record.actor.clone(),
            host: record.host.clone(),
            state: state.word(),
            keys: entry.changes.len(),
            command: record.command.clone(),
            reason: record.reason.clone(),
            forced: record.forced.clone(),
            undoes: record.undoes.map(|id| id.to_string()),
        }
    }
}

impl Row for HistoryRow {
    const SCHEMA: &'static str = "calicross/history/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("ID"),
        Column::new("TIME"),
        Column::new("ACTOR"),
        Column::new("STATE"),
        Column::new("KEYS").right(),
        Column::new("COMMAND"),
        Column::new("HOST").wide(),
        Column::new("REASON").wide(),
        Column::new("UNDOES").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.id.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.id.as_str().into(),
            1 => self.time.as_str().into(),
            2 => self.actor.as_str().into(),
            3 => self.state.into(),
            4 => self.keys.to_string().into(),
            5 => command_line(&self.command).into(),
            6 => self.host.as_str().into(),
            7 => self.reason.as_deref().unwrap_or("-").into(),
            _ => self.undoes.as_deref().unwrap_or("-").into(),
        }
    }
}

impl ReadCommand for HistoryListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let (entries, unreadable) = session.journal()?;
        let skipped = self.limit.map_or(0, |limit| entries.len().saturating_sub(limit));
        let undone = undone(&entries);
        if entries.is_empty() {
            session.ui.status("nothing was changed yet");
        }
        session.ui.list(entries.iter().skip(skipped).map(|entry| HistoryRow::new(entry, &undone)))?;
        for entry in unreadable.iter().skip(1) {
            session.ui.warn(&format!("unreadable journal key {}: {}", entry.path, entry.why));
        }
        match unreadable.first() {
            None => Ok(Outcome::Yes),
            Some(entry) => Err(CommandError::new(
                ErrorKind::BadData,
                format!("unreadable journal key {}: {}", entry.path, entry.why),
            )
            .key(&entry.path)),
        }
    }
}
