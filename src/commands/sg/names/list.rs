//! `calicross sg names list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::commands::malformed::finish;
use crate::error::CommandError;
use crate::inventory;
use crate::model::openstack::Kind;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `sg names list`.
#[derive(Args, Debug)]
pub struct NamesListArgs {}

/// A name.
#[derive(Serialize)]
struct NameRow {
    kind: &'static str,
    id: String,
    name: String,
}

impl Row for NameRow {
    const SCHEMA: &'static str = "calicross/sg-names-list/1";
    const COLUMNS: &'static [Column] = &[Column::new("KIND"), Column::new("ID"), Column::new("NAME")];

    fn name(&self) -> Cow<'_, str> {
        self.id.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.kind.into(),
            1 => self.id.as_str().into(),
            _ => self.name.as_str().into(),
        }
    }
}

impl ReadCommand for NamesListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let (names, malformed) = inventory::names(&session.read(&[inventory::scope_of_names()])?);
        let rows: Vec<NameRow> = Kind::ALL
            .into_iter()
            .flat_map(|kind| names.all(kind).map(move |found| (kind, found)))
            .map(|(kind, (id, name))| NameRow { kind: kind.word(), id: id.to_owned(), name: name.to_owned() })
            .collect();
        if rows.is_empty() {
            session.ui.status("no names are imported");
        }
        session.ui.list(rows)?;
        finish(&session.ui, &malformed)
            .map_err(|err| err.hint("`calicross sg names import --force=malformed` writes a fresh listing over it"))?;
        Ok(Outcome::Yes)
    }
}
