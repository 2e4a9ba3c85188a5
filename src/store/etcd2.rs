//! etcd's v2 API (`/v2/keys`), the only one that Calico's v1 components read.
//!
//! What v2 does not have is said in the [`Capabilities`] and not imitated: there are no transactions, so a batch is
//! one key, guarded by its own `modifiedIndex`; values are text; and two reads have no moment in common,
//! so that several scopes cost one read of their smallest common directory. Only where that is the root are the top
//! directories read one by one, and all but the largest part twice: what is the same before and after it was so at its moment.
//! Every read is a quorum read.
//!
//! Traps of this API that the code keeps out of:
//! - `prevIndex=0` is taken as no condition at all, so version 0 is refused, and a create says
//!   `prevExist=false`.
//! - Names that begin with `_` exist but are in no listing: they can be read alone, not among others.
//! - A role that may read `/calico/*` may list `/calico/` but not `/calico`: listings end with `/`.
//! - Watchers are served from the last 1,000 events over all keys, so writes are paced
//!   ([`Connection::rate`]).

mod answer;
mod auth;
mod commit;
mod fault;
mod health;
mod http;
mod pace;
mod read;
mod resolver;
mod target;
mod watch;
mod wire;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::auth::{Auth, AuthChange, Keys, Verdict};
use super::connection::{Connection, Deadline};
use super::tls::TlsMaterial;
use super::{Batch, Capabilities, Committed, Health, Kind, Revision, Scope, Snapshot, Store, StoreError, Want, Watch};
use http::Client;
use pace::Pace;

/// The limits of this API. A value is bounded as on v3, so that what one datastore holds, the other can take.
const CAPABILITIES: Capabilities = Capabilities {
    max_ops: 1,
    max_guards: 1,
    max_batch_bytes: 1 << 20,
    max_value_bytes: 700 << 10,
    foreign_guards: false,
    prefix_guard: false,
    binary_values: false,
    directories: true,
    watch_window: Some(1000),
    watch: true,
    auth: true,
};

/// An etcd, reached over its v2 API.
#[derive(Debug)]
pub struct Etcd2 {
    client: Client,
    pace: Pace,
}

impl Etcd2 {
    /// Makes ready to reach an etcd. Nothing is sent before the first request.
    ///
    /// # Errors
    /// [`StoreError`] for TLS files that cannot be used, and for no endpoints.
    pub fn open(connection: Connection) -> Result<Self, StoreError> {
        let tls = TlsMaterial::load(&connection)?;
        let pace = Pace::new(connection.rate);
        Ok(Self { client: Client::new(connection, tls)?, pace })
    }
}

impl Store for Etcd2 {
    fn kind(&self) -> Kind {
        Kind::Etcdv2
    }

    fn address(&self) -> String {
        self.client.address()
    }

    /// The cluster's id in hex, as its answers name it.
    fn identity(&mut self) -> Result<String, StoreError> {
        health::identity(&mut self.client)
    }

    fn capabilities(&self) -> Capabilities {
        CAPABILITIES
    }

    fn read(&mut self, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
        read::read(&mut self.client, scopes, want)
    }

    fn holds(&mut self, prefix: &str) -> Result<bool, StoreError> {
        Ok(!read::names(&mut self.client, prefix)?.is_empty())
    }

    fn names(&mut self, prefix: &str) -> Result<BTreeSet<String>, StoreError> {
        read::names(&mut self.client, prefix)
    }

    fn commit(&mut self, batch: &Batch) -> Result<Committed, StoreError> {
        commit::commit(&mut self.client, &mut self.pace, batch)
    }

    fn drop_empty(&mut self, directory: &str) {
        commit::drop_empty(&mut self.client, &mut self.pace, directory);
    }

    fn make_directory(&mut self, directory: &str) -> Result<(), StoreError> {
        commit::make_directory(&mut self.client, &mut self.pace, directory)
    }

    /// See [`Store::watch`]. A directory that is removed with all that is in it is one event, with the directory's
    /// path; so is one above the prefix.
    fn watch(&mut self, prefix: &str, after: Revision) -> Result<Box<dyn Watch + '_>, StoreError> {
        Ok(Box::new(watch::Follower::new(&mut self.client, prefix, after)?))
    }

    fn health(&mut self) -> Result<Health, StoreError> {
        health::health(&mut self.client)
    }

    fn auth_enabled(&mut self) -> Result<bool, StoreError> {
        auth::enabled(&mut self.client)
    }

    fn auth(&mut self) -> Result<Auth, StoreError> {
        auth::read(&mut self.client)
    }

    fn change_auth(&mut self, change: &AuthChange) -> Result<(), StoreError> {
        auth::change(&mut self.client, change)
    }

    fn try_access(&mut self, keys: &Keys, write: bool, scratch: &str) -> Result<Verdict, StoreError> {
        auth::try_access(&mut self.client, keys, write, scratch)
    }
}
