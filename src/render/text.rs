//! Text that is safe to show.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

/// Tells whether a character can change what a terminal shows of the text around it:
/// control characters (C0, DEL and C1, whose U+009B begins an escape sequence as ESC [
/// does) and the marks that turn the direction of writing.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control() || is_bidi(c)
}

/// Tells whether a character is a mark that turns the direction of writing.
pub(super) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the text with control characters as visible escapes (`\n`, `\x1b`,
/// `\u{202e}`), so that it stays on its line and is read as it is stored.
///
/// A backslash is left as it is: this is for eyes, not for reading back.
pub fn printable(text: &str) -> Cow<'_, str> {
    escape(text, is_unsafe)
}

/// Like [`printable`] for text of several lines: line ends and tabs stay.
pub(super) fn printable_lines(text: &str) -> Cow<'_, str> {
    escape(text, |c| is_unsafe(c) && !matches!(c, '\n' | '\t'))
}

fn escape(text: &str, wanted: impl Fn(char) -> bool) -> Cow<'_, str> {
    let Some(first) = text.find(&wanted) else { return Cow::Borrowed(text) };
    let (clean, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(clean);
    for c in rest.chars() {
        if wanted(c) {
            push_escape(&mut out, c);
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn push_escape(out: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = match c {
        '\n' => write!(out, "\\n"),
        '\r' => write!(out, "\\r"),
        '\t' => write!(out, "\\t"),
        c if u32::from(c) < 0x100 => write!(out, "\\x{:02x}", u32::from(c)),
        c => write!(out, "\\u{{{:x}}}", u32::from(c)),
    };
}

/// Writes words in lines of at most `width` columns, where words are not longer: the first begins with `first`, the others with
/// `indent` blanks.
///
/// # Errors
/// Where `out` takes nothing.
pub fn wrapped(out: &mut dyn io::Write, first: &str, indent: usize, words: &str, width: usize) -> io::Result<()> {
    let columns = |text: &str| text.chars().count();
    let mut line = first.to_owned();
    let mut begun = false;
    for word in words.split_whitespace() {
        if begun && columns(&line) + 1 + columns(word) > width {
            writeln!(out, "{}", line.trim_end())?;
            line = " ".repeat(indent);
            begun = false;
        }
        if begun {
            line.push(' ');
        }
        line.push_str(word);
        begun = true;
    }
    writeln!(out, "{}", line.trim_end())
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_are_visible() {
        assert_eq!(printable("a\x1b[31mb"), "a\\x1b[31mb");
        assert_eq!(printable("\u{9b}2J\u{7f}"), "\\x9b2J\\x7f");
        assert_eq!(printable("x\u{202e}txt.exe"), "x\\u{202e}txt.exe");
        assert_eq!(printable("two\r\nlines\t"), "two\\r\\nlines\\t");
        assert_eq!(printable_lines("two\r\nlines\t"), "two\\r\nlines\t");
    }

    /// Text in which control characters are as common as others.
    pub(in crate::render) fn hostile() -> impl Strategy<Value = String> {
        let one = prop_oneof![
            any::<char>(),
            Just('a'),
            (0u32..0xa0).prop_map(|c| char::from_u32(c).unwrap()),
            proptest::sample::select(vec!['\u{202e}', '\u{2066}', '\u{200f}', '\u{61c}', '\u{9b}', '網', 'é']),
        ];
        proptest::collection::vec(one, 0..24).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn no_control_character_is_left(text in hostile()) {
            prop_assert!(!printable(&text).chars().any(is_unsafe));
        }

        #[test]
        fn clean_text_is_borrowed(text in hostile()) {
            let clean: String = text.chars().filter(|c| !is_unsafe(*c)).collect();
            prop_assert!(matches!(printable(&clean), Cow::Borrowed(same) if same == clean));
        }

        #[test]
        fn each_character_is_escaped_by_itself(text in hostile()) {
            let each: String = text.chars().map(|c| printable(c.encode_utf8(&mut [0; 4])).into_owned()).collect();
            prop_assert_eq!(printable(&text), each);
        }
    }

    #[test]
    fn words_are_wrapped() {
        let mut out = Vec::new();
        super::wrapped(&mut out, "A:  ", 4, "one two  three four", 12).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "A:  one two\n    three\n    four\n");
    }
}
