//! From a usage text to a pattern.

use std::collections::BTreeMap;

/// What of a command line a pattern takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Any word: `<NAME>`.
    Argument(String),
    /// Exactly this word.
    Command(String),
    /// An option, wherever it stands.
    Option(String),
    /// All of these, in order.
    Required(Vec<Pattern>),
    /// Each of these, or not.
    Optional(Vec<Pattern>),
    /// This as often as there is more of it, and once at least.
    OneOrMore(Box<Pattern>),
    /// One of these.
    Either(Vec<Pattern>),
}

/// Whether an option has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OptionKind {
    Switch,
    Value,
}

/// A usage text, read.
#[derive(Debug)]
pub(super) struct Grammar {
    pub(super) pattern: Pattern,
    pub(super) options: BTreeMap<String, OptionKind>,
}

/// Reads a usage text: `Usage:`, and each line from the program's name on.
pub(super) fn parse(usage: &str) -> Grammar {
    let mut spaced = String::with_capacity(usage.len() * 2);
    for c in usage.split_once(':').map_or("", |(_, lines)| lines).replace("...", " … ").chars() {
        if matches!(c, '[' | ']' | '(' | ')' | '|') {
            spaced.extend([' ', c, ' ']);
        } else {
            spaced.push(c);
        }
    }
    let mut words = spaced.split_whitespace();
    // Every line begins with the program's name; what it says is one branch of all.
    let program = words.next().unwrap_or_default();
    let words: Vec<&str> = words.collect();
    let mut options = BTreeMap::new();
    let branches = words.split(|word| *word == program).map(|line| {
        let mut tokens = Tokens { words: line, options: &mut options };
        Pattern::Required(tokens.expression())
    });
    Grammar { pattern: Pattern::Either(branches.collect()), options }
}

struct Tokens<'t, 'o> {
    words: &'t [&'t str],
    options: &'o mut BTreeMap<String, OptionKind>,
}

impl Tokens<'_, '_> {
    fn take(&mut self, word: &str) -> bool {
        match self.words.split_first() {
            Some((first, rest)) if *first == word => {
                self.words = rest;
                true
            }
            _ => false,
        }
    }

    /// Sequences with `|` between them.
    fn expression(&mut self) -> Vec<Pattern> {
        let first = self.sequence();
        if self.words.first() != Some(&"|") {
            return first;
        }
        let one = |mut sequence: Vec<Pattern>| match sequence.len() {
            1 => sequence.remove(0),
            _ => Pattern::Required(sequence),
        };
        let mut branches = vec![one(first)];
        while self.take("|") {
            branches.push(one(self.sequence()));
        }
        vec![Pattern::Either(branches)]
    }

    /// Atoms up to the end of a group or of an alternative.
    fn sequence(&mut self) -> Vec<Pattern> {
        let mut sequence = Vec::new();
        while let Some((word, rest)) = self.words.split_first() {
            if matches!(*word, ")" | "]" | "|") {
                break;
            }
            self.words = rest;
            let atom = match *word {
                "(" => {
                    let group = self.expression();
                    self.take(")");
                    Pattern::Required(group)
                }
                "[" => {
                    let group = self.expression();
                    self.take("]");
                    Pattern::Optional(group)
                }
                word if word.starts_with("--") => self.option(word),
                word if word.starts_with('<') => Pattern::Argument(word.to_owned()),
                word => Pattern::Command(word.to_owned()),
            };
            let atom = if self.take("…") { Pattern::OneOrMore(Box::new(atom)) } else { atom };
            sequence.push(atom);
        }
        sequence
    }

    fn option(&mut self, word: &str) -> Pattern {
        let (name, kind) = match word.split_once('=') {
            Some((name, _)) => (name, OptionKind::Value),
            None => (word, OptionKind::Switch),
        };
        self.options.insert(name.to_owned(), kind);
        Pattern::Option(name.to_owned())
    }
}
