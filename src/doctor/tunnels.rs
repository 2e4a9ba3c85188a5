//! IPIP: pools whose packets go through tunnels between hosts.

use std::net::Ipv4Addr;

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Setting, Severity};
use crate::inventory::nodes::Node;
use crate::inventory::pools::FoundPool;
use crate::model::felix::boolean;
use crate::model::key::{BgpHost, Key};
use crate::model::pool::Switch;

const SWITCH: &str = "IpInIpEnabled";

/// `ipip`.
pub(super) fn ipip(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let pools: Vec<&FoundPool<'_>> = inventory
        .pools
        .iter()
        .filter(|pool| pool.is(Switch::Ipip) && pool.cidr().is_some_and(|cidr| cidr.addr().is_ipv4()))
        .collect();
    let Some(first) = pools.first() else { return };
    let pool = first.name();
    switches(inventory, &pool, first.entry.path.as_str(), found);
    for (host, node) in &inventory.nodes {
        if takes_part(node) {
            addresses(host, node, &pools, found);
        }
    }
}

/// Felix' switch, of all hosts and of each that has its own.
fn switches(inventory: &Inventory<'_>, pool: &str, pool_path: &str, found: &mut Findings<'_>) {
    let global = inventory.setting(None, SWITCH);
    let is_on = |setting: &Setting<'_>| boolean(setting.text()).unwrap_or(false);
    let own = inventory.settings_of(SWITCH).filter(|setting| setting.host.is_some());
    let path = || Key::GlobalConfig { name: SWITCH.to_owned() }.path();
    let mut off: Vec<(String, String, String)> = own
        .filter(|setting| !is_on(setting))
        .map(|setting| {
            (setting.object(), format!("is '{}'", setting.text().escape_debug()), setting.entry.path.clone())
        })
        .collect();
    match global {
        None => off.insert(0, (SWITCH.to_owned(), "is not set".to_owned(), path())),
        Some(setting) if !is_on(setting) => {
            off.insert(0, (SWITCH.to_owned(), format!("is '{}'", setting.text().escape_debug()), path()));
        }
        Some(_) => {}
    }
    for (object, state, path) in off {
        let text = format!(
            "{state}, while pool {pool} sends packets through tunnels: Felix sets up no tunnel and lets no packet of one in"
        );
        let fix = Fix::edit(Class::RestartsFelix, "sets it to true", Edit::put(&path, "true")).relies_on(pool_path);
        found.add(Finding::new(object, text).key(path).key(pool_path).fix(fix));
    }
}

/// Whether a host has workloads or a BIRD: another one needs no tunnel.
fn takes_part(node: &Node<'_>) -> bool {
    !node.endpoints.is_empty() || own_address(node).is_some()
}

/// The address that BIRD of a host peers from.
fn own_address(node: &Node<'_>) -> Option<Ipv4Addr> {
    node.bgp.get(&BgpHost::IpAddrV4)?.parse().ok()
}

/// The addresses of a host that tunnels begin and end at.
fn addresses(host: &str, node: &Node<'_>, pools: &[&FoundPool<'_>], found: &mut Findings<'_>) {
    let object = || format!("host {host}");
    let bird_ip = Key::HostIp { host: host.to_owned() }.path();
    if node.bird_ip.as_ref().is_none_or(|address| address.parse::<Ipv4Addr>().is_err()) {
        let fix = match own_address(node) {
            Some(address) => Fix::edit(
                Class::ChangesTraffic,
                format!("sets its bird_ip to {address}, the address that its BIRD has"),
                Edit::put(&bird_ip, address.to_string()),
            )
            .relies_on(Key::BgpHost { host: host.to_owned(), setting: BgpHost::IpAddrV4 }.path()),
            None => Fix::manual(
                "calico/node is run on the host, or its address is put there",
                format!("calicross key put {bird_ip} ADDRESS"),
            ),
        };
        let text = "has no bird_ip that is an address: Felix of every other host drops what comes through its tunnel";
        found.add(Finding::new(object(), text).key(&bird_ip).fix(fix));
    }
    let tunnel = Key::HostConfig { host: host.to_owned(), name: "IpInIpTunnelAddr".to_owned() }.path();
    let address = node.tunnel.as_deref().and_then(|address| address.trim().parse::<Ipv4Addr>().ok());
    let fix = Fix::by_hand("calico/node on the host takes one out of an IPIP pool when it starts");
    match address {
        None => {
            let text =
                "has no address for its tunnel: what the host itself sends to pods of other hosts comes back to nobody";
            found.add(Finding::new(object(), text).key(tunnel).severity(Severity::Warning).fix(fix));
        }
        Some(address) => {
            let holds =
                |pool: &&&FoundPool<'_>| pool.cidr().is_some_and(|cidr| cidr.contains(&std::net::IpAddr::V4(address)));
            if !pools.iter().any(|pool| holds(&pool)) {
                let text = format!("has {address} for its tunnel, which lies in no IPIP pool");
                found.add(Finding::new(object(), text).key(tunnel).severity(Severity::Warning).fix(fix));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Store;

    const POOL: &str = "/calico/v1/ipam/v4/pool/10.233.64.0-18";
    const SWITCH: &str = "/calico/v1/config/IpInIpEnabled";

    /// A pool with IPIP as libcalico-go writes it, which leaves Felix' switch to calicoctl.
    fn tunnelled() -> Store {
        let addresses = [("node1", "10.233.71.2"), ("node2", "10.233.74.65")];
        let store = Store::sound().edit(POOL, r#""ipip":"""#, r#""ipip":"tunl0""#);
        addresses.into_iter().fold(store, |store, (host, address)| {
            store.put(&format!("/calico/v1/host/{host}/config/IpInIpTunnelAddr"), address)
        })
    }

    #[test]
    fn a_switch_that_is_off() {
        tunnelled().put(SWITCH, "yes").has_not("ipip");
        insta::assert_snapshot!(tunnelled().explained("ipip").join("\n"), @"error IpInIpEnabled: is 'false', while pool 10.233.64.0/18 sends packets through tunnels: Felix sets up no tunnel and lets no packet of one in [restarts-felix: sets it to true]");
        let repaired = tunnelled().repaired("ipip");
        assert_eq!(repaired.changes(), [(SWITCH, Some("true"))]);
        assert!(!repaired.opens() && !repaired.closes());
        assert_eq!(tunnelled().delete(SWITCH).repaired("ipip").changes(), [(SWITCH, Some("true"))]);
        let own = "/calico/v1/host/node1/config/IpInIpEnabled";
        assert_eq!(tunnelled().put(SWITCH, "true").put(own, "0").repaired("ipip").changes(), [(own, Some("true"))]);
    }

    #[test]
    fn hosts_without_addresses() {
        let on = tunnelled().put(SWITCH, "true");
        let bare =
            on.clone().delete("/calico/v1/host/node1/bird_ip").delete("/calico/v1/host/node2/config/IpInIpTunnelAddr");
        insta::assert_snapshot!(bare.explained("ipip").join("\n"), @"
        error host node1: has no bird_ip that is an address: Felix of every other host drops what comes through its tunnel [changes-traffic: sets its bird_ip to 10.10.0.11, the address that its BIRD has]
        warning host node2: has no address for its tunnel: what the host itself sends to pods of other hosts comes back to nobody [manual: calico/node on the host takes one out of an IPIP pool when it starts]
        ");
        let repaired = bare.repaired("ipip");
        assert_eq!(repaired.changes(), [("/calico/v1/host/node1/bird_ip", Some("10.10.0.11"))]);
        // A compute host without calico/node, and a tunnel whose pool is gone.
        let port = "/calico/v1/host/node3/workload/openstack/vm/endpoint/port";
        let alien = on
            .put(port, r#"{"state": "active", "name": "tapport"}"#)
            .put("/calico/v1/host/node1/config/IpInIpTunnelAddr", "192.168.0.1");
        insta::assert_snapshot!(alien.explained("ipip").join("\n"), @"
        warning host node1: has 192.168.0.1 for its tunnel, which lies in no IPIP pool [manual: calico/node on the host takes one out of an IPIP pool when it starts]
        error host node3: has no bird_ip that is an address: Felix of every other host drops what comes through its tunnel [manual: calico/node is run on the host, or its address is put there: calicross key put /calico/v1/host/node3/bird_ip ADDRESS]
        warning host node3: has no address for its tunnel: what the host itself sends to pods of other hosts comes back to nobody [manual: calico/node on the host takes one out of an IPIP pool when it starts]
        ");
    }

    #[test]
    fn without_such_a_pool_nothing_is_missed() {
        Store::sound().delete("/calico/v1/host/node1/bird_ip").has_not("ipip");
    }
}
