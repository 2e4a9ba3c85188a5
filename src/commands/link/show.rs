//! `calicross link show`

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::list::LinkListArgs;
use super::load::{self, GroupDoc, Loaded};
use crate::commands::effective;
use crate::error::CommandError;
use crate::link::members::Member;
use crate::link::siblings::Sibling;
use crate::link::{Link, Mechanism, name};
use crate::model::key::{Key, ProfilePart};
use crate::model::openstack::{Kind, Names};
use crate::reach::View;
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::traffic::unused::Unused;

/// Arguments of `link show`.
#[derive(Args, Debug)]
pub struct LinkShowArgs {
    /// Name of the link; without it, all are listed
    name: Option<String>,
}

/// An endpoint on one side.
#[derive(Serialize)]
struct EndpointDoc {
    name: String,
    host: String,
    pod: Option<String>,
    server: Option<String>,
    addresses: Vec<String>,
}

impl EndpointDoc {
    fn of(member: &Member<'_>, names: &Names) -> Self {
        let id = &member.key.id;
        let server = names.name(Kind::Server, &id.workload).filter(|_| member.key.is_openstack());
        let nets = member.endpoint.nets().unwrap_or_default();
        Self {
            name: member.key.name(),
            host: id.host.clone(),
            pod: member.key.pod().map(|(namespace, pod)| format!("{namespace}/{pod}")),
            server: server.map(str::to_owned),
            addresses: nets.iter().map(|net| net.addr().to_string()).collect(),
        }
    }
}

/// A group with its members.
#[derive(Serialize)]
struct GroupWithMembers {
    #[serde(flatten)]
    group: GroupDoc,
    members: Vec<EndpointDoc>,
}

/// An endpoint that lacks the link.
#[derive(Serialize)]
struct SiblingDoc {
    name: String,
    pod: Option<String>,
    kept: bool,
}

impl SiblingDoc {
    fn of(sibling: &Sibling<'_>) -> Self {
        let pod = sibling.key.pod().map(|(namespace, pod)| format!("{namespace}/{pod}"));
        Self { name: sibling.key.name(), pod, kept: sibling.kept }
    }
}

/// Something that is wrong.
#[derive(Serialize)]
struct ProblemDoc {
    id: &'static str,
    text: String,
}

/// A link.
#[derive(Serialize)]
struct LinkDoc {
    name: String,
    mechanism: &'static str,
    key: String,
    namespaces: Vec<String>,
    groups: Vec<GroupWithMembers>,
    endpoints: Vec<EndpointDoc>,
    lacking: Vec<SiblingDoc>,
    health: Vec<ProblemDoc>,
    /// Rules of the link that never decide anything.
    unused: Vec<Unused>,
}

impl LinkDoc {
    fn of(link: &Link, loaded: &Loaded<'_>, unused: Vec<Unused>) -> Self {
        let members = loaded.members(&[link]);
        let doc = |member: &Member<'_>| EndpointDoc::of(member, &loaded.names);
        let groups = loaded
            .groups(link)
            .into_iter()
            .map(|group| GroupWithMembers { members: members.of_group(&group.id).iter().map(doc).collect(), group });
        let problems = loaded.problems(link, &members).into_iter();
        Self {
            name: link.full_name(),
            mechanism: load::mechanism(link),
            key: link.key().path(),
            namespaces: load::namespaces(link),
            groups: groups.collect(),
            endpoints: members.pods(link).into_iter().map(doc).collect(),
            lacking: loaded.siblings(link, &members).iter().map(SiblingDoc::of).collect(),
            health: problems.map(|problem| ProblemDoc { id: problem.id, text: problem.text }).collect(),
            unused,
        }
    }
}

impl ReadCommand for LinkShowArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let Some(word) = &self.name else { return LinkListArgs {}.run(session) };
        let settings = effective::settings(session)?;
        let mut scopes = load::scopes_with_members();
        scopes.extend(View::scopes());
        let snapshot = session.read(&scopes)?;
        let loaded = Loaded::of(&snapshot);
        let link = name::find(word, &loaded.links)?;
        let keys = BTreeSet::from([match link.mechanism {
            Mechanism::Tag => Key::profile(&link.name, ProfilePart::Rules).path(),
            Mechanism::Namespace { .. } => link.key().path(),
        }]);
        let view = View::read(&snapshot, &settings);
        let unused = effective::unused(&view, &snapshot, &|object| effective::has_key(object, &keys));
        let doc = LinkDoc::of(link, &loaded, unused);
        session.ui.object("calicross/link/1", &doc, &mut |out| write_link(out, &doc))?;
        load::unreadable(&loaded.malformed_names)?;
        Ok(Outcome::Yes)
    }
}

fn write_link(out: &mut dyn Write, doc: &LinkDoc) -> io::Result<()> {
    writeln!(out, "Link:       {}", printable(&doc.name))?;
    let how = match doc.mechanism {
        "tag" => "by tag: a profile, for the endpoints that have it".to_owned(),
        _ => format!("by namespace: a policy, for all pods of {}", doc.namespaces.join(", ")),
    };
    writeln!(out, "Mechanism:  {}", printable(&how))?;
    writeln!(out, "Key:        {}", printable(&doc.key))?;
    for GroupWithMembers { group, members } in &doc.groups {
        let name = group.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
        writeln!(out, "Group:      {}{}", printable(&group.id), printable(&name))?;
        let opens = |open: bool, services: &[String]| match (open, services) {
            (false, _) => "closed".to_owned(),
            (true, []) => "nothing: no rule of the group lets its own members in".to_owned(),
            (true, services) => services.join(", "),
        };
        writeln!(out, "  pods to VMs  {}", printable(&opens(group.direction != "from-sg", &group.to_group)))?;
        writeln!(out, "  VMs to pods  {}", printable(&opens(group.direction != "to-sg", &group.from_group)))?;
        write_endpoints(out, "  Members", members)?;
    }
    write_endpoints(out, "Endpoints", &doc.endpoints)?;
    if !doc.lacking.is_empty() {
        writeln!(out, "Lacking it: {}", doc.lacking.len())?;
        for sibling in &doc.lacking {
            let why = if sibling.kept {
                "the link is kept for it: link reconcile"
            } else {
                "has the labels of one that has it"
            };
            writeln!(out, "  {}  ({why})", printable(&sibling.name))?;
        }
    }
    effective::write_unused(out, &doc.unused, true)?;
    if doc.health.is_empty() {
        return writeln!(out, "Health:     ok");
    }
    writeln!(out, "Health:")?;
    doc.health.iter().try_for_each(|problem| writeln!(out, "  {}: {}", problem.id, printable(&problem.text)))
}

fn write_endpoints(out: &mut dyn Write, title: &str, endpoints: &[EndpointDoc]) -> io::Result<()> {
    let indent = title.len() - title.trim_start().len();
    writeln!(out, "{title}: {}", endpoints.len())?;
    let called = |endpoint: &EndpointDoc| {
        let workload = endpoint.pod.as_ref().or(endpoint.server.as_ref());
        workload.map(|workload| format!("  {workload}")).unwrap_or_default()
    };
    endpoints.iter().try_for_each(|endpoint| {
        let line = format!("{}  {}{}", endpoint.name, endpoint.addresses.join(","), called(endpoint));
        writeln!(out, "{:indent$}  {}", "", printable(&line))
    })
}
