//! What the datastore held before a change, worked out in memory from what the journal kept.

use super::Plan;
use super::change::{Change, Seen};
use super::journal::Trace;
use crate::store::Snapshot;

/// The state before an entry of the journal.
#[derive(Clone, Debug)]
pub struct Past {
    /// The keys as they were before it.
    pub snapshot: Snapshot,
    /// What the entry did to the keys of the snapshot, the other way round.
    pub taken_back: Plan,
    /// Keys of the entry that were changed after it, by nobody whose entry was taken back already: what the entry itself made of
    /// them is not known.
    pub changed_since: Vec<String>,
}

/// Takes an entry back in memory. `after` is the state with all later entries taken back, of some scopes; keys of the entry outside of them
/// are left out.
pub fn before(traces: &[Trace], after: &Snapshot) -> Past {
    let mut plan = Plan::new();
    let mut changed_since = Vec::new();
    for trace in traces.iter().filter(|trace| after.covers(&trace.path)) {
        let present = after.get(&trace.path);
        let value = present.map(|entry| entry.value.as_slice());
        if trace.is_before(value) {
            continue;
        }
        if !trace.is_after(value) {
            changed_since.push(trace.path.clone());
        }
        plan.insert(Change {
            path: trace.path.clone(),
            before: present.map(Seen::from),
            via: None,
            after: trace.before.as_ref().map(|bytes| bytes.as_slice().to_vec()),
        });
    }
    let snapshot = plan.applied_to(after, after.scopes());
    Past { snapshot, taken_back: plan, changed_since }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::change::Action;
    use crate::store::Version;

    fn trace(path: &str, before: Option<&str>, after: Option<&str>) -> Trace {
        let bytes = |text: &str| text.as_bytes().to_vec();
        let before = before.map(|value| Seen { version: Version(1), value: bytes(value) });
        Trace::of(&Change { path: path.to_owned(), before, via: None, after: after.map(bytes) })
    }

    #[test]
    fn the_state_before_an_entry() {
        let now = Snapshot::literal(&[("/calico/a", "2"), ("/calico/new", "x"), ("/calico/others", "9")]);
        let traces = [
            trace("/calico/a", Some("1"), Some("2")),
            trace("/calico/gone", Some("g"), None),
            trace("/calico/new", None, Some("x")),
            trace("/calico/others", Some("7"), Some("8")),
            trace("/calico/never", None, Some("it was not written")),
            trace("/calicross/v1/links/l", None, Some("x")),
        ];
        let past = before(&traces, &now);
        let keys: Vec<(&str, &[u8])> =
            past.snapshot.entries().iter().map(|entry| (entry.path.as_str(), entry.value.as_slice())).collect();
        let expected: [(&str, &[u8]); 3] = [("/calico/a", b"1"), ("/calico/gone", b"g"), ("/calico/others", b"7")];
        assert_eq!(keys, expected);
        assert_eq!(past.changed_since, ["/calico/others"]);
        let actions: Vec<Action> = past.taken_back.changes().map(Change::action).collect();
        assert_eq!(actions, [Action::Update, Action::Create, Action::Delete, Action::Update]);
        assert_eq!(past.snapshot.scopes(), now.scopes());
    }
}
