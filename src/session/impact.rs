//! The effect of a plan on traffic: which opens and which closes, for whom; what a person should agree to because of it.
//!
//! What traffic depends on is read once, at one moment ([`Session::read_traffic`]). From it come the view before and the view after a
//! plan ([`Traffic::around`]), and from the two what differs ([`of`]), told by namespace, security group and profile.

mod shadow;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Session;
use super::options::{FailOn, WriteArgs};
use crate::error::{CommandError, ErrorKind};
use crate::inventory;
use crate::model::facts::{self, Facts};
use crate::model::felix::Generation;
use crate::model::key::Key;
use crate::model::openstack::Names;
use crate::plan::{Change, Plan};
use crate::reach::{self, Caveat, Changes, Difference, Settings, View};
use crate::store::{Scope, Snapshot};
use crate::traffic::effect::{self, Flow};

/// What a plan opens and closes: the result's `impact`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Impact {
    /// The version of Felix that it was worked out for, of all hosts that have none of their own.
    pub felix: &'static str,
    /// Whether nobody has said which one that is.
    pub felix_assumed: bool,
    /// The hosts that run another one.
    pub felix_hosts: BTreeMap<String, &'static str>,
    /// What passes and did not, the largest first.
    pub opens: Vec<Flow>,
    /// What passed and does not any more, the largest first.
    pub closes: Vec<Flow>,
    /// What the datastore does not tell, as far as it could change the answer: stable words.
    pub caveats: Vec<&'static str>,
    /// What a person should agree to, the worst first.
    #[serde(skip)]
    pub questions: Vec<String>,
    /// Where it lets pass what Kubernetes' NetworkPolicies should decide about.
    #[serde(skip)]
    pub shadows: Vec<String>,
}

impl Impact {
    /// Whether no traffic changes.
    pub fn is_none(&self) -> bool {
        self.opens.is_empty() && self.closes.is_empty()
    }

    /// Whether a host endpoint is among what changes of which nobody knows the addresses.
    fn misses_hosts(&self) -> bool {
        self.caveats.contains(&Caveat::HostEndpointByInterface.code())
    }

    /// The lines that tell people; of many, the first few in each direction unless all are wanted.
    pub fn lines(&self, all: bool) -> Vec<String> {
        let mut lines = effect::lines("opens", &self.opens, all);
        lines.extend(effect::lines("closes", &self.closes, all));
        if self.misses_hosts() {
            lines.push("what a host endpoint without expected addresses lets through cannot be told".to_owned());
        } else if self.is_none() {
            lines.push("no traffic opens or closes".to_owned());
        }
        if self.felix_assumed && !self.is_none() {
            lines.push(format!(
                "as Felix {} has it, which is assumed: `calicross hybrid set felix=…` says which one runs",
                self.felix
            ));
        }
        lines
    }
}

/// What is known of the effect of a plan on traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It was not worked out.
    Unknown,
    /// No key changes that traffic depends on.
    None,
    /// It was worked out.
    Known(Box<Impact>),
}

impl Effect {
    /// The result's `impact`.
    pub fn impact(&self) -> Option<&Impact> {
        match self {
            Self::Known(impact) => Some(impact),
            Self::Unknown | Self::None => None,
        }
    }

    /// What people are told of it: in a dry run, and where they asked.
    pub fn lines(&self, args: &WriteArgs, all: bool) -> Vec<String> {
        match self {
            Self::Known(impact) if args.dry_run || args.impact => impact.lines(all),
            Self::None if args.impact => Impact::default().lines(all),
            _ => Vec::new(),
        }
    }

    /// Whether the removal of a key needs no question of its own: what it does to traffic is known.
    pub fn covers(&self, path: &str) -> bool {
        match Key::parse(path) {
            Key::WorkloadEndpoint(_) | Key::Profile { .. } | Key::Policy { .. } => *self != Self::Unknown,
            Key::HostEndpoint { .. } => self.impact().is_some_and(|impact| !impact.misses_hosts()),
            _ => false,
        }
    }

    /// Refuses what `--fail-on` rules out.
    ///
    /// # Errors
    /// Exit code 3, with the largest of what it opens or closes.
    pub fn check(&self, fail_on: &[FailOn]) -> Result<(), CommandError> {
        let Some(impact) = self.impact() else { return Ok(()) };
        for (kind, word, flows) in [(FailOn::Opens, "opens", &impact.opens), (FailOn::Closes, "closes", &impact.closes)]
        {
            if let Some(first) = flows.first().filter(|_| fail_on.contains(&kind)) {
                let more = if flows.len() > 1 { format!(" (and {} more)", flows.len() - 1) } else { String::new() };
                let message = format!("refused by --fail-on {word}: it {word} {}{more}", effect::between(first));
                return Err(CommandError::new(ErrorKind::Refused, message)
                    .hint("nothing is written; --dry-run shows all of it"));
            }
        }
        Ok(())
    }
}

/// Whether traffic may depend on a key.
fn touches(change: &Change) -> bool {
    match Key::parse(&change.path) {
        Key::WorkloadEndpoint(_)
        | Key::HostEndpoint { .. }
        | Key::Profile { .. }
        | Key::TierMetadata { .. }
        | Key::Policy { .. }
        | Key::Pool { .. }
        | Key::HostIp { .. } => true,
        Key::GlobalConfig { name } | Key::HostConfig { name, .. } => {
            reach::decides(&name) || name == "IpInIpTunnelAddr"
        }
        _ => change.path.ends_with("/ip_addr_v4") || change.path.ends_with("/ip_addr_v6"),
    }
}

/// Whether a plan changes a host endpoint that stands for an interface whatever its addresses: what it lets through nobody can tell.
fn by_interface(plan: &Plan, before: &View<'_>, after: &View<'_>) -> bool {
    let host_endpoints = plan.changes().filter(|change| matches!(Key::parse(&change.path), Key::HostEndpoint { .. }));
    let mut endpoints =
        host_endpoints.filter_map(|change| after.find(&change.path).or_else(|| before.find(&change.path)));
    endpoints.any(|endpoint| endpoint.addresses().is_empty())
}

/// What traffic depends on, as it stood at one moment.
#[derive(Debug)]
pub struct Traffic {
    snapshot: Snapshot,
    settings: Settings,
    assumed: bool,
    names: Names,
}

impl Traffic {
    /// Hands on the view before a plan and the one after it. Keys that the plan changes are taken as the plan has read them, should
    /// somebody have changed them between the two readings.
    pub fn around<T>(&self, plan: &Plan, work: impl FnOnce(&View<'_>, &View<'_>) -> T) -> T {
        let read = View::read(&self.snapshot, &self.settings);
        let seen = |change: &Change| self.snapshot.get(&change.path).map(|entry| entry.value.as_slice());
        let mut since = Changes::new();
        let mut changes = Changes::new();
        for change in plan.changes().filter(|change| touches(change)) {
            let before = change.before.as_ref().map(|before| before.value.as_slice());
            if seen(change) != before {
                since.insert(&change.path, before);
            }
            changes.insert(&change.path, change.after.as_deref());
        }
        if since.is_empty() {
            return work(&read, &read.with(&changes));
        }
        let before = read.with(&since);
        work(&before, &before.with(&changes))
    }

    /// What was read.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Which Felix runs where.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Works out what a plan does to traffic.
    pub fn impact(&self, plan: &Plan) -> Impact {
        self.around(plan, |before, after| {
            let difference = Difference::between(before, after);
            let effect::Effect { opens, closes, caveats, questions } =
                effect::Effect::of(&difference, &self.names, &|path| plan.change(path).is_some());
            let mut impact = Impact { opens, closes, caveats, questions, ..Impact::default() };
            if by_interface(plan, before, after) {
                impact.caveats.push(Caveat::HostEndpointByInterface.code());
            }
            impact.felix = facts::spelled(self.settings.generation);
            let others = self.settings.hosts.iter().filter(|(_, other)| **other != self.settings.generation);
            impact.felix_hosts = others.map(|(host, other)| (host.clone(), facts::spelled(*other))).collect();
            impact.felix_assumed = self.assumed;
            impact.shadows = shadow::lines(plan, &self.snapshot, after, &self.settings);
            impact
        })
    }
}

impl Session {
    /// Reads what traffic depends on.
    ///
    /// # Errors
    /// Where it cannot be read, or the facts of the cluster are malformed: without them nobody knows what Felix does.
    pub fn read_traffic(&mut self) -> Result<Traffic, CommandError> {
        let facts = self.read(&[Scope::key(facts::PATH)])?;
        let facts = match facts.get(facts::PATH) {
            None => Facts::default(),
            Some(entry) => Facts::parse(&entry.value).map_err(|why| {
                CommandError::new(ErrorKind::BadData, format!("malformed value at {}: {why}", facts::PATH))
                    .key(facts::PATH)
            })?,
        };
        // Names are there to be shown: without them groups go by their uuids.
        let names = self.read(&[inventory::scope_of_names()]).map(|snapshot| inventory::names(&snapshot).0);
        let snapshot = self.read(&View::scopes())?;
        let settings = Settings { generation: facts.felix().unwrap_or(Generation::Felix14), hosts: facts.hosts() };
        Ok(Traffic { snapshot, settings, assumed: facts.felix().is_none(), names: names.unwrap_or_default() })
    }

    /// What a plan does to traffic, as far as the options want it worked out: always in a dry run, and where there may be something to ask.
    ///
    /// # Errors
    /// Where it was asked for, and what traffic depends on cannot be read.
    pub(super) fn effect(
        &mut self,
        plan: &Plan,
        args: &WriteArgs,
        traffic: &mut Option<Traffic>,
    ) -> Result<Effect, CommandError> {
        let asked_for = args.impact || !args.fail_on.is_empty();
        if args.no_impact || !(asked_for || args.dry_run || !args.yes) {
            return Ok(Effect::Unknown);
        }
        if !plan.changes().any(touches) {
            return Ok(Effect::None);
        }
        let known = match traffic.take() {
            Some(known) => Ok(known),
            None => self.read_traffic(),
        };
        match known {
            Ok(known) => {
                let waiting = self.ui.waiting("working out the effect on traffic");
                let impact = known.impact(plan);
                drop(waiting);
                *traffic = Some(known);
                Ok(Effect::Known(Box::new(impact)))
            }
            Err(err) if asked_for => Err(err.within("the effect on traffic")),
            Err(err) => {
                self.ui.status(&format!("the effect on traffic is not worked out: {}", err.message()));
                Ok(Effect::Unknown)
            }
        }
    }
}
