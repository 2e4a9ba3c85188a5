//! `calicross tier show`

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::list::malformed;
use crate::commands::malformed::unreadable;
use crate::commands::policy::effect::FaultDoc;
use crate::commands::policy::list::{malformed as malformed_policies, no_tier};
use crate::error::CommandError;
use crate::inventory::policies;
use crate::inventory::tiers::{self, Tier};
use crate::model::policy::Order;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `tier show`.
#[derive(Args, Debug)]
pub struct TierShowArgs {
    /// Name of the tier; without it, all are listed
    pub(super) name: Option<String>,
}

/// A tier.
#[derive(Serialize)]
struct TierDoc<'a> {
    name: &'a str,
    order: Option<f64>,
    metadata: &'static str,
    policies: Vec<PolicyDoc>,
    problems: Vec<FaultDoc>,
}

/// A policy of it.
#[derive(Serialize)]
struct PolicyDoc {
    name: String,
    order: Option<f64>,
    selector: Option<String>,
    malformed: Option<String>,
}

impl ReadCommand for TierShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let name = self.name.as_deref().unwrap_or_default();
        let snapshot = session.read(&[policies::scope_of_all()])?;
        let tier = tiers::named(&snapshot, name).ok_or_else(|| no_tier(name))?;
        let number = |order: Order| match order {
            Order::At(order) => Some(order),
            Order::Last => None,
        };
        let order = tier.metadata.as_ref().and_then(|metadata| metadata.as_ref().ok());
        let policy = |found: &policies::FoundPolicy| PolicyDoc {
            name: found.full_name(),
            order: number(found.order()),
            selector: found
                .policy
                .as_ref()
                .ok()
                .and_then(|policy| policy.selector().ok())
                .map(|found| found.to_string()),
            malformed: found.fault().map(|why| why.to_string()),
        };
        let doc = TierDoc {
            name,
            order: order.and_then(|order| number(*order)),
            metadata: tier.state(),
            policies: tier.policies.iter().map(policy).collect(),
            problems: tiers::faults(&tier).into_iter().map(FaultDoc::from).collect(),
        };
        session.ui.object("calicross/tier/1", &doc, &mut |out| write_tier(out, &tier, &doc))?;
        let found: Vec<_> = malformed(&tier).into_iter().chain(malformed_policies(&tier)).collect();
        unreadable(&found)?;
        Ok(Outcome::Yes)
    }
}

fn write_tier(out: &mut dyn Write, tier: &Tier, doc: &TierDoc<'_>) -> io::Result<()> {
    writeln!(out, "Tier:     {}", printable(&tier.name))?;
    match &tier.metadata {
        Some(Ok(order)) => writeln!(out, "Order:    {order}")?,
        _ => writeln!(out, "Metadata: {}: Felix 1.4 ignores the policies of the tier", tier.state())?,
    }
    writeln!(out, "Policies:{}", if tier.policies.is_empty() { " -" } else { "" })?;
    for (found, policy) in tier.policies.iter().zip(&doc.policies) {
        let what = match (&policy.malformed, &policy.selector) {
            (Some(why), _) => format!("malformed: {why}"),
            (None, selector) => selector.clone().unwrap_or_default(),
        };
        writeln!(out, "{:>8} {}  {}", found.order().to_string(), printable(&found.name), printable(&what))?;
    }
    for problem in &doc.problems {
        writeln!(out, "Beware:   {}", printable(&problem.text))?;
    }
    Ok(())
}
