//! Workload endpoints.

use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::check::Name;
use super::fields::{At, Fields, Reader};
use super::host_endpoint::interface;
use super::id::Id;
use super::object::{Bad, Found, name, required};
use super::tree::Node;
use crate::model::endpoint::{Endpoint, is_mac};
use crate::model::json::Malformed;
use crate::model::key::{Family, Key, WorkloadId};
use crate::plan::Plan;
use crate::store::{Entry, Snapshot};

/// A workload endpoint as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkloadEndpoint {
    /// Which one.
    pub id: WorkloadId,
    /// The container that it is of, where its orchestrator tells.
    pub instance: Option<String>,
    /// Its labels.
    pub labels: BTreeMap<String, String>,
    /// Its addresses, as networks of one.
    pub nets: Vec<IpNet>,
    /// Floating addresses: its own, and the one that others use.
    pub nats: Vec<(IpAddr, IpAddr)>,
    /// Its IPv4 gateway.
    pub gateway_v4: Option<IpAddr>,
    /// Its IPv6 gateway.
    pub gateway_v6: Option<IpAddr>,
    /// Its profiles, in the order in which they decide.
    pub profiles: Vec<String>,
    /// The interface on the host.
    pub interface: String,
    /// Its MAC address, in lower case.
    pub mac: Option<String>,
}

impl WorkloadEndpoint {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::WorkloadEndpoint(self.id.clone())
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let endpoint = name(reader, &mut meta, &meta_at, "name", Name::Namespaced);
        let host = name(reader, &mut meta, &meta_at, "node", Name::Plain);
        let orchestrator = name(reader, &mut meta, &meta_at, "orchestrator", Name::Namespaced);
        let workload = name(reader, &mut meta, &meta_at, "workload", Name::Namespaced);
        let instance = meta.take("activeInstanceID");
        let instance =
            instance.and_then(|node| reader.name(node, &At::Member(&meta_at, "activeInstanceID"), Name::Plain));
        let labels = meta.take("labels").map(|node| reader.labels(node, &At::Member(&meta_at, "labels")));
        let place = meta.place;
        meta.finish(reader, &meta_at);
        let Some(mut spec) = spec else {
            reader.fault(place, &at, "there is no interfaceName");
            return None;
        };
        let interface = required(reader, &mut spec, &at, "interfaceName")
            .and_then(|node| interface(reader, node, &At::Member(&at, "interfaceName")));
        let nets = nets(reader, &mut spec, &at);
        let nats = nats(reader, &mut spec, &at, &nets);
        let mut gateway = |reader: &mut Reader<'_>, name: &'static str, family: Family| {
            let (node, at) = (spec.take(name)?, At::Member(&at, name));
            let ip = reader.ip(node, &at)?;
            let wrong = || format!("{ip} is not an {family} address");
            reader.keep(node.place, &at, (Family::of(&ip) == family).then_some(ip).ok_or_else(wrong))
        };
        let gateway_v4 = gateway(reader, "ipv4Gateway", Family::V4);
        let gateway_v6 = gateway(reader, "ipv6Gateway", Family::V6);
        let profiles = spec.take("profiles");
        let profiles = profiles.map(|node| reader.names(node, &At::Member(&at, "profiles"), Name::Namespaced));
        let mac = spec.take("mac").and_then(|node| {
            let text = reader.text(node, &At::Member(&at, "mac"))?;
            let lower = text.to_ascii_lowercase();
            let wrong = || format!("'{}' is not a MAC address", super::check::shown(&text));
            if !is_mac(&lower) {
                reader.refuse(node.place, &At::Member(&at, "mac"), wrong());
            }
            Some(lower)
        });
        spec.finish(reader, &at);
        Some(Self {
            id: WorkloadId { host: host?, orchestrator: orchestrator?, workload: workload?, endpoint: endpoint? },
            instance,
            labels: labels.unwrap_or_default(),
            nets,
            nats,
            gateway_v4,
            gateway_v6,
            profiles: profiles.unwrap_or_default(),
            interface: interface?,
            mac,
        })
    }

    /// The endpoint of a snapshot.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find(snapshot: &Snapshot, id: &WorkloadId) -> Found<Self> {
        let path = Key::WorkloadEndpoint(id.clone()).path();
        snapshot.get(&path).map(|entry| Self::stored(entry, id)).transpose()
    }

    /// Reads what a key holds.
    ///
    /// # Errors
    /// What no file could say.
    pub fn stored(entry: &Entry, id: &WorkloadId) -> Result<Self, Bad> {
        let bad = |why: Malformed| Bad { key: entry.path.clone(), why: why.to_string() };
        let shape = |why: String| Bad { key: entry.path.clone(), why };
        let endpoint = Endpoint::parse(&entry.value).map_err(bad)?;
        let labels = endpoint.labels().map_err(bad)?;
        let text = |member: &str| endpoint.object().get(member).and_then(Value::as_str).filter(|text| !text.is_empty());
        let gateway = |member: &str| match text(member) {
            None => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| shape(format!("{member} is not an address"))),
        };
        let nat = |floating: crate::model::endpoint::Floating<'_>| {
            let parsed = floating.internal.parse().ok().zip(floating.external.parse().ok());
            parsed.ok_or_else(|| shape("a floating address is none".into()))
        };
        Ok(Self {
            id: id.clone(),
            instance: text("active_instance_id").map(str::to_owned),
            labels: labels.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            nets: endpoint.nets().map_err(bad)?,
            nats: endpoint.floating().into_iter().map(nat).collect::<Result<_, _>>()?,
            gateway_v4: gateway("ipv4_gateway")?,
            gateway_v6: gateway("ipv6_gateway")?,
            profiles: endpoint.profile_ids().map_err(bad)?.into_iter().map(str::to_owned).collect(),
            interface: text("name").ok_or_else(|| shape("there is no name of the interface".into()))?.to_owned(),
            mac: text("mac").map(str::to_ascii_lowercase),
        })
    }

    /// Whether this, of a file, says what is there.
    pub fn same(&self, there: &Self) -> bool {
        let rest = |endpoint: &Self| {
            let mut endpoint = endpoint.clone();
            endpoint.nets.sort_unstable();
            endpoint.nats.sort_unstable();
            endpoint
        };
        rest(self) == rest(there)
    }

    /// Plans to write it over what is there. Members that files do not know stay, the state among them: a VM that is shut down stays
    /// shut off.
    pub fn put(&self, there: Option<&Self>, snapshot: &Snapshot, plan: &mut Plan) {
        let path = Key::WorkloadEndpoint(self.id.clone()).path();
        let stored = there.and_then(|_| snapshot.get(&path)).and_then(|entry| Endpoint::parse(&entry.value).ok());
        let mut endpoint = stored.unwrap_or_else(Endpoint::empty);
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let differs = |differs: &dyn Fn(&Self) -> bool| there.is_none_or(differs);
        if there.is_none() {
            endpoint.set_member("state", Some("active".into()));
        }
        if differs(&|there| there.interface != self.interface) {
            endpoint.set_member("name", Some(self.interface.as_str().into()));
        }
        // Nothing is written as null: Felix 1.4 rejects the endpoint for the one, and stops for the other.
        if there.map_or(self.instance.is_some(), |there| there.instance != self.instance) {
            endpoint.set_member("active_instance_id", text(&self.instance));
        }
        if differs(&|there| there.mac != self.mac) {
            endpoint.set_member("mac", text(&self.mac));
        }
        endpoint.set_profile_ids(&self.profiles);
        if there.is_none() && endpoint.object().get("profile_ids").is_none() {
            endpoint.set_member("profile_ids", Some(Value::Array(Vec::new())));
        }
        let sorted = |nets: &[IpNet]| {
            let mut nets = nets.to_vec();
            nets.sort_unstable();
            nets
        };
        if differs(&|there| sorted(&there.nets) != sorted(&self.nets)) {
            for (family, member) in [(Family::V4, "ipv4_nets"), (Family::V6, "ipv6_nets")] {
                let nets = self.nets.iter().filter(|net| Family::of(&net.addr()) == family);
                endpoint.set_member(member, Some(nets.map(|net| Value::from(net.to_string())).collect()));
            }
        }
        if there.map_or(!self.nats.is_empty(), |there| there.nats != self.nats) {
            for (family, member) in [(Family::V4, "ipv4_nat"), (Family::V6, "ipv6_nat")] {
                let nats = self.nats.iter().filter(|(internal, _)| Family::of(internal) == family);
                let nats: Vec<Value> =
                    nats.map(|(int, ext)| json!({"int_ip": int.to_string(), "ext_ip": ext.to_string()})).collect();
                endpoint.set_member(member, (!nats.is_empty()).then_some(Value::Array(nats)));
            }
        }
        for (member, wanted, found) in [
            ("ipv4_gateway", self.gateway_v4, there.and_then(|there| there.gateway_v4)),
            ("ipv6_gateway", self.gateway_v6, there.and_then(|there| there.gateway_v6)),
        ] {
            if wanted != found {
                endpoint.set_member(member, wanted.map(|ip| ip.to_string().into()));
            }
        }
        if there.map_or(!self.labels.is_empty(), |there| there.labels != self.labels) {
            endpoint.set_member("labels", (!self.labels.is_empty()).then(|| json!(self.labels)));
        }
        plan.put(snapshot, path, endpoint.to_bytes());
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let (mut meta, mut spec) = (Map::new(), Map::new());
        let WorkloadId { host, orchestrator, workload, endpoint } = &self.id;
        for (name, text) in [("name", endpoint), ("node", host), ("orchestrator", orchestrator), ("workload", workload)]
        {
            meta.insert(name.into(), text.as_str().into());
        }
        if let Some(instance) = &self.instance {
            meta.insert("activeInstanceID".into(), instance.as_str().into());
        }
        if !self.labels.is_empty() {
            meta.insert("labels".into(), json!(self.labels));
        }
        spec.insert("interfaceName".into(), self.interface.as_str().into());
        if let Some(mac) = &self.mac {
            spec.insert("mac".into(), mac.as_str().into());
        }
        if !self.nets.is_empty() {
            spec.insert("ipNetworks".into(), self.nets.iter().map(|net| Value::from(net.to_string())).collect());
        }
        if !self.nats.is_empty() {
            let nat =
                |(int, ext): &(IpAddr, IpAddr)| json!({"internalIP": int.to_string(), "externalIP": ext.to_string()});
            spec.insert("ipNATs".into(), self.nats.iter().map(nat).collect());
        }
        for (name, ip) in [("ipv4Gateway", self.gateway_v4), ("ipv6Gateway", self.gateway_v6)] {
            if let Some(ip) = ip {
                spec.insert(name.into(), ip.to_string().into());
            }
        }
        if !self.profiles.is_empty() {
            spec.insert("profiles".into(), json!(self.profiles));
        }
        (meta, Some(spec))
    }
}

fn nets(reader: &mut Reader<'_>, spec: &mut Fields<'_, '_>, at: &At<'_>) -> Vec<IpNet> {
    let Some(node) = spec.take("ipNetworks") else { return Vec::new() };
    let at = At::Member(at, "ipNetworks");
    let items = reader.list(node, &at).iter().enumerate();
    let net = |(index, item): (usize, &Node<'_>)| {
        let (at, net) = (At::Item(&at, index), reader.cidr(item, &At::Item(&at, index))?);
        let wrong = || format!("{net} is more than one address");
        if net.prefix_len() != net.max_prefix_len() {
            reader.refuse(item.place, &at, wrong());
        }
        Some(net)
    };
    items.filter_map(net).collect()
}

fn nats(reader: &mut Reader<'_>, spec: &mut Fields<'_, '_>, at: &At<'_>, nets: &[IpNet]) -> Vec<(IpAddr, IpAddr)> {
    let Some(node) = spec.take("ipNATs") else { return Vec::new() };
    let at = At::Member(at, "ipNATs");
    let mut nats = Vec::new();
    for (index, item) in reader.list(node, &at).iter().enumerate() {
        let at = At::Item(&at, index);
        let Some(mut fields) = reader.fields(item, &at) else { continue };
        let [internal, external] = ["internalIP", "externalIP"].map(|name| {
            let node = required(reader, &mut fields, &at, name)?;
            reader.ip(node, &At::Member(&at, name))
        });
        fields.finish(reader, &at);
        let Some((internal, external)) = internal.zip(external) else { continue };
        if Family::of(&internal) != Family::of(&external) {
            reader.refuse(item.place, &at, format!("{internal} and {external} are not of one family"));
        }
        if !nets.contains(&IpNet::from(internal)) {
            reader.refuse(item.place, &at, format!("{internal} is not among ipNetworks"));
        }
        nats.push((internal, external));
    }
    nats
}
