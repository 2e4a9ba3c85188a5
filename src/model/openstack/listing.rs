//! What the OpenStack client lists with `-f json`: security groups, servers and ports, of any age of the client.
//!
//! A listing is a list of objects whose members are the columns by their titles (`ID`, `Name`, `MAC Address` ...); which columns
//! there are depends on the client's age and on `-c`. The neutron client of 2016 spells them `id`, `name`, `mac_address`; both
//! are read. All that is wanted is the uuid and the name; the other columns tell what is listed. Their values have had several
//! shapes (texts, lists, objects) and are not looked at.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use super::{Kind, is_uuid};
use crate::model::json::{self, Malformed};

/// Most characters that OpenStack itself gives a name.
const LONGEST_NAME: usize = 255;

/// Columns that only one kind of listing has.
const MARKS: [(Kind, &[&str]); 3] = [
    (Kind::Group, &["security group rules"]),
    (
        Kind::Server,
        &[
            "networks",
            "image",
            "image name",
            "image id",
            "flavor",
            "flavor name",
            "flavor id",
            "power state",
            "task state",
        ],
    ),
    (Kind::Port, &["mac address", "fixed ip addresses", "fixed ips", "device owner"]),
];

/// The columns that security groups have together, and nothing else does that has none of [`FOREIGN`].
const GROUP_PAIR: [&str; 2] = ["description", "project"];

/// Columns of what is none of the three: networks, subnets, projects, address groups, volumes, images.
const FOREIGN: [&str; 10] = [
    "subnets",
    "subnet",
    "network type",
    "domain id",
    "enabled",
    "addresses",
    "size",
    "disk format",
    "parent port",
    "attached to",
];

/// What one or more listings say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The name of each uuid, of every kind that is listed. It is empty where there is none, or none that is kept.
    pub names: BTreeMap<Kind, BTreeMap<String, String>>,
    /// Names that are not kept.
    pub unkept: Vec<Unkept>,
    /// How many lists were empty and of no known kind.
    pub unknown: usize,
}

/// A name that is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unkept {
    /// Of what.
    pub kind: Kind,
    /// Its uuid.
    pub uuid: String,
    /// Why, as words that follow `its name`.
    pub why: &'static str,
}

/// Why a text is no listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadListing {
    /// It is no list, or no JSON.
    Malformed(Malformed),
    /// Something in it is not as it should be.
    Item {
        /// Which list, from 1.
        list: usize,
        /// Which item of the list, from 1.
        item: usize,
        /// What is wrong with it: a lower-case fragment.
        why: String,
    },
    /// What a list holds cannot be told by its columns.
    Unclear {
        /// Which list, from 1.
        list: usize,
        /// The columns that it has.
        columns: Vec<String>,
    },
}

impl fmt::Display for BadListing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => write!(f, "{why}"),
            Self::Item { list: 1, item, why } => write!(f, "item {item}: {why}"),
            Self::Item { list, item, why } => write!(f, "list {list}, item {item}: {why}"),
            Self::Unclear { list, columns } => {
                let place = if *list == 1 { String::new() } else { format!("list {list}: ") };
                let columns: Vec<String> = columns.iter().map(|column| column.escape_debug().to_string()).collect();
                write!(
                    f,
                    "{place}cannot tell by the columns ({}) whether security groups, servers or ports are listed",
                    columns.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for BadListing {}

impl From<Malformed> for BadListing {
    fn from(why: Malformed) -> Self {
        Self::Malformed(why)
    }
}

/// Reads listings, any number of them one after the other.
///
/// `kind` says what is listed where the columns alone do not; where they do, it must not contradict them. Upper case in a uuid
/// is put into lower case, as the datastore has it.
///
/// # Errors
/// [`BadListing`] with the place; a uuid that is listed twice with different names is one.
pub fn read(bytes: &[u8], kind: Option<Kind>) -> Result<Listed, BadListing> {
    let mut listed = Listed::default();
    let mut present: Option<Kind> = None;
    let lengths = json::each_item(bytes, &mut |list, item, value| {
        let bad = |why: String| BadListing::Item { list, item, why };
        let Value::Object(object) = value else {
            return Err(bad(format!("is {}, not an object from column to value", json::kind(&value))));
        };
        if item == 1 {
            present = Some(kind_of_list(list, &object, kind)?);
        }
        match present {
            Some(kind) => listed.take(kind, &object).map_err(bad),
            None => Ok(()),
        }
    })?;
    if lengths.is_empty() {
        return Err(Malformed::shape("there is no list in it").into());
    }
    for _ in lengths.iter().filter(|length| **length == 0) {
        match kind {
            Some(kind) => drop(listed.names.entry(kind).or_default()),
            None => listed.unknown += 1,
        }
    }
    Ok(listed)
}

impl Listed {
    fn take(&mut self, kind: Kind, object: &Map<String, Value>) -> Result<(), String> {
        let Value::String(uuid) = column(object, "id")? else {
            return Err("its ID is not a string".into());
        };
        let uuid = uuid.to_ascii_lowercase();
        if !is_uuid(&uuid) {
            return Err(format!("its ID \"{}\" is not a uuid", uuid.escape_debug()));
        }
        let name = match column(object, "name")? {
            Value::String(name) => name.as_str(),
            // What a newer client prints for a port without a name.
            Value::Null => "",
            other => return Err(format!("its Name is {}, not a string", json::kind(other))),
        };
        let unkept = if name.chars().count() > LONGEST_NAME {
            Some("is longer than 255 characters")
        } else {
            name.contains(char::is_control).then_some("has control characters")
        };
        let kept = if unkept.is_some() { "" } else { name };
        let names = self.names.entry(kind).or_default();
        match names.get(&uuid) {
            Some(found) if found != kept => {
                let (found, name) = (found.escape_debug(), kept.escape_debug());
                return Err(format!("{} {uuid} is called \"{name}\", before it was \"{found}\"", kind.word()));
            }
            Some(_) => return Ok(()),
            None => drop(names.insert(uuid.clone(), kept.to_owned())),
        }
        if let Some(why) = unkept {
            self.unkept.push(Unkept { kind, uuid, why });
        }
        Ok(())
    }
}

/// The title of a column in one spelling.
fn title(member: &str) -> String {
    member.to_lowercase().replace('_', " ")
}

/// The value of a column.
fn column<'o>(object: &'o Map<String, Value>, wanted: &str) -> Result<&'o Value, String> {
    // The common spelling is found without looking at all members.
    let common = if wanted == "id" { "ID" } else { "Name" };
    let found = object.get(common).or_else(|| Some(object.iter().find(|(member, _)| title(member) == wanted)?.1));
    found.ok_or_else(|| format!("has no column {common}"))
}

/// What a list holds, by the columns of its first item and by what was said.
fn kind_of_list(list: usize, first: &Map<String, Value>, said: Option<Kind>) -> Result<Kind, BadListing> {
    let titles: Vec<String> = first.keys().map(|member| title(member)).collect();
    let has = |wanted: &str| titles.iter().any(|title| title == wanted);
    let foreign = FOREIGN.iter().find(|column| has(column));
    let marked = |(kind, marks): &(Kind, &[&str])| marks.iter().any(|mark| has(mark)).then_some(*kind);
    let mut told: Vec<Kind> = MARKS.iter().filter_map(marked).collect();
    if told.is_empty() && foreign.is_none() && GROUP_PAIR.iter().all(|column| has(column)) {
        told.push(Kind::Group);
    }
    let bad = |why: String| BadListing::Item { list, item: 1, why };
    match (said, told.as_slice()) {
        (None, [kind]) => Ok(*kind),
        (None, _) => Err(BadListing::Unclear { list, columns: first.keys().cloned().collect() }),
        (Some(said), told) => match told.iter().find(|kind| **kind != said) {
            Some(other) => Err(bad(format!("its columns are those of {}, not of {}", other.plural(), said.plural()))),
            None => match foreign.filter(|_| told.is_empty()) {
                Some(column) => Err(bad(format!("{} have no column \"{column}\"", said.plural()))),
                None => Ok(said),
            },
        },
    }
}

#[cfg(test)]
mod tests;
