//! `calicross policy list`

use std::borrow::Cow;
use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use crate::commands::malformed::unreadable;
use crate::error::{CommandError, ErrorKind};
use crate::inventory::policies::{self, FoundPolicy};
use crate::inventory::tiers::{self, Tier};
use crate::model::json::Malformed;
use crate::model::key::Key;
use crate::model::profile::Direction;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `policy list`.
#[derive(Args, Debug)]
pub struct PolicyListArgs {
    /// Only the policies of this tier
    #[arg(long, value_name = "TIER")]
    pub(super) tier: Option<String>,
}

/// A policy in the list.
#[derive(Serialize)]
struct PolicyRow {
    name: String,
    tier: String,
    policy: String,
    order: Option<Value>,
    selector: Option<String>,
    inbound_rules: Option<usize>,
    outbound_rules: Option<usize>,
    health: Vec<&'static str>,
}

impl PolicyRow {
    fn of(found: &FoundPolicy, mut health: Vec<&'static str>) -> Self {
        let policy = found.policy.as_ref().ok();
        let count = |direction| policy.map(|policy| policy.rules().values(direction).len());
        if found.fault().is_some() {
            health.insert(0, "malformed");
        }
        Self {
            name: found.full_name(),
            tier: found.tier.clone(),
            policy: found.name.clone(),
            order: policy.and_then(|policy| policy.object().get("order").cloned()),
            selector: policy
                .and_then(|policy| policy.object().get("selector").and_then(Value::as_str))
                .map(str::to_owned),
            inbound_rules: count(Direction::Inbound),
            outbound_rules: count(Direction::Outbound),
            health,
        }
    }
}

impl Row for PolicyRow {
    const SCHEMA: &'static str = "calicross/policy-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("TIER"),
        Column::new("ORDER").right(),
        Column::new("NAME"),
        Column::new("INBOUND").right(),
        Column::new("OUTBOUND").right(),
        Column::new("HEALTH"),
        // Selectors may be long, and only what is last is not padded.
        Column::new("SELECTOR"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let count = |count: Option<usize>| count.map_or("-".into(), |count| Cow::Owned(count.to_string()));
        match column {
            0 => self.tier.as_str().into(),
            1 => match &self.order {
                None | Some(Value::Null) => "default".into(),
                Some(Value::String(text)) => text.as_str().into(),
                Some(order) => order.to_string().into(),
            },
            2 => self.policy.as_str().into(),
            3 => count(self.inbound_rules),
            4 => count(self.outbound_rules),
            5 if self.health.is_empty() => "ok".into(),
            5 => self.health.join(",").into(),
            _ => match self.selector.as_deref() {
                None => "-".into(),
                Some("") => "all()".into(),
                Some(selector) => selector.into(),
            },
        }
    }
}

impl ReadCommand for PolicyListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&[policies::scope_of_all()])?;
        let mut tiers = tiers::all(&snapshot);
        if let Some(name) = &self.tier {
            tiers.retain(|tier| tier.name == *name);
            if tiers.is_empty() {
                return Err(no_tier(name));
            }
        }
        let rows: Vec<PolicyRow> = tiers.iter().flat_map(rows).collect();
        if rows.is_empty() {
            session.ui.status("no policies");
        }
        session.ui.list(rows)?;
        let malformed: Vec<(Key, Malformed)> = tiers.iter().flat_map(malformed).collect();
        for (key, why) in malformed.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {}: {why}", key.path()));
        }
        unreadable(&malformed)?;
        Ok(Outcome::Yes)
    }
}

fn rows(tier: &Tier) -> Vec<PolicyRow> {
    let (mut of_tier, mut of_policies) = (Vec::new(), BTreeMap::<String, Vec<&'static str>>::new());
    for fault in tiers::faults(tier) {
        match fault.policy {
            None => of_tier.push(fault.kind.word()),
            Some(policy) => of_policies.entry(policy).or_default().push(fault.kind.word()),
        }
    }
    let row = |found: &FoundPolicy| {
        let own = of_policies.get(&found.full_name()).into_iter().flatten();
        PolicyRow::of(found, of_tier.iter().chain(own).copied().collect())
    };
    tier.policies.iter().map(row).collect()
}

/// The keys of a tier's policies that Felix goes on without, with the reason.
pub(in crate::commands) fn malformed(tier: &Tier) -> Vec<(Key, Malformed)> {
    tier.policies.iter().filter_map(|found| Some((Key::parse(&found.path), found.fault()?))).collect()
}

/// The error where there is no such tier.
pub(in crate::commands) fn no_tier(name: &str) -> CommandError {
    CommandError::new(ErrorKind::NotFound, format!("tier {name} does not exist"))
        .object(format!("tier {name}"))
        .key(tiers::metadata_path(name))
        .hint("`calicross tier list` shows those that do")
}
