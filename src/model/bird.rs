//! BIRD's configuration as it lies in the datastore: AS numbers, the mesh, peers, and custom export filters.
//!
//! confd renders it into BIRD's own files on every host. What confd cannot read stops the rendering, on all hosts
//! at once, and BIRD keeps what it had.

mod filter;
mod lets_out;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::IpAddr;

use serde_json::{Map, Value};

use super::json::{self, Malformed, Style};
use super::key::{Family, Key};

pub use filter::{BadFilter, Stray, check_filter};
pub use lets_out::LetsOut;

/// The AS number that calico/node gives a cluster that has none; calicoctl 0.2x shows it where none is set.
pub const DEFAULT_AS: AsNumber = AsNumber(64511);

/// A number of an autonomous system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsNumber(pub u32);

impl AsNumber {
    /// Reads `64512`, or `1.10` in two halves of 16 bits.
    pub fn parse(text: &str) -> Option<Self> {
        fn number<T: std::str::FromStr>(text: &str) -> Option<T> {
            let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| text.parse().ok()).flatten()
        }
        match text.split_once('.') {
            Some((high, low)) => Some(Self(u32::from(number::<u16>(high)?) << 16 | u32::from(number::<u16>(low)?))),
            None => number(text).map(Self),
        }
    }

    /// Reads a number that somebody has typed for a new value.
    ///
    /// # Errors
    /// A fragment that says what is wrong: no such number, or 0, with which BIRD does not start a session.
    pub fn typed(text: &str) -> Result<Self, String> {
        match Self::parse(text.trim()) {
            Some(Self(0)) => Err("AS number 0 is reserved: BIRD rejects a configuration with it".into()),
            Some(number) => Ok(number),
            None => Err(format!("'{}' is not an AS number such as 64512 or 1.10", text.escape_debug())),
        }
    }
}

impl fmt::Display for AsNumber {
    /// The plain number, which every reader takes; libcalico-go does not read `1.10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether all hosts peer with all, as `node_mesh` has it.
///
/// # Errors
/// Where there is no object with `enabled` true or false: a bare `true` is none.
pub fn mesh(value: &[u8]) -> Result<bool, Malformed> {
    let shape = || Malformed::shape("there is no member 'enabled' that is true or false");
    json::parse(value)?.get("enabled").and_then(Value::as_bool).ok_or_else(shape)
}

/// The value of `node_mesh`; members of a former one are kept.
pub fn mesh_value(enabled: bool, former: Option<&[u8]>) -> Vec<u8> {
    with_members(former, [("enabled", Value::Bool(enabled))])
}

/// A BGP peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Peer {
    /// Its address.
    pub ip: IpAddr,
    /// Its AS number.
    pub as_number: AsNumber,
}

impl Peer {
    /// Reads a peer, also where the AS number is spelled as calicoctl 0.2x stored it: as typed, with blanks or zeros.
    ///
    /// # Errors
    /// Where a member is missing or is none.
    pub fn parse(value: &[u8]) -> Result<Self, Malformed> {
        let value = json::parse(value)?;
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let ip = text("ip").and_then(|ip| ip.parse().ok());
        let ip = ip.ok_or_else(|| Malformed::shape("there is no member 'ip' that is an address"))?;
        let number = match value.get("as_num") {
            Some(Value::Number(number)) => AsNumber::parse(number.as_str()),
            _ => text("as_num").and_then(|number| AsNumber::parse(number.trim())),
        };
        let number = number.ok_or_else(|| Malformed::shape("there is no member 'as_num' that is an AS number"))?;
        Ok(Self { ip, as_number: number })
    }

    /// The value of a peer; members of a former one are kept. The AS number is a string: libcalico-go takes nothing else, and
    /// confd would write a large number in floating point.
    pub fn value(ip: IpAddr, as_number: &str, former: Option<&[u8]>) -> Vec<u8> {
        with_members(former, [("ip", ip.to_string().into()), ("as_num", as_number.into())])
    }
}

/// Where the peers of all hosts, or of one, lie; with a trailing `/`.
pub fn peers_of(host: Option<&str>, family: Family) -> String {
    // The key of no address is its directory.
    peer_key(host, family, "").path()
}

/// The key of a peer of all hosts, or of one.
pub fn peer_key(host: Option<&str>, family: Family, ip: &str) -> Key {
    match host {
        None => Key::BgpGlobalPeer { family, ip: ip.into() },
        Some(host) => Key::BgpHostPeer { host: host.into(), family, ip: ip.into() },
    }
}

/// An object with some members set, and what else the former one had.
fn with_members<const N: usize>(former: Option<&[u8]>, members: [(&str, Value); N]) -> Vec<u8> {
    let style = former.map(Style::of).unwrap_or_default();
    let mut object = match former.map(json::parse) {
        Some(Ok(Value::Object(object))) => object,
        _ => Map::new(),
    };
    for (name, value) in members {
        object.insert(name.to_owned(), value);
    }
    json::to_bytes(&Value::Object(object), style)
}
