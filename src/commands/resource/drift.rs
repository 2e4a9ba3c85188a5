//! `calicross drift`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use super::chosen;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{endpoints, profiles};
use crate::link::{intent, reconcile};
use crate::manifest::id::Id;
use crate::manifest::object::{Bad, Resource};
use crate::manifest::{set, stored};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;

/// Arguments of `drift`.
///
/// An object has drifted where a field is no longer as it was after its set was applied last (`apply --set`); a link where an endpoint lacks
/// it that it is kept for (`link attach --keep`). Exits with 1 where something has.
#[derive(Args, Debug)]
pub struct DriftArgs {
    /// Of this set alone
    #[arg(long, value_name = "NAME")]
    set: Option<String>,
}

/// An object that is not as it was.
#[derive(Serialize)]
struct DriftRow {
    set: Option<String>,
    kind: String,
    name: String,
    state: &'static str,
    fields: Vec<String>,
}

impl Row for DriftRow {
    const SCHEMA: &'static str = "calicross/drift-list/1";
    const COLUMNS: &'static [Column] =
        &[Column::new("SET"), Column::new("KIND"), Column::new("NAME"), Column::new("STATE"), Column::new("FIELDS")];

    fn name(&self) -> Cow<'_, str> {
        format!("{}/{}", self.kind, self.name).into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.set.as_deref().unwrap_or("-").into(),
            1 => self.kind.as_str().into(),
            2 => self.name.as_str().into(),
            3 => self.state.into(),
            _ if self.fields.is_empty() => "-".into(),
            _ => self.fields.join(",").into(),
        }
    }
}

impl ReadCommand for DriftArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let sets = session.read(&[match &self.set {
            Some(name) => set::scope(name),
            None => set::scope_of_all(),
        }])?;
        let names = set::names(&sets);
        if let Some(name) = self.set.as_ref().filter(|name| !names.contains(name)) {
            return Err(CommandError::new(ErrorKind::NotFound, format!("set {name} does not exist"))
                .object(format!("set {name}"))
                .hint("`apply --set NAME` makes one"));
        }
        let ids: Vec<Id> = names.iter().flat_map(|name| set::members(&sets, name).into_keys()).collect();
        let mut scopes = stored::scopes_of_some(&ids);
        if self.set.is_none() {
            scopes.extend([intent::scope_of_all(), endpoints::scope_of_all(), profiles::scope_of_all()]);
        }
        let snapshot = session.read(&scopes)?;
        let (mut rows, mut bad) = (Vec::new(), Vec::new());
        for name in &names {
            of_set(&sets, &snapshot, name, &mut rows, &mut bad);
        }
        if self.set.is_none() {
            rows.extend(of_links(&snapshot));
        }
        let any = !rows.is_empty();
        if !any {
            session.ui.status("nothing has drifted");
        }
        session.ui.list(rows)?;
        chosen::finish(&session.ui, bad.iter())?;
        Ok(if any { Outcome::No } else { Outcome::Yes })
    }
}

/// The objects of a set that are not as they were.
fn of_set(sets: &Snapshot, snapshot: &Snapshot, name: &str, rows: &mut Vec<DriftRow>, bad: &mut Vec<Bad>) {
    for (id, member) in set::members(sets, name) {
        let mut row = |state, fields| {
            rows.push(DriftRow {
                set: Some(name.to_owned()),
                kind: id.kind().to_string(),
                name: id.name(),
                state,
                fields,
            });
        };
        let member = match member {
            Ok(member) => member,
            Err(why) => {
                bad.push(Bad { key: set::path(name, &id), why: why.to_string() });
                continue;
            }
        };
        match Resource::find_at(snapshot, &id) {
            Ok(None) => row("missing", Vec::new()),
            Ok(Some(now)) => {
                let changed = set::changed(&member.document, &now.document());
                if !changed.is_empty() {
                    row("changed", changed);
                }
            }
            Err(why) => {
                row("malformed", Vec::new());
                bad.push(why);
            }
        }
    }
}

/// The links that endpoints lack which they are kept for.
fn of_links(snapshot: &Snapshot) -> Vec<DriftRow> {
    let intents = intent::all(snapshot);
    let readable: Vec<_> =
        intents.iter().filter_map(|(link, intent)| Some((link.as_str(), intent.as_ref().ok()?))).collect();
    let differences = reconcile::differences(&readable, snapshot, &profiles::all(snapshot));
    let mut rows: Vec<DriftRow> = Vec::new();
    for lacking in &differences.lacking {
        for link in &lacking.links {
            let endpoint = lacking.endpoint.name();
            match rows.iter_mut().find(|row| row.name == *link) {
                Some(row) => row.fields.push(endpoint),
                None => rows.push(DriftRow {
                    set: None,
                    kind: "link".to_owned(),
                    name: link.clone(),
                    state: "lacking",
                    fields: vec![endpoint],
                }),
            }
        }
    }
    rows
}
