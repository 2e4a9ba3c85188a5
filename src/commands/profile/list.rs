//! `calicross profile list`

use std::borrow::Cow;
use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use super::load;
use crate::commands::malformed::finish;
use crate::error::CommandError;
use crate::model::json::Malformed;
use crate::model::key::Key;
use crate::model::profile::{Direction, Part, Profile, Rules};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `profile list`.
#[derive(Args, Debug)]
pub struct ProfileListArgs {
    /// Show all columns, as -o wide
    #[arg(long)]
    pub(super) detailed: bool,
}

/// A profile in the list; a member is `null` where its key is missing or cannot be read.
#[derive(Serialize)]
struct ProfileRow {
    name: String,
    tags: Option<Vec<String>>,
    labels: Option<BTreeMap<String, String>>,
    inbound_rules: Option<usize>,
    outbound_rules: Option<usize>,
    malformed: Vec<&'static str>,
}

impl ProfileRow {
    fn new(profile: Profile, malformed: &[(Key, Malformed)]) -> Self {
        let segments = malformed.iter().filter_map(|(key, _)| match key {
            Key::Profile { part, .. } => Some(part.segment()),
            _ => None,
        });
        let count = |rules: &Part<Rules>, direction| load::readable(rules)?.count(direction);
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        Self {
            tags: load::readable(&profile.tags).map(|tags| tags.iter().map(str::to_owned).collect()),
            labels: load::readable(&profile.labels).map(|labels| labels.iter().map(owned).collect()),
            inbound_rules: count(&profile.rules, Direction::Inbound),
            outbound_rules: count(&profile.rules, Direction::Outbound),
            malformed: segments.collect(),
            name: profile.name,
        }
    }

    /// The cell of a value: itself, or why there is none.
    fn or_reason<'a>(&self, part: &str, value: Option<Cow<'a, str>>) -> Cow<'a, str> {
        value.unwrap_or_else(|| if self.malformed.contains(&part) { "malformed" } else { "-" }.into())
    }
}

impl Row for ProfileRow {
    const SCHEMA: &'static str = "calicross/profile-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("NAME"),
        Column::new("INBOUND").right(),
        Column::new("OUTBOUND").right(),
        // Anything may be long here, and only what is last is not padded.
        Column::new("TAGS"),
        Column::new("LABELS").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let or_dash = |text: String| Cow::Owned(if text.is_empty() { "-".to_owned() } else { text });
        match column {
            0 => self.name.as_str().into(),
            1 => self.or_reason("rules", self.inbound_rules.map(|count| count.to_string().into())),
            2 => self.or_reason("rules", self.outbound_rules.map(|count| count.to_string().into())),
            3 => self.or_reason("tags", self.tags.as_ref().map(|tags| or_dash(tags.join(",")))),
            _ => {
                let pair = |(key, value): (&String, &String)| format!("{key}={value}");
                let text = self.labels.as_ref().map(|labels| labels.iter().map(pair).collect::<Vec<_>>().join(","));
                self.or_reason("labels", text.map(or_dash))
            }
        }
    }
}

impl ReadCommand for ProfileListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        if self.detailed {
            session.ui.widen();
        }
        let snapshot = session.read(&[load::scope_of_all()])?;
        let (mut rows, mut malformed) = (Vec::new(), Vec::new());
        for profile in load::all(&snapshot).into_values() {
            let found = load::malformed(&profile);
            rows.push(ProfileRow::new(profile, &found));
            malformed.extend(found);
        }
        if rows.is_empty() {
            session.ui.status("no profiles");
        }
        session.ui.list(rows)?;
        finish(&session.ui, &malformed)?;
        Ok(Outcome::Yes)
    }
}
