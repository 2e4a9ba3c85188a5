//! How long files of resources take: `diff` of 10,000 objects beside the parse of the file and a read of the keys by themselves,
//! and `apply` of 5,000 new ones beside the parse and bare transactions that write the same keys.

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

use std::fmt::Write as _;
use std::hint::black_box;
use std::iter::empty;
use std::path::Path;
use std::time::{Duration, Instant};

use calicross::store::{Scope, Store, Want};
use cloud::Pair;
use stores::bare::put_all;
use stores::{Filled, peak_memory, time};
use tempfile::TempDir;
use timing::{Target, Times, print_load, print_pair};

const OBJECTS: usize = 10_000;
const NEW_OBJECTS: usize = 5_000;
const ROUNDS: usize = 7;

fn main() {
    let dir = TempDir::new().expect("a temporary folder");
    let file = |objects: usize| {
        let path = dir.path().join(format!("{objects}.yaml"));
        std::fs::write(&path, documents(objects)).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    };
    print_load("start");
    diff(&file(OBJECTS));
    for objects in [OBJECTS / 4, OBJECTS / 2, OBJECTS] {
        let (store, file) = (Filled::etcd3(&mut empty()), file(objects));
        apply(&store, &file);
        let mib = peak_memory(&mut store.calicross(&["diff", "-f", &file])) as f64 / f64::from(1 << 20);
        let bytes = std::fs::metadata(&file).map_or(0, |found| found.len()) as f64 / f64::from(1 << 20);
        println!("diff of {objects} objects: {mib:.0} MiB of memory, {bytes:.1} MiB of YAML");
    }
    apply_new(&file(NEW_OBJECTS));
    print_load("end");
}

/// Profiles and policies in equal parts, a kilobyte each.
fn documents(objects: usize) -> String {
    let mut text = String::new();
    for at in 0..objects {
        let (kind, name) = if at % 2 == 0 { ("profile", "shop") } else { ("policy", "front") };
        let _ = writeln!(text, "---\napiVersion: v1\nkind: {kind}\nmetadata:\n  name: {name}-{at:05}");
        let _ = match kind {
            "profile" => writeln!(text, "  tags: [{name}-{at:05}, web]\n  labels:\n    role: {name}\nspec:"),
            _ => writeln!(text, "spec:\n  order: {at}\n  selector: role == '{name}' && zone in {{'a', 'b{at}'}}"),
        };
        for direction in ["ingress", "egress"] {
            let _ = writeln!(text, "  {direction}:");
            for port in [80, 443, 8080] {
                let _ = writeln!(
                    text,
                    "  - action: allow\n    protocol: tcp\n    source:\n      net: 10.{}.{}.0/24\n    destination:\n      ports: [{port}, 9000:9010]",
                    at >> 8,
                    at & 255
                );
            }
            let _ = writeln!(text, "  - action: deny\n    source:\n      selector: role == 'guest'");
        }
    }
    text
}

fn apply(store: &Filled, file: &str) -> Duration {
    time(&mut store.calicross(&["apply", "-f", file, "--yes", "--no-impact"]))
}

/// The keys of policies and profiles.
fn read(store: &Filled) -> Vec<Pair> {
    let Filled::Etcd3(etcd) = store else { panic!("no etcd v3") };
    let snapshot = stores::etcd3(etcd).read(&[Scope::under("/calico/v1/policy/")], Want::Values).expect("the keys");
    let text = |value: &[u8]| String::from_utf8(value.to_vec()).expect("UTF-8");
    snapshot.entries().iter().map(|entry| (entry.path.clone(), text(&entry.value))).collect()
}

/// Parses YAML into values that nobody looks at.
fn parse(text: &str) {
    // The limits are for files of strangers: these have more documents.
    let options = serde_saphyr::options! { budget: None };
    black_box(serde_saphyr::from_multiple_with_options::<serde_json::Value>(text, options).expect("YAML"));
}

fn diff(file: &str) {
    let store = Filled::etcd3(&mut empty());
    apply(&store, file);
    let text = std::fs::read_to_string(file).expect("the file");
    let bare = || {
        let start = Instant::now();
        parse(&text);
        black_box(read(&store));
        start.elapsed()
    };
    let (ours, theirs) = Times::of_both(ROUNDS, || time(&mut store.calicross(&["diff", "-f", file])), bare);
    let what = format!("diff of {OBJECTS} objects, {:.1} MB", text.len() as f64 / 1e6);
    print_pair(&what, &ours, ("bare parse and read", &theirs), Target::AtMost(2.0));
}

fn apply_new(file: &str) {
    let keys = {
        let store = Filled::etcd3(&mut empty());
        apply(&store, file);
        read(&store)
    };
    let text = std::fs::read_to_string(file).expect("the file");
    let ours = || apply(&Filled::etcd3(&mut empty()), file);
    let transactions = || {
        let Filled::Etcd3(etcd) = Filled::etcd3(&mut empty()) else { panic!("no etcd v3") };
        put_all(&etcd.endpoint(), &keys)
    };
    let bare = || {
        let start = Instant::now();
        parse(&text);
        start.elapsed() + transactions()
    };
    let (ours, theirs) = Times::of_both(ROUNDS, ours, bare);
    let what = format!("apply of {NEW_OBJECTS} new objects, {:.1} MB, {} keys", text.len() as f64 / 1e6, keys.len());
    print_pair(&what, &ours, ("bare parse and transactions", &theirs), Target::AtMost(1.25));
    println!("  of it the transactions: {}", Times::of(ROUNDS, transactions));
}
