//! Columns of one's own: kubectl's `custom-columns`, over the JSON form.
//!
//! Paths are kubectl's own dialect, not jq's and not that of RFC 9535: names stand in them as they are (`.spec.nat-outgoing`), a dot in
//! one as `\.`, and what is not there is no error.

#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use super::table::Table;
use super::{Options, RenderError, Row, printable};

/// What stands where there is nothing.
const NONE: &str = "<none>";

/// What `custom-columns=` takes: `HEADER:PATH,...`; a word without a path is one of the list's own columns, as calicoctl 1.x has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Arc<[Chosen]>);

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chosen {
    title: String,
    /// Where its values are; `None` for the list's own column of the title.
    path: Option<Path>,
}

/// The way to a value.
type Path = Vec<Step>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Member(String),
    /// An item of a list; negative from its end.
    Item(i64),
    /// All members, or all items.
    Each,
}

/// Why a text says no columns.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ColumnsError {
    /// It says nothing.
    #[error("custom-columns wants at least one column: custom-columns=NAME:.metadata.name,...")]
    Nothing,
    /// A column is wrong.
    #[error("custom-columns, column {column} (`{}`): {why}", printable(.text))]
    Column {
        /// Which one, counted from 1.
        column: usize,
        /// What it says.
        text: String,
        /// What is wrong, as a fragment.
        why: String,
    },
    /// A file does not say as many paths as headers.
    #[error("custom-columns-file {}: {why}", printable(.file))]
    File {
        /// The file.
        file: String,
        /// What is wrong, as a fragment.
        why: String,
    },
}

impl FromStr for Columns {
    type Err = ColumnsError;

    fn from_str(text: &str) -> Result<Self, ColumnsError> {
        if text.trim().is_empty() {
            return Err(ColumnsError::Nothing);
        }
        let columns = parted(text).into_iter().zip(1..).map(|(text, column)| {
            Chosen::parse(text).map_err(|why| ColumnsError::Column { column, text: text.to_owned(), why })
        });
        columns.collect::<Result<_, _>>().map(Self)
    }
}

impl Columns {
    /// Reads a file: a line of headers, and a line with a path for each, both parted by blanks.
    ///
    /// # Errors
    /// Where it cannot be read, or says something else.
    pub fn read(file: &str) -> Result<Self, ColumnsError> {
        let bad = |why: String| ColumnsError::File { file: file.to_owned(), why };
        let text = std::fs::read_to_string(file).map_err(|err| bad(err.to_string()))?;
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        let [headers, paths] = lines.as_slice() else {
            return Err(bad(format!("has {} lines, not one of headers and one of paths", lines.len())));
        };
        let (headers, paths): (Vec<_>, Vec<_>) =
            (headers.split_whitespace().collect(), paths.split_whitespace().collect());
        if headers.len() != paths.len() {
            return Err(bad(format!("has {} headers and {} paths", headers.len(), paths.len())));
        }
        let column = |((header, path), column): ((&&str, &&str), usize)| {
            let path = path_of(path).map_err(|why| ColumnsError::Column { column, text: (*path).to_owned(), why })?;
            Ok(Chosen { title: (*header).to_owned(), path: Some(path) })
        };
        headers.iter().zip(&paths).zip(1..).map(column).collect::<Result<_, _>>().map(Self)
    }

    /// Writes a list.
    pub(super) fn write_rows<R: Row>(
        &self,
        out: &mut dyn Write,
        rows: impl Iterator<Item = R>,
        options: &Options,
    ) -> Result<(), RenderError> {
        let own = |chosen: &Chosen| match chosen.path {
            Some(_) => Ok(None),
            None => super::filter::column_of::<R>(&chosen.title).map(Some),
        };
        let own: Vec<Option<usize>> = self.0.iter().map(own).collect::<Result<_, _>>()?;
        let mut table = self.table(options);
        for row in rows {
            let value = serde_json::to_value(&row).map_err(RenderError::Json)?;
            for (place, (chosen, own)) in self.0.iter().zip(&own).enumerate() {
                match (own, &chosen.path) {
                    (Some(column), _) => table.push(place, &row.cell(*column)),
                    (None, path) => table.push(place, &cell(&value, path.as_deref().unwrap_or_default())),
                }
            }
        }
        Ok(table.write(out, options.color)?)
    }

    /// Writes one object, as a list of it alone.
    pub(super) fn write_object(
        &self,
        out: &mut dyn Write,
        object: &impl Serialize,
        options: &Options,
    ) -> Result<(), RenderError> {
        let value = serde_json::to_value(object).map_err(RenderError::Json)?;
        let mut table = self.table(options);
        for (place, chosen) in self.0.iter().enumerate() {
            let path = chosen.path.as_deref().ok_or_else(|| RenderError::NoPath(chosen.title.clone()))?;
            table.push(place, &cell(&value, path));
        }
        Ok(table.write(out, options.color)?)
    }

    fn table(&self, options: &Options) -> Table {
        Table::new(self.0.iter().map(|chosen| (chosen.title.as_str(), false)), options.headers)
    }
}

/// Parts a text at its commas, those in brackets excepted.
fn parted(text: &str) -> Vec<&str> {
    let (mut depth, mut quote) = (0_usize, None);
    text.split(|c: char| {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') if depth > 0 => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => depth = depth.saturating_sub(1),
            (None, ',') => return depth == 0,
            _ => {}
        }
        false
    })
    .collect()
}

impl Chosen {
    fn parse(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some((title, path)) if !title.trim().is_empty() => {
                Ok(Self { title: title.trim().to_owned(), path: Some(path_of(path.trim())?) })
            }
            Some(_) => Err("nothing stands before the `:`, where a header should".to_owned()),
            None if text.trim().is_empty() => Err("it is empty".to_owned()),
            None if text.contains(['.', '[', '{']) => {
                Err("there is no header: HEADER:PATH is wanted, such as NAME:.metadata.name".to_owned())
            }
            None => Ok(Self { title: text.trim().to_owned(), path: None }),
        }
    }
}

/// Reads a path: `.a.b`, `a.b` or `{.a.b}`, with `[0]`, `[-1]`, `[*]`, `['a']` and `.*`.
fn path_of(text: &str) -> Result<Path, String> {
    let inner = match text.strip_prefix('{') {
        Some(rest) => rest.strip_suffix('}').ok_or("nothing closes the `{`")?,
        None => text,
    };
    let inner = inner.strip_prefix('$').unwrap_or(inner);
    let mut rest = match inner {
        "" => return Err("there is no path after the `:`".to_owned()),
        "." => return Ok(Vec::new()),
        inner => inner,
    };
    let mut path = Vec::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('[') {
            let (step, after) = bracket(after)?;
            path.push(step);
            rest = after;
            continue;
        }
        match rest.strip_prefix('.') {
            Some(after) if after.starts_with('.') => return Err("`..` is not taken here; --jq takes it".to_owned()),
            // kubectl takes `.[0]` for `[0]`.
            Some(after) if after.starts_with('[') => {
                rest = after;
                continue;
            }
            Some(after) => rest = after,
            None if path.is_empty() => {}
            None => return Err(format!("there is no `.` before `{}`", printable(rest))),
        }
        let (name, after) = member(rest);
        if name.is_empty() {
            return Err("nothing stands after its last `.`".to_owned());
        }
        let is_each = rest.get(..rest.len() - after.len()) == Some("*");
        path.push(if is_each { Step::Each } else { Step::Member(name) });
        rest = after;
    }
    Ok(path)
}

/// Reads a name up to the next dot or bracket, and returns it with what comes after it.
fn member(text: &str) -> (String, &str) {
    let mut name = String::new();
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => {
                name.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            '.' | '[' => return (name, text.get(at..).unwrap_or_default()),
            c => name.push(c),
        }
    }
    (name, "")
}

/// Reads what stands behind a `[`, and returns it with what comes after the bracket that closes it.
fn bracket(text: &str) -> Result<(Step, &str), String> {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '\'' | '"')) {
        let inner = text.get(1..).unwrap_or_default();
        let (name, after) = inner.split_once(quote).ok_or_else(|| format!("nothing closes the {quote}"))?;
        let after = after
            .strip_prefix(']')
            .ok_or_else(|| format!("there is no `]` after {quote}{}{quote}", printable(name)))?;
        return Ok((Step::Member(name.to_owned()), after));
    }
    let (inner, after) = text.split_once(']').ok_or("nothing closes the `[`")?;
    let step = match inner.trim() {
        "*" => Step::Each,
        inner => match inner.parse() {
            Ok(place) => Step::Item(place),
            Err(_) if inner.starts_with('?') => {
                return Err("conditions (`[?`) are not taken here; --jq takes them".to_owned());
            }
            Err(_) if inner.contains([':', ',']) => {
                return Err(format!("`[{}]` is not one item; [0], [-1] and [*] are taken", printable(inner)));
            }
            Err(_) => {
                return Err(format!("`{}` in brackets is no number, no `*`, and has no quotes", printable(inner)));
            }
        },
    };
    Ok((step, after))
}

/// The text of what a path leads to.
fn cell(value: &Value, path: &[Step]) -> String {
    let mut found = vec![value];
    for step in path {
        found = found.into_iter().flat_map(|value| next(value, step)).collect();
    }
    let mut out = String::new();
    for value in found {
        if !out.is_empty() {
            out.push(',');
        }
        show(&mut out, value);
    }
    if out.is_empty() { NONE.to_owned() } else { out }
}

fn next<'v>(value: &'v Value, step: &Step) -> Vec<&'v Value> {
    match (step, value) {
        (Step::Member(name), value) => value.get(name).into_iter().collect(),
        (Step::Item(place), Value::Array(items)) => {
            let place = match usize::try_from(*place) {
                Ok(place) => Some(place),
                Err(_) => items.len().checked_sub(usize::try_from(place.unsigned_abs()).unwrap_or(usize::MAX)),
            };
            place.and_then(|place| items.get(place)).into_iter().collect()
        }
        (Step::Each, Value::Array(items)) => items.iter().collect(),
        (Step::Each, Value::Object(members)) => members.values().collect(),
        _ => Vec::new(),
    }
}

/// Texts are bare, lists have commas, as in the tables; an object is JSON.
fn show(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str(NONE),
        Value::String(text) => out.push_str(text),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                show(out, item);
            }
        }
        // Writing to a String cannot fail.
        value => drop(write!(out, "{value}")),
    }
}
