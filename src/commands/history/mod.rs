//! `calicross history`

mod list;
mod prune;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `history`.
#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// List changes, the latest last
    List(list::HistoryListArgs),
    /// Show a change: who, when, why, and what each key was before
    Show(show::HistoryShowArgs),
    /// Remove old entries; pending ones stay
    Prune(prune::HistoryPruneArgs),
}

impl HistoryCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.id.is_none() => Action::Read(Box::new(list::HistoryListArgs::default())),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Prune(args) => Action::Read(Box::new(args)),
        }
    }
}
