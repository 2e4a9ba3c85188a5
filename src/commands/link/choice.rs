//! Which endpoints a command is about: by name, from stdin, by namespace, by labels.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use clap::Args;

use crate::commands::{endpoint, input};
use crate::error::{CommandError, ErrorKind};
use crate::inventory::endpoints::{self, WorkloadEndpoint};
use crate::inventory::{self, Unresolved, find_endpoints, is_pattern, may_be_imported, scopes_of_endpoints};
use crate::link::selection::{Chooser, Selection, is_pod};
use crate::model::endpoint::Endpoint;
use crate::model::json::Malformed;
use crate::model::profile::Profile;
use crate::model::selector::Selector;
use crate::plan::{Force, Plan};
use crate::session::Session;
use crate::store::{Scope, Snapshot};

/// The endpoints that are meant.
#[derive(Args, Debug)]
pub(super) struct ChoiceArgs {
    /// Endpoints: host/orchestrator/workload/endpoint or namespace/pod, both with * and ?, an address, an interface, an id
    /// or the unique beginning of one; - reads names from stdin, one a line
    #[arg(value_name = "ENDPOINT")]
    words: Vec<String>,

    /// What a selector chooses by labels, own and inherited ones; with --namespace, what it chooses of that
    #[arg(long, value_name = "SELECTOR", value_parser = parse_selector)]
    selector: Option<Selector>,

    /// The pods of a namespace; may be given more than once
    #[arg(long = "namespace", value_name = "NAMESPACE")]
    namespaces: Vec<String>,

    /// Pods by name, with * and ?; may be given more than once
    #[arg(long = "pod", value_name = "NAMESPACE/POD", value_parser = parse_pod)]
    pods: Vec<String>,

    /// Take it for done where nothing is chosen
    #[arg(long)]
    allow_none: bool,

    #[arg(skip)]
    from_stdin: bool,

    /// What was found once, by the words for it: that is gone, and not mistaken, when it is not found again.
    #[arg(skip)]
    met: RefCell<BTreeSet<String>>,
}

/// An endpoint that is meant.
pub(super) struct Member<'s> {
    pub(super) endpoint: WorkloadEndpoint<'s>,
    pub(super) value: Endpoint,
    /// Its profiles, in order.
    pub(super) profiles: Vec<String>,
}

impl Member<'_> {
    /// Plans other profiles for it. What is said of a VM is said once, by name.
    pub(super) fn set_profiles(mut self, wanted: &[&str], snapshot: &Snapshot, plan: &mut Plan) {
        let path = &self.endpoint.entry.path;
        if self.endpoint.is_openstack() {
            let why = "is a VM's: its profiles are its security groups in Neutron, and networking-calico's resync puts them \
                       back within 60 s";
            plan.needs(Force::Owner, format!("endpoint {}", self.endpoint.name()), path, why);
        }
        self.value.set_profile_ids(wanted);
        plan.put(snapshot, path, self.value.to_bytes());
    }
}

fn parse_selector(text: &str) -> Result<Selector, String> {
    Selector::parse(text).map_err(|why| why.to_string())
}

fn parse_pod(text: &str) -> Result<String, String> {
    is_pod(text).then(|| text.to_owned()).ok_or_else(|| "expected NAMESPACE/POD".to_owned())
}

impl ChoiceArgs {
    pub(super) fn needs_input(&self) -> bool {
        input::is_wanted(&self.words)
    }

    /// Reads the names on stdin, or offers all endpoints to a person who has named none.
    pub(super) fn prepare(&mut self, session: &mut Session) -> Result<(), CommandError> {
        if self.names().next().is_none() && self.groups().is_empty() && session.ui.can_pick() {
            let choices = endpoint::choices(session)?;
            self.words.push(session.pick("endpoint", &choices)?);
        }
        self.from_stdin = self.needs_input();
        input::take_names(&mut self.words)
    }

    /// Refuses a command that does not say which endpoints. There may be none on stdin, if that is allowed.
    fn check_not_empty(&self) -> Result<(), CommandError> {
        if self.names().next().is_some() || !self.groups().is_empty() || self.from_stdin && self.allow_none {
            return Ok(());
        }
        Err(match self.from_stdin {
            true => CommandError::new(ErrorKind::NotFound, "there is no endpoint's name on stdin")
                .hint("--allow-none takes that for done"),
            false => CommandError::new(ErrorKind::Usage, "no endpoints are given")
                .hint("name them, or choose them with --namespace, --selector or --pod; - reads names from stdin"),
        })
    }

    /// What has to be read to find them.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        let names: Vec<&String> = self.names().collect();
        let mut scopes = scopes_of_endpoints(&names);
        if may_be_imported(&names) {
            scopes.push(inventory::scope_of_names());
        }
        if !self.groups().is_empty() {
            scopes.push(endpoints::scope_of_all());
        }
        scopes
    }

    /// What is chosen one by one.
    fn names(&self) -> impl Iterator<Item = &String> {
        self.words.iter().chain(&self.pods)
    }

    /// What is chosen by namespace and labels.
    fn groups(&self) -> Vec<Selection> {
        match (&self.selector, self.namespaces.as_slice()) {
            (None, []) => Vec::new(),
            (Some(selector), []) => vec![Selection::Labels(selector.clone())],
            (selector, names) => {
                names.iter().map(|name| Selection::Namespace(name.clone(), selector.clone())).collect()
            }
        }
    }

    /// What is chosen, as far as it still means the same when pods are made anew, and the first word that does not.
    pub(super) fn lasting(&self) -> (Vec<Selection>, Option<&str>) {
        let pods = self.names().filter(|word| is_pod(word)).map(|pod| Selection::Pod(pod.clone()));
        let passing = self.words.iter().find(|word| !is_pod(word)).map(String::as_str);
        (self.groups().into_iter().chain(pods).collect(), passing)
    }

    /// Finds the endpoints, by path. What is left out, and why, is told in the plan's warnings. Selections that are excused may
    /// match nothing.
    ///
    /// # Errors
    /// Where a name means nothing or more than one workload, or a selection matches nothing, unless that is allowed or it did when
    /// the command was planned first; where a value that was named cannot be read.
    pub(super) fn find<'s>(
        &self,
        snapshot: &'s Snapshot,
        profiles: &BTreeMap<String, Profile>,
        excused: &[Selection],
        plan: &mut Plan,
    ) -> Result<Vec<Member<'s>>, CommandError> {
        self.check_not_empty()?;
        let mut found = Found::default();
        let words: Vec<&String> = self.names().collect();
        let (names, _) = inventory::names(snapshot);
        for (word, endpoints) in words.iter().zip(find_endpoints(&words, snapshot, &names)) {
            let may_miss = || is_pod(word) && excused.contains(&Selection::Pod((*word).clone()));
            match endpoints {
                Ok(endpoints) if is_pattern(word) => {
                    let endpoints = endpoints.into_iter().map(|endpoint| (endpoint.read(), endpoint));
                    let count = found.add(endpoints);
                    self.count(&format!("endpoint {word}"), count, plan)?;
                }
                Ok(endpoints) => {
                    self.met.borrow_mut().insert(format!("endpoint {word}"));
                    for endpoint in endpoints {
                        found.name(endpoint)?;
                    }
                }
                Err(unresolved) if unresolved.candidates.is_empty() && may_miss() => {}
                Err(unresolved) => self.missing(word, unresolved, plan)?,
            }
        }
        let groups = self.groups();
        if !groups.is_empty() {
            let chooser = Chooser::new(&groups, profiles);
            let mut counts = vec![(0, 0); groups.len()];
            for chosen in endpoints::all(snapshot).filter_map(|endpoint| chooser.choose(endpoint)) {
                let (members, vms) = found.add([(chosen.value, chosen.endpoint)]);
                for at in chosen.by {
                    if let Some(count) = counts.get_mut(at) {
                        *count = (count.0 + members, count.1 + vms);
                    }
                }
            }
            for (group, count) in groups.iter().zip(counts).filter(|(group, _)| !excused.contains(group)) {
                self.count(&group.to_string(), count, plan)?;
            }
        }
        Ok(found.finish(plan))
    }

    /// Takes in endpoints that were found by other means.
    pub(super) fn find_those<'s>(
        &self,
        endpoints: impl Iterator<Item = WorkloadEndpoint<'s>>,
        plan: &mut Plan,
    ) -> Vec<Member<'s>> {
        let mut found = Found::default();
        found.add(endpoints.map(|endpoint| (endpoint.read(), endpoint)));
        found.finish(plan)
    }

    /// Takes in how many endpoints something matches, and how many of OpenStack's beside.
    fn count(&self, what: &str, (members, vms): (usize, usize), plan: &mut Plan) -> Result<(), CommandError> {
        if members > 0 {
            self.met.borrow_mut().insert(what.to_owned());
            return Ok(());
        }
        if self.met.borrow().contains(what) {
            plan.warn(format!("{what} matches nothing any more"));
            return Ok(());
        }
        if self.allow_none {
            return Ok(());
        }
        let message = match vms {
            0 => format!("{what} matches nothing"),
            _ => format!("{what} matches OpenStack's endpoints alone, whose profiles are Neutron's"),
        };
        Err(CommandError::new(ErrorKind::NotFound, message).hint("--allow-none takes that for done"))
    }

    fn missing(&self, word: &str, unresolved: Unresolved, plan: &mut Plan) -> Result<(), CommandError> {
        let what = format!("endpoint {word}");
        let none = unresolved.candidates.is_empty();
        if none && self.met.borrow().contains(&what) {
            plan.warn(format!("{what} is gone meanwhile"));
            return Ok(());
        }
        // Of a pod it may be right that it is not there yet.
        if none && self.allow_none && (is_pattern(word) || self.pods.iter().any(|pod| pod == word)) {
            return Ok(());
        }
        let error = CommandError::from(unresolved);
        Err(if none && is_pattern(word) { error.hint("--allow-none takes that for done") } else { error })
    }
}

/// What was found so far.
#[derive(Default)]
struct Found<'s> {
    members: BTreeMap<&'s str, Member<'s>>,
    vms: BTreeSet<&'s str>,
    unreadable: BTreeMap<&'s str, (String, Malformed)>,
}

fn read<'s>(value: Result<Endpoint, Malformed>, endpoint: WorkloadEndpoint<'s>) -> Result<Member<'s>, Malformed> {
    let value = value?;
    let profiles = value.profile_ids()?.into_iter().map(str::to_owned).collect();
    Ok(Member { endpoint, value, profiles })
}

impl<'s> Found<'s> {
    /// Takes in an endpoint that was named.
    fn name(&mut self, endpoint: WorkloadEndpoint<'s>) -> Result<(), CommandError> {
        let (path, name) = (endpoint.entry.path.as_str(), endpoint.name());
        let member = read(endpoint.read(), endpoint).map_err(|why| {
            CommandError::new(ErrorKind::BadData, format!("endpoint {name} cannot be read: {why}"))
                .object(format!("endpoint {name}"))
                .key(path)
                .hint(format!("`calicross key get {path}` shows the value"))
        })?;
        self.members.insert(path, member);
        Ok(())
    }

    /// Takes in endpoints that something matches; returns how many it took, and how many are OpenStack's.
    fn add(
        &mut self,
        endpoints: impl IntoIterator<Item = (Result<Endpoint, Malformed>, WorkloadEndpoint<'s>)>,
    ) -> (usize, usize) {
        let (mut members, mut vms) = (0, 0);
        for (value, endpoint) in endpoints {
            let path = endpoint.entry.path.as_str();
            if endpoint.is_openstack() {
                vms += 1;
                self.vms.insert(path);
                continue;
            }
            members += 1;
            if self.members.contains_key(path) {
                continue;
            }
            let name = endpoint.name();
            match read(value, endpoint) {
                Ok(member) => drop(self.members.insert(path, member)),
                Err(why) => drop(self.unreadable.insert(path, (name, why))),
            }
        }
        (members, vms)
    }

    fn finish(mut self, plan: &mut Plan) -> Vec<Member<'s>> {
        self.vms.retain(|path| !self.members.contains_key(path));
        match self.vms.len() {
            0 => {}
            1 => plan.warn("an endpoint of OpenStack is left out: its profiles are its security groups in Neutron"),
            count => plan.warn(format!(
                "{count} endpoints of OpenStack are left out: their profiles are their security groups in Neutron"
            )),
        }
        for (name, why) in self.unreadable.values() {
            plan.warn(format!("endpoint {name} is left out, as it cannot be read: {why}"));
        }
        self.members.into_values().collect()
    }
}
