//! `config set --canary`: a value for one host first, and for all once that host's Felix lives with it.
//!
//! Each step is a change of its own in the journal. A run that is killed in between leaves the first host with a value of its
//! own, which `history` shows and `undo` takes back; the same words once more go on from there.

use std::time::Duration;

use super::restarted::{self, Reports};
use super::setting::{Setting, Target, felix_key};
use crate::error::{CommandError, ErrorKind};
use crate::plan::{Force, Plan};
use crate::session::options::WriteArgs;
use crate::session::settle::Extra;
use crate::session::{Outcome, Session};
use crate::store::{Scope, Snapshot};

/// A change that begins with one host.
pub(super) struct Canary<'a> {
    /// The setting of the first host.
    pub(super) first: Target<'a>,
    /// The setting of all hosts.
    pub(super) everywhere: Target<'a>,
    /// The first host.
    pub(super) host: &'a str,
    /// The value.
    pub(super) value: &'a str,
    /// Time for the first host's Felix to report again.
    pub(super) timeout: Duration,
}

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// The value is everybody's already.
    Nothing,
    /// Begin with the first host.
    Write,
    /// The first host has the value: a run before this one was interrupted.
    Written,
}

impl Canary<'_> {
    pub(super) fn run(&self, session: &mut Session, args: &WriteArgs) -> Result<Outcome, CommandError> {
        let words = std::mem::take(&mut session.command);
        let snapshot = session.read(&self.scopes())?;
        let start = self.start(&snapshot)?;
        let trial = self.first.set(&snapshot, self.value)?;
        let unforced = trial.obstacles.iter().any(|obstacle| !args.force.contains(&obstacle.force));
        if start == Start::Nothing || args.dry_run || unforced {
            session.command = words;
            return session.settle(&self.scopes(), args, &Extra::default(), &|snapshot| self.whole(snapshot));
        }
        self.agree(session, args)?;
        let step = self.step(args);
        let mut reports = Reports::begin(session, self.host)?;
        if start == Start::Write {
            session.command = self.words("set", Some(self.value));
            session.settle(&self.scopes(), &step, &Extra::default(), &|snapshot| {
                let mut plan = self.first.set(snapshot, self.value)?;
                plan.questions.clear();
                Ok(plan)
            })?;
        }
        // Where a run before this one has written it, Felix may have restarted long ago: that it still reports is what
        // there is to see.
        let restarts = start == Start::Write;
        let what = if restarts { "to restart and report" } else { "to report" };
        session.ui.status(&format!("waiting for Felix on host {} {what}", self.host));
        let alive = reports.wait(session, restarts, self.timeout)?;
        if !alive {
            return self.take_back(session, &step, start);
        }
        session.command = words;
        session.settle(&self.scopes(), &step, &Extra::default(), &|snapshot| self.whole(snapshot))
    }

    fn scopes(&self) -> Vec<Scope> {
        self.first.scopes()
    }

    /// Decides whether this can be tried on the host.
    fn start(&self, snapshot: &Snapshot) -> Result<Start, CommandError> {
        let name = self.everywhere.name();
        let refused = |message: String| {
            CommandError::new(ErrorKind::Refused, message).object(format!("setting {name}")).key(self.key())
        };
        let Setting::Felix(known) = self.everywhere.setting else {
            return Err(CommandError::new(
                ErrorKind::Usage,
                format!("{name} is no parameter of Felix: --canary does not go with it"),
            )
            .object(format!("setting {name}")));
        };
        if name == "ReportingIntervalSecs" && self.value.trim().parse() == Ok(0) {
            return Err(refused("a Felix that is not to report cannot report how it took that".to_owned()));
        }
        let own = snapshot.get(&self.key()).map(|entry| String::from_utf8_lossy(&entry.value).into_owned());
        let start = match own {
            Some(own) if known.same(&own, self.value) => Start::Written,
            Some(own) => {
                let message = format!(
                    "host {} has a value of its own, {}, which that of all hosts does not touch",
                    self.host,
                    own.escape_debug()
                );
                return Err(refused(message).hint("a host without one can be the canary"));
            }
            None if self.everywhere.set(snapshot, self.value)?.is_empty() => Start::Nothing,
            None => Start::Write,
        };
        if start != Start::Nothing && !restarted::is_alive(snapshot, self.host) {
            let message =
                format!("no Felix reports from host {}: nobody could tell how it takes the change", self.host);
            return Err(CommandError::new(ErrorKind::NotFound, message)
                .object(format!("host {}", self.host))
                .key(format!("/calico/felix/v1/host/{}/status", self.host))
                .hint("Felix reports only where ReportingIntervalSecs is more than 0"));
        }
        Ok(start)
    }

    /// The first host's own key.
    fn key(&self) -> String {
        felix_key(Some(self.host), self.everywhere.name()).path()
    }

    /// The plan of the last step: the value for all hosts, and no longer one of the first host's own.
    fn whole(&self, snapshot: &Snapshot) -> Result<Plan, CommandError> {
        let mut plan = self.everywhere.set(snapshot, self.value)?;
        if snapshot.get(&self.key()).is_some() {
            plan.delete(snapshot, &self.key());
            plan.say(format!("{} of host {} alone unset again", self.everywhere.name(), self.host));
        } else if !plan.is_empty() {
            plan.say(format!("on host {} first, and taken back there if its Felix does not report again", self.host));
        }
        Ok(plan)
    }

    /// Asks once, for all steps.
    fn agree(&self, session: &mut Session, args: &WriteArgs) -> Result<(), CommandError> {
        let question = format!(
            "sets {} to {} on host {} and, once its Felix reports again, on every host; Felix restarts there",
            self.everywhere.name(),
            self.value,
            self.host
        );
        session.check_certain()?;
        session.confirm_protected(&question, args.yes)?;
        if args.yes {
            return Ok(());
        }
        if !session.ui.can_ask() {
            return Err(CommandError::new(ErrorKind::Unconfirmed, format!("not confirmed: {question}"))
                .hint("--yes answers it; --dry-run shows what it would do"));
        }
        // Nobody else should wait for a person's answer.
        session.store()?.release();
        session.ui.warn(&question);
        if session.ui.confirm("go on?")? {
            return Ok(());
        }
        Err(CommandError::new(ErrorKind::Unconfirmed, "not confirmed; nothing is written"))
    }

    /// How each step is carried out: agreed to as a whole.
    fn step(&self, args: &WriteArgs) -> WriteArgs {
        let mut step = WriteArgs { yes: true, ..args.clone() };
        if self.everywhere.name() == "InterfacePrefix" {
            // The host's own list goes because that of all hosts is the same.
            step.force.push(Force::InUse);
        }
        step.reason.get_or_insert_with(|| format!("canary on host {}", self.host));
        step
    }

    fn words(&self, verb: &str, value: Option<&str>) -> Vec<String> {
        let words = ["config", verb, self.everywhere.name()].into_iter().chain(value).chain(["--host", self.host]);
        words.map(str::to_owned).collect()
    }

    /// Leaves the first host as it was.
    fn take_back(&self, session: &mut Session, step: &WriteArgs, start: Start) -> Result<Outcome, CommandError> {
        let (name, host) = (self.everywhere.name(), self.host);
        let failed = format!(
            "Felix on host {host} has not restarted and reported within {} s: {name} stays as it was on all other hosts",
            self.timeout.as_secs_f64()
        );
        if start == Start::Written {
            session.ui.warn(&failed);
            session.ui.warn(&format!("{name} of host {host} was {} before, and stays", self.value));
            return Ok(Outcome::No);
        }
        session.command = self.words("unset", None);
        let taken_back = session.settle(&self.scopes(), &step.agreed(), &Extra::default(), &|snapshot| {
            let mut plan = Plan::new();
            let own = snapshot.get(&self.key()).map(|entry| String::from_utf8_lossy(&entry.value).into_owned());
            match own {
                Some(own) if own == self.written() => {
                    plan.delete(snapshot, &self.key());
                    plan.say(format!("{name} taken back on host {host}"));
                    plan.warn(format!("Felix restarts on host {host} once more"));
                }
                Some(own) => {
                    plan.say(format!("{name} left on host {host}: somebody has set it to {}", own.escape_debug()));
                }
                None => plan.say(format!("{name} is not set on host {host} any more")),
            }
            Ok(plan)
        });
        session.ui.warn(&failed);
        match taken_back {
            Ok(_) => Ok(Outcome::No),
            Err(err) => Err(CommandError::new(
                ErrorKind::Partial,
                format!("{failed}, and was not taken back there: {}", err.message()),
            )
            .object(format!("setting {name}"))
            .key(self.key())
            .hint(format!("`calicross config unset {name} --host {host}` takes it back"))),
        }
    }

    /// The value as it is written.
    fn written(&self) -> String {
        match self.everywhere.setting {
            Setting::Felix(known) => known.canonical(self.value),
            _ => self.value.to_owned(),
        }
    }
}
