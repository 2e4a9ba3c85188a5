//! `calicross bgp show`

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::filter::FilterRow;
use super::load::{self, HostSettings};
use super::peer::PeerRow;
use super::plans;
use crate::error::CommandError;
use crate::model::bird::{self, AsNumber, DEFAULT_AS};
use crate::model::key::{BgpGlobal, BgpHost, Key};
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;

/// Arguments of `bgp show`.
#[derive(Args, Debug)]
pub struct BgpShowArgs {}

/// BIRD's configuration; a setting is `null` where it is not set.
#[derive(Serialize)]
struct BgpDoc {
    node_mesh: Option<bool>,
    default_node_as: Option<String>,
    loglevel: Option<String>,
    hosts: Vec<HostDoc>,
    peers: Vec<PeerRow>,
    filters: Vec<FilterRow>,
    others: Vec<String>,
    malformed: Vec<String>,
}

/// What BIRD knows of a host.
#[derive(Serialize)]
struct HostDoc {
    name: String,
    ip_addr_v4: Option<String>,
    ip_addr_v6: Option<String>,
    as_num: Option<String>,
    network_v4: Option<String>,
    network_v6: Option<String>,
    loglevel: Option<String>,
}

impl HostDoc {
    fn of(name: String, mut settings: HostSettings) -> Self {
        let mut take = |setting| settings.remove(&setting);
        Self {
            name,
            ip_addr_v4: take(BgpHost::IpAddrV4),
            ip_addr_v6: take(BgpHost::IpAddrV6),
            as_num: take(BgpHost::AsNum),
            network_v4: take(BgpHost::NetworkV4),
            network_v6: take(BgpHost::NetworkV6),
            loglevel: take(BgpHost::LogLevel),
        }
    }

    /// Which of the two addresses that every confd asks for are missing.
    fn lacks(&self) -> Vec<&'static str> {
        let both = [(&self.ip_addr_v4, "ip_addr_v4"), (&self.ip_addr_v6, "ip_addr_v6")];
        both.into_iter().filter(|(value, _)| value.is_none()).map(|(_, name)| name).collect()
    }
}

impl BgpDoc {
    fn of(snapshot: &Snapshot, malformed: &[(String, String)]) -> Self {
        let global = |setting| snapshot.get(&Key::BgpGlobal(setting).path());
        let text = |setting| global(setting).map(|entry| String::from_utf8_lossy(&entry.value).into_owned());
        Self {
            node_mesh: global(BgpGlobal::NodeMesh).and_then(|entry| bird::mesh(&entry.value).ok()),
            default_node_as: text(BgpGlobal::AsNum),
            loglevel: text(BgpGlobal::LogLevel),
            hosts: load::hosts(snapshot).into_iter().map(|(name, settings)| HostDoc::of(name, settings)).collect(),
            peers: load::peers(snapshot).map(|stored| PeerRow::of(&stored)).collect(),
            filters: load::filters(snapshot).map(|stored| FilterRow::of(&stored)).collect(),
            others: load::others(snapshot).map(|entry| entry.path.clone()).collect(),
            malformed: malformed.iter().map(|(key, _)| key.clone()).collect(),
        }
    }

    fn is_malformed(&self, setting: BgpGlobal) -> bool {
        self.malformed.contains(&Key::BgpGlobal(setting).path())
    }

    /// A setting of all hosts, or why there is none.
    fn setting(&self, setting: BgpGlobal, value: Option<String>, otherwise: &str) -> String {
        match value {
            _ if self.is_malformed(setting) => "malformed".to_owned(),
            Some(value) => printable(&value).into_owned(),
            None => otherwise.to_owned(),
        }
    }
}

impl ReadCommand for BgpShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[load::scope_of_all()])?;
        let malformed = load::refused(snapshot.entries());
        let doc = BgpDoc::of(&snapshot, &malformed);
        session.ui.object("calicross/bgp/1", &doc, &mut |out| write_bgp(out, &doc))?;
        for host in doc.hosts.iter().filter(|host| !host.lacks().is_empty()) {
            session.ui.warn(&format!(
                "host {} lacks {}: with the node mesh on, no host's BIRD gets a new configuration",
                host.name,
                host.lacks().join(" and ")
            ));
        }
        for (key, why) in malformed.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {key}: {why}"));
        }
        load::unreadable(&malformed)?;
        Ok(Outcome::Yes)
    }
}

fn write_bgp(out: &mut dyn Write, doc: &BgpDoc) -> io::Result<()> {
    let mesh = doc.node_mesh.map(|enabled| plans::on_off(enabled).to_owned());
    writeln!(out, "Node mesh:  {}", doc.setting(BgpGlobal::NodeMesh, mesh, "on (not set)"))?;
    let number = doc.default_node_as.as_ref().map(|text| AsNumber::parse(text).map_or(text.clone(), |n| n.to_string()));
    let otherwise = format!("not set; calico/node sets {DEFAULT_AS} at its start");
    writeln!(out, "Default AS: {}", doc.setting(BgpGlobal::AsNum, number, &otherwise))?;
    writeln!(out, "Log level:  {}", doc.setting(BgpGlobal::LogLevel, doc.loglevel.clone(), "not set"))?;
    section(out, "Hosts", &doc.hosts, |host| {
        let shown = |value: &Option<String>| match value.as_deref() {
            None => "missing".to_owned(),
            Some("") => "-".to_owned(),
            Some(value) => value.to_owned(),
        };
        let more = [
            ("AS", &host.as_num),
            ("network", &host.network_v4),
            ("network", &host.network_v6),
            ("log level", &host.loglevel),
        ];
        let more = more.iter().filter_map(|(word, value)| Some(format!("  {word} {}", value.as_deref()?)));
        format!("{}  {}  {}{}", host.name, shown(&host.ip_addr_v4), shown(&host.ip_addr_v6), more.collect::<String>())
    })?;
    section(out, "Peers", &doc.peers, |peer| {
        let state = if peer.malformed.is_some() { "malformed: " } else { "" };
        let number = peer.as_number.map_or_else(|| "-".to_owned(), |number| format!("AS {number}"));
        let place = peer.host.as_ref().map_or_else(|| "global".to_owned(), |host| format!("host {host}"));
        format!("{}  {state}{number}  {place}", peer.ip)
    })?;
    section(out, "Filters", &doc.filters, |filter| {
        let state = if filter.malformed.is_some() { "malformed: " } else { "" };
        format!("{}  IPv{}  {state}{}", filter.name, filter.family, filter.in_one_line())
    })?;
    if doc.others.is_empty() {
        return Ok(());
    }
    section(out, "Other keys, such as those of route reflectors", &doc.others, String::clone)
}

fn section<T>(out: &mut dyn Write, title: &str, items: &[T], line: impl Fn(&T) -> String) -> io::Result<()> {
    writeln!(out, "{title}: {}", items.len())?;
    items.iter().try_for_each(|item| writeln!(out, "  {}", printable(&line(item))))
}
