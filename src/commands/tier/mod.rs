//! `calicross tier`

mod add;
mod list;
mod remove;
mod reorder;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `tier`.
#[derive(Debug, Subcommand)]
pub enum TierCommand {
    /// List the tiers, in the order in which Felix 1.4 goes through them
    List(list::TierListArgs),
    /// Show a tier: its policies, in the order in which they decide, and what is wrong with them
    Show(show::TierShowArgs),
    /// Add a tier that passes on what its policies do not decide
    Add(add::TierAddArgs),
    /// Remove tiers
    Remove(remove::TierRemoveArgs),
    /// Give a tier another place among tiers
    Reorder(reorder::TierReorderArgs),
}

impl TierCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.name.is_none() => Action::Read(Box::new(list::TierListArgs {})),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
            Self::Reorder(args) => Action::Write(Box::new(args)),
        }
    }
}
