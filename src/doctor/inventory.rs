//! What checks look at: the datastore, put together once.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;

use super::asked::{Peer, Server, Watched};

use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::groups::{self, Group};
use crate::inventory::host_endpoints::{self, HostEndpoint};
use crate::inventory::nodes::{self, Node};
use crate::inventory::policies::{self, FoundPolicy};
use crate::inventory::pools::{self, FoundPool, Networks};
use crate::inventory::profiles;
use crate::inventory::tiers::{self, Tier};
use crate::inventory::{names, scope_of_names, subnets};
use crate::ipam::check as ipam;
use crate::link::{Link, find, intent};
use crate::model::endpoint::Seen;
use crate::model::facts::{self, Facts};
use crate::model::felix::{self, Generation};
use crate::model::json::Malformed;
use crate::model::key::{HOSTS, Key};
use crate::model::openstack::Names;
use crate::model::profile::Profile;
use crate::reach::Settings;
use crate::store::{Entry, Scope, Snapshot};
use crate::traffic::Felixes;

/// Where Felix' settings of all hosts are.
const CONFIG: &str = "/calico/v1/config/";

/// What has to be read: all of Calico's, and what is kept beside it.
pub fn scopes() -> Vec<Scope> {
    vec![Scope::under("/calico"), Scope::key(facts::PATH), scope_of_names(), intent::scope_of_all()]
}

/// What is known beside the keys.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The present time, against which ages count.
    pub now: jiff::Timestamp,
    /// What every host runs, whatever was said of them.
    pub felix: Option<Generation>,
    /// Whether components write the datastore while it is looked at; a file and a backup are of a moment.
    pub live: bool,
    /// The servers of the cluster's DNS, the first one to ask first; none where nobody said.
    pub cluster_dns: Vec<IpAddr>,
    /// What the datastore's server answered.
    pub server: Option<Server>,
    /// What was seen while the datastore was watched.
    pub watched: Option<Watched>,
    /// Another datastore of the same cloud.
    pub peer: Option<Peer>,
}

/// A workload endpoint, and what each generation of Felix sees of it.
#[derive(Clone, Debug)]
pub struct FoundEndpoint<'s> {
    /// Which one.
    pub key: WorkloadEndpoint<'s>,
    /// What it says, or why nobody reads it.
    pub seen: Result<Seen<'s>, Malformed>,
}

impl<'s> FoundEndpoint<'s> {
    /// Its key's path.
    pub fn path(&self) -> &'s str {
        &self.key.entry.path
    }

    /// What findings call it: `endpoint host/orchestrator/workload/endpoint`.
    pub fn object(&self) -> String {
        format!("endpoint {}", self.key.name())
    }
}

/// The value of a parameter of Felix, of all hosts or of one.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s> {
    /// The host; `None` for all.
    pub host: Option<&'s str>,
    /// The parameter, as the key spells it.
    pub name: &'s str,
    /// The key and its value.
    pub entry: &'s Entry,
}

impl<'s> Setting<'s> {
    /// The value; a text that cannot be read is empty.
    pub fn text(&self) -> &'s str {
        std::str::from_utf8(&self.entry.value).unwrap_or_default()
    }

    /// What findings call it: `InterfacePrefix`, or `InterfacePrefix of node1`.
    pub fn object(&self) -> String {
        match self.host {
            None => self.name.to_owned(),
            Some(host) => format!("{} of {host}", self.name),
        }
    }
}

/// The values of one parameter.
#[derive(Debug, Default)]
struct Values<'s> {
    of_all: Option<Setting<'s>>,
    of_hosts: BTreeMap<&'s str, Setting<'s>>,
}

impl<'s> Values<'s> {
    fn all(&self) -> impl Iterator<Item = &Setting<'s>> {
        self.of_all.iter().chain(self.of_hosts.values())
    }
}

/// What was read, object by object.
#[derive(Debug)]
pub struct Inventory<'s> {
    /// The keys.
    pub snapshot: &'s Snapshot,
    /// What is known beside them.
    pub given: Given,
    /// What operators said of the cluster; nothing where that cannot be read.
    pub facts: Facts,
    /// Which Felix runs where, as was said or as is taken.
    pub felixes: Felixes,
    /// Imported names of OpenStack's objects.
    pub names: Names,
    settings: BTreeMap<&'s str, Values<'s>>,
    /// Workload endpoints, by path.
    pub endpoints: Vec<FoundEndpoint<'s>>,
    /// Host endpoints, by path.
    pub host_endpoints: Vec<HostEndpoint>,
    /// Hosts, by every name that a component knows them by.
    pub nodes: BTreeMap<String, Node<'s>>,
    /// Profiles, by name.
    pub profiles: BTreeMap<String, Profile>,
    /// Security groups, by uuid.
    pub groups: BTreeMap<String, Group>,
    /// Policies, by path.
    pub policies: Vec<FoundPolicy>,
    /// Tiers with their policies, in the order in which they decide.
    pub tiers: Vec<Tier>,
    /// Links, by tag and by namespace.
    pub links: Vec<Link>,
    /// Pools, by address.
    pub pools: Vec<FoundPool<'s>>,
    /// The networks of all pools.
    pub pool_networks: Networks,
    /// The networks of Neutron's subnets, and their keys.
    pub subnets: BTreeMap<IpNet, String>,
    /// What of addresses does not fit together, once it was asked for.
    ipam: OnceCell<Vec<ipam::Finding>>,
}

impl<'s> Inventory<'s> {
    /// Puts a snapshot of [`scopes`] together.
    pub fn of(snapshot: &'s Snapshot, given: Given) -> Self {
        let facts = snapshot.get(facts::PATH).and_then(|entry| Facts::parse(&entry.value).ok()).unwrap_or_default();
        let unread = |_| Felixes { settings: Settings::default(), assumed: true };
        let mut settings: BTreeMap<&str, Values<'s>> = BTreeMap::new();
        let mut configure = |entry: &'s Entry| {
            if let Some(found) = setting(entry) {
                let values = settings.entry(found.name).or_default();
                match found.host {
                    None => values.of_all = Some(found),
                    Some(host) => drop(values.of_hosts.insert(host, found)),
                }
            }
        };
        snapshot.under(CONFIG).iter().for_each(&mut configure);
        let mut endpoints = Vec::new();
        for entry in snapshot.under(&format!("{HOSTS}/")) {
            match WorkloadEndpoint::of(entry) {
                Some(key) => endpoints.push(FoundEndpoint { key, seen: Seen::workload(&entry.value) }),
                None => configure(entry),
            }
        }
        let profiles = profiles::all(snapshot);
        let pools = pools::all(snapshot);
        Self {
            facts,
            felixes: Felixes::of(snapshot, given.felix).unwrap_or_else(unread),
            names: names(snapshot).0,
            settings,
            endpoints,
            host_endpoints: host_endpoints::all(snapshot).collect(),
            nodes: nodes::all(snapshot),
            groups: groups::among(&profiles),
            profiles,
            policies: policies::all(snapshot).collect(),
            tiers: tiers::all(snapshot),
            links: find::all(snapshot),
            pool_networks: Networks::of(pools.iter().filter_map(FoundPool::cidr)),
            pools,
            subnets: subnets::networks(snapshot).map(|(net, path)| (net, path.to_owned())).collect(),
            ipam: OnceCell::new(),
            snapshot,
            given,
        }
    }

    /// What of addresses, blocks and handles does not fit together.
    pub fn ipam(&self) -> &[ipam::Finding] {
        self.ipam.get_or_init(|| ipam::check(self.snapshot))
    }

    /// The setting of a parameter, of all hosts or of one, in exactly this spelling.
    pub fn setting(&self, host: Option<&str>, name: &str) -> Option<&Setting<'s>> {
        let values = self.settings.get(name)?;
        host.map_or(values.of_all.as_ref(), |host| values.of_hosts.get(host))
    }

    /// The settings of a parameter, in exactly this spelling: that of all hosts, then those of each.
    pub fn settings_of(&self, name: &str) -> impl Iterator<Item = &Setting<'s>> {
        self.settings.get(name).into_iter().flat_map(Values::all)
    }

    /// Every setting, by name; of each that of all hosts before those of one.
    pub fn settings(&self) -> impl Iterator<Item = &Setting<'s>> {
        self.settings.values().flat_map(Values::all)
    }

    /// The value that counts on a host: its own, else that of all, else the default of the Felix that it runs; empty where there is
    /// none.
    pub fn value_on(&self, host: &str, name: &str) -> &'s str {
        let found = self.setting(Some(host), name).or_else(|| self.setting(None, name));
        let default = || felix::parameter(name).and_then(|known| known.default_of(self.felixes.settings.of(host)));
        found.map_or_else(|| default().unwrap_or_default(), Setting::text)
    }

    /// The value of all hosts that have none of their own: what is set, else the default of the Felix that runs in general.
    pub fn value(&self, name: &str) -> &'s str {
        let default = || felix::parameter(name).and_then(|known| known.default_of(self.felixes.settings.generation));
        self.setting(None, name).map_or_else(|| default().unwrap_or_default(), Setting::text)
    }

    /// The generations of Felix that run somewhere, as far as is known.
    pub fn generations(&self) -> Vec<Generation> {
        let felix = &self.felixes.settings;
        let runs =
            |one: &Generation| felix.generation == *one || felix.hosts.values().any(|generation| generation == one);
        Generation::ALL.into_iter().filter(runs).collect()
    }

    /// Whether OpenStack has anything here: a VM's port, a security group or a subnet.
    pub fn has_openstack(&self) -> bool {
        !self.groups.is_empty() || !self.subnets.is_empty() || self.ports().next().is_some()
    }

    /// The ports of VMs, by path.
    pub fn ports(&self) -> impl Iterator<Item = &FoundEndpoint<'s>> {
        self.endpoints.iter().filter(|endpoint| endpoint.key.is_openstack())
    }
}

fn setting(entry: &Entry) -> Option<Setting<'_>> {
    if let Some(name) = entry.path.strip_prefix(CONFIG).filter(|name| !name.contains('/')) {
        return Some(Setting { host: None, name, entry });
    }
    matches!(Key::parse(&entry.path), Key::HostConfig { .. }).then_some(())?;
    let (host, name) = entry.path.strip_prefix(HOSTS)?.strip_prefix('/')?.split_once("/config/")?;
    Some(Setting { host: Some(host), name, entry })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hosts_own_value_comes_first() {
        let snapshot = Snapshot::literal(&[
            ("/calico/v1/config/InterfacePrefix", "cali,tap"),
            ("/calico/v1/host/a/config/InterfacePrefix", "tap"),
            ("/calico/v1/host/a/config/marker", "created"),
            ("/calico/v1/host/a/workload/openstack/vm/endpoint/port", "{}"),
            ("/calicross/v1/settings", r#"{"hosts": {"b": {"felix": "2.6"}}}"#),
        ]);
        let inventory = Inventory::of(&snapshot, Given::default());
        assert_eq!(inventory.value_on("a", "InterfacePrefix"), "tap");
        assert_eq!(inventory.value_on("b", "InterfacePrefix"), "cali,tap");
        assert_eq!(inventory.value_on("b", "IptablesRefreshInterval"), "90");
        assert_eq!(inventory.value("IptablesRefreshInterval"), "60");
        assert_eq!(inventory.value("NoSuch"), "");
        let objects: Vec<String> = inventory.settings().map(Setting::object).collect();
        assert_eq!(objects, ["InterfacePrefix", "InterfacePrefix of a", "marker of a"]);
        assert_eq!(inventory.generations(), Generation::ALL);
        assert!(inventory.has_openstack() && inventory.ports().count() == 1);
    }
}
