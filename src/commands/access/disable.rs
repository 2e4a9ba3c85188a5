//! `calicross access disable`

use clap::Args;

use super::apis::{self, ApiChoice};
use super::book;
use super::switch::{agree, remove_traces, report, switch_off};
use crate::access::record::{State, Switch, WAY_BACK_USER};
use crate::error::CommandError;
use crate::session::options::WRITING;
use crate::session::settle::actor;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::{Kind, Store};

/// Arguments of `access disable`.
#[derive(Args, Debug)]
pub struct AccessDisableArgs {
    /// One API only [default: both, where it is on]
    #[arg(long, value_name = "API")]
    api: Option<ApiChoice>,

    /// Answer the questions with yes
    #[arg(short, long, help_heading = WRITING)]
    yes: bool,
}

impl ReadCommand for AccessDisableArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let connection = session.settings.connection.clone();
        let mut apis = apis::open(session, &connection)?;
        let meant = |kind| self.api.is_none_or(|only| only.kind() == kind);
        let on: Vec<_> = apis.iter().filter(|api| api.enabled && meant(api.kind)).map(|api| api.word()).collect();
        if on.is_empty() {
            // What a process that was killed has left behind.
            for api in apis.iter_mut().filter(|api| meant(api.kind) && !api.enabled) {
                remove_traces(api.store.as_mut(), WAY_BACK_USER, false)?;
            }
            if apis.iter().all(|api| !api.enabled) {
                mark(book::of(&mut apis)?)?;
            }
            return report(session, false, &apis, None, "authentication is off already");
        }
        let question = format!("switches authentication off in {}: everybody may do everything", on.join(" and "));
        session.confirm_protected(&question, self.yes)?;
        if !self.yes {
            agree(session, &question)?;
        }
        // The record's own API last: while it is on, root is needed for the record, and who is root there is elsewhere, too.
        let guest_made = book::switch(book::of(&mut apis)?)?.is_some_and(|found| found.doc.guest_made);
        for api in apis.iter_mut().rev().filter(|api| api.enabled && meant(api.kind)) {
            switch_off(api.store.as_mut(), guest_made && api.kind == Kind::Etcdv2)
                .map_err(|err| CommandError::from(err).within(api.word()))?;
            api.enabled = false;
        }
        let doc = mark(book::of(&mut apis)?)?;
        report(session, true, &apis, doc.as_ref(), &format!("authentication is off in {}", on.join(" and ")))
    }
}

/// Writes down that the last switch-on is no more, where it still waits or was confirmed.
fn mark(store: &mut dyn Store) -> Result<Option<Switch>, CommandError> {
    let Some(found) = book::switch(store)?.filter(|found| found.doc.state != State::TakenBack) else { return Ok(None) };
    let why = Some(format!("switched off by {}", actor()));
    let taken = Switch { state: State::TakenBack, why, ..found.doc.clone() };
    book::put_switch(store, Some(&found), &taken)?;
    Ok(Some(taken))
}
