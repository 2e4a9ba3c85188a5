//! `calicross profile rule remove`, `calicross policy rule remove`

use clap::Args;

use super::{DirectionWord, Held, RuleHolder, bad_words};
use crate::error::{CommandError, ErrorKind};
use crate::model::profile::{Direction, Rules};
use crate::model::rule::{Rule, Spec, parse_words};
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::{WriteArgs, parse_number};
use crate::store::{Scope, Snapshot};

/// Arguments of `rule remove`.
#[derive(Args, Debug)]
#[command(after_help = crate::commands::RULE_LANGUAGE)]
pub struct RuleRemoveArgs<H: RuleHolder> {
    #[command(flatten)]
    holder: H,

    /// Which rules
    direction: DirectionWord,

    /// The rule, such as: allow from tag web
    #[arg(value_name = "RULE", required_unless_present = "at", conflicts_with = "at")]
    rule: Vec<String>,

    /// Its place in the list, counted from 1
    #[arg(long, value_name = "POSITION", value_parser = parse_number::<usize>)]
    at: Option<usize>,

    /// Do nothing where the rule, or what it is in, is not there
    #[arg(long)]
    if_exists: bool,

    #[command(flatten)]
    write: WriteArgs,
}

impl<H: RuleHolder> WriteCommand for RuleRemoveArgs<H> {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        self.holder.scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let typed = match self.at {
            Some(_) => None,
            None => Some(parse_words(&self.rule).map_err(|err| bad_words(&self.holder.called(), err))?),
        };
        let which = match (self.at, &typed) {
            (None, Some(typed)) => Which::Typed(typed, &self.rule),
            (at, _) => Which::At(at.unwrap_or_default()),
        };
        let found = self.holder.find(snapshot);
        if let Err(err) = &found
            && self.if_exists
            && err.kind() == ErrorKind::NotFound
        {
            let mut plan = Plan::new();
            plan.say(format!("{} is not there", self.holder.called()));
            return Ok(plan);
        }
        remove(snapshot, found?, self.direction.into(), which, self.if_exists)
    }
}

/// Which rule goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Which<'a> {
    /// The one at a place, counted from 1.
    At(usize),
    /// The first one that says this; its words as they were typed.
    Typed(&'a Spec, &'a [String]),
}

/// Plans to remove a rule.
pub(crate) fn remove(
    snapshot: &Snapshot,
    held: Held,
    direction: Direction,
    which: Which<'_>,
    if_exists: bool,
) -> Result<Plan, CommandError> {
    let Held { holder, rules } = held;
    let mut plan = Plan::new();
    let mut rules = holder.editable(&mut plan, rules, Rules::empty())?;
    let (found, words) = match which {
        Which::At(at) => (Some(at), String::new()),
        Which::Typed(typed, words) => (rules.position_where(direction, |rule| rule.is_typed(typed)), words.join(" ")),
    };
    let object = holder.object();
    let Some(at) = found else {
        if !plan.obstacles.is_empty() {
            // Whether it is there cannot be told; the obstacle says why.
            plan.say(format!("no such {direction} rule found in {object}, whose rules cannot be read: {words}"));
            return Ok(plan);
        }
        if if_exists {
            plan.relied_on(snapshot, &holder.path());
            plan.say(format!("{object} has no such {direction} rule: {words}"));
            return Ok(plan);
        }
        return Err(CommandError::new(ErrorKind::NotFound, format!("{object} has no such {direction} rule: {words}"))
            .object(&object)
            .key(holder.path())
            .hint(format!("{} shows those it has", holder.command("list"))));
    };
    let removed = rules.remove(direction, at).map_err(|err| holder.out_of_range(direction, err))?;
    let words = Rule::from_json(&removed).map_or_else(|_| removed.to_string(), |rule| rule.to_string());
    plan.ask(format!("removes {direction} rule {at} of {object}: {words}"));
    plan.say(format!("{direction} rule {at} removed from {object}: {words}"));
    holder.put(&mut plan, snapshot, rules);
    Ok(plan)
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
