//! What a failed request to etcd means: whether anything was done, and whether another endpoint may do better.

use std::error::Error;
use std::io;
use std::time::Duration;

use tonic::{Code, ConnectError, Status};

use crate::store::tls::{HUNG_UP_IN_HANDSHAKE, TlsMaterial};
use crate::store::{Kind, Revision, StoreError};

/// Why a request to one endpoint failed. Details are one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No connection could be made: nothing was sent.
    Connect(String),
    /// The connection broke, or no answer came: what was sent may have been done.
    Broken(String),
    /// No secure connection could be made: nothing was done.
    Tls(String),
    /// What answers is not this API: nothing was done.
    WrongApi(String),
    /// The member has no leader to turn to, or too much to do: nothing was done, later it may be.
    NotNow(String),
    /// etcd gave up waiting for its cluster: what was sent may have been done.
    Unsettled(String),
    /// Our token is of a time before users or roles were changed: nothing was done, a new one is needed.
    StaleToken(String),
    /// We may not: nothing was done.
    Denied(String),
    /// etcd takes no writes: nothing was done.
    Full(String),
    /// The revision that was asked for is gone.
    Compacted,
    /// etcd finds fault with the request: nothing was done.
    Rejected(String),
}

impl Fault {
    /// Reads a client error.
    pub(super) fn new(error: &etcd_client::Error, tls: Option<&TlsMaterial>) -> Self {
        match error {
            etcd_client::Error::GRpcStatus(status) => Self::of_status(status, tls),
            etcd_client::Error::TransportError(error) => Self::of_transport(error, tls),
            other => Self::Rejected(one_line(&other.to_string())),
        }
    }

    /// Makes the fault of a request that got no answer in its time.
    pub(super) fn silent(waited: Duration) -> Self {
        Self::Broken(format!("no answer within {}", seconds(waited)))
    }

    /// Reads the error of a connection that is being made.
    pub(super) fn of_transport(error: &(dyn Error + 'static), tls: Option<&TlsMaterial>) -> Self {
        if let Some(line) = tls.and_then(|tls| tls.explain(error)) {
            return Self::Tls(line);
        }
        let cause = cause(error);
        if cause.contains("HTTP/2 was not negotiated") {
            return Self::WrongApi("the TLS server does not offer HTTP/2, which gRPC needs".to_owned());
        }
        Self::Connect(cause)
    }

    /// Says what it means that a connection could not be made: where TLS is wanted, a server that hangs up has met
    /// the handshake and nothing else.
    pub(super) fn of_connect(error: &(dyn Error + 'static), tls: Option<&TlsMaterial>) -> Self {
        match Self::of_transport(error, tls) {
            Self::Connect(cause) if tls.is_some() && cause == HUNG_UP => Self::Tls(HUNG_UP_IN_HANDSHAKE.to_owned()),
            fault => fault,
        }
    }

    fn of_status(status: &Status, tls: Option<&TlsMaterial>) -> Self {
        if let Some(source) = status.source() {
            let never_connected = chain(source).any(|error| error.is::<ConnectError>());
            return match Self::of_transport(source, tls) {
                Self::Connect(cause) if !never_connected => Self::Broken(cause),
                fault => fault,
            };
        }
        let message = one_line(status.message());
        let says = |text: &str| message.contains(text);
        match status.code() {
            _ if says("required revision has been compacted") => Self::Compacted,
            _ if says("revision of auth store is old") => Self::StaleToken(message),
            Code::Unauthenticated => Self::StaleToken(message),
            Code::PermissionDenied => Self::Denied(message),
            Code::InvalidArgument if says("authentication failed") || says("user name is empty") => {
                Self::Denied(message)
            }
            Code::ResourceExhausted if says("database space exceeded") => Self::Full(message),
            Code::ResourceExhausted if says("too many requests") => Self::NotNow(message),
            Code::DataLoss => Self::Full(message),
            // Not a word of what was asked has reached the log of the cluster.
            Code::Unavailable if says("no leader") || says("unhealthy cluster") => Self::NotNow(message),
            Code::Unavailable if says("not capable") => Self::WrongApi(message),
            Code::Unavailable | Code::Cancelled | Code::DeadlineExceeded | Code::Unknown => {
                if says("grpc-status header missing") { Self::WrongApi(message) } else { Self::Unsettled(message) }
            }
            Code::FailedPrecondition if says("not leader") => Self::NotNow(message),
            Code::Unimplemented => Self::WrongApi(message),
            // tonic's own word for frames that it cannot read.
            Code::Internal if !says("etcdserver") => Self::Broken(message),
            _ => Self::Rejected(message),
        }
    }

    /// Tells whether etcd has spoken: every other endpoint would say the same.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Denied(_) | Self::Full(_) | Self::Compacted | Self::Rejected(_))
    }

    /// Tells whether the same request may succeed a moment later.
    pub(super) fn passes(&self) -> bool {
        matches!(self, Self::NotNow(_) | Self::Unsettled(_) | Self::StaleToken(_))
    }

    /// Tells whether a write that ended so has certainly not been done.
    pub(super) fn leaves_nothing_done(&self) -> bool {
        !matches!(self, Self::Broken(_) | Self::Unsettled(_))
    }

    /// Returns the line that says why.
    pub(super) fn detail(&self) -> &str {
        match self {
            Self::Connect(detail)
            | Self::Broken(detail)
            | Self::Tls(detail)
            | Self::WrongApi(detail)
            | Self::NotNow(detail)
            | Self::Unsettled(detail)
            | Self::StaleToken(detail)
            | Self::Denied(detail)
            | Self::Full(detail)
            | Self::Rejected(detail) => detail,
            Self::Compacted => "the revision is compacted",
        }
    }

    /// Makes the error that a caller sees; `revision` is what a compacted request asked for.
    pub(super) fn into_error(self, address: &str, revision: Revision) -> StoreError {
        let address = address.to_owned();
        match self {
            Self::Connect(detail) | Self::Broken(detail) | Self::NotNow(detail) | Self::Unsettled(detail) => {
                StoreError::Unreachable { address, detail }
            }
            Self::Tls(detail) => StoreError::Tls { address, detail },
            Self::WrongApi(detail) => StoreError::WrongApi { address, kind: Kind::Etcdv3, detail },
            Self::Denied(detail) | Self::StaleToken(detail) => StoreError::Denied { address, detail },
            Self::Full(detail) => StoreError::ReadOnly { address, detail },
            Self::Compacted => StoreError::Compacted { revision },
            Self::Rejected(why) => StoreError::Invalid { why },
        }
    }
}

/// Makes one error of what every endpoint failed with.
pub(super) fn none_left(faults: &[(&str, Fault)], address: &str) -> StoreError {
    let all = |test: fn(&Fault) -> bool| !faults.is_empty() && faults.iter().all(|(_, fault)| test(fault));
    let detail = match faults {
        [] => "no endpoint is named".to_owned(),
        [(_, fault)] => fault.detail().to_owned(),
        several => {
            let each: Vec<_> =
                several.iter().map(|(endpoint, fault)| format!("{endpoint}: {}", fault.detail())).collect();
            each.join("; ")
        }
    };
    let fault = if all(|fault| matches!(fault, Fault::Tls(_))) {
        Fault::Tls(detail)
    } else if all(|fault| matches!(fault, Fault::WrongApi(_))) {
        Fault::WrongApi(detail)
    } else if all(|fault| matches!(fault, Fault::StaleToken(_))) {
        Fault::StaleToken(detail)
    } else {
        Fault::Connect(detail)
    };
    fault.into_error(address, 0)
}

/// Walks an error and its sources.
pub(super) fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| (**error).source())
}

const HUNG_UP: &str = "the server closed the connection";

/// Finds the words that tell most: the system's where it said something, else the innermost ones.
fn cause(error: &(dyn Error + 'static)) -> String {
    let mut told = error.to_string();
    for error in chain(error) {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            match error.kind() {
                io::ErrorKind::ConnectionRefused => return "connection refused".to_owned(),
                io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe => {
                    return HUNG_UP.to_owned();
                }
                io::ErrorKind::HostUnreachable => return "no route to the host".to_owned(),
                io::ErrorKind::NetworkUnreachable => return "the network is unreachable".to_owned(),
                io::ErrorKind::TimedOut => return "no answer to the attempt to connect".to_owned(),
                _ => {}
            }
        }
        told = error.to_string();
    }
    let told = one_line(&told);
    match told.split_once(" (os error") {
        Some((words, _)) => words.to_owned(),
        None => told,
    }
}

/// Keeps foreign words on one line, without control characters.
pub(super) fn one_line(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.trim().to_owned()
}

/// Writes a time as people say it.
pub(super) fn seconds(time: Duration) -> String {
    let text = format!("{:.2}", time.as_secs_f64());
    format!("{} s", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: Code, message: &str) -> Fault {
        Fault::new(&etcd_client::Error::GRpcStatus(Status::new(code, message)), None)
    }

    #[test]
    fn a_write_counts_as_not_done_only_where_etcd_never_began_it() {
        let cases = [
            (Code::Unavailable, "etcdserver: no leader", true),
            (Code::ResourceExhausted, "etcdserver: too many requests", true),
            (Code::ResourceExhausted, "etcdserver: mvcc: database space exceeded", true),
            (Code::InvalidArgument, "etcdserver: request is too large", true),
            (Code::InvalidArgument, "etcdserver: user name is empty", true),
            (Code::InvalidArgument, "etcdserver: revision of auth store is old", true),
            (Code::PermissionDenied, "etcdserver: permission denied", true),
            (Code::Unavailable, "etcdserver: request timed out", false),
            (Code::Unavailable, "etcdserver: leader changed", false),
            (Code::Unavailable, "etcdserver: server stopped", false),
            (Code::Cancelled, "context canceled", false),
            (Code::Unknown, "anything", false),
        ];
        for (code, message, nothing_done) in cases {
            assert_eq!(told(code, message).leaves_nothing_done(), nothing_done, "{message}");
        }
        assert!(!Fault::silent(Duration::from_secs(5)).leaves_nothing_done());
    }

    #[test]
    fn what_etcd_says_keeps_its_meaning() {
        assert_eq!(told(Code::OutOfRange, "etcdserver: mvcc: required revision has been compacted"), Fault::Compacted);
        assert!(matches!(
            told(Code::InvalidArgument, "etcdserver: authentication failed, invalid user ID or password"),
            Fault::Denied(_)
        ));
        assert!(matches!(told(Code::Unimplemented, "unknown service"), Fault::WrongApi(_)));
        assert!(matches!(told(Code::InvalidArgument, "etcdserver: key is not provided"), Fault::Rejected(_)));
    }

    #[test]
    fn every_endpoint_is_named_with_its_reason() {
        let refused = Fault::Connect("connection refused".to_owned());
        let one = none_left(&[("http://a:1", refused.clone())], "http://a:1");
        assert_eq!(one.to_string(), "cannot reach the datastore at http://a:1: connection refused");
        let faults = [("http://a:1", refused), ("http://b:1", Fault::silent(Duration::from_millis(2500)))];
        let two = none_left(&faults, "http://a:1,http://b:1").to_string();
        assert!(two.ends_with("http://a:1: connection refused; http://b:1: no answer within 2.5 s"), "{two}");
    }

    #[test]
    fn a_kind_is_named_only_where_all_agree() {
        let tls = Fault::Tls("wrong name".to_owned());
        let all = none_left(&[("a", tls.clone()), ("b", tls.clone())], "a,b");
        assert!(matches!(all, StoreError::Tls { .. }));
        let mixed = none_left(&[("a", tls), ("b", Fault::Connect("refused".to_owned()))], "a,b");
        assert!(matches!(mixed, StoreError::Unreachable { .. }));
    }
}
