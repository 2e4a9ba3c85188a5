//! `calicross endpoint list`

use std::collections::BTreeMap;

use clap::Args;
use wildmatch::WildMatch;

use super::choice::Filters;
use super::row::EndpointRow;
use crate::commands::malformed::unreadable;
use crate::error::CommandError;
use crate::inventory::endpoints::{Reports, WorkloadEndpoint, effective_labels};
use crate::inventory::{self, profiles};
use crate::model::endpoint::may_name;
use crate::model::json::Malformed;
use crate::model::key::{Key, STATUS};
use crate::model::openstack::{Names, is_taken_for_port};
use crate::model::profile::Profile;
use crate::model::selector::{BadSelector, Selector};
use crate::render::Format;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Entry;

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

/// Makes rows of entries, and remembers what is said of them once they are shown.
struct Lister<'a> {
    sieve: Sieve<'a>,
    names: &'a Names,
    reports: Option<Reports>,
    listed: usize,
    malformed: Vec<(Key, Malformed)>,
    /// How many networking-calico takes for its own, and the first of them.
    doomed: usize,
    first_doomed: String,
}

impl<'a> Lister<'a> {
    /// Returns the row of an entry; `None` for what is not listed.
    fn row(&mut self, entry: Entry) -> Option<EndpointRow<'a>> {
        let found = WorkloadEndpoint::of(&entry)?;
        match self.sieve.keeps(&found) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(why) => {
                self.malformed.push((Key::WorkloadEndpoint(found.id), why));
                return None;
            }
        }
        let id = found.id;
        let status = self.reports.as_mut().and_then(|reports| reports.report(&entry.path).cloned());
        if let Some(Err(why)) = &status {
            self.malformed.push((Key::WorkloadStatus(id.clone()), why.clone()));
        }
        if is_taken_for_port(&id) {
            if self.doomed == 0 {
                self.first_doomed = id.name();
            }
            self.doomed += 1;
        }
        self.listed += 1;
        let row = EndpointRow::new(id, entry.value, self.names, status);
        if let Err(why) = &row.glance {
            self.malformed.push((row.key(), why.clone()));
        }
        Some(row)
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
        let profiles = match self.options.selector {
            Some(_) => profiles::all(&session.read(&[profiles::scope_of_all()])?),
            None => BTreeMap::new(),
        };
        let whole = session.ui.format() == Format::Wide || session.ui.is_structured();
        // A filter may name the column, whatever is shown.
        let reports = match whole || session.ui.selects() {
            true => Some(session.read_along(STATUS, |_, entries| Ok(Reports::of(entries)))?),
            false => None,
        };
        let mut lister = Lister {
            sieve: Sieve::new(&self.options, &profiles),
            names: &names,
            reports,
            listed: 0,
            malformed: Vec::new(),
            doomed: 0,
            first_doomed: String::new(),
        };
        let filters = &self.options.filters;
        if self.words.is_empty() {
            session.read_along(&filters.directory(), |ui, entries| {
                ui.list(entries.filter_map(|entry| lister.row(entry)))
            })?;
        } else {
            let hosts = session.read(&filters.scopes(&self.words))?;
            let found = filters.find(&self.words, &hosts, &names, false)?;
            session.ui.list(found.into_iter().filter_map(|found| lister.row(found.entry.clone())))?;
        }

        if lister.listed == 0 {
            session.ui.status("no endpoints");
        }
        if whole && lister.doomed > 0 {
            session.ui.warn(&doomed(lister.doomed, &lister.first_doomed));
        }
        let unnamed = unnamed.into_iter().map(|(path, why)| (Key::parse(&path), why));
        let malformed: Vec<_> = lister.malformed.into_iter().chain(unnamed).collect();
        for (key, why) in malformed.iter().skip(1) {
            session.ui.warn(&format!("malformed value at {}: {why}", key.path()));
        }
        unreadable(&malformed)?;
        Ok(Outcome::Yes)
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
