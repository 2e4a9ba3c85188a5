//! Links that nobody is in, and pods that should be in one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Class, Edit, Finding, Findings, Fix, FoundEndpoint, Inventory, Severity};
use crate::inventory::groups;
use crate::inventory::profiles::Fault;
use crate::link::intent::{self, Intent};
use crate::link::reconcile::{self, Lacking};
use crate::link::siblings::{Kind, kind_of};
use crate::link::{Link, Mechanism, NAMESPACE_LABEL};
use crate::model::openstack;

/// Most endpoints of one finding that are named.
const FEW: usize = 5;

/// `link-members`.
pub(super) fn members(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    if inventory.links.is_empty() {
        return;
    }
    let (mut profiles, mut namespaces): (HashSet<&str>, HashSet<&str>) = Default::default();
    for seen in inventory.endpoints.iter().filter_map(|endpoint| endpoint.seen.as_ref().ok()) {
        profiles.extend(seen.profiles.iter().map(AsRef::as_ref));
        namespaces.extend(
            seen.labels.iter().filter(|(key, _)| key.as_ref() == NAMESPACE_LABEL).map(|(_, value)| value.as_ref()),
        );
    }
    for host_endpoint in &inventory.host_endpoints {
        profiles.extend(host_endpoint.value.iter().flat_map(|value| value.profile_ids().unwrap_or_default()));
    }
    for link in &inventory.links {
        let object = format!("link {}", link.full_name());
        let (empty, fix) = match &link.mechanism {
            Mechanism::Tag => (
                (!profiles.contains(link.name.as_str())).then(|| format!("no endpoint has profile {}", link.name)),
                Fix::manual(
                    "pods join it again, or it goes",
                    format!("calicross link attach {} --namespace NAMESPACE --keep", link.name),
                ),
            ),
            Mechanism::Namespace { namespaces: chosen, .. } => {
                let empty = !chosen.iter().any(|namespace| namespaces.contains(namespace.as_str()));
                let chosen: Vec<&str> = chosen.iter().map(String::as_str).collect();
                (
                    empty.then(|| format!("no endpoint has the label of namespace {}", chosen.join(", "))),
                    Fix::manual(
                        "it goes, where no pod will come",
                        format!("calicross link remove {}", link.full_name()),
                    ),
                )
            }
        };
        let key = link.key().path();
        if let Some(text) = empty {
            found.add(Finding::new(&object, text).key(&key).severity(Severity::Warning).fix(fix));
        }
        for joined in &link.groups {
            let profile = openstack::group_profile(&joined.group);
            if inventory.groups.contains_key(&joined.group) && !profiles.contains(profile.as_str()) {
                let label = groups::label(&joined.group, &inventory.names);
                let text = format!("no VM is in security group {label}");
                found.add(Finding::new(&object, text).key(&key));
            }
        }
    }
}

/// Pods of one controller that are in links.
#[derive(Default)]
struct Controller<'a> {
    links: BTreeSet<&'a str>,
    /// The lists of profiles that they have, and how many have each.
    lists: BTreeMap<Vec<&'a str>, usize>,
}

impl<'a> Controller<'a> {
    /// How many of them are in a link.
    fn count(&self, link: &str) -> usize {
        self.lists.iter().filter(|(list, _)| list.contains(&link)).map(|(_, count)| count).sum()
    }

    /// The list that all of them have.
    fn list(&self) -> Option<&Vec<&'a str>> {
        if self.lists.len() == 1 { self.lists.keys().next() } else { None }
    }
}

/// `link-siblings`.
pub(super) fn siblings(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let kept = lacking(inventory, found);
    let links: HashMap<&str, &Link> = inventory
        .links
        .iter()
        // One without rules cuts off whoever gets it.
        .filter(|link| link.mechanism == Mechanism::Tag && Fault::of(inventory.profiles.get(&link.name)).is_none())
        .map(|link| (link.name.as_str(), link))
        .collect();
    if links.is_empty() {
        return;
    }
    let mut controllers: HashMap<Kind, Controller<'_>> = HashMap::new();
    for endpoint in pods(inventory) {
        let list = list_of(endpoint);
        let mut joined = list.iter().copied().filter(|id| links.contains_key(id)).peekable();
        if joined.peek().is_none() {
            continue;
        }
        let Some(kind) = kind(endpoint) else { continue };
        let controller = controllers.entry(kind).or_default();
        controller.links.extend(joined);
        *controller.lists.entry(list.clone()).or_default() += 1;
    }
    if controllers.is_empty() {
        return;
    }
    let mut missing: BTreeMap<(&str, Kind), Vec<&FoundEndpoint<'_>>> = BTreeMap::new();
    for endpoint in pods(inventory).filter(|endpoint| !kept.contains(endpoint.path())) {
        let Some(kind) = kind(endpoint) else { continue };
        let Some(controller) = controllers.get(&kind) else { continue };
        let list = list_of(endpoint);
        for link in controller.links.iter().filter(|link| !list.contains(link)) {
            missing.entry((link, kind.clone())).or_default().push(endpoint);
        }
    }
    for ((link, kind), endpoints) in &missing {
        let Some(controller) = controllers.get(kind) else { continue };
        let siblings = match controller.count(link) {
            1 => "one pod with the same labels is".to_owned(),
            count => format!("{count} pods with the same labels are"),
        };
        let labels: Vec<String> = kind.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let names: Vec<String> = endpoints.iter().map(|endpoint| endpoint.key.name()).collect();
        let text = format!("lacks {}: {siblings} in it ({})", told(&names), labels.join(", "));
        let keys = endpoints.iter().take(FEW).map(|endpoint| endpoint.path());
        let link_key = links.get(link).map(|link| link.key().path());
        let finding = Finding::new(format!("link {link}"), text).keys(keys).keys(link_key);
        found.add(finding.fix(join(endpoints, controller, link)));
    }
}

/// The first of some names, and how many more there are.
fn told(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!("endpoint {one}"),
        [first, rest @ ..] => format!("endpoint {first} and {} more", rest.len()),
    }
}

/// Gives endpoints the profiles that all others of their controller have which are in the link.
fn join(endpoints: &[&FoundEndpoint<'_>], controller: &Controller<'_>, link: &str) -> Fix {
    let Some(list) = controller.list() else {
        let names: Vec<String> = endpoints.iter().take(FEW).map(|endpoint| endpoint.key.name()).collect();
        return Fix::manual(
            "the others do not have the same profiles: which one gives way is for you to say",
            format!("calicross link attach {link} {} --replace PROFILE", names.join(" ")),
        );
    };
    let wanted: Vec<String> = list.iter().map(|id| (*id).to_owned()).collect();
    let text = format!("gives them the profiles of the others: {}", wanted.join(", "));
    Fix::edits(Class::ChangesTraffic, text, endpoints.iter().map(|endpoint| with_profiles(endpoint.path(), &wanted)))
}

/// Gives an endpoint profiles.
fn with_profiles(path: &str, profiles: &[String]) -> Edit {
    let profiles = profiles.to_vec();
    Edit::endpoint(path, move |endpoint| {
        endpoint.set_profile_ids(&profiles);
    })
}

/// Endpoints that lack links that are kept for them; their paths.
fn lacking<'s>(inventory: &Inventory<'s>, found: &mut Findings<'_>) -> HashSet<&'s str> {
    let intents = intent::all(inventory.snapshot);
    let readable: Vec<(&str, &Intent)> = intents
        .iter()
        .filter(|(link, _)| Fault::of(inventory.profiles.get(*link)).is_none())
        .filter_map(|(link, intent)| Some((link.as_str(), intent.as_ref().ok()?)))
        .collect();
    if readable.is_empty() {
        return HashSet::new();
    }
    let mut missing: BTreeMap<String, Vec<Lacking<'s>>> = BTreeMap::new();
    for lacking in reconcile::differences(&readable, inventory.snapshot, &inventory.profiles).lacking {
        missing.entry(lacking.links.join(", ")).or_default().push(lacking);
    }
    let mut paths = HashSet::new();
    for (links, endpoints) in missing {
        paths.extend(endpoints.iter().map(|lacking| lacking.endpoint.entry.path.as_str()));
        let names: Vec<String> = endpoints.iter().map(|lacking| lacking.endpoint.name()).collect();
        let text = format!("lacks {}, for which it is kept", told(&names));
        let keys = endpoints.iter().take(FEW).map(|lacking| lacking.endpoint.entry.path.as_str());
        let edits = endpoints.iter().map(|lacking| with_profiles(&lacking.endpoint.entry.path, &lacking.profiles));
        let fix = Fix::edits(Class::ChangesTraffic, "joins them to it, as `calicross link reconcile` does", edits);
        found.add(Finding::new(format!("link {links}"), text).keys(keys).fix(fix));
    }
    paths
}

fn pods<'i, 's>(inventory: &'i Inventory<'s>) -> impl Iterator<Item = &'i FoundEndpoint<'s>> {
    inventory.endpoints.iter().filter(|endpoint| !endpoint.key.is_openstack() && endpoint.seen.is_ok())
}

fn list_of<'e>(endpoint: &'e FoundEndpoint<'_>) -> Vec<&'e str> {
    endpoint.seen.iter().flat_map(|seen| &seen.profiles).map(AsRef::as_ref).collect()
}

fn kind(endpoint: &FoundEndpoint<'_>) -> Option<Kind> {
    let seen = endpoint.seen.as_ref().ok()?;
    kind_of(seen.labels.iter().map(|(key, value)| (key.as_ref(), value.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{GROUP, POD, POD2, Store};

    const PROFILES: &str = "/calico/v1/policy/profile";

    /// A link of the one pod of a controller, by the demo's three commands and `endpoint profile set`.
    fn linked() -> Store {
        let rules = format!(
            r#"{{"id": "l", "inbound_rules": [{{"action": "allow", "src_tag": "l"}}, {{"action": "allow", "src_tag": "{GROUP}"}}], "outbound_rules": [{{"action": "allow"}}]}}"#
        );
        Store::sound()
            .put(&format!("{PROFILES}/l/tags"), &format!(r#"["l", "{GROUP}"]"#))
            .put(&format!("{PROFILES}/l/labels"), "{}")
            .put(&format!("{PROFILES}/l/rules"), &rules)
            .edit(POD, "k8s_ns.shop", "l")
    }

    #[test]
    fn a_pod_that_was_made_anew() {
        linked().edit(POD2, "k8s_ns.shop", "l").has_not("link-siblings");
        let store = linked();
        insta::assert_snapshot!(store.explained("link-siblings").join("\n"), @"warning link l: lacks endpoint node2/k8s/shop.frontend-2611209331-mk3d1/eth0: one pod with the same labels is in it (calico/k8s_ns=shop, run=frontend, tier=web) [changes-traffic: gives them the profiles of the others: l]");
        let repaired = store.repaired("link-siblings");
        assert!(repaired.value(POD2).contains(r#""profile_ids":["l"]"#), "{}", repaired.value(POD2));
        assert!(repaired.opens() && repaired.closes());
        let pod3 = POD2.replace("mk3d1", "zzzzz");
        let value = Store::sound().value(POD2).to_owned();
        let store = store.put(&pod3, &value);
        assert!(store.told("link-siblings")[0].contains("and 1 more: one pod with the same labels is in it"));
        assert_eq!(store.repaired("link-siblings").changes().len(), 2);
    }

    #[test]
    fn siblings_that_do_not_agree_are_for_a_person_to_choose_from() {
        let pod3 = POD.replace("q9z8y", "aaaaa");
        let value = linked().value(POD).replace(r#"["l"]"#, r#"["l","k8s_ns.shop"]"#);
        insta::assert_snapshot!(linked().put(&pod3, &value).explained("link-siblings").join("\n"), @"warning link l: lacks endpoint node2/k8s/shop.frontend-2611209331-mk3d1/eth0: 2 pods with the same labels are in it (calico/k8s_ns=shop, run=frontend, tier=web) [manual: the others do not have the same profiles: which one gives way is for you to say: calicross link attach l node2/k8s/shop.frontend-2611209331-mk3d1/eth0 --replace PROFILE]");
    }

    #[test]
    fn what_a_link_is_kept_for() {
        let intent =
            r#"{"schema": "calicross/link-intent/1", "selections": [{"namespace": "shop", "replace": "k8s_ns.shop"}]}"#;
        let store = linked().put("/calicross/v1/links/l", intent);
        insta::assert_snapshot!(store.explained("link-siblings").join("\n"), @"warning link l: lacks endpoint node2/k8s/shop.frontend-2611209331-mk3d1/eth0, for which it is kept [changes-traffic: joins them to it, as `calicross link reconcile` does]");
        let repaired = store.repaired("link-siblings");
        assert!(repaired.value(POD2).contains(r#""profile_ids":["l"]"#), "{}", repaired.value(POD2));
        // A link that is gone, or has no rules, would cut its pods off.
        store.delete(&format!("{PROFILES}/l/")).has_not("link-siblings");
        linked().delete(&format!("{PROFILES}/l/rules")).has_not("link-siblings");
    }

    #[test]
    fn links_that_nobody_is_in() {
        linked().has_not("link-members");
        let store = linked().edit(POD, r#"["l"]"#, r#"["k8s_ns.shop"]"#);
        insta::assert_snapshot!(store.explained("link-members").join("\n"), @"warning link l: no endpoint has profile l [manual: pods join it again, or it goes: calicross link attach l --namespace NAMESPACE --keep]");
        let vms = ["/calico/v1/host/node1/workload/openstack/", "/calico/v1/host/node2/workload/openstack/"];
        let policy = format!(
            r#"{{"selector": "", "inbound_rules": [{{"action": "allow", "src_tag": "{GROUP}", "dst_selector": "calico/k8s_ns == 'none'"}}]}}"#
        );
        let store = vms.into_iter().fold(linked(), |store, path| store.delete(path));
        let store = store.put("/calico/v1/policy/tier/k8s-openstack/policy/p", &policy);
        insta::assert_snapshot!(store.explained("link-members").join("\n"), @"
        notice link l: no VM is in security group 4fe422ed-4730-4af4-b835-38d09235bd4a
        warning link k8s-openstack/p: no endpoint has the label of namespace none [manual: it goes, where no pod will come: calicross link remove k8s-openstack/p]
        notice link k8s-openstack/p: no VM is in security group 4fe422ed-4730-4af4-b835-38d09235bd4a
        ");
    }
}
