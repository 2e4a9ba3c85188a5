//! `calicross profile tag list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::commands::profile::load;
use crate::error::CommandError;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `profile tag list`.
#[derive(Args, Debug)]
pub struct TagListArgs {
    /// Name of the profile
    profile: String,
}

#[derive(Serialize)]
struct TagRow {
    tag: String,
}

impl Row for TagRow {
    const SCHEMA: &'static str = "calicross/profile-tag-list/1";
    const COLUMNS: &'static [Column] = &[Column::new("TAG")];

    fn name(&self) -> Cow<'_, str> {
        self.tag.as_str().into()
    }

    fn cell(&self, _column: usize) -> Cow<'_, str> {
        self.tag.as_str().into()
    }
}

impl ReadCommand for TagListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[load::scope(&self.profile)])?;
        let profile = load::required(&snapshot, &self.profile)?;
        let malformed: Vec<_> = profile.malformed().into_iter().map(|(key, why)| (key, why.clone())).collect();
        let tags = load::readable(&profile.tags).into_iter().flat_map(|tags| tags.iter());
        session.ui.list(tags.map(|tag| TagRow { tag: tag.to_owned() }))?;
        if profile.tags.as_ref().is_some_and(Result::is_err) {
            load::unreadable(&malformed)?;
        }
        Ok(Outcome::Yes)
    }
}
