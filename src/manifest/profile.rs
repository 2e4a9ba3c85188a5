//! Profiles.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::check::Name;
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{Bad, Found, rules_of};
use super::rule;
use crate::inventory::profiles;
use crate::link::member_label;
use crate::model::key::{Key, ProfilePart};
use crate::model::openstack;
use crate::model::profile::{Direction, Labels, Profile as Stored, Rules, Tags};
use crate::model::rule::Spec;
use crate::plan::Plan;
use crate::store::Snapshot;

/// A profile as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// The tags that its endpoints carry, each once, in the order of the file.
    pub tags: Vec<String>,
    /// The labels that its endpoints inherit.
    pub labels: BTreeMap<String, String>,
    /// Its rules: received traffic, then sent; `None` where the file has no spec, or the datastore no rules, which then drops
    /// everything that reaches the profile.
    pub rules: Option<[Vec<Spec>; 2]>,
}

impl Profile {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::Profile(self.name.clone())
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let name = super::object::name(reader, &mut meta, &meta_at, "name", Name::Namespaced);
        let tags = meta.take("tags").map(|node| reader.names(node, &At::Member(&meta_at, "tags"), Name::Plain));
        let labels = meta.take("labels").map(|node| reader.labels(node, &At::Member(&meta_at, "labels")));
        meta.finish(reader, &meta_at);
        let rules = spec.map(|mut spec| {
            let rules = ["ingress", "egress"].map(|name| rule::read_list(reader, &mut spec, &at, name));
            spec.finish(reader, &at);
            rules
        });
        let mut seen = BTreeSet::new();
        let mut tags = tags.unwrap_or_default();
        tags.retain(|tag| seen.insert(tag.clone()));
        Some(Self { name: name?, tags, labels: labels.unwrap_or_default(), rules })
    }

    /// The profile of a snapshot.
    ///
    /// # Errors
    /// What no file could say.
    pub fn find(snapshot: &Snapshot, name: &str) -> Found<Self> {
        profiles::named(snapshot, name).as_ref().map(Self::stored).transpose()
    }

    /// Reads what keys hold.
    ///
    /// # Errors
    /// What no file could say.
    pub fn stored(stored: &Stored) -> Result<Self, Bad> {
        if let Some((key, why)) = profiles::malformed(stored).into_iter().next() {
            return Err(Bad { key: key.path(), why: why.to_string() });
        }
        let mut seen = BTreeSet::new();
        let tags = profiles::readable(&stored.tags).into_iter().flat_map(Tags::iter);
        let labels = profiles::readable(&stored.labels).into_iter().flat_map(Labels::iter);
        let rules = profiles::readable(&stored.rules);
        let list = |rules: &Rules, direction| {
            let key = Key::profile(&stored.name, ProfilePart::Rules).path();
            rules_of(rules, direction).map_err(|why| Bad { key, why })
        };
        let rules = rules.map(|rules| Ok([list(rules, Direction::Inbound)?, list(rules, Direction::Outbound)?]));
        Ok(Self {
            name: stored.name.clone(),
            tags: tags.filter(|tag| seen.insert((*tag).to_owned())).map(str::to_owned).collect(),
            labels: labels.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            rules: rules.transpose()?,
        })
    }

    /// Whether this, of a file, says what is there.
    pub fn same(&self, there: &Self) -> bool {
        self.same_tags(there) && self.same_labels(there) && self.same_rules(there)
    }

    /// The label by which links tell the members of a security group is the links': a file of the group's profile need not name it.
    fn same_labels(&self, there: &Self) -> bool {
        self.labels.iter().all(|(key, value)| there.labels.get(key) == Some(value))
            && there.labels.keys().all(|key| self.labels.contains_key(key) || self.is_links(key))
    }

    fn is_links(&self, label: &str) -> bool {
        openstack::group_of(&self.name).is_some_and(|group| label == member_label(group))
    }

    fn same_tags(&self, there: &Self) -> bool {
        let set = |tags: &[String]| tags.iter().cloned().collect::<BTreeSet<_>>();
        set(&self.tags) == set(&there.tags)
    }

    /// A file without a spec asks for no rules; where no key for them is there, it stays so.
    fn same_rules(&self, there: &Self) -> bool {
        let none = [Vec::new(), Vec::new()];
        match (&self.rules, &there.rules) {
            (None, None) => true,
            (Some(_), None) => false,
            (file, Some(there)) => {
                let file = file.as_ref().unwrap_or(&none);
                file.iter().zip(there).all(|(file, there)| rule::same(file, there))
            }
        }
    }

    /// Plans to write it over what is there. A key that says the same stays as it is, and members that files do not know stay.
    ///
    /// # Errors
    /// Where a rule cannot be written.
    pub fn put(&self, there: Option<&Self>, snapshot: &Snapshot, plan: &mut Plan) -> Result<(), Bad> {
        let path = |part| profiles::path(&self.name, part);
        let stored = profiles::named(snapshot, &self.name).filter(|_| there.is_some());
        let stored = stored.unwrap_or_else(|| Stored::named(&self.name));
        if there.is_none_or(|there| !self.same_tags(there)) {
            let tags = match &stored.tags {
                Some(Ok(tags)) => tags.with(self.tags.iter()),
                _ => Tags::of(self.tags.iter()),
            };
            plan.put(snapshot, path(ProfilePart::Tags), tags.to_bytes());
        }
        if there.is_none_or(|there| !self.same_labels(there)) {
            let mut labels = profiles::readable(&stored.labels).cloned().unwrap_or_default();
            let is_gone = |key: &String| !self.labels.contains_key(key) && !self.is_links(key);
            let gone: Vec<String> = labels.iter().map(|(key, _)| key.to_owned()).filter(is_gone).collect();
            for key in &gone {
                labels.remove(key);
            }
            for (key, value) in &self.labels {
                labels.set(key, value);
            }
            plan.put(snapshot, path(ProfilePart::Labels), labels.to_bytes());
        }
        if there.is_none_or(|there| !self.same_rules(there)) {
            let key = path(ProfilePart::Rules);
            let mut rules = profiles::readable(&stored.rules).cloned().unwrap_or_else(Rules::empty);
            let none = [Vec::new(), Vec::new()];
            let wanted = self.rules.as_ref().unwrap_or(&none);
            let found = there.and_then(|there| there.rules.as_ref());
            for (at, direction) in Direction::BOTH.into_iter().enumerate() {
                let Some(wanted) = wanted.get(at) else { continue };
                if found.and_then(|found| found.get(at)).is_some_and(|found| rule::same(wanted, found)) {
                    continue;
                }
                let new = rule::replaced(wanted, rules.values(direction));
                rules.replace(direction, new.map_err(|err| Bad { key: key.clone(), why: err.to_string() })?);
            }
            plan.put(snapshot, key, rules.to_bytes(&self.name));
        }
        Ok(())
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let mut meta = Map::new();
        meta.insert("name".into(), self.name.as_str().into());
        if !self.tags.is_empty() {
            meta.insert("tags".into(), json!(self.tags));
        }
        if !self.labels.is_empty() {
            meta.insert("labels".into(), json!(self.labels));
        }
        let spec = self.rules.as_ref().map(|rules| {
            let lists = ["ingress", "egress"].into_iter().zip(rules).filter(|(_, rules)| !rules.is_empty());
            let shown = |rules: &[Spec]| Value::Array(rule::fold(rules).iter().map(rule::document).collect());
            lists.map(|(name, rules)| (name.to_owned(), shown(rules))).collect()
        });
        (meta, spec)
    }
}
