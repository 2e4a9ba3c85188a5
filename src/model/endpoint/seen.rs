//! What each generation of Felix sees of an endpoint: both readings of one value, at once and without copies.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::net::IpAddr;

use ipnet::IpNet;

use crate::model::felix::{Generation, is_interface_name};
use crate::model::json::{self, Borrowed, Malformed};
use crate::model::key::Family;
use crate::model::net;

/// An endpoint as Felix sees it. What only one generation rejects is in `rejected`; the rest holds for the other one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen<'v> {
    /// The interface on the host.
    pub name: Option<Cow<'v, str>>,
    /// Whether the state is `active`. Anything else is inactive to Felix 2; Felix 1.4 rejects what is neither. A host's endpoint is
    /// always active.
    pub active: bool,
    /// The profiles, in the order in which they are evaluated.
    pub profiles: Vec<Cow<'v, str>>,
    /// Whether the profile comes from the old `profile_id`, which Felix 2 does not read.
    pub old_profile: bool,
    /// The endpoint's own labels.
    pub labels: Vec<(Cow<'v, str>, Cow<'v, str>)>,
    /// The addresses, IPv4 before IPv6: a workload's own, a host's expected ones. Masks do not count.
    pub addresses: Vec<IpAddr>,
    /// A workload's floating addresses: its own, and the one that others use.
    pub floating: Vec<(IpAddr, IpAddr)>,
    /// Why a generation takes the endpoint for deleted; `None` where it does not.
    pub rejected: Rejected,
}

/// Why each generation takes an object for deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    felix14: Option<String>,
    felix2: Option<String>,
}

impl Rejected {
    /// Why a generation rejects the object.
    pub fn by(&self, generation: Generation) -> Option<&str> {
        match generation {
            Generation::Felix14 => self.felix14.as_deref(),
            Generation::Felix2 => self.felix2.as_deref(),
        }
    }

    fn by_old(&mut self, why: impl FnOnce() -> String) {
        self.felix14.get_or_insert_with(why);
    }

    fn by_new(&mut self, why: impl FnOnce() -> String) {
        self.felix2.get_or_insert_with(why);
    }

    fn by_both(&mut self, why: impl Fn() -> String) {
        self.by_old(&why);
        self.by_new(&why);
    }
}

/// The members that each kind of endpoint must not have for Felix 1.4.
const OF_HOSTS: [&str; 2] = ["expected_ipv4_addrs", "expected_ipv6_addrs"];
const OF_WORKLOADS: [&str; 8] =
    ["state", "mac", "ipv4_nets", "ipv6_nets", "ipv4_gateway", "ipv6_gateway", "ipv4_nat", "ipv6_nat"];

type Members<'v> = Vec<(Cow<'v, str>, Borrowed<'v>)>;

impl<'v> Seen<'v> {
    /// Reads a workload's endpoint.
    ///
    /// # Errors
    /// [`Malformed`]: no generation reads the value.
    pub fn workload(value: &'v [u8]) -> Result<Self, Malformed> {
        let members = object(value)?;
        let mut seen = Self::default();
        let mut found = Found::default();
        let mut v6 = Vec::new();
        for (name, value) in members {
            match name.as_ref() {
                "state" => seen.state(value, &mut found),
                "mac" => seen.mac(&value),
                "ipv4_nets" => seen.addresses = seen.nets(Family::V4, value, &mut found),
                "ipv6_nets" => v6 = seen.nets(Family::V6, value, &mut found),
                "ipv4_gateway" | "ipv6_gateway" => seen.gateway(&name, &value),
                "ipv4_nat" => seen.nat(Family::V4, value, &mut found),
                "ipv6_nat" => seen.nat(Family::V6, value, &mut found),
                other if OF_HOSTS.contains(&other) => {
                    seen.rejected.by_old(|| format!("member '{name}' belongs to host endpoints"));
                }
                _ => seen.shared(&name, value, &mut found),
            }
        }
        seen.addresses.append(&mut v6);
        if !found.state {
            seen.rejected.by_old(|| "there is no state".into());
        }
        seen.settle(found);
        match seen.name.as_deref() {
            None | Some("") => seen.rejected.by_both(|| "there is no name of the interface".into()),
            Some(_) => {}
        }
        Ok(seen)
    }

    /// Reads a host's endpoint.
    ///
    /// # Errors
    /// [`Malformed`]: no generation reads the value.
    pub fn host(value: &'v [u8]) -> Result<Self, Malformed> {
        let members = object(value)?;
        let mut seen = Self { active: true, ..Self::default() };
        let mut found = Found::default();
        let mut v6 = Vec::new();
        for (name, value) in members {
            match name.as_ref() {
                "expected_ipv4_addrs" => seen.addresses = seen.expected(&name, Family::V4, value),
                "expected_ipv6_addrs" => v6 = seen.expected(&name, Family::V6, value),
                other if OF_WORKLOADS.contains(&other) => {
                    seen.rejected.by_old(|| format!("member '{name}' belongs to workload endpoints"));
                }
                _ => seen.shared(&name, value, &mut found),
            }
        }
        seen.addresses.append(&mut v6);
        seen.settle(found);
        if seen.name.is_none() && seen.addresses.is_empty() {
            seen.rejected.by_old(|| "there is neither a name nor an expected address".into());
        }
        if let Some(name) = seen.name.as_deref().filter(|name| !(name.is_empty() || is_interface_name(name))) {
            let why = format!("name '{}' is not an interface", name.escape_debug());
            seen.rejected.by_new(|| why);
        }
        if let Some((key, value)) = seen.labels.iter().find(|(key, value)| !is_plain_label(key, value)) {
            let why = format!("label '{}' is '{}', which is no label", key.escape_debug(), value.escape_debug());
            seen.rejected.by_new(|| why);
        }
        if let Some(bad) = seen.profiles.iter().find(|id| id.len() > 128 || !is_id(id)) {
            let why = format!("profile id '{}' is no name", bad.escape_debug());
            seen.rejected.by_new(|| why);
        }
        Ok(seen)
    }

    fn state(&mut self, value: Borrowed<'v>, found: &mut Found<'v>) {
        found.state = true;
        match value {
            Borrowed::String(state) if state == "active" => self.active = true,
            Borrowed::String(state) if state == "inactive" => {}
            Borrowed::String(state) => {
                self.rejected.by_old(|| format!("state is '{}', not active or inactive", state.escape_debug()));
            }
            Borrowed::Null => self.rejected.by_old(|| "state is null".into()),
            _ => self.rejected.by_both(|| "state is not a string".into()),
        }
    }

    fn mac(&mut self, value: &Borrowed<'v>) {
        match value {
            Borrowed::String(mac) if is_mac(mac) => {}
            Borrowed::Null => self.rejected.by_old(|| "mac is null".into()),
            _ => self.rejected.by_both(|| "mac is not a MAC address".into()),
        }
    }

    fn gateway(&mut self, name: &str, value: &Borrowed<'v>) {
        let fine = match value {
            Borrowed::Null => true,
            Borrowed::String(text) => text.parse::<IpAddr>().is_ok(),
            _ => false,
        };
        if !fine {
            self.rejected.by_both(|| format!("{name} is not an address"));
        }
    }

    fn nets(&mut self, family: Family, value: Borrowed<'v>, found: &mut Found<'v>) -> Vec<IpAddr> {
        let member = if family == Family::V4 { "ipv4_nets" } else { "ipv6_nets" };
        let items = match value {
            Borrowed::List(items) => items,
            Borrowed::Null => {
                self.rejected.by_old(|| format!("{member} is null"));
                return Vec::new();
            }
            _ => {
                self.rejected.by_both(|| format!("{member} is not a list"));
                return Vec::new();
            }
        };
        let mut addresses = Vec::with_capacity(items.len());
        for item in items {
            let text = text(item);
            let net: Option<IpNet> = text.as_deref().and_then(|text| net::parse_cidr(text).ok());
            match (net, text) {
                (Some(net), Some(text)) => {
                    if Family::of(&net.addr()) != family {
                        self.rejected.by_old(|| format!("{member} has {net}, which is no {family}"));
                    }
                    if !text.contains('/') {
                        self.rejected.by_new(|| format!("{member} has '{text}', an address without a length"));
                    }
                    addresses.push(net.addr());
                    found.nets.push(text);
                }
                _ => self.rejected.by_both(|| format!("{member} has what is not a CIDR")),
            }
        }
        addresses
    }

    fn nat(&mut self, family: Family, value: Borrowed<'v>, found: &mut Found<'v>) {
        let member = if family == Family::V4 { "ipv4_nat" } else { "ipv6_nat" };
        let items = match value {
            Borrowed::List(items) => items,
            Borrowed::Null => return,
            _ => return self.rejected.by_both(|| format!("{member} is not a list")),
        };
        for item in items {
            let Borrowed::Object(members) = item else {
                self.rejected.by_both(|| format!("{member} has what is not an object"));
                continue;
            };
            let mut pair = (None, None);
            for (name, value) in members.into_list() {
                match name.as_ref() {
                    "int_ip" => pair.0 = text(value),
                    "ext_ip" => pair.1 = text(value),
                    _ => {}
                }
            }
            let address = |text: &Option<Cow<'v, str>>| text.as_deref().and_then(|text| text.parse::<IpAddr>().ok());
            match (address(&pair.0), address(&pair.1)) {
                (Some(internal), Some(external)) => {
                    if Family::of(&internal) != family || Family::of(&external) != family {
                        self.rejected.by_old(|| format!("{member} has an address that is no {family}"));
                    }
                    self.floating.push((internal, external));
                    let length = if family == Family::V4 { 32 } else { 128 };
                    found.internal.push(format!("{}/{length}", pair.0.unwrap_or_default()));
                }
                _ => self.rejected.by_both(|| format!("{member} has an entry without int_ip and ext_ip")),
            }
        }
    }

    fn expected(&mut self, member: &str, family: Family, value: Borrowed<'v>) -> Vec<IpAddr> {
        let items = match value {
            Borrowed::List(items) => items,
            Borrowed::Null => {
                self.rejected.by_old(|| format!("{member} is null"));
                return Vec::new();
            }
            _ => {
                self.rejected.by_both(|| format!("{member} is not a list"));
                return Vec::new();
            }
        };
        let mut addresses = Vec::with_capacity(items.len());
        for item in items {
            match text(item).and_then(|text| text.parse::<IpAddr>().ok()) {
                Some(address) if Family::of(&address) == family => addresses.push(address),
                _ => self.rejected.by_both(|| format!("{member} has what is not an {family} address")),
            }
        }
        addresses
    }

    /// The members that workloads' and hosts' endpoints have in common.
    fn shared(&mut self, name: &str, value: Borrowed<'v>, found: &mut Found<'v>) {
        match (name, value) {
            ("name", Borrowed::String(name)) => {
                if !is_interface_name(&name) {
                    self.rejected.by_old(|| format!("name '{}' is not an interface", name.escape_debug()));
                }
                self.name = Some(name);
            }
            ("name", Borrowed::Null) => self.rejected.by_old(|| "name is null".into()),
            ("name", _) => self.rejected.by_both(|| "name is not a string".into()),
            ("profile_ids", Borrowed::Null) => {
                found.profiles = true;
                self.rejected.by_old(|| "profile_ids is null, with which Felix 1.4 stops".into());
            }
            ("profile_ids", value) => {
                found.profiles = true;
                match value {
                    Borrowed::List(items) => self.profile_ids(items),
                    _ => self.rejected.by_both(|| "profile_ids is not a list".into()),
                }
            }
            ("profile_id", value) => found.old_profile = Some(value),
            ("labels", Borrowed::Null) => self.rejected.by_old(|| "labels is null".into()),
            ("labels", Borrowed::Object(members)) => {
                for (key, value) in members.into_list() {
                    match text(value) {
                        Some(value) => {
                            if !is_label_key(&key) {
                                self.rejected.by_old(|| format!("label '{}' has no right name", key.escape_debug()));
                            }
                            self.labels.push((key, value));
                        }
                        None => self.rejected.by_both(|| format!("label '{}' is not a string", key.escape_debug())),
                    }
                }
            }
            ("labels", _) => self.rejected.by_both(|| "labels is not an object".into()),
            _ => {}
        }
    }

    fn profile_ids(&mut self, items: Vec<Borrowed<'v>>) {
        self.profiles.clear();
        for item in items {
            match text(item) {
                Some(id) => {
                    if !is_id(&id) {
                        self.rejected.by_old(|| format!("profile id '{}' is no name", id.escape_debug()));
                    }
                    self.profiles.push(id);
                }
                None => self.rejected.by_both(|| "profile_ids has what is not a string".into()),
            }
        }
    }

    /// What can be told only once every member is known.
    fn settle(&mut self, found: Found<'v>) {
        if let Some(value) = found.old_profile.filter(|_| !found.profiles) {
            match value {
                Borrowed::String(id) => {
                    if !is_id(&id) {
                        self.rejected.by_old(|| format!("profile id '{}' is no name", id.escape_debug()));
                    }
                    self.old_profile = true;
                    self.profiles.push(id);
                }
                _ => self.rejected.by_old(|| "profile_id is not a string".into()),
            }
        }
        for internal in &found.internal {
            if !found.nets.iter().any(|net| net == internal) {
                self.rejected.by_old(|| format!("{internal} has a floating address, and is not among the nets"));
            }
        }
    }
}

/// What is found on the way, and looked at in the end.
#[derive(Default)]
struct Found<'v> {
    state: bool,
    profiles: bool,
    old_profile: Option<Borrowed<'v>>,
    nets: Vec<Cow<'v, str>>,
    internal: Vec<String>,
}

fn object(value: &[u8]) -> Result<Members<'_>, Malformed> {
    match json::borrow(value)? {
        Borrowed::Object(members) => Ok(members.into_list()),
        _ => Err(Malformed::shape("an endpoint is not an object")),
    }
}

fn text(value: Borrowed<'_>) -> Option<Cow<'_, str>> {
    match value {
        Borrowed::String(text) => Some(text),
        _ => None,
    }
}

/// Whether Felix 1.4 takes a text for the name of a profile, a tag, a tier, a policy or an endpoint.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
}

/// Whether Felix 1.4 takes a text for the name of a label.
pub fn is_label_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-/".contains(&b))
}

/// Whether Felix 2 takes a label of a host's endpoint.
fn is_plain_label(key: &str, value: &str) -> bool {
    let edge = |b: Option<u8>| b.is_none_or(|b| b.is_ascii_alphanumeric());
    let plain = value.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b));
    let ends = edge(value.bytes().next_back()) && value.len() <= 64;
    is_label_key(key) && key.len() <= 512 && plain && ends
}

/// Whether a text is a MAC address: six pairs of hexadecimal digits behind colons, or behind dashes.
pub fn is_mac(text: &str) -> bool {
    let separator = if text.contains('-') { '-' } else { ':' };
    let mut parts = 0;
    for part in text.split(separator) {
        parts += 1;
        if part.len() != 2 || !part.bytes().all(|b| b.is_ascii_hexdigit()) {
            return false;
        }
    }
    parts == 6
}
