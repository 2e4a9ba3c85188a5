//! Links by tag: a profile that carries a group's tag and lets it in.

use super::wanted::{self, LinkError, Wanted};
use super::{Joined, Link, find, member_label};
use crate::inventory::groups::{self, Group};
use crate::inventory::profiles;
use crate::model::key::{Key, ProfilePart};
use crate::model::name::{self, Kind};
use crate::model::profile::{Direction, Labels, Part, Profile, Rules, Tags};
use crate::model::rule::{Action, Criteria, End, Rule, Spec};
use crate::plan::Plan;
use crate::store::Snapshot;

/// Plans a link: makes its profile where there is none, and joins each group that it does not join yet. The keys are those of
/// `profile add`, `profile tag add` and `profile rule add`.
///
/// # Errors
/// [`LinkError`].
pub fn add(plan: &mut Plan, snapshot: &Snapshot, wanted: &Wanted<'_>) -> Result<(), LinkError> {
    let name = wanted.name;
    name::check(Kind::Profile, name)?;
    let found = profiles::named(snapshot, name);
    let present =
        found.as_ref().and_then(|profile| find::of_profile(profile, &groups::among(&profiles::all(snapshot))));
    let new = found.is_none();
    let mut profile = found.map_or_else(|| Ok(Editable::new(name)), Editable::of)?;
    if !wanted.peers && profile.close_to_peers() && !new && !wanted.update {
        return Err(LinkError::Peers { link: name.to_owned(), key: profiles::path(name, ProfilePart::Rules) });
    }
    for group in &wanted.groups {
        let joined = present.iter().flat_map(|link| &link.groups).find(|joined| joined.group == group.id);
        profile.join(wanted, group, joined)?;
        if !wanted.peers && wanted.way.opens_from_group() {
            label_members(plan, snapshot, group)?;
        }
    }
    profile.put(plan, snapshot);
    Ok(())
}

/// Plans to take groups out of a link: their tags and the rules that let them in. What else the profile has stays.
///
/// # Errors
/// [`LinkError::Malformed`].
pub fn leave(plan: &mut Plan, snapshot: &Snapshot, link: &Link) -> Result<(), LinkError> {
    let Some(found) = profiles::named(snapshot, &link.name) else { return Ok(()) };
    let mut profile = Editable::of(found)?;
    for joined in &link.groups {
        profile.leave(joined);
    }
    profile.put(plan, snapshot);
    Ok(())
}

/// Whether nothing is in a profile but what a new one has (its own tag, the rule that lets it in, and the one that lets everything
/// out) and what makes it a link.
pub fn has_nothing_else(snapshot: &Snapshot, link: &Link) -> bool {
    let Some(Ok(mut profile)) = profiles::named(snapshot, &link.name).map(Editable::of) else { return false };
    link.groups.iter().for_each(|joined| profile.leave(joined));
    let own = own_tag_rule(&link.name);
    let only_own = profile.rules.list(Direction::Inbound).all(|rule| rule.is_ok_and(|rule| rule.same(&own)));
    let everything = Rule::from(Spec::default());
    let out: Vec<_> = profile.rules.list(Direction::Outbound).collect();
    let only_everything = matches!(out.as_slice(), [Ok(rule)] if rule.same(&everything));
    let known = |member: &String| member == "id" || Direction::BOTH.iter().any(|d| d.member() == member);
    let keys = snapshot.under(&format!("{}/", Key::profile_directory(&link.name)));
    only_own
        && only_everything
        && profile.rules.object().keys().all(known)
        && profile.tags.iter().all(|tag| tag == link.name)
        && profile.labels.is_none_or(|labels| labels.is_empty())
        && keys.len() <= ProfilePart::ALL.len()
}

/// Labels a group's profile so that its members can be told from others that carry its tag.
pub(super) fn label_members(plan: &mut Plan, snapshot: &Snapshot, group: &Group) -> Result<(), LinkError> {
    let key = profiles::path(&group.profile.name, ProfilePart::Labels);
    let mut labels = readable(&key, group.profile.labels.clone())?.unwrap_or_default();
    labels.set(&member_label(&group.id), "member");
    plan.put(snapshot, key, labels.to_bytes());
    Ok(())
}

/// Takes the label of a group's members away, and the key with it where nothing else is in it.
pub(super) fn unlabel_members(plan: &mut Plan, snapshot: &Snapshot, group: &Group) -> Result<(), LinkError> {
    let key = profiles::path(&group.profile.name, ProfilePart::Labels);
    let Some(mut labels) = readable(&key, group.profile.labels.clone())? else { return Ok(()) };
    if !labels.remove(&member_label(&group.id)) {
        return Ok(());
    }
    if labels.is_empty() {
        plan.delete(snapshot, &key);
    } else {
        plan.put(snapshot, key, labels.to_bytes());
    }
    Ok(())
}

fn readable<T>(key: &str, part: Part<T>) -> Result<Option<T>, LinkError> {
    part.transpose().map_err(|why| LinkError::Malformed { key: key.to_owned(), why })
}

/// The rule that lets in what carries the profile's own tag.
fn own_tag_rule(name: &str) -> Rule {
    let src = End { tag: Some(name.to_owned()), ..End::default() };
    Rule::from(Spec { action: Action::Allow, is: Criteria { src, ..Criteria::default() }, ..Spec::default() })
}

/// A profile whose keys can be read, while it becomes a link or ceases to be one.
struct Editable {
    name: String,
    tags: Tags,
    labels: Option<Labels>,
    rules: Rules,
}

impl Editable {
    fn new(name: &str) -> Self {
        let rules = Rules::of_new_profile(name);
        Self { name: name.to_owned(), tags: Tags::of([name]), labels: Some(Labels::default()), rules }
    }

    fn of(found: Profile) -> Result<Self, LinkError> {
        let key = |part| profiles::path(&found.name, part);
        let labels = readable(&key(ProfilePart::Labels), found.labels)?;
        let tags = readable(&key(ProfilePart::Tags), found.tags)?.unwrap_or_default();
        // Without rules the profile drops everything; a link that is to open something needs those of a new one.
        let rules = readable(&key(ProfilePart::Rules), found.rules)?;
        let rules = rules.unwrap_or_else(|| Rules::of_new_profile(&found.name));
        Ok(Self { name: found.name, tags, labels, rules })
    }

    /// Puts both halves of a group in, as they are wanted. `present` is how it is joined already.
    fn join(&mut self, wanted: &Wanted<'_>, group: &Group, present: Option<&Joined>) -> Result<(), LinkError> {
        let joined = wanted.joined(group, None)?;
        if let Some(present) = present {
            let same = present.opens_to_group() == joined.opens_to_group()
                && wanted::same_rules(&present.from_group, &joined.from_group);
            if same {
                return Ok(());
            }
            if !wanted.update {
                return Err(LinkError::Differs {
                    link: self.name.clone(),
                    key: profiles::path(&self.name, ProfilePart::Rules),
                    group: group.id.clone(),
                    there: wanted::describe(present),
                    wanted: wanted::describe(&joined),
                });
            }
            self.leave(present);
        }
        if joined.opens_to_group() {
            self.tags.add(&joined.tag);
        }
        for rule in &joined.from_group {
            if self.rules.position_of(Direction::Inbound, rule).is_none() {
                // At the end is no position that could be out of range.
                let _ = self.rules.insert(Direction::Inbound, None, rule);
            }
        }
        Ok(())
    }

    /// Takes both halves of a group out.
    fn leave(&mut self, joined: &Joined) {
        self.tags.remove(&joined.tag);
        for rule in &joined.from_group {
            while let Some(at) = self.rules.position_of(Direction::Inbound, rule) {
                if self.rules.remove(Direction::Inbound, at).is_err() {
                    break;
                }
            }
        }
    }

    /// Takes out the rule by which pods of the link reach each other.
    fn close_to_peers(&mut self) -> bool {
        let at = self.rules.position_of(Direction::Inbound, &own_tag_rule(&self.name));
        at.is_some_and(|at| self.rules.remove(Direction::Inbound, at).is_ok())
    }

    fn put(&self, plan: &mut Plan, snapshot: &Snapshot) {
        let path = |part| profiles::path(&self.name, part);
        plan.put(snapshot, path(ProfilePart::Tags), self.tags.to_bytes());
        if let Some(labels) = &self.labels {
            plan.put(snapshot, path(ProfilePart::Labels), labels.to_bytes());
        }
        plan.put(snapshot, path(ProfilePart::Rules), self.rules.to_bytes(&self.name));
    }
}
