//! `calicross ipam check`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::error::CommandError;
use crate::ipam::check::{self, Finding};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `ipam check`.
#[derive(Args, Debug)]
#[command(after_help = "\
It looks for pools that overlap or cannot be read; blocks outside every pool, without their host's claim, or there twice; claims and \
handles that do not agree with the blocks; addresses that are held and that nobody has (leak), that two have (double-use), that \
containers have and no block holds (not-held), that lie outside every pool, and VMs in a pool that containers get addresses of.")]
pub struct IpamCheckArgs {}

/// A finding.
#[derive(Serialize)]
struct FindingRow {
    id: &'static str,
    object: String,
    key: String,
    text: String,
}

impl From<Finding> for FindingRow {
    fn from(Finding { id, object, key, text }: Finding) -> Self {
        Self { id, object, key, text }
    }
}

impl Row for FindingRow {
    const SCHEMA: &'static str = "calicross/ipam-check/1";
    const COLUMNS: &'static [Column] =
        &[Column::new("FINDING"), Column::new("OBJECT"), Column::new("KEY").wide(), Column::new("WHAT")];

    fn name(&self) -> Cow<'_, str> {
        self.object.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.id.into(),
            1 => self.object.as_str().into(),
            2 => self.key.as_str().into(),
            _ => self.text.as_str().into(),
        }
    }
}

impl ReadCommand for IpamCheckArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&check::scopes())?;
        let findings = check::check(&snapshot);
        let outcome = if findings.is_empty() { Outcome::Yes } else { Outcome::No };
        if findings.is_empty() {
            session.ui.status("nothing found");
        }
        session.ui.list(findings.into_iter().map(FindingRow::from))?;
        Ok(outcome)
    }
}
