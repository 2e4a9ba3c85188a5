//! `calicross key ls`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::error::CommandError;
use crate::render::{Column, Format, Row};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::{Entry, Scope, Want};

/// Arguments of `key ls`.
#[derive(Args, Debug)]
pub struct KeyLsArgs {
    /// Directory (or key) whose keys are listed, all the way down
    #[arg(default_value = super::ROOT)]
    directory: String,
}

/// A key. Its version is etcd's mod_revision (v3) or modifiedIndex (v2).
#[derive(Serialize)]
struct KeyRow {
    path: String,
    version: u64,
    bytes: usize,
    expires: bool,
}

impl From<Entry> for KeyRow {
    fn from(entry: Entry) -> Self {
        Self { bytes: entry.value.len(), path: entry.path, version: entry.version.0, expires: entry.expires }
    }
}

impl Row for KeyRow {
    const SCHEMA: &'static str = "calicross/key-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("KEY"),
        Column::new("BYTES").right(),
        Column::new("VERSION").right(),
        Column::new("EXPIRES").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.path.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.path.as_str().into(),
            1 => self.bytes.to_string().into(),
            2 => self.version.to_string().into(),
            _ => if self.expires { "yes" } else { "no" }.into(),
        }
    }
}

impl ReadCommand for KeyLsArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let path = self.directory.trim_end_matches('/');
        super::check_key(path)?;
        // Names alone are printed while they arrive, and need no values.
        if session.ui.format() == Format::Name && !session.ui.selects() {
            return names(session, path);
        }
        // Two reads: together, on etcd v2, they would cost all that lies beside the directory, too.
        let below = session.store()?.read(&[Scope::under(path)], Want::Values)?;
        let own = session.store()?.read(&[Scope::key(path)], Want::Values)?;
        let rows: Vec<KeyRow> = own.into_entries().into_iter().chain(below.into_entries()).map(KeyRow::from).collect();
        if rows.is_empty() {
            session.ui.status(&format!("no keys under {path}"));
        }
        session.ui.list(rows)?;
        Ok(Outcome::Yes)
    }
}

fn names(session: &mut Session, path: &str) -> Result<Outcome, CommandError> {
    let own = session.store()?.read(&[Scope::key(path)], Want::Keys)?;
    let mut out = session.ui.lines();
    let mut failure = own.get(path).map_or(Ok(()), |entry| out.line(&entry.path));
    if failure.is_ok() {
        session.store()?.scan(&format!("{path}/"), Want::Keys, &mut |entry| {
            failure = out.line(&entry.path);
            failure.is_ok()
        })?;
    }
    failure?;
    out.finish()?;
    Ok(Outcome::Yes)
}
