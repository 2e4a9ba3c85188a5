//! `calicross profile rule update`, `calicross policy rule update`

use std::io::Read;

use clap::Args;

use super::{Held, RuleHolder, parse_document};
use crate::error::{CommandError, ErrorKind};
use crate::model::profile::{Direction, Rules};
use crate::plan::Plan;
use crate::session::options::WriteArgs;
use crate::session::{Session, WriteCommand};
use crate::store::{Scope, Snapshot};

/// Arguments of `rule update`.
#[derive(Args, Debug)]
pub struct RuleUpdateArgs<H: RuleHolder> {
    #[command(flatten)]
    holder: H,

    #[command(flatten)]
    write: WriteArgs,

    #[arg(skip)]
    document: Vec<u8>,
}

impl<H: RuleHolder> WriteCommand for RuleUpdateArgs<H> {
    fn options(&self) -> &WriteArgs {
        &self.write
    }

    fn needs_input(&self) -> bool {
        true
    }

    fn prepare(&mut self, _session: &mut Session) -> Result<(), CommandError> {
        std::io::stdin()
            .lock()
            .read_to_end(&mut self.document)
            .map_err(|err| CommandError::new(ErrorKind::BadData, format!("cannot read the rules from stdin: {err}")))?;
        Ok(())
    }

    fn scopes(&self) -> Vec<Scope> {
        self.holder.scopes()
    }

    fn plan(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        replace(snapshot, self.holder.find(snapshot)?, &self.document)
    }
}

/// Plans to replace the rules by a document. Top-level members that the document does not name stay.
pub(crate) fn replace(snapshot: &Snapshot, held: Held, document: &[u8]) -> Result<Plan, CommandError> {
    let Held { holder, rules: present } = held;
    let readable = present.as_ref().and_then(|present| present.as_ref().ok());
    let new = parse_document(&holder, document, readable)?;
    let mut plan = Plan::new();
    let mut rules: Rules = holder.editable(&mut plan, present, new.clone())?;
    let mut removed = 0;
    for direction in Direction::BOTH {
        let (old, values) = (rules.list(direction).flatten().collect::<Vec<_>>(), new.values(direction).to_vec());
        for rule in new.list(direction).flatten().filter(|rule| !old.iter().any(|old| old.same(rule))) {
            holder.warn_of_rule(&mut plan, &rule);
        }
        removed += old.iter().filter(|rule| new.position_of(direction, rule).is_none()).count();
        rules.replace(direction, values);
    }
    for (member, value) in new.object() {
        rules.set_member(member, value);
    }
    if removed > 0 {
        plan.ask(format!("removes {removed} {} of {}", if removed == 1 { "rule" } else { "rules" }, holder.object()));
    }
    holder.put(&mut plan, snapshot, rules);
    let said = if plan.is_empty() { "are so already" } else { "replaced" };
    plan.say(format!("rules of {} {said}", holder.object()));
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::rule::Holder;

    const RULES: &str = "/calico/v1/policy/profile/web/rules";
    const PRESENT: &str = r#"{"id": "web", "note": 1.0, "inbound_rules": [{"action": "allow"}, {"protocol": 6, "dst_ports": [80]}], "outbound_rules": []}"#;

    fn replaced(document: &str) -> Result<Plan, CommandError> {
        let snapshot = Snapshot::literal(&[(RULES, PRESENT)]);
        let held = Held { holder: Holder::Profile("web".to_owned()), rules: Some(Rules::parse(PRESENT.as_bytes())) };
        replace(&snapshot, held, document.as_bytes())
    }

    #[test]
    fn lists_are_replaced_and_other_members_stay() {
        let plan = replaced(r#"{"inbound_rules": [{"action": "deny"}], "outbound_rules": []}"#).unwrap();
        let after = plan.change(RULES).unwrap().after.clone().unwrap();
        let expected = r#"{"id": "web", "note": 1.0, "inbound_rules": [{"action": "deny"}], "outbound_rules": []}"#;
        assert_eq!(String::from_utf8(after).unwrap(), expected);
        assert_eq!(plan.questions.len(), 1);
    }

    #[test]
    fn what_was_there_may_stay_however_odd_and_new_rules_are_checked() {
        let odd = r#"{"protocol": 6, "dst_ports": [80]}"#;
        assert!(replaced(&format!(r#"{{"inbound_rules": [{odd}], "outbound_rules": []}}"#)).is_ok());
        let error = replaced(&format!(r#"{{"inbound_rules": [], "outbound_rules": [{odd}]}}"#)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadData);
        assert!(error.message().contains("outbound rule 1"), "{}", error.message());
        for bad in ["", "{", "[]", r#"{"inbound_rules": [{"action": "accept"}]}"#, r#"{"inbound_rules": {}}"#] {
            assert_eq!(replaced(bad).unwrap_err().kind(), ErrorKind::BadData, "{bad}");
        }
    }
}
