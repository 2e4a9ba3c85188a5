//! `calicross get`

use std::borrow::Cow;

use clap::Args;
use serde::{Serialize, Serializer};
use serde_json::json;

use super::chosen::{self, Object};
use super::files::{FileArgs, check_either};
use super::words::NameArgs;
use crate::error::CommandError;
use crate::link::wanted::service_text;
use crate::manifest::document::LIST_SCHEMA;
use crate::manifest::id::{Id, Kind};
use crate::manifest::object::Resource;
use crate::model::selector::Selector;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `get`.
///
/// -o yaml and -o json print what every command with -f takes.
#[derive(Args, Debug)]
pub struct GetArgs {
    #[command(flatten)]
    names: NameArgs,

    #[command(flatten)]
    files: FileArgs,

    /// Only what a selector selects by its labels: profiles, host endpoints, workload endpoints
    #[arg(short = 'l', long, value_name = "SELECTOR", value_parser = parse_selector)]
    selector: Option<Selector>,
}

fn parse_selector(text: &str) -> Result<Selector, String> {
    Selector::parse(text).map_err(|bad| bad.to_string())
}

impl ReadCommand for GetArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        check_either(&self.files, &self.names)?;
        let objects = if self.files.files.is_empty() {
            chosen::read(session, &self.names, self.selector.as_ref())?
        } else {
            let given = self.files.given(&session.ui)?;
            let wanted: Vec<_> =
                given.iter().map(|given| given.resource.id()).map(|id| (id.kind(), Some(id))).collect();
            chosen::read_some(session, &wanted, &self.names, self.selector.as_ref())?
        };
        if objects.is_empty() {
            session.ui.status("no resources");
        }
        let mut kinds: Vec<Kind> = objects.iter().map(|(id, _)| id.kind()).collect();
        kinds.dedup();
        match kinds.as_slice() {
            [Kind::Node] => list::<NODE>(session, &objects)?,
            [Kind::IpPool] => list::<IP_POOL>(session, &objects)?,
            [Kind::BgpPeer] => list::<BGP_PEER>(session, &objects)?,
            [Kind::FelixConfig] => list::<FELIX_CONFIG>(session, &objects)?,
            [Kind::BgpConfig] => list::<BGP_CONFIG>(session, &objects)?,
            [Kind::Profile] => list::<PROFILE>(session, &objects)?,
            [Kind::Link] => list::<LINK>(session, &objects)?,
            [Kind::Tier] => list::<TIER>(session, &objects)?,
            [Kind::Policy] => list::<POLICY>(session, &objects)?,
            [Kind::HostEndpoint] => list::<HOST_ENDPOINT>(session, &objects)?,
            [Kind::WorkloadEndpoint] => list::<WORKLOAD_ENDPOINT>(session, &objects)?,
            _ => list_all(session, &objects)?,
        }
        chosen::finish(&session.ui, objects.iter().filter_map(|(_, found)| found.as_ref().err()))?;
        Ok(Outcome::Yes)
    }
}

/// Prints objects of any kinds as one list.
///
/// # Errors
/// Where stdout cannot be written.
pub(super) fn list_all(session: &Session, objects: &[Object]) -> Result<(), CommandError> {
    list::<ANY>(session, objects)
}

fn list<const TABLE: usize>(session: &Session, objects: &[Object]) -> Result<(), CommandError> {
    session.ui.list(objects.iter().map(ResourceRow::<TABLE>))
}

const ANY: usize = 0;
const NODE: usize = 1;
const IP_POOL: usize = 2;
const BGP_PEER: usize = 3;
const FELIX_CONFIG: usize = 4;
const BGP_CONFIG: usize = 5;
const PROFILE: usize = 6;
const TIER: usize = 7;
const POLICY: usize = 8;
const HOST_ENDPOINT: usize = 9;
const WORKLOAD_ENDPOINT: usize = 10;
const LINK: usize = 11;

/// The columns of each table: calicoctl 1.x's, and those of what it does not know.
const TABLES: [&[Column]; 12] = [
    &[Column::new("KIND"), Column::new("NAME")],
    &[Column::new("NAME"), Column::new("ASN").wide(), Column::new("IPV4").wide(), Column::new("IPV6").wide()],
    &[Column::new("CIDR"), Column::new("NAT").wide(), Column::new("IPIP").wide(), Column::new("DISABLED").wide()],
    &[Column::new("SCOPE"), Column::new("PEERIP"), Column::new("NODE"), Column::new("ASN").right()],
    &[Column::new("SCOPE"), Column::new("NODE"), Column::new("SETTINGS").right()],
    &[Column::new("ASN").right(), Column::new("MESH"), Column::new("LOGLEVEL"), Column::new("FILTERS").wide()],
    &[Column::new("NAME"), Column::new("TAGS").wide(), Column::new("LABELS").wide()],
    &[Column::new("NAME"), Column::new("ORDER").right()],
    &[Column::new("TIER"), Column::new("NAME"), Column::new("ORDER").right().wide(), Column::new("SELECTOR").wide()],
    &[
        Column::new("NODE"),
        Column::new("NAME"),
        Column::new("INTERFACE").wide(),
        Column::new("IPS").wide(),
        Column::new("PROFILES").wide(),
    ],
    &[
        Column::new("NODE"),
        Column::new("ORCHESTRATOR"),
        Column::new("WORKLOAD"),
        Column::new("NAME"),
        Column::new("NETWORKS").wide(),
        Column::new("NATS").wide(),
        Column::new("INTERFACE").wide(),
        Column::new("PROFILES").wide(),
    ],
    &[
        Column::new("NAME"),
        Column::new("GROUPS"),
        Column::new("DIRECTION"),
        Column::new("ALLOW").wide(),
        Column::new("PEERS").wide(),
        Column::new("KEPT").wide(),
    ],
];

/// An object in one of the tables.
struct ResourceRow<'o, const TABLE: usize>(&'o Object);

impl<const TABLE: usize> Serialize for ResourceRow<'_, TABLE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (id, found) = self.0;
        match chosen::said(id, found) {
            Ok(document) => document.serialize(serializer),
            Err(bad) => {
                let document =
                    json!({"kind": id.kind().as_str(), "metadata": {"name": id.name()}, "malformed": bad.why});
                document.serialize(serializer)
            }
        }
    }
}

impl<const TABLE: usize> Row for ResourceRow<'_, TABLE> {
    const SCHEMA: &'static str = LIST_SCHEMA;
    const COLUMNS: &'static [Column] = TABLES[TABLE];

    fn name(&self) -> Cow<'_, str> {
        let (id, _) = self.0;
        format!("{}/{}", id.kind(), id.name()).into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let (id, found) = self.0;
        let title = Self::COLUMNS.get(column).map_or("", |column| column.title);
        if TABLE == ANY && title == "NAME" {
            return id.name().into();
        }
        if let Some(cell) = of_id(id, title) {
            return cell.into();
        }
        match found {
            Ok(resource) => of_resource(resource, title).into(),
            Err(_) => "malformed".into(),
        }
    }
}

/// What the name tells.
fn of_id(id: &Id, title: &str) -> Option<String> {
    let dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    Some(match (id, title) {
        (id, "KIND") => id.kind().to_string(),
        (Id::Policy { tier, .. }, "TIER") => tier.clone(),
        (Id::Policy { name, .. } | Id::HostEndpoint { name, .. }, "NAME") => name.clone(),
        (Id::WorkloadEndpoint(id), "NAME") => id.endpoint.clone(),
        (Id::WorkloadEndpoint(id), "ORCHESTRATOR") => id.orchestrator.clone(),
        (Id::WorkloadEndpoint(id), "WORKLOAD") => id.workload.clone(),
        (Id::WorkloadEndpoint(id), "NODE") => id.host.clone(),
        (Id::HostEndpoint { node, .. }, "NODE") => node.clone(),
        (Id::BgpPeer { ip, .. }, "PEERIP") => ip.to_string(),
        (Id::BgpPeer { node, .. } | Id::FelixConfig(node), "NODE") => dash(node),
        (Id::BgpPeer { node, .. } | Id::FelixConfig(node), "SCOPE") => {
            if node.is_some() { "node" } else { "global" }.to_owned()
        }
        (id, "NAME" | "CIDR") => id.name(),
        _ => return None,
    })
}

/// What the object says.
fn of_resource(resource: &Resource, title: &str) -> String {
    fn joined<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
        let text = items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(",");
        if text.is_empty() { "-".to_owned() } else { text }
    }
    match (resource, title) {
        (Resource::Node(node), _) => {
            let bgp = node.bgp.unwrap_or_default();
            match title {
                "ASN" => joined(bgp.as_number),
                "IPV4" => joined(bgp.v4),
                _ => joined(bgp.v6),
            }
        }
        (Resource::IpPool(pool), "NAT") => pool.nat_outgoing.to_string(),
        (Resource::IpPool(pool), "IPIP") => pool.ipip.to_string(),
        (Resource::IpPool(pool), _) => pool.disabled.to_string(),
        (Resource::BgpPeer(peer), _) => peer.as_number.to_string(),
        (Resource::FelixConfig(config), _) => config.settings.len().to_string(),
        (Resource::BgpConfig(config), "ASN") => joined(config.as_number),
        (Resource::BgpConfig(config), "MESH") => joined(config.mesh),
        (Resource::BgpConfig(config), "FILTERS") => joined(config.filters.keys().map(|(_, name)| name)),
        (Resource::BgpConfig(config), _) => joined(&config.log_level),
        (Resource::Profile(profile), "TAGS") => joined(&profile.tags),
        (Resource::Profile(profile), _) => joined(profile.labels.iter().map(|(key, value)| format!("{key}={value}"))),
        (Resource::Link(link), "GROUPS") => joined(&link.groups),
        (Resource::Link(link), "DIRECTION") => link.way.as_str().to_owned(),
        (Resource::Link(link), "ALLOW") => joined(link.services.iter().map(service_text)),
        (Resource::Link(link), "PEERS") => link.peers.to_string(),
        (Resource::Link(link), _) => joined(link.keep.iter().map(|kept| &kept.selection)),
        (Resource::Tier(tier), _) => tier.order.to_string(),
        (Resource::Policy(policy), "ORDER") => policy.order.to_string(),
        (Resource::Policy(policy), _) => policy.selector.clone().unwrap_or_default(),
        (Resource::HostEndpoint(endpoint), "INTERFACE") => joined(&endpoint.interface),
        (Resource::HostEndpoint(endpoint), "IPS") => joined(&endpoint.ips),
        (Resource::HostEndpoint(endpoint), _) => joined(&endpoint.profiles),
        (Resource::WorkloadEndpoint(endpoint), "NETWORKS") => joined(&endpoint.nets),
        (Resource::WorkloadEndpoint(endpoint), "NATS") => {
            joined(endpoint.nats.iter().map(|(internal, external)| format!("{internal}<>{external}")))
        }
        (Resource::WorkloadEndpoint(endpoint), "INTERFACE") => endpoint.interface.clone(),
        (Resource::WorkloadEndpoint(endpoint), _) => joined(&endpoint.profiles),
    }
}
