//! Lines of words as a shell takes them: how rules, commands of the journal and lines of a batch are printed and read back.

/// A word as a shell takes it: bare where it can be, else in single quotes, or in double quotes where it holds
/// single ones and nothing that a shell would act on.
pub(super) fn quote(word: &str) -> String {
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
    let mut scan = Scan::of(line);
    match scan.open {
        None => {
            scan.words.extend(scan.last);
            Ok(scan.words)
        }
        Some('\'') => Err("a single quote is not closed".into()),
        Some('"') => Err("a double quote is not closed".into()),
        Some(_) => Err("nothing follows the backslash at the end".into()),
    }
}

/// A line of words that somebody may still be typing.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The words that are ended by a blank.
    pub words: Vec<String>,
    /// The word at the end; `None` after a blank.
    pub last: Option<String>,
    /// Where in the line it begins, in bytes.
    pub last_at: usize,
    /// The quote that is still open, or the backslash that nothing follows.
    pub open: Option<char>,
}

impl Scan {
    /// Splits a line as [`split_words`] does, as far as it goes.
    pub fn of(line: &str) -> Self {
        let mut scan = Self::default();
        let mut chars = line.char_indices();
        while let Some((at, c)) = chars.next() {
            if c.is_whitespace() {
                scan.words.extend(scan.last.take());
                continue;
            }
            if scan.last.is_none() {
                scan.last_at = at;
            }
            let word = scan.last.get_or_insert_default();
            let mut rest = chars.by_ref().map(|(_, c)| c);
            scan.open = match c {
                '\'' => single_quoted(&mut rest, word),
                '"' => double_quoted(&mut rest, word),
                '\\' => match rest.next() {
                    Some(c) => {
                        word.push(c);
                        None
                    }
                    None => Some('\\'),
                },
                c => {
                    word.push(c);
                    None
                }
            };
        }
        scan
    }
}

/// Takes in what stands up to the closing quote; returns the quote where there is none.
fn single_quoted(chars: &mut impl Iterator<Item = char>, word: &mut String) -> Option<char> {
    loop {
        match chars.next() {
            Some('\'') => return None,
            Some(c) => word.push(c),
            None => return Some('\''),
        }
    }
}

/// The same for double quotes.
fn double_quoted(chars: &mut impl Iterator<Item = char>, word: &mut String) -> Option<char> {
    loop {
        match chars.next() {
            Some('"') => return None,
            Some('\\') => match chars.next() {
                Some(c @ ('"' | '\\' | '$' | '`')) => word.push(c),
                Some(c) => word.extend(['\\', c]),
                None => return Some('"'),
            },
            Some(c) => word.push(c),
            None => return Some('"'),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_split_as_a_shell_does() {
        assert_eq!(
            split_words(r#"a  'b c' "d 'e' \" \x" f\ g '' h'i'"j""#).unwrap(),
            ["a", "b c", "d 'e' \" \\x", "f g", "", "hij"]
        );
        for bad in ["'a", "\"a", "a\\", "\"a\\"] {
            assert!(split_words(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn half_a_line_is_understood_as_far_as_it_goes() {
        let scan = |line: &str| {
            let Scan { words, last, last_at, open } = Scan::of(line);
            (words.join("|"), last, last_at, open)
        };
        assert_eq!(scan("a b"), ("a".into(), Some("b".into()), 2, None));
        assert_eq!(scan("a b "), ("a|b".into(), None, 2, None));
        assert_eq!(scan("a 'b c"), ("a".into(), Some("b c".into()), 2, Some('\'')));
        assert_eq!(scan("a x\"b c\\\""), ("a".into(), Some("xb c\"".into()), 2, Some('"')));
        assert_eq!(scan("a b\\"), ("a".into(), Some("b".into()), 2, Some('\\')));
        assert_eq!(scan(""), (String::new(), None, 0, None));
    }

    proptest! {
        #[test]
        fn quoted_words_split_back(list in prop::collection::vec(any::<String>(), 0..5)) {
            prop_assert_eq!(split_words(&command_line(&list)).unwrap(), list);
        }
    }
}
