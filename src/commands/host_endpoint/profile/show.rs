//! `calicross host-endpoint profile show`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::commands::host_endpoint::effect;
use crate::error::CommandError;
use crate::inventory::{host_endpoints, profiles};
use crate::model::profile::Rules;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `host-endpoint profile show`.
#[derive(Args, Debug)]
pub struct ProfileShowArgs {
    /// The host endpoint: HOST/ID, or its id where one host has it
    #[arg(value_name = "HOST-ENDPOINT")]
    word: String,
}

/// A profile of a host endpoint; a profile that is missing or cannot be read drops what reaches it.
#[derive(Serialize)]
struct ProfileRow {
    profile: String,
    state: &'static str,
}

impl Row for ProfileRow {
    const SCHEMA: &'static str = "calicross/host-endpoint-profiles/1";
    const COLUMNS: &'static [Column] = &[Column::new("PROFILE"), Column::new("STATE")];

    fn name(&self) -> Cow<'_, str> {
        self.profile.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        if column == 0 { self.profile.as_str().into() } else { self.state.into() }
    }
}

impl ReadCommand for ProfileShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[host_endpoints::scope(&self.word), profiles::scope_of_all()])?;
        let found = host_endpoints::find(&self.word, &snapshot)?;
        let endpoint = found.value.as_ref().map_err(|why| effect::malformed(&found, why))?;
        let ids = endpoint.profile_ids().map_err(|why| effect::malformed(&found, &why))?;
        let state = |profile: &str| match profiles::named(&snapshot, profile).and_then(|found| found.rules) {
            None => "missing",
            Some(rules) if rules.as_ref().is_ok_and(|rules: &Rules| rules.first_bad().is_none()) => "ok",
            Some(_) => "malformed",
        };
        if ids.is_empty() {
            session.ui.status(&format!("host endpoint {} has no profiles", found.name()));
        }
        session.ui.list(ids.into_iter().map(|id| ProfileRow { profile: id.to_owned(), state: state(id) }))?;
        Ok(Outcome::Yes)
    }
}
