//! The effect on traffic in words.

use super::flows::{Flow, Side};
use crate::inventory::grouping::Group;
use crate::model::key::Family;
use crate::reach::PacketSet;

/// Most lines of each direction, unless all are wanted.
const MOST_LINES: usize = 10;
/// Most groups that one side of a line names, unless all are wanted.
const MOST_GROUPS: usize = 4;

/// How many there are of a group: `12 pods`, `1 VM`.
pub(super) fn counted(groups: &[Group], count: u64) -> String {
    let (one, many) = match groups.first() {
        None => return String::new(),
        Some(Group::HostEndpoints) => ("host endpoint", "host endpoints"),
        Some(group) => group.noun(),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Packets in words. Those of one IP version alone say so only for IPv6: most endpoints have nothing but IPv4.
pub(super) fn packets(set: &PacketSet) -> String {
    let v4 = PacketSet::family(Family::V4);
    if v4.covers(set) { set.words(&v4) } else { set.words(&PacketSet::all()) }
}

impl Side {
    /// Whether the count says all that the name does.
    fn is_counted_only(&self) -> bool {
        self.counted.ends_with(self.group.trim_end_matches('s')) || self.counted.ends_with(&self.group)
    }

    /// `12 pods of ns web`, or `any address`.
    fn first(&self) -> String {
        match () {
            () if self.counted.is_empty() => self.group.clone(),
            () if self.is_counted_only() => self.counted.clone(),
            () => format!("{} of {}", self.counted, self.group),
        }
    }

    /// `sg web (3 VMs)`, or `any address`.
    fn second(&self) -> String {
        match () {
            () if self.counted.is_empty() => self.group.clone(),
            () if self.is_counted_only() => self.counted.clone(),
            () => format!("{} ({})", self.group, self.counted),
        }
    }
}

/// A line: whom it is about, and with whom.
struct Line<'f> {
    about: Vec<&'f Side>,
    with: Vec<&'f Side>,
    /// `<-`, or `->` towards what has no endpoints.
    arrow: &'static str,
    flow: &'f Flow,
}

impl<'f> Line<'f> {
    fn of(flow: &'f Flow) -> Self {
        if flow.to.endpoints.is_none() {
            Self { about: vec![&flow.from], with: vec![&flow.to], arrow: "->", flow }
        } else {
            Self { about: vec![&flow.to], with: vec![&flow.from], arrow: "<-", flow }
        }
    }

    /// Whether the same happens in the same direction.
    fn is_like(&self, other: &Self) -> bool {
        (self.arrow, self.flow.near, &self.flow.words) == (other.arrow, other.flow.near, &other.flow.words)
    }

    /// `12 pods of ns web <- sg sg01 (3 VMs): tcp/80`.
    fn words(&self, all: bool) -> String {
        let Self { about, with, arrow, flow } = self;
        let near = match flow.near {
            Some("same-host") => ", on one host",
            Some(_) => ", from host to host",
            None => "",
        };
        let (about, with) = (joined(about, all, Side::first), joined(with, all, Side::second));
        format!("{about} {arrow} {with}: {}{near}", flow.words)
    }
}

fn joined(sides: &[&Side], all: bool, words: fn(&Side) -> String) -> String {
    let shown = if all { sides.len() } else { MOST_GROUPS };
    let named: Vec<String> = sides.iter().take(shown).map(|side| words(side)).collect();
    match sides.len().saturating_sub(shown) {
        0 => named.join(", "),
        1 => format!("{} and 1 more group", named.join(", ")),
        more => format!("{} and {more} more groups", named.join(", ")),
    }
}

/// Puts together what happens to the same ends, then what happens to several with the same others.
fn folded(flows: &[Flow]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for line in flows.iter().map(Line::of) {
        match lines.iter_mut().find(|known| known.is_like(&line) && known.about == line.about) {
            Some(known) => known.with.extend(line.with),
            None => lines.push(line),
        }
    }
    let mut folded: Vec<Line<'_>> = Vec::new();
    for line in lines {
        match folded.iter_mut().find(|known| known.is_like(&line) && known.with == line.with) {
            Some(known) => known.about.extend(line.about),
            None => folded.push(line),
        }
    }
    folded
}

/// Both sides and what passes: `12 pods of ns web <- sg sg01 (3 VMs): tcp/80`.
pub fn between(flow: &Flow) -> String {
    Line::of(flow).words(true)
}

/// The lines of one direction; of many the first few, unless all are wanted.
pub fn lines(word: &str, flows: &[Flow], all: bool) -> Vec<String> {
    // What is not shown need not be put together: of very many flows that would take longer than to find them.
    const MOST_FOLDED: usize = 1000;
    let lines = folded(flows.get(..MOST_FOLDED.min(flows.len())).unwrap_or_default());
    let shown = if all { lines.len() } else { MOST_LINES };
    let mut told: Vec<String> = lines.iter().take(shown).map(|line| format!("{word}: {}", line.words(all))).collect();
    let rest: usize = lines.iter().skip(shown).map(|line| line.about.len() * line.with.len()).sum();
    let rest = rest + flows.len().saturating_sub(MOST_FOLDED);
    if rest > 0 {
        let hint = if all { "-o json has them all" } else { "-v shows them" };
        told.push(format!("{word}: and {rest} more; {hint}"));
    }
    told
}

/// The question about what opens to everybody.
pub(super) fn question(flow: &Flow) -> String {
    format!("opens {} to {}: {}", flow.to.first(), flow.from.group, flow.words)
}
