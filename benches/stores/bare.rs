//! Keys written as fast as transactions go: nothing is checked, and no journal kept.

use std::time::{Duration, Instant};

use etcd_client::{Client, Txn, TxnOp};
use futures_util::TryStreamExt;
use futures_util::stream::FuturesUnordered;

use crate::cloud::Pair;

/// Writes in a transaction: etcd's limit.
const OPS: usize = 128;
/// Transactions in flight.
const IN_FLIGHT: usize = 32;

/// Writes keys to etcd's v3 API and returns how long that took, connecting included.
pub(crate) fn put_all(endpoint: &str, pairs: &[Pair]) -> Duration {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("an event loop");
    let start = Instant::now();
    runtime.block_on(async {
        let client = Client::connect([endpoint], None).await.expect("a connection");
        let send = |chunk: &[Pair]| {
            let ops: Vec<_> =
                chunk.iter().map(|(path, value)| TxnOp::put(path.as_str(), value.as_str(), None)).collect();
            let mut kv = client.kv_client();
            async move { kv.txn(Txn::new().and_then(ops)).await }
        };
        let mut chunks = pairs.chunks(OPS);
        let mut flying: FuturesUnordered<_> = chunks.by_ref().take(IN_FLIGHT).map(send).collect();
        while flying.try_next().await.expect("a transaction that lands").is_some() {
            flying.extend(chunks.next().map(send));
        }
    });
    start.elapsed()
}
