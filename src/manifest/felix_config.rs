//! Settings of Felix, of all hosts or of one.
//!
//! Several components have a part in them, so that a file says something of those that it names alone; `null` unsets one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::check::Name;
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found};
use super::tree;
use crate::model::felix;
use crate::model::key::{HOSTS, Key, V1};
use crate::store::Snapshot;

/// Settings of Felix as a file has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FelixConfig {
    /// The one host; `None` for all.
    pub node: Option<String>,
    /// The settings that are named; `None` for one that is to be unset.
    pub settings: BTreeMap<String, Option<String>>,
}

impl FelixConfig {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::FelixConfig(self.node.clone())
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let node = meta.take("node").map(|node| reader.name(node, &At::Member(&meta_at, "node"), Name::Plain));
        meta.finish(reader, &meta_at);
        let mut settings = BTreeMap::new();
        for member in spec.map(Fields::into_all).unwrap_or_default() {
            let at = At::Member(&at, &member.name);
            if let Err(why) = super::check::name(Name::Plain, &member.name) {
                reader.refuse(member.place, &at, why);
            }
            if let Some(right) = felix::right_case(&member.name) {
                reader.refuse(member.place, &at, format!("is not spelled {right}, which is what Felix 1.4 looks for"));
            }
            settings.insert(member.name.to_string(), value(reader, &member.node, &at));
        }
        Some(Self { node: node.map_or(Some(None), |node| node.map(Some))?, settings })
    }

    /// The settings of a snapshot; `None` where nothing is set.
    ///
    /// # Errors
    /// What is no text.
    pub fn find(snapshot: &Snapshot, node: Option<&str>) -> Found<Self> {
        let directory = directory(node);
        let mut settings = BTreeMap::new();
        for entry in snapshot.under(&directory) {
            let Some(name) = entry.path.strip_prefix(&directory).filter(|name| !name.contains('/')) else { continue };
            let bad = |_| Bad { key: entry.path.clone(), why: "is not UTF-8".into() };
            let text = String::from_utf8(entry.value.clone()).map_err(bad)?;
            settings.insert(name.to_owned(), Some(text));
        }
        Ok((!settings.is_empty()).then(|| Self { node: node.map(str::to_owned), settings }))
    }

    /// Whether this, of a file, says what is there, as far as it says anything.
    pub fn same(&self, there: &Self) -> bool {
        self.differing(Some(there)).next().is_none()
    }

    /// The settings that are to become something else than they are.
    pub fn differing<'a>(&'a self, there: Option<&'a Self>) -> impl Iterator<Item = (&'a str, Option<&'a str>)> + 'a {
        let is_so = move |(name, wanted): &(&String, &Option<String>)| {
            let found = there.and_then(|there| there.settings.get(*name)).and_then(Option::as_deref);
            match (wanted.as_deref(), found) {
                (None, None) => true,
                (Some(wanted), Some(found)) => {
                    wanted == found || felix::parameter(name).is_some_and(|known| known.same(wanted, found))
                }
                _ => false,
            }
        };
        let differing = self.settings.iter().filter(move |setting| !is_so(setting));
        differing.map(|(name, wanted)| (name.as_str(), wanted.as_deref()))
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let meta = self.node.iter().map(|node| ("node".to_owned(), Value::from(node.as_str()))).collect();
        let text = |text: &Option<String>| text.as_deref().map_or(Value::Null, Value::from);
        (meta, Some(self.settings.iter().map(|(name, value)| (name.clone(), text(value))).collect()))
    }

    /// The hosts of a snapshot that have settings of their own.
    pub fn hosts(snapshot: &Snapshot) -> std::collections::BTreeSet<String> {
        let entries = snapshot.under(&format!("{HOSTS}/")).iter();
        let host = entries.filter_map(|entry| match Key::parse(&entry.path) {
            Key::HostConfig { host, .. } => Some(host),
            _ => None,
        });
        host.collect()
    }
}

/// Where the settings lie.
pub fn directory(node: Option<&str>) -> String {
    match node {
        None => format!("{V1}/config/"),
        Some(node) => format!("{HOSTS}/{node}/config/"),
    }
}

/// A value in its own spelling; a list is one with commas.
fn value(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>) -> Option<String> {
    if node.is_null() {
        return None;
    }
    match &node.value {
        tree::Value::Scalar { text, .. } => Some(text.to_string()),
        tree::Value::List(items) => {
            let mut texts = Vec::new();
            for (index, item) in items.iter().enumerate() {
                match &item.value {
                    tree::Value::Scalar { text, .. } => texts.push(text.to_string()),
                    _ => reader.fault(item.place, &At::Item(at, index), format!("is {}, not a text", item.kind())),
                }
            }
            Some(texts.join(","))
        }
        tree::Value::Map(_) => {
            reader.fault(node.place, at, "is an object, not a text");
            None
        }
    }
}
