//! `calicross profile add`

use clap::Args;

use super::load;
use crate::error::{CommandError, ErrorKind};
use crate::model::name::{self, Kind};
use crate::model::profile::{Profile, new_profile};
use crate::model::same::same_value;
use crate::plan::{Force, Plan};
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `profile add`.
#[derive(Args, Debug)]
pub struct ProfileAddArgs {
    /// Name of the profile
    name: String,

    /// Where there is one of this name that differs, make it what a new one is
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for ProfileAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.name)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let name = &self.name;
        name::check(Kind::Profile, name)?;
        let existing = load::named(snapshot, name);
        let mut plan = Plan::new();
        let mut differing = Vec::new();
        for (key, value) in new_profile(name) {
            let path = key.path();
            let present = snapshot.get(&path);
            if present.is_none_or(|entry| !same_value(&key, &entry.value, &value)) {
                differing.push((path.clone(), present.is_some()));
            }
            plan.put(snapshot, path, value);
        }
        if existing.is_none() {
            plan.say(format!("profile {name} added"));
            return Ok(plan);
        }
        let Some((path, _)) = differing.first() else {
            plan.say(format!("profile {name} is there already"));
            return Ok(plan);
        };
        if !self.update {
            let differs = |(path, present): &(String, bool)| {
                let key = path.rsplit('/').next().unwrap_or_default();
                if *present { format!("its {key} differ") } else { format!("its {key} are missing") }
            };
            let how = differing.iter().map(differs).collect::<Vec<_>>().join(", ");
            return Err(CommandError::new(
                ErrorKind::Exists,
                format!("profile {name} exists and is not what a new one is: {how}"),
            )
            .object(format!("profile {name}"))
            .key(path)
            .hint(format!("`calicross profile show {name}` shows it; --update makes it what a new one is")));
        }
        for (key, why) in existing.iter().flat_map(Profile::malformed) {
            let why = format!("has a value that cannot be read: {why}");
            plan.needs(Force::Malformed, format!("profile {name}"), key.path(), why);
        }
        if differing.iter().any(|(_, present)| *present) {
            plan.ask(format!("replaces what profile {name} carries and does by what a new one does"));
        }
        plan.say(format!("profile {name} updated"));
        Ok(plan)
    }
}
