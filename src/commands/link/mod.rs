//! `calicross link`

mod attach;
mod choice;
mod detach;
mod reconcile;
mod target;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `link`.
#[derive(Debug, Subcommand)]
pub enum LinkCommand {
    /// Put a link on endpoints
    Attach(attach::LinkAttachArgs),
    /// Take a link off endpoints
    Detach(detach::LinkDetachArgs),
    /// Bring pods that were made anew to the links that are kept for them
    Reconcile(reconcile::LinkReconcileArgs),
}

impl LinkCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Attach(args) => Action::Write(Box::new(args)),
            Self::Detach(args) => Action::Write(Box::new(args)),
            Self::Reconcile(args) => Action::Read(Box::new(args)),
        }
    }
}
