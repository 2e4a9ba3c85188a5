//! A large restore in parts: as much at a time as one plan should hold, in the order of writing.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::compare::Place;
use super::source::{Lines, Source};
use crate::error::CommandError;
use crate::plan::phase::Phase;

/// A key that is not as it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) path: String,
    /// The bytes that it had; `None` where it was not there.
    pub(super) value: Option<Vec<u8>>,
}

/// What one plan should do.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) wanted: Vec<Wanted>,
    /// How many differences are left for others after it.
    pub(super) left: usize,
}

/// What differs, part by part.
pub(super) struct Parts<'a> {
    places: Peekable<IntoIter<&'a Place>>,
    lines: Lines<'a>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(places: &'a BTreeMap<Phase, Vec<Place>>, source: &'a Source) -> Self {
        let places: Vec<&Place> = places.values().flatten().collect();
        Self { places: places.into_iter().peekable(), lines: Lines::new(source) }
    }

    /// Takes what is written next: as much as `budget` bytes of a plan hold, and at least one key where one is left.
    ///
    /// # Errors
    /// Where the backup cannot be read any more, or is not what it was.
    pub(super) fn next_part(&mut self, budget: usize) -> Result<Part, CommandError> {
        self.lines.check_unaltered()?;
        let mut part = Part::default();
        let mut bytes = 0;
        while let Some(place) = self.places.next_if(|place| part.wanted.is_empty() || bytes + place.bytes() <= budget) {
            bytes += place.bytes();
            part.wanted.push(match place {
                Place::Line { offset, .. } => {
                    let entry = self.lines.key(*offset)?;
                    Wanted { path: entry.path, value: Some(entry.value) }
                }
                Place::Gone { path, .. } => Wanted { path: path.to_string(), value: None },
            });
        }
        part.left = self.places.len();
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::Path;

    use super::*;
    use crate::error::ErrorKind;
    use crate::store::backup::{Header, Item, SCHEMA, Writer};
    use crate::store::{Entry, Kind, Version};

    /// A backup of ten keys, and the places of all of them, the last first: a phase of its own for each.
    fn backup(path: &Path) -> Vec<Place> {
        let header = Header {
            schema: SCHEMA.to_owned(),
            time: String::new(),
            program: String::new(),
            kind: Kind::File,
            address: String::new(),
            identity: String::new(),
            cluster_guid: None,
            prefixes: vec!["/calico/".to_owned()],
        };
        let mut writer = Writer::begin(std::fs::File::create(path).unwrap(), &header).unwrap();
        for at in 0..10 {
            let value = vec![b'v'; at];
            writer.key(&Entry { path: format!("/calico/{at}"), value, version: Version(1), expires: false }).unwrap();
        }
        writer.end(1).unwrap();
        let source = Source::open(path).unwrap();
        let mut reader = source.read().unwrap();
        let mut places = Vec::new();
        while let Some(Item::Key(entry)) = reader.next_item().unwrap() {
            places.push(Place::Line { offset: reader.offset(), bytes: entry.value.len() });
        }
        places.reverse();
        places
    }

    #[test]
    fn a_part_is_as_large_as_a_plan_and_never_empty() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("backup");
        let mut places = backup(&path);
        places.push(Place::Gone { path: "/calico/x".into(), bytes: 4 });
        let source = Source::open(&path).unwrap();
        let places = BTreeMap::from([(Phase::Define, places)]);
        let mut parts = Parts::new(&places, &source);
        let mut found = Vec::new();
        let mut sizes = Vec::new();
        loop {
            let part = parts.next_part(8).unwrap();
            sizes.push(part.wanted.len());
            found.extend(part.wanted);
            if part.left == 0 {
                break;
            }
        }
        // 9 alone, though too large, 8, 7, 6, 5, 4 and 3, 2 and 1 and 0 and the key that goes.
        assert_eq!(sizes, [1, 1, 1, 1, 1, 2, 4]);
        let expected = (0..10).rev().map(|at| Wanted { path: format!("/calico/{at}"), value: Some(vec![b'v'; at]) });
        let gone = Wanted { path: "/calico/x".to_owned(), value: None };
        assert_eq!(found, expected.chain([gone]).collect::<Vec<_>>());
    }

    #[test]
    fn a_backup_that_changes_meanwhile_is_read_no_further() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("backup");
        let places = BTreeMap::from([(Phase::Define, backup(&path))]);
        let source = Source::open(&path).unwrap();
        let mut parts = Parts::new(&places, &source);
        parts.next_part(8).unwrap();
        std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"more").unwrap();
        assert_eq!(parts.next_part(8).unwrap_err().kind(), ErrorKind::BadData);
    }
}
