//! What a host endpoint does to its host.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{CommandError, ErrorKind};
use crate::inventory::endpoints::effective_labels;
use crate::inventory::host_endpoints::{self, HostEndpoint};
use crate::inventory::policies::FoundPolicy;
use crate::inventory::{profiles, tiers};
use crate::model::endpoint::Endpoint;
use crate::model::key::{Key, ProfilePart};
use crate::model::name::{self, Kind};
use crate::model::profile::Profile;
use crate::plan::Plan;
use crate::store::Snapshot;

/// What of a host stays open whatever its endpoints say, unless it is configured otherwise.
pub(super) const FAILSAFE: &str = "the failsafe ports (by default 22 in; 2379, 2380, 4001 and 7001 out)";

/// The policies that Felix 1.4 applies to a host endpoint, by name.
pub(super) fn policies(endpoint: &Endpoint, snapshot: &Snapshot, profiles: &BTreeMap<String, Profile>) -> Vec<String> {
    let labels = effective_labels(endpoint, profiles);
    let label = |key: &str| labels.get(key).map(String::as_str);
    let counting = tiers::all(snapshot).into_iter().filter(|tier| tier.ignored().is_none());
    let policies = counting.flat_map(|tier| tier.policies).filter(|found| found.fault().is_none());
    let selects = |found: &FoundPolicy| {
        let selector = found.policy.as_ref().ok().and_then(|policy| policy.selector().ok());
        selector.is_some_and(|selector| selector.matches(&label))
    };
    policies.filter(selects).map(|found| found.full_name()).collect()
}

/// Asks where nothing would let the host's traffic through, and tells what decides where something does.
pub(super) fn tell(plan: &mut Plan, snapshot: &Snapshot, host: &str, id: &str, endpoint: &Endpoint, is_new: bool) {
    let name = format!("{host}/{id}");
    let profiles = profiles::all(snapshot);
    let has_profiles = endpoint.profile_ids().is_ok_and(|profiles| !profiles.is_empty());
    if !has_profiles && policies(endpoint, snapshot, &profiles).is_empty() {
        plan.ask(format!(
            "host endpoint {name} has no profile, and no policy selects it: Felix drops all traffic of the interface but {FAILSAFE}"
        ));
    } else if is_new {
        plan.warn(format!(
            "host endpoint {name}: what its policies and profiles do not allow is dropped from now on, but {FAILSAFE}"
        ));
    }
}

/// Tells of other host endpoints of the host that are for the same interface.
pub(super) fn tell_of_rivals(plan: &mut Plan, snapshot: &Snapshot, host: &str, id: &str, endpoint: &Endpoint) {
    let addresses = endpoint.expected_addresses().unwrap_or_default();
    let is_rival = |other: &HostEndpoint| {
        let Some(value) = other.value.as_ref().ok().filter(|_| other.host == host && other.id != id) else {
            return false;
        };
        let theirs = value.expected_addresses().unwrap_or_default();
        value.name().is_some_and(|name| endpoint.name() == Some(name)) || theirs.iter().any(|ip| addresses.contains(ip))
    };
    for other in host_endpoints::all(snapshot).filter(is_rival) {
        plan.warn(format!(
            "host endpoint {} is for the same interface: of the two, one named by its interface counts for Felix 1.4, and the one \
             whose id comes first for Felix 2",
            other.name()
        ));
    }
}

/// Refuses profiles that would shut the endpoint: those that do not exist, and those whose names no Felix takes; tells of those without
/// readable rules.
///
/// # Errors
/// The first of them.
pub(super) fn check_profiles<'p>(
    plan: &mut Plan,
    snapshot: &Snapshot,
    placed: impl IntoIterator<Item = &'p str>,
) -> Result<(), CommandError> {
    for profile in placed {
        name::check(Kind::Profile, profile)?;
        let Some(found) = profiles::named(snapshot, profile) else {
            let message = format!("profile {profile} does not exist: it would cut the host endpoint off");
            return Err(CommandError::new(ErrorKind::NotFound, message)
                .object(format!("profile {profile}"))
                .key(Key::profile_directory(profile))
                .hint(format!(
                    "`calicross profile add {profile}` makes it, `calicross profile list` shows those there are"
                )));
        };
        if profiles::readable(&found.rules).is_none_or(|rules| rules.first_bad().is_some()) {
            plan.warn(format!("profile {profile} has no rules that can be read: Felix drops all that reaches it"));
        }
        // Whoever removes it meanwhile has not seen that it is about to be used.
        plan.relied_on(snapshot, &profiles::path(profile, ProfilePart::Rules));
    }
    Ok(())
}

/// Refuses a profile that is named twice: in a list each has one place.
///
/// # Errors
/// Exit code 2.
pub(super) fn check_once(profiles: &[String]) -> Result<(), CommandError> {
    let mut seen = BTreeSet::new();
    match profiles.iter().find(|profile| !seen.insert(*profile)) {
        None => Ok(()),
        Some(twice) => Err(CommandError::new(ErrorKind::Usage, format!("profile {twice} is named twice"))),
    }
}

/// The error of a host endpoint that cannot be read.
pub(super) fn malformed(found: &HostEndpoint, why: &dyn std::fmt::Display) -> CommandError {
    CommandError::new(ErrorKind::BadData, format!("malformed value at {}: {why}", found.path))
        .object(format!("host endpoint {}", found.name()))
        .key(&found.path)
        .hint(format!("`calicross key get {}` shows it", found.path))
}
