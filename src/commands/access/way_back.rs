//! The process that takes a switch-on back: started by `access enable`, of a session of its own, so that neither the end of the
//! command nor that of its terminal ends it.
//!
//! It is told on stdin what to do, secrets included, says `ready` on stdout once it has all that it needs in memory, and nothing
//! more. It looks every few seconds whether the switch-on was confirmed or taken back by somebody else. When the time is up, or when it is told
//! to end, it takes it back, and tries until it has.
//!
//! Where it cannot read the datastore it goes by the clock: what nobody can confirm is taken back.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;
use uuid::Uuid;

use super::book::{put_switch, switch};
use super::switch::{remove_traces, switch_off};
use crate::access::plan::api_word;
use crate::access::record::{State, Switch, WAY_BACK_USER, way_back_user};
use crate::error::{CommandError, ErrorKind};
use crate::session::settle::now;
use crate::session::{env, state};
use crate::store::connection::{Connection, Secret};
use crate::store::{Kind, Store, open};

/// Time between two looks at whether it is told to end.
const PAUSE: Duration = Duration::from_millis(250);
/// Time between two looks at the record: v2 takes a tenth of a second of a member's processor to hold a password against what it knows.
const LOOK: Duration = Duration::from_secs(3);
/// Time between two tries.
const RETRY: Duration = Duration::from_secs(1);
/// How often it tries while it is refused: who was root and is not any more can do nothing.
const REFUSALS: u32 = 60;
/// Time that it may take to be ready.
const START: Duration = Duration::from_secs(20);

/// What it is told.
#[derive(Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) id: Uuid,
    /// The APIs to switch off, that with the record first.
    pub(super) apis: Vec<Kind>,
    /// The API whose keyspace holds the record.
    pub(super) book: Kind,
    pub(super) endpoints: Vec<String>,
    pub(super) cacert: Option<PathBuf>,
    pub(super) cert: Option<PathBuf>,
    pub(super) key: Option<PathBuf>,
    pub(super) timeout: Duration,
    /// The password of its own user.
    pub(super) password: String,
    /// Whether the role guest was made for this switch-on.
    pub(super) guest_made: bool,
    /// Time until it is taken back.
    pub(super) within: Duration,
    pub(super) log: Option<PathBuf>,
}

impl Order {
    /// Makes paths good in whatever folder.
    pub(super) fn absolute(mut self) -> Self {
        for path in [&mut self.cacert, &mut self.cert, &mut self.key] {
            if let Some(absolute) = path.as_deref().and_then(|path| std::path::absolute(path).ok()) {
                *path = Some(absolute);
            }
        }
        self
    }

    /// The connection of its own user.
    pub(super) fn connection(&self) -> Connection {
        Connection {
            endpoints: self.endpoints.clone(),
            cacert: self.cacert.clone(),
            cert: self.cert.clone(),
            key: self.key.clone(),
            user: Some(way_back_user(self.id)),
            password: Some(Secret::new(self.password.as_str())),
            timeout: self.timeout,
            rate: 0,
        }
    }
}

/// The file that it writes its log to.
pub(super) fn log_path(id: Uuid) -> Option<PathBuf> {
    Some(state::dir()?.join("access").join(format!("{id}.log")))
}

/// Starts the process and waits until it is ready; returns its number.
///
/// # Errors
/// Where it cannot be started: then nothing is to be switched on.
pub(super) fn start(order: &Order) -> Result<u32, CommandError> {
    let failed = |why: String| {
        CommandError::new(ErrorKind::Refused, format!("no process can be had that takes it back: {why}"))
            .hint("nothing is switched on")
    };
    let io = |err: io::Error| failed(err.to_string());
    let program = std::env::current_exe().map_err(io)?;
    let mut child = Command::new(program)
        .env(env::WAY_BACK.name, "1")
        // What it needs it is told on stdin.
        .env_remove(env::PASSWORD.name)
        .env_remove(env::ETCD_PASSWORD.name)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(io)?;
    let ready = tell(&mut child, order);
    if let Err(why) = ready {
        let _ = child.kill();
        let _ = child.wait();
        return Err(failed(why));
    }
    Ok(child.id())
}

fn tell(child: &mut Child, order: &Order) -> Result<(), String> {
    let words = serde_json::to_vec(order).map_err(|err| err.to_string())?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("it has no stdin".to_owned());
    };
    stdin.write_all(&words).map_err(|err| err.to_string())?;
    drop(stdin);
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        // A line, not all of it: the pipe stays open as long as the process lives.
        let mut answer = String::new();
        let _ = io::BufReader::new(stdout).read_line(&mut answer);
        let _ = sender.send(answer);
    });
    match receiver.recv_timeout(START) {
        Ok(answer) if answer.trim() == "ready" => Ok(()),
        Ok(answer) if answer.trim().is_empty() => Err("it ended before it was ready".to_owned()),
        Ok(answer) => Err(answer.trim().to_owned()),
        Err(_) => Err(format!("it was not ready within {} s", START.as_secs())),
    }
}

/// The process itself.
pub fn main() -> ExitCode {
    let mut words = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut words);
    let begun = read.map_err(|err| err.to_string()).and_then(|_| Watch::begin(&words));
    match begun {
        Ok(mut watch) => {
            watch.run();
            ExitCode::SUCCESS
        }
        Err(why) => {
            // The one that started it reads this, and switches nothing on.
            let _ = io::stdout().lock().write_all(why.as_bytes());
            ExitCode::FAILURE
        }
    }
}

struct Watch {
    order: Order,
    /// That with the record first.
    stores: Vec<(Kind, Box<dyn Store + Send>)>,
    told_to_end: Arc<AtomicBool>,
    deadline: Instant,
    log: Option<File>,
}

/// What a look at the record tells.
enum Look {
    /// Nothing has changed.
    Waiting,
    /// It is decided: nothing is left to do.
    Over(&'static str),
}

impl Watch {
    /// Takes in all that is needed, and says so.
    fn begin(words: &[u8]) -> Result<Self, String> {
        let order: Order = serde_json::from_slice(words).map_err(|_| "it does not understand what to do".to_owned())?;
        let deadline = Instant::now() + order.within;
        // A session of its own: the end of a terminal means nothing to it.
        rustix::process::setsid().map_err(|err| err.to_string())?;
        let told_to_end = Arc::new(AtomicBool::new(false));
        let ignored = Arc::new(AtomicBool::new(false));
        let registered =
            [SIGTERM, SIGINT].into_iter().try_for_each(|signal| flag::register(signal, told_to_end.clone()).map(drop));
        registered.and_then(|()| flag::register(SIGHUP, ignored).map(drop)).map_err(|err| err.to_string())?;
        // Certificates are read here: the files may be gone when they are needed.
        let mut kinds = vec![order.book];
        kinds.extend(order.apis.iter().filter(|kind| **kind != order.book));
        let open = |kind| open::etcd(kind, order.connection()).map(|opened| (kind, opened.store));
        let stores = kinds.into_iter().map(open).collect::<Result<Vec<_>, _>>().map_err(|err| err.to_string())?;
        let log = order.log.as_deref().and_then(|path| open_log(path).ok());
        let mut watch = Self { order, stores, told_to_end, deadline, log };
        watch.say("ready");
        let mut stdout = io::stdout().lock();
        stdout.write_all(b"ready\n").and_then(|()| stdout.flush()).map_err(|err| err.to_string())?;
        Ok(watch)
    }

    fn run(&mut self) {
        let mut why = "it was not confirmed in time";
        let mut next = Instant::now() + LOOK;
        while Instant::now() < self.deadline {
            if self.told_to_end.load(Ordering::SeqCst) {
                why = "the process that watched over it was told to end";
                break;
            }
            if Instant::now() >= next {
                if let Ok(Look::Over(words)) = self.look() {
                    return self.say(words);
                }
                next = Instant::now() + LOOK;
            }
            let left = self.deadline.saturating_duration_since(Instant::now());
            std::thread::sleep(PAUSE.min(left));
        }
        self.say(why);
        let (mut last, mut refusals) = (String::new(), 0);
        while refusals < REFUSALS {
            match self.take_back(why) {
                Ok(words) => return self.say(words),
                Err(err) => {
                    refusals = if err.kind() == ErrorKind::Denied { refusals + 1 } else { 0 };
                    if err.message() != last {
                        self.say(&format!("not yet: {}", err.message()));
                        err.message().clone_into(&mut last);
                    }
                }
            }
            std::thread::sleep(RETRY);
        }
        self.say("given up: its user is gone");
    }

    fn book(&mut self) -> Result<&mut dyn Store, CommandError> {
        let book = self.stores.first_mut();
        let book = book.ok_or_else(|| CommandError::new(ErrorKind::Unreachable, "there is no store"))?;
        Ok(book.1.as_mut())
    }

    /// Takes users of ways back away, that with which the record is read last.
    fn leave(&mut self, users: &str) {
        for (kind, store) in self.stores.iter_mut().rev() {
            if let Err(err) = remove_traces(store.as_mut(), users, false) {
                let line = format!("{}: the user {users} stays: {err}", api_word(*kind));
                if let Some(log) = &mut self.log {
                    let _ = writeln!(log, "{} {line}", now());
                }
            }
        }
    }

    fn look(&mut self) -> Result<Look, CommandError> {
        let id = self.order.id;
        let found = switch(self.book()?)?;
        Ok(match found {
            Some(found) if found.doc.id == id => match found.doc.state {
                State::Trial | State::TakingBack => Look::Waiting,
                State::Confirmed => {
                    self.leave(WAY_BACK_USER);
                    Look::Over("confirmed")
                }
                State::TakenBack => Look::Over("taken back by somebody else"),
            },
            // A later switch-on has its own process.
            Some(_) => {
                self.leave(&way_back_user(id));
                Look::Over("another switch-on has taken its place")
            }
            None => Look::Waiting,
        })
    }

    /// Takes it back once; what is done already is left so.
    fn take_back(&mut self, why: &str) -> Result<&'static str, CommandError> {
        if let Look::Over(words) = self.look()? {
            return Ok(words);
        }
        // From here on it is too late to confirm it: of two that decide at a time, the record takes one.
        self.mark(State::TakingBack, why)?;
        let guest_made = self.order.guest_made;
        let apis = self.order.apis.clone();
        // The record's own API last: as long as it is on, its user is needed for the record.
        for (kind, store) in self.stores.iter_mut().rev().filter(|(kind, _)| apis.contains(kind)) {
            switch_off(store.as_mut(), guest_made && *kind == Kind::Etcdv2)
                .map_err(|err| CommandError::from(err).within(api_word(*kind)))?;
        }
        self.mark(State::TakenBack, why)?;
        Ok("taken back")
    }

    fn mark(&mut self, state: State, why: &str) -> Result<(), CommandError> {
        let id = self.order.id;
        let book = self.book()?;
        let Some(found) = switch(book)?.filter(|found| found.doc.id == id) else { return Ok(()) };
        if state == State::TakingBack && found.doc.state != State::Trial {
            return Ok(());
        }
        let doc = Switch { state, why: Some(why.to_owned()), ..found.doc.clone() };
        Ok(put_switch(book, Some(&found), &doc)?)
    }

    fn say(&mut self, words: &str) {
        if let Some(log) = &mut self.log {
            let _ = writeln!(log, "{} {words}", now());
        }
    }
}

fn open_log(path: &Path) -> io::Result<File> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)
}
