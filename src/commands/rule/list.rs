//! `calicross profile rule list`, `calicross policy rule list`

use std::borrow::Cow;
use std::io::{self, Write};
use std::marker::PhantomData;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use super::{Held, Holder, RuleHolder};
use crate::error::{CommandError, ErrorKind};
use crate::model::profile::{Direction, Part, Rules};
use crate::render::{Column, Format, Row, printable};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `rule list`.
#[derive(Args, Debug)]
pub struct RuleListArgs<H: RuleHolder> {
    #[command(flatten)]
    holder: H,
}

/// A rule: its place, its words (or why there are none), and its JSON as it is stored.
#[derive(Serialize)]
struct RuleRow<H> {
    direction: &'static str,
    at: usize,
    words: Option<String>,
    malformed: Option<String>,
    rule: Value,
    #[serde(skip)]
    of: PhantomData<H>,
}

impl<H: RuleHolder> Row for RuleRow<H> {
    const SCHEMA: &'static str = H::LIST_SCHEMA;
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

fn rows<H>(rules: &Rules) -> Vec<RuleRow<H>> {
    let mut rows = Vec::new();
    for (direction, word) in [(Direction::Inbound, "inbound"), (Direction::Outbound, "outbound")] {
        for (at, (rule, json)) in rules.list(direction).zip(rules.values(direction)).enumerate() {
            let (words, malformed) = match rule {
                Ok(rule) => (Some(rule.to_string()), None),
                Err(err) => (None, Some(err.to_string())),
            };
            rows.push(RuleRow { direction: word, at: at + 1, words, malformed, rule: json.clone(), of: PhantomData });
        }
    }
    rows
}

impl<H: RuleHolder> ReadCommand for RuleListArgs<H> {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&self.holder.scopes())?;
        let Held { holder, rules } = self.holder.find(&snapshot)?;
        let readable = rules.as_ref().and_then(|rules| rules.as_ref().ok());
        if session.ui.format() == Format::Table && !session.ui.selects() {
            let mut text = Vec::new();
            write_rules(&mut text, &holder, &rules)?;
            session.ui.raw(&text)?;
        } else {
            session.ui.list(readable.map(rows::<H>).unwrap_or_default())?;
        }
        check_readable(&holder, &rules)?;
        Ok(Outcome::Yes)
    }
}

/// Writes rules in words, numbered as `--at` counts them.
pub(in crate::commands) fn write_rules(out: &mut dyn Write, holder: &Holder, rules: &Part<Rules>) -> io::Result<()> {
    let Some(Ok(rules)) = rules else {
        let state = if rules.is_some() { "malformed" } else { "missing" };
        return writeln!(out, "Rules:   {}", holder.unreadable(state));
    };
    for (direction, title) in [(Direction::Inbound, "Inbound rules:"), (Direction::Outbound, "Outbound rules:")] {
        writeln!(out, "{title}")?;
        for (at, rule) in rules.list(direction).enumerate() {
            let words = rule.map_or_else(|err| format!("malformed: {err}"), |rule| rule.to_string());
            writeln!(out, "{:4} {}", at + 1, printable(&words))?;
        }
    }
    Ok(())
}

/// The error with which a read ends that met rules which cannot be read, or a rule which is none.
pub(in crate::commands) fn check_readable(holder: &Holder, rules: &Part<Rules>) -> Result<(), CommandError> {
    match rules {
        None => Ok(()),
        Some(Err(why)) => Err(holder.bad_data(&why.to_string())),
        Some(Ok(rules)) => match rules.first_bad() {
            None => Ok(()),
            Some((direction, at, why)) => {
                let message = format!("{direction} rule {at} of {} is malformed: {why}", holder.object());
                Err(CommandError::new(ErrorKind::BadData, message).key(holder.path()))
            }
        },
    }
}
