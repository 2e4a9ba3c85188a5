//! What a watcher knows of a directory's keys, and what happened to them: by events, or by the net of two readings.

use std::collections::BTreeMap;

use crate::store::{Event, Revision, Snapshot, Version};

/// What happened to a key; its value differs before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Happened {
    pub(super) path: String,
    pub(super) revision: Revision,
    pub(super) before: Option<Vec<u8>>,
    pub(super) after: Option<Vec<u8>>,
}

/// The keys as they are known.
///
/// Events may come again after a connection was lost, from the moment of the last one on: they change nothing then. What
/// cannot come again is made up for by a reading ([`Known::now`]), after which everything is known as it is, whatever was missed.
#[derive(Debug)]
pub(super) struct Known {
    keys: BTreeMap<String, (Version, Vec<u8>)>,
    /// The moment up to which all is known; of that moment itself, some may be missing.
    revision: Revision,
}

impl Known {
    /// Knows what was read.
    pub(super) fn of(snapshot: Snapshot) -> Self {
        let revision = snapshot.revision();
        let keys = snapshot.into_entries().into_iter().map(|entry| (entry.path, (entry.version, entry.value)));
        Self { keys: keys.collect(), revision }
    }

    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The moment after which events are wanted: those of the last known moment come again.
    pub(super) fn after(&self) -> Revision {
        self.revision.saturating_sub(1)
    }

    /// The moment up to which all is known.
    pub(super) fn revision(&self) -> Revision {
        self.revision
    }

    /// Takes an event. On etcd v2 one event removes a directory with all that is in it.
    pub(super) fn take(&mut self, event: Event) -> Vec<Happened> {
        let Event { revision, path, value } = event;
        if revision < self.revision {
            return Vec::new();
        }
        self.revision = revision;
        let Some(value) = value else { return self.remove(revision, &path) };
        match self.keys.get_mut(&path) {
            Some((version, _)) if version.0 >= revision => Vec::new(),
            Some((version, known)) => {
                *version = Version(revision);
                let before = std::mem::replace(known, value.clone());
                if before == value {
                    return Vec::new();
                }
                vec![Happened { path, revision, before: Some(before), after: Some(value) }]
            }
            None => {
                self.keys.insert(path.clone(), (Version(revision), value.clone()));
                vec![Happened { path, revision, before: None, after: Some(value) }]
            }
        }
    }

    fn remove(&mut self, revision: Revision, path: &str) -> Vec<Happened> {
        let below = format!("{path}/");
        let older = |(_, (version, _)): &(&String, &(Version, Vec<u8>))| version.0 < revision;
        let inside = self.keys.range(below.clone()..).take_while(|(inner, _)| inner.starts_with(&below));
        let itself = self.keys.get_key_value(path);
        let gone: Vec<String> = itself.into_iter().chain(inside).filter(older).map(|(path, _)| path.clone()).collect();
        let removed = gone.into_iter().filter_map(|path| self.keys.remove_entry(&path));
        removed.map(|(path, (_, before))| Happened { path, revision, before: Some(before), after: None }).collect()
    }

    /// Takes a reading of everything, and returns how it differs from what was known.
    pub(super) fn now(&mut self, snapshot: Snapshot) -> Vec<Happened> {
        let now = Self::of(snapshot);
        let mut happened = Vec::new();
        for (path, (version, after)) in &now.keys {
            let before = self.keys.remove(path).map(|(_, before)| before);
            if before.as_ref() != Some(after) {
                let (path, after) = (path.clone(), Some(after.clone()));
                happened.push(Happened { path, revision: version.0, before, after });
            }
        }
        for (path, (_, before)) in std::mem::take(&mut self.keys) {
            happened.push(Happened { path, revision: now.revision, before: Some(before), after: None });
        }
        happened.sort_by(|a, b| (a.revision, &a.path).cmp(&(b.revision, &b.path)));
        *self = now;
        happened
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::{Entry, Scope};

    fn snapshot(revision: Revision, keys: &[(&str, u64, &str)]) -> Snapshot {
        let entry = |(path, version, value): &(&str, u64, &str)| Entry {
            path: (*path).to_owned(),
            value: value.as_bytes().to_vec(),
            version: Version(*version),
            expires: false,
        };
        Snapshot::new(revision, vec![Scope::under("/c")], keys.iter().map(entry).collect())
    }

    fn event(revision: Revision, path: &str, value: Option<&str>) -> Event {
        Event { revision, path: path.to_owned(), value: value.map(|value| value.as_bytes().to_vec()) }
    }

    #[test]
    fn events_that_come_again_change_nothing() {
        let mut known = Known::of(snapshot(5, &[("/c/a", 3, "1"), ("/c/b", 5, "1")]));
        assert!(known.take(event(5, "/c/b", Some("1"))).is_empty());
        let happened = known.take(event(7, "/c/a", Some("2")));
        assert_eq!((happened.len(), happened[0].before.as_deref()), (1, Some(b"1".as_slice())));
        assert_eq!(known.after(), 6);
        assert!(known.take(event(7, "/c/a", Some("2"))).is_empty());
        // The same moment has another key.
        assert_eq!(known.take(event(7, "/c/b", None)).len(), 1);
        assert!(known.take(event(7, "/c/b", None)).is_empty());
        assert!(known.take(event(8, "/c/a", Some("2"))).is_empty(), "the same value again");
        assert!(known.take(event(6, "/c/a", None)).is_empty(), "it came too late");
        assert_eq!(known.len(), 1);
    }

    #[test]
    fn a_directory_goes_with_all_that_is_in_it() {
        let mut known =
            Known::of(snapshot(5, &[("/c/a", 1, ""), ("/c/a-b", 1, ""), ("/c/a/x", 1, ""), ("/c/a/y", 1, "")]));
        let paths: Vec<String> = known.take(event(6, "/c/a", None)).into_iter().map(|happened| happened.path).collect();
        assert_eq!(paths, ["/c/a", "/c/a/x", "/c/a/y"]);
        assert_eq!(known.len(), 1);
    }

    #[test]
    fn a_reading_tells_the_net_of_what_was_missed() {
        let mut known = Known::of(snapshot(5, &[("/c/a", 1, "1"), ("/c/b", 2, "1"), ("/c/c", 3, "1")]));
        let happened = known.now(snapshot(20, &[("/c/a", 19, "1"), ("/c/b", 18, "2"), ("/c/d", 17, "1")]));
        let told: Vec<_> = happened.iter().map(|happened| (happened.path.as_str(), happened.after.is_some())).collect();
        assert_eq!(told, [("/c/d", true), ("/c/b", true), ("/c/c", false)]);
        assert_eq!(known.revision(), 20);
    }

    proptest! {
        /// However often the stream breaks, and whatever a reading makes up for, what is known is what there is, and what was told
        /// leads there.
        #[test]
        fn no_end_state_is_missed(
            writes in prop::collection::vec((0usize..4, prop::option::of(0u8..3), 0u8..10), 1..60),
        ) {
            let paths = ["/c/a", "/c/a/b", "/c/b", "/c/c"];
            let mut actual: BTreeMap<String, (u64, String)> = BTreeMap::new();
            let mut log: Vec<Event> = Vec::new();
            let mut known = Known::of(snapshot(1, &[]));
            let mut told: BTreeMap<String, Vec<u8>> = BTreeMap::new();
            let mut delivered = 0;
            let mut revision = 1;
            let tell = |told: &mut BTreeMap<String, Vec<u8>>, happened: Vec<Happened>| {
                for Happened { path, before, after, .. } in happened {
                    let present = match after { Some(after) => told.insert(path, after), None => told.remove(&path) };
                    assert_eq!(present, before, "what was told does not follow on what was told before");
                }
            };
            for (at, value, what) in writes {
                revision += 1;
                let path = paths[at];
                match value {
                    Some(value) => drop(actual.insert(path.to_owned(), (revision, value.to_string()))),
                    None if actual.remove(path).is_none() => {}
                    None => {}
                }
                // Keys below a key go one by one here; a directory's event is tried above.
                let below = format!("{path}/");
                let nested = value.is_none() && actual.keys().any(|other| other.starts_with(&below));
                if !nested {
                    log.push(event(revision, path, value.map(|value| value.to_string()).as_deref()));
                } else {
                    actual.retain(|other, _| !other.starts_with(&below));
                    log.push(event(revision, path, None));
                }
                let read = |actual: &BTreeMap<String, (u64, String)>| {
                    let keys: Vec<_> = actual.iter().map(|(path, (version, value))| (path.as_str(), *version, value.as_str())).collect();
                    snapshot(revision, &keys)
                };
                match what {
                    // The stream stands still.
                    0..=3 => {}
                    // A gap: everything is read.
                    4 => {
                        tell(&mut told, known.now(read(&actual)));
                        delivered = log.len();
                    }
                    // It breaks, and begins again where events come a second time.
                    5 | 6 => {
                        let after = known.after();
                        let from = log.iter().position(|event| event.revision > after).unwrap_or(log.len());
                        for event in &log[from..] {
                            tell(&mut told, known.take(event.clone()));
                        }
                        delivered = log.len();
                    }
                    _ => {
                        for event in &log[delivered..] {
                            tell(&mut told, known.take(event.clone()));
                        }
                        delivered = log.len();
                    }
                }
            }
            for event in &log[delivered..] {
                tell(&mut told, known.take(event.clone()));
            }
            let expected: BTreeMap<String, Vec<u8>> =
                actual.into_iter().map(|(path, (_, value))| (path, value.into_bytes())).collect();
            prop_assert_eq!(&told, &expected);
            prop_assert_eq!(known.len(), expected.len());
        }
    }
}
