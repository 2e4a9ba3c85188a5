//! The endpoints on both sides of links.

use std::collections::{BTreeMap, BTreeSet};

use super::{Link, Mechanism, NAMESPACE_LABEL};
use crate::inventory::endpoints::{self, WorkloadEndpoint};
use crate::model::endpoint::Endpoint;
use crate::model::openstack;
use crate::store::Snapshot;

/// A workload endpoint with what its value says.
#[derive(Clone, Debug)]
pub struct Member<'s> {
    /// Its key.
    pub key: WorkloadEndpoint<'s>,
    /// Its value.
    pub endpoint: Endpoint,
}

/// The endpoints that some links and their groups have, read in one pass.
#[derive(Debug, Default)]
pub struct Members<'s> {
    by_profile: BTreeMap<String, Vec<Member<'s>>>,
    by_namespace: BTreeMap<String, Vec<Member<'s>>>,
}

impl<'s> Members<'s> {
    /// Finds the endpoints of both sides of some links. The snapshot must hold all hosts. Endpoints that cannot be read are on no
    /// side.
    pub fn of(links: &[&Link], snapshot: &'s Snapshot) -> Self {
        let (mut profiles, mut namespaces) = (BTreeSet::new(), BTreeSet::new());
        for link in links {
            profiles.extend(link.groups.iter().map(|joined| openstack::group_profile(&joined.group)));
            match &link.mechanism {
                Mechanism::Tag => drop(profiles.insert(link.name.clone())),
                Mechanism::Namespace { namespaces: chosen, .. } => namespaces.extend(chosen.iter().cloned()),
            }
        }
        let mut members = Self::default();
        for key in endpoints::all(snapshot) {
            let Ok(endpoint) = key.read() else { continue };
            let named: BTreeSet<&str> = endpoint.profile_ids().unwrap_or_default().into_iter().collect();
            let member = || Member { key: key.clone(), endpoint: endpoint.clone() };
            for profile in named.into_iter().filter(|profile| profiles.contains(*profile)) {
                members.by_profile.entry(profile.to_owned()).or_default().push(member());
            }
            if namespaces.is_empty() {
                continue;
            }
            let labels = endpoint.labels().unwrap_or_default();
            if let Some(namespace) = labels.get(NAMESPACE_LABEL).filter(|namespace| namespaces.contains(*namespace)) {
                members.by_namespace.entry(namespace.to_owned()).or_default().push(member());
            }
        }
        members
    }

    /// The endpoints of a link: those that have its profile, or whose label names one of its namespaces.
    pub fn pods(&self, link: &Link) -> Vec<&Member<'s>> {
        match &link.mechanism {
            Mechanism::Tag => self.by_profile.get(&link.name).into_iter().flatten().collect(),
            Mechanism::Namespace { namespaces, .. } => {
                namespaces.iter().filter_map(|namespace| self.by_namespace.get(namespace)).flatten().collect()
            }
        }
    }

    /// The VMs' ports that are in a security group.
    pub fn of_group(&self, group: &str) -> &[Member<'s>] {
        self.by_profile.get(&openstack::group_profile(group)).map_or(&[], Vec::as_slice)
    }
}
