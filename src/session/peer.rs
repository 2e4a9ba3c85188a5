//! A second datastore beside the one that a command works on: read, never written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;

use super::{CLUSTER_GUID, Session, open, state};
use crate::error::{CommandError, ErrorKind};
use crate::hybrid::peer::{Finding, Seen, lost};
use crate::model::key::escape;
use crate::store::open::{Opened, holds_calico};
use crate::store::{Kind, Scope, Snapshot, Store, Want};

/// A datastore that a context of the configuration file names.
pub struct Peer {
    context: String,
    opened: Opened,
}

/// What became of a peer since it was last seen from here.
pub struct Sight {
    /// When that was and what it was then; `None` the first time.
    pub before: Option<Seen>,
    /// That it has lost its state since, where it has.
    pub lost: Option<Finding>,
    now: Seen,
}

impl Session {
    /// Opens the datastore of another context.
    ///
    /// # Errors
    /// Where there is no such context, it cannot be reached, or it is the very datastore that the command works on.
    pub fn peer(&mut self, context: &str) -> Result<Peer, CommandError> {
        let within = |err: CommandError| err.within(&format!("peer {context}"));
        let settings = self.settings.of_context(context).map_err(within)?;
        let own = self.store()?;
        let this = (own.kind(), own.identity()?);
        // The file of an embedded store lets one in at a time, and may be the same.
        own.release();
        let mut opened = open(&settings, settings.commit_timeout, &self.command).map_err(within)?;
        if let Some(doubt) = &opened.doubt {
            self.ui.warn(&format!("peer {context}: {doubt}; reading {}", opened.store.kind()));
        }
        let other = (opened.store.kind(), opened.store.identity().map_err(|err| within(err.into()))?);
        opened.store.release();
        if this == other {
            return Err(CommandError::new(ErrorKind::Usage, format!("peer {context} is this very datastore"))
                .object(format!("context {context}"))
                .hint("--peer names the other one of the two; --context the one that is worked on"));
        }
        Ok(Peer { context: context.to_owned(), opened })
    }
}

impl Peer {
    /// The name of its context.
    pub fn context(&self) -> &str {
        &self.context
    }

    /// Which API or file it is.
    pub fn kind(&self) -> Kind {
        self.opened.store.kind()
    }

    /// Its address, for people.
    pub fn address(&self) -> String {
        self.opened.store.address()
    }

    /// Reads scopes at one moment.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(&mut self, scopes: &[Scope]) -> Result<Snapshot, CommandError> {
        self.with(|store| Ok(store.read(scopes, Want::Values)?))
    }

    fn with<T>(&mut self, work: impl FnOnce(&mut dyn Store) -> Result<T, CommandError>) -> Result<T, CommandError> {
        let done = work(self.opened.store.as_mut());
        self.opened.store.release();
        done.map_err(|err| err.within(&format!("peer {}", self.context)))
    }

    /// Holds the datastore against what it was when it was last looked at from here.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn sight(&mut self) -> Result<Sight, CommandError> {
        // First: what somebody else keeps in mind meanwhile may be younger than what is seen here.
        let before = self.remembered().remove(&self.address());
        let now = self.with(|store| {
            let snapshot = store.read(&[Scope::key(CLUSTER_GUID)], Want::Values)?;
            let guid = snapshot.get(CLUSTER_GUID).map(|entry| String::from_utf8_lossy(&entry.value).into_owned());
            let time = Timestamp::now();
            Ok(Seen {
                time: Timestamp::from_second(time.as_second()).unwrap_or(time).to_string(),
                datastore: store.kind(),
                identity: store.identity()?,
                cluster_guid: guid,
                revision: snapshot.revision(),
                holds_calico: holds_calico(store)?,
            })
        })?;
        let lost = before.as_ref().and_then(|before| lost(before, &now));
        Ok(Sight { before, lost, now })
    }

    /// Keeps in mind what was seen, on this host and for its user; what has lost its state only where that is `accepted`, for it
    /// would not be told a second time.
    ///
    /// # Errors
    /// Where it cannot be kept.
    pub fn remember(&self, sight: &Sight, accepted: bool) -> Result<(), CommandError> {
        let Some(path) = self.memory().filter(|_| accepted || sight.lost.is_none()) else { return Ok(()) };
        let mut all = self.remembered();
        all.insert(self.address(), sight.now.clone());
        let bytes = serde_json::to_vec(&all).unwrap_or_default();
        state::write_private(&path, &bytes).map_err(|err| {
            let message = format!("what was seen of peer {} cannot be kept at {}: {err}", self.context, path.display());
            CommandError::new(ErrorKind::Output, message)
        })
    }

    /// What was seen of the context, by its address: one that is made to name another datastore has lost nothing.
    fn remembered(&self) -> BTreeMap<String, Seen> {
        let read = self.memory().and_then(|path| serde_json::from_slice(&std::fs::read(path).ok()?).ok());
        read.unwrap_or_default()
    }

    fn memory(&self) -> Option<PathBuf> {
        Some(state::dir()?.join("peers").join(format!("{}.json", escape(&self.context))))
    }
}
