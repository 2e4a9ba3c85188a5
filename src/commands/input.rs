//! Names that come from stdin, a line each, as `-o name` prints them.

use std::io::Read;

use crate::error::{CommandError, ErrorKind};

/// The word that stands for stdin.
const STDIN: &str = "-";

/// Whether one of some words stands for the names on stdin.
pub(crate) fn is_wanted<S: AsRef<str>>(words: &[S]) -> bool {
    words.iter().any(|word| word.as_ref() == STDIN)
}

/// Replaces the word that stands for stdin by the names there; other words stay. Blank lines and lines that begin with # are
/// left out.
///
/// # Errors
/// Where stdin cannot be read, or is not UTF-8.
pub(crate) fn take_names(words: &mut Vec<String>) -> Result<(), CommandError> {
    if !is_wanted(words) {
        return Ok(());
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|err| CommandError::new(ErrorKind::BadData, format!("cannot read names from stdin: {err}")))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| CommandError::new(ErrorKind::BadData, "the names on stdin are not UTF-8"))?;
    words.retain(|word| word != STDIN);
    words.extend(names(&text).map(str::to_owned));
    Ok(())
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_a_line() {
        assert!(names("a\n\n# b\n  c d \r\ne").eq(["a", "c d", "e"]));
        assert_eq!(names("").count(), 0);
        assert!(is_wanted(&["a", "-"]) && !is_wanted(&["a", "--"]));
    }
}
