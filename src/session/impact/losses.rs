//! Who loses traffic, and who loses all of it; what to ask because of that.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::FEW;
use super::blocks::{Blocks, endpoint_of, name_of};
use super::flows::{Flow, Tally};
use crate::reach::{Both, ClassId, Difference, Near};

/// Most flows that open to everybody that are asked about, each by itself.
const MOST_ASKED: usize = 3;

/// Endpoints that lose traffic.
pub(super) struct Losses {
    /// Those whose traffic closes: of each flow the side that has fewer.
    some: usize,
    /// Those that nobody reaches any more, and that reach nobody.
    all: usize,
    /// One of those that are asked about.
    first: Option<String>,
}

/// Finds who loses traffic by what closes.
pub(super) fn of<T>(difference: &Difference<'_, '_, '_>, blocks: &Blocks, closes: &HashMap<T, Tally>) -> Losses {
    let some: HashSet<Both> = closes.values().flat_map(|tally| tally.smaller(blocks)).collect();
    let mut alone: HashMap<ClassId, bool> = HashMap::new();
    let all = shut(difference, &mut alone);
    let first = all.iter().next().or_else(|| some.iter().min());
    let first = first.and_then(|end| endpoint_of(difference, *end)).map(|endpoint| name_of(&endpoint));
    Losses { some: some.len(), all: all.len(), first }
}

/// Endpoints that lose traffic and have none left.
fn shut(difference: &Difference<'_, '_, '_>, alone: &mut HashMap<ClassId, bool>) -> BTreeSet<Both> {
    let closing = difference.changes().iter().filter(|change| !change.closes.is_empty());
    let mut groups: BTreeSet<usize> = BTreeSet::new();
    for change in closing {
        groups.extend(change.from.iter().map(|id| id.index()));
        if let crate::reach::Target::Groups(to) = &change.to {
            groups.extend(to.iter().map(|id| id.index()));
        }
    }
    let mut found = BTreeSet::new();
    for group in groups.into_iter().filter_map(|at| difference.groups().get(at)) {
        // Where even one of its classes has traffic left, its endpoints have.
        if group.after.is_some_and(|class| !is_alone(difference, class, alone)) {
            continue;
        }
        for end in &group.endpoints {
            let classes = end.after.map(|id| difference.after.classes_of(id)).unwrap_or_default();
            if classes.into_iter().all(|class| is_alone(difference, class, alone)) {
                found.insert(*end);
            }
        }
    }
    found
}

/// Whether nothing passes from or to the ends of a class, but between a workload and its own host.
fn is_alone(difference: &Difference<'_, '_, '_>, class: ClassId, known: &mut HashMap<ClassId, bool>) -> bool {
    if let Some(known) = known.get(&class) {
        return *known;
    }
    let after = &difference.after;
    let ends = |class: ClassId| after.class(class).map_or(0, |class| class.endpoints().len());
    let is_host = |class: ClassId| after.class(class).is_some_and(|class| class.kind() == crate::reach::Kind::Host);
    let passes = |from, to, near| after.flow_id(from, to, near).is_some_and(|id| !after.flow(id).allowed.is_empty());
    let talks = |other: ClassId| {
        if other == class && ends(class) < 2 {
            return false;
        }
        // What a host and its own workloads send each other does not say much of either.
        let nears: &[Near] = if is_host(other) || is_host(class) {
            &[Near::OtherHost]
        } else {
            &[Near::OtherHost, Near::SameHost]
        };
        nears.iter().any(|near| passes(class, other, *near) || passes(other, class, *near))
    };
    let found = !after.outside_ids().chain(after.class_ids()).any(talks);
    known.insert(class, found);
    found
}

impl Losses {
    /// What a person should agree to, the worst first. `opens` and `closes` are the largest first, each with whether it is from everybody.
    pub(super) fn questions(&self, opens: &[(Flow, bool)], closes: &[(Flow, bool)]) -> Vec<String> {
        let mut questions = Vec::new();
        let first = self.first.as_ref().map(|name| format!(", first {name}")).unwrap_or_default();
        if self.all > FEW {
            questions.push(format!("closes all traffic of {} endpoints{first}", self.all));
        }
        let public: Vec<&Flow> = opens.iter().filter(|(_, everybody)| *everybody).map(|(flow, _)| flow).collect();
        for flow in public.iter().take(MOST_ASKED) {
            questions.push(super::words::question(flow));
        }
        if let Some(more) = public.len().checked_sub(MOST_ASKED).filter(|more| *more > 0) {
            questions.push(format!("opens {more} more groups to everybody"));
        }
        if self.some > FEW && self.all <= FEW {
            let largest = closes.first().map(|(flow, _)| format!(": {}", super::words::between(flow)));
            questions.push(format!("closes traffic of {} endpoints{}", self.some, largest.unwrap_or_default()));
        }
        questions
    }
}
