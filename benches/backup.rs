//! How long a backup and a restore take, and how much memory: of 200,000 keys in an etcd (v3), and of 1,000,000 in a file.
//!
//! ```text
//! cargo bench --bench backup -- 1000000
//! ```
//!
//! The number is that of the file's keys; the etcd gets a fifth of it.

// A bench prints, and ends where it cannot go on; of what it shares with others it uses a part.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::panic, dead_code, unused_imports, unreachable_pub)]

#[path = "../examples/generate/cloud/mod.rs"]
mod cloud;
#[path = "../examples/generate/fill.rs"]
mod fill;
#[path = "../src/store/server.rs"]
mod server;
mod stores;
mod timing;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use cloud::Pair;
use stores::{Filled, peak_memory};
use tempfile::TempDir;
use timing::{Target, print_load};

/// MiB that each of them may take.
const MOST_MIB: f64 = 300.0;

fn main() {
    let count = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(1_000_000_usize);
    print_load("start");
    measure(Filled::etcd3, count / 5);
    measure(Filled::file, count);
    print_load("end");
}

/// Runs a program to its end; prints its time and its memory.
fn print(what: &str, command: &mut Command) {
    let start = Instant::now();
    let mib = peak_memory(command) as f64 / f64::from(1 << 20);
    let took = start.elapsed();
    println!("  {what}: {:.1} s, {mib:.0} MiB{}", took.as_secs_f64(), Target::AtMost(MOST_MIB).judge(mib));
}

fn measure(fill: fn(&mut dyn Iterator<Item = Pair>) -> Filled, count: usize) {
    let pods = u32::try_from(count).unwrap_or(u32::MAX);
    let cloud = stores::cloud(pods - pods / 10, pods / 10);
    let (full, empty) = (fill(&mut cloud.keys().take(count)), fill(&mut std::iter::empty()));
    let dir = TempDir::new().expect("a temporary folder");
    let file = dir.path().join("backup.jsonl");
    let name = file.to_str().expect("UTF-8");
    print_size(&full, count, &file, || print("backup", &mut full.calicross(&["backup", name])));
    print("restore, nothing differs", &mut full.calicross(&["restore", name, "--yes", "--no-impact"]));
    print("restore into an empty one", &mut empty.calicross(&["restore", name, "--yes", "--no-impact"]));
    print("the same again", &mut empty.calicross(&["restore", name, "--yes", "--no-impact"]));
    let mut looked_at = stores::calicross(&["--datastore", "file", "--path", name, "key", "get", "/calico/v1/Ready"]);
    print("a key of the backup", &mut looked_at);
}

fn print_size(full: &Filled, count: usize, file: &Path, backup: impl FnOnce()) {
    println!("{count} keys, {}", full.name());
    backup();
    let bytes = std::fs::metadata(file).map_or(0, |found| found.len());
    println!("  the file: {} MiB", bytes >> 20);
}
