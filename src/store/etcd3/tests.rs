//! What is etcd v3's own, against a real etcd; the contract that it shares with the others comes first.

mod failover;
mod reading;
mod secure;
mod users;
mod writing;

use std::future::Future;
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use etcd_client::Client;

use super::*;
use crate::store::Version;
use crate::store::server::Etcd;

/// One server for all clauses that run at a time.
fn shared() -> Arc<Etcd> {
    static SHARED: Mutex<Weak<Etcd>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let etcd = Arc::new(Etcd::start());
        *shared = Arc::downgrade(&etcd);
        etcd
    })
}

crate::store::contract::contract_tests!(|| {
    let etcd = shared();
    move || Box::new(open(&etcd)) as Box<dyn Store>
});

/// Opens a store on one server.
fn open(etcd: &Etcd) -> Etcd3 {
    Etcd3::open(Connection { endpoints: vec![etcd.endpoint()], ..Connection::default() }).unwrap()
}

/// Opens a store on several addresses, with a time for each request.
fn open_all(endpoints: &[String], timeout: Duration) -> Etcd3 {
    Etcd3::open(Connection { endpoints: endpoints.to_vec(), timeout, ..Connection::default() }).unwrap()
}

/// Does something that a store has no word for, as another client.
fn client<T, F: Future<Output = Result<T, etcd_client::Error>>>(etcd: &Etcd, act: impl FnOnce(Client) -> F) -> T {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { act(Client::connect([etcd.endpoint()], None).await.unwrap()).await.unwrap() })
}

/// Writes keys `<prefix><number>`, as large as told.
fn fill(store: &mut Etcd3, prefix: &str, count: usize, bytes: usize) {
    let mut batches = (0..count).collect::<Vec<_>>().into_iter();
    let mut batches = std::iter::from_fn(|| {
        let mut batch = Batch::default();
        for at in batches.by_ref().take(100.min((800 << 10) / bytes.max(1)).max(1)) {
            batch.create(format!("{prefix}{at:06}"), vec![b'x'; bytes]);
        }
        (!batch.ops.is_empty()).then_some(batch)
    });
    store.commit_all(&mut batches, &mut |_, result| {
        result.unwrap();
    });
}

fn put(path: &str, value: &[u8]) -> Batch {
    let mut batch = Batch::default();
    batch.create(path, value.to_vec());
    batch
}
