//! `calicoctl config`

use super::docopt::Words;
use super::text::paragraph;
use super::{Done, Front, Step, Stop, hostname};
use crate::commands::bgp::plans;
use crate::commands::config::setting::{Setting, Target, felix_key};
use crate::model::felix::{self, Generation};
use crate::model::key::BGP;
use crate::plan::{Force, Plan};
use crate::store::{Scope, Snapshot, check_path};

/// Where a setting is.
enum Place<'a> {
    /// One that calicross knows.
    Known(Box<Target<'a>>),
    /// Any other key of BIRD's.
    Raw,
}

pub(super) fn run(front: &mut Front, words: &Words) -> Done {
    let name = words.value("<NAME>").unwrap_or_default();
    let of_felix = words.has("felix");
    let host = words.has("node").then(hostname);
    let value = words.filter("<VALUE>");
    let forced = words.has("--force");
    let said = check(of_felix, name, value, forced)?;
    // One name is calicoctl's own; with --force any other is the key's.
    let key = if of_felix && name == "loglevel" { "LogSeverityScreen" } else { name };
    let path = match (of_felix, &host) {
        (true, _) => felix_key(None, key).path(),
        (false, None) => format!("{BGP}/global/{key}"),
        (false, Some(host)) => format!("{BGP}/host/{host}/{key}"),
    };
    if key.is_empty() || key.contains('/') || check_path(&path).is_err() {
        return Err(Stop::refused(format!("'{}' is not the name of a key", name.escape_debug())));
    }
    let place = place(of_felix, key, host.as_deref())?;
    // What calicoctl's word is about: values that it does not know.
    let force: &[Force] = if forced { &[Force::Malformed] } else { &[] };
    let scopes = match &place {
        Place::Known(target) => target.scopes(),
        Place::Raw => plans::scopes(host.as_deref()),
    };
    if words.has("--remove") {
        return front.write("_remove_config", &scopes, force, &|snapshot| {
            if snapshot.get(&path).is_none() {
                return Ok(Step { plan: Plan::new(), says: format!("{said}No value configured\n") });
            }
            let plan = match &place {
                Place::Known(target) => target.unset(snapshot)?,
                Place::Raw => deletion(snapshot, &path),
            };
            Ok(Step { plan, says: format!("{said}Value removed\n") })
        });
    }
    let Some(value) = value else {
        let snapshot = front.read("_show_config", &[Scope::key(&path)])?;
        let stored = snapshot.get(&path).map(|entry| String::from_utf8_lossy(&entry.value));
        return front.say(&format!("{said}{}\n", stored.as_deref().unwrap_or("No value configured")));
    };
    front.write("_set_config", &scopes, force, &|snapshot| {
        let plan = match &place {
            Place::Known(target) => target.set(snapshot, value)?,
            Place::Raw => {
                let mut plan = Plan::new();
                plan.put(snapshot, &path, value.as_bytes().to_vec());
                if let Some(host) = &host {
                    plans::complete_host(&mut plan, snapshot, host);
                }
                plan
            }
        };
        Ok(Step { plan, says: said.clone() })
    })
}

fn deletion(snapshot: &Snapshot, path: &str) -> Plan {
    let mut plan = Plan::new();
    plan.delete(snapshot, path);
    plan
}

fn place<'a>(of_felix: bool, key: &str, host: Option<&'a str>) -> Result<Place<'a>, Stop> {
    if of_felix {
        let known = felix::parameter(key).filter(|known| known.name == key);
        let setting = known.map_or_else(|| Setting::Other(key.to_owned()), Setting::Felix);
        // The levels that calicoctl knows are those of the Felix that it goes with.
        let target = Target { setting, old_name: None, host: None, felix: Some(Generation::Felix14) };
        return Ok(Place::Known(Box::new(target)));
    }
    let target = match key {
        // What calicross has a rule for is written by that rule.
        "loglevel" => Some(Target::of("bgp.loglevel", host, None)?),
        _ => None,
    };
    Ok(target.map_or(Place::Raw, |target| Place::Known(Box::new(target))))
}

/// Refuses names and values that calicoctl does not know, unless told to go on; returns what it says then. It takes a value for
/// a good one that only begins like one.
fn check(of_felix: bool, name: &str, value: Option<&str>, forced: bool) -> Result<String, Stop> {
    let levels: &[&str] =
        if of_felix { &["none", "debug", "info", "warning", "error", "critical"] } else { &["none", "debug", "info"] };
    let wrong = match (name, value) {
        ("loglevel", Some(value)) if !levels.contains(&value) => {
            format!("The configuration value '{value}' is not recognized as a valid value.")
        }
        ("loglevel", _) => return Ok(String::new()),
        _ => format!("The configuration '{name}' is not recognized as a valid option."),
    };
    match forced {
        true => Ok(paragraph(&wrong) + &paragraph("The --force option is set.")),
        false => Err(Stop::Said(paragraph(&wrong) + &paragraph("Use the --force option to override."), 1)),
    }
}
