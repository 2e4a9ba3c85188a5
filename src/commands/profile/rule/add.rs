//! `calicross profile rule add`

use clap::Args;

use super::{DialectWord, DirectionWord, bad_words, out_of_range, warn_of_rule};
use crate::commands::profile::load;
use crate::error::CommandError;
use crate::model::key::ProfilePart;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::Rule;
use crate::plan::Plan;
use crate::session::WriteCommand;
use crate::session::options::{WriteArgs, parse_number};
use crate::store::{Scope, Snapshot};

/// Arguments of `profile rule add`.
#[derive(Args, Debug)]
#[command(after_help = crate::commands::RULE_LANGUAGE)]
pub struct RuleAddArgs {
    /// Name of the profile
    profile: String,

    /// Which rules
    direction: DirectionWord,

    /// The rule, such as: allow tcp from tag web to ports 80,443
    #[arg(required = true, value_name = "RULE")]
    rule: Vec<String>,

    /// Place in the list, counted from 1; the end where absent
    #[arg(long, value_name = "POSITION", value_parser = parse_number::<usize>)]
    at: Option<usize>,

    /// Whose readers the rule is written for
    #[arg(long, value_enum, default_value_t)]
    dialect: DialectWord,

    #[command(flatten)]
    write: WriteArgs,
}

impl WriteCommand for RuleAddArgs {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn scopes(&self) -> Vec<Scope> {
        vec![load::scope(&self.profile)]
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let (name, direction) = (&self.profile, Direction::from(self.direction));
        let rule = Rule::from_words(&self.rule, self.dialect.into()).map_err(|err| bad_words(name, err))?;
        let profile = load::required(snapshot, name)?;
        let mut plan = Plan::new();
        let mut rules = load::editable(&mut plan, name, ProfilePart::Rules, profile.rules, Rules::empty());
        if let Some(at) = rules.position_of(direction, &rule) {
            plan.relied_on(snapshot, &load::path(name, ProfilePart::Rules));
            plan.say(format!("profile {name} has the {direction} rule already, as number {at}: {rule}"));
            return Ok(plan);
        }
        rules.insert(direction, self.at, &rule).map_err(|err| out_of_range(name, direction, err))?;
        for direction in Direction::BOTH {
            for (at, found) in rules.list(direction).enumerate() {
                if let Err(why) = found {
                    plan.warn(format!(
                        "profile {name}: {direction} rule {}: {why}: Felix rejects it, and all rules beside it",
                        at + 1
                    ));
                }
            }
        }
        warn_of_rule(&mut plan, name, &rule);
        plan.say(format!("{direction} rule added to profile {name}: {rule}"));
        plan.put(snapshot, load::path(name, ProfilePart::Rules), rules.to_bytes(name));
        Ok(plan)
    }
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
