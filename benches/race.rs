//! 200 processes at once, each of which adds a tag of its own to one profile: all tags are there in the end.

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

use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::{Duration, Instant};

use stores::{Filled, time};
use timing::{Times, print_load};

const ROUNDS: usize = 5;
const PROCESSES: usize = 200;
const PROFILE: &str = "raced";

fn main() {
    let cloud = stores::cloud(180, 20);
    print_load("start");
    for store in [Filled::etcd3(&mut cloud.keys()), Filled::etcd2(&mut cloud.keys()), Filled::file(&mut cloud.keys())] {
        race(&store);
    }
    print_load("end");
}

fn race(store: &Filled) {
    let tags: BTreeSet<String> = (0..PROCESSES).map(|at| format!("T{at}")).collect();
    let mut again = Vec::new();
    let times = Times::of(ROUNDS, || {
        time(&mut store.calicross(&["profile", "add", PROFILE]));
        let took = add_all(store, &tags, &mut again);
        let mut list = store.calicross(&["profile", "tag", "list", PROFILE, "-o", "name"]);
        let output = list.stdout(Stdio::piped()).output().expect("a program that starts");
        let there = String::from_utf8_lossy(&output.stdout);
        let found = there.lines().filter(|line| tags.contains(*line)).count();
        assert_eq!(found, PROCESSES, "of {PROCESSES} tags, so many are there");
        time(&mut store.calicross(&["profile", "remove", PROFILE, "--yes"]));
        took
    });
    again.sort_unstable();
    println!(
        "{PROCESSES} writers of one value, {}: {times}; all end with 0, all tags are there; planned again {} times in the \
         median, {} at most",
        store.name(),
        again[again.len() / 2],
        again[again.len() - 1]
    );
}

/// Adds all tags at once, notes how often each writer planned again, and returns when the last one is done.
fn add_all(store: &Filled, tags: &BTreeSet<String>, again: &mut Vec<usize>) -> Duration {
    let start = Instant::now();
    let running = tags.iter().map(|tag| {
        let mut command = store.calicross(&["-v", "profile", PROFILE, "tag", "add", tag]);
        command.stderr(Stdio::piped()).spawn().expect("a program that starts")
    });
    let running: Vec<_> = running.collect();
    for child in running {
        let output = child.wait_with_output().expect("a child that can be waited for");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        again.push(told.matches("planning again").count());
    }
    start.elapsed()
}
