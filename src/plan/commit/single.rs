//! Plans on a store without transactions (etcd v2): key by key, each under its own precondition.
//!
//! Every former value is in the journal before the first key is written. A conflict puts back what was
//! written; a crash or a lost connection leaves a pending entry.

use super::super::Change;
use super::super::journal::{self, Record, State, Trace};
use super::{Begun, CommitError, Order, Plan, by_phase, check_guards, push};
use crate::model::key::prune_below;
use crate::store::{Batch, Revision, Store, StoreError, Version};

/// Bytes of traces that one journal key carries: a few requests for a large plan, each well below what the
/// store takes.
const PART_BYTES: usize = 256 * 1024;

pub(super) fn commit(
    store: &mut dyn Store,
    plan: &Plan,
    order: &mut Order<'_>,
) -> Result<Option<Revision>, CommitError> {
    check_guards(store, plan)?;
    let begun = match order.record {
        None => None,
        Some(record) => Some(begin(store, plan, record)?),
    };
    let total = plan.changes().len();
    let (mut written, mut failure): (Vec<(&Change, Version)>, _) = (Vec::new(), None);
    for (_, change) in by_phase(plan) {
        let mut batch = Batch::default();
        push(&mut batch, change);
        match store.commit(&batch) {
            Ok(committed) => written.push((change, Version(committed.revision))),
            Err(err) => {
                failure = Some(err);
                break;
            }
        }
        (order.progress)(written.len(), total);
    }
    if failure.is_none() {
        // No transaction held these while the keys were written, so they are looked at once more.
        failure = match check_guards(store, plan) {
            Err(CommitError::Conflict { paths }) => Some(StoreError::Conflict { paths }),
            Err(CommitError::Store(err)) => Some(err),
            _ => None,
        };
    }
    let revision = written.last().map(|(_, version)| version.0);
    match (failure, begun) {
        (None, None) => Ok(revision),
        (None, Some(begun)) => match begun.end(store, State::Done) {
            Ok(()) => Ok(revision),
            Err(cause) => Err(CommitError::Partial { written: total, total, cause }),
        },
        (Some(cause), begun) => Err(give_up(store, begun, cause, &written, total)),
    }
}

/// Writes the entry: header first, then the parts that it cannot carry itself.
fn begin<'a>(store: &mut dyn Store, plan: &Plan, record: &'a Record) -> Result<Begun<'a>, CommitError> {
    let traces: Vec<Trace> = plan.changes().map(Trace::of).collect();
    let texts: Vec<String> = traces.iter().map(Trace::to_json).collect();
    if texts.iter().map(String::len).sum::<usize>() <= PART_BYTES {
        return Ok(Begun::begin(store, record, traces)?);
    }
    let mut begun = Begun::begin(store, record, Vec::new())?;
    let mut rest = texts.as_slice();
    let mut part = 1;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fitting = rest.iter().take_while(|text| {
            bytes += text.len();
            bytes <= PART_BYTES
        });
        let (some, others) = rest.split_at(fitting.count().max(1));
        let path = journal::part_path(record.id, part);
        let mut batch = Batch::default();
        batch.create(path.clone(), journal::part(some));
        match store.commit(&batch) {
            Ok(committed) => begun.add(path, Version(committed.revision)),
            Err(err) => {
                // Nothing of the plan is written; an entry that cannot be removed stays pending and undoes nothing.
                drop(begun.forget(store));
                return Err(err.into());
            }
        }
        (rest, part) = (others, part + 1);
    }
    Ok(begun)
}

/// Puts back what was written, where the store still answers, and ends the entry accordingly.
fn give_up(
    store: &mut dyn Store,
    begun: Option<Begun<'_>>,
    cause: StoreError,
    written: &[(&Change, Version)],
    total: usize,
) -> CommitError {
    if matches!(cause, StoreError::Unknown { .. }) {
        return CommitError::Partial { written: written.len(), total, cause };
    }
    let mut left = 0;
    for (change, version) in written.iter().rev() {
        match store.commit(&inverse(change, *version)) {
            Ok(_) => {}
            // Somebody has changed the key since: it is theirs now.
            Err(StoreError::Conflict { .. }) => left += 1,
            Err(_) => return CommitError::Partial { written: written.len(), total, cause },
        }
    }
    match begun {
        Some(begun) if left == 0 => drop(begun.forget(store)),
        Some(begun) => drop(begun.end(store, State::Partial)),
        None => {}
    }
    match cause {
        cause if left > 0 => CommitError::Partial { written: left, total, cause },
        StoreError::Conflict { paths } => CommitError::Conflict { paths },
        cause => CommitError::Store(cause),
    }
}

/// Makes the write that takes a change back, on the version that the change gave its key.
fn inverse(change: &Change, version: Version) -> Batch {
    let mut batch = Batch::default();
    let path = change.path.clone();
    match (&change.before, &change.after) {
        (None, _) => batch.delete(path, version, prune_below(&change.path)),
        (Some(seen), Some(_)) => batch.replace(path, version, seen.value.clone()),
        (Some(seen), None) => batch.create(path, seen.value.clone()),
    }
    batch
}
