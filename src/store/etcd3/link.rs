//! The way to one of several endpoints: made on first use, kept while it works, replaced within one deadline.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use etcd_client::{
    AlarmResponse, Channel, Client, ConnectOptions, GetOptions, GetResponse, KvClient, MemberListResponse,
    ResponseHeader, RoleGetResponse, RoleListResponse, Txn, TxnResponse, UserGetResponse, UserListResponse,
};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tonic::Code;
use tonic::transport::{Certificate, ClientTlsConfig, Endpoint, Identity};

use super::auth;
use super::diagnose::diagnose;
use super::fault::{Fault, none_left};
use crate::store::StoreError;
use crate::store::connection::{Connection, Deadline, Secret};
use crate::store::tls::TlsMaterial;

/// How long an endpoint may stay silent before the next one is asked too.
const STAGGER: Duration = Duration::from_millis(750);
/// How long to wait before a cluster without a leader is asked again.
const PAUSE: Duration = Duration::from_millis(100);
/// How long a session may rest before the runtime has to look at what became of its connection.
const IDLE: Duration = Duration::from_millis(10);
/// Answers of any size are taken: their sizes are kept in bounds by what is asked for.
const NO_LIMIT: usize = usize::MAX;

/// One endpoint that is connected to.
pub(super) struct Session {
    at: usize,
    /// For everything but keys and values.
    pub(super) client: Client,
    /// For keys and values, answers of any size.
    pub(super) kv: KvClient,
}

/// The endpoints, and the session with one of them.
pub(super) struct Link {
    pub(super) connection: Connection,
    tls: Option<Arc<TlsMaterial>>,
    tls_config: Option<ClientTlsConfig>,
    current: Option<(Arc<Session>, Instant)>,
    cluster: Option<u64>,
}

/// Answers that say which cluster gave them.
pub(super) trait Answer {
    /// Returns the answer's header.
    fn header(&self) -> Option<&ResponseHeader>;
}

macro_rules! answers {
    ($($type:ty),*) => {
        $(impl Answer for $type {
            fn header(&self) -> Option<&ResponseHeader> {
                self.header()
            }
        })*
    };
}
answers!(
    GetResponse,
    TxnResponse,
    MemberListResponse,
    AlarmResponse,
    UserListResponse,
    UserGetResponse,
    RoleListResponse,
    RoleGetResponse
);

/// A sign of life: the key that was looked up, or word that we may not see it.
struct Alive(Option<GetResponse>);

impl Answer for Alive {
    fn header(&self) -> Option<&ResponseHeader> {
        self.0.as_ref().and_then(GetResponse::header)
    }
}

impl Link {
    /// Makes a link; nothing is sent yet, but files are read.
    pub(super) fn new(connection: Connection) -> Result<Self, StoreError> {
        let tls = TlsMaterial::load(&connection)?.map(Arc::new);
        let tls_config = tls.as_ref().map(|tls| {
            let config = ClientTlsConfig::new().ca_certificate(Certificate::from_pem(tls.roots_pem()));
            match tls.identity() {
                Some(identity) => config.identity(Identity::from_pem(identity.chain_pem(), identity.key_pem())),
                None => config,
            }
        });
        Ok(Self { connection, tls, tls_config, current: None, cluster: None })
    }

    /// Returns the cluster's id, where an answer has come already.
    pub(super) fn cluster(&self) -> Option<u64> {
        self.cluster
    }

    /// Returns what TLS connections are made with.
    pub(super) fn tls(&self) -> Option<&TlsMaterial> {
        self.tls.as_deref()
    }

    /// Returns the session, where there is one.
    pub(super) fn session(&self) -> Option<Arc<Session>> {
        self.current.as_ref().map(|(session, _)| session.clone())
    }

    /// Returns the endpoint that a session belongs to.
    pub(super) fn endpoint(&self, session: &Session) -> &str {
        self.connection.endpoints.get(session.at).map_or("", String::as_str)
    }

    /// Reads a client error.
    pub(super) fn fault(&self, error: &etcd_client::Error) -> Fault {
        match Fault::new(error, self.tls.as_deref()) {
            // The session is of a time when the cluster wanted no users; we have one to offer.
            Fault::Denied(detail) if self.credentials().is_some() && detail.contains("user name is empty") => {
                Fault::StaleToken(detail)
            }
            // And the other way round: our token is of a time when it wanted some, and there are none to be had any more.
            Fault::Rejected(detail)
                if self.credentials().is_some() && detail.contains("authentication is not enabled") =>
            {
                Fault::StaleToken(detail)
            }
            fault => fault,
        }
    }

    /// Starts the clock of one request.
    pub(super) fn deadline(&self) -> Deadline {
        Deadline::after(self.connection.timeout)
    }

    /// Forgets the session: the next request makes another.
    pub(super) fn drop_session(&mut self) {
        self.current = None;
    }

    /// Remembers that a session answered, and that it is of the cluster that answered before.
    pub(super) fn heard(&mut self, session: &Arc<Session>, answer: &impl Answer) -> Result<(), StoreError> {
        if let Some(header) = answer.header() {
            let known = *self.cluster.get_or_insert(header.cluster_id());
            if known != header.cluster_id() {
                self.current = None;
                let detail = format!(
                    "{} is of cluster {:x}, not of {known:x} which answered before",
                    self.endpoint(session),
                    header.cluster_id()
                );
                return Err(StoreError::Unreachable { address: self.connection.address(), detail });
            }
        }
        self.current = Some((session.clone(), Instant::now()));
        Ok(())
    }

    /// The same for the answer to a write: where another cluster took the address over, what was done is not known.
    pub(super) fn heard_of_write(&mut self, session: &Arc<Session>, answer: &TxnResponse) -> Result<(), StoreError> {
        let address = self.endpoint(session).to_owned();
        self.heard(session, answer).map_err(|error| StoreError::Unknown { address, detail: error.to_string() })
    }

    /// Asks something that may be asked twice: of the endpoint at hand, and of the others where it
    /// fails or stays silent. The first answer counts; `revision` is named where it is compacted.
    pub(super) async fn ask<T, F, A>(&mut self, deadline: Deadline, revision: u64, request: F) -> Result<T, StoreError>
    where
        T: Answer,
        F: Fn(Arc<Session>) -> A,
        A: Future<Output = Result<T, etcd_client::Error>>,
    {
        loop {
            match self.ask_each(deadline, &request).await {
                Ok((session, answer)) => {
                    self.heard(&session, &answer)?;
                    return Ok(answer);
                }
                Err(faults) => {
                    if let Some((at, fault)) = faults.iter().find(|(_, fault)| fault.is_final()) {
                        let address = self.connection.endpoints.get(*at).cloned().unwrap_or_default();
                        return Err(fault.clone().into_error(&address, revision));
                    }
                    self.current = None;
                    let again = deadline.left().is_some_and(|left| left > PAUSE);
                    if !(again && faults.iter().any(|(_, fault)| fault.passes())) {
                        let named: Vec<_> = faults
                            .into_iter()
                            .map(|(at, fault)| (self.connection.endpoints.get(at).map_or("", String::as_str), fault))
                            .collect();
                        return Err(none_left(&named, &self.connection.address()));
                    }
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Asks each endpoint once, the one at hand first; returns the last fault of each where all fail.
    async fn ask_each<T, F, A>(&self, deadline: Deadline, request: &F) -> Result<(Arc<Session>, T), Vec<(usize, Fault)>>
    where
        F: Fn(Arc<Session>) -> A,
        A: Future<Output = Result<T, etcd_client::Error>>,
    {
        let count = self.connection.endpoints.len();
        let session = self.session();
        let first = session.as_ref().map_or(0, |session| session.at + 1);
        let mut waiting: std::collections::VecDeque<_> = (first..first + count).map(|at| at % count.max(1)).collect();
        let mut asked = Vec::new();
        let mut faults: Vec<(usize, Fault)> = Vec::new();
        let running = FuturesUnordered::new();
        let mut running = std::pin::pin!(running);
        let attempt = |at: usize, session: Option<Arc<Session>>| async move {
            let fresh = session.is_none();
            let result = async {
                let session = match session {
                    Some(session) => session,
                    None => Arc::new(self.connect(at).await?),
                };
                let answer = request(session.clone()).await.map_err(|error| self.fault(&error))?;
                Ok((session, answer))
            };
            match result.await {
                Err(fault @ Fault::Broken(_)) if fresh => {
                    let url = self.connection.endpoints.get(at).map_or("", String::as_str);
                    (at, Err(diagnose(url, self.tls()).await.unwrap_or(fault)))
                }
                result => (at, result),
            }
        };
        if let Some(session) = session {
            asked.push(session.at);
            running.push(attempt(session.at, Some(session)));
        } else if let Some(at) = waiting.pop_front() {
            asked.push(at);
            running.push(attempt(at, None));
        }
        let stagger =
            STAGGER.min(self.connection.timeout / (u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1)));
        while !running.is_empty() {
            let Some(left) = deadline.left() else { break };
            // An endpoint that is being asked already is not asked again before it has failed.
            let other = waiting.iter().position(|at| !asked.contains(at));
            let patience = if other.is_some() { stagger.min(left) } else { left };
            match tokio::time::timeout(patience, running.next()).await {
                Ok(Some((_, Ok(answer)))) => return Ok(answer),
                Ok(Some((at, Err(fault)))) => {
                    asked.retain(|other| *other != at);
                    faults.retain(|(other, _)| *other != at);
                    let last_word = fault.is_final();
                    faults.push((at, fault));
                    if last_word {
                        return Err(faults);
                    }
                    if let Some(next) = waiting.pop_front() {
                        asked.push(next);
                        running.push(attempt(next, None));
                    }
                }
                Ok(None) => break,
                Err(_) => {
                    if let Some(next) = other.and_then(|place| waiting.remove(place)) {
                        asked.push(next);
                        running.push(attempt(next, None));
                    }
                }
            }
        }
        for at in asked {
            faults.retain(|(other, _)| *other != at);
            faults.push((at, Fault::silent(self.connection.timeout)));
        }
        faults.sort_by_key(|(at, _)| *at);
        Err(faults)
    }

    /// Sends a write to the endpoint at hand, and to another only where it is certain that nothing was done.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where the write was sent and its outcome is not known.
    pub(super) async fn write(&mut self, txn: Txn, probe: &[u8]) -> Result<TxnResponse, StoreError> {
        let deadline = self.deadline();
        loop {
            let session = self.ready(deadline, probe).await?;
            let sent = send(&session, txn.clone(), deadline);
            let fault = match sent.await {
                Ok(answer) => {
                    self.heard_of_write(&session, &answer)?;
                    return Ok(answer);
                }
                Err(Some(error)) => self.fault(&error),
                Err(None) => Fault::silent(self.connection.timeout),
            };
            let address = self.endpoint(&session).to_owned();
            if fault.is_final() {
                return Err(fault.into_error(&address, 0));
            }
            self.current = None;
            if !fault.leaves_nothing_done() {
                return Err(StoreError::Unknown { address, detail: fault.detail().to_owned() });
            }
            if deadline.left().is_none_or(|left| left <= PAUSE) {
                return Err(fault.into_error(&address, 0));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Sends a change of users or roles, as [`Link::write`] sends one of keys.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where it was sent and its outcome is not known.
    pub(super) async fn change<F, A>(&mut self, request: F) -> Result<(), StoreError>
    where
        F: Fn(Arc<Session>) -> A,
        A: Future<Output = Result<(), etcd_client::Error>>,
    {
        let deadline = self.deadline();
        loop {
            let session = self.ready(deadline, b"/").await?;
            let fault = match tokio::time::timeout(deadline.left().unwrap_or_default(), request(session.clone())).await
            {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(error)) => self.fault(&error),
                Err(_) => Fault::silent(self.connection.timeout),
            };
            let address = self.endpoint(&session).to_owned();
            if let Fault::Rejected(why) = fault {
                return Err(auth::refused(&address, why));
            }
            if fault.is_final() {
                return Err(fault.into_error(&address, 0));
            }
            self.current = None;
            if !fault.leaves_nothing_done() {
                return Err(StoreError::Unknown { address, detail: fault.detail().to_owned() });
            }
            if deadline.left().is_none_or(|left| left <= PAUSE) {
                return Err(fault.into_error(&address, 0));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Returns a session that answered lately; where there is none, a key is looked up to find one, so
    /// that a write is never the first thing that an endpoint gets from us.
    pub(super) async fn ready(&mut self, deadline: Deadline, probe: &[u8]) -> Result<Arc<Session>, StoreError> {
        if let Some((session, heard)) = &self.current
            && heard.elapsed() < self.connection.timeout
        {
            let session = session.clone();
            if heard.elapsed() > IDLE {
                catch_up().await;
            }
            return Ok(session);
        }
        self.ask(deadline, 0, |session| {
            let key = probe.to_vec();
            async move {
                match session.kv.clone().get(key, Some(GetOptions::new().with_count_only())).await {
                    Ok(answer) => Ok(Alive(Some(answer))),
                    // There are users that may write a key but not read it: that etcd answers is all we want to know.
                    Err(etcd_client::Error::GRpcStatus(status)) if status.code() == Code::PermissionDenied => {
                        Ok(Alive(None))
                    }
                    Err(error) => Err(error),
                }
            }
        })
        .await?;
        self.session().ok_or_else(|| none_left(&[], &self.connection.address()))
    }

    fn credentials(&self) -> Option<(&str, &str)> {
        self.connection.user.as_deref().zip(self.connection.password.as_ref().map(Secret::reveal))
    }

    /// Connects to an endpoint and signs in.
    async fn connect(&self, at: usize) -> Result<Session, Fault> {
        let url = self.connection.endpoints.get(at).map_or("", String::as_str);
        let client = self.connect_to(url, true).await?;
        let kv = client.kv_client().max_decoding_message_size(NO_LIMIT);
        Ok(Session { at, client, kv })
    }

    /// Connects to any address with this connection's credentials. With `need_leader`, a member that
    /// has lost its cluster says so at once instead of letting us wait.
    pub(super) async fn connect_to(&self, url: &str, need_leader: bool) -> Result<Client, Fault> {
        let mut endpoint = Endpoint::from_shared(url.to_owned())
            .map_err(|error| Fault::Connect(format!("{url} is no address: {error}")))?
            // etcd takes pings more often than every 5 s for an attack.
            .http2_keep_alive_interval(Duration::from_secs(10))
            .keep_alive_timeout(self.connection.timeout)
            .connect_timeout(self.connection.timeout);
        if let (Some(config), true) = (&self.tls_config, url.starts_with("https://")) {
            endpoint = endpoint
                .tls_config(config.clone())
                .map_err(|error| Fault::of_transport(&error, self.tls.as_deref()))?;
        }
        let channel = endpoint.connect().await.map_err(|error| Fault::of_connect(&error, self.tls.as_deref()))?;
        let options = ConnectOptions::new().with_require_leader(need_leader).with_auto_token_refresh(true);
        let client = async |options| Client::from_channel(Channel::Tonic(channel.clone()), Some(options)).await;
        let made = match self.credentials() {
            Some((user, password)) => {
                match client(options.clone().with_user(user, password)).await {
                    // Credentials do no harm where the cluster wants none: etcdctl goes on too.
                    Err(etcd_client::Error::GRpcStatus(status))
                        if status.message().contains("authentication is not enabled") =>
                    {
                        client(options).await
                    }
                    other => other,
                }
            }
            None => client(options).await,
        };
        made.map_err(|error| self.fault(&error))
    }
}

/// Lets tasks of the runtime do what is to be done. The runtime stands still between calls: it does not know yet that a
/// connection was closed meanwhile, and what is to be sent is sent by tasks of its own.
pub(super) async fn catch_up() {
    // Each turn looks at the sockets once; a task that this wakes may wake another.
    for _ in 0..4 {
        tokio::task::yield_now().await;
    }
}

/// Sends a write and waits for its answer; `Err(None)` where none came in time.
pub(super) async fn send(
    session: &Session,
    txn: Txn,
    deadline: Deadline,
) -> Result<TxnResponse, Option<etcd_client::Error>> {
    let mut kv = session.kv.clone();
    match tokio::time::timeout(deadline.left().unwrap_or_default(), kv.txn(txn)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(Some(error)),
        Err(_) => Err(None),
    }
}
