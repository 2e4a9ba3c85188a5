//! A block: 64 addresses, each free or held.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use serde_json::{Map, Value};

use crate::model::json::{self, Malformed, Style};
use crate::model::key::Family;
use crate::model::net::{self, plain_integer};
use crate::model::pool::longest_prefix;

/// How many addresses a block has.
pub const SIZE: usize = 64;

/// What holds an address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holder<'b> {
    /// The handle by which whoever took the address finds it again.
    pub handle: Option<&'b str>,
    /// What it said of itself: a pod, a node.
    pub attributes: Option<&'b Map<String, Value>>,
}

/// A block's value: the object as found.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    object: Map<String, Value>,
    style: Style,
    cidr: IpNet,
    /// Which of the attributes each address has.
    allocations: Vec<Option<usize>>,
}

/// The CIDR of the block that holds an address, if any does.
pub fn block_of(address: IpAddr) -> IpNet {
    let length = longest_prefix(Family::of(&address));
    IpNet::new(address, length).map_or_else(|_| IpNet::from(address), |net| net.trunc())
}

impl Block {
    /// Reads a value.
    ///
    /// # Errors
    /// Anything by which it could not be told which addresses are held, and by whom; or that the queue of free addresses
    /// is not what it must be, at which pycalico stops.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let Value::Object(object) = json::parse(bytes)? else {
            return Err(Malformed::shape("a block is an object"));
        };
        let cidr = match object.get("cidr") {
            None => return Err(Malformed::shape("there is no member 'cidr'")),
            Some(member) => {
                net::cidr_from_json(member).map_err(|why| Malformed::shape(format!("member 'cidr': {why}")))?
            }
        };
        if block_of(cidr.addr()) != cidr {
            return Err(Malformed::shape(format!("{cidr} is no block of {SIZE} addresses")));
        }
        let list = |member: &str| match object.get(member) {
            Some(Value::Array(items)) => Ok(items),
            _ => Err(Malformed::shape(format!("there is no list '{member}'"))),
        };
        let (found, attributes, queue) = (list("allocations")?, list("attributes")?, list("unallocated")?);
        let index = |value: &Value| plain_integer(value).and_then(|index| usize::try_from(index).ok());
        if found.len() != SIZE {
            return Err(Malformed::shape(format!("allocations has {} entries, not {SIZE}", found.len())));
        }
        let mut allocations = Vec::with_capacity(SIZE);
        for (ordinal, entry) in found.iter().enumerate() {
            allocations.push(match entry {
                Value::Null => None,
                entry => match index(entry).filter(|index| *index < attributes.len()) {
                    Some(index) => Some(index),
                    None => {
                        return Err(Malformed::shape(format!(
                            "allocation {ordinal} is {entry}, which is no attribute"
                        )));
                    }
                },
            });
        }
        if let Some(bad) = attributes.iter().find(|attribute| !attribute.is_object()) {
            return Err(Malformed::shape(format!("attributes has {}, not an object", json::kind(bad))));
        }
        let mut queued: Vec<Option<usize>> = queue.iter().map(index).collect();
        queued.sort_unstable();
        let free = (0..).zip(&allocations).filter(|(_, entry)| entry.is_none()).map(|(ordinal, _)| Some(ordinal));
        if !queued.into_iter().eq(free) {
            return Err(Malformed::shape("unallocated does not hold exactly the free addresses"));
        }
        Ok(Self { style: Style::of(bytes), cidr, allocations, object })
    }

    /// The value to write, in the style found.
    pub fn to_bytes(&self) -> Vec<u8> {
        json::to_bytes(&Value::Object(self.object.clone()), self.style)
    }

    /// The block's network.
    pub fn cidr(&self) -> IpNet {
        self.cidr
    }

    /// The host that takes its addresses from the block.
    pub fn host(&self) -> Option<&str> {
        let text = |member: &str| self.object.get(member).and_then(Value::as_str);
        let host = text("affinity").and_then(|affinity| affinity.strip_prefix("host:"));
        host.or_else(|| text("hostAffinity")).filter(|host| !host.is_empty())
    }

    /// Whether no other host may take an address from the block.
    pub fn is_strict(&self) -> bool {
        ["strict_affinity", "strictAffinity"].iter().any(|member| self.object.get(*member) == Some(&Value::Bool(true)))
    }

    /// How many addresses are held.
    pub fn used(&self) -> usize {
        self.allocations.iter().flatten().count()
    }

    /// An address by its place in the block.
    fn address(&self, ordinal: usize) -> IpAddr {
        match self.cidr.addr() {
            IpAddr::V4(first) => Ipv4Addr::from(u32::from(first) | ordinal as u32).into(),
            IpAddr::V6(first) => Ipv6Addr::from(u128::from(first) | ordinal as u128).into(),
        }
    }

    /// The place of an address in the block.
    fn ordinal(&self, address: IpAddr) -> Option<usize> {
        (0..SIZE).find(|ordinal| self.address(*ordinal) == address)
    }

    fn holder_at(&self, index: usize) -> Holder<'_> {
        let attributes = self.object.get("attributes").and_then(Value::as_array);
        let attribute = attributes.and_then(|attributes| attributes.get(index));
        Holder {
            handle: attribute.and_then(|attribute| attribute.get("handle_id")).and_then(Value::as_str),
            attributes: attribute
                .and_then(|attribute| attribute.get("secondary"))
                .and_then(Value::as_object)
                .filter(|found| !found.is_empty()),
        }
    }

    /// What holds an address; `None` where it is free, or not of the block.
    pub fn holder(&self, address: IpAddr) -> Option<Holder<'_>> {
        let index = (*self.allocations.get(self.ordinal(address)?)?)?;
        Some(self.holder_at(index))
    }

    /// The addresses that are held, in order.
    pub fn held(&self) -> impl Iterator<Item = (IpAddr, Holder<'_>)> {
        let held = self.allocations.iter().enumerate();
        held.filter_map(|(ordinal, index)| Some((self.address(ordinal), self.holder_at((*index)?))))
    }

    /// How many addresses each handle holds.
    pub fn handles(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for handle in self.held().filter_map(|(_, holder)| holder.handle) {
            *counts.entry(handle).or_default() += 1;
        }
        counts
    }

    /// Frees an address; false where it was free. It goes to the end of the queue, so that it is the last to be given out
    /// again, and attributes that nothing has any more go.
    pub fn release(&mut self, address: IpAddr) -> bool {
        let Some(ordinal) = self.ordinal(address) else { return false };
        let Some(index) = self.allocations.get_mut(ordinal).and_then(Option::take) else { return false };
        let shared = self.allocations.contains(&Some(index));
        if !shared {
            for other in self.allocations.iter_mut().flatten().filter(|other| **other > index) {
                *other -= 1;
            }
        }
        if let Some(Value::Array(found)) = self.object.get_mut("allocations") {
            for (entry, index) in found.iter_mut().zip(&self.allocations) {
                let wanted = index.map_or(Value::Null, Value::from);
                if plain_integer(entry) != plain_integer(&wanted) {
                    *entry = wanted;
                }
            }
        }
        if let Some(Value::Array(queue)) = self.object.get_mut("unallocated") {
            queue.push(ordinal.into());
        }
        if let Some(Value::Array(attributes)) = self.object.get_mut("attributes").filter(|_| !shared) {
            attributes.remove(index);
        }
        true
    }

    /// Lets go of the host; false where there was none. "None" is spelled as the block's writer does: pycalico writes an empty
    /// text and takes null for it too, libcalico-go writes null and takes an empty text for a host.
    pub fn clear_host(&mut self) -> bool {
        if self.host().is_none() {
            return false;
        }
        let python = self.object.contains_key("strict_affinity") && !self.object.contains_key("strictAffinity");
        let none = if python { Value::from("") } else { Value::Null };
        if let Some(affinity) = self.object.get_mut("affinity") {
            *affinity = none;
        }
        // libcalico-go makes `affinity` of it when it reads the block; what is gone it takes for none.
        self.object.shift_remove("hostAffinity");
        true
    }
}

#[cfg(test)]
pub(crate) mod tests;
