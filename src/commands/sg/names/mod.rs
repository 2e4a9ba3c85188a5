//! `calicross sg names`

mod import;
mod list;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `sg names`.
#[derive(Debug, Subcommand)]
pub enum NamesCommand {
    /// Take in the names that `openstack security group|server|port list -f json` prints
    ///
    /// From then on a name works wherever a uuid does, and is shown beside it. What is listed is told by the columns; the
    /// output of several commands may stand in one file. Names that are not in the file are left as they are, unless
    /// --replace drops them.
    Import(Box<import::NamesImportArgs>),
    /// List the names that were imported
    #[command(visible_alias = "show")]
    List(list::NamesListArgs),
}

impl NamesCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Import(args) => Action::Write(args),
            Self::List(args) => Action::Read(Box::new(args)),
        }
    }
}
