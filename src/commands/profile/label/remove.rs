//! `calicross profile label remove`

use clap::Args;

use crate::commands::label::{LabelWord, shown};
use crate::commands::profile::load;
use crate::error::{CommandError, ErrorKind};
use crate::model::key::ProfilePart;
use crate::model::profile::Labels;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::WriteArgs;
use crate::store::{Scope, Snapshot};

/// Arguments of `profile label remove`.
#[derive(Args, Debug)]
pub struct LabelRemoveArgs {
    /// Name of the profile
    profile: String,

    /// The labels; with a value, only where it has that one
    #[arg(required = true, value_name = "KEY[=VALUE]", value_parser = LabelWord::parse)]
    labels: Vec<LabelWord>,

    /// Do nothing where the profile or the label is not there
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for LabelRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.profile)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let name = &self.profile;
        let mut plan = Plan::new();
        let path = load::path(name, ProfilePart::Labels);
        let Some(profile) = load::named(snapshot, name) else {
            if self.if_exists {
                plan.say(format!("profile {name} is not there"));
                return Ok(plan);
            }
            return Err(load::not_found(name));
        };
        let mut labels = load::editable(&mut plan, name, ProfilePart::Labels, profile.labels, Labels::default());
        for word in &self.labels {
            let there = labels.get(&word.key).map(str::to_owned);
            let is_meant = there.as_ref().is_some_and(|there| word.value.as_ref().is_none_or(|value| value == there));
            if is_meant && labels.remove(&word.key) {
                let label = shown(&word.key, &there.unwrap_or_default());
                plan.ask(format!("removes label {label} from profile {name}"));
                plan.say(format!("label {label} removed from profile {name}"));
                continue;
            }
            let label = shown(&word.key, word.value());
            if !plan.obstacles.is_empty() {
                // Whether it is there cannot be told; the obstacle says why.
                plan.say(format!("label {label} not found on profile {name}, whose labels cannot be read"));
            } else if self.if_exists {
                plan.say(format!("label {label} is not on profile {name}"));
            } else {
                return Err(CommandError::new(ErrorKind::NotFound, format!("label {label} is not on profile {name}"))
                    .object(format!("label {label}"))
                    .key(path)
                    .hint(format!("`calicross profile label list {name}` shows those that are")));
            }
        }
        // A labels key that is missing stays missing; one that cannot be read holds nothing that could be removed.
        if plan.obstacles.is_empty() && snapshot.get(&path).is_some() {
            plan.put(snapshot, path, labels.to_bytes());
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const LABELS: &str = "/calico/v1/policy/profile/web/labels";

    #[test]
    fn it_is_asked_about_and_the_others_stay() {
        let keys = [(LABELS, r#"{"a":"1","in":"2","c":""}"#)];
        let removed = plan(&["profile", "label", "remove", "web", "in", "a=1"], &keys).unwrap();
        assert_eq!(changes(&removed), [(LABELS, Some(r#"{"c":""}"#.to_owned()))]);
        assert_eq!(removed.questions.len(), 2);
    }

    #[test]
    fn one_that_is_not_there_is_an_error_unless_told() {
        let keys = [(LABELS, r#"{"a": "1"}"#)];
        for label in ["b", "a=2", "a="] {
            let words = ["profile", "label", "remove", "web", label];
            assert_eq!(plan(&words, &keys).unwrap_err().kind(), ErrorKind::NotFound, "{label}");
            assert!(plan(&[&words[..], &["--if-exists"]].concat(), &keys).unwrap().is_empty());
        }
        assert!(plan(&["profile", "label", "remove", "no", "a", "--if-exists"], &keys).unwrap().is_empty());
    }
}
