//! The parser: one pass, no copies but what the value keeps.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use super::{MAX_DEPTH, Malformed, Place};

/// What the parser makes of what it reads. One grammar decides what is malformed, whoever keeps how much of it.
pub(super) trait Tree<'t>: Sized {
    /// The members of an object that is being read.
    type Members: Default;

    fn null() -> Self;
    fn boolean(value: bool) -> Self;
    /// A number in its spelling, which is right.
    fn number(text: &'t str) -> Self;
    fn string(text: Cow<'t, str>) -> Self;
    fn list(items: Vec<Self>) -> Self;
    fn object(members: Self::Members) -> Self;

    fn has(members: &Self::Members, name: &str) -> bool;
    /// Adds a member that is not there.
    fn add(members: &mut Self::Members, name: Cow<'t, str>, value: Self);
}

impl<'t> Tree<'t> for Value {
    type Members = Map<String, Self>;

    fn null() -> Self {
        Self::Null
    }

    fn boolean(value: bool) -> Self {
        Self::Bool(value)
    }

    fn number(text: &'t str) -> Self {
        // The text was checked digit by digit, which is what the constructor leaves to its caller.
        Self::Number(Number::from_string_unchecked(text.to_owned()))
    }

    fn string(text: Cow<'t, str>) -> Self {
        Self::String(text.into_owned())
    }

    fn list(items: Vec<Self>) -> Self {
        Self::Array(items)
    }

    fn object(members: Self::Members) -> Self {
        Self::Object(members)
    }

    fn has(members: &Self::Members, name: &str) -> bool {
        members.contains_key(name)
    }

    fn add(members: &mut Self::Members, name: Cow<'t, str>, value: Self) {
        members.insert(name.into_owned(), value);
    }
}

pub(super) fn parse<'t, T: Tree<'t>>(bytes: &'t [u8]) -> Result<T, Malformed> {
    let mut parser = Parser::of(bytes)?;
    parser.blanks();
    if parser.peek().is_none() {
        return Err(Malformed { why: "empty value".into(), place: None });
    }
    let value = parser.value(0)?;
    parser.blanks();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.error("something after the end of the value")),
    }
}

pub(super) fn each_item<E: From<Malformed>>(
    bytes: &[u8],
    visit: &mut dyn FnMut(usize, usize, Value) -> Result<(), E>,
) -> Result<Vec<usize>, E> {
    let mut parser = Parser::of(bytes)?;
    let mut lengths = Vec::new();
    loop {
        parser.blanks();
        match parser.peek() {
            None => return Ok(lengths),
            Some(b'[') => {}
            Some(_) => return Err(parser.unexpected("a list").into()),
        }
        let (list, mut length) = (lengths.len() + 1, 0);
        parser.list_items(1, &mut |item| {
            length += 1;
            visit(list, length, item)
        })?;
        lengths.push(length);
    }
}

fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Place { line, column }
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'t> Parser<'t> {
    fn of(bytes: &'t [u8]) -> Result<Self, Malformed> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self { text, bytes: text.as_bytes(), at: 0 }),
            Err(error) => {
                let valid = bytes.get(..error.valid_up_to());
                let valid = valid.and_then(|good| std::str::from_utf8(good).ok()).unwrap_or("");
                Err(Malformed { why: "not UTF-8".into(), place: Some(place(valid, valid.len())) })
            }
        }
    }

    fn error(&self, why: impl Into<String>) -> Malformed {
        self.error_at(self.at, why)
    }

    fn error_at(&self, at: usize, why: impl Into<String>) -> Malformed {
        Malformed { why: why.into(), place: Some(place(self.text, at)) }
    }

    /// "unexpected X, expected Y" at the place where the parser stands.
    fn unexpected(&self, expected: &str) -> Malformed {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => self.error(format!("the value ends early, expected {expected}")),
            Some(c) => self.error(format!("unexpected '{}', expected {expected}", c.escape_debug())),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value<T: Tree<'t>>(&mut self, depth: usize) -> Result<T, Malformed> {
        match self.peek() {
            Some(b'{') => self.object::<T>(depth + 1).map(T::object),
            Some(b'[') => self.list(depth + 1).map(T::list),
            Some(b'"') => self.string().map(T::string),
            Some(b'-' | b'0'..=b'9') => self.number().map(T::number),
            Some(b't') => self.word("true", T::boolean(true)),
            Some(b'f') => self.word("false", T::boolean(false)),
            Some(b'n') => self.word("null", T::null()),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn word<T>(&mut self, word: &str, value: T) -> Result<T, Malformed> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            return Ok(value);
        }
        Err(self.unexpected("a value"))
    }

    fn enter(&mut self, depth: usize) -> Result<(), Malformed> {
        if depth > MAX_DEPTH {
            return Err(self.error(format!("nested deeper than {MAX_DEPTH}")));
        }
        self.at += 1;
        self.blanks();
        Ok(())
    }

    fn object<T: Tree<'t>>(&mut self, depth: usize) -> Result<T::Members, Malformed> {
        self.enter(depth)?;
        let mut members = T::Members::default();
        if self.eat(b'}') {
            return Ok(members);
        }
        loop {
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.unexpected("a member's name"));
            }
            let name = self.string()?;
            self.blanks();
            if !self.eat(b':') {
                return Err(self.unexpected("':'"));
            }
            self.blanks();
            if T::has(&members, &name) {
                return Err(self.error_at(start, format!("member \"{}\" twice", name.escape_debug())));
            }
            let value = self.value(depth)?;
            T::add(&mut members, name, value);
            self.blanks();
            if self.eat(b'}') {
                return Ok(members);
            }
            if !self.eat(b',') {
                return Err(self.unexpected("',' or '}'"));
            }
            self.blanks();
        }
    }

    fn list<T: Tree<'t>>(&mut self, depth: usize) -> Result<Vec<T>, Malformed> {
        let mut items = Vec::new();
        self.list_items(depth, &mut |item| {
            items.push(item);
            Ok::<_, Malformed>(())
        })?;
        Ok(items)
    }

    fn list_items<T: Tree<'t>, E: From<Malformed>>(
        &mut self,
        depth: usize,
        visit: &mut dyn FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        self.enter(depth)?;
        if self.eat(b']') {
            return Ok(());
        }
        loop {
            visit(self.value(depth)?)?;
            self.blanks();
            if self.eat(b']') {
                return Ok(());
            }
            if !self.eat(b',') {
                return Err(self.unexpected("',' or ']'").into());
            }
            self.blanks();
        }
    }

    fn digits(&mut self) -> Result<(), Malformed> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.unexpected("a digit"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<&'t str, Malformed> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        } else if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.error("a number with a leading zero"));
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or("0"))
    }

    fn string(&mut self) -> Result<Cow<'t, str>, Malformed> {
        let start = self.at;
        self.at += 1;
        let mut out = Cow::Borrowed("");
        loop {
            let run = self.at;
            let rest = self.bytes.get(run..).unwrap_or_default();
            self.at += rest.iter().position(|&b| b == b'"' || b == b'\\' || b < b' ').unwrap_or(rest.len());
            // What is still empty is borrowed as it is: only a string with escapes is copied.
            out += self.text.get(run..self.at).unwrap_or("");
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.to_mut().push(self.escape()?),
                Some(_) => return Err(self.error("a control character in a string")),
                None => return Err(self.error_at(start, "a string without an end")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Malformed> {
        let start = self.at;
        self.at += 1;
        let escape = self.peek();
        self.at += 1;
        Ok(match escape {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.hex(start)?;
                let code = if (0xd800..0xdc00).contains(&first) && self.eat(b'\\') && self.eat(b'u') {
                    let second = self.hex(start)?;
                    if !(0xdc00..0xe000).contains(&second) {
                        return Err(self.error_at(start, "a lone surrogate"));
                    }
                    0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
                } else {
                    first
                };
                char::from_u32(code).ok_or_else(|| self.error_at(start, "a lone surrogate"))?
            }
            _ => return Err(self.error_at(start, "an unknown escape in a string")),
        })
    }

    fn hex(&mut self, start: usize) -> Result<u32, Malformed> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|b| char::from(b).to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.error_at(start, "an unknown escape in a string"))?;
            self.at += 1;
        }
        Ok(code)
    }
}
