//! What Felix dies of: values with which a generation does not start, or stops with an error again and again.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use crate::model::endpoint::is_id;
use crate::model::felix::{self, Generation, Parameter};
use crate::model::json;
use crate::model::key::{Family, Key, ProfilePart};
use crate::model::policy::Policy;
use crate::model::profile::{Direction, Rules};
use crate::reach::Settings;
use crate::store::{Entry, Snapshot};

/// A value that keeps Felix from working.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fatal {
    /// Its key.
    pub key: String,
    /// The host whose Felix it is about; null for every host that runs the generation.
    pub host: Option<String>,
    /// What is wrong.
    pub why: String,
    /// What Felix does then.
    pub consequence: String,
}

/// Everything in a snapshot that a generation dies of, by key; of one host's settings only where that host runs it.
pub fn all(snapshot: &Snapshot, generation: Generation, settings: &Settings) -> Vec<Fatal> {
    let overridden: BTreeSet<(String, String)> = snapshot
        .entries()
        .iter()
        .filter_map(|entry| match Key::parse(&entry.path) {
            Key::HostConfig { host, name } => Some((host, name)),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for entry in snapshot.entries() {
        let mut add = |host: Option<&str>, why: String, consequence: &str| {
            found.push(Fatal {
                key: entry.path.clone(),
                host: host.map(str::to_owned),
                why,
                consequence: consequence.to_owned(),
            });
        };
        match Key::parse(&entry.path) {
            Key::GlobalConfig { name } => {
                if let Some(why) = of_parameter(&name, &entry.value, generation) {
                    let some_own = overridden.iter().any(|(_, own)| *own == name);
                    let but = if some_own { ", save where the host has a value of its own" } else { "" };
                    add(None, why, &format!("{generation} does not start{but}"));
                }
            }
            Key::HostConfig { host, name } if settings.of(&host) == generation => {
                if let Some(why) = of_parameter(&name, &entry.value, generation) {
                    add(Some(&host), why, &format!("{generation} does not start"));
                }
            }
            key => {
                if let Some((why, consequence)) = of_object(&key, entry, generation) {
                    add(None, why, consequence);
                }
            }
        }
    }
    found.sort();
    found
}

/// Why a generation does not start with the value of a parameter.
fn of_parameter(name: &str, value: &[u8], generation: Generation) -> Option<String> {
    let known: &Parameter = match generation {
        Generation::Felix14 => felix::parameter(name)?,
        // In any case of letters.
        Generation::Felix2 => felix::parameter(name).or_else(|| felix::parameter(felix::right_case(name)?))?,
    };
    let text = std::str::from_utf8(value).ok()?;
    known.keeps_from_starting(text, generation).then(|| format!("{name} is '{}'", text.escape_debug()))
}

/// What of an object a generation does not survive.
fn of_object(key: &Key, entry: &Entry, generation: Generation) -> Option<(String, &'static str)> {
    const RESTARTS: &str = "Felix 1.4 stops with an error that nothing catches, and starts again, and again";
    const PANICS: &str = "Felix 2 stops with a panic, and starts again, and again";
    const PANICS_WHERE_USED: &str = "Felix 2 stops with a panic on each host that has an endpoint with this rule";
    match (key, generation) {
        (Key::WorkloadEndpoint(_) | Key::HostEndpoint { .. }, Generation::Felix14) => {
            is_null(&entry.value, "profile_ids").then(|| ("profile_ids is null".to_owned(), RESTARTS))
        }
        (Key::Policy { .. }, Generation::Felix14) => {
            is_null(&entry.value, "selector").then(|| ("selector is null".to_owned(), RESTARTS))
        }
        (Key::Pool { family, cidr }, Generation::Felix2) => {
            let is_network = cidr.parse::<ipnet::IpNet>().is_ok_and(|net| Family::of(&net.addr()) == *family);
            (!is_network).then(|| (format!("'{}' in the path is no {family} network", cidr.escape_debug()), PANICS))
        }
        (Key::Profile { part: ProfilePart::Rules, .. }, Generation::Felix2) => {
            let why = bad_tag(&Rules::parse(&entry.value).ok()?)?;
            Some((why, PANICS_WHERE_USED))
        }
        (Key::Policy { .. }, Generation::Felix2) => {
            let why = bad_tag(Policy::parse(&entry.value).ok()?.rules())?;
            Some((why, PANICS_WHERE_USED))
        }
        _ => None,
    }
}

/// Whether a member of an object is there and null.
fn is_null(value: &[u8], member: &str) -> bool {
    // Of a hundred thousand endpoints none has it: reading each would cost more than all the rest.
    let has = |text: &[u8]| value.windows(text.len()).any(|part| part == text);
    has(b"null") && matches!(json::parse(value), Ok(Value::Object(object)) if object.get(member) == Some(&Value::Null))
}

/// The one member of a rule that Felix 2 uses without having looked at it.
fn bad_tag(rules: &Rules) -> Option<String> {
    Direction::BOTH.into_iter().find_map(|direction| {
        rules.values(direction).iter().enumerate().find_map(|(at, rule)| {
            let tag = rule.get("!dst_tag")?.as_str().filter(|tag| !is_id(tag))?;
            Some(format!("{direction} rule {}: !dst_tag '{}' is no tag", at + 1, tag.escape_debug()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(generation: Generation, keys: &[(&str, &str)]) -> Vec<String> {
        let settings = Settings { generation, hosts: [("other".to_owned(), other(generation))].into() };
        let found = all(&Snapshot::literal(keys), generation, &settings);
        let line = |fatal: Fatal| format!("{} {:?}: {}: {}", fatal.key, fatal.host, fatal.why, fatal.consequence);
        found.into_iter().map(line).collect()
    }

    fn other(generation: Generation) -> Generation {
        Generation::ALL.into_iter().find(|known| *known != generation).unwrap()
    }

    const KEYS: &[(&str, &str)] = &[
        ("/calico/v1/config/FailsafeInboundHostPorts", "tcp:22"),
        ("/calico/v1/config/InterfacePrefix", "cali, tap"),
        ("/calico/v1/config/ReportingIntervalSecs", "soon"),
        ("/calico/v1/config/metadataaddr", ""),
        ("/calico/v1/host/a/config/DefaultEndpointToHostAction", "return"),
        ("/calico/v1/host/a/config/FailsafeInboundHostPorts", "22"),
        ("/calico/v1/host/a/workload/k8s/n.p/endpoint/eth0", r#"{"profile_ids": null}"#),
        ("/calico/v1/host/a/workload/k8s/n.q/endpoint/eth0", r#"{"profile_ids": [], "mac": null}"#),
        ("/calico/v1/host/other/config/DefaultEndpointToHostAction", "maybe"),
        ("/calico/v1/ipam/v4/pool/10.0.0.0-16", "{}"),
        ("/calico/v1/ipam/v4/pool/junk", "{}"),
        ("/calico/v1/policy/profile/p/rules", r#"{"inbound_rules": [{"!dst_tag": "a b"}, {"!src_tag": "a b"}]}"#),
        ("/calico/v1/policy/tier/t/policy/p", r#"{"selector": null}"#),
    ];

    #[test]
    fn what_felix_14_dies_of() {
        insta::assert_snapshot!(told(Generation::Felix14, KEYS).join("\n"), @"");
    }

    #[test]
    fn what_felix_2_dies_of() {
        insta::assert_snapshot!(told(Generation::Felix2, KEYS).join("\n"), @"");
    }
}
