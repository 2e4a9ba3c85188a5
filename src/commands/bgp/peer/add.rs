//! `calicross bgp peer add`

use clap::Args;

use super::{plans, typed_address};
use crate::commands::bgp::plans as bgp;
use crate::error::{CommandError, ErrorKind};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `bgp peer add`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  calicross bgp peer add 10.0.0.1 as 64512
  calicross bgp peer add fd00::1 as 1.10 --node node1")]
pub struct PeerAddArgs {
    /// The peer's address, IPv4 or IPv6
    ip: String,

    /// Its AS number, such as 64512 or 1.10, with the word `as` before it or not
    #[arg(value_name = "[as] NUMBER", required = true, num_args = 1..=2)]
    number: Vec<String>,

    /// Of this host, rather than of all
    #[arg(long, value_name = "HOST")]
    node: Option<String>,

    /// Where it is there with another AS number, change that
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for PeerAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        bgp::scopes(self.node.as_deref())
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let ip = typed_address(&self.ip)?;
        let number = match self.number.as_slice() {
            [number] => number,
            [word, number] if word == "as" => number,
            _ => {
                let message = format!("'{}' is no AS number", self.number.join(" ").escape_debug());
                return Err(CommandError::new(ErrorKind::Usage, message)
                    .hint("a peer is added as in: bgp peer add 10.0.0.1 as 64512"));
            }
        };
        let number = bgp::typed_as_number(number)?;
        plans::add(snapshot, self.node.as_deref(), ip, &number.to_string(), self.update)
    }
}
