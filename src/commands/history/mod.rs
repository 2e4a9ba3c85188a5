//! `calicross history`

mod list;
mod prune;
mod show;

use clap::{Args, Subcommand};

use crate::session::Action;

/// Arguments of `history`; without a verb, the changes are listed.
#[derive(Args, Debug)]
pub struct HistoryArgs {
    #[command(subcommand)]
    verb: Option<HistoryCommand>,
}

impl HistoryArgs {
    pub(super) fn into_action(self) -> Action {
        self.verb.unwrap_or_else(|| HistoryCommand::List(list::HistoryListArgs::default())).into_action()
    }
}

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
    fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.id.is_none() => Action::Read(Box::new(list::HistoryListArgs::default())),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Prune(args) => Action::Read(Box::new(args)),
        }
    }
}
