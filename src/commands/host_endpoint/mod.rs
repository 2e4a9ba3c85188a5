//! `calicross host-endpoint`

mod add;
mod effect;
mod list;
mod profile;
mod remove;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `host-endpoint`.
#[derive(Debug, Subcommand)]
pub enum HostEndpointCommand {
    /// List the host endpoints
    List(list::HostEndpointListArgs),
    /// Show a host endpoint
    Show(show::HostEndpointShowArgs),
    /// Add a host endpoint: put an interface of a host under policy
    Add(add::HostEndpointAddArgs),
    /// Remove host endpoints: leave their interfaces to the hosts' own rules
    Remove(remove::HostEndpointRemoveArgs),
    /// Profiles of a host endpoint
    #[command(subcommand)]
    Profile(profile::HostEndpointProfileCommand),
}

impl HostEndpointCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.name.is_none() => Action::Read(Box::new(list::HostEndpointListArgs {})),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
            Self::Profile(command) => command.into_action(),
        }
    }
}
