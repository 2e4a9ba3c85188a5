//! Which of some networks an address lies in.

use std::net::IpAddr;

use ipnet::IpNet;

use super::atoms::AtomId;
use super::pool::Sequences;
use crate::model::key::Family;

/// The address space, cut wherever one of the networks begins or ends: between two cuts all addresses lie in the same ones. Finding an
/// address takes as many steps as a search in a sorted list.
#[derive(Clone, Debug, Default)]
pub(super) struct Nets {
    v4: Vec<(u128, u32)>,
    v6: Vec<(u128, u32)>,
}

/// An address as a number; those of IPv4 and IPv6 overlap.
pub(super) fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => address.into(),
    }
}

fn address(family: Family, number: u128) -> Option<IpAddr> {
    Some(match family {
        Family::V4 => IpAddr::V4(u32::try_from(number).ok()?.into()),
        Family::V6 => IpAddr::V6(number.into()),
    })
}

impl Nets {
    /// Cuts the address space; each piece gets the number of the set of its networks.
    pub(super) fn new(nets: impl Iterator<Item = (IpNet, AtomId)>, sets: &mut Sequences) -> Self {
        let (mut v4, mut v6) = (Vec::new(), Vec::new());
        for (net, atom) in nets {
            let list = if Family::of(&net.addr()) == Family::V4 { &mut v4 } else { &mut v6 };
            list.push((number(net.network()), net.prefix_len(), number(net.broadcast()), atom));
        }
        Self { v4: cut(v4, sets), v6: cut(v6, sets) }
    }

    fn pieces(&self, family: Family) -> &[(u128, u32)] {
        match family {
            Family::V4 => &self.v4,
            Family::V6 => &self.v6,
        }
    }

    /// The set of the networks that an address lies in.
    pub(super) fn of(&self, address: IpAddr) -> u32 {
        let pieces = self.pieces(Family::of(&address));
        let wanted = number(address);
        let behind = pieces.partition_point(|(start, _)| *start <= wanted);
        behind.checked_sub(1).and_then(|at| pieces.get(at)).map_or(0, |(_, set)| *set)
    }

    /// The pieces of an IP version's address space: first and last address, and the set of the networks that they lie in.
    pub(super) fn each(&self, family: Family) -> impl Iterator<Item = (IpAddr, IpAddr, u32)> {
        let pieces = self.pieces(family);
        let last = match family {
            Family::V4 => u128::from(u32::MAX),
            Family::V6 => u128::MAX,
        };
        pieces.iter().enumerate().filter_map(move |(at, (start, set))| {
            let end = pieces.get(at + 1).map_or(last, |(next, _)| next.saturating_sub(1));
            Some((address(family, *start)?, address(family, end)?, *set))
        })
    }
}

/// Networks nest or are apart, so those that an address lies in are a stack.
fn cut(mut nets: Vec<(u128, u8, u128, AtomId)>, sets: &mut Sequences) -> Vec<(u128, u32)> {
    nets.sort_unstable();
    let mut pieces: Vec<(u128, u32)> = Vec::new();
    let mut open: Vec<(u128, AtomId)> = Vec::new();
    let mut begin = |start: u128, open: &[(u128, AtomId)]| {
        let mut atoms: Vec<AtomId> = open.iter().map(|(_, atom)| *atom).collect();
        atoms.sort_unstable();
        atoms.dedup();
        let set = sets.number(&atoms);
        match pieces.last_mut() {
            Some(last) if last.0 == start => last.1 = set,
            _ => pieces.push((start, set)),
        }
    };
    begin(0, &open);
    for (start, _, end, atom) in nets {
        while let Some((closed, _)) = open.pop_if(|(end, _)| *end < start) {
            begin(closed.saturating_add(1), &open);
        }
        open.push((end, atom));
        begin(start, &open);
    }
    while let Some((closed, _)) = open.pop() {
        if let Some(next) = closed.checked_add(1) {
            begin(next, &open);
        }
    }
    pieces.dedup_by(|next, before| next.1 == before.1);
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_net() -> impl Strategy<Value = IpNet> {
        // Few bits, so that networks nest and addresses hit.
        let v4 = (0u32..8, 29u8..=32)
            .prop_map(|(bits, length)| IpNet::new(IpAddr::V4(bits.into()), length).unwrap().trunc());
        let high = (0u32..8, 29u8..=32)
            .prop_map(|(bits, length)| IpNet::new(IpAddr::V4((u32::MAX - bits).into()), length).unwrap().trunc());
        let v6 = (0u128..8, 125u8..=128)
            .prop_map(|(bits, length)| IpNet::new(IpAddr::V6((u128::MAX - bits).into()), length).unwrap().trunc());
        let any =
            prop_oneof![Just("0.0.0.0/0"), Just("::/0"), Just("128.0.0.0/1")].prop_map(|net| net.parse().unwrap());
        prop_oneof![3 => v4, 2 => high, 2 => v6, 1 => any]
    }

    fn any_address() -> impl Strategy<Value = IpAddr> {
        prop_oneof![
            (0u32..10).prop_map(|bits| IpAddr::V4(bits.into())),
            (0u32..10).prop_map(|bits| IpAddr::V4((u32::MAX - bits).into())),
            (0u128..10).prop_map(|bits| IpAddr::V6((u128::MAX - bits).into())),
        ]
    }

    proptest! {
        #[test]
        fn an_address_lies_where_it_lies(
            nets in prop::collection::btree_set(any_net(), 0..12),
            addresses in prop::collection::vec(any_address(), 20),
        ) {
            let mut sets = Sequences::default();
            let nets: Vec<(IpNet, AtomId)> = nets.into_iter().zip(0..).collect();
            let found = Nets::new(nets.iter().copied(), &mut sets);
            for address in addresses {
                let of_family = |net: &IpNet| Family::of(&net.addr()) == Family::of(&address);
                let wanted: Vec<AtomId> = nets
                    .iter()
                    .filter(|(net, _)| of_family(net) && net.contains(&address))
                    .map(|(_, atom)| *atom)
                    .collect();
                prop_assert_eq!(sets.get(found.of(address)), &wanted[..]);
                let pieces = found.each(Family::of(&address)).filter(|(first, last, _)| (*first..=*last).contains(&address));
                prop_assert!(pieces.map(|(_, _, set)| set).eq([found.of(address)]));
            }
        }
    }
}
