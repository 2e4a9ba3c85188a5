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

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;
    use crate::plan::Force;

    const TAGS: &str = "/calico/v1/policy/profile/web/tags";

    #[test]
    fn new_tags_go_to_the_end_and_present_ones_stay() {
        let plan = plan(&["profile", "tag", "add", "web", "b", "a"], &[(TAGS, r#"["web","a"]"#)]).unwrap();
        assert_eq!(changes(&plan), [(TAGS, Some(r#"["web","a","b"]"#.to_owned()))]);
        assert_eq!(plan.summary, ["tag b added to profile web", "tag a is already on profile web"]);
    }

    #[test]
    fn a_missing_key_is_made_and_a_malformed_one_needs_its_word() {
        let rules = ("/calico/v1/policy/profile/web/rules", "{}");
        let made = plan(&["profile", "tag", "add", "web", "a"], &[rules]).unwrap();
        assert_eq!(changes(&made), [(TAGS, Some(r#"["a"]"#.to_owned()))]);
        let broken = plan(&["profile", "tag", "add", "web", "a"], &[(TAGS, "[1")]).unwrap();
        assert_eq!(broken.obstacles.first().map(|obstacle| obstacle.force), Some(Force::Malformed));
    }

    #[test]
    fn profile_and_tag_are_checked() {
        assert_eq!(plan(&["profile", "tag", "add", "web", "a"], &[]).unwrap_err().kind(), ErrorKind::NotFound);
        let error = plan(&["profile", "tag", "add", "web", "a b"], &[(TAGS, "[]")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused);
    }
}
