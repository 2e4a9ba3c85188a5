//! What a plan took for granted about a whole listing, looked at again after the write.

use std::collections::BTreeSet;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::model::endpoint::{Endpoint, may_name};
use crate::model::key::{Key, TIERS, escape};
use crate::store::{Entry, Scope, Snapshot};

/// Where endpoints lie.
pub const HOSTS: &str = "/calico/v1/host/";
/// Where pools lie.
const POOLS: &str = "/calico/v1/ipam/";
/// Where blocks of addresses lie.
const BLOCKS: &str = "/calico/ipam/v2/assignment/";

/// A fact about a whole listing that must still hold right after the write; when it does not, the write is put back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expectation {
    /// No endpoint names the profile: one that does is cut off from all traffic once the profile is gone.
    ProfileUnused {
        /// The profile's name.
        profile: String,
    },
    /// No other pool shares addresses with a new one.
    PoolAlone {
        /// The new pool's CIDR.
        cidr: String,
    },
    /// Nobody has taken a block of a pool that goes, beside those that were known: its addresses would be routed nowhere.
    NoNewBlocks {
        /// The pool's CIDR.
        cidr: String,
        /// The keys of the blocks that stay.
        known: BTreeSet<String>,
    },
    /// No endpoint has come to a host that goes.
    NodeUnused {
        /// The host.
        host: String,
    },
    /// Nothing is in the tier: a policy that came meanwhile would be left in a tier without metadata, and never count.
    TierGone {
        /// The tier's name.
        tier: String,
    },
}

impl Expectation {
    /// Returns what has to be read to look.
    pub fn scope(&self) -> Scope {
        match self {
            Self::ProfileUnused { .. } => Scope::under(HOSTS),
            Self::PoolAlone { .. } => Scope::under(POOLS),
            Self::NoNewBlocks { .. } => Scope::under(BLOCKS),
            Self::NodeUnused { host } => Scope::under(format!("{HOSTS}{host}")),
            Self::TierGone { tier } => Scope::under(tier_directory(tier)),
        }
    }

    /// Returns the keys that break the expectation.
    pub fn broken_by(&self, now: &Snapshot) -> Vec<String> {
        match self {
            Self::ProfileUnused { profile } => profile_users(now, profile),
            Self::PoolAlone { cidr } => {
                let shared = |path: &str| match Key::parse(path) {
                    // The path tells: readers make it from the CIDR.
                    Key::Pool { cidr: other, .. } if other != *cidr => holds(&other, cidr) || holds(cidr, &other),
                    _ => false,
                };
                paths(now.under(POOLS), shared)
            }
            Self::NoNewBlocks { cidr, known } => {
                let inside = |path: &str| match Key::parse(path) {
                    Key::IpamBlock { cidr: block, .. } => holds(cidr, &block) && !known.contains(path),
                    _ => false,
                };
                paths(now.under(BLOCKS), inside)
            }
            Self::NodeUnused { host } => {
                let endpoint = |path: &str| matches!(Key::parse(path), Key::WorkloadEndpoint(_));
                paths(now.under(&format!("{HOSTS}{host}/")), endpoint)
            }
            Self::TierGone { tier } => {
                now.under(&format!("{}/", tier_directory(tier))).iter().map(|entry| entry.path.clone()).collect()
            }
        }
    }
}

fn paths(entries: &[Entry], breaks: impl Fn(&str) -> bool) -> Vec<String> {
    entries.iter().map(|entry| &entry.path).filter(|path| breaks(path)).cloned().collect()
}

/// Tells whether a network holds another one; what is no CIDR holds nothing.
fn holds(network: &str, other: &str) -> bool {
    let parse = |text: &str| text.parse::<IpNet>().ok();
    matches!((parse(network), parse(other)), (Some(network), Some(other)) if network.contains(&other))
}

fn tier_directory(tier: &str) -> String {
    format!("{TIERS}/{}", escape(tier))
}

/// Returns the keys of the endpoints, of workloads and hosts, that name a profile, or may.
///
/// What cannot be read counts where the name is in its text: some other reader may understand it, and it is as well in
/// use once somebody has repaired it.
pub fn profile_users(snapshot: &Snapshot, profile: &str) -> Vec<String> {
    let entries = snapshot.under(HOSTS).iter();
    let named = entries.filter(|entry| may_name(&entry.value, profile));
    let endpoints =
        named.filter(|entry| matches!(Key::parse(&entry.path), Key::WorkloadEndpoint(_) | Key::HostEndpoint { .. }));
    endpoints.filter(|entry| uses(&entry.value, profile)).map(|entry| entry.path.clone()).collect()
}

fn uses(value: &[u8], profile: &str) -> bool {
    let endpoint = Endpoint::parse(value);
    match endpoint.as_ref().map(Endpoint::profile_ids) {
        Ok(Ok(ids)) => ids.contains(&profile),
        // Escapes can spell any name.
        _ => value.contains(&b'\\') || value.windows(profile.len().max(1)).any(|part| part == profile.as_bytes()),
    }
}

#[cfg(test)]
mod tests;
