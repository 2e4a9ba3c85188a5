//! What a change opens and closes, grouped and counted: `opens: 12 pods of ns web <- sg sg01 (3 VMs): tcp/80`.
//!
//! [`Difference`] tells of ends that are alike; people think of namespaces and security groups. An endpoint that is in several groups is
//! told of with each of them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::networks::Networks;
use super::told::{Teller, Told};
use super::who::{Who, WhoDoc};
use crate::inventory::grouping::Grouping;
use crate::model::key::Family;
use crate::reach::{Both, Change, Difference, Flow, GroupId, Kind, Near, PacketSet, Part, Service, Target, Verdict};

/// How many lines people are shown; scripts get all.
const SHOWN: usize = 40;

/// Traffic that passes now between some ends and did not before, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether it passes now.
    pub opens: bool,
    /// Who sends.
    pub from: Who,
    /// How many of them.
    pub from_ends: u64,
    /// Who receives.
    pub to: Who,
    /// How many of them.
    pub to_ends: u64,
    /// The packets.
    pub packets: PacketSet,
    /// Whether it is so only where both are on one host, or on two.
    pub near: Option<Near>,
    /// Between how many pairs of addresses; nothing where addresses outside are an end.
    pub pairs: Option<u64>,
    /// Whether that is every pair of those.
    pub every_pair: bool,
    /// Two that it is so of.
    example: Option<(GroupId, GroupId)>,
}

/// The side that closes, before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Because {
    /// What decided before.
    pub before: Told,
    /// What decides after.
    pub after: Told,
}

/// [`Line`] for scripts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineDoc {
    /// `opens` or `closes`.
    pub effect: &'static str,
    /// Who sends.
    pub from: WhoDoc,
    /// Who receives.
    pub to: WhoDoc,
    /// The packets, in words.
    pub packets: String,
    /// The packets, exactly.
    pub services: Vec<Service>,
    /// `same-host` or `other-host` where it is so only there.
    pub near: Option<&'static str>,
    /// Between how many pairs of addresses; null where addresses outside are an end.
    pub pairs: Option<u64>,
    /// What decided before and what after, of two of them; null between workloads and their own hosts.
    pub because: Option<Because>,
    /// All of it as a line.
    pub text: String,
}

impl Line {
    /// The packets in words.
    pub fn words(&self) -> String {
        for family in [Family::V4, Family::V6] {
            if self.packets == self.packets.only(family) {
                let words = self.packets.words(&PacketSet::family(family));
                return if family == Family::V6 { format!("{words} (IPv6)") } else { words };
            }
        }
        self.packets.to_string()
    }

    /// `opens` or `closes`.
    pub fn effect(&self) -> &'static str {
        if self.opens { "opens" } else { "closes" }
    }

    /// The line for scripts.
    pub fn doc(&self, because: Option<Because>) -> LineDoc {
        LineDoc {
            effect: self.effect(),
            from: self.from.doc(count(&self.from, self.from_ends)),
            to: self.to.doc(count(&self.to, self.to_ends)),
            packets: self.words(),
            services: self.packets.services(),
            near: self.near.map(|near| if near == Near::SameHost { "same-host" } else { "other-host" }),
            pairs: self.pairs,
            because,
            text: self.to_string(),
        }
    }
}

fn count(who: &Who, ends: u64) -> Option<u64> {
    who.count(ends).map(|_| ends)
}

impl std::fmt::Display for Line {
    /// `12 pods of ns web <- sg sg01 (3 VMs): tcp/80`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (to, from) = (self.to.some(self.to_ends), self.from.with_count(self.from_ends));
        write!(f, "{to} <- {from}: {}", self.words())?;
        match self.near {
            Some(_) if self.to == Who::OwnHost => {}
            Some(Near::SameHost) => f.write_str(", on one host")?,
            Some(Near::OtherHost) => f.write_str(", from host to host")?,
            None => {}
        }
        match self.pairs {
            Some(1) if !self.every_pair => f.write_str(", 1 pair"),
            Some(pairs) if !self.every_pair => write!(f, ", {pairs} pairs"),
            _ => Ok(()),
        }
    }
}

/// What a change opens and closes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// What opens first; addresses outside before all others, then the most pairs.
    pub lines: Vec<Line>,
}

impl Effect {
    /// Groups what changes.
    pub fn of(difference: &Difference<'_, '_, '_>, grouping: &Grouping<'_>) -> Self {
        let mut found = Grouped::new(difference, grouping);
        for change in difference.changes() {
            found.add(change);
        }
        Self { lines: found.lines() }
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines for scripts, each with what decides of an example. `tellers` tell of before and after.
    pub fn docs(&self, difference: &Difference<'_, '_, '_>, tellers: [&Teller<'_, '_, '_>; 2]) -> Vec<LineDoc> {
        self.lines.iter().map(|line| line.doc(because(line, difference, tellers))).collect()
    }
}

/// What opens and closes as lines for people, each with what decides of an example below it.
pub fn text(lines: &[LineDoc]) -> Vec<String> {
    let mut text = Vec::new();
    for line in lines.iter().take(SHOWN) {
        text.push(format!("{:<8}{}", format!("{}:", line.effect), line.text));
        if let Some(because) = &line.because {
            text.push(format!("          before: {}", because.before.text));
            text.push(format!("          after:  {}", because.after.text));
        }
    }
    match lines.len().saturating_sub(SHOWN) {
        0 => {}
        more => text.push(format!("and {more} more, which -o json tells")),
    }
    text
}

/// What decides about an example: the side that closes.
fn because(
    line: &Line,
    difference: &Difference<'_, '_, '_>,
    [before, after]: [&Teller<'_, '_, '_>; 2],
) -> Option<Because> {
    let (from, to) = line.example?;
    let near = line.near.unwrap_or(Near::OtherHost);
    let (from, to) = (difference.group(from)?, difference.group(to)?);
    let old = difference.before.between(from.before?, to.before?, near);
    let new = difference.after.between(from.after?, to.after?, near);
    let of = |flow: &Flow, verdict: Verdict, packets: &PacketSet| -> Option<Part> {
        flow.parts.iter().find(|part| part.verdict == verdict && !part.packets.is_disjoint(packets)).cloned()
    };
    let (closed, open) = if line.opens { (&old, &new) } else { (&new, &old) };
    let denied = of(closed, Verdict::Deny, &line.packets)?;
    let allowed = of(open, Verdict::Allow, &line.packets.intersection(&denied.packets))?;
    let side = |part: &Part, inbound: bool| if inbound { part.inbound } else { Some(part.outbound) };
    let inbound = denied.inbound.is_some();
    let (denied, allowed) = (side(&denied, inbound)?, side(&allowed, inbound)?);
    let (was, is) = if line.opens { (denied, allowed) } else { (allowed, denied) };
    Some(Because { before: before.decision(&was), after: after.decision(&is) })
}

/// What is common to packets that are told of in one line.
type Place = (bool, u32, u32, Option<Near>);

/// What is common to packets of addresses outside that are told of in one line: the end that is not outside stands by its name, and exactly.
type Outside = (bool, Option<u32>, Option<u32>, Option<Near>, PacketSet, BTreeSet<GroupId>);

#[derive(Default)]
struct Sum {
    from: BTreeSet<GroupId>,
    to: BTreeSet<GroupId>,
    pairs: Option<u64>,
    example: Option<(GroupId, GroupId)>,
}

/// Changes on their way into lines.
struct Grouped<'g, 'd, 'v, 'b, 'a> {
    difference: &'d Difference<'v, 'b, 'a>,
    grouping: &'g Grouping<'g>,
    who: Vec<Who>,
    /// The groups of addresses outside that there are.
    outside: Vec<GroupId>,
    numbers: HashMap<Who, u32>,
    /// Who the ends of a group are, each with its place among the group's.
    members: HashMap<GroupId, BTreeMap<u32, Vec<Both>>>,
    sums: BTreeMap<(Place, PacketSet), Sum>,
}

impl<'g, 'd, 'v, 'b, 'a> Grouped<'g, 'd, 'v, 'b, 'a> {
    fn new(difference: &'d Difference<'v, 'b, 'a>, grouping: &'g Grouping<'g>) -> Self {
        let mut found = Self {
            difference,
            grouping,
            who: Vec::new(),
            outside: Vec::new(),
            numbers: HashMap::new(),
            members: HashMap::new(),
            sums: BTreeMap::new(),
        };
        found.name_outside();
        found
    }

    fn number(&mut self, who: Who) -> u32 {
        let next = u32::try_from(self.who.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(who).or_insert_with_key(|who| {
            self.who.push(who.clone());
            next
        })
    }

    /// Gives each group of addresses outside that a change is about a name of its own.
    fn name_outside(&mut self) {
        let mentioned: BTreeSet<GroupId> = self.difference.changes().iter().flat_map(ends).collect();
        let is_outside = |id: &GroupId| self.difference.group(*id).is_some_and(|group| group.kind == Kind::Outside);
        let all: Vec<GroupId> = self.difference.group_ids().filter(is_outside).collect();
        self.outside = all;
        for id in mentioned.into_iter().filter(is_outside).collect::<Vec<_>>() {
            let number = self.number(Who::Addresses(self.networks(&[id].into())));
            self.members.insert(id, [(number, Vec::new())].into());
        }
    }

    /// The addresses of some groups of them.
    fn networks(&self, groups: &BTreeSet<GroupId>) -> Networks {
        let ranges = |id: &GroupId| self.difference.group(*id).map_or(&[][..], |group| &group.ranges);
        let kinds: Vec<_> = self.outside.iter().map(ranges).collect();
        let places = self.outside.iter().enumerate().filter(|(_, id)| groups.contains(id)).map(|(at, _)| at);
        Networks::joined(&kinds, &places.collect::<Vec<_>>())
    }

    /// Learns who is in a group.
    fn learn(&mut self, id: GroupId) {
        if self.members.contains_key(&id) {
            return;
        }
        let mut members: BTreeMap<u32, Vec<Both>> = BTreeMap::new();
        let group = self.difference.group(id);
        for both in group.into_iter().flat_map(|group| &group.endpoints) {
            // What an endpoint was before says it better than what becomes of it.
            let old = both.before.and_then(|id| self.difference.before.view().endpoint(id));
            let (path, profiles) = match old {
                Some(endpoint) => (endpoint.path(), endpoint.profiles()),
                None => match both.after.and_then(|id| self.difference.after.view().endpoint(id)) {
                    Some(endpoint) => (endpoint.path(), endpoint.profiles()),
                    None => continue,
                },
            };
            for group in self.grouping.groups(path, &profiles) {
                let number = self.number(Who::Group(group));
                members.entry(number).or_default().push(*both);
            }
        }
        self.members.insert(id, members);
    }

    /// Who the ends of some groups are: how many in all, and on each host.
    fn tally(&mut self, groups: &[GroupId], by_host: bool) -> BTreeMap<u32, Tally> {
        let mut found: BTreeMap<u32, Tally> = BTreeMap::new();
        for id in groups {
            self.learn(*id);
            for (who, ends) in self.members.get(id).into_iter().flatten() {
                let tally = found.entry(*who).or_default();
                tally.all += ends.len() as u64;
                tally.groups.push(*id);
                if by_host {
                    for end in ends {
                        *tally.hosts.entry(self.host(end)).or_default() += 1;
                    }
                }
            }
        }
        found
    }

    fn host(&self, end: &Both) -> String {
        let old = end.before.and_then(|id| self.difference.before.view().endpoint(id)).map(|found| found.host());
        let new = || end.after.and_then(|id| self.difference.after.view().endpoint(id)).map(|found| found.host());
        old.or_else(new).unwrap_or_default().to_owned()
    }

    /// How many pairs are of an end and itself, for each two of those that it is told of with.
    fn itself(&self, from: &[GroupId], to: &[GroupId]) -> HashMap<(u32, u32), u64> {
        let of = |groups: &[GroupId]| {
            let mut found: HashMap<Both, Vec<u32>> = HashMap::new();
            for (who, ends) in groups.iter().filter_map(|id| self.members.get(id)).flatten() {
                for end in ends {
                    found.entry(*end).or_default().push(*who);
                }
            }
            found
        };
        let (sources, destinations) = (of(from), of(to));
        let mut found: HashMap<(u32, u32), u64> = HashMap::new();
        for (end, from) in &sources {
            for to in destinations.get(end).into_iter().flatten() {
                for from in from {
                    *found.entry((*from, *to)).or_default() += 1;
                }
            }
        }
        found
    }

    fn add(&mut self, change: &Change) {
        let by_host = change.near.is_some();
        let sources = self.tally(&change.from, by_host);
        match &change.to {
            Target::OwnHost => {
                let host = self.number(Who::OwnHost);
                for (from, ends) in sources {
                    self.put(change, (from, &ends), (host, &Tally::default()), Some(ends.all));
                }
            }
            Target::Groups(to) => {
                let destinations = self.tally(to, by_host);
                let itself = self.itself(&change.from, to);
                for (from, ends) in &sources {
                    for (to, others) in &destinations {
                        let itself = itself.get(&(*from, *to)).copied().unwrap_or_default();
                        let together = || ends.together(others).saturating_sub(itself);
                        let all = (ends.all.saturating_mul(others.all)).saturating_sub(itself);
                        let is_outside = |who: &u32| matches!(self.who.get(*who as usize), Some(Who::Addresses(_)));
                        let pairs = match change.near {
                            _ if is_outside(from) || is_outside(to) => None,
                            None => Some(all),
                            Some(Near::SameHost) => Some(together()),
                            Some(Near::OtherHost) => Some(all.saturating_sub(together())),
                        };
                        if pairs != Some(0) {
                            self.put(change, (*from, ends), (*to, others), pairs);
                        }
                    }
                }
            }
        }
    }

    fn put(
        &mut self,
        change: &Change,
        (from, sources): (u32, &Tally),
        (to, destinations): (u32, &Tally),
        pairs: Option<u64>,
    ) {
        for (opens, packets) in [(true, &change.opens), (false, &change.closes)] {
            if packets.is_empty() {
                continue;
            }
            let place = (opens, from, to, change.near);
            let sum = self.sums.entry((place, (**packets).clone())).or_default();
            sum.from.extend(&sources.groups);
            sum.to.extend(&destinations.groups);
            if let Some(pairs) = pairs {
                sum.pairs = Some(sum.pairs.unwrap_or_default().saturating_add(pairs));
            }
            if sum.example.is_none() {
                sum.example = sources.groups.first().copied().zip(destinations.groups.first().copied());
            }
        }
    }

    /// How many ends of some groups are told of under a name.
    fn ends(&self, groups: &BTreeSet<GroupId>, who: u32) -> HashSet<Both> {
        let members = groups.iter().filter_map(|id| self.members.get(id)?.get(&who));
        members.flatten().copied().collect()
    }

    /// Addresses outside with which the same happens to the same ends are told of together.
    fn join_outside(&mut self) {
        let is_outside = |who: &u32| matches!(self.who.get(*who as usize), Some(Who::Addresses(_)));
        let mut joined: BTreeMap<Outside, Sum> = BTreeMap::new();
        let mut kept = BTreeMap::new();
        for (((opens, from, to, near), packets), sum) in std::mem::take(&mut self.sums) {
            let key = match (is_outside(&from), is_outside(&to)) {
                (true, false) => (opens, None, Some(to), near, packets, sum.to.clone()),
                (false, true) => (opens, Some(from), None, near, packets, sum.from.clone()),
                _ => {
                    kept.insert(((opens, from, to, near), packets), sum);
                    continue;
                }
            };
            match joined.get_mut(&key) {
                Some(known) => {
                    known.from.extend(sum.from);
                    known.to.extend(sum.to);
                }
                None => drop(joined.insert(key, sum)),
            }
        }
        self.sums = kept;
        for ((opens, from, to, near, packets, _), sum) in joined {
            let outside = if from.is_none() { &sum.from } else { &sum.to };
            let who = Who::Addresses(self.networks(outside));
            let number = self.number(who);
            let place = (opens, from.unwrap_or(number), to.unwrap_or(number), near);
            let known = self.sums.entry((place, packets)).or_default();
            known.from.extend(sum.from);
            known.to.extend(sum.to);
            known.example = known.example.or(sum.example);
        }
    }

    fn lines(mut self) -> Vec<Line> {
        self.join_outside();
        let mut merged: BTreeMap<Place, Vec<(PacketSet, Sum)>> = BTreeMap::new();
        for ((place, packets), sum) in std::mem::take(&mut self.sums) {
            let known = merged.entry(place).or_default();
            let same = |other: &PacketSet| is_the_same_in_both(other, &packets);
            match known.iter_mut().find(|(other, _)| same(other)) {
                Some((other, all)) => {
                    *other = other.union(&packets);
                    all.from.extend(sum.from);
                    all.to.extend(sum.to);
                    all.pairs = all.pairs.zip(sum.pairs).map(|(a, b)| a.saturating_add(b));
                }
                None => known.push((packets, sum)),
            }
        }
        let mut lines = Vec::new();
        for ((opens, from, to, near), sums) in merged {
            for (packets, sum) in sums {
                let (Some(source), Some(target)) = (self.who.get(from as usize), self.who.get(to as usize)) else {
                    continue;
                };
                let (sources, targets) = (self.ends(&sum.from, from), self.ends(&sum.to, to));
                let own_host = *target == Who::OwnHost;
                let itself = sources.intersection(&targets).count();
                let product = (sources.len() * targets.len()).saturating_sub(itself) as u64;
                let every_pair = sum.pairs.is_none_or(|pairs| own_host || near.is_none() && pairs >= product);
                lines.push(Line {
                    opens,
                    from: source.clone(),
                    from_ends: sources.len() as u64,
                    to: target.clone(),
                    to_ends: targets.len() as u64,
                    packets,
                    near,
                    pairs: sum.pairs,
                    every_pair,
                    example: sum.example,
                });
            }
        }
        let outside = |line: &Line| !matches!((&line.from, &line.to), (Who::Group(_), Who::Group(_)));
        lines.sort_by(|a, b| {
            let first = |line: &Line| (!line.opens, !outside(line), std::cmp::Reverse(line.pairs));
            first(a).cmp(&first(b)).then_with(|| (&a.to, &a.from, &a.packets).cmp(&(&b.to, &b.from, &b.packets)))
        });
        lines
    }
}

fn ends(change: &Change) -> impl Iterator<Item = GroupId> {
    let to: &[GroupId] = match &change.to {
        Target::Groups(to) => to,
        Target::OwnHost => &[],
    };
    change.from.iter().chain(to).copied()
}

/// Whether two sets are the same packets, the one in IPv4 and the other in IPv6.
fn is_the_same_in_both(a: &PacketSet, b: &PacketSet) -> bool {
    let one = |set: &PacketSet| [Family::V4, Family::V6].into_iter().find(|family| *set == set.only(*family));
    match (one(a), one(b)) {
        (Some(x), Some(y)) if x != y => a.words(&PacketSet::family(x)) == b.words(&PacketSet::family(y)),
        _ => false,
    }
}

/// Ends of one name.
#[derive(Default)]
struct Tally {
    all: u64,
    hosts: HashMap<String, u64>,
    groups: Vec<GroupId>,
}

impl Tally {
    /// Pairs whose ends are on one host.
    fn together(&self, other: &Self) -> u64 {
        self.hosts.iter().map(|(host, count)| count * other.hosts.get(host).copied().unwrap_or_default()).sum()
    }
}

#[cfg(test)]
mod tests;
