//! A rule as words: what `rule show` prints, and `rule add` takes back.

use std::fmt;

use super::{Criteria, End, Spec};

impl fmt::Display for Spec {
    /// As calicoctl prints rules (`allow tcp from ports 80,443 tag web to cidr 10.0.0.0/8`), with words for
    /// everything that it had none for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.action.as_str())?;
        if let Some(protocol) = self.is.protocol {
            write!(f, " {protocol}")?;
        }
        if let Some(protocol) = self.not.protocol {
            write!(f, " not {protocol}")?;
        }
        icmp(&self.is, "", f)?;
        icmp(&self.not, "not ", f)?;
        for (word, is, not) in [("from", &self.is.src, &self.not.src), ("to", &self.is.dst, &self.not.dst)] {
            if *is != End::default() || *not != End::default() {
                write!(f, " {word}")?;
                end(is, not, f)?;
            }
        }
        if let Some(family) = self.ip_version {
            write!(f, " ip-version {}", family.number())?;
        }
        if let Some(prefix) = &self.log_prefix {
            write!(f, " log-prefix {}", quote(prefix))?;
        }
        Ok(())
    }
}

fn icmp(criteria: &Criteria, not: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(kind) = criteria.icmp_type {
        write!(f, " {not}type {kind}")?;
    }
    if let Some(code) = criteria.icmp_code {
        // A negated code after a negated type needs no word of its own: `not type 8 code 0`.
        let not = if criteria.icmp_type.is_some() { "" } else { not };
        write!(f, " {not}code {code}")?;
    }
    Ok(())
}

fn end(is: &End, not: &End, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fn list<T: fmt::Display>(items: &[T]) -> String {
        items.iter().map(T::to_string).collect::<Vec<_>>().join(",")
    }
    for (word, end) in [("", is), ("not ", not)] {
        if !end.ports.is_empty() {
            write!(f, " {word}ports {}", list(&end.ports))?;
        }
        if let Some(tag) = &end.tag {
            write!(f, " {word}tag {}", quote(tag))?;
        }
        if !end.nets.is_empty() {
            write!(f, " {word}cidr {}", list(&end.nets))?;
        }
        if let Some(selector) = &end.selector {
            write!(f, " {word}selector {}", quote(selector))?;
        }
    }
    Ok(())
}

/// A word as a shell takes it: bare where it can be, else in single quotes, or in double quotes where it holds
/// single ones and nothing that a shell would act on.
pub fn quote(word: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || "_.-/:,@%+=".contains(c);
    if !word.is_empty() && word.chars().all(bare) {
        return word.to_owned();
    }
    if !word.contains('\'') {
        return format!("'{word}'");
    }
    // An exclamation mark is history to an interactive shell, even inside double quotes.
    if !word.contains(['"', '\\', '$', '`', '!']) {
        return format!("\"{word}\"");
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// A line of words as a shell takes it: what [`split_words`] reads back.
pub fn command_line<S: AsRef<str>>(words: &[S]) -> String {
    words.iter().map(|word| quote(word.as_ref())).collect::<Vec<_>>().join(" ")
}

/// Splits a line into words as a shell does: blanks separate, single quotes keep everything, double quotes
/// keep all but a backslash before `"`, `\`, `$` and a backquote, and a backslash keeps the next character. Nothing is expanded.
///
/// # Errors
/// A quote that is not closed, or a backslash at the end.
pub fn split_words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some('\'') => break,
                        Some(c) => word.push(c),
                        None => return Err("a single quote is not closed".into()),
                    }
                }
            }
            '"' => double_quoted(&mut chars, word.get_or_insert_default())?,
            '\\' => {
                word.get_or_insert_default().push(chars.next().ok_or("nothing follows the backslash at the end")?);
            }
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

fn double_quoted(chars: &mut std::str::Chars<'_>, word: &mut String) -> Result<(), String> {
    let open = || "a double quote is not closed".to_owned();
    loop {
        match chars.next().ok_or_else(open)? {
            '"' => return Ok(()),
            '\\' => match chars.next().ok_or_else(open)? {
                c @ ('"' | '\\' | '$' | '`') => word.push(c),
                c => word.extend(['\\', c]),
            },
            c => word.push(c),
        }
    }
}
