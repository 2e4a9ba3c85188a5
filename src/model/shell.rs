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

    proptest! {
        #[test]
        fn quoted_words_split_back(list in prop::collection::vec(any::<String>(), 0..5)) {
            prop_assert_eq!(split_words(&command_line(&list)).unwrap(), list);
        }
    }
}
