//! `calicross node`

mod list;
mod remove;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `node`.
#[derive(Debug, Subcommand)]
pub enum NodeCommand {
    /// List the hosts, by every name that a component knows them by
    List(list::NodeListArgs),
    /// Show a host: where it is known, its endpoints, BIRD's settings, its blocks
    Show(show::NodeShowArgs),
    /// Remove a host that is gone, and give back its addresses
    Remove(remove::NodeRemoveArgs),
}

impl NodeCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.host.is_none() => Action::Read(Box::new(list::NodeListArgs {})),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}
