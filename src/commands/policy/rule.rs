//! `calicross policy rule`

use clap::{Args, Subcommand};

use crate::commands::rule::{Held, Holder, RuleHolder, add, edit, json, list, remove, update};
use crate::error::CommandError;
use crate::inventory::{policies, tiers};
use crate::model::policy::Policy;
use crate::model::rule::Dialect;
use crate::session::Action;
use crate::store::{Scope, Snapshot};

/// Verbs of `policy rule`.
#[derive(Debug, Subcommand)]
pub enum PolicyRuleCommand {
    /// List the rules of a policy in words
    #[command(visible_alias = "show")]
    List(list::RuleListArgs<OfPolicy>),
    /// Print the rules of a policy as JSON, as `update` takes them
    Json(json::RuleJsonArgs<OfPolicy>),
    /// Add a rule
    Add(add::RuleAddArgs<OfPolicy>),
    /// Remove a rule
    #[command(override_usage = "calicross policy rule remove [OPTIONS] <POLICY> <DIRECTION> <RULE>...\n       \
                          calicross policy rule remove [OPTIONS] --at <POSITION> <POLICY> <DIRECTION>")]
    Remove(remove::RuleRemoveArgs<OfPolicy>),
    /// Replace all rules by JSON from stdin
    Update(update::RuleUpdateArgs<OfPolicy>),
    /// Change the rules in $EDITOR
    Edit(edit::RuleEditArgs<OfPolicy>),
}

impl PolicyRuleCommand {
    pub(super) fn into_action(self) -> Action {
        match self {
            Self::List(args) => Action::Read(Box::new(args)),
            Self::Json(args) => Action::Read(Box::new(args)),
            Self::Add(args) => Action::Write(Box::new(args)),
            Self::Remove(args) => Action::Write(Box::new(args)),
            Self::Update(args) => Action::Write(Box::new(args)),
            Self::Edit(args) => Action::Write(Box::new(args)),
        }
    }
}

/// The policy whose rules they are.
#[derive(Args, Debug)]
pub struct OfPolicy {
    /// The policy: TIER/NAME, or its name where one tier has it
    policy: String,
}

impl RuleHolder for OfPolicy {
    const LIST_SCHEMA: &'static str = "calicross/policy-rule-list/1";
    const JSON_SCHEMA: &'static str = "calicross/policy-rules/1";
    type Spelling = ForFelix;

    fn scopes(&self) -> Vec<Scope> {
        vec![policies::scope_of_all()]
    }

    fn find(&self, snapshot: &Snapshot) -> Result<Held, CommandError> {
        let found = tiers::find_policy(&self.policy, snapshot)?;
        let rules = Some(found.policy.map(Policy::into_rules));
        Ok(Held { holder: Holder::Policy { tier: found.tier, name: found.name }, rules })
    }

    fn called(&self) -> String {
        format!("policy {}", self.policy)
    }
}

/// Nobody but Felix reads policies.
#[derive(Args, Clone, Debug)]
pub struct ForFelix {}

impl From<ForFelix> for Dialect {
    fn from(_: ForFelix) -> Self {
        Self::Felix
    }
}

#[cfg(test)]
mod tests {
    use crate::commands::testing::{changes, plan};
    use crate::error::ErrorKind;

    const TIER: (&str, &str) = ("/calico/v1/policy/tier/t/metadata", r#"{"order": 900}"#);
    const PASS: (&str, &str) = (
        "/calico/v1/policy/tier/t/policy/no-match",
        r#"{"selector": "all()", "order": 2000, "inbound_rules": [{"action": "next-tier"}], "outbound_rules": [{"action": "next-tier"}]}"#,
    );
    const WEB: &str = "/calico/v1/policy/tier/t/policy/web";

    #[test]
    fn rules_are_edited_and_all_else_stays() {
        let web = (WEB, r#"{"order":1.50,"selector":"role == 'web'","annotations":{"a":"b"}}"#);
        let words = ["policy", "rule", "add", "web", "inbound", "allow", "tcp", "from", "selector", "role == 'db'"];
        let added = plan(&words, &[TIER, PASS, web]).unwrap();
        let expected = r#"{"order":1.50,"selector":"role == 'web'","annotations":{"a":"b"},"inbound_rules":[{"action":"allow","protocol":"tcp","src_selector":"role == 'db'"}],"outbound_rules":[]}"#;
        assert_eq!(changes(&added), [(WEB, Some(expected.to_owned()))]);
        assert!(added.questions.is_empty() && added.warnings.is_empty(), "{added:?}");
    }

    #[test]
    fn nobody_but_felix_is_told_of() {
        let web = (WEB, r#"{"order": 1, "selector": "role == 'web'"}"#);
        let words = ["policy", "rule", "add", "t/web", "outbound", "allow", "to", "not", "cidr", "10.0.0.0/8"];
        let added = plan(&words, &[TIER, PASS, web]).unwrap();
        assert!(added.warnings.is_empty(), "{:?}", added.warnings);
    }

    #[test]
    fn what_passed_on_for_others_is_asked_about() {
        let web = (
            WEB,
            r#"{"order": 1, "selector": "role == 'web'", "inbound_rules": [{"action": "allow", "protocol": "tcp"}]}"#,
        );
        let words = ["policy", "rule", "remove", "no-match", "outbound", "next-tier"];
        let removed = plan(&words, &[TIER, PASS, web]).unwrap();
        let asked: Vec<&str> = removed.questions.iter().map(|question| question.text.as_str()).collect();
        assert!(asked[0].starts_with("removes outbound rule 1 of policy t/no-match"), "{asked:?}");
        assert!(asked.iter().any(|text| text.starts_with("policy t/web has no outbound rules")), "{asked:?}");
    }

    #[test]
    fn a_policy_that_cannot_be_read_is_not_made_up() {
        let words = ["policy", "rule", "add", "web", "inbound", "allow"];
        assert_eq!(plan(&words, &[TIER, (WEB, "{")]).unwrap_err().kind(), ErrorKind::BadData);
        assert_eq!(plan(&words, &[TIER]).unwrap_err().kind(), ErrorKind::NotFound);
        let null = plan(&words, &[TIER, PASS, (WEB, r#"{"order": 1, "selector": null}"#)]).unwrap();
        assert!(null.warnings.iter().any(|text| text.contains("selector is null")), "{:?}", null.warnings);
    }
}
