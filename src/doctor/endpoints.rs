//! Endpoints that get or give nothing, and those that another component takes away.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Findings, Fix, FoundEndpoint, Inventory, Severity};
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::profiles::{self, Fault};
use crate::model::key::ProfilePart;
use crate::model::openstack;
use crate::model::selector::Selector;

/// Most endpoints of one finding whose keys are told.
const FEW: usize = 5;

/// `endpoint-profile`.
pub(super) fn profiles(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let mut missing: BTreeMap<&str, Vec<(String, String)>> = BTreeMap::new();
    let mut bare = Vec::new();
    let is_missing = |profile: &str| Fault::of(inventory.profiles.get(profile)) == Some(Fault::Missing);
    // Of a hundred thousand endpoints most have one of a few profiles.
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    for endpoint in &inventory.endpoints {
        let Ok(seen) = &endpoint.seen else { continue };
        if seen.profiles.is_empty() {
            bare.push(endpoint);
        }
        for profile in &seen.profiles {
            if *known.entry(profile.as_ref()).or_insert_with(|| is_missing(profile)) {
                let list = missing.entry(profile.as_ref()).or_default();
                list.push((endpoint.key.name(), endpoint.path().to_owned()));
            }
        }
    }
    for host_endpoint in &inventory.host_endpoints {
        let ids = host_endpoint.value.as_ref().ok().and_then(|value| value.profile_ids().ok()).unwrap_or_default();
        for profile in ids.into_iter().filter(|profile| is_missing(profile)) {
            let list = missing.entry(profile).or_default();
            list.push((format!("host endpoint {}", host_endpoint.name()), host_endpoint.path.clone()));
        }
    }
    for (profile, of) in missing {
        found.add(of_missing(inventory, profile, &of));
    }
    let selectors = selectors(inventory);
    for endpoint in bare {
        found.add(of_bare(endpoint, &selectors));
    }
}

/// A profile that is not there, or has no rules, and the endpoints that have it.
fn of_missing(inventory: &Inventory<'_>, profile: &str, of: &[(String, String)]) -> Finding {
    let state = if inventory.profiles.contains_key(profile) { "has no rules" } else { "does not exist" };
    let who = match of {
        [(one, _)] => format!("{one} has it"),
        [(first, _), ..] => format!("{} endpoints have it, such as {first}", of.len()),
        [] => String::new(),
    };
    let text = format!("{state}, and {who}: what comes to its place in the list is dropped, in both directions");
    let fix = if openstack::group_of(profile).is_some() {
        Fix::by_hand("networking-calico writes it at its resync, if a neutron-server runs and the group is there")
    } else if profile.starts_with("k8s_ns.") || profile.starts_with("knp.") {
        Fix::by_hand("the policy controller writes it when it starts, if it runs and the namespace is there")
    } else {
        Fix::manual(
            "it is made, with rules that fit, or the endpoints get another one",
            format!("calicross profile add {profile}"),
        )
    };
    let rules = profiles::path(profile, ProfilePart::Rules);
    Finding::new(format!("profile {profile}"), text).key(rules).keys(of.iter().take(FEW).map(|(_, path)| path)).fix(fix)
}

/// The selectors of policies that can be read.
fn selectors(inventory: &Inventory<'_>) -> Vec<Selector> {
    let sound = inventory.policies.iter().filter(|found| found.fault().is_none());
    sound.filter_map(|found| found.policy.as_ref().ok()?.selector().ok()).collect()
}

/// An endpoint without profiles.
fn of_bare(endpoint: &FoundEndpoint<'_>, selectors: &[Selector]) -> Finding {
    let labels = endpoint.seen.as_ref().map(|seen| seen.labels.as_slice()).unwrap_or_default();
    let label = |wanted: &str| labels.iter().find(|(key, _)| key.as_ref() == wanted).map(|(_, value)| value.as_ref());
    let is_selected = selectors.iter().any(|selector| selector.matches(&label));
    let (severity, text) = match is_selected {
        true => (Severity::Notice, "has no profile: what policies leave undecided is dropped"),
        false => (Severity::Warning, "has no profile, and no policy is for it: all that it sends and gets is dropped"),
    };
    let fix = if endpoint.key.is_openstack() {
        Fix::by_hand("Neutron gives the port a security group, or a policy that selects it allows something")
    } else {
        Fix::manual("it gets one", format!("calicross endpoint profile append {} PROFILE", endpoint.key.name()))
    };
    Finding::new(endpoint.object(), text).key(endpoint.path()).severity(severity).fix(fix)
}

/// `openstack-in-name`.
pub(super) fn openstack_in_name(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let mut namespaces: BTreeMap<&str, Vec<&WorkloadEndpoint<'_>>> = BTreeMap::new();
    let mut others: BTreeSet<&str> = BTreeSet::new();
    let severity = if inventory.has_openstack() { Severity::Error } else { Severity::Warning };
    let then = "networking-calico takes it for a port that Neutron does not know, and deletes its endpoint each minute";
    for endpoint in inventory.endpoints.iter().map(|endpoint| &endpoint.key) {
        if !endpoint.is_deleted_by_openstack() {
            continue;
        }
        match endpoint.pod().filter(|(namespace, _)| namespace.contains(openstack::ORCHESTRATOR)) {
            Some((namespace, _)) => namespaces.entry(namespace).or_default().push(endpoint),
            None if others.insert(&endpoint.entry.path) => {
                let fix = Fix::by_hand("it gets another name, without the word openstack in it");
                let object = format!("endpoint {}", endpoint.name());
                let text = format!("has openstack in its name: {then}");
                found.add(Finding::new(object, text).key(&endpoint.entry.path).severity(severity).fix(fix));
            }
            None => {}
        }
    }
    for (namespace, pods) in namespaces {
        let count = if pods.len() == 1 { "a pod".to_owned() } else { format!("{} pods", pods.len()) };
        let text = format!("has openstack in its name, and {count}: {}", then.replace("takes it", "takes each"));
        let fix = Fix::by_hand("its pods move to a namespace without the word openstack in its name");
        let keys = pods.iter().take(FEW).map(|pod| pod.entry.path.as_str());
        found.add(Finding::new(format!("namespace {namespace}"), text).keys(keys).severity(severity).fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{GROUP, POD, POD2, Store, VM};

    #[test]
    fn profiles_that_are_missing() {
        let shop = "/calico/v1/policy/profile/k8s_ns.shop/rules";
        let sg = format!("/calico/v1/policy/profile/openstack-sg-{GROUP}/");
        let store = Store::sound()
            .delete(shop)
            .delete(&sg)
            .edit("/calico/v1/host/node1/endpoint/eth0", "etcd-host", "none")
            .edit(POD2, "k8s_ns.shop", "mine");
        insta::assert_snapshot!(store.explained("endpoint-profile").join("\n"), @"
        error profile k8s_ns.shop: has no rules, and node1/k8s/shop.frontend-2611209331-q9z8y/eth0 has it: what comes to its place in the list is dropped, in both directions [manual: the policy controller writes it when it starts, if it runs and the namespace is there]
        error profile mine: does not exist, and node2/k8s/shop.frontend-2611209331-mk3d1/eth0 has it: what comes to its place in the list is dropped, in both directions [manual: it is made, with rules that fit, or the endpoints get another one: calicross profile add mine]
        error profile none: does not exist, and host endpoint node1/eth0 has it: what comes to its place in the list is dropped, in both directions [manual: it is made, with rules that fit, or the endpoints get another one: calicross profile add none]
        error profile openstack-sg-4fe422ed-4730-4af4-b835-38d09235bd4a: does not exist, and 2 endpoints have it, such as node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4: what comes to its place in the list is dropped, in both directions [manual: networking-calico writes it at its resync, if a neutron-server runs and the group is there]
        ");
        // Empty rules are rules.
        Store::sound().put(shop, "{}").has_not("endpoint-profile");
    }

    #[test]
    fn endpoints_without_profiles() {
        let store = Store::sound().edit(POD, r#"["k8s_ns.shop"]"#, "[]").edit(VM, r#""profile_ids": ["#, r#""x": ["#);
        insta::assert_snapshot!(store.explained("endpoint-profile").join("\n"), @"
        notice endpoint node1/k8s/shop.frontend-2611209331-q9z8y/eth0: has no profile: what policies leave undecided is dropped [manual: it gets one: calicross endpoint profile append node1/k8s/shop.frontend-2611209331-q9z8y/eth0 PROFILE]
        warning endpoint node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4: has no profile, and no policy is for it: all that it sends and gets is dropped [manual: Neutron gives the port a security group, or a policy that selects it allows something]
        ");
        let policy =
            r#"{"selector": "run == 'frontend'", "inbound_rules": [{"action": "allow"}], "outbound_rules": []}"#;
        let store = Store::sound()
            .edit(POD, r#"["k8s_ns.shop"]"#, "[]")
            .put("/calico/v1/policy/tier/default/policy/front", policy);
        insta::assert_snapshot!(store.explained("endpoint-profile").join("\n"), @"notice endpoint node1/k8s/shop.frontend-2611209331-q9z8y/eth0: has no profile: what policies leave undecided is dropped [manual: it gets one: calicross endpoint profile append node1/k8s/shop.frontend-2611209331-q9z8y/eth0 PROFILE]");
    }

    #[test]
    fn the_word_that_networking_calico_looks_for() {
        let pod = |workload: &str| POD.replace("shop.frontend-2611209331-q9z8y", workload);
        let value = Store::sound().value(POD).replace("calic6280f92eed", "cali0123456789a");
        let store = Store::sound()
            .put(&pod("openstack.keystone-1"), &value.replace("10.233.71.5", "10.233.71.6"))
            .put(&pod("openstack.keystone-2"), &value.replace("10.233.71.5", "10.233.71.7"))
            .put(&pod("shop.openstack-client"), &value.replace("10.233.71.5", "10.233.71.8"));
        insta::assert_snapshot!(store.explained("openstack-in-name").join("\n"), @"
        error endpoint node1/k8s/shop.openstack-client/eth0: has openstack in its name: networking-calico takes it for a port that Neutron does not know, and deletes its endpoint each minute [manual: it gets another name, without the word openstack in it]
        error namespace openstack: has openstack in its name, and 2 pods: networking-calico takes each for a port that Neutron does not know, and deletes its endpoint each minute [manual: its pods move to a namespace without the word openstack in its name]
        ");
    }
}
