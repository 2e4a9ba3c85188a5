//! etcd v2's directories: which ones go with their last key, and which ones must stay.
//!
//! Only etcd v2 has directories that exist by themselves. The original components remove some of them when
//! they are empty, and confd needs others to exist even so: a rendering that meets a missing directory fails,
//! and BIRD keeps its old configuration.

use super::{Key, PROFILES, TIERS, escape};

/// Below which directory the empty parents of a deleted key go, with a trailing `/`: every parent that lies
/// below it and is empty is removed; the directory itself stays. `None`: parents stay, even empty.
///
/// - A profile's directory: pycalico and networking-calico remove it with the profile, and calicoctl 0.2x takes an empty
///   one for a profile that exists.
/// - A workload endpoint's and its status' `.../<workload>/endpoint` and `.../<workload>`: libcalico-go and
///   networking-calico remove both. The orchestrator's directory stays.
/// - A tier's `policy` directory and the tier's own: pycalico and the Kubernetes policy controller remove a
///   tier whole; an empty one has no metadata and no policy, so that no reader misses it.
/// - calicross's own journal entries.
///
/// Everything else stays: pools, custom filters and IPAM blocks are directories that confd reads
/// ([`kept_directories`]), and calicoctl leaves the directories of BGP peers, hosts and handles behind.
pub fn prune_below(path: &str) -> Option<String> {
    const JOURNAL: &str = "/calicross/v1/journal/";
    if let Some(rest) = path.strip_prefix(JOURNAL) {
        return rest.contains('/').then(|| JOURNAL.to_owned());
    }
    match Key::parse(path) {
        Key::Profile { .. } => Some(format!("{PROFILES}/")),
        Key::TierMetadata { .. } | Key::Policy { .. } => Some(format!("{TIERS}/")),
        Key::WorkloadEndpoint(id) => {
            Some(format!("{}/{}/workload/{}/", super::HOSTS, id.host, escape(&id.orchestrator)))
        }
        Key::WorkloadStatus(id) => {
            Some(format!("{}/{}/workload/{}/", super::STATUS, id.host, escape(&id.orchestrator)))
        }
        _ => None,
    }
}

/// A directory that must exist, even empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its path.
    pub path: String,
    /// Whose templates read it.
    pub why: &'static str,
}

/// The directories that confd's templates for BIRD read on every host: calico/node creates them, and they are
/// never removed.
pub fn kept_directories(hosts: &[&str]) -> Vec<Kept> {
    const POOLS: &str = "confd renders BIRD's pools from it";
    const FILTERS: &str = "confd renders BIRD's export filter from it";
    const BLOCKS: &str = "confd renders the host's aggregates from it";
    let mut kept = vec![
        Kept { path: "/calico/v1/ipam/v4/pool".into(), why: POOLS },
        Kept { path: "/calico/v1/ipam/v6/pool".into(), why: POOLS },
        Kept { path: "/calico/bgp/v1/global/custom_filters/v4".into(), why: FILTERS },
        Kept { path: "/calico/bgp/v1/global/custom_filters/v6".into(), why: FILTERS },
    ];
    for host in hosts {
        for family in ["ipv4", "ipv6"] {
            kept.push(Kept { path: format!("/calico/ipam/v2/host/{host}/{family}/block"), why: BLOCKS });
        }
    }
    kept
}
