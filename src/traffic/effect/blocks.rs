//! Ends that the changes of a difference treat alike, and that people call by one name.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Subnets, Ipv6Subnets};

use crate::inventory::grouping::{self, By, Grouping};
use crate::model::key::{Family, Key};
use crate::model::openstack::Names;
use crate::reach::{Both, Difference, Endpoint, GroupId, Kind, Target};

/// Most networks that are named.
const MOST_NETWORKS: usize = 3;

/// What some ends are called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Label {
    /// The groups that each of them is in.
    Groups(Vec<grouping::Group>),
    /// Addresses that no endpoint has, in words.
    Addresses {
        /// Which.
        words: String,
        /// Whether that is as good as everybody.
        everybody: bool,
    },
    /// The host that each of the others is on.
    OwnHost,
}

impl Label {
    /// The kind, as JSON has it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Groups(groups) => groups.first().map_or("rest", grouping::Group::kind),
            Self::Addresses { .. } => "addresses",
            Self::OwnHost => "own host",
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Groups(groups) => {
                for (at, group) in groups.iter().enumerate() {
                    write!(f, "{}{group}", if at > 0 { " + " } else { "" })?;
                }
                Ok(())
            }
            Self::Addresses { words, .. } => f.write_str(words),
            Self::OwnHost => f.write_str("their own hosts"),
        }
    }
}

/// Ends that the same changes concern, as sources and as destinations, and that have one name.
pub(super) struct Block {
    pub(super) label: Label,
    /// The endpoints; none where it is of addresses, or of hosts.
    pub(super) endpoints: Vec<Both>,
    /// How many of them are on each host.
    pub(super) by_host: BTreeMap<u32, u64>,
    /// How many workloads they are of: a VM may have several ports.
    pub(super) workloads: usize,
    /// The groups of the difference that they are in.
    pub(super) groups: BTreeSet<GroupId>,
}

impl Block {
    fn without_endpoints(label: Label, groups: BTreeSet<GroupId>) -> Self {
        Self { label, endpoints: Vec::new(), by_host: BTreeMap::new(), workloads: 0, groups }
    }

    /// How many endpoints; `None` where it is of none.
    pub(super) fn count(&self) -> Option<u64> {
        matches!(self.label, Label::Groups(_)).then_some(self.endpoints.len() as u64)
    }
}

/// The ends of a difference, in blocks.
pub(super) struct Blocks {
    pub(super) list: Vec<Block>,
    /// For each change the blocks of its sources and of its destinations.
    pub(super) of_changes: Vec<[Vec<u32>; 2]>,
    hosts: HashMap<String, u32>,
}

/// Addresses, the first and the last of each range.
type Ranges = Vec<(IpAddr, IpAddr)>;

/// The changes that concern somebody as a source, and as a destination; in order.
type Part = [Vec<u32>; 2];

impl Blocks {
    /// Sorts the ends of a difference.
    pub(super) fn of(difference: &Difference<'_, '_, '_>, names: &Names) -> Self {
        let changes = difference.changes();
        let mut blocks = Self {
            list: Vec::new(),
            of_changes: changes.iter().map(|_| Default::default()).collect(),
            hosts: HashMap::new(),
        };
        let mut parts: Vec<Part> = difference.groups().iter().map(|_| Part::default()).collect();
        let mut own_host: Vec<u32> = Vec::new();
        for (at, change) in (0u32..).zip(changes) {
            let mut add = |side: usize, group: usize| {
                if let Some(part) = parts.get_mut(group) {
                    part[side].push(at);
                }
            };
            change.from.iter().for_each(|group| add(0, group.index()));
            match &change.to {
                Target::Groups(to) => to.iter().for_each(|group| add(1, group.index())),
                Target::OwnHost => own_host.push(at),
            }
        }
        blocks.endpoints(difference, &parts, names);
        blocks.outside(difference, &parts);
        if !own_host.is_empty() {
            blocks.push(Block::without_endpoints(Label::OwnHost, BTreeSet::new()), &[Vec::new(), own_host]);
        }
        blocks
    }

    fn push(&mut self, block: Block, part: &Part) {
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        for (side, changes) in part.iter().enumerate() {
            for at in changes {
                if let Some(lists) = self.of_changes.get_mut(*at as usize) {
                    lists[side].push(number);
                }
            }
        }
        self.list.push(block);
    }

    fn endpoints(&mut self, difference: &Difference<'_, '_, '_>, parts: &[Part], names: &Names) {
        // An endpoint of several addresses may be in several groups.
        let mut groups_of: BTreeMap<Both, Vec<u32>> = BTreeMap::new();
        for (at, (group, part)) in (0u32..).zip(difference.groups().iter().zip(parts)) {
            if group.kind != Kind::Outside && part.iter().any(|changes| !changes.is_empty()) {
                for end in &group.endpoints {
                    groups_of.entry(*end).or_default().push(at);
                }
            }
        }
        let profiles = BTreeMap::new();
        let grouping = Grouping::new(By::Kind, &profiles, names);
        let mut joined: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut all_parts: Vec<Part> = Vec::new();
        let ids: Vec<GroupId> = difference.group_ids().collect();
        let mut found: BTreeMap<(usize, Label), (Vec<Both>, BTreeSet<GroupId>)> = BTreeMap::new();
        for (end, groups) in groups_of {
            let Some(endpoint) = endpoint_of(difference, end) else { continue };
            let label = Label::Groups(grouping.groups(endpoint.path(), &endpoint.profiles()));
            let of_end: Vec<GroupId> = groups.iter().filter_map(|at| ids.get(*at as usize)).copied().collect();
            let part = *joined.entry(groups).or_insert_with_key(|groups| {
                let mut both = Part::default();
                for part in groups.iter().filter_map(|at| parts.get(*at as usize)) {
                    for (all, some) in both.iter_mut().zip(part) {
                        all.extend(some);
                    }
                }
                for all in &mut both {
                    all.sort_unstable();
                    all.dedup();
                }
                let known = all_parts.iter().position(|other| *other == both);
                known.unwrap_or_else(|| {
                    all_parts.push(both);
                    all_parts.len() - 1
                })
            });
            let (ends, groups) = found.entry((part, label)).or_default();
            ends.push(end);
            groups.extend(of_end);
        }
        for ((part, label), (endpoints, groups)) in found {
            let mut by_host: BTreeMap<u32, u64> = BTreeMap::new();
            for end in &endpoints {
                *by_host.entry(self.host(difference, *end)).or_default() += 1;
            }
            let Some(part) = all_parts.get(part) else { continue };
            let workloads = workloads(difference, &endpoints);
            self.push(Block { label, endpoints, by_host, workloads, groups }, part);
        }
    }

    /// The number of the host that an endpoint is on.
    pub(super) fn host(&mut self, difference: &Difference<'_, '_, '_>, end: Both) -> u32 {
        let name = endpoint_of(difference, end).map_or("", |endpoint| endpoint.host());
        if let Some(known) = self.hosts.get(name) {
            return *known;
        }
        let number = u32::try_from(self.hosts.len()).unwrap_or(u32::MAX);
        self.hosts.insert(name.to_owned(), number);
        number
    }

    /// Addresses outside. Those of both IP versions that go by the same name are one block.
    fn outside(&mut self, difference: &Difference<'_, '_, '_>, parts: &[Part]) {
        let all = |family: Family| {
            difference.groups().iter().filter(move |group| group.kind == Kind::Outside && group.family == family)
        };
        let mut found: BTreeMap<(Family, &Part), (Ranges, BTreeSet<GroupId>)> = BTreeMap::new();
        for ((group, id), part) in difference.groups().iter().zip(difference.group_ids()).zip(parts) {
            if group.kind == Kind::Outside && part.iter().any(|changes| !changes.is_empty()) {
                let (ranges, groups) = found.entry((group.family, part)).or_default();
                ranges.extend(&group.ranges);
                groups.insert(id);
            }
        }
        let mut by_label: BTreeMap<Label, (Part, BTreeSet<GroupId>)> = BTreeMap::new();
        for ((family, part), (mut ranges, groups)) in found {
            ranges.sort_unstable();
            let mut rest: Vec<(IpAddr, IpAddr)> = all(family).flat_map(|group| group.ranges.iter().copied()).collect();
            rest.sort_unstable();
            rest.retain(|range| ranges.binary_search(range).is_err());
            let label = Label::Addresses { words: words(&ranges, &rest), everybody: is_everybody(family, &ranges) };
            let (joined, known) = by_label.entry(label).or_default();
            known.extend(groups);
            for (all, some) in joined.iter_mut().zip(part) {
                all.extend(some);
            }
        }
        for (label, (part, groups)) in by_label {
            self.push(Block::without_endpoints(label, groups), &part);
        }
    }
}

/// An endpoint as it is after the change, or was before it where it is gone.
pub(super) fn endpoint_of<'d>(difference: &'d Difference<'_, '_, '_>, end: Both) -> Option<Endpoint<'d, 'd>> {
    let after = end.after.and_then(|id| difference.after.view().endpoint(id));
    after.or_else(|| end.before.and_then(|id| difference.before.view().endpoint(id)))
}

/// How many workloads some endpoints are of.
pub(super) fn workloads<'e>(difference: &Difference<'_, '_, '_>, ends: impl IntoIterator<Item = &'e Both>) -> usize {
    // What identifies the workload stands before the endpoint's own id.
    let of = |end: &'e Both| Some(endpoint_of(difference, *end)?.path().rsplitn(3, '/').nth(2)?.to_owned());
    ends.into_iter().filter_map(of).collect::<HashSet<String>>().len()
}

/// The name of an endpoint, as people know it: namespace and name of a pod, else as commands take it.
pub(super) fn name_of(endpoint: &Endpoint<'_, '_>) -> String {
    match Key::parse(endpoint.path()) {
        Key::WorkloadEndpoint(id) => {
            id.pod().map_or_else(|| id.name(), |(namespace, name)| format!("{namespace}/{name}"))
        }
        Key::HostEndpoint { host, id } => format!("{host}/{id}"),
        _ => endpoint.path().to_owned(),
    }
}

/// Ranges as networks.
fn networks(ranges: &[(IpAddr, IpAddr)]) -> Vec<IpNet> {
    let of = |(first, last): &(IpAddr, IpAddr)| -> Vec<IpNet> {
        match (first, last) {
            (IpAddr::V4(first), IpAddr::V4(last)) => Ipv4Subnets::new(*first, *last, 0).map(IpNet::V4).collect(),
            (IpAddr::V6(first), IpAddr::V6(last)) => Ipv6Subnets::new(*first, *last, 0).map(IpNet::V6).collect(),
            _ => Vec::new(),
        }
    };
    let mut all: Vec<IpNet> = ranges.iter().flat_map(of).collect();
    all = IpNet::aggregate(&all);
    all.sort_unstable();
    all
}

/// Ranges in words, where `rest` are all others.
fn words(ranges: &[(IpAddr, IpAddr)], rest: &[(IpAddr, IpAddr)]) -> String {
    if rest.is_empty() {
        return "any address".to_owned();
    }
    let named = |nets: &[IpNet]| nets.iter().map(IpNet::to_string).collect::<Vec<_>>().join(", ");
    let nets = networks(ranges);
    if nets.len() <= MOST_NETWORKS {
        return named(&nets);
    }
    let others = networks(rest);
    if others.len() <= MOST_NETWORKS {
        return format!("any address but {}", named(&others));
    }
    let first = nets.first().map(IpNet::to_string).unwrap_or_default();
    format!("{} networks, first {first}", nets.len())
}

/// Whether ranges are as good as every address: half of IPv4, or as much of IPv6 as is given out at all.
fn is_everybody(family: Family, ranges: &[(IpAddr, IpAddr)]) -> bool {
    let size = |(first, last): &(IpAddr, IpAddr)| match (first, last) {
        (IpAddr::V4(first), IpAddr::V4(last)) => f64::from(u32::from(*last) - u32::from(*first)) / f64::from(u32::MAX),
        #[expect(clippy::cast_precision_loss, reason = "a share is wanted")]
        (IpAddr::V6(first), IpAddr::V6(last)) => (u128::from(*last) - u128::from(*first)) as f64 / u128::MAX as f64,
        _ => 0.0,
    };
    let share: f64 = ranges.iter().map(size).sum();
    share >= if family == Family::V4 { 0.5 } else { 0.1 }
}
