//! `calicross plan apply`

use std::path::PathBuf;

use clap::Args;

use super::file;
use crate::error::{CommandError, ErrorKind};
use crate::session::options::WriteArgs;
use crate::session::settle::Extra;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Scope;

/// Arguments of `plan apply`.
#[derive(Args, Debug)]
pub struct PlanApplyArgs {
    /// File of the plan
    plan: PathBuf,

    #[command(flatten)]
    write: WriteArgs,
}

impl ReadCommand for PlanApplyArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let saved = file::read(&self.plan)?;
        file::check_target(session, &saved.target)?;
        // The journal should tell what was done, not only that a file was applied.
        session.command = saved.command.clone();
        let plan = saved.into_plan();
        let expected = plan.expectations.clone();
        let looked_at = expected.iter().map(|fact| fact.scope());
        let scopes: Vec<Scope> = plan.keys().into_iter().map(Scope::key).chain(looked_at).collect();
        session.settle(&scopes, &self.write, &Extra::default(), &|snapshot| {
            // What the plan itself takes away is still there.
            let broken = expected.iter().flat_map(|fact| fact.broken_by(snapshot));
            let broken = broken.filter(|path| plan.change(path).is_none());
            let rebased = plan.clone().rebased(snapshot);
            let stale: Vec<String> = rebased.as_ref().err().into_iter().flatten().cloned().chain(broken).collect();
            match (stale.first(), rebased) {
                (None, Ok(plan)) => Ok(plan),
                (first, _) => {
                    let key = first.cloned().unwrap_or_default();
                    Err(CommandError::new(
                        ErrorKind::Stale,
                        format!("the plan is stale; changed since: {}", stale.join(", ")),
                    )
                    .object(format!("plan {}", self.plan.display()))
                    .key(key)
                    .hint("nothing is written; make the plan anew"))
                }
            }
        })
    }
}
