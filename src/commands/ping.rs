//! `calicross ping`

use std::io::{self, Write};
use std::time::{Duration, Instant};

use clap::Args;
use serde::Serialize;

use crate::error::CommandError;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::{Health, Kind, Member};

/// Arguments of `ping`.
#[derive(Args, Debug)]
pub struct PingArgs {}

/// How a datastore is doing. Latencies are milliseconds, sizes bytes.
#[derive(Serialize)]
struct PingDoc {
    datastore: Kind,
    address: String,
    identity: String,
    cluster_guid: Option<String>,
    latency_ms: f64,
    holds_calico: Vec<Kind>,
    doubt: Option<String>,
    auth_enabled: Option<bool>,
    quota_bytes: Option<u64>,
    alarms: Vec<String>,
    members: Vec<MemberDoc>,
}

#[derive(Serialize)]
struct MemberDoc {
    name: String,
    endpoints: Vec<String>,
    leader: Option<bool>,
    version: Option<String>,
    size_bytes: Option<u64>,
    latency_ms: Option<f64>,
    error: Option<String>,
}

impl From<Member> for MemberDoc {
    fn from(member: Member) -> Self {
        let Member { name, endpoints, leader, version, size_bytes, latency, error } = member;
        Self { name, endpoints, leader, version, size_bytes, latency_ms: latency.map(milliseconds), error }
    }
}

impl ReadCommand for PingArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        session.store()?;
        let start = Instant::now();
        let cluster_guid = session.cluster_guid()?;
        let latency_ms = milliseconds(start.elapsed());
        let holds_calico = session.apis_with_data()?;
        let doubt = session.doubt()?;
        let store = session.store()?;
        let (datastore, address) = (store.kind(), store.address());
        let Health { identity, members, quota_bytes, alarms, auth_enabled } = store.health()?;
        let members = members.into_iter().map(MemberDoc::from).collect();
        let doc = PingDoc {
            datastore,
            address,
            identity,
            cluster_guid,
            latency_ms,
            holds_calico,
            doubt,
            auth_enabled,
            quota_bytes,
            alarms,
            members,
        };
        session.ui.object("calicross/ping/1", &doc, &mut |out| write_ping(out, &doc))?;
        Ok(Outcome::Yes)
    }
}

/// Rounded to the microsecond.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn write_ping(out: &mut dyn Write, doc: &PingDoc) -> io::Result<()> {
    let yes_no = |value: Option<bool>| value.map_or("unknown", |value| if value { "on" } else { "off" });
    let holds: Vec<String> = doc.holds_calico.iter().map(ToString::to_string).collect();
    writeln!(out, "Datastore:   {} at {}", doc.datastore, printable(&doc.address))?;
    writeln!(out, "Identity:    {}", doc.identity)?;
    writeln!(out, "ClusterGUID: {}", printable(doc.cluster_guid.as_deref().unwrap_or("none")))?;
    writeln!(out, "Answer in:   {:.1} ms", doc.latency_ms)?;
    writeln!(
        out,
        "/calico/v1:  {}",
        if holds.is_empty() { "nowhere".to_owned() } else { format!("in {}", holds.join(" and ")) }
    )?;
    writeln!(out, "Auth:        {}", yes_no(doc.auth_enabled))?;
    if let Some(quota) = doc.quota_bytes {
        writeln!(out, "Quota:       {}", size(quota))?;
    }
    writeln!(out, "Alarms:      {}", if doc.alarms.is_empty() { "none".to_owned() } else { doc.alarms.join(", ") })?;
    for member in &doc.members {
        let mut facts = Vec::new();
        facts.extend(member.leader.filter(|leader| *leader).map(|_| "leader".to_owned()));
        facts.extend(member.version.as_ref().map(|version| format!("version {version}")));
        facts.extend(member.size_bytes.map(|bytes| match doc.quota_bytes {
            Some(quota) if quota > 0 => format!("{} ({} % of the quota)", size(bytes), bytes * 100 / quota),
            _ => size(bytes),
        }));
        facts.extend(member.latency_ms.map(|latency| format!("{latency:.1} ms")));
        facts.extend(member.error.as_ref().map(|error| format!("error: {}", printable(error))));
        let name = [printable(&member.name).into_owned(), member.endpoints.join(",")];
        let name: Vec<&str> = name.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        writeln!(out, "Member:      {}  {}", name.join(" "), facts.join(", "))?;
    }
    Ok(())
}

fn size(bytes: u64) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let (mut value, mut at) = (bytes as f64, 0);
    while value >= 1024.0 && at + 1 < units.len() {
        value /= 1024.0;
        at += 1;
    }
    if at == 0 { format!("{bytes} B") } else { format!("{value:.1} {}", units[at]) }
}
