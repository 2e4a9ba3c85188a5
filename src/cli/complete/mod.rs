//! What could follow on a line: words, and names from the datastore.
//!
//! The shells' scripts (`completion SHELL --names`) start calicross with `CALICROSS_COMPLETE` set to the shell's name and the half-typed
//! line as its arguments. The answer is for the script, never for a person: nothing goes to stderr, and the exit code is always 0.
//!
//! clap_complete's engine for this (`unstable-dynamic`) is not used: it knows one order of words, takes an option's value for a
//! verb, offers every option wherever a name may stand, and its script for bash lets the shell expand what a datastore calls
//! something (`*`), cuts lines at `=` and `:`, and quotes nothing. What is left of it beside our own order of words is this module.

mod ask;
mod names;
mod place;
mod shells;
mod sorted;
mod table;

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Arg, Command};

use self::ask::Ask;
use self::names::Kind;
use self::place::Place;
use self::shells::{Line, Shell};
use self::sorted::Name;
use self::table::{Takes, takes};
use super::app;
use crate::manifest::explain;
use crate::session::config;

/// What could stand where a line ends.
#[derive(Debug, PartialEq, Eq)]
enum Offer {
    /// One of these.
    Names(Vec<Name>),
    /// A path, after so much of the word.
    Files(String),
}

/// Answers a shell's script; `arguments` are those after the program's name.
pub fn answer(shell: &str, arguments: &[String]) -> ExitCode {
    let since = Instant::now();
    if let Some(shell) = Shell::of(shell) {
        let line = shell.line(arguments);
        let offer = offer(&app::command(), &line, since);
        let text = shell.show(&line, offer);
        // A shell that has gone away wants no answer.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }
    ExitCode::SUCCESS
}

/// Works out what could stand where a line ends.
fn offer(root: &Command, line: &Line, since: Instant) -> Offer {
    let place = Place::of(root, &line.words);
    let current = line.current.as_str();
    if let Some(option) = place.pending {
        return value(&place, option, "", current, since);
    }
    if !place.ended && current.starts_with('-') {
        let attached = current.split_once('=').and_then(|(option, typed)| {
            Some((place.option(option.strip_prefix("--")?)?, &current[..=option.len()], typed))
        });
        return match attached {
            Some((option, head, typed)) => value(&place, option, head, typed, since),
            None => Offer::Names(options(&place, current)),
        };
    }
    if let Some(positional) = place.positional() {
        let mut offer = value(&place, positional, "", current, since);
        if let Offer::Names(found) = &mut offer {
            // Nobody names the same thing twice in one list.
            found.retain(|name| !place.given_before().contains(&name.text));
        }
        return offer;
    }
    let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    let verbs = place.subcommands().into_iter().filter(|verb| verb.get_name().starts_with(current));
    let mut found: Vec<Name> = verbs.map(|verb| Name::new(verb.get_name(), about(verb))).collect();
    if let Some(Takes::Names(kind)) = place.name_before_verb() {
        // A verb in the verb's place wins over a name that is the same.
        let names = names(&place, kind, current, since).into_iter();
        found.extend(names.filter(|name| place.command().find_subcommand(&name.text).is_none()));
    }
    Offer::Names(found)
}

/// The options that begin as typed.
fn options(place: &Place<'_>, current: &str) -> Vec<Name> {
    let mut found = Vec::new();
    for option in place.options() {
        let help = option.get_help().map(ToString::to_string).unwrap_or_default();
        let long = option.get_long().map(|long| format!("--{long}"));
        let short = option.get_short().map(|short| format!("-{short}"));
        found.extend(long.into_iter().chain(short).map(|word| Name::new(word, &help)));
    }
    found.push(Name::new("--help", "Print help"));
    if place.path.len() == 1 {
        found.push(Name::new("--version", "Print version"));
    }
    found.retain(|word| word.text.starts_with(current));
    found
}

/// What could be the value of an argument; `head` is what stands before it in its word.
fn value(place: &Place<'_>, arg: &Arg, head: &str, typed: &str, since: Instant) -> Offer {
    // Of a list, the last is being typed.
    let list = arg.get_value_delimiter().and_then(|delimiter| typed.rfind(delimiter)).map_or(0, |at| at + 1);
    let (before, typed) = typed.split_at(list);
    let words = |words: &[&str]| words.iter().map(|word| Name::new(*word, "")).collect::<Vec<_>>();
    let mut found = match takes(&place.path, arg) {
        Some(Takes::Files) => return Offer::Files(head.to_owned()),
        Some(Takes::Names(kind)) => names(place, kind, typed, since),
        Some(Takes::Contexts) => contexts(place),
        Some(Takes::Words(known)) => words(known),
        Some(Takes::Fields) => explain::paths(typed).into_iter().map(|(name, about)| Name::new(name, about)).collect(),
        Some(Takes::Rule) if place.given.last().is_some_and(|word| word == "tag") => {
            names(place, Kind::Tag, typed, since)
        }
        Some(Takes::Rule) => words(&RULE_WORDS),
        Some(Takes::Free) => Vec::new(),
        None => arg
            .get_possible_values()
            .iter()
            .filter(|value| !value.is_hide_set())
            .map(|value| Name::new(value.get_name(), value.get_help().map(ToString::to_string).unwrap_or_default()))
            .collect(),
    };
    found.retain(|name| name.text.starts_with(typed));
    for name in &mut found {
        name.text.insert_str(0, before);
        name.text.insert_str(0, head);
    }
    Offer::Names(found)
}

/// Names from the datastore.
fn names(place: &Place<'_>, kind: Kind, typed: &str, since: Instant) -> Vec<Name> {
    ask::names(&Ask { kind, typed, given: &place.given }, &place.datastore, since)
}

fn contexts(place: &Place<'_>) -> Vec<Name> {
    let args = ask::global(&place.datastore).map(|(args, _)| args).unwrap_or_default();
    let file = config::load(args.config.as_deref()).ok().flatten();
    file.into_iter().flat_map(|file| file.contexts.into_keys()).map(|name| Name::new(name, "")).collect()
}

/// The words of the rule language.
const RULE_WORDS: [&str; 21] = [
    "allow",
    "deny",
    "log",
    "next-tier",
    "not",
    "tcp",
    "udp",
    "icmp",
    "icmpv6",
    "sctp",
    "udplite",
    "type",
    "code",
    "from",
    "to",
    "ports",
    "tag",
    "cidr",
    "selector",
    "ip-version",
    "log-prefix",
];

#[cfg(test)]
mod tests;
