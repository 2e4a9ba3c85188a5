//! `calicross host-endpoint profile`

mod append;
mod edit;
mod remove;
mod set;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `host-endpoint profile`.
#[derive(Debug, Subcommand)]
pub enum HostEndpointProfileCommand {
    /// Show the profiles of a host endpoint, in the order in which they decide
    #[command(visible_alias = "list")]
    Show(show::ProfileShowArgs),
    /// Append profiles to a host endpoint
    Append(append::ProfileAppendArgs),
    /// Set the profiles of a host endpoint, in the order given
    Set(set::ProfileSetArgs),
    /// Remove profiles from a host endpoint
    Remove(remove::ProfileRemoveArgs),
}

impl HostEndpointProfileCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Append(args) => Action::Write(Box::new(args)),
            Self::Set(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}
