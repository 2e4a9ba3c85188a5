//! `calicross bgp peer remove`

use clap::Args;

use super::{plans, typed_address};
use crate::commands::bgp::plans as bgp;
use crate::error::CommandError;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `bgp peer remove`.
#[derive(Args, Debug)]
pub struct PeerRemoveArgs {
    /// The peer's address
    ip: String,

    /// Of this host, rather than of all
    #[arg(long, value_name = "HOST")]
    node: Option<String>,

    /// Do nothing where it is not there
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for PeerRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        bgp::scopes(self.node.as_deref())
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        plans::remove(snapshot, self.node.as_deref(), typed_address(&self.ip)?, self.if_exists)
    }
}
