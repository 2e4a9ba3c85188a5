//! Rules that never decide anything, in words.

use serde::Serialize;

use super::told::Teller;
use crate::model::profile::Direction;
use crate::reach::{Idle, Object, Reach, RuleAt};
use crate::store::Snapshot;

/// How many rules that decide before are told of one by one.
const FEW: usize = 2;

/// A rule where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Whose it is, such as `profile web`.
    pub object: String,
    /// Its key.
    pub key: String,
    /// `inbound` or `outbound`.
    pub direction: &'static str,
    /// Its place in the list, from 1.
    pub position: u32,
    /// Its words.
    pub rule: String,
}

/// A rule that never decides anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unused {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Why: a stable word.
    pub code: &'static str,
    /// Why, in words.
    pub why: String,
    /// The rules that decide before it, where those are the reason.
    pub decided_by: Vec<Place>,
}

/// The rules of some objects that never decide anything, profiles before policies, in the order of their keys.
pub fn of(reach: &Reach<'_, '_>, snapshot: &Snapshot, wanted: &dyn Fn(&Object) -> bool) -> Vec<Unused> {
    let teller = Teller::new(reach, snapshot);
    let place = |rule: &RuleAt| {
        let (object, key) = teller.object(rule.object)?;
        Some(Place {
            object,
            key: key?,
            direction: if rule.direction == Direction::Inbound { "inbound" } else { "outbound" },
            position: rule.position,
            rule: teller.rule(rule.object, rule.direction, rule.position).unwrap_or_default(),
        })
    };
    let mut found: Vec<Unused> = reach
        .idle_rules(wanted)
        .into_iter()
        .filter_map(|(rule, idle)| {
            let is_profile = matches!(reach.object(rule.object), Some(Object::Profile { .. }));
            let own = place(&rule)?;
            let mut decided_by: Vec<Place> = match &idle {
                Idle::Before(rules) => rules.iter().filter_map(place).collect(),
                _ => Vec::new(),
            };
            // The rules of its own list first: those are what an editor of it looks at.
            decided_by.sort_by(|a, b| (a.key != own.key, a).cmp(&(b.key != own.key, b)));
            Some(Unused { code: idle.code(), why: why(&idle, is_profile, &own, &decided_by), place: own, decided_by })
        })
        .collect();
    found.sort_by(|a, b| a.place.cmp_by_key(&b.place));
    found
}

impl Place {
    fn cmp_by_key(&self, other: &Self) -> std::cmp::Ordering {
        (&self.key, self.direction, self.position).cmp(&(&other.key, other.direction, other.position))
    }
}

fn why(idle: &Idle, is_profile: bool, own: &Place, deciders: &[Place]) -> String {
    match idle {
        Idle::Nobody if is_profile => "no endpoint that Felix programs has the profile".to_owned(),
        Idle::Nobody => "the policy selects no endpoint that Felix programs".to_owned(),
        Idle::NoTier => "its tier has no order that can be read: Felix 1.4 ignores the policy".to_owned(),
        Idle::OtherDirection => format!("the policy's types leave {} out", own.direction),
        Idle::LeftOut => "Felix leaves it out: its IP version is none that its endpoints have".to_owned(),
        Idle::NoAddress => "no address is what it wants".to_owned(),
        Idle::Before(_) if deciders.is_empty() => "nothing of what it matches gets to it".to_owned(),
        Idle::Before(_) => {
            let name = |place: &Place| match place.key == own.key && place.direction == own.direction {
                true => format!("rule {}", place.position),
                false => format!("{} rule {} of {}", place.direction, place.position, place.object),
            };
            let named: Vec<String> = deciders.iter().take(FEW).map(name).collect();
            let more = match deciders.len().saturating_sub(FEW) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("what it matches is decided before, by {}{more}", named.join(", "))
        }
    }
}
