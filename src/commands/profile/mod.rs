//! `calicross profile`

mod add;
mod clone;
mod label;
mod list;
pub(super) mod load;
pub(crate) mod remove;
mod rule;
mod show;
mod tag;

use clap::Subcommand;

pub(super) use load::choices;
pub(super) use remove::warn_of_orphaned_tags;

use crate::session::Action;

/// Verbs of `profile`.
#[derive(Debug, Subcommand)]
pub enum ProfileCommand {
    /// List the profiles
    List(list::ProfileListArgs),
    /// Show a profile: its tags, labels and rules
    Show(show::ProfileShowArgs),
    /// Add a profile that lets in what carries its own tag, and lets everything out
    Add(add::ProfileAddArgs),
    /// Remove profiles
    Remove(remove::ProfileRemoveArgs),
    /// Copy a profile under a new name
    Clone(clone::ProfileCloneArgs),
    /// Tags that the endpoints of a profile carry
    #[command(subcommand)]
    Tag(tag::TagCommand),
    /// Labels that the endpoints of a profile inherit
    #[command(subcommand)]
    Label(label::LabelCommand),
    /// Rules of a profile
    #[command(subcommand)]
    Rule(rule::RuleCommand),
}

impl ProfileCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.name.is_none() => {
                Action::Read(Box::new(list::ProfileListArgs { detailed: args.detailed }))
            }
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
            Self::Clone(args) => Action::Write(Box::new(args)),
            Self::Tag(command) => command.into_action(),
            Self::Label(command) => command.into_action(),
            Self::Rule(command) => command.into_action(),
        }
    }
}
