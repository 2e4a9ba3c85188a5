//! `calicross tag list`

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::net::IpAddr;

use clap::Args;
use serde::Serialize;

use crate::commands::malformed::finish;
use crate::commands::membership::{GroupsByTag, Scene};
use crate::error::CommandError;
use crate::inventory::tags::{carriers, each_rule, named};
use crate::inventory::{groups, members};
use crate::model::json::Malformed;
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `tag list`.
#[derive(Args, Debug)]
pub struct TagListArgs {}

/// A tag in the list.
#[derive(Serialize)]
struct TagRow {
    name: String,
    group: Option<String>,
    group_name: Option<String>,
    profiles: Vec<String>,
    endpoints: usize,
    addresses: usize,
    references: usize,
    state: &'static str,
}

impl Row for TagRow {
    const SCHEMA: &'static str = "calicross/tag-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("TAG"),
        Column::new("PROFILES").right(),
        Column::new("ENDPOINTS").right(),
        Column::new("ADDRESSES").right(),
        Column::new("REFERENCES").right(),
        Column::new("STATE"),
        Column::new("GROUP"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.name.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.name.as_str().into(),
            1 => self.profiles.len().to_string().into(),
            2 => self.endpoints.to_string().into(),
            3 => self.addresses.to_string().into(),
            4 => self.references.to_string().into(),
            5 => self.state.into(),
            // The name, where it is known; the uuid is the tag, all but always.
            _ => self.group_name.as_deref().or(self.group.as_deref()).unwrap_or("-").into(),
        }
    }
}

/// What is counted of a tag.
#[derive(Default)]
struct Count {
    profiles: Vec<String>,
    endpoints: usize,
    addresses: HashSet<IpAddr>,
    references: usize,
}

/// Counts every tag, and tells which endpoints cannot be read.
fn count(scene: &Scene) -> (BTreeMap<String, Count>, Vec<(String, Malformed)>) {
    let carriers = carriers(&scene.profiles);
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    each_rule(&scene.profiles, &scene.policies, &mut |at| {
        let mut tags: Vec<&str> = named(at.rule.spec()).map(|(tag, _)| tag).collect();
        tags.sort_unstable();
        tags.dedup();
        for tag in tags {
            counts.entry(tag.to_owned()).or_default().references += 1;
        }
    });
    // Endpoints are many, and their tags few: while they are counted, a tag is a number.
    let mut tags_of: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, profiles) in carriers.values().enumerate() {
        for profile in profiles {
            tags_of.entry(profile).or_default().push(number);
        }
    }
    let mut carried: Vec<Count> = carriers.values().map(|_| Count::default()).collect();
    let mut malformed = Vec::new();
    for found in members::all(&scene.snapshot, |_| true) {
        let member = match found {
            Ok(member) => member,
            Err((path, why)) => {
                malformed.push((path.to_owned(), why));
                continue;
            }
        };
        let tags = member.profiles.iter().filter_map(|profile| tags_of.get(profile.as_str())).flatten();
        let mut tags: Vec<usize> = tags.copied().collect();
        tags.sort_unstable();
        tags.dedup();
        for tag in tags {
            if let Some(count) = carried.get_mut(tag) {
                count.endpoints += 1;
                count.addresses.extend(&member.addresses);
            }
        }
    }
    for ((tag, profiles), found) in carriers.into_iter().zip(carried) {
        let count = counts.entry(tag.to_owned()).or_default();
        count.profiles = profiles.into_iter().map(str::to_owned).collect();
        count.endpoints = found.endpoints;
        count.addresses = found.addresses;
    }
    (counts, malformed)
}

impl ReadCommand for TagListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let scene = Scene::read(session)?;
        let (counts, of_endpoints) = count(&scene);
        let groups = groups::with_missing(&scene.profiles, counts.keys().map(String::as_str), []);
        let by_tag = GroupsByTag::of(&groups, &scene.names);
        let row = |(name, count): (String, Count)| {
            let group = by_tag.group(&name);
            TagRow {
                state: super::state(count.references > 0, !count.profiles.is_empty(), !count.addresses.is_empty()),
                group: group.as_ref().map(|group| group.id.clone()),
                group_name: group.and_then(|group| group.name),
                profiles: count.profiles,
                endpoints: count.endpoints,
                addresses: count.addresses.len(),
                references: count.references,
                name,
            }
        };
        if counts.is_empty() {
            session.ui.status("no tags");
        }
        session.ui.list(counts.into_iter().map(row))?;
        let mut malformed = scene.malformed(|_| true);
        malformed.extend(of_endpoints);
        finish(&session.ui, &malformed)?;
        Ok(Outcome::Yes)
    }
}
