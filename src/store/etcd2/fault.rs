//! What can go wrong with one request at one endpoint, and what that means for the whole.

use std::error::Error as _;
use std::io;
use std::time::Duration;

use super::answer::ApiError;
use super::resolver::Unresolved;
use crate::store::tls::TlsMaterial;
use crate::store::{Kind, StoreError};

/// A request that one endpoint did not answer as it should.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) kind: FaultKind,
    /// Why, in one line.
    pub(super) detail: String,
    /// Whether the request may have been carried out all the same.
    pub(super) sent: bool,
}

/// What a [`Fault`] means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// No answer, or a part of one. Another endpoint may do better.
    Unreachable,
    /// The connection was closed before the whole answer had come. Another try may do better.
    Broken,
    /// No secure connection. Another endpoint may do better.
    Tls,
    /// What answers is not this API. Another endpoint may do better.
    WrongApi,
    /// The cluster has no leader just now, or took too long. Later it may do better.
    Busy,
    /// We may not.
    Denied,
    /// An answer that does not parse.
    Malformed,
    /// The answer is a refusal by etcd's own code.
    Refused(ApiError),
}

impl Fault {
    /// Makes a fault of a request that was not carried out.
    pub(super) fn unsent(kind: FaultKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), sent: false }
    }

    /// Makes a fault of a request that may have been carried out.
    pub(super) fn sent(kind: FaultKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), sent: true }
    }

    /// Tells whether the next endpoint is worth asking.
    pub(super) fn is_of_the_endpoint(&self) -> bool {
        match self.kind {
            FaultKind::Unreachable | FaultKind::Broken | FaultKind::Tls | FaultKind::WrongApi | FaultKind::Busy => true,
            FaultKind::Denied | FaultKind::Malformed | FaultKind::Refused(_) => false,
        }
    }

    /// Says what a failed exchange means, `budget` being the time that the endpoint was given.
    pub(super) fn of_exchange(error: &ureq::Error, tls: Option<&TlsMaterial>, budget: Duration) -> Self {
        let explained = tls.and_then(|tls| match error {
            // Its own source() skips what these two wrap.
            ureq::Error::Io(error) => tls.explain(error),
            ureq::Error::Rustls(error) => tls.explain(error),
            other => tls.explain(other),
        });
        if let Some(detail) = explained {
            // Even a refusal after the handshake comes before the request is looked at.
            return Self::unsent(FaultKind::Tls, detail);
        }
        match error {
            // The handshake ends with this bare error where the server hung up; later there are words with it.
            ureq::Error::Io(error)
                if tls.is_some() && error.kind() == io::ErrorKind::UnexpectedEof && error.get_ref().is_none() =>
            {
                Self::unsent(FaultKind::Tls, "the server hung up during the handshake; does this port want http:// ?")
            }
            ureq::Error::Timeout(ureq::Timeout::Resolve) => {
                Self::unsent(FaultKind::Unreachable, format!("the host name was not found within {}", seconds(budget)))
            }
            ureq::Error::Timeout(ureq::Timeout::Connect) => {
                Self::unsent(FaultKind::Unreachable, format!("no connection within {}", seconds(budget)))
            }
            ureq::Error::Timeout(_) => {
                Self::sent(FaultKind::Unreachable, format!("no answer within {}", seconds(budget)))
            }
            ureq::Error::HostNotFound => Self::unsent(FaultKind::Unreachable, "host not found"),
            ureq::Error::Other(other) if other.is::<Unresolved>() => {
                Self::unsent(FaultKind::Unreachable, other.to_string())
            }
            ureq::Error::Io(error) => Self::of_io(error, budget),
            ureq::Error::Tls(why) => Self::unsent(FaultKind::Tls, *why),
            ureq::Error::BadUri(_) | ureq::Error::InvalidProxyUrl | ureq::Error::TlsRequired => {
                Self::unsent(FaultKind::Unreachable, error.to_string())
            }
            ureq::Error::Http(why) => Self::unsent(FaultKind::Unreachable, format!("not an address: {why}")),
            ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => {
                Self::sent(FaultKind::WrongApi, format!("what answers does not speak HTTP/1.1 ({})", one_line(error)))
            }
            other => Self::sent(FaultKind::Unreachable, one_line(other)),
        }
    }

    /// Says what it means that reading or writing failed.
    pub(super) fn of_io(error: &io::Error, budget: Duration) -> Self {
        if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>()) {
            return Self::of_exchange(inner, None, budget);
        }
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::unsent(FaultKind::Unreachable, "connection refused"),
            io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::NetworkDown
            | io::ErrorKind::AddrNotAvailable => Self::unsent(FaultKind::Unreachable, one_line(error)),
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
                Self::sent(FaultKind::Unreachable, format!("no answer within {}", seconds(budget)))
            }
            io::ErrorKind::UnexpectedEof => Self::sent(FaultKind::Broken, "the server hung up"),
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
                Self::sent(FaultKind::Broken, "the connection broke")
            }
            _ => Self::sent(FaultKind::Unreachable, one_line(error)),
        }
    }

    /// Says what it means that an answer's body could not be read as JSON.
    pub(super) fn of_json(error: serde_json::Error, budget: Duration) -> Self {
        match error.classify() {
            serde_json::error::Category::Io => {
                let error = io::Error::from(error);
                let error = match error.source().and_then(|source| source.downcast_ref::<io::Error>()) {
                    Some(inner) => inner,
                    None => &error,
                };
                Self::of_io(error, budget)
            }
            serde_json::error::Category::Eof => Self::sent(FaultKind::Broken, "the answer breaks off"),
            serde_json::error::Category::Syntax | serde_json::error::Category::Data => {
                Self::sent(FaultKind::Malformed, one_line(&error))
            }
        }
    }
}

/// The faults of every endpoint that was tried, as one error. `faults` is not empty.
pub(super) fn conclude(address: String, faults: &[(String, Fault)]) -> StoreError {
    let all = |kind: FaultKind| !faults.is_empty() && faults.iter().all(|(_, fault)| fault.kind == kind);
    let (tls, wrong) = (all(FaultKind::Tls), all(FaultKind::WrongApi));
    let detail = match faults {
        [(_, only)] => only.detail.clone(),
        several => {
            let lines: Vec<_> = several.iter().map(|(url, fault)| format!("{url}: {}", fault.detail)).collect();
            lines.join("; ")
        }
    };
    if tls {
        StoreError::Tls { address, detail }
    } else if wrong {
        StoreError::WrongApi { address, kind: Kind::Etcdv2, detail }
    } else {
        StoreError::Unreachable { address, detail }
    }
}

/// Prints a time as people say it.
pub(super) fn seconds(time: Duration) -> String {
    let millis = time.as_millis();
    if millis < 1000 { format!("{millis} ms") } else { format!("{:.1} s", time.as_secs_f64()).replace(".0 s", " s") }
}

/// Takes what others wrote into one line of ours.
pub(super) fn one_line(text: &impl ToString) -> String {
    let text = text.to_string();
    let words: Vec<_> = text.split(|char: char| char.is_whitespace() || char.is_control()).collect();
    let mut line: String = words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 200 {
        line = line.chars().take(200).chain(std::iter::once('…')).collect();
    }
    line
}
