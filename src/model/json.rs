//! JSON, strictly: what one reader would take one way and another another way is an error here.
//!
//! The parser is our own because the ones at hand lose something that must survive a rewrite or let
//! something pass that must not: the spelling of numbers (`1E5`, `1.0`, digits past 64 bits), duplicate
//! members (Python takes the last, others the first), and objects that look like a parser's private
//! encoding of a number. Values are [`serde_json::Value`]s whose objects keep their order.

mod borrowed;
mod parse;
#[cfg(test)]
pub(in crate::model) mod tests;

use std::fmt;

use serde_json::Value;

pub(super) use borrowed::Borrowed;

/// Objects and lists may be nested this deep; deeper is malformed. Nothing in the data model passes five.
pub const MAX_DEPTH: usize = 128;

/// Why a value cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong: a lower-case fragment.
    pub why: String,
    /// Where, for an error of syntax; an error of shape (an object where a list should be) has no place.
    pub place: Option<Place>,
}

/// A place in a text, counted from 1; columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

impl Malformed {
    /// An error of shape: JSON, but not what the key holds.
    pub fn shape(why: impl Into<String>) -> Self {
        Self { why: why.into(), place: None }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)?;
        if let Some(Place { line, column }) = self.place {
            write!(f, " at line {line} column {column}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Malformed {}

/// How a value is spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// `{"a": 1, "b": [1, 2]}`: what Python's `json.dumps` writes, so calicoctl 0.2x, networking-calico and
    /// Felix 1.4; and calicross for new values.
    #[default]
    Spaced,
    /// `{"a":1,"b":[1,2]}`: what Go's encoder writes, so libcalico-go and calicoctl 1.x.
    Compact,
}

impl Style {
    /// The style of an existing value, for a rewrite that changes no more than it must: told by the first
    /// separator outside a string; a value without any is [`Style::Spaced`].
    pub fn of(bytes: &[u8]) -> Self {
        let mut in_string = false;
        let mut escaped = false;
        for (i, byte) in bytes.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                b':' | b',' if !in_string => {
                    let blank = bytes.get(i + 1).is_some_and(u8::is_ascii_whitespace);
                    return if blank { Self::Spaced } else { Self::Compact };
                }
                _ => {}
            }
        }
        Self::Spaced
    }
}

/// Parses a value.
///
/// # Errors
/// Anything that is not exactly one JSON value in UTF-8; a member given twice; a lone surrogate; a control
/// character in a string; nesting deeper than [`MAX_DEPTH`].
pub fn parse(bytes: &[u8]) -> Result<Value, Malformed> {
    parse::parse(bytes)
}

/// Parses any number of lists, one after the other, and hands over each item with the number of its list and its own, both
/// from 1, so that a long list is never held as a whole. Returns how many items each list has.
///
/// # Errors
/// As [`parse()`], and whatever the visitor refuses; what was handed over before that was read all the same.
pub fn each_item<E: From<Malformed>>(
    bytes: &[u8],
    visit: &mut dyn FnMut(usize, usize, Value) -> Result<(), E>,
) -> Result<Vec<usize>, E> {
    parse::each_item(bytes, visit)
}

/// Parses a value that is only looked at: as strictly as [`parse`], which it agrees with, and without copies.
///
/// # Errors
/// As [`parse`].
pub(super) fn borrow(bytes: &[u8]) -> Result<Borrowed<'_>, Malformed> {
    parse::parse(bytes)
}

/// Prints a value. Numbers keep their spelling, members their order; non-ASCII characters stay as they are.
pub fn to_bytes(value: &Value, style: Style) -> Vec<u8> {
    to_text(value, style).into_bytes()
}

/// [`to_bytes`] as text.
pub fn to_text(value: &Value, style: Style) -> String {
    let mut out = String::new();
    print(value, style, &mut out);
    out
}

fn print(value: &Value, style: Style, out: &mut String) {
    let (comma, colon) = match style {
        Style::Spaced => (", ", ": "),
        Style::Compact => (",", ":"),
    };
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::String(text) => print_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push_str(comma);
                }
                print(item, style, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (i, (name, member)) in members.iter().enumerate() {
                if i > 0 {
                    out.push_str(comma);
                }
                print_string(name, out);
                out.push_str(colon);
                print(member, style, out);
            }
            out.push('}');
        }
    }
}

fn print_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Whether two values mean the same: the order of members does not count, numbers count by value (`1.0` is
/// `1`, `1e2` is `100`), the order of lists does count.
pub fn same_meaning(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a.as_str() == b.as_str()
                || matches!((Decimal::of(a.as_str()), Decimal::of(b.as_str())), (Some(a), Some(b)) if a == b)
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_meaning(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| same_meaning(a, b)))
        }
        _ => a == b,
    }
}

/// An integer, however it is spelled (`10`, `1e1`, `10.0` are all 10); `None` for fractions, and past 64 bits.
pub fn integer(value: &Value) -> Option<i64> {
    let Value::Number(number) = value else { return None };
    if let Ok(integer) = number.as_str().parse() {
        return Some(integer);
    }
    let decimal = Decimal::of(number.as_str())?;
    let zeros = usize::try_from(decimal.exponent).ok().filter(|&zeros| zeros < 20)?;
    let sign = if decimal.negative { "-" } else { "" };
    format!("{sign}{}{}", decimal.digits, "0".repeat(zeros)).parse().ok()
}

/// A number's exact value: sign, digits without zeros at either end, power of ten.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// `None` where the exponent itself passes 64 bits.
    fn of(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        let left = all.trim_start_matches('0');
        let digits = left.trim_end_matches('0');
        if digits.is_empty() {
            return Some(Self { negative: false, digits: "0".into(), exponent: 0 });
        }
        let exponent = exponent.checked_add(i64::try_from(left.len() - digits.len()).ok()?)?;
        Some(Self { negative, digits: digits.to_owned(), exponent })
    }
}

/// What kind of JSON value this is, for messages: `a list`, `an object` ...
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
