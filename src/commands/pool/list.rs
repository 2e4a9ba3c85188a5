//! `calicross pool list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::error::{CommandError, ErrorKind};
use crate::inventory::pools::{self, FoundPool};
use crate::model::key::Family;
use crate::model::pool::{Pool, Switch};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Which pools are listed.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Families {
    /// IPv4 pools only
    #[arg(long, conflicts_with = "ipv6")]
    ipv4: bool,

    /// IPv6 pools only
    #[arg(long)]
    ipv6: bool,
}

impl Families {
    fn hold(self, pool: &FoundPool<'_>) -> bool {
        let family = pool.cidr().map(|cidr| Family::of(&cidr.addr()));
        match (self.ipv4, self.ipv6) {
            (true, _) => family != Some(Family::V6),
            (_, true) => family != Some(Family::V4),
            _ => true,
        }
    }
}

/// Arguments of `pool list`.
#[derive(Args, Debug)]
pub struct PoolListArgs {
    #[command(flatten)]
    pub(super) families: Families,
}

/// A pool's own members, as readers take them; what cannot be read is as if it were missing.
#[derive(Serialize)]
pub(super) struct PoolRow {
    cidr: String,
    key: String,
    ipip: bool,
    ipip_mode: Option<String>,
    nat_outgoing: bool,
    ipam: bool,
    disabled: bool,
    malformed: Option<String>,
}

impl PoolRow {
    pub(super) fn of(pool: &FoundPool<'_>) -> Self {
        Self {
            cidr: pool.name(),
            key: pool.entry.path.clone(),
            ipip: pool.is(Switch::Ipip),
            ipip_mode: pool.pool.as_ref().ok().and_then(Pool::ipip_mode).map(str::to_owned),
            nat_outgoing: pool.is(Switch::NatOutgoing),
            ipam: pool.is(Switch::Ipam),
            disabled: pool.is(Switch::Disabled),
            malformed: pool.fault(),
        }
    }

    pub(super) fn cidr(&self) -> &str {
        &self.cidr
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The words of the switches that are not as by default.
    pub(super) fn options(&self) -> String {
        let words = [
            (self.ipip, "ipip"),
            (self.nat_outgoing, "nat-outgoing"),
            (!self.ipam, "no-ipam"),
            (self.disabled, "disabled"),
        ];
        let named: Vec<&str> = words.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
        if named.is_empty() { "-".to_owned() } else { named.join(",") }
    }
}

impl Row for PoolRow {
    const SCHEMA: &'static str = "calicross/pool-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("CIDR"),
        Column::new("OPTIONS"),
        Column::new("IPIP-MODE").wide(),
        Column::new("STATE"),
        Column::new("KEY").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.cidr.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.cidr.as_str().into(),
            1 => self.options().into(),
            2 => self.ipip_mode.as_deref().unwrap_or("-").into(),
            3 => if self.malformed.is_some() { "malformed" } else { "ok" }.into(),
            _ => self.key.as_str().into(),
        }
    }
}

impl ReadCommand for PoolListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[pools::scope_of_all()])?;
        let pools: Vec<FoundPool<'_>> =
            pools::all(&snapshot).into_iter().filter(|pool| self.families.hold(pool)).collect();
        if pools.is_empty() {
            session.ui.status("no pools");
        }
        session.ui.list(pools.iter().map(PoolRow::of))?;
        faults(session, &pools)?;
        Ok(Outcome::Yes)
    }
}

/// Names what some reader rejects.
///
/// # Errors
/// The first of them; the others are warned of.
pub(super) fn faults(session: &Session, pools: &[FoundPool<'_>]) -> Result<(), CommandError> {
    let mut faults = pools.iter().filter_map(|pool| Some((&pool.entry.path, pool.fault()?)));
    let Some((path, fault)) = faults.next() else { return Ok(()) };
    for (path, fault) in faults {
        session.ui.warn(&format!("malformed pool at {path}: {fault}"));
    }
    Err(CommandError::new(ErrorKind::BadData, format!("malformed pool at {path}: {fault}"))
        .key(path)
        .hint(format!("`calicross key get {path}` shows it")))
}
