//! To Calico v3: the objects of a datastore as resources of `projectcalico.org/v3`, which calicoctl of Calico v3 applies.
//!
//! Names, fields and what is left out are those of calico-upgrade, the tool that Calico 2.6 came to v3 with. It takes no datastore whose
//! Felix is older, and leaves out without a word what has no place in v3: tiers, BIRD's filters, what OpenStack's driver and Kubernetes'
//! controllers write anew. Here every object and every key ends as a document or in the [`report`], and what changes traffic is told to
//! do so.
//!
//! Where calico-upgrade would change what an object means without need, the meaning is kept instead:
//!
//! - What must not have a tag and must not be selected is not what has both: the two are joined by `||`, not by `&&`.
//! - Labels of Kubernetes are renamed where a selector names them, not wherever their text stands; those of namespaces, too.
//! - Actions and protocols of Felix' settings are spelled as v3 takes them; masks may be hexadecimal.

pub mod document;
mod endpoint;
mod felix;
mod keys;
pub mod name;
mod network;
mod policy;
mod profile;
mod references;
pub mod report;
mod rule;
pub mod selector;
#[cfg(test)]
mod tests;
mod valid;

use std::collections::{BTreeMap, BTreeSet};

use document::Document;
use report::{Class, Finding, Named, Notes};

use crate::inventory::pools;
use crate::manifest::id::{DEFAULT_TIER, Id, Kind};
use crate::manifest::object::Resource;
use crate::manifest::stored;
use crate::model::bird::peer_key;
use crate::model::facts;
use crate::model::key::{BGP, Family, IPAM, V1};
use crate::store::{Scope, Snapshot};

/// A document, and the object that it says.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The object.
    pub id: Id,
    /// What Calico v3 gets.
    pub document: Document,
}

/// What became of a datastore.
#[derive(Clone, Debug, Default)]
pub struct Conversion {
    /// The documents, in the order of kinds and names of what they were; no two of one name.
    pub documents: Vec<Converted>,
    /// What is to be known about them, and about what has none.
    pub findings: Vec<Finding>,
}

/// What has to be read: all that Calico's components share, and what operators say of the cluster.
pub fn scopes() -> Vec<Scope> {
    let dirs = [V1, BGP, IPAM, "/calico/felix", "/calico/dhcp", "/calico/openstack", "/calico/libnetwork"];
    dirs.iter().map(|directory| Scope::under(*directory)).chain([Scope::key(facts::PATH)]).collect()
}

/// The key of an object, or the directory of one that has several.
pub fn key_of(id: &Id) -> String {
    if let Id::BgpPeer { node, ip } = id {
        return peer_key(node.as_deref(), Family::of(ip), &ip.to_string()).path();
    }
    match stored::scopes_of(id).into_iter().next() {
        Some(Scope::Key(path) | Scope::Under(path)) => path,
        None => String::new(),
    }
}

/// The kinds that are converted. A link is the profile that it is made of.
pub fn kinds() -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| *kind != Kind::Link).collect()
}

/// Converts all that a snapshot holds.
pub fn convert(snapshot: &Snapshot) -> Conversion {
    let mut conversion = Conversion::default();
    let mut objects = Vec::new();
    for (id, found) in stored::all(snapshot, &kinds()) {
        let mut notes = Notes::of(&id);
        match found {
            Err(bad) => notes.add(Class::Error, "malformed", true, bad.why.clone()).key = bad.key,
            Ok(resource) => {
                let document = one(&resource, snapshot, &mut notes);
                objects.push(resource);
                conversion.take(id, document, &mut notes);
            }
        }
        conversion.findings.append(&mut notes.found);
    }
    conversion.without_clashes();
    conversion.without_overlaps();
    references::find(snapshot, &objects, &mut conversion);
    keys::find(snapshot, &mut conversion.findings);
    conversion.findings.sort_by(|a, b| (a.class, a.code, &a.id, &a.key).cmp(&(b.class, b.code, &b.id, &b.key)));
    conversion
}

/// The document of an object; `None` where it has none, which the notes tell.
fn one(resource: &Resource, snapshot: &Snapshot, notes: &mut Notes) -> Result<Option<Document>, String> {
    if let Some(why) = left_out(resource) {
        notes.add(Class::LeftOut, "made-anew", false, why);
        return Ok(None);
    }
    match resource {
        Resource::Node(node) => Ok(Some(network::node(node, snapshot, notes))),
        Resource::IpPool(pool) => Ok(Some(network::pool(pool, snapshot, notes))),
        Resource::BgpPeer(peer) => Ok(Some(network::peer(peer, snapshot, notes))),
        Resource::BgpConfig(config) => Ok(Some(network::bgp_config(config, notes))),
        Resource::FelixConfig(config) => Ok(felix::convert(config, notes)),
        Resource::Profile(one) => profile::convert(one, snapshot, notes).map(Some),
        Resource::Policy(one) if one.tier == DEFAULT_TIER => policy::convert(one, snapshot, notes).map(Some),
        Resource::Policy(one) => {
            let why = format!("tier {} is not in Calico v3, which has the tier default alone", one.tier);
            notes.add(Class::Lost, "tier", true, why);
            Ok(None)
        }
        // Its order among other tiers; what it decides is its policies'.
        Resource::Tier(tier) if tier.name == DEFAULT_TIER => Ok(None),
        Resource::HostEndpoint(one) => endpoint::host(one, snapshot, notes).map(Some),
        Resource::WorkloadEndpoint(one) => endpoint::workload(one, snapshot, notes).map(Some),
        other => {
            let why = format!("Calico v3 has no such object as a {}", other.id().kind());
            notes.add(Class::Lost, "no-such-kind", false, why);
            Ok(None)
        }
    }
}

/// Why an object is none of the conversion's: its owner makes it anew in the form of v3.
fn left_out(resource: &Resource) -> Option<&'static str> {
    match resource {
        Resource::Policy(policy) if policy.tier == DEFAULT_TIER && policy.name.starts_with("knp.default.") => {
            Some("Kubernetes' policy controller makes it anew from its network policy")
        }
        Resource::Profile(profile) => left_out_profile(&profile.name),
        Resource::WorkloadEndpoint(endpoint) if crate::model::openstack::is_port(&endpoint.id) => {
            Some("networking-calico makes it anew from Neutron's port")
        }
        _ => None,
    }
}

/// Why a profile is none of the conversion's.
fn left_out_profile(profile: &str) -> Option<&'static str> {
    if profile.starts_with(name::NAMESPACE_PROFILE) {
        Some("Kubernetes' policy controller makes it anew from its namespace")
    } else if profile.starts_with("openstack-sg-") {
        Some("networking-calico makes a policy of its security group instead")
    } else {
        None
    }
}

impl Conversion {
    fn take(&mut self, id: Id, document: Result<Option<Document>, String>, notes: &mut Notes) {
        let document = match document {
            Ok(Some(document)) => document,
            Ok(None) => return,
            Err(why) => {
                notes.add(Class::Error, "conversion", true, why);
                return;
            }
        };
        valid::document(&document, notes);
        let to = document.full_name();
        let mut refused = false;
        for finding in &mut notes.found {
            finding.name = Some(to.clone());
            if finding.class == Class::Invalid {
                finding.document = Some(document.value());
                refused = true;
            }
        }
        if !refused {
            self.documents.push(Converted { id, document });
        }
    }

    /// Takes out documents of one name, all of them.
    fn without_clashes(&mut self) {
        let mut named: BTreeMap<String, Vec<Id>> = BTreeMap::new();
        for Converted { id, document } in &self.documents {
            named.entry(document.full_name()).or_default().push(id.clone());
        }
        named.retain(|_, ids| ids.len() > 1);
        for (to, ids) in &named {
            for id in ids {
                let others: Vec<String> = ids.iter().filter(|other| *other != id).map(ToString::to_string).collect();
                let mut notes = Notes::of(id);
                let why = format!("would be {to}, which {} would be, too", others.join(", "));
                notes.add(Class::Clash, "name", true, why).name = Some(to.clone());
                self.findings.append(&mut notes.found);
            }
        }
        self.documents.retain(|one| !named.contains_key(&one.document.full_name()));
    }

    /// Takes out pools that overlap one before them, which calicoctl refuses to make.
    fn without_overlaps(&mut self) {
        let mut kept: Vec<ipnet::IpNet> = Vec::new();
        let mut refused = BTreeSet::new();
        for Converted { id, document } in &self.documents {
            let Id::IpPool(cidr) = id else { continue };
            match kept.iter().find(|other| pools::overlap(**other, *cidr)) {
                None => kept.push(*cidr),
                Some(other) => {
                    let mut notes = Notes::of(id);
                    let finding = notes.add(Class::Invalid, "refused", true, format!("overlaps the pool {other}"));
                    finding.name = Some(document.full_name());
                    finding.document = Some(document.value());
                    self.findings.append(&mut notes.found);
                    refused.insert(id.clone());
                }
            }
        }
        self.documents.retain(|one| !refused.contains(&one.id));
    }

    /// Leaves some objects and what is told of them.
    pub fn only(&mut self, wanted: &BTreeSet<Id>) {
        self.documents.retain(|one| wanted.contains(&one.id));
        self.findings.retain(|finding| finding.id.as_ref().is_some_and(|id| wanted.contains(id)));
    }

    /// What each object is called in v3.
    pub fn names(&self) -> Vec<Named> {
        let named = |Converted { id, document }: &Converted| Named {
            object: id.to_string(),
            key: key_of(id),
            name: document.full_name(),
            renamed: document.name != plain_name(id),
        };
        self.documents.iter().map(named).collect()
    }
}

/// The name by which v3 would know an object if names stayed as they are.
fn plain_name(id: &Id) -> String {
    match id {
        Id::Policy { name, .. } => name.clone(),
        Id::HostEndpoint { node, name } => format!("{node}.{name}"),
        Id::FelixConfig(Some(node)) => format!("node.{node}"),
        Id::FelixConfig(None) | Id::BgpConfig => "default".into(),
        // What has no name of its own gets one by rule.
        Id::IpPool(cidr) => name::of_pool(cidr),
        Id::BgpPeer { node: None, ip } => name::of_ip(ip),
        Id::BgpPeer { node: Some(node), ip } => format!("{node}.{}", name::of_ip(ip)),
        Id::WorkloadEndpoint(id) => endpoint::plain_name(id),
        other => other.name(),
    }
}
