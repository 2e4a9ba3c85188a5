//! `calicross watch`

mod authors;
mod known;
mod row;

use std::time::{Duration, Instant};

use clap::Args;

use super::backup::parse_prefix;
use crate::error::{CommandError, ErrorKind};
use crate::session::options::{parse_duration, parse_number};
use crate::session::{Outcome, ReadCommand, Session, settle};
use crate::store::{Event, Scope, Store, StoreError, Want};

use authors::{Author, Authors};
use known::{Happened, Known};
use row::ChangeRow;

/// What is watched unless told otherwise.
const CALICO: &str = "/calico/";

/// How long the stream is waited for at a time, and how often a store is looked at that has none.
const TICK: Duration = Duration::from_secs(1);
/// How long to wait for more of what happens at once.
const LULL: Duration = Duration::from_millis(20);
/// Most time, and most events, that are taken together.
const BURST: (Duration, usize) = (Duration::from_millis(200), 1000);
/// Longest pause before a lost connection is made again.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Arguments of `watch`.
#[derive(Args, Debug)]
pub struct WatchArgs {
    /// What lies below a directory only [default: /calico]
    #[arg(long, value_name = "DIRECTORY", value_parser = parse_prefix)]
    prefix: Option<String>,

    /// End after so many changes
    #[arg(short = 'n', long, value_name = "N", value_parser = parse_number::<usize>)]
    limit: Option<usize>,

    /// End after a time, such as 10m
    #[arg(long = "for", value_name = "TIME", value_parser = parse_duration)]
    period: Option<Duration>,
}

impl ReadCommand for WatchArgs {
    fn run(&self, session: &mut Session) -> Result<Outcome, CommandError> {
        session.ui.check_stream::<ChangeRow>()?;
        let prefix = self.prefix.clone().unwrap_or_else(|| CALICO.to_owned());
        // First: what lands meanwhile is told with its author.
        let authors = Authors::begin(session)?;
        let known = Known::of(session.read(&[Scope::under(&*prefix)])?);
        let store = session.store()?;
        let (kind, address, streams) = (store.kind(), store.address(), store.capabilities().watch);
        store.release();
        let line =
            format!("watching {prefix} of {kind} at {address}: {} keys at revision {}", known.len(), known.revision());
        session.ui.status(&line);
        let until = self.period.map(|period| Instant::now() + period);
        let mut watcher = Watcher { prefix, known, authors, left: self.limit, until };
        let ended = if streams { watcher.follow(session) } else { watcher.poll(session) };
        ended?;
        Ok(Outcome::Yes)
    }
}

/// Why a stream ended.
enum Broken {
    /// Nothing more is wanted.
    Done,
    /// The store, or the way to it.
    Store(StoreError),
    /// The output.
    Command(CommandError),
}

impl From<StoreError> for Broken {
    fn from(err: StoreError) -> Self {
        Self::Store(err)
    }
}

impl From<CommandError> for Broken {
    fn from(err: CommandError) -> Self {
        Self::Command(err)
    }
}

/// Follows what happens below a directory.
struct Watcher {
    prefix: String,
    known: Known,
    authors: Authors,
    /// Changes that are still wanted; `None` for any number.
    left: Option<usize>,
    until: Option<Instant>,
}

impl Watcher {
    fn is_over(&self) -> bool {
        self.left == Some(0) || self.until.is_some_and(|until| Instant::now() >= until)
    }

    /// Returns how long to wait at most.
    fn tick(&self) -> Duration {
        let left = self.until.map_or(TICK, |until| until.saturating_duration_since(Instant::now()));
        left.clamp(Duration::from_millis(1), TICK)
    }

    /// Follows a store that tells of its changes, whatever becomes of the connection.
    fn follow(&mut self, session: &mut Session) -> Result<(), CommandError> {
        let mut other = session.another_store()?;
        let mut failures = 0;
        while !self.is_over() {
            let lost = match self.stream(session, other.as_mut(), &mut failures) {
                Broken::Done => return Ok(()),
                Broken::Command(err) => return Err(err),
                Broken::Store(StoreError::Compacted { .. }) => match self.resync(session) {
                    Ok(()) => continue,
                    Err(err) if err.kind() == ErrorKind::Unreachable => err,
                    Err(err) => return Err(err),
                },
                Broken::Store(
                    err @ (StoreError::Denied { .. }
                    | StoreError::WrongApi { .. }
                    | StoreError::Unsupported { .. }
                    | StoreError::Invalid { .. }),
                ) => return Err(err.into()),
                Broken::Store(err) => err.into(),
            };
            failures += 1;
            if failures == 1 {
                session.ui.status(&format!("the connection is lost, trying again: {}", lost.message()));
            }
            let longest = Duration::from_millis(50 << failures.min(6)).min(LONGEST_PAUSE);
            std::thread::sleep(longest.mul_f64(0.5 + fastrand::f64() / 2.0).min(self.tick()));
        }
        Ok(())
    }

    /// Takes what a stream brings until it ends.
    fn stream(&mut self, session: &mut Session, other: &mut dyn Store, failures: &mut u32) -> Broken {
        let mut streamed = || -> Result<(), Broken> {
            let mut watch = other.watch(&self.prefix, self.known.after())?;
            while !self.is_over() {
                let first = watch.next(self.tick())?;
                if *failures > 0 {
                    session.ui.status("connected again");
                    *failures = 0;
                }
                let Some(first) = first else { continue };
                let (mut burst, begun) = (vec![first], Instant::now());
                let mut ended = None;
                while burst.len() < BURST.1 && begun.elapsed() < BURST.0 {
                    match watch.next(LULL) {
                        Ok(Some(event)) => burst.push(event),
                        Ok(None) => break,
                        Err(err) => {
                            ended = Some(err);
                            break;
                        }
                    }
                }
                let happened = burst.into_iter().flat_map(|event: Event| self.known.take(event)).collect();
                self.tell(session, happened, false)?;
                if let Some(err) = ended {
                    return Err(err.into());
                }
            }
            Ok(())
        };
        streamed().err().unwrap_or(Broken::Done)
    }

    /// Reads everything, where changes were missed, and tells what differs from what was known.
    fn resync(&mut self, session: &mut Session) -> Result<(), CommandError> {
        let now = session.read(&[Scope::under(&*self.prefix)])?;
        let happened = self.known.now(now);
        let line = match happened.len() {
            0 => "changes were missed; nothing differs from before".to_owned(),
            1 => "changes were missed; what they come to: 1 key".to_owned(),
            count => format!("changes were missed; what they come to: {count} keys"),
        };
        session.ui.warn(&format!("resync at revision {}: {line}", self.known.revision()));
        self.tell(session, happened, true)
    }

    /// Looks, again and again, at a store that tells nothing by itself. It is let go in between.
    fn poll(&mut self, session: &mut Session) -> Result<(), CommandError> {
        while !self.is_over() {
            std::thread::sleep(self.tick());
            match self.look(session) {
                Ok(()) => {}
                // Somebody else works with the file.
                Err(err) if err.kind() == ErrorKind::Unreachable => session.ui.detail(err.message()),
                Err(err) => return Err(err),
            }
            session.store()?.release();
        }
        Ok(())
    }

    fn look(&mut self, session: &mut Session) -> Result<(), CommandError> {
        let moment = session.store()?.read(&[], Want::Keys)?.revision();
        if moment == self.known.revision() {
            return Ok(());
        }
        let now = session.read(&[Scope::under(&*self.prefix)])?;
        let happened = self.known.now(now);
        self.tell(session, happened, false)
    }

    /// Prints what happened, with who made it.
    fn tell(&mut self, session: &mut Session, happened: Vec<Happened>, resync: bool) -> Result<(), CommandError> {
        if happened.is_empty() {
            return Ok(());
        }
        self.authors.refresh(session);
        let time = settle::now();
        for happened in happened {
            let author: Author = self.authors.of(&happened.path, happened.after.as_deref());
            let Some(row) = ChangeRow::of(&happened, &author, &time, resync) else { continue };
            if self.left == Some(0) {
                return Ok(());
            }
            if session.ui.item(&row, &mut |out| row.human(out))? {
                self.left = self.left.map(|left| left - 1);
            }
        }
        Ok(())
    }
}
