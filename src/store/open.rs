//! Which store is meant: the one named, or the one that holds Calico's data.

use std::path::PathBuf;
use std::time::Duration;

use super::backup::{self, BackupStore};
use super::connection::Connection;
use super::etcd2::Etcd2;
use super::etcd3::Etcd3;
use super::file::FileStore;
use super::{Kind, Scope, Store, StoreError, Want};

/// What tells a keyspace of Calico's v1 data from an empty one.
const CALICO_V1: &str = "/calico/v1/";

/// A store, and how sure it is that this one was meant.
pub struct Opened {
    /// The store.
    pub store: Box<dyn Store + Send>,
    /// Why writes to it must wait until somebody names the API; `None` where it is certain.
    pub doubt: Option<String>,
    /// What it is that takes no writes at all, such as a backup; `None` where it takes them.
    pub read_only: Option<String>,
}

/// Opens the embedded store, or a backup, which is only read. Others that hold it are waited for as long as `timeout`; `command` is what they
/// are shown about us.
///
/// # Errors
/// [`StoreError`] where the file cannot be one.
pub fn file(path: PathBuf, timeout: Duration, command: &str) -> Result<Opened, StoreError> {
    if backup::is_backup(&path) {
        let store = BackupStore::open(&path)?;
        let read_only = Some(format!("{} is a backup", path.display()));
        return Ok(Opened { store: Box::new(store), doubt: None, read_only });
    }
    let store = FileStore::open(path, timeout, command.to_owned())?;
    Ok(Opened { store: Box::new(store), doubt: None, read_only: None })
}

/// Opens one of etcd's APIs.
///
/// # Errors
/// [`StoreError`] where the connection's files cannot be read.
pub fn etcd(kind: Kind, connection: Connection) -> Result<Opened, StoreError> {
    let store: Box<dyn Store + Send> = match kind {
        Kind::Etcdv2 => Box::new(Etcd2::open(connection)?),
        _ => Box::new(Etcd3::open(connection)?),
    };
    Ok(Opened { store, doubt: None, read_only: None })
}

/// The key that every datastore of Calico has.
const READY: &str = "/calico/v1/Ready";

/// Tells whether a store holds Calico's v1 data.
///
/// # Errors
/// [`StoreError`] where it cannot be asked.
pub fn holds_calico(store: &mut dyn Store) -> Result<bool, StoreError> {
    // etcd v3 counts all keys of a range even when it is asked for one of them: 100,000 of them take as long as a whole command
    // otherwise does. The one key answers for nearly every datastore.
    let ready = store.read(&[Scope::key(READY)], Want::Keys)?;
    Ok(ready.get(READY).is_some() || store.holds(CALICO_V1)?)
}

/// Opens the API of an etcd that holds `/calico/v1`. The components of this data model read v2 only, and the two
/// keyspaces of one etcd never meet: a change in the wrong one is a change that no Felix sees. Where both or neither
/// hold it, the store comes with a doubt.
///
/// # Errors
/// [`StoreError`] where neither API could be asked.
pub fn auto(connection: &Connection) -> Result<Opened, StoreError> {
    let other = connection.clone();
    // Side by side: together they take as long as the slower one.
    let v2 = std::thread::spawn(move || Etcd2::open(other).map(|mut store| (holds_calico(&mut store), store)));
    let mut v3 = Etcd3::open(connection.clone())?;
    let in_v3 = holds_calico(&mut v3);
    let unasked = || {
        Err(StoreError::Unreachable { address: connection.address(), detail: "the v2 API was not asked".to_owned() })
    };
    let (in_v2, v2) = v2.join().unwrap_or_else(|_| unasked())?;
    let v2_off = matches!(in_v2, Err(StoreError::WrongApi { .. }));
    let v3_off = matches!(in_v3, Err(StoreError::WrongApi { .. }));
    let (take_v2, doubt) = match (&in_v2, &in_v3) {
        (Ok(true), Ok(false)) => (true, None),
        (Ok(false), Ok(true)) => (false, None),
        (Ok(true), Err(_)) if v3_off => (true, None),
        (Err(_), Ok(true)) if v2_off => (false, None),
        (Ok(true), Ok(true)) => (true, Some("both of etcd's APIs hold /calico/v1".to_owned())),
        (Ok(false), Ok(false)) => (true, Some("neither of etcd's APIs holds /calico/v1".to_owned())),
        (Ok(false), Err(_)) if v3_off => (true, Some("etcd holds no /calico/v1".to_owned())),
        (Err(_), Ok(false)) if v2_off => (false, Some("etcd holds no /calico/v1, and its v2 API is off".to_owned())),
        // An API that is empty is no answer while the other one keeps to itself.
        (Ok(false), Err(err)) | (Err(err), Ok(false)) => return Err(err.clone()),
        (Ok(true), Err(err)) => (true, Some(format!("the v3 API could not be asked: {err}"))),
        (Err(err), Ok(true)) => (false, Some(format!("the v2 API could not be asked: {err}"))),
        // The v2 API speaks plain HTTP: what it says of the connection is the more precise.
        (Err(err), Err(_)) if !v2_off => return Err(err.clone()),
        (Err(_), Err(err)) => return Err(err.clone()),
    };
    let store: Box<dyn Store + Send> = if take_v2 { Box::new(v2) } else { Box::new(v3) };
    Ok(Opened { store, doubt, read_only: None })
}
