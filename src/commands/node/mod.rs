//! `calicross node`; a removal is planned by [`crate::ipam::node`], which knows nothing of words.

mod list;
mod remove;
mod show;

use clap::Subcommand;

use crate::error::CommandError;
use crate::inventory::nodes;
use crate::session::pick::Choice;
use crate::session::{Action, Session};

/// Verbs of `node`.
#[derive(Debug, Subcommand)]
pub enum NodeCommand {
    /// List the hosts, by every name that a component knows them by
    List(list::NodeListArgs),
    /// Show a host: where it is known, its endpoints, BIRD's settings, its blocks
    Show(show::NodeShowArgs),
    /// Remove a host that is gone, and give back its addresses
    Remove(remove::NodeRemoveArgs),
}

impl NodeCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Show(args) if args.host.is_none() => Action::Read(Box::new(list::NodeListArgs {})),
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
        }
    }
}

/// The hosts to choose from.
pub(super) fn choices(session: &mut Session) -> Result<Vec<Choice>, CommandError> {
    let snapshot = session.read(&nodes::scopes_of_all())?;
    let about = |node: &nodes::Node<'_>| format!("{} endpoints", node.endpoints.len());
    Ok(nodes::all(&snapshot).iter().map(|(name, node)| Choice { name: name.clone(), about: about(node) }).collect())
}
