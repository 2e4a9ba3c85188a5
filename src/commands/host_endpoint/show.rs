//! `calicross host-endpoint show`

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value};

use super::effect;
use super::list::{HostEndpointRow, fault};
use crate::commands::malformed::unreadable;
use crate::error::CommandError;
use crate::inventory::{host_endpoints, policies, profiles};
use crate::model::key::Key;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `host-endpoint show`.
#[derive(Args, Debug)]
pub struct HostEndpointShowArgs {
    /// The host endpoint: HOST/ID, or its id where one host has it; without it, all are listed
    pub(super) name: Option<String>,
}

/// A host endpoint with what decides about it.
#[derive(Serialize)]
struct HostEndpointDoc {
    #[serde(flatten)]
    row: HostEndpointRow,
    policies: Vec<String>,
    other: Map<String, Value>,
}

/// Members that have a line of their own.
const SHOWN: [&str; 6] = ["name", "expected_ipv4_addrs", "expected_ipv6_addrs", "profile_ids", "profile_id", "labels"];

impl ReadCommand for HostEndpointShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let word = self.name.as_deref().unwrap_or_default();
        let snapshot =
            session.read(&[host_endpoints::scope(word), policies::scope_of_all(), profiles::scope_of_all()])?;
        let found = host_endpoints::find(word, &snapshot)?;
        let fault = fault(&found, &snapshot);
        let value = found.value.as_ref().ok();
        let others = value.map(|value| value.object().iter().filter(|(member, _)| !SHOWN.contains(&member.as_str())));
        let doc = HostEndpointDoc {
            row: HostEndpointRow::of(&found, fault.as_ref()),
            policies: value
                .map(|value| effect::policies(value, &snapshot, &profiles::all(&snapshot)))
                .unwrap_or_default(),
            other: others.into_iter().flatten().map(|(member, value)| (member.clone(), value.clone())).collect(),
        };
        session.ui.object("calicross/host-endpoint/1", &doc, &mut |out| write_endpoint(out, &doc))?;
        unreadable(&fault.map(|why| (Key::parse(&found.path), why)).into_iter().collect::<Vec<_>>())?;
        Ok(Outcome::Yes)
    }
}

fn write_endpoint(out: &mut dyn Write, doc: &HostEndpointDoc) -> io::Result<()> {
    let row = &doc.row;
    let list = |items: Option<&[String]>| match items {
        Some([]) => "-".to_owned(),
        Some(items) => printable(&items.join(", ")).into_owned(),
        None => "malformed".to_owned(),
    };
    writeln!(out, "Host:      {}", printable(&row.host))?;
    writeln!(out, "Id:        {}", printable(&row.id))?;
    writeln!(out, "Interface: {}", printable(row.interface.as_deref().unwrap_or("-")))?;
    writeln!(out, "Addresses: {}", list(row.expected_ips.as_deref()))?;
    writeln!(out, "Labels:    {}", list(row.shown_labels().as_deref()))?;
    writeln!(out, "Policies:  {}", list(Some(&doc.policies)))?;
    writeln!(out, "Profiles:  {}", list(row.profiles.as_deref()))?;
    for (member, value) in &doc.other {
        writeln!(out, "{}: {}", printable(member), printable(&value.to_string()))?;
    }
    Ok(())
}
