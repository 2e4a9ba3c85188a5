//! BGP peers.

use std::net::IpAddr;

use serde_json::{Map, Value};

use super::check::Name;
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found};
use crate::model::bird::{Peer, peers_of};
use crate::model::key::Family;
use crate::store::{Entry, Snapshot};

/// A peer as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BgpPeer {
    /// The one host that peers with it; `None` for all.
    pub node: Option<String>,
    /// Its address.
    pub ip: IpAddr,
    /// Its AS number.
    pub as_number: u32,
}

impl BgpPeer {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::BgpPeer { node: self.node.clone(), ip: self.ip }
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let scope = super::object::required(reader, &mut meta, &meta_at, "scope");
        let scope = scope.and_then(|node| {
            let text = reader.text(node, &At::Member(&meta_at, "scope"))?;
            let known = ["global", "node"].contains(&text.as_str()).then_some(text.clone());
            let wrong = || format!("'{}' is neither global nor node", super::check::shown(&text));
            reader.keep(node.place, &At::Member(&meta_at, "scope"), known.ok_or_else(wrong))
        });
        let node = meta.take("node");
        let named = node.and_then(|node| reader.name(node, &At::Member(&meta_at, "node"), Name::Plain));
        match (scope.as_deref(), node) {
            (Some("node"), None) => reader.fault(meta.place, &meta_at, "has scope node and no node"),
            (Some("global"), Some(node)) => {
                reader.fault(node.place, &At::Member(&meta_at, "node"), "does not go with scope global");
            }
            _ => {}
        }
        let ip = super::object::required(reader, &mut meta, &meta_at, "peerIP");
        let ip = ip.and_then(|node| reader.ip(node, &At::Member(&meta_at, "peerIP")));
        let place = meta.place;
        meta.finish(reader, &meta_at);
        let mut number = None;
        if let Some(mut spec) = spec {
            let at = &at;
            match spec.take("asNumber") {
                Some(node) => {
                    number = reader.as_number(node, &At::Member(at, "asNumber"));
                    if number == Some(0) {
                        let why = "is 0, which is reserved: BIRD rejects a configuration with it";
                        reader.refuse(node.place, &At::Member(at, "asNumber"), why);
                    }
                }
                None => reader.fault(spec.place, at, "there is no asNumber"),
            }
            spec.finish(reader, at);
        } else {
            reader.fault(place, &at, "there is no asNumber");
        }
        let node = if scope.as_deref() == Some("node") { Some(named?) } else { None };
        scope?;
        Some(Self { node, ip: ip?, as_number: number? })
    }

    /// The peer of a snapshot.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find(snapshot: &Snapshot, node: Option<&str>, ip: IpAddr) -> Found<Self> {
        match spellings(snapshot, node, ip).next() {
            Some(entry) => Self::stored(entry, node, ip).map(Some),
            None => Ok(None),
        }
    }

    /// Reads what a key holds.
    ///
    /// # Errors
    /// What cannot be read, and a peer at another one's key.
    pub fn stored(entry: &Entry, node: Option<&str>, ip: IpAddr) -> Result<Self, Bad> {
        let bad = |why: String| Bad { key: entry.path.clone(), why };
        let peer = Peer::parse(&entry.value).map_err(|why| bad(why.to_string()))?;
        if peer.ip != ip {
            return Err(bad(format!("ip is {}, not the key's", peer.ip)));
        }
        Ok(Self { node: node.map(str::to_owned), ip, as_number: peer.as_number.0 })
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let mut meta = Map::new();
        meta.insert("scope".into(), if self.node.is_some() { "node" } else { "global" }.into());
        if let Some(node) = &self.node {
            meta.insert("node".into(), node.as_str().into());
        }
        meta.insert("peerIP".into(), self.ip.to_string().into());
        (meta, Some(Map::from_iter([("asNumber".to_owned(), Value::from(self.as_number))])))
    }
}

/// The keys of a peer, in every spelling of its address.
fn spellings<'s>(snapshot: &'s Snapshot, node: Option<&str>, ip: IpAddr) -> impl Iterator<Item = &'s Entry> {
    let directory = peers_of(node, Family::of(&ip));
    let length = directory.len();
    let is_of = move |entry: &&Entry| entry.path.get(length..).is_some_and(|text| text.parse() == Ok(ip));
    snapshot.under(&directory).iter().filter(is_of)
}
