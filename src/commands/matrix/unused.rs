//! `matrix --unused`: rules that never decide anything.

use std::borrow::Cow;

use serde::Serialize;

use crate::reach::Reach;
use crate::render::{Column, Row};
use crate::store::Snapshot;
use crate::traffic::unused::{self, Unused};

/// A rule that never decides anything.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct UnusedRow(Unused);

impl Row for UnusedRow {
    const SCHEMA: &'static str = "calicross/unused-rules/1";
    const COLUMNS: &'static [Column] = &[
        Column::new("OBJECT"),
        Column::new("DIRECTION"),
        Column::new("POSITION"),
        Column::new("RULE"),
        Column::new("WHY"),
        Column::new("KEY").wide(),
    ];

    fn name(&self) -> Cow<'_, str> {
        let place = &self.0.place;
        format!("{} {} {}", place.key, place.direction, place.position).into()
    }

    fn cell(&self, column: usize) -> Cow<'_, str> {
        let Unused { place, why, .. } = &self.0;
        match column {
            0 => place.object.as_str().into(),
            1 => place.direction.into(),
            2 => place.position.to_string().into(),
            3 => place.rule.as_str().into(),
            4 => why.as_str().into(),
            _ => place.key.as_str().into(),
        }
    }
}

/// The rules of a snapshot that never decide anything, by key.
pub(super) fn rows(reach: &Reach<'_, '_>, snapshot: &Snapshot) -> impl Iterator<Item = UnusedRow> {
    unused::of(reach, snapshot, &|_| true).into_iter().map(UnusedRow)
}
