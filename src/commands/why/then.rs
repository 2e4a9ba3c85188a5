//! Now against a backup: what differs, and which of it makes the difference.

use std::collections::BTreeMap;
use std::path::Path;

use super::doc::{CauseDoc, DifferenceDoc, WhyDoc, touched};
use crate::commands::trace::{FlowArgs, answer};
use crate::error::{CommandError, ErrorKind};
use crate::model::changed;
use crate::model::key::Key;
use crate::plan::journal::Entry;
use crate::plan::{Change, Plan, Seen};
use crate::session::Session;
use crate::store::backup::BackupStore;
use crate::store::{Snapshot, Store, StoreError, Want};
use crate::traffic;

/// Most objects that are tried one by one: each try is a trace.
const MOST_TRIED: usize = 200;

/// Holds what becomes of traffic now against what became of it when a backup was made.
pub(super) fn compare(
    session: &mut Session,
    file: &Path,
    flow: &FlowArgs,
    now: &Snapshot,
    entries: &[Entry],
    doc: &mut WhyDoc,
) -> Result<(), CommandError> {
    let mut store = BackupStore::open(file).map_err(|err| match err {
        StoreError::Io { path, source } => CommandError::new(ErrorKind::NotFound, format!("backup {path}: {source}")),
        err => err.into(),
    })?;
    doc.backup = Some(file.display().to_string());
    doc.since = Some(store.header().time.clone());
    let past = store.read(&traffic::scopes(), Want::Values)?;
    let then = answer(flow, &past)?;
    if then.same(&doc.now) {
        return Ok(());
    }
    let objects = differing(now, &past);
    let mut progress = session.ui.progress("objects");
    let total = objects.len();
    for (at, back) in objects.into_values().enumerate() {
        progress.update(at, total);
        let decides = match total <= MOST_TRIED {
            true => Some(answer(flow, &back.applied_to(now, now.scopes()))?.same(&then)),
            false => None,
        };
        let touches = |entry: &&Entry| entry.changes.iter().any(|trace| back.change(&trace.path).is_some());
        let last = entries.iter().rev().find(touches).filter(|entry| {
            // A later change than the entry's is somebody else's.
            let mut of_entry = entry.changes.iter().filter(|trace| back.change(&trace.path).is_some());
            of_entry.any(|trace| trace.is_after(now.get(&trace.path).map(|entry| entry.value.as_slice())))
        });
        let last = last.map(|entry| CauseDoc::of(&entry.record, true, Vec::new()));
        doc.differences.extend(touched(back.changes()).into_iter().next().map(|object| DifferenceDoc {
            object,
            decides,
            last,
        }));
    }
    doc.then = Some(then);
    Ok(())
}

/// What has to change for each object to be as it was, by object.
fn differing(now: &Snapshot, past: &Snapshot) -> BTreeMap<String, Plan> {
    let mut objects: BTreeMap<String, Plan> = BTreeMap::new();
    let mut differs = |path: &str, before: Option<Seen>, after: Option<Vec<u8>>| {
        let key = Key::parse(path);
        let plan = objects.entry(changed::object(&key)).or_default();
        plan.insert(Change { path: path.to_owned(), before, via: None, after });
    };
    for entry in now.entries() {
        let then = past.get(&entry.path);
        if then.is_none_or(|then| then.value != entry.value) {
            differs(&entry.path, Some(Seen::from(entry)), then.map(|then| then.value.clone()));
        }
    }
    for entry in past.entries().iter().filter(|entry| now.get(&entry.path).is_none()) {
        differs(&entry.path, None, Some(entry.value.clone()));
    }
    objects
}
