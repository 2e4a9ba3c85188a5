//! `calicross bgp`

mod default_node_as;
pub(crate) mod filter;
pub(crate) mod load;
mod node_mesh;
pub(crate) mod peer;
pub(crate) mod plans;
mod show;

use clap::Subcommand;

use crate::session::Action;

/// Verbs of `bgp`.
#[derive(Debug, Subcommand)]
pub enum BgpCommand {
    /// Show all of it: mesh, AS numbers, hosts, peers, filters
    Show(show::BgpShowArgs),
    /// BGP peers of all hosts, or of one
    #[command(subcommand)]
    Peer(peer::PeerCommand),
    /// Show whether every host peers with every other, or turn that on or off
    NodeMesh(node_mesh::NodeMeshArgs),
    /// Show the AS number of hosts that have none of their own, or set it
    DefaultNodeAs(default_node_as::DefaultNodeAsArgs),
    /// BIRD's custom export filters
    #[command(subcommand)]
    Filter(filter::FilterCommand),
}

impl BgpCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Show(args) => Action::Read(Box::new(args)),
            Self::Peer(command) => command.into_action(),
            Self::NodeMesh(args) if args.state.is_none() => Action::Read(Box::new(args)),
            Self::NodeMesh(args) => Action::Write(Box::new(args)),
            Self::DefaultNodeAs(args) if args.number.is_none() => Action::Read(Box::new(args)),
            Self::DefaultNodeAs(args) => Action::Write(Box::new(args)),
            Self::Filter(command) => command.into_action(),
        }
    }
}
