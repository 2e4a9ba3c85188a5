//! Addresses given back: by themselves, by block, by handle, by workload.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::{Map, Value};

use super::IpamError;
use super::edits::Edits;
use crate::inventory::addresses::Users;
use crate::inventory::blocks::{self, FoundBlock};
use crate::inventory::endpoints::{self, WorkloadEndpoint};
use crate::model::ipam::{Block, Handle, Holder, block_of};
use crate::plan::{Force, Plan};
use crate::store::{Scope, Snapshot};

/// What is given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// One address.
    Address(IpAddr),
    /// Every address of a block, and the block itself with its host's claim.
    Block(IpNet),
    /// Every address of a handle.
    Handle(String),
    /// Every address of a workload: of its endpoints, and those that were taken in its name.
    Workload {
        /// What people call it.
        called: String,
        /// The keys of its endpoints, as far as it has some.
        paths: Vec<String>,
    },
}

/// What happens where nothing is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is refused.
    Refuse,
    /// It is done already.
    Accept,
}

/// What has to be read to give addresses back.
pub fn scopes() -> Vec<Scope> {
    vec![blocks::scope_of_all(), endpoints::scope_of_all()]
}

/// Plans to give addresses back: the blocks first, then the handles that count them, then what is no longer claimed. An address
/// that an endpoint still has stands in the way: another workload would soon get it, too.
///
/// # Errors
/// What is not there, and what cannot be read: see [`IpamError`].
pub fn release(snapshot: &Snapshot, what: &[What], absent: Absent) -> Result<Plan, IpamError> {
    let mut plan = Plan::new();
    let mut edits = Edits::of(snapshot);
    let users = Users::of(snapshot);
    let mut freed: BTreeSet<IpAddr> = BTreeSet::new();
    let found = OnceCell::new();
    for what in what {
        let mut one =
            Release { snapshot, found: &found, plan: &mut plan, edits: &mut edits, absent, freed: &mut freed };
        match what {
            What::Address(address) => one.address(*address)?,
            What::Block(cidr) => one.block(*cidr)?,
            What::Handle(id) => one.handle(id)?,
            What::Workload { called, paths } => one.workload(called, paths)?,
        }
    }
    for address in freed {
        if let Some(user) = users.at(address).next() {
            plan.needs(
                Force::InUse,
                format!("address {address}"),
                user.path(),
                format!("is in use by {}", user.name()),
            );
        } else if let Some(endpoint) = users.perhaps_at(address) {
            let why = format!("may be in use by {}, which cannot be read", endpoint.name());
            plan.needs(Force::InUse, format!("address {address}"), &endpoint.entry.path, why);
        }
    }
    edits.finish(&mut plan);
    if !plan.is_empty() {
        plan.ask("gives addresses back: whoever uses one without an endpoint may meet another workload with it");
    }
    Ok(plan)
}

struct Release<'a, 's> {
    snapshot: &'s Snapshot,
    /// Every block, where they have to be looked through.
    found: &'a OnceCell<Vec<FoundBlock<'s>>>,
    plan: &'a mut Plan,
    edits: &'a mut Edits<'s>,
    absent: Absent,
    freed: &'a mut BTreeSet<IpAddr>,
}

impl Release<'_, '_> {
    fn refuse(&mut self, err: IpamError) -> Result<(), IpamError> {
        match self.absent {
            Absent::Refuse => Err(err),
            Absent::Accept => {
                self.plan.say(err.to_string());
                Ok(())
            }
        }
    }

    /// Frees an address; false where it is not held.
    fn free(&mut self, address: IpAddr) -> Result<bool, IpamError> {
        let released = self.edits.release(address)?;
        if released {
            self.freed.insert(address);
        }
        Ok(released)
    }

    /// The addresses, of all blocks that can be read, whose holder is of a kind.
    fn held_by(&self, is_meant: impl Fn(Holder<'_>) -> bool) -> Vec<IpAddr> {
        let found = self.found.get_or_init(|| blocks::all(self.snapshot));
        let held = found.iter().filter_map(|found| found.block.as_ref().ok()).flat_map(Block::held);
        held.filter(|(_, holder)| is_meant(*holder)).map(|(address, _)| address).collect()
    }

    fn address(&mut self, address: IpAddr) -> Result<(), IpamError> {
        if self.freed.contains(&address) {
            return Ok(());
        }
        if self.free(address)? {
            self.plan.say(format!("address {address} released"));
            return Ok(());
        }
        let key = blocks::path(block_of(address));
        self.plan.relied_on(self.snapshot, &key);
        self.refuse(IpamError::NotHeld { address, key })
    }

    fn block(&mut self, cidr: IpNet) -> Result<(), IpamError> {
        let Some(block) = self.edits.block(cidr)? else {
            return self.refuse(IpamError::NoBlock { cidr, key: blocks::path(cidr) });
        };
        let held: Vec<IpAddr> = block.held().map(|(address, _)| address).collect();
        for address in &held {
            self.free(*address)?;
        }
        self.edits.let_go(cidr, None)?;
        // Another host's claim to it is a leftover that goes with it.
        let others: Vec<String> =
            blocks::claims(self.snapshot).filter(|claim| claim.cidr() == Some(cidr)).map(|claim| claim.host).collect();
        for host in others {
            self.edits.let_go(cidr, Some(&host))?;
        }
        self.plan.say(format!("block {cidr} released, with {}", addresses(held.len())));
        Ok(())
    }

    fn handle(&mut self, id: &str) -> Result<(), IpamError> {
        let path = blocks::handle_path(id);
        let told = self.snapshot.get(&path).and_then(|entry| Handle::parse(id, &entry.value).ok());
        // What it holds in a block that cannot be read would stay held, and nobody find it again.
        for (cidr, _) in told.iter().flat_map(Handle::blocks) {
            self.edits.block(cidr)?;
        }
        let mut count = 0;
        // The blocks tell which; a handle that was lost on the way is no reason to leave its addresses held.
        for address in self.held_by(|holder| holder.handle == Some(id)) {
            count += usize::from(self.free(address)?);
        }
        if count == 0 {
            return match self.snapshot.get(&path) {
                Some(_) => {
                    self.plan.delete(self.snapshot, &path);
                    self.plan.say(format!("handle {id} removed: no block names it"));
                    Ok(())
                }
                None => self.refuse(IpamError::NoHandle { id: id.to_owned(), key: path }),
            };
        }
        self.plan.say(format!("handle {id} released, with {}", addresses(count)));
        Ok(())
    }

    fn workload(&mut self, called: &str, paths: &[String]) -> Result<(), IpamError> {
        let mut count = 0;
        for path in paths {
            let Some(endpoint) = self.snapshot.get(path).and_then(WorkloadEndpoint::of) else { continue };
            let nets = endpoint.read().and_then(|value| value.nets());
            let nets = nets.map_err(|why| IpamError::BadBlock { key: path.clone(), why: why.to_string() })?;
            for net in nets {
                count += usize::from(self.free(net.addr())?);
            }
        }
        let named = |holder: Holder<'_>| holder.attributes.is_some_and(|attributes| names(attributes, called));
        for address in self.held_by(named) {
            count += usize::from(self.free(address)?);
        }
        if count == 0 && paths.is_empty() {
            return self.refuse(IpamError::NoWorkload { called: called.to_owned() });
        }
        self.plan.say(format!("{} of {called} released", addresses(count)));
        Ok(())
    }
}

/// Whether the attributes of an address name a workload: its CNI plugin's id (`namespace.pod`), or namespace and pod apart.
fn names(attributes: &Map<String, Value>, called: &str) -> bool {
    let text = |name: &str| attributes.get(name).and_then(Value::as_str);
    let dotted = called.replacen('/', ".", 1);
    let whole = |value: &Value| value.as_str().is_some_and(|value| value == called || value == dotted);
    let apart = matches!((text("namespace"), text("pod")), (Some(namespace), Some(pod)) if format!("{namespace}.{pod}") == dotted);
    // A node's name stands beside, and is no workload.
    apart || attributes.iter().any(|(name, value)| name != "node" && name != "namespace" && whole(value))
}

/// A number of addresses in words.
pub(super) fn addresses(count: usize) -> String {
    if count == 1 { "1 address".to_owned() } else { format!("{count} addresses") }
}

#[cfg(test)]
mod tests;
