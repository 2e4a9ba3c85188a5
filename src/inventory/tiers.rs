//! Tiers with their policies, in the order in which they decide.

mod faults;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Unresolved;
use super::policies::{self, FoundPolicy};
use crate::model::json::Malformed;
use crate::model::key::{Key, TIERS, escape};
use crate::model::policy::{Order, tier_order};
use crate::store::Snapshot;

pub use faults::{Fault, Kind as FaultKind, all as faults};

/// A tier as a snapshot holds it.
#[derive(Clone, Debug)]
pub struct Tier {
    /// Its name.
    pub name: String,
    /// Its place among tiers, or why it cannot be read; `None` where there is no metadata. Felix 1.4 ignores every policy of a tier
    /// without readable metadata; Felix 2 knows no tiers, and sorts all policies by their own order.
    pub metadata: Option<Result<Order, Malformed>>,
    /// Its policies, in the order in which they decide; those that cannot be read are the last.
    pub policies: Vec<FoundPolicy>,
}

impl Tier {
    /// The path of its metadata.
    pub fn path(&self) -> String {
        metadata_path(&self.name)
    }

    /// `ok`, `missing` or `malformed`: what its metadata is.
    pub fn state(&self) -> &'static str {
        match &self.metadata {
            None => "missing",
            Some(Err(_)) => "malformed",
            Some(Ok(_)) => "ok",
        }
    }

    /// Why Felix 1.4 ignores its policies, as a line; `None` where it does not.
    pub fn ignored(&self) -> Option<String> {
        let why = match &self.metadata {
            Some(Ok(_)) => return None,
            None => "is missing".to_owned(),
            Some(Err(why)) => format!("cannot be read: {why}"),
        };
        Some(format!("{} {why}: Felix 1.4 ignores the policies of the tier", self.path()))
    }

    /// The policies that pass all endpoints' undecided traffic on, in both directions, and do nothing else.
    pub fn pass_through(&self) -> impl Iterator<Item = &FoundPolicy> {
        self.policies.iter().filter(|policy| policy.is_pass_through())
    }
}

/// The path of a tier's metadata.
pub fn metadata_path(tier: &str) -> String {
    Key::TierMetadata { tier: tier.to_owned() }.path()
}

/// Why Felix 1.4 ignores the policies of a tier, as a line; `None` where it does not.
pub fn ignored(snapshot: &Snapshot, tier: &str) -> Option<String> {
    let metadata = snapshot.get(&metadata_path(tier)).map(|entry| tier_order(&entry.value));
    Tier { name: tier.to_owned(), metadata, policies: Vec::new() }.ignored()
}

/// Every tier of a snapshot: in the order in which Felix 1.4 goes through them, then those that it ignores, by name.
pub fn all(snapshot: &Snapshot) -> Vec<Tier> {
    let mut tiers: BTreeMap<String, Tier> = BTreeMap::new();
    let empty = |name: &String| Tier { name: name.clone(), metadata: None, policies: Vec::new() };
    for entry in snapshot.under(&format!("{TIERS}/")) {
        if let Key::TierMetadata { tier } = Key::parse(&entry.path) {
            tiers.entry(tier).or_insert_with_key(empty).metadata = Some(tier_order(&entry.value));
        }
    }
    for policy in policies::all(snapshot) {
        tiers.entry(policy.tier.clone()).or_insert_with_key(empty).policies.push(policy);
    }
    let mut tiers: Vec<Tier> = tiers.into_values().collect();
    for tier in &mut tiers {
        let mut ranked: Vec<_> =
            std::mem::take(&mut tier.policies).into_iter().map(|policy| (policy.fault().is_some(), policy)).collect();
        ranked.sort_by(|(a_faulty, a), (b_faulty, b)| a_faulty.cmp(b_faulty).then_with(|| a.compare(b)));
        tier.policies = ranked.into_iter().map(|(_, policy)| policy).collect();
    }
    tiers.sort_by(|a, b| match (&a.metadata, &b.metadata) {
        (Some(Ok(a_order)), Some(Ok(b_order))) => a_order.compare(*b_order).then_with(|| a.name.cmp(&b.name)),
        (Some(Ok(_)), _) => Ordering::Less,
        (_, Some(Ok(_))) => Ordering::Greater,
        _ => a.name.cmp(&b.name),
    });
    tiers
}

/// The tier of a name.
pub fn named(snapshot: &Snapshot, name: &str) -> Option<Tier> {
    all(snapshot).into_iter().find(|tier| tier.name == name)
}

/// Finds the policy that a word means: `tier/name` as it is listed, or the name alone where one tier has it.
///
/// # Errors
/// [`Unresolved`]: no such policy, or one in several tiers.
pub fn find_policy(word: &str, snapshot: &Snapshot) -> Result<FoundPolicy, Unresolved> {
    let mut candidates: Vec<FoundPolicy> = policies::all(snapshot).filter(|found| found.full_name() == word).collect();
    if candidates.is_empty() {
        // As it is written, or as it is listed.
        candidates =
            policies::all(snapshot).filter(|found| found.name == word || escape(&found.name) == word).collect();
    }
    match candidates.len() {
        1 => Ok(candidates.remove(0)),
        _ => Err(Unresolved {
            what: "policy",
            word: word.to_owned(),
            candidates: candidates.iter().map(FoundPolicy::full_name).collect(),
        }),
    }
}
