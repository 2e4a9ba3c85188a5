//! Keys and values that nobody reads.

use std::collections::{BTreeMap, BTreeSet};

use ipnet::IpNet;
use serde_json::{Value, json};

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Severity};
use crate::inventory::pools::FoundPool;
use crate::model::bird::mesh_value;
use crate::model::check::{self, Severity as Refusal};
use crate::model::endpoint::Seen;
use crate::model::json::{self, Malformed, Style};
use crate::model::key::{BgpGlobal, Family, Key, ProfilePart};
use crate::model::policy::Policy;
use crate::model::pool::Pool;
use crate::store::Entry;

/// `malformed`.
pub(super) fn malformed(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let look = || {
        Fix::by_hand(
            "`calicross key get` shows it, `calicross history` who of us wrote it; its writer has to write it again",
        )
    };
    for profile in inventory.profiles.values() {
        for (key, why) in profile.malformed() {
            let then = match key {
                Key::Profile { part: ProfilePart::Rules, .. } => "Felix drops all that reaches the profile",
                Key::Profile { part: ProfilePart::Tags, .. } => "its endpoints carry no tag of it",
                _ => "its endpoints inherit no label of it",
            };
            let finding = Finding::new(format!("profile {}", profile.name), format!("cannot be read, {why}: {then}"));
            found.add(finding.key(key.path()).severity(Severity::Error).fix(look()));
        }
    }
    for policy in &inventory.policies {
        let why = policy.policy.as_ref().map_or_else(|why| Some(why.clone()), beside_rules);
        if let Some(why) = why {
            let text = format!("cannot be read, {why}: Felix goes on as if it were not there");
            let finding = Finding::new(format!("policy {}", policy.full_name()), text).key(&policy.path);
            found.add(finding.severity(Severity::Error).fix(look()));
        }
    }
    for endpoint in &inventory.endpoints {
        if let Err(why) = &endpoint.seen {
            let finding =
                Finding::new(endpoint.object(), format!("cannot be read, {why}: Felix drops all its traffic"));
            found.add(finding.key(endpoint.path()).severity(Severity::Error).fix(look()));
        }
    }
    for pool in &inventory.pools {
        if let Some(text) = of_pool(pool) {
            found.add(Finding::new(format!("pool {}", pool.name()), text).key(&pool.entry.path).fix(look()));
        }
    }
    for entry in inventory.snapshot.under("/calico/") {
        let key = Key::parse(&entry.path);
        match &key {
            Key::WorkloadEndpoint(_) | Key::Profile { .. } | Key::Policy { .. } | Key::TierMetadata { .. } => {}
            // What Felix rejects of settings and pools is looked at by itself.
            Key::GlobalConfig { .. } | Key::HostConfig { .. } | Key::Pool { .. } => {}
            Key::HostEndpoint { host, id } => {
                if let Err(why) = Seen::host(&entry.value) {
                    let text = format!("cannot be read, {why}: only the host's own rules police the interface");
                    let finding = Finding::new(format!("host endpoint {host}/{id}"), text).key(&entry.path);
                    found.add(finding.severity(Severity::Error).fix(look()));
                }
            }
            _ => {
                let problems = check::problems(&entry.path, &entry.value).into_iter();
                if let Some(problem) = problems.into_iter().find(|found| found.severity == Refusal::Refused) {
                    let fix = repaired(&key, entry).unwrap_or_else(look);
                    found.add(Finding::new(name(&key, entry), problem.to_string()).key(&entry.path).fix(fix));
                }
            }
        }
    }
}

/// What nobody reads of a policy beside its rules, and nobody can guess.
fn beside_rules(policy: &Policy) -> Option<Malformed> {
    let member = |name: &str| policy.object().get(name);
    let is_number = |value: &Value| value.as_str().is_some_and(|text| text.trim().parse::<f64>().is_ok());
    let selector = policy.selector().err().filter(|_| member("selector") != Some(&Value::Null));
    selector.or_else(|| policy.order().err().filter(|_| !member("order").is_some_and(is_number)))
}

/// What of a pool nobody reads: its value, or a key that is another network's.
fn of_pool(pool: &FoundPool<'_>) -> Option<String> {
    // One whose key is of no network is told of by itself.
    pool.text.parse::<IpNet>().ok()?;
    let value = match json::parse(&pool.entry.value) {
        Ok(Value::Object(object)) => object.get("cidr").cloned().unwrap_or_default(),
        _ => return pool.fault(),
    };
    // Its switches are looked at by themselves.
    let bare = json!({ "cidr": value, "ipam": false }).to_string();
    let mut problems = check::problems(&pool.entry.path, bare.as_bytes()).into_iter();
    problems.find(|found| found.severity == Refusal::Refused).map(|problem| problem.to_string())
}

/// What findings call a key.
fn name(key: &Key, entry: &Entry) -> String {
    match key {
        Key::IpamBlock { cidr, .. } => format!("block {cidr}"),
        Key::IpamHandle { id } => format!("handle {id}"),
        Key::IpamConfig => "settings of IPAM".to_owned(),
        Key::DhcpSubnet { id } => format!("subnet {id}"),
        Key::BgpFilter { name, .. } => format!("filter {name}"),
        _ => format!("key {}", entry.path),
    }
}

/// What a value means that only some readers take, in a form that all do.
fn repaired(key: &Key, entry: &Entry) -> Option<Fix> {
    match key {
        Key::IpamConfig => {
            // libcalico-go leaves out what is false.
            let both = |value: &[u8]| {
                let mut parsed = json::parse(value).ok()?;
                let object = parsed.as_object_mut()?;
                for member in ["strict_affinity", "auto_allocate_blocks"] {
                    object.entry(member).or_insert(Value::Bool(false));
                }
                Some(json::to_bytes(&parsed, Style::of(value)))
            };
            let is_cured = |after: Vec<u8>| check::check(&entry.path, &after).is_ok();
            both(&entry.value).filter(|after| is_cured(after.clone()))?;
            Some(Fix::edit(
                Class::Safe,
                "names both switches, as Python's readers need it",
                Edit::rewrite(&entry.path, both),
            ))
        }
        Key::BgpGlobal(BgpGlobal::NodeMesh) => {
            // What calicoctl 1.x calls it, without the object around it.
            let Ok(Value::Bool(enabled)) = json::parse(&entry.value) else { return None };
            let value = mesh_value(enabled, None);
            let text = format!("says that it is {}", if enabled { "on" } else { "off" });
            Some(Fix::edit(Class::Safe, text, Edit::put(&entry.path, value)))
        }
        Key::BgpGlobalPeer { .. } | Key::BgpHostPeer { .. } => {
            // A number where a string belongs.
            let quoted = |value: &[u8]| {
                let mut parsed = json::parse(value).ok()?;
                let number = parsed.get_mut("as_num").filter(|number| number.is_number())?;
                *number = Value::from(number.to_string());
                Some(json::to_bytes(&parsed, Style::of(value)))
            };
            let is_cured = |after: Vec<u8>| check::check(&entry.path, &after).is_ok();
            quoted(&entry.value).filter(|after| is_cured(after.clone()))?;
            Some(Fix::edit(Class::Safe, "writes its AS number as a string", Edit::rewrite(&entry.path, quoted)))
        }
        _ => None,
    }
}

/// `pool-key`.
pub(super) fn pool_keys(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for pool in &inventory.pools {
        if pool.text.parse::<IpNet>().is_ok() {
            continue;
        }
        let path = &pool.entry.path;
        let text = format!(
            "its key {path} is of no network: Felix 2 stops with a panic, on every host, and Felix 1.4 ignores it"
        );
        let fix = match pool.pool.as_ref().map(Pool::cidr) {
            Ok(cidr) => {
                let cidr = cidr.trunc();
                let right = Key::Pool { family: Family::of(&cidr.addr()), cidr: cidr.to_string() }.path();
                if inventory.snapshot.get(&right).is_some() {
                    Fix::edit(
                        Class::ChangesTraffic,
                        format!("removes it: pool {cidr} is at its own key"),
                        Edit::delete(path),
                    )
                    .relies_on(right)
                } else {
                    let edits = [Edit::put(&right, pool.entry.value.clone()), Edit::delete(path)];
                    Fix::edits(Class::ChangesTraffic, format!("moves it to {right}, where all readers find it"), edits)
                }
            }
            Err(_) => Fix::manual(
                "its value tells no network either: it goes",
                format!("calicross key rm {path} --force=malformed"),
            ),
        };
        found.add(Finding::new(format!("pool {}", pool.name()), text).key(path).fix(fix));
    }
}

/// `unknown-keys`.
pub(super) fn unknown(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for entry in inventory.snapshot.under("/calico/") {
        if let Key::Unknown(path) = Key::parse(&entry.path) {
            places.entry(place(&path)).or_default().push(&entry.path);
        }
    }
    let hosts: BTreeSet<&str> = inventory.nodes.keys().map(String::as_str).collect();
    for (place, keys) in places {
        let Some(first) = keys.first() else { continue };
        let (object, text) = match keys.len() {
            1 => (format!("key {first}"), "is of no family that a component of this data model knows".to_owned()),
            count => (
                format!("keys below {place}"),
                format!("{count} are of no family that a component of this data model knows, first {first}"),
            ),
        };
        let escaped = if keys.iter().any(|key| key.contains('%')) {
            "; libcalico-go escapes names as %25 and %2f only"
        } else {
            ""
        };
        let of_host = place.rsplit('/').next().is_some_and(|name| hosts.contains(name));
        let command = format!("calicross key ls {place}");
        let fix =
            Fix::manual(if of_host { "look what wrote them for the host" } else { "look what wrote them" }, command);
        found.add(Finding::new(object, format!("{text}{escaped}")).keys(keys.iter().take(3).copied()).fix(fix));
    }
}

/// The directory that unknown keys are counted by: four levels deep at most.
fn place(path: &str) -> String {
    let parent = path.rsplit_once('/').map_or(path, |(parent, _)| parent);
    parent.split('/').take(5).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use crate::doctor::testing::{POD, Store};

    #[test]
    fn values_that_nobody_reads() {
        Store::sound().has_not("malformed");
        for (path, value, text) in [
            (
                "/calico/v1/policy/profile/k8s_ns.shop/rules",
                "[]",
                "error profile k8s_ns.shop: cannot be read, rules are a list",
            ),
            ("/calico/v1/policy/profile/k8s_ns.shop/tags", "{}", "error profile k8s_ns.shop: cannot be read, "),
            (
                "/calico/v1/policy/profile/k8s_ns.shop/labels",
                "[]",
                "error profile k8s_ns.shop: cannot be read, labels are a list",
            ),
            (
                "/calico/v1/policy/tier/default/policy/cart.db-from-shop",
                r#"{"selector": "a =="}"#,
                "error policy default/cart.db-from-shop: cannot be read, selector: ",
            ),
            (
                "/calico/v1/policy/tier/default/policy/cart.db-from-shop",
                r#"{"selector": "", "order": true}"#,
                "error policy default/cart.db-from-shop: cannot be read, order is a boolean, not a number: ",
            ),
            (POD, "", "error endpoint node1/k8s/shop.frontend-2611209331-q9z8y/eth0: cannot be read, "),
            ("/calico/v1/host/node1/endpoint/eth0", "[", "error host endpoint node1/eth0: cannot be read, "),
            (
                "/calico/v1/host/node2/bird_ip",
                "",
                "warning key /calico/v1/host/node2/bird_ip: '' is not an IPv4 address: ",
            ),
            (
                "/calico/bgp/v1/global/node_mesh",
                "true",
                "warning key /calico/bgp/v1/global/node_mesh: the value is a boolean, not an object: ",
            ),
            (
                "/calico/v1/ipam/v4/pool/10.65.0.0-24",
                r#"{"cidr":"10.66.0.0/24"}"#,
                "warning pool 10.66.0.0/24: cidr is '10.66.0.0/24', not the path's 10.65.0.0/24: ",
            ),
            ("/calico/v1/ipam/v4/pool/10.65.0.0-24", "10.65.0.0/24", "warning pool 10.65.0.0/24: malformed JSON: "),
        ] {
            let told = Store::sound().put(path, value).explained("malformed");
            assert_eq!(told.len(), 1, "{path}: {told:?}");
            assert!(told[0].starts_with(text), "{path}: {told:?}");
        }
        // What one generation takes, or what can be guessed, is told of as rejected.
        for (path, value) in [
            ("/calico/v1/config/IpInIpEnabled", "maybe"),
            ("/calico/v1/config/ipinipenabled", "true"),
            ("/calico/v1/ipam/v4/pool/10.65.0.0-24", r#"{"cidr":"10.65.0.0/24","ipam":false,"disabled":"true"}"#),
            ("/calico/v1/policy/tier/default/metadata", r#"{"order": "1000"}"#),
            (POD, r#"{"state": "active", "name": "calic6280f92eed", "profile_ids": null}"#),
        ] {
            let store = Store::sound().put(path, value);
            store.has_not("malformed");
            assert_eq!(store.told("rejected-value").len(), 1, "{path}");
        }
    }

    #[test]
    fn values_of_which_it_is_known_what_they_mean() {
        // What libcalico-go writes for {auto: true, strict: false}.
        let config = "/calico/ipam/v2/config";
        let repaired = Store::sound().put(config, r#"{"auto_allocate_blocks":true}"#).repaired("malformed");
        assert_eq!(repaired.changes(), [(config, Some(r#"{"auto_allocate_blocks":true,"strict_affinity":false}"#))]);
        let peer = "/calico/bgp/v1/global/peer_v4/10.10.0.1";
        let repaired = Store::sound().put(peer, r#"{"ip": "10.10.0.1", "as_num": 64512}"#).repaired("malformed");
        assert_eq!(repaired.changes(), [(peer, Some(r#"{"ip": "10.10.0.1", "as_num": "64512"}"#))]);
        assert!(!repaired.opens() && !repaired.closes());
        let mesh = "/calico/bgp/v1/global/node_mesh";
        let repaired = Store::sound().put(mesh, "true").repaired("malformed");
        assert_eq!(repaired.changes(), [(mesh, Some(r#"{"enabled": true}"#))]);
        let told = Store::sound().put(config, "{").explained("malformed");
        assert!(told[0].contains("[manual: "), "{told:?}");
    }

    #[test]
    fn a_pool_whose_key_is_of_no_network() {
        Store::sound().has_not("pool-key");
        let (bad, right) = ("/calico/v1/ipam/v4/pool/10.66.0.0_24", "/calico/v1/ipam/v4/pool/10.66.0.0-24");
        let value = r#"{"cidr":"10.66.0.0/24","ipam":false,"disabled":true}"#;
        let store = Store::sound().put(bad, value);
        assert_eq!(
            store.told("pool-key"),
            [
                "pool 10.66.0.0/24: its key /calico/v1/ipam/v4/pool/10.66.0.0_24 is of no network: Felix 2 stops with a panic, on every host, \
              and Felix 1.4 ignores it"
            ]
        );
        store.has_not("malformed");
        let repaired = store.repaired("pool-key");
        assert_eq!(repaired.changes(), [(right, Some(value)), (bad, None)]);
        let repaired = store.put(right, value).repaired("pool-key");
        assert_eq!(repaired.changes(), [(bad, None)]);
        assert!(Store::sound().put(bad, "{}").explained("pool-key")[0].contains("calicross key rm "));
    }

    #[test]
    fn keys_of_no_family() {
        Store::sound().has_not("unknown-keys");
        let store = Store::sound()
            .put("/calico/resources/v3/projectcalico.org/ippools/a", "{}")
            .put("/calico/resources/v3/projectcalico.org/nodes/a", "{}")
            .put("/calico/v1/policy/profile/a%2Fb/rules", "{}");
        assert_eq!(
            store.explained("unknown-keys"),
            [
                "notice keys below /calico/resources/v3/projectcalico.org: 2 are of no family that a component of this data model knows, first \
                 /calico/resources/v3/projectcalico.org/ippools/a [manual: look what wrote them: calicross key ls \
                 /calico/resources/v3/projectcalico.org]",
                "notice key /calico/v1/policy/profile/a%2Fb/rules: is of no family that a component of this data model knows; libcalico-go \
                 escapes names as %25 and %2f only [manual: look what wrote them: calicross key ls /calico/v1/policy/profile]"
            ]
        );
    }
}
