//! The screen that people see.

use std::io::{self, Write};

use super::{PeerDoc, StatusDoc};
use crate::hybrid::status::{Host, Setting, Status};
use crate::render::printable;

/// Most hosts that one screen shows, and most of anything else.
const MOST_HOSTS: usize = 20;
const MOST: usize = 8;

pub(super) fn write(out: &mut dyn Write, doc: &StatusDoc, verbose: bool) -> io::Result<()> {
    let mut fact = |title: &str, text: &str| writeln!(out, "{:<12} {}", format!("{title}:"), printable(text));
    let status = &doc.status;
    fact("Datastore", &format!("{} at {}", doc.datastore, doc.address))?;
    fact("ClusterGUID", doc.cluster_guid.as_deref().unwrap_or("none"))?;
    fact("Ready", &ready(status))?;
    fact("Prefixes", &told(status, "InterfacePrefix"))?;
    fact("Reports", &reports(status))?;
    fact("Metadata", &format!("{}, port {}", told(status, "MetadataAddr"), told(status, "MetadataPort")))?;
    fact("IPIP", &told(status, "IpInIpEnabled"))?;
    fact("To hosts", &told(status, "DefaultEndpointToHostAction"))?;
    let filter =
        |name: &Option<String>| name.as_ref().map_or_else(|| "none".to_owned(), |name| format!("filter {name}"));
    fact("VM routes", &format!("IPv4 {}, IPv6 {}", filter(&status.export.v4), filter(&status.export.v6)))?;
    fact("Services", &or_none(&status.service_cidr))?;
    fact("Felix", status.felix.as_deref().unwrap_or("version not said; 1.4 is taken"))?;
    fact("Neutron", &neutron(status))?;
    fact("Workloads", &workloads(status))?;
    fact(
        "Security",
        &format!(
            "{}, {} of them security groups; {}",
            count(status.counts.profiles, "profile"),
            status.counts.groups,
            count(status.counts.links, "link")
        ),
    )?;
    let pools = status.pools.iter().map(|pool| match pool.options.is_empty() {
        true => pool.cidr.clone(),
        false => format!("{} ({})", pool.cidr, pool.options.join(", ")),
    });
    fact("Pools", &few(pools.collect(), verbose))?;
    let subnets = status.neutron.subnets.iter().map(|subnet| {
        let cidr = subnet.cidr.as_deref().unwrap_or("cannot be read");
        match (&subnet.pool, &subnet.cidr) {
            (Some(pool), Some(cidr)) if pool == cidr => format!("{cidr} (a pool)"),
            (Some(pool), _) => format!("{cidr} (in pool {pool})"),
            (None, _) => format!("{cidr} (in no pool)"),
        }
    });
    fact("Subnets", &few(subnets.collect(), verbose))?;
    hosts(out, &status.hosts, verbose)?;
    settings(out, &status.settings)?;
    list(out, "Not readable", status.malformed.iter().map(|one| format!("{}: {}", one.key, one.why)), verbose)?;
    match &doc.peer {
        Some(peer) => write_peer(out, peer, verbose),
        None => Ok(()),
    }
}

fn ready(status: &Status) -> String {
    match status.ready.as_deref() {
        Some("true") => "yes".to_owned(),
        Some(other) => format!("no ('{}'): Felix loads nothing that it has not loaded", other.escape_debug()),
        None => "no (not set): Felix loads nothing".to_owned(),
    }
}

fn setting<'s>(status: &'s Status, name: &str) -> Option<&'s Setting> {
    status.settings.iter().find(|setting| setting.name == name)
}

/// A setting's value, with a word where it is not set.
fn told(status: &Status, name: &str) -> String {
    in_unit(status, name, "")
}

/// The same of a number, with its unit behind it.
fn in_unit(status: &Status, name: &str, unit: &str) -> String {
    let Some(setting) = setting(status, name) else { return "-".to_owned() };
    let value = setting.value.as_deref().filter(|value| !value.is_empty()).unwrap_or("unset");
    format!("{value}{unit}{}", if setting.set { "" } else { " (default)" })
}

fn reports(status: &Status) -> String {
    let value = |name| setting(status, name).and_then(|setting| setting.value.as_deref());
    let off = value("ReportingIntervalSecs").and_then(|value| value.parse::<i64>().ok()).is_some_and(|secs| secs <= 0);
    let endpoints =
        if value("EndpointReportingEnabled") == Some("true") { "of endpoints too" } else { "not of endpoints" };
    if off {
        return format!("off: Neutron takes every host for dead; {endpoints}");
    }
    let (interval, ttl) = (in_unit(status, "ReportingIntervalSecs", " s"), in_unit(status, "ReportingTTLSecs", " s"));
    format!("every {interval}, each lives {ttl}; {endpoints}")
}

fn neutron(status: &Status) -> String {
    match (&status.neutron.master, status.neutron.expires) {
        (None, _) => "nobody holds the election".to_owned(),
        (Some(master), Some(false)) => format!("{master} holds the election, by a key that does not expire"),
        (Some(master), _) => format!("{master} holds the election"),
    }
}

fn workloads(status: &Status) -> String {
    let counts = &status.counts;
    let mut told = vec![count(counts.pods, "pod"), count(counts.vms, "VM")];
    if counts.others > 0 {
        told.push(count(counts.others, "other"));
    }
    told.push(count(counts.host_endpoints, "host endpoint"));
    told.join(", ")
}

/// The hosts as a table: those that do not report first.
fn hosts(out: &mut dyn Write, hosts: &[Host], verbose: bool) -> io::Result<()> {
    if hosts.is_empty() {
        return writeln!(out, "\nno hosts");
    }
    let mut shown: Vec<&Host> = hosts.iter().collect();
    let most = if verbose { usize::MAX } else { MOST_HOSTS };
    if shown.len() > most {
        shown.sort_by_key(|host| host.felix == "alive");
    }
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let row = |host: &&Host| {
        let also = if host.stops_confd { vec!["no address for BIRD: confd stops".to_owned()] } else { Vec::new() };
        let alike = host.alike.iter().map(|name| format!("perhaps {name}"));
        [
            host.name.clone(),
            host.felix.to_owned(),
            or_dash(&host.reported),
            host.age_seconds.map_or_else(|| "-".to_owned(), age),
            or_dash(&host.bgp_ipv4),
            or_dash(&host.bgp_ipv6),
            or_dash(&host.felix_ipv4),
            host.pods.to_string(),
            host.vms.to_string(),
            also.into_iter().chain(alike).collect::<Vec<_>>().join(", "),
        ]
    };
    let titles = ["HOST", "FELIX", "REPORTED", "AGE", "BIRD-IPV4", "BIRD-IPV6", "ADDRESS", "PODS", "VMS", ""];
    let mut rows = vec![titles.map(str::to_owned)];
    rows.extend(shown.iter().take(most).map(row));
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|row| row.iter().map(|cell| printable(cell).into_owned()).collect()).collect();
    let width =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..titles.len()).map(width).collect();
    writeln!(out)?;
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    match hosts.len().checked_sub(most) {
        Some(more) if more > 0 => writeln!(out, "and {more} more, which report; -v shows them all"),
        _ => Ok(()),
    }
}

/// Own values of hosts, and values that some Felix does not take.
fn settings(out: &mut dyn Write, settings: &[Setting]) -> io::Result<()> {
    let own = settings.iter().flat_map(|setting| {
        setting.hosts.iter().map(move |own| format!("{} of {}: {}", setting.name, own.host, own.value))
    });
    let own: Vec<String> = own.collect();
    if own.len() > MOST {
        writeln!(out, "\nHosts with settings of their own: {} values; `calicross config list` shows them", own.len())
    } else {
        list(out, "Hosts with settings of their own", own.into_iter(), true)
    }
}

fn write_peer(out: &mut dyn Write, peer: &PeerDoc, verbose: bool) -> io::Result<()> {
    let seen =
        peer.last_seen.as_ref().map_or_else(|| "for the first time".to_owned(), |time| format!("last seen {time}"));
    let line = format!("Peer {}: {} at {}, {seen}", peer.context, peer.datastore, peer.address);
    writeln!(out, "\n{}", printable(&line))?;
    if peer.findings.is_empty() {
        writeln!(out, "  the two agree, as far as their keys tell")?;
    }
    // Of one kind there may be thousands, which must not hide the others.
    for same in peer.findings.chunk_by(|a, b| a.id == b.id) {
        let most = if verbose { usize::MAX } else { MOST };
        for finding in same.iter().take(most) {
            writeln!(out, "  {}: {}", finding.id, printable(&finding.text))?;
        }
        if let (Some(more), Some(first)) = (same.len().checked_sub(most).filter(|more| *more > 0), same.first()) {
            writeln!(out, "  {}: {more} more; -v shows them all", first.id)?;
        }
    }
    writeln!(out, "Not in any datastore; on a host this shows it:")?;
    for invisible in &peer.invisible {
        writeln!(out, "  {}\n    {}", invisible.what, invisible.command)?;
    }
    Ok(())
}

fn list(out: &mut dyn Write, title: &str, lines: impl Iterator<Item = String>, verbose: bool) -> io::Result<()> {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return Ok(());
    }
    let most = if verbose { usize::MAX } else { MOST };
    writeln!(out, "\n{title}:")?;
    for line in lines.iter().take(most) {
        writeln!(out, "  {}", printable(line))?;
    }
    match lines.len().checked_sub(most) {
        Some(more) if more > 0 => writeln!(out, "  and {more} more; -v shows them all"),
        _ => Ok(()),
    }
}

fn few(texts: Vec<String>, verbose: bool) -> String {
    let most = if verbose { usize::MAX } else { MOST };
    let more = texts.len().saturating_sub(most);
    let shown = or_none(&texts.into_iter().take(most).collect::<Vec<_>>());
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

fn or_none(texts: &[String]) -> String {
    if texts.is_empty() { "none".to_owned() } else { texts.join(", ") }
}

fn count(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A time in one unit, as people tell it.
fn age(seconds: i64) -> String {
    match seconds {
        ..0 => "in the future".to_owned(),
        0..120 => format!("{seconds}s"),
        120..7200 => format!("{}m", seconds / 60),
        7200..172_800 => format!("{}h", seconds / 3600),
        _ => format!("{}d", seconds / 86_400),
    }
}
