//! How a store is doing.

use std::time::Duration;

use serde::Serialize;

/// How a store is doing, as `ping` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Health {
    /// etcd's cluster id in hex, or the file's id.
    pub identity: String,
    /// The members as this cluster lists them; one for a file.
    pub members: Vec<Member>,
    /// Quota of the backend in bytes, where it is known.
    pub quota_bytes: Option<u64>,
    /// Alarms, such as `NOSPACE on 8e9e05c52164694d`.
    pub alarms: Vec<String>,
    /// Whether users must authenticate for this API; `None` where that cannot be learnt.
    pub auth_enabled: Option<bool>,
}

/// One member of a cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The member's name, or its id where it has none.
    pub name: String,
    /// Where clients reach it.
    pub endpoints: Vec<String>,
    /// Whether it leads; `None` where it did not say.
    pub leader: Option<bool>,
    /// The server's version.
    pub version: Option<String>,
    /// Size of its database in bytes.
    pub size_bytes: Option<u64>,
    /// How long it took to answer.
    pub latency: Option<Duration>,
    /// Why it did not answer.
    pub error: Option<String>,
}
