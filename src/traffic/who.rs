//! Who is told of together: groups of endpoints, hosts, addresses outside.

use std::fmt;

use serde::Serialize;

use super::networks::Networks;
use crate::inventory::grouping::Group;

/// Ends of traffic that are told of together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Addresses that no endpoint has.
    Addresses(Networks),
    /// The host that each of the others is on.
    OwnHost,
    /// Hosts that the others are not on.
    Hosts(Networks),
    /// Hosts whose addresses the datastore does not know.
    UnknownHosts,
    /// Endpoints.
    Group(Group),
}

impl Who {
    /// What kind they are of, as JSON has it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Addresses(_) => "addresses",
            Self::OwnHost => "own host",
            Self::Hosts(_) | Self::UnknownHosts => "hosts",
            Self::Group(group) => group.kind(),
        }
    }

    /// A number of them: `12 pods`; nothing of addresses, of which there is no number.
    pub fn count(&self, count: u64) -> Option<String> {
        let (one, several) = match self {
            Self::Addresses(_) | Self::OwnHost => return None,
            Self::Hosts(_) | Self::UnknownHosts => ("host", "hosts"),
            Self::Group(group) => group.noun(),
        };
        Some(format!("{count} {}", if count == 1 { one } else { several }))
    }

    /// Them with their number: `ns web (12 pods)`.
    pub fn with_count(&self, count: u64) -> String {
        match self.count(count) {
            _ if self.is_one() => self.to_string(),
            Some(count) => format!("{self} ({count})"),
            None => self.to_string(),
        }
    }

    /// Whether it is a single endpoint, which has no number.
    fn is_one(&self) -> bool {
        matches!(self, Self::Group(Group::Endpoint(_)))
    }

    /// The same for scripts; `count` is how many of them it is about.
    pub fn doc(&self, count: Option<u64>) -> WhoDoc {
        let networks = match self {
            Self::Addresses(networks) | Self::Hosts(networks) => Some(networks.clone()),
            _ => None,
        };
        let word = match self {
            Self::Group(group) => group.word(),
            _ => None,
        };
        WhoDoc { kind: self.kind(), name: self.to_string(), word, count, networks }
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Addresses(networks) => write!(f, "{networks}"),
            Self::OwnHost => f.write_str("its own host"),
            Self::Hosts(networks) if networks.is_rest() => f.write_str("other hosts"),
            Self::Hosts(networks) => write!(f, "other hosts in {networks}"),
            Self::UnknownHosts => f.write_str("other hosts, addresses unknown"),
            Self::Group(group) => write!(f, "{group}"),
        }
    }
}

/// Ends of traffic that are told of together, for scripts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhoDoc {
    /// `namespace`, `security group`, `profile`, `host endpoints`, `rest`, `addresses`, `own host` or `hosts`.
    pub kind: &'static str,
    /// What they are called.
    pub name: String,
    /// The word for them that `trace`, `matrix` and `verify` take, where there is one.
    pub word: Option<String>,
    /// How many; null of addresses.
    pub count: Option<u64>,
    /// Of addresses, which.
    #[serde(flatten)]
    pub networks: Option<Networks>,
}
