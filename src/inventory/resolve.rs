//! Which object a word means.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;

use wildmatch::WildMatch;

use super::Unresolved;
use super::endpoints::{self, WorkloadEndpoint};
use super::groups::{self, Group};
use crate::model::key::WorkloadId;
use crate::model::key::{Key, escape, unescape};
use crate::model::openstack::{self, Kind, Names, is_uuid_prefix};
use crate::store::{Scope, Snapshot, check_path};

/// Finds the security group that a word means: a uuid, an imported name, a profile `openstack-sg-<uuid>`, or a unique beginning
/// of a uuid; in this order.
///
/// # Errors
/// [`Unresolved`]: no such group, or several.
pub fn find_group<'g>(word: &str, groups: &'g BTreeMap<String, Group>, names: &Names) -> Result<&'g Group, Unresolved> {
    let exact = groups.get(word).or_else(|| groups.get(openstack::group_of(word)?));
    if let Some(group) = exact {
        return Ok(group);
    }
    let mut candidates: Vec<&Group> = names.called(Kind::Group, word).filter_map(|id| groups.get(id)).collect();
    if candidates.is_empty() && is_uuid_prefix(word) {
        candidates = groups.range(word.to_owned()..).map(|(_, group)| group).collect();
        candidates.retain(|group| group.id.starts_with(word));
    }
    match candidates.as_slice() {
        [group] => Ok(group),
        several => Err(Unresolved {
            what: "security group",
            word: word.to_owned(),
            candidates: several.iter().map(|group| groups::label(&group.id, names)).collect(),
        }),
    }
}

/// What a word says about the endpoint that it means.
enum Form {
    /// `host/orchestrator/workload/endpoint`, at this path.
    Path(String),
    /// The same with `*` or `?`.
    Pattern([WildMatch; 4]),
    /// `namespace/pod`, perhaps with `*` or `?`.
    Pod(WildMatch, WildMatch),
    /// An address.
    Address(IpAddr),
    /// A workload's or endpoint's id, an interface, an imported name, or the beginning of an id.
    Plain,
    /// None of these.
    Nothing,
}

impl Form {
    fn of(word: &str) -> Self {
        let pattern = word.contains(['*', '?']);
        let parts: Vec<&str> = word.split('/').collect();
        match parts.as_slice() {
            [host, orchestrator, workload, endpoint] if !pattern => {
                let name = |segment: &str| unescape(segment).map(|name| name.into_owned());
                match (name(orchestrator), name(workload), name(endpoint)) {
                    (Some(orchestrator), Some(workload), Some(endpoint)) => {
                        let id = WorkloadId { host: (*host).to_owned(), orchestrator, workload, endpoint };
                        let path = Key::WorkloadEndpoint(id).path();
                        // No store is asked for a path that none can hold.
                        if check_path(&path).is_ok() { Self::Path(path) } else { Self::Nothing }
                    }
                    _ => Self::Nothing,
                }
            }
            [host, orchestrator, workload, endpoint] => {
                Self::Pattern([host, orchestrator, workload, endpoint].map(|part| WildMatch::new(part)))
            }
            [namespace, pod] => Self::Pod(WildMatch::new(namespace), WildMatch::new(pod)),
            [word] => word.parse().map_or(Self::Plain, Self::Address),
            _ => Self::Nothing,
        }
    }
}

/// Whether a word may mean several endpoints.
pub fn is_pattern(word: &str) -> bool {
    word.contains(['*', '?'])
}

/// What has to be read to find the endpoints that words mean: for whole names just their keys, else all hosts. Where a word may be an
/// imported name, those are needed as well ([`may_be_imported`]).
pub fn scopes_of_endpoints<S: AsRef<str>>(words: &[S]) -> Vec<Scope> {
    /// So many keys, one by one, cost no more than a hundred thousand together.
    const FEW: usize = 500;
    let mut keys = Vec::new();
    for word in words {
        match Form::of(word.as_ref()) {
            Form::Path(path) if keys.len() < FEW => keys.push(Scope::Key(path)),
            Form::Nothing => {}
            _ => return vec![endpoints::scope_of_all()],
        }
    }
    keys
}

/// Whether a word may be the imported name of a server or port.
pub fn may_be_imported<S: AsRef<str>>(words: &[S]) -> bool {
    words.iter().any(|word| matches!(Form::of(word.as_ref()), Form::Plain))
}

/// How well a word fits an endpoint: a whole id beats a beginning.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Beginning,
    Exact,
}

/// Finds the endpoints that each word means.
///
/// A word is `host/orchestrator/workload/endpoint`; a pod's `namespace/name`; an address; an interface; a workload's or endpoint's
/// id (of OpenStack: the VM's or the port's uuid), or a unique beginning of one; or the imported name of a server or port. In
/// the first two, `*` and `?` stand for any text and any character, and the word may mean several workloads; any other word
/// means one workload, whose endpoints may be several.
///
/// The snapshot must hold all hosts, except where every word is a whole name without `*` and `?` ([`scopes_of_endpoints`]).
///
/// # Errors
/// [`Unresolved`], for each word by itself; a pattern that matches nothing is one.
pub fn find_endpoints<'s, S: AsRef<str>>(
    words: &[S],
    snapshot: &'s Snapshot,
    names: &Names,
) -> Vec<Result<Vec<WorkloadEndpoint<'s>>, Unresolved>> {
    find_endpoints_among(words, snapshot, names, &|_| true)
}

/// The same among some of the endpoints, so that a word that alone means several may mean one.
///
/// # Errors
/// As [`find_endpoints`].
pub fn find_endpoints_among<'s, S: AsRef<str>>(
    words: &[S],
    snapshot: &'s Snapshot,
    names: &Names,
    among: &dyn Fn(&WorkloadId) -> bool,
) -> Vec<Result<Vec<WorkloadEndpoint<'s>>, Unresolved>> {
    let forms: Vec<Form> = words.iter().map(|word| Form::of(word.as_ref())).collect();
    let mut search = Search::new(words, &forms, names);
    for (at, form) in forms.iter().enumerate() {
        if let Form::Path(path) = form {
            let found = snapshot.get(path).and_then(WorkloadEndpoint::of).filter(|found| among(&found.id));
            search.found.entry(at).or_default().extend(found.map(|endpoint| (Fit::Exact, endpoint)));
        }
    }
    if search.needs_all() {
        for endpoint in endpoints::all(snapshot).filter(|endpoint| among(&endpoint.id)) {
            search.look_at(&endpoint);
        }
    }
    let mut found = search.found;
    words
        .iter()
        .enumerate()
        .map(|(at, word)| decide(word.as_ref(), found.remove(&at).unwrap_or_default(), names))
        .collect()
}

/// One pass over all endpoints, for all words at once: what thousands of words may be is looked up, not compared.
#[derive(Default)]
struct Search<'w, 's> {
    /// Words that may be a pod, an id, an interface.
    whole: HashMap<&'w str, Vec<usize>>,
    /// Of those, the ones that may be the beginning of an id, and how long any is.
    beginnings: HashMap<&'w str, Vec<usize>>,
    lengths: BTreeSet<usize>,
    addresses: HashMap<IpAddr, Vec<usize>>,
    /// What is compared one by one.
    patterns: Vec<(usize, &'w Form)>,
    /// Uuids that a word is the imported name of.
    named: HashMap<String, Vec<usize>>,
    found: HashMap<usize, Vec<(Fit, WorkloadEndpoint<'s>)>>,
}

impl<'w, 's> Search<'w, 's> {
    fn new<S: AsRef<str>>(words: &'w [S], forms: &'w [Form], names: &Names) -> Self {
        let mut search = Self::default();
        for (at, (word, form)) in words.iter().zip(forms).enumerate() {
            let word = word.as_ref();
            match form {
                Form::Path(_) | Form::Nothing => {}
                Form::Address(address) => search.addresses.entry(*address).or_default().push(at),
                Form::Plain if word.is_empty() => {}
                Form::Plain => {
                    for kind in [Kind::Server, Kind::Port] {
                        for uuid in names.called(kind, word) {
                            search.named.entry(uuid.to_owned()).or_default().push(at);
                        }
                    }
                    search.whole.entry(word).or_default().push(at);
                    search.beginnings.entry(word).or_default().push(at);
                    search.lengths.insert(word.len());
                }
                Form::Pod(..) if !is_pattern(word) => search.whole.entry(word).or_default().push(at),
                Form::Pod(..) | Form::Pattern(_) => search.patterns.push((at, form)),
            }
        }
        search
    }

    fn needs_all(&self) -> bool {
        !(self.whole.is_empty() && self.addresses.is_empty() && self.patterns.is_empty())
    }

    fn look_at(&mut self, endpoint: &WorkloadEndpoint<'s>) {
        let mut fits: BTreeMap<usize, Fit> = BTreeMap::new();
        let mut add = |found: Option<&Vec<usize>>, fit| {
            for at in found.into_iter().flatten() {
                let best = fits.entry(*at).or_insert(fit);
                *best = fit.max(*best);
            }
        };
        let id = &endpoint.id;
        let pod = endpoint.pod().map(|(namespace, pod)| format!("{namespace}/{pod}"));
        for text in [Some(id.workload.as_str()), Some(id.endpoint.as_str()), pod.as_deref()].into_iter().flatten() {
            add(self.whole.get(text), Fit::Exact);
        }
        if endpoint.is_openstack() {
            for uuid in [&id.workload, &id.endpoint] {
                add(self.named.get(uuid), Fit::Exact);
            }
        }
        if !(self.beginnings.is_empty() && self.addresses.is_empty())
            && let Ok(glance) = endpoint.glance()
        {
            add(glance.name.and_then(|name| self.beginnings.get(name.as_ref())), Fit::Exact);
            for net in &glance.nets {
                add(self.addresses.get(&net.addr()), Fit::Exact);
            }
        }
        for text in [&id.workload, &id.endpoint] {
            for beginning in self.lengths.iter().filter_map(|length| text.get(..*length)) {
                add(self.beginnings.get(beginning), Fit::Beginning);
            }
        }
        for (at, form) in &self.patterns {
            if fits_pattern(form, endpoint) {
                fits.insert(*at, Fit::Exact);
            }
        }
        for (at, fit) in fits {
            self.found.entry(at).or_default().push((fit, endpoint.clone()));
        }
    }
}

fn fits_pattern(form: &Form, endpoint: &WorkloadEndpoint<'_>) -> bool {
    let id = &endpoint.id;
    match form {
        Form::Pattern(parts) => {
            let segments =
                [id.host.as_str().into(), escape(&id.orchestrator), escape(&id.workload), escape(&id.endpoint)];
            parts.iter().zip(&segments).all(|(part, segment)| part.matches(segment))
        }
        Form::Pod(namespace, name) => endpoint.pod().is_some_and(|(found_namespace, found_name)| {
            namespace.matches(found_namespace) && name.matches(found_name)
        }),
        _ => false,
    }
}

/// Keeps the best of what fits a word, and refuses what is several workloads.
fn decide<'s>(
    word: &str,
    mut found: Vec<(Fit, WorkloadEndpoint<'s>)>,
    names: &Names,
) -> Result<Vec<WorkloadEndpoint<'s>>, Unresolved> {
    if let Some(best) = found.iter().map(|(fit, _)| *fit).max() {
        found.retain(|(fit, _)| *fit == best);
    }
    let found: Vec<WorkloadEndpoint<'s>> = found.into_iter().map(|(_, endpoint)| endpoint).collect();
    let workload = |endpoint: &WorkloadEndpoint<'_>| WorkloadId { endpoint: String::new(), ..endpoint.id.clone() };
    let several = found.iter().map(workload).collect::<BTreeSet<_>>().len() > 1;
    if found.is_empty() || several && !is_pattern(word) {
        let candidates = found.iter().map(|endpoint| endpoint_label(endpoint, names)).collect();
        return Err(Unresolved { what: "endpoint", word: word.to_owned(), candidates });
    }
    Ok(found)
}

/// An endpoint in words: its name, and the imported name of its VM or port.
fn endpoint_label(endpoint: &WorkloadEndpoint<'_>, names: &Names) -> String {
    let server = || names.name(Kind::Server, &endpoint.id.workload);
    let called = names.name(Kind::Port, &endpoint.id.endpoint).or_else(server).filter(|_| endpoint.is_openstack());
    called.map_or_else(|| endpoint.name(), |called| format!("{} ({called})", endpoint.name()))
}

#[cfg(test)]
mod tests;
