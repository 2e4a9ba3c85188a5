//! Files of resources, places in them, and what is wrong there.

use std::fmt;

/// Longest part of a line that is shown with what is wrong in it, in characters.
const SHOWN: usize = 100;

/// A text of resources and what it is called: the name of a file, or `stdin`.
#[derive(Clone, Debug)]
pub struct Source {
    /// What it is called.
    pub name: String,
    /// All of it.
    pub text: String,
}

/// A place in a text, counted from 1; columns are characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// Something that is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What the file is called.
    pub file: String,
    /// Where.
    pub place: Place,
    /// The member concerned, such as `spec.ingress[0].action`; empty for a whole document.
    pub member: String,
    /// What is wrong: a lower-case fragment.
    pub why: String,
    /// The line of the file, where it can be shown.
    pub snippet: Option<String>,
}

impl Source {
    /// Tells what is wrong at a place.
    pub fn fault(&self, place: Place, member: String, why: String) -> Fault {
        Fault { file: self.name.clone(), place, member, why, snippet: self.snippet(place) }
    }

    /// The line of a place, and below it a mark at the column.
    fn snippet(&self, place: Place) -> Option<String> {
        let line = self.text.lines().nth(place.line.checked_sub(1)?)?;
        let column = place.column.saturating_sub(1);
        // A long line is shown from a little before the place.
        let start = if column + 20 > SHOWN { column.saturating_sub(40) } else { 0 };
        let part: String = line.chars().skip(start).take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
        let number = place.line.to_string();
        let (blank, before) = (" ".repeat(number.len()), " ".repeat(column - start));
        Some(format!("  {number} | {}\n  {blank} | {before}^", part.trim_end()))
    }
}

impl Fault {
    /// What is wrong and where, as one line.
    pub fn line(&self) -> String {
        let Self { file, place, member, why, .. } = self;
        let member = if member.is_empty() { String::new() } else { format!("{member}: ") };
        format!("{file}:{}:{}: {member}{why}", place.line, place.column)
    }
}

impl fmt::Display for Fault {
    /// The line, and below it that of the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line())?;
        match &self.snippet {
            Some(snippet) => write!(f, "\n{snippet}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_fault_shows_its_line() {
        let source = Source { name: "a.yaml".into(), text: "kind: policy\n\tspec:\r\n".into() };
        let fault = source.fault(Place { line: 2, column: 2 }, "spec".into(), "is empty".into());
        assert_eq!(fault.to_string(), "a.yaml:2:2: spec: is empty\n  2 |  spec:\n    |  ^");
        let fault = source.fault(Place { line: 9, column: 1 }, String::new(), "ends".into());
        assert_eq!(fault.to_string(), "a.yaml:9:1: ends");
    }

    #[test]
    fn a_long_line_is_shown_in_part() {
        let source = Source { name: "a".into(), text: format!("{}X{}", "a".repeat(500), "b".repeat(500)) };
        let shown = source.fault(Place { line: 1, column: 501 }, String::new(), "x".into()).to_string();
        let lines: Vec<&str> = shown.lines().collect();
        let at = lines[2].find('^').unwrap();
        assert_eq!(&lines[1][at..=at], "X");
        assert!(lines[1].len() < 120, "{shown}");
    }

    proptest! {
        #[test]
        fn any_place_can_be_shown(text in any::<String>(), line in 0usize..5, column in 0usize..300) {
            let source = Source { name: "a".into(), text };
            let shown = source.fault(Place { line, column }, String::new(), "x".into()).to_string();
            prop_assert!(!shown.is_empty());
        }
    }
}
