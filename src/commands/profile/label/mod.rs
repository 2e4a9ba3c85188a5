//! `calicross profile label`

mod add;
mod list;
mod remove;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `profile label`.
#[derive(Debug, Subcommand)]
pub enum LabelCommand {
    /// List the labels of a profile
    #[command(visible_alias = "show")]
    List(list::LabelListArgs),
    /// Add labels to a profile
    ///
    /// Every endpoint that has the profile inherits them, so that policies can select it. On the profile of a security group
    /// (openstack-sg-UUID) they last: networking-calico never looks at them.
    Add(add::LabelAddArgs),
    /// Remove labels from a profile
    Remove(remove::LabelRemoveArgs),
}

impl LabelCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}
