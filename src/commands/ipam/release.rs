//! `calicross ipam release`

use std::net::IpAddr;

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::inventory::{self, find_endpoints};
use crate::ipam::release::{self, Absent, What};
use crate::model::net::parse_typed_cidr;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `ipam release`.
#[derive(Args, Debug)]
#[command(after_help = "\
An address that an endpoint or a tunnel has stands in the way: it would be given to another workload, too. A handle that is missing, \
cannot be read, or counts less than is given back is told before anything is written; --force=malformed gives back without it. `calicross \
ipam check` finds what has leaked.

Examples:
  calicross ipam release 10.233.71.5
  calicross ipam release --workload shop/frontend-2611209331-q9z8y
  calicross ipam release --block 10.233.71.0/26 --dry-run")]
pub struct IpamReleaseArgs {
    /// The addresses
    #[arg(required_unless_present_any = ["block", "handle", "workload"])]
    addresses: Vec<IpAddr>,

    /// Every address of a block, and the block itself with its host's claim to it
    #[arg(long, value_name = "CIDR")]
    block: Vec<String>,

    /// Every address of a handle
    #[arg(long, value_name = "ID")]
    handle: Vec<String>,

    /// Every address of a workload: of its endpoints, and what was taken in its name
    #[arg(long, value_name = "WORKLOAD")]
    workload: Vec<String>,

    /// Do nothing where nothing is held
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for IpamReleaseArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = release::scopes();
        if !self.workload.is_empty() {
            scopes.push(inventory::scope_of_names());
        }
        scopes
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut what: Vec<What> = self.addresses.iter().copied().map(What::Address).collect();
        for text in &self.block {
            let cidr = parse_typed_cidr(text).map_err(|why| CommandError::new(ErrorKind::Usage, why))?;
            what.push(What::Block(cidr.trunc()));
        }
        what.extend(self.handle.iter().cloned().map(What::Handle));
        let (names, _) = inventory::names(snapshot);
        let found =
            if self.workload.is_empty() { Vec::new() } else { find_endpoints(&self.workload, snapshot, &names) };
        for (called, found) in self.workload.iter().zip(found) {
            let paths = match found {
                Ok(endpoints) => endpoints.into_iter().map(|endpoint| endpoint.entry.path.clone()).collect(),
                // One that is gone may have left its addresses held.
                Err(err) if err.candidates.is_empty() => Vec::new(),
                Err(err) => return Err(err.into()),
            };
            what.push(What::Workload { called: called.clone(), paths });
        }
        let absent = if self.if_exists { Absent::Accept } else { Absent::Refuse };
        Ok(release::release(snapshot, &what, absent)?)
    }
}
