//! Policies, one by one.

use std::cmp::Ordering;

use crate::model::json::Malformed;
use crate::model::key::{Key, TIERS, escape};
use crate::model::policy::{Order, Policy};
use crate::model::profile::Direction;
use crate::model::rule::Action;
use crate::model::selector::Selector;
use crate::store::{Scope, Snapshot};

/// What holds every tier with its policies.
pub fn scope_of_all() -> Scope {
    Scope::under(TIERS)
}

/// A policy as a snapshot holds it.
#[derive(Clone, Debug)]
pub struct FoundPolicy {
    /// The tier that it is in.
    pub tier: String,
    /// Its name.
    pub name: String,
    /// Its key.
    pub path: String,
    /// What it says, or why it cannot be read: Felix then goes on as if it were not there.
    pub policy: Result<Policy, Malformed>,
}

impl FoundPolicy {
    /// `tier/name`, as `-o name` prints it and every command takes it. The name is escaped as in the key, so that there is one
    /// slash.
    pub fn full_name(&self) -> String {
        format!("{}/{}", escape(&self.tier), escape(&self.name))
    }

    /// Why Felix goes on as if it were not there; `None` where nothing is wrong with it.
    pub fn fault(&self) -> Option<Malformed> {
        match &self.policy {
            Ok(policy) => policy.fault(),
            Err(why) => Some(why.clone()),
        }
    }

    /// Its place in the tier, the last where it cannot be read.
    pub fn order(&self) -> Order {
        self.policy.as_ref().ok().and_then(|policy| policy.order().ok()).unwrap_or(Order::Last)
    }

    /// Which of two policies of a tier decides first.
    pub fn compare(&self, other: &Self) -> Ordering {
        self.order().compare(other.order()).then_with(|| self.name.cmp(&other.name))
    }

    /// Whether it does nothing but pass on what other policies leave undecided, of all endpoints and in both directions.
    pub fn is_pass_through(&self) -> bool {
        let Some(policy) = self.policy.as_ref().ok().filter(|policy| policy.fault().is_none()) else { return false };
        let passes = |direction| {
            let mut rules = policy.rules().list(direction).flatten();
            rules.next().is_some_and(|rule| rule.matches_all() && rule.spec().action == Action::NextTier)
        };
        policy.selector() == Ok(Selector::All) && !policy.is_untracked() && Direction::BOTH.into_iter().all(passes)
    }
}

/// Every policy of a snapshot, by path.
pub fn all(snapshot: &Snapshot) -> impl Iterator<Item = FoundPolicy> + '_ {
    snapshot.under(&format!("{TIERS}/")).iter().filter_map(|entry| match Key::parse(&entry.path) {
        Key::Policy { tier, name } => {
            Some(FoundPolicy { tier, name, path: entry.path.clone(), policy: Policy::parse(&entry.value) })
        }
        _ => None,
    })
}
