//! `calicross sg`

mod list;
mod names;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `sg`.
#[derive(Debug, Subcommand)]
pub enum SgCommand {
    /// List the security groups, with their members and links
    List(list::SgListArgs),
    /// Show a security group: its rules, members, links, and the rules elsewhere that name it
    Show(show::SgShowArgs),
    /// Names of security groups, servers and ports, as OpenStack lists them
    #[command(subcommand)]
    Names(names::NamesCommand),
}

impl SgCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Names(command) => command.into_action(),
        }
    }
}
