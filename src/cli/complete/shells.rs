//! The shells: how each tells the half-typed line, and how it wants the answer.
//!
//! An answer is a line that says how to take it (`files`: complete a path; `open`: more belongs to the word, put no blank after
//! it), and then what is offered, one a line. zsh and fish quote what they insert and show what is told beside a name; for
//! bash both is done here.

use super::Offer;
use super::sorted::Name;
use crate::model::shell::Scan;

/// A shell that can ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// A line up to where the cursor stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The words after the program's name, without their quotes, except the one that is being typed.
    pub(super) words: Vec<String>,
    /// The word that is being typed, so far.
    pub(super) current: String,
    /// What of the word bash keeps: it replaces only what stands after it.
    kept: String,
    /// The quote that is open.
    quote: Option<char>,
    /// Whether all that is offered is only to be looked at.
    listed: bool,
}

impl Shell {
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "bash" => Some(Self::Bash),
            "zsh" => Some(Self::Zsh),
            "fish" => Some(Self::Fish),
            _ => None,
        }
    }

    /// Reads what a script tells of the line.
    pub(super) fn line(self, arguments: &[String]) -> Line {
        match (self, arguments) {
            (Self::Bash, [line, word, kind]) => bash_line(line, word, kind),
            (Self::Zsh, [words @ .., current]) => {
                Line { words: words.to_vec(), current: current.clone(), ..Line::default() }
            }
            // fish takes the quotes off all words but the last.
            (Self::Fish, [words @ .., current]) => {
                Line { words: words.to_vec(), current: Scan::of(current).last.unwrap_or_default(), ..Line::default() }
            }
            _ => Line::default(),
        }
    }

    /// Writes the answer for the script.
    pub(super) fn show(self, line: &Line, offer: Offer) -> String {
        let mut names = match offer {
            Offer::Files(head) => return format!("files\t{head}\n"),
            Offer::Names(names) => names,
        };
        if self == Self::Bash {
            names.retain_mut(|name| match name.text.strip_prefix(&line.kept) {
                Some(rest) => {
                    name.text = quoted(rest, line.quote);
                    true
                }
                None => false,
            });
        }
        let open = matches!(names.as_slice(), [name] if name.text.ends_with(['/', '=']));
        let mut out = if open { "open\n".to_owned() } else { "names\n".to_owned() };
        // bash inserts what all lines begin with: what is told beside a name must not stand where there is only one.
        let tell = self != Self::Bash || (line.listed && line.quote.is_none() && names.len() > 1);
        for Name { text, about } in names {
            let about = about.lines().next().unwrap_or_default();
            out.push_str(&text);
            if tell && !about.is_empty() {
                out.push_str(if self == Self::Bash { "  (" } else { "\t" });
                out.push_str(about);
                out.push_str(if self == Self::Bash { ")" } else { "" });
            }
            out.push('\n');
        }
        out
    }
}

/// Reads bash's half-typed line; `word` is the end of it that bash replaces, `kind` why it asks. bash splits words at `=` and
/// `:` too and leaves quotes in them, so its own list of words is of no use.
fn bash_line(line: &str, word: &str, kind: &str) -> Line {
    let Scan { mut words, last, last_at, open } = Scan::of(line);
    // What stands before the program's name are variables, or what starts it.
    let is_name = |word: &String| word.rsplit('/').next() == Some("calicross");
    let name = words.iter().position(is_name).unwrap_or_default();
    words.drain(..words.len().min(name + 1));
    let typed = if last.is_some() { line.get(last_at..).unwrap_or_default() } else { "" };
    let kept = typed.strip_suffix(word).map(|kept| Scan::of(kept).last.unwrap_or_default());
    // `?` lists after a second key press, `!` and `@` at once.
    let listed = matches!(kind, "63" | "33" | "64");
    let quote = open.filter(|quote| *quote != '\\');
    Line { words, current: last.unwrap_or_default(), kept: kept.unwrap_or_default(), quote, listed }
}

/// Quotes a text as bash needs it where it is inserted: inside an open quote, or bare.
fn quoted(text: &str, quote: Option<char>) -> String {
    let bare = |at: usize, c: char| c.is_alphanumeric() || "_.-/:,@%+=".contains(c) || (c == '~' && at > 0);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        match quote {
            Some('\'') if c == '\'' => out.push_str("'\\'"),
            Some('"') if matches!(c, '"' | '\\' | '$' | '`') => out.push('\\'),
            None if !bare(at, c) => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests;
