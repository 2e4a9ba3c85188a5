//! Tiers: those that Felix 1.4 ignores, and those that drop what nobody meant to.

use serde_json::Value;

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Severity};
use crate::inventory::tiers::{self, FaultKind, Tier};
use crate::model::check::{self, Severity as Refusal};
use crate::model::felix::Generation;
use crate::model::json;
use crate::model::key::Key;
use crate::model::policy::{NewOrder, Policy, new_tier};

/// The tier that Kubernetes' policy controller and libcalico-go write policies to.
const DEFAULT: &str = "default";
/// The order that the policy controller gives it.
const ITS_ORDER: &str = "1000";

/// `tier-metadata`.
pub(super) fn metadata(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let heeded = inventory.generations().contains(&Generation::Felix14);
    for tier in &inventory.tiers {
        let path = tier.path();
        let Some((text, fix)) = fault(inventory, tier, &path) else { continue };
        let policies = match tier.policies.len() {
            0 => "it has no policies".to_owned(),
            1 => "Felix 1.4 ignores its policy".to_owned(),
            count => format!("Felix 1.4 ignores its {count} policies"),
        };
        let first = tier.policies.iter().take(1).map(|policy| policy.path.clone());
        let finding = Finding::new(format!("tier {}", tier.name), format!("{text}: {policies}"));
        let finding = finding.key(&path).keys(first).fix(fix);
        let is_notice = !heeded || tier.policies.is_empty();
        found.add(if is_notice { finding.severity(Severity::Notice) } else { finding });
    }
}

/// What is wrong with a tier's metadata, and what puts it right.
fn fault(inventory: &Inventory<'_>, tier: &Tier, path: &str) -> Option<(String, Fix)> {
    let put = |value: Vec<u8>, order: &str| {
        let text = format!("gives it order {order}: its policies decide from then on");
        Fix::edit(Class::ChangesTraffic, text, Edit::put(path, value))
    };
    let by_hand = || {
        let command = format!("calicross tier add {} --update --order NUMBER", tier.name);
        Fix::manual(format!("give tier {} its place among the tiers", tier.name), command)
    };
    let Some(entry) = inventory.snapshot.get(path) else {
        // Of a tier without policies, nothing is there at all.
        let order = NewOrder::parse(ITS_ORDER).ok().filter(|_| tier.name == DEFAULT);
        return Some((
            "has no metadata".to_owned(),
            order.map_or_else(by_hand, |order| put(new_tier(&order), ITS_ORDER)),
        ));
    };
    let problem = check::problems(path, &entry.value).into_iter().find(|found| found.severity == Refusal::Refused)?;
    // What it means is known: that is told of as a rejected value, and put right.
    let is_known = match json::parse(&entry.value).ok().as_ref().and_then(|value| value.get("order")) {
        Some(Value::String(text)) => NewOrder::parse(text.trim()).is_ok(),
        Some(order) => order.is_null(),
        None => false,
    };
    (!is_known).then(|| (format!("its metadata cannot be read, {}", problem.why), by_hand()))
}

/// `tier-drops`.
pub(super) fn drops(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for tier in &inventory.tiers {
        let faults = tiers::faults(tier);
        for policy in &tier.policies {
            let name = policy.full_name();
            let of_policy = || faults.iter().filter(|fault| fault.policy.as_deref() == Some(name.as_str()));
            let shuts = of_policy().any(|fault| matches!(fault.kind, FaultKind::Shuts(_)));
            let unreached = of_policy().any(|fault| fault.kind == FaultKind::Unreached);
            let object = format!("policy {name}");
            let told = |fault: &&tiers::Fault| {
                matches!(fault.kind, FaultKind::Shuts(_) | FaultKind::DropsRest(_) | FaultKind::Unreached)
            };
            let read_on = |fault: &tiers::Fault| fault.text.trim_start_matches(object.as_str()).trim_start().to_owned();
            let text: Vec<String> = of_policy().filter(told).map(read_on).collect();
            if text.is_empty() {
                continue;
            }
            let fix = match (shuts, unreached) {
                (true, _) => pass_on(inventory, tier),
                (false, true) => Fix::by_hand("`calicross policy reorder` puts it before the one that decides first"),
                (false, false) => {
                    Fix::by_hand("where that is not meant, a last policy of rules next-tier passes on the rest")
                }
            };
            let finding = Finding::new(&object, text.join("; ")).key(&policy.path).fix(fix);
            found.add(if shuts || unreached { finding } else { finding.severity(Severity::Notice) });
        }
    }
}

/// Adds a policy that passes on what the tier's others leave undecided.
fn pass_on(inventory: &Inventory<'_>, tier: &Tier) -> Fix {
    let name = Policy::pass_through_name(&tier.name);
    let path = Key::Policy { tier: tier.name.clone(), name: name.clone() }.path();
    if inventory.snapshot.get(&path).is_some() {
        return Fix::by_hand(format!(
            "policy {}/{name} is there, and has to pass on all in both directions",
            tier.name
        ));
    }
    let text = format!("adds policy {}/{name}, which comes last and passes on the rest", tier.name);
    Fix::edit(Class::ChangesTraffic, text, Edit::put(path, Policy::pass_through().to_bytes()))
}

#[cfg(test)]
mod tests {
    use crate::doctor::testing::Store;
    use crate::model::felix::Generation;

    const METADATA: &str = "/calico/v1/policy/tier/default/metadata";
    const NO_MATCH: &str = "/calico/v1/policy/tier/default/policy/k8s-policy-no-match";

    #[test]
    fn a_tier_that_felix_ignores() {
        // What calicoctl 1.x leaves: it writes policies to the tier and no metadata.
        let store = Store::sound().delete(METADATA);
        assert_eq!(store.told("tier-metadata"), ["tier default: has no metadata: Felix 1.4 ignores its 2 policies"]);
        let repaired = store.repaired("tier-metadata");
        assert_eq!(repaired.changes(), [(METADATA, Some(r#"{"order": 1000}"#))]);
        // The pods of cart are isolated, and the policy lets those of shop in again.
        assert!(repaired.opens());
        assert!(store.felix(Generation::Felix2).explained("tier-metadata")[0].starts_with("notice "));
        for known in [r#"{"order": "900"}"#, r#"{"order":null}"#] {
            let store = Store::sound().put(METADATA, known);
            store.has_not("tier-metadata");
            assert_eq!(store.told("rejected-value").len(), 1);
        }
        let own = "/calico/v1/policy/tier/web/policy/a";
        let store = Store::sound().put(own, r#"{"selector": "has(none)", "inbound_rules": [], "outbound_rules": []}"#);
        assert_eq!(
            store.explained("tier-metadata"),
            [
                "error tier web: has no metadata: Felix 1.4 ignores its policy [manual: give tier web its place among the tiers: \
              calicross tier add web --update --order NUMBER]"
            ]
        );
        let store = Store::sound().put("/calico/v1/policy/tier/web/metadata", "x");
        assert_eq!(
            store.told("tier-metadata"),
            [
                "tier web: its metadata cannot be read, malformed JSON: unexpected 'x', expected a value at line 1 column 1: it has no policies"
            ]
        );
    }

    #[test]
    fn a_tier_that_drops_what_nobody_meant() {
        // The demo's tier without its last policy: what has rules for one direction shuts the other.
        let one = "/calico/v1/policy/tier/k8s-openstack/policy/sg1_ns1";
        let rules = r#"{"order":1000,"selector":"","inbound_rules":[{"action":"allow"}],"outbound_rules":[]}"#;
        let store =
            Store::sound().put("/calico/v1/policy/tier/k8s-openstack/metadata", r#"{"order": 900}"#).put(one, rules);
        assert_eq!(
            store.told("tier-drops"),
            [
                "policy k8s-openstack/sg1_ns1: has no outbound rules, and nothing in tier k8s-openstack passes on what it selects: \
              Felix drops all outbound traffic of those endpoints that no other policy of the tier allows"
            ]
        );
        let repaired = store.repaired("tier-drops");
        let added = "/calico/v1/policy/tier/k8s-openstack/policy/k8s-openstack-no-match";
        assert_eq!(repaired.changes().iter().map(|(path, _)| *path).collect::<Vec<_>>(), [added]);
        assert!(repaired.opens() && !repaired.closes());

        let store = store.put(added, r#"{"order":1,"selector":"all()","inbound_rules":[{"action":"next-tier"}],"outbound_rules":[{"action":"next-tier"}]}"#);
        let told = store.explained("tier-drops");
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("warning policy k8s-openstack/sg1_ns1: is never reached: "), "{told:?}");

        // Without the controller's own last policy, what the NetworkPolicy selects and does not allow is dropped: as is meant.
        let told = Store::sound().delete(NO_MATCH).explained("tier-drops");
        assert!(told.iter().all(|line| line.starts_with("notice ")), "{told:?}");
        assert_eq!(told.len(), 1);
    }
}
