//! Carrying a plan out: batches, phases, the journal beside them.
//!
//! A plan that fits one transaction of the store is one transaction, its journal entry included: before or
//! after, never between. Where it does not fit, the entry's header is written first, each batch of at most
//! [`crate::store::Capabilities::max_ops`] writes carries the former values of its own keys, batches of one
//! phase are written side by side, and the header is marked `done` at the end. On a store without transactions
//! (etcd v2) the former values are all written before the first key; a conflict puts back what was written.

mod batches;
mod single;

use thiserror::Error;

use super::Plan;
use super::journal::{self, Record, State, Trace};
use super::phase::Phase;
use crate::model::key::prune_below;
use crate::store::{Batch, Guard, Revision, Scope, Snapshot, Store, StoreError, Version, Want};

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
    /// A part is written. The journal entry knows which.
    #[error("{written} of {total} keys are written: {cause}")]
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

/// Tells whether a plan lands as one transaction of a store.
pub fn is_atomic(plan: &Plan, store: &dyn Store, record: Option<&Record>) -> bool {
    whole(plan, store, record).is_some()
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
    if let Some(batch) = whole(plan, store, order.record) {
        let landed = store.commit(&batch);
        let total = plan.changes().len();
        return match landed {
            Ok(committed) => {
                (order.progress)(total, total);
                Ok(Some(committed.revision))
            }
            Err(StoreError::Conflict { paths }) => Err(CommitError::Conflict { paths }),
            Err(cause @ StoreError::Unknown { .. }) => settle_unknown(store, plan, order.record, cause),
            Err(err) => Err(err.into()),
        };
    }
    if store.capabilities().max_ops == 1 {
        single::commit(store, plan, &mut order)
    } else {
        batches::commit(store, plan, &mut order)
    }
}

/// Refuses values that the store cannot hold before anything is written, the journal included.
fn check_values(store: &dyn Store, plan: &Plan) -> Result<(), StoreError> {
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

/// Puts a plan and its journal entry into one batch, where the store has batches and it fits.
fn whole(plan: &Plan, store: &dyn Store, record: Option<&Record>) -> Option<Batch> {
    let can = store.capabilities();
    let (changes, extra) = (plan.changes().len(), usize::from(record.is_some()));
    let guards = changes + plan.guards().len() + extra;
    if can.max_ops == 1 || changes + extra > can.max_ops || guards > can.max_guards {
        return None;
    }
    let mut batch = Batch::default();
    for change in plan.changes() {
        push(&mut batch, change);
    }
    batch.guards.extend(plan.guards().cloned());
    if let Some(record) = record {
        let header = journal::header(record, State::Done, plan.changes().map(Trace::of).collect());
        batch.create(journal::part_path(record.id, 0), header);
    }
    let bytes: usize = batch.guards.iter().map(|guard| guard.path().len()).sum::<usize>() + batch_bytes(&batch);
    (bytes <= can.max_batch_bytes).then_some(batch)
}

fn batch_bytes(batch: &Batch) -> usize {
    use crate::store::Op;
    let size = |op: &Op| match op {
        Op::Put { path, value } => path.len() + value.len(),
        Op::Delete { path, .. } => path.len(),
    };
    batch.ops.iter().map(size).sum()
}

fn push(batch: &mut Batch, change: &super::Change) {
    match (&change.before, &change.after) {
        (None, Some(value)) => batch.create(change.path.clone(), value.clone()),
        (Some(seen), Some(value)) => batch.replace(change.path.clone(), seen.version, value.clone()),
        (Some(seen), None) => batch.delete(change.path.clone(), seen.version, prune_below(&change.path)),
        (None, None) => {}
    }
}

/// Looks up whether a transaction whose answer was lost has landed: its journal entry, or else its first key, tells.
fn settle_unknown(
    store: &mut dyn Store,
    plan: &Plan,
    record: Option<&Record>,
    cause: StoreError,
) -> Result<Option<Revision>, CommitError> {
    let total = plan.changes().len();
    let Some(change) = plan.changes().next() else { return Ok(None) };
    let witness = record.map_or_else(|| change.path.clone(), |record| journal::part_path(record.id, 0));
    let Ok(now) = store.read(&[Scope::key(&witness)], Want::Values) else {
        return Err(CommitError::Partial { written: 0, total, cause });
    };
    let landed = match record {
        Some(_) => now.get(&witness).is_some(),
        None => now.get(&witness).map(|entry| &entry.value) == change.after.as_ref(),
    };
    if landed {
        return Ok(Some(now.revision()));
    }
    // It may still be on its way. Planning again is safe: the same guards stand before both.
    Err(CommitError::Conflict { paths: vec![change.path.clone()] })
}

/// Returns the changes in the order of writing.
fn by_phase(plan: &Plan) -> Vec<(Phase, &super::Change)> {
    let mut changes: Vec<_> = plan.changes().map(|change| (Phase::of(change), change)).collect();
    changes.sort_by_key(|(phase, _)| *phase);
    changes
}

/// Checks the guards on keys that are not written, by reading them, where no transaction can hold them.
fn check_guards(store: &mut dyn Store, plan: &Plan) -> Result<(), CommitError> {
    let scopes: Vec<Scope> = plan.guards().map(|guard| Scope::key(guard.path())).collect();
    // Without transactions, keys are read one by one: together they cost their smallest common parent.
    let at_once = if store.capabilities().foreign_guards { scopes.len().max(1) } else { 1 };
    let mut now = Vec::new();
    for some in scopes.chunks(at_once) {
        now.extend(store.read(some, Want::Keys)?.into_entries());
    }
    let now = Snapshot::new(0, scopes, now);
    let broken = plan.guards().filter(|guard| {
        let version = now.get(guard.path()).map(|entry| entry.version);
        match guard {
            Guard::Absent { .. } => version.is_some(),
            Guard::Unchanged { version: expected, .. } => version != Some(*expected),
            Guard::NoneNewer { .. } => false,
        }
    });
    let paths: Vec<String> = broken.map(|guard| guard.path().to_owned()).collect();
    if paths.is_empty() { Ok(()) } else { Err(CommitError::Conflict { paths }) }
}

/// An entry that was begun and has to be ended.
struct Begun<'a> {
    record: &'a Record,
    /// What the header itself carries.
    carried: Vec<Trace>,
    /// The entry's keys, the header first.
    keys: Vec<(String, Version)>,
}

impl<'a> Begun<'a> {
    /// Writes the header of an entry.
    fn begin(store: &mut dyn Store, record: &'a Record, carried: Vec<Trace>) -> Result<Self, StoreError> {
        let path = journal::part_path(record.id, 0);
        let mut batch = Batch::default();
        batch.create(path.clone(), journal::header(record, State::Pending, carried.clone()));
        let committed = store.commit(&batch)?;
        Ok(Self { record, carried, keys: vec![(path, Version(committed.revision))] })
    }

    /// Writes how the entry ended.
    fn end(self, store: &mut dyn Store, state: State) -> Result<(), StoreError> {
        let Some((path, version)) = self.keys.into_iter().next() else { return Ok(()) };
        let mut batch = Batch::default();
        batch.replace(path, version, journal::header(self.record, state, self.carried));
        store.commit(&batch).map(drop)
    }

    /// Removes the entry of something that never happened.
    fn forget(self, store: &mut dyn Store) -> Result<(), StoreError> {
        // The header goes last: parts without it could not be told from damage.
        for (path, version) in self.keys.into_iter().rev() {
            let mut batch = Batch::default();
            let prune_below = prune_below(&path);
            batch.delete(path, version, prune_below);
            store.commit(&batch)?;
        }
        Ok(())
    }
}
