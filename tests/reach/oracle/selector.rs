//! Selectors, parsed and decided in one go.

use std::collections::BTreeMap;

use super::Generation;

/// Whether labels fit a selector; nothing where the generation refuses the selector.
pub(super) fn fits(selector: &str, generation: Generation, labels: &BTreeMap<String, String>) -> Option<bool> {
    let mut reader = Reader { rest: selector, generation, labels };
    reader.blanks();
    if reader.rest.is_empty() {
        return Some(true);
    }
    let fits = reader.any_of()?;
    reader.blanks();
    reader.rest.is_empty().then_some(fits)
}

pub(super) fn is_valid(selector: &str, generation: Generation) -> bool {
    fits(selector, generation, &BTreeMap::new()).is_some()
}

struct Reader<'s> {
    rest: &'s str,
    generation: Generation,
    labels: &'s BTreeMap<String, String>,
}

impl<'s> Reader<'s> {
    fn blanks(&mut self) {
        self.rest = match self.generation {
            Generation::One => self.rest.trim_start_matches([' ', '\t', '\r', '\n']),
            Generation::Two => self.rest.trim_start_matches([' ', '\t']),
        };
    }

    fn eat(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn any_of(&mut self) -> Option<bool> {
        let mut fits = self.all_of()?;
        loop {
            self.blanks();
            if !self.eat("||") {
                return Some(fits);
            }
            fits |= self.all_of()?;
        }
    }

    fn all_of(&mut self) -> Option<bool> {
        let mut fits = self.term()?;
        loop {
            self.blanks();
            if !self.eat("&&") {
                return Some(fits);
            }
            fits &= self.term()?;
        }
    }

    fn term(&mut self) -> Option<bool> {
        self.blanks();
        if self.eat("!") {
            return self.term().map(|fits| !fits);
        }
        if self.eat("(") {
            let fits = self.any_of()?;
            self.blanks();
            return self.eat(")").then_some(fits);
        }
        if self.eat("has(") {
            self.blanks();
            let label = self.label()?;
            self.blanks();
            return self.eat(")").then_some(self.labels.contains_key(label));
        }
        if self.eat("all(") {
            if self.generation == Generation::Two {
                self.blanks();
            }
            return self.eat(")").then_some(true);
        }
        if self.generation == Generation::Two && self.at_operator().is_some() {
            return None;
        }
        let label = self.label()?;
        let value = self.labels.get(label);
        self.blanks();
        if self.eat("==") {
            let wanted = self.string()?;
            return Some(value.is_some_and(|value| value == wanted));
        }
        if self.eat("!=") {
            let unwanted = self.string()?;
            return Some(value.is_none_or(|value| value != unwanted));
        }
        let (is_in, length) = self.at_operator()?;
        self.rest = &self.rest[length..];
        let set = self.set()?;
        let member = value.is_some_and(|value| set.contains(&value.as_str()));
        Some(member == is_in)
    }

    /// Whether `in` (true) or `not in` (false) comes next, and how long it is.
    fn at_operator(&self) -> Option<(bool, usize)> {
        let word_ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        if let Some(rest) = self.rest.strip_prefix("in")
            && (word_ends(rest) || self.generation == Generation::One)
        {
            return Some((true, 2));
        }
        let rest = self.rest.strip_prefix("not")?;
        let between = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = rest[between..].strip_prefix("in")?;
        match self.generation {
            Generation::One => (between == 1).then_some((false, 6)),
            Generation::Two => word_ends(rest).then_some((false, 5 + between)),
        }
    }

    fn label(&mut self) -> Option<&'s str> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "_./-".contains(c);
        let length = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (label, rest) = self.rest.split_at(length);
        self.rest = rest;
        (!label.is_empty()).then_some(label)
    }

    fn string(&mut self) -> Option<&'s str> {
        self.blanks();
        let quote = self.rest.chars().next().filter(|c| *c == '"' || *c == '\'')?;
        let (text, rest) = self.rest[1..].split_once(quote)?;
        self.rest = rest;
        Some(text)
    }

    fn set(&mut self) -> Option<Vec<&'s str>> {
        let mut set = Vec::new();
        self.blanks();
        if !self.eat("{") {
            return None;
        }
        loop {
            self.blanks();
            if self.generation == Generation::Two && self.eat("}") {
                return Some(set);
            }
            set.push(self.string()?);
            self.blanks();
            if self.eat("}") {
                return Some(set);
            }
            if !self.eat(",") {
                return None;
            }
        }
    }
}
