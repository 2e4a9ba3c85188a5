//! `calicoctl profile PROFILE rule`

use std::io::Read;

use serde_json::Value;

use super::docopt::Words;
use super::netaddr::{icmp, network, ports};
use super::profile::{Named, load, scopes, with_profile};
use super::python::{int, repr_text};
use super::{Done, Front, Step, Stop, rules};
use crate::commands::rule::remove::{Which, remove};
use crate::commands::rule::{Held, Holder, add, update};
use crate::model::profile::{Direction, Part, Rules};
use crate::model::rule::{Action, Criteria, End, Protocol, Rule, Spec};
use crate::plan::Plan;
use crate::store::Snapshot;

pub(super) fn run(front: &mut Front, words: &Words, profile: &str) -> Done {
    match () {
        () if words.has("show") => with_profile(front, profile, &mut |front, named| show(front, named, rules::shown)),
        () if words.has("json") => with_profile(front, profile, &mut |front, named| show(front, named, rules::json)),
        () if words.has("update") => with_profile(front, profile, &mut replace),
        () => change(front, words, profile),
    }
}

/// The rules of a profile; those that nobody can read end the command.
fn readable(snapshot: &Snapshot, named: &Named) -> Result<Rules, Stop> {
    let (_, rules) = load(snapshot, &named.stored)?;
    rules
        .unwrap_or_else(|| Ok(Rules::empty()))
        .map_err(|why| Stop::refused(format!("the rules of profile {} cannot be read: {why}", named.stored)))
}

fn show(front: &mut Front, named: &Named, print: fn(&Rules) -> String) -> Done {
    let snapshot = front.read("get_profile", &scopes(named))?;
    let mut rules = readable(&snapshot, named)?;
    if named.docker.is_some() {
        with_tags(&mut rules, &|tag| Ok(named.shown(tag)))?;
    }
    front.say(&print(&rules))
}

/// Has the tags of rules called otherwise: networks of docker have a name and, as they are stored, an id.
fn with_tags(rules: &mut Rules, called: &dyn Fn(&str) -> Result<String, Stop>) -> Done {
    for direction in Direction::BOTH {
        let mut values = rules.values(direction).to_vec();
        for rule in &mut values {
            for member in ["src_tag", "dst_tag"] {
                if let Some(Value::String(tag)) = rule.get_mut(member) {
                    *tag = called(tag)?;
                }
            }
        }
        rules.replace(direction, values);
    }
    Ok(())
}

/// Rules as they are stored: with the ids of networks.
fn with_ids(document: Vec<u8>, named: &Named) -> Result<Vec<u8>, Stop> {
    let Some(Ok(mut rules)) = named.docker.as_ref().map(|_| Rules::parse(&document)) else { return Ok(document) };
    with_tags(&mut rules, &|tag| named.tag(tag, &[]))?;
    Ok(Value::Object(rules.object().clone()).to_string().into_bytes())
}

fn replace(front: &mut Front, named: &Named) -> Done {
    // Whoever names a profile that is not there need not type its rules.
    load(&front.read("get_profile", &scopes(named))?, &named.stored)?;
    let mut document = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut document);
    read.map_err(|err| Stop::refused(format!("cannot read the rules from stdin: {err}")))?;
    let document = rules::given(&document)
        .map_err(|why| Stop::refused(format!("rules for profile {}: {why}", named.typed)))
        .and_then(|document| with_ids(document, named))?;
    front.write("get_profile", &scopes(named), &[], &|snapshot| {
        let (_, present) = load(snapshot, &named.stored)?;
        // What cannot be read is replaced as a whole.
        let held = held(named, present.filter(Result::is_ok));
        let plan = update::replace(snapshot, held, &document)?;
        Ok(Step::line(plan, format_args!("Successfully updated rules on profile {}", named.typed)))
    })
}

fn held(named: &Named, rules: Part<Rules>) -> Held {
    Held { holder: Holder::Profile(named.stored.clone()), rules }
}

fn change(front: &mut Front, words: &Words, profile: &str) -> Done {
    let ends = [("<SRCPORTS>", "<SRCTAG>", "<SRCCIDR>"), ("<DSTPORTS>", "<DSTTAG>", "<DSTCIDR>")];
    let mut spec_ends = Vec::new();
    for (list, tag, cidr) in ends {
        spec_ends.push(End {
            ports: match words.value(list) {
                None => Vec::new(),
                Some(text) => ports(text).ok_or_else(|| {
                    Stop::paragraph(&format!(
                        "Ports: {} are invalid; expecting a comma-separated list of ports and port ranges.",
                        repr_text(text)
                    ))
                })?,
            },
            tag: words.value(tag).map(str::to_owned),
            nets: words.value(cidr).and_then(network).into_iter().collect(),
            selector: None,
        });
    }
    // Without a message, as calicoctl ends here.
    let position = words.value("--at").map(|text| int(text).ok_or(Stop::Said(String::new(), 1))).transpose()?;
    let mut spec_ends = spec_ends.into_iter();
    let spec = Spec {
        action: if words.has("deny") { Action::Deny } else { Action::Allow },
        is: Criteria {
            protocol: ["tcp", "udp", "icmpv6", "icmp"]
                .into_iter()
                .find(|word| words.has(word))
                .and_then(Protocol::parse),
            icmp_type: words.value("<ICMPTYPE>").and_then(icmp),
            icmp_code: words.value("<ICMPCODE>").and_then(icmp),
            src: spec_ends.next().unwrap_or_default(),
            dst: spec_ends.next().unwrap_or_default(),
        },
        ..Spec::default()
    };
    let direction = if words.has("inbound") { Direction::Inbound } else { Direction::Outbound };
    let adding = words.has("add");
    with_profile(front, profile, &mut |front, named| {
        let mut spec = spec.clone();
        for end in [&mut spec.is.src, &mut spec.is.dst] {
            end.tag = match end.tag.take() {
                Some(tag) => Some(named.tag(&tag, &[]).or_else(|stop| if adding { Err(stop) } else { Ok(tag) })?),
                None => None,
            };
        }
        if adding {
            // What some Felix drops everything for is not added, but can be removed.
            spec.check().map_err(|why| Stop::refused(format!("profile {}: {why}", named.typed)))?;
        }
        let typed = rules::typed(&Rule::from(spec));
        let rule = Rule::from_json(&typed).map_err(|why| Stop::refused(format!("profile {}: {why}", named.typed)))?;
        front.write("get_profile", &scopes(named), &[], &|snapshot| {
            let rules = readable(snapshot, named)?;
            match (adding, position) {
                (true, _) => put(snapshot, named, rules, direction, position, &rule),
                (false, Some(at)) => take_at(snapshot, named, rules, direction, at),
                (false, None) => take(snapshot, named, rules, direction, &rule),
            }
        })
    })
}

/// Adds a rule. A place that there is not is told, and taken as Python's `list.insert` takes it.
fn put(
    snapshot: &Snapshot,
    named: &Named,
    rules: Rules,
    direction: Direction,
    position: Option<i64>,
    rule: &Rule,
) -> Result<Step, Stop> {
    let count = i64::try_from(rules.values(direction).len()).unwrap_or(i64::MAX);
    let position = position.unwrap_or(count + 1);
    let mut says = String::new();
    if !(1..=count + 1).contains(&position) {
        says.push_str(&format!("Position {position} is out-of-range.\n"));
    }
    if rules::position(&rules, direction, &rule.to_json()).is_some() {
        says.push_str("Rule already present, skipping.\n");
        return Ok(Step { plan: Plan::new(), says });
    }
    let index = position.saturating_sub(1);
    let index = if index < 0 { index.saturating_add(count).max(0) } else { index.min(count) };
    let at = usize::try_from(index).ok().map(|index| index + 1);
    let plan = add::insert(snapshot, held(named, Some(Ok(rules))), direction, at, rule)?;
    Ok(Step { plan, says })
}

fn take_at(snapshot: &Snapshot, named: &Named, rules: Rules, direction: Direction, at: i64) -> Result<Step, Stop> {
    let at = usize::try_from(at).ok().filter(|at| (1..=rules.values(direction).len()).contains(at));
    match at {
        None => Ok(Step::nothing("Rule position out-of-range.")),
        Some(at) => taken(snapshot, named, rules, direction, at),
    }
}

fn take(snapshot: &Snapshot, named: &Named, rules: Rules, direction: Direction, rule: &Rule) -> Result<Step, Stop> {
    match rules::position(&rules, direction, &rule.to_json()) {
        None => Err(Stop::line("Rule not found.")),
        Some(at) => taken(snapshot, named, rules, direction, at),
    }
}

fn taken(snapshot: &Snapshot, named: &Named, rules: Rules, direction: Direction, at: usize) -> Result<Step, Stop> {
    let plan = remove(snapshot, held(named, Some(Ok(rules))), direction, Which::At(at), false)?;
    Ok(Step { plan, says: String::new() })
}
