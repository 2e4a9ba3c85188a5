//! Values that a generation of Felix rejects, dies of or takes otherwise than they read, rewritten with the same meaning.

mod objects;
mod rules;
#[cfg(test)]
mod tests;

use std::fmt;

use serde_json::{Map, Value};

use super::{Class, Edit, Finding, Findings, Fix, Inventory, Setting, Severity};
use crate::inventory::profiles::{self, readable};
use crate::model::endpoint::Seen;
use crate::model::felix::{self, Generation, LOCAL_ONLY};
use crate::model::json::{self, Style};
use crate::model::key::{Key, ProfilePart};
use crate::model::openstack;
use crate::model::profile::Rules;

/// What a reader does with a value that is spelled so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Harm {
    /// It takes it otherwise than it reads.
    Misread,
    /// It takes the object for one that is not there.
    Reject,
    /// It stops, or does not start.
    Die,
}

/// A part of a value that some reader does not take as it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    /// What is there: a line such as `mac is null`.
    what: String,
    harm: Harm,
    /// The generations of Felix that are harmed; none where it is calicoctl 0.2x alone.
    who: &'static [Generation],
}

/// Most parts of one value that are told of.
const FEW: usize = 4;

const BOTH: &[Generation] = &Generation::ALL;
const OLD: &[Generation] = &[Generation::Felix14];
const NEW: &[Generation] = &[Generation::Felix2];

impl Fault {
    fn new(harm: Harm, who: &'static [Generation], what: impl Into<String>) -> Self {
        Self { what: what.into(), harm, who }
    }

    /// Something that only calicoctl 0.2x cannot read.
    fn of_calicoctl(what: impl Into<String>) -> Self {
        Self::new(Harm::Misread, &[], what)
    }

    /// Why each of the two generations rejects an object; once, where it is for the same reason.
    fn of_each(why: [Option<String>; 2]) -> Vec<Self> {
        match why {
            [Some(old), Some(new)] if old == new => vec![Self::new(Harm::Reject, BOTH, old)],
            why => {
                let each = why.into_iter().zip([OLD, NEW]);
                each.filter_map(|(why, who)| Some(Self::new(Harm::Reject, who, why?))).collect()
            }
        }
    }

    /// Whether a Felix that runs somewhere is harmed.
    fn hits(&self, running: &[Generation]) -> bool {
        self.who.iter().any(|generation| running.contains(generation))
    }

    fn severity(&self, running: &[Generation]) -> Severity {
        match self.harm {
            _ if !self.hits(running) => Severity::Notice,
            Harm::Misread => Severity::Warning,
            Harm::Reject | Harm::Die => Severity::Error,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = match self.who {
            [] => "calicoctl 0.2x cannot read it".to_owned(),
            [one] => match self.harm {
                Harm::Misread => format!("{one} takes it otherwise"),
                Harm::Reject => format!("{one} rejects it"),
                Harm::Die => format!("{one} dies of it"),
            },
            _ => match self.harm {
                // It says itself what becomes of it.
                Harm::Misread => return f.write_str(&self.what),
                Harm::Reject => "Felix rejects it".to_owned(),
                Harm::Die => "Felix dies of it".to_owned(),
            },
        };
        write!(f, "{} ({who})", self.what)
    }
}

/// What is found in one value.
#[derive(Default)]
struct Found {
    /// What rewriting puts right.
    faults: Vec<Fault>,
    /// What it does not.
    left: Vec<Fault>,
}

impl Found {
    fn of(faults: Vec<Fault>) -> Self {
        Self { faults, left: Vec::new() }
    }

    /// The finding, where there is one, of Felixes that run; `edit` rewrites the value.
    fn finding(
        &self,
        running: &[Generation],
        object: String,
        path: &str,
        edit: impl FnOnce() -> Edit,
    ) -> Option<Finding> {
        let all = || self.faults.iter().chain(&self.left);
        let severity = all().map(|fault| fault.severity(running)).max()?;
        let mut lines: Vec<String> = all().map(ToString::to_string).collect();
        // Of a long list of rules most are wrong in one way.
        lines.dedup();
        if lines.len() > FEW {
            let more = lines.len() - FEW;
            lines.truncate(FEW);
            lines.push(format!("and {more} more"));
        }
        let text = lines.join("; ");
        let finding = Finding::new(object, text).key(path).severity(severity);
        if self.faults.is_empty() {
            return Some(finding);
        }
        let hits = self.faults.iter().any(|fault| fault.hits(running));
        let fix = Fix::edit(class(path, hits), "rewrites it with the same meaning", edit());
        Some(finding.fix(fix))
    }
}

/// The class of a fix of a value that a running Felix is harmed by, or is not.
fn class(path: &str, hits: bool) -> Class {
    match Key::parse(path) {
        Key::GlobalConfig { .. } | Key::HostConfig { .. } => Class::RestartsFelix,
        key if is_resynced(&key) => Class::OwnerReverts,
        _ if hits => Class::ChangesTraffic,
        _ => Class::Safe,
    }
}

/// Whether networking-calico writes a key again.
fn is_resynced(key: &Key) -> bool {
    match key {
        Key::WorkloadEndpoint(id) => openstack::is_port(id),
        Key::Profile { name, .. } => openstack::group_of(name).is_some(),
        _ => false,
    }
}

/// `rejected-value`.
pub(super) fn check(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for setting in inventory.settings() {
        found.extend(found_in_setting(inventory, setting));
    }
    endpoints(inventory, found);
    for profile in inventory.profiles.values() {
        let path = profiles::path(&profile.name, ProfilePart::Rules);
        if let Some(rules) = readable(&profile.rules) {
            let object = format!("profile {}", profile.name);
            found.extend(found_in_rules(inventory, object, &path, rules, Vec::new()));
        }
    }
    for policy in &inventory.policies {
        let Ok(value) = &policy.policy else { continue };
        let members = objects::policy(&mut value.object().clone());
        let object = format!("policy {}", policy.full_name());
        found.extend(found_in_rules(inventory, object, &policy.path, value.rules(), members));
    }
    for tier in &inventory.tiers {
        found.extend(found_in(inventory, format!("tier {}", tier.name), &tier.path(), objects::tier));
    }
    for pool in &inventory.pools {
        let object = format!("pool {}", pool.name());
        found.extend(found_in(inventory, object, &pool.entry.path, objects::pool));
    }
}

/// Puts an object right, and tells what was wrong.
type Respell = fn(&mut Map<String, Value>) -> Vec<Fault>;

/// Rewrites an object in the style found; nothing where it is right, or none.
fn rewritten(value: &[u8], respell: Respell) -> Option<Vec<u8>> {
    let Ok(Value::Object(mut object)) = json::parse(value) else { return None };
    let faults = respell(&mut object);
    (!faults.is_empty()).then(|| json::to_bytes(&Value::Object(object), Style::of(value)))
}

fn found_in(inventory: &Inventory<'_>, object: String, path: &str, respell: Respell) -> Option<Finding> {
    let value = &inventory.snapshot.get(path)?.value;
    let Ok(Value::Object(mut members)) = json::parse(value) else { return None };
    let found = Found::of(respell(&mut members));
    found
        .finding(&inventory.generations(), object, path, || Edit::rewrite(path, move |value| rewritten(value, respell)))
}

/// Workloads' and hosts' endpoints. What cannot be read at all is another check's.
fn endpoints(inventory: &Inventory<'_>, found: &mut Findings<'_>) {
    for endpoint in &inventory.endpoints {
        let Ok(seen) = &endpoint.seen else { continue };
        if is_suspect(seen) {
            let left = |value: &[u8]| Seen::workload(value).ok().map(|seen| rejections(&seen)).unwrap_or_default();
            found.extend(found_in_endpoint(inventory, endpoint.object(), endpoint.path(), objects::workload, left));
        }
    }
    for endpoint in &inventory.host_endpoints {
        let Some(entry) = inventory.snapshot.get(&endpoint.path) else { continue };
        if Seen::host(&entry.value).is_ok_and(|seen| is_suspect(&seen)) {
            let left = |value: &[u8]| Seen::host(value).ok().map(|seen| rejections(&seen)).unwrap_or_default();
            let object = format!("host endpoint {}", endpoint.name());
            found.extend(found_in_endpoint(inventory, object, &endpoint.path, objects::host, left));
        }
    }
}

fn is_suspect(seen: &Seen<'_>) -> bool {
    seen.old_profile || Generation::ALL.into_iter().any(|generation| seen.rejected.by(generation).is_some())
}

/// What each generation rejects an endpoint for.
fn rejections(seen: &Seen<'_>) -> Vec<Fault> {
    Fault::of_each(Generation::ALL.map(|generation| seen.rejected.by(generation).map(str::to_owned)))
}

fn found_in_endpoint(
    inventory: &Inventory<'_>,
    object: String,
    path: &str,
    respell: Respell,
    left: impl Fn(&[u8]) -> Vec<Fault>,
) -> Option<Finding> {
    let value = &inventory.snapshot.get(path)?.value;
    let Ok(Value::Object(mut members)) = json::parse(value) else { return None };
    let faults = respell(&mut members);
    let left = left(&json::to_bytes(&Value::Object(members), Style::of(value)));
    let found = Found { faults, left };
    found
        .finding(&inventory.generations(), object, path, || Edit::rewrite(path, move |value| rewritten(value, respell)))
}

/// The rules of a profile or a policy; `members` is what is wrong beside them, in a policy.
fn found_in_rules(
    inventory: &Inventory<'_>,
    object: String,
    path: &str,
    rules: &Rules,
    members: Vec<Fault>,
) -> Option<Finding> {
    let is_policy = matches!(Key::parse(path), Key::Policy { .. });
    let mut found = rules::respelled(rules).found;
    found.faults.extend(members);
    if !is_policy {
        found.faults.extend(rules::missing_lists(rules));
    }
    found.finding(&inventory.generations(), object, path, || {
        let own = path.to_owned();
        Edit::rewrite(path, move |value| {
            // The members first: they are no part of the lists.
            let members = is_policy.then(|| rewritten(value, objects::policy)).flatten();
            rules::rewritten(&own, members.as_deref().unwrap_or(value))
        })
    })
}

/// A setting of Felix. `InterfacePrefix` and the failsafe ports have checks of their own.
fn found_in_setting(inventory: &Inventory<'_>, setting: &Setting<'_>) -> Option<Finding> {
    let path = setting.entry.path.as_str();
    if setting.name == "InterfacePrefix" || setting.name.starts_with("Failsafe") {
        return None;
    }
    if LOCAL_ONLY.iter().any(|local| local.eq_ignore_ascii_case(setting.name)) {
        let text = "is read from Felix' environment or file only: here it is ignored, or keeps Felix from starting";
        let fix = Fix::manual("it goes", format!("calicross key rm {path}"));
        return Some(Finding::new(setting.object(), text).key(path).severity(Severity::Warning).fix(fix));
    }
    if let Some(right) = felix::right_case(setting.name) {
        return other_case(inventory, setting, right);
    }
    let known = felix::parameter(setting.name)?;
    let text = setting.text();
    let felixes = &inventory.felixes.settings;
    let running = setting.host.map_or_else(|| inventory.generations(), |host| vec![felixes.of(host)]);
    let mut faults = Vec::new();
    for (generation, who) in Generation::ALL.into_iter().zip([OLD, NEW]) {
        let knows = known.default_of(generation).is_some();
        // An empty value is none for Felix 2.
        let is_unset = generation == Generation::Felix2 && text.is_empty();
        if let Some(wrong) = known.check(text, Some(generation)).err().filter(|_| knows && !is_unset) {
            let harm = if known.keeps_from_starting(text, generation) { Harm::Die } else { Harm::Misread };
            let what = format!("is '{}', which {}", text.escape_debug(), wrong.why);
            faults.push(Fault::new(harm, who, what));
        }
    }
    let canonical = known.canonical(text);
    let found = match canonical != text && known.check(&canonical, None).is_ok() {
        true => Found::of(faults),
        false => Found { faults: Vec::new(), left: faults.into_iter().filter(|fault| fault.hits(&running)).collect() },
    };
    found.finding(&running, setting.object(), path, || Edit::put(path, canonical))
}

/// A setting whose name is in another case: Felix 2 reads it, Felix 1.4 does not.
fn other_case(inventory: &Inventory<'_>, setting: &Setting<'_>, right: &'static str) -> Option<Finding> {
    let path = setting.entry.path.as_str();
    let key = match setting.host {
        None => Key::GlobalConfig { name: right.to_owned() },
        Some(host) => Key::HostConfig { host: host.to_owned(), name: right.to_owned() },
    };
    let text = format!("is not spelled {right}: Felix 1.4 does not look at it, and Felix 2 does");
    let finding = Finding::new(setting.object(), text).key(path).severity(Severity::Warning);
    let fix = match inventory.snapshot.get(&key.path()) {
        // Felix 2 reads one of the two, and nobody can say which.
        Some(_) => Fix::manual(format!("{right} is there as well: this one goes"), format!("calicross key rm {path}")),
        None => Fix::edits(
            Class::RestartsFelix,
            format!("gives {right} its value"),
            [Edit::put(key.path(), setting.entry.value.clone()), Edit::delete(path)],
        ),
    };
    Some(finding.key(key.path()).fix(fix))
}
