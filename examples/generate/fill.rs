//! Puts a cloud's keys into a store.

use calicross::store::{Batch, Capabilities, Store, StoreError};

use crate::cloud::Pair;

/// Most writes in one transaction; etcd takes 128.
const BATCH: usize = 120;

/// Creates keys, as many at a time as the store takes.
pub(crate) fn fill(
    store: &mut dyn Store,
    keys: &mut dyn Iterator<Item = Pair>,
) -> Result<(), Box<dyn std::error::Error>> {
    let can = store.capabilities();
    let mut keys = keys.peekable();
    let mut batches = std::iter::from_fn(|| next_batch(&mut keys, &can));
    let mut failed = None;
    store.commit_all(&mut batches, &mut |_, result| {
        if let Err(error) = result {
            failed.get_or_insert(error);
        }
    });
    match failed {
        None => Ok(()),
        Some(StoreError::Conflict { paths }) => {
            let some = paths.first().map_or("", String::as_str);
            Err(format!("the store holds some of these keys already, such as {some}").into())
        }
        Some(error) => Err(error.into()),
    }
}

/// Takes the keys of the next batch; at least one, so that a value too large for the store is its to refuse.
fn next_batch<'a>(
    keys: &mut std::iter::Peekable<&mut (dyn Iterator<Item = Pair> + 'a)>,
    can: &Capabilities,
) -> Option<Batch> {
    let most = can.max_ops.min(can.max_guards).min(BATCH);
    let mut batch = Batch::default();
    let mut bytes = 0;
    while let Some((path, value)) = keys.next_if(|(path, value)| {
        // A path counts twice: once in its guard.
        bytes += 2 * path.len() + value.len();
        batch.ops.is_empty() || (batch.ops.len() < most && bytes <= can.max_batch_bytes)
    }) {
        batch.create(path, value.into_bytes());
    }
    (!batch.ops.is_empty()).then_some(batch)
}
