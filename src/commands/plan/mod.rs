//! `calicross plan`

mod apply;
mod file;
mod resume;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `plan`.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Show a saved plan
    Show(show::PlanShowArgs),
    /// Carry out a saved plan exactly, or refuse where the datastore has changed
    Apply(apply::PlanApplyArgs),
    /// Write the rest of a change that was interrupted
    ///
    /// The plan of a change that needs several transactions is kept on the host that makes it until it has landed;
    /// only there it can be resumed. `undo` takes it back from anywhere.
    Resume(resume::PlanResumeArgs),
}

impl PlanCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Apply(args) => Action::Read(Box::new(args)),
            Self::Resume(args) => Action::Read(Box::new(args)),
        }
    }
}
