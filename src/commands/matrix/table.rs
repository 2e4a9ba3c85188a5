//! The matrix for people at a terminal, and for spreadsheets.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use super::gather::{Between, Gathered};
use crate::error::{CommandError, ErrorKind};
use crate::reach::Extent;
use crate::render::printable;

/// Most columns of a grid; of more, a list is easier to read.
const WIDEST: usize = 16;

/// A grid with the services below it where it is narrow enough to be read, else a line for every two groups between which something passes.
pub(super) fn text(gathered: &Gathered<'_, '_, '_>) -> String {
    if gathered.groups.is_empty() {
        return String::new();
    }
    if gathered.groups.len() <= WIDEST { grid(gathered) } else { list(gathered) }
}

/// The letter that stands for the services of a cell: `a` to `z`, then `aa`.
fn letter(at: usize) -> String {
    let last = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
    match at / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letter(more - 1)),
    }
}

/// The services of a cell, and between how many pairs where it is not the same between every two.
fn note(gathered: &Gathered<'_, '_, '_>, between: &Between) -> String {
    let services = gathered.allowed(between);
    if between.extent != Extent::Mixed {
        return services;
    }
    let doc = gathered.cell(between);
    let up_to = if between.cell.is_alike(gathered.reach) { "" } else { "up to " };
    format!("{up_to}{services} between {} of {} pairs", doc.open_pairs, doc.pairs)
}

fn grid(gathered: &Gathered<'_, '_, '_>) -> String {
    let size = gathered.groups.len();
    let mut notes: Vec<String> = Vec::new();
    let mut mark = |between: &Between| match between.extent {
        Extent::NoPair => String::new(),
        Extent::None => "-".to_owned(),
        Extent::All => "all".to_owned(),
        Extent::Mixed | Extent::Some | Extent::Most => {
            let note = note(gathered, between);
            let at = notes.iter().position(|known| *known == note).unwrap_or_else(|| {
                notes.push(note);
                notes.len() - 1
            });
            letter(at)
        }
    };
    let marks: Vec<String> = gathered.cells.iter().map(&mut mark).collect();
    let width = marks.iter().map(String::len).max().unwrap_or(0).max(size.to_string().len());
    let names: Vec<String> = gathered.groups.iter().map(|group| printable(&group.name).into_owned()).collect();
    let label = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let number = size.to_string().len();
    let mut out = String::new();
    // Writing into a string does not fail.
    let _ = write!(out, "{:1$}", "FROM \\ TO", number + 1 + label);
    for column in 1..=size {
        let _ = write!(out, "  {column:>width$}");
    }
    out.push('\n');
    for ((row, name), marks) in names.iter().enumerate().zip(marks.chunks(size)) {
        let padding = label - name.width();
        let _ = write!(out, "{:>number$} {name}{:padding$}", row + 1, "");
        for mark in marks {
            let _ = write!(out, "  {mark:>width$}");
        }
        while out.ends_with(' ') {
            out.pop();
        }
        out.push('\n');
    }
    if !notes.is_empty() {
        out.push('\n');
    }
    for (at, note) in notes.iter().enumerate() {
        let _ = writeln!(out, "{:>width$}  {note}", letter(at));
    }
    out
}

fn list(gathered: &Gathered<'_, '_, '_>) -> String {
    let open = gathered.cells.iter().filter(|between| !matches!(between.extent, Extent::NoPair | Extent::None));
    let row = |between: &Between| {
        let doc = gathered.cell(between);
        let name = |name: &str| printable(name).into_owned();
        [name(&doc.from), name(&doc.to), format!("{} of {}", doc.open_pairs, doc.pairs), doc.allowed]
    };
    let titles = ["FROM", "TO", "PAIRS", "ALLOWED"].map(str::to_owned);
    let rows: Vec<[String; 4]> = std::iter::once(titles).chain(open.map(row)).collect();
    let width = |column: usize| {
        let widths = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
        widths.max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    let mut out = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(widths) {
            let padding = width.saturating_sub(cell.width());
            let _ = write!(out, "{cell}{:padding$}  ", "");
        }
        let [.., allowed] = row;
        let _ = writeln!(out, "{allowed}");
    }
    out
}

/// Comma-separated values: titles, then a line for every two groups.
pub(super) fn csv(gathered: &Gathered<'_, '_, '_>) -> Result<Vec<u8>, CommandError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed =
        |err: &dyn std::fmt::Display| CommandError::new(ErrorKind::Output, format!("cannot write the output: {err}"));
    writer.write_record(["from", "to", "extent", "allowed", "pairs", "open_pairs"]).map_err(|err| failed(&err))?;
    for between in &gathered.cells {
        let doc = gathered.cell(between);
        let (pairs, open) = (doc.pairs.to_string(), doc.open_pairs.to_string());
        let row = [&doc.from, &doc.to, doc.extent, &doc.allowed, &pairs, &open];
        writer.write_record(row).map_err(|err| failed(&err))?;
    }
    writer.into_inner().map_err(|err| failed(&err))
}
