//! How fast 100,000 endpoints are read and listed, and how much memory that takes.

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

use stores::{Filled, peak_memory, time};
use timing::{Target, Times, print_load, print_pair};

const ROUNDS: usize = 11;
const NAMES: [&str; 5] = ["key", "ls", "/calico/v1", "-o", "name"];
const VALUES: [&str; 5] = ["key", "ls", "/calico/v1", "-o", "json"];
const PROFILES: [&str; 2] = ["profile", "list"];
const ENDPOINTS: [&str; 4] = ["endpoint", "list", "-o", "wide"];
/// What `ENDPOINTS` reads: the endpoints, and what Felix reports of them.
const HOSTS: [&str; 2] = ["/calico/v1/host/", "/calico/felix/v1/host/"];

fn main() {
    let cloud = stores::cloud(90_000, 10_000);
    let read = || cloud.keys().filter(|(path, _)| path.starts_with("/calico/v1/"));
    let (mut keys, mut bytes) = (0_u64, 0_u64);
    for (_, value) in read() {
        keys += 1;
        bytes += value.len() as u64;
    }
    println!("{keys} keys under /calico/v1, {bytes} bytes of values");

    let etcd3 = Filled::etcd3(&mut cloud.keys());
    print_load("start");
    let etcdctl = || time(&mut etcd3.etcdctl(&["get", "--prefix", "/calico/v1/"]));
    for (what, words, target) in [
        ("key ls -o name", NAMES.as_slice(), Target::AtMost(0.5)),
        ("key ls -o json", VALUES.as_slice(), Target::None),
        ("profile list", PROFILES.as_slice(), Target::None),
    ] {
        let (ours, theirs) = Times::of_both(ROUNDS, || time(&mut etcd3.calicross(words)), etcdctl);
        print_pair(&format!("{what}, etcd v3"), &ours, ("etcdctl get --prefix", &theirs), target);
    }
    print_endpoints(&etcd3, &cloud);
    print_memory("key ls -o name, etcd v3", &etcd3, &NAMES, bytes, Target::AtMost(3.0));
    print_memory("key ls -o json, etcd v3", &etcd3, &VALUES, bytes, Target::None);
    drop(etcd3);

    for store in [Filled::file(&mut cloud.keys()), Filled::etcd2(&mut read())] {
        for (what, words) in [
            ("key ls -o name", NAMES.as_slice()),
            ("key ls -o json", &VALUES),
            ("profile list", &PROFILES),
            ("endpoint list -o wide", &ENDPOINTS),
        ] {
            println!("{what}, {}: {}", store.name(), Times::of(ROUNDS, || time(&mut store.calicross(words))));
        }
        print_memory(&format!("key ls -o name, {}", store.name()), &store, &NAMES, bytes, Target::None);
    }
    print_load("end");
}

/// Endpoints with all their columns, beside the same keys as they are.
fn print_endpoints(etcd3: &Filled, cloud: &cloud::Cloud) {
    let bytes: u64 = HOSTS
        .iter()
        .flat_map(|prefix| cloud.keys().filter(move |(path, _)| path.starts_with(prefix)))
        .map(|(_, value)| value.len() as u64)
        .sum();
    let get = |prefix: &str| time(&mut etcd3.etcdctl(&["get", "--prefix", prefix]));
    let what = "endpoint list -o wide, etcd v3";
    let (ours, theirs) = Times::of_both(
        ROUNDS,
        || time(&mut etcd3.calicross(&ENDPOINTS)),
        || HOSTS.iter().map(|prefix| get(prefix)).sum(),
    );
    print_pair(what, &ours, ("etcdctl get --prefix of both directories", &theirs), Target::AtMost(1.0));
    let (ours, theirs) = Times::of_both(ROUNDS, || time(&mut etcd3.calicross(&ENDPOINTS)), || get(HOSTS[0]));
    print_pair(what, &ours, ("etcdctl get --prefix of the endpoints alone", &theirs), Target::None);
    print_memory(what, etcd3, &ENDPOINTS, bytes, Target::AtMost(3.0));
}

fn print_memory(what: &str, store: &Filled, words: &[&str], bytes: u64, target: Target) {
    let peak = peak_memory(&mut store.calicross(words));
    let ratio = peak as f64 / bytes as f64;
    println!("{what}: {} MiB resident, {ratio:.2} x the values{}", peak >> 20, target.judge(ratio));
}
