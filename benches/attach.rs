//! How fast a link is attached to 5,000 pods, and how fast a reconcile finds that nothing is to be done for 100,000.

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

use cloud::Pair;
use stores::bare::put_all;
use stores::{Filled, time};
use timing::{Target, Times, print_load, print_pair};

const ROUNDS: usize = 7;
const PODS: u32 = 5_000;
/// Every pod, by a label of its own.
const ATTACH: [&str; 9] =
    ["link", "attach", LINK, "--selector", "has(calico/k8s_ns)", "--yes", "-q", "--timeout", "60s"];
const LINK: &str = "bench";

fn main() {
    print_load("start");
    attach(PODS / 10, Target::AtMost(1.0));
    attach(100_000 - PODS, Target::None);
    reconcile();
    print_load("end");
}

/// The keys of a link.
fn link() -> [Pair; 2] {
    let key = |part: &str, value: &str| (format!("/calico/v1/policy/profile/{LINK}/{part}"), value.to_owned());
    [
        key("tags", r#"["bench", "4fe422ed-4730-4af4-b835-38d09235bd4a"]"#),
        key("rules", r#"{"inbound_rules": [{"src_tag": "bench"}], "outbound_rules": [{"action": "allow"}]}"#),
    ]
}

/// Attaches to all pods among so many VMs; the other side writes the pods' endpoints back as they were.
fn attach(vms: u32, most_seconds: Target) {
    let cloud = stores::cloud(PODS, vms);
    let keys = || cloud.keys().filter(|(path, _)| path.starts_with("/calico/v1/")).chain(link());
    let pods: Vec<Pair> =
        keys().filter(|(path, _)| path.contains("/workload/k8s/") && path.ends_with("/endpoint/eth0")).collect();
    assert_eq!(pods.len(), PODS as usize);
    let etcd3 = Filled::etcd3(&mut keys());
    let endpoint = etcd3.endpoint();
    let (ours, theirs) = Times::of_both(ROUNDS, || time(&mut etcd3.calicross(&ATTACH)), || put_all(&endpoint, &pods));
    let what = format!("link attach to {PODS} pods beside {vms} VMs");
    print_pair(&format!("{what}, etcd v3"), &ours, ("the same keys by bare transactions", &theirs), Target::None);
    let seconds = ours.median().as_secs_f64();
    println!("{what}, etcd v3: {seconds:.2} s{}", most_seconds.judge(seconds));
    drop(etcd3);
    for store in [Filled::file(&mut keys()), Filled::etcd2(&mut keys())] {
        let mut undone = true;
        let times = Times::of(2, || {
            if !std::mem::replace(&mut undone, false) {
                time(&mut store.calicross(&["undo", "--last", "--yes", "-q", "--timeout", "60s", "--rate", "0"]));
            }
            time(&mut store.calicross(&[&ATTACH[..], &["--rate", "0"]].concat()))
        });
        println!(
            "{what}, {}{}: {times}",
            store.name(),
            if matches!(store, Filled::Etcd2(_)) { ", --rate 0" } else { "" }
        );
    }
}

/// Looks at every endpoint for nothing, as cron does each minute.
fn reconcile() {
    let cloud = stores::cloud(90_000, 10_000);
    let keys = || cloud.keys().filter(|(path, _)| path.starts_with("/calico/v1/")).chain(link());
    let etcd3 = Filled::etcd3(&mut keys());
    time(&mut etcd3.calicross(&[&ATTACH[..], &["--keep"]].concat()));
    let etcdctl = || time(&mut etcd3.etcdctl(&["get", "--prefix", "/calico/v1/"]));
    let reconcile = || time(&mut etcd3.calicross(&["link", "reconcile", "-q"]));
    let (ours, theirs) = Times::of_both(ROUNDS, reconcile, etcdctl);
    let what = "link reconcile with nothing to do, 90,000 pods and 10,000 VMs, etcd v3";
    print_pair(what, &ours, ("etcdctl get --prefix", &theirs), Target::None);
}
