//! `calicross endpoint profile`

mod append;
mod edit;
mod remove;
mod set;
mod show;
mod target;
mod two_step;

use clap::Subcommand;

use super::NAMES;
use crate::session::Action;

/// Verbs of `endpoint profile`.
#[derive(Debug, Subcommand)]
pub enum EndpointProfileCommand {
    /// Show the profiles of an endpoint, in the order in which they decide
    #[command(visible_alias = "list", after_help = NAMES)]
    Show(show::EndpointProfileShowArgs),
    /// Append profiles to endpoints
    #[command(after_help = NAMES)]
    Append(append::EndpointProfileAppendArgs),
    /// Set the profiles of endpoints, in the order given; none shuts them off
    #[command(after_help = NAMES)]
    Set(set::EndpointProfileSetArgs),
    /// Remove profiles from endpoints
    #[command(after_help = NAMES)]
    Remove(remove::EndpointProfileRemoveArgs),
}

impl EndpointProfileCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Append(args) => Action::Write(Box::new(args)),
            Self::Set(args) => args.into_action(),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}
