//! Who loses traffic, and who loses all of it; what to ask because of that.

use std::collections::{BTreeSet, HashMap};

use super::FEW;
use super::blocks::{endpoint_of, name_of};
use super::flows::Flow;
use crate::reach::{Both, ClassId, Difference, GroupId, Kind, Near, Target};

/// Most flows that open to everybody that are asked about, each by itself.
const MOST_ASKED: usize = 3;

/// Endpoints that lose traffic.
pub(super) struct Losses {
    /// Those that the change touches: what the others lose, they lose because of these.
    some: usize,
    /// Those that nobody reaches any more, and that reach nobody.
    all: usize,
    /// One of those that are asked about.
    first: Option<String>,
}

/// Finds who loses traffic.
pub(super) fn of(difference: &Difference<'_, '_, '_>) -> Losses {
    let mut groups: BTreeSet<GroupId> = BTreeSet::new();
    for change in difference.changes().iter().filter(|change| !change.closes.is_empty()) {
        groups.extend(&change.from);
        if let Target::Groups(to) = &change.to {
            groups.extend(to);
        }
    }
    let mut alone: HashMap<ClassId, bool> = HashMap::new();
    let mut some: BTreeSet<Both> = BTreeSet::new();
    let mut all: BTreeSet<Both> = BTreeSet::new();
    for id in groups {
        let Some(group) = difference.group(id) else { continue };
        if difference.is_touched(id) {
            some.extend(&group.endpoints);
        }
        // Where even one of its classes has traffic left, its endpoints have.
        if group.after.is_some_and(|class| !is_alone(difference, class, &mut alone)) {
            continue;
        }
        for end in &group.endpoints {
            let classes = end.after.map(|id| difference.after.classes_of(id)).unwrap_or_default();
            if classes.into_iter().all(|class| is_alone(difference, class, &mut alone)) {
                all.insert(*end);
            }
        }
    }
    let first = all.first().or(some.first()).and_then(|end| endpoint_of(difference, *end));
    Losses { some: some.len(), all: all.len(), first: first.map(|endpoint| name_of(&endpoint)) }
}

/// Whether nothing passes from or to the ends of a class, but between a workload and its own host.
fn is_alone(difference: &Difference<'_, '_, '_>, class: ClassId, known: &mut HashMap<ClassId, bool>) -> bool {
    if let Some(known) = known.get(&class) {
        return *known;
    }
    let after = &difference.after;
    let ends = |class: ClassId| after.class(class).map_or(0, |class| class.endpoints().len());
    let is_host = |class: ClassId| after.class(class).is_some_and(|class| class.kind() == Kind::Host);
    let passes = |from, to, near| after.flow_id(from, to, near).is_some_and(|id| !after.flow(id).allowed.is_empty());
    let talks = |other: ClassId| {
        if other == class && ends(class) < 2 {
            return false;
        }
        // What a host and its own workloads send each other does not say much of either.
        let nears: &[Near] =
            if is_host(other) || is_host(class) { &[Near::OtherHost] } else { &[Near::OtherHost, Near::SameHost] };
        nears.iter().any(|near| passes(class, other, *near) || passes(other, class, *near))
    };
    let found = !after.outside_ids().chain(after.class_ids()).any(talks);
    known.insert(class, found);
    found
}

impl Losses {
    /// What a person should agree to, the worst first: what is closed altogether, what opens to everybody, what else closes.
    pub(super) fn questions(&self, public: &[&Flow], closes: &[Flow]) -> Vec<String> {
        let mut questions = Vec::new();
        if self.all > FEW {
            let first = self.first.as_ref().map(|name| format!(", first {name}")).unwrap_or_default();
            questions.push(format!("closes all traffic of {} endpoints{first}", self.all));
        }
        questions.extend(public.iter().take(MOST_ASKED).map(|flow| super::words::question(flow)));
        if let Some(more) = public.len().checked_sub(MOST_ASKED).filter(|more| *more > 0) {
            questions.push(format!("opens {more} more groups to everybody"));
        }
        if self.some > FEW && self.all <= FEW {
            let largest = closes.first().map(|flow| format!(": {}", super::words::between(flow)));
            questions.push(format!("closes traffic of {} endpoints{}", self.some, largest.unwrap_or_default()));
        }
        questions
    }
}
