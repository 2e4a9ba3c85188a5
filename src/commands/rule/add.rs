//! `calicross profile rule add`, `calicross policy rule add`

use clap::Args;

use super::{DirectionWord, Held, RuleHolder, bad_words};
use crate::error::CommandError;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::Rule;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::{WriteArgs, parse_number};
use crate::store::{Scope, Snapshot};

/// Arguments of `rule add`.
#[derive(Args, Debug)]
#[command(after_help = crate::commands::RULE_LANGUAGE)]
pub struct RuleAddArgs<H: RuleHolder> {
    #[command(flatten)]
    holder: H,

    /// Which rules
    direction: DirectionWord,

    /// The rule, such as: allow tcp from tag web to ports 80,443
    #[arg(required = true, value_name = "RULE")]
    rule: Vec<String>,

    /// Place in the list, counted from 1; the end where absent
    #[arg(long, value_name = "POSITION", value_parser = parse_number::<usize>)]
    at: Option<usize>,

    #[command(flatten)]
    spelling: H::Spelling,

    #[command(flatten)]
    write: WriteArgs,
}

impl<H: RuleHolder> WriteCommand for RuleAddArgs<H> {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        self.holder.scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let rule = Rule::from_words(&self.rule, self.spelling.clone().into());
        let rule = rule.map_err(|err| bad_words(&self.holder.called(), err))?;
        add(snapshot, self.holder.find(snapshot)?, self.direction.into(), self.at, &rule)
    }
}

/// Plans to add a rule.
pub(crate) fn add(
    snapshot: &Snapshot,
    held: Held,
    direction: Direction,
    at: Option<usize>,
    rule: &Rule,
) -> Result<Plan, CommandError> {
    if let Some(Ok(rules)) = &held.rules
        && let Some(at) = rules.position_of(direction, rule)
    {
        let mut plan = Plan::new();
        plan.relied_on(snapshot, &held.holder.path());
        plan.say(format!("{} has the {direction} rule already, as number {at}: {rule}", held.holder.object()));
        return Ok(plan);
    }
    insert(snapshot, held, direction, at, rule)
}

/// Plans to add a rule, whether or not there is one that means the same.
pub(crate) fn insert(
    snapshot: &Snapshot,
    held: Held,
    direction: Direction,
    at: Option<usize>,
    rule: &Rule,
) -> Result<Plan, CommandError> {
    let Held { holder, rules } = held;
    let mut plan = Plan::new();
    let mut rules = holder.editable(&mut plan, rules, Rules::empty())?;
    rules.insert(direction, at, rule).map_err(|err| holder.out_of_range(direction, err))?;
    for direction in Direction::BOTH {
        for (at, found) in rules.list(direction).enumerate() {
            if let Err(why) = found {
                plan.warn(format!(
                    "{}: {direction} rule {}: {why}: Felix rejects it, and all rules beside it",
                    holder.object(),
                    at + 1
                ));
            }
        }
    }
    holder.warn_of_rule(&mut plan, rule);
    plan.say(format!("{direction} rule added to {}: {rule}", holder.object()));
    holder.put(&mut plan, snapshot, rules);
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const RULES: &str = "/calico/v1/policy/profile/web/rules";
    const OPENSTACK: &str = r#"{"inbound_rules": [{"ip_version": 4, "dst_ports": ["1:65535"], "protocol": "tcp"}], "outbound_rules": [], "x": 1e2}"#;

    #[test]
    fn what_others_wrote_survives_as_it_was() {
        let plan =
            plan(&["profile", "rule", "add", "web", "inbound", "allow", "from", "tag", "t"], &[(RULES, OPENSTACK)])
                .unwrap();
        let expected = r#"{"id": "web", "inbound_rules": [{"ip_version": 4, "dst_ports": ["1:65535"], "protocol": "tcp"}, {"action": "allow", "src_tag": "t"}], "outbound_rules": [], "x": 1e2}"#;
        assert_eq!(changes(&plan), [(RULES, Some(expected.to_owned()))]);
    }

    #[test]
    fn a_malformed_rule_beside_it_stays_and_is_named() {
        let rules = (RULES, r#"{"inbound_rules": [{"action": "allow"}, {"action": "foo"}], "outbound_rules": []}"#);
        let plan = plan(&["profile", "rule", "add", "web", "outbound", "deny"], &[rules]).unwrap();
        assert!(changes(&plan)[0].1.as_ref().unwrap().contains(r#"{"action": "foo"}"#));
        assert!(plan.warnings.iter().any(|warning| warning.starts_with("profile web: inbound rule 2: ")), "{plan:?}");
    }

    #[test]
    fn positions_count_from_one() {
        let add =
            |at: &str| plan(&["profile", "rule", "add", "web", "inbound", "--at", at, "deny"], &[(RULES, OPENSTACK)]);
        assert!(changes(&add("1").unwrap())[0].1.as_ref().unwrap().contains(r#"[{"action": "deny"}, {"ip_version""#));
        for at in ["0", "3"] {
            assert_eq!(add(at).unwrap_err().kind(), ErrorKind::Refused, "{at}");
        }
    }

    #[test]
    fn a_cidr_comes_with_its_version_unless_calicoctl_has_to_read_it() {
        let rule = ["allow", "from", "cidr", "10.0.0.0/8"];
        let words = |more: &[&'static str]| [&["profile", "rule", "add", "web", "inbound"], more, &rule].concat();
        let ours = plan(&words(&[]), &[(RULES, "{}")]).unwrap();
        assert!(changes(&ours)[0].1.as_ref().unwrap().contains(r#""ip_version": 4"#));
        assert!(ours.warnings.iter().any(|warning| warning.contains("calicoctl 0.2x")), "{:?}", ours.warnings);
        let theirs = plan(&words(&["--dialect", "calicoctl-0.2x"]), &[(RULES, "{}")]).unwrap();
        assert!(!changes(&theirs)[0].1.as_ref().unwrap().contains("ip_version"));
    }

    #[test]
    fn one_that_is_there_is_no_change() {
        let words =
            ["profile", "rule", "add", "web", "inbound", "allow", "tcp", "to", "ports", "1:65535", "ip-version", "4"];
        assert!(plan(&words, &[(RULES, OPENSTACK)]).unwrap().is_empty());
    }
}
