//! What tiers do that nobody would guess from a policy alone.
//!
//! A tier drops, at its end, what none of its policies that select an endpoint has decided: in both directions, even where a policy has
//! rules for one of them only, and before any profile is asked. And a policy behind one that decides everything is never reached.

use serde_json::Value;

use super::Tier;
use crate::inventory::policies::FoundPolicy;
use crate::model::policy::Policy;
use crate::model::profile::Direction;
use crate::model::rule::Reader;
use crate::model::selector::Selector;

/// What kind of fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Felix 1.4 ignores the whole tier.
    Ignored,
    /// A policy has no rules for a direction, and nothing passes on what it selects.
    Shuts(Direction),
    /// Nothing passes on what a policy leaves undecided.
    DropsRest(Direction),
    /// A policy stands behind one that decides everything.
    Unreached,
    /// Felix 1.4 rejects a policy that others read: there, traffic goes on to whatever follows.
    NotForFelix14,
    /// Felix 2 rejects a policy that others read.
    NotForFelix2,
}

impl Kind {
    /// A stable word for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ignored => "tier-ignored",
            Self::Shuts(Direction::Inbound) => "shuts-inbound",
            Self::Shuts(Direction::Outbound) => "shuts-outbound",
            Self::DropsRest(Direction::Inbound) => "drops-rest-inbound",
            Self::DropsRest(Direction::Outbound) => "drops-rest-outbound",
            Self::Unreached => "unreached",
            Self::NotForFelix14 => "felix-1.4-rejects",
            Self::NotForFelix2 => "felix-2-rejects",
        }
    }
}

/// Something about a tier that is perhaps not meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The tier.
    pub tier: String,
    /// The policy that it is about, as [`FoundPolicy::full_name`] has it; `None` for the tier as a whole.
    pub policy: Option<String>,
    /// What kind of fault.
    pub kind: Kind,
    /// What is so, as a line.
    pub text: String,
}

/// A policy that Felix reads.
struct Read<'a> {
    found: &'a FoundPolicy,
    policy: &'a Policy,
    selector: Selector,
    /// Whether it decides all that reaches it, inbound and outbound: looked at once, for it is asked of every pair of policies.
    decides: [bool; 2],
}

impl Read<'_> {
    /// Whether it decides, in a direction, all that reaches it of what another one selects.
    fn decides_all_of(&self, other: &Self, direction: Direction) -> bool {
        self.decides(direction) && other.selector.implies(&self.selector)
    }

    /// Whether it decides all that reaches it in a direction.
    fn decides(&self, direction: Direction) -> bool {
        let [inbound, outbound] = self.decides;
        if direction == Direction::Inbound { inbound } else { outbound }
    }
}

/// Everything about a tier that is probably not meant.
pub fn all(tier: &Tier) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(text) = tier.ignored().filter(|_| !tier.policies.is_empty()) {
        faults.push(Fault { tier: tier.name.clone(), policy: None, kind: Kind::Ignored, text });
    }
    let read: Vec<Read<'_>> = tier.policies.iter().filter_map(read).collect();
    // Of a thousand policies, few decide everything that reaches them.
    let deciders: Vec<(usize, &Read<'_>)> =
        read.iter().enumerate().filter(|(_, read)| read.decides.contains(&true)).collect();
    for (at, this) in read.iter().enumerate() {
        let policy = this.found.full_name();
        let mut add = |kind, text| {
            faults.push(Fault { tier: tier.name.clone(), policy: Some(policy.clone()), kind, text });
        };
        for (reader, why) in rejected(this) {
            let kind = if reader == Reader::Felix2 { Kind::NotForFelix2 } else { Kind::NotForFelix14 };
            add(kind, format!("policy {policy}: {why}: {reader} goes on as if it were not there"));
        }
        for direction in Direction::BOTH {
            if let Some(kind) = undecided(this, &deciders, direction) {
                let name = &tier.name;
                add(
                    kind,
                    match kind {
                        Kind::Shuts(_) => format!(
                            "policy {policy} has no {direction} rules, and nothing in tier {name} passes on what it selects: Felix drops \
                         all {direction} traffic of those endpoints that no other policy of the tier allows"
                        ),
                        _ => format!(
                            "policy {policy} does not decide all {direction} traffic, and nothing in tier {name} passes on the rest: Felix \
                         drops it"
                        ),
                    },
                );
            }
        }
        if let Some(decider) = unreached(at, this, &deciders) {
            let first = decider.found.full_name();
            add(
                Kind::Unreached,
                format!("policy {policy} is never reached: {first} comes first, and decides all that it would"),
            );
        }
    }
    faults
}

/// What Felix reads of a policy; untracked ones act at another place, and drop nothing at its end.
fn read(found: &FoundPolicy) -> Option<Read<'_>> {
    let policy = found.policy.as_ref().ok().filter(|policy| policy.fault().is_none() && !policy.is_untracked())?;
    let decides = Direction::BOTH.map(|direction| policy.rules().catch_all(direction).is_some());
    Some(Read { found, policy, selector: policy.selector().ok()?, decides })
}

/// Which Felix rejects a policy that can be read, and for the sake of what; the first reason each.
fn rejected(this: &Read<'_>) -> Vec<(Reader, String)> {
    let mut found: Vec<(Reader, String)> = Vec::new();
    let mut add = |reader: Reader, why: String| {
        if found.iter().all(|(known, _)| *known != reader) {
            found.push((reader, why));
        }
    };
    match this.policy.object().get("order") {
        Some(Value::Null) => add(Reader::Felix14, "its order is null".to_owned()),
        Some(Value::String(_)) => add(Reader::Felix2, "its order is \"default\"".to_owned()),
        _ => {}
    }
    let rules = Direction::BOTH.into_iter().flat_map(|direction| this.policy.rules().list(direction)).flatten();
    for blinded in rules.flat_map(|rule| rule.blinded()) {
        // calicoctl 0.2x reads no policies.
        if blinded.reader != Reader::Calicoctl02x {
            add(blinded.reader, format!("a rule has {}", blinded.because));
        }
    }
    found
}

/// What becomes, in a direction, of what a policy selects and does not decide, where Felix drops it.
fn undecided(this: &Read<'_>, deciders: &[(usize, &Read<'_>)], direction: Direction) -> Option<Kind> {
    if this.decides(direction) || deciders.iter().any(|(_, other)| other.decides_all_of(this, direction)) {
        return None;
    }
    let has_rules = !this.policy.rules().values(direction).is_empty();
    Some(if has_rules { Kind::DropsRest(direction) } else { Kind::Shuts(direction) })
}

/// The policy for whose sake another one is never reached, in no direction for which it has rules.
fn unreached<'r, 'a>(at: usize, this: &Read<'_>, deciders: &[(usize, &'r Read<'a>)]) -> Option<&'r Read<'a>> {
    // That one of two policies which only pass on is never reached is no loss.
    if this.found.is_pass_through() {
        return None;
    }
    let ruled = |direction: &Direction| !this.policy.rules().values(*direction).is_empty();
    let mut first = None;
    for direction in Direction::BOTH.into_iter().filter(ruled) {
        let mut before = deciders.iter().take_while(|(place, _)| *place < at);
        let (_, decider) = before.find(|(_, other)| other.decides_all_of(this, direction))?;
        first = first.or(Some(*decider));
    }
    first
}
