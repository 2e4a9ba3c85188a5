//! Hosts removed: their endpoints, their addresses, their place in BIRD's mesh.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::IpamError;
use super::edits::Edits;
use super::release::addresses;
use crate::inventory::addresses::Users;
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::nodes::{self, Node, Place};
use crate::inventory::{blocks, endpoints};
use crate::plan::{Expectation, Plan};
use crate::store::{Scope, Snapshot};

/// Whether the endpoints of a host go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoints {
    /// A host that has some is refused.
    Refuse,
    /// They go. OpenStack's still need their owner's word.
    Remove,
}

/// What has to be read to remove a host.
pub fn scopes() -> Vec<Scope> {
    let mut scopes = nodes::scopes_of_all();
    scopes.extend([endpoints::scope_of_all(), blocks::scope_of_all()]);
    scopes
}

/// Plans to remove a host from every directory that knows it: endpoints first, then the addresses that they had and that of the
/// tunnel, then the blocks that the host claims, at last its two addresses for BIRD, without which confd would fail on every host.
/// What Felix reported of a host goes with it, unless it expires: nobody else would ever remove it.
///
/// # Errors
/// [`IpamError::NoNode`], [`IpamError::Endpoints`], [`IpamError::BadBlock`].
pub fn remove(snapshot: &Snapshot, host: &str, with: Endpoints) -> Result<Plan, IpamError> {
    let nodes = nodes::all(snapshot);
    // A block may name a host that no directory knows any more.
    let found = blocks::all(snapshot);
    let claimed = |found: &&blocks::FoundBlock<'_>| found.block.as_ref().is_ok_and(|block| block.host() == Some(host));
    let Some(node) = nodes.get(host) else {
        return Err(IpamError::NoNode { host: host.to_owned() });
    };
    if let Some(first) = node.endpoints.first().filter(|_| with == Endpoints::Refuse) {
        let (count, first) = (node.endpoints.len(), first.entry.path.clone());
        return Err(IpamError::Endpoints { host: host.to_owned(), count, first });
    }
    let mut plan = Plan::new();
    let mut edits = Edits::of(snapshot);
    release(snapshot, node, host, &mut edits, &mut plan)?;
    let mut blocks: BTreeSet<_> = found.iter().filter(claimed).filter_map(blocks::FoundBlock::cidr).collect();
    blocks.extend(blocks::claims(snapshot).filter(|claim| claim.host == host).filter_map(|claim| claim.cidr()));
    for cidr in blocks {
        let let_go = edits.let_go(cidr, Some(host))?;
        if let Some(let_go) = let_go.filter(|let_go| let_go.used > 0) {
            plan.say(format!("block {cidr} stays without a host, {} in it held", addresses(let_go.used)));
        }
    }
    edits.finish(&mut plan);
    // An empty directory is a host to libcalico-go.
    Place::ALL.iter().for_each(|place| plan.clears(snapshot, &place.of(host)));
    // What expires goes by itself; taken away, an undo would bring it back for good, and Neutron take the host for alive.
    for entry in Place::ALL.iter().flat_map(|place| snapshot.under(&place.of(host))).filter(|entry| !entry.expires) {
        plan.delete(snapshot, &entry.path);
        // A port stays Neutron's whatever becomes of the host.
        let port = WorkloadEndpoint::of(entry).is_some_and(|endpoint| endpoint.is_openstack());
        if !port {
            plan.orphaned(&entry.path);
        }
    }
    tell(host, node, &nodes, &mut plan);
    Ok(plan)
}

/// Gives back what the host's endpoints and its tunnel have.
fn release(
    snapshot: &Snapshot,
    node: &Node<'_>,
    host: &str,
    edits: &mut Edits<'_>,
    plan: &mut Plan,
) -> Result<(), IpamError> {
    let users = Users::of(snapshot);
    let mut had: BTreeSet<IpAddr> = BTreeSet::new();
    for endpoint in &node.endpoints {
        match endpoint.read().and_then(|value| value.nets()) {
            Ok(nets) => had.extend(nets.iter().map(ipnet::IpNet::addr)),
            Err(why) => {
                plan.warn(format!("the addresses of {} stay held, for it cannot be read: {why}", endpoint.name()));
            }
        }
    }
    had.extend(node.tunnel.as_ref().and_then(|text| text.trim().parse::<IpAddr>().ok()));
    let own = Place::Host.of(host);
    let mut released = 0;
    for address in had {
        if let Some(other) = users.at(address).find(|user| !user.path().starts_with(&own)) {
            plan.warn(format!("address {address} stays held: {} has it, too", other.name()));
        } else {
            released += usize::from(edits.release(address)?);
        }
    }
    if released > 0 {
        plan.say(format!("{} of {host} released", addresses(released)));
    }
    Ok(())
}

fn tell(host: &str, node: &Node<'_>, nodes: &BTreeMap<String, Node<'_>>, plan: &mut Plan) {
    if node.alive {
        plan.warn(format!(
            "Felix on {host} has reported within its time: as long as it and calico/node run there, they write keys of {host} anew"
        ));
    }
    for other in nodes::alike(host, nodes) {
        plan.warn(format!("{other} may be another name of the same host, and stays"));
    }
    let mut with = Vec::new();
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    if !node.endpoints.is_empty() {
        with.push(count(node.endpoints.len(), "endpoint"));
    }
    if !node.host_endpoints.is_empty() {
        with.push(count(node.host_endpoints.len(), "host endpoint"));
    }
    if !node.peers.is_empty() {
        with.push(count(node.peers.len(), "BGP peer"));
    }
    let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(", ")) };
    if plan.is_empty() {
        return plan.say(format!("of node {host} only reports are left, which expire by themselves"));
    }
    plan.ask(format!("removes node {host}{with}"));
    plan.say(format!("node {host} removed{with}"));
    plan.expectations.push(Expectation::NodeUnused { host: host.to_owned() });
}

#[cfg(test)]
mod tests;
