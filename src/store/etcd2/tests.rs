//! The v2 store against a real etcd.

use std::time::Duration;

use super::*;
use crate::store::server::Etcd;

/// What reaches these servers; writes are not paced, as no one watches.
fn connection<'a>(servers: impl IntoIterator<Item = &'a Etcd>) -> Connection {
    let endpoints = servers.into_iter().map(Etcd::endpoint).collect();
    Connection { endpoints, rate: 0, timeout: Duration::from_secs(20), ..Connection::default() }
}

fn open(server: &Etcd) -> Etcd2 {
    Etcd2::open(connection([server])).unwrap()
}

crate::store::contract::contract_tests!(|| {
    let server = Etcd::start();
    move || Box::new(open(&server)) as Box<dyn Store>
});
