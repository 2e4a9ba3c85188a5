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

    /// Do not work out which traffic opens and which closes
    #[arg(long)]
    no_impact: bool,

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
        let mut args = WriteArgs {
            dry_run: true,
            diff: self.diff,
            no_impact: self.no_impact,
            exit_code: self.exit_code,
            ..WriteArgs::default()
        };
        if !args.no_impact
            && let Err(err) = file::check_target(session, &target)
        {
            // What it does elsewhere cannot be told from here; the plan can be read all the same.
            session.ui.status(&format!("the effect on traffic is not worked out: {}", err.message()));
            args.no_impact = true;
        }
        session.show_plan(&saved.into_plan(), &args)
    }
}
