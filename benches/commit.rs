//! How fast a plan of new keys lands, beside a bare loop of transactions that checks nothing and keeps no journal.

// A bench prints, and ends where it cannot go on; of what it shares with others, tests among it, it uses a part.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, dead_code, unused_imports, unreachable_pub)]

#[path = "../examples/generate/cloud/mod.rs"]
mod cloud;
#[path = "../examples/generate/fill.rs"]
mod fill;
#[path = "../src/store/server.rs"]
mod server;
mod stores;
mod timing;

use std::time::{Duration, Instant};

use calicross::plan::commit::{Order, commit};
use calicross::plan::journal::Record;
use calicross::plan::{Change, Plan};
use calicross::store::Store;
use cloud::Pair;
use server::Etcd;
use stores::bare::put_all;
use tempfile::TempDir;
use timing::{Target, Times, print_load};
use uuid::Uuid;

const KEYS: usize = 100_000;
/// Keys where each is a request of its own.
const FEW_KEYS: usize = 5_000;
const ROUNDS: usize = 5;

fn main() {
    let pairs: Vec<Pair> = stores::cloud(90_000, 10_000).keys().take(KEYS).collect();
    let plan = plan(&pairs);
    print_load("start");
    let (ours, theirs) = Times::of_both(ROUNDS, || land_in_etcd3(&plan, None), || bare_loop(&pairs));
    let ratio = theirs.median().as_secs_f64() / ours.median().as_secs_f64();
    println!(
        "plan of {KEYS} keys, etcd v3, no journal: {}; bare loop: {}; ratio of the rates {ratio:.2}{}",
        rate(KEYS, &ours),
        rate(KEYS, &theirs),
        Target::AtLeast(0.8).judge(ratio)
    );
    let record = record();
    let times = Times::of(ROUNDS, || land_in_etcd3(&plan, Some(&record)));
    println!("plan of {KEYS} keys, etcd v3, with its journal: {}", rate(KEYS, &times));
    for (what, record) in [("no journal", None), ("with its journal", Some(&record))] {
        let times = Times::of(ROUNDS, || {
            let dir = TempDir::new().expect("a temporary folder");
            land(&mut stores::file(&dir), &plan, record)
        });
        println!("plan of {KEYS} keys, file, {what}: {}", rate(KEYS, &times));
    }
    let few = self::plan(&pairs[..FEW_KEYS]);
    for (what, record) in [("no journal", None), ("with its journal", Some(&record))] {
        let times = Times::of(3, || {
            let etcd = Etcd::start();
            land(&mut stores::etcd2(&etcd), &few, record)
        });
        println!("plan of {FEW_KEYS} keys, etcd v2, --rate 0, {what}: {}", rate(FEW_KEYS, &times));
    }
    print_load("end");
}

fn rate(keys: usize, times: &Times) -> String {
    format!("{:.0} keys/s, {times}", keys as f64 / times.median().as_secs_f64())
}

fn plan(pairs: &[Pair]) -> Plan {
    let mut plan = Plan::new();
    for (path, value) in pairs {
        plan.insert(Change { path: path.clone(), before: None, via: None, after: Some(value.clone().into_bytes()) });
    }
    plan
}

fn record() -> Record {
    Record {
        id: Uuid::now_v7(),
        time: "2017-03-14T09:26:53Z".to_owned(),
        actor: "bench".to_owned(),
        host: "localhost".to_owned(),
        pid: std::process::id(),
        command: vec!["bench".to_owned()],
        reason: None,
        forced: Vec::new(),
        undoes: None,
        resumes: None,
    }
}

fn land_in_etcd3(plan: &Plan, record: Option<&Record>) -> Duration {
    let etcd = Etcd::start();
    land(&mut stores::etcd3(&etcd), plan, record)
}

fn land(store: &mut dyn Store, plan: &Plan, record: Option<&Record>) -> Duration {
    let start = Instant::now();
    commit(store, plan, Order { record, progress: &mut |_, _| {} }).expect("a plan that lands");
    start.elapsed()
}

/// Writes the same keys into an etcd of their own, as fast as transactions go.
fn bare_loop(pairs: &[Pair]) -> Duration {
    let etcd = Etcd::start();
    put_all(&etcd.endpoint(), pairs)
}
