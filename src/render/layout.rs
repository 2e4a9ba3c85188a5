//! JSON laid out over lines, every token as it is spelled.

use serde::de::IgnoredAny;

/// Deeper values are left as they are: with each level indented, a value of a megabyte
/// of brackets would fill the memory.
const MAX_DEPTH: usize = 64;

/// Lays a JSON text out with a member or an item a line, indented by two, and a line end
/// at its end; none where it is no JSON or nested too deep.
///
/// It works on the text: members written twice, the digits of a number and the escapes
/// of a string stay as they are, as they would not in a parsed value.
pub(super) fn laid_out(text: &str) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut rest = text;
    // Whether nothing has come yet since the bracket that was opened last.
    let mut fresh = false;
    while let Some(c) = rest.chars().next() {
        let token = &rest[..token_bytes(rest, c)];
        rest = &rest[token.len()..];
        match c {
            ' ' | '\t' | '\r' | '\n' => continue,
            '{' | '[' => {
                line_if(&mut out, fresh, depth);
                out.push(c);
                depth += 1;
                if depth > MAX_DEPTH {
                    return None;
                }
                fresh = true;
                continue;
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line_if(&mut out, !fresh, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                line_if(&mut out, true, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                line_if(&mut out, fresh, depth);
                out.push_str(token);
            }
        }
        fresh = false;
    }
    out.push('\n');
    Some(out)
}

fn line_if(out: &mut String, wanted: bool, depth: usize) {
    if wanted {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// Returns the length of the token that the text begins with: a string, a word or
/// number, or a single character.
fn token_bytes(text: &str, first: char) -> usize {
    match first {
        '"' => {
            let mut escaped = false;
            let end = text.bytes().skip(1).position(|b| {
                let ends = b == b'"' && !escaped;
                escaped = b == b'\\' && !escaped;
                ends
            });
            end.map_or(text.len(), |end| end + 2)
        }
        '{' | '}' | '[' | ']' | ',' | ':' | ' ' | '\t' | '\r' | '\n' => 1,
        _ => text.find(['{', '}', '[', ']', ',', ':', '"', ' ', '\t', '\r', '\n']).unwrap_or(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::render::tests::any_json;

    #[test]
    fn tokens_stay_as_they_are() {
        assert_eq!(
            laid_out(r#"{"a":1.50,"a":[],"b":{},"c":["\u0041\"}",{"d":1e3}]}"#).unwrap(),
            indoc(&[
                "{",
                "  \"a\": 1.50,",
                "  \"a\": [],",
                "  \"b\": {},",
                "  \"c\": [",
                "    \"\\u0041\\\"}\",",
                "    {",
                "      \"d\": 1e3",
                "    }",
                "  ]",
                "}",
            ])
        );
        assert_eq!(laid_out(" true ").unwrap(), "true\n");
    }

    fn indoc(lines: &[&str]) -> String {
        lines.join("\n") + "\n"
    }

    #[test]
    fn what_is_no_json_is_left_alone() {
        for text in ["", "info", "{", "{} {}", "[1,]", "'a'"] {
            assert_eq!(laid_out(text), None, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_left_alone() {
        assert!(laid_out(&("[".repeat(64) + &"]".repeat(64))).is_some());
        assert!(laid_out(&("[".repeat(65) + &"]".repeat(65))).is_none());
        assert!(laid_out(&("[".repeat(200_000) + &"]".repeat(200_000))).is_none());
    }

    proptest! {
        #[test]
        fn it_is_what_serde_json_lays_out(value in any_json()) {
            let expected = serde_json::to_string_pretty(&value).unwrap() + "\n";
            prop_assert_eq!(laid_out(&value.to_string()), Some(expected.clone()));
            prop_assert_eq!(laid_out(&expected), Some(expected));
        }

        #[test]
        fn it_is_the_same_value(value in any_json()) {
            let text = laid_out(&value.to_string()).unwrap();
            prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        }
    }
}
