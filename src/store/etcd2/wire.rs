//! The wire: one request to one address over a kept connection.

use std::io::Read as _;
use std::time::Duration;

use base64::Engine as _;
use ureq::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, LOCATION};
use ureq::http::{HeaderMap, HeaderValue, Method, Response};
use ureq::tls::{Certificate, ClientCert, PrivateKey, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};

use super::fault::{Fault, FaultKind, one_line};
use super::resolver::Remembering;
use crate::store::StoreError;
use crate::store::connection::Connection;
use crate::store::tls::TlsMaterial;

/// Most bytes of an answer that is not a tree: one value and the one before it, each byte escaped, and some more.
const SMALL: u64 = 16 << 20;

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

/// How long one endpoint may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Until the answer begins.
    pub(super) begin: Duration,
    /// From there to its end.
    pub(super) end: Duration,
    /// For both together.
    pub(super) total: Option<Duration>,
}

impl Limits {
    pub(super) fn of(time: Duration) -> Self {
        Self { begin: time, end: time, total: Some(time) }
    }
}

/// All that is needed to send.
#[derive(Debug)]
pub(super) struct Wire {
    agent: Agent,
    tls: Option<TlsMaterial>,
    authorization: Option<HeaderValue>,
    endpoints: Vec<String>,
}

impl Wire {
    pub(super) fn new(connection: &Connection, tls: Option<TlsMaterial>) -> Result<Self, StoreError> {
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
        let agent = Agent::with_parts(config, DefaultConnector::default(), Remembering::default());
        Ok(Self { agent, tls, authorization, endpoints: connection.endpoints.clone() })
    }

    /// Tells whether an address is one of the endpoints that the user and password were given for. A redirect may lead anywhere.
    fn is_listed(&self, address: &str) -> bool {
        let rest = |endpoint: &String| address.strip_prefix(endpoint.as_str()).map(str::to_owned);
        self.endpoints.iter().filter_map(rest).any(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Sends a request, and waits for the beginning of its answer.
    pub(super) fn send(&self, address: &str, request: &Request, limits: Limits) -> Result<Response<Body>, Fault> {
        let mut builder = ureq::http::Request::builder().method(request.method.clone()).uri(address);
        if let Some(authorization) = self.authorization.as_ref().filter(|_| self.is_listed(address)) {
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

    /// Asks whether etcd is there at all, whatever APIs it serves.
    pub(super) fn is_etcd(&self, url: &str, budget: Duration) -> bool {
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
}

pub(super) fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

pub(super) fn small(body: &mut Body) -> Result<Vec<u8>, ureq::Error> {
    let mut bytes = Vec::new();
    // One byte more, so that an endless body is not taken for a whole one.
    body.as_reader().take(SMALL + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns where a redirect leads; never from a secure address to one that is not.
pub(super) fn redirected(from: &str, headers: &HeaderMap) -> Result<String, Fault> {
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
