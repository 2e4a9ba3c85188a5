//! Clauses about what a backend can hold: at a limit it works, over it nothing is written.
//!
//! Some limits are too large to be reached by a test; there what is over them is still refused.

use super::super::{Batch, Guard, StoreError};
use super::{Open, create, expect_unsupported, land, read_key, read_under, root};

/// Most writes or guards that a test makes.
const MANY: usize = 3000;

/// Most bytes that a test writes at once.
const MUCH: usize = 16 << 20;

/// A value of the largest size comes back; one more byte is refused by name.
pub fn bounds_values(open: Open) {
    let (root, mut store) = (root("value"), open());
    let size = store.capabilities().max_value_bytes;
    let [fits, large] = ["fits", "large"].map(|name| format!("{root}/{name}"));
    let value = vec![b'x'; size];
    land(&mut *store, &create(&fits, &value));
    assert!(read_key(&mut *store, &fits).is_some_and(|(read, _)| read == value));
    let result = store.commit(&create(&large, vec![b'x'; size + 1]));
    match &result {
        Err(error @ StoreError::Value { path, .. }) => {
            assert_eq!(path, &large);
            assert!(error.to_string().contains(&(size + 1).to_string()), "{error}");
        }
        _ => panic!("{result:?}"),
    }
    assert_eq!(read_key(&mut *store, &large), None);
}

/// As many writes as the backend allows land together; one more is refused.
pub fn bounds_writes(open: Open) {
    let (root, mut store) = (root("writes"), open());
    let can = store.capabilities();
    let creates = |count: usize| {
        let mut batch = Batch::default();
        for at in 0..count {
            batch.create(format!("{root}/{at}"), Vec::new());
        }
        batch
    };
    expect_unsupported(&mut *store, &creates(can.max_ops + 1));
    assert!(read_under(&mut *store, &root).entries().is_empty());
    let most = can.max_ops.min(can.max_guards).min(MANY);
    let at = land(&mut *store, &creates(most));
    let snapshot = read_under(&mut *store, &root);
    assert_eq!(snapshot.entries().len(), most);
    assert!(snapshot.entries().iter().all(|entry| entry.version == at));
}

/// So with guards.
pub fn bounds_guards(open: Open) {
    let (root, mut store) = (root("guards"), open());
    let can = store.capabilities();
    let guarded = |count: usize| {
        let mut batch = create(format!("{root}/key"), "x");
        batch.guards.extend((1..count).map(|at| Guard::Absent { path: format!("{root}/{at}") }));
        batch
    };
    expect_unsupported(&mut *store, &guarded(can.max_guards + 1));
    assert!(read_under(&mut *store, &root).entries().is_empty());
    let most = if can.foreign_guards { can.max_guards.min(MANY) } else { 1 };
    land(&mut *store, &guarded(most));
}

/// So with the bytes of a batch, where values and writes of their own limits can reach that one.
pub fn bounds_bytes(open: Open) {
    let (root, mut store) = (root("bytes-at-once"), open());
    let can = store.capabilities();
    let path = |at: usize| format!("{root}/{at:06}");
    // A path counts twice: its write and its guard.
    let overhead = 2 * path(0).len();
    let most = can.max_ops.min(can.max_guards).saturating_mul(can.max_value_bytes + overhead);
    // NUL bytes come from the system unwritten, so that a limit of a gigabyte costs no memory here.
    let of_size = |mut bytes: usize| {
        let mut batch = Batch::default();
        for at in 0.. {
            // What is left for the last value must still hold its path.
            let size = bytes.min(can.max_value_bytes / 2 + overhead);
            let size = if bytes - size < overhead { bytes } else { size };
            batch.create(path(at), vec![0; size - overhead]);
            bytes -= size;
            if bytes == 0 {
                break;
            }
        }
        batch
    };
    if most <= can.max_batch_bytes {
        return;
    }
    expect_unsupported(&mut *store, &of_size(can.max_batch_bytes + 1));
    assert!(read_under(&mut *store, &root).entries().is_empty());
    let batch = of_size(can.max_batch_bytes.min(MUCH));
    land(&mut *store, &batch);
    let snapshot = read_under(&mut *store, &root);
    assert_eq!(snapshot.entries().len(), batch.ops.len());
}
