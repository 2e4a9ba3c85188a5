//! What is found, and what may be done about it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{DoctorArgs, asked};
use crate::commands::trace::say_assumed;
use crate::doctor::{self, Class, Diagnosis, Inventory, Severity, repair};
use crate::error::CommandError;
use crate::ownership;
use crate::plan::Force;
use crate::render::{Column, Row};
use crate::session::{Outcome, Session};
use crate::store::Snapshot;

/// Most lines to type that are told of each check; `-o json` has all.
const FEW: usize = 3;

#[derive(Serialize)]
struct FindingRow<'a> {
    id: &'static str,
    severity: Severity,
    object: &'a str,
    keys: &'a [String],
    text: &'a str,
    why: &'static str,
    fix: Option<FixDoc<'a>>,
}

#[derive(Serialize)]
struct FixDoc<'a> {
    class: Class,
    text: &'a str,
    command: Option<Cow<'a, str>>,
}

impl Row for FindingRow<'_> {
    const SCHEMA: &'static str = "calicross/doctor/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("SEVERITY"),
        Column::new("CHECK"),
        Column::new("FIX"),
        Column::new("OBJECT"),
        Column::new("KEY").wide(),
        Column::new("WHAT"),
    ];

    fn name(&self) -> Cow<'_, str> {
        self.id.into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        match column {
            0 => self.severity.word().into(),
            1 => self.id.into(),
            2 => self.fix.as_ref().map_or("-", |fix| fix.class.word()).into(),
            3 => self.object.into(),
            4 => self.keys.first().map_or("", String::as_str).into(),
            _ => self.text.into(),
        }
    }
}

/// Looks and tells.
///
/// # Errors
/// Where the datastore cannot be read, or stdout not be written.
pub(super) fn report(args: &DoctorArgs, session: &mut Session) -> Result<Outcome, CommandError> {
    let (given, sight) = args.given(session)?;
    let snapshot = session.read(&doctor::scopes())?;
    args.say_not_applicable(session, &given);
    let worst = args.examined(&snapshot, &given, |inventory, found| print(session, inventory, &found))?;
    asked::remember(sight)?;
    Ok(args.outcome(worst))
}

fn print(
    session: &Session,
    inventory: &Inventory<'_>,
    found: &[Diagnosis<'_>],
) -> Result<Option<Severity>, CommandError> {
    say_assumed(session, &inventory.felixes);
    let mut by_check: BTreeMap<&str, Vec<&Diagnosis<'_>>> = BTreeMap::new();
    for diagnosis in found {
        by_check.entry(diagnosis.check.id).or_default().push(diagnosis);
    }
    let lines: BTreeMap<&str, String> =
        by_check.iter().map(|(id, of)| (*id, line_of(id, of, inventory.snapshot))).collect();
    session.ui.list(found.iter().map(|diagnosis| row(diagnosis, &lines)))?;
    if found.is_empty() {
        session.ui.status("nothing found");
        return Ok(None);
    }
    session.ui.status(&counted(found));
    for of in by_check.values() {
        if let Some(first) = of.first() {
            session.ui.detail(&format!("{}: {}", first.check.id, first.check.why));
        }
    }
    hints(session, inventory.snapshot, &by_check, &lines);
    Ok(found.iter().map(Diagnosis::severity).max())
}

fn row<'a>(diagnosis: &'a Diagnosis<'_>, lines: &BTreeMap<&str, String>) -> FindingRow<'a> {
    let finding = &diagnosis.finding;
    let fix = finding.fix.as_ref().map(|fix| FixDoc {
        class: fix.class,
        text: &fix.text,
        command: match fix.edits.is_empty() {
            true => fix.command.as_deref().map(Cow::Borrowed),
            false => lines.get(diagnosis.check.id).map(|line| Cow::Owned(line.clone())),
        },
    });
    FindingRow {
        id: diagnosis.check.id,
        severity: diagnosis.severity(),
        object: &finding.object,
        keys: &finding.keys,
        text: &finding.text,
        why: diagnosis.check.why,
        fix,
    }
}

/// The line to type that fixes what a check has found, with what has to be overridden.
fn line_of(id: &str, found: &[&Diagnosis<'_>], snapshot: &Snapshot) -> String {
    let plan = repair::plan(snapshot, found.iter().filter_map(|diagnosis| diagnosis.repair()));
    let mut forces: Vec<Force> = ownership::obstacles(&plan).into_iter().map(|obstacle| obstacle.force).collect();
    forces.sort_unstable();
    forces.dedup();
    let words: Vec<&str> = forces.into_iter().map(Force::word).collect();
    let force = if words.is_empty() { String::new() } else { format!(" --force={}", words.join(",")) };
    format!("calicross doctor --fix={id}{force}")
}

/// How many findings of which severity there are.
fn counted(found: &[Diagnosis<'_>]) -> String {
    let count = |severity: Severity| {
        let count = found.iter().filter(|diagnosis| diagnosis.severity() == severity).count();
        (count > 0).then(|| format!("{count} {}{}", severity.word(), if count == 1 { "" } else { "s" }))
    };
    Severity::ALL.into_iter().filter_map(count).collect::<Vec<_>>().join(", ")
}

/// Tells what may be typed.
fn hints(
    session: &Session,
    snapshot: &Snapshot,
    found: &BTreeMap<&str, Vec<&Diagnosis<'_>>>,
    lines: &BTreeMap<&str, String>,
) {
    let told = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "es" });
    let safe = found.values().flatten().filter(|diagnosis| diagnosis.safe_repair(snapshot).is_some()).count();
    if safe > 0 {
        session.ui.status(&format!("`calicross doctor --fix` does {}", told(safe, "safe fix")));
    }
    for (id, of) in found {
        let named = of.iter().filter(|diagnosis| diagnosis.safe_repair(snapshot).is_none());
        let mut classes: Vec<Class> = named.filter_map(|diagnosis| diagnosis.repair()).map(|fix| fix.class).collect();
        let count = classes.len();
        classes.sort_unstable();
        classes.dedup();
        if let Some(line) = lines.get(id).filter(|_| count > 0) {
            let classes: Vec<&str> = classes.into_iter().map(Class::word).collect();
            session.ui.status(&format!("`{line}` does {} ({})", told(count, "fix"), classes.join(", ")));
        }
        by_hand(session, id, of);
    }
}

/// What doctor cannot do itself.
fn by_hand(session: &Session, id: &str, found: &[&Diagnosis<'_>]) {
    let fixes = found.iter().filter_map(|diagnosis| diagnosis.finding.fix.as_ref()).filter(|fix| fix.edits.is_empty());
    let mut lines: Vec<String> = fixes
        .map(|fix| match &fix.command {
            Some(command) => format!("by hand, {id}: {}: `{command}`", fix.text),
            None => format!("by hand, {id}: {}", fix.text),
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines.iter().take(FEW).for_each(|line| session.ui.status(line));
    if lines.len() > FEW {
        session.ui.status(&format!("by hand, {id}: {} more, which -o json has", lines.len() - FEW));
    }
}
