//! Workload endpoints: where they lie, which pod or VM they are, which labels count.

use std::collections::BTreeMap;

use crate::model::endpoint::Endpoint;
use crate::model::json::Malformed;
use crate::model::key::{HOSTS, Key, WorkloadId};
use crate::model::openstack;
use crate::model::profile::Profile;
use crate::store::{Entry, Scope, Snapshot};

/// What holds every endpoint, of workloads and of hosts.
pub fn scope_of_all() -> Scope {
    Scope::under(HOSTS)
}

/// A workload endpoint's key. Its value is read where it is needed: of a hundred thousand endpoints, few are.
#[derive(Clone, Debug)]
pub struct WorkloadEndpoint<'s> {
    /// Which endpoint.
    pub id: WorkloadId,
    /// The key and its value.
    pub entry: &'s Entry,
}

impl<'s> WorkloadEndpoint<'s> {
    /// The endpoint of an entry; `None` for any other key.
    pub fn of(entry: &'s Entry) -> Option<Self> {
        match Key::parse(&entry.path) {
            Key::WorkloadEndpoint(id) => Some(Self { id, entry }),
            _ => None,
        }
    }

    /// Reads the value.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn read(&self) -> Result<Endpoint, Malformed> {
        Endpoint::parse(&self.entry.value)
    }

    /// What the endpoint is called: `host/orchestrator/workload/endpoint`, as `-o name` prints it and every command takes
    /// it. Names are escaped as in the key, so that there are always four parts.
    pub fn name(&self) -> String {
        let (host, orchestrator) = (&self.id.host, crate::model::key::escape(&self.id.orchestrator));
        let (workload, endpoint) =
            (crate::model::key::escape(&self.id.workload), crate::model::key::escape(&self.id.endpoint));
        format!("{host}/{orchestrator}/{workload}/{endpoint}")
    }

    /// Namespace and name of the pod. Kubernetes' CNI plugins join them with a dot, which no namespace holds.
    pub fn pod(&self) -> Option<(&str, &str)> {
        if self.id.orchestrator != "k8s" {
            return None;
        }
        self.id.workload.split_once('.')
    }

    /// Whether it is a port of Neutron's.
    pub fn is_openstack(&self) -> bool {
        self.id.orchestrator == openstack::ORCHESTRATOR
    }
}

/// Every workload endpoint of a snapshot, by path.
pub fn all(snapshot: &Snapshot) -> impl Iterator<Item = WorkloadEndpoint<'_>> {
    snapshot.under(&format!("{HOSTS}/")).iter().filter_map(WorkloadEndpoint::of)
}

/// The labels that selectors see: the endpoint's own, and those that it inherits from its profiles.
///
/// Its own always win. Where two profiles have the same label, Felix 1.4 takes that of the later one in `profile_ids`, and so
/// does this; Felix 2 takes the first one's. What cannot be read has no labels.
pub fn effective_labels(endpoint: &Endpoint, profiles: &BTreeMap<String, Profile>) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    let inherited = endpoint.profile_ids().unwrap_or_default();
    let readable = inherited.into_iter().filter_map(|name| super::profiles::readable(&profiles.get(name)?.labels));
    let own = endpoint.labels().unwrap_or_default();
    for (key, value) in readable.flat_map(|found| found.iter()).chain(own.iter()) {
        labels.insert(key.to_owned(), value.to_owned());
    }
    labels
}
