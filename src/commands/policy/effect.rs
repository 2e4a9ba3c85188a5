//! What a change of policies does to their tiers beyond what was asked.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::inventory::policies::{self, FoundPolicy};
use crate::inventory::tiers::{self, Fault, FaultKind, Tier};
use crate::plan::Plan;
use crate::store::Snapshot;

/// Questions of one kind that are told of, each by itself.
const MOST_ASKED: usize = 3;

/// A fault of a tier or policy, as a document.
#[derive(Serialize)]
pub(in crate::commands) struct FaultDoc {
    id: &'static str,
    pub(in crate::commands) text: String,
}

impl From<Fault> for FaultDoc {
    fn from(fault: Fault) -> Self {
        Self { id: fault.kind.word(), text: fault.text }
    }
}

/// Asks about traffic that a plan's policies drop where that is new, and tells of tiers that are ignored.
pub(in crate::commands) fn tell(plan: &mut Plan, snapshot: &Snapshot) {
    let faults = |snapshot: &Snapshot| tiers::all(snapshot).iter().flat_map(tiers::faults).collect::<Vec<Fault>>();
    let before: BTreeSet<(Option<String>, String, FaultKind)> =
        faults(snapshot).into_iter().map(|fault| (fault.policy, fault.tier, fault.kind)).collect();
    let after = faults(&plan.applied_to(snapshot, &[policies::scope_of_all()]));
    let mut asked: Vec<Fault> = Vec::new();
    for fault in after {
        let was = |kind| before.contains(&(fault.policy.clone(), fault.tier.clone(), kind));
        // Some rules are more than none.
        let was_worse = matches!(fault.kind, FaultKind::DropsRest(direction) if was(FaultKind::Shuts(direction)));
        match fault.kind {
            kind if was(kind) || was_worse => {}
            FaultKind::Ignored | FaultKind::NotForFelix14 | FaultKind::NotForFelix2 => plan.warn(fault.text),
            _ => asked.push(fault),
        }
    }
    let more = asked.split_off(asked.len().min(MOST_ASKED));
    asked.into_iter().for_each(|fault| plan.ask(fault.text));
    if let Some(next) = more.first() {
        plan.ask(format!("and so on, {} more: {}", more.len(), next.text));
    }
}

/// Tells of policies of the tier that have the same order as one of them.
pub(super) fn tell_of_ties(plan: &mut Plan, snapshot: &Snapshot, tier: &str, name: &str) {
    let after = plan.applied_to(snapshot, &[policies::scope_of_all()]);
    let Some(tier) = tiers::named(&after, tier) else { return };
    let Some(this) = tier.policies.iter().find(|policy| policy.name == name) else { return };
    let tied = |other: &&FoundPolicy| other.name != name && other.order().compare(this.order()).is_eq();
    let others: Vec<&FoundPolicy> = tier.policies.iter().filter(tied).collect();
    if let Some(first) = others.first() {
        let whose = match others.len() {
            1 => format!("policy {}", first.full_name()),
            count => format!("{count} policies, such as {},", first.full_name()),
        };
        plan.warn(format!(
            "{whose} of tier {} has the same order, {}: names decide which comes first",
            tier.name,
            this.order()
        ));
    }
}

/// Tells of policies in other tiers that have the same name.
pub(in crate::commands) fn tell_of_namesakes(plan: &mut Plan, snapshot: &Snapshot, tier: &str, name: &str) {
    for other in policies::all(snapshot).filter(|found| found.tier != tier && found.name == name) {
        plan.warn(format!(
            "policy {} has the same name: Felix 2 knows policies by their names alone, and takes one of the two only",
            other.full_name()
        ));
    }
}

/// Asks before a tier begins to count.
pub(in crate::commands) fn ask_to_arm(plan: &mut Plan, tier: &Tier) {
    let counting = tier.policies.iter().filter(|policy| policy.fault().is_none());
    let names: Vec<String> = counting.map(FoundPolicy::full_name).collect();
    if let Some(first) = names.first() {
        let which = if names.len() == 1 { first.clone() } else { format!("{} policies, first {first},", names.len()) };
        plan.ask(format!(
            "tier {} gets its metadata: {which} which Felix 1.4 ignores so far, will decide about traffic",
            tier.name
        ));
    }
}
