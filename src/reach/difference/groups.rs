//! Ends that are alike before and alike after.

use std::collections::HashMap;
use std::net::IpAddr;

use crate::model::key::Family;
use crate::reach::classes::{ClassId, Kind};
use crate::reach::flow::Near;
use crate::reach::hash::Quick;
use crate::reach::reach::Reach;
use crate::reach::space::NONE;
use crate::reach::view::{EndpointId, Record};

/// The number of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub(super) u32);

impl GroupId {
    /// Its place in [`super::Difference::groups`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An endpoint before and after; one of the two is missing where it is deleted or new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Both {
    /// Its number in the view before.
    pub before: Option<EndpointId>,
    /// Its number in the view after.
    pub after: Option<EndpointId>,
}

/// Ends that are alike before and alike after: endpoints with an address, or addresses outside.
#[derive(Clone, Debug)]
pub struct Group {
    /// Their class before; `None` where they were not there.
    pub before: Option<ClassId>,
    /// Their class after; `None` where they are not there any more.
    pub after: Option<ClassId>,
    /// The endpoints, by path.
    pub endpoints: Vec<Both>,
    /// What they are.
    pub kind: Kind,
    /// The IP version of their addresses.
    pub family: Family,
    /// Of addresses outside, the first and last of each range.
    pub ranges: Vec<(IpAddr, IpAddr)>,
    /// Of host endpoints that are new, or go: the set of what is so of their addresses without them. Then nobody's rules are gone
    /// through there, and everything passes.
    pub(super) unpoliced: Option<u32>,
}

/// Joins the classes of two views.
pub(super) fn join(before: &Reach<'_, '_>, after: &Reach<'_, '_>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut numbers: Quick<(u32, u32, u32), usize> = Quick::default();
    let mut add = |classes: (Option<u32>, Option<u32>), unpoliced: Option<u32>, endpoint: Both| {
        let key = (classes.0.unwrap_or(NONE), classes.1.unwrap_or(NONE), unpoliced.unwrap_or(NONE));
        let at = *numbers.entry(key).or_insert_with(|| {
            let old = classes.0.and_then(|class| before.class(ClassId(class)));
            let class = old.or_else(|| classes.1.and_then(|class| after.class(ClassId(class))));
            groups.push(Group {
                before: classes.0.map(ClassId),
                after: classes.1.map(ClassId),
                endpoints: Vec::new(),
                kind: class.map_or(Kind::Workload, |class| class.kind()),
                family: class.map_or(Family::V4, |class| class.family()),
                ranges: Vec::new(),
                unpoliced,
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(at)
            && group.endpoints.last() != Some(&endpoint)
        {
            group.endpoints.push(endpoint);
        }
    };
    let (old, new) = (&before.view.records, &after.view.records);
    let (mut i, mut j) = (0, 0);
    loop {
        let (a, b) = (old.get(i), new.get(j));
        let order = match (a, b) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            // What did not change is the same text.
            (Some(a), Some(b)) if std::ptr::eq(a.path, b.path) => std::cmp::Ordering::Equal,
            (Some(a), Some(b)) => a.path.cmp(b.path),
        };
        let number = |at: usize| u32::try_from(at).ok().map(EndpointId);
        let endpoint = Both {
            before: if order.is_le() { number(i) } else { None },
            after: if order.is_ge() { number(j) } else { None },
        };
        let was = ends(before, a.filter(|_| order.is_le()));
        let is = ends(after, b.filter(|_| order.is_ge()));
        for (address, class) in was.clone() {
            let now = is.clone().find(|(other, _)| *other == address).map(|(_, class)| class);
            let unpoliced = if now.is_none() { unpoliced(before, class, after, address) } else { None };
            add((Some(class), now), unpoliced, endpoint);
        }
        for (address, class) in is {
            if !was.clone().any(|(other, _)| other == address) {
                add((None, Some(class)), unpoliced(after, class, before, address), endpoint);
            }
        }
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
    // Both ask the same questions of addresses, so that the classes of addresses outside are the same.
    let outside: HashMap<_, u32> =
        after.outside_ids().zip(after.outside()).map(|(id, class)| ((class.family(), class.party.set), id.0)).collect();
    for (id, class) in before.outside_ids().zip(before.outside()) {
        groups.push(Group {
            before: Some(id),
            after: outside.get(&(class.family(), class.party.set)).copied().map(ClassId),
            endpoints: Vec::new(),
            kind: class.kind(),
            family: class.family(),
            ranges: class.ranges().to_vec(),
            unpoliced: None,
        });
    }
    groups
}

/// What is so of the address of a class of host endpoints where there is no such endpoint.
fn unpoliced(there: &Reach<'_, '_>, class: u32, missing: &Reach<'_, '_>, address: IpAddr) -> Option<u32> {
    let is_host = there.class(ClassId(class)).is_some_and(|class| class.kind() == Kind::Host);
    is_host.then(|| {
        let mut pool = missing.view.pool.borrow_mut();
        missing.ends.borrow_mut().set_of(address, &mut pool, &mut missing.space.borrow_mut())
    })
}

/// The addresses of an endpoint, each with its class.
fn ends<'r>(
    reach: &'r Reach<'_, '_>,
    record: Option<&Record<'_>>,
) -> impl Iterator<Item = (IpAddr, u32)> + Clone + use<'r> {
    let classes = &reach.all_classes().of_address;
    let addresses = &reach.view.addresses;
    let places = record.map_or(0..0, Record::places);
    places.filter_map(|place| Some((*addresses.get(place as usize)?, *classes.get(place as usize)?)))
}

/// From how many ends to how many others, pair by pair; an endpoint and itself are no pair. `None` where one of the ends is outside.
pub(super) fn pairs(
    groups: &[Group],
    (before, after): (&Reach<'_, '_>, &Reach<'_, '_>),
    from: &[u32],
    to: &[u32],
    near: Option<Near>,
) -> Option<u64> {
    let of = |list: &[u32]| list.iter().filter_map(|at| groups.get(*at as usize)).collect::<Vec<&Group>>();
    let (from, to) = (of(from), of(to));
    if from.iter().chain(&to).any(|group| group.kind == Kind::Outside) {
        return None;
    }
    let count = |list: &[&Group]| list.iter().map(|group| group.endpoints.len() as u64).sum::<u64>();
    let ends =
        |list: &[&'_ Group]| -> Vec<Both> { list.iter().flat_map(|group| group.endpoints.iter().copied()).collect() };
    let mut own: HashMap<Both, u64> = HashMap::new();
    for end in ends(&from) {
        *own.entry(end).or_default() += 1;
    }
    let itself: u64 = ends(&to).iter().filter_map(|end| own.get(end)).sum();
    let all = count(&from).saturating_mul(count(&to));
    let Some(near) = near else { return Some(all.saturating_sub(itself)) };
    let host = |end: &Both| {
        let old = end.before.and_then(|id| before.view().endpoint(id)).map(|endpoint| endpoint.host());
        old.or_else(|| end.after.and_then(|id| after.view().endpoint(id)).map(|endpoint| endpoint.host()))
    };
    let mut by_host: HashMap<&str, u64> = HashMap::new();
    for end in ends(&from) {
        *by_host.entry(host(&end).unwrap_or_default()).or_default() += 1;
    }
    let same: u64 = ends(&to).iter().filter_map(|end| by_host.get(host(end).unwrap_or_default())).sum();
    Some(match near {
        Near::SameHost => same.saturating_sub(itself),
        Near::OtherHost => all.saturating_sub(same),
    })
}
