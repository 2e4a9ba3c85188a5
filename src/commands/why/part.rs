//! The part of a datastore that can matter to two ends, in every state that the journal leads back to.
//!
//! What becomes of packets between two addresses is decided by the endpoints that have them, and by profiles, policies and settings; of other
//! endpoints only whether rules take one of the two addresses for theirs. So a workload endpoint that is none of the ends, has no address of
//! theirs, and was the same in all states, can be left out of all of them.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::commands::trace::FlowArgs;
use crate::inventory;
use crate::inventory::parties::{self, Chosen, Party};
use crate::model::endpoint::Endpoint;
use crate::model::key::Key;
use crate::model::openstack::Names;
use crate::plan::journal::Entry;
use crate::store::{Entry as StoreEntry, Snapshot};
use crate::traffic::Felixes;

/// Leaves of a snapshot what can matter. `None` where everything may: the ends are chosen by what profiles give to endpoints, are no
/// endpoints, or are not there.
pub(super) fn of(flow: &FlowArgs, snapshot: &Snapshot, entries: &[&Entry]) -> Option<Snapshot> {
    let names_changed = |entry: &&Entry| entry.changes.iter().any(|trace| trace.path.starts_with(Names::DIRECTORY));
    if entries.iter().any(names_changed) {
        return None;
    }
    let generation = Felixes::of(snapshot, flow.felix).ok()?.settings.generation;
    let (names, _) = inventory::names(snapshot);
    let mut kept: BTreeSet<String> = BTreeSet::new();
    let mut addresses: BTreeSet<IpAddr> = BTreeSet::new();
    for found in parties::find(&[&flow.from, &flow.to], snapshot, &names, generation) {
        let found = found.ok()?;
        if matches!(found.by, Chosen::Tag | Chosen::Selector | Chosen::Host | Chosen::Any) {
            return None;
        }
        addresses.extend(found.address);
        for party in &found.parties {
            match party {
                Party::Address(address) => drop(addresses.insert(*address)),
                Party::Host(_) => return None,
                Party::Workload(_) | Party::HostEndpoint { .. } => kept.extend(party.path()),
            }
        }
    }
    for trace in entries.iter().flat_map(|entry| &entry.changes).filter(|trace| is_endpoint(&trace.path)) {
        kept.insert(trace.path.clone());
        if let Some(before) = &trace.before {
            addresses.extend(addresses_of(before.as_slice())?);
        }
    }
    for entry in kept.iter().filter_map(|path| snapshot.get(path)) {
        addresses.extend(addresses_of(&entry.value)?);
    }
    let matters = |entry: &StoreEntry| {
        !is_workload(&entry.path)
            || kept.contains(&entry.path)
            || addresses_of(&entry.value).is_none_or(|all| all.iter().any(|address| addresses.contains(address)))
    };
    let entries = snapshot.entries().iter().filter(|entry| matters(entry)).cloned().collect();
    Some(Snapshot::new(snapshot.revision(), snapshot.scopes().to_vec(), entries))
}

/// A whole state: what of a snapshot is in no part, with a state of the part.
pub(super) fn whole(snapshot: &Snapshot, part: &Snapshot, state: &Snapshot) -> Snapshot {
    let rest = snapshot.entries().iter().filter(|entry| part.get(&entry.path).is_none());
    let entries = rest.chain(state.entries()).cloned().collect();
    Snapshot::new(snapshot.revision(), snapshot.scopes().to_vec(), entries)
}

fn is_workload(path: &str) -> bool {
    matches!(Key::parse(path), Key::WorkloadEndpoint(_))
}

fn is_endpoint(path: &str) -> bool {
    matches!(Key::parse(path), Key::WorkloadEndpoint(_) | Key::HostEndpoint { .. })
}

/// The addresses of an endpoint, floating ones too; `None` where they cannot be read.
fn addresses_of(value: &[u8]) -> Option<Vec<IpAddr>> {
    let endpoint = Endpoint::parse(value).ok()?;
    let mut addresses: Vec<IpAddr> = endpoint.nets().ok()?.iter().map(ipnet::IpNet::addr).collect();
    addresses.extend(endpoint.expected_addresses().ok()?);
    for floating in endpoint.floating() {
        addresses.push(floating.internal.parse().ok()?);
        addresses.push(floating.external.parse().ok()?);
    }
    Some(addresses)
}
