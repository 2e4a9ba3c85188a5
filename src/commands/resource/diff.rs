//! `calicross diff`

use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use super::apply::{self, SetArgs};
use super::export::file_name;
use super::files::{FileArgs, check_some};
use super::steps::{self, Act, Steps};
use crate::error::{CommandError, ErrorKind};
use crate::manifest::object::Resource;
use crate::render::{self, printable};
use crate::session::{Outcome, ReadCommand, Session};

/// The variable that names a program to show differences with.
const EXTERNAL: &str = "CALICROSS_EXTERNAL_DIFF";

/// Arguments of `diff`.
///
/// Exits with 0 where there is no difference, and with 1 where `apply` of the same files would change something.
#[derive(Args, Debug)]
#[command(after_help = "\
CALICROSS_EXTERNAL_DIFF names a program that shows the differences instead, such as 'diff -u -N' or meld: it gets two directories, with a file \
for each object that differs, as it is and as it would be.")]
pub struct DiffArgs {
    #[command(flatten)]
    files: FileArgs,

    #[command(flatten)]
    sets: SetArgs,

    /// What becomes of each object, without the lines that differ
    #[arg(long)]
    summary: bool,
}

/// The differences as a document.
#[derive(Serialize)]
struct DiffDoc<'a> {
    create: usize,
    change: usize,
    delete: usize,
    unchanged: usize,
    objects: Vec<ObjectDoc>,
    also: Vec<AlsoDoc<'a>>,
    warnings: &'a [String],
}

/// An object that differs.
#[derive(Serialize)]
struct ObjectDoc {
    kind: &'static str,
    name: String,
    action: &'static str,
    before: Option<Value>,
    after: Option<Value>,
}

/// A key that changes as well.
#[derive(Serialize)]
struct AlsoDoc<'a> {
    path: &'a str,
    action: &'static str,
}

impl ReadCommand for DiffArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let mut given = self.files.given(&session.ui)?;
        check_some(&given)?;
        let mut set = self.sets.prepare(session, &mut given)?;
        if let Some(set) = &mut set {
            // What is only looked at is not capped.
            set.max_deletes = usize::MAX;
        }
        let snapshot = session.read(&apply::scopes(&given, set.as_ref()))?;
        let steps = apply::applied(&snapshot, &given, set.as_ref(), true)?;
        show(session, &steps, self.summary)
    }
}

/// Shows what files would change.
///
/// # Errors
/// Where it cannot be shown.
pub(super) fn show(session: &mut Session, steps: &Steps, summary: bool) -> Result<Outcome, CommandError> {
    for obstacle in &steps.plan.obstacles {
        session.ui.warn(&format!("{} {} (--force={})", obstacle.object, obstacle.why, obstacle.force.word()));
    }
    steps.plan.warnings.iter().for_each(|line| session.ui.warn(line));
    let external = std::env::var(EXTERNAL).ok().filter(|program| !program.trim().is_empty());
    if let Some(program) = external.filter(|_| !summary && !session.ui.is_structured()) {
        return show_external(&program, steps);
    }
    let outcome = if steps.is_none() { Outcome::Yes } else { Outcome::No };
    let document = |resource: &Option<Resource>| resource.as_ref().map(Resource::document);
    let also: Vec<AlsoDoc<'_>> = steps
        .plan
        .changes()
        .filter(|change| steps.also.contains(&change.path))
        .map(|change| AlsoDoc { path: &change.path, action: change.action().word() })
        .collect();
    let objects = if session.ui.is_structured() {
        let object = |step: &steps::Step| ObjectDoc {
            kind: step.id.kind().as_str(),
            name: step.id.name(),
            action: step.act.word(),
            before: document(&step.before),
            after: document(&step.after),
        };
        steps.changed().map(object).collect()
    } else {
        Vec::new()
    };
    let doc = DiffDoc {
        create: steps.count(Act::Create),
        change: steps.count(Act::Change),
        delete: steps.count(Act::Delete),
        unchanged: steps.count(Act::Keep),
        objects,
        also,
        warnings: &steps.plan.warnings,
    };
    let color = session.ui.color();
    session.ui.object("calicross/diff/1", &doc, &mut |out| write(out, steps, summary, color))?;
    Ok(outcome)
}

fn write(out: &mut dyn Write, steps: &Steps, summary: bool, color: bool) -> io::Result<()> {
    for step in steps.changed() {
        let (on, off) = match (color, step.act) {
            (false, _) | (_, Act::Keep) => ("", ""),
            (true, Act::Create) => ("\x1b[32m", "\x1b[0m"),
            (true, Act::Change) => ("\x1b[33m", "\x1b[0m"),
            (true, Act::Delete) => ("\x1b[31m", "\x1b[0m"),
        };
        let name = step.id.to_string();
        writeln!(out, "{on}{} {}{off}", step.act.word(), printable(&name))?;
        if summary {
            continue;
        }
        let text = |resource: &Option<Resource>| -> io::Result<Option<String>> {
            let text = resource.as_ref().map(|resource| render::yaml_text(&resource.document()));
            text.transpose().map_err(|err| io::Error::other(err.to_string()))
        };
        let (before, after) = (text(&step.before)?, text(&step.after)?);
        let bytes = |text: &Option<String>| text.as_ref().map(|text| text.as_bytes().to_vec());
        out.write_all(render::diff(&name, bytes(&before).as_deref(), bytes(&after).as_deref(), color).as_bytes())?;
    }
    for change in steps.plan.changes().filter(|change| steps.also.contains(&change.path)) {
        writeln!(out, "also {} {}", change.action().word(), printable(&change.path))?;
        if !summary {
            let before = change.before.as_ref().map(|seen| seen.value.as_slice());
            out.write_all(render::diff(&change.path, before, change.after.as_deref(), color).as_bytes())?;
        }
    }
    let counts =
        [(Act::Create, "to create"), (Act::Change, "to change"), (Act::Delete, "to delete"), (Act::Keep, "unchanged")];
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(act, _)| steps.count(*act) > 0)
        .map(|(act, words)| format!("{} {words}", steps.count(act)))
        .collect();
    writeln!(out, "{}", told.join(", "))
}

/// Lets another program show the differences; its exit codes are those of diff(1).
fn show_external(program: &str, steps: &Steps) -> Result<Outcome, CommandError> {
    let failed = |err: io::Error| CommandError::new(ErrorKind::Output, format!("cannot write files to compare: {err}"));
    let directory = tempfile::Builder::new().prefix("calicross-diff-").tempdir().map_err(failed)?;
    let (live, wanted) = (directory.path().join("LIVE"), directory.path().join("WANTED"));
    for step in steps.changed() {
        for (place, resource) in [(&live, &step.before), (&wanted, &step.after)] {
            if let Some(resource) = resource {
                write_file(place, &format!("{}.{}", step.id.kind(), file_name(&step.id.name())), resource)?;
            }
        }
    }
    std::fs::create_dir_all(&live).and_then(|()| std::fs::create_dir_all(&wanted)).map_err(failed)?;
    // It may have options, as in `diff -u -N`: the shell takes it apart as everywhere else.
    let status =
        Command::new("sh").arg("-c").arg(format!("{program} \"$1\" \"$2\"")).arg("sh").arg(&live).arg(&wanted).status();
    match status.map(|status| status.code()) {
        Ok(Some(0)) if steps.is_none() => Ok(Outcome::Yes),
        Ok(Some(0 | 1)) => Ok(Outcome::No),
        Ok(_) => Err(CommandError::new(ErrorKind::Refused, format!("`{program}` ({EXTERNAL}) failed"))),
        Err(err) => Err(CommandError::new(ErrorKind::Refused, format!("cannot start `{program}` ({EXTERNAL}): {err}"))),
    }
}

fn write_file(directory: &Path, name: &str, resource: &Resource) -> Result<(), CommandError> {
    let failed = |err: io::Error| CommandError::new(ErrorKind::Output, format!("cannot write files to compare: {err}"));
    let text = render::yaml_text(&resource.document())?;
    std::fs::create_dir_all(directory).map_err(failed)?;
    std::fs::write(directory.join(name), text).map_err(failed)
}
