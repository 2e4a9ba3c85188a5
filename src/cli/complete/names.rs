//! The names of each kind: what of the datastore has to be read for them, and how they are found in it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::sorted::{Name, Order};
use crate::inventory::{self, groups, profiles};
use crate::link::find;
use crate::model::felix::PARAMETERS;
use crate::model::key::{BGP, HOSTS, IPAM, Key as ModelKey, POOLS, PROFILES, ProfilePart, STATUS, TIERS, unescape};
use crate::model::openstack::{self, Names};
use crate::model::shell::command_line;
use crate::plan::journal;
use crate::store::{Scope, Snapshot, Store, StoreError, Want};

/// A kind of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Profiles.
    Profile,
    /// Tags that some profile carries.
    Tag,
    /// Tags of the profile that is named before.
    OwnTag,
    /// Workload endpoints, `host/orchestrator/workload/endpoint`, and pods, `namespace/name`.
    Endpoint,
    /// Who takes part in traffic: endpoints, and groups of them such as `ns:web`.
    Party,
    /// Pods, `namespace/name`.
    Pod,
    /// Namespaces of pods.
    Namespace,
    /// Hosts.
    Host,
    /// Security groups, by uuid and by imported name.
    Group,
    /// Links.
    Link,
    /// Tiers.
    Tier,
    /// Policies, `tier/name`.
    Policy,
    /// Host endpoints, `host/id`.
    HostEndpoint,
    /// IP pools, as CIDRs.
    Pool,
    /// Blocks of addresses, as CIDRs.
    Block,
    /// Handles of addresses.
    Handle,
    /// Settings of Felix that both generations or one of them know.
    Setting,
    /// Keys below /calico, one segment at a time.
    Key,
    /// Changes, by id.
    Change,
}

/// Most changes that are offered, the latest.
const CHANGES: usize = 100;
/// Where the keys of Calico's components begin.
const ROOT: &str = "/calico/";
/// What is known to lie in directories of which all that is below takes long to read where there are many endpoints.
const FAMILIES: [(&str, &[&str]); 3] = [
    (ROOT, &["bgp/", "dhcp/", "felix/", "ipam/", "libnetwork/", "openstack/", "resources/", "v1/"]),
    ("/calico/v1/", &["Ready", "config/", "host/", "ipam/", "policy/"]),
    ("/calico/felix/v1/", &["host/"]),
];
/// How the profile of a namespace begins.
const NAMESPACE_PROFILE: &str = "k8s_ns.";

/// The words before the `:` of a group's name, and whose names stand behind it.
const PARTIES: [(&str, Kind); 5] = [
    ("ns", Kind::Namespace),
    ("sg", Kind::Group),
    ("profile", Kind::Profile),
    ("tag", Kind::Tag),
    ("host", Kind::Host),
];

/// A part of the names of one kind that is read, and kept, by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    kind: Kind,
    /// The host, profile or directory that it is of; empty for all there is.
    of: String,
}

/// Names that are there already, while others are still to come.
pub(super) type SoFar<'a> = &'a mut dyn FnMut(Vec<Name>);

impl Kind {
    /// How the names are offered.
    pub(super) fn order(self) -> Order {
        match self {
            Self::Endpoint | Self::Party | Self::Pod => Order::Segments,
            Self::Change => Order::LatestFirst,
            _ => Order::Plain,
        }
    }

    /// The parts that may hold what begins as typed, the narrowest first; `given` is what stands before on the line.
    pub(super) fn parts(self, typed: &str, given: &[String]) -> Vec<Part> {
        let part = |of: &str| Part { kind: self, of: of.to_owned() };
        match self {
            // What stands before the first `/` may be a host or a namespace.
            Self::Endpoint => {
                let host = typed.split_once('/').map(|(host, _)| host).filter(|host| !host.is_empty());
                host.map(part).into_iter().chain([part("")]).collect()
            }
            Self::Party => {
                match typed.split_once(':').filter(|(word, _)| PARTIES.iter().any(|(known, _)| known == word)) {
                    Some((word, _)) => vec![part(word)],
                    None => {
                        // A host or namespace before the first `/`, as of endpoints.
                        let endpoints =
                            Self::Endpoint.parts(typed, given).into_iter().filter(|part| !part.of.is_empty());
                        endpoints.chain([part("")]).collect()
                    }
                }
            }
            Self::Key => vec![part(typed.rfind('/').map_or("", |at| &typed[..=at]))],
            Self::OwnTag => given.first().map(|profile| part(profile)).into_iter().collect(),
            _ => vec![part("")],
        }
    }
}

impl Part {
    /// What the part is called in the cache.
    pub(super) fn label(&self) -> String {
        format!("{:?} {}", self.kind, self.of)
    }

    /// Reads the names, for one that begins as typed. Where that may take longer than anybody waits, `so_far` hears before of those that
    /// are cheap to find.
    pub(super) fn read(&self, store: &mut dyn Store, typed: &str, so_far: SoFar<'_>) -> Result<Vec<Name>, StoreError> {
        match self.kind {
            Kind::Profile => profile_names(store),
            Kind::Tag => tags(store),
            Kind::OwnTag => own_tags(store, &self.of),
            Kind::Endpoint if self.of.is_empty() => {
                if !typed.contains('/') {
                    so_far(with_slash(hosts(store)?.into_iter().chain(namespaces(store)?)));
                }
                let snapshot = keys(store, HOSTS)?;
                // Paths are sorted already, and so are the names made of them.
                let mut names: Vec<Name> = workloads(&snapshot).map(|found| found.name()).collect();
                names.extend(workloads(&snapshot).filter_map(|found| found.pod()));
                Ok(names)
            }
            Kind::Endpoint => {
                let snapshot = keys(store, &format!("{HOSTS}/{}/workload", self.of))?;
                Ok(workloads(&snapshot).map(|found| found.name()).collect())
            }
            Kind::Party => match PARTIES.iter().find(|(word, _)| *word == self.of) {
                Some((word, kind)) => {
                    let of_kind = Self { kind: *kind, of: String::new() };
                    let names = of_kind.read(store, typed, &mut |_| ())?;
                    Ok(names.into_iter().map(|name| Name::new(format!("{word}:{}", name.text), name.about)).collect())
                }
                None => {
                    let mut words = plain(PARTIES.iter().map(|(word, _)| format!("{word}:")));
                    words.push(Name::new("any", ""));
                    so_far(words.clone());
                    let endpoints = Self { kind: Kind::Endpoint, of: String::new() };
                    let mut first = words.clone();
                    let names = endpoints.read(store, typed, &mut |names| {
                        first.extend(names);
                        so_far(first.clone());
                    })?;
                    words.extend(names);
                    Ok(words)
                }
            },
            Kind::Pod => {
                if !typed.contains('/') {
                    so_far(with_slash(namespaces(store)?));
                }
                Ok(workloads(&keys(store, HOSTS)?).filter_map(|found| found.pod()).collect())
            }
            Kind::Namespace => {
                so_far(plain(namespaces(store)?));
                let snapshot = keys(store, HOSTS)?;
                let found: BTreeSet<_> = workloads(&snapshot).filter_map(|found| found.namespace()).collect();
                Ok(plain(found.into_iter().map(Cow::into_owned)))
            }
            Kind::Host => {
                let mut known = hosts(store)?;
                so_far(plain(known.clone()));
                known.extend(first_segments(&keys(store, HOSTS)?, HOSTS).into_iter().map(str::to_owned));
                Ok(plain(known))
            }
            Kind::Group => group_names(store),
            Kind::Link => links(store),
            Kind::Tier => {
                let tiers = keys(store, TIERS)?;
                Ok(plain(
                    first_segments(&tiers, TIERS).into_iter().filter_map(|name| Some(unescape(name)?.into_owned())),
                ))
            }
            Kind::Policy => named(store, TIERS, |key| match key {
                ModelKey::Policy { tier, name } => Some(format!("{tier}/{name}")),
                _ => None,
            }),
            Kind::HostEndpoint => named(store, HOSTS, |key| match key {
                ModelKey::HostEndpoint { host, id } => Some(format!("{host}/{id}")),
                _ => None,
            }),
            Kind::Pool => named(store, POOLS, |key| match key {
                ModelKey::Pool { cidr, .. } => Some(cidr),
                _ => None,
            }),
            Kind::Block => named(store, &format!("{IPAM}/assignment"), |key| match key {
                ModelKey::IpamBlock { cidr, .. } => Some(cidr),
                _ => None,
            }),
            Kind::Handle => named(store, &format!("{IPAM}/handle"), |key| match key {
                ModelKey::IpamHandle { id } => Some(id),
                _ => None,
            }),
            Kind::Setting => Ok(PARAMETERS.iter().map(|parameter| Name::new(parameter.name, "")).collect()),
            Kind::Key => key_segments(store, &self.of, so_far),
            Kind::Change => changes(store),
        }
    }
}

/// Reads the paths below a directory.
fn keys(store: &mut dyn Store, directory: &str) -> Result<Snapshot, StoreError> {
    store.read(&[Scope::under(directory)], Want::Keys)
}

/// Reads the imported names of security groups; those that cannot be read are none.
fn imported(store: &mut dyn Store) -> Result<Names, StoreError> {
    let directory = format!("{}/{}", Names::DIRECTORY, openstack::Kind::Group.segment());
    Ok(inventory::names(&store.read(&[Scope::under(directory)], Want::Values)?).0)
}

/// The first segments below a directory, unescaped.
fn first_segments<'s>(snapshot: &'s Snapshot, directory: &str) -> BTreeSet<&'s str> {
    let below = directory.len() + 1;
    let segment = |path: &'s str| path.get(below..)?.split_once('/').map(|(segment, _)| segment);
    snapshot.entries().iter().filter_map(|entry| segment(&entry.path)).collect()
}

fn profiles_there(store: &mut dyn Store) -> Result<BTreeSet<String>, StoreError> {
    let snapshot = keys(store, PROFILES)?;
    Ok(first_segments(&snapshot, PROFILES).into_iter().filter_map(|name| Some(unescape(name)?.into_owned())).collect())
}

/// What is told beside a group, or what stands for it: its imported name.
fn group_name(names: &Names, id: &str) -> String {
    names.name(openstack::Kind::Group, id).unwrap_or_default().to_owned()
}

fn profile_names(store: &mut dyn Store) -> Result<Vec<Name>, StoreError> {
    let (profiles, names) = (profiles_there(store)?, imported(store)?);
    let about = |profile: &str| openstack::group_of(profile).map(|id| group_name(&names, id)).unwrap_or_default();
    Ok(profiles.iter().map(|profile| Name::new(profile, about(profile))).collect())
}

fn tags(store: &mut dyn Store) -> Result<Vec<Name>, StoreError> {
    let profiles = keys(store, PROFILES)?;
    let last = format!("/{}", ProfilePart::Tags.segment());
    let paths = profiles.entries().iter().map(|entry| &entry.path).filter(|path| path.ends_with(&last));
    // One at a time, etcd v2 would be asked for each: there, all of them come at once.
    let scopes: Vec<Scope> = match store.capabilities().directories {
        true => vec![profiles::scope_of_all()],
        false => paths.map(Scope::key).collect(),
    };
    if scopes.is_empty() {
        return Ok(Vec::new());
    }
    let (snapshot, names) = (store.read(&scopes, Want::Values)?, imported(store)?);
    Ok(tags_of(&snapshot, &names))
}

fn own_tags(store: &mut dyn Store, profile: &str) -> Result<Vec<Name>, StoreError> {
    let snapshot = store.read(&[Scope::key(profiles::path(profile, ProfilePart::Tags))], Want::Values)?;
    Ok(tags_of(&snapshot, &imported(store)?))
}

/// The tags of the profiles of a snapshot.
fn tags_of(snapshot: &Snapshot, names: &Names) -> Vec<Name> {
    let found = profiles::all(snapshot);
    let tags = found.values().filter_map(|profile| profiles::readable(&profile.tags)).flat_map(|tags| tags.iter());
    tags.map(|tag| Name::new(tag, group_name(names, tag))).collect()
}

/// What the keys below a directory are called.
fn named(
    store: &mut dyn Store,
    directory: &str,
    name: fn(ModelKey) -> Option<String>,
) -> Result<Vec<Name>, StoreError> {
    let found = keys(store, directory)?;
    Ok(plain(found.entries().iter().filter_map(|entry| name(ModelKey::parse(&entry.path)))))
}

fn plain(names: impl IntoIterator<Item = String>) -> Vec<Name> {
    names.into_iter().map(|name| Name::new(name, "")).collect()
}

/// Names that go on.
fn with_slash(names: impl IntoIterator<Item = String>) -> Vec<Name> {
    plain(names.into_iter().map(|name| name + "/"))
}

/// Hosts, as far as other keys than the endpoints' tell: every host with BIRD has some.
fn hosts(store: &mut dyn Store) -> Result<BTreeSet<String>, StoreError> {
    let directory = format!("{BGP}/host");
    Ok(first_segments(&keys(store, &directory)?, &directory).into_iter().map(str::to_owned).collect())
}

/// Namespaces, as far as other keys than the endpoints' tell: each has a profile where the policy controller runs.
fn namespaces(store: &mut dyn Store) -> Result<BTreeSet<String>, StoreError> {
    let name = |profile: &String| profile.strip_prefix(NAMESPACE_PROFILE).map(str::to_owned);
    Ok(profiles_there(store)?.iter().filter_map(name).collect())
}

/// The key of a workload endpoint, in its segments.
struct Workload<'s> {
    host: &'s str,
    orchestrator: &'s str,
    workload: &'s str,
    endpoint: &'s str,
}

impl<'s> Workload<'s> {
    fn namespace(&self) -> Option<Cow<'s, str>> {
        match unescape(self.workload).filter(|_| self.orchestrator == "k8s")? {
            Cow::Borrowed(workload) => Some(workload.split_once('.')?.0.into()),
            Cow::Owned(workload) => Some(workload.split_once('.')?.0.to_owned().into()),
        }
    }

    fn name(&self) -> Name {
        Name::new([self.host, self.orchestrator, self.workload, self.endpoint].join("/"), "")
    }

    /// The pod, where it is one's, with its host beside it.
    fn pod(&self) -> Option<Name> {
        let workload = unescape(self.workload).filter(|_| self.orchestrator == "k8s")?;
        let (namespace, pod) = workload.split_once('.')?;
        Some(Name::new([namespace, pod].join("/"), self.host))
    }
}

/// The workload endpoints of a snapshot. There may be a hundred thousand: no value is looked at, and no key parsed further than it
/// takes.
fn workloads(snapshot: &Snapshot) -> impl Iterator<Item = Workload<'_>> {
    snapshot.entries().iter().filter_map(|entry| {
        let mut segments = entry.path.strip_prefix(HOSTS)?.split('/');
        let mut next = || segments.next();
        match [next(), next(), next(), next(), next(), next(), next(), next()] {
            [
                Some(""),
                Some(host),
                Some("workload"),
                Some(orchestrator),
                Some(workload),
                Some("endpoint"),
                Some(endpoint),
                None,
            ] => Some(Workload { host, orchestrator, workload, endpoint }),
            _ => None,
        }
    })
}

fn group_names(store: &mut dyn Store) -> Result<Vec<Name>, StoreError> {
    let (profiles, names) = (profiles_there(store)?, imported(store)?);
    let mut found = Vec::new();
    // A name that several groups have means none of them.
    let mut by_name: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for id in profiles.iter().filter_map(|profile| openstack::group_of(profile)) {
        let name = group_name(&names, id);
        found.push(Name::new(id, &name));
        by_name.entry(name).and_modify(|id| *id = None).or_insert(Some(id));
    }
    found.extend(by_name.into_iter().filter_map(|(name, id)| Some(Name::new(name, id?))));
    Ok(found)
}

fn links(store: &mut dyn Store) -> Result<Vec<Name>, StoreError> {
    let (snapshot, names) = (store.read(&find::scopes(), Want::Values)?, imported(store)?);
    let links = find::all(&snapshot);
    let mut seen = BTreeSet::new();
    let name = |link: &crate::link::Link| {
        let groups: Vec<String> = link.groups.iter().map(|joined| groups::label(&joined.group, &names)).collect();
        // Of several that have one name, the first is meant by it, the others with their tier before.
        let name = if seen.insert(link.name.clone()) { link.name.clone() } else { link.full_name() };
        Name::new(name, groups.join(", "))
    };
    Ok(links.iter().map(name).collect())
}

/// What a directory of keys holds: keys, and directories with a `/`.
fn key_segments(store: &mut dyn Store, directory: &str, so_far: SoFar<'_>) -> Result<Vec<Name>, StoreError> {
    if !directory.starts_with(ROOT) {
        return Ok(vec![Name::new(ROOT, "")]);
    }
    if let Some((_, families)) = FAMILIES.iter().find(|(known, _)| *known == directory) {
        let mut there = Vec::new();
        for path in families.iter().map(|family| format!("{directory}{family}")) {
            let found = match path.ends_with('/') {
                true => store.holds(&path)?,
                false => store.read(&[Scope::key(&path)], Want::Keys)?.get(&path).is_some(),
            };
            there.extend(found.then(|| Name::new(path, "")));
        }
        so_far(there);
    }
    if [HOSTS, STATUS].iter().any(|hosts| directory.strip_suffix('/') == Some(hosts)) {
        so_far(with_slash(hosts(store)?.into_iter().map(|host| format!("{directory}{host}"))));
    }
    let snapshot = keys(store, directory)?;
    let below = |path: &str| {
        let rest = path.get(directory.len()..)?;
        let end = rest.find('/').map_or(rest.len(), |at| at + 1);
        Some(path.get(..directory.len() + end)?.to_owned())
    };
    let found: BTreeSet<String> = snapshot.entries().iter().filter_map(|entry| below(&entry.path)).collect();
    Ok(found.into_iter().map(|path| Name::new(path, "")).collect())
}

/// The latest changes that the datastore's journal tells of, with their words.
fn changes(store: &mut dyn Store) -> Result<Vec<Name>, StoreError> {
    let snapshot = keys(store, journal::PREFIX)?;
    let directory = journal::PREFIX.trim_end_matches('/');
    let ids: Vec<Uuid> = first_segments(&snapshot, directory).into_iter().filter_map(|id| id.parse().ok()).collect();
    let latest = ids.iter().rev().take(CHANGES);
    let headers: Vec<Scope> = latest.map(|id| Scope::key(journal::part_path(*id, 0))).collect();
    if headers.is_empty() {
        return Ok(Vec::new());
    }
    let (entries, _) = journal::read(store.read(&headers, Want::Values)?.entries());
    let name = |entry: journal::Entry| Name::new(entry.record.id.to_string(), command_line(&entry.record.command));
    Ok(entries.into_iter().map(name).collect())
}

#[cfg(test)]
mod tests;
