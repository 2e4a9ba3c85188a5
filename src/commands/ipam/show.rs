//! `calicross ipam show`

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::net::IpAddr;

use clap::Args;
use ipnet::IpNet;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::CommandError;
use crate::inventory::addresses::{User, Users};
use crate::inventory::blocks::{self, FoundBlock};
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::pools::{self, Networks};
use crate::inventory::subnets;
use crate::ipam::{IpamError, check};
use crate::model::ipam::{Holder, block_of};
use crate::model::net::parse_typed_cidr;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;

/// Arguments of `ipam show`.
#[derive(Args, Debug)]
pub struct IpamShowArgs {
    /// An address, the CIDR of a block or of any other network, or a handle; without it, the blocks are listed
    pub(super) what: Option<String>,
}

/// Who has an address.
#[derive(Serialize)]
struct UserDoc {
    /// pod, vm, workload or tunnel.
    kind: &'static str,
    name: String,
    key: String,
}

impl UserDoc {
    fn of(user: &User<'_>) -> Self {
        let kind = match user {
            User::Tunnel { .. } => "tunnel",
            User::Endpoint(endpoint) if endpoint.is_openstack() => "vm",
            User::Endpoint(endpoint) if endpoint.pod().is_some() => "pod",
            User::Endpoint(_) => "workload",
        };
        Self { kind, name: user.name(), key: user.path().to_owned() }
    }
}

/// An address.
#[derive(Serialize)]
struct AddressDoc {
    address: String,
    pool: Option<String>,
    block: Option<String>,
    host: Option<String>,
    neutron_subnet: Option<String>,
    held: bool,
    handle: Option<String>,
    attributes: Option<Map<String, Value>>,
    used_by: Vec<UserDoc>,
}

/// The answer: addresses that are held or that somebody has.
#[derive(Serialize)]
struct AnswerDoc {
    what: String,
    addresses: Vec<AddressDoc>,
    malformed: Vec<String>,
}

/// What is looked up, address by address.
struct Lookup<'s> {
    blocks: std::collections::BTreeMap<IpNet, FoundBlock<'s>>,
    users: Users<'s>,
    pools: Networks,
    subnets: Networks,
}

impl<'s> Lookup<'s> {
    fn of(snapshot: &'s Snapshot) -> Self {
        Self {
            blocks: blocks::all(snapshot).into_iter().filter_map(|found| Some((found.cidr()?, found))).collect(),
            users: Users::of(snapshot),
            pools: Networks::of(pools::all(snapshot).iter().filter_map(pools::FoundPool::cidr)),
            subnets: Networks::of(subnets::networks(snapshot).map(|(net, _)| net)),
        }
    }

    fn holder(&self, address: IpAddr) -> Option<Holder<'_>> {
        self.blocks.get(&block_of(address))?.block.as_ref().ok()?.holder(address)
    }

    fn address(&self, address: IpAddr) -> AddressDoc {
        let block = self.blocks.get(&block_of(address));
        let holder = self.holder(address);
        let network = |networks: &Networks| networks.holding(address.into()).map(|net| net.to_string());
        AddressDoc {
            address: address.to_string(),
            pool: network(&self.pools),
            block: block.map(|found| found.text.clone()),
            host: block.and_then(|found| found.block.as_ref().ok()?.host()).map(str::to_owned),
            neutron_subnet: network(&self.subnets),
            held: holder.is_some(),
            handle: holder.and_then(|holder| holder.handle).map(str::to_owned),
            attributes: holder.and_then(|holder| holder.attributes).cloned(),
            used_by: self.users.at(address).map(UserDoc::of).collect(),
        }
    }

    /// Every address that is held, with what holds it.
    fn held(&self) -> impl Iterator<Item = (IpAddr, Holder<'_>)> {
        self.blocks.values().filter_map(|found| found.block.as_ref().ok()).flat_map(|block| block.held())
    }

    /// Addresses of a network that are held, or that somebody has.
    fn within(&self, net: IpNet) -> BTreeSet<IpAddr> {
        let held = self.held().map(|(address, _)| address).filter(|address| net.contains(address));
        held.chain(self.users.within(net).map(|(address, _)| address)).collect()
    }
}

impl ReadCommand for IpamShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let word = self.what.as_deref().unwrap_or_default();
        let snapshot = session.read(&check::scopes())?;
        let lookup = Lookup::of(&snapshot);
        let addresses: BTreeSet<IpAddr> = if let Ok(address) = word.parse() {
            BTreeSet::from([address])
        } else if let Some(net) = parse_typed_cidr(word).ok().filter(|_| word.contains('/')) {
            lookup.within(net)
        } else {
            let held = lookup.held().filter(|(_, holder)| holder.handle == Some(word)).map(|(address, _)| address);
            let held: BTreeSet<IpAddr> = held.collect();
            let key = blocks::handle_path(word);
            if held.is_empty() && snapshot.get(&key).is_none() {
                return Err(IpamError::NoHandle { id: word.to_owned(), key }.into());
            }
            held
        };
        let bad = |found: &&FoundBlock<'_>| found.block.is_err();
        let mut malformed: Vec<String> =
            lookup.blocks.values().filter(bad).map(|found| found.entry.path.clone()).collect();
        let endpoint = |endpoint: &WorkloadEndpoint<'_>| endpoint.entry.path.clone();
        malformed.extend(lookup.users.malformed.iter().map(|(found, _)| endpoint(found)));
        let doc = AnswerDoc {
            what: word.to_owned(),
            addresses: addresses.into_iter().map(|address| lookup.address(address)).collect(),
            malformed,
        };
        session.ui.object("calicross/ipam/1", &doc, &mut |out| write_answer(out, &doc))?;
        for path in &doc.malformed {
            session.ui.warn(&format!("{path} cannot be read: what it holds does not show here"));
        }
        Ok(Outcome::Yes)
    }
}

fn write_answer(out: &mut dyn Write, doc: &AnswerDoc) -> io::Result<()> {
    let [address] = doc.addresses.as_slice() else {
        if doc.addresses.is_empty() {
            return writeln!(out, "{}: no address is held, and nobody has one", printable(&doc.what));
        }
        return doc.addresses.iter().try_for_each(|address| writeln!(out, "{}", printable(&line(address))));
    };
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let mut fact = |title: &str, text: &str| writeln!(out, "{:<10} {}", format!("{title}:"), printable(text));
    fact("Address", &address.address)?;
    fact("Pool", address.pool.as_deref().unwrap_or("none"))?;
    fact("Block", &or_none(&address.block))?;
    fact("Host", &or_none(&address.host))?;
    fact("Held", if address.held { "yes" } else { "no" })?;
    if address.held {
        fact("Handle", &or_none(&address.handle))?;
        let attributes = address.attributes.iter().flatten();
        let pairs: Vec<String> = attributes
            .map(|(name, value)| format!("{name}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
            .collect();
        fact("Says", &joined(&pairs))?;
    }
    if let Some(subnet) = &address.neutron_subnet {
        fact("Neutron", &format!("subnet {subnet}: Neutron gives its addresses out, not IPAM"))?;
    }
    let users: Vec<String> = address.used_by.iter().map(user).collect();
    fact("Used by", &joined(&users))
}

fn user(user: &UserDoc) -> String {
    match user.kind {
        "tunnel" => user.name.clone(),
        kind => format!("{kind} {}", user.name),
    }
}

fn line(address: &AddressDoc) -> String {
    let users: Vec<String> = address.used_by.iter().map(user).collect();
    let held = match (&address.handle, address.held) {
        (_, false) => "not held".to_owned(),
        (Some(handle), true) => format!("held by {handle}"),
        (None, true) => "held".to_owned(),
    };
    format!("{}  {held}  {}", address.address, joined(&users))
}

fn joined(texts: &[String]) -> String {
    if texts.is_empty() { "-".to_owned() } else { texts.join(", ") }
}
