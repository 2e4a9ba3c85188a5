//! The datastore as Felix takes it: endpoints, profiles, tiers and policies, and what each host's Felix makes of them.

mod read;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::rc::Rc;

use ipnet::IpNet;

use super::objects::{Each, PolicyEntry, ProfileEntry, TierReading};
use super::pool::Pool;
use super::settings::{HostRules, Settings};
use crate::model::endpoint::Seen;
use crate::model::felix::Generation;
use crate::model::key::{Family, HOSTS, POOLS, PROFILES, TIERS};
use crate::model::policy::Order;
use crate::store::{Scope, Snapshot};

pub use read::Changes;

/// The number of an endpoint in its view: endpoints are numbered by path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndpointId(pub(super) u32);

impl EndpointId {
    /// Its place in [`View::endpoints`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is known of an endpoint beside its addresses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'s> {
    pub(super) path: &'s str,
    pub(super) value: &'s [u8],
    pub(super) host: u32,
    /// Its profiles, by number of the list.
    pub(super) profiles: u32,
    /// Its own labels, by number of the set.
    pub(super) labels: u32,
    first: u32,
    count: u32,
    pub(super) flags: Flags,
}

impl Record<'_> {
    /// The places of its addresses among those of the view.
    pub(super) fn places(&self) -> std::ops::Range<u32> {
        self.first..self.first.saturating_add(self.count)
    }
}

/// What is or is not so of an endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Flags(u8);

impl Flags {
    pub(super) const HOST: Self = Self(1);
    pub(super) const ACTIVE: Self = Self(2);
    /// The profile comes from the old member that Felix 2 does not read.
    pub(super) const OLD_PROFILE: Self = Self(4);
    /// Its interface has none of the host's prefixes.
    pub(super) const FOREIGN_INTERFACE: Self = Self(8);
    pub(super) const REJECTED14: Self = Self(16);
    pub(super) const REJECTED2: Self = Self(32);

    pub(super) fn number(self) -> u32 {
        self.0.into()
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn with(self, other: Self, is: bool) -> Self {
        if is { Self(self.0 | other.0) } else { self }
    }

    /// Whether a generation takes the endpoint for deleted.
    pub(super) fn rejected(self, generation: Generation) -> bool {
        self.has(match generation {
            Generation::Felix14 => Self::REJECTED14,
            Generation::Felix2 => Self::REJECTED2,
        })
    }
}

/// A host.
#[derive(Clone, Debug)]
pub(super) struct Host {
    pub(super) name: String,
    /// How its Felix is set, by number.
    pub(super) rules: u32,
    /// The addresses that the datastore knows it by.
    pub(super) addresses: Vec<IpAddr>,
}

/// An object that some generation does not take as it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rejection {
    /// Its key.
    pub key: String,
    /// Who rejects it.
    pub generation: Generation,
    /// Why: a lower-case fragment.
    pub why: String,
}

/// The datastore as Felix takes it. It borrows paths and values from the snapshot.
pub struct View<'s> {
    pub(super) settings: Settings,
    pub(super) generations: Vec<Generation>,
    pub(super) pool: Rc<RefCell<Pool>>,
    pub(super) records: Vec<Record<'s>>,
    pub(super) addresses: Vec<IpAddr>,
    pub(super) floating: HashMap<u32, Vec<(IpAddr, IpAddr)>>,
    pub(super) hosts: Vec<Host>,
    pub(super) host_numbers: HashMap<String, u32>,
    /// Everything that is no endpoint, by path.
    pub(super) others: BTreeMap<&'s str, &'s [u8]>,
    pub(super) profiles: BTreeMap<String, Rc<ProfileEntry>>,
    pub(super) policies: BTreeMap<String, Rc<PolicyEntry>>,
    pub(super) tier_orders: BTreeMap<String, Result<Order, String>>,
    pub(super) tiers: Each<Vec<TierReading>>,
    /// Pools, and whether traffic that leaves them for elsewhere is masqueraded.
    pub(super) pools: Vec<(IpNet, bool)>,
}

/// One endpoint of a view.
#[derive(Clone, Copy)]
pub struct Endpoint<'v, 's> {
    view: &'v View<'s>,
    id: EndpointId,
    record: &'v Record<'s>,
}

impl<'v, 's> Endpoint<'v, 's> {
    /// Its number.
    pub fn id(&self) -> EndpointId {
        self.id
    }

    /// Its key.
    pub fn path(&self) -> &'s str {
        self.record.path
    }

    /// Its value, as stored.
    pub fn value(&self) -> &'s [u8] {
        self.record.value
    }

    /// The host that it is on.
    pub fn host(&self) -> &'v str {
        self.view.hosts.get(self.record.host as usize).map_or("", |host| &host.name)
    }

    /// Whether it is an interface of the host, not a workload's.
    pub fn is_host_endpoint(&self) -> bool {
        self.record.flags.has(Flags::HOST)
    }

    /// Whether its state is `active`.
    pub fn is_active(&self) -> bool {
        self.record.flags.has(Flags::ACTIVE)
    }

    /// Its addresses, IPv4 before IPv6: a workload's own, a host's expected ones.
    pub fn addresses(&self) -> &'v [IpAddr] {
        self.view.addresses_of(self.record)
    }

    /// The floating addresses under which others reach it, each with its own behind it.
    pub fn floating(&self) -> impl Iterator<Item = (IpAddr, IpAddr)> {
        self.view.floating.get(&self.id.0).into_iter().flatten().map(|(internal, external)| (*external, *internal))
    }

    /// Its profiles, in the order in which they are evaluated, as its own host's Felix reads them.
    pub fn profiles(&self) -> Vec<String> {
        let generation = self.view.generation_of(self.record);
        if self.record.flags.has(Flags::OLD_PROFILE) && generation == Generation::Felix2 {
            return Vec::new();
        }
        let pool = self.view.pool.borrow();
        pool.profile_lists.get(self.record.profiles).iter().map(|name| pool.texts.get(*name).to_owned()).collect()
    }

    /// The generation of its host's Felix.
    pub fn generation(&self) -> Generation {
        self.view.generation_of(self.record)
    }

    /// Why a generation takes it for deleted; `None` where it does not.
    pub fn rejected(&self, generation: Generation) -> Option<String> {
        if !self.record.flags.rejected(generation) {
            return None;
        }
        let seen = if self.is_host_endpoint() { Seen::host(self.value()) } else { Seen::workload(self.value()) };
        Some(match seen {
            Ok(seen) => seen
                .rejected
                .by(generation)
                .unwrap_or("the endpoint's id has a character that it does not take")
                .to_owned(),
            Err(why) => why.to_string(),
        })
    }

    /// Whether the name of a workload's interface has none of the prefixes of its host: nobody looks after it then.
    pub fn has_foreign_interface(&self) -> bool {
        self.record.flags.has(Flags::FOREIGN_INTERFACE)
    }
}

impl<'s> View<'s> {
    /// What has to be read for it.
    pub fn scopes() -> Vec<Scope> {
        let mut scopes: Vec<Scope> = [HOSTS, PROFILES, TIERS, POOLS].map(Scope::under).into();
        scopes.push(Scope::under("/calico/v1/config"));
        scopes.push(Scope::under("/calico/bgp/v1/host"));
        scopes
    }

    /// Reads a snapshot of [`View::scopes`].
    pub fn read(snapshot: &'s Snapshot, settings: &Settings) -> Self {
        let entries = snapshot.entries().iter().map(|entry| (entry.path.as_str(), entry.value.as_slice()));
        read::first(entries, settings)
    }

    /// The view after some keys have changed: paths with their new values, `None` for those that are deleted. Nothing is read again
    /// that did not change, and numbers of objects mean the same in both.
    pub fn with<'t>(&'t self, changes: &Changes<'t>) -> View<'t>
    where
        's: 't,
    {
        read::again(self, changes, &self.settings)
    }

    /// The view of the same keys where other Felixes run. Numbers of objects and endpoints mean the same in both.
    pub fn under<'t>(&'t self, settings: &Settings) -> View<'t>
    where
        's: 't,
    {
        read::again(self, &Changes::new(), settings)
    }

    /// Which Felix runs where.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Every endpoint, of workloads and of hosts, by path; also what no generation takes for one.
    pub fn endpoints(&self) -> impl ExactSizeIterator<Item = Endpoint<'_, 's>> {
        self.records.iter().enumerate().map(|(at, record)| Endpoint {
            view: self,
            // More than that does not fit into memory.
            id: EndpointId(u32::try_from(at).unwrap_or(u32::MAX)),
            record,
        })
    }

    /// The endpoint of a number.
    pub fn endpoint(&self, id: EndpointId) -> Option<Endpoint<'_, 's>> {
        self.records.get(id.index()).map(|record| Endpoint { view: self, id, record })
    }

    /// The endpoint at a path.
    pub fn find(&self, path: &str) -> Option<Endpoint<'_, 's>> {
        let at = self.records.binary_search_by(|record| record.path.cmp(path)).ok()?;
        self.endpoint(EndpointId(u32::try_from(at).ok()?))
    }

    /// The number of the host that an endpoint is on: equal for those on one host.
    pub(super) fn host_number(&self, endpoint: EndpointId) -> Option<u32> {
        self.records.get(endpoint.index()).map(|record| record.host)
    }

    /// What some generation of Felix that runs somewhere does not take as it stands, by key.
    pub fn rejections(&self) -> Vec<Rejection> {
        let mut found = Vec::new();
        for endpoint in self.endpoints() {
            for &generation in &self.generations {
                if let Some(why) = endpoint.rejected(generation) {
                    found.push(Rejection { key: endpoint.path().to_owned(), generation, why });
                }
            }
        }
        for profile in self.profiles.values() {
            found.extend(profile.faults.iter().map(|(part, generation, why)| Rejection {
                key: profile.path(*part),
                generation: *generation,
                why: why.clone(),
            }));
        }
        for policy in self.policies.values() {
            found.extend(policy.faults.iter().map(|(generation, why)| Rejection {
                key: policy.path.clone(),
                generation: *generation,
                why: why.clone(),
            }));
        }
        if self.generations.contains(&Generation::Felix14) {
            for (tier, order) in &self.tier_orders {
                if let Err(why) = order {
                    let key = crate::model::key::Key::TierMetadata { tier: tier.clone() }.path();
                    found.push(Rejection { key, generation: Generation::Felix14, why: why.clone() });
                }
            }
        }
        found.sort();
        found
    }

    /// The names of all hosts that some key is of.
    pub fn hosts(&self) -> impl Iterator<Item = &str> {
        self.hosts.iter().map(|host| host.name.as_str())
    }

    /// The addresses that the datastore knows a host by.
    pub fn addresses_of_host(&self, host: &str) -> &[IpAddr] {
        let number = self.host_numbers.get(host);
        number.and_then(|number| self.hosts.get(*number as usize)).map_or(&[], |host| &host.addresses)
    }

    /// What of a host's configuration decides about traffic.
    pub fn host_rules(&self, host: &str) -> Option<HostRules> {
        let host = self.hosts.get(*self.host_numbers.get(host)? as usize)?;
        self.pool.borrow().host_rules.get(host.rules).map(|rules| (**rules).clone())
    }

    /// Whether two tiers have a policy of one name, which to Felix 2 are one.
    pub(super) fn has_policy_twice(&self) -> bool {
        let mut names = std::collections::HashSet::new();
        !self.policies.values().all(|policy| names.insert(policy.name.as_str()))
    }

    pub(super) fn addresses_of(&self, record: &Record<'_>) -> &[IpAddr] {
        let first = record.first as usize;
        self.addresses.get(first..first.saturating_add(record.count as usize)).unwrap_or_default()
    }

    pub(super) fn generation_of(&self, record: &Record<'_>) -> Generation {
        let host = self.hosts.get(record.host as usize);
        host.map_or(self.settings.generation, |host| self.settings.of(&host.name))
    }

    /// The endpoint that has the address at a place.
    pub(super) fn owner(&self, place: u32) -> Option<u32> {
        let behind = self.records.partition_point(|record| record.first <= place);
        // Endpoints without addresses begin where the next one does.
        let mut at = behind.checked_sub(1)?;
        while !self.records.get(at)?.places().contains(&place) {
            at = at.checked_sub(1)?;
        }
        u32::try_from(at).ok()
    }

    /// The first address of an IP version that the datastore knows a host by.
    pub(super) fn host_address(&self, host: u32, family: Family) -> Option<IpAddr> {
        let addresses = self.hosts.get(host as usize).map(|host| &host.addresses);
        addresses.into_iter().flatten().find(|address| Family::of(address) == family).copied()
    }

    /// Whether an address lies in a pool, and whether in one whose traffic to elsewhere is masqueraded.
    pub(super) fn pooled(&self, address: IpAddr) -> (bool, bool) {
        let family = Family::of(&address);
        let mut pools =
            self.pools.iter().filter(|(net, _)| Family::of(&net.addr()) == family && net.contains(&address));
        let found: Vec<bool> = pools.by_ref().map(|(_, masquerade)| *masquerade).collect();
        (!found.is_empty(), found.contains(&true))
    }
}
