//! What the datastore says of a cloud, as far as manifests repeat it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use crate::inventory::nodes::{self, Node};
use crate::inventory::{pools, subnets};
use crate::model::facts::{self, Facts};
use crate::model::key::{BgpGlobal, BgpHost, Key};
use crate::model::name::is_domain;
use crate::model::pool::Switch;
use crate::store::{Scope, Snapshot};

/// Nova's port for metadata where nothing else is said.
const METADATA_PORT: u16 = 8775;

/// What the datastore says.
#[derive(Clone, Debug)]
pub struct Cloud {
    /// The hosts, by name.
    pub hosts: Vec<Host>,
    /// The pools that pods get addresses from.
    pub pods: Vec<PodPool>,
    /// Neutron's subnets.
    pub subnets: Vec<IpNet>,
    /// The networks of Kubernetes' services.
    pub services: Vec<IpNet>,
    /// The AS number of hosts that have none of their own.
    pub as_number: Option<u32>,
    /// Where Nova's metadata server is: its address, where one is set for all hosts.
    pub metadata: Option<Ipv4Addr>,
    /// Its port.
    pub metadata_port: u16,
    /// What is missing, or left out because nothing can be made of it.
    pub doubts: Vec<String>,
}

/// A host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its name, as Felix, the CNI plugin and Neutron have to call it.
    pub name: String,
    /// Its IPv4 address, as BIRD or Felix knows it.
    pub ipv4: Option<Ipv4Addr>,
    /// Its IPv6 address, as BIRD knows it.
    pub ipv6: Option<Ipv6Addr>,
}

impl Host {
    /// Its addresses.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.ipv4.map(IpAddr::from).into_iter().chain(self.ipv6.map(IpAddr::from))
    }
}

/// A pool of pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PodPool {
    /// Its network.
    pub cidr: IpNet,
    /// Whether hosts tunnel to it.
    pub ipip: bool,
    /// Whether what leaves all pools is masqueraded.
    pub nat_outgoing: bool,
}

/// What has to be read.
pub fn scopes() -> Vec<Scope> {
    vec![Scope::under("/calico"), Scope::key(facts::PATH)]
}

impl Cloud {
    /// Reads it out of a snapshot; `services` are what was asked for in the place of what was said of the cluster.
    pub fn of(snapshot: &Snapshot, facts: &Facts, services: Vec<IpNet>) -> Self {
        let mut doubts = Vec::new();
        let subnets: Vec<IpNet> = subnets::networks(snapshot).map(|(net, _)| net).collect();
        let services = if services.is_empty() { facts.service_nets() } else { services };
        if services.is_empty() {
            doubts.push(
                "which addresses are services' is not known: no route to them, nor their network, is in what follows; \
                 --service-cidr says it"
                    .into(),
            );
        }
        let (metadata, metadata_port) = metadata(snapshot, &services, &mut doubts);
        settings(snapshot, &mut doubts);
        let as_number = text(snapshot, &Key::BgpGlobal(BgpGlobal::AsNum)).and_then(|text| text.trim().parse().ok());
        let hosts = hosts(snapshot, &mut doubts);
        let pods = pods(snapshot, &subnets, &mut doubts);
        Self { hosts, pods, subnets, services, as_number, metadata, metadata_port, doubts }
    }
}

fn text(snapshot: &Snapshot, key: &Key) -> Option<String> {
    let entry = snapshot.get(&key.path())?;
    Some(String::from_utf8_lossy(&entry.value).into_owned())
}

fn setting(snapshot: &Snapshot, name: &str) -> Option<String> {
    text(snapshot, &Key::GlobalConfig { name: name.to_owned() })
}

/// The hosts that a file may name. A name that a shell, an ini file or Kubernetes would read as something else is in none.
fn hosts(snapshot: &Snapshot, doubts: &mut Vec<String>) -> Vec<Host> {
    let all = nodes::all(snapshot);
    let mut hosts = Vec::new();
    for (name, node) in &all {
        if !is_domain(name) {
            doubts.push(format!("host '{}' is left out: no host is called so", name.escape_debug()));
            continue;
        }
        if let Some(other) = nodes::alike(name, &all).next() {
            doubts.push(format!(
                "hosts {name} and {} may be one: Felix, the CNI plugin and Neutron have to call it by the same name",
                other.escape_debug()
            ));
        }
        let host = Host { name: name.clone(), ipv4: ipv4(node), ipv6: ipv6(node) };
        if host.addresses().next().is_none() {
            doubts.push(format!("no key tells an address of host {name}: what needs one is left out"));
        }
        hosts.push(host);
    }
    hosts
}

fn ipv4(node: &Node<'_>) -> Option<Ipv4Addr> {
    let known = node.bgp.get(&BgpHost::IpAddrV4).into_iter().chain(&node.bird_ip);
    known.filter_map(|text| text.trim().parse().ok()).next()
}

fn ipv6(node: &Node<'_>) -> Option<Ipv6Addr> {
    node.bgp.get(&BgpHost::IpAddrV6)?.trim().parse().ok()
}

/// The pools that give addresses to pods: those that are on and hold no subnet of Neutron's.
fn pods(snapshot: &Snapshot, subnets: &[IpNet], doubts: &mut Vec<String>) -> Vec<PodPool> {
    let mut pods = Vec::new();
    for pool in pools::all(snapshot) {
        let Some(cidr) = pool.cidr() else {
            doubts.push(format!("pool '{}' is left out: it tells no network", pool.text.escape_debug()));
            continue;
        };
        let over = subnets.iter().any(|subnet| cidr.contains(subnet) || subnet.contains(&cidr));
        if !over && pool.is(Switch::Ipam) && !pool.is(Switch::Disabled) {
            let (ipip, nat_outgoing) = (pool.is(Switch::Ipip), pool.is(Switch::NatOutgoing));
            pods.push(PodPool { cidr, ipip, nat_outgoing });
        }
    }
    if pods.is_empty() {
        doubts.push("no pool gives addresses to pods: `calicross hybrid init --k8s-pool` makes one".into());
    }
    pods
}

/// Where Nova's metadata server is. An address that Kubernetes translates is none: a packet is translated once.
fn metadata(snapshot: &Snapshot, services: &[IpNet], doubts: &mut Vec<String>) -> (Option<Ipv4Addr>, u16) {
    let port = setting(snapshot, "MetadataPort").and_then(|text| text.trim().parse().ok());
    let port = port.filter(|port| *port > 0).unwrap_or(METADATA_PORT);
    let typed = setting(snapshot, "MetadataAddr");
    let address = typed.as_deref().and_then(|text| text.trim().parse::<Ipv4Addr>().ok());
    if let Some(service) = address.and_then(|ip| services.iter().find(|net| net.contains(&IpAddr::V4(ip)))) {
        doubts.push(format!(
            "MetadataAddr is a service address ({service}), which answers no VM: each host's own address stands in its place"
        ));
        return (None, port);
    }
    // On the host itself each has its own, as where nothing is set.
    let address = address.filter(|ip| !ip.is_loopback() && !ip.is_unspecified());
    if let (None, Some(typed)) = (address, typed.filter(|text| text.trim().parse::<Ipv4Addr>().is_err())) {
        doubts.push(format!(
            "MetadataAddr is '{}', which is no address: each host's own address stands in its place",
            typed.escape_debug()
        ));
    }
    (address, port)
}

/// What `hybrid init` is still to do: the files below leave these settings to the datastore.
fn settings(snapshot: &Snapshot, doubts: &mut Vec<String>) {
    let prefixes = setting(snapshot, "InterfacePrefix").unwrap_or_default();
    let has = |wanted: &str| prefixes.split(',').any(|prefix| prefix.trim() == wanted);
    let interval = setting(snapshot, "ReportingIntervalSecs");
    let reports = interval.is_some_and(|text| text.trim().parse::<u32>().is_ok_and(|seconds| seconds > 0));
    if !has("cali") || !has("tap") || !reports {
        doubts.push(
            "the datastore is not fit for both yet (InterfacePrefix or ReportingIntervalSecs): `calicross hybrid init` makes it so; \
             do that before neutron-server starts, which would write tap alone where InterfacePrefix is missing"
                .into(),
        );
    }
}
