//! The parser of selectors: by hand, because where the two readers differ depends on what stands next to what.

use std::collections::BTreeSet;

use super::{BadSelector, MAX_DEPTH, Selector};
use crate::model::felix::Generation;
use crate::model::name::{MAX_LABEL_KEY, reads_as_operator};

/// Parses what one reader takes, or where none is named what both take.
pub(super) fn parse(text: &str, reader: Option<Generation>) -> Result<Selector, BadSelector> {
    let mut parser = Parser { text, at: 0, reader };
    parser.blanks()?;
    if parser.rest().is_empty() {
        return Ok(Selector::All);
    }
    let selector = parser.any_of(0)?;
    if parser.rest().is_empty() { Ok(selector) } else { Err(parser.unexpected("&&, || or the end")) }
}

fn label_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_./-".contains(c)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    reader: Option<Generation>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Whether what a generation rejects is an error.
    fn heeds(&self, generation: Generation) -> bool {
        self.reader.is_none_or(|reader| reader == generation)
    }

    fn error(&self, at: usize, why: impl Into<String>) -> BadSelector {
        BadSelector { why: why.into(), column: self.text.get(..at).unwrap_or("").chars().count() + 1 }
    }

    fn unexpected(&self, expected: &str) -> BadSelector {
        match self.rest().chars().next() {
            None => self.error(self.at, format!("the selector ends early, expected {expected}")),
            Some(c) => self.error(self.at, format!("unexpected '{}', expected {expected}", c.escape_debug())),
        }
    }

    /// Skips blanks. Felix 2 knows spaces and tabs only, Felix 1.4 line ends too.
    fn blanks(&mut self) -> Result<(), BadSelector> {
        let blanks: &[char] = if self.heeds(Generation::Felix2) { &[' ', '\t'] } else { &[' ', '\t', '\n', '\r'] };
        self.at += self.rest().len() - self.rest().trim_start_matches(blanks).len();
        match self.rest().chars().next() {
            Some('\n' | '\r') => Err(self.error(self.at, "a line end, which Felix 2 rejects,")),
            _ => Ok(()),
        }
    }

    /// Takes a token and the blanks behind it.
    fn take(&mut self, token: &str) -> Result<bool, BadSelector> {
        if !self.rest().starts_with(token) {
            return Ok(false);
        }
        self.at += token.len();
        self.blanks()?;
        Ok(true)
    }

    fn any_of(&mut self, depth: usize) -> Result<Selector, BadSelector> {
        let mut parts = vec![self.all_of(depth)?];
        while self.take("||")? {
            parts.push(self.all_of(depth)?);
        }
        Ok(one_or(parts, Selector::Or))
    }

    fn all_of(&mut self, depth: usize) -> Result<Selector, BadSelector> {
        let mut parts = vec![self.term(depth)?];
        while self.take("&&")? {
            parts.push(self.term(depth)?);
        }
        Ok(one_or(parts, Selector::And))
    }

    fn term(&mut self, depth: usize) -> Result<Selector, BadSelector> {
        let mut negated = false;
        while self.take("!")? {
            negated = !negated;
        }
        let start = self.at;
        let term = if self.take("(")? {
            if depth == MAX_DEPTH {
                return Err(self.error(start, format!("parentheses nested deeper than {MAX_DEPTH}")));
            }
            let inner = self.any_of(depth + 1)?;
            if !self.take(")")? {
                return Err(self.unexpected("')'"));
            }
            inner
        } else {
            self.comparison()?
        };
        Ok(if negated { Selector::Not(Box::new(term)) } else { term })
    }

    fn comparison(&mut self) -> Result<Selector, BadSelector> {
        if self.take("all()")? || self.all_with_blanks()? {
            return Ok(Selector::All);
        }
        if self.take("has(")? {
            let label = self.label()?.to_owned();
            self.blanks()?;
            return if self.take(")")? { Ok(Selector::Has(label)) } else { Err(self.unexpected("')'")) };
        }
        let start = self.at;
        let label = self.label()?.to_owned();
        let behind = self.rest();
        self.blanks()?;
        if self.heeds(Generation::Felix2) && (reads_as_operator(&label) || label == "not" && self.word("in")) {
            let why = format!("label '{label}' begins like an operator, which Felix 2 takes it for,");
            return Err(self.error(start, why));
        }
        if matches!(label.as_str(), "has" | "all") && behind.trim_start_matches([' ', '\t']).starts_with('(') {
            return Err(self.error(start, format!("{label}() has a blank where Felix takes none,")));
        }
        if self.take("==")? {
            return Ok(Selector::Is(label, self.string()?));
        }
        if self.take("!=")? {
            return Ok(Selector::IsNot(label, self.string()?));
        }
        if self.word("in") {
            self.take("in")?;
            return Ok(Selector::In(label, self.set()?));
        }
        if self.word("not") {
            self.take("not")?;
            if !self.word("in") {
                return Err(self.unexpected("in after not"));
            }
            self.take("in")?;
            return Ok(Selector::NotIn(label, self.set()?));
        }
        if self.word("notin") && !self.heeds(Generation::Felix14) {
            self.take("notin")?;
            return Ok(Selector::NotIn(label, self.set()?));
        }
        Err(self.unexpected("==, !=, in or not in"))
    }

    /// `all( )`, which Felix 2 takes.
    fn all_with_blanks(&mut self) -> Result<bool, BadSelector> {
        let inside = self.rest().strip_prefix("all(").map(|rest| rest.trim_start_matches([' ', '\t']));
        if self.heeds(Generation::Felix14) || !inside.is_some_and(|rest| rest.starts_with(')')) {
            return Ok(false);
        }
        self.take("all(")?;
        self.take(")")
    }

    /// Whether a word stands here, and ends here.
    fn word(&self, word: &str) -> bool {
        let end = |rest: &str| !rest.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$');
        self.rest().strip_prefix(word).is_some_and(end)
    }

    fn label(&mut self) -> Result<&'a str, BadSelector> {
        let rest = self.rest();
        let length = rest.find(|c| !label_char(c)).unwrap_or(rest.len());
        if length == 0 {
            return Err(self.unexpected("a label, has(, all(), '!' or '('"));
        }
        if length > MAX_LABEL_KEY && self.heeds(Generation::Felix2) {
            return Err(
                self.error(self.at, format!("a label longer than {MAX_LABEL_KEY} characters, which Felix 2 rejects,"))
            );
        }
        self.at += length;
        Ok(rest.get(..length).unwrap_or(rest))
    }

    fn string(&mut self) -> Result<String, BadSelector> {
        let start = self.at;
        let rest = self.rest();
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            return Err(self.unexpected("a string in quotes"));
        };
        let Some((inner, _)) = rest.get(1..).and_then(|inner| inner.split_once(quote)) else {
            return Err(self.error(start, "a string without an end"));
        };
        if inner.contains(['\n', '\r']) && self.heeds(Generation::Felix14) {
            return Err(self.error(start, "a line end in a string, which Felix 1.4 rejects,"));
        }
        if inner.contains('\\') && self.reader.is_none() {
            return Err(self.error(start, "a backslash in a string, which builds of Felix 1.4 read differently,"));
        }
        self.at += inner.len() + 2;
        self.blanks()?;
        Ok(inner.to_owned())
    }

    fn set(&mut self) -> Result<BTreeSet<String>, BadSelector> {
        if !self.take("{")? {
            return Err(self.unexpected("'{'"));
        }
        let mut values = BTreeSet::new();
        loop {
            if self.rest().starts_with('}') {
                if !self.heeds(Generation::Felix14) {
                    self.take("}")?;
                    return Ok(values);
                }
                return Err(self.error(self.at, "a set that ends without a string, which Felix 1.4 rejects,"));
            }
            values.insert(self.string()?);
            if self.take("}")? {
                return Ok(values);
            }
            if !self.take(",")? {
                return Err(self.unexpected("',' or '}'"));
            }
        }
    }
}

fn one_or(mut parts: Vec<Selector>, several: fn(Vec<Selector>) -> Selector) -> Selector {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            several(parts)
        }
        None => Selector::All,
    }
}
