//! Settings of BIRD of all hosts. A file says something of those that it names alone.

use serde_json::{Map, Value};

use super::check::shown;
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found};
use crate::model::bird::{self, AsNumber};
use crate::model::key::{BgpGlobal, Key};
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
}

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
        Ok((config != Self::default()).then_some(config))
    }

    /// Whether this, of a file, says what is there, as far as it says anything.
    pub fn same(&self, there: &Self) -> bool {
        (self.as_number.is_none() || self.as_number == there.as_number)
            && (self.mesh.is_none() || self.mesh == there.mesh)
            && (self.log_level.is_none() || self.log_level == there.log_level)
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
        (Map::new(), Some(spec))
    }
}
