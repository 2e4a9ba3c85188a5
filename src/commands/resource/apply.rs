//! `calicross apply`, `calicross create`, `calicross replace`

use clap::Args;

use super::files::{FileArgs, check_some};
use super::steps::{self, Mode};
use crate::error::CommandError;
use crate::manifest::document::Given;
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `apply`.
///
/// What is there becomes what the files say, and what is not there is made. What files cannot say, such as members of values that
/// other components have written, stays. What is so already is not written.
#[derive(Args, Debug)]
pub struct ApplyArgs {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    given: Vec<Given>,
}

impl WriteCommand for ApplyArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        self.given = self.files.given(&session.ui)?;
        check_some(&self.given)
    }

    fn scopes(&self) -> Vec<Scope> {
        steps::scopes(&self.given)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        plan(snapshot, &self.given, Mode::Apply)
    }
}

/// Arguments of `create`.
///
/// Nothing may be there that differs from what the files say.
#[derive(Args, Debug)]
pub struct CreateArgs {
    #[command(flatten)]
    files: FileArgs,

    /// Leave what is there and differs as it is
    #[arg(long)]
    skip_exists: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    given: Vec<Given>,
}

impl WriteCommand for CreateArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        self.given = self.files.given(&session.ui)?;
        check_some(&self.given)
    }

    fn scopes(&self) -> Vec<Scope> {
        steps::scopes(&self.given)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        plan(snapshot, &self.given, Mode::Create { skip: self.skip_exists })
    }
}

/// Arguments of `replace`.
///
/// Everything must be there, and becomes what the files say.
#[derive(Args, Debug)]
pub struct ReplaceArgs {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    given: Vec<Given>,
}

impl WriteCommand for ReplaceArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        self.given = self.files.given(&session.ui)?;
        check_some(&self.given)
    }

    fn scopes(&self) -> Vec<Scope> {
        steps::scopes(&self.given)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        plan(snapshot, &self.given, Mode::Replace)
    }
}

fn plan(snapshot: &Snapshot, given: &[Given], mode: Mode) -> Result<Plan, CommandError> {
    let mut steps = steps::steps(snapshot, given, mode, false)?;
    steps.say();
    Ok(steps.plan)
}
