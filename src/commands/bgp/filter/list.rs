//! `calicross bgp filter list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::commands::bgp::load::{self, StoredFilter};
use crate::error::CommandError;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `bgp filter list`.
#[derive(Args, Debug, Default)]
pub struct FilterListArgs {}

/// A filter in a list.
#[derive(Serialize)]
pub(crate) struct FilterRow {
    pub(crate) name: String,
    pub(crate) family: u8,
    pub(crate) statements: String,
    pub(crate) malformed: Option<String>,
}

impl FilterRow {
    pub(crate) fn of(stored: &StoredFilter<'_>) -> Self {
        Self {
            name: stored.name.clone(),
            family: stored.family.number(),
            statements: String::from_utf8_lossy(&stored.entry.value).into_owned(),
            malformed: load::refused([stored.entry]).into_iter().next().map(|(_, why)| why),
        }
    }

    /// The statements in one line; with a comment among them, each line's end stays to be seen.
    pub(crate) fn in_one_line(&self) -> String {
        let end = if self.statements.contains('#') { "\n" } else { " " };
        let lines: Vec<&str> = self.statements.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        lines.join(end)
    }
}

impl Row for FilterRow {
    const SCHEMA: &'static str = "calicross/bgp-filter-list/1";
    const COLUMNS: &'static [Column] =
        &[Column::new("NAME"), Column::new("FAMILY"), Column::new("STATE"), Column::new("STATEMENTS")];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.name.as_str().into(),
            1 => format!("IPv{}", self.family).into(),
            2 => if self.malformed.is_some() { "malformed" } else { "ok" }.into(),
            _ => self.in_one_line().into(),
        }
    }
}

impl ReadCommand for FilterListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[load::scope_of_all()])?;
        let found: Vec<StoredFilter<'_>> = load::filters(&snapshot).collect();
        if found.is_empty() {
            session.ui.status("no filters");
        }
        session.ui.list(found.iter().map(FilterRow::of))?;
        let wrong = load::refused(found.iter().map(|stored| stored.entry));
        for (key, why) in wrong.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {key}: {why}"));
        }
        load::unreadable(&wrong)?;
        Ok(Outcome::Yes)
    }
}
