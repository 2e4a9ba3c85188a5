//! Interfaces: which ones Felix takes for workloads', and which ones endpoints name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Edit, Finding, Findings, Fix, FoundEndpoint, Inventory, Setting};
use crate::model::endpoint::interface;
use crate::model::felix;
use crate::model::key::Key;

const PARAMETER: &str = "InterfacePrefix";

/// The endpoints whose interfaces begin with a prefix: how many, and the first one's key.
type Used<'s> = BTreeMap<&'static str, (usize, &'s str)>;

/// `interface-prefix`.
pub(super) fn prefix(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let own: BTreeSet<&str> = inventory.settings_of(PARAMETER).filter_map(|setting| setting.host).collect();
    let mut used: BTreeMap<Option<&str>, Used<'_>> = BTreeMap::new();
    for endpoint in &inventory.endpoints {
        let Some(prefix) = interface::prefix(&endpoint.key.id.orchestrator) else { continue };
        let host = Some(endpoint.key.id.host.as_str()).filter(|host| own.contains(host));
        used.entry(host).or_default().entry(prefix).or_insert((0, endpoint.path())).0 += 1;
    }
    let global = inventory.setting(None, PARAMETER);
    let of_all = members(global.map_or(interface::OF_CONTAINERS, Setting::text));
    let look = |found: &mut Findings<'_>, setting: Option<&Setting<'_>>| {
        let host = setting.and_then(|setting| setting.host);
        let value = Value { setting, used: used.get(&host), of_all: host.map(|_| of_all.as_slice()) };
        if let Some(finding) = value.fault() {
            found.add(finding);
        }
    };
    look(found, global);
    for setting in inventory.settings_of(PARAMETER).filter(|setting| setting.host.is_some()) {
        look(found, Some(setting));
    }
}

/// The members of a list, without blanks and without those that are empty.
fn members(text: &str) -> Vec<&str> {
    let mut members: Vec<&str> = Vec::new();
    for member in text.split(',').map(str::trim).filter(|member| !member.is_empty()) {
        if !members.contains(&member) {
            members.push(member);
        }
    }
    members
}

/// A value of `InterfacePrefix`, or that there is none.
struct Value<'a> {
    setting: Option<&'a Setting<'a>>,
    /// The prefixes of the endpoints that it is for.
    used: Option<&'a Used<'a>>,
    /// What is set for all hosts, where this is the value of one.
    of_all: Option<&'a [&'a str]>,
}

impl Value<'_> {
    fn fault(&self) -> Option<Finding> {
        let text = self.setting.map_or(interface::OF_CONTAINERS, Setting::text);
        let mut wanted = members(text);
        let mut faults = Vec::new();
        if self.setting.is_some() {
            self.spelling(text, &mut faults);
        }
        let covers = |wanted: &[&str], prefix: &str| wanted.iter().any(|member| prefix.starts_with(member));
        let mut keys = Vec::new();
        for (prefix, (count, first)) in self.used.into_iter().flatten() {
            if !covers(&wanted, prefix) {
                faults.push(match count {
                    1 => format!("misses {prefix}, with which the interface of an endpoint begins"),
                    _ => format!("misses {prefix}, with which the interfaces of {count} endpoints begin"),
                });
                keys.push(*first);
                wanted.push(prefix);
            }
        }
        for prefix in self.of_all.into_iter().flatten() {
            if !covers(&wanted, prefix) {
                faults.push(format!("hides {prefix}, which is set for all hosts"));
                wanted.push(prefix);
            }
        }
        if wanted.is_empty() {
            wanted.push(interface::OF_CONTAINERS);
        }
        let object = self.setting.map_or_else(|| PARAMETER.to_owned(), Setting::object);
        let path = self.setting.map_or_else(global_path, |setting| setting.entry.path.clone());
        let list = wanted.join(",");
        if faults.is_empty() {
            // What is left is what no rewriting cures: a prefix that is none.
            let wrong = self.setting.and_then(|_| felix::parameter(PARAMETER)?.check(text, None).err())?;
            let text = format!("is '{}', which {wrong}", text.escape_debug());
            return Some(Finding::new(object, text).key(path));
        }
        let state = if self.setting.is_none() { "is not set" } else { "" };
        let told = std::iter::once(state.to_owned()).filter(|state| !state.is_empty()).chain(faults);
        let fix = Fix::edit(Class::RestartsFelix, format!("sets it to {list}"), Edit::put(&path, list.as_bytes()));
        Some(Finding::new(object, told.collect::<Vec<_>>().join("; ")).key(path).keys(keys).fix(fix))
    }

    /// What is wrong with how the value is spelled.
    fn spelling(&self, text: &str, faults: &mut Vec<String>) {
        let quoted = text.escape_debug();
        if text.split(',').any(|member| member.trim().is_empty()) {
            let then =
                if text.is_empty() { "and for Felix 2 is not set" } else { "and with which Felix 2 does not start" };
            faults.push(format!(
                "is '{quoted}', whose empty member Felix 1.4 takes for every interface of the host, {then}"
            ));
        } else if text.split(',').any(|member| member.trim() != member) {
            faults.push(format!("is '{quoted}', with whose blanks Felix 2 does not start"));
        }
    }
}

fn global_path() -> String {
    Key::GlobalConfig { name: PARAMETER.to_owned() }.path()
}

/// `interface-name`.
pub(super) fn name(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for endpoint in &inventory.endpoints {
        let Some(name) = endpoint.seen.as_ref().ok().and_then(|seen| seen.name.as_deref()) else { continue };
        if let Some(right) = right_name(endpoint, name) {
            let calicoctl =
                if interface::is_calicoctls(name, &endpoint.key.id) { ", as calicoctl 0.20 writes it" } else { "" };
            let text = format!("names interface {}{calicoctl}, not {right}", name.escape_debug());
            let set = right.clone();
            let edit = Edit::endpoint(endpoint.path(), move |endpoint| {
                endpoint.set_member("name", Some(set.clone().into()));
            });
            let fix = Fix::edit(Class::ChangesTraffic, format!("sets its name to {right}"), edit);
            found.add(Finding::new(endpoint.object(), text).key(endpoint.path()).fix(fix));
        }
    }
}

/// The name that an endpoint should have, where it has one that its orchestrator does not give.
///
/// Plugins of different age make the digest of a pod's interface of different things, so that of a pod's name only the beginning
/// tells, and that calicoctl has written it.
fn right_name(endpoint: &FoundEndpoint<'_>, name: &str) -> Option<String> {
    let id = &endpoint.key.id;
    let right = interface::name(id).filter(|right| right != name)?;
    let prefix = interface::prefix(&id.orchestrator)?;
    let is_digest = id.orchestrator == "k8s" && name.starts_with(prefix) && !interface::is_calicoctls(name, id);
    (!is_digest).then_some(right)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Store, VM};
    use super::PARAMETER;

    const GLOBAL: &str = "/calico/v1/config/InterfacePrefix";
    const OWN: &str = "/calico/v1/host/node1/config/InterfacePrefix";

    #[test]
    fn prefixes_that_fit_are_fine() {
        for value in ["cali,tap", "tap,cali", "ca,tap"] {
            Store::sound().put(GLOBAL, value).has_not("interface-prefix");
        }
        Store::sound().put(OWN, "cali,tap").has_not("interface-prefix");
    }

    #[test]
    fn a_prefix_that_is_missing_is_added_and_lets_vms_in() {
        // calico/node 0.15 after OpenStack; and after nobody.
        for (store, text) in [
            (
                Store::sound().put(GLOBAL, "cali"),
                "InterfacePrefix: misses tap, with which the interfaces of 3 endpoints begin",
            ),
            (
                Store::sound().delete(GLOBAL),
                "InterfacePrefix: is not set; misses tap, with which the interfaces of 3 endpoints begin",
            ),
        ] {
            assert_eq!(store.told("interface-prefix"), [text]);
            let repaired = store.repaired("interface-prefix");
            assert_eq!(repaired.changes(), [(GLOBAL, Some("cali,tap"))]);
            assert!(repaired.opens() && !repaired.closes());
        }
    }

    #[test]
    fn blanks_and_empty_members_go_and_no_traffic_changes() {
        // What networking-calico makes of what somebody typed with a blank.
        let store = Store::sound().put(GLOBAL, "cali, tap,tap");
        assert_eq!(
            store.told("interface-prefix"),
            ["InterfacePrefix: is 'cali, tap,tap', with whose blanks Felix 2 does not start"]
        );
        let repaired = store.repaired("interface-prefix");
        assert_eq!(repaired.changes(), [(GLOBAL, Some("cali,tap"))]);
        assert!(!repaired.opens() && !repaired.closes());
        for (value, wanted) in [("cali,,tap", "cali,tap"), ("tap,cali,", "tap,cali")] {
            let repaired = Store::sound().put(GLOBAL, value).repaired("interface-prefix");
            assert_eq!(repaired.changes(), [(GLOBAL, Some(wanted))]);
        }
        let repaired = Store::sound().put(GLOBAL, "").repaired("interface-prefix");
        assert_eq!(repaired.changes(), [(GLOBAL, Some("cali,tap"))]);
    }

    #[test]
    fn a_hosts_own_value_that_hides_the_others() {
        let store = Store::sound().put(OWN, "tap");
        assert_eq!(
            store.told("interface-prefix"),
            ["InterfacePrefix of node1: misses cali, with which the interfaces of 4 endpoints begin"]
        );
        assert_eq!(store.repaired("interface-prefix").changes(), [(OWN, Some("tap,cali"))]);
        let store = Store::sound().put("/calico/v1/host/node9/config/InterfacePrefix", "tap");
        assert_eq!(
            store.told("interface-prefix"),
            ["InterfacePrefix of node9: hides cali, which is set for all hosts"]
        );
    }

    #[test]
    fn a_prefix_that_is_none_is_told_of() {
        let told = Store::sound().put(GLOBAL, "cali,tap,a b").told("interface-prefix");
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with(&format!("{PARAMETER}: is 'cali,tap,a b', which is not a list")), "{told:?}");
    }

    #[test]
    fn names_of_interfaces() {
        Store::sound().has_not("interface-name");
        // What calicoctl 0.20 leaves of an endpoint that it has given a profile.
        let store = Store::sound().edit(VM, "tap7d2f7a0a-a3", "cali7d2f7a0a-a3");
        let object =
            "endpoint node1/openstack/1f1de411-beb5-4d75-b9b2-378e979eed9c/7d2f7a0a-a37f-4f3f-ab66-218b5f6527a4";
        assert_eq!(
            store.told("interface-name"),
            [format!("{object}: names interface cali7d2f7a0a-a3, as calicoctl 0.20 writes it, not tap7d2f7a0a-a3")]
        );
        assert_eq!(store.repaired("interface-name").value(VM), Store::sound().value(VM));
        let pod = "/calico/v1/host/node1/workload/k8s/shop.frontend-2611209331-q9z8y/endpoint/eth0";
        let store = Store::sound().edit(pod, "calic6280f92eed", "calieth0");
        assert_eq!(store.repaired("interface-name").value(pod), Store::sound().value(pod));
        // Another plugin's digest.
        Store::sound().edit(pod, "calic6280f92eed", "cali0123456789a").has_not("interface-name");
    }
}
