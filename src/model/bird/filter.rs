//! Custom export filters: statements in BIRD's language, pasted as they are into the export filter of every host.

use std::fmt;

/// Why text is no statements of BIRD's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFilter(&'static str);

impl fmt::Display for BadFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for BadFilter {}

/// A verdict about every route, not only about those that an `if` or a `case` picks: what stands behind it never counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// `accept` or `reject`.
    pub word: String,
    /// The line it stands in, counted from 1.
    pub line: usize,
}

#[derive(Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str),
    Open,
    Close,
    End,
    Other,
}

/// Checks what can be told without BIRD: braces that match, strings and comments that end, a last statement that ends.
/// Returns the verdicts that no condition stands before.
///
/// # Errors
/// Why it is no list of statements.
pub fn check_filter(text: &str) -> Result<Vec<Stray>, BadFilter> {
    let mut strays = Vec::new();
    // Whether each open block stands below a condition, and whether the present statement does.
    let (mut blocks, mut conditional): (Vec<bool>, bool) = (Vec::new(), false);
    let (mut begins, mut ended) = (true, true);
    for token in Tokens::of(text) {
        let (token, line) = token?;
        match token {
            Token::Word(word) => {
                if begins && ["if", "else", "case", "for"].contains(&word) {
                    conditional = true;
                }
                if ["accept", "reject"].contains(&word) && !conditional {
                    strays.push(Stray { word: word.to_owned(), line });
                }
                (begins, ended) = (false, false);
            }
            Token::Other => (begins, ended) = (false, false),
            Token::Open => {
                blocks.push(conditional);
                (begins, ended) = (true, false);
            }
            Token::Close => {
                if !begins && !ended {
                    return Err(BadFilter("a statement before a '}' has no ';'"));
                }
                if blocks.pop().is_none() {
                    return Err(BadFilter("the braces do not match"));
                }
                conditional = blocks.last().copied().unwrap_or(false);
                (begins, ended) = (true, true);
            }
            Token::End => {
                conditional = blocks.last().copied().unwrap_or(false);
                (begins, ended) = (true, true);
            }
        }
    }
    if !blocks.is_empty() {
        return Err(BadFilter("the braces do not match"));
    }
    if !ended {
        return Err(BadFilter("the last statement has no ';'"));
    }
    Ok(strays)
}

struct Tokens<'a> {
    rest: &'a str,
    line: usize,
    /// What comes after an error is not looked at.
    failed: bool,
}

impl<'a> Tokens<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text, line: 1, failed: false }
    }

    /// Goes past some bytes, which end at a character.
    fn skip(&mut self, bytes: usize) -> &'a str {
        let (past, rest) = self.rest.split_at(bytes);
        self.line += past.matches('\n').count();
        self.rest = rest;
        past
    }

    fn fail(&mut self, why: &'static str) -> Option<Result<(Token<'a>, usize), BadFilter>> {
        self.failed = true;
        Some(Err(BadFilter(why)))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<(Token<'a>, usize), BadFilter>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        loop {
            let first = self.rest.chars().next()?;
            let line = self.line;
            let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if first.is_whitespace() {
                self.skip(first.len_utf8());
            } else if first == '#' {
                self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else if self.rest.starts_with("/*") {
                match self.rest.find("*/") {
                    Some(end) => drop(self.skip(end + 2)),
                    None => return self.fail("a comment has no end"),
                }
            } else if first == '"' {
                match self.rest.get(1..).and_then(|rest| rest.find(['"', '\n'])).map(|end| end + 1) {
                    Some(end) if self.rest.get(end..=end) == Some("\"") => drop(self.skip(end + 1)),
                    _ => return self.fail("a string has no end"),
                }
                return Some(Ok((Token::Other, line)));
            } else if word(first) {
                let end = self.rest.find(|c| !word(c)).unwrap_or(self.rest.len());
                return Some(Ok((Token::Word(self.skip(end)), line)));
            } else {
                self.skip(first.len_utf8());
                let token = match first {
                    '{' => Token::Open,
                    '}' => Token::Close,
                    ';' => Token::End,
                    _ => Token::Other,
                };
                return Some(Ok((token, line)));
            }
        }
    }
}
