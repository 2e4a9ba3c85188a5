//! `calicross config`

mod add;
mod canary;
pub(crate) mod change;
mod get;
mod list;
mod remove;
mod restarted;
mod set;
pub(crate) mod setting;
mod unset;

use clap::{Subcommand, ValueEnum};

use crate::model::felix::Generation;
use crate::session::Action;

/// Verbs of `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// List the settings of Felix and BIRD that are set, with what is wrong with them
    #[command(visible_alias = "show")]
    List(list::ConfigListArgs),
    /// Print the value of a setting that holds, and say where it comes from
    Get(get::ConfigGetArgs),
    /// Give a setting a value, for all hosts or for one
    Set(set::ConfigSetArgs),
    /// Take a setting's value away
    Unset(unset::ConfigUnsetArgs),
    /// Add members to a list, such as InterfacePrefix
    Add(add::ConfigAddArgs),
    /// Remove members from a list
    Remove(remove::ConfigRemoveArgs),
}

impl ConfigCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Get(args) => Action::Read(Box::new(args)),
            Self::Set(args) if args.is_canary() => Action::Read(Box::new(args)),
            Self::Set(args) => Action::Write(Box::new(args)),
            Self::Unset(args) => Action::Write(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}

/// A generation of Felix, as a word of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FelixWord {
    /// Felix 1.4, in Python
    #[value(name = "1.4")]
    Felix14,
    /// Felix 2, in Go
    #[value(name = "2")]
    Felix2,
}

impl From<FelixWord> for Generation {
    fn from(word: FelixWord) -> Self {
        match word {
            FelixWord::Felix14 => Self::Felix14,
            FelixWord::Felix2 => Self::Felix2,
        }
    }
}
