//! What Felix is told: all of it in one phase, the last one, so that it restarts once.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddrV4};

use ipnet::IpNet;

use super::{Wanted, Work};
use crate::commands::config::setting::Target;
use crate::error::{CommandError, ErrorKind};
use crate::hybrid::status::{OwnValue, own_values};
use crate::inventory::addresses::Users;
use crate::inventory::nodes;
use crate::inventory::pools;
use crate::model::key::{BgpHost, Key, V1};
use crate::plan::Plan;
use crate::store::{Scope, Snapshot};

/// How often Felix reports where nothing is said, in seconds.
const INTERVAL: i64 = 30;
/// How long a report lives then, in seconds.
const TTL: i64 = 90;

/// What begins the names of the interfaces of pods, and of VMs.
const PREFIXES: [&str; 2] = ["cali", "tap"];

/// The values that hosts have of their own, by setting.
type OwnValues = BTreeMap<String, Vec<OwnValue>>;

/// Plans all settings.
pub(super) fn all(wanted: &Wanted, services: &[IpNet], work: &mut Work<'_>) -> Result<(), CommandError> {
    let snapshot = work.snapshot;
    let own = own_values(snapshot);
    prefixes(&own, work)?;
    let (interval, ttl) = reporting(snapshot);
    set(work, "ReportingIntervalSecs", &interval.to_string())?;
    set(work, "ReportingTTLSecs", &ttl.to_string())?;
    set(work, "EndpointReportingEnabled", "true")?;
    if let Some(address) = wanted.metadata {
        metadata(address, wanted, services, work)?;
    }
    ready(work);
    tell_own_values(&own, work);
    // Asked once: each of them by itself would.
    let mut changed: Vec<String> = Vec::new();
    for change in work.plan.changes() {
        match Key::parse(&change.path) {
            Key::GlobalConfig { name } => changed.push(name),
            Key::HostConfig { host, name } => changed.push(format!("{name} of {host}")),
            _ => {}
        }
    }
    if !changed.is_empty() {
        work.plan.ask(format!("changes {}: Felix restarts, once, on every host that they are for", changed.join(", ")));
    }
    Ok(())
}

/// Merges the prefixes of both into the list of all hosts, and into that of each host with one of its own, which counts there
/// in its place.
fn prefixes(own: &OwnValues, work: &mut Work<'_>) -> Result<(), CommandError> {
    let words = PREFIXES.map(str::to_owned);
    let hosts = own.get("InterfacePrefix").into_iter().flatten().map(|own| Some(own.host.as_str()));
    for host in std::iter::once(None).chain(hosts) {
        let target = Target::of("InterfacePrefix", host, None)?;
        let plan = target.append(work.snapshot, &words)?;
        take(work, plan);
    }
    Ok(())
}

fn set(work: &mut Work<'_>, name: &str, value: &str) -> Result<(), CommandError> {
    let plan = Target::of(name, None, None)?.set(work.snapshot, value)?;
    take(work, plan);
    Ok(())
}

fn take(work: &mut Work<'_>, mut plan: Plan) {
    plan.questions.clear();
    work.plan.then(plan);
}

/// How often Felix is to report, and how long a report is to live: as it is where that does. calico/node sets the interval
/// to 0 where nothing is said, so that it has to be.
fn reporting(snapshot: &Snapshot) -> (i64, i64) {
    let number = |name: &str| -> Option<i64> {
        let entry = snapshot.get(&Key::GlobalConfig { name: name.to_owned() }.path())?;
        std::str::from_utf8(&entry.value).ok()?.trim().parse().ok()
    };
    let interval = number("ReportingIntervalSecs").filter(|interval| *interval > 0);
    // Felix 1.4 adds up to a tenth to the interval. Where the report lives too short, it takes two and a half of it.
    let lives = |interval: i64| move |ttl: &i64| ttl.saturating_mul(10) > interval.saturating_mul(11);
    let interval = interval.unwrap_or(INTERVAL);
    let needed = interval.saturating_mul(5).saturating_add(1) / 2;
    let ttl = number("ReportingTTLSecs").filter(lives(interval)).unwrap_or(TTL.max(needed));
    (interval, ttl)
}

/// Felix loads nothing before it is exactly `true`.
fn ready(work: &mut Work<'_>) {
    let path = Key::Ready.path();
    let mut plan = Plan::new();
    plan.put(work.snapshot, &path, b"true".to_vec());
    if plan.is_empty() {
        plan.say("Ready is true already");
    } else {
        plan.say("Ready set to true");
        plan.ask("sets Ready to true: every Felix loads its policy, and applies what has changed since");
    }
    work.plan.then(plan);
}

/// Reads where Nova's metadata server is.
///
/// # Errors
/// What is no address with a port, or none that a packet can be sent to.
pub(super) fn metadata_address(text: &str) -> Result<SocketAddrV4, CommandError> {
    let bad =
        |kind, why: &str| Err(CommandError::new(kind, format!("--nova-metadata '{}': {why}", text.escape_debug())));
    let Ok(address) = text.parse::<SocketAddrV4>() else {
        return match text.parse::<std::net::SocketAddrV6>() {
            Ok(_) => bad(ErrorKind::Refused, "VMs ask 169.254.169.254, which Felix translates to an IPv4 address only"),
            Err(_) => bad(ErrorKind::Usage, "expected an IPv4 address and a port, such as 10.10.0.11:8775"),
        };
    };
    let ip = address.ip();
    if address.port() == 0 || ip.is_unspecified() || ip.is_multicast() || ip.is_broadcast() || ip.is_link_local() {
        return bad(ErrorKind::Refused, "no server can be reached there");
    }
    Ok(address)
}

fn metadata(
    address: SocketAddrV4,
    wanted: &Wanted,
    services: &[IpNet],
    work: &mut Work<'_>,
) -> Result<(), CommandError> {
    let ip = IpAddr::V4(*address.ip());
    if let Some(service) = services.iter().find(|service| service.contains(&ip)) {
        let message = format!(
            "metadata address {ip} is a service address ({service}): a packet is translated once, by Felix from 169.254.169.254 to it, \
             and then by kube-proxy never"
        );
        return Err(CommandError::new(ErrorKind::Refused, message)
            .object("setting MetadataAddr")
            .hint("name the address of a host or pod that Nova's metadata server listens on"));
    }
    let (addr, port) = (ip.to_string(), address.port().to_string());
    let mut plan = Plan::new();
    for (name, value) in [("MetadataAddr", &addr), ("MetadataPort", &port)] {
        plan.then(Target::of(name, None, None)?.set(work.snapshot, value)?);
    }
    if !plan.is_empty() {
        if services.is_empty() {
            plan.warn(format!(
                "whether {ip} is a service address cannot be told: --service-cidr says which are; VMs would get no answer from one"
            ));
        }
        if !ip.is_loopback() && !is_somebodys(ip, wanted, work.snapshot) {
            plan.warn(format!(
                "no host, workload or pool has the metadata address {ip}, as far as the datastore knows"
            ));
        }
        plan.warn(
            "calico/node's own file sets MetadataAddr to none, which comes before the datastore's: there, FELIX_METADATAADDR and \
             FELIX_METADATAPORT in its environment say it",
        );
    }
    take(work, plan);
    Ok(())
}

/// Whether a host or workload has an address, or a pool of pods may give it out.
fn is_somebodys(ip: IpAddr, wanted: &Wanted, snapshot: &Snapshot) -> bool {
    let of_hosts = nodes::all(snapshot).into_values().any(|node| {
        let known = node.bird_ip.iter().chain(node.bgp.get(&BgpHost::IpAddrV4));
        known.into_iter().any(|text| text.trim().parse() == Ok(ip))
    });
    of_hosts
        || Users::of(snapshot).at(ip).next().is_some()
        || wanted.k8s.iter().any(|net| net.contains(&ip))
        || pools::all(snapshot).iter().any(|pool| pool.cidr().is_some_and(|cidr| cidr.contains(&ip)))
}

/// Tells of hosts whose own values count in the place of what is set for all.
fn tell_own_values(own: &OwnValues, work: &mut Work<'_>) {
    let names =
        ["ReportingIntervalSecs", "ReportingTTLSecs", "EndpointReportingEnabled", "MetadataAddr", "MetadataPort"];
    for name in names {
        let wanted = work.now(&[Scope::under(format!("{V1}/config"))]);
        let wanted = wanted.get(&Key::GlobalConfig { name: name.to_owned() }.path()).map(|entry| entry.value.clone());
        let Some(wanted) = wanted else { continue };
        for OwnValue { host, value } in own.get(name).into_iter().flatten() {
            if value.as_bytes() != wanted {
                work.plan.warn(format!(
                    "host {host} has a value of its own, which counts there: {name} {}",
                    value.escape_debug()
                ));
            }
        }
    }
}
