//! `calicoctl pool`

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::Value;

use super::docopt::Words;
use super::netaddr::{address, network};
use super::python::repr_text;
use super::table::Table;
use super::{Done, Front, Step, Stop};
use crate::inventory::pools::{self, FoundPool, overlap};
use crate::ipam::pools::{Existing, Switches, add, scopes, split};
use crate::ipam::removal;
use crate::model::key::{Family, POOLS};
use crate::model::pool::{Pool, Switch, longest_prefix};
use crate::plan::{Change, Force, Plan};
use crate::store::Snapshot;

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    let typed = words.list("<CIDRS>");
    if let Some(bad) = typed.iter().find(|text| network(text).is_none()) {
        return Err(Stop::line(format_args!("Invalid CIDR specified {bad}")));
    }
    let nets: Vec<(&str, IpNet)> =
        typed.iter().filter_map(|text| Some((text.as_str(), network(text)?.trunc()))).collect();
    match () {
        () if words.has("range") => add_range(front, words),
        () if words.has("add") => add_nets(front, words, &nets),
        () if words.has("remove") => remove(front, &nets),
        () => show(front, words),
    }
}

/// The switches that calicoctl turns: those that it has words for.
fn switches(words: &Words) -> Switches {
    Switches { ipip: Some(words.has("--ipip")), nat_outgoing: Some(words.has("--nat-outgoing")), ..Switches::default() }
}

fn check_ipip(words: &Words, mut families: impl Iterator<Item = Family>) -> Done {
    if words.has("--ipip") && families.any(|family| family == Family::V6) {
        return Err(Stop::line("IP in IP not supported for IPv6 pools"));
    }
    Ok(())
}

fn add_nets(front: &mut Front, words: &Words, nets: &[(&str, IpNet)]) -> Done {
    check_ipip(words, nets.iter().map(|(_, net)| Family::of(&net.addr())))?;
    for (typed, net) in nets {
        let family = Family::of(&net.addr());
        let longest = longest_prefix(family);
        if net.prefix_len() > longest {
            return Err(Stop::line(format_args!(
                "An IPv{} pool must have a prefix length of {longest} or lower.\nGiven: {typed}.\nNo pools added.",
                family.number()
            )));
        }
    }
    let typed: Vec<&str> = nets.iter().map(|(typed, _)| *typed).collect();
    let nets: Vec<IpNet> = nets.iter().map(|(_, net)| *net).collect();
    front.write("get_ip_pools", &scopes(), &[], &|snapshot| {
        let present = pools::all(snapshot);
        for (at, (net, typed)) in nets.iter().zip(&typed).enumerate() {
            let existing = present.iter().filter_map(FoundPool::cidr).map(|cidr| (cidr, "an existing"));
            let new = nets.iter().take(at).map(|cidr| (*cidr, "another new"));
            let mut others = existing.chain(new).filter(|(cidr, _)| cidr != net);
            if let Some((other, which)) = others.find(|(cidr, _)| overlap(*cidr, *net)) {
                return Err(Stop::line(format_args!(
                    "Cannot add IP pool {typed} - pool overlaps with {which} pool {other}"
                )));
            }
        }
        let plan =
            add(snapshot, &nets, switches(words), Existing::Update, None).map_err(crate::error::CommandError::from)?;
        Ok(Step { plan: spelled(plan), says: String::new() })
    })
}

/// Spells pools as calicoctl does: a switch of its own that is off is no member.
fn spelled(mut plan: Plan) -> Plan {
    let pools: Vec<Change> = plan.changes().filter(|change| change.path.starts_with(POOLS)).cloned().collect();
    for change in pools {
        let Some(Ok(mut pool)) = change.after.as_deref().map(Pool::parse) else { continue };
        pool.drop_members(|name, value| match name {
            "ipip" => value.as_str().is_some_and(str::is_empty),
            "masquerade" => *value == Value::Bool(false),
            _ => false,
        });
        plan.insert(Change { after: Some(pool.to_bytes()), ..change });
    }
    plan
}

fn add_range(front: &mut Front, words: &Words) -> Done {
    let [start, end] = ["<START_IP>", "<END_IP>"].map(|name| words.value(name).unwrap_or_default());
    let Some(first) = address(start) else { return Err(Stop::line("Invalid START_IP specified.")) };
    let Some(last) = address(end) else { return Err(Stop::line("Invalid END_IP specified.")) };
    if first.is_ipv4() != last.is_ipv4() {
        return Err(Stop::line("START_IP and END_IP must be the same ip version"));
    }
    if first >= last {
        return Err(Stop::line("START_IP must be a smaller ip address than END_IP"));
    }
    let family = Family::of(&first);
    check_ipip(words, std::iter::once(family))?;
    // What is split is read as networks are, for which 10.1 is another address.
    let ends = network(start).zip(network(end)).map(|(start, end)| (start.addr(), end.addr()));
    let (from, to) = ends.ok_or_else(|| Stop::refused(format!("{start} - {end} is no range of whole addresses")))?;
    let nets = split(from, to).map_err(crate::error::CommandError::from)?;
    let range = (first, last);
    front.write("get_ip_pools", &scopes(), &[], &|snapshot| {
        let conflict = pools::all(snapshot).iter().filter_map(FoundPool::cidr).find(|cidr| meet(*cidr, range));
        if let Some(other) = conflict {
            return Err(Stop::line(format_args!("Cannot add range - range conflicts with pool {other}")));
        }
        let longest = longest_prefix(family);
        if nets.iter().any(|net| net.prefix_len() > longest) {
            let list: Vec<String> = nets.iter().map(|net| repr_text(&net.to_string())).collect();
            return Err(Stop::line(format_args!(
                "IPv{} ranges are split into pools, with the smallest pool size allowed having a prefix length of \
                 /{longest}. One or more of the generated pools is too small (prefix length is too high).\n\
                 Range given: {start} - {end}\nPools: [{}]\nNo pools added.",
                family.number(),
                list.join(", ")
            )));
        }
        let plan = add(snapshot, &nets, switches(words), Existing::Overlap, Some((from, to)));
        Ok(Step { plan: plan.map_err(crate::error::CommandError::from)?, says: String::new() })
    })
}

/// Whether a network and a range share an address.
fn meet(net: IpNet, (first, last): (IpAddr, IpAddr)) -> bool {
    net.addr().is_ipv4() == first.is_ipv4() && net.network() <= last && net.broadcast() >= first
}

fn remove(front: &mut Front, nets: &[(&str, IpNet)]) -> Done {
    // Addresses in use do not stand in the way here: blocks with some in them stay, without a host.
    front.write("get_ip_pool_config", &removal::scopes(), &[Force::InUse], &|snapshot| {
        let present = pools::all(snapshot);
        let mut gone: Vec<&FoundPool<'_>> = Vec::new();
        for (typed, net) in nets {
            let found = pools::find(&present, &net.to_string());
            let found = found.filter(|found| !gone.iter().any(|other| other.entry.path == found.entry.path));
            gone.push(found.ok_or_else(|| Stop::line(format_args!("{typed} is not a configured pool.")))?);
        }
        let plan = removal::remove(snapshot, &gone).map_err(crate::error::CommandError::from)?;
        let says = "Disabling IP Pool\nRemoving IPAM configuration for pool\nDeleted IP Pool\n".repeat(gone.len());
        Ok(Step { plan, says })
    })
}

fn show(front: &mut Front, words: &Words) -> Done {
    let snapshot = front.read("get_ip_pools", &[pools::scope_of_all()])?;
    let (mut text, mut broken) = (String::new(), false);
    for (family, other) in [(Family::V4, "--ipv6"), (Family::V6, "--ipv4")] {
        if words.has(other) {
            continue;
        }
        let version = family.number();
        let heading = format!("IPv{version} CIDR");
        let mut table = Table::new(&[&heading, "Options"]);
        for pool in placed(&snapshot, family) {
            if let Err(why) = &pool.pool {
                broken = true;
                front.warn(&format!("malformed value at {}: {why}", pool.entry.path));
            }
            // Those of IPv6 it never shows.
            let known = [(Switch::Ipip, "ipip"), (Switch::NatOutgoing, "nat-outgoing")];
            let on = known.into_iter().filter(|(switch, _)| family == Family::V4 && pool.is(*switch));
            table.row([pool.name(), on.map(|(_, word)| word).collect::<Vec<_>>().join(",")]);
        }
        table.sort();
        text.push_str(&table.draw());
    }
    if broken { Err(Stop::Said(text, 1)) } else { front.say(&text) }
}

/// The pools below a family's directory, whatever their CIDR.
fn placed(snapshot: &Snapshot, family: Family) -> impl Iterator<Item = FoundPool<'_>> {
    let directory = format!("{POOLS}/v{}/", family.number());
    pools::all(snapshot).into_iter().filter(move |pool| pool.entry.path.starts_with(&directory))
}
