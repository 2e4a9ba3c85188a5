//! `calicross host-endpoint profile remove`

use clap::Args;

use super::edit::{Wanted, edit, named, scopes};
use crate::commands::host_endpoint::effect::check_once;
use crate::error::{CommandError, ErrorKind};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `host-endpoint profile remove`.
#[derive(Args, Debug)]
pub struct ProfileRemoveArgs {
    /// The host endpoint: HOST/ID, or its id where one host has it
    #[arg(value_name = "HOST-ENDPOINT")]
    word: String,

    /// The profiles, whether or not they exist
    #[arg(required = true, value_name = "PROFILE")]
    profiles: Vec<String>,

    /// Do nothing where the host endpoint does not have one of them
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for ProfileRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        scopes(&self.word)
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        check_once(&self.profiles)?;
        edit(snapshot, &self.word, |name, current| {
            if let Some(absent) = self.profiles.iter().find(|profile| !current.contains(&profile.as_str()))
                && !self.if_exists
            {
                let message = format!("profile {absent} is not on host endpoint {name}");
                return Err(CommandError::new(ErrorKind::NotFound, message)
                    .object(format!("profile {absent}"))
                    .hint(format!("`calicross host-endpoint profile show {name}` shows those that are")));
            }
            let is_named = |profile: &&str| self.profiles.iter().any(|named| named == profile);
            // One that is listed twice goes twice: it would still count.
            let (gone, left): (Vec<&str>, Vec<&str>) = current.iter().copied().partition(is_named);
            let said = match gone.is_empty() {
                true => format!("unchanged: host endpoint {name} has no {}", named(&self.profiles)),
                false => format!("{} removed from host endpoint {name}", named(&gone)),
            };
            Ok(Wanted { profiles: left.into_iter().map(str::to_owned).collect(), said })
        })
    }
}
