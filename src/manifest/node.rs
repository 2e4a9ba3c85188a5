//! Hosts, as far as they are told of in files: what BIRD needs of them, and what orchestrators call them.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::check::{Name, shown};
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found};
use super::tree;
use crate::inventory::nodes::Place;
use crate::model::bird::AsNumber;
use crate::model::json as values;
use crate::model::key::{BgpHost, Family, Key};
use crate::plan::Plan;
use crate::store::Snapshot;

/// A host as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name, byte for byte as its Felix calls itself.
    pub name: String,
    /// What BIRD needs of it.
    pub bgp: Option<Bgp>,
    /// What orchestrators call it; none where nothing is said.
    pub refs: Vec<OrchRef>,
}

/// What BIRD needs of a host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bgp {
    /// The host's own AS number.
    pub as_number: Option<u32>,
    /// Its IPv4 address, with the length of its network.
    pub v4: Option<IpNet>,
    /// Its IPv6 address, with the length of its network.
    pub v6: Option<IpNet>,
}

/// What an orchestrator calls a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrchRef {
    /// The orchestrator.
    pub orchestrator: String,
    /// The host's name there.
    pub node_name: Option<String>,
}

impl Node {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::Node(self.name.clone())
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let name = super::object::name(reader, &mut meta, &meta_at, "name", Name::Plain);
        meta.finish(reader, &meta_at);
        let (mut bgp, mut refs) = (None, Vec::new());
        if let Some(mut spec) = spec {
            bgp = spec.take("bgp").and_then(|node| self::bgp(reader, node, &At::Member(&at, "bgp")));
            if let Some(node) = spec.take("orchRefs") {
                let at = At::Member(&at, "orchRefs");
                for (index, item) in reader.list(node, &at).iter().enumerate() {
                    refs.extend(orch_ref(reader, item, &At::Item(&at, index)));
                }
            }
            spec.finish(reader, &at);
        }
        Some(Self { name: name?, bgp, refs })
    }

    /// The host of a snapshot: one that Felix' or BIRD's directory of hosts knows.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find(snapshot: &Snapshot, name: &str) -> Found<Self> {
        let known = [Place::Host, Place::Bgp].iter().any(|place| !snapshot.under(&place.of(name)).is_empty());
        if known { Self::stored(snapshot, name).map(Some) } else { Ok(None) }
    }

    /// Reads what the keys of a host hold.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn stored(snapshot: &Snapshot, name: &str) -> Result<Self, Bad> {
        let text = |setting: BgpHost| {
            let key = setting_path(name, setting);
            let entry = snapshot.get(&key)?;
            Some((String::from_utf8_lossy(&entry.value).trim().to_owned(), key)).filter(|(text, _)| !text.is_empty())
        };
        let address = |address: BgpHost, network: BgpHost| -> Result<Option<IpNet>, Bad> {
            let Some((ip, key)) = text(address) else { return Ok(None) };
            let ip: IpAddr = ip.parse().map_err(|_| Bad { key, why: format!("'{}' is not an address", shown(&ip)) })?;
            let network = match text(network) {
                None => return Ok(Some(IpNet::from(ip))),
                Some((text, key)) => {
                    let parsed = text.parse::<IpNet>();
                    parsed.map_err(|_| Bad { key, why: format!("'{}' is not a network", shown(&text)) })?
                }
            };
            // A network that is not the address's tells nothing of its length.
            let own = Some(network).filter(|network| network.contains(&ip));
            let length = own.map_or(IpNet::from(ip).prefix_len(), |network| network.prefix_len());
            Ok(IpNet::new(ip, length).ok())
        };
        let v4 = address(BgpHost::IpAddrV4, BgpHost::NetworkV4)?;
        let v6 = address(BgpHost::IpAddrV6, BgpHost::NetworkV6)?;
        let as_number = match text(BgpHost::AsNum) {
            None => None,
            Some((text, key)) => {
                let number = AsNumber::parse(&text).map(|number| number.0);
                Some(number.ok_or_else(|| Bad { key, why: format!("'{}' is not an AS number", shown(&text)) })?)
            }
        };
        let bgp = (v4.is_some() || v6.is_some()).then_some(Bgp { as_number, v4, v6 });
        Ok(Self { name: name.to_owned(), bgp, refs: stored_refs(snapshot, name)? })
    }

    /// Whether this, of a file, says what is there.
    pub fn same(&self, there: &Self) -> bool {
        self.bgp == there.bgp && self.same_refs(there)
    }

    /// A file without names of orchestrators leaves those that are there.
    fn same_refs(&self, there: &Self) -> bool {
        self.refs.is_empty() || self.refs == there.refs
    }

    /// Plans to write it over what is there: all of BIRD's keys of the host that files know, and the mark by which calicoctl 1.x
    /// knows a host.
    pub fn put(&self, there: Option<&Self>, snapshot: &Snapshot, plan: &mut Plan) {
        let host = || self.name.clone();
        let metadata = Key::HostMetadata { host: host() }.path();
        if snapshot.get(&metadata).is_none() {
            plan.put(snapshot, metadata, b"{}".to_vec());
        }
        if there.is_none_or(|there| there.bgp != self.bgp) {
            let bgp = self.bgp.unwrap_or_default();
            let felix = Key::HostIp { host: host() }.path();
            match bgp.v4 {
                Some(net) => plan.put(snapshot, felix, net.addr().to_string().into_bytes()),
                None => plan.delete(snapshot, &felix),
            }
            for (address, network, net) in
                [(BgpHost::IpAddrV4, BgpHost::NetworkV4, bgp.v4), (BgpHost::IpAddrV6, BgpHost::NetworkV6, bgp.v6)]
            {
                let text = net.map(|net| net.addr().to_string()).unwrap_or_default();
                plan.put(snapshot, setting_path(&self.name, address), text.into_bytes());
                self.set(snapshot, plan, network, net.map(|net| net.trunc().to_string()));
            }
            self.set(snapshot, plan, BgpHost::AsNum, bgp.as_number.map(|number| number.to_string()));
        }
        if there.map_or(!self.refs.is_empty(), |there| !self.same_refs(there)) {
            let refs: Vec<Value> = self.refs.iter().map(|one| one.document("orchestrator", "nodeName")).collect();
            let value = values::to_bytes(&Value::Array(refs), values::Style::default());
            plan.put(snapshot, Key::OrchestratorRefs { host: host() }.path(), value);
        }
    }

    fn set(&self, snapshot: &Snapshot, plan: &mut Plan, setting: BgpHost, value: Option<String>) {
        let path = setting_path(&self.name, setting);
        match value {
            Some(value) => plan.put(snapshot, path, value.into_bytes()),
            None => plan.delete(snapshot, &path),
        }
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let meta = Map::from_iter([("name".to_owned(), Value::from(self.name.as_str()))]);
        let mut spec = Map::new();
        if let Some(Bgp { as_number, v4, v6 }) = self.bgp {
            let mut bgp = Map::new();
            if let Some(number) = as_number {
                bgp.insert("asNumber".into(), number.into());
            }
            for (name, net) in [("ipv4Address", v4), ("ipv6Address", v6)] {
                if let Some(net) = net {
                    bgp.insert(name.into(), net.to_string().into());
                }
            }
            spec.insert("bgp".into(), Value::Object(bgp));
        }
        if !self.refs.is_empty() {
            let refs = self.refs.iter().map(|one| one.document("orchestrator", "nodeName"));
            spec.insert("orchRefs".into(), refs.collect());
        }
        (meta, Some(spec))
    }
}

impl OrchRef {
    fn document(&self, orchestrator: &str, node_name: &str) -> Value {
        let mut object = Map::from_iter([(orchestrator.to_owned(), Value::from(self.orchestrator.as_str()))]);
        if let Some(name) = &self.node_name {
            object.insert(node_name.to_owned(), json!(name));
        }
        Value::Object(object)
    }
}

fn setting_path(host: &str, setting: BgpHost) -> String {
    Key::BgpHost { host: host.to_owned(), setting }.path()
}

fn stored_refs(snapshot: &Snapshot, name: &str) -> Result<Vec<OrchRef>, Bad> {
    let key = Key::OrchestratorRefs { host: name.to_owned() }.path();
    let Some(entry) = snapshot.get(&key) else { return Ok(Vec::new()) };
    let bad = |why: &str| Bad { key: key.clone(), why: why.to_owned() };
    let value = values::parse(&entry.value).map_err(|why| bad(&why.to_string()))?;
    let Value::Array(items) = value else { return Err(bad("is not a list")) };
    let text = |item: &Value, name: &str| {
        item.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let read = |item: &Value| {
        let orchestrator = text(item, "orchestrator").ok_or_else(|| bad("has an item without an orchestrator"))?;
        Ok(OrchRef { orchestrator, node_name: text(item, "nodeName") })
    };
    items.iter().map(read).collect()
}

fn bgp(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>) -> Option<Bgp> {
    let mut fields = reader.fields(node, at)?;
    let mut bgp = Bgp::default();
    if let Some(node) = fields.take("asNumber") {
        bgp.as_number = reader.as_number(node, &At::Member(at, "asNumber"));
        if bgp.as_number == Some(0) {
            let why = "is 0, which is reserved: BIRD rejects a configuration with it";
            reader.refuse(node.place, &At::Member(at, "asNumber"), why);
        }
    }
    let mut said = false;
    for (name, family, net) in [("ipv4Address", Family::V4, &mut bgp.v4), ("ipv6Address", Family::V6, &mut bgp.v6)] {
        let Some(node) = fields.take(name) else { continue };
        said = true;
        let at = At::Member(at, name);
        let Some(found) = reader.cidr(node, &at) else { continue };
        if Family::of(&found.addr()) == family {
            *net = Some(found);
        } else {
            reader.fault(node.place, &at, format!("{found} is not an {family} address"));
        }
    }
    if !said {
        reader.fault(node.place, at, "has neither ipv4Address nor ipv6Address");
    }
    fields.finish(reader, at);
    Some(bgp)
}

fn orch_ref(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>) -> Option<OrchRef> {
    let mut fields = reader.fields(node, at)?;
    let orchestrator = super::object::name(reader, &mut fields, at, "orchestrator", Name::Namespaced);
    let node_name = fields.text(reader, at, "nodeName");
    fields.finish(reader, at);
    Some(OrchRef { orchestrator: orchestrator?, node_name })
}
