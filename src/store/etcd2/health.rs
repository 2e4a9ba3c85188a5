//! How an etcd is doing, as its v2 API tells.

use std::thread::{Builder, ScopedJoinHandle};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::fault::{Fault, FaultKind, seconds};
use super::http::Client;
use super::wire::{Answer, Request};
use crate::store::{Health, Member, StoreError};

#[derive(Debug, Deserialize)]
struct Members {
    members: Vec<Listed>,
}

/// A member, as the cluster lists it. One that was added and never started has no name and no addresses.
#[derive(Clone, Debug, Deserialize)]
struct Listed {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default, rename = "clientURLs")]
    client_urls: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Version {
    etcdserver: String,
}

#[derive(Debug, Deserialize)]
struct SelfStats {
    state: String,
}

#[derive(Debug, Deserialize)]
struct Auth {
    enabled: bool,
}

/// Returns the cluster's id.
pub(super) fn identity(client: &mut Client) -> Result<String, StoreError> {
    if client.cluster().is_none() {
        members(client)?;
    }
    let unnamed = || StoreError::Malformed { at: client.address(), why: "an answer without a cluster id".to_owned() };
    client.cluster().map(str::to_owned).ok_or_else(unnamed)
}

/// Asks the cluster who belongs to it, and each of those how it is, all at once.
pub(super) fn health(client: &mut Client) -> Result<Health, StoreError> {
    let listed = members(client)?;
    let identity = identity(client)?;
    let limit = client.timeout();
    let client = &*client;
    let (auth, members) = std::thread::scope(|scope| {
        let asked: Vec<_> = listed
            .iter()
            .map(|member| (member, Builder::new().spawn_scoped(scope, move || ask(client, member, limit))))
            .collect();
        let address = format!("{}/v2/auth/enable", client.current());
        let auth = client.peek::<Auth>(&address, limit).ok().map(|auth| auth.enabled);
        let answer = |(member, asked): (_, std::io::Result<ScopedJoinHandle<'_, Member>>)| {
            let answered = asked.ok().and_then(|thread| thread.join().ok());
            answered.unwrap_or_else(|| Member { error: Some("it could not be asked".to_owned()), ..told(member) })
        };
        (auth, asked.into_iter().map(answer).collect())
    });
    // v2 data lies outside the backend's file: its quota and alarms are no concern of this API, which does
    // not tell them either.
    Ok(Health { identity, members, quota_bytes: None, alarms: Vec::new(), auth_enabled: auth })
}

fn members(client: &mut Client) -> Result<Vec<Listed>, StoreError> {
    let deadline = client.deadline();
    let request = Request::get("/v2/members");
    let members = client.ask(&request, deadline, &mut |mut answer: Answer| answer.json::<Members>());
    members.map(|found| found.members).map_err(|failure| client.failed(failure, "/v2/members"))
}

/// What is known of a member without asking it.
fn told(member: &Listed) -> Member {
    Member {
        name: if member.name.is_empty() { member.id.clone() } else { member.name.clone() },
        endpoints: member.client_urls.clone(),
        leader: None,
        version: None,
        size_bytes: None,
        latency: None,
        error: None,
    }
}

fn ask(client: &Client, listed: &Listed, limit: Duration) -> Member {
    let mut member = told(listed);
    let share = limit / u32::try_from(listed.client_urls.len().max(1)).unwrap_or(u32::MAX);
    let mut faults = Vec::new();
    for url in &listed.client_urls {
        let url = url.trim_end_matches('/');
        // The first request also makes the connection; only the second one tells how fast the member answers.
        let start = Instant::now();
        let left = || share.saturating_sub(start.elapsed());
        let answered = client.peek::<Version>(&format!("{url}/version"), share).and_then(|version| {
            let asked = Instant::now();
            if left().is_zero() {
                return Err(Fault::unsent(FaultKind::Unreachable, format!("no answer within {}", seconds(share))));
            }
            let stats = client.peek::<SelfStats>(&format!("{url}/v2/stats/self"), left())?;
            Ok((version, stats, asked.elapsed()))
        });
        match answered {
            Ok((version, stats, latency)) => {
                member.leader = Some(stats.state == "StateLeader");
                member.version = Some(version.etcdserver);
                member.latency = Some(latency);
                return member;
            }
            Err(fault) => faults.push(format!("{url}: {}", fault.detail)),
        }
    }
    member.error = Some(if faults.is_empty() { "it was never started".to_owned() } else { faults.join("; ") });
    member
}
