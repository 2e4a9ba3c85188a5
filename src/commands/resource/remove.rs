//! What goes with an object that is deleted.

use std::collections::{BTreeMap, BTreeSet};

use super::put;
use crate::commands::policy::effect;
use crate::commands::profile;
use crate::commands::{self, bgp::peer};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::{pools, tiers};
use crate::ipam::node::{self, Endpoints};
use crate::ipam::removal;
use crate::link::remove::{Removal, Replaced};
use crate::link::{self, Link, Mechanism, find};
use crate::manifest::felix_config::FelixConfig;
use crate::manifest::id::{Id, Kind};
use crate::manifest::object::Resource;
use crate::manifest::stored;
use crate::model::key::{Key, TIERS};
use crate::plan::Plan;
use crate::session::Session;
use crate::store::{Scope, Snapshot};

/// What has to be read to delete some objects.
pub(super) fn scopes<'i>(ids: impl IntoIterator<Item = &'i Id> + Clone) -> Vec<Scope> {
    let mut scopes: BTreeSet<Scope> = stored::scopes_of_some(ids.clone()).into_iter().collect();
    for id in ids {
        scopes.extend(match id {
            Id::Node(_) => node::scopes(),
            Id::IpPool(_) => removal::scopes(),
            Id::Profile(_) => profile::remove::scopes(),
            Id::Link(_) => link::remove::scopes(),
            Id::Tier(_) | Id::Policy { .. } => vec![Scope::under(TIERS)],
            Id::FelixConfig(_) => stored::scopes_of(&Id::FelixConfig(None)),
            _ => Vec::new(),
        });
    }
    scopes.into_iter().collect()
}

/// Plans to delete objects that are there, on top of what a plan does already: what goes too, or changes, no longer uses what goes. With each
/// object comes what a file says of it, where there is one.
///
/// # Errors
/// What stands in the way whatever is forced.
pub(super) fn remove_all(
    so_far: &Plan,
    snapshot: &Snapshot,
    objects: &[(&Id, Option<&Resource>)],
    replaced: &Replacements,
) -> Result<Plan, CommandError> {
    let is_used = |id: &Id| matches!(id.kind(), Kind::Profile | Kind::Link | Kind::Tier | Kind::Node | Kind::IpPool);
    let (used, users): (Vec<_>, Vec<_>) = objects.iter().partition(|(id, _)| is_used(id));
    let mut plan = Plan::new();
    let now = so_far.applied_to(snapshot, &scopes(objects.iter().map(|(id, _)| *id)));
    for (id, named) in users {
        plan.then(remove(&now, id, named, replaced)?);
    }
    let used_scopes = scopes(used.iter().map(|(id, _)| *id));
    let mut now = plan.applied_to(&now, &used_scopes);
    let mut profiles = BTreeSet::new();
    for (id, named) in used {
        match id {
            Id::Profile(name) => drop(profiles.insert(name)),
            // Two links may be on one endpoint, which loses both.
            Id::Link(_) => {
                let one = remove(&now, id, named, replaced)?;
                now = one.applied_to(&now, &used_scopes);
                plan.then(one);
            }
            _ => plan.then(remove(&now, id, named, replaced)?),
        }
    }
    let mut of_profiles = profile::remove::plan(&now, &profiles, false)?;
    of_profiles.summary.clear();
    plan.then(of_profiles);
    Ok(plan)
}

/// What the journal knows of what links have replaced on endpoints, by link.
pub(super) type Replacements = BTreeMap<String, Replaced>;

/// Asks the journal about the links among some objects that are to go.
///
/// # Errors
/// Where the datastore cannot be read.
pub(super) fn replacements<'i>(
    session: &mut Session,
    ids: impl IntoIterator<Item = &'i Id>,
) -> Result<Replacements, CommandError> {
    let name = |id: &'i Id| if let Id::Link(name) = id { Some(name.as_str()) } else { None };
    commands::link::replaced(session, &ids.into_iter().filter_map(name).collect::<Vec<_>>())
}

/// The link that a profile is, also where it has more than a file can say.
pub(super) fn link_of_profile(snapshot: &Snapshot, name: &str) -> Option<Link> {
    find::all(snapshot).into_iter().find(|link| link.mechanism == Mechanism::Tag && link.name == name)
}

/// Plans to delete an object that is there, as far as it is an object's own: of settings those that a file names, or all.
///
/// # Errors
/// What stands in the way whatever is forced.
fn remove(
    snapshot: &Snapshot,
    id: &Id,
    named: Option<&Resource>,
    replaced: &Replacements,
) -> Result<Plan, CommandError> {
    let mut plan = Plan::new();
    match id {
        Id::Node(name) => plan = node::remove(snapshot, name, Endpoints::Refuse)?,
        Id::IpPool(cidr) => {
            let found = pools::all(snapshot);
            let pool: Vec<_> = found.iter().filter(|pool| pool.entry.path == pools::path(*cidr)).collect();
            plan = removal::remove(snapshot, &pool)?;
        }
        Id::BgpPeer { node, ip } => plan = peer::plans::remove(snapshot, node.as_deref(), *ip, false)?,
        Id::FelixConfig(host) => {
            let found = FelixConfig::find(snapshot, host.as_deref()).ok().flatten();
            let settings = match named {
                Some(Resource::FelixConfig(named)) => named.settings.keys().cloned().collect::<Vec<_>>(),
                _ => found.iter().flat_map(|found| found.settings.keys().cloned()).collect(),
            };
            let unset = settings.into_iter().map(|name| (name, None)).collect();
            let config = Resource::FelixConfig(FelixConfig { node: host.clone(), settings: unset });
            plan = put::put(&config, found.map(Resource::FelixConfig).as_ref(), snapshot)?;
        }
        Id::BgpConfig => {
            return Err(CommandError::new(
                ErrorKind::Refused,
                "bgpConfig global cannot be deleted: BIRD on every host needs its settings",
            )
            .object(id.to_string())
            .hint("`calicross config unset bgp.loglevel` unsets one of them"));
        }
        Id::Profile(name) => plan = profile::remove::plan(snapshot, &BTreeSet::from([name]), false)?,
        Id::Link(name) => {
            let link = link_of_profile(snapshot, name);
            let link = link.ok_or_else(|| CommandError::new(ErrorKind::NotFound, format!("{id} does not exist")))?;
            let none = Replaced::new();
            let replaced = replaced.get(name).unwrap_or(&none);
            let removal = Removal { link: &link, restore: None, leave_closed: false, replaced };
            plan = commands::link::removal(snapshot, &removal).map_err(|err| match err.kind() {
                ErrorKind::Refused => err.hint(format!("these are options of `calicross link remove {name}`")),
                _ => err,
            })?;
            // What becomes of its endpoints is told; that it goes, everybody tells of what goes.
            let gone = format!("link {name} removed");
            plan.summary.retain(|line| *line != gone);
            return Ok(plan);
        }
        Id::Tier(name) => {
            plan.delete(snapshot, &tiers::metadata_path(name));
            let policies = tiers::named(snapshot, name).map_or(0, |tier| tier.policies.len());
            plan.ask(match policies {
                0 => format!("removes tier {name}"),
                1 => format!("removes the metadata of tier {name}: Felix 1.4 ignores its policy from then on"),
                count => {
                    format!("removes the metadata of tier {name}: Felix 1.4 ignores its {count} policies from then on")
                }
            });
        }
        Id::Policy { tier, name } => {
            plan.delete(snapshot, &Key::Policy { tier: tier.clone(), name: name.clone() }.path());
            plan.ask(format!("removes {id}"));
            effect::tell_of_namesakes(&mut plan, snapshot, tier, name);
        }
        Id::HostEndpoint { .. } | Id::WorkloadEndpoint(_) => {
            for scope in stored::scopes_of(id) {
                if let Scope::Key(path) = scope {
                    plan.delete(snapshot, &path);
                }
            }
            plan.ask(format!("removes {id}"));
        }
    }
    plan.summary.clear();
    Ok(plan)
}
