//! `calicoctl profile`, but for rules

use std::collections::{BTreeMap, BTreeSet};

use super::docopt::Words;
use super::endpoint::NONE;
use super::netaddr::{are_ports, icmp, is_name, network};
use super::python::set_of_texts;
use super::rules::{self, Unreadable};
use super::table::Table;
use super::text::paragraph;
use super::{Done, Front, Step, Stop, docker, endpoint, rule};
use crate::commands::profile::remove as removal;
use crate::inventory::{endpoints, profiles};
use crate::model::json::Malformed;
use crate::model::key::{Key, PROFILES, ProfilePart};
use crate::model::profile::{Part, Profile, Rules, Tags, new_profile};
use crate::plan::expectation::profile_users;
use crate::plan::{Force, Plan};
use crate::store::{Scope, Snapshot};

/// What calicoctl says of a name that is none.
pub(super) const BAD_NAME: &str = "Profile names must be < 40 character long and can only contain numbers, letters, dots, \
                                   dashes and underscores.";

/// What it says of a tag that is none.
const BAD_TAG: &str = "Tags names can only contain numbers, letters, dots, dashes and underscores.";

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    check(words)?;
    let name = words.value("<PROFILE>").unwrap_or_default();
    // A rule may be about a tag.
    if words.has("rule") {
        return rule::run(front, words, name);
    }
    match () {
        () if words.has("tag") => with_profile(front, name, &mut |front, named| tag(front, words, named)),
        () if words.has("add") => add(front, name),
        () if words.has("remove") => remove(front, name, words.has("--no-check")),
        () => show(front, words.has("--detailed")),
    }
}

/// Says all that is wrong with names, tags, CIDRs, ICMP and ports, in calicoctl's order.
fn check(words: &Words) -> Done {
    let given = |names: [&str; 2]| names.map(|name| words.value(name)).into_iter().flatten().collect::<Vec<_>>();
    let mut said = String::new();
    if words.value("<PROFILE>").is_some_and(|name| !is_profile(name)) {
        said.push_str(&paragraph(BAD_NAME));
    }
    if !given(["<SRCTAG>", "<DSTTAG>"]).into_iter().all(is_name) {
        said.push_str(&paragraph(BAD_TAG));
    }
    let cidrs: Vec<_> = given(["<SRCCIDR>", "<DSTCIDR>"]).into_iter().map(network).collect();
    if cidrs.contains(&None) {
        said.push_str("Invalid CIDR specified.\n");
    }
    if !given(["<ICMPTYPE>", "<ICMPCODE>"]).into_iter().all(|text| icmp(text).is_some()) {
        said.push_str("Invalid ICMP type or ICMP code specified.\n");
    }
    if !given(["<SRCPORTS>", "<DSTPORTS>"]).into_iter().all(are_ports) {
        said.push_str("Invalid SRCPORTS or DSTPORTS specified.\n");
    }
    let of_protocol = [("icmp", true), ("icmpv6", false)].into_iter().find(|(word, _)| words.has(word));
    let versions: Option<BTreeSet<bool>> = cidrs.iter().map(|net| net.map(|net| net.addr().is_ipv4())).collect();
    let agree = versions.is_some_and(|mut versions| {
        versions.extend(of_protocol.map(|(_, v4)| v4));
        versions.len() <= 1
    });
    if !cidrs.is_empty() && !agree {
        said.push_str("Invalid or unmatching IP versions for SRCCIDR/DSTCIDR.\n");
    }
    if said.is_empty() { Ok(()) } else { Err(Stop::Said(said, 1)) }
}

/// Tells whether a name may be a profile's. calicoctl takes `.` and `..` as well, and with them every profile and every policy;
/// and names that etcd v2 hides.
pub(super) fn is_profile(name: &str) -> bool {
    is_name(name) && !matches!(name, "." | "..") && !name.starts_with('_')
}

/// Tells whether a profile's directory is there, be it empty.
pub(super) fn exists(snapshot: &Snapshot, name: &str) -> bool {
    let directory = Key::profile_directory(name);
    !snapshot.under(&format!("{directory}/")).is_empty() || snapshot.empty_dirs().contains(&directory)
}

/// A profile, as it is stored and as it is called.
pub(super) struct Named {
    /// Its name in the datastore.
    pub(super) stored: String,
    /// What it was called.
    pub(super) typed: String,
    /// Where it is the profile of a network of docker that was called by its name.
    pub(super) docker: Option<docker::Docker>,
}

impl Named {
    /// The tag that is meant: the id of a network, where the profile was called by the name of one. `present` are the
    /// profile's own.
    pub(super) fn tag(&self, tag: &str, present: &[&str]) -> Result<String, Stop> {
        let Some(docker) = &self.docker else { return Ok(tag.to_owned()) };
        match docker.network(tag) {
            Some(network) => Ok(network.id),
            None if present.contains(&tag) => Ok(tag.to_owned()),
            None => Err(Stop::paragraph(&format!(
                "You are referencing a Docker network ({tag}) that does not exist.  Create the network first and then \
                 update this profile rule to reference it."
            ))),
        }
    }

    /// What a tag is called.
    pub(super) fn shown(&self, tag: &str) -> String {
        let network = self.docker.as_ref().and_then(|docker| docker.network(tag));
        network.map_or_else(|| tag.to_owned(), |network| network.name)
    }
}

/// Does something with a profile. Where there is none of the name, it may be the name of a network of docker, whose id is then
/// the profile's.
pub(super) fn with_profile(front: &mut Front, name: &str, work: &mut dyn FnMut(&mut Front, &Named) -> Done) -> Done {
    let plain = Named { stored: name.to_owned(), typed: name.to_owned(), docker: None };
    let mut done = work(front, &plain);
    if matches!(done, Err(Stop::NoProfile(_))) {
        front.check_profiles("get_profile")?;
        let docker = docker::Docker::from_environment();
        if let Some(network) = docker.network(name).filter(|network| is_profile(&network.id)) {
            done = work(front, &Named { stored: network.id, typed: name.to_owned(), docker: Some(docker) });
        }
    }
    match done {
        Err(Stop::NoProfile(why)) => {
            if let Some(why) = why {
                front.warn(&format!("profile {name} is there, but {why}; `calicross profile show {name}` shows it"));
            }
            Err(Stop::line(format_args!("Profile {name} not found.")))
        }
        done => done,
    }
}

/// Reads what calicoctl reads of a profile: tags and rules.
///
/// # Errors
/// [`Stop::NoProfile`] where calicoctl finds none.
pub(super) fn load(snapshot: &Snapshot, name: &str) -> Result<(Part<Tags>, Part<Rules>), Stop> {
    if !exists(snapshot, name) {
        return Err(Stop::NoProfile(None));
    }
    let found = profiles::named(snapshot, name).unwrap_or_else(|| Profile::named(name));
    let value = snapshot.get(&profiles::path(name, ProfilePart::Rules)).map(|entry| entry.value.as_slice());
    let rules = match value.map(rules::read) {
        None => None,
        Some(Ok(rules)) => Some(Ok(rules)),
        Some(Err(Unreadable::Unknown(why))) => return Err(Stop::NoProfile(Some(why))),
        Some(Err(Unreadable::Malformed(why))) => Some(Err(Malformed::shape(why))),
    };
    Ok((found.tags, rules))
}

fn add(front: &mut Front, name: &str) -> Done {
    front.check_profiles("profile_exists")?;
    front.write("profile_exists", &[profiles::scope(name)], &[], &|snapshot| {
        if exists(snapshot, name) {
            return Ok(Step::nothing(format_args!("Profile {name} already exists.")));
        }
        let mut plan = Plan::new();
        for (key, value) in new_profile(name) {
            plan.put(snapshot, key.path(), value);
        }
        Ok(Step::line(plan, format_args!("Created profile {name}")))
    })
}

fn remove(front: &mut Front, name: &str, unchecked: bool) -> Done {
    let force: &[Force] = if unchecked { &[Force::InUse] } else { &[] };
    let owned = name.to_owned();
    front.write("profile_exists", &removal::scopes(), force, &|snapshot| {
        if !exists(snapshot, name) {
            return Ok(Step::nothing(format_args!("Profile {name} not found.")));
        }
        if !unchecked && !profile_users(snapshot, name).is_empty() {
            return Ok(Step::nothing(
                "Cannot remove profile - profile in use by endpoint(s).\nUse the '--no-check' flag to remove the profile anyway.",
            ));
        }
        if let Some((path, why)) = endpoint::unreadable(snapshot).filter(|_| !unchecked) {
            return Err(Stop::refused(format!(
                "profile {name} is not removed: whether the endpoint at {path} uses it cannot be read ({why}); --no-check \
                 removes it all the same"
            )));
        }
        Ok(Step::line(removal::plan(snapshot, &BTreeSet::from([&owned]), true)?, format_args!("Deleted profile {name}")))
    })
}

fn show(front: &mut Front, detailed: bool) -> Done {
    let mut scopes = vec![profiles::scope_of_all()];
    scopes.extend(detailed.then(endpoints::scope_of_all));
    let method = "get_profile_names";
    // Apart, since together they would cost all that lies between them.
    let snapshot = front.read(method, &scopes[..1])?;
    let below = |path: &str| Some(path.strip_prefix(PROFILES)?.strip_prefix('/')?.split('/').next()?.to_owned());
    let paths = snapshot.entries().iter().map(|entry| &entry.path).chain(snapshot.empty_dirs());
    let names: BTreeSet<String> = paths.filter_map(|path| below(path)).filter(|name| !name.is_empty()).collect();
    if !detailed {
        let mut table = Table::new(&["Name"]);
        names.into_iter().for_each(|name| table.row([name]));
        return front.say(&table.draw());
    }
    let hosts = front.read(method, &scopes[1..])?;
    let found: Vec<_> = endpoint::all(front, &hosts, &endpoint::Filters::default()).collect();
    let mut members: BTreeMap<&str, Vec<[&str; 6]>> = names.iter().map(|name| (name.as_str(), Vec::new())).collect();
    for found in &found {
        // One that is named twice has the endpoint once.
        for profile in found.glance.profiles.iter().collect::<BTreeSet<_>>() {
            if let Some(rows) = members.get_mut(profile.as_ref()) {
                let [host, orchestrator, workload, endpoint] = found.id;
                rows.push([
                    profile.as_ref(),
                    host,
                    orchestrator,
                    workload,
                    endpoint,
                    found.glance.state.as_deref().unwrap_or(NONE),
                ]);
            }
        }
    }
    let mut table = Table::new(&["Name", "Host", "Orchestrator ID", "Workload ID", "Endpoint ID", "State"]);
    for (name, rows) in members {
        if rows.is_empty() {
            table.row(std::iter::once(name).chain(std::iter::repeat_n(NONE, 5)));
        }
        rows.into_iter().for_each(|row| table.row(row));
    }
    table.sort();
    front.say(&table.draw())
}

fn tag(front: &mut Front, words: &Words, named: &Named) -> Done {
    let (scopes, stored) = (vec![profiles::scope(&named.stored)], &named.stored);
    let read = |snapshot: &Snapshot| -> Result<Tags, Stop> {
        let (tags, _) = load(snapshot, stored)?;
        tags.unwrap_or_else(|| Ok(Tags::default()))
            .map_err(|why| Stop::refused(format!("the tags of profile {stored} cannot be read: {why}")))
    };
    let Some(tag) = words.value("<TAG>") else {
        let tags = read(&front.read("get_profile", &scopes)?)?;
        let shown: Vec<String> = tags.iter().map(|tag| named.shown(tag)).collect();
        let lines: String =
            set_of_texts(shown.iter().map(String::as_str)).iter().map(|tag| format!("{tag}\n")).collect();
        return front.say(&lines);
    };
    let adding = words.has("add");
    // calicoctl takes any; one that Felix does not take voids all tags beside it.
    if adding && !is_name(tag) {
        return Err(Stop::paragraph(BAD_TAG));
    }
    front.write("get_profile", &scopes, &[], &|snapshot| {
        let tags = read(snapshot)?;
        let mut present: Vec<&str> = tags.iter().collect();
        let meant = match named.tag(tag, &present) {
            Err(_) if !adding => tag.to_owned(),
            meant => meant?,
        };
        let typed = &named.typed;
        if !adding && !present.contains(&meant.as_str()) {
            return Err(Stop::line(format_args!("Tag {tag} is not on profile {typed}")));
        }
        if adding {
            present.push(&meant);
        }
        let wanted = set_of_texts(present).into_iter().filter(|found| adding || *found != meant);
        let mut plan = Plan::new();
        plan.put(snapshot, profiles::path(stored, ProfilePart::Tags), tags.with(wanted).to_bytes());
        let what = if adding { "added to" } else { "removed from" };
        Ok(Step::line(plan, format_args!("Tag {tag} {what} profile {typed}")))
    })
}

/// The rules of a profile as the plans of rules take them.
pub(super) fn scopes(named: &Named) -> Vec<Scope> {
    vec![profiles::scope(&named.stored)]
}
