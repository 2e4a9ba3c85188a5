//! `calicross plan show`

use std::path::PathBuf;

use clap::Args;

use super::file;
use crate::error::CommandError;
use crate::model::shell::command_line;
use crate::session::options::WriteArgs;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `plan show`.
#[derive(Args, Debug)]
pub struct PlanShowArgs {
    /// File of the plan
    plan: PathBuf,

    /// Show each key before and after as a unified diff
    #[arg(long)]
    diff: bool,

    /// Exit 1 where the plan changes something
    #[arg(long)]
    exit_code: bool,
}

impl ReadCommand for PlanShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let saved = file::read(&self.plan)?;
        let (target, command) = (saved.target.clone(), command_line(&saved.command));
        session.ui.status(&format!("plan of {}: {command}", saved.time));
        session.ui.status(&format!("for {} {} at {}", target.kind, target.identity, target.address));
        let args = WriteArgs { dry_run: true, diff: self.diff, exit_code: self.exit_code, ..WriteArgs::default() };
        session.show_plan(&saved.into_plan(), &args)
    }
}
