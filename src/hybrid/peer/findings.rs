//! What two datastores do not agree on, family by family.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::IpAddr;

use ipnet::IpNet;

use super::{Finding, Side, addresses, switch_path};
use crate::hybrid::filter;
use crate::inventory::addresses::User;
use crate::inventory::nodes;
use crate::inventory::pools::{FoundPool, Networks, overlap};
use crate::model::key::{Family, Key};
use crate::model::pool::Switch;

/// Most hosts that a line names.
const NAMED: usize = 5;

pub(super) fn of(here: &Side<'_>, there: &Side<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if there.snapshot.entries().is_empty() && !here.snapshot.entries().is_empty() {
        let text = "the peer holds no pool, host or subnet: it is empty, or another one is meant".to_owned();
        return vec![finding("peer-empty", &"peer", None, None, text)];
    }
    pools(here, there, &mut found);
    subnets(here, there, &mut found);
    twice(here, there, &mut found);
    hosts(here, there, &mut found);
    tunnels(here, there, &mut found);
    routes(here, there, &mut found);
    found
}

fn finding(
    id: &'static str,
    object: &dyn fmt::Display,
    here: Option<&str>,
    there: Option<&str>,
    text: String,
) -> Finding {
    Finding { id, object: object.to_string(), here: here.map(str::to_owned), there: there.map(str::to_owned), text }
}

/// The same address must not be given out twice.
fn pools(here: &Side<'_>, there: &Side<'_>, found: &mut Vec<Finding>) {
    for (ours, key) in here.giving() {
        for (theirs, other) in there.giving().filter(|(theirs, _)| overlap(ours, *theirs)) {
            let text = format!(
                "pool {ours} here and pool {theirs} there share addresses, and both give them out: two workloads get the same one"
            );
            found.push(finding("pool-overlap", &ours, Some(key), Some(other), text));
        }
        for (subnet, other) in there.subnets.iter().filter(|(subnet, _)| overlap(ours, *subnet)) {
            let text = format!("pool {ours} here gives out addresses of Neutron's subnet {subnet} there");
            found.push(finding("pool-over-subnet", &ours, Some(key), Some(other), text));
        }
    }
    for (theirs, other) in there.giving() {
        for (subnet, key) in here.subnets.iter().filter(|(subnet, _)| overlap(theirs, *subnet)) {
            let text = format!("pool {theirs} there gives out addresses of Neutron's subnet {subnet} here");
            found.push(finding("pool-over-subnet", &theirs, Some(key), Some(other), text));
        }
    }
}

fn subnets(here: &Side<'_>, there: &Side<'_>, found: &mut Vec<Finding>) {
    for (ours, key) in &here.subnets {
        for (theirs, other) in there.subnets.iter().filter(|(theirs, _)| overlap(*ours, *theirs)) {
            let text = format!("Neutron's subnets {ours} here and {theirs} there share addresses");
            found.push(finding("subnet-overlap", &ours, Some(key), Some(other), text));
        }
    }
}

fn twice(here: &Side<'_>, there: &Side<'_>, found: &mut Vec<Finding>) {
    for (address, theirs) in there.users.all() {
        let (Some(ours), Some(theirs)) = (here.users.at(address).next(), theirs.first()) else { continue };
        // Of two Felixes on a host, both may know of its one tunnel.
        if matches!((ours, theirs), (User::Tunnel { host: a, .. }, User::Tunnel { host: b, .. }) if a == b) {
            continue;
        }
        let text = format!("address {address} is had by {} here and by {} there", ours.name(), theirs.name());
        found.push(finding("address-twice", &address, Some(User::path(ours)), Some(theirs.path()), text));
    }
}

/// A host must be called the same by all, letter by letter: BIRD of one datastore is to route to the VMs of the other.
fn hosts(here: &Side<'_>, there: &Side<'_>, found: &mut Vec<Finding>) {
    let mut by_address: BTreeMap<IpAddr, &str> = BTreeMap::new();
    for (name, node) in &here.nodes {
        by_address.extend(addresses(node).into_iter().map(|address| (address, name.as_str())));
    }
    for (name, node) in &there.nodes {
        let theirs = addresses(node);
        let key = |name: &str| format!("{}{name}", nodes::Place::Host.directory());
        if let Some(ours) = here.nodes.get(name).map(addresses) {
            for family in [Family::V4, Family::V6] {
                let of_family = |all: &BTreeSet<IpAddr>| -> BTreeSet<IpAddr> {
                    all.iter().copied().filter(|address| Family::of(address) == family).collect()
                };
                let (ours, theirs) = (of_family(&ours), of_family(&theirs));
                if !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs) {
                    let list =
                        |of: &BTreeSet<IpAddr>| of.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                    let text = format!("host {name} has {} here and {} there", list(&ours), list(&theirs));
                    found.push(finding("host-address", name, Some(&key(name)), Some(&key(name)), text));
                }
            }
            continue;
        }
        let same = theirs.iter().find_map(|address| by_address.get(address).copied());
        if let Some(same) = same {
            let text = format!("host {name} there has the address of host {same} here: it is one host with two names");
            found.push(finding("host-name", &name, Some(&key(same)), Some(&key(name)), text));
        } else if let Some(alike) = nodes::alike(name, &here.nodes).next() {
            let text = format!(
                "host {name} there may be {alike} here: components compare names of hosts letter by letter, the case included"
            );
            found.push(finding("host-name", &name, Some(&key(alike)), Some(&key(name)), text));
        } else {
            let vms = node.endpoints.iter().filter(|endpoint| endpoint.is_openstack()).count();
            if vms > 0 && here.routes() {
                let text = format!(
                    "host {name} there has {vms} ports of VMs and is not known here: no BIRD tells the others of their routes"
                );
                found.push(finding("host-unknown", &name, None, Some(&key(name)), text));
            }
        }
    }
}

/// What is routed through a tunnel needs both Felixes to know of it.
fn tunnels(here: &Side<'_>, there: &Side<'_>, found: &mut Vec<Finding>) {
    for (side, other, place, elsewhere) in [(here, there, "here", "there"), (there, here, "there", "here")] {
        let is_ours = place == "here";
        let keys = |of_side: Option<&str>, of_other: Option<&str>| {
            let (a, b) = (of_side.map(str::to_owned), of_other.map(str::to_owned));
            if is_ours { (a, b) } else { (b, a) }
        };
        let tunnelled = side.pools.iter().filter(|pool| pool.is(Switch::Ipip));
        let tunnelled: Vec<&FoundPool<'_>> = tunnelled.filter(|pool| pool.cidr().is_some()).collect();
        let Some(first) = tunnelled.first() else { continue };
        if !other.tunnels {
            for pool in &tunnelled {
                let text = format!(
                    "pool {} {place} is routed through the IPIP tunnel, and IpInIpEnabled is off {elsewhere}: a host that only the \
                     Felix of {elsewhere} serves has no tunnel, and what is sent to it through one is lost",
                    pool.name()
                );
                let switch = switch_path();
                let (ours, theirs) = keys(Some(&pool.entry.path), Some(&switch));
                found.push(finding("ipip-switch", &pool.name(), ours.as_deref(), theirs.as_deref(), text));
            }
            continue;
        }
        let known: Vec<&String> = other.nodes.values().filter_map(|node| node.bird_ip.as_ref()).collect();
        let missing =
            side.nodes.iter().filter(|(_, node)| node.bird_ip.as_ref().is_some_and(|ip| !known.contains(&ip)));
        let missing: Vec<&str> = missing.map(|(name, _)| name.as_str()).collect();
        if let Some(one) = missing.first() {
            let mut list = missing.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
            if missing.len() > NAMED {
                list.push_str(&format!(" and {} more", missing.len() - NAMED));
            }
            let text = format!(
                "IpInIpEnabled is on {elsewhere}, which has no bird_ip with the address of {list}: the Felix of {elsewhere} drops what \
                 comes from there through the tunnel, as traffic of pool {} {place} does",
                first.name()
            );
            let address = Key::HostIp { host: (*one).to_owned() }.path();
            let (ours, theirs) = keys(Some(&address), None);
            found.push(finding("ipip-hosts", &one, ours.as_deref(), theirs.as_deref(), text));
        }
    }
}

/// The VMs of the peer have to be reached from here.
fn routes(here: &Side<'_>, there: &Side<'_>, found: &mut Vec<Finding>) {
    if here.pools.is_empty() && !here.routes() {
        return;
    }
    let networks = Networks::of(here.pools.iter().filter_map(FoundPool::cidr));
    let masquerades = |family: Family| {
        let of_family = |pool: &&FoundPool<'_>| pool.cidr().is_some_and(|cidr| Family::of(&cidr.addr()) == family);
        here.pools.iter().filter(of_family).any(|pool| pool.is(Switch::NatOutgoing))
    };
    let outside = |net: &IpNet| networks.holding(*net).is_none();
    for (subnet, key) in there.subnets.iter().filter(|(subnet, _)| outside(subnet)) {
        let family = Family::of(&subnet.addr());
        let unrouted = here.routes() && filter::of(here.snapshot, family).is_none();
        let mut then = Vec::new();
        if unrouted {
            then.push("no filter lets their routes out, so that BIRD tells nobody of its VMs");
        }
        if masquerades(family) {
            then.push("pods of pools with nat-outgoing reach them masqueraded, so that groups there see the host");
        }
        if !then.is_empty() {
            let text = format!("Neutron's subnet {subnet} there lies in no pool here: {}", then.join("; "));
            found.push(finding("subnet-outside", &subnet, None, Some(key), text));
        }
    }
}
