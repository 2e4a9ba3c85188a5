//! Taking an entry of the journal back, as a plan like any other.

use super::Plan;
use super::change::{Change, Seen};
use super::journal::Trace;
use crate::store::Snapshot;

/// A plan that takes an entry back, and what it had to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// Restores every key that is still as the entry left it.
    pub plan: Plan,
    /// Keys that somebody has changed since.
    pub changed: Vec<String>,
}

/// Plans to take back what an entry did to its keys, from a snapshot of them.
///
/// A key that is as it was before (the entry never got to it, or it was taken back already) needs nothing but to
/// stay so; one that is as the entry left it gets its former value; any other was changed since and is left to the
/// caller.
pub fn undo(traces: &[Trace], now: &Snapshot) -> Undo {
    let mut plan = Plan::new();
    let mut changed = Vec::new();
    for trace in traces {
        let present = now.get(&trace.path);
        let value = present.map(|entry| entry.value.as_slice());
        if trace.is_before(value) {
            // A write of the entry that is still on its way would land behind the undo's back.
            plan.relied_on(now, &trace.path);
        } else if trace.is_after(value) {
            plan.insert(Change {
                path: trace.path.clone(),
                before: present.map(Seen::from),
                via: None,
                after: trace.before.as_ref().map(|bytes| bytes.as_slice().to_vec()),
            });
        } else {
            changed.push(trace.path.clone());
        }
    }
    Undo { plan, changed }
}

#[cfg(test)]
mod tests;
