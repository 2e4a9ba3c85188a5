//! BIRD's configuration out of a snapshot, and what is wrong with it.

use std::collections::BTreeMap;
use std::net::IpAddr;

use crate::error::{CommandError, ErrorKind};
use crate::model::bird::{Peer, peer_key, peers_of};
use crate::model::check::{Severity, problems};
use crate::model::json::Malformed;
use crate::model::key::{BGP, BgpHost, Family, Key};
use crate::store::{Entry, Scope, Snapshot};

/// A peer as it is stored.
pub(crate) struct StoredPeer<'a> {
    /// Whose: a host's, or everybody's.
    pub(crate) host: Option<String>,
    /// Which directory it lies in.
    pub(crate) family: Family,
    /// The address as the key has it.
    pub(crate) ip: String,
    /// The key and its value.
    pub(crate) entry: &'a Entry,
    /// What it means.
    pub(crate) peer: Result<Peer, Malformed>,
}

/// A custom filter as it is stored.
pub(crate) struct StoredFilter<'a> {
    /// Of which BIRD.
    pub(crate) family: Family,
    /// Its name.
    pub(crate) name: String,
    /// The key and the statements.
    pub(crate) entry: &'a Entry,
}

/// What BIRD knows of a host, by setting.
pub(crate) type HostSettings = BTreeMap<BgpHost, String>;

/// All of BIRD's configuration.
pub(crate) fn scope_of_all() -> Scope {
    Scope::under(format!("{BGP}/"))
}

/// The peers, those of all hosts first, by host and key.
pub(crate) fn peers(snapshot: &Snapshot) -> impl Iterator<Item = StoredPeer<'_>> {
    snapshot.under(&format!("{BGP}/")).iter().filter_map(|entry| {
        let (host, family, ip) = match Key::parse(&entry.path) {
            Key::BgpGlobalPeer { family, ip } => (None, family, ip),
            Key::BgpHostPeer { host, family, ip } => (Some(host), family, ip),
            _ => return None,
        };
        Some(StoredPeer { host, family, ip, entry, peer: Peer::parse(&entry.value) })
    })
}

/// The keys of a peer: normally one, more where the address is spelled in several ways.
pub(crate) fn peer_entries<'a>(snapshot: &'a Snapshot, host: Option<&str>, ip: IpAddr) -> Vec<&'a Entry> {
    let directory = peers_of(host, Family::of(&ip));
    let same = |entry: &&Entry| entry.path.strip_prefix(&directory).is_some_and(|name| name.parse() == Ok(ip));
    snapshot.under(&directory).iter().filter(same).collect()
}

/// The one key that a peer should have.
pub(crate) fn peer_path(host: Option<&str>, ip: IpAddr) -> String {
    peer_key(host, Family::of(&ip), &ip.to_string()).path()
}

/// The custom filters, IPv4's first.
pub(crate) fn filters(snapshot: &Snapshot) -> impl Iterator<Item = StoredFilter<'_>> {
    snapshot.under(&format!("{BGP}/global/custom_filters/")).iter().filter_map(|entry| match Key::parse(&entry.path) {
        Key::BgpFilter { family, name } => Some(StoredFilter { family, name, entry }),
        _ => None,
    })
}

/// The hosts that have any key of BIRD's, and their settings.
pub(crate) fn hosts(snapshot: &Snapshot) -> BTreeMap<String, HostSettings> {
    let mut hosts: BTreeMap<String, HostSettings> = BTreeMap::new();
    for entry in snapshot.under(&format!("{BGP}/host/")) {
        match Key::parse(&entry.path) {
            Key::BgpHost { host, setting } => {
                let value = String::from_utf8_lossy(&entry.value).into_owned();
                hosts.entry(host).or_default().insert(setting, value);
            }
            Key::BgpHostPeer { host, .. } => drop(hosts.entry(host).or_default()),
            _ => {}
        }
    }
    hosts
}

/// The keys below BIRD's that are none of these, such as a route reflector's.
pub(crate) fn others(snapshot: &Snapshot) -> impl Iterator<Item = &Entry> {
    let unknown = |entry: &&Entry| matches!(Key::parse(&entry.path), Key::Unknown(_));
    snapshot.under(&format!("{BGP}/")).iter().filter(unknown)
}

/// What some reader does not take, by key.
pub(crate) fn refused<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<(String, String)> {
    let worst = |entry: &Entry| {
        let found =
            problems(&entry.path, &entry.value).into_iter().find(|problem| problem.severity == Severity::Refused);
        found.map(|problem| (entry.path.clone(), problem.to_string()))
    };
    entries.into_iter().filter_map(worst).collect()
}

/// The error with which a read ends that met values some reader does not take.
pub(crate) fn unreadable(found: &[(String, String)]) -> Result<(), CommandError> {
    let Some((key, why)) = found.first() else { return Ok(()) };
    let more = if found.len() > 1 { format!(" (and {} more)", found.len() - 1) } else { String::new() };
    Err(CommandError::new(ErrorKind::BadData, format!("malformed value at {key}: {why}{more}"))
        .hint(format!("`calicross key get {key}` shows it"))
        .key(key))
}
