//! Ranges of addresses: services, pods, VMs. None may share an address with another.

use ipnet::IpNet;

use super::{HybridInitArgs, Wanted, Work};
use crate::commands::hybrid::facts;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::pools::{FoundPool, all as all_pools, overlap};
use crate::inventory::subnets;
use crate::ipam::IpamError;
use crate::ipam::pools::{self, Existing, Switches};
use crate::model::facts::{Fact, PATH};
use crate::model::key::Family;
use crate::model::pool::Switch;
use crate::plan::Plan;

/// Notes the networks of services, and returns them: those that were given, or those that were said before.
pub(super) fn services(
    args: &HybridInitArgs,
    wanted: &Wanted,
    work: &mut Work<'_>,
) -> Result<Vec<IpNet>, CommandError> {
    let mut known = facts::of(work.snapshot)?;
    let before = known.service_nets();
    if wanted.services.is_empty() {
        return Ok(before);
    }
    for net in &wanted.services {
        if let Some(pool) =
            all_pools(work.snapshot).iter().find(|pool| pool.cidr().is_some_and(|cidr| overlap(cidr, *net)))
        {
            return Err(in_services(&format!("pool {}", pool.name()), *net).key(&pool.entry.path));
        }
        if let Some((subnet, key)) = subnets::networks(work.snapshot).find(|(subnet, _)| overlap(*subnet, *net)) {
            return Err(in_services(&format!("Neutron's subnet {subnet}"), *net).key(key));
        }
    }
    let text = |nets: &[IpNet]| nets.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let sorted = |nets: &[IpNet]| {
        let mut nets: Vec<IpNet> = nets.iter().map(IpNet::trunc).collect();
        nets.sort_unstable();
        nets
    };
    let mut plan = Plan::new();
    if sorted(&before) == sorted(&wanted.services) {
        plan.relied_on(work.snapshot, PATH);
        plan.say(format!("service-cidr is {} already", text(&before)));
    } else if !before.is_empty() && !args.update {
        let message = format!("service-cidr is {}, not {}", text(&before), text(&wanted.services));
        return Err(CommandError::new(ErrorKind::Exists, message)
            .object("setting service-cidr")
            .key(PATH)
            .hint("--update makes it what is asked for"));
    } else {
        let value = Fact::ServiceCidr.parse(&text(&wanted.services));
        known.set(Fact::ServiceCidr, None, value.ok());
        plan.put(work.snapshot, PATH, known.to_bytes());
        plan.say(format!("service-cidr set to {}", text(&wanted.services)));
    }
    work.plan.then(plan);
    Ok(wanted.services.clone())
}

/// The error of a range that service addresses are in.
fn in_services(object: &str, services: IpNet) -> CommandError {
    CommandError::new(ErrorKind::Refused, format!("{object} shares addresses with the services' {services}"))
        .object(object)
        .hint("kube-proxy translates service addresses before Felix sees them: they are in no pool and no subnet")
}

/// Makes the pools of pods and of VMs.
pub(super) fn pools(
    args: &HybridInitArgs,
    wanted: &Wanted,
    services: &[IpNet],
    work: &mut Work<'_>,
) -> Result<(), CommandError> {
    let given = wanted.k8s.iter().chain(&wanted.openstack);
    for net in given {
        if let Some(service) = services.iter().find(|service| overlap(**service, *net)) {
            return Err(in_services(&format!("pool {net}"), *service));
        }
    }
    for net in &wanted.k8s {
        if let Some(other) = wanted.openstack.iter().find(|other| overlap(**other, *net)) {
            return Err(IpamError::Overlap { net: *net, other: other.to_string(), key: None }.into());
        }
    }
    for net in &wanted.k8s {
        let is_v4 = Family::of(&net.addr()) == Family::V4;
        // There is no tunnel for IPv6: with pools of both families the word is about the other one.
        let tunnel = args.ipip && (is_v4 || wanted.k8s.iter().all(|net| net.addr().is_ipv6()));
        let on = |named: bool| named.then_some(true);
        let switches = Switches { ipip: on(tunnel), nat_outgoing: on(args.nat_outgoing), ipam: None, disabled: None };
        put(args, *net, switches, work)?;
    }
    let mut idle = wanted.openstack.clone();
    if args.from_neutron {
        idle.extend(of_neutron(&wanted.openstack, services, work)?);
    }
    for net in idle {
        let switches = Switches { ipam: Some(false), disabled: Some(true), ..Switches::default() };
        put(args, net, switches, work)?;
    }
    Ok(())
}

/// Makes a pool. Of one that is there, only what is asked for counts: the rest is its owner's.
fn put(args: &HybridInitArgs, net: IpNet, switches: Switches, work: &mut Work<'_>) -> Result<(), CommandError> {
    let now = work.now(&pools::scopes());
    let present = all_pools(&now);
    let there = present.iter().find(|pool| pool.cidr() == Some(net));
    let or_as_is = |wanted: Option<bool>, switch| wanted.or_else(|| there.map(|pool| pool.is(switch)));
    let switches = Switches {
        ipip: or_as_is(switches.ipip, Switch::Ipip),
        nat_outgoing: or_as_is(switches.nat_outgoing, Switch::NatOutgoing),
        ipam: or_as_is(switches.ipam, Switch::Ipam),
        disabled: or_as_is(switches.disabled, Switch::Disabled),
    };
    let existing = if args.update { Existing::Update } else { Existing::Refuse };
    let mut plan = pools::add(&now, &[net], switches, existing, None)?;
    // What restarts Felix is asked about once, for all that does.
    plan.questions.clear();
    work.plan.then(plan);
    Ok(())
}

/// The subnets of Neutron that need a pool of their own.
fn of_neutron(given: &[IpNet], services: &[IpNet], work: &mut Work<'_>) -> Result<Vec<IpNet>, CommandError> {
    let mut plan = Plan::new();
    let mut nets: Vec<IpNet> = Vec::new();
    for found in subnets::all(work.snapshot) {
        let net = match &found.cidr {
            Ok(net) => *net,
            Err(why) => {
                plan.warn(format!("{} is left out, as it cannot be read: {why}", found.entry.path));
                continue;
            }
        };
        if let Some(service) = services.iter().find(|service| overlap(**service, net)) {
            return Err(in_services(&format!("Neutron's subnet {net}"), *service).key(&found.entry.path));
        }
        plan.relied_on(work.snapshot, &found.entry.path);
        let pools = all_pools(work.snapshot);
        let wider = |cidr: IpNet| cidr.contains(&net) && cidr != net;
        if let Some(pool) = pools.iter().find(|pool| pool.cidr().is_some_and(wider)) {
            if pool.is(Switch::Ipam) || !pool.is(Switch::Disabled) {
                return Err(gives_out(net, pool));
            }
            plan.say(format!("Neutron's subnet {net} lies in pool {} already", pool.name()));
        } else if let Some(pool) = given.iter().find(|pool| pool.contains(&net)) {
            plan.say(format!("Neutron's subnet {net} lies in pool {pool}"));
        } else if !nets.contains(&net) {
            nets.push(net);
        }
    }
    if subnets::all(work.snapshot).next().is_none() {
        plan.warn("Neutron has told of no subnet: only those with DHCP are in the datastore, once neutron-server runs");
    }
    // One that lies in another one needs no pool beside that one's.
    let all = nets.clone();
    nets.retain(|net| !all.iter().any(|other| other != net && other.contains(net)));
    work.plan.then(plan);
    Ok(nets)
}

fn gives_out(subnet: IpNet, pool: &FoundPool<'_>) -> CommandError {
    let name = pool.name();
    CommandError::new(
        ErrorKind::InUse,
        format!("Neutron's subnet {subnet} lies in pool {name}, which gives out its addresses to containers"),
    )
    .object(format!("pool {name}"))
    .key(&pool.entry.path)
    .hint(format!("`calicross pool update {name} --no-ipam --disabled` keeps them out of it"))
}
