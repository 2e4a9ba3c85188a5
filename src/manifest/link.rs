//! Links: pods joined to OpenStack's security groups by the tag and the rules of a profile, as `link add` makes them, and what they are
//! kept for, as `link attach --keep` notes it.
//!
//! A link is a profile that holds nothing else, so that a file says all of it: one that has other rules, tags or labels as well, or joins its
//! groups in different ways, is a `profile` to files. Never is it both.
//!
//! Which endpoints have the profile is not said here. Pods come and go, each with the default profile, so that a link is hardly ever on all
//! that it is kept for: a file that said so would differ from what was exported a minute ago, and endpoints have files of their own. What they
//! lack is what `drift` tells of and `link reconcile` brings.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::check::{Name, shown};
use super::fields::{At, Fields, Reader};
use super::id::Id;
use super::object::{self, Bad, Found};
use super::tree;
use crate::inventory::groups::{self, Group};
use crate::inventory::{Unresolved, find_group, profiles};
use crate::link::find::GroupTags;
use crate::link::intent::{self, Intent, Kept};
use crate::link::wanted::{LinkError, Wanted, Way, parse_service, same_services, service_text};
use crate::link::{mirror, statement, tagged};
use crate::model::openstack::{self, Names};
use crate::model::profile::Profile;
use crate::model::rule::Spec;
use crate::model::selector::Selector;
use crate::plan::Plan;
use crate::store::Snapshot;

/// A link as a file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its name, which is that of its profile.
    pub name: String,
    /// The security groups: in a file what [`find_group`] finds, in the datastore uuids.
    pub groups: Vec<String>,
    /// Which ways it opens.
    pub way: Way,
    /// What the groups may open to the pods; nothing at all stands for everything.
    pub services: Vec<Spec>,
    /// Whether pods of the link reach each other.
    pub peers: bool,
    /// What it is kept for.
    pub keep: Vec<Kept>,
}

impl Link {
    /// Which object it is.
    pub fn id(&self) -> Id {
        Id::Link(self.name.clone())
    }

    /// Reads metadata and spec of a document.
    pub fn read(reader: &mut Reader<'_>, mut meta: Fields<'_, '_>, spec: Option<Fields<'_, '_>>) -> Option<Self> {
        let (meta_at, at) = (At::Member(&At::Root, "metadata"), At::Member(&At::Root, "spec"));
        let place = meta.place;
        let named = meta.all().iter().find(|member| member.name == "name").map_or(place, |member| member.node.place);
        let name = object::name(reader, &mut meta, &meta_at, "name", Name::Plain);
        if name.as_deref().is_some_and(|name| openstack::group_of(name).is_some()) {
            reader.refuse(named, &At::Member(&meta_at, "name"), "is the profile of a security group, which is no link");
        }
        meta.finish(reader, &meta_at);
        let Some(mut spec) = spec else {
            reader.fault(place, &At::Root, "there is no spec, which says what security groups the link joins");
            return None;
        };
        let groups = object::required(reader, &mut spec, &at, "securityGroups");
        let groups = groups.map(|node| groups_of(reader, node, &At::Member(&at, "securityGroups")));
        let way = spec.take("direction").map(|node| {
            let at = At::Member(&at, "direction");
            let text = reader.text(node, &at)?;
            let way = Way::parse(&text).ok_or_else(|| format!("'{}' is none of both, to-sg, from-sg", shown(&text)));
            reader.keep(node.place, &at, way)
        });
        let way = way.map_or(Some(Way::default()), |way| way);
        let mut services = Vec::new();
        if let Some(node) = spec.take("allow") {
            let at = At::Member(&at, "allow");
            services = services_of(reader, node, &at);
            if !services.is_empty() && way == Some(Way::ToGroup) {
                let why = "restricts what VMs may open to pods, which direction to-sg leaves closed";
                reader.fault(node.place, &at, why);
            }
        }
        let peers = spec.take("peers").map(|node| reader.boolean(node, &At::Member(&at, "peers")));
        let keep = spec.take("keep").map(|node| keep_of(reader, node, &At::Member(&at, "keep"), name.as_deref()));
        spec.finish(reader, &at);
        Some(Self {
            name: name?,
            groups: groups?,
            way: way?,
            services,
            peers: peers.map_or(Some(true), |peers| peers)?,
            keep: keep.unwrap_or_default(),
        })
    }

    /// The link with its groups by uuid, each once. A whole uuid is one, whether or not the group is there.
    ///
    /// # Errors
    /// [`Unresolved`]: a word that means no group, or several.
    pub fn resolved(&self, groups: &BTreeMap<String, Group>, names: &Names) -> Result<Self, Unresolved> {
        let mut ids: Vec<String> = Vec::new();
        for word in &self.groups {
            let id = match find_group(word, groups, names) {
                Ok(group) => group.id.clone(),
                Err(err) if err.candidates.is_empty() && openstack::is_uuid(word) => word.clone(),
                Err(err) => return Err(err),
            };
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(Self { groups: ids, ..self.clone() })
    }

    /// The link of a snapshot, which has to hold all profiles; `None` also where the profile is no link that a file can say.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find(snapshot: &Snapshot, name: &str) -> Found<Self> {
        let groups = groups::among(&profiles::all(snapshot));
        Self::find_among(snapshot, name, &GroupTags::of(&groups))
    }

    /// [`Link::find`] for many links: the snapshot has to hold the profiles of the link and of its groups.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn find_among(snapshot: &Snapshot, name: &str, tags: &GroupTags<'_>) -> Found<Self> {
        let Some(profile) = profiles::named(snapshot, name) else { return Ok(None) };
        if let Some((key, why)) = profiles::malformed(&profile).into_iter().next() {
            return Err(Bad { key: key.path(), why: why.to_string() });
        }
        Self::stored(snapshot, &profile, tags)
    }

    /// The link that a profile is; `None` where it is none that a file can say.
    ///
    /// # Errors
    /// Where what it is kept for cannot be read.
    fn stored(snapshot: &Snapshot, profile: &Profile, tags: &GroupTags<'_>) -> Found<Self> {
        let Some(said) = statement::of(profile, tags).filter(|_| !mirror::is_mirror(profile)) else { return Ok(None) };
        let by_label = !said.peers && said.way.opens_from_group();
        if by_label && !said.groups.iter().all(|group| tagged::labels_members(snapshot, group)) {
            return Ok(None);
        }
        let kept = intent::named(snapshot, &profile.name).transpose();
        let kept = kept.map_err(|why| Bad { key: intent::path(&profile.name), why: why.to_string() })?;
        Ok(Some(Self {
            name: profile.name.clone(),
            groups: said.groups,
            way: said.way,
            services: said.services,
            peers: said.peers,
            keep: kept.map(|intent| intent.kept().to_vec()).unwrap_or_default(),
        }))
    }

    /// Every link of a snapshot that files can say and make anew, by name. One to a group that is gone nobody can make: to files it is a
    /// profile.
    pub fn all(snapshot: &Snapshot) -> BTreeMap<String, Result<Self, Bad>> {
        let profiles = profiles::all(snapshot);
        let groups = groups::among(&profiles);
        let tags = GroupTags::of(&groups);
        let link = |profile: &Profile| {
            let found = Self::stored(snapshot, profile, &tags).transpose()?;
            let there = found.as_ref().is_ok_and(|link| link.groups.iter().all(|group| groups.contains_key(group)));
            (found.is_err() || there).then(|| (profile.name.clone(), found))
        };
        profiles.values().filter_map(link).collect()
    }

    /// Whether this, of a file and resolved, says what is there.
    pub fn same(&self, there: &Self) -> bool {
        let groups = |link: &Self| link.groups.iter().cloned().collect::<BTreeSet<_>>();
        groups(self) == groups(there)
            && (self.way, self.peers) == (there.way, there.peers)
            && same_services(&self.services, &there.services)
            && self.keeps_the_same(there)
    }

    /// Whether both are kept for the same.
    pub fn keeps_the_same(&self, other: &Self) -> bool {
        let within = |some: &[Kept], all: &[Kept]| {
            let same = |a: &Kept, b: &Kept| a.selection == b.selection && a.replaced == b.replaced;
            some.iter().all(|one| all.iter().any(|other| same(one, other)))
        };
        within(&self.keep, &other.keep) && within(&other.keep, &self.keep)
    }

    /// Plans to write it over what is there: its profile becomes the link and nothing else, and what it is kept for is what the file says.
    /// `groups` are its own, in the order of the file.
    ///
    /// # Errors
    /// [`LinkError`].
    pub fn put(&self, groups: Vec<&Group>, snapshot: &Snapshot, plan: &mut Plan) -> Result<(), LinkError> {
        let Self { way, peers, .. } = *self;
        let wanted = Wanted { name: &self.name, groups, way, services: &self.services, peers, update: true };
        tagged::bring(plan, snapshot, &wanted)?;
        let path = intent::path(&self.name);
        let mut kept = intent::named(snapshot, &self.name).and_then(Result::ok).unwrap_or_default();
        kept.bring(&self.keep);
        if kept.is_empty() {
            plan.delete(snapshot, &path);
        } else {
            plan.put(snapshot, path, Intent::to_bytes(&kept));
        }
        Ok(())
    }

    /// Metadata and spec, as a file has them.
    pub fn document(&self) -> (Map<String, Value>, Option<Map<String, Value>>) {
        let meta = Map::from_iter([("name".to_owned(), Value::from(self.name.as_str()))]);
        let mut spec = Map::new();
        let texts = |texts: Vec<String>| texts.into_iter().map(Value::from).collect::<Value>();
        spec.insert("securityGroups".into(), texts(self.groups.clone()));
        spec.insert("direction".into(), self.way.as_str().into());
        if !self.services.is_empty() {
            spec.insert("allow".into(), texts(self.services.iter().map(service_text).collect()));
        }
        if !self.peers {
            spec.insert("peers".into(), false.into());
        }
        if !self.keep.is_empty() {
            spec.insert("keep".into(), self.keep.iter().map(|kept| Value::Object(kept.said())).collect());
        }
        (meta, Some(spec))
    }
}

fn groups_of(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>) -> Vec<String> {
    let found = reader.texts(node, at);
    if found.is_empty() && matches!(node.value, tree::Value::List(_)) {
        reader.fault(node.place, at, "names no security group");
    }
    for (index, (_, place)) in found.iter().enumerate().filter(|(_, (text, _))| text.is_empty()) {
        reader.fault(*place, &At::Item(at, index), "is empty");
    }
    let mut names: Vec<String> = Vec::new();
    for (name, _) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn services_of(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>) -> Vec<Spec> {
    let found = reader.texts(node, at);
    let mut services = Vec::new();
    for (index, (text, place)) in found.into_iter().enumerate() {
        let service = parse_service(&text).map_err(|err| match err {
            LinkError::Service { why, .. } => format!("'{}': {why}", shown(&text)),
            other => other.to_string(),
        });
        let checked = service.and_then(|service| service.check().map(|()| service).map_err(|why| why.to_string()));
        services.extend(reader.keep(place, &At::Item(at, index), checked));
    }
    services
}

fn keep_of(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>, link: Option<&str>) -> Vec<Kept> {
    let mut all: Vec<Kept> = Vec::new();
    for (index, item) in reader.list(node, at).iter().enumerate() {
        let at = At::Item(at, index);
        let Some(kept) = kept_of(reader, item, &at) else { continue };
        if all.iter().any(|known| known.selection == kept.selection) {
            reader.refuse(item.place, &at, format!("{} is there already", kept.selection));
        }
        if link.is_some() && kept.replaced.as_deref() == link {
            reader.refuse(item.place, &At::Member(&at, "replace"), "is the link itself");
        }
        all.push(kept);
    }
    all
}

/// One selection. What it has to be is known where intents are read.
fn kept_of(reader: &mut Reader<'_>, node: &tree::Node<'_>, at: &At<'_>) -> Option<Kept> {
    let mut fields = reader.fields(node, at)?;
    let mut object = Map::new();
    for name in ["namespace", "selector", "pod", "replace"] {
        let Some(node) = fields.take(name) else { continue };
        let at = At::Member(at, name);
        let text = reader.text(node, &at)?;
        if text.is_empty() {
            reader.fault(node.place, &at, "is empty");
            return None;
        }
        if name == "selector"
            && let Err(why) = Selector::parse(&text)
        {
            reader.fault(node.place, &at, format!("'{}' is no selector: {why}", shown(&text)));
            return None;
        }
        object.insert(name.to_owned(), text.into());
    }
    fields.finish(reader, at);
    reader.keep(node.place, at, Kept::of(&Value::Object(object)))
}

#[cfg(test)]
pub(super) mod tests;
