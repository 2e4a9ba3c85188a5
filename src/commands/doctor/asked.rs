//! What is asked for checks beside the keys: of the server, of a stranger's rights, of a while of watching, of another datastore.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::DoctorArgs;
use crate::doctor::asked::{Peer, Report, Server, Stranger, Watched};
use crate::doctor::{Given, not_applicable};
use crate::error::CommandError;
use crate::hybrid::peer;
use crate::model::key::{Key, STATUS};
use crate::session::Session;
use crate::session::peer::{Peer as OpenPeer, Sight};
use crate::store::connection::Connection;
use crate::store::{Batch, Kind, Scope, Store, StoreError, Version, Want};

/// The keys that a stranger is tried on: Calico's, and Kubernetes'.
const READY: &str = "/calico/v1/Ready";
const REGISTRY: &str = "/registry/";

/// Longest that one question about a stranger may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// A peer that was looked at, and what was seen of it.
pub(super) type Seen = Option<(OpenPeer, Sight)>;

/// Keeps in mind what was seen of a peer.
///
/// # Errors
/// Where that cannot be kept.
pub(super) fn remember(seen: Seen) -> Result<(), CommandError> {
    seen.map_or(Ok(()), |(peer, sight)| peer.remember(&sight, false))
}

impl DoctorArgs {
    /// Asks for what the checks want to know beside the keys.
    ///
    /// # Errors
    /// Where the datastore or the peer cannot be reached. What the server does not answer is left out.
    pub(super) fn given(&self, session: &mut Session) -> Result<(Given, Seen), CommandError> {
        let runs = |ids: &[&str]| self.chosen().iter().any(|check| ids.contains(&check.id));
        let (mut seen, mut other) = (None, None);
        if let Some(context) = self.peer.as_deref().filter(|_| runs(&["peer"])) {
            let mut open = session.peer(context)?;
            let sight = open.sight()?;
            let snapshot = Arc::new(open.read(&peer::scopes())?);
            other = Some(Peer { context: context.to_owned(), snapshot, lost: sight.lost.clone() });
            seen = Some((open, sight));
        }
        let live = session.store()?.capabilities().watch;
        let mut given = Given {
            now: jiff::Timestamp::now(),
            felix: self.felix,
            live,
            cluster_dns: self.cluster_dns.clone(),
            peer: other,
            ..Given::default()
        };
        if live && runs(&["v2-data", "v2-history", "open-datastore"]) {
            given.server = Some(server(session)?);
        }
        if let Some(time) = self.watch.filter(|_| live && runs(&["two-felixes", "v2-history"])) {
            given.watched = Some(watch(session, time)?);
        }
        given.now = jiff::Timestamp::now();
        Ok((given, seen))
    }

    /// Tells of the checks that cannot look: each with the reason where it was named, else in one line.
    pub(super) fn say_not_applicable(&self, session: &Session, given: &Given) {
        let chosen = self.chosen();
        let skipped: Vec<(&str, &str)> =
            chosen.iter().filter_map(|check| Some((check.id, not_applicable(check.id, given)?))).collect();
        let is_all = self.checks.is_empty() && self.only.is_empty() && self.fix.is_empty();
        if is_all && !skipped.is_empty() {
            let ids: Vec<&str> = skipped.iter().map(|(id, _)| *id).collect();
            session.ui.status(&format!("not applicable: {}", ids.join(", ")));
        }
        for (id, why) in skipped {
            let line = format!("not applicable: {id}: {why}");
            if is_all { session.ui.detail(&line) } else { session.ui.status(&line) }
        }
    }
}

/// Asks the server of an etcd.
fn server(session: &mut Session) -> Result<Server, CommandError> {
    let waiting = session.ui.waiting("asking the server");
    let store = session.store()?;
    let kind = store.kind();
    let members = store.health().map(|health| health.members).unwrap_or_default();
    let versions = members.into_iter().filter_map(|member| member.version).collect();
    let connection = session.settings.connection.clone();
    let v2 = session.open_api(Kind::Etcdv2, connection.clone());
    let holds_v2 = v2.ok().and_then(|mut store| store.holds("/").ok());
    let nobody = Connection {
        user: None,
        password: None,
        cert: None,
        key: None,
        timeout: connection.timeout.min(PATIENCE),
        ..connection
    };
    let apis = [Kind::Etcdv2, Kind::Etcdv3].into_iter();
    let strangers =
        apis.filter_map(|api| stranger(session.open_api(api, nobody.clone()).ok()?.as_mut(), api)).collect();
    drop(waiting);
    Ok(Server { kind, versions, holds_v2, strangers })
}

/// Tries what an API lets somebody do without a name; `None` where that cannot be tried.
fn stranger(store: &mut dyn Store, api: Kind) -> Option<Stranger> {
    let reads = match store.read(&[Scope::key(READY)], Want::Keys) {
        Ok(_) => true,
        Err(StoreError::Denied { .. } | StoreError::Tls { .. }) => false,
        Err(_) => return None,
    };
    // A write over a version that no key ever has: whoever may not write is refused before that is looked at, and for
    // everybody else it fails.
    let mut batch = Batch::default();
    batch.replace(READY, Version(i64::MAX as u64), b"true".to_vec());
    let writes = matches!(store.commit(&batch), Ok(_) | Err(StoreError::Conflict { .. }));
    let reads_registry = store.holds(REGISTRY).unwrap_or(false);
    Some(Stranger { api, reads, writes, reads_registry })
}

/// Watches what Felix reports, and counts what is written.
fn watch(session: &mut Session, time: Duration) -> Result<Watched, CommandError> {
    session.ui.status(&format!("watching the datastore for {} s", time.as_secs_f64()));
    let waiting = session.ui.waiting("watching");
    let store = session.store()?;
    let directory = format!("{STATUS}/");
    let first = store.read(&[Scope::under(&directory)], Want::Values)?;
    let start = Instant::now();
    let mut reports: BTreeMap<String, Vec<Report>> = BTreeMap::new();
    first.entries().iter().for_each(|entry| take(&mut reports, &entry.path, &entry.value));
    let mut after = first.revision();
    while start.elapsed() < time {
        let mut watching = store.watch(&directory, after)?;
        loop {
            let left = time.saturating_sub(start.elapsed());
            match watching.next(left) {
                Ok(Some(event)) => {
                    if let Some(value) = &event.value {
                        take(&mut reports, &event.path, value);
                    }
                }
                Ok(None) => {}
                Err(StoreError::Compacted { .. }) => break,
                Err(err) => return Err(err.into()),
            }
            if start.elapsed() >= time {
                break;
            }
        }
        drop(watching);
        // Where changes were missed, what is there now goes on from.
        let again = store.read(&[Scope::under(&directory)], Want::Values)?;
        after = again.revision();
    }
    drop(waiting);
    Ok(Watched { time: start.elapsed(), writes: after.saturating_sub(first.revision()), reports })
}

/// Takes a report of a host about itself.
fn take(reports: &mut BTreeMap<String, Vec<Report>>, path: &str, value: &[u8]) {
    if let (Key::Status { host }, Some(report)) = (Key::parse(path), Report::parse(value)) {
        let of_host = reports.entry(host).or_default();
        if of_host.last() != Some(&report) {
            of_host.push(report);
        }
    }
}
