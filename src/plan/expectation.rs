//! What a plan took for granted about a whole listing, looked at again after the write.

use serde::{Deserialize, Serialize};

use crate::model::endpoint::{Endpoint, may_name};
use crate::model::key::{Key, TIERS, escape};
use crate::store::{Scope, Snapshot};

/// Where endpoints lie.
pub const HOSTS: &str = "/calico/v1/host/";

/// A fact about a whole listing that must still hold right after the write; when it does not, the write is put back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expectation {
    /// No endpoint names the profile: one that does is cut off from all traffic once the profile is gone.
    ProfileUnused {
        /// The profile's name.
        profile: String,
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
            Self::TierGone { tier } => Scope::under(tier_directory(tier)),
        }
    }

    /// Returns the keys that break the expectation.
    pub fn broken_by(&self, now: &Snapshot) -> Vec<String> {
        match self {
            Self::ProfileUnused { profile } => profile_users(now, profile),
            Self::TierGone { tier } => {
                now.under(&format!("{}/", tier_directory(tier))).iter().map(|entry| entry.path.clone()).collect()
            }
        }
    }
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
