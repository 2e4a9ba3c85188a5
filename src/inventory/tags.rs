//! Tags: which profiles carry them, and which rules name them.

use std::collections::BTreeMap;
use std::fmt;

use super::policies::FoundPolicy;
use super::profiles::readable;
use crate::model::key::{Key, ProfilePart};
use crate::model::policy::Policy;
use crate::model::profile::{Direction, Profile, Rules};
use crate::model::rule::{Rule, Spec};

/// The profiles that carry each tag. No tag is implied; a list of tags that cannot be read is none.
pub fn carriers(profiles: &BTreeMap<String, Profile>) -> BTreeMap<&str, Vec<&str>> {
    let mut carriers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for profile in profiles.values() {
        for tag in readable(&profile.tags).into_iter().flat_map(|tags| tags.iter()) {
            let found = carriers.entry(tag).or_default();
            // A tag may be twice in a list.
            if found.last() != Some(&profile.name.as_str()) {
                found.push(&profile.name);
            }
        }
    }
    carriers
}

/// Whose rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RulesOf<'a> {
    /// A profile's.
    Profile(&'a str),
    /// A policy's.
    Policy {
        /// Its tier.
        tier: &'a str,
        /// Its name.
        name: &'a str,
    },
}

impl RulesOf<'_> {
    /// The key that holds the rules.
    pub fn key(self) -> Key {
        match self {
            Self::Profile(name) => Key::profile(name, ProfilePart::Rules),
            Self::Policy { tier, name } => Key::Policy { tier: tier.to_owned(), name: name.to_owned() },
        }
    }
}

impl fmt::Display for RulesOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Profile(name) => write!(f, "profile {name}"),
            Self::Policy { tier, name } => write!(f, "policy {tier}/{name}"),
        }
    }
}

/// A rule where it stands.
#[derive(Clone, Copy, Debug)]
pub struct RuleAt<'a> {
    /// Whose it is.
    pub of: RulesOf<'a>,
    /// In which list.
    pub direction: Direction,
    /// Its place in the list, from 1.
    pub position: usize,
    /// The rule.
    pub rule: &'a Rule,
}

/// Visits every rule that can be read: profiles' by name, then policies' in the order in which they come.
pub fn each_rule(profiles: &BTreeMap<String, Profile>, policies: &[FoundPolicy], visit: &mut dyn FnMut(&RuleAt<'_>)) {
    let of_profiles = profiles.values().map(|profile| (RulesOf::Profile(&profile.name), readable(&profile.rules)));
    let of_policies = policies.iter().map(|found| {
        let of = RulesOf::Policy { tier: &found.tier, name: &found.name };
        (of, found.policy.as_ref().ok().map(Policy::rules))
    });
    for (of, rules) in of_profiles.chain(of_policies).filter_map(|(of, rules)| Some((of, rules?))) {
        each_of(of, rules, visit);
    }
}

fn each_of(of: RulesOf<'_>, rules: &Rules, visit: &mut dyn FnMut(&RuleAt<'_>)) {
    for direction in Direction::BOTH {
        for (at, rule) in rules.list(direction).enumerate() {
            if let Ok(rule) = &rule {
                visit(&RuleAt { of, direction, position: at + 1, rule });
            }
        }
    }
}

/// What a tag is in a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// Whether it is the packet's source that is looked at, not its destination.
    pub source: bool,
    /// Whether the packet must not have the tag.
    pub negated: bool,
}

impl fmt::Display for Role {
    /// As the rule's words have it: `from`, `to`, `not from`, `not to`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.negated { "not " } else { "" };
        write!(f, "{not}{}", if self.source { "from" } else { "to" })
    }
}

/// The tags that a rule names, each with what it is there.
pub fn named(spec: &Spec) -> impl Iterator<Item = (&str, Role)> {
    [(&spec.is, false), (&spec.not, true)].into_iter().flat_map(|(criteria, negated)| {
        [(&criteria.src, true), (&criteria.dst, false)]
            .into_iter()
            .filter_map(move |(end, source)| Some((end.tag.as_deref()?, Role { source, negated })))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{policies, profiles};
    use crate::store::Snapshot;

    #[test]
    fn carriers_are_those_whose_list_can_be_read() {
        let snapshot = Snapshot::literal(&[
            ("/calico/v1/policy/profile/a/tags", r#"["T", "U", "T"]"#),
            ("/calico/v1/policy/profile/b/tags", r#"["T"]"#),
            ("/calico/v1/policy/profile/c/tags", r#"["T", 1]"#),
            ("/calico/v1/policy/profile/T/rules", "{}"),
        ]);
        let profiles = profiles::all(&snapshot);
        let carriers = carriers(&profiles);
        assert_eq!(carriers, [("T", vec!["a", "b"]), ("U", vec!["a"])].into());
    }

    #[test]
    fn rules_are_visited_where_they_stand() {
        let snapshot = Snapshot::literal(&[
            (
                "/calico/v1/policy/profile/a/rules",
                r#"{"inbound_rules": [{"src_tag": 1}, {"src_tag": "T", "!src_tag": "U"}], "outbound_rules": [{"!dst_tag": "T"}]}"#,
            ),
            ("/calico/v1/policy/tier/t/policy/p", r#"{"inbound_rules": [{"dst_tag": "T"}]}"#),
            ("/calico/v1/policy/tier/t/policy/q", "[]"),
        ]);
        let mut found = Vec::new();
        let policies: Vec<FoundPolicy> = policies::all(&snapshot).collect();
        each_rule(&profiles::all(&snapshot), &policies, &mut |at| {
            for (tag, role) in named(at.rule.spec()) {
                found.push(format!("{} {} {}: {role} {tag} ({})", at.of, at.direction, at.position, at.of.key()));
            }
        });
        assert_eq!(
            found,
            [
                "profile a inbound 2: from T (/calico/v1/policy/profile/a/rules)",
                "profile a inbound 2: not from U (/calico/v1/policy/profile/a/rules)",
                "profile a outbound 1: not to T (/calico/v1/policy/profile/a/rules)",
                "policy t/p inbound 1: to T (/calico/v1/policy/tier/t/policy/p)",
            ]
        );
    }
}
