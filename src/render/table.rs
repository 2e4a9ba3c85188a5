//! Tables: columns two spaces apart, as wide as their widest cell, never cut.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{Column, Format, Options, Row, printable};

const BOLD: &str = "\x1b[1m";
const RESET: &str = "\x1b[0m";
const GAP: usize = 2;

/// The cells of a table, one after the other in one text: the widths have to be known
/// before the first line is written, and a string for each cell of a long list would
/// weigh more than the rows.
struct Cells {
    text: String,
    /// How many bytes each cell has in `text`, and how many columns of a terminal it takes.
    cells: Vec<(u32, u32)>,
}

impl Cells {
    fn push(&mut self, cell: &str) -> usize {
        let cell = printable(cell);
        let width = if cell.is_ascii() { cell.len() } else { cell.width() };
        // No store holds a value of 4 GiB; a cell that had as much would be left empty.
        let fitting = if u32::try_from(cell.len()).is_ok() { cell.as_ref() } else { "" };
        self.text.push_str(fitting);
        let short = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        self.cells.push((short(fitting.len()), short(width)));
        width
    }
}

/// A table that is being filled, cell by cell.
pub(super) struct Table {
    cells: Cells,
    widths: Vec<usize>,
    rights: Vec<bool>,
    headers: bool,
}

impl Table {
    /// Begins a table of columns: their titles, and whether their cells are set against the right edge.
    pub(super) fn new<'t>(columns: impl Iterator<Item = (&'t str, bool)>, headers: bool) -> Self {
        let cells = Cells { text: String::new(), cells: Vec::new() };
        let mut table = Self { cells, widths: Vec::new(), rights: Vec::new(), headers };
        for (title, right) in columns {
            let width = if headers { table.cells.push(title) } else { 0 };
            table.widths.push(width);
            table.rights.push(right);
        }
        table
    }

    /// Adds the next cell, which stands in the column of a place.
    pub(super) fn push(&mut self, place: usize, cell: &str) {
        let width = self.cells.push(cell);
        if let Some(widest) = self.widths.get_mut(place) {
            *widest = width.max(*widest);
        }
    }

    /// Writes it; no rows are no output.
    pub(super) fn write(self, out: &mut dyn Write, color: bool) -> io::Result<()> {
        let Self { cells, widths, rights, headers } = self;
        let titles = if headers { widths.len() } else { 0 };
        if widths.is_empty() || cells.cells.len() == titles {
            return Ok(());
        }
        let mut start = 0;
        for (number, line) in cells.cells.chunks(widths.len()).enumerate() {
            let bold = color && headers && number == 0;
            // Blanks wait until something stands behind them, so that no line ends in blanks.
            let mut blanks = 0;
            for ((length, width), (widest, right)) in line.iter().zip(widths.iter().zip(&rights)) {
                let end = start + *length as usize;
                let cell = cells.text.get(start..end).unwrap_or_default();
                start = end;
                let padding = widest.saturating_sub(*width as usize);
                let (before, after) = if *right { (padding, 0) } else { (0, padding) };
                blanks += before;
                if !cell.is_empty() {
                    write_blanks(out, blanks)?;
                    blanks = 0;
                    if bold {
                        write!(out, "{BOLD}{cell}{RESET}")?;
                    } else {
                        out.write_all(cell.as_bytes())?;
                    }
                }
                blanks += after + GAP;
            }
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// Writes the rows as a table; no rows are no output.
pub(super) fn write<R: Row>(out: &mut dyn Write, rows: impl Iterator<Item = R>, options: &Options) -> io::Result<()> {
    let shown: Vec<(usize, &Column)> =
        R::COLUMNS.iter().enumerate().filter(|(_, column)| !column.wide || options.format == Format::Wide).collect();
    let mut table = Table::new(shown.iter().map(|(_, column)| (column.title, column.right)), options.headers);
    for row in rows {
        for (place, (index, _)) in shown.iter().enumerate() {
            table.push(place, &row.cell(*index));
        }
    }
    table.write(out, options.color)
}

fn write_blanks(out: &mut dyn Write, mut count: usize) -> io::Result<()> {
    const BLANKS: &[u8] = &[b' '; 64];
    while count > 0 {
        let some = count.min(BLANKS.len());
        out.write_all(&BLANKS[..some])?;
        count -= some;
    }
    Ok(())
}
