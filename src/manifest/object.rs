//! Any resource, and what all kinds have in common.

use serde_json::{Map, Value};

use super::bgp_config::BgpConfig;
use super::bgp_peer::BgpPeer;
use super::check::Name;
use super::felix_config::FelixConfig;
use super::fields::{At, Fields, Reader};
use super::host_endpoint::HostEndpoint;
use super::id::{DEFAULT_TIER, Id, Kind};
use super::ip_pool::IpPool;
use super::link::Link;
use super::node::Node;
use super::policy::Policy;
use super::profile::Profile;
use super::tier::Tier;
use super::tree;
use super::workload_endpoint::WorkloadEndpoint;
use crate::model::profile::{Direction, Rules};
use crate::model::rule::Spec;
use crate::store::Snapshot;

/// `apiVersion` of calicoctl 1.x.
pub const V1: &str = "v1";
/// `apiVersion` of what calicoctl 1.x does not know.
pub const OWN: &str = "calicross/v1";

/// A value in the datastore that no file could say, or that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// Its key.
    pub key: String,
    /// Why.
    pub why: String,
}

/// What a snapshot has of an object: nothing, something, or what cannot be read.
pub type Found<T> = Result<Option<T>, Bad>;

/// A resource.
#[derive(Clone, Debug, PartialEq)]
pub enum Resource {
    /// A host.
    Node(Node),
    /// An IP pool.
    IpPool(IpPool),
    /// A BGP peer.
    BgpPeer(BgpPeer),
    /// Settings of Felix.
    FelixConfig(FelixConfig),
    /// Settings of BIRD.
    BgpConfig(BgpConfig),
    /// A profile.
    Profile(Profile),
    /// A link.
    Link(Link),
    /// A tier.
    Tier(Tier),
    /// A policy.
    Policy(Box<Policy>),
    /// A host endpoint.
    HostEndpoint(HostEndpoint),
    /// A workload endpoint.
    WorkloadEndpoint(Box<WorkloadEndpoint>),
}

/// Does the same with a resource of any kind.
macro_rules! of_any {
    ($resource:expr, $one:ident => $does:expr) => {
        match $resource {
            Resource::Node($one) => $does,
            Resource::IpPool($one) => $does,
            Resource::BgpPeer($one) => $does,
            Resource::FelixConfig($one) => $does,
            Resource::BgpConfig($one) => $does,
            Resource::Profile($one) => $does,
            Resource::Link($one) => $does,
            Resource::Tier($one) => $does,
            Resource::Policy($one) => $does,
            Resource::HostEndpoint($one) => $does,
            Resource::WorkloadEndpoint($one) => $does,
        }
    };
}

impl Resource {
    /// Which object it is.
    pub fn id(&self) -> Id {
        of_any!(self, one => one.id())
    }

    /// Reads metadata and spec of a document; `own` is whether it is of calicross' version.
    pub fn read(
        kind: Kind,
        own: bool,
        reader: &mut Reader<'_>,
        meta: Fields<'_, '_>,
        spec: Option<Fields<'_, '_>>,
    ) -> Option<Self> {
        Some(match kind {
            Kind::Node => Self::Node(Node::read(reader, meta, spec)?),
            Kind::IpPool => Self::IpPool(IpPool::read(reader, meta, spec)?),
            Kind::BgpPeer => Self::BgpPeer(BgpPeer::read(reader, meta, spec)?),
            Kind::FelixConfig => Self::FelixConfig(FelixConfig::read(reader, meta, spec)?),
            Kind::BgpConfig => Self::BgpConfig(BgpConfig::read(reader, meta, spec)?),
            Kind::Profile => Self::Profile(Profile::read(reader, meta, spec)?),
            Kind::Link => Self::Link(Link::read(reader, meta, spec)?),
            Kind::Tier => Self::Tier(Tier::read(reader, meta, spec)?),
            Kind::Policy => Self::Policy(Box::new(Policy::read(reader, meta, spec, own)?)),
            Kind::HostEndpoint => Self::HostEndpoint(HostEndpoint::read(reader, meta, spec)?),
            Kind::WorkloadEndpoint => Self::WorkloadEndpoint(Box::new(WorkloadEndpoint::read(reader, meta, spec)?)),
        })
    }

    /// The object of a snapshot.
    ///
    /// # Errors
    /// What cannot be read, or no file could say.
    pub fn find(snapshot: &Snapshot, id: &Id) -> Found<Self> {
        Ok(match id {
            Id::Node(name) => Node::find(snapshot, name)?.map(Self::Node),
            Id::IpPool(cidr) => IpPool::find(snapshot, *cidr)?.map(Self::IpPool),
            Id::BgpPeer { node, ip } => BgpPeer::find(snapshot, node.as_deref(), *ip)?.map(Self::BgpPeer),
            Id::FelixConfig(node) => FelixConfig::find(snapshot, node.as_deref())?.map(Self::FelixConfig),
            Id::BgpConfig => BgpConfig::find(snapshot)?.map(Self::BgpConfig),
            Id::Profile(name) => Profile::find(snapshot, name)?.map(Self::Profile),
            Id::Link(name) => Link::find(snapshot, name)?.map(Self::Link),
            Id::Tier(name) => Tier::find(snapshot, name)?.map(Self::Tier),
            Id::Policy { tier, name } => Policy::find(snapshot, tier, name)?.map(|one| Self::Policy(Box::new(one))),
            Id::HostEndpoint { node, name } => HostEndpoint::find(snapshot, node, name)?.map(Self::HostEndpoint),
            Id::WorkloadEndpoint(id) => {
                WorkloadEndpoint::find(snapshot, id)?.map(|one| Self::WorkloadEndpoint(Box::new(one)))
            }
        })
    }

    /// What a snapshot has where the object would be: the object, or what else the same keys are told as, such as the profile that is not
    /// the link of a file.
    ///
    /// # Errors
    /// As [`Resource::find`].
    pub fn find_at(snapshot: &Snapshot, id: &Id) -> Found<Self> {
        match (Self::find(snapshot, id)?, id) {
            // A link is a profile in any case, so that only the other way round nothing may be found.
            (None, Id::Link(name)) => Self::find(snapshot, &Id::Profile(name.clone())),
            (found, _) => Ok(found),
        }
    }

    /// Whether this, of a file, says what is there.
    pub fn same(&self, there: &Self) -> bool {
        match (self, there) {
            (Self::Node(file), Self::Node(there)) => file.same(there),
            (Self::IpPool(file), Self::IpPool(there)) => file == there,
            (Self::BgpPeer(file), Self::BgpPeer(there)) => file == there,
            (Self::FelixConfig(file), Self::FelixConfig(there)) => file.same(there),
            (Self::BgpConfig(file), Self::BgpConfig(there)) => file.same(there),
            (Self::Profile(file), Self::Profile(there)) => file.same(there),
            (Self::Link(file), Self::Link(there)) => file.same(there),
            (Self::Tier(file), Self::Tier(there)) => file.same(there),
            (Self::Policy(file), Self::Policy(there)) => file.same(there),
            (Self::HostEndpoint(file), Self::HostEndpoint(there)) => file.same(there),
            (Self::WorkloadEndpoint(file), Self::WorkloadEndpoint(there)) => file.same(there),
            _ => false,
        }
    }

    /// The whole document, as a file has it.
    pub fn document(&self) -> Value {
        let (meta, spec) = of_any!(self, one => one.document());
        let id = self.id();
        let own = !id.kind().is_calicoctl() || matches!(&id, Id::Policy { tier, .. } if tier != DEFAULT_TIER);
        let mut document = Map::new();
        document.insert("apiVersion".into(), if own { OWN } else { V1 }.into());
        document.insert("kind".into(), id.kind().as_str().into());
        document.insert("metadata".into(), Value::Object(meta));
        if let Some(spec) = spec {
            document.insert("spec".into(), Value::Object(spec));
        }
        Value::Object(document)
    }

    /// The labels that a selector looks at; none where the kind has none.
    pub fn labels(&self) -> Option<&std::collections::BTreeMap<String, String>> {
        match self {
            Self::Profile(profile) => Some(&profile.labels),
            Self::HostEndpoint(endpoint) => Some(&endpoint.labels),
            Self::WorkloadEndpoint(endpoint) => Some(&endpoint.labels),
            _ => None,
        }
    }
}

/// Takes a member that must be there.
pub(super) fn required<'n, 't>(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'n, 't>,
    at: &At<'_>,
    name: &'static str,
) -> Option<&'n tree::Node<'t>> {
    let node = fields.take(name);
    if node.is_none() {
        reader.fault(fields.place, at, format!("there is no {name}"));
    }
    node
}

/// Takes a name that must be there.
pub(super) fn name(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_, '_>,
    at: &At<'_>,
    name: &'static str,
    kind: Name,
) -> Option<String> {
    let node = required(reader, fields, at, name)?;
    reader.name(node, &At::Member(at, name), kind)
}

/// The rules of one direction.
///
/// # Errors
/// The first one that cannot be read, as a fragment.
pub(super) fn rules_of(rules: &Rules, direction: Direction) -> Result<Vec<Spec>, String> {
    let read = |(at, rule): (usize, Result<crate::model::rule::Rule, crate::model::rule::RuleError>)| {
        rule.map(|rule| rule.spec().clone()).map_err(|why| format!("{direction} rule {}: {why}", at + 1))
    };
    rules.list(direction).enumerate().map(read).collect()
}
