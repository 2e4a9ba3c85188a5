//! Every object of a snapshot, and what has to be read for which.

use std::collections::{BTreeMap, BTreeSet};

use super::felix_config::{self, FelixConfig};
use super::id::{Id, Kind};
use super::link::Link;
use super::object::{Bad, Resource};
use crate::inventory::nodes::Place;
use crate::inventory::{host_endpoints, pools, profiles, tiers};
use crate::link::intent;
use crate::model::bird::peers_of;
use crate::model::key::{BGP, Family, HOSTS, Key, TIERS};
use crate::store::{Scope, Snapshot};

/// What holds every object of a kind.
pub fn scopes_of_kind(kind: Kind) -> Vec<Scope> {
    let under = |directories: &[&str]| directories.iter().map(|directory| Scope::under(*directory)).collect();
    match kind {
        Kind::Node => [Place::Host, Place::Bgp].iter().map(|place| Scope::under(place.directory())).collect(),
        Kind::IpPool => vec![pools::scope_of_all()],
        Kind::BgpPeer => under(&[BGP]),
        Kind::FelixConfig => {
            vec![Scope::under(felix_config::directory(None)), Scope::under(HOSTS)]
        }
        Kind::BgpConfig => vec![Scope::under(format!("{BGP}/global"))],
        Kind::Profile => vec![profiles::scope_of_all()],
        Kind::Link => vec![profiles::scope_of_all(), intent::scope_of_all()],
        Kind::Tier | Kind::Policy => under(&[TIERS]),
        Kind::HostEndpoint | Kind::WorkloadEndpoint => under(&[HOSTS]),
    }
}

/// What holds one object.
pub fn scopes_of(id: &Id) -> Vec<Scope> {
    match id {
        Id::Node(name) => [Place::Host, Place::Bgp].iter().map(|place| Scope::under(place.of(name))).collect(),
        Id::IpPool(cidr) => vec![Scope::key(pools::path(*cidr))],
        Id::BgpPeer { node, ip } => {
            let peers = Scope::under(peers_of(node.as_deref(), Family::of(ip)));
            let host = node.as_deref().map(|node| Scope::under(Place::Bgp.of(node)));
            std::iter::once(peers).chain(host).collect()
        }
        Id::FelixConfig(node) => vec![Scope::under(felix_config::directory(node.as_deref()))],
        Id::BgpConfig => scopes_of_kind(Kind::BgpConfig),
        Id::Profile(name) => profiles::scopes([name.as_str()]),
        // Which group a tag stands for, the groups' own profiles tell.
        Id::Link(name) => vec![profiles::scope_of_all(), Scope::key(intent::path(name))],
        Id::Tier(name) => vec![Scope::key(tiers::metadata_path(name))],
        Id::Policy { tier, name } => {
            vec![Scope::key(Key::Policy { tier: tier.clone(), name: name.clone() }.path())]
        }
        Id::HostEndpoint { node, name } => vec![Scope::key(host_endpoints::path(node, name))],
        Id::WorkloadEndpoint(id) => vec![Scope::key(Key::WorkloadEndpoint(id.clone()).path())],
    }
}

/// The keys of one object, without what is read to know it by.
pub fn own_scopes(id: &Id) -> Vec<Scope> {
    match id {
        Id::Link(name) => {
            profiles::scopes([name.as_str()]).into_iter().chain([Scope::key(intent::path(name))]).collect()
        }
        _ => scopes_of(id),
    }
}

/// The most objects of a kind that are read one by one rather than with all of their kind.
const MOST_SINGLE: usize = 32;

/// What holds some objects: each by itself, or all of a kind of which there are many.
pub fn scopes_of_some<'i>(ids: impl IntoIterator<Item = &'i Id>) -> Vec<Scope> {
    let ids: Vec<&Id> = ids.into_iter().collect();
    let mut scopes = BTreeSet::new();
    for kind in Kind::ALL {
        let of_kind = || ids.iter().filter(|id| id.kind() == kind);
        match of_kind().count() {
            0 => {}
            1..=MOST_SINGLE => scopes.extend(of_kind().flat_map(|id| scopes_of(id))),
            _ => scopes.extend(scopes_of_kind(kind)),
        }
    }
    scopes.into_iter().collect()
}

/// Which objects of a kind a snapshot has, in the order in which they are listed.
pub fn ids(snapshot: &Snapshot, kind: Kind) -> Vec<Id> {
    let mut ids: BTreeSet<Id> = BTreeSet::new();
    let under = |directory: &str| snapshot.under(&format!("{}/", directory.trim_end_matches('/'))).iter();
    let keys = |directory: &str| under(directory).map(|entry| Key::parse(&entry.path)).collect::<Vec<_>>();
    match kind {
        Kind::Node => {
            for place in [Place::Host, Place::Bgp] {
                let directory = place.directory();
                let host = |path: &str| Some(path.strip_prefix(&directory)?.split('/').next()?.to_owned());
                ids.extend(under(&directory).filter_map(|entry| host(&entry.path)).map(Id::Node));
            }
        }
        Kind::IpPool => {
            // A path that is no network is no name of a pool.
            let found = pools::all(snapshot).into_iter().filter_map(|pool| pool.text.parse().ok().map(Id::IpPool));
            ids.extend(found);
        }
        Kind::BgpPeer => ids.extend(keys(BGP).into_iter().filter_map(|key| match key {
            Key::BgpGlobalPeer { ip, .. } => Some(Id::BgpPeer { node: None, ip: ip.parse().ok()? }),
            Key::BgpHostPeer { host, ip, .. } => Some(Id::BgpPeer { node: Some(host), ip: ip.parse().ok()? }),
            _ => None,
        })),
        Kind::FelixConfig => {
            if !snapshot.under(&felix_config::directory(None)).is_empty() {
                ids.insert(Id::FelixConfig(None));
            }
            ids.extend(FelixConfig::hosts(snapshot).into_iter().map(|host| Id::FelixConfig(Some(host))));
        }
        Kind::BgpConfig => {
            let is_one = |key: &Key| matches!(key, Key::BgpGlobal(_) | Key::BgpFilter { .. });
            if keys(&format!("{BGP}/global")).iter().any(is_one) {
                ids.insert(Id::BgpConfig);
            }
        }
        Kind::Profile => ids.extend(profiles::all(snapshot).into_keys().map(Id::Profile)),
        Kind::Link => ids.extend(Link::all(snapshot).into_keys().map(Id::Link)),
        Kind::Tier => ids.extend(keys(TIERS).into_iter().filter_map(|key| match key {
            Key::TierMetadata { tier } => Some(Id::Tier(tier)),
            _ => None,
        })),
        Kind::Policy => ids.extend(keys(TIERS).into_iter().filter_map(|key| match key {
            Key::Policy { tier, name } => Some(Id::Policy { tier, name }),
            _ => None,
        })),
        Kind::HostEndpoint => ids.extend(keys(HOSTS).into_iter().filter_map(|key| match key {
            Key::HostEndpoint { host, id } => Some(Id::HostEndpoint { node: host, name: id }),
            _ => None,
        })),
        Kind::WorkloadEndpoint => ids.extend(keys(HOSTS).into_iter().filter_map(|key| match key {
            Key::WorkloadEndpoint(id) => Some(Id::WorkloadEndpoint(id)),
            _ => None,
        })),
    }
    ids.into_iter().collect()
}

/// Every object of some kinds, in the order of kinds and names, each read or with the reason why it cannot be. Where links are among the
/// kinds, a profile that is one is not among the profiles.
pub fn all<'s>(snapshot: &'s Snapshot, kinds: &[Kind]) -> impl Iterator<Item = (Id, Result<Resource, Bad>)> + use<'s> {
    let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kinds.contains(kind)).collect();
    // One link by itself takes a look at all profiles.
    let mut links = if kinds.contains(&Kind::Link) { Link::all(snapshot) } else { BTreeMap::new() };
    let named: BTreeSet<String> = links.keys().cloned().collect();
    let ids = kinds.into_iter().flat_map(move |kind| match kind {
        Kind::Link => named.iter().cloned().map(Id::Link).collect(),
        Kind::Profile => {
            let mut ids = ids(snapshot, kind);
            ids.retain(|id| !named.contains(&id.name()));
            ids
        }
        _ => ids(snapshot, kind),
    });
    ids.filter_map(move |id| {
        let found = match &id {
            Id::Link(name) => links.remove(name).transpose().map(|link| link.map(Resource::Link)),
            _ => Resource::find(snapshot, &id),
        };
        match found {
            Ok(found) => found.map(|resource| (id, Ok(resource))),
            Err(bad) => Some((id, Err(bad))),
        }
    })
}
