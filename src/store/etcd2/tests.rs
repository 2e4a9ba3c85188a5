//! The v2 store against a real etcd, and against what only looks like one.

mod access;
mod apart;
mod failover;
mod keys;
mod pacing;
mod peer;
mod strangers;
mod unknown;
mod watching;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::*;
use crate::store::server::Etcd;
use crate::store::{Entry, Version};

/// What reaches these addresses; writes are not paced, as no one watches.
fn connection<S: Into<String>>(endpoints: impl IntoIterator<Item = S>) -> Connection {
    let endpoints = endpoints.into_iter().map(Into::into).collect();
    Connection { endpoints, rate: 0, timeout: Duration::from_secs(20), ..Connection::default() }
}

fn open(server: &Etcd) -> Etcd2 {
    Etcd2::open(connection([server.endpoint()])).unwrap()
}

fn create(path: &str, value: &str) -> Batch {
    let mut batch = Batch::default();
    batch.create(path, value.into());
    batch
}

fn replace(path: &str, version: Version, value: &str) -> Batch {
    let mut batch = Batch::default();
    batch.replace(path, version, value.into());
    batch
}

fn delete(path: &str, version: Version, prune_below: Option<&str>) -> Batch {
    let mut batch = Batch::default();
    batch.delete(path, version, prune_below.map(str::to_owned));
    batch
}

fn land(store: &mut Etcd2, batch: &Batch) -> Version {
    Version(store.commit(batch).unwrap_or_else(|error| panic!("{batch:?}: {error}")).revision)
}

fn read(store: &mut Etcd2, scope: Scope) -> Snapshot {
    store.read(&[scope], Want::Values).unwrap()
}

fn get(store: &mut Etcd2, path: &str) -> Option<Entry> {
    read(store, Scope::key(path)).get(path).cloned()
}

/// Sends a request of a client that is not ours; returns status and body.
fn raw(port: u16, method: &str, target: &str, headers: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let length = body.len();
    write!(stream, "{method} {target} HTTP/1.0\r\n{headers}Content-Length: {length}\r\n\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{answer}"));
    (status, answer.split_once("\r\n\r\n").map_or_else(String::new, |(_, body)| body.to_owned()))
}

/// Writes as another component would.
fn put(server: &Etcd, target: &str, form: &str) {
    let headers = "Content-Type: application/x-www-form-urlencoded\r\n";
    let (status, body) = raw(server.client_port(), "PUT", &format!("/v2/keys{target}"), headers, form);
    assert!(status < 300, "{target}: {body}");
}

crate::store::contract::contract_tests!(|| {
    let server = Etcd::start();
    move || Box::new(open(&server)) as Box<dyn Store>
});
