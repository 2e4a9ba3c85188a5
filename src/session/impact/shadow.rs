//! Policies that let pass what Kubernetes' NetworkPolicies should decide about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::inventory::endpoints::effective_labels;
use crate::inventory::policies::{self, FoundPolicy};
use crate::inventory::profiles;
use crate::inventory::tiers::{self, Tier};
use crate::model::endpoint::Endpoint;
use crate::model::felix::Generation;
use crate::model::key::Key;
use crate::model::policy::Policy;
use crate::model::profile::Direction;
use crate::model::rule::{Action, Rule};
use crate::model::selector::Selector;
use crate::plan::Plan;
use crate::reach::{Settings, View};
use crate::store::Snapshot;

/// The label by which Kubernetes' policy controller selects the pods of a namespace.
const NAMESPACE_LABEL: &str = "calico/k8s_ns";
/// How every line ends, and how a command's own line about the same begins.
pub(super) const BEFORE: &str = "goes before NetworkPolicy";

/// A line for each policy that a plan makes let something pass before the NetworkPolicies of some pods are asked. A plan that says so
/// itself needs none.
pub(super) fn lines(plan: &Plan, snapshot: &Snapshot, after: &View<'_>, settings: &Settings) -> Vec<String> {
    let is_policy = |key: &Key| matches!(key, Key::Policy { .. } | Key::TierMetadata { .. });
    let told = plan.warnings.iter().any(|line| line.contains(BEFORE));
    if told || !plan.changes().any(|change| is_policy(&Key::parse(&change.path))) {
        return Vec::new();
    }
    let scopes = [policies::scope_of_all(), profiles::scope_of_all()];
    let new = plan.applied_to(snapshot, &scopes);
    let (was, is) = (allowing(snapshot, settings), allowing(&new, settings));
    let shadowing: Vec<&FoundPolicy> = is.early.iter().filter(|policy| !was.has(policy)).collect();
    if shadowing.is_empty() {
        return Vec::new();
    }
    let profiles = profiles::all(&new);
    let of_shadowing: Vec<Selector> = shadowing.iter().filter_map(|policy| selector(policy)).collect();
    let of_kubernetes: Vec<Selector> = is.of_kubernetes.iter().filter_map(selector).collect();
    // Pods of one deployment have the same labels.
    let mut known: HashMap<BTreeMap<String, String>, Vec<usize>> = HashMap::new();
    let mut found: BTreeMap<&str, (BTreeSet<String>, usize)> = BTreeMap::new();
    for endpoint in after.endpoints() {
        let Key::WorkloadEndpoint(id) = Key::parse(endpoint.path()) else { continue };
        let Some((namespace, _)) = id.pod() else { continue };
        let Ok(value) = Endpoint::parse(endpoint.value()) else { continue };
        let shadows = known.entry(effective_labels(&value, &profiles)).or_insert_with_key(|labels| {
            let label = |key: &str| labels.get(key).map(String::as_str);
            let matches = |selector: &Selector| selector.matches(&label);
            let which: Vec<usize> =
                of_shadowing.iter().enumerate().filter(|(_, selector)| matches(selector)).map(|(at, _)| at).collect();
            if which.is_empty() || !of_kubernetes.iter().any(matches) { Vec::new() } else { which }
        });
        for policy in shadows.iter().filter_map(|at| shadowing.get(*at)) {
            let (namespaces, count) = found.entry(&policy.path).or_default();
            namespaces.insert(namespace.to_owned());
            *count += 1;
        }
    }
    let line = |policy: &&FoundPolicy| {
        let (namespaces, count) = found.get(policy.path.as_str())?;
        let first = namespaces.first()?;
        let whose = match (namespaces.len(), count) {
            (1, 1) => format!("1 pod of ns {first}"),
            (1, count) => format!("{count} pods of ns {first}"),
            (more, count) => format!("{count} pods of {more} namespaces, first {first}"),
        };
        Some(format!("an allow in policy {} is final: for {whose} it {BEFORE}", policy.full_name()))
    };
    shadowing.iter().filter_map(line).collect()
}

/// The policies of a snapshot, as far as they matter here.
struct Policies {
    /// Those that allow something before Kubernetes' are asked.
    early: Vec<FoundPolicy>,
    /// Those that the policy controller makes of NetworkPolicies.
    of_kubernetes: Vec<FoundPolicy>,
}

impl Policies {
    /// Whether a policy lets as much pass already.
    fn has(&self, policy: &FoundPolicy) -> bool {
        self.early.iter().any(|known| {
            known.path == policy.path
                && match (&known.policy, &policy.policy) {
                    (Ok(known), Ok(policy)) => {
                        known.selector() == policy.selector()
                            && allows(policy).all(|rule| allows(known).any(|other| other.same(&rule)))
                    }
                    _ => false,
                }
        })
    }
}

fn allowing(snapshot: &Snapshot, settings: &Settings) -> Policies {
    let tiers = tiers::all(snapshot);
    let mut early: BTreeMap<String, FoundPolicy> = BTreeMap::new();
    let is_allowing = |policy: &&FoundPolicy| {
        policy.fault().is_none() && policy.policy.as_ref().is_ok_and(|policy| allows(policy).next().is_some())
    };
    let mut add = |policies: Vec<&FoundPolicy>| {
        early.extend(policies.into_iter().filter(is_allowing).map(|policy| (policy.path.clone(), policy.clone())));
    };
    let generations: BTreeSet<Generation> = settings.hosts.values().copied().chain([settings.generation]).collect();
    if generations.contains(&Generation::Felix14) {
        let counting: Vec<&Tier> = tiers.iter().filter(|tier| tier.ignored().is_none()).collect();
        let last = counting.iter().rposition(|tier| tier.policies.iter().any(is_of_kubernetes)).unwrap_or(0);
        add(counting.iter().take(last).flat_map(|tier| &tier.policies).collect());
    }
    if generations.contains(&Generation::Felix2) {
        // All policies stand in one row there.
        let mut all: Vec<&FoundPolicy> = tiers.iter().flat_map(|tier| &tier.policies).collect();
        all.sort_by(|a, b| a.compare(b));
        let last = all.iter().rposition(|policy| is_of_kubernetes(policy)).unwrap_or(0);
        add(all.into_iter().take(last).filter(|policy| !is_of_kubernetes(policy)).collect());
    }
    let of_kubernetes = tiers.into_iter().flat_map(|tier| tier.policies).filter(is_of_kubernetes).collect();
    Policies { early: early.into_values().collect(), of_kubernetes }
}

/// Whether a policy is one that the policy controller makes of a NetworkPolicy: called after namespace and name, and selecting pods by
/// their namespace.
fn is_of_kubernetes(policy: &FoundPolicy) -> bool {
    let called = policy.name.split_once('.').is_some_and(|(namespace, name)| !namespace.is_empty() && !name.is_empty());
    called && selector(policy).is_some_and(|selector| selector.labels().contains(NAMESPACE_LABEL))
}

/// The rules that let something pass.
fn allows(policy: &Policy) -> impl Iterator<Item = Rule> {
    let rules = policy.rules();
    let rules = Direction::BOTH.into_iter().flat_map(|direction| rules.list(direction).flatten());
    rules.filter(|rule| rule.spec().action == Action::Allow)
}

/// The selector of a policy that counts.
fn selector(policy: &FoundPolicy) -> Option<Selector> {
    policy.policy.as_ref().ok()?.selector().ok()
}
