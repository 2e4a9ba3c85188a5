//! How to reach an etcd: endpoints, identity, time.

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::Deserialize;

/// A password. Neither its `Debug` nor any message shows it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes a password out of sight.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Shows the password to the one call that sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(secret)")
    }
}

/// How to reach an etcd, over either API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// Base addresses such as `https://10.0.0.1:2379`, tried in this order, all of one scheme, without
    /// credentials, path or trailing `/`.
    pub endpoints: Vec<String>,
    /// PEM file of the authorities that the server's certificate must come from; the system's where absent.
    pub cacert: Option<PathBuf>,
    /// PEM file of our certificate.
    pub cert: Option<PathBuf>,
    /// PEM file of its key.
    pub key: Option<PathBuf>,
    /// User name.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// Time that one request may take in all, failover to other endpoints included.
    pub timeout: Duration,
    /// Writes a second at most where a watcher could miss some (v2); 0 does not pace.
    pub rate: u32,
}

impl Default for Connection {
    fn default() -> Self {
        Self {
            endpoints: vec!["http://127.0.0.1:2379".to_owned()],
            cacert: None,
            cert: None,
            key: None,
            user: None,
            password: None,
            timeout: Duration::from_secs(5),
            rate: Self::DEFAULT_RATE,
        }
    }
}

impl Connection {
    /// Writes a second on v2 unless told otherwise. etcd keeps the last 1,000 events for watchers, over all keys.
    /// Measured with a watcher that makes a connection for every event and needs 5 ms besides, over 2,000 writes: at
    /// 100 and 150 a second it was never further behind than the first burst of 200; at 200 a second by 306, and
    /// growing; at 300 by 949, on the edge. One that works 10 ms an event handles 92 a second: at this rate it
    /// loses 8 a second, and lasts for some 10,000 writes.
    pub const DEFAULT_RATE: u32 = 100;

    /// Returns the endpoints as one word for messages.
    pub fn address(&self) -> String {
        self.endpoints.join(",")
    }

    /// Tells whether the endpoints want TLS.
    pub fn is_tls(&self) -> bool {
        self.endpoints.iter().any(|endpoint| endpoint.starts_with("https://"))
    }
}

/// The moment by which something has to be done, shared by every attempt at it.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Instant);

impl Deadline {
    /// Starts the clock.
    pub fn after(timeout: Duration) -> Self {
        Self(Instant::now() + timeout)
    }

    /// Returns the time left; `None` when it is over.
    pub fn left(self) -> Option<Duration> {
        self.0.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
    }
}
