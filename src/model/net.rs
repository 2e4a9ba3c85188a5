//! Addresses, networks and ports, in every spelling that a reader accepts.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net};
use serde_json::{Number, Value};

use super::json;

/// Parses a CIDR. Host bits are kept (Felix and calicoctl take `10.1.2.3/8` for the network); a bare address
/// is a network of one.
///
/// # Errors
/// A fragment that follows the text: "is not a CIDR".
pub fn parse_cidr(text: &str) -> Result<IpNet, String> {
    // Not `IpNet::from_str`: it takes 010.0.0.0 for 10.0.0.0, where Python's readers take octal.
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    if let Ok(address) = address.parse::<IpAddr>() {
        let digits =
            |text: &str| text.bytes().all(|b| b.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
        let net = match length {
            None => Some(IpNet::from(address)),
            Some(length) if digits(length) => length.parse().ok().and_then(|length| IpNet::new(address, length).ok()),
            Some(_) => None,
        };
        if let Some(net) = net {
            return Ok(net);
        }
    }
    Err(format!("'{}' is not a CIDR such as 10.0.0.0/8 or fd00::/8", text.escape_debug()))
}

/// Parses a CIDR as people type it: what [`parse_cidr`] takes, and for IPv4 what calicoctl 0.2x took beside:
/// a netmask (`10.0.0.0/255.0.0.0`), and a shortened address with a length (`10/8`).
///
/// A shortened address without one (`10.1`) is refused: some programs read 10.1.0.0 and others 10.0.0.1.
///
/// # Errors
/// As [`parse_cidr`].
pub fn parse_typed_cidr(text: &str) -> Result<IpNet, String> {
    parse_cidr(text).or_else(|why| {
        let Some((address, length)) = text.split_once('/') else { return Err(why) };
        if let (Ok(address), Ok(mask)) = (address.parse::<Ipv4Addr>(), length.parse::<Ipv4Addr>()) {
            return Ipv4Net::with_netmask(address, mask).map(IpNet::V4).map_err(|_| why);
        }
        let missing = 3usize.checked_sub(address.matches('.').count()).filter(|_| !address.is_empty());
        match missing {
            Some(missing @ 1..) => parse_cidr(&format!("{address}{}/{length}", ".0".repeat(missing))).map_err(|_| why),
            _ => Err(why),
        }
    })
}

/// An integer spelled as one; `80.0` is none (Go rejects it, Python takes it for a float).
pub(in crate::model) fn plain_integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_str().parse().ok(),
        _ => None,
    }
}

/// A port, or ports from first to last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PortRange {
    first: u16,
    last: u16,
}

impl PortRange {
    /// One port.
    pub fn one(port: u16) -> Self {
        Self { first: port, last: port }
    }

    /// The ports from `first` to `last`, both included; `None` when they are the wrong way round.
    pub fn new(first: u16, last: u16) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The lowest port.
    pub fn first(self) -> u16 {
        self.first
    }

    /// The highest port.
    pub fn last(self) -> u16 {
        self.last
    }

    /// Parses `80`, `1000:2000` or, as people type it, `1000-2000`.
    ///
    /// # Errors
    /// A fragment that says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bad = || format!("'{}' is not a port from 0 to 65535 or a range such as 1000:2000", text.escape_debug());
        let port = |text: &str| -> Result<u16, String> {
            // `u16::from_str` takes a plus sign, which no reader of the datastore does.
            if text.starts_with('+') { Err(bad()) } else { text.parse().map_err(|_| bad()) }
        };
        match text.split_once([':', '-']) {
            None => port(text).map(Self::one),
            Some((first, last)) => Self::new(port(first)?, port(last)?)
                .ok_or_else(|| format!("port range '{}' runs backwards", text.escape_debug())),
        }
    }

    /// Reads a member of a ports list: an integer, `"80"`, `"1000:2000"`.
    ///
    /// # Errors
    /// A fragment that says what is wrong.
    pub fn from_json(value: &Value) -> Result<Self, String> {
        match value {
            Value::String(text) if !text.contains('-') => Self::parse(text),
            Value::String(text) => Err(format!("'{}' is not a port or a range such as 1000:2000", text.escape_debug())),
            value => plain_integer(value)
                .and_then(|port| u16::try_from(port).ok())
                .map(Self::one)
                .ok_or_else(|| format!("{value} is not a port from 0 to 65535")),
        }
    }

    /// The one spelling that all readers accept: an integer, or `"first:last"`.
    pub fn to_json(self) -> Value {
        if self.first == self.last {
            Value::Number(Number::from(self.first))
        } else {
            Value::String(format!("{}:{}", self.first, self.last))
        }
    }
}

impl fmt::Display for PortRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}:{}", self.first, self.last) }
    }
}

/// Parses a comma-separated list of ports.
///
/// # Errors
/// As [`PortRange::parse`]; an empty list is one.
pub fn parse_ports(text: &str) -> Result<Vec<PortRange>, String> {
    text.split(',').map(PortRange::parse).collect()
}

/// The same ports, sorted, with overlaps and neighbours joined: two lists that match the same packets become
/// equal.
pub fn merged(ports: &[PortRange]) -> Vec<PortRange> {
    let mut sorted = ports.to_vec();
    sorted.sort_unstable();
    let mut merged: Vec<PortRange> = Vec::with_capacity(sorted.len());
    for next in sorted {
        match merged.last_mut() {
            Some(last) if u32::from(next.first) <= u32::from(last.last) + 1 => last.last = last.last.max(next.last),
            _ => merged.push(next),
        }
    }
    merged
}

/// Reads a list of CIDRs (`ipv4_nets`, `src_nets`).
///
/// # Errors
/// A fragment that says what is wrong.
pub(super) fn cidrs_from_json(value: &Value) -> Result<Vec<IpNet>, String> {
    let Value::Array(items) = value else {
        return Err(format!("is {}, not a list", json::kind(value)));
    };
    items.iter().map(cidr_from_json).collect()
}

/// Reads a CIDR.
///
/// # Errors
/// A fragment that says what is wrong.
pub fn cidr_from_json(value: &Value) -> Result<IpNet, String> {
    match value {
        Value::String(text) => parse_cidr(text),
        other => Err(format!("{other} is not a CIDR")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ports_in_every_spelling() {
        assert_eq!(
            parse_ports("80,443,1000:2000,5-6").unwrap(),
            [
                PortRange::one(80),
                PortRange::one(443),
                PortRange::new(1000, 2000).unwrap(),
                PortRange::new(5, 6).unwrap()
            ]
        );
        for bad in ["", "80,", "a", "65536", "-1", "2:1", "1:2:3", "+80", " 80", "80:", "1:+2"] {
            assert!(parse_ports(bad).is_err(), "{bad}");
        }
        let read = |text: &str| PortRange::from_json(&json::parse(text.as_bytes()).unwrap());
        assert_eq!(read("80").unwrap(), PortRange::one(80));
        assert_eq!(read("\"80\"").unwrap(), PortRange::one(80));
        assert_eq!(read("\"80:80\"").unwrap(), PortRange::one(80));
        assert_eq!(read("\"1:65535\"").unwrap(), PortRange::new(1, 65535).unwrap());
        for bad in ["80.0", "true", "\"135:None\"", "\"1-2\"", "-1", "65536", "null", "[80]"] {
            assert!(read(bad).is_err(), "{bad}");
        }
        assert_eq!(PortRange::one(80).to_json().to_string(), "80");
        assert_eq!(PortRange::new(1, 2).unwrap().to_json().to_string(), "\"1:2\"");
    }

    #[test]
    fn a_bare_address_is_a_network_of_one() {
        assert_eq!(parse_cidr("10.1.2.3").unwrap().to_string(), "10.1.2.3/32");
        assert_eq!(parse_cidr("FD00::1").unwrap().to_string(), "fd00::1/128");
        assert_eq!(parse_cidr("10.1.2.3/8").unwrap().to_string(), "10.1.2.3/8");
        for bad in ["", "10.0.0.0/33", "10/8", "x", "10.0.0.0/", "010.0.0.0/8", "10.0.0.0/08", "10.0.0.0/+8"] {
            assert!(parse_cidr(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn people_may_type_cidrs_as_for_calicoctl() {
        for (typed, net) in [
            ("10.0.0.0/255.0.0.0", "10.0.0.0/8"),
            ("10.1.2.3/255.255.0.0", "10.1.2.3/16"),
            ("10/8", "10.0.0.0/8"),
            ("10.1/16", "10.1.0.0/16"),
            ("fd00::/8", "fd00::/8"),
            ("10.1.2.3", "10.1.2.3/32"),
        ] {
            assert_eq!(parse_typed_cidr(typed).unwrap().to_string(), net);
        }
        for bad in ["10.1", "10.0.0.0/255.0.255.0", "/8", "10./8", "x/8", "10.0.0.0.0/8", "10/33", "10/255.0.0.0"] {
            let error = parse_typed_cidr(bad).unwrap_err();
            assert!(error.starts_with(&format!("'{bad}' is not a CIDR")), "{error}");
        }
    }

    proptest! {
        #[test]
        fn port_ranges_round_trip(a in any::<u16>(), b in any::<u16>()) {
            let range = PortRange::new(a.min(b), a.max(b)).unwrap();
            prop_assert_eq!(PortRange::parse(&range.to_string()).unwrap(), range);
            prop_assert_eq!(PortRange::from_json(&range.to_json()).unwrap(), range);
        }

        #[test]
        fn merging_keeps_the_ports(pairs in prop::collection::vec((0u16..60, 0u16..60), 0..8)) {
            let ranges: Vec<_> = pairs.iter().map(|(a, b)| PortRange::new(*a.min(b), *a.max(b)).unwrap()).collect();
            let merged = merged(&ranges);
            let covers = |ranges: &[PortRange], port| ranges.iter().any(|r| r.first() <= port && port <= r.last());
            for port in 0..61 {
                prop_assert_eq!(covers(&ranges, port), covers(&merged, port));
            }
            prop_assert!(merged.windows(2).all(|w| u32::from(w[0].last()) + 1 < u32::from(w[1].first())));
        }
    }
}
