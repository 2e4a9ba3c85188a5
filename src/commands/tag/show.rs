//! `calicross tag show`

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::list::TagListArgs;
use crate::commands::effective;
use crate::commands::malformed::finish;
use crate::commands::membership::{
    GroupDoc, GroupsByTag, MemberDoc, ReferenceDoc, Scene, write_members, write_references,
};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::find_group;
use crate::inventory::members::Member;
use crate::inventory::tags::carriers;
use crate::model::endpoint::may_name;
use crate::reach::View;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;
use crate::traffic::unused::Unused;

/// Arguments of `tag show`.
#[derive(Args, Debug)]
pub struct TagShowArgs {
    /// The tag; of a security group also its name, or the beginning of its uuid; without it, all are listed
    tag: Option<String>,
}

/// A tag.
#[derive(Serialize)]
struct TagDoc {
    name: String,
    group: Option<GroupDoc>,
    state: &'static str,
    profiles: Vec<String>,
    endpoints: Vec<MemberDoc>,
    references: Vec<ReferenceDoc>,
    /// Those of the references that never decide anything.
    unused: Vec<Unused>,
}

impl ReadCommand for TagShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let Some(word) = &self.tag else { return TagListArgs {}.run(session) };
        let settings = effective::settings(session)?;
        let scene = Scene::read_all(session)?;
        let carriers = carriers(&scene.profiles);
        let named = scene.named_tags();
        let known = |tag: &str| carriers.contains_key(tag) || named.contains(tag);
        let groups = scene.groups([]);
        let tag = match find_group(word, &groups, &scene.names) {
            _ if known(word) => word.as_str(),
            Ok(group) if known(group.tag()) => group.tag(),
            Err(several) if !several.candidates.is_empty() => return Err(several.into()),
            _ => return Err(not_found(word)),
        };
        let profiles: BTreeSet<&str> = carriers.get(tag).into_iter().flatten().copied().collect();
        let by_tag = GroupsByTag::of(&groups, &scene.names);
        let (_, of_endpoints) = scene.having(&profiles);
        let view = View::read(&scene.snapshot, &settings);
        let of_tag = effective::members(&settings, &|generation| view.carriers(tag, generation));
        let having: Vec<Member<'_>> = of_tag
            .into_iter()
            .filter_map(|id| Member::of(scene.snapshot.get(view.endpoint(id)?.path())?)?.ok())
            .collect();
        let references = scene.references(tag, None, &by_tag);
        let has_address = having.iter().any(|member| !member.addresses.is_empty());
        let doc = TagDoc {
            name: tag.to_owned(),
            group: by_tag.group(tag),
            state: super::state(!references.is_empty(), !profiles.is_empty(), has_address),
            profiles: profiles.iter().map(|profile| (*profile).to_owned()).collect(),
            unused: unused(&view, &scene.snapshot, &references),
            endpoints: having.iter().map(|member| MemberDoc::of(member, &profiles, &scene.names)).collect(),
            references,
        };
        session.ui.object("calicross/tag/1", &doc, &mut |out| write_tag(out, &doc))?;
        let mut malformed = scene.malformed(|value| may_name(value, tag));
        malformed.extend(of_endpoints);
        finish(&session.ui, &malformed)?;
        Ok(Outcome::Yes)
    }
}

/// The rules among some that never decide anything.
fn unused(view: &View<'_>, snapshot: &Snapshot, references: &[ReferenceDoc]) -> Vec<Unused> {
    let keys: BTreeSet<String> = references.iter().map(|reference| reference.key.clone()).collect();
    let mut found = effective::unused(view, snapshot, &|object| effective::has_key(object, &keys));
    found.retain(|unused| {
        references.iter().any(|reference| {
            reference.key == unused.place.key
                && reference.direction == unused.place.direction
                && u32::try_from(reference.position) == Ok(unused.place.position)
        })
    });
    found
}

fn not_found(tag: &str) -> CommandError {
    CommandError::new(ErrorKind::NotFound, format!("tag {tag}: no profile carries it, and no rule names it"))
        .object(format!("tag {tag}"))
        .hint("`calicross tag list` shows those that are there")
}

fn write_tag(out: &mut dyn Write, doc: &TagDoc) -> io::Result<()> {
    writeln!(out, "Tag:      {}", printable(&doc.name))?;
    if let Some(group) = &doc.group {
        let name = group.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        writeln!(out, "Group:    {}{}", printable(&group.id), printable(&name))?;
    }
    let said = match doc.state {
        "dangling" => "dangling: rules name it, and no profile carries it",
        "empty" => "empty: rules name it, and nothing that carries it has an address",
        state => state,
    };
    writeln!(out, "State:    {said}")?;
    let profiles = if doc.profiles.is_empty() { "-".to_owned() } else { doc.profiles.join(", ") };
    writeln!(out, "Profiles: {}", printable(&profiles))?;
    write_members(out, "Endpoints", &doc.endpoints)?;
    write_references(out, "Named by rules", &doc.references)?;
    effective::write_unused(out, &doc.unused, false)
}
