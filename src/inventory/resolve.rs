//! Which object a word means.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;

use wildmatch::WildMatch;

use super::Unresolved;
use super::endpoints::{self, WorkloadEndpoint};
use super::groups::{self, Group};
use crate::model::endpoint::{Endpoint, may_name};
use crate::model::key::WorkloadId;
use crate::model::key::{Key, escape, unescape};
use crate::model::openstack::{self, Kind, Names, is_uuid_prefix};
use crate::store::{Scope, Snapshot};

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
                        Self::Path(Key::WorkloadEndpoint(id).path())
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

/// What has to be read to find the endpoints that words mean: their own keys where each word is a whole name, else all
/// hosts; and the imported names where a word may be one.
pub fn scopes_of_endpoints<S: AsRef<str>>(words: &[S]) -> Vec<Scope> {
    /// So many keys, one by one, cost no more than a hundred thousand together.
    const FEW: usize = 500;
    let forms: Vec<Form> = words.iter().map(|word| Form::of(word.as_ref())).collect();
    let paths: Option<Vec<Scope>> = forms
        .iter()
        .map(|form| match form {
            Form::Path(path) => Some(Scope::key(path)),
            _ => None,
        })
        .collect();
    let mut scopes = match paths {
        Some(paths) if paths.len() <= FEW => paths,
        _ => vec![endpoints::scope_of_all()],
    };
    if forms.iter().any(|form| matches!(form, Form::Plain)) {
        scopes.push(super::scope_of_names());
    }
    scopes
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
/// The snapshot must hold all hosts, except where every word is a whole name without `*` and `?`.
///
/// # Errors
/// [`Unresolved`], for each word by itself; a pattern that matches nothing is one.
pub fn find_endpoints<'s, S: AsRef<str>>(
    words: &[S],
    snapshot: &'s Snapshot,
    names: &Names,
) -> Vec<Result<Vec<WorkloadEndpoint<'s>>, Unresolved>> {
    let forms: Vec<Form> = words.iter().map(|word| Form::of(word.as_ref())).collect();
    let mut search = Search::new(words, &forms, names);
    for (at, form) in forms.iter().enumerate() {
        if let Form::Path(path) = form {
            let found = snapshot.get(path).and_then(WorkloadEndpoint::of);
            search.found.entry(at).or_default().extend(found.map(|endpoint| (Fit::Exact, endpoint)));
        }
    }
    if search.needs_all() {
        for endpoint in endpoints::all(snapshot) {
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

/// One pass over all endpoints, for all words at once.
struct Search<'w, 's> {
    /// The words that are looked up whole.
    plain: HashMap<&'w str, Vec<usize>>,
    /// What is compared one by one.
    others: Vec<(usize, &'w str, &'w Form)>,
    /// Uuids that a word is the imported name of.
    named: HashMap<String, Vec<usize>>,
    found: HashMap<usize, Vec<(Fit, WorkloadEndpoint<'s>)>>,
}

impl<'w, 's> Search<'w, 's> {
    fn new<S: AsRef<str>>(words: &'w [S], forms: &'w [Form], names: &Names) -> Self {
        let mut search =
            Self { plain: HashMap::new(), others: Vec::new(), named: HashMap::new(), found: HashMap::new() };
        for (at, (word, form)) in words.iter().zip(forms).enumerate() {
            let word = word.as_ref();
            match form {
                Form::Path(_) | Form::Nothing => continue,
                Form::Plain => {
                    for kind in [Kind::Server, Kind::Port] {
                        for uuid in names.called(kind, word) {
                            search.named.entry(uuid.to_owned()).or_default().push(at);
                        }
                    }
                    search.plain.entry(word).or_default().push(at);
                    search.others.push((at, word, form));
                }
                // A pod by its whole name is looked up, so that thousands of them cost one pass.
                Form::Pod(..) if !is_pattern(word) => search.plain.entry(word).or_default().push(at),
                _ => search.others.push((at, word, form)),
            }
        }
        search
    }

    fn needs_all(&self) -> bool {
        !self.plain.is_empty() || !self.others.is_empty()
    }

    fn look_at(&mut self, endpoint: &WorkloadEndpoint<'s>) {
        let mut fits: BTreeMap<usize, Fit> = BTreeMap::new();
        let id = &endpoint.id;
        let pod = endpoint.pod().map(|(namespace, pod)| format!("{namespace}/{pod}"));
        for text in [Some(id.workload.as_str()), Some(id.endpoint.as_str()), pod.as_deref()].into_iter().flatten() {
            for at in self.plain.get(text).into_iter().flatten() {
                fits.insert(*at, Fit::Exact);
            }
        }
        if endpoint.is_openstack() {
            for uuid in [&id.workload, &id.endpoint] {
                for at in self.named.get(uuid).into_iter().flatten() {
                    fits.insert(*at, Fit::Exact);
                }
            }
        }
        let mut value: Option<Option<Endpoint>> = None;
        for (at, word, form) in &self.others {
            if fits.get(at) == Some(&Fit::Exact) {
                continue;
            }
            let mut read = || value.get_or_insert_with(|| endpoint.read().ok()).clone();
            if let Some(fit) = fit(word, form, endpoint, &mut read) {
                fits.insert(*at, fit);
            }
        }
        for (at, fit) in fits {
            self.found.entry(at).or_default().push((fit, endpoint.clone()));
        }
    }
}

fn fit(
    word: &str,
    form: &Form,
    endpoint: &WorkloadEndpoint<'_>,
    read: &mut dyn FnMut() -> Option<Endpoint>,
) -> Option<Fit> {
    let id = &endpoint.id;
    match form {
        Form::Pattern(parts) => {
            let segments =
                [id.host.as_str().into(), escape(&id.orchestrator), escape(&id.workload), escape(&id.endpoint)];
            parts.iter().zip(&segments).all(|(part, segment)| part.matches(segment)).then_some(Fit::Exact)
        }
        Form::Pod(namespace, name) => {
            let (found_namespace, found_name) = endpoint.pod()?;
            (namespace.matches(found_namespace) && name.matches(found_name)).then_some(Fit::Exact)
        }
        Form::Address(address) => {
            // IPv6 has many spellings; IPv4 has one, and looking for it spares reading every value.
            if address.is_ipv4() && !may_name(&endpoint.entry.value, word) {
                return None;
            }
            let nets = read()?.nets().ok()?;
            nets.iter().any(|net| net.addr() == *address).then_some(Fit::Exact)
        }
        Form::Plain => {
            if may_name(&endpoint.entry.value, word) && read().is_some_and(|found| found.name() == Some(word)) {
                return Some(Fit::Exact);
            }
            let begins = |text: &str| !word.is_empty() && text.starts_with(word);
            (begins(&id.workload) || begins(&id.endpoint)).then_some(Fit::Beginning)
        }
        Form::Path(_) | Form::Nothing => None,
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
