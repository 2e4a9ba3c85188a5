//! Rendering: views in, bytes out.
//!
//! A command hands over rows ([`Row`]) or one value, and this module writes them in the
//! format that was asked for. It knows no datastore, no model and no terminal: what it
//! has to know about the other end of the pipe it is told in [`Options`].
//!
//! # What every format keeps
//!
//! - Rows are written in the order in which they come. Commands hand them over by name;
//!   `sort_by` puts them in another order.
//! - Filters and sorting look at the text of the table's cells, whatever the format, so
//!   that a selection that was tried as a table gives the same objects as JSON.
//! - `json`, `jsonl`, `yaml` and `name` write as they read and hold one row at a time,
//!   unless the rows are sorted or go through a jq expression as one document. A table holds its text.
//! - Control characters that come from data never reach a terminal: tables show them as
//!   visible escapes, everywhere; JSON and YAML escape them as their own grammars allow;
//!   names and jq's bare strings are the data itself in a pipe, and escaped on a terminal.

mod columns;
mod diff;
mod filter;
mod jq;
mod json;
mod layout;
mod order;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod yaml;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::str::FromStr;

use serde::Serialize;
use thiserror::Error;

pub use columns::{Columns, ColumnsError};
pub use diff::diff;
pub use filter::{Filter, FilterError};
pub use jq::{Jq, JqError};
pub use text::{printable, wrapped};

/// How a list or an object is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A table for people; for one object, prose.
    #[default]
    Table,
    /// The table with all its columns.
    Wide,
    /// One JSON document.
    Json,
    /// One JSON document a line; of a list, one an item.
    Jsonl,
    /// The document that `json` writes, as YAML.
    Yaml,
    /// One name a line.
    Name,
}

impl Format {
    /// Every format, in the order in which help lists them.
    pub const ALL: [Self; 6] = [Self::Table, Self::Wide, Self::Json, Self::Jsonl, Self::Yaml, Self::Name];

    /// Returns the word that names the format on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Wide => "wide",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Yaml => "yaml",
            Self::Name => "name",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.as_str() == text).ok_or_else(|| UnknownFormat(text.to_owned()))
    }
}

/// A word that names no [`Format`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "unknown output format `{}` (table, wide, json, jsonl, yaml, name, custom-columns=... or custom-columns-file=FILE)",
    printable(.0)
)]
pub struct UnknownFormat(String);

/// What `-o` takes: a format, or the columns of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The format; [`Format::Wide`] of columns.
    pub format: Format,
    /// The columns, where they were told.
    pub columns: Option<Columns>,
}

/// Why a text is no [`Output`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OutputError {
    /// It is no format.
    #[error(transparent)]
    Unknown(#[from] UnknownFormat),
    /// Its columns are wrong.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
}

impl FromStr for Output {
    type Err = OutputError;

    fn from_str(text: &str) -> Result<Self, OutputError> {
        let columns = match text.split_once('=') {
            Some(("custom-columns", columns)) => columns.parse()?,
            Some(("custom-columns-file", file)) => Columns::read(file)?,
            _ if text == "custom-columns" => return Err(ColumnsError::Nothing.into()),
            _ => return Ok(Self { format: text.parse()?, columns: None }),
        };
        Ok(Self { format: Format::Wide, columns: Some(columns) })
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it, in capitals; `--sort-by` and `--filter` name the column by it.
    pub title: &'static str,
    /// Whether only `-o wide` shows it.
    pub wide: bool,
    /// Whether its cells are set against the right edge, as numbers are.
    pub right: bool,
}

impl Column {
    /// A column that every table shows, set against the left edge.
    pub const fn new(title: &'static str) -> Self {
        Self { title, wide: false, right: false }
    }

    /// Shows the column only with `-o wide`.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// Sets the column's cells against the right edge.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// A row of a list: what one object shows of itself.
///
/// The serialized form is the item in JSON and YAML and is an interface of its own:
/// it holds more than the cells do, and its members do not follow the columns.
pub trait Row: Serialize {
    /// The name and version of the list's JSON form, such as `calicross/profile-list/1`.
    const SCHEMA: &'static str;

    /// The columns of the table.
    const COLUMNS: &'static [Column];

    /// Returns what `-o name` prints, and what the rows come sorted by.
    fn name(&self) -> Cow<'_, str>;

    /// Returns the text of the cell in a column of [`Self::COLUMNS`].
    fn cell(&self, column: usize) -> Cow<'_, str>;
}

/// What the options on every command say about the output, and what is at its other end.
#[derive(Clone, Debug)]
pub struct Options {
    /// How to write it.
    pub format: Format,
    /// The columns of the table, in the place of its own.
    pub columns: Option<Columns>,
    /// Whether a table begins with its titles.
    pub headers: bool,
    /// The title of the column to sort by, in any case; with `-` before it, downwards.
    pub sort_by: Option<String>,
    /// What a row has to pass to be listed, all of them.
    pub filters: Vec<Filter>,
    /// What to make of the JSON form before it is written.
    pub jq: Option<Jq>,
    /// Whether to use colour.
    pub color: bool,
    /// Whether a terminal reads the output.
    pub terminal: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::default(),
            columns: None,
            headers: true,
            sort_by: None,
            filters: Vec::new(),
            jq: None,
            color: false,
            terminal: false,
        }
    }
}

impl Options {
    fn check(&self) -> Result<(), RenderError> {
        if self.jq.is_some() && self.columns.is_some() { Err(RenderError::Both) } else { Ok(()) }
    }
}

/// Why something could not be written.
#[derive(Debug, Error)]
pub enum RenderError {
    /// The output did not take it. A closed pipe is here too
    /// ([`io::ErrorKind::BrokenPipe`]) and is for the caller to forgive.
    #[error("cannot write the output")]
    Io(#[from] io::Error),
    /// A filter or the order names a column that the list does not have.
    #[error("no column `{}` (columns: {})", printable(.column), .columns.join(", "))]
    UnknownColumn {
        /// What was asked for.
        column: String,
        /// The titles that there are.
        columns: Vec<&'static str>,
    },
    /// What has no end cannot be sorted.
    #[error("--sort-by: what comes as it happens cannot be sorted")]
    NoEnd,
    /// Of what comes as it happens no table can be made.
    #[error("-o custom-columns: what comes as it happens is no table; -o jsonl and --jq take it")]
    NoTable,
    /// A column of a single object has no path.
    #[error("custom-columns: `{}` has no path, and this is no list with columns of its own; HEADER:PATH is wanted", printable(.0))]
    NoPath(String),
    /// Two ways to choose what is written.
    #[error("-o custom-columns and --jq do not go together")]
    Both,
    /// A jq expression failed on the data.
    #[error("jq: {0}")]
    Jq(String),
    /// A value has no JSON form.
    #[error("cannot write the output as JSON")]
    Json(#[source] serde_json::Error),
    /// A value has no YAML form.
    #[error("cannot write the output as YAML")]
    Yaml(#[source] Box<dyn Error + Send + Sync>),
}

/// Large enough that a list of 100,000 rows is some hundreds of writes.
const BUFFER_BYTES: usize = 64 * 1024;

/// Writes a list.
///
/// An empty list is an empty table (nothing at all, no titles), no lines, or a document
/// with no items; saying "none" to a person is the caller's.
///
/// # Errors
///
/// [`RenderError::UnknownColumn`] before the first row is asked for, and [`RenderError::Both`]; else whatever
/// writing meets.
pub fn list<R: Row>(
    out: &mut dyn Write,
    rows: impl IntoIterator<Item = R>,
    options: &Options,
) -> Result<(), RenderError> {
    options.check()?;
    let selection = filter::Selection::of::<R>(&options.filters)?;
    let order = options.sort_by.as_deref().map(order::Order::of::<R>).transpose()?;
    let rows = rows.into_iter().filter(|row| selection.keeps(row));
    let mut out = BufWriter::with_capacity(BUFFER_BYTES, out);
    match order {
        Some(order) => write_rows(&mut out, order.sorted(rows), options)?,
        None => write_rows(&mut out, rows, options)?,
    }
    Ok(out.flush()?)
}

fn write_rows<R: Row>(
    out: &mut dyn Write,
    rows: impl Iterator<Item = R>,
    options: &Options,
) -> Result<(), RenderError> {
    if let Some(columns) = &options.columns {
        return columns.write_rows(out, rows, options);
    }
    if let Some(jq) = &options.jq {
        return match options.format {
            Format::Jsonl => rows.into_iter().try_for_each(|row| jq.write(out, &json::line(&row)?, options.terminal)),
            _ => jq.write(out, &json::list_line(R::SCHEMA, rows)?, options.terminal),
        };
    }
    match options.format {
        Format::Table | Format::Wide => Ok(table::write(out, rows, options)?),
        Format::Json => json::write_list(out, R::SCHEMA, rows),
        Format::Jsonl => json::write_lines(out, rows),
        Format::Yaml => yaml::write_list(out, R::SCHEMA, rows),
        Format::Name => {
            for row in rows {
                write_name(out, &row.name(), options.terminal)?;
            }
            Ok(())
        }
    }
}

/// Writes a row by itself, of a list that has no end: for people as `human` does it, else as an item of the list; nothing where a
/// filter leaves it out. Returns whether it was written.
///
/// # Errors
///
/// As [`check_item`]; else whatever writing meets.
pub fn item<R: Row>(
    out: &mut dyn Write,
    row: &R,
    options: &Options,
    human: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<bool, RenderError> {
    if !filter::Selection::of::<R>(&options.filters)?.keeps(row) {
        return Ok(false);
    }
    match (&options.jq, options.format) {
        (Some(jq), _) => jq.write(out, &json::line(row)?, options.terminal)?,
        (None, Format::Table | Format::Wide) => human(out)?,
        (None, Format::Json | Format::Jsonl) => json::write_lines(out, [row])?,
        (None, Format::Yaml) => {
            out.write_all(b"---\n")?;
            yaml::write(out, row)?;
        }
        (None, Format::Name) => write_name(out, &row.name(), options.terminal)?,
    }
    out.flush()?;
    Ok(true)
}

/// Looks whether rows can be written one by one as the options want them.
///
/// # Errors
///
/// [`RenderError::UnknownColumn`] where a filter names none; [`RenderError::NoEnd`] where they are to be sorted;
/// [`RenderError::NoTable`] where columns are told.
pub fn check_item<R: Row>(options: &Options) -> Result<(), RenderError> {
    filter::Selection::of::<R>(&options.filters)?;
    if options.columns.is_some() {
        return Err(RenderError::NoTable);
    }
    if options.sort_by.is_some() { Err(RenderError::NoEnd) } else { Ok(()) }
}

/// Writes a value as a YAML document for other programs: without a schema's name.
///
/// # Errors
/// Where it cannot be written.
pub fn yaml_document(out: &mut dyn Write, value: &impl Serialize) -> Result<(), RenderError> {
    yaml::write(out, value)
}

/// Writes one value: for people as `human` does it, else with its schema and its members
/// side by side in one object.
///
/// `human` escapes what comes from data itself ([`printable`]). The value has to
/// serialize as an object, without a member `schema`. `-o name` prints its member `id`, else
/// `name`, else `path`, where that is a string, and nothing where it is not.
///
/// # Errors
///
/// [`RenderError::Json`] where the value is no object; [`RenderError::NoPath`] of a column; else whatever writing meets.
pub fn object<T: Serialize>(
    out: &mut dyn Write,
    schema: &str,
    value: &T,
    options: &Options,
    human: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<(), RenderError> {
    options.check()?;
    let mut out = BufWriter::with_capacity(BUFFER_BYTES, out);
    let document = json::Document { schema, value };
    if let Some(columns) = &options.columns {
        columns.write_object(&mut out, value, options)?;
        return Ok(out.flush()?);
    }
    match (&options.jq, options.format) {
        (Some(jq), _) => jq.write(&mut out, &json::line(&document)?, options.terminal)?,
        (None, Format::Table | Format::Wide) => human(&mut out)?,
        (None, Format::Json) => json::write_pretty(&mut out, &document)?,
        (None, Format::Jsonl) => json::write_lines(&mut out, [&document])?,
        (None, Format::Yaml) => yaml::write(&mut out, &document)?,
        (None, Format::Name) => {
            let value = serde_json::to_value(value).map_err(RenderError::Json)?;
            // What has an id may share its name with others; a key's name is its path.
            let name = ["id", "name", "path"].into_iter().find_map(|member| value.get(member));
            if let Some(name) = name.and_then(serde_json::Value::as_str) {
                write_name(&mut out, name, options.terminal)?;
            }
        }
    }
    Ok(out.flush()?)
}

/// Returns a document as YAML, without any schema: a file that people keep.
///
/// # Errors
/// [`RenderError::Yaml`], for what has no such form.
pub fn yaml_text(value: &serde_json::Value) -> Result<String, RenderError> {
    let mut text = Vec::new();
    yaml::write(&mut text, value)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn write_name(out: &mut dyn Write, name: &str, terminal: bool) -> io::Result<()> {
    let name = if terminal { printable(name) } else { Cow::Borrowed(name) };
    writeln!(out, "{name}")
}
