//! Known faults of a datastore that two clouds share: found, explained, and where possible put right by a plan.
//!
//! A check is a pure function from what was read ([`Inventory`]) to findings. It is one row of [`CHECKS`]: a stable id, how bad what it
//! finds is, why that matters, what kind of fix it has. What is to be changed is said as edits ([`Edit`]), which [`repair::plan`]
//! puts together, so that several fixes of one key do not undo each other, and which then go the way of every other change.
//!
//! # How a check is added
//!
//! A function `fn(&Inventory<'_>, &mut Findings<'_>)` in the file of its family, and a row below. What it wants to know beside the keys
//! (the time, an option) is a member of [`Given`].

mod finding;
mod interfaces;
mod inventory;
pub mod repair;
#[cfg(test)]
mod testing;

pub use finding::{Class, Diagnosis, Edit, Finding, Findings, Fix, Severity};
pub use inventory::{FoundEndpoint, Given, Inventory, Setting, scopes};

/// A check.
#[derive(Debug)]
pub struct Check {
    /// What scripts and people call it: kebab-case, never changed.
    pub id: &'static str,
    /// How bad it is, where a finding does not say otherwise.
    pub severity: Severity,
    /// The class of its fix, the worst where findings differ; `None` where there is none.
    pub fix: Option<Class>,
    /// What it finds, as a line.
    pub title: &'static str,
    /// Why it matters, in two sentences.
    pub why: &'static str,
    /// Looks for it.
    pub run: fn(&Inventory<'_>, &mut Findings<'_>),
}

/// Every check, in the order in which they are told of.
pub const CHECKS: &[Check] = &[
    Check {
        id: "interface-prefix",
        severity: Severity::Error,
        fix: Some(Class::RestartsFelix),
        title: "InterfacePrefix misses a prefix that endpoints use, or has blanks or empty members",
        why: "Felix takes only interfaces that begin with one of these prefixes for workloads': others get no route and no policy. \
              Felix 2 does not start with a blank or an empty member, and Felix 1.4 takes an empty one for every interface of the host.",
        run: interfaces::prefix,
    },
    Check {
        id: "interface-name",
        severity: Severity::Error,
        fix: Some(Class::ChangesTraffic),
        title: "an endpoint names another interface than its orchestrator made",
        why: "Felix finds no interface of that name on the host, so that the workload has neither route nor policy and Neutron sees its \
              port down. calicoctl 0.20 leaves such a name behind when it writes an endpoint that it did not make.",
        run: interfaces::name,
    },
];

/// The check of an id.
pub fn check(id: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.id == id)
}

/// Runs checks; what they find, in their order.
pub fn examine<'c>(inventory: &Inventory<'_>, checks: impl IntoIterator<Item = &'c Check>) -> Vec<Diagnosis<'c>> {
    let mut all = Vec::new();
    for check in checks {
        let mut add = |finding| all.push(Diagnosis { check, finding });
        (check.run)(inventory, &mut Findings::new(&mut add));
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_words_that_are_there_once() {
        let ids: BTreeSet<&str> = CHECKS.iter().map(|check| check.id).collect();
        assert_eq!(ids.len(), CHECKS.len());
        for check in CHECKS {
            let word = |id: &str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            assert!(word(check.id) && check.id != "safe", "{}", check.id);
            assert_eq!(check.why.matches(". ").count(), 1, "{}: two sentences", check.id);
            assert!(check.why.ends_with('.') && !check.title.ends_with('.'), "{}", check.id);
        }
    }
}
