//! The places of tiers among tiers, and of policies in their tier.

use std::cmp::Ordering;
use std::fmt;

use serde_json::{Number, Value};

use crate::model::json::{self, Malformed};

/// What is left between neighbours where there is room: others can be put there later.
const STEP: f64 = 100.0;
/// The order of what has no neighbours.
const FIRST: f64 = 1000.0;

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

    /// Which of two comes first, by their orders alone. `-0` is `0`, as for every reader.
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::At(a), Self::At(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            (Self::At(_), Self::Last) => Ordering::Less,
            (Self::Last, Self::At(_)) => Ordering::Greater,
            (Self::Last, Self::Last) => Ordering::Equal,
        }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(order) => write!(f, "{order}"),
            Self::Last => f.write_str("default"),
        }
    }
}

/// An order that is about to be written, in the spelling in which it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOrder(Option<Number>);

impl NewOrder {
    /// The last place.
    pub const LAST: Self = Self(None);

    /// Reads what somebody typed: a JSON number, or `default` for the last place.
    ///
    /// # Errors
    /// What is expected, or why the number will not do.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "default" {
            return Ok(Self::LAST);
        }
        match json::parse(text.as_bytes()) {
            Ok(Value::Number(number)) if text.trim() == text => {
                Order::from_json(Some(&Value::Number(number.clone()))).map_err(|bad| bad.to_string())?;
                Ok(Self(Some(number)))
            }
            _ => Err("expected a number such as 900, 0.5 or -1, or default for the last place".to_owned()),
        }
    }

    /// The order of a finite number, spelled without a fraction where it has none.
    fn at(order: f64) -> Option<Self> {
        let number: Number = order.is_finite().then(|| order.to_string().parse().ok())??;
        Some(Self(Some(number)))
    }

    /// A member `order` that can be read, as it is spelled.
    pub(super) fn of_member(value: Option<&Value>) -> Self {
        match value {
            Some(Value::Number(number)) => Self(Some(number.clone())),
            _ => Self::LAST,
        }
    }

    /// An order strictly between two neighbours, where there is one; `None` for a neighbour is no neighbour at all. What
    /// lies between two with the same order, or behind the last place, is decided by names, and not here.
    pub fn between(before: Option<Order>, after: Option<Order>) -> Option<Self> {
        let order = match (before, after) {
            (None, None | Some(Order::Last)) => FIRST,
            (None, Some(Order::At(after))) => (after - STEP).min(after.next_down()),
            (Some(Order::Last), _) => return None,
            (Some(Order::At(before)), None | Some(Order::Last)) => (before + STEP).max(before.next_up()),
            (Some(Order::At(before)), Some(Order::At(after))) => {
                let middle = before + (after - before) / 2.0;
                let whole = middle.floor();
                let between = |order: &f64| before < *order && *order < after;
                [whole, middle].into_iter().find(between)?
            }
        };
        Self::at(order)
    }

    /// The order.
    pub fn order(&self) -> Order {
        let order = self.0.as_ref().and_then(|number| number.as_str().parse().ok());
        order.map_or(Order::Last, Order::At)
    }

    /// The member of a policy; `None` where it has none. Felix 2 cannot read a policy whose order is `"default"`.
    pub(super) fn of_policy(&self) -> Option<Value> {
        self.0.clone().map(Value::Number)
    }

    /// The member of a tier's metadata.
    pub(super) fn of_tier(&self) -> Value {
        self.0.clone().map_or_else(|| "default".into(), Value::Number)
    }
}

impl From<u32> for NewOrder {
    fn from(order: u32) -> Self {
        Self(Some(order.into()))
    }
}

impl fmt::Display for NewOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(number) => f.write_str(number.as_str()),
            None => f.write_str("default"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn orders_compare_by_number() {
        assert_eq!(Order::At(2.0).compare(Order::At(10.0)), Ordering::Less);
        assert_eq!(Order::At(-0.0).compare(Order::At(0.0)), Ordering::Equal);
        assert_eq!(Order::Last.compare(Order::At(1e300)), Ordering::Greater);
        assert_eq!(Order::Last.compare(Order::Last), Ordering::Equal);
    }

    #[test]
    fn what_is_typed_keeps_its_spelling() {
        for text in ["900", "-1.50", "1e3", "default", "0"] {
            assert_eq!(NewOrder::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(NewOrder::parse("1e3").unwrap().order(), Order::At(1000.0));
        assert_eq!(NewOrder::parse("default").unwrap().order(), Order::Last);
        for bad in ["", "+5", ".5", "1e999", "NaN", "inf", " 1", "last", "1,5", "\"1\"", "true"] {
            assert!(NewOrder::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn between_neighbours() {
        let at = |before: Option<f64>, after: Option<f64>| {
            NewOrder::between(before.map(Order::At), after.map(Order::At)).map(|order| order.to_string())
        };
        assert_eq!(at(None, None).unwrap(), "1000");
        assert_eq!(at(Some(1000.0), None).unwrap(), "1100");
        assert_eq!(at(None, Some(1000.0)).unwrap(), "900");
        assert_eq!(at(None, Some(50.0)).unwrap(), "-50");
        assert_eq!(at(Some(1000.0), Some(2000.0)).unwrap(), "1500");
        assert_eq!(at(Some(1.0), Some(2.0)).unwrap(), "1.5");
        assert_eq!(at(Some(1.0), Some(1.0)), None);
        assert_eq!(at(Some(1.0), Some(1.0f64.next_up())), None);
        assert_eq!(NewOrder::between(Some(Order::At(7.0)), Some(Order::Last)).unwrap().to_string(), "107");
        assert_eq!(NewOrder::between(None, Some(Order::Last)).unwrap().to_string(), "1000");
        assert_eq!(NewOrder::between(Some(Order::Last), None), None);
    }

    proptest! {
        #[test]
        fn what_lies_between_does(a in any::<f64>(), b in any::<f64>(), ends in 0u8..3) {
            prop_assume!(a.is_finite() && b.is_finite());
            let (low, high) = if a <= b { (a, b) } else { (b, a) };
            let before = (ends != 1).then_some(Order::At(low));
            let after = (ends != 2).then_some(Order::At(high));
            if let Some(new) = NewOrder::between(before, after) {
                prop_assert!(before.is_none_or(|before| before.compare(new.order()) == Ordering::Less));
                prop_assert!(after.is_none_or(|after| new.order().compare(after) == Ordering::Less));
                prop_assert_eq!(NewOrder::parse(&new.to_string()).unwrap().order(), new.order());
            }
        }

        #[test]
        fn typed_orders_are_read_back(text in "-?[0-9]{1,4}(\\.[0-9]{1,3})?(e[0-9]{1,2})?|\\PC{0,6}") {
            if let Ok(order) = NewOrder::parse(&text) {
                prop_assert_eq!(order.to_string(), text);
                prop_assert_eq!(Order::from_json(order.of_policy().as_ref()).unwrap(), order.order());
                prop_assert_eq!(Order::from_json(Some(&order.of_tier())).unwrap(), order.order());
            }
        }
    }
}
