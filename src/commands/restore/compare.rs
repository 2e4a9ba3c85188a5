//! A backup beside a datastore: two sorted streams, merged; what differs, and where it stands.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::BufRead;

use uuid::Uuid;

use crate::model::key::Key;
use crate::ownership::{self, Foreign};
use crate::plan::journal;
use crate::plan::phase::Phase;
use crate::plan::{Action, Change, Seen};
use crate::store::backup::{Item, Reader, Trailer};
use crate::store::{Capabilities, Entry, Kind, Store, StoreError, Want, check_path};

/// Most names of each kind that are kept to be told.
const MOST_NAMED: usize = 5;

/// A difference: where to find what is to be written, and how much of a plan it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A key is to have the bytes that it has in the backup, in the line that begins at this byte of it.
    Line { offset: u64, bytes: usize },
    /// A key that the backup does not have is to go.
    Gone { path: Box<str>, bytes: usize },
}

impl Place {
    /// How much of a plan it takes.
    pub(super) fn bytes(&self) -> usize {
        let (Self::Line { bytes, .. } | Self::Gone { bytes, .. }) = self;
        *bytes
    }
}

/// What differs, counted over all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) created: usize,
    pub(super) changed: usize,
    pub(super) removed: usize,
    /// Keys of the backup that had a time to live.
    pub(super) expiring: usize,
    /// About how many bytes the journal of all of it takes.
    pub(super) journal_bytes: usize,
}

impl Counts {
    pub(super) fn total(&self) -> usize {
        self.created + self.changed + self.removed
    }
}

/// Names of many, the first few of which are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// Each with what is the matter with it.
    pub(super) first: Vec<(String, String)>,
    pub(super) count: usize,
}

impl Named {
    fn add(&mut self, path: &str, why: impl Into<String>) {
        if self.first.len() < MOST_NAMED {
            self.first.push((path.to_owned(), why.into()));
        }
        self.count += 1;
    }
}

/// All that differs. Of a key that differs, a few bytes are held.
#[derive(Debug)]
pub(super) struct Differences {
    /// By the phase in which they are written, each in path order.
    pub(super) places: BTreeMap<Phase, Vec<Place>>,
    pub(super) counts: Counts,
    /// Directories that were empty, and are not there.
    pub(super) directories: Vec<String>,
    /// What the datastore cannot hold.
    pub(super) unfit: Named,
    /// What is too much in the datastore and cannot be removed.
    pub(super) kept: Named,
    /// Whose keys are written, what becomes of that, and how many they are.
    pub(super) foreign: BTreeMap<(&'static str, &'static str), usize>,
    /// Whether a change of Felix' settings is among them.
    pub(super) restarts_felix: bool,
    /// The backup's last line: it is whole.
    pub(super) trailer: Trailer,
}

impl Differences {
    fn new() -> Self {
        let trailer = Trailer { keys: 0, expiring: 0, directories: 0, revision: 0, sha256: String::new() };
        Self {
            places: BTreeMap::new(),
            counts: Counts::default(),
            directories: Vec::new(),
            unfit: Named::default(),
            kept: Named::default(),
            foreign: BTreeMap::new(),
            restarts_felix: false,
            trailer,
        }
    }

    /// Takes a difference: a key as it is there, and its bytes in the backup, with where its line begins.
    fn add(&mut self, path: String, present: Option<Entry>, wanted: Option<(Vec<u8>, u64)>) {
        let (value, offset) = wanted.map_or((None, None), |(value, offset)| (Some(value), Some(offset)));
        let bytes = size(&path, present.as_ref(), value.as_deref());
        let before = present.map(|entry| Seen { version: entry.version, value: entry.value });
        self.counts.journal_bytes += path.len() + before.as_ref().map_or(0, |seen| seen.value.len()) + 64;
        let change = Change { path, before, via: None, after: value };
        match change.action() {
            Action::Create => self.counts.created += 1,
            Action::Update => self.counts.changed += 1,
            Action::Delete => self.counts.removed += 1,
        }
        if let Some(claim) = ownership::claim(&change).filter(|claim| claim.foreign != Foreign::Free) {
            *self.foreign.entry((claim.owner.name(), claim.becomes)).or_default() += 1;
        }
        self.restarts_felix |= matches!(Key::parse(&change.path), Key::GlobalConfig { .. } | Key::HostConfig { .. });
        let places = self.places.entry(Phase::of(&change)).or_default();
        places.push(match offset {
            Some(offset) => Place::Line { offset, bytes },
            None => Place::Gone { path: change.path.into(), bytes },
        });
    }
}

/// How much of a plan a difference takes: it, its snapshot and its journal hold the path several times.
fn size(path: &str, present: Option<&Entry>, value: Option<&[u8]>) -> usize {
    4 * path.len() + present.map_or(0, |entry| entry.value.len()) + value.map_or(0, <[u8]>::len) + 128
}

/// What a journal key of a backup is good for in a datastore that lacks it.
fn is_recent(path: &str, keep: jiff::SignedDuration) -> bool {
    let id = path.strip_prefix(journal::PREFIX).and_then(|rest| rest.split('/').next());
    let time = id.and_then(|id| id.parse::<Uuid>().ok()).and_then(|id| id.get_timestamp());
    let seconds = time.and_then(|time| i64::try_from(time.to_unix().0).ok());
    let begun = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    begun.is_some_and(|begun| jiff::Timestamp::now().duration_since(begun) <= keep)
}

/// The keys of a backup that are to be restored, one ahead.
struct Ahead<'a, R: BufRead> {
    reader: &'a mut Reader<R>,
    prefixes: &'a [&'a str],
    /// It, and where its line begins.
    next: Option<(Entry, u64)>,
    directories: Vec<String>,
    expiring: usize,
    /// Keys that the next one may lie below: each lies below the one before it, as text.
    above: Vec<String>,
    /// Keys that lie below another key, with that.
    nested: Vec<(String, String)>,
}

impl<'a, R: BufRead> Ahead<'a, R> {
    fn new(reader: &'a mut Reader<R>, prefixes: &'a [&'a str]) -> Self {
        let (directories, above, nested) = Default::default();
        Self { reader, prefixes, next: None, directories, expiring: 0, above, nested }
    }

    /// Looks at the next key.
    fn peek(&mut self) -> Result<Option<&Entry>, StoreError> {
        while self.next.is_none() {
            let below = |path: &str, prefixes: &[&str]| prefixes.iter().any(|prefix| path.starts_with(prefix));
            match self.reader.next_item()? {
                None => return Ok(None),
                Some(Item::Key(entry)) if below(&entry.path, self.prefixes) => {
                    self.note_nesting(&entry.path);
                    self.expiring += usize::from(entry.expires);
                    self.next = Some((entry, self.reader.offset()));
                }
                Some(Item::Directory(path)) if below(&format!("{path}/"), self.prefixes) => self.directories.push(path),
                Some(_) => {}
            }
        }
        Ok(self.next.as_ref().map(|(entry, _)| entry))
    }

    fn note_nesting(&mut self, path: &str) {
        while self.above.last().is_some_and(|above| !path.starts_with(above.as_str())) {
            self.above.pop();
        }
        let is_above = |above: &&String| path[above.len()..].starts_with('/');
        if let Some(above) = self.above.iter().find(is_above).filter(|_| self.nested.len() < MOST_NAMED) {
            self.nested.push((path.to_owned(), above.clone()));
        }
        self.above.push(path.to_owned());
    }
}

/// Finds what differs below some prefixes (sorted, each ends with `/`). The backup is read to its end and found whole, or there is an
/// error.
///
/// Keys with a time to live are somebody's heartbeat: those of the backup are not restored, those of the datastore stay. The journal is
/// the datastore's history and stays; entries of the backup that it lacks are added while they are not older than `keep`.
pub(super) fn compare<R: BufRead>(
    store: &mut dyn Store,
    reader: &mut Reader<R>,
    prefixes: &[&str],
    keep: jiff::SignedDuration,
) -> Result<Differences, StoreError> {
    let (can, kind) = (store.capabilities(), store.kind());
    let mut found = Differences::new();
    let mut ahead = Ahead::new(reader, prefixes);
    let mut failed = None;
    // Expiring keys that stay hold their directories.
    let mut staying: Vec<String> = Vec::new();
    let walked = store.walk(prefixes, Want::Values, &mut |entry| {
        let merged = merge(&mut found, &mut ahead, entry, keep, &can, kind, &mut staying);
        failed = merged.err();
        failed.is_none()
    });
    if let Some(err) = failed {
        return Err(err);
    }
    let walked = walked?;
    while ahead.peek()?.is_some() {
        if let Some(wanted) = ahead.next.take() {
            missing(&mut found, wanted, keep, &can, kind);
        }
    }
    let Ahead { directories, expiring, nested, .. } = ahead;
    found.counts.expiring = expiring;
    if can.directories {
        for (path, above) in nested {
            found.unfit.add(&path, format!("{kind} cannot hold a key below another one, {above}"));
        }
        let is_there = |directory: &String| {
            let below = format!("{directory}/");
            walked.empty_dirs.contains(directory) || staying.iter().any(|path| path.starts_with(&below))
        };
        found.directories = directories.into_iter().filter(|directory| !is_there(directory)).collect();
    }
    found.trailer = reader.trailer().cloned().unwrap_or(found.trailer);
    Ok(found)
}

/// Takes a key of the datastore, with all of the backup up to it.
fn merge<R: BufRead>(
    found: &mut Differences,
    ahead: &mut Ahead<'_, R>,
    entry: Entry,
    keep: jiff::SignedDuration,
    can: &Capabilities,
    kind: Kind,
    staying: &mut Vec<String>,
) -> Result<(), StoreError> {
    loop {
        let order = ahead.peek()?.map_or(Ordering::Greater, |wanted| wanted.path.as_str().cmp(&entry.path));
        match order {
            Ordering::Less => {
                if let Some(wanted) = ahead.next.take() {
                    missing(found, wanted, keep, can, kind);
                }
            }
            Ordering::Equal => {
                let Some((wanted, offset)) = ahead.next.take() else { return Ok(()) };
                let differs = !wanted.expires && wanted.value != entry.value;
                if differs && !entry.path.starts_with(journal::PREFIX) {
                    fit(found, &wanted.path, &wanted.value, can, kind);
                    found.add(wanted.path, Some(entry), Some((wanted.value, offset)));
                } else if entry.expires {
                    staying.push(entry.path);
                }
                return Ok(());
            }
            Ordering::Greater => {
                if entry.expires {
                    staying.push(entry.path);
                } else if !entry.path.starts_with(journal::PREFIX) {
                    match check_path(&entry.path) {
                        Ok(()) => found.add(entry.path.clone(), Some(entry), None),
                        Err(why) => found.kept.add(&entry.path, why),
                    }
                }
                return Ok(());
            }
        }
    }
}

/// Takes a key of the backup that is not in the datastore.
fn missing(
    found: &mut Differences,
    (wanted, offset): (Entry, u64),
    keep: jiff::SignedDuration,
    can: &Capabilities,
    kind: Kind,
) {
    let Entry { path, value, expires, .. } = wanted;
    if expires || (path.starts_with(journal::PREFIX) && !is_recent(&path, keep)) {
        return;
    }
    fit(found, &path, &value, can, kind);
    found.add(path, None, Some((value, offset)));
}

/// Notes what a datastore cannot hold.
fn fit(found: &mut Differences, path: &str, value: &[u8], can: &Capabilities, kind: Kind) {
    if let Err(why) = check_path(path) {
        found.unfit.add(path, why);
    } else if kind == Kind::Etcdv2 && path.split('/').any(|segment| segment.starts_with('_')) {
        found.unfit.add(path, format!("{kind} lists no name that begins with _"));
    } else if !can.binary_values && std::str::from_utf8(value).is_err() {
        found.unfit.add(path, format!("{kind} cannot hold bytes that are not UTF-8"));
    } else if value.len() > can.max_value_bytes {
        let most = can.max_value_bytes;
        found.unfit.add(path, format!("a value of {} bytes is too large (at most {most})", value.len()));
    }
}

#[cfg(test)]
mod tests;
