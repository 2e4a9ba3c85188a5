//! `calicross rehearse`

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::trace::{FelixDoc, felixes};
use crate::error::{CommandError, ErrorKind};
use crate::inventory;
use crate::model::facts::{self, spelled};
use crate::model::felix::Generation;
use crate::model::key::{Key, ProfilePart};
use crate::reach::{Difference, Rejection, Settings, View};
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;
use crate::traffic::effect::{Because, Effect, Flow, between};
use crate::traffic::fatal::{self, Fatal};
use crate::traffic::told::Teller;
use crate::traffic::{self, Felixes};

/// How many hosts are told of by name.
const FEW: usize = 5;
/// How many changes of traffic people are shown; scripts get all.
const SHOWN: usize = 40;

/// Arguments of `rehearse`.
///
/// Nothing is written: the datastore is read as the one Felix and as the other take it, and what differs is told. Felix 2 knows no tiers (its
/// policies are one list, in the order of order and name), obeys types, takes tags for labels, and of two profiles with the same label the
/// first one's; Felix 1.4 the last one's. A fleet that is upgraded host by host is rehearsed with --host for those that are done.
/// What Felix 1.4 does was measured, what Felix 2.6 does rests on reading its source.
///
/// Exit code 0 where nothing differs, 1 where something does.
#[derive(Args, Debug)]
pub struct RehearseArgs {
    /// What every host runs now, 1.4 or 2.6 [default: what `hybrid set felix=...` says, of each host]
    #[arg(long, value_name = "VERSION", value_parser = facts::parse_felix)]
    felix: Option<Generation>,

    /// What they are to run: 2.6, or 1.4 for the way back
    #[arg(long, value_name = "VERSION", value_parser = facts::parse_felix)]
    to: Generation,

    /// Only this host changes; can be repeated
    #[arg(long = "host", value_name = "HOST")]
    hosts: Vec<String>,
}

/// A value that one generation takes and the other does not.
#[derive(Debug, Serialize)]
struct RejectionDoc {
    key: String,
    why: String,
    consequence: &'static str,
}

/// What an upgrade changes.
#[derive(Serialize)]
struct RehearsalDoc {
    from: FelixDoc,
    to: FelixDoc,
    /// The hosts that change.
    hosts: Vec<String>,
    /// Whether those are all that there are.
    every_host: bool,
    /// What the new Felix dies of.
    dies: Vec<Fatal>,
    /// What it rejects and the old one takes.
    rejects: Vec<RejectionDoc>,
    /// What it takes and the old one rejects.
    takes: Vec<RejectionDoc>,
    changes: Vec<ChangeDoc>,
}

/// Traffic that opens or closes.
#[derive(Serialize)]
struct ChangeDoc {
    /// `opens` or `closes`.
    effect: &'static str,
    #[serde(flatten)]
    flow: Flow,
    /// What decided before and what after, of two of them.
    because: Option<Because>,
    /// All of it as a line.
    text: String,
}

impl RehearsalDoc {
    fn is_empty(&self) -> bool {
        self.dies.is_empty() && self.rejects.is_empty() && self.takes.is_empty() && self.changes.is_empty()
    }
}

impl ReadCommand for RehearseArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&traffic::scopes())?;
        let before = felixes(&snapshot, self.felix)?;
        if before.assumed {
            session.ui.status(
                "which Felix runs is not known, 1.4 is taken; --felix says it, or `calicross hybrid set felix=1.4`",
            );
        }
        let doc = self.rehearse(&snapshot, &before)?;
        session.ui.object("calicross/rehearsal/1", &doc, &mut |out| write(out, &doc, self.to))?;
        Ok(if doc.is_empty() { Outcome::Yes } else { Outcome::No })
    }
}

impl RehearseArgs {
    fn rehearse(&self, snapshot: &Snapshot, before: &Felixes) -> Result<RehearsalDoc, CommandError> {
        let view = View::read(snapshot, &before.settings);
        let known: BTreeSet<&str> = view.hosts().collect();
        if let Some(unknown) = self.hosts.iter().find(|host| !known.contains(host.as_str())) {
            let why = format!("host {unknown} does not exist: no key of the datastore is of it");
            let hint = "`calicross node list` shows those that do";
            return Err(CommandError::new(ErrorKind::NotFound, why).object(format!("host {unknown}")).hint(hint));
        }
        let after = self.after(&before.settings);
        let changing: Vec<&str> =
            known.iter().copied().filter(|host| before.settings.of(host) != after.of(host)).collect();
        let others: BTreeSet<Generation> = changing.iter().map(|host| before.settings.of(host)).collect();
        let new = view.under(&after);
        let (names, _) = inventory::names(snapshot);
        let difference = Difference::between(&view, &new);
        let Effect { opens, closes, .. } = Effect::of(&difference, &names, &|_| true);
        let tellers = [&Teller::new(&difference.before, snapshot), &Teller::new(&difference.after, snapshot)];
        let change = |opens: bool, flow: Flow| ChangeDoc {
            effect: if opens { "opens" } else { "closes" },
            because: flow.because(opens, &difference, tellers),
            text: between(&flow),
            flow,
        };
        let opens = opens.into_iter().map(|flow| change(true, flow));
        let changes = opens.chain(closes.into_iter().map(|flow| change(false, flow))).collect();
        let (mut dies, mut rejects, mut takes) = (Vec::new(), Vec::new(), Vec::new());
        if !changing.is_empty() {
            dies = fatal::all(snapshot, self.to, &after);
            let of = |view: &View<'_>, wanted: &dyn Fn(Generation) -> bool| -> BTreeMap<String, Rejection> {
                let found = view.rejections().into_iter().filter(|found| wanted(found.generation));
                found.map(|found| (found.key.clone(), found)).collect()
            };
            let (old, new) = (of(&view, &|found| others.contains(&found)), of(&new, &|found| found == self.to));
            let only =
                |these: &BTreeMap<String, Rejection>, those: &BTreeMap<String, Rejection>| -> Vec<RejectionDoc> {
                    let found = these.iter().filter(|(key, _)| !those.contains_key(*key));
                    found.map(|(_, found)| rejection(found)).collect()
                };
            (rejects, takes) = (only(&new, &old), only(&old, &new));
        }
        Ok(RehearsalDoc {
            from: FelixDoc::of(before),
            to: FelixDoc::of(&Felixes { settings: after, assumed: false }),
            every_host: changing.len() == known.len(),
            hosts: changing.into_iter().map(str::to_owned).collect(),
            dies,
            rejects,
            takes,
            changes,
        })
    }

    /// Which Felix runs where afterwards.
    fn after(&self, before: &Settings) -> Settings {
        if self.hosts.is_empty() {
            return Settings::all(self.to);
        }
        let mut after = before.clone();
        after.hosts.extend(self.hosts.iter().map(|host| (host.clone(), self.to)));
        after
    }
}

fn rejection(found: &Rejection) -> RejectionDoc {
    let consequence = match Key::parse(&found.key) {
        Key::WorkloadEndpoint(_) => {
            "all traffic of the endpoint is dropped, and no rule takes its addresses for a member's"
        }
        Key::HostEndpoint { .. } => "no policy is on the interface: what it closed is open",
        Key::Profile { part: ProfilePart::Rules, .. } => "what reaches the profile is dropped",
        Key::Profile { part: ProfilePart::Tags, .. } => "the profile carries no tag",
        Key::Profile { part: ProfilePart::Labels, .. } => "the profile gives no label",
        Key::Policy { .. } => "the policy does not apply: what it closed is left to those after it",
        Key::TierMetadata { .. } => "none of the tier's policies applies",
        _ => "it is as if it were not there",
    };
    RejectionDoc { key: found.key.clone(), why: found.why.clone(), consequence }
}

fn write(out: &mut dyn Write, doc: &RehearsalDoc, to: Generation) -> io::Result<()> {
    let new = spelled(to);
    match (doc.hosts.as_slice(), doc.every_host) {
        ([], _) => return writeln!(out, "Felix {new} runs there already: nothing changes"),
        (hosts, true) => writeln!(out, "Felix {new} on every host ({})", hosts.len())?,
        (hosts, false) => {
            let more = match hosts.len().saturating_sub(FEW) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let named = hosts.iter().take(FEW).map(String::as_str).collect::<Vec<_>>().join(", ");
            writeln!(out, "Felix {new} on {}{more}; the others stay as they are", printable(&named))?;
        }
    }
    if !doc.dies.is_empty() {
        writeln!(out, "\nIt dies of:")?;
    }
    for fatal in &doc.dies {
        writeln!(out, "  {}: {}", printable(&fatal.key), printable(&fatal.why))?;
        writeln!(out, "    {}", fatal.consequence)?;
    }
    for (title, found) in
        [("It rejects:", &doc.rejects), ("It takes what was rejected, so that this ends:", &doc.takes)]
    {
        if !found.is_empty() {
            writeln!(out, "\n{title}")?;
        }
        for found in found {
            writeln!(out, "  {}: {}", printable(&found.key), printable(&found.why))?;
            writeln!(out, "    {}", found.consequence)?;
        }
    }
    writeln!(out)?;
    if !doc.dies.is_empty() {
        writeln!(out, "If it lived:")?;
    }
    if doc.changes.is_empty() {
        return writeln!(out, "No traffic opens or closes.");
    }
    for change in doc.changes.iter().take(SHOWN) {
        writeln!(out, "{:<8}{}", format!("{}:", change.effect), printable(&change.text))?;
        if let Some(because) = &change.because {
            writeln!(out, "          before: {}", printable(&because.before.text))?;
            writeln!(out, "          after:  {}", printable(&because.after.text))?;
        }
    }
    match doc.changes.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "and {more} more, which -o json tells"),
    }
}
