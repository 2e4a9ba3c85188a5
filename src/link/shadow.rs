//! Profiles that decide everything, so that none behind them is asked.
//!
//! An endpoint's profiles are asked in order, and the first rule that matches decides. So a profile that has a rule without
//! conditions leaves nothing to those behind it: a link there isolates nothing, or opens nothing. A profile without rules that
//! can be read drops everything that reaches it, in both directions.

use std::collections::BTreeMap;
use std::fmt;

use crate::inventory::profiles::readable;
use crate::model::key::Family;
use crate::model::profile::{Direction, Profile};
use crate::model::rule::{Action, Criteria, End, Reader, Rule};

/// What becomes of all traffic of one direction at a profile, apart from what its rules treat otherwise before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// A rule without conditions lets it pass.
    Opens,
    /// A rule without conditions drops it.
    Shuts,
    /// There are no rules, and Felix drops it.
    Missing,
    /// The rules cannot be read, or Felix 1.4 rejects one of them, and Felix drops it.
    Malformed,
}

impl Fate {
    /// Whether it is dropped.
    pub fn is_shut(self) -> bool {
        self != Self::Opens
    }
}

/// A profile that leaves nothing to those behind it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shadow {
    /// The profile.
    pub profile: String,
    /// In which direction.
    pub direction: Direction,
    /// What it does with the traffic.
    pub fate: Fate,
}

impl fmt::Display for Shadow {
    /// `lets everything in`, `drops everything that is sent`, `is missing, which drops everything`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.fate, self.direction) {
            (Fate::Opens, Direction::Inbound) => "lets everything in",
            (Fate::Opens, Direction::Outbound) => "lets everything out",
            (Fate::Shuts, Direction::Inbound) => "lets nothing else in",
            (Fate::Shuts, Direction::Outbound) => "lets nothing else out",
            (Fate::Missing, _) => "has no rules and so drops everything",
            (Fate::Malformed, _) => "has rules that Felix rejects and so drops everything",
        })
    }
}

/// Finds the first profile before a place of an endpoint's list that decides everything of one direction. A profile that is not
/// among those given is missing.
pub fn before(
    ids: &[&str],
    place: usize,
    direction: Direction,
    profiles: &BTreeMap<String, Profile>,
) -> Option<Shadow> {
    ids.iter().take(place).find_map(|id| {
        let fate = fate(profiles.get(*id), direction)?;
        Some(Shadow { profile: (*id).to_owned(), direction, fate })
    })
}

/// Whether a profile has rules that Felix takes: one that has none drops everything that reaches it.
pub fn is_usable(profile: &str, profiles: &BTreeMap<String, Profile>) -> bool {
    !matches!(fate(profiles.get(profile), Direction::Inbound), Some(Fate::Missing | Fate::Malformed))
}

/// What a profile does with all traffic of one direction; `None` where some of it goes on to the next profile.
pub fn fate(profile: Option<&Profile>, direction: Direction) -> Option<Fate> {
    let Some(profile) = profile.filter(|profile| profile.rules.is_some()) else { return Some(Fate::Missing) };
    let Some(rules) = readable(&profile.rules) else { return Some(Fate::Malformed) };
    // One rule that Felix rejects voids the others, those of the other direction too.
    let rejected = |rule: &Rule| rule.blinded().iter().any(|blinded| blinded.reader == Reader::Felix14);
    let mut all = Direction::BOTH.into_iter().flat_map(|direction| rules.list(direction));
    if all.any(|rule| rule.map_or(true, |rule| rejected(&rule))) {
        return Some(Fate::Malformed);
    }
    let mut decided: [Option<Fate>; 2] = [None, None];
    for rule in rules.list(direction).filter_map(Result::ok) {
        let fate = match rule.spec().action {
            Action::Allow => Some(Fate::Opens),
            Action::Deny => Some(Fate::Shuts),
            Action::NextTier => None,
            Action::Log => continue,
        };
        for (family, decided) in [Family::V4, Family::V6].into_iter().zip(&mut decided) {
            if !takes_all(&rule, family) || decided.is_some() {
                continue;
            }
            // What such a rule of `next-tier` takes leaves the profile undecided, whatever follows.
            fate?;
            *decided = fate;
        }
    }
    match decided {
        [Some(fate), Some(_)] => Some(fate),
        _ => None,
    }
}

/// Whether a rule matches everything of an IP version.
fn takes_all(rule: &Rule, family: Family) -> bool {
    let spec = rule.spec();
    let Criteria { protocol, icmp_type, icmp_code, src, dst } = &spec.is;
    spec.not == Criteria::default()
        && protocol.is_none()
        && icmp_type.is_none()
        && icmp_code.is_none()
        && spec.ip_version.is_none_or(|version| version == family)
        && [src, dst].into_iter().all(|end| is_anybody(end, family))
}

fn is_anybody(end: &End, family: Family) -> bool {
    let End { ports, tag, nets, selector } = end;
    let whole = |net: &ipnet::IpNet| net.prefix_len() == 0 && Family::of(&net.addr()) == family;
    ports.is_empty() && tag.is_none() && selector.is_none() && (nets.is_empty() || nets.iter().any(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::key::ProfilePart;

    fn profile(rules: &str) -> Profile {
        let mut profile = Profile::named("p");
        profile.take(ProfilePart::Rules, rules.as_bytes());
        profile
    }

    fn inbound(rules: &str) -> Option<Fate> {
        fate(Some(&profile(&format!(r#"{{"inbound_rules": [{rules}]}}"#))), Direction::Inbound)
    }

    #[test]
    fn what_has_no_conditions_decides_everything() {
        for (rules, wanted) in [
            ("", None),
            ("{}", Some(Fate::Opens)),
            (r#"{"action": "allow"}"#, Some(Fate::Opens)),
            (r#"{"action": "deny"}"#, Some(Fate::Shuts)),
            (r#"{"action": "deny", "protocol": "tcp"}, {}"#, Some(Fate::Opens)),
            (r#"{"action": "log"}, {"action": "deny"}, {}"#, Some(Fate::Shuts)),
            (r#"{"action": "next-tier"}, {}"#, None),
            (r#"{"action": "next-tier", "ip_version": 6}, {}"#, None),
            (r#"{"src_tag": "p"}"#, None),
            (r#"{"src_selector": "all()"}"#, None),
            (r#"{"!src_tag": "p"}"#, None),
            (r#"{"protocol": "tcp"}"#, None),
            (r#"{"ip_version": 4}"#, None),
            (r#"{"ip_version": 4}, {"ip_version": 6}"#, Some(Fate::Opens)),
            (r#"{"ip_version": 4, "src_net": "0.0.0.0/0"}, {"ip_version": 6, "action": "deny"}"#, Some(Fate::Opens)),
            (r#"{"ip_version": 4, "src_net": "10.0.0.0/8"}, {"ip_version": 6}"#, None),
        ] {
            assert_eq!(inbound(rules), wanted, "{rules}");
        }
        let open = profile(r#"{"inbound_rules": [{}]}"#);
        assert_eq!(fate(Some(&open), Direction::Outbound), None);
    }

    #[test]
    fn what_felix_cannot_read_drops_everything() {
        assert_eq!(fate(None, Direction::Inbound), Some(Fate::Missing));
        let mut tagged = Profile::named("p");
        tagged.take(ProfilePart::Tags, b"[]");
        assert_eq!(fate(Some(&tagged), Direction::Outbound), Some(Fate::Missing));
        assert_eq!(fate(Some(&profile("[]")), Direction::Outbound), Some(Fate::Malformed));
        // A bad rule of one direction voids the other one.
        for bad in [r#"{"action": "accept"}"#, r#"{"priority": 1}"#, r#"{"src_nets": ["10.0.0.0/8"]}"#] {
            let voided = profile(&format!(r#"{{"inbound_rules": [{{}}], "outbound_rules": [{bad}]}}"#));
            assert_eq!(fate(Some(&voided), Direction::Inbound), Some(Fate::Malformed), "{bad}");
        }
    }

    #[test]
    fn only_what_stands_before_counts() {
        let named = |(name, rules): (&str, &str)| (name.to_owned(), profile(rules));
        let profiles: BTreeMap<String, Profile> = [
            ("open", r#"{"inbound_rules": [{}], "outbound_rules": [{}]}"#),
            ("link", r#"{"inbound_rules": [{"src_tag": "t"}]}"#),
        ]
        .into_iter()
        .map(named)
        .collect();
        let shadow = |ids: &[&str], place| before(ids, place, Direction::Inbound, &profiles);
        assert_eq!(shadow(&["link", "open"], 0), None);
        assert_eq!(shadow(&["link", "open", "link"], 1), None);
        let found = shadow(&["open", "link"], 1).unwrap();
        assert_eq!((found.profile.as_str(), found.fate), ("open", Fate::Opens));
        assert_eq!(found.to_string(), "lets everything in");
        assert_eq!(shadow(&["ghost", "open", "link"], 2).unwrap().fate, Fate::Missing);
        assert!(shadow(&["ghost", "link"], 1).unwrap().fate.is_shut());
    }
}
