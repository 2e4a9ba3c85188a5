//! `calicross access confirm`

use std::time::{Duration, Instant};

use clap::Args;

use super::apis;
use super::book::{self, Checks};
use super::gate;
use super::identity::Bearer;
use super::switch::{agree, remove_traces, report, way_back_users};
use crate::access::record::{State, Switch, WAY_BACK_USER};
use crate::error::{CommandError, ErrorKind};
use crate::session::options::WRITING;
use crate::session::{Outcome, ReadCommand, Session};

/// Time that the process of the way back has to take its user away by itself.
const LEAVES: Duration = Duration::from_secs(10);

/// Arguments of `access confirm`.
#[derive(Args, Debug)]
pub struct AccessConfirmArgs {
    /// Keep it although not every identity has passed `check` since
    #[arg(short, long, help_heading = WRITING)]
    yes: bool,
}

impl ReadCommand for AccessConfirmArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let connection = session.settings.connection.clone();
        Bearer::root(&connection, "keeping authentication on")?;
        let mut apis = apis::open(session, &connection)?;
        let none = || CommandError::new(ErrorKind::NotFound, "no switch-on waits to be confirmed");
        let found = book::switch(book::of(&mut apis)?)?.ok_or_else(none)?;
        match found.doc.state {
            State::Trial => {}
            State::Confirmed => {
                return report(session, false, &apis, Some(&found.doc), "it is confirmed already");
            }
            State::TakingBack | State::TakenBack => {
                let why = found.doc.why.as_deref().unwrap_or_default();
                let message =
                    format!("too late: the switch-on of {} is {}: {why}", found.doc.since, found.doc.state.words());
                return Err(CommandError::new(ErrorKind::Refused, message));
            }
        }
        let checks = Checks::read(book::of(&mut apis)?)?;
        let mut unproved = Vec::new();
        for api in apis.iter_mut().filter(|api| found.doc.apis.contains(&api.kind)) {
            let auth = api.store.auth()?;
            if !auth.enabled {
                let message = format!("authentication is off in {}: there is nothing to keep", api.word());
                return Err(CommandError::new(ErrorKind::Refused, message));
            }
            unproved.extend(gate::unproved_since(api, &auth, &checks, &found.doc.since));
        }
        if !unproved.is_empty() && !self.yes {
            let question = format!("not checked since authentication is on: {}", unproved.join(", "));
            agree(session, &question)
                .map_err(|err| err.hint("`calicross access check --as USER` now proves what is refused, too"))?;
        }
        let doc = Switch { state: State::Confirmed, ..found.doc.clone() };
        book::put_switch(book::of(&mut apis)?, Some(&found), &doc)?;
        // Its process takes its user away; where it does not live any more, nobody else would.
        let end = Instant::now() + LEAVES;
        for api in apis.iter_mut().filter(|api| doc.apis.contains(&api.kind)) {
            while Instant::now() < end && way_back_users(&api.store.auth()?).next().is_some() {
                std::thread::sleep(Duration::from_millis(200));
            }
            remove_traces(api.store.as_mut(), WAY_BACK_USER, false).map_err(|err| {
                CommandError::from(err).within(&format!("confirmed, but the user {WAY_BACK_USER} stays"))
            })?;
        }
        report(session, true, &apis, Some(&doc), "authentication stays on")
    }
}
