//! `calicross sg list`

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde::Serialize;

use crate::commands::malformed::finish;
use crate::commands::membership::Scene;
use crate::error::CommandError;
use crate::inventory::groups::{Group, State};
use crate::inventory::members;
use crate::inventory::profiles::{self, readable};
use crate::link::find;
use crate::model::endpoint::may_name;
use crate::model::json::Malformed;
use crate::model::openstack::{Kind, group_of, group_profile};
use crate::model::profile::{Direction, Part, Rules};
use crate::render::{Column, Row};
use crate::session::{Outcome, ReadCommand, Session};

/// Arguments of `sg list`.
#[derive(Args, Debug)]
pub struct SgListArgs {}

/// A security group in the list; the numbers of rules are `null` where they are missing or cannot be read.
#[derive(Serialize)]
struct SgRow {
    id: String,
    name: Option<String>,
    members: usize,
    inbound_rules: Option<usize>,
    outbound_rules: Option<usize>,
    state: &'static str,
    links: Vec<String>,
}

impl Row for SgRow {
    const SCHEMA: &'static str = "calicross/sg-list/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("NAME"),
        Column::new("ID"),
        Column::new("MEMBERS").right(),
        Column::new("INBOUND").right(),
        Column::new("OUTBOUND").right(),
        Column::new("PROFILE"),
        Column::new("LINKS"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.id.as_str().into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let count = |rules: Option<usize>| {
            let why = if self.state == State::Malformed.word() { "malformed" } else { "-" };
            rules.map_or(why.into(), |count| count.to_string().into())
        };
        match column {
            0 => self.name.as_deref().unwrap_or("-").into(),
            1 => self.id.as_str().into(),
            2 => self.members.to_string().into(),
            3 => count(self.inbound_rules),
            4 => count(self.outbound_rules),
            5 => self.state.into(),
            _ if self.links.is_empty() => "-".into(),
            _ => self.links.join(",").into(),
        }
    }
}

/// How many endpoints have each security group's profile, by the profile's name; and the endpoints that may have one and cannot
/// be read.
fn count(scene: &Scene) -> (BTreeMap<String, usize>, Vec<(String, Malformed)>) {
    let prefix = group_profile("");
    let (mut counts, mut malformed) = (BTreeMap::new(), Vec::new());
    for found in members::all(&scene.snapshot, |entry| may_name(&entry.value, &prefix)) {
        match found {
            Ok(member) => {
                let named = member.profiles.iter().filter(|profile| group_of(profile).is_some());
                for profile in named.collect::<BTreeSet<_>>() {
                    match counts.get_mut(profile) {
                        Some(count) => *count += 1,
                        None => drop(counts.insert(profile.clone(), 1)),
                    }
                }
            }
            Err((path, why)) => malformed.push((path.to_owned(), why)),
        }
    }
    (counts, malformed)
}

impl ReadCommand for SgListArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let scene = Scene::read(session)?;
        let (members, of_endpoints) = count(&scene);
        let groups = scene.groups(members.keys().map(String::as_str));
        let mut links: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for link in find::all(&scene.snapshot) {
            for joined in &link.groups {
                links.entry(joined.group.clone()).or_default().push(link.full_name());
            }
        }
        if groups.is_empty() {
            session.ui.status("no security groups");
        }
        let mut malformed: Vec<(String, Malformed)> = Vec::new();
        let row = |group: Group| {
            malformed.extend(profiles::malformed(&group.profile).into_iter().map(|(key, why)| (key.path(), why)));
            let count = |rules: &Part<Rules>, direction| readable(rules)?.count(direction);
            SgRow {
                name: scene.names.name(Kind::Group, &group.id).map(str::to_owned),
                members: members.get(&group.profile.name).copied().unwrap_or_default(),
                inbound_rules: count(&group.profile.rules, Direction::Inbound),
                outbound_rules: count(&group.profile.rules, Direction::Outbound),
                state: group.state().word(),
                links: links.remove(&group.id).unwrap_or_default(),
                id: group.id,
            }
        };
        session.ui.list(groups.into_values().map(row))?;
        malformed.extend(of_endpoints);
        finish(&session.ui, &malformed)?;
        Ok(Outcome::Yes)
    }
}
