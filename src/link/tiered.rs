//! Links by namespace: a policy between the pods of a namespace and a group's members, in a tier of its own.
//!
//! Felix 1.4 ignores the policies of a tier that has no metadata, and drops at the end of a tier what none of its policies that select
//! the endpoint has decided. So the tier has a policy that passes everything on, in both directions, and its metadata is
//! written last. Felix 2 knows no tiers: it sorts all policies by their own order.

use super::wanted::{self, LinkError, Wanted};
use super::{Joined, Link, Mechanism, NAMESPACE_LABEL, ToGroup, find, rules_of, tagged};
use crate::inventory::policies;
use crate::model::key::{Key, TIERS};
use crate::model::name::{self, Kind};
use crate::model::policy::{Order, Policy, tier_order};
use crate::model::profile::Direction;
use crate::model::rule::{Action, Rule, Spec};
use crate::model::selector::Selector;
use crate::plan::Plan;
use crate::store::Snapshot;

/// The tier of links by namespace.
pub const TIER: &str = "k8s-openstack";
/// Its metadata: before the tier `default`, where the Kubernetes policy controller has its policies, at 1000.
const METADATA: &[u8] = br#"{"order": 900}"#;
/// The place of a link's policy in the tier.
pub(super) const LINK_ORDER: u32 = 1000;
/// The policy that passes on what no link decides.
const PASS: &str = "no-match";
/// Its place: after all links.
const PASS_ORDER: u32 = 2000;

/// The selector of a namespace's pods.
pub fn pods_of(namespace: &str) -> String {
    format!("{NAMESPACE_LABEL} == '{namespace}'")
}

pub(super) fn policy_path(name: &str) -> String {
    Key::Policy { tier: TIER.to_owned(), name: name.to_owned() }.path()
}

fn metadata_path() -> String {
    Key::TierMetadata { tier: TIER.to_owned() }.path()
}

/// Plans a link: the tier with the policy that passes on, where they are missing, and the link's own policy.
///
/// # Errors
/// [`LinkError`].
pub fn add(plan: &mut Plan, snapshot: &Snapshot, wanted: &Wanted<'_>, namespace: &str) -> Result<(), LinkError> {
    name::check(Kind::Policy, wanted.name)?;
    put_tier(plan, snapshot)?;
    let (path, pods) = (policy_path(wanted.name), pods_of(namespace));
    let mut policy = match snapshot.get(&path) {
        Some(entry) => Policy::parse(&entry.value).map_err(|why| LinkError::Malformed { key: path.clone(), why })?,
        None => Policy::new("", LINK_ORDER),
    };
    let links = find::all(snapshot);
    let present = links.iter().find(|link| link.key().path() == path);
    for group in &wanted.groups {
        let joined = wanted.joined(group, Some(&pods))?;
        let there = present.into_iter().flat_map(|link| &link.groups).find(|there| there.group == group.id);
        let there = there.map(|there| for_pods(there, &pods)).filter(|there| rules_of(there).next().is_some());
        if !there.as_ref().is_some_and(|there| same(there, &joined)) {
            if let Some(there) = there {
                if !wanted.update {
                    return Err(LinkError::Differs {
                        link: format!("{TIER}/{}", wanted.name),
                        key: path,
                        group: group.id.clone(),
                        there: wanted::describe(&there),
                        wanted: wanted::describe(&joined),
                    });
                }
                leave_group(&mut policy, &there);
            }
            for rule in rules_of(&joined) {
                // At the end is no position that could be out of range.
                let _ = policy.rules_mut().insert(Direction::Inbound, None, rule);
            }
        }
        if !wanted.peers {
            tagged::label_members(plan, snapshot, group)?;
        }
    }
    plan.put(snapshot, path, policy.to_bytes());
    Ok(())
}

/// Plans to take a link's rules out of its policy; the policy goes where nothing else is in it, and the tier with the last one.
///
/// # Errors
/// [`LinkError::Malformed`].
pub fn leave(plan: &mut Plan, snapshot: &Snapshot, link: &Link) -> Result<(), LinkError> {
    let Mechanism::Namespace { tier, .. } = &link.mechanism else { return Ok(()) };
    let path = link.key().path();
    let Some(entry) = snapshot.get(&path) else { return Ok(()) };
    let mut policy = Policy::parse(&entry.value).map_err(|why| LinkError::Malformed { key: path.clone(), why })?;
    link.groups.iter().for_each(|joined| leave_group(&mut policy, joined));
    if Direction::BOTH.iter().any(|direction| !policy.rules().values(*direction).is_empty()) {
        plan.put(snapshot, path, policy.to_bytes());
        return Ok(());
    }
    plan.delete(snapshot, &path);
    let keep = [path, policy_path(PASS), metadata_path()];
    let in_tier = snapshot.under(&format!("{TIERS}/{TIER}/"));
    if tier == TIER && in_tier.iter().all(|entry| keep.contains(&entry.path)) && passes(snapshot) == Some(true) {
        plan.delete(snapshot, &policy_path(PASS));
        plan.delete(snapshot, &metadata_path());
    }
    Ok(())
}

/// The name of every policy in another tier that is called like this: Felix 2 knows policies by their name alone, and takes the
/// last one that it hears of.
pub fn namesakes(snapshot: &Snapshot, name: &str) -> Vec<String> {
    let same = policies::all(snapshot).filter(|found| found.tier != TIER && (found.name == name || found.name == PASS));
    same.map(|found| found.path).collect()
}

/// Writes what makes the tier one, where it is missing.
pub(super) fn put_tier(plan: &mut Plan, snapshot: &Snapshot) -> Result<(), LinkError> {
    let (pass, metadata) = (policy_path(PASS), metadata_path());
    match passes(snapshot) {
        Some(true) => plan.relied_on(snapshot, &pass),
        Some(false) => return Err(LinkError::NoPass { tier: TIER.to_owned(), key: pass }),
        None => {
            let mut policy = Policy::new("", PASS_ORDER);
            let on = Rule::from(Spec { action: Action::NextTier, ..Spec::default() });
            for direction in Direction::BOTH {
                policy.rules_mut().replace(direction, vec![on.to_json()]);
            }
            plan.put(snapshot, pass, policy.to_bytes());
        }
    }
    match snapshot.get(&metadata) {
        None => plan.put(snapshot, metadata, METADATA.to_vec()),
        Some(entry) => {
            tier_order(&entry.value).map_err(|why| LinkError::Malformed { key: metadata.clone(), why })?;
            plan.relied_on(snapshot, &metadata);
        }
    }
    Ok(())
}

/// Whether the policy that should pass everything on does so, after all links; `None` where it is not there.
pub fn passes(snapshot: &Snapshot) -> Option<bool> {
    let policy = Policy::parse(&snapshot.get(&policy_path(PASS))?.value).ok();
    Some(policy.is_some_and(|policy| {
        let all = matches!(policy.selector(), Ok(Selector::All));
        let after = match policy.order() {
            Ok(Order::At(order)) => order > f64::from(LINK_ORDER),
            Ok(Order::Last) => true,
            Err(_) => false,
        };
        let on = Direction::BOTH.into_iter().all(|direction| {
            let first = policy.rules().list(direction).next();
            first
                .is_some_and(|rule| rule.is_ok_and(|rule| rule.matches_all() && rule.spec().action == Action::NextTier))
        });
        all && after && on
    }))
}

/// What of a group's rules is about some pods.
fn for_pods(joined: &Joined, pods: &str) -> Joined {
    let pods = Selector::parse(pods).ok();
    let about = |selector: Option<&String>| selector.and_then(|text| Selector::parse(text).ok()) == pods;
    let mut joined = joined.clone();
    if let ToGroup::Rules(rules) = &mut joined.to_group {
        rules.retain(|rule| about(rule.spec().is.src.selector.as_ref()));
    }
    joined.from_group.retain(|rule| about(rule.spec().is.dst.selector.as_ref()));
    joined
}

fn same(a: &Joined, b: &Joined) -> bool {
    let owned = |joined| rules_of(joined).cloned().collect::<Vec<_>>();
    wanted::same_rules(&owned(a), &owned(b))
}

fn leave_group(policy: &mut Policy, joined: &Joined) {
    for rule in rules_of(joined) {
        let rules = policy.rules_mut();
        if let Some(at) = rules.position_of(Direction::Inbound, rule) {
            // The position was just found.
            let _ = rules.remove(Direction::Inbound, at);
        }
    }
}
