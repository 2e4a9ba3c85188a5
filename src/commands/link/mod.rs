//! `calicross link`

mod add;
mod load;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `link`.
#[derive(Debug, Subcommand)]
pub enum LinkCommand {
    /// Add a link to security groups, or join more groups to one
    Add(add::LinkAddArgs),
}

impl LinkCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Add(args) => Action::Write(Box::new(args)),
        }
    }
}
