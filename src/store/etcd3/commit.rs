//! Batches as transactions: one, or many in flight.

use std::sync::Arc;

use etcd_client::{Compare, CompareOp, GetOptions, Txn, TxnOp, TxnOpResponse, TxnResponse};
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use tokio::runtime::Runtime;

use super::CAPABILITIES;
use super::fault::Fault;
use super::link::{Link, Session, catch_up, send};
use super::read::{headless, prefix_end, signed, unsigned};
use crate::store::connection::Deadline;
use crate::store::{Batch, Committed, Guard, Kind, Op, StoreError, Version, check_batch};

/// Transactions in flight at a time.
const IN_FLIGHT: usize = 16;
/// Most bytes in a request: etcd's limit of 1.5 MiB, less the encoding of numbers and lengths.
const REQUEST_BYTES: usize = (3 << 19) - (32 << 10);

/// Writes one batch.
pub(super) async fn commit(link: &mut Link, batch: &Batch) -> Result<Committed, StoreError> {
    check(batch)?;
    let answer = link.write(explained(batch), probe(batch)).await?;
    outcome(batch, &answer)
}

/// Writes many batches, several at a time. `batches` and `done` run outside of the runtime: they may well use
/// another store, with a runtime of its own.
pub(super) fn commit_all(
    runtime: &Runtime,
    link: &mut Link,
    batches: &mut dyn Iterator<Item = Batch>,
    done: &mut dyn FnMut(usize, Result<Committed, StoreError>),
) {
    let mut batches = batches.enumerate();
    let mut flying = FuturesUnordered::new();
    let mut failed = false;
    loop {
        while !failed && flying.len() < IN_FLIGHT {
            let Some((at, batch)) = batches.next() else { break };
            let ready = check(&batch).and_then(|()| {
                let deadline = link.deadline();
                runtime.block_on(link.ready(deadline, probe(&batch)))
            });
            match ready {
                Ok(session) => flying.push(fly(session, link.deadline(), at, batch)),
                Err(error) => {
                    failed = true;
                    done(at, Err(error));
                }
            }
        }
        let next = runtime.block_on(async {
            // What the callers do here may take its time: an answer that came meanwhile is not late.
            catch_up().await;
            flying.next().await
        });
        let Some((at, session, batch, result)) = next else { return };
        let result = landed(runtime, link, &session, &batch, result);
        failed |= result.is_err();
        done(at, result);
    }
}

type Sent = Result<TxnResponse, Option<etcd_client::Error>>;

async fn fly(session: Arc<Session>, deadline: Deadline, at: usize, batch: Batch) -> (usize, Arc<Session>, Batch, Sent) {
    let result = send(&session, transaction(&batch), deadline).await;
    (at, session, batch, result)
}

fn landed(
    runtime: &Runtime,
    link: &mut Link,
    session: &Arc<Session>,
    batch: &Batch,
    sent: Sent,
) -> Result<Committed, StoreError> {
    let fault = match sent {
        Ok(answer) => {
            link.heard_of_write(session, &answer)?;
            if answer.succeeded() {
                return outcome(batch, &answer);
            }
            // Asked again for its reasons. Should its guards hold by now, it lands, which is what it is for.
            return runtime.block_on(commit(link, batch));
        }
        Err(Some(error)) => link.fault(&error),
        Err(None) => Fault::silent(link.connection.timeout),
    };
    let address = link.endpoint(session).to_owned();
    if !fault.is_final() {
        link.drop_session();
    }
    if fault.leaves_nothing_done() {
        Err(fault.into_error(&address, 0))
    } else {
        Err(StoreError::Unknown { address, detail: fault.detail().to_owned() })
    }
}

fn check(batch: &Batch) -> Result<(), StoreError> {
    check_batch(batch, Kind::Etcdv3, &CAPABILITIES)?;
    // Guarded keys travel twice: in the comparison, and in what is read where it fails.
    let guards: usize = batch.guards.iter().map(|guard| 2 * guard.path().len()).sum();
    let ops: usize = batch
        .ops
        .iter()
        .map(|op| match op {
            Op::Put { path, value } => path.len() + value.len(),
            Op::Delete { path, .. } => path.len(),
        })
        .sum();
    if guards + ops > REQUEST_BYTES {
        let what = format!("a request of {} bytes (at most {REQUEST_BYTES})", guards + ops);
        return Err(StoreError::Unsupported { what, kind: Kind::Etcdv3 });
    }
    Ok(())
}

/// Returns a key that tells whether an endpoint works.
fn probe(batch: &Batch) -> &[u8] {
    let path = batch.ops.first().map(Op::path).or_else(|| batch.guards.first().map(Guard::path));
    path.filter(|path| !path.is_empty()).unwrap_or("/").as_bytes()
}

/// Makes a transaction that tells, where it fails, what it found; that costs as much again as its guards.
fn explained(batch: &Batch) -> Txn {
    transaction(batch).or_else(batch.guards.iter().map(look).collect::<Vec<_>>())
}

fn transaction(batch: &Batch) -> Txn {
    let when: Vec<_> = batch.guards.iter().map(compare).collect();
    let mut then: Vec<_> = batch.ops.iter().map(write).collect();
    if then.is_empty() {
        // A transaction that neither reads nor writes is answered by any member from what it knows, however old
        // that is.
        then.push(TxnOp::get(probe(batch), Some(GetOptions::new().with_count_only())));
    }
    Txn::new().when(when).and_then(then)
}

fn compare(guard: &Guard) -> Compare {
    match guard {
        Guard::Absent { path } => Compare::create_revision(path.as_str(), CompareOp::Equal, 0),
        Guard::Unchanged { path, version } => {
            Compare::mod_revision(path.as_str(), CompareOp::Equal, expected(*version))
        }
        // Of an empty range etcd says that it passes: so does this guard.
        Guard::NoneNewer { prefix, revision } => {
            Compare::mod_revision(prefix.as_str(), CompareOp::Less, signed(*revision).saturating_add(1))
                .with_range(prefix_end(prefix.as_bytes()))
        }
    }
}

/// Returns what etcd has to find. No key has version 0, but for etcd it is that of a key that is absent: it must not pass for one
/// that is there unchanged.
fn expected(version: Version) -> i64 {
    match i64::try_from(version.0) {
        Ok(revision) if revision > 0 => revision,
        _ => -1,
    }
}

fn write(op: &Op) -> TxnOp {
    match op {
        Op::Put { path, value } => TxnOp::put(path.as_str(), value.clone(), None),
        Op::Delete { path, .. } => TxnOp::delete(path.as_str(), None),
    }
}

/// Reads what a guard looks at, in the transaction that it failed.
fn look(guard: &Guard) -> TxnOp {
    let options = GetOptions::new().with_keys_only();
    match guard {
        Guard::Absent { path } | Guard::Unchanged { path, .. } => TxnOp::get(path.as_str(), Some(options)),
        Guard::NoneNewer { prefix, revision } => {
            let options = options
                .with_range(prefix_end(prefix.as_bytes()))
                .with_min_mod_revision(signed(*revision).saturating_add(1))
                .with_limit(1);
            TxnOp::get(prefix.as_str(), Some(options))
        }
    }
}

fn outcome(batch: &Batch, answer: &TxnResponse) -> Result<Committed, StoreError> {
    if answer.succeeded() {
        let header = answer.header().ok_or_else(|| headless("a transaction"))?;
        return Ok(Committed { revision: unsigned(header.revision()) });
    }
    let mut paths = Vec::new();
    for (guard, found) in batch.guards.iter().zip(answer.op_responses()) {
        let TxnOpResponse::Get(found) = found else { continue };
        let found = found.kvs().first().map(|kv| kv.mod_revision());
        let holds = match guard {
            Guard::Absent { .. } | Guard::NoneNewer { .. } => found.is_none(),
            Guard::Unchanged { version, .. } => found == Some(expected(*version)),
        };
        if !holds {
            paths.push(guard.path().to_owned());
        }
    }
    if paths.is_empty() {
        let why = "etcd says that a guard failed, but shows none that did".to_owned();
        return Err(StoreError::Malformed { at: "the answer to a transaction".to_owned(), why });
    }
    Err(StoreError::Conflict { paths })
}
