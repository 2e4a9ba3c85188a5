//! The matrix as a page by itself: a heat map, from which one clicks through to the rules that decide.

use std::collections::HashMap;

use serde::Serialize;

use super::gather::{Gathered, GroupDoc};
use crate::error::{CommandError, ErrorKind};
use crate::model::facts::spelled;
use crate::model::key::Family;
use crate::reach::{Decision, PacketSet, Part, Share, Verdict};
use crate::session::Session;
use crate::traffic::Felixes;

/// The page, with a place for the data.
const PAGE: &str = include_str!("page.html");
const PLACE: &str = "/*matrix*/";

/// What the page is made of. Cells name groups and decisions by their places.
#[derive(Serialize)]
struct Data<'a> {
    about: String,
    groups: &'a [GroupDoc],
    decisions: Vec<DecisionData>,
    cells: Vec<CellData>,
}

#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
struct DecisionData {
    text: String,
    key: Option<String>,
}

#[derive(Serialize)]
struct CellData {
    from: usize,
    to: usize,
    extent: &'static str,
    allowed: String,
    pairs: u64,
    open: u64,
    parts: Vec<PartData>,
}

#[derive(Serialize)]
struct PartData {
    verdict: Verdict,
    packets: String,
    pairs: u64,
    outbound: usize,
    inbound: Option<usize>,
}

/// A line about what the page shows.
pub(super) fn about(
    gathered: &Gathered<'_, '_, '_>,
    felixes: &Felixes,
    session: &mut Session,
) -> Result<String, CommandError> {
    let target = session.target()?;
    let felix = spelled(felixes.settings.generation);
    let hosts = if felixes.settings.hosts.is_empty() { "" } else { " (some hosts another)" };
    Ok(format!(
        "{} groups, as Felix {felix}{hosts} treats them; {} at {}, {}",
        gathered.groups.len(),
        target.kind,
        target.address,
        jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC"),
    ))
}

/// The page.
pub(super) fn page(gathered: &Gathered<'_, '_, '_>, about: String) -> Result<String, CommandError> {
    let mut known: HashMap<DecisionData, usize> = HashMap::new();
    let mut decisions: Vec<DecisionData> = Vec::new();
    // The same few decide in cell after cell: each is put into words once.
    let mut numbers: HashMap<Decision, usize> = HashMap::new();
    let mut decision = |of: &Decision| {
        *numbers.entry(*of).or_insert_with(|| {
            let told = gathered.teller.decision(of);
            let told = DecisionData { text: told.text, key: told.key };
            *known.entry(told.clone()).or_insert_with(|| {
                decisions.push(told);
                decisions.len() - 1
            })
        })
    };
    let mut words: HashMap<PacketSet, String> = HashMap::new();
    let mut cells = Vec::with_capacity(gathered.cells.len());
    for between in &gathered.cells {
        let shares = gathered.pairs.shares(between.from, between.to);
        let mut part = |Share { part, pairs }: Share| PartData {
            verdict: part.verdict,
            packets: words.entry(part.packets.clone()).or_insert_with(|| packets(&part)).clone(),
            pairs,
            outbound: decision(&part.outbound),
            inbound: part.inbound.as_ref().map(&mut decision),
        };
        cells.push(CellData {
            from: between.from,
            to: between.to,
            extent: between.extent.word(),
            allowed: gathered.allowed(between),
            pairs: between.cell.pairs(),
            open: between.cell.open_pairs(gathered.reach),
            parts: shares.into_iter().map(&mut part).collect(),
        });
    }
    let data = Data { about, groups: &gathered.groups, decisions, cells };
    let json = serde_json::to_string(&data)
        .map_err(|err| CommandError::new(ErrorKind::Output, format!("cannot write the page: {err}")))?;
    // Nothing in the data may end the element that it is in.
    Ok(PAGE.replacen(PLACE, &json.replace('<', "\\u003c"), 1))
}

/// The packets of a part, which are of one IP version.
fn packets(part: &Part) -> String {
    let versions = [Family::V4, Family::V6].map(PacketSet::family);
    let within = versions.iter().find(|version| version.covers(&part.packets));
    within.map_or_else(|| part.packets.to_string(), |within| part.packets.words(within))
}
