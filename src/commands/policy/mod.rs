//! `calicross policy`

pub(super) mod add;
pub(super) mod effect;
pub(super) mod list;
mod remove;
mod reorder;
mod rule;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// List the policies, in the order in which Felix 1.4 goes through them
    List(list::PolicyListArgs),
    /// Show a policy: its selector, its rules and what is wrong with it
    Show(show::PolicyShowArgs),
    /// Add a policy
    Add(add::PolicyAddArgs),
    /// Remove policies
    Remove(remove::PolicyRemoveArgs),
    /// Give a policy another place in its tier
    Reorder(reorder::PolicyReorderArgs),
    /// Rules of a policy
    #[command(subcommand)]
    Rule(rule::PolicyRuleCommand),
}

impl PolicyCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.name.is_none() => Action::Read(Box::new(list::PolicyListArgs { tier: None })),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
            Self::Reorder(args) => Action::Write(Box::new(args)),
            Self::Rule(command) => command.into_action(),
        }
    }
}
