//! Where on the line somebody asks what could follow, in either order of words.

use clap::{Arg, ArgAction, Command};

use super::table::{Takes, takes};
use crate::cli::words::{Word, classify};
use crate::session::options::DATASTORE;

/// What was read of a line up to the word that is being typed.
///
/// The words are read as they come, so that both orders read the same: a word that is no verb where a verb may stand is the
/// name that calicoctl's order puts there.
pub(super) struct Place<'a> {
    /// The commands that were named, from the root down.
    pub(super) path: Vec<&'a Command>,
    /// The words that are neither commands nor options.
    pub(super) given: Vec<String>,
    /// The option whose value is being typed.
    pub(super) pending: Option<&'a Arg>,
    /// Whether `--` has come, after which nothing is an option.
    pub(super) ended: bool,
    /// The options that say which datastore is meant, as they were typed.
    pub(super) datastore: Vec<String>,
    /// The options that were typed.
    options: Vec<&'a Arg>,
}

impl<'a> Place<'a> {
    /// Reads the words after the program's name, up to the one that is being typed.
    pub(super) fn of(root: &'a Command, words: &[String]) -> Self {
        let mut place = Self {
            path: vec![root],
            given: Vec::new(),
            pending: None,
            ended: false,
            datastore: Vec::new(),
            options: Vec::new(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if place.ended {
                place.given.push(word.clone());
                continue;
            }
            match classify(&place.path, word) {
                Word::End => place.ended = true,
                Word::Option(arg, takes_value) => {
                    let value = if takes_value { words.next() } else { None };
                    place.options.extend(arg);
                    if takes_value && value.is_none() {
                        place.pending = arg;
                    } else if arg.is_some_and(|arg| arg.get_help_heading() == Some(DATASTORE)) {
                        place.datastore.push(word.clone());
                        place.datastore.extend(value.cloned());
                    }
                }
                Word::Positional => match place.command().find_subcommand(word) {
                    Some(inner) => place.path.push(inner),
                    None => place.given.push(word.clone()),
                },
            }
        }
        place
    }

    /// The last command that was named.
    pub(super) fn command(&self) -> &'a Command {
        // The root is always there.
        self.path[self.path.len() - 1]
    }

    /// The argument whose value is being typed, unless it is an option's.
    pub(super) fn positional(&self) -> Option<&'a Arg> {
        let here = self.command().get_positionals().nth(self.given.len());
        here.or_else(|| self.command().get_positionals().last().filter(|arg| is_many(arg)))
    }

    /// What was given already for the list that is being typed.
    pub(super) fn given_before(&self) -> &[String] {
        let before = self.command().get_positionals().take_while(|arg| !is_many(arg)).count();
        self.given.get(before..).unwrap_or_default()
    }

    /// The option of a name, among those that may stand here.
    pub(super) fn option(&self, long: &str) -> Option<&'a Arg> {
        self.known().find(|arg| arg.get_long() == Some(long))
    }

    /// The options that may stand here and have not been given.
    pub(super) fn options(&self) -> impl Iterator<Item = &'a Arg> {
        let again = |arg: &Arg| is_many(arg) || !self.options.iter().any(|given| given.get_id() == arg.get_id());
        self.known().filter(move |arg| !arg.is_hide_set() && again(arg))
    }

    fn known(&self) -> impl Iterator<Item = &'a Arg> {
        let last = self.path.len() - 1;
        let known = move |(at, command): (usize, &'a Command)| {
            command.get_arguments().filter(move |arg| at == last || arg.is_global_set())
        };
        let path: Vec<&'a Command> = self.path.clone();
        path.into_iter().enumerate().rev().flat_map(known).filter(|arg| !arg.is_positional())
    }

    /// The verbs and nouns that may follow.
    pub(super) fn subcommands(&self) -> Vec<&'a Command> {
        let mut there: Vec<&Command> = self.command().get_subcommands().filter(|inner| !inner.is_hide_set()).collect();
        match self.given.len() {
            0 => there,
            // The name has come: what follows is a verb that takes it.
            1 if self.path.len() > 1 => {
                let named = self.named_before_verb();
                there.retain(|inner| named.is_some() && first_takes(inner, &mut self.path.clone()) == named);
                there
            }
            _ => Vec::new(),
        }
    }

    /// What may be named here before a verb, as calicoctl has it: that is for nouns that have nouns of their own, such as
    /// `profile NAME tag add`.
    pub(super) fn name_before_verb(&self) -> Option<Takes> {
        if self.given.is_empty() && self.path.len() == 2 { self.named_before_verb() } else { None }
    }

    /// What the verbs of the nouns below the first noun take first.
    fn named_before_verb(&self) -> Option<Takes> {
        let mut path: Vec<&'a Command> = self.path.iter().take(2).copied().collect();
        let noun = path.get(1)?;
        let inner = noun.get_subcommands().find(|inner| inner.has_subcommands())?;
        first_takes(inner, &mut path).filter(|takes| matches!(takes, Takes::Names(_)))
    }
}

/// What a verb takes first; of a noun, what one of its verbs does.
fn first_takes<'a>(command: &'a Command, path: &mut Vec<&'a Command>) -> Option<Takes> {
    path.push(command);
    let found = match command.get_positionals().next() {
        Some(first) if !command.has_subcommands() => takes(path, first),
        _ => command.get_subcommands().find_map(|inner| first_takes(inner, path)),
    };
    path.pop();
    found
}

/// Whether an argument may be given several times.
pub(super) fn is_many(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}
