//! What would stop allowed traffic from flowing, as far as the datastore tells: whether Felix lives on both hosts and calls the endpoints
//! up, whether BIRD announces the routes, whether tunnels end where they should.

use std::collections::BTreeSet;
use std::net::IpAddr;

use ipnet::IpNet;
use serde::Serialize;
use serde_json::Value;

use crate::inventory::parties::Party;
use crate::model::endpoint::{Endpoint, report};
use crate::model::felix;
use crate::model::json;
use crate::model::key::{BGP, BgpHost, Family, HOSTS, Key, POOLS, V1};
use crate::store::{Scope, Snapshot};

/// What a finding does to traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Effect {
    /// Nothing flows.
    Blocks,
    /// It may be that nothing flows: the datastore does not tell for certain.
    MayBlock,
    /// It flows otherwise than it looks.
    Note,
}

/// Which part of the way a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Side {
    /// The source and its host.
    Source,
    /// The destination and its host.
    Destination,
    /// The way between the hosts, there and back.
    Route,
    /// The whole cluster.
    Cluster,
}

/// Something about the way. The codes are stable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Finding {
    /// What it does.
    pub(super) effect: Effect,
    /// Where.
    pub(super) side: Side,
    /// A word for scripts.
    pub(super) code: &'static str,
    /// The key that tells.
    pub(super) key: Option<String>,
    /// In words.
    pub(super) message: String,
}

/// One end of the way.
#[derive(Clone, Debug)]
pub(super) struct End<'p> {
    /// Who it is.
    pub(super) party: &'p Party,
    /// Its address.
    pub(super) address: Option<IpAddr>,
}

/// What has to be read beside the endpoints and pools to look at the ways between some parties. `hosts` are all that there are.
pub(super) fn scopes<'p>(parties: impl IntoIterator<Item = &'p Party>, hosts: &BTreeSet<&str>) -> Vec<Scope> {
    let mut scopes = BTreeSet::from([
        Scope::Key(Key::Ready.path()),
        Scope::under(format!("{V1}/config")),
        Scope::under(POOLS),
        Scope::under(BGP),
    ]);
    for party in parties {
        if let Party::Workload(id) = party {
            scopes.insert(Scope::Key(Key::WorkloadStatus(id.clone()).path()));
            scopes.extend(party.path().map(Scope::Key));
        }
        let Some(host) = party.host() else { continue };
        let own = |name: &str| Key::HostConfig { host: host.to_owned(), name: name.to_owned() };
        scopes.extend(
            ["InterfacePrefix", "ReportingIntervalSecs", "IpInIpEnabled"].map(|name| Scope::Key(own(name).path())),
        );
        scopes.insert(Scope::Key(Key::HostIp { host: host.to_owned() }.path()));
        for host in similar(host, hosts).chain([host]) {
            scopes.insert(Scope::Key(Key::Status { host: host.to_owned() }.path()));
            scopes.insert(Scope::Key(Key::LastStatus { host: host.to_owned() }.path()));
        }
    }
    scopes.into_iter().collect()
}

/// The hosts of a snapshot: who has a key of its own.
pub(super) fn hosts(snapshot: &Snapshot) -> BTreeSet<&str> {
    let prefix = format!("{HOSTS}/");
    let host = |path: &'_ str| -> Option<usize> { path.strip_prefix(&prefix)?.find('/') };
    snapshot
        .under(&prefix)
        .iter()
        .filter_map(|entry| entry.path.get(prefix.len()..prefix.len() + host(&entry.path)?))
        .collect()
}

/// Other hosts whose name may be meant for the same machine: in other case, or with the domain and without.
fn similar<'h>(host: &str, hosts: &BTreeSet<&'h str>) -> impl Iterator<Item = &'h str> {
    let short = |host: &str| host.split('.').next().unwrap_or_default().to_lowercase();
    let (own, wanted) = (host.to_owned(), short(host));
    let full = host.contains('.');
    hosts.iter().copied().filter(move |other| {
        // Two names with domains are two machines, unless only the case differs.
        *other != own && short(other) == wanted && (!(full && other.contains('.')) || other.eq_ignore_ascii_case(&own))
    })
}

/// What there is to say about the way from one end to the other. `snapshot` holds [`scopes`]; `hosts` are all that there are.
pub(super) fn findings(from: &End<'_>, to: &End<'_>, snapshot: &Snapshot, hosts: &BTreeSet<&str>) -> Vec<Finding> {
    let mut way = Way { snapshot, hosts, findings: Vec::new() };
    way.cluster();
    way.end(from, Side::Source);
    way.end(to, Side::Destination);
    if from.party.host() != to.party.host() || from.party.host().is_none() {
        way.route(from, to);
    }
    let mut findings = way.findings;
    findings.sort();
    findings.dedup();
    findings
}

struct Way<'a> {
    snapshot: &'a Snapshot,
    hosts: &'a BTreeSet<&'a str>,
    findings: Vec<Finding>,
}

impl Way<'_> {
    fn find(&mut self, effect: Effect, side: Side, code: &'static str, key: Option<String>, message: String) {
        self.findings.push(Finding { effect, side, code, key, message });
    }

    fn text(&self, key: &Key) -> Option<&str> {
        std::str::from_utf8(&self.snapshot.get(&key.path())?.value).ok()
    }

    /// A parameter of Felix on a host, its own before that of all.
    fn setting(&self, host: &str, name: &str) -> Option<&str> {
        let own = Key::HostConfig { host: host.to_owned(), name: name.to_owned() };
        self.text(&own).or_else(|| self.text(&Key::GlobalConfig { name: name.to_owned() }))
    }

    fn is_on(&self, host: &str, name: &str) -> bool {
        self.setting(host, name).and_then(felix::boolean).unwrap_or(false)
    }

    fn cluster(&mut self) {
        if self.text(&Key::Ready) != Some("true") {
            let message =
                "Ready is not true: a Felix that starts loads nothing, a running one applies no change".to_owned();
            self.find(Effect::MayBlock, Side::Cluster, "not-ready", Some(Key::Ready.path()), message);
        }
    }

    fn end(&mut self, end: &End<'_>, side: Side) {
        let Some(host) = end.party.host() else { return };
        self.felix(host, side);
        if let Party::Workload(id) = end.party {
            let name = id.name();
            let path = Key::WorkloadEndpoint(id.clone()).path();
            let Some(endpoint) = self.snapshot.get(&path).and_then(|entry| Endpoint::parse(&entry.value).ok()) else {
                let message = format!("endpoint {name} cannot be read: Felix takes it for deleted");
                return self.find(Effect::Blocks, side, "endpoint-unreadable", Some(path), message);
            };
            if !endpoint.is_active() {
                let message = format!("endpoint {name} is not active: Felix takes its routes away");
                self.find(Effect::Blocks, side, "endpoint-inactive", Some(path.clone()), message);
            }
            if endpoint.nets().is_ok_and(|nets| nets.is_empty()) {
                let message = format!("endpoint {name} has no address: there is no route to it");
                self.find(Effect::Blocks, side, "no-address", Some(path.clone()), message);
            }
            let prefixes = self.setting(host, "InterfacePrefix").unwrap_or("cali").to_owned();
            let interface = endpoint.name().unwrap_or_default();
            if !prefixes.split(',').any(|prefix| interface.starts_with(prefix.trim())) {
                let message = format!(
                    "interface {interface} of {name} has none of the prefixes of {host} ({prefixes}): Felix looks after neither its routes nor its policy"
                );
                self.find(Effect::Blocks, side, "foreign-interface", Some(path), message);
            }
            self.status(id, side);
        }
    }

    /// What Felix reports of an endpoint.
    fn status(&mut self, id: &crate::model::key::WorkloadId, side: Side) {
        let key = Key::WorkloadStatus(id.clone()).path();
        let status = self.snapshot.get(&key).map(|entry| report(&entry.value).map(std::borrow::Cow::into_owned));
        let (name, host) = (id.name(), id.host.as_str());
        match status {
            Some(Ok(status)) if status == "up" => {}
            Some(Ok(status)) => {
                let code = if status == "down" { "endpoint-down" } else { "endpoint-error" };
                let message = format!("Felix on {host} calls {name} {status}");
                self.find(Effect::Blocks, side, code, Some(key), message);
            }
            Some(Err(why)) => {
                let message = format!("what Felix on {host} reports of {name} cannot be read: {why}");
                self.find(Effect::MayBlock, side, "endpoint-not-reported", Some(key), message);
            }
            None if self.is_on(host, "EndpointReportingEnabled") => {
                let message = format!("Felix on {host} has not reported {name}");
                self.find(Effect::MayBlock, side, "endpoint-not-reported", Some(key), message);
            }
            None => {}
        }
    }

    /// Whether a host's Felix lives.
    fn felix(&mut self, host: &str, side: Side) {
        let alive = Key::Status { host: host.to_owned() }.path();
        if self.snapshot.get(&alive).is_some() {
            return;
        }
        let twins: Vec<&str> = similar(host, self.hosts)
            .filter(|other| self.snapshot.get(&Key::Status { host: (*other).to_owned() }.path()).is_some())
            .collect();
        if let Some(twin) = twins.first() {
            let message = format!(
                "no Felix calls itself {host}, but one calls itself {twin}: if they are one machine, its endpoints lie where nobody looks"
            );
            return self.find(Effect::MayBlock, side, "host-name-mismatch", Some(alive), message);
        }
        let interval = self.setting(host, "ReportingIntervalSecs").and_then(|text| text.trim().parse::<f64>().ok());
        if interval.is_some_and(|interval| interval <= 0.0) {
            let message =
                format!("Felix on {host} is told not to report (ReportingIntervalSecs): whether it lives is not known");
            return self.find(Effect::Note, side, "felix-reporting-off", Some(alive), message);
        }
        let last = Key::LastStatus { host: host.to_owned() };
        let message = match self.text(&last).and_then(time_of) {
            Some(time) => format!("Felix on {host} does not report any more, last at {time}: it applies no change"),
            None => format!("Felix on {host} has never reported: there may be none"),
        };
        self.find(Effect::MayBlock, side, "felix-silent", Some(alive), message);
    }

    /// The way between hosts, there and back.
    fn route(&mut self, from: &End<'_>, to: &End<'_>) {
        let pools = pools(self.snapshot);
        let pool_of = |address: Option<IpAddr>| {
            let address = address?;
            pools.iter().filter(|pool| pool.net.contains(&address)).max_by_key(|pool| pool.net.prefix_len())
        };
        let masqueraded = matches!(from.party, Party::Workload(_))
            && pool_of(from.address).is_some_and(|pool| pool.masquerade)
            && to.address.is_some()
            && pool_of(to.address).is_none();
        if masqueraded {
            let host = from.party.host().unwrap_or_default();
            let message = format!(
                "the destination is in no pool: it sees the address of host {host}, and no tag or label of the source"
            );
            let key = pool_of(from.address).map(|pool| pool.key.clone());
            self.find(Effect::Note, Side::Route, "source-masqueraded", key, message);
        }
        self.announced(to, "route-not-exported", "route-unknown", &pools);
        if !masqueraded {
            self.announced(from, "return-route-not-exported", "return-route-unknown", &pools);
        }
        for (end, other) in [(to, from), (from, to)] {
            let (Some(host), Some(other)) = (end.party.host(), other.party.host()) else { continue };
            if !pool_of(end.address).is_some_and(|pool| pool.ipip) {
                continue;
            }
            if !self.is_on(other, "IpInIpEnabled") {
                let message =
                    format!("{host}'s pool is reached through a tunnel, and IpInIpEnabled is not on at {other}");
                self.find(Effect::MayBlock, Side::Route, "ipip-disabled", None, message);
            }
            let own = Key::HostIp { host: other.to_owned() };
            if self.text(&own).is_none_or(|ip| ip.trim().parse::<IpAddr>().is_err()) {
                let message = format!("{other} has no bird_ip: {host} drops what comes from it through the tunnel");
                self.find(Effect::MayBlock, Side::Route, "ipip-host-unknown", Some(own.path()), message);
            }
        }
    }

    /// Whether BIRD on an end's host tells the others of the route to it.
    fn announced(&mut self, end: &End<'_>, shut: &'static str, unknown: &'static str, pools: &[Pool]) {
        let (Party::Workload(id), Some(address)) = (end.party, end.address) else { return };
        let (host, name, family) = (id.host.as_str(), id.name(), Family::of(&address));
        let setting = if family == Family::V4 { BgpHost::IpAddrV4 } else { BgpHost::IpAddrV6 };
        let own = Key::BgpHost { host: host.to_owned(), setting };
        if self.text(&own).is_none_or(str::is_empty) {
            let message = format!(
                "{host} is no BGP host here: whether a BIRD of its own announces {address} cannot be told from the datastore"
            );
            return self.find(Effect::MayBlock, Side::Route, unknown, Some(own.path()), message);
        }
        if pools.iter().any(|pool| pool.net.contains(&address)) {
            return;
        }
        let path = Key::WorkloadEndpoint(id.clone()).path();
        let endpoint = self.snapshot.get(&path).and_then(|entry| Endpoint::parse(&entry.value).ok());
        let interface = endpoint.as_ref().and_then(Endpoint::name).unwrap_or_default();
        let filters: Vec<(String, String)> = filters(self.snapshot, family);
        if filters.iter().any(|(_, text)| accepts_interface(text, interface)) {
            return;
        }
        match filters.first() {
            None => {
                let message = format!(
                    "no pool holds {address} of {name} and no export filter accepts {interface}: BIRD on {host} announces no route to it"
                );
                self.find(Effect::Blocks, Side::Route, shut, Some(path), message);
            }
            Some((key, _)) => {
                let message = format!(
                    "no pool holds {address} of {name}: whether an export filter accepts its route, only BIRD can tell"
                );
                self.find(Effect::MayBlock, Side::Route, unknown, Some(key.clone()), message);
            }
        }
    }
}

/// When Felix last reported.
fn time_of(report: &str) -> Option<String> {
    let value = json::parse(report.as_bytes()).ok()?;
    value.get("time")?.as_str().map(str::to_owned)
}

struct Pool {
    key: String,
    net: IpNet,
    masquerade: bool,
    ipip: bool,
}

fn pools(snapshot: &Snapshot) -> Vec<Pool> {
    let pools = snapshot.under(&format!("{POOLS}/")).iter().filter_map(|entry| {
        let Key::Pool { .. } = Key::parse(&entry.path) else { return None };
        let value = json::parse(&entry.value).ok()?;
        let net = crate::model::net::parse_cidr(value.get("cidr")?.as_str()?).ok()?;
        Some(Pool {
            key: entry.path.clone(),
            net: net.trunc(),
            masquerade: value.get("masquerade") == Some(&Value::Bool(true)),
            ipip: value.get("ipip").and_then(Value::as_str).is_some_and(|device| !device.is_empty()),
        })
    });
    pools.collect()
}

fn filters(snapshot: &Snapshot, family: Family) -> Vec<(String, String)> {
    let of_family = |path: &str| matches!(Key::parse(path), Key::BgpFilter { family: found, .. } if found == family);
    let filters = snapshot.under(&format!("{BGP}/")).iter().filter(|entry| of_family(&entry.path));
    filters.map(|entry| (entry.path.clone(), String::from_utf8_lossy(&entry.value).into_owned())).collect()
}

/// Whether a filter is the well-known `if ( ifname ~ "tap*" ) then { accept; }`, for this interface. Anything else only BIRD understands.
fn accepts_interface(filter: &str, interface: &str) -> bool {
    let words: String = filter.split_whitespace().collect();
    let Some((_, rest)) = words.split_once("ifname~\"") else { return false };
    let Some((pattern, rest)) = rest.split_once('"') else { return false };
    let accepts = rest.trim_start_matches(')').starts_with("then{accept;}")
        || rest.trim_start_matches(')').starts_with("thenaccept;");
    accepts && wildmatch::WildMatch::new(pattern).matches(interface)
}

#[cfg(test)]
mod tests;
