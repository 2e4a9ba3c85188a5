//! Pools removed: disabled, emptied, and only then gone.

use std::collections::BTreeSet;
use std::net::IpAddr;

use ipnet::IpNet;

use super::IpamError;
use super::edits::Edits;
use super::pools::NO_TUNNEL_LEFT;
use super::release::addresses;
use crate::inventory::addresses::{User, Users};
use crate::inventory::pools::{self, FoundPool};
use crate::inventory::{blocks, endpoints};
use crate::model::pool::Switch;
use crate::plan::{Expectation, Force, Plan};
use crate::store::{Scope, Snapshot};

/// What has to be read to remove pools.
pub fn scopes() -> Vec<Scope> {
    vec![pools::scope_of_all(), blocks::scope_of_all(), endpoints::scope_of_all()]
}

/// Plans to remove pools. Each is disabled first, so that no host takes a new block from it; then the blocks in it are taken from their
/// hosts and, where nothing in them is held, removed; then the pool goes, and right after it is looked whether a block has
/// come meanwhile. Addresses in use stand in the way.
///
/// # Errors
/// [`IpamError::BadBlock`]: what is held in it cannot be told.
pub fn remove(snapshot: &Snapshot, removed: &[&FoundPool<'_>]) -> Result<Plan, IpamError> {
    let mut plan = Plan::new();
    let mut edits = Edits::of(snapshot);
    let users = Users::of(snapshot);
    let present = pools::all(snapshot);
    for pool in removed {
        let path = &pool.entry.path;
        if plan.change(path).is_some() {
            continue;
        }
        let name = pool.name();
        plan.delete(snapshot, path);
        if let Ok(found) = &pool.pool {
            let mut disabled = found.clone();
            if disabled.set(Switch::Disabled, true) {
                plan.first(path, disabled.to_bytes());
            }
        }
        // Blocks of a pool that is there twice, once where no reader looks, stay with the one that stays.
        let twin = |other: &FoundPool<'_>| {
            other.cidr() == pool.cidr() && !removed.iter().any(|gone| gone.entry.path == other.entry.path)
        };
        if let Some(cidr) = pool.cidr().filter(|_| !present.iter().any(twin)) {
            empty(snapshot, cidr, &users, &mut edits, &mut plan)?;
        }
        plan.ask(format!("removes pool {name}"));
        plan.say(format!("pool {name} removed"));
    }
    edits.finish(&mut plan);
    tell_of_tunnels(snapshot, removed, &users, &mut plan);
    Ok(plan)
}

/// Takes the blocks of a pool from their hosts.
fn empty(
    snapshot: &Snapshot,
    cidr: IpNet,
    users: &Users<'_>,
    edits: &mut Edits<'_>,
    plan: &mut Plan,
) -> Result<(), IpamError> {
    let (mut held, mut stay) = (BTreeSet::new(), BTreeSet::new());
    for found in blocks::all(snapshot) {
        let Some(block) = found.cidr().filter(|block| cidr.contains(block)) else { continue };
        if let Some(block) = edits.block(block)? {
            held.extend(block.held().map(|(address, _)| address));
        }
        let let_go = edits.let_go(block, None)?;
        if let Some(let_go) = let_go.filter(|let_go| let_go.used > 0) {
            stay.insert(found.entry.path.clone());
            plan.say(format!("block {} stays without a host, {} in it held", let_go.cidr, addresses(let_go.used)));
        }
    }
    for claim in blocks::claims(snapshot) {
        if let Some(block) = claim.cidr().filter(|block| cidr.contains(block)) {
            edits.let_go(block, Some(&claim.host))?;
        }
    }
    // Nodes give the addresses of their tunnels back by themselves when a pool goes.
    let tunnel = |user: &User<'_>| matches!(user, User::Tunnel { .. });
    let mut used: BTreeSet<IpAddr> = held.into_iter().filter(|address| !users.at(*address).any(tunnel)).collect();
    used.extend(users.within(cidr).filter(|(_, user)| !tunnel(user)).map(|(address, _)| address));
    if let Some(first) = used.first() {
        let by = users.at(*first).next().map(|user| format!(" by {}", user.name())).unwrap_or_default();
        let key = users.at(*first).next().map(|user| user.path().to_owned());
        let (verb, all) = if used.len() == 1 { ("is", String::new()) } else { ("are", format!(", first {first}")) };
        plan.needs(
            Force::InUse,
            format!("pool {cidr}"),
            key.unwrap_or_else(|| blocks::path(crate::model::ipam::block_of(*first))),
            format!("is in use: {} of it {verb} held{all}{by}", addresses(used.len())),
        );
    }
    plan.expectations.push(Expectation::NoNewBlocks { cidr: cidr.to_string(), known: stay });
    Ok(())
}

/// Tells what becomes of the nodes' tunnels.
fn tell_of_tunnels(snapshot: &Snapshot, removed: &[&FoundPool<'_>], users: &Users<'_>, plan: &mut Plan) {
    if !removed.iter().any(|pool| pool.is(Switch::Ipip)) {
        return;
    }
    let goes = |pool: &FoundPool<'_>| removed.iter().any(|gone| gone.entry.path == pool.entry.path);
    let mut hosts: BTreeSet<&str> = BTreeSet::new();
    for cidr in removed.iter().filter_map(|pool| pool.cidr()) {
        hosts.extend(users.within(cidr).filter_map(|(_, user)| match user {
            User::Tunnel { host, .. } => Some(host.as_str()),
            User::Endpoint(_) => None,
        }));
    }
    if pools::all(snapshot).iter().any(|pool| pool.is(Switch::Ipip) && !goes(pool)) {
        if !hosts.is_empty() {
            let hosts = hosts.into_iter().collect::<Vec<_>>().join(", ");
            plan.warn(format!("nodes with a tunnel address in it take another one, and their Felix restarts: {hosts}"));
        }
    } else {
        plan.warn(NO_TUNNEL_LEFT);
    }
}

#[cfg(test)]
mod tests;
