//! `calicross pool update`

use clap::Args;

use super::switches::{ChangedSwitches, cidrs};
use crate::error::CommandError;
use crate::ipam::pools;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `pool update`.
#[derive(Args, Debug)]
#[command(after_help = "\
Every other member stays as it is, and the value keeps the form of its writer: libcalico-go spells out every switch, pycalico leaves \
out what is as by default.

Example:
  calicross pool update 10.233.64.0/18 --ipip --no-nat-outgoing")]
pub struct PoolUpdateArgs {
    /// The pools' networks
    #[arg(required = true)]
    cidrs: Vec<String>,

    #[command(flatten)]
    switches: ChangedSwitches,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for PoolUpdateArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        pools::scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        Ok(pools::update(snapshot, &cidrs(&self.cidrs)?, self.switches.wanted())?)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const POOL: &str = "/calico/v1/ipam/v4/pool/10.0.0.0-16";

    #[test]
    fn only_what_is_named_is_turned() {
        let found = r#"{"cidr":"10.0.0.0/16","ipip":"tunl0","ipip_mode":"always","masquerade":true,"ipam":true,"disabled":true,"x":1.0}"#;
        let plan =
            plan(&["pool", "update", "10.0.0.0/16", "--no-nat-outgoing", "--enabled"], &[(POOL, found)]).unwrap();
        let wanted = found
            .replace(r#""masquerade":true"#, r#""masquerade":false"#)
            .replace("disabled\":true", "disabled\":false");
        assert_eq!(changes(&plan), [(POOL, Some(wanted))]);
    }

    #[test]
    fn one_that_is_not_there_is_not_made() {
        let error = plan(&["pool", "update", "10.0.0.0/16", "--disabled"], &[]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
}
