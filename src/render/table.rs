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

/// Writes the rows as a table; no rows are no output.
pub(super) fn write<R: Row>(out: &mut dyn Write, rows: impl Iterator<Item = R>, options: &Options) -> io::Result<()> {
    let shown: Vec<(usize, &Column)> =
        R::COLUMNS.iter().enumerate().filter(|(_, column)| !column.wide || options.format == Format::Wide).collect();
    if shown.is_empty() {
        return Ok(());
    }
    let mut cells = Cells { text: String::new(), cells: Vec::new() };
    let mut widths = vec![0; shown.len()];
    if options.headers {
        for (width, (_, column)) in widths.iter_mut().zip(&shown) {
            *width = cells.push(column.title);
        }
    }
    let titles = cells.cells.len();
    for row in rows {
        for (width, (index, _)) in widths.iter_mut().zip(&shown) {
            *width = cells.push(&row.cell(*index)).max(*width);
        }
    }
    if cells.cells.len() == titles {
        return Ok(());
    }

    let mut start = 0;
    for (number, line) in cells.cells.chunks(shown.len()).enumerate() {
        let bold = options.color && options.headers && number == 0;
        // Blanks wait until something stands behind them, so that no line ends in blanks.
        let mut blanks = 0;
        for (place, ((length, width), (_, column))) in line.iter().zip(&shown).enumerate() {
            let end = start + *length as usize;
            let cell = cells.text.get(start..end).unwrap_or_default();
            start = end;
            let padding = widths.get(place).map_or(0, |widest| widest.saturating_sub(*width as usize));
            let (before, after) = if column.right { (padding, 0) } else { (0, padding) };
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

fn write_blanks(out: &mut dyn Write, mut count: usize) -> io::Result<()> {
    const BLANKS: &[u8] = &[b' '; 64];
    while count > 0 {
        let some = count.min(BLANKS.len());
        out.write_all(&BLANKS[..some])?;
        count -= some;
    }
    Ok(())
}
