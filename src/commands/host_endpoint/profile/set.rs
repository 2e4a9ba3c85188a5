//! `calicross host-endpoint profile set`

use clap::Args;

use super::edit::{Wanted, edit, named, scopes};
use crate::commands::host_endpoint::effect::check_once;
use crate::error::CommandError;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `host-endpoint profile set`.
#[derive(Args, Debug)]
pub struct ProfileSetArgs {
    /// The host endpoint: HOST/ID, or its id where one host has it
    #[arg(value_name = "HOST-ENDPOINT")]
    word: String,

    /// The profiles, which must exist, in the order in which they decide; none leaves it to policies alone
    #[arg(value_name = "PROFILE")]
    profiles: Vec<String>,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for ProfileSetArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        scopes(&self.word)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_once(&self.profiles)?;
        edit(snapshot, &self.word, |name, current| {
            let list = named(&self.profiles);
            let said = match (current == self.profiles, self.profiles.is_empty()) {
                (true, true) => format!("unchanged: host endpoint {name} has no profiles"),
                (true, false) => format!("unchanged: host endpoint {name} has {list}"),
                (false, true) => format!("all profiles removed from host endpoint {name}"),
                (false, false) => format!("host endpoint {name} set to {list}"),
            };
            Ok(Wanted { profiles: self.profiles.clone(), said })
        })
    }
}
