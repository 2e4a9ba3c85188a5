//! What passes, in tables.

use std::collections::HashMap;

use super::{Alike, SetId};
use crate::model::key::Family;
use crate::model::profile::Direction;
use crate::reach::answer::Reason;
use crate::reach::classes::Kind;
use crate::reach::flow::Near;
use crate::reach::hash::Quick;
use crate::reach::space::{NONE, Space};

/// Outcomes in tables, so that the innermost loop does nothing but look them up.
pub(super) struct Tables<'t> {
    space: &'t mut Space,
    /// The sets of the senders, by number, and which of them have an answer.
    sets: Vec<u32>,
    with_atom: Quick<u32, Vec<u32>>,
    /// What passes by outbound side, for each set of a receiver.
    outbound: HashMap<(u32, Family), Vec<u32>>,
    /// What passes by set of a sender, for each inbound side.
    inbound: HashMap<(u32, Family), Vec<u32>>,
    /// The numbers of the outbound sides of the senders.
    side_numbers: Quick<u32, u32>,
    /// What passes both, by what passes the one and the other; [`NONE`] where it was not asked for yet.
    combined: Vec<Vec<u32>>,
}

impl<'t> Tables<'t> {
    pub(super) fn new(space: &'t mut Space, senders: &[Alike]) -> Self {
        let mut sets = Vec::new();
        let mut with_atom: Quick<u32, Vec<u32>> = Quick::default();
        let mut side_numbers: Quick<u32, u32> = Quick::default();
        for sender in senders {
            let number = sets.len();
            if sender.set as usize == number {
                sets.push(sender.asked);
                for atom in space.sets.get(sender.asked) {
                    with_atom.entry(*atom).or_default().push(sender.set);
                }
            }
            let next = u32::try_from(side_numbers.len()).unwrap_or(NONE);
            side_numbers.entry(sender.side).or_insert(next);
        }
        Self {
            space,
            sets,
            with_atom,
            outbound: HashMap::new(),
            inbound: HashMap::new(),
            side_numbers,
            combined: Vec::new(),
        }
    }

    /// What passes of each outbound side towards a receiver; two numbers apart, plain and marked.
    fn column(&mut self, set: u32, family: Family) -> Vec<u32> {
        let mut sides: Vec<(u32, u32)> = self.side_numbers.iter().map(|(side, number)| (*number, *side)).collect();
        sides.sort_unstable();
        let mut column = Vec::with_capacity(sides.len());
        for (_, side) in sides {
            let passing = match side {
                NONE => {
                    let open = self.space.open(family, Direction::Outbound, Reason::NotPoliced);
                    self.space.passing(open)
                }
                side => self.space.side_passing(side, set, false),
            };
            column.push(self.space.either(passing.plain, passing.marked));
        }
        column
    }

    /// What an inbound side lets pass of each set of a sender.
    fn row(&mut self, side: u32, family: Family) -> Vec<u32> {
        if side == NONE {
            let open = self.space.open(family, Direction::Inbound, Reason::NotPoliced);
            return vec![self.space.passing(open).plain; self.sets.len()];
        }
        let passing = |space: &mut Space, set: u32| {
            let passing = space.side_passing(side, set, false);
            space.either(passing.plain, passing.marked)
        };
        // Of most sets nothing is asked.
        let mut row = vec![passing(self.space, 0); self.sets.len()];
        let asked: Vec<u32> = self.space.asked(side).to_vec();
        for set in asked.iter().filter_map(|atom| self.with_atom.get(atom)).flatten() {
            if let (Some(slot), Some(content)) = (row.get_mut(*set as usize), self.sets.get(*set as usize)) {
                *slot = passing(self.space, *content);
            }
        }
        row
    }

    /// What passes both of two sets of packets.
    fn both(&mut self, a: u32, b: u32) -> u32 {
        let found = self.space.both(a, b);
        if self.combined.len() <= a as usize {
            self.combined.resize(a as usize + 1, Vec::new());
        }
        if let Some(row) = self.combined.get_mut(a as usize) {
            if row.len() <= b as usize {
                row.resize(b as usize + 1, NONE);
            }
            if let Some(slot) = row.get_mut(b as usize) {
                *slot = found;
            }
        }
        found
    }

    pub(super) fn fill(mut self, senders: &[Alike], receivers: &[Alike], count: usize, cells: &mut [Vec<SetId>]) {
        let sides: Vec<u32> =
            senders.iter().map(|sender| self.side_numbers.get(&sender.side).copied().unwrap_or(0)).collect();
        for receiver in receivers {
            let key = (receiver.asked, receiver.example.family);
            let column = match self.outbound.remove(&key) {
                Some(column) => column,
                None => self.column(receiver.asked, receiver.example.family),
            };
            let side = (receiver.side, receiver.example.family);
            let row = match self.inbound.remove(&side) {
                Some(row) => row,
                None => self.row(receiver.side, receiver.example.family),
            };
            let special =
                receiver.example.kind == Kind::Host || receiver.side != NONE && self.space.heeds_mark(receiver.side);
            let mut last = (NONE, NONE);
            for (sender, side) in senders.iter().zip(&sides) {
                if sender.example.family != receiver.example.family {
                    continue;
                }
                if sender.endpoints.len() == 1 && sender.endpoints == receiver.endpoints {
                    continue;
                }
                let to = &receiver.example;
                let may_matter = special
                    || sender.example.kind == Kind::Host
                    || sender.example.masqueraded != NONE && !to.pooled && to.kind != Kind::Outside;
                if may_matter {
                    for set in self.apart(sender, receiver) {
                        put(cells, count, sender.group, receiver.group, set);
                    }
                    continue;
                }
                let (a, b) = (
                    column.get(*side as usize).copied().unwrap_or(0),
                    row.get(sender.set as usize).copied().unwrap_or(0),
                );
                let known = self.combined.get(a as usize).and_then(|row| row.get(b as usize)).copied();
                let set = match known {
                    Some(known) if known != NONE => known,
                    _ => self.both(a, b),
                };
                if last != (sender.group, set) {
                    last = (sender.group, set);
                    put(cells, count, sender.group, receiver.group, set);
                }
            }
            self.outbound.insert(key, column);
            self.inbound.insert(side, row);
        }
    }

    /// What passes where it matters whether both ends are on one host.
    fn apart(&mut self, sender: &Alike, receiver: &Alike) -> Vec<u32> {
        let outside = sender.endpoints.is_empty() || receiver.endpoints.is_empty();
        let (near, far) = if outside { (0, 1) } else { sender.pairs(receiver) };
        let mut found = Vec::new();
        for near in [(near, Near::SameHost), (far, Near::OtherHost)].into_iter().filter(|(count, _)| *count > 0) {
            let (from, to) = ((&sender.example, sender.side), (&receiver.example, receiver.side));
            found.extend(self.space.passes_between(from, to, near.1));
        }
        found
    }
}

fn put(cells: &mut [Vec<SetId>], count: usize, from: u32, to: u32, set: u32) {
    if let Some(cell) = cells.get_mut(from as usize * count + to as usize)
        && !cell.contains(&SetId(set))
    {
        cell.push(SetId(set));
    }
}
