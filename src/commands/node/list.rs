//! `calicross node list`

use std::borrow::Cow;
use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;

use crate::error::CommandError;
use crate::inventory::nodes::{self, Node, Place};
use crate::model::key::{BgpHost, Key};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `node list`.
#[derive(Args, Debug)]
pub struct NodeListArgs {}

/// A host. A member is `null` where no key tells.
#[derive(Serialize)]
pub(super) struct NodeRow {
    pub(super) name: String,
    /// Which directories of hosts know it: host, bgp, ipam, felix.
    pub(super) known: Vec<&'static str>,
    pub(super) endpoints: usize,
    pub(super) openstack_endpoints: usize,
    pub(super) host_endpoints: usize,
    /// alive, silent or none.
    pub(super) felix: &'static str,
    pub(super) reported: Option<String>,
    pub(super) bgp_ipv4: Option<String>,
    pub(super) bgp_ipv6: Option<String>,
    pub(super) as_number: Option<String>,
    pub(super) peers: Vec<String>,
    pub(super) felix_ipv4: Option<String>,
    pub(super) tunnel: Option<String>,
    pub(super) blocks: Vec<String>,
    pub(super) stops_confd: bool,
    pub(super) alike: Vec<String>,
}

impl NodeRow {
    pub(super) fn of(name: &str, node: &Node<'_>, all: &BTreeMap<String, Node<'_>>) -> Self {
        let setting = |setting| node.bgp.get(&setting).filter(|text| !text.is_empty()).cloned();
        let peer = |path: &str| match Key::parse(path) {
            Key::BgpHostPeer { ip, .. } => Some(ip),
            _ => None,
        };
        Self {
            name: name.to_owned(),
            known: node.places.iter().map(|place| place.word()).collect(),
            endpoints: node.endpoints.len(),
            openstack_endpoints: node.endpoints.iter().filter(|endpoint| endpoint.is_openstack()).count(),
            host_endpoints: node.host_endpoints.len(),
            felix: match (node.alive, node.places.contains(&Place::Felix)) {
                (true, _) => "alive",
                (false, true) => "silent",
                (false, false) => "none",
            },
            reported: node.reported.clone(),
            bgp_ipv4: setting(BgpHost::IpAddrV4),
            bgp_ipv6: setting(BgpHost::IpAddrV6),
            as_number: setting(BgpHost::AsNum),
            peers: node.peers.iter().filter_map(|entry| peer(&entry.path)).collect(),
            felix_ipv4: node.bird_ip.clone(),
            tunnel: node.tunnel.clone(),
            blocks: node.blocks.clone(),
            stops_confd: node.stops_confd(),
            alike: nodes::alike(name, all).map(str::to_owned).collect(),
        }
    }
}

impl Row for NodeRow {
    const SCHEMA: &'static str = "calicross/node-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("NAME"),
        Column::new("ENDPOINTS").right(),
        Column::new("VMS").right().wide(),
        Column::new("FELIX"),
        Column::new("REPORTED").wide(),
        Column::new("BGP-IPV4"),
        Column::new("BGP-IPV6").wide(),
        Column::new("AS"),
        Column::new("PEERS").right().wide(),
        Column::new("BLOCKS").right(),
        Column::new("KNOWN-TO"),
        // Names of hosts may be long, and only what is last is not padded.
        Column::new("PERHAPS-ALSO"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        fn or_dash(text: &Option<String>) -> Cow<'_, str> {
            text.as_deref().unwrap_or("-").into()
        }
        match column {
            0 => self.name.as_str().into(),
            1 => self.endpoints.to_string().into(),
            2 => self.openstack_endpoints.to_string().into(),
            3 => self.felix.into(),
            4 => or_dash(&self.reported),
            5 => or_dash(&self.bgp_ipv4),
            6 => or_dash(&self.bgp_ipv6),
            7 => or_dash(&self.as_number),
            8 => self.peers.len().to_string().into(),
            9 => self.blocks.len().to_string().into(),
            10 => self.known.join(",").into(),
            _ if self.alike.is_empty() => "-".into(),
            _ => self.alike.join(",").into(),
        }
    }
}

impl ReadCommand for NodeListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&nodes::scopes_of_all())?;
        let all = nodes::all(&snapshot);
        if all.is_empty() {
            session.ui.status("no nodes");
        }
        session.ui.list(all.iter().map(|(name, node)| NodeRow::of(name, node, &all)))?;
        for (name, _) in all.iter().filter(|(_, node)| node.stops_confd()) {
            session.ui.warn(&stops_confd(name));
        }
        Ok(Outcome::Yes)
    }
}

pub(super) fn stops_confd(name: &str) -> String {
    format!("{name} has not both of ip_addr_v4 and ip_addr_v6 for BIRD: confd renders no configuration, on any host")
}
