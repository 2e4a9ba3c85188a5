//! Profiles, tiers and policies as each generation of Felix takes them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use serde_json::Value;

use super::atoms::Atoms;
use super::rules::{Lists, id_is_fine};
use crate::model::endpoint::{is_id, is_label_key};
use crate::model::felix::Generation;
use crate::model::json::{self, kind};
use crate::model::key::{Key, ProfilePart, escape};
use crate::model::policy::{Order, Policy, tier_order};
use crate::model::profile::{Direction, Labels, Rules, Tags};
use crate::model::selector::Selector;

/// One value for each generation.
#[derive(Clone, Debug, Default)]
pub(super) struct Each<T> {
    pub(super) felix14: T,
    pub(super) felix2: T,
}

impl<T> Each<T> {
    pub(super) fn of(&self, generation: Generation) -> &T {
        match generation {
            Generation::Felix14 => &self.felix14,
            Generation::Felix2 => &self.felix2,
        }
    }

    pub(super) fn of_mut(&mut self, generation: Generation) -> &mut T {
        match generation {
            Generation::Felix14 => &mut self.felix14,
            Generation::Felix2 => &mut self.felix2,
        }
    }
}

/// Why traffic that reaches a profile is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ProfileFault {
    /// There are no rules.
    Missing,
    /// They are rejected.
    Rejected(String),
}

/// A profile as one generation takes it.
#[derive(Clone, Debug)]
pub(super) struct ProfileReading {
    pub(super) lists: Result<Lists, ProfileFault>,
    pub(super) tags: Vec<String>,
    pub(super) labels: Vec<(String, String)>,
}

/// A profile.
#[derive(Clone, Debug)]
pub(super) struct ProfileEntry {
    pub(super) name: String,
    /// Another one for every content.
    pub(super) version: u32,
    /// Nothing for a generation that no host has.
    pub(super) readings: Each<Option<ProfileReading>>,
    /// What the generations reject: which key, who, why.
    pub(super) faults: Vec<(ProfilePart, Generation, String)>,
}

/// The values of a profile's keys.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ProfileValues<'v> {
    pub(super) tags: Option<&'v [u8]>,
    pub(super) rules: Option<&'v [u8]>,
    pub(super) labels: Option<&'v [u8]>,
}

impl ProfileEntry {
    /// Reads a profile for some generations.
    pub(super) fn read(
        name: &str,
        values: ProfileValues<'_>,
        generations: &[Generation],
        version: u32,
        atoms: &mut Atoms,
    ) -> Self {
        let mut entry = Self { name: name.to_owned(), version, readings: Each::default(), faults: Vec::new() };
        let rules = values.rules.map(|value| Rules::parse(value).map_err(|why| why.to_string()));
        let tags = values.tags.map(|value| Tags::parse(value).map_err(|why| why.to_string()));
        let labels = values.labels.map(|value| Labels::parse(value).map_err(|why| why.to_string()));
        for &generation in generations {
            let mut fault = |part, why: String| entry.faults.push((part, generation, why));
            let known = id_is_fine(&escape(name), generation);
            let lists = match &rules {
                Some(_) if !known => {
                    Err(ProfileFault::Rejected("the name has a character that it does not take".into()))
                }
                None => Err(ProfileFault::Missing),
                Some(Err(why)) => Err(ProfileFault::Rejected(why.clone())),
                Some(Ok(rules)) => Lists::read(rules, generation, atoms).map_err(ProfileFault::Rejected),
            };
            if let Err(ProfileFault::Rejected(why)) = &lists {
                fault(ProfilePart::Rules, why.clone());
            }
            let tags = match &tags {
                Some(Ok(tags)) if known => {
                    match tags.iter().find(|tag| generation == Generation::Felix14 && !is_id(tag)) {
                        Some(bad) => {
                            fault(ProfilePart::Tags, format!("'{}' is no tag", bad.escape_debug()));
                            Vec::new()
                        }
                        None => tags.iter().map(str::to_owned).collect(),
                    }
                }
                Some(Err(why)) => {
                    fault(ProfilePart::Tags, why.clone());
                    Vec::new()
                }
                _ => Vec::new(),
            };
            let labels = match &labels {
                Some(Ok(labels)) if known => {
                    let bad = labels.iter().find(|(key, _)| generation == Generation::Felix14 && !is_label_key(key));
                    match bad {
                        Some((key, _)) => {
                            fault(ProfilePart::Labels, format!("label '{}' has no right name", key.escape_debug()));
                            Vec::new()
                        }
                        None => labels.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
                    }
                }
                Some(Err(why)) => {
                    fault(ProfilePart::Labels, why.clone());
                    Vec::new()
                }
                _ => Vec::new(),
            };
            *entry.readings.of_mut(generation) = Some(ProfileReading { lists, tags, labels });
        }
        entry
    }

    /// The key of one of its parts.
    pub(super) fn path(&self, part: ProfilePart) -> String {
        Key::profile(&self.name, part).path()
    }
}

/// When a policy acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Before connections are tracked; on host endpoints alone.
    Untracked,
    /// Before addresses are translated; on host endpoints alone, and only inbound.
    PreDnat,
    /// As all others.
    Normal,
}

/// A policy as one generation takes it.
#[derive(Clone, Debug)]
pub(super) struct PolicyReading {
    pub(super) order: Order,
    pub(super) selector: Selector,
    pub(super) lists: Lists,
    pub(super) stage: Stage,
    inbound: bool,
    outbound: bool,
}

impl PolicyReading {
    /// Whether it acts in a direction at all.
    pub(super) fn acts(&self, direction: Direction) -> bool {
        match direction {
            Direction::Inbound => self.inbound,
            Direction::Outbound => self.outbound,
        }
    }
}

/// A policy.
#[derive(Clone, Debug)]
pub(super) struct PolicyEntry {
    pub(super) tier: String,
    pub(super) name: String,
    pub(super) path: String,
    /// Another one for every content.
    pub(super) version: u32,
    /// What each generation reads; nothing where it goes on as if there were no policy.
    pub(super) readings: Each<Option<PolicyReading>>,
    pub(super) faults: Vec<(Generation, String)>,
}

impl PolicyEntry {
    /// Reads a policy for some generations.
    pub(super) fn read(
        (tier, name): (&str, &str),
        path: &str,
        value: &[u8],
        generations: &[Generation],
        version: u32,
        atoms: &mut Atoms,
    ) -> Self {
        let mut entry = Self {
            tier: tier.to_owned(),
            name: name.to_owned(),
            path: path.to_owned(),
            version,
            readings: Each::default(),
            faults: Vec::new(),
        };
        let policy = Policy::parse(value).map_err(|why| why.to_string());
        for &generation in generations {
            let reading = policy.as_ref().map_err(String::clone).and_then(|policy| {
                if !id_is_fine(&escape(name), generation) || !id_is_fine(&escape(tier), generation) {
                    return Err("the name has a character that it does not take".to_owned());
                }
                read_policy(policy, generation, atoms)
            });
            match reading {
                Ok(reading) => *entry.readings.of_mut(generation) = Some(reading),
                Err(why) => entry.faults.push((generation, why)),
            }
        }
        entry
    }
}

impl PolicyEntry {
    /// Whether a generation lets it act before all others.
    pub(super) fn is_early(&self, generation: Generation) -> bool {
        self.readings.of(generation).as_ref().is_some_and(|reading| reading.stage != Stage::Normal)
    }
}

fn read_policy(policy: &Policy, generation: Generation, atoms: &mut Atoms) -> Result<PolicyReading, String> {
    let old = generation == Generation::Felix14;
    let object = policy.object();
    match object.get("order") {
        Some(Value::Null) if old => return Err("order is null".into()),
        Some(Value::String(_)) if !old => return Err("order is a string, not a number".into()),
        _ => {}
    }
    let order = policy.order().map_err(|why| why.to_string())?;
    let selector = match object.get("selector") {
        Some(Value::String(text)) => Selector::parse_as(text, generation).map_err(|why| format!("selector: {why}"))?,
        None | Some(Value::Null) if !old => Selector::All,
        None => return Err("there is no selector".into()),
        Some(other) => return Err(format!("selector is {}, not a string", kind(other))),
    };
    let flag = |member: &str| match object.get(member) {
        None | Some(Value::Null | Value::Bool(false)) => Ok(false),
        Some(Value::Bool(true)) => Ok(true),
        Some(_) if old => Ok(true),
        Some(other) => Err(format!("{member} is {}, not true or false", kind(other))),
    };
    let stage = if flag("untracked")? {
        Stage::Untracked
    } else if !old && flag("pre_dnat")? {
        Stage::PreDnat
    } else {
        Stage::Normal
    };
    let (inbound, outbound) = if old { (true, true) } else { types(object.get("types"))? };
    // Before addresses are translated only what comes in is looked at.
    let outbound = outbound && stage != Stage::PreDnat;
    let lists = Lists::read(policy.rules(), generation, atoms)?;
    Ok(PolicyReading { order, selector, lists, stage, inbound, outbound })
}

/// The directions of a policy, as Felix 2 reads them: no types at all are both.
fn types(value: Option<&Value>) -> Result<(bool, bool), String> {
    let items = match value {
        None | Some(Value::Null) => return Ok((true, true)),
        Some(Value::Array(items)) => items,
        Some(other) => return Err(format!("types is {}, not a list", kind(other))),
    };
    let (mut inbound, mut outbound) = (items.is_empty(), items.is_empty());
    for item in items {
        match item.as_str() {
            Some(word) if word.eq_ignore_ascii_case("ingress") => inbound = true,
            Some(word) if word.eq_ignore_ascii_case("egress") => outbound = true,
            Some(_) => {}
            None => return Err("types has what is not a string".into()),
        }
    }
    Ok((inbound, outbound))
}

/// The order of a tier, as Felix 1.4 reads its metadata.
pub(super) fn read_tier(name: &str, metadata: &[u8]) -> Result<Order, String> {
    if !id_is_fine(&escape(name), Generation::Felix14) {
        return Err("the name has a character that it does not take".into());
    }
    if let Ok(Value::Object(object)) = json::parse(metadata)
        && object.get("order") == Some(&Value::Null)
    {
        return Err("order is null".into());
    }
    tier_order(metadata).map_err(|why| why.to_string())
}

/// A tier with its policies, in the order in which they decide.
#[derive(Clone, Debug)]
pub(super) struct TierReading {
    /// Its name; empty for the one list that Felix 2 makes of all policies.
    pub(super) name: String,
    pub(super) policies: Vec<Rc<PolicyEntry>>,
}

/// The tiers that a generation goes through, in its order. Felix 1.4 ignores the policies of a tier without readable metadata; Felix
/// 2 knows no tiers, and of two policies of one name the one that it read last.
pub(super) fn tiers<'p>(
    policies: impl Iterator<Item = &'p Rc<PolicyEntry>>,
    orders: &BTreeMap<String, Result<Order, String>>,
    generation: Generation,
) -> Vec<TierReading> {
    let mut found: Vec<(Order, TierReading)> = Vec::new();
    let mut policies: Vec<&Rc<PolicyEntry>> = policies.collect();
    if generation == Generation::Felix2 {
        // Also where the last one is rejected: that deletes the one before it.
        let last: HashMap<&str, u32> = policies.iter().map(|policy| (policy.name.as_str(), policy.version)).collect();
        policies.retain(|policy| last.get(policy.name.as_str()) == Some(&policy.version));
    }
    for policy in policies {
        let name = match generation {
            Generation::Felix14 => policy.tier.as_str(),
            Generation::Felix2 => "",
        };
        let order = match generation {
            Generation::Felix2 => Order::Last,
            Generation::Felix14 => match orders.get(name) {
                Some(Ok(order)) => *order,
                _ => continue,
            },
        };
        let at = match found.iter().position(|(_, tier)| tier.name == name) {
            Some(at) => at,
            None => {
                found.push((order, TierReading { name: name.to_owned(), policies: Vec::new() }));
                found.len() - 1
            }
        };
        let Some((_, tier)) = found.get_mut(at) else { continue };
        if policy.readings.of(generation).is_some() {
            tier.policies.push(Rc::clone(policy));
        }
    }
    let compare = |(a_order, a_name): (Order, &str), (b_order, b_name): (Order, &str)| -> Ordering {
        a_order.compare(b_order).then_with(|| a_name.cmp(b_name))
    };
    found.sort_by(|(a, a_tier), (b, b_tier)| compare((*a, &a_tier.name), (*b, &b_tier.name)));
    for (_, tier) in &mut found {
        let place =
            |policy: &PolicyEntry| policy.readings.of(generation).as_ref().map_or(Order::Last, |found| found.order);
        tier.policies.sort_by(|a, b| compare((place(a), &a.name), (place(b), &b.name)));
    }
    found.into_iter().map(|(_, tier)| tier).collect()
}
