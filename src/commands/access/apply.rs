//! `calicross access plan` and `calicross access apply`

use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::apis::{self, Api};
use super::selection::Selection;
use crate::access::plan::{PlanError, Step, StepDoc, check_apart, plan};
use crate::error::{CommandError, ErrorKind};
use crate::render::printable;
use crate::session::options::WRITING;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::auth::{Auth, AuthChange};

/// Arguments of `access plan`.
#[derive(Args, Debug)]
pub struct AccessPlanArgs {
    #[command(flatten)]
    selection: Selection,

    /// Exit 1 where something would change
    #[arg(long, help_heading = WRITING)]
    exit_code: bool,
}

/// Arguments of `access apply`.
#[derive(Args, Debug)]
pub struct AccessApplyArgs {
    #[command(flatten)]
    selection: Selection,

    /// Change nothing; print what would be changed
    #[arg(long, help_heading = WRITING)]
    dry_run: bool,

    /// With --dry-run: exit 1 where something would change
    #[arg(long, requires = "dry_run", help_heading = WRITING)]
    exit_code: bool,

    /// Answer the questions with yes
    #[arg(short, long, help_heading = WRITING)]
    yes: bool,
}

/// A plan of users and roles, or what became of it.
#[derive(Serialize)]
struct PlanDoc {
    changed: bool,
    dry_run: bool,
    steps: Vec<StepDoc>,
}

impl ReadCommand for AccessPlanArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let (_, steps) = planned(session, &self.selection)?;
        print(session, &steps, true)?;
        Ok(if self.exit_code && !steps.is_empty() { Outcome::No } else { Outcome::Yes })
    }
}

impl ReadCommand for AccessApplyArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let (mut apis, steps) = planned(session, &self.selection)?;
        if self.dry_run || steps.is_empty() {
            print(session, &steps, self.dry_run)?;
            return Ok(if self.exit_code && !steps.is_empty() { Outcome::No } else { Outcome::Yes });
        }
        self.agree(session, &apis, &steps)?;
        for (done, step) in steps.iter().enumerate() {
            let api = apis.iter_mut().find(|api| api.kind == step.api);
            let made = api.map_or(Ok(()), |api| api.store.change_auth(&step.change));
            made.map_err(|err| {
                let error = CommandError::from(err).within(&step.to_string());
                if done == 0 {
                    return error;
                }
                let message = format!("{} ({done} of {} steps are done)", error.message(), steps.len());
                CommandError::new(ErrorKind::Partial, message).hint("made again, it does what is left")
            })?;
        }
        print(session, &steps, false)?;
        Ok(Outcome::Yes)
    }
}

impl AccessApplyArgs {
    /// Asks where rights are taken that count.
    fn agree(&self, session: &Session, apis: &[Api], steps: &[Step]) -> Result<(), CommandError> {
        let counts = |step: &&Step| apis.iter().any(|api| api.kind == step.api && api.enabled);
        let takes = |step: &&Step| match &step.change {
            AuthChange::SetRights { before, after, .. } => !after.include(*before),
            AuthChange::RemoveMember { .. } | AuthChange::SetPassword { .. } => true,
            _ => false,
        };
        session.confirm_protected("changes users and roles of etcd", self.yes)?;
        let taken: Vec<_> = steps.iter().filter(counts).filter(takes).collect();
        let Some(first) = taken.first().filter(|_| !self.yes) else { return Ok(()) };
        let more = if taken.len() > 1 { format!(" (and {} more)", taken.len() - 1) } else { String::new() };
        let question = format!("authentication is on, and this cuts somebody: {first}{more}");
        super::switch::agree(session, &question)
    }
}

/// Opens the APIs that are meant and works out what is to be changed.
fn planned(session: &mut Session, selection: &Selection) -> Result<(Vec<Api>, Vec<Step>), CommandError> {
    let connection = session.settings.connection.clone();
    let mut apis = apis::open(session, &connection)?;
    if let Some(only) = selection.api {
        apis.retain(|api| api.kind == only.kind());
        if apis.is_empty() {
            return Err(CommandError::new(ErrorKind::Refused, "this etcd does not serve that API"));
        }
    }
    let mut present: Vec<Auth> = Vec::new();
    for api in &mut apis {
        present.push(api.store.auth()?);
    }
    let wanted = selection.wanted(&mut apis, &present)?;
    let refused = |err: PlanError| CommandError::new(ErrorKind::Refused, err.to_string());
    check_apart(&wanted, apis.iter().map(|api| api.kind).zip(&present)).map_err(refused)?;
    let mut steps = Vec::new();
    for ((api, present), wanted) in apis.iter().zip(&present).zip(&wanted) {
        steps.extend(plan(api.kind, present, wanted).map_err(refused)?);
        if wanted.identities.is_empty() {
            session.ui.detail(&format!("{}: nothing in it shows that a component is in use", api.word()));
        }
    }
    if !connection.is_tls() {
        let nameless = |step: &Step| match &step.change {
            AuthChange::AddUser { user, .. } if !selection.gives_password(user) => Some(user.clone()),
            _ => None,
        };
        let mut users: Vec<String> = steps.iter().filter_map(nameless).collect();
        users.dedup();
        if !users.is_empty() {
            session.ui.warn(&format!(
                "over http:// no certificate says who somebody is, and these get passwords that nobody knows: {} (--secret USER=FILE gives \
                 one)",
                users.join(", ")
            ));
        }
    }
    session.ui.status(&format!("etcd at {}: {}", connection.address(), apis::told(&apis)));
    Ok((apis, steps))
}

fn print(session: &Session, steps: &[Step], dry_run: bool) -> Result<(), CommandError> {
    let doc = PlanDoc { changed: !steps.is_empty() && !dry_run, dry_run, steps: steps.iter().map(Step::doc).collect() };
    session.ui.object("calicross/access-plan/1", &doc, &mut |out: &mut dyn Write| {
        for step in steps {
            writeln!(out, "{}", printable(&step.to_string()))?;
        }
        match (steps.len(), dry_run) {
            (0, _) => writeln!(out, "nothing to change"),
            (count, true) => writeln!(out, "{count} to change"),
            (count, false) => writeln!(out, "{count} changed"),
        }
    })
}
