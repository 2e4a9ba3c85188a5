//! `calicross exposure`

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use super::trace::{EndDoc, FelixDoc, felixes, say_assumed};
use crate::error::CommandError;
use crate::inventory::grouping::{By, Grouping};
use crate::inventory::parties::FORMS;
use crate::inventory::{self, Unresolved, profiles};
use crate::model::facts;
use crate::model::felix::Generation;
use crate::reach::{Reach, View};
use crate::render::printable;
use crate::session::{Outcome, ReadCommand, Session};
use crate::traffic::exposure::{Exposure, Peer};
use crate::traffic;
use crate::traffic::check::Ground;

fn about() -> String {
    format!(
        "Who is meant: {FORMS}.\n\n\
         Others are told of by group: pods by namespace, VMs by security group, all else by profile; addresses that no endpoint has, by the networks \
         that rules name; hosts. PAIRS counts pairs of addresses, and addresses outside that rules do not tell apart as one: 3 of 12 says that it passes \
         between three of the twelve. It is what policy allows; `trace` tells which rule does, and what else may stand in the way. What Felix 2.6 does \
         rests on reading its source."
    )
}

/// Arguments of `exposure`.
#[derive(Args, Debug)]
#[command(after_long_help = about())]
pub struct ExposureArgs {
    /// Whom it is about: an endpoint, a group (ns:NAME, sg:NAME, profile:NAME, tag:NAME, a selector), host:NAME, an address, or any
    #[arg(value_name = "WHO")]
    who: String,

    /// What every host runs, 1.4 or 2.6, whatever `hybrid set felix=...` says
    #[arg(long, value_name = "VERSION", value_parser = facts::parse_felix)]
    felix: Option<Generation>,
}

/// Who can reach somebody, and whom they can reach.
#[derive(Serialize)]
struct ExposureDoc {
    of: EndDoc,
    felix: FelixDoc,
    #[serde(flatten)]
    found: Exposure,
}

impl ReadCommand for ExposureArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let snapshot = session.read(&traffic::scopes())?;
        let felixes = felixes(&snapshot, self.felix)?;
        say_assumed(session, &felixes);
        let (names, _) = inventory::names(&snapshot);
        let view = View::read(&snapshot, &felixes.settings);
        let reach = Reach::of(&view);
        let ground = Ground { reach: &reach, snapshot: &snapshot, names: &names, felixes: &felixes };
        let nothing = || Unresolved { what: "endpoint", word: self.who.clone(), candidates: Vec::new() };
        let parties = ground.find(&[&self.who]).pop().unwrap_or_else(|| Err(nothing()))?;
        let profiles = profiles::all(&snapshot);
        let found = Exposure::of(&parties, &reach, &Grouping::new(By::Kind, &profiles, &names));
        let doc = ExposureDoc { of: EndDoc::of(&parties), felix: FelixDoc::of(&felixes), found };
        session.ui.object("calicross/exposure/1", &doc, &mut |out| write(out, &doc))?;
        Ok(Outcome::Yes)
    }
}

fn write(out: &mut dyn Write, doc: &ExposureDoc) -> io::Result<()> {
    let ExposureDoc { of, found, .. } = doc;
    let members = match of.members {
        1 => String::new(),
        0 if of.by == "any address" => String::new(),
        0 => ", no endpoints".to_owned(),
        members => format!(", {members} endpoints"),
    };
    writeln!(out, "{} ({}{members})", printable(&of.word), of.by)?;
    if !found.without_address.is_empty() {
        writeln!(out, "Without an address: {}", printable(&found.without_address.join(", ")))?;
    }
    write_side(out, "Can be reached by", "Not by", &found.inbound)?;
    write_side(out, "Can reach", "Not", &found.outbound)?;
    if found.unpoliced {
        writeln!(out, "\nWhat it exchanges with addresses that no endpoint has either is not policed by Calico.")?;
    }
    for (at, caveat) in found.caveats.iter().enumerate() {
        writeln!(out, "{}Beware: {} ({})", if at == 0 { "\n" } else { "" }, caveat.text, caveat.code)?;
    }
    Ok(())
}

/// The open ones as a table, and the names of the others.
fn write_side(out: &mut dyn Write, title: &str, closed_title: &str, peers: &[Peer]) -> io::Result<()> {
    let (closed, open): (Vec<&Peer>, Vec<&Peer>) = peers.iter().partition(|peer| peer.allowed.is_empty());
    writeln!(out, "\n{title}{}", if open.is_empty() { ": nobody" } else { ":" })?;
    let name = |peer: &Peer| printable(&peer.who.0.with_count(peer.who.1)).into_owned();
    let mut rows: Vec<[String; 3]> = Vec::new();
    for peer in open {
        for (at, share) in peer.allowed.iter().enumerate() {
            let pairs = if share.pairs == share.of { format!("all {}", share.of) } else { format!("{} of {}", share.pairs, share.of) };
            rows.push([if at == 0 { name(peer) } else { String::new() }, printable(&share.packets).into_owned(), pairs]);
        }
    }
    if !rows.is_empty() {
        rows.insert(0, ["WHO", "ALLOWED", "PAIRS"].map(str::to_owned));
    }
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let (first, second) = (widest(0).unwrap_or_default(), widest(1).unwrap_or_default());
    for [who, allowed, pairs] in &rows {
        writeln!(out, "  {who:<first$}  {allowed:<second$}  {pairs}")?;
    }
    if !closed.is_empty() {
        let names: Vec<String> = closed.iter().map(|peer| name(peer)).collect();
        writeln!(out, "{closed_title}: {}", names.join(", "))?;
    }
    Ok(())
}
