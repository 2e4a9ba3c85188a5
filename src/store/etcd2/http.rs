//! Requests: one kept connection, several endpoints, one deadline.

use std::io::Read as _;
use std::time::Duration;

use base64::Engine as _;
use ureq::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, LOCATION};
use ureq::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use ureq::tls::{Certificate, ClientCert, PrivateKey, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};

use super::answer::ApiError;
use super::fault::{Fault, FaultKind, conclude, one_line, seconds};
use super::resolver::Remembering;
use crate::store::StoreError;
use crate::store::connection::{Connection, Deadline};
use crate::store::tls::TlsMaterial;

const CLUSTER_ID: HeaderName = HeaderName::from_static("x-etcd-cluster-id");
const INDEX: HeaderName = HeaderName::from_static("x-etcd-index");

/// Most bytes of an answer that is not a tree: one value and the one before it, each byte escaped, and some more.
const SMALL: u64 = 16 << 20;

/// Pause before a cluster without a leader is asked again.
const ELECTION_PAUSE: Duration = Duration::from_millis(100);

/// One request, before it is known who will be asked.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) method: Method,
    /// Path and query, encoded.
    pub(super) target: String,
    /// Form fields of a write.
    pub(super) form: Option<String>,
}

impl Request {
    pub(super) fn get(target: impl Into<String>) -> Self {
        Self { method: Method::GET, target: target.into(), form: None }
    }
}

/// An answer whose body is still to be read.
pub(super) struct Answer {
    /// `X-Etcd-Index`: the store's moment, as far as it is named.
    pub(super) index: Option<u64>,
    pub(super) body: Body,
    /// Time that the endpoint was given, for messages.
    pub(super) budget: Duration,
}

impl Answer {
    /// Reads a small body whole.
    pub(super) fn bytes(&mut self) -> Result<Vec<u8>, Fault> {
        small(&mut self.body).map_err(|error| Fault::of_exchange(&error, None, self.budget))
    }

    /// Reads a small body as JSON.
    pub(super) fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, Fault> {
        serde_json::from_slice(&self.bytes()?).map_err(|error| Fault::of_json(error, self.budget))
    }
}

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

/// How long one endpoint may take.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// Until the answer begins.
    begin: Duration,
    /// From there to its end.
    end: Duration,
    /// For both together.
    total: Option<Duration>,
}

impl Limits {
    fn of(time: Duration) -> Self {
        Self { begin: time, end: time, total: Some(time) }
    }
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
    agent: Agent,
    tls: Option<TlsMaterial>,
    endpoints: Vec<Endpoint>,
    /// The endpoint that is asked first: the one that answered last.
    current: usize,
    authorization: Option<HeaderValue>,
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
        let mut authorization = None;
        if let Some(user) = &connection.user {
            let password = connection.password.as_ref().map_or("", |password| password.reveal());
            let pair = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
            let mut value = HeaderValue::try_from(format!("Basic {pair}")).map_err(|_| StoreError::Denied {
                address: connection.address(),
                detail: "user or password cannot be sent".to_owned(),
            })?;
            value.set_sensitive(true);
            authorization = Some(value);
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Redirects are followed here, as writes have to be repeated whole.
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A datastore inside a cloud is not behind the proxy that its users' environment names.
            .proxy(None)
            .user_agent(concat!("calicross/", env!("CARGO_PKG_VERSION")))
            .tls_config(tls.as_ref().map(tls_config).unwrap_or_default())
            .build();
        let endpoints = connection.endpoints.into_iter().map(|url| Endpoint { url, proven: false }).collect();
        Ok(Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), Remembering::default()),
            tls,
            endpoints,
            current: 0,
            authorization,
            timeout: connection.timeout,
            cluster: None,
            newest: 0,
        })
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

    /// Reads: asks endpoint after endpoint until one answers and `take` has understood the answer.
    /// `take` may be called again after it failed.
    pub(super) fn read<T>(
        &mut self,
        request: &Request,
        deadline: Deadline,
        take: &mut dyn FnMut(Answer) -> Result<T, Fault>,
    ) -> Result<T, Failure> {
        self.ask(request, deadline, None, take)
    }

    /// Waits for what may come late: like [`Client::read`], but once an endpoint has begun to answer, the rest may
    /// take as long as `patience`.
    pub(super) fn wait<T>(
        &mut self,
        request: &Request,
        patience: Duration,
        take: &mut dyn FnMut(Answer) -> Result<T, Fault>,
    ) -> Result<T, Failure> {
        self.ask(request, self.deadline(), Some(patience), take)
    }

    /// Writes: like a read, but goes to another endpoint only while it is certain that nothing was carried out.
    pub(super) fn write<T>(
        &mut self,
        request: &Request,
        deadline: Deadline,
        take: &mut dyn FnMut(Answer) -> Result<T, Fault>,
    ) -> Result<T, Failure> {
        self.ask(request, deadline, None, take)
    }

    fn ask<T>(
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
                if !fault.is_of_the_endpoint() {
                    self.current = at;
                    return Err(self.final_failure(url, fault));
                }
                if fault.sent && request.method != Method::GET {
                    self.endpoints[at].proven = false;
                    self.current = (at + 1) % count;
                    return Err(Failure::Unknown(match count {
                        1 => fault.detail,
                        _ => format!("{url}: {}", fault.detail),
                    }));
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
            let mut result = self.send(&address, request, limits);
            // A connection that was kept may have been closed just as we used it.
            if result.as_ref().is_err_and(|fault| fault.kind == FaultKind::Broken) && request.method == Method::GET {
                result = self.send(&address, request, limits);
            }
            let response = result.map_err(|fault| match fault.kind {
                FaultKind::Broken if !self.endpoints[at].proven && url.starts_with("http://") => {
                    let detail = format!("{} without an answer; does this port want https:// ?", fault.detail);
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

    fn send(&self, address: &str, request: &Request, limits: Limits) -> Result<Response<Body>, Fault> {
        let mut builder = ureq::http::Request::builder().method(request.method.clone()).uri(address);
        if let Some(authorization) = &self.authorization {
            builder = builder.header(AUTHORIZATION, authorization);
        }
        let result = match &request.form {
            Some(form) => builder
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(form.as_str())
                .map_err(ureq::Error::from)
                .and_then(|request| self.run(request, limits)),
            None => builder.body(()).map_err(ureq::Error::from).and_then(|request| self.run(request, limits)),
        };
        result.map_err(|error| Fault::of_exchange(&error, self.tls.as_ref(), limits.begin))
    }

    fn run<B: ureq::AsSendBody>(
        &self,
        request: ureq::http::Request<B>,
        limits: Limits,
    ) -> Result<Response<Body>, ureq::Error> {
        let request = self
            .agent
            .configure_request(request)
            .timeout_global(limits.total)
            .timeout_resolve(Some(limits.begin))
            .timeout_connect(Some(limits.begin))
            .timeout_send_request(Some(limits.begin))
            .timeout_send_body(Some(limits.begin))
            .timeout_recv_response(Some(limits.begin))
            .timeout_recv_body(Some(limits.end))
            .build();
        self.agent.run(request)
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
        if status == StatusCode::UNAUTHORIZED {
            return Err(Fault::unsent(FaultKind::Denied, format!("HTTP {status}: {text}")));
        }
        if status == StatusCode::BAD_REQUEST && text.contains("HTTP request to an HTTPS server") {
            let detail = "the server speaks TLS: its address begins with https://";
            return Err(Fault::unsent(FaultKind::Tls, detail));
        }
        if status == StatusCode::NOT_FOUND && self.is_etcd(url, budget) {
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

    /// Asks whether etcd is there at all, whatever APIs it serves.
    fn is_etcd(&self, url: &str, budget: Duration) -> bool {
        let version = self.send(&format!("{url}/version"), &Request::get("/version"), Limits::of(budget));
        version.is_ok_and(|mut version| {
            small(version.body_mut()).is_ok_and(|body| String::from_utf8_lossy(&body).contains("\"etcdserver\""))
        })
    }

    /// Asks one address, by itself, for a small JSON document that is not about keys.
    pub(super) fn peek<T: serde::de::DeserializeOwned>(&self, address: &str, limit: Duration) -> Result<T, Fault> {
        let mut response = self.send(address, &Request::get(""), Limits::of(limit))?;
        let body = small(response.body_mut()).map_err(|error| Fault::of_exchange(&error, None, limit))?;
        if !response.status().is_success() {
            let text = one_line(&String::from_utf8_lossy(&body));
            let detail = format!("HTTP {}: {text}", response.status());
            return Err(Fault::sent(FaultKind::WrongApi, detail));
        }
        serde_json::from_slice(&body).map_err(|error| Fault::of_json(error, limit))
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

    fn final_failure(&self, url: String, fault: Fault) -> Failure {
        let Fault { kind, detail, .. } = fault;
        match kind {
            FaultKind::Refused(error) => Failure::Refused(error),
            FaultKind::Denied => Failure::Failed(StoreError::Denied { address: url, detail }),
            _ => Failure::Failed(StoreError::Malformed { at: url, why: detail }),
        }
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn small(body: &mut Body) -> Result<Vec<u8>, ureq::Error> {
    let mut bytes = Vec::new();
    // One byte more, so that an endless body is not taken for a whole one.
    body.as_reader().take(SMALL + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns where a redirect leads; never from a secure address to one that is not.
fn redirected(from: &str, headers: &HeaderMap) -> Result<String, Fault> {
    let refused = |detail: &str| Err(Fault::unsent(FaultKind::Unreachable, detail));
    let Some(to) = header(headers, &LOCATION) else {
        return refused("it sends us elsewhere without saying where");
    };
    if to.starts_with('/') {
        let root = from.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        return Ok(format!("{root}{to}"));
    }
    match (from.starts_with("https://"), to) {
        (_, to) if to.starts_with("https://") => Ok(to.to_owned()),
        (false, to) if to.starts_with("http://") => Ok(to.to_owned()),
        (true, _) => refused("it sends us to an address that is not secure"),
        (false, _) => refused("it sends us to what is no address"),
    }
}

fn tls_config(tls: &TlsMaterial) -> TlsConfig {
    let roots: Vec<_> = tls.roots().iter().map(|root| Certificate::from_der(root).to_owned()).collect();
    let client = tls.identity().and_then(|identity| {
        let chain: Vec<_> = identity.chain().iter().map(|cert| Certificate::from_der(cert).to_owned()).collect();
        let key = PrivateKey::from_pem(identity.key_pem().as_bytes()).ok()?;
        Some(ClientCert::new_with_certs(&chain, key))
    });
    TlsConfig::builder().root_certs(RootCerts::new_with_certs(&roots)).client_cert(client).build()
}
