//! IP pools.

use ipnet::IpNet;
use serde_json::{Map, Value, json};

use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found};
use crate::inventory::pools::{self, overlap};
use crate::ipam::IpamError;
use crate::ipam::pools::{Existing, Switches, add};
use crate::model::key::Family;
use crate::model::pool::{Pool, Switch, longest_prefix};
use crate::plan::Plan;
use crate::store::Snapshot;

/// A pool as a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpPool {
    /// Its network.
    pub cidr: IpNet,
    /// Whether hosts reach it through the IPIP tunnel.
    pub ipip: bool,
    /// `always` or `cross-subnet`, where it is told.
    pub mode: Option<String>,
    /// Whether what leaves all pools is masqueraded.
    pub nat_outgoing: bool,
    /// Whether no new blocks are taken from it.
    pub disabled: bool,
}

impl IpPool {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::IpPool(self.cidr)
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let cidr_at = At::Member(&meta_at, "cidr");
        let node = super::object::required(reader, &mut meta, &meta_at, "cidr");
        let cidr = node.and_then(|node| reader.cidr(node, &cidr_at));
        meta.finish(reader, &meta_at);
        let (mut ipip, mut mode, mut nat_outgoing, mut disabled) = (false, None, false, false);
        if let Some(mut spec) = spec {
            if let Some(node) = spec.take("ipip") {
                let at = At::Member(&at, "ipip");
                if let Some(mut tunnel) = reader.fields(node, &at) {
                    ipip = tunnel.switch(reader, &at, "enabled");
                    mode = tunnel.take("mode").and_then(|node| {
                        let text = reader.text(node, &At::Member(&at, "mode"))?;
                        let known = ["", "always", "cross-subnet"].contains(&text.as_str());
                        if !known {
                            let why = format!("'{}' is neither always nor cross-subnet", super::check::shown(&text));
                            reader.refuse(node.place, &At::Member(&at, "mode"), why);
                        }
                        Some(text)
                    });
                    tunnel.finish(reader, &at);
                }
            }
            nat_outgoing = spec.switch(reader, &at, "nat-outgoing");
            disabled = spec.switch(reader, &at, "disabled");
            spec.finish(reader, &at);
        }
        let (cidr, place) = (cidr?, node?.place);
        let mut refuse = |why: String| reader.refuse(place, &cidr_at, why);
        let (family, limit) = (Family::of(&cidr.addr()), longest_prefix(Family::of(&cidr.addr())));
        if cidr != cidr.trunc() {
            refuse(format!("{cidr} has bits set beyond its prefix; the network is {}", cidr.trunc()));
        }
        if cidr.prefix_len() > limit && !disabled {
            refuse(format!("{cidr} is smaller than a block of addresses (/{limit}), and not disabled"));
        }
        if ipip && family == Family::V6 {
            refuse(format!("{cidr} cannot have IPIP: there is no such tunnel for IPv6"));
        }
        let link_local = ["169.254.0.0/16", "fe80::/10"].into_iter().filter_map(|text| text.parse::<IpNet>().ok());
        if link_local.into_iter().any(|local| overlap(local, cidr)) {
            refuse(format!("{cidr} overlaps link-local addresses, which no router passes on"));
        }
        let mode = mode.filter(|mode| !mode.is_empty());
        Some(Self { cidr: cidr.trunc(), ipip, mode, nat_outgoing, disabled })
    }

    /// The pool of a snapshot.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find(snapshot: &Snapshot, cidr: IpNet) -> Found<Self> {
        let path = pools::path(cidr);
        let Some(entry) = snapshot.get(&path) else { return Ok(None) };
        match Pool::parse(&entry.value) {
            Ok(pool) => Ok(Some(Self::stored(cidr, &pool))),
            Err(why) => Err(Bad { key: path, why: why.to_string() }),
        }
    }

    /// What a value says.
    pub fn stored(cidr: IpNet, pool: &Pool) -> Self {
        Self {
            cidr,
            ipip: pool.is(Switch::Ipip),
            mode: pool.ipip_mode().map(str::to_owned),
            nat_outgoing: pool.is(Switch::NatOutgoing),
            disabled: pool.is(Switch::Disabled),
        }
    }

    /// Plans to write it over what is there. What pycalico's address management goes by follows `disabled`, unless somebody has set
    /// it apart.
    ///
    /// # Errors
    /// What no reader should get, such as a pool that overlaps another one.
    pub fn put(&self, there: Option<&Self>, snapshot: &Snapshot) -> Result<Plan, IpamError> {
        let path = pools::path(self.cidr);
        let stored = there.and_then(|_| snapshot.get(&path)).and_then(|entry| Pool::parse(&entry.value).ok());
        let follows = stored.as_ref().is_none_or(|pool| pool.is(Switch::Ipam) != pool.is(Switch::Disabled));
        let switches = Switches {
            ipip: Some(self.ipip),
            nat_outgoing: Some(self.nat_outgoing),
            ipam: follows.then_some(!self.disabled),
            disabled: Some(self.disabled),
        };
        let mut plan = add(snapshot, &[self.cidr], switches, Existing::Update, None)?;
        plan.summary.clear();
        let value = plan.change(&path).and_then(|change| change.after.clone());
        let value = value.or_else(|| snapshot.get(&path).map(|entry| entry.value.clone()));
        if let Some(mut pool) = value.and_then(|value| Pool::parse(&value).ok())
            && pool.ipip_mode() != self.mode.as_deref()
        {
            pool.set_ipip_mode(self.mode.as_deref());
            plan.put(snapshot, path, pool.to_bytes());
        }
        Ok(plan)
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let mut spec = Map::new();
        if self.ipip || self.mode.is_some() {
            let mut tunnel = Map::from_iter([("enabled".to_owned(), Value::from(self.ipip))]);
            if let Some(mode) = &self.mode {
                tunnel.insert("mode".into(), mode.as_str().into());
            }
            spec.insert("ipip".into(), Value::Object(tunnel));
        }
        for (name, on) in [("nat-outgoing", self.nat_outgoing), ("disabled", self.disabled)] {
            if on {
                spec.insert(name.into(), json!(true));
            }
        }
        (Map::from_iter([("cidr".to_owned(), Value::from(self.cidr.to_string()))]), Some(spec))
    }
}
