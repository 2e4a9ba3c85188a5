//! What a change, or the plan of one, looks like to people and to scripts.

use std::io::Write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use uuid::Uuid;

use crate::error::CommandError;
use crate::plan::{Change, Plan};
use crate::render::{Format, diff, printable};
use crate::session::impact::Impact;
use crate::session::ui::Ui;
use crate::session::wait::Waited;

/// The `schema` of the result of every command that writes.
const SCHEMA: &str = "calicross/result/1";

/// Most lines that tell a person, each by itself, what was done; of more, only their number is told unless with `-v`.
const MOST_LINES: usize = 20;
/// Most warnings that are shown unless with `-v`.
const MOST_WARNINGS: usize = 10;

/// Longest value that a dry run shows whole, in bytes.
const LONGEST_VALUE: usize = 4096;

/// The result of a change.
pub(super) struct Report<'a> {
    pub(super) plan: &'a Plan,
    pub(super) dry_run: bool,
    pub(super) diff: bool,
    pub(super) journal_id: Option<Uuid>,
    /// The effect on traffic, where it is known.
    pub(super) impact: Option<&'a Impact>,
    /// What people are told of it.
    pub(super) impact_lines: Vec<String>,
    pub(super) waited: Option<&'a Waited>,
}

#[derive(Serialize)]
struct ResultDoc<'a> {
    changed: bool,
    dry_run: bool,
    changes: Vec<ChangeDoc<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    directories: Vec<&'a str>,
    impact: Option<&'a Impact>,
    journal_id: Option<Uuid>,
    warnings: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    wait: Option<&'a Waited>,
}

/// A value is text, or base64 where it is not UTF-8, which `encoding` then says.
#[derive(Serialize)]
struct ChangeDoc<'a> {
    path: &'a str,
    action: &'static str,
    before: Option<String>,
    after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
}

impl<'a> ChangeDoc<'a> {
    fn of(change: &'a Change) -> Self {
        let before = change.before.as_ref().map(|seen| seen.value.as_slice());
        let after = change.after.as_deref();
        let binary = [before, after].into_iter().flatten().any(|value| std::str::from_utf8(value).is_err());
        let text = |value: &[u8]| {
            if binary { STANDARD.encode(value) } else { String::from_utf8_lossy(value).into_owned() }
        };
        Self {
            path: &change.path,
            action: change.action().word(),
            before: before.map(text),
            after: after.map(text),
            encoding: binary.then_some("base64"),
        }
    }
}

impl Report<'_> {
    /// Prints the result: the document, the changed keys' names, or a line for people.
    pub(super) fn print(&self, ui: &Ui) -> Result<(), CommandError> {
        if ui.is_mute() {
            return Ok(());
        }
        if ui.format() == Format::Name && !ui.is_structured() {
            return self.plan.changes().try_for_each(|change| ui.line(&change.path));
        }
        let changed = !self.plan.is_empty() && !self.dry_run;
        // The document costs a copy of every value; people do not see it.
        let changes = if ui.is_structured() { self.plan.changes().map(ChangeDoc::of).collect() } else { Vec::new() };
        let doc = ResultDoc {
            changed,
            dry_run: self.dry_run,
            changes,
            directories: self.plan.directories().collect(),
            impact: self.impact,
            journal_id: self.journal_id,
            warnings: &self.plan.warnings,
            wait: self.waited,
        };
        let color = ui.color();
        // That nothing happened is no news for cron.
        let silent = ui.is_quiet() && !ui.is_structured() && self.plan.is_empty() && self.plan.summary.is_empty();
        if silent {
            return Ok(());
        }
        ui.object(SCHEMA, &doc, &mut |out| self.human(out, color, ui.is_verbose()))
    }

    fn human(&self, out: &mut dyn Write, color: bool, verbose: bool) -> std::io::Result<()> {
        if self.diff {
            write_diff(out, self.plan, color)?;
        } else if self.dry_run {
            for change in self.plan.changes() {
                write_change(out, change, color)?;
            }
        }
        if self.diff || self.dry_run {
            for directory in self.plan.directories() {
                writeln!(out, "+ {}/", printable(directory))?;
            }
        }
        let label = if self.dry_run && !self.plan.is_empty() { "dry run: " } else { "" };
        let told = verbose || self.plan.summary.len() <= MOST_LINES;
        for line in self.plan.summary.iter().filter(|_| told) {
            writeln!(out, "{label}{}", printable(line))?;
        }
        if self.plan.summary.is_empty() || !told {
            match (self.plan.changes().len(), self.dry_run) {
                (0, _) => writeln!(out, "unchanged")?,
                (1, true) => writeln!(out, "dry run: 1 key would change")?,
                (count, true) => writeln!(out, "dry run: {count} keys would change")?,
                (1, false) => writeln!(out, "1 key changed")?,
                (count, false) => writeln!(out, "{count} keys changed")?,
            }
        }
        for line in &self.impact_lines {
            writeln!(out, "{}", printable(line))?;
        }
        Ok(())
    }
}

/// Tells of a plan's warnings.
pub(super) fn print_warnings(ui: &Ui, plan: &Plan) {
    let shown = if ui.is_verbose() { usize::MAX } else { MOST_WARNINGS };
    for warning in plan.warnings.iter().take(shown) {
        ui.warn(warning);
    }
    if let Some(more) = plan.warnings.len().checked_sub(shown).filter(|more| *more > 0) {
        ui.warn(&format!("and {more} more; -v shows them all"));
    }
}

/// Prints the diff of a plan on stdout.
pub(super) fn print_diff(ui: &Ui, plan: &Plan) -> Result<(), CommandError> {
    let mut text = Vec::new();
    write_diff(&mut text, plan, ui.color())?;
    ui.raw(&text)
}

fn write_diff(out: &mut dyn Write, plan: &Plan, color: bool) -> std::io::Result<()> {
    for change in plan.changes() {
        let before = change.before.as_ref().map(|seen| seen.value.as_slice());
        out.write_all(diff(&change.path, before, change.after.as_deref(), color).as_bytes())?;
    }
    Ok(())
}

/// Writes a change as one line: sign, key, new value, or how long that is.
fn write_change(out: &mut dyn Write, change: &Change, color: bool) -> std::io::Result<()> {
    use crate::plan::Action;
    let (on, off) = match (color, change.action()) {
        (false, _) => ("", ""),
        (true, Action::Create) => ("\x1b[32m", "\x1b[0m"),
        (true, Action::Update) => ("\x1b[33m", "\x1b[0m"),
        (true, Action::Delete) => ("\x1b[31m", "\x1b[0m"),
    };
    write!(out, "{on}{} {}{off}", change.action().sign(), printable(&change.path))?;
    match change.after.as_deref().map(std::str::from_utf8) {
        None => writeln!(out),
        Some(Ok(text)) if text.len() > LONGEST_VALUE => writeln!(out, "  ({} bytes; --diff shows them)", text.len()),
        Some(Ok(text)) => writeln!(out, "  {}", printable(text)),
        Some(Err(_)) => writeln!(out, "  ({} bytes that are not UTF-8)", change.after.as_ref().map_or(0, Vec::len)),
    }
}
