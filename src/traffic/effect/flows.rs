//! What opens and what closes, between which ends, counted.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use serde::Serialize;

use super::FEW;
use super::blocks::{Block, Blocks, Label, endpoint_of};
use crate::inventory::grouping::Group;
use crate::model::openstack::Names;
use crate::reach::{Both, Caveat, Change, Difference, GroupId, Near, PacketSet, Service, Target};

/// Most pairs of classes that are looked at for what the datastore does not tell.
const MOST_LOOKED_AT: usize = 2000;

/// One side of traffic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// What it is called: `ns web`, `sg sg01`, `any address`. Endpoints that are in several groups are told of by themselves.
    pub group: String,
    /// What kind of group it is.
    pub kind: &'static str,
    /// How many endpoints; `null` for addresses that no endpoint has.
    pub endpoints: Option<u64>,
    /// How they are counted in words: `12 pods`.
    #[serde(skip)]
    pub(super) counted: String,
}

/// Packets that pass from some ends to some others and did not, or that did and do not any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// The sources.
    pub from: Side,
    /// The destinations.
    pub to: Side,
    /// `same-host` or `other-host` where it is so only for ends on one host, or on two; else `null`.
    pub near: Option<&'static str>,
    /// From how many endpoints to how many, pair by pair; `null` for addresses that no endpoint has.
    pub pairs: Option<u64>,
    /// The packets, exactly.
    pub services: Vec<Service>,
    /// The packets in words.
    pub words: String,
    #[serde(skip)]
    pub(super) packets: Rc<PacketSet>,
    /// Two that it is so of.
    #[serde(skip)]
    pub(super) example: Option<(GroupId, GroupId)>,
}

/// The ends of one side of a flow, on their way.
#[derive(Default)]
struct Ends {
    blocks: BTreeSet<u32>,
    /// Of blocks of which not all take part.
    some: HashSet<Both>,
}

/// What is told together, counted.
#[derive(Default)]
struct Tally {
    from: Ends,
    to: Ends,
    pairs: Option<u64>,
    example: Option<(GroupId, GroupId)>,
}

/// What is told together: the names of both sides, where they are, which packets.
type Told = (Label, Label, Option<Near>, Rc<PacketSet>);

/// What opens, and what closes.
type Tallies = [HashMap<Told, Tally>; 2];

/// What a difference opens and closes; and of each that opens, whether it is from everybody, and to more than a few endpoints or to some
/// that nobody named. `is_named` tells whether an endpoint's own key is changed.
pub(super) fn of(
    difference: &Difference<'_, '_, '_>,
    names: &Names,
    is_named: &dyn Fn(&str) -> bool,
) -> (Vec<Flow>, Vec<Flow>, Vec<bool>) {
    let blocks = Blocks::of(difference, names);
    let mut counting = Counting { difference, blocks, tallies: Tallies::default() };
    counting.run();
    let Counting { blocks, tallies, .. } = counting;
    let [opens, closes] = tallies.map(|tallies| flows(difference, &blocks, tallies, is_named));
    let (opens, public) = opens.into_iter().unzip();
    (opens, closes.into_iter().map(|(flow, _)| flow).collect(), public)
}

struct Counting<'d, 'v, 'b, 'a> {
    difference: &'d Difference<'v, 'b, 'a>,
    blocks: Blocks,
    tallies: Tallies,
}

impl Counting<'_, '_, '_, '_> {
    fn run(&mut self) {
        // What happens between two blocks, by number of the change.
        let mut between: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for (at, [from, to]) in (0u32..).zip(&self.blocks.of_changes) {
            for from in from {
                for to in to {
                    between.entry((*from, *to)).or_default().push(at);
                }
            }
        }
        let mut known: HashMap<Vec<u32>, Rc<Vec<Happening>>> = HashMap::new();
        for ((from, to), changes) in between {
            let happenings = match known.get(&changes) {
                Some(known) => Rc::clone(known),
                None => {
                    let found = Rc::new(self.together(&changes));
                    known.insert(changes.clone(), Rc::clone(&found));
                    found
                }
            };
            for happening in happenings.iter() {
                self.count((from, to), happening, &changes);
            }
        }
    }

    /// What some changes come to together.
    fn together(&self, changes: &[u32]) -> Vec<Happening> {
        let all = |near: Option<Near>, closes: bool| {
            let some = changes.iter().filter_map(|at| self.difference.changes().get(*at as usize));
            // Where a workload's own host is the other end, that both are on one host goes without saying.
            let fits = some.filter(|change| change.near == near || (near.is_none() && change.to == Target::OwnHost));
            fits.fold(PacketSet::empty(), |all, change| all.union(if closes { &change.closes } else { &change.opens }))
        };
        let mut found = Vec::new();
        for closes in [false, true] {
            let anywhere = all(None, closes);
            let own_host = |at: &u32| {
                self.difference.changes().get(*at as usize).is_some_and(|change| change.to == Target::OwnHost)
            };
            let [same, other] = match changes.iter().any(own_host) {
                true => [anywhere.clone(), anywhere.clone()],
                false => [Near::SameHost, Near::OtherHost].map(|near| anywhere.union(&all(Some(near), closes))),
            };
            let mut tell = |near, packets: PacketSet| {
                if !packets.is_empty() {
                    found.push(Happening { near, closes, packets: Rc::new(packets) });
                }
            };
            if same == other {
                tell(None, same);
            } else {
                tell(Some(Near::SameHost), same);
                tell(Some(Near::OtherHost), other);
            }
        }
        found
    }

    fn count(&mut self, (from, to): (u32, u32), happening: &Happening, changes: &[u32]) {
        let get = |number: u32| self.blocks.list.get(number as usize);
        let (Some(source), Some(target)) = (get(from), get(to)) else { return };
        let pairs = match (source.count(), target.count()) {
            (Some(sources), None) if target.label == Label::OwnHost => Some(sources),
            (Some(sources), Some(targets)) => {
                let itself = if from == to { sources } else { 0 };
                let same: u64 = source.by_host.iter().filter_map(|(host, n)| Some(n * target.by_host.get(host)?)).sum();
                Some(match happening.near {
                    None => (sources * targets).saturating_sub(itself),
                    Some(Near::SameHost) => same.saturating_sub(itself),
                    Some(Near::OtherHost) => (sources * targets).saturating_sub(same),
                })
            }
            _ => None,
        };
        if pairs == Some(0) {
            return;
        }
        let near = happening.near.filter(|_| source.count().is_some() && target.count().is_some());
        let told = (source.label.clone(), target.label.clone(), near, Rc::clone(&happening.packets));
        let partners = near.map(|near| {
            let has = |own: &Block, other: &Block, host: &u32, alone: bool| match near {
                Near::SameHost => {
                    other.by_host.contains_key(host)
                        && !(alone && own.by_host.get(host).is_some_and(|count| *count == 1))
                }
                Near::OtherHost => other.by_host.keys().any(|other| other != host),
            };
            let of = |own: &Block, other: &Block| {
                own.by_host.keys().filter(|host| has(own, other, host, from == to)).copied().collect::<BTreeSet<u32>>()
            };
            [of(source, target), of(target, source)]
        });
        let known = self.tallies[usize::from(happening.closes)].get(&told).is_some_and(|tally| tally.example.is_some());
        let example = if known { None } else { self.example((source, target), happening, changes) };
        let some = partners.map(|[sources, targets]| [self.on(from, &sources), self.on(to, &targets)]);
        let tally = self.tallies[usize::from(happening.closes)].entry(told).or_default();
        tally.example = tally.example.or(example);
        if let Some(pairs) = pairs {
            *tally.pairs.get_or_insert_default() += pairs;
        }
        match some {
            None => {
                tally.from.blocks.insert(from);
                tally.to.blocks.insert(to);
            }
            Some([sources, targets]) => {
                tally.from.some.extend(sources);
                tally.to.some.extend(targets);
            }
        }
    }

    /// Two groups of two blocks that it is so of.
    fn example(
        &self,
        (source, target): (&Block, &Block),
        happening: &Happening,
        changes: &[u32],
    ) -> Option<(GroupId, GroupId)> {
        let is_it = |change: &&Change| {
            let packets = if happening.closes { &change.closes } else { &change.opens };
            (change.near.is_none() || change.near == happening.near) && !packets.is_disjoint(&happening.packets)
        };
        let two = |change: &Change| {
            let Target::Groups(to) = &change.to else { return None };
            let from = change.from.iter().find(|group| source.groups.contains(group))?;
            Some((*from, *to.iter().find(|group| target.groups.contains(group))?))
        };
        let changes = changes.iter().filter_map(|at| self.difference.changes().get(*at as usize));
        changes.filter(is_it).find_map(two)
    }

    /// The endpoints of a block that are on some hosts.
    fn on(&mut self, block: u32, hosts: &BTreeSet<u32>) -> Vec<Both> {
        let Some(ends) = self.blocks.list.get(block as usize).map(|block| block.endpoints.clone()) else {
            return Vec::new();
        };
        let difference = self.difference;
        ends.into_iter().filter(|end| hosts.contains(&self.blocks.host(difference, *end))).collect()
    }
}

/// What opens or closes between some ends.
struct Happening {
    near: Option<Near>,
    closes: bool,
    packets: Rc<PacketSet>,
}

impl Ends {
    fn endpoints(&self, blocks: &Blocks) -> HashSet<Both> {
        let whole = self.blocks.iter().filter_map(|number| blocks.list.get(*number as usize));
        whole.flat_map(|block| block.endpoints.iter().copied()).chain(self.some.iter().copied()).collect()
    }

    /// How many workloads the endpoints are of: a VM of several ports is one.
    fn workloads(&self, blocks: &Blocks, difference: &Difference<'_, '_, '_>) -> u64 {
        let mut numbers = self.blocks.iter();
        let count = match (numbers.next(), numbers.next()) {
            (Some(only), None) if self.some.is_empty() => {
                blocks.list.get(*only as usize).map_or(0, |block| block.workloads)
            }
            _ => super::blocks::workloads(difference, &self.endpoints(blocks)),
        };
        count as u64
    }

    fn side(&self, label: &Label, blocks: &Blocks, difference: &Difference<'_, '_, '_>) -> Side {
        let endpoints = matches!(label, Label::Groups(_)).then(|| {
            if self.some.is_empty() {
                let counts = self.blocks.iter().filter_map(|number| blocks.list.get(*number as usize)?.count());
                counts.sum()
            } else {
                self.endpoints(blocks).len() as u64
            }
        });
        let counted = match (label, endpoints) {
            (Label::Groups(groups), Some(endpoints)) => {
                let machines = matches!(groups.first(), Some(Group::SecurityGroup { .. }));
                super::words::counted(groups, if machines { self.workloads(blocks, difference) } else { endpoints })
            }
            _ => String::new(),
        };
        Side { group: label.to_string(), kind: label.kind(), endpoints, counted }
    }
}

/// Flows, the largest first. Beside each, whether it is from everybody, and to more than a few endpoints or to some that nobody named: who
/// gives a pod a profile that lets everybody in has said which pod; who changes the profile may not know who has it.
fn flows(
    difference: &Difference<'_, '_, '_>,
    blocks: &Blocks,
    tallies: HashMap<Told, Tally>,
    is_named: &dyn Fn(&str) -> bool,
) -> Vec<(Flow, bool)> {
    let mut flows: Vec<(Flow, bool)> = tallies
        .into_iter()
        .map(|((from, to, near, packets), tally)| {
            let flow = Flow {
                from: tally.from.side(&from, blocks, difference),
                to: tally.to.side(&to, blocks, difference),
                near: near.map(|near| match near {
                    Near::SameHost => "same-host",
                    Near::OtherHost => "other-host",
                }),
                pairs: tally.pairs,
                services: packets.services(),
                words: super::words::packets(&packets),
                packets,
                example: tally.example,
            };
            let from_everybody = matches!(from, Label::Addresses { everybody: true, .. });
            let is_public = from_everybody
                && flow.to.endpoints.is_some_and(|count| {
                    let named = |end: &Both| endpoint_of(difference, *end).is_some_and(|found| is_named(found.path()));
                    count > FEW as u64 || !tally.to.endpoints(blocks).iter().all(named)
                });
            (flow, is_public)
        })
        .collect();
    // Of addresses outside there is no number, and more than of anything else.
    let size = |flow: &Flow| {
        let ends = flow.from.endpoints.unwrap_or(0).max(flow.to.endpoints.unwrap_or(0));
        (flow.pairs.is_none(), flow.pairs.unwrap_or(0), ends)
    };
    flows.sort_by(|(a, _), (b, _)| {
        size(b).cmp(&size(a)).then_with(|| {
            let key = |flow: &Flow| (flow.to.group.clone(), flow.from.group.clone(), flow.near, flow.words.clone());
            key(a).cmp(&key(b))
        })
    });
    flows
}

/// What the datastore does not tell about what changes.
pub(super) fn caveats(difference: &Difference<'_, '_, '_>) -> Vec<&'static str> {
    let mut found: BTreeSet<Caveat> = BTreeSet::new();
    let mut left = MOST_LOOKED_AT;
    for change in difference.changes() {
        let Target::Groups(to) = &change.to else { continue };
        for (from, to) in change.from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
            let Some(rest) = left.checked_sub(1) else { break };
            left = rest;
            let (Some(from), Some(to)) = (difference.group(*from), difference.group(*to)) else { continue };
            // Also of what does not change: it may be so because of that.
            for near in [Near::SameHost, Near::OtherHost] {
                if let (Some(from), Some(to)) = (from.after, to.after) {
                    found.extend(difference.after.caveats(from, to, near));
                }
                if let (Some(from), Some(to)) = (from.before, to.before) {
                    found.extend(difference.before.caveats(from, to, near));
                }
            }
        }
    }
    found.into_iter().map(Caveat::code).collect()
}
