//! docopt's reading of command lines, as calicoctl 0.2x used it: the usage text is the grammar.
//!
//! Not the whole of docopt, but what calicoctl's texts use of it, with the same outcome for every line: options at any
//! place, their unambiguous beginnings, and the branch of an alternative that leaves the fewest words.

mod matching;
mod pattern;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use pattern::{Grammar, OptionKind};

/// What a command line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    commands: BTreeSet<String>,
    values: BTreeMap<String, Vec<String>>,
}

impl Words {
    /// Tells whether a word or a switch was given.
    pub(super) fn has(&self, name: &str) -> bool {
        self.commands.contains(name)
    }

    /// Returns the value of an argument or option.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.first().map(String::as_str)
    }

    /// Returns the value of an option that counts only where it is not empty.
    pub(super) fn filter(&self, name: &str) -> Option<&str> {
        self.value(name).filter(|value| !value.is_empty())
    }

    /// Returns the values of an argument that may stand several times.
    pub(super) fn list(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Why there are no words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Help was asked for.
    Help,
    /// The words do not fit, with what docopt has to say about it, if anything.
    Usage(Option<String>),
}

/// One word of a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Given {
    Argument(String),
    Option { name: String, value: Option<String> },
}

/// Reads a command line by a help text.
///
/// # Errors
/// Where the line does not fit, or asks for help.
pub(super) fn read(text: &str, words: &[String]) -> Result<Words, Unread> {
    let grammar = pattern::parse(usage_of(text));
    let given = split(&grammar, words)?;
    let asks = |given: &Given| matches!(given, Given::Option { name, .. } if name == "--help" || name == "-h");
    if given.iter().any(asks) {
        return Err(Unread::Help);
    }
    matching::read(&grammar, given).ok_or(Unread::Usage(None))
}

/// Returns the part of a help text that is the grammar: from `Usage:` to the first line that is not indented.
pub(super) fn usage_of(text: &str) -> &str {
    let start = text.find("Usage:").unwrap_or_default();
    let rest = text.get(start..).unwrap_or_default();
    let mut end = 0;
    for (at, line) in rest.split_inclusive('\n').enumerate() {
        if at > 0 && !line.starts_with([' ', '\t']) {
            break;
        }
        end += line.len();
    }
    rest.get(..end).unwrap_or(rest)
}

/// Tells options from other words.
fn split(grammar: &Grammar, words: &[String]) -> Result<Vec<Given>, Unread> {
    let mut given = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--" {
            given.push(Given::Argument(word.clone()));
            given.extend(words.by_ref().cloned().map(Given::Argument));
        } else if let Some(long) = word.strip_prefix("--") {
            given.push(long_option(grammar, long, &mut words)?);
        } else if let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            // No text has options of one letter, but every one has -h.
            given.extend(letters.chars().map(|letter| Given::Option { name: format!("-{letter}"), value: None }));
        } else {
            given.push(Given::Argument(word.clone()));
        }
    }
    Ok(given)
}

fn long_option(grammar: &Grammar, word: &str, rest: &mut std::slice::Iter<'_, String>) -> Result<Given, Unread> {
    let (name, value) = match word.split_once('=') {
        Some((name, value)) => (format!("--{name}"), Some(value.to_owned())),
        None => (format!("--{word}"), None),
    };
    let usage = |why: String| Unread::Usage(Some(why));
    let exact = grammar.options.get_key_value(&name);
    let similar: Vec<_> = match exact {
        Some(found) => vec![found],
        None => grammar.options.iter().filter(|(option, _)| option.starts_with(&name)).collect(),
    };
    match similar.as_slice() {
        [] => Ok(Given::Option { name, value }),
        [(option, OptionKind::Switch)] => match value {
            None => Ok(Given::Option { name: (*option).clone(), value: None }),
            Some(_) => Err(usage(format!("{option} must not have an argument"))),
        },
        [(option, OptionKind::Value)] => {
            // The next word is the value whatever it begins with.
            let value = value.or_else(|| rest.next().cloned());
            let value = value.ok_or_else(|| usage(format!("{option} requires argument")))?;
            Ok(Given::Option { name: (*option).clone(), value: Some(value) })
        }
        several => {
            let names: Vec<&str> = several.iter().map(|(option, _)| option.as_str()).collect();
            Err(usage(format!("{name} is not a unique prefix: {}?", names.join(", "))))
        }
    }
}
