//! calicoctl's tables: what Python's prettytable draws.

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

/// A table, its rows in order.
#[derive(Debug)]
pub(super) struct Table {
    headings: Vec<String>,
    align: Align,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(headings: &[&str]) -> Self {
        Self {
            headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
            align: Align::Center,
            rows: Vec::new(),
        }
    }

    /// Puts cells at the left.
    pub(super) fn left(self) -> Self {
        Self { align: Align::Left, ..self }
    }

    /// Adds a row. A cell may have several lines.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Sorts the rows as texts, by their cells from the first on.
    pub(super) fn sort(&mut self) {
        self.rows.sort_unstable();
    }

    /// Draws it; the last line has its end, too.
    pub(super) fn draw(&self) -> String {
        let size = |cell: &str| cell.split('\n').map(width).max().unwrap_or_default();
        let mut widths: Vec<usize> = self.headings.iter().map(|heading| size(heading)).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(size(cell));
            }
        }
        let mut rule = String::from("+");
        for width in &widths {
            rule.push_str(&"-".repeat(width + 2));
            rule.push('+');
        }
        rule.push('\n');
        let line: usize = widths.iter().map(|width| width + 3).sum::<usize>() + 2;
        let mut out = String::with_capacity(line * (self.rows.len() + 4));
        out.push_str(&rule);
        self.line(&self.headings, &widths, &mut out);
        out.push_str(&rule);
        for row in &self.rows {
            self.line(row, &widths, &mut out);
        }
        out.push_str(&rule);
        out
    }

    fn line(&self, cells: &[String], widths: &[usize], out: &mut String) {
        let height = cells.iter().map(|cell| cell.split('\n').count()).max().unwrap_or_default();
        for at in 0..height {
            out.push('|');
            for (cell, width) in cells.iter().zip(widths) {
                self.cell(cell.split('\n').nth(at).unwrap_or_default(), *width, out);
                out.push('|');
            }
            out.push('\n');
        }
    }

    fn cell(&self, text: &str, width: usize, out: &mut String) {
        let own = self::width(text);
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
        table.row(vec!["x".into(), "1\n22".into()]);
        table.row(vec!["ab".into(), "wide wide".into()]);
        table.row(vec!["abc".into(), String::new()]);
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
        left.row(vec!["10.0.0.1".into(), "1".into()]);
        assert_eq!(
            left.draw(),
            "+----------+--------+\n| Peer     | AS Num |\n+----------+--------+\n| 10.0.0.1 | 1      |\n+----------+--------+\n"
        );
    }
}
