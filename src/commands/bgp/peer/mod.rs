//! `calicross bgp peer`

mod add;
mod list;
pub(crate) mod plans;
mod remove;

use std::net::IpAddr;

pub(super) use list::PeerRow;

use clap::Subcommand;

use crate::error::{CommandError, ErrorKind};
use crate::session::Action;

/// Verbs of `bgp peer`.
#[derive(Debug, Subcommand)]
pub enum PeerCommand {
    /// List the BGP peers
    #[command(visible_alias = "show")]
    List(list::PeerListArgs),
    /// Add a peer: of all hosts, or of one
    Add(add::PeerAddArgs),
    /// Remove a peer
    Remove(remove::PeerRemoveArgs),
}

impl PeerCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}

/// Reads a peer's address.
fn typed_address(text: &str) -> Result<IpAddr, CommandError> {
    text.parse().map_err(|_| {
        let message = format!("'{}' is not an address such as 10.0.0.1 or fd00::1", text.escape_debug());
        CommandError::new(ErrorKind::Refused, message)
    })
}
