//! Blocks of addresses, the hosts that they belong to, and handles.

use std::collections::BTreeMap;

use ipnet::IpNet;

use crate::model::ipam::{Block, Handle};
use crate::model::json::Malformed;
use crate::model::key::{Family, IPAM, Key};
use crate::store::{Entry, Scope, Snapshot};

/// What holds all of address management.
pub fn scope_of_all() -> Scope {
    Scope::under(IPAM)
}

/// The path of a block.
pub fn path(cidr: IpNet) -> String {
    Key::IpamBlock { family: Family::of(&cidr.addr()), cidr: cidr.to_string() }.path()
}

/// The path of a handle.
pub fn handle_path(id: &str) -> String {
    Key::IpamHandle { id: id.to_owned() }.path()
}

/// A block as a snapshot holds it.
#[derive(Clone, Debug)]
pub struct FoundBlock<'s> {
    /// The CIDR as the path has it.
    pub text: String,
    /// The key and its value.
    pub entry: &'s Entry,
    /// What it says, or why it cannot be read.
    pub block: Result<Block, Malformed>,
}

impl<'s> FoundBlock<'s> {
    /// The block of an entry; `None` for any other key.
    pub fn of(entry: &'s Entry) -> Option<Self> {
        let Key::IpamBlock { cidr: text, .. } = Key::parse(&entry.path) else { return None };
        let block = Block::parse(&entry.value).and_then(|block| {
            let told = block.cidr();
            if path(told) == entry.path { Ok(block) } else { Err(Malformed::shape(format!("its cidr is {told}"))) }
        });
        Some(Self { text, entry, block })
    }

    /// The network by the path, which is what readers look it up by.
    pub fn cidr(&self) -> Option<IpNet> {
        self.text.parse().ok()
    }
}

/// Every block of a snapshot, IPv4 before IPv6, by address; those whose path tells none at the end.
pub fn all(snapshot: &Snapshot) -> Vec<FoundBlock<'_>> {
    let mut blocks: Vec<FoundBlock<'_>> =
        snapshot.under(&format!("{IPAM}/assignment/")).iter().filter_map(FoundBlock::of).collect();
    blocks.sort_by_cached_key(|block| (block.cidr().is_none(), block.cidr().map(|cidr| cidr.addr())));
    blocks
}

/// A block of a snapshot.
pub fn at(snapshot: &Snapshot, cidr: IpNet) -> Option<FoundBlock<'_>> {
    FoundBlock::of(snapshot.get(&path(cidr))?)
}

/// A host's claim to a block: a key whose value nobody reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<'s> {
    /// The host.
    pub host: String,
    /// The block's CIDR as the path has it.
    pub text: String,
    /// The path.
    pub path: &'s str,
}

impl Claim<'_> {
    /// The network of the block.
    pub fn cidr(&self) -> Option<IpNet> {
        self.text.parse().ok()
    }
}

/// Every claim of a snapshot, by host.
pub fn claims(snapshot: &Snapshot) -> impl Iterator<Item = Claim<'_>> {
    snapshot.under(&format!("{IPAM}/host/")).iter().filter_map(|entry| match Key::parse(&entry.path) {
        Key::IpamAffinity { host, cidr, .. } => Some(Claim { host, text: cidr, path: &entry.path }),
        _ => None,
    })
}

/// Every handle of a snapshot, by id.
pub fn handles(snapshot: &Snapshot) -> BTreeMap<String, Result<Handle, Malformed>> {
    let entries = snapshot.under(&format!("{IPAM}/handle/")).iter();
    entries
        .filter_map(|entry| match Key::parse(&entry.path) {
            Key::IpamHandle { id } => {
                let handle = Handle::parse(&id, &entry.value);
                Some((id, handle))
            }
            _ => None,
        })
        .collect()
}
