//! What was asked of a datastore's server beside its keys, and what was told. A file and a backup have no server.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::Given;
use crate::hybrid::peer;
use crate::model::json;
use crate::store::{Kind, Snapshot};

/// What a server answers.
#[derive(Clone, Debug)]
pub struct Server {
    /// The API that the datastore is read by.
    pub kind: Kind,
    /// The versions of its members, as far as they tell.
    pub versions: Vec<String>,
    /// Whether the v2 API holds a key of anybody's; `None` where it is off, or keeps that to itself.
    pub holds_v2: Option<bool>,
    /// What each API lets somebody do who has neither a name nor a certificate.
    pub strangers: Vec<Stranger>,
}

/// What an API lets somebody do who has neither a name nor a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// The API.
    pub api: Kind,
    /// Whether Calico's keys are shown.
    pub reads: bool,
    /// Whether Calico's keys may be written.
    pub writes: bool,
    /// Whether Kubernetes' keys are there and are shown: its Secrets are among them.
    pub reads_registry: bool,
}

/// What was seen of a datastore while it was watched.
#[derive(Clone, Debug)]
pub struct Watched {
    /// How long.
    pub time: Duration,
    /// By how much the datastore's revision grew meanwhile: the writes to any key of it.
    pub writes: u64,
    /// What the Felix of each host reported, in the order in which it came.
    pub reports: BTreeMap<String, Vec<Report>>,
}

/// A report of Felix about itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    /// When it was made, by the host's clock.
    pub time: Timestamp,
    /// When the Felix that made it had started, by the same clock.
    pub started: Timestamp,
}

impl Report {
    /// Reads the value of a host's `status`; `None` where it is no report.
    pub fn parse(value: &[u8]) -> Option<Self> {
        let value = json::parse(value).ok()?;
        let time: Timestamp = value.get("time")?.as_str()?.parse().ok()?;
        let uptime: f64 = match value.get("uptime")? {
            Value::Number(number) => number.as_str().parse().ok()?,
            _ => return None,
        };
        let uptime = jiff::SignedDuration::try_from_secs_f64(uptime).ok()?;
        Some(Self { time, started: time.checked_sub(uptime).ok()? })
    }
}

/// Another datastore of the same cloud.
#[derive(Clone, Debug)]
pub struct Peer {
    /// The context that names it.
    pub context: String,
    /// Its keys.
    pub snapshot: Arc<Snapshot>,
    /// That it has lost its state since it was last seen, where it has.
    pub lost: Option<peer::Finding>,
}

const NO_SERVER: &str = "only a server can be asked";
const NO_CLOCK: &str = "a file has no Felix that reports";

/// Why a check cannot look where nothing more was asked than was; `None` where it can.
pub fn not_applicable(id: &str, given: &Given) -> Option<&'static str> {
    let server = || given.server.is_none().then_some(NO_SERVER);
    let watched = |else_: &'static str| match (&given.watched, given.live) {
        (Some(_), _) => None,
        (None, true) => Some(else_),
        (None, false) => Some(NO_CLOCK),
    };
    match id {
        "dns-servers" => given.cluster_dns.is_empty().then_some("--cluster-dns names the cluster's DNS servers"),
        "two-felixes" => watched("--watch 60s looks at several reports of each host"),
        "v2-history" => match &given.server {
            Some(server) if server.kind != Kind::Etcdv2 => Some("only etcd's v2 API forgets changes by their number"),
            Some(_) => watched("--watch 60s counts what is written"),
            None => Some(NO_SERVER),
        },
        "v2-data" | "open-datastore" => server(),
        "peer" => given.peer.is_none().then_some("--peer names the other datastore"),
        _ => None,
    }
}

/// Reads an address of the cluster's DNS, as it is typed.
///
/// # Errors
/// What would be one.
pub fn parse_address(text: &str) -> Result<IpAddr, String> {
    text.trim().parse().map_err(|_| "expected an IP address such as 10.233.0.3".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::CHECKS;

    #[test]
    fn reports_and_when_their_felix_started() {
        let report = Report::parse(br#"{"uptime": 60.5, "first_update": false, "time": "2017-03-14T09:26:53Z"}"#);
        assert_eq!(report.unwrap().started.to_string(), "2017-03-14T09:25:52.5Z");
        let bad = ["", "[]", r#"{"time": "x", "uptime": 1}"#, r#"{"time": "2017-03-14T09:26:53Z", "uptime": "1"}"#];
        for bad in bad.into_iter().chain([r#"{"time": "2017-03-14T09:26:53Z", "uptime": 1e300}"#]) {
            assert_eq!(Report::parse(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn what_has_to_be_asked_for() {
        let without = |given: &Given| -> Vec<&str> {
            CHECKS.iter().map(|check| check.id).filter(|id| not_applicable(id, given).is_some()).collect()
        };
        let wanted = ["dns-servers", "two-felixes", "v2-data", "v2-history", "open-datastore", "peer"];
        assert_eq!(without(&Given::default()), wanted);
        let server = Server { kind: Kind::Etcdv3, versions: Vec::new(), holds_v2: None, strangers: Vec::new() };
        let given = Given { live: true, server: Some(server), ..Given::default() };
        assert_eq!(without(&given), ["dns-servers", "two-felixes", "v2-history", "peer"]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_fall(time in "[0-9TZ:.-]{0,24}|2017-03-14T09:26:53Z", uptime in proptest::num::f64::ANY, text in "\\PC{0,30}") {
            let _ = Report::parse(format!(r#"{{"time": "{time}", "uptime": {uptime:?}}}"#).as_bytes());
            let _ = Report::parse(text.as_bytes());
            let _ = parse_address(&text);
        }
    }
}
