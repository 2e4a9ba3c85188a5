//! Plans on a store without transactions (etcd v2): key by key, each under its own precondition.
//!
//! Every former value is in the journal before the first key is written. A conflict puts back what was
//! written; a crash or a lost connection leaves a pending entry.

use super::super::Change;
use super::begun::{Begun, Layout, carried};
use super::journal::{self, Record, State};
use super::{CommitError, Order, Plan, by_phase, check_guards, check_guards_first, push};
use crate::model::key::prune_below;
use crate::store::{Batch, Revision, Scope, Store, StoreError, Version, Want};

pub(super) fn commit(
    store: &mut dyn Store,
    plan: &Plan,
    order: &mut Order<'_>,
) -> Result<Option<Revision>, CommitError> {
    check_guards_first(store, plan)?;
    look_first(store, plan)?;
    let total = plan.changes().len();
    let begun = order.record.map(|record| begin(store, plan, record)).transpose()?;
    let (mut written, mut failure): (Vec<Written<'_>>, _) = (Vec::new(), None);
    let first = plan.changes().filter(|change| change.via.is_some()).map(|change| (change, true));
    for (change, early) in first.chain(by_phase(plan).into_iter().map(|(_, change)| (change, false))) {
        // What this plan itself gave the key on the way is what is replaced now.
        let mut on_the_way = written.iter().take_while(|written| written.on_the_way);
        let earlier = on_the_way.position(|written| std::ptr::eq(written.change, change));
        let seen = earlier.and_then(|at| written.get(at)).map(|written| written.version);
        match store.commit(&step(change, early, seen)) {
            Ok(committed) => {
                earlier.map(|at| written.remove(at));
                written.push(Written { change, on_the_way: early, version: Version(committed.revision) });
            }
            Err(err) => {
                failure = Some(err);
                break;
            }
        }
        (order.progress)(written.len(), total);
    }
    if failure.is_none() {
        // No transaction held these while the keys were written, so they are looked at once more.
        failure = check_guards(store, plan).err();
    }
    let revision = written.last().map(|written| written.version.0);
    match (failure, begun) {
        (None, None) => Ok(revision),
        (None, Some(begun)) => match begun.end(store, State::Done) {
            Ok(()) => Ok(revision),
            Err(cause) => Err(CommitError::Partial { written: total, total, cause }),
        },
        (Some(cause), begun) => Err(give_up(store, begun, cause, &written, total)),
    }
}

/// A change that has landed, or its value on the way.
struct Written<'a> {
    change: &'a Change,
    on_the_way: bool,
    version: Version,
}

/// Makes the write of a change, or of its value on the way, over the version that the key has by now.
fn step(change: &Change, on_the_way: bool, seen: Option<Version>) -> Batch {
    let mut batch = Batch::default();
    match (&change.before, &change.via, &change.after, seen) {
        (Some(before), Some(via), _, _) if on_the_way => {
            batch.replace(change.path.clone(), before.version, via.clone());
        }
        (Some(_), _, Some(after), Some(version)) => batch.replace(change.path.clone(), version, after.clone()),
        (Some(_), _, None, Some(version)) => batch.delete(change.path.clone(), version, prune_below(&change.path)),
        _ => push(&mut batch, change),
    }
    batch
}

/// Looks, before the journal is written for nothing, whether somebody was faster: an entry that has to be removed again costs two
/// writes, which is what a crowd on one key would otherwise mostly do. Of larger plans, the first keys tell soon enough.
fn look_first(store: &mut dyn Store, plan: &Plan) -> Result<(), CommitError> {
    let mut changes = plan.changes();
    let (Some(change), None) = (changes.next(), changes.next()) else { return Ok(()) };
    let now = store.read(&[Scope::key(&change.path)], Want::Keys)?;
    let version = now.get(&change.path).map(|entry| entry.version);
    if version == change.before.as_ref().map(|seen| seen.version) {
        return Ok(());
    }
    Err(CommitError::Conflict { paths: vec![change.path.clone()] })
}

/// Writes the entry: header first, then the parts that it cannot carry itself.
fn begin<'a>(store: &mut dyn Store, plan: &Plan, record: &'a Record) -> Result<Begun<'a>, CommitError> {
    let total = plan.changes().len();
    let changes: Vec<&Change> = plan.changes().collect();
    let limit = journal::value_limit(&store.capabilities());
    let shares = match Layout::of(&changes, record, limit) {
        Layout::InHeader => return Begun::begin(store, record, carried(&changes)).map_err(|err| not_begun(err, total)),
        Layout::InParts(shares) => shares,
    };
    let mut begun = Begun::begin(store, record, Vec::new()).map_err(|err| not_begun(err, total))?;
    let values = shares.into_iter().flat_map(|share| share.values(limit));
    for (at, value) in values.enumerate() {
        if let Err(err) = begun.write_part(store, at + 1, &value) {
            // A part that may still arrive needs its header. Otherwise, an entry that cannot be removed stays pending
            // and undoes nothing.
            if !matches!(err, StoreError::Unknown { .. }) {
                drop(begun.forget(store));
            }
            return Err(not_begun(err, total));
        }
    }
    Ok(begun)
}

/// Says that the entry could not be written. Where it may be there all the same, the plan can be resumed.
pub(super) fn not_begun(err: StoreError, total: usize) -> CommitError {
    match err {
        cause @ StoreError::Unknown { .. } => CommitError::Partial { written: 0, total, cause },
        err => err.into(),
    }
}

/// Puts back what was written, where the store still answers, and ends the entry accordingly.
fn give_up(
    store: &mut dyn Store,
    begun: Option<Begun<'_>>,
    cause: StoreError,
    written: &[Written<'_>],
    total: usize,
) -> CommitError {
    if matches!(cause, StoreError::Unknown { .. }) {
        return CommitError::Partial { written: written.len(), total, cause };
    }
    let mut left = 0;
    for (at, written) in written.iter().enumerate().rev() {
        match store.commit(&inverse(written)) {
            Ok(_) => {}
            // Somebody has changed the key since: it is theirs now.
            Err(StoreError::Conflict { .. }) => left += 1,
            // The entry stays pending. What stopped the putting back is the cause: to plan again is not enough.
            Err(cause) => return CommitError::Partial { written: at + 1 + left, total, cause },
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
fn inverse(written: &Written<'_>) -> Batch {
    let mut batch = Batch::default();
    let Written { change, on_the_way, version } = *written;
    let path = change.path.clone();
    match (&change.before, &change.after) {
        (None, _) => batch.delete(path, version, prune_below(&change.path)),
        (Some(seen), after) if on_the_way || after.is_some() => batch.replace(path, version, seen.value.clone()),
        (Some(seen), _) => batch.create(path, seen.value.clone()),
    }
    batch
}
