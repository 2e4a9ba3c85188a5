//! The checks that there are.

use std::borrow::Cow;

use serde::Serialize;

use crate::doctor::{Check, Class, Severity};
use crate::error::CommandError;
use crate::render::{Column, Row};
use crate::session::{Outcome, Session};

#[derive(Serialize)]
struct CheckRow {
    id: &'static str,
    severity: Severity,
    fix: Option<Class>,
    title: &'static str,
    why: &'static str,
}

impl Row for CheckRow {
    const SCHEMA: &'static str = "calicross/doctor-checks/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("ID"),
        Column::new("SEVERITY"),
        Column::new("FIX"),
        Column::new("WHAT IT FINDS"),
        Column::new("WHY IT MATTERS").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.id.into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.id.into(),
            1 => self.severity.word().into(),
            2 => self.fix.map_or("-", Class::word).into(),
            3 => self.title.into(),
            _ => self.why.into(),
        }
    }
}

/// Lists checks.
///
/// # Errors
/// Where stdout cannot be written.
pub(super) fn list(session: &Session, checks: &[&'static Check]) -> Result<Outcome, CommandError> {
    let row = |check: &&'static Check| {
        let Check { id, severity, fix, title, why, .. } = **check;
        CheckRow { id, severity, fix, title, why }
    };
    session.ui.list(checks.iter().map(row))?;
    Ok(Outcome::Yes)
}
