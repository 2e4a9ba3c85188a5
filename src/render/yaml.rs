//! YAML: the document that JSON is, for people and for files.
//!
//! Block style wherever it says the same as the JSON. What it cannot carry (numbers
//! beyond the reach of 64-bit floating point, marks that turn the direction of writing,
//! which have to be escaped and in a plain scalar cannot be) is written as JSON instead,
//! which YAML includes.

use std::io::Write;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use super::RenderError;
use super::json::{self, Escaping};
use super::text::is_bidi;

/// Writes a value as a document.
pub(super) fn write(out: &mut dyn Write, value: &impl Serialize) -> Result<(), RenderError> {
    let value = serde_json::to_value(value).map_err(RenderError::Json)?;
    if in_block_style(&value) { write_block(out, &Yaml(&value)) } else { json::write_pretty(out, &value) }
}

/// Writes a list's document, an item at a time.
pub(super) fn write_list(
    out: &mut dyn Write,
    schema: &str,
    items: impl Iterator<Item: Serialize>,
) -> Result<(), RenderError> {
    write(out, &serde_json::json!({ "schema": schema }))?;
    let mut none = true;
    for item in items {
        if none {
            writeln!(out, "items:")?;
            none = false;
        }
        let item = serde_json::to_value(item).map_err(RenderError::Json)?;
        if in_block_style(&item) {
            write_block(out, &[Yaml(&item)])?;
        } else {
            write!(out, "- ")?;
            json::write_lines(out, [&item])?;
        }
    }
    if none {
        writeln!(out, "items: []")?;
    }
    Ok(())
}

fn write_block(out: &mut dyn Write, value: &impl Serialize) -> Result<(), RenderError> {
    let options = serde_saphyr::ser_options! {
        // Long lines are for the reader's terminal to fold.
        folded_wrap_chars: usize::MAX,
    };
    let text =
        serde_saphyr::to_string_with_options(value, options).map_err(|error| RenderError::Yaml(Box::new(error)))?;
    Ok(Escaping(out).write_all(text.as_bytes())?)
}

/// Tells whether block style can say what the value says.
fn in_block_style(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => Scalar::of(number).is_some(),
        Value::String(text) => !text.contains(is_bidi),
        Value::Array(items) => items.iter().all(in_block_style),
        Value::Object(members) => members.iter().all(|(name, value)| !name.contains(is_bidi) && in_block_style(value)),
    }
}

/// A JSON value that serializes its numbers as numbers: those of serde_json, which keep
/// their digits, would come out of another serializer as a map of one string.
struct Yaml<'a>(&'a Value);

impl Serialize for Yaml<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => match Scalar::of(number) {
                Some(Scalar::Signed(value)) => serializer.serialize_i128(value),
                Some(Scalar::Unsigned(value)) => serializer.serialize_u128(value),
                Some(Scalar::Float(value)) => serializer.serialize_f64(value),
                None => serializer.serialize_str(number.as_str()),
            },
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(&Yaml(item))?;
                }
                seq.end()
            }
            Value::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, &Yaml(value))?;
                }
                map.end()
            }
        }
    }
}

/// A number that a serializer can carry without changing it.
enum Scalar {
    Signed(i128),
    Unsigned(u128),
    Float(f64),
}

impl Scalar {
    fn of(number: &Number) -> Option<Self> {
        let text = number.as_str();
        if text == "-0" {
            return Some(Self::Float(-0.0));
        }
        if let Ok(value) = text.parse() {
            return Some(Self::Signed(value));
        }
        if let Ok(value) = text.parse() {
            return Some(Self::Unsigned(value));
        }
        let value = text.parse::<f64>().ok().filter(|value| value.is_finite())?;
        (Decimal::of(&format!("{value:e}")) == Decimal::of(text)).then_some(Self::Float(value))
    }
}

/// The value of a decimal number, whatever its spelling: sign, digits without zeros at
/// either end, and the power of ten of the last digit.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads a JSON number; none where its exponent is beyond all reason.
    fn of(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i64 = exponent.parse().ok()?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let kept = digits.trim_end_matches('0');
        let dropped = i64::try_from(digits.len() - kept.len()).ok()?;
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(dropped)?;
        let kept = kept.trim_start_matches('0');
        Some(Self { negative, digits: kept.to_owned(), exponent: if kept.is_empty() { 0 } else { exponent } })
    }
}
