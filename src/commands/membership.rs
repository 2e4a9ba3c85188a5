//! What `tag` and `sg` read and show alike: who carries a tag, and which rules name it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::net::IpAddr;

use serde::Serialize;

use crate::error::CommandError;
use crate::inventory::groups::Group;
use crate::inventory::members::{Member, Place};
use crate::inventory::policies::FoundPolicy;
use crate::inventory::tags::{RuleAt, RulesOf, carriers, each_rule, named};
use crate::inventory::{endpoints, groups, members, policies, profiles};
use crate::model::endpoint::may_name;
use crate::model::json::Malformed;
use crate::model::openstack::{Kind, Names};
use crate::model::profile::{Direction, Profile};
use crate::model::rule::{Rule, RuleError};
use crate::reach::View;
use crate::render::printable;
use crate::session::Session;
use crate::store::{Entry, Snapshot};

/// Above as many words, looking for each in the text of a value costs more than reading the value.
const FEW: usize = 4;

/// Everything that has to do with tags, at one moment.
pub(super) struct Scene {
    pub(super) snapshot: Snapshot,
    pub(super) names: Names,
    pub(super) profiles: BTreeMap<String, Profile>,
    pub(super) policies: Vec<FoundPolicy>,
}

impl Scene {
    pub(super) fn read(session: &mut Session) -> Result<Self, CommandError> {
        let names = session.names()?;
        let scopes = [profiles::scope_of_all(), policies::scope_of_all(), endpoints::scope_of_all()];
        Ok(Self::of(session.read(&scopes)?, names))
    }

    /// The same, with all that decides what Felix makes of it.
    pub(super) fn read_all(session: &mut Session) -> Result<Self, CommandError> {
        let names = session.names()?;
        Ok(Self::of(session.read(&View::scopes())?, names))
    }

    fn of(snapshot: Snapshot, names: Names) -> Self {
        let (profiles, policies) = (profiles::all(&snapshot), policies::all(&snapshot).collect());
        Self { snapshot, names, profiles, policies }
    }

    /// The tags that rules name.
    pub(super) fn named_tags(&self) -> BTreeSet<String> {
        let mut tags = BTreeSet::new();
        each_rule(&self.profiles, &self.policies, &mut |at| {
            for (tag, _) in named(at.rule.spec()) {
                if !tags.contains(tag) {
                    tags.insert(tag.to_owned());
                }
            }
        });
        tags
    }

    /// The security groups, those that are gone and still named by a tag or by one of some profiles too.
    pub(super) fn groups<'a>(&self, of_endpoints: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, Group> {
        let named = self.named_tags();
        let carried = carriers(&self.profiles);
        let tags = named.iter().map(String::as_str).chain(carried.into_keys());
        groups::with_missing(&self.profiles, tags, of_endpoints)
    }

    /// The endpoints that have any of some profiles, and those that cannot be read and may have one.
    pub(super) fn having<'s>(&'s self, profiles: &BTreeSet<&str>) -> (Vec<Member<'s>>, Vec<(String, Malformed)>) {
        let worth =
            |entry: &Entry| profiles.len() > FEW || profiles.iter().any(|profile| may_name(&entry.value, profile));
        let (mut having, mut malformed) = (Vec::new(), Vec::new());
        for found in members::all(&self.snapshot, worth) {
            match found {
                Ok(member) if member.has_any(profiles) => having.push(member),
                Ok(_) => {}
                Err((path, why)) => {
                    let entry = self.snapshot.get(path);
                    let may = |profile: &&str| entry.is_some_and(|entry| may_name(&entry.value, profile));
                    if profiles.iter().any(may) {
                        malformed.push((path.to_owned(), why));
                    }
                }
            }
        }
        (having, malformed)
    }

    /// The rules that name a tag; `except` is a profile whose own do not count.
    pub(super) fn references(&self, tag: &str, except: Option<&str>, groups: &GroupsByTag<'_>) -> Vec<ReferenceDoc> {
        let mut found = Vec::new();
        each_rule(&self.profiles, &self.policies, &mut |at| {
            if except.is_some_and(|own| at.of == RulesOf::Profile(own)) {
                return;
            }
            let roles: Vec<_> = named(at.rule.spec()).filter(|(found, _)| *found == tag).collect();
            if !roles.is_empty() {
                found.push(ReferenceDoc {
                    roles: roles.iter().map(|(_, role)| role.to_string()).collect(),
                    negated: roles.iter().all(|(_, role)| role.negated),
                    ..ReferenceDoc::of(at, groups)
                });
            }
        });
        found
    }

    /// What of profiles and policies cannot be read, where the text of the value is of interest.
    pub(super) fn malformed(&self, of_interest: impl Fn(&[u8]) -> bool) -> Vec<(String, Malformed)> {
        let of_profiles = self.profiles.values().flat_map(profiles::malformed);
        let of_profiles = of_profiles.map(|(key, why)| (key.path(), why));
        let of_policies = self.policies.iter().filter_map(|found| {
            let why = match &found.policy {
                Err(why) => why.clone(),
                Ok(policy) => {
                    let (direction, at, why) = policy.rules().first_bad()?;
                    Malformed::shape(format!("{direction} rule {at}: {why}"))
                }
            };
            Some((found.path.clone(), why))
        });
        let value = |path: &str| self.snapshot.get(path).is_some_and(|entry| of_interest(&entry.value));
        of_profiles.chain(of_policies).filter(|(path, _)| value(path)).collect()
    }
}

/// Which security group a tag is, and what it is called.
pub(super) struct GroupsByTag<'a> {
    groups: BTreeMap<&'a str, &'a Group>,
    names: &'a Names,
}

impl<'a> GroupsByTag<'a> {
    pub(super) fn of(groups: &'a BTreeMap<String, Group>, names: &'a Names) -> Self {
        Self { groups: groups.values().map(|group| (group.tag(), group)).collect(), names }
    }

    /// The group of a tag, with its name where that is known.
    pub(super) fn group(&self, tag: &str) -> Option<GroupDoc> {
        let group = self.groups.get(tag)?;
        let name = self.names.name(Kind::Group, &group.id).map(str::to_owned);
        Some(GroupDoc { id: group.id.clone(), name })
    }

    /// The groups that a rule names, each once.
    fn named_by(&self, rule: &Rule) -> Vec<GroupDoc> {
        let mut found: Vec<GroupDoc> = named(rule.spec()).filter_map(|(tag, _)| self.group(tag)).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.dedup_by(|a, b| a.id == b.id);
        found
    }
}

/// A security group that something names.
#[derive(Clone, Serialize)]
pub(super) struct GroupDoc {
    pub(super) id: String,
    pub(super) name: Option<String>,
}

/// An endpoint that is a member of something.
#[derive(Serialize)]
pub(super) struct MemberDoc {
    name: String,
    kind: &'static str,
    host: String,
    pod: Option<String>,
    server: Option<String>,
    state: Option<String>,
    addresses: Vec<IpAddr>,
    /// The profiles by which it is one.
    profiles: Vec<String>,
}

impl MemberDoc {
    /// `by` are the profiles that make an endpoint a member.
    pub(super) fn of(member: &Member<'_>, by: &BTreeSet<&str>, names: &Names) -> Self {
        let workload = match &member.place {
            Place::Workload(endpoint) => Some(endpoint),
            Place::Host { .. } => None,
        };
        let pod = workload.and_then(|endpoint| endpoint.pod());
        let vm = workload.filter(|endpoint| endpoint.is_openstack());
        let server = vm.and_then(|endpoint| names.name(Kind::Server, &endpoint.id.workload));
        Self {
            name: member.name(),
            kind: if workload.is_some() { "workload" } else { "host" },
            host: member.host().to_owned(),
            pod: pod.map(|(namespace, pod)| format!("{namespace}/{pod}")),
            server: server.map(str::to_owned),
            state: member.state.clone(),
            addresses: member.addresses.clone(),
            profiles: member.profiles.iter().filter(|profile| by.contains(profile.as_str())).cloned().collect(),
        }
    }

    /// Name, addresses, and what else is known, as a line.
    fn line(&self) -> String {
        let mut line = self.name.clone();
        let mut add = |text: &str| {
            line.push_str("  ");
            line.push_str(text);
        };
        if self.addresses.is_empty() {
            add("no address");
        } else {
            add(&self.addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
        }
        match (&self.pod, &self.server) {
            (Some(pod), _) => add(&format!("pod {pod}")),
            (None, Some(server)) => add(&format!("VM {server}")),
            (None, None) if self.kind == "host" => add("host endpoint"),
            (None, None) => {}
        }
        if let Some(state) = self.state.as_ref().filter(|state| *state != "active") {
            add(state);
        }
        line
    }
}

/// A rule that names a tag.
#[derive(Serialize)]
pub(super) struct ReferenceDoc {
    pub(super) key: String,
    profile: Option<String>,
    policy: Option<String>,
    pub(super) direction: String,
    pub(super) position: usize,
    roles: Vec<String>,
    pub(super) negated: bool,
    rule: String,
    groups: Vec<GroupDoc>,
}

impl ReferenceDoc {
    fn of(at: &RuleAt<'_>, groups: &GroupsByTag<'_>) -> Self {
        let (profile, policy) = match at.of {
            RulesOf::Profile(name) => (Some(name.to_owned()), None),
            RulesOf::Policy { tier, name } => (None, Some(format!("{tier}/{name}"))),
        };
        Self {
            key: at.of.key().path(),
            profile,
            policy,
            direction: at.direction.to_string(),
            position: at.position,
            roles: Vec::new(),
            negated: false,
            rule: at.rule.to_string(),
            groups: groups.named_by(at.rule),
        }
    }
}

/// A rule of a security group.
#[derive(Serialize)]
pub(super) struct RuleDoc {
    rule: Option<String>,
    malformed: Option<String>,
    groups: Vec<GroupDoc>,
}

impl RuleDoc {
    /// The rules of one direction of a profile; `None` where they cannot be read.
    pub(super) fn all(profile: &Profile, direction: Direction, groups: &GroupsByTag<'_>) -> Option<Vec<Self>> {
        let rules = profiles::readable(&profile.rules)?;
        let doc = |rule: Result<Rule, RuleError>| match rule {
            Ok(rule) => Self { groups: groups.named_by(&rule), rule: Some(rule.to_string()), malformed: None },
            Err(why) => Self { rule: None, malformed: Some(why.to_string()), groups: Vec::new() },
        };
        Some(rules.list(direction).map(doc).collect())
    }
}

/// The words of a rule; behind them, where no reader of rules looks, the names of the groups in it.
fn commented(rule: &str, groups: &[GroupDoc]) -> String {
    let names: Vec<&str> = groups.iter().filter_map(|group| group.name.as_deref()).collect();
    if names.is_empty() { rule.to_owned() } else { format!("{rule}  # {}", names.join(", ")) }
}

/// Writes rules, numbered as `--at` counts them.
pub(super) fn write_rules(out: &mut dyn Write, title: &str, rules: Option<&[RuleDoc]>) -> io::Result<()> {
    let Some(rules) = rules else { return Ok(()) };
    writeln!(out, "{title}")?;
    for (at, rule) in rules.iter().enumerate() {
        let words = match (&rule.rule, &rule.malformed) {
            (Some(words), _) => commented(words, &rule.groups),
            (None, why) => format!("malformed: {}", why.as_deref().unwrap_or_default()),
        };
        writeln!(out, "{:4} {}", at + 1, printable(&words))?;
    }
    Ok(())
}

/// Writes how many endpoints there are, and a line for each.
pub(super) fn write_members(out: &mut dyn Write, title: &str, members: &[MemberDoc]) -> io::Result<()> {
    writeln!(out, "{title}: {}", members.len())?;
    members.iter().try_for_each(|member| writeln!(out, "  {}", printable(&member.line())))
}

/// Writes the rules that name a tag: those that it must match, and apart from them those that it must not.
pub(super) fn write_references(out: &mut dyn Write, title: &str, references: &[ReferenceDoc]) -> io::Result<()> {
    for (negated, title) in [(false, title.to_owned()), (true, format!("{title} with not"))] {
        let mut some = references.iter().filter(|reference| reference.negated == negated).peekable();
        if negated && some.peek().is_none() {
            break;
        }
        writeln!(out, "{title}: {}", references.iter().filter(|reference| reference.negated == negated).count())?;
        for reference in some {
            let words = commented(&reference.rule, &reference.groups);
            let place = format!("{} {} {}", reference.key, reference.direction, reference.position);
            writeln!(out, "  {}: {}", printable(&place), printable(&words))?;
        }
    }
    Ok(())
}
