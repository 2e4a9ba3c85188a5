//! `calicross owners`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::error::CommandError;
use crate::ownership::{CLAIMS, Claim};
use crate::plan::Action;
use crate::render::{Column, Row};
use crate::session::ui::Ui;
use crate::session::{Outcome, PlainCommand};

/// Arguments of `owners`.
#[derive(Args, Debug)]
pub struct OwnersArgs {}

/// A claim as scripts read it.
#[derive(Serialize)]
struct OwnerRow {
    owner: &'static str,
    keys: &'static str,
    member: &'static str,
    operations: Vec<&'static str>,
    foreign_write: &'static str,
    why: &'static str,
    becomes: &'static str,
}

impl From<&Claim> for OwnerRow {
    fn from(claim: &Claim) -> Self {
        Self {
            owner: claim.owner.name(),
            keys: claim.keys,
            member: claim.member,
            operations: claim.operations.iter().copied().map(Action::word).collect(),
            foreign_write: claim.foreign.word(),
            why: claim.why,
            becomes: claim.becomes,
        }
    }
}

impl Row for OwnerRow {
    const SCHEMA: &'static str = "calicross/owner-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("OWNER"),
        Column::new("KEYS"),
        Column::new("MEMBER"),
        Column::new("OPERATIONS"),
        Column::new("FOREIGN WRITE"),
        Column::new("WHY").wide(),
        Column::new("WHAT BECOMES OF IT").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.keys.into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.owner.into(),
            1 => self.keys.into(),
            2 => self.member.into(),
            3 => self.operations.join(",").into(),
            4 => self.foreign_write.into(),
            5 => self.why.into(),
            _ => self.becomes.into(),
        }
    }
}

impl PlainCommand for OwnersArgs {
    fn run(&self, ui: &Ui, _: fn() -> clap::Command) -> Result<Outcome, CommandError> {
        ui.list(CLAIMS.iter().map(OwnerRow::from))?;
        Ok(Outcome::Yes)
    }
}
