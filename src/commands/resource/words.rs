//! Which objects the words of a command mean, in calicross' way and in calicoctl 1.x's.

use clap::Args;

use crate::error::{CommandError, ErrorKind};
use crate::manifest::id::{DEFAULT_TIER, Id, Kind};
use crate::model::key::WorkloadId;

/// Words that name objects.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct NameArgs {
    /// Kind (policy, profile, link, ipPool, bgpPeer, hostEndpoint, workloadEndpoint, node, tier, felixConfig, bgpConfig) and
    /// names; or KIND/NAME words
    #[arg(value_name = "WHAT")]
    pub(super) what: Vec<String>,

    /// Of host endpoints, workload endpoints and BGP peers: those of this host
    #[arg(short = 'n', long, value_name = "HOST", requires = "what")]
    pub(super) node: Option<String>,

    /// Of workload endpoints: those of this orchestrator
    #[arg(long, value_name = "NAME", requires = "what")]
    pub(super) orchestrator: Option<String>,

    /// Of workload endpoints: those of this workload
    #[arg(long, value_name = "NAME", requires = "what")]
    pub(super) workload: Option<String>,

    /// Of BGP peers: global, or node
    #[arg(long, value_name = "SCOPE", requires = "what", value_parser = ["global", "node"])]
    pub(super) scope: Option<String>,

    /// Of policies: those of this tier
    #[arg(long, value_name = "TIER", requires = "what")]
    pub(super) tier: Option<String>,
}

impl NameArgs {
    /// Whether nothing is named.
    pub(super) fn is_empty(&self) -> bool {
        self.what.is_empty()
    }

    /// The kinds and names that are meant; a kind without names stands for all of it.
    ///
    /// # Errors
    /// What is no kind.
    pub(super) fn parsed(&self) -> Result<Vec<(Kind, Option<Id>)>, CommandError> {
        let Some((first, names)) = self.what.split_first() else { return Ok(Vec::new()) };
        let usage = |why: String| CommandError::new(ErrorKind::Usage, why);
        let pairs = |word: &String| match word.split_once('/') {
            Some((kind, name)) => {
                let kind = kind_of(kind)?;
                Ok((kind, Some(self.id(kind, name).map_err(usage)?)))
            }
            None => Err(usage(format!("'{}' is not KIND/NAME", word.escape_debug()))),
        };
        if first.contains('/') {
            return self.what.iter().map(pairs).collect();
        }
        // calicoctl's way: several kinds, parted by commas, or one with names.
        let kinds = first.split(',').map(kind_of).collect::<Result<Vec<Kind>, _>>()?;
        match (kinds.as_slice(), names) {
            (_, []) => Ok(kinds.into_iter().map(|kind| (kind, None)).collect()),
            ([kind], names) => {
                names.iter().map(|name| Ok((*kind, Some(self.id(*kind, name).map_err(usage)?)))).collect()
            }
            _ => Err(usage("names go with one kind".to_owned())),
        }
    }

    /// The object of a name, with what options say of it.
    fn id(&self, kind: Kind, name: &str) -> Result<Id, String> {
        match (kind, &self.node, &self.tier) {
            (Kind::HostEndpoint, Some(node), _) if !name.contains('/') => {
                Ok(Id::HostEndpoint { node: node.clone(), name: name.to_owned() })
            }
            (Kind::BgpPeer, node, _) if !name.contains('/') => {
                let ip = crate::manifest::check::ip(name)?;
                let of_node = self.scope.as_deref() == Some("node") || node.is_some();
                let node = node.clone().filter(|_| of_node);
                if of_node && node.is_none() {
                    return Err("--scope node wants --node HOST".to_owned());
                }
                Ok(Id::BgpPeer { node, ip })
            }
            (Kind::Policy, _, tier) if !name.contains('/') => {
                let tier = tier.clone().unwrap_or_else(|| DEFAULT_TIER.to_owned());
                Ok(Id::Policy { tier, name: name.to_owned() })
            }
            (Kind::WorkloadEndpoint, Some(host), _) if !name.contains('/') => {
                match (self.orchestrator.clone(), self.workload.clone()) {
                    (Some(orchestrator), Some(workload)) => Ok(Id::WorkloadEndpoint(WorkloadId {
                        host: host.clone(),
                        orchestrator,
                        workload,
                        endpoint: name.to_owned(),
                    })),
                    _ => Err("a workload endpoint is HOST/ORCHESTRATOR/WORKLOAD/NAME".to_owned()),
                }
            }
            _ => Id::parse(kind, name),
        }
    }

    /// Whether an object is among those that the options leave.
    pub(super) fn keeps(&self, id: &Id) -> bool {
        let is =
            |wanted: &Option<String>, found: Option<&str>| wanted.as_deref().is_none_or(|wanted| Some(wanted) == found);
        let (node, orchestrator, workload) = match id {
            Id::HostEndpoint { node, .. } => (Some(node.as_str()), None, None),
            Id::BgpPeer { node, .. } | Id::FelixConfig(node) => (node.as_deref(), None, None),
            Id::WorkloadEndpoint(id) => {
                (Some(id.host.as_str()), Some(id.orchestrator.as_str()), Some(id.workload.as_str()))
            }
            Id::Node(name) => (Some(name.as_str()), None, None),
            _ => (None, None, None),
        };
        let tier = match id {
            Id::Policy { tier, .. } => Some(tier.as_str()),
            Id::Tier(tier) => Some(tier.as_str()),
            _ => None,
        };
        let scope = match id {
            Id::BgpPeer { node: None, .. } => Some("global"),
            Id::BgpPeer { .. } => Some("node"),
            _ => None,
        };
        is(&self.node, node)
            && is(&self.orchestrator, orchestrator)
            && is(&self.workload, workload)
            && is(&self.tier, tier)
            && is(&self.scope, scope)
    }
}

/// The kind of a word.
///
/// # Errors
/// Where it is none.
pub(super) fn kind_of(word: &str) -> Result<Kind, CommandError> {
    Kind::of_word(word).ok_or_else(|| {
        let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        CommandError::new(ErrorKind::Usage, format!("'{}' is no kind of resource", word.escape_debug()))
            .hint(format!("kinds are {}", kinds.join(", ")))
    })
}

/// The objects that are named, each by its name.
///
/// # Errors
/// What is no kind or name; a kind alone.
pub(super) fn wanted_ids(names: &NameArgs) -> Result<Vec<Id>, CommandError> {
    let parsed = names.parsed()?;
    let named = |(kind, id): (Kind, Option<Id>)| {
        id.ok_or_else(|| CommandError::new(ErrorKind::Usage, format!("which {kind}? names come behind the kind")))
    };
    parsed.into_iter().map(named).collect()
}
