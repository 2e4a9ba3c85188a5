//! How a cluster and its members are doing.

use std::time::{Duration, Instant};

use etcd_client::{AlarmAction, AlarmType, MemberListResponse, StatusResponse};
use futures_util::future::join_all;

use super::fault::{Fault, one_line};
use super::link::Link;
use super::read::headless;
use crate::store::{Health, Member, StoreError};

/// Longest time that one member may take to say how it is.
const MEMBER_TIMEOUT: Duration = Duration::from_secs(2);

/// What one address answered.
struct Seen {
    url: String,
    status: Result<(StatusResponse, Duration), Fault>,
}

pub(super) async fn health(link: &mut Link) -> Result<Health, StoreError> {
    let deadline = link.deadline();
    let list =
        link.ask(deadline, 0, |session| async move { session.client.cluster_client().member_list().await }).await?;
    let cluster = list.header().ok_or_else(|| headless("a list of members"))?.cluster_id();

    // Members say where clients reach them, but not always truly: our own endpoints are asked as well.
    let mut urls = link.connection.endpoints.clone();
    for url in list.members().iter().flat_map(|member| member.client_urls()) {
        if !urls.contains(url) {
            urls.push(url.clone());
        }
    }
    let patience = MEMBER_TIMEOUT.min(link.connection.timeout);
    let seen = join_all(urls.into_iter().map(|url| look(link, url, patience))).await;

    let alarms = alarms(link, &seen).await;
    let quota = seen.iter().filter_map(|seen| seen.status.as_ref().ok()).map(|(status, _)| status.db_size_quota());
    let quota_bytes = quota.max().and_then(|quota| u64::try_from(quota).ok()).filter(|quota| *quota > 0);
    let auth_enabled = auth_enabled(link).await;
    Ok(Health { identity: format!("{cluster:x}"), members: members(&list, &seen), quota_bytes, alarms, auth_enabled })
}

async fn look(link: &Link, url: String, patience: Duration) -> Seen {
    let asked = async {
        let client = link.connect_to(&url, false).await?;
        let start = Instant::now();
        let status = client.maintenance_client().status().await.map_err(|error| link.fault(&error))?;
        Ok((status, start.elapsed()))
    };
    let status = tokio::time::timeout(patience, asked).await.unwrap_or_else(|_| Err(Fault::silent(patience)));
    Seen { url, status }
}

fn members(list: &MemberListResponse, seen: &[Seen]) -> Vec<Member> {
    let described = list.members().iter().map(|member| {
        let answered = seen.iter().find_map(|seen| {
            let (status, latency) = seen.status.as_ref().ok()?;
            (status.header()?.member_id() == member.id()).then_some((status, *latency))
        });
        let name = if member.name().is_empty() { format!("{:x}", member.id()) } else { member.name().to_owned() };
        let endpoints = member.client_urls().to_vec();
        match answered {
            Some((status, latency)) => Member {
                name,
                endpoints,
                leader: Some(status.leader() == member.id()),
                version: Some(status.version().to_owned()),
                size_bytes: u64::try_from(status.db_size()).ok(),
                latency: Some(latency),
                error: None,
            },
            None => {
                let why: Vec<_> = seen
                    .iter()
                    .filter(|seen| endpoints.contains(&seen.url))
                    .filter_map(|seen| Some(format!("{}: {}", seen.url, seen.status.as_ref().err()?.detail())))
                    .collect();
                let error = match (member.client_urls(), why.as_slice()) {
                    ([], _) => "it has not started yet, or names no address for clients".to_owned(),
                    (_, []) => "other members answer at its addresses".to_owned(),
                    _ => why.join("; "),
                };
                let none = (None, None, None, None);
                let (leader, version, size_bytes, latency) = none;
                Member { name, endpoints, leader, version, size_bytes, latency, error: Some(error) }
            }
        }
    });
    described.collect()
}

/// Asks for alarms; where that is refused or takes too long, members' own words count.
async fn alarms(link: &mut Link, seen: &[Seen]) -> Vec<String> {
    let deadline = link.deadline();
    let asked = link.ask(deadline, 0, |session| async move {
        session.client.maintenance_client().alarm(AlarmAction::Get, AlarmType::None, None).await
    });
    match asked.await {
        Ok(answer) => answer
            .alarms()
            .iter()
            .map(|alarm| {
                let name = match alarm.alarm() {
                    AlarmType::None => "NONE",
                    AlarmType::Nospace => "NOSPACE",
                    AlarmType::Corrupt => "CORRUPT",
                };
                format!("{name} on {:x}", alarm.member_id())
            })
            .collect(),
        Err(_) => {
            let told = seen.iter().filter_map(|seen| seen.status.as_ref().ok()).flat_map(|(status, _)| status.errors());
            let mut told: Vec<_> = told.map(|text| one_line(text)).collect();
            told.sort();
            told.dedup();
            told
        }
    }
}

/// Tells whether users must sign in: asked with no name, a cluster that wants none says so.
pub(super) async fn auth_enabled(link: &mut Link) -> Option<bool> {
    let deadline = link.deadline();
    let session = link.session()?;
    let mut client = session.client.auth_client();
    let asked = client.authenticate(String::new(), String::new());
    match tokio::time::timeout(deadline.left()?, asked).await {
        Ok(Err(etcd_client::Error::GRpcStatus(status))) => {
            let says = |text| status.message().contains(text);
            if says("authentication is not enabled") {
                Some(false)
            } else {
                (says("authentication failed") || says("user name is empty")).then_some(true)
            }
        }
        _ => None,
    }
}

/// Reads the quota from the server's metrics: etcd's v3 API tells it from 3.6 on only.
pub(super) fn quota_of_metrics(link: &Link) -> Option<u64> {
    let session = link.session()?;
    let mut tls = ureq::tls::TlsConfig::builder();
    if let Some(material) = link.tls() {
        let roots: Vec<_> =
            material.roots().iter().map(|root| ureq::tls::Certificate::from_der(root).to_owned()).collect();
        tls = tls.root_certs(ureq::tls::RootCerts::new_with_certs(&roots));
        if let Some(identity) = material.identity() {
            let chain: Vec<_> =
                identity.chain().iter().map(|cert| ureq::tls::Certificate::from_der(cert).to_owned()).collect();
            let pem = identity.key_pem();
            let key = ureq::tls::PrivateKey::from_pem(pem.as_bytes()).ok()?;
            tls = tls.client_cert(Some(ureq::tls::ClientCert::new_with_certs(&chain, key)));
        }
    }
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(MEMBER_TIMEOUT.min(link.connection.timeout)))
        .proxy(None)
        .tls_config(tls.build())
        .build()
        .new_agent();
    let mut answer = agent.get(format!("{}/metrics", link.endpoint(&session))).call().ok()?;
    quota_line(&answer.body_mut().read_to_string().ok()?)
}

fn quota_line(metrics: &str) -> Option<u64> {
    let value = metrics.lines().find_map(|line| line.strip_prefix("etcd_server_quota_backend_bytes "))?;
    let bytes: f64 = value.trim().parse().ok()?;
    // Written as a float, such as 2.147483648e+09.
    (1.0..=1e18).contains(&bytes).then_some(bytes as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quota_is_found_among_metrics() {
        let text =
            "# TYPE etcd_server_quota_backend_bytes gauge\netcd_server_quota_backend_bytes 2.147483648e+09\nx 1\n";
        assert_eq!(quota_line(text), Some(2_147_483_648));
        assert_eq!(quota_line("etcd_server_quota_backend_bytes NaN\n"), None);
        assert_eq!(quota_line("x 1\n"), None);
    }
}
