//! The effect on traffic in words.

use super::flows::{Flow, Side};
use crate::inventory::grouping::Group;
use crate::model::key::Family;
use crate::reach::PacketSet;

/// Most lines of each direction, unless all are wanted.
const MOST_LINES: usize = 10;

/// How many there are of a group: `12 pods`, `1 VM`.
pub(super) fn counted(groups: &[Group], count: u64) -> String {
    let Some(group) = groups.first() else { return String::new() };
    let (one, many) = group.noun();
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Packets in words. Those of one IP version alone say so only for IPv6: most endpoints have nothing but IPv4.
pub(super) fn packets(set: &PacketSet) -> String {
    let v4 = PacketSet::family(Family::V4);
    if v4.covers(set) { set.words(&v4) } else { set.words(&PacketSet::all()) }
}

/// `12 pods of ns web`, or `any address`.
fn first(side: &Side) -> String {
    if side.counted.is_empty() { side.group.clone() } else { format!("{} of {}", side.counted, side.group) }
}

/// `sg web (3 VMs)`, or `any address`.
fn second(side: &Side) -> String {
    if side.counted.is_empty() { side.group.clone() } else { format!("{} ({})", side.group, side.counted) }
}

/// Both sides and what passes: `12 pods of ns web <- sg sg01 (3 VMs): tcp/80`.
pub(super) fn between(flow: &Flow) -> String {
    let near = match flow.near {
        Some("same-host") => ", on one host",
        Some(_) => ", from host to host",
        None => "",
    };
    // Addresses outside come behind the arrow.
    if flow.to.endpoints.is_none() {
        return format!("{} -> {}: {}{near}", first(&flow.from), second(&flow.to), flow.words);
    }
    format!("{} <- {}: {}{near}", first(&flow.to), second(&flow.from), flow.words)
}

/// `opens: 12 pods of ns web <- sg sg01 (3 VMs): tcp/80`.
pub(super) fn line(word: &str, flow: &Flow) -> String {
    format!("{word}: {}", between(flow))
}

/// The lines of one direction; of many the first few, unless all are wanted.
pub(super) fn lines(word: &str, flows: &[Flow], all: bool) -> Vec<String> {
    let shown = if all { flows.len() } else { MOST_LINES };
    let mut lines: Vec<String> = flows.iter().take(shown).map(|flow| line(word, flow)).collect();
    if let Some(more) = flows.len().checked_sub(shown).filter(|more| *more > 0) {
        lines.push(format!("{word}: and {more} more; -v shows them all"));
    }
    lines
}

/// The question about what opens to everybody.
pub(super) fn question(flow: &Flow) -> String {
    format!("opens {} to {}: {}", first(&flow.to), flow.from.group, flow.words)
}
