//! Which object: its kind and its name.

use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;

use super::check;
use crate::model::key::{WorkloadId, escape, unescape};

/// The tier of policies that name none.
pub const DEFAULT_TIER: &str = "default";

/// A kind of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A host.
    Node,
    /// An IP pool.
    IpPool,
    /// A BGP peer.
    BgpPeer,
    /// Settings of Felix, of all hosts or of one.
    FelixConfig,
    /// Settings of BIRD of all hosts.
    BgpConfig,
    /// A profile.
    Profile,
    /// A profile that joins its endpoints to security groups.
    Link,
    /// A tier.
    Tier,
    /// A policy.
    Policy,
    /// A host endpoint.
    HostEndpoint,
    /// A workload endpoint.
    WorkloadEndpoint,
}

impl Kind {
    /// All kinds, in the order in which they are listed and exported.
    pub const ALL: [Self; 11] = [
        Self::Node,
        Self::IpPool,
        Self::BgpPeer,
        Self::FelixConfig,
        Self::BgpConfig,
        Self::Profile,
        Self::Link,
        Self::Tier,
        Self::Policy,
        Self::HostEndpoint,
        Self::WorkloadEndpoint,
    ];

    /// As `kind:` in a file has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Node => "node",
            Self::IpPool => "ipPool",
            Self::BgpPeer => "bgpPeer",
            Self::FelixConfig => "felixConfig",
            Self::BgpConfig => "bgpConfig",
            Self::Profile => "profile",
            Self::Link => "link",
            Self::Tier => "tier",
            Self::Policy => "policy",
            Self::HostEndpoint => "hostEndpoint",
            Self::WorkloadEndpoint => "workloadEndpoint",
        }
    }

    /// Whether calicoctl 1.x knows the kind.
    pub fn is_calicoctl(self) -> bool {
        !matches!(self, Self::Link | Self::Tier | Self::FelixConfig | Self::BgpConfig)
    }

    /// The kind that `kind:` of a file means.
    pub fn of_file(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The kind that a word of the command line means: in any case, singular or plural, or calicoctl's short names.
    pub fn of_word(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        let short = match word.as_str() {
            "no" | "nos" => Some(Self::Node),
            "hep" | "heps" => Some(Self::HostEndpoint),
            "wep" | "weps" => Some(Self::WorkloadEndpoint),
            "pro" | "pros" => Some(Self::Profile),
            "pol" | "pols" | "policies" => Some(Self::Policy),
            "ipp" | "ipps" | "pool" | "pools" => Some(Self::IpPool),
            "bgpp" | "bgpps" | "bp" | "bps" => Some(Self::BgpPeer),
            _ => None,
        };
        short.or_else(|| {
            Self::ALL.into_iter().find(|kind| {
                let name = kind.as_str().to_ascii_lowercase();
                word == name || word.strip_suffix('s') == Some(name.as_str())
            })
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Id {
    /// A host.
    Node(String),
    /// A pool, by its network.
    IpPool(IpNet),
    /// A peer of all hosts, or of one.
    BgpPeer {
        /// The one host; `None` for all.
        node: Option<String>,
        /// The peer's address.
        ip: IpAddr,
    },
    /// Felix' settings of all hosts, or of one.
    FelixConfig(Option<String>),
    /// BIRD's settings of all hosts.
    BgpConfig,
    /// A profile.
    Profile(String),
    /// A link, by the name of its profile.
    Link(String),
    /// A tier.
    Tier(String),
    /// A policy.
    Policy {
        /// Its tier.
        tier: String,
        /// Its name.
        name: String,
    },
    /// A host endpoint.
    HostEndpoint {
        /// Its host.
        node: String,
        /// Its name there.
        name: String,
    },
    /// A workload endpoint.
    WorkloadEndpoint(WorkloadId),
}

impl Id {
    /// What kind of object it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Node(_) => Kind::Node,
            Self::IpPool(_) => Kind::IpPool,
            Self::BgpPeer { .. } => Kind::BgpPeer,
            Self::FelixConfig(_) => Kind::FelixConfig,
            Self::BgpConfig => Kind::BgpConfig,
            Self::Profile(_) => Kind::Profile,
            Self::Link(_) => Kind::Link,
            Self::Tier(_) => Kind::Tier,
            Self::Policy { .. } => Kind::Policy,
            Self::HostEndpoint { .. } => Kind::HostEndpoint,
            Self::WorkloadEndpoint(_) => Kind::WorkloadEndpoint,
        }
    }

    /// The other kind of object that the same keys can be told as: a link is a profile as well.
    pub fn twin(&self) -> Option<Self> {
        match self {
            Self::Profile(name) => Some(Self::Link(name.clone())),
            Self::Link(name) => Some(Self::Profile(name.clone())),
            _ => None,
        }
    }

    /// What it is called among those of its kind, as commands take it. Names are escaped as in keys, so that slashes part them.
    pub fn name(&self) -> String {
        match self {
            Self::Node(name) | Self::Profile(name) | Self::Link(name) | Self::Tier(name) => name.clone(),
            Self::IpPool(cidr) => cidr.to_string(),
            Self::BgpPeer { node: None, ip } => format!("global/{ip}"),
            Self::BgpPeer { node: Some(node), ip } => format!("node/{node}/{ip}"),
            Self::FelixConfig(None) | Self::BgpConfig => "global".into(),
            Self::FelixConfig(Some(node)) => format!("node/{node}"),
            Self::Policy { tier, name } => format!("{}/{}", escape(tier), escape(name)),
            Self::HostEndpoint { node, name } => format!("{node}/{}", escape(name)),
            Self::WorkloadEndpoint(id) => id.name(),
        }
    }

    /// Reads the name of an object of a kind, as [`Id::name`] has it; a policy without a tier is of the default tier.
    ///
    /// # Errors
    /// What is expected.
    pub fn parse(kind: Kind, word: &str) -> Result<Self, String> {
        let parts = || -> Option<Vec<String>> {
            word.split('/')
                .map(|part| unescape(part).map(std::borrow::Cow::into_owned).filter(|part| !part.is_empty()))
                .collect()
        };
        let expected = |form: &str| format!("'{}' is not {form}", check::shown(word));
        Ok(match kind {
            Kind::Node => Self::Node(word.into()),
            Kind::Profile => Self::Profile(word.into()),
            Kind::Link => Self::Link(word.into()),
            Kind::Tier => Self::Tier(word.into()),
            Kind::IpPool => Self::IpPool(check::cidr(word)?.trunc()),
            Kind::BgpPeer => {
                let parts: Vec<&str> = word.split('/').collect();
                match parts.as_slice() {
                    [ip] | ["global", ip] => Self::BgpPeer { node: None, ip: check::ip(ip)? },
                    ["node", node, ip] => Self::BgpPeer { node: Some((*node).to_owned()), ip: check::ip(ip)? },
                    _ => return Err(expected("global/ADDRESS or node/HOST/ADDRESS")),
                }
            }
            Kind::FelixConfig => match word.split_once('/') {
                None if word == "global" => Self::FelixConfig(None),
                Some(("node", node)) => Self::FelixConfig(Some(node.to_owned())),
                _ => return Err(expected("global or node/HOST")),
            },
            Kind::BgpConfig if word == "global" => Self::BgpConfig,
            Kind::BgpConfig => return Err(expected("global")),
            Kind::Policy => match parts().as_deref() {
                Some([name]) => Self::Policy { tier: DEFAULT_TIER.into(), name: name.clone() },
                Some([tier, name]) => Self::Policy { tier: tier.clone(), name: name.clone() },
                _ => return Err(expected("NAME or TIER/NAME")),
            },
            Kind::HostEndpoint => match parts().as_deref() {
                Some([node, name]) => Self::HostEndpoint { node: node.clone(), name: name.clone() },
                _ => return Err(expected("HOST/NAME")),
            },
            Kind::WorkloadEndpoint => match parts().as_deref() {
                Some([host, orchestrator, workload, endpoint]) => Self::WorkloadEndpoint(WorkloadId {
                    host: host.clone(),
                    orchestrator: orchestrator.clone(),
                    workload: workload.clone(),
                    endpoint: endpoint.clone(),
                }),
                _ => return Err(expected("HOST/ORCHESTRATOR/WORKLOAD/NAME")),
            },
        })
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind(), self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_every_word() {
        for (word, kind) in [
            ("policy", Kind::Policy),
            ("Policies", Kind::Policy),
            ("pol", Kind::Policy),
            ("ippool", Kind::IpPool),
            ("pools", Kind::IpPool),
            ("weps", Kind::WorkloadEndpoint),
            ("BGPPeers", Kind::BgpPeer),
            ("felixconfig", Kind::FelixConfig),
            ("no", Kind::Node),
            ("Links", Kind::Link),
        ] {
            assert_eq!(Kind::of_word(word), Some(kind), "{word}");
        }
        assert_eq!(Kind::of_word("x"), None);
        assert_eq!(Kind::of_file("ipPool"), Some(Kind::IpPool));
        assert_eq!(Kind::of_file("ippool"), None);
        for kind in Kind::ALL {
            assert_eq!(Kind::of_file(kind.as_str()), Some(kind));
            assert_eq!(Kind::of_word(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn names_are_read_back() {
        for (kind, name) in [
            (Kind::Node, "n1"),
            (Kind::IpPool, "10.0.0.0/16"),
            (Kind::BgpPeer, "global/10.0.0.1"),
            (Kind::BgpPeer, "node/n1/fd00::1"),
            (Kind::FelixConfig, "global"),
            (Kind::FelixConfig, "node/n1"),
            (Kind::BgpConfig, "global"),
            (Kind::Profile, "web"),
            (Kind::Link, "k8s-to-web"),
            (Kind::Tier, "t"),
            (Kind::Policy, "t/a%2fb"),
            (Kind::HostEndpoint, "n1/eth0"),
            (Kind::WorkloadEndpoint, "n1/k8s/shop.web/eth0"),
        ] {
            let id = Id::parse(kind, name).unwrap();
            assert_eq!((id.kind(), id.name()), (kind, name.to_owned()));
        }
        assert_eq!(Id::parse(Kind::Policy, "web").unwrap().name(), "default/web");
        for (kind, bad) in
            [(Kind::BgpPeer, "x"), (Kind::HostEndpoint, "a"), (Kind::WorkloadEndpoint, "a/b"), (Kind::IpPool, "x")]
        {
            assert!(Id::parse(kind, bad).is_err(), "{bad}");
        }
    }
}
