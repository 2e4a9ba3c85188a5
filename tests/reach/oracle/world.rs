//! The datastore as one generation reads it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use serde_json::Value;

use super::endpoint::{self, Endpoint, string_map};
use super::values::{Net, is_label_name, is_name, member, strings};
use super::{Generation, Keys, Packet, host_of_key, rule, selector};

/// Rules of a policy or profile that the generation takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    pub(super) inbound: Vec<Value>,
    pub(super) outbound: Vec<Value>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Nothing where the key is missing or refused.
    pub(super) rules: Option<Rules>,
    pub(super) tags: Vec<String>,
    pub(super) labels: BTreeMap<String, String>,
}

#[derive(Clone, Debug)]
pub(super) struct Policy {
    pub(super) key: String,
    name: String,
    order: f64,
    pub(super) selector: String,
    pub(super) rules: Rules,
    pub(super) untracked: bool,
    pub(super) pre_dnat: bool,
    pub(super) types: BTreeSet<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Tier {
    /// The key of its order; of Go Felix, which has one tier, nothing.
    pub(super) key: String,
    name: String,
    order: f64,
    pub(super) policies: Vec<Policy>,
}

#[derive(Clone, Debug)]
struct Pool {
    net: Net,
    masquerade: bool,
}

pub(super) struct World {
    pub(super) generation: Generation,
    keys: Keys,
    endpoints: Vec<Endpoint>,
    pub(super) profiles: BTreeMap<String, Profile>,
    pub(super) tiers: Vec<Tier>,
    pools: Vec<Pool>,
}

impl World {
    pub(super) fn new(keys: &Keys, generation: Generation) -> Self {
        let mut world = Self {
            generation,
            keys: keys.clone(),
            endpoints: Vec::new(),
            profiles: BTreeMap::new(),
            tiers: Vec::new(),
            pools: Vec::new(),
        };
        for (key, value) in keys {
            world.endpoints.extend(endpoint::read(key, value, generation));
            world.read_profile(key, value);
            world.read_pool(key, value);
        }
        world.tiers = match generation {
            Generation::One => tiers_one(keys),
            Generation::Two => {
                let policies = policies(keys, generation).into_iter().map(|(_, policy)| policy).collect();
                vec![Tier { key: String::new(), name: String::new(), order: 0.0, policies }]
            }
        };
        for tier in &mut world.tiers {
            tier.policies.sort_by(|a, b| {
                a.order.partial_cmp(&b.order).unwrap_or(Ordering::Equal).then_with(|| a.name.cmp(&b.name))
            });
        }
        world
            .tiers
            .sort_by(|a, b| a.order.partial_cmp(&b.order).unwrap_or(Ordering::Equal).then_with(|| a.name.cmp(&b.name)));
        world
    }

    fn name(&self, segment: &str) -> Option<String> {
        match self.generation {
            Generation::One => is_name(segment).then(|| segment.to_owned()),
            Generation::Two => Some(segment.replace("%2f", "/").replace("%25", "%")),
        }
    }

    fn read_profile(&mut self, key: &str, text: &str) {
        let Some(rest) = key.strip_prefix("/calico/v1/policy/profile/") else { return };
        let Some((name, part)) = rest.split_once('/') else { return };
        let Some(name) = self.name(name) else { return };
        let generation = self.generation;
        let Ok(value) = serde_json::from_str::<Value>(text) else { return };
        let profile = self.profiles.entry(name).or_default();
        match part {
            "rules" => profile.rules = rules(&value, generation),
            "tags" => profile.tags = tags(&value, generation).unwrap_or_default(),
            "labels" => profile.labels = labels(&value, generation).unwrap_or_default(),
            _ => {}
        }
    }

    fn read_pool(&mut self, key: &str, text: &str) {
        let v4 = key.starts_with("/calico/v1/ipam/v4/pool/");
        let v6 = key.starts_with("/calico/v1/ipam/v6/pool/");
        // Felix 1.4 does not look at IPv6 pools.
        if !(v4 || v6 && self.generation == Generation::Two) {
            return;
        }
        let Ok(value) = serde_json::from_str::<Value>(text) else { return };
        let net = value.get("cidr").and_then(Value::as_str).and_then(|cidr| Net::parse(cidr, self.generation));
        let Some(net) = net.filter(|net| (net.version() == 4) == v4) else { return };
        match value.get("masquerade") {
            None => self.pools.push(Pool { net, masquerade: false }),
            Some(Value::Bool(masquerade)) => self.pools.push(Pool { net, masquerade: *masquerade }),
            Some(Value::Null) if self.generation == Generation::Two => self.pools.push(Pool { net, masquerade: false }),
            Some(_) => {}
        }
    }

    pub(super) fn endpoint(&self, key: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.key == key)
    }

    /// A workload that Felix looks after: taken, active, with an interface of its host's prefixes.
    pub(super) fn served(&self, key: &str) -> Option<&Endpoint> {
        let prefixes = self.setting(&host_of_key(key), "InterfacePrefix").unwrap_or("cali");
        let is_served = |endpoint: &&Endpoint| {
            endpoint.active && prefixes.split(',').any(|prefix| endpoint.interface.starts_with(prefix))
        };
        self.endpoint(key).filter(is_served)
    }

    /// An endpoint's own labels and those of its profiles.
    pub(super) fn labels(&self, endpoint: &Endpoint) -> BTreeMap<String, String> {
        let profiles = endpoint.profiles.iter().filter_map(|name| self.profiles.get(name));
        let mut labels = BTreeMap::new();
        match self.generation {
            Generation::One => {
                for profile in profiles {
                    labels.extend(profile.labels.clone());
                }
            }
            Generation::Two => {
                for profile in profiles.rev() {
                    labels.extend(profile.tags.iter().map(|tag| (tag.clone(), String::new())));
                    labels.extend(profile.labels.clone());
                }
            }
        }
        labels.extend(endpoint.labels.clone());
        labels
    }

    pub(super) fn addresses_with_tag(&self, tag: &str) -> Vec<IpAddr> {
        let has_tag = |endpoint: &&Endpoint| match self.generation {
            Generation::One => endpoint
                .profiles
                .iter()
                .any(|name| self.profiles.get(name).is_some_and(|profile| profile.tags.iter().any(|has| has == tag))),
            Generation::Two => self.labels(endpoint).contains_key(tag),
        };
        self.endpoints.iter().filter(has_tag).flat_map(|endpoint| endpoint.addresses.clone()).collect()
    }

    pub(super) fn addresses_selected(&self, selector: &str) -> Vec<IpAddr> {
        let selected =
            |endpoint: &&Endpoint| selector::fits(selector, self.generation, &self.labels(endpoint)) == Some(true);
        self.endpoints.iter().filter(selected).flat_map(|endpoint| endpoint.addresses.clone()).collect()
    }

    /// Whether a packet that leaves its host gets that host's address.
    pub(super) fn masquerades(&self, packet: &Packet) -> bool {
        let Some(source) = packet.source else { return false };
        self.pools.iter().any(|pool| pool.masquerade && pool.net.contains(source))
            && !self.pools.iter().any(|pool| pool.net.contains(packet.destination))
    }

    /// The address of a host, where the datastore says it.
    pub(super) fn address_of_host(&self, host: &str, version: i64) -> Option<IpAddr> {
        let address: IpAddr = self.keys.get(&format!("/calico/v1/host/{host}/bird_ip"))?.trim().parse().ok()?;
        (address.is_ipv4() && version == 4).then_some(address)
    }

    /// Whether Felix accepts what it should drop.
    pub(super) fn accepts_drops(&self, host: &str) -> bool {
        let action = self.setting(host, "DropActionOverride").unwrap_or("DROP");
        self.generation == Generation::One && action.ends_with("ACCEPT")
    }

    /// A setting of a host.
    pub(super) fn setting(&self, host: &str, name: &str) -> Option<&str> {
        let own = self.keys.get(&format!("/calico/v1/host/{host}/config/{name}"));
        own.or_else(|| self.keys.get(&format!("/calico/v1/config/{name}"))).map(String::as_str)
    }
}

fn tags(value: &Value, generation: Generation) -> Option<Vec<String>> {
    let tags = strings(value)?;
    (generation == Generation::Two || tags.iter().all(|tag| is_name(tag))).then_some(tags)
}

fn labels(value: &Value, generation: Generation) -> Option<BTreeMap<String, String>> {
    let labels = string_map(value)?;
    (generation == Generation::Two || labels.keys().all(|name| is_label_name(name))).then_some(labels)
}

/// The keys of endpoints, profiles, policies and tiers that a generation does not take.
pub(crate) fn rejected(keys: &Keys, generation: Generation) -> BTreeSet<String> {
    let is_taken = |key: &str, text: &str| -> Option<bool> {
        let value = || serde_json::from_str::<Value>(text).ok();
        let parts: Vec<&str> = key.split('/').collect();
        if let ["", "calico", "v1", "policy", _, name, "rules" | "metadata" | "policy", ..] = parts.as_slice()
            && generation == Generation::One
            && !is_name(name)
        {
            return Some(false);
        }
        Some(match parts.as_slice() {
            ["", "calico", "v1", "host", _, "workload" | "endpoint", ..] => {
                endpoint::read(key, text, generation).is_some()
            }
            ["", "calico", "v1", "policy", "profile", _, "rules"] => rules(&value()?, generation).is_some(),
            ["", "calico", "v1", "policy", "profile", _, "tags"] => tags(&value()?, generation).is_some(),
            ["", "calico", "v1", "policy", "profile", _, "labels"] => labels(&value()?, generation).is_some(),
            ["", "calico", "v1", "policy", "tier", _, "policy", name] => {
                policy(key, name, &value()?, generation).is_some()
            }
            ["", "calico", "v1", "policy", "tier", _, "metadata"] if generation == Generation::One => {
                value().filter(Value::is_object).and_then(|value| order(&value, generation)).is_some()
            }
            _ => true,
        })
    };
    keys.iter().filter(|(key, text)| is_taken(key, text) != Some(true)).map(|(key, _)| key.clone()).collect()
}

/// Both lists of rules, or nothing where anything about them is refused.
fn rules(value: &Value, generation: Generation) -> Option<Rules> {
    value.as_object()?;
    let list = |name: &str| -> Option<Vec<Value>> {
        match value.get(name) {
            None => Some(Vec::new()),
            Some(Value::Null) if generation == Generation::Two => Some(Vec::new()),
            Some(list) => {
                let list = list.as_array()?;
                list.iter().all(|rule| rule::is_valid(rule, generation)).then(|| list.clone())
            }
        }
    };
    Some(Rules { inbound: list("inbound_rules")?, outbound: list("outbound_rules")? })
}

/// Every policy that the generation takes, with its tier's name.
fn policies(keys: &Keys, generation: Generation) -> Vec<(String, Policy)> {
    let mut found = Vec::new();
    for (key, text) in keys {
        let parts: Vec<&str> = key.split('/').collect();
        let ["", "calico", "v1", "policy", "tier", tier, "policy", name] = parts.as_slice() else { continue };
        let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
        if generation == Generation::One && !(is_name(tier) && is_name(name)) {
            continue;
        }
        found.extend(policy(key, name, &value, generation).map(|policy| ((*tier).to_owned(), policy)));
    }
    found
}

fn policy(key: &str, name: &str, value: &Value, generation: Generation) -> Option<Policy> {
    let rules = rules(value, generation)?;
    let order = order(value, generation)?;
    let selector = match (value.get("selector"), generation) {
        (Some(Value::String(selector)), _) => selector.clone(),
        (None | Some(Value::Null), Generation::Two) => String::new(),
        _ => return None,
    };
    selector::is_valid(&selector, generation).then_some(())?;
    let flag = |name: &str| match member(value, name) {
        None => Some(false),
        Some(Value::Bool(flag)) => Some(*flag),
        Some(_) => None,
    };
    let (mut types, mut pre_dnat) = (BTreeSet::new(), false);
    let untracked = match generation {
        Generation::One => value.get("untracked") == Some(&Value::Bool(true)),
        Generation::Two => {
            pre_dnat = flag("pre_dnat")?;
            if let Some(list) = member(value, "types") {
                types = strings(list)?.iter().map(|name| name.to_lowercase()).collect();
            }
            flag("untracked")?
        }
    };
    if types.is_empty() {
        types = ["ingress", "egress"].map(str::to_owned).into();
    }
    let name = name.to_owned();
    Some(Policy { key: key.to_owned(), name, order, selector, rules, untracked, pre_dnat, types })
}

fn order(value: &Value, generation: Generation) -> Option<f64> {
    match (value.get("order"), generation) {
        (None, _) | (Some(Value::Null), Generation::Two) => Some(f64::INFINITY),
        (Some(Value::String(text)), Generation::One) if text == "default" => Some(f64::INFINITY),
        (Some(Value::Number(number)), _) => number.as_f64(),
        _ => None,
    }
}

fn tiers_one(keys: &Keys) -> Vec<Tier> {
    let mut tiers = Vec::new();
    for (key, text) in keys {
        let parts: Vec<&str> = key.split('/').collect();
        let ["", "calico", "v1", "policy", "tier", name, "metadata"] = parts.as_slice() else { continue };
        let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
        if !is_name(name) || !value.is_object() {
            continue;
        }
        let Some(order) = order(&value, Generation::One) else { continue };
        let policies = policies(keys, Generation::One).into_iter().filter(|(tier, _)| tier == name);
        let policies = policies.map(|(_, policy)| policy).collect();
        tiers.push(Tier { key: key.clone(), name: (*name).to_owned(), order, policies });
    }
    tiers
}
