//! Addresses, networks, ports and numbers as calicoctl 0.2x read them: Python's netaddr and its own checks.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use super::python::int;
use crate::model::net::PortRange;

/// Reads a network: `10.0.0.0/8`, `10/8`, `10.1` (which is 10.1.0.0/32), a netmask or hostmask for a length, IPv6. Host bits
/// are kept.
pub(super) fn network(text: &str) -> Option<IpNet> {
    let (address, length) = text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let v4 = || Some(IpAddr::V4(address.parse().ok().or_else(|| expanded(address))?));
    let v6 = || Some(IpAddr::V6(address.parse::<Ipv6Addr>().ok()?));
    [v4(), v6()].into_iter().flatten().find_map(|address| {
        let length = match length {
            None => return Some(IpNet::from(address)),
            Some(length) => int(length).map_or_else(|| mask(address, length), |length| u8::try_from(length).ok())?,
        };
        IpNet::new(address, length).ok()
    })
}

/// A shortened IPv4 address: what is missing is 0.
fn expanded(text: &str) -> Option<Ipv4Addr> {
    if text.contains(':') {
        return None;
    }
    let mut octets = [0; 4];
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() > octets.len() {
        return None;
    }
    for (octet, part) in octets.iter_mut().zip(parts) {
        *octet = u8::try_from(int(part)?).ok()?;
    }
    Some(octets.into())
}

/// The length that a netmask or hostmask stands for.
fn mask(address: IpAddr, text: &str) -> Option<u8> {
    let (bits, width) = match address {
        IpAddr::V4(_) => (u128::from(text.parse::<Ipv4Addr>().ok()?.to_bits()) << 96, 32),
        IpAddr::V6(_) => (text.parse::<Ipv6Addr>().ok()?.to_bits(), 128),
    };
    let used = u128::MAX << (128 - width);
    let length = |bits: u128| {
        let ones = bits.leading_ones();
        (bits.checked_shl(ones).unwrap_or_default() == 0).then(|| u8::try_from(ones).unwrap_or_default())
    };
    length(bits).or_else(|| length(!bits & used))
}

/// Reads an address: IPv6, or IPv4 as C's `inet_aton` does, for which `10.1` is 10.0.0.1.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    aton(text).map(IpAddr::V4).or_else(|| text.parse().ok().map(IpAddr::V6))
}

fn aton(text: &str) -> Option<Ipv4Addr> {
    let number = |part: &str| -> Option<u32> {
        let (digits, radix) = match part.as_bytes() {
            [b'0', b'x' | b'X', _, ..] => (&part[2..], 16),
            [b'0', _, ..] => (&part[1..], 8),
            _ => (part, 10),
        };
        let plain = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
        plain.then(|| u32::from_str_radix(digits, radix).ok()).flatten()
    };
    let parts: Vec<u32> = text.split('.').map(number).collect::<Option<_>>()?;
    let (last, first) = parts.split_last()?;
    let small = first.iter().all(|octet| *octet <= 0xff);
    let room = 32 - 8 * u32::try_from(first.len()).ok().filter(|count| *count < 4)?;
    if !small || u64::from(*last) >= 1 << room {
        return None;
    }
    let high = first.iter().fold(0u64, |bits, octet| bits << 8 | u64::from(*octet));
    u32::try_from(high << room | u64::from(*last)).ok().map(Ipv4Addr::from)
}

/// Tells whether a name is made of what Felix takes.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
}

/// Tells whether a list of ports passes calicoctl's first look at it, which takes blanks and signs for parts of numbers.
pub(super) fn are_ports(text: &str) -> bool {
    let port = |text: &str| int(text).filter(|port| (0..=65535).contains(port));
    text.split(',').all(|part| match part.split_once(':') {
        None => port(part).is_some(),
        Some((first, last)) => matches!((port(first), port(last)), (Some(first), Some(last)) if first < last),
    })
}

/// Reads a list of ports that has passed the first look.
pub(super) fn ports(text: &str) -> Option<Vec<PortRange>> {
    let port = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| u16::try_from(int(text)?).ok()).flatten()
    };
    let range = |part: &str| match part.split_once(':') {
        None => port(part).map(PortRange::one),
        Some((first, last)) => PortRange::new(port(first)?, port(last)?),
    };
    text.split(',').map(range).collect()
}

/// Reads an ICMP type or code.
pub(super) fn icmp(text: &str) -> Option<u8> {
    u8::try_from(int(text)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn networks_in_every_spelling() {
        for (text, net) in [
            ("10/8", "10.0.0.0/8"),
            ("10.1", "10.1.0.0/32"),
            ("10.1.2.3", "10.1.2.3/32"),
            ("10.1.2.3/8", "10.1.2.3/8"),
            ("10.0.0.0/255.0.0.0", "10.0.0.0/8"),
            ("10.0.0.0/0.255.255.255", "10.0.0.0/8"),
            ("0/0", "0.0.0.0/0"),
            ("10.0.0.0/ 8", "10.0.0.0/8"),
            ("FD00::1/8", "fd00::1/8"),
            ("::ffff:1.2.3.4/128", "::ffff:1.2.3.4/128"),
            ("fd00::/ff00::", "fd00::/8"),
        ] {
            assert_eq!(network(text).unwrap().to_string(), net, "{text}");
        }
        for text in [
            "",
            "/8",
            "300.0.0.0/8",
            "nonsense",
            "fd00::/129",
            "10.0.0.0/33",
            "10.0.0.0/-1",
            "10.0.0.0/",
            "1.2.3.4.5/8",
            "10.0.0.0/255.0.255.0",
        ] {
            assert_eq!(network(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_in_every_spelling() {
        for (text, ip) in [
            ("10.0.0.1", "10.0.0.1"),
            ("10.1", "10.0.0.1"),
            ("10.1.257", "10.1.1.1"),
            ("1", "0.0.0.1"),
            ("0x0a.1", "10.0.0.1"),
            ("010.0.0.1", "8.0.0.1"),
            ("FD00:0::1", "fd00::1"),
        ] {
            assert_eq!(address(text).unwrap().to_string(), ip, "{text}");
        }
        for text in ["", "junk", "10.0.0.1/32", "256.0.0.1", "1.2.3.4.5", "10.", "08.0.0.1", "4294967296"] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    #[test]
    fn ports_pass_twice() {
        for text in ["80", "80,443", "80:90", "080", "0,65535"] {
            assert!(are_ports(text) && ports(text).is_some(), "{text}");
        }
        for text in [" 80", "+80", "80, 443"] {
            assert!(are_ports(text) && ports(text).is_none(), "{text}");
        }
        for text in ["", "80-90", "90:80", "80:80", "1:2:3", "a:b", "70000", "80:", ":80", "80,", "http"] {
            assert!(!are_ports(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_as_the_same(bits in any::<u128>(), length in 0u8..=128) {
            let six = IpNet::new(IpAddr::V6(bits.into()), length).unwrap();
            let four = IpNet::new(IpAddr::V4((bits as u32).into()), length.min(32)).unwrap();
            for net in [six, four] {
                prop_assert_eq!(network(&net.to_string()), Some(net));
                prop_assert_eq!(address(&net.addr().to_string()), Some(net.addr()));
            }
        }

        #[test]
        fn nothing_is_too_odd(text in "[0-9a-fx:./ +-]{0,20}|\\PC{0,6}") {
            let _ = (network(&text), address(&text), are_ports(&text), ports(&text), icmp(&text));
        }
    }
}
