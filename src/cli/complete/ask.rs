//! Names from the datastore, within the time that a key press may take.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use clap::{Args, Command, FromArgMatches};

use super::names::{Kind, Part};
use super::sorted::{Name, Sorted, Source, lines};
use crate::cli::app;
use crate::session::cache::Cache;
use crate::session::options::{GlobalArgs, parse_duration};
use crate::session::settings::Settings;
use crate::session::{self, env};

/// How long names are waited for: with the rest that completion does, it stays below 300 ms.
const WAIT: Duration = Duration::from_millis(270);

/// What is asked for.
pub(super) struct Ask<'a> {
    /// Which names.
    pub(super) kind: Kind,
    /// How they begin.
    pub(super) typed: &'a str,
    /// What stands before on the line.
    pub(super) given: &'a [String],
}

/// Which datastore the words of a line mean. `None` where they, the variables or the configuration file are wrong: the
/// command itself will say so.
fn settings(words: &[String]) -> Option<Settings> {
    let (args, matches) = global(words)?;
    let known = |id: &str| matches.try_contains_id(id).is_ok_and(|known| known);
    Settings::resolve(&args, &|id| known(id).then(|| matches.value_source(id)).flatten()).ok()
}

/// Reads options that every command has, typed or set by variables.
pub(super) fn global(words: &[String]) -> Option<(GlobalArgs, clap::ArgMatches)> {
    let command = app::with_variables(GlobalArgs::augment_args(Command::new("calicross")));
    let line = std::iter::once("calicross").chain(words.iter().map(String::as_str));
    let matches = command.try_get_matches_from(line).ok()?;
    Some((GlobalArgs::from_arg_matches(&matches).ok()?, matches))
}

/// What comes from the datastore: names in sorted lines.
enum Answer {
    /// The names of a part: all there are.
    Of(Part, Vec<u8>),
    /// Some that were cheap to find; all will follow, if in time.
    Some(Vec<u8>),
}

/// Finds names that begin as typed, in the cache or the datastore that the words mean. There are none where the datastore is slow,
/// down, not certain to be the one that is meant, or does not let us in: what was asked on the way to a command is no place to complain.
pub(super) fn names(ask: &Ask<'_>, words: &[String], since: Instant) -> Vec<Name> {
    let Some(mut settings) = settings(words) else { return Vec::new() };
    let parts = ask.kind.parts(ask.typed, ask.given);
    let cache = Cache::of(&settings);
    // What holds all is as good as what holds less, and may be there already.
    let kept = parts.iter().rev().find_map(|part| Some((part, cache.as_ref()?.get(&part.label())?)));
    if let Some((part, file)) = &kept {
        let found = ask.choose(file);
        if !found.is_empty() || parts.last() == Some(part) {
            return found;
        }
    }
    let wait = env::COMPLETE_WAIT.get().and_then(|text| parse_duration(&text).ok()).unwrap_or(WAIT);
    let deadline = since + wait;
    settings.connection.timeout = settings.connection.timeout.min(wait);
    let (sender, receiver) = mpsc::channel();
    let typed = ask.typed.to_owned();
    // The process ends without waiting for it; what it has begun only reads.
    std::thread::spawn(move || {
        // A failure has nobody to hear it.
        let _ = read(&settings, wait, parts, &typed, &sender);
    });
    let mut best = Vec::new();
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match receiver.recv_timeout(left) {
            Ok(Answer::Some(lines)) => best = ask.choose(lines.as_slice()),
            Ok(Answer::Of(part, lines)) => {
                best = ask.choose(lines.as_slice());
                if let Some(cache) = &cache {
                    cache.put(&part.label(), &lines);
                }
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return best,
        }
    }
}

impl Ask<'_> {
    /// Names of a file that cannot be read are none.
    fn choose<S: Source + ?Sized>(&self, source: &S) -> Vec<Name> {
        Sorted::new(source).offer(self.typed, self.kind.order()).unwrap_or_default()
    }
}

/// Reads parts, the narrowest first, until one holds what begins as typed; `None` where that fails, or nobody listens any more.
fn read(
    settings: &Settings,
    wait: Duration,
    parts: Vec<Part>,
    typed: &str,
    answers: &mpsc::Sender<Answer>,
) -> Option<()> {
    let mut opened = session::open(settings, wait, &["(completion)".to_owned()]).ok()?;
    if opened.doubt.is_some() {
        return None;
    }
    for part in parts {
        let mut so_far = |names| drop(answers.send(Answer::Some(lines(names))));
        let names = part.read(opened.store.as_mut(), typed, &mut so_far).ok()?;
        let found = names.iter().any(|name| name.text.starts_with(typed));
        answers.send(Answer::Of(part, lines(names))).ok()?;
        if found {
            break;
        }
    }
    Some(())
}
