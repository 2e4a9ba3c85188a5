//! From keys to a view, and from a view to the one after some changes.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;
use std::rc::Rc;

use ipnet::IpNet;
use serde_json::Value;

use super::{Flags, Host, Record, View};
use crate::model::endpoint::{Seen, is_id};
use crate::model::felix::Generation;
use crate::model::json;
use crate::model::key::{Family, HOSTS, Key, ProfilePart};
use crate::model::net;
use crate::reach::atoms::Atom;
use crate::reach::objects::{self, Each, PolicyEntry, ProfileEntry, ProfileValues};
use crate::reach::pool::Pool;
use crate::reach::settings::{Configuration, Settings, decides};

/// Paths that change, each with its new value, or `None` where it is deleted.
pub type Changes<'c> = BTreeMap<&'c str, Option<&'c [u8]>>;

type Others<'s> = BTreeMap<&'s str, &'s [u8]>;

/// Where the key of an endpoint says that it is.
struct Place<'p> {
    host: &'p str,
    id: &'p str,
    is_host: bool,
}

/// The place of an endpoint; `None` for every other key. Names stay as the path has them: Felix 1.4 knows no escapes.
fn place(path: &str) -> Option<Place<'_>> {
    let mut parts = path.strip_prefix(HOSTS)?.strip_prefix('/')?.split('/');
    let host = parts.next()?;
    let found = match parts.next()? {
        "workload" => {
            let (_, _, word, id) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
            (word == "endpoint").then_some(Place { host, id, is_host: false })
        }
        "endpoint" => Some(Place { host, id: parts.next()?, is_host: true }),
        _ => None,
    };
    found.filter(|place| parts.next().is_none() && !place.id.is_empty() && !host.is_empty())
}

/// Endpoints on their way into a view.
struct Reader<'r, 's> {
    pool: &'r mut Pool,
    hosts: &'r [Host],
    host_numbers: &'r HashMap<String, u32>,
    records: Vec<Record<'s>>,
    addresses: Vec<IpAddr>,
    floating: HashMap<u32, Vec<(IpAddr, IpAddr)>>,
    names: Vec<u32>,
}

impl<'s> Reader<'_, 's> {
    fn take(&mut self, path: &'s str, value: &'s [u8], place: &Place<'_>) {
        let host = self.host_numbers.get(place.host).copied().unwrap_or(u32::MAX);
        let seen = if place.is_host { Seen::host(value) } else { Seen::workload(value) };
        let fine = is_id(place.id);
        let mut flags = Flags::default().with(Flags::HOST, place.is_host).with(Flags::REJECTED14, !fine);
        let first = u32::try_from(self.addresses.len()).unwrap_or(u32::MAX);
        let mut record = Record { path, value, host, profiles: 0, labels: 0, first, count: 0, flags };
        match seen {
            Err(_) => flags = flags.with(Flags::REJECTED14, true).with(Flags::REJECTED2, true),
            Ok(seen) => {
                flags = flags
                    .with(Flags::ACTIVE, seen.active)
                    .with(Flags::OLD_PROFILE, seen.old_profile)
                    .with(Flags::REJECTED14, seen.rejected.by(Generation::Felix14).is_some())
                    .with(Flags::REJECTED2, seen.rejected.by(Generation::Felix2).is_some())
                    .with(Flags::FOREIGN_INTERFACE, !place.is_host && !self.is_ours(host, seen.name.as_deref()));
                self.names.clear();
                self.names.extend(seen.profiles.iter().map(|name| self.pool.texts.number(name)));
                record.profiles = self.pool.profile_lists.number(&self.names);
                self.names.clear();
                for (key, value) in &seen.labels {
                    let pair = (self.pool.texts.number(key), self.pool.texts.number(value));
                    self.names.push(self.pool.pairs.number(pair));
                }
                self.names.sort_unstable();
                record.labels = self.pool.label_sets.number(&self.names);
                record.count = u32::try_from(seen.addresses.len()).unwrap_or(u32::MAX);
                self.addresses.extend(&seen.addresses);
                if !seen.floating.is_empty() {
                    self.floating.insert(u32::try_from(self.records.len()).unwrap_or(u32::MAX), seen.floating);
                }
            }
        }
        record.flags = flags;
        self.records.push(record);
    }

    /// Whether an interface has one of the prefixes of its host.
    fn is_ours(&self, host: u32, name: Option<&str>) -> bool {
        let rules = self.hosts.get(host as usize).and_then(|host| self.pool.host_rules.get(host.rules));
        rules.is_some_and(|rules| {
            rules.prefixes.iter().any(|prefix| name.is_some_and(|name| name.starts_with(prefix.as_str())))
        })
    }

    /// Takes over what is known of an endpoint that did not change.
    fn keep(&mut self, record: &Record<'s>, addresses: &[IpAddr], floating: Option<&Vec<(IpAddr, IpAddr)>>) {
        let first = u32::try_from(self.addresses.len()).unwrap_or(u32::MAX);
        self.addresses.extend(addresses);
        if let Some(floating) = floating {
            self.floating.insert(u32::try_from(self.records.len()).unwrap_or(u32::MAX), floating.clone());
        }
        self.records.push(Record { first, ..*record });
    }
}

/// Reads everything.
pub(super) fn first<'s>(entries: impl Iterator<Item = (&'s str, &'s [u8])>, settings: &Settings) -> View<'s> {
    let mut endpoints = Vec::new();
    let mut others = Others::new();
    for (path, value) in entries {
        match place(path) {
            Some(place) => endpoints.push((path, value, place)),
            None => drop(others.insert(path, value)),
        }
    }
    let mut view = View {
        settings: settings.clone(),
        generations: generations(settings),
        pool: Rc::new(RefCell::new(Pool::default())),
        records: Vec::new(),
        addresses: Vec::new(),
        floating: HashMap::new(),
        hosts: Vec::new(),
        host_numbers: HashMap::new(),
        others,
        profiles: BTreeMap::new(),
        policies: BTreeMap::new(),
        tier_orders: BTreeMap::new(),
        tiers: Each::default(),
        pools: Vec::new(),
    };
    let pool = Rc::clone(&view.pool);
    let mut pool = pool.borrow_mut();
    view.read_hosts(endpoints.iter().map(|(_, _, place)| place.host), &mut pool);
    view.read_objects(None, &mut pool);
    let mut reader = Reader {
        pool: &mut pool,
        hosts: &view.hosts,
        host_numbers: &view.host_numbers,
        records: Vec::with_capacity(endpoints.len()),
        addresses: Vec::with_capacity(endpoints.len()),
        floating: HashMap::new(),
        names: Vec::new(),
    };
    for (path, value, place) in &endpoints {
        reader.take(path, value, place);
    }
    let Reader { records, addresses, floating, .. } = reader;
    (view.records, view.addresses, view.floating) = (records, addresses, floating);
    view
}

/// The generations that run somewhere.
fn generations(settings: &Settings) -> Vec<Generation> {
    let mut generations: BTreeSet<Generation> = settings.hosts.values().copied().collect();
    generations.insert(settings.generation);
    generations.into_iter().collect()
}

/// Reads what changed, and what another Felix reads in another way, and keeps the rest.
pub(super) fn again<'t, 's: 't>(before: &'t View<'s>, changes: &Changes<'t>, settings: &Settings) -> View<'t> {
    let mut others: Others<'t> = before.others.iter().map(|(path, value)| (*path, *value)).collect();
    let mut of_endpoints: BTreeMap<&'t str, Option<&'t [u8]>> = BTreeMap::new();
    for (path, value) in changes {
        if place(path).is_some() {
            of_endpoints.insert(path, *value);
        } else {
            match value {
                Some(value) => drop(others.insert(path, value)),
                None => drop(others.remove(path)),
            }
        }
    }
    let mut view = View {
        settings: settings.clone(),
        generations: generations(settings),
        pool: Rc::clone(&before.pool),
        records: Vec::new(),
        addresses: Vec::new(),
        floating: HashMap::new(),
        hosts: Vec::new(),
        host_numbers: HashMap::new(),
        others,
        profiles: BTreeMap::new(),
        policies: BTreeMap::new(),
        tier_orders: BTreeMap::new(),
        tiers: Each::default(),
        pools: Vec::new(),
    };
    let pool = Rc::clone(&view.pool);
    let mut pool = pool.borrow_mut();
    let added = of_endpoints.iter().filter_map(|(path, value)| value.and(place(path)).map(|place| place.host));
    let old = before.hosts.iter().map(|host| host.name.as_str());
    view.read_hosts(old.chain(added), &mut pool);
    view.read_objects(Some((before, changes)), &mut pool);
    // Where a host's Felix is set another way, interfaces may be looked after that were not.
    let reset = view.hosts.iter().any(|host| {
        let was = before.host_numbers.get(&host.name).and_then(|number| before.hosts.get(*number as usize));
        was.is_some_and(|was| was.rules != host.rules)
    });
    let mut reader = Reader {
        pool: &mut pool,
        hosts: &view.hosts,
        host_numbers: &view.host_numbers,
        records: Vec::with_capacity(before.records.len()),
        addresses: Vec::with_capacity(before.addresses.len()),
        floating: HashMap::new(),
        names: Vec::new(),
    };
    let numbers: Vec<u32> =
        before.hosts.iter().map(|host| view.host_numbers.get(&host.name).copied().unwrap_or(u32::MAX)).collect();
    let mut changed = of_endpoints.into_iter().peekable();
    let add = |reader: &mut Reader<'_, 't>, path: &'t str, value: Option<&'t [u8]>| {
        if let (Some(value), Some(place)) = (value, place(path)) {
            reader.take(path, value, &place);
        }
    };
    for (at, record) in before.records.iter().enumerate() {
        while let Some((path, value)) = changed.next_if(|(path, _)| *path < record.path) {
            add(&mut reader, path, value);
        }
        if let Some((path, value)) = changed.next_if(|(path, _)| *path == record.path) {
            add(&mut reader, path, value);
        } else if reset {
            add(&mut reader, record.path, Some(record.value));
        } else {
            let host = numbers.get(record.host as usize).copied().unwrap_or(u32::MAX);
            let floating = u32::try_from(at).ok().and_then(|at| before.floating.get(&at));
            reader.keep(&Record { host, ..*record }, before.addresses_of(record), floating);
        }
    }
    for (path, value) in changed {
        add(&mut reader, path, value);
    }
    let Reader { records, addresses, floating, .. } = reader;
    (view.records, view.addresses, view.floating) = (records, addresses, floating);
    view
}

impl View<'_> {
    /// Hosts, with those of some endpoints, and how each one's Felix is set.
    fn read_hosts<'h>(&mut self, of_endpoints: impl Iterator<Item = &'h str>, pool: &mut Pool) {
        let mut global: BTreeMap<String, String> = BTreeMap::new();
        let mut own: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
        let mut addresses: BTreeMap<&str, Vec<IpAddr>> = BTreeMap::new();
        let mut last = "";
        for host in of_endpoints {
            // Endpoints come host by host.
            if host != last {
                self.host_numbers.entry(host.to_owned()).or_insert(0);
                last = host;
            }
        }
        for (path, value) in &self.others {
            let Ok(text) = std::str::from_utf8(value) else { continue };
            let mut segments = path.strip_prefix("/calico/").unwrap_or_default().split('/');
            let segments: [Option<&str>; 6] = std::array::from_fn(|_| segments.next());
            match segments {
                [Some("v1"), Some("config"), Some(name), None, ..] if decides(name) => {
                    global.insert(name.to_owned(), text.to_owned());
                }
                [Some("v1"), Some("host"), Some(host), Some("config"), Some(name), None] => {
                    if decides(name) {
                        own.entry(host).or_default().insert(name.to_owned(), text.to_owned());
                    }
                    if name == "IpInIpTunnelAddr"
                        && let Ok(address) = text.parse()
                    {
                        addresses.entry(host).or_default().push(address);
                    }
                    self.host_numbers.entry(host.to_owned()).or_insert(0);
                }
                [Some("v1"), Some("host"), Some(host), Some("bird_ip"), None, ..]
                | [Some("bgp"), Some("v1"), Some("host"), Some(host), Some("ip_addr_v4" | "ip_addr_v6"), None] => {
                    if let Ok(address) = text.parse() {
                        addresses.entry(host).or_default().push(address);
                    }
                    self.host_numbers.entry(host.to_owned()).or_insert(0);
                }
                _ => {}
            }
        }
        let mut names: Vec<String> = self.host_numbers.keys().cloned().collect();
        names.sort_unstable();
        let mut plain: HashMap<Generation, u32> = HashMap::new();
        for (number, name) in names.into_iter().enumerate() {
            let generation = self.settings.of(&name);
            let configuration = Configuration { host: own.get(name.as_str()), global: &global };
            let rules = match configuration.host {
                // Most hosts are set alike.
                None => {
                    *plain.entry(generation).or_insert_with(|| pool.host_rules.number(configuration.rules(generation)))
                }
                Some(_) => pool.host_rules.number(configuration.rules(generation)),
            };
            let mut addresses = addresses.remove(name.as_str()).unwrap_or_default();
            let mut seen = BTreeSet::new();
            addresses.retain(|address| seen.insert(*address));
            self.host_numbers.insert(name.clone(), u32::try_from(number).unwrap_or(u32::MAX));
            self.hosts.push(Host { name, rules, addresses });
        }
        // Whether an address is that of the metadata service is asked like whether it is in a network that a rule names.
        for number in self.hosts.iter().map(|host| host.rules).collect::<BTreeSet<u32>>() {
            let metadata = pool.host_rules.get(number).and_then(|rules| rules.metadata);
            if let Some((address, _)) = metadata.filter(|(address, _)| !address.is_loopback()) {
                pool.atoms.number(Atom::Net(address.into()));
            }
        }
    }

    /// Profiles, tiers, policies and pools; those that a view before has, and that did not change, are kept.
    fn read_objects(&mut self, before: Option<(&View<'_>, &Changes<'_>)>, pool: &mut Pool) {
        let mut profiles: BTreeMap<String, ProfileValues<'_>> = BTreeMap::new();
        // What a generation makes of a value is known only where it runs somewhere.
        let before = before.filter(|(view, _)| self.generations.iter().all(|new| view.generations.contains(new)));
        let is_kept = |path: &str| before.is_none_or(|(_, changes)| !changes.contains_key(path));
        for (path, value) in &self.others {
            match Key::parse(path) {
                Key::Profile { name, part } => {
                    let values = profiles.entry(name).or_default();
                    match part {
                        ProfilePart::Tags => values.tags = Some(value),
                        ProfilePart::Rules => values.rules = Some(value),
                        ProfilePart::Labels => values.labels = Some(value),
                    }
                }
                Key::TierMetadata { tier } => {
                    let order = objects::read_tier(&tier, value);
                    self.tier_orders.insert(tier, order);
                }
                Key::Policy { tier, name } => {
                    let known = before.and_then(|(view, _)| view.policies.get(*path)).filter(|_| is_kept(path));
                    let entry = known.map(Rc::clone).unwrap_or_else(|| {
                        let version = pool.version();
                        let names = (tier.as_str(), name.as_str());
                        Rc::new(PolicyEntry::read(names, path, value, &self.generations, version, &mut pool.atoms))
                    });
                    self.policies.insert((*path).to_owned(), entry);
                }
                Key::Pool { family, cidr } => self.pools.extend(read_pool(family, &cidr, value)),
                _ => {}
            }
        }
        for (name, values) in profiles {
            let kept = ProfilePart::ALL.into_iter().all(|part| is_kept(&Key::profile(&name, part).path()));
            let known = before.and_then(|(view, _)| view.profiles.get(&name)).filter(|_| kept);
            let entry = known.map(Rc::clone).unwrap_or_else(|| {
                let version = pool.version();
                Rc::new(ProfileEntry::read(&name, values, &self.generations, version, &mut pool.atoms))
            });
            self.profiles.insert(name, entry);
        }
        for &generation in &self.generations {
            *self.tiers.of_mut(generation) = objects::tiers(self.policies.values(), &self.tier_orders, generation);
        }
    }
}

/// The network of a pool, and whether it masquerades. What cannot be read is none, and neither is what lies in the wrong place.
fn read_pool(family: Family, cidr: &str, value: &[u8]) -> Option<(IpNet, bool)> {
    let Ok(Value::Object(object)) = json::parse(value) else { return None };
    let text = object.get("cidr").and_then(Value::as_str).unwrap_or(cidr);
    let masquerade = match object.get("masquerade") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(masquerade)) => *masquerade,
        Some(_) => return None,
    };
    let net = net::parse_cidr(text).ok().filter(|net| Family::of(&net.addr()) == family)?;
    Some((net.trunc(), masquerade))
}
