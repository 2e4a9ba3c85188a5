//! Pools made, changed, and made of a range.

use std::net::IpAddr;

use ipnet::{IpNet, IpSubnets, Ipv4Subnets, Ipv6Subnets};

use super::IpamError;
use crate::inventory::pools::{self, FoundPool, overlap};
use crate::inventory::subnets;
use crate::model::key::{Family, Key};
use crate::model::pool::{Pool, Switch, longest_prefix};
use crate::plan::{Expectation, Force, Plan};
use crate::store::{Scope, Snapshot};

/// What becomes of tunnels when the last pool with IPIP goes, or loses it.
pub(super) const NO_TUNNEL_LEFT: &str = "no pool with IPIP is left: every node gives its tunnel address back and removes its \
     IpInIpTunnelAddr, and its Felix restarts; IpInIpEnabled stays as it is";

/// How the switches of a pool are wanted; `None` leaves one as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    /// Through the IPIP tunnel. On, it also turns on the cluster's switch.
    pub ipip: Option<bool>,
    /// Masquerade what leaves all pools.
    pub nat_outgoing: Option<bool>,
    /// Whether pycalico's address management uses the pool.
    pub ipam: Option<bool>,
    /// No new blocks, for any address management.
    pub disabled: Option<bool>,
}

impl Switches {
    fn each(self) -> [(Switch, Option<bool>); 4] {
        [
            (Switch::Ipip, self.ipip),
            (Switch::NatOutgoing, self.nat_outgoing),
            (Switch::Ipam, self.ipam),
            (Switch::Disabled, self.disabled),
        ]
    }
}

/// What becomes of a pool that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It is refused where it differs from what a new one would be.
    Refuse,
    /// The switches that are named are turned, and the rest stays.
    Update,
    /// It is an overlap like any other.
    Overlap,
}

/// What has to be read to make or change pools.
pub fn scopes() -> Vec<Scope> {
    vec![pools::scope_of_all(), Scope::key(switch_path()), subnets::scope_of_all()]
}

/// The cluster's switch for IPIP.
fn switch_path() -> String {
    Key::GlobalConfig { name: "IpInIpEnabled".into() }.path()
}

/// Refuses a CIDR with bits set beyond its prefix: whoever types one may mean another network.
///
/// # Errors
/// [`IpamError::HostBits`].
pub fn strict(net: IpNet) -> Result<IpNet, IpamError> {
    if net == net.trunc() { Ok(net) } else { Err(IpamError::HostBits { net }) }
}

/// The fewest networks that hold exactly the addresses of a range, both ends included.
///
/// # Errors
/// [`IpamError::Families`], [`IpamError::Backwards`]; a range of one address is one.
pub fn split(first: IpAddr, last: IpAddr) -> Result<Vec<IpNet>, IpamError> {
    let nets = match (first, last) {
        (IpAddr::V4(a), IpAddr::V4(b)) => IpSubnets::from(Ipv4Subnets::new(a, b, 0)),
        (IpAddr::V6(a), IpAddr::V6(b)) => IpSubnets::from(Ipv6Subnets::new(a, b, 0)),
        _ => return Err(IpamError::Families { first, last }),
    };
    if first >= last { Err(IpamError::Backwards { first, last }) } else { Ok(nets.collect()) }
}

/// Makes pools, all of them or none. IPv4 and IPv6 may be mixed; a network that is given twice counts once; bits beyond the
/// prefix are cleared (see [`strict`]). `range` is what they were split from.
///
/// # Errors
/// What no reader should get: see [`IpamError`].
pub fn add(
    snapshot: &Snapshot,
    nets: &[IpNet],
    switches: Switches,
    existing: Existing,
    range: Option<(IpAddr, IpAddr)>,
) -> Result<Plan, IpamError> {
    let present = pools::all(snapshot);
    let mut plan = Plan::new();
    let mut new: Vec<IpNet> = Vec::new();
    for net in nets.iter().map(IpNet::trunc) {
        if new.contains(&net) {
            continue;
        }
        let there = present.iter().find(|pool| pool.cidr() == Some(net)).filter(|_| existing != Existing::Overlap);
        check(net, switches, there, range)?;
        if let Some(other) = present.iter().find(|pool| there.is_none() && shares(pool, net)) {
            return Err(IpamError::Overlap { net, other: other.name(), key: Some(other.entry.path.clone()) });
        }
        if let Some(other) = new.iter().find(|other| overlap(**other, net)) {
            return Err(IpamError::Overlap { net, other: other.to_string(), key: None });
        }
        new.push(net);
        match there {
            None => make(snapshot, net, switches, &mut plan),
            Some(pool) => take_up(snapshot, net, pool, switches, existing, &mut plan)?,
        }
    }
    if switches.ipip == Some(true) {
        turn_on(snapshot, &mut plan);
    }
    let goes = |pool: &FoundPool<'_>| plan.change(&pool.entry.path).is_some();
    let mut tunnelled = present.iter().filter(|pool| pool.is(Switch::Ipip)).peekable();
    if switches.ipip == Some(false) && tunnelled.peek().is_some() && tunnelled.all(goes) {
        plan.warn(NO_TUNNEL_LEFT);
    }
    for pool in present.iter().filter(|pool| pool.cidr().is_none()) {
        let fault = pool.fault().unwrap_or_default();
        plan.warn(format!("{} is left as it is: {fault}", pool.entry.path));
    }
    Ok(plan)
}

/// Changes pools: the switches that are named are turned, and the rest stays.
///
/// # Errors
/// As [`add`]; and [`IpamError::NoPool`].
pub fn update(snapshot: &Snapshot, nets: &[IpNet], switches: Switches) -> Result<Plan, IpamError> {
    let present = pools::all(snapshot);
    for net in nets {
        if !present.iter().any(|pool| pool.cidr() == Some(net.trunc())) {
            return Err(IpamError::NoPool { cidr: net.to_string() });
        }
    }
    add(snapshot, nets, switches, Existing::Update, None)
}

fn shares(pool: &FoundPool<'_>, net: IpNet) -> bool {
    pool.cidr().is_some_and(|cidr| overlap(cidr, net))
}

/// Refuses what some reader would reject.
fn check(
    net: IpNet,
    switches: Switches,
    there: Option<&FoundPool<'_>>,
    range: Option<(IpAddr, IpAddr)>,
) -> Result<(), IpamError> {
    let family = Family::of(&net.addr());
    if switches.ipip == Some(true) && family == Family::V6 {
        return Err(IpamError::Ipip6 { net });
    }
    let limit = longest_prefix(family);
    let ipam = switches.ipam.unwrap_or_else(|| there.is_none_or(|pool| pool.is(Switch::Ipam)));
    if net.prefix_len() > limit && ipam {
        return Err(IpamError::TooSmall { net, limit, range });
    }
    let link_local = ["169.254.0.0/16", "fe80::/10"].iter().filter_map(|text| text.parse::<IpNet>().ok());
    if link_local.into_iter().any(|local| overlap(local, net)) {
        return Err(IpamError::LinkLocal { net });
    }
    Ok(())
}

fn make(snapshot: &Snapshot, net: IpNet, switches: Switches, plan: &mut Plan) {
    let mut pool = Pool::new(net);
    for (switch, on) in switches.each() {
        pool.set(switch, on.unwrap_or(switch.default()));
    }
    plan.put(snapshot, pools::path(net), pool.to_bytes());
    plan.expectations.push(Expectation::PoolAlone { cidr: net.to_string() });
    plan.say(format!("pool {net} added"));
    told(snapshot, net, &pool, plan);
}

fn take_up(
    snapshot: &Snapshot,
    net: IpNet,
    found: &FoundPool<'_>,
    switches: Switches,
    existing: Existing,
    plan: &mut Plan,
) -> Result<(), IpamError> {
    let path = pools::path(net);
    if found.entry.path != path {
        return Err(IpamError::Misplaced { net, key: found.entry.path.clone() });
    }
    let mut pool = match &found.pool {
        Ok(pool) => pool.clone(),
        Err(why) => {
            let why = format!("has a value that cannot be read: {why}");
            plan.needs(Force::Malformed, format!("pool {net}"), &path, why);
            Pool::new(net)
        }
    };
    let mut turned = Vec::new();
    for (switch, on) in switches.each() {
        let on = match existing {
            Existing::Update => on,
            _ => Some(on.unwrap_or(switch.default())),
        };
        if let Some(on) = on
            && pool.set(switch, on)
        {
            turned.push(format!("{} is {}", switch.word(), if on { "off" } else { "on" }));
        }
    }
    if existing == Existing::Refuse && !turned.is_empty() && found.pool.is_ok() {
        return Err(IpamError::Differs {
            net,
            key: path,
            present: found.entry.value.clone(),
            wanted: pool.to_bytes(),
            how: turned.join(", "),
        });
    }
    plan.put(snapshot, path, pool.to_bytes());
    let said = match (plan.change(&found.entry.path).is_some(), existing) {
        (true, _) => "updated",
        (false, Existing::Update) => "is so already",
        (false, _) => "is there already",
    };
    plan.say(format!("pool {net} {said}"));
    if plan.change(&found.entry.path).is_some() {
        told(snapshot, net, &pool, plan);
    }
    Ok(())
}

/// Tells what a pool does that its switches do not say.
fn told(snapshot: &Snapshot, net: IpNet, pool: &Pool, plan: &mut Plan) {
    if !pool.is(Switch::Ipam) && !pool.is(Switch::Disabled) {
        plan.warn(format!(
            "pool {net} is not disabled: libcalico-go's IPAM does not look at ipam, and gives out its addresses"
        ));
    }
    if !pool.is(Switch::Disabled) {
        for (cidr, key) in subnets::networks(snapshot).filter(|(cidr, _)| overlap(*cidr, net)) {
            plan.needs(
                Force::InUse,
                format!("pool {net}"),
                key,
                format!(
                    "overlaps Neutron's subnet {cidr}: containers would get addresses of VMs; --no-ipam --disabled \
                     keeps them out of it"
                ),
            );
        }
    }
}

/// Turns on the cluster's switch for IPIP, unless Felix takes it for on.
fn turn_on(snapshot: &Snapshot, plan: &mut Plan) {
    let path = switch_path();
    let value = snapshot.get(&path).map(|entry| String::from_utf8_lossy(&entry.value).to_ascii_lowercase());
    if value.is_some_and(|value| ["true", "1", "yes", "y", "t"].contains(&value.as_str())) {
        return plan.relied_on(snapshot, &path);
    }
    plan.put(snapshot, path, b"true".to_vec());
    plan.warn("IpInIpEnabled becomes true: every Felix without a setting of its own restarts");
    plan.ask("restarts Felix on every host, for IpInIpEnabled");
    plan.say("IpInIpEnabled set to true");
}

#[cfg(test)]
mod tests;
