//! `calicross node show`

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::list::{NodeRow, stops_confd};
use crate::error::CommandError;
use crate::inventory::nodes;
use crate::ipam::IpamError;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `node show`.
#[derive(Args, Debug)]
pub struct NodeShowArgs {
    /// Name of the host; without it, all are listed
    pub(super) host: Option<String>,
}

/// A host.
#[derive(Serialize)]
struct NodeDoc {
    #[serde(flatten)]
    node: NodeRow,
    workloads: Vec<String>,
    host_endpoint_ids: Vec<String>,
}

impl ReadCommand for NodeShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let host = self.host.as_deref().unwrap_or_default();
        let snapshot = session.read(&nodes::scopes_of_all())?;
        let all = nodes::all(&snapshot);
        let Some(node) = all.get(host) else { return Err(IpamError::NoNode { host: host.to_owned() }.into()) };
        let doc = NodeDoc {
            node: NodeRow::of(host, node, &all),
            workloads: node.endpoints.iter().map(|endpoint| endpoint.name()).collect(),
            host_endpoint_ids: node.host_endpoints.clone(),
        };
        session.ui.object("calicross/node/1", &doc, &mut |out| write_node(out, &doc))?;
        if doc.node.stops_confd {
            session.ui.warn(&stops_confd(host));
        }
        Ok(Outcome::Yes)
    }
}

fn write_node(out: &mut dyn Write, doc: &NodeDoc) -> io::Result<()> {
    let NodeDoc { node, workloads, host_endpoint_ids } = doc;
    let mut fact = |title: &str, text: &str| writeln!(out, "{:<15} {}", format!("{title}:"), printable(text));
    let list = |list: &[String]| if list.is_empty() { "-".to_owned() } else { list.join(", ") };
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    fact("Node", &node.name)?;
    fact("Known to", &node.known.join(", "))?;
    if !node.alike.is_empty() {
        fact("Perhaps also", &list(&node.alike))?;
    }
    let reported = node.reported.as_ref().map(|time| format!(", reported last at {time}")).unwrap_or_default();
    fact("Felix", &format!("{}{reported}", node.felix))?;
    fact("Address", &or_dash(&node.felix_ipv4))?;
    fact("Tunnel", &or_dash(&node.tunnel))?;
    fact(
        "BGP",
        &format!("IPv4 {}, IPv6 {}, AS {}", or_dash(&node.bgp_ipv4), or_dash(&node.bgp_ipv6), or_dash(&node.as_number)),
    )?;
    fact("BGP peers", &list(&node.peers))?;
    fact("Blocks", &list(&node.blocks))?;
    fact("Host endpoints", &list(host_endpoint_ids))?;
    fact("Endpoints", &format!("{}, {} of them OpenStack's", node.endpoints, node.openstack_endpoints))?;
    workloads.iter().try_for_each(|workload| writeln!(out, "  {}", printable(workload)))
}
