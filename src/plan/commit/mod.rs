//! Carrying a plan out: batches, phases, the journal beside them.
//!
//! A plan that fits one transaction of the store is one transaction, its journal entry included: before or
//! after, never between. Where it does not fit, the entry's header is written first, each batch of at most
//! [`crate::store::Capabilities::max_ops`] writes carries the former values of its own keys, batches of one
//! phase are written side by side, and the header is marked `done` at the end. On a store without transactions
//! (etcd v2) the former values are all written before the first key; a conflict puts back what was written.
//!
//! Of a key that is written, the former value is in the journal: in the same transaction, or before.

mod batches;
mod begun;
mod single;
#[cfg(test)]
mod tests;
mod whole;

use thiserror::Error;

use super::change::Change;
use super::journal::Record;
use super::phase::Phase;
use super::{Plan, journal};
use crate::model::key::prune_below;
use crate::store::{Batch, Guard, Revision, Scope, Snapshot, Store, StoreError, Want};

/// Guards that are looked at one by one where keys have no transactions: together they cost their smallest common parent.
const ONE_BY_ONE: usize = 16;

/// What is wanted beside the changes themselves.
pub struct Order<'a> {
    /// What the journal tells; `None` keeps no journal in the datastore.
    pub record: Option<&'a Record>,
    /// Hears of keys written, out of all.
    pub progress: &'a mut dyn FnMut(usize, usize),
}

/// Why a plan was not carried out whole.
#[derive(Debug, Error)]
pub enum CommitError {
    /// Keys were changed since they were read. Nothing is written, or what was written is put back.
    #[error("changed since it was read: {}", .paths.join(", "))]
    Conflict {
        /// The keys.
        paths: Vec<String>,
    },
    /// The store refused or failed, and nothing is written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A part is written, or may be. The journal entry knows which; it is pending, or partial where somebody else
    /// changed the keys.
    #[error("{written} of {total} keys are known to be written: {cause}")]
    Partial {
        /// Keys known to be written.
        written: usize,
        /// Keys that the plan writes.
        total: usize,
        /// Why the rest is not.
        cause: StoreError,
    },
}

impl CommitError {
    /// Tells whether planning again may help: somebody else was faster.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. } | Self::Partial { cause: StoreError::Conflict { .. }, .. })
    }
}

/// Tells whether a plan lands as one transaction of a store, without making it.
pub fn is_atomic(plan: &Plan, store: &dyn Store, record: Option<&Record>) -> bool {
    whole::fits(plan, &store.capabilities(), record)
}

/// Carries a plan out. An empty plan writes nothing, not even a journal entry.
///
/// # Errors
/// [`CommitError`] says how much is written.
pub fn commit(store: &mut dyn Store, plan: &Plan, mut order: Order<'_>) -> Result<Option<Revision>, CommitError> {
    if plan.is_empty() {
        return Ok(None);
    }
    check_values(store, plan)?;
    let can = store.capabilities();
    let total = plan.changes().len();
    let landed = if total == 0 {
        Ok(None)
    } else if whole::fits(plan, &can, order.record) {
        whole::commit(store, plan, &mut order)
    } else if can.max_ops.min(can.max_guards) == 1 {
        single::commit(store, plan, &mut order)
    } else {
        batches::commit(store, plan, &mut order)
    }?;
    plan.emptied.iter().for_each(|directory| store.drop_empty(directory));
    // Last: a delete may take the directory along that its key was alone in.
    for directory in plan.directories() {
        store.make_directory(directory).map_err(|cause| match total {
            0 => CommitError::from(cause),
            written => CommitError::Partial { written, total, cause },
        })?;
    }
    Ok(landed)
}

/// Refuses values that the store cannot hold before anything is written, the journal included.
///
/// # Errors
/// [`StoreError::Value`] with the key and what is wrong.
pub fn check_values(store: &dyn Store, plan: &Plan) -> Result<(), StoreError> {
    let can = store.capabilities();
    for change in plan.changes() {
        let Some(value) = &change.after else { continue };
        let refuse = |why: String| Err(StoreError::Value { path: change.path.clone(), why });
        if value.len() > can.max_value_bytes {
            return refuse(format!("a value of {} bytes is too large (at most {})", value.len(), can.max_value_bytes));
        }
        if !can.binary_values && std::str::from_utf8(value).is_err() {
            return refuse(format!("{} cannot hold bytes that are not UTF-8", store.kind()));
        }
    }
    Ok(())
}

fn push(batch: &mut Batch, change: &Change) {
    match (&change.before, &change.after) {
        (None, Some(value)) => batch.create(change.path.clone(), value.clone()),
        (Some(seen), Some(value)) => batch.replace(change.path.clone(), seen.version, value.clone()),
        (Some(seen), None) => batch.delete(change.path.clone(), seen.version, prune_below(&change.path)),
        (None, None) => {}
    }
}

/// Returns the changes in the order of writing.
fn by_phase(plan: &Plan) -> Vec<(Phase, &Change)> {
    let mut changes: Vec<_> = plan.changes().map(|change| (Phase::of(change), change)).collect();
    changes.sort_by_key(|(phase, _)| *phase);
    changes
}

/// Checks the guards on keys that are not written, by reading them, where no transaction can hold them.
fn check_guards(store: &mut dyn Store, plan: &Plan) -> Result<(), StoreError> {
    let scopes: Vec<Scope> = plan.guards().map(|guard| Scope::key(guard.path())).collect();
    let one_by_one = !store.capabilities().foreign_guards && scopes.len() <= ONE_BY_ONE;
    let mut now = Vec::new();
    for some in scopes.chunks(if one_by_one { 1 } else { scopes.len().max(1) }) {
        now.extend(store.read(some, Want::Keys)?.into_entries());
    }
    let now = Snapshot::new(0, scopes, now);
    let broken = plan.guards().filter(|guard| {
        let version = now.get(guard.path()).map(|entry| entry.version);
        match guard {
            Guard::Absent { .. } => version.is_some(),
            Guard::Unchanged { version: expected, .. } => version != Some(*expected),
            // No plan has one: only a transaction can hold it.
            Guard::NoneNewer { .. } => true,
        }
    });
    let paths: Vec<String> = broken.map(|guard| guard.path().to_owned()).collect();
    if paths.is_empty() { Ok(()) } else { Err(StoreError::Conflict { paths }) }
}

/// The same before anything is written.
fn check_guards_first(store: &mut dyn Store, plan: &Plan) -> Result<(), CommitError> {
    check_guards(store, plan).map_err(|err| match err {
        StoreError::Conflict { paths } => CommitError::Conflict { paths },
        err => err.into(),
    })
}
