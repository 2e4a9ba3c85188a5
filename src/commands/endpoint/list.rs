//! `calicross endpoint list`

use std::collections::BTreeMap;

use clap::Args;
use wildmatch::WildMatch;

use super::choice::Filters;
use super::row::EndpointRow;
use crate::commands::malformed::unreadable;
use crate::error::CommandError;
use crate::inventory::endpoints::{self, Reports, WorkloadEndpoint, effective_labels, scope_of_reports};
use crate::inventory::{self, profiles};
use crate::model::endpoint::may_name;
use crate::model::json::Malformed;
use crate::model::key::Key;
use crate::model::openstack::Names;
use crate::model::profile::Profile;
use crate::model::selector::{BadSelector, Selector};
use crate::render::Format;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::{Scope, Snapshot};

/// Arguments of `endpoint list`.
#[derive(Args, Debug)]
pub struct EndpointListArgs {
    /// What to list; without it, every endpoint
    #[arg(value_name = "ENDPOINT")]
    pub(super) words: Vec<String>,

    #[command(flatten)]
    pub(super) options: ListOptions,
}

/// What narrows a list, and how much of it is shown.
#[derive(Args, Debug)]
pub(super) struct ListOptions {
    #[command(flatten)]
    pub(super) filters: Filters,

    /// Only endpoints that have this profile
    #[arg(long)]
    profile: Option<String>,

    /// Only those whose labels it selects, their own and those of their profiles
    #[arg(long, value_parser = parse_selector)]
    selector: Option<Selector>,

    /// Only pods of this namespace
    #[arg(long)]
    namespace: Option<String>,

    /// Show all columns, as -o wide
    #[arg(long)]
    pub(super) detailed: bool,
}

fn parse_selector(text: &str) -> Result<Selector, BadSelector> {
    Selector::parse(text)
}

/// Whether an endpoint is listed.
struct Sieve<'a> {
    options: &'a ListOptions,
    namespace: Option<WildMatch>,
    profiles: &'a BTreeMap<String, Profile>,
}

impl<'a> Sieve<'a> {
    fn new(options: &'a ListOptions, profiles: &'a BTreeMap<String, Profile>) -> Self {
        Self { options, namespace: options.namespace.as_deref().map(WildMatch::new), profiles }
    }

    /// Tells whether it is listed.
    ///
    /// # Errors
    /// Where its value decides, and cannot be read.
    fn keeps(&self, endpoint: &WorkloadEndpoint<'_>) -> Result<bool, Malformed> {
        if !self.options.filters.admit(&endpoint.id) {
            return Ok(false);
        }
        if let Some(wanted) = &self.namespace
            && !endpoint.pod().is_some_and(|(namespace, _)| wanted.matches(namespace))
        {
            return Ok(false);
        }
        if let Some(profile) = &self.options.profile
            && !(may_name(&endpoint.entry.value, profile)
                && endpoint.glance()?.profiles.iter().any(|found| found == profile))
        {
            return Ok(false);
        }
        if let Some(selector) = &self.options.selector {
            let value = endpoint.read()?;
            value.labels()?;
            value.profile_ids()?;
            let labels = effective_labels(&value, self.profiles);
            return Ok(selector.matches(&|key| labels.get(key).map(String::as_str)));
        }
        Ok(true)
    }
}

/// What is said of a list once it is shown.
#[derive(Default)]
struct Remarks {
    listed: usize,
    malformed: Vec<(Key, Malformed)>,
    /// How many networking-calico takes for its own, and the first of them.
    doomed: usize,
    first_doomed: String,
}

impl Remarks {
    fn note(&mut self, row: &EndpointRow<'_>) {
        self.listed += 1;
        if let Err(why) = &row.glance {
            self.malformed.push((Key::WorkloadEndpoint(row.found.id.clone()), why.clone()));
        }
        if let Some(Err(why)) = &row.status {
            self.malformed.push((Key::WorkloadStatus(row.found.id.clone()), why.clone()));
        }
        if row.found.is_deleted_by_openstack() {
            if self.doomed == 0 {
                self.first_doomed = row.found.name();
            }
            self.doomed += 1;
        }
    }
}

impl ReadCommand for EndpointListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        if self.options.detailed {
            session.ui.widen();
        }
        // Each a read of its own: together, on etcd v2, they would cost all that lies between them, and nothing here
        // depends on their being of one moment.
        let (names, unnamed) = inventory::names(&session.read(&[inventory::scope_of_names()])?);
        let hosts = session.read(&self.scopes())?;
        let profiles = match self.options.selector {
            Some(_) => profiles::all(&session.read(&[profiles::scope_of_all()])?),
            None => BTreeMap::new(),
        };
        let whole = session.ui.format() == Format::Wide || session.ui.is_structured();
        // A filter may name the column, whatever is shown.
        let reports = match whole || session.ui.selects() {
            true => Some(session.read(&[scope_of_reports()])?),
            false => None,
        };
        let mut reports = reports.as_ref().map(Reports::of);

        let found = self.found(&hosts, &names)?;
        let sieve = Sieve::new(&self.options, &profiles);
        let mut remarks = Remarks::default();
        let mut unread = Vec::new();
        let kept = found.filter(|endpoint| {
            sieve.keeps(endpoint).unwrap_or_else(|why| {
                unread.push((Key::WorkloadEndpoint(endpoint.id.clone()), why));
                false
            })
        });
        let rows = kept.map(|found| EndpointRow::new(found, &names, reports.as_mut())).inspect(|row| remarks.note(row));
        session.ui.list(rows)?;

        if remarks.listed == 0 {
            session.ui.status("no endpoints");
        }
        if whole && remarks.doomed > 0 {
            session.ui.warn(&doomed(remarks.doomed, &remarks.first_doomed));
        }
        let unnamed = unnamed.into_iter().map(|(path, why)| (Key::parse(&path), why));
        let malformed: Vec<_> = remarks.malformed.into_iter().chain(unread).chain(unnamed).collect();
        for (key, why) in malformed.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {}: {why}", key.path()));
        }
        unreadable(&malformed)?;
        Ok(Outcome::Yes)
    }
}

impl EndpointListArgs {
    fn scopes(&self) -> Vec<Scope> {
        let filters = &self.options.filters;
        if self.words.is_empty() { vec![filters.scope()] } else { filters.scopes(&self.words) }
    }

    fn found<'s>(
        &self,
        hosts: &'s Snapshot,
        names: &Names,
    ) -> Result<Box<dyn Iterator<Item = WorkloadEndpoint<'s>> + 's>, CommandError> {
        if self.words.is_empty() {
            return Ok(Box::new(endpoints::all(hosts)));
        }
        Ok(Box::new(self.options.filters.find(&self.words, hosts, names, false)?.into_iter()))
    }
}

/// Says what networking-calico does to endpoints that it takes for its own.
pub(super) fn doomed(count: usize, first: &str) -> String {
    let (which, have) = match count {
        1 => (first.to_owned(), "has"),
        _ => (format!("{count} endpoints, first {first},"), "have"),
    };
    format!(
        "{which} {have} 'openstack' before /endpoint/: networking-calico takes the endpoint for one of its own and deletes it at \
         each resync, once a minute"
    )
}
