//! `calicross restore`

mod compare;
mod parts;
mod source;

use std::path::PathBuf;

use clap::Args;
use jiff::SignedDuration;

use super::backup::{outermost, parse_prefix};
use crate::error::{CommandError, ErrorKind};
use crate::plan::{Change, Plan, Seen};
use crate::session::journal::{KEEP_BYTES, KEEP_DAYS};
use crate::session::options::{JournalChoice, WriteArgs};
use crate::session::settle::Extra;
use crate::session::{Outcome, ReadCommand, Session};
use crate::store::backup::Header;
use crate::store::{Scope, Snapshot};

use compare::{Counts, Differences, compare};
use parts::{Part, Parts};
use source::Source;

/// Bytes of the differences that one plan holds. A plan is in memory several times over: as it is wanted, as it was read, as it is
/// written, and on its way to the disk of this host.
const PLAN_BYTES: usize = 32 << 20;

/// Arguments of `restore`.
///
/// The keys of the datastore become exactly those of the backup: what differs is put back, what is too much is removed, whoever
/// wrote it; nothing else is written.
#[derive(Args, Debug)]
pub struct RestoreArgs {
    /// The backup; - is stdin
    file: PathBuf,

    /// Only what lies below a directory; may be repeated [default: all that the backup holds]
    #[arg(long, value_name = "DIRECTORY", value_parser = parse_prefix)]
    prefix: Vec<String>,

    #[command(flatten)]
    write: WriteArgs,
}

impl ReadCommand for RestoreArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        if !self.write.dry_run {
            session.check_certain()?;
        }
        let source = Source::open(&self.file)?;
        let header = source.read()?.header().clone();
        let prefixes = self.prefixes(&header)?;
        let prefixes: Vec<&str> = prefixes.iter().map(String::as_str).collect();
        let keep = SignedDuration::from_hours(24 * i64::from(KEEP_DAYS));
        let waiting = session.ui.waiting("comparing");
        let found = compare(session.store()?, &mut source.read()?, &prefixes, keep);
        drop(waiting);
        let found = found?;
        refuse(&found, &header)?;
        let target = format!("{} at {}", session.store()?.kind(), session.store()?.address());
        let journalled = self.write.journal == JournalChoice::Datastore;
        self.say_pace(session, found.counts.total())?;
        let mut restore =
            Restore { file: source.name(), header: &header, target, found: &found, journalled, begun: false };
        let (mut args, mut extra) = (self.write.clone(), Extra::default());
        let mut parts = Parts::new(&found.places, &source);
        loop {
            let part = parts.next_part(PLAN_BYTES).map_err(|err| again(after_a_part(err, &restore), &args))?;
            if part.left > 0 || restore.begun {
                self.check_parts(&found.counts)?;
                (args.impact, args.no_impact) = (false, true);
            }
            let scopes: Vec<Scope> = part.wanted.iter().map(|wanted| Scope::key(&wanted.path)).collect();
            let outcome = session
                .settle(&scopes, &args, &extra, &|snapshot| Ok(restore.plan(&part, snapshot)))
                .map_err(|err| again(after_a_part(err, &restore), &args))?;
            if args.dry_run || part.left == 0 {
                return Ok(outcome);
            }
            // Agreed to was the whole of it; in the journal, all of it is one change.
            args = args.agreed();
            extra.resumes = extra.resumes.or(session.last_entry);
            extra.goes_on = true;
            restore.begun = true;
        }
    }
}

impl RestoreArgs {
    /// Returns the directories that are restored.
    fn prefixes(&self, header: &Header) -> Result<Vec<String>, CommandError> {
        if self.prefix.is_empty() {
            return Ok(outermost(header.prefixes.clone()));
        }
        let held = |prefix: &String| header.prefixes.iter().any(|held| prefix.starts_with(held.as_str()));
        if let Some(prefix) = self.prefix.iter().find(|prefix| !held(prefix)) {
            let message = format!("the backup does not hold {prefix}");
            return Err(CommandError::new(ErrorKind::NotFound, message)
                .key(prefix)
                .hint(format!("it holds {}", header.prefixes.join(" and "))));
        }
        Ok(outermost(self.prefix.clone()))
    }

    /// Says how long many writes take where they are paced for watchers (etcd v2).
    fn say_pace(&self, session: &mut Session, keys: usize) -> Result<(), CommandError> {
        let rate = usize::try_from(session.settings.connection.rate).unwrap_or(usize::MAX);
        let paced = session.store()?.capabilities().watch_window.is_some_and(|window| keys > window);
        if let Some(seconds) = keys.checked_div(rate).filter(|_| paced && !self.write.dry_run) {
            session.ui.status(&format!("{rate} keys a second are written (--rate): {keys} take about {seconds} s"));
        }
        Ok(())
    }

    /// Refuses what only one plan of all differences could do.
    fn check_parts(&self, counts: &Counts) -> Result<(), CommandError> {
        let wanted = [
            (self.write.out.is_some(), "--out"),
            (!self.write.fail_on.is_empty(), "--fail-on"),
            (self.write.guard.is_some(), "--guard"),
            (self.write.impact, "--impact"),
        ];
        let Some((_, option)) = wanted.iter().find(|(given, _)| *given) else { return Ok(()) };
        let message = format!("{option} needs one plan, and {} differences need several", counts.total());
        Err(CommandError::new(ErrorKind::Refused, message).hint("--prefix restores one directory at a time"))
    }
}

/// Adds how to go on where a restore was interrupted.
fn again(err: CommandError, args: &WriteArgs) -> CommandError {
    if args.dry_run || err.kind() != ErrorKind::Partial {
        return err;
    }
    err.hint("the same `calicross restore` again writes whatever still differs")
}

/// Says that parts of a restore are written where a later one fails.
fn after_a_part(err: CommandError, restore: &Restore<'_>) -> CommandError {
    if !restore.begun || err.kind() == ErrorKind::Partial {
        return err;
    }
    CommandError::new(ErrorKind::Partial, format!("{} is restored in part; then: {}", restore.file, err.message()))
        .hint("`calicross history` shows what is written, `calicross undo` takes it back")
}

/// Refuses a backup that the datastore cannot hold all of.
fn refuse(found: &Differences, header: &Header) -> Result<(), CommandError> {
    let Some((path, why)) = found.unfit.first.first() else { return Ok(()) };
    let more = match found.unfit.count {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    let message = format!("the backup of {} cannot be restored here: {path}: {why}{more}", header.kind);
    let error = CommandError::new(ErrorKind::Refused, message).key(path);
    let error =
        found.unfit.first.iter().skip(1).fold(error, |error, (path, why)| error.hint(format!("nor {path}: {why}")));
    Err(error.hint("nothing is written; --prefix restores one directory of it"))
}

/// One restore.
struct Restore<'a> {
    file: &'a str,
    header: &'a Header,
    target: String,
    found: &'a Differences,
    /// Whether the journal is in the datastore.
    journalled: bool,
    /// Whether a part of it is written.
    begun: bool,
}

impl Restore<'_> {
    fn plan(&self, part: &Part, snapshot: &Snapshot) -> Plan {
        let mut plan = Plan::new();
        plan.restores();
        for wanted in &part.wanted {
            let present = snapshot.get(&wanted.path);
            let stays = match (present, &wanted.value) {
                (Some(entry), Some(value)) => entry.value == *value,
                // Somebody made a heartbeat of it meanwhile.
                (Some(entry), None) => entry.expires,
                (None, wanted) => wanted.is_none(),
            };
            if !stays {
                let before = present.map(Seen::from);
                plan.insert(Change { path: wanted.path.clone(), before, via: None, after: wanted.value.clone() });
            }
        }
        if !self.begun {
            self.found.directories.iter().for_each(|directory| plan.makes_directory(directory));
            self.found.kept.first.iter().for_each(|(path, why)| plan.warn(format!("{path} stays: its name {why}")));
        }
        let (file, time, counts) = (self.file, &self.header.time, self.counts());
        if plan.is_empty() && part.left == 0 && !self.begun {
            plan.say(format!("nothing differs from {file}"));
            return plan;
        }
        if !self.begun {
            self.warn(&mut plan);
            plan.ask(format!("puts {} back to {file} of {time}: {counts}", self.target));
        }
        plan.say(match part.left {
            0 => format!("restored {file} of {time}: {counts}"),
            left => format!("restoring {file}: {left} of {} left", keys(self.found.counts.total())),
        });
        plan
    }

    /// Says what all of it means for others.
    fn warn(&self, plan: &mut Plan) {
        for ((owner, becomes), count) in &self.found.foreign {
            plan.warn(format!("{} of {owner}: {becomes}", keys(*count)));
        }
        if self.found.restarts_felix {
            plan.warn("Felix' settings change: each change restarts every Felix that it applies to");
        }
        if self.journalled && self.found.counts.journal_bytes > KEEP_BYTES {
            let mib = self.found.counts.journal_bytes >> 20;
            plan.warn(format!(
                "the journal of this takes some {mib} MiB, and {} MiB are kept: take a backup first, undo may come too late",
                KEEP_BYTES >> 20
            ));
        }
    }

    /// What differs, in words.
    fn counts(&self) -> String {
        let Counts { created, changed, removed, expiring, .. } = self.found.counts;
        let mut words = format!("{} created, {changed} changed, {removed} removed", keys(created));
        if !self.found.directories.is_empty() {
            words.push_str(&format!(", {} empty directories made", self.found.directories.len()));
        }
        if expiring > 0 {
            words.push_str(&format!("; {} with a time to live left out", keys(expiring)));
        }
        words
    }
}

fn keys(count: usize) -> String {
    if count == 1 { "1 key".to_owned() } else { format!("{count} keys") }
}
