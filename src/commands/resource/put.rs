//! What is written for a resource of a file, over what is there.

use super::links::{self, Links};
use crate::commands::bgp::load::{self, StoredFilter};
use crate::commands::bgp::{filter, peer, plans};
use crate::commands::config::setting::{BIRD, Setting, Target};
use crate::error::{CommandError, ErrorKind};
use crate::ipam;
use crate::manifest::bgp_config::BgpConfig;
use crate::manifest::felix_config::FelixConfig;
use crate::manifest::id::Id;
use crate::manifest::object::{Bad, Resource};
use crate::model::felix;
use crate::plan::Plan;
use crate::store::{Scope, Snapshot};

/// What has to be read beside the object itself, to write it.
pub(super) fn scopes(resource: &Resource) -> Vec<Scope> {
    match resource {
        Resource::IpPool(_) => ipam::pools::scopes(),
        Resource::BgpPeer(peer) => plans::scopes(peer.node.as_deref()),
        Resource::FelixConfig(config) => {
            config.settings.keys().flat_map(|name| target(config, name).scopes()).collect()
        }
        Resource::BgpConfig(_) => plans::scopes(None),
        Resource::Tier(_) | Resource::Policy(_) => vec![crate::inventory::policies::scope_of_all()],
        Resource::HostEndpoint(endpoint) => {
            crate::inventory::profiles::scopes(endpoint.profiles.iter().map(String::as_str))
        }
        Resource::WorkloadEndpoint(endpoint) => {
            crate::inventory::profiles::scopes(endpoint.profiles.iter().map(String::as_str))
        }
        Resource::Link(_) => links::scopes(),
        Resource::Node(_) | Resource::Profile(_) => Vec::new(),
    }
}

/// Plans to write a resource over what is there.
///
/// # Errors
/// Where no reader should get it.
pub(super) fn put(resource: &Resource, there: Option<&Resource>, snapshot: &Snapshot) -> Result<Plan, CommandError> {
    let mut plan = Plan::new();
    let id = resource.id();
    match (resource, there) {
        (Resource::Node(one), there) => {
            let there = there.and_then(|there| if let Resource::Node(there) = there { Some(there) } else { None });
            one.put(there, snapshot, &mut plan);
        }
        (Resource::IpPool(one), there) => {
            let there = there.and_then(|there| if let Resource::IpPool(there) = there { Some(there) } else { None });
            plan = one.put(there, snapshot)?;
        }
        (Resource::BgpPeer(one), _) => {
            let number = one.as_number.to_string();
            plan = peer::plans::add(snapshot, one.node.as_deref(), one.ip, &number, true)?;
            plan.summary.clear();
        }
        (Resource::FelixConfig(one), there) => {
            let there =
                there.and_then(|there| if let Resource::FelixConfig(there) = there { Some(there) } else { None });
            plan = felix_config(one, there, snapshot)?;
        }
        (Resource::BgpConfig(one), there) => {
            let there = there.and_then(|there| if let Resource::BgpConfig(there) = there { Some(there) } else { None });
            plan = bgp_config(one, there, snapshot)?;
        }
        (Resource::Profile(one), there) => {
            let there = there.and_then(|there| if let Resource::Profile(there) = there { Some(there) } else { None });
            one.put(there, snapshot, &mut plan).map_err(|bad| unwritten(&id, &bad))?;
        }
        (Resource::Link(one), there) => {
            let groups = links::groups(snapshot);
            plan = Links::of(snapshot, &groups).put(one, there)?;
        }
        (Resource::Tier(one), there) => {
            let there = there.and_then(|there| if let Resource::Tier(there) = there { Some(there) } else { None });
            one.put(there, snapshot, &mut plan);
        }
        (Resource::Policy(one), there) => {
            let there = there.and_then(|there| if let Resource::Policy(there) = there { Some(&**there) } else { None });
            one.put(there, snapshot, &mut plan).map_err(|bad| unwritten(&id, &bad))?;
        }
        (Resource::HostEndpoint(one), there) => {
            let there =
                there.and_then(|there| if let Resource::HostEndpoint(there) = there { Some(there) } else { None });
            one.put(there, snapshot, &mut plan);
        }
        (Resource::WorkloadEndpoint(one), there) => {
            let there = there
                .and_then(|there| if let Resource::WorkloadEndpoint(there) = there { Some(&**there) } else { None });
            one.put(there, snapshot, &mut plan);
        }
    }
    Ok(plan)
}

fn unwritten(id: &Id, bad: &Bad) -> CommandError {
    CommandError::new(ErrorKind::Refused, format!("{id} cannot be written: {}", bad.why))
        .object(id.to_string())
        .key(&bad.key)
}

/// A setting of a file. Its name is Felix' own, never one of calicoctl 1.x's for several keys.
fn target<'a>(config: &'a FelixConfig, name: &str) -> Target<'a> {
    let setting = felix::parameter(name).map_or_else(|| Setting::Other(name.to_owned()), Setting::Felix);
    Target { setting, old_name: None, host: config.node.as_deref(), felix: None }
}

fn felix_config(config: &FelixConfig, there: Option<&FelixConfig>, snapshot: &Snapshot) -> Result<Plan, CommandError> {
    let mut plan = Plan::new();
    for (name, value) in config.differing(there) {
        let target = target(config, name);
        plan.then(match value {
            Some(value) => target.set(snapshot, value)?,
            None => target.unset(snapshot)?,
        });
    }
    plan.summary.clear();
    plan.warnings.dedup();
    Ok(plan)
}

fn bgp_config(config: &BgpConfig, there: Option<&BgpConfig>, snapshot: &Snapshot) -> Result<Plan, CommandError> {
    let mut plan = Plan::new();
    if let Some(number) = config.as_number {
        plans::as_number(&mut plan, snapshot, None, &number.to_string());
    }
    if let Some(mesh) = config.mesh {
        plans::node_mesh(&mut plan, snapshot, mesh);
    }
    if let Some(level) = &config.log_level
        && let Some(bird) = BIRD.iter().find(|bird| bird.name == "bgp.loglevel")
    {
        let target = Target { setting: Setting::Bird(bird), old_name: None, host: None, felix: None };
        plan.then(target.set(snapshot, level)?);
    }
    for (family, name, statements) in config.differing(there) {
        match statements {
            Some(text) => filter::plans::add(&mut plan, snapshot, family, name, text.as_bytes(), true)?,
            None => {
                let is_meant = |found: &StoredFilter<'_>| found.family == family && found.name == name;
                let found: Vec<StoredFilter<'_>> = load::filters(snapshot).filter(is_meant).collect();
                plan.then(filter::plans::remove(snapshot, name, &found, true)?);
            }
        }
    }
    plan.summary.clear();
    Ok(plan)
}
