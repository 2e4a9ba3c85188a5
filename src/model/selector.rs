//! Selectors: expressions over labels that choose endpoints.
//!
//! The parser takes what both generations of Felix take. A selector that only one of them reads is an error
//! that says so: the other one ignores the policy that has it, and traffic goes on to whatever follows.

mod implies;
mod parse;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;

use super::felix::Generation;

/// Parentheses may be nested this deep.
pub const MAX_DEPTH: usize = 64;

/// A selector that both generations of Felix read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Selector {
    /// `all()`, or nothing at all.
    All,
    /// `has(label)`.
    Has(String),
    /// `label == "value"`.
    Is(String, String),
    /// `label != "value"`: also true where there is no such label.
    IsNot(String, String),
    /// `label in {"a", "b"}`.
    In(String, BTreeSet<String>),
    /// `label not in {"a", "b"}`: also true where there is no such label.
    NotIn(String, BTreeSet<String>),
    /// `! x`.
    Not(Box<Selector>),
    /// `x && y && z`.
    And(Vec<Selector>),
    /// `x || y || z`.
    Or(Vec<Selector>),
}

/// Why a text is no selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSelector {
    /// What is wrong, and for whom.
    pub why: String,
    /// At which character, from 1.
    pub column: usize,
}

impl fmt::Display for BadSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at character {}", self.why, self.column)
    }
}

impl std::error::Error for BadSelector {}

impl Selector {
    /// Parses a selector.
    ///
    /// # Errors
    /// [`BadSelector`] with the place.
    pub fn parse(text: &str) -> Result<Self, BadSelector> {
        parse::parse(text, None)
    }

    /// Parses a selector as one generation of Felix reads it: also what the other one rejects. Strings with a backslash are taken as
    /// they stand, as the versions of the parser that Felix 1.4 was shipped with take them.
    ///
    /// # Errors
    /// [`BadSelector`] with the place.
    pub fn parse_as(text: &str, reader: Generation) -> Result<Self, BadSelector> {
        parse::parse(text, Some(reader))
    }

    /// Whether it selects what has these labels.
    pub fn matches<'a>(&self, label: &impl Fn(&str) -> Option<&'a str>) -> bool {
        match self {
            Self::All => true,
            Self::Has(key) => label(key).is_some(),
            Self::Is(key, value) => label(key) == Some(value),
            Self::IsNot(key, value) => label(key) != Some(value),
            Self::In(key, values) => label(key).is_some_and(|found| values.contains(found)),
            Self::NotIn(key, values) => !label(key).is_some_and(|found| values.contains(found)),
            Self::Not(inner) => !inner.matches(label),
            Self::And(parts) => parts.iter().all(|part| part.matches(label)),
            Self::Or(parts) => parts.iter().any(|part| part.matches(label)),
        }
    }

    /// Whether whatever it selects, the other selects as well, as far as their forms tell: where it says no, it may be so
    /// nevertheless.
    pub fn implies(&self, other: &Self) -> bool {
        implies::implies(self, other)
    }

    /// The labels that it looks at.
    pub fn labels(&self) -> BTreeSet<&str> {
        let mut labels = BTreeSet::new();
        let mut open = vec![self];
        while let Some(selector) = open.pop() {
            match selector {
                Self::All => {}
                Self::Has(key) | Self::Is(key, _) | Self::IsNot(key, _) | Self::In(key, _) | Self::NotIn(key, _) => {
                    labels.insert(key.as_str());
                }
                Self::Not(inner) => open.push(inner),
                Self::And(parts) | Self::Or(parts) => open.extend(parts),
            }
        }
        labels
    }
}

impl fmt::Display for Selector {
    /// In one spelling, the one that Felix 1.4 logs: `((a == 'x' && b != 'y') || ! has(c))`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all()"),
            Self::Has(key) => write!(f, "has({key})"),
            Self::Is(key, value) => write!(f, "{key} == {}", Quoted(value)),
            Self::IsNot(key, value) => write!(f, "{key} != {}", Quoted(value)),
            Self::In(key, values) => write!(f, "{key} in {}", Set(values)),
            Self::NotIn(key, values) => write!(f, "{key} not in {}", Set(values)),
            Self::Not(inner) => write!(f, "! {inner}"),
            Self::And(parts) => joined(parts, " && ", f),
            Self::Or(parts) => joined(parts, " || ", f),
        }
    }
}

fn joined(parts: &[Selector], operator: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("(")?;
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(operator)?;
        }
        write!(f, "{part}")?;
    }
    f.write_str(")")
}

/// A string as selectors have it: there are no escapes, so the quotes are those that it does not hold.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.contains('\'') { write!(f, "\"{}\"", self.0) } else { write!(f, "'{}'", self.0) }
    }
}

struct Set<'a>(&'a BTreeSet<String>);

impl fmt::Display for Set<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<_> = self.0.iter().map(|value| Quoted(value).to_string()).collect();
        write!(f, "{{{}}}", values.join(", "))
    }
}
