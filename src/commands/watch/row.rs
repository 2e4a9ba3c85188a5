//! What happened to a key, as people and scripts see it.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::authors::Author;
use super::known::Happened;
use crate::model::changed;
use crate::model::key::Key;
use crate::model::shell::command_line;
use crate::plan::Action;
use crate::plan::journal::Record;
use crate::render::{Column, Row, printable};
use crate::store::Revision;

/// Whose a change is that calicross made.
#[derive(Serialize)]
struct AuthorDoc {
    id: String,
    actor: String,
    host: String,
    time: String,
    command: Vec<String>,
    reason: Option<String>,
}

impl AuthorDoc {
    fn of(record: &Record) -> Self {
        Self {
            id: record.id.to_string(),
            actor: record.actor.clone(),
            host: record.host.clone(),
            time: record.time.clone(),
            command: record.command.clone(),
            reason: record.reason.clone(),
        }
    }
}

/// A change that was seen.
#[derive(Serialize)]
pub(super) struct ChangeRow {
    time: String,
    revision: Revision,
    key: String,
    action: &'static str,
    object: String,
    changes: Vec<String>,
    /// `calicross`, `outside` or `unknown`.
    by: &'static str,
    author: Option<AuthorDoc>,
    resync: bool,
}

impl ChangeRow {
    /// Makes the row of something that happened, seen at a time; `resync` where it is the net of what was missed. `None` where the new
    /// value means the same as the old one.
    pub(super) fn of(happened: &Happened, author: &Author, time: &str, resync: bool) -> Option<Self> {
        let Happened { path, revision, before, after } = happened;
        let key = Key::parse(path);
        let changes = changed::words(&key, before.as_deref(), after.as_deref());
        if changes.is_empty() {
            return None;
        }
        let action = match (before, after) {
            (None, _) => Action::Create,
            (Some(_), Some(_)) => Action::Update,
            (Some(_), None) => Action::Delete,
        };
        let (by, author) = match author {
            Author::Calicross(record) => ("calicross", Some(AuthorDoc::of(record))),
            Author::Outside => ("outside", None),
            Author::Unknown => ("unknown", None),
        };
        Some(Self {
            time: time.to_owned(),
            revision: *revision,
            key: path.clone(),
            action: action.word(),
            object: changed::object(&key),
            changes,
            by,
            author,
            resync,
        })
    }

    /// Who made the change and why, in words.
    fn whose(&self) -> String {
        match (&self.author, self.by) {
            (Some(author), _) => {
                let reason = author.reason.as_ref().map(|reason| format!(", {reason}")).unwrap_or_default();
                format!("{}{reason}: {}", author.actor, command_line(&author.command))
            }
            (None, "outside") => "outside calicross".to_owned(),
            (None, _) => "by whom is not known".to_owned(),
        }
    }

    /// Writes the line for people.
    pub(super) fn human(&self, out: &mut dyn Write) -> io::Result<()> {
        let resync = if self.resync { "resync: " } else { "" };
        let line = format!("{}  {resync}{}: {}  ({})", self.time, self.object, self.changes.join("; "), self.whose());
        writeln!(out, "{}", printable(&line))
    }
}

impl Row for ChangeRow {
    const SCHEMA: &'static str = "calicross/change/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("TIME"),
        Column::new("OBJECT"),
        Column::new("CHANGE"),
        Column::new("ACTOR"),
        Column::new("COMMAND"),
        Column::new("REASON").wide(),
        Column::new("ACTION").wide(),
        Column::new("KEY").wide(),
        Column::new("BY").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.key.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let author = |of: &dyn Fn(&AuthorDoc) -> String| self.author.as_ref().map_or_else(|| "-".to_owned(), of).into();
        match column {
            0 => self.time.as_str().into(),
            1 => self.object.as_str().into(),
            2 => self.changes.join("; ").into(),
            3 => author(&|author| author.actor.clone()),
            4 => author(&|author| command_line(&author.command)),
            5 => author(&|author| author.reason.clone().unwrap_or_else(|| "-".to_owned())),
            6 => self.action.into(),
            7 => self.key.as_str().into(),
            _ => self.by.into(),
        }
    }
}
