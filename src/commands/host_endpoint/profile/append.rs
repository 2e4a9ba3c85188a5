//! `calicross host-endpoint profile append`

use clap::Args;

use super::edit::{Wanted, edit, named, scopes};
use crate::commands::host_endpoint::effect::check_once;
use crate::error::CommandError;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `host-endpoint profile append`.
#[derive(Args, Debug)]
pub struct ProfileAppendArgs {
    /// The host endpoint: HOST/ID, or its id where one host has it
    #[arg(value_name = "HOST-ENDPOINT")]
    word: String,

    /// The profiles, which must exist; they go behind those that are there
    #[arg(required = true, value_name = "PROFILE")]
    profiles: Vec<String>,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for ProfileAppendArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        scopes(&self.word)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_once(&self.profiles)?;
        edit(snapshot, &self.word, |name, current| {
            let new: Vec<&str> =
                self.profiles.iter().map(String::as_str).filter(|profile| !current.contains(profile)).collect();
            let said = match new.is_empty() {
                true => format!("unchanged: host endpoint {name} has {}", named(&self.profiles)),
                false => format!("{} appended to host endpoint {name}", named(&new)),
            };
            Ok(Wanted { profiles: current.iter().chain(&new).map(|&profile| profile.to_owned()).collect(), said })
        })
    }
}
