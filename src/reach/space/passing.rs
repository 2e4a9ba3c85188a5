//! What passes, without what decides it: far fewer answers, and quicker ones.

use std::rc::Rc;

use super::{Space, Status, peers};
use crate::reach::answer::Verdict;
use crate::reach::set::PacketSet;

/// The numbers of the packets that a side lets pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::reach) struct Passing {
    /// Those that carry no mark when they leave the chain.
    pub(in crate::reach) plain: u32,
    pub(in crate::reach) marked: u32,
}

impl Space {
    /// The numbers of the packets that an outcome lets pass.
    pub(in crate::reach) fn passing(&mut self, outcome: u32) -> Passing {
        if let Some(Some(known)) = self.passing.get(outcome as usize) {
            return *known;
        }
        let parts = self.outcomes.get(outcome).map(Rc::clone).unwrap_or_default();
        let mut of = |marked: bool| {
            let passing = parts.iter().filter(|part| part.decision.verdict == Verdict::Allow && part.marked == marked);
            let set = passing.fold(PacketSet::empty(), |all, part| all.union(&part.packets));
            self.packet_sets.number(set)
        };
        let found = Passing { plain: of(false), marked: of(true) };
        let at = outcome as usize;
        if self.passing.len() <= at {
            self.passing.resize(at + 1, None);
        }
        if let Some(slot) = self.passing.get_mut(at) {
            *slot = Some(found);
        }
        found
    }

    /// What a side lets pass from or to an address with a set of answers: the outcome without what decided it, of which there are far
    /// fewer, and which is worked out once for all addresses for which the same rules hold.
    pub(in crate::reach) fn side_passing(&mut self, side: u32, peer: u32, marked: bool) -> Passing {
        let Some(found) = self.sides.get(side as usize) else { return Passing::default() };
        let marked = marked && found.questions.heeds_mark;
        let peer = if found.questions.peer.is_empty() { 0 } else { peer };
        let [plain_page, marked_page] = &found.passing_by_set;
        let mut number = (if marked { marked_page } else { plain_page }).get(peer);
        if number.is_none() {
            let questions = Rc::clone(&found.questions);
            let answers = self.common(peer, &questions.peer);
            let by_answers =
                |space: &Self| space.sides.get(side as usize)?.passing_by_answers.get(&(answers, marked)).copied();
            let found = by_answers(self).unwrap_or_else(|| self.passing_by_rules(side, answers, marked));
            if let Some(side) = self.sides.get_mut(side as usize) {
                let [plain_page, marked_page] = &mut side.passing_by_set;
                (if marked { marked_page } else { plain_page }).set(peer, found);
                side.passing_by_answers.insert((answers, marked), found);
            }
            number = Some(found);
        }
        number.and_then(|number| self.passings.get(number)).map(|passing| **passing).unwrap_or_default()
    }

    fn passing_by_rules(&mut self, side: u32, answers: u32, marked: bool) -> u32 {
        let holding = self.sides.get(side as usize).and_then(|side| {
            let program = self.program(&side.subject).filter(|_| side.subject.status == Status::Programmed)?;
            let peers = peers(side.direction, self.sets.get(side.own), self.sets.get(answers));
            Some(program.holding(side.direction, side.family, peers))
        });
        let rules = self.rule_sets.number(&holding.unwrap_or_default());
        let known = self.sides.get(side as usize).and_then(|side| side.passing_by_rules.get(&(rules, marked)).copied());
        known.unwrap_or_else(|| {
            let outcome = self.outcome(side, answers, marked);
            let passing = self.passing(outcome);
            let number = self.passings.number(passing);
            if let Some(side) = self.sides.get_mut(side as usize) {
                side.passing_by_rules.insert((rules, marked), number);
            }
            number
        })
    }

    /// The number of the packets that pass both sides.
    pub(in crate::reach) fn passes(&mut self, outbound: Passing, inbound: Passing, marked: Passing) -> u32 {
        let inbound = self.either(inbound.plain, inbound.marked);
        let first = self.both(outbound.plain, inbound);
        if self.is_nothing(outbound.marked) {
            return first;
        }
        let marked = self.either(marked.plain, marked.marked);
        let second = self.both(outbound.marked, marked);
        self.either(first, second)
    }

    fn is_nothing(&self, set: u32) -> bool {
        self.packet_sets.get(set).is_none_or(|set| set.is_empty())
    }

    /// The number of what is in both of two sets of packets.
    pub(in crate::reach) fn both(&mut self, a: u32, b: u32) -> u32 {
        self.combined(a, b, false)
    }

    /// The number of what is in either of two sets of packets.
    pub(in crate::reach) fn either(&mut self, a: u32, b: u32) -> u32 {
        self.combined(a, b, true)
    }

    /// The number of what is in both of two sets of packets, or in either.
    fn combined(&mut self, a: u32, b: u32, either: bool) -> u32 {
        if a == b {
            return a;
        }
        let key = (a.min(b), a.max(b), either);
        if let Some(known) = self.combined.get(&key) {
            return *known;
        }
        let of = |number: u32| self.packet_sets.get(number).map(Rc::clone).unwrap_or_default();
        let (a, b) = (of(a), of(b));
        let found = self.packet_sets.number(if either { a.union(&b) } else { a.intersection(&b) });
        self.combined.insert(key, found);
        found
    }

    pub(in crate::reach) fn packet_set(&self, number: u32) -> Rc<PacketSet> {
        self.packet_sets.get(number).map(Rc::clone).unwrap_or_default()
    }
}
