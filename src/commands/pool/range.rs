//! `calicross pool range`

use std::net::IpAddr;

use clap::{Args, Subcommand};

use super::switches::NewSwitches;
use crate::error::CommandError;
use crate::ipam::pools::{self, Existing};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Action, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Verbs of `pool range`.
#[derive(Debug, Subcommand)]
pub enum RangeCommand {
    /// Add the fewest pools that hold exactly the addresses of a range
    Add(RangeAddArgs),
}

impl RangeCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::Add(args) => Action::Write(Box::new(args)),
        }
    }
}

/// Arguments of `pool range add`.
#[derive(Args, Debug)]
#[command(after_help = "\
A range that does not begin and end with a block of 64 addresses needs pools that are smaller than one: they are refused, unless \
--no-ipam says that no addresses are given out of them.

Example:
  calicross pool range add 10.240.0.0 10.240.191.255 --nat-outgoing")]
pub struct RangeAddArgs {
    /// The first address
    first: IpAddr,

    /// The last address
    last: IpAddr,

    #[command(flatten)]
    switches: NewSwitches,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for RangeAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        pools::scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let nets = pools::split(self.first, self.last)?;
        let range = Some((self.first, self.last));
        Ok(pools::add(snapshot, &nets, self.switches.wanted(), Existing::Refuse, range)?)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    #[test]
    fn a_range_becomes_pools_and_again_is_no_change() {
        let words = ["pool", "range", "add", "10.0.0.0", "10.0.2.255"];
        let plan_of = |keys: &[(&str, &str)]| plan(&words, keys).unwrap();
        let first = plan_of(&[]);
        let made = changes(&first);
        assert_eq!(
            made.iter().map(|(path, _)| path.rsplit('/').next().unwrap()).collect::<Vec<_>>(),
            ["10.0.0.0-23", "10.0.2.0-24"]
        );
        let keys: Vec<(&str, &str)> = made.iter().map(|(path, value)| (*path, value.as_deref().unwrap())).collect();
        assert!(plan_of(&keys).is_empty());
    }

    #[test]
    fn ranges_that_are_none_are_refused() {
        for (first, last, kind) in [
            ("10.0.0.0", "10.0.0.0", ErrorKind::Usage),
            ("10.0.0.255", "10.0.0.0", ErrorKind::Usage),
            ("10.0.0.0", "fd00::", ErrorKind::Usage),
            ("10.0.0.1", "10.0.0.255", ErrorKind::Refused),
        ] {
            assert_eq!(plan(&["pool", "range", "add", first, last], &[]).unwrap_err().kind(), kind, "{first} {last}");
        }
    }
}
