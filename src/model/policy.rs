//! Tiers and their policies.

mod order;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::json::{self, Malformed};
use super::profile::{Direction, Rules};
use super::rule::{Action, Rule, Spec};
use super::selector::Selector;

pub use order::{NewOrder, Order};

/// Reads a tier's metadata. Felix 1.4 ignores every policy of a tier without readable metadata; Felix 2 does not
/// read it.
///
/// # Errors
/// [`Malformed`].
pub fn tier_order(metadata: &[u8]) -> Result<Order, Malformed> {
    match json::parse(metadata)? {
        Value::Object(object) => Order::from_json(object.get("order")),
        other => Err(Malformed::shape(format!("tier metadata is {}, not an object", json::kind(&other)))),
    }
}

/// A new tier's metadata.
pub fn new_tier(order: &NewOrder) -> Vec<u8> {
    let object = Map::from_iter([("order".to_owned(), order.of_tier())]);
    json::to_bytes(&Value::Object(object), json::Style::default())
}

/// A tier's metadata with another order; all else is as found. An order that nobody can read gives way as well.
///
/// # Errors
/// What is not an object.
pub fn tier_with_order(metadata: &[u8], order: &NewOrder) -> Result<Vec<u8>, Malformed> {
    let mut value = json::parse(metadata)?;
    let kind = json::kind(&value);
    let Some(object) = value.as_object_mut() else {
        return Err(Malformed::shape(format!("tier metadata is {kind}, not an object")));
    };
    object.insert("order".to_owned(), order.of_tier());
    Ok(json::to_bytes(&value, json::Style::of(metadata)))
}

/// A policy's value: the object as found.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    rules: Rules,
}

impl Policy {
    /// Reads a value. Order, selector and single rules are read by themselves.
    ///
    /// # Errors
    /// What is not an object, or has something else than lists for its rules.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        Rules::parse(bytes).map(|rules| Self { rules })
    }

    /// A policy without rules yet, at a place in its tier.
    pub fn new(selector: &str, order: impl Into<NewOrder>) -> Self {
        let mut policy = Self { rules: Rules::empty() };
        policy.set_order(&order.into());
        policy.set_selector(selector);
        policy
    }

    /// The policy that comes last in its tier and passes everything on, in both directions.
    pub fn pass_through() -> Self {
        let mut policy = Self::new("all()", NewOrder::LAST);
        let on = Rule::from(Spec { action: Action::NextTier, ..Spec::default() });
        for direction in Direction::BOTH {
            policy.rules.replace(direction, vec![on.to_json()]);
        }
        policy
    }

    /// What that policy is called: not the same in all tiers, since Felix 2 knows policies by their names alone.
    pub fn pass_through_name(tier: &str) -> String {
        format!("{tier}-no-match")
    }

    /// Gives it another place in its tier.
    pub fn set_order(&mut self, order: &NewOrder) {
        match order.of_policy() {
            Some(order) => self.rules.set_member("order", &order),
            None => self.rules.remove_member("order"),
        }
    }

    /// Lets it apply to other endpoints.
    pub fn set_selector(&mut self, selector: &str) {
        self.rules.set_member("selector", &Value::from(selector));
    }

    /// The value to write, in the style found. Both lists are there, as calicoctl 0.2x needs them.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.rules.to_bytes_of_policy()
    }

    /// Both lists of rules, to change them.
    pub fn rules_mut(&mut self) -> &mut Rules {
        &mut self.rules
    }

    /// All of it, its rules beside the rest.
    pub fn into_rules(self) -> Rules {
        self.rules
    }

    /// Whether it acts before connections are tracked: on host endpoints alone, and apart from all other policies.
    pub fn is_untracked(&self) -> bool {
        self.object().get("untracked") == Some(&Value::Bool(true))
    }

    /// Why Felix goes on as if the policy were not there; `None` where nothing is wrong with it.
    pub fn fault(&self) -> Option<Malformed> {
        let bad_rule = || {
            let (direction, at, why) = self.rules.first_bad()?;
            Some(Malformed::shape(format!("{direction} rule {at}: {why}")))
        };
        self.order().err().or_else(|| self.selector().err()).or_else(bad_rule)
    }

    /// The object, as found.
    pub fn object(&self) -> &Map<String, Value> {
        self.rules.object()
    }

    /// Both lists of rules.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Its place in the tier.
    ///
    /// # Errors
    /// What no reader takes for an order.
    pub fn order(&self) -> Result<Order, Malformed> {
        Order::from_json(self.object().get("order"))
    }

    /// Its place in the tier, as it is spelled; `None` where no reader takes it for one.
    pub fn new_order(&self) -> Option<NewOrder> {
        self.order().ok()?;
        Some(NewOrder::of_member(self.object().get("order")))
    }

    /// Which endpoints it applies to. Felix 1.4 ignores a policy without a selector, Felix 2 applies it to all.
    ///
    /// # Errors
    /// What is missing or no selector.
    pub fn selector(&self) -> Result<Selector, Malformed> {
        match self.object().get("selector") {
            Some(Value::String(text)) => {
                Selector::parse(text).map_err(|bad| Malformed::shape(format!("selector: {bad}")))
            }
            None => Err(Malformed::shape("there is no selector")),
            Some(other) => Err(Malformed::shape(format!("selector is {}, not a string", json::kind(other)))),
        }
    }
}

impl From<Rules> for Policy {
    fn from(rules: Rules) -> Self {
        Self { rules }
    }
}

/// The tags that rules refer to; rules that cannot be read refer to none.
pub fn tags_of(rules: &Rules) -> BTreeSet<String> {
    let rules = Direction::BOTH.into_iter().flat_map(|direction| rules.list(direction)).flatten();
    rules.flat_map(|rule: Rule| rule.spec().ends().filter_map(|end| end.tag.clone()).collect::<Vec<_>>()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders() {
        let order = |text: &str| tier_order(text.as_bytes());
        assert_eq!(order("{}").unwrap(), Order::Last);
        assert_eq!(order(r#"{"order": "default"}"#).unwrap(), Order::Last);
        assert_eq!(order(r#"{"order": -1.5}"#).unwrap(), Order::At(-1.5));
        assert_eq!(order(r#"{"order": "900"}"#).unwrap_err().to_string(), "order is a string, not a number");
        assert_eq!(order(r#""x""#).unwrap_err().to_string(), "tier metadata is a string, not an object");
        assert!(order(r#"{"order": 1e999}"#).is_err());
    }

    #[test]
    fn metadata_is_edited_in_place() {
        let order = |text: &str| NewOrder::parse(text).unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        assert_eq!(text(new_tier(&order("900"))), r#"{"order": 900}"#);
        assert_eq!(text(new_tier(&NewOrder::LAST)), r#"{"order": "default"}"#);
        let edited = tier_with_order(br#"{"a":1.50,"order":"1","b":{}}"#, &order("0.5")).unwrap();
        assert_eq!(text(edited), r#"{"a":1.50,"order":0.5,"b":{}}"#);
        assert!(tier_with_order(b"[]", &NewOrder::LAST).is_err());
        assert!(tier_with_order(b"", &NewOrder::LAST).is_err());
    }

    #[test]
    fn a_policy_is_edited_in_place() {
        let mut policy = Policy::parse(br#"{"order":5,"x":1.0,"selector":"a == 'b'"}"#).unwrap();
        policy.set_order(&NewOrder::parse("7").unwrap());
        policy.set_selector("all()");
        let text = |policy: &Policy| String::from_utf8(policy.to_bytes()).unwrap();
        assert_eq!(text(&policy), r#"{"order":7,"x":1.0,"selector":"all()","inbound_rules":[],"outbound_rules":[]}"#);
        policy.set_order(&NewOrder::LAST);
        assert_eq!(text(&policy), r#"{"x":1.0,"selector":"all()","inbound_rules":[],"outbound_rules":[]}"#);
        assert_eq!(policy.order().unwrap(), Order::Last);
        assert_eq!(policy.fault(), None);
        let fault = |text: &str| Policy::parse(text.as_bytes()).unwrap().fault().map(|why| why.to_string());
        assert_eq!(fault(r#"{"selector": null}"#).unwrap(), "selector is null, not a string");
        assert_eq!(fault(r#"{"selector": "", "order": "1"}"#).unwrap(), "order is a string, not a number");
        let bad = fault(r#"{"selector": "", "outbound_rules": [{}, {"action": "pass"}]}"#).unwrap();
        assert!(bad.starts_with("outbound rule 2: "), "{bad}");
    }

    #[test]
    fn a_policy_of_the_demo() {
        let policy = Policy::parse(
            br#"{"order":1000,"selector":"has(role)","inbound_rules":[{"src_tag":"a","!dst_tag":"b"},{"src_tag":1}]}"#,
        )
        .unwrap();
        assert_eq!(policy.order().unwrap(), Order::At(1000.0));
        assert_eq!(policy.selector().unwrap(), Selector::Has("role".into()));
        assert!(tags_of(policy.rules()).into_iter().eq(["a".to_owned(), "b".to_owned()]));
        assert_eq!(policy.rules().values(Direction::Outbound).len(), 0);
        let selector = |text: &str| Policy::parse(text.as_bytes()).unwrap().selector().unwrap_err().to_string();
        assert_eq!(selector("{}"), "there is no selector");
        assert_eq!(selector(r#"{"selector": null}"#), "selector is null, not a string");
        assert!(selector(r#"{"selector": "a"}"#).starts_with("selector: the selector ends early"));
        assert!(Policy::parse(b"[]").is_err());
    }
}
