//! `--wait`: after a change has landed, until Felix on the hosts concerned has reported again.

mod concern;

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::Session;
use crate::error::{CommandError, ErrorKind};
use crate::model::key::{HOSTS, Key, PROFILES, STATUS, TIERS, escape};
use crate::plan::Plan;
use crate::store::{Entry, Revision, Scope, Store, StoreError, Want};

use concern::{Concern, Standing};

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(500);
/// Of a host with more changed endpoints than these, all reports are read at once.
const FEW_ENDPOINTS: usize = 16;
/// Most hosts or endpoints that a line names.
const MOST_NAMED: usize = 5;

/// What was waited for, and what came of it: the result's `wait`.
#[derive(Debug, Default, Serialize)]
pub(super) struct Waited {
    /// Whether every host concerned has reported.
    pub(super) reported: bool,
    hosts: Vec<HostDoc>,
    /// Changed endpoints that Felix says are not up.
    endpoints: Vec<EndpointDoc>,
    /// Why it cannot be told.
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct HostDoc {
    host: String,
    state: HostState,
}

/// How it ended with a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum HostState {
    /// Its Felix has reported.
    Reported,
    /// It has not, in the time.
    Late,
    /// It never has, before the change either.
    Never,
    /// It is told not to.
    Off,
}

#[derive(Debug, Serialize)]
struct EndpointDoc {
    endpoint: String,
    status: String,
}

/// A wait that is going on.
struct Wait<'a> {
    session: &'a mut Session,
    since: Revision,
    time: Duration,
    deadline: Instant,
    states: BTreeMap<String, HostState>,
}

impl Session {
    /// Waits until Felix on the hosts that a plan concerns has reported since it landed, at most so long.
    ///
    /// The change is written, whatever comes: so nothing that goes wrong here is an error.
    pub(super) fn wait_for_felix(&mut self, plan: &Plan, since: Revision, time: Duration) -> Waited {
        let mut wait = Wait { session: self, since, time, deadline: Instant::now() + time, states: BTreeMap::new() };
        let mut concern = Concern::of(plan.changes());
        let result = wait.run(&mut concern).and_then(|()| wait.look_at_endpoints(&concern));
        let error = result.as_ref().err().map(|err| err.message().to_owned());
        let endpoints = result.unwrap_or_default();
        let hosts: Vec<HostDoc> = wait.states.into_iter().map(|(host, state)| HostDoc { host, state }).collect();
        let reported = error.is_none() && hosts.iter().all(|doc| doc.state == HostState::Reported);
        let waited = Waited { reported, hosts, endpoints, error };
        waited.tell(self, time);
        waited
    }
}

impl Wait<'_> {
    fn run(&mut self, concern: &mut Concern) -> Result<(), CommandError> {
        let waiting = self.session.ui.waiting("looking whom it concerns");
        let found = self.find_hosts(concern);
        drop(waiting);
        found?;
        let hosts = std::mem::take(&mut concern.hosts);
        if concern.all && hosts.is_empty() {
            return Err(CommandError::new(ErrorKind::NotFound, "no Felix has ever reported here"));
        }
        let mut pending = self.sort_out(hosts)?;
        if pending.is_empty() {
            return Ok(());
        }
        let ui = &self.session.ui;
        ui.status(&format!("written; waiting for Felix on {}, at most {}", named(&pending), seconds(self.time)));
        let waiting = ui.waiting("waiting for Felix");
        let result = self.poll(&mut pending);
        drop(waiting);
        self.states.extend(pending.into_iter().map(|host| (host, HostState::Late)));
        result
    }

    /// Finds the hosts that are concerned.
    fn find_hosts(&mut self, concern: &mut Concern) -> Result<(), CommandError> {
        if !concern.tags.is_empty() && !concern.all {
            let scopes = [Scope::under(PROFILES), Scope::under(TIERS)];
            let rules = self.patiently(|store| store.read(&scopes, Want::Values))?;
            rules.entries().iter().for_each(|entry| concern.take_rules(entry));
        }
        if !concern.profiles.is_empty() && !concern.all {
            let prefix = format!("{HOSTS}/");
            self.patiently(|store| {
                store.scan(&prefix, Want::Values, &mut |entry| {
                    concern.take_endpoint(&entry);
                    true
                })
            })?;
        }
        if concern.all {
            let prefix = format!("{STATUS}/");
            self.patiently(|store| {
                store.scan(&prefix, Want::Keys, &mut |entry| {
                    concern.take_report(&entry.path);
                    true
                })
            })?;
        }
        Ok(())
    }

    /// Tells at once of hosts that are not worth waiting for, and returns the others.
    fn sort_out(&mut self, hosts: BTreeSet<String>) -> Result<BTreeSet<String>, CommandError> {
        let intervals: BTreeSet<String> = hosts.iter().flat_map(|host| concern::intervals_of(host)).collect();
        let values = self.look(intervals.into_iter(), Want::Values)?;
        let values = values.into_iter().map(|entry| (entry.path, entry.value)).collect();
        let versions = self.versions(&hosts)?;
        let mut pending = BTreeSet::new();
        for host in hosts {
            let state = match concern::standing(&host, &versions, self.since) {
                Standing::Reported => HostState::Reported,
                _ if concern::is_silenced(&host, &values) => HostState::Off,
                Standing::Never => HostState::Never,
                Standing::Pending => {
                    pending.insert(host);
                    continue;
                }
            };
            self.states.insert(host, state);
        }
        for (state, why) in [
            (HostState::Off, "does not report (ReportingIntervalSecs is 0 or less)"),
            (HostState::Never, "has never reported"),
        ] {
            let hosts: BTreeSet<String> =
                self.states.iter().filter(|(_, found)| **found == state).map(|(host, _)| host.clone()).collect();
            if !hosts.is_empty() {
                self.session.ui.warn(&format!("written, but Felix on {} {why}", named(&hosts)));
            }
        }
        Ok(pending)
    }

    /// Looks again and again at the hosts that are left.
    fn poll(&mut self, pending: &mut BTreeSet<String>) -> Result<(), CommandError> {
        loop {
            let start = Instant::now();
            let versions = self.versions(pending)?;
            pending.retain(|host| {
                let reported = concern::standing(host, &versions, self.since) == Standing::Reported;
                if reported {
                    self.states.insert(host.clone(), HostState::Reported);
                }
                !reported
            });
            let left = self.deadline.saturating_duration_since(Instant::now());
            if pending.is_empty() || left.is_zero() {
                return Ok(());
            }
            // Many hosts on a slow datastore are not asked for without a pause.
            self.pause((4 * start.elapsed()).max(PAUSE).min(left));
        }
    }

    /// Returns what Felix says of the changed endpoints that are not up. It says so where EndpointReportingEnabled is true.
    fn look_at_endpoints(&mut self, concern: &Concern) -> Result<Vec<EndpointDoc>, CommandError> {
        let mut by_host: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for id in &concern.endpoints {
            by_host.entry(&id.host).or_default().push(Key::WorkloadStatus(id.clone()).path());
        }
        let scopes: Vec<Scope> = by_host
            .into_iter()
            .flat_map(|(host, paths)| match paths.len() {
                0..=FEW_ENDPOINTS => paths.into_iter().map(Scope::Key).collect(),
                _ => vec![Scope::under(format!("{STATUS}/{}/workload", escape(host)))],
            })
            .collect();
        let changed: BTreeSet<_> = concern.endpoints.iter().collect();
        let mut docs = Vec::new();
        for entry in self.read(&scopes, Want::Values)? {
            let Key::WorkloadStatus(id) = Key::parse(&entry.path) else { continue };
            let state = concern::endpoint_state(&entry.value).filter(|state| state != "up");
            if let Some(status) = state.filter(|_| changed.contains(&id)) {
                docs.push(EndpointDoc { endpoint: id.to_string(), status });
            }
        }
        Ok(docs)
    }

    fn versions(&mut self, hosts: &BTreeSet<String>) -> Result<BTreeMap<String, u64>, CommandError> {
        let entries = self.look(hosts.iter().flat_map(|host| concern::reports_of(host)), Want::Keys)?;
        Ok(entries.into_iter().map(|entry| (entry.path, entry.version.0)).collect())
    }

    fn look(&mut self, paths: impl Iterator<Item = String>, want: Want) -> Result<Vec<Entry>, CommandError> {
        let scopes: Vec<Scope> = paths.map(Scope::Key).collect();
        self.read(&scopes, want)
    }

    /// Reads scopes that need not be of one moment.
    fn read(&mut self, scopes: &[Scope], want: Want) -> Result<Vec<Entry>, CommandError> {
        self.patiently(|store| {
            // Where keys have no transactions (v2), together they cost the smallest directory that holds them all.
            let at_once = if store.capabilities().max_ops == 1 { 1 } else { scopes.len().max(1) };
            let mut entries = Vec::new();
            for some in scopes.chunks(at_once) {
                entries.extend(store.read(some, want)?.into_entries());
            }
            Ok(entries)
        })
    }

    /// Asks the datastore, and again as long as there is time where it did not answer.
    fn patiently<T>(
        &mut self,
        mut ask: impl FnMut(&mut dyn Store) -> Result<T, StoreError>,
    ) -> Result<T, CommandError> {
        loop {
            let err = match self.session.store().and_then(|store| Ok(ask(store)?)) {
                Ok(answer) => return Ok(answer),
                Err(err) => err,
            };
            let left = self.deadline.saturating_duration_since(Instant::now());
            let passing = matches!(err.kind(), ErrorKind::Unreachable | ErrorKind::Partial);
            if !passing || left.is_zero() {
                return Err(err);
            }
            self.pause(PAUSE.min(left));
        }
    }

    /// Sleeps, and lets others at the file store meanwhile.
    fn pause(&mut self, time: Duration) {
        if let Some(opened) = self.session.opened.as_mut() {
            opened.store.release();
        }
        std::thread::sleep(time);
    }
}

impl Waited {
    /// Tells people how it ended.
    fn tell(&self, session: &Session, time: Duration) {
        let ui = &session.ui;
        let of = |state| -> BTreeSet<String> {
            self.hosts.iter().filter(|doc| doc.state == state).map(|doc| doc.host.clone()).collect()
        };
        let (reported, late) = (of(HostState::Reported), of(HostState::Late));
        if !reported.is_empty() {
            ui.status(&format!("Felix on {} has reported", named(&reported)));
        }
        match &self.error {
            Some(error) => ui.warn(&format!("written, but whether Felix has taken it in cannot be told: {error}")),
            None if !late.is_empty() => {
                let within = seconds(time);
                ui.warn(&format!("written, but Felix on {} has not reported within {within}", named(&late)));
            }
            None => {}
        }
        for doc in self.endpoints.iter().take(MOST_NAMED) {
            ui.warn(&format!("endpoint {}: Felix says {}", doc.endpoint, doc.status));
        }
        if let Some(more) = self.endpoints.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            ui.warn(&format!("and {more} more endpoints that are not up"));
        }
    }
}

/// Names hosts, the first few of many.
fn named(hosts: &BTreeSet<String>) -> String {
    let first: Vec<&str> = hosts.iter().take(MOST_NAMED).map(String::as_str).collect();
    match hosts.len().saturating_sub(MOST_NAMED) {
        0 => first.join(", "),
        more => format!("{} and {more} more hosts", first.join(", ")),
    }
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}
