//! Where checks and switch-ons are remembered: in the keyspace of the first API that is served, Calico's where there is one.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::apis::Api;
use crate::access::record::{CHECKS, Check, SWITCH, Switch, check_path};
use crate::error::{CommandError, ErrorKind};
use crate::store::{Batch, Entry, Kind, Scope, Store, StoreError, Version, Want};

/// How often a record is written again that somebody else has written meanwhile.
const TRIES: usize = 5;

/// A document, and the version that was read.
pub(super) struct Found<T> {
    pub(super) doc: T,
    version: Version,
}

fn parse<T: DeserializeOwned>(entry: &Entry) -> Result<Found<T>, CommandError> {
    let doc = serde_json::from_slice(&entry.value).map_err(|why| {
        CommandError::new(ErrorKind::BadData, format!("{}: {why}", entry.path))
            .key(&entry.path)
            .hint(format!("`calicross key get {}` shows it", entry.path))
    })?;
    Ok(Found { doc, version: entry.version })
}

fn bytes(doc: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(doc).unwrap_or_default()
}

/// Returns the last switch-on, where there was one.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn switch(store: &mut dyn Store) -> Result<Option<Found<Switch>>, CommandError> {
    let snapshot = store.read(&[Scope::key(SWITCH)], Want::Values)?;
    snapshot.get(SWITCH).map(parse).transpose()
}

/// Writes a switch-on over what was read.
///
/// # Errors
/// [`StoreError::Conflict`] where somebody else was faster.
pub(super) fn put_switch(
    store: &mut dyn Store,
    known: Option<&Found<Switch>>,
    switch: &Switch,
) -> Result<(), StoreError> {
    let mut batch = Batch::default();
    match known {
        Some(found) => batch.replace(SWITCH, found.version, bytes(switch)),
        None => batch.create(SWITCH, bytes(switch)),
    }
    store.commit(&batch).map(drop)
}

/// Remembers a check.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn put_check(store: &mut dyn Store, api: Kind, user: &str, check: &Check) -> Result<(), StoreError> {
    let path = check_path(api, user);
    let mut last = StoreError::Conflict { paths: vec![path.clone()] };
    for _ in 0..TRIES {
        let snapshot = store.read(&[Scope::key(&path)], Want::Keys)?;
        let mut batch = Batch::default();
        match snapshot.get(&path) {
            Some(entry) => batch.replace(&path, entry.version, bytes(check)),
            None => batch.create(&path, bytes(check)),
        }
        match store.commit(&batch) {
            Ok(_) => return Ok(()),
            Err(err @ StoreError::Conflict { .. }) => last = err,
            Err(err) => return Err(err),
        }
    }
    Err(last)
}

/// Every check that is remembered.
pub(super) struct Checks(Vec<(String, Check)>);

impl Checks {
    /// Reads them; one that cannot be read counts for nothing.
    ///
    /// # Errors
    /// Where the datastore cannot be read.
    pub(super) fn read(store: &mut dyn Store) -> Result<Self, CommandError> {
        let snapshot = store.read(&[Scope::under(CHECKS)], Want::Values)?;
        let found = snapshot.entries().iter();
        Ok(Self(found.filter_map(|entry| Some((entry.path.clone(), parse(entry).ok()?.doc))).collect()))
    }

    /// Returns the last check of a user in an API.
    pub(super) fn of(&self, api: Kind, user: &str) -> Option<&Check> {
        let path = check_path(api, user);
        self.0.iter().find(|(known, _)| *known == path).map(|(_, check)| check)
    }
}

/// The store of the first API.
///
/// # Errors
/// Where no API is served.
pub(super) fn of(apis: &mut [Api]) -> Result<&mut dyn Store, CommandError> {
    match apis.first_mut() {
        Some(api) => Ok(api.store.as_mut()),
        None => Err(CommandError::new(ErrorKind::Unreachable, "no API of etcd answers")),
    }
}
