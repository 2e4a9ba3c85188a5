//! Expectations held against a datastore.

use serde::Serialize;

use super::Felixes;
use super::expectation::{Expect, Expectation};
use super::pairs::Pairs;
use super::told::{Teller, Told};
use crate::inventory::parties::{self, Parties};
use crate::inventory::{self, Unresolved};
use crate::model::openstack::Names;
use crate::reach::{Reach, Verdict, View};
use crate::store::Snapshot;

/// Pairs whose packets were not as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The source of one of them.
    pub from: String,
    /// The destination of the same.
    pub to: String,
    /// How many pairs there are like it.
    pub pairs: usize,
    /// The packets.
    pub packets: String,
    /// What became of them.
    pub verdict: Verdict,
    /// What the source's side decided.
    pub outbound: Told,
    /// What the destination's side decided; null where the source's side dropped them.
    pub inbound: Option<Told>,
}

impl Failure {
    /// What decided.
    pub fn decided(&self) -> &Told {
        match &self.inbound {
            Some(inbound) if self.verdict == Verdict::Allow || self.outbound.verdict == Verdict::Allow => inbound,
            _ => &self.outbound,
        }
    }
}

/// What became of an expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// What it is called.
    pub name: String,
    /// The words of the sources.
    pub from: Vec<String>,
    /// The words of the destinations.
    pub to: Vec<String>,
    /// Which packets.
    pub packets: String,
    /// `allow` or `deny`.
    pub expect: &'static str,
    /// Whether it is so.
    pub passed: bool,
    /// How many pairs were looked at.
    pub pairs: usize,
    /// Why it could not be looked at: a word means nothing, or there is no pair; else null.
    pub error: Option<String>,
    /// Pairs that are not as expected, those alike in one.
    pub failures: Vec<Failure>,
}

/// Everything that is looked at together.
pub struct Ground<'a, 'v, 's> {
    /// What answers.
    pub reach: &'a Reach<'v, 's>,
    /// The keys that words are looked up in.
    pub snapshot: &'a Snapshot,
    /// The imported names.
    pub names: &'a Names,
    /// Which Felix runs where.
    pub felixes: &'a Felixes,
}

impl<'a, 'v, 's> Ground<'a, 'v, 's> {
    /// Finds whom some words mean.
    pub fn find<S: AsRef<str>>(&self, words: &[S]) -> Vec<Result<Parties, Unresolved>> {
        parties::find(words, self.snapshot, self.names, self.felixes.settings.generation)
    }

    /// Holds each expectation against the datastore.
    pub fn check(&self, expectations: &[Expectation]) -> Vec<Checked> {
        let words: Vec<&String> = expectations.iter().flat_map(|wanted| wanted.from.iter().chain(&wanted.to)).collect();
        let mut found = self.find(&words).into_iter();
        let mut take = |count: usize| -> Vec<Result<Parties, Unresolved>> { found.by_ref().take(count).collect() };
        expectations
            .iter()
            .map(|wanted| {
                let (from, to) = (take(wanted.from.len()), take(wanted.to.len()));
                self.check_one(wanted, from, to)
            })
            .collect()
    }

    fn check_one(
        &self,
        wanted: &Expectation,
        from: Vec<Result<Parties, Unresolved>>,
        to: Vec<Result<Parties, Unresolved>>,
    ) -> Checked {
        let mut checked = Checked {
            name: wanted.name.clone(),
            from: wanted.from.clone(),
            to: wanted.to.clone(),
            packets: wanted.question.to_string(),
            expect: wanted.expect.word(),
            passed: false,
            pairs: 0,
            error: None,
            failures: Vec::new(),
        };
        let (from, to) =
            match (from.into_iter().collect::<Result<Vec<_>, _>>(), to.into_iter().collect::<Result<Vec<_>, _>>()) {
                (Ok(from), Ok(to)) => (from, to),
                (Err(unresolved), _) | (_, Err(unresolved)) => {
                    checked.error = Some(unresolved.to_string());
                    return checked;
                }
            };
        let teller = Teller::new(self.reach, self.snapshot);
        for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
            let pairs = Pairs::of(self.reach, from, to, None);
            for bundle in &pairs.bundles {
                let family = bundle.trace.from.family();
                let asked = wanted.question.packets(family);
                if asked.is_empty() {
                    continue;
                }
                checked.pairs += bundle.count;
                let wrong = match wanted.expect {
                    Expect::Allow => Verdict::Deny,
                    Expect::Deny => Verdict::Allow,
                };
                for part in bundle.trace.parts.iter().filter(|part| part.verdict == wrong) {
                    let packets = part.packets.intersection(&asked);
                    if packets.is_empty() {
                        continue;
                    }
                    checked.failures.push(Failure {
                        from: bundle.from.to_string(),
                        to: bundle.to.to_string(),
                        pairs: bundle.count,
                        packets: packets.words(&crate::reach::PacketSet::family(family)),
                        verdict: part.verdict,
                        outbound: teller.decision(&part.outbound),
                        inbound: part.inbound.as_ref().map(|decision| teller.decision(decision)),
                    });
                }
            }
        }
        if checked.pairs == 0 {
            checked.error = Some("there is nobody to ask about: no pair of them has such packets".to_owned());
        }
        checked.passed = checked.error.is_none() && checked.failures.is_empty();
        checked
    }
}

/// Holds expectations against a snapshot of [`super::scopes`].
pub fn check_with(expectations: &[Expectation], snapshot: &Snapshot, felixes: &Felixes) -> Vec<Checked> {
    let view = View::read(snapshot, &felixes.settings);
    let reach = Reach::of(&view);
    let (names, _) = inventory::names(snapshot);
    Ground { reach: &reach, snapshot, names: &names, felixes }.check(expectations)
}

#[cfg(test)]
mod tests;
