//! BIRD's hosts and numbers: what stops confd, and what does not fit together.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Severity};
use crate::inventory::nodes::{Node, Place};
use crate::model::bird::{AsNumber, DEFAULT_AS, Peer, mesh};
use crate::model::key::{BgpGlobal, BgpHost, Key};
use crate::store::Snapshot;

/// `bgp-addresses`.
pub(super) fn addresses(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let mut peered: BTreeMap<IpAddr, Vec<(&str, String)>> = BTreeMap::new();
    for (host, node) in &inventory.nodes {
        if node.stops_confd() {
            found.add(without_addresses(host, node));
        }
        for setting in [BgpHost::IpAddrV4, BgpHost::IpAddrV6] {
            if let Some(address) = node.bgp.get(&setting).and_then(|text| text.trim().parse().ok()) {
                peered.entry(address).or_default().push((host, key(host, setting)));
            }
        }
    }
    for (address, hosts) in &peered {
        if let [_, _, ..] = hosts.as_slice() {
            let names: Vec<&str> = hosts.iter().map(|(host, _)| *host).collect();
            let text =
                format!("is BIRD's on {}: every other host has two sessions with one neighbour", names.join(" and "));
            let unused = names.iter().find(|host| {
                inventory
                    .nodes
                    .get(**host)
                    .is_some_and(|node| node.endpoints.is_empty() && !node.places.contains(&Place::Felix))
            });
            let fix = match unused {
                Some(host) => Fix::manual(
                    format!("where {host} is gone, or another name of the same host, it goes"),
                    format!("calicross node remove {host}"),
                ),
                None => Fix::by_hand(
                    "give each host its own address (IP of calico/node's environment), and start calico/node there anew",
                ),
            };
            found.add(Finding::new(format!("address {address}"), text).keys(hosts.iter().map(|(_, key)| key)).fix(fix));
        }
    }
    if !is_mesh(inventory.snapshot) {
        return;
    }
    for (path, whose, peer) in peers(inventory) {
        if let Some((host, other)) = peered.get(&peer.ip).and_then(|hosts| hosts.first()) {
            let text = format!("is {whose}, and BIRD's on {host}, with which the mesh has a session already");
            let finding =
                Finding::new(format!("address {}", peer.ip), text).key(path).key(other).severity(Severity::Warning);
            found.add(finding.fix(Fix::by_hand("`calicross bgp peer remove` removes the peer; the mesh stays")));
        }
    }
}

fn key(host: &str, setting: BgpHost) -> String {
    Key::BgpHost { host: host.to_owned(), setting }.path()
}

/// A host that lacks a key which confd asks for.
fn without_addresses(host: &str, node: &Node<'_>) -> Finding {
    let missing: Vec<BgpHost> =
        [BgpHost::IpAddrV4, BgpHost::IpAddrV6].into_iter().filter(|setting| !node.bgp.contains_key(setting)).collect();
    let names: Vec<&str> = missing.iter().map(|setting| setting.segment()).collect();
    // The address that calico/node wrote for Felix is the one that it had written for BIRD.
    let of_felix = node.bird_ip.as_deref().map(str::trim).filter(|text| text.parse::<std::net::Ipv4Addr>().is_ok());
    let value = |setting: &BgpHost| if *setting == BgpHost::IpAddrV4 { of_felix.unwrap_or_default() } else { "" };
    let told: Vec<String> = missing
        .iter()
        .map(|setting| match value(setting) {
            "" => format!("{} empty", setting.segment()),
            address => format!("{} {address}, as bird_ip has it", setting.segment()),
        })
        .collect();
    let edits = missing.iter().map(|setting| Edit::put(key(host, *setting), value(setting)));
    let fix = Fix::edits(Class::Safe, format!("makes {}", told.join(", ")), edits);
    let text = format!(
        "has no {}: confd renders nothing, on any host of the mesh, and BIRD keeps what it had",
        names.join(", no ")
    );
    Finding::new(format!("host {host}"), text)
        .key(Place::Bgp.of(host))
        .keys(missing.iter().map(|setting| key(host, *setting)))
        .fix(fix)
}

/// Whether all hosts peer with all.
fn is_mesh(snapshot: &Snapshot) -> bool {
    let entry = snapshot.get(&Key::BgpGlobal(BgpGlobal::NodeMesh).path());
    entry.is_some_and(|entry| mesh(&entry.value).unwrap_or(false))
}

/// Every peer that can be read: its key, and whose it is in words.
fn peers<'s>(inventory: &Inventory<'s>) -> Vec<(&'s str, String, Peer)> {
    let entries = inventory.snapshot.under("/calico/bgp/v1/").iter();
    entries
        .filter_map(|entry| {
            let whose = match Key::parse(&entry.path) {
                Key::BgpGlobalPeer { .. } => "a peer of all hosts".to_owned(),
                Key::BgpHostPeer { host, .. } => format!("a peer of {host}"),
                _ => return None,
            };
            Some((entry.path.as_str(), whose, Peer::parse(&entry.value).ok()?))
        })
        .collect()
}

/// `bgp-as`.
pub(super) fn numbers(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    let of_all = Key::BgpGlobal(BgpGlobal::AsNum).path();
    let value = inventory.snapshot.get(&of_all).and_then(|entry| std::str::from_utf8(&entry.value).ok());
    let of_hosts = || inventory.nodes.iter().filter(|(_, node)| node.places.contains(&Place::Bgp));
    if value.is_none() {
        let without: Vec<&str> = of_hosts()
            .filter(|(_, node)| !node.bgp.contains_key(&BgpHost::AsNum))
            .map(|(host, _)| host.as_str())
            .collect();
        if let Some(first) = without.first() {
            let text = format!(
                "there is none, and {} hosts have none of their own, first {first}: confd renders nothing, on any host",
                without.len()
            );
            // What BIRD still runs with is not known here, and another number would end its sessions.
            let command = format!("calicross bgp default-node-as {DEFAULT_AS}");
            let fix = Fix::manual(
                "set the one that BIRD has (`birdcl show protocols all` shows it; calico/node's is as here)",
                command,
            );
            found.add(Finding::new("AS number", text).key(&of_all).severity(Severity::Error).fix(fix));
        }
    }
    if let Some(text) = value {
        number(found, "AS number".to_owned(), &of_all, text);
    }
    let shared = value.and_then(AsNumber::parse);
    for (host, node) in of_hosts() {
        let Some(text) = node.bgp.get(&BgpHost::AsNum) else { continue };
        let (object, path) = (format!("AS number of {host}"), key(host, BgpHost::AsNum));
        number(found, object.clone(), &path, text);
        if let (Some(own), Some(shared), true) = (AsNumber::parse(text), shared, is_mesh(inventory.snapshot))
            && own != shared
        {
            let text =
                format!("is {own}, and the mesh's is {shared}: its sessions with the others are between two AS's");
            let fix = Fix::by_hand("a host of another AS belongs to no mesh: peers of its own, or the mesh's number");
            found.add(Finding::new(object, text).key(&path).key(&of_all).fix(fix));
        }
    }
    for (path, whose, peer) in peers(inventory) {
        if peer.as_number == AsNumber(0) {
            let text = format!("is {whose} with AS 0, for which BIRD rejects its whole configuration");
            found.add(Finding::new(format!("peer {}", peer.ip), text).key(path).severity(Severity::Error));
        }
    }
}

/// What is wrong with a number by itself.
fn number(found: &mut Findings<'_>, object: String, path: &str, text: &str) {
    match AsNumber::parse(text) {
        Some(AsNumber(0)) => {
            let text = "is 0, for which BIRD rejects its whole configuration";
            found.add(Finding::new(object, text).key(path).severity(Severity::Error));
        }
        Some(number) if number.to_string() != text => {
            let told = format!("is {text}, which libcalico-go cannot read");
            let fix = Fix::edit(Class::Safe, format!("spells it {number}"), Edit::put(path, number.to_string()));
            found.add(Finding::new(object, told).key(path).fix(fix));
        }
        // What is none is told of as malformed.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::doctor::testing::Store;

    const NODE2: &str = "/calico/bgp/v1/host/node2/";
    const AS: &str = "/calico/bgp/v1/global/as_num";

    #[test]
    fn a_host_without_addresses_stops_confd() {
        Store::sound().has_not("bgp-addresses");
        // A peer of a host that calico/node never ran on.
        let peer = "/calico/bgp/v1/host/rack/peer_v4/10.10.0.1";
        let store = Store::sound().put(peer, r#"{"ip": "10.10.0.1", "as_num": "64512"}"#);
        assert_eq!(
            store.explained("bgp-addresses"),
            [
                "error host rack: has no ip_addr_v4, no ip_addr_v6: confd renders nothing, on any host of the mesh, and BIRD keeps what it had \
              [safe: makes ip_addr_v4 empty, ip_addr_v6 empty]"
            ]
        );
        let repaired = store.repaired("bgp-addresses");
        assert_eq!(
            repaired.changes(),
            [("/calico/bgp/v1/host/rack/ip_addr_v4", Some("")), ("/calico/bgp/v1/host/rack/ip_addr_v6", Some(""))]
        );
        assert!(!repaired.opens() && !repaired.closes());
        // A delete that did not come to its end.
        let store = Store::sound().delete(&format!("{NODE2}ip_addr_v4"));
        let repaired = store.repaired("bgp-addresses");
        assert_eq!(repaired.changes(), [("/calico/bgp/v1/host/node2/ip_addr_v4", Some("10.10.0.12"))]);
    }

    #[test]
    fn one_address_of_two_hosts() {
        let store = Store::sound()
            .put("/calico/bgp/v1/host/old/ip_addr_v4", "10.10.0.12")
            .put("/calico/bgp/v1/host/old/ip_addr_v6", "");
        assert_eq!(
            store.explained("bgp-addresses"),
            [
                "error address 10.10.0.12: is BIRD's on node2 and old: every other host has two sessions with one neighbour [manual: where old is \
              gone, or another name of the same host, it goes: calicross node remove old]"
            ]
        );
        let store = Store::sound()
            .put("/calico/bgp/v1/global/peer_v4/10.10.0.12", r#"{"ip": "10.10.0.12", "as_num": "64512"}"#);
        assert_eq!(
            store.told("bgp-addresses"),
            [
                "address 10.10.0.12: is a peer of all hosts, and BIRD's on node2, with which the mesh has a session already"
            ]
        );
        let mesh_off = store.put("/calico/bgp/v1/global/node_mesh", r#"{"enabled": false}"#);
        mesh_off.has_not("bgp-addresses");
    }

    #[test]
    fn numbers() {
        Store::sound().has_not("bgp-as");
        let store = Store::sound().delete(AS);
        let told = store.explained("bgp-as");
        assert_eq!(told.len(), 1);
        assert!(
            told[0].starts_with("error AS number: there is none, and 2 hosts have none of their own, first node1: "),
            "{told:?}"
        );
        assert!(told[0].ends_with("calicross bgp default-node-as 64511]"), "{told:?}");
        let own = format!("{NODE2}as_num");
        let repaired = Store::sound().put(AS, "0.64512").repaired("bgp-as");
        assert_eq!(repaired.changes(), [(AS, Some("64512"))]);
        assert_eq!(
            Store::sound().put(&own, "65000").told("bgp-as"),
            [
                "AS number of node2: is 65000, and the mesh's is 64512: its sessions with the others are between two AS's"
            ]
        );
        Store::sound().put(&own, "64512").has_not("bgp-as");
        assert!(Store::sound().put(AS, "0").explained("bgp-as")[0].starts_with("error AS number: is 0"));
    }
}
