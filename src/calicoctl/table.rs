//! calicoctl's tables: what Python's prettytable draws.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

/// How cells stand in their column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// In the middle.
    Center,
    /// At the left.
    Left,
}

/// The columns that a text takes.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

fn blanks(mut count: usize, out: &mut String) {
    const BLANKS: &str = "                                ";
    while let Some(more) = count.checked_sub(BLANKS.len()) {
        out.push_str(BLANKS);
        count = more;
    }
    out.push_str(BLANKS.get(..count).unwrap_or_default());
}

/// A cell, and what it takes.
#[derive(Debug)]
struct Cell<'a> {
    text: Cow<'a, str>,
    /// The columns of its widest line.
    width: usize,
    /// Its lines.
    height: usize,
}

impl<'a> Cell<'a> {
    fn new(text: Cow<'a, str>) -> Self {
        let (mut width, mut height) = (0, 0);
        for line in text.split('\n') {
            width = width.max(self::width(line));
            height += 1;
        }
        Self { text, width, height }
    }

    /// One of its lines, and the columns of that.
    fn line(&self, at: usize) -> (&str, usize) {
        match self.height {
            1 if at == 0 => (&self.text, self.width),
            _ => self.text.split('\n').nth(at).map_or(("", 0), |line| (line, width(line))),
        }
    }
}

/// A table, its rows in order.
#[derive(Debug)]
pub(super) struct Table<'a> {
    headings: Vec<Cell<'a>>,
    align: Align,
    rows: Vec<Vec<Cell<'a>>>,
}

impl<'a> Table<'a> {
    /// A table without rows.
    pub(super) fn new(headings: &[&'a str]) -> Self {
        let headings = headings.iter().map(|heading| Cell::new(Cow::Borrowed(heading))).collect();
        Self { headings, align: Align::Center, rows: Vec::new() }
    }

    /// Puts cells at the left.
    pub(super) fn left(self) -> Self {
        Self { align: Align::Left, ..self }
    }

    /// Adds a row. A cell may have several lines.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = impl Into<Cow<'a, str>>>) {
        self.rows.push(cells.into_iter().map(|cell| Cell::new(cell.into())).collect());
    }

    /// Sorts the rows as texts, by their cells from the first on.
    pub(super) fn sort(&mut self) {
        self.rows.sort_unstable_by(|a, b| a.iter().map(|cell| &cell.text).cmp(b.iter().map(|cell| &cell.text)));
    }

    /// Draws it; the last line has its end, too.
    pub(super) fn draw(&self) -> String {
        let mut widths: Vec<usize> = self.headings.iter().map(|heading| heading.width).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width);
            }
        }
        let mut rule = String::from("+");
        for width in &widths {
            rule.push_str(&"-".repeat(width + 2));
            rule.push('+');
        }
        rule.push('\n');
        let line: usize = widths.iter().map(|width| width + 3).sum::<usize>() + 2;
        let mut out = String::with_capacity(line * (self.rows.len() + 5));
        out.push_str(&rule);
        self.line(&self.headings, &widths, &mut out);
        out.push_str(&rule);
        for row in &self.rows {
            self.line(row, &widths, &mut out);
        }
        out.push_str(&rule);
        out
    }

    fn line(&self, cells: &[Cell<'_>], widths: &[usize], out: &mut String) {
        let height = cells.iter().map(|cell| cell.height).max().unwrap_or_default();
        for at in 0..height {
            out.push('|');
            for (cell, width) in cells.iter().zip(widths) {
                let (text, own) = cell.line(at);
                self.text(text, own, *width, out);
                out.push('|');
            }
            out.push('\n');
        }
    }

    fn text(&self, text: &str, own: usize, width: usize, out: &mut String) {
        let excess = width.saturating_sub(own);
        let before = match self.align {
            Align::Left => 0,
            // Of an odd number, the larger part goes behind a text of odd length, and before one of even length.
            Align::Center if own % 2 == 1 => excess / 2,
            Align::Center => excess.div_ceil(2),
        };
        blanks(before + 1, out);
        out.push_str(text);
        blanks(excess - before + 1, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_prettytable_draws_them() {
        let mut table = Table::new(&["Name", "B"]);
        assert_eq!(table.draw(), "+------+---+\n| Name | B |\n+------+---+\n+------+---+\n");
        table.row(["x", "1\n22"]);
        table.row(["ab", "wide wide"]);
        table.row(["abc", ""]);
        table.sort();
        assert_eq!(
            table.draw(),
            "+------+-----------+\n\
             | Name |     B     |\n\
             +------+-----------+\n\
             |  ab  | wide wide |\n\
             | abc  |           |\n\
             |  x   |     1     |\n\
             |      |     22    |\n\
             +------+-----------+\n"
        );
        let mut left = Table::new(&["Peer", "AS Num"]).left();
        left.row(["10.0.0.1", "1"]);
        assert_eq!(
            left.draw(),
            "+----------+--------+\n| Peer     | AS Num |\n+----------+--------+\n| 10.0.0.1 | 1      |\n+----------+--------+\n"
        );
    }
}
