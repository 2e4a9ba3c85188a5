//! What can go wrong with a store.

use std::sync::Arc;

use thiserror::Error;

use super::{Kind, Revision};

/// What can go wrong with a store. Messages are one line and hold no credentials.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// No endpoint answered in time, or at all. `detail` says for each endpoint why.
    #[error("cannot reach the datastore at {address}: {detail}")]
    Unreachable {
        /// Where it was looked for.
        address: String,
        /// Why, in one line.
        detail: String,
    },
    /// The secure connection could not be made: certificate unknown, wrong name, plain text
    /// where TLS was expected or the other way round.
    #[error("no secure connection to {address}: {detail}")]
    Tls {
        /// Where.
        address: String,
        /// Why, in one line.
        detail: String,
    },
    /// The store answered that we may not.
    #[error("the datastore at {address} refused us: {detail}")]
    Denied {
        /// Where.
        address: String,
        /// What it said, in one line.
        detail: String,
    },
    /// What answers there is not this API.
    #[error("{address} does not speak {kind}: {detail}")]
    WrongApi {
        /// Where.
        address: String,
        /// What was expected.
        kind: Kind,
        /// What came instead, in one line.
        detail: String,
    },
    /// Guards that did not hold. Nothing was written.
    #[error("changed since it was read: {}", .paths.join(", "))]
    Conflict {
        /// Every key (or prefix) whose guard failed.
        paths: Vec<String>,
    },
    /// A write was sent, and whether it landed is not known.
    #[error("the connection to {address} broke during a write; it may or may not have landed: {detail}")]
    Unknown {
        /// Where.
        address: String,
        /// Why, in one line.
        detail: String,
    },
    /// A value that this backend cannot hold.
    #[error("{path}: {why}")]
    Value {
        /// The key.
        path: String,
        /// What is wrong with the value.
        why: String,
    },
    /// The store holds something under a name or of a form that cannot be handled: a key that is not
    /// UTF-8, an answer that does not parse.
    #[error("unreadable datastore content at {at}: {why}")]
    Malformed {
        /// The key, or the place in the answer.
        at: String,
        /// What is wrong.
        why: String,
    },
    /// The store is full, or holds off writes for another reason of its own.
    #[error("the datastore at {address} takes no writes: {detail}")]
    ReadOnly {
        /// Where.
        address: String,
        /// Why.
        detail: String,
    },
    /// The revision that was asked for is gone.
    #[error("revision {revision} is compacted")]
    Compacted {
        /// The revision.
        revision: Revision,
    },
    /// Another process holds the file and did not let go in time.
    #[error("{path} is in use by {holder}")]
    Busy {
        /// The file.
        path: String,
        /// Who holds it, as far as is known.
        holder: String,
    },
    /// What this backend cannot do at all.
    #[error("{kind} cannot do this: {what}")]
    Unsupported {
        /// What was asked.
        what: String,
        /// Of whom.
        kind: Kind,
    },
    /// Users or roles that cannot be changed so, as they stand.
    #[error("{kind} at {address} does not change its users and roles so: {why}")]
    Users {
        /// Where.
        address: String,
        /// Which API's.
        kind: Kind,
        /// What it said, in one line.
        why: String,
    },
    /// A batch that breaks the contract: a fault of the program, not of its user.
    #[error("invalid batch: {why}")]
    Invalid {
        /// What is wrong with it.
        why: String,
    },
    /// A file could not be read, written or made.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: Arc<std::io::Error>,
    },
}
