//! Addresses: pools made and removed, addresses given back, blocks let go, and what does not fit together.
//!
//! Every function here is pure: a snapshot and what is wanted in, a plan or findings out. So the verbs of two front ends share them.
//!
//! # What belongs together
//!
//! A pool says where containers' addresses come from. A host claims a block of 64 of them (a key of its own, and the block's
//! `affinity`); the block says which address is held, and by which handle; the handle says in which blocks it holds how many. An
//! endpoint has addresses in its nets, and nothing refers from there to the block. OpenStack's addresses are Neutron's: they are in
//! no block, and perhaps in no pool.

pub mod check;
pub mod edits;
pub mod node;
pub mod pools;
pub mod release;
pub mod removal;

use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::model::key::Family;

/// Why a pool is not made or changed as asked, or an address not given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IpamError {
    /// There is no such pool.
    NoPool {
        /// What was asked for.
        cidr: String,
    },
    /// A CIDR has bits set beyond its prefix.
    HostBits {
        /// The CIDR.
        net: IpNet,
    },
    /// A tunnel for IPv6, which does not exist.
    Ipip6 {
        /// The pool.
        net: IpNet,
    },
    /// A pool in which not even one block has room.
    TooSmall {
        /// The pool.
        net: IpNet,
        /// The longest prefix that has.
        limit: u8,
        /// What it was split from, where it was a range.
        range: Option<(IpAddr, IpAddr)>,
    },
    /// A pool of addresses that never leave their link.
    LinkLocal {
        /// The pool.
        net: IpNet,
    },
    /// A pool that shares addresses with another one.
    Overlap {
        /// The pool.
        net: IpNet,
        /// The other one.
        other: String,
        /// The other one's key; `None` where it is new, too.
        key: Option<String>,
    },
    /// A pool that is there and is not what was asked for.
    Differs {
        /// The pool.
        net: IpNet,
        /// Its key.
        key: String,
        /// What it holds.
        present: Vec<u8>,
        /// What it would hold.
        wanted: Vec<u8>,
        /// In words, which switches differ.
        how: String,
    },
    /// A pool whose key is not that of its CIDR: readers that make the path from the CIDR never find it.
    Misplaced {
        /// The pool.
        net: IpNet,
        /// Its key.
        key: String,
    },
    /// A range whose ends are of two families.
    Families {
        /// Where it begins.
        first: IpAddr,
        /// Where it ends.
        last: IpAddr,
    },
    /// A range that does not run upwards.
    Backwards {
        /// Where it begins.
        first: IpAddr,
        /// Where it ends.
        last: IpAddr,
    },
    /// An address that is not held.
    NotHeld {
        /// The address.
        address: IpAddr,
        /// The key of the block that would hold it.
        key: String,
    },
    /// No such block.
    NoBlock {
        /// The CIDR.
        cidr: IpNet,
        /// Its key.
        key: String,
    },
    /// No such handle: no key, and no block that names it.
    NoHandle {
        /// The handle.
        id: String,
        /// Its key.
        key: String,
    },
    /// No such workload: no endpoint, and no address that was taken in its name.
    NoWorkload {
        /// What it was called.
        called: String,
    },
    /// A block that cannot be read, so that nothing in it can be changed.
    BadBlock {
        /// The block's key.
        key: String,
        /// What is wrong.
        why: String,
    },
    /// No such host.
    NoNode {
        /// The host.
        host: String,
    },
    /// A host that still has endpoints.
    Endpoints {
        /// The host.
        host: String,
        /// How many.
        count: usize,
        /// The first one's key.
        first: String,
    },
}

impl fmt::Display for IpamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPool { cidr } => write!(f, "pool {} does not exist", cidr.escape_debug()),
            Self::HostBits { net } => write!(f, "{net} has bits set beyond its prefix; the network is {}", net.trunc()),
            Self::Ipip6 { net } => write!(f, "pool {net} cannot have IPIP: there is no such tunnel for IPv6"),
            Self::TooSmall { net, limit, range: None } => write!(
                f,
                "pool {net} is smaller than a block of addresses: an {} pool that IPAM uses has a prefix of at most /{limit}",
                Family::of(&net.addr())
            ),
            Self::TooSmall { net, limit, range: Some((first, last)) } => write!(
                f,
                "the range {first} - {last} would need the pool {net}, smaller than a block of addresses (/{limit})"
            ),
            Self::LinkLocal { net } => write!(f, "pool {net} overlaps link-local addresses, which no router passes on"),
            Self::Overlap { net, other, key: Some(_) } => write!(f, "pool {net} overlaps pool {other}"),
            Self::Overlap { net, other, key: None } => write!(f, "pool {net} overlaps {other}, which is new, too"),
            Self::Differs { net, how, .. } => write!(f, "pool {net} exists and differs: {how}"),
            Self::Misplaced { net, key } => write!(f, "pool {net} exists at {key}, where no reader looks for it"),
            Self::Families { first, last } => write!(f, "{first} and {last} are not of one family"),
            Self::Backwards { first, last } => write!(f, "the range {first} - {last} does not run upwards"),
            Self::NotHeld { address, .. } => write!(f, "address {address} is not held"),
            Self::NoBlock { cidr, .. } => write!(f, "block {cidr} does not exist"),
            Self::NoHandle { id, .. } => write!(f, "handle {} does not exist", id.escape_debug()),
            Self::NoWorkload { called } => {
                write!(f, "workload {} has no endpoint and holds no address", called.escape_debug())
            }
            Self::BadBlock { key, why } => write!(f, "malformed value at {key}: {why}"),
            Self::NoNode { host } => write!(f, "node {} does not exist", host.escape_debug()),
            Self::Endpoints { host, count, first } => {
                let endpoints = if *count == 1 { "endpoint" } else { "endpoints" };
                write!(f, "node {host} has {count} {endpoints}, first {first}")
            }
        }
    }
}

impl std::error::Error for IpamError {}
