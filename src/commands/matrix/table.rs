//! The matrix for people at a terminal, and for spreadsheets.

use std::fmt::Write as _;

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

fn grid(gathered: &Gathered<'_, '_, '_>) -> String {
    let size = gathered.groups.len();
    let mut notes: Vec<String> = Vec::new();
    let mut mark = |between: &Between| match between.extent {
        Extent::NoPair => String::new(),
        Extent::None => "-".to_owned(),
        Extent::All => "all".to_owned(),
        extent => {
            let services = gathered.allowed(between);
            let note = match extent {
                Extent::Mixed => {
                    let doc = gathered.cell(between);
                    format!("{services}: not between every two, something between {} of {}", doc.open_pairs, doc.pairs)
                }
                _ => services,
            };
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
    let label = names.iter().map(|name| unicode_width::UnicodeWidthStr::width(name.as_str())).max().unwrap_or(0);
    let number = size.to_string().len();
    let mut out = String::new();
    // Writing into a string does not fail.
    let _ = write!(out, "{:1$}", "FROM \\ TO", number + 1 + label);
    for column in 1..=size {
        let _ = write!(out, "  {column:>width$}");
    }
    out.push('\n');
    for ((row, name), marks) in names.iter().enumerate().zip(marks.chunks(size)) {
        let padding = label - unicode_width::UnicodeWidthStr::width(name.as_str());
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
    let rows: Vec<[String; 4]> = open
        .map(|between| {
            let doc = gathered.cell(between);
            let name = |name: &str| printable(name).into_owned();
            [name(&doc.from), name(&doc.to), doc.allowed, format!("{} of {}", doc.open_pairs, doc.pairs)]
        })
        .collect();
    let titles = ["FROM", "TO", "PAIRS", "ALLOWED"].map(str::to_owned);
    let rows: Vec<[String; 4]> =
        std::iter::once(titles).chain(rows.into_iter().map(|[from, to, allowed, pairs]| [from, to, pairs, allowed])).collect();
    let width = |column: usize| {
        let widths = rows.iter().filter_map(|row| row.get(column)).map(|cell| unicode_width::UnicodeWidthStr::width(cell.as_str()));
        widths.max().unwrap_or(0)
    };
    let widths = [width(0), width(1), width(2)];
    let mut out = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(widths) {
            let padding = width.saturating_sub(unicode_width::UnicodeWidthStr::width(cell.as_str()));
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
    let failed = |err: &dyn std::fmt::Display| CommandError::new(ErrorKind::Output, format!("cannot write the output: {err}"));
    writer
        .write_record(["from", "to", "extent", "allowed", "pairs", "open_pairs"])
        .map_err(|err| failed(&err))?;
    for between in &gathered.cells {
        let doc = gathered.cell(between);
        let (pairs, open) = (doc.pairs.to_string(), doc.open_pairs.to_string());
        let row = [&doc.from, &doc.to, doc.extent, &doc.allowed, &pairs, &open];
        writer.write_record(row).map_err(|err| failed(&err))?;
    }
    writer.into_inner().map_err(|err| failed(&err))
}
