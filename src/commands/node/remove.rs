//! `calicross node remove`

use clap::Args;

use crate::error::CommandError;
use crate::ipam::IpamError;
use crate::ipam::node::{self, Endpoints};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `node remove`.
#[derive(Args, Debug)]
#[command(after_help = "\
The host goes from every directory that knows it: its endpoints, its settings, BIRD's keys, its claims to blocks, what Felix reported. \
The addresses of its endpoints and its tunnel are given back; a block in which others hold some stays, without a host. Components that \
still run there write their keys anew, so stop them first. A component may know the host by another name: `calicross node list` shows \
which may be one.")]
pub struct NodeRemoveArgs {
    /// Name of the host
    #[arg(required_unless_present = "hostname")]
    host: Option<String>,

    /// The same, as calicoctl has it
    #[arg(long, value_name = "HOST", conflicts_with = "host")]
    hostname: Option<String>,

    /// Remove its endpoints as well, and give back their addresses; OpenStack's need --force=owner
    #[arg(long)]
    remove_endpoints: bool,

    /// Do nothing where there is none
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for NodeRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        node::scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let with = if self.remove_endpoints { Endpoints::Remove } else { Endpoints::Refuse };
        let host = self.host.as_deref().or(self.hostname.as_deref()).unwrap_or_default();
        match node::remove(snapshot, host, with) {
            Err(IpamError::NoNode { .. }) if self.if_exists => {
                let mut plan = Plan::new();
                plan.say(format!("node {host} is not there"));
                Ok(plan)
            }
            planned => Ok(planned?),
        }
    }
}
