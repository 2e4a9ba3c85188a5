//! Links by tag: a profile that carries a group's tag and lets it in.

use super::wanted::{self, LinkError, Wanted};
use super::{Joined, Link, find, member_label};
use crate::inventory::groups::{self, Group};
use crate::inventory::profiles;
use crate::model::key::{Key, ProfilePart};
use crate::model::name::{self, Kind};
use crate::model::openstack;
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

/// Plans to make a profile the link that is wanted and nothing else: of what is there, only rules that it has as well, and members that no
/// reader knows, stay. Labels by which members of a group are told stay on groups that are no longer joined, as other links may look at them.
/// A value that cannot be read gives way.
///
/// # Errors
/// [`LinkError`].
pub fn bring(plan: &mut Plan, snapshot: &Snapshot, wanted: &Wanted<'_>) -> Result<(), LinkError> {
    name::check(Kind::Profile, wanted.name)?;
    let found = profiles::named(snapshot, wanted.name);
    let mut profile = found.map_or_else(|| Editable::new(wanted.name), Editable::as_readable);
    let joined = wanted.groups.iter().map(|group| wanted.joined(group, None)).collect::<Result<Vec<_>, _>>()?;
    profile.become_link(&joined, wanted.peers);
    if !wanted.peers && wanted.way.opens_from_group() {
        for group in &wanted.groups {
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
    let Some(Ok(profile)) = profiles::named(snapshot, &link.name).map(Editable::of) else { return false };
    let known = |member: &String| member == "id" || Direction::BOTH.iter().any(|d| d.member() == member);
    let keys = snapshot.under(&format!("{}/", Key::profile_directory(&link.name)));
    profile.rules.object().keys().all(known) && keys.len() <= ProfilePart::ALL.len() && profile.is_only(link)
}

/// Whether a profile has its own tag and rules, and nothing in it but what makes it a link and what a new one has. Members that no reader
/// knows do not count.
pub(super) fn is_only(profile: &Profile, link: &Link) -> bool {
    profile.rules.is_some()
        && Editable::of(profile.clone())
            .is_ok_and(|profile| profile.tags.contains(&profile.name) && profile.is_only(link))
}

/// Whether what carries a profile's own tag is let in by it, so that pods of a link reach each other.
pub(super) fn lets_peers_in(profile: &Profile) -> bool {
    let rules = profiles::readable(&profile.rules);
    rules.is_some_and(|rules| rules.position_of(Direction::Inbound, &own_tag_rule(&profile.name)).is_some())
}

/// Whether a group's profile has the label by which its members are told.
pub fn labels_members(snapshot: &Snapshot, group: &str) -> bool {
    let key = profiles::path(&openstack::group_profile(group), ProfilePart::Labels);
    let labels = snapshot.get(&key).and_then(|entry| Labels::parse(&entry.value).ok());
    labels.is_some_and(|labels| labels.get(&member_label(group)).is_some())
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
#[derive(Clone)]
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

    /// What can be read of a profile; the rest as a new one has it.
    fn as_readable(found: Profile) -> Self {
        let Self { name, tags, rules, .. } = Self::new(&found.name);
        let labels = found.labels.map(Result::unwrap_or_default);
        let tags = found.tags.and_then(Result::ok).unwrap_or(tags);
        let rules = found.rules.and_then(Result::ok).unwrap_or(rules);
        Self { name, tags, labels, rules }
    }

    /// Whether nothing is in it but a link and what a new profile has.
    fn is_only(&self, link: &Link) -> bool {
        let mut rest = self.clone();
        link.groups.iter().for_each(|joined| rest.leave(joined));
        let own = own_tag_rule(&link.name);
        let only_own = rest.rules.list(Direction::Inbound).all(|rule| rule.is_ok_and(|rule| rule.same(&own)));
        only_own
            && rest.lets_everything_out()
            && rest.tags.iter().all(|tag| tag == link.name)
            && rest.labels.is_none_or(|labels| labels.is_empty())
    }

    /// Whether its one outbound rule is that everything may go out.
    fn lets_everything_out(&self) -> bool {
        let everything = Rule::from(Spec::default());
        let out: Vec<_> = self.rules.list(Direction::Outbound).collect();
        matches!(out.as_slice(), [Ok(rule)] if rule.same(&everything))
    }

    /// Makes it a link and nothing else. Rules that stay keep their order.
    fn become_link(&mut self, joined: &[Joined], peers: bool) {
        let to_groups = joined.iter().filter(|joined| joined.opens_to_group()).map(|joined| joined.tag.as_str());
        self.tags = self.tags.with(std::iter::once(self.name.as_str()).chain(to_groups));
        if let Some(labels) = &mut self.labels {
            let keys: Vec<String> = labels.iter().map(|(key, _)| key.to_owned()).collect();
            for key in &keys {
                labels.remove(key);
            }
        }
        let own = peers.then(|| own_tag_rule(&self.name));
        let mut missing: Vec<Rule> = Vec::new();
        for rule in own.into_iter().chain(joined.iter().flat_map(|joined| joined.from_group.iter().cloned())) {
            if !missing.iter().any(|known| known.same(&rule)) {
                missing.push(rule);
            }
        }
        let mut inbound = Vec::new();
        for value in self.rules.values(Direction::Inbound) {
            let same = |rule: Rule| missing.iter().position(|wanted| wanted.same(&rule));
            if let Some(at) = Rule::from_json(value).ok().and_then(same) {
                missing.remove(at);
                inbound.push(value.clone());
            }
        }
        inbound.extend(missing.iter().map(Rule::to_json));
        self.rules.replace(Direction::Inbound, inbound);
        if !self.lets_everything_out() {
            self.rules.replace(Direction::Outbound, vec![Rule::from(Spec::default()).to_json()]);
        }
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
