//! `calicross profile label add`

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

/// Arguments of `profile label add`.
#[derive(Args, Debug)]
pub struct LabelAddArgs {
    /// Name of the profile
    profile: String,

    /// The labels; without a value it is empty
    #[arg(required = true, value_name = "KEY[=VALUE]", value_parser = LabelWord::parse)]
    labels: Vec<LabelWord>,

    /// Where the profile has the label with another value, replace it
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for LabelAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        // Other profiles tell which labels disagree.
        vec![load::scope_of_all()]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let name = &self.profile;
        self.labels.iter().try_for_each(LabelWord::check)?;
        let profile = load::required(snapshot, name)?;
        let mut plan = Plan::new();
        let path = load::path(name, ProfilePart::Labels);
        let mut labels = load::editable(&mut plan, name, ProfilePart::Labels, profile.labels, Labels::default());
        for word in &self.labels {
            let label = shown(&word.key, word.value());
            let there = labels.get(&word.key).map(str::to_owned);
            match there {
                Some(there) if there == word.value() => plan.say(format!("label {label} is already on profile {name}")),
                Some(there) if !self.update => {
                    let message = format!("profile {name} has the label {} with the value '{there}'", word.key);
                    return Err(CommandError::new(ErrorKind::Exists, message)
                        .object(format!("label {} of profile {name}", word.key))
                        .key(path)
                        .hint("--update replaces it"));
                }
                Some(there) => {
                    plan.ask(format!(
                        "changes label {} of profile {name} from '{there}' to '{}'",
                        word.key,
                        word.value()
                    ));
                    plan.say(format!("label {label} set on profile {name}"));
                }
                None => plan.say(format!("label {label} added to profile {name}")),
            }
            labels.set(&word.key, word.value());
        }
        plan.put(snapshot, path, labels.to_bytes());
        if !plan.is_empty() {
            self.tell_of_others(snapshot, &mut plan);
        }
        Ok(plan)
    }
}

impl LabelAddArgs {
    /// Tells of profiles that have one of the labels with another value: which of the two an endpoint of both gets depends on its
    /// Felix.
    fn tell_of_others(&self, snapshot: &Snapshot, plan: &mut Plan) {
        let others = load::all(snapshot);
        for word in &self.labels {
            let disagrees = |labels: &Labels| labels.get(&word.key).is_some_and(|value| value != word.value());
            let mut disagreeing = others
                .values()
                .filter(|other| other.name != self.profile && load::readable(&other.labels).is_some_and(disagrees));
            if let Some(first) = disagreeing.next() {
                let which = match disagreeing.count() {
                    0 => format!("profile {}", first.name),
                    more => format!("{} profiles, such as {},", more + 1, first.name),
                };
                let verb = if which.starts_with("profile ") { "has" } else { "have" };
                plan.warn(format!(
                    "{which} {verb} the label {} with another value: of an endpoint's profiles, the last one counts for Felix 1.4, and \
                     the first one for Felix 2",
                    word.key
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;
    use crate::plan::Force;

    const LABELS: &str = "/calico/v1/policy/profile/web/labels";
    const OTHER: (&str, &str) = ("/calico/v1/policy/profile/db/labels", r#"{"tier": "data"}"#);

    fn add(labels: &[&str], keys: &[(&str, &str)]) -> Result<crate::plan::Plan, crate::error::CommandError> {
        plan(&[&["profile", "label", "add", "web"], labels].concat(), keys)
    }

    #[test]
    fn new_ones_go_to_the_end_and_present_ones_stay() {
        let plan = add(&["b=2", "a=1", "c"], &[(LABELS, r#"{"x":"y","a":"1"}"#)]).unwrap();
        assert_eq!(changes(&plan), [(LABELS, Some(r#"{"x":"y","a":"1","b":"2","c":""}"#.to_owned()))]);
        assert_eq!(
            plan.summary,
            ["label b=2 added to profile web", "label a=1 is already on profile web", "label c added to profile web"]
        );
        assert!(plan.questions.is_empty() && plan.warnings.is_empty());
    }

    #[test]
    fn another_value_is_refused_unless_told() {
        let keys = [(LABELS, r#"{"a": "1"}"#)];
        assert_eq!(add(&["a=2"], &keys).unwrap_err().kind(), ErrorKind::Exists);
        let updated = add(&["a=2", "--update"], &keys).unwrap();
        assert_eq!(changes(&updated), [(LABELS, Some(r#"{"a": "2"}"#.to_owned()))]);
        assert_eq!(updated.questions.len(), 1);
        assert!(add(&["a=1"], &keys).unwrap().is_empty());
    }

    #[test]
    fn a_missing_key_is_made_and_a_malformed_one_needs_its_word() {
        let tags = ("/calico/v1/policy/profile/web/tags", "[]");
        assert_eq!(changes(&add(&["a=1"], &[tags]).unwrap()), [(LABELS, Some(r#"{"a": "1"}"#.to_owned()))]);
        let broken = add(&["a=1"], &[(LABELS, r#"{"a": 1}"#)]).unwrap();
        assert_eq!(broken.obstacles.first().map(|obstacle| obstacle.force), Some(Force::Malformed));
        assert_eq!(add(&["a=1"], &[]).unwrap_err().kind(), ErrorKind::NotFound);
        assert_eq!(add(&["a b=1"], &[tags]).unwrap_err().kind(), ErrorKind::Refused);
    }

    #[test]
    fn profiles_that_disagree_are_told_of() {
        let tags = ("/calico/v1/policy/profile/web/tags", "[]");
        let warned = add(&["tier=web"], &[OTHER, tags]).unwrap().warnings;
        assert!(warned[0].starts_with("profile db has the label tier with another value"), "{warned:?}");
        assert!(add(&["tier=data"], &[OTHER, tags]).unwrap().warnings.is_empty());
    }
}
