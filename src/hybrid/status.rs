//! A hybrid datastore on one screen: what is there, what is missing, what cannot be read. Nothing here is fatal.

mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;

use super::filter;
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::nodes::{self, Node, Place};
use crate::inventory::pools::{self, FoundPool, Networks};
use crate::inventory::{groups, profiles, subnets};
use crate::link::find;
use crate::model::check::{self, Severity};
use crate::model::facts::{self, Fact, Facts};
use crate::model::key::{BgpHost, Family, Key};
use crate::model::pool::Switch;
use crate::store::{Scope, Snapshot};

pub use settings::{OwnValue, Setting, own_values};

/// The status of a hybrid datastore. A member is `null` where no key tells.
#[derive(Debug, Serialize)]
pub struct Status {
    /// What `Ready` says: Felix loads nothing before it is `true`.
    pub ready: Option<String>,
    /// The hosts, by name.
    pub hosts: Vec<Host>,
    /// Neutron's part.
    pub neutron: Neutron,
    /// How many there are of what.
    pub counts: Counts,
    /// The settings on which pods and VMs together depend.
    pub settings: Vec<Setting>,
    /// Which filter tells BIRD's peers of VMs.
    pub export: Export,
    /// The IP pools.
    pub pools: Vec<PoolStatus>,
    /// What was said of the cluster: the version of Felix.
    pub felix: Option<String>,
    /// What was said of the cluster: the networks of its services.
    pub service_cidr: Vec<String>,
    /// The keys whose values some reader does not take.
    pub malformed: Vec<MalformedKey>,
}

/// A host, as any component knows it.
#[derive(Debug, Serialize)]
pub struct Host {
    /// Its name.
    pub name: String,
    /// `alive`, `silent` or `none`: whether Felix has reported within its time.
    pub felix: &'static str,
    /// When it has reported last, in its own words.
    pub reported: Option<String>,
    /// How long ago that was, in seconds, by the clock of whoever asks.
    pub age_seconds: Option<i64>,
    /// The address that BIRD peers from.
    pub bgp_ipv4: Option<String>,
    /// The same for IPv6.
    pub bgp_ipv6: Option<String>,
    /// The address by which Felix elsewhere knows it.
    pub felix_ipv4: Option<String>,
    /// Its pods.
    pub pods: usize,
    /// Its VMs.
    pub vms: usize,
    /// Whether it lacks an address for BIRD, so that confd renders nothing on any host.
    pub stops_confd: bool,
    /// Names that may be the same host.
    pub alike: Vec<String>,
}

/// Neutron's part.
#[derive(Debug, Serialize)]
pub struct Neutron {
    /// The server that holds the election, and so runs the resync.
    pub master: Option<String>,
    /// Whether the election key expires, as it does where a living server holds it.
    pub expires: Option<bool>,
    /// The subnets that the DHCP agents serve.
    pub subnets: Vec<SubnetStatus>,
}

/// A subnet of Neutron's.
#[derive(Debug, Serialize)]
pub struct SubnetStatus {
    /// Its uuid.
    pub id: String,
    /// Its network.
    pub cidr: Option<String>,
    /// The pool that it lies in.
    pub pool: Option<String>,
}

/// How many there are of what.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Pods.
    pub pods: usize,
    /// VMs.
    pub vms: usize,
    /// Workloads of other orchestrators.
    pub others: usize,
    /// Interfaces of hosts under policy.
    pub host_endpoints: usize,
    /// Profiles.
    pub profiles: usize,
    /// Security groups among them.
    pub groups: usize,
    /// Links.
    pub links: usize,
}

/// Which filter of each BIRD lets the routes of VMs out.
#[derive(Debug, Serialize)]
pub struct Export {
    /// Of IPv4's.
    pub v4: Option<String>,
    /// Of IPv6's.
    pub v6: Option<String>,
}

/// An IP pool.
#[derive(Debug, Serialize)]
pub struct PoolStatus {
    /// Its network, or what its path has.
    pub cidr: String,
    /// Its switches that are not as by default.
    pub options: Vec<&'static str>,
}

/// A value that some reader does not take.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct MalformedKey {
    /// The key.
    pub key: String,
    /// What is wrong, and what becomes of it.
    pub why: String,
}

/// What has to be read.
pub fn scopes() -> Vec<Scope> {
    vec![Scope::under("/calico"), Scope::key(facts::PATH)]
}

impl Status {
    /// Looks at all of a snapshot. `now` is what ages are counted to.
    pub fn of(snapshot: &Snapshot, now: Timestamp) -> Self {
        let nodes = nodes::all(snapshot);
        let hosts: Vec<Host> = nodes
            .iter()
            .map(|(name, node)| {
                let alike = nodes::alike(name, &nodes).map(str::to_owned).collect();
                Host { alike, ..Host::of(name, node, now) }
            })
            .collect();
        let mut malformed = malformed(snapshot);
        let facts = match snapshot.get(facts::PATH).map(|entry| Facts::parse(&entry.value)) {
            None => Facts::default(),
            Some(Ok(facts)) => facts,
            Some(Err(why)) => {
                malformed.push(MalformedKey { key: facts::PATH.to_owned(), why: why.to_string() });
                Facts::default()
            }
        };
        let profiles = profiles::all(snapshot);
        let counts = Counts {
            pods: hosts.iter().map(|host| host.pods).sum(),
            vms: hosts.iter().map(|host| host.vms).sum(),
            others: nodes
                .values()
                .map(|node| workloads(node, |endpoint| !is_pod(endpoint) && !endpoint.is_openstack()))
                .sum(),
            host_endpoints: nodes.values().map(|node| node.host_endpoints.len()).sum(),
            profiles: profiles.len(),
            groups: groups::among(&profiles).len(),
            links: find::all(snapshot).len(),
        };
        let text =
            |key: &Key| snapshot.get(&key.path()).map(|entry| String::from_utf8_lossy(&entry.value).into_owned());
        let filter = |family| filter::of(snapshot, family).map(|(name, _)| name);
        Self {
            ready: text(&Key::Ready),
            neutron: neutron(snapshot),
            counts,
            settings: settings::all(snapshot),
            export: Export { v4: filter(Family::V4), v6: filter(Family::V6) },
            pools: pools::all(snapshot).iter().map(PoolStatus::of).collect(),
            felix: facts.shown(Fact::Felix, None),
            service_cidr: facts.service_nets().iter().map(ToString::to_string).collect(),
            hosts,
            malformed,
        }
    }
}

impl Host {
    fn of(name: &str, node: &Node<'_>, now: Timestamp) -> Self {
        let address = |setting| node.bgp.get(&setting).filter(|text| !text.is_empty()).cloned();
        let reported: Option<Timestamp> = node.reported.as_ref().and_then(|time| time.parse().ok());
        Self {
            name: name.to_owned(),
            felix: match (node.alive, node.places.contains(&Place::Felix)) {
                (true, _) => "alive",
                (false, true) => "silent",
                (false, false) => "none",
            },
            reported: node.reported.clone(),
            age_seconds: reported.map(|time| now.duration_since(time).as_secs()),
            bgp_ipv4: address(BgpHost::IpAddrV4),
            bgp_ipv6: address(BgpHost::IpAddrV6),
            felix_ipv4: node.bird_ip.clone(),
            pods: workloads(node, is_pod),
            vms: workloads(node, |endpoint| endpoint.is_openstack()),
            stops_confd: node.stops_confd(),
            alike: Vec::new(),
        }
    }
}

impl PoolStatus {
    fn of(pool: &FoundPool<'_>) -> Self {
        let mut options = Vec::new();
        if pool.pool.is_err() {
            options.push("malformed");
        }
        for (switch, wanted, word) in [
            (Switch::Ipip, true, "ipip"),
            (Switch::NatOutgoing, true, "nat-outgoing"),
            (Switch::Ipam, false, "no-ipam"),
            (Switch::Disabled, true, "disabled"),
        ] {
            if pool.is(switch) == wanted {
                options.push(word);
            }
        }
        Self { cidr: pool.name(), options }
    }
}

fn is_pod(endpoint: &WorkloadEndpoint<'_>) -> bool {
    endpoint.pod().is_some()
}

/// How many workloads of a kind a host has: one may have several endpoints.
fn workloads(node: &Node<'_>, is: impl Fn(&WorkloadEndpoint<'_>) -> bool) -> usize {
    let of_kind = node.endpoints.iter().filter(|endpoint| is(endpoint));
    of_kind.map(|endpoint| (&endpoint.id.orchestrator, &endpoint.id.workload)).collect::<BTreeSet<_>>().len()
}

fn neutron(snapshot: &Snapshot) -> Neutron {
    let election = snapshot.get(&Key::NeutronElection.path());
    let networks = Networks::of(pools::all(snapshot).iter().filter_map(FoundPool::cidr));
    let subnet = |found: subnets::FoundSubnet<'_>| {
        let cidr = found.cidr.ok();
        let pool = cidr.and_then(|cidr| networks.holding(cidr)).map(|pool| pool.to_string());
        SubnetStatus { id: found.id, cidr: cidr.map(|cidr| cidr.to_string()), pool }
    };
    Neutron {
        master: election.map(|entry| String::from_utf8_lossy(&entry.value).into_owned()),
        expires: election.map(|entry| entry.expires),
        subnets: subnets::all(snapshot).map(subnet).collect(),
    }
}

/// What some reader does not take. Endpoints, of which there may be a hundred thousand, are only looked at.
fn malformed(snapshot: &Snapshot) -> Vec<MalformedKey> {
    let of = |entry: &crate::store::Entry| {
        let why = match Key::parse(&entry.path) {
            Key::WorkloadEndpoint(id) => WorkloadEndpoint { id, entry }.glance().err()?.to_string(),
            // Hosts' states of endpoints and who holds which address are other commands' business.
            Key::WorkloadStatus(_) | Key::IpamBlock { .. } | Key::IpamHandle { .. } | Key::NeutronElection => {
                return None;
            }
            _ => {
                let found = check::problems(&entry.path, &entry.value);
                found.into_iter().find(|problem| problem.severity == Severity::Refused)?.to_string()
            }
        };
        Some(MalformedKey { key: entry.path.clone(), why })
    };
    snapshot.under("/calico/").iter().filter_map(of).collect()
}
