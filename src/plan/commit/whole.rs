//! Plans of one transaction, journal entry included.

use super::super::Change;
use super::begun::{Layout, carried};
use super::journal::{self, Record, State};
use super::{CommitError, Order, Plan, push};
use crate::store::{Batch, Capabilities, Revision, Scope, Store, StoreError, Want};

/// Tells whether a plan and its journal entry fit one batch, by counting: what takes place in [`batch`] costs a copy of
/// all values.
pub(super) fn fits(plan: &Plan, can: &Capabilities, record: Option<&Record>) -> bool {
    let journalled = usize::from(record.is_some());
    let (writes, guards) = (plan.changes().len(), plan.changes().len() + plan.guards().len());
    if can.max_ops == 1 || writes + journalled > can.max_ops || guards + journalled > can.max_guards {
        return false;
    }
    if !can.foreign_guards && plan.guards().len() > 0 {
        return false;
    }
    let mut bytes: usize = plan.guards().map(|guard| guard.path().len()).sum();
    bytes += plan.changes().map(Change::written_bytes).sum::<usize>();
    if bytes > can.max_batch_bytes {
        return false;
    }
    let Some(record) = record else { return true };
    let changes: Vec<&Change> = plan.changes().collect();
    let limit = journal::value_limit(can);
    let name = 2 * journal::part_path(record.id, 0).len();
    bytes += name + journal::header(record, State::Done, Vec::new()).len();
    let parts = match Layout::of(&changes, record, limit) {
        Layout::InHeader => {
            bytes += r#","changes":[]"#.len();
            bytes += changes.iter().map(|change| journal::trace_len(change) + 1).sum::<usize>();
            0
        }
        Layout::InParts(shares) => shares.iter().fold(0, |parts, share| {
            let (count, size) = share.size(limit);
            bytes += size + count * name;
            parts + count
        }),
    };
    writes + 1 + parts <= can.max_ops && guards + 1 + parts <= can.max_guards && bytes <= can.max_batch_bytes
}

fn batch(plan: &Plan, can: &Capabilities, record: Option<&Record>) -> Batch {
    let mut batch = Batch::default();
    for change in plan.changes() {
        push(&mut batch, change);
    }
    batch.guards.extend(plan.guards().cloned());
    let Some(record) = record else { return batch };
    let changes: Vec<&Change> = plan.changes().collect();
    let limit = journal::value_limit(can);
    let header = match Layout::of(&changes, record, limit) {
        Layout::InHeader => journal::header(record, State::Done, carried(&changes)),
        Layout::InParts(shares) => {
            let parts = shares.into_iter().flat_map(|share| share.values(limit));
            for (at, value) in parts.enumerate() {
                batch.create(journal::part_path(record.id, at + 1), value);
            }
            journal::header(record, State::Done, Vec::new())
        }
    };
    batch.create(journal::part_path(record.id, 0), header);
    batch
}

pub(super) fn commit(
    store: &mut dyn Store,
    plan: &Plan,
    order: &mut Order<'_>,
) -> Result<Option<Revision>, CommitError> {
    let batch = batch(plan, &store.capabilities(), order.record);
    let total = plan.changes().len();
    let revision = match store.commit(&batch) {
        Ok(committed) => committed.revision,
        Err(StoreError::Conflict { paths }) => return Err(CommitError::Conflict { paths }),
        Err(cause @ StoreError::Unknown { .. }) => settle(store, &batch, plan, order.record, cause)?,
        Err(err) => return Err(err.into()),
    };
    (order.progress)(total, total);
    Ok(Some(revision))
}

/// Finds out whether a transaction whose answer was lost has landed.
///
/// Where it has not, it may still be on its way; so it is sent again. Its guards let only one of the two land: each writes
/// every key that it guards, but for those of others, and the journal entry besides.
fn settle(
    store: &mut dyn Store,
    batch: &Batch,
    plan: &Plan,
    record: Option<&Record>,
    cause: StoreError,
) -> Result<Revision, CommitError> {
    let total = plan.changes().len();
    match has_landed(store, plan, record) {
        Ok(Some(revision)) => return Ok(revision),
        Ok(None) => {}
        Err(_) => return Err(CommitError::Partial { written: 0, total, cause }),
    }
    match store.commit(batch) {
        Ok(committed) => Ok(committed.revision),
        Err(StoreError::Conflict { paths }) => match has_landed(store, plan, record) {
            Ok(Some(revision)) => Ok(revision),
            // Somebody else was faster than both.
            Ok(None) => Err(CommitError::Conflict { paths }),
            Err(_) => Err(CommitError::Partial { written: 0, total, cause }),
        },
        Err(_) => Err(CommitError::Partial { written: 0, total, cause }),
    }
}

/// Looks for a plan's journal entry, or for what it writes where it has none. Returns when it landed.
fn has_landed(store: &mut dyn Store, plan: &Plan, record: Option<&Record>) -> Result<Option<Revision>, StoreError> {
    if let Some(record) = record {
        let header = journal::part_path(record.id, 0);
        let now = store.read(&[Scope::key(&header)], Want::Keys)?;
        return Ok(now.get(&header).map(|entry| entry.version.0));
    }
    let scopes: Vec<Scope> = plan.changes().map(|change| Scope::key(&change.path)).collect();
    let now = store.read(&scopes, Want::Values)?;
    let done = |change: &Change| now.get(&change.path).map(|entry| &entry.value) == change.after.as_ref();
    Ok(plan.changes().all(done).then(|| now.revision()))
}
