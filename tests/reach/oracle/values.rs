//! Names, numbers and networks as each generation takes them.

use std::net::IpAddr;

use serde_json::Value;

use super::Generation;

/// A name of a profile, tag, tier, policy.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
}

pub(super) fn is_short_name(text: &str) -> bool {
    is_name(text) && text.len() <= 128
}

pub(super) fn is_label_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_./-".contains(c))
}

pub(super) fn is_interface(text: &str) -> bool {
    (1..=15).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
}

/// A label's value as Go Felix wants it on host endpoints.
pub(super) fn is_label_value(text: &str) -> bool {
    text.is_empty()
        || text.len() <= 63
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
            && text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && (text.starts_with(|c: char| c.is_ascii_alphanumeric() || "_.-".contains(c)))
}

pub(super) fn is_mac(text: &str) -> bool {
    let parts: Vec<&str> = text.split([':', '-']).collect();
    parts.len() == 6 && parts.iter().all(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_hexdigit()))
}

/// A network: its address as written and the length of its prefix.
#[derive(Clone, Copy, Debug)]
pub(super) struct Net {
    pub(super) address: IpAddr,
    pub(super) length: u32,
}

impl Net {
    /// Felix 1.4 takes a bare address for a network of one; Go does not.
    pub(super) fn parse(text: &str, generation: Generation) -> Option<Self> {
        let (address, length) = match (text.split_once('/'), generation) {
            (Some((address, length)), _) => (address, Some(length)),
            (None, Generation::One) => (text, None),
            (None, Generation::Two) => return None,
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let length = match length {
            None => most,
            Some(digits) if digits.chars().all(|c| c.is_ascii_digit()) => digits.parse().ok()?,
            Some(_) => return None,
        };
        (length <= most).then_some(Self { address, length })
    }

    pub(super) fn version(&self) -> i64 {
        if self.address.is_ipv4() { 4 } else { 6 }
    }

    pub(super) fn contains(&self, address: IpAddr) -> bool {
        let shift = |bits: u128, width: u32| if self.length == 0 { 0 } else { bits >> (width - self.length) };
        match (self.address, address) {
            (IpAddr::V4(net), IpAddr::V4(address)) => {
                shift(u128::from(net.to_bits()), 32) == shift(u128::from(address.to_bits()), 32)
            }
            (IpAddr::V6(net), IpAddr::V6(address)) => shift(net.to_bits(), 128) == shift(address.to_bits(), 128),
            _ => false,
        }
    }
}

/// A member that is there and not null.
pub(super) fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    object.get(name).filter(|value| !value.is_null())
}

/// Each element as a string, or nothing.
pub(super) fn strings(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|value| value.as_str().map(str::to_owned)).collect()
}

/// The number of a protocol. Go reads `"06"` as 6; Felix 1.4 looks the text up.
pub(super) fn protocol_number(value: &Value, generation: Generation) -> Option<u8> {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.as_i64()?.to_string(),
    };
    match text.as_str() {
        "tcp" => Some(6),
        "udp" => Some(17),
        "icmp" => Some(1),
        "icmpv6" => Some(58),
        "sctp" => Some(132),
        "udplite" => Some(136),
        digits if digits.chars().all(|c| c.is_ascii_digit()) => {
            let plain = |number: &u8| generation == Generation::Two || number.to_string() == digits;
            digits.parse::<u8>().ok().filter(|number| *number > 0 && plain(number))
        }
        _ => None,
    }
}
