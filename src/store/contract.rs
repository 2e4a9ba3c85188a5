//! One body of tests for every backend: the contract of [`crate::store`], clause by clause.
//!
//! A backend's tests say once how a client is opened, and get a test for each clause:
//!
//! ```ignore
//! crate::store::contract::contract_tests!(|| {
//!     let data = tempfile::TempDir::new().unwrap();
//!     move || Box::new(open(data.path())) as Box<dyn Store>
//! });
//! ```
//!
//! The outer closure prepares a datastore, the inner one opens a client of it; what it owns lives as long
//! as the test. Each clause keeps to a directory of its own below `/calico/v1/contract/`, so that several
//! may share one datastore. Clients here are used one after another: each lets go
//! ([`Store::release`]) before the next acts, which only the file store needs.

mod batches;
mod guards;
mod limits;
mod reads;
mod service;
pub mod users;

pub use batches::*;
pub use guards::*;
pub use limits::*;
pub use reads::*;
pub use service::*;

use super::{Batch, Capabilities, Scope, Snapshot, Store, StoreError, Version, Want};

/// Opens one more client of the datastore under test.
pub type Open<'a> = &'a mut dyn FnMut() -> Box<dyn Store>;

/// Makes one `#[test]` for each clause of the contract, in a module `contract`; see the module's documentation.
macro_rules! contract_tests {
    ($prepare:expr) => {
        crate::store::contract::contract_tests! { $prepare;
            reads_keys_and_prefixes_at_once, reads_absence, reads_overlapping_scopes_once, keeps_siblings_of_a_prefix_apart,
            reads_names_without_values, scans_in_order, walks_through_directories, stops_a_scan_early, knows_what_holds_keys, scans_one_moment, reads_much,
            holds_empty_values, holds_any_text, holds_bytes_that_are_not_utf8_or_refuses_them, holds_unusual_names,
            reads_what_another_client_wrote,
            creates_only_what_is_absent, replaces_only_what_was_read, deletes_only_what_was_read,
            never_takes_version_zero, names_every_conflict_and_writes_nothing, lets_one_of_two_writers_win,
            guards_other_keys_or_refuses, guards_prefixes_or_refuses,
            lands_whole, tells_the_version_of_what_it_wrote, never_reuses_a_version, refuses_faulty_batches,
            prunes_directories_as_told, drops_directories_that_hold_no_key, makes_directories, lands_all, stops_after_a_failure, starts_nothing_after_a_refusal,
            bounds_values, bounds_writes, bounds_guards, bounds_bytes,
            keeps_its_identity, answers_health, works_after_release, watches_or_refuses, has_users_or_refuses,
        }
    };
    ($prepare:expr; $($clause:ident),* $(,)?) => {
        mod contract {
            #[allow(unused_imports)]
            use super::*;
            $(
                #[test]
                fn $clause() {
                    let mut open = ($prepare)();
                    crate::store::contract::$clause(&mut open);
                }
            )*
        }
    };
}
pub(crate) use contract_tests;

/// Returns the directory of a clause, without a trailing slash.
fn root(clause: &str) -> String {
    format!("/calico/v1/contract/{clause}")
}

/// Reads everything below a directory.
fn read_under(store: &mut dyn Store, root: &str) -> Snapshot {
    store.read(&[Scope::under(root)], Want::Values).expect("a read")
}

/// Reads the value and version of a key.
fn read_key(store: &mut dyn Store, path: &str) -> Option<(Vec<u8>, Version)> {
    let snapshot = store.read(&[Scope::key(path)], Want::Values).expect("a read");
    snapshot.get(path).map(|entry| (entry.value.clone(), entry.version))
}

/// Returns the version of a key that is there.
fn version(store: &mut dyn Store, path: &str) -> Version {
    read_key(store, path).unwrap_or_else(|| panic!("{path} is not there")).1
}

/// Returns the paths and texts of a snapshot.
fn texts(snapshot: &Snapshot) -> Vec<(&str, &str)> {
    let text = |value| std::str::from_utf8(value).expect("UTF-8");
    snapshot.entries().iter().map(|entry| (entry.path.as_str(), text(&entry.value))).collect()
}

fn create(path: impl Into<String>, value: impl AsRef<[u8]>) -> Batch {
    let mut batch = Batch::default();
    batch.create(path, value.as_ref().to_vec());
    batch
}

fn replace(path: impl Into<String>, version: Version, value: impl AsRef<[u8]>) -> Batch {
    let mut batch = Batch::default();
    batch.replace(path, version, value.as_ref().to_vec());
    batch
}

fn delete(path: impl Into<String>, version: Version) -> Batch {
    let mut batch = Batch::default();
    batch.delete(path, version, None);
    batch
}

/// Commits what has to land, and returns the version it gave.
fn land(store: &mut dyn Store, batch: &Batch) -> Version {
    Version(store.commit(batch).unwrap_or_else(|error| panic!("{batch:?}: {error}")).revision)
}

/// Creates keys in as few commits as the backend allows.
fn seed(store: &mut dyn Store, keys: impl IntoIterator<Item = (String, String)>) {
    let Capabilities { max_ops, max_guards, .. } = store.capabilities();
    let size = max_ops.min(max_guards).min(100);
    let mut keys = keys.into_iter();
    let mut batches = std::iter::from_fn(|| {
        let mut batch = Batch::default();
        for (path, value) in keys.by_ref().take(size) {
            batch.create(path, value.into_bytes());
        }
        (!batch.ops.is_empty()).then_some(batch)
    });
    store.commit_all(&mut batches, &mut |at, result| {
        result.unwrap_or_else(|error| panic!("batch {at}: {error}"));
    });
}

/// Expects a conflict on exactly these keys or prefixes.
#[track_caller]
fn expect_conflict(store: &mut dyn Store, batch: &Batch, mut expected: Vec<&str>) {
    match store.commit(batch) {
        Err(StoreError::Conflict { mut paths }) => {
            paths.sort();
            expected.sort_unstable();
            assert_eq!(paths, expected);
        }
        other => panic!("expected a conflict on {expected:?}, not {other:?}"),
    }
}

/// Expects that the backend says it cannot do this.
#[track_caller]
fn expect_unsupported(store: &mut dyn Store, batch: &Batch) {
    let result = store.commit(batch);
    assert!(matches!(result, Err(StoreError::Unsupported { .. })), "expected a refusal, not {result:?}");
}
