//! The answer of `why`, for scripts and for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::commands::trace::{FlowAnswer, FlowArgs, Whole};
use crate::model::changed;
use crate::model::key::Key;
use crate::model::shell::command_line;
use crate::plan::Change;
use crate::plan::journal::Record;
use crate::render::printable;

/// Most objects, and most lines of one, that people are shown.
const MOST: usize = 10;

/// What became of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct ObjectDoc {
    pub(super) object: String,
    pub(super) keys: Vec<String>,
    pub(super) changes: Vec<String>,
}

/// Groups changes by object. They lead back to an earlier state; what is told is what led from there to the later one.
pub(super) fn touched<'c>(back: impl Iterator<Item = &'c Change>) -> Vec<ObjectDoc> {
    let mut objects: BTreeMap<String, ObjectDoc> = BTreeMap::new();
    for change in back {
        let key = Key::parse(&change.path);
        let object = changed::object(&key);
        let (now, was) = (change.before.as_ref().map(|seen| seen.value.as_slice()), change.after.as_deref());
        let doc = objects.entry(object.clone()).or_insert_with(|| {
            let (keys, changes) = Default::default();
            ObjectDoc { object, keys, changes }
        });
        doc.keys.push(change.path.clone());
        doc.changes.extend(changed::words(&key, was, now));
    }
    objects.into_values().collect()
}

/// The change that did it.
#[derive(Debug, Serialize)]
pub(super) struct CauseDoc {
    id: String,
    time: String,
    actor: String,
    host: String,
    command: Vec<String>,
    reason: Option<String>,
    /// Whether it was this change, and not what somebody made of its keys later.
    certain: bool,
    changes: Vec<ObjectDoc>,
    undo: String,
}

impl CauseDoc {
    pub(super) fn of(record: &Record, certain: bool, changes: Vec<ObjectDoc>) -> Self {
        let id = record.resumes.unwrap_or(record.id);
        Self {
            id: id.to_string(),
            time: record.time.clone(),
            actor: record.actor.clone(),
            host: record.host.clone(),
            command: record.command.clone(),
            reason: record.reason.clone(),
            certain,
            changes,
            undo: format!("calicross undo {id}"),
        }
    }

    /// Who, when, with which words and why, as a line.
    fn told(&self) -> String {
        let reason = self.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
        format!("`{}` by {}{reason}", command_line(&self.command), self.actor)
    }
}

/// An object that differs between a backup and now.
#[derive(Debug, Serialize)]
pub(super) struct DifferenceDoc {
    #[serde(flatten)]
    pub(super) object: ObjectDoc,
    /// Whether putting it alone back gives the traffic of then; null where that was not tried.
    pub(super) decides: Option<bool>,
    /// The latest change of the journal that touched it; null where none did: it was changed outside calicross.
    pub(super) last: Option<CauseDoc>,
}

/// The answer.
#[derive(Debug, Serialize)]
pub(super) struct WhyDoc {
    from: String,
    to: String,
    packets: String,
    /// What becomes of the traffic now.
    pub(super) now: FlowAnswer,
    /// What became of it then, where that was something else; else null.
    pub(super) then: Option<FlowAnswer>,
    /// From when on changes were looked at, or the time of the backup.
    pub(super) since: Option<String>,
    /// How many changes of the journal were taken back.
    pub(super) entries: usize,
    /// The latest change that made the difference; null where none of the journal did.
    pub(super) cause: Option<CauseDoc>,
    /// Keys of that change that were changed outside calicross since, where one of them may be the reason.
    pub(super) outside: Vec<String>,
    /// What differs from the backup.
    pub(super) differences: Vec<DifferenceDoc>,
    /// The backup that was asked for; else null.
    pub(super) backup: Option<String>,
}

impl WhyDoc {
    pub(super) fn new(flow: &FlowArgs, packets: String, now: FlowAnswer) -> Self {
        let (outside, differences) = Default::default();
        Self {
            from: flow.from.clone(),
            to: flow.to.clone(),
            packets,
            now,
            then: None,
            since: None,
            entries: 0,
            cause: None,
            outside,
            differences,
            backup: None,
        }
    }

    pub(super) fn human(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut line = |text: &str| writeln!(out, "{}", printable(text));
        line(&format!("From:    {}", self.from))?;
        line(&format!("To:      {}", self.to))?;
        line(&format!("Packets: {}", self.packets))?;
        line(&format!("Now:     {}", verdict(&self.now)))?;
        for decided in self.now.decided.iter().take(MOST) {
            line(&format!("  {decided}"))?;
        }
        let Some(then) = &self.then else { return line(&self.nothing()) };
        match (&self.cause, &self.backup, &self.since) {
            (Some(cause), _, _) => line(&format!("Until {}: {}", cause.time, verdict(then)))?,
            (None, Some(backup), Some(since)) => line(&format!("In {backup} of {since}: {}", verdict(then)))?,
            _ => line(&format!("Then:    {}", verdict(then)))?,
        }
        for decided in then.decided.iter().take(MOST) {
            line(&format!("  {decided}"))?;
        }
        if let Some(cause) = &self.cause {
            let word = if cause.certain { "Since" } else { "Since, or by what was changed after it" };
            line(&format!("{word}: {}", cause.told()))?;
            for object in cause.changes.iter().take(MOST) {
                line(&format!("  {}: {}", object.object, some(&object.changes)))?;
            }
            for key in &self.outside {
                line(&format!("  changed outside calicross since: {key}"))?;
            }
            return line(&format!("Undo:    {}", cause.undo));
        }
        let (deciding, others): (Vec<_>, Vec<_>) =
            self.differences.iter().partition(|difference| difference.decides == Some(true));
        let shown = if deciding.is_empty() { &others } else { &deciding };
        if deciding.is_empty() {
            line("No one object makes the difference by itself. What differs:")?;
        } else {
            line("Because of:")?;
        }
        for difference in shown.iter().take(MOST) {
            line(&format!("  {}: {}", difference.object.object, some(&difference.object.changes)))?;
            match &difference.last {
                Some(last) => line(&format!("    last changed {} by {}; undo: {}", last.time, last.told(), last.undo))?,
                None => line("    changed outside calicross")?,
            }
        }
        match shown.len().saturating_sub(MOST) {
            0 => Ok(()),
            more => line(&format!("  and {more} more")),
        }
    }

    /// What is told where nothing has changed.
    fn nothing(&self) -> String {
        match (&self.backup, &self.since) {
            (Some(backup), Some(since)) => format!("The same in {backup} of {since}"),
            (_, Some(since)) => {
                let changes = match self.entries {
                    1 => "1 change".to_owned(),
                    count => format!("{count} changes"),
                };
                format!(
                    "The same since {since}, before each of {changes}; what was changed outside calicross is not known"
                )
            }
            _ => "Nothing is known of former states: the journal is empty".to_owned(),
        }
    }
}

fn some(lines: &[String]) -> String {
    let shown: Vec<&str> = lines.iter().take(MOST).map(String::as_str).collect();
    match lines.len() - shown.len() {
        0 => shown.join("; "),
        more => format!("{}; and {more} more", shown.join("; ")),
    }
}

fn verdict(answer: &FlowAnswer) -> String {
    match (&answer.nobody, answer.verdict) {
        (Some(why), _) => format!("nobody to ask about: {why}"),
        (None, Whole::Mixed) => {
            let allowed: Vec<&str> =
                answer.allowed.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
            format!("mixed, allowed: {}", allowed.join(", "))
        }
        (None, other) => other.word().to_owned(),
    }
}
