//! `calicross config set`

use std::time::Duration;

use clap::Args;

use super::FelixWord;
use super::canary::Canary;
use super::setting::Target;
use crate::error::CommandError;
use crate::plan::Plan;
use crate::session::options::{WriteArgs, parse_duration};
use crate::session::{Outcome, ReadCommand, Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `config set`.
#[derive(Args, Debug)]
#[command(after_help = "\
A value is checked for both generations of Felix, since the datastore does not tell which one a host runs; --felix names one. \
Every change of Felix' configuration restarts Felix on the hosts that it concerns; what is as wanted already is not written. \
calicoctl 1.x's names are understood: logLevel, nodeToNodeMesh, asNumber, ipip. Settings of BIRD are bgp.as_num, bgp.node_mesh, \
bgp.loglevel ...

Examples:
  calicross config set LogSeverityScreen debug --host node1
  calicross config set --canary node1 ReportingIntervalSecs 20
  calicross config set ChainInsertMode append --felix 2")]
pub struct ConfigSetArgs {
    /// Name of the setting, in any case
    setting: String,

    /// Its value
    #[arg(allow_hyphen_values = true)]
    value: String,

    /// Of this host, rather than of all
    #[arg(long, value_name = "HOST", conflicts_with = "canary")]
    host: Option<String>,

    /// The generation of Felix on the hosts [default: values have to suit both]
    #[arg(long, value_name = "VERSION", value_enum)]
    felix: Option<FelixWord>,

    /// For this host first, and for all once its Felix has restarted and reports; where it does not, take it back
    #[arg(long, value_name = "HOST")]
    canary: Option<String>,

    /// Time for Felix of the --canary host to restart and report
    #[arg(long, value_name = "TIME", value_parser = parse_duration, default_value = "60s", requires = "canary")]
    canary_timeout: Duration,

    #[command(flatten)]
    write: WriteArgs,
}

impl ConfigSetArgs {
    pub(super) fn is_canary(&self) -> bool {
        self.canary.is_some()
    }

    fn target(&self) -> Result<Target<'_>, CommandError> {
        Target::of(&self.setting, self.host.as_deref(), self.felix.map(Into::into))
    }
}

impl WriteCommand for ConfigSetArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        // What names no setting is refused by the plan, before anything is looked at.
        self.target().map(|target| target.scopes()).unwrap_or_default()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        self.target()?.set(snapshot, &self.value)
    }
}

impl ReadCommand for ConfigSetArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let host = self.canary.as_deref().unwrap_or_default();
        let everywhere = self.target()?;
        let first = Target::of(&self.setting, Some(host), everywhere.felix)?;
        let canary = Canary { first, everywhere, host, value: &self.value, timeout: self.canary_timeout };
        canary.run(session, &self.write)
    }
}
