//! Rules of profiles and policies: the JSON object, its typed reading, its words, and what may be written.
//!
//! A [`Rule`] keeps the object as it was found, with members that nobody knows, their order and their
//! numbers' spelling; [`Spec`] is what it says. Reading takes every spelling that some reader takes; writing goes
//! through [`Spec::check`].

mod check;
mod json;
mod text;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::fmt;

use ipnet::IpNet;
use serde_json::{Map, Value};
use thiserror::Error;

use super::key::Family;
use super::net::{self, PortRange};
use super::selector::Selector;

pub use check::{Blinded, Dialect, Reader, Trap};

/// What a rule does with a packet that it matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Action {
    /// Accept; also what a rule without `action` does.
    #[default]
    Allow,
    /// Drop.
    Deny,
    /// Write a line into the kernel's log and go on with the next rule.
    Log,
    /// Leave the tier (in a profile: the profile) undecided.
    NextTier,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 4] = [Self::Allow, Self::Deny, Self::Log, Self::NextTier];

    /// As the datastore and the command line spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Log => "log",
            Self::NextTier => "next-tier",
        }
    }
}

/// An IP protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// ICMP, IPv4's.
    Icmp,
    /// ICMPv6.
    Icmpv6,
    /// SCTP.
    Sctp,
    /// UDP-Lite.
    Udplite,
    /// Any protocol by its number, 1 to 255. `6` is not [`Protocol::Tcp`]: Felix 1.4 renders ports and ICMP
    /// types with names only.
    Number(std::num::NonZeroU8),
}

impl Protocol {
    /// The protocols that have a name in the datastore.
    pub const NAMED: [Self; 6] = [Self::Tcp, Self::Udp, Self::Icmp, Self::Icmpv6, Self::Sctp, Self::Udplite];

    /// Parses a name in lower case, or a number from 1 to 255.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(named) = Self::NAMED.into_iter().find(|protocol| protocol.name() == Some(text)) {
            return Some(named);
        }
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().ok().map(Self::Number))?
    }

    /// The name, for the protocols that have one.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Icmp => "icmp",
            Self::Icmpv6 => "icmpv6",
            Self::Sctp => "sctp",
            Self::Udplite => "udplite",
            Self::Number(_) => return None,
        })
    }

    /// The number that the kernel knows the protocol by.
    pub fn number(self) -> u8 {
        match self {
            Self::Tcp => 6,
            Self::Udp => 17,
            Self::Icmp => 1,
            Self::Icmpv6 => 58,
            Self::Sctp => 132,
            Self::Udplite => 136,
            Self::Number(number) => number.get(),
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "{}", self.number()),
        }
    }
}

/// What a rule says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spec {
    /// What it does.
    pub action: Action,
    /// The IP version it is for; `None` for both.
    pub ip_version: Option<Family>,
    /// What a packet must be.
    pub is: Criteria,
    /// What a packet must not be (members with a `!`).
    pub not: Criteria,
    /// The prefix of the log line; Felix 1.4 only.
    pub log_prefix: Option<String>,
}

/// Properties of a packet; what is `None` or empty is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Criteria {
    /// The protocol.
    pub protocol: Option<Protocol>,
    /// The ICMP type.
    pub icmp_type: Option<u8>,
    /// The ICMP code.
    pub icmp_code: Option<u8>,
    /// Where the packet comes from.
    pub src: End,
    /// Where it goes.
    pub dst: End,
}

/// One end of a packet's way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct End {
    /// Any of these ports.
    pub ports: Vec<PortRange>,
    /// An address of an endpoint with this tag.
    pub tag: Option<String>,
    /// Any of these networks, host bits as found. More than one only as Felix 2 reads it.
    pub nets: Vec<IpNet>,
    /// An address of an endpoint that this selector selects.
    pub selector: Option<String>,
}

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RuleError {
    /// A JSON value that no reader takes for a rule.
    #[error("{}{why}", member.as_ref().map(|m| format!("member '{}' ", m.escape_debug())).unwrap_or_default())]
    Json {
        /// The member; `None` for the value as a whole.
        member: Option<String>,
        /// What is wrong.
        why: String,
    },
    /// Words that are no rule.
    #[error("{}", words::show(*position, word.as_deref(), why))]
    Words {
        /// Which word, from 1; one past the last where the rule ends early.
        position: usize,
        /// The word; `None` where the rule ends early.
        word: Option<String>,
        /// What was expected, or what is wrong with it.
        why: String,
    },
    /// A rule that is understood and not written, because a reader would do something else with it.
    #[error("{why}: {then}")]
    Refused {
        /// What is wrong.
        why: String,
        /// What which reader would do then, or what to write instead.
        then: String,
    },
}

impl RuleError {
    fn refused(why: impl Into<String>, then: impl Into<String>) -> Self {
        Self::Refused { why: why.into(), then: then.into() }
    }
}

/// A rule as the datastore has it, or will have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    object: Map<String, Value>,
    spec: Spec,
    unknown: Vec<String>,
}

impl Rule {
    /// Reads a rule. Members that nobody knows are kept, and told by [`Rule::unknown`].
    ///
    /// # Errors
    /// [`RuleError::Json`] with the member that no reader would take.
    pub fn from_json(value: &Value) -> Result<Self, RuleError> {
        let Value::Object(object) = value else {
            return Err(RuleError::Json {
                member: None,
                why: format!("is {}, not an object", super::json::kind(value)),
            });
        };
        let (spec, unknown) = json::decode(object)?;
        Ok(Self { object: object.clone(), spec, unknown })
    }

    /// Parses the words of a rule, checks it, and spells it in a dialect: what `rule add` writes.
    ///
    /// # Errors
    /// [`RuleError::Words`], or [`RuleError::Refused`] with the reason.
    pub fn from_words<S: AsRef<str>>(words: &[S], dialect: Dialect) -> Result<Self, RuleError> {
        let bare = match dialect {
            Dialect::Felix => words::Bare::Refused,
            Dialect::Calicoctl02x => words::Bare::Ignored,
        };
        let spec = words::parse(words, bare)?;
        spec.check()?;
        Ok(Self::from(dialect.spell(spec)?))
    }

    /// The object, as found.
    pub fn object(&self) -> &Map<String, Value> {
        &self.object
    }

    /// The object as a value.
    pub fn to_json(&self) -> Value {
        Value::Object(self.object.clone())
    }

    /// What it says.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The members that no reader knows. Felix 1.4 voids a whole profile for one of them, Go readers ignore them.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// Whether it matches every packet, for every reader.
    pub fn matches_all(&self) -> bool {
        let Spec { is, not, ip_version, .. } = &self.spec;
        *is == Criteria::default() && *not == Criteria::default() && ip_version.is_none() && self.unknown.is_empty()
    }

    /// Whether two rules mean the same: for "already there".
    ///
    /// Spelling does not count (order of members, `10.1.2.3/8` for `10.0.0.0/8`, `"80"` for 80, order of ports, no
    /// action for allow); members that nobody knows do.
    pub fn same(&self, other: &Self) -> bool {
        let unknown = |rule: &Self| {
            let members = rule.unknown.iter().filter_map(|name| Some((name.clone(), rule.object.get(name)?.clone())));
            Value::Object(members.collect())
        };
        self.spec.canonical() == other.spec.canonical() && super::json::same_meaning(&unknown(self), &unknown(other))
    }

    /// Whether this is the rule that somebody typed: as [`Rule::same`], but where no IP version was typed, the
    /// one that follows from the CIDR or from ICMP may be there or not. For `rule remove`.
    pub fn is_typed(&self, typed: &Spec) -> bool {
        if !self.unknown.is_empty() {
            return false;
        }
        let stored = self.spec.canonical();
        let typed = typed.canonical();
        let implied = typed.implied_version();
        stored == typed || typed.ip_version.is_none() && stored == Spec { ip_version: implied, ..typed }
    }
}

impl From<Spec> for Rule {
    fn from(spec: Spec) -> Self {
        Self { object: json::encode(&spec), spec, unknown: Vec::new() }
    }
}

impl fmt::Display for Rule {
    /// The words of the rule; members that nobody knows are named in brackets at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.spec)?;
        if !self.unknown.is_empty() {
            write!(f, " [unknown members: {}]", self.unknown.join(", "))?;
        }
        Ok(())
    }
}

/// Parses the words of a rule, without asking whether it may be written: `rule remove` must be able to name a
/// rule that `rule add` refuses.
///
/// ```text
/// (allow|deny|log|next-tier) [[not] PROTOCOL] [[not] type N [code N]]
///     [from [[not] ports LIST] [[not] tag TAG] [[not] cidr CIDR] [[not] selector SELECTOR]]
///     [to ...] [ip-version (4|6)] [log-prefix TEXT]
/// ```
///
/// Clauses inside `from` and `to` come in any order, `from` and `to` too.
///
/// # Errors
/// [`RuleError::Words`] with the word and what was expected.
pub fn parse_words<S: AsRef<str>>(words: &[S]) -> Result<Spec, RuleError> {
    words::parse(words, words::Bare::Refused)
}

impl Spec {
    /// The IP version that follows from what the rule matches: its CIDRs', where they agree, or ICMP's.
    pub fn implied_version(&self) -> Option<Family> {
        let mut families = self.ends().flat_map(|end| &end.nets).map(|net| Family::of(&net.addr()));
        match (families.next(), self.is.protocol) {
            (Some(first), _) => families.all(|family| family == first).then_some(first),
            (None, Some(Protocol::Icmp)) => Some(Family::V4),
            (None, Some(Protocol::Icmpv6)) => Some(Family::V6),
            _ => None,
        }
    }

    /// The four ends: source and destination, as they must and must not be.
    pub fn ends(&self) -> impl Iterator<Item = &End> {
        [&self.is.src, &self.is.dst, &self.not.src, &self.not.dst].into_iter()
    }

    /// The same rule in one spelling, for comparison.
    pub fn canonical(&self) -> Self {
        let mut spec = self.clone();
        for criteria in [&mut spec.is, &mut spec.not] {
            for end in [&mut criteria.src, &mut criteria.dst] {
                end.ports = net::merged(&end.ports);
                end.nets = end.nets.iter().map(IpNet::trunc).collect();
                end.nets.sort_unstable();
                end.nets.dedup();
                // An empty selector is not all(): Felix 2 ignores it.
                if let Some(selector) = end.selector.as_mut().filter(|selector| !selector.trim().is_empty())
                    && let Ok(parsed) = Selector::parse(selector)
                {
                    *selector = parsed.to_string();
                }
            }
        }
        spec
    }
}
