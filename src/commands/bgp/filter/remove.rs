//! `calicross bgp filter remove`

use clap::Args;

use super::{FamilyArgs, plans};
use crate::commands::bgp::plans as bgp;
use crate::error::CommandError;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `bgp filter remove`.
#[derive(Args, Debug)]
pub struct FilterRemoveArgs {
    /// Name of the filter
    name: String,

    #[command(flatten)]
    family: FamilyArgs,

    /// Do nothing where it is not there
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for FilterRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        bgp::scopes(None)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        plans::remove(snapshot, &self.name, &self.family.find(snapshot, &self.name), self.if_exists)
    }
}
