//! The order of rows.

use std::cmp::Ordering;
use std::net::IpAddr;

use ipnet::IpNet;

use super::filter::column_of;
use super::{RenderError, Row};

/// A column to sort by, and which way.
pub(super) struct Order {
    column: usize,
    descending: bool,
}

impl Order {
    /// Reads `COLUMN` or `-COLUMN`.
    pub(super) fn of<R: Row>(text: &str) -> Result<Self, RenderError> {
        let (title, descending) = match text.strip_prefix('-') {
            Some(title) => (title, true),
            None => (text, false),
        };
        Ok(Self { column: column_of::<R>(title)?, descending })
    }

    /// Returns the rows in this order; rows with equal cells stay as they came, both ways.
    pub(super) fn sorted<R: Row>(&self, rows: impl Iterator<Item = R>) -> impl Iterator<Item = R> {
        let mut rows: Vec<(Key, R)> = rows.map(|row| (Key::of(&row.cell(self.column)), row)).collect();
        if self.descending {
            rows.sort_by(|(a, _), (b, _)| b.cmp(a));
        } else {
            rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        rows.into_iter().map(|(_, row)| row)
    }
}

/// A cell as people order it: numbers by value, then addresses and networks by value,
/// then text, in which runs of digits count as numbers (`node2` before `node10`).
#[derive(Debug)]
struct Key {
    value: Value,
    text: Box<str>,
}

#[derive(Debug)]
enum Value {
    Number(f64),
    Address(IpNet),
    Text,
}

impl Key {
    fn of(cell: &str) -> Self {
        let value = if let Some(number) = number(cell) {
            Value::Number(number)
        } else if let Ok(network) = cell.parse::<IpNet>() {
            Value::Address(network)
        } else if let Ok(address) = cell.parse::<IpAddr>() {
            Value::Address(address.into())
        } else {
            Value::Text
        };
        Self { value, text: cell.into() }
    }
}

/// Reads a decimal number; Rust's own parser would take words such as `infinity` too.
fn number(cell: &str) -> Option<f64> {
    let numeric = cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'));
    if numeric { cell.parse().ok() } else { None }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_value = match (&self.value, &other.value) {
            (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
            (Value::Address(a), Value::Address(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        };
        // Integers beyond 2^53 may share a value as floating-point numbers; their digits differ.
        by_value.then_with(|| natural(&self.text, &other.text))
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

impl Value {
    const fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Address(_) => 1,
            Self::Text => 2,
        }
    }
}

/// Compares texts piece by piece, a run of digits being one piece.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    while let (Some(&l), Some(&r)) = (left.first(), right.first()) {
        let order = if l.is_ascii_digit() && r.is_ascii_digit() {
            let (l, r) = (take_digits(&mut left), take_digits(&mut right));
            l.len().cmp(&r.len()).then_with(|| l.cmp(r))
        } else {
            (left, right) = (&left[1..], &right[1..]);
            l.cmp(&r)
        };
        if order.is_ne() {
            return order;
        }
    }
    // Equal as far as both go, up to leading zeros, by which a total order needs to tell them apart.
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

/// Takes the digits at the beginning off, and returns them without leading zeros.
fn take_digits<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    let zeros = digits.iter().take_while(|b| **b == b'0').count();
    &digits[zeros..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted<'a>(cells: &[&'a str]) -> Vec<&'a str> {
        let mut cells = cells.to_vec();
        cells.sort_by_key(|cell| Key::of(cell));
        cells
    }

    #[test]
    fn numbers_addresses_and_text_by_value() {
        let expected = [
            "-12",
            "-3",
            "0",
            "1.25",
            "1.5",
            "9",
            "64512",
            "10.0.0.9",
            "10.0.0.10",
            "10.65.0.0/16",
            "10.65.0.0/24",
            "fd00::9",
            "fd00::10",
            "-",
            "node2",
            "node10",
            "node10b",
        ];
        let mut shuffled = expected;
        shuffled.reverse();
        shuffled.swap(1, 9);
        assert_eq!(sorted(&shuffled), expected);
    }

    #[test]
    fn large_integers_keep_their_order() {
        assert_eq!(sorted(&["18446744073709551615", "18446744073709551614"])[0], "18446744073709551614");
    }

    #[test]
    fn words_are_no_numbers() {
        assert_eq!(sorted(&["nan", "inf", "1e9", "7"]), ["7", "1e9", "inf", "nan"]);
    }

    proptest! {
        #[test]
        fn the_order_is_total(cells in proptest::collection::vec("(0|1|01|2|10|a|b|-|\\.|:|/|é){0,5}", 3)) {
            let [a, b, c] = [Key::of(&cells[0]), Key::of(&cells[1]), Key::of(&cells[2])];
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
            prop_assert_eq!(a == b, cells[0] == cells[1]);
        }
    }
}
