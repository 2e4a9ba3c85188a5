//! Rules that never decide anything.

use super::nature::{policy_object, profile_object};
use super::pool::ObjectId;
use super::reach::Reach;
use super::space::NONE;
use crate::model::profile::Direction;

/// A rule where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleAt {
    /// The policy or profile.
    pub object: ObjectId,
    /// In which list.
    pub direction: Direction,
    /// Its place in the list, from 1.
    pub position: u32,
}

impl Reach<'_, '_> {
    /// The rules that decide nothing: no packet between any endpoint and any other address, endpoint's or outside, comes to them and matches,
    /// whatever the rules of the other end say. Those before them decide already, nobody has the profile, the policy selects nobody, or
    /// no address is what they want. Rules of what Felix does not take are not among them ([`super::View::rejections`]).
    pub fn unused_rules(&self) -> Vec<RuleAt> {
        let classes = self.all_classes();
        {
            let mut space = self.space.borrow_mut();
            for class in &classes.list {
                let sides = space.both_sides(&class.party);
                for side in [sides.outbound, sides.inbound].into_iter().filter(|side| *side != NONE) {
                    for other in classes.list.iter().filter(|other| other.party.family == class.party.family) {
                        space.outcome(side, other.party.set, false);
                        if space.heeds_mark(side) {
                            space.outcome(side, other.party.set, true);
                        }
                        if other.party.masqueraded != NONE {
                            space.outcome(side, other.party.masqueraded, false);
                        }
                    }
                }
            }
        }
        let mut all = self.rules();
        let space = self.space.borrow();
        all.retain(|rule| !space.met.contains(rule));
        all
    }

    /// Every rule of what some generation takes.
    fn rules(&self) -> Vec<RuleAt> {
        let view = self.view;
        let mut pool = view.pool.borrow_mut();
        let mut found = Vec::new();
        let mut add = |object, direction, count: usize| {
            let places = 1..=u32::try_from(count).unwrap_or(u32::MAX);
            found.extend(places.map(|position| RuleAt { object, direction, position }));
        };
        for profile in view.profiles.values() {
            let object = profile_object(&profile.name, &mut pool);
            let readings = view.generations.iter().filter_map(|generation| profile.readings.of(*generation).as_ref());
            if let Some(lists) = readings.filter_map(|reading| reading.lists.as_ref().ok()).next() {
                for direction in Direction::BOTH {
                    add(object, direction, lists.of(direction).len());
                }
            }
        }
        for policy in view.policies.values() {
            let object = policy_object(policy, &mut pool);
            let mut readings =
                view.generations.iter().filter_map(|generation| policy.readings.of(*generation).as_ref());
            if let Some(reading) = readings.next() {
                for direction in Direction::BOTH {
                    add(object, direction, reading.lists.of(direction).len());
                }
            }
        }
        found.sort_unstable();
        found
    }
}
