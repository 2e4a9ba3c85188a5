//! JSON, whole and in lines.

use std::cell::Cell;
use std::io::{self, Write};

use serde::ser::{Error as _, SerializeMap};
use serde::{Serialize, Serializer};

use super::RenderError;
use super::text::is_unsafe;

/// An object with its schema before its members.
#[derive(Serialize)]
pub(super) struct Document<'a, T> {
    pub(super) schema: &'a str,
    #[serde(flatten)]
    pub(super) value: &'a T,
}

/// A list with its schema, whose items are asked for as they are written.
struct List<'a, I> {
    schema: &'a str,
    items: Items<I>,
}

/// Items that can be serialized once.
struct Items<I>(Cell<Option<I>>);

impl<'a, I> List<'a, I> {
    const fn new(schema: &'a str, items: I) -> Self {
        Self { schema, items: Items(Cell::new(Some(items))) }
    }
}

impl<I: Iterator<Item: Serialize>> Serialize for List<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("schema", self.schema)?;
        map.serialize_entry("items", &self.items)?;
        map.end()
    }
}

impl<I: Iterator<Item: Serialize>> Serialize for Items<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items = self.0.take().ok_or_else(|| S::Error::custom("the items are written already"))?;
        serializer.collect_seq(items)
    }
}

/// Returns a value as JSON, for a program to read.
pub(super) fn line(value: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    serde_json::to_vec(value).map_err(error)
}

/// Returns a list's document as JSON, for a program to read.
pub(super) fn list_line(schema: &str, items: impl Iterator<Item: Serialize>) -> Result<Vec<u8>, RenderError> {
    line(&List::new(schema, items))
}

/// Writes a list's document.
pub(super) fn write_list(
    out: &mut dyn Write,
    schema: &str,
    items: impl Iterator<Item: Serialize>,
) -> Result<(), RenderError> {
    write_pretty(out, &List::new(schema, items))
}

/// Writes a value over several lines.
pub(super) fn write_pretty(out: &mut dyn Write, value: &impl Serialize) -> Result<(), RenderError> {
    serde_json::to_writer_pretty(Escaping(out), value).map_err(error)?;
    Ok(out.write_all(b"\n")?)
}

/// Writes each value on a line of its own.
pub(super) fn write_lines(out: &mut dyn Write, values: impl IntoIterator<Item: Serialize>) -> Result<(), RenderError> {
    for value in values {
        serde_json::to_writer(Escaping(out), &value).map_err(error)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn error(error: serde_json::Error) -> RenderError {
    if error.is_io() { RenderError::Io(error.into()) } else { RenderError::Json(error) }
}

/// Passes JSON on with the characters that a terminal could obey as escapes, `\u` and four digits.
///
/// serde_json escapes the ASCII ones only. In JSON the others can stand nowhere but in a
/// string, where an escape means the same; so nothing needs to be known of the grammar.
/// Every piece written has to hold whole characters, as serde_json's and jaq's do.
pub(super) struct Escaping<'a>(pub(super) &'a mut dyn Write);

impl Write for Escaping<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if piece.is_ascii() && !piece.contains(&0x7f) {
            self.0.write_all(piece)?;
            return Ok(piece.len());
        }
        for chunk in piece.utf8_chunks() {
            let mut rest = chunk.valid();
            while let Some(at) = rest.find(|c| is_unsafe(c) && c >= '\u{7f}') {
                let (clean, tail) = rest.split_at(at);
                self.0.write_all(clean.as_bytes())?;
                let mut chars = tail.chars();
                if let Some(c) = chars.next() {
                    // All of them are below U+10000: one escape each, no surrogates.
                    write!(self.0, "\\u{:04x}", u32::from(c))?;
                }
                rest = chars.as_str();
            }
            self.0.write_all(rest.as_bytes())?;
            if !chunk.invalid().is_empty() {
                self.0.write_all("\u{fffd}".as_bytes())?;
            }
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
