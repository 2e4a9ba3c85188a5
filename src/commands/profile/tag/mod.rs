//! `calicross profile tag`

mod add;
mod list;
mod remove;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `profile tag`.
#[derive(Debug, Subcommand)]
pub enum TagCommand {
    /// List the tags of a profile
    #[command(visible_alias = "show")]
    List(list::TagListArgs),
    /// Add tags to a profile
    Add(add::TagAddArgs),
    /// Remove tags from a profile
    Remove(remove::TagRemoveArgs),
}

impl TagCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}
