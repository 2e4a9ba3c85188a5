//! Addresses that no endpoint has, told as few networks.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net, Ipv4Subnets, Ipv6Net, Ipv6Subnets};
use serde::{Serialize, Serializer};

use crate::model::key::Family;

/// How many networks of a kind are told to people one by one.
const SOME: usize = 3;

/// Addresses of one IP version that rules do not tell apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Networks {
    /// Networks that hold them.
    #[serde(serialize_with = "texts")]
    pub networks: Vec<IpNet>,
    /// Networks within those that do not belong to them.
    #[serde(serialize_with = "texts")]
    pub except: Vec<IpNet>,
    /// Which share of the addresses outside they are, as people say it.
    #[serde(skip)]
    rest: Rest,
}

/// What is left of an IP version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Rest {
    /// All of it: no rule names a network.
    All(Family),
    /// What no network that rules name holds, or the widest one holds alone.
    Others(Family),
    /// Networks that rules name.
    Named,
}

fn texts<S: Serializer>(networks: &[IpNet], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(networks.iter().map(ToString::to_string))
}

impl Networks {
    /// Tells of each of the kinds of addresses that there are, each given by the first and last of its ranges, in order.
    pub fn of(kinds: &[&[(IpAddr, IpAddr)]]) -> Vec<Self> {
        let family = |ranges: &[(IpAddr, IpAddr)]| ranges.first().map(|(first, _)| Family::of(first));
        // Of each IP version, how many kinds there are, and which is the widest.
        let mut known: BTreeMap<Family, (usize, Option<(u128, usize)>)> = BTreeMap::new();
        for (at, ranges) in kinds.iter().enumerate() {
            if let Some(family) = family(ranges) {
                let (count, widest) = known.entry(family).or_default();
                *count += 1;
                let size = size(ranges);
                if widest.is_none_or(|(most, _)| size > most) {
                    *widest = Some((size, at));
                }
            }
        }
        let of = |(at, ranges): (usize, &&[(IpAddr, IpAddr)])| {
            let family = family(ranges);
            let rest = match family.and_then(|family| Some((family, known.get(&family)?))) {
                Some((family, (1, _))) => Rest::All(family),
                Some((family, (_, Some((_, widest))))) if *widest == at => Rest::Others(family),
                _ => Rest::Named,
            };
            Self { rest, ..Self::plain(ranges) }
        };
        kinds.iter().enumerate().map(of).collect()
    }

    /// Whether they are what no other networks hold.
    pub fn is_rest(&self) -> bool {
        self.rest != Rest::Named
    }

    fn plain(ranges: &[(IpAddr, IpAddr)]) -> Self {
        let exactly: Vec<IpNet> = ranges.iter().flat_map(|(first, last)| subnets(*first, *last)).collect();
        let named = |networks, except| Self { networks, except, rest: Rest::Named };
        let (Some((first, _)), Some((_, last))) = (ranges.first(), ranges.last()) else {
            return named(exactly, Vec::new());
        };
        let Some(cover) = cover(*first, *last) else { return named(exactly, Vec::new()) };
        let mut except = Vec::new();
        let mut next = Some(cover.network());
        for (first, last) in ranges {
            if let Some(gap) = next.filter(|next| next < first)
                && let Some(end) = before(*first)
            {
                except.extend(subnets(gap, end));
            }
            next = after(*last);
        }
        if let Some(gap) = next.filter(|next| *next <= cover.broadcast()) {
            except.extend(subnets(gap, cover.broadcast()));
        }
        if except.len() < exactly.len() { named(vec![cover], except) } else { named(exactly, Vec::new()) }
    }
}

impl fmt::Display for Networks {
    /// `any IPv4 address`, `any other IPv4 address`, `10.0.0.0/8 but 10.1.0.0/16`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, networks: &[IpNet]| {
            for (at, network) in networks.iter().take(SOME).enumerate() {
                write!(f, "{}{}", if at > 0 { ", " } else { "" }, host_or_network(network))?;
            }
            match networks.len().saturating_sub(SOME) {
                0 => Ok(()),
                more => write!(f, " and {more} more"),
            }
        };
        match self.rest {
            Rest::All(family) => return write!(f, "any {family} address"),
            Rest::Others(family) => return write!(f, "any other {family} address"),
            Rest::Named => list(f, &self.networks)?,
        }
        if !self.except.is_empty() {
            f.write_str(" but ")?;
            list(f, &self.except)?;
        }
        Ok(())
    }
}

/// A single address without its length.
fn host_or_network(network: &IpNet) -> String {
    if network.prefix_len() == network.max_prefix_len() { network.addr().to_string() } else { network.to_string() }
}

/// How many addresses there are, less one for each range: all of IPv6 is more than a number holds.
fn size(ranges: &[(IpAddr, IpAddr)]) -> u128 {
    let number = |address: &IpAddr| match address {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits(),
    };
    ranges.iter().fold(0, |all, (first, last)| all.saturating_add(number(last).saturating_sub(number(first))))
}

/// The networks that together are a range.
fn subnets(first: IpAddr, last: IpAddr) -> Vec<IpNet> {
    match (first, last) {
        (IpAddr::V4(first), IpAddr::V4(last)) => Ipv4Subnets::new(first, last, 0).map(IpNet::V4).collect(),
        (IpAddr::V6(first), IpAddr::V6(last)) => Ipv6Subnets::new(first, last, 0).map(IpNet::V6).collect(),
        _ => Vec::new(),
    }
}

/// The smallest network that holds two addresses.
fn cover(first: IpAddr, last: IpAddr) -> Option<IpNet> {
    match (first, last) {
        (IpAddr::V4(first), IpAddr::V4(last)) => {
            let length = (first.to_bits() ^ last.to_bits()).leading_zeros();
            Some(IpNet::V4(Ipv4Net::new(first, u8::try_from(length).ok()?).ok()?.trunc()))
        }
        (IpAddr::V6(first), IpAddr::V6(last)) => {
            let length = (first.to_bits() ^ last.to_bits()).leading_zeros();
            Some(IpNet::V6(Ipv6Net::new(first, u8::try_from(length).ok()?).ok()?.trunc()))
        }
        _ => None,
    }
}

fn before(address: IpAddr) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(address) => IpAddr::V4(address.to_bits().checked_sub(1)?.into()),
        IpAddr::V6(address) => IpAddr::V6(address.to_bits().checked_sub(1)?.into()),
    })
}

fn after(address: IpAddr) -> Option<IpAddr> {
    Some(match address {
        IpAddr::V4(address) => IpAddr::V4(address.to_bits().checked_add(1)?.into()),
        IpAddr::V6(address) => IpAddr::V6(address.to_bits().checked_add(1)?.into()),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range(first: &str, last: &str) -> (IpAddr, IpAddr) {
        (first.parse().unwrap(), last.parse().unwrap())
    }

    #[test]
    fn networks_are_told_as_people_write_them() {
        let inner = [range("10.1.0.0", "10.1.255.255")];
        let outer = [range("10.0.0.0", "10.0.255.255"), range("10.2.0.0", "10.255.255.255")];
        let others =
            [range("0.0.0.0", "9.255.255.255"), range("11.0.0.0", "192.0.2.0"), range("192.0.2.2", "255.255.255.255")];
        let six = [range("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")];
        let one = [range("192.0.2.1", "192.0.2.1")];
        let found = Networks::of(&[&inner, &outer, &others, &six, &one]);
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            ["10.1.0.0/16", "10.0.0.0/8 but 10.1.0.0/16", "any other IPv4 address", "any IPv6 address", "192.0.2.1"]
        );
        assert!(found[2].is_rest() && found[3].is_rest() && !found[0].is_rest());
        assert_eq!(found[2].networks[0].to_string(), "0.0.0.0/0");
        assert_eq!(found[2].except[0].to_string(), "10.0.0.0/8");
    }

    proptest! {
        #[test]
        fn networks_hold_exactly_the_ranges(cuts in proptest::collection::btree_set(0u8..=255, 1..12), odd in any::<bool>()) {
            // Every second piece of 10.0.0.0/24 between the cuts.
            let cuts: Vec<u8> = cuts.into_iter().collect();
            let address = |last: u8| IpAddr::from([10, 0, 0, last]);
            let mut ranges = Vec::new();
            for (at, pair) in cuts.windows(2).enumerate() {
                if (at % 2 == 0) == odd {
                    ranges.push((address(pair[0]), address(pair[1] - 1)));
                }
            }
            prop_assume!(!ranges.is_empty());
            let found = &Networks::of(&[&ranges])[0];
            for last in 0..=255u8 {
                let wanted = ranges.iter().any(|(first, end)| (*first..=*end).contains(&address(last)));
                let has = |list: &[IpNet]| list.iter().any(|network| network.contains(&address(last)));
                prop_assert_eq!(has(&found.networks) && !has(&found.except), wanted, "{} in {:?}", last, found);
            }
        }
    }
}
