//! Tiers and their policies.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::json::{self, Malformed};
use super::profile::{Direction, Rules};
use super::rule::Rule;
use super::selector::Selector;

/// The place of a tier among tiers, or of a policy in its tier: lower first, none last, ties by name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    /// A number; fractions and negative ones too.
    At(f64),
    /// No order given.
    Last,
}

impl Order {
    /// Reads a member `order`: a number, or absent or `"default"` for the last place. Null counts as absent, as
    /// Go readers take it.
    ///
    /// # Errors
    /// What no reader takes for an order: Felix 1.4 ignores the whole object.
    pub fn from_json(value: Option<&Value>) -> Result<Self, Malformed> {
        match value {
            None | Some(Value::Null) => Ok(Self::Last),
            Some(Value::String(text)) if text == "default" => Ok(Self::Last),
            Some(Value::Number(number)) => match number.as_str().parse::<f64>() {
                Ok(order) if order.is_finite() => Ok(Self::At(order)),
                _ => Err(Malformed::shape(format!("order {number} is too large"))),
            },
            Some(other) => Err(Malformed::shape(format!("order is {}, not a number", json::kind(other)))),
        }
    }

    /// Which of two comes first, by their orders alone.
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::At(a), Self::At(b)) => a.total_cmp(&b),
            (Self::At(_), Self::Last) => Ordering::Less,
            (Self::Last, Self::At(_)) => Ordering::Greater,
            (Self::Last, Self::Last) => Ordering::Equal,
        }
    }
}

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
    pub fn new(selector: &str, order: u32) -> Self {
        let mut rules = Rules::empty();
        rules.set_member("order", &Value::from(order));
        rules.set_member("selector", &Value::from(selector));
        Self { rules }
    }

    /// The value to write, in the style found. Both lists are there, as calicoctl 0.2x needs them.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.rules.to_bytes_of_policy()
    }

    /// Both lists of rules, to change them.
    pub fn rules_mut(&mut self) -> &mut Rules {
        &mut self.rules
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
        assert_eq!(Order::At(2.0).compare(Order::At(10.0)), Ordering::Less);
        assert_eq!(Order::Last.compare(Order::At(1e300)), Ordering::Greater);
        assert_eq!(Order::Last.compare(Order::Last), Ordering::Equal);
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
