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
pub struct NodeRemoveArgs {
    /// Name of the host
    host: String,

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
        match node::remove(snapshot, &self.host, with) {
            Err(IpamError::NoNode { .. }) if self.if_exists => {
                let mut plan = Plan::new();
                plan.say(format!("node {} is not there", self.host));
                Ok(plan)
            }
            planned => Ok(planned?),
        }
    }
}
