//! `calicross settings`

use std::borrow::Cow;

use clap::Args;

use crate::error::CommandError;
use crate::render::{Column, Row};
use crate::session::settings::Setting;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `settings`.
#[derive(Args, Debug)]
pub struct SettingsArgs {}

impl Row for Setting {
    const SCHEMA: &'static str = "calicross/settings/1";
    const COLUMNS: &'static [Column] = &[Column::new("NAME"), Column::new("VALUE"), Column::new("ORIGIN")];

    fn name(&self) -> Cow<'_, str> {
        self.name.into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.name.into(),
            1 => self.value.as_str().into(),
            _ => self.origin.as_str().into(),
        }
    }
}

impl ReadCommand for SettingsArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        session.ui.list(session.settings.table.clone())?;
        Ok(Outcome::Yes)
    }
}
