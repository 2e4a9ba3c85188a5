//! `calicross profile rule list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use crate::commands::profile::{load, show};
use crate::error::CommandError;
use crate::model::profile::{Direction, Rules};
use crate::render::{Column, Format, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `profile rule list`.
#[derive(Args, Debug)]
pub struct RuleListArgs {
    /// Name of the profile
    profile: String,
}

/// A rule: its place, its words (or why there are none), and its JSON as it is stored.
#[derive(Serialize)]
struct RuleRow {
    direction: &'static str,
    at: usize,
    words: Option<String>,
    malformed: Option<String>,
    rule: Value,
}

impl Row for RuleRow {
    const SCHEMA: &'static str = "calicross/profile-rule-list/1";
    const COLUMNS: &'static [Column] = &[Column::new("DIRECTION"), Column::new("AT").right(), Column::new("RULE")];

    fn name(&self) -> Cow<'_, str> {
        format!("{}/{}", self.direction, self.at).into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match (column, &self.words, &self.malformed) {
            (0, ..) => self.direction.into(),
            (1, ..) => self.at.to_string().into(),
            (_, Some(words), _) => words.as_str().into(),
            (_, None, why) => format!("malformed: {}", why.as_deref().unwrap_or_default()).into(),
        }
    }
}

fn rows(rules: &Rules) -> Vec<RuleRow> {
    let mut rows = Vec::new();
    for (direction, word) in [(Direction::Inbound, "inbound"), (Direction::Outbound, "outbound")] {
        for (at, (rule, json)) in rules.list(direction).zip(rules.values(direction)).enumerate() {
            let (words, malformed) = match rule {
                Ok(rule) => (Some(rule.to_string()), None),
                Err(err) => (None, Some(err.to_string())),
            };
            rows.push(RuleRow { direction: word, at: at + 1, words, malformed, rule: json.clone() });
        }
    }
    rows
}

impl ReadCommand for RuleListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[load::scope(&self.profile)])?;
        let profile = load::required(&snapshot, &self.profile)?;
        let malformed: Vec<_> = profile.malformed().into_iter().map(|(key, why)| (key, why.clone())).collect();
        if session.ui.format() == Format::Table && !session.ui.selects() {
            let mut text = Vec::new();
            show::write_rules(&mut text, &profile.rules)?;
            session.ui.raw(&text)?;
        } else {
            session.ui.list(load::readable(&profile.rules).map(rows).unwrap_or_default())?;
        }
        if profile.rules.as_ref().is_some_and(Result::is_err) {
            load::unreadable(&malformed)?;
        }
        load::bad_rule(&self.profile, &profile.rules)?;
        Ok(Outcome::Yes)
    }
}
