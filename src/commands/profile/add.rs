//! `calicross profile add`

use clap::Args;

use super::load;
use crate::error::{CommandError, ErrorKind};
use crate::model::name::{self, Kind};
use crate::model::profile::{Profile, new_profile};
use crate::model::same::same_value;
use crate::plan::{Force, Plan};
use crate::render::diff;
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
        let (mut differing, mut difference) = (Vec::new(), String::new());
        for (key, value) in new_profile(name) {
            let path = key.path();
            let present = snapshot.get(&path);
            if present.is_none_or(|entry| !same_value(&key, &entry.value, &value)) {
                difference.push_str(&diff(&path, present.map(|entry| entry.value.as_slice()), Some(&value), false));
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
            .difference(&difference)
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

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const TAGS: (&str, &str) = ("/calico/v1/policy/profile/web/tags", r#"["web"]"#);
    const LABELS: (&str, &str) = ("/calico/v1/policy/profile/web/labels", "{}");
    const RULES: (&str, &str) = (
        "/calico/v1/policy/profile/web/rules",
        r#"{"id": "web", "inbound_rules": [{"action": "allow", "src_tag": "web"}], "outbound_rules": [{"action": "allow"}]}"#,
    );

    #[test]
    fn a_new_profile_is_what_calicoctl_makes() {
        let plan = plan(&["profile", "add", "web"], &[]).unwrap();
        let expected = [LABELS, RULES, TAGS].map(|(path, value)| (path, Some(value.to_owned())));
        assert_eq!(changes(&plan), expected);
        assert!(plan.questions.is_empty());
    }

    #[test]
    fn one_that_is_there_is_no_change_whatever_its_spelling() {
        let rules = r#"{"outbound_rules":[{"action":"allow"}],"id":"web","inbound_rules":[{"src_tag":"web","action":"allow"}]}"#;
        let plan = plan(&["profile", "add", "web"], &[TAGS, LABELS, (RULES.0, rules)]).unwrap();
        assert!(plan.is_empty());
        assert_eq!(plan.summary, ["profile web is there already"]);
    }

    #[test]
    fn half_a_profile_is_refused_and_completed_when_told_to() {
        let error = plan(&["profile", "add", "web"], &[TAGS, LABELS]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Exists);
        assert!(error.message().ends_with("its rules are missing"), "{}", error.message());
        let update = plan(&["profile", "add", "web", "--update"], &[TAGS, LABELS]).unwrap();
        assert_eq!(changes(&update), [(RULES.0, Some(RULES.1.to_owned()))]);
        assert!(update.questions.is_empty());
        let replaced = plan(&["profile", "add", "web", "--update"], &[(TAGS.0, r#"["db"]"#), LABELS, RULES]).unwrap();
        assert_eq!(replaced.questions.len(), 1);
    }

    #[test]
    fn names_that_some_reader_refuses_are_refused() {
        for name in ["a/b", "..", "_web", "a b", "a%b", ""] {
            assert_eq!(plan(&["profile", "add", name], &[]).unwrap_err().kind(), ErrorKind::Refused, "{name}");
        }
    }
}
