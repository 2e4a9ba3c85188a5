//! `calicoctl endpoint`

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use ipnet::IpNet;
use serde_json::{Map, Value};

use super::docopt::Words;
use super::netaddr::{is_name, network};
use super::profile::{BAD_NAME, exists};
use super::python::union_of_nets;
use super::table::Table;
use super::text::paragraph;
use super::{Done, Front, Step, Stop};
use crate::commands::endpoint::profile;
use crate::inventory::endpoints::WorkloadEndpoint;
use crate::inventory::profiles;
use crate::model::endpoint::{Endpoint, Glance};
use crate::model::json::Malformed;
use crate::model::key::HOSTS;
use crate::plan::{Change, Plan};
use crate::store::{Entry, Scope, Snapshot, check_path};

/// Which endpoints are meant.
#[derive(Clone, Debug, Default)]
pub(super) struct Filters {
    /// Host, orchestrator, workload and endpoint, where they are given.
    pub(super) parts: [Option<String>; 4],
}

impl Filters {
    fn of(words: &Words, endpoint: &str) -> Self {
        let parts = ["--host", "--orchestrator", "--workload", endpoint];
        Self { parts: parts.map(|name| words.filter(name).map(str::to_owned)) }
    }

    /// What has to be read to find them: the further down, the more is given from the left.
    fn scope(&self) -> Option<Scope> {
        let mut path = HOSTS.to_owned();
        for (at, part) in self.parts.iter().enumerate() {
            let Some(part) = part else { break };
            path.push_str(match at {
                1 => "/workload/",
                3 => "/endpoint/",
                _ => "/",
            });
            path.push_str(part);
        }
        check_path(&path).ok()?;
        Some(if self.parts.iter().all(Option::is_some) { Scope::key(path) } else { Scope::under(path) })
    }

    fn admit(&self, id: &[&str; 4]) -> bool {
        self.parts.iter().zip(id).all(|(wanted, part)| wanted.as_ref().is_none_or(|wanted| wanted == part))
    }
}

/// An endpoint as it is stored.
pub(super) struct Found<'s> {
    /// Host, orchestrator, workload, endpoint, as the key has them.
    pub(super) id: [&'s str; 4],
    entry: &'s Entry,
    /// What its value says; where it cannot be read, that as its state.
    pub(super) glance: Glance<'s>,
    broken: bool,
}

/// What is absent, as Python prints it.
pub(super) const NONE: &str = "None";

fn parts(path: &str) -> Option<[&str; 4]> {
    let mut segments = path.strip_prefix(HOSTS)?.strip_prefix('/')?.split('/');
    let host = segments.next()?;
    let workload = segments.next().filter(|word| *word == "workload").and(Some((segments.next()?, segments.next()?)));
    let endpoint = segments.next().filter(|word| *word == "endpoint").and(segments.next())?;
    let (orchestrator, workload) = workload?;
    segments.next().is_none().then_some([host, orchestrator, workload, endpoint])
}

/// The endpoints that are meant, in the order of their keys. Those that cannot be read are told of on stderr.
pub(super) fn all<'s>(front: &Front, snapshot: &'s Snapshot, filters: &Filters) -> impl Iterator<Item = Found<'s>> {
    snapshot.under(&format!("{HOSTS}/")).iter().filter_map(|entry| {
        let id = parts(&entry.path).filter(|id| filters.admit(id))?;
        let (glance, broken) = match Glance::of(&entry.value) {
            Ok(glance) => (glance, false),
            Err(why) => {
                front.warn(&format!("malformed value at {}: {why}", entry.path));
                (Glance { state: Some("malformed".into()), ..Glance::default() }, true)
            }
        };
        Some(Found { id, entry, glance, broken })
    })
}

/// The key of a workload endpoint that cannot be read, and why, where there is one.
pub(super) fn unreadable(snapshot: &Snapshot) -> Option<(&str, Malformed)> {
    let mut workloads = snapshot.under(&format!("{HOSTS}/")).iter().filter(|entry| parts(&entry.path).is_some());
    workloads.find_map(|entry| Some((entry.path.as_str(), Glance::of(&entry.value).err()?)))
}

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    check_names(words)?;
    if !words.has("profile") {
        return show(front, &Filters::of(words, "--endpoint"), words.has("--detailed"));
    }
    let filters = Filters::of(words, "<ENDPOINT_ID>");
    if words.has("show") { show_profiles(front, &filters) } else { change(front, words, &filters) }
}

/// Refuses names that are none. calicoctl looks at the last one only.
pub(super) fn check_names(words: &Words) -> Done {
    match words.list("<PROFILES>").iter().all(|name| is_name(name)) {
        true => Ok(()),
        false => Err(Stop::paragraph(BAD_NAME)),
    }
}

/// `endpoint show`
pub(super) fn show(front: &mut Front, filters: &Filters, detailed: bool) -> Done {
    let snapshot = read(front, "get_endpoints", filters)?;
    let mut broken = false;
    let found = all(front, &snapshot, filters).inspect(|found| broken |= found.broken);
    let table = if detailed { details(found) } else { summary(found) };
    let mut text = table.draw();
    text.push('\n');
    // The list is not the whole truth then, which a script should hear of.
    if broken { Err(Stop::Said(text, 1)) } else { front.say(&text) }
}

fn read(front: &mut Front, method: &str, filters: &Filters) -> Result<Snapshot, Stop> {
    let scopes: Vec<Scope> = filters.scope().into_iter().collect();
    if scopes.is_empty() {
        return Ok(Snapshot::new(0, scopes, Vec::new()));
    }
    front.read(method, &scopes)
}

fn details<'s>(found: impl Iterator<Item = Found<'s>>) -> Table<'s> {
    let headings =
        ["Hostname", "Orchestrator ID", "Workload ID", "Endpoint ID", "Addresses", "MAC", "Profiles", "State"];
    let mut table = Table::new(&headings);
    found.for_each(|found| table.row(cells(found)));
    table.sort();
    table
}

/// An endpoint's row in the table of all there is to tell.
fn cells(found: Found<'_>) -> [Cow<'_, str>; 8] {
    let Found { id, glance: Glance { mac, state, mut profiles, nets, .. }, .. } = found;
    let (v4, v6): (Vec<IpNet>, Vec<IpNet>) = nets.into_iter().partition(|net| net.addr().is_ipv4());
    let nets: Vec<String> = union_of_nets(&v4, &v6).iter().map(IpNet::to_string).collect();
    let profiles = if profiles.len() == 1 { profiles.remove(0) } else { profiles.join(",").into() };
    let [host, orchestrator, workload, endpoint] = id.map(Cow::Borrowed);
    let [mac, state] = [mac, state].map(|text| text.unwrap_or(NONE.into()));
    [host, orchestrator, workload, endpoint, nets.join("\n").into(), mac, profiles, state]
}

fn summary<'s>(found: impl Iterator<Item = Found<'s>>) -> Table<'s> {
    let mut table = Table::new(&["Hostname", "Orchestrator ID", "Number of Workloads", "Number of Endpoints"]);
    let mut groups: BTreeMap<(&str, &str), (BTreeSet<&str>, usize)> = BTreeMap::new();
    for Found { id: [host, orchestrator, workload, _], .. } in found {
        let (workloads, endpoints) = groups.entry((host, orchestrator)).or_default();
        workloads.insert(workload);
        *endpoints += 1;
    }
    for ((host, orchestrator), (workloads, endpoints)) in groups {
        let counts = [workloads.len(), endpoints].map(|count| Cow::from(count.to_string()));
        table.row([host, orchestrator].map(Cow::from).into_iter().chain(counts));
    }
    table
}

const SEVERAL: &str =
    "More than 1 endpoint matches the provided criteria.  Please provide additional parameters to refine the search.";

/// What calicoctl says where no endpoint is meant, after it has said what failed.
fn unknown(filters: &Filters) -> String {
    paragraph(&format!("Endpoint {} is unknown to Calico.", filters.parts[3].as_deref().unwrap_or(NONE)))
}

fn show_profiles(front: &mut Front, filters: &Filters) -> Done {
    let snapshot = read(front, "get_endpoint", filters)?;
    let found: Vec<_> = all(front, &snapshot, filters).collect();
    let failed = |text: String| Err(Stop::Said(format!("Failed to list profiles in endpoint.\n\n{text}"), 1));
    match found.as_slice() {
        [] => failed(unknown(filters)),
        [found] if found.broken => Err(Stop::refused(format!("the value at {} cannot be read", found.entry.path))),
        [found] if found.glance.profiles.is_empty() => front.say("Endpoint has no profiles associated with it.\n"),
        [found] => {
            let mut table = Table::new(&["Name"]);
            found.glance.profiles.iter().for_each(|name| table.row([name.as_ref()]));
            table.sort();
            front.say(&format!("{}\n", table.draw()))
        }
        _ => failed(paragraph(SEVERAL)),
    }
}

/// What becomes of profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Append,
    Remove,
    Set,
}

impl Verb {
    /// What calicoctl says where there is no such endpoint.
    fn not_found(self, filters: &Filters) -> String {
        match self {
            Self::Append => format!("Failed to append profiles to endpoint.\n\n{}", unknown(filters)),
            Self::Remove => "Failed to remove profiles from endpoint.\n\nEndpoint could not be found.\n\n".to_owned(),
            Self::Set => "Failed to set profiles for endpoint.\n\nEndpoint could not be found.\n\n".to_owned(),
        }
    }

    /// What it says where there are several.
    fn several(self) -> String {
        match self {
            Self::Append => paragraph(SEVERAL),
            Self::Remove => format!("{}\n", SEVERAL.replace("  ", " ")),
            Self::Set => "\n\n".to_owned(),
        }
    }

    /// The profiles that an endpoint then has and what is said, or what is said instead.
    fn apply(self, current: &[String], named: &[String]) -> Result<(Vec<String>, String), String> {
        let mut profiles = current.to_vec();
        match self {
            Self::Append => {
                if let Some(there) = named.iter().find(|name| profiles.contains(name)) {
                    return Err(format!("Profile {there} is already in endpoint profile list"));
                }
                profiles.extend_from_slice(named);
                Ok((profiles, format!("Profile(s) {} appended.", named.join(", "))))
            }
            Self::Remove => {
                for name in named {
                    match profiles.iter().position(|found| found == name) {
                        Some(at) => drop(profiles.remove(at)),
                        None => return Err(format!("Profile {name} is not in endpoint profile list.")),
                    }
                }
                Ok((profiles, format!("Profile(s) {} removed.", named.join(","))))
            }
            Self::Set if named.is_empty() => Ok((Vec::new(), "Removed all profiles from endpoint.".to_owned())),
            Self::Set => Ok((named.to_vec(), format!("Profile(s) set to {}.", named.join(", ")))),
        }
    }
}

/// `endpoint ENDPOINT profile append`, `remove`, `set`
pub(super) fn change(front: &mut Front, words: &Words, filters: &Filters) -> Done {
    let named = words.list("<PROFILES>");
    let verb = match () {
        () if words.has("append") => Verb::Append,
        () if words.has("remove") => Verb::Remove,
        () => Verb::Set,
    };
    if named.is_empty() && verb != Verb::Set {
        return front.say(&paragraph("No profile specified."));
    }
    let mut scopes = profiles::scopes(named.iter().map(String::as_str));
    scopes.extend(filters.scope());
    // calicoctl's names of what it calls where etcd is in trouble: profiles are looked at first.
    let method = if named.is_empty() { "get_endpoint" } else { "profile_exists" };
    front.write(method, &scopes, &[], &|snapshot| {
        check_profiles(snapshot, named)?;
        let mut found = snapshot.under(&format!("{HOSTS}/")).iter();
        let mut found = found.by_ref().filter(|entry| parts(&entry.path).is_some_and(|id| filters.admit(&id)));
        let Some(entry) = found.next() else { return Err(Stop::Said(verb.not_found(filters), 1)) };
        if found.next().is_some() {
            return Err(Stop::Said(verb.several(), 1));
        }
        plan(snapshot, entry, verb, named)
    })
}

/// Refuses profiles that are not there, and such as are named twice.
fn check_profiles(snapshot: &Snapshot, named: &[String]) -> Done {
    for (at, name) in named.iter().enumerate() {
        if !exists(snapshot, name) {
            return Err(Stop::line(format_args!("Profile with name {name} was not found.")));
        }
        if named.get(..at).is_some_and(|before| before.contains(name)) {
            return Err(Stop::line(format_args!("Profile with name {name} was specified more than once.")));
        }
    }
    Ok(())
}

fn plan(snapshot: &Snapshot, entry: &Entry, verb: Verb, named: &[String]) -> Result<Step, Stop> {
    let unreadable =
        |why: &dyn std::fmt::Display| Stop::refused(format!("the value at {} cannot be read: {why}", entry.path));
    let value = Endpoint::parse(&entry.value).map_err(|why| unreadable(&why))?;
    let current: Vec<String> =
        value.profile_ids().map_err(|why| unreadable(&why))?.into_iter().map(str::to_owned).collect();
    let (profiles, says) = match verb.apply(&current, named) {
        Ok(done) => done,
        Err(says) => return Ok(Step { plan: Plan::new(), says: paragraph(&says) }),
    };
    let found = WorkloadEndpoint::of(entry).ok_or_else(|| unreadable(&"its key is none that Felix reads"))?;
    let mut plan = profile::change(snapshot, &found, &profiles)?;
    let mut spelled = value.clone();
    spelled.set_profile_ids(&profiles);
    spell(&mut spelled);
    if spelled.object() != value.object() {
        let before = Some(entry.into());
        plan.insert(Change { path: entry.path.clone(), before, after: Some(spelled.to_bytes()), via: None });
    }
    Ok(Step { plan, says: paragraph(&says) })
}

/// Spells an endpoint as calicoctl writes it back: labels, be there none, and networks in its spelling and order. What it
/// would have dropped stays.
fn spell(value: &mut Endpoint) {
    for member in ["ipv4_nets", "ipv6_nets"] {
        let Some(Value::Array(nets)) = value.object().get(member) else { continue };
        let nets: Option<BTreeSet<String>> = nets.iter().map(|net| Some(network(net.as_str()?)?.to_string())).collect();
        if let Some(nets) = nets {
            value.set_member(member, Some(nets.into_iter().map(Value::from).collect()));
        }
    }
    if value.object().get("labels").is_none_or(Value::is_null) {
        value.set_member("labels", Some(Value::Object(Map::new())));
    }
}
