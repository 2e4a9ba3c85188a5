//! `calicross pool remove`

use clap::Args;

use crate::error::CommandError;
use crate::inventory::pools::{self, FoundPool};
use crate::ipam::{IpamError, removal};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `pool remove`.
#[derive(Args, Debug)]
#[command(after_help = "\
The pool is disabled, so that no host takes a new block from it; blocks in it are taken from their hosts, and those that hold nothing \
are removed; then the pool goes. Where the datastore has transactions, all of it is one. A block that some host has taken meanwhile is \
seen right after, and everything put back. Addresses in use stand in the way; with --force=in-use their blocks stay, without a host.")]
pub struct PoolRemoveArgs {
    /// The pools' networks
    #[arg(required = true)]
    cidrs: Vec<String>,

    /// Do nothing where there is none
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for PoolRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        removal::scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let pools = pools::all(snapshot);
        let (mut found, mut missing): (Vec<&FoundPool<'_>>, Vec<&String>) = (Vec::new(), Vec::new());
        for word in &self.cidrs {
            match pools::find(&pools, word) {
                Some(pool) => found.push(pool),
                None if self.if_exists => missing.push(word),
                None => return Err(IpamError::NoPool { cidr: word.clone() }.into()),
            }
        }
        let mut plan = removal::remove(snapshot, &found)?;
        missing.into_iter().for_each(|word| plan.say(format!("pool {word} is not there")));
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const V4: (&str, &str) = ("/calico/v1/ipam/v4/pool/10.0.0.0-16", r#"{"cidr": "10.0.0.0/16"}"#);
    const V6: (&str, &str) = ("/calico/v1/ipam/v6/pool/fd00::-64", r#"{"cidr": "fd00::/64"}"#);

    #[test]
    fn both_families_go_together_and_all_or_none() {
        let both = plan(&["pool", "remove", "10.0/16", "FD00::/64", "10.0.0.0/16"], &[V4, V6]).unwrap();
        assert_eq!(changes(&both), [(V4.0, None), (V6.0, None)]);
        let error = plan(&["pool", "remove", "10.0.0.0/16", "172.16.0.0/12"], &[V4]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        let rest = plan(&["pool", "remove", "10.0.0.0/16", "172.16.0.0/12", "--if-exists"], &[V4]).unwrap();
        assert_eq!(changes(&rest), [(V4.0, None)]);
    }

    #[test]
    fn junk_can_be_removed_by_its_own_name() {
        let junk = ("/calico/v1/ipam/v4/pool/junk", "{");
        assert_eq!(changes(&plan(&["pool", "remove", "junk"], &[junk]).unwrap()), [(junk.0, None)]);
    }
}
