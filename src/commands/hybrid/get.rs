//! `calicross hybrid get`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use super::facts;
use crate::error::CommandError;
use crate::model::facts::{Fact, spelled};
use crate::model::felix::Generation;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `hybrid get`.
#[derive(Args, Debug)]
pub struct HybridGetArgs {}

#[derive(Serialize)]
struct FactRow {
    setting: &'static str,
    host: Option<String>,
    value: Option<String>,
    /// Whether somebody said so; else it is what is taken.
    set: bool,
}

impl Row for FactRow {
    const SCHEMA: &'static str = "calicross/hybrid-settings/1";
    const COLUMNS: &'static [Column] =
        &[Column::new("SETTING"), Column::new("HOST"), Column::new("VALUE"), Column::new("FROM")];

    fn name(&self) -> Cow<'_, str> {
        self.setting.into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.setting.into(),
            1 => self.host.as_deref().unwrap_or_default().into(),
            2 => self.value.as_deref().unwrap_or_default().into(),
            _ => if self.set { "set" } else { "default" }.into(),
        }
    }
}

impl ReadCommand for HybridGetArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let known = facts::of(&session.read(&[facts::scope()])?)?;
        let mut rows = Vec::new();
        for fact in Fact::ALL {
            let shown = known.shown(fact, None);
            let default = (fact == Fact::Felix).then(|| spelled(Generation::Felix14).to_owned());
            let set = shown.is_some();
            rows.push(FactRow { setting: fact.name(), host: None, value: shown.or(default), set });
            if fact.is_of_hosts() {
                rows.extend(known.hosts().into_iter().map(|(host, generation)| FactRow {
                    setting: fact.name(),
                    host: Some(host),
                    value: Some(spelled(generation).to_owned()),
                    set: true,
                }));
            }
        }
        session.ui.list(rows)?;
        Ok(Outcome::Yes)
    }
}
