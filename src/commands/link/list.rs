//! `calicross link list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use super::load::{self, GroupDoc, Loaded};
use crate::error::CommandError;
use crate::link::{Link, Mechanism, mirror};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `link list`.
#[derive(Args, Debug)]
pub struct LinkListArgs {}

/// A link in the list.
#[derive(Serialize)]
struct LinkRow {
    name: String,
    mechanism: &'static str,
    namespaces: Vec<String>,
    groups: Vec<GroupDoc>,
    endpoints: usize,
    health: Vec<&'static str>,
}

impl Row for LinkRow {
    const SCHEMA: &'static str = "calicross/link-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("NAME"),
        Column::new("MECHANISM"),
        Column::new("NAMESPACES").wide(),
        Column::new("DIRECTION"),
        Column::new("ENDPOINTS").right(),
        Column::new("FROM-SG").wide(),
        Column::new("HEALTH"),
        // Names of groups may be long, and only what is last is not padded.
        Column::new("GROUPS"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let joined = |texts: Vec<&str>| Cow::Owned(if texts.is_empty() { "-".to_owned() } else { texts.join(",") });
        match column {
            0 => self.name.as_str().into(),
            1 => self.mechanism.into(),
            2 => joined(self.namespaces.iter().map(String::as_str).collect()),
            3 => {
                let mut directions: Vec<&str> = self.groups.iter().map(|group| group.direction).collect();
                directions.dedup();
                joined(directions)
            }
            4 => self.endpoints.to_string().into(),
            5 => {
                let mut services: Vec<&str> =
                    self.groups.iter().flat_map(|group| &group.from_group).map(String::as_str).collect();
                services.dedup();
                joined(services)
            }
            6 if self.health.is_empty() => "ok".into(),
            6 => joined(self.health.clone()),
            _ => joined(self.groups.iter().map(GroupDoc::called).collect()),
        }
    }
}

impl ReadCommand for LinkListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&load::scopes_with_members())?;
        let loaded = Loaded::of(&snapshot);
        let members = loaded.members(&loaded.links.iter().collect::<Vec<&Link>>());
        let lacking = loaded.lacking();
        let row = |link: &Link| {
            let mut health: Vec<&str> = loaded.problems(link, &members).iter().map(|problem| problem.id).collect();
            health.dedup();
            if lacking.contains(&link.name) && link.mechanism == Mechanism::Tag {
                health.push("not-reconciled");
            }
            LinkRow {
                name: link.full_name(),
                mechanism: load::mechanism(link),
                namespaces: load::namespaces(link),
                groups: loaded.groups(link),
                endpoints: members.pods(link).len(),
                health,
            }
        };
        let mut rows: Vec<LinkRow> = loaded.links.iter().map(row).collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name));
        if rows.is_empty() {
            session.ui.status("no links");
        }
        session.ui.list(rows)?;
        for (name, mirror) in mirror::all(&snapshot) {
            session.ui.status(&format!("{name} is a mirror: {}", mirror.told()));
        }
        load::unreadable(&loaded.malformed_names)?;
        Ok(Outcome::Yes)
    }
}
