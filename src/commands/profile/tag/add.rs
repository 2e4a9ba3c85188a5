//! `calicross profile tag add`

use clap::Args;

use crate::commands::profile::load;
use crate::error::CommandError;
use crate::model::key::ProfilePart;
use crate::model::name::{self, Kind};
use crate::model::profile::Tags;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `profile tag add`.
#[derive(Args, Debug)]
pub struct TagAddArgs {
    /// Name of the profile
    profile: String,

    /// The tags
    #[arg(required = true)]
    tags: Vec<String>,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for TagAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.profile)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        for tag in &self.tags {
            name::check(Kind::Tag, tag)?;
        }
        let name = &self.profile;
        let profile = load::required(snapshot, name)?;
        let mut plan = Plan::new();
        let mut tags = load::editable(&mut plan, name, ProfilePart::Tags, profile.tags, Tags::default());
        for tag in &self.tags {
            let said = if tags.add(tag) { "added to" } else { "is already on" };
            plan.say(format!("tag {tag} {said} profile {name}"));
        }
        plan.put(snapshot, load::path(name, ProfilePart::Tags), tags.to_bytes());
        Ok(plan)
    }
}
