//! `calicross why`

mod doc;
mod part;
mod then;

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use jiff::{SignedDuration, Timestamp};

use super::trace::{FlowAnswer, FlowArgs, answer, say_assumed};
use crate::error::{CommandError, ErrorKind};
use crate::plan::journal::{Entry, State, Trace};
use crate::plan::past;
use crate::session::options::parse_duration;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::Snapshot;
use crate::traffic::{self, Felixes};

use doc::{CauseDoc, WhyDoc, touched};

/// Arguments of `why`.
#[derive(Args, Debug)]
pub struct WhyArgs {
    #[command(flatten)]
    flow: FlowArgs,

    /// How far back, such as 2h [default: as far as the journal goes]
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    since: Option<Duration>,

    /// Hold it against a backup rather than against what the journal tells
    #[arg(long, value_name = "BACKUP", conflicts_with = "since")]
    then: Option<PathBuf>,
}

impl ReadCommand for WhyArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        let question = self.flow.question()?;
        let snapshot = session.read(&traffic::scopes())?;
        let now = answer(&self.flow, &snapshot)?;
        if let Ok(felixes) = Felixes::of(&snapshot, self.flow.felix) {
            say_assumed(session, &felixes);
        }
        let (entries, unreadable) = session.journal()?;
        for entry in &unreadable {
            session.ui.warn(&format!("unreadable journal key {}: {}", entry.path, entry.why));
        }
        let mut doc = WhyDoc::new(&self.flow, question.to_string(), now.clone());
        match &self.then {
            Some(file) => then::compare(session, file, &self.flow, &snapshot, &entries, &mut doc)?,
            None => self.go_back(session, &snapshot, &now, &entries, &mut doc)?,
        }
        if doc.now.nobody.is_some() && doc.then.as_ref().is_none_or(|then| then.nobody.is_some()) {
            let why = doc.now.nobody.unwrap_or_default();
            return Err(CommandError::new(ErrorKind::NotFound, format!("there is nobody to ask about: {why}")));
        }
        session.ui.object("calicross/why/1", &doc, &mut |out| doc.human(out))?;
        Ok(if doc.then.is_some() { Outcome::Yes } else { Outcome::No })
    }
}

impl WhyArgs {
    /// Takes change after change back, the latest first, until something else becomes of the traffic.
    fn go_back(
        &self,
        session: &mut Session,
        snapshot: &Snapshot,
        now: &FlowAnswer,
        entries: &[Entry],
        doc: &mut WhyDoc,
    ) -> Result<(), CommandError> {
        let begin = self.since.map(|since| SignedDuration::try_from(since).unwrap_or(SignedDuration::MAX));
        let begin = begin.and_then(|since| Timestamp::now().checked_sub(since).ok());
        // Entries are timed by the second.
        let begin = begin.and_then(|begin| Timestamp::from_second(begin.as_second()).ok());
        let time = |entry: &Entry| entry.record.time.parse::<Timestamp>().ok();
        let is_late = |entry: &Entry| begin.is_none_or(|begin| time(entry).is_none_or(|time| time >= begin));
        let touches = |entry: &Entry| entry.changes.iter().any(|trace| snapshot.covers(&trace.path));
        // What was taken back before it was finished has left nothing.
        let counts = |entry: &&Entry| entry.state != State::Undone && is_late(entry) && touches(entry);
        doc.since = begin.map(|begin| begin.to_string()).or_else(|| Some(entries.first()?.record.time.clone()));
        let entries: Vec<&Entry> = entries.iter().filter(counts).collect();
        let turn = match part::of(&self.flow, snapshot, &entries) {
            None => self.turn(session, snapshot, now, &entries, doc)?,
            Some(part) => match self.turn(session, &part, now, &entries, doc)? {
                None => None,
                Some(turn) => {
                    let then = answer(&self.flow, &part::whole(snapshot, &part, &turn.before))?;
                    if then.same(&turn.then) {
                        Some(Turn { then, ..turn })
                    } else {
                        // A name that means another endpoint where the one of now was not there yet.
                        self.turn(session, snapshot, now, &entries, doc)?
                    }
                }
            },
        };
        if let Some(turn) = turn {
            doc.cause = Some(turn.cause);
            doc.outside = turn.outside;
            doc.then = Some(turn.then);
        }
        Ok(())
    }

    /// Looks for the latest change before which something else became of the traffic, from a state on.
    fn turn(
        &self,
        session: &mut Session,
        state: &Snapshot,
        now: &FlowAnswer,
        entries: &[&Entry],
        doc: &mut WhyDoc,
    ) -> Result<Option<Turn>, CommandError> {
        let total = entries.len();
        let mut progress = session.ui.progress("changes");
        let mut after = state.clone();
        doc.entries = 0;
        for (at, entry) in entries.iter().rev().enumerate() {
            progress.update(at, total);
            let past = past::before(&entry.changes, &after);
            doc.entries += 1;
            if past.taken_back.is_empty() {
                continue;
            }
            let then = answer(&self.flow, &past.snapshot)?;
            if !then.same(now) {
                let mut certain = true;
                if !past.changed_since.is_empty() {
                    // With what somebody else changed since left as it is, is it still this change that matters?
                    let is_known = |trace: &&Trace| !past.changed_since.contains(&trace.path);
                    let rest: Vec<Trace> = entry.changes.iter().filter(is_known).cloned().collect();
                    certain = answer(&self.flow, &past::before(&rest, &after).snapshot)?.same(&then);
                }
                let changes = touched(past.taken_back.changes());
                return Ok(Some(Turn {
                    cause: CauseDoc::of(&entry.record, certain, changes),
                    outside: if certain { Vec::new() } else { past.changed_since },
                    before: past.snapshot,
                    then,
                }));
            }
            after = past.snapshot;
        }
        Ok(None)
    }
}

/// The change that made the difference.
struct Turn {
    cause: CauseDoc,
    /// Keys of it that were changed since, where one of them may be the reason.
    outside: Vec<String>,
    /// The state before it.
    before: Snapshot,
    /// What became of the traffic then.
    then: FlowAnswer,
}

#[cfg(test)]
mod tests;
