//! The APIs of one etcd, side by side: each has users of its own.

use clap::ValueEnum;

use crate::access::plan::api_word;
use crate::error::{CommandError, ErrorKind};
use crate::session::Session;
use crate::session::options::DatastoreChoice;
use crate::store::auth::Auth;
use crate::store::connection::Connection;
use crate::store::{Kind, Store, StoreError};

/// One of etcd's APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ApiChoice {
    /// etcd's v2 API, Calico's
    V2,
    /// etcd's v3 API, Kubernetes'
    V3,
}

impl ApiChoice {
    /// Returns it as a kind of store.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::V2 => Kind::Etcdv2,
            Self::V3 => Kind::Etcdv3,
        }
    }
}

/// One API that is served.
pub(super) struct Api {
    pub(super) kind: Kind,
    pub(super) store: Box<dyn Store + Send>,
    /// Whether users must say who they are.
    pub(super) enabled: bool,
}

impl Api {
    /// The word for it.
    pub(super) fn word(&self) -> &'static str {
        api_word(self.kind)
    }

    /// Its users and roles; `None` where we may not see them.
    ///
    /// # Errors
    /// Where it cannot be asked.
    pub(super) fn auth(&mut self) -> Result<Option<Auth>, CommandError> {
        match self.store.auth() {
            Ok(auth) => Ok(Some(auth)),
            Err(StoreError::Denied { .. }) => Ok(None),
            Err(err) => Err(err.into()),
        }
    }
}

/// Opens every API that the etcd of a connection serves, v2 first.
///
/// # Errors
/// Where none answers, or the datastore is a file, which has no users.
pub(super) fn open(session: &mut Session, connection: &Connection) -> Result<Vec<Api>, CommandError> {
    if session.settings.datastore == DatastoreChoice::File {
        return Err(match session.store()?.auth() {
            Err(err) => CommandError::from(err).hint("--endpoints names an etcd, which has"),
            Ok(_) => CommandError::new(ErrorKind::Refused, "a file has no users and roles"),
        });
    }
    let mut apis = Vec::new();
    let mut fault = None;
    for kind in [Kind::Etcdv2, Kind::Etcdv3] {
        let mut store = session.open_api(kind, connection.clone())?;
        match store.auth_enabled() {
            Ok(enabled) => apis.push(Api { kind, store, enabled }),
            // An API that is off has nobody to keep out.
            Err(err @ StoreError::WrongApi { .. }) => fault = fault.or(Some(err)),
            Err(err) => return Err(err.into()),
        }
    }
    match (apis.is_empty(), fault) {
        (true, Some(err)) => Err(err.into()),
        _ => Ok(apis),
    }
}

/// Says of each API whether it asks for users.
pub(super) fn told(apis: &[Api]) -> String {
    let each: Vec<String> =
        apis.iter().map(|api| format!("{} authentication {}", api.word(), on_off(api.enabled))).collect();
    each.join(", ")
}

/// The word for whether authentication is on.
pub(super) const fn on_off(enabled: bool) -> &'static str {
    if enabled { "on" } else { "off" }
}
