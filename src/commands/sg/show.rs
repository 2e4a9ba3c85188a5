//! `calicross sg show`

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::list::SgListArgs;
use crate::commands::effective;
use crate::commands::malformed::finish;
use crate::commands::membership::{
    GroupsByTag, MemberDoc, ReferenceDoc, RuleDoc, Scene, write_members, write_references, write_rules,
};
use crate::error::CommandError;
use crate::inventory::groups::{Group, State};
use crate::inventory::{find_group, members, profiles};
use crate::link::{Link, Mechanism, find};
use crate::model::endpoint::may_name;
use crate::model::key::{Key, ProfilePart};
use crate::model::openstack::{Kind, group_of, group_profile};
use crate::model::profile::Direction;
use crate::reach::View;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Entry;
use crate::traffic::unused::Unused;

/// Arguments of `sg show`.
#[derive(Args, Debug)]
pub struct SgShowArgs {
    /// Its uuid or the beginning of it, its name or its profile's; without it, all are listed
    group: Option<String>,
}

/// A link to the group.
#[derive(Serialize)]
struct LinkDoc {
    name: String,
    mechanism: &'static str,
    direction: &'static str,
    /// How many endpoints have its profile; `None` of a link by namespace.
    endpoints: Option<usize>,
}

/// A security group; its rules are `null` where they are missing or cannot be read.
#[derive(Serialize)]
struct SgDoc {
    id: String,
    name: Option<String>,
    tag: String,
    profile: String,
    state: &'static str,
    inbound_rules: Option<Vec<RuleDoc>>,
    outbound_rules: Option<Vec<RuleDoc>>,
    members: Vec<MemberDoc>,
    links: Vec<LinkDoc>,
    references: Vec<ReferenceDoc>,
    /// Rules of the group that never decide anything.
    unused: Vec<Unused>,
}

impl ReadCommand for SgShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let Some(word) = &self.group else { return SgListArgs {}.run(session) };
        let settings = effective::settings(session)?;
        let scene = Scene::read_all(session)?;
        let groups = groups(&scene, word);
        let group = find_group(word, &groups, &scene.names)?;
        let by_tag = GroupsByTag::of(&groups, &scene.names);
        let links: Vec<Link> =
            find::all(&scene.snapshot).into_iter().filter(|link| joins(link, &group.id).is_some()).collect();
        let own = group.profile.name.as_str();
        let by_tag_links = links.iter().filter(|link| link.mechanism == Mechanism::Tag);
        let of_interest: BTreeSet<&str> =
            std::iter::once(own).chain(by_tag_links.map(|link| link.name.as_str())).collect();
        let (having, of_endpoints) = scene.having(&of_interest);
        let view = View::read(&scene.snapshot, &settings);
        let keys = BTreeSet::from([Key::profile(own, ProfilePart::Rules).path()]);
        let own_alone = BTreeSet::from([own]);
        let own_members = having.iter().filter(|member| member.has_any(&own_alone));
        let mut attached: BTreeMap<&str, usize> = BTreeMap::new();
        for member in &having {
            for profile in member.profiles.iter().map(String::as_str).collect::<BTreeSet<_>>() {
                *attached.entry(profile).or_default() += 1;
            }
        }
        let link = |link: &Link| LinkDoc {
            name: link.full_name(),
            mechanism: if link.mechanism == Mechanism::Tag { "tag" } else { "namespace" },
            direction: joins(link, &group.id).unwrap_or_default(),
            endpoints: (link.mechanism == Mechanism::Tag)
                .then(|| attached.get(link.name.as_str()).copied().unwrap_or_default()),
        };
        let doc = SgDoc {
            id: group.id.clone(),
            name: scene.names.name(Kind::Group, &group.id).map(str::to_owned),
            tag: group.tag().to_owned(),
            profile: own.to_owned(),
            state: group.state().word(),
            inbound_rules: RuleDoc::all(&group.profile, Direction::Inbound, &by_tag),
            outbound_rules: RuleDoc::all(&group.profile, Direction::Outbound, &by_tag),
            members: own_members.map(|member| MemberDoc::of(member, &own_alone, &scene.names)).collect(),
            links: links.iter().map(link).collect(),
            references: scene.references(group.tag(), Some(own), &by_tag),
            unused: effective::unused(&view, &scene.snapshot, &|object| effective::has_key(object, &keys)),
        };
        session.ui.object("calicross/sg/1", &doc, &mut |out| write_group(out, &doc, group))?;
        let own_directory = format!("{}/", Key::profile_directory(own));
        let mut malformed = scene.malformed(|value| may_name(value, group.tag()));
        // Its own keys are its own, whatever they name.
        malformed.retain(|(path, _)| !path.starts_with(&own_directory));
        let of_group = profiles::malformed(&group.profile).into_iter();
        malformed.splice(0..0, of_group.map(|(key, why)| (key.path(), why)));
        malformed.extend(of_endpoints);
        finish(&session.ui, &malformed)?;
        Ok(Outcome::Yes)
    }
}

/// The groups among which a word is looked for. Where it is a whole uuid of one that is there, those that only endpoints name
/// need not be looked for.
fn groups(scene: &Scene, word: &str) -> BTreeMap<String, Group> {
    let groups = scene.groups([]);
    if groups.contains_key(word) || group_of(word).is_some_and(|id| groups.contains_key(id)) {
        return groups;
    }
    let prefix = group_profile("");
    let worth = |entry: &Entry| may_name(&entry.value, &prefix);
    let of_endpoints: Vec<String> =
        members::all(&scene.snapshot, worth).filter_map(Result::ok).flat_map(|member| member.profiles).collect();
    scene.groups(of_endpoints.iter().map(String::as_str))
}

/// In which direction a link joins a group, if it does.
fn joins(link: &Link, group: &str) -> Option<&'static str> {
    link.groups.iter().find(|joined| joined.group == group).map(|joined| joined.direction())
}

fn write_group(out: &mut dyn Write, doc: &SgDoc, group: &Group) -> io::Result<()> {
    let name = doc.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    writeln!(out, "Group:   {}{}", printable(&doc.id), printable(&name))?;
    if doc.tag != doc.id {
        writeln!(out, "Tag:     {}", printable(&doc.tag))?;
    }
    let state = match group.state() {
        State::Ok => String::new(),
        State::Missing => ", missing: its members are shut off".to_owned(),
        State::Incomplete if group.profile.rules.is_none() => ", without rules: its members are shut off".to_owned(),
        State::Incomplete => ", without tags: no rule for the group matches its members".to_owned(),
        State::Malformed => ", malformed".to_owned(),
    };
    writeln!(out, "Profile: {}{state}", printable(&doc.profile))?;
    write_rules(out, "Inbound rules:", doc.inbound_rules.as_deref())?;
    write_rules(out, "Outbound rules:", doc.outbound_rules.as_deref())?;
    write_members(out, "Members", &doc.members)?;
    writeln!(out, "Links: {}", doc.links.len())?;
    for link in &doc.links {
        let endpoints = match link.endpoints {
            Some(1) => ", 1 endpoint".to_owned(),
            Some(count) => format!(", {count} endpoints"),
            None => String::new(),
        };
        writeln!(
            out,
            "  {}",
            printable(&format!("{}  by {}, {}{endpoints}", link.name, link.mechanism, link.direction))
        )?;
    }
    write_references(out, "Named by rules elsewhere", &doc.references)?;
    effective::write_unused(out, &doc.unused, true)
}
