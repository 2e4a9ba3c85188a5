//! How long a key press takes that asks for names, with 100,000 endpoints on etcd v3: cold, and from what the last one kept.

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

use std::path::Path;
use std::process::{Command, Stdio};

use stores::{Filled, calicross, time};
use tempfile::TempDir;
use timing::{Target, Times, print_load, print_pair};

const ROUNDS: usize = 21;
/// Half-typed lines, each with what is read for it when nothing is kept.
const LINES: [(&[&str], &str); 6] = [
    (&["link", "attach", "L", ""], "/calico/v1/host"),
    (&["link", "add", "L", "--namespace", ""], "/calico/v1/host"),
    (&["key", "get", "/calico/v1/host/"], "/calico/v1/host"),
    (&["key", "get", "/calico/v1/"], "/calico/v1"),
    (&["key", "get", "/calico/v1/host/node1/"], "/calico/v1/host/node1"),
    (&["profile", "show", ""], "/calico/v1/policy/profile"),
];

fn main() {
    let cloud = stores::cloud(90_000, 10_000);
    let etcd3 = Filled::etcd3(&mut cloud.keys());
    print_load("start");
    for (words, read) in LINES {
        let (kept, line) = (TempDir::new().expect("a temporary folder"), words.join(" "));
        let ask = || asking(&etcd3, words, kept.path());
        let offered = ask().stdout(Stdio::piped()).output().expect("a program that starts").stdout;
        println!("{line}: {} lines offered", offered.iter().filter(|byte| **byte == b'\n').count().saturating_sub(1));
        let cold = || {
            let _ = std::fs::remove_dir_all(kept.path().join("calicross"));
            time(&mut ask())
        };
        let plain = || time(&mut etcd3.calicross(&["key", "ls", read, "-o", "name"]));
        let (ours, theirs) = Times::of_both(ROUNDS, cold, plain);
        let limit = Target::AtMost(300.0).judge(ours.median().as_secs_f64() * 1e3);
        print_pair(&format!("{line}, cold{limit}"), &ours, (&format!("key ls {read} -o name"), &theirs), Target::None);
        // Once cold without a limit of time, so that something is kept.
        time(ask().env("CALICROSS_COMPLETE_WAIT", "60s"));
        let (ours, theirs) = Times::of_both(ROUNDS, || time(&mut ask()), || time(&mut calicross(&["version"])));
        let limit = Target::AtMost(10.0).judge(ours.median().as_secs_f64() * 1e3);
        print_pair(&format!("{line}, kept{limit}"), &ours, ("calicross version", &theirs), Target::None);
    }
    print_load("end");
}

/// A shell's question about a half-typed line.
fn asking(store: &Filled, words: &[&str], cache: &Path) -> Command {
    let mut command = store.calicross(words);
    command.env("CALICROSS_COMPLETE", "fish").env("XDG_CACHE_HOME", cache);
    command
}
