//! Which rows of a list are wanted.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use wildmatch::WildMatch;

use super::{RenderError, Row, printable};

/// A condition on a cell: `COLUMN=GLOB`, `COLUMN!=GLOB`, `COLUMN~TEXT` or `COLUMN!~TEXT`.
///
/// A glob has `*` for any text and `?` for one character, and covers the whole cell; a
/// text is looked for anywhere in it. Upper and lower case differ in cells, not in titles.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    column: String,
    test: Test,
    negated: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Glob(WildMatch),
    Contains(String),
}

/// Why a text is no [`Filter`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FilterError {
    /// There is neither `=` nor `~` in it.
    #[error("filter `{}` has no operator (COLUMN=GLOB, COLUMN!=GLOB, COLUMN~TEXT or COLUMN!~TEXT)", printable(.0))]
    NoOperator(String),
    /// There is nothing before the operator.
    #[error("filter `{}` names no column before its operator", printable(.0))]
    NoColumn(String),
}

impl FromStr for Filter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        // The first operator counts: a glob or a text may hold others.
        let Some((at, operator)) = text.char_indices().find(|(_, c)| matches!(c, '=' | '~')) else {
            return Err(FilterError::NoOperator(text.to_owned()));
        };
        let (before, rest) = text.split_at(at);
        let pattern = rest.get(operator.len_utf8()..).unwrap_or_default();
        let (column, negated) = match before.strip_suffix('!') {
            Some(column) => (column, true),
            None => (before, false),
        };
        let column = column.trim();
        if column.is_empty() {
            return Err(FilterError::NoColumn(text.to_owned()));
        }
        let test = match operator {
            '=' => Test::Glob(WildMatch::new(pattern)),
            _ => Test::Contains(pattern.to_owned()),
        };
        Ok(Self { column: column.to_owned(), test, negated })
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = if self.negated { "!" } else { "" };
        match &self.test {
            Test::Glob(glob) => write!(f, "{}{not}={glob}", self.column),
            Test::Contains(text) => write!(f, "{}{not}~{text}", self.column),
        }
    }
}

impl Filter {
    fn passes(&self, cell: &str) -> bool {
        let hit = match &self.test {
            Test::Glob(glob) => glob.matches(cell),
            Test::Contains(text) => cell.contains(text),
        };
        hit != self.negated
    }
}

/// The filters of a list, with their columns found.
pub(super) struct Selection<'a>(Vec<(usize, &'a Filter)>);

impl<'a> Selection<'a> {
    /// Finds the filters' columns among those of `R`.
    pub(super) fn of<R: Row>(filters: &'a [Filter]) -> Result<Self, RenderError> {
        filters.iter().map(|filter| Ok((column_of::<R>(&filter.column)?, filter))).collect::<Result<_, _>>().map(Self)
    }

    pub(super) fn keeps<R: Row>(&self, row: &R) -> bool {
        self.0.iter().all(|(column, filter)| filter.passes(&row.cell(*column)))
    }
}

/// Returns the place of the column with this title, in whatever case it is written.
pub(super) fn column_of<R: Row>(title: &str) -> Result<usize, RenderError> {
    R::COLUMNS.iter().position(|column| column.title.eq_ignore_ascii_case(title)).ok_or_else(|| {
        RenderError::UnknownColumn {
            column: title.to_owned(),
            columns: R::COLUMNS.iter().map(|column| column.title).collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(filter: &str, cell: &str) -> bool {
        filter.parse::<Filter>().unwrap().passes(cell)
    }

    #[test]
    fn operators() {
        assert!(passes("name=k8s*", "k8s-a"));
        assert!(!passes("name=k8s*", "a-k8s"));
        assert!(!passes("name=k8s", "k8s-a"));
        assert!(!passes("name=K8S*", "k8s-a"));
        assert!(passes("name=a?c", "abc"));
        assert!(!passes("name!=k8s*", "k8s-a"));
        assert!(passes("name!=k8s*", "other"));
        assert!(passes("tags~4fe4", "a, 4fe422ed"));
        assert!(!passes("tags!~4fe4", "a, 4fe422ed"));
        assert!(passes("tags=", ""));
        assert!(!passes("tags=", "x"));
    }

    #[test]
    fn the_first_operator_counts() {
        assert!(passes("selector=role == 'db'", "role == 'db'"));
        assert!(passes("selector~=", "a == b"));
        assert_eq!("a!=b=c".parse::<Filter>().unwrap().to_string(), "a!=b=c");
    }

    #[test]
    fn errors_say_what_is_missing() {
        let error = |text: &str| text.parse::<Filter>().unwrap_err().to_string();
        assert_eq!(
            error("web"),
            "filter `web` has no operator (COLUMN=GLOB, COLUMN!=GLOB, COLUMN~TEXT or COLUMN!~TEXT)"
        );
        assert_eq!(error("!=web"), "filter `!=web` names no column before its operator");
    }
}
