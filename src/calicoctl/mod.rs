//! The other front end: what a link to the program called `calicoctl` speaks.
//!
//! calicoctl 0.23's grammar, messages, tables and exit codes, over the same plans that calicross carries out under its own
//! name, with the same preconditions, ownership and journal; it never asks. What calicoctl said stands here and
//! nowhere else; what is written is planned in [`crate::commands`].
//!
//! Where calicoctl crashed, lost data, wrote a half, hid a failure behind exit code 0, destroyed another component's keys or
//! took unsafe input, this does not; `tests/conformance/differences.toml` lists these. What is refused so is told on stderr, in
//! one line, with exit code 1.

mod bgp;
mod config;
mod container;
mod docker;
mod docopt;
mod endpoint;
mod environment;
mod ipam;
mod netaddr;
mod node;
mod pool;
mod profile;
mod python;
mod real;
mod rule;
mod rules;
mod table;
mod text;
mod usage;

use std::cell::RefCell;
use std::path::Path;
use std::process::ExitCode;

use crate::error::{CommandError, ErrorKind};
use crate::model::key::PROFILES;
use crate::plan::{Force, Plan};
use crate::session::options::{DatastoreChoice, GlobalArgs, WriteArgs};
use crate::session::settings::Settings;
use crate::session::settle::Extra;
use crate::session::ui::{Ui, UiSettings};
use crate::session::{LineParser, Session};
use crate::store::{Scope, Snapshot};

use docopt::{Unread, Words};
use text::paragraph;

/// The name that chooses this front end.
pub const NAME: &str = "calicoctl";

/// What calicoctl calls its version.
const VERSION: &str = "0.23.1";

/// The AS number that calicoctl shows where none is set.
const DEFAULT_AS: &str = "64511";

/// The options that variables set.
#[derive(Debug, Default)]
pub struct Variables {
    /// Of every command.
    pub global: GlobalArgs,
    /// Of commands that write.
    pub write: WriteArgs,
}

/// The option that makes what follows it calicoctl's words, whatever the program is called.
const SPOKEN: [&str; 2] = ["--dialect", "calicoctl-0.2x"];

/// Returns the words of calicoctl's in a command line: all of them where the program was started under its name, else those that
/// follow `--dialect calicoctl-0.2x`, if that comes first.
pub fn spoken<'w>(program: &str, words: &'w [String]) -> Option<&'w [String]> {
    if Path::new(program).file_name().is_some_and(|name| name == NAME) {
        return Some(words);
    }
    let [option, dialect] = SPOKEN;
    match words {
        [first, second, rest @ ..] if first == option && second == dialect => Some(rest),
        [first, rest @ ..] if first.strip_prefix(option) == Some(&format!("={dialect}")) => Some(rest),
        _ => None,
    }
}

/// Runs a command line, without the program's name.
pub fn run(words: &[String], variables: Variables) -> ExitCode {
    let mute = !variables.write.dry_run;
    let ui = Ui::new(UiSettings { quiet: true, mute, ..UiSettings::default() });
    let mut front = Front { ui: Some(ui), session: None, words: words.to_vec(), variables };
    let done = front.run(words);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => front.end(&stop),
    }
}

/// How a command ends that does not simply end.
#[derive(Debug)]
enum Stop {
    /// With what calicoctl says on stdout, and its exit code.
    Said(String, u8),
    /// With what it says on stderr, and its exit code.
    Told(String, u8),
    /// There is no profile of the name, or one that calicoctl cannot read, for this reason.
    NoProfile(Option<String>),
    /// With what calicoctl has no words for.
    Failed(CommandError),
}

impl From<CommandError> for Stop {
    fn from(error: CommandError) -> Self {
        Self::Failed(error)
    }
}

impl Stop {
    /// A line, and exit code 1.
    fn line(text: impl std::fmt::Display) -> Self {
        Self::Said(format!("{text}\n"), 1)
    }

    /// A paragraph, and exit code 1.
    fn paragraph(text: &str) -> Self {
        Self::Said(paragraph(text), 1)
    }

    /// Bad input that calicoctl crashes at, or should not have taken.
    fn refused(why: impl Into<String>) -> Self {
        Self::Failed(CommandError::new(ErrorKind::Refused, why))
    }
}

type Done = Result<(), Stop>;

/// What a change is, and what is said once it is done.
#[derive(Default)]
struct Step {
    plan: Plan,
    says: String,
}

impl Step {
    /// Nothing to do, and this to say.
    fn nothing(says: impl std::fmt::Display) -> Self {
        Self { plan: Plan::new(), says: format!("{says}\n") }
    }

    /// A change, and this line to say.
    fn line(plan: Plan, says: impl std::fmt::Display) -> Self {
        Self { plan, says: format!("{says}\n") }
    }
}

/// One run.
struct Front {
    ui: Option<Ui>,
    session: Option<Session>,
    words: Vec<String>,
    variables: Variables,
}

impl Front {
    fn run(&mut self, words: &[String]) -> Done {
        let first = words.first().map_or("", String::as_str);
        let known = match first {
            "profile" => (usage::PROFILE, profile::run as fn(&mut Self, &Words) -> Done),
            "endpoint" => (usage::ENDPOINT, endpoint::run as _),
            "bgp" => (usage::BGP, bgp::run as _),
            "pool" => (usage::POOL, pool::run as _),
            "ipam" => (usage::IPAM, ipam::run as _),
            "config" => (usage::CONFIG, config::run as _),
            "container" => (usage::CONTAINER, container::run as _),
            "node" => (usage::NODE, node::run as _),
            "status" => (usage::STATUS, real::status as _),
            "checksystem" => (usage::CHECKSYSTEM, real::checksystem as _),
            "diags" => (usage::DIAGS, real::diags as _),
            "version" => (usage::VERSION, version as _),
            "--help" | "-h" => return self.say(usage::MAIN),
            word if word.starts_with('-') && word != "-" => {
                return Err(Stop::Told(docopt::usage_of(usage::MAIN).to_owned(), 1));
            }
            _ => return self.say(usage::MAIN),
        };
        let (text, command) = known;
        environment::check(&self.variables.global)?;
        match docopt::read(text, words) {
            Ok(words) => command(self, &words),
            Err(Unread::Help) => self.say(&format!("{}\n", text.trim_matches('\n'))),
            Err(Unread::Usage(why)) => {
                let why = why.map(|why| format!("{why}\n")).unwrap_or_default();
                Err(Stop::Told(format!("{why}{}\n", docopt::usage_of(text).trim_end()), 1))
            }
        }
    }

    /// Tells how it ended, and makes the exit code of it.
    fn end(&mut self, stop: &Stop) -> ExitCode {
        let ui = self.session.as_ref().map(|session| &session.ui).or(self.ui.as_ref());
        let code = match stop {
            Stop::Said(text, code) => {
                // Whom nobody listens to any more has said it all the same.
                let _ = ui.map_or(Ok(()), |ui| ui.raw(ui.printable_lines(text).as_bytes()));
                *code
            }
            Stop::Told(text, code) => {
                if let Some(ui) = ui {
                    ui.tell(text);
                }
                *code
            }
            Stop::NoProfile(_) => 1,
            Stop::Failed(error) if error.is_closed_pipe() => 0,
            Stop::Failed(error) => {
                if let Some(ui) = ui {
                    // The hints are about options that calicoctl has not.
                    ui.tell(&error.line());
                }
                1
            }
        };
        ExitCode::from(code)
    }

    fn session(&mut self) -> Result<&mut Session, Stop> {
        if let (None, Some(ui)) = (&self.session, self.ui.take()) {
            let settings = Settings::resolve(&self.variables.global, &|_| None);
            let mut settings = match settings {
                Ok(settings) => settings,
                Err(error) => {
                    self.ui = Some(ui);
                    return Err(error.into());
                }
            };
            // calicoctl 0.2x knows no other API, nor does any component of this data model.
            if settings.datastore == DatastoreChoice::Auto {
                settings.datastore = DatastoreChoice::Etcdv2;
            }
            let command = std::iter::once(NAME.to_owned()).chain(self.words.iter().cloned()).collect();
            self.session = Some(Session::new(settings, ui, command, no_lines));
        }
        self.session.as_mut().ok_or_else(|| Stop::refused("no session"))
    }

    /// Writes text to stdout.
    fn say(&self, text: &str) -> Done {
        let ui = self.session.as_ref().map(|session| &session.ui).or(self.ui.as_ref());
        ui.map_or(Ok(()), |ui| Ok(ui.raw(ui.printable_lines(text).as_bytes())?))
    }

    /// Tells on stderr what should be known.
    fn warn(&self, text: &str) {
        if let Some(ui) = self.session.as_ref().map(|session| &session.ui).or(self.ui.as_ref()) {
            ui.warn(text);
        }
    }

    /// Reads scopes at one moment. `method` is what calicoctl names where etcd is in trouble.
    fn read(&mut self, method: &str, scopes: &[Scope]) -> Result<Snapshot, Stop> {
        self.session()?.read(scopes).map_err(|error| etcd_trouble(method, error))
    }

    /// Ends the command where profiles could not be even if somebody made them: a key stands in their directory's place.
    fn check_profiles(&mut self, method: &str) -> Done {
        let found = self.read(method, &[Scope::key(PROFILES)])?;
        if found.get(PROFILES).is_none() {
            return Ok(());
        }
        Err(Stop::paragraph(&format!(
            "{method}: Error accessing etcd (Not a directory : {PROFILES}).  Is etcd running?"
        )))
    }

    /// Carries out a change.
    fn write(
        &mut self,
        method: &str,
        scopes: &[Scope],
        force: &[Force],
        step: &dyn Fn(&Snapshot) -> Result<Step, Stop>,
    ) -> Done {
        let variables = &self.variables.write;
        let args = WriteArgs {
            dry_run: variables.dry_run,
            diff: variables.diff,
            exit_code: variables.exit_code,
            reason: variables.reason.clone(),
            journal: variables.journal,
            wait: variables.wait,
            yes: true,
            force: force.to_vec(),
            ..WriteArgs::default()
        };
        let (says, stopped) = (RefCell::new(String::new()), RefCell::new(None));
        let plan = |snapshot: &Snapshot| match step(snapshot) {
            Ok(Step { plan, says: text }) => {
                *says.borrow_mut() = text;
                *stopped.borrow_mut() = None;
                Ok(plan)
            }
            Err(Stop::Failed(error)) => Err(error),
            Err(stop) => {
                *stopped.borrow_mut() = Some(stop);
                Ok(Plan::new())
            }
        };
        let settled = self.session()?.settle(scopes, &args, &Extra::default(), &plan);
        settled.map_err(|error| etcd_trouble(method, error))?;
        if let Some(stop) = stopped.into_inner() {
            return Err(stop);
        }
        if args.dry_run { Ok(()) } else { self.say(&says.into_inner()) }
    }
}

/// Says as calicoctl does that etcd is in trouble; leaves other errors as they are.
fn etcd_trouble(method: &str, error: CommandError) -> Stop {
    match error.kind() {
        ErrorKind::Unreachable | ErrorKind::Tls | ErrorKind::Denied => {
            Stop::paragraph(&format!("{method}: Error accessing etcd ({}).  Is etcd running?", error.message()))
        }
        _ => Stop::Failed(error),
    }
}

/// No command of calicoctl takes lines.
fn no_lines() -> LineParser {
    Box::new(|_| Err(CommandError::new(ErrorKind::Usage, "calicoctl takes no lines")))
}

/// `calicoctl version`
fn version(front: &mut Front, _words: &Words) -> Done {
    front.say(&format!("{VERSION}\n"))
}

/// This host's name, as calicoctl has it: the variable where it is set, even to nothing.
fn hostname() -> String {
    std::env::var("HOSTNAME").unwrap_or_else(|_| crate::session::settle::hostname())
}
