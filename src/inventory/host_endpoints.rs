//! Host endpoints: interfaces of hosts under policy.

use super::Unresolved;
use crate::model::endpoint::Endpoint;
use crate::model::json::Malformed;
use crate::model::key::{HOSTS, Key, escape, unescape};
use crate::store::{Scope, Snapshot, check_path};

/// A host endpoint as a snapshot holds it.
#[derive(Clone, Debug)]
pub struct HostEndpoint {
    /// The host, byte for byte as its Felix calls itself.
    pub host: String,
    /// Its name on the host.
    pub id: String,
    /// Its key.
    pub path: String,
    /// What it says, or why it cannot be read: Felix then takes the interface for one without a host endpoint.
    pub value: Result<Endpoint, Malformed>,
}

impl HostEndpoint {
    /// `host/id`, as `-o name` prints it and every command takes it. The id is escaped as in the key.
    pub fn name(&self) -> String {
        format!("{}/{}", self.host, escape(&self.id))
    }
}

/// The path of a host endpoint.
pub fn path(host: &str, id: &str) -> String {
    Key::HostEndpoint { host: host.to_owned(), id: id.to_owned() }.path()
}

/// What holds the host endpoints of a host.
pub fn scope_of_host(host: &str) -> Scope {
    Scope::under(format!("{HOSTS}/{host}/endpoint"))
}

/// What has to be read to find the host endpoint that a word means.
pub fn scope(word: &str) -> Scope {
    match word.split_once('/') {
        Some((host, _)) if check_path(&format!("{HOSTS}/{host}")).is_ok() => scope_of_host(host),
        _ => Scope::under(HOSTS),
    }
}

/// Every host endpoint of a snapshot, by path.
pub fn all(snapshot: &Snapshot) -> impl Iterator<Item = HostEndpoint> + '_ {
    snapshot.under(&format!("{HOSTS}/")).iter().filter_map(|entry| match Key::parse(&entry.path) {
        Key::HostEndpoint { host, id } => {
            Some(HostEndpoint { host, id, path: entry.path.clone(), value: Endpoint::parse(&entry.value) })
        }
        _ => None,
    })
}

/// Finds the host endpoint that a word means: `host/id`, or the id where one host has it.
///
/// # Errors
/// [`Unresolved`]: no such host endpoint, or one on several hosts.
pub fn find(word: &str, snapshot: &Snapshot) -> Result<HostEndpoint, Unresolved> {
    let parts = word.split_once('/');
    let id = parts.and_then(|(_, id)| unescape(id)).unwrap_or_default();
    let is_meant = |found: &HostEndpoint| match parts {
        Some((host, typed)) => found.host == host && (found.id == id || found.id == typed),
        None => found.id == word,
    };
    let mut candidates: Vec<HostEndpoint> = all(snapshot).filter(is_meant).collect();
    match candidates.len() {
        1 => Ok(candidates.remove(0)),
        _ => Err(Unresolved {
            what: "host endpoint",
            word: word.to_owned(),
            candidates: candidates.iter().map(HostEndpoint::name).collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_one() {
        let snapshot = Snapshot::literal(&[
            ("/calico/v1/host/a/endpoint/eth0", "{}"),
            ("/calico/v1/host/a/endpoint/x%2fy", "{}"),
            ("/calico/v1/host/a/workload/k8s/default.eth0/endpoint/eth0", "{}"),
            ("/calico/v1/host/b/endpoint/eth0", "["),
            ("/calico/v1/host/b/endpoint/eth1", "{}"),
        ]);
        let name = |word: &str| find(word, &snapshot).map(|found| found.name());
        assert_eq!(name("b/eth0").unwrap(), "b/eth0");
        assert_eq!(name("eth1").unwrap(), "b/eth1");
        assert_eq!(name("a/x%2fy").unwrap(), "a/x%2fy");
        assert_eq!(name("a/x/y").unwrap(), "a/x%2fy");
        assert_eq!(name("eth0").unwrap_err().candidates, ["a/eth0", "b/eth0"]);
        assert!(name("c/eth0").unwrap_err().candidates.is_empty());
        assert_eq!(scope("a/eth0"), Scope::under("/calico/v1/host/a/endpoint"));
        assert_eq!(scope("eth0"), Scope::under(HOSTS));
        assert_eq!(scope("/eth0"), Scope::under(HOSTS));
    }
}
