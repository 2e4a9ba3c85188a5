//! Blocks and handles on their way to other values, so that several addresses of one block make one change of it.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnet::IpNet;

use super::IpamError;
use crate::inventory::blocks::{self, FoundBlock};
use crate::model::ipam::{Block, Handle, block_of};
use crate::model::key::{Family, Key};
use crate::plan::{Force, Plan};
use crate::store::Snapshot;

/// A block that is being changed.
struct Edited {
    path: String,
    block: Block,
    /// How many addresses were taken from each handle.
    taken: BTreeMap<String, usize>,
    /// The block goes once nothing in it is held: no host claims it any more.
    claims_gone: bool,
}

/// Changes to blocks, handles and claims. Nothing is in a plan before [`Edits::finish`].
pub struct Edits<'s> {
    snapshot: &'s Snapshot,
    blocks: BTreeMap<IpNet, Edited>,
    claims: BTreeSet<String>,
}

/// What became of a block that was let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LetGo {
    /// Its network.
    pub cidr: IpNet,
    /// Addresses that are still held: it stays, without a host.
    pub used: usize,
}

impl<'s> Edits<'s> {
    /// Begins with what a snapshot of all of IPAM holds.
    pub fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, blocks: BTreeMap::new(), claims: BTreeSet::new() }
    }

    /// The block of a network as it is by now.
    fn edited(&mut self, cidr: IpNet) -> Result<Option<&mut Edited>, IpamError> {
        if !self.blocks.contains_key(&cidr) {
            let Some(FoundBlock { entry, block, .. }) = blocks::at(self.snapshot, cidr) else { return Ok(None) };
            let path = entry.path.clone();
            let block = block.map_err(|why| IpamError::BadBlock { key: path.clone(), why: why.to_string() })?;
            self.blocks.insert(cidr, Edited { path, block, taken: BTreeMap::new(), claims_gone: false });
        }
        Ok(self.blocks.get_mut(&cidr))
    }

    /// The block of a network as it is by now; `None` where there is none.
    ///
    /// # Errors
    /// [`IpamError::BadBlock`].
    pub fn block(&mut self, cidr: IpNet) -> Result<Option<&Block>, IpamError> {
        Ok(self.edited(cidr)?.map(|edited| &edited.block))
    }

    /// Gives an address back; false where it is not held.
    ///
    /// # Errors
    /// [`IpamError::BadBlock`].
    pub fn release(&mut self, address: IpAddr) -> Result<bool, IpamError> {
        let Some(edited) = self.edited(block_of(address))? else { return Ok(false) };
        let handle = edited.block.holder(address).and_then(|holder| holder.handle.map(str::to_owned));
        let released = edited.block.release(address);
        if let Some(handle) = handle {
            *edited.taken.entry(handle).or_default() += 1;
        }
        Ok(released)
    }

    /// Takes a block from its host: the block's own word for it goes, and with `host` that host's claim, whatever the block says.
    /// `None` where there is no block.
    ///
    /// # Errors
    /// [`IpamError::BadBlock`].
    pub fn let_go(&mut self, cidr: IpNet, host: Option<&str>) -> Result<Option<LetGo>, IpamError> {
        let family = Family::of(&cidr.addr());
        let mut hosts: BTreeSet<String> = host.map(str::to_owned).into_iter().collect();
        let let_go = match self.edited(cidr)? {
            None => None,
            Some(edited) => {
                // The block decides whose it is: a claim to another host's block is only a leftover.
                let own = edited.block.host().map(str::to_owned);
                if host.is_none() || own.as_deref() == host {
                    edited.block.clear_host();
                    hosts.extend(own);
                }
                edited.claims_gone = edited.block.host().is_none();
                Some(LetGo { cidr, used: edited.block.used() })
            }
        };
        self.claims
            .extend(hosts.into_iter().map(|host| Key::IpamAffinity { host, family, cidr: cidr.to_string() }.path()));
        Ok(let_go)
    }

    /// Puts all of it into a plan. What handles cannot account for stands in the way: it is told before anything is written.
    pub fn finish(self, plan: &mut Plan) {
        let Self { snapshot, blocks, claims } = self;
        let mut handles: BTreeMap<String, BTreeMap<IpNet, usize>> = BTreeMap::new();
        for (cidr, edited) in blocks {
            let Edited { path, block, taken, claims_gone } = edited;
            for (handle, count) in taken {
                handles.entry(handle).or_default().insert(cidr, count);
            }
            // As the originals do: an empty block stays with the host that claims it.
            if block.used() == 0 && (claims_gone || block.host().is_none()) {
                plan.delete(snapshot, &path);
            } else {
                plan.put(snapshot, path, block.to_bytes());
            }
        }
        for (id, counts) in handles {
            take(snapshot, &id, &counts, plan);
        }
        for path in claims {
            plan.delete(snapshot, &path);
        }
    }
}

/// Takes addresses off a handle.
fn take(snapshot: &Snapshot, id: &str, counts: &BTreeMap<IpNet, usize>, plan: &mut Plan) {
    let path = blocks::handle_path(id);
    let object = format!("handle {id}");
    let Some(entry) = snapshot.get(&path) else {
        let first = counts.keys().next().map(ToString::to_string).unwrap_or_default();
        plan.relied_on(snapshot, &path);
        return plan.needs(Force::Malformed, object, path, format!("does not exist, and block {first} names it"));
    };
    let mut handle = match Handle::parse(id, &entry.value) {
        Ok(handle) => handle,
        Err(why) => {
            plan.relied_on(snapshot, &path);
            return plan.needs(Force::Malformed, object, path, format!("cannot be read: {why}"));
        }
    };
    for (cidr, count) in counts {
        let counted = handle.count(*cidr);
        if !handle.take(*cidr, *count) {
            let why = format!("counts {counted} of block {cidr}, less than the {count} to give back");
            plan.needs(Force::Malformed, &object, &path, why);
            // Forced, nothing of the block is left with the handle.
            handle.take(*cidr, counted);
        }
    }
    if handle.is_empty() {
        plan.delete(snapshot, &path);
    } else {
        plan.put(snapshot, path, handle.to_bytes());
    }
}
