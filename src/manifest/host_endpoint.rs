//! Host endpoints.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::{Map, Value, json};

use super::check::Name;
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found};
use crate::inventory::host_endpoints;
use crate::model::endpoint::Endpoint;
use crate::model::felix::is_interface_name;
use crate::model::key::Family;
use crate::plan::Plan;
use crate::store::{Entry, Snapshot};

/// A host endpoint as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostEndpoint {
    /// Its host.
    pub node: String,
    /// Its name there.
    pub name: String,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// The interface.
    pub interface: Option<String>,
    /// The addresses that the interface is expected to have.
    pub ips: Vec<IpAddr>,
    /// Its profiles, in the order in which they decide.
    pub profiles: Vec<String>,
}

impl HostEndpoint {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::HostEndpoint { node: self.node.clone(), name: self.name.clone() }
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let name = super::object::name(reader, &mut meta, &meta_at, "name", Name::Namespaced);
        let node = super::object::name(reader, &mut meta, &meta_at, "node", Name::Plain);
        let labels = meta.take("labels").map(|node| reader.labels(node, &At::Member(&meta_at, "labels")));
        let place = meta.place;
        meta.finish(reader, &meta_at);
        let (mut interface, mut ips, mut profiles) = (None, Vec::new(), Vec::new());
        let mut said = false;
        if let Some(mut spec) = spec {
            if let Some(node) = spec.take("interfaceName") {
                said = true;
                interface = self::interface(reader, node, &At::Member(&at, "interfaceName"));
            }
            if let Some(node) = spec.take("expectedIPs") {
                let at = At::Member(&at, "expectedIPs");
                for (index, item) in reader.list(node, &at).iter().enumerate() {
                    said = true;
                    ips.extend(reader.ip(item, &At::Item(&at, index)));
                }
            }
            if let Some(node) = spec.take("profiles") {
                profiles = reader.names(node, &At::Member(&at, "profiles"), Name::Namespaced);
            }
            spec.finish(reader, &at);
        }
        if !said {
            reader.refuse(
                place,
                &at,
                "has neither interfaceName nor expectedIPs: Felix could not tell which interface it is",
            );
        }
        Some(Self { node: node?, name: name?, labels: labels.unwrap_or_default(), interface, ips, profiles })
    }

    /// The host endpoint of a snapshot.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find(snapshot: &Snapshot, node: &str, name: &str) -> Found<Self> {
        snapshot.get(&host_endpoints::path(node, name)).map(|entry| Self::stored(entry, node, name)).transpose()
    }

    /// Reads what a key holds.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn stored(entry: &Entry, node: &str, name: &str) -> Result<Self, Bad> {
        let bad = |why: crate::model::json::Malformed| Bad { key: entry.path.clone(), why: why.to_string() };
        let endpoint = Endpoint::parse(&entry.value).map_err(bad)?;
        let labels = endpoint.labels().map_err(bad)?;
        Ok(Self {
            node: node.to_owned(),
            name: name.to_owned(),
            labels: labels.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            interface: endpoint.name().filter(|name| !name.is_empty()).map(str::to_owned),
            ips: endpoint.expected_addresses().map_err(bad)?,
            profiles: endpoint.profile_ids().map_err(bad)?.into_iter().map(str::to_owned).collect(),
        })
    }

    /// Whether this, of a file, says what is there.
    pub fn same(&self, there: &Self) -> bool {
        let sorted = |ips: &[IpAddr]| {
            let mut ips = ips.to_vec();
            ips.sort_unstable();
            ips.dedup();
            ips
        };
        (&self.labels, &self.interface, &self.profiles) == (&there.labels, &there.interface, &there.profiles)
            && sorted(&self.ips) == sorted(&there.ips)
    }

    /// Plans to write it over what is there; members that files do not know stay.
    pub fn put(&self, there: Option<&Self>, snapshot: &Snapshot, plan: &mut Plan) {
        let path = host_endpoints::path(&self.node, &self.name);
        let stored = there.and_then(|_| snapshot.get(&path)).and_then(|entry| Endpoint::parse(&entry.value).ok());
        let mut endpoint = stored.unwrap_or_else(Endpoint::empty);
        if there.is_none_or(|there| there.interface != self.interface) {
            endpoint.set_member("name", self.interface.as_deref().map(Value::from));
        }
        if there.is_none_or(|there| there.ips != self.ips) {
            for (family, member) in [(Family::V4, "expected_ipv4_addrs"), (Family::V6, "expected_ipv6_addrs")] {
                let ips = self.ips.iter().filter(|ip| Family::of(ip) == family);
                let ips: Vec<Value> = ips.map(|ip| ip.to_string().into()).collect();
                endpoint.set_member(member, (!ips.is_empty()).then_some(Value::Array(ips)));
            }
        }
        endpoint.set_profile_ids(&self.profiles);
        if there.is_none() && endpoint.object().get("profile_ids").is_none() {
            endpoint.set_member("profile_ids", Some(Value::Array(Vec::new())));
        }
        if there.map_or(!self.labels.is_empty(), |there| there.labels != self.labels) {
            endpoint.set_member("labels", (!self.labels.is_empty()).then(|| json!(self.labels)));
        }
        plan.put(snapshot, path, endpoint.to_bytes());
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let (mut meta, mut spec) = (Map::new(), Map::new());
        meta.insert("name".into(), self.name.as_str().into());
        meta.insert("node".into(), self.node.as_str().into());
        if !self.labels.is_empty() {
            meta.insert("labels".into(), json!(self.labels));
        }
        if let Some(interface) = &self.interface {
            spec.insert("interfaceName".into(), interface.as_str().into());
        }
        if !self.ips.is_empty() {
            spec.insert("expectedIPs".into(), self.ips.iter().map(|ip| Value::from(ip.to_string())).collect());
        }
        if !self.profiles.is_empty() {
            spec.insert("profiles".into(), json!(self.profiles));
        }
        (meta, Some(spec))
    }
}

/// The name of an interface.
pub fn interface(reader: &mut Reader<'_>, node: &super::tree::Node<'_>, at: &At<'_>) -> Option<String> {
    let text = reader.text(node, at)?;
    let wrong = || {
        format!(
            "'{}' is no interface that Felix takes: 1 to 15 letters, digits, '_' and '-'",
            super::check::shown(&text)
        )
    };
    if !is_interface_name(&text) {
        reader.refuse(node.place, at, wrong());
    }
    Some(text)
}
