//! Tiers.

use serde_json::{Map, Value};

use super::check::Name;
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found};
use super::policy::order;
use crate::inventory::tiers::metadata_path;
use crate::model::json as values;
use crate::model::policy::{NewOrder, new_tier, tier_order, tier_with_order};
use crate::plan::Plan;
use crate::store::{Entry, Snapshot};

/// A tier as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// Its name.
    pub name: String,
    /// Its place among tiers.
    pub order: NewOrder,
}

impl Tier {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::Tier(self.name.clone())
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let name = super::object::name(reader, &mut meta, &meta_at, "name", Name::Plain);
        meta.finish(reader, &meta_at);
        let mut order = NewOrder::LAST;
        if let Some(mut spec) = spec {
            if let Some(node) = spec.take("order") {
                order = self::order(reader, node, &At::Member(&at, "order")).unwrap_or(order);
            }
            spec.finish(reader, &at);
        }
        Some(Self { name: name?, order })
    }

    /// The tier of a snapshot: one with metadata, without which Felix 1.4 ignores its policies.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find(snapshot: &Snapshot, name: &str) -> Found<Self> {
        snapshot.get(&metadata_path(name)).map(|entry| Self::stored(entry, name)).transpose()
    }

    /// Reads what a key holds.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn stored(entry: &Entry, name: &str) -> Result<Self, Bad> {
        let bad = |why: String| Bad { key: entry.path.clone(), why };
        tier_order(&entry.value).map_err(|why| bad(why.to_string()))?;
        let value = values::parse(&entry.value).map_err(|why| bad(why.to_string()))?;
        let order = match value.get("order") {
            Some(Value::Number(number)) => NewOrder::parse(number.as_str()).map_err(bad)?,
            _ => NewOrder::LAST,
        };
        Ok(Self { name: name.to_owned(), order })
    }

    /// Whether this, of a file, says what is there.
    pub fn same(&self, there: &Self) -> bool {
        self.order.order().compare(there.order.order()).is_eq()
    }

    /// Plans to write it over what is there; members that files do not know stay.
    pub fn put(&self, there: Option<&Self>, snapshot: &Snapshot, plan: &mut Plan) {
        let path = metadata_path(&self.name);
        let former = there.and_then(|_| snapshot.get(&path));
        let edited = former.and_then(|entry| tier_with_order(&entry.value, &self.order).ok());
        plan.put(snapshot, path, edited.unwrap_or_else(|| new_tier(&self.order)));
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let meta = Map::from_iter([("name".to_owned(), Value::from(self.name.as_str()))]);
        let mut spec = Map::new();
        if self.order != NewOrder::LAST {
            let order = values::parse(self.order.to_string().as_bytes()).unwrap_or(Value::Null);
            spec.insert("order".into(), order);
        }
        (meta, Some(spec))
    }
}
