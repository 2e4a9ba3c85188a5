//! Requests: several endpoints, one deadline.

use std::time::Duration;

use ureq::Body;
use ureq::http::header::HeaderName;
use ureq::http::{Method, Response, StatusCode};

use super::answer::{ApiError, Message};
use super::fault::{Fault, FaultKind, conclude, one_line, seconds};
use super::wire::{Answer, Limits, Request, Wire, header, redirected, small};
use crate::store::StoreError;
use crate::store::connection::{Connection, Deadline};
use crate::store::tls::TlsMaterial;

const CLUSTER_ID: HeaderName = HeaderName::from_static("x-etcd-cluster-id");
const INDEX: HeaderName = HeaderName::from_static("x-etcd-index");

/// Pause before a cluster without a leader is asked again.
const ELECTION_PAUSE: Duration = Duration::from_millis(100);

/// Why a request failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// It was not carried out, or it only read.
    Failed(StoreError),
    /// etcd refused it.
    Refused(ApiError),
    /// It was a write that may have been carried out.
    Unknown(String),
}

#[derive(Debug)]
struct Endpoint {
    url: String,
    /// Whether it has answered in this session, so that it is worth most of the time.
    proven: bool,
}

/// All that is needed to ask.
#[derive(Debug)]
pub(super) struct Client {
    wire: Wire,
    endpoints: Vec<Endpoint>,
    /// The endpoint that is asked first: the one that answered last.
    current: usize,
    timeout: Duration,
    cluster: Option<String>,
    newest: u64,
}

impl Client {
    pub(super) fn new(connection: Connection, tls: Option<TlsMaterial>) -> Result<Self, StoreError> {
        if connection.endpoints.is_empty() {
            let detail = "no endpoint is set".to_owned();
            return Err(StoreError::Unreachable { address: String::new(), detail });
        }
        let wire = Wire::new(&connection, tls)?;
        let endpoints = connection.endpoints.into_iter().map(|url| Endpoint { url, proven: false }).collect();
        Ok(Self { wire, endpoints, current: 0, timeout: connection.timeout, cluster: None, newest: 0 })
    }

    /// Returns the endpoints as one word for messages.
    pub(super) fn address(&self) -> String {
        self.endpoints.iter().map(|endpoint| endpoint.url.as_str()).collect::<Vec<_>>().join(",")
    }

    /// Starts the clock of a request.
    pub(super) fn deadline(&self) -> Deadline {
        Deadline::after(self.timeout)
    }

    /// Returns the time that one request may take.
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Returns the cluster's id, once anything was answered.
    pub(super) fn cluster(&self) -> Option<&str> {
        self.cluster.as_deref()
    }

    /// Returns the newest moment of the store that was heard of in this session.
    pub(super) fn newest(&self) -> u64 {
        self.newest
    }

    /// Asks endpoint after endpoint until one answers and `take` has understood the answer; `take` may be called
    /// again after it failed. A write goes to another endpoint only while it is certain that it was not carried out.
    pub(super) fn ask<T>(
        &mut self,
        request: &Request,
        deadline: Deadline,
        take: &mut dyn FnMut(Answer) -> Result<T, Fault>,
    ) -> Result<T, Failure> {
        self.ask_each(request, deadline, None, take)
    }

    /// Waits for what may come late: like [`Client::ask`], but once an endpoint has begun to answer, the rest may
    /// take as long as `patience`.
    pub(super) fn wait<T>(
        &mut self,
        request: &Request,
        patience: Duration,
        take: &mut dyn FnMut(Answer) -> Result<T, Fault>,
    ) -> Result<T, Failure> {
        self.ask_each(request, self.deadline(), Some(patience), take)
    }

    fn ask_each<T>(
        &mut self,
        request: &Request,
        deadline: Deadline,
        patience: Option<Duration>,
        take: &mut dyn FnMut(Answer) -> Result<T, Fault>,
    ) -> Result<T, Failure> {
        let count = self.endpoints.len();
        let start = self.current;
        let mut faults: Vec<(String, Fault)> = Vec::new();
        loop {
            let mut busy = false;
            for step in 0..count {
                let at = (start + step) % count;
                let url = self.endpoints[at].url.clone();
                let result = match deadline.left() {
                    Some(_) => self.ask_one(at, count - step - 1, request, deadline, patience, take),
                    None => {
                        let detail = format!("no time was left of {}", seconds(self.timeout));
                        Err(Fault::unsent(FaultKind::Unreachable, detail))
                    }
                };
                let fault = match result {
                    Ok(value) => {
                        self.current = at;
                        return Ok(value);
                    }
                    Err(fault) => fault,
                };
                if fault.sent && request.method != Method::GET {
                    self.endpoints[at].proven = false;
                    self.current = (at + 1) % count;
                    return Err(Failure::Unknown(match count {
                        1 => fault.detail,
                        _ => format!("{url}: {}", fault.detail),
                    }));
                }
                if !fault.is_of_the_endpoint() {
                    self.current = at;
                    return Err(self.final_failure(url, fault));
                }
                self.endpoints[at].proven &= fault.kind == FaultKind::Busy;
                busy |= fault.kind == FaultKind::Busy;
                // What was said while there was time tells more than that there is none left.
                match faults.iter_mut().find(|(known, _)| *known == url) {
                    Some(known) if deadline.left().is_some() => known.1 = fault,
                    Some(_) => {}
                    None => faults.push((url, fault)),
                }
            }
            match deadline.left() {
                Some(left) if busy => std::thread::sleep(ELECTION_PAUSE.min(left)),
                _ => return Err(Failure::Failed(conclude(self.address(), &faults))),
            }
        }
    }

    /// Asks one endpoint, `others` being still there to be asked after it.
    fn ask_one<T>(
        &mut self,
        at: usize,
        others: usize,
        request: &Request,
        deadline: Deadline,
        patience: Option<Duration>,
        take: &mut dyn FnMut(Answer) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let out_of_time = || Fault::unsent(FaultKind::Unreachable, "no time was left");
        // A small question finds out who is there and of our cluster, before a write is given to it, or, with others
        // to turn to, much time.
        if !self.endpoints[at].proven && (self.endpoints.len() > 1 || request.method != Method::GET) {
            let left = deadline.left().ok_or_else(out_of_time)?;
            let share = left / u32::try_from(others + 1).unwrap_or(u32::MAX);
            let answer = self.exchange(at, &Request::get("/v2/members"), Limits::of(share));
            answer.and_then(|mut answer| answer.bytes()).map_err(|fault| match fault.kind {
                FaultKind::Refused(_) => Fault::unsent(FaultKind::WrongApi, fault.detail),
                _ => Fault { sent: false, ..fault },
            })?;
        }
        let left = deadline.left().ok_or_else(out_of_time)?;
        // Whoever is alive gets most of the time, but what is left must do for another.
        let begin = if others == 0 { left } else { left * 2 / 3 };
        let limits = match patience {
            Some(patience) => Limits { begin, end: patience, total: None },
            None => Limits { begin, end: left, total: Some(left) },
        };
        take(self.exchange(at, request, limits)?)
    }

    /// Sends a request to one endpoint, follows it to where it is sent, and looks at how the answer begins.
    fn exchange(&mut self, at: usize, request: &Request, limits: Limits) -> Result<Answer, Fault> {
        let url = self.endpoints[at].url.clone();
        let mut address = format!("{url}{}", request.target);
        for _ in 0..4 {
            let mut result = self.wire.send(&address, request, limits);
            // A connection that was kept may have been closed just as we used it.
            if result.as_ref().is_err_and(|fault| fault.kind == FaultKind::Broken) && request.method == Method::GET {
                result = self.wire.send(&address, request, limits);
            }
            let response = result.map_err(|fault| match fault.kind {
                // Whoever hangs up while we still send may be heard as a connection that broke.
                FaultKind::Broken if !self.endpoints[at].proven => {
                    let other = if url.starts_with("http://") { "https" } else { "http" };
                    let detail = format!("{} without an answer; does this port want {other}:// ?", fault.detail);
                    Fault { detail, ..fault }
                }
                _ => fault,
            })?;
            if matches!(response.status(), StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT) {
                address = redirected(&address, response.headers())?;
                continue;
            }
            let answer = self.examine(&url, response, limits.begin);
            self.endpoints[at].proven |=
                answer.as_ref().map_or_else(|fault| matches!(fault.kind, FaultKind::Refused(_)), |_| true);
            return answer;
        }
        Err(Fault::unsent(FaultKind::Unreachable, "it sends us from one member to the next"))
    }

    /// Tells a good answer from a refusal, and an etcd from something else.
    fn examine(&mut self, url: &str, mut response: Response<Body>, budget: Duration) -> Result<Answer, Fault> {
        let cluster = header(response.headers(), &CLUSTER_ID).map(str::to_owned);
        if let (Some(known), Some(cluster)) = (&self.cluster, &cluster)
            && known != cluster
        {
            let detail = format!("it is of another cluster ({cluster}) than what answered before ({known})");
            return Err(Fault::sent(FaultKind::Unreachable, detail));
        }
        let index = header(response.headers(), &INDEX).and_then(|index| index.parse().ok());
        let status = response.status();
        if status.is_success() && cluster.is_some() {
            self.cluster = cluster;
            self.newest = self.newest.max(index.unwrap_or_default());
            return Ok(Answer { index, body: response.into_body(), budget });
        }
        let body = small(response.body_mut()).map_err(|error| Fault::of_exchange(&error, None, budget))?;
        let text = one_line(&String::from_utf8_lossy(&body));
        if let Ok(error) = serde_json::from_slice::<ApiError>(&body) {
            self.newest = self.newest.max(index.unwrap_or_default());
            self.cluster = self.cluster.take().or(cluster);
            return Err(match error.code {
                ApiError::UNAUTHORIZED => Fault::unsent(FaultKind::Denied, error.to_string()),
                ApiError::RAFT | ApiError::ELECTION => Fault::sent(FaultKind::Busy, error.to_string()),
                _ => Fault::unsent(FaultKind::Refused(error.clone()), error.to_string()),
            });
        }
        if let (true, Ok(told)) = (cluster.is_some(), serde_json::from_slice::<Message>(&body)) {
            let detail = one_line(&told.message);
            return Err(match status {
                StatusCode::UNAUTHORIZED => Fault::unsent(FaultKind::Denied, detail),
                status if status.is_client_error() => Fault::unsent(FaultKind::Refused(told.into()), detail),
                _ => Fault::sent(FaultKind::Busy, detail),
            });
        }
        if status == StatusCode::UNAUTHORIZED {
            return Err(Fault::unsent(FaultKind::Denied, format!("HTTP {status}: {text}")));
        }
        if status == StatusCode::BAD_REQUEST && text.contains("HTTP request to an HTTPS server") {
            let detail = "the server speaks TLS: its address begins with https://";
            return Err(Fault::unsent(FaultKind::Tls, detail));
        }
        if status == StatusCode::NOT_FOUND && self.wire.is_etcd(url, budget) {
            let detail = "the v2 API is off (etcd needs --enable-v2=true)";
            return Err(Fault::unsent(FaultKind::WrongApi, detail));
        }
        if status.is_server_error() {
            let kind = if cluster.is_some() { FaultKind::Busy } else { FaultKind::Unreachable };
            return Err(Fault::sent(kind, format!("HTTP {status}: {text}")));
        }
        let detail = match text.as_str() {
            "" => format!("no etcd, it answers HTTP {status}"),
            text => format!("no etcd, it answers HTTP {status}: {text}"),
        };
        let sent = status.is_success();
        Err(Fault { kind: FaultKind::WrongApi, detail, sent })
    }

    /// Returns the endpoint that is asked first.
    pub(super) fn current(&self) -> &str {
        &self.endpoints[self.current].url
    }

    /// Returns a failure as the error that it is where no refusal was to be expected.
    pub(super) fn failed(&self, failure: Failure, at: &str) -> StoreError {
        match failure {
            Failure::Failed(error) => error,
            Failure::Refused(error) => StoreError::Malformed { at: at.to_owned(), why: error.to_string() },
            Failure::Unknown(detail) => StoreError::Unknown { address: self.address(), detail },
        }
    }

    /// Asks one address, by itself, for a small JSON document that is not about keys.
    pub(super) fn peek<T: serde::de::DeserializeOwned>(&self, address: &str, limit: Duration) -> Result<T, Fault> {
        self.wire.peek(address, limit)
    }

    fn final_failure(&self, url: String, fault: Fault) -> Failure {
        let Fault { kind, detail, .. } = fault;
        match kind {
            FaultKind::Refused(error) => Failure::Refused(error),
            FaultKind::Denied => Failure::Failed(StoreError::Denied { address: url, detail }),
            _ => Failure::Failed(StoreError::Malformed { at: url, why: detail }),
        }
    }
}
