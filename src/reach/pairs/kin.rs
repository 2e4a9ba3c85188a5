//! Units that let the same packets pass: of thousands of rules that decide, few differ in what they let through.

use super::count::By;
use super::units::{Half, Unit};
use crate::model::key::Family;
use crate::model::profile::Direction;
use crate::reach::atoms::AtomId;
use crate::reach::classes::Kind;
use crate::reach::hash::{Interner, Quick};
use crate::reach::space::{NONE, Space};

/// Units of a group that let the same pass, whoever is at the other end.
pub(super) struct Kin {
    pub(super) kind: Kind,
    pub(super) family: Family,
    pub(super) apart: bool,
    /// Of receivers, whether they look at the mark that another chain left.
    pub(super) heeds_mark: bool,
    /// The row of [`Passed`] that is theirs.
    row: u32,
    /// What is so of their addresses, by the columns of the others' rows, each with how many they are; and of those that others see instead.
    own: Vec<(u32, u64)>,
    seen: Vec<(u32, u64)>,
    /// Which units of the group.
    pub(super) units: Vec<usize>,
}

/// What passes one direction's rules: a row for all that let the same pass, a column for what is so of the address at the other end.
struct Passed {
    rows: Interner<Vec<u32>>,
    /// The row of a side.
    of_side: Quick<(u32, bool), u32>,
}

/// The kin of all groups, and what they let pass.
pub(super) struct Kindred {
    pub(super) senders: Vec<Vec<Kin>>,
    pub(super) receivers: Vec<Vec<Kin>>,
    outbound: Passed,
    inbound: Passed,
}

impl Kindred {
    pub(super) fn of(half: &Half, space: &mut Space) -> Self {
        let (of_senders, of_receivers) = (Columns::of(&half.senders, space), Columns::of(&half.receivers, space));
        let outbound = Passed::of(&half.senders, Direction::Outbound, &of_receivers, space);
        let inbound = Passed::of(&half.receivers, Direction::Inbound, &of_senders, space);
        let senders = half.senders.iter().map(|units| kin(units, &outbound, &of_senders, None)).collect();
        let receivers = half.receivers.iter().map(|units| kin(units, &inbound, &of_receivers, Some(space))).collect();
        Self { senders, receivers, outbound, inbound }
    }

    /// The receivers of a kin, by what senders let pass to them.
    pub(super) fn receivers_by(&self, sender: &Kin, receiver: &Kin, found: &mut Vec<(u32, u64)>) {
        self.outbound.tally(sender.row, &receiver.own, found);
    }

    /// The senders of a kin, by what receivers on other hosts let pass from them.
    pub(super) fn senders_by(&self, sender: &Kin, receiver: &Kin, found: &mut Vec<(u32, u64)>) {
        let seen = if sender.apart && !receiver.apart { &sender.seen } else { &sender.own };
        self.inbound.tally(receiver.row, seen, found);
    }
}

impl Passed {
    fn of(groups: &[Vec<Unit>], direction: Direction, columns: &Columns, space: &mut Space) -> Self {
        let mut passed = Self { rows: Interner::default(), of_side: Quick::default() };
        for unit in groups.iter().flatten() {
            let key = (unit.side, unit.family == Family::V4);
            if !passed.of_side.contains_key(&key) {
                let row = columns.row((unit.side, direction, unit.family), space);
                passed.of_side.insert(key, passed.rows.number(row));
            }
        }
        passed
    }

    fn tally(&self, row: u32, columns: &[(u32, u64)], found: &mut Vec<(u32, u64)>) {
        found.clear();
        let Some(row) = self.rows.get(row) else { return };
        for (column, count) in columns {
            let Some(number) = row.get(*column as usize) else { continue };
            match found.iter_mut().find(|(known, _)| known == number) {
                Some((_, sum)) => *sum += count,
                None => found.push((*number, *count)),
            }
        }
    }
}

/// What is so of addresses: a column for each set, and which sets have an answer.
struct Columns {
    sets: Vec<u32>,
    of_set: Quick<u32, u32>,
    with_atom: Quick<AtomId, Vec<u32>>,
}

impl Columns {
    fn of(groups: &[Vec<Unit>], space: &Space) -> Self {
        let mut columns = Self { sets: Vec::new(), of_set: Quick::default(), with_atom: Quick::default() };
        for alike in groups.iter().flatten().flat_map(|unit| &unit.ends) {
            for set in [alike.set, alike.example.masqueraded].into_iter().filter(|set| *set != NONE) {
                let next = u32::try_from(columns.sets.len()).unwrap_or(NONE);
                if *columns.of_set.entry(set).or_insert(next) == next {
                    columns.sets.push(set);
                    for atom in space.sets.get(set) {
                        columns.with_atom.entry(*atom).or_default().push(next);
                    }
                }
            }
        }
        columns
    }

    fn number(&self, set: u32) -> u32 {
        self.of_set.get(&set).copied().unwrap_or(NONE)
    }

    /// What a side lets pass, column by column.
    fn row(&self, rules: (u32, Direction, Family), space: &mut Space) -> Vec<u32> {
        // Of most sets nothing is asked.
        let mut row = vec![By::Sets.side(space, rules, 0); self.sets.len()];
        let asked: Vec<AtomId> = space.asked(rules.0).to_vec();
        for column in asked.iter().filter_map(|atom| self.with_atom.get(atom)).flatten() {
            if let (Some(slot), Some(set)) = (row.get_mut(*column as usize), self.sets.get(*column as usize)) {
                *slot = By::Sets.side(space, rules, *set);
            }
        }
        row
    }
}

fn kin(units: &[Unit], passed: &Passed, columns: &Columns, marks: Option<&Space>) -> Vec<Kin> {
    let mut list: Vec<Kin> = Vec::new();
    let mut numbers: Quick<(Kind, Family, bool, bool, u32), usize> = Quick::default();
    for (at, unit) in units.iter().enumerate() {
        let row = passed.of_side.get(&(unit.side, unit.family == Family::V4)).copied().unwrap_or(NONE);
        let heeds_mark = marks.is_some_and(|space| space.heeds_mark(unit.side));
        let Unit { kind, family, apart, .. } = *unit;
        let number = *numbers.entry((kind, family, apart, heeds_mark, row)).or_insert_with(|| {
            let (own, seen, units) = (Vec::new(), Vec::new(), Vec::new());
            list.push(Kin { kind, family, apart, heeds_mark, row, own, seen, units });
            list.len() - 1
        });
        if let Some(kin) = list.get_mut(number) {
            kin.units.push(at);
            for alike in &unit.ends {
                kin.own.push((columns.number(alike.set), alike.count));
                kin.seen.push((columns.number(alike.seen(false)), alike.count));
            }
        }
    }
    for kin in &mut list {
        summed(&mut kin.own);
        summed(&mut kin.seen);
    }
    list
}

/// Adds up what has one number.
pub(super) fn summed(counts: &mut Vec<(u32, u64)>) {
    counts.sort_unstable();
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}
