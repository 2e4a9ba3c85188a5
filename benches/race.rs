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
use std::time::Instant;

use stores::{Filled, time};
use timing::print_load;

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
    time(&mut store.calicross(&["profile", "add", PROFILE]));
    let tags: BTreeSet<String> = (0..PROCESSES).map(|at| format!("T{at}")).collect();
    let start = Instant::now();
    let running = tags.iter().map(|tag| {
        let mut command = store.calicross(&["-v", "profile", PROFILE, "tag", "add", tag]);
        command.stderr(Stdio::piped()).spawn().expect("a program that starts")
    });
    let running: Vec<_> = running.collect();
    let (mut landed, mut again) = (0, Vec::new());
    for child in running {
        let output = child.wait_with_output().expect("a child that can be waited for");
        let told = String::from_utf8_lossy(&output.stderr);
        landed += usize::from(output.status.success());
        again.push(told.matches("planning again").count());
        if !output.status.success() {
            print!("{told}");
        }
    }
    let took = start.elapsed().as_secs_f64();
    again.sort_unstable();
    let mut list = store.calicross(&["profile", "tag", "list", PROFILE, "-o", "name"]);
    let output = list.stdout(Stdio::piped()).output().expect("a program that starts");
    let there = String::from_utf8_lossy(&output.stdout);
    let found = there.lines().filter(|line| tags.contains(*line)).count();
    println!(
        "{PROCESSES} writers of one value, {}: {took:.2} s; {landed} exits 0, {found} tags there; planned again {} times \
         in the median, {} at most",
        store.name(),
        again[PROCESSES / 2],
        again[PROCESSES - 1]
    );
    assert!(landed == PROCESSES && found == PROCESSES, "a write was lost");
}
