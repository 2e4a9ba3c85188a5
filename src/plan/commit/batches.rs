//! Plans of several transactions, on stores that have them.

use std::cell::{Cell, RefCell};
use std::iter::Peekable;

use super::super::Change;
use super::begun::Begun;
use super::journal::{self, Part, Record, Share, State};
use super::single::not_begun;
use super::{CommitError, Order, Phase, Plan, by_phase, check_guards, check_guards_first, push};
use crate::store::{Batch, Capabilities, Revision, Store, StoreError};

pub(super) fn commit(
    store: &mut dyn Store,
    plan: &Plan,
    order: &mut Order<'_>,
) -> Result<Option<Revision>, CommitError> {
    check_guards_first(store, plan)?;
    let total = plan.changes().len();
    let begun = order.record.map(|record| Begun::begin(store, record, Vec::new())).transpose();
    let limits = Limits::new(&store.capabilities(), order.record);
    let mut run = Run {
        store,
        record: order.record,
        begun: begun.map_err(|err| not_begun(err, total))?,
        limits,
        next_part: 1,
        written: 0,
        total,
        revision: 0,
        failure: None,
        progress: &mut *order.progress,
    };
    for phase in by_phase(plan).chunk_by(|a, b| a.0 == b.0) {
        run.phase(phase);
        if run.failure.is_some() {
            break;
        }
    }
    let Run { store, begun, written, revision, mut failure, .. } = run;
    if failure.is_none() {
        // No transaction held these while the keys were written, so they are looked at once more.
        failure = check_guards(store, plan).err();
    }
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
    begun: Option<Begun<'a>>,
    limits: Limits,
    next_part: usize,
    written: usize,
    total: usize,
    revision: Revision,
    failure: Option<StoreError>,
    progress: &'a mut dyn FnMut(usize, usize),
}

impl Run<'_> {
    /// Writes all of one phase.
    fn phase(&mut self, changes: &[(Phase, &Change)]) {
        let limits = self.limits;
        let (fitting, oversized): (Vec<&Change>, Vec<&Change>) =
            changes.iter().map(|(_, change)| *change).partition(|change| limits.fit(change));
        for change in oversized {
            if let Err(err) = self.oversized(change) {
                self.failure = Some(err);
                return;
            }
        }
        let (counts, part) = (RefCell::new(Vec::new()), Cell::new(self.next_part));
        let changes = fitting.into_iter().peekable();
        let mut packed = Pack { changes, limits, record: self.record, part: &part, counts: &counts };
        self.store.commit_all(&mut packed, &mut |at, result| match result {
            Ok(committed) => {
                self.written += counts.borrow().get(at).copied().unwrap_or_default();
                self.revision = self.revision.max(committed.revision);
                (self.progress)(self.written, self.total);
            }
            // The first failure is the cause, and those after it were already on their way; but where one of them may
            // have landed, that is what counts.
            Err(err) => match &self.failure {
                Some(StoreError::Unknown { .. }) => {}
                Some(_) if !matches!(err, StoreError::Unknown { .. }) => {}
                _ => self.failure = Some(err),
            },
        });
        self.next_part = part.get();
    }

    /// Writes a value that leaves no room for its former one in the same transaction: the former one goes first.
    fn oversized(&mut self, change: &Change) -> Result<(), StoreError> {
        if let Some(begun) = &mut self.begun {
            let change = [change];
            for value in journal::deal(&change, self.limits.part).flat_map(|share| share.values(self.limits.part)) {
                begun.write_part(self.store, self.next_part, &value)?;
                self.next_part += 1;
            }
        }
        let mut batch = Batch::default();
        push(&mut batch, change);
        self.revision = self.store.commit(&batch)?.revision;
        self.written += 1;
        (self.progress)(self.written, self.total);
        Ok(())
    }
}

/// What a batch may hold of changes, and of traces where there is a journal.
#[derive(Clone, Copy)]
struct Limits {
    changes: usize,
    bytes: usize,
    part: usize,
    journalled: bool,
}

impl Limits {
    fn new(can: &Capabilities, record: Option<&Record>) -> Self {
        let (changes, bytes) = (can.max_ops.min(can.max_guards), can.max_batch_bytes);
        let part = journal::value_limit(can);
        let Some(record) = record else { return Self { changes, bytes, part, journalled: false } };
        let name = 2 * journal::part_path(record.id, 0).len();
        Self { changes: changes - 1, bytes: bytes.saturating_sub(name), part, journalled: true }
    }

    /// Returns how much of a part a change takes.
    fn trace(self, change: &Change) -> usize {
        if self.journalled { journal::trace_len(change) + 1 } else { 0 }
    }

    /// Tells whether a change fits a batch together with its trace.
    fn fit(self, change: &Change) -> bool {
        let trace = self.trace(change);
        // Where traces are kept, an empty part is there already.
        let part = if self.journalled { Part::new().len() + trace } else { 0 };
        part <= self.part && change.written_bytes() + part <= self.bytes
    }
}

/// Packs changes into batches, each with the journal part of its own keys.
struct Pack<'a, I: Iterator<Item = &'a Change>> {
    /// Each of them fits a batch.
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
        let limits = self.limits;
        let mut batch = Batch::default();
        let mut packed: Vec<&Change> = Vec::with_capacity(limits.changes.min(self.changes.size_hint().0));
        let mut traces = if limits.journalled { Part::new().len() } else { 0 };
        let mut bytes = traces;
        while let Some(change) = self.changes.peek() {
            let trace = limits.trace(change);
            let size = change.written_bytes() + trace;
            let full = packed.len() == limits.changes || bytes + size > limits.bytes || traces + trace > limits.part;
            if full && !packed.is_empty() {
                break;
            }
            push(&mut batch, change);
            packed.extend(self.changes.next());
            traces += trace;
            bytes += size;
        }
        if packed.is_empty() {
            return None;
        }
        if let Some(record) = self.record {
            let number = self.part.replace(self.part.get() + 1);
            let value = Share::Together(&packed).values(limits.part);
            value.into_iter().for_each(|value| batch.create(journal::part_path(record.id, number), value));
        }
        self.counts.borrow_mut().push(packed.len());
        Some(batch)
    }
}
