//! What endpoints are by their profiles and labels: which tags they carry, which selectors select them, which policies apply.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::atoms::{Atom, AtomId};
use super::hash::Quick;
use super::objects::{Each, PolicyEntry, ProfileReading, Stage};
use super::pool::{Object, ObjectId, Pool};
use super::program::{Policy, Profile, Program, Tier};
use super::space::{NONE, Space};
use super::view::View;
use crate::model::felix::Generation;
use crate::model::key::{Key, ProfilePart};
use crate::model::selector::Selector;

/// Selectors, found by what they ask for: of thousands, an endpoint's labels fit few.
#[derive(Default)]
pub(super) struct Finder {
    selectors: Vec<(Selector, u32)>,
    /// Those that want a label to have a value.
    by_label: HashMap<String, HashMap<String, Vec<usize>>>,
    others: Vec<usize>,
}

/// A label and a value without which the selector selects nothing.
fn wants(selector: &Selector) -> Option<(&str, &str)> {
    match selector {
        Selector::Is(key, value) => Some((key, value)),
        Selector::And(parts) => parts.iter().find_map(wants),
        _ => None,
    }
}

impl Finder {
    pub(super) fn add(&mut self, selector: &Selector, number: u32) {
        let at = self.selectors.len();
        match wants(selector) {
            Some((key, value)) => {
                let values = self.by_label.entry(key.to_owned()).or_default();
                values.entry(value.to_owned()).or_default().push(at);
            }
            None => self.others.push(at),
        }
        self.selectors.push((selector.clone(), number));
    }

    /// The numbers of the selectors that select some labels, each once.
    pub(super) fn find(&self, labels: &BTreeMap<&str, &str>) -> Vec<u32> {
        let wanted = labels.iter().filter_map(|(key, value)| self.by_label.get(*key)?.get(*value)).flatten();
        let candidates = wanted.chain(&self.others).filter_map(|at| self.selectors.get(*at));
        let label = |key: &str| labels.get(key).copied();
        candidates.filter(|(selector, _)| selector.matches(&label)).map(|(_, number)| *number).collect()
    }
}

/// What rules and policies of one generation ask of labels and tags.
#[derive(Default)]
struct Questions {
    tags: HashMap<String, AtomId>,
    selectors: Finder,
    /// Policies by their place among all of a generation: tier by tier.
    policies: Finder,
    /// The labels that any of the selectors looks at.
    labels: BTreeSet<String>,
}

/// The natures of a view's endpoints, worked out as they are met.
pub(super) struct Natures<'v, 's> {
    view: &'v View<'s>,
    questions: Each<Questions>,
    /// For each key of a label whether some selector looks at it, by number.
    looked_at: Quick<u32, bool>,
    /// Label sets without what nobody looks at, by number; [`NONE`] for those that were not met yet. Views that look at the same labels
    /// have it in common.
    projected: Rc<RefCell<Vec<u32>>>,
    /// The policies of each generation by place, each with the place of its tier.
    policies: Each<Vec<(usize, Rc<PolicyEntry>)>>,
    answers: Quick<(u32, u32, bool), Each<Answers>>,
    programs: Quick<(u32, u32, bool, Generation, bool), u32>,
}

/// What holds for an endpoint's addresses, as a generation sees the endpoint.
#[derive(Clone, Debug, Default)]
struct Answers {
    /// The answers, sorted.
    atoms: Rc<[AtomId]>,
    /// The policies that select it, by place.
    policies: Rc<[u32]>,
}

impl<'v, 's> Natures<'v, 's> {
    pub(super) fn new(view: &'v View<'s>, pool: &Pool, space: &mut Space) -> Self {
        let mut questions: Each<Questions> = Each::default();
        let labels_of = |questions: &mut Questions, selector: &Selector| {
            questions.labels.extend(selector.labels().into_iter().map(str::to_owned));
        };
        for (number, atom) in pool.atoms.each() {
            match atom {
                Atom::Net(_) => {}
                Atom::Tag(generation, tag) => {
                    let questions = questions.of_mut(*generation);
                    questions.tags.insert(tag.clone(), number);
                    // To Felix 2 tags are labels.
                    questions.labels.insert(tag.clone());
                }
                Atom::Selector(generation, selector) => {
                    let questions = questions.of_mut(*generation);
                    questions.selectors.add(selector, number);
                    labels_of(questions, selector);
                }
            }
        }
        let mut policies: Each<Vec<(usize, Rc<PolicyEntry>)>> = Each::default();
        for &generation in &view.generations {
            let (questions, policies) = (questions.of_mut(generation), policies.of_mut(generation));
            for (tier, reading) in view.tiers.of(generation).iter().enumerate() {
                policies.extend(reading.policies.iter().map(|policy| (tier, Rc::clone(policy))));
            }
            for (place, (_, policy)) in (0u32..).zip(policies) {
                if let Some(reading) = policy.readings.of(generation) {
                    questions.policies.add(&reading.selector, place);
                    labels_of(questions, &reading.selector);
                }
            }
        }
        let looked_at: BTreeSet<String> =
            questions.felix14.labels.iter().chain(&questions.felix2.labels).cloned().collect();
        let projected = space.projection(looked_at);
        Self {
            view,
            questions,
            looked_at: Quick::default(),
            projected,
            policies,
            answers: Quick::default(),
            programs: Quick::default(),
        }
    }

    /// A set of labels without those that nobody looks at.
    pub(super) fn project(&mut self, labels: u32, pool: &mut Pool) -> u32 {
        let at = labels as usize;
        let mut projected = self.projected.borrow_mut();
        if let Some(known) = projected.get(at).copied().filter(|known| *known != NONE) {
            return known;
        }
        let pairs: Vec<u32> = pool.label_sets.get(labels).to_vec();
        let mut kept = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let (key, _) = pool.pairs.get(pair);
            let looked_at = *self.looked_at.entry(key).or_insert_with(|| {
                let key = pool.texts.get(key);
                self.questions.felix14.labels.contains(key) || self.questions.felix2.labels.contains(key)
            });
            if looked_at {
                kept.push(pair);
            }
        }
        let found = pool.label_sets.number(&kept);
        if projected.len() <= at {
            projected.resize(at + 1, NONE);
        }
        if let Some(slot) = projected.get_mut(at) {
            *slot = found;
        }
        found
    }

    fn answers(&mut self, profiles: u32, labels: u32, old_profile: bool, pool: &Pool) -> &Each<Answers> {
        let key = (profiles, labels, old_profile);
        let (view, questions) = (self.view, &self.questions);
        self.answers.entry(key).or_insert_with(|| {
            let mut found: Each<Answers> = Each::default();
            for &generation in &view.generations {
                *found.of_mut(generation) = answer(view, questions.of(generation), key, generation, pool);
            }
            found
        })
    }

    /// The answers that hold for the addresses of an endpoint, as a generation sees it; sorted.
    pub(super) fn atoms(
        &mut self,
        profiles: u32,
        labels: u32,
        old_profile: bool,
        generation: Generation,
        pool: &Pool,
    ) -> Rc<[AtomId]> {
        Rc::clone(&self.answers(profiles, labels, old_profile, pool).of(generation).atoms)
    }

    /// The number of the program of an endpoint, as its host's generation makes it.
    pub(super) fn program(
        &mut self,
        (profiles, labels, old_profile): (u32, u32, bool),
        generation: Generation,
        is_host: bool,
        pool: &mut Pool,
        space: &mut Space,
    ) -> u32 {
        let key = (profiles, labels, old_profile, generation, is_host);
        if let Some(known) = self.programs.get(&key) {
            return *known;
        }
        let policies = Rc::clone(&self.answers(profiles, labels, old_profile, pool).of(generation).policies);
        let names: Vec<u32> = profile_names(profiles, old_profile, generation, pool).to_vec();
        let selected = policies.iter().filter_map(|place| self.policies.of(generation).get(*place as usize));
        let program = build(self.view, generation, is_host, selected, &names, pool);
        let content = program.content(&names);
        let number = match space.program_numbers.get(&content) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(space.programs.len()).unwrap_or(u32::MAX);
                space.programs.push(Rc::new(program));
                space.program_numbers.insert(content, number);
                number
            }
        };
        self.programs.insert(key, number);
        number
    }
}

/// The profiles that a generation sees.
fn profile_names(profiles: u32, old_profile: bool, generation: Generation, pool: &Pool) -> &[u32] {
    if old_profile && generation == Generation::Felix2 { &[] } else { pool.profile_lists.get(profiles) }
}

/// What a generation reads of the profiles of an endpoint, and the labels that selectors see: its own, and those of its profiles.
pub(super) fn effective<'v>(
    view: &'v View<'_>,
    (profiles, labels, old_profile): (u32, u32, bool),
    generation: Generation,
    pool: &'v Pool,
) -> (Vec<&'v ProfileReading>, BTreeMap<&'v str, &'v str>) {
    let names = profile_names(profiles, old_profile, generation, pool).iter().map(|name| pool.texts.get(*name));
    let readings: Vec<_> = names.filter_map(|name| view.profiles.get(name)?.readings.of(generation).as_ref()).collect();
    let own = pool.label_sets.get(labels).iter().map(|pair| {
        let (key, value) = pool.pairs.get(*pair);
        (pool.texts.get(key), pool.texts.get(value))
    });
    let mut effective: BTreeMap<&str, &str> = BTreeMap::new();
    match generation {
        Generation::Felix14 => {
            // Of two profiles with the same label the later one wins.
            for reading in &readings {
                effective.extend(reading.labels.iter().map(|(key, value)| (key.as_str(), value.as_str())));
            }
        }
        Generation::Felix2 => {
            // The first one wins; a tag is a label without a value, if the profile has no label of its name.
            for reading in readings.iter().rev() {
                effective.extend(reading.tags.iter().map(|tag| (tag.as_str(), "")));
                effective.extend(reading.labels.iter().map(|(key, value)| (key.as_str(), value.as_str())));
            }
        }
    }
    effective.extend(own);
    (readings, effective)
}

fn answer(
    view: &View<'_>,
    questions: &Questions,
    nature: (u32, u32, bool),
    generation: Generation,
    pool: &Pool,
) -> Answers {
    let (readings, effective) = effective(view, nature, generation, pool);
    let mut atoms = questions.selectors.find(&effective);
    match generation {
        Generation::Felix14 => {
            let tags = readings.iter().flat_map(|reading| &reading.tags);
            atoms.extend(tags.filter_map(|tag| questions.tags.get(tag)));
        }
        Generation::Felix2 => atoms.extend(effective.keys().filter_map(|key| questions.tags.get(*key))),
    }
    atoms.sort_unstable();
    atoms.dedup();
    let mut policies = questions.policies.find(&effective);
    policies.sort_unstable();
    Answers { atoms: atoms.into(), policies: policies.into() }
}

fn build<'p>(
    view: &View<'_>,
    generation: Generation,
    is_host: bool,
    selected: impl Iterator<Item = &'p (usize, Rc<PolicyEntry>)>,
    names: &[u32],
    pool: &mut Pool,
) -> Program {
    let [mut untracked, mut pre_dnat, mut tiers]: [Vec<(usize, Tier)>; 3] = Default::default();
    for (tier, entry) in selected {
        let Some(reading) = entry.readings.of(generation).as_ref() else { continue };
        let list = match reading.stage {
            Stage::Normal => &mut tiers,
            // Of workloads only what acts at the usual time counts.
            Stage::Untracked if is_host => &mut untracked,
            Stage::PreDnat if is_host => &mut pre_dnat,
            Stage::Untracked | Stage::PreDnat => continue,
        };
        let policy = Policy { object: policy_object(entry, pool), entry: Rc::clone(entry) };
        match list.last_mut() {
            Some((last, tier_of)) if last == tier => tier_of.policies.push(policy),
            _ => {
                let name = view.tiers.of(generation).get(*tier).map_or("", |tier| &tier.name).to_owned();
                list.push((*tier, Tier { object: pool.object(Object::Tier { name }), policies: vec![policy] }));
            }
        }
    }
    let plain = |list: Vec<(usize, Tier)>| list.into_iter().map(|(_, tier)| tier).collect();
    // Whatever their order says, the raw table comes before the mangle table.
    untracked.append(&mut pre_dnat);
    let (early, tiers) = (plain(untracked), plain(tiers));
    let profiles = names
        .iter()
        .map(|name| {
            let name = pool.texts.get(*name).to_owned();
            let entry = view.profiles.get(&name).map(Rc::clone);
            Profile { object: profile_object(&name, pool), entry }
        })
        .collect();
    Program { generation, is_host, early, tiers, profiles }
}

/// The number of a policy.
pub(super) fn policy_object(entry: &PolicyEntry, pool: &mut Pool) -> ObjectId {
    pool.object(Object::Policy { tier: entry.tier.clone(), name: entry.name.clone(), key: entry.path.clone() })
}

/// The number of a profile.
pub(super) fn profile_object(name: &str, pool: &mut Pool) -> ObjectId {
    pool.object(Object::Profile { name: name.to_owned(), key: Key::profile(name, ProfilePart::Rules).path() })
}
