//! `calicross tier list`

use std::borrow::Cow;

use clap::Args;
use serde::Serialize;

use crate::commands::malformed::unreadable;
use crate::error::CommandError;
use crate::inventory::policies::{self, FoundPolicy};
use crate::inventory::tiers::{self, Tier};
use crate::model::json::Malformed;
use crate::model::key::Key;
use crate::model::policy::Order;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `tier list`.
#[derive(Args, Debug)]
pub struct TierListArgs {}

/// A tier in the list.
#[derive(Serialize)]
struct TierRow {
    name: String,
    order: Option<f64>,
    metadata: &'static str,
    policies: Vec<String>,
    health: Vec<&'static str>,
    #[serde(skip)]
    shown_order: String,
}

impl TierRow {
    fn of(tier: &Tier) -> Self {
        let (order, shown_order) = match &tier.metadata {
            Some(Ok(Order::At(order))) => (Some(*order), order.to_string()),
            Some(Ok(Order::Last)) => (None, Order::Last.to_string()),
            _ => (None, "-".to_owned()),
        };
        let mut health: Vec<&str> = tiers::faults(tier).into_iter().map(|fault| fault.kind.word()).collect();
        if tier.policies.iter().any(|policy| policy.fault().is_some()) {
            health.push("malformed");
        }
        health.sort_unstable();
        health.dedup();
        let policies = tier.policies.iter().map(|policy: &FoundPolicy| policy.name.clone()).collect();
        Self { name: tier.name.clone(), order, metadata: tier.state(), policies, health, shown_order }
    }
}

impl Row for TierRow {
    const SCHEMA: &'static str = "calicross/tier-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("NAME"),
        Column::new("ORDER").right(),
        Column::new("POLICIES").right(),
        Column::new("METADATA"),
        Column::new("HEALTH"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.name.as_str().into(),
            1 => self.shown_order.as_str().into(),
            2 => self.policies.len().to_string().into(),
            3 => self.metadata.into(),
            _ if self.health.is_empty() => "ok".into(),
            _ => self.health.join(",").into(),
        }
    }
}

impl ReadCommand for TierListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[policies::scope_of_all()])?;
        let tiers = tiers::all(&snapshot);
        if tiers.is_empty() {
            session.ui.status("no tiers");
        }
        session.ui.list(tiers.iter().map(TierRow::of))?;
        let malformed: Vec<(Key, Malformed)> = tiers.iter().filter_map(malformed).collect();
        for (key, why) in malformed.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {}: {why}", key.path()));
        }
        unreadable(&malformed)?;
        Ok(Outcome::Yes)
    }
}

/// The key of a tier's metadata, where it cannot be read, with the reason.
pub(super) fn malformed(tier: &Tier) -> Option<(Key, Malformed)> {
    let why = tier.metadata.as_ref()?.as_ref().err()?;
    Some((Key::parse(&tier.path()), why.clone()))
}
