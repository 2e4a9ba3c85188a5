//! `calicross pool add`

use clap::Args;

use super::switches::{NewSwitches, cidrs};
use crate::error::CommandError;
use crate::ipam::pools::{self, Existing};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `pool add`.
#[derive(Args, Debug)]
#[command(after_help = "\
Each network goes to its own family, and shares no address with another pool. A pool is what containers get addresses of, what \
BIRD announces, and what traffic to is not masqueraded: a pool over a subnet of Neutron, with --no-ipam --disabled, lets pods reach \
VMs under their own addresses. --ipip turns on the whole cluster's IpInIpEnabled, and every Felix restarts.

Examples:
  calicross pool add 10.233.64.0/18 fd80:24e2:f998:72d6::/64 --nat-outgoing
  calicross pool add 10.65.0.0/24 --no-ipam --disabled")]
pub struct PoolAddArgs {
    /// The networks, such as 10.0.0.0/16 and fd00::/64
    #[arg(required = true)]
    cidrs: Vec<String>,

    #[command(flatten)]
    switches: NewSwitches,

    /// Where there is one that differs, turn the switches that are named, and no others
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for PoolAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        pools::scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let existing = if self.update { Existing::Update } else { Existing::Refuse };
        Ok(pools::add(snapshot, &cidrs(&self.cidrs)?, self.switches.wanted(), existing, None)?)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    #[test]
    fn words_become_pools() {
        let plan =
            plan(&["pool", "add", "10/16", "fd00::/64", "--nat-outgoing", "--no-ipam", "--disabled"], &[]).unwrap();
        let rest = r#""masquerade": true, "ipam": false, "disabled": true}"#;
        assert_eq!(
            changes(&plan),
            [
                ("/calico/v1/ipam/v4/pool/10.0.0.0-16", Some(format!(r#"{{"cidr": "10.0.0.0/16", {rest}"#))),
                ("/calico/v1/ipam/v6/pool/fd00::-64", Some(format!(r#"{{"cidr": "fd00::/64", {rest}"#))),
            ]
        );
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for (word, kind) in [
            ("junk", ErrorKind::Usage),
            ("10.0.0.0/33", ErrorKind::Usage),
            ("10.1", ErrorKind::Usage),
            ("10.0.0.1/16", ErrorKind::Refused),
            ("10.0.0.1", ErrorKind::Refused),
        ] {
            assert_eq!(plan(&["pool", "add", "9.0.0.0/16", word], &[]).unwrap_err().kind(), kind, "{word}");
        }
    }
}
