//! What does not fit together: addresses that leaked, that two have, that nobody can route.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::inventory::addresses::{User, Users};
use crate::inventory::blocks::{self, FoundBlock};
use crate::inventory::pools::{self, Networks};
use crate::inventory::{endpoints, subnets};
use crate::model::ipam::{Block, Handle, block_of};
use crate::model::json::Malformed;
use crate::model::key::Key;
use crate::model::pool::Switch;
use crate::store::{Scope, Snapshot};

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// A stable word for what it is.
    pub id: &'static str,
    /// What it is about: an address, a CIDR, a handle.
    pub object: String,
    /// Where it is seen.
    pub key: String,
    /// In words.
    pub text: String,
}

/// What has to be read to look.
pub fn scopes() -> Vec<Scope> {
    vec![pools::scope_of_all(), blocks::scope_of_all(), endpoints::scope_of_all(), subnets::scope_of_all()]
}

/// Looks at all pools, blocks, handles, claims and endpoints of a snapshot. What is found comes in the order of its keys' families:
/// pools, blocks, claims, handles, addresses.
pub fn check(snapshot: &Snapshot) -> Vec<Finding> {
    let found = blocks::all(snapshot);
    let mut check = Check {
        snapshot,
        users: Users::of(snapshot),
        networks: Networks::of(pools::all(snapshot).iter().filter_map(pools::FoundPool::cidr)),
        blocks: found.iter().filter_map(|found| Some((found.cidr()?, found.block.as_ref().ok()?))).collect(),
        findings: Vec::new(),
    };
    check.pools();
    found.iter().for_each(|found| check.block(found));
    check.claims();
    check.handles();
    check.addresses();
    check.endpoints();
    check.findings
}

struct Check<'a, 's> {
    snapshot: &'s Snapshot,
    users: Users<'s>,
    /// Of all pools.
    networks: Networks,
    /// Those that can be read.
    blocks: BTreeMap<IpNet, &'a Block>,
    findings: Vec<Finding>,
}

impl Check<'_, '_> {
    fn find(&mut self, id: &'static str, object: &dyn fmt::Display, key: impl Into<String>, text: String) {
        self.findings.push(Finding { id, object: object.to_string(), key: key.into(), text });
    }

    fn pools(&mut self) {
        for pool in pools::all(self.snapshot) {
            if let Some(fault) = pool.fault() {
                self.find("pool-malformed", &pool.name(), &pool.entry.path, format!("pool {}: {fault}", pool.name()));
            }
        }
        let all = pools::all(self.snapshot);
        let nets: Vec<(IpNet, &str)> = all.iter().filter_map(|pool| Some((pool.cidr()?, &*pool.entry.path))).collect();
        let smaller = |a: IpNet, b: IpNet| b.contains(&a) && b.prefix_len() < a.prefix_len();
        for (net, path) in &nets {
            if let Some((other, _)) = nets.iter().find(|(other, _)| smaller(*net, *other)) {
                self.find("pool-overlap", &net, *path, format!("pool {net} lies within pool {other}"));
            }
        }
    }

    fn block(&mut self, found: &FoundBlock<'_>) {
        let path = found.entry.path.clone();
        let block = match &found.block {
            Ok(block) => block,
            Err(why) => return self.bad_block(found, why),
        };
        let cidr = block.cidr();
        if self.networks.holding(cidr).is_none() {
            let text = format!("block {cidr} lies in no pool, {} of its addresses held", block.used());
            self.find("block-outside", &cidr, &path, text);
        }
        if let Some(host) = block.host() {
            let claim = Key::IpamAffinity {
                host: host.to_owned(),
                family: crate::model::key::Family::of(&cidr.addr()),
                cidr: cidr.to_string(),
            };
            if self.snapshot.get(&claim.path()).is_none() {
                let text = format!("block {cidr} says that it is {host}'s, which does not claim it");
                self.find("block-unclaimed", &cidr, &path, text);
            }
        }
    }

    /// A block whose value is another one's may be that other one, written twice.
    fn bad_block(&mut self, found: &FoundBlock<'_>, why: &Malformed) {
        let told = Block::parse(&found.entry.value).ok().map(|block| block.cidr());
        match told.filter(|told| self.blocks.contains_key(told)) {
            Some(told) => {
                let text = format!("block {told} is there twice, and both give out its addresses");
                self.find("block-twice", &told, &found.entry.path, text);
            }
            None => {
                let text = format!("block {} cannot be read: {why}", found.text);
                self.find("block-malformed", &found.text, &found.entry.path, text);
            }
        }
    }

    /// Whether nobody can say what a block holds.
    fn is_unreadable(&self, cidr: IpNet) -> bool {
        !self.blocks.contains_key(&cidr) && blocks::at(self.snapshot, cidr).is_some()
    }

    fn claims(&mut self) {
        for claim in blocks::claims(self.snapshot) {
            let Some(cidr) = claim.cidr() else {
                let text = format!("{} claims {}, which is no CIDR", claim.host, claim.text);
                self.find("claim-malformed", &claim.text, claim.path, text);
                continue;
            };
            match self.blocks.get(&cidr).map(|block| block.host()) {
                Some(Some(host)) if host == claim.host => {}
                Some(host) => {
                    let whose = host.map_or("nobody's".to_owned(), |host| format!("{host}'s"));
                    let text = format!("{} claims block {cidr}, which is {whose}", claim.host);
                    self.find("claim-differs", &cidr, claim.path, text);
                }
                None if self.is_unreadable(cidr) => {}
                None => {
                    let text = format!("{} claims block {cidr}, which does not exist", claim.host);
                    self.find("claim-without-block", &cidr, claim.path, text);
                }
            }
        }
    }

    fn handles(&mut self) {
        let mut held: BTreeMap<String, BTreeMap<IpNet, usize>> = BTreeMap::new();
        for (cidr, block) in &self.blocks {
            for (handle, count) in block.handles() {
                held.entry(handle.to_owned()).or_default().insert(*cidr, count);
            }
        }
        let handles = blocks::handles(self.snapshot);
        for (id, handle) in &handles {
            let path = blocks::handle_path(id);
            match handle {
                Err(why) => self.find("handle-malformed", &id, path, format!("handle {id} cannot be read: {why}")),
                Ok(handle) => self.handle(id, &path, handle, held.get(id)),
            }
        }
        for (id, blocks) in held.iter().filter(|(id, _)| !handles.contains_key(*id)) {
            let list = blocks.keys().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let text = format!("handle {id} is named by {list} and does not exist");
            self.find("handle-missing", &id, blocks::handle_path(id), text);
        }
    }

    fn handle(&mut self, id: &str, path: &str, handle: &Handle, held: Option<&BTreeMap<IpNet, usize>>) {
        let counted: BTreeMap<IpNet, usize> = handle.blocks().collect();
        let held = held.cloned().unwrap_or_default();
        let cidrs: BTreeSet<IpNet> = counted.keys().chain(held.keys()).copied().collect();
        for cidr in cidrs {
            let [counts, holds] = [&counted, &held].map(|of| of.get(&cidr).copied().unwrap_or_default());
            if counts != holds && !self.is_unreadable(cidr) {
                let text = format!("handle {id} counts {counts} addresses of block {cidr}, which holds {holds} for it");
                self.find("handle-differs", &id, path, text);
            }
        }
        if counted.is_empty() && held.is_empty() {
            self.find("handle-empty", &id, path, format!("handle {id} holds nothing"));
        }
    }

    /// Addresses that are held, and that nobody has.
    fn addresses(&mut self) {
        let mut leaks = Vec::new();
        for (cidr, block) in &self.blocks {
            for (address, holder) in block.held() {
                let used = self.users.at(address).next().is_some() || self.users.perhaps_at(address).is_some();
                if !used {
                    let by = holder.handle.map_or("no handle".to_owned(), |handle| format!("handle {handle}"));
                    leaks.push((address, blocks::path(*cidr), by));
                }
            }
        }
        for (address, path, by) in leaks {
            self.find("leak", &address, path, format!("address {address} is held by {by}, and no endpoint has it"));
        }
    }

    /// Addresses that somebody has.
    fn endpoints(&mut self) {
        let subnets: BTreeMap<IpNet, &str> = subnets::networks(self.snapshot).collect();
        let nets = Networks::of(subnets.keys().copied());
        let all = pools::all(self.snapshot);
        let giving = Networks::of(
            all.iter()
                .filter(|pool| pool.is(Switch::Ipam) && !pool.is(Switch::Disabled))
                .filter_map(pools::FoundPool::cidr),
        );
        let users = std::mem::take(&mut self.users);
        let mut outside: BTreeMap<IpNet, BTreeSet<IpAddr>> = BTreeMap::new();
        for (address, who) in users.all() {
            let names = || who.iter().map(|user| user.name()).collect::<Vec<_>>().join(", ");
            let path = who.first().map(|user| user.path()).unwrap_or_default();
            if who.len() > 1 {
                self.find("double-use", &address, path, format!("address {address} is had by {}", names()));
            }
            let is_vm = who.iter().all(|user| matches!(user, User::Endpoint(endpoint) if endpoint.is_openstack()));
            let net = IpNet::from(address);
            if self.networks.holding(net).is_none() {
                match nets.holding(net).filter(|_| is_vm) {
                    // All of a subnet are so for one reason.
                    Some(subnet) => drop(outside.entry(subnet).or_default().insert(address)),
                    None => {
                        let text = format!("address {address} of {} lies in no pool: {UNROUTED}", names());
                        self.find("outside-pools", &address, path, text);
                    }
                }
                continue;
            }
            let block = block_of(address);
            let held = self.blocks.get(&block).is_some_and(|block| block.holder(address).is_some());
            if is_vm && giving.holding(net).is_some() {
                let text = format!("address {address} of {} lies in a pool that containers get addresses of", names());
                self.find("vm-in-pool", &address, path, text);
            } else if !is_vm && !held && !self.is_unreadable(block) && giving.holding(net).is_some() {
                let text = format!("address {address} of {} is not held: another workload may get it, too", names());
                self.find("not-held", &address, path, text);
            }
        }
        for (subnet, addresses) in outside {
            let key = subnets.get(&subnet).copied().unwrap_or_default();
            let text = format!(
                "Neutron's subnet {subnet}, of which VMs have {}, lies in no pool: {UNROUTED}; a pool with --no-ipam \
                 --disabled cures it",
                super::release::addresses(addresses.len())
            );
            self.find("outside-pools", &subnet, key, text);
        }
        for (endpoint, why) in &users.malformed {
            let text = format!("the addresses of {} cannot be read: {why}", endpoint.name());
            self.find("endpoint-malformed", &endpoint.name(), &endpoint.entry.path, text);
        }
        self.users = users;
    }
}

const UNROUTED: &str = "BIRD announces its route only through a filter of its own, and pods of pools with nat-outgoing reach it masqueraded";

#[cfg(test)]
mod tests;
