//! What rules ask of an address: whether it lies in a network, carries a tag, belongs to what a selector selects.

use std::collections::HashMap;

use ipnet::IpNet;

use crate::model::felix::Generation;
use crate::model::selector::Selector;

/// The number of a question, the same in every view that comes of one reading.
pub(super) type AtomId = u32;

/// A question that some rule asks of an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Atom {
    /// Whether it lies in a network.
    Net(IpNet),
    /// Whether an endpoint that has it carries a tag, as a generation sees it.
    Tag(Generation, String),
    /// Whether a selector selects an endpoint that has it, as a generation sees its labels.
    Selector(Generation, Selector),
}

/// Every question, once.
#[derive(Clone, Debug, Default)]
pub(super) struct Atoms {
    list: Vec<Atom>,
    numbers: HashMap<Atom, AtomId>,
}

impl Atoms {
    /// The number of a question.
    pub(super) fn number(&mut self, atom: Atom) -> AtomId {
        if let Some(number) = self.numbers.get(&atom) {
            return *number;
        }
        let number = AtomId::try_from(self.list.len()).unwrap_or(AtomId::MAX);
        self.list.push(atom.clone());
        self.numbers.insert(atom, number);
        number
    }

    /// The number of a question, if anybody asks it.
    pub(super) fn find(&self, atom: &Atom) -> Option<AtomId> {
        self.numbers.get(atom).copied()
    }

    /// Every question with its number.
    pub(super) fn each(&self) -> impl Iterator<Item = (AtomId, &Atom)> {
        (0..).zip(&self.list)
    }
}
