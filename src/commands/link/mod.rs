//! `calicross link`

mod add;
mod list;
mod load;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `link`.
#[derive(Debug, Subcommand)]
pub enum LinkCommand {
    /// Add a link to security groups, or join more groups to one
    Add(add::LinkAddArgs),
    /// List the links, however they were made
    List(list::LinkListArgs),
    /// Show a link: mechanism, groups, directions, services, endpoints on both sides, health
    Show(show::LinkShowArgs),
}

impl LinkCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) => Action::Read(Box::new(args)),
        }
    }
}
