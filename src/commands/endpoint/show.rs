//! `calicross endpoint show`

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::list::{EndpointListArgs, ListOptions};
use super::row::{EndpointRow, address};
use crate::commands::malformed::unreadable;
use crate::error::CommandError;
use crate::inventory;
use crate::inventory::endpoints::{Reports, WorkloadEndpoint, effective_labels};
use crate::inventory::profiles::{self, Fault};
use crate::model::check;
use crate::model::endpoint::Endpoint;
use crate::model::json::{self, Style};
use crate::model::key::Key;
use crate::model::openstack;
use crate::render::{Format, printable};
use crate::session::{Action, Outcome, ReadCommand, Session};
use crate::store::Scope;

/// Arguments of `endpoint show`.
#[derive(Args, Debug)]
pub struct EndpointShowArgs {
    /// The endpoint, or a workload for all of its endpoints; without it, all are listed
    #[arg(value_name = "ENDPOINT")]
    word: Option<String>,

    #[command(flatten)]
    options: ListOptions,
}

impl EndpointShowArgs {
    /// Without a name it is a list.
    pub(super) fn into_action(self) -> Action {
        match self.word {
            None => Action::Read(Box::new(EndpointListArgs { words: Vec::new(), options: self.options })),
            Some(_) => Action::Read(Box::new(self)),
        }
    }
}

/// What is known of one endpoint: what a list has, and what its profiles and a close look add.
#[derive(Serialize)]
struct Details<'s> {
    #[serde(flatten)]
    row: EndpointRow<'s>,
    /// The labels that its profiles give it.
    inherited_labels: BTreeMap<String, String>,
    faults: Vec<FaultDoc>,
    problems: Vec<String>,
}

/// A profile that shuts the endpoint at its place.
#[derive(Serialize)]
struct FaultDoc {
    profile: String,
    why: String,
}

#[derive(Serialize)]
struct EndpointsDoc<'a> {
    endpoints: &'a [Details<'a>],
}

impl ReadCommand for EndpointShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let words = self.word.as_slice();
        let (names, _) = inventory::names(&session.read(&[inventory::scope_of_names()])?);
        let filters = &self.options.filters;
        let hosts = session.read(&filters.scopes(words))?;
        let found = filters.find(words, &hosts, &names, false)?;

        let status = |id: &_| Scope::key(Key::WorkloadStatus(Clone::clone(id)).path());
        let reports = session.read(&found.iter().map(|found| status(&found.id)).collect::<Vec<_>>())?;
        let mut reports = Reports::of(reports.into_entries());
        let row = |found: WorkloadEndpoint<'_>| {
            let status = reports.report(&found.entry.path).cloned();
            EndpointRow::new(found.id, found.entry.value.clone(), &names, status)
        };
        let rows: Vec<_> = found.into_iter().map(row).collect();
        let listed = rows.iter().filter_map(|row| row.glance.as_ref().ok()).flat_map(|glance| &glance.profiles);
        let profiles = profiles::all(&session.read(&profiles::scopes(listed.map(AsRef::as_ref)))?);
        let details: Vec<Details<'_>> = rows
            .into_iter()
            .map(|row| {
                let listed = row.glance.as_ref().map(|glance| glance.profiles.clone()).unwrap_or_default();
                let faults = listed.iter().filter_map(|name| {
                    let why = Fault::of(profiles.get(name.as_ref()))?.to_string();
                    Some(FaultDoc { profile: name.to_string(), why })
                });
                let value = Endpoint::parse(&row.value).ok();
                let mut labels = value.as_ref().map(|value| effective_labels(value, &profiles)).unwrap_or_default();
                if let Some(Ok(own)) = value.as_ref().map(Endpoint::labels) {
                    labels.retain(|key, _| own.get(key).is_none());
                }
                let problems = check::problems(&row.key().path(), &row.value);
                Details {
                    faults: faults.collect(),
                    inherited_labels: labels,
                    problems: problems.iter().map(ToString::to_string).collect(),
                    row,
                }
            })
            .collect();

        if session.ui.format() == Format::Name && !session.ui.is_structured() {
            details.iter().try_for_each(|details| session.ui.line(&details.row.id.name()))?;
        } else {
            session.ui.object("calicross/endpoint/1", &EndpointsDoc { endpoints: &details }, &mut |out| {
                write_all(out, &details)
            })?;
        }
        let malformed: Vec<_> = details
            .iter()
            .filter_map(|details| {
                let why = details.row.glance.as_ref().err()?.clone();
                Some((details.row.key(), why))
            })
            .collect();
        unreadable(&malformed)?;
        Ok(Outcome::Yes)
    }
}

fn write_all(out: &mut dyn Write, endpoints: &[Details<'_>]) -> io::Result<()> {
    for (at, details) in endpoints.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_one(out, details)?;
    }
    Ok(())
}

/// Writes a line of what there is; nothing where there is nothing.
fn line(out: &mut dyn Write, title: &str, text: &str) -> io::Result<()> {
    if text.is_empty() { Ok(()) } else { writeln!(out, "{:<12}{}", format!("{title}:"), printable(text)) }
}

fn write_one(out: &mut dyn Write, details: &Details<'_>) -> io::Result<()> {
    let row = &details.row;
    let id = &row.id;
    let named = |name: Option<&str>, id: &str| name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"));
    line(out, "Endpoint", &row.id.name())?;
    line(out, "Host", &id.host)?;
    match row.pod() {
        Some(pod) => line(out, "Pod", &pod)?,
        None if openstack::is_port(id) => {
            line(out, "VM", &named(row.server, &id.workload))?;
            line(out, "Port", &named(row.port, &id.endpoint))?;
        }
        None => line(out, "Workload", &format!("{} of {}", id.workload, id.orchestrator))?,
    }
    match Endpoint::parse(&row.value) {
        Ok(value) => write_value(out, details, &value)?,
        Err(why) => line(out, "Value", &format!("malformed: {why}"))?,
    }
    details.problems.iter().try_for_each(|problem| line(out, "Problem", problem))
}

fn write_value(out: &mut dyn Write, details: &Details<'_>, value: &Endpoint) -> io::Result<()> {
    let malformed = |why: &json::Malformed| format!("malformed: {why}");
    line(out, "Interface", value.name().unwrap_or("-"))?;
    line(out, "MAC", value.mac().unwrap_or("-"))?;
    line(out, "State", value.state().unwrap_or("-"))?;
    let status = match &details.row.status {
        None => "reports nothing of it".to_owned(),
        Some(Ok(status)) => status.to_string(),
        Some(Err(why)) => malformed(why),
    };
    line(out, "Felix", &status)?;
    let addresses = match value.nets() {
        Ok(nets) if nets.is_empty() => "-".to_owned(),
        Ok(nets) => nets.iter().map(address).collect::<Vec<_>>().join(", "),
        Err(why) => malformed(&why),
    };
    line(out, "Addresses", &addresses)?;
    line(out, "Gateways", &value.gateways().join(", "))?;
    let floating = value.floating();
    let pairs: Vec<_> = floating.iter().map(|pair| format!("{} -> {}", pair.external, pair.internal)).collect();
    line(out, "Floating", &pairs.join(", "))?;
    let pair = |(key, value): (&str, &str)| format!("{key}={value}");
    let labels = match value.labels() {
        Ok(labels) => labels.iter().map(pair).collect::<Vec<_>>().join(", "),
        Err(why) => malformed(&why),
    };
    line(out, "Labels", &labels)?;
    let inherited = details.inherited_labels.iter().map(|(key, value)| pair((key, value)));
    line(out, "Inherited", &inherited.collect::<Vec<_>>().join(", "))?;
    match value.profile_ids() {
        Err(why) => line(out, "Profiles", &malformed(&why))?,
        Ok(listed) if listed.is_empty() => line(out, "Profiles", "none: all its traffic is dropped, both ways")?,
        Ok(listed) => {
            writeln!(out, "Profiles:")?;
            for (at, name) in listed.iter().enumerate() {
                let fault = details.faults.iter().find(|fault| fault.profile == *name);
                let fault = fault.map(|fault| format!("  {}: all that reaches it is dropped", fault.why));
                writeln!(out, "{:4} {}{}", at + 1, printable(name), printable(&fault.unwrap_or_default()))?;
            }
        }
    }
    let mut others = value.others().peekable();
    if others.peek().is_some() {
        writeln!(out, "Not Felix's:")?;
        for (name, value) in others {
            writeln!(out, "     {}: {}", printable(name), printable(&json::to_text(value, Style::Spaced)))?;
        }
    }
    Ok(())
}
