//! Addresses: had by two, held by nobody, counted wrongly.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::json;

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Severity};
use crate::inventory::addresses::Users;
use crate::inventory::blocks;
use crate::ipam::release::{Absent, What, release};
use crate::model::key::{Family, Key};

/// Addresses that a line names.
const NAMED: usize = 5;

/// `address-twice`.
pub(super) fn twice(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let mut double = inventory.ipam().iter().filter(|finding| finding.id == "double-use").peekable();
    if double.peek().is_none() {
        return;
    }
    let users = Users::of(inventory.snapshot);
    for finding in double {
        let object = format!("address {}", finding.object);
        let text = finding.text.trim_start_matches(object.as_str()).trim_start().to_owned();
        let at: Vec<_> = finding.object.parse().map(|address: IpAddr| users.at(address).collect()).unwrap_or_default();
        let keys: BTreeSet<&str> = at.iter().map(|user| user.path()).collect();
        let last: BTreeSet<&str> =
            keys.iter().filter_map(|key| key.split_once("/workload/")).map(|(_, id)| id).collect();
        let fix = if keys.len() > 1 && last.len() == 1 && keys.iter().all(|key| key.contains("/workload/")) {
            "one workload is there on two hosts: where it does not run, its endpoint is a leftover (`calicross endpoint show`)"
        } else {
            "make one of the workloads anew; packets reach either of them, as routes happen to be"
        };
        found.add(Finding::new(object, text).keys(keys).fix(Fix::by_hand(fix)));
    }
}

/// `ipam-leaks`.
pub(super) fn leaks(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let leaked: Vec<_> = inventory.ipam().iter().filter(|finding| finding.id == "leak").collect();
    let addresses: Vec<IpAddr> = leaked.iter().filter_map(|finding| finding.object.parse().ok()).collect();
    if addresses.is_empty() {
        return;
    }
    let mut named = addresses.iter().take(NAMED).map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if addresses.len() > NAMED {
        named.push_str(&format!(" and {} more", addresses.len() - NAMED));
    }
    let (text, object) = match addresses.len() {
        1 => ("is held, and no endpoint has it".to_owned(), format!("address {named}")),
        count => (format!("{count} are held, and no endpoint has them: {named}"), "addresses".to_owned()),
    };
    let keys: BTreeSet<&str> = leaked.iter().map(|finding| finding.key.as_str()).collect();
    // One plan for all: several of one block, or of one handle, are one change of it.
    let what: Vec<What> = addresses.into_iter().map(What::Address).collect();
    let fix = release(inventory.snapshot, &what, Absent::Accept).ok().map(|plan| {
        let text =
            "gives them back: another workload may get them, so that whoever has one without an endpoint must be gone";
        Fix::edits(Class::ChangesTraffic, text, Edit::of_plan(&plan))
    });
    found.add(Finding::new(object, text).keys(keys).fix(fix));
}

/// `ipam-books`.
pub(super) fn books(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let mut held: Option<BTreeMap<String, BTreeMap<IpNet, usize>>> = None;
    for finding in inventory.ipam() {
        let block = || finding.object.parse::<IpNet>().map(blocks::path).unwrap_or_default();
        let (object, fix) = match finding.id {
            "claim-differs" | "claim-without-block" => {
                let fix = Fix::edit(Class::Safe, "removes the claim", Edit::delete(&finding.key)).relies_on(block());
                (format!("block {}", finding.object), Some(fix))
            }
            "block-unclaimed" => (format!("block {}", finding.object), claim(inventory, &finding.object, &finding.key)),
            "block-outside" | "block-twice" => {
                let text = "`calicross ipam release` gives a block back with all its addresses, once nobody has one";
                (format!("block {}", finding.object), Some(Fix::by_hand(text)))
            }
            "handle-empty" => {
                let fix = Fix::edit(Class::Safe, "removes it", Edit::delete(&finding.key));
                (format!("handle {}", finding.object), Some(fix))
            }
            "handle-missing" | "handle-differs" => {
                let held = held.get_or_insert_with(|| held_by_handles(inventory));
                let of_handle = held.get(&finding.object);
                (format!("handle {}", finding.object), Some(counted(&finding.object, &finding.key, of_handle)))
            }
            "not-held" => {
                let fix = Fix::by_hand("make the workload anew, so that it gets an address that is held for it");
                (format!("address {}", finding.object), Some(fix))
            }
            // Others are checks of their own.
            _ => continue,
        };
        let text = finding.text.trim_start_matches(object.as_str()).trim_start().to_owned();
        let told = Finding::new(object, text).key(&finding.key).fix(fix);
        found.add(if finding.id == "not-held" { told.severity(Severity::Error) } else { told });
    }
}

/// Claims a block for the host that it says it is of.
fn claim(inventory: &Inventory<'_>, cidr: &str, path: &str) -> Option<Fix> {
    let net: IpNet = cidr.parse().ok()?;
    let block = blocks::at(inventory.snapshot, net)?.block.ok()?;
    let host = block.host()?.to_owned();
    let key = Key::IpamAffinity { host: host.clone(), family: Family::of(&net.addr()), cidr: cidr.to_owned() }.path();
    Some(Fix::edit(Class::Safe, format!("claims it for {host}"), Edit::put(key, "")).relies_on(path))
}

/// How many addresses of which blocks each handle holds, as the blocks tell.
fn held_by_handles(inventory: &Inventory<'_>) -> BTreeMap<String, BTreeMap<IpNet, usize>> {
    let mut held: BTreeMap<String, BTreeMap<IpNet, usize>> = BTreeMap::new();
    for found in blocks::all(inventory.snapshot) {
        let (Some(cidr), Ok(block)) = (found.cidr(), &found.block) else { continue };
        for (handle, count) in block.handles() {
            held.entry(handle.to_owned()).or_default().insert(cidr, count);
        }
    }
    held
}

/// Lets a handle count what the blocks hold for it.
fn counted(id: &str, path: &str, held: Option<&BTreeMap<IpNet, usize>>) -> Fix {
    let Some(held) = held.filter(|held| !held.is_empty()) else {
        return Fix::edit(Class::Safe, "removes it: no block holds an address for it", Edit::delete(path));
    };
    let blocks: serde_json::Map<String, serde_json::Value> =
        held.iter().map(|(cidr, count)| (cidr.to_string(), json!(count))).collect();
    // libcalico-go leaves the id out, and calicoctl 0.2x cannot do without.
    let value = json!({ "id": id, "block": blocks });
    let fix = Fix::edit(Class::Safe, "counts what the blocks hold for it", Edit::put(path, value.to_string()));
    held.keys().fold(fix, |fix, cidr| fix.relies_on(blocks::path(*cidr)))
}

#[cfg(test)]
mod tests {
    use crate::doctor::testing::{POD, Store, VM};

    const BLOCK: &str = "/calico/ipam/v2/assignment/ipv4/block/10.233.71.0-26";
    const HANDLES: &str = "/calico/ipam/v2/handle/";

    /// Two addresses of node1's block that a pod left behind, under one handle.
    fn leaked() -> Store {
        Store::sound()
            .edit(BLOCK, "[0,1,null,null,2,3,", "[0,1,4,4,2,3,")
            .edit(BLOCK, ",63,2,3]", ",63]")
            .edit(
                BLOCK,
                r#""secondary":null}]"#,
                r#""secondary":null},{"handle_id":"calico-k8s-network.gone","secondary":null}]"#,
            )
            .put(&format!("{HANDLES}calico-k8s-network.gone"), r#"{"block":{"10.233.71.0/26":2}}"#)
    }

    #[test]
    fn addresses_that_leaked() {
        Store::sound().has_not("ipam-leaks");
        let store = leaked();
        assert_eq!(
            store.told("ipam-leaks"),
            ["addresses: 2 are held, and no endpoint has them: 10.233.71.2, 10.233.71.3"]
        );
        store.has_not("ipam-books");
        let repaired = store.repaired("ipam-leaks");
        let changes = repaired.changes();
        assert_eq!(changes.len(), 2, "{changes:?}");
        assert_eq!(changes[1], (&*format!("{HANDLES}calico-k8s-network.gone"), None));
        assert!(changes[0].1.unwrap().contains("[0,1,null,null,2,3,"), "{changes:?}");
        assert!(!repaired.opens() && !repaired.closes());
    }

    #[test]
    fn an_address_of_two() {
        Store::sound().has_not("address-twice");
        // A pod that was given the address of another one.
        let store = Store::sound().edit(POD, "10.233.71.5/32", "10.233.71.4/32");
        assert_eq!(
            store.told("address-twice"),
            ["address 10.233.71.4: is had by node1/k8s/ccp.neutron-server-1205476309-7jqzk/eth0, \
              node1/k8s/shop.frontend-2611209331-q9z8y/eth0"]
        );
        // A VM that has moved, and whose old endpoint stayed.
        let moved = VM.replace("/host/node1/", "/host/node2/");
        let value = Store::sound().value(VM).to_owned();
        let told = Store::sound().put(&moved, &value).explained("address-twice");
        assert!(told[0].contains("one workload is there on two hosts"), "{told:?}");
    }

    #[test]
    fn books_that_do_not_agree() {
        Store::sound().has_not("ipam-books");
        // An affinity key whose block was never made; a handle that lost its key; one that counts what is no more.
        let claim = "/calico/ipam/v2/host/node1/ipv4/block/10.233.99.0-26";
        let repaired = Store::sound().put(claim, "{}").repaired("ipam-books");
        assert_eq!(repaired.changes(), [(claim, None)]);
        let handle =
            format!("{HANDLES}calico-k8s-network.6fec11e4ee1de28b88abcbbc94ab7adf708486be3dd9cf027dc004097e11e2a9");
        let right = r#"{"id":"calico-k8s-network.6fec11e4ee1de28b88abcbbc94ab7adf708486be3dd9cf027dc004097e11e2a9","block":{"10.233.71.0/26":1}}"#;
        for store in [
            Store::sound().delete(&handle),
            Store::sound().put(&handle, r#"{"block":{"10.233.71.0/26":3}}"#),
            Store::sound().put(&handle, r#"{"block":{"10.233.71.0/26":1,"10.233.74.64/26":1}}"#),
        ] {
            let repaired = store.repaired("ipam-books");
            assert_eq!(repaired.changes(), [(&*handle, Some(right))]);
            assert!(!repaired.opens() && !repaired.closes());
        }
        let empty = format!("{HANDLES}calico-k8s-network.none");
        let repaired =
            Store::sound().put(&empty, r#"{"id":"calico-k8s-network.none","block":{}}"#).repaired("ipam-books");
        assert_eq!(repaired.changes(), [(&*empty, None)]);
        let own = "/calico/ipam/v2/host/node2/ipv4/block/10.233.74.64-26";
        let repaired = Store::sound().delete(own).repaired("ipam-books");
        assert_eq!(repaired.changes(), [(own, Some(""))]);
        let told = Store::sound().edit(POD, "10.233.71.5/32", "10.233.71.9/32").explained("ipam-books");
        assert!(told[0].starts_with("error address 10.233.71.9: of node1/k8s/shop.frontend-"), "{told:?}");
    }
}
