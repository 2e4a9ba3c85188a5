//! Mirrors: what lets in workloads of another datastore, by the addresses that they have there.
//!
//! Tags and labels end with their datastore: where pods and VMs have one each, no rule of the one can name a group of the other. A
//! mirror names the addresses in the group's place. In the pods' datastore it is a profile, which is put on pods as a link is; in
//! the VMs' datastore, where networking-calico takes every other profile off its ports, it is a policy for the members of a security
//! group, who are told by the label that the group's profile has.
//!
//! The rules of a mirror are told from others in the same object by its member `calicross_mirror`, which no reader of Calico's looks
//! at: it says out of what they were made. So both are always of one moment, and what others have put beside them stays.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use ipnet::IpNet;
use serde_json::{Map, Value};

use super::wanted::{LinkError, parse_service};
use super::{member_label, tagged, tiered};
use crate::inventory::groups::Group;
use crate::inventory::members::{self, Member};
use crate::inventory::{policies, profiles};
use crate::model::endpoint::may_name;
use crate::model::json::Malformed;
use crate::model::key::ProfilePart;
use crate::model::name::{self, Kind};
use crate::model::net::parse_cidr;
use crate::model::policy::Policy;
use crate::model::profile::{Direction, Labels, Profile, Rules, Tags};
use crate::model::rule::{Dialect, Rule, Spec};
use crate::model::selector::Selector;
use crate::plan::Plan;
use crate::store::{Entry, Snapshot};

/// The member of rules that makes them a mirror.
const MEMBER: &str = "calicross_mirror";

/// What a mirror lets in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mirror {
    /// The context of the other datastore.
    pub peer: String,
    /// The profiles there whose endpoints are let in; those of security groups are theirs.
    pub profiles: BTreeSet<String>,
    /// What they may open, in the rule language; nothing at all stands for everything.
    pub services: Vec<String>,
    /// Their addresses, as the fewest networks that hold no other one.
    pub nets: Vec<IpNet>,
}

/// What becomes of a mirror.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Whether it was not there before.
    pub is_new: bool,
    /// The networks that are let in no longer.
    pub gone: Vec<IpNet>,
}

impl Mirror {
    /// The mirror that some rules are; `None` where they are none.
    ///
    /// # Errors
    /// What says that it is one and cannot be read.
    pub fn of(rules: &Rules) -> Option<Result<Self, Malformed>> {
        Some(Self::parse(rules.object().get(MEMBER)?))
    }

    fn parse(value: &Value) -> Result<Self, Malformed> {
        let bad = |what: &str| Malformed::shape(format!("member '{MEMBER}': {what}"));
        let texts = |name: &str| -> Result<Vec<String>, Malformed> {
            let Some(Value::Array(items)) = value.get(name) else { return Err(bad(&format!("{name} is no list"))) };
            let text =
                |item: &Value| item.as_str().map(str::to_owned).ok_or_else(|| bad(&format!("{name} has no texts")));
            items.iter().map(text).collect()
        };
        let nets = texts("nets")?.iter().map(|net| parse_cidr(net)).collect::<Result<_, _>>();
        Ok(Self {
            peer: value.get("peer").and_then(Value::as_str).ok_or_else(|| bad("there is no peer"))?.to_owned(),
            profiles: texts("profiles")?.into_iter().collect(),
            services: texts("services")?,
            nets: nets.map_err(|why| bad(&why))?,
        })
    }

    fn to_json(&self) -> Value {
        let list = |texts: Vec<String>| Value::Array(texts.into_iter().map(Value::from).collect());
        let members = [
            ("peer", Value::from(self.peer.clone())),
            ("profiles", list(self.profiles.iter().cloned().collect())),
            ("services", list(self.services.clone())),
            ("nets", list(self.nets.iter().map(ToString::to_string).collect())),
        ];
        Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
    }

    /// Whether two mirror the same, whatever addresses that has.
    fn means_the_same(&self, other: &Self) -> bool {
        self.peer == other.peer && self.profiles == other.profiles && self.services == other.services
    }

    /// What it mirrors, in words.
    pub fn told(&self) -> String {
        let profiles: Vec<&str> = self.profiles.iter().map(String::as_str).collect();
        let services = if self.services.is_empty() { "everything".to_owned() } else { self.services.join(", ") };
        format!("{} of peer {}: {services}", profiles.join(", "), self.peer)
    }

    /// The rules that let them in: one for each network and service.
    ///
    /// # Errors
    /// [`LinkError::Service`], [`LinkError::Rule`].
    fn rules(&self) -> Result<Vec<Rule>, LinkError> {
        let everything = [Spec::default()];
        let named = self.services.iter().map(|text| service(text)).collect::<Result<Vec<_>, _>>()?;
        let services: &[Spec] = if named.is_empty() { &everything } else { &named };
        let mut rules = Vec::new();
        for net in &self.nets {
            for service in services {
                let mut spec = service.clone();
                spec.is.src.nets = vec![*net];
                let family = spec.implied_version();
                // A service of the one IP version is none of the other's addresses.
                let fits = match (service.ip_version.or_else(|| service.implied_version()), family) {
                    (Some(wanted), Some(family)) => wanted == family,
                    (_, family) => family.is_some(),
                };
                if fits {
                    spec.check()?;
                    rules.push(Rule::from(Dialect::Felix.spell(spec)?));
                }
            }
        }
        Ok(rules)
    }

    /// Brings the inbound rules of an object to what the mirror says. What others have put there stays, in its order; new rules
    /// come where the former ones were, at first at the end.
    fn bring(&self, rules: &mut Rules, before: Option<&Self>) -> Result<(), LinkError> {
        let former = before.map(Self::rules).transpose()?.unwrap_or_default();
        let former: BTreeSet<String> = former.iter().map(spelled).collect();
        let is_former = |value: &Value| {
            Rule::from_json(value).is_ok_and(|rule| rule.unknown().is_empty() && former.contains(&spelled(&rule)))
        };
        let mut kept: Vec<Value> = Vec::new();
        let mut place = None;
        for value in rules.values(Direction::Inbound) {
            if is_former(value) {
                place.get_or_insert(kept.len());
            } else {
                kept.push(value.clone());
            }
        }
        let place = place.unwrap_or(kept.len());
        kept.splice(place..place, self.rules()?.iter().map(Rule::to_json));
        rules.replace(Direction::Inbound, kept);
        rules.set_member(MEMBER, &self.to_json());
        Ok(())
    }
}

/// A rule in one spelling.
fn spelled(rule: &Rule) -> String {
    rule.spec().canonical().to_string()
}

/// Reads a service that a mirror opens: what [`parse_service`] takes, without a source of its own.
///
/// # Errors
/// [`LinkError::Service`].
pub fn service(text: &str) -> Result<Spec, LinkError> {
    let spec = parse_service(text)?;
    if !spec.is.src.nets.is_empty() {
        let why = "it says from where, which the mirror does".to_owned();
        return Err(LinkError::Service { text: text.to_owned(), why });
    }
    Ok(spec)
}

/// The mirrors of a snapshot that can be read, each with what it is called: profiles first.
pub fn all(snapshot: &Snapshot) -> Vec<(String, Mirror)> {
    let of = |rules: &Rules| Mirror::of(rules)?.ok();
    let profiles = profiles::all(snapshot)
        .into_values()
        .filter_map(|profile| Some((format!("profile {}", profile.name), of(profiles::readable(&profile.rules)?)?)));
    let policies = policies::all(snapshot).filter_map(|found| {
        Some((format!("policy {}/{}", found.tier, found.name), of(found.policy.as_ref().ok()?.rules())?))
    });
    profiles.chain(policies).collect()
}

/// Whether a profile is a mirror.
pub fn is_mirror(profile: &Profile) -> bool {
    profiles::readable(&profile.rules).is_some_and(|rules| Mirror::of(rules).is_some())
}

/// The addresses of the endpoints that have any of some profiles, in the datastore that holds them: as the fewest networks that hold
/// no other address. Endpoints in any state count, as for a tag; those that cannot be read do not, and are told.
pub fn networks<'s>(
    snapshot: &'s Snapshot,
    profiles: &BTreeSet<String>,
) -> (Vec<IpNet>, usize, Vec<(&'s str, Malformed)>) {
    let names: BTreeSet<&str> = profiles.iter().map(String::as_str).collect();
    let worth = |entry: &Entry| names.iter().any(|name| may_name(&entry.value, name));
    let (mut nets, mut count, mut unreadable) = (Vec::new(), 0, Vec::new());
    for found in members::all(snapshot, worth) {
        match found {
            Ok(member) if member.has_any(&names) => {
                count += 1;
                nets.extend(addresses(&member));
            }
            Ok(_) => {}
            Err(bad) => unreadable.push(bad),
        }
    }
    let mut nets = IpNet::aggregate(&nets);
    nets.sort_unstable();
    (nets, count, unreadable)
}

fn addresses<'m>(member: &'m Member<'_>) -> impl Iterator<Item = IpNet> + 'm {
    member.addresses.iter().map(|address| IpNet::from(*address))
}

/// Plans a mirror for pods: the profile, made where it is not there.
///
/// # Errors
/// [`LinkError`]; what is there and is no mirror, or one of something else, gives way only to `update`.
pub fn put_profile(
    plan: &mut Plan,
    snapshot: &Snapshot,
    name: &str,
    mirror: &Mirror,
    update: bool,
) -> Result<Brought, LinkError> {
    name::check(Kind::Profile, name)?;
    let path = |part| profiles::path(name, part);
    let found = profiles::named(snapshot, name);
    let present = found.as_ref().and_then(|profile| profile.rules.clone()).transpose();
    let key = path(ProfilePart::Rules);
    let present = present.map_err(|why| LinkError::Malformed { key: key.clone(), why })?;
    let is_new = found.is_none();
    // In etcd v2 a profile that somebody is making at this moment may have some of its keys: without rules it is nothing yet.
    let is_begun = present.is_none();
    let mut rules = present.unwrap_or_else(|| Rules::of_new_profile(name));
    let gone = bring(&mut rules, mirror, &format!("profile {name}"), &key, is_begun || update)?;
    if is_begun && found.as_ref().is_none_or(|profile| profile.tags.is_none()) {
        plan.put(snapshot, path(ProfilePart::Tags), Tags::of([name]).to_bytes());
    }
    if is_begun && found.as_ref().is_none_or(|profile| profile.labels.is_none()) {
        plan.put(snapshot, path(ProfilePart::Labels), Labels::default().to_bytes());
    }
    plan.put(snapshot, key, rules.to_bytes(name));
    Ok(Brought { is_new, gone })
}

/// Plans a mirror for the members of security groups: a policy in the tier of links, which passes on what no policy decides.
///
/// # Errors
/// As [`put_profile`].
pub fn put_policy(
    plan: &mut Plan,
    snapshot: &Snapshot,
    name: &str,
    groups: &[&Group],
    mirror: &Mirror,
    update: bool,
) -> Result<Brought, LinkError> {
    name::check(Kind::Policy, name)?;
    tiered::put_tier(plan, snapshot)?;
    let key = tiered::policy_path(name);
    let members: Vec<String> = groups.iter().map(|group| format!("has({})", member_label(&group.id))).collect();
    let selector = members.join(" || ");
    let found = snapshot.get(&key).map(|entry| Policy::parse(&entry.value));
    let found = found.transpose().map_err(|why| LinkError::Malformed { key: key.clone(), why })?;
    let is_new = found.is_none();
    let mut policy = found.unwrap_or_else(|| Policy::new(&selector, tiered::LINK_ORDER));
    let object = format!("policy {}/{name}", tiered::TIER);
    let gone = bring(policy.rules_mut(), mirror, &object, &key, is_new || update)?;
    let parsed = |text: &str| Selector::parse(text).ok();
    let present = policy.selector().map_err(|why| LinkError::Malformed { key: key.clone(), why })?;
    if Some(&present) != parsed(&selector).as_ref() {
        if !update {
            return Err(LinkError::MirrorDiffers { object, key, there: present.to_string(), wanted: selector });
        }
        policy.set_selector(&selector);
    }
    for group in groups {
        tagged::label_members(plan, snapshot, group)?;
    }
    plan.put(snapshot, key, policy.to_bytes());
    Ok(Brought { is_new, gone })
}

/// Brings rules to a mirror; tells which networks are let in no longer.
fn bring(
    rules: &mut Rules,
    mirror: &Mirror,
    object: &str,
    key: &str,
    may_change: bool,
) -> Result<Vec<IpNet>, LinkError> {
    let before = Mirror::of(rules).transpose();
    let before = before.map_err(|why| LinkError::Malformed { key: key.to_owned(), why })?;
    let differs = |there: String| LinkError::MirrorDiffers {
        object: object.to_owned(),
        key: key.to_owned(),
        there,
        wanted: mirror.told(),
    };
    match &before {
        None if !may_change => return Err(differs("no mirror".to_owned())),
        Some(before) if !before.means_the_same(mirror) && !may_change => return Err(differs(before.told())),
        _ => {}
    }
    mirror.bring(rules, before.as_ref())?;
    let stays = |net: &&IpNet| mirror.nets.iter().any(|wider| wider.contains(*net));
    Ok(before.iter().flat_map(|before| &before.nets).filter(|net| !stays(net)).copied().collect())
}
