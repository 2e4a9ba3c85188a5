//! Who takes part in traffic: the endpoints, hosts and addresses that a word means.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::IpAddr;

use super::endpoints::WorkloadEndpoint;
use super::members::{Member, Place};
use super::profiles::{self, readable};
use super::{Unresolved, find_endpoints, find_group, groups, host_endpoints, tags};
use crate::model::endpoint::Endpoint;
use crate::model::felix::Generation;
use crate::model::key::{HOSTS, Key, WorkloadId};
use crate::model::openstack::Names;
use crate::model::profile::Profile;
use crate::model::selector::Selector;
use crate::store::{Scope, Snapshot};

/// One that takes part in traffic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A workload endpoint.
    Workload(WorkloadId),
    /// An interface of a host under policy.
    HostEndpoint {
        /// The host.
        host: String,
        /// The endpoint's id.
        id: String,
    },
    /// A host, by an interface that is under no policy.
    Host(String),
    /// An address that is no endpoint's and no host's.
    Address(IpAddr),
}

impl Party {
    /// The host that it is on, or is.
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Workload(id) => Some(&id.host),
            Self::HostEndpoint { host, .. } | Self::Host(host) => Some(host),
            Self::Address(_) => None,
        }
    }

    /// The key of the endpoint.
    pub fn path(&self) -> Option<String> {
        match self {
            Self::Workload(id) => Some(Key::WorkloadEndpoint(id.clone()).path()),
            Self::HostEndpoint { host, id } => Some(host_endpoints::path(host, id)),
            Self::Host(_) | Self::Address(_) => None,
        }
    }
}

impl fmt::Display for Party {
    /// As commands take it: a workload's four names, `host/id`, `host:name`, an address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Workload(id) => f.write_str(&id.name()),
            Self::HostEndpoint { host, id } => write!(f, "{host}/{}", crate::model::key::escape(id)),
            Self::Host(host) => write!(f, "host:{host}"),
            Self::Address(address) => write!(f, "{address}"),
        }
    }
}

/// What a word chooses by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// One workload by a name of its own, or several by a pattern.
    Endpoint,
    /// `ns:NAME`: the pods of a namespace.
    Namespace,
    /// `sg:NAME`: the endpoints that have the profile of a security group.
    Group,
    /// `profile:NAME`: the endpoints that have a profile.
    Profile,
    /// `tag:NAME`: the endpoints that rules take for carriers of a tag.
    Tag,
    /// The endpoints that a selector selects.
    Selector,
    /// `host:NAME`: a host itself.
    Host,
    /// A host endpoint, `HOST/ID`.
    HostEndpoint,
    /// An address of nobody.
    Address,
    /// `any`: every address that no endpoint has.
    Any,
}

impl Chosen {
    /// The word for it, as JSON has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Endpoint => "endpoint",
            Self::Namespace => "namespace",
            Self::Group => "security group",
            Self::Profile => "profile",
            Self::Tag => "tag",
            Self::Selector => "selector",
            Self::Host => "host",
            Self::HostEndpoint => "host endpoint",
            Self::Address => "address",
            Self::Any => "any address",
        }
    }

    /// Whether it may stand for several, or for none, without being wrong.
    pub fn is_group(self) -> bool {
        matches!(self, Self::Namespace | Self::Group | Self::Profile | Self::Tag | Self::Selector)
    }
}

/// What a word means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    /// The word, as it was given.
    pub word: String,
    /// What it chooses by.
    pub by: Chosen,
    /// Those that it chooses, each once, in the order of their paths. A group may be empty.
    pub parties: Vec<Party>,
    /// The address, where the word is one: of a workload that has several, it is this one that is meant.
    pub address: Option<IpAddr>,
}

/// What has to be read to find out what words mean.
pub fn scopes() -> Vec<Scope> {
    vec![Scope::under(HOSTS), profiles::scope_of_all(), super::scope_of_names()]
}

/// How the forms of a word are told to people.
pub const FORMS: &str = "\
an endpoint by any name that `endpoint show` takes (with * and ? several of them), HOST/ID of a host endpoint,
host:NAME, ns:NAMESPACE, sg:GROUP, profile:NAME, tag:TAG, a selector such as \"role == 'web'\", an address, or any:
every address that no endpoint has";

/// Finds what each word means: an endpoint by any name of its own ([`find_endpoints`]); `ns:NAME`, `sg:NAME`, `profile:NAME`, `tag:NAME`,
/// `host:NAME`; a host endpoint, `HOST/ID`; a selector; an address, of an endpoint, a host, or nobody.
///
/// The snapshot must hold [`scopes`]. Tags and labels are those that `generation` sees. An endpoint that cannot be read is found by its names only.
///
/// # Errors
/// [`Unresolved`], for each word by itself: it means nothing, or several where one is wanted. A profile or tag that nothing has is one; a
/// namespace, group, profile or selector without endpoints is not.
pub fn find<S: AsRef<str>>(
    words: &[S],
    snapshot: &Snapshot,
    names: &Names,
    generation: Generation,
) -> Vec<Result<Parties, Unresolved>> {
    let profiles = profiles::all(snapshot);
    let mut search = Search::default();
    let forms: Vec<Form> =
        words.iter().map(|word| Form::of(word.as_ref(), &profiles, names, snapshot, &mut search)).collect();
    let mut groups = search.run(snapshot, &profiles, generation);
    let mut plain = find_endpoints(&search.plain, snapshot, names).into_iter();
    words
        .iter()
        .zip(forms)
        .map(|(word, form)| {
            let word = word.as_ref();
            let found = |by, parties| Parties { word: word.to_owned(), by, parties, address: None };
            match form {
                Form::Group(by, at) => {
                    Ok(found(by, groups.get_mut(at).map(std::mem::take).unwrap_or_default().into_iter().collect()))
                }
                Form::Host(host) => Ok(found(Chosen::Host, vec![Party::Host(host)])),
                Form::Any => Ok(found(Chosen::Any, Vec::new())),
                Form::Plain => match plain.next() {
                    Some(Ok(endpoints)) => {
                        let parties = endpoints.into_iter().map(|endpoint| Party::Workload(endpoint.id));
                        let mut found = found(Chosen::Endpoint, parties.collect());
                        found.address = word.parse().ok();
                        Ok(found)
                    }
                    Some(Err(unresolved)) => otherwise(word, unresolved, snapshot),
                    None => Err(nothing("endpoint", word)),
                },
                Form::Wrong(unresolved) => Err(unresolved),
            }
        })
        .collect()
}

/// What a word may mean that is no workload's.
fn otherwise(word: &str, unresolved: Unresolved, snapshot: &Snapshot) -> Result<Parties, Unresolved> {
    let found = |by, party, address| Parties { word: word.to_owned(), by, parties: vec![party], address };
    if let Ok(address) = word.parse::<IpAddr>() {
        // Several workloads with one address: which is meant, nobody can tell.
        if !unresolved.candidates.is_empty() {
            return Err(unresolved);
        }
        let expects = |endpoint: &Endpoint| endpoint.expected_addresses().is_ok_and(|all| all.contains(&address));
        let mut host_endpoints = host_endpoints::all(snapshot).filter(|found| found.value.as_ref().is_ok_and(expects));
        if let Some(endpoint) = host_endpoints.next() {
            let party = Party::HostEndpoint { host: endpoint.host, id: endpoint.id };
            return Ok(found(Chosen::HostEndpoint, party, Some(address)));
        }
        return Ok(match host_of(address, snapshot) {
            Some(host) => found(Chosen::Host, Party::Host(host), Some(address)),
            None => found(Chosen::Address, Party::Address(address), Some(address)),
        });
    }
    match host_endpoints::find(word, snapshot) {
        Ok(endpoint) if unresolved.candidates.is_empty() => {
            let party = Party::HostEndpoint { host: endpoint.host, id: endpoint.id };
            Ok(found(Chosen::HostEndpoint, party, None))
        }
        _ => Err(unresolved),
    }
}

/// The host that says of itself that it has an address.
fn host_of(address: IpAddr, snapshot: &Snapshot) -> Option<String> {
    let text = |value: &[u8]| std::str::from_utf8(value).ok()?.trim().parse::<IpAddr>().ok();
    snapshot.under(&format!("{HOSTS}/")).iter().find_map(|entry| match Key::parse(&entry.path) {
        Key::HostIp { host } if text(&entry.value) == Some(address) => Some(host),
        _ => None,
    })
}

fn nothing(what: &'static str, word: &str) -> Unresolved {
    Unresolved { what, word: word.to_owned(), candidates: Vec::new() }
}

/// What a word says.
enum Form {
    /// A group, at a place among those that are searched for.
    Group(Chosen, usize),
    Host(String),
    Any,
    /// An endpoint's name, or anything else that has no prefix.
    Plain,
    Wrong(Unresolved),
}

/// What an endpoint must have to be in a group.
enum Wanted {
    Namespace(String),
    /// Any of these profiles.
    Profiles(BTreeSet<String>),
    /// A tag, and the profiles that carry it.
    Tag(String, BTreeSet<String>),
    Selector(Selector),
}

impl Form {
    fn of(
        word: &str,
        profiles: &BTreeMap<String, Profile>,
        names: &Names,
        snapshot: &Snapshot,
        search: &mut Search,
    ) -> Self {
        let mut group = |by, wanted| {
            search.wanted.push(wanted);
            Self::Group(by, search.wanted.len() - 1)
        };
        match word.split_once(':') {
            Some(("ns", name)) => group(Chosen::Namespace, Wanted::Namespace(name.to_owned())),
            Some(("sg", name)) => match find_group(name, &groups::among(profiles), names) {
                Ok(found) => group(Chosen::Group, Wanted::Profiles([found.profile.name.clone()].into())),
                Err(unresolved) => Self::Wrong(unresolved),
            },
            Some(("profile", name)) if profiles.contains_key(name) => {
                group(Chosen::Profile, Wanted::Profiles([name.to_owned()].into()))
            }
            Some(("profile", name)) => Self::Wrong(nothing("profile", name)),
            Some(("tag", name)) => {
                let carriers = tags::carriers(profiles).remove(name).unwrap_or_default();
                let carriers = carriers.into_iter().map(str::to_owned).collect();
                group(Chosen::Tag, Wanted::Tag(name.to_owned(), carriers))
            }
            Some(("selector", text)) => match Selector::parse(text) {
                Ok(selector) => group(Chosen::Selector, Wanted::Selector(selector)),
                Err(_) => Self::Wrong(nothing("selector", text)),
            },
            Some(("host", name)) if is_host(name, snapshot) => Self::Host(name.to_owned()),
            Some(("host", name)) => Self::Wrong(nothing("host", name)),
            // No name of an endpoint has these, and every selector has one of them.
            _ if word.contains(['=', '(', '{']) => match Selector::parse(word) {
                Ok(selector) => group(Chosen::Selector, Wanted::Selector(selector)),
                Err(_) => Self::Wrong(nothing("selector", word)),
            },
            _ if word == "any" => Self::Any,
            _ => {
                search.plain.push(word.to_owned());
                Self::Plain
            }
        }
    }
}

fn is_host(name: &str, snapshot: &Snapshot) -> bool {
    !name.is_empty() && !snapshot.under(&format!("{HOSTS}/{name}/")).is_empty()
}

/// One pass over the endpoints, for all groups at once.
#[derive(Default)]
struct Search {
    wanted: Vec<Wanted>,
    plain: Vec<String>,
}

impl Search {
    fn run(
        &self,
        snapshot: &Snapshot,
        profiles: &BTreeMap<String, Profile>,
        generation: Generation,
    ) -> Vec<BTreeSet<Party>> {
        let mut found: Vec<BTreeSet<Party>> = self.wanted.iter().map(|_| BTreeSet::new()).collect();
        if self.wanted.is_empty() {
            return found;
        }
        for entry in snapshot.under(&format!("{HOSTS}/")) {
            let Some(Ok(member)) = Member::of(entry) else { continue };
            let mut labels = None;
            for (wanted, found) in self.wanted.iter().zip(&mut found) {
                let mut labels = || {
                    let read = || self::labels(&member, profiles, generation);
                    labels.get_or_insert_with(read).clone()
                };
                if wanted.has(&member, generation, &mut labels) {
                    found.insert(party(&member));
                }
            }
        }
        found
    }
}

impl Wanted {
    fn has(
        &self,
        member: &Member<'_>,
        generation: Generation,
        labels: &mut dyn FnMut() -> BTreeMap<String, String>,
    ) -> bool {
        let has_any = |wanted: &BTreeSet<String>| member.profiles.iter().any(|profile| wanted.contains(profile));
        match self {
            Self::Namespace(name) => is_in_namespace(member, name),
            Self::Profiles(profiles) => has_any(profiles),
            // Go Felix asks for a label of the tag's name, which the tag gives as well.
            Self::Tag(tag, carriers) => {
                has_any(carriers) || generation == Generation::Felix2 && labels().contains_key(tag)
            }
            Self::Selector(selector) => {
                let labels = labels();
                selector.matches(&|key| labels.get(key).map(String::as_str))
            }
        }
    }
}

/// Whether it is a pod of a namespace: by its name, or by the label that CNI plugins give it.
fn is_in_namespace(member: &Member<'_>, namespace: &str) -> bool {
    let Place::Workload(endpoint) = &member.place else { return false };
    if let Some((found, _)) = endpoint.pod() {
        return found == namespace;
    }
    // Where the workload is called by its container, the label alone says it.
    !endpoint.is_openstack() && own_label(endpoint, "calico/k8s_ns").as_deref() == Some(namespace)
}

fn own_label(endpoint: &WorkloadEndpoint<'_>, key: &str) -> Option<String> {
    let value = endpoint.read().ok()?;
    let labels = value.labels().ok()?;
    labels.iter().find(|(found, _)| *found == key).map(|(_, value)| value.to_owned())
}

/// The labels that selectors of a generation see: its own, and those of its profiles.
fn labels(
    member: &Member<'_>,
    profiles: &BTreeMap<String, Profile>,
    generation: Generation,
) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    let mut take = |key: &str, value: &str| labels.insert(key.to_owned(), value.to_owned());
    let inherited = || member.profiles.iter().filter_map(|name| profiles.get(name));
    let of = |profile: &Profile, take: &mut dyn FnMut(&str, &str)| {
        for (key, value) in readable(&profile.labels).into_iter().flat_map(|labels| labels.iter()) {
            take(key, value);
        }
    };
    match generation {
        // The later profile wins.
        Generation::Felix14 => inherited().for_each(|profile| of(profile, &mut |key, value| drop(take(key, value)))),
        // The earlier one wins, and tags are labels without a value.
        Generation::Felix2 => {
            for profile in inherited().rev() {
                for tag in readable(&profile.tags).into_iter().flat_map(|tags| tags.iter()) {
                    take(tag, "");
                }
                of(profile, &mut |key, value| drop(take(key, value)));
            }
        }
    }
    if let Ok(endpoint) = Endpoint::parse(&member.entry.value)
        && let Ok(own) = endpoint.labels()
    {
        for (key, value) in own.iter() {
            take(key, value);
        }
    }
    labels
}

fn party(member: &Member<'_>) -> Party {
    match &member.place {
        Place::Workload(endpoint) => Party::Workload(endpoint.id.clone()),
        Place::Host { host, id } => Party::HostEndpoint { host: host.clone(), id: id.clone() },
    }
}

#[cfg(test)]
mod tests;
