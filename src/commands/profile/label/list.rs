//! `calicross profile label list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::commands::label::shown;
use crate::commands::profile::load;
use crate::error::CommandError;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `profile label list`.
#[derive(Args, Debug)]
pub struct LabelListArgs {
    /// Name of the profile
    profile: String,
}

#[derive(Serialize)]
struct LabelRow {
    key: String,
    value: String,
}

impl Row for LabelRow {
    const SCHEMA: &'static str = "calicross/profile-label-list/1";
    const COLUMNS: &'static [Column] = &[Column::new("KEY"), Column::new("VALUE")];

    fn name(&self) -> Cow<'_, str> {
        shown(&self.key, &self.value).into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        if column == 0 { self.key.as_str().into() } else { self.value.as_str().into() }
    }
}

impl ReadCommand for LabelListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[load::scope(&self.profile)])?;
        let profile = load::required(&snapshot, &self.profile)?;
        let malformed: Vec<_> = profile.malformed().into_iter().map(|(key, why)| (key, why.clone())).collect();
        let labels = load::readable(&profile.labels).into_iter().flat_map(|labels| labels.iter());
        let mut rows: Vec<LabelRow> =
            labels.map(|(key, value)| LabelRow { key: key.to_owned(), value: value.to_owned() }).collect();
        rows.sort_by(|a, b| a.key.cmp(&b.key));
        session.ui.list(rows)?;
        if profile.labels.as_ref().is_some_and(Result::is_err) {
            load::unreadable(&malformed)?;
        }
        Ok(Outcome::Yes)
    }
}
