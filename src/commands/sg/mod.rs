//! `calicross sg`

mod list;
mod names;
mod show;

use clap::Subcommand;

use crate::error::CommandError;
use crate::inventory::{groups, names, profiles, scope_of_names};
use crate::model::openstack::Kind;
use crate::session::pick::Choice;
use crate::session::{Action, Session};

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

/// Every security group that has a profile, to choose from.
pub(super) fn choices(session: &mut Session) -> Result<Vec<Choice>, CommandError> {
    let snapshot = session.read(&[profiles::scope_of_all(), scope_of_names()])?;
    let (names, _) = names(&snapshot);
    let choice = |group: &groups::Group| Choice {
        name: group.id.clone(),
        about: names.name(Kind::Group, &group.id).unwrap_or_default().to_owned(),
    };
    Ok(groups::among(&profiles::all(&snapshot)).values().map(choice).collect())
}
