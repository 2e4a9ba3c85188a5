//! What a change does to a value, as a unified diff.

use std::borrow::Cow;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use similar::{ChangeTag, TextDiff};

use super::layout::laid_out;
use super::text::{printable, printable_lines};

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const RESET: &str = "\x1b[m";

/// After this long the search for the shortest diff ends, and what it has not looked at
/// is shown as replaced. The diff is right all the same.
const SEARCH_TIME: Duration = Duration::from_millis(500);

/// Bytes that are no text are shown whole up to this many.
const SHOWN_BYTES: usize = 3 * 1024;

/// Returns the unified diff of a key's value; nothing where both look the same.
///
/// `None` is a key that is not there, named `/dev/null` in the header. JSON is laid out a
/// member a line first, in the order and the spelling in which it is stored, so that
/// white space between tokens is no difference and one rule is a few lines. Other text is
/// compared by its lines. Bytes that are not UTF-8 are one line: base64 where they are
/// few, else their length and SHA-256.
///
/// Control characters are escaped; in a terminal or not, this is to be read, not to be applied.
pub fn diff(path: &str, before: Option<&[u8]>, after: Option<&[u8]>, color: bool) -> String {
    let texts = (before.map_or_else(Text::default, Text::of), after.map_or_else(Text::default, Text::of));
    if texts.0.text == texts.1.text && before.is_some() == after.is_some() {
        return String::new();
    }
    // Values that are no JSON mostly end without a line end, all of them: then saying so says nothing.
    let say_unended = before.is_some() && after.is_some() && texts.0.unended() != texts.1.unended();
    let (old, new) = (texts.0.lines(), texts.1.lines());
    let text_diff = TextDiff::configure().timeout(SEARCH_TIME).diff_slices(&old, &new);

    let mut lines = Lines { text: String::new(), color };
    let path = printable(path);
    lines.push(BOLD, "--- ", if before.is_some() { &path } else { "/dev/null" });
    lines.push(BOLD, "+++ ", if after.is_some() { &path } else { "/dev/null" });
    for hunk in text_diff.unified_diff().iter_hunks() {
        lines.push(CYAN, "", &hunk.header().to_string());
        for change in hunk.iter_changes() {
            let (style, sign) = match change.tag() {
                ChangeTag::Delete => (RED, "-"),
                ChangeTag::Insert => (GREEN, "+"),
                ChangeTag::Equal => ("", " "),
            };
            let line: &str = change.value();
            lines.push(style, sign, &printable_lines(line.strip_suffix('\n').unwrap_or(line)));
            if say_unended && !line.ends_with('\n') {
                lines.push("", "", "\\ No newline at end of file");
            }
        }
    }
    lines.text
}

struct Lines {
    text: String,
    color: bool,
}

impl Lines {
    fn push(&mut self, style: &str, sign: &str, line: &str) {
        let styled = self.color && !style.is_empty();
        let pieces = if styled { [style, sign, line, RESET, "\n"] } else { ["", sign, line, "", "\n"] };
        self.text.extend(pieces);
    }
}

/// A value as it is shown.
#[derive(Default)]
struct Text<'a> {
    text: Cow<'a, str>,
}

impl<'a> Text<'a> {
    fn of(value: &'a [u8]) -> Self {
        let text = match std::str::from_utf8(value) {
            Ok(text) => laid_out(text).map_or(Cow::Borrowed(text), Cow::Owned),
            Err(_) if value.len() <= SHOWN_BYTES => Cow::Owned(format!("base64: {}\n", STANDARD.encode(value))),
            Err(_) => {
                let hash: String = Sha256::digest(value).iter().map(|byte| format!("{byte:02x}")).collect();
                Cow::Owned(format!("{} bytes that are not UTF-8, SHA-256 {hash}\n", value.len()))
            }
        };
        Self { text }
    }

    /// Tells whether the last line has no end.
    fn unended(&self) -> bool {
        !self.text.is_empty() && !self.text.ends_with('\n')
    }

    fn lines(&self) -> Vec<&str> {
        self.text.split_inclusive('\n').collect()
    }
}

#[cfg(test)]
mod tests;
