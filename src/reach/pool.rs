//! What views that come of one reading have in common: every name, list and object, once and by number.

use std::collections::HashMap;
use std::rc::Rc;

use serde::Serialize;

use super::atoms::Atoms;
use super::hash::{Interner, Quick};
use super::settings::HostRules;

/// The number of an object that can decide about traffic; the same in every view that comes of one reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub(super) u32);

/// What can decide about traffic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Object {
    /// A profile's rules.
    Profile {
        /// Its name.
        name: String,
        /// The key of its rules.
        key: String,
    },
    /// A policy.
    Policy {
        /// Its tier.
        tier: String,
        /// Its name.
        name: String,
        /// Its key.
        key: String,
    },
    /// A tier, at whose end nothing was decided. Felix 2 knows no tiers: its name is empty there.
    Tier {
        /// Its name.
        name: String,
    },
    /// An endpoint: its state, its profiles.
    Endpoint {
        /// Its key.
        key: String,
    },
    /// A parameter of Felix.
    Parameter {
        /// Its name.
        name: String,
    },
}

/// Sequences by number: each once.
#[derive(Clone, Debug)]
pub(super) struct Sequences {
    values: Vec<Rc<[u32]>>,
    numbers: Quick<Rc<[u32]>, u32>,
}

impl Default for Sequences {
    /// The empty sequence has the number 0.
    fn default() -> Self {
        let mut sequences = Self { values: Vec::new(), numbers: Quick::default() };
        sequences.number(&[]);
        sequences
    }
}

impl Sequences {
    pub(super) fn number(&mut self, sequence: &[u32]) -> u32 {
        if let Some(number) = self.numbers.get(sequence) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let sequence: Rc<[u32]> = sequence.into();
        self.values.push(Rc::clone(&sequence));
        self.numbers.insert(sequence, number);
        number
    }

    pub(super) fn get(&self, number: u32) -> &[u32] {
        self.values.get(number as usize).map_or(&[], |sequence| sequence)
    }
}

/// Texts by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    values: Vec<Rc<str>>,
    numbers: HashMap<Rc<str>, u32>,
}

impl Texts {
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let text: Rc<str> = text.into();
        self.values.push(Rc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    pub(super) fn get(&self, number: u32) -> &str {
        self.values.get(number as usize).map_or("", |text| text)
    }
}

/// Labels by number: a key with a value each.
#[derive(Clone, Debug, Default)]
pub(super) struct LabelPairs {
    values: Vec<(u32, u32)>,
    numbers: Quick<(u32, u32), u32>,
}

impl LabelPairs {
    pub(super) fn number(&mut self, pair: (u32, u32)) -> u32 {
        if let Some(number) = self.numbers.get(&pair) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        self.values.push(pair);
        self.numbers.insert(pair, number);
        number
    }

    /// The numbers of key and value among the texts.
    pub(super) fn get(&self, number: u32) -> (u32, u32) {
        self.values.get(number as usize).copied().unwrap_or_default()
    }
}

/// All of it. It only grows.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    pub(super) atoms: Atoms,
    pub(super) objects: Interner<Object>,
    pub(super) texts: Texts,
    pub(super) pairs: LabelPairs,
    /// Lists of profiles' names, in their order.
    pub(super) profile_lists: Sequences,
    /// Sets of labels.
    pub(super) label_sets: Sequences,
    pub(super) host_rules: Interner<HostRules>,
    versions: u32,
}

impl Pool {
    /// A number that no content had before.
    pub(super) fn version(&mut self) -> u32 {
        self.versions += 1;
        self.versions
    }

    pub(super) fn object(&mut self, object: Object) -> ObjectId {
        ObjectId(self.objects.number(object))
    }
}
