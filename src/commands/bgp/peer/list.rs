//! `calicross bgp peer list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::commands::bgp::load::{self, StoredPeer};
use crate::error::CommandError;
use crate::model::key::Family;
use crate::model::name::{self, Kind};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `bgp peer list`.
#[derive(Args, Debug)]
pub struct PeerListArgs {
    /// Those of this host alone
    #[arg(long, value_name = "HOST")]
    node: Option<String>,

    /// IPv4 peers alone
    #[arg(long, conflicts_with = "ipv6")]
    ipv4: bool,

    /// IPv6 peers alone
    #[arg(long)]
    ipv6: bool,
}

/// A peer in a list.
#[derive(Serialize)]
pub(crate) struct PeerRow {
    pub(crate) ip: String,
    /// `null` where it cannot be read.
    pub(crate) as_number: Option<u32>,
    pub(crate) family: u8,
    pub(crate) host: Option<String>,
    pub(crate) malformed: Option<String>,
}

impl PeerRow {
    pub(crate) fn of(stored: &StoredPeer<'_>) -> Self {
        let wrong = load::refused([stored.entry]).into_iter().next().map(|(_, why)| why);
        Self {
            ip: stored.ip.clone(),
            as_number: stored.peer.as_ref().ok().map(|peer| peer.as_number.0),
            family: stored.family.number(),
            host: stored.host.clone(),
            malformed: wrong,
        }
    }
}

impl Row for PeerRow {
    const SCHEMA: &'static str = "calicross/bgp-peer-list/1";
    const COLUMNS: &'static [Column] =
        &[Column::new("PEER"), Column::new("AS").right(), Column::new("STATE"), Column::new("WHERE")];

    fn name(&self) -> Cow<'_, str> {
        self.ip.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.ip.as_str().into(),
            1 => self.as_number.map_or("-".into(), |number| number.to_string().into()),
            2 => if self.malformed.is_some() { "malformed" } else { "ok" }.into(),
            _ => self.host.as_deref().unwrap_or("global").into(),
        }
    }
}

impl ReadCommand for PeerListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        if let Some(host) = &self.node {
            name::check(Kind::Host, host)?;
        }
        let snapshot = session.read(&[load::scope_of_all()])?;
        let listed = |stored: &StoredPeer<'_>| {
            (self.node.is_none() || stored.host == self.node)
                && !(self.ipv4 && stored.family != Family::V4)
                && !(self.ipv6 && stored.family != Family::V6)
        };
        let found: Vec<StoredPeer<'_>> = load::peers(&snapshot).filter(listed).collect();
        if found.is_empty() {
            session.ui.status("no BGP peers");
        }
        session.ui.list(found.iter().map(PeerRow::of))?;
        let wrong = load::refused(found.iter().map(|stored| stored.entry));
        for (key, why) in wrong.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {key}: {why}"));
        }
        load::unreadable(&wrong)?;
        Ok(Outcome::Yes)
    }
}
