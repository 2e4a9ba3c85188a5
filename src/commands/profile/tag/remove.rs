//! `calicross profile tag remove`

use clap::Args;

use crate::commands::profile::load;
use crate::error::{CommandError, ErrorKind};
use crate::model::key::ProfilePart;
use crate::model::profile::Tags;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `profile tag remove`.
#[derive(Args, Debug)]
pub struct TagRemoveArgs {
    /// Name of the profile
    profile: String,

    /// The tags
    #[arg(required = true)]
    tags: Vec<String>,

    /// Do nothing where the profile or the tag is not there
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for TagRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.profile)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let name = &self.profile;
        let mut plan = Plan::new();
        let path = load::path(name, ProfilePart::Tags);
        let Some(profile) = load::named(snapshot, name) else {
            if self.if_exists {
                plan.say(format!("profile {name} is not there"));
                return Ok(plan);
            }
            return Err(load::not_found(name));
        };
        let mut tags = load::editable(&mut plan, name, ProfilePart::Tags, profile.tags, Tags::default());
        for tag in &self.tags {
            if tags.remove(tag) {
                plan.ask(format!("removes tag {tag} from profile {name}"));
                plan.say(format!("tag {tag} removed from profile {name}"));
            } else if !plan.obstacles.is_empty() {
                // Whether it is there cannot be told; the obstacle says why.
                plan.say(format!("tag {tag} not found on profile {name}, whose tags cannot be read"));
            } else if self.if_exists {
                plan.say(format!("tag {tag} is not on profile {name}"));
            } else {
                return Err(CommandError::new(ErrorKind::NotFound, format!("tag {tag} is not on profile {name}"))
                    .object(format!("tag {tag}"))
                    .key(path)
                    .hint(format!("`calicross profile tag list {name}` shows those that are")));
            }
        }
        // A tags key that is missing stays missing; one that cannot be read holds nothing that could be removed.
        if plan.obstacles.is_empty() && snapshot.get(&path).is_some() {
            plan.put(snapshot, path, tags.to_bytes());
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const TAGS: &str = "/calico/v1/policy/profile/web/tags";

    #[test]
    fn it_is_asked_about_and_the_others_stay() {
        let plan = plan(&["profile", "tag", "remove", "web", "a"], &[(TAGS, r#"["web", "a", "b"]"#)]).unwrap();
        assert_eq!(changes(&plan), [(TAGS, Some(r#"["web", "b"]"#.to_owned()))]);
        assert_eq!(plan.questions.len(), 1);
    }

    #[test]
    fn one_that_is_not_there_is_an_error_unless_told() {
        let keys = [(TAGS, r#"["web"]"#)];
        assert_eq!(plan(&["profile", "tag", "remove", "web", "a"], &keys).unwrap_err().kind(), ErrorKind::NotFound);
        assert!(plan(&["profile", "tag", "remove", "web", "a", "--if-exists"], &keys).unwrap().is_empty());
        assert!(plan(&["profile", "tag", "remove", "none", "a", "--if-exists"], &keys).unwrap().is_empty());
    }
}
