//! `calicross endpoint profile show`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::commands::endpoint::choice::Filters;
use crate::commands::malformed::unreadable;
use crate::error::CommandError;
use crate::inventory::profiles::{self, Fault};
use crate::model::key::Key;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `endpoint profile show`.
#[derive(Args, Debug)]
pub struct EndpointProfileShowArgs {
    /// The endpoint, or several by a pattern
    #[arg(value_name = "ENDPOINT")]
    word: String,

    #[command(flatten)]
    filters: Filters,
}

/// A profile at its place in the list of an endpoint.
#[derive(Serialize)]
struct ProfileRow {
    endpoint: String,
    at: usize,
    profile: String,
    /// Why Felix drops all that reaches it; `null` where it does not.
    fault: Option<String>,
    #[serde(skip)]
    state: &'static str,
}

impl Row for ProfileRow {
    const SCHEMA: &'static str = "calicross/endpoint-profile-list/1";
    const COLUMNS: &'static [Column] =
        &[Column::new("ENDPOINT"), Column::new("AT").right(), Column::new("PROFILE"), Column::new("STATE")];

    fn name(&self) -> Cow<'_, str> {
        self.profile.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.endpoint.as_str().into(),
            1 => self.at.to_string().into(),
            2 => self.profile.as_str().into(),
            _ => self.state.into(),
        }
    }
}

impl ReadCommand for EndpointProfileShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let words = std::slice::from_ref(&self.word);
        let (hosts, names) = self.filters.read(words, session)?;
        let found = self.filters.find(words, &hosts, &names, false)?;
        let (mut lists, mut malformed) = (Vec::new(), Vec::new());
        for endpoint in &found {
            match endpoint.glance() {
                Ok(glance) => lists.push((endpoint.name(), glance.profiles)),
                Err(why) => malformed.push((Key::WorkloadEndpoint(endpoint.id.clone()), why)),
            }
        }
        let listed = lists.iter().flat_map(|(_, profiles)| profiles).map(AsRef::as_ref);
        let profiles = profiles::all(&session.read(&profiles::scopes(listed))?);
        let mut rows = Vec::new();
        for (endpoint, list) in &lists {
            for (at, profile) in list.iter().enumerate() {
                let fault = Fault::of(profiles.get(profile.as_ref()));
                rows.push(ProfileRow {
                    endpoint: endpoint.clone(),
                    at: at + 1,
                    profile: profile.to_string(),
                    state: fault.as_ref().map_or("ok", Fault::word),
                    fault: fault.map(|fault| fault.to_string()),
                });
            }
            if list.is_empty() {
                session.ui.status(&format!("{endpoint} has no profiles: all its traffic is dropped, both ways"));
            }
        }
        session.ui.list(rows)?;
        for (key, why) in malformed.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {}: {why}", key.path()));
        }
        unreadable(&malformed)?;
        Ok(Outcome::Yes)
    }
}
