//! calicoctl's paragraphs: Python's `textwrap.wrap` at 80 columns, and an empty line.

const WIDTH: usize = 80;

/// A paragraph, with the empty line after it.
pub(super) fn paragraph(text: &str) -> String {
    format!("{}\n\n", wrapped(text).join("\n"))
}

fn wrapped(text: &str) -> Vec<String> {
    // Tabs go to the next eighth column there; nothing that calicoctl says has one but what is quoted in it.
    let blanks: String = text.chars().map(|c| if c.is_ascii_whitespace() || c == '\u{b}' { ' ' } else { c }).collect();
    let mut chunks: Vec<Vec<char>> = chunks(&blanks.chars().collect::<Vec<_>>());
    chunks.reverse();
    let mut lines: Vec<String> = Vec::new();
    let blank = |chunk: &Vec<char>| chunk.iter().all(|c| c.is_whitespace());
    while let Some(next) = chunks.last() {
        if blank(next) && !lines.is_empty() {
            chunks.pop();
        }
        let mut line: Vec<Vec<char>> = Vec::new();
        let mut length = 0;
        while let Some(chunk) = chunks.pop_if(|chunk| length + chunk.len() <= WIDTH) {
            length += chunk.len();
            line.push(chunk);
        }
        if let Some(chunk) = chunks.last_mut().filter(|chunk| chunk.len() > WIDTH) {
            // A word longer than a line is cut where the line ends.
            let rest = chunk.split_off((WIDTH - length).min(chunk.len()));
            line.push(std::mem::replace(chunk, rest));
        }
        if line.last().is_some_and(blank) {
            line.pop();
        }
        if !line.is_empty() {
            lines.push(line.into_iter().flatten().collect());
        }
    }
    lines
}

/// Cuts a text where a line may end: at blanks, and behind the hyphens of words.
fn chunks(text: &[char]) -> Vec<Vec<char>> {
    let mut chunks: Vec<Vec<char>> = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        match separator(text, at) {
            None => at += 1,
            Some(end) => {
                chunks.extend(
                    [&text[start..at], &text[at..end]].into_iter().filter(|c| !c.is_empty()).map(<[_]>::to_vec),
                );
                (start, at) = (end, end);
            }
        }
    }
    chunks.extend(Some(&text[start..]).filter(|rest| !rest.is_empty()).map(|rest| rest.to_vec()));
    chunks
}

/// Where what stands at a place ends, if it is a chunk of its own: blanks, a word up to its hyphen, or a dash.
fn separator(text: &[char], at: usize) -> Option<usize> {
    let run = |from: usize, is: &dyn Fn(char) -> bool| from + text.iter().skip(from).take_while(|c| is(**c)).count();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    // Two characters at least, and a letter behind the first.
    let hyphenates = |from: usize, to: usize, last: bool| {
        let letter = |c: &char| word(*c) && !c.is_ascii_digit();
        let tail = text.get(from + 1..to).unwrap_or_default();
        if last { tail.last().is_some_and(letter) } else { tail.iter().any(letter) }
    };
    let blanks = run(at, &char::is_whitespace);
    if blanks > at {
        return Some(blanks);
    }
    let begin = run(at, &|c| !c.is_whitespace() && !word(c));
    let end = run(begin, &word);
    if text.get(end) == Some(&'-') && hyphenates(begin, end, true) && hyphenates(end + 1, run(end + 1, &word), false) {
        return Some(end + 1);
    }
    let dashes = run(at, &|c| c == '-');
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    let after = text.get(dashes).is_some_and(|c| word(*c));
    let dash = dashes - at >= 2 && after && before.is_some_and(|c| word(*c) || "!\"'&.,?".contains(*c));
    dash.then_some(dashes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_end_where_pythons_do() {
        assert_eq!(
            wrapped("The node has active Calico endpoints so can't be deleted. Force with --remove-endpoints"),
            ["The node has active Calico endpoints so can't be deleted. Force with --remove-", "endpoints"]
        );
        assert_eq!(
            wrapped("More than 1 endpoint matches the provided criteria.  Please provide additional parameters"),
            ["More than 1 endpoint matches the provided criteria.  Please provide additional", "parameters"]
        );
        assert_eq!(wrapped(&"x".repeat(170)).iter().map(String::len).collect::<Vec<_>>(), [80, 80, 10]);
        assert_eq!(paragraph(""), "\n\n");
        assert_eq!(wrapped("a-b ab-cd 12-cd x--yy").join("|"), "a-b ab-cd 12-cd x--yy");
        let parts = |text: &str| {
            chunks(&text.chars().collect::<Vec<_>>()).into_iter().map(String::from_iter).collect::<Vec<_>>()
        };
        assert_eq!(
            parts("foo/bar-baz a-b 1x-y x--yy"),
            ["foo", "/bar-", "baz", " ", "a-b", " ", "1x-y", " ", "x", "--", "yy"]
        );
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(text in "[a-c1 -]{0,200}") {
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&wrapped(&text).concat()), bare(&text));
            prop_assert!(wrapped(&text).iter().all(|line| line.len() <= WIDTH));
        }
    }
}
