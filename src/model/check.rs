//! Whether a value may be put at a path: what all readers of the key accept, and what happens otherwise.
//!
//! This is the check of raw writes (`key put`) and of whatever is restored or imported. It takes the intersection of
//! Felix 1.4, Felix 2, calicoctl, networking-calico and BIRD's templates; each finding names what they do with a
//! value that is wrong, because that differs a lot: a bad profile closes, a bad policy opens, a bad pool key ends Felix 2.

mod bgp;
mod config;
mod endpoint;
mod ipam;
mod names;
mod policy;
mod values;

#[cfg(test)]
mod tests;

use std::fmt;

use super::key::Key;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Some reader rejects the value or does harm with it: it is not written.
    Refused,
    /// It is valid, and does something that may surprise.
    Warning,
}

/// A finding about a value at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whether it keeps the value from being written.
    pub severity: Severity,
    /// What is wrong: a lower-case fragment.
    pub why: String,
    /// What happens then: who does what.
    pub consequence: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.why, self.consequence)
    }
}

impl std::error::Error for Problem {}

/// Everything that is wrong with a value at a path, what refuses it first. A path that is not a known key
/// has no problems.
pub fn problems(path: &str, value: &[u8]) -> Vec<Problem> {
    let key = Key::parse(path);
    let mut found = Findings::default();
    if !matches!(key, Key::Unknown(_)) {
        names::check(&key, &mut found);
        values::check(&key, value, &mut found);
    }
    found.0.sort_by_key(|problem| problem.severity);
    found.0
}

/// The worst problem of a value at a path.
///
/// # Errors
/// The [`Problem`], which may be a warning only.
pub fn check(path: &str, value: &[u8]) -> Result<(), Problem> {
    problems(path, value).into_iter().next().map_or(Ok(()), Err)
}

/// Problems on their way.
#[derive(Default)]
pub(super) struct Findings(Vec<Problem>);

impl Findings {
    pub(super) fn refuse(&mut self, why: impl Into<String>, consequence: impl Into<String>) {
        self.0.push(Problem { severity: Severity::Refused, why: why.into(), consequence: consequence.into() });
    }

    pub(super) fn warn(&mut self, why: impl Into<String>, consequence: impl Into<String>) {
        self.0.push(Problem { severity: Severity::Warning, why: why.into(), consequence: consequence.into() });
    }
}
