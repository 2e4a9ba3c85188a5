//! `calicross policy show`

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value};

use super::effect::FaultDoc;
use super::list::no_tier;
use crate::commands::effective;
use crate::commands::malformed::unreadable;
use crate::commands::rule::Holder;
use crate::commands::rule::list::write_rules;
use crate::error::CommandError;
use crate::inventory::policies::FoundPolicy;
use crate::inventory::tiers::{self, Tier};
use crate::model::check;
use crate::model::key::{Key, escape};
use crate::model::policy::Policy;
use crate::model::profile::Direction;
use crate::reach::View;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::traffic::unused::Unused;

/// How many of the endpoints that it selects are shown by name.
const SHOWN: usize = 5;

/// Arguments of `policy show`.
#[derive(Args, Debug)]
pub struct PolicyShowArgs {
    /// The policy: TIER/NAME, or its name where one tier has it; without it, all are listed
    pub(super) name: Option<String>,
}

/// A policy; a member is `null` where it is missing or the value cannot be read.
#[derive(Serialize)]
struct PolicyDoc<'a> {
    name: String,
    tier: &'a str,
    policy: &'a str,
    order: Option<&'a Value>,
    selector: Option<&'a Value>,
    inbound_rules: Option<&'a [Value]>,
    outbound_rules: Option<&'a [Value]>,
    other: Map<String, Value>,
    problems: Vec<FaultDoc>,
    readers: Vec<String>,
    malformed: Option<String>,
    /// The endpoints that it selects.
    endpoints: Vec<String>,
    /// Rules of it that never decide anything.
    unused: Vec<Unused>,
}

impl ReadCommand for PolicyShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let settings = effective::settings(session)?;
        let snapshot = session.read(&View::scopes())?;
        let found = tiers::find_policy(self.name.as_deref().unwrap_or_default(), &snapshot)?;
        let tier = tiers::named(&snapshot, &found.tier).ok_or_else(|| no_tier(&found.tier))?;
        let name = found.full_name();
        let of_it = |policy: &Option<String>| policy.as_ref().is_none_or(|policy| *policy == name);
        let faults = tiers::faults(&tier).into_iter().filter(|fault| of_it(&fault.policy));
        let policy = found.policy.as_ref().ok();
        let value = snapshot.get(&found.path).map(|entry| entry.value.as_slice()).unwrap_or_default();
        let malformed = found.fault();
        let view = View::read(&snapshot, &settings);
        let keys = BTreeSet::from([found.path.clone()]);
        let selected = effective::members(&settings, &|generation| view.selected_by(&found.path, generation));
        let named = selected.into_iter().filter_map(|id| view.endpoint(id)).map(|endpoint| member_name(endpoint.path()));
        let doc = PolicyDoc {
            tier: &found.tier,
            policy: &found.name,
            order: policy.and_then(|policy| policy.object().get("order")),
            selector: policy.and_then(|policy| policy.object().get("selector")),
            inbound_rules: policy.map(|policy| policy.rules().values(Direction::Inbound)),
            outbound_rules: policy.map(|policy| policy.rules().values(Direction::Outbound)),
            other: policy.map(others).unwrap_or_default(),
            problems: faults.map(FaultDoc::from).collect(),
            readers: check::problems(&found.path, value).iter().map(ToString::to_string).collect(),
            malformed: malformed.as_ref().map(ToString::to_string),
            endpoints: named.collect(),
            unused: effective::unused(&view, &snapshot, &|object| effective::has_key(object, &keys)),
            name,
        };
        session.ui.object("calicross/policy/1", &doc, &mut |out| write_policy(out, &found, &tier, &doc))?;
        unreadable(&malformed.map(|why| (Key::parse(&found.path), why)).into_iter().collect::<Vec<_>>())?;
        Ok(Outcome::Yes)
    }
}

/// An endpoint as commands take it.
fn member_name(path: &str) -> String {
    match Key::parse(path) {
        Key::WorkloadEndpoint(id) => id.name(),
        Key::HostEndpoint { host, id } => format!("{host}/{}", escape(&id)),
        _ => path.to_owned(),
    }
}

/// What a policy holds beside what has a line of its own.
fn others(policy: &Policy) -> Map<String, Value> {
    let shown = ["order", "selector", Direction::Inbound.member(), Direction::Outbound.member()];
    let others = policy.object().iter().filter(|(member, _)| !shown.contains(&member.as_str()));
    others.map(|(member, value)| (member.clone(), value.clone())).collect()
}

/// How many endpoints, and the first of them.
fn selects(endpoints: &[String]) -> String {
    let more = match endpoints.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match endpoints.len() {
        0 => "no endpoint".to_owned(),
        1 => format!("1 endpoint: {}", printable(&endpoints.join(", "))),
        count => {
            let shown = endpoints.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
            format!("{count} endpoints: {}{more}", printable(&shown))
        }
    }
}

fn write_policy(out: &mut dyn Write, found: &FoundPolicy, tier: &Tier, doc: &PolicyDoc<'_>) -> io::Result<()> {
    let order = match &tier.metadata {
        Some(Ok(order)) => format!("order {order}"),
        _ => format!("metadata {}", tier.state()),
    };
    writeln!(out, "Policy:   {}", printable(&found.name))?;
    writeln!(out, "Tier:     {} ({order})", printable(&found.tier))?;
    let text = |value: Option<&Value>, absent: &str| match value {
        None => absent.to_owned(),
        Some(Value::String(text)) => printable(text).into_owned(),
        Some(other) => printable(&other.to_string()).into_owned(),
    };
    if found.policy.is_ok() {
        writeln!(out, "Order:    {}", text(doc.order, "default"))?;
        let selector = match doc.selector {
            Some(Value::String(all)) if all.trim().is_empty() => "all()".to_owned(),
            selector => text(selector, "missing"),
        };
        writeln!(out, "Selector: {selector}")?;
        for (member, value) in &doc.other {
            writeln!(out, "{}: {}", printable(member), printable(&value.to_string()))?;
        }
    }
    let holder = Holder::Policy { tier: found.tier.clone(), name: found.name.clone() };
    write_rules(out, &holder, &Some(found.policy.clone().map(Policy::into_rules)))?;
    writeln!(out, "Selects:  {}", selects(&doc.endpoints))?;
    effective::write_unused(out, &doc.unused, true)?;
    for line in doc.problems.iter().map(|problem| &problem.text).chain(&doc.readers) {
        writeln!(out, "Beware:   {}", printable(line))?;
    }
    Ok(())
}
