//! The way of every change: read, plan, show, ask, commit, plan again where somebody was faster.
//!
//! This file alone knows dry run, diff, exit code, the effect on traffic, questions, ownership, saving, the journal and retries. A command hands
//! over what it reads and a pure function from the snapshot to a plan, and none of them can forget a safeguard.

mod obstacles;
mod outcome;
mod record;

use std::time::{Duration, Instant};

use super::guard::read_guard;
use super::impact::{Effect, Traffic};
use super::options::{JournalChoice, WriteArgs};
use super::wait::Waited;
use super::{Outcome, Session, WriteCommand, cache, state};
use crate::error::{CommandError, ErrorKind};
use crate::plan::commit::{self, CommitError, Order};
use crate::plan::journal::{Record, State, Trace};
use crate::plan::saved::SavedPlan;
use crate::plan::{Action, Force, Plan, undo};
use crate::store::{Revision, Scope, Snapshot, StoreError};

use outcome::Report;
pub use record::{
    actor, hostname, local_dir, local_entries, local_entry, local_ids, mark_local, now, remove_local, unreadable,
};

/// Longest pause before planning again after a conflict. With 200 writers on one key, a cap of 20 ms took 60 tries each,
/// one of 500 ms about 11.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// What `settle` has to know beside the plan.
#[derive(Default)]
pub struct Extra {
    /// The journal entry that the plan takes back.
    pub undoes: Option<uuid::Uuid>,
    /// The interrupted journal entry whose rest the plan is.
    pub resumes: Option<uuid::Uuid>,
    /// Whether the plan goes on with what others of the same command began: they have told which datastore it is.
    pub goes_on: bool,
}

/// A plan that is written.
struct Landed {
    /// Its entry in the journal.
    id: Option<uuid::Uuid>,
    /// The moment of its last key.
    revision: Option<Revision>,
}

impl Session {
    /// Carries out a command that writes.
    ///
    /// # Errors
    /// Everything that can be wrong with it; unless it is [`ErrorKind::Partial`], nothing was written.
    pub fn run_write(&mut self, command: &mut dyn WriteCommand) -> Result<Outcome, CommandError> {
        command.prepare(self)?;
        let (options, scopes) = (command.options().clone(), command.scopes());
        self.settle(&scopes, &options, &Extra::default(), &|snapshot| command.plan(snapshot))
    }

    /// Reads, plans, shows, asks and commits.
    ///
    /// # Errors
    /// As [`Session::run_write`].
    pub fn settle(
        &mut self,
        scopes: &[Scope],
        args: &WriteArgs,
        extra: &Extra,
        plan: &dyn Fn(&Snapshot) -> Result<Plan, CommandError>,
    ) -> Result<Outcome, CommandError> {
        if !args.dry_run {
            self.check_certain()?;
        }
        let mut part = None;
        let settled = self.settle_until(scopes, args, extra, plan, &mut part);
        settled.map_err(|err| after_a_part(part, err))
    }

    /// Tries until it is done or cannot be. `part` is left with the attempt that has written only a part and was given up
    /// for a new one, until one has landed.
    fn settle_until(
        &mut self,
        scopes: &[Scope],
        args: &WriteArgs,
        extra: &Extra,
        plan: &dyn Fn(&Snapshot) -> Result<Plan, CommandError>,
        part: &mut Option<CommitError>,
    ) -> Result<Outcome, CommandError> {
        let guard = args.guard.as_deref().map(read_guard).transpose()?.unwrap_or_default();
        let mut deadline = Instant::now() + self.settings.commit_timeout;
        let mut shown = false;
        let mut agreed: Option<Vec<String>> = None;
        let mut warned: Vec<String> = Vec::new();
        let mut shadows: Vec<String> = Vec::new();
        let mut traffic: Option<Traffic> = None;
        let mut known: Option<(Plan, Effect)> = None;
        let mut attempt = 0;
        loop {
            let snapshot = self.read(scopes)?;
            let mut plan = plan(&snapshot)?;
            let forced = obstacles::check(&mut plan, args)?;
            // Before the question, not after it; and once, however often a plan is made anew.
            if warned != plan.warnings {
                outcome::print_warnings(&self.ui, &plan);
                warned.clone_from(&plan.warnings);
            }
            if plan.is_empty() {
                if let Some(part) = part.take() {
                    self.ui.warn(&format!("{part}; the rest is as wanted already"));
                }
                return self.report(&plan, args, &Effect::None, None, None);
            }
            commit::check_values(self.store()?, &plan)?;
            self.check_guard(&plan, &guard)?;
            let effect = match known.take() {
                Some((other, effect)) if other.does_the_same(&plan) => effect,
                _ => self.effect(&plan, args, &mut traffic)?,
            };
            self.tell_shadows(&mut plan, &effect, &mut shadows);
            if args.dry_run {
                return self.dry_run(&plan, args, &effect);
            }
            effect.check(&args.fail_on)?;
            let questions = self.questions(&plan, &effect);
            if agreed.as_ref() != Some(&questions) {
                let asked = Instant::now();
                shown = self.confirm(&plan, &questions, args, &effect)?;
                // A person's time is not that of the change, and long enough for others to change what was read.
                deadline += asked.elapsed();
                traffic = traffic.filter(|_| questions.is_empty());
                agreed = Some(questions);
            }
            if attempt == 0 && !extra.goes_on {
                self.say_target()?;
            }
            match self.land(&plan, args, extra, forced) {
                Ok(Landed { id, revision }) => {
                    self.last_entry = id;
                    self.look_again(&plan, args, id)?;
                    *part = None;
                    let waited = args.wait.zip(revision).map(|(time, since)| self.wait_for_felix(&plan, since, time));
                    let args = &WriteArgs { diff: args.diff && !shown, ..args.clone() };
                    let outcome = self
                        .report(&plan, args, &effect, id, waited.as_ref())
                        .map_err(|err| err.within("the change is written"))?;
                    if args.journal == JournalChoice::Datastore {
                        self.prune_journal_sometimes();
                    }
                    return Ok(outcome);
                }
                Err(err) if err.is_conflict() && Instant::now() < deadline => {
                    self.ui.detail(&format!("{err}; planning again"));
                    std::thread::sleep(pause(attempt).min(deadline.saturating_duration_since(Instant::now())));
                    if matches!(err, CommitError::Partial { .. }) {
                        *part = Some(err);
                    }
                    known = Some((plan, effect));
                }
                Err(err) => return Err(explain(err, args)),
            }
            attempt += 1;
        }
    }

    fn say_target(&mut self) -> Result<(), CommandError> {
        let context = self.settings.context.as_ref().map(|name| format!("context {name}, ")).unwrap_or_default();
        let guid = self.cluster_guid()?.map(|guid| format!(", ClusterGUID {guid}")).unwrap_or_default();
        let store = self.store()?;
        let line = format!("datastore: {context}{} at {}{guid}", store.kind(), store.address());
        self.ui.status(&line);
        Ok(())
    }

    /// Shows a plan that was made earlier as a dry run would.
    ///
    /// # Errors
    /// Where stdout cannot be written.
    pub fn show_plan(&mut self, plan: &Plan, args: &WriteArgs) -> Result<Outcome, CommandError> {
        outcome::print_warnings(&self.ui, plan);
        if plan.is_empty() {
            return self.report(plan, args, &Effect::None, None, None);
        }
        let effect = self.effect(plan, args, &mut None)?;
        let mut plan = plan.clone();
        self.tell_shadows(&mut plan, &effect, &mut Vec::new());
        self.dry_run(&plan, args, &effect)
    }

    /// Tells, once, of what a plan lets pass before Kubernetes' NetworkPolicies are asked, unless the plan says so itself.
    fn tell_shadows(&self, plan: &mut Plan, effect: &Effect, told: &mut Vec<String>) {
        for line in effect.impact().into_iter().flat_map(|impact| &impact.shadows) {
            if !told.contains(line) {
                self.ui.warn(line);
                told.push(line.clone());
            }
            plan.warn(line);
        }
    }

    fn report(
        &mut self,
        plan: &Plan,
        args: &WriteArgs,
        effect: &Effect,
        id: Option<uuid::Uuid>,
        waited: Option<&Waited>,
    ) -> Result<Outcome, CommandError> {
        let report = Report {
            plan,
            dry_run: args.dry_run,
            diff: args.diff,
            journal_id: id,
            impact: effect.impact(),
            impact_lines: effect.lines(args, self.ui.is_verbose()),
            waited,
        };
        report.print(&self.ui)?;
        Ok(if waited.is_none_or(|waited| waited.reported) { Outcome::Yes } else { Outcome::No })
    }

    fn dry_run(&mut self, plan: &Plan, args: &WriteArgs, effect: &Effect) -> Result<Outcome, CommandError> {
        let refused = effect.check(&args.fail_on);
        if let Some(path) = args.out.as_ref().filter(|_| refused.is_ok()) {
            let saved = SavedPlan::new(plan, self.target()?, self.command.clone(), record::now(), None);
            state::write_private(path, &saved.to_bytes()).map_err(|err| {
                CommandError::new(ErrorKind::Refused, format!("cannot save the plan to {}: {err}", path.display()))
            })?;
            self.ui.status(&format!("saved; `calicross plan apply {}` carries it out", path.display()));
        }
        for question in self.questions(plan, effect) {
            self.ui.status(&format!("would ask: {question}"));
        }
        self.report(plan, args, effect, None, None)?;
        // What would be refused is shown first.
        refused?;
        Ok(if args.exit_code { Outcome::No } else { Outcome::Yes })
    }

    /// Returns what a person should agree to: what it does to traffic, the worst first, and what the command asks. Where nobody
    /// asks anything, every removal is such a thing that is not known to be without effect; what lies outside /calico has none.
    fn questions(&self, plan: &Plan, effect: &Effect) -> Vec<String> {
        let mut questions: Vec<String> = effect.impact().map(|impact| impact.questions.clone()).unwrap_or_default();
        questions.extend(plan.questions.iter().map(|question| question.text.clone()));
        if questions.is_empty() {
            let mut removed: Vec<String> = plan
                .changes()
                .filter(|change| change.action() == Action::Delete && change.path.starts_with("/calico/"))
                .filter(|change| !effect.covers(&change.path))
                .map(|change| format!("removes {}", change.path))
                .collect();
            if removed.len() > 5 {
                let more = removed.len() - 5;
                removed.truncate(5);
                removed.push(format!("removes {more} more keys"));
            }
            questions = removed;
        }
        questions.extend(self.protected());
        questions
    }

    /// Asks, where there is something to ask about; tells whether the diff was shown with the question.
    fn confirm(
        &mut self,
        plan: &Plan,
        questions: &[String],
        args: &WriteArgs,
        effect: &Effect,
    ) -> Result<bool, CommandError> {
        let Some(first) = questions.first() else { return Ok(false) };
        if args.yes {
            return Ok(false);
        }
        if !self.ui.can_ask() {
            let more = if questions.len() > 1 { format!(" (and {} more)", questions.len() - 1) } else { String::new() };
            return Err(CommandError::new(ErrorKind::Unconfirmed, format!("not confirmed: {first}{more}"))
                .hint("--yes answers it; --dry-run shows what it would do"));
        }
        // Nobody else should wait for a person's answer.
        self.store()?.release();
        for line in effect.impact().iter().flat_map(|impact| impact.lines(self.ui.is_verbose())) {
            self.ui.status(&line);
        }
        for question in questions {
            self.ui.warn(question);
        }
        if args.diff {
            // A reader of the diff that went away has not agreed to it.
            outcome::print_diff(&self.ui, plan)
                .map_err(|err| unconfirmed(&format!("not confirmed: {}", err.message())))?;
        }
        // What would be asked of any datastore is the worst that can happen to a protected one.
        let worst = questions.len() > 1 && self.settings.protected;
        let agreed = match self.settings.context.as_deref().filter(|_| worst) {
            Some(context) => self.ui.confirm_by_name(context)?,
            None => self.ui.confirm("go on?")?,
        };
        if agreed {
            return Ok(args.diff);
        }
        Err(unconfirmed("not confirmed; nothing is written"))
    }

    /// Commits a plan with its journal entry.
    fn land(
        &mut self,
        plan: &Plan,
        args: &WriteArgs,
        extra: &Extra,
        forced: Vec<Force>,
    ) -> Result<Landed, CommitError> {
        let record = record::make(&self.command, args, extra, forced);
        let in_datastore = (args.journal == JournalChoice::Datastore).then_some(&record);
        let stash = self.stash(plan, &record, in_datastore)?;
        // Directories alone are nothing that could be taken back.
        let journalled = args.journal != JournalChoice::Off && plan.changes().len() > 0;
        let local = match self.opened.as_mut().filter(|_| args.journal == JournalChoice::Local && journalled) {
            Some(opened) => Some(record::Local::of(opened.store.as_mut())?),
            None => None,
        };
        if let Some(local) = &local {
            local.write(&record, State::Pending, plan)?;
        }
        let mut progress = self.ui.progress("writing");
        let mut update = |done, total| progress.update(done, total);
        let order = Order { record: in_datastore, progress: &mut update };
        let store = self.opened.as_mut().map(|opened| opened.store.as_mut());
        let landed = match store {
            Some(store) => commit::commit(store, plan, order),
            None => Ok(None),
        };
        drop(progress);
        // Whatever became of it, completion should not go by what was there before.
        cache::forget(&self.settings);
        // Only a plan that was interrupted, not one that lost a race, is to be taken up again.
        let interrupted = matches!(&landed, Err(err @ CommitError::Partial { .. }) if !err.is_conflict());
        if let Some(path) = stash.filter(|_| !interrupted) {
            let _ = std::fs::remove_file(path);
        }
        if let Some(local) = local.filter(|_| !interrupted) {
            let total = plan.changes().len();
            match &landed {
                // What is written stays written, and its entry stays pending.
                Ok(_) => local.write(&record, State::Done, plan).map_err(|cause| CommitError::Partial {
                    written: total,
                    total,
                    cause,
                })?,
                // The entry that was begun tells of all its keys; left pending, it can be taken back as well.
                Err(CommitError::Partial { .. }) => drop(local.write(&record, State::Partial, plan)),
                Err(_) => local.forget(record.id),
            }
        }
        let id = journalled.then_some(record.id);
        landed.map(|revision| Landed { id, revision })
    }

    /// Keeps a plan of several transactions on this host until it has landed, for `plan resume`.
    fn stash(
        &mut self,
        plan: &Plan,
        record: &Record,
        in_datastore: Option<&Record>,
    ) -> Result<Option<std::path::PathBuf>, CommitError> {
        let Some(opened) = self.opened.as_mut() else { return Ok(None) };
        let alone = plan.changes().len() == 1;
        if in_datastore.is_none() || alone || commit::is_atomic(plan, opened.store.as_ref(), in_datastore) {
            return Ok(None);
        }
        let Some(path) = state::plan_path(record.id) else {
            self.ui.warn(
                "an interrupted change could not be resumed, only undone: there is no home directory to keep it in",
            );
            return Ok(None);
        };
        let target = crate::plan::saved::Target {
            kind: opened.store.kind(),
            identity: opened.store.identity()?,
            address: opened.store.address(),
            cluster_guid: self.cluster_guid.clone().flatten(),
        };
        let saved = SavedPlan::new(plan, target, record.command.clone(), record.time.clone(), Some(record.id));
        match state::write_private(&path, &saved.to_bytes()) {
            Ok(()) => Ok(Some(path)),
            Err(err) => {
                self.ui.warn(&format!(
                    "an interrupted change could not be resumed, only undone: {}: {err}",
                    path.display()
                ));
                Ok(None)
            }
        }
    }

    /// Looks again, right after the write, at what the plan took for granted about whole listings, and puts the
    /// write back where that no longer holds.
    fn look_again(&mut self, plan: &Plan, args: &WriteArgs, id: Option<uuid::Uuid>) -> Result<(), CommandError> {
        let scopes: Vec<Scope> = plan.expectations.iter().map(crate::plan::Expectation::scope).collect();
        if scopes.is_empty() {
            return Ok(());
        }
        let now = self.read(&scopes).map_err(|err| {
            written(id, format!("written, but what it takes for granted could not be checked: {}", err.message()))
        })?;
        let broken: Vec<String> =
            plan.expectations.iter().flat_map(|expectation| expectation.broken_by(&now)).collect();
        let Some(first) = broken.first() else { return Ok(()) };
        let keys: Vec<Scope> = plan.changes().map(|change| Scope::key(&change.path)).collect();
        let traces: Vec<Trace> = plan.changes().map(Trace::of).collect();
        let args = WriteArgs { diff: false, wait: None, ..args.agreed() };
        let put_back = self.settle(&keys, &args, &Extra { undoes: id, ..Extra::default() }, &|now| {
            let mut back = undo::undo(&traces, now).plan;
            back.say(format!("put back: meanwhile in use by {first}"));
            Ok(back)
        });
        // Where only the telling failed, it is put back all the same.
        if let Some(err) = put_back.err().filter(|err| err.kind() != ErrorKind::Output) {
            let message = format!("written, meanwhile in use by {first}, and not put back: {}", err.message());
            return Err(written(id, message).key(first));
        }
        Err(CommandError::new(ErrorKind::Conflict, format!("put back: meanwhile in use by {first}"))
            .key(first)
            .hint("the change was made and taken back at once; see `calicross history`"))
    }
}

fn unconfirmed(message: &str) -> CommandError {
    CommandError::new(ErrorKind::Unconfirmed, message)
}

/// The error of a change that is written, and should perhaps not be.
fn written(id: Option<uuid::Uuid>, message: String) -> CommandError {
    let error = CommandError::new(ErrorKind::Partial, message);
    match id {
        Some(id) => error.hint(format!("`calicross undo {id}` takes it back")),
        None => error,
    }
}

/// Tells, with the error that ended all attempts, that an earlier one has written a part.
fn after_a_part(part: Option<CommitError>, err: CommandError) -> CommandError {
    match part.filter(|_| err.kind() != ErrorKind::Partial) {
        None => err,
        Some(part) => CommandError::new(ErrorKind::Partial, format!("{part}; then: {}", err.message()))
            .hint("`calicross history` shows what is written, `calicross undo` takes it back"),
    }
}

/// Says what may help where the datastore does not let us write.
fn explain(err: CommitError, args: &WriteArgs) -> CommandError {
    let denied = matches!(err, CommitError::Store(StoreError::Denied { .. }));
    let error = CommandError::from(err);
    if denied && args.journal == JournalChoice::Datastore {
        return error.hint("the journal lies at /calicross, outside /calico; --journal local keeps it on this host");
    }
    error
}

/// Returns a random pause that grows with the attempts.
fn pause(attempt: u32) -> Duration {
    let longest = Duration::from_millis(10 << attempt.min(6)).min(LONGEST_PAUSE);
    longest.mul_f64(fastrand::f64())
}
