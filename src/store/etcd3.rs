//! etcd's v3 API.
//!
//! The client is asynchronous; that ends here: the store owns a runtime without threads of its own, makes it when it is
//! first needed, and blocks on it. What callers hand in (`visit`, `done`, the batches' iterator) runs outside of it.
//!
//! - `link`: which endpoint is used, and what happens when it fails
//! - `read`: every key at one revision, in pages
//! - `commit`: a batch is a transaction; which guards failed; many in flight
//! - `watch`, `health`
//! - `auth`: users and roles
//! - `fault`, `diagnose`: what a failure means

mod auth;
mod commit;
mod diagnose;
mod fault;
mod health;
mod link;
mod read;
#[cfg(test)]
mod tests;
mod watch;

use tokio::runtime::{Builder, Runtime};

use self::link::Link;
use super::auth::{Auth, AuthChange, Keys, Verdict};
use super::connection::Connection;
use super::{
    Batch, Capabilities, Committed, Entry, Health, Kind, Revision, Scope, Snapshot, Store, StoreError, Walked, Want,
    Watch,
};

/// What etcd v3 can do. By default it takes 128 comparisons, 128 writes and 1.5 MiB in one request.
const CAPABILITIES: Capabilities = Capabilities {
    max_ops: 128,
    max_guards: 128,
    max_batch_bytes: 1 << 20,
    max_value_bytes: 700 << 10,
    foreign_guards: true,
    prefix_guard: true,
    binary_values: true,
    directories: false,
    watch_window: None,
    watch: true,
    auth: true,
};

/// An etcd cluster, over its v3 API.
pub struct Etcd3 {
    runtime: Option<Runtime>,
    link: Link,
}

impl Etcd3 {
    /// Makes a store. Certificates are loaded; nothing is sent before the first request.
    ///
    /// # Errors
    /// [`StoreError::Io`] and [`StoreError::Tls`] for files of certificates or keys that are not good.
    pub fn open(connection: Connection) -> Result<Self, StoreError> {
        Ok(Self { runtime: None, link: Link::new(connection)? })
    }

    fn parts(&mut self) -> Result<(&Runtime, &mut Link), StoreError> {
        let runtime = match &mut self.runtime {
            Some(runtime) => runtime,
            none => {
                let made = Builder::new_current_thread().enable_all().build().map_err(|error| {
                    let detail = format!("no event loop can be had: {error}");
                    StoreError::Unreachable { address: self.link.connection.address(), detail }
                })?;
                none.insert(made)
            }
        };
        Ok((runtime, &mut self.link))
    }
}

impl Drop for Etcd3 {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // A name that is still being looked up must not hold up the end of the program.
            runtime.shutdown_background();
        }
    }
}

impl Store for Etcd3 {
    fn kind(&self) -> Kind {
        Kind::Etcdv3
    }

    fn address(&self) -> String {
        self.link.connection.address()
    }

    fn identity(&mut self) -> Result<String, StoreError> {
        let (runtime, link) = self.parts()?;
        if link.cluster().is_none() {
            let deadline = link.deadline();
            runtime.block_on(link.ready(deadline, b"/"))?;
        }
        match link.cluster() {
            Some(cluster) => Ok(format!("{cluster:x}")),
            None => Ok(self.health()?.identity),
        }
    }

    fn capabilities(&self) -> Capabilities {
        CAPABILITIES
    }

    fn read(&mut self, scopes: &[Scope], want: Want) -> Result<Snapshot, StoreError> {
        let (runtime, link) = self.parts()?;
        runtime.block_on(read::read(link, scopes, want))
    }

    fn walk(
        &mut self,
        prefixes: &[&str],
        want: Want,
        visit: &mut dyn FnMut(Entry) -> bool,
    ) -> Result<Walked, StoreError> {
        let (runtime, link) = self.parts()?;
        let revision = read::walk(runtime, link, prefixes, want, visit)?;
        Ok(Walked { revision, empty_dirs: Vec::new() })
    }

    fn holds(&mut self, prefix: &str) -> Result<bool, StoreError> {
        let (runtime, link) = self.parts()?;
        runtime.block_on(read::holds(link, prefix))
    }

    fn commit(&mut self, batch: &Batch) -> Result<Committed, StoreError> {
        let (runtime, link) = self.parts()?;
        runtime.block_on(commit::commit(link, batch))
    }

    fn commit_all(
        &mut self,
        batches: &mut dyn Iterator<Item = Batch>,
        done: &mut dyn FnMut(usize, Result<Committed, StoreError>),
    ) {
        match self.parts() {
            Ok((runtime, link)) => commit::commit_all(runtime, link, batches, done),
            Err(error) => {
                if batches.next().is_some() {
                    done(0, Err(error));
                }
            }
        }
    }

    fn watch(&mut self, prefix: &str, after: Revision) -> Result<Box<dyn Watch + '_>, StoreError> {
        let (runtime, link) = self.parts()?;
        Ok(Box::new(watch::Changes::new(runtime, link, prefix, after)?))
    }

    fn health(&mut self) -> Result<Health, StoreError> {
        let (runtime, link) = self.parts()?;
        let mut health = runtime.block_on(health::health(link))?;
        if health.quota_bytes.is_none() {
            health.quota_bytes = health::quota_of_metrics(link);
        }
        Ok(health)
    }

    fn auth_enabled(&mut self) -> Result<bool, StoreError> {
        let (runtime, link) = self.parts()?;
        runtime.block_on(auth::enabled(link))
    }

    fn auth(&mut self) -> Result<Auth, StoreError> {
        let (runtime, link) = self.parts()?;
        runtime.block_on(auth::read(link))
    }

    fn change_auth(&mut self, change: &AuthChange) -> Result<(), StoreError> {
        let (runtime, link) = self.parts()?;
        runtime.block_on(auth::change(link, change))
    }

    fn try_access(&mut self, keys: &Keys, write: bool, scratch: &str) -> Result<Verdict, StoreError> {
        let (runtime, link) = self.parts()?;
        runtime.block_on(auth::try_access(link, keys, write, scratch))
    }
}
