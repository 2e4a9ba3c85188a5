//! What a link should be.

use thiserror::Error;

use super::{Joined, ToGroup, member_label, service};
use crate::inventory::groups::Group;
use crate::model::json::Malformed;
use crate::model::name::BadName;
use crate::model::rule::{Action, Criteria, Dialect, End, Rule, RuleError, Spec, parse_words};
use crate::model::shell::split_words;

/// Which ways a link opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Pods may open to the group and the group to the pods.
    #[default]
    Both,
    /// Pods may open to the group.
    ToGroup,
    /// The group may open to the pods.
    FromGroup,
}

impl Way {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::Both, Self::ToGroup, Self::FromGroup];

    /// `both`, `to-sg` or `from-sg`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::ToGroup => "to-sg",
            Self::FromGroup => "from-sg",
        }
    }

    /// The way of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == word)
    }

    /// Whether pods may open to the group.
    pub fn opens_to_group(self) -> bool {
        self != Self::FromGroup
    }

    /// Whether the group may open to the pods.
    pub fn opens_from_group(self) -> bool {
        self != Self::ToGroup
    }
}

/// A link as it should be.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// The name of its profile or policy.
    pub name: &'a str,
    /// The security groups.
    pub groups: Vec<&'a Group>,
    /// Which ways it opens.
    pub way: Way,
    /// What the groups may open to the pods; nothing at all stands for everything.
    pub services: &'a [Spec],
    /// Whether pods of the link, and of others to the same group, may reach each other.
    pub peers: bool,
    /// Whether what is there and different gives way.
    pub update: bool,
}

/// Why a link cannot be made or unmade.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// A value that would have to be rewritten cannot be read.
    #[error("{key} cannot be read: {why}")]
    Malformed {
        /// The key.
        key: String,
        /// What is wrong with it.
        why: Malformed,
    },
    /// The link is there, and joins the group in another way.
    #[error("link {link} is there, and joins group {group} otherwise: {there}, not {wanted}")]
    Differs {
        /// The link.
        link: String,
        /// The key that would be changed.
        key: String,
        /// The group's uuid.
        group: String,
        /// What is there.
        there: String,
        /// What was asked for.
        wanted: String,
    },
    /// The link is there, and its pods reach each other.
    #[error("link {link} is there, and lets its pods reach each other")]
    Peers {
        /// The link.
        link: String,
        /// The key that would be changed.
        key: String,
    },
    /// What should be a mirror is there, and mirrors something else, or nothing.
    #[error("{object} is there, and mirrors something else: {there}, not {wanted}")]
    MirrorDiffers {
        /// The profile or policy.
        object: String,
        /// The key that would be changed.
        key: String,
        /// What is there.
        there: String,
        /// What was asked for.
        wanted: String,
    },
    /// The tier would drop what the link does not name.
    #[error(
        "policy no-match of tier {tier} does not pass everything on in both directions, so that the tier would drop it"
    )]
    NoPass {
        /// The tier.
        tier: String,
        /// The key of the policy.
        key: String,
    },
    /// A service that is none.
    #[error("--allow {text}: {why}")]
    Service {
        /// The text.
        text: String,
        /// What is wrong.
        why: String,
    },
    /// A name that some reader would not take.
    #[error(transparent)]
    Name(#[from] BadName),
    /// A rule that some reader would not take.
    #[error(transparent)]
    Rule(#[from] RuleError),
}

/// Reads a service that a group may use, such as `tcp to ports 80,443`: a rule without its action and its source's identity.
///
/// # Errors
/// [`LinkError::Service`].
pub fn parse_service(text: &str) -> Result<Spec, LinkError> {
    let bad = |why: String| LinkError::Service { text: text.to_owned(), why };
    let typed = split_words(text).map_err(bad)?;
    let words: Vec<&str> = std::iter::once("allow").chain(typed.iter().map(String::as_str)).collect();
    let spec = parse_words(&words).map_err(|err| match err {
        // The action is not the reader's word; positions count from the word after it.
        RuleError::Words { position, word: Some(word), why } => bad(format!("word {} '{word}': {why}", position - 1)),
        other => bad(other.to_string()),
    })?;
    if spec.is.src.tag.is_some() || spec.is.src.selector.is_some() {
        return Err(bad("it says who may open, which is the group".to_owned()));
    }
    if spec.action != Action::Allow || spec.log_prefix.is_some() {
        return Err(bad("only what is allowed can be said here".to_owned()));
    }
    Ok(spec)
}

/// A service in words that [`parse_service`] reads back; what follows from the rest of it is left out.
pub fn service_text(service: &Spec) -> String {
    let mut said = service.clone();
    if said.ip_version == said.implied_version() {
        said.ip_version = None;
    }
    let text = said.to_string();
    text.strip_prefix(Action::Allow.as_str()).unwrap_or(&text).trim_start().to_owned()
}

impl Wanted<'_> {
    /// How a group is to be joined; `pods` is the selector of the pods, where they are chosen by one.
    pub(super) fn joined(&self, group: &Group, pods: Option<&str>) -> Result<Joined, RuleError> {
        self.joined_as(&group.id, group.tag(), pods)
    }

    /// [`Wanted::joined`], of a group that may be gone.
    pub(super) fn joined_as(&self, group: &str, tag: &str, pods: Option<&str>) -> Result<Joined, RuleError> {
        let to_group = match pods {
            _ if !self.way.opens_to_group() => ToGroup::Closed,
            None => ToGroup::Tag,
            Some(pods) => {
                let src = End { selector: Some(pods.to_owned()), ..End::default() };
                let is = Criteria { src, dst: self.members(group, tag), ..Criteria::default() };
                ToGroup::Rules(vec![Rule::from(Spec { is, ..Spec::default() })])
            }
        };
        let from_group = self.rules_from(group, tag, pods)?;
        Ok(Joined { group: group.to_owned(), tag: tag.to_owned(), to_group, from_group })
    }

    /// Names the members of a group at one end of a rule: by the tag; without peers by the label that only the group's own
    /// members have.
    fn members(&self, group: &str, tag: &str) -> End {
        if self.peers {
            End { tag: Some(tag.to_owned()), ..End::default() }
        } else {
            End { selector: Some(format!("has({})", member_label(group))), ..End::default() }
        }
    }

    /// The inbound rules that let a group in.
    fn rules_from(&self, group: &str, tag: &str, pods: Option<&str>) -> Result<Vec<Rule>, RuleError> {
        if !self.way.opens_from_group() {
            return Ok(Vec::new());
        }
        let everything = [Spec::default()];
        let services = if self.services.is_empty() { &everything } else { self.services };
        let rule = |service: &Spec| {
            let mut spec = service.clone();
            let members = self.members(group, tag);
            (spec.is.src.tag, spec.is.src.selector) = (members.tag, members.selector);
            if let Some(pods) = pods {
                spec.is.dst.selector = Some(pods.to_owned());
            }
            spec.check()?;
            Ok(Rule::from(Dialect::Felix.spell(spec)?))
        };
        services.iter().map(rule).collect()
    }
}

/// Whether two lists of rules say the same, in any order.
pub(super) fn same_rules(a: &[Rule], b: &[Rule]) -> bool {
    let within = |some: &[Rule], all: &[Rule]| some.iter().all(|rule| all.iter().any(|other| other.same(rule)));
    within(a, b) && within(b, a)
}

/// Whether two lists of services allow the same, in any order; nothing at all stands for everything.
pub fn same_services(a: &[Spec], b: &[Spec]) -> bool {
    let rules = |services: &[Spec]| -> Vec<Rule> {
        let everything = [Spec::default()];
        let services = if services.is_empty() { &everything } else { services };
        let spelled = |service: &Spec| Dialect::Felix.spell(service.clone()).unwrap_or_else(|_| service.clone());
        services.iter().map(|service| Rule::from(spelled(service))).collect()
    };
    same_rules(&rules(a), &rules(b))
}

/// How a group is joined, in words: for the difference between what is there and what was asked for.
pub fn describe(joined: &Joined) -> String {
    let services = |rules: &[Rule]| rules.iter().map(service::of).collect::<Vec<_>>().join(", ");
    let to = match &joined.to_group {
        ToGroup::Closed => None,
        ToGroup::Tag => Some("pods to the group by its tag".to_owned()),
        ToGroup::Rules(rules) => Some(format!("pods to the group: {}", services(rules))),
    };
    let by_label = joined.from_group.iter().any(|rule| rule.spec().is.src.tag.is_none());
    let members = if by_label { "the group's own members" } else { "the group" };
    let from =
        (!joined.from_group.is_empty()).then(|| format!("{members} to the pods: {}", services(&joined.from_group)));
    to.into_iter().chain(from).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_rules_without_their_action_and_source() {
        let spec = parse_service("tcp to ports 80,443").unwrap();
        assert_eq!(service::of(&Rule::from(spec)), "tcp/80,443");
        assert_eq!(parse_service("").unwrap(), Spec::default());
        let bad = |text: &str| parse_service(text).unwrap_err().to_string();
        assert_eq!(bad("tcp from tag x"), "--allow tcp from tag x: it says who may open, which is the group");
        assert!(bad("tcp foo").starts_with("--allow tcp foo: word 2 'foo': "), "{}", bad("tcp foo"));
        assert!(bad("allow tcp").starts_with("--allow allow tcp: word 1 'allow': "), "{}", bad("allow tcp"));
        assert!(bad("log-prefix x").starts_with("--allow log-prefix x: "), "{}", bad("log-prefix x"));
        assert_eq!(bad("to tag 'a"), "--allow to tag 'a: a single quote is not closed");
    }

    #[test]
    fn services_in_words_are_read_back() {
        for text in [
            "",
            "tcp to ports 80,443",
            "icmp type 8",
            "udp from ports 53 to cidr 10.0.0.0/8",
            "to selector 'a == \"b\"'",
            "ip-version 6",
        ] {
            let spec = parse_service(text).unwrap();
            assert_eq!(service_text(&spec), text);
            let spelled = Dialect::Felix.spell(spec).unwrap();
            assert_eq!(service_text(&spelled), text);
        }
    }
}
