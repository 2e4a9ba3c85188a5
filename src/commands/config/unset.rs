//! `calicross config unset`

use clap::Args;

use super::FelixWord;
use super::setting::Target;
use crate::error::CommandError;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `config unset`.
#[derive(Args, Debug)]
pub struct ConfigUnsetArgs {
    /// Name of the setting, in any case
    setting: String,

    /// Of this host, rather than of all
    #[arg(long, value_name = "HOST")]
    host: Option<String>,

    /// The generation of Felix on the hosts [default: values have to suit both]
    #[arg(long, value_name = "VERSION", value_enum)]
    felix: Option<FelixWord>,

    #[command(flatten)]
    write: WriteArgs,
}

impl ConfigUnsetArgs {
    fn target(&self) -> Result<Target<'_>, CommandError> {
        Target::of(&self.setting, self.host.as_deref(), self.felix.map(Into::into))
    }
}

impl WriteCommand for ConfigUnsetArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        // What names no setting is refused by the plan, before anything is looked at.
        self.target().map(|target| target.scopes()).unwrap_or_default()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        self.target()?.unset(snapshot)
    }
}
