//! Settings of BIRD of all hosts. A file says something of those that it names alone.
//!
//! The custom export filters lie with them: by IP version and name, each with its statements, which are pasted as they are into the export
//! filter of every host. There are none of single hosts. `null` takes one away.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::check::shown;
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found};
use super::tree;
use crate::model::bird::{self, AsNumber, check_filter};
use crate::model::key::{BGP, BgpGlobal, Family, Key};
use crate::model::name;
use crate::store::Snapshot;

/// Settings of BIRD as a file has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BgpConfig {
    /// The AS number of hosts that have none of their own.
    pub as_number: Option<u32>,
    /// Whether all hosts peer with all.
    pub mesh: Option<bool>,
    /// `none`, `debug` or `info`.
    pub log_level: Option<String>,
    /// The custom export filters that are named, by the BIRD of which IP version and by name; `None` for one that is to go.
    pub filters: BTreeMap<(Family, String), Option<String>>,
}

/// The member of each BIRD's filters.
const FAMILIES: [(&str, Family); 2] = [("v4", Family::V4), ("v6", Family::V6)];

impl BgpConfig {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::BgpConfig
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let at = At::Member(&At::Root, "spec");
        meta.finish(reader, &At::Member(&At::Root, "metadata"));
        let mut config = Self::default();
        let Some(mut spec) = spec else { return Some(config) };
        if let Some(node) = spec.take("asNumber") {
            config.as_number = reader.as_number(node, &At::Member(&at, "asNumber"));
            if config.as_number == Some(0) {
                let why = "is 0, which is reserved: BIRD rejects a configuration with it";
                reader.refuse(node.place, &At::Member(&at, "asNumber"), why);
            }
        }
        if let Some(node) = spec.take("nodeToNodeMesh") {
            config.mesh = reader.boolean(node, &At::Member(&at, "nodeToNodeMesh"));
        }
        config.log_level = spec.take("logLevel").and_then(|node| {
            let at = At::Member(&at, "logLevel");
            let text = reader.text(node, &at)?;
            if !["none", "debug", "info"].contains(&text.as_str()) {
                reader.refuse(node.place, &at, format!("'{}' is none of none, debug, info", shown(&text)));
            }
            Some(text)
        });
        if let Some(node) = spec.take("filters") {
            let at = At::Member(&at, "filters");
            if let Some(mut fields) = reader.fields(node, &at) {
                for (name, family) in FAMILIES {
                    let found = fields.take(name);
                    config.filters.extend(
                        found.into_iter().flat_map(|node| filters(reader, node, &At::Member(&at, name), family)),
                    );
                }
                fields.finish(reader, &at);
            }
        }
        spec.finish(reader, &at);
        Some(config)
    }

    /// The settings of a snapshot; `None` where nothing is set.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find(snapshot: &Snapshot) -> Found<Self> {
        let text = |setting| {
            let key = Key::BgpGlobal(setting).path();
            snapshot.get(&key).map(|entry| (String::from_utf8_lossy(&entry.value).trim().to_owned(), key))
        };
        let mut config = Self::default();
        if let Some((text, key)) = text(BgpGlobal::AsNum) {
            let number = AsNumber::parse(&text);
            config.as_number =
                Some(number.ok_or_else(|| Bad { key, why: format!("'{}' is not an AS number", shown(&text)) })?.0);
        }
        if let Some((text, key)) = text(BgpGlobal::NodeMesh) {
            config.mesh = Some(bird::mesh(text.as_bytes()).map_err(|why| Bad { key, why: why.to_string() })?);
        }
        config.log_level = text(BgpGlobal::LogLevel).map(|(text, _)| text);
        for entry in snapshot.under(&format!("{BGP}/global/custom_filters/")) {
            let Key::BgpFilter { family, name } = Key::parse(&entry.path) else { continue };
            let text = std::str::from_utf8(&entry.value);
            let text = text.map_err(|_| Bad { key: entry.path.clone(), why: "is not UTF-8".into() })?.trim_end();
            // One without statements says nothing.
            if !text.is_empty() {
                config.filters.insert((family, name), Some(format!("{text}\n")));
            }
        }
        Ok((config != Self::default()).then_some(config))
    }

    /// Whether this, of a file, says what is there, as far as it says anything.
    pub fn same(&self, there: &Self) -> bool {
        (self.as_number.is_none() || self.as_number == there.as_number)
            && (self.mesh.is_none() || self.mesh == there.mesh)
            && (self.log_level.is_none() || self.log_level == there.log_level)
            && self.differing(Some(there)).next().is_none()
    }

    /// The filters that are to become something else than they are. Blanks at the end of one make no difference.
    pub fn differing<'a>(
        &'a self,
        there: Option<&'a Self>,
    ) -> impl Iterator<Item = (Family, &'a str, Option<&'a str>)> + 'a {
        let is_so = move |(key, wanted): &(&(Family, String), &Option<String>)| {
            let found = there.and_then(|there| there.filters.get(*key)).and_then(Option::as_deref);
            wanted.as_deref().map(str::trim_end) == found.map(str::trim_end)
        };
        let differing = self.filters.iter().filter(move |filter| !is_so(filter));
        differing.map(|((family, name), wanted)| (*family, name.as_str(), wanted.as_deref()))
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let mut spec = Map::new();
        if let Some(number) = self.as_number {
            spec.insert("asNumber".into(), number.into());
        }
        if let Some(mesh) = self.mesh {
            spec.insert("nodeToNodeMesh".into(), mesh.into());
        }
        if let Some(level) = &self.log_level {
            spec.insert("logLevel".into(), level.as_str().into());
        }
        let of_family = |wanted: Family| -> Map<String, Value> {
            let filters = self.filters.iter().filter(|((family, _), _)| *family == wanted);
            filters.map(|((_, name), text)| (name.clone(), text.as_deref().map_or(Value::Null, Value::from))).collect()
        };
        let filters = FAMILIES.into_iter().map(|(name, family)| (name.to_owned(), of_family(family)));
        let filters: Map<String, Value> =
            filters.filter(|(_, filters)| !filters.is_empty()).map(|(name, filters)| (name, filters.into())).collect();
        if !filters.is_empty() {
            spec.insert("filters".into(), filters.into());
        }
        (Map::new(), Some(spec))
    }
}

/// The filters of one BIRD. What can be told of statements without BIRD is told here.
fn filters(
    reader: &mut Reader<'_>,
    node: &tree::Node<'_>,
    at: &At<'_>,
    family: Family,
) -> Vec<((Family, String), Option<String>)> {
    let mut found = Vec::new();
    for member in reader.fields(node, at).map(Fields::into_all).unwrap_or_default() {
        let at = At::Member(at, &member.name);
        if let Err(why) = name::check(name::Kind::Filter, &member.name) {
            reader.refuse(member.place, &at, why.to_string());
        }
        let text = if member.node.is_null() { None } else { reader.text(&member.node, &at) };
        if let Some(text) = &text {
            if text.trim().is_empty() {
                reader.fault(member.node.place, &at, "has no statements; null takes the filter away");
            } else if let Err(why) = check_filter(text) {
                let why = format!("{why}: with it, BIRD of every host rejects its configuration");
                reader.refuse(member.node.place, &at, why);
            }
        }
        found.push(((family, member.name.to_string()), text));
    }
    found
}
