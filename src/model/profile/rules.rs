//! The `rules` key: two lists of rules, and whatever else the object holds.

use std::fmt;

use serde_json::{Map, Value};

use crate::model::json::{self, Malformed, Style};
use crate::model::rule::{Action, Rule, RuleError};

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Traffic to the endpoint.
    Inbound,
    /// Traffic from the endpoint.
    Outbound,
}

impl Direction {
    /// Both, in the order in which they are shown.
    pub const BOTH: [Self; 2] = [Self::Inbound, Self::Outbound];

    /// The member of the object.
    pub fn member(self) -> &'static str {
        match self {
            Self::Inbound => "inbound_rules",
            Self::Outbound => "outbound_rules",
        }
    }

    /// `inbound` or `outbound`.
    pub fn parse(word: &str) -> Option<Self> {
        Self::BOTH.into_iter().find(|direction| direction.to_string() == word)
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        })
    }
}

/// A position that is not in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    /// The position asked for.
    pub position: usize,
    /// The last one that would do; positions count from 1. Zero: the list is empty.
    pub last: usize,
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            0 => write!(f, "position {} is out of range: there are no rules", self.position),
            last => write!(f, "position {} is out of range: it must be from 1 to {last}", self.position),
        }
    }
}

impl std::error::Error for OutOfRange {}

/// The rules of a profile, or those of a policy: the object as found, edited in place.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    object: Map<String, Value>,
    style: Style,
}

impl Rules {
    /// No rules at all: what a profile's missing `rules` become when the first one is added.
    pub fn empty() -> Self {
        Self { object: Map::new(), style: Style::default() }
    }

    /// Sets a member of the object, in its place where it is there.
    pub fn set_member(&mut self, member: &str, value: &Value) {
        self.object.insert(member.to_owned(), value.clone());
    }

    /// Takes a member out of the object.
    pub fn remove_member(&mut self, member: &str) {
        self.object.shift_remove(member);
    }

    /// What a new profile has: it lets in what carries the tag of its own name, and lets everything out.
    pub fn of_new_profile(name: &str) -> Self {
        let rule = |members: &[(&str, &str)]| {
            Value::Object(members.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect())
        };
        let inbound = vec![rule(&[("action", "allow"), ("src_tag", name)])];
        let outbound = vec![rule(&[("action", "allow")])];
        let object = [
            ("id".to_owned(), Value::from(name)),
            (Direction::Inbound.member().to_owned(), Value::Array(inbound)),
            (Direction::Outbound.member().to_owned(), Value::Array(outbound)),
        ];
        Self { object: object.into_iter().collect(), style: Style::default() }
    }

    /// Reads the key's value. Single rules that no reader takes are told by [`Rules::list`].
    ///
    /// # Errors
    /// What is not an object, or has something else than lists for its rules.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let value = json::parse(bytes)?;
        let Value::Object(object) = value else {
            return Err(Malformed::shape(format!("rules are {}, not an object", json::kind(&value))));
        };
        for direction in Direction::BOTH {
            match object.get(direction.member()) {
                None | Some(Value::Null | Value::Array(_)) => {}
                Some(other) => {
                    let (member, kind) = (direction.member(), json::kind(other));
                    return Err(Malformed::shape(format!("member '{member}' is {kind}, not a list")));
                }
            }
        }
        Ok(Self { object, style: Style::of(bytes) })
    }

    /// The value to write, in the style found. What some reader needs is added where it is missing: both lists
    /// (calicoctl 0.2x), and `id` (calicoctl 0.20).
    pub fn to_bytes(&self, name: &str) -> Vec<u8> {
        let mut rules = self.clone();
        if !rules.object.contains_key("id") {
            rules.object.shift_insert(0, "id".into(), name.into());
        }
        rules.to_bytes_of_policy()
    }

    /// [`Rules::to_bytes`] of a policy, which has no `id`.
    pub(in crate::model) fn to_bytes_of_policy(&self) -> Vec<u8> {
        let mut object = self.object.clone();
        for direction in Direction::BOTH {
            edit(&mut object, direction, |_| ());
        }
        json::to_bytes(&Value::Object(object), self.style)
    }

    /// The object, as found.
    pub fn object(&self) -> &Map<String, Value> {
        &self.object
    }

    /// The member `id`, where it is a string: the name of the profile.
    pub fn id(&self) -> Option<&str> {
        self.object.get("id").and_then(Value::as_str)
    }

    /// Sets the member `id`, for the copy of a profile.
    pub fn set_id(&mut self, name: &str) {
        match self.object.get_mut("id") {
            Some(id) => *id = name.into(),
            None => {
                self.object.shift_insert(0, "id".into(), name.into());
            }
        }
    }

    /// The rules of one direction as JSON. A missing list is an empty one.
    pub fn values(&self, direction: Direction) -> &[Value] {
        self.object.get(direction.member()).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The rules of one direction, each read or with the reason why no reader takes it.
    pub fn list(&self, direction: Direction) -> impl Iterator<Item = Result<Rule, RuleError>> + '_ {
        self.values(direction).iter().map(Rule::from_json)
    }

    /// How many rules one direction has; `None` where one of them cannot be read.
    pub fn count(&self, direction: Direction) -> Option<usize> {
        self.list(direction).all(|rule| rule.is_ok()).then(|| self.values(direction).len())
    }

    /// The first rule that cannot be read, with its place: Felix 1.4 drops all traffic that reaches a profile
    /// with such a rule.
    pub fn first_bad(&self) -> Option<(Direction, usize, RuleError)> {
        Direction::BOTH.into_iter().find_map(|direction| {
            self.list(direction).enumerate().find_map(|(i, rule)| Some((direction, i + 1, rule.err()?)))
        })
    }

    /// What is done to whatever the rules before it have left undecided: the action of the first rule that matches everything and
    /// decides; `None` where the end of the list may be reached.
    pub fn catch_all(&self, direction: Direction) -> Option<Action> {
        let mut rules = self.list(direction).flatten();
        rules.find(|rule| rule.matches_all() && rule.spec().action != Action::Log).map(|rule| rule.spec().action)
    }

    /// The position, from 1, of the first rule that means the same.
    pub fn position_of(&self, direction: Direction, rule: &Rule) -> Option<usize> {
        self.position_where(direction, |found| found.same(rule))
    }

    /// The position, from 1, of the first readable rule of which something is true.
    pub fn position_where(&self, direction: Direction, mut is: impl FnMut(&Rule) -> bool) -> Option<usize> {
        self.list(direction).position(|found| found.is_ok_and(|found| is(&found))).map(|i| i + 1)
    }

    /// Puts a rule at a position, from 1 (the rest moves down), or at the end.
    ///
    /// # Errors
    /// [`OutOfRange`] below 1 and past the end; the list is left as it was.
    pub fn insert(&mut self, direction: Direction, position: Option<usize>, rule: &Rule) -> Result<(), OutOfRange> {
        let last = self.values(direction).len() + 1;
        let position = position.unwrap_or(last);
        if !(1..=last).contains(&position) {
            return Err(OutOfRange { position, last });
        }
        edit(&mut self.object, direction, |items| items.insert(position - 1, rule.to_json()));
        Ok(())
    }

    /// Takes the rule at a position, from 1.
    ///
    /// # Errors
    /// [`OutOfRange`]; the list is left as it was.
    pub fn remove(&mut self, direction: Direction, position: usize) -> Result<Value, OutOfRange> {
        let last = self.values(direction).len();
        if !(1..=last).contains(&position) {
            return Err(OutOfRange { position, last });
        }
        Ok(edit(&mut self.object, direction, |items| items.remove(position - 1)))
    }

    /// Replaces the rules of one direction.
    pub fn replace(&mut self, direction: Direction, rules: Vec<Value>) {
        edit(&mut self.object, direction, |items| *items = rules);
    }

    /// Whether both mean the same: rule by rule ([`Rule::same`]; what cannot be read, as JSON), a missing list as an
    /// empty one, other members as JSON.
    pub fn same(&self, other: &Self) -> bool {
        let rest = |rules: &Self| {
            let members = rules.object.iter().filter(|(name, _)| Direction::BOTH.iter().all(|d| d.member() != *name));
            Value::Object(members.map(|(name, value)| (name.clone(), value.clone())).collect())
        };
        Direction::BOTH.into_iter().all(|direction| {
            let (a, b) = (self.values(direction), other.values(direction));
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_rule(a, b))
        }) && json::same_meaning(&rest(self), &rest(other))
    }
}

fn same_rule(a: &Value, b: &Value) -> bool {
    match (Rule::from_json(a), Rule::from_json(b)) {
        (Ok(a), Ok(b)) => a.same(&b),
        _ => json::same_meaning(a, b),
    }
}

/// Edits the list of one direction, which is made where it is missing.
fn edit<T>(object: &mut Map<String, Value>, direction: Direction, edit: impl FnOnce(&mut Vec<Value>) -> T) -> T {
    let mut items = match object.get_mut(direction.member()).map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let result = edit(&mut items);
    // A member that is there keeps its place.
    object.insert(direction.member().to_owned(), Value::Array(items));
    result
}
