//! Workload endpoints: where they lie, which pod or VM they are, which labels count.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use crate::model::endpoint::{self, Endpoint, Glance};
use crate::model::json::Malformed;
use crate::model::key::{HOSTS, Key, STATUS, WorkloadId};
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

    /// Looks at the value, for a list.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn glance(&self) -> Result<Glance<'s>, Malformed> {
        Glance::of(&self.entry.value)
    }

    /// What the endpoint is called ([`WorkloadId::name`]).
    pub fn name(&self) -> String {
        self.id.name()
    }

    /// Namespace and name of the pod ([`WorkloadId::pod`]).
    pub fn pod(&self) -> Option<(&str, &str)> {
        self.id.pod()
    }

    /// Whether networking-calico takes it for a port that Neutron does not know, and deletes it, each minute.
    pub fn is_deleted_by_openstack(&self) -> bool {
        openstack::is_taken_for_port(&self.id)
    }

    /// Whether it is a port of Neutron's.
    pub fn is_openstack(&self) -> bool {
        openstack::is_port(&self.id)
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

/// What Felix reports of workload endpoints: quick for those who ask by path, and right in any order. Of a hundred thousand, which
/// mostly say the same, it keeps the paths one behind the other and each value once.
#[derive(Clone, Debug, Default)]
pub struct Reports {
    /// What follows [`STATUS`] in each path.
    paths: String,
    /// Where each path ends, and which value it has.
    entries: Vec<(usize, usize)>,
    values: Vec<Result<String, Malformed>>,
    next: usize,
}

impl Reports {
    /// Takes in entries, by path.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut reports = Self::default();
        let mut known: HashMap<Vec<u8>, usize> = HashMap::new();
        for entry in entries {
            let Some(path) = entry.path.strip_prefix(STATUS) else { continue };
            let value = *known.entry(entry.value).or_insert_with_key(|value| {
                reports.values.push(endpoint::report(value).map(Cow::into_owned));
                reports.values.len() - 1
            });
            reports.paths.push_str(path);
            reports.entries.push((reports.paths.len(), value));
        }
        reports
    }

    fn path(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.entries.get(before)).map_or(0, |(end, _)| *end);
        self.entries.get(at).and_then(|(end, _)| self.paths.get(start..*end)).unwrap_or_default()
    }

    /// Up, down or error of the endpoint at a path, or why the report cannot be read; `None` where Felix does not report it.
    pub fn report(&mut self, path: &str) -> Option<&Result<String, Malformed>> {
        // A host has two keys beside those of its endpoints.
        const NEAR: usize = 4;
        // Below its host both keys are called the same, and so have the same order.
        let wanted = path.strip_prefix(HOSTS)?;
        let near = self.next..self.entries.len().min(self.next + NEAR);
        let found = near.map(|at| (at, self.path(at).cmp(wanted))).find(|(_, order)| order.is_ge());
        let at = match found {
            Some((at, Ordering::Equal)) => at,
            _ => self.search(wanted)?,
        };
        self.next = at + 1;
        self.values.get(self.entries.get(at)?.1)
    }

    fn search(&self, wanted: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.entries.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.path(middle).cmp(wanted) {
                Ordering::Equal => return Some(middle),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pods_and_what_openstack_deletes() {
        let keys = [
            ("/calico/v1/host/h/workload/k8s/openstack.web-1/endpoint/eth0", "{}"),
            ("/calico/v1/host/h/workload/openstack/vm/endpoint/port", "{}"),
        ];
        let snapshot = Snapshot::literal(&keys);
        let found: Vec<_> = all(&snapshot).collect();
        assert_eq!(found.iter().map(WorkloadEndpoint::pod).collect::<Vec<_>>(), [Some(("openstack", "web-1")), None]);
        assert!(found.iter().map(WorkloadEndpoint::is_deleted_by_openstack).eq([true, false]));
    }

    proptest! {
        #[test]
        fn reports_are_found_in_any_order(
            reported in prop::collection::btree_set((0usize..3, 0usize..6), 0..12),
            asked in prop::collection::vec((0usize..3, 0usize..6), 0..12),
        ) {
            let place = |(host, pod): (usize, usize)| format!("host/node{host}/workload/k8s/n.p{pod}/endpoint/eth0");
            let value = |place: (usize, usize)| format!(r#"{{"status": "{}-{}"}}"#, place.0, place.1);
            let mut keys: Vec<(String, String)> =
                reported.iter().map(|at| (format!("/calico/felix/v1/{}", place(*at)), value(*at))).collect();
            keys.extend((0..3).map(|host| (format!("/calico/felix/v1/host/node{host}/status"), "{}".to_owned())));
            let keys: Vec<(&str, &str)> = keys.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
            let snapshot = Snapshot::literal(&keys);
            let mut reports = Reports::of(snapshot.into_entries());
            for at in asked {
                let path = format!("/calico/v1/{}", place(at));
                let report = reports.report(&path).map(|report| report.clone().unwrap());
                prop_assert_eq!(report, reported.contains(&at).then(|| format!("{}-{}", at.0, at.1)));
            }
        }
    }
}
