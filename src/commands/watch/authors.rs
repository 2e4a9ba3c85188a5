//! Who made a change, and why: looked up in the journal, where changes by calicross leave an entry together with their keys, or before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use uuid::Uuid;

use crate::error::{CommandError, ErrorKind};
use crate::plan::journal::{self, PREFIX, Record, State, Trace, digest};
use crate::session::{Session, settle};
use crate::store::{Entry, Scope, StoreError, Want};

/// The entry of a name in the journal's directory, or of what lies below it.
fn id_of(path: &str) -> Option<Uuid> {
    path.split('/').next()?.parse().ok()
}

/// How often the journal is asked where the datastore does not answer.
const ATTEMPTS: usize = 3;

/// Whose a change is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// A command of calicross, as its journal entry tells.
    Calicross(Record),
    /// Nobody who keeps our journal.
    Outside,
    /// The journal could not be read.
    Unknown,
}

/// What the journal tells of changes that are yet to be seen: that of the datastore, and that of this host.
#[derive(Debug, Default)]
pub(super) struct Authors {
    /// Entries that need no second look: they are not being carried out any more.
    seen: BTreeSet<Uuid>,
    /// The folder of this host's journal, where there is one.
    folder: Option<PathBuf>,
    /// Entries of this host's journal that were read: each is written whole before its keys are.
    seen_here: BTreeSet<Uuid>,
    records: BTreeMap<Uuid, Record>,
    /// What entries did to a key and was not seen yet.
    traces: BTreeMap<String, Vec<(Uuid, Trace)>>,
    /// Keys of entries that were taken into `traces` once.
    taken: BTreeSet<(Uuid, String)>,
    /// Whether the journal could not be read last time.
    blind: bool,
}

impl Authors {
    /// Begins with the journal as it is: what its entries did is not to be seen any more, but for those that are still being carried out.
    pub(super) fn begin(session: &mut Session) -> Result<Self, CommandError> {
        let mut authors = Self::default();
        match session.read(&[Scope::under(PREFIX)]) {
            Ok(snapshot) => {
                let (entries, _) = journal::read(snapshot.entries());
                authors.seen =
                    snapshot.entries().iter().filter_map(|entry| id_of(entry.path.strip_prefix(PREFIX)?)).collect();
                authors.take_pending(entries);
            }
            Err(err) if err.kind() == ErrorKind::Denied => {
                session.ui.warn(&format!("who changes what is not told: {}", err.message()));
                authors.blind = true;
            }
            Err(err) => return Err(err),
        }
        authors.folder = session.local_journal()?;
        if let Some(folder) = &authors.folder {
            authors.seen_here = settle::local_ids(folder).unwrap_or_default();
            let (entries, _) = settle::local_entries(folder, &authors.seen_here);
            authors.take_pending(entries);
        }
        Ok(authors)
    }

    fn take_pending(&mut self, entries: Vec<journal::Entry>) {
        for entry in entries.into_iter().filter(|entry| entry.state == State::Pending) {
            self.seen.remove(&entry.record.id);
            self.add(entry);
        }
    }

    /// Looks at what is new in the journal. Where it cannot be read, changes are of unknown authors.
    pub(super) fn refresh(&mut self, session: &mut Session) {
        for attempt in 1..=ATTEMPTS {
            match self.look(session) {
                Ok(()) => {
                    self.blind = false;
                    return;
                }
                Err(err) if err.kind() != ErrorKind::Unreachable || attempt == ATTEMPTS => {
                    if !self.blind {
                        session.ui.warn(&format!("who changes what is not told: {}", err.message()));
                    }
                    self.blind = true;
                    return;
                }
                Err(_) => {}
            }
        }
    }

    /// Reads the names of all entries, and those that are new or were being carried out: the journal may be large.
    fn look(&mut self, session: &mut Session) -> Result<(), CommandError> {
        let store = session.store()?;
        let mut kept: BTreeSet<Uuid> = store.names(PREFIX)?.iter().filter_map(|name| id_of(name)).collect();
        for id in kept.difference(&self.seen).copied().collect::<Vec<_>>() {
            match store.read(&[Scope::under(format!("{PREFIX}{id}"))], Want::Values) {
                Ok(found) => self.take(id, found.entries()),
                // It was pruned meanwhile.
                Err(StoreError::Compacted { .. }) => {}
                Err(err) => return Err(err.into()),
            }
        }
        self.seen.retain(|id| kept.contains(id));
        if self.folder.is_none() {
            self.folder = session.local_journal()?;
        }
        // What cannot be read here is told by `history`.
        if let Some(here) = self.folder.as_deref().and_then(|folder| settle::local_ids(folder).ok()) {
            self.look_here(&here);
            kept.extend(here);
        }
        self.records.retain(|id, _| kept.contains(id));
        self.taken.retain(|(id, _)| kept.contains(id));
        self.traces.retain(|_, traces| {
            traces.retain(|(id, _)| kept.contains(id));
            !traces.is_empty()
        });
        Ok(())
    }

    /// Takes in what is new in this host's journal.
    fn look_here(&mut self, here: &BTreeSet<Uuid>) {
        let Some(folder) = &self.folder else { return };
        let new: BTreeSet<Uuid> = here.difference(&self.seen_here).copied().collect();
        let (entries, _) = settle::local_entries(folder, &new);
        for entry in entries {
            self.seen_here.insert(entry.record.id);
            self.add(entry);
        }
        self.seen_here.retain(|id| here.contains(id));
    }

    /// Takes an entry of the datastore's journal in. One that cannot be read, or that is done, is not looked at again.
    fn take(&mut self, id: Uuid, parts: &[Entry]) {
        let entries = journal::read(parts).0;
        if !parts.is_empty() && entries.iter().all(|entry| entry.state != State::Pending) {
            self.seen.insert(id);
        }
        entries.into_iter().for_each(|entry| self.add(entry));
    }

    fn add(&mut self, entry: journal::Entry) {
        let id = entry.record.id;
        for trace in entry.changes {
            if self.taken.insert((id, trace.path.clone())) {
                self.traces.entry(trace.path.clone()).or_default().push((id, trace));
            }
        }
        self.records.insert(id, entry.record);
    }

    /// Tells whose a change is. What an entry did to a key is seen once: the same again is somebody else's.
    pub(super) fn of(&mut self, path: &str, after: Option<&[u8]>) -> Author {
        if self.blind {
            return Author::Unknown;
        }
        let after = after.map(digest);
        let Some(traces) = self.traces.get_mut(path) else { return Author::Outside };
        let at = traces.iter().rposition(|(_, trace)| trace.after == after);
        let on_the_way = || traces.iter().rposition(|(_, trace)| trace.via.is_some() && trace.via == after);
        let id = match at.or_else(on_the_way) {
            None => return Author::Outside,
            // What came before it was overtaken.
            Some(at) if traces.get(at).is_some_and(|(_, trace)| trace.after == after) => {
                traces.drain(..=at).next_back().map(|(id, _)| id)
            }
            Some(at) => traces.get(at).map(|(id, _)| *id),
        };
        id.and_then(|id| self.records.get(&id)).map_or(Author::Outside, |record| Author::Calicross(record.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::journal::{header, part_path};
    use crate::plan::{Change, Seen};
    use crate::store::Version;

    fn record(actor: &str) -> Record {
        Record {
            id: Uuid::now_v7(),
            time: String::new(),
            actor: actor.to_owned(),
            host: String::new(),
            pid: 1,
            command: vec!["x".to_owned()],
            reason: None,
            forced: Vec::new(),
            undoes: None,
            resumes: None,
        }
    }

    /// A key with its value before, on the way and after.
    type Way<'w> = (&'w str, Option<&'w str>, Option<&'w str>, Option<&'w str>);

    fn entry(record: &Record, changes: &[Way<'_>]) -> Entry {
        let bytes = |text: &str| text.as_bytes().to_vec();
        let trace = |(path, before, via, after): &Way<'_>| {
            Trace::of(&Change {
                path: (*path).to_owned(),
                before: before.map(|value| Seen { version: Version(1), value: bytes(value) }),
                via: via.map(bytes),
                after: after.map(bytes),
            })
        };
        let value = header(record, State::Done, changes.iter().map(trace).collect());
        Entry { path: part_path(record.id, 0), value, version: Version(1), expires: false }
    }

    fn actor(author: Author) -> String {
        match author {
            Author::Calicross(record) => record.actor,
            Author::Outside => "outside".to_owned(),
            Author::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn a_change_is_of_the_entry_that_wrote_that_value_once() {
        let (ann, bob) = (record("ann"), record("bob"));
        let mut authors = Authors::default();
        authors.take(ann.id, &[entry(&ann, &[("/a", None, None, Some("1")), ("/b", Some("0"), Some("1"), None)])]);
        authors.take(bob.id, &[entry(&bob, &[("/a", Some("1"), None, Some("2"))])]);
        assert_eq!(actor(authors.of("/a", Some(b"9"))), "outside");
        assert_eq!(actor(authors.of("/a", Some(b"1"))), "ann");
        assert_eq!(actor(authors.of("/a", Some(b"2"))), "bob");
        assert_eq!(actor(authors.of("/a", Some(b"2"))), "outside");
        // The value on the way and the end are both hers.
        assert_eq!(actor(authors.of("/b", Some(b"1"))), "ann");
        assert_eq!(actor(authors.of("/b", None)), "ann");
        assert_eq!(actor(authors.of("/b", None)), "outside");
        // The same entry again, marked as done, tells nothing new.
        authors.take(ann.id, &[entry(&ann, &[("/a", None, None, Some("1"))])]);
        assert_eq!(actor(authors.of("/a", Some(b"1"))), "outside");
        authors.blind = true;
        assert_eq!(actor(authors.of("/a", Some(b"1"))), "unknown");
    }

    #[test]
    fn what_was_overtaken_is_not_seen_any_more() {
        let (ann, bob) = (record("ann"), record("bob"));
        let mut authors = Authors::default();
        authors.take(ann.id, &[entry(&ann, &[("/a", None, None, Some("1"))])]);
        authors.take(bob.id, &[entry(&bob, &[("/a", Some("1"), None, Some("2"))])]);
        assert_eq!(actor(authors.of("/a", Some(b"2"))), "bob");
        assert_eq!(actor(authors.of("/a", Some(b"1"))), "outside");
    }
}
