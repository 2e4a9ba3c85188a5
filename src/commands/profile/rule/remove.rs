//! `calicross profile rule remove`

use clap::Args;

use super::{DirectionWord, bad_words, out_of_range};
use crate::commands::profile::load;
use crate::error::{CommandError, ErrorKind};
use crate::model::key::ProfilePart;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::{Rule, parse_words};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::{WriteArgs, parse_number};
use crate::store::{Scope, Snapshot};

/// Arguments of `profile rule remove`.
#[derive(Args, Debug)]
#[command(
    after_help = crate::commands::RULE_LANGUAGE,
    override_usage = "calicross profile rule remove [OPTIONS] <PROFILE> <DIRECTION> <RULE>...\n       \
                      calicross profile rule remove [OPTIONS] --at <POSITION> <PROFILE> <DIRECTION>"
)]
pub struct RuleRemoveArgs {
    /// Name of the profile
    profile: String,

    /// Which rules
    direction: DirectionWord,

    /// The rule, such as: allow from tag web
    #[arg(value_name = "RULE", required_unless_present = "at", conflicts_with = "at")]
    rule: Vec<String>,

    /// Its place in the list, counted from 1
    #[arg(long, value_name = "POSITION", value_parser = parse_number::<usize>)]
    at: Option<usize>,

    /// Do nothing where the profile or the rule is not there
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for RuleRemoveArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.profile)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let (name, direction) = (&self.profile, Direction::from(self.direction));
        let typed =
            if self.at.is_some() { None } else { Some(parse_words(&self.rule).map_err(|err| bad_words(name, err))?) };
        let mut plan = Plan::new();
        let Some(profile) = load::named(snapshot, name) else {
            if self.if_exists {
                plan.say(format!("profile {name} is not there"));
                return Ok(plan);
            }
            return Err(load::not_found(name));
        };
        let mut rules = load::editable(&mut plan, name, ProfilePart::Rules, profile.rules, Rules::empty());
        let found = match &typed {
            None => self.at,
            Some(typed) => rules.position_where(direction, |rule| rule.is_typed(typed)),
        };
        let path = load::path(name, ProfilePart::Rules);
        let Some(at) = found else {
            let words = self.rule.join(" ");
            if !plan.obstacles.is_empty() {
                // Whether it is there cannot be told; the obstacle says why.
                plan.say(format!(
                    "no such {direction} rule found in profile {name}, whose rules cannot be read: {words}"
                ));
                return Ok(plan);
            }
            if self.if_exists {
                plan.relied_on(snapshot, &path);
                plan.say(format!("profile {name} has no such {direction} rule: {words}"));
                return Ok(plan);
            }
            return Err(CommandError::new(
                ErrorKind::NotFound,
                format!("profile {name} has no such {direction} rule: {words}"),
            )
            .object(format!("profile {name}"))
            .key(path)
            .hint(format!("`calicross profile rule list {name}` shows those it has")));
        };
        let removed = rules.remove(direction, at).map_err(|err| out_of_range(name, direction, err))?;
        let words = Rule::from_json(&removed).map_or_else(|_| removed.to_string(), |rule| rule.to_string());
        plan.ask(format!("removes {direction} rule {at} of profile {name}: {words}"));
        plan.say(format!("{direction} rule {at} removed from profile {name}: {words}"));
        plan.put(snapshot, path, rules.to_bytes(name));
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const RULES: &str = "/calico/v1/policy/profile/web/rules";
    const TWO: &str =
        r#"{"id": "web", "inbound_rules": [{"action": "allow"}, {"action": "deny", "foo": 1}], "outbound_rules": []}"#;
    const REST: &str = r#"{"id": "web", "inbound_rules": [{"action": "deny", "foo": 1}], "outbound_rules": []}"#;

    #[test]
    fn a_rule_goes_by_its_words_or_its_place() {
        for words in [["allow"].as_slice(), &["--at", "1"]] {
            let plan =
                plan(&[&["profile", "rule", "remove", "web", "inbound"], words].concat(), &[(RULES, TWO)]).unwrap();
            assert_eq!(changes(&plan), [(RULES, Some(REST.to_owned()))]);
            assert_eq!(plan.questions.len(), 1);
        }
    }

    #[test]
    fn one_that_is_not_there_is_an_error_unless_told() {
        let words = ["profile", "rule", "remove", "web", "inbound", "deny"];
        assert_eq!(plan(&words, &[(RULES, TWO)]).unwrap_err().kind(), ErrorKind::NotFound, "it has a member more");
        assert!(plan(&[&words[..], &["--if-exists"]].concat(), &[(RULES, TWO)]).unwrap().is_empty());
        let out = plan(&["profile", "rule", "remove", "web", "inbound", "--at", "3"], &[(RULES, TWO)]).unwrap_err();
        assert_eq!(out.kind(), ErrorKind::Refused);
    }
}
