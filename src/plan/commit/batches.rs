//! Plans of several transactions, on stores that have them.

use std::cell::{Cell, RefCell};
use std::iter::Peekable;

use super::super::Change;
use super::super::journal::{self, Record, State, Trace};
use super::super::phase::Phase;
use super::{Begun, CommitError, Order, Plan, by_phase, check_guards, push};
use crate::store::{Batch, Capabilities, Revision, Store, StoreError, Version};

/// Bytes that a journal part takes beside its traces.
const PART_BYTES: usize = 256;

pub(super) fn commit(
    store: &mut dyn Store,
    plan: &Plan,
    order: &mut Order<'_>,
) -> Result<Option<Revision>, CommitError> {
    check_guards(store, plan)?;
    let begun = order.record.map(|record| Begun::begin(store, record, Vec::new())).transpose()?;
    let total = plan.changes().len();
    let mut run = Run {
        store,
        record: order.record,
        next_part: 1,
        written: 0,
        total,
        revision: 0,
        progress: &mut *order.progress,
    };
    let changes = by_phase(plan);
    let mut failure = None;
    for phase in changes.chunk_by(|a, b| a.0 == b.0) {
        if let Err(err) = run.phase(phase) {
            failure = Some(err);
            break;
        }
    }
    let Run { store, written, revision, .. } = run;
    match (failure, begun) {
        (None, None) => Ok(Some(revision)),
        (None, Some(begun)) => match begun.end(store, State::Done) {
            Ok(()) => Ok(Some(revision)),
            Err(cause) => Err(CommitError::Partial { written, total, cause }),
        },
        (Some(cause), begun) => Err(give_up(store, begun, cause, written, total)),
    }
}

/// Ends the entry of a plan that failed on its way.
fn give_up(
    store: &mut dyn Store,
    begun: Option<Begun<'_>>,
    cause: StoreError,
    written: usize,
    total: usize,
) -> CommitError {
    let nothing = written == 0 && !matches!(cause, StoreError::Unknown { .. });
    let conflict = matches!(cause, StoreError::Conflict { .. });
    // What cannot be told of the journal now is told by it later: the entry stays pending.
    match begun {
        Some(begun) if nothing => drop(begun.forget(store)),
        Some(begun) if conflict => drop(begun.end(store, State::Partial)),
        _ => {}
    }
    match cause {
        StoreError::Conflict { paths } if nothing => CommitError::Conflict { paths },
        cause if nothing => CommitError::Store(cause),
        cause => CommitError::Partial { written, total, cause },
    }
}

struct Run<'a> {
    store: &'a mut dyn Store,
    record: Option<&'a Record>,
    next_part: usize,
    written: usize,
    total: usize,
    revision: Revision,
    progress: &'a mut dyn FnMut(usize, usize),
}

impl Run<'_> {
    /// Writes all of one phase.
    fn phase(&mut self, changes: &[(Phase, &Change)]) -> Result<(), StoreError> {
        let can = self.store.capabilities();
        let limits = Limits::new(&can, self.record.is_some());
        let (fitting, oversized): (Vec<&Change>, Vec<&Change>) =
            changes.iter().map(|(_, change)| *change).partition(|change| limits.fits_alone(change, self.record));
        for change in oversized {
            self.oversized(change)?;
        }
        let (counts, part) = (RefCell::new(Vec::new()), Cell::new(self.next_part));
        let mut packed =
            Pack { changes: fitting.into_iter().peekable(), limits, record: self.record, part: &part, counts: &counts };
        let mut failure = None;
        self.store.commit_all(&mut packed, &mut |at, result| match result {
            Ok(committed) => {
                self.written += counts.borrow().get(at).copied().unwrap_or_default();
                self.revision = self.revision.max(committed.revision);
                (self.progress)(self.written, self.total);
            }
            // The first failure is the cause; those after it were already on their way.
            Err(err) => drop(failure.get_or_insert(err)),
        });
        self.next_part = part.get();
        failure.map_or(Ok(()), Err)
    }

    /// Writes a value that leaves no room for its former one in the same transaction: the former one goes first.
    fn oversized(&mut self, change: &Change) -> Result<(), StoreError> {
        if let Some(record) = self.record {
            let mut batch = Batch::default();
            batch.create(journal::part_path(record.id, self.next_part), journal::part(&[Trace::of(change).to_json()]));
            self.next_part += 1;
            self.store.commit(&batch)?;
        }
        let mut batch = Batch::default();
        push(&mut batch, change);
        self.revision = self.store.commit(&batch)?.revision;
        self.written += 1;
        (self.progress)(self.written, self.total);
        Ok(())
    }
}

#[derive(Clone, Copy)]
struct Limits {
    changes: usize,
    bytes: usize,
}

impl Limits {
    fn new(can: &Capabilities, journalled: bool) -> Self {
        let extra = usize::from(journalled);
        Self { changes: can.max_ops.min(can.max_guards) - extra, bytes: can.max_batch_bytes - extra * PART_BYTES }
    }

    fn fits_alone(self, change: &Change, record: Option<&Record>) -> bool {
        let trace = record.map_or(0, |_| Trace::of(change).to_json().len());
        change.written_bytes() + trace <= self.bytes
    }
}

/// Packs changes into batches, each with the journal part of its own keys.
struct Pack<'a, I: Iterator<Item = &'a Change>> {
    changes: Peekable<I>,
    limits: Limits,
    record: Option<&'a Record>,
    part: &'a Cell<usize>,
    /// Changes in each batch, by its place.
    counts: &'a RefCell<Vec<usize>>,
}

impl<'a, I: Iterator<Item = &'a Change>> Iterator for Pack<'a, I> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let (mut batch, mut traces, mut bytes, mut count) = (Batch::default(), Vec::new(), 0, 0);
        while let Some(change) = self.changes.peek() {
            let trace = self.record.map(|_| Trace::of(change).to_json());
            let size = change.written_bytes() + trace.as_ref().map_or(0, |trace| trace.len() + 1);
            if count == self.limits.changes || (count > 0 && bytes + size > self.limits.bytes) {
                break;
            }
            push(&mut batch, change);
            traces.extend(trace);
            bytes += size;
            count += 1;
            self.changes.next();
        }
        if count == 0 {
            return None;
        }
        if let Some(record) = self.record {
            let part = self.part.replace(self.part.get() + 1);
            batch.create(journal::part_path(record.id, part), journal::part(&traces));
        }
        self.counts.borrow_mut().push(count);
        Some(batch)
    }
}

impl Begun<'_> {
    /// Takes in a part that was written after the header.
    pub(super) fn add(&mut self, path: String, version: Version) {
        self.keys.push((path, version));
    }
}
